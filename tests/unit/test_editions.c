/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Briefs that were published: kept to the byte, unchanged by what comes later, compared. */
#include "place.h"

enum { DAY = 86400, BEGIN = 1795453200 /* 2026-11-23 */ };

static const char first[] =
    "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"Two stations are in "
    "Toronto. "
    "Five stations are in Toronto. One station is in Paris.\"}\n"
    "{\"ref\":\"a\",\"kind\":\"quantity\",\"subject\":\"stations\",\"predicate\":\"located-in\","
    "\"stance\":\"asserts\",\"status\":\"accepted\",\"place\":[\"CA\"],\"quantity\":{\"op\":"
    "\"exact\","
    "\"value\":2,\"unit\":\"station\"},\"attribution\":[{\"as\":\"text\",\"date\":\"2022-08\"}],"
    "\"passage\":{\"source\":\"n\",\"quote\":\"Two stations are in Toronto\"}}\n"
    "{\"ref\":\"p\",\"kind\":\"quantity\",\"subject\":\"stations\",\"predicate\":\"located-in\","
    "\"stance\":\"asserts\",\"status\":\"accepted\",\"place\":[\"FR\"],\"quantity\":{\"op\":"
    "\"exact\","
    "\"value\":1,\"unit\":\"station\"},\"attribution\":[{\"as\":\"text\",\"date\":\"2022-08\"}],"
    "\"passage\":{\"source\":\"n\",\"quote\":\"One station is in Paris\"}}\n"
    "{\"type\":\"reply\",\"claim\":\"a\",\"question\":\"existence\",\"response\":\"not-asked\"}\n"
    "{\"type\":\"reply\",\"claim\":\"p\",\"question\":\"existence\",\"response\":\"not-asked\"}\n";

static const char later[] =
    "{\"ref\":\"b\",\"kind\":\"quantity\",\"subject\":\"stations\",\"predicate\":\"located-in\","
    "\"stance\":\"asserts\",\"status\":\"accepted\",\"place\":[\"CA\"],\"quantity\":{\"op\":"
    "\"exact\","
    "\"value\":5,\"unit\":\"station\"},\"attribution\":[{\"as\":\"text\",\"date\":\"2022-09\"}],"
    "\"passage\":{\"source\":\"s1\",\"quote\":\"Five stations are in Toronto\"}}\n"
    "{\"ref\":\"d\",\"kind\":\"quantity\",\"subject\":\"cities\",\"predicate\":\"counted\","
    "\"stance\":\"asserts\",\"status\":\"accepted\",\"place\":[\"DE\"],\"quantity\":{\"op\":"
    "\"exact\","
    "\"value\":5,\"unit\":\"city\"},\"attribution\":[{\"as\":\"text\",\"date\":\"2022-09\"}],"
    "\"passage\":{\"source\":\"s1\",\"quote\":\"Five stations are in Toronto\"}}\n"
    "{\"type\":\"reply\",\"claim\":\"b\",\"question\":\"existence\",\"response\":\"not-asked\"}\n"
    "{\"type\":\"reply\",\"claim\":\"d\",\"question\":\"existence\",\"response\":\"not-asked\"}\n";

static int64_t publish(struct place *p, const struct vg_brief_options *o)
{
    int64_t id = 0;

    must(p, vg_brief_publish(p->c, o, &id, &p->err));
    return id;
}

static const struct vg_edition_row *row_of(const struct vg_edition_row *rows, size_t n,
                                           const char *place)
{
    for (size_t i = 0; i < n; i++) {
        const struct vg_edition_figure *f = rows[i].after != NULL ? rows[i].after : rows[i].before;

        if (f->place != NULL && strcmp(f->place, place) == 0)
            return &rows[i];
    }
    fail_msg("no row of %s", place);
    return NULL;
}

static void what_was_published_stays_and_is_compared(void **state)
{
    SCOPED_PLACE p;
    struct vg_edition_row *rows = NULL;
    struct vg_edition *list = NULL;
    VG_SCOPED_BUF before = {0}, after = {0}, made = {0};
    const struct vg_brief_options o = {.title = "T", .audience = "public"};
    size_t n = 0;

    (void)state;
    place_begin_with(&p, 0, BEGIN);
    take(&p, first);
    must(&p, vg_case_brief(p.c, &o, &made, &p.err));
    assert_int_equal(publish(&p, &o), 1);
    must(&p, vg_edition_html(p.c, 1, &before, &p.err));
    assert_int_equal(before.len, made.len);
    assert_memory_equal(before.p, made.p, made.len);
    assert_non_null(strstr(before.p, "Made for the public"));
    take(&p, later);
    must(&p, vg_claim_set_status(p.c, 2, VG_WITHDRAWN, "it was Lyon", &p.err));
    assert_int_equal(publish(&p, &o), 2);
    must(&p, vg_edition_html(p.c, 1, &after, &p.err));
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.p, after.p, before.len);
    must(&p, vg_editions(p.c, &p.a, &list, &n, &p.err));
    assert_int_equal(n, 2);
    assert_int_equal(list[0].bytes, before.len);
    assert_string_equal(list[1].audience, "public");
    assert_true(list[1].entries > list[0].entries);
    must(&p, vg_editions_compare(p.c, 1, 2, &p.a, &rows, &n, &p.err));
    assert_int_equal(row_of(rows, n, "CA")->change, VG_EDITION_CHANGED);
    assert_true(row_of(rows, n, "CA")->values);
    assert_int_equal(row_of(rows, n, "FR")->change, VG_EDITION_WITHDRAWN);
    assert_int_equal(row_of(rows, n, "DE")->change, VG_EDITION_ADDED);
    must(&p, vg_editions_compare(p.c, 2, 2, &p.a, &rows, &n, &p.err));
    for (size_t i = 0; i < n; i++)
        assert_int_equal(rows[i].change, VG_EDITION_SAME);
    assert_int_equal(vg_edition_html(p.c, 3, &after, &p.err), VG_E_ABSENT);
}

static void quiet(void *w, const struct vg_add_event *e)
{
    int *was_read = w;

    *was_read |= e->what == VG_ADD_READ;
}

/* The bytes of a page are in the case already, unread; as a source they are read like any. */
static void a_published_page_that_is_added_as_a_source_is_read(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF page = {0};
    const struct vg_brief_options o = {.title = "Findable"};
    const char *path;
    struct vg_add_options add = {0};
    int64_t failed = 0;
    int was_read = 0;
    FILE *f;

    (void)state;
    place_begin_with(&p, 0, BEGIN);
    take(&p, first);
    (void)publish(&p, &o);
    must(&p, vg_rebuild(p.c, &p.err));
    must(&p, vg_edition_html(p.c, 1, &page, &p.err));
    path = vg_print(&p.a, "%s/page.html", p.folder);
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(page.p, 1, page.len, f), page.len);
    assert_int_equal(fclose(f), 0);
    must(&p, vg_add(p.c, &path, 1, &add, quiet, &was_read, &failed, &p.err));
    assert_int_equal(failed, 0);
    assert_true(was_read);
}

static void sections_left_out_are_said_and_others_never_are(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF page = {0};
    struct vg_brief_options o = {.title = "T", .without = VG_PART_ROOTS | VG_PART_CHECKS};
    unsigned mask = 0;
    int64_t id = 0;

    (void)state;
    place_begin_with(&p, 0, BEGIN);
    take(&p, first);
    must(&p, vg_case_brief(p.c, &o, &page, &p.err));
    assert_null(strstr(page.p, "<section id=\"roots\""));
    assert_null(strstr(page.p, "#checks"));
    assert_non_null(strstr(page.p, "left out these sections"));
    assert_non_null(strstr(page.p, "\"unknown\""));
    assert_int_equal(vg_brief_parts_read("checks,status", &mask, &p.err), VG_OK);
    assert_int_equal(mask, VG_PART_CHECKS | VG_PART_STATUS);
    assert_int_equal(vg_brief_parts_read("unknown", &mask, &p.err), VG_E_MISUSE);
    assert_int_equal(vg_brief_parts_read("disputes", &mask, &p.err), VG_E_MISUSE);
    o.audience = "everybody";
    assert_int_equal(vg_brief_publish(p.c, &o, &id, &p.err), VG_E_MISUSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_published_stays_and_is_compared),
        cmocka_unit_test(a_published_page_that_is_added_as_a_source_is_read),
        cmocka_unit_test(sections_left_out_are_said_and_others_never_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
