/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_GAZETTEER_PLAIN_H
#define VG_MENTION_GAZETTEER_PLAIN_H

#include "mention/gazetteer_match.h"

/*
 * Short cuts for plain text: ASCII, and Han characters of three bytes, with nothing
 * that belongs to a character behind it. They say what the slow ways of
 * gazetteer_step.c and gazetteer_match.c would say, or -1: ask those.
 */
struct vg_plain_step {
    char bytes[64];
    size_t n;
    enum vg_unit_class first;
    size_t end; /* in the text; the next step begins there, after a gap */
};

/* The step from s->end on, over the gap before it if one `may` be there. 1, or 0: no name goes
 * on there. */
int vg_plain_step(const char *text, size_t len, int has_before, struct vg_plain_step *s);

/* vg_next_mark() of the unit at `at`, behind a gap or not, VG_NEXT_NOTHING when there is none;
 * 0: not plain. */
unsigned vg_plain_next(const char *text, size_t len, size_t at);

/* vg_group_matches() and vg_match_folded() in one. */
int vg_group_quick(const struct vg_gazetteer *g, uint32_t group, const char *text, size_t len,
                   size_t at, struct vg_match *m, uint8_t *folded);

#endif
