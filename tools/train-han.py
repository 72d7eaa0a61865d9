#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make data/language/cjk.bin: how common each character of Chinese, Japanese and Korean is.

    python3 tools/train-han.py TEXT DICT

TEXT is what tools/language_text.py wrote; DICT is dict.txt of Debian's python3-jieba, words with
their frequency. Traditional spellings are those of opencc (Debian). A level is 16 plus the binary
logarithm of a character's share, at least 0, at most 15; of the two Chinese scripts that in which
the character is commoner counts. Bytes: level in Chinese below, in Japanese above, for U+3000 to
U+30FF, U+4E00 to U+9FFF, U+FF00 to U+FF5F; then half a byte a syllable from U+AC00 on, Korean.
"""
import os
import subprocess
import sys
from collections import Counter
from math import log2

HERE = os.path.dirname(os.path.abspath(__file__))


def shares(c):
    total = sum(c.values())
    return {k: v / total for k, v in c.items()}


def wide(text):
    return (ch for ch in text if "\u3000" <= ch <= "\u9fff" or "\uac00" <= ch <= "\ud7a3" or "\uff00" <= ch <= "\uff5f")


def read(folder, code):
    with open(f"{folder}/{code}.txt", encoding="utf-8") as f:
        return f.read()


def dictionary(path, convert):
    with open(path, "rb") as f:
        raw = f.read()
    if convert:
        raw = subprocess.run(["opencc", "-c", "s2t"], input=raw, capture_output=True, check=True).stdout
    c = Counter()
    for line in raw.decode("utf-8").split("\n"):
        f = line.split(" ")
        if len(f) >= 2 and f[1].isdigit():
            for ch in wide(f[0]):
                c[ch] += int(f[1])
    return shares(c)


def chinese(folder, path, convert, code):
    """Nine tenths from the dictionary; the rest, with all signs, from running text."""
    d, t = dictionary(path, convert), shares(Counter(wide(read(folder, code))))
    return {ch: 0.8 * d.get(ch, 0) + 0.2 * t.get(ch, 0) for ch in set(d) | set(t)}


def level(p):
    return max(0, min(15, round(16 + log2(p)))) if p > 0 else 0


def main():
    folder, path = sys.argv[1], sys.argv[2]
    hans, hant = chinese(folder, path, False, "zh"), chinese(folder, path, True, "zh-Hant")
    zh = {ch: max(hans.get(ch, 0), hant.get(ch, 0)) for ch in set(hans) | set(hant)}
    ja = shares(Counter(wide(read(folder, "ja"))))
    # Characters of the everyday that programmes have no use for.
    ja = {ch: 0.8 * ja.get(ch, 0) + (0.1 * zh.get(ch, 0) if "\u4e00" <= ch <= "\u9fff" else 0) for ch in set(ja) | set(zh)}
    ko = shares(Counter(wide(read(folder, "ko"))))
    out = bytearray()
    for first, last in ((0x3000, 0x30ff), (0x4e00, 0x9fff), (0xff00, 0xff5f)):
        for c in range(first, last + 1):
            kana = 0x3041 <= c <= 0x30fe and c != 0x30fb
            a, b = level(zh.get(chr(c), 0)), level(ja.get(chr(c), 0))
            out.append((0 if kana else a) | (max(b, 4) if kana else b) << 4)
    for c in range(0xac00, 0xd7a4, 2):
        out.append(level(ko.get(chr(c), 0)) | level(ko.get(chr(c + 1), 0)) << 4)
    with open(os.path.join(HERE, "../data/language/cjk.bin"), "wb") as f:
        f.write(out)
    for name, p in (("hans", hans), ("hant", hant), ("ja", ja), ("ko", ko)):
        print(name, "mean level %.2f" % (sum(v * level(v) for v in p.values()) / sum(p.values())), len(p))
    print("listed", sum(1 for v in zh.values() if level(v) > 0), sum(1 for v in ja.values() if level(v) > 0), len(out), "bytes")


main()
