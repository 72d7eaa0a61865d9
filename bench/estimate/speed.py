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
    """(processor seconds, what it printed) of a command and its children."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode()
    if child.returncode not in (0, 77):
        sys.exit(f"{' '.join(command)}: exit {child.returncode}")
    return used.ru_utime + used.ru_stime, text


def most_memory(command):
    """MiB at most, or None without GNU time: a child of Python counts Python's own pages, too."""
    if not os.path.exists("/usr/bin/time"):
        return None
    run = subprocess.run(["/usr/bin/time", "-f", "%M"] + command, stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, check=False, text=True)
    return int(run.stderr.split()[-1]) / 1024


def megabytes(memory):
    return "" if memory is None else f", {memory:.0f} MiB"


def stored_seconds(reference, key):
    """What the reference program took; of several runs, their median."""
    entry = reference.get(key)
    if isinstance(entry, list):
        times = [one["s"] for one in entry if "s" in one]
        return statistics.median(times) if times else None
    return entry.get("s") if isinstance(entry, dict) else None


def works(reference, models_file):
    """The works of the design: (name, floor, vigil's options, R's, stored key, its factor)."""
    drawn = reference.get("mse_stepwise_bca", {}).get("nboot", REPLICATES)
    last = reference.get("dga", {}).get("Nmissing_max")
    rows = [
        ("pair models", 200, ["loglinear", "--space", "pairs", "--json-lines"], ["pairs"], None, 1),
        ("hierarchical models", 100, ["loglinear", "--space", "hierarchical", "--json-lines"],
         ["hierarchical", models_file], "mse_bic", 1),
        # Vigil asks the gate, and selects once more for it; R draws as many replicates.
        (f"bootstrap of {REPLICATES}", 50, ["stepwise", "--json"], ["stepwise", str(REPLICATES)],
         "mse_stepwise_bca", REPLICATES / drawn),
        ("LCMCR, a chain", 1, ["lcmcr", "--json"], ["latent"], "lcmcr", 1),
    ]
    if last:
        rows.append(("average over graphs", 8, ["dga", "--json", "--grid", f"1:{last}"],
                     ["graphs", str(last)], "dga", 1))
    return rows


def race(vigil, data, script, table, rounds):
    path = f"{data}/tables/{table}.csv"
    with open(f"{data}/reference/{table}.json", encoding="utf-8") as file:
        reference = json.load(file)
    has_r = shutil.which("Rscript") is not None
    with tempfile.TemporaryDirectory() as folder:
        models_file = f"{folder}/models"
        listing = measured([vigil, "estimate", "--table", path, "--model", "loglinear", "--space",
                            "hierarchical", "--json-lines"])[1]
        with open(models_file, "w", encoding="utf-8") as file:
            for line in listing.splitlines():
                file.write(json.loads(line)["model"] + "\n")
        for row in works(reference, models_file):
            one_work(vigil, script, path, rounds if has_r else 0, reference, row)


def one_work(vigil, script, path, rounds, reference, row):
    name, floor, ours, theirs, key, scale = row
    chains = 8 if theirs[0] == "latent" else 1
    command = [vigil, "estimate", "--table", path, "--model"] + ours
    other = ["Rscript", script, theirs[0], path] + theirs[1:]
    mine, seconds, who = [], [], None
    for _ in range(max(rounds, 3)):
        mine.append(measured(command)[0] / chains)
        if rounds > 0:
            text = measured(other)[1]
            if text:
                who, spent = text.strip().split("\t")
                seconds.append(float(spent))
            else:
                rounds = 0  # the package is not there, and nothing else does this work
    took, memory = statistics.median(mine), most_memory(command)
    print(f"  {name:22} floor {floor:3} times; vigil {took:.4f} s{megabytes(memory)}")
    if seconds:
        ratios = [r / v for r, v in zip(seconds, mine)]
        memory_r = most_memory(other)
        by = "" if memory is None else f", {memory_r / memory:.1f} times the memory"
        print(f"    {who:16} {statistics.median(seconds):9.3f} s{megabytes(memory_r)}: "
              f"{statistics.median(ratios):.1f} times ({min(ratios):.1f} to {max(ratios):.1f}){by}")
    stored = stored_seconds(reference, key) if key else None
    if stored:
        per = " for as many replicates" if scale != 1 else ""
        print(f"    {'stored':16} {stored * scale:9.3f} s{per}: {stored * scale / took:.1f} times")
        if chains > 1:
            sweep = stored / SWEEPS_REFERENCE / (took / SWEEPS_OURS)
            print(f"    {'stored, a sweep':16} {'':9}   {sweep:.1f} times")
    sys.stdout.flush()


def product(vigil, data, rounds):
    """`--model all` on four lists: under 10 s and 64 MiB."""
    for table in ("kosovo_4", "hiv_rome_4", "diabetes_4"):
        command = [vigil, "estimate", "--table", f"{data}/tables/{table}.csv", "--model", "all",
                   "--json"]
        took = statistics.median(measured(command)[0] for _ in range(rounds))
        print(f"  {table:22} all: {took:.3f} s{megabytes(most_memory(command))}")


def main():
    vigil, data, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "speed.R")
    for table in sys.argv[4:]:
        print(f"{table}, medians of {rounds} rounds")
        race(vigil, data, script, table, rounds)
    print("four lists, every method")
    product(vigil, data, rounds)


main()
