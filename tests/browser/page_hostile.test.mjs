// SPDX-License-Identifier: AGPL-3.0-or-later
// A case full of what attackers put into texts, and every page of it in a real browser, in both
// languages: no script runs, no dialog opens, nothing is asked elsewhere, the console stays empty,
// and what one cannot see is shown. node page_hostile.test.mjs VIGIL CORPUS
import { end, hold, launch } from './lib.mjs';
import { hostile, unseen } from './hostile.mjs';
import { enter, holdOurs, isPage, onCase, session, shape, shot, walk } from './site.mjs';

const [vigil, corpus] = process.argv.slice(2);
let pages = 0;

// What must not be in a page of ours, whoever wrote the case.
const strange = () => {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (['iframe', 'object', 'embed', 'base', 'foreignobject', 'animate', 'set', 'template', 'style', 'noscript', 'math', 'xmp', 'plaintext', 'video', 'audio', 'frame', 'marquee'].includes(name.toLowerCase()))
      found.push(name);
    if (name === 'script' && !/^\/assets\/[a-z]+\.js/.test(element.getAttribute('src') ?? '')) found.push('script');
    if (name === 'img' && !element.src.startsWith(location.origin)) found.push(`img ${element.src}`);
    if (name === 'meta' && element.httpEquiv) found.push(`meta ${element.httpEquiv}`);
    if (name === 'link' && !/^(\/assets\/|data:,)/.test(element.getAttribute('href'))) found.push(`link ${element.href}`);
    if (name === 'form' && new URL(element.action, location.href).origin !== location.origin) found.push(`form ${element.action}`);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute) || attribute === 'srcdoc') found.push(`${name} ${attribute}`);
      if (/^(xlink:)?href$/.test(attribute) && name !== 'link' && !/^(\/(?!\/)|#|https?:\/\/[\x21-\x7e]+$|\?)/.test(value)) found.push(`${name} ${attribute}=${value.slice(0, 60)}`);
    }
  }
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const hidden = /[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u00ad\ufeff\u0085\u0000-\u0008\u000b-\u001f\u{e0000}-\u{e007f}]/u;
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (hidden.test(node.data)) found.push(`unseen characters in <${node.parentElement.localName}> ${JSON.stringify(node.data.slice(0, 60))}`);
  for (const element of document.querySelectorAll('[value],[title],[aria-label],[alt],[placeholder]'))
    for (const { name, value } of element.attributes) if (hidden.test(value) && element.type !== 'hidden') found.push(`unseen characters in ${element.localName} ${name}`);
  return found;
};

await onCase(vigil, hostile(corpus), async (site, box) => {
  const cookie = await session(site.url);
  const { pages: all } = await walk(site, cookie, { each: 2, most: 400 });
  // Each line of the corpus has its source and its claim; of other kinds a few pages are enough.
  const wanted = new Map(all.filter(isPage).map(({ path }) => [path, true]));
  const before = box.records();
  const browser = await launch();
  const shown = new Set();
  for (const locale of ['en-GB', 'zh-CN']) {
    const { context, page, seen, go } = await enter(browser, site, { cookie, locale });
    await context.exposeFunction('ran', () => { seen.dialogs += 1; });
    await context.addInitScript(() => { for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => { window.ran(); }; });
    const paths = locale === 'en-GB' ? [...wanted.keys()] : [...new Map([...wanted.keys()].map((path) => [shape(path), path])).values()];
    for (const path of paths) {
      await go(path);
      for (const found of (await page.evaluate(strange)).slice(0, 3)) hold(false, `${locale} ${path}: ${found}`);
      await page.mouse.move(300, 300);
      holdOurs(seen, `${locale} ${path}`);
      const text = await page.evaluate(() => document.body.innerText);
      for (const [, name] of unseen) if (text.includes(`[${name}]`)) shown.add(name);
      pages += 1;
    }
    await go('/sources');
    await shot(page, `hostile-sources-${locale}`);
    await go('/claims');
    await shot(page, `hostile-claims-${locale}`);
    await context.close();
  }
  for (const [, name] of unseen) hold(shown.has(name), `${name} is shown nowhere`);
  hold(box.records() === before, 'looking changed the record');
  await browser.close();
});
end(`${pages} pages`);
