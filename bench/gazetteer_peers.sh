#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The gazetteer and its peers on the same names and texts, in turn:
#   gazetteer_peers.sh GAZETTEER [FOLDER]
# GAZETTEER is the program built from gazetteer.c; names and texts go to FOLDER. Peers are those that are
# there: Vectorscan (libvectorscan-dev and a compiler), pyahocorasick (Python). A ratio is
# printed only where both found the same number of names as they are written.
set -eu

gazetteer=$1
folder=${2:-$(mktemp -d)}
here=$(dirname "$0")
mkdir -p "$folder"
"$gazetteer" --make "$folder"

vectorscan=
if flags=$(pkg-config --cflags --libs libhs 2>/dev/null); then
    # shellcheck disable=SC2086
    cc -O2 -o "$folder/vectorscan" "$here/gazetteer_vectorscan.c" $flags && vectorscan=$folder/vectorscan
fi
[ -n "$vectorscan" ] || echo "no Vectorscan here: apt install libvectorscan-dev"

# The rate and the exact hits in a line of output.
rate() { sed -n 's/.* names: \([0-9]*\) MB\/s.*/\1/p'; }
exact() { sed -n 's/.* \([0-9]*\) exact$/\1/p'; }

compare() { # NAME COMMAND… NAMES TEXT, for the set $set
    name=$1
    shift
    theirs=$("$@" "$folder/$set.names" "$folder/$set.text") || return 0
    ours=$("$gazetteer" "$folder/$set.names" "$folder/$set.text")
    printf '%s\n%s\n' "$ours" "$theirs"
    a=$(printf '%s\n' "$ours" | exact)
    b=$(printf '%s\n' "$theirs" | exact)
    if [ "$a" = "$b" ]; then
        echo "$set: $name, ratio $(echo "$(printf '%s\n' "$ours" | rate) / $(printf '%s\n' "$theirs" | rate)" | bc -l | cut -c1-6)"
    else
        echo "$set: $name found $b, the gazetteer $a: no ratio"
    fi
}

for set in en-1000 en-10000 en-100000 zh-1000 zh-10000 zh-100000; do
    [ -z "$vectorscan" ] || compare vectorscan "$vectorscan"
    if python3 -c 'import ahocorasick' 2>/dev/null; then
        compare pyahocorasick python3 "$here/gazetteer_ahocorasick.py"
    fi
done
