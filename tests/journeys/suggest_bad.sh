#!/bin/sh
# What people, scanners and adversaries put into a text: suggestions stay sound, offsets stay
# right, memory stays bounded, and what cannot be read is said.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

english='The NGO counted 54 stations in 30 countries in 2022.'

# try FILE WORDS...: the filter on it; every line is one whole object, whatever came in
try() {
    file=$1
    shift
    run suggest --text "$file" --json "$@"
    asked=$((asked + 1))
    if grep -qv '^{"kind":".*"status":"suggested".*}$' out; then fault 'a line is no suggestion'; fi
    if [ -s err ]; then same 'notes' 1 "$(grep -c '' err)"; fi
    is_visible
}
lines() { same "lines of $file" "$1" "$(grep -c '' out || :)"; }
# Each quote stands in the file at the bytes that its offsets name. The quotes asked for have no
# character that JSON would write otherwise.
stands() {
    sed -n 's/.*"passage":{"start":\([0-9]*\),"end":\([0-9]*\),"quote":"\([^"\\]*\)".*/\1 \2 \3/p' out >places
    asked=$((asked + 1))
    [ -s places ] || fault 'no passage to look at'
    while read -r start end quote; do
        same "bytes of $file" "$quote" "$(tail -c +$((start + 1)) "$file" | head -c $((end - start)))"
    done <places
}

# -- languages without rules ------------------------------------------------------------------
nothing='vigil suggest: there are no rules for this language yet; nothing is suggested'
foreign() {
    cat >foreign.txt
    try foreign.txt
    ended 0
    lines 0
    err "$nothing"
}
foreign <<'END'
Selon le rapport de l'ONG, 54 stations de police ont été identifiées dans 30 pays en 2022. La ministre a déclaré que trois agents avaient été arrêtés à Paris et que 12 offices avaient été fermés.
END
foreign <<'END'
По данным организации, в 2022 году было выявлено 54 участка в 30 странах. Министр заявил, что задержаны 12 человек.
END
foreign <<'END'
وقالت المنظمة إن 54 مركزا للشرطة في 30 دولة تم تحديدها في عام 2022. وقال الوزير إن 12 شخصا اعتقلوا.
END
foreign <<'END'
Nach dem Bericht wurden 2022 in 30 Städten 54 Agents gefunden. Der Minister sagte, dass 12 Offices in Berlin geschlossen wurden, und in Rom auch 3.
END
foreign <<'END'
Volgens het rapport zijn er in 2022 in 30 landen 54 stations gevonden, zei de minister. Er werden 12 agents aangehouden in Rotterdam.
END
foreign <<'END'
Ifølge rapporten er der fundet 54 stations i 30 lande i 2022. Ministeren sagde, at 12 agents blev anholdt, og at de ikke ville blive udleveret til noget andet land.
END
foreign <<'END'
Η οργάνωση εντόπισε 54 σταθμούς σε 30 χώρες το 2022, και ο υπουργός είπε ότι 12 άτομα συνελήφθησαν.
END
printf '%s\n\nSelon le rapport, 54 stations ont été vues dans les pays et trois agents ont été arrêtés à Paris par la police.\n\n%s\n' \
    "$english" 'It named 12 offices in Lyon.' >mixed.txt
try mixed.txt
ended 0
lines 3
stands
err_has 'are left out'
out_lacks '"quote":"Selon'

# English with foreign names, and what is too short to tell, is English.
cat >names.txt <<'END'
Señor Núñez of the Asociación de Víctimas said on Monday that 12 stations in São Paulo, Łódź and Αθήνα had closed.

Rio de Janeiro, Santiago de Chile, San José de los Llanos and La Paz: 14 offices.
END
try names.txt
ended 0
out_has '"value":12,'
out_has '"value":14,'
same 'notes' '' "$(cat err)"
printf '54 stations in 30 countries' >short.txt
try short.txt
ended 0
lines 2
stands
try short.txt --language fr
ended 0
lines 0
err "$nothing"

# -- numbers -------------------------------------------------------------------------------------
digits=$(head -c 400 /dev/zero | tr '\0' 9)
printf 'The list counted %s stations, 1%s people and 0.%s million dollars, and 12 offices.\n' "$digits" \
    "$(yes ,000 | head -n 130 | tr -d '\n')" "$digits" >digits.txt
try digits.txt
ended 0
same 'numbers read' '"value":12,' "$(grep -o '"value":[0-9.]*,' out | sort -u)"
zero=$(printf '\342\200\213')
over=$(printf '\342\200\256')
pop=$(printf '\342\200\254')
# A hidden character never joins two numbers, nor leaves a half to be read.
printf 'It counted 5%s4 stations, %s230%s,000 people, 1,%s300 agents, 2.%s4 offices, 1%s%s2 shops, and 3%s,%s000,000 cities.\n' \
    "$zero" "$over" "$pop" "$zero" "$zero" "$zero" "$over" "$zero" "$pop" >hidden.txt
try hidden.txt
ended 0
same 'numbers read' '' "$(grep -o '"value":[0-9.]*,' out || :)"
printf 'The police held 54%s people in Lyon.\n' "$zero" >behind.txt
try behind.txt
ended 0
out_has '"value":54,'
printf 'It shut 000 stations, and 5 4 offices, in 2022 54 people came, and 1 300 agents.\n' >torn.txt
try torn.txt
same 'numbers read' '"value":1300, "value":54,' "$(grep -o '"value":[0-9.]*,' out | sort -u | tr '\n' ' ' | sed 's/ $//')"
printf 'LISBON, 14 March 2024 - On 31 February 2023 the ministry said that 12 officers, closed between 2025 and 2019, left on 45 July 99999, on Monday, 12 July 2022, and on 2022-13-45; 7 people came from 2023 to 2021.\n' >dates.txt
try dates.txt
ended 0
out_has '"value":12,'
sed -n 's/.*"period":{"from":"\([^"]*\)","to":"\([^"]*\)".*/\1 \2/p' out | while read -r from to; do
    [ "$(printf '%s\n' "$from" "$to" | sort | head -n 1)" = "$from" ] || echo "$from $to"
done >backwards
same 'periods that end before they begin' '' "$(cat backwards)"

# -- letters -----------------------------------------------------------------------------------------
yes 'Tlie N6O c0unted 5 4 stat1ons in 3O c0untries in 2O22. Th e p0lice arrest ed l2 pers0ns. .,;: |||| ~~' |
    head -n 50 >scan.txt
try scan.txt
ended 0
lines 0
err_has 'as by a bad scan, are left out'
printf 'The NGO\0counted 54\0stations.\0\0' >nul.txt
try nul.txt
ended 0
out_has '"value":54,'
printf '\357\273\277%s\r\n\r\nIt named 12 offices in Lyon.\r\n' "$english" >bom.txt
try bom.txt
ended 0
lines 3
stands
printf '%s' "$english" >whole.txt
try whole.txt
ended 0
lines 2
stands
: >empty.txt
try empty.txt
ended 0
lines 0
same 'notes' '' "$(cat err)"
printf ' \n\r\n\t\n\357\273\277' >white.txt
try white.txt
ended 0
lines 0
for bytes in '\351' '\300\200' '\355\240\200' '\364\220\200\200' '\200' '\342\200'; do
    # shellcheck disable=SC2059
    printf "12 stations $bytes" >bad.txt
    run suggest --text bad.txt --json
    ended 1
    one_sentence
    err "vigil suggest: bad.txt: byte 12 is not UTF-8; read it with 'vigil add' first"
done
# Any characters at all, the same ones each time.
seq 1 200000 | gzip -n | iconv -c -f UTF-16LE -t UTF-8 >random.txt
asked=$((asked + 1))
[ "$(wc -c <random.txt)" -gt 100000 ] || fault 'no characters to try'
try random.txt
ended 0
try random.txt --language en
ended 0

# -- sizes ---------------------------------------------------------------------------------------------
# The address sanitizer has memory of its own, and takes its time: a quarter of the text says the
# same there.
sanitized=0
long=62914560
if grep -q __asan_init "$vigil"; then
    sanitized=1
    long=15728640
fi
# Peak memory in KiB, pages of the program itself among it, where it can be asked for.
peak() {
    if [ -x /usr/bin/time ] && [ $sanitized -eq 0 ]; then
        /usr/bin/time -o peak -f %M "$vigil" suggest --text "$1" --json >out 2>err || :
        tail -n 1 peak
    else
        echo 0
    fi
}
# below NAME MOST FOUND
below() {
    asked=$((asked + 1))
    [ "$3" -le "$2" ] || fault "$1: $3 KiB, more than $2"
}
yes "$(printf '%*s' 200 '' | tr ' ' 'x')" | tr '\n' ' ' | head -c 104857600 >huge.txt
run suggest --text huge.txt --json
ended 1
one_sentence
err 'vigil suggest: huge.txt: larger than 64 MiB, the most that is read in one piece'
rm huge.txt
line='the mayor of the city and the police said so again and again and the embassy did not answer when it was asked and '
yes "$line" | tr '\n' ' ' | head -c $long >long.txt
printf '. It named 12 offices in Lyon.' >>long.txt
try long.txt
ended 0
out_has '"quote":"It named 12 offices in Lyon"'
below 'memory for 60 MiB in one line' 90000 "$(peak long.txt)"
rm long.txt
yes 'the police counted 12 stations in Lyon and the mayor said so and ' | tr -d '\n' | head -c 1048576 >nostop.txt
try nostop.txt
ended 0
asked=$((asked + 1))
[ "$(grep -c '"value":12,' out)" -gt 10000 ] || fault 'numbers were lost without full stops'
below 'memory for 1 MiB without a full stop' 24000 "$(peak nostop.txt)"
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "%d ", i * 7919 % 1000003 }' </dev/null >numbers.txt
try numbers.txt
ended 0
yes "$(printf '\342\200\234')" | head -n 10000 | tr -d '\n' >quotes.txt
printf ' It named 12 offices. ' >>quotes.txt
yes "$(printf '\342\200\235')" | head -n 10000 | tr -d '\n' >>quotes.txt
try quotes.txt
ended 0
out_has '"value":12,'
yes 'the mayor said that' | head -n 10000 | tr '\n' ' ' >said.txt
printf 'there are 54 stations in Lyon.\n' >>said.txt
try said.txt
ended 0
out_has '"value":54,'
for mark in '(' '[' '"' "'" '-' '.'; do
    yes -- "$mark" | tr -d '\n' | head -c 300000 >marks.txt
    try marks.txt
    ended 0
    lines 0
done

# -- surroundings -----------------------------------------------------------------------------------------
try whole.txt
cp out wanted
mkdir frozen
cp whole.txt frozen/text.txt
chmod a-w frozen
(cd frozen && env -i PATH=/nowhere HOME=/nowhere "$vigil" suggest --text text.txt --json >../out 2>../err) || fault 'not in a folder that cannot be written to'
same 'in a frozen folder' same "$(cmp -s out wanted && echo same)"
chmod u+w frozen
if unshare -rn true 2>/dev/null; then
    unshare -rn "$vigil" suggest --text whole.txt --json >out 2>err || fault 'not without a network'
    same 'without a network' same "$(cmp -s out wanted && echo same)"
else
    echo 'SKIP: no network can be taken away here'
fi
for zone in Asia/Kathmandu Pacific/Apia; do
    TZ=$zone LC_ALL=C "$vigil" suggest --text whole.txt --json >out 2>err || :
    same "in $zone" same "$(cmp -s out wanted && echo same)"
done
"$vigil" suggest --text - --json <whole.txt >out 2>err || :
same 'from standard input' same "$(cmp -s out wanted && echo same)"
done_all
