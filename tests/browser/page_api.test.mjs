// SPDX-License-Identifier: AGPL-3.0-or-later
// openapi.json says what the server does: each route that answers JSON is described and each that
// is described exists, and answers, good ones and refusals, fit their schemas.
// node page_api.test.mjs VIGIL ROUTES
import { execFileSync } from 'node:child_process';

import { end, hold } from './lib.mjs';
import { follow, misfits } from './schema.mjs';
import { ask, everything, onCase, session } from './site.mjs';

const [vigil, routesProgram] = process.argv.slice(2);
const tried = new Set();
let asked = 0;

// What must be tried of each: good ones and bad ones.
const good = {
  'GET /api/openapi.json': [{}],
  'GET /api/jobs': [{}],
  'GET /api/estimate': [{}],
  'GET /api/sources/{id}/record': [{ id: 's1' }, { id: 's3' }],
  'GET /api/suggestions': [{}, { query: 'limit=3' }, { query: 'source=s49&limit=100' }, { query: 'after=s49.5&limit=2' }],
};
const bad = {
  'GET /api/sources/{id}/record': [{ id: 's99999' }, { id: 'c1' }, { id: '%00' }],
  'GET /api/suggestions': [{ query: 'source=c1' }, { query: 'after=nothing' }],
  'POST /api/review': [{ form: {} }, { form: { id: 's1.1', do: 'praise' } }, { form: { id: 's99999.1', do: 'accept' } }, { form: { id: 'x', do: 'undo' } }],
};

await onCase(vigil, everything, async (site) => {
  const { at } = site;
  const cookie = await session(site.url);
  const mine = { Cookie: cookie, Accept: 'application/json' };
  const document = JSON.parse((await ask(at, { path: '/api/openapi.json', headers: mine })).text);
  const token = (await ask(at, { headers: mine })).text.match(/name="token" value="([0-9a-f]{64})"/)[1];

  const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)).sort();
  const served = execFileSync(routesProgram, { encoding: 'utf8' }).trim().split('\n').filter((line) => line.endsWith(' api'))
    .map((line) => { const [method, path] = line.split(' '); return `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`; }).sort();
  for (const one of served) hold(described.includes(one), `${one} is not described`);
  for (const one of described) hold(served.includes(one), `${one} is described and is not there`);
  hold(document.openapi.startsWith('3.1'), `OpenAPI ${document.openapi}`);

  // The answer to one of them fits what is described for its status.
  async function holdAnswer(name, { id = '', query = '', form, headers = mine, status }) {
    const [method, path] = name.split(' ');
    const answer = await ask(at, {
      method, path: path.replace('{id}', id) + (query ? `?${query}` : ''), body: form && String(new URLSearchParams(form)),
      headers: form ? { ...headers, Origin: at, 'X-Vigil-Token': token, 'Content-Type': 'application/x-www-form-urlencoded' } : headers,
    });
    const label = `${name} ${id}${query}${form ? JSON.stringify(form) : ''}`;
    asked += 1;
    tried.add(name);
    if (status === 'good') hold(answer.status === 200, `${label}: ${answer.status} ${answer.text.slice(0, 200)}`);
    else hold([status ?? 0, 401, 403, 404, 409, 422].includes(answer.status) || answer.status === 400, `${label}: ${answer.status}`);
    const { responses } = document.paths[path][method.toLowerCase()];
    let response = responses[answer.status] ?? responses.default;
    if (response.$ref) response = follow(document, response.$ref);
    const type = (answer.headers['content-type'] ?? '').split(';')[0];
    const schema = response.content[type]?.schema;
    // What is not HTTP at all is refused before anybody knows what it was for.
    if (answer.status === 400) return undefined;
    hold(schema !== undefined, `${label}: ${answer.status} comes as ${type}, which is not described`);
    if (!schema || type !== 'application/json') return undefined;
    const value = JSON.parse(answer.text);
    for (const wrong of misfits(document, schema, value).slice(0, 5)) hold(false, `${label}: ${wrong}`);
    return value;
  }

  for (const [name, tries] of Object.entries(good)) for (const one of tries) await holdAnswer(name, { ...one, status: 'good' });
  for (const [name, tries] of Object.entries(bad)) for (const one of tries) await holdAnswer(name, one);
  for (const name of served) {
    const form = name.startsWith('POST') ? {} : undefined;
    await holdAnswer(name, { id: 's1', form, headers: { Accept: 'application/json' } });
  }

  // Decisions, and their refusals, on what is open.
  const { suggestions } = await holdAnswer('GET /api/suggestions', { query: 'limit=4', status: 'good' });
  const [first, second, third] = suggestions.map(({ id }) => id);
  const decide = (form, status) => holdAnswer('POST /api/review', { form, status });
  hold((await decide({ id: first, do: 'accept' }, 'good'))?.claims.length === 1, 'an accepted suggestion names no claim');
  await decide({ id: first, do: 'reject', because: 'too late' });
  await decide({ id: second, do: 'reject' });
  await decide({ id: second, do: 'reject', because: 'a name' }, 'good');
  await decide({ id: second, do: 'undo' }, 'good');
  await decide({ id: second, do: 'accept' }, 'good');
  await decide({ id: third, do: 'accept', corrected: '1', kind: 'quantity', op: 'no such', quote: 'nothing of the text' });

  // A job, while it runs and after.
  const begun = await ask(at, { method: 'POST', path: '/record/verify', headers: { ...mine, Origin: at, 'X-Vigil-Token': token } });
  hold(begun.status === 202 && JSON.parse(begun.text).job > 0, `verification does not begin: ${begun.status}`);
  for (let jobs = []; !jobs.length || ['waiting', 'running'].includes(jobs[0].state);) jobs = await holdAnswer('GET /api/jobs', { status: 'good' });

  for (const name of described) hold(tried.has(name), `${name} was not tried: add it to this test`);
  const unknown = await ask(at, { path: '/api/nothing', headers: mine });
  hold(unknown.status === 404 && JSON.parse(unknown.text).error === 'absent', `an unknown address under /api/: ${unknown.status} ${unknown.text.slice(0, 80)}`);
});
end(`${asked} answers`);
