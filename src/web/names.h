/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_NAMES_H
#define VG_WEB_NAMES_H

#include "web/ui.h"

/* What the two pages of names share. */

/* What a name is called in the language of the page: of an entity its name there, else as the
 * claims have it. Plain text. */
const char *vg_name_label(const struct vg_web *w, const struct vg_named *n);
/* Its other name, in the other language, or NULL. */
const char *vg_name_label_other(const struct vg_web *w, const struct vg_named *n);
/* A link to its page; `name` as claims have it, in the list or not. */
void vg_name_link(const struct vg_web *w, const struct vg_names *names, const char *name);
enum vg_ui_word vg_name_kind_word(const struct vg_named *n);
/* subject · object · speaker */
void vg_name_roles(const struct vg_web *w, unsigned roles);
/* The label of its level, where it says more than its kind; or NULL. */
const char *vg_name_level(const struct vg_web *w, const struct vg_named *n);

/* One conflict: the judgement that says different, and the chain against it. */
void vg_name_conflict(const struct vg_web *w, const struct vg_names *names,
                      const struct vg_name_conflict *x);
/* A judgement in a list; `from` is the name whose page it is, NULL: of neither. Opens <li> and
 * leaves it open, so that forms can follow. */
void vg_name_judgement(const struct vg_web *w, const struct vg_names *names,
                       const struct vg_judgement *j, const struct vg_named *from);

/* What speaks for two names being one, and what against, as a list. */
void vg_name_evidence(const struct vg_web *w, const struct vg_score *s);

#endif
