#!/bin/sh
# Import: tried first, kept whole or not at all, and the same file twice keeps nothing twice.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

cat >good.jsonl <<'END'
{"type":"source-note","ref":"n1","label":"note 1","publisher":"Example NGO","date":"2022-09-12","text":"The NGO counted 54 stations in 30 countries, three of them in Toronto."}
{"type":"entity","id":"org:ngo","en":"Example NGO"}
{"type":"place","id":"flatland","level":"city","parent":"CA-ON","en":"Flatland"}
{"type":"root","name":"report","what":"the report","speaker":"Example NGO"}
{"ref":"q1","kind":"quantity","subject":"stations","predicate":"identified","stance":"asserts","quantity":{"value":54,"op":"exact","unit":"station"},"place":["world"],"attribution":[{"speaker":"org:ngo","as":"report"}],"passage":{"source":"n1","quote":"54 stations"},"roots":["report"]}
{"kind":"quantity","subject":"stations","predicate":"identified","stance":"asserts","quantity":{"value":3,"lower":3,"upper":3,"op":"exact","unit":"station"},"place":["toronto"],"attribution":[{"speaker":"org:ngo","as":"report"}],"passage":{"source":"n1","quote":"three of them in Toronto"}}

{"type":"reply","claim":"q1","question":"existence","response":"denies-existence","date":"2022-11-02"}
{"type":"standing","claim":"q1","value":"alleged","speaker":"Example NGO","date":"2022-09"}
{"type":"edge","kind":"excerpt","from":"n1","to":"report"}
{"type":"reading","root":"report","family":"existence","claim":"q1","source":"n1","quote":"54 stations"}
{"type":"source-state","source":"n1","says":"gone"}
END
run new case.vigil
before=$(entries case.vigil)
run import case.vigil good.jsonl --dry-run
ended 0
out_has 'would keep 2 claims, 1 source'
same 'entries after a dry run' "$before" "$(entries case.vigil)"
run claims case.vigil --json
same 'claims after a dry run' '' "$(cat out)"
run import case.vigil good.jsonl
ended 0
out_has 'kept 2 claims, 1 source'
after=$(entries case.vigil)
run import case.vigil good.jsonl
ended 0
same 'entries after the second time' "$after" "$(entries case.vigil)"
ran='import case.vigil -'
"$vigil" import case.vigil - <good.jsonl >out 2>err || :
same 'entries after the third time' "$after" "$(entries case.vigil)"
run claims case.vigil --json
same 'claims' 2 "$(grep -c '' out)"
run verify case.vigil
ended 0

# One wrong line: nothing is kept, the line and the field are named.
wrong() {
    sed -n 1,2p good.jsonl >bad.jsonl
    printf '%s\n' "$1" >>bad.jsonl
    sed -n 7,9p good.jsonl >>bad.jsonl
    sed -i 's/note 1/note 2/' bad.jsonl
    for way in --dry-run --json; do
        run import case.vigil bad.jsonl $way
        ended 1
        one_sentence
        err_has 'bad.jsonl: line 3: '
        err_has "$2"
        same 'entries' "$after" "$(entries case.vigil)"
    done
}
claim() {
    printf '{"kind":"quantity","predicate":"identified","stance":"asserts","quantity":{%s},"place":[],' "$1"
    printf '"attribution":[{"speaker":null,"as":"text"}],"passage":{%s}%s}' "$2" "${3:-}"
}
fine='"value":54,"op":"exact","unit":"station"'
there='"source":"n1","quote":"54 stations"'
wrong '{"kind":"quantity"' 'not valid JSON'
wrong '[]' 'an object was expected'
wrong '{"type":"banana"}' 'type: "banana"'
wrong "$(claim "$fine" "$there" ',"colour":"red"')" '"colour" is no key'
wrong "$(claim '"value":54,"op":"exact","unit":"banana"' "$there")" 'unit: "banana"'
wrong "$(claim '"lower":9,"upper":5,"op":"between","unit":"station"' "$there")" 'lower: 9 is above upper 5'
wrong "$(claim '"value":9,"upper":9,"op":"at-most","unit":"station"' "$there")" 'value: op at-most'
wrong "$(claim "$fine" "$there" ',"period":{"from":"2022","to":"2021"}')" 'ends before it begins'
wrong "$(claim "$fine" "$there" ',"hedges":["perchance"]')" 'hedges: "perchance"'
wrong "$(claim "$fine" '"source":"n9","quote":"54 stations"')" 'source: there is none called "n9"'
wrong "$(claim "$fine" '"source":"n1","quote":"55 stations"')" 'quote: these words do not stand in'
wrong "$(claim "$fine" '"source":"n1","start":3,"end":9,"quote":"54 stations"')" 'it differs from bytes 3 to 9'
wrong "$(claim "$fine" '"source":"n1","start":3,"end":99999')" 'lies outside the text'
wrong "$(printf '{"kind":"quantity","predicate":"x","stance":"asserts","quantity":{%s},"place":[]}' "$fine")" 'no passage'
wrong '{"type":"edge","kind":"sideways","from":"n1","to":"report"}' 'kind: "sideways"'
wrong '{"type":"reply","claim":"q1","question":"taste","response":"not-asked"}' 'question:'
wrong '{"type":"reply","claim":"q9","question":"existence","response":"not-asked"}' 'q9'
wrong "$(printf '{"type":"entity","id":"a\377"}')" 'JSON'
wrong '{"type":"entity","id":"a","id":"b"}' 'duplicate'
wrong '{"type":"source-note","label":"x","text":"y","date":"soon"}' 'date: "soon" is no EDTF date'

# Places that are not files.
run import case.vigil nothing.jsonl
ended 1
one_sentence
run import case.vigil "$work"
ended 1
one_sentence
: >empty.jsonl
run import case.vigil empty.jsonl
ended 0
done_all
