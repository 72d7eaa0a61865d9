#!/usr/bin/env python3
# Turns the model of FollowTheMoney, as the npm package @opensanctions/followthemoney ships it
# (dist/defaultModel.json, MIT), into the tables of src/share/ftm_model.inc: names of schemata, of
# their properties, of types, and what is required. Only facts: no labels, no descriptions.
# usage: make-ftm-model.py defaultModel.json VERSION > src/share/ftm_model.inc
import json
import sys

model = json.load(open(sys.argv[1], encoding="utf-8"))
schemata = model["schemata"]
print("/* SPDX-License-Identifier: AGPL-3.0-or-later */")
print("/* Made by tools/make-ftm-model.py of @opensanctions/followthemoney %s (MIT). */" % sys.argv[2])
print("/* clang-format off */")


def caption_of(name):
    """The properties that label an entity, its own or those of the first schema above that has some."""
    found = schemata[name].get("caption")
    for above in schemata[name].get("extends") or []:
        found = found or caption_of(above)
    return found or []


print("static const struct schema schemata[] = {")
for name in sorted(schemata):
    s = schemata[name]
    required = set()
    for above in s["schemata"]:
        required |= set(schemata[above].get("required") or [])
    above = " ".join(sorted(s["schemata"]))
    print('    {"%s", " %s ", " %s ", "%s", %d},' % (name, above, " ".join(sorted(required)),
          " ".join(caption_of(name)), 1 if s.get("abstract") else 0))
print("};")
print("static const struct property properties[] = {")
for name in sorted(schemata):
    for prop in sorted(schemata[name]["properties"]):
        p = schemata[name]["properties"][prop]
        if p.get("stub"):
            continue
        kind = p.get("type", "string")
        longest = p.get("maxLength") or model["types"][kind].get("maxLength") or 0
        print('    {"%s", "%s", "%s", "%s", %d},' % (name, prop, kind, p.get("range") or "", longest))
print("};")
print("/* clang-format on */")
