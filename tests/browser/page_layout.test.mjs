// SPDX-License-Identifier: AGPL-3.0-or-later
// How pages are laid out on a phone, at 400 % zoom (320 px), on a desk and on a 4K screen: what stands
// above and beside what, in how many columns, in which size of type. Kept in layout/, not as pixels
// but as relations, and rewritten with BLESS=1. Then the other ways to look: on paper, dark, with
// forced colours, without motion. node page_layout.test.mjs VIGIL
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { end, hold, holdFits, launch } from './lib.mjs';
import { enter, everything, here, holdOurs, onCase, session, shot } from './site.mjs';

const [vigil] = process.argv.slice(2);
const widths = { zoomed: 320, phone: 360, desk: 1280, large: 3840 };
const pages = {
  start: ['/', ['header.top', 'nav.parts', 'main', 'h1', '.counts', '#figures', '#waits', '#fits', 'footer']],
  review: ['/review', ['header.top', 'nav.parts', 'main', 'h1', '.place', '.one', 'blockquote.context', '.one .facts', '.acts', 'footer']],
  read: ['/sources/s50', ['header.top', 'nav.parts', 'main', 'h1', 'article.text', '.cards', 'footer']],
  claims: ['/claims', ['header.top', 'nav.parts', 'main', 'h1', 'main form.filters', 'main table', 'footer']],
  figures: ['/figures', ['header.top', 'nav.parts', 'main', 'h1', 'main table', 'footer']],
  map: ['/map', ['header.top', 'nav.parts', 'main', 'h1', 'svg.map', 'main table', 'footer']],
  brief: ['/brief', ['header.top', 'nav.parts', 'main', 'h1', 'form.brief-form', '#editions', 'footer']],
};

// Where the named things are: in units of the width, their order, which stand side by side or overlap.
const boxesOf = (names) => {
  const found = names.map((name) => [name, [...document.querySelectorAll(name)].find((one) => one.checkVisibility())]).filter(([, element]) => element);
  const box = Object.fromEntries(found.map(([name, element]) => [name, element.getBoundingClientRect()]));
  const holds = (a, b) => document.querySelector(a) !== null && found.find(([n]) => n === a)[1].contains(found.find(([n]) => n === b)[1]);
  const out = { shown: found.map(([name]) => name), above: [], beside: [], overlaps: [], type: {}, width: {} };
  for (const [a] of found) {
    out.width[a] = Math.round((box[a].width / innerWidth) * 10) * 10;
    out.type[a] = Math.round(parseFloat(getComputedStyle(found.find(([n]) => n === a)[1]).fontSize));
    for (const [b] of found) {
      if (a === b || holds(a, b) || holds(b, a)) continue;
      const across = Math.min(box[a].right, box[b].right) - Math.max(box[a].left, box[b].left);
      const along = Math.min(box[a].bottom, box[b].bottom) - Math.max(box[a].top, box[b].top);
      if (box[a].bottom <= box[b].top + 1 && across > 0) out.above.push(`${a} > ${b}`);
      if (box[a].right <= box[b].left + 1 && along > 0) out.beside.push(`${a} | ${b}`);
      if (a < b && across > 2 && along > 2 && ![a, b].includes('.acts')) out.overlaps.push(`${a} + ${b}`);
    }
  }
  return out;
};

function holdLayout(name, got) {
  const file = join(here, 'layout', `${name}.json`);
  if (process.env.BLESS) {
    mkdirSync(join(here, 'layout'), { recursive: true });
    writeFileSync(file, `${JSON.stringify(got, null, 1)}\n`);
    return;
  }
  if (!existsSync(file)) {
    hold(false, `${name}: no layout is kept; BLESS=1 writes it`);
    return;
  }
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  for (const key of ['shown', 'above', 'beside']) {
    const lost = kept[key].filter((one) => !got[key].includes(one)), more = got[key].filter((one) => !kept[key].includes(one));
    hold(lost.length + more.length === 0, `${name}, ${key}: no more ${lost.slice(0, 3).join(', ')}; now ${more.slice(0, 3).join(', ')}`);
  }
  for (const key of ['type', 'width'])
    for (const [one, value] of Object.entries(kept[key]))
      hold(Math.abs((got[key][one] ?? -99) - value) <= (key === 'type' ? 1 : 10), `${name}, ${key} of ${one}: ${value} was ${got[key][one]}`);
}

async function holdWidths(browser, site, cookie) {
  for (const [size, width] of Object.entries(widths)) {
    const { context, page, seen, go } = await enter(browser, site, { cookie, viewport: { width, height: size === 'large' ? 2160 : 800 } });
    for (const [name, [path, names]] of Object.entries(pages)) {
      await go(path);
      await page.waitForFunction(() => document.readyState === 'complete');
      const got = await page.evaluate(boxesOf, names);
      hold(got.overlaps.length === 0, `${name} ${size}: overlapping ${got.overlaps.join(', ')}`);
      holdLayout(`${name}-${size}`, got);
      await holdFits(page, `${name} ${size}`);
      if (size === 'phone' || size === 'zoomed') hold((got.type.main ?? 0) >= 13, `${name} ${size}: type of ${got.type.main} px`);
      await shot(page, `layout-${name}-${size}`);
    }
    // The list of parts opens and closes without a script where there is no room for it.
    if (size === 'phone') {
      await go('/');
      hold(!(await page.locator('nav.parts').isVisible()), 'the parts are open on a phone');
      await page.locator('input.menu').check();
      hold(await page.locator('nav.parts').isVisible(), 'the parts do not open on a phone');
      await page.locator('nav.parts a[href="/claims"]').click();
      hold(page.url().endsWith('/claims'), 'the parts lead nowhere on a phone');
    }
    holdOurs(seen, size);
    await context.close();
  }
}

async function holdPaper(browser, site, cookie) {
  const { context, page, go } = await enter(browser, site, { cookie });
  for (const path of ['/', '/claims', '/sources/s50', '/figures', '/map']) {
    await go(path);
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() => ['nav.parts', 'form', 'button', '.foot', '.menu'].filter((name) => [...document.querySelectorAll(name)].some((one) => one.checkVisibility())));
    hold(shown.length === 0, `${path} on paper: ${shown.join(', ')}`);
    const paper = await page.pdf({ format: 'A4' });
    hold(paper.length > 8000, `${path} on paper: ${paper.length} bytes`);
    await page.emulateMedia({ media: 'screen' });
  }
  await context.close();
}

// Dark is dark, and nothing is drawn in black upon it.
async function holdDark(browser, site, cookie) {
  const { context, page, go } = await enter(browser, site, { cookie, colorScheme: 'dark' });
  for (const path of ['/', '/sources/s50', '/map', '/review', '/brief/preview']) {
    await go(path);
    const light = await page.evaluate(() => {
      const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/[\d.]+/g).map(Number);
      const [r2, g2, b2, a2] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
      return a2 === 0 ? (r + g + b) / 3 : (r2 + g2 + b2) / 3;
    });
    hold(light < 70, `${path}: a ground of ${Math.round(light)} in the dark`);
    await shot(page, `dark-${path.replaceAll('/', '_')}`);
  }
  await context.close();
}

async function holdOtherWays(browser, site, cookie) {
  const forced = await enter(browser, site, { cookie, forcedColors: 'active' });
  for (const path of ['/', '/sources/s50', '/review']) {
    await forced.go(path);
    await shot(forced.page, `forced-${path.replaceAll('/', '_')}`);
    const marks = await forced.page.evaluate(() => [...document.querySelectorAll('main mark, .parts a[aria-current]')].filter((one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle === 'none' && style.borderBottomStyle === 'none' && style.textDecorationLine === 'none' && style.backgroundColor === getComputedStyle(document.body).backgroundColor;
    }).length);
    hold(marks === 0, `${path} with forced colours: ${marks} marks are not to be seen`);
  }
  await forced.context.close();
  const still = await enter(browser, site, { cookie, reducedMotion: 'reduce' });
  for (const path of ['/', '/sources/s50', '/map', '/timeline', '/review']) {
    await still.go(path);
    const moving = await still.page.evaluate(() => document.getAnimations().length
      + [...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0 || getComputedStyle(one).scrollBehavior === 'smooth').length);
    hold(moving === 0, `${path} without motion: ${moving} things move`);
  }
  await still.context.close();
}

await onCase(vigil, everything, async (site) => {
  const cookie = await session(site.url);
  const browser = await launch();
  await holdWidths(browser, site, cookie);
  await holdPaper(browser, site, cookie);
  await holdDark(browser, site, cookie);
  await holdOtherWays(browser, site, cookie);
  await browser.close();
});
end(`${Object.keys(pages).length} pages in ${Object.keys(widths).length} widths`);
