#!/bin/sh
# What is kept of files, folders, standard input and pages, and what is said of it.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

run new fox.vigil
ended 0

# Argument order, and nothing but acknowledgements on standard output.
printf 'first\n' >a.txt
printf 'second\n' >'b c.txt'
mkdir -p 'folder/sub dir'
printf 'three\n' >"$(printf 'folder/new\nline.txt')"
printf 'four\n' >"$(printf 'folder/\377\376.txt')"
printf 'five\n' >'folder/sub dir/five.txt'
printf 'six\n' >folder/a.txt
run add fox.vigil 'b c.txt' a.txt folder a.txt
ended 0
same 'acknowledgements' "$(printf 'stored s%d\n' 1 2 3 4 5 6 7)" "$(cat out)"
same 'stderr' 'vigil add: s7: these bytes were here already; they are kept once, and this sighting beside the others' "$(cat err)"
run sources fox.vigil
same 'order of a folder, names made visible' \
    "$(printf '%s\n' 'b c.txt' a.txt folder/a.txt 'folder/new%0Aline.txt' 'folder/sub dir/five.txt' \
        folder/%FF%FE.txt a.txt)" "$(tail -n +2 out | sed 's/.*  //')"
is_visible

# The same bytes twice: one blob, two sightings.
run source fox.vigil s2 --json
out_has '"sightings":2'
run verify fox.vigil
ended 0
out_has ' 6 preserved blobs'

# Standard input.
printf 'from a pipe\n\377\000 raw' >piped
ran='add fox.vigil -'
"$vigil" add fox.vigil - <piped >out 2>err || :
out 'stored s8'
ran='source --raw'
for pair in 's1 b c.txt' 's2 a.txt' 's8 piped'; do
    "$vigil" source fox.vigil "${pair%% *}" --raw >raw
    same "bytes of $pair" same "$(cmp -s raw "${pair#* }" && echo same)"
done

# The same folder once more gives the same order, and every sighting is kept.
before=$(entries fox.vigil)
run add fox.vigil folder/
ended 0
same 'entries' $((before + 4)) "$(entries fox.vigil)"
run sources fox.vigil
same 'order again' "$(sed -n 4,7p out | sed 's/.*  //')" "$(tail -n 4 out | sed 's/.*  //')"

# What cannot be kept is an attempt, and the rest is kept.
: >empty.txt
before=$(entries fox.vigil)
run add fox.vigil empty.txt a.txt gone.txt
ended 1
same 'acknowledged' 'stored s13' "$(cat out)"
err 'vigil add: not stored: empty.txt: there is nothing in it'
err 'vigil add: not stored: gone.txt: there is no such file'
err_has "2 could not be stored, 1 stored; 'vigil sources fox.vigil --failed' lists what was tried"
same 'entries' $((before + 3)) "$(entries fox.vigil)"
run sources fox.vigil --failed --json
same 'attempts' 2 "$(grep -c '"reason"' out)"

# A dry run keeps nothing.
before=$(entries fox.vigil)
run add fox.vigil a.txt folder --dry-run
ended 0
same 'stdout' '' "$(cat out)"
same 'entries' "$before" "$(entries fox.vigil)"

# It foretells what cannot be kept, and ends as adding would.
mkdir told
printf 'seven\n' >told/good.txt
: >told/void.txt
mkfifo told/pipe
ln -s nowhere told/broken
chmod 755 "$work" told
foretold() {
    "$@" "$vigil" add "$case" told gone.txt --dry-run >out 2>err </dev/null || status=$?
    ended 1
    same 'stdout' '' "$(cat out)"
    err 'vigil add: would store told/good.txt'
    err 'vigil add: would not store told/void.txt: there is nothing in it'
    err 'vigil add: would not store told/broken: there is no such file'
    err_has 'vigil add: would not store told/pipe: it is a pipe'
    err 'vigil add: would not store gone.txt: there is no such file'
}
case=fox.vigil
ran='add --dry-run'
foretold env
err 'vigil add: 4 could not be stored, 1 could; nothing was'
printf 'eight\n' >told/closed.txt
mkdir told/shut
chmod 000 told/closed.txt told/shut
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
    # whom the permissions of files bind, with a case and a home of its own
    mkdir other
    chmod 777 other
    case=other/case.vigil
    as_nobody='setpriv --reuid=65534 --regid=65534 --clear-groups env VIGIL_HOME=other/home'
else
    as_nobody='env'
fi
# shellcheck disable=SC2086
if [ "$(id -u)" -ne 0 ] || { [ "$case" != fox.vigil ] && $as_nobody "$vigil" new "$case" 2>/dev/null; }; then
    # shellcheck disable=SC2086
    foretold $as_nobody
    err 'vigil add: would not store told/closed.txt: Permission denied'
    err 'vigil add: would not store told/shut: Permission denied'
    err 'vigil add: 6 could not be stored, 1 could; nothing was'
fi
chmod 755 told/shut
rm -rf told
same 'entries' "$before" "$(entries fox.vigil)"

# A folder in which the case lies is kept without the case and what its engine keeps beside it.
mkdir own
run new own/case.vigil
printf 'beside the case\n' >own/a.txt
ln -s case.vigil own/other-name.vigil
(cd own && "$vigil" add case.vigil . --dry-run >../out 2>../err </dev/null) || fault 'it failed'
err 'vigil add: passed over: case.vigil: it belongs to the case itself'
(cd own && "$vigil" add other-name.vigil . >../out 2>../err </dev/null) || fault 'it failed'
same 'acknowledged' 'stored s1' "$(cat out)"
err 'vigil add: passed over: case.vigil: it belongs to the case itself'
err 'vigil add: passed over: other-name.vigil: it belongs to the case itself'
run sources own/case.vigil
same 'kept' 'a.txt' "$(tail -n +2 out | sed 's/.*  //')"
run add own/case.vigil own/a.txt
ended 0
run verify own/case.vigil
ended 0

# Nothing about the collector: neither path nor user nor host.
mkdir -p 'home/secret person'
printf 'private path\n' >'home/secret person/note.txt'
run add fox.vigil "$work/home/secret person/note.txt"
ended 0
for table in $("$vigil" log fox.vigil --tables | sed 's/^[a-z]* //'); do
    sqlite3 fox.vigil "SELECT * FROM \"$table\"" 2>/dev/null || :
done >dump
if [ -s dump ]; then
    lacks dump 'secret person'
    lacks dump "$work"
fi

# What is kept with every source is right before the first is kept.
before=$(entries fox.vigil)
run add fox.vigil a.txt --kind banana
ended 2
one_sentence
run add fox.vigil a.txt --date soon
ended 2
one_sentence
same 'entries' "$before" "$(entries fox.vigil)"

# Pages.
mkdir pages
serve pages
before=$(entries fox.vigil)
run add fox.vigil "$url/ok" "$url/to-ok" "$url/turns/123"
ended 0
same 'acknowledged' 3 "$(grep -cx 'stored s[0-9]*' out)"
same 'entries' $((before + 3)) "$(entries fox.vigil)"
run source fox.vigil s16 --record
out_has '"status":302'
out_has 'Set-Cookie: a=b'
run source fox.vigil s16 --json
out_has "\"requested\":\"$url/to-ok\""
out_has "\"url\":\"$url/ok\""
same 'raw' hello "$("$vigil" source fox.vigil s16 --raw)"

# Each refusal is one line, with its reason in the record.
failing() {
    run add fox.vigil "$1"
    ended 1
    same 'stdout' '' "$(cat out)"
    err_has "$3"
    run sources fox.vigil --failed --json
    same "reason for $1" "\"reason\":\"$2\"" "$(tail -n 1 out | grep -o '"reason":"[^"]*"')"
}
failing "$url/404" http-404 'status 404'
failing "$url/loop" redirects 'it redirects more than 10 times'
failing "$url/to-metadata" refused-address 'its address 169.254.169.254 is cloud metadata'
failing "$url/to-private" refused-address '192.168.1.1 is private'
failing "$url/garbage" http-protocol 'not allowed'
failing http://127.0.0.1:1/ connect 'connect'
failing http://10.0.0.1/ refused-address 'its address 10.0.0.1 is private'
failing http://2130706433/ url '2130706433'
failing http://a:b@example.org/ url 'password'
unset VIGIL_TEST_LOOPBACK
failing "$url/ok" refused-address 'its address 127.0.0.1 is loopback'
run add fox.vigil http://no.such.name.invalid/ --proxy 'nonsense'
ended 2
run verify fox.vigil
ended 0
done_all
