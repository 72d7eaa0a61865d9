/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/decide.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "cli/fields.h"

/* The source of "s12.3", for looking the suggestion up. */
static int source_of(struct vg_run *r, const char *suggestion, int64_t *source)
{
    const char *dot = strchr(suggestion, '.');
    int rc = VG_E_MISUSE;

    if (dot != NULL)
        rc = vg_typed_id(vg_copy(r->a, suggestion, (size_t)(dot - suggestion)), 's', source, NULL);
    if (rc != VG_OK)
        return vg_fail(r->err, VG_E_MISUSE,
                       "'%.40s' is no suggestion; s1.3 is one, 'vigil review %s' lists them",
                       suggestion, r->args[0]);
    return VG_OK;
}

static int find(struct vg_run *r, const char *suggestion, struct vg_claim *out)
{
    struct vg_suggestion *list = NULL;
    int64_t source = 0;
    size_t n = 0;
    int rc = source_of(r, suggestion, &source);

    if (rc == VG_OK)
        rc = vg_suggestions(r->c, source, 0, r->a, &list, &n, r->err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].id, suggestion) == 0) {
            *out = list[i].claim;
            return VG_OK;
        }
    }
    return vg_fail(r->err, VG_E_ABSENT,
                   "there is no suggestion %.40s; 'vigil review %s' lists them", suggestion,
                   r->args[0]);
}

static int set_fields(struct vg_run *r, struct vg_fields *f, const char *const *set, size_t n)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        const char *equals = strchr(set[i], '=');

        if (equals == NULL)
            return vg_fail(r->err, VG_E_MISUSE, "'%.60s': FIELD=VALUE is wanted", set[i]);
        rc = vg_fields_set(f, vg_copy(r->a, set[i], (size_t)(equals - set[i])), equals + 1, r->err);
    }
    return rc;
}

/* The same object with what only the person can say. */
static const char *with_seen(struct vg_run *r, const char *changes)
{
    VG_SCOPED_JSON *o = NULL;
    json_t *passage = json_object();
    const char *out;
    char *text;

    if (changes == NULL || vg_json_read(changes, strlen(changes), &o, NULL) != VG_OK)
        o = json_object();
    (void)json_object_set_new(passage, "seen", json_true());
    (void)json_object_set_new(o, "passage", passage);
    text = json_dumps(o, JSON_COMPACT);
    out = vg_copyz(r->a, text);
    free(text);
    return out;
}

static int work_out(struct vg_run *r, const char *suggestion, const struct vg_accepting *d,
                    struct vg_buf *changes)
{
    VG_SCOPED_FIELDS f = {0};
    struct vg_claim old = {0};
    int rc = find(r, suggestion, &old);

    if (rc != VG_OK)
        return rc;
    vg_fields_begin(&f, &old);
    rc = set_fields(r, &f, d->set, d->n);
    if (rc != VG_OK)
        return rc;
    vg_fields_settle(&f, old.n_links == 0 ? NULL : old.links[old.n_links - 1].speaker);
    vg_fields_changes(&f, changes);
    return VG_OK;
}

int vg_decide_accept(struct vg_run *r, const char *suggestion, const struct vg_accepting *d,
                     int64_t *claim)
{
    VG_SCOPED_BUF changes = {0};
    const char *said;
    int rc = d->n == 0 ? VG_OK : work_out(r, suggestion, d, &changes);

    if (rc != VG_OK)
        return rc;
    said = d->n == 0 ? NULL : changes.p;
    if (d->is_seen)
        said = with_seen(r, said);
    return vg_accept(r->c, suggestion, said, d->because, claim, r->err);
}
