// SPDX-License-Identifier: AGPL-3.0-or-later

// Reads an archive with the warcio package of npm: node check_warc.mjs FILE INDEX [WARCIO]
// Every payload must have the digest that is stated, and every line of the index
// must be one that its own indexer makes. WARCIO is where its index.js lies.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [file, index, where] = process.argv.slice(2);
const { WARCParser, CDXIndexer } = await import(
    where ? pathToFileURL(path.resolve(where)).href : "warcio");
const faults = [];

let payloads = 0;
for await (const record of new WARCParser(fs.createReadStream(file))) {
    const stated = record.warcHeader("WARC-Payload-Digest");
    const bytes = await record.readFully(false); // without transfer framing, content coding kept
    if (!stated || record.warcType === "revisit")
        continue;
    const is = "sha256:" + crypto.createHash("sha256").update(bytes).digest("hex");
    payloads++;
    if (is !== stated)
        faults.push(`${record.warcTargetURI}: payload is ${is}, not ${stated}`);
}

const theirs = new Map();
const indexer = new CDXIndexer({ format: "cdxj" });
for await (const cdx of indexer.iterIndex([{ filename: file, reader: fs.createReadStream(file) }]))
    theirs.set(`${cdx.offset}`, cdx);
let lines = 0;
for (const line of fs.readFileSync(index, "utf8").split("\n").filter(Boolean)) {
    const [, time, ...json] = line.split(" ");
    const ours = JSON.parse(json.join(" "));
    const cdx = theirs.get(ours.offset);
    lines++;
    if (!cdx || `${cdx.length}` !== ours.length || cdx.url !== ours.url || cdx.timestamp !== time)
        faults.push(`no such line: ${line} (theirs: ${JSON.stringify(cdx)})`);
}

for (const fault of faults)
    console.error(fault);
console.log(`warcio.js: ${payloads} payloads, ${lines} lines of the index, ${faults.length} faults`);
process.exit(faults.length || !payloads || !lines ? 1 : 0);
