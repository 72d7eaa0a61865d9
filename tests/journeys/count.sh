#!/bin/sh
# Three stations, one in Toronto, one in Scarborough, one in Markham: which level holds them?
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

run new case.vigil
{
    printf '{"type":"source-note","ref":"n","label":"n","text":"%s"}\n' \
        'One station is in Toronto. A second station is in Scarborough. A third is in Markham. A year later one more was seen in Vancouver. There are 54 in the world.'
    for n in one two three four; do
        printf '{"type":"entity","id":"presence:%s","en":"station %s","level":"station"}\n' $n $n
    done
    each() {
        printf '{"ref":"%s","kind":"existence","subject":"%s","predicate":"exists","stance":"asserts",' "$1" "$2"
        printf '"place":["%s"],"attribution":[{"speaker":"Example NGO","as":"report","date":"%s"}],' "$3" "$4"
        printf '"passage":{"source":"n","quote":"%s"}}\n' "$5"
    }
    each q1 presence:one toronto 2022-09 'One station is in Toronto'
    each q2 presence:two scarborough 2022-09 'A second station is in Scarborough'
    each q3 presence:three markham 2022-09 'A third is in Markham'
    each q4 presence:four vancouver 2023-09 'one more was seen in Vancouver'
    printf '{"ref":"q5","kind":"quantity","predicate":"identified","stance":"asserts","place":["world"],'
    printf '"quantity":{"value":54,"op":"exact","unit":"station"},"attribution":[{"speaker":"Example NGO",'
    printf '"as":"report","date":"2022-09"}],"passage":{"source":"n","quote":"54 in the world"}}\n'
} >claims.jsonl
run import case.vigil claims.jsonl
ended 0

# low PLACE: the lower end of its row, or nothing
low() { sed -n "s/.*\"place\":\"$1\".*\"low\":\([0-9]*\),.*/\1/p" out; }
run count case.vigil --what station --at city --place CA-ON --json
ended 0
same 'city of Toronto' 2 "$(low toronto)"
same 'city of Markham' 1 "$(low markham)"
run count case.vigil --what station --at metro --json
same 'Greater Toronto' 3 "$(low greater-toronto-area)"
run count case.vigil --what station --by country --json
same 'Canada' 4 "$(low CA)"
out_has '"claims":["c1","c2","c3","c4"]'
run count case.vigil --what station --by country --as-of 2022-12-31 --json
same 'Canada as of 2022' 3 "$(low CA)"
run count case.vigil --what station --place toronto
ended 0
out_has 'c1 c2'
run count case.vigil --what station --as-of yesterday
ended 2
one_sentence
run count case.vigil --what station --place ZZ
ended 2
one_sentence
run count case.vigil --what station --at moon
ended 2
one_sentence
run count case.vigil
ended 0
out_has station
done_all
