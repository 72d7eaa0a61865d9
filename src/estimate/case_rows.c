/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/case_rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/edtf.h"
#include "base/table.h"
#include "count/role.h"

/* -- names under judgements ---------------------------------------------------------------------
 */

static int by_name(const void *key, const void *item)
{
    return strcmp(key, ((const struct vg_estimate_alias *)item)->name);
}

const char *vg_case_unit(const struct vg_case_rows *r, const char *name,
                         enum vg_case_resolution how)
{
    const struct vg_estimate_alias *found = NULL;

    if (how == VG_CASE_STRICT)
        return name;
    name = vg_view_one(r->ask->view, name);
    if (how == VG_CASE_LOOSE && r->ask->n_aliases > 0)
        found = bsearch(name, r->ask->aliases, r->ask->n_aliases, sizeof *r->ask->aliases, by_name);
    return found == NULL ? name : found->loose;
}

/* -- who names what -------------------------------------------------------------------------------
 */

static int may_name(const struct vg_claim *c)
{
    return vg_claim_family(c) == VG_FAMILY_EXISTENCE && vg_may_count(c);
}

/* Efforts that were met, by their number. */
struct meeting {
    struct vg_table at; /* effort in digits, to its place in the list */
    struct vg_case_effort *list;
    size_t n, room;
};

static int is_lower(struct vg_node a, struct vg_node b)
{
    if (a.kind != b.kind)
        return a.kind == VG_NODE_ROOT;
    return a.id < b.id;
}

static size_t meet(struct meeting *m, const struct vg_case_rows *r, struct vg_node node)
{
    const uint32_t effort = vg_root_speaks_as(r->ask->graph, node);
    const char *key = vg_print(r->a, "%" PRIu32, effort);
    int64_t at = (int64_t)m->n;

    if (vg_table_add(&m->at, vg_str(key), at, &at)) {
        m->list = vg_grow(r->a, m->list, m->n, &m->room);
        m->list[m->n++] = (struct vg_case_effort){.node = node, .effort = effort};
    } else if (is_lower(node, m->list[at].node)) {
        m->list[at].node = node;
    }
    return (size_t)at;
}

static int effort_order(const void *a, const void *b)
{
    const struct vg_case_effort *x = a, *y = b;

    return is_lower(x->node, y->node) ? -1 : is_lower(y->node, x->node);
}

/* Roots first, ascending; the namings follow. */
static void settle_efforts(struct vg_case_rows *r, struct meeting *m)
{
    struct vg_table places = VG_TABLE(r->a);
    size_t *to = VG_NEW_ARRAY(r->a, size_t, m->n + 1);

    r->efforts = VG_NEW_ARRAY(r->a, struct vg_case_effort, m->n + 1);
    r->n_efforts = m->n;
    if (m->n > 0) {
        memcpy(r->efforts, m->list, m->n * sizeof *m->list);
        qsort(r->efforts, m->n, sizeof *r->efforts, effort_order);
    }
    for (size_t i = 0; i < m->n; i++) {
        r->efforts[i].id =
            vg_print(r->a, "%c%" PRId64, r->efforts[i].node.kind == VG_NODE_ROOT ? 'r' : 's',
                     r->efforts[i].node.id);
        vg_table_set(&places, vg_str(vg_print(r->a, "%" PRIu32, r->efforts[i].effort)), (int64_t)i);
    }
    for (size_t i = 0; i < m->n; i++) {
        int64_t at = 0;

        (void)vg_table_get(&places, vg_str(vg_print(r->a, "%" PRIu32, m->list[i].effort)), &at);
        to[i] = (size_t)at;
    }
    for (size_t i = 0; i < r->n_namings; i++)
        r->namings[i].effort = to[r->namings[i].effort];
}

static void take_day(struct vg_case_rows *r, const struct vg_claim *c)
{
    struct vg_date d;
    int64_t day = vg_claim_said(r->ask->view, c);

    if (c->period.from != NULL && vg_edtf_readz(c->period.from, &d, NULL) == VG_OK &&
        !d.open_from && d.first < day)
        day = d.first;
    if (day > VG_DAYS_MIN && day < r->first_day)
        r->first_day = day;
}

void vg_case_rows_find(const struct vg_estimate_case_ask *ask, struct vg_arena *a,
                       struct vg_case_rows *out)
{
    const struct vg_view *v = ask->view;
    const unsigned char *stands = vg_view_standing(v, VG_DAYS_MAX, a);
    struct meeting m = {.at = VG_TABLE(a)};
    struct vg_case_rows r = {.ask = ask, .a = a, .first_day = VG_DAYS_MAX};
    int64_t *claims = VG_NEW_ARRAY(a, int64_t, v->n_claims + 1);
    size_t room = 0;

    for (size_t i = 0; i < v->n_claims; i++) {
        const struct vg_claim *c = &v->claims[i];
        const int is_one = may_name(c) && vg_is_presence(v, c->subject);
        struct vg_root_count sinks = {0};

        if (!stands[i] || !may_name(c) || (!is_one && c->kind != VG_KIND_EXISTENCE))
            continue;
        vg_root_count(ask->graph, a, &c->id, 1, VG_FAMILY_EXISTENCE, &sinks);
        for (size_t k = 0; k < sinks.n_sinks; k++) {
            const size_t at = meet(&m, &r, sinks.sinks[k]);

            if (!is_one) {
                m.list[at].unresolved = 1;
                continue;
            }
            r.namings = vg_grow(a, r.namings, r.n_namings, &room);
            r.namings[r.n_namings++] = (struct vg_case_naming){c, at};
        }
        if (!is_one)
            continue;
        claims[r.n_claims++] = c->id;
        take_day(&r, c);
    }
    r.claims = claims;
    settle_efforts(&r, &m);
    *out = r;
}

/* -- presences
 * --------------------------------------------------------------------------------------- */

/* How many presences a effort names. */
static void count_units(const struct vg_case_rows *r)
{
    struct vg_table seen = VG_TABLE(r->a);

    for (size_t i = 0; i < r->n_efforts; i++)
        r->efforts[i].units = 0;
    for (size_t i = 0; i < r->n_namings; i++) {
        const char *unit = vg_case_unit(r, r->namings[i].claim->subject, VG_CASE_NORMAL);

        if (vg_table_add(&seen, vg_str(vg_print(r->a, "%zu\n%s", r->namings[i].effort, unit)), 1,
                         NULL))
            r->efforts[r->namings[i].effort].units++;
    }
}

size_t vg_case_choose(const struct vg_case_rows *r, size_t *chosen)
{
    size_t n = 0;

    count_units(r);
    for (size_t k = 0; k < VG_CAPTURE_LISTS_MAX; k++) {
        size_t best = r->n_efforts;

        for (size_t i = 0; i < r->n_efforts; i++) {
            size_t taken = 0;

            while (taken < n && chosen[taken] != i)
                taken++;
            if (taken == n && r->efforts[i].units > 0 &&
                (best == r->n_efforts || r->efforts[i].units > r->efforts[best].units))
                best = i;
        }
        if (best == r->n_efforts)
            break;
        chosen[n++] = best;
    }
    for (size_t i = 1; i < n; i++) /* as they are listed elsewhere: a handful, so by insertion */
        for (size_t k = i; k > 0 && chosen[k - 1] > chosen[k]; k--) {
            const size_t x = chosen[k];

            chosen[k] = chosen[k - 1];
            chosen[k - 1] = x;
        }
    return n;
}

struct vg_case_units vg_case_units(const struct vg_case_rows *r, enum vg_case_resolution how,
                                   const size_t *chosen, size_t n_chosen)
{
    struct vg_table at = VG_TABLE(r->a), pairs = VG_TABLE(r->a);
    struct vg_case_units u = {
        .names = VG_NEW_ARRAY(r->a, const char *, r->n_namings + 1),
        .masks = VG_NEW_ARRAY(r->a, uint32_t, r->n_namings + 1),
        .efforts = VG_NEW_ARRAY(r->a, size_t, r->n_namings + 1),
    };

    for (size_t i = 0; i < r->n_namings; i++) {
        const size_t effort = r->namings[i].effort;
        const char *unit = vg_case_unit(r, r->namings[i].claim->subject, how);
        int64_t k = (int64_t)u.n;

        if (vg_table_add(&at, vg_str(unit), k, &k))
            u.names[u.n++] = unit;
        if (vg_table_add(&pairs, vg_str(vg_print(r->a, "%zu\n%s", effort, unit)), 1, NULL))
            u.efforts[k]++;
        for (size_t c = 0; c < n_chosen; c++)
            if (chosen[c] == effort)
                u.masks[k] |= (uint32_t)1 << c;
    }
    return u;
}

/* -- tables as text
 * ------------------------------------------------------------------------------------ */

const char *vg_case_capture_table(const struct vg_case_rows *r, enum vg_case_resolution how,
                                  const size_t *chosen, size_t n_chosen)
{
    const struct vg_case_units u = vg_case_units(r, how, chosen, n_chosen);
    const size_t cells = (size_t)1 << n_chosen;
    size_t *counts = VG_NEW_ARRAY(r->a, size_t, cells);
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < u.n; i++)
        counts[u.masks[i]]++;
    for (size_t i = 0; i < n_chosen; i++)
        vg_putf(&b, "%s,", r->efforts[chosen[i]].id);
    vg_puts(&b, "count\n");
    for (size_t m = 1; m < cells; m++) {
        if (counts[m] == 0)
            continue;
        for (size_t i = 0; i < n_chosen; i++)
            vg_putf(&b, "%d,", (int)(m >> i & 1));
        vg_putf(&b, "%zu\n", counts[m]);
    }
    return vg_copy(r->a, b.p, b.len);
}

const char *vg_case_richness_table(const struct vg_case_rows *r)
{
    const struct vg_case_units u = vg_case_units(r, VG_CASE_NORMAL, NULL, 0);
    size_t *times = VG_NEW_ARRAY(r->a, size_t, r->n_efforts + 1), efforts = 0;
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < u.n; i++)
        times[u.efforts[i]]++;
    /* Each effort names a presence or does not: incidence, which abundance would overstate. */
    count_units(r);
    for (size_t i = 0; i < r->n_efforts; i++)
        efforts += r->efforts[i].units > 0;
    vg_puts(&b, "times,units,searches\n");
    for (size_t k = 1; k <= r->n_efforts; k++)
        if (times[k] > 0)
            vg_putf(&b, "%zu,%zu,%zu\n", k, times[k], efforts);
    return vg_copy(r->a, b.p, b.len);
}

/* -- where the lists come from
 * ---------------------------------------------------------------------------- */

static const struct vg_source_info *held_by(const struct vg_view *v, struct vg_node node)
{
    const struct vg_root *root = node.kind == VG_NODE_ROOT ? vg_view_root(v, node.id) : NULL;

    if (node.kind == VG_NODE_SOURCE)
        return vg_view_source(v, node.id);
    return root == NULL || root->source == 0 ? NULL : vg_view_source(v, root->source);
}

static int is_read(const struct vg_view *v, struct vg_node node)
{
    for (size_t i = 0; node.kind == VG_NODE_ROOT && i < v->n_readings; i++)
        if (v->readings[i].root == node.id)
            return 1;
    return 0;
}

static const char *kind_of(const struct vg_view *v, struct vg_node node)
{
    static const char *const own[] = {"official-notice",
                                      "official-statistic",
                                      "government-statement",
                                      "police-statement",
                                      "parliament",
                                      "court",
                                      "ngo-report",
                                      "research",
                                      "social",
                                      "testimony",
                                      "image",
                                      "dataset"};
    const struct vg_source_info *s = held_by(v, node);

    if (s == NULL || s->kind == NULL)
        return "relay";
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (strcmp(s->kind, own[i]) == 0)
            return "own";
    if (strcmp(s->kind, "machine-copy") == 0)
        return "translation";
    if (strcmp(s->kind, "press") == 0)
        return is_read(v, node) ? "own" : "press";
    return strcmp(s->kind, "press-agency") == 0 || strcmp(s->kind, "official-media") == 0 ? "press"
                                                                                          : "relay";
}

static void put_day(struct vg_buf *b, int64_t day)
{
    int year, month, d;

    if (day <= VG_DAYS_MIN || day >= VG_DAYS_MAX)
        return;
    vg_date_of(day, &year, &month, &d);
    vg_putf(b, "%04d-%02d-%02d", year, month, d);
}

struct window {
    int64_t from, to;
    int is_stated; /* every claim so far has a beginning */
};

static void widen(const struct vg_case_rows *r, struct window *w, const struct vg_claim *c)
{
    const int64_t said = vg_claim_said(r->ask->view, c);
    struct vg_date d = {0};
    const int has_from =
        c->period.from != NULL && vg_edtf_readz(c->period.from, &d, NULL) == VG_OK && !d.open_from;

    w->is_stated = w->is_stated && has_from;
    if (has_from && d.first < w->from)
        w->from = d.first;
    if (c->period.to != NULL && vg_edtf_readz(c->period.to, &d, NULL) == VG_OK && !d.open_to)
        w->to = d.last > w->to ? d.last : w->to;
    else
        w->to = said > w->to ? said : w->to;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The countries of the presences that a effort names, ascending, each once. */
static void put_countries(const struct vg_case_rows *r, size_t effort, struct vg_buf *b)
{
    struct vg_table seen = VG_TABLE(r->a);
    const char **list = NULL;
    size_t n = 0, room = 0;

    for (size_t i = 0; i < r->n_namings; i++) {
        const struct vg_claim *c = r->namings[i].claim;

        for (size_t k = 0; r->namings[i].effort == effort && k < c->n_places; k++) {
            const struct vg_place *p =
                vg_place_at(&r->ask->view->places, c->places[k], VG_PLACE_COUNTRY);

            if (p == NULL || p->level != VG_PLACE_COUNTRY ||
                !vg_table_add(&seen, vg_str(p->id), 1, NULL))
                continue;
            list = vg_grow(r->a, list, n, &room);
            list[n++] = p->id;
        }
    }
    if (n > 0)
        qsort(list, n, sizeof *list, by_text);
    for (size_t i = 0; i < n; i++)
        vg_putf(b, "%s%s", i == 0 ? "" : " ", list[i]);
}

/* Only a person can say that every presence could have come to its notice. */
static const char *scope_of(const struct vg_view *v, struct vg_node node)
{
    for (size_t i = 0; node.kind == VG_NODE_ROOT && i < v->n_reaches; i++)
        if (v->reaches[i].root == node.id && v->reaches[i].is_all)
            return "all";
    return "partial";
}

static void put_effort(const struct vg_case_rows *r, size_t at, struct vg_buf *b)
{
    const struct vg_case_effort *v = &r->efforts[at];
    struct window w = {VG_DAYS_MAX, VG_DAYS_MIN, 1};

    for (size_t i = 0; i < r->n_namings; i++)
        if (r->namings[i].effort == at)
            widen(r, &w, r->namings[i].claim);
    if (!w.is_stated)
        w.from = r->first_day;
    if (w.from > w.to)
        w.from = w.to;
    vg_putf(b, "%s,%s,%s,", v->id, v->id, kind_of(r->ask->view, v->node));
    put_day(b, w.from);
    vg_putc(b, ',');
    put_day(b, w.to);
    vg_putc(b, ',');
    put_countries(r, at, b);
    vg_putf(b, ",%s,%s\n", v->unresolved ? "unresolved" : "resolved",
            scope_of(r->ask->view, v->node));
}

const char *vg_case_lists_table(const struct vg_case_rows *r, const size_t *chosen, size_t n_chosen)
{
    VG_SCOPED_BUF b = {0};

    vg_puts(&b, "list,root,kind,from,to,territory,unit,scope\n");
    for (size_t i = 0; i < n_chosen; i++)
        put_effort(r, chosen[i], &b);
    return vg_copy(r->a, b.p, b.len);
}
