#!/bin/sh
# Add up the results of test runs: tally.sh TESTLOG.json...
# A test that speaks TAP counts as many as it has lines; another counts one. The last
# line says "N passed, N failed" or "N passed, N failed, N skipped". Fails when a test
# failed, when a file is missing, and when there was no test at all.
set -eu
lost=0
for file in "$@"; do
    if ! [ -s "$file" ]; then
        echo "no results in $file"
        lost=$((lost + 1))
    fi
done
cat "$@" /dev/null 2>/dev/null | awk -v lost="$lost" '
    function field(name,   rest) {
        if (!match($0, "\"" name "\": \"")) return ""
        rest = substr($0, RSTART + RLENGTH)
        return substr(rest, 1, index(rest, "\"") - 1)
    }
    {
        result = field("result")
        if (result == "") next
        good = bad = none = 0
        n = split($0, line, "\\\\n")
        for (i = 1; i <= n; i++) {
            sub(/^.*"stdout": "/, "", line[i])
            if (line[i] ~ /^ok [0-9]+.*# *[Ss][Kk][Ii][Pp]/) none++
            else if (line[i] ~ /^ok [0-9]+/) good++
            else if (line[i] ~ /^not ok [0-9]+/) bad++
        }
        held = result == "OK" || result == "EXPECTEDFAIL"
        if (result == "SKIP" && good + bad + none == 0) none = 1
        else if (!held && result != "SKIP" && bad == 0) bad = 1 # died, timed out, or says so by its status
        else if (held && good + bad + none == 0) good = 1
        if (bad) printf "failed: %s (%s)\n", field("name"), result
        passed += good; failed += bad; skipped += none
    }
    END {
        failed += lost
        if (passed + failed + skipped == 0) failed = 1
        printf "%d passed, %d failed", passed, failed
        if (skipped) printf ", %d skipped", skipped
        printf "\n"
        exit failed > 0
    }'
