#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make the pages of this folder, and gold.json, from marked/*.txt.

    tests/corpus/pages/make.py

A page in marked/ begins with "@@@ NAME" and a line of JSON; in its HTML, what
is main text stands between <!--m--> and <!--/m-->, what is neutral (headline,
byline, caption) between <!--n--> and <!--/n-->. All other visible text is
boilerplate. The marks are taken out and the page is written in its charset.
"""
import glob
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True  # beside the sources
sys.path.insert(0, os.path.dirname(HERE))
from marked import Gold  # noqa: E402


def main():
    gold = []
    for path in sorted(glob.glob(os.path.join(HERE, "marked", "*.txt"))):
        for chunk in open(path, encoding="utf-8").read().split("@@@ ")[1:]:
            name, meta, page = chunk.split("\n", 2)
            row = {"file": name + ".html", **json.loads(meta)}
            row.setdefault("declared", row["charset"])
            parser = Gold()
            parser.feed(page)
            parser.close()
            row["main"] = "\n".join(parser.lists["m"])
            row["neutral"] = parser.lists["n"]
            for key in ("boilerplate", "hidden", "visible"):
                row[key] = parser.lists[key]
            page = re.sub(r"<!--/?[mn]-->", "", page)
            charset = {"windows-1252": "cp1252"}.get(row["charset"], row["charset"])
            with open(os.path.join(HERE, row["file"]), "wb") as f:
                f.write(page.encode(charset))
            gold.append(row)
    with open(os.path.join(HERE, "gold.json"), "w", encoding="utf-8") as f:
        json.dump(gold, f, ensure_ascii=False, indent=1)
        f.write("\n")
    print(len(gold), "pages")


main()
