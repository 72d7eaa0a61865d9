/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_OUT_H
#define VG_CLI_OUT_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Where results go. Commands write into `b`, say vg_out_pour() after each piece
 * and vg_out_flush() where a reader waits for the line.
 */
struct vg_out {
    struct vg_buf b;
    int fd;
    int is_terminal;
    int has_colour; /* a terminal, and NO_COLOR is not set */
    int columns;    /* of the terminal; 80 when it is none */
    int is_gone;    /* the reader closed the pipe: nothing more is written */
    int failure;    /* errno of a write that failed otherwise, or 0 */
};

/* Ask the system what `fd` is. */
void vg_out_open(struct vg_out *o, int fd);

/* Write when enough has come together, or at once. 0 when nothing can be written
 * any more; the reason is in is_gone or failure. */
int vg_out_pour(struct vg_out *o);
int vg_out_flush(struct vg_out *o);

/* VG_E_IO when something could not be written; a reader that went away is none. */
int vg_out_close(struct vg_out *o, struct vg_err *err);

/* Emphasis on a terminal with colour, nothing elsewhere. */
enum vg_style { VG_PLAIN, VG_BOLD, VG_DIM, VG_MARK, VG_GOOD, VG_BAD };
void vg_out_style(struct vg_out *o, enum vg_style style);

/* Text of a source or a person, made visible, in one line; NULL writes nothing. */
void vg_out_text(struct vg_out *o, const char *text);
void vg_out_str(struct vg_out *o, struct vg_str s);

/* The same in a style. */
void vg_out_styled(struct vg_out *o, enum vg_style style, const char *text);

#endif
