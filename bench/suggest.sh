#!/bin/sh
# How fast suggestions are made, and in how much memory: English and Chinese, 1 and 8 MiB.
# The goals: 20 MB/s of English and 15 MB/s of Chinese on one core; 8 MiB in at most 9 times as
# long as 1 MiB, and in less than 32 MiB of memory.
# usage: suggest.sh VIGIL [RUNS]     needs GNU time, and the shared test data
set -eu
vigil=$1
runs=${2:-5}
here=$(realpath "$(dirname "$0")")
shared=${VIGIL_SHARED:-$here/../../shared}
[ -x /usr/bin/time ] || { echo "skipped: /usr/bin/time is missing; install the package time"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
one=
if command -v taskset >/dev/null; then one='taskset -c 0'; fi

# fill FILE MIB TEXT...: the texts again and again, whole ones
fill() {
    file=$1
    mib=$2
    shift 2
    : >"$file.once"
    for text in "$@"; do
        if [ -f "$text" ]; then cat "$text" >>"$file.once"; printf '\n' >>"$file.once"; fi
    done
    [ -s "$file.once" ] || { echo "skipped: no texts; set VIGIL_SHARED"; exit 77; }
    n=$((mib * 1048576 / $(wc -c <"$file.once")))
    i=0
    while [ $i -lt $n ]; do cat "$file.once"; i=$((i + 1)); done >"$file"
}

# measure LANGUAGE MIB: median seconds of a processor and the most memory, into $dir/took
measure() {
    i=0
    : >"$dir/runs"
    while [ $i -lt "$runs" ]; do
        $one /usr/bin/time -a -o "$dir/runs" -f '%U %S %M' "$vigil" suggest --text "$dir/$1.$2" \
            --language "$1" --json >"$dir/out" 2>"$dir/notes"
        i=$((i + 1))
    done
    awk '{print $1 + $2, $3}' "$dir/runs" | sort -n |
        awk '{s[NR] = $1; if ($2 > m) m = $2} END {print s[int((NR + 1) / 2)], m}' >"$dir/took.$1.$2"
    if ! [ -s "$dir/out" ]; then
        printf '%s  nothing suggested, so nothing measured\n' "$1"
    else
        awk -v language="$1" -v bytes="$(wc -c <"$dir/$1.$2")" -v lines="$(wc -l <"$dir/out")" \
            '{printf "%s %6.2f MB  %7.2f MB/s  %6.2f s  %6.1f MB held  %d suggestions\n",
              language, bytes / 1e6, bytes / 1e6 / ($1 > 0 ? $1 : 0.01), $1, $2 / 1024, lines}' "$dir/took.$1.$2"
    fi
    if [ -s "$dir/notes" ]; then sed 's/^/   /' "$dir/notes"; fi
}

for language in en zh; do
    case $language in
    en) texts='d01 d02 d03 d04 d05 d06' ;;
    zh) texts='d07 d08 d09 d10 d11' ;;
    esac
    set --
    for text in $texts; do
        set -- "$@" "$shared/data/claims/dev/$text.txt" "$shared/claims/dev/$text.txt"
    done
    for mib in 1 8; do
        fill "$dir/$language.$mib" "$mib" "$@"
        measure "$language" "$mib"
    done
    [ -s "$dir/out" ] || continue
    cat "$dir/took.$language.1" "$dir/took.$language.8" |
        awk '{s[NR] = $1} END {printf "   8 MiB takes %.1f times as long as 1 MiB; goal 9 at most\n",
              s[2] / (s[1] > 0 ? s[1] : 0.01)}'
done
