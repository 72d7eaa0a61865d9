#!/bin/sh
# The files that vigil-patterns(5) shows are those that its transcript runs:
# tutorial.sh SOURCE_ROOT
set -eu
root=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir "$work/sr"
awk -v work="$work" '
    /^\.Bd -literal/ { inside = 1; file = ""; next }
    /^\.Ed/ { inside = 0; next }
    inside && file == "" && /^# sr\/[a-z]*\.pat$/ { file = work "/" substr($0, 3) }
    inside && file != "" { print > file }
    ' "$root/man/vigil-patterns.5"
diff -ru "$work/sr" "$root/tests/golden/files/sr"
