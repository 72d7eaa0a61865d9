/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_CHECK_H
#define VG_WEB_CHECK_H

#include "web/ui.h"

/* One check in a list, marked with its result, with a link to its page. */
void vg_check_item(const struct vg_web *w, const struct vg_page *p, const struct vg_check *c);

/* What the pages of checks share: the answer that a person gave, in a paragraph; nothing
 * where there is none. */
void vg_check_answer_line(const struct vg_web *w, const struct vg_check_answer *a);

/* The address of this list with another result (NULL: all), from its beginning. */
const char *vg_check_here(const struct vg_web *w, const char *result);

/* What a rule looks at and why, in a sentence. */
enum vg_ui_word vg_check_rule(enum vg_check_kind kind);

#endif
