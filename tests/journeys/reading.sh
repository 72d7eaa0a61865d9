#!/bin/sh
# Pages in many encodings, honest and lying, read to the same words and found by them.
# shellcheck source=tests/journeys/lib.sh
. "$(dirname "$0")/lib.sh"

simplified='福州市公安局在海外设立了三十个警侨服务站，福建省的最高人民法院没有回应。这是一个系统，各地公安机关都在使用。'
traditional='福州市公安局在海外設立了三十個警僑服務站，福建省的最高人民法院沒有回應。這是一個系統，各地公安機關都在使用。'
mkdir pages
# page NAME ENCODING TYPE META TEXT
page() {
    printf '<html><head>%s<title>通告</title></head><body><nav><a href="/">首页</a></nav>' "$4" >whole
    printf '<article><h1>通告</h1><p>%s</p><p>%s</p></article></body></html>' "$5" "$5" >>whole
    iconv -f UTF-8 -t "$2" whole >"pages/$1" || exit 1
    printf '%s' "$3" >"pages/$1.type"
}
page gb18030 GB18030 'text/html; charset=gb2312' '' "$simplified 㐀"
page gbk GBK text/html '<meta charset="gbk">' "$simplified"
page utf16 UTF-16 text/html '' "$simplified"
page utf16be UTF-16BE 'text/html; charset=utf-16be' '' "$simplified"
page lying-latin UTF-8 'text/html; charset=iso-8859-1' '<meta charset="iso-8859-1">' "$simplified"
page lying-utf8 GB18030 'text/html; charset=utf-8' '' "$simplified"
sed 's/通告/公告/g' <whole >/dev/null
printf '<html><head><title>公告</title></head><body><p>%s</p><p>%s</p></body></html>' \
    "$traditional" "$traditional" | iconv -f UTF-8 -t BIG5 >pages/big5
printf 'text/html; charset=big5' >pages/big5.type
serve pages
names='gb18030 gbk utf16 utf16be lying-latin lying-utf8 big5'
run new read.vigil
addresses=
for name in $names; do addresses="$addresses $url/files/$name"; done
# shellcheck disable=SC2086
run add read.vigil $addresses
ended 0
n=0
for name in $names; do
    n=$((n + 1))
    run source read.vigil "s$n" --text
    case $name in
    big5) out_has "$traditional" ;;
    *) out_has "$simplified" ;;
    esac
    "$vigil" source read.vigil "s$n" --raw >raw
    same "raw bytes of $name" same "$(cmp -s raw "pages/$name" && echo same)"
done
all=$(printf 's%d ' 1 2 3 4 5 6 7)
for word in 福州 公安 法院 福建 系统 系統 公安局 最高人民法院; do
    run search read.vigil "$word" --json
    ended 0
    same "found by $word" "$all" "$(grep -o '"source":"s[0-9]*"' out | sed 's/.*:"//; s/"//' |
        sort | tr '\n' ' ')"
done
run search read.vigil 福州 公安
ended 0
out_has '[[福州]]'
out_has 'preserved '
run search read.vigil 上海
ended 0

# English finds its other forms; words together stand together.
printf 'They run a police station in one town.\n' >one.txt
printf 'The stations answer to the police.\n' >two.txt
run add read.vigil one.txt two.txt
run search read.vigil stations --json
same 'stations finds station' 2 "$(grep -c '' out)"
run search read.vigil 'police station' --json
same 'together' '"source":"s8"' "$(grep -o '"source":"s[0-9]*"' out)"

# The main text is kept apart from the full text.
run source read.vigil s1 --text
out_has 首页
run source read.vigil s1 --main
out_has 福州市公安局
out_lacks 首页

# Bytes that no reader takes, or that are only half text, are kept all the same.
head -c 5000 /dev/zero | tr '\000' '\001' >binary.dat
printf 'good \344\272 half \377 then \351\203\275 text about Fuzhou\n' >half.txt
{
    printf '<html><body>'
    i=0
    while [ $i -lt 500 ]; do
        printf '<div><b><div><i><div><p><div><span><div><a><div><u><div><s><div><em><div><tt><div><b>'
        i=$((i + 1))
    done
    printf 'at the bottom 法院'
} >deep.html
truncate -s 65M huge.txt
run add read.vigil binary.dat half.txt deep.html huge.txt
ended 0
same 'acknowledged' "$(printf 'stored s%d\n' 10 11 12 13)" "$(cat out)"
err_has 'kept, but no text could be made of binary.dat'
err_has 'kept, but no text could be made of huge.txt'
run source read.vigil s11 --text
ended 0
out_has 'text about Fuzhou'
run source read.vigil s12 --text
ended 0
out_has 'at the bottom 法院'
run source read.vigil s13 --text
ended 1
one_sentence
"$vigil" source read.vigil s13 --raw >raw
same 'huge bytes' same "$(cmp -s raw huge.txt && echo same)"
run verify read.vigil
ended 0

# Every reader runs where nothing can be opened: what a library opens at its first use was open before.
for file in "$here"/../corpus/pages/*.* "$here"/../corpus/documents/*.*; do
    run read "$file" --json
    ended 0
    out_lacks '"unread":"the reader was stopped'
done
printf '<p>One sentence.</p><script type="application/ld+json">{"@type":"Article","headline":"H"}</script>' >linked.html
run read linked.html --json
ended 0
out_has '"text":"One sentence."'
run new linked.vigil
run add linked.vigil linked.html
ended 0
run source linked.vigil s1 --text
out_has 'One sentence.'
done_all
