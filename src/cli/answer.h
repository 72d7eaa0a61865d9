/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_ANSWER_H
#define VG_CLI_ANSWER_H

#include "cli/run.h"

/*
 * An answer as a person reads it: what is refused, the rows, what has to be said with them, the
 * checks that bear on them, what is missing, the roots, and the passage of every claim. Or as
 * JSON, the shapes "answer" of vigil-json(5), one object a line.
 */
void vg_answer_show(struct vg_run *r, const struct vg_view *v, const struct vg_answer *answer,
                    const char *language);
void vg_answer_json(struct vg_run *r, const struct vg_view *v, const struct vg_answer *answer,
                    const char *language);

/* Answer a question of the case with the options --as-of and --recorded. VG_E_MISUSE when one is
 * no date. */
int vg_answer_make(struct vg_run *r, const struct vg_question *q, const char *language,
                   struct vg_view *view, struct vg_answer *out);

/* "en" unless --lang says zh; VG_E_MISUSE for another. */
int vg_answer_language(struct vg_run *r, const char **out);

#endif
