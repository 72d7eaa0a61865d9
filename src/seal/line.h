/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_LINE_H
#define VG_SEAL_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * The small strict readers that the text formats of this folder share. Each
 * accepts exactly one spelling of a value, so that no signed text has two forms.
 */

/* Take the next line off *rest, without its LF. 0 when no LF is left (*rest stays). */
int vg_line_next(struct vg_str *rest, struct vg_str *line);

/* Take `head` off the front of a line; 0 when it does not start so. */
int vg_line_after(struct vg_str *line, const char *head);

/* Lower-case hex of exactly `n` bytes. */
int vg_line_hex(struct vg_str s, unsigned char *out, size_t n);

/* A decimal number within 64 bits, digits only, no leading zero but for 0 itself. */
int vg_line_u64(struct vg_str s, uint64_t *out);

#endif
