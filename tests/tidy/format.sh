#!/bin/sh
# Every source file is as clang-format writes it: format.sh SOURCE_ROOT
set -eu
cd "$1"
. tests/tidy/lib.sh
needs clang-format
c_files | xargs clang-format --dry-run --Werror
