#!/usr/bin/env python3
"""Ask the sample case every question that comes with the program: sample.py VIGIL

Prints TAP; needs nothing but the program. Each answer is JSON of the documented shapes, names
only claims whose passages it shows, says the same twice, and is there in both languages. What
must never happen is looked for in all of them: a refused sum with a number, a number for what
was not found, a person who is named without a public function.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

VIGIL = os.path.abspath(sys.argv[1])
KEYS = {
    "answer": ["type", "name", "group", "question", "as_of", "refused", "roots_named", "roots_read",
               "roots_apart", "checks_not_run", "claims"],
    "refusal": ["type", "word", "text", "claims"],
    "remark": ["type", "word", "text", "claims"],
    "missing": ["type", "word", "text", "claims"],
    "row": ["type", "part", "op", "tag", "what", "name", "says", "from", "to", "quantity",
            "figure", "claims"],
    "check": ["type", "id", "kind", "result", "claims", "test", "says", "show", "answer"],
    "claim": ["type", "claim"],
}
# The naive answer to these, and to no other, is refused.
REFUSED = {"not-found", "cited-for", "brought-about", "may-add"}


def run(*args):
    done = subprocess.run([VIGIL, *args], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"vigil {' '.join(args)}: {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def want(holds, what):
    if not holds:
        raise AssertionError(what)


def look_at(name, lines):
    for line in lines:
        want(list(line) == KEYS[line["type"]], f"keys of {line['type']}: {list(line)}")
    head, rows = lines[0], [x for x in lines if x["type"] == "row"]
    shown = [x["claim"]["id"] for x in lines if x["type"] == "claim"]
    named = {i for x in lines if x["type"] in ("row", "remark", "refusal", "missing") for i in x["claims"]}
    want(head["name"] == name and head["claims"] == shown, "the claims of the answer are those shown")
    want(named <= set(shown), f"claims without passage: {sorted(named - set(shown))}")
    want(head["refused"] == any(x["type"] == "refusal" for x in lines), "refused")
    want(head["refused"] == (name in REFUSED), f"refused: {head['refused']}")
    want(rows or any(x["type"] == "missing" for x in lines), "neither row nor what is missing")
    for row in rows:
        figure, quantity = row["figure"], row["quantity"]
        if figure:
            want(row["claims"], "a figure without claims")
            if figure["refusal"]:
                want(figure["low"] is figure["best"] is figure["high"] is None, "a refused number is there")
        if quantity and quantity["op"] in ("none-found", "at-most", "under", "nearly"):
            want(quantity["value"] is None, f"a value for {quantity['op']}")
        want(row["tag"] != "withheld" or row["what"] is row["name"] is None, "a name that is withheld")


def ask(case, name):
    once = run("ask", case, name, "--json")
    want(once == run("ask", case, name, "--json"), "another answer the second time")
    look_at(name, [json.loads(line) for line in once.splitlines()])
    english, chinese = run("ask", case, name), run("ask", case, name, "--lang", "zh")
    want(english.strip() and chinese.strip() and english != chinese, "not in both languages")


def main():
    work = tempfile.mkdtemp()
    os.environ["VIGIL_HOME"] = os.path.join(work, "home")
    case = os.path.join(work, "sample.vigil")
    good = True
    try:
        run("new", case, "--sample")
        names = [json.loads(line)["name"] for line in run("ask", case, "--json").splitlines()]
        print(f"1..{len(names)}")
        for n, name in enumerate(names, 1):
            try:
                ask(case, name)
                print(f"ok {n} - {name}")
            except (AssertionError, KeyError) as fault:
                good = False
                print(f"not ok {n} - {name}\n# {type(fault).__name__}: {fault}")
    finally:
        shutil.rmtree(work)
    return 0 if good else 1


sys.exit(main())
