#!/bin/sh
# Our hashing of a file against `openssl dgst -sha256`: medians of interleaved runs,
# after one run of each to fill the cache. The goal is at least 80 % of its speed.
# usage: hash.sh HASH_FILE [MEGABYTES] [RUNS]
set -eu
ours=$1; megabytes=${2:-1024}; runs=${3:-7}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
head -c "$((megabytes * 1048576))" /dev/zero >"$dir/file"
now() { date +%s%N; }
took() { start=$(now); "$@" >"$dir/out"; echo "$((($(now) - start) / 1000))"; }
median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }
took "$ours" "$dir/file" >/dev/null; a=$(cat "$dir/out")
took openssl dgst -sha256 -r "$dir/file" >/dev/null; b=$(cut -d' ' -f1 "$dir/out")
[ "$a" = "$b" ] || { echo "the hashes differ: $a $b"; exit 1; }
i=0
while [ $i -lt "$runs" ]; do
    took "$ours" "$dir/file" >>"$dir/ours"
    took openssl dgst -sha256 "$dir/file" >>"$dir/theirs"
    i=$((i + 1))
done
m=$(median "$dir/ours"); t=$(median "$dir/theirs")
echo "ours $m us, openssl $t us, $((100 * t / m)) % of its speed over $megabytes MB"
