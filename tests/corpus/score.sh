#!/bin/sh
# score.sh PROGRAM SET BAR SHARED: the scorer over a set of annotated texts ("dev", "seed" or
# a folder of texts). Skipped (77) without the scorer or python3.
set -eu
program=$1 set=$2 bar=$3 shared=${VIGIL_SHARED:-$4}
if [ ! -r "$shared/tools/score_suggest.py" ] || ! command -v python3 >/dev/null; then
    echo "skipped: no scorer in $shared, or no python3"
    exit 77
fi
VIGIL=$program python3 "$shared/tools/score_suggest.py" --set "$set" --bar "$bar" --twice
