/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/vocab.h"

#include <string.h>

/* Schemes hold at most a few dozen terms: walking them is quicker than a table. */
const struct vg_scheme *vg_scheme_get(const char *scheme)
{
    for (size_t i = 0; i < vg_schemes_n; i++)
        if (strcmp(vg_schemes[i].id, scheme) == 0)
            return &vg_schemes[i];
    return NULL;
}

const struct vg_term *vg_term_get(const char *scheme, const char *id)
{
    const struct vg_scheme *s = vg_scheme_get(scheme);

    if (s == NULL || id == NULL)
        return NULL;
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->terms[i].id, id) == 0)
            return &s->terms[i];
    return NULL;
}

const char *vg_term_label(const char *scheme, const char *id, const char *language)
{
    const struct vg_term *t = vg_term_get(scheme, id);
    const char *label = NULL;

    if (t != NULL)
        label = strcmp(language, "zh") == 0 ? t->zh : t->en;
    return label != NULL ? label : id;
}

struct vg_part_words vg_part_term(struct vg_arena *a, const char *scheme, const char *id)
{
    static const char *const ends[] = {"、", "（", "，"};
    const struct vg_term *t = id == NULL ? NULL : vg_term_get(scheme, id);
    size_t n;

    if (t == NULL)
        return vg_part(id);
    if (strcmp(id, "percent") == 0)
        return (struct vg_part_words){id, "%"};
    n = strlen(t->zh);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = strstr(t->zh, ends[i]);

        if (end != NULL && end > t->zh && (size_t)(end - t->zh) < n)
            n = (size_t)(end - t->zh);
    }
    return (struct vg_part_words){id, vg_copy(a, t->zh, n)};
}
