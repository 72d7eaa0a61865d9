// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens briefs as a reader would: from a file, off line, wide and narrow, light
// and dark, and on paper. node brief.test.mjs MAKE_BRIEF CORPUS
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { end, hold, holdAccessible, holdFits, holdHeadings, holdQuiet, launch, open } from './lib.mjs';

const [makeBrief, corpus] = process.argv.slice(2);

// From a figure to its passage and back again, by links alone.
async function holdRoundTrip(page, name) {
  await page.locator('#figures .ids a').first().click();
  const claim = new URL(page.url()).hash;
  hold(await page.locator(`${claim} blockquote mark`).count() > 0, `${name}: ${claim} shows no passage`);
  await page.locator(`${claim} .facts a[href^="#f"]`).first().click();
  hold(new URL(page.url()).hash.startsWith('#f'), `${name}: no way back to the figure`);
}

const folder = mkdtempSync(join(tmpdir(), 'vigil-brief-'));
execFileSync(makeBrief, [folder, corpus], { stdio: ['ignore', 'inherit', 'inherit'] });
const browser = await launch();
const names = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();

for (const name of names.filter((n) => !n.startsWith('hostile'))) {
  const url = pathToFileURL(join(folder, name)).href;
  for (const width of [360, 1280, 2560])
    // Only colours differ in the dark: one width shows them.
    for (const colorScheme of width === 1280 ? ['light', 'dark'] : ['light']) {
      const label = `${name} ${width} ${colorScheme}`;
      const { context, page, seen } = await open(browser, url, { viewport: { width, height: 900 }, colorScheme });
      holdQuiet(seen, label);
      await holdFits(page, label);
      await holdHeadings(page, label);
      // Only room differs on a telephone, only words in Chinese.
      const asks = colorScheme === 'light' || !name.includes('-zh');
      if (width === 1280 && asks) await holdAccessible(page, label, colorScheme === 'dark' ? 'color-contrast' : undefined);
      else if (width === 360 && colorScheme === 'light' && !name.includes('-zh')) await holdAccessible(page, label, 'target-size');
      if (width === 1280 && colorScheme === 'light') {
        await holdRoundTrip(page, label);
        const paper = await page.pdf({ preferCSSPageSize: true });
        hold(paper.length > 20000, `${label}: prints nothing`);
      }
      await context.close();
    }
}

const hostile = names.filter((n) => n.startsWith('hostile'));
hold(hostile.length >= 40, 'the hostile pages are there');
for (const name of hostile) {
  const { context, page, seen } = await open(browser, pathToFileURL(join(folder, name)).href, {});
  await page.mouse.move(200, 200);
  holdQuiet(seen, name);
  const scripts = await page.evaluate(() => document.querySelectorAll(
    'script,iframe,object,embed,img,video,form,base,link,foreignObject,animate').length);
  hold(scripts === 0, `${name}: ${scripts} elements that are not ours`);
  await context.close();
}

await browser.close();
rmSync(folder, { recursive: true });
end(`${names.length} pages`);
