#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `vigil read` makes of pages that nobody wrote for it, beside what two peers make of them.

    python3 bench/pages_peers.py VIGIL FOLDER [PER_GROUP [SEED]]

FOLDER holds HTML in groups, a folder each: manuals unpacked from Debian packages (dpkg-deb -x) are
pages of real sites in many layouts and languages. Of each group PER_GROUP pages are drawn. Printed
are, by group: recall of all text, with what lxml finds in the page as the truth; and precision and
recall of the main text, with what trafilatura takes for it. The latter is no truth, but pages where
the two differ most are worth a look: they are listed at the end. Tokens are words of letters and
digits, and single signs of Han. Needs the Python packages lxml, lxml_html_clean and trafilatura.
"""
import collections
import gzip
import json
import os
import random
import re
import subprocess
import sys

import lxml.html
import trafilatura

LARGEST = 600_000  # bytes; larger pages are left out
WORST = 25
UNSEEN = "//script|//style|//template|//head|//comment()|//svg|//iframe|//object|//math"


def tokens(text):
    return collections.Counter(re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", text.lower()))


def shares(got, want):
    """Precision and recall; 1 where there is nothing to be measured."""
    both = sum((got & want).values())
    return (both / sum(got.values()) if got else 1.0, both / sum(want.values()) if want else 1.0)


def visible(page):
    tree = lxml.html.fromstring(page.decode("utf-8", "replace").replace("encoding=", "was="))
    for element in tree.xpath(UNSEEN):
        if element.getparent() is not None:
            element.drop_tree()
    return " ".join(tree.itertext())


def read(vigil, page):
    out = subprocess.run([vigil, "read", "-", "--json"], input=page, capture_output=True, check=True)
    record = json.loads(out.stdout.splitlines()[0])
    text = (record["text"] or "").encode()
    return text.decode(), "\n".join(text[a:b].decode() for a, b in record["main"]), record


def pages_of(folder):
    for group in sorted(os.listdir(folder)):
        paths = [
            os.path.join(where, name)
            for where, _, names in os.walk(os.path.join(folder, group))
            for name in sorted(names)
            if name.endswith((".html", ".htm", ".html.gz"))
        ]
        small = [p for p in sorted(paths) if os.path.isfile(p) and os.path.getsize(p) < LARGEST]
        if small:
            yield group, small


def measure(vigil, path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
        page = f.read()
    text, main, record = read(vigil, page)
    peer = trafilatura.extract(page, include_comments=False, include_tables=True) or ""
    return {
        "path": path,
        "recall": shares(tokens(text), tokens(visible(page)))[1],
        "main": shares(tokens(main), tokens(peer)),
        "title": record["title"],
    }


def main():
    vigil, folder = sys.argv[1:3]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 12
    random.seed(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    rows = []
    for group, paths in pages_of(folder):
        mine = [measure(vigil, p) for p in random.sample(paths, min(most, len(paths)))]
        n = len(mine)
        print(
            f"{group:28} {n:3} pages  all text {sum(r['recall'] for r in mine) / n:.4f}  beside trafilatura: "
            f"precision {sum(r['main'][0] for r in mine) / n:.3f} recall {sum(r['main'][1] for r in mine) / n:.3f}"
        )
        rows += mine
    print("\nleast of the peer's main text:")
    for r in sorted(rows, key=lambda r: r["main"][1])[:WORST]:
        print(f"  {r['main'][1]:.2f} (precision {r['main'][0]:.2f})  {r['path']}  {r['title']}")


main()
