/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Single things and pages of a case, and decisions that are taken back. */
#include "place.h"

#include <sqlite3.h>

/* Two sources with one sentence in common, and suggestions of all of them. */
static const char lines[] =
    "{\"type\":\"source-note\",\"ref\":\"a\",\"label\":\"a\",\"text\":\"The group says that there "
    "are 54 police stations in Canada. Officials arrested 12 people in Toronto.\"}\n"
    "{\"type\":\"source-note\",\"ref\":\"b\",\"label\":\"b\",\"text\":\"A summary. The group says "
    "that there are 54 police stations in Canada.\"}\n";

static void place_make_of(struct place *p, int sample)
{
    int64_t made;

    place_begin_with(p, sample, 0);
    take(p, lines);
    must(p, vg_case_suggest(p->c, 0, &made, &p->err));
    must(p, vg_case_open(&p->app, p->path, VG_CASE_WRITE, &p->other, &p->err));
}

static void place_make(struct place *p)
{
    place_make_of(p, 0);
}

static int64_t open_now(struct place *p)
{
    struct vg_case_facts f;
    struct vg_suggestion *list;
    size_t n;

    must(p, vg_case_facts(p->c, &p->a, &f, &p->err));
    must(p, vg_suggestions(p->c, 0, 1, &p->a, &list, &n, &p->err));
    assert_int_equal((int64_t)n, f.open_reviews); /* the count is that of the list */
    return f.open_reviews;
}

static int64_t undecided_now(struct place *p)
{
    struct vg_edge_suggestion *list;
    struct vg_case_facts f, g;
    size_t n, open = 0;

    must(p, vg_case_facts(p->c, &p->a, &f, &p->err));
    must(p, vg_case_facts(p->other, &p->a, &g, &p->err));
    must(p, vg_edge_suggestions(p->c, 0, &p->a, &list, &n, &p->err));
    for (size_t i = 0; i < n; i++)
        open += list[i].decided == NULL || strcmp(list[i].decided, "follows") == 0;
    assert_int_equal((int64_t)open, f.undecided_edges);
    assert_int_equal(g.undecided_edges, f.undecided_edges);
    assert_int_equal(g.bytes, f.bytes);
    assert_int_equal(g.suggestions, f.suggestions);
    return f.undecided_edges;
}

/* The first open suggestion, and one that repeats it. */
static const char *first(struct place *p)
{
    struct vg_suggestion *list;
    size_t n;

    must(p, vg_suggestions_after(p->c, NULL, 0, 1, &p->a, &list, &n, &p->err));
    assert_int_equal(n, 1);
    return list[0].id;
}

static void a_change_by_anybody_is_seen_once(void **state)
{
    SCOPED_PLACE p;
    int changed = 0;

    (void)state;
    place_make(&p);
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 1);
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 0);
    must(&p, vg_reject(p.c, first(&p), "no", &p.err));
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 1);
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 0);
    must(&p, vg_review_undo(p.other, "s1.1", "again", &p.err));
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 1);
}

static void open_suggestions_come_page_by_page_in_reading_order(void **state)
{
    SCOPED_PLACE p;
    struct vg_suggestion *all, *one;
    const char *after = NULL;
    size_t n, m;

    (void)state;
    place_make(&p);
    must(&p, vg_suggestions(p.c, 0, 1, &p.a, &all, &n, &p.err));
    assert_true(n >= 3);
    for (size_t i = 0; i < n; i++) {
        must(&p, vg_suggestions_after(p.c, after, 0, 1, &p.a, &one, &m, &p.err));
        assert_int_equal(m, 1);
        assert_string_equal(one[0].id, all[i].id);
        after = one[0].id;
    }
    must(&p, vg_suggestions_after(p.c, after, 0, 1, &p.a, &one, &m, &p.err));
    assert_int_equal(m, 0);
    must(&p, vg_suggestions_after(p.c, NULL, 2, 10, &p.a, &one, &m, &p.err));
    assert_true(m > 0 && m < n);
    for (size_t i = 0; i < m; i++)
        assert_int_equal(one[i].claim.passage->source, 2);
    must(&p, vg_suggestion_get(p.c, all[1].id, &p.a, one, &p.err));
    assert_string_equal(one[0].id, all[1].id);
    assert_int_equal(vg_suggestion_get(p.c, "s1.99", &p.a, one, &p.err), VG_E_ABSENT);
    assert_int_equal(vg_suggestion_get(p.c, "x", &p.a, one, &p.err), VG_E_MISUSE);
}

static void a_claim_alone_is_that_of_the_whole_view(void **state)
{
    SCOPED_PLACE p;
    struct vg_claim *all, *of, one;
    int64_t id;
    size_t n, m;

    (void)state;
    place_make(&p);
    must(&p, vg_accept(p.c, first(&p), NULL, NULL, &id, &p.err));
    must(&p, vg_claims(p.c, &p.a, &all, &n, &p.err));
    must(&p, vg_claims_of_source(p.c, 1, &p.a, &of, &m, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(m, 1);
    must(&p, vg_claim_get(p.c, id, &p.a, &one, &p.err));
    for (int i = 0; i < 2; i++) {
        VG_SCOPED_BUF x = {0}, y = {0};
        struct vg_json jx = {.out = &x}, jy = {.out = &y};

        vg_claim_to_json(&jx, all);
        vg_claim_to_json(&jy, i == 0 ? &one : of);
        assert_int_equal(x.len, y.len);
        assert_memory_equal(x.p, y.p, x.len);
    }
    assert_int_equal(vg_claim_get(p.c, id + 1, &p.a, &one, &p.err), VG_E_ABSENT);
    assert_int_equal(vg_claim_get(p.c, -1, &p.a, &one, &p.err), VG_E_ABSENT);
}

static void a_decision_taken_back_is_open_again(void **state)
{
    SCOPED_PLACE p;
    struct vg_claim claim;
    int64_t before, id, again;
    const char *s;

    (void)state;
    place_make(&p);
    before = open_now(&p);
    s = first(&p);
    must(&p, vg_accept(p.c, s, NULL, NULL, &id, &p.err));
    assert_int_equal(open_now(&p), before - 1);
    assert_int_equal(vg_review_undo(p.c, s, "", &p.err), VG_E_MISUSE);
    must(&p, vg_review_undo(p.c, s, "too quick", &p.err));
    must(&p, vg_claim_get(p.c, id, &p.a, &claim, &p.err));
    assert_int_equal(claim.status, VG_WITHDRAWN);
    assert_int_equal(open_now(&p), before);
    assert_int_equal(vg_review_undo(p.c, s, "twice", &p.err), VG_E_CONFLICT);
    must(&p, vg_reject(p.c, s, "no", &p.err));
    assert_int_equal(open_now(&p), before - 1);
    must(&p, vg_review_undo(p.c, s, "yes", &p.err));
    must(&p, vg_accept(p.c, s, NULL, NULL, &again, &p.err));
    assert_true(again > id);
    must(&p, vg_case_suggest(p.c, 1, &id, &p.err)); /* derived anew, it is still decided */
    assert_int_equal(open_now(&p), before - 1);
}

static void the_second_who_decides_is_told_of_the_first(void **state)
{
    SCOPED_PLACE p;
    const char *s;
    int64_t id;

    (void)state;
    place_make(&p);
    s = first(&p);
    must(&p, vg_accept(p.c, s, NULL, NULL, &id, &p.err));
    assert_int_equal(vg_reject(p.other, s, "no", &p.err), VG_E_CONFLICT);
    assert_non_null(strstr(p.err.text, "accepted as c1 by "));
    assert_int_equal(vg_accept(p.other, s, NULL, NULL, &id, &p.err), VG_E_CONFLICT);
}

static void exact_repeats_are_decided_all_or_none(void **state)
{
    SCOPED_PLACE p;
    const char *const *twins;
    const char *both[2];
    int64_t *claims, before, id;
    size_t n;

    (void)state;
    place_make(&p);
    before = open_now(&p);
    both[0] = first(&p);
    must(&p, vg_suggestion_twins(p.c, both[0], &p.a, &twins, &n, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(strncmp(twins[0], "s2.", 3), 0);
    both[1] = twins[0];
    must(&p, vg_accept(p.other, both[1], NULL, NULL, &id, &p.err));
    assert_int_equal(vg_accept_many(p.c, both, 2, NULL, &p.a, &claims, &p.err), VG_E_CONFLICT);
    assert_int_equal(vg_reject_many(p.c, both, 2, "no", &p.err), VG_E_CONFLICT);
    assert_int_equal(open_now(&p), before - 1);
    must(&p, vg_review_undo(p.c, both[1], "both at once", &p.err));
    must(&p, vg_accept_many(p.c, both, 2, NULL, &p.a, &claims, &p.err));
    assert_int_equal(claims[1], claims[0] + 1);
    assert_int_equal(open_now(&p), before - 2);
    assert_int_equal(vg_reject_many(p.c, both, 0, "no", &p.err), VG_E_MISUSE);
}

static void the_log_comes_a_page_at_a_time(void **state)
{
    SCOPED_PLACE p;
    struct vg_log_row *all, *page;
    size_t n, m;

    (void)state;
    place_make(&p);
    must(&p, vg_log(p.c, &p.a, &all, &n, &p.err));
    must(&p, vg_log_page(p.c, 0, 2, &p.a, &page, &m, &p.err));
    assert_int_equal(m, 2);
    assert_int_equal(page[0].index, all[n - 1].index);
    must(&p, vg_log_page(p.c, page[1].index, 500, &p.a, &page, &m, &p.err));
    assert_int_equal(m, n - 2);
    assert_int_equal(page[m - 1].index, 0);
}

static void an_upload_has_the_name_it_came_with(void **state)
{
    static const char *const what[] = {"-"};
    SCOPED_PLACE p;
    struct vg_add_options o = {.no_read = 1, .stdin_name = "a\nb.txt"};
    struct vg_source *list;
    int64_t failed;
    int ends[2];
    size_t n;

    (void)state;
    place_make(&p);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "hello", 5), 5);
    (void)close(ends[1]);
    o.stdin_fd = ends[0];
    must(&p, vg_add(p.c, what, 1, &o, NULL, NULL, &failed, &p.err));
    (void)close(ends[0]);
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_string_equal(list[n - 1].info.label, "a%0Ab.txt");
}

static void facts_follow_what_is_decided(void **state)
{
    SCOPED_PLACE p;
    struct vg_edge_suggestion *list;
    struct vg_case_facts f;
    int64_t made, before, edge;
    size_t n;

    (void)state;
    place_make_of(&p, 1);
    assert_int_equal(undecided_now(&p), 0);
    must(&p, vg_edges_suggest(p.c, &made, &p.err));
    must(&p, vg_edge_suggestions(p.c, 1, &p.a, &list, &n, &p.err));
    assert_true(n >= 2);
    before = undecided_now(&p);
    must(&p, vg_edge_reject(p.c, list[0].id, "no", &p.err));
    assert_int_equal(undecided_now(&p), before - 1);
    must(&p, vg_edge_accept(p.c, list[1].id, NULL, NULL, &edge, &p.err));
    assert_int_equal(undecided_now(&p), before - 2);
    must(&p, vg_edge_withdraw(p.c, vg_print(&p.a, "e%d", (int)edge), "no", &p.err));
    assert_int_equal(undecided_now(&p), before - 1);
    must(&p, vg_rebuild(p.c, &p.err));
    assert_int_equal(undecided_now(&p), before - 1);
    must(&p, vg_case_facts(p.c, &p.a, &f, &p.err));
    assert_true(f.bytes > 0 && f.suggestions >= open_now(&p));
}

/* -- pages of claims ------------------------------------------------------------------------- */

static int is_unit(const struct vg_claim *c, const char *unit)
{
    const char *has = c->quantity.unit == NULL ? "" : c->quantity.unit;

    return unit == NULL || strcmp(has, unit) == 0;
}

static int is_asked_for(const struct vg_places *ps, const struct vg_claim *c,
                        const struct vg_claims_filter *f)
{
    int there = f->place == NULL;

    for (size_t i = 0; i < c->n_places; i++)
        there |= f->place != NULL && vg_place_within(ps, c->places[i], f->place);
    return there && (f->kind == 0 || c->kind == f->kind) &&
           (f->stance == 0 || c->stance == f->stance) &&
           (f->status == 0 || c->status == f->status) &&
           (f->source == 0 || c->passage->source == f->source) && is_unit(c, f->unit);
}

static double value_of(const struct vg_claim *c)
{
    const struct vg_quantity *q = &c->quantity;
    double v = (double)((q->has & VG_HAS_VALUE) != 0   ? q->value
                        : (q->has & VG_HAS_LOWER) != 0 ? q->lower
                                                       : q->upper);

    if (q->op == VG_OP_NONE || (q->has & (VG_HAS_VALUE | VG_HAS_LOWER | VG_HAS_UPPER)) == 0)
        return -1;
    for (int i = 0; i < (int)q->scale; i++)
        v /= 10;
    return v;
}

static const char *said_of(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++)
        if (c->links[i].date != NULL)
            return c->links[i].date;
    return "~";
}

static void is_in_order(const struct vg_claim *x, const struct vg_claim *y,
                        enum vg_claims_order order)
{
    int same = 0;

    switch (order) {
    case VG_CLAIMS_UP:
        same = 1;
        break;
    case VG_CLAIMS_DOWN:
        assert_true(x->id > y->id);
        break;
    case VG_CLAIMS_SOURCE:
        assert_true(x->passage->source <= y->passage->source);
        if (x->passage->source == y->passage->source)
            assert_true(x->passage->start <= y->passage->start);
        break;
    case VG_CLAIMS_VALUE:
        assert_true(value_of(x) >= value_of(y));
        break;
    case VG_CLAIMS_SAID:
    default:
        assert_true(strcmp(said_of(x), said_of(y)) <= 0);
        same = strcmp(said_of(x), said_of(y)) == 0;
        break;
    }
    if (same)
        assert_true(x->id < y->id);
}

/* All pages of a list, in pieces of `limit`, are what the whole view has of it. */
static void pages_are_the_whole(struct place *p, const struct vg_claims_filter *f, size_t limit)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim *all, *page, last = {0};
    struct vg_view v;
    size_t n, m, want = 0;
    int64_t total;

    must(p, vg_view_names(p->c, &a, &v, &p->err));
    must(p, vg_claims(p->c, &a, &all, &n, &p->err));
    for (size_t i = 0; i < n; i++)
        want += is_asked_for(&v.places, &all[i], f) != 0;
    for (int order = VG_CLAIMS_UP; order <= VG_CLAIMS_SAID; order++) {
        size_t seen = 0;

        do {
            must(p, vg_claims_page(p->c, f, (enum vg_claims_order)order, (int64_t)seen, limit, &a,
                                   &page, &m, &total, &p->err));
            assert_int_equal(total, (int64_t)want);
            for (size_t i = 0; i < m; i++) {
                assert_true(is_asked_for(&v.places, &page[i], f));
                if (seen++ > 0)
                    is_in_order(&last, &page[i], (enum vg_claims_order)order);
                last = page[i];
            }
        } while (m == limit);
        assert_int_equal(seen, want);
    }
}

static void all_pages(struct place *p, size_t limit)
{
    for (int i = 0; i <= VG_KIND_DENIAL; i++)
        pages_are_the_whole(p, &(struct vg_claims_filter){.kind = (enum vg_claim_kind)i}, limit);
    for (int i = 0; i <= VG_ASKS; i++)
        pages_are_the_whole(p, &(struct vg_claims_filter){.stance = (enum vg_stance)i}, limit);
    for (int i = 0; i <= VG_UNRESOLVABLE; i++)
        pages_are_the_whole(p, &(struct vg_claims_filter){.status = (enum vg_claim_status)i},
                            limit);
    for (int i = 0; i <= 12; i++)
        pages_are_the_whole(p, &(struct vg_claims_filter){.source = i}, limit);
    pages_are_the_whole(p, &(struct vg_claims_filter){.unit = "station"}, limit);
    pages_are_the_whole(p, &(struct vg_claims_filter){.unit = ""}, limit);
    pages_are_the_whole(p, &(struct vg_claims_filter){.unit = "none such"}, limit);
    pages_are_the_whole(p, &(struct vg_claims_filter){.place = "world"}, limit);
    pages_are_the_whole(p, &(struct vg_claims_filter){.place = "CA"}, limit);
    pages_are_the_whole(p, &(struct vg_claims_filter){.place = "CN", .kind = VG_KIND_QUANTITY},
                        limit);
    pages_are_the_whole(p,
                        &(struct vg_claims_filter){
                            .kind = VG_KIND_QUANTITY, .unit = "station", .status = VG_ACCEPTED},
                        limit);
    pages_are_the_whole(p, &(struct vg_claims_filter){.source = 1, .place = "world"}, limit);
}

static void pages_of_claims_are_the_list_whatever_is_decided(void **state)
{
    SCOPED_PLACE p;
    struct vg_claim c;
    struct vg_claim_names names = {0};
    int64_t id;

    (void)state;
    place_make_of(&p, 1);
    all_pages(&p, 7);
    must(&p, vg_accept(p.c, first(&p), NULL, NULL, &id, &p.err));
    must(&p, vg_claim_set_status(p.c, 2, VG_WITHDRAWN, "a mistake", &p.err));
    must(&p, vg_claim_set_status(p.c, 3, VG_UNRESOLVABLE, "unclear", &p.err));
    must(&p, vg_claim_get(p.c, 1, &p.a, &c, &p.err));
    c.replaces = c.id; /* a correction, which is withdrawn again */
    c.ref = NULL;
    must(&p, vg_claim_add(p.c, &c, &names, 0, &id, &p.err));
    all_pages(&p, 7);
    must(&p, vg_claim_set_status(p.c, id, VG_WITHDRAWN, "a mistake, too", &p.err));
    must(&p, vg_claim_set_status(p.c, 1, VG_WITHDRAWN, "as well", &p.err));
    must(&p, vg_claim_set_status(p.c, 2, VG_ACCEPTED, "after all", &p.err));
    all_pages(&p, 500);
    must(&p, vg_rebuild(p.c, &p.err));
    all_pages(&p, 500);
}

static int64_t how_many(struct place *p, const struct vg_claims_filter *f)
{
    struct vg_claim *list;
    int64_t total;
    size_t n;

    must(p, vg_claims_page(p->c, f, VG_CLAIMS_DOWN, 0, 500, &p->a, &list, &n, &total, &p->err));
    assert_int_equal((int64_t)n, total);
    return total;
}

static void claims_are_found_by_words_and_speakers(void **state)
{
    SCOPED_PLACE p;
    struct vg_claim *list;
    int64_t id, total;
    size_t n;

    (void)state;
    place_make(&p);
    must(&p, vg_accept(p.c, "s1.1", NULL, NULL, &id, &p.err));
    must(&p, vg_accept(p.c, "s2.1",
                       "{\"attribution\":[{\"speaker\":\"福州市公安局\",\"as\":"
                       "\"report\"},{\"as\":\"text\"}]}",
                       NULL, &id, &p.err));
    assert_int_equal(how_many(&p, &(struct vg_claims_filter){.words = "POLICE station"}), 2);
    assert_int_equal(how_many(&p, &(struct vg_claims_filter){.words = "police -54"}), 0);
    assert_int_equal(how_many(&p, &(struct vg_claims_filter){.words = "公安"}), 0);
    assert_int_equal(how_many(&p, &(struct vg_claims_filter){.speaker = "公安"}), 1);
    assert_int_equal(
        how_many(&p, &(struct vg_claims_filter){.speaker = "公安局", .words = "police"}), 1);
    assert_int_equal(how_many(&p, &(struct vg_claims_filter){.speaker = "公安局", .source = 1}), 0);
    assert_int_equal(how_many(&p, &(struct vg_claims_filter){.words = "", .speaker = ""}), 2);
    must(&p, vg_rebuild(p.c, &p.err));
    assert_int_equal(how_many(&p, &(struct vg_claims_filter){.speaker = "公安"}), 1);
    must(&p, vg_claims_page(p.c, NULL, VG_CLAIMS_UP, -5, 1, &p.a, &list, &n, &total, &p.err));
    assert_int_equal(n, 1);
    must(&p,
         vg_claims_page(p.c, NULL, VG_CLAIMS_UP, INT64_MAX, 1, &p.a, &list, &n, &total, &p.err));
    assert_int_equal(n, 0);
    assert_int_equal(total, 2);
    assert_int_equal(
        vg_claims_page(p.c, NULL, (enum vg_claims_order)0, 0, 1, &p.a, &list, &n, &total, &p.err),
        VG_E_MISUSE);
}

/* -- pages of sources ------------------------------------------------------------------------ */

static int same_or_none(const char *is, const char *wanted)
{
    return wanted == NULL || strcmp(is == NULL ? "" : is, wanted) == 0;
}

static int source_is_asked_for(struct place *p, const struct vg_source *s,
                               const struct vg_sources_filter *f)
{
    struct vg_suggestion *open;
    size_t n;

    must(p, vg_suggestions(p->c, s->info.id, 1, &p->a, &open, &n, &p->err));
    return same_or_none(s->info.language, f->language) && same_or_none(s->info.kind, f->kind) &&
           (!f->without_text || s->reader == NULL) && (!f->with_open || n > 0);
}

static void sources_are_in_order(const struct vg_source *x, const struct vg_source *y,
                                 enum vg_sources_order order)
{
    const char *dx = x->info.date == NULL ? "" : x->info.date;
    const char *dy = y->info.date == NULL ? "" : y->info.date;

    if (order == VG_SOURCES_UP)
        assert_true(x->info.id < y->info.id);
    else if (order == VG_SOURCES_NEWEST)
        assert_true(x->info.captured_at >= y->info.captured_at);
    else if (order == VG_SOURCES_DATE)
        assert_true(strcmp(dx, dy) >= 0);
    else
        assert_true(x->claims >= y->claims);
}

static void source_pages_are_the_whole(struct place *p, const struct vg_sources_filter *f,
                                       size_t limit)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_source *all, *page, last = {0};
    size_t n, m, want = 0;
    int64_t total;

    must(p, vg_sources(p->c, &a, &all, &n, &p->err));
    for (size_t i = 0; i < n; i++)
        want += source_is_asked_for(p, &all[i], f) != 0;
    for (int order = VG_SOURCES_UP; order <= VG_SOURCES_CLAIMS; order++) {
        size_t seen = 0;

        do {
            must(p, vg_sources_page(p->c, f, (enum vg_sources_order)order, (int64_t)seen, limit, &a,
                                    &page, &m, &total, &p->err));
            assert_int_equal(total, (int64_t)want);
            for (size_t i = 0; i < m; i++) {
                assert_true(source_is_asked_for(p, &page[i], f));
                if (seen++ > 0)
                    sources_are_in_order(&last, &page[i], (enum vg_sources_order)order);
                last = page[i];
            }
        } while (m == limit);
        assert_int_equal(seen, want);
    }
}

static void all_source_pages(struct place *p, size_t limit)
{
    static const struct vg_sources_filter filters[] = {
        {0},
        {.language = "en"},
        {.language = "zh"},
        {.language = ""},
        {.kind = "press"},
        {.kind = ""},
        {.without_text = 1},
        {.with_open = 1},
        {.language = "en", .with_open = 1},
        {.kind = "x"},
    };

    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
        source_pages_are_the_whole(p, &filters[i], limit);
}

static int64_t sources_named(struct place *p, const char *words)
{
    struct vg_source *list;
    struct vg_sources_filter f = {.words = words};
    int64_t total;
    size_t n;

    must(p, vg_sources_page(p->c, &f, VG_SOURCES_UP, 0, 500, &p->a, &list, &n, &total, &p->err));
    assert_int_equal((int64_t)n, total);
    return total;
}

/* Bytes no reader knows, and text that is read later. */
static void add_upload(struct place *p, const char *name, const void *bytes, size_t len,
                       int no_read)
{
    static const char *const what[] = {"-"};
    struct vg_add_options o = {.no_read = no_read, .stdin_name = name};
    int64_t failed;
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, len), (ssize_t)len);
    (void)close(ends[1]);
    o.stdin_fd = ends[0];
    must(p, vg_add(p->c, what, 1, &o, NULL, NULL, &failed, &p->err));
    (void)close(ends[0]);
}

static void pages_of_sources_are_the_list_whatever_is_decided(void **state)
{
    SCOPED_PLACE p;
    struct vg_suggestion *list;
    int64_t made, id;
    size_t n;

    (void)state;
    place_make_of(&p, 1);
    all_source_pages(&p, 3);
    add_upload(&p, "Ünread.bin", "\x7f\x00\x01\x02", 4, 0);
    add_upload(&p, "later.txt", "They say 12 stations.", 21, 1);
    all_source_pages(&p, 3);
    must(&p, vg_case_suggest(p.c, 0, &made, &p.err));
    all_source_pages(&p, 500);
    must(&p, vg_suggestions(p.c, 0, 1, &p.a, &list, &n, &p.err));
    for (size_t i = 0; i < n; i++)
        must(&p, i % 2 == 0 ? vg_reject(p.c, list[i].id, "no", &p.err)
                            : vg_accept(p.c, list[i].id, NULL, NULL, &id, &p.err));
    all_source_pages(&p, 3);
    must(&p, vg_review_undo(p.c, list[0].id, "yes", &p.err));
    all_source_pages(&p, 3);
    assert_int_equal(sources_named(&p, "ünread"), 1);
    assert_int_equal(sources_named(&p, " UNREAD  bin "), 1);
    assert_int_equal(sources_named(&p, "unread later"), 0);
    must(&p, vg_rebuild(p.c, &p.err));
    all_source_pages(&p, 500);
}

/* -- what happened to a claim ----------------------------------------------------------------- */

static const char claim_lines[] =
    "{\"type\":\"root\",\"name\":\"root:one\",\"what\":\"a report\",\"speaker\":\"The group\"}\n"
    "{\"type\":\"claim\",\"id\":\"k1\",\"kind\":\"existence\",\"subject\":\"stations\","
    "\"predicate\":"
    "\"identified\",\"attribution\":[{\"as\":\"text\"}],\"stance\":\"asserts\",\"standing\":[{"
    "\"value\":"
    "\"official-claim\",\"speaker\":\"The "
    "group\",\"date\":\"2022-09\"}],\"passage\":{\"source\":\"s2\","
    "\"quote\":\"A summary\"},\"roots\":[\"root:one\"]}\n"
    "{\"type\":\"reading\",\"root\":\"root:one\",\"family\":\"existence\",\"source\":\"s2\","
    "\"quote\":\"A summary\"}\n"
    "{\"type\":\"reading\",\"root\":\"root:one\",\"family\":\"number\",\"source\":\"s2\","
    "\"quote\":\"A summary\"}\n"
    "{\"type\":\"reply\",\"claim\":\"k1\",\"question\":\"existence\",\"response\":\"not-asked\","
    "\"speaker\":"
    "\"A ministry\",\"date\":\"2022-11\",\"words\":\"no such thing\"}\n";

static void happened(struct place *p, int64_t claim, const char *wanted)
{
    struct vg_claim_event *list;
    VG_SCOPED_BUF b = {0};
    size_t n;

    must(p, vg_claim_history(p->c, claim, &p->a, &list, &n, &p->err));
    for (size_t i = 0; i < n; i++) {
        const struct vg_claim_event *e = &list[i];

        assert_true(i == 0 || e->entry >= e[-1].entry);
        assert_true(e->at > 0 && strlen(e->actor) == 64);
        vg_putf(&b, "%d", (int)e->what);
        if (e->status != 0)
            vg_putf(&b, " %s", vg_claim_status_word(e->status));
        if (e->what > VG_CLAIM_REPLACED)
            vg_putf(&b, " %s", e->value);
        if (e->speaker != NULL)
            vg_putf(&b, " by %s %s", e->speaker, e->date);
        if (e->suggestion != NULL)
            vg_putf(&b, " from %s", e->suggestion);
        if (e->words != NULL)
            vg_putf(&b, " (%s)", e->words);
        if (e->other != 0)
            vg_putf(&b, " c%d", (int)e->other);
        vg_puts(&b, "; ");
    }
    assert_string_equal(b.p, wanted);
}

static void a_reading_that_lacks_its_words_is_refused(void **state)
{
    static const char *const bad[] = {
        "{\"type\":\"reading\",\"root\":\"root:one\",\"quote\":5}\n",
        "{\"type\":\"reading\"}\n",
    };
    SCOPED_PLACE p;
    struct vg_import_report report;

    (void)state;
    place_make(&p);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(vg_import(p.c, bad[i], strlen(bad[i]), 0, &report, &p.err), VG_E_FORMAT);
}

static void what_happened_to_a_claim_is_told_in_order(void **state)
{
    SCOPED_PLACE p;
    struct vg_claim_names names = {0};
    struct vg_import_report report;
    struct vg_claim_event *list;
    struct vg_claim c;
    int64_t id, next;
    size_t n;

    (void)state;
    place_make(&p);
    must(&p, vg_accept(p.c, "s1.1", NULL, "clear", &id, &p.err));
    must(&p, vg_claim_get(p.c, id, &p.a, &c, &p.err));
    c.replaces = id;
    must(&p, vg_claim_add(p.c, &c, &names, 0, &next, &p.err));
    must(&p, vg_claim_set_status(p.c, id, VG_WITHDRAWN, "wrong page", &p.err));
    happened(&p, id, "1 from s1.1 (clear); 3 c2; 2 withdrawn (wrong page); ");
    happened(&p, next, "1 c1; ");
    must(&p, vg_review_undo(p.c, "s1.1", "again", &p.err));
    happened(&p, id, "1 from s1.1 (clear); 3 c2; 2 withdrawn (wrong page); 2 withdrawn (again); ");
    must(&p, vg_import(p.c, claim_lines, strlen(claim_lines), 0, &report, &p.err));
    happened(&p, 3,
             "1; 4 official-claim by The group 2022-09; 6 existence; "
             "5 not-asked by A ministry 2022-11 (no such thing); ");
    assert_int_equal(vg_claim_history(p.c, 9, &p.a, &list, &n, &p.err), VG_E_ABSENT);
}

/* -- promise: derived tables come back to the same bytes -----------------------------------------
 */

static const char *const derived[] = {"claim_listed", "source_listed", "tally", "open_suggestion"};

static sqlite3 *raw(struct place *p)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(vg_print(&p->a, "%s/a.vigil", p->folder), &db), SQLITE_OK);
    return db;
}

static void put_rows(struct place *p, struct vg_buf *out)
{
    sqlite3 *db = raw(p);

    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        sqlite3_stmt *st = NULL;
        const char *sql = vg_print(&p->a, "SELECT * FROM %s ORDER BY 1, 2", derived[i]);

        if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
            assert_int_equal(
                sqlite3_prepare_v2(db, vg_print(&p->a, "SELECT * FROM %s ORDER BY 1", derived[i]),
                                   -1, &st, NULL),
                SQLITE_OK);
        vg_putf(out, "%s\n", derived[i]);
        while (sqlite3_step(st) == SQLITE_ROW)
            for (int k = 0; k < sqlite3_column_count(st); k++)
                vg_putf(out, "%s%c", (const char *)sqlite3_column_text(st, k),
                        k + 1 < sqlite3_column_count(st) ? '|' : '\n');
        assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void is_same(struct place *p, const struct vg_buf *before)
{
    VG_SCOPED_BUF now = {0};

    put_rows(p, &now);
    assert_string_equal(now.p, before->p);
}

/* Kept true by each step, so a rebuild changes nothing; and it brings back what was emptied. */
static void lists_are_rebuilt_to_the_same_rows(void **state)
{
    SCOPED_PLACE p;
    VG_SCOPED_BUF before = {0};
    struct vg_suggestion *list;
    int64_t id;
    size_t n;

    (void)state;
    place_make_of(&p, 1);
    add_upload(&p, "Ünread.bin", "\x7f\x00\x01\x02", 4, 0);
    must(&p, vg_suggestions(p.c, 0, 1, &p.a, &list, &n, &p.err));
    assert_true(n > 3);
    must(&p, vg_accept(p.c, list[0].id, NULL, NULL, &id, &p.err));
    must(&p, vg_reject(p.c, list[1].id, "no", &p.err));
    must(&p, vg_reject(p.c, list[2].id, "no", &p.err));
    must(&p, vg_review_undo(p.c, list[2].id, "yes", &p.err));
    must(&p, vg_claim_set_status(p.c, 2, VG_WITHDRAWN, "a mistake", &p.err));
    put_rows(&p, &before);
    must(&p, vg_rebuild(p.c, &p.err));
    is_same(&p, &before);
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        sqlite3 *db = raw(&p);

        assert_int_equal(
            sqlite3_exec(db, vg_print(&p.a, "DELETE FROM %s", derived[i]), NULL, NULL, NULL),
            SQLITE_OK);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
        must(&p, vg_rebuild(p.c, &p.err));
        is_same(&p, &before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_by_anybody_is_seen_once),
        cmocka_unit_test(open_suggestions_come_page_by_page_in_reading_order),
        cmocka_unit_test(a_claim_alone_is_that_of_the_whole_view),
        cmocka_unit_test(a_decision_taken_back_is_open_again),
        cmocka_unit_test(the_second_who_decides_is_told_of_the_first),
        cmocka_unit_test(exact_repeats_are_decided_all_or_none),
        cmocka_unit_test(pages_of_claims_are_the_list_whatever_is_decided),
        cmocka_unit_test(claims_are_found_by_words_and_speakers),
        cmocka_unit_test(pages_of_sources_are_the_list_whatever_is_decided),
        cmocka_unit_test(a_reading_that_lacks_its_words_is_refused),
        cmocka_unit_test(what_happened_to_a_claim_is_told_in_order),
        cmocka_unit_test(facts_follow_what_is_decided),
        cmocka_unit_test(lists_are_rebuilt_to_the_same_rows),
        cmocka_unit_test(an_upload_has_the_name_it_came_with),
        cmocka_unit_test(the_log_comes_a_page_at_a_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
