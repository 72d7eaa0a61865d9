/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Pictures of estimates: what they say, what they leave unsaid, and that they are drawings. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "estimate/estimate.h"
#include "estimate/plot.h"
#include "estimate/plot_kit.h"
#include "estimate/table.h"
#include "svg_form.h"

static const char hostile[] = "<b onload=\"x\">&'\x1b[2J";

/* -- results to draw -------------------------------------------------------------------------- */

static const char three[] = "A,B,C,count\n1,0,0,37\n0,1,0,41\n1,1,0,12\n0,0,1,29\n1,0,1,17\n"
                            "0,1,1,8\n1,1,1,5\n";

static void run(struct vg_arena *a, enum vg_estimate_model model, const char *csv,
                struct vg_estimate *out)
{
    const struct vg_estimate_ask ask = {
        .table = {"t.csv", {csv, strlen(csv)}}, .model = model, .seed = 1, .workers = 1};
    struct vg_err err = {0};

    if (vg_estimate_run(&ask, a, out, &err) != VG_OK)
        fail_msg("%s", err.text);
}

/* As `all` has it, without the chains, which take seconds. */
static struct vg_estimate captures(struct vg_arena *a, enum vg_gate_verdict verdict)
{
    struct vg_estimate e, s;

    run(a, VG_ESTIMATE_LOGLINEAR, three, &e);
    run(a, VG_ESTIMATE_SENSITIVITY, three, &s);
    e.model = VG_ESTIMATE_ALL;
    e.sensitivity = s.sensitivity;
    e.verdict = verdict;
    return e;
}

/* The picture, or NULL when there is none. */
static const char *picture(struct vg_arena *a, const struct vg_estimate *e, enum vg_plot_kind kind,
                           const char *language, const char **table)
{
    const struct vg_plot_as as = {.language = language};
    VG_SCOPED_BUF svg = {0}, behind = {0};
    int drawn = 0;

    assert_int_equal(vg_plot_draw(e, kind, &as, a, &svg, &behind, &drawn, NULL), VG_OK);
    assert_int_equal(drawn, svg.len > 0);
    assert_int_equal(drawn, behind.len > 0);
    if (!drawn)
        return NULL;
    svg_check_form(svg.p);
    if (getenv("DRAW_TO") != NULL)
        svg_page(getenv("DRAW_TO"), vg_print(a, "plot-%s-%s.html", vg_plot_word(kind), language),
                 svg.p);
    if (table != NULL)
        *table = vg_copy(a, behind.p, behind.len);
    return vg_copy(a, svg.p, svg.len);
}

static void has(const char *text, const char *wanted)
{
    if (text == NULL || strstr(text, wanted) == NULL)
        fail_msg("it does not say %s: %.600s", wanted, text == NULL ? "(nothing)" : text);
}

static void lacks(const char *text, const char *unwanted)
{
    if (text != NULL && strstr(text, unwanted) != NULL)
        fail_msg("it says %s", unwanted);
}

static const char seen[] = "times,units\n1,30\n2,14\n3,7\n4,3\n9,2\n";
static const char told[] = "unit,searched,found\nFuzhou,1,1\nQingtian,1,0\nNantong,0,0\n";

/* Twenty-four places; "p03" has far fewer than its exposure lets expect. */
static const char *places(struct vg_arena *a, int n)
{
    VG_SCOPED_BUF b = {0};

    vg_puts(&b, "place,observed,exposure\n");
    for (int i = 0; i < n; i++)
        vg_putf(&b, "p%02d,%d,%d\n", i, i == 3 ? 1 : 4 + i % 5, i == 3 ? 4000 : 1000 + 40 * i);
    return vg_copy(a, b.p, b.len);
}

/* -- what they say ------------------------------------------------------------------------------
 */

static void every_picture_says_its_numbers_in_words_and_has_them_in_a_table(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate e = captures(&a, VG_GATE_ESTIMATE), x;
    const char *table;

    (void)state;
    has(picture(&a, &e, VG_PLOT_SPACE, "en", &table), "8 models, of which 8 exist");
    has(table, "<td>");
    has(picture(&a, &e, VG_PLOT_OVERLAP, "en", &table), "149 units on 3 lists in 7 patterns");
    has(table, "A, B, C</th><td>5</td>");
    has(picture(&a, &e, VG_PLOT_SENSITIVITY, "en", &table), "From an interaction of 0.2");
    has(table, "<th scope=\"row\" dir=\"auto\">1</th>");
    run(&a, VG_ESTIMATE_RICHNESS, seen, &x);
    has(picture(&a, &x, VG_PLOT_SATURATION, "en", &table), "56 units were seen in 109");
    has(table, "<td>56</td>");
    run(&a, VG_ESTIMATE_GAP, told, &x);
    has(picture(&a, &x, VG_PLOT_GAP, "en", &table),
        "3 units were told to act; 1 are found, 1 were searched in vain, 1 were never searched.");
    has(table, "Nantong</th><td>not searched</td>");
    run(&a, VG_ESTIMATE_EXPOSURE, places(&a, 24), &x);
    has(picture(&a, &x, VG_PLOT_EXPOSURE, "en", &table), "First by deficit is p03: 1 observed");
    has(table, "p23</th>");
}

static void in_chinese_too(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate e = captures(&a, VG_GATE_ESTIMATE), x;

    (void)state;
    has(picture(&a, &e, VG_PLOT_SPACE, "zh", NULL), "8 个模型，其中 8 个存在");
    has(picture(&a, &e, VG_PLOT_OVERLAP, "zh", NULL), "lang=\"zh\"");
    has(picture(&a, &e, VG_PLOT_SENSITIVITY, "zh", NULL), "假设的分量");
    run(&a, VG_ESTIMATE_RICHNESS, seen, &x);
    has(picture(&a, &x, VG_PLOT_SATURATION, "zh", NULL), "已见 56");
    run(&a, VG_ESTIMATE_GAP, told, &x);
    has(picture(&a, &x, VG_PLOT_GAP, "zh", NULL), "未经搜索");
    run(&a, VG_ESTIMATE_EXPOSURE, places(&a, 24), &x);
    has(picture(&a, &x, VG_PLOT_EXPOSURE, "zh", NULL), "缺额");
}

static void the_same_result_gives_the_same_bytes(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate e = captures(&a, VG_GATE_ESTIMATE);
    VG_SCOPED_BUF one = {0}, two = {0};
    const struct vg_plot_as as = {.language = "en", .prefix = "x"};

    (void)state;
    assert_int_equal(vg_plot_figures(&e, &as, &a, &one, NULL), VG_OK);
    e = captures(&a, VG_GATE_ESTIMATE);
    assert_int_equal(vg_plot_figures(&e, &as, &a, &two, NULL), VG_OK);
    assert_string_equal(one.p, two.p);
    has(one.p, "id=\"x-overlap\"");
    has(one.p, "width=\"160mm\"");
    has(one.p, "<summary>The numbers as a table</summary>");
}

/* -- what they leave unsaid -----------------------------------------------------------------------
 */

static void a_refusal_hides_what_may_not_be_said(void **state)
{
    static const enum vg_gate_verdict strict[] = {VG_GATE_REFUSE, VG_GATE_BOUND};
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate x;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct vg_estimate e = captures(&a, strict[i]);

        assert_null(picture(&a, &e, VG_PLOT_SPACE, "en", NULL));
        assert_null(picture(&a, &e, VG_PLOT_SENSITIVITY, "en", NULL));
        assert_non_null(picture(&a, &e, VG_PLOT_OVERLAP, "en", NULL));
    }
    run(&a, VG_ESTIMATE_RICHNESS, "times,units\n1,12\n", &x);
    assert_null(picture(&a, &x, VG_PLOT_SATURATION, "en", NULL));
    run(&a, VG_ESTIMATE_EXPOSURE, places(&a, 5), &x);
    has(picture(&a, &x, VG_PLOT_EXPOSURE, "en", NULL), "too few for rates or ranks");
    lacks(picture(&a, &x, VG_PLOT_EXPOSURE, "en", NULL), "deficit");
    lacks(picture(&a, &x, VG_PLOT_EXPOSURE, "en", NULL), "expected");
}

static void few_units_seen_twice_are_not_drawn_beyond_what_was_searched(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate x;

    (void)state;
    run(&a, VG_ESTIMATE_RICHNESS, seen, &x);
    has(picture(&a, &x, VG_PLOT_SATURATION, "en", NULL), "stroke-dasharray");
    run(&a, VG_ESTIMATE_RICHNESS, "times,units\n1,9\n2,2\n3,1\n", &x);
    lacks(picture(&a, &x, VG_PLOT_SATURATION, "en", NULL), "stroke-dasharray");
    has(picture(&a, &x, VG_PLOT_SATURATION, "en", NULL), "Nothing is said beyond");
}

static void places_that_nobody_counted_searches_for_say_so(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate_searches searches[24] = {[3] = {.n = 7}};
    struct vg_estimate x;

    (void)state;
    run(&a, VG_ESTIMATE_EXPOSURE, places(&a, 24), &x);
    has(picture(&a, &x, VG_PLOT_EXPOSURE, "en", NULL), ">?</text>");
    x.searches = searches;
    lacks(picture(&a, &x, VG_PLOT_EXPOSURE, "en", NULL), ">?</text>");
    has(picture(&a, &x, VG_PLOT_EXPOSURE, "en", NULL), ">7</text>");
}

/* -- names and shapes
 * -------------------------------------------------------------------------------- */

static void hostile_names_are_text(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate e = captures(&a, VG_GATE_ESTIMATE), x;
    const char *names[] = {hostile, "B", "C"}, *table;
    struct vg_captures c = *e.captures;
    const struct vg_coverage_unit units[] = {{hostile, 0, 0, 1}, {"b", 1, 1, 1}};
    struct vg_coverage_table t;

    (void)state;
    c.lists = names;
    e.captures = &c;
    lacks(picture(&a, &e, VG_PLOT_OVERLAP, "en", &table), "<b ");
    lacks(table, "<b ");
    lacks(table, "\x1b");
    run(&a, VG_ESTIMATE_GAP, told, &x);
    t = *x.programme;
    t.n = 2;
    t.units = units;
    x.programme = &t;
    has(picture(&a, &x, VG_PLOT_GAP, "en", &table), "&lt;b onload");
    lacks(table, "<b ");
    lacks(table, "\x1b");
}

static void searched_in_vain_and_never_searched_differ_in_shape(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const int64_t days[] = {vg_days_of(2022, 9, 13), vg_days_of(2022, 9, 20),
                            vg_days_of(2023, 2, 1)};
    const struct vg_estimate_searches searches[3] = {[1] = {3, days}};
    struct vg_estimate x;
    const char *svg, *table;

    (void)state;
    run(&a, VG_ESTIMATE_GAP, told, &x);
    lacks(picture(&a, &x, VG_PLOT_GAP, "en", NULL), "2022-09");
    x.searches = searches;
    svg = picture(&a, &x, VG_PLOT_GAP, "en", &table);
    has(svg, "l8 8m0 -8l-8 8"); /* a cross */
    has(svg, "<rect ");         /* an empty box */
    has(svg, "<circle ");       /* a disc */
    has(svg, ">2022-09</text>");
    has(svg, ">2023-02</text>");
    has(table, "2022-09-13, 2022-09-20, 2023-02-01");
}

/* -- axes
 * ---------------------------------------------------------------------------------------------- */

static void ticks_are_one_two_and_five(void **state)
{
    static const struct {
        double low, high;
        int is_log;
    } rows[] = {{100, 250, 0}, {100, 400, 1}, {1, 1e14, 1},   {0.2, 5, 1},
                {0, 7, 0},     {186, 186, 0}, {3, 9.0001, 1}, {1e-9, 1e-3, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_axis x = vg_axis_for(rows[i].low, rows[i].high, 300, 20);
        double ticks[VG_AXIS_TICKS];
        const size_t n = vg_axis_ticks(&x, ticks);

        assert_int_equal(x.is_log, rows[i].is_log);
        assert_in_range(n, 1, VG_AXIS_TICKS);
        for (size_t k = 0; k < n; k++) {
            assert_true(ticks[k] >= x.low && ticks[k] <= x.high);
            assert_true(k == 0 || ticks[k] > ticks[k - 1]);
            assert_in_range(vg_axis_at(&x, ticks[k]), 20, 300);
        }
        assert_int_equal(vg_axis_at(&x, rows[i].high * 1e6 + 1e6), 20);
        assert_int_equal(vg_axis_at(&x, -5), 300);
    }
}

static void many_units_and_patterns_are_cut_and_counted(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF csv = {0}, wide = {0};
    struct vg_captures c;
    struct vg_estimate x;
    const char *table;

    (void)state;
    vg_puts(&csv, "unit,searched,found\n");
    for (int i = 0; i < 100; i++)
        vg_putf(&csv, "u%d,0,0\n", i);
    run(&a, VG_ESTIMATE_GAP, csv.p, &x);
    has(picture(&a, &x, VG_PLOT_GAP, "en", &table), ">and 40 more</text>");
    has(table, "u99</th>");
    vg_puts(&wide, "A,B,C,D,E,F,count\n");
    for (int m = 1; m < 64; m++) {
        for (int i = 0; i < 6; i++)
            vg_putf(&wide, "%d,", m >> i & 1);
        vg_putf(&wide, "%d\n", m == 5 ? 1200 : m);
    }
    assert_int_equal(vg_captures_read(wide.p, wide.len, &a, &c, NULL), VG_OK);
    x = (struct vg_estimate){.model = VG_ESTIMATE_ALL, .captures = &c, .n = c.n};
    has(picture(&a, &x, VG_PLOT_OVERLAP, "en", &table), "and 39 more patterns: ");
    has(table, "<td>1200</td>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_picture_says_its_numbers_in_words_and_has_them_in_a_table),
        cmocka_unit_test(in_chinese_too),
        cmocka_unit_test(the_same_result_gives_the_same_bytes),
        cmocka_unit_test(a_refusal_hides_what_may_not_be_said),
        cmocka_unit_test(few_units_seen_twice_are_not_drawn_beyond_what_was_searched),
        cmocka_unit_test(places_that_nobody_counted_searches_for_say_so),
        cmocka_unit_test(hostile_names_are_text),
        cmocka_unit_test(searched_in_vain_and_never_searched_differ_in_shape),
        cmocka_unit_test(ticks_are_one_two_and_five),
        cmocka_unit_test(many_units_and_patterns_are_cut_and_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
