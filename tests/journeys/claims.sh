#!/bin/sh
# From a text to claims: suggested, decided by a person, written by hand, refused.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

cat >article.txt <<'END'
A report by Safeguard Defenders published in September 2022 identified 54 overseas police stations in 30 countries.
Three of them are in Toronto, the group said. "We have not authorised any of these stations," the ministry said.
The embassy denied on Nov. 2, 2022 that the stations exist.
END
run new case.vigil
run add case.vigil article.txt --publisher 'Example Press' --date 2022-11-10

# Suggestions are never counted, and asking twice makes no second set.
run suggest case.vigil
ended 0
run suggest case.vigil
ended 0
run count case.vigil --what station
ended 0
same 'figures without a claim' '' "$(cat out)"
run review case.vigil --json
ended 0
first=$(grep '"value":54' out | head -n 1 | sed 's/.*"suggestion":"\([^"]*\)".*/\1/')
other=$(grep -v '"value":54' out | head -n 1 | sed 's/.*"suggestion":"\([^"]*\)".*/\1/')
run accept case.vigil "$first"
ended 0
out "accepted $first as c1"
run accept case.vigil "$first"
ended 1
one_sentence
err_has 'has been decided already'
run reject case.vigil "$other"
ended 2
err_has '--because'
run reject case.vigil "$other" --because 'it is about something else'
ended 0
run accept case.vigil "$other"
ended 1
run accept case.vigil s1.9999
ended 1
err_has "there is no suggestion s1.9999; see 'vigil review'"
run claims case.vigil --json
same 'claims' 1 "$(grep -c '' out)"
out_has '"status":"accepted"'

run review case.vigil --source s99
ended 1
one_sentence

quote='54 overseas police stations'
by_hand() {
    run claim case.vigil "$@"
}
refused() {
    ended "$1"
    one_sentence
    err_has "$2"
}
before=$(entries case.vigil)
by_hand --value 54 --unit station
refused 1 'no passage: give --source and --quote, or --source and --from and --to'
by_hand --source s1 --value 54 --unit station
refused 1 'no passage'
by_hand --source s1 --quote 'fifty-four stations' --value 54 --unit station
refused 1 'these words do not stand in s1'
by_hand --source s1 --quote stations --value 54 --unit station
refused 1 'it stands more than once in s1'
by_hand --source s1 --from 10 --to 99999 --value 54 --unit station
refused 1 'lies outside the text of s1'
by_hand --source s1 --from 20 --to 10 --value 54 --unit station
refused 1 'hold no text'
by_hand --source s1 --from 0 --to 5 --quote "$quote" --value 54 --unit station
refused 1 'it differs from bytes 0 to 5 of s1'
by_hand --source s9 --quote "$quote" --value 54 --unit station
refused 1 "there is no source s9; see 'vigil sources"
by_hand --source s1 --quote "$quote" --value 54 --unit bananas
refused 1 'unit: "bananas" is no term of unit'
by_hand --source s1 --quote "$quote" --value 54 --unit station --hedge perchance
refused 1 'hedges: "perchance" is no term of hedge'
by_hand --source s1 --quote "$quote" --value 54 --unit station --standing odd
refused 1 'standing: "odd"'
by_hand --source s1 --quote "$quote" --value 54 --unit station --stance maybe
refused 1 'stance: "maybe"'
err_has refutes
by_hand --source s1 --quote "$quote" --value 54 --unit station --kind odd
refused 1 'kind: "odd"'
err_has negative-finding
by_hand --source s1 --quote "$quote" --value 54 --unit station --place atlantis
refused 1 'place: "atlantis"'
by_hand --source s1 --quote "$quote" --lower 10 --upper 5 --unit station
refused 1 'lower: 10 is above upper 5'
by_hand --source s1 --quote "$quote" --value 54 --op at-most --unit station
refused 1 'op at-most states a bound, not a value'
by_hand --source s1 --quote "$quote" --value 54 --unit station --period 2022-09/2021-01
refused 1 'the period 2022-09/2021-01 ends before it begins'
by_hand --source s1 --quote "$quote" --value 54 --unit station --period lately
refused 1 '"lately" is no EDTF date'
by_hand --source s1 --quote "$quote" --value many --unit station
refused 2 "value: 'many' is no number"
by_hand --source s1 --quote "$quote" --value 54 --unit station --root nothing
refused 1 'there is no root "nothing"'
err_lacks '--add'
by_hand --source s1 --quote "$quote" --value 54 --unit station --dry-run
ended 0
same 'entries after all refusals' "$before" "$(entries case.vigil)"

# As the help says it.
by_hand --source s1 --quote "$quote" --value 54 --unit station --place world \
    --speaker 'Safeguard Defenders:report:2022-09'
ended 0
out 'kept c2'
by_hand --source s1 --quote 'Three of them are in Toronto' --value 3 --unit station \
    --place toronto --predicate identified --replaces c2
ended 0
run claims case.vigil --json
out_has '"replaces":"c2"'

# Withdrawing keeps it in the record and takes it out of the figures.
run count case.vigil --what station --json
ended 0
out_has '"claims":["c'
by_hand --withdraw c3
ended 2
by_hand --withdraw c3 --because 'counted twice'
ended 0
run claims case.vigil
out_has '[withdrawn]'
run verify case.vigil
ended 0

# A brief is refused as long as an allegation has no reply; not-asked is an answer.
run brief case.vigil -o brief.html
ended 1
one_sentence
err_has 'alleges and has no reply'
same 'no brief' no "$([ -e brief.html ] || echo no)"
while claim=$(sed -n 's/.*brief: \(c[0-9]*\) alleges.*/\1/p' err) && [ -n "$claim" ]; do
    run claim case.vigil --reply "$claim" --question existence --response not-asked
    ended 0
    [ "$status" -eq 0 ] || break
    run brief case.vigil -o brief.html
done
ended 0
has brief.html "$quote"
lacks brief.html '<script src'
lacks brief.html 'http-equiv="refresh"'
has brief.html "$("$vigil" log case.vigil --vkey)"
run brief case.vigil -o zh.html --lang zh
ended 0
has zh.html 'lang="zh'
run check case.vigil
ended 0
run roots case.vigil
ended 0

# Derived again, the same comes out, but for the moment a brief was made.
for what in review claims sources; do "$vigil" $what case.vigil --json; done >before
"$vigil" search case.vigil stations --json >>before
"$vigil" brief case.vigil -o - | grep -v '<time ' >>before
run rebuild case.vigil
ended 0
for what in review claims sources; do "$vigil" $what case.vigil --json; done >after
"$vigil" search case.vigil stations --json >>after
"$vigil" brief case.vigil -o - | grep -v '<time ' >>after
same 'after a rebuild' same "$(cmp -s before after && echo same)"
done_all
