/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_INSIDE_H
#define VG_APP_INSIDE_H

#include "base/json.h"
#include "seal/home.h"
#include "store/record.h"
#include "vigil.h"

/* What the files of app/ share and nobody else sees. */

/* What methods said where the case could not be written (app/estimate_kept.c). */
enum { VG_ESTIMATES_UNKEPT = 16 };
struct vg_estimate_unkept {
    const char *key;
    struct vg_str methods;
};

struct vg_case {
    struct vg_app app;
    struct vg_store *store;
    struct vg_record *record;
    struct vg_arena memory; /* path, home */
    const char *path;
    int writable;
    struct vg_store_seen seen;    /* when vg_case_changed() was last asked */
    struct vg_store_seen counted; /* when `facts` were */
    struct vg_case_facts facts;
    int64_t blobs;                  /* up to which facts.bytes is the sum: kept rows never change */
    char edges_made_of[200];        /* what facts.undecided_edges was counted of */
    const struct vg_scorer *scorer; /* NULL: nobody compared names yet */
    struct vg_arena guard_memory;
    const struct vg_name_guard *guard; /* of the state that these two tell; NULL: none yet */
    int64_t guard_claim, guard_entity;
    struct vg_estimate_unkept unkept[VG_ESTIMATES_UNKEPT]; /* in `memory`; when full, no more */
    size_t n_unkept;
};

/* The tables by which names are compared, in the memory of the case: made once, they take longer
 * than looking for a name does. */
const struct vg_scorer *vg_case_scorer(struct vg_case *c);

#define VG_PROGRAM "vigil " VIGIL_VERSION

/* The home folder of the app, or of the environment. */
int vg_app_home(const struct vg_app *app, struct vg_arena *a, struct vg_home *out,
                struct vg_err *err);

int vg_app_stopped(const struct vg_app *app);
void vg_app_tell(const struct vg_app *app, const char *what, int64_t done, int64_t total);

/* VG_E_REFUSED with the way on when the case is open for reading. */
int vg_case_must_write(const struct vg_case *c, struct vg_err *err);

/* "s12" → 12 with letter 's'; VG_E_MISUSE otherwise. */
int vg_id_read(const char *text, char letter, int64_t *out, struct vg_err *err);

/* The blob of a source; VG_E_ABSENT "there is no source s99". */
int vg_source_blob(struct vg_case *c, int64_t source, int64_t *blob, struct vg_err *err);

/* How a source, or an attempt that failed (the other id is 0), came about: kept columns only,
 * as members of the object that the caller has begun. VG_E_ABSENT when there is none. */
int vg_capture_to_json(struct vg_case *c, int64_t source, int64_t attempt, struct vg_json *j,
                       struct vg_err *err);

/* Read what waits (app/add.c); told may be NULL. */
int vg_read_now(struct vg_case *c,
                void (*told)(void *w, int64_t source, const char *label, const char *unread),
                void *w, struct vg_err *err);

/*
 * Place a passage in the text of its source: by offsets, by quote, or both. On
 * VG_OK quote, before, after and reader are set out of the text, in the arena.
 * VG_E_REFUSED without anything to find it by; VG_E_FORMAT when the quote is not
 * there, is there more than once, or differs from the bytes at the offsets.
 */
struct vg_text_cache; /* texts by source, for many passages of few sources */
struct vg_text_cache *vg_text_cache_make(struct vg_case *c, struct vg_arena *a);
/* A text that is not in the case yet, under the id that its source will have. */
void vg_text_cache_put(struct vg_text_cache *cache, int64_t source, struct vg_str body,
                       const char *reader);
int vg_passage_place(struct vg_text_cache *cache, struct vg_passage *p, struct vg_err *err);

/* The text of a source as suggesters are asked about it, in the arena; an empty text without a
 * reader when there is none. */
struct vg_asked;
int vg_asked_of_source(struct vg_case *c, int64_t id, int64_t blob, struct vg_arena *a,
                       struct vg_asked *out, struct vg_err *err);

/* Hash the bytes that are kept as `blob` again, with a hash of the caller's that may be used for
 * many: how many they are now, and whether their SHA-256 is that of the source. */
int vg_blob_rehash(struct vg_case *c, struct vg_sha256 *hash, int64_t blob,
                   const struct vg_source_info *s, int64_t *length, int *same, struct vg_err *err);

/* Derive the suggestions of one source anew, ours and then those of answers; within the
 * transaction of the caller. *made grows by ours. */
int vg_suggest_source(struct vg_case *c, int64_t id, int64_t blob, int64_t *made,
                      struct vg_err *err);

/* The source that has these bytes first; 0: none. Later sightings get no suggestions of their own.
 */
int vg_first_sighting(struct vg_case *c, int64_t blob, int64_t *source, struct vg_err *err);

/* Lay `changes` (an object in JSON; NULL: none) over `base`, member by member. VG_E_FORMAT. */
int vg_changes_apply(json_t *base, const char *changes, struct vg_err *err);

/* Place all passages of a claim and check it; `names` of roots become ids. */
int vg_claim_prepare(struct vg_case *c, struct vg_text_cache *cache, struct vg_claim *claim,
                     const struct vg_claim_names *names, struct vg_arena *a, struct vg_err *err);

/* Did a person add a place with this id to the case? */
int vg_place_is_added(struct vg_case *c, const char *id, int *found, struct vg_err *err);

/* A brief with what it was made of. `whole`: its tables with all their rows, parallel to
 * brief.figures. Everything in the arena. */
struct vg_brief_made {
    struct vg_brief brief;
    struct vg_view view;
    const struct vg_brief_figure *whole;
};
int vg_brief_make(struct vg_case *c, const struct vg_brief_options *o, struct vg_arena *a,
                  struct vg_brief_made *m, struct vg_buf *out, struct vg_err *err);

/* VG_E_FORMAT with the field's name. */
int vg_reply_check(const struct vg_reply *reply, struct vg_err *err);
int vg_standing_check(const struct vg_standing *s, struct vg_err *err);

/* Put the answers of people beside the checks of a view (app/check.c). */
int vg_checks_answer(struct vg_case *c, const struct vg_view *v, struct vg_arena *a,
                     struct vg_check *checks, size_t n, struct vg_err *err);
/* Derive the table of checks anew as of when it was made; nothing when it never was. */
int vg_checks_rebuild(struct vg_case *c, struct vg_err *err);

/* Does it say "confirmed" without a court or another speaker for it? Then the claim needs
 * two roots that were read: VG_E_REFUSED with how many it has. */
int vg_standing_confirms(const struct vg_standing *s);
int vg_may_confirm(const struct vg_root_graph *g, int64_t claim, struct vg_err *err);
/* A new claim may name roots that were read for all of their family, so it is asked when it
 * is kept and sealed, before the commit. */
int vg_claim_may_stand(struct vg_case *c, const struct vg_claim *claim, int64_t id,
                       struct vg_err *err);

/* The embedded sample case, as vg_import() takes it. */
extern const char vg_sample_case[];
extern const size_t vg_sample_case_len;

/* The embedded questions, a line each in the shape "question". */
extern const char vg_builtin_questions[];
extern const size_t vg_builtin_questions_len;

/* Keep a question within the transaction that is open. *known: it is there already, word for
 * word, and nothing was kept. VG_E_CONFLICT for the name of one that comes with the program. */
int vg_question_keep(struct vg_case *c, const struct vg_question *q, int *known,
                     struct vg_err *err);

#endif
