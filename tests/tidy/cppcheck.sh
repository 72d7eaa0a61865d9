#!/bin/sh
# cppcheck over the sources: cppcheck.sh SOURCE_ROOT
set -eu
cd "$1"
. tests/tidy/lib.sh
needs cppcheck
# It follows each number of the largest table, which a tool has made, for a third of its time: an
# empty one stands before it.
stand_in=$(mktemp -d)
trap 'rm -rf "$stand_in"' EXIT INT TERM
mkdir "$stand_in/base"
: >"$stand_in/base/fold_table.inc"
# unknownMacro: cleanup attributes are macros it does not see through.
# internalAstError: Debian 12's version does not know compound literals behind a "?".
cppcheck --enable=warning,performance,portability --std=c11 --quiet --error-exitcode=1 \
    --inline-suppr --suppress=unknownMacro --suppress=missingIncludeSystem --suppress=internalAstError \
    --suppress=normalCheckLevelMaxBranches -j "$(nproc)" -I"$stand_in" -Isrc -Iinclude -D_GNU_SOURCE -D__x86_64__ src
