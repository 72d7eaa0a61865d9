#!/bin/sh
# What is no case, what is damaged, what may not be written or has no room: one clear
# sentence, the documented status, and nothing lost.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

printf 'It names 54 stations.\n' >a.txt
run new case.vigil
run add case.vigil a.txt
run claim case.vigil --source s1 --quote '54 stations' --value 54 --unit station
ended 0
refused() {
    ended "$1"
    one_sentence
    err_has "$2"
}

# No case.
mkdir folder
: >zero
printf 'just a text\n' >text
head -c 60 case.vigil >short
cp case.vigil newer
printf '\000\000\003\347' | dd of=newer bs=1 seek=60 conv=notrunc 2>/dev/null
for command in sources log count check roots claims review; do
    run $command nothing.vigil
    refused 1 "no case here; make one with 'vigil new FILE'"
    run $command folder
    refused 1 'a case is one file'
    for file in zero text short; do
        run $command $file
        refused 1 "this is no case file; make one with 'vigil new FILE'"
    done
    run $command newer
    refused 1 'made by a newer vigil'
done
for file in zero text short newer folder nothing.vigil; do
    cp -r $file before 2>/dev/null || :
    run add $file a.txt
    ended 1
    one_sentence
    if [ -f "$file" ]; then same "$file untouched" same "$(cmp -s $file before && echo same)"; fi
    rm -rf before
done
run add nothing.vigil a.txt
same 'nothing was made' no "$([ -e nothing.vigil ] || echo no)"
for file in zero text short newer nothing.vigil; do
    run verify $file
    refused 1 "$file"
done
if command -v sqlite3 >/dev/null; then
    sqlite3 other 'CREATE TABLE claim (id); INSERT INTO claim VALUES (1);'
    run sources other
    refused 1 'this is no case file'
    run verify other
    refused 1 'this is no case file'
fi
run new case.vigil
refused 1 'something is there already'
run new folder
refused 1 'something is there already'
run new nowhere/case.vigil
refused 1 'nowhere/case.vigil'

# Damaged: said so by whatever meets it, found by verify, never a crash.
size=$(wc -c <case.vigil)
for part in 1 2 3 4 5 6 7 8; do
    cp case.vigil damaged
    head -c 4096 /dev/zero | tr '\000' 'U' |
        dd of=damaged bs=1 seek=$((size * part / 9)) conv=notrunc 2>/dev/null
    run verify damaged
    same "status of verify, part $part" yes "$([ "$status" -eq 0 ] || [ "$status" -eq 3 ] && echo yes)"
    for command in sources claims log 'search stations' 'count --what station' check doctor; do
        # shellcheck disable=SC2086
        set -- $command
        name=$1
        shift
        run "$name" damaged "$@"
        same "status of $command, part $part" yes "$([ "$status" -le 3 ] && echo yes)"
        if [ "$status" -eq 1 ] && [ "$name" != doctor ]; then err_has damaged; fi
    done
    run add damaged a.txt
    same "status of add, part $part" yes "$([ "$status" -le 1 ] && echo yes)"
done
head -c $((size / 2)) case.vigil >half
run verify half
ended 3
out_has FAILED
run sources half
refused 1 'half'

# Unreadable, and read-only: as somebody who is not allowed to.
if [ "$(id -u)" -ne 0 ] || setpriv --reuid=65534 test -x "$vigil" 2>/dev/null; then
    mkdir other-home lent
    cp case.vigil lent/case.vigil
    printf 'secret\n' >lent/locked.txt
    printf 'open\n' >lent/open.txt
    chmod 000 lent/locked.txt
    cp case.vigil lent/mine.vigil
    if [ "$(id -u)" -eq 0 ]; then chown -R 65534 other-home lent; fi
    chmod a-w lent/case.vigil
    as_other() {
        ran="$*, as another"
        status=0
        if [ "$(id -u)" -eq 0 ]; then
            VIGIL_HOME=$work/other-home setpriv --reuid=65534 --regid=65534 --clear-groups \
                "$vigil" "$@" >out 2>err </dev/null || status=$?
        else
            VIGIL_HOME=$work/other-home "$vigil" "$@" >out 2>err </dev/null || status=$?
        fi
    }
    as_other add lent/mine.vigil lent/locked.txt lent/open.txt
    ended 1
    out 'stored s2'
    err_has 'locked.txt: Permission denied'
    as_other sources lent/mine.vigil --failed
    out_has unreadable
    rm -r other-home/marks
    chmod a-w lent
    as_other sources lent/case.vigil
    ended 0
    as_other verify lent/case.vigil
    ended 0
    as_other count lent/case.vigil --what station
    ended 0
    as_other add lent/case.vigil lent/open.txt
    ended 1
    one_sentence
    as_other claim lent/case.vigil --withdraw c1 --because no
    ended 1
    one_sentence
    as_other import lent/case.vigil lent/open.txt
    ended 1
    one_sentence
    as_other brief lent/case.vigil -o lent/brief.html
    ended 1
    one_sentence
    as_other new lent/new.vigil
    ended 1
    one_sentence
    chmod u+w lent
else
    echo 'SKIP: no other user can be played here'
fi

# No room: by a limit on the size of files, and on a small disk.
head -c 3000000 /dev/urandom >large
run new tight.vigil
run add tight.vigil a.txt
# The size of the case so far, in blocks of 512 bytes, and a little more.
room=$((size / 512 + 400))
ran='add tight.vigil a.txt large, with no room'
status=0
(ulimit -f $room && exec "$vigil" add tight.vigil a.txt large) >out 2>err </dev/null || status=$?
ended 1
err_has 'vigil add: '
same 'lines on stderr' 1 "$(grep -c '' err)"
err_has 'run the command again'
for id in $(sed -n 's/^stored //p' out); do
    "$vigil" source tight.vigil "$id" --raw >raw || :
    same "the bytes of $id" same "$(cmp -s raw a.txt && echo same)"
done
run verify tight.vigil
ended 0
run add tight.vigil a.txt
ended 0
run doctor tight.vigil
ended 0
if [ "$(id -u)" -eq 0 ] && unshare -m mount -t tmpfs -o size=4m none folder 2>/dev/null; then
    ran='add on a full disk'
    status=0
    # shellcheck disable=SC2016
    unshare -m sh -c '
        mount -t tmpfs -o size=4m none folder && "$1" new folder/full.vigil >/dev/null &&
        "$1" add folder/full.vigil a.txt large a.txt >out 2>err </dev/null
        echo $? >code
        "$1" verify folder/full.vigil >verdict 2>&1
        "$1" source folder/full.vigil s1 --raw >raw 2>&1
        "$1" sources folder/full.vigil >listed 2>&1
    ' sh "$vigil"
    status=$(cat code)
    ended 1
    err_has 'vigil add: '
    err_has 'make room and run the command again'
    has verdict VERIFIED-UNTIMED
    for id in $(sed -n 's/^stored //p' out); do has listed "$id"; done
else
    echo 'SKIP: no small disk can be mounted here'
fi
same 'a full device' 1 "$("$vigil" sources case.vigil >/dev/full 2>err && echo 0 || echo $?)"
err_has 'vigil sources: '
done_all
