#!/bin/sh
# `vigil estimate` against R on the same tables, one thread each, by turns: median ratio of processor
# seconds, and the most memory that either held. Beside it what the reference programs took when
# the reference numbers were made ("stored"), where their packages are not installed.
# usage: speed.sh VIGIL [ROUNDS [TABLE...]]
#
# VIGIL is a release build (meson setup build-release --buildtype=release). TABLE is a name in
# data/estimate/tables. R comes from the package r-base-core; Rcapture, dga, LCMCR and
# MultipleSystemsEstimation are used where they are installed. Without R only the stored seconds are
# compared; without the shared data the script ends with 77.
set -eu
vigil=$(realpath "$1")
rounds=${2:-5}
if [ $# -gt 2 ]; then shift 2; else set -- uk2013_5 neworleans_5 congenital_5; fi
here=$(realpath "$(dirname "$0")")
data=${VIGIL_SHARED:-$here/../../../shared}/data/estimate
skip() { echo "skipped: $*"; exit 77; }

[ -d "$data/tables" ] || skip "no tables: set VIGIL_SHARED"
command -v python3 >/dev/null || skip "python3 is missing"
command -v Rscript >/dev/null || echo "R is missing (apt-get install r-base-core): stored seconds only"
one=
if command -v taskset >/dev/null; then one='taskset -c 0'; fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 LC_ALL=C.UTF-8
# shellcheck disable=SC2086 # two words and a number
exec $one python3 "$here/speed.py" "$vigil" "$data" "$rounds" "$@"
