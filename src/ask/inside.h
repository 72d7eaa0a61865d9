/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ASK_INSIDE_H
#define VG_ASK_INSIDE_H

#include "ask/ask.h"
#include "ask/words.h"
#include "base/table.h"

/* What the files of ask/ share; nobody else includes this. */

struct vg_ids {
    int64_t *id;
    size_t n, room;
};

/* Sentences in the making: what they say once, with a growing list of claims. */
struct vg_notes {
    struct vg_noted {
        const char *word, *text;
        struct vg_ids ids;
    } * list;
    size_t n, room;
    struct vg_table texts; /* text -> index into list */
};

/* Claims by a key, in the order they were added; a claim may stand under several. */
struct vg_multi {
    struct vg_table heads; /* key -> index of the first item */
    struct vg_multi_item {
        const struct vg_claim *c;
        struct vg_str text;
        int64_t next; /* -1: the last */
        int64_t tail; /* in the first item: the last one */
    } * items;
    size_t n, room;
};
void vg_multi_add(struct vg_multi *m, struct vg_str key, const struct vg_claim *c,
                  struct vg_str text);
/* The first item under a key, then the next; NULL at the end. */
const struct vg_multi_item *vg_multi_first(const struct vg_multi *m, struct vg_str key);
const struct vg_multi_item *vg_multi_next(const struct vg_multi *m, const struct vg_multi_item *i);

struct vg_asking {
    const struct vg_ask_case *in;
    const struct vg_view *v;
    const struct vg_root_graph *g;
    const unsigned char *stands; /* by index of v->claims */
    const struct vg_ask *ask;    /* the part that is answered */
    const char *unit; /* the first unit asked for, else that of most figures; NULL: there is none */
    struct vg_arena *a;
    struct vg_view *narrowed; /* of the part, for counts; made when it is needed */
    struct vg_answer_part *part;
    struct vg_ids *row_ids; /* of the rows of the part, by index */
    size_t room_rows, room_row_ids;
    struct vg_multi by_root;         /* "12" -> standing claims that name root r12 */
    struct vg_multi by_place;        /* place id, also wider ones -> standing claims */
    const struct vg_claim **in_text; /* standing claims with a passage, by source and start */
    size_t n_in_text;
    struct vg_adjective {
        struct vg_str word; /* "Dutch" */
        const char *country;
    } * adjectives;
    size_t n_adjectives, room_adjectives;
    const struct vg_entity **hosts; /* bodies of host states */
    size_t n_hosts;
    struct vg_table refs;        /* of vg_view_refs() */
    struct vg_table *host_names; /* names of speakers -> 1: one of them; filled when asked */
    struct vg_table replied;     /* "c12" -> 1: a reply is kept; 2: one that says something */
    struct vg_ids claims;        /* of the whole answer */
    struct vg_ids rooted;        /* claims whose roots are those of the answer */
    int has_roots;
    struct vg_notes remarks, refusals, missing;
};

/* The operations; each walks the claims and adds rows and notes. VG_OK or what failed. */
int vg_ask_count(struct vg_asking *k, struct vg_err *err);
int vg_ask_figures(struct vg_asking *k, struct vg_err *err);
int vg_ask_sum(struct vg_asking *k, struct vg_err *err);
int vg_ask_beyond(struct vg_asking *k, struct vg_err *err);
int vg_ask_units(struct vg_asking *k, struct vg_err *err);
int vg_ask_difference(struct vg_asking *k, struct vg_err *err);
int vg_ask_checks(struct vg_asking *k, struct vg_err *err);
int vg_ask_citation(struct vg_asking *k, struct vg_err *err);
int vg_ask_effect(struct vg_asking *k, struct vg_err *err);
int vg_ask_operators(struct vg_asking *k, struct vg_err *err);
int vg_ask_claims(struct vg_asking *k, struct vg_err *err);
int vg_ask_dispute(struct vg_asking *k, struct vg_err *err);
int vg_ask_negative(struct vg_asking *k, struct vg_err *err);
int vg_ask_methods(struct vg_asking *k, struct vg_err *err);
int vg_ask_replies(struct vg_asking *k, struct vg_err *err);
int vg_ask_fairness(struct vg_asking *k, struct vg_err *err);
int vg_ask_responses(struct vg_asking *k, struct vg_err *err);
int vg_ask_roots(struct vg_asking *k, struct vg_err *err);
int vg_ask_pointers(struct vg_asking *k, struct vg_err *err);
int vg_ask_changes(struct vg_asking *k, struct vg_err *err);
int vg_ask_copies(struct vg_asking *k, struct vg_err *err);
int vg_ask_forecasts(struct vg_asking *k, struct vg_err *err);
int vg_ask_exposure(struct vg_asking *k, struct vg_err *err);
int vg_ask_comparisons(struct vg_asking *k, struct vg_err *err);
int vg_ask_timeline(struct vg_asking *k, struct vg_err *err);
int vg_ask_speakers(struct vg_asking *k, struct vg_err *err);
int vg_ask_names(struct vg_asking *k, struct vg_err *err);
int vg_ask_protection(struct vg_asking *k, struct vg_err *err);
int vg_ask_tasks(struct vg_asking *k, struct vg_err *err);
int vg_ask_grades(struct vg_asking *k, struct vg_err *err);
int vg_ask_status(struct vg_asking *k, struct vg_err *err);
int vg_ask_handover(struct vg_asking *k, struct vg_err *err);

/* -- building (answer.c) ------------------------------------------------------------- */

/* A row of the part; the pointer holds until the next one is added. Its claims are given
 * with vg_row_claim(), which counts them into the answer too; they are in place when the part
 * is done. */
struct vg_answer_row *vg_row(struct vg_asking *k, const char *tag, const char *what);
/* One that says what a claim says: where, who said it first, its words, time and number. */
struct vg_answer_row *vg_row_of(struct vg_asking *k, const char *tag, const struct vg_claim *c);
void vg_row_claim(struct vg_asking *k, struct vg_answer_row *r, const struct vg_claim *c);
void vg_row_claims(struct vg_asking *k, struct vg_answer_row *r, const int64_t *ids, size_t n);

void vg_ids_put(struct vg_arena *a, struct vg_ids *ids, int64_t id);
void vg_ids_settle(struct vg_ids *ids);                /* ascending, each once */
int vg_ids_have(const struct vg_ids *ids, int64_t id); /* when they are settled */

/* data/places/country-names.csv: id,names,adjective. */
extern const char vg_country_names[];
extern const size_t vg_country_names_len;

/* What the operations look claims up by; made once for an answer. */
void vg_ask_index(struct vg_asking *k);

/* The roots of these claims are those of the answer. */
void vg_ask_root_of(struct vg_asking *k, int64_t claim);

/* Sentences of the answer; {1} {2} {3} of the word are replaced. A note that is there already,
 * word for word, takes the claims in. */
void vg_note(struct vg_asking *k, struct vg_notes *to, enum vg_ask_word w, const int64_t *ids,
             size_t n, const char *x, const char *y, const char *z);
void vg_note_one(struct vg_asking *k, struct vg_notes *to, enum vg_ask_word w,
                 const struct vg_claim *c, const char *x, const char *y, const char *z);

/* A word of ours in the language of the answer. */
const char *vg_asked_word(const struct vg_asking *k, enum vg_ask_word w, const char *x,
                          const char *y, const char *z);
/* A sentence about the case in the language of the answer; `text` where it has no kind. */
const char *vg_asked_said(const struct vg_asking *k, const struct vg_said *said, const char *text);

/* What came of a search, as a part of a sentence. */
struct vg_part_words vg_looked_part(const struct vg_asking *k, enum vg_looked_result result);

/* -- looking (look.c) ------------------------------------------------------------------ */

/* The claims that stand and fit the filter of the part, one after the other: NULL at the end. */
const struct vg_claim *vg_next_fit(const struct vg_asking *k, unsigned loose, size_t *at);
int vg_fits(const struct vg_asking *k, const struct vg_claim *c, unsigned loose);
int vg_stands(const struct vg_asking *k, const struct vg_claim *c);

const char *vg_place_name_of(const struct vg_asking *k, const char *id);
const char *vg_entity_name_of(const struct vg_asking *k, const char *id); /* the id when unknown */
const char *vg_root_name_of(const struct vg_root *r);
/* "stations located-in Markham", with names for ids. */
const char *vg_claim_words(const struct vg_asking *k, const struct vg_claim *c);
const char *vg_claim_id(const struct vg_asking *k, const struct vg_claim *c); /* "c12" */
const char *vg_said_first(const struct vg_claim *c); /* the first link's speaker, or NULL */

int vg_is_guess_kind(const struct vg_claim *c); /* opinion or forecast */
/* An account of itself: standing official-claim or official-statement of its first speaker. */
int vg_is_own_account(const struct vg_claim *c);
/* An authority by its name (government, police, court …), or a body of a host state. */
int vg_is_authority(const struct vg_asking *k, const char *name);
/* Does the first speaker speak for the state the claim is about the territory of: a body kept
 * with a host level, or an authority whose own country is that of the claim's places? */
int vg_speaks_as_host(const struct vg_asking *k, const struct vg_claim *c);
/* The accused side's own account: an own account that is no host authority's. */
int vg_is_accused_account(const struct vg_asking *k, const struct vg_claim *c);
int vg_has_standing(const struct vg_claim *c, const char *value);
int vg_predicate_has(const struct vg_claim *c, const char *token);
/* The place in an order that a predicate tells (most, first, third), or 0. */
int vg_predicate_rank(const struct vg_claim *c);
/* Is the bound of a list of words in the claim's subject (or, words[0] first, anywhere)? */
int vg_any_word(const char *text, const char *const *words);

/* Is a root one whose bytes are held; one that a person has read for this family? */
int vg_is_held(const struct vg_asking *k, const struct vg_root *r);
int vg_is_read(const struct vg_asking *k, const struct vg_root *r, enum vg_family family);
/* The claims that say where a root is published or what it is: pointers and publications. */
int vg_points_at(const struct vg_claim *c, int64_t root);
int vg_names_root(const struct vg_claim *c, int64_t root);

/* Standing claims that name a root; those inside a place; those whose passage begins within
 * another claim's. */
const struct vg_multi_item *vg_claims_of_root(const struct vg_asking *k, int64_t root);
const struct vg_multi_item *vg_claims_inside(const struct vg_asking *k, const char *place);
const struct vg_claim *const *vg_claims_within(const struct vg_asking *k,
                                               const struct vg_passage *p, size_t *n);
/* 0: no reply is kept; 1: one is, not-asked at least; 2: one that says something. */
int vg_reply_kept(const struct vg_asking *k, int64_t claim);

/* How many roots carry these claims at the least. */
size_t vg_roots_apart(const struct vg_asking *k, const int64_t *claims, size_t n);

#endif
