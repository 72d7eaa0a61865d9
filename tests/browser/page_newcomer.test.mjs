// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody who never saw the program: from an empty case over an article on their disk to a
// published brief, in the browser alone. node page_newcomer.test.mjs VIGIL
import { end, hold, launch } from './lib.mjs';
import { enter, holdOurs, onCase, shot, texts } from './site.mjs';

const [vigil] = process.argv.slice(2);

// Preserve a file by the form of the first page and wait for the end of the work.
async function add(page, file, ...known) {
  await page.locator('form.adding input[type="file"]').setInputFiles(file);
  if (known.length > 0) await page.locator('form.adding summary').click();
  for (const [name, value] of known) await page.locator(`form.adding [name="${name}"]`).fill(value);
  hold((await page.locator('.chosen').innerText()).includes(file.split('/').at(-1)), 'the chosen file is not named');
  await page.locator('form.adding button.go').click();
  await page.waitForURL('**/jobs/*');
  await page.locator('main a[href^="/sources/s"]').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('#job progress, main progress'));
}

// A passage selected with the mouse becomes a claim.
async function claimFromSelection(page) {
  await page.evaluate(() => {
    const text = document.querySelector('article.text');
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const wanted = 'Of these, 41 said';
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.locator('.picked button').waitFor();
  await page.keyboard.press('n');
  const form = page.locator('.making form.claim-form');
  await form.waitFor();
  await shot(page, 'newcomer-claim-form');
  hold((await form.locator('[name="quote"]').first().inputValue()).includes('41 said'), 'the form does not hold the selected words');
  await form.locator('[name="kind"]').selectOption('quantity');
  await form.locator('[name="subject"]').fill('relatives threatened');
  await form.locator('button.go').click();
}

// Every allegation needs what the accused side said of it, or that it was not asked.
async function answerReplies(page, box) {
  const claims = box.run('claims', box.path, '--json').trim().split('\n').map((line) => JSON.parse(line)).filter(({ status }) => status === 'accepted');
  let refused = '';
  for (const { id } of claims) {
    try {
      box.run('claim', box.path, '--reply', id, '--question', 'existence', '--response', 'not-asked');
    } catch (error) {
      refused = String(error);
    }
  }
  hold(refused === '', refused);
}

await onCase(vigil, () => {}, async (site, box) => {
  const browser = await launch();
  const { context, page, seen, go } = await enter(browser, site);
  hold(page.url() === `${site.at}/`, `the address with the token leads to ${page.url()}`);
  await shot(page, 'newcomer-1-empty');
  hold(await page.locator('form.adding').count() > 0, 'an empty case offers no way to add');
  await add(page, texts.english, ['date', '2024-03-14'], ['publisher', 'Harbour Watch']);
  await shot(page, 'newcomer-2-preserved');
  hold(/s1\b/.test(await page.locator('main').innerText()), 'the new source is not named');

  await page.locator('main a[href^="/sources/s1"]').first().click();
  await page.locator('article.text').waitFor();
  await shot(page, 'newcomer-3-read');
  const marks = await page.locator('article.text mark').count();
  hold(marks >= 30, `${marks} passages are marked`);
  // A card and its passage find each other.
  await page.locator('.slip a.name').nth(3).click();
  hold(await page.locator('.slip.on').count() === 1 && await page.locator('article.text mark.on').count() > 0, 'a card does not show its passage');
  const boxes = await page.evaluate(() => {
    const on = document.querySelector('.slip.on').getBoundingClientRect();
    const mark = document.querySelector('article.text mark.on').getBoundingClientRect();
    return { left: mark.right <= on.left + 1 && on.bottom > 0 && on.top < innerHeight, apart: Math.abs(on.top - mark.top) };
  });
  hold(boxes.left && boxes.apart < 500, `the card stands ${Math.round(boxes.apart)} px from its passage`);
  await claimFromSelection(page);
  await page.waitForFunction(() => /[?&]said=|#p-c\d/.test(location.href) || document.querySelector('.making .notice.bad'));
  hold(await page.locator('.making .notice.bad').count() === 0, 'the claim by hand was refused');
  await shot(page, 'newcomer-4-own-claim');

  await page.locator('nav.parts a[href="/review"]').click();
  await page.locator('.one').waitFor();
  for (let i = 0; i < 8; i++) {
    const id = await page.locator('.one').getAttribute('id');
    const quantity = await page.locator('.one h2').innerText();
    await page.locator(/\d/.test(quantity.replace(id, '')) ? '.one form.act button.go' : '.one a[data-key="l"]').click();
    await page.waitForFunction((old) => document.querySelector('.one')?.id !== old, id);
  }
  const claims = box.run('claims', box.path, '--json').trim().split('\n').length;
  hold(claims >= 3, `${claims} claims after a review`);

  await page.locator('nav.parts a[href="/figures"]').click();
  await shot(page, 'newcomer-5-figures');
  hold(/\b(54|30|48|102)\b/.test(await page.locator('main').innerText()), 'the figures do not show what was accepted');
  await page.locator('main .ids a').first().click();
  hold(/\/claims\/c\d+/.test(page.url()), `a figure leads to ${page.url()}`);
  await page.locator('blockquote mark, .quote mark').first().waitFor();
  await shot(page, 'newcomer-6-claim');

  // A brief is refused while an allegation lacks its reply, and says which.
  await page.locator('nav.parts a[href="/brief"]').click();
  await page.locator('form.brief-form [name="title"]').fill('Lantern rooms 灯笼室');
  await page.locator('form.brief-form button.go').click();
  await page.locator('#prepared').waitFor();
  const refusal = await page.locator('#prepared').innerText();
  hold(/c\d+/.test(refusal), `the refusal names no claim: ${refusal.slice(0, 200)}`);
  await shot(page, 'newcomer-7-refused');
  await answerReplies(page, box);
  await page.reload();
  await page.locator('#prepared a[href^="/brief/preview"]').click();
  hold(await page.locator('#figures').count() === 1 && (await page.locator('h1').innerText()).includes('灯笼室'), 'the preview is no brief');
  hold(await page.evaluate(() => getComputedStyle(document.body).maxWidth !== 'none' || getComputedStyle(document.querySelector('h1')).fontFamily.includes('erif')), 'the preview has no style');
  await shot(page, 'newcomer-8-preview');
  await page.goBack();
  await page.locator('form[action^="/brief/publish"] button.go, form[action^="/brief/publish"] button').first().click();
  await page.waitForURL(/\/brief\/editions\/b1|said=/);
  await shot(page, 'newcomer-9-published');
  hold(box.run('brief', box.path, '--editions').includes('b1'), 'no edition is kept');
  hold(box.run('log', box.path).includes('export'), 'the edition is not in the record');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/file"]').first().click()]);
  hold((await download.failure()) === null, 'the edition cannot be saved');
  await go('/');
  await shot(page, 'newcomer-10-start');
  holdOurs(seen, 'newcomer');
  await context.close();
  await browser.close();
});
end('from an article to a brief');
