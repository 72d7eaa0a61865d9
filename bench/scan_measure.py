#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures `vigil scan` beside its peers, in turn: scan_measure.py VIGIL UNPACK DIR ROUNDS PYTHON.

DIR is made by make_crawl.py; PYTHON is an interpreter with the peers, or "-". Every command is a process
of its own on the processor that this one was pinned to. Time is user and system time of the
process and its children; what the same command takes on an archive of one page (starting, loading
200,000 names) is measured in the same rounds and taken off, for everybody. A ratio is printed
only where records and bytes are those of the archive and the names found those that were
planted; a peer may find up to two in a hundred less (its main text leaves some out, and it
then did less work), which is said. What was measured goes to DIR/measured.json, for scale_table.py.
"""
import datetime
import hashlib
import json
import os
import re
import statistics
import subprocess
import sys

vigil, unpack, folder, rounds, python = sys.argv[1:6]
rounds = int(rounds)
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "sums.json"), encoding="utf-8") as f:
    sums = json.load(f)


def at(name):
    return os.path.join(folder, name)


def archive(name):
    return at(name + ".warc.gz")


def spread(values):
    return [round(x, 2) for x in (statistics.median(values), min(values), max(values))]


def run(command):
    """Processor seconds, kilobytes at most, output."""
    p = subprocess.Popen(command, stdout=subprocess.PIPE)
    out = p.stdout.read()
    _, status, usage = os.wait4(p.pid, 0)
    p.returncode = 0
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, out


class Contender:
    """A command for an archive, and all that its runs gave."""

    def __init__(self, name, make, corpus, is_peer=False, times=1):
        self.name, self.make, self.corpus, self.is_peer, self.times = name, make, corpus, is_peer, times
        self.took, self.start, self.rss, self.hashes, self.said = [], [], 0, set(), {}

    def go(self):
        start, _, _ = run(self.make(archive("empty")))
        took, rss, out = run(self.make(archive(self.corpus)))
        self.start.append(start)
        self.took.append(max(took - start, 1e-4) / self.times)
        self.rss = max(self.rss, rss)
        self.hashes.add(hashlib.sha256(out).hexdigest()[:12])
        self.said = json.loads(out.splitlines()[-1])

    def rate(self):
        return sums[self.corpus]["bytes_raw"] / 1e6 / statistics.median(self.took)

    def agrees(self):
        want, is_ = sums[self.corpus], self.said
        if is_["records"] != want["records"] or is_["bytes_raw"] != want["bytes_blocks"]:
            return False
        if "pair" in self.name:
            return is_["emitted"] == want["pairs"]
        least = want["planted"] * (98 if self.is_peer else 100)
        return least <= 100 * is_["mentions"] <= 100 * want["planted"]

    def show(self):
        mb = sums[self.corpus]["bytes_raw"] / 1e6
        found = (f"{self.said['emitted']} of {sums[self.corpus]['pairs']} pairs, "
                 f"{self.said['read']} of {self.said['pages']} pages read" if "pair" in self.name
                 else f"{self.said['mentions']} of {sums[self.corpus]['planted']} names")
        print(f"{self.corpus:6} {self.name:34} {self.rate():7.1f} raw MB/s ({mb / max(self.took):.1f} to {mb / min(self.took):.1f}), "
              f"start {statistics.median(self.start):.2f} s, {self.rss // 1024} MiB, {found}, "
              f"output {'/'.join(sorted(self.hashes))}", flush=True)


def scan(*options, names="names.csv", times=1):
    return lambda a: [vigil, "scan", *[a] * times, "--names", at(names), *options]


def peer(extractor, matcher):
    return lambda a: [python, os.path.join(here, "scan_peer.py"), a, at("names.csv"), extractor, matcher]


def measure(ours, theirs):
    """In turn, then a line for each and the ratios to the first of ours."""
    for _ in range(rounds):
        for c in [*ours, *theirs]:
            c.go()
    for c in [*ours, *theirs]:
        c.show()
        mb = sums[c.corpus]["bytes_raw"] / 1e6
        measured["rates"].append({"corpus": c.corpus, "name": c.name, "mb_s": spread([mb / t for t in c.took]),
                                  "start_s": spread(c.start), "mib": c.rss // 1024, "agrees": c.agrees()})
        if len(c.hashes) != 1:
            print(f"       {c.name}: the output differs from run to run")
    for peer_ in theirs:
        if not (ours[0].agrees() and peer_.agrees()):
            print(f"       {peer_.name}: the sums do not agree, no ratio")
            continue
        ratios = sorted(t / o for o, t in zip(ours[0].took, peer_.took))
        measured["ratios"].append({"corpus": peer_.corpus, "name": peer_.name, "times": spread(ratios)})
        print(f"       {ours[0].name} to {peer_.name}: {statistics.median(ratios):.1f} times ({ratios[0]:.1f} to {ratios[-1]:.1f})")
    for c in ours:
        if not c.agrees():
            print(f"       {c.name}: the sums are not those of the archive")


def iterate(corpus):
    """Inflating alone and iterating, in one process (bench/unpack.c): its own lines, and the rates."""
    _, _, out = run([unpack, archive(corpus), str(rounds)])
    text = out.decode()
    print("\n".join(f"{corpus:6} {line}" for line in text.splitlines()), flush=True)
    return [float(x) for x in re.findall(r"(\d+) raw MB/s", text)]


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        return re.search(r"model name\s*: (.*)", info.read()).group(1)


measured = {"date": datetime.date.today().isoformat(), "processor": processor(), "load": round(os.getloadavg()[0], 1),
            "rounds": rounds, "sums": sums, "stored": {c: os.path.getsize(archive(c)) for c in ("crawl", "small")},
            "inflate": {}, "iterate": {}, "rates": [], "ratios": []}
print(f"load {os.getloadavg()[0]:.1f}, processor {sorted(os.sched_getaffinity(0))}, {rounds} rounds, medians (least to most)")
print("rates are of decompressed bytes, per second of user and system time")
for corpus in ("crawl", "small"):
    inflate, bodies = iterate(corpus)[:2]
    measured["inflate"][corpus], measured["iterate"][corpus] = inflate, bodies
    ours = [Contender("scan --emit none", scan("--emit", "none"), corpus),
            Contender("scan --emit pair, rare triggers", scan(names="rare.csv"), corpus)]
    theirs = []
    if python != "-":
        theirs = [Contender("FastWARC+Resiliparse+FlashText", peer("resiliparse", "flashtext"), corpus, True),
                  Contender("FastWARC+Resiliparse+pyahocorasick", peer("resiliparse", "ahocorasick"), corpus, True)]
    measure(ours, theirs)
    print(f"       scan --emit none is {100 * ours[0].rate() / inflate:.0f} % of inflating alone")
if python != "-":
    # So short that starting would hide it: many times in one process.
    measure([Contender("scan --emit none", scan("--emit", "none", times=20), "slice", times=20)],
            [Contender("FastWARC+trafilatura+FlashText", peer("trafilatura", "flashtext"), "slice", True)])
print(f"load {os.getloadavg()[0]:.1f}")
with open(at("measured.json"), "w", encoding="utf-8") as f:
    json.dump(measured, f, indent=1)
    f.write("\n")
