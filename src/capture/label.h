/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CAPTURE_LABEL_H
#define VG_CAPTURE_LABEL_H

#include "base/buf.h"
#include "base/mem.h"

/*
 * A file name is any bytes but NUL. A label is the same name as text that can
 * be kept, printed and read back: well-formed UTF-8 without control,
 * zero-width or bidi characters. What does not fit is written %XX, byte by
 * byte; a percent sign is escaped only where two hexadecimal digits follow it,
 * so that "100%.pdf" stays as it is. Different names have different labels.
 */
void vg_put_label(struct vg_buf *b, struct vg_str name);

/* The label of an address, which escapes what it has to by itself: what is written %XX there means
 * that already, and stays. Only what does not fit is escaped. */
void vg_put_label_address(struct vg_buf *b, struct vg_str address);

/* The name that a label stands for: the exact reverse of vg_put_label(). */
void vg_put_label_name(struct vg_buf *b, struct vg_str label);

#endif
