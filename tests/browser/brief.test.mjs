// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens briefs as a reader would: from a file, off line, wide and narrow, light
// and dark, and on paper. node brief.test.mjs MAKE_BRIEF CORPUS; exit 77 is "skipped".
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [makeBrief, corpus] = process.argv.slice(2);
const browserPath = process.env.VIGIL_CHROMIUM ?? '/usr/bin/chromium';
const require = createRequire(import.meta.url);

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}

if (!existsSync(browserPath)) skip(`no ${browserPath}; install chromium or set VIGIL_CHROMIUM`);
let chromium, axe;
try {
  ({ chromium } = require('playwright-core'));
  axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
} catch {
  skip('no playwright-core and axe-core; run npm ci in tests/browser');
}

let failures = 0;
function hold(holds, what) {
  if (holds) return;
  failures += 1;
  console.log(`FAILED: ${what}`);
}

// A page on which everything that it tries is written down.
async function open(browser, url, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen = { requests: [], messages: [], dialogs: 0 };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => seen.messages.push(message.text()));
  page.on('pageerror', (error) => seen.messages.push(String(error)));
  page.on('dialog', (dialog) => { seen.dialogs += 1; dialog.dismiss(); });
  await page.goto(url);
  return { context, page, seen };
}

function holdQuiet(seen, name) {
  hold(seen.requests.length === 1, `${name}: asked for ${seen.requests.slice(1).join(' ')}`);
  hold(seen.messages.length === 0, `${name}: console said ${seen.messages.join(' | ')}`);
  hold(seen.dialogs === 0, `${name}: a dialog opened`);
}

async function holdAccessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run());
  const bad = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  for (const { id, nodes } of bad)
    hold(false, `${name}: axe ${id}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' / ')}`);
}

async function holdFits(page, name) {
  const [inner, outer] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  hold(inner <= outer, `${name}: ${inner} wide in ${outer}`);
}

// Headings go down one step at a time; a reader jumps by them.
async function holdHeadings(page, name) {
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1])));
  hold(levels[0] === 1, `${name}: does not begin with h1`);
  hold(levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1), `${name}: a heading skips a level`);
}

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
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
const names = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();

for (const name of names.filter((n) => !n.startsWith('hostile'))) {
  const url = pathToFileURL(join(folder, name)).href;
  for (const width of [360, 1280, 2560])
    for (const colorScheme of ['light', 'dark']) {
      const label = `${name} ${width} ${colorScheme}`;
      const { context, page, seen } = await open(browser, url, { viewport: { width, height: 900 }, colorScheme });
      holdQuiet(seen, label);
      await holdFits(page, label);
      await holdHeadings(page, label);
      if (width === 1280 || (width === 360 && colorScheme === 'light')) await holdAccessible(page, label);
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
console.log(failures === 0 ? `ok: ${names.length} pages` : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
