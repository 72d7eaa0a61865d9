// SPDX-License-Identifier: AGPL-3.0-or-later
// How soon the first page is seen and how much of it travels: from the beginning of a navigation to
// the first contentful paint, and bytes over the wire with nothing kept; medians of 20.
// node bench/paint.mjs VIGIL [CASE]     goal: 100 ms, 60 KB; needs npm ci in tests/browser
import { launch } from '../tests/browser/lib.mjs';
import { enter, makeCase, sample, serve, session } from '../tests/browser/site.mjs';

const [vigil, path] = process.argv.slice(2);
const ROUNDS = 20;
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];

const box = path ? { vigil, path, env: process.env, remove: () => {} } : makeCase(vigil, sample);
const site = await serve(box);
const cookie = await session(site.url);
const browser = await launch();
for (const where of ['/', '/sources', '/review', '/claims', '/figures']) {
  const paints = [], bytes = [], again = [];
  for (let i = 0; i < ROUNDS; i++) {
    // A fresh context keeps nothing, as on the first visit.
    const { context, page, go } = await enter(browser, site, { cookie });
    const wire = await context.newCDPSession(page);
    let sum = 0;
    await wire.send('Network.enable');
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => { sum += encodedDataLength; });
    const paint = () => page.evaluate(() => new Promise((done) => {
      const look = () => {
        const [entry] = performance.getEntriesByName('first-contentful-paint');
        if (entry) done(entry.startTime);
        else requestAnimationFrame(look);
      };
      look();
    }));
    await go(where);
    paints.push(await paint());
    bytes.push(sum);
    await page.reload();
    again.push(await paint());
    await context.close();
  }
  console.log(`${where.padEnd(10)} painted after ${median(paints).toFixed(0)} ms, again after ${median(again).toFixed(0)} ms, ${(median(bytes) / 1000).toFixed(1)} kB`);
}
await browser.close();
await site.stop();
box.remove();
