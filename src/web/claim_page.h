/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_CLAIM_PAGE_H
#define VG_WEB_CLAIM_PAGE_H

#include "web/claim_part.h"

/* The page of one claim. `failed` names the form that could not be kept ("correct", "status",
 * "standing", "reply", "translation"), why stands in w->err, and the form is shown as it was
 * sent; NULL otherwise. */
int vg_claim_show(struct vg_web *w, int64_t id, const char *failed, int code);

/* Nothing was changed, and that is what is told: not in the language of errors. */
enum { VG_CLAIM_UNCHANGED = 1 };

#endif
