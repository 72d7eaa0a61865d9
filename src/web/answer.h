/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_ANSWER_H
#define VG_WEB_ANSWER_H

#include "web/ui.h"

/*
 * The answer to a question as a page tells it: refusals first, for they are the answer
 * where there are any; the rows of each part; what must be said with it, checks, what is
 * missing, roots, and every claim it rests on with its passage (a page of them at a time,
 * from the field "from"). VG_E_REFUSED, VG_E_FORMAT when a figure in it is none.
 */
int vg_answer_page(struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                   const struct vg_answer *answer);

#endif
