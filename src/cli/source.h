/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_SOURCE_H
#define VG_CLI_SOURCE_H

#include "vigil.h"

/* What to call a source: its title, else its label. */
const char *vg_source_name(const struct vg_source *s);

/* The shape "source" of vigil-json(5). */
void vg_source_to_json(struct vg_json *j, const struct vg_source *s);

#endif
