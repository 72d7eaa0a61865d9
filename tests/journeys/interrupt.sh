#!/bin/sh
# Ctrl-C at any moment: a clean end, and whatever was acknowledged is there.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir folder pages
i=0
while [ $i -lt 400 ]; do
    printf 'Text %d: the NGO counted %d stations in %d countries in 2022.\n' $i $i $i >folder/$i.txt
    i=$((i + 1))
done
i=0
while [ $i -lt 3000 ]; do
    printf '{"type":"entity","id":"org:%d","en":"Organisation %d"}\n' $i $i
    i=$((i + 1))
done >many.jsonl
serve pages

# stopped DELAY WORDS...: run, interrupt after a moment, wait for the end. Sh lets a
# program that it starts in the background ignore Ctrl-C, so env gives it back.
stopped() {
    delay=$1
    shift
    ran="$*, interrupted after $delay s"
    status=0
    env --default-signal=INT "$vigil" "$@" >out 2>err </dev/null &
    pid=$!
    sleep "$delay"
    kill -INT "$pid" 2>/dev/null || :
    wait "$pid" || status=$?
}
sound() {
    "$vigil" verify case.vigil >verdict 2>&1 || fault "$(cat verdict)"
    for id in $(sed -n 's/^stored //p' out | tail -n 3); do
        asked=$((asked + 1))
        "$vigil" source case.vigil "$id" --raw >raw 2>/dev/null || fault "$id was acknowledged and is not there"
    done
    if [ "$status" -eq 130 ] && ! [ -s out ] && ! [ -s err ]; then
        return # interrupted before it had begun
    fi
    if [ "$status" -ne 0 ]; then
        ended 1
        # besides what is said of bytes that an interrupted run before it had kept
        same 'sentences on the interruption' 1 "$(grep -vc 'these bytes were here already' err)"
        err_has interrupted
    fi
}
run new case.vigil
for delay in 0 0.02 0.06 0.2; do
    stopped $delay add case.vigil folder
    sound
    stopped $delay import case.vigil many.jsonl
    sound
    stopped $delay suggest case.vigil
    sound
    stopped $delay roots case.vigil --suggested --json
    sound
    stopped $delay rebuild case.vigil
    sound
    for format in warc wacz; do
        stopped $delay export case.vigil --as $format -o gone.$format
        sound
        asked=$((asked + 1))
        if [ "$status" -ne 0 ]; then
            for left in gone.* .gone.*; do
                [ ! -e "$left" ] || fault "$left is left behind"
            done
        fi
        rm -f gone.$format
    done
done

# While texts are made of what is stored: the first Ctrl-C ends it, what was made is kept, the
# rest waits, and the next run goes on with it.
mkdir many
awk 'BEGIN {
    for (page = 0; page < 300; page++) {
        for (n = 0; n < 100; n++)
            printf "<p>Paragraph %d of page %d: the NGO counted %d stations.\n", n, page, n >("many/" page ".html")
        close("many/" page ".html")
    }
}'
run new texts.vigil
ended 0
ran='add, interrupted when everything is stored'
status=0
env --default-signal=INT "$vigil" add texts.vigil many >out 2>err </dev/null &
pid=$!
while [ "$(grep -c '^stored' out)" -lt 300 ] && kill -0 $pid 2>/dev/null; do :; done
kill -INT $pid 2>/dev/null || :
wait $pid || status=$?
ended 1
same 'acknowledged' 300 "$(grep -c '^stored s[0-9]*$' out)"
err "vigil add: interrupted; what was not read yet waits: the next 'vigil add' or 'vigil suggest' reads it"
run add texts.vigil folder/1.txt
ended 0
run search texts.vigil 'paragraph 99' --limit 400 --json
ended 0
same 'pages with a text' 300 "$(grep -o '"source":"s[0-9]*"' out | sort -u | grep -c '')"
run verify texts.vigil
ended 0

# While a server keeps silent: the attempt that was cut short is in the record.
stopped 0.5 add case.vigil folder/1.txt "$url/silent" folder/2.txt
ended 1
same 'acknowledged before' 1 "$(grep -c '^stored s[0-9]*$' out)"
err_has interrupted
run log case.vigil
same 'the last entry' attempt-failed "$(tail -n 1 out | awk '{ print $3 }')"

# The next start needs no hand.
run rebuild case.vigil
ended 0
run suggest case.vigil
ended 0
run import case.vigil many.jsonl
ended 0

# Comparing that was interrupted and went on gives what comparing at once gives.
run roots case.vigil --suggested --json
ended 0
cp out compared
run rebuild case.vigil
ended 0
run roots case.vigil --suggested --json
ended 0
same 'derivations after a rebuild' "$(cat compared)" "$(cat out)"
run verify case.vigil
ended 0
done_all
