/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_GAZETTEER_MATCH_H
#define VG_MENTION_GAZETTEER_MATCH_H

#include "mention/gazetteer.h"
#include "mention/gazetteer_table.h"

/*
 * Does a name stand at one place of a text? Slow and exact: the filter and the
 * nodes only say where to ask.
 */
struct vg_match {
    size_t start, end;
    int is_plural;
};

/* Group `group` with the first unit of its key at `at`, where a boundary is on the left if
 * one is needed. Returns 1 and *m when it stands there. */
int vg_group_matches(const struct vg_gazetteer *g, uint32_t group, const char *text, size_t len,
                     size_t at, struct vg_match *m);

/* enum vg_hit_folded of a match, but for VG_HIT_PLURAL. */
uint8_t vg_match_folded(const struct vg_gazetteer *g, uint32_t group, const char *text,
                        const struct vg_match *m);

#endif
