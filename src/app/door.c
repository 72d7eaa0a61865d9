/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/door.h"

#include <string.h>

#include "base/edtf.h"
#include "base/fold.h"
#include "base/table.h"

struct vg_door {
    const struct vg_view *v;
    struct vg_name_guard *guard;
    struct vg_table hidden; /* folded words of claims and entities that are a person's */
    unsigned char *stands;
};

enum { SHORTEST_HIDDEN = 4 /* bytes; a shorter word would hide half the case */ };

static void hide(struct vg_door *d, const char *words)
{
    VG_SCOPED_BUF b = {0};
    struct vg_str f;

    if (words == NULL)
        return;
    f = vg_name_folded(&b, words);
    if (f.len >= SHORTEST_HIDDEN)
        (void)vg_table_add(&d->hidden, f, 1, NULL);
}

/* "person:ann-example" hides "Ann Example", too. */
static void hide_person(struct vg_door *d, const char *id, struct vg_arena *a)
{
    char *words = vg_copyz(a, id + strlen("person:"));

    for (char *p = words; *p != '\0'; p++)
        *p = *p == '-' || *p == '_' || *p == '.' ? ' ' : *p;
    hide(d, words);
}

static void note(struct vg_door *d, const char *text, const char *detail, struct vg_arena *a)
{
    vg_name_guard_note(d->guard, text, detail);
    if (text == NULL)
        return;
    if (vg_names_protected(detail) && !vg_names_a_thing(vg_str(text)))
        hide(d, text);
    if (vg_names_person(text))
        hide_person(d, text, a);
}

struct vg_door *vg_door_make(const struct vg_view *v, struct vg_arena *a)
{
    struct vg_door *d = VG_NEW(a, struct vg_door);

    *d = (struct vg_door){.v = v, .guard = vg_name_guard_make(a), .hidden = VG_TABLE(a)};
    d->stands = vg_view_standing(v, VG_DAYS_MAX, a);
    for (size_t i = 0; i < v->n_claims; i++) {
        note(d, v->claims[i].subject, v->claims[i].detail, a);
        note(d, v->claims[i].object, NULL, a);
    }
    for (size_t i = 0; i < v->n_entities; i++) {
        const struct vg_entity *e = &v->entities[i];

        if (!vg_names_person(e->id))
            continue;
        note(d, e->id, NULL, a);
        vg_name_guard_note(d->guard, e->en, "private");
        vg_name_guard_note(d->guard, e->zh, "private");
        hide(d, e->en);
        hide(d, e->zh);
    }
    return d;
}

int vg_door_lets(const struct vg_door *d, const char *words)
{
    VG_SCOPED_BUF b = {0};
    struct vg_str f;

    if (words == NULL)
        return 1;
    if (vg_names_hides(d->guard, words))
        return 0;
    if (d->hidden.n == 0)
        return 1;
    f = vg_name_folded(&b, words);
    for (size_t i = 0; i < d->hidden.n; i++) {
        struct vg_str h = d->hidden.items[i].key;

        if (f.len >= h.len && memmem(f.p, f.len, h.p, h.len) != NULL)
            return 0;
    }
    return 1;
}

static int lets_people(const struct vg_door *d, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++)
        if (!vg_door_lets(d, c->links[i].speaker))
            return 0;
    for (size_t i = 0; i < c->n_standing; i++)
        if (!vg_door_lets(d, c->standing[i].speaker))
            return 0;
    return 1;
}

int vg_door_lets_claim(const struct vg_door *d, const struct vg_claim *c)
{
    VG_SCOPED_ARENA a = {0};
    const char *quote =
        c->passage == NULL ? NULL : vg_copy(&a, c->passage->quote.p, c->passage->quote.len);

    return d->stands[c - d->v->claims] && !vg_names_protected(c->detail) &&
           vg_door_lets(d, c->subject) && vg_door_lets(d, c->object) && vg_door_lets(d, quote) &&
           vg_door_lets(d, c->note) && vg_door_lets(d, c->translation) && lets_people(d, c);
}

enum vg_place_level vg_door_precision(const struct vg_door *d, const struct vg_claim *c)
{
    enum vg_place_level level;

    if (!vg_door_lets_claim(d, c))
        return VG_PLACE_UNKNOWN;
    if (c->place_precision == NULL)
        return VG_PLACE_DISTRICT;
    if (strcmp(c->place_precision, "withheld") == 0)
        return VG_PLACE_UNKNOWN;
    /* A street or a building is nobody's business: the district is the finest that leaves. */
    return vg_place_level_read(c->place_precision, &level, NULL) == VG_OK ? level
                                                                          : VG_PLACE_DISTRICT;
}
