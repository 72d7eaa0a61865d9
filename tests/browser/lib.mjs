// SPDX-License-Identifier: AGPL-3.0-or-later
// What every test in a browser needs: the browser, and what must hold of any page.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const browserPath = process.env.VIGIL_CHROMIUM ?? '/usr/bin/chromium';
const require = createRequire(import.meta.url);

// Exit 77 is "skipped".
export function skip(why) {
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

// Nothing but what a test asks for: what the browser itself would ask of its maker finds no address.
export const launch = () => chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--host-resolver-rules=MAP *.googleapis.com ~NOTFOUND, MAP *.google.com ~NOTFOUND'],
});

let failures = 0;
export function hold(holds, what) {
  if (holds) return;
  failures += 1;
  console.log(`FAILED: ${what}`);
}

// A page on which everything that it tries is written down.
export async function open(browser, url, options) {
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

export function holdQuiet(seen, name) {
  hold(seen.requests.length === 1, `${name}: asked for ${seen.requests.slice(1).join(' ')}`);
  hold(seen.messages.length === 0, `${name}: console said ${seen.messages.join(' | ')}`);
  hold(seen.dialogs === 0, `${name}: a dialog opened`);
}

// All rules, or only one where nothing else can differ.
export async function holdAccessible(page, name, only) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate((one) => window.axe.run(document, one
    ? { resultTypes: ['violations'], runOnly: [one] }
    : { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }), only);
  const bad = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  for (const { id, nodes } of bad)
    hold(false, `${name}: axe ${id}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' / ')}`);
}

// A pixel of rounding is no scrolling.
export async function holdFits(page, name) {
  const [inner, outer] = await page.evaluate(() =>
    [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  hold(inner <= outer + 1, `${name}: ${inner} wide in ${outer}`);
}

// Headings go down one step at a time; a reader jumps by them.
export async function holdHeadings(page, name) {
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1])));
  hold(levels[0] === 1, `${name}: does not begin with h1`);
  hold(levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1), `${name}: a heading skips a level`);
}

// How it ended, as the last line and the status.
export function end(what) {
  console.log(failures === 0 ? `ok: ${what}` : `${failures} failures`);
  process.exit(failures === 0 ? 0 : 1);
}
