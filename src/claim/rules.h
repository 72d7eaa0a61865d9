/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_RULES_H
#define VG_CLAIM_RULES_H

#include "base/buf.h"
#include "base/order.h"
#include "base/said.h"
#include "base/table.h"
#include "claim/check.h"

/*
 * What the files of checks share; nobody else includes this.
 *
 * A check is about claims that have something in common: a source, a place, a name.
 * Each such common thing is a part of the work (enum vg_part): `keys` says under which
 * keys a claim stands, the claims of one key are a cell, and `say` looks at one cell
 * and adds its results. What a cell says depends on its claims, on what of the view
 * does not change with claims, and on cells that `say` looks up by vg_rule_look();
 * nothing else. So all cells can be gone through once (check.c), or only those that a
 * new claim stands in (check_index.c), with one and the same outcome.
 */
enum vg_part {
    VG_PART_ALONE,     /* a claim by itself, with the claims that it names */
    VG_PART_SOURCE,    /* the claims of one source, in the order of reading */
    VG_PART_IDENTITY,  /* numbers of one thing */
    VG_PART_GUESS,     /* what is thought and what was found, of one unit in one place */
    VG_PART_FORECAST,  /* what was expected and what was found later; looked up */
    VG_PART_WAITING,   /* what one source expects; looks up what was found since */
    VG_PART_TOPIC,     /* what is told and compared of one subject */
    VG_PART_LIFE,      /* beginning and end of one entity */
    VG_PART_DRIFT,     /* one number at its origin and in what derives from it */
    VG_PART_CITE,      /* what rests on one root, and what its own text says */
    VG_PART_RELATION,  /* of what one entity is part, beside what it stands */
    VG_PART_EXISTENCE, /* whether one thing is there */
    VG_PART_PURPOSE,   /* what one thing is for */
    VG_PART_EDITION,   /* one number by one speaker over time */
    VG_PART_HEADING,   /* looked up: what puts an entity or a method under a heading */
    VG_PART_STATED,    /* looked up: exact numbers of one source */
    VG_PART_POINTER,   /* looked up: what points to the root of one claim */
    VG_PART_SPELL,     /* totals over periods that somebody may want to add */
    VG_PART_UNHELD,    /* what waits for one root that is not held */
    VG_PARTS,
};
enum { VG_PARTS_LATE = VG_PART_POINTER }; /* from here on keys depend on other cells */

struct vg_groups;
struct vg_group;
struct vg_check_index;
struct vg_keys;

/* What of the view the parts ask for by key, made when it is first asked for. */
struct vg_asked {
    struct vg_table readings;       /* root|family|claim: a person has read that it says so */
    struct vg_table heard;          /* source: a reply to a claim of it is kept */
    struct vg_table lowest;         /* source → its lowest root that is not held, 0: none */
    struct vg_table names;          /* ref → index of the claim in the view */
    struct vg_table led;            /* source: others derive from it */
    struct vg_source_link *origins; /* what a source derives from; by from, to */
    size_t n_origins;
    struct vg_source_link *holds; /* which roots a source holds; by from, to */
    size_t n_holds;
    int has_readings, has_heard, has_lowest, has_names, has_links, has_led;
};
struct vg_source_link {
    int64_t from, to;
};

struct vg_rules {
    const struct vg_view *v;
    const struct vg_root_graph *g;
    struct vg_arena *a;       /* of the results */
    struct vg_arena *w;       /* of one part's work: gone when it is done */
    struct vg_arena *base;    /* of what is asked for by key */
    struct vg_arena *passing; /* of what of it depends on claims */
    struct vg_asked asked;
    const struct vg_claim **by_id; /* what stands; not filled in an index */
    size_t n;
    struct vg_groups *cells;      /* by enum vg_part, of those that are looked up; or */
    struct vg_check_index *index; /* where cells are looked up instead */
    struct vg_table texts;        /* of the results: thousands of them say the same sentence */
    const struct vg_said **said;  /* by the value in `texts` */
    size_t room_said;
    char *key; /* of vg_rule_key() */
    size_t key_room;
    struct vg_check *out; /* by malloc: it grows by thousands, and an arena would keep each size */
    size_t n_out, room;
};

/* The claim stands under this key of the part; twice is as once. */
void vg_key_is(struct vg_keys *keys, const char *key);

struct vg_part_rule {
    void (*keys)(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out);
    void (*say)(struct vg_rules *k, const struct vg_group *cell); /* NULL: only looked up */
    int (*asks)(const struct vg_claim *c); /* a cell without such a claim says nothing; NULL: any */
    int is_read;      /* the claims of a cell stand in the order of reading, else by id */
    int is_looked_up; /* cells stay until all have spoken */
};
extern const struct vg_part_rule vg_parts[VG_PARTS];

/* A cell by its key, or NULL when no claim stands there. In the work's arena or older. */
const struct vg_group *vg_rule_look(struct vg_rules *k, enum vg_part part, const char *key);

/* A growing set of claim ids; sorted and made unique when a check is added. */
struct vg_ids {
    int64_t *id;
    size_t n, room;
    size_t more; /* did not go in; the check then says how many */
};
enum { VG_IDS_MOST = 256 }; /* claims shown with one check; what a page can still list */

void vg_ids_add(struct vg_rules *k, struct vg_ids *ids, const struct vg_claim *c);
void vg_ids_add_group(struct vg_rules *k, struct vg_ids *ids, const struct vg_group *g);

/* Add a result, if there are claims. The sentences are copied, each different one once, so
 * that they may stand in the work's arena. `show` may be NULL. */
void vg_rule_says(struct vg_rules *k, enum vg_check_kind kind, enum vg_check_result result,
                  const struct vg_ids *ids, const struct vg_said *test, const struct vg_said *says,
                  const struct vg_said *show);

/*
 * Claims by a key, in three steps: add, close, look. Adding only writes the key
 * and the claim down; closing sorts them. Nothing is allocated per group, so that
 * fifty thousand groups of one are a few megabytes. A group keeps its claims in
 * the order they were added in, at most `most`, each once.
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

/* The first claims of a cell that play one part in it; how many more there are. */
enum { VG_PICK_MOST = 16 };
struct vg_pick {
    const struct vg_claim *c[VG_PICK_MOST];
    size_t n, more;
};
void vg_pick_add(struct vg_pick *p, const struct vg_claim *c);
void vg_ids_add_pick(struct vg_rules *k, struct vg_ids *ids, const struct vg_pick *p);

/* A key for the call it stands in: printf() into a buffer that the next key overwrites. */
const char *vg_rule_key(struct vg_rules *k, const char *form, ...)
    __attribute__((format(printf, 2, 3)));

/* The claim that a subject or object names, or NULL. */
const struct vg_claim *vg_rule_named(struct vg_rules *k, const char *name);

/* Is the key in the table? */
int vg_has_key(const struct vg_table *t, const char *key);

/* Parts of a sentence. One end of a claim's number: "54", "up to 230000", "about 10000"; a place
 * by its id, in Chinese by its name; a unit or another term likewise; a name of the case, in
 * Chinese the Chinese name of the entity where it is one. */
struct vg_part_words vg_rule_number(struct vg_rules *k, const struct vg_claim *c);
struct vg_part_words vg_rule_place(struct vg_rules *k, const char *id);
struct vg_part_words vg_rule_unit(struct vg_rules *k, const char *unit);
struct vg_part_words vg_rule_name(struct vg_rules *k, const char *name);
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
/* May two numbers of one identity be held against each other? What one text tells apart by
 * its object ("4 phones, 11 drives") is not one thing; another text may word it otherwise. */
int vg_is_comparable(const struct vg_claim *x, const struct vg_claim *y);

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

/* -- what the view has by key --------------------------------------------------------- */

/* The roots that a source holds, or the sources it derives from: list[i … i + n]. */
const struct vg_source_link *vg_rule_held_by(struct vg_rules *k, int64_t source, size_t *n);
const struct vg_source_link *vg_rule_origins(struct vg_rules *k, int64_t source, size_t *n);
/* Is a source one that others derive from, by an edge or by a root that it holds? */
int vg_rule_is_origin(struct vg_rules *k, int64_t source);
int vg_rule_was_read(struct vg_rules *k, const struct vg_root *r, const struct vg_claim *c);
/* Has a person set of anything that this root says so? */
int vg_rule_is_read(struct vg_rules *k, const struct vg_root *r);
/* Is a reply of the accused side kept beside a claim of this source? */
int vg_rule_is_heard(struct vg_rules *k, int64_t source);
/* The lowest root that a claim names and that is not held, 0: none; the same of a source. */
int64_t vg_rule_unheld(const struct vg_rules *k, const struct vg_claim *c);
int64_t vg_rule_lowest(struct vg_rules *k, int64_t source);

/* -- the parts, by the files they stand in ------------------------------------------------ */

#define VG_DECLARE_PART(name)                                                                      \
    void vg_keys_##name(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out);        \
    void vg_say_##name(struct vg_rules *k, const struct vg_group *g)

/* check.c; each kind that looks at one claim, or at one source, has a function below */
VG_DECLARE_PART(alone);
VG_DECLARE_PART(source);
/* check_number.c */
VG_DECLARE_PART(guess);
int vg_is_guess_here(const struct vg_claim *c);
void vg_say_part_of(struct vg_rules *k, const struct vg_claim *c);
void vg_say_bound_of(struct vg_rules *k, const struct vg_claim *c);
void vg_say_ranges(struct vg_rules *k, const struct vg_group *g);
void vg_say_sums(struct vg_rules *k, const struct vg_group *g);
void vg_say_sets(struct vg_rules *k, const struct vg_group *source);
/* check_figure.c */
VG_DECLARE_PART(identity);
VG_DECLARE_PART(spell);
VG_DECLARE_PART(drift);
void vg_keys_stated(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out);
/* Where a figure looks for its headings, for an index: it then looks again when one comes. */
void vg_keys_figure(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out);
void vg_keys_heading(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out);
void vg_say_units(struct vg_rules *k, const struct vg_group *g);
void vg_say_variants(struct vg_rules *k, const struct vg_group *source);
void vg_say_spelling_of(struct vg_rules *k, const struct vg_claim *c);
/* check_time.c */
VG_DECLARE_PART(topic);
VG_DECLARE_PART(life);
int vg_is_comparison(const struct vg_claim *c);
void vg_keys_pointer(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out);
void vg_say_base_of(struct vg_rules *k, const struct vg_claim *c);
void vg_say_dates_of(struct vg_rules *k, const struct vg_claim *c);
void vg_say_orders(struct vg_rules *k, const struct vg_group *source);
void vg_say_inferred(struct vg_rules *k, const struct vg_group *g);
/* check_source.c */
VG_DECLARE_PART(cite);
VG_DECLARE_PART(relation);
VG_DECLARE_PART(unheld);
void vg_say_pointer_of(struct vg_rules *k, const struct vg_claim *c);
void vg_say_speakers(struct vg_rules *k, const struct vg_group *g);
/* check_dispute.c */
VG_DECLARE_PART(existence);
VG_DECLARE_PART(purpose);
VG_DECLARE_PART(edition);
VG_DECLARE_PART(forecast);
VG_DECLARE_PART(waiting);
int vg_is_expectation(const struct vg_claim *c);
void vg_say_none_found_of(struct vg_rules *k, const struct vg_claim *c);

/* -- between check.c and check_index.c ----------------------------------------------------- */

/* Where keys go: into groups, or into the list of an index. */
struct vg_keys {
    const struct vg_claim *c;
    struct vg_groups *groups;
    const struct vg_table *only;            /* of groups: these keys and no others; NULL: all */
    struct vg_table *noted;                 /* or: only note the keys here */
    void (*take)(void *w, const char *key); /* or: hand them over */
    void *w;
};

int vg_reading_order(const struct vg_claim *x, const struct vg_claim *y);
/* Error, warning, note, holds, not-run; then claims, kind, text. 0: they say the same. */
int vg_check_order(const struct vg_check *x, const struct vg_check *y);

/* In check_index.c, for vg_rule_look(), vg_rule_named() and vg_rule_lowest(). */
const struct vg_group *vg_index_look(struct vg_check_index *ix, enum vg_part part, const char *key,
                                     struct vg_arena *a);
const struct vg_claim *vg_index_named(struct vg_check_index *ix, const char *name);

#endif
