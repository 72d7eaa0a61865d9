/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include <unicode/ucnv.h>

#include "base/buf.h"
#include "read/charset.h"
#include "read/read.h"
#include "read_data.h"

/* Chinese of an official notice, simplified and traditional, and others, all our own words. */
static const char simplified[] =
    "各有关单位应于四月十日前将联络员名单和值班电话报市局办公室备案，不得收取任何费用。";
static const char traditional[] =
    "外交部門昨日表示，館處從未核准設立服務站，也不曾派員參與；警察局已派員訪查兩次。";
static const char japanese[] =
    "この施設は先月から閉まっており、警察は何も見つからなかったと発表しました。";
static const char korean[] =
    "경찰은 지난달 그 건물을 조사했지만 아무것도 찾지 못했다고 발표했습니다.";
static const char russian[] =
    "Полиция сообщила, что в прошлом месяце в этом здании ничего не нашли.";
static const char french[] =
    "La préfecture a été informée à l’été ; le café où l’on reçoit est fermé.";
/* The tones as marks of their own, as windows-1258 has them. */
static const char vietnamese[] =
    "Cuô\u0301n sa\u0301ch se\u0303 ra mă\u0301t va\u0300o tha\u0301ng mươ\u0300i, gia\u0301 "
    "vâ\u0303n chưa ro\u0303. "
    "Cây câ\u0300u se\u0303 đo\u0301ng cư\u0309a cho đê\u0301n mu\u0300a thu.";

static struct vg_str encoded(struct vg_arena *a, const char *charset, const char *text)
{
    UErrorCode code = U_ZERO_ERROR;
    char *out = vg_alloc(a, 4096);
    int32_t n = ucnv_convert(charset, "UTF-8", out, 4096, text, (int32_t)strlen(text), &code);

    if (U_FAILURE(code))
        fail_msg("%s: %s", charset, u_errorName(code));
    return (struct vg_str){out, (size_t)n};
}

static struct vg_text read_it(struct vg_arena *a, struct vg_str bytes, const char *http)
{
    struct vg_read_input in = {.bytes = bytes.p, .len = bytes.len, .charset = vg_str(http)};
    struct vg_text t;
    struct vg_err err;

    if (vg_read(&in, a, &t, &err) != VG_OK)
        fail_msg("%s", err.text);
    return t;
}

static void declared_undeclared_and_lying_charsets_are_read(void **state)
{
    static const struct {
        const char *text, *icu, *http, *found;
        enum vg_charset_rule rule;
    } rows[] = {
        {simplified, "gb18030", "gb2312", "gb18030", VG_CHARSET_HTTP},
        {simplified, "gb18030", "", "gb18030", VG_CHARSET_GUESSED},
        {simplified, "gb18030", "utf-8", "gb18030", VG_CHARSET_CHECKED},
        {simplified, "gb18030", "big5", "gb18030", VG_CHARSET_CHECKED},
        {simplified, "gb18030", "iso-8859-1", "gb18030", VG_CHARSET_CHECKED},
        {simplified, "UTF-8", "gbk", "utf-8", VG_CHARSET_VALID},
        {traditional, "big5", "big5", "big5", VG_CHARSET_HTTP},
        {traditional, "big5", "", "big5", VG_CHARSET_GUESSED},
        {traditional, "big5", "gb2312", "big5", VG_CHARSET_CHECKED},
        {traditional, "big5", "utf-8", "big5", VG_CHARSET_CHECKED},
        {japanese, "shift_jis", "", "shift_jis", VG_CHARSET_GUESSED},
        {japanese, "euc-jp", "", "euc-jp", VG_CHARSET_GUESSED},
        {japanese, "iso-2022-jp", "iso-2022-jp", "iso-2022-jp", VG_CHARSET_HTTP},
        {korean, "euc-kr", "", "euc-kr", VG_CHARSET_GUESSED},
        {russian, "windows-1251", "", "windows-1251", VG_CHARSET_GUESSED},
        {russian, "koi8-r", "", "koi8-r", VG_CHARSET_GUESSED},
        {russian, "iso-8859-5", "iso-8859-5", "iso-8859-5", VG_CHARSET_HTTP},
        {french, "windows-1252", "", "windows-1252", VG_CHARSET_GUESSED},
        {"Prix : 15 € par élève", "iso-8859-15", "", "iso-8859-15", VG_CHARSET_GUESSED},
        {vietnamese, "windows-1258", "", "windows-1258", VG_CHARSET_GUESSED},
        {french, "windows-1252", "utf-8", "windows-1252", VG_CHARSET_CHECKED},
        {french, "windows-1252", "latin1", "windows-1252", VG_CHARSET_HTTP},
        {french, "UTF-8", "latin1", "utf-8", VG_CHARSET_VALID},
        {russian, "UTF-16LE", "", "utf-16le", VG_CHARSET_ZEROES},
        {russian, "UTF-16BE", "", "utf-16be", VG_CHARSET_ZEROES},
        {"plain words", "UTF-8", "gb2312", "utf-8", VG_CHARSET_ASCII},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str bytes = encoded(&a, rows[i].icu, rows[i].text);
        struct vg_text t = read_it(&a, bytes, rows[i].http);
        char *what =
            vg_print(&a, "%s as %s: found %.*s (%s)", rows[i].icu, rows[i].http, (int)t.charset.len,
                     t.charset.p, vg_charset_rule_word(t.charset_rule));

        ROW_CHECK(i, what, vg_str_is(t.charset, rows[i].found));
        ROW_CHECK(i, what, t.charset_rule == rows[i].rule);
        ROW_CHECK(i, what, vg_str_is(t.text, rows[i].text));
    }
}

/* Chosen from the bytes and both declarations, and converted. */
static const char *read_as(struct vg_arena *a, struct vg_str bytes, const char *http,
                           const char *document, struct vg_str *text)
{
    struct vg_charset_choice c =
        vg_charset_choose(bytes.p, bytes.len, vg_str(http), vg_str(document));
    struct vg_converted out;

    vg_charset_convert(bytes.p, bytes.len, &c, a, &out);
    *text = out.utf8;
    return c.name;
}

static void a_declaration_that_is_right_stands(void **state)
{
    static const struct {
        const char *icu, *said, *text;
    } rows[] = {
        {"windows-1252", "iso-8859-1", "¿Quién avisó? ¿Por qué? ¿Qué dijo? ¿Quiénes? ¿Dónde fue?"},
        {"windows-1252", "iso-8859-1", "¿Sí?"},
        {"windows-1252", "iso-8859-1", "Åbo ja Åland; myös Åbo Akademi, Åbo Akademi, Åbo Akademi"},
        {"windows-1252", "iso-8859-1", "Lunedì, martedì, mercoledì, giovedì, venerdì"},
        {"windows-1252", "iso-8859-1", "Jürgen Weiß und Käthe Groß"},
        {"windows-1252", "iso-8859-1", "Åbningstider: Øster Allé 12"},
        {"windows-1252", "iso-8859-1", "2½ cups of flour, ¼ teaspoon of salt, £3"},
        {"windows-1252", "iso-8859-1", "INFORMAÇÃO"},
        {"iso-8859-15", "iso-8859-15", "Le cœur : 15 € par élève"},
        {"windows-1258", "windows-1258",
         "CUÔ\u0301N SA\u0301CH SE\u0303 RA MĂ\u0301T THA\u0301NG MƯƠ\u0300I"},
        {"windows-1250", "windows-1250", "Dvořák, Čapek, Němcová"},
        {"windows-1250", "windows-1250", "Śląsk"},
        {"windows-1253", "windows-1253", "ΑΡΧΙΚΗ"},
        {"windows-1253", "windows-1253", "Ώρες: δέκα έως δύο"},
        {"windows-1251", "windows-1251", "№ 5"},
        {"windows-1256", "windows-1256", "اتصل بنا"},
        {"windows-949-2000", "euc-kr", "김 씨"},
        {"gb18030", "gbk", "龚、瞿、濮、亓等姓氏的由来"},
        {"ibm-943_P15A-2003", "shift_jis", "会社案内"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str text, bytes = encoded(&a, rows[i].icu, rows[i].text);
        const char *name = read_as(&a, bytes, rows[i].said, "", &text);

        ROW_CHECK(i, name, vg_str_is(text, rows[i].text));
        name = read_as(&a, bytes, "", rows[i].said, &text);
        ROW_CHECK(i, name, vg_str_is(text, rows[i].text));
    }
}

/* Whoever sets up a server says utf-8 or nothing; whoever writes the page knows better. */
static void of_two_declarations_the_one_that_holds_is_taken(void **state)
{
    static const struct {
        const char *icu, *http, *document, *text;
    } rows[] = {
        {"iso-8859-15", "utf-8", "iso-8859-15", "Le cœur : 15 € par élève"},
        {"gb18030", "utf-8", "gbk", "Новости района: мост закрыт"},
        {"windows-1250", "iso-8859-1", "windows-1250", "Łódź, Kraków, Gdańsk, Poznań"},
        {"windows-1252", "iso-8859-1", "windows-1251", "Öffnungszeiten: Über uns, Straße"},
        {"euc-kr", "iso-8859-1", "euc-kr", "공지사항"},
        {"iso-2022-jp", "utf-8", "iso-2022-jp", "採用情報"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str text, bytes = encoded(&a, rows[i].icu, rows[i].text);
        const char *name = read_as(&a, bytes, rows[i].http, rows[i].document, &text);

        ROW_CHECK(i, name, vg_str_is(text, rows[i].text));
    }
}

static void letters_of_any_script_are_read_in_gb18030(void **state)
{
    static const char *const rows[] = {
        "بالىلار مەكتەپكە پىيادە باردى، چۈنكى ئاپتوبۇس كېچىكتى.",
        "བྱིས་པ་ཚོ་རྐང་ཐང་དུ་སློབ་གྲྭར་སོང་།",
        "ᠬᠡᠦᠬᠡᠳ ᠰᠤᠷᠭᠠᠭᠤᠯᠢ ᠳᠤ ᠶᠠᠪᠤᠭᠠᠨ ᠶᠠᠪᠤᠪᠠ᠃",
        "ꀊꑳꋀꊈꏦꑳꃀꐥꌠꈭꏃ",
        "เด็ก ๆ เดินไปโรงเรียนเพราะรถเมล์มาช้า",
        "Балалар мектепке жаяу барды, өйткені автобус кешікті.",
        "Дети пошли в школу пешком, потому что автобус опоздал.",
        "子どもたちはバスが遅れたので歩いて学校へ行った。",
    };
    static const char *const said[] = {"gb18030", "gbk", "", "utf-8", "iso-8859-1"};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof said / sizeof *said; k++) {
            VG_SCOPED_ARENA a = {0};
            struct vg_str text, bytes = encoded(&a, "gb18030", rows[i]);
            const char *name = read_as(&a, bytes, said[k], "", &text);

            ROW_CHECK(i, name, vg_str_is(text, rows[i]));
        }
    }
}

/* A long script in front, and another between two lines of text. */
static void text_behind_long_scripts_is_what_is_judged(void **state)
{
    static const struct {
        const char *icu, *text, *behind, *name;
    } rows[] = {
        {"gb18030", simplified, "", "gb18030"},
        {"gb18030", simplified, "\xff", "gb18030"},
        {"big5", traditional, "", "big5"},
        {"UTF-8", french, "\xff", "utf-8"},
        {"windows-1251", russian, "", "windows-1251"},
        {"UTF-8", simplified, "\xff", "utf-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_str text = encoded(&a, rows[i].icu, rows[i].text), got;
        const char *name;

        vg_puts(&b, "<script>");
        for (unsigned k = 0; k < 16000; k++) {
            if (k == 8000)
                vg_put(&b, "<!-- \xa9 -->", 10);
            vg_puts(&b, "f(x + 1);\n");
        }
        vg_puts(&b, "</script><p>");
        vg_put(&b, text.p, text.len);
        vg_puts(&b, rows[i].behind);
        name = read_as(&a, (struct vg_str){b.p, b.len}, "", "", &got);
        ROW_CHECK(i, name, strcmp(name, rows[i].name) == 0);
    }
}

static void one_broken_byte_does_not_change_the_charset(void **state)
{
    static const struct {
        const char *icu, *text, *said, *name;
    } rows[] = {
        {"UTF-8", "Eén van hen zag het.", "utf-8", "utf-8"},
        {"UTF-8", "Das Büro in München", "utf-8", "utf-8"},
        {"UTF-8", "Das Büro in München", "", "utf-8"},
        {"UTF-8", "Eén van hen zag het.", "", "utf-8"},
        {"gb18030", simplified, "", "gb18030"},
        {"gb18030", simplified, "gbk", "gb18030"},
        {"big5", traditional, "", "big5"},
        {"euc-kr", korean, "", "euc-kr"},
        {"shift_jis", japanese, "", "shift_jis"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str bytes = encoded(&a, rows[i].icu, rows[i].text), text;
        const char *name;

        bytes.p = vg_print(&a, "%.*s <b>\xff</b>", (int)bytes.len, bytes.p);
        bytes.len = strlen(bytes.p);
        name = read_as(&a, bytes, rows[i].said, "", &text);
        ROW_CHECK(i, name, strcmp(name, rows[i].name) == 0);
    }
}

/* Text whose characters fill both bytes looks like a program to who counts control characters. */
static void dense_utf16_is_text(void **state)
{
    static const char *const rows[] = {
        "他说，那天夜里谁也没有看见那辆车。",
        "大橋將封閉到秋天，請車輛改道。",
        "子どもたちはバスが遅れたので歩いて学校へ行った。",
        "버스가 늦어서 아이들은 걸어서 학교에 갔다.",
        "สะพานจะปิดจนถึงฤดูหนาว",
        "公司地址：上海市浦东新区东方路二十号，电话请查下方。",
    };
    static const char *const orders[] = {"UTF-16LE", "UTF-16BE"};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (unsigned k = 0; k < 4; k++) {
            VG_SCOPED_ARENA a = {0};
            struct vg_str bytes = encoded(&a, orders[k % 2], rows[i]);
            struct vg_text t = read_it(&a, bytes, k < 2 ? orders[k % 2] : "");

            ROW_CHECK(i, t.charset.p, vg_str_is(t.text, rows[i]));
            ROW_CHECK(i, t.charset.p, strcasecmp(t.charset.p, orders[k % 2]) == 0);
        }
    }
}

static void declarations_that_disagree_are_odd(void **state)
{
    static const struct {
        const char *http, *head, *odd;
    } rows[] = {
        {"", "<meta charset=utf-8>", NULL},
        {"UTF-8", "<meta charset=utf8><meta charset=utf-8>", NULL},
        {"iso-8859-1", "<meta charset=utf-8>",
         "the server declares iso-8859-1, the document utf-8"},
        {"utf-8", "<meta charset=gbk>", "the server declares utf-8, the document gbk"},
        {"",
         "<meta charset=utf-8><META HTTP-EQUIV=Content-Type CONTENT=\"text/html;CHARSET=big5\">",
         "the document declares utf-8, further down big5"},
        {"", "<meta charset=utf-8><meta charset=utf-8><meta charset=nonsense><meta charset=gbk>",
         "the document declares utf-8, further down gbk"},
        {"", "<meta charset=utf-8><!-- <meta charset=gbk> -->", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        char *page = vg_print(&a, "<html><head>%s<title>été</title></head>", rows[i].head);
        struct vg_text t = read_it(&a, vg_str(page), rows[i].http);
        int is_noted = rows[i].odd == NULL;

        for (size_t k = 0; k < t.odd_count; k++) {
            int is_it = rows[i].odd != NULL && vg_str_is(t.odd[k].text, rows[i].odd);

            is_noted |= is_it;
            ROW_CHECK(i, t.odd[k].text.p, rows[i].odd != NULL);
        }
        ROW_CHECK(i, rows[i].head, is_noted);
    }
}

static void a_mark_decides_and_is_no_text(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *text;
    } rows[] = {
        {"\xef\xbb\xbf"
         "ab",
         5, "ab"},
        {"\xff\xfe"
         "a\0b\0",
         6, "ab"},
        {"\xfe\xff\0a\0b", 6, "ab"},
        {"\x84\x31\x95\x33"
         "ab",
         6, "ab"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_it(&a, (struct vg_str){rows[i].bytes, rows[i].len}, "big5");
        struct vg_range r;

        ROW_CHECK(i, rows[i].text, vg_str_is(t.text, rows[i].text));
        ROW_CHECK(i, rows[i].text, t.charset_rule == VG_CHARSET_BOM);
        ROW_CHECK(i, rows[i].text, vg_text_to_source(&t, 1, 2, &r, NULL) == VG_OK);
        ROW_CHECK(i, rows[i].text, r.end == rows[i].len);
    }
}

static void broken_bytes_are_replaced_and_counted(void **state)
{
    static const struct {
        const char *bytes, *http, *text;
        unsigned replaced;
    } rows[] = {
        {"caf\xc3\xa9 \xe7\xa6 d\xc3\xa9j\xc3\xa0 vu \xc3\xa9t\xc3\xa9", "",
         "café \xef\xbf\xbd déjà vu été", 1},
        {"\xed\xa0\x80 "
         "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
         "\xc3\xa9",
         "utf-8", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd éééééééééééé", 3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_it(&a, vg_str(rows[i].bytes), rows[i].http);

        ROW_CHECK(i, t.text.p, vg_str_is(t.text, rows[i].text));
        ROW_CHECK(i, t.text.p, t.replaced == rows[i].replaced);
        ROW_CHECK(i, t.text.p, t.odd_count == 1 && t.odd[0].kind == VG_NOTE_CHARSET_REPLACED);
    }
}

static void positions_lead_back_through_the_conversion(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str bytes = encoded(&a, "gb18030", "编号 2022-03 <b>福州</b>公安局𠀀通知");
    struct vg_text t = read_it(&a, bytes, "gbk");
    const char *hit = memmem(t.text.p, t.text.len, "公安局", 9);
    size_t at = (size_t)(hit - t.text.p);
    struct vg_range r, back;

    (void)state;
    assert_non_null(hit);
    assert_int_equal(vg_text_to_source(&t, at, at + 9, &r, NULL), VG_OK);
    assert_int_equal(r.end - r.start, 6);
    assert_memory_equal(bytes.p + r.start, encoded(&a, "gb18030", "公安局").p, 6);
    assert_int_equal(vg_source_to_text(&t, r.start, r.end, &back, NULL), VG_OK);
    assert_int_equal(back.start, at);
    assert_int_equal(back.end, at + 9);
}

/* What the Encoding standard says of single sequences, right and broken. */
static void each_decoder_follows_the_standard(void **state)
{
    static const struct {
        const char *name, *bytes, *text;
        unsigned replaced;
    } rows[] = {
        {"gb18030", "\x80\xa3\xa0\xa6\xd9\xa8\xbc", "€\xe3\x80\x80︐ḿ", 0},
        {"gb18030", "\x81\x30\xd3\x30\x90\x30\x81\x30\x95\x32\x82\x36", "ђ𐀀𠀀", 0},
        {"gb18030",
         "\xb1 \xff"
         "a\xb1\x7f",
         "\xef\xbf\xbd \xef\xbf\xbd"
         "a\xef\xbf\xbd\x7f",
         3},
        {"gb18030",
         "\x81\x30\x81"
         "a",
         "\xef\xbf\xbd"
         "0乤"
         "",
         1},
        {"big5", "\x88\x62\x88\xa5\x87\x40\xf9\xd6", "Ê̄ê̌䏰碁", 0},
        {"big5",
         "\xa4"
         "1\x81\x40",
         "\xef\xbf\xbd"
         "1\xef\xbf\xbd@",
         2},
        {"euc-kr", "\xb0\xa1\x81\x41\xc9\xa1", "가갂\xef\xbf\xbd", 1},
        {"shift_jis", "\x81\x60\xb1\x87\x40\xfc\x4b\x80\xa0", "～ｱ①黑\xc2\x80\xef\xbf\xbd", 1},
        {"euc-jp", "\xa1\xc1\x8e\xb1\x8f\xb0\xa1\xad\xa1", "～ｱ丂①", 0},
        {"euc-jp", "\x8f\xa1 \x8e\xe0", "\xef\xbf\xbd \xef\xbf\xbd", 2},
        {"iso-8859-16", "\xa1\xaa\xfe", "ĄȘț", 0},
        {"windows-1255", "\xca\xd9", "\xd6\xba\xef\xbf\xbd", 1},
        {"koi8-u", "\xae\xbe", "ўЎ", 0},
        {"hz-gb-2312", "a~~b ~{VPND~} c", "a~b 中文 c", 0},
        {"hz-gb-2312", "~{VP\nab", "中\nab", 0},
        {"iso-2022-kr", "\x1b$)C\x0eGQ1[\x0f ab", "한글 ab", 0},
        {"iso-2022-jp", "\x1b$BF|K\\\x1b(J\\~\x1b(I1\x1b(B", "日本¥‾ｱ", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_charset_choice choice = {.name = rows[i].name};
        struct vg_converted c;

        vg_charset_convert(rows[i].bytes, strlen(rows[i].bytes), &choice, &a, &c);
        ROW_CHECK(i, vg_print(&a, "%s: %.*s", rows[i].name, (int)c.utf8.len, c.utf8.p),
                  vg_str_is(c.utf8, rows[i].text));
        ROW_CHECK(i, rows[i].name, c.replaced == rows[i].replaced);
    }
}

static void seven_bits_with_shifts_are_read_where_that_is_certain(void **state)
{
    static const struct {
        const char *bytes, *said, *name;
    } rows[] = {
        {"~{VPND~}~{VPND~} plain", "", "hz-gb-2312"},
        {"~{VP~}", "hz-gb-2312", "hz-gb-2312"},
        {"a ~{ and a ~} in a program", "", "utf-8"},
        {"\x1b$B;T$O7nMKF|$+$i66$rJD:?$7\x1b(B", "", "iso-2022-jp"},
        {"\x1b$B;T$O7nMKF|$+$i66$rJD:?$7\x1b(B", "utf-8", "iso-2022-jp"},
        {"\x1b[1m bold \x1b$ \x1b[0m", "", "utf-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_charset_choice c = vg_charset_choose(rows[i].bytes, strlen(rows[i].bytes),
                                                       vg_str(rows[i].said), vg_str(""));

        ROW_CHECK(i, c.name, strcmp(c.name, rows[i].name) == 0);
    }
}

static void utf16_without_a_mark_is_known_without_zeroes_too(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const char *text = "市政府自星期一起封闭大桥，以便修理桥墩，请过往车辆绕行。";
    struct vg_str little = encoded(&a, "UTF-16LE", text), big = encoded(&a, "UTF-16BE", text);
    const char *plain = "this app can break, and hid the facts: 16 bits of plain text";

    (void)state;
    assert_string_equal(vg_charset_choose(little.p, little.len, vg_str(""), vg_str("")).name,
                        "utf-16le");
    assert_string_equal(vg_charset_choose(big.p, big.len, vg_str("utf-8"), vg_str("")).name,
                        "utf-16be");
    assert_string_equal(vg_charset_choose(plain, strlen(plain), vg_str(""), vg_str("")).name,
                        "utf-8");
}

/* "#data", bytes, "#encoding", label: what the prescan must find. */
static void run_prescan(const char *path, size_t *cases, size_t *bad)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str s = file_bytes(&a, path);
    const char *at = s.p, *end = s.p + s.len;

    while ((at = memmem(at, (size_t)(end - at), "#data\n", 6)) != NULL) {
        const char *data = at + 6;
        const char *mark = memmem(data, (size_t)(end - data), "\n#encoding\n", 11);
        const char *label = mark == NULL ? NULL : mark + 11;
        const char *stop = label == NULL ? NULL : memchr(label, '\n', (size_t)(end - label));
        const char *want, *got;
        struct vg_charset_choice c;

        if (label == NULL)
            break;
        stop = stop == NULL ? end : stop;
        want = vg_charset_name((struct vg_str){label, (size_t)(stop - label)});
        got = vg_charset_name(vg_charset_declared(data, (size_t)(mark - data)));
        if (got != NULL && strncmp(got, "utf-16", 6) == 0)
            got = "utf-8";
        c = vg_charset_choose(data, (size_t)(mark - data), (struct vg_str){"", 0},
                              (struct vg_str){"", 0});
        if (c.rule == VG_CHARSET_BOM)
            got = c.name;
        got = got == NULL ? "windows-1252" : got;
        ++*cases;
        if (want == NULL || strcmp(want, got) != 0) {
            ++*bad;
            print_message("%.*s\n  wanted %.*s, got %s\n", (int)(mark - data), data,
                          (int)(stop - label), label, got);
        }
        at = stop;
    }
}

static void the_prescan_finds_what_html5lib_expects(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const char *one = shared_path(&a, "html5lib/encoding/tests1.dat");
    size_t cases = 0, bad = 0;

    (void)state;
    if (!have_shared(one)) {
        vg_arena_end(&a); /* skip() does not return */
        skip();
    }
    run_prescan(one, &cases, &bad);
    run_prescan(shared_path(&a, "html5lib/encoding/tests2.dat"), &cases, &bad);
    print_message("prescan cases: %zu, failed: %zu\n", cases, bad);
    assert_int_equal(bad, 0);
    assert_true(cases > 70);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_undeclared_and_lying_charsets_are_read),
        cmocka_unit_test(a_declaration_that_is_right_stands),
        cmocka_unit_test(of_two_declarations_the_one_that_holds_is_taken),
        cmocka_unit_test(letters_of_any_script_are_read_in_gb18030),
        cmocka_unit_test(text_behind_long_scripts_is_what_is_judged),
        cmocka_unit_test(one_broken_byte_does_not_change_the_charset),
        cmocka_unit_test(dense_utf16_is_text),
        cmocka_unit_test(declarations_that_disagree_are_odd),
        cmocka_unit_test(a_mark_decides_and_is_no_text),
        cmocka_unit_test(broken_bytes_are_replaced_and_counted),
        cmocka_unit_test(positions_lead_back_through_the_conversion),
        cmocka_unit_test(each_decoder_follows_the_standard),
        cmocka_unit_test(seven_bits_with_shifts_are_read_where_that_is_certain),
        cmocka_unit_test(utf16_without_a_mark_is_known_without_zeroes_too),
        cmocka_unit_test(the_prescan_finds_what_html5lib_expects),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
