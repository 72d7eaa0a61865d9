#!/bin/sh
# Run a test program of cmocka: tap.sh PROGRAM
# cmocka 1.1.5 writes a skipped test as "not ok N # SKIP name", which readers of TAP
# take for a failure; the specification wants "ok N # SKIP name".
status=0
said=$("$@") || status=$?
printf '%s\n' "$said" | sed 's/^not ok \([0-9]* # SKIP\)/ok \1/'
exit "$status"
