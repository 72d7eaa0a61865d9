// SPDX-License-Identifier: AGPL-3.0-or-later
// Has entities and statements checked by the model that FollowTheMoney ships for JavaScript:
// schemata, properties, what is required, where references lead, lengths, ids, order.
// usage: node check_ftm.mjs ENTITIES STATEMENTS MODULE
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [entityFile, statementFile, module] = process.argv.slice(2);
const { Model, defaultModel } = createRequire(import.meta.url)(module);
const model = new Model(defaultModel);
const text = (file) => readFileSync(file, 'utf-8');
const lines = (file) => text(file).split('\n').filter((l) => l !== '').map((l) => JSON.parse(l));
let faults = 0;
const fault = (what) => {
  faults++;
  console.log(what);
};

const entities = new Map(lines(entityFile).map((e) => [e.id, e]));
const requiredOf = (name) => {
  const above = defaultModel.schemata[name].schemata;
  return new Set(above.flatMap((s) => defaultModel.schemata[s].required ?? []));
};
const isA = (name, above) => defaultModel.schemata[name].schemata.includes(above);

for (const e of entities.values()) {
  model.getEntity(e); // throws on a schema or property that is none
  const schema = model.getSchema(e.schema);
  if (isA(e.schema, 'Person')) fault(`${e.id}: a person`);
  for (const r of requiredOf(e.schema)) {
    if (!(e.properties[r] ?? []).length) fault(`${e.id}: ${e.schema} lacks ${r}`);
  }
  for (const [name, values] of Object.entries(e.properties)) {
    const prop = schema.getProperty(name);
    const longest = prop.maxLength ?? defaultModel.types[prop.type.name].maxLength;
    for (const v of values) {
      if (typeof v !== 'string') fault(`${e.id}: ${name} is no text`);
      if (longest && Buffer.byteLength(v) > longest) fault(`${e.id}: ${name} is too long`);
      if (prop.type.name !== 'entity') continue;
      const to = entities.get(v);
      const range = prop.range?.name ?? prop.range;
      if (!to) fault(`${e.id}: ${name} leads nowhere`);
      else if (range && !isA(to.schema, range)) fault(`${e.id}: ${name} leads to ${to.schema}`);
    }
  }
}

const keys = 'canonical_id entity_id prop schema value dataset lang original_value first_seen last_seen external origin id';
const mute = new Set('entity date checksum email phone gender mimetype topic url country language ip'.split(' '));
const whole = new Set();
for (const s of lines(statementFile)) {
  if (Object.keys(s).join(' ') !== keys) fault(`${s.id}: keys ${Object.keys(s)}`);
  const said = `${s.dataset}.${s.entity_id}.${s.prop}.${s.value}${s.lang ? '@' + s.lang : ''}${s.external ? '.ext' : ''}`;
  if (createHash('sha1').update(said).digest('hex') !== s.id) fault(`${s.id}: not the SHA-1 of ${said}`);
  if (s.prop === 'id') {
    whole.add(s.canonical_id);
    if (s.value !== s.entity_id) fault(`${s.id}: an id that is another's`);
  } else if (s.lang && mute.has(model.getSchema(s.schema).getProperty(s.prop).type.name)) {
    fault(`${s.id}: ${s.prop} has a language`);
  } else if (!entities.get(s.canonical_id)?.properties[s.prop]?.includes(s.value)) {
    fault(`${s.id}: its entity does not have it`);
  }
}
for (const id of entities.keys()) if (!whole.has(id)) fault(`${id}: no row of its id`);
const raw = text(statementFile).split('\n').filter((l) => l !== '');
const sorted = [...raw].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
if (raw.some((l, i) => l !== sorted[i])) fault('the statements are not in the order of sort');
if (entities.size === 0) fault('no entity');
console.log(`${entities.size} entities, ${raw.length} statements, ${faults} faults`);
process.exit(faults ? 1 : 0);
