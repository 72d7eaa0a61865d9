#!/bin/sh
# From a bare Debian 12 to the main job done on the sample case. Run it as root, or
# as a user with sudo; run it again whenever you like. Nothing outside this folder is
# changed but the packages it lists.
set -eu
cd "$(dirname "$0")"
. tools/setup.sh

# The names are words of our own list.
# shellcheck disable=SC2086
install_missing $build_packages

say "building vigil in build-demo"
if ! [ -f build-demo/build.ninja ]; then
    meson setup build-demo --buildtype=release -Doptimization=2 -Dtests=false >build-demo.log 2>&1 ||
        { cat build-demo.log >&2; die "meson failed"; }
    rm -f build-demo.log
fi
ninja -C build-demo --quiet
vigil=$PWD/build-demo/src/cli/vigil

# The keys of the demonstration stay in its own folder.
mkdir -p demo
cd demo
export VIGIL_HOME="$PWD/home"
rm -f sample.vigil sample.vigil-wal sample.vigil-shm brief.html brief-zh.html roots.svg

say "making demo/sample.vigil: a case with its sources and claims"
"$vigil" new sample.vigil --sample

say "what is preserved (vigil sources)"
"$vigil" sources sample.vigil

say "how many, where (vigil count --what station --by country)"
"$vigil" count sample.vigil --what station --by country

say "what fits and what does not (vigil check)"
"$vigil" check sample.vigil

say "who really says so (vigil roots)"
"$vigil" roots sample.vigil

say "a question in one step: the first lines of the answer (vigil ask)"
"$vigil" ask sample.vigil in-all --what station | sed -n 1,30p

say "who derives from whom, drawn (vigil roots --svg)"
"$vigil" roots sample.vigil --svg -o roots.svg

say "the finished page (vigil brief)"
"$vigil" brief sample.vigil -o brief.html \
    --title "Alleged overseas police stations: who says what" \
    --asked "How many stations, where, run by whom, on whose word, and what speaks against it?"
"$vigil" brief sample.vigil -o brief-zh.html --lang zh \
    --title "被指的海外警务站：谁说了什么" \
    --asked "有多少站点、在哪里、由谁运营、据谁所说、有何反证？"

say "can a stranger check it? (vigil verify)"
"$vigil" verify sample.vigil

say "to work on it in a browser: VIGIL_HOME=$VIGIL_HOME $vigil serve $PWD/sample.vigil"
say "done: open demo/brief.html (in Chinese: demo/brief-zh.html) in any browser; the case is demo/sample.vigil, the program $vigil"
