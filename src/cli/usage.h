/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_USAGE_H
#define VG_CLI_USAGE_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/command.h"

/* `vigil help` and `vigil help COMMAND`, for a screen of 80 columns. */
void vg_usage_overview(struct vg_buf *b);
void vg_usage_command(struct vg_buf *b, const struct vg_command *c);

/* The same as man pages, in mdoc(7): vigil(1), and vigil-NAME(1). */
void vg_manual_overview(struct vg_buf *b);
void vg_manual_command(struct vg_buf *b, const struct vg_command *c);

/* Completion for "bash", "zsh" or "fish". VG_E_MISUSE for another shell. */
int vg_completion(struct vg_buf *b, const char *shell, struct vg_err *err);

#endif
