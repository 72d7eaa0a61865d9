#!/bin/sh
# A scan that is killed at any moment, started twice, fed by file, list or pipe: the same
# results, and nothing half made under a name of a result.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/journeys/scan_lib.sh
. "$here/scan_lib.sh"

make_shards 6 600
scan_direct

# Every result there is whole: its last line is the end line, and it is a direct run's.
all_whole() {
    for result in "$1"/*.jsonl; do
        [ -e "$result" ] || continue
        asked=$((asked + 1))
        cmp -s "$result" "direct/${result##*/}" || fault "half made: $result"
    done
}

# The moments are spread over a run: sleep takes fractions of a second.
killed=0
for moment in 0 0.005 0.01 0.015 0.02 0.025 0.03 0.035 0.04 0.05 0.06 0.07 0.08 0.09 0.10 0.12 0.14 0.16 0.20 0.30; do
    "$vigil" scan shards/*.warc.gz --names names.csv -o torn >out 2>err </dev/null &
    pid=$!
    sleep $moment
    kill -9 $pid 2>/dev/null && killed=$((killed + 1))
    wait $pid 2>/dev/null || :
    ran="scan, killed after $moment s"
    all_whole torn
    # Some begin anew, some go on where the killed one was.
    case $moment in *5 | *0) ;; *) rm -rf torn ;; esac
done
echo "killed $killed of 20 before their end"
run scan shards/*.warc.gz --names names.csv -o torn
ended 0
same_results torn

run scan shards/*.warc.gz --names names.csv -o torn
ended 0
same 'done already' 6 "$(grep -c 'is done already' err)"

# orphan MOMENT ARGUMENTS...: the program runs, and its children are killed that much later.
orphan() {
    moment=$1
    shift
    "$vigil" "$@" >out 2>err </dev/null &
    pid=$!
    sleep "$moment"
    for child in $(cat /proc/$pid/task/$pid/children 2>/dev/null); do kill -9 "$child" 2>/dev/null || :; done
    status=0
    wait $pid || status=$?
    ran="$1, whose child was killed after $moment s"
}

# A child that something else kills (the kernel, short of memory) is replaced by one that goes
# on where it was; nothing is lost, and nothing is damage.
for moment in 0.03 0.06 0.1 0.15; do
    orphan $moment scan shards/*.warc.gz --names names.csv -o orphaned
    ended 0
    same_results orphaned
    rm -rf orphaned
done

# So it is with reading: nothing of an archive is lost with a child that something else killed.
"$vigil" read shards/1.warc.gz --json >whole 2>err </dev/null
for moment in 0.01 0.03 0.06; do
    orphan $moment read shards/1.warc.gz --json
    ended 0
    same 'lines that were read' same "$(cmp -s whole out && echo same)"
done

# One that dies with its last breath, all told, leaves a whole result: not one of another child,
# and no damage. The program itself is killed there too, when all is done.
# The sanitizer of leaks cannot do with strace, which is not everywhere, or may not trace.
if strace -o trace -e inject=fsync:error=EIO true 2>/dev/null; then
    killed_at_the_end() {
        ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" strace -f -qq -o trace -e trace=exit_group \
            -e inject=exit_group:signal=KILL "$vigil" "$@" 2>err </dev/null || :
    }
    killed_at_the_end scan shards/*.warc.gz --names names.csv -o breathless >out
    ran='scan, whose children are killed as they end'
    same 'children that were killed' 6 "$(($(grep -c 'killed by SIGKILL' trace) - 1))"
    same_results breathless
    run read shards/0.warc.gz --json
    killed_at_the_end read shards/0.warc.gz --json >again
    ran='read, whose child is killed as it ends'
    same 'lines that were read' same "$(cmp -s out again && echo same)"
fi

# Twice at once into one folder, four of each shard.
pids=
for worker in 1 2 3 4; do
    "$vigil" scan shards/*.warc.gz --names names.csv --threads $worker -o twice >"out$worker" 2>&1 </dev/null &
    pids="$pids $!"
done
for pid in $pids; do
    asked=$((asked + 1))
    wait "$pid" || fault 'a worker failed because another was there'
done
same_results twice
same 'left beside results' 0 "$(find twice -name '*.tmp-*' | grep -c '' || :)"

# Results do not know how their shard came: by name, by list, by pipe. Only "file" does.
without_file() { sed 's/"file":"[^"]*"/"file":""/'; }
run scan shards/*.warc.gz --names names.csv
ended 0
without_file <out >by_name
"$vigil" scan --stdin-list --names names.csv --threads 3 <shards.txt 2>err | without_file >by_list
awk '{ print NR "\t" $0 "\r" }' shards.txt | "$vigil" scan --stdin-list --names names.csv 2>err | without_file >by_keys
while read -r shard; do
    # A pipe, and not the file as standard input.
    # shellcheck disable=SC2002
    cat "$shard" | "$vigil" scan - --names names.csv 2>err | without_file
done <shards.txt >by_pipe
for way in by_list by_keys by_pipe; do
    asked=$((asked + 1))
    cmp -s by_name $way || fault "$way is another result"
done

# A whole shard under another name or folder has the same result: it is not done again.
mkdir elsewhere
cp shards/0.warc.gz elsewhere/copy
run scan elsewhere/copy --names names.csv -o twice
ended 0
err 'vigil scan: elsewhere/copy: is done already'

# Other names, another rule: another result, beside the first.
run scan shards/0.warc.gz --names names.csv --emit every -o twice
ended 0
sed 's/Rotterdam/Antwerp/' names.csv >other.csv
run scan shards/0.warc.gz --names other.csv -o twice
ended 0
same 'results' 8 "$(find twice -name '*.jsonl' | grep -c '')"
(sed 1q names.csv && sed 1d names.csv | tac) >turned.csv
run scan shards/0.warc.gz --names turned.csv -o twice
err_has 'is done already'

# The folder cannot be written: exit 1, so that the scheduler sees it.
: >taken
run scan shards/0.warc.gz --names names.csv -o taken
ended 1
err_has 'taken/'
err_has 'Not a directory'
# One that is not there is tried by the scheduler again; the others are done.
run scan shards/0.warc.gz gone.warc.gz --names names.csv -o rest
ended 1
same 'results' 1 "$(find rest -name '*.jsonl' | grep -c '')"
done_all
