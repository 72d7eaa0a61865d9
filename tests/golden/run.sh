#!/bin/sh
# Run a transcript and compare: run.sh VIGIL TRANSCRIPT
#
#   #: a remark
#   $ vigil version
#   vigil 0.1.0
#   $ vigil quux
#   vigil: there is no command 'quux'; 'vigil help' lists them
#   [2]
#
# What follows a command is what it prints, both streams together, and [status]
# when that is not 0. Commands are run by sh in a new empty folder, with a home of
# their own. What differs from run to run is replaced before comparing: moments by
# <time>, today by <today>, 64 hex digits by <hash>, ids of entities by <id>, origins by <origin>, keys and
# signatures by <key>, the size of a page by <size>. BLESS=1 rewrites the transcript;
# review the difference as code.
set -eu
vigil=$1
transcript=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir "$work/bin" "$work/home" "$work/case"
ln -s "$(realpath "$vigil")" "$work/bin/vigil"
golden=$(dirname "$transcript")
ln -s "$golden/files" "$work/files"
export PATH="$work/bin:$PATH" HOME="$work/home" VIGIL_HOME="$work/home/vigil" LC_ALL=C TZ=UTC0
export VIGIL_TEST_FILES="$work/files"
unset NO_COLOR XDG_DATA_HOME COLUMNS
today=$(date -u +%Y-%m-%d)

settle() {
    sed -E \
        -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/<time>/g' \
        -e "s/$today/<today>/g" \
        -e 's/[0-9a-f]{64}/<hash>/g' \
        -e 's/vgl-[0-9a-f]{32}/<id>/g' \
        -e 's/vigil-[0-9a-f]{16}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/<vkey>/g' \
        -e 's/vigil-[0-9a-f]{16}/<origin>/g' \
        -e 's/[A-Za-z0-9+/]{40,}={0,2}/<key>/g' \
        -e 's/("by":")[0-9a-f]{16}/\1<actor>/g' \
        -e 's/( by )[0-9a-f]{16}, /\1<actor>, /' \
        -e 's/^( *[0-9]+  .*  )[0-9a-f]{8}  /\1<actor>  /' \
        -e 's/^(wrote .*) \([0-9.]+ [kM]?B\)/\1 (<size>)/' \
        -e "s|$work|<work>|g"
}

cd "$work/case"
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    '#: '*) printf '%s\n' "$line" ;;
    '$ '*)
        printf '%s\n' "$line"
        status=0
        sh -c "${line#\$ }" </dev/null >"$work/said" 2>&1 || status=$?
        settle <"$work/said"
        # What ends without a line end gets one, or the next command would be lost in it.
        if [ -s "$work/said" ] && [ -n "$(tail -c 1 "$work/said")" ]; then echo; fi
        if [ "$status" -ne 0 ]; then printf '[%d]\n' "$status"; fi
        ;;
    esac
done <"$transcript" >"$work/now"

if cmp -s "$transcript" "$work/now"; then exit 0; fi
if [ "${BLESS:-}" = 1 ]; then
    cat "$work/now" >"$transcript"
    echo "blessed $transcript"
    exit 0
fi
diff -u "$transcript" "$work/now"
