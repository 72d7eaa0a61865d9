/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/limits.h"
#include "read/read.h"
#include "read/readers.h"
#include "read/words.h"

static struct vg_text read_as(struct vg_arena *a, struct vg_str bytes, const char *media)
{
    struct vg_read_input in = {.bytes = bytes.p, .len = bytes.len, .media = vg_str(media)};
    struct vg_text t;
    struct vg_err err;

    if (vg_read(&in, a, &t, &err) != VG_OK)
        fail_msg("%s", err.text);
    return t;
}

static void html_becomes_text_in_document_order(void **state)
{
    static const struct {
        const char *html, *text;
    } rows[] = {
        {"<p>One <b>two</b>\n  three<p>four", "One two three\nfour"},
        {"a<br>b<br><br>c", "a\nb\nc"},
        {"<table><tr><td>1<td>2<tr><td>3</table>4", "1\t2\n3\n4"},
        {"<ul><li>x<li>y</ul>", "x\ny"},
        {"<p>&nbsp; a&nbsp;b \xe3\x80\x80</p>", "a\xc2\xa0"
                                                "b"},
        {"\xe5\x85\xac&#8203;\xe5\xae\x89&shy;\xe5\xb1\x80",
         "\xe5\x85\xac\xe5\xae\x89\xe5\xb1\x80"},
        {"a<script>b</script><style>c</style><!-- d --><template>e</template>f", "af"},
        {"<svg><text>g</text></svg>h", "h"},
        {"<svg><title>a map</title><g><desc>of it</desc>x</g></svg>h", "a map\nof it\nh"},
        {"<template><svg><title>a map</title></svg></template>h", "h"},
        {"<img title='a door' src=x><img alt=b TITLE=b>c", "a door\nb\nc"},
        {"<img alt='' title='a &amp; b'>", "a & b"},
        {"<svg><p>i</p>", "i"},
        {"<pre>\n a\r\n  b</pre>", "a\n  b"},
        {"<ruby>\xe6\xbc\xa2<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "\xe6\xbc\xa2(kan)"},
        {"<a>Home</a><a>News</a>", "Home News"},
        {"<span>wo</span><span>rd</span>", "word"},
        {"<p>text<img alt='a picture'>more", "text\na picture\nmore"},
        {"<p hidden>h</p><p style='visibility:hidden'>v</p>", "h\nv"},
        {"<input type=submit value='Go &amp; see'>", "Go & see"},
        {"<title>not in the text</title>body", "body"},
        {"x < y && z", "x < y && z"},
        {"<p></p><div> </div>", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_as(&a, vg_str(rows[i].html), "text/html");

        ROW_CHECK(i, vg_copy(&a, t.text.p, t.text.len), vg_str_is(t.text, rows[i].text));
    }
}

static void blocks_have_their_classes(void **state)
{
    static const char page[] =
        "<html lang=en><title>A closure - The Paper</title><nav><a href=1>Home</a><a "
        "href=2>World</a>"
        "</nav><h1>A closure</h1><div class=byline>By A. Writer, 3 May 2023</div><div><p>The "
        "office "
        "was closed in May, the city said, after nobody had answered its letters for a year.</p>"
        "<h2>What is known</h2><p>Two men ran it. They had no licence, and they said so to the "
        "inspectors.</p><figure><img alt='The door'><figcaption>The door in May.</figcaption>"
        "</figure><p>It is for sale.</p></div><div class=share>Share this: "
        "mail</div><noscript>Turn "
        "scripts on</noscript><footer>All rights reserved</footer>";
    static const enum vg_block_class classes[] = {
        VG_BLOCK_NAV,     VG_BLOCK_HEADING, VG_BLOCK_CAPTION, VG_BLOCK_MAIN,
        VG_BLOCK_HEADING, VG_BLOCK_MAIN,    VG_BLOCK_ALT,     VG_BLOCK_CAPTION,
        VG_BLOCK_MAIN,    VG_BLOCK_ASIDE,   VG_BLOCK_HIDDEN,  VG_BLOCK_FOOTER,
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_as(&a, vg_str(page), "");

    (void)state;
    assert_int_equal(t.block_count, sizeof classes / sizeof *classes);
    for (size_t i = 0; i < t.block_count; i++)
        ROW_CHECK(i, vg_block_class_word(t.blocks[i].class), t.blocks[i].class == classes[i]);
    assert_int_equal(t.main_count, 2);
    assert_true(vg_str_is(vg_text_field(&t, VG_FIELD_TITLE), "A closure"));
    assert_true(vg_str_is(vg_text_field(&t, VG_FIELD_DATE), "2023-05-03"));
    assert_true(vg_str_is(vg_text_field(&t, VG_FIELD_AUTHOR), "A. Writer"));
    assert_true(vg_str_is(vg_text_field(&t, VG_FIELD_PUBLISHER), "The Paper"));
    assert_true(vg_str_is(vg_text_field(&t, VG_FIELD_LANG), "en"));
    assert_string_equal(t.language, "en");
}

static void plain_text_is_kept_as_it_stands(void **state)
{
    static const char note[] =
        "A notice from the county\r\n\r\n14 March 2022\r\n\r\nFirst line of a "
        "paragraph that is wrapped\r\nby hand and goes on.\r\n\r\n54 < 60 "
        "&amp; so on.\r\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_as(&a, vg_str(note), "text/plain");
    struct vg_text same = read_as(&a, vg_str("a b\nc\n"), "");
    struct vg_range r;

    (void)state;
    assert_int_equal(t.block_count, 4);
    assert_null(memchr(t.text.p, '\r', t.text.len));
    assert_non_null(memmem(t.text.p, t.text.len, "54 < 60 &amp; so on.", 20));
    assert_true(vg_str_is(vg_text_field(&t, VG_FIELD_TITLE), "A notice from the county"));
    assert_true(vg_str_is(vg_text_field(&t, VG_FIELD_DATE), "2022-03-14"));
    assert_int_equal(vg_text_to_source(&t, 26, 28, &r, NULL), VG_OK);
    assert_memory_equal(note + r.start, "14", 2);
    assert_int_equal(same.run_count, 1);
    assert_true(vg_str_is(same.text, "a b\nc\n"));
}

static void what_is_no_text_is_named(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        int code;
        const char *word;
    } rows[] = {
        {"", 0, VG_E_ABSENT, "no bytes"},
        {"%PDF-1.7\n", 9, VG_E_FORMAT, "PDF"},
        {"PK\x03\x04rest", 8, VG_E_FORMAT, "ZIP"},
        {"\x89PNG\r\n\x1a\n", 8, VG_E_FORMAT, "PNG"},
        {"\x1f\x8b\x08", 3, VG_E_FORMAT, "gzip"},
        {"\x01\x02\x03\x04\x05\x06\x07\x08", 8, VG_E_FORMAT, "binary"},
        {"WARC/1.0\r\n", 10, VG_E_FORMAT, "WARC"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_read_input in = {.bytes = rows[i].bytes, .len = rows[i].len};
        struct vg_text t;
        struct vg_err err;

        ROW_CHECK(i, rows[i].word, vg_read(&in, &a, &t, &err) == rows[i].code);
        ROW_CHECK(i, err.text, strstr(err.text, rows[i].word) != NULL);
    }
}

static struct vg_str repeated(struct vg_arena *a, const char *piece, size_t times)
{
    size_t n = strlen(piece);
    char *p = vg_alloc(a, n * times + 1);

    for (size_t i = 0; i < times; i++)
        memcpy(p + i * n, piece, n);
    return (struct vg_str){p, n * times};
}

/* Counted by what is allocated: a reader that is not linear shows it there or
 * does not end within the run. */
static void hostile_pages_cost_little(void **state)
{
    static const struct {
        const char *piece;
        size_t times;
    } rows[] = {
        {"<div>", 200000},
        {"<b><i><u>", 100000},
        {"<", 1000000},
        {"<a href=x><p>", 80000},
        {"</p></div>", 100000},
        {"<table><tr><td>", 60000},
        {"<!--", 250000},
        {"&", 1000000},
        {"&am", 300000},
        {"<x a=", 200000},
        {"<script><!--<script>", 50000},
        {"<li>x", 200000},
        {"<svg><p>", 120000},
        {"&#x", 300000},
        {"<p>\xe7\xa6\x8f", 100000},
        {"</", 500000},
        {"<br> ", 200000},
        {"<select><option>", 60000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_ARENA work = {0};
        struct vg_str bytes = repeated(&a, rows[i].piece, rows[i].times);
        struct vg_text t = read_as(&work, bytes, "text/html");

        ROW_CHECK(i, rows[i].piece, t.source_len == bytes.len);
        ROW_CHECK(i, rows[i].piece, work.used <= 16 * bytes.len + (size_t)MIB(8));
    }
}

static void deep_text_is_kept_and_said(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    vg_put_str(&b, repeated(&a, "<div>", 10000));
    vg_puts(&b, "the text");
    vg_put_str(&b, repeated(&a, "</div>", 10000));
    vg_puts(&b, "and after");
    t = read_as(&a, vg_buf_str(&b), "text/html");
    assert_true(vg_str_is(t.text, "the text\nand after"));
    assert_int_equal(t.odd_count, 1);
    assert_int_equal(t.odd[0].kind, VG_NOTE_DEPTH_FLATTENED);
}

static void dates_are_read_as_pages_print_them(void **state)
{
    static const struct {
        const char *text, *date;
    } rows[] = {
        {"2022-03-14 10:00", "2022-03-14"},
        {"发布时间：2022年3月14日", "2022-03-14"},
        {"二〇二二年十二月三十一日", "2022-12-31"},
        {"二○二一年七月三十日", "2021-07-30"},
        {"二〇二一年十月", "2021-10"},
        {"Tuesday, 4th October 2022", "2022-10-04"},
        {"Oct. 4, 2022", "2022-10-04"},
        {"Updated March 14th, 2022 at noon", "2022-03-14"},
        {"2015.03.07", "2015-03-07"},
        {"14.03.2022", "2022-03-14"},
        {"25/12/2022", "2022-12-25"},
        {"12/25/2022", "2022-12-25"},
        {"03/04/2022", "[2022-03-04,2022-04-03]"},
        {"05/05/2022", "2022-05-05"},
        {"2022-02-30", ""},
        {"2022-13-01", ""},
        {"192.168.2022.1", ""},
        {"maybe 2022", ""},
        {"２０２２年３月１４日　星期一", "2022-03-14"},
        {"２０２２－０３－１４", "2022-03-14"},
        {"2022／03／14 10:00", "2022-03-14"},
        {"發布日期：111-07-14", "2022-07-14"},
        {"上版日期: 111/07/14", "2022-07-14"},
        {"111.07.14", "2022-07-14"},
        {"民國111年7月14日", "2022-07-14"},
        {"中華民國 111 年 07 月 14 日", "2022-07-14"},
        {"民國九十九年一月二日", "2010-01-02"},
        {"民國一一一年七月十四日", "2022-07-14"},
        {"112年5月26日", "2023-05-26"},
        {"民國一百一十一年七月十四日", "2022-07-14"},
        {"民國一百年一月二日", "2011-01-02"},
        {"民國一百零二年十月十日", "2013-10-10"},
        {"民國一百二十年十月二十日", "2031-10-20"},
        {"Dec 08 Thu 2022 22:10", "2022-12-08"},
        {"part no 111-07-14", ""},
        {"110-12-34", ""},
        {"111.07.14.5", ""},
        {"99年5月26日", ""},
        {"第９２０２２年", ""},
        {"tel 0111-20220314", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[VG_WORDS_DATE] = "";
        size_t start;

        if (vg_words_date_find(vg_str(rows[i].text), out, &start) == 0)
            out[0] = '\0';
        ROW_CHECK(i, out, strcmp(out, rows[i].date) == 0);
    }
}

/* The message is read again by somebody who believes nothing of it. */
static void hold_promises(struct vg_arena *a, const struct vg_text *t, struct vg_buf *message)
{
    struct vg_text again;
    struct vg_err err = {0};

    vg_text_write(t, message);
    if (vg_text_read(message->p, message->len, a, &again, &err) != VG_OK)
        fail_msg("%s", err.text);
}

static void a_text_that_fits_no_message_is_cut_and_says_so(void **state)
{
    static const char *const rows[][2] = {{"A line of it.\n\n", "text/plain"},
                                          {"a,b \"\"c\n", "text/csv"},
                                          {"<p>a<b>\xe5\x85\xac</b>&eacute;", "text/html"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum { MOST = 500000 };
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF message = {.max = MOST};
        struct vg_text t = read_as(&a, repeated(&a, rows[i][0], 60000), rows[i][1]), whole = t;

        vg_text_fit(&t, (size_t)VG_BOX_OUTPUT, &a);
        assert_int_equal(t.text.len, whole.text.len);
        vg_text_fit(&t, MOST, &a);
        assert_true(t.text.len < whole.text.len && t.text.len > 20000);
        assert_int_equal(t.damage_count, whole.damage_count + 1);
        assert_int_equal(t.damage[t.damage_count - 1].kind, VG_NOTE_SIZE_EXCEEDED);
        hold_promises(&a, &t, &message);
        assert_false(message.full);
    }
}

/* What is larger than a document may be is read from its beginning, where that makes sense. */
static void the_beginning_of_a_document_is_read_and_says_so(void **state)
{
    enum { WHOLE = 100000000 };
    static const char *const rows[][3] = {
        {"One line.\nAnother on", "text/plain", "One line.\nAnother on"},
        {"a,b\n1,2\n3,4\n", "text/csv", "a\tb\n1\t2\n3\t4"},
        {"From: a@b.example\n\nHello.\n", "", "Hello."},
        {"PK\3\4 and so on", "", NULL}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_read_input in = {.bytes = rows[i][0],
                                   .len = strlen(rows[i][0]),
                                   .whole = WHOLE,
                                   .media = vg_str(rows[i][1])};
        struct vg_text t = {0};
        struct vg_err err = {0};
        int rc = vg_read(&in, &a, &t, &err);

        if (rows[i][2] == NULL) {
            ROW_CHECK(i, err.text, rc == VG_E_LIMIT && strstr(err.text, "100000000") != NULL);
            continue;
        }
        ROW_CHECK(i, err.text, rc == VG_OK);
        ROW_CHECK(i, vg_copy(&a, t.text.p, t.text.len),
                  memmem(t.text.p, t.text.len, rows[i][2], strlen(rows[i][2])) != NULL);
        ROW_CHECK(i, "a note",
                  t.damage_count == 1 && t.damage[0].kind == VG_NOTE_SIZE_EXCEEDED &&
                      t.damage[0].offset == in.len);
    }
}

/* Of an archive the notes say where in it: far behind what one reader is handed. */
static void a_note_may_lie_anywhere_in_a_source(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF message = {0};
    struct vg_text t = read_as(&a, vg_str("A line of it."), "text/plain");

    (void)state;
    vg_text_damage(&t, &a, VG_NOTE_JUNK, (size_t)VG_MAX_SOURCE - 1, "bytes of nothing");
    hold_promises(&a, &t, &message);
}

/* Every letter with an accent would be a run of its own: they are drawn together. */
static void a_map_of_too_many_stretches_is_coarse_and_right(void **state)
{
    enum { TIMES = 400000, WIDEST = 400 };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF message = {0};
    struct vg_str bytes = repeated(&a, "n\xe9 ", TIMES);
    struct vg_text t = read_as(&a, bytes, "text/plain; charset=iso-8859-1");

    (void)state;
    assert_int_equal(t.text.len, 4 * (size_t)TIMES);
    assert_true(t.run_count < 100000);
    hold_promises(&a, &t, &message);
    for (size_t i = 0; i < TIMES; i += 997) {
        struct vg_range r;

        assert_int_equal(vg_text_to_source(&t, 4 * i + 1, 4 * i + 3, &r, NULL), VG_OK);
        assert_true(r.start <= 3 * i + 1 && r.end >= 3 * i + 2 && r.end - r.start <= WIDEST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_fits_no_message_is_cut_and_says_so),
        cmocka_unit_test(the_beginning_of_a_document_is_read_and_says_so),
        cmocka_unit_test(a_note_may_lie_anywhere_in_a_source),
        cmocka_unit_test(a_map_of_too_many_stretches_is_coarse_and_right),
        cmocka_unit_test(html_becomes_text_in_document_order),
        cmocka_unit_test(blocks_have_their_classes),
        cmocka_unit_test(plain_text_is_kept_as_it_stands),
        cmocka_unit_test(what_is_no_text_is_named),
        cmocka_unit_test(hostile_pages_cost_little),
        cmocka_unit_test(deep_text_is_kept_and_said),
        cmocka_unit_test(dates_are_read_as_pages_print_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
