#!/bin/sh
# The recipe for GNU parallel in vigil-scan(7); also with tasks that it kills and repeats.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/journeys/scan_lib.sh
. "$here/scan_lib.sh"
command -v parallel >/dev/null || leave 'no GNU parallel'
parallel --version 2>/dev/null | grep -q 'GNU parallel' || leave 'another program is called parallel'

mkdir bin
ln -s "$vigil" bin/vigil
export PATH="$work/bin:$PATH" HOME="$work"
make_shards 8 120
scan_direct

ran='scan under parallel'
parallel -j"$(nproc)" vigil scan {} --names names.csv --json -o out-parallel ::: shards/*.warc.gz >out 2>err </dev/null ||
    fault 'parallel says that a task failed'
same_results out-parallel

# The first try of each task is killed on its way; --retries does the rest.
cat >bin/frail <<'END_OF_FRAIL'
#!/bin/sh
if mkdir "tried-${1##*/}" 2>/dev/null; then
    vigil scan "$1" --names names.csv --json -o out-frail &
    sleep 0.02
    kill -9 $!
    wait $!
fi
exec vigil scan "$1" --names names.csv --json -o out-frail
END_OF_FRAIL
chmod +x bin/frail
parallel -j2 --retries 3 frail ::: shards/*.warc.gz >out 2>err </dev/null || fault 'parallel says that a task failed'
same_results out-frail

# As a filter, order kept: one stream of lines.
parallel -k -j2 vigil scan {} --names names.csv --json ::: shards/*.warc.gz >lines 2>err </dev/null
run scan shards/*.warc.gz --names names.csv --json
asked=$((asked + 1))
cmp -s out lines || fault 'the lines of parallel -k are others'
done_all
