#!/bin/sh
# A thousand addresses, some there, some not: exactly one entry for each attempt.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir pages
serve pages
run new many.vigil
i=0
while [ $i -lt 250 ]; do
    printf '%s\n' "$url/ok?$i" "$url/404" "$url/to-ok" "http://127.0.0.1:1/$i"
    i=$((i + 1))
done >addresses
ran='add many.vigil (1000 addresses)'
status=0
# shellcheck disable=SC2046
"$vigil" add many.vigil --no-read $(cat addresses) >out 2>err || status=$?
ended 1
same 'entries beside that of the case' 1000 "$(($(entries many.vigil) - 1))"
run log many.vigil
same 'captures' "$(grep -c ' capture ' out)" 500
same 'failed attempts' "$(grep -c ' attempt-failed ' out)" 500
same 'failed attempts listed' 500 "$("$vigil" sources many.vigil --failed --json | grep -c '')"
run verify many.vigil
ended 0
done_all
