#!/bin/sh
# One name, one function: static libraries link whichever of two comes first, and say
# nothing. symbols.sh BUILD
set -eu
build=$1
twice=$(find "$build/src" -name '*.a' -exec nm -g --defined-only {} + 2>/dev/null |
    awk '$2 ~ /^[TDRB]$/ && $3 !~ /^(__|_?asan|ubsan)/ { print $3 }' | sort | uniq -d)
[ -z "$twice" ] || { echo "defined twice: $twice"; exit 1; }
