#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Search the perfect hashes for the names in src/read/html_tag.c.

    tools/make-html-names.py src/read/html_tag.c >src/read/html_names.inc

Multipliers are tried in a fixed order, so the same names give the same file.
Run it after a name was added or taken away; a unit test finds every name.
"""
import re
import sys

WORD = (1 << 64) - 1
FOLD = 0x9E3779B97F4A7C15


def halves(name):
    raw = name.encode().ljust(16, b"\0")
    return [int.from_bytes(raw[i : i + 8], "little") for i in (0, 8)]


def key(name):
    low, high = halves(name)
    return low ^ (high * FOLD & WORD)


def search(names, bits):
    keys = [key(n) for n in names]
    state = 88172645463325252
    while True:
        state ^= state << 13 & WORD
        state ^= state >> 7
        state ^= state << 17 & WORD
        multiplier = state | 1
        slots = set()
        for k in keys:
            slot = (k * multiplier & WORD) >> (64 - bits)
            if slot in slots:
                break
            slots.add(slot)
        else:
            return multiplier


def table(what, kind, names, bits):
    multiplier = search(names, bits)
    slots = [0] * (1 << bits)
    for i, name in enumerate(names):
        slots[(key(name) * multiplier & WORD) >> (64 - bits)] = i
    print(f"enum {{ {what.upper()}_BITS = {bits} }};")
    print(f"#define {what.upper()}_MULTIPLIER UINT64_C(0x{multiplier:016x})")
    print(f"static const {kind} {what}_slots[1 << {what.upper()}_BITS] = {{")
    for i in range(0, len(slots), 24):
        print("    " + "".join(f"{s}," for s in slots[i : i + 24]))
    print("};")
    print(f"static const struct key {what}_keys[] = {{")
    for name in names:
        low, high = halves(name)
        print(f"    {{UINT64_C(0x{low:x}), UINT64_C(0x{high:x})}},")
    print("};")


def rows(source, name):
    body = source[source.index(f" {name}[] = {{") :]
    return re.findall(r'\{"([^"]+)",', body[: body.index("};")])


def main():
    source = open(sys.argv[1], encoding="utf-8").read()
    print("/* SPDX-License-Identifier: AGPL-3.0-or-later */")
    print("/* Made by tools/make-html-names.py from html_tag.c. */")
    print(f"#define NAMES_FOLD UINT64_C(0x{FOLD:016x})")
    table("tag", "uint8_t", rows(source, "tags"), 10)
    table("hint", "uint16_t", rows(source, "hints"), 13)


main()
