// SPDX-License-Identifier: AGPL-3.0-or-later
// A hardened browser without scripts: read a source, decide suggestions, correct one, search, make a
// claim by hand, preserve a file, choose the language. node page_without_scripts.test.mjs VIGIL
import { end, hold, launch } from './lib.mjs';
import { enter, holdOurs, onCase, shot, texts, withTexts } from './site.mjs';

const [vigil] = process.argv.slice(2);
const claims = (box) => box.run('claims', box.path, '--json').trim().split('\n').filter((line) => line).map((line) => JSON.parse(line));

await onCase(vigil, withTexts('english', 'arabic'), async (site, box) => {
  const browser = await launch();
  const { context, page, seen, go } = await enter(browser, site, { javaScriptEnabled: false });

  // Read: passages lead to claims and back by links alone.
  await page.locator('nav.parts a[href="/sources"]').click();
  await page.locator('main a[href^="/sources/s1"]').first().click();
  await shot(page, 'plain-read');
  hold(await page.locator('article.text mark').count() >= 30, 'no passages are marked');
  const ref = page.locator('article.text a.ref').first();
  const target = await ref.getAttribute('href');
  await ref.click();
  hold(page.url().endsWith(target) && await page.locator(`[id="${target.slice(1)}"]`).count() === 1, `${target} leads nowhere`);

  // Review: accept, reject with a reason, correct, later.
  await page.locator('nav.parts a[href="/review"]').click();
  const first = await page.locator('.one').getAttribute('id');
  await page.locator('.one form.act button.go').click();
  hold(claims(box).length === 1, 'nothing was accepted');
  hold(await page.locator('.one').getAttribute('id') !== first, 'the next suggestion does not come');
  hold((await page.locator('main .notice.good').innerText()).includes(first), 'it is not said what became of it');
  await page.locator('.reject summary').click();
  await page.locator('.reject input[name="because"]').fill('a heading, 标题');
  await page.locator('.reject form.own button').click();
  hold(/reject/i.test(await page.locator('main .notice.good').innerText()), 'the rejection is not told');
  await page.locator('.correct summary').click();
  await page.locator('.correct input[name="subject"]').fill('lantern rooms');
  await page.locator('.correct button.go').click();
  hold(claims(box).some(({ subject }) => subject === 'lantern rooms'), 'the correction was not kept');
  // What cannot be kept comes back as it was typed.
  await page.locator('.correct summary').click();
  await page.locator('.correct textarea[name="quote"]').fill('words that stand nowhere in the text');
  await page.locator('.correct input[name="note"]').fill('typed in vain?');
  await page.locator('.correct button.go').click();
  hold(await page.locator('main .notice.bad').count() === 1, 'a wrong quote is not refused');
  hold(await page.locator('.correct input[name="note"]').inputValue() === 'typed in vain?', 'what was typed is lost');
  await shot(page, 'plain-refused');

  // Search across the case.
  await page.locator('form.find input[name="q"]').fill('restaurant');
  await page.locator('form.find input[name="q"]').press('Enter');
  hold((await page.locator('main').innerText()).includes('restaurant'), 'nothing is found');
  await shot(page, 'plain-search');
  await page.locator('main a[href^="/sources/s1"]').first().click();
  hold(page.url().includes('/sources/s1'), 'a hit leads nowhere');

  // A claim by hand, with the quote typed; refused first, then kept.
  await go('/claims/new?source=s1');
  const form = page.locator('form.claim-form');
  await form.locator('[name="quote"]').fill('no such words');
  await form.locator('[name="kind"]').selectOption('existence');
  await form.locator('[name="subject"]').fill('a restaurant in Brno');
  await form.locator('[name="predicate"]').fill('found');
  await form.locator('button.go').click();
  hold(await page.locator('main .notice.bad').count() === 1, 'a quote that stands nowhere is not refused');
  hold(await form.locator('[name="subject"]').inputValue() === 'a restaurant in Brno', 'the form is empty after an error');
  await shot(page, 'plain-claim-refused');
  await form.locator('[name="quote"]').fill('one of them, in Brno, was a restaurant');
  await form.locator('button.go').click();
  hold(claims(box).some(({ subject }) => subject === 'a restaurant in Brno'), 'the claim was not kept');

  // Preserve a file, and look how it went.
  await go('/sources');
  await page.locator('form.adding input[type="file"]').setInputFiles(texts.chinese);
  await page.locator('form.adding button.go').click();
  await page.waitForURL('**/jobs/*');
  for (let i = 0; i < 100 && await page.locator('main a[href^="/sources/s3"]').count() === 0; i++) await page.reload();
  hold(await page.locator('main a[href^="/sources/s3"]').count() > 0, 'the file was not preserved');
  await shot(page, 'plain-job');

  // Text that runs from right to left.
  await go('/sources/s2');
  const direction = await page.locator('article.text p').nth(1).evaluate((one) => getComputedStyle(one).direction).catch(() => 'none');
  hold(direction === 'rtl', `an Arabic paragraph runs ${direction}`);
  await shot(page, 'plain-arabic');

  await page.locator('form.languages button').click();
  hold(await page.locator('html').getAttribute('lang') === 'zh-Hans' && page.url().endsWith('/sources/s2'), 'the language does not change in place');
  for (const path of ['/', '/claims', '/figures', '/checks', '/names', '/map', '/timeline', '/roots', '/gaps', '/estimate', '/overlaps', '/questions', '/brief', '/record', '/help']) {
    const answer = await go(path);
    hold(answer.status() === 200, `${path}: ${answer.status()}`);
    hold((await page.locator('main').innerText()).trim().length > 10, `${path}: nothing to read`);
  }
  // The browser itself reports the refused forms.
  seen.messages = seen.messages.filter((one) => !/status of (409|422)/.test(one));
  holdOurs(seen, 'without scripts');
  await context.close();
  await browser.close();
});
end('the work without scripts');
