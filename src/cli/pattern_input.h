/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_PATTERN_INPUT_H
#define VG_CLI_PATTERN_INPUT_H

#include "cli/run.h"

/*
 * Pattern files named on the command line, read into the arena of the run: a file, or
 * a folder for all *.pat in it, by name. `language` (may be NULL) is that of all of
 * them. Texts are added behind those that are in *list.
 */
struct vg_pattern_texts {
    struct vg_pat_text *list;
    size_t n, room;
};
int vg_pattern_texts_read(struct vg_run *r, const char *path, const char *language,
                          struct vg_pattern_texts *out);

#endif
