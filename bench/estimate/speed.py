# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs vigil and R by turns and prints medians; see speed.sh."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

SWEEPS_REFERENCE = 120000  # burn-in 20,000, and 5,000 draws at thinning 20
SWEEPS_OURS = 20500 + 5000 // 8 * 20  # of each of the eight chains: warm-up, burn-in, its draws
REPLICATES = 1000


def measured(command):
    """(processor seconds, most KiB, what it printed) of a command and its children."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode()
    if child.returncode not in (0, 77):
        sys.exit(f"{' '.join(command)}: exit {child.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss, text


def stored_seconds(reference, key):
    """What the reference program took; of several runs, their median."""
    entry = reference.get(key)
    if isinstance(entry, list):
        times = [one["s"] for one in entry if "s" in one]
        return statistics.median(times) if times else None
    return entry.get("s") if isinstance(entry, dict) else None


class Works:
    """The works of the design, as (name, floor, vigil's options, R's, stored key, count)."""

    def __init__(self, reference, models_file):
        last = reference.get("dga", {}).get("Nmissing_max")
        self.rows = [
            ("pair models", 200, ["loglinear", "--space", "pairs", "--json-lines"],
             ["pairs"], None, 1),
            ("hierarchical models", 100, ["loglinear", "--space", "hierarchical", "--json-lines"],
             ["hierarchical", models_file], "mse_bic", 1),
            # Vigil chooses a model and asks the gate beside it; R draws as many replicates.
            (f"bootstrap of {REPLICATES}", 50, ["stepwise", "--json"],
             ["stepwise", str(REPLICATES)], "mse_stepwise_bca", REPLICATES / 200),
            ("LCMCR, a chain", 1, ["lcmcr", "--json"], ["latent"], "lcmcr", 1),
        ]
        if last:
            self.rows.append(("average over graphs", 8, ["dga", "--json", "--grid", f"1:{last}"],
                              ["graphs", str(last)], "dga", 1))


def race(vigil, data, script, table, rounds):
    path = f"{data}/tables/{table}.csv"
    with open(f"{data}/reference/{table}.json", encoding="utf-8") as file:
        reference = json.load(file)
    has_r = shutil.which("Rscript") is not None
    with tempfile.TemporaryDirectory() as folder:
        models_file = f"{folder}/models"
        listing = measured([vigil, "estimate", "--table", path, "--model", "loglinear", "--space",
                            "hierarchical", "--json-lines"])[2]
        with open(models_file, "w", encoding="utf-8") as file:
            for line in listing.splitlines():
                file.write(json.loads(line)["model"] + "\n")
        for row in Works(reference, models_file).rows:
            one_work(vigil, script, path, rounds if has_r else 0, reference, row)


def one_work(vigil, script, path, rounds, reference, row):
    name, floor, ours, theirs, key, scale = row
    chains = 8 if theirs[0] == "latent" else 1
    mine, other, ratios, memory, memory_r, who = [], [], [], [], [], None
    for _ in range(max(rounds, 3)):
        seconds, kib, _ = measured([vigil, "estimate", "--table", path, "--model"] + ours)
        mine.append(seconds / chains)
        memory.append(kib)
        if rounds == 0:
            continue
        _, kib, text = measured(["Rscript", script, theirs[0], path] + theirs[1:])
        if not text:
            rounds = 0  # the package is not there, and nothing else does this work
            continue
        who, seconds = text.split("\t")
        other.append(float(seconds))
        memory_r.append(kib)
        ratios.append(other[-1] / mine[-1])
    took = statistics.median(mine)
    print(f"  {name:22} floor {floor:3} times; vigil {took:8.4f} s, {max(memory) / 1024:4.0f} MiB")
    if ratios:
        print(f"    {who:28} {statistics.median(other):9.3f} s, {max(memory_r) / 1024:4.0f} MiB: "
              f"{statistics.median(ratios):7.1f} times "
              f"({min(ratios):.1f} to {max(ratios):.1f}), {min(memory_r) / max(memory):.1f} times "
              "the memory")
    seconds = stored_seconds(reference, key) if key else None
    if seconds:
        per = " of as many replicates" if scale != 1 else ""
        print(f"    {'stored':28} {seconds * scale:9.3f} s{per}: {seconds * scale / took:7.1f} times")
        if chains > 1:
            sweep = seconds / SWEEPS_REFERENCE / (took / SWEEPS_OURS)
            print(f"    {'stored, a sweep':28} {sweep:.1f} times")
    sys.stdout.flush()


def product(vigil, data, rounds):
    """`--model all` on four lists: under 10 s and 64 MiB."""
    for table in ("kosovo_4", "hiv_rome_4", "diabetes_4"):
        runs = [measured([vigil, "estimate", "--table", f"{data}/tables/{table}.csv", "--model",
                          "all", "--json"]) for _ in range(rounds)]
        print(f"  {table:22} all: {statistics.median(run[0] for run in runs):.3f} s, "
              f"{max(run[1] for run in runs) / 1024:.0f} MiB")


def main():
    vigil, data, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "speed.R")
    for table in sys.argv[4:]:
        print(f"{table}, medians of {rounds} rounds")
        race(vigil, data, script, table, rounds)
    print("four lists, every method")
    product(vigil, data, rounds)


main()
