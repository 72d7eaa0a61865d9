#!/bin/sh
# Checks as people live with them: told when a claim comes in, looked at over suggestions,
# answered, open again when a claim changes, remembered, and derived anew to the same bytes.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

# id KIND: of the first check of this kind
id() { "$vigil" check case.vigil --kind "$1" --json | sed -n '1s/.*"id":"\([0-9a-f]*\)".*/\1/p'; }
checked() { sqlite3 case.vigil 'SELECT * FROM checked; SELECT * FROM checked_at'; }

cat >text.txt <<'END'
LISBON, 14 March 2024

The Harbour Watch said that it had counted 6 offices in Italy: two in Milan and three in Turin.
It said up to 700 people had been persuaded to return between April 2021 and July 2022.
END
run new case.vigil
run add case.vigil text.txt
run suggest case.vigil
ended 0

# Over suggestions, marked, not counted, without an id.
run check case.vigil --suggestions
ended 0
out_has 'with suggestions'
err_has '0 errors, 0 warnings'
err_has 'with suggestions'
run check case.vigil --suggestions --json
out_has '"id":null'
out_has '"suggestions":["s1.'
run check case.vigil --suggestions --strict
ended 0
run check case.vigil
ended 0
same 'checks without claims' 0 "$(wc -c <out)"

# What a new claim makes wrong is told with it, a line each; what was there is not told again.
run claim case.vigil --source s1 --quote '6 offices in Italy' --value 6 --unit office --place IT --predicate located-in --subject offices
ended 0
out 'kept c1'
err_has 'warning  attribution  c1: '
run claim case.vigil --source s1 --quote 'two in Milan' --value 2 --unit office --place milan --predicate located-in --subject offices
ended 0
err_lacks 'c1: '
run claim case.vigil --source s1 --quote 'three in Turin' --value 3 --unit office --place turin --predicate located-in --subject offices
ended 0
err_has 'error  sum  c1 c2 c3: the parts come to 5, less than the total'
run check case.vigil --strict
ended 3
run check case.vigil --claim c2 --kind sum
out_has 'error    sum  c1 c2 c3'
run check case.vigil --claim c9
same 'checks of a claim there is not' 0 "$(wc -c <out)"
run check case.vigil --claim x
ended 2

# Answered: kept, shown, and no fault any more unless it was accepted as one.
sum=$(id sum)
run check case.vigil --answer "$sum"
ended 2
err_has 'say why'
run check case.vigil --answer "$sum" --as maybe --because x
ended 2
run check case.vigil --because x
ended 2
run check case.vigil --answer "$sum" --as accepted --because 'the sixth is not named'
ended 0
run check case.vigil --strict
ended 3
run check case.vigil --answer "$sum" --because 'the sixth is in Rome'
ended 0
run check case.vigil --strict
ended 0
out_has 'answered explained: the sixth is in Rome'
err_has '1 answered'
run log case.vigil
out_has 'check of sum explained'
run brief case.vigil -o - --lang zh
ended 1
for c in c1 c2 c3; do run claim case.vigil --reply $c --question existence --response not-asked; done
ended 0

# A reply is a change of its claim, and so is a correction: the check is open again, and says so.
run check case.vigil --kind sum
out_has 'open again, a claim has changed since; was answered explained'
run check case.vigil --answer "$(id sum)" --as wrong --because 'told twice'
run check case.vigil --kind sum
out_has 'answered wrong: told twice'
run brief case.vigil -o brief.html
ended 0
has brief.html 'The check is mistaken: told twice'
run claim case.vigil --source s1 --quote 'three in Turin' --value 2 --unit office --place turin --predicate located-in --subject offices --replaces c3
ended 0
out 'kept c4'
err_has 'error  sum  c1 c2 c4: the parts come to 4, less than the total'
run check case.vigil --kind sum
out_has 'open again'
out_has 'told twice'
run check case.vigil --kind sum --json
out_has '"open_again":true'
run check case.vigil --strict
ended 3

# With the correction taken back the old claim is in force, and so is the answer to its check.
run claim case.vigil --withdraw c4 --because 'a slip'
ended 0
err_lacks 'sum'
run check case.vigil --kind sum
out_has 'sum  c1 c2 c3'
out_has 'answered wrong: told twice'
out_lacks 'open again'
run claim case.vigil --withdraw c2 --because 'another slip'
run check case.vigil --kind sum
same 'sums' 0 "$(wc -c <out)"

# An import tells what it made wrong; a dry run and a second import tell nothing.
cat >more.jsonl <<'END'
{"type":"claim","id":"m1","kind":"quantity","subject":"people","predicate":"persuaded-to-return","object":null,"quantity":{"value":null,"lower":null,"upper":700,"op":"at-most","unit":"person"},"period":{"from":"2021-04","to":"2022-07","inferred":[]},"place":[],"attribution":[{"speaker":null,"as":"text"}],"hedges":[],"stance":"asserts","passage":{"source":"s1","quote":"up to 700 people"}}
END
run import case.vigil more.jsonl --dry-run
ended 0
same 'told by a dry run' 0 "$(wc -c <err)"
run import case.vigil more.jsonl
ended 0
err_has 'warning  bound  c5: upper end only'
run import case.vigil more.jsonl
ended 0
same 'told by a second import' 0 "$(wc -c <err)"

# The same rows after a rebuild, and the record holds.
if command -v sqlite3 >/dev/null; then checked >before; fi
run rebuild case.vigil
ended 0
if command -v sqlite3 >/dev/null; then
    checked >after
    same 'a warning, and when that was' 2 "$(grep -c '' before)"
    same 'the table of checks' same "$(cmp -s before after && echo same)"
fi
run verify case.vigil
ended 0
done_all
