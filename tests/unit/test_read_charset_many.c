/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Thousands of short pages: a title and three sentences in many languages and charsets, declared
 * rightly, wrongly or not at all. The bytes are made by ICU, which the reader does not use. A
 * page counts as read when the text is right; the name of the charset is counted besides.
 */
#include "test.h"

#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "read/charset.h"

struct sentence {
    const char *language, *script, *text;
};

static const struct sentence sentences[] = {
#include "read_sentences.inc"
};

/* The name by WHATWG, ICU's, and a language and script written in it. */
static const struct way {
    const char *name, *icu, *language, *script;
} ways[] = {
    {"gb18030", "gb18030", "zh", "Hans"},
    {"gb18030", "gb18030", "zh", "Hant"},
    {"big5", "Big5-HKSCS", "zh", "Hant"},
    {"shift_jis", "ibm-943_P15A-2003", "ja", "Jpan"},
    {"euc-jp", "euc-jp-2007", "ja", "Jpan"},
    {"euc-kr", "windows-949-2000", "ko", "Kore"},
    {"windows-1251", "windows-1251", "ru", "Cyrl"},
    {"koi8-r", "koi8-r", "ru", "Cyrl"},
    {"iso-8859-5", "iso-8859-5", "ru", "Cyrl"},
    {"ibm866", "ibm-866_P100-1995", "ru", "Cyrl"},
    {"windows-1251", "windows-1251", "uk", "Cyrl"},
    {"koi8-u", "koi8-u", "uk", "Cyrl"},
    {"windows-1251", "windows-1251", "bg", "Cyrl"},
    {"windows-1251", "windows-1251", "sr", "Cyrl"},
    {"windows-1251", "windows-1251", "be", "Cyrl"},
    {"windows-1251", "windows-1251", "mk", "Cyrl"},
    {"windows-1250", "windows-1250", "pl", "Latn"},
    {"iso-8859-2", "iso-8859-2", "pl", "Latn"},
    {"windows-1250", "windows-1250", "cs", "Latn"},
    {"iso-8859-2", "iso-8859-2", "cs", "Latn"},
    {"windows-1250", "windows-1250", "sk", "Latn"},
    {"iso-8859-2", "iso-8859-2", "hu", "Latn"},
    {"windows-1250", "windows-1250", "hu", "Latn"},
    {"windows-1250", "windows-1250", "hr", "Latn"},
    {"windows-1250", "windows-1250", "sl", "Latn"},
    {"windows-1254", "windows-1254", "tr", "Latn"},
    {"windows-1257", "windows-1257", "lt", "Latn"},
    {"windows-1257", "windows-1257", "lv", "Latn"},
    {"windows-1252", "windows-1252", "et", "Latn"},
    {"windows-1252", "windows-1252", "fr", "Latn"},
    {"windows-1252", "windows-1252", "de", "Latn"},
    {"windows-1252", "windows-1252", "es", "Latn"},
    {"windows-1252", "windows-1252", "pt", "Latn"},
    {"windows-1252", "windows-1252", "it", "Latn"},
    {"windows-1252", "windows-1252", "sv", "Latn"},
    {"windows-1252", "windows-1252", "da", "Latn"},
    {"windows-1252", "windows-1252", "no", "Latn"},
    {"windows-1252", "windows-1252", "fi", "Latn"},
    {"windows-1252", "windows-1252", "is", "Latn"},
    {"windows-1252", "windows-1252", "ca", "Latn"},
    {"windows-1253", "windows-1253", "el", "Grek"},
    {"iso-8859-7", "iso-8859-7", "el", "Grek"},
    {"windows-1255", "windows-1255", "he", "Hebr"},
    {"windows-1256", "windows-1256", "ar", "Arab"},
    {"windows-1256", "windows-1256", "fa", "Arab"},
    {"iso-8859-6", "iso-8859-6", "ar", "Arab"},
    {"windows-874", "windows-874", "th", "Thai"},
    {"utf-16le", "UTF-16LE", "zh", "Hans"},
    {"utf-16be", "UTF-16BE", "ru", "Cyrl"},
    {"utf-8", "UTF-8", "zh", "Hans"},
    {"utf-8", "UTF-8", "fr", "Latn"},
};

/* What a server or an editor says without having looked. */
static const char *const wrong[] = {"utf-8",        "iso-8859-1",   "gb2312",    "big5",
                                    "windows-1251", "euc-kr",       "shift_jis", "gbk",
                                    "us-ascii",     "koi8-r",       "latin1",    "euc-jp",
                                    "windows-1250", "windows-1256", "iso-8859-2"};

enum { MOST = 8192, LINES = 4 };

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*seed >> 33);
}

/* Four sentences of the language, in any order, as a page or as plain lines. */
static size_t make_text(const struct way *w, uint64_t *seed, char *out, int is_page)
{
    VG_SCOPED_BUF b = {0};
    size_t list[64], n = 0;

    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (strcmp(sentences[i].language, w->language) == 0 &&
            strcmp(sentences[i].script, w->script) == 0)
            list[n++] = i;
    if (is_page)
        vg_puts(&b, "<html><head><meta name=viewport content=\"width=400\">\n");
    for (unsigned i = 0; i < LINES && n > 0; i++) {
        size_t at = next_random(seed) % n;

        vg_puts(&b, !is_page ? "" : i == 0 ? "<title>" : "<p>");
        vg_puts(&b, sentences[list[at]].text);
        vg_puts(&b, !is_page ? "\r\n" : i == 0 ? "</title>\n" : "</p>\n");
        list[at] = list[--n];
    }
    assert_true(b.len < MOST);
    memcpy(out, b.p, b.len);
    return b.len;
}

/* 0 when the charset has not all the letters. */
static size_t encode(const char *icu, const char *text, size_t len, char *out)
{
    static UChar u[MOST];
    UErrorCode code = U_ZERO_ERROR;
    int32_t units, n;
    UConverter *c;

    u_strFromUTF8(u, MOST, &units, text, (int32_t)len, &code);
    c = ucnv_open(icu, &code);
    ucnv_setFromUCallBack(c, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    n = ucnv_fromUChars(c, out, 4 * MOST, u, units, &code);
    ucnv_close(c);
    return U_FAILURE(code) || n < 0 ? 0 : (size_t)n;
}

struct score {
    size_t pages, read, named;
};

static void add_page(struct score *s, const struct way *w, const char *bytes, size_t n,
                     const char *text, size_t len, const char *said, int by_server)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str label = vg_str(said), none = {"", 0};
    struct vg_charset_choice c =
        vg_charset_choose(bytes, n, by_server ? label : none, by_server ? none : label);
    struct vg_converted out;
    int is_read;

    vg_charset_convert(bytes, n, &c, &a, &out);
    is_read = out.utf8.len == len && memcmp(out.utf8.p, text, len) == 0;
    s->pages++;
    s->read += (size_t)is_read;
    s->named += strcmp(c.name, w->name) == 0;
    if (!is_read)
        print_message("%s in %s, said %s: read as %s\n", w->language, w->name, said, c.name);
}

static void print_score(const char *what, const struct score *s)
{
    print_message("%s: %zu pages, text right %.2f %%, charset named so %.2f %%\n", what, s->pages,
                  100.0 * (double)s->read / (double)s->pages,
                  100.0 * (double)s->named / (double)s->pages);
}

static int is_declared_right(const char *label, const struct way *w)
{
    return strcmp(vg_charset_name(vg_str(label)), w->name) == 0;
}

static void short_pages_are_read_whatever_is_declared(void **state)
{
    static char text[MOST], bytes[4 * MOST];
    struct score right = {0}, lied = {0}, none = {0};
    uint64_t seed = 20260314;

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        for (unsigned round = 0; round < 12; round++) {
            size_t len = make_text(&ways[i], &seed, text, round % 2 == 0);
            size_t n = encode(ways[i].icu, text, len, bytes);

            if (n == 0)
                continue;
            if (strncmp(ways[i].name, "utf-16", 6) != 0)
                add_page(&right, &ways[i], bytes, n, text, len, ways[i].name, 1);
            add_page(&none, &ways[i], bytes, n, text, len, "", 0);
            for (unsigned k = 0; k < 3; k++) {
                const char *label = wrong[next_random(&seed) % (sizeof wrong / sizeof *wrong)];

                if (!is_declared_right(label, &ways[i]))
                    add_page(&lied, &ways[i], bytes, n, text, len, label, k == 0);
            }
        }
    }
    print_score("declared right", &right);
    print_score("declared wrong", &lied);
    print_score("not declared", &none);
    assert_true(right.read * 1000 >= right.pages * 995);
    assert_true(lied.read * 100 >= lied.pages * 99);
    assert_true(none.read * 100 >= none.pages * 98);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_pages_are_read_whatever_is_declared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
