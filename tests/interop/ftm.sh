#!/bin/sh
# Has a case that left as FollowTheMoney checked by other people's programs, those that are at
# hand: @opensanctions/followthemoney for node (npm ci in this folder), ftm for Python (pip install
# followthemoney; FTM names the program). Exit 77: skipped, none is.
# usage: ftm.sh VIGIL
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/../journeys/lib.sh"
export TZ=UTC # the programs in Python know zones by name
module=$here/node_modules/@opensanctions/followthemoney
ftm=${FTM:-ftm}
tried=0

checked() {
    asked=$((asked + 1))
    if ! "$@" >said 2>&1; then
        faults=$((faults + 1))
        echo "FAULT: $*"
        tail -n 20 said
    fi
}

run new fox.vigil --sample
run same fox.vigil org:prc-mfa 'foreign ministry of China' --because 'its own style in English'
run export fox.vigil --as ftm -o all.json
ended 0
run export fox.vigil --as ftm-statements -o all.statements.json
ended 0
run export fox.vigil --as ftm-statements --csv -o all.csv
ended 0

# What came in goes out again: every form of it, in a case of its own.
back() {
    rm -f two.vigil two.out
    "$vigil" new two.vigil && "$vigil" import two.vigil "$1" &&
        "$vigil" export two.vigil --as "$2" -o two.out && cmp two.out "$3"
}
checked back all.json ftm all.json
checked back all.statements.json ftm-statements all.statements.json
checked back all.csv ftm-statements all.statements.json
checked back all.csv ftm all.json

# same_entities LEFT RIGHT: schemata and properties are the same, whatever else is told.
same_entities() {
    python3 - "$1" "$2" <<'EOF'
import json, sys
def load(path):
    return {e["id"]: (e["schema"], {k: sorted(v) for k, v in e["properties"].items()})
            for e in map(json.loads, open(path, encoding="utf-8"))}
left, right = load(sys.argv[1]), load(sys.argv[2])
differ = [k for k in left.keys() | right.keys() if left.get(k) != right.get(k)]
print(differ[:5])
sys.exit(1 if differ or not left else 0)
EOF
}

if command -v node >/dev/null && [ -d "$module" ]; then
    tried=1
    checked node "$here/check_ftm.mjs" all.json all.statements.json "$module"
else
    echo 'no @opensanctions/followthemoney: its check is not run'
fi
if command -v "$ftm" >/dev/null && command -v python3 >/dev/null; then
    tried=1
    checked "$ftm" validate -i all.json -o valid.json
    checked same_entities all.json valid.json
    checked "$ftm" aggregate-statements -f csv -i all.csv -o rolled.json
    checked same_entities all.json rolled.json
else
    echo 'no ftm: its checks are not run'
fi
if [ "$tried" -eq 0 ] && [ "$faults" -eq 0 ]; then
    echo 'skipped: none of the checkers is here'
    exit 77
fi
done_all
