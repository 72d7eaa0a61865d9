#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Train the table of src/read/language.c.

    python3 tools/train-language.py TEXT [--try]

TEXT is what tools/language_text.py wrote. Writes data/language/ngrams.bin and
src/read/language_groups.inc; the same text gives the same bytes. With --try a tenth of
the lines is held back and named right or wrong in stretches of 80 and 300 letters, and
nothing is written.

A group is the languages of one script. Features are runs of one to four letters of a
word, with a space at its ends. Of all runs those are kept that tell most about the
language (mutual information), one to a slot of the hash table; each has for every language
a weight of four bits: how much rarer it is there than where it is commonest, in STEPS of
a bit. How a slot is found is written a second time in src/read/language.c.
"""
import os
import sys
import zlib
from collections import Counter
from math import log2

HERE = os.path.dirname(os.path.abspath(__file__))
GROUPS = [
    # script, bits of the slots, lanes, languages
    ("LATIN", 13, 48, "en fr de es pt it nl ca gl eu ro pl cs sk sl hr sr-Latn hu sv da no fi et lv lt is ga cy tr az "
                      "uz vi id ms tl af sq eo ku sw br oc nds gd".split()),
    ("CYRILLIC", 11, 16, "ru uk be bg sr mk kk ky tg tt mn uz-Cyrl".split()),
    ("ARABIC", 10, 16, "ar fa ur ug ps ckb".split()),
    ("DEVANAGARI", 9, 16, "hi mr ne".split()),
    ("GREEK", 9, 16, ["el"]),
    ("HEBREW", 9, 16, ["he"]),
    ("THAI", 9, 16, ["th"]),
]
RANGES = {
    "LATIN": [(0x61, 0x7a), (0xdf, 0xf6), (0xf8, 0x24f), (0x259, 0x259), (0x1e00, 0x1eff)],
    "CYRILLIC": [(0x430, 0x52f)], "ARABIC": [(0x620, 0x64a), (0x66e, 0x6d5), (0x6fa, 0x6ff)],
    "DEVANAGARI": [(0x900, 0x963)], "GREEK": [(0x370, 0x3ff)], "HEBREW": [(0x5d0, 0x5ea)], "THAI": [(0xe01, 0xe4e)],
}
STEP = 0.7
# Taken off the sums of languages that are seldom met and near to one that is often met.
HANDICAP = {"ms": 24, "oc": 24, "nds": 24, "gl": 8, "af": 12, "eo": 12, "br": 12, "gd": 12, "sw": 24, "tl": 12,
            "uz-Cyrl": 24, "ky": 8, "tt": 8, "tg": 8}
CAP = 1500000
MULTIPLIER = 0x9E3779B97F4A7C15


# Languages that are hard to tell apart: what does so is worth more.
NEAR = ["da no", "hr sr-Latn", "hr sl", "id ms", "cs sk", "da sv", "es gl", "pt gl", "es ca", "ru bg", "ru uk", "bg mk", "sr mk"]
NEAR_WORTH = 4


# Words of the everyday that part such languages and that programmes have little use for; by hand.
HINTS = {
    "hr": "tko što tijekom svatko netko nitko uvijek dio vlak tjedan tisuća općina prije poslije lijepo riječ riječi vrijeme "
          "gdje ovdje negdje dvije dijete djeca mjesto vijest vijesti vijeće obitelj kruh sretan svijet čovjek cijeli "
          "uhićen uhićeno policajac ponedjeljak nedjelja ožujak travanj svibanj lipanj kolovoz rujan studeni prosinac "
          "posjet htjeti vidjeti razumjeti djelo djelovanje odjel rješenje mijenjati liječnik nogomet kazalište",
    "sr-Latn": "ko šta tokom svako neko niko uvek deo voz nedelja nedelje hiljada hiljade opština pre posle lepo reč reči "
               "vreme gde ovde negde dve dete deca mesto vest vesti veće porodica porodice hleb srećan svet čovek ceo celi "
               "uhapšen uhapšeno uhapšeni policajac ponedeljak mart april maj jun avgust septembar novembar decembar "
               "poseta hteti videti razumeti delo delovanje odeljenje rešenje menjati lekar fudbal pozorište stanica",
    "id": "karena bahwa bisa kantor polisi kota uang mobil rumah sakit mau kalau pengadilan negeri senin kepada sedang "
          "juga para tersebut bulan tahun malam warga wali kereta api dibuat kami mereka berkata",
    "ms": "kerana bahawa boleh pejabat polis bandar wang kereta hospital mahu kalau mahkamah isnin kepada sedang ialah "
          "juga para tersebut bulan tahun malam penduduk kerajaan encik awak daripada beliau sahaja syarikat",
    "da": "af efter hvad noget meget blev sig nogle uge hvordan mellem politiet retten regeringen borgmesteren ifølge "
          "nu ham dem hende børn år uden også sagde lige aldrig efterår",
    "no": "av etter hva noe mye ble seg noen uke hvordan mellom politiet retten regjeringen ordføreren ifølge "
          "nå ham dem henne barn år uten også sa like aldri høst",
}
HINT_TIMES = 200


def pair_worth(p, codes):
    worth = 0
    for a, b in (pair.split() for pair in NEAR):
        if a in codes and b in codes:
            x, y = p[codes.index(a)], p[codes.index(b)]
            worth += x * log2(2 * x / (x + y)) + y * log2(2 * y / (x + y))
    return worth * NEAR_WORTH


def fold(c):
    """As fold() of src/read/language.c."""
    if 0x41 <= c <= 0x5a or (0xc0 <= c <= 0xde and c != 0xd7):
        return c + 0x20
    if c < 0x100:
        return c
    if c in (0x219, 0x218):
        return 0x15f
    if c in (0x21b, 0x21a):
        return 0x163
    if c == 0x130:
        return 0x69
    if c == 0x178:
        return 0xff
    if c == 0x18f:
        return 0x259
    if c == 0x1af:
        return 0x1b0
    if 0x139 <= c <= 0x148 or 0x179 <= c <= 0x17e:
        return c + (c & 1)
    if 0x100 <= c <= 0x17f or c == 0x1a0 or 0x1cd <= c <= 0x1dc:
        return (c | 1) if not 0x1cd <= c <= 0x1dc else c + (c & 1)
    if 0x1e00 <= c <= 0x1eff:
        return c | 1
    if 0x410 <= c <= 0x42f or 0x391 <= c <= 0x3ab:
        return c + 0x20
    if 0x400 <= c <= 0x40f:
        return c + 0x50
    if 0x460 <= c <= 0x4bf or 0x4d0 <= c <= 0x52f:
        return c | 1
    return c


def letters(group):
    table = {}
    for c in range(0x41, 0x1f00):
        f = fold(c)
        if any(a <= f <= b for a, b in RANGES[group]):
            table[c] = f
    return table


def words(line, table):
    word = []
    for ch in line:
        f = table.get(ord(ch))
        if f is not None:
            word.append(f)
        elif 0x300 <= ord(ch) <= 0x36f or ch in "\u200c\u200d\u0640" or 0x64b <= ord(ch) <= 0x65f:
            continue
        elif word:
            yield tuple(word)
            word = []
    if word:
        yield tuple(word)


def grams(word):
    """Keys of the runs: at each letter, and at the space behind, those that end there."""
    key = 0x20
    for i, c in enumerate(list(word) + [0x20]):
        key = (key << 16 | c) & 0xffffffffffffffff
        for n in range(1, 5):
            if n > i + 2 or (n == 1 and c == 0x20):
                continue
            yield key & ((1 << 16 * n) - 1)


def slot(key, bits):
    h = key * MULTIPLIER & 0xffffffffffffffff
    return h >> 64 - bits, h >> 64 - bits - 16 & 0xffff


def is_held(line):
    return zlib.crc32(line.encode()) % 10 == 0


def lines(folder, code):
    with open(f"{folder}/{code}.txt", encoding="utf-8") as f:
        return f.read().split("\n")


def count(folder, code, table, hold):
    total, many = Counter(), Counter()
    for line in lines(folder, code):
        if not (hold and is_held(line)):
            many.update(words(line, table))
    many.update({w: HINT_TIMES for w in words(HINTS.get(code, ""), table)})
    for w, n in many.items():
        # A word that one programme repeats says less than its number.
        n = n if n < 400 else 400 + (n - 400) ** 0.85
        for g in grams(w):
            total[g] += n
    return total


def train(folder, group, bits, lanes, codes, hold):
    table = letters(group)
    counts = [count(folder, c, table, hold) for c in codes]
    orders = [[sum(n for g, n in c.items() if order(g) == k) for k in range(5)] for c in counts]
    everywhere = Counter()
    for c in counts:
        everywhere.update({g: 1 for g, n in c.items() if n >= 3})
    rows = []
    for g in everywhere:
        k = order(g)
        p = [(c.get(g, 0) + 0.3) / (o[k] + 1000) for c, o in zip(counts, orders)]
        mean = sum(p) / len(p)
        if len(codes) > 1:
            worth = sum(x * log2(x / mean) for x in p) + pair_worth(p, codes)
        else:
            worth = mean
        if worth > 0:
            rows.append((worth * WORTH[k], g, p))
    rows.sort(key=lambda r: (-r[0], r[1]))
    slots = [None] * (1 << bits)
    for _, g, p in rows:
        at, mark = slot(g, bits)
        if slots[at] is None:
            top = max(p)
            w = [max(0, min(15, 15 + round(log2(x / top) / STEP))) for x in p]
            slots[at] = (mark, w, g)
    return slots


WORTH = [0, 1, 1, 1, 1]


def order(g):
    return 1 if g < 1 << 16 else 2 if g < 1 << 32 else 3 if g < 1 << 48 else 4


def score(ws, slots, bits, n):
    total, hits = [0] * n, 0
    for w in ws:
        for g in grams(w):
            at, mark = slot(g, bits)
            s = slots[at]
            if s is not None and s[0] == mark:
                hits += 1
                for i, x in enumerate(s[1]):
                    total[i] += x
    return total, hits


def stretches(folder, code, table, size, most, held=True):
    ws, n, out = [], 0, []
    for line in lines(folder, code):
        if held != is_held(line):
            continue
        for w in words(line, table):
            ws.append(w)
            n += len(w)
        if n >= size:
            out.append(ws)
            ws, n = [], 0
            if len(out) == most:
                break
    return out


def try_out(folder, group, bits, codes, slots):
    table = letters(group)
    for size in (80, 300):
        right = total = 0
        wrong = Counter()
        for i, code in enumerate(codes):
            for ws in stretches(folder, code, table, size, 150):
                t, _ = score(ws, slots, bits, len(codes))
                best = max(range(len(codes)), key=lambda j: t[j])
                total += 1
                right += best == i
                if best != i:
                    wrong[code, codes[best]] += 1
        print(group, size, "letters:", right, "of", total, "%.4f" % (right / total), wrong.most_common(14), flush=True)


def expected(folder, code, i, table, slots, bits, n):
    """Mean weight a letter of the language's own text, in sixteenths."""
    t = m = 0
    for ws in stretches(folder, code, table, 300, 60, False):
        t += score(ws, slots, bits, n)[0][i]
        m += sum(len(w) for w in ws)
    return min(65535, round(16 * t / max(m, 1)))


def main():
    folder, hold = sys.argv[1], "--try" in sys.argv
    blob, rows, offset = bytearray(), [], 0
    for group, bits, lanes, codes in GROUPS:
        slots = train(folder, group, bits, lanes, codes, hold)
        if hold:
            print(group, "slots used", sum(s is not None for s in slots), Counter(order(s[2]) for s in slots if s), flush=True)
            if len(codes) > 1:
                try_out(folder, group, bits, codes, slots)
            continue
        table = letters(group)
        means = [expected(folder, c, i, table, slots, bits, len(codes)) for i, c in enumerate(codes)]
        for s in slots:
            blob += (s[0] if s else 0).to_bytes(2, "little")
        for s in slots:
            w = (s[1] if s else []) + [0] * lanes
            blob += bytes(w[j] | w[j + lanes // 2] << 4 for j in range(lanes // 2))
        rows.append("    {VG_GRAMS_%s, %d, %d, %d,\n     {%s},\n     {%s},\n     {%s}},\n" % (
            group, bits, lanes, offset, ", ".join('"%s"' % c for c in codes), ", ".join(map(str, means)),
            ", ".join(str(HANDICAP.get(c, 0)) for c in codes)))
        offset = len(blob)
    if hold:
        return
    with open(os.path.join(HERE, "../data/language/ngrams.bin"), "wb") as f:
        f.write(blob)
    with open(os.path.join(HERE, "../src/read/language_groups.inc"), "w", encoding="ascii") as f:
        f.write("/* SPDX-License-Identifier: AGPL-3.0-or-later */\n/* Made by tools/train-language.py: script, bits of the "
                "slots, lanes, where it begins in data/language/ngrams.bin, languages, mean weight of a letter in "
                "sixteenths, handicap. */\n" + "".join(rows))
    print(len(blob), "bytes")


main()
