// SPDX-License-Identifier: AGPL-3.0-or-later
// The page of a case while it runs: the case, the server, sessions, windows of a browser, and
// a walk over every link.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { hold } from './lib.mjs';

export const here = dirname(fileURLToPath(import.meta.url));
export const texts = {
  english: join(here, 'texts/lantern.txt'),
  chinese: join(here, 'texts/denglong.txt'),
  arabic: join(here, 'texts/manara.txt'),
};

// A folder of its own with a home and a case; `prepare(run, path, folder)` fills it by commands.
export function makeCase(vigil, prepare) {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-page-'));
  const env = { ...process.env, VIGIL_HOME: join(folder, 'home'), VIGIL_TEST_LOOPBACK: '1' };
  const path = join(folder, 'fox.vigil');
  const run = (...words) => execFileSync(vigil, words, { env, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  run('new', path, ...(prepare === sample || prepare === everything ? ['--sample'] : []));
  prepare(run, path, folder);
  const records = () => run('log', path, '--json').trim().split('\n').length;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { vigil, folder, env, path, run, records, remove };
}
export function sample() {}
// Texts that wait for review.
export const withTexts = (...names) => (run, path) => {
  for (const name of names) run('add', path, texts[name], '--date', '2024-03-14');
  run('suggest', path);
};
// Something of everything: the sample case, texts that wait, two editions of a brief.
export function everything(run, path) {
  withTexts('english', 'chinese', 'arabic')(run, path);
  run('brief', path, '--publish', '--audience', 'public');
  const [, claim] = run('accept', path, run('review', path, '--json').match(/"suggestion":"(s[0-9.]+)"/)[1]).match(/\b(c\d+)\b/);
  run('claim', path, '--reply', claim, '--question', 'existence', '--response', 'not-asked');
  run('brief', path, '--publish', '--lang', 'zh');
  run('looked', path, '--place', 'CA-ON', '--on', '2023-02-01', '--words', 'service station', '--result', 'nothing');
  try { run('add', path, 'http://127.0.0.1:1/gone'); } catch { /* a failed attempt is kept */ }
}

// The page, once it listens: its address with the token; another such address; its end.
export async function serve({ vigil, path, env }, ...options) {
  const child = spawn(vigil, ['serve', path, '--no-open', '--port', '0', ...options], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((done) => { child.on('exit', (code, signal) => done({ code, signal })); });
  const lines = [];
  const waiting = [];
  let text = '';
  child.stdout.on('data', (bytes) => {
    text += bytes;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      lines.push(text.slice(0, end));
      text = text.slice(end + 1);
      waiting.shift()?.(lines.shift());
    }
  });
  ended.then(({ code }) => waiting.forEach((done) => done(`ended with ${code}`)));
  const line = () => (lines.length > 0 ? Promise.resolve(lines.shift()) : new Promise((done) => { waiting.push(done); }));
  const url = await line();
  const at = url.match(/^(http:\/\/127\.0\.0\.1:\d+)\/\?token=\S+$/)?.[1];
  if (!at) throw new Error(`vigil serve printed ${url}`);
  return {
    url, at, child, ended,
    another: () => { child.stdin.write('\n'); return line(); },
    stop: () => { child.kill('SIGTERM'); return ended; },
  };
}

// A case, its page and a browser's windows on it, closed whatever happens; `main` is the story.
export async function onCase(vigil, prepare, main) {
  const box = makeCase(vigil, prepare);
  try {
    const site = await serve(box);
    let isOver = false;
    site.ended.then(() => { if (!isOver) hold(false, 'the server was ended from outside'); });
    try {
      await main(site, box);
      isOver = true;
    } finally {
      isOver = true;
      const { code, signal } = await site.stop();
      hold(code === 0 && signal === null, `SIGTERM ended it with ${code} ${signal}`);
    }
  } catch (error) {
    hold(false, error.stack);
  } finally {
    box.remove();
  }
}

// The session's cookie as a header; spends the token.
export async function session(url) {
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`no session: ${answer.status}`);
  return cookie;
}

// fetch() hides some headers and refuses to send others.
export function ask(at, { method = 'GET', path = '/', headers = {}, body } = {}) {
  const { port } = new URL(at);
  return new Promise((done, fail) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const pieces = [];
      const reply = () => done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(pieces).toString() });
      if (answer.headers['content-type'] === 'text/event-stream') {
        answer.destroy();
        reply();
        return;
      }
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', reply);
    });
    asked.on('error', fail);
    asked.setTimeout(30000, () => asked.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
    asked.end(body);
  });
}

// -- windows -------------------------------------------------------------------------

// Write down whatever a page does besides what it was asked; what it may say is in `allowed`.
export function watch(context, at, seen = { elsewhere: [], messages: [], dialogs: 0 }) {
  context.on('request', (request) => {
    if (!request.url().startsWith(`${at}/`) && !request.url().startsWith('data:')) seen.elsewhere.push(request.url());
  });
  context.on('console', (message) => seen.messages.push(message.text()));
  context.on('weberror', (error) => seen.messages.push(String(error.error())));
  context.on('dialog', (dialog) => { seen.dialogs += 1; dialog.dismiss().catch(() => {}); });
  return seen;
}

export function holdOurs(seen, name) {
  hold(seen.elsewhere.length === 0, `${name}: asked elsewhere for ${seen.elsewhere.slice(0, 3).join(' ')}`);
  hold(seen.messages.length === 0, `${name}: console said ${seen.messages.slice(0, 3).join(' | ')}`);
  hold(seen.dialogs === 0, `${name}: a dialog opened`);
  seen.elsewhere.length = 0;
  seen.messages.length = 0;
  seen.dialogs = 0;
}

// A window with the session of `cookie`, or by the address with the token.
export async function enter(browser, site, { cookie, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  context.setDefaultTimeout(30000);
  const seen = watch(context, site.at);
  if (cookie !== undefined) {
    const [name, value] = cookie.split('=');
    await context.addCookies([{ name, value, url: site.at, httpOnly: true, sameSite: 'Strict' }]);
  }
  const page = await context.newPage();
  if (cookie === undefined) await page.goto(site.url);
  return { context, page, seen, go: (path) => page.goto(site.at + path) };
}

// A picture for whoever looks, where a folder for them is named.
export async function shot(page, name) {
  const folder = process.env.VIGIL_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

// -- every link -------------------------------------------------------------------------

const unescaped = (raw) => raw.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
// Addresses that differ in numbers and values only are of one kind.
export const shape = (path) => {
  const [where, query = ''] = path.split('?');
  const names = query.split('&').map((field) => field.split('=')[0]).filter((name) => name).sort();
  return where.replaceAll(/\d+/g, '0').replace(/^\/checks\/[0-9a-f]+/, '/checks/0').replace(/^\/(questions|names)\/[^/]+/, '/$1/0') + (names.length ? `?${names.join('&')}` : '');
};

// What a page leads to by links, and by forms that only ask, sent as they stand.
function linksOf(text) {
  const links = [...text.matchAll(/\s(?:xlink:)?(?:href|src)="(\/[^"#]*)/g)].map(([, raw]) => ({ link: unescaped(raw), by: 'link' }));
  for (const [, head, body] of text.matchAll(/<form([^>]*method="get"[^>]*)>(.*?)<\/form>/gs)) {
    const action = head.match(/action="([^"]*)"/)?.[1];
    const fields = new URLSearchParams();
    for (const [, input] of body.matchAll(/<input([^>]*)>/g))
      if (!/type="(checkbox|radio)"/.test(input) || /\schecked/.test(input))
        fields.append(input.match(/name="([^"]*)"/)?.[1] ?? '', unescaped(input.match(/value="([^"]*)"/)?.[1] ?? ''));
    for (const [, name, options] of body.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
      fields.append(name, unescaped((options.match(/value="([^"]*)"[^>]*\sselected/) ?? options.match(/value="([^"]*)"/))?.[1] ?? ''));
    fields.delete('');
    if (action) links.push({ link: `${unescaped(action)}?${fields}`, by: 'form' });
  }
  return links;
}

// Every page that links lead to, from the first on; at most `each` of a kind and `most` in all.
export async function walk(site, cookie, { each = 3, most = 1200, language } = {}) {
  const seen = new Set(['/']);
  const waiting = [{ link: '/', by: 'link' }];
  const kinds = new Map();
  const pages = [];
  const headers = { Cookie: cookie, ...(language ? { 'Accept-Language': language } : {}) };
  while (waiting.length > 0 && pages.length < most) {
    const { link: path, by } = waiting.shift();
    const answer = await ask(site.at, { path, headers });
    pages.push({ path, by, ...answer });
    if (!(answer.headers['content-type'] ?? '').startsWith('text/html')) continue;
    for (const next of linksOf(answer.text)) {
      const { link } = next;
      const kind = shape(link);
      if (seen.has(link) || (kinds.get(kind) ?? 0) >= each) continue;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      seen.add(link);
      waiting.push(next);
    }
  }
  return { pages, links: seen };
}
export const isPage = ({ headers, status }) => status === 200 && (headers['content-type'] ?? '').startsWith('text/html')
  && !('content-disposition' in headers);
