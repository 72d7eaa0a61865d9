#!/bin/sh
# clang-tidy over every file of the program: clang-tidy.sh SOURCE_ROOT BUILD
set -eu
cd "$1"
. tests/tidy/lib.sh
needs clang-tidy
database=$2/compile_commands.json
[ -s "$database" ] || { echo "no $database"; exit 1; }
# Files of ours only: what a tool has generated is checked by the test of that tool.
sed -n 's/^ *"file": "\(.*\)",*$/\1/p' "$database" | sed 's|^\(\.\./\)*||' | LC_ALL=C sort -u |
    while read -r file; do case $file in src/*) [ ! -f "$file" ] || echo "$file" ;; esac; done >"$2/clang-tidy.list"
[ -s "$2/clang-tidy.list" ] || { echo "no files in $database"; exit 1; }
said=$(mktemp)
trap 'rm -f "$said"' EXIT INT TERM
status=0
xargs -P "$(nproc)" -n 4 clang-tidy -p "$2" --quiet <"$2/clang-tidy.list" >"$said" 2>/dev/null || status=1
grep -E '(error|warning):' "$said" | LC_ALL=C sort -u || true
exit $status
