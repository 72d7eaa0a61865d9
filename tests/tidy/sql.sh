#!/bin/sh
# No C file assembles SQL; statements are text of sql/*.sql: sql.sh SOURCE_ROOT
set -eu
cd "$1"
bad=0
statement='"[^"]*(SELECT [^"]*FROM|INSERT (OR [A-Z]+ )?INTO|UPDATE [a-z_%]+ SET|DELETE FROM|CREATE (TABLE|INDEX|TRIGGER|VIRTUAL))'
# The engine sets itself up with constants; nothing of them comes from outside.
if grep -rnE "$statement" src --include='*.c' | grep -v '^src/store/[a-z_]*sqlite\.c:'; then
    echo "SQL belongs into sql/, with a name"
    bad=1
fi
if grep -rnE "${statement}[^\"]*%" src --include='*.c'; then
    echo "SQL is put together from pieces"
    bad=1
fi
if grep -rnE '(vg_putf|vg_print|snprintf)\([^;]*"[^"]*(SELECT|INSERT|UPDATE|DELETE|PRAGMA) ' src --include='*.c' |
    grep -vE '^src/store/store_sqlite\.c:[0-9]+:.*"PRAGMA [a-z_]+ = %d'; then
    echo "SQL is printed into a buffer"
    bad=1
fi
exit $bad
