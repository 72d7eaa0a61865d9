# What the journeys of `vigil scan` share, beside lib.sh.
# shellcheck shell=sh
#
#   make_shards 6 300    shards/0.warc.gz … with so many pages each, and names.csv
#   scan_direct          shard by shard with one process each: the results to compare with
#   same_results FOLDER  the files of FOLDER are those of direct/, by name and byte
cat >names.csv <<'END_OF_NAMES'
id,name,kind,lang
p1,Dublin,place,en
p2,Rotterdam,place,en
p3,福州,place,zh
t1,service station,trigger,en
t2,警侨服务站,trigger,zh
END_OF_NAMES

# One page in seventeen is cut. One shard in three is damaged: its member is.
make_shards() {
    mkdir -p shards
    n=0
    while [ $n -lt "$1" ]; do
        LC_ALL=C awk -v pages="$2" -v shard=$n 'BEGIN {
            for (i = 0; i < pages; i++) {
                text = "<html><title>Page " i " of " shard "</title>"
                for (k = 0; k < 40; k++)
                    text = text "<p>Nothing is to be seen on line " k " of page " i * shard ".</p>\n"
                if (i % 9 == 0)
                    text = text "<p>A service station stands in Dublin, number " i ".</p>"
                if (i % 11 == 0)
                    text = text "<p>福州的警侨服务站，第" i "号。</p>"
                type = "text/html"
                if (i % 17 == 0) {
                    type = "application/json"
                    text = "{\"says\":\"A service station in Dublin, number " i ".\","
                }
                printf "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Date: 2024-03-01T08:00:00Z\r\n"
                printf "WARC-Target-URI: http://a.example/%d/%d\r\nContent-Type: %s\r\n", shard, i, type
                printf "Content-Length: %d\r\n\r\n%s\r\n\r\n", length(text), text
            }
        }' >part
        gzip -nc part >"shards/$n.warc.gz"
        if [ $((n % 3)) -eq 2 ]; then
            head -c "$(($(wc -c <"shards/$n.warc.gz") - 50))" "shards/$n.warc.gz" >part
            mv part "shards/$n.warc.gz"
        fi
        n=$((n + 1))
    done
    rm -f part
    ls shards/*.warc.gz >shards.txt
}

scan_direct() {
    while read -r shard; do
        run scan "$shard" --names names.csv --json -o direct
        ended 0
    done <shards.txt
    same 'results of a direct run' "$(grep -c '' shards.txt)" "$(find direct -name '*.jsonl' | grep -c '')"
    asked=$((asked + 1))
    grep -q '"kind":"trigger"' direct/*.jsonl || fault 'the direct run found nothing'
}

# Names and bytes of the results; what a killed worker left beside them is none.
sums() { (cd "$1" && find . -name '*.jsonl' | LC_ALL=C sort | xargs -r sha256sum); }
same_results() { same "results in $1" "$(sums direct)" "$(sums "$1")"; }

# leave 'no such engine': the test is skipped and says why.
leave() {
    echo "skipped: $1"
    exit 77
}
