#!/bin/sh
# The recipe for a Slurm array in vigil-scan(7), on one node that is set up in a folder of the
# test and taken down at its end. Debian's slurmctld, slurmd, slurm-client and munge, as root.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/journeys/scan_lib.sh
. "$here/scan_lib.sh"
for program in munged slurmctld slurmd sbatch squeue scontrol; do
    command -v $program >/dev/null || leave "no $program"
done
[ "$(id -u)" -eq 0 ] || leave 'a node of Slurm is set up by root'
[ -w /sys/fs/cgroup ] || echo 'no control groups to write to: processes are followed by Slurm itself'

daemons=
end_slurm() {
    for pid in $daemons; do kill "$pid" 2>/dev/null || :; done
    sleep 1
    for pid in $daemons; do kill -9 "$pid" 2>/dev/null || :; done
    end_all
}
trap end_slurm EXIT

mkdir bin spool state munge
ln -s "$vigil" bin/vigil
export PATH="$work/bin:$PATH" HOME="$work" SLURM_CONF="$work/slurm.conf"
node=$(hostname -s)

# A key and a socket of our own: a Slurm of the machine, if there is one, is not touched.
chmod 711 munge
chmod 700 state spool
head -c 1024 /dev/urandom >munge/key
chmod 600 munge/key
munged --foreground --force --key-file=munge/key --socket="$work/munge/socket" --pid-file="$work/munge/pid" \
    --log-file="$work/munge/log" --seed-file="$work/munge/seed" >munge/said 2>&1 &
daemons="$daemons $!"
cat >slurm.conf <<END_OF_CONF
ClusterName=vigil
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=36817
SlurmdPort=36818
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/ctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/ctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MailProg=/bin/true
MpiDefault=none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$node Default=YES MaxTime=INFINITE State=UP
END_OF_CONF
printf 'CgroupPlugin=cgroup/v1\n' >cgroup.conf
give_up() {
    tail -n 5 munge/said munge/log ctld.log slurmd.log ctld.said slurmd.said 2>/dev/null || :
    leave "$1"
}
slurmctld -D -c >ctld.said 2>&1 &
daemons="$daemons $!"
slurmd -D -c >slurmd.said 2>&1 &
daemons="$daemons $!"
waited=0
until timeout 5 sinfo -h -o %t 2>/dev/null | grep -qx idle; do
    waited=$((waited + 1))
    [ $waited -lt 40 ] || give_up 'a Slurm of one node does not start here'
    sleep 0.5
done

make_shards 8 120
scan_direct

# until_over: the queue is empty. Nobody waits longer than the test may take.
until_over() {
    waited=0
    while [ -n "$(squeue -h)" ]; do
        waited=$((waited + 1))
        [ $waited -lt 240 ] || { squeue; give_up 'the jobs do not come to an end'; }
        sleep 0.5
    done
}
ran='scan as a Slurm array'
# shellcheck disable=SC2016
sbatch --array=0-7%64 --wrap 'vigil scan "$(sed -n "$((SLURM_ARRAY_TASK_ID+1))p" shards.txt)" --names names.csv --json -o out-slurm' \
    >out 2>err || fault 'sbatch refuses the recipe'
until_over
same_results out-slurm
asked=$((asked + 1))
[ "$(cat slurm-*.out | wc -c)" -eq 0 ] || fault "the tasks said: $(cat slurm-*.out)"

# Killed with SIGKILL in the middle and queued again, as a preempted task is.
cat >again.sh <<'END_OF_AGAIN'
#!/bin/sh
#SBATCH --array=0-7
#SBATCH --requeue
shard=$(sed -n "$((SLURM_ARRAY_TASK_ID+1))p" shards.txt)
if mkdir "tried-$SLURM_ARRAY_TASK_ID" 2>/dev/null; then
    vigil scan "$shard" --names names.csv --json -o out-again &
    sleep 0.02
    kill -9 $!
fi
exec vigil scan "$shard" --names names.csv --json -o out-again
END_OF_AGAIN
ran='scan as a Slurm array whose tasks are killed'
sbatch again.sh >out 2>err || fault 'sbatch refuses the script'
until_over
same_results out-again
done_all
