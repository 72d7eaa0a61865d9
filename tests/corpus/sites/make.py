#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make the pages of the sites in this folder, and gold.json, in another one.

    tests/corpus/sites/make.py OUT

A page in pages/*.txt begins with "@@@ NAME" and a line of JSON. {m} … {/m} stand
around what is main text, {n} … {/n} around what is neutral (headline, byline,
caption); all other visible text is boilerplate. [[N|TEMPLATE]] is the template N
times over, in which @p is the next paragraph of the language's stock of them, @l
one with a link in it, @s the first sentence of one, @t a headline, @c a reader's
comment, @w the name of a person, @d a date, and @i the count. Each page begins
elsewhere in the stock, so that no two have the same text. "hold" is half of the
pages, by a hash of the name: rules are made from the others only.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True  # beside the sources
sys.path.insert(0, os.path.dirname(HERE))
from marked import Gold  # noqa: E402


class Stock:
    """What is there to fill a page of one language with."""

    def __init__(self, language, name):
        base = "en" if language == "en" else "zh"
        self.language = language
        seed = int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)
        self.lists = {"p": lines(base + ".txt")}
        for kind, key in (("titles", "t"), ("comments", "c"), ("names", "w")):
            self.lists[key] = more()[f"{base} {kind}"]
        self.at = {k: seed // (i + 3) for i, k in enumerate(self.lists)}
        self.day = datetime.date(2022, 11, 20) - datetime.timedelta(days=seed % 300)

    def next(self, key):
        self.at[key] += 1
        return self.lists[key][self.at[key] % len(self.lists[key])]

    def linked(self):
        text = self.next("p")
        if self.language == "en":
            words = text.split(" ")
            i = len(words) // 2
            words[i] = '<a href="/topic/x">' + words[i]
            words[min(i + 2, len(words) - 1)] += "</a>"
            return " ".join(words)
        i = len(text) // 2
        return text[:i] + '<a href="/topic/x">' + text[i : i + 5] + "</a>" + text[i + 5 :]

    def sentence(self):
        text = self.next("p")
        return re.split(r"(?<=[.。！？]) ?", text)[0]

    def date(self):
        self.day -= datetime.timedelta(days=1)
        if self.language == "en":
            return f"{self.day.day} {self.day:%B %Y}"
        return f"{self.day:%Y-%m-%d}"

    def fill(self, match):
        out = []
        for i in range(int(match.group(1))):
            text = re.sub(
                r"@([plstcwdi])(?![a-z0-9]|\.[a-z])",
                lambda m, i=i: {"l": self.linked, "s": self.sentence, "d": self.date, "i": lambda: str(i + 1)}.get(
                    m.group(1), lambda: self.next(m.group(1))
                )(),
                match.group(2),
            )
            out.append(text)
        return "".join(out)


def lines(name):
    return open(os.path.join(HERE, name), encoding="utf-8").read().strip().split("\n")


def more(cache={}):
    for line in lines("more.txt") if not cache else []:
        if line.startswith("# "):
            key = line[2:]
            cache[key] = []
        else:
            cache[key].append(line)
    return cache


def traditional(text, cache={}):
    """The table is a file of pairs beside this program."""
    if not cache:
        for pair in lines("hant.txt")[0].split():
            cache[pair[0]] = pair[1]
    return "".join(cache.get(c, c) for c in text)


def part_of(name, group):
    salted = name + ("2" if group.endswith("more") else "")  # without it nearly all of these are held
    return "held" if hashlib.sha256(salted.encode()).digest()[0] & 1 else "tune"


def page_of(name, row, page):
    stock = Stock("en" if row["language"] == "en" else "zh", name)
    page = re.sub(r"\[\[(\d+)\|(.*?)\]\]", stock.fill, page, flags=re.S)
    if row.pop("hant", False):
        page = traditional(page)
        row.update({k: row[k] and traditional(row[k]) for k in ("title", "author")})
    parser = Gold()
    parser.feed(re.sub(r"\{(/?[mn])\}", r"<!--\1-->", page))
    parser.close()
    row["main"] = "\n".join(parser.lists["m"])
    row["neutral"] = parser.lists["n"]
    for key in ("boilerplate", "hidden", "visible"):
        row[key] = parser.lists[key]
    return re.sub(r"\{/?[mn]\}", "", page)


def main(out):
    gold = []
    os.makedirs(out, exist_ok=True)
    for path in sorted(os.listdir(os.path.join(HERE, "pages"))):
        for chunk in open(os.path.join(HERE, "pages", path), encoding="utf-8").read().split("@@@ ")[1:]:
            name, meta, page = chunk.split("\n", 2)
            row = {"file": name + ".html", "part": part_of(name, path[:-4]), "group": path[:-4], **json.loads(meta)}
            row.setdefault("language", "en" if path.startswith("en") else "zh")
            row.setdefault("charset", "utf-8")
            row.setdefault("date", None)
            row.setdefault("author", None)
            page = page_of(name, row, page)
            charset = {"windows-1252": "cp1252", "big5": "big5hkscs"}.get(row["charset"], row["charset"])
            with open(os.path.join(out, row["file"]), "wb") as f:
                f.write(page.encode(charset))
            gold.append(row)
    with open(os.path.join(out, "gold.json"), "w", encoding="utf-8") as f:
        json.dump(gold, f, ensure_ascii=False)
        f.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
