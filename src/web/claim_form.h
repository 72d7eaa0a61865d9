/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_CLAIM_FORM_H
#define VG_WEB_CLAIM_FORM_H

#include "web/ui.h"

/*
 * One claim, or suggestion, as the fields of a form. What was typed already stands before what
 * the claim says, so that a form that could not be kept comes back as it was sent.
 */

/* The box by which a person says that the words were compared with the image they were read
 * in; "seen" in the page of a claim is what its history was when the form was made. */
#define VG_FORM_COMPARED "compared"

/* The fields, within a form that the caller has opened. */
void vg_claim_fields(const struct vg_web *w, const struct vg_claim *c);

/*
 * What was typed differently, as the JSON object that vg_accept() takes; NULL when nothing was.
 * A field that was not sent is not changed. Where something was, the box goes with it. VG_E_FORMAT
 * with the field's name for a number that is none.
 */
int vg_claim_changes(const struct vg_web *w, const struct vg_claim *c, const char **out);

/* The same changes (NULL: none), with the word of the person that they compared the words with
 * the image; in the arena. */
const char *vg_claim_changes_seen(const struct vg_web *w, const char *changes);

#endif
