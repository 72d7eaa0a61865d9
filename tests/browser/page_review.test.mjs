// SPDX-License-Identifier: AGPL-3.0-or-later
// A reviewer decides thirty suggestions with the keyboard alone, changes their mind twice, and
// never waits for the program; then the same suggestion is decided in two windows.
// node page_review.test.mjs VIGIL
import { end, hold, launch } from './lib.mjs';
import { enter, holdOurs, onCase, session, shot, withTexts } from './site.mjs';

const [vigil] = process.argv.slice(2);
const MOST = 2000; // milliseconds that the program may take for a decision
const took = [];

const current = (page) => page.locator('.one').first().getAttribute('id');
// Press a key that decides, and wait until another suggestion is there and takes keys.
async function decide(page, ...keys) {
  const before = await current(page);
  for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
  const began = Date.now();
  await page.keyboard.press(keys.at(-1));
  await page.waitForFunction((id) => {
    const one = document.querySelector('.one');
    return one && one.id !== id && !document.querySelector('main[aria-busy]');
  }, before);
  took.push(Date.now() - began);
  return before;
}
const kept = (box) => {
  const all = box.run('claims', box.path, '--json').trim();
  return all === '' ? [] : all.split('\n').map((line) => JSON.parse(line));
};
const isOpen = (box, id) => box.run('review', box.path, '--json').includes(`"suggestion":"${id}",`);

async function thirty(page, box) {
  const accepted = [], rejected = [];
  for (let i = 0; i < 26; i++) {
    if (i % 5 === 3) rejected.push(await decide(page, 'r', '2'));
    else if (i % 5 === 4) await decide(page, 'l');
    else accepted.push(await decide(page, 'a'));
  }
  await shot(page, 'review-after-26');
  // One's own words for a reason.
  const own = await current(page);
  // Opened and gone to at once: that it is open is told later, and must not take the focus away.
  await page.evaluate(() => {
    document.querySelector('details.reject').open = true;
    document.querySelector('.reject form.own input[name="because"]').focus();
  });
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.keyboard.type('the heading of a part, 并非主张');
  rejected.push(await decide(page, 'Enter'));
  hold(rejected.at(-1) === own, 'the reason of one suggestion went to another');
  // Correct one: the form opens where one is, and only what was changed is.
  await page.waitForFunction(() => document.querySelector('.one .correct input[name="subject"]'));
  await page.keyboard.press('c');
  await page.waitForFunction(() => document.activeElement?.closest('.correct') && document.activeElement.localName !== 'summary');
  await shot(page, 'review-correct');
  await page.locator('.correct input[name="subject"]').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('lantern rooms');
  const corrected = await decide(page, 'Enter');
  accepted.push(corrected);
  // Undo an acceptance and a rejection.
  const wrong = await decide(page, 'a');
  await page.keyboard.press('u');
  await page.waitForFunction((id) => document.querySelector('.one')?.id === id && !document.querySelector('main[aria-busy]'), wrong);
hold(isOpen(box, wrong), `${wrong} is decided after an undo`);
  accepted.push(await decide(page, 'a'));
  const again = await decide(page, 'r', '3');
  await page.keyboard.press('u');
  await page.waitForFunction((id) => document.querySelector('.one')?.id === id && !document.querySelector('main[aria-busy]'), again);
  hold(isOpen(box, again), `${again} is rejected after an undo`);
  rejected.push(await decide(page, 'r', '4'));
  await shot(page, 'review-thirty');

  const claims = kept(box).filter(({ status }) => status !== 'withdrawn');
  hold(claims.length === accepted.length, `${claims.length} claims are kept, ${accepted.length} were accepted`);
  hold(claims.some(({ subject }) => subject === 'lantern rooms'), 'the corrected subject is not kept');
  hold(claims.every(({ by }) => by), 'who accepted is not kept');
  for (const id of [...accepted, ...rejected]) hold(!isOpen(box, id), `${id} is still open`);
  const main = await page.locator('main').innerText();
  hold(/\d+ of \d+/.test(main), 'no word on how far one is');
  return { accepted, rejected };
}

// Two windows on the same suggestion: the second is told, and keeps what it typed.
async function twoWindows(browser, site, cookie, box) {
  const first = await enter(browser, site, { cookie });
  const second = await enter(browser, site, { cookie });
  for (const { go } of [first, second]) await go('/review');
  const id = await current(first.page);
  hold(id === await current(second.page), 'the windows begin at different suggestions');
  await second.page.keyboard.press('c');
  await second.page.locator('.correct input[name="subject"]').fill('words that must not be lost 不可丢失');
  await second.page.locator('.correct input[name="note"]').fill('a note of the second window');
  await decide(first.page, 'a');
  const before = kept(box).length;
  await second.page.locator('.correct button.go').click();
  const told = second.page.locator('.notice.bad, [role=alert]').first();
  await told.waitFor();
  const says = await told.innerText();
  hold(/decided|accepted/i.test(says), `the second window is told: ${says}`);
  const page = await second.page.locator('main').evaluate((main) => `${main.innerText}\n${[...main.querySelectorAll('input,textarea')].map((one) => one.value).join('\n')}`);
  hold(page.includes('words that must not be lost 不可丢失'), 'what the second window typed is lost');
  hold(page.includes('a note of the second window'), 'the note of the second window is lost');
  hold(kept(box).length === before, 'the second decision was kept, too');
  await shot(second.page, 'two-windows-second');
  // And the plain way: rejecting what is accepted.
  await first.go('/review');
  const next = await current(first.page);
  await second.go('/review');
  await decide(second.page, 'r', '1');
  await first.page.keyboard.press('a');
  await first.page.locator('.notice.bad, [role=alert]').first().waitFor();
  hold(kept(box).length === before, `${next}, which the other window rejected, was accepted`);
  await shot(first.page, 'two-windows-first');
  // The browser reports the refused request itself.
  for (const { seen } of [first, second]) seen.messages = seen.messages.filter((one) => !/the server responded with a status of 409/.test(one));
  holdOurs(first.seen, 'first window');
  holdOurs(second.seen, 'second window');
  await first.context.close();
  await second.context.close();
}

await onCase(vigil, withTexts('english', 'chinese'), async (site, box) => {
  const browser = await launch();
  const cookie = await session(site.url);
  const { context, page, seen, go } = await enter(browser, site, { cookie });
  await go('/review');
  await shot(page, 'review-first');
  await thirty(page, box);
  holdOurs(seen, 'review');
  await context.close();
  await twoWindows(browser, site, cookie, box);
  await browser.close();
});
const slow = took.filter((ms) => ms > MOST);
hold(took.length >= 30, `${took.length} decisions`);
hold(slow.length === 0, `decisions that took more than ${MOST} ms: ${slow.join(' ')}`);
took.sort((a, b) => a - b);
end(`${took.length} decisions, median ${took[took.length >> 1]} ms, longest ${took.at(-1)} ms`);
