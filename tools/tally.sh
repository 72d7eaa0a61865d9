#!/bin/sh
# Add up the results of test runs: tally.sh JUNIT.xml...
# The last line says "N passed, N failed" or "N passed, N failed, N skipped". Fails
# when a test failed, when a file is missing, and when there was no test at all.
set -eu
lost=0
for file in "$@"; do
    if ! [ -s "$file" ]; then
        echo "no results in $file"
        lost=$((lost + 1))
    fi
done
cat "$@" /dev/null 2>/dev/null | tr '<' '\n' | awk -v lost="$lost" '
    # One case at a time: what stands between it and the next decides.
    function settle() {
        if (!open) return
        if (bad) failed++
        else if (skip) skipped++
        else passed++
        open = bad = skip = 0
    }
    /^testcase / { settle(); open = 1 }
    /^failure/ || /^error/ { bad = 1 }
    /^skipped/ { skip = 1 }
    END {
        settle()
        failed += lost
        if (passed + failed + skipped == 0) failed = 1
        printf "%d passed, %d failed", passed, failed
        if (skipped) printf ", %d skipped", skipped
        printf "\n"
        exit failed > 0
    }'
