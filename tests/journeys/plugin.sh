#!/bin/sh
# Suggesters that the user names: what they say is checked, and whatever their manners,
# nothing is lost, nothing is counted, and nobody is left behind.
bad=$(realpath "$3") # before the working folder is another
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

printf 'The NGO counted 54 stations in 30 countries in 2022.\n\nThe ministry closed two of them.\n' >t.txt
printf 'An agency named 12 offices in Lyon.\n' >u.txt
at='"passage":{"start":0,"end":15}'

# Nothing that belongs to this journey runs on: neither a suggester nor its children.
nobody() {
    asked=$((asked + 1))
    left=
    for entry in /proc/[0-9]*; do
        if [ "$(readlink "$entry/exe")" = "$bad" ]; then left="$left ${entry#/proc/}"; fi
    done
    [ -z "$left" ] || fault "still there:$left"
}
ours() { grep -c '"rule":"en/' out || :; }
theirs() { grep -c '"rule":"plugin:' out || :; }

# -- a text without a case ---------------------------------------------------------------
run suggest --text t.txt --json
ended 0
n=$(ours)
run suggest --text t.txt --json --publisher Kim --suggester "$bad good"
ended 0
same 'ours are as before' "$n" "$(ours)"
same 'one for each passage' 2 "$(theirs)"
out_has '"rule":"plugin:bad/'
out_has '"quote":"The ministry closed two of them.","before":"'
out_has '"attribution":[{"speaker":"Kim","as":"text"}]'
cp out first
run suggest --text t.txt --json --publisher Kim --suggester "$bad good"
same 'the same bytes again' same "$(cmp -s out first && echo same)"
run suggest --text t.txt --json --suggester "$bad good" --suggester "$bad mute"
ended 0
same 'of both' 2 "$(theirs)"
run suggest --text t.txt --suggester "$bad good"
ended 0
out_has 'noticed'
printf '' >empty.txt
run suggest --text empty.txt --json --suggester "$bad good"
ended 0
same 'lines' 0 "$(grep -c '' out)"

# -- lines that lie --------------------------------------------------------------------------
cat >lies.jsonl <<END_OF_LIES
{"kind":"event","predicate":"first",$at}
{"kind":"event","predicate":"x",$at,"status":"accepted"}
{"kind":"event","predicate":"x",$at,"id":"c1"}
{"kind":"event","predicate":"x",$at,"roots":["r1"]}

{"kind":"event","predicate":"x","passage":{"start":0,"end":99999}}
{"kind":"event","predicate":"x","passage":{"start":0,"end":7,"quote":"The Ngo"}}
{"kind":"event","predicate":"x","passage":{"source":"s1","start":0,"end":7}}
{"kind":"event","predicate":"x","note":"$(printf '\033')[2J",$at}
spam
{"kind":"event","predicate":"last",$at}
END_OF_LIES
run suggest --text t.txt --json --suggester "$bad cat lies.jsonl"
ended 0
same 'ours' "$n" "$(ours)"
same 'taken' 2 "$(theirs)"
out_has '"predicate":"first"'
out_has '"predicate":"last"'
err 'vigil suggest: bad: line 2 is refused: status: a program suggests, a person decides'
err 'vigil suggest: bad: line 3 is refused: id: that is for a person to say, not for a program'
err 'vigil suggest: bad: line 6 is refused: passage: 0 to 99999: the text ends at byte 87'
err 'vigil suggest: bad: line 7 is refused: passage: quote: it differs from bytes 0 to 7 of the text'
err_has 'line 8 is refused: passage: source: "s1" was not put to it'
err_has 'line 9 is refused: not valid JSON'
err_has 'line 10 is refused: not valid JSON'
err 'vigil suggest: bad: 2 taken, 8 refused; a refused line is lost, the others are not'
is_visible
i=0
while [ $i -lt 300 ]; do echo spam; i=$((i + 1)); done >spam.txt
run suggest --text t.txt --json --suggester "$bad cat spam.txt"
ended 0
same 'told one by one' 20 "$(grep -c 'is refused: ' err)"
err 'vigil suggest: bad: and 280 lines more are refused'
run suggest --text t.txt --json --suggester "$bad binary"
ended 0
same 'ours' "$n" "$(ours)"
err_has 'bad: 0 taken, '
is_visible
nobody

# -- bad manners --------------------------------------------------------------------------------
manners() { # manners CODE SAYS HOW...
    wanted=$1
    says=$2
    shift 2
    run suggest --text t.txt --json --suggester-timeout 1 --suggester "$bad $*"
    ended "$wanted"
    same "ours beside $*" "$n" "$(ours)"
    [ -z "$says" ] || err_has "vigil suggest: bad $says"
    [ "$wanted" -eq 0 ] || same "nothing of $*" 0 "$(theirs)"
    is_visible
    nobody
}
manners 1 'was stopped: for 1 seconds it neither read nor printed anything' hang
manners 1 'was stopped: for 1 seconds it neither read nor printed anything' stubborn
manners 1 'was stopped: it printed more than 16777216 bytes' flood
manners 1 'was stopped: it printed more than 16777216 bytes' river
manners 1 'ended with status 3: the model is not [U+001B][31mthere' die
manners 1 'was ended by signal 9' crash
manners 0 '' deaf
same 'of one that closes its input' 1 "$(theirs)"
manners 0 '' mute
manners 0 '' closed
manners 0 '' heir
same 'of one that leaves a child' 1 "$(theirs)"
run suggest --text t.txt --json --suggester "$bad die" --suggester "$bad good" --suggester "$bad crash"
ended 1
same 'the next is asked all the same' 2 "$(theirs)"
err_has 'ended with status 3'
err_has 'ended by signal 9'
head -c 900000 /dev/zero | tr '\0' 'x' | fold -w 90 >long.txt
run suggest --text long.txt --json --language en --suggester "$bad chatter"
ended 0
nobody

# -- words of the command -------------------------------------------------------------------------
run suggest --text t.txt --suggester "$work/none"
ended 1
err_has "is no program that can be run"
run suggest --text t.txt --suggester "no-such-program-here"
ended 1
err_has "looked for in PATH"
run suggest --text t.txt --suggester ""
ended 2
run suggest --text t.txt --suggester "'$bad"
ended 2
err_has 'a quotation mark is not closed'
run suggest --text t.txt --suggester-timeout 5
ended 2
run suggest --text t.txt --suggester "$bad good" --suggester-timeout 0
ended 2
run suggest --text t.txt --suggester "$bad good" --suggester-timeout 999999999999
ended 2
run suggest --text t.txt --json --suggester "$bad cat \$HOME;touch${IFS}x"
ended 0
same 'no shell' no "$([ -e x ] || echo no)"
run suggest --text t.txt --json --suggester "/bin/sh -c 'cat >seen.jsonl; \"$bad\" good <seen.jsonl'"
ended 0
same 'a shell that was asked for' 2 "$(theirs)"
has seen.jsonl '{"passage":2,"start":54,"end":86,"text":"The ministry closed two of them.","language":'
out_has '"rule":"plugin:sh/'

# -- Ctrl-C --------------------------------------------------------------------------------------
for how in hang stubborn flood drip; do
    ran="suggest with $how, interrupted"
    status=0
    env --default-signal=INT "$vigil" suggest --text t.txt --suggester "$bad $how" >out 2>err </dev/null &
    pid=$!
    sleep 0.3
    kill -INT "$pid" 2>/dev/null || :
    wait "$pid" || status=$?
    ended 1
    [ "$how" = flood ] || err_has 'interrupted'
    nobody
done

# -- a case -----------------------------------------------------------------------------------------
run new case.vigil
run add case.vigil t.txt u.txt
run suggest case.vigil
ended 0
run review case.vigil --json
cp out ours.before
n=$(ours)
for how in die crash flood stubborn; do
    run suggest case.vigil --suggester-timeout 1 --suggester "$bad $how"
    ended 1
    run review case.vigil --json
    same "nothing of $how" same "$(cmp -s out ours.before && echo same)"
    nobody
done
run suggest case.vigil --suggester "$bad good"
ended 0
out '0 new suggestions'
out '3 new suggestions by bad'
run review case.vigil --json
ended 0
same 'ours' "$n" "$(ours)"
same 'theirs' 3 "$(theirs)"
cp out with
run count case.vigil --json
same 'nothing is counted' 0 "$(grep -c station out)"
run verify case.vigil
ended 0

# Asked once: the same program is not asked about the same source again, until --all.
run suggest case.vigil --suggester "$bad good"
out '0 new suggestions by bad'
run suggest case.vigil --suggester "$bad good" --all
ended 0
out '3 new suggestions by bad'
run review case.vigil --json
same 'the same as before' same "$(cmp -s out with && echo same)"

# Rebuilt to the same bytes, without running anything.
cp "$bad" ./mine
run suggest case.vigil --suggester "./mine good"
ended 0
run review case.vigil --json
same 'of two programs' 6 "$(theirs)"
cp out with
rm mine
run rebuild case.vigil
ended 0
run review case.vigil --json
same 'rebuilt' same "$(cmp -s out with && echo same)"

# Another version takes the place of the first one's words; a new source is asked about.
printf 'A third text names 7 offices.\n' >v.txt
run add case.vigil v.txt
run suggest case.vigil --suggester "$bad good x"
ended 0
out '4 new suggestions by bad'
run review case.vigil --json
same 'none is there twice' 7 "$(theirs)"
run rebuild case.vigil
run verify case.vigil
ended 0

# A person decides, and the claim says where it comes from.
run review case.vigil --json
id=$(sed -n 's/^{"suggestion":"\(s1\.[0-9]*\)".*"rule":"plugin:bad.*/\1/p' out | head -n 1)
run accept case.vigil "$id"
ended 0
run claims case.vigil --json
out_has '"rule":"plugin:bad/'
run suggest case.vigil --all --suggester "$bad good x"
run review case.vigil --json
same 'what was decided is not put again' 0 "$(grep -c "\"suggestion\":\"$id\"" out)"

# Read only, and lines about a source that was not asked about.
cp case.vigil frozen.vigil
chmod a-w frozen.vigil
printf '{"kind":"event","predicate":"x","passage":{"source":"s9","start":0,"end":3}}\n' >nine.jsonl
run suggest case.vigil --all --suggester "$bad cat nine.jsonl"
ended 0
err_has 'source: "s9" was not put to it'
if [ "$(id -u)" -ne 0 ]; then
    run suggest frozen.vigil --suggester "$bad good"
    ended 1
fi
nobody
done_all
