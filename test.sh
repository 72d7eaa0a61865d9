#!/bin/sh
# From a bare Debian 12 to every test passed. Run it as root, or as a user with sudo;
# run it again whenever you like. The last line says "N passed, N failed".
set -eu
cd "$(dirname "$0")"
. tools/setup.sh

test_packages="libcmocka-dev clang clang-tidy clang-format libclang-rt-14-dev lld cppcheck codespell shellcheck
strace mandoc git sqlite3 chromium fonts-noto-cjk golang-golang-x-mod-dev python3
parallel poppler-utils poppler-data tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-chi-tra"
command -v go >/dev/null || test_packages="$test_packages golang-go"
command -v node >/dev/null || test_packages="$test_packages nodejs npm"

# The names are words of our own lists.
# shellcheck disable=SC2086
install_missing $build_packages $test_packages

# Without these the tests in the browser skip themselves and say so.
install_browser_modules() {
    cd tests/browser
    done=node_modules/.package-lock.json
    [ ! -e $done ] || [ -n "$(find package-lock.json -newer $done)" ] || return 0
    command -v npm >/dev/null || { say "no npm: the tests in a browser will be skipped"; return 0; }
    say "installing what drives the browser (npm ci in tests/browser)"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
        say "npm ci failed: the tests in a browser will be skipped"
}
(install_browser_modules)

# configure FOLDER OPTIONS...: once; later runs only rebuild what changed.
configure() {
    folder=$1
    shift
    [ -f "$folder/build.ninja" ] || meson setup "$folder" -Dwerror=true -Db_lundef=false "$@" >/dev/null
}

# build FOLDER TARGETS...: all where none is named. What does not build has failed, and the last
# line says so.
build() {
    folder=$1
    shift
    ninja -C "$folder" --quiet "$@" || { echo "0 passed, 1 failed"; exit 1; }
}

# run_suites FOLDER OPTIONS...: a failing test is counted from the results, not here. What its tests
# need and was not built is built now; where that fails there are no results, which counts too.
run_suites() {
    folder=$1
    shift
    rm -f "$folder/meson-logs/testlog.json"
    meson test -C "$folder" --print-errorlogs "$@" || true
    results="$results $folder/meson-logs/testlog.json"
}

results=
say "building with gcc, AddressSanitizer and UBSan in build-asan"
# gcc takes a third of the time for -Og that it takes for -O1, with the same checks in it, and lines
# are all that is needed of debugging information. LLD links the hundred programs in half the time.
export CC_LD=lld
configure build-asan -Db_sanitize=address,undefined -Doptimization=g -Dc_args='-g1 -fno-sanitize-recover=undefined'
build build-asan
say "running the suites that ask about bytes, numbers and pages, and the fuzz corpora"
# Each closed child is a fork, which copies the tables of all memory that waits to be given back.
export ASAN_OPTIONS=quarantine_size_mb=4:malloc_context_size=8:abort_on_error=1
run_suites build-asan --no-rebuild --num-processes $(($(nproc) + 1)) --no-suite crash --no-suite tidy --no-suite browser

say "building with clang in build-clang: the program, and what the suites below run"
(export CC=clang; configure build-clang -Doptimization=1 -Dc_args=-g1)
build build-clang src/cli/vigil
say "with clang's build: cases killed and damaged, journeys in a browser, what is looked at"
# One of them, clang-tidy, is half of it; the others wait for disks and browsers at times.
run_suites build-clang --num-processes $(($(nproc) + 1)) --suite crash --suite browser --suite tidy

# The names are our own.
# shellcheck disable=SC2086
sh tools/tally.sh $results
