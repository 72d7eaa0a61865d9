#!/bin/sh
# Every example of the help (and so of the man pages), of man/ and of README.md is
# a line of a transcript: examples.sh VIGIL SOURCE_ROOT
set -eu
vigil=$1
root=$2
missing=0
wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT INT TERM
for name in $("$vigil" help --json | sed 's/^{"name":"\([a-z]*\)".*/\1/'); do
    "$vigil" help "$name" | sed -n '/^examples$/,$s/^  \(vigil .*\)/\1/p'
done >"$wanted"
sed -n 's/^\$ \(vigil .*\)/\1/p' "$root/README.md" "$root"/man/* >>"$wanted"
if ! [ -s "$wanted" ]; then echo "no examples found: the search for them is broken"; exit 1; fi
while IFS= read -r example; do
    # What goes out to the network is tried by the tests of the fetcher, against a server of theirs.
    case $example in *https://*) continue ;; esac
    # A pager is not for a transcript.
    example=${example%% | man *}
    # What the doctor says depends on the machine.
    case $example in "vigil doctor"*) continue ;; esac
    # The page stays until it is stopped; the tests in a browser start and stop it.
    case $example in "vigil serve"*) continue ;; esac
    if ! cat "$root"/tests/golden/*.txt | grep -qF "\$ $example"; then
        echo "in no transcript: $example"
        missing=1
    fi
done <"$wanted"
exit $missing
