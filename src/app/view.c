/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/estimate_parts.h"
#include "app/names.h"
#include "base/limits.h"
#include "claim/claim_job.h"

int vg_view_load(struct vg_case *c, int64_t before_entry, struct vg_arena *a, struct vg_view *out,
                 struct vg_root_graph **graph, struct vg_err *err)
{
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_view_read(c->store, before_entry == 0 ? INT64_MAX : before_entry, a, out, err);
    if (rc == VG_OK)
        rc = vg_sameness_read(c, out, before_entry == 0 ? INT64_MAX : before_entry, a, &out->same,
                              err);
    vg_rollback(c->store);
    if (rc == VG_OK && graph != NULL)
        rc = vg_root_graph_make(out, a, graph, err);
    return rc;
}

int vg_view_names(struct vg_case *c, struct vg_arena *a, struct vg_view *out, struct vg_err *err)
{
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_view_read_names(c->store, a, out, err);
    vg_rollback(c->store);
    return rc;
}

/* -- brief ---------------------------------------------------------------------------- */

struct questions {
    struct vg_brief_figure *list, *whole; /* as printed, and with all rows */
    size_t n, room, whole_room;
    size_t most; /* rows kept of each */
};

/* Does a table by place say more than the one above it: is anything placed as finely? */
static int says_where(const struct vg_view *v, const struct vg_count *count,
                      enum vg_place_level level)
{
    for (size_t i = 0; i < count->n; i++) {
        const char *id = count->rows[i].place;
        const struct vg_place *p = id == NULL ? NULL : vg_place_get(&v->places, id);

        if (p != NULL &&
            (p->level == level || (level > VG_PLACE_COUNTRY && p->level > VG_PLACE_COUNTRY)))
            return 1;
    }
    return 0;
}

static int ask(const struct vg_view *v, const struct vg_root_graph *g, const struct vg_count_ask *q,
               const char *heading, struct vg_arena *a, struct questions *out, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_count count;
    int rc = vg_count(v, g, q, &work, &count, err);

    if (rc != VG_OK || count.n == 0)
        return rc;
    if (q->by == VG_BY_PLACE && !says_where(v, &count, q->level))
        return VG_OK; /* it would only repeat the wider table */
    out->list = vg_grow(a, out->list, out->n, &out->room);
    out->whole = vg_grow(a, out->whole, out->n, &out->whole_room);
    out->whole[out->n].question = heading;
    vg_brief_keep_rows(count.rows, count.n, SIZE_MAX, a, &out->whole[out->n]);
    out->list[out->n].question = heading;
    vg_brief_keep_rows(count.rows, count.n, out->most, a, &out->list[out->n++]);
    return VG_OK;
}

static const char *heading(const char *unit, int zh, const char *en_by, const char *zh_by,
                           struct vg_arena *a)
{
    return vg_print(a, zh ? "%s：%s" : "%s: %s", vg_term_label("unit", unit, zh ? "zh" : "en"),
                    zh ? zh_by : en_by);
}

/* What the case is about gets the whole, countries and cities; any other unit the
 * one table that says most. */
static int ask_unit(const struct vg_view *v, const struct vg_root_graph *g, const char *unit,
                    int is_headline, const struct vg_brief_options *o, struct vg_arena *a,
                    struct questions *out, struct vg_err *err)
{
    struct vg_count_ask q = {
        .unit = unit, .as_of = o->as_of, .level = VG_PLACE_COUNTRY, .by = VG_BY_PLACE};
    struct vg_count_ask whole = {
        .unit = unit, .as_of = o->as_of, .level = VG_PLACE_WORLD, .by = VG_BY_NOTHING};
    int zh = o->language != NULL && strcmp(o->language, "zh") == 0;
    size_t before = out->n;
    int rc = VG_OK;

    if (is_headline)
        rc = ask(v, g, &whole, heading(unit, zh, "in all", "总计", a), a, out, err);
    if (rc == VG_OK)
        rc = ask(v, g, &q, heading(unit, zh, "by country", "按国家", a), a, out, err);
    if (rc == VG_OK && !is_headline && out->n == before)
        rc = ask(v, g, &whole, heading(unit, zh, "in all", "总计", a), a, out, err);
    q.level = VG_PLACE_METRO;
    if (rc == VG_OK && is_headline)
        rc = ask(v, g, &q, heading(unit, zh, "by metropolitan area", "按都市区", a), a, out, err);
    return rc;
}

/* Most used first, so that a brief begins with what its case is about. */
static int by_use(const void *a, const void *b)
{
    const struct vg_unit_use *x = a, *y = b;

    if (x->claims != y->claims)
        return x->claims < y->claims ? 1 : -1;
    return strcmp(x->unit, y->unit);
}

/* Shares and lengths of time are said of something; there is no number of them in all. */
static int is_countable(const char *unit)
{
    static const char *const not_things[] = {"percent", "day", "week", "month", "year"};

    for (size_t i = 0; i < sizeof not_things / sizeof *not_things; i++)
        if (strcmp(unit, not_things[i]) == 0)
            return 0;
    return 1;
}

static int ask_all(const struct vg_view *v, const struct vg_root_graph *g,
                   const struct vg_brief_options *o, struct vg_arena *a, struct questions *out,
                   struct vg_err *err)
{
    struct vg_unit_use *units;
    size_t n;
    int rc;

    if (o->unit != NULL)
        return ask_unit(v, g, o->unit, 1, o, a, out, err);
    rc = vg_count_units(v, a, &units, &n, err);
    if (rc == VG_OK && n > 0)
        qsort(units, n, sizeof *units, by_use);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        if (is_countable(units[i].unit))
            rc = ask_unit(v, g, units[i].unit, out->n == 0, o, a, out, err);
    return rc;
}

/* The checkpoint the brief names. On a read-only case without one it says so. */
static int fill_record(struct vg_case *c, struct vg_arena *a, struct vg_brief_record *out,
                       struct vg_err *err)
{
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE};
    VG_SCOPED_BUF hex = {.max = 100};
    VG_SCOPED_SHA256 hash = {0};
    struct vg_tree_source tree = vg_record_tree(c->record);
    unsigned char root[VG_HASH_SIZE];
    const char *name = strrchr(c->path, '/');
    int rc = vg_record_checkpoint(c->record, &note, err);

    if (rc != VG_OK && rc != VG_E_REFUSED)
        return rc;
    out->origin = vg_copyz(a, vg_record_origin(c->record));
    out->vkey = vg_copyz(a, vg_record_vkey(c->record));
    out->size = vg_record_size(c->record);
    out->checkpoint = rc == VG_OK ? vg_copy(a, note.p, note.len) : NULL;
    out->command = vg_print(a, "vigil verify %s", name == NULL ? c->path : name + 1);
    rc = vg_tree_root_at(&tree, &hash, (uint64_t)out->size, root, err);
    vg_put_hex(&hex, root, sizeof root);
    out->root_hex = vg_copy(a, hex.p, hex.len);
    return rc;
}

/* The name of the case file without its ending. */
static const char *default_title(const struct vg_case *c, struct vg_arena *a)
{
    const char *slash = strrchr(c->path, '/');
    const char *name = slash == NULL ? c->path : slash + 1;
    const char *dot = strrchr(name, '.');

    return vg_copy(a, name, dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name));
}

/* The gaps look at all checks, before those that the page has no room for are left out. */
static int run_checks(struct vg_case *c, const struct vg_view *v, const struct vg_root_graph *g,
                      struct vg_arena *a, struct vg_brief *b, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_gap *gaps = VG_NEW_ARRAY(a, struct vg_gap, v->n_lists + 1);
    struct vg_check *checks;
    size_t n;
    int rc = vg_check_all(v, g, &work, &checks, &n, err);

    if (rc == VG_OK)
        rc = vg_checks_answer(c, v, a, checks, n, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < v->n_lists; i++) {
        vg_gap_find(v, g, &v->lists[i], checks, n, a, &gaps[i]);
        gaps[i].checks = NULL; /* they go with the work; the page lists its own */
        gaps[i].n_checks = 0;
    }
    b->gaps = gaps;
    b->n_gaps = v->n_lists;
    vg_brief_keep_checks(checks, n, b->max_claims > 0 ? VG_BRIEF_CHECKS : SIZE_MAX, a, b);
    return VG_OK;
}

/* What has not been found, or why that cannot be said. */
static int add_estimate(struct vg_case *c, const struct vg_view *v, const struct vg_root_graph *g,
                        struct vg_arena *a, struct vg_brief *b, struct vg_err *err)
{
    static const struct vg_estimate_with with = {.seed = 1, .workers = 8};
    struct vg_estimate_case *e = VG_NEW(a, struct vg_estimate_case);
    int rc = vg_estimate_of_gaps(c, v, g, b->gaps, b->n_gaps, &with, a, e, err);

    b->estimate = rc == VG_OK ? e : NULL;
    return rc;
}

/* What the lists and the search log leave to be done. */
static void add_tasks(const struct vg_view *v, struct vg_arena *a, struct vg_brief *b)
{
    const char **list = NULL;
    size_t n = 0, room = 0;

    for (size_t i = 0; i < b->n_gaps; i++) {
        const struct vg_gap *g = &b->gaps[i];

        if (g->n_locks > 0 || g->n_not_looked == 0)
            continue;
        list = vg_grow(a, list, n, &room);
        list[n++] = vg_print(a, "look for %zu of %zu on the list %s: nobody has yet",
                             g->n_not_looked, g->n_members, g->list->name);
    }
    for (size_t i = 0; i < v->n_looked; i++) {
        const struct vg_looked *l = &v->looked[i];

        if (l->result == VG_LOOKED_NOTHING || l->claim != 0)
            continue;
        list = vg_grow(a, list, n, &room);
        list[n++] = vg_print(a,
                             l->result == VG_LOOKED_FOUND
                                 ? "preserve and claim what search l%" PRId64 " found in %s"
                                 : "look again where search l%" PRId64 " was unclear: %s",
                             l->id, l->place);
    }
    b->tasks = list;
    b->n_tasks = n;
}

/* Totals of one period alone are figures already. */
static int add_series(const struct vg_view *v, const struct vg_root_graph *g,
                      const struct vg_brief_options *o, struct vg_arena *a, struct vg_brief *b,
                      struct vg_err *err)
{
    const struct vg_count_ask q = {.unit = o->unit, .as_of = o->as_of};
    struct vg_series *list;
    size_t n, kept = 0;
    int rc = vg_series_list(v, g, &q, a, &list, &n, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        if (list[i].sum.n_claims > 0 && is_countable(list[i].unit))
            list[kept++] = list[i];
    b->series = list;
    b->n_series = rc == VG_OK ? kept : 0;
    return rc;
}

int vg_brief_make(struct vg_case *c, const struct vg_brief_options *o, struct vg_arena *a,
                  struct vg_brief_made *m, struct vg_buf *out, struct vg_err *err)
{
    struct vg_root_graph *g = NULL;
    struct questions q = {.most = o->max_claims > 0 ? VG_BRIEF_ROWS : SIZE_MAX};
    struct vg_brief *b = &m->brief;
    int rc = vg_view_load(c, 0, a, &m->view, &g, err);

    *b = (struct vg_brief){
        .language = o->language == NULL ? "en" : o->language,
        .title = o->title != NULL ? o->title : default_title(c, a),
        .asked = o->asked,
        .audience = o->audience,
        .without = o->without,
        .made_at = c->app.world.now(c->app.world.w),
        .program = VG_PROGRAM,
        .view = &m->view,
        .graph = g,
        .max_claims = o->max_claims,
    };
    if (rc == VG_OK)
        rc = run_checks(c, &m->view, g, a, b, err);
    if (rc == VG_OK)
        rc = add_estimate(c, &m->view, g, a, b, err);
    if (rc == VG_OK)
        rc = ask_all(&m->view, g, o, a, &q, err);
    if (rc == VG_OK)
        rc = add_series(&m->view, g, o, a, b, err);
    if (rc == VG_OK)
        add_tasks(&m->view, a, b);
    if (rc == VG_OK)
        rc = fill_record(c, a, &b->record, err);
    if (rc != VG_OK)
        return rc;
    b->figures = q.list;
    b->n_figures = q.n;
    m->whole = q.whole;
    return vg_brief_write(b, out, err);
}

int vg_case_brief(struct vg_case *c, const struct vg_brief_options *o, struct vg_buf *out,
                  struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_brief_made made;

    return vg_brief_make(c, o, &a, &made, out, err);
}
