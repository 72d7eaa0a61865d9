#!/bin/sh
# The scripts as shellcheck reads them: shell.sh SOURCE_ROOT
set -eu
cd "$1"
. tests/tidy/lib.sh
needs shellcheck
# SC2034: what a sourced file sets is used by those that source it.
# SC2046: lists of our own file names are split on purpose.
# SC3046: 'source' is a command of the program.
find . -name '*.sh' -not -path './build*' -not -path '*/node_modules/*' | LC_ALL=C sort |
    xargs shellcheck --external-sources --severity=warning --exclude=SC2034,SC2046,SC3046
