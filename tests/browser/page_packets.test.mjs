// SPDX-License-Identifier: AGPL-3.0-or-later
// Showing a capture sends no packet. Server and browser run in a network of their own: loopback, and
// one end of a wire with the default route, where everything to elsewhere would leave and is counted. A
// plain page that asks for an image elsewhere is counted too, or the counter would prove nothing.
// node page_packets.test.mjs VIGIL
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { end, hold, launch, skip } from './lib.mjs';
import { enter, isPage, onCase, session, walk } from './site.mjs';

const [vigil, inside] = process.argv.slice(2);
const device = 'outward0';
const elsewhere = 'http://192.0.2.77/seen.png';

// Once more, in namespaces of its own.
function goInside() {
  const own = process.getuid() === 0 ? ['-n'] : ['-rn'];
  if (spawnSync('unshare', [...own, 'true']).status !== 0) skip('no network namespace to be had here');
  const { status } = spawnSync('unshare', [...own, process.execPath, fileURLToPath(import.meta.url), vigil, 'inside'], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

// Neighbour discovery of IPv6 would be packets of the kernel's own.
function makeNetwork() {
  const ip = (words) => execFileSync('ip', words.split(' '), { stdio: 'pipe' });
  try {
    ip('link set lo up');
    ip(`link add ${device} type veth peer name far0`);
    for (const one of [device, 'far0']) {
      writeFileSync(`/proc/sys/net/ipv6/conf/${one}/disable_ipv6`, '1');
      ip(`link set ${one} up arp off`);
    }
    ip(`addr add 198.51.100.2/24 dev ${device}`);
    ip(`route add default dev ${device}`);
  } catch (error) {
    skip(`a network cannot be set up here: ${String(error.stderr ?? error).trim().split('\n')[0]}`);
  }
}

// Packets that left by the interface: the tenth column of numbers.
const sent = () => {
  const line = readFileSync('/proc/net/dev', 'utf8').split('\n').find((one) => one.trim().startsWith(`${device}:`));
  return Number(line.split(':')[1].trim().split(/\s+/)[9]);
};

// A capture that asks for something in every way a page can.
const hungry = `<!doctype html><html><head><title>Notice of the office</title>
<link rel="stylesheet" href="${elsewhere}?style"><link rel="preload" as="image" href="${elsewhere}?preload"><link rel="dns-prefetch" href="//seen.example.org"><link rel="preconnect" href="//seen.example.org">
<link rel="icon" href="${elsewhere}?icon"><script src="${elsewhere}?script"></script><meta http-equiv="refresh" content="0;url=${elsewhere}?refresh">
<style>@import "${elsewhere}?import"; body { background: url(${elsewhere}?background) } @font-face { font-family: x; src: url(${elsewhere}?font) }</style></head>
<body><h1 style="background:url(${elsewhere}?h1)">Notice</h1><p>On 3 May 2022 the office said that 12 service stations had been set up in Fairview.</p>
<img src="${elsewhere}?image" srcset="${elsewhere}?set 2x"><video src="${elsewhere}?video" poster="${elsewhere}?poster" autoplay></video><audio src="${elsewhere}?audio" autoplay></audio>
<iframe src="${elsewhere}?frame"></iframe><object data="${elsewhere}?object"></object><embed src="${elsewhere}?embed"><svg><image href="${elsewhere}?svg"/></svg>
<a href="${elsewhere}?link" ping="${elsewhere}?ping">more</a><form action="${elsewhere}?form"><input type="image" src="${elsewhere}?input"></form></body></html>`;

function prepare(run, path, folder) {
  const page = join(folder, 'notice.html');
  writeFileSync(page, hungry);
  run('add', path, page, '--publisher', `<img src="${elsewhere}?publisher">`, '--date', '2022-05-04');
  run('suggest', path);
}

async function counterCounts(browser) {
  const server = createServer((_, answer) => { answer.setHeader('Content-Type', 'text/html'); answer.end(`<img src="${elsewhere}">`); });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const page = await browser.newPage();
  const before = sent();
  await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'commit' });
  for (let i = 0; i < 100 && sent() === before; i++) await page.waitForTimeout(100);
  hold(sent() > before, 'an image elsewhere was asked for, and the counter did not move');
  await page.close();
  server.closeAllConnections();
  server.close();
}

if (inside !== 'inside') goInside();
makeNetwork();
let shown = 0;
await onCase(vigil, prepare, async (site) => {
  const cookie = await session(site.url);
  const { pages } = await walk(site, cookie, { each: 2, most: 200 });
  const browser = await launch();
  const { page, go } = await enter(browser, site, { cookie });
  await go('/');
  const before = sent();
  for (const { path } of pages.filter(isPage)) {
    await go(path);
    shown += 1;
  }
  await page.waitForTimeout(500);
  hold(sent() === before, `${sent() - before} packets left while ${shown} pages were shown`);
  hold(pages.some(({ path }) => path.startsWith('/sources/s')), 'the capture was shown');
  await counterCounts(browser);
  await browser.close();
});
end(`${shown} pages, and no packet`);
