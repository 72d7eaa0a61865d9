#!/bin/sh
# codespell over code and documents: spelling.sh SOURCE_ROOT
set -eu
cd "$1"
. tests/tidy/lib.sh
needs codespell
# language.c holds names of scripts, train-language.py words of many languages, unit.c suffixes.
codespell --quiet-level=3 --ignore-words=tests/tidy/words.txt \
    --skip='*.sqlite,*.vigil,*.warc*,*.gz,*.png,*.json,*.inc,language.c,train-language.py,*/unit.c' \
    src include tools man docs sql README.md ARCHITECTURE.md CONTRIBUTING.md SECURITY.md CHANGELOG.md demo.sh test.sh
