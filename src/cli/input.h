/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_INPUT_H
#define VG_CLI_INPUT_H

#include "cli/run.h"

/* A whole file, or standard input for "-". VG_E_LIMIT names the bound; *out has a
 * ceiling already. */
int vg_input_read(const char *path, struct vg_buf *out, struct vg_err *err);

/* One suggestion as JSON: {"suggestion":"s1.3","decided":null,"claim":{…}}. */
void vg_suggestion_line(struct vg_run *r, const struct vg_suggestion *s);

#endif
