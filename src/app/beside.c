/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Two sources against each other: their rows are loaded here, the thinking is in claim/beside.c. */
#include <inttypes.h>

#include "app/inside.h"
#include "base/limits.h"
#include "base/utf8.h"

static int is_live(const struct vg_claim *c)
{
    return c->status != VG_WITHDRAWN && c->status != VG_REJECTED;
}

/* Kept claims and open suggestions, both in reading order already, as one list in it. */
static int load_claims(struct vg_case *c, int64_t id, struct vg_arena *a,
                       struct vg_beside_side *out, struct vg_err *err)
{
    struct vg_claim *kept = NULL, *list;
    struct vg_suggestion *open = NULL;
    const char **ids;
    size_t n_kept = 0, n_open = 0, n = 0, i = 0, k = 0;
    int rc = vg_claims_of_source(c, id, a, &kept, &n_kept, err);

    if (rc == VG_OK)
        rc = vg_suggestions(c, id, 1, a, &open, &n_open, err);
    if (rc != VG_OK)
        return rc;
    list = VG_NEW_ARRAY(a, struct vg_claim, n_kept + n_open + 1);
    ids = VG_NEW_ARRAY(a, const char *, n_kept + n_open + 1);
    while (i < n_kept || k < n_open) {
        if (k == n_open || (i < n_kept && kept[i].passage->start <= open[k].claim.passage->start)) {
            if (is_live(&kept[i])) {
                ids[n] = vg_print(a, "c%" PRId64, kept[i].id);
                list[n++] = kept[i];
            }
            i++;
        } else {
            ids[n] = open[k].id;
            list[n++] = open[k++].claim;
        }
    }
    out->claims = list;
    out->ids = ids;
    out->n_claims = n;
    return VG_OK;
}

static int load_side(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_beside_side *out,
                     struct vg_err *err)
{
    struct vg_text_block *blocks = NULL;
    int rc = vg_source_get(c, id, a, &out->source, err);

    if (rc == VG_OK)
        rc = load_claims(c, id, a, out, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_source_blocks(c, id, a, &out->text, &blocks, &out->n_blocks, err);
    out->blocks = blocks;
    return rc == VG_E_ABSENT ? VG_OK : rc;
}

static struct vg_str compared(struct vg_beside_side *s)
{
    struct vg_str t = s->text;

    if (t.len > VG_MAX_BESIDE_TEXT) {
        s->is_cut = 1;
        t.len = vg_utf8_down(t.p, t.len, VG_MAX_BESIDE_TEXT);
    }
    return t;
}

int vg_sources_beside(struct vg_case *c, int64_t x, int64_t y, struct vg_arena *a,
                      struct vg_sources_beside *out, struct vg_err *err)
{
    struct vg_sources_beside b = {0};
    struct vg_near_shared *shared = NULL;
    struct vg_beside_row *rows = NULL;
    int rc = load_side(c, x, a, &b.x, err);

    if (rc == VG_OK)
        rc = load_side(c, y, a, &b.y, err);
    if (rc != VG_OK)
        return rc;
    vg_near_shared(compared(&b.x), compared(&b.y), a, &shared, &b.n_shared);
    vg_beside(b.x.claims, b.x.n_claims, b.y.claims, b.y.n_claims, shared, b.n_shared, a, &rows,
              &b.n_rows);
    b.shared = shared;
    b.rows = rows;
    *out = b;
    return VG_OK;
}
