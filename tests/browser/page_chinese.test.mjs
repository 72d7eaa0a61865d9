// SPDX-License-Identifier: AGPL-3.0-or-later
// The Chinese interface: every kind of page, and no word of ours is left in English. What sources,
// people and the record say stays as it is and is marked as theirs (lang, dir=auto, code).
// node page_chinese.test.mjs VIGIL
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { end, hold, launch } from './lib.mjs';
import { enter, everything, here, holdOurs, isPage, onCase, session, shape, shot, texts, walk } from './site.mjs';

const [vigil] = process.argv.slice(2);
let looked = 0;

// Names of formats, programs, keys and scales; and ids, numbers and units of measure.
const allowed = ['vigil', 'JSON', 'HTML', 'SVG', 'PDF', 'UTC', 'SHA-', 'TLS', 'HTTP', 'https', 'http', 'URL', 'WARC', 'WACZ', 'ID', 'EDTF', 'Enter', 'Esc', 'Tab', 'Ctrl', 'English', 'kB', 'MB', 'GB',
  'RFC', 'C2SP', 'CA', 'ON', 'toronto', 'Merkle', 'UTF', 'utf-', 'SQLite', 'Natural', 'Earth', 'OCR', 'XML', 'MiB', 'tlog-proof',
  'vigil-text', 'help', 'verify', 'FILE', 'SP', 'tlog'];

// What the case says in its own words, in any order of its fields.
const plain = (text) => text.replaceAll(/\\[nt]/g, ' ').replaceAll('\\"', '"').replaceAll(/\s+/g, ' ').toLowerCase();
function wordsOf(box) {
  const lines = ['claims', 'sources', 'roots', 'gaps', 'looked', 'log'].map((command) => box.run(command, box.path, '--json'));
  return plain([readFileSync(join(here, '../../data/sample/sample.jsonl'), 'utf8'), ...Object.values(texts).map((file) => readFileSync(file, 'utf8')), ...lines].join('\n'));
}

const english = ([fine, case_]) => {
  const found = [];
  // A stretch of Latin letters is theirs when the case holds it as it stands.
  const isTheirs = (text) => (text.match(/[\x20-\x7e\u2018-\u201d\u2013\u2014\u2026]+/g) ?? []).every((run) => run.split(/[·>;|()]|^ ?[a-z]\d+ |, |: | \/ | with /).every((part) => {
    const bare = part.replaceAll(/\s+/g, ' ').trim().replace(/^[^A-Za-z]+|[^A-Za-z)]+$/g, '').toLowerCase();
    return bare === '' || (bare.length > 3 ? case_.includes(bare) : /\d/.test(part));
  }));
  const theirs = '[lang="en"],[dir="auto"],code,pre,kbd,time,title,blockquote,q,.quote,.text,option[value]:not([value=""])';
  const words = (text) => (text.match(/[A-Za-z][A-Za-z'-]+/g) ?? []).filter((word) => !fine.includes(word) && !text.includes('规则 ') && !/^(U|[a-z]?\d|[a-z]{1,2})$/.test(word));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest(theirs) || parent.closest('script,style') || parent.closest('svg text')) continue;
    const left = words(node.data);
    if (left.length && !isTheirs(node.data)) found.push(`<${parent.localName}${parent.className ? `.${parent.className}` : ''}> ${node.data.trim().slice(0, 80)}`);
  }
  for (const element of document.querySelectorAll('[aria-label],[placeholder]:not([dir="auto"]),[alt]')) {
    if (element.closest('[dir="auto"]:not(input),[lang="en"],svg')) continue;
    for (const name of ['aria-label', 'placeholder', 'alt'])
      if (words(element.getAttribute(name) ?? '').length && !isTheirs(element.getAttribute(name))) found.push(`${element.localName} ${name}="${element.getAttribute(name).slice(0, 60)}"`);
  }
  // Choices of ours have Chinese labels, even where the value is a word of the vocabulary.
  for (const option of document.querySelectorAll('option'))
    if (/^[\x20-\x7e]*[A-Za-z]{3,}[\x20-\x7e]*$/.test(option.text) && !fine.includes(option.text) && !isTheirs(option.text) && !option.dir && !option.lang && !option.closest('[dir="auto"],[lang]:not(html)')) found.push(`option ${option.text}`);
  return [...new Set(found)];
};

await onCase(vigil, everything, async (site, box) => {
  const theirs = wordsOf(box);
  const cookie = await session(site.url);
  const { pages } = await walk(site, cookie, { each: 1, most: 400, language: 'zh-CN' });
  const paths = [...new Map(pages.filter(isPage).map(({ path }) => [shape(path).replace(/\?.*/, ''), path])).values()];
  const browser = await launch();
  const { context, page, seen, go } = await enter(browser, site, { cookie, locale: 'zh-CN' });
  for (const path of paths) {
    await go(path);
    hold(await page.locator('html').getAttribute('lang') === 'zh-Hans' || path.startsWith('/brief/'), `${path}: not in Chinese`);
    if (/^\/brief\/(preview|editions\/b\d+\/page)/.test(path)) continue; // in the language of the brief
    for (const found of (await page.evaluate(english, [allowed, theirs])).slice(0, 4)) hold(false, `${path.slice(0, 60)}: ${found}`);
    looked += 1;
  }
  holdOurs(seen, 'Chinese');
  for (const [name, path] of [['start', '/'], ['review', '/review'], ['read', '/sources/s1'], ['figures', '/figures'], ['checks', '/checks']]) {
    await go(path);
    await shot(page, `chinese-${name}`);
  }
  await context.close();
  await browser.close();
});
end(`${looked} pages`);
