/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * An estimate of a case is made once and kept: by whoever asks first, shown by pages, cited by
 * editions, dropped when it no longer fits. One case of three lists that the gate lets pass; its
 * chains are run once, everything else reads what they left.
 */
#include "web/desk.h"

#include <inttypes.h>

/* Seven patterns of three lists, twenty presences in one country. */
static const struct {
    const char *lists;
    int n;
} patterns[] = {{"a", 1}, {"b", 1}, {"c", 2}, {"ab", 2}, {"ac", 5}, {"bc", 2}, {"abc", 7}};

static void put_note(struct vg_buf *b, char list)
{
    int unit = 0;

    vg_putf(b,
            "{\"type\":\"source-note\",\"ref\":\"n%c\",\"label\":\"n%c\",\"title\":\"Report %c\","
            "\"publisher\":\"Org %c\",\"date\":\"2022-09\",\"language\":\"en\",\"kind\":"
            "\"ngo-report\",\"text\":\"Report %c.",
            list, list, list, list, list);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (int k = 0; k < patterns[i].n; k++, unit++)
            if (strchr(patterns[i].lists, list) != NULL)
                vg_putf(b, " Presence %d is there.", unit);
    vg_putf(b,
            "\"}\n{\"type\":\"root\",\"name\":\"root:%c\",\"what\":\"Report %c\",\"speaker\":"
            "\"Org %c\",\"source\":\"n%c\"}\n",
            list, list, list, list);
}

static void put_claims(struct vg_buf *b, char list)
{
    int unit = 0;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        for (int k = 0; k < patterns[i].n; k++, unit++)
            if (strchr(patterns[i].lists, list) != NULL)
                vg_putf(b,
                        "{\"type\":\"claim\",\"ref\":\"%c%d\",\"kind\":\"existence\",\"subject\":"
                        "\"presence:p%d\",\"predicate\":\"located-in\",\"family\":\"existence\","
                        "\"place\":[\"CA\"],\"period\":{\"from\":\"2021\",\"to\":\"2022\"},"
                        "\"attribution\":[{\"speaker\":\"Org %c\",\"as\":\"report\",\"date\":"
                        "\"2022-09\"}],\"stance\":\"asserts\",\"passage\":{\"source\":\"n%c\","
                        "\"quote\":\"Presence %d is there.\"},\"language\":\"en\",\"roots\":["
                        "\"root:%c\"],\"status\":\"accepted\"}\n"
                        "{\"type\":\"reply\",\"claim\":\"%c%d\",\"question\":\"existence\","
                        "\"response\":\"not-asked\"}\n",
                        list, unit, unit, list, list, unit, list, list, unit);
}

static void fill(struct desk *d)
{
    VG_SCOPED_BUF b = {0};
    struct vg_import_report report = {0};
    struct vg_case *c = NULL;

    desk_begin(d);
    must(d, vg_case_new(&d->app, in(d, "a.vigil"), 0, &d->err));
    for (const char *l = "abc"; *l != '\0'; l++) {
        put_note(&b, *l);
        put_claims(&b, *l);
    }
    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, &c, &d->err));
    must(d, vg_import(c, b.p, b.len, 0, &report, &d->err));
    vg_case_close(c);
    desk_ready(d);
}

static int holds(const char *page, const char *text)
{
    return strstr(page, text) != NULL;
}

static struct vg_estimate_case made(struct desk *d, struct vg_case *c, int forgets)
{
    const struct vg_estimate_with with = {.seed = 1, .workers = 8, .forgets = forgets};
    struct vg_estimate_case e = {0};
    struct vg_root_graph *g = NULL;
    struct vg_view *v = VG_NEW(&d->a, struct vg_view);

    must(d, vg_view_load(c, 0, &d->a, v, &g, &d->err));
    must(d, vg_estimate_of_case(c, v, g, &with, &d->a, &e, &d->err));
    return e;
}

static size_t kept(struct desk *d, struct vg_case *c, struct vg_estimate_kept **list)
{
    size_t n = 0;

    must(d, vg_estimates_kept(c, &d->a, list, &n, &d->err));
    return n;
}

static struct vg_case *opened(struct desk *d, enum vg_case_use use)
{
    struct vg_case *c = NULL;

    must(d, vg_case_open(&d->app, in(d, "a.vigil"), use, &c, &d->err));
    return c;
}

/* -- before it is made ------------------------------------------------------------------------ */

static void a_page_waits(struct desk *d)
{
    const char *page = get(d, "/estimate");

    assert_true(holds(page, "Counted one by one: 20"));
    assert_true(holds(page, "<progress") && holds(page, "data-from=\"1\""));
    assert_true(holds(page, "href=\"/estimate\">Look again")); /* for whoever has no script */
    assert_false(holds(page, "At least 2"));
    assert_string_equal(d->reply.wants, "estimate");
    assert_true(holds(send(d, "zh", "GET", "/estimate", NULL), "正在推求之中"));
    d->jobs = "[{\"id\":4,\"kind\":\"estimate\",\"state\":\"running\",\"what\":\"estimating\","
              "\"done\":2,\"total\":7,\"says\":[]}]";
    page = get(d, "/estimate");
    assert_true(holds(page, "data-from=\"4\"") && holds(page, "max=\"7\" value=\"2\""));
    d->jobs = NULL;
    page = get(d, "/api/estimate");
    assert_true(holds(page, "\"waiting\":true,\"result\":null"));
    page = get(d, "/brief/preview");
    assert_true(holds(page, "The brief waits for an estimate") && d->reply.wants != NULL);
}

/* -- and after -------------------------------------------------------------------------------- */

static void it_is_kept_and_shown(struct desk *d, const struct vg_estimate_part *lists)
{
    const char *page = get(d, "/estimate");

    assert_false(holds(page, "<progress"));
    assert_true(holds(page, "At least 20, of those whom these lists could have seen"));
    assert_true(holds(page, lists->id));
    assert_null(d->reply.wants);
    assert_true(holds(get(d, "/brief/preview"), lists->id));
}

static void the_second_is_the_first_to_the_byte(struct desk *d, struct vg_case *c)
{
    struct vg_estimate_kept *list = NULL;
    struct vg_estimates_tried tried = {0};
    const size_t n = kept(d, c, &list);
    const struct vg_estimate_case e = made(d, c, 0);

    assert_int_equal(n, 2);
    assert_string_equal(list[0].part, "saturation");
    assert_string_equal(list[1].part, "lists");
    assert_string_equal(list[1].verdict, "bound");
    for (size_t i = 0; i < e.n_parts; i++) {
        VG_SCOPED_BUF b = {0};
        struct vg_json j = {.out = &b};

        vg_estimate_part_to_json(&j, &e, &e.parts[i]);
        assert_string_equal(b.p, list[i].result);
        assert_true(e.parts[i].is_kept);
    }
    assert_true(e.parts[1].is_recalled);
    must(d, vg_estimates_try(c, &d->a, &tried, &d->err));
    assert_true(tried.kept == 2 && tried.current == 2 && tried.differ == 0);
}

static void an_edition_keeps_what_may_be_said(struct desk *d, struct vg_case *c, const char *id)
{
    const struct vg_brief_options o = {.title = "T"};
    struct vg_edition_figure *f = NULL;
    int64_t edition = 0;
    size_t n = 0, at = 0;

    must(d, vg_brief_publish(c, &o, &edition, &d->err));
    must(d, vg_edition_figures(c, edition, &d->a, &f, &n, &d->err));
    for (size_t i = 0; i < n; i++)
        if (f[i].definition != NULL && strcmp(f[i].definition, "estimate lists") == 0)
            at = i;
    assert_string_equal(f[at].definition, "estimate lists");
    assert_true(f[at].has == VG_FIGURE_LOW && f[at].low == 20);
    assert_true(holds(f[at].heading, id) && strlen(f[at].claims) > 40);
}

/* One claim less: what was said is another thing's, and never shown as this one's. */
static void a_change_makes_it_old(struct desk *d, const char *id)
{
    struct vg_case *c = opened(d, VG_CASE_WRITE);
    const char *page;

    must(d, vg_claim_set_status(c, 1, VG_WITHDRAWN, "it was misread", &d->err));
    vg_case_close(c);
    page = get(d, "/estimate");
    assert_true(holds(page, "<progress"));
    assert_true(
        holds(page, "entries of the record, and no longer what the case says: At least 20"));
    assert_false(holds(page, id));
    assert_string_equal(d->reply.wants, "estimate");
    assert_true(holds(send(d, "zh", "GET", "/estimate", NULL), "已非案卷现状"));
}

/* Something that names no presence: the gate refuses, and no chain is run for that. */
static const char unresolved[] =
    "{\"type\":\"claim\",\"kind\":\"existence\",\"subject\":\"an "
    "office\",\"predicate\":\"located-in\","
    "\"family\":\"existence\",\"place\":[\"CA\"],\"attribution\":[{\"speaker\":\"Org a\",\"as\":"
    "\"report\"}],\"stance\":\"asserts\",\"passage\":{\"source\":\"s1\",\"quote\":\"Report a.\"},"
    "\"language\":\"en\",\"roots\":[\"root:a\"],\"status\":\"accepted\"}\n";

static void the_old_one_is_dropped(struct desk *d, const char *id)
{
    struct vg_case *c = opened(d, VG_CASE_WRITE);
    struct vg_import_report report = {0};
    struct vg_estimate_kept *list = NULL;
    struct vg_estimate_case e;
    size_t n;

    must(d, vg_import(c, unresolved, strlen(unresolved), 0, &report, &d->err));
    assert_true(holds(get(d, "/estimate"), "E08, Nobody has judged"));
    e = made(d, c, 0);
    n = kept(d, c, &list);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++)
        assert_string_not_equal(list[i].id, id);
    assert_string_equal(list[n - 1].key, e.parts[1].key);
    assert_string_equal(list[n - 1].verdict, "refuse");
    must(d, vg_rebuild(c, &d->err));
    assert_int_equal(kept(d, c, &list), 2);
    vg_case_close(c);
}

static void an_estimate_is_made_once_and_kept_until_it_no_longer_fits(void **state)
{
    const struct vg_estimate_part *lists;
    struct vg_estimate_case e;
    struct vg_case *c;
    SCOPED_DESK d;

    (void)state;
    fill(&d);
    a_page_waits(&d);
    c = opened(&d, VG_CASE_READ); /* whoever only reads the case keeps it, too */
    e = made(&d, c, 0);
    vg_case_close(c);
    lists = &e.parts[1];
    assert_int_equal(lists->e->verdict, VG_GATE_BOUND);
    assert_false(lists->is_recalled);
    it_is_kept_and_shown(&d, lists);
    c = opened(&d, VG_CASE_WRITE);
    the_second_is_the_first_to_the_byte(&d, c);
    an_edition_keeps_what_may_be_said(&d, c, lists->id);
    vg_case_close(c);
    a_change_makes_it_old(&d, lists->id);
    the_old_one_is_dropped(&d, lists->id);
}

/* -- places to search next ----------------------------------------------------------------------
 */

static const char *const countries[] = {"FR", "DE", "IT", "ES", "CA", "US", "GB", "NL",
                                        "SE", "JP", "KR", "AU", "BR", "AR", "CL", "PT",
                                        "IE", "AT", "HU", "CZ", "PL", "GR"};

/* The table of the first `n` countries, "<b>" in the reason. */
static void keep_table(struct desk *d, size_t n)
{
    struct vg_import_report report = {0};
    struct vg_case *c = opened(d, VG_CASE_WRITE);
    VG_SCOPED_BUF b = {0};

    vg_puts(&b, "{\"type\":\"exposure\",\"because\":\"<b>2021</b>\",\"places\":[");
    for (size_t i = 0; i < n; i++)
        vg_putf(&b, "%s{\"place\":\"%s\",\"amount\":%zu,\"origin\":\"<i>census\"}",
                i > 0 ? "," : "", countries[i], 1000 * (i + 1));
    vg_puts(&b, "]}\n");
    must(d, vg_import(c, b.p, b.len, 0, &report, &d->err));
    assert_int_equal(report.exposures, 1);
    vg_case_close(c);
}

static void places_to_search_next_stand_behind_the_names(void **state)
{
    const char *page, *places, *found;
    SCOPED_DESK d;

    (void)state;
    desk_make_of(&d, 1);
    page = get(&d, "/estimate");
    assert_true(holds(page, "vigil exposure CASE FILE"));
    keep_table(&d, 22);
    page = get(&d, "/estimate");
    assert_false(holds(page, "vigil exposure CASE FILE"));
    places = strstr(page, "Places to search next");
    found = strstr(page, "Lower bound and saturation");
    assert_true(places != NULL && found != NULL && places < found);
    assert_true(strstr(page, "Gap by name") < places);
    assert_true(holds(page, "Nobody has searched in 2"));
    assert_true(holds(page, "-exposure") && holds(page, ">France</th>"));
    assert_true(holds(page, "&lt;i&gt;census") && !holds(page, "<i>census"));
    assert_true(holds(send(&d, "zh", "GET", "/estimate", NULL), "接下来宜搜索之处"));
    assert_true(holds(get(&d, "/brief/preview"), "Places to search next"));
    keep_table(&d, 5);
    page = get(&d, "/estimate");
    assert_true(holds(page, "X01, Only 5 places: too few for rates or ranks"));
    assert_false(holds(page, "deficit"));
    keep_table(&d, 0);
    assert_true(holds(get(&d, "/estimate"), "vigil exposure CASE FILE"));
    page = get(&d, "/record");
    assert_true(holds(page, "denominators"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_to_search_next_stand_behind_the_names),
        cmocka_unit_test(an_estimate_is_made_once_and_kept_until_it_no_longer_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
