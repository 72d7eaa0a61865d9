# Sourced by the checks of this folder. Files come in one order everywhere.
# shellcheck shell=sh
needs() { command -v "$1" >/dev/null || { echo "skipped: no $1"; exit 77; }; }
c_files() { find src include tests tools bench -name '*.[ch]' -not -path '*/node_modules/*' 2>/dev/null | LC_ALL=C sort; }
