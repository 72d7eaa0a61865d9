/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_MAIL_H
#define VG_READ_MAIL_H

#include "read/read.h"

/*
 * What hangs on a mail, or on the mails of an mbox: each attachment in its order, for
 * whoever makes sources of their own of them with the mail as parent. Bodies that
 * vg_read() reads as the text of the mail are not among them; mails inside mails are read
 * there too, and their attachments are listed here, unless they are encoded as a whole: those are
 * attachments.
 */
struct vg_mail_part {
    size_t mail; /* which mail of an mbox, from 0 */
    struct vg_str
        name; /* as the mail gives it, UTF-8 without NUL; never a path to follow; may be empty */
    struct vg_str media;    /* "application/pdf", lower case, as stated */
    struct vg_range source; /* where it stands in the source, still encoded */
    struct vg_str bytes;    /* decoded; in the arena, or the input itself */
    int is_inline;          /* shown inside the text: an image of a signature */
    int damaged;            /* its encoding is broken: the bytes are what could be decoded */
};

/*
 * All attachments of a mail or an mbox. *out is in `a`; bytes point into `a` or into the
 * input. Their sum is at most the input. VG_E_FORMAT when the input is no mail, VG_E_LIMIT
 * when it has more than VG_MAX_DOCUMENT bytes.
 */
int vg_mail_parts(const struct vg_read_input *in, struct vg_arena *a, struct vg_mail_part **out,
                  size_t *count, struct vg_err *err);

#endif
