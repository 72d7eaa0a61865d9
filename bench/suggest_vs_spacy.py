# SPDX-License-Identifier: AGPL-3.0-or-later
"""The yardstick of suggest_vs_spacy.sh: spaCy's rule matcher on the same text.

    suggest_vs_spacy.py match PATTERNS TEXT      one run: match, print what was found
    suggest_vs_spacy.py race VIGIL PATTERNS TEXT RUNS

PATTERNS is data/patterns/en (files *.pat), or a folder with en.tsv files as there were
before. Its lists and rules are translated word by word for the matchers of spaCy over
spacy.blank("en"): that is the tokenizer and the matchers and nothing else. The phrases of
a list go to its PhraseMatcher, which is made for many phrases; with PLAIN=1 in the
environment each is a pattern of the Matcher, which is some thirty times slower still. A rule gives
one pattern of the Matcher; besides there are the numbers (LIKE_NUM), and a number with
its bound in front and its unit within three words behind. Clauses, attribution, dates and
the writing of claims, which vigil does besides, have no counterpart here.
"""
import itertools
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

MOST = 64  # alternatives that one rule is spelt out into


def read_lists(folder):
    """name -> list of phrases (lists of words); and the bodies of the rules."""
    lists, rules, into = {}, [], None
    for path in sorted(pathlib.Path(folder).rglob("*.pat")):
        for line in path.read_text(encoding="utf-8").splitlines():
            line = re.sub(r"(^|\s)#.*$", "", line).rstrip()
            if not line or line[0] in "+-":
                continue
            kind, _, name = line.partition(" ")
            if kind == "list":
                into = lists.setdefault(name.split()[0], [])
            elif kind == "rule":
                into = rules
            elif into is rules:
                body = line.partition("=>")[0].strip()
                if body:
                    rules.append(body)
            elif into is not None:
                for phrase in line.partition("=>")[0].split("|"):
                    if phrase.split():
                        into.append(phrase.lower().split())
    for path in sorted(pathlib.Path(folder).rglob("en.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            part = line.split("\t")
            if len(part) >= 2 and not line.startswith("#"):
                lists.setdefault(part[0], []).append(part[1].lower().split())
    return lists, rules


def words(phrase, nlp):
    """A phrase as the tokenizer cuts it."""
    return [{"LOWER": t.lower_} for t in nlp.make_doc(" ".join(phrase))]


class Rule:
    """A rule of a .pat file as alternatives of matcher tokens; what spaCy lacks is left out."""

    TOKEN = re.compile(r"\$\w+:|~\d+|@[\w.-]+|\{\d+,\d+\}|[()|?+!<>]|[^\s()|?+!<>{}]+")

    def __init__(self, body, lists, nlp):
        self.rest = self.TOKEN.findall(body)
        self.lists, self.nlp = lists, nlp

    def alternatives(self):
        return self.either()[:MOST]

    def either(self):
        found = self.sequence()
        while self.rest and self.rest[0] == "|":
            self.rest.pop(0)
            found = found + self.sequence()
        return found[:MOST]

    def sequence(self):
        found = [[]]
        while self.rest and self.rest[0] not in "|)":
            item = self.item()
            found = [a + b for a, b in itertools.islice(itertools.product(found, item), MOST)]
        return found

    def item(self):
        token = self.rest.pop(0)
        if token.startswith("$"):
            return self.item() if self.rest else [[]]
        if token in ("<", ">", "?", "+") or token.startswith("{"):
            return [[]]
        if token == "!":
            return self.negated()
        if token == "(":
            found = self.either()
            if self.rest:
                self.rest.pop(0)
        elif token.startswith("~"):
            return [[{"OP": "?"}] * int(token[1:])]
        elif token.startswith("@"):
            found = self.named(token[1:])
        else:
            found = [words([token.lower()], self.nlp)]
        if self.rest and self.rest[0] == "?":
            self.rest.pop(0)
            found = found + [[]]
        elif self.rest and (self.rest[0] == "+" or self.rest[0].startswith("{")):
            self.rest.pop(0)
            found = [a[:-1] + [dict(a[-1], OP="+")] if a else a for a in found]
        return found

    def negated(self):
        self.item()
        return [[]]

    def named(self, name):
        phrases = self.lists.get(name, [])
        single = [p[0] for p in phrases if len(p) == 1]
        if single:
            return [[{"LOWER": {"IN": single}}]]
        if name.startswith("quantity") or name == "number":
            return [[{"LIKE_NUM": True}]]
        return [[{"IS_ALPHA": True}]]


def make_matcher(folder):
    import spacy
    from spacy.matcher import Matcher, PhraseMatcher

    nlp = spacy.blank("en")
    matcher, phraser = Matcher(nlp.vocab), PhraseMatcher(nlp.vocab, attr="LOWER")
    plain = os.environ.get("PLAIN") == "1"
    lists, rules = read_lists(folder)
    count = 0
    for name, phrases in lists.items():
        if phrases and plain:
            matcher.add(name, [words(phrase, nlp) for phrase in phrases])
        elif phrases:
            phraser.add(name, [nlp.make_doc(" ".join(phrase)) for phrase in phrases])
        count += len(phrases)
    for i, body in enumerate(rules):
        patterns = [p for p in Rule(body, lists, nlp).alternatives() if p and any(p)]
        if patterns:
            matcher.add(f"rule {i}", patterns)
            count += len(patterns)
    units = sorted({p[-1] for name in lists if name.startswith("unit") for p in lists[name]})
    bounds = sorted({p[-1] for name in lists if name.startswith("bound") for p in lists[name]})
    number, middle = {"LIKE_NUM": True}, {"IS_ALPHA": True, "OP": "{0,3}"}
    matcher.add("number", [[number]])
    if units and bounds:
        unit = {"LOWER": {"IN": units}}
        matcher.add("quantity", [[number, middle, unit]])
        matcher.add("bounded", [[{"LOWER": {"IN": bounds}}, number, middle, unit]])
    return nlp, (matcher, phraser), count


def match(folder, path):
    begun = time.process_time()
    nlp, matchers, count = make_matcher(folder)
    text = pathlib.Path(path).read_text(encoding="utf-8")
    ready, found = time.process_time(), 0
    for doc in nlp.pipe(line for line in text.split("\n") if line.strip()):
        found += sum(len(matcher(doc)) for matcher in matchers)
    done = time.process_time()
    print(f"{count} patterns, {found} matches, {ready - begun:.3f} {done - ready:.3f}")


def run(command):
    """Seconds of processor, most memory in KiB, the last line printed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        last = ""
        for last in child.stdout:
            pass
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss, last


def race(vigil, folder, path, runs):
    """A B A B …, medians of each and of the ratios of the pairs; start-up with and without."""
    size = os.path.getsize(path) / 1e6
    command = [vigil, "suggest", "--language", "en", "--json", "--text"]
    ours, bare, theirs, matching, held, peer = [], [], [], [], 0, ""
    for _ in range(runs):
        start, _, _ = run(command + [os.devnull])
        seconds, memory, _ = run(command + [path])
        ours.append(seconds)
        bare.append(max(seconds - start, 1e-3))
        held = max(held, memory)
        seconds, _, peer = run([sys.executable, __file__, "match", folder, path])
        theirs.append(seconds)
        matching.append(float(peer.split()[-1]))
    median = statistics.median
    how = "Matcher alone" if os.environ.get("PLAIN") == "1" else "PhraseMatcher and Matcher"
    print(f"{size:.2f} MB of English, {runs} runs of each in turn, medians of processor time")
    for name, whole, alone in (("vigil suggest", ours, bare), (f"spaCy, {how}", theirs, matching)):
        a, b = median(whole), median(alone)
        print(f"  {name:32} {a:8.3f} s {size / a:8.3f} MB/s   without start-up {size / b:8.3f} MB/s")
    whole = median(y / x for x, y in zip(ours, theirs))
    alone = median(y / x for x, y in zip(bare, matching))
    print(f"  ratio {whole:.1f}, without start-up {alone:.1f}; goal 30"
          f"   ({peer.rsplit(',', 1)[0]}; vigil held {held / 1024:.1f} MB)")


def main(argv):
    if len(argv) == 4 and argv[1] == "match":
        match(argv[2], argv[3])
    elif len(argv) == 6 and argv[1] == "race":
        race(argv[2], argv[3], argv[4], int(argv[5]))
    else:
        sys.exit(__doc__)


main(sys.argv)
