#!/bin/sh
# Hostile text in names, titles and quotes: no command hands it to the terminal.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

esc=$(printf '\033')
bidi=$(printf '\342\200\256')
zero=$(printf '\342\200\213')
c1=$(printf '\302\233')
mkdir -p pages folder
printf '<html><head><title>%s[31mred %stitle%s</title></head><body><article><p>It named 54%s police %s stations%s]0;own%s[2J in Toronto.</p><script>alert(1)</script></article></body></html>' \
    "$esc" "$bidi" "$zero" "$bidi" "$zero" "$esc" "$c1" >pages/evil.html
cp pages/evil.html "folder/${esc}[2J${bidi}evil$(printf '\r')name.html"
run new case.vigil
run add case.vigil folder pages/evil.html "no${esc}[31m${bidi}such.txt"
ended 1
is_visible
run add case.vigil "http://127.0.0.1:1/${bidi}${esc}"
is_visible
run suggest case.vigil
is_visible
run source case.vigil s1 --text
quote=$(sed -n 's/.*\(54.*stations\).*/\1/p' out | head -n 1)
same 'a quote was found' yes "$([ -n "$quote" ] && echo yes)"
run claim case.vigil --source s1 --quote "$quote" --value 54 --unit station --place toronto \
    --subject "sta${bidi}tions${esc}[1m" --speaker "Eve${esc}[31m${zero}${bidi}:report"
same 'kept or refused' yes "$([ "$status" -le 1 ] && echo yes)"
is_visible
run claim case.vigil --source s1 --quote "$quote" --value 54 --unit station --place toronto
ended 0
run claim case.vigil --reply c1 --question existence --response not-asked --by "Mal${esc}${bidi}lory"
is_visible
run claim case.vigil --source s1 --quote "none${esc}${bidi}" --value 5 --unit station
is_visible
run accept case.vigil "s1${esc}[2J"
is_visible
run import case.vigil "x${esc}[31m${bidi}"
is_visible
run "fro${esc}b"
is_visible
run search case.vigil stations "${esc}${bidi}"
is_visible
for command in sources 'sources --failed' 'source s1' log review claims 'search stations' 'search police' \
    'count' 'count --what station' 'count --what station --by country' check roots verify doctor; do
    # shellcheck disable=SC2086
    set -- $command
    name=$1
    shift
    run "$name" case.vigil "$@"
    same "status of $command" yes "$([ "$status" -eq 0 ] && echo yes)"
    is_visible
    case $command in
    doctor | verify | 'source s1' | check | roots) ;;
    *)
        run "$name" case.vigil "$@" --json
        is_visible
        ;;
    esac
done

# The brief shows it as text.
for n in 1 2 3; do
    run claim case.vigil --reply c$n --question existence --response not-asked
done
run brief case.vigil -o brief.html
ended 0
if grep -q '<script>alert' brief.html; then fault 'the brief runs the script of a source'; fi
lacks brief.html "$esc"
lacks brief.html "$bidi"

# At a terminal the bytes of a source are refused and its text is made visible.
if command -v script >/dev/null; then
    script -qec "'$vigil' source case.vigil s1 --text" /dev/null </dev/null >out 2>err || :
    ran='source --text at a terminal'
    lacks out "${esc}["
    lacks out "$bidi"
    script -qec "'$vigil' source case.vigil s1 --raw" /dev/null </dev/null >out 2>err || :
    ran='source --raw at a terminal'
    lacks out "$bidi"
    out_has 'vigil source: '
else
    echo 'SKIP: no script(1) here to make a terminal with'
fi
done_all
