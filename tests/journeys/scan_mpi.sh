#!/bin/sh
# The recipe for Open MPI in vigil-scan(7): each rank takes its lines of the list.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/journeys/scan_lib.sh
. "$here/scan_lib.sh"
command -v mpirun >/dev/null || leave 'no mpirun'

mkdir bin
ln -s "$vigil" bin/vigil
export PATH="$work/bin:$PATH" HOME="$work" TMPDIR="$work" OMPI_MCA_plm_rsh_agent=
as_root=
[ "$(id -u)" -ne 0 ] || as_root=--allow-run-as-root
# shellcheck disable=SC2086
start() { timeout 120 mpirun $as_root --oversubscribe "$@" >out 2>err </dev/null; }
start -np 2 true || { cat err; leave 'mpirun does not start here'; }
make_shards 9 120
scan_direct

for ranks in 1 4; do
    ran="scan under mpirun -np $ranks"
    # shellcheck disable=SC2016
    start -np $ranks sh -c 'awk "NR % $OMPI_COMM_WORLD_SIZE == $OMPI_COMM_WORLD_RANK" shards.txt |
        vigil scan --stdin-list --names names.csv --json -o "$0"' "out-mpi$ranks" || fault 'mpirun failed'
    same_results "out-mpi$ranks"
done
# More ranks than shards: some have nothing to do, which is no failure.
# shellcheck disable=SC2016
start -np 12 sh -c 'awk "NR % $OMPI_COMM_WORLD_SIZE == $OMPI_COMM_WORLD_RANK" shards.txt |
    vigil scan --stdin-list --names names.csv --json -o "$0"' out-mpi12 || fault 'mpirun failed'
same_results out-mpi12
done_all
