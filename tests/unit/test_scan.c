/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Which passages a scan prints, which pages it need not read, and that nobody can tell from the
 * result who worked. */
#include "place.h"

#include <glob.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/utf8.h"
#include "read/read.h"
#include "scan/emit.h"
#include "scan/prefilter.h"
#include "scan/prefilter_raw.h"
#include "scan/prefilter_signs.h"
#include "scan/scan_stream.h"

static const struct vg_gazetteer_name names[] = {
    {{"t1", 2}, {"service station", 15}, {"en", 2}, VG_NAME_TRIGGER},
    {{"t2", 2}, {"警务站", 9}, {"zh", 2}, VG_NAME_TRIGGER},
    {{"p1", 2}, {"Fairview", 8}, {"en", 2}, VG_NAME_PLACE},
    {{"p2", 2}, {"福州", 6}, {"zh", 2}, VG_NAME_PLACE},
};
enum { NAMES = sizeof names / sizeof *names, ROOM = 4 * VG_FINDER_ROOM };

struct table {
    struct vg_buf bytes;
    struct vg_gazetteer g;
    struct vg_prefilter *pre;
};

static void table_make(struct table *t, size_t n)
{
    struct vg_err err;

    *t = (struct table){.bytes = {.max = 1 << 22}};
    assert_int_equal(vg_gazetteer_build(names, n, &t->bytes, &err), VG_OK);
    assert_int_equal(vg_gazetteer_open(&t->g, t->bytes.p, t->bytes.len, &err), VG_OK);
    t->pre = vg_prefilter_make(names, n);
}

static void table_end(struct table *t)
{
    vg_prefilter_end(t->pre);
    vg_buf_end(&t->bytes);
}

#define SCOPED_TABLE __attribute__((cleanup(table_end))) struct table

static size_t find(const struct table *t, struct vg_str text, struct vg_hit *hits)
{
    struct vg_finder f;
    size_t n = 0, more;

    vg_finder_begin(&f, &t->g, text.p, text.len);
    do {
        assert_true(n + VG_FINDER_ROOM <= ROOM);
        more = vg_finder_next(&f, hits + n, ROOM - n);
        n += more;
    } while (more > 0);
    return n;
}

static void read_page(const char *page, size_t len, struct vg_arena *a, struct vg_text *out)
{
    struct vg_read_input in = {.bytes = page, .len = len, .media = vg_str("text/html")};
    struct vg_err err;

    if (vg_read(&in, a, out, &err) != VG_OK)
        fail_msg("%s", err.text);
}

/* -- passages ---------------------------------------------------------------------------------- */
static const char *dots(struct vg_arena *a, size_t n, const char *one)
{
    VG_SCOPED_BUF b = {.max = 1 << 20};

    for (size_t i = 0; i < n; i++)
        vg_puts(&b, one);
    return vg_copy(a, b.p, b.len);
}

static void a_pair_is_a_trigger_and_a_place_within_200_characters(void **state)
{
    SCOPED_TABLE t;
    VG_SCOPED_ARENA a = {0};
    struct vg_hit hits[ROOM];
    const struct {
        const char *text;
        size_t passages;
    } rows[] = {
        {"<p>The service station in Fairview is open.", 1},
        {"<p>The service station.<p>It is in Fairview.", 0}, /* two blocks */
        {"<p>Fairview only.", 0},
        {"<p>A service station only.", 0},
        {vg_print(&a, "<p>A service station%sFairview.", dots(&a, 66, " a.")), 1},
        {vg_print(&a, "<p>A service station%sFairview.", dots(&a, 67, " a.")), 0},
        {vg_print(&a, "<p>福州%s警务站", dots(&a, 200, "的")), 1},
        {vg_print(&a, "<p>福州%s警务站", dots(&a, 201, "的")), 0},
        {"<p>福州警务站", 1},
    };

    (void)state;
    table_make(&t, NAMES);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_text text;
        struct vg_emitted *list;
        size_t n;

        read_page(rows[i].text, strlen(rows[i].text), &a, &text);
        n = find(&t, text.text, hits);
        n = vg_emit(&text, hits, n, VG_EMIT_PAIR, &a, &list);
        if (n != rows[i].passages)
            fail_msg("row %zu: %zu passages: %.80s", i, n, rows[i].text);
    }
}

static void a_passage_is_cut_at_sentences_and_never_longer_than_it_may_be(void **state)
{
    SCOPED_TABLE t;
    VG_SCOPED_ARENA a = {0};
    struct vg_hit hits[ROOM];
    const char *page = vg_print(
        &a, "<p>%sThe first sentence. The service station in Fairview is open. The last one. %s",
        dots(&a, 200, "Words come before it. "), dots(&a, 200, "Words come after it. "));
    struct vg_text text;
    struct vg_emitted *list;
    struct vg_str passage;
    size_t n;

    (void)state;
    table_make(&t, NAMES);
    read_page(page, strlen(page), &a, &text);
    n = find(&t, text.text, hits);
    assert_int_equal(vg_emit(&text, hits, n, VG_EMIT_PAIR, &a, &list), 1);
    passage = (struct vg_str){text.text.p + list[0].start, list[0].end - list[0].start};
    assert_true(passage.len <= VG_EMIT_BYTES);
    assert_string_equal(vg_copy(&a, passage.p, passage.len),
                        "The service station in Fairview is open.");
    assert_int_equal(list[0].count, 2);
    page = vg_print(&a, "<p>%s", dots(&a, 400, "福州警务站"));
    read_page(page, strlen(page), &a, &text);
    n = find(&t, text.text, hits);
    assert_int_equal(vg_emit(&text, hits, n, VG_EMIT_PAIR, &a, &list), 1);
    assert_true(list[0].end - list[0].start <= VG_EMIT_BYTES);
    for (size_t i = 0; i < (n = vg_emit(&text, hits, n, VG_EMIT_EVERY, &a, &list)); i++)
        assert_true(list[i].end - list[i].start <= VG_EMIT_BYTES && list[i].count > 0);
}

/* Where the two do not fit in 600 bytes with what stands between them, they have what they need. */
static void both_of_a_pair_stand_in_the_passage(void **state)
{
    SCOPED_TABLE t;
    VG_SCOPED_ARENA a = {0};
    struct vg_hit hits[ROOM];
    const struct {
        const char *text;
        size_t most;
    } rows[] = {
        {vg_print(&a, "<p>福州%s警务站。", dots(&a, 190, "的")), VG_EMIT_BYTES},
        {vg_print(&a, "<p>首先，福州%s警务站，其次。", dots(&a, 195, "的")), 600},
        {vg_print(&a, "<p>首先，福州%s警务站，其次。", dots(&a, 196, "的")), 603},
        {vg_print(&a, "<p>首先，警务站%s福州，其次。", dots(&a, 200, "的")), 615},
        {vg_print(&a, "<p>福州%sservice station.", dots(&a, 200, "𠀀")), 821},
    };

    (void)state;
    table_make(&t, NAMES);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_text text;
        struct vg_emitted *list;
        size_t n;

        read_page(rows[i].text, strlen(rows[i].text), &a, &text);
        n = find(&t, text.text, hits);
        assert_int_equal(n, 2);
        ROW_CHECK(i, rows[i].text, vg_emit(&text, hits, n, VG_EMIT_PAIR, &a, &list) == 1);
        ROW_CHECK(i, rows[i].text, list[0].count == 2);
        ROW_CHECK(i, rows[i].text, list[0].start <= hits[0].start && list[0].end >= hits[1].end);
        ROW_CHECK(i, rows[i].text, list[0].end - list[0].start <= rows[i].most);
    }
}

static void with_every_each_name_lies_in_a_passage(void **state)
{
    SCOPED_TABLE t;
    VG_SCOPED_ARENA a = {0};
    struct vg_hit hits[ROOM];
    const char *page =
        vg_print(&a, "<p>%sFairview", dots(&a, 40, "Fairview is a town of many words. "));
    struct vg_text text;
    struct vg_emitted *list;
    size_t n, passages, covered = 0;

    (void)state;
    table_make(&t, NAMES);
    read_page(page, strlen(page), &a, &text);
    n = find(&t, text.text, hits);
    assert_int_equal(n, 41);
    passages = vg_emit(&text, hits, n, VG_EMIT_EVERY, &a, &list);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;

        while (k < passages && !(hits[i].start >= list[k].start && hits[i].end <= list[k].end))
            k++;
        covered += k < passages;
    }
    assert_int_equal(covered, n);
    assert_int_equal(vg_emit(&text, hits, n, VG_EMIT_NONE, &a, &list), 0);
}

/* -- the look before reading
 * ------------------------------------------------------------------------ */
static int may_hold(const struct vg_prefilter *pre, const char *page, size_t len)
{
    struct vg_read_input in = {.bytes = page, .len = len, .media = vg_str("text/html")};
    VG_SCOPED_ARENA a = {0};
    struct vg_str utf8;
    int is_html;

    return !vg_read_utf8(&in, &a, &utf8, &is_html) ||
           vg_prefilter_may(pre, utf8.p, utf8.len, is_html);
}

/* Pages that hold a trigger, written so that it does not stand there as it is listed. */
static void a_page_with_a_trigger_is_never_passed_over(void **state)
{
    static const struct {
        const char *page;
        size_t len; /* 0: to the NUL */
    } rows[] = {
        {"<p>a service station", 0},
        {"<p>a SERVICE\nSTATION", 0},
        {"<p>a service stations", 0},
        {"<p>a ser<b>vice</b> station", 0},
        {"<p>a service sta<!-- x -->tion", 0},
        {"<p>a service sta<span></span><i>tion</i>", 0},
        {"<p>a service stat&#105;on", 0},
        {"<p>a service sta&shy;tion", 0},
        {"<p>a serv\xc2\xadice sta\xc2\xadtion", 0},
        {"<p>a serv&iacute;ce stat&iacuteon", 0},
        {"<p>a service stat\xc3\xadon", 0},
        {"<p>a service st\xc3\xa0<i>t</i>\xc3\xadon", 0},
        {"<p>a s\xc3\xa9<b></b>rvice st\xc3\xa1tion", 0},
        {"<p>a ser<i title='>'>vice</i> sta<i title=\">\">tion</i>", 0},
        {"<p>a ser<wbr>vice st<b>&aacute;</b>tion", 0},
        {"<meta charset=windows-1252><p>a service st\xe1tion", 0},
        {"<p>a ser\xe2\x80\x8bvice sta\xe2\x80\x8btion", 0},
        {"<p>a \xef\xbd\x93\xef\xbd\x85\xef\xbd\x92vice \xef\xbd\x93tation", 0},
        /* what looks like a script and is none, or is none that hides what follows */
        {"<!-- <script> --><p>a ser<b>vice</b> station<script></script>", 0},
        {"<!-- --!><!-- <script> --!><p>a ser<b>vice</b> station<script></script>", 0},
        {"<p title='<script>'>a ser<b>vice</b> station<script></script>", 0},
        {"<p title = \n\"a > b <style>\">a ser<b>vice</b> station<style></style>", 0},
        {"<p title=<script>a ser<b>vice</b> station<script></script>", 0},
        {"<p title='>' <script>a ser<b>vice</b> station<script></script>", 0},
        {"<? <script>a ser<b>vice</b> station<script></script>", 0},
        {"<textarea><script></textarea>a ser<b>vice</b> station<script></script>", 0},
        {"<title><style></title>a ser<b>vice</b> station<style></style>", 0},
        {"<svg><![CDATA[<script>]]><p>a ser<b>vice</b> station<script></script>", 0},
        {"<svg><script><p>a ser<b>vice</b> station</script>", 0},
        {"<svg><desc title='<p>'><script><p>a ser<b>vice</b> station</script>", 0},
        {"<p>a ser<svg><script></svg><b>vice</b> station</script>", 0},
        {"<textarea><script>a ser\xe2\x80\x8bvice station</script>", 0},
        {"<plaintext><script>a serv&iacute;ce ser\xe2\x80\x8bvice station</script>", 0},
        {"<scripts>a ser<b>vice</b> station</scripts><script></script>", 0},
        {"<p>a ser<!-->vice<!-- --> station", 0},
        {"<p>a ser<!-- --!>vice<!-- --> station", 0},
        {"<p>a ser<i a='\"' b=\">\">vice</i> station", 0},
        {"<p>a ser<i ='>vice</i> station'>", 0},
        {"<p>a ser<p:x>vice</p:x> station", 0},
        {"<p>a ser<!doctype html>vice station", 0},
        {"<?xml version='1.0'?><a>a ser<p>vice</p> station</a>", 0},
        {"<rss><item><description>ser&lt;b&gt;vice&lt;/b&gt; station</description></item></rss>",
         0},
        {"<p>警务站", 0},
        {"<p>警<b>务</b>站", 0},
        {"<p>警 务\n站", 0},
        {"<p>&#35686;务站", 0},
        {"<p>警務站", 0},
        {"<p>这里从前有一个警务站，后来没有了，大家都这么说。\xff 完", 0},
        {"<meta charset=gb18030><p>\xbe\xaf\xce\xf1\xd5\xbe", 0}, /* GB18030 */
        {"<meta charset=big5><p>\xc4\xb5\xb0\xc8\xaf\xb8", 0},    /* Big5, traditional */
        {"\xff\xfe<\0p\0>\0\x66\x8b\xa1\x52\xd9\x7a", 14},        /* UTF-16 */
    };
    SCOPED_TABLE t;
    VG_SCOPED_ARENA a = {0};
    struct vg_hit hits[ROOM];

    (void)state;
    table_make(&t, NAMES);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len = rows[i].len == 0 ? strlen(rows[i].page) : rows[i].len;
        struct vg_text text;
        int has = 0;

        read_page(rows[i].page, len, &a, &text);
        for (size_t k = 0, n = find(&t, text.text, hits); k < n; k++)
            has |= hits[k].kind == VG_NAME_TRIGGER;
        if (!has)
            print_message("row %zu holds no trigger after reading: %.*s\n", i, (int)text.text.len,
                          text.text.p);
        if (has && !may_hold(t.pre, rows[i].page, len))
            fail_msg("row %zu was passed over: %s", i, rows[i].page);
    }
}

/* Each element, begun, ended and whole inside a word, in others. */
static void no_element_inside_a_word_hides_it(void **state)
{
    static const char *const elements[] = {
        "a",        "address",  "article",  "aside",    "b",        "blockquote",  "body",
        "br",       "button",   "caption",  "center",   "col",      "dd",          "details",
        "div",      "dl",       "dt",       "embed",    "fieldset", "figcaption",  "figure",
        "font",     "footer",   "form",     "frame",    "frameset", "h1",          "h6",
        "head",     "header",   "hr",       "html",     "iframe",   "img",         "input",
        "legend",   "li",       "link",     "main",     "math",     "meta",        "nav",
        "noscript", "object",   "ol",       "optgroup", "option",   "p",           "param",
        "pre",      "rp",       "rt",       "ruby",     "script",   "section",     "select",
        "span",     "style",    "sub",      "summary",  "svg",      "table",       "tbody",
        "td",       "template", "textarea", "th",       "thead",    "title",       "tr",
        "ul",       "video",    "wbr",      "xmp",      "x-y",      "blockquotes", "pp",
        "p:x"};
    static const char *const around[] = {
        "<p>",        "",         "<span>",           "<table><tr><td>", "<ul><li>", "<h2>",
        "<a href=x>", "<button>", "<select><option>", "<svg>",           "<title>",  "<pre>"};
    static const char *const inside[] = {"<%s>",      "</%s>",      "<%s/>",    "<%s a='b'>",
                                         "<%s></%s>", "<%s>x</%s>", "</%s><%s>"};
    SCOPED_TABLE t;
    size_t with = 0, bad = 0;

    (void)state;
    table_make(&t, NAMES);
    for (size_t e = 0; e < sizeof elements / sizeof *elements; e++)
        for (size_t k = 0; k < sizeof around / sizeof *around; k++)
            for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
                VG_SCOPED_ARENA a = {0};
                VG_SCOPED_BUF page = {.max = 1024};
                struct vg_hit hits[ROOM];
                struct vg_text text;

                vg_putf(&page, "<html><body>%sa serv", around[k]);
                for (const char *c = inside[i]; *c != '\0'; c++)
                    if (*c == '%') {
                        vg_puts(&page, elements[e]);
                        c++;
                    } else {
                        vg_putc(&page, *c);
                    }
                vg_puts(&page, "ice station stands");
                read_page(page.p, page.len, &a, &text);
                if (find(&t, text.text, hits) == 0)
                    continue;
                with++;
                if (!may_hold(t.pre, page.p, page.len))
                    print_message("passed over: %.*s\n", (int)page.len, page.p), bad++;
            }
    assert_true(bad == 0);
    assert_true(with > 1000);
}

static void a_page_without_one_is_passed_over(void **state)
{
    static const char *const rows[] = {
        "<html><title>A town</title><style>a<b{}</style><body><p>Nothing of it here.</p>",
        "<ul><li>One</li><li>Two &amp; three</li></ul><a href=\"?a=1&b=2\">AT&T</a>",
        "<script>if(a<b&&c>d)x();</script></body></html>",
        "<!-- a --><script><!--\nif(a<b&&c>d)x('</p>');\n//--></script><p title=\"a\">b",
        "<script>//<![CDATA[\nif(a<b)x('&eacute;')\n//]]></script><p>c",
        "<p title='a'>b</p><script src=\"c\"></script><style>d>e{}</style><SCRIPT>f<g</SCRIPT>",
        "<p>a<svg><path d=\"b\"/></svg> c<div></div><script>if(d<e)f(\"g</i>\");</script>",
        "<p>这里什么也没有。</p><p>只有一些<b>别的</b>话，还有“引号”。</p>",
        /* words with markup, accents and references in them, which are no trigger's */
        "<p><code>size_t</code>s of n<b>ine</b> caf\xc3\xa9s, Se&ntilde;or M&uuml;ller&#39;s",
        "<p>\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0 \xf0\x9f\x98\x80",
        "<meta charset=gb18030><p>2022\xc4\xea\xbe\xaf\xb2\xec\xd5\xbe", /* 警察站 */
        "<p>警车<b>务</b>工<i>站</i>台", /* all characters, but not beside each other */
    };
    SCOPED_TABLE t;

    (void)state;
    table_make(&t, NAMES);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (may_hold(t.pre, rows[i], strlen(rows[i])))
            fail_msg("row %zu is read", i);
}

static void the_characters_of_a_trigger_must_be_there_one_beside_the_other(void **state)
{
    static const struct {
        const char *page;
        int may;
    } rows[] = {
        {"<p>在山口站", 1},
        {"<p>站<b>口</b><br>山", 0},
        {"<p>山<b>口</b>\xe3\x80\x80站", 1},
        {"<p>山<img alt='门'>口<!-- 车 -->站", 1}, /* only reading tells what is shown of these */
        {"<p><b>口</b>站<b>山</b>，口", 1},        /* or what the markup makes of them */
        {"<p>山 口\n站", 1},
        {"<p>山。口站", 1}, /* what is neither ASCII nor Han may be unseen */
        {"<p>山门口站", 0},
        {"<p>\xe2\xbc\xad\xe2\xbc\x9d站", 1}, /* ⼭⼝, radicals */
        {"<p>山门站，火车口", 0},
        {"<p>山和站", 0},
        {"<p>口站", 0},
        {"<p>山山山站站站", 0},
        {"<p>山口 \xf0\xa0\x80\x80", 1}, /* far Han may fold to anything */
        {"<p>山站 \xf0\x9f\x98\x80", 0}, /* a smile does not */
        {"<p>山站 \xff", 0},
    };
    static const struct vg_gazetteer_name trigger = {
        {"t", 1}, {"山口站", 9}, {"zh", 2}, VG_NAME_TRIGGER};
    struct vg_prefilter *pre = vg_prefilter_make(&trigger, 1);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (may_hold(pre, rows[i].page, strlen(rows[i].page)) != rows[i].may)
            fail_msg("row %zu: %s", i, rows[i].page);
    vg_prefilter_end(pre);
}

/* Signs are looked for in stretches: none is missed at their borders or at the ends. */
static void a_disguise_is_seen_wherever_it_stands(void **state)
{
    static const struct {
        const char *text;
        int may;
    } rows[] = {
        {"ser<b>vice station", 1},
        {"servi\xc3\xa7"
         "e st\xc3\xa0tion",
         1},
        {"serv&iacute;ce station", 1},
        {"st&#97;tion service", 1},
        {"x<script>'<'</script>ser<i>vice", 1},
        {"ser<b>vi station", 0},
        {"serv\xc3\xa7"
         "e st\xc3\xa0n",
         0},
    };
    SCOPED_TABLE t;

    (void)state;
    table_make(&t, 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t at = 0; at < 70; at++) {
            for (size_t behind = 0; behind < 70; behind += 1 + behind / 34 * 5) {
                VG_SCOPED_BUF page = {.max = 1024};

                for (size_t k = 0; k < at; k++)
                    vg_putc(&page, ' ');
                vg_puts(&page, rows[i].text);
                for (size_t k = 0; k < behind; k++)
                    vg_putc(&page, ' ');
                if (vg_prefilter_may(t.pre, page.p, page.len, 1) != rows[i].may)
                    fail_msg("row %zu at %zu, %zu behind it", i, at, behind);
            }
        }
    }
}

static uint32_t chance(uint32_t *seed, uint32_t n)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % n;
}

static void add_signs(enum vg_scan_path path, struct vg_str page, struct vg_buf *out)
{
    uint32_t list[VG_PREFILTER_SIGNS];
    size_t at = 0;

    while (at < page.len) {
        size_t n = vg_prefilter_signs_by(path, page.p, page.len, &at, list);

        for (size_t i = 0; i < n; i++)
            vg_putf(out, "%u ", list[i]);
    }
    for (size_t i = 0; i < page.len; i++)
        vg_putf(out, "%zu ", vg_prefilter_mark_by(path, page.p, page.len, i));
}

/* Each way to go finds the same signs and marks, on pages of any length. */
static void what_is_found_does_not_depend_on_the_processor(void **state)
{
    static const char *const pieces[] = {
        "a",   " ",        "<",  "</",           "&",   "<s",        "<M",
        "<te", "<pl",      "<x", "<td>",         "-->", "]]>",       "!>",
        "=>",  "\xc3\xa9", "字", "\xef\xbb\xbf", "\n",  "a<b>c</b>", "0<"};
    uint32_t seed = 7;

    (void)state;
    for (int round = 0; round < 600; round++) {
        VG_SCOPED_BUF page = {.max = 4096}, plain = {.max = 1 << 16};

        for (int k = 0; k < round; k++)
            vg_puts(&page, pieces[chance(&seed, chance(&seed, 2) == 0 ? 2 : 21)]);
        add_signs(VG_SCAN_PLAIN, vg_buf_str(&page), &plain);
        for (enum vg_scan_path path = VG_SCAN_AVX2; path < VG_SCAN_PATHS; path++) {
            VG_SCOPED_BUF wide = {.max = 1 << 16};

            if (!vg_scan_has(path))
                continue;
            add_signs(path, vg_buf_str(&page), &wide);
            assert_int_equal(wide.len, plain.len);
            assert_true(wide.len == 0 || memcmp(wide.p, plain.p, wide.len) == 0);
        }
    }
}

/* A trigger with things between its characters that may or may not leave it one. */
static void put_disguised(struct vg_buf *b, uint32_t *seed)
{
    static const char *const triggers[] = {"service station", "Service Stations", "警务站",
                                           "警務站"};
    static const char *const tricks[] = {"<b>",          "</b>",     "<i class=a>",
                                         "</i>",         "<br>",     "<p>",
                                         "&shy;",        "\xc2\xad", "\n",
                                         "<!-- -->",     "<span>",   "&#8203;",
                                         "\xe2\x80\x8b", "</span>",  " ",
                                         "&amp;",        "&nbsp;",   "é",
                                         "&eacute;",     "&zwnj;",   "<script>a</script>",
                                         "<u><u>",       "x",        "。"};
    const char *t = triggers[chance(seed, 4)];

    for (size_t at = 0, len = strlen(t); at < len;) {
        uint32_t c;
        size_t n = vg_utf8_next(t + at, len - at, &c);

        if (chance(seed, 12) == 0)
            vg_puts(b, tricks[chance(seed, sizeof tricks / sizeof *tricks)]);
        if (chance(seed, 24) == 0)
            vg_putf(b, "&#%u;", c);
        else
            vg_put(b, t + at, n);
        at += n;
    }
}

/* Pages of tricks, held against the reader: what it finds after reading was not passed over. */
static void nothing_is_lost_on_pages_made_of_tricks(void **state)
{
    static const char *const noise[] = {"<p>", "word ",      "<li>a</li>", "。",
                                        "字",  "<td>b</td>", "A&B",        "\n"};
    SCOPED_TABLE t;
    uint32_t seed = 20260101;
    size_t with = 0, passed = 0;

    (void)state;
    table_make(&t, NAMES);
    for (int round = 0; round < 3000; round++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF page = {.max = 4096};
        struct vg_hit hits[ROOM];
        struct vg_text text;
        int has = 0, may;

        vg_puts(&page, "<html><body>");
        for (int i = 0; i < 5; i++)
            vg_puts(&page, noise[chance(&seed, 8)]);
        if (chance(&seed, 8) > 0)
            put_disguised(&page, &seed);
        read_page(page.p, page.len, &a, &text);
        for (size_t k = 0, n = find(&t, text.text, hits); k < n; k++)
            has |= hits[k].kind == VG_NAME_TRIGGER;
        may = may_hold(t.pre, page.p, page.len);
        with += (size_t)has;
        passed += !may;
        if (has && !may)
            fail_msg("passed over: %.*s", (int)page.len, page.p);
    }
    assert_true(with > 1000);
    assert_true(passed > 100);
}

/* What is looked through and what is read hold the same text in the same blocks. */
static void a_page_that_is_skimmed_has_the_text_it_has_when_read(void **state)
{
    static const char *const pages[] = {
        "<title>a</title><p>一<b>二</b><ul><li>三<li>四</ul><table><tr><td>五<td>六</table>",
        "<p>one<div>two<h1>three</h1><script>no</script></div><img alt=five>",
        "plain text\n\nin two paragraphs",
        "a,b,c\n1,2,3\n4,5,6\n",
        "{\"a\": [\"one\", \"two\"]}",
        "<meta charset=iso-2022-jp><p>\x1b$B4A;z\x1b(B and more",
        "<meta charset=hz-gb-2312><p>~{VPND~} and more",
        "<meta charset=iso-2022-jp><p>nothing but ASCII",
        "<meta charset=big5><p>caf\xc3\xa9 in UTF-8",
        "<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0",
        "\xef\xbb\xbf<meta charset=big5><p>a mark \xe4\xb8\xad",
    };

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_read_input in = {.bytes = pages[i], .len = strlen(pages[i])};
        struct vg_text read, skimmed;
        struct vg_err err;

        assert_int_equal(vg_read(&in, &a, &read, &err), VG_OK);
        assert_int_equal(vg_read_skim(&in, &a, &skimmed, &err), VG_OK);
        assert_int_equal(skimmed.text.len, read.text.len);
        assert_memory_equal(skimmed.text.p, read.text.p, read.text.len);
        assert_int_equal(skimmed.block_count, read.block_count);
        for (size_t k = 0; k < read.block_count; k++)
            assert_true(skimmed.blocks[k].start == read.blocks[k].start &&
                        skimmed.blocks[k].len == read.blocks[k].len);
    }
}

/* -- shards
 * ------------------------------------------------------------------------------------------ */
struct result {
    struct vg_buf lines;
    size_t told;
};

static int put(void *w, const char *lines, size_t n, struct vg_err *err)
{
    struct result *r = w;

    (void)err;
    vg_put(&r->lines, lines, n);
    return VG_OK;
}

static void told(void *w, const char *file, const char *says)
{
    struct result *r = w;

    (void)file;
    (void)says;
    r->told++;
}

static const char *shard_in(struct place *p, int number)
{
    VG_SCOPED_BUF b = {0};
    const char *path = vg_print(&p->a, "%s/shard%d.warc", p->folder, number);

    for (int i = 0; i < 150; i++) {
        const char *page =
            vg_print(&p->a, "<html><p>Page %d of %d.</p><p>%s</p></html>", i, number,
                     i % 7 == 0 ? "The service station in Fairview is open." : "Nothing is here.");

        vg_putf(&b,
                "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/%d/%d\r\n"
                "WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: text/html\r\nContent-Length: "
                "%zu\r\n\r\n%s\r\n\r\n",
                number, i, strlen(page), page);
    }
    must(p, vg_file_write(path, b.p, b.len, 0600, &p->err));
    return path;
}

static const char *names_in(struct place *p)
{
    static const char text[] =
        "id,name,kind,lang\nt1,service station,trigger,en\np1,Fairview,place,en\n";
    const char *path = vg_print(&p->a, "%s/names.csv", p->folder);

    must(p, vg_file_write(path, text, sizeof text - 1, 0600, &p->err));
    return path;
}

static void scan(struct place *p, const struct vg_scan_options *o, const char *const *files,
                 size_t n, struct result *r, size_t wrong)
{
    struct vg_scan *s;
    size_t failed;

    r->lines.max = 1 << 24;
    must(p, vg_scan_open(&p->app, o, &s, &p->err));
    must(p, vg_scan_run(s, files, n, put, told, r, &failed, &p->err));
    vg_scan_close(s);
    assert_int_equal(failed, wrong);
}

static void nobody_can_tell_from_the_lines_how_many_worked_or_what_was_passed_over(void **state)
{
    SCOPED_PLACE p;
    const char *files[6];
    struct result first = {0};

    (void)state;
    place_begin(&p);
    for (int i = 0; i < 6; i++)
        files[i] = shard_in(&p, i);
    for (int threads = 1; threads <= 4; threads += 3) {
        for (int all = 0; all < 2; all++) {
            struct result r = {0};
            struct vg_scan_options o = {
                .names = names_in(&p), .threads = threads, .no_prefilter = all, .emit = "pair"};

            scan(&p, &o, files, 6, &r, 0);
            if (first.lines.len == 0) {
                first = r;
                assert_non_null(memmem(r.lines.p, r.lines.len, "\"emitted\":22", 12));
                continue;
            }
            if (!all) { /* with all pages read, more of them are counted */
                assert_int_equal(r.lines.len, first.lines.len);
                assert_memory_equal(r.lines.p, first.lines.p, r.lines.len);
            }
            vg_buf_end(&r.lines);
        }
    }
    vg_buf_end(&first.lines);
}

static void a_shard_that_is_not_there_is_told_and_the_others_are_done(void **state)
{
    SCOPED_PLACE p;
    struct result r = {0};
    const char *files[3];
    struct vg_scan_options o;

    (void)state;
    place_begin(&p);
    o = (struct vg_scan_options){.names = names_in(&p)};
    files[0] = shard_in(&p, 0);
    files[1] = "/nowhere/at/all.warc";
    files[2] = shard_in(&p, 2);
    scan(&p, &o, files, 3, &r, 1);
    assert_int_equal(r.told, 1);
    assert_non_null(memmem(r.lines.p, r.lines.len, "\"file\":\"shard2.warc\",\"input\"", 28));
    vg_buf_end(&r.lines);
}

static void a_result_is_named_by_shard_and_rules_and_not_made_twice(void **state)
{
    SCOPED_PLACE p;
    struct result r = {0};
    const char *files[1];
    struct vg_scan_options o;
    struct stat before, after;
    const char *path;
    glob_t found;

    (void)state;
    place_begin(&p);
    files[0] = shard_in(&p, 0);
    o = (struct vg_scan_options){.names = names_in(&p),
                                 .folder = vg_print(&p.a, "%s/out", p.folder)};
    scan(&p, &o, files, 1, &r, 0);
    assert_int_equal(r.lines.len, 0);
    assert_int_equal(glob(vg_print(&p.a, "%s/out/*", p.folder), 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 1); /* nothing half made beside it */
    path = vg_copyz(&p.a, found.gl_pathv[0]);
    globfree(&found);
    assert_non_null(strstr(path, ".jsonl"));
    assert_int_equal(stat(path, &before), 0);
    scan(&p, &o, files, 1, &r, 0);
    assert_int_equal(r.told, 1);
    assert_int_equal(stat(path, &after), 0);
    assert_true(before.st_ino == after.st_ino);
    vg_buf_end(&r.lines);
}

/* A copy that broke off, an empty file, somebody's notes: none of them is a result. */
static void what_is_not_whole_is_made_again(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF whole = {.max = 1 << 20};
    struct result r = {0};
    const char *files[1];
    struct vg_scan_options o;
    const char *path;
    glob_t found;

    (void)state;
    place_begin(&p);
    files[0] = shard_in(&p, 0);
    o = (struct vg_scan_options){.names = names_in(&p),
                                 .folder = vg_print(&p.a, "%s/out", p.folder)};
    scan(&p, &o, files, 1, &r, 0);
    assert_int_equal(glob(vg_print(&p.a, "%s/out/*", p.folder), 0, NULL, &found), 0);
    path = vg_copyz(&p.a, found.gl_pathv[0]);
    globfree(&found);
    must(&p, vg_file_read(path, &whole, &p.err));
    for (size_t cut = 0; cut < whole.len; cut = cut < whole.len - 2 ? whole.len - 2 : cut + 1) {
        VG_SCOPED_BUF is = {.max = 1 << 20};

        must(&p, vg_file_write(path, whole.p, cut, 0644, &p.err));
        scan(&p, &o, files, 1, &r, 0);
        must(&p, vg_file_read(path, &is, &p.err));
        assert_int_equal(is.len, whole.len);
        assert_memory_equal(is.p, whole.p, is.len);
    }
    assert_int_equal(r.told, 3);
    assert_int_equal(glob(vg_print(&p.a, "%s/out/*", p.folder), 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 1);
    globfree(&found);
    vg_buf_end(&r.lines);
}

static int stop_now(void *w)
{
    int *left = w;

    return --*left < 0;
}

/* Is all that stands in the folder of results whole? A shard may have been done before. */
static int has_whole_results_only(struct place *p)
{
    int whole = 1;
    glob_t found;

    if (glob(vg_print(&p->a, "%s/out/*", p->folder), 0, NULL, &found) == GLOB_NOMATCH)
        return 1;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        VG_SCOPED_BUF is = {.max = 1 << 20};
        const char *path = found.gl_pathv[i];

        must(p, vg_file_read(path, &is, &p->err));
        whole &= strcmp(path + strlen(path) - 6, ".jsonl") == 0 && is.len > 2 &&
                 is.p[is.len - 1] == '\n' && memmem(is.p, is.len, "{\"end\":true,", 12) != NULL;
        (void)unlink(path);
    }
    globfree(&found);
    return whole;
}

static void a_scan_that_is_interrupted_ends_and_leaves_nothing_half_made(void **state)
{
    SCOPED_PLACE p;
    const char *files[2];
    struct vg_scan_options o;

    (void)state;
    place_begin(&p);
    files[0] = shard_in(&p, 0);
    files[1] = shard_in(&p, 1);
    o = (struct vg_scan_options){.names = names_in(&p),
                                 .folder = vg_print(&p.a, "%s/out", p.folder)};
    for (int asked = 0; asked < 6; asked++) { /* it is asked so many times before */
        struct result r = {.lines = {.max = 1 << 24}};
        struct vg_scan *s;
        size_t failed;
        int left = asked;

        p.app.stop = stop_now;
        p.app.w = &left;
        must(&p, vg_scan_open(&p.app, &o, &s, &p.err));
        ROW_CHECK((size_t)asked, p.err.text,
                  vg_scan_run(s, files, 2, put, told, &r, &failed, &p.err) == VG_E_INTERRUPTED);
        vg_scan_close(s);
        ROW_CHECK((size_t)asked, "results", has_whole_results_only(&p));
        vg_buf_end(&r.lines);
    }
}

static void a_promise_that_is_not_kept_is_damage_where_it_is_looked_at(void **state)
{
    static const char shard[] =
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\n"
        "WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: text/html\r\n"
        "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nContent-Length: 43\r\n\r\n"
        "<p>The service station in Fairview is open.\r\n\r\n";
    SCOPED_PLACE p;
    const char *files[1];

    (void)state;
    place_begin(&p);
    files[0] = vg_print(&p.a, "%s/a.warc", p.folder);
    must(&p, vg_file_write(files[0], shard, sizeof shard - 1, 0600, &p.err));
    for (int digests = 0; digests < 2; digests++) {
        struct vg_scan_options o = {.names = names_in(&p), .digests = digests};
        struct result r = {0};
        const char *says =
            digests ? "\"digests\":true,\"damage\":1}" : "\"digests\":false,\"damage\":0}";

        scan(&p, &o, files, 1, &r, 0);
        ROW_CHECK((size_t)digests, says,
                  memmem(r.lines.p, r.lines.len, says, strlen(says)) != NULL);
        ROW_CHECK((size_t)digests, says,
                  memmem(r.lines.p, r.lines.len, "\"emitted\":1", 11) != NULL);
        vg_buf_end(&r.lines);
    }
}

static void one_shard_scanned_twice_at_once_gives_one_whole_result(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF is = {.max = 1 << 20};
    struct result direct = {0}, r = {0};
    const char *files[4];
    struct vg_scan_options o;
    glob_t found;

    (void)state;
    place_begin(&p);
    files[0] = shard_in(&p, 0);
    for (int i = 1; i < 4; i++)
        files[i] = files[0];
    o = (struct vg_scan_options){.names = names_in(&p)};
    scan(&p, &o, files, 1, &direct, 0);
    o.threads = 4;
    o.folder = vg_print(&p.a, "%s/out", p.folder);
    scan(&p, &o, files, 4, &r, 0);
    assert_int_equal(glob(vg_print(&p.a, "%s/out/*", p.folder), 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 1);
    must(&p, vg_file_read(found.gl_pathv[0], &is, &p.err));
    assert_int_equal(is.len, direct.lines.len);
    assert_memory_equal(is.p, direct.lines.p, is.len);
    globfree(&found);
    vg_buf_end(&direct.lines);
    vg_buf_end(&r.lines);
}

static void a_list_of_persons_is_refused(void **state)
{
    SCOPED_PLACE p;
    struct vg_scan *s;
    VG_SCOPED_BUF b = {.max = 1 << 16};
    const char *path;
    struct vg_scan_options o;

    (void)state;
    place_begin(&p);
    path = vg_print(&p.a, "%s/people.csv", p.folder);
    for (int i = 0; i < 40; i++)
        vg_putf(&b, "%d,person%d@example.org,place\n", i, i);
    must(&p, vg_file_write(path, b.p, b.len, 0600, &p.err));
    o = (struct vg_scan_options){.names = path};
    assert_int_equal(vg_scan_open(&p.app, &o, &s, &p.err), VG_E_REFUSED);
}

static void a_line_that_a_child_made_up_is_refused(void **state)
{
    static const char person[] =
        "{\"file\":\"a\",\"record\":1,\"offset\":0,\"length\":0,\"url\":null,\"at\":null,"
        "\"digest\":\"\",\"language\":\"\",\"charset\":\"\",\"block\":\"\",\"start\":0,\"end\":1,"
        "\"text\":\"\",\"mentions\":[{\"id\":\"x\",\"kind\":\"person\",\"start\":0,\"end\":1,"
        "\"face\":1}]}";
    static const char *const lines[] = {
        "{}", "[]", "{\"file\":\"a\"}", "{\"person\":\"x\"}", person,
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        VG_SCOPED_BUF b = {.max = 4096};
        struct vg_scan_message m;
        struct vg_err err;

        vg_putc(&b, 'l');
        vg_put_u64be(&b, 1);
        vg_puts(&b, lines[i]);
        assert_int_equal(vg_scan_take(vg_buf_str(&b), &m, &err), VG_E_FORMAT);
    }
    for (size_t n = 0; n < 80; n++) {
        char zero[80] = "n";
        struct vg_scan_message m;
        struct vg_err err;

        if (n != 57)
            assert_int_equal(vg_scan_take((struct vg_str){zero, n}, &m, &err), VG_E_FORMAT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_is_a_trigger_and_a_place_within_200_characters),
        cmocka_unit_test(a_passage_is_cut_at_sentences_and_never_longer_than_it_may_be),
        cmocka_unit_test(both_of_a_pair_stand_in_the_passage),
        cmocka_unit_test(with_every_each_name_lies_in_a_passage),
        cmocka_unit_test(a_page_with_a_trigger_is_never_passed_over),
        cmocka_unit_test(the_characters_of_a_trigger_must_be_there_one_beside_the_other),
        cmocka_unit_test(no_element_inside_a_word_hides_it),
        cmocka_unit_test(a_page_without_one_is_passed_over),
        cmocka_unit_test(a_disguise_is_seen_wherever_it_stands),
        cmocka_unit_test(what_is_found_does_not_depend_on_the_processor),
        cmocka_unit_test(nothing_is_lost_on_pages_made_of_tricks),
        cmocka_unit_test(a_page_that_is_skimmed_has_the_text_it_has_when_read),
        cmocka_unit_test(nobody_can_tell_from_the_lines_how_many_worked_or_what_was_passed_over),
        cmocka_unit_test(a_shard_that_is_not_there_is_told_and_the_others_are_done),
        cmocka_unit_test(a_result_is_named_by_shard_and_rules_and_not_made_twice),
        cmocka_unit_test(what_is_not_whole_is_made_again),
        cmocka_unit_test(a_scan_that_is_interrupted_ends_and_leaves_nothing_half_made),
        cmocka_unit_test(a_promise_that_is_not_kept_is_damage_where_it_is_looked_at),
        cmocka_unit_test(one_shard_scanned_twice_at_once_gives_one_whole_result),
        cmocka_unit_test(a_list_of_persons_is_refused),
        cmocka_unit_test(a_line_that_a_child_made_up_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
