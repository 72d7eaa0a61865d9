// SPDX-License-Identifier: AGPL-3.0-or-later
// Every address of the page, without a browser: headers on every answer, no look without a
// session, no change without a token, and none by looking. node page_crawl.test.mjs VIGIL ROUTES
import { execFileSync } from 'node:child_process';

import { end, hold } from './lib.mjs';
import { ask, isPage, onCase, everything, session, walk } from './site.mjs';

const [vigil, routesProgram] = process.argv.slice(2);
const routes = execFileSync(routesProgram, { encoding: 'utf8' }).trim().split('\n').map((line) => {
  const [method, path, api] = line.split(' ');
  return { method, path, api: api === 'api' };
});
let asked = 0;

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const policy = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
  "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"];

function holdHeaders({ status, headers }, name) {
  for (const [key, value] of Object.entries(always)) hold(headers[key] === value, `${name}: ${key} is ${headers[key]}`);
  const csp = headers['content-security-policy'] ?? '';
  const strict = policy.every((part) => csp.includes(part)) && !csp.includes('unsafe');
  hold(strict || csp === "sandbox; default-src 'none'", `${name}: Content-Security-Policy is ${csp}`);
  hold(headers['permissions-policy'] !== undefined, `${name}: no Permissions-Policy`);
  hold(headers['cache-control'] !== undefined, `${name}: no Cache-Control`);
  if ((headers['content-type'] ?? '').startsWith('text/html'))
    hold((headers['cache-control'] ?? '').includes('no-store'), `${name}: a page may be stored: ${headers['cache-control']}`);
  hold(!('server' in headers) && !('x-powered-by' in headers), `${name}: says what serves it`);
  hold(!('access-control-allow-origin' in headers), `${name}: others may read it`);
  hold(status < 500, `${name}: ${status}`);
}

async function holdWithoutSession(at) {
  for (const { method, path } of routes) {
    const there = path.replaceAll(/:\w+/g, 'x1');
    const answer = await ask(at, { method, path: there, headers: { Origin: at } });
    hold([401, 403].includes(answer.status), `${method} ${there} without a session: ${answer.status}`);
    holdHeaders(answer, `${method} ${there} without a session`);
  }
  for (const cookie of ['vigil=0', `vigil-${new URL(at).port}=${'0'.repeat(64)}`, `vigil-${new URL(at).port}=`])
    hold((await ask(at, { headers: { Cookie: cookie } })).status === 401, `the cookie ${cookie} opens the page`);
  hold((await ask(at, { path: '/?token=00' })).status === 401, 'a wrong token opens the page');
}

async function holdHosts(at, mine) {
  const { port } = new URL(at);
  for (const other of ['evil.example', `evil.example:${port}`, '127.0.0.1', `[::1]:${port}`, `127.0.0.1:${port}.evil.example`]) {
    const answer = await ask(at, { headers: { ...mine, Host: other } });
    hold([400, 403, 421].includes(answer.status), `Host ${other}: ${answer.status}`);
  }
}

// A form is taken from our own page only.
async function holdForms(at, mine, token) {
  const form = { ...mine, 'Content-Type': 'application/x-www-form-urlencoded' };
  const tries = [
    ['no Origin', { ...form }, `token=${token}`],
    ['another Origin', { ...form, Origin: 'http://evil.example' }, `token=${token}`],
    ['Origin null', { ...form, Origin: 'null' }, `token=${token}`],
    ['another port', { ...form, Origin: 'http://127.0.0.1:1' }, `token=${token}`],
    ['no token', { ...form, Origin: at }, 'to=zh'],
    ['a wrong token', { ...form, Origin: at }, `token=${'0'.repeat(64)}`],
    ['the token in the address', { ...form, Origin: at }, '', `?token=${token}`],
    ['another site', { ...form, Origin: at, 'Sec-Fetch-Site': 'cross-site' }, `token=${token}`],
    ['no session', { ...form, Cookie: 'a=b', Origin: at }, `token=${token}`],
  ];
  for (const { method, path } of routes.filter((r) => r.method === 'POST')) {
    const there = path.replaceAll(/:\w+/g, 'c1');
    for (const [name, headers, body, query = ''] of tries) {
      const answer = await ask(at, { method, path: there + query, headers, body });
      hold([401, 403].includes(answer.status), `POST ${path} with ${name}: ${answer.status}`);
      holdHeaders(answer, `POST ${path} with ${name}`);
    }
    const got = await ask(at, { path: there, headers: mine });
    if (!routes.some((r) => r.method === 'GET' && new RegExp(`^${r.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(there)))
      hold([404, 405].includes(got.status), `GET ${path}, which is for forms: ${got.status}`);
    hold(got.status < 500, `GET ${path}, which is for forms: ${got.status}`);
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS']) {
    const answer = await ask(at, { method, headers: { ...mine, Origin: at, 'X-Vigil-Token': token } }).catch(() => ({ status: 400 }));
    hold([400, 403, 405, 501].includes(answer.status), `${method}: ${answer.status}`);
  }
}

// What people or programs put into addresses by mistake or on purpose: an answer, and no 500.
async function holdOddAddresses(at, mine) {
  const odd = ['0', '-1', 's0', 'c0', 'c99999999', 'c99999999999999999999', 's1.0', 's1.99999', '%00', '%FF', '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    'x'.repeat(3000), '%E2%80%AE', "'--", '%3Cscript%3E', 'c1%20OR%201=1'];
  for (const { path } of routes.filter((r) => r.method === 'GET' && r.path.includes(':')))
    for (const one of odd) {
      const answer = await ask(at, { path: path.replaceAll(/:\w+/g, one), headers: mine });
      hold(answer.status < 500, `${path} with ${one.slice(0, 40)}: ${answer.status}`);
      holdHeaders(answer, `${path} with ${one.slice(0, 40)}`);
      asked += 1;
    }
  const fields = ['q', 'kind', 'source', 'offset', 'limit', 'unit', 'at', 'after', 'claim', 'sort', 'as_of', 'place', 'said', 'of', 'a', 'b'];
  for (const { path } of routes.filter((r) => r.method === 'GET' && !r.path.includes(':') && r.path !== '/events'))
    for (const value of ['', '-1', '99999999999999999999', '%FF', '%00', "'", '%22%3E%3Cscript%3E', '*', '%E2%80%AE', '(((', 'NEAR/AND%20OR']) {
      const answer = await ask(at, { path: `${path}?${fields.map((f) => `${f}=${value}`).join('&')}`, headers: mine });
      hold(answer.status < 500, `${path} with all fields ${value}: ${answer.status}`);
      hold(!isPage(answer) || !answer.text.includes('"><script>'), `${path} with all fields ${value}: not escaped`);
      asked += 1;
    }
}

async function holdLinks(site, cookie) {
  const { pages, links } = await walk(site, cookie, { each: 12, most: 1500 });
  for (const page of pages) {
    const { path, by, status, text } = page;
    holdHeaders(page, path);
    // A form that is sent before anything was chosen may say what is missing.
    hold(status === 200 || status === 303 || (by === 'form' && [404, 422].includes(status)), `${path}, which a page links to: ${status}`);
    if (!isPage(page)) continue;
    hold(!/<script(?![^>]*src=)/.test(text), `${path}: an inline script`);
    hold(!/\sstyle="/.test(text), `${path}: an inline style`);
    hold(!/\son[a-z]+="/.test(text), `${path}: an event attribute`);
    hold((text.match(/<h1[\s>]/g) ?? []).length === 1, `${path}: not one h1`);
    hold(/<html lang="(en|zh-Hans)"/.test(text), `${path}: no language`);
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    hold(twice === undefined, `${path}: the id ${twice} stands twice`);
    for (const [, target] of text.matchAll(/\s(?:xlink:)?href="#([^"]+)"/g))
      hold(ids.includes(target), `${path}: a link to #${target}, which is not there`);
  }
  asked += pages.length;
  hold(pages.length > 40, `only ${pages.length} addresses were found`);
  // A strip of an image stands beside words that were read in one; none is in these cases.
  for (const { path } of routes.filter((r) => r.method === 'GET' && !r.path.startsWith('/api/') && !/^\/(events|jobs)|\/strip$/.test(r.path))) {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/?]+')}(\\?.*)?$`);
    const forms = pages.some(({ text }) => text.includes(`action="${path}"`) || text.includes(`data-src="${path}`));
    hold(forms || [...links].some((link) => pattern.test(link)), `no page links to ${path}`);
  }
}

await onCase(vigil, everything, async (site, box) => {
  const { at } = site;
  await holdWithoutSession(at);
  const cookie = await session(site.url);
  hold(/^vigil-\d+=[0-9a-f]{64}$/.test(cookie), `the cookie is ${cookie}`);
  hold((await ask(at, { path: site.url.slice(at.length) })).status === 401, 'the token works twice');
  const mine = { Cookie: cookie };
  const first = await ask(at, { headers: mine });
  hold(first.status === 200, 'the session opens the page');
  const token = first.text.match(/name="token" value="([0-9a-f]{64})"/)?.[1];
  hold(token !== undefined, 'forms carry a token');
  hold(!cookie.includes(token ?? '?'), 'the token of forms is the cookie');

  const before = box.records();
  await holdHosts(at, mine);
  await holdForms(at, mine, token);
  hold(box.records() === before, 'a refused form changed the record');
  await holdOddAddresses(at, mine);
  await holdLinks(site, cookie);
  hold(box.records() === before, 'looking changed the record');
  hold((await ask(at, { headers: mine })).status === 200, 'the page still answers');
});
end(`${asked} addresses`);
