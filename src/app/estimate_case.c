/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a case has not found. The thinking is in estimate/of_case.h; here its inputs come together:
 * the view, the gaps of its lists, what people judged about names, a table of denominators.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/estimate_parts.h"
#include "app/inside.h"
#include "app/names.h"
#include "base/csv.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/exposures.h"
#include "count/role.h"

/* -- names that are one, or may be
 * ----------------------------------------------------------------- */

/* The least name of a group stands for it, so that no order of judgements matters. */
struct groups {
    struct vg_table at; /* name, to its place */
    const char **names;
    size_t *parent;
    size_t n;
};

static size_t place_of(struct groups *g, const char *name)
{
    int64_t at = (int64_t)g->n;

    if (vg_table_add(&g->at, vg_str(name), at, &at)) {
        g->names[g->n] = name;
        g->parent[g->n] = g->n;
        g->n++;
    }
    return (size_t)at;
}

static size_t head_of(const struct groups *g, size_t i)
{
    while (g->parent[i] != i)
        i = g->parent[i];
    return i;
}

static void join(struct groups *g, const char *left, const char *right)
{
    size_t x = head_of(g, place_of(g, left)), y = head_of(g, place_of(g, right));

    if (strcmp(g->names[x], g->names[y]) <= 0)
        g->parent[y] = x;
    else
        g->parent[x] = y;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct vg_estimate_alias *)a)->name,
                  ((const struct vg_estimate_alias *)b)->name);
}

/* What is judged the same or perhaps the same, over what stands for each name already. */
static void find_aliases(const struct vg_judgement *judged, size_t n_judged,
                         const struct vg_view *v, struct vg_arena *a,
                         struct vg_estimate_case_ask *ask)
{
    struct groups g = {.at = VG_TABLE(a),
                       .names = VG_NEW_ARRAY(a, const char *, 2 * n_judged + 1),
                       .parent = VG_NEW_ARRAY(a, size_t, 2 * n_judged + 1)};
    struct vg_estimate_alias *list = VG_NEW_ARRAY(a, struct vg_estimate_alias, 2 * n_judged + 1);
    size_t n = 0;

    for (size_t i = 0; i < n_judged; i++)
        if (judged[i].ended_by == 0 && judged[i].verdict != VG_NAMES_DIFFERENT)
            join(&g, vg_view_one(v, judged[i].left), vg_view_one(v, judged[i].right));
    for (size_t i = 0; i < g.n; i++) {
        const char *loose = g.names[head_of(&g, i)];

        if (vg_is_presence(v, g.names[i]) && strcmp(loose, g.names[i]) != 0)
            list[n++] = (struct vg_estimate_alias){g.names[i], loose};
    }
    if (n > 0)
        qsort(list, n, sizeof *list, by_name);
    ask->aliases = list;
    ask->n_aliases = n;
}

/* -- the whole
 * ------------------------------------------------------------------------------------------ */

/* The table that the case keeps, as a file would have it. */
static const struct vg_estimate_text *
kept_exposure(const struct vg_view *v, struct vg_estimate_case_ask *ask, struct vg_arena *a)
{
    const struct vg_exposures *x = &v->exposures;
    struct vg_estimate_text *text = VG_NEW(a, struct vg_estimate_text);
    VG_SCOPED_BUF b = {0};
    size_t taken = 0;

    vg_puts(&b, "place,exposure,source\n");
    for (size_t i = 0; i < x->n; i++) {
        if (!vg_exposures_may_rank(&v->places, x->places[i].place))
            continue; /* the gazetteer has changed since */
        vg_csv_put(&b, x->places[i].place);
        vg_putf(&b, ",%" PRId64 ",", x->places[i].amount);
        vg_csv_put(&b, x->source == 0
                           ? x->places[i].origin
                           : vg_print(a, "%s (s%" PRId64 ")", x->places[i].origin, x->source));
        vg_putc(&b, '\n');
        taken++;
    }
    ask->exposure_left_out = x->n - taken;
    if (taken == 0)
        return NULL;
    *text = (struct vg_estimate_text){"exposure", vg_str_copy(a, vg_buf_str(&b))};
    return text;
}

static int tell(void *w, unsigned done, unsigned of)
{
    const struct vg_app *app = w;

    vg_app_tell(app, "estimating", done, of);
    return vg_app_stopped(app);
}

int vg_estimate_of_gaps(struct vg_case *c, const struct vg_view *v, const struct vg_root_graph *g,
                        const struct vg_gap *gaps, size_t n_gaps,
                        const struct vg_estimate_with *with, struct vg_arena *a,
                        struct vg_estimate_case *out, struct vg_err *err)
{
    struct vg_estimate_case_ask ask = {.view = v,
                                       .graph = g,
                                       .gaps = gaps,
                                       .n_gaps = n_gaps,
                                       .detection_a = with->detection_a,
                                       .detection_b = with->detection_b,
                                       .seed = with->seed,
                                       .workers = with->workers,
                                       .waits = with->waits};
    struct vg_estimate_keeping keeping = {.c = c, .a = a};
    struct vg_estimate_text exposure = {0};
    struct vg_judgement *judged = NULL;
    size_t n_judged = 0;
    int rc = VG_OK;

    if (with->exposure != NULL) {
        rc = vg_estimate_read_text(with->exposure, a, &exposure, err);
        ask.exposure = &exposure;
    } else {
        ask.exposure = kept_exposure(v, &ask, a);
    }
    if (rc == VG_OK)
        rc = vg_judgements_read(c, a, &judged, &n_judged, err);
    if (rc != VG_OK)
        return rc;
    keeping.asked = vg_estimate_asked(with, exposure.text, a);
    find_aliases(judged, n_judged, v, a, &ask);
    if (!with->forgets) {
        ask.recall = vg_estimate_recall;
        ask.w = &keeping;
    }
    ask.going = tell;
    ask.app = &c->app;
    rc = vg_estimate_case_make(&ask, a, out, err);
    if (rc != VG_OK)
        return rc == VG_E_FORMAT || rc == VG_E_LIMIT ? VG_E_MISUSE : rc;
    if (with->waits)
        vg_estimate_look_back(&keeping, out);
    else if (!with->forgets)
        vg_estimate_keep(&keeping, out);
    return VG_OK;
}

int vg_estimate_of_case(struct vg_case *c, const struct vg_view *v, const struct vg_root_graph *g,
                        const struct vg_estimate_with *with, struct vg_arena *a,
                        struct vg_estimate_case *out, struct vg_err *err)
{
    struct vg_gap *gaps = NULL;
    size_t n = 0;
    int rc = vg_gaps(v, g, NULL, a, &gaps, &n, err);

    return rc == VG_OK ? vg_estimate_of_gaps(c, v, g, gaps, n, with, a, out, err) : rc;
}
