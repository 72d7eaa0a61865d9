#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What bench/scan.sh measured, and what follows from it for 10^9 pages, into docs/scale.md:
scale_table.py MEASURED.json docs/scale.md. The marked part of the page is written anew; the assumptions
are those that the page gives reasons for.
"""
import json
import sys

PAGES = 1e9
RAW_KB, STORED_KB = 165, 36  # of a page with its request and metadata
SHARD_GB = 1.0               # stored
CORES = 128
LOST = 0.05                  # tasks that are killed or preempted once, on average half-way
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def of(measured, corpus, name):
    return next(r for r in measured["rates"] if r["corpus"] == corpus and r["name"].startswith(name))


def from_to(values, digits=0):
    middle, least, most = (f"{v:.{digits}f}" for v in values)
    return f"{middle} ({least} to {most})"


def measured_rows(m):
    rows = [("what", "mixed pages", "pages of 20 KB")]
    rows.append(("inflating alone, raw MB/s", *(f"{m['inflate'][c]:.0f}" for c in ("crawl", "small"))))
    rows.append(("iterating, all bodies, raw MB/s", *(f"{m['iterate'][c]:.0f}" for c in ("crawl", "small"))))
    for name in ("scan --emit none", "scan --emit pair, rare triggers"):
        rows.append((f"`{name}`, raw MB/s", *(from_to(of(m, c, name)["mb_s"]) for c in ("crawl", "small"))))
    for name in sorted({r["name"] for r in m["ratios"]}):
        ratios = {r["corpus"]: r["times"] for r in m["ratios"] if r["name"] == name}
        slice_ = " (on a slice)" if "slice" in ratios else ""
        cells = [from_to(ratios[c], 1) if c in ratios else "–" for c in ("crawl", "small")]
        if slice_:
            cells[0] = from_to(ratios["slice"], 1)
        rows.append((f"times as fast as {name}{slice_}", *cells))
    ours = of(m, "crawl", "scan --emit none")
    rows.append(("loading the names, s", from_to(ours["start_s"], 2), "–"))
    rows.append(("resident, MiB", *(str(of(m, c, "scan --emit none")["mib"]) for c in ("crawl", "small"))))
    return rows


def estimate_rows(m):
    rows = [("for 10^9 pages", "every page read", "`pair`, rare triggers")]
    rates = [of(m, "crawl", n)["mb_s"][0] for n in ("scan --emit none", "scan --emit pair")]
    start = of(m, "crawl", "scan --emit none")["start_s"][0]
    shards = PAGES * STORED_KB / 1e6 / SHARD_GB
    work = [PAGES * RAW_KB / 1e3 / r / 3600 for r in rates]
    load = shards * start / 3600
    lost = [w * LOST / 2 for w in work]
    total = [w + load + x for w, x in zip(work, lost)]
    read = [r * STORED_KB / RAW_KB for r in rates]
    rows.append(("shards", f"{shards:,.0f}", f"{shards:,.0f}"))
    rows.append(("one shard, minutes", *(f"{SHARD_GB * 1e3 / r / 60:.1f}" for r in read)))
    rows.append(("core-hours of work", *(f"{w:,.0f}" for w in work)))
    rows.append(("… of loading names, a process a shard", f"{load:,.0f}", f"{load:,.0f}"))
    rows.append((f"… of tasks lost half-way, {LOST:.0%} of them", *(f"{x:,.0f}" for x in lost)))
    rows.append(("core-hours in all", *(f"{t:,.0f}" for t in total)))
    rows.append((f"hours on {CORES} cores", *(f"{t / CORES:,.1f}" for t in total)))
    rows.append(("read from storage, TB", *(f"{PAGES * STORED_KB / 1e9 * (1 + LOST / 2):,.1f}" for _ in rates)))
    rows.append((f"storage must give, {CORES} cores, GB/s", *(f"{CORES * r / 1e3:,.1f}" for r in read)))
    return rows


def table(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    return "\n".join(lines)


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        m = json.load(f)
    with open(sys.argv[2], encoding="utf-8") as f:
        before, rest = f.read().split(BEGIN)
    _, after = rest.split(END)
    crawl = m["sums"]["crawl"]
    head = (f"Measured {m['date']} on one core of {m['processor']}, load {m['load']} on a machine shared with others, "
            f"{m['rounds']} rounds,\nmedians (least to most) of user and system time; "
            f"{crawl['bytes_raw'] / 1e6:.0f} MB raw, {m['stored']['crawl'] / 1e6:.0f} MB stored, {m['sums']['names']:,} names.")
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        f.write("\n\n".join([before + BEGIN + "\n" + head, table(measured_rows(m)), "It follows, with the assumptions above:",
                             table(estimate_rows(m))]) + "\n" + END + after)


main()
