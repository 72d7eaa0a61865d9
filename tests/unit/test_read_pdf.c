/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "make_pdf.h"
#include "read/lay.h"
#include "read/pdf.h"
#include "read/pdf_words.h"

/* -- what converters print, without any converter ---------------------------------------- */

/* One block a line: page, class, text. Tabs between cells show as |. */
static void show(const struct vg_text *t, struct vg_buf *out)
{
    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *b = &t->blocks[i];

        vg_putf(out, "%u %s %.*s\n", b->page, vg_block_class_word(b->class), (int)b->len,
                t->text.p + b->start);
    }
    vg_putc(out, '\0');
}

static void check_promises(const struct vg_text *t)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF two = {0};
    struct vg_text back;
    struct vg_err err = {0};

    vg_text_write(t, &one);
    if (vg_text_read(one.p, one.len, &a, &back, &err) != VG_OK)
        fail_msg("%s", err.text);
    vg_text_write(&back, &two);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.p, two.p, one.len);
}

/* A word at x, y (points), 10 points high, half as wide as high for each letter. */
static void word(struct vg_buf *b, int x, int y, const char *text, int width)
{
    vg_putf(b,
            "    <word xMin=\"%d.000000\" yMin=\"%d.5\" xMax=\"%d.000000\" "
            "yMax=\"%d.000000\">%s</word>\n",
            x, y, x + width, y + 12, text);
}

static void line(struct vg_buf *b, int x, int y, const char *words)
{
    while (*words != '\0') {
        size_t n = strcspn(words, " ");
        char one[64];

        (void)snprintf(one, sizeof one, "%.*s", (int)n, words);
        word(b, x, y, one, (int)n * 5);
        x += (int)n * 5 + 4;
        words += n + (words[n] == ' ');
    }
}

static void page(struct vg_buf *b)
{
    vg_puts(b, "  <page width=\"595.000000\" height=\"842.000000\">\n");
}

static void expect(struct vg_buf *printed, const char *want)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF got = {0};
    struct vg_pdf_parts parts = {
        .bytes = vg_str("%PDF"), .words = vg_buf_str(printed), .reader = vg_str(VG_READER_PDF)};
    struct vg_text t;

    vg_pdf_text(&parts, &a, &t);
    check_promises(&t);
    show(&t, &got);
    assert_string_equal(got.p, want);
}

static void lines_become_paragraphs(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    page(&b);
    line(&b, 50, 100, "The bureau said that fifty-four stations had been");
    line(&b, 50, 114, "identified, which is an example of an inter-");
    line(&b, 50, 128, "national under-");
    line(&b, 50, 142, "taking of the Anglo-");
    line(&b, 50, 156, "Saxon kind in 2021-");
    line(&b, 50, 170, "2022 with state-of-the-");
    line(&b, 50, 184, "art tools. And here the first paragraph ends.");
    line(&b, 65, 198, "The second is indented and goes on for longer");
    line(&b, 50, 212, "than a line.");
    line(&b, 50, 240, "The third stands apart.");
    vg_puts(&b, "  </page>\n");
    expect(&b, "1 main The bureau said that fifty-four stations had been identified, which is an "
               "example of an international undertaking of the Anglo-Saxon kind in 2021-2022 with "
               "state-of-the-art tools. And here the first paragraph ends.\n"
               "1 main The second is indented and goes on for longer than a line.\n"
               "1 main The third stands apart.\n");
}

static void a_hyphen_at_the_end_of_a_line_is_in_the_boxes(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"), .reader = vg_str(VG_READER_PDF)};
    struct vg_text t;
    size_t first, n;

    (void)state;
    page(&b);
    line(&b, 50, 100, "something quite inter");
    b.len -= strlen("</word>\n");
    vg_puts(&b, "-</word>\n");
    line(&b, 50, 114, "national it was");
    parts.words = vg_buf_str(&b);
    vg_pdf_text(&parts, &a, &t);
    check_promises(&t);
    assert_memory_equal(t.text.p, "something quite international it was", t.text.len);
    n = vg_text_boxes(&t, 16, 29, &first);
    assert_int_equal(n, 2);
    assert_int_equal(t.boxes[first].start, 16);
    assert_int_equal(t.boxes[first].len, 5);
    assert_true(t.boxes[first].has_hyphen);
    assert_int_equal(t.boxes[first].y, 1005);
    assert_int_equal(t.boxes[first + 1].start, 21);
    assert_false(t.boxes[first + 1].has_hyphen);
    assert_int_equal(t.boxes[first + 1].x, 500);
    assert_int_equal(t.boxes[first + 1].y, 1145);
}

/* What is written elsewhere in the document decides; what is nowhere else is joined. */
static void a_hyphen_of_the_word_stays(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"), .reader = vg_str(VG_READER_PDF)};
    struct vg_text t;
    const char *want =
        "A well-known man of e-mail fame went to Fujian by a "
        "re-education and took part in the self-immolation of the "
        "état-major of the police. (\xe2\x80\x9cWell-known\xe2\x80\x9d: by Re\xe2\x80\x90"
        "education; e-mail; état-major.)";
    size_t first, n;

    (void)state;
    page(&b);
    line(&b, 50, 100, "A well-");
    line(&b, 50, 114, "known man of e-");
    line(&b, 50, 128, "mail fame went to Fu-");
    line(&b, 50, 142, "jian by a re-");
    line(&b, 50, 156, "education and took part in the self-");
    line(&b, 50, 170, "immolation of the état-ma-");
    line(&b, 50, 184, "jor of the po-");
    line(&b, 50, 198,
         "lice. (\xe2\x80\x9cWell-known\xe2\x80\x9d: by Re\xe2\x80\x90"
         "education; e-mail; état-major.)");
    parts.words = vg_buf_str(&b);
    vg_pdf_text(&parts, &a, &t);
    check_promises(&t);
    assert_string_equal(t.text.p, want);
    n = vg_text_boxes(&t, 2, 12, &first);
    assert_int_equal(n, 2);
    assert_int_equal(t.boxes[first].len, 5); /* its hyphen is in the text */
    assert_false(t.boxes[first].has_hyphen);
    n = vg_text_boxes(&t, 39, 45, &first);
    assert_int_equal(n, 2);
    assert_int_equal(t.boxes[first].len, 2);
    assert_true(t.boxes[first].has_hyphen);
    assert_int_equal(t.boxes[t.box_count - 1].start + t.boxes[t.box_count - 1].len, t.text.len);
}

static void chinese_is_joined_without_spaces_and_keeps_its_figures(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    page(&b);
    /* as a browser prints it: boxes of Chinese are far higher than those of digits */
    vg_puts(&b, "<word xMin=\"33.75\" yMin=\"180.11\" xMax=\"64.29\" yMax=\"194.08\">2022</word>\n"
                "<word xMin=\"64.29\" yMin=\"168.45\" xMax=\"76.29\" yMax=\"199.65\">年</word>\n"
                "<word xMin=\"76.29\" yMin=\"180.11\" xMax=\"83.92\" yMax=\"194.08\">3</word>\n"
                "<word xMin=\"83.92\" yMin=\"168.45\" xMax=\"203.92\" yMax=\"199.65\">"
                "⽉，福州市公安局表示</word>\n"
                "<word xMin=\"33.75\" yMin=\"198.11\" xMax=\"49.02\" yMax=\"212.08\">54</word>\n"
                "<word xMin=\"49.02\" yMin=\"186.45\" xMax=\"109.02\" yMax=\"217.65\">"
                "个服务站。</word>\n");
    expect(&b, "1 main 2022年3月，福州市公安局表示54个服务站。\n");
}

static void a_space_between_chinese_and_latin_is_one(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    page(&b); /* a third of the size is a space that somebody typed, a fifth the program's own */
    vg_puts(&b, "<word xMin=\"100\" yMin=\"100\" xMax=\"140\" yMax=\"111.6\">福州报告</word>\n"
                "<word xMin=\"143.5\" yMin=\"100\" xMax=\"170\" yMax=\"111.6\">Report</word>\n"
                "<word xMin=\"172\" yMin=\"100\" xMax=\"182\" yMax=\"111.6\">的</word>\n"
                "<word xMin=\"185.5\" yMin=\"100\" xMax=\"191\" yMax=\"111.6\">3</word>\n"
                "<word xMin=\"194.5\" yMin=\"100\" xMax=\"204.5\" yMax=\"111.6\">月</word>\n");
    expect(&b, "1 main 福州报告 Report的3月\n");
}

static void columns_and_cells_stay_apart(void **state)
{
    static const char *const left[] = {"alpha beta gamma", "delta epsilon ze", "theta iota kappa.",
                                       "lambda mu nu xi."};
    static const char *const right[] = {"one two three four", "five six seven", "eight nine ten.",
                                        "eleven twelve"};
    VG_SCOPED_BUF b = {0};

    (void)state;
    page(&b); /* drawn row by row, across the gap between columns */
    for (int i = 0; i < 4; i++) {
        line(&b, 50, 100 + 14 * i, left[i]);
        line(&b, 170, 100 + 14 * i, right[i]);
    }
    vg_puts(&b, "</page>\n");
    page(&b);
    line(&b, 50, 100, "Country");
    line(&b, 150, 100, "Stations");
    line(&b, 50, 114, "Canada");
    line(&b, 150, 114, "3");
    line(&b, 50, 128, "Spain");
    line(&b, 150, 128, "9");
    expect(&b, "1 main alpha beta gamma delta epsilon ze theta iota kappa. lambda mu nu xi.\n"
               "1 main one two three four five six seven eight nine ten. eleven twelve\n"
               "2 table Country\n2 table Stations\n2 table Canada\n2 table 3\n2 table Spain\n2 "
               "table 9\n");
}

/* The same line as line() draws, but turned about the corner of the page: down the page, up it, or
 * upside down. */
static void turned(struct vg_buf *b, char way, int x, int y, const char *words)
{
    while (*words != '\0') {
        size_t n = strcspn(words, " ");
        int from = x, to = x + (int)n * 5;
        int x0 = way == 'd' ? 595 - y - 12 : way == 'u' ? y : 595 - to;
        int x1 = way == 'l' ? 595 - from : x0 + 12;
        int y0 = way == 'd' ? from : way == 'u' ? 842 - to : 842 - y - 12;
        int y1 = way == 'l' ? y0 + 12 : y0 + to - from;

        vg_putf(b, "<word xMin=\"%d\" yMin=\"%d\" xMax=\"%d\" yMax=\"%d\">%.*s</word>\n", x0, y0,
                x1, y1, (int)n, words);
        x = to + 4;
        words += n + (words[n] == ' ');
    }
}

static void lines_on_their_side_are_lines(void **state)
{
    static const struct {
        char way;
        int x, y; /* where the first word stands */
    } ways[] = {{'d', 4830, 500}, {'u', 1000, 7670}, {'l', 5200, 7300}};

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        VG_SCOPED_BUF got = {0};
        struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"), .reader = vg_str(VG_READER_PDF)};
        struct vg_text t;

        page(&b);
        turned(&b, ways[i].way, 50, 100, "Annex two: the list of stations named in it");
        turned(&b, ways[i].way, 50, 114, "and of the police in Fuzhou, as the inter-");
        turned(&b, ways[i].way, 50, 128, "national inquiry has found by now in these");
        turned(&b, ways[i].way, 50, 142, "countries.");
        parts.words = vg_buf_str(&b);
        vg_pdf_text(&parts, &a, &t);
        check_promises(&t);
        show(&t, &got);
        assert_string_equal(got.p, "1 main Annex two: the list of stations named in it and of the "
                                   "police in Fuzhou, as the international inquiry has found "
                                   "by now in these countries.\n");
        assert_int_equal(t.boxes[0].x, ways[i].x);
        assert_int_equal(t.boxes[0].y, ways[i].y);
    }
}

/* A stamp in the margin is read behind the page; a list of short words is upright. */
static void what_stands_on_its_side_is_behind_the_page(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    page(&b);
    turned(&b, 'u', 100, 20, "Received by the archive");
    line(&b, 50, 100, "The bureau said that there were stations");
    line(&b, 50, 114, "in many countries, as far as is known.");
    for (int i = 0; i < 4; i++)
        word(&b, 50, 200 + 12 * i, i == 3 ? "iii" : "I", 5);
    vg_puts(&b, "</page>\n");
    expect(&b, "1 main The bureau said that there were stations in many countries, as far as is "
               "known.\n1 main I I I\n1 main iii\n1 main Received by the archive\n");
}

static void running_heads_and_page_numbers_are_not_main(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    for (int i = 1; i <= 3; i++) {
        char number[32];

        page(&b);
        line(&b, 50, 20, "Annual report of the bureau");
        line(&b, 50, 300, i == 2 ? "Second page says this." : "A page says something else.");
        (void)snprintf(number, sizeof number, "Page %d of 3", i);
        line(&b, 280, 815, number);
        vg_puts(&b, "</page>\n");
    }
    expect(&b, "1 footer Annual report of the bureau\n1 main A page says something else.\n"
               "1 footer Page 1 of 3\n2 footer Annual report of the bureau\n"
               "2 main Second page says this.\n2 footer Page 2 of 3\n"
               "3 footer Annual report of the bureau\n3 main A page says something else.\n"
               "3 footer Page 3 of 3\n");
}

static void a_converter_may_print_anything(void **state)
{
    static const char *const rows[] = {
        "",
        "<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">before any page</word>\n",
        "<page>\n<word>nothing</word>\n",
        "<page width=\"-5\" height=\"1e308\">\n<word xMin=\"9\" yMin=\"9\" xMax=\"1\" "
        "yMax=\"1\">turned</word>\n",
        "<page width=\"99999999999999999999\" height=\"99999999999999999999\">\n<word xMin=\"0\" "
        "yMin=\"0\" xMax=\"99999999999999\" yMax=\"88888888888888\">large</word>\n",
        "<page width=\"10\" height=\"10\">\n<word xMin=\"-700\" yMin=\"-700\" xMax=\"700\" "
        "yMax=\"700\">out</word>\n",
        "<page width=\"10\" height=\"10\">\n<word xMin=\"1\" yMin=\"1\" xMax=\"2\" "
        "yMax=\"2\">\xff\xfe\x80\xc0</word>\n",
        "<page width=\"10\" height=\"10\">\n<word xMin=\"1\" yMin=\"1\" xMax=\"2\" "
        "yMax=\"2\">&#0;&#99999999;&amp;lt;&lt;&nothing</word>\n",
        "<page width=\"10\" height=\"10\">\n<word xMin=\"1\" yMin=\"1\" xMax=\"2\" "
        "yMax=\"2\"></word>\n",
        "<page width=\"10\" height=\"10\">\n<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">-",
        "<title>\x01</title>\n<meta name=\"Author\" content=\"/>\n<meta name=\"Author\" "
        "content=\"\"/>\n",
        "</page></page>\n</page>\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t;
        struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"),
                                     .words = vg_str(rows[i]),
                                     .said = vg_str(rows[i]),
                                     .fonts = vg_str(rows[i]),
                                     .images = vg_str(rows[i]),
                                     .failed = vg_str(rows[i])};

        vg_pdf_text(&parts, &a, &t);
        check_promises(&t);
    }
}

/* What is kept may be older than pages, or damaged; it is read as it was, or refused. */
static void a_message_is_read_with_and_without_pages(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF whole = {0};
    VG_SCOPED_BUF plain = {0};
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"), .reader = vg_str(VG_READER_PDF)};
    struct vg_text t, back;

    (void)state;
    page(&b);
    line(&b, 50, 100, "A few words here");
    parts.words = vg_buf_str(&b);
    vg_pdf_text(&parts, &a, &t);
    vg_text_write(&t, &whole);
    t.page_count = 0;
    vg_text_write(&t, &plain);
    assert_true(plain.len < whole.len);
    assert_memory_equal(plain.p, whole.p, plain.len);
    assert_int_equal(vg_text_read(plain.p, plain.len, &a, &back, NULL), VG_OK);
    assert_int_equal(back.page_count, 0);
    assert_int_equal(back.blocks[0].page, 0);
    for (size_t n = 0; n < whole.len; n++)
        assert_true((vg_text_read(whole.p, n, &a, &back, NULL) == VG_OK) == (n == plain.len));
    for (size_t i = 0; i < whole.len; i++) {
        whole.p[i] = (char)(whole.p[i] ^ 0x15);
        if (vg_text_read(whole.p, whole.len, &a, &back, NULL) == VG_OK)
            check_promises(&back);
        whole.p[i] = (char)(whole.p[i] ^ 0x15);
    }
}

static void many_words_cost_little(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"), .reader = vg_str("x")};

    (void)state;
    page(&b); /* a page on which the order jumps about as badly as it can */
    for (int i = 0; i < 60000; i++)
        word(&b, i % 7 * 80, 700 - i % 700, i % 3 == 0 ? "福州" : "word", 20);
    parts.words = vg_buf_str(&b);
    vg_pdf_text(&parts, &a, &t);
    check_promises(&t);
    assert_true(t.box_count > 50000);
}

/* Words that were held give the text that they would have given at once. */
static void held_words_are_the_same_words(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF held = {0};
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF two = {0};
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"), .reader = vg_str("x")};
    struct vg_text t;

    (void)state;
    vg_puts(&b,
            "<title>A title &amp; more</title>\n<meta name=\"Author\" content=\"Somebody\"/>\n");
    for (int i = 0; i < 3; i++) {
        page(&b);
        line(&b, 50, 100, "The bureau said &lt;this&gt; in 2021 and made");
        line(&b, 50, 114, i == 1 ? "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d 54" : "an end of it.");
        vg_puts(&b, "<word xMin=\"-9\" yMin=\"-9\" xMax=\"-1.5\" yMax=\"99999999\">out</word>\n");
        vg_puts(&b, "</page>\n");
    }
    parts.words = vg_buf_str(&b);
    vg_pdf_text(&parts, &a, &t);
    vg_text_write(&t, &one);
    vg_pdf_words_hold(parts.words, &held);
    assert_true(held.len * 3 < b.len);
    parts.words = (struct vg_str){0};
    parts.held = vg_buf_str(&held);
    vg_pdf_text(&parts, &a, &t);
    vg_text_write(&t, &two);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.p, two.p, one.len);
    for (size_t i = 0; i < held.len; i++) { /* cut and bent: anything, but a text */
        char kept = held.p[i];

        parts.held.len = i;
        vg_pdf_text(&parts, &a, &t);
        check_promises(&t);
        parts.held.len = held.len;
        held.p[i] = (char)(kept ^ 0xff);
        vg_pdf_text(&parts, &a, &t);
        check_promises(&t);
        held.p[i] = kept;
    }
}

/* -- with the converter --------------------------------------------------------------------- */

static void need_poppler(void)
{
    if (access("/usr/bin/pdftotext", X_OK) == 0)
        return;
    print_message("skipped: poppler-utils is not installed\n");
    skip();
}

static void read_made(struct made_pdf *p, struct vg_arena *a, struct vg_text *t)
{
    struct vg_read_input in = {.bytes = p->b.p, .len = p->b.len};
    struct vg_read_outside how = {0};
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    struct vg_err err = {0};

    if (vg_read_pdf(&in, &how, &message, &err) != VG_OK ||
        vg_text_read(message.p, message.len, a, t, &err) != VG_OK)
        fail_msg("%s", err.text);
}

static int has_note(const struct vg_read_note *list, size_t n, enum vg_note_kind kind,
                    const char *says)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == kind && strstr(list[i].text.p, says) != NULL)
            return 1;
    return 0;
}

static void expect_field(const struct vg_text *t, enum vg_field_name name, enum vg_field_from from,
                         const char *value)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].name == name) {
            assert_string_equal(t->fields[i].value.p, value);
            assert_int_equal(t->fields[i].from, from);
            return;
        }
    fail_msg("no field %s", vg_field_name_word(name));
}

static void a_pdf_becomes_text_with_pages_and_fields(void **state)
{
    static const char *const pages[] = {
        "BT /B 20 Tf 60 780 Td (A notice of the bureau) Tj ET\n"
        "BT /F 11 Tf 60 740 Td (14 March 2022) Tj ET\n"
        "BT /F 11 Tf 60 710 Td (The bureau said that 54 stations were iden-) Tj 0 -13 Td (tified "
        "in 30 countries.) Tj ET\n",
        /* 福州市公安局设立54个服务站 */
        "BT /S 11 Tf 60 700 Td <798F5DDE5E02516C5B895C408BBE7ACB003500344E2A670D52A17AD9> Tj ET\n",
    };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF got = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;
    struct vg_range source;

    (void)state;
    need_poppler();
    (void)make_pdf(&p, pages, 2,
                   "/Title (Another title) /Author (An author) /CreationDate (D:20220320090000Z)",
                   NULL);
    read_made(&p, &a, &t);
    show(&t, &got);
    assert_string_equal(got.p, "1 heading A notice of the bureau\n1 main 14 March 2022\n"
                               "1 main The bureau said that 54 stations were identified in 30 "
                               "countries.\n2 main 福州市公安局设立54个服务站\n");
    assert_int_equal(t.page_count, 2);
    assert_int_equal(t.pages[0].width, 5950);
    assert_int_equal(t.damage_count, 0);
    expect_field(&t, VG_FIELD_TITLE, VG_FROM_VISIBLE, "A notice of the bureau");
    expect_field(&t, VG_FIELD_DATE, VG_FROM_VISIBLE, "2022-03-14");
    expect_field(&t, VG_FIELD_AUTHOR, VG_FROM_PDF, "An author");
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_FIELD_CONTRADICTION, "Another title"));
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_FIELD_CONTRADICTION, "2022-03-20"));
    assert_true(memcmp(t.reader.p, VG_READER_PDF " pdftotext/", 22) == 0);
    /* the map: all of it to all of it */
    assert_int_equal(vg_text_to_source(&t, 3, 9, &source, NULL), VG_OK);
    assert_int_equal(source.start, 0);
    assert_int_equal(source.end, p.b.len);
    vg_buf_end(&p.b);
}

/* More is printed than is taken at once: the pages come in parts, and all of them do. */
static void many_pages_are_read_in_parts(void **state)
{
    enum { PAGES = 110, LINES = 400 };
    VG_SCOPED_BUF program = {0};
    VG_SCOPED_ARENA a = {0};
    const char *pages[PAGES];
    struct made_pdf p = {.n = 0};
    struct vg_text t;

    (void)state;
    need_poppler();
    vg_puts(&program, "BT /F 2 Tf 20 800 Td\n");
    for (int i = 0; i < LINES; i++)
        vg_puts(&program, "(a b c d e f g h i j) Tj 0 -2 Td\n");
    vg_puts(&program, "ET\n");
    vg_putc(&program, '\0');
    for (size_t i = 0; i < PAGES; i++)
        pages[i] = program.p;
    (void)make_pdf(&p, pages, PAGES, "/Title (Very many words)", NULL);
    read_made(&p, &a, &t);
    assert_int_equal(t.damage_count, 0);
    assert_int_equal(t.page_count, PAGES);
    assert_int_equal(t.box_count, PAGES * LINES * 10);
    expect_field(&t, VG_FIELD_TITLE, VG_FROM_PDF, "Very many words");
    vg_buf_end(&p.b);
}

static void what_is_not_printed_comes_from_info_and_xmp(void **state)
{
    static const char *const pages[] = {
        "BT /F 11 Tf 60 700 Td (Just a line of text here.) Tj ET\n"};
    static const char xmp[] =
        "<?xpacket begin='' id='x'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
        "xmlns:pdf='http://ns.adobe.com/pdf/1.3/'><rdf:Description "
        "xmp:CreateDate='2021-05-06T07:08:09+08:00'><dc:title><rdf:Alt><rdf:li "
        "xml:lang='x-default'>关于通报</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq>"
        "<rdf:li>局</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";
    VG_SCOPED_ARENA a = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;

    (void)state;
    need_poppler();
    (void)make_pdf(&p, pages, 1, NULL, xmp);
    read_made(&p, &a, &t);
    expect_field(&t, VG_FIELD_TITLE, VG_FROM_PDF, "关于通报");
    expect_field(&t, VG_FIELD_AUTHOR, VG_FROM_PDF, "局");
    expect_field(&t, VG_FIELD_DATE, VG_FROM_PDF, "2021-05-06");
    assert_int_equal(t.odd_count, 0);
    vg_buf_end(&p.b);
}

/* A packet that does not speak of PDF is the document's where the catalog says so. */
static void xmp_that_says_otherwise_is_a_contradiction(void **state)
{
    static const char *const pages[] = {
        "BT /F 11 Tf 60 700 Td (Just a line of text here.) Tj ET\n"};
    static const char xmp[] =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description><xmp:CreateDate>"
        "2015-01-02T03:04:05Z</xmp:CreateDate><dc:title><rdf:Alt><rdf:li>Another "
        "title</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Somebody</rdf:li>"
        "</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";
    VG_SCOPED_ARENA a = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;
    char *at;

    (void)state;
    need_poppler();
    (void)make_pdf(&p, pages, 1, "/Title (One title) /CreationDate (D:20220320090000Z)", xmp);
    read_made(&p, &a, &t);
    expect_field(&t, VG_FIELD_TITLE, VG_FROM_PDF, "One title");
    expect_field(&t, VG_FIELD_AUTHOR, VG_FROM_PDF, "Somebody");
    assert_int_equal(t.odd_count, 2);
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_FIELD_CONTRADICTION, "Another title"));
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_FIELD_CONTRADICTION, "2015-01-02"));
    at = memmem(p.b.p, p.b.len, "/Metadata 9 0 R", 15); /* of something else, then */
    memcpy(at, "/Metadata 8 0 R", 15);
    read_made(&p, &a, &t);
    assert_int_equal(t.odd_count, 0);
    vg_buf_end(&p.b);
}

static void what_hangs_on_a_pdf_is_named(void **state)
{
    struct vg_pdf_parts parts = {
        .bytes = vg_str("%PDF-1.4 << /Type /EmbeddedFile >> << /Type/EmbeddedFiles >> "
                        "<</Subtype/Text /Contents (a)>> <</Subtype /Text>> <</Subtype/TextBox>>"),
        .reader = vg_str(VG_READER_PDF)};
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;

    (void)state;
    vg_pdf_text(&parts, &a, &t);
    check_promises(&t);
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_PDF_UNREAD, "1 file is"));
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_PDF_UNREAD, "2 notes are"));
}

static void pages_without_words_ask_for_ocr(void **state)
{
    static const char *const pages[] = {
        "BT /F 11 Tf 60 700 Td (A page with a text layer, and enough of it to be read.) Tj ET\n",
        "595 0 0 842 0 0 cm /I Do\n",
        "q 595 0 0 842 0 0 cm /I Do Q BT /F 9 Tf 60 20 Td (Scanned by nobody) Tj ET\n",
        "\n",
    };
    VG_SCOPED_ARENA a = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;

    (void)state;
    need_poppler();
    (void)make_pdf(&p, pages, 4, NULL, NULL);
    read_made(&p, &a, &t);
    assert_int_equal(t.page_count, 4);
    assert_false(t.pages[0].wants_ocr);
    assert_true(t.pages[1].wants_ocr);
    assert_true(t.pages[2].wants_ocr);
    assert_false(t.pages[3].wants_ocr); /* an empty page is empty */
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_PDF_NO_TEXT, "1 page without"));
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_PDF_TEXT_SUSPICIOUS, "(3)"));
    vg_buf_end(&p.b);
}

static void a_font_that_says_nothing_is_suspicious(void **state)
{
    static const char *const pages[] = {
        "BT /F 11 Tf 60 700 Td (Some readable words before it.) Tj ET\n"
        "BT /X 11 Tf 60 680 Td <002400250026002700280029> Tj ET\n"};
    VG_SCOPED_ARENA a = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;

    (void)state;
    need_poppler();
    (void)make_pdf(&p, pages, 1, NULL, NULL);
    read_made(&p, &a, &t);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_PDF_TEXT_SUSPICIOUS, "Nowhere"));
    assert_false(t.pages[0].wants_ocr); /* half of them do say it */
    vg_buf_end(&p.b);
}

static void fonts_that_say_nothing_ask_for_ocr(void **state)
{
    static const char *const pages[] = {"BT /X 11 Tf 60 680 Td <002400250026002700280029> Tj ET\n",
                                        "\n"};
    VG_SCOPED_ARENA a = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;

    (void)state;
    need_poppler();
    (void)make_pdf(&p, pages, 2, NULL, NULL);
    for (char *at; (at = memmem(p.b.p, p.b.len, "/F 3 0 R /B 4 0 R /S 5 0 R", 26)) != NULL;)
        memset(at, ' ', 26);
    read_made(&p, &a, &t);
    assert_true(t.pages[0].wants_ocr);
    assert_false(t.pages[1].wants_ocr);
    vg_buf_end(&p.b);
}

static void letters_as_curves_ask_for_ocr(void **state)
{
    VG_SCOPED_BUF many = {0};
    const char *pages[1];
    VG_SCOPED_ARENA a = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;

    (void)state;
    need_poppler();
    for (int i = 0; i < 1000; i++)
        vg_putf(&many, "%d 100 m %d 110 l S\n", i, i);
    vg_putc(&many, '\0');
    pages[0] = many.p;
    (void)make_pdf(&p, pages, 1, NULL, NULL);
    read_made(&p, &a, &t);
    assert_true(t.pages[0].wants_ocr);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_PDF_NO_TEXT, "curves"));
    vg_buf_end(&p.b);
}

static void a_converter_without_memory_is_not_damage_of_the_document(void **state)
{
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"),
                                 .said = vg_str("Out of memory\n"),
                                 .failed = vg_str("pdftotext was ended by signal 11")};
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;

    (void)state;
    vg_pdf_text(&parts, &a, &t);
    assert_int_equal(t.damage_count, 1);
    assert_int_equal(t.damage[0].kind, VG_NOTE_MEMORY_EXCEEDED);
    assert_non_null(strstr(t.damage[0].text.p, "512 MiB"));
}

static void damage_is_named_and_the_rest_is_read(void **state)
{
    static const char *const pages[] = {"BT /F 11 Tf 60 700 Td (The page can be read.) Tj ET\n"};
    VG_SCOPED_ARENA a = {0};
    struct made_pdf p = {.n = 0};
    struct vg_text t;

    (void)state;
    need_poppler();
    (void)make_pdf(&p, pages, 1, NULL, NULL);
    p.b.len -= 60; /* cut: no startxref */
    memset(p.b.p + p.b.len - 90, 'x', 60);
    read_made(&p, &a, &t);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_PDF_DAMAGED, "pdftotext"));
    p.b.len = 40; /* nothing left */
    read_made(&p, &a, &t);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_PDF_DAMAGED, "pdftotext"));
    assert_int_equal(t.text.len, 0);
    vg_buf_end(&p.b);
}

static void an_encrypted_pdf_says_so(void **state)
{
    /* as the converter says it: a password is asked for */
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF"),
                                 .said = vg_str("Command Line Error: Incorrect password\n"),
                                 .failed = vg_str("pdftotext ended with status 1")};
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;

    (void)state;
    vg_pdf_text(&parts, &a, &t);
    assert_int_equal(t.damage_count, 1);
    assert_int_equal(t.damage[0].kind, VG_NOTE_PDF_ENCRYPTED);
}

static void a_pdf_may_have_bytes_before_it(void **state)
{
    static const char *const pages[] = {"BT /F 11 Tf 60 700 Td (The page can be read.) Tj ET\n"};
    static const struct {
        const char *before;
        int is_pdf;
    } rows[] = {
        {"\r\n", 1},
        {"\xef\xbb\xbf", 1},
        {"HTTP/1.1 200 OK\r\nServer: a\r\n\r\n", 1},
        {"Some line that a portal puts there.\n", 1},
        {"no line of its own: ", 0},
        {"<html><body>\n", 0},
        {"PK\x03\x04 a stored member\n", 0},
        {"From: a@example.org\nTo: b@example.org\nSubject: it\nDate: Mon, 7 Mar 2022 10:00:00 "
         "+0000\nMIME-Version: 1.0\nContent-Type: application/pdf\n\n",
         0},
    };

    (void)state;
    need_poppler();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct made_pdf p = {.n = 0}, moved = {.n = 0};
        struct vg_read_input in;
        struct vg_text t;

        (void)make_pdf(&p, pages, 1, NULL, NULL);
        vg_putf(&moved.b, "%s", rows[i].before);
        vg_put(&moved.b, p.b.p, p.b.len);
        in = (struct vg_read_input){.bytes = moved.b.p, .len = moved.b.len};
        if (vg_is_pdf(moved.b.p, moved.b.len) != rows[i].is_pdf)
            fail_msg("row %zu", i);
        assert_true((strcmp(vg_read_kind(&in), "PDF") == 0) == rows[i].is_pdf);
        if (rows[i].is_pdf) {
            read_made(&moved, &a, &t);
            assert_string_equal(t.text.p, "The page can be read.");
            assert_int_equal(t.source_len, moved.b.len);
            assert_true(has_note(t.odd, t.odd_count, VG_NOTE_PADDING, "before the PDF begins"));
        }
        vg_buf_end(&p.b);
        vg_buf_end(&moved.b);
    }
}

static void a_pdf_is_known_by_its_beginning(void **state)
{
    (void)state;
    /* a lesson about PDF, which has all its parts, and no bytes that are not text */
    assert_false(vg_is_pdf("How it begins:\n%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", 45));
    assert_true(vg_is_pdf("%PDF-1.7", 8));
    assert_true(vg_is_pdf("\xef\xbb\xbf\r\n%PDF-1.7", 13));
    assert_false(vg_is_pdf("a text about %PDF-1.7", 21));
    assert_false(vg_is_pdf("%PDF", 4));
    assert_false(vg_is_pdf("", 0));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_become_paragraphs),
        cmocka_unit_test(a_hyphen_at_the_end_of_a_line_is_in_the_boxes),
        cmocka_unit_test(a_hyphen_of_the_word_stays),
        cmocka_unit_test(chinese_is_joined_without_spaces_and_keeps_its_figures),
        cmocka_unit_test(a_space_between_chinese_and_latin_is_one),
        cmocka_unit_test(columns_and_cells_stay_apart),
        cmocka_unit_test(lines_on_their_side_are_lines),
        cmocka_unit_test(what_stands_on_its_side_is_behind_the_page),
        cmocka_unit_test(running_heads_and_page_numbers_are_not_main),
        cmocka_unit_test(a_converter_may_print_anything),
        cmocka_unit_test(a_message_is_read_with_and_without_pages),
        cmocka_unit_test(many_words_cost_little),
        cmocka_unit_test(held_words_are_the_same_words),
        cmocka_unit_test(a_pdf_becomes_text_with_pages_and_fields),
        cmocka_unit_test(many_pages_are_read_in_parts),
        cmocka_unit_test(what_is_not_printed_comes_from_info_and_xmp),
        cmocka_unit_test(xmp_that_says_otherwise_is_a_contradiction),
        cmocka_unit_test(what_hangs_on_a_pdf_is_named),
        cmocka_unit_test(pages_without_words_ask_for_ocr),
        cmocka_unit_test(a_font_that_says_nothing_is_suspicious),
        cmocka_unit_test(fonts_that_say_nothing_ask_for_ocr),
        cmocka_unit_test(letters_as_curves_ask_for_ocr),
        cmocka_unit_test(a_converter_without_memory_is_not_damage_of_the_document),
        cmocka_unit_test(damage_is_named_and_the_rest_is_read),
        cmocka_unit_test(an_encrypted_pdf_says_so),
        cmocka_unit_test(a_pdf_may_have_bytes_before_it),
        cmocka_unit_test(a_pdf_is_known_by_its_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
