// SPDX-License-Identifier: AGPL-3.0-or-later
// A total that takes seconds is made while somebody looks: with scripts the page changes by itself,
// without them by looking again; it is made once. node page_estimate.test.mjs VIGIL
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { end, hold, launch } from './lib.mjs';
import { ask, enter, holdOurs, onCase, session, shot } from './site.mjs';

const [vigil] = process.argv.slice(2);
const patterns = { a: 1, b: 1, c: 2, ab: 2, ac: 5, bc: 2, abc: 7 };

// Three lists of twenty presences in one country: the gate lets a bound be sought.
function threeLists(run, path, folder) {
  const units = Object.entries(patterns).flatMap(([lists, n]) => Array(n).fill(lists));
  const lines = [...'abc'].flatMap((list) => {
    const said = units.flatMap((lists, n) => (lists.includes(list) ? [n] : []));
    return [
      { type: 'source-note', ref: `n${list}`, label: `n${list}`, title: `Report ${list}`, publisher: `Org ${list}`, date: '2022-09', language: 'en', kind: 'ngo-report', text: said.map((n) => `Presence ${n} is there.`).join(' ') },
      { type: 'root', name: `root:${list}`, what: `Report ${list}`, speaker: `Org ${list}`, source: `n${list}` },
      ...said.map((n) => ({
        type: 'claim', kind: 'existence', subject: `presence:p${n}`, predicate: 'located-in', family: 'existence', place: ['CA'],
        period: { from: '2021', to: '2022' }, attribution: [{ speaker: `Org ${list}`, as: 'report', date: '2022-09' }], stance: 'asserts',
        passage: { source: `n${list}`, quote: `Presence ${n} is there.` }, language: 'en', roots: [`root:${list}`], status: 'accepted',
      })),
    ];
  });
  const file = join(folder, 'lists.jsonl');
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  run('import', path, file);
}

const jobs = async (site, cookie) => JSON.parse((await ask(site.at, { path: '/api/jobs', headers: { Cookie: cookie } })).text);

await onCase(vigil, threeLists, async (site, box) => {
  const browser = await launch();
  const cookie = await session(site.url);
  const one = await enter(browser, site, { cookie });
  const plain = await enter(browser, site, { cookie, javaScriptEnabled: false });

  await one.go('/estimate');
  hold(await one.page.locator('#job progress').count() === 1, 'it is not said that the total is being made');
  hold(await one.page.locator('main').innerText().then((text) => text.includes('Counted one by one: 20')), 'what was counted waits for the total');
  await shot(one.page, 'estimate-made');
  await plain.go('/estimate');
  const again = plain.page.locator('#job a.button');
  hold(await again.getAttribute('href') === '/estimate', 'there is no way to look again');
  await one.page.getByText('At least 20, of those whom these lists could have seen').first().waitFor({ timeout: 60000 });
  hold(await one.page.locator('#job').count() === 0, 'the bar stays');
  await again.click();
  hold((await plain.page.locator('main').innerText()).includes('At least 20'), 'without scripts it does not come');
  hold((await jobs(site, cookie)).filter(({ kind }) => kind === 'estimate').length === 1, 'it was made more than once');
  const id = await one.page.locator('section[id^="e"] h2 small').last().innerText();
  hold(box.run('estimate', box.path, '--kept').includes(id), `${id} is not kept`);

  // One claim less: the old one is shown as old, and the new one comes.
  box.run('claim', box.path, '--withdraw', 'c1', '--because', 'misread');
  await one.go('/estimate');
  hold((await one.page.locator('main').innerText()).includes('no longer what the case says'), 'the old one is not called old');
  await one.page.locator('#job').waitFor({ state: 'detached', timeout: 60000 });
  hold(!(await one.page.locator('main').innerText()).includes('no longer what the case says'), 'the old one stays');
  holdOurs(one.seen, 'estimate');
  await browser.close();
});

end('one total, looked at by two windows');
