#!/bin/sh
# Two people decide the same suggestions at once: each is decided by one of them, and nothing is lost.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

n=0
while [ $n -lt 12 ]; do
    n=$((n + 1))
    printf 'The group says that there are %d police stations in Canada.\n' $((n + 20))
done >a.txt
run new case.vigil
run add case.vigil a.txt
run suggest case.vigil
ended 0
run review case.vigil --json
sed -n 's/.*"suggestion":"\(s1\.[0-9]*\)".*/\1/p' out >ids
same 'suggestions to decide' some "$([ "$(grep -c '' ids)" -ge 12 ] && echo some)"

decide() { # a command and where to keep what it won and lost
    while read -r id; do
        if "$vigil" "$1" case.vigil "$id" --because 'at once' >/dev/null 2>"$1.err"; then
            echo "$id" >>"$1.won"
        elif grep -q 'decided already' "$1.err"; then
            echo "$id" >>"$1.lost"
        else
            cat "$1.err" >>"$1.failed"
        fi
    done <ids
}
: >accept.won
: >reject.won
: >failed
decide accept &
one=$!
decide reject
wait "$one"
same 'other failures' '' "$(cat accept.failed reject.failed 2>/dev/null)"
same 'each is decided once' same "$(sort accept.won reject.won >won && sort ids | cmp -s - won && echo same)"
same 'claims' "$(grep -c '' accept.won)" "$("$vigil" claims case.vigil --json | grep -c '')"
same "nothing is open" 0 "$("$vigil" review case.vigil --json | grep -c decided.:null || :)"
run verify case.vigil
ended 0
done_all
