/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tables, what is known of their lists, and what may be said of them. */
#include "test.h"

#include <string.h>

#include "estimate/estimate.h"
#include "estimate/table.h"
#include "estimate_files.h"

/* -- tables --------------------------------------------------------------------------------- */

static void patterns_are_added_in_any_order(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_str s =
        vg_str("\xef\xbb\xbfpress, police ,count\r\n1,1,4\r\n0,1,2\r\n\r\n1,1,\"3\"\r\n");
    struct vg_captures c;

    (void)state;
    assert_int_equal(vg_captures_read(s.p, s.len, &a, &c, NULL), VG_OK);
    assert_true(c.t == 2 && c.n == 9 && c.cells[3] == 7 && c.cells[2] == 2 && c.cells[1] == 0);
    assert_string_equal(c.lists[1], "police");
}

static void bad_tables_name_their_line(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"", "line 1: no header"},
        {"A,B\n1,1\n", "line 1: the last column"},
        {"A,count,B\n1,1,1\n", "line 1: the last column"},
        {"count\n1\n", "line 1: no lists"},
        {"A,,count\n1,1,1\n", "line 1: list 2 has no name"},
        {"A,A,count\n1,1,1\n", "line 1: lists 1 and 2"},
        {"1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h,count\n", "line 1: 17 lists"},
        {"A,B,count\n", "line 1: no rows"},
        {"A,B,count\n1,0,1\n1,2,3\n", "line 3: list 2"},
        {"A,B,count\n1,,3\n", "line 2: list 2"},
        {"A,B,count\n1,1,-3\n", "line 2: count"},
        {"A,B,count\n1,1,2.5\n", "line 2: count"},
        {"A,B,count\n1,1,\n", "line 2: count"},
        {"A,B,count\n1,1,NA\n", "line 2: count"},
        {"A,B,count\n1,1,1000000000000001\n", "line 2: count: more than"},
        {"A,B,count\n1,1,1000000000000000\n1,0,1\n", "line 3: count: more than"},
        {"A,B,count\n1,1,99999999999999999999\n", "line 2: count: more than"},
        {"A,B,count\n1,1,3\n0,0,3\n", "line 3: a pattern of only zeros"},
        {"A,B,count\n1,1\n", "line 2: 2 fields"},
        {"A,B,count\n1,1,3,4\n", "line 2: 4 fields"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_str s = vg_str(rows[i].text);
        struct vg_captures c = {0};
        struct vg_err err = {0};
        const int rc = vg_captures_read(s.p, s.len, &a, &c, &err);

        ROW_CHECK(i, err.text, rc == VG_E_FORMAT && strstr(err.text, rows[i].says) == err.text);
        ROW_CHECK(i, "untouched", c.t == 0);
    }
}

/* -- running ----------------------------------------------------------------------------------- */

static int run(enum vg_estimate_model model, const char *table, const char *lists,
               struct vg_arena *a, struct vg_estimate *out, struct vg_err *err)
{
    const struct vg_estimate_text known = {"lists.csv", vg_str(lists)};
    const struct vg_estimate_ask ask = {.table = {"table.csv", vg_str(table)},
                                        .lists = lists == NULL ? NULL : &known,
                                        .model = model,
                                        .seed = 1,
                                        .replicates = 20};

    return vg_estimate_run(&ask, a, out, err);
}

static struct vg_estimate ran(enum vg_estimate_model model, const char *table, const char *lists,
                              struct vg_arena *a)
{
    struct vg_estimate e = {0};
    struct vg_err err = {0};

    if (run(model, table, lists, a, &e, &err) != VG_OK)
        fail_msg("%s", err.text);
    return e;
}

static int has_code(const struct vg_estimate *e, enum vg_gate_code code)
{
    for (size_t i = 0; i < e->n_findings; i++) {
        if (e->findings[i].code == code)
            return 1;
    }
    return 0;
}

/* Four lists of some hundred units, none of which depends on another: nothing to refuse. */
static const char good[] = "A,B,C,D,count\n0,0,0,1,65\n0,0,1,0,78\n0,0,1,1,9\n0,1,0,0,113\n"
                           "0,1,0,1,16\n0,1,1,0,25\n0,1,1,1,6\n1,0,0,0,178\n1,0,0,1,27\n"
                           "1,0,1,0,44\n1,0,1,1,10\n1,1,0,0,41\n1,1,0,1,13\n1,1,1,0,12\n"
                           "1,1,1,1,4\n";

#define HEAD "list,root,kind,from,to,territory,unit,scope\n"
#define OTHERS                                                                                     \
    "B,b,own,2020,2021,IT,resolved,all\nC,c,own,2020,2021,IT,resolved,all\n"                       \
    "D,d,own,2020,2021,IT,resolved,all\n"

static void every_code_of_the_lists_file_has_its_verdict(void **state)
{
    static const struct {
        const char *lists;
        int code; /* -1: none */
        enum vg_gate_verdict verdict;
    } rows[] = {
        {HEAD "A,a,own,2020,2021,IT,resolved,all\n" OTHERS, -1, VG_GATE_ESTIMATE},
        {HEAD "A,a,press,2020,2021,IT,resolved,all\n" OTHERS, VG_E06, VG_GATE_REFUSE},
        {HEAD "A,a,relay,2020,2021,IT,resolved,all\n" OTHERS, VG_E06, VG_GATE_REFUSE},
        {HEAD "A,a,translation,2020,2021,IT,resolved,all\n" OTHERS, VG_E06, VG_GATE_REFUSE},
        {HEAD "A,a,derived,2020,2021,IT,resolved,all\n" OTHERS, VG_E06, VG_GATE_REFUSE},
        {HEAD "A,a,own,2010,2012,IT,resolved,all\n" OTHERS, VG_E07, VG_GATE_REFUSE},
        {HEAD "A,a,own,2020,2021,ES,resolved,all\n" OTHERS, VG_E07, VG_GATE_REFUSE},
        {HEAD "A,a,own,2020,2021,IT ES FR,resolved,all\n" OTHERS, VG_E07, VG_GATE_REFUSE},
        {HEAD "A,a,own,2020,2021,IT ES,resolved,all\n" OTHERS, -1, VG_GATE_ESTIMATE},
        {HEAD "A,a,own,2020,2021,IT,unresolved,all\n" OTHERS, VG_E08, VG_GATE_REFUSE},
        {HEAD "A,a,own,2020,2021,IT,claimed-total,all\n" OTHERS, VG_E09, VG_GATE_REFUSE},
        {HEAD "A,a,own,2020,2021,IT,resolved,partial\n" OTHERS, VG_E14, VG_GATE_BOUND},
        {HEAD "A,a,own,2020,2021,IT,resolved,over\n" OTHERS, VG_E14, VG_GATE_REFUSE},
        {HEAD "A,a,own,2020,2021,IT,resolved,unknown\n" OTHERS, VG_E14, VG_GATE_REFUSE},
        {HEAD "A,a,own,2020,2021,IT,resolved,\n" OTHERS, VG_E14, VG_GATE_REFUSE},
        {HEAD "A,b,own,2020,2021,IT,resolved,all\nB,b,own,2020,2021,IT,resolved,all\n"
              "C,b,own,2020,2021,IT,resolved,all\nD,d,own,2020,2021,IT,resolved,all\n",
         VG_E02, VG_GATE_REFUSE},
        {HEAD "A,b,own,2020,2021,IT,resolved,all\nB,b,own,2020,2021,IT,resolved,all\n"
              "C,b,own,2020,2021,IT,resolved,all\nD,b,own,2020,2021,IT,resolved,all\n",
         VG_E01, VG_GATE_REFUSE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_estimate e = ran(VG_ESTIMATE_CHAO, good, rows[i].lists, &a);

        ROW_CHECK(i, rows[i].lists, e.verdict == rows[i].verdict);
        if (rows[i].code >= 0)
            ROW_CHECK(i, rows[i].lists, has_code(&e, (enum vg_gate_code)rows[i].code));
        else
            ROW_CHECK(i, rows[i].lists, e.n_findings == 0);
        ROW_CHECK(i, "under a refusal the bound is what was seen",
                  e.verdict != VG_GATE_REFUSE || (e.lower == e.n && e.upper < 0));
    }
}

static void bad_lists_name_file_and_line(void **state)
{
    static const struct {
        const char *lists, *says;
    } rows[] = {
        {"list,root\n", "lists.csv: line 1: no column kind"},
        {HEAD "A,a,own,2020,2021,IT,resolved,all\n", "lists.csv: line 2: no row for the list 'B'"},
        {HEAD "E,a,own,2020,2021,IT,resolved,all\n" OTHERS, "lists.csv: line 2: list: 'E'"},
        {HEAD OTHERS "B,a,own,2020,2021,IT,resolved,all\n", "lists.csv: line 5: the list 'B'"},
        {HEAD "A,a,mine,2020,2021,IT,resolved,all\n" OTHERS, "lists.csv: line 2: kind: 'mine'"},
        {HEAD "A,a,own,20x0,2021,IT,resolved,all\n" OTHERS, "lists.csv: line 2: "},
        {HEAD "A,a,own,2022,2021,IT,resolved,all\n" OTHERS, "lists.csv: line 2: "},
        {HEAD "A,a,own,2020,2021,IT,solved,all\n" OTHERS, "lists.csv: line 2: unit: 'solved'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_estimate e;
        struct vg_err err = {0};
        const int rc = run(VG_ESTIMATE_CHAO, good, rows[i].lists, &a, &e, &err);

        ROW_CHECK(i, err.text, rc == VG_E_FORMAT && strstr(err.text, rows[i].says) == err.text);
    }
}

static void windows_open_at_one_side_are_measured_on_what_is_named(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_estimate same =
        ran(VG_ESTIMATE_CHAO, good, HEAD "A,a,own,,2021,IT,resolved,all\n" OTHERS, &a);
    const struct vg_estimate later =
        ran(VG_ESTIMATE_CHAO, good, HEAD "A,a,own,2021-11,,IT,resolved,all\n" OTHERS, &a);

    (void)state;
    assert_false(has_code(&same, VG_E07));
    assert_true(has_code(&later, VG_E07));
}

/* -- refusals that the table alone brings about ------------------------------------------------ */

static void tables_that_say_nothing_are_refused(void **state)
{
    static const struct {
        const char *table;
        enum vg_gate_code code;
        enum vg_gate_verdict verdict;
    } rows[] = {
        {"A,count\n1,50\n", VG_E01, VG_GATE_REFUSE},
        {"A,B,count\n1,0,100\n0,1,100\n1,1,50\n", VG_E02, VG_GATE_REFUSE},
        {"A,B,C,count\n1,0,0,10\n0,1,0,10\n0,0,1,10\n", VG_E03, VG_GATE_REFUSE},
        {"A,B,C,D,count\n1,1,0,0,40\n1,0,0,0,50\n0,0,1,1,40\n0,0,1,0,50\n0,0,0,1,9\n0,1,0,0,9\n",
         VG_E03, VG_GATE_REFUSE},
        {"A,B,C,count\n1,0,0,0\n", VG_E03, VG_GATE_REFUSE},
        {"A,B,C,count\n1,0,0,40\n0,1,0,40\n0,0,1,40\n1,1,0,3\n1,0,1,3\n0,1,1,3\n", VG_E04,
         VG_GATE_REFUSE},
        {"A,B,C,count\n1,0,0,40\n0,1,0,40\n0,0,1,40\n1,1,0,5\n1,0,1,5\n0,1,1,5\n", VG_E04,
         VG_GATE_BOUND},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_estimate e = ran(VG_ESTIMATE_CHAO, rows[i].table, NULL, &a);

        ROW_CHECK(i, rows[i].table, e.verdict == rows[i].verdict && has_code(&e, rows[i].code));
    }
}

static void a_pair_copies_by_more_than_its_share(void **state)
{
    VG_SCOPED_ARENA a = {0};
    /* D holds a list of 90 % of everything, by chance alone; then C repeats B. */
    static const char copied[] = "A,B,C,count\n1,0,0,200\n0,1,0,20\n0,0,1,20\n1,1,1,20\n1,1,0,2\n"
                                 "1,0,1,2\n0,1,1,60\n";
    static const char wide[] = "A,B,C,count\n1,0,0,400\n0,1,0,6\n0,0,1,6\n1,1,0,90\n1,0,1,90\n"
                               "1,1,1,24\n0,1,1,2\n";
    const struct vg_estimate no = ran(VG_ESTIMATE_CHAO, wide, NULL, &a);
    const struct vg_estimate yes = ran(VG_ESTIMATE_CHAO, copied, NULL, &a);
    struct vg_captures c;
    struct vg_gate_pair p;

    (void)state;
    assert_false(has_code(&no, VG_E05));
    assert_true(has_code(&yes, VG_E05) && yes.verdict == VG_GATE_REFUSE);
    assert_int_equal(vg_captures_read(copied, sizeof copied - 1, &a, &c, NULL), VG_OK);
    p = vg_gate_pair(&c, 1, 2); /* among the 224 that are on A */
    assert_true(p.shared == 80 && p.both == 20 && p.only_i == 2 && p.only_j == 2 &&
                p.neither == 200);
    assert_true(is_near(p.odds, 20.5 * 200.5 / (2.5 * 2.5), 1e-9, 0));
}

static void the_order_of_lists_and_rows_does_not_matter(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF turned = {0};
    const struct vg_estimate e = ran(VG_ESTIMATE_CHAO, good, NULL, &a);
    struct vg_estimate other;
    struct vg_captures c;

    (void)state;
    assert_int_equal(vg_captures_read(good, sizeof good - 1, &a, &c, NULL), VG_OK);
    vg_puts(&turned, "D,B,A,C,count\n");
    for (unsigned mask = 15; mask > 0; mask--)
        vg_putf(&turned, "%u,%u,%u,%u,%lld\n", mask >> 3 & 1u, mask >> 1 & 1u, mask & 1u,
                mask >> 2 & 1u, (long long)c.cells[mask]);
    other = ran(VG_ESTIMATE_CHAO, turned.p, NULL, &a);
    assert_true(e.n == other.n && e.lower == other.lower && e.upper == other.upper);
    assert_true(e.verdict == other.verdict && is_near(e.median, other.median, 1e-9, 0));
}

/* -- resolution ---------------------------------------------------------------------------------
 */

static void resolution_that_moves_the_total_leaves_a_bound(void **state)
{
    VG_SCOPED_ARENA a = {0};
    /* Loose: many that stood on one list are on two. */
    static const char merged[] = "A,B,C,D,count\n0,0,0,1,25\n0,0,1,0,38\n0,0,1,1,29\n0,1,0,0,63\n"
                                 "0,1,0,1,36\n0,1,1,0,45\n0,1,1,1,16\n1,0,0,0,98\n1,0,0,1,47\n"
                                 "1,0,1,0,64\n1,0,1,1,20\n1,1,0,0,81\n1,1,0,1,23\n1,1,1,0,22\n"
                                 "1,1,1,1,8\n";
    const struct vg_estimate_text same = {"same.csv", vg_str(good)};
    const struct vg_estimate_text loose = {"loose.csv", vg_str(merged)};
    struct vg_estimate_ask ask = {.table = same, .strict = &same, .loose = &same, .seed = 1};
    struct vg_estimate e;

    (void)state;
    ask.model = VG_ESTIMATE_CHAO;
    assert_int_equal(vg_estimate_run(&ask, &a, &e, NULL), VG_OK);
    assert_false(has_code(&e, VG_E08));
    ask.loose = &loose;
    assert_int_equal(vg_estimate_run(&ask, &a, &e, NULL), VG_OK);
    assert_true(has_code(&e, VG_E08) && e.verdict == VG_GATE_BOUND && e.upper < 0);
    assert_true(e.lower >= 600 && e.lower < 900);
    ask.loose = NULL;
    assert_int_equal(vg_estimate_run(&ask, &a, &e, NULL), VG_E_MISUSE);
}

/* -- the result -----------------------------------------------------------------------------------
 */

static json_t *as_json(const struct vg_estimate *e)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};
    json_t *out = NULL;

    vg_estimate_to_json(&j, e);
    if (vg_json_read(b.p, b.len, &out, NULL) != VG_OK)
        fail_msg("no JSON: %s", b.p);
    return out;
}

static void what_the_verdict_forbids_is_not_in_the_result(void **state)
{
    static const char *const forbidden[] = {"upper",   "median",      "models", "space",
                                            "profile", "stepwise",    "dga",    "lcmcr",
                                            "main",    "sensitivity", "chao"};
    VG_SCOPED_ARENA a = {0};
    const struct vg_estimate e =
        ran(VG_ESTIMATE_ALL, "A,B,C,count\n1,0,0,40\n0,1,0,40\n0,0,1,40\n1,1,0,3\n", NULL, &a);
    VG_SCOPED_JSON *j = as_json(&e);
    const json_t *d = json_object_get(j, "diagnostics");

    (void)state;
    for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
        ROW_CHECK(i, forbidden[i], json_object_get(j, forbidden[i]) == NULL);
    assert_string_equal(json_string_value(json_object_get(j, "shape")), "estimate/1");
    assert_string_equal(json_string_value(json_object_get(j, "verdict")), "refuse");
    assert_true(json_at(j, "n") <= 123 && json_at(j, "lower") >= 123);
    assert_non_null(strstr(json_string_value(json_object_get(j, "text")),
                           "No estimate of the undiscovered is warranted: E03"));
    assert_int_equal(json_array_size(json_object_get(d, "overlap")), 3);
    assert_null(json_object_get(d, "leave_one"));
    assert_null(json_object_get(d, "influence"));
    assert_int_equal(json_array_size(json_object_get(d, "unchecked")), 6);
}

static void the_workbench_shows_its_method_even_under_a_refusal(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_estimate e =
        ran(VG_ESTIMATE_SENSITIVITY, "A,B,count\n1,0,100\n0,1,100\n1,1,50\n", NULL, &a);
    VG_SCOPED_JSON *j = as_json(&e);
    const json_t *points = json_object_get(json_object_get(j, "sensitivity"), "points");

    (void)state;
    assert_string_equal(json_string_value(json_object_get(j, "verdict")), "refuse");
    assert_true(json_array_size(points) >= 41);
    assert_true(is_near(json_at(json_array_get(points, 0), "x"), 1.0 / 3, 1e-9, 0));
    assert_null(json_object_get(j, "upper"));
}

static void refused_figures_have_names_and_counts_only(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_estimate gap =
        ran(VG_ESTIMATE_GAP, "unit,searched,found\nA,0,1\nB,0,0\n", NULL, &a);
    const struct vg_estimate places =
        ran(VG_ESTIMATE_EXPOSURE, "place,observed,exposure\nA,1,9\nB,2,9\n", NULL, &a);
    const struct vg_estimate once = ran(VG_ESTIMATE_RICHNESS, "times,units\n1,9\n", NULL, &a);
    VG_SCOPED_JSON *g = as_json(&gap), *p = as_json(&places), *r = as_json(&once);

    (void)state;
    assert_true(has_code(&gap, VG_G01) && gap.verdict == VG_GATE_REFUSE && gap.n == 1);
    assert_null(json_object_get(json_object_get(g, "gap"), "q"));
    assert_int_equal(json_array_size(json_object_get(json_object_get(g, "gap"), "unfound")), 1);
    assert_true(has_code(&places, VG_X01) && places.verdict == VG_GATE_REFUSE);
    assert_null(json_object_get(json_object_get(p, "exposure"), "r"));
    assert_true(has_code(&once, VG_S02) && once.verdict == VG_GATE_REFUSE && once.lower == 9);
    assert_null(json_object_get(json_object_get(r, "richness"), "chao"));
}

static void sentences_are_there_in_chinese(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    const struct vg_estimate e =
        ran(VG_ESTIMATE_CHAO, good, HEAD "A,a,press,2020,2021,IT,resolved,all\n" OTHERS, &a);

    (void)state;
    vg_estimate_to_text(&b, &e, "zh", &a);
    assert_non_null(strstr(b.p, "没有依据估计未被发现的数目：E06"));
    vg_buf_clear(&b);
    vg_estimate_to_text(&b, &e, "en", &a);
    assert_true(strstr(b.p, "No estimate of the undiscovered is warranted: E06, A is press: it "
                            "reports what others found. What can be said: at least 641 confirmed. "
                            "What would make an estimate possible: lists merged by root.") == b.p);
}

/* -- the tables of the data folder ------------------------------------------------------------- */

static void known_tables_have_their_verdicts(void **state)
{
    static const struct {
        const char *name;
        enum vg_gate_verdict least, most;
        int code; /* -1: any */
    } rows[] = {
        {"artificial_3", VG_GATE_REFUSE, VG_GATE_REFUSE, VG_E04},
        {"neworleans_5", VG_GATE_BOUND, VG_GATE_BOUND, VG_E04},
        {"kosovo_4", VG_GATE_BOUND, VG_GATE_ESTIMATE, -1},
        {"hepatitis_a_3", VG_GATE_REFUSE, VG_GATE_RANGE, VG_E12},
    };

    (void)state;
    if (!has_estimate_data())
        return;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        const char *file = vg_print(&a, "tables/%s.csv", rows[i].name);
        const struct vg_estimate e = ran(VG_ESTIMATE_CHAO, estimate_bytes(&a, file).p, NULL, &a);

        ROW_CHECK(i, file, e.verdict >= rows[i].least && e.verdict <= rows[i].most);
        ROW_CHECK(i, file, rows[i].code < 0 || has_code(&e, (enum vg_gate_code)rows[i].code));
        ROW_CHECK(i, file, e.lower >= e.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_are_added_in_any_order),
        cmocka_unit_test(bad_tables_name_their_line),
        cmocka_unit_test(every_code_of_the_lists_file_has_its_verdict),
        cmocka_unit_test(bad_lists_name_file_and_line),
        cmocka_unit_test(windows_open_at_one_side_are_measured_on_what_is_named),
        cmocka_unit_test(tables_that_say_nothing_are_refused),
        cmocka_unit_test(a_pair_copies_by_more_than_its_share),
        cmocka_unit_test(the_order_of_lists_and_rows_does_not_matter),
        cmocka_unit_test(resolution_that_moves_the_total_leaves_a_bound),
        cmocka_unit_test(what_the_verdict_forbids_is_not_in_the_result),
        cmocka_unit_test(the_workbench_shows_its_method_even_under_a_refusal),
        cmocka_unit_test(refused_figures_have_names_and_counts_only),
        cmocka_unit_test(sentences_are_there_in_chinese),
        cmocka_unit_test(known_tables_have_their_verdicts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
