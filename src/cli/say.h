/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_SAY_H
#define VG_CLI_SAY_H

#include "cli/run.h"

/*
 * How the things of a case are shown to a person, and the pieces of JSON that
 * several commands share.
 */

/* "at least 102 station", "up to 230,000 person", "none found". */
void vg_say_quantity(struct vg_buf *b, const struct vg_quantity *q);

/* The card of a claim: what, in which words, where, who says so, when. `name` is
 * its id or the suggestion's. */
void vg_say_claim(struct vg_out *o, const char *name, const struct vg_claim *c);

/* A line of its own, set in by `indent`: what is damaged of the record that a source came in, as in
 * struct vg_source_info (NULL: nothing); and that words of a source were read in an image. */
void vg_say_damage(struct vg_out *o, int indent, const char *damaged);
void vg_say_from_image(struct vg_out *o, int indent);

/* "c3 c17": ids of claims with the given letter, at most `most` and then how many more. */
void vg_say_ids(struct vg_buf *b, char letter, const int64_t *ids, size_t n, size_t most);

/* "1 root named, 0 read" */
void vg_say_roots(struct vg_buf *b, size_t named, size_t read);

/* "Fujian (CN-FJ)", or the id alone where it is its own name. In the arena. */
const char *vg_say_place(struct vg_arena *a, const struct vg_view *v, const char *id);

/* What a thing is called: in English, else in Chinese, else as claims name it. */
const char *vg_say_name(const struct vg_named *n);

/* A moment as RFC 3339, and as a day. 0 is no moment: null, or "-". */
void vg_json_time(struct vg_json *j, const char *key, int64_t at);
void vg_say_day(struct vg_buf *b, int64_t at);

/* The member "answer" of a check: what a person answered, or null. */
void vg_json_check_answer(struct vg_json *j, const struct vg_check_answer *a);

/* key and "s12", key and ["c3","c17"]. An id of 0 is null. */
void vg_json_id(struct vg_json *j, const char *key, char letter, int64_t id);
void vg_json_ids(struct vg_json *j, const char *key, char letter, const int64_t *ids, size_t n);

/* Which rules set fields of a suggestion, on what words: lines below its card. */
void vg_say_explained(struct vg_out *o, const struct vg_explained *x);

#endif
