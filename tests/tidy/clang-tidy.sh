#!/bin/sh
# clang-tidy over every file of ours: clang-tidy.sh SOURCE_ROOT BUILD
set -eu
cd "$1"
. tests/tidy/lib.sh
needs clang-tidy
build=$2
[ -s "$build/compile_commands.json" ] || { echo "no $build/compile_commands.json"; exit 1; }
said=$(mktemp)
trap 'rm -f "$said"' EXIT INT TERM
status=0
# It is the longest of all and begins first, with what other tests beside it leave of the machine.
jobs=$(nproc)
# The analyzer follows a part of the paths that it would by default: it finds less, in a fraction of
# the time, and the whole run stays short enough to be run before each commit.
effort='--extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes=7000'

# check FOLDERS OPTIONS...: the files below FOLDERS that the build compiles, large ones first so
# that none is waited for at the end. What a tool has generated stands in the build folder and
# is checked by the test of that tool.
check() {
    folders=$1
    shift
    list=$build/clang-tidy.list
    sed -n 's/^ *"file": "\(.*\)",*$/\1/p' "$build/compile_commands.json" | sed 's|^\(\.\./\)*||' | LC_ALL=C sort -u |
        grep -E "^($folders)/" | while read -r file; do [ ! -f "$file" ] || wc -c "$file"; done |
        sort -rn | sed 's/^ *[0-9]* //' >"$list"
    [ -s "$list" ] || { echo "no files below $folders"; exit 1; }
    # shellcheck disable=SC2086 # several words
    nice -n 10 xargs -P "$jobs" -n 1 clang-tidy -p "$build" --quiet $effort "$@" <"$list" >>"$said" 2>/dev/null || status=1
}
check src
# The analyzer does not know that cmocka's asserts end a test, and the tests hold the very
# tricks, such as characters that turn the line around, that the program is to see through.
check 'tests|tools|bench' --checks='-clang-analyzer-*,-misc-misleading-bidirectional'
grep -E '(error|warning):' "$said" | LC_ALL=C sort -u || true
exit $status
