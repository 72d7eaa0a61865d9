#!/usr/bin/env python3
"""From annotated claims (claims, roots, checks in one JSON file) to the lines of `vigil import`.

    convert.py CLAIMS.json SOURCE [KNOWN.jsonl] >LINES

SOURCE is the source that the passages are of ("s1"), in a case that has it already.
What only helps to score suggestions (forms, implied, checks) is left out.
Organisations, programmes and documents become entities; what KNOWN.jsonl, lines of
another case, knows of them (names, level, parent) is taken from there, and else the
name is made of the id. Nothing is added that the files do not say.
"""
import json
import sys

KINDS = {"org": "organisation", "prog": "programme", "doc": "document", "presence": "presence"}


def entity_ids(claims):
    found = set()
    for claim in claims:
        for key in ("subject", "object"):
            text = claim.get(key)
            for word in (text or "").split():
                if word.split(":")[0] in KINDS and ":" in word:
                    found.add(word)
    return sorted(found)


def entities(names, known):
    lines = {}
    for name in names:
        kind, rest = name.split(":", 1)
        while name is not None and name not in lines:
            lines[name] = known.get(name) or {
                "type": "entity", "id": name, "en": rest.replace("-", " "), "level": KINDS[kind]}
            name = lines[name].get("parent")
    return [lines[name] for name in sorted(lines)]


def known_entities(path):
    with open(path, encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    return {line["id"]: line for line in lines if line.get("type") == "entity"}


def root(r, source):
    line = {"type": "root", "name": r["id"], "what": r["what"]}
    if "not held" not in r["state"]:
        line["source"] = source
    return line


def claim(c, source):
    line = {k: v for k, v in c.items() if k not in ("checks", "implied") and v is not None}
    line["attribution"] = [{k: v for k, v in link.items() if k != "forms"}
                           for link in c["attribution"]]
    line["passage"] = dict(c["passage"], source=source)
    if "also_at" in c:
        line["also_at"] = [dict(p, source=source) for p in c["also_at"]]
    line["status"] = "accepted"
    return line


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        data = json.load(f)
    source = sys.argv[2]
    known = known_entities(sys.argv[3]) if len(sys.argv) > 3 else {}
    lines = entities(entity_ids(data["claims"]), known)
    lines += [root(r, source) for r in data["roots"]]
    lines += [claim(c, source) for c in data["claims"]]
    for line in lines:
        print(json.dumps(line, ensure_ascii=False))


main()
