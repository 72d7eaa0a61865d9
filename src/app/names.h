/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_NAMES_H
#define VG_APP_NAMES_H

#include "app/inside.h"

/* What names.c, names_same.c and judge.c share. */

/* What may not be named, of one state of the case. In the arena; told first of every text that a
 * claim has as subject or object, with the detail of the claim. */
struct vg_name_guard;
struct vg_name_guard *vg_name_guard_make(struct vg_arena *a);
void vg_name_guard_note(struct vg_name_guard *q, const char *text, const char *detail);
/* Are these words, as far as the case says, of a person? Ids of things never are. */
int vg_names_hides(const struct vg_name_guard *g, const char *words);
/* Does one of them stand within these words? */
int vg_names_guards(const struct vg_name_guard *g, const char *words);
/* Does a claim with these say of somebody that it is a person? */
int vg_names_says_person(const char *subject, const char *object, const char *detail);
/* Is it the role of a victim, witness, relative, private person or minor? NULL is not. */
int vg_names_protected(const char *detail);
/* An id of a person; an id of a thing that can be named (methods and roots are other things). */
int vg_names_person(const char *id);
int vg_names_a_thing(struct vg_str id);
/* The next id of whatever kind within words ("prog:sky-net with prog:fox-hunt") from *text on,
 * which moves behind it; 0: there is none. */
int vg_name_next_id(const char **text, struct vg_str *id);
/* The key of a name: the id as it is where it can stand in an address, else "w" and 16 digits. */
const char *vg_name_key_text(const char *name, struct vg_arena *a);
/* What a row (entity, prop, schema, value, lang) says of how an entity of another program is called
 * or of what it is part; 0: it is nothing that is one with another by its name. */
int vg_name_take_brought(const struct vg_stmt *st, struct vg_arena *a, struct vg_entity *e);
/* The words as names are compared: without case, width, script form and accents. In `b`. */
struct vg_str vg_name_folded(struct vg_buf *b, const char *words);

/* vg_names_load() within the transaction of the caller; `guard` may be NULL. */
int vg_case_names_read(struct vg_case *c, struct vg_arena *a, struct vg_names *out,
                       const struct vg_name_guard **guard, struct vg_err *err);

/* vg_judge() within the transaction of the caller, who seals it. */
int vg_judge_within(struct vg_case *c, const char *left, const char *right,
                    enum vg_name_verdict verdict, const char *because, int64_t instead_of,
                    struct vg_arena *a, int64_t *id, struct vg_err *err);
/* The judgement of two names that stands, whichever way round, or NULL. */
const struct vg_judgement *vg_judgement_of_pair(const struct vg_names *names, const char *x,
                                                const char *y);

/* Was it an exact rule (an equal name, an equal frame, a definition, a shared identifier) that made
 * it one? */
int vg_pair_is_by_rule(const struct vg_name_pair *p);

/* What judgements of people make one, and exact rules where the case has switched them on, before
 * entry `before`, of the names of a view; NULL: nothing. Within the transaction of the caller. */
int vg_sameness_read(struct vg_case *c, const struct vg_view *v, int64_t before, struct vg_arena *a,
                     const struct vg_sameness **out, struct vg_err *err);

/* The judgements of the case, ascending; row numbers of withdrawals are left out. */
int vg_judgements_read(struct vg_case *c, struct vg_arena *a, struct vg_judgement **out, size_t *n,
                       struct vg_err *err);

/* VG_E_MISUSE without a reason, VG_E_LIMIT. */
int vg_reason_check(const char *because, struct vg_err *err);

/* Keep an id for a name that has none, as a row of the next entry. `mention` may be NULL. */
int vg_name_found(struct vg_case *c, const char *name, const unsigned char *mention,
                  struct vg_err *err);
/* Set id, founded and entity of the names; after vg_names_unite(). */
int vg_foundings_read(struct vg_case *c, struct vg_named *list, size_t n,
                      const struct vg_table *known, struct vg_arena *a, struct vg_err *err);
/* A name of an entity that was imported: "ftm:" and its id there. */
#define VG_NAME_FTM "ftm:"

/*
 * Which names are one, and where judgements speak against each other. Pure: `ends` are the places
 * in `list` of the left and right of each judgement, two for each, -1 where a name is not in the
 * list; those that ended are passed over. Sets `same`, `n_same` and `is_disputed` of the names.
 */
void vg_names_unite(struct vg_named *list, size_t n, const struct vg_judgement *judgements,
                    const int64_t *ends, size_t n_judgements, struct vg_arena *a,
                    struct vg_name_conflict **conflicts, size_t *n_conflicts);

#endif
