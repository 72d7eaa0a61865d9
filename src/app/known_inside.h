/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_KNOWN_INSIDE_H
#define VG_APP_KNOWN_INSIDE_H

#include "app/known.h"
#include "base/table.h"
#include "mention/gazetteer.h"
#include "resolve/words.h"

/* What known.c (claims, imports, putting together) and known_texts.c (texts) share. */

struct vg_known_quote {
    size_t name;
    struct vg_pair_seen quote;
};

struct vg_known_gathering {
    struct vg_case *c;
    struct vg_arena *a, *work, *one; /* `one`: for the text in hand */
    const struct vg_names *names;
    struct vg_name_guard *guard;
    const struct vg_name_words *words;
    struct vg_gazetteer names_in_text;
    int has_names; /* there is a gazetteer */
    struct vg_known *out;
    size_t room_idents, room_pairs;
    struct vg_table pair_at;
    const char ***sites; /* of each name, lists that grow */
    size_t *room_sites;
    const char ***countries;
    size_t *room_countries;
    struct vg_known_quote *quotes;
    size_t n_quotes, room_quotes;
    struct vg_hit *hits; /* of the text in hand */
    size_t n_hits, room_hits;
    int64_t read; /* bytes of texts */
};

/* The pair of two names; NULL: they are one, or there are too many facts. */
struct vg_known_pair *vg_known_pair_of(struct vg_known_gathering *g, size_t x, size_t y);

/* A name has this identifier, as its text stands at `seen`. */
void vg_known_keep_ident(struct vg_known_gathering *g, size_t name, enum vg_ident_kind kind,
                         struct vg_str key, struct vg_str text, struct vg_pair_seen seen);

/* Look through the texts of the sources before an entry, and then the passages of claims. */
int vg_known_take_texts(struct vg_known_gathering *g, int64_t before, struct vg_err *err);

#endif
