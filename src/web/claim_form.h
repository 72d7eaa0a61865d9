/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_CLAIM_FORM_H
#define VG_WEB_CLAIM_FORM_H

#include "web/ui.h"

/*
 * One claim, or suggestion, as the fields of a form. What was typed already stands before what
 * the claim says, so that a form that could not be kept comes back as it was sent.
 */

/* The fields, within a form that the caller has opened. */
void vg_claim_fields(const struct vg_web *w, const struct vg_claim *c);

/*
 * What was typed differently, as the JSON object that vg_accept() takes; NULL when nothing was.
 * A field that was not sent is not changed. VG_E_FORMAT with the field's name for a number
 * that is none.
 */
int vg_claim_changes(const struct vg_web *w, const struct vg_claim *c, const char **out);

/* The claim with those changes, as a new one that replaces it: for vg_claim_add(). */
int vg_claim_changed(const struct vg_web *w, const struct vg_claim *c, const char *changes,
                     struct vg_claim *out, struct vg_claim_names *names);

#endif
