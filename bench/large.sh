#!/bin/sh
# What a large case costs: a made-up one of 10,000 sources and 50,000 claims, and the
# seconds and the largest resident memory of each command that reads all of it. The goal
# on an idle laptop is one second and 100 MB for count, check, brief and sources, 100 ms
# for nearly every search; verify reads every byte, and import writes them.
# usage: large.sh VIGIL MAKE_CASE [SOURCES] [CLAIMS]     needs GNU time
set -eu
vigil=$1; make_case=$2; sources=${3:-10000}; claims=${4:-50000}
[ -x /usr/bin/time ] || { echo "large.sh: /usr/bin/time is missing; install the package time"; exit 1; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
VIGIL_HOME=$dir/home
export VIGIL_HOME
case=$dir/large.vigil

# name command...: seconds, megabytes, or the status it ended with
measure() {
    name=$1; shift
    status=0
    /usr/bin/time -o "$dir/took" -f '%e %U %S %M' "$@" >"$dir/out" 2>"$dir/notes" || status=$?
    if [ $status -ne 0 ]; then
        printf '%-10s failed with %d: %s\n' "$name" "$status" "$(tail -n 1 "$dir/notes")"
        return
    fi
    tail -n 1 "$dir/took" | awk -v name="$name" \
        '{printf "%-10s %8.2f s (%.2f s of a processor) %8.1f MB\n", name, $1, $2 + $3, $4 / 1024}'
}

"$make_case" "$sources" "$claims" >"$dir/large.jsonl"
"$vigil" new "$case" >"$dir/out" 2>&1
measure import "$vigil" import "$case" "$dir/large.jsonl"
measure count "$vigil" count "$case" --what station --by country
measure check "$vigil" check "$case"
measure claim "$vigil" claim "$case" --source s1 --quote 'Sentence 0.0 says' --value 7 --unit station --place CA
measure brief "$vigil" brief "$case" -o "$dir/brief.html"
measure all "$vigil" brief "$case" -o "$dir/all.html" --claims all
measure sources "$vigil" sources "$case"
measure roots "$vigil" roots "$case"
measure compare "$vigil" roots "$case" --suggested
measure again "$vigil" roots "$case" --suggested
measure draw "$vigil" roots "$case" --svg
measure verify "$vigil" verify "$case"

# Words that are rare, common, absent, and Chinese, each a process of its own.
i=0
while [ $i -lt 50 ]; do
    for words in "station $i" "word $((i * 397))" "reporters" "福州 第${i}处"; do
        start=$(date +%s%N)
        # shellcheck disable=SC2086 # several words
        "$vigil" search "$case" $words >"$dir/out" 2>&1
        echo "$((($(date +%s%N) - start) / 1000))" >>"$dir/searches"
    done
    i=$((i + 1))
done
sort -n "$dir/searches" | awk '{us[NR] = $1}
    END {printf "search     %8.1f ms at the median, %.1f ms at p99 of %d\n",
         us[int((NR + 1) / 2)] / 1000, us[int(0.99 * NR)] / 1000, NR}'
printf 'brief      %8.1f MB of page; case %.1f MB\n' \
    "$(wc -c <"$dir/brief.html" | awk '{print $1 / 1048576}')" \
    "$(wc -c <"$case" | awk '{print $1 / 1048576}')"
