// SPDX-License-Identifier: AGPL-3.0-or-later
// Long work is seen as it goes on, in every window that looks, after a reload too; it can be stopped,
// and what was acknowledged by then is kept. node page_jobs.test.mjs VIGIL
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { end, hold, launch } from './lib.mjs';
import { ask, enter, holdOurs, onCase, session, shot, texts } from './site.mjs';

const [vigil] = process.argv.slice(2);
const FILES = 120; // enough to be looked at while it goes on

function manyFiles(folder) {
  const text = readFileSync(texts.english, 'utf8');
  mkdirSync(join(folder, 'many'));
  return Array.from({ length: FILES }, (_, n) => {
    const file = join(folder, 'many', `notice-${n}.txt`);
    writeFileSync(file, `Notice ${n}\n\n${text}\n\n${text}`);
    return file;
  });
}

const jobs = async (site, cookie) => JSON.parse((await ask(site.at, { path: '/api/jobs', headers: { Cookie: cookie } })).text);
// Every event of a page's own stream is counted by the page itself.
const listen = () => {
  window.events = [];
  const Source = window.EventSource;
  window.EventSource = class extends Source {
    constructor(...all) {
      super(...all);
      this.addEventListener('job', ({ data }) => window.events.push(JSON.parse(data)));
    }
  };
};

await onCase(vigil, () => {}, async (site, box) => {
  const files = manyFiles(box.folder);
  const browser = await launch();
  const cookie = await session(site.url);
  const one = await enter(browser, site, { cookie });
  const two = await enter(browser, site, { cookie });
  await one.context.addInitScript(listen);
  await one.go('/sources');
  await one.page.locator('form.adding input[type="file"]').setInputFiles(files);
  await one.page.locator('form.adding button.go').click();
  await one.page.waitForURL('**/jobs/*');
  const { pathname } = new URL(one.page.url());
  const work = (await jobs(site, cookie)).filter(({ kind }) => kind === 'add').length;
  hold(work === Math.ceil(FILES / 48), `${FILES} files became ${work} pieces of work`);

  // Loaded anew while it goes on, and in another window: the same work, further on.
  await one.page.waitForFunction(() => window.events.some(({ done }) => done > 0));
  const before = await one.page.evaluate(() => Math.max(...window.events.map(({ done }) => done)));
  await one.page.reload();
  await two.go(pathname);
  await shot(two.page, 'job-running');
  await one.page.waitForFunction((least) => window.events.some(({ done, state }) => done >= least || state === 'done'), before);
  hold((await jobs(site, cookie)).length === work, 'a reload began the work again');
  // Pages are answered meanwhile.
  const began = Date.now();
  await two.go('/');
  hold(Date.now() - began < 5000, `the first page took ${Date.now() - began} ms beside the work`);
  await two.go(pathname);
  for (const { page } of [one, two]) await page.waitForFunction(() => !document.querySelector('main progress'), undefined, { timeout: 120000 });
  const done = await jobs(site, cookie);
  const stored = done.reduce((sum, { sources }) => sum + sources, 0);
  hold(done.every(({ state }) => state === 'done') && stored === FILES, `${done.map(({ state }) => state)}, ${stored} of ${FILES} sources`);
  await shot(one.page, 'job-done');
  await two.page.reload();
  hold(await two.page.locator('main a[href^="/sources/"]').count() > 0, 'what came of it is gone after a reload');

  // Verification, and a second job that waits for it; one is stopped.
  const token = (await ask(site.at, { headers: { Cookie: cookie } })).text.match(/name="token" value="([0-9a-f]{64})"/)[1];
  const begin = (path) => ask(site.at, { method: 'POST', path, headers: { Cookie: cookie, Origin: site.at, 'X-Vigil-Token': token } });
  const rebuild = JSON.parse((await begin('/work/rebuild')).text).job;
  const verify = JSON.parse((await begin('/record/verify')).text).job;
  const stopped = await begin(`/jobs/${verify}/stop`);
  hold([200, 303].includes(stopped.status), `stopping: ${stopped.status}`);
  await one.go(`/jobs/${rebuild}`);
  await one.page.waitForFunction(() => !document.querySelector('main progress'), undefined, { timeout: 120000 });
  const states = Object.fromEntries((await jobs(site, cookie)).map(({ id, state }) => [id, state]));
  hold(states[rebuild] === 'done', `the rebuild is ${states[rebuild]}`);
  hold(states[verify] === 'stopped', `the verification that was stopped is ${states[verify]}`);
  await one.go(`/jobs/${verify}`);
  await shot(one.page, 'job-stopped');
  hold(box.run('verify', box.path).length > 0, 'the case does not verify');
  hold(box.run('sources', box.path, '--json').trim().split('\n').length === FILES, 'not every file is a source');
  holdOurs(one.seen, 'first window');
  holdOurs(two.seen, 'second window');
  await one.context.close();
  await two.context.close();
  await browser.close();
});
end(`${FILES} files, looked at from two windows`);
