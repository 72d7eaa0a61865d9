#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make the constant tables of src/read/ from facts that Debian 12 ships.

    python3 tools/make-read-tables.py

writes, byte for byte the same each time:

src/read/references.inc  named character references of the HTML standard, from
                         html.entities.html5 of python3 (section 13.5 of the standard)
src/read/labels.inc      charset labels of the Encoding standard, from the copy
                         of webencodings inside python3-pip
src/read/han.inc         which Han characters stand in GB 2312 (level 1, level 2)
                         and in Big5 (frequent, less frequent), from python3's codecs;
                         level 1 and the frequent plane are the standards' own lists of
                         common characters, and what stands in one of them but not at
                         all in the other standard tells simplified from traditional

Not run by the build: the tables are kept. Run it when a standard changes.
"""
import html.entities
import os

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "read")
HEAD = "/* SPDX-License-Identifier: AGPL-3.0-or-later */\n/* Made by tools/make-read-tables.py; %s. */\n"


def write(name, origin, body):
    with open(os.path.join(ROOT, name), "w", encoding="ascii", newline="\n") as f:
        f.write(HEAD % origin + body)


def references():
    names = sorted(html.entities.html5.items())
    rows = []
    for name, value in names:
        c = [ord(x) for x in value] + [0]
        rows.append('{"%s", 0x%x, 0x%x},\n' % (name, c[0], c[1]))
    write("references.inc", "names and values of the HTML standard, section 13.5", "".join(rows))


# Labels that the standard took up after that copy was made.
SINCE = {
    "csunicode": "utf-16le", "iso-10646-ucs-2": "utf-16le", "ucs-2": "utf-16le", "unicode": "utf-16le",
    "unicodefeff": "utf-16le", "unicodefffe": "utf-16be",
    "unicode11utf8": "utf-8", "unicode20utf8": "utf-8", "x-unicode20utf8": "utf-8",
}


def labels():
    from pip._vendor.webencodings.labels import LABELS
    rows = ['{"%s", "%s"},\n' % kv for kv in sorted((LABELS | SINCE).items())]
    write("labels.inc", "labels of the Encoding standard, section 4.2", "".join(rows))


def level(c, codec, first, last):
    """2: among the common ones, 1: in the standard, 0: not in it."""
    try:
        b = chr(c).encode(codec)
    except UnicodeEncodeError:
        return 0
    return 2 if first <= b <= last else 1


def han():
    cells = []
    for c in range(0x4E00, 0xA000):
        gb = level(c, "gb2312", b"\xb0\xa1", b"\xd7\xf9")
        big5 = level(c, "big5", b"\xa4\x40", b"\xc6\x7e")
        cells.append(gb | big5 << 2)
    packed = [cells[i] | cells[i + 1] << 4 for i in range(0, len(cells), 2)]
    rows = [", ".join("0x%02x" % v for v in packed[i:i + 16]) + ",\n" for i in range(0, len(packed), 16)]
    write("han.inc", "two characters a byte from U+4E00: GB 2312 level in bits 0-1, Big5 plane in bits 2-3",
          "".join(rows))


references()
labels()
han()
