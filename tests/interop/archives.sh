#!/bin/sh
# Has archives that we export checked by other people's programs, those that are at hand:
# warcio, cdxj-indexer and py-wacz for Python (pip install wacz; PYTHON names an interpreter
# that has them), warcio for node (npm ci in this folder). Exit 77: skipped, none is.
# usage: archives.sh VIGIL SERVER
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/../journeys/lib.sh"
python=${PYTHON:-python3}
node_module=$here/node_modules/warcio/dist/index.js

has_module() { command -v "$python" >/dev/null && "$python" -c "import $1" 2>/dev/null; }
tried=0
# at_hand WHAT COMMAND...: is there such a checker? Says so when not.
at_hand() {
    what=$1
    shift
    if "$@"; then tried=$((tried + 1)); else
        echo "no $what: its check is not run"
        return 1
    fi
}
has_node_module() { command -v node >/dev/null && [ -f "$node_module" ]; }

# A case of files, pages however they came, what failed, and an archive with pages in it.
mkdir pages
printf '<title>Notice</title><p>The office opened 3 stations in 2022.</p>' >pages/a.html
printf 'a note\n' >note.txt
serve pages
run new case.vigil
run add case.vigil note.txt note.txt "$url/ok" "$url/files/a.html" "$url/to-chunks" "$url/chunks-cut" "$url/404"
run export case.vigil --as warc -o inner.warc
ended 0
gzip -n inner.warc
run add case.vigil inner.warc.gz
ended 0
run export case.vigil --as warc -o out.warc
ended 0
run export case.vigil --as wacz --text -o out.wacz
ended 0

# parts: the files of the package, by somebody else's unzip.
parts() {
    "$python" - <<'EOF'
import zipfile
z = zipfile.ZipFile("out.wacz")
assert z.testzip() is None
for i in z.infolist():
    assert i.compress_type == 0 and i.date_time == (1980, 1, 1, 0, 0, 0) and not i.extra
z.extractall("parts")
EOF
}
checked() {
    asked=$((asked + 1))
    if ! "$@" >said 2>&1; then
        faults=$((faults + 1))
        echo "FAULT: $*"
        tail -n 20 said
    fi
}
# Every line of our index is one that cdxj-indexer makes: key, time, address, place.
index_agrees() {
    "$python" - <<'EOF'
import json, subprocess, sys
def lines(text):
    for line in text.splitlines():
        key, time, rest = line.split(" ", 2)
        j = json.loads(rest)
        yield (key, time, j["url"], j["offset"], j["length"])
theirs = set(lines(subprocess.run(
    [sys.executable, "-m", "cdxj_indexer.main", "-s", "parts/archive/data.warc.gz"],
    check=True, capture_output=True, text=True).stdout))
ours = list(lines(open("parts/indexes/index.cdx", encoding="utf-8").read()))
missing = [l for l in ours if l not in theirs]
print(missing)
sys.exit(1 if missing or not ours else 0)
EOF
}

if at_hand 'python3' command -v "$python" >/dev/null; then checked parts; else exit 77; fi
if at_hand 'warcio for python' has_module warcio; then
    checked "$python" -m warcio.cli check out.warc
    checked "$python" -m warcio.cli check parts/archive/data.warc.gz
fi
if at_hand 'cdxj-indexer' has_module cdxj_indexer; then checked index_agrees; fi
if at_hand 'py-wacz' has_module wacz; then
    checked "$python" -c 'import sys; from wacz.main import main; sys.exit(main(["validate", "-f", "out.wacz"]))'
fi
if at_hand 'warcio for node' has_node_module; then
    checked node "$here/check_warc.mjs" parts/archive/data.warc.gz parts/indexes/index.cdx "$node_module"
fi
if [ "$tried" -le 1 ]; then
    echo 'skipped: none of the checkers is here'
    exit 77
fi
done_all
