// SPDX-License-Identifier: AGPL-3.0-or-later
// A case in which every text that a page may show is a line of the corpus: labels, titles,
// publishers, addresses and texts of sources, what claims say and in whose words, roots, lists,
// searches, questions, names, answers, reasons and briefs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Characters that one does not see, and what a page shows in their place.
export const unseen = [['\u202e', 'U+202E'], ['\u200b', 'U+200B'], ['\u2066', 'U+2066'], ['\u0007', 'U+0007'], ['\u00ad', 'U+00AD'],
  ['\ufeff', 'U+FEFF'], ['\u0085', 'U+0085'], ['\u{e0041}', 'U+E0041']];
const tricks = unseen.map(([character, name]) => `trick ${name.replace('+', '-')} a${character}b<i>`);

export const linesOf = (corpus) => [...readFileSync(corpus, 'utf8').split('\n').filter((line) => line), ...tricks];

// The lines of an import for the n-th line of the corpus.
function linesFor(line, n) {
  const quote = `Passage ${n}: the society counted ${n + 3} stations ${line} in May 2022.`;
  const note = `n${n}`;
  const claim = `k${n}`;
  return [
    { type: 'entity', id: `org:x${n}`, en: line, zh: `${line} 局`, level: 'organisation', parent: null },
    { type: 'place', id: `Q-X${n}`, level: 'city', parent: 'CA-ON', en: line, zh: line },
    {
      type: 'source-note', ref: note, label: `${n} ${line}`, title: line, publisher: line, url: `https://example.org/${encodeURIComponent(line)}`,
      date: '2022-05-14', language: 'en', kind: 'official-notice', text: `Notice number ${n} of the society, as it was put up on the door of its office.\n\n${line}\n\nBefore it ${line}. ${quote} After it ${line}.\n\nOn ${n + 1} May 2022 the police of ${line} said that ${n + 20} people had returned.`,
    },
    { type: 'root', name: `root:x${n} ${line}`, what: line, speaker: line, url: 'https://example.org/root', source: note, corrected: line },
    {
      ref: claim, kind: n % 4 === 3 ? 'opinion' : n % 4 === 2 ? 'denial' : n % 4 === 1 ? 'existence' : 'quantity', subject: n % 2 ? line : `org:x${n}`,
      predicate: 'identified', object: line,
      ...(n % 4 === 0 ? { quantity: { value: n + 3, lower: n + 3, upper: n + 3, op: 'exact', unit: 'station', definition: line, base: line, per: line } } : {}),
      period: { from: '2022-05', to: '2022-05', words: line }, place: [`Q-X${n}`],
      attribution: [{ speaker: line, as: 'report', date: '2022-05' }, { speaker: `org:x${n}`, as: 'text' }],
      hedges: [], cues: [line], stance: n % 4 === 2 ? 'denies' : 'asserts', passage: { source: note, quote }, language: 'en', translation: line, translator: line, note: line,
      rule: line, roots: [`root:x${n} ${line}`], status: 'accepted',
    },
    { type: 'edge', kind: 'relay', from: note, to: `root:x${n} ${line}`, because: line, source: note, quote: `Passage ${n}: the society` },
    { type: 'reading', root: `root:x${n} ${line}`, family: 'number', claim, source: note, quote: `Passage ${n}: the society` },
    { type: 'reply', claim, question: 'existence', response: 'denies-existence', speaker: line, date: '2022-06', words: line },
    { type: 'standing', claim, value: 'disputed', speaker: line, date: '2022-06' },
    { type: 'source-state', source: note, says: line },
    { type: 'list', name: `x${n} ${line}`, what: line, root: `root:x${n} ${line}`, claims: [claim], members: [`Q-X${n}`, 'CA-QC'], unit: 'station', whole: 13 },
    { type: 'looked', place: `Q-X${n}`, date: '2022-07-01', words: line, language: 'en', searched: line, result: 'nothing', minutes: 5, who: line },
    { type: 'question', name: `q${n}`, group: line, en: line, zh: line, ask: [{ op: 'count' }] },
  ];
}

// A line that the program does not take at some place is left out there, and counted.
export function hostile(corpus) {
  return (run, path, folder) => {
    let refused = 0;
    const lines = linesOf(corpus);
    const attempt = (...words) => {
      try {
        return run(...words);
      } catch {
        refused += 1;
        return '';
      }
    };
    const take = (rows, name) => {
      const file = join(folder, name);
      writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      return attempt('import', path, file) !== '';
    };
    // All at once; or, when a line is not taken, each for itself.
    if (!take(lines.flatMap(linesFor), 'all.jsonl'))
      for (const [n, line] of lines.entries()) {
        if (take(linesFor(line, n), 'some.jsonl')) continue;
        for (const row of linesFor(line, n)) take([row], 'one.jsonl');
      }
    const name = join(folder, '<img src=x onerror=alert(1)>.txt');
    writeFileSync(name, lines.map((line, n) => `${line}\n\nOn ${1 + (n % 28)} June 2022 "${line}" said that ${n + 40} people of ${line} were returned.\n`).join('\n'));
    attempt('add', path, name, '--purpose', lines[0], '--vantage', lines[2], '--publisher', lines[1], '--date', '2022-06-30');
    attempt('add', path, 'http://127.0.0.1:1/"><script>alert(1)</script>');
    attempt('suggest', path);
    const ids = attempt('review', path, '--json').matchAll(/"suggestion":"(s[0-9.]+)"/g);
    for (const [n, [, id]] of [...ids].slice(0, 6).entries()) attempt('reject', path, id, '--because', lines[n]);
    for (const [n, [, id]] of [...attempt('check', path, '--json').matchAll(/"id":"([0-9a-f]{4,})"/g)].slice(0, 6).entries())
      attempt('check', path, '--answer', id, '--because', lines[n]);
    attempt('claim', path, '--withdraw', 'c1', '--because', lines[0]);
    attempt('ask', path, 'how-many', '--what', 'station', '--save', 'kept', '--text', lines[0], '--text-zh', lines[1], '--group', lines[2]);
    attempt('brief', path, '--publish', '--title', lines[0], '--asked', lines[1], '--audience', 'public');
    attempt('brief', path, '--publish', '--title', lines[2], '--asked', lines[3], '--lang', 'zh');
    attempt('same', path, 'org:x1', 'org:x2', '--because', lines[0]);
    console.log(`${lines.length} lines, ${refused} texts not taken`);
  };
}
