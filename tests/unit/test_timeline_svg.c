/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "brief/timeline_svg.h"
#include "brief_case.h"
#include "svg_form.h"

/* clang-format off */
static const struct vg_timeline_event events[] = {
    {"Watch Group", "2022-09-12", "2022-09-12", 0, 0, VG_SIGN_ASSERTED, NULL, 1},
    {"Watch Group", "2022-12-05", "2022-12-05", 0, 0, VG_SIGN_ASSERTED, NULL, 2},
    {"Watch Group", "2022-10-29", "2022-10-29", 0, 0, VG_SIGN_CORRECTED, "corrected at source", 1},
    {"Watch Group", "2021-04", "2022-07", 1, 0, VG_SIGN_ASSERTED, NULL, 1},
    {"Watch Group", "2018", NULL, 1, 1, VG_SIGN_ASSERTED, NULL, 2},
    {"Ministry of Order", "2022-10-26", "2022-10-26", 0, 0, VG_SIGN_DENIED, "denies existence", 1},
    {"Ministry of Order", "2023", "2023", 0, 0, VG_SIGN_CLOSED, "says closed", 1},
    {"Ministry of Order", "2022-11", "2022-11", 0, 0, VG_SIGN_DISPUTED, "says volunteers", 2},
    {"Host Police", "2023-02-06", "2023-02-06", 0, 0, VG_SIGN_ASSERTED, NULL, 3},
    {"Host Police", "2023-02-06", "2023-02-06", 0, 0, VG_SIGN_ASSERTED, NULL, 4},
    {"Host Police", "2025-10", "2025-10", 0, 0, VG_SIGN_CLOSED, NULL, 3},
    {"Royal Commission on the Matters of Interference", "2024-05-03", "2024-05-03", 0, 0,
     VG_SIGN_ASSERTED, NULL, 5},
    {"新华社记者", "2022-10", "2022-10", 0, 1, VG_SIGN_ASSERTED, NULL, 6},
    {NULL, "1949?", "1949?", 0, 0, VG_SIGN_OTHER, NULL, 7},
    {NULL, "no date", "no date", 0, 0, VG_SIGN_OTHER, NULL, 8},
};
/* clang-format on */

static struct vg_timeline_svg whole(const char *language)
{
    return (struct vg_timeline_svg){.events = events,
                                    .n = sizeof events / sizeof *events,
                                    .language = language,
                                    .from = "2018"};
}

static void a_mark_says_when_who_what_and_on_which_claims(void **state)
{
    static const char *const wanted[] = {
        "<title>12 Sep 2022 · Watch Group · stated · claims: c1</title>",
        "<title>6 Feb 2023 · Host Police · stated · claims: c3, c4</title>",
        "<title>2018– · Watch Group · time it is about · date inferred · claims: c2</title>",
        "says closed",
        "class=\"span mC\"",
        "class=\"guess\"",
        "class=\"open\"",
        "href=\"#c5\"",
        "marks left out: 1",
        "without a date: 1",
        "Royal Commission on the M",
    };
    VG_SCOPED_BUF svg = {0}, again = {0}, zh = {0};
    struct vg_timeline_svg in = whole(NULL);

    (void)state;
    assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_OK);
    svg_check_form(svg.p);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strstr(svg.p, wanted[i]) == NULL)
            fail_msg("it does not say %s", wanted[i]);
    assert_int_equal(vg_timeline_svg(&in, &again, NULL), VG_OK);
    assert_string_equal(svg.p, again.p);
    in.language = "zh";
    assert_int_equal(vg_timeline_svg(&in, &zh, NULL), VG_OK);
    assert_non_null(strstr(zh.p, "2022年9月12日 · Watch Group · 有此陈述"));
}

static void an_impossible_time_is_refused(void **state)
{
    struct vg_timeline_svg in = whole(NULL);
    VG_SCOPED_BUF svg = {0};

    (void)state;
    in.from = "soon";
    assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_E_FORMAT);
    in.from = "1900";
    in.to = "1910";
    assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_E_ABSENT);
    in.n = 0;
    assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_E_ABSENT);
    assert_int_equal(svg.len, 0);
}

enum { MANY = 3000 };

static void of_many_the_heaviest_are_drawn_and_the_rest_is_counted(void **state)
{
    static struct vg_timeline_event many[MANY];
    static char names[MANY][24], dates[MANY][16];
    struct vg_timeline_svg in = {.events = many, .n = MANY};
    VG_SCOPED_BUF svg = {0};
    size_t marks = 0;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(names[i], sizeof names[i], "speaker %zu", i % 50);
        (void)snprintf(dates[i], sizeof dates[i], "%04zu-%02zu-%02zu", 1990 + i % 37, 1 + i % 12,
                       1 + i % 28);
        many[i] = (struct vg_timeline_event){
            .lane = names[i], .from = dates[i], .to = dates[i], .claim = (int64_t)i + 1};
    }
    assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_OK);
    svg_check_form(svg.p);
    for (const char *at = svg.p; (at = strstr(at, "<a ")) != NULL; at++)
        marks++;
    assert_true(marks <= VG_MAX_TIMELINE);
    assert_non_null(strstr(svg.p, "marks left out: "));
}

static void words_from_outside_stay_text(void **state)
{
    VG_SCOPED_BUF corpus = {.max = 1 << 20};
    size_t tried = 0;

    (void)state;
    assert_int_equal(vg_file_read(CORPUS "/xss.txt", &corpus, NULL), VG_OK);
    for (char *line = corpus.p, *end; *line != '\0'; tried++) {
        struct vg_timeline_event e[] = {
            {line, "2022-10", "2022-10", 0, 1, VG_SIGN_DENIED, line, 1},
            {line, line, line, 0, 1, VG_SIGN_DENIED, line, 1},
        };
        struct vg_timeline_svg in = {.events = e, .n = 2, .title = line};
        VG_SCOPED_BUF svg = {0};

        end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_OK);
        svg_check_form(svg.p);
        assert_null(strstr(svg.p, "<script"));
        line = end == NULL ? line + strlen(line) : end + 1;
    }
    assert_true(tried >= 40);
}

static void a_case_gives_what_was_said_answered_and_meant(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF svg = {0};
    struct brief_case k;
    struct vg_timeline_event *list = NULL;
    struct vg_timeline_svg in = {.language = "zh"};
    size_t n = 0, undated = 0, periods = 0;

    (void)state;
    brief_case_small(&k);
    vg_timeline_events(&k.view, VG_TIMELINE_BY_SPEAKER, "zh", &a, &list, &n, &undated);
    for (size_t i = 0; i < n; i++)
        periods += list[i].is_period != 0;
    assert_int_equal(periods, 1);
    assert_int_equal(undated, 1);
    in.events = list;
    in.n = n;
    in.undated = undated;
    assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_OK);
    assert_non_null(strstr(svg.p, "秩序部"));
    assert_non_null(strstr(svg.p, "无日期：1"));
    vg_timeline_events(&k.view, VG_TIMELINE_BY_KIND, "en", &a, &list, &n, &undated);
    assert_true(n > 0);
    assert_string_equal(list[0].lane, "quantity");
}

/* For looking at it: DRAW_TO=FOLDER writes the pictures as pages. */
static void a_page_can_be_looked_at(void **state)
{
    const char *folder = getenv("DRAW_TO");
    VG_SCOPED_BUF svg = {0}, zh = {0};
    struct vg_timeline_svg in = whole(NULL);

    (void)state;
    if (folder == NULL)
        return;
    assert_int_equal(vg_timeline_svg(&in, &svg, NULL), VG_OK);
    svg_page(folder, "time.html", svg.p);
    in.language = "zh";
    in.from = "2022-06";
    in.to = "2023-04";
    assert_int_equal(vg_timeline_svg(&in, &zh, NULL), VG_OK);
    svg_page(folder, "time-zh.html", zh.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_says_when_who_what_and_on_which_claims),
        cmocka_unit_test(an_impossible_time_is_refused),
        cmocka_unit_test(of_many_the_heaviest_are_drawn_and_the_rest_is_counted),
        cmocka_unit_test(words_from_outside_stay_text),
        cmocka_unit_test(a_case_gives_what_was_said_answered_and_meant),
        cmocka_unit_test(a_page_can_be_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
