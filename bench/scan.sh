#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# `vigil scan` against chains of open parts, on a crawl that is made here:
#   scan.sh VIGIL UNPACK [FOLDER [MB [ROUNDS]]]
# VIGIL and UNPACK (bench_unpack) come from a release build (meson setup build-release --buildtype=release);
# the crawl of MB (200) goes to FOLDER and is used again. Peers are measured where VIGIL_BENCH_PEERS
# names a folder: a Python environment with FastWARC, Resiliparse, FlashText, pyahocorasick and
# trafilatura is made there once. Everything runs on one processor, VIGIL_BENCH_CPU (0).
set -eu
vigil=$(realpath "$1")
unpack=$(realpath "$2")
folder=${3:-${TMPDIR:-/tmp}/vigil-bench-scan-$(id -u)}
megabytes=${4:-200}
rounds=${5:-7}
here=$(realpath "$(dirname "$0")")
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }

python=-
peers=${VIGIL_BENCH_PEERS:-}
if [ -n "$peers" ]; then
    python=$peers/bin/python
    if ! "$python" -c 'import fastwarc, resiliparse, flashtext, ahocorasick, trafilatura' 2>/dev/null; then
        echo "installing the peers into $peers"
        python3 -m venv "$peers"
        "$peers/bin/pip" -q install fastwarc resiliparse flashtext pyahocorasick trafilatura lxml_html_clean ||
            { echo "no peers: they cannot be installed"; python=-; }
    fi
fi
[ -e "$folder/sums.json" ] || python3 "$here/make_crawl.py" "$folder" "$megabytes"
cat "$folder"/*.warc.gz >/dev/null
pin=
if command -v taskset >/dev/null; then pin="taskset -c ${VIGIL_BENCH_CPU:-0}"; fi
# shellcheck disable=SC2086
exec $pin python3 "$here/scan_measure.py" "$vigil" "$unpack" "$folder" "$rounds" "$python"
