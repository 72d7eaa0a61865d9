#!/bin/sh
# A stranger verifies the case and the tiles: no network, no home, nothing to write on.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

printf 'It names 54 stations.\n' >a.txt
printf 'It names none.\n' >b.txt
run new case.vigil
run add case.vigil a.txt b.txt
run claim case.vigil --source s1 --quote '54 stations' --value 54 --unit station
ended 0
run checkpoint case.vigil
ended 0
cp out note
same 'lines of the note' 5 "$(grep -c '' note)"
run checkpoint case.vigil
same 'the same size, the same bytes' same "$(cmp -s note out && echo same)"
run log case.vigil --vkey
ended 0
key=$(cat out)
run log case.vigil --tiles tiles
ended 0
same 'the published note' same "$(cmp -s note tiles/checkpoint && echo same)"
run verify tiles --vkey "$key"
ended 0
out_has 'VERIFIED-UNTIMED tiles'
for id in s1 s2 c1 0; do
    run log case.vigil --proof "$id"
    ended 0
    out 'c2sp.org/tlog-proof@v1'
done
run log case.vigil --proof s9
ended 1
one_sentence
run log case.vigil --tables
ended 0
out 'kept claim'
out 'derived text'
same 'nothing but kept, derived and two foreign' 2 "$(grep -vc '^kept \|^derived ' out)"
out 'foreign answer'
out 'foreign answered'
run verify case.vigil
ended 0
same 'first word' VERIFIED-UNTIMED "$(head -n 1 out | cut -d' ' -f1)"
out_has 'not proved: '

# Alone, as a stranger.
mkdir alone
cp case.vigil alone/case.vigil
cp -r tiles alone/tiles
chmod -R a+rX,a-w alone
find alone ! -name alone -exec ls -d {} + | sort >listed
stranger() {
    ran="$*, alone"
    status=0
    if unshare -n true 2>/dev/null && [ "$(id -u)" -eq 0 ] && setpriv --reuid=65534 true 2>/dev/null; then
        unshare -n setpriv --reuid=65534 --regid=65534 --clear-groups env -i "$vigil" "$@" >out 2>err || status=$?
    else
        echo 'SKIP: no empty network and no other user here; verifying as oneself' >&2
        env -i HOME=/nonexistent "$vigil" "$@" >out 2>err || status=$?
    fi
}
if [ "$(id -u)" -ne 0 ] || setpriv --reuid=65534 test -x "$vigil"; then
    stranger verify alone/case.vigil
    ended 0
    stranger verify alone/tiles --vkey "$key"
    ended 0
    stranger sources alone/case.vigil
    ended 0
    stranger source alone/case.vigil s1 --raw
    ended 0
    same 'what it left' "$(cat listed)" "$(find alone ! -name alone -exec ls -d {} + | sort)"
    if [ "$(id -u)" -eq 0 ]; then
        stranger add alone/case.vigil a.txt
        ended 1
        one_sentence
    fi
fi

# What was changed is found: bytes of a tile, of the note, of a source, of a claim.
cp -r tiles broken
printf 'X' | dd of="$(find broken/tile/entries -type f | head -n 1)" bs=1 seek=40 conv=notrunc 2>/dev/null
run verify broken --vkey "$key"
ended 3
same 'first word' FAILED "$(head -n 1 out | cut -d' ' -f1)"
run verify tiles --vkey "${key%????}AAAA"
same 'another key' no "$([ "$status" -eq 0 ] || echo no)"
run verify tiles
ended 2
one_sentence
if command -v sqlite3 >/dev/null; then
    for change in "UPDATE claim SET value = 55" "UPDATE source SET label = 'x' WHERE id = 2" \
        "DELETE FROM passage" "UPDATE chunk SET bytes = zeroblob(length(bytes)) WHERE blob = 1"; do
        cp case.vigil changed.vigil
        for trigger in $(sqlite3 changed.vigil "SELECT name FROM sqlite_master WHERE type = 'trigger'"); do
            sqlite3 changed.vigil "DROP TRIGGER $trigger"
        done
        sqlite3 case.vigil "SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger'" >triggers
        sqlite3 changed.vigil "$change"
        sqlite3 changed.vigil <triggers
        run verify changed.vigil
        ended 3
        same "first word after $change" FAILED "$(head -n 1 out | cut -d' ' -f1)"
        out_lacks schema
    done
    # The last of them is another file now: it is not handed out as what was preserved.
    run source changed.vigil s1 --raw
    ended 3
    one_sentence
    same 'bytes of a changed file' '' "$(cat out)"
    err_has 'not those that were preserved'
else
    echo 'SKIP: no sqlite3 here to change a case with'
fi

# An older copy is refused for writing, and verify says that it is not all.
cp case.vigil old.vigil
run add case.vigil b.txt
cp old.vigil case.vigil
rm -f case.vigil-wal case.vigil-shm
run add case.vigil b.txt
ended 1
one_sentence
err_has 'restored from an older copy'
run verify case.vigil
ended 3
same 'first word' INCOMPLETE "$(head -n 1 out | cut -d' ' -f1)"

# Two copies go on beside each other when a person says so: under another name, with the reason
# in the record; the older checkpoints hold, and the one that has the old name stays guarded.
printf 'third\n' >again.txt
run new twin.vigil
run add twin.vigil a.txt
run checkpoint twin.vigil
ended 0
cp out note-before
cp twin.vigil other.vigil
run add other.vigil b.txt
ended 0
run checkpoint other.vigil
ended 0
run add twin.vigil b.txt
ended 1
err_has "'vigil epoch CASE --because TEXT'"
before=$(entries twin.vigil)
run epoch twin.vigil
ended 2
run epoch twin.vigil --because ' '
ended 2
same 'entries' "$before" "$(entries twin.vigil)"
run log twin.vigil --vkey
cp out vkey-before
run epoch twin.vigil --because 'both are worked on'
ended 0
cp out vkey
asked=$((asked + 1))
if cmp -s vkey vkey-before; then fault 'it has the key it had'; fi
run log twin.vigil --vkey
same 'verifier key' "$(cat vkey)" "$(cat out)"
run log twin.vigil
out_has ': both are worked on'
same 'kind' epoch "$(tail -n 1 out | awk '{ print $3 }')"
run add twin.vigil again.txt
ended 0
run checkpoint twin.vigil
ended 0
asked=$((asked + 1))
if [ "$(head -n 1 out)" = "$(head -n 1 note-before)" ]; then fault 'a checkpoint under the old name'; fi
run verify twin.vigil
ended 0
out_has ' 3 checkpoints'
run verify twin.vigil --vkey "$(cat vkey)"
ended 0
run verify twin.vigil --vkey "$(cat vkey-before)"
ended 3
run log twin.vigil --tiles twin-tiles
ended 0
run verify twin-tiles --vkey "$(cat vkey)"
ended 0
run log twin.vigil --proof s1
ended 0
run add other.vigil again.txt
ended 0
run verify other.vigil
ended 0
cp twin.vigil older.vigil
run add twin.vigil b.txt
ended 0
run add older.vigil b.txt
ended 1
err_has 'restored from an older copy'
run rebuild twin.vigil
ended 0
run verify twin.vigil
ended 0
run doctor
ended 0
run version
ended 0
for command in $("$vigil" help --json | sed 's/^{"name":"\([a-z]*\)".*/\1/'); do
    run help "$command"
    ended 0
    out_has "usage: vigil $command"
done
done_all
