#!/bin/sh
# Every man page, generated and written by hand, passes mandoc's lint, and the
# pages it refers to exist: manual.sh VIGIL SOURCE_ROOT
set -eu
vigil=$1
root=$2
command -v mandoc >/dev/null || { echo "skipped: no mandoc"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/man1" "$work/man5" "$work/man7"
"$vigil" help --man vigil >"$work/man1/vigil.1"
for name in $("$vigil" help --json | sed 's/^{"name":"\([a-z]*\)".*/\1/'); do
    "$vigil" help --man "vigil-$name" >"$work/man1/vigil-$name.1"
done
cp "$root"/man/*.5 "$work/man5/"
cp "$root"/man/*.7 "$work/man7/"
bad=0
for page in "$work"/man*/*; do
    # mandoc looks for referenced pages where it is installed; here they are looked for below.
    if mandoc -T lint -W style "$page" | grep -v 'referenced manual not found'; then bad=1; fi
    sed -n 's/^\.It Xr \(vigil[a-z-]*\) \([157]\).*/\1.\2/p; s/^\.Xr \(vigil[a-z-]*\) \([157]\).*/\1.\2/p' "$page" |
        while read -r other; do
            if ! [ -e "$work/man${other##*.}/$other" ]; then echo "${page##*/} refers to $other, which does not exist"; echo x >"$work/bad"; fi
        done
done
if [ -e "$work/bad" ]; then bad=1; fi
exit $bad
