/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "read/read.h"
#include "scan/prefilter.h"

/*
 * No page that holds a trigger is passed over before it is read. The first byte chooses the
 * trigger and what the page is said to be; of the others, those above 0x7f stand for pieces of
 * pages, the rest for themselves.
 */
static const char *const pieces[] = {
    "service station",
    "serv",
    "ice",
    " sta",
    "tion",
    "superintendence",
    "superint",
    "endence",
    " bureau",
    "警务站",
    "警",
    "务",
    "站",
    "<script>",
    "</script>",
    "<script src='a'>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<![CDATA[",
    "]]>",
    "<!doctype html>",
    "<?xml ?>",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<foreignObject>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<iframe>",
    "</iframe>",
    "<xmp>",
    "</xmp>",
    "<noframes>",
    "</noframes>",
    "<noscript>",
    "<plaintext>",
    "<p>",
    "</p>",
    "<div>",
    "<b>",
    "</b>",
    "<i class=a>",
    "</i>",
    "<span title=\"",
    "<a href='",
    "\">",
    "'>",
    "=\"",
    "='",
    "<br>",
    "<wbr>",
    "<img alt=\"a\">",
    "<table><tr><td>",
    "</td>",
    "<select><option>",
    "<li>",
    "<u",
    "</u",
    "&shy;",
    "&#105;",
    "&eacute;",
    "&amp;",
    "&nbsp;",
    "&zwnj;",
    "\xc2\xad",
    "\xe2\x80\x8b",
    "\xc3\xad",
    "\xe3\x80\x82",
    "if(a<b&&c>d)x('</p>')",
    "<meta charset=utf-8>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<button>",
    "<h1>",
    "<template>",
    "<object>",
    "<video>",
    "<td",
    "<s>",
    "<m>",
    "<scripts>",
    "</scripts>",
    "a='\"' b=\"",
    "=a=\"",
};
enum { PIECES = sizeof pieces / sizeof *pieces, ROOM = 4 * VG_FINDER_ROOM };

static const struct vg_gazetteer_name triggers[] = {
    {{"t1", 2}, {"service station", 15}, {"en", 2}, VG_NAME_TRIGGER},
    {{"t2", 2}, {"superintendence bureau", 22}, {"en", 2}, VG_NAME_TRIGGER},
    {{"t3", 2}, {"警务站", 9}, {"zh", 2}, VG_NAME_TRIGGER},
};
static const struct {
    const char *media, *charset; /* NULL: UTF-8, undeclared */
} kinds[] = {{"text/html", NULL},
             {"text/html; charset=gb18030", "GB18030"},
             {"", NULL},
             {"text/html; charset=big5", "BIG5-HKSCS"},
             {"text/plain", NULL},
             {"text/html; charset=utf-16le", "UTF-16LE"},
             {"text/markdown", NULL},
             {"text/html; charset=iso-2022-jp", "ISO-2022-JP"},
             {"application/json", NULL}};
enum { KINDS = sizeof kinds / sizeof *kinds };
enum { TRIGGERS = sizeof triggers / sizeof *triggers };

static void put_page(struct vg_buf *page, const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] < 0x80)
            vg_putc(page, (char)bytes[i]);
        else
            vg_puts(page, pieces[(size_t)(bytes[i] - 0x80) % PIECES]);
}

/* The page in another charset; 0 where that cannot write it. */
static int convert(struct vg_buf *page, const char *charset)
{
    VG_SCOPED_BUF out = {.max = 1 << 22};
    iconv_t c = iconv_open(charset, "UTF-8");
    char *from = page->p, *to;
    size_t left = page->len, room = 4 * page->len + 16;
    int is_done;

    LAW(c != (iconv_t)-1 && vg_buf_room(&out, room));
    to = out.p;
    is_done = iconv(c, &from, &left, &to, &room) != (size_t)-1 &&
              iconv(c, NULL, NULL, &to, &room) != (size_t)-1;
    (void)iconv_close(c);
    vg_buf_clear(page);
    vg_put(page, out.p, (size_t)(to - out.p));
    return is_done;
}

static int holds(const struct vg_gazetteer *g, struct vg_str text)
{
    static struct vg_hit hits[ROOM];
    struct vg_finder f;

    vg_finder_begin(&f, g, text.p, text.len);
    return vg_finder_next(&f, hits, ROOM) > 0;
}

/* What is asked of a trigger, made when it is first chosen. */
struct asked {
    struct vg_buf table;
    struct vg_gazetteer g;
    struct vg_prefilter *pre;
};

static const struct asked *asked_of(size_t i)
{
    static struct asked list[TRIGGERS];
    struct asked *q = &list[i];

    if (q->pre == NULL) {
        LAW(vg_gazetteer_build(&triggers[i], 1, &q->table, NULL) == VG_OK);
        LAW(vg_gazetteer_open(&q->g, q->table.p, q->table.len, NULL) == VG_OK);
        q->pre = vg_prefilter_make(&triggers[i], 1);
    }
    return q;
}

static void look(const struct asked *q, const struct vg_read_input *in)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str utf8;
    struct vg_text t;
    struct vg_err err;
    int is_html;

    if (vg_read_utf8(in, &a, &utf8, &is_html) &&
        !vg_prefilter_may(q->pre, utf8.p, utf8.len, is_html))
        LAW(vg_read_skim(in, &a, &t, &err) != VG_OK || !holds(&q->g, t.text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_BUF page = {.max = 1 << 20};
    size_t kind = n == 0 ? 0 : bytes[0] / TRIGGERS % KINDS;
    struct vg_read_input in = {.media = vg_str(kinds[kind].media)};

    if (n == 0)
        return 0;
    put_page(&page, bytes + 1, n - 1);
    if (page.len == 0 || page.full ||
        (kinds[kind].charset != NULL && !convert(&page, kinds[kind].charset)))
        return 0;
    in.bytes = page.p;
    in.len = page.len;
    look(asked_of(bytes[0] % TRIGGERS), &in);
    return 0;
}
