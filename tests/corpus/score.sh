#!/bin/sh
# score.sh PROGRAM SET BAR SHARED: the scorer over a set of annotated texts. "dev" means
# those of its texts with claims in English, the mixed one too. Skipped (77) without data or python3.
set -eu
program=$1 set=$2 bar=$3 shared=${VIGIL_SHARED:-$4}
if [ ! -r "$shared/tools/score_suggest.py" ] || ! command -v python3 >/dev/null; then
    echo "skipped: no annotated texts in $shared, or no python3"
    exit 77
fi
if [ "$set" = dev ]; then
    set=$(mktemp -d)
    trap 'rm -r "$set"' EXIT
    grep -l '"language": *"en"' "$shared"/data/claims/dev/*.json | while read -r gold; do
        cp "$gold" "${gold%.json}.txt" "$set"
    done
fi
VIGIL=$program python3 "$shared/tools/score_suggest.py" --set "$set" --bar "$bar" --twice
