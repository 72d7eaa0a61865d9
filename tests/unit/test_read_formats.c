/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* CSV, JSON, Markdown, RTF, XML and feeds, and telling all of them apart. */
#include "document.h"

#include "base/limits.h"

struct row {
    const char *bytes, *want;
};

static void check_rows(const struct row *rows, size_t n, const char *media, const char *name,
                       const char *reader)
{
    for (size_t i = 0; i < n; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_document(&a, vg_str(rows[i].bytes), media, name);

        assert_shape(&t, rows[i].want);
        ROW_CHECK(i, rows[i].bytes, vg_str_is(t.reader, reader));
    }
}

#define CHECK_ROWS(rows, media, name, reader)                                                      \
    check_rows((rows), sizeof(rows) / sizeof *(rows), (media), (name), (reader))

/* -- CSV --------------------------------------------------------------------------------------- */

static void cells_keep_their_rows_and_columns_their_names(void **state)
{
    static const struct row rows[] = {
        {"City,Offices,Since\nKangding,2,2019-03\n\"Li, \"\"big\"\"\",1,\n",
         "heading6* City\n\theading6* Offices\n\theading6* Since\n"
         "table* Kangding\n\ttable* 2\n\ttable* 2019-03\n"
         "table* Li, \"big\"\n\ttable* 1\n"},
        {"sep=;\r\n城市;数\r\n福州;3\r\n\"a\nb\";4",
         "heading6* 城市\n\theading6* 数\ntable* 福州\n\ttable* 3\ntable* a b\n\ttable* 4\n"},
        {"1\t2\n3\t4\n", "table* 1\n\ttable* 2\ntable* 3\n\ttable* 4\n"},
        {"a|b|c\n1|2|3\n", "heading6* a\n\theading6* b\n\theading6* c\n"
                           "table* 1\n\ttable* 2\n\ttable* 3\n"},
        {"name,x\n\"never closed,1\nb,2\n", "heading6* name\n\theading6* x\ntable* \"never "
                                            "closed\n\ttable* 1\ntable* b\n\ttable* 2\n"},
        /* A value stays in its column. */
        {"a,b,c\n1,,3\n,,x\n4,5,\n,,\n\" \",,6\n",
         "heading6* a\n\theading6* b\n\theading6* c\ntable* 1\n\t\ttable* 3\n\t\ttable* x\n"
         "table* 4\n\ttable* 5\n\t\ttable* 6\n"},
        {",,y\n1,2,3\n", "\t\ttable* y\ntable* 1\n\ttable* 2\n\ttable* 3\n"},
    };
    VG_SCOPED_ARENA a = {0};
    static const char csv[] = "a,b\n\"x \"\"y\"\" z\",1\n";
    struct vg_text t = read_document(&a, vg_str(csv), "", "a.csv");

    (void)state;
    CHECK_ROWS(rows, "", "a.csv", VG_READER_CSV);
    assert_source(&t, "x \"y\" z", csv, "x \"\"y\"\" z");
}

static size_t count_tabs(struct vg_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.p[i] == '\t';
    return n;
}

static void columns_past_the_ceiling_are_said_to_be_lost(void **state)
{
    char commas[VG_MAX_EMPTY_RUN];
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t;

    (void)state;
    memset(commas, ',', sizeof commas);
    vg_puts(&b, "sep=,\na,b\n");
    for (size_t i = 0; i <= VG_MAX_EMPTY_CELLS / VG_MAX_EMPTY_RUN; i++) {
        vg_put(&b, commas, VG_MAX_EMPTY_RUN);
        vg_puts(&b, "2\n");
    }
    vg_puts(&b, "3,,4\n,5\n");
    t = read_document(&a, vg_buf_str(&b), "", "a.csv");
    assert_int_equal(count_tabs(t.text), VG_MAX_EMPTY_CELLS + 2);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_SIZE_EXCEEDED));
}

/* `wide` empty cells between two that have text are so many TABs, one more of them parts. */
static void cells_far_apart_do_not_fill_the_text(void **state)
{
    static const struct {
        size_t wide, tabs;
        int is_told;
    } rows[] = {
        {0, 1, 0},
        {VG_MAX_EMPTY_RUN, VG_MAX_EMPTY_RUN + 1, 0},
        {VG_MAX_EMPTY_RUN + 1, VG_MAX_EMPTY_RUN + 1, 1},
        {16382, VG_MAX_EMPTY_RUN + 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_text t;

        vg_puts(&b, "sep=,\nfirst");
        for (size_t k = 0; k <= rows[i].wide; k++)
            vg_puts(&b, ",");
        vg_puts(&b, "last\n1,2\n");
        t = read_document(&a, vg_buf_str(&b), "", "a.csv");
        assert_non_null(memmem(t.text.p, t.text.len, "last", 4));
        ROW_CHECK(i, "empty cells", count_tabs(t.text) == rows[i].tabs + 1);
        ROW_CHECK(i, "note", (t.damage_count > 0) == rows[i].is_told);
    }
}

static void a_table_in_any_charset_is_found_by_its_rows(void **state)
{
    static const char gb[] = "\xb3\xc7\xca\xd0,\xca\xfd,\xc4\xea\n\xb8\xa3\xd6\xdd,3,2020\n"
                             "\xb1\xb1\xbe\xa9,4,2021\n\xc9\xcf\xba\xa3,5,2022\n";
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF wide = {0};
    struct vg_text t = read_document(&a, vg_str(gb), "text/csv; charset=gbk", "");

    (void)state;
    assert_true(vg_str_is(t.charset, "gb18030"));
    assert_source(&t, "福州", gb, "\xb8\xa3\xd6\xdd");
    vg_put(&wide, "\xff\xfe", 2);
    for (const char *p = "name\tn\nx\t1\ny\t2\n"; *p != '\0'; p++) {
        vg_putc(&wide, *p);
        vg_putc(&wide, '\0');
    }
    t = read_document(&a, vg_buf_str(&wide), "", "");
    assert_shape(&t, "heading6* name\n\theading6* n\ntable* x\n\ttable* 1\ntable* y\n\ttable* 2\n");
    assert_true(vg_str_is(t.media, "text/tab-separated-values"));
}

/* -- JSON -------------------------------------------------------------------------------------- */

static void strings_come_in_their_order_with_their_names(void **state)
{
    static const struct row rows[] = {
        {"{\"city\":\"\\u798f州\",\"n\":54,\"ok\":true,\"no\":null,\"in\":[\"a\\nb\","
         "\"\\ud83d\\ude00\"],"
         "\"deep\":{\"q\":\"say \\\"yes\\\"\"}}",
         "other city\n\tmain* 福州\nother n\n\ttable* 54\nother ok\n\ttable* true\nother no\n"
         "other in\nmain* a/b\nmain* 😀\nother deep\nother q\n\tmain* say \"yes\"\n"},
        {"{\"a\":\"x\"}\n{\"a\":\"y\"}\n", "other a\n\tmain* x\nother a\n\tmain* y\n"},
        {"[\"<p>no page</p>\"]", "main* <p>no page</p>\n"},
    };
    static const char broken[] = "{\"a\":\"one\",\"b\":[\"two\",{\"c\":\"thr";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(broken), "", "");

    (void)state;
    CHECK_ROWS(rows, "", "", VG_READER_JSON);
    assert_shape(&t, "other a\n\tmain* one\nother b\nmain* two\nother c\n\tmain* thr\n");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_TRUNCATED));
    t = read_document(&a, vg_str(rows[0].bytes), "", "");
    assert_source(&t, "福", rows[0].bytes, "\\u798f");
    t = read_document(&a, vg_str("[\"a\\u0000b\\ud800c\"]"), "", "");
    assert_shape(&t, "main* a\xef\xbf\xbd"
                     "b\xef\xbf\xbd"
                     "c\n");
    assert_true(has_note(t.odd, t.odd_count, VG_NOTE_CHARSET_REPLACED));
}

/* -- Markdown ---------------------------------------------------------------------------------- */

static void marks_become_blocks_and_leave_the_text(void **state)
{
    static const char text[] =
        "---\ntitle: \"A report\"\ndate: 2022-03-14\nauthor: A. Writer\n---\n"
        "# The *office* #\n\nIt was **shut** in `May`, the\n[city](http://x.org/a_(b)) said "
        "[sic] &mdash; see\n<http://y.org/z> and snake_case, 2 * 3.\n\n"
        "Known\n-----\n\n- one\n- [x] two\n  goes on\n3. three\n\n> quoted \\*so\\*\n\n"
        "| City | N |\n|:-----|--:|\n| 福州 | 54 |\n\n```c\nint *a;\n  b\n```\n\n"
        "![the door](d.png) <b>bold</b>[^1]\n\n[^1]: A note.\n[x]: http://nowhere\n***\nEnd\n";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(text), "", "notes.md");

    (void)state;
    assert_shape(&t, "other title: \"A report\"\nother date: 2022-03-14\nother author: A. Writer\n"
                     "heading1* The office\n"
                     "main* It was shut in May, the city said [sic] — see http://y.org/z and "
                     "snake_case, 2 * 3.\n"
                     "heading2* Known\n"
                     "main* one\nmain* two goes on\nmain* 3. three\n"
                     "main* quoted *so*\n"
                     "heading6* City\n\theading6* N\ntable* 福州\n\ttable* 54\n"
                     "main* int *a;/  b\n"
                     "main* the door bold\n"
                     "aside A note.\n"
                     "main* End\n");
    assert_field(&t, VG_FIELD_TITLE, "A report");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_field(&t, VG_FIELD_AUTHOR, "A. Writer");
    assert_source(&t, "was shut in", text, "was **shut** in");
    assert_true(vg_str_is(t.reader, VG_READER_MARK));
}

/* -- RTF --------------------------------------------------------------------------------------- */

static void rich_text_gives_its_text(void **state)
{
    static const struct row rows[] = {
        {"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset134 Song;}}"
         "{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}"
         "{\\info{\\title A report}{\\author Jos\\'e9}{\\creatim\\yr2022\\mo3\\dy14}}"
         "{\\*\\generator x;}\\pard\\s1 Known\\par\\pard\\s0 The caf\\'e9 in "
         "\\f1\\'b8\\'a3\\'d6\\'dd\\f0 , \\u31119?\\u-10179?\\u-8704?\\~x\\emdash y\\line z"
         "{\\footnote A note.}{\\*\\annotation So?}{\\v secret} end.\\par"
         "{\\header Draft}{\\pict 01020304}{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt link}}\\par"
         "\\trowd\\intbl City\\cell N\\cell\\row\\intbl \\cell 54\\par 55\\cell\\row\\pard "
         "After\\par}",
         "heading1* Known\n"
         "main* The café in 福州, 福😀\xc2\xa0x—y/z end.\n"
         "main* link\n"
         "table* City\n\ttable* N\ntable* 54/55\n"
         "main* After\n"
         "aside A note.\ncomment So?\nhidden secret\nfooter Draft\n"},
        {"{\\rtf1\\ansi\\ansicpg936 \\'b9A\\'81\\'40 \\'b8\\'a3}", "main* 笰丂 福\n"},
        {"{\\rtf1 a\\{b\\}\\\\c{\\uc2\\u8364 xyz}{\\uc0\\u8364 q}\\\nnext {\\bin4 }}}}\\*x}",
         "main* a{b}\\c€z€q\nmain* next x\n"},
        {"{\\rtf1 \\u-10179 xb\\u-8704 ?c}", "main* \xef\xbf\xbd"
                                             "b\xef\xbf\xbd"
                                             "c\n"},
        {"{\\rtf1\\mac caf\\'8e}", "main* café\n"},
        /* Of a pair the second half is the text; a half that stands alone is. */
        {"{\\rtf1 a {\\upr{b ??}{\\*\\ud{b \\u31119?}}} c {\\upr{d}} e}", "main* a b 福 c d e\n"},
        {"\xef\xbb\xbf{\\rtf1 behind a mark}", "main* behind a mark\n"},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(rows[0].bytes), "", "");

    (void)state;
    assert_field(&t, VG_FIELD_TITLE, "A report");
    assert_field(&t, VG_FIELD_AUTHOR, "José");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_source(&t, "州", rows[0].bytes, "\\'d6\\'dd");
    assert_source(&t, "A note", rows[0].bytes, "A note");
    assert_true(t.scattered);
    assert_int_equal(t.damage_count, 0);
    CHECK_ROWS(rows, "", "", VG_READER_RTF);
    t = read_document(
        &a, vg_str("{\\rtf1{\\info{\\upr{\\title ??}{\\*\\ud{\\title \\u31119?\\u24030?}}}}x}"), "",
        "");
    assert_field(&t, VG_FIELD_TITLE, "福州");
}

static void rich_text_that_is_cut_or_deep_is_read_on(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_text t = read_document(&a, vg_str("{\\rtf1 {\\b cut of"), "", "");

    (void)state;
    assert_shape(&t, "main* cut of\n");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_TRUNCATED));
    vg_puts(&b, "{\\rtf1 ");
    for (int i = 0; i < 100000; i++)
        vg_puts(&b, "{\\b ");
    vg_puts(&b, "bottom");
    for (int i = 0; i < 100000; i++)
        vg_puts(&b, "}");
    vg_puts(&b, " top}");
    t = read_document(&a, vg_buf_str(&b), "", "");
    assert_shape(&t, "main* bottom top\n");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_NESTING_EXCEEDED));
}

/* -- XML --------------------------------------------------------------------------------------- */

static void elements_are_blocks_where_no_text_runs_between(void **state)
{
    static const struct row rows[] = {
        {"<?xml version='1.0'?><list><station><city>福&#x5dde;</city><n>54</n></station>\n"
         "<p>It is <b>not</b> so &amp; was <![CDATA[<never>]]>.</p><i title='a &quot;hint&quot;'/>"
         "<!-- no --><?pi no?></list>",
         "main* 福州\nmain* 54\nmain* It is not so & was <never>.\nalt a \"hint\"\n"},
        {"<?xml version='1.0'?><a><b>one</c></b> t <d>two", "main* one t two\n"},
        {"<?xml version='1.0'?><a>x &nosuch; y < z &#99999999; w</a>",
         "main* x &nosuch; y < z \xef\xbf\xbd w\n"},
        {"<?xml version='1.0'?><a>in <![CDATA[no end", "main* in no end\n"},
        {"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><style>p{}</style>"
         "<text>words</text></svg>",
         "main* words\n"},
    };
    static const char dtd[] = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'boom'>]><a>&x;</a>";
    static const char named[] = "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://x/a.dtd'><a>b</a>";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(rows[0].bytes), "", "");

    (void)state;
    assert_source(&t, "福州", rows[0].bytes, "福&#x5dde;");
    assert_source(&t, "<never>", rows[0].bytes, "<never>");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        t = read_document(&a, vg_str(rows[i].bytes), "", "");
        assert_shape(&t, rows[i].want);
        ROW_CHECK(i, rows[i].bytes, vg_str_is(t.reader, VG_READER_XML));
        ROW_CHECK(i, rows[i].bytes,
                  has_note(t.odd, t.odd_count, VG_NOTE_XML_BAD) == (i == 1 || i == 3 || i == 2));
    }
    t = read_document(&a, vg_str(dtd), "", "");
    assert_int_equal(t.text.len, 0);
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_XML_DTD));
    t = read_document(&a, vg_str(named), "", "");
    assert_shape(&t, "main* b\n");
    assert_true(has_note(t.damage, t.damage_count, VG_NOTE_XML_DTD));
}

static void feeds_give_their_entries(void **state)
{
    static const char rss[] =
        "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>Notices</title>"
        "<link>https://x.org/</link><image><title>Logo</title></image><language>en</language>"
        "<pubDate>Mon, 14 Mar 2022 08:00:00 +0800</pubDate>"
        "<item><title>One &amp;amp; two</title><link>https://x.org/1</link>"
        "<pubDate>Sun, 13 Mar 2022</pubDate><dc:creator>A. Writer</dc:creator>"
        "<description>&lt;p&gt;The office in &lt;b&gt;福州&lt;/b&gt; is "
        "shut.&lt;/p&gt;</description>"
        "<c:encoded><![CDATA[<h3>More</h3><p>Nobody answered.</p>]]></c:encoded></item>"
        "</channel></rss>";
    static const char atom[] =
        "<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>F</title>"
        "<link rel='self' href='no'/><updated>2022-03-14T00:00:00Z</updated>"
        "<author><name>A</name><uri>no</uri></author>"
        "<entry><title>E</title><link href='https://x.org/e?a=1&amp;b=2'/>"
        "<published>2022-03-13T00:00:00Z</published><summary>S &lt; T</summary>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>P <b>one</b> &lt;b&gt; "
        "&amp;amp;</p>"
        "<p>P two</p></div></content><content "
        "type='image/png'>iVBORw0KGgo=</content></entry></feed>";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(rss), "", "");

    (void)state;
    assert_shape(&t, "heading1* Notices\nother https://x.org/\nheading1 Logo\n"
                     "caption Mon, 14 Mar 2022 08:00:00 +0800\n"
                     "heading2* One & two\nother https://x.org/1\ncaption Sun, 13 Mar 2022\n"
                     "caption A. Writer\nmain* The office in 福州 is shut.\nheading3* More\n"
                     "main* Nobody answered.\n");
    assert_field(&t, VG_FIELD_TITLE, "Notices");
    assert_field(&t, VG_FIELD_CANONICAL, "https://x.org/");
    assert_field(&t, VG_FIELD_DATE, "2022-03-14");
    assert_field(&t, VG_FIELD_LANG, "en");
    assert_true(vg_str_is(t.media, "application/rss+xml"));
    assert_source(&t, "in 福州 is", rss, "in &lt;b&gt;福州&lt;/b&gt; is");
    assert_source(&t, "Nobody answered", rss, "Nobody answered");
    t = read_document(&a, vg_str(atom), "", "");
    assert_shape(&t, "heading1* F\ncaption 2022-03-14T00:00:00Z\ncaption A\nheading2* E\n"
                     "other https://x.org/e?a=1&b=2\ncaption 2022-03-13T00:00:00Z\nmain* S < T\n"
                     "main* P one <b> &amp;\nmain* P two\n");
    assert_field(&t, VG_FIELD_AUTHOR, "A");
}

/* -- what is what ------------------------------------------------------------------------------ */

static void content_decides_before_name_and_media(void **state)
{
    static const struct {
        const char *bytes, *media, *name, *kind;
    } rows[] = {
        {"<!DOCTYPE html><p>x", "application/json", "x.csv", "html"},
        {"<!DOCTYPE h", "text/html", "", "html"},
        {"<!DOCTYPE", "", "", "html"},
        {"<?xml version='1.0'?><!DOCTYPE a", "", "", "xml"},
        {"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>x</p></html>", "", "",
         "html"},
        {"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'a' 'b'><html><p>x</html>", "", "", "html"},
        {"<?xml version='1.0'?><rss/>", "", "", "feed"},
        {"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
         "xmlns='http://purl.org/rss/1.0/'/>",
         "", "", "feed"},
        {"<?xml version='1.0'?><svg/>", "text/plain", "a.txt", "xml"},
        {"<a>no declaration</a>", "application/xml", "", "xml"},
        {"<3 from here", "", "", "text"},
        {"{\"a\": 1}", "text/plain", "a.txt", "json"},
        {"[1] Smith, J. (2022)", "", "", "text"},
        {"[sic] he said", "", "", "text"},
        {"{braces} are text", "", "", "text"},
        {"{\"a\":", "", "", "json"},
        {"not json", "application/json", "", "json"},
        {"a;b;c\n1;2;3\n4;5;6\n", "", "", "csv"},
        {"One, two, three.\nFour, five, six.\nSeven, eight, nine.\n", "", "", "text"},
        {"a;b;c\n1;2;3\n4;5;6\n", "text/plain", "", "text"},
        {"# A heading", "", "a.md", "markdown"},
        {"# A heading <p>", "", "a.md", "markdown"},
        {"# A heading", "", "", "text"},
        {"{\\rtf1 a}", "text/plain", "", "rtf"},
        {"PK\3\4rest", "", "a.docx", "ZIP archive"},
        {"\1\2\3\4\5\6\7\1", "text/plain", "a.txt", "unknown binary"},
        {"\33[32m[INFO]\33[0m up\n\33]0;a title\a\rhalf \b\b\b\b\bdone\n", "", "a.log", "text"},
        {"N\bNA\bAM\bME\bE\n   v\bvi\big\bgi\bil\bl\n", "", "", "text"},
        {"", "", "", "empty"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_read_input in = {.bytes = rows[i].bytes,
                                   .len = strlen(rows[i].bytes),
                                   .media = vg_str(rows[i].media),
                                   .name = vg_str(rows[i].name)};

        ROW_CHECK(i, vg_read_kind(&in), strcmp(vg_read_kind(&in), rows[i].kind) == 0);
    }
}

/* Pictures without compression are known by their header, text that begins like one is text. */
static void pictures_of_plain_pixels_are_no_text(void **state)
{
    enum { ROOM = 400 };
    static const struct {
        const char *head;
        size_t head_len, len; /* the rest is bright pixels, letters to many charsets */
        const char *end;
        const char *kind;
    } rows[] = {
        {"BM\x90\1\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x0a\0\0\0\x0a\0\0\0\1\0\x18\0\0\0\0\0", 34, 354,
         "", "BMP image"},
        {"BM\0\0\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x0a\0\x0a\0\1\0\x18\0", 26, 326, "", "BMP image"},
        {"BM is short for a thing that some people say.\n", 46, 46, "", "text"},
        {"BM\0\0", 4, 4, "", "unknown binary"},
        {"P6\n10 10\n255\n", 13, 313, "", "netpbm image"},
        {"P6\n# by hand\n10\t10 255\n", 23, 323, "", "netpbm image"},
        {"P5 10 10 65535\n", 15, 215, "", "netpbm image"},
        {"P5 10 10 255\n\1\2\3", 16, 40, "", "netpbm image"}, /* cut short */
        {"P4 9 10\n", 8, 28, "", "netpbm image"},
        {"P3 2 1 255\n1 2 3 4 5 6\n", 23, 23, "", "netpbm image"},
        {"P1\n# a row\n3 1\n101\n", 19, 19, "", "netpbm image"},
        {"P7\nWIDTH 2\n", 11, 30, "", "netpbm image"},
        {"P6\n10 10\n255\n", 13, 60, "", "text"}, /* as many bytes as no picture has */
        {"P5 12 30 2 people came\n", 23, 23, "", "text"},
        {"P3 2 1 255 people\n", 18, 18, "", "text"},
        {"P7 is a ward of the town\n", 25, 25, "", "text"},
        {"\0\0\2\0\0\0\0\0\0\0\0\0\x0a\0\x0a\0\x18\0", 18, 318, "", "TGA image"},
        {"\0\0\2\0\0\0\0\0\0\0\0\0\x0a\0\x0a\0\x18\0", 18, 100, "TRUEVISION-XFILE.", "TGA image"},
        {"\0\1\1\0\0\2\0\x18\0\0\0\0\x0a\0\x0a\0\x08\0", 18, 124, "", "TGA image"},
        {"\0\0\x0b\0\0\0\0\0\0\0\0\0\x0a\0\x0a\0\x08\0", 18, 60, "", "TGA image"},
        {"\0\0\2\0\0\0\0\0\0\0\0\0\x0a\0\x0a\0\x17\0", 18, 318, "", "unknown binary"},
        {"a\0\n\0b\0\n\0c\0\n\0", 12, 12, "", "text"}, /* UTF-16 without a mark */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char bytes[ROOM];
        struct vg_read_input in = {.bytes = bytes, .len = rows[i].len};
        size_t end = strlen(rows[i].end);

        for (size_t k = 0; k < ROOM; k++)
            bytes[k] = (char)(0x60 + k * 7 % 0x90);
        memcpy(bytes, rows[i].head, rows[i].head_len);
        if (end > 0)
            memcpy(bytes + in.len - end - 1, rows[i].end, end + 1);
        ROW_CHECK(i, vg_read_kind(&in), strcmp(vg_read_kind(&in), rows[i].kind) == 0);
    }
}

/* Anything that looks back, or scans for an end that is not there, would not come to an end. */
static void megabytes_of_marks_are_read_in_one_go(void **state)
{
    static const struct {
        const char *head, *piece, *media;
    } rows[] = {
        {"a,b\n", "\"a\n", "text/csv"},
        {"", "\"a\",", "text/csv"},
        {"# x\n", "[](", "text/markdown"},
        {"# x\n", "[", "text/markdown"},
        {"# x\n", "<a", "text/markdown"},
        {"# x\n", "`*_", "text/markdown"},
        {"# x\n", "|", "text/markdown"},
        {"# x\n", "a\n", "text/markdown"},
        {"[", "[{\"", "application/json"},
        {"[\"", "\\u", "application/json"},
        {"[", "\"a\":", "application/json"},
        {"<?xml version='1.0'?>", "<a ", ""},
        {"<?xml version='1.0'?>", "<a '", ""},
        {"<?xml version='1.0'?>", "</a>", ""},
        {"<?xml version='1.0'?>", "<![CDATA[", ""},
        {"<?xml version='1.0'?><a>", "&#", ""},
        {"<?xml version='1.0'?>", "<!--", ""},
        {"<?xml version='1.0'?>", "<a b='c'>", ""},
        {"<?xml version='1.0'?><rss>", "<item><title>", ""},
        {"<?xml version='1.0'?><rss>", "<description>&lt;p&gt;", ""},
        {"{\\rtf1", "\\'b8", ""},
        {"{\\rtf1\\ansicpg936", "\\'b8", ""},
        {"{\\rtf1", "{\\*\\x", ""},
        {"{\\rtf1", "\\u-10179", ""},
        {"{\\rtf1", "{\\footnote a}", ""},
        {"{\\rtf1{\\fonttbl", "{\\f1\\fcharset134", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_text t;

        vg_puts(&b, rows[i].head);
        while (b.len < 400000)
            vg_puts(&b, rows[i].piece);
        t = read_document(&a, vg_buf_str(&b), rows[i].media, "");
        ROW_CHECK(i, rows[i].piece, t.source_len == b.len);
    }
}

static void a_fiction_book_says_what_it_is(void **state)
{
    static const char book[] =
        "<FictionBook xmlns='http://www.gribuser.ru/xml/fictionbook/2.0'><description><title-info>"
        "<author><first-name>Li</first-name><last-name>Wei</last-name></author>"
        "<book-title>A book</book-title><date value='2019-03-05'>5 March</date></title-info>"
        "</description><body><p>Some <emphasis>words</emphasis></p></body>"
        "<binary id='i' content-type='image/png'>ziL14F81iWy3</binary></FictionBook>";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(book), "", "");

    (void)state;
    assert_field(&t, VG_FIELD_TITLE, "A book");
    assert_field(&t, VG_FIELD_AUTHOR, "Li Wei");
    assert_field(&t, VG_FIELD_DATE, "2019-03-05");
    assert_non_null(memmem(t.text.p, t.text.len, "Some words", 10));
    assert_null(memmem(t.text.p, t.text.len, "ziL14", 5));
    assert_int_equal(t.damage_count, 0);
}

static void xml_that_is_cut_says_so(void **state)
{
    static const char whole[] = "<r><a>one</a><b>two is here</b></r>";
    static const size_t cuts[] = {9, 15, 27, 30, sizeof whole - 2};
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_document(&a, vg_str(whole), "application/xml", "");

    (void)state;
    assert_int_equal(t.damage_count, 0);
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        t = read_document(&a, (struct vg_str){whole, cuts[i]}, "application/xml", "");
        ROW_CHECK(i, "cut", has_note(t.damage, t.damage_count, VG_NOTE_TRUNCATED));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_keep_their_rows_and_columns_their_names),
        cmocka_unit_test(columns_past_the_ceiling_are_said_to_be_lost),
        cmocka_unit_test(cells_far_apart_do_not_fill_the_text),
        cmocka_unit_test(a_fiction_book_says_what_it_is),
        cmocka_unit_test(xml_that_is_cut_says_so),
        cmocka_unit_test(a_table_in_any_charset_is_found_by_its_rows),
        cmocka_unit_test(strings_come_in_their_order_with_their_names),
        cmocka_unit_test(marks_become_blocks_and_leave_the_text),
        cmocka_unit_test(rich_text_gives_its_text),
        cmocka_unit_test(rich_text_that_is_cut_or_deep_is_read_on),
        cmocka_unit_test(elements_are_blocks_where_no_text_runs_between),
        cmocka_unit_test(feeds_give_their_entries),
        cmocka_unit_test(content_decides_before_name_and_media),
        cmocka_unit_test(megabytes_of_marks_are_read_in_one_go),
        cmocka_unit_test(pictures_of_plain_pixels_are_no_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
