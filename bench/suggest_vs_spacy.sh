#!/bin/sh
# `vigil suggest --text` against spaCy's rule matcher with the same rules, on the same text and
# one processor, both in turn in one go. See suggest_vs_spacy.py for what is compared.
# usage: suggest_vs_spacy.sh VIGIL [MIB [RUNS [TEXT...]]]
#
# VIGIL is a release build (meson setup build-release --buildtype=release). TEXT is repeated to
# MIB (4), and to a sixteenth of that where the Matcher has to do it alone; without one, the English texts of the shared test data. spaCy is installed by name
# into a folder of its own, without any model; where it is not to be had the script ends with 77.
set -eu
vigil=$(realpath "$1")
mib=${2:-4}
runs=${3:-3}
if [ $# -gt 3 ]; then shift 3; else set --; fi
here=$(realpath "$(dirname "$0")")
shared=${VIGIL_SHARED:-$here/../../shared}
skip() { echo "skipped: $*"; exit 77; }

if [ $# -eq 0 ]; then
    set -- "$shared"/claims/dev/d0[1-6].txt "$shared"/data/claims/dev/d0[1-6].txt
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
for text in "$@"; do
    if [ -f "$text" ]; then cat "$text" >>"$dir/once"; printf '\n' >>"$dir/once"; fi
done
[ -s "$dir/once" ] || skip "no text: name one, or set VIGIL_SHARED"
while [ "$(wc -c <"$dir/once")" -lt 65536 ]; do
    cat "$dir/once" "$dir/once" >"$dir/twice"
    mv "$dir/twice" "$dir/once"
done
i=0
n=$((mib * 1048576 / $(wc -c <"$dir/once") + 1))
while [ $i -lt $n ]; do cat "$dir/once"; i=$((i + 1)); done >"$dir/text"
head -c $((mib * 65536)) "$dir/text" | iconv -c -f UTF-8 -t UTF-8 >"$dir/short"

command -v python3 >/dev/null || skip "python3 is missing"
venv=${TMPDIR:-/tmp}/vigil-bench-spacy-$(id -u)
if ! "$venv/bin/python" -c 'import spacy' 2>/dev/null; then
    echo "installing spaCy into $venv"
    python3 -m venv "$venv" >"$dir/log" 2>&1 || skip "no virtual environment: $(tail -n 1 "$dir/log")"
    "$venv/bin/pip" install -q spacy >"$dir/log" 2>&1 || skip "spaCy is not to be had: $(tail -n 1 "$dir/log")"
fi

patterns=$here/../data/patterns/en
[ -d "$patterns" ] || patterns=$here/../data
one=
if command -v taskset >/dev/null; then one='taskset -c 0'; fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
race() { # race PLAIN TEXT
    # shellcheck disable=SC2086 # two words and a number
    PLAIN=$1 $one "$venv/bin/python" "$here/suggest_vs_spacy.py" race "$vigil" "$patterns" "$2" "$runs"
}
race 0 "$dir/text"
race 1 "$dir/short"
