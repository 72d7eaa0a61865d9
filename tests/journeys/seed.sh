#!/bin/sh
# The whole way with a real article: from its bytes to a brief and its proof.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

article=$(find "$shared/seed" -name '*.txt' 2>/dev/null | sort | head -n 1)
if [ -z "$article" ]; then
    echo 'SKIP: the shared article is not here'
    exit 77
fi
run new fox.vigil
run add fox.vigil "$article" "$article" --publisher 'The Epoch Times'
ended 0
"$vigil" source fox.vigil s1 --raw >raw
same 'bytes of the article' same "$(cmp -s raw "$article" && echo same)"
run search fox.vigil 'police station' --json
ended 0
out_has '"source":"s1"'
same 'one hit for one text' 1 "$(grep -c '' out)"
run suggest fox.vigil
ended 0
run review fox.vigil --json
ended 0
same 'nothing twice for bytes seen twice' '' "$(grep -o '"suggestion":"s2[^"]*"' out || :)"

# id QUOTE: the suggestion whose passage is these words
id() { sed -n "s/^{\"suggestion\":\"\([^\"]*\)\".*\"quote\":\"$1\".*/\1/p" out | head -n 1; }
cp out suggestions
all=
for quote in 'two in Markham' 'one in Scarborough' 'including 3 in Toronto'; do
    found=$(id "$quote")
    same "suggested: $quote" yes "$([ -n "$found" ] && echo yes)"
    all="$all $found"
done
run count fox.vigil --what station --by country
same 'suggestions are not counted' '' "$(cat out)"
# shellcheck disable=SC2086
run accept fox.vigil $all
ended 0
low() { sed -n "s/.*\"place\":\"$1\".*\"low\":\([0-9]*\),.*/\1/p" out; }
run count fox.vigil --what station --at city --json
ended 0
same 'city of Markham' 2 "$(low markham)"
run count fox.vigil --what station --at metro --json
same 'Greater Toronto' 3 "$(low greater-toronto-area)"
run count fox.vigil --what station --by country --json
same 'Canada' 3 "$(low CA)"
run claim fox.vigil --source s1 --quote '54 Chinese overseas police stations' --value 54 --unit station \
    --speaker 'Safeguard Defenders:report:2022-09' --place world
ended 0
run check fox.vigil
ended 0
run roots fox.vigil
ended 0
run brief fox.vigil -o brief.html
while claim=$(sed -n 's/.*brief: \(c[0-9]*\) alleges.*/\1/p' err) && [ -n "$claim" ]; do
    run claim fox.vigil --reply "$claim" --question existence --response not-asked
    ended 0
    [ "$status" -eq 0 ] || break
    run brief fox.vigil -o brief.html
done
ended 0
has brief.html '54 Chinese overseas police stations'
run verify fox.vigil
ended 0

# The filter needs no case and says the same each time.
"$vigil" suggest --text "$article" --json >once
"$vigil" suggest --text "$article" --json >twice
same 'the same twice' same "$(cmp -s once twice && echo same)"
same 'as many as in the case' "$(grep -c '' suggestions)" "$(grep -c '' once)"
done_all
