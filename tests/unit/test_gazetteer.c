/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "mention/gazetteer.h"
#include "mention/gazetteer_fold.h"

/* Names parted by |, an id being the place in the list; t: before a name is a trigger, zh: a
 * Chinese one. */
static size_t split(const char *list, struct vg_gazetteer_name *names, size_t most)
{
    static const char *const ids[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    size_t n = 0;

    while (*list != '\0') {
        size_t len = strcspn(list, "|");
        struct vg_gazetteer_name *k = &names[n];

        assert_true(n < most);
        *k = (struct vg_gazetteer_name){vg_str(ids[n]), {list, len}, {0}, VG_NAME_PLACE};
        if (strncmp(list, "t:", 2) == 0) {
            k->kind = VG_NAME_TRIGGER;
            k->name = (struct vg_str){list + 2, len - 2};
        } else if (strncmp(list, "zh:", 3) == 0) {
            k->lang = vg_str("zh");
            k->name = (struct vg_str){list + 3, len - 3};
        }
        n++;
        list += len + (list[len] == '|');
    }
    return n;
}

/* What is found, as "[text]ids" one after another; inside hits in ( ). */
static void find(const char *list, struct vg_str text, struct vg_buf *out)
{
    static struct vg_hit hits[VG_FINDER_ROOM];
    VG_SCOPED_BUF table = {0};
    struct vg_gazetteer_name names[10];
    struct vg_gazetteer g;
    struct vg_finder f;
    struct vg_err err = {0};
    size_t n = split(list, names, 10);

    assert_int_equal(vg_gazetteer_build(names, n, &table, &err), VG_OK);
    assert_int_equal(vg_gazetteer_open(&g, table.p, table.len, &err), VG_OK);
    vg_finder_begin(&f, &g, text.p, text.len);
    while ((n = vg_finder_next(&f, hits, VG_FINDER_ROOM)) > 0)
        for (size_t i = 0; i < n; i++) {
            struct vg_str s = {text.p + hits[i].start, hits[i].end - hits[i].start};

            vg_putc(out, hits[i].inside ? '(' : '[');
            vg_put_str(out, s);
            vg_putc(out, hits[i].inside ? ')' : ']');
            for (uint32_t k = 0; k < vg_gazetteer_ids(&g, hits[i].name); k++)
                vg_put_str(out, vg_gazetteer_id(&g, hits[i].name, k));
        }
    vg_puts(out, "");
}

static void names_are_found_as_people_write_them(void **state)
{
    static const struct {
        const char *names, *text, *found;
    } rows[] = {
        {"Toronto", "In Toronto, TORONTO and toronto's", "[Toronto]0[TORONTO]0[toronto]0"},
        {"Toronto", "Torontonian xToronto Toronto2 2Toronto to ronto", ""},
        {"Toronto", "Toronto\xc3\xa9 \xc3\xa9Toronto Toronto\xcc\x81x", ""},
        {"Montréal",
         "Montreal Montre\xcc\x81"
         "al MONTRÉAL",
         "[Montreal]0[Montre\xcc\x81"
         "al]0[MONTR\xc3\x89"
         "AL]0"},
        {"US|Ely", "US us Us ELY Ely ely", "[US]0[Ely]1"},
        {"t:INTERPOL", "INTERPOL Interpol interpol", "[INTERPOL]0"},
        {"t:INTERPOL|t:Interpol", "interpol", "[interpol]01"},
        {"t:NGO", "NGOs NGOS NGO's", "[NGO]0[NGO]0"},
        {"ILI|Ely|t:B2B|t:BRICS2X|t:G20", "ILIs Ilis Elys B2Bs BRICS2Xs G20s ILI B2B's",
         "[ILI]0[B2B]2"},
        {"t:police station", "police stations, Police\nStation police\r\n station police\tstation",
         "[police station]0[Police\nStation]0[police\r\n station]0"},
        {"Pari|Paris", "Paris Paris' Pari", "[Paris]1[Paris]1[Pari]0"},
        {"zh:Bern", "Berns Bern", "[Bern]0"},
        {"New York|York", "New York, York", "[New York]0(York)1[York]1"},
        {"福州|t:福州市公安局|公安局", "在福州市公安局和福州",
         "[福州市公安局]1(福州)0(公安局)2[福州]0"},
        {"福州|t:福州", "福州", "[福州]0[福州]1"},
        {"臺灣", "台湾 臺灣 台\n灣 台 湾 台  湾", "[台湾]0[臺灣]0[台\n灣]0[台 湾]0"},
        {"长乐", "長樂 长\xe2\x80\x8b乐", "[長樂]0[长\xe2\x80\x8b乐]0"},
        {"London",
         "Ｌｏｎｄｏｎ Lon\xc2\xad"
         "don",
         "[Ｌｏｎｄｏｎ]0[Lon\xc2\xad"
         "don]0"},
        {"Area 51", "Area 51 Ａｒｅａ５１ Area 511", "[Area 51]0"},
        {"\xe2\x80\x98"
         "Ajm\xc4\x81n",
         "'Ajman Ajman", "['Ajman]0"},
        {"U.S.|t:A&B", "U.S. U. S. A & B", "[U.S.]0[U. S.]0[A & B]1"},
        {"京|t:京A", "北京 京A1 京 A", "[京]0[京]0[京 A]1(京)0"},
        {"Київ|Йорк", "київ Киев Иорк йорк", "[київ]0[йорк]1"},
        {"서울", "서울에서", "[서울]0"},
        {"ガーナ", "ｶﾞｰﾅの", "[ｶﾞｰﾅ]0"},
        {"Straße", "STRASSE strasse", "[STRASSE]0[strasse]0"},
        {"a|b c",
         "a\xff"
         "a b c",
         "[a]0[a]0[b c]1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF out = {0};

        find(rows[i].names, vg_str(rows[i].text), &out);
        if (strcmp(out.p == NULL ? "" : out.p, rows[i].found) != 0)
            print_error("found %s, wanted %s\n", out.p, rows[i].found);
        ROW_CHECK(i, rows[i].text, strcmp(out.p == NULL ? "" : out.p, rows[i].found) == 0);
    }
}

static unsigned folded_of(const char *name, const char *text)
{
    static struct vg_hit hits[VG_FINDER_ROOM];
    VG_SCOPED_BUF table = {0};
    struct vg_gazetteer_name k = {vg_str("x"), vg_str(name), {0}, VG_NAME_PLACE};
    struct vg_gazetteer g;
    struct vg_finder f;

    assert_int_equal(vg_gazetteer_build(&k, 1, &table, NULL), VG_OK);
    assert_int_equal(vg_gazetteer_open(&g, table.p, table.len, NULL), VG_OK);
    vg_finder_begin(&f, &g, text, strlen(text));
    assert_int_equal(vg_finder_next(&f, hits, VG_FINDER_ROOM), 1);
    return hits[0].folded;
}

static void a_hit_says_what_was_folded(void **state)
{
    (void)state;
    assert_int_equal(folded_of("Toronto", "Toronto's"), 0);
    assert_int_equal(folded_of("Toronto", "TORONTO"), VG_HIT_CASE);
    assert_int_equal(folded_of("Québec", "Quebec"), VG_HIT_ACCENT);
    assert_int_equal(folded_of("Québec", "QUÉBEC"), VG_HIT_CASE);
    assert_int_equal(folded_of("Québec", "QUEBEC"), VG_HIT_CASE | VG_HIT_ACCENT);
    assert_int_equal(folded_of("臺灣", "台湾"), VG_HIT_HAN);
    assert_int_equal(folded_of("Rome", "Ｒｏｍｅ"), VG_HIT_WIDTH);
    assert_int_equal(folded_of("福州", "福\n州"), VG_HIT_BREAK);
    assert_int_equal(folded_of("New York", "New\nYork"), VG_HIT_BREAK);
    assert_int_equal(folded_of("station", "stations"), VG_HIT_PLURAL);
}

static void capitals_say_nothing_in_a_list_of_capitals(void **state)
{
    enum { N = VG_NAMES_CAPITALS_FROM + 1 };
    static char words[N][8];
    struct vg_gazetteer_name names[N];
    VG_SCOPED_BUF table = {0};
    static struct vg_hit hits[VG_FINDER_ROOM];
    struct vg_gazetteer g;
    struct vg_finder f;

    (void)state;
    for (size_t i = 0; i < N; i++) {
        memcpy(words[i], "TOWNAA", 7);
        words[i][4] = (char)('A' + i / 26);
        words[i][5] = (char)('A' + i % 26);
        names[i] = (struct vg_gazetteer_name){vg_str("x"), vg_str(words[i]), {0}, VG_NAME_PLACE};
    }
    assert_int_equal(vg_gazetteer_build(names, N, &table, NULL), VG_OK);
    assert_int_equal(vg_gazetteer_open(&g, table.p, table.len, NULL), VG_OK);
    vg_finder_begin(&f, &g, "Townaa", 6);
    assert_int_equal(vg_finder_next(&f, hits, VG_FINDER_ROOM), 1);
}

/* Units are what base/fold.h makes of a text, but for apostrophes and dashes. */
static void units_are_the_folded_text(void **state)
{
    static const char text[] =
        "Évry Łódź İstanbul ŒUVRE Straße ﬁn か\xe3\x82\x99 ｶﾞ 馬德里 ⑫ Ёлка Й "
        "\xd0\xb8\xcc\x86 e\xcc\x81\xcc\x82 مُحَمَّد \xe1\x84\x92\xe1\x85\xa1 po\xc2\xadl "
        "ﷺ ½ ㈱ \xf0\x9f\x87\xa8 \xff";
    VG_SCOPED_BUF want = {0}, got = {0};
    struct vg_units u;

    (void)state;
    vg_fold(text, sizeof text - 1, VG_FOLD_STRIP, &want);
    vg_units_at(&u, text, sizeof text - 1, 0);
    while (!u.is_end) {
        vg_put_utf8(&got, u.c.unit[u.i]);
        vg_units_take(&u);
    }
    assert_string_equal(got.p, want.p);
}

static void a_damaged_table_is_refused(void **state)
{
    struct vg_gazetteer_name names[10];
    size_t n = split("Toronto|New York|t:police station|福州|US|京", names, 10);
    VG_SCOPED_BUF table = {0};
    struct vg_gazetteer g;
    struct vg_err err;

    (void)state;
    assert_int_equal(vg_gazetteer_build(names, n, &table, &err), VG_OK);
    for (size_t len = 0; len < table.len; len += 1 + table.len / 97)
        assert_int_equal(vg_gazetteer_open(&g, table.p, len, &err), VG_E_FORMAT);
    for (size_t i = 0; i < table.len; i += 1 + table.len / 997) {
        table.p[i] = (char)(table.p[i] ^ 4);
        assert_int_equal(vg_gazetteer_open(&g, table.p, table.len, &err), VG_E_FORMAT);
        table.p[i] = (char)(table.p[i] ^ 4);
    }
    assert_int_equal(vg_gazetteer_open(&g, table.p + 4, table.len - 4, &err), VG_E_MISUSE);
    assert_int_equal(vg_gazetteer_open(&g, table.p, table.len, &err), VG_OK);
}

static void no_names_find_nothing(void **state)
{
    static struct vg_hit hits[VG_FINDER_ROOM];
    VG_SCOPED_BUF table = {0};
    struct vg_gazetteer g;
    struct vg_finder f;

    (void)state;
    assert_int_equal(vg_gazetteer_build(NULL, 0, &table, NULL), VG_OK);
    assert_int_equal(vg_gazetteer_open(&g, table.p, table.len, NULL), VG_OK);
    assert_int_equal(vg_gazetteer_groups(&g), 0);
    vg_finder_begin(&f, &g, "Toronto 福州", 14);
    assert_int_equal(vg_finder_next(&f, hits, VG_FINDER_ROOM), 0);
}

/* Names that are all beginnings of one another, on a text that is nothing else: as many hits
 * as there are, in pieces. */
static void many_hits_come_in_pieces(void **state)
{
    enum { DEEP = VG_MAX_NAME_STEPS, WORDS = 3000 };
    static struct vg_hit hits[VG_FINDER_ROOM];
    static char name[2 * DEEP], text[2 * WORDS];
    struct vg_gazetteer_name names[DEEP];
    VG_SCOPED_BUF table = {0};
    struct vg_gazetteer g;
    struct vg_finder f;
    size_t n, all = 0;

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 == 0 ? 'b' : ' ';
    memcpy(name, text, sizeof name);
    for (size_t i = 0; i < DEEP; i++)
        names[i] = (struct vg_gazetteer_name){vg_str("x"), {name, 2 * i + 1}, {0}, VG_NAME_PLACE};
    assert_int_equal(vg_gazetteer_build(names, DEEP, &table, NULL), VG_OK);
    assert_int_equal(vg_gazetteer_open(&g, table.p, table.len, NULL), VG_OK);
    vg_finder_begin(&f, &g, text, sizeof text);
    while ((n = vg_finder_next(&f, hits, VG_FINDER_ROOM)) > 0)
        all += n;
    assert_int_equal(all, (size_t)DEEP * WORDS - (size_t)DEEP * (DEEP - 1) / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_as_people_write_them),
        cmocka_unit_test(a_hit_says_what_was_folded),
        cmocka_unit_test(capitals_say_nothing_in_a_list_of_capitals),
        cmocka_unit_test(units_are_the_folded_text),
        cmocka_unit_test(a_damaged_table_is_refused),
        cmocka_unit_test(no_names_find_nothing),
        cmocka_unit_test(many_hits_come_in_pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
