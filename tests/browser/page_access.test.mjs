// SPDX-License-Identifier: AGPL-3.0-or-later
// Every kind of page for people who see little, use no mouse, read on a phone or at 400 %: axe-core
// finds nothing serious, headings go down step by step, nothing is wider than the window, every
// control is reached by Tab, shows that it has the focus, is large enough, and lets go again.
// node page_access.test.mjs VIGIL light|dark
import { end, hold, holdAccessible, holdFits, holdHeadings, launch } from './lib.mjs';
import { enter, everything, holdOurs, isPage, onCase, session, shape, walk } from './site.mjs';

const [vigil, scheme = 'light'] = process.argv.slice(2);
let looked = 0;

// Tab from the top to the end: what has no visible focus, what lies outside of everything.
async function holdKeyboard(page, name) {
  const all = await page.evaluate(() => {
    const able = [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')].filter((element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.type !== 'hidden' && !element.disabled && element.tabIndex >= 0
      && !element.closest('[inert]'));
    able.forEach((element, i) => { element.dataset.nth = String(i); });
    return able.length;
  });
  if (all === 0 || all > 160) return;
  const reached = new Set();
  for (let i = 0; i < all + 12; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const label = element.matches('input.menu') ? getComputedStyle(element.nextElementSibling) : style;
      const visible = (one) => one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 1;
      return {
        nth: element.dataset.nth ?? element.outerHTML.slice(0, 80), shown: visible(style) || visible(label),
        group: element.type === 'radio' ? element.name : null, html: element.outerHTML.slice(0, 100),
      };
    });
    if (at === null) continue;
    if (!reached.has(at.nth)) hold(at.shown, `${name}: no visible focus on ${at.html}`);
    reached.add(at.nth);
  }
  const missed = await page.evaluate((seen) => [...document.querySelectorAll('[data-nth]')]
    .filter((element) => !seen.includes(element.dataset.nth)
      && !(element.type === 'radio' && [...document.getElementsByName(element.name)].some((other) => seen.includes(other.dataset.nth))))
    .map((element) => element.outerHTML.slice(0, 100)), [...reached]);
  hold(missed.length === 0, `${name}: not reached by Tab: ${missed.slice(0, 3).join(' / ')}`);
}

await onCase(vigil, everything, async (site) => {
  const cookie = await session(site.url);
  const { pages } = await walk(site, cookie, { each: 1, most: 400 });
  const paths = [...new Map(pages.filter(isPage).map(({ path }) => [shape(path).replace(/\?.*/, ''), path])).values()];
  const browser = await launch();
  for (const width of scheme === 'light' ? [1280, 360] : [1280]) {
    const { context, page, seen, go } = await enter(browser, site, { cookie, viewport: { width, height: 800 }, colorScheme: scheme });
    for (const path of paths) {
      const name = `${path} ${width} ${scheme}`;
      await go(path);
      // Only colours differ in the dark, and only room on a telephone.
      if (scheme === 'light') await holdAccessible(page, name, width === 360 ? 'target-size' : undefined);
      else if (width === 1280) await holdAccessible(page, name, 'color-contrast');
      looked += 1;
      if (scheme === 'light') {
        await holdHeadings(page, name);
        await holdFits(page, name);
        const land = await page.evaluate(() => ['header', 'nav', 'main', 'footer'].filter((one) => !document.querySelector(one)));
        hold(land.length === 0 || path.startsWith('/brief/'), `${name}: no ${land.join(', ')}`);
      } else if (width === 1280) {
        await holdKeyboard(page, name);
      }
    }
    holdOurs(seen, `${width} ${scheme}`);
    await context.close();
  }
  await browser.close();
});
end(`${looked} pages`);
