#!/bin/sh
# Pages of PDF read a second of processor time, helpers and box included. The goal is 300 on
# one core. The document is made here: 300 pages, a third Chinese with figures, a third in two
# columns. Beside it, what pdftotext takes alone.
# usage: pdf.sh BENCH_PDF [ROUNDS]
set -eu
bench=$1; rounds=${2:-7}
for need in chromium pdftotext; do
    command -v $need >/dev/null || { echo "skipped: $need is not installed"; exit 0; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
awk 'BEGIN {
    srand(1)
    n = split("the bureau said that a station was opened by county police in city and people were persuaded to return under campaign notice official number", en, " ")
    m = split("公 安 局 表 示 海 外 警 务 服 务 站 在 国 家 设 立 共 劝 返 人 员 回 国 投 案 自 首 工 作", zh, " ")
    print "<html><head><meta charset=utf-8><title>Pages</title><style>body{font:11pt \"DejaVu Sans\",\"Noto Sans CJK SC\"}.two{column-count:2}h2{page-break-before:always}</style></head><body>"
    for (p = 1; p <= 300; p++) {
        printf "<h2>Part %d</h2>%s\n", p, p % 3 == 1 ? "<div class=two>" : "<div>"
        for (k = 0; k < 7; k++) {
            printf "<p>"
            if (p % 3 == 0)
                for (i = 0; i < 130; i++) printf "%s%s", zh[1 + int(rand() * m)], rand() < .04 ? int(rand() * 3000) : rand() < .08 ? "，" : ""
            else
                for (i = 0; i < 70; i++) printf "%s%s ", en[1 + int(rand() * n)], rand() < .03 ? " " int(rand() * 300000) : ""
            print ".</p>"
        }
        print "</div>"
    }
    print "</body></html>"
}' >"$dir/pages.html"
chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="$dir/pages.pdf" "$dir/pages.html" >/dev/null 2>&1
"$bench" "$dir/pages.pdf" "$rounds"
echo "pdftotext alone:"
( time -p pdftotext -raw -bbox "$dir/pages.pdf" "$dir/words" ) 2>&1 | sed -n "s/^user/user/p"
