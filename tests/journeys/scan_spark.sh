#!/bin/sh
# The recipe for Spark in vigil-scan(7): two executors, one of which is killed during the run.
# It needs Java and PySpark and installs neither; VIGIL_SPARK_PYTHON names an interpreter that has it:
#   python3 -m venv spark && spark/bin/pip install pyspark
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/journeys/scan_lib.sh
. "$here/scan_lib.sh"
python=${VIGIL_SPARK_PYTHON:-python3}
command -v java >/dev/null || leave 'no Java'
command -v "$python" >/dev/null || leave 'no Python'
"$python" -c 'import pyspark' 2>/dev/null || leave 'no PySpark; VIGIL_SPARK_PYTHON names a Python that has it'

mkdir bin started
ln -s "$vigil" bin/vigil
make_shards 12 200
run scan shards/*.warc.gz --names names.csv --json
ended 0
LC_ALL=C sort out >direct.lines

# What an executor pipes through: it says that it began, so that the kill comes in between.
cat >bin/slow <<'END_OF_SLOW'
#!/bin/sh
cd "$1" || exit 1
mktemp started/XXXXXX >/dev/null
sleep 1.5
exec bin/vigil scan --stdin-list --names names.csv --json
END_OF_SLOW
chmod +x bin/slow

cat >spark.py <<'END_OF_SPARK'
import os
import signal
import sys
import threading
import time

from pyspark import SparkConf, SparkContext

work = sys.argv[1]
conf = (SparkConf().setMaster("local-cluster[2,1,1024]").setAppName("scan").set("spark.ui.enabled", "false")
        .set("spark.executor.memory", "512m").set("spark.local.dir", os.path.join(work, "local")))
sc = SparkContext(conf=conf)
sc.setLogLevel("ERROR")
driver = sc._gateway.proc.pid


def parent_of(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as f:
        return int(f.read().rpartition(")")[2].split()[1])


def executors():
    """Processes of the driver that we started: in a local cluster these are the executors."""
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and parent_of(int(name)) == driver:
                with open(f"/proc/{name}/cmdline", "rb") as f:
                    if b"CoarseGrainedExecutorBackend" in f.read():
                        found.append(int(name))
        except OSError:
            pass
    return sorted(found)


def kill_one():
    while len(os.listdir(os.path.join(work, "started"))) < 3:
        time.sleep(0.05)
    alive = executors()
    if alive:
        os.kill(alive[0], signal.SIGKILL)
    print(f"killed 1 of {len(alive)} executors", flush=True)


killer = threading.Thread(target=kill_one)
killer.start()
(sc.textFile(os.path.join(work, "shards.txt"), 12)
   .pipe(f"{work}/bin/slow {work}", checkCode=True)
   .saveAsTextFile(os.path.join(work, "hits")))
killer.join()
print(f"{len(os.listdir(os.path.join(work, 'started')))} started", flush=True)

# A shard that cannot be opened fails its task, and with it the job.
try:
    sc.parallelize(["gone.warc.gz"], 1).pipe(f"{work}/bin/slow {work}", checkCode=True).count()
    print("a missing shard was not noticed")
except Exception:
    print("a missing shard ends the job")
sc.stop()
END_OF_SPARK
ran='scan under Spark'
export SPARK_LOCAL_IP=127.0.0.1 SPARK_WORKER_DIR="$work/worker" PYSPARK_PYTHON="$python" PYTHONDONTWRITEBYTECODE=1
SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME
status=0
timeout 500 "$python" spark.py "$work" >out 2>err </dev/null || status=$?
ended 0
sed -n '/^[a-zk0-9]/p' out
out 'killed 1 of 2 executors'
out 'a missing shard ends the job'
cat hits/part-* | LC_ALL=C sort >spark.lines
asked=$((asked + 1))
cmp -s direct.lines spark.lines || fault 'the lines are not those of a direct run'
same 'end lines' 12 "$(grep -c '^{"end":true' spark.lines)"
asked=$((asked + 1))
[ "$(sed -n 's/ started$//p' out)" -gt 12 ] || fault 'nothing was repeated: the kill came too late'
done_all
