/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_RULES_H
#define VG_CLAIM_RULES_H

#include "base/buf.h"
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
    struct vg_arena *w;            /* of one rule's work: gone when the rule has run */
    const struct vg_claim **c;     /* what stands, in order of source, start, id */
    const struct vg_claim **by_id; /* the same by id: for groups across sources, so that which
                                      claims a full group keeps does not depend on the sources */
    size_t n;
    struct vg_table refs; /* made when the first claim that names another is met */
    int has_refs;
    struct vg_table texts; /* of the results: thousands of them say the same sentence */
    char *key;             /* of vg_rule_key() */
    size_t key_room;
    struct vg_check *out; /* by malloc: it grows by thousands, and an arena would keep each size */
    size_t n_out, room;
};

/* A growing set of claim ids; sorted and made unique when a check is added. */
struct vg_ids {
    int64_t *id;
    size_t n, room;
    size_t more; /* did not go in; the check then says how many */
};
enum { VG_IDS_MOST = 256 }; /* claims shown with one check; what a page can still list */

void vg_ids_add(struct vg_rules *k, struct vg_ids *ids, const struct vg_claim *c);
struct vg_group;
void vg_ids_add_group(struct vg_rules *k, struct vg_ids *ids, const struct vg_group *g);

/* Add a result, if there are claims. The texts are copied, each different one once, so that
 * they may stand in the work's arena. */
void vg_rule_says(struct vg_rules *k, enum vg_check_kind kind, enum vg_check_result result,
                  const struct vg_ids *ids, const char *test, const char *says, const char *show);

/*
 * Claims by a key, in three steps: add, close, look. Adding only writes the key
 * and the claim down; closing sorts them. Nothing is allocated per group, so that
 * fifty thousand groups of one are a few megabytes. A group keeps its claims in
 * the order they were added in, at most `most`.
 */
struct vg_groups {
    struct vg_grouped *all; /* by malloc, like what follows; ended by vg_groups_end() */
    size_t n_all, room;
    struct vg_buf keys;
    size_t most;
    const struct vg_claim **claims;
    struct vg_group {
        const char *key; /* of the groups, NUL-terminated */
        uint64_t hash;
        const struct vg_claim **c;
        uint32_t n, more; /* how many are here, how many did not go in */
    } * g;
    size_t n;
};
#define VG_SCOPED_GROUPS __attribute__((cleanup(vg_groups_end))) struct vg_groups
struct vg_groups vg_groups_new(size_t most);
void vg_groups_add(struct vg_groups *gs, const char *key, const struct vg_claim *c);
void vg_groups_close(struct vg_groups *gs); /* after the last vg_groups_add(), once */
const struct vg_group *vg_groups_get(const struct vg_groups *gs, const char *key);
void vg_groups_end(struct vg_groups *gs);

/* A key for the call it stands in: printf() into a buffer that the next key overwrites. */
const char *vg_rule_key(struct vg_rules *k, const char *form, ...)
    __attribute__((format(printf, 2, 3)));

/* The standing claims of one source, in the order of their passages. */
const struct vg_claim *const *vg_rule_source(const struct vg_rules *k, int64_t source, size_t *n);
/* How many claims from k->c[i] on are of one source. */
size_t vg_rule_run(const struct vg_rules *k, size_t i);
/* The claim that a subject or object names, or NULL. */
const struct vg_claim *vg_rule_named(struct vg_rules *k, const char *name);

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
/* Of which thing a number is stated: unit, subject, predicate, places, period, definition. A key.
 */
const char *vg_identity_key(struct vg_rules *k, const struct vg_claim *c);
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
