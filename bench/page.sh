#!/bin/sh
# How many pages of a case a second, beside Fossil's timeline: a made-up case of 10,000
# sources, and a repository of 300 check-ins; both asked by wrk on loopback in turns, five
# rounds, medians. Then memory at rest and under load, the time to the first byte of a new
# server, and how much the first page transfers.
# usage: page.sh VIGIL MAKE_CASE [SOURCES] [CLAIMS]     needs wrk, fossil, curl
set -eu
vigil=$1; make_case=$2; sources=${3:-10000}; claims=${4:-20000}; seconds=${SECONDS_EACH:-4}
for tool in wrk fossil curl; do
    command -v $tool >/dev/null || { echo "page.sh: $tool is missing; install the package $tool"; exit 1; }
done
dir=$(mktemp -d)
server='' peer=''
trap 'kill $server $peer 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
VIGIL_HOME=$dir/home; HOME=$dir; USER=bench; export VIGIL_HOME HOME USER

"$make_case" "$sources" "$claims" >"$dir/large.jsonl"
"$vigil" new "$dir/large.vigil" >/dev/null 2>&1
"$vigil" import "$dir/large.vigil" "$dir/large.jsonl" >/dev/null 2>&1

now_ms() { date +%s%3N; }
# start: the server, its address in $at, its cookie in $cookie, milliseconds to the first byte
start() {
    : >"$dir/url"
    begun=$(now_ms)
    "$vigil" serve "$dir/large.vigil" --no-open >"$dir/url" 2>/dev/null &
    server=$!
    until [ -s "$dir/url" ]; do sleep 0.005; done
    url=$(head -n 1 "$dir/url")
    cookie=$(curl -s -o /dev/null -D - "$url" | sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\);.*/\1/p')
    took=$(($(now_ms) - begun))
    at=${url%%/\?*}
}
# Resident kilobytes of a process and its children, shared pages counted by their share.
resident() {
    for p in $1 $(cat /proc/"$1"/task/"$1"/children); do
        sed -n 's/^Pss: *\([0-9]*\) kB/\1/p' /proc/"$p"/smaps_rollup
    done | awk '{s += $1} END {printf "%.1f MB", s / 1024}'
}
start
echo "from start to first byte, curl and all: $took ms"
sleep 2
echo "resident at rest, before anything was shown: $(resident $server)"

fossil init "$dir/peer.fossil" >/dev/null
mkdir "$dir/tree"
(cd "$dir/tree" && fossil open ../peer.fossil >/dev/null && fossil settings mtime-changes off
 for i in $(seq 300); do
     echo "$i" >"file$((i % 20)).txt"
     fossil addremove >/dev/null 2>&1
     fossil commit -m "check-in $i of a made-up history" --no-warnings --user-override bench >/dev/null 2>&1
 done)
fossil server "$dir/peer.fossil" --localhost --port 8971 >/dev/null 2>&1 &
peer=$!
until curl -s -o /dev/null http://127.0.0.1:8971/timeline; do sleep 0.1; done

# The pages of a case: lists, sources and claims all over it.
cat >"$dir/ask.lua" <<'LUA'
local cookie, sources, claims, n = os.getenv("COOKIE"), tonumber(os.getenv("SOURCES")), tonumber(os.getenv("CLAIMS")), 0
function request()
  n = n + 1
  local kind, path = n % 4, "/"
  if kind == 1 then path = "/sources/s" .. (n * 7919 % sources + 1)
  elseif kind == 2 then path = "/claims/c" .. (n * 6007 % claims + 1)
  elseif kind == 3 then path = "/sources?from=" .. (n * 50 % 2000)
  else path = "/claims" end
  return wrk.format("GET", path, {["Cookie"] = cookie})
end
LUA
export COOKIE="$cookie" SOURCES="$sources" CLAIMS="$claims"
# rate FILE: requests a second; the whole report stays in FILE
rate() { sed -n 's/^Requests\/sec: *//p' "$1"; }
load() { wrk -t1 -c16 -d"${seconds}s" --latency "$@"; }

for round in 1 2 3 4 5; do
    load "$at/sources" -H "Cookie: $cookie" >"$dir/one.$round"
    load "http://127.0.0.1:8971/timeline" >"$dir/peer.$round"
    load -s "$dir/ask.lua" "$at" >"$dir/many.$round"
    echo "$(rate "$dir/one.$round") $(rate "$dir/peer.$round") $(rate "$dir/many.$round")"
done | tee "$dir/rates" | sed 's/^/list, Fossil timeline, pages all over: /'
median() { awk -v c="$1" '{print $c}' "$dir/rates" | sort -n | sed -n 3p; }
awk '{print $1 / $2, $3 / $2}' "$dir/rates" >"$dir/ratios"
echo "medians: list $(median 1)/s, pages all over $(median 3)/s, Fossil $(median 2)/s;" \
    "times Fossil $(awk '{print $1}' "$dir/ratios" | sort -n | sed -n 3p) and $(awk '{print $2}' "$dir/ratios" | sort -n | sed -n 3p)"
for kind in one many; do
    sed -n 's/^ *99% *//p' "$dir/$kind".[1-5] | sort | sed -n 3p | sed "s/^/p99 of $kind: /"
done
grep -h 'Non-2xx' "$dir"/one.* "$dir"/many.* || true
load -s "$dir/ask.lua" "$at" >/dev/null & wait_for=$!
sleep 2; echo "resident under load: $(resident $server)"; wait $wait_for
sleep 35; echo "resident half a minute later: $(resident $server)"

# What the first page transfers with everything it needs.
total=$(curl -s --compressed -H "Cookie: $cookie" -o "$dir/first.html" -w '%{size_download}' "$at/")
grep -o '\(href\|src\)="/assets/[^"]*"' "$dir/first.html" | sed 's/.*="//; s/"$//' >"$dir/parts"
grep -o 'data-module="[^"]*"' "$dir/first.html" | sed 's/.*="//; s/"$//' | tr ' ' '\n' |
    sed 's|.*|/assets/&.js|' >>"$dir/parts"
while read -r part; do
    total=$((total + $(curl -s --compressed -H "Cookie: $cookie" -o /dev/null -w '%{size_download}' "$at$part")))
done <"$dir/parts"
echo "first page with style and script: $total bytes"
