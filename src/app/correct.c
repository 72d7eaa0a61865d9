/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A claim in the place of another: what a person changed, laid over what was kept. Nothing is
 * edited; the old one stays, and what the record says of it is not the new one's to say.
 */
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"

int vg_changes_apply(json_t *base, const char *changes, struct vg_err *err)
{
    VG_SCOPED_JSON *over = NULL;
    int rc = changes == NULL ? VG_OK : vg_json_read(changes, strlen(changes), &over, err);

    if (rc != VG_OK || over == NULL)
        return rc;
    if (!json_is_object(over))
        return vg_fail(err, VG_E_FORMAT, "changes: an object was expected");
    if (json_object_update_recursive(base, over) != 0)
        return vg_fail(err, VG_E_FORMAT, "the changes could not be applied");
    return VG_OK;
}

static int is_same_number(const struct vg_quantity *x, const struct vg_quantity *y)
{
    return x->op == y->op && x->has == y->has && x->scale == y->scale &&
           (!(x->has & VG_HAS_VALUE) || x->value == y->value) &&
           (!(x->has & VG_HAS_LOWER) || x->lower == y->lower) &&
           (!(x->has & VG_HAS_UPPER) || x->upper == y->upper);
}

static int is_same_passage(const struct vg_passage *x, const struct vg_passage *y)
{
    return x != NULL && y != NULL && x->source == y->source && x->start == y->start &&
           x->end == y->end && x->quote.len == y->quote.len &&
           (x->quote.len == 0 || memcmp(x->quote.p, y->quote.p, x->quote.len) == 0);
}

/*
 * Whoever compared "54" with the image said nothing of another number, nor of other words: the
 * look of a person holds for what was looked at, and the changes have to say that there was
 * another.
 */
static void forget_look(const struct vg_claim *old, int said_anew, struct vg_arena *a,
                        struct vg_claim *claim)
{
    int same_number = is_same_number(&old->quantity, &claim->quantity);
    struct vg_passage *also = VG_NEW_ARRAY(a, struct vg_passage, claim->n_also_at + 1);
    struct vg_passage *p = VG_NEW(a, struct vg_passage);

    if (claim->passage == NULL || said_anew)
        return;
    *p = *claim->passage;
    p->is_seen = p->is_seen && same_number && is_same_passage(old->passage, p);
    claim->passage = p;
    for (size_t i = 0; i < claim->n_also_at; i++) {
        also[i] = claim->also_at[i];
        also[i].is_seen = also[i].is_seen && same_number;
    }
    claim->also_at = also;
}

static int says_seen(const char *changes)
{
    VG_SCOPED_JSON *o = NULL;

    return changes != NULL && vg_json_read(changes, strlen(changes), &o, NULL) == VG_OK &&
           json_is_true(json_object_get(json_object_get(o, "passage"), "seen"));
}

static int changed(const struct vg_claim *old, const char *changes, struct vg_arena *a,
                   struct vg_claim *out, struct vg_claim_names *names, struct vg_err *err)
{
    static const char *const own[] = {"id", "ref", "status", "by", "at", "rule", "replaces"};
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &b};
    VG_SCOPED_JSON *base = NULL;
    int rc;

    vg_claim_to_json(&j, old);
    rc = vg_json_read(b.p, b.len, &base, err);
    if (rc == VG_OK)
        rc = vg_changes_apply(base, changes, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        json_object_del(base, own[i]);
    rc = vg_claim_from_json(base, a, out, names, err);
    if (rc == VG_OK)
        forget_look(old, says_seen(changes), a, out);
    return rc;
}

int vg_claim_correct(struct vg_case *c, int64_t id, const char *changes, int64_t *made,
                     struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim_names names = {0};
    struct vg_claim old, claim;
    int rc = vg_claim_get(c, id, &a, &old, err);

    if (rc == VG_OK)
        rc = changed(&old, changes, &a, &claim, &names, err);
    if (rc != VG_OK)
        return rc;
    claim.replaces = id;
    return vg_claim_add(c, &claim, &names, 0, made, err);
}
