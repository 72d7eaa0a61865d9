/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_ROOTS_H
#define VG_WEB_ROOTS_H

#include "web/ui.h"

/* What the page of all roots and the page of one share. */

/* "how many: 12, not read", a list. */
void vg_ui_roots_families(const struct vg_web *w, const struct vg_root_row *row);
/* A derivation that was kept, as an item of a list, with the form that takes it back. */
void vg_ui_roots_edge(const struct vg_web *w, const struct vg_edge *e);

struct vg_ui_roots_field {
    const char *key, *value; /* without a value: left out */
};
/* Keep what a person says of roots, as one import line: the same checks, one way of doing it.
 * *known is set when all of it was there already. */
int vg_ui_roots_keep(struct vg_web *w, const char *type, const struct vg_ui_roots_field *fields,
                     size_t n, int *known);

#endif
