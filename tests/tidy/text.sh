#!/bin/sh
# Small rules for every file of ours: text.sh SOURCE_ROOT
set -eu
cd "$1"
. tests/tidy/lib.sh
bad=0
for file in $(c_files); do
    head -n 1 "$file" | grep -q 'SPDX-License-Identifier: AGPL-3.0-or-later' ||
        { echo "$file:1: no licence line"; bad=1; }
done
if grep -rnE '\b(TODO|FIXME|XXX)\b' src include tests/unit tests/prop tests/fuzz tools sql 2>/dev/null; then
    echo "a note to do something later is an issue, not a comment"
    bad=1
fi
if grep -rnE '[[:space:]]+$' src include man docs ./*.md --include='*.[ch]' --include='*.md' --include='*.[157]'; then
    echo "white space at the end of a line"
    bad=1
fi
exit $bad
