#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scoring against recordlinkage (BSD-3), turn by turn: records_peers.py BENCH_RECORDS FEBRL.csv

Same file, same blocks, same seven comparisons. Ours counts blocking, the random sample and EM in;
theirs is Compare.compute() alone. Five rounds, one core; the median of the ratios, with the
smallest and largest. Needs recordlinkage: python3 -m venv V && V/bin/pip install recordlinkage
"""
import os
import re
import statistics
import subprocess
import sys
import time
import warnings

import pandas
import recordlinkage

warnings.filterwarnings("ignore")
BLOCKS = ["given_name", "surname", "date_of_birth", "postcode", "soc_sec_id"]
TEXTS = [("given_name", "jarowinkler"), ("surname", "jarowinkler"), ("suburb", "jarowinkler"),
         ("address_1", "levenshtein")]
EXACT = ["date_of_birth", "postcode", "soc_sec_id"]


def peer(table):
    index = recordlinkage.Index()
    for column in BLOCKS:
        index.block(column)
    pairs = index.index(table)
    compare = recordlinkage.Compare(n_jobs=1)
    for column, method in TEXTS:
        compare.string(column, column, method=method, threshold=0.85, label=column)
    for column in EXACT:
        compare.exact(column, column, label=column)
    before = time.process_time()
    compare.compute(pairs, table)
    return len(pairs) / (time.process_time() - before), len(pairs)


def ours(program, path):
    out = subprocess.run([program, path], check=True, capture_output=True, text=True).stdout
    return [int(n) for n in re.findall(r"\d+", out)]


def main():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    table = pandas.read_csv(sys.argv[2], skipinitialspace=True, dtype=str, index_col="rec_id")
    ratios = []
    for _ in range(5):
        theirs, candidates = peer(table)
        mine, pairs = ours(sys.argv[1], sys.argv[2])[:2]
        if pairs != candidates:
            sys.exit(f"{pairs} candidates here, {candidates} there")
        ratios.append(mine / theirs)
        print(f"{mine:,} pairs/s, recordlinkage {theirs:,.0f} pairs/s")
    print(f"{pairs:,} candidates; median ratio {statistics.median(ratios):.1f}, "
          f"{min(ratios):.1f} to {max(ratios):.1f}")


main()
