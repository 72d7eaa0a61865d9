#!/bin/sh
# The perfect hashes fit the names they were made from: html_names.sh SOURCE_ROOT
set -eu
cd "$1"
. tests/tidy/lib.sh
needs python3
tools/make-html-names.py src/read/html_tag.c | cmp - src/read/html_names.inc ||
    { echo "run tools/make-html-names.py src/read/html_tag.c >src/read/html_names.inc"; exit 1; }
