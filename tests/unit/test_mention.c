/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mention/pattern.h"
#include "mention/scan.h"

/* English as it ships. */
static const struct vg_lexicon *english(struct vg_arena *a)
{
    struct vg_patterns *p = VG_NEW(a, struct vg_patterns);

    assert_int_equal(vg_patterns_make("en", NULL, 0, a, p, NULL), VG_OK);
    return &p->lex;
}

/* The first paragraph of a text. */
static struct vg_scan scan(struct vg_arena *a, const char *text)
{
    struct vg_scan s;

    vg_scan_begin(&s, a, english(a), text, strlen(text));
    (void)vg_scan_next(&s);
    return s;
}

/* The first number of a text, wherever it begins. */
static int first_number(const struct vg_scan *s, struct vg_number *n)
{
    for (size_t i = 0; i < s->n; i++)
        if (vg_number_at(s, i, s->n, n))
            return 1;
    return 0;
}

static void numbers_are_read_with_their_bound(void **state)
{
    static const struct {
        const char *text;
        enum vg_op op;
        int64_t a, b;
        unsigned scale;
    } rows[] = {
        {"230,000 people", VG_OP_EXACT, 230000, 0, 0},
        {"1 300 people", VG_OP_EXACT, 1300, 0, 0},
        {"1\xc2\xa0"
         "300 people",
         VG_OP_EXACT, 1300, 0, 0},
        {"\xef\xbc\x91\xef\xbc\x93\xef\xbc\x90\xef\xbc\x90 people", VG_OP_EXACT, 1300, 0, 0},
        {"2.4 million messages", VG_OP_EXACT, 2400000, 0, 0},
        {"3.25 billion", VG_OP_EXACT, 3250000000, 0, 0},
        {"12.5 percent", VG_OP_EXACT, 125, 0, 1},
        {"forty-one persons", VG_OP_EXACT, 41, 0, 0},
        {"Two hundred calls", VG_OP_EXACT, 200, 0, 0},
        {"a hundred", VG_OP_EXACT, 100, 0, 0},
        {"two hundred and five", VG_OP_EXACT, 205, 0, 0},
        {"three thousand two hundred", VG_OP_EXACT, 3200, 0, 0},
        {"five trillion", VG_OP_EXACT, 5000000000000, 0, 0},
        {"two dozen", VG_OP_EXACT, 24, 0, 0},
        {"one in five of them", VG_OP_EXACT, 20, 0, 0},
        {"nine tenths of it", VG_OP_EXACT, 90, 0, 0},
        {"two thirds of them", VG_OP_ABOUT, 67, 0, 0},
        {"more than half of them", VG_OP_OVER, 50, 0, 0},
        {"half a million", VG_OP_EXACT, 500000, 0, 0},
        {"a quarter of a million", VG_OP_EXACT, 250000, 0, 0},
        {"340-odd", VG_OP_OVER, 340, 0, 0},
        {"just under 140,000", VG_OP_NEARLY, 140000, 0, 0},
        {"between $5,000 and $7,000", VG_OP_BETWEEN, 5000, 7000, 0},
        {"half a dozen cases", VG_OP_ABOUT, 6, 0, 0},
        {"up to 4,600", VG_OP_AT_MOST, 4600, 0, 0},
        {"no more than ten", VG_OP_AT_MOST, 10, 0, 0},
        {"at least 17", VG_OP_AT_LEAST, 17, 0, 0},
        {"no fewer than 17", VG_OP_AT_LEAST, 17, 0, 0},
        {"17 or more", VG_OP_AT_LEAST, 17, 0, 0},
        {"130+ people", VG_OP_AT_LEAST, 130, 0, 0},
        {"more than 1,300", VG_OP_OVER, 1300, 0, 0},
        {"over a hundred", VG_OP_OVER, 100, 0, 0},
        {"nearly 5,000", VG_OP_NEARLY, 5000, 0, 0},
        {"nearly \xe2\x80\x9c"
         "5,000\xe2\x80\x9d",
         VG_OP_NEARLY, 5000, 0, 0},
        {"fewer than 20", VG_OP_UNDER, 20, 0, 0},
        {"roughly two hundred", VG_OP_ABOUT, 200, 0, 0},
        {"some 240", VG_OP_ABOUT, 240, 0, 0},
        {"another 10 to 12", VG_OP_BETWEEN, 10, 12, 0},
        {"between 10 and 12", VG_OP_BETWEEN, 10, 12, 0},
        {"10-12 points", VG_OP_BETWEEN, 10, 12, 0},
        {"10\xe2\x80\x93"
         "12 points",
         VG_OP_BETWEEN, 10, 12, 0},
        {"2 to 3 million", VG_OP_BETWEEN, 2000000, 3000000, 0},
        {"dozens of people", VG_OP_MAGNITUDE, 24, 99, 0},
        {"tens of thousands of exiles", VG_OP_MAGNITUDE, 20000, 99999, 0},
        {"several countries", VG_OP_SEVERAL, 2, 0, 0},
        {"999999999999999 people", VG_OP_EXACT, 999999999999999, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_scan s = scan(&a, rows[i].text);
        struct vg_number n = {0};

        ROW_CHECK(i, rows[i].text, first_number(&s, &n));
        ROW_CHECK(i, rows[i].text, n.op == rows[i].op && !n.damaged);
        ROW_CHECK(i, rows[i].text, n.a == rows[i].a && n.b == rows[i].b);
        ROW_CHECK(i, rows[i].text, n.scale == rows[i].scale);
    }
}

static void damaged_numbers_have_no_value(void **state)
{
    static const char *const rows[] = {
        "48,00 people",
        "1,30 people",
        "1\xe2\x80\x8b"
        "300 people",
        "1\xe2\x80\xae"
        "300 people",
        "12\xef\xbb\xbf"
        "5 people",
        "9999999999999999 people",
        "999999 trillion people",
        "1,300,000,000,000,000 people",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_scan s = scan(&a, rows[i]);
        struct vg_number n = {0};

        ROW_CHECK(i, rows[i], first_number(&s, &n) && n.damaged);
    }
}

static void names_swallow_their_digits(void **state)
{
    static const char *const rows[] = {
        "under section 119 of the Act",
        "sections 20 and 423 of the Code",
        "Police Line 119 has received calls",
        "Bill C-70 was passed",
        "aged 34, 41 and 59, appeared",
        "Jan Orlik, 41, said",
        "a 34-year-old man",
        "call 613-555-0142 now",
        "call +1 now",
        "the G20 and COVID-19",
        "Resolution 1325 says",
        "so-called \342\200\234110 stations\xe2\x80\x9d",
        "the report, titled \342\200\234110 Overseas: Gone Wild\xe2\x80\x9d",
        "the emergency phone number, 110, in",
        "at 10:30 or 9.15.2",
        "reference 2019/4471",
        "1. First of all",
        "(2) and so on",
        "as noted [12] before",
        "a camp 40 km away",
        "No. 7 was closed",
        "the 2nd and 15th rounds",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_scan s = scan(&a, rows[i]);
        struct vg_number n = {0};

        ROW_CHECK(i, rows[i], !first_number(&s, &n));
    }
}

static void units_are_the_last_noun_that_is_counted(void **state)
{
    static const struct {
        const char *text, *unit;
        int weak;
    } rows[] = {
        {"54 Chinese overseas police stations in", "station", 0},
        {"1,300 \xe2\x80\x9cvoluntary return\xe2\x80\x9d files,", "file", 0},
        {"17 \xe2\x80\x9c"
         "citizen service points\xe2\x80\x9d in",
         "station", 0},
        {"2 local-level police services in", "police-service", 0},
        {"15 members of the community", "person", 0},
        {"46 people who had", "person", 0},
        {"22 cases of kidnapping", "case", 0},
        {"9 counts under", "charge", 0},
        {"4 phones,", "item", 0},
        {"240 relatives in", "person", 0},
        {"4,600 Karvelians abroad were", "person", 0},
        {"130 overseas Dorvanians have", "person", 0},
        {"9 European countries,", "country", 0},
        {"8 more provinces doing", "province", 0},
        {"5 points are", "station", 1},
        {"7 of the offices are", "office", 0},
        {"12 of which were", NULL, 0},
        {"60 came from the stations", NULL, 0},
        {"8.", NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_scan s = scan(&a, rows[i].text);
        struct vg_unit u = {0};
        int found = vg_unit_at(&s, 1, s.n, 0, &u);

        ROW_CHECK(i, rows[i].text, found == (rows[i].unit != NULL));
        ROW_CHECK(i, rows[i].text, !found || strcmp(u.id, rows[i].unit) == 0);
        ROW_CHECK(i, rows[i].text, !found || u.weak == rows[i].weak);
    }
}

/* First date of a text as "from/to", or "words" when it could not be dated. */
static void first_date(const char *text, int64_t dateline, char *out, size_t room,
                       unsigned *inferred)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_scan s = scan(&a, text);
    struct vg_when w;

    *inferred = 0;
    (void)snprintf(out, room, "none");
    for (size_t i = 0; i < s.n; i++)
        if (vg_date_at(&s, i, s.n, dateline, &w)) {
            if (w.dated)
                (void)snprintf(out, room, "%s/%s", w.first, w.last);
            else
                (void)snprintf(out, room, "words");
            *inferred = w.inferred;
            return;
        }
}

static void dates_are_read_against_the_dateline(void **state)
{
    enum {
        Y = VG_INFERRED_YEAR,
        M = VG_INFERRED_MONTH,
        D = VG_INFERRED_DAY,
        F = VG_INFERRED_FROM,
        T = VG_INFERRED_TO,
    };
    static const struct {
        const char *text;
        const char *new_year, *leap_day; /* seen on 2023-01-01 and on 2024-02-29 */
        unsigned inferred;
    } rows[] = {
        {"on 5 July 2018", "2018-07-05/2018-07-05", "2018-07-05/2018-07-05", 0},
        {"a July 5, 2018, release", "2018-07-05/2018-07-05", "2018-07-05/2018-07-05", 0},
        {"in July 2018", "2018-07/2018-07", "2018-07/2018-07", 0},
        {"in 2018", "2018/2018", "2018/2018", 0},
        {"on 2018-07-05", "2018-07-05/2018-07-05", "2018-07-05/2018-07-05", 0},
        {"from July to September 2018", "2018-07/2018-09", "2018-07/2018-09", 0},
        {"July\xe2\x80\x93September 2018", "2018-07/2018-09", "2018-07/2018-09", 0},
        {"between November and February 2018", "2017-11/2018-02", "2017-11/2018-02", 0},
        {"between June 2021 and May 2022", "2021-06/2022-05", "2021-06/2022-05", 0},
        {"between the fall of 2021 and 30 April 2022", "2021-23/2022-04-30", "2021-23/2022-04-30",
         0},
        {"since 2014", "2014/", "2014/", 0},
        {"by the end of September 2020", "/2020-09", "/2020-09", 0},
        {"in the second quarter of 2020", "2020-04/2020-06", "2020-04/2020-06", 0},
        {"in the first half of 2020", "2020-01/2020-06", "2020-01/2020-06", 0},
        {"in the financial year 2021–22", "2021/2022", "2021/2022", 0},
        {"on Thursday 16 February 2023", "2023-02-16/2023-02-16", "2023-02-16/2023-02-16", 0},
        {"between July 2019 and the end of 2021", "2019-07/2021-12", "2019-07/2021-12", 0},
        {"in the year to March 2023", "2022-04/2023-03", "2022-04/2023-03", F},
        {"from 16 June 2020", "2020-06-16/", "2020-06-16/", 0},
        {"on 1 January", "2023-01-01/2023-01-01", "2024-01-01/2024-01-01", Y},
        {"on 29 February", "2020-02-29/2020-02-29", "2024-02-29/2024-02-29", Y},
        {"on 27 December", "2022-12-27/2022-12-27", "2023-12-27/2023-12-27", Y},
        {"on 8 and 15 November", "2022-11-08/2022-11-15", "2023-11-08/2023-11-15", Y},
        {"in January", "2023-01/2023-01", "2024-01/2024-01", Y},
        {"in March", "2022-03/2022-03", "2023-03/2023-03", Y},
        {"in October last year", "2022-10/2022-10", "2023-10/2023-10", Y},
        {"last year", "2022/2022", "2023/2023", Y},
        {"this year", "2023/2023", "2024/2024", Y},
        {"last month", "2022-12/2022-12", "2024-01/2024-01", Y | M},
        {"today", "2023-01-01/2023-01-01", "2024-02-29/2024-02-29", Y | M | D},
        {"yesterday", "2022-12-31/2022-12-31", "2024-02-28/2024-02-28", Y | M | D},
        {"on Monday", "2022-12-26/2022-12-26", "2024-02-26/2024-02-26", Y | M | D},
        {"since the beginning of this year", "2023-01/", "2024-01/", Y},
        {"in the two years to August 2022", "2020-09/2022-08", "2020-09/2022-08", F},
        {"over the past three months", "2022-11/2023-01", "2023-12/2024-02", F | T},
        {"two years ago", "2021/2021", "2022/2022", Y},
        {"last week", "2022-12-19/2022-12-25", "2024-02-19/2024-02-25", Y | M | D},
        {"on 31 February 2020", "2020-02/2020-02", "2020-02/2020-02", 0},
        {"they may march", "none", "none", 0},
        {"May I ask", "none", "none", 0},
        {"2,018 people", "none", "none", 0},
    };
    const int64_t new_year = vg_days_of(2023, 1, 1), leap_day = vg_days_of(2024, 2, 29);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[64];
        unsigned inferred;

        first_date(rows[i].text, new_year, got, sizeof got, &inferred);
        if (strcmp(got, rows[i].new_year) != 0)
            fail_msg("%s: %s", rows[i].text, got);
        ROW_CHECK(i, rows[i].text, inferred == rows[i].inferred);
        first_date(rows[i].text, leap_day, got, sizeof got, &inferred);
        if (strcmp(got, rows[i].leap_day) != 0)
            fail_msg("%s: %s", rows[i].text, got);
    }
}

static void without_a_dateline_relative_dates_stay_words(void **state)
{
    static const char *const rows[] = {"last year", "in March", "on Monday", "yesterday",
                                       "over the past two years"};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[64];
        unsigned inferred;

        first_date(rows[i], VG_NO_DATELINE, got, sizeof got, &inferred);
        ROW_CHECK(i, rows[i], strcmp(got, "words") == 0);
    }
}

static void the_dateline_stands_in_the_head(void **state)
{
    static const struct {
        const char *text;
        int year, month, day; /* year 0: none */
    } rows[] = {
        {"LISBON, 14 March 2024 \xe2\x80\x94 The office closed.", 2024, 3, 14},
        {"Monitor \xe2\x80\x94 press release, 3 October 2023\n\nText.", 2023, 10, 3},
        {"The Ledger, 9 January 2025. Correction appended.", 2025, 1, 9},
        {"Oral answers\n22 November 2022\n", 2022, 11, 22},
        {"The office closed on 14 March 2024 and opened again.", 0, 0, 0},
        {"It was published on 3 October 2023.", 0, 0, 0},
        {"", 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        int64_t want =
            rows[i].year ? vg_days_of(rows[i].year, rows[i].month, rows[i].day) : VG_NO_DATELINE;

        ROW_CHECK(i, rows[i].text,
                  vg_dateline(&a, english(&a), rows[i].text, strlen(rows[i].text)) == want);
    }
}

static void sentences_end_where_they_end(void **state)
{
    static const struct {
        const char *text;
        size_t sentences;
    } rows[] = {
        {"One. Two! Three? Four", 4},
        {"Mr. Roe saw 2.4 million. He left.", 2},
        {"The U.S. Senate met.", 1},
        {"\xe2\x80\x9cIt closed.\xe2\x80\x9d He left.", 2},
        {"\xe2\x80\x9cWhy?\xe2\x80\x9d asked Roe.", 1},
        {"See No. 7 and fig. 3 there.", 1},
        {"The answer is no. They left.", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_scan s = scan(&a, rows[i].text);

        ROW_CHECK(i, rows[i].text, s.n_sent == rows[i].sentences);
    }
}

static void wrapped_lines_are_one_paragraph(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const char *text = "The ministry has said that the offices were closed long ago, and that\n"
                       "nobody works there.\nA heading\nIt is so.";
    struct vg_scan s;
    int paragraphs = 0;

    (void)state;
    vg_scan_begin(&s, &a, english(&a), text, strlen(text));
    while (vg_scan_next(&s))
        paragraphs++;
    assert_int_equal(paragraphs, 3);
}

static void a_paragraph_without_end_is_cut(void **state)
{
    enum { WORDS = 50000 };
    VG_SCOPED_ARENA a = {0};
    char *text = vg_alloc(&a, WORDS * 2 + 1);
    struct vg_scan s;
    size_t tokens = 0;

    (void)state;
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + 2 * i, "a ", 2);
    vg_scan_begin(&s, &a, english(&a), text, WORDS * 2);
    while (vg_scan_next(&s)) {
        assert_true(s.n <= VG_MAX_PARAGRAPH);
        for (size_t k = 0; k < s.n_sent; k++)
            assert_true(s.sent[k].to - s.sent[k].from <= VG_MAX_SENTENCE);
        tokens += s.n;
    }
    assert_int_equal(tokens, WORDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_with_their_bound),
        cmocka_unit_test(damaged_numbers_have_no_value),
        cmocka_unit_test(names_swallow_their_digits),
        cmocka_unit_test(units_are_the_last_noun_that_is_counted),
        cmocka_unit_test(dates_are_read_against_the_dateline),
        cmocka_unit_test(without_a_dateline_relative_dates_stay_words),
        cmocka_unit_test(the_dateline_stands_in_the_head),
        cmocka_unit_test(sentences_end_where_they_end),
        cmocka_unit_test(wrapped_lines_are_one_paragraph),
        cmocka_unit_test(a_paragraph_without_end_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
