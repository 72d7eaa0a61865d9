/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_RULES_H
#define VG_CLAIM_RULES_H

#include "base/table.h"
#include "claim/check.h"

/*
 * What the files of checks share; nobody else includes this. Each file holds a
 * few kinds and one function per kind that walks the claims once or twice,
 * grouping them with hash tables, and adds its results.
 */
struct vg_rules {
    const struct vg_view *v;
    const struct vg_root_graph *g;
    struct vg_arena *a;            /* of the results */
    struct vg_arena *w;            /* of the work */
    const struct vg_claim **c;     /* what stands, in order of source, start, id */
    const struct vg_claim **by_id; /* the same by id: for groups across sources, so that which
                                      claims a full group keeps does not depend on the sources */
    size_t n;
    struct vg_table refs;
    struct vg_check *out;
    size_t n_out, room;
};

/* A growing set of claim ids; sorted and made unique when a check is added. */
struct vg_ids {
    int64_t *id;
    size_t n, room;
};
enum { VG_IDS_MOST = 256 }; /* claims shown with one check; what a page can still list */

void vg_ids_add(struct vg_rules *k, struct vg_ids *ids, const struct vg_claim *c);

/* Add a result; texts that are not constant stand in k->a. */
void vg_rule_says(struct vg_rules *k, enum vg_check_kind kind, enum vg_check_result result,
                  const struct vg_ids *ids, const char *test, const char *says, const char *show);

/* Groups: a table from a key to lists of claims, at most `most` in each. */
struct vg_groups {
    struct vg_table at;
    struct vg_group {
        const char *key;
        const struct vg_claim **c;
        size_t n, room;
    } * g;
    size_t n, room;
};
struct vg_groups vg_groups_new(struct vg_rules *k);
void vg_groups_add(struct vg_rules *k, struct vg_groups *gs, const char *key,
                   const struct vg_claim *c, size_t most);
const struct vg_group *vg_groups_get(const struct vg_groups *gs, const char *key);

/* Is the key in the table? */
int vg_has_key(const struct vg_table *t, const char *key);

/* One end of a claim's number for a sentence: "54", "up to 230000", "about 10000". */
const char *vg_rule_number(struct vg_rules *k, const struct vg_claim *c);
/* The number printed in the source, whatever the op does to it; -1: none. */
int64_t vg_printed_number(const struct vg_claim *c);
const char *vg_first_speaker(const struct vg_claim *c);
int64_t vg_source_of(const struct vg_claim *c);
/* Somebody asserts it as a fact: no opinion, forecast, question, denial or search without result.
 */
int vg_is_finding(const struct vg_claim *c);
int vg_is_guess(const struct vg_claim *c); /* opinion or forecast */
const char *vg_places_key(struct vg_rules *k, const struct vg_claim *c);
int vg_same_text(const char *a, const char *b); /* NULL equals NULL */

/* -- words (words.c) ---------------------------------------------------------------- */

/* Is a speaker or thing said to be without a name ("unnamed outlet"), or NULL? */
int vg_is_unnamed(const char *name);
/* Does `text` hold one of the words of judgement that a neutral page keeps inside quotation? */
int vg_is_loaded(struct vg_str text);
/* Does it hold a digit or a word that is a number? */
int vg_says_number(struct vg_str text);
/* Is `word` one of the tokens of a predicate ("says-targets-only" has targets)? */
int vg_has_token(const char *predicate, const char *word);
/* first, second, third … as a token of a predicate: 1, 2, 3 …; 0 for none. */
int vg_ordinal_in(const char *predicate);
/* Does a predicate compare ("larger-than", "most-common-method", "more-in")? */
int vg_compares(const char *predicate);
/* `text` contains `word`, ASCII case ignored. */
int vg_holds_word(struct vg_str text, const char *word);
/* Edit distance between two short words, ASCII case ignored, at most `most` + 1. */
size_t vg_edit_distance(struct vg_str a, struct vg_str b, size_t most);
/* The next word of letters (any script), from *at on; empty at the end. */
struct vg_str vg_next_word(struct vg_str text, size_t *at);

/* -- the kinds ------------------------------------------------------------------------ */

void vg_rule_sum(struct vg_rules *k);
void vg_rule_set(struct vg_rules *k);
void vg_rule_bound(struct vg_rules *k);
void vg_rule_overlap(struct vg_rules *k);
void vg_rule_unit(struct vg_rules *k);
void vg_rule_scope(struct vg_rules *k);
void vg_rule_time_order(struct vg_rules *k);
void vg_rule_value(struct vg_rules *k);
void vg_rule_drift(struct vg_rules *k);
void vg_rule_citation(struct vg_rules *k);
void vg_rule_attribution(struct vg_rules *k);
void vg_rule_existence(struct vg_rules *k);
void vg_rule_purpose(struct vg_rules *k);
void vg_rule_superseded(struct vg_rules *k);

#endif
