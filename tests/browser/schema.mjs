// SPDX-License-Identifier: AGPL-3.0-or-later
// Does a value fit a JSON Schema? For what web/openapi.json uses of it; a word that is not known here
// is a failure too, so that a schema cannot say what nobody checks.
const known = new Set(['type', 'required', 'properties', 'additionalProperties', 'items', '$ref', 'enum', 'const', 'pattern', 'minimum', 'maximum', 'oneOf', 'description']);

const typeOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value);
export const follow = (document, ref) => ref.slice(2).split('/').reduce((at, name) => at?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], document);

// What does not fit, a sentence each; nothing when all does.
export function misfits(document, schema, value, where = 'the answer') {
  if (schema.$ref) return misfits(document, follow(document, schema.$ref), value, where);
  const wrong = Object.keys(schema).filter((word) => !known.has(word)).map((word) => `${where}: the schema says ${word}`);
  const type = typeOf(value);
  if (schema.type && ![schema.type].flat().some((one) => one === type || (one === 'number' && type === 'integer')))
    return [...wrong, `${where} is ${type}, not ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) wrong.push(`${where} is ${JSON.stringify(value)}`);
  if ('const' in schema && schema.const !== value) wrong.push(`${where} is ${JSON.stringify(value)}`);
  if (schema.pattern && type === 'string' && !new RegExp(schema.pattern, 'u').test(value)) wrong.push(`${where} is ${JSON.stringify(value)}`);
  if (schema.minimum !== undefined && value < schema.minimum) wrong.push(`${where} is ${value}`);
  if (schema.maximum !== undefined && value > schema.maximum) wrong.push(`${where} is ${value}`);
  if (schema.oneOf && schema.oneOf.filter((one) => misfits(document, one, value, where).length === 0).length !== 1)
    wrong.push(`${where} fits not one of ${schema.oneOf.length}: ${JSON.stringify(value)}`);
  if (type === 'array' && schema.items) value.forEach((one, i) => wrong.push(...misfits(document, schema.items, one, `${where}[${i}]`)));
  if (type === 'object') {
    for (const name of schema.required ?? []) if (!(name in value)) wrong.push(`${where} has no ${name}`);
    for (const [name, one] of Object.entries(value)) {
      if (schema.properties?.[name]) wrong.push(...misfits(document, schema.properties[name], one, `${where}.${name}`));
      else if (schema.additionalProperties === false) wrong.push(`${where}.${name} is not described`);
    }
  }
  return wrong;
}
