/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_ASKED_H
#define VG_WEB_ASKED_H

#include "web/ui.h"

/*
 * What somebody asks of the whole case, as fields of an address: a question about numbers,
 * a place by its name, the record as it stood on a day.
 */

/* The case as it is now, or as of the field "recorded" (a day) or "entry" (so many entries of
 * the record); *before is 0 for now. VG_E_MISUSE for a day that is none. */
int vg_asked_view(struct vg_web *w, const struct vg_view **v, const struct vg_root_graph **g,
                  int64_t *before);

/* The id of a place that is named by id or, in English or Chinese, by name; NULL: none is. */
const char *vg_asked_place(const struct vg_web *w, const struct vg_view *v, const char *text);

/* The fields unit, in, by, at, as-of. VG_E_MISUSE says which cannot be. */
int vg_asked_count(struct vg_web *w, const struct vg_view *v, struct vg_count_ask *out);

/* PATH?unit=…&by=…& with the fields of the question and of the record, ready for more. */
const char *vg_asked_address(const struct vg_web *w, const char *path,
                             const struct vg_count_ask *ask);

/* What narrows a question: the fields of the query that a filter knows, each as often as it
 * is given; places also by name. vg_filter_check() says what cannot be. */
struct vg_filter vg_asked_filter(const struct vg_web *w, const struct vg_view *v);
/* The same fields as an address: "what=station&place=CA", empty where nothing narrows. */
const char *vg_asked_narrowed(const struct vg_web *w);

/* Fields of a form. */
void vg_asked_unit_field(const struct vg_web *w, const char *name, const struct vg_view *v,
                         const char *chosen, enum vg_ui_word none);
void vg_asked_day_fields(const struct vg_web *w);

/* The lower-case word in front of ':' of a label's head: "station" of "station, post". */
const char *vg_asked_unit_label(const struct vg_web *w, const char *unit);
const char *vg_asked_place_label(const struct vg_web *w, const struct vg_view *v, const char *id);

/* The units that claims count, most used first; shares and lengths of time come last. */
int vg_asked_units(struct vg_web *w, const struct vg_view *v, struct vg_unit_use **out, size_t *n);
int vg_asked_is_thing(const char *unit);

/* "c4 c5" or "c4,c5" as ids; VG_E_MISUSE for what is none, VG_E_LIMIT. */
int vg_asked_claims(struct vg_web *w, const char *text, int64_t **out, size_t *n);

#endif
