#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names and records against the programs people use today: quality, speed and memory side by side.

    peers.py VIGIL DATA [--leg pairs|match|records] [--rounds 5]

DATA has names/pairs.csv, organisations/ and records/. Same input, same machine, one core, turn by
turn; the median of the ratios of processor time with the smallest and largest, the largest resident
memory of each, and the quality beside it. `vigil` is charged with its start, reading the file and
printing each explanation; a peer with the comparing alone, once its libraries are loaded and its
input is in memory. Where a peer has no verdict, the threshold is the one that does best on the very
pairs it is judged by.

Peers, each skipped where it is not installed (python3 -m venv V && V/bin/pip install NAME):
rapidfuzz (WRatio, with its default processor), nomenklatura (logic-v2, that is rigour's names),
splink with DuckDB (trained as its tutorial does). Romanised: by ICU's Any-Latin; Latin-ASCII (pyicu),
as one would do by hand before rapidfuzz.
"""
import argparse
import csv
import importlib.util
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time


def read(path):
    with open(path, newline="", encoding="utf-8") as f:
        return [{k.strip(): v.strip() for k, v in row.items()}
                for row in csv.DictReader(f, skipinitialspace=True)]


def has(*names):
    return all(importlib.util.find_spec(n) for n in names)


def f1(right, wrong, missed):
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def best_f1(scored):
    """scored: (score, is one thing); the best that any threshold reaches."""
    total, right, best = sum(y for _, y in scored), 0, 0.0
    ordered = sorted(scored, reverse=True)
    for i, (score, y) in enumerate(ordered):
        right += y
        if i + 1 == len(ordered) or ordered[i + 1][0] < score:
            best = max(best, f1(right, i + 1 - right, total - right))
    return best


def timed(work):
    before = time.process_time()
    out = work()
    return out, time.process_time() - before


def vigil(o, *args):
    """Its lines, and the processor time of the whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([o.vigil, "resolve", *args, "--json"], stdout=subprocess.PIPE, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [json.loads(line) for line in out.stdout.decode().splitlines()], spent


# -- pairs of names ----------------------------------------------------------------------------

TIMES = 60  # the pairs of the table are few


def pairs_vigil(o):
    rows = read(o.data + "/names/pairs.csv")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as f:
        w = csv.writer(f)
        w.writerow(["left", "right", "schema"])
        w.writerows([r["name1"], r["name2"], r["schema"]] for r in rows * TIMES)
        f.flush()
        got, spent = vigil(o, "--pairs", f.name)
    n = len(rows)
    said = [(g["verdict"] == "same", truth(r)) for g, r in zip(got[:n], rows)]
    right = sum(s and y for s, y in said)
    return n * TIMES / spent, f1(right, sum(s and not y for s, y in said),
                                 sum(y and not s for s, y in said))


def truth(row):
    return row["is_match"].lower() in ("true", "1", "yes")


def pairs_rapidfuzz(o):
    from rapidfuzz import fuzz, utils
    rows = read(o.data + "/names/pairs.csv")
    work = lambda: [fuzz.WRatio(r["name1"], r["name2"], processor=utils.default_process)
                    for r in rows * TIMES]
    scores, spent = timed(work)
    return len(scores) / spent, best_f1(list(zip(scores, map(truth, rows))))


def pairs_logic_v2(o):
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig
    rows = read(o.data + "/names/pairs.csv")
    config = ScoringConfig.defaults()

    def entity(id, schema, name):
        e = model.make_entity(schema or "LegalEntity")
        e.id = id
        e.add("name", name)
        return e

    def work(round):  # it keeps what it made of an entity by its id, so each id is new
        return [LogicV2.compare(entity(f"l{round}-{i}", r["schema"], r["name1"]),
                                entity(f"r{round}-{i}", r["schema"], r["name2"]), config).score
                for i, r in enumerate(rows)]
    work(0)  # its tables are loaded on first use
    scores, spent = timed(lambda: work(1))
    return len(scores) / spent, best_f1(list(zip(scores, map(truth, rows))))


# -- Chinese names among Latin ones ------------------------------------------------------------

QUERIES = 200


def questions(o):
    folder = o.data + "/organisations/"
    return read(folder + "queries_han.csv")[:QUERIES], folder + "targets.csv"


def match_vigil(o):
    rows, targets = questions(o)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as f:
        w = csv.writer(f)
        w.writerow(["id", "name", "lang"])
        w.writerows([r["id"], r["name"], r["lang"]] for r in rows)
        f.flush()
        got, spent = vigil(o, "--match", f.name, "--against", targets, "--top", "50")
    found = [[c["id"] for c in g["candidates"]] for g in got]
    return len(rows) / spent, found_in(rows, found)


def found_in(rows, found):
    n = len(rows)
    first = sum(x[:1] == [r["target"]] for r, x in zip(rows, found)) / n
    among = sum(r["target"] in x for r, x in zip(rows, found)) / n
    return f"hit@1 {first:.3f}, recall@50 {among:.3f}"


def match_rapidfuzz(o, romanised=False):
    from rapidfuzz import fuzz, process, utils
    rows, path = questions(o)
    ids, names = [], []
    for t in read(path):
        for column, name in t.items():
            if name and (column == "name" or column.startswith("alias")):
                ids.append(t["id"])
                names.append(utils.default_process(name))
    roman = (lambda s: s)
    if romanised:
        import icu
        roman = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII").transliterate

    def work():
        out = []
        for r in rows:
            hits = process.extract(utils.default_process(roman(r["name"])), names,
                                   scorer=fuzz.WRatio, limit=150)
            out.append(list(dict.fromkeys(ids[i] for _, _, i in hits))[:50])
        return out
    found, spent = timed(work)
    return len(rows) / spent, found_in(rows, found)


def match_rapidfuzz_romanised(o):
    return match_rapidfuzz(o, True)


# -- records -------------------------------------------------------------------------------------

TEXTS = [("given_name", "jaro-winkler"), ("surname", "jaro-winkler"), ("suburb", "jaro-winkler"),
         ("address_1", "levenshtein")]
EXACT = ["date_of_birth", "postcode", "soc_sec_id"]
BLOCKS = ["given_name", "surname", "date_of_birth", "postcode", "soc_sec_id"]


def number(id):
    return re.search(r"\d+", id).group()


def linked(rows, pairs):
    """F1 of the pairs taken for one: febrl names its records rec-N-org, rec-N-dup-K."""
    size = {}
    for r in rows:
        size[number(r["rec_id"])] = size.get(number(r["rec_id"]), 0) + 1
    total = sum(n * (n - 1) // 2 for n in size.values())
    right = sum(number(a) == number(b) for a, b in pairs)
    return f1(right, len(pairs) - right, total - right)


def records_vigil(o):
    path = o.data + "/records/febrl3.csv"
    config = {"format": 1, "id": "rec_id", "same": 0.5, "emit": 0.01,
              "compare": [{"column": c, "kind": k, "levels": [0.85]} for c, k in TEXTS] +
              [{"column": c, "kind": "exact"} for c in EXACT], "block": [[c] for c in BLOCKS]}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as f:
        json.dump(config, f)
        f.flush()
        got, spent = vigil(o, "--records", path, "--config", f.name)
    rows = read(path)
    same = [(g["left"], g["right"]) for g in got if g["verdict"] == "same"]
    return len(rows) / spent, linked(rows, same)


def records_splink(o):
    import logging

    import pandas
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI
    logging.disable(logging.CRITICAL)
    path = o.data + "/records/febrl3.csv"
    table = pandas.read_csv(path, skipinitialspace=True, dtype=str)
    table = table.rename(columns={"rec_id": "unique_id"})
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[cl.JaroWinklerAtThresholds(c, [0.85]) if k == "jaro-winkler" else
                     cl.LevenshteinAtThresholds(c, [3]) for c, k in TEXTS] +
        [cl.ExactMatch(c) for c in EXACT],
        blocking_rules_to_generate_predictions=[block_on(c) for c in BLOCKS])

    def work():
        api = DuckDBAPI()
        linker = Linker(api.register(table), settings)
        t = linker.training
        t.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.8)
        t.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        t.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
        t.estimate_parameters_using_expectation_maximisation(block_on("surname"))
        return linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    out, spent = timed(work)
    out = out[out.match_probability >= 0.5]
    return len(table) / spent, linked(read(path), list(zip(out.unique_id_l, out.unique_id_r)))


# -- turn by turn ----------------------------------------------------------------------------------

LEGS = {  # what is counted, ours, the peers with what they need
    "pairs": ("pairs/s", pairs_vigil, [("rapidfuzz", pairs_rapidfuzz, ["rapidfuzz"]),
                                       ("logic-v2", pairs_logic_v2, ["nomenklatura"])]),
    "match": ("queries/s", match_vigil,
              [("rapidfuzz", match_rapidfuzz, ["rapidfuzz"]),
               ("rapidfuzz, romanised", match_rapidfuzz_romanised, ["rapidfuzz", "icu"])]),
    "records": ("records/s", records_vigil, [("splink", records_splink, ["splink", "pandas"])]),
}


def apart(o, work):
    """In a process of its own, so that its memory is its own: speed, quality, MiB."""
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        speed, quality = work(o)
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        os.write(w, json.dumps([speed, quality, (child or own) / 1024]).encode())
        os._exit(0)
    os.close(w)
    with os.fdopen(r) as f:
        said = f.read()
    os.waitpid(pid, 0)
    return json.loads(said)


def leg(o, name):
    unit, ours, peers = LEGS[name]
    peers = [(p, work) for p, work, needs in peers
             if has(*needs) or print(f"{name}: {p} is not installed, left out")]
    runs = {p: [] for p, _ in [("vigil", ours)] + peers}
    for _ in range(o.rounds):
        for p, work in [("vigil", ours)] + peers:
            runs[p].append(apart(o, work))
    for p, got in runs.items():
        ratios = [a[0] / b[0] for a, b in zip(runs["vigil"], got)]
        quality = got[0][1] if isinstance(got[0][1], str) else f"F1 {got[0][1]:.4f}"
        print(f"{name:8s} {p:21s} {statistics.median(g[0] for g in got):12,.0f} {unit:10s} "
              f"{max(g[2] for g in got):6.0f} MiB   {quality}" +
              ("" if p == "vigil" else f"   vigil {statistics.median(ratios):.1f} x "
               f"({min(ratios):.1f} to {max(ratios):.1f})"), flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    p.add_argument("vigil")
    p.add_argument("data")
    p.add_argument("--leg", choices=LEGS)
    p.add_argument("--rounds", type=int, default=5)
    o = p.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for name in [o.leg] if o.leg else LEGS:
        leg(o, name)


main()
