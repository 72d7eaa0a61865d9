/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_MAIL_FORMS_H
#define VG_READ_MAIL_FORMS_H

#include "read/text.h"

/*
 * What one form of a text says and another does not: the sentences of `other` that do not stand in
 * `shown` word by word, as hidden blocks, with what of the map leads to them. Case, marks and
 * spaces are no difference; a word more, less or another is. Of forms with more than
 * VG_MAX_FORMS_COMPARED bytes together all of `other` is kept. *out is in `a`; it may be empty.
 * Linear, but for the sorting of the words.
 */
void vg_mail_form_rest(const struct vg_text *other, const struct vg_text *shown, struct vg_arena *a,
                       struct vg_text *out);

/* Letters and digits; of a character beyond ASCII its bytes. */
size_t vg_mail_letters(struct vg_str s);

#endif
