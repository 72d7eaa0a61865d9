/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Lists and searches in a case: kept, replaced, refused, and figures and gaps as the
 * record stood on a day.
 */
#include "place.h"

enum { DAY = 86400, BEGIN = 1795453200 /* 2026-11-23 */ };

static int import(struct place *p, const char *lines, struct vg_import_report *report)
{
    return vg_import(p->c, lines, strlen(lines), 0, report, &p->err);
}

static const char first_day[] =
    "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"The decree names Ontario "
    "and Quebec. Two stations are in Toronto. Five stations are in Toronto.\"}\n"
    "{\"type\":\"root\",\"name\":\"root:decree\"}\n"
    "{\"ref\":\"d\",\"kind\":\"instruction\",\"subject\":\"the decree\",\"predicate\":\"names\","
    "\"stance\":\"asserts\",\"place\":[\"CA-ON\",\"CA-QC\"],\"attribution\":[{\"as\":\"text\"}],"
    "\"passage\":{\"source\":\"n\",\"quote\":\"The decree names Ontario and Quebec\"},"
    "\"roots\":[\"root:decree\"]}\n"
    "{\"ref\":\"a\",\"kind\":\"quantity\",\"subject\":\"stations\",\"predicate\":\"located-in\","
    "\"stance\":\"asserts\",\"place\":[\"toronto\"],\"quantity\":{\"op\":\"exact\",\"value\":2,"
    "\"unit\":\"station\"},\"attribution\":[{\"as\":\"text\",\"date\":\"2022-09\"}],"
    "\"passage\":{\"source\":\"n\",\"quote\":\"Two stations are in Toronto\"}}\n"
    "{\"type\":\"list\",\"name\":\"decree\",\"root\":\"root:decree\",\"claims\":[\"d\"],"
    "\"unit\":\"station\"}\n";

static const char later_day[] =
    "{\"ref\":\"b\",\"kind\":\"quantity\",\"subject\":\"stations\",\"predicate\":\"located-in\","
    "\"stance\":\"asserts\",\"place\":[\"toronto\"],\"quantity\":{\"op\":\"exact\",\"value\":5,"
    "\"unit\":\"station\"},\"attribution\":[{\"as\":\"text\",\"date\":\"2022-08\"}],"
    "\"passage\":{\"source\":\"s1\",\"quote\":\"Five stations are in Toronto\"}}\n"
    "{\"type\":\"list\",\"name\":\"decree\",\"root\":\"root:decree\",\"claims\":[\"d\"],"
    "\"members\":[\"CA-ON\",\"CA-QC\",\"CA-AB\"],\"unit\":\"station\"}\n"
    "{\"type\":\"looked\",\"place\":\"CA-QC\",\"date\":\"2026-11-20\",\"words\":\"w\","
    "\"result\":\"nothing\"}\n";

static struct vg_figure low_of(struct place *p, int64_t before)
{
    static const struct vg_count_ask ask = {.unit = "station", .within = "CA"};
    struct vg_root_graph *g = NULL;
    struct vg_view v;
    struct vg_count c;

    must(p, vg_view_load(p->c, before, &p->a, &v, &g, &p->err));
    must(p, vg_count(&v, g, &ask, &p->a, &c, &p->err));
    assert_int_equal(c.n, 1);
    return c.rows[0];
}

static struct vg_gap gap_of(struct place *p, int64_t before)
{
    struct vg_root_graph *g = NULL;
    struct vg_gap *gaps = NULL;
    struct vg_view v;
    size_t n = 0;

    must(p, vg_view_load(p->c, before, &p->a, &v, &g, &p->err));
    must(p, vg_gaps(&v, g, "decree", &p->a, &gaps, &n, &p->err));
    assert_int_equal(n, 1);
    return gaps[0];
}

static void the_day_before_the_last_entry_prints_yesterdays_figure(void **state)
{
    SCOPED_PLACE p;
    int64_t before = 0;
    struct vg_gap gap;

    (void)state;
    place_begin_with(&p, 0, BEGIN);
    take(&p, first_day);
    assert_int_equal(low_of(&p, 0).low, 2);
    p.now += DAY;
    take(&p, later_day);
    assert_int_equal(low_of(&p, 0).low, 5);
    must(&p, vg_record_by(p.c, "2026-11-23", &before, &p.err));
    assert_int_equal(low_of(&p, before).low, 2);
    gap = gap_of(&p, before);
    assert_int_equal(gap.n_members, 2);
    assert_int_equal(gap.members[1].n_looked, 0);
    must(&p, vg_record_by(p.c, "2026-11-24", &before, &p.err));
    assert_int_equal(low_of(&p, before).low, 5);
    gap = gap_of(&p, before); /* the later list of the name holds, and the search is there */
    assert_int_equal(gap.n_members, 3);
    assert_int_equal(gap.members[1].n_looked, 1);
    assert_int_equal(gap.n_locks, 1);
    assert_int_equal(gap.locks[0].lock, VG_LOCK_NOT_HELD);
    assert_int_equal(vg_record_by(p.c, "2026-11-22", &before, &p.err), VG_E_ABSENT);
    assert_int_equal(vg_record_by(p.c, "yesterday", &before, &p.err), VG_E_MISUSE);
}

static void what_is_kept_already_is_not_kept_again(void **state)
{
    struct vg_import_report report;
    SCOPED_PLACE p;
    int64_t before;

    (void)state;
    place_begin_with(&p, 0, BEGIN);
    take(&p, first_day);
    take(&p, later_day);
    must(&p, vg_record_by(p.c, "2026", &before, &p.err));
    must(&p, import(&p, later_day, &report));
    assert_int_equal(report.lists, 0);
    assert_int_equal(report.looked, 0);
    assert_int_equal(report.known, 3);
    must(&p, vg_record_by(p.c, "2026", &report.lines, &p.err));
    assert_int_equal(report.lines, before);
}

static void a_line_that_is_wrong_is_named_and_nothing_is_kept(void **state)
{
    static const struct {
        const char *line, *says;
    } rows[] = {
        {"{\"type\":\"list\",\"name\":\"x\",\"members\":[\"atlantis\"]}",
         "line 1: members: \"atlantis\" is neither a place id nor an entity of the case; a place "
         "can be added with a line of type place"},
        {"{\"type\":\"list\",\"name\":\"x\",\"members\":[\"CA-ON\",\"CA-ON\"]}",
         "line 1: members: CA-ON is named twice"},
        {"{\"type\":\"list\",\"name\":\"x\",\"claims\":[\"c99\"]}",
         "line 1: claims: there is no claim \"c99\""},
        {"{\"type\":\"list\",\"name\":\"x\",\"root\":\"r99\",\"members\":[\"CA-ON\"]}",
         "line 1: root: there is none called \"r99\""},
        {"{\"type\":\"list\",\"name\":\"x\",\"claims\":[\"nobody\"]}",
         "line 1: claims: there is no claim \"nobody\""},
        {"{\"type\":\"list\",\"name\":\"x\",\"root\":\"root:none\",\"members\":[\"CA-ON\"]}",
         "line 1: root: there is none called \"root:none\""},
        {"{\"type\":\"looked\",\"place\":\"atlantis\",\"date\":\"2022\",\"words\":\"w\","
         "\"result\":\"nothing\"}",
         "line 1: place: \"atlantis\" is neither a place id nor an entity of the case; a place "
         "can be added with a line of type place"},
    };
    SCOPED_PLACE p;

    (void)state;
    place_begin_with(&p, 0, BEGIN);
    take(&p, first_day);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_import_report report;
        int rc = import(&p, rows[i].line, &report);

        ROW_CHECK(i, rows[i].line, rc != VG_OK);
        if (strcmp(p.err.text, rows[i].says) != 0)
            fail_msg("%s: \"%s\"", rows[i].line, p.err.text);
    }
    assert_int_equal(gap_of(&p, 0).n_members, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_day_before_the_last_entry_prints_yesterdays_figure),
        cmocka_unit_test(what_is_kept_already_is_not_kept_again),
        cmocka_unit_test(a_line_that_is_wrong_is_named_and_nothing_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
