# SPDX-License-Identifier: AGPL-3.0-or-later
"""pyahocorasick on what bench/gazetteer.c measures: gazetteer_ahocorasick.py NAMES TEXT."""
import sys
import time

import ahocorasick

names = sorted({line for line in open(sys.argv[1], encoding="utf-8").read().split("\n") if line})
text = open(sys.argv[2], encoding="utf-8").read()
size = len(text.encode("utf-8"))
start = time.process_time()
automaton = ahocorasick.Automaton()
for name in names:
    automaton.add_word(name, len(name))
automaton.make_automaton()
print(f"pyahocorasick {len(names)} names: built in {time.process_time() - start:.2f} s")


def is_word(c):
    return c.isascii() and c.isalnum()


start = time.process_time()
hits = 0
for last, length in automaton.iter(text):
    first = last - length + 1
    if first > 0 and is_word(text[first]) and is_word(text[first - 1]):
        continue
    if last + 1 < len(text) and is_word(text[last]) and is_word(text[last + 1]):
        continue
    hits += 1
rate = size / 1e6 / (time.process_time() - start)
print(f"pyahocorasick {len(names)} names: {rate:.0f} MB/s ({rate:.0f} to {rate:.0f}), {hits} exact")
