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
import html.parser
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
SILENT = {"script", "style", "title", "textarea", "template", "iframe"}
VOID = {"img", "br", "hr", "meta", "link", "input", "wbr", "amp-ad-void"}


class Gold(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.mark = "boilerplate"
        self.lists = {k: [] for k in ("m", "n", "boilerplate", "hidden", "visible")}
        self.stack = []

    def take(self, mark, text):
        text = " ".join(text.split())
        if text:
            self.lists[mark].append(text)
            if mark != "hidden":
                self.lists["visible"].append(text)

    def handle_comment(self, data):
        if data in ("m", "n"):
            self.mark = data
        elif data in ("/m", "/n"):
            self.mark = "boilerplate"

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        hides = (
            tag == "noscript"
            or "hidden" in a
            or a.get("aria-hidden") == "true"
            or re.search(r"display\s*:\s*none", a.get("style") or "")
        )
        if tag == "input" and a.get("type") == "submit":
            self.take(self.mark, a.get("value", ""))
        if tag not in VOID:
            self.stack.append((tag, "silent" if tag in SILENT else "hidden" if hides else ""))

    def handle_endtag(self, tag):
        for i in range(len(self.stack) - 1, -1, -1):
            if self.stack[i][0] == tag:
                del self.stack[i:]
                break

    def handle_data(self, data):
        states = {s for _, s in self.stack}
        if "silent" not in states:
            self.take("hidden" if "hidden" in states else self.mark, data)


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
