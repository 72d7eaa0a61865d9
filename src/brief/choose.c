/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a page of limited length keeps of long lists. What is kept is copied, so
 * that the whole list can be given back before the page is written.
 */
#include <stdlib.h>
#include <string.h>

#include "brief/page.h"

static int64_t *ids_copy(struct vg_arena *a, const int64_t *ids, size_t n)
{
    int64_t *copy = VG_NEW_ARRAY(a, int64_t, n + 1);

    if (n > 0)
        memcpy(copy, ids, n * sizeof *copy);
    return copy;
}

/* -- rows of figures ------------------------------------------------------------------ */

struct choice {
    size_t at, weight;
};

static int heaviest_first(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static int in_order(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;

    return (x->at > y->at) - (x->at < y->at);
}

size_t vg_brief_choose(const size_t *weights, size_t n, size_t most, struct vg_arena *a,
                       size_t **out)
{
    struct choice *list = VG_NEW_ARRAY(a, struct choice, n + 1);
    size_t kept = n < most ? n : most;

    for (size_t i = 0; i < n; i++)
        list[i] = (struct choice){i, weights[i]};
    if (kept < n) {
        qsort(list, n, sizeof *list, heaviest_first);
        qsort(list, kept, sizeof *list, in_order);
    }
    *out = VG_NEW_ARRAY(a, size_t, kept + 1);
    for (size_t i = 0; i < kept; i++)
        (*out)[i] = list[i].at;
    return kept;
}

static struct vg_figure figure_copy(struct vg_arena *a, const struct vg_figure *from)
{
    struct vg_figure f = *from;

    f.as_of = vg_copyz(a, f.as_of);
    f.refusal = vg_copyz(a, f.refusal);
    f.note = vg_copyz(a, f.note);
    f.refusal_said = vg_said_copy(a, f.refusal_said);
    f.note_said = vg_said_copy(a, f.note_said);
    f.claims = ids_copy(a, f.claims, f.n_claims);
    f.beside = ids_copy(a, f.beside, f.n_beside);
    return f;
}

void vg_brief_keep_rows(const struct vg_figure *rows, size_t n, size_t most, struct vg_arena *a,
                        struct vg_brief_figure *out)
{
    VG_SCOPED_ARENA work = {0};
    size_t *weights = VG_NEW_ARRAY(&work, size_t, n + 1), *chosen;
    struct vg_figure *list;

    for (size_t i = 0; i < n; i++)
        weights[i] = rows[i].n_claims;
    out->n_all = n;
    out->n = vg_brief_choose(weights, n, most, &work, &chosen);
    list = VG_NEW_ARRAY(a, struct vg_figure, out->n + 1);
    for (size_t i = 0; i < out->n; i++)
        list[i] = figure_copy(a, &rows[chosen[i]]);
    out->rows = list;
}

/* -- checks ------------------------------------------------------------------------------ */

void vg_brief_keep_checks(const struct vg_check *list, size_t n, size_t most, struct vg_arena *a,
                          struct vg_brief *b)
{
    size_t kept = 0;
    struct vg_check *out;

    memset(b->checks_all, 0, sizeof b->checks_all);
    for (size_t i = 0; i < n; i++)
        kept += b->checks_all[list[i].result]++ < most;
    out = VG_NEW_ARRAY(a, struct vg_check, kept + 1);
    b->n_checks = 0;
    for (size_t i = 0, of_kind = 0; i < n; i++) {
        of_kind = i > 0 && list[i].result == list[i - 1].result ? of_kind + 1 : 0;
        if (of_kind >= most)
            continue;
        out[b->n_checks] = list[i];
        out[b->n_checks].claims = ids_copy(a, list[i].claims, list[i].n_claims);
        out[b->n_checks].test = vg_copyz(a, list[i].test);
        out[b->n_checks].says = vg_copyz(a, list[i].says);
        out[b->n_checks].show = vg_copyz(a, list[i].show);
        out[b->n_checks].test_said = vg_said_copy(a, list[i].test_said);
        out[b->n_checks].says_said = vg_said_copy(a, list[i].says_said);
        out[b->n_checks].show_said = vg_said_copy(a, list[i].show_said);
        b->n_checks++;
    }
    b->checks = out;
}
