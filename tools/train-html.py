#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Train the weights by which blocks of a page are told to be main text.

    tools/train-html.py FEATURES FOLDER... >src/read/html_weights.inc

FEATURES is the program made of tools/html-features.c. Each FOLDER has pages and
a gold.json as tests/corpus/pages has; pages of the part "held" are left out.
Every page is also taken without class names, with its paragraphs as <div>, and
with all structure as <div>: shape has to carry the decision alone. Logistic
regression with a strong quadratic penalty, by gradient descent from zero:
nothing random, so the same pages give the same weights.
"""
import json
import math
import os
import re
import subprocess
import sys
import tempfile

STOPS, CELL = 7, 12  # features that are looked at here
UNIT = 16  # of a weight: 1/16 of a logit
PENALTY = 0.02
ROUNDS = 400
RATE = 0.5


def without_names(t):
    return re.sub(r"\s(?:class|id|role|itemprop)=(\"[^\"]*\"|'[^']*'|[^\s>]+)", "", t)


def as_div(tags):
    return lambda t: re.sub(rf"<(/?)(?:{tags})(?=[\s>])", r"<\1div", t, flags=re.I)


STRUCTURE = "article|main|section|nav|aside|footer|header"
VARIANTS = [
    lambda t: t,
    without_names,
    as_div("p"),
    lambda t: as_div(STRUCTURE + "|p|li|ul|ol")(without_names(t)),
]


def plain(text):
    return "".join(text.split())


def label(text, gold):
    """1 main, 0 not, None when it cannot be told."""
    text = plain(text)
    is_main = text in plain(gold["main"])
    other = [plain(t) for k in ("neutral", "boilerplate") for t in gold[k]]
    is_other = any(text in o or (len(o) > 3 and o in text) for o in other)
    return None if is_main == is_other else int(is_main)


def is_list(gold):
    """Entries of lists and cells of tables are found otherwise: no sentences there."""
    return not re.search(r"[。！？]|[.!?](\s|$)", gold["main"])


def rows(program, folders):
    out = []
    with tempfile.TemporaryDirectory() as scratch:
        gold = {}
        for n, folder in enumerate(folders):
            for page in json.load(open(os.path.join(folder, "gold.json"), encoding="utf-8")):
                if page.get("part") == "held" or is_list(page):
                    continue
                charset = {"windows-1252": "cp1252"}.get(page["charset"], page["charset"])
                text = open(os.path.join(folder, page["file"]), "rb").read().decode(charset)
                for v, change in enumerate(VARIANTS):
                    path = os.path.join(scratch, f"{n}-{v}-{page['file']}")
                    with open(path, "wb") as f:
                        f.write(change(text).encode(charset))
                    gold[path] = page
        text = subprocess.run([program, *sorted(gold)], stdout=subprocess.PIPE, check=True).stdout
        for line in text.decode("utf-8", "replace").split("\n"):
            if not line:
                continue
            path, x, block = line.split("\t", 2)
            y = label(block, gold[path])
            x = tuple(map(int, x.split()))
            if y is not None and not (x[CELL] and y and not x[STOPS]):
                out.append((x, y))
    # Equal rows are one with a count: the order is theirs, not that of the files.
    counted = {}
    for row in out:
        counted[row] = counted.get(row, 0) + 1
    return sorted(counted.items())


def train(data):
    n = sum(c for _, c in data)
    width = len(data[0][0][0])
    scale = [max(abs(x[k]) for (x, _), _ in data) or 1 for k in range(width)]
    w = [0.0] * width
    speed = [0.0] * width
    for _ in range(ROUNDS):
        slope = [PENALTY * v if k else 0.0 for k, v in enumerate(w)]
        for (x, y), count in data:
            z = sum(w[k] * v / scale[k] for k, v in enumerate(x) if v)
            d = count * (1 / (1 + math.exp(-max(-30.0, min(30.0, z)))) - y) / n
            for k, v in enumerate(x):
                if v:
                    slope[k] += d * v / scale[k]
        for k in range(width):
            speed[k] = 0.9 * speed[k] - RATE * slope[k]
            w[k] += speed[k]
    return [round(UNIT * v / scale[k]) for k, v in enumerate(w)]


def main():
    data = rows(sys.argv[1], sys.argv[2:])
    w = train(data)
    wrong = sum(c for (x, y), c in data if (sum(a * b for a, b in zip(w, x)) > 0) != (y == 1))
    total = sum(c for _, c in data)
    print(f"{total} blocks, {wrong} on the wrong side", file=sys.stderr)
    print("/* SPDX-License-Identifier: AGPL-3.0-or-later */")
    print("/* Made by tools/train-html.py; one for each feature of html_main.c. */")
    print(f"enum {{ WEIGHT_UNIT = {UNIT} }};")
    print("static const int16_t weights[VG_PAGE_FEATURES] = {")
    print("    " + ", ".join(map(str, w)) + ",")
    print("};")


main()
