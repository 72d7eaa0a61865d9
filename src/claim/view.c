/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/view.h"

#include <string.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "base/table.h"

static const char *const derivations[] = {
    [VG_DERIVES_COPY] = "copy",
    [VG_DERIVES_RELAY] = "relay",
    [VG_DERIVES_TRANSLATION] = "translation",
    [VG_DERIVES_REWORD] = "reword",
    [VG_DERIVES_EXCERPT] = "excerpt",
    [VG_DERIVES_CORRECTION] = "correction",
    [VG_DERIVES_SAME_AUTHOR] = "same-author",
};
enum { N_DERIVATIONS = sizeof derivations / sizeof *derivations };

const char *vg_derivation_word(enum vg_derivation v)
{
    return (unsigned)v < N_DERIVATIONS && derivations[v] != NULL ? derivations[v] : "unknown";
}

int vg_derivation_read(const char *w, enum vg_derivation *out, struct vg_err *err)
{
    for (unsigned i = 1; i < N_DERIVATIONS; i++) {
        if (strcmp(derivations[i], w) != 0)
            continue;
        *out = (enum vg_derivation)i;
        return VG_OK;
    }
    return vg_fail(
        err, VG_E_FORMAT,
        "kind: \"%.40s\" is no way to derive; 'vigil help --words derivation' lists them", w);
}

/*
 * Lists of a view are ascending by an int64_t id at a fixed place of the element. Ids
 * rise by one or more from each to the next, so an id stands no further from the first
 * than it is larger: in lists without gaps the very first look finds it.
 */
static int64_t id_at(const void *list, size_t size, size_t at, size_t i)
{
    int64_t id;

    memcpy(&id, (const char *)list + i * size + at, sizeof id);
    return id;
}

static const void *by_id(const void *list, size_t n, size_t size, size_t at, int64_t id)
{
    size_t low = 0, high = n, mid;
    int64_t first = n > 0 ? id_at(list, size, at, 0) : 0;

    if (n == 0 || id < first)
        return NULL;
    if ((uint64_t)id - (uint64_t)first < n)
        high = (size_t)((uint64_t)id - (uint64_t)first) + 1;
    for (mid = high - 1; low < high; mid = low + (high - low) / 2) {
        int64_t here = id_at(list, size, at, mid);

        if (here == id)
            return (const char *)list + mid * size;
        if (here < id)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const struct vg_claim *vg_view_claim(const struct vg_view *v, int64_t id)
{
    return by_id(v->claims, v->n_claims, sizeof *v->claims, offsetof(struct vg_claim, id), id);
}

const struct vg_source_info *vg_view_source(const struct vg_view *v, int64_t id)
{
    return by_id(v->sources, v->n_sources, sizeof *v->sources, offsetof(struct vg_source_info, id),
                 id);
}

const struct vg_root *vg_view_root(const struct vg_view *v, int64_t id)
{
    return by_id(v->roots, v->n_roots, sizeof *v->roots, offsetof(struct vg_root, id), id);
}

const struct vg_entity *vg_view_entity(const struct vg_view *v, const char *id)
{
    size_t low = 0, high = v->n_entities;

    while (id != NULL && low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(v->entities[mid].id, id);

        if (order == 0)
            return &v->entities[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const struct vg_list *vg_view_list(const struct vg_view *v, const char *name)
{
    for (size_t i = 0; i < v->n_lists; i++) /* a handful */
        if (strcmp(v->lists[i].name, name) == 0)
            return &v->lists[i];
    return NULL;
}

void vg_view_refs(const struct vg_view *v, struct vg_table *refs)
{
    for (size_t i = 0; i < v->n_claims; i++)
        if (v->claims[i].ref != NULL)
            (void)vg_table_add(refs, vg_str(v->claims[i].ref), (int64_t)i, NULL);
}

const struct vg_claim *vg_view_named(const struct vg_view *v, const struct vg_table *refs,
                                     const char *name)
{
    const struct vg_claim *c;
    int64_t id = 0, at = 0;
    size_t i = 1;

    if (name == NULL)
        return NULL;
    if (name[0] == 'c') {
        for (; name[i] >= '0' && name[i] <= '9' && i <= 18; i++)
            id = 10 * id + (name[i] - '0');
        c = i > 1 && name[i] == '\0' ? vg_view_claim(v, id) : NULL;
        if (c != NULL)
            return c;
    }
    if (refs->slot_count != 0 && vg_table_get(refs, vg_str(name), &at))
        return &v->claims[at];
    return NULL;
}

/* The last day of an EDTF text, its first when it is open; 0 when it is none. */
static int day_said(const char *text, int64_t *out)
{
    struct vg_date d;

    if (text == NULL || vg_edtf_readz(text, &d, NULL) != VG_OK)
        return 0;
    *out = d.open_to ? d.first : d.last;
    return 1;
}

int64_t vg_claim_said(const struct vg_view *v, const struct vg_claim *c)
{
    const struct vg_source_info *s;
    int64_t day = 0;

    for (size_t i = c->n_links; i-- > 0;)
        if (day_said(c->links[i].date, &day))
            return day;
    for (size_t i = 0; i < c->n_standing; i++)
        if (day_said(c->standing[i].date, &day))
            return day;
    s = c->passage != NULL ? vg_view_source(v, c->passage->source) : NULL;
    if (s == NULL)
        return VG_DAYS_MIN;
    if (day_said(s->date, &day))
        return day;
    /* toward minus infinity, so that a time before 1970 falls on its own day */
    return s->captured_at / 86400 - (s->captured_at % 86400 < 0);
}

static int status_stands(const struct vg_claim *c)
{
    return c->status == VG_ACCEPTED || c->status == VG_CORRECTED;
}

/* Does this claim put an end to the one that it replaces? */
static int replaces_another(const struct vg_claim *c)
{
    return c->replaces != 0 && status_stands(c);
}

int vg_claim_stands(const struct vg_view *v, const struct vg_claim *c, int64_t as_of)
{
    if (!status_stands(c))
        return 0;
    for (size_t i = 0; i < v->n_claims; i++)
        if (v->claims[i].replaces == c->id && replaces_another(&v->claims[i]))
            return 0;
    return as_of >= VG_DAYS_MAX || vg_claim_said(v, c) <= as_of;
}

unsigned char *vg_view_standing(const struct vg_view *v, int64_t as_of, struct vg_arena *a)
{
    unsigned char *stands = vg_alloc(a, v->n_claims + 1);

    for (size_t i = 0; i < v->n_claims; i++) {
        const struct vg_claim *c = &v->claims[i];

        stands[i] = status_stands(c) && (as_of >= VG_DAYS_MAX || vg_claim_said(v, c) <= as_of);
    }
    for (size_t i = 0; i < v->n_claims; i++) {
        const struct vg_claim *old =
            replaces_another(&v->claims[i]) ? vg_view_claim(v, v->claims[i].replaces) : NULL;

        if (old != NULL)
            stands[old - v->claims] = 0;
    }
    return stands;
}

/* -- names that are one ---------------------------------------------------------------------- */

struct vg_sameness {
    struct vg_table at;
    const char *const *stands_for;
};

const struct vg_sameness *vg_sameness_make(const char *const *names, const char *const *stands_for,
                                           size_t n, struct vg_arena *a)
{
    struct vg_sameness *s = VG_NEW(a, struct vg_sameness);

    *s = (struct vg_sameness){.at = VG_TABLE(a), .stands_for = stands_for};
    for (size_t i = 0; i < n; i++)
        (void)vg_table_add(&s->at, vg_str(names[i]), (int64_t)i, NULL);
    return s;
}

const char *vg_view_one(const struct vg_view *v, const char *name)
{
    int64_t at;

    if (v->same == NULL || name == NULL || !vg_table_get(&v->same->at, vg_str(name), &at))
        return name;
    return v->same->stands_for[at];
}
