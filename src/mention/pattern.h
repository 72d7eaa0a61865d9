/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_PATTERN_H
#define VG_MENTION_PATTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "mention/lexicon.h"
#include "mention/pattern_file.h"

/*
 * What a language knows, made from its pattern files while the program runs: the
 * lexicon for the engine that works on words, and the rules as one automaton.
 */

/* The text of a pattern file and whose it is. */
struct vg_pat_text {
    const char *language; /* "en" */
    const char *name;     /* what messages and claims call it: "en/bound.pat" */
    const char *text;
    size_t len; /* bytes */
};

/* Those that ship with the program, by language and name. */
extern const struct vg_pat_text vg_pat_builtin[];
extern const size_t vg_pat_builtin_n;

struct vg_pat_program; /* the rules, compiled */

struct vg_patterns {
    const char *language;
    int by_character;                /* no words in this writing: each character is a token */
    struct vg_lexicon lex;           /* empty when by_character */
    const struct vg_pat_file *files; /* added, then built in */
    size_t n_files, n_added;
    const struct vg_pat_program *program;
};

/*
 * Read and compile what a language knows: those of `added` that are of that language
 * (all others are passed over), then the built-in files. Lists of one name are one
 * list; of a phrase that stands in several files the first counts, and so what a
 * person added comes before what ships. Rules keep the order of files and lines. The result is in
 * the arena, as is everything it points to; `added` may go. A language nobody knows has no files,
 * which is no failure.
 *
 * Fails with "NAME:LINE: expected …":
 *   VG_E_FORMAT   as vg_pat_file_read(); an unknown name behind @; lists or rules that
 *                 refer to themselves, with the cycle; a key or value that a list of
 *                 the program does not take; a phrase twice in one file with different
 *                 values
 *   VG_E_LIMIT    a bound VG_MAX_PATTERN_… of base/limits.h
 */
int vg_patterns_make(const char *language, const struct vg_pat_text *added, size_t n_added,
                     struct vg_arena *a, struct vg_patterns *out, struct vg_err *err);

/* The tokens of a text are characters in Chinese and Japanese, words elsewhere. */
int vg_is_by_character(const char *language);

/*
 * A list after taking in what it names with @: the phrases of all files of the
 * language, in order. NULL when there is no such list.
 */
struct vg_pat_phrase {
    const struct vg_pat_entry *entry;
    const struct vg_pat_file *file;
};
struct vg_pat_merged {
    const char *name;
    struct vg_pat_phrase *phrases;
    size_t n;
};
const struct vg_pat_merged *vg_patterns_list(const struct vg_patterns *p, const char *name);

/* The value that a phrase sets for a key, or NULL. */
const char *vg_pat_value(const struct vg_pat_set *sets, size_t n, const char *key);

/* -- rules -------------------------------------------------------------------------- */

/*
 * What a rule is for. Of each group the first rule of the language that matches a
 * stretch is the one that counts.
 */
enum vg_pat_group {
    VG_PAT_CLAIMS, /* sets fields of a claim */
    VG_PAT_CHAINS, /* sets the chain and nothing else */
    VG_PAT_NOTES,  /* sets a note and nothing else */
    VG_PAT_GROUPS,
};
#define VG_PAT_NO_RULE UINT16_MAX

/* How many rules there are, of all groups or of one, and one of them. */
size_t vg_patterns_rules(const struct vg_patterns *p);
size_t vg_patterns_of_group(const struct vg_patterns *p, enum vg_pat_group group);
const struct vg_pat_rule *vg_patterns_rule(const struct vg_patterns *p, size_t rule,
                                           const struct vg_pat_file **file,
                                           enum vg_pat_group *group);

/* The number of a mention class ("date", "quantity.person") that some rule asks
 * for, or -1: then nobody needs to be told where it is. */
int vg_patterns_class(const struct vg_patterns *p, const char *name);
/* Does any rule ask for a class with a detail behind a dot ("quantity.person")? */
int vg_patterns_details(const struct vg_patterns *p);

/* The symbol of a word (folded), or 0 when no rule has it. With by_character: of a
 * character, or of a run of ASCII letters and digits. Otherwise vg_scan gives it. */
uint16_t vg_patterns_word(const struct vg_patterns *p, const char *word, size_t len);

/*
 * Rules at work. A matcher keeps what it has learnt from one text to the next, at
 * most VG_MAX_PATTERN_CACHE bytes of it, and gives the same answers with or
 * without. One at a time:
 *
 *     vg_matcher_text(m, symbols, n);       the tokens of a sentence
 *     vg_matcher_span(m, from, to, class);  where mentions are, as often as needed
 *     vg_matcher_clause(m, i);              where clauses begin
 *     vg_matcher_run(m, from, to, rules);   asks about a stretch, as often as needed
 */
struct vg_matcher;
struct vg_matcher *vg_matcher_open(const struct vg_patterns *p); /* which outlives it */
void vg_matcher_close(struct vg_matcher *m);                     /* accepts NULL */
void vg_matcher_closep(struct vg_matcher **m);
#define VG_SCOPED_MATCHER __attribute__((cleanup(vg_matcher_closep))) struct vg_matcher

/* Begin a sentence of `n` tokens. Phrases of the lists that rules use are found here. */
void vg_matcher_text(struct vg_matcher *m, const uint16_t *symbols, size_t n);

/* A mention of a class covers [from, to). Of two that overlap in one class the one
 * told first stays. A class of -1 is passed over. */
void vg_matcher_span(struct vg_matcher *m, size_t from, size_t to, int class);
void vg_matcher_clause(struct vg_matcher *m, size_t i);

/* The first rule of each group that matches within [from, to), or VG_PAT_NO_RULE.
 * Linear in the stretch, whatever the rules. */
void vg_matcher_run(struct vg_matcher *m, size_t from, size_t to, uint16_t rules[VG_PAT_GROUPS]);

/*
 * Where a rule matches within [from, to): the leftmost beginning, of those the one
 * that fills most slots, of those the one that ends first. Returns 0 when it does
 * not match.
 */
struct vg_pat_slot {
    const char *name;
    size_t from, to; /* tokens; from == to: not filled */
};
struct vg_pat_match {
    size_t from, to;
    struct vg_pat_slot slots[VG_MAX_PATTERN_SETS];
    size_t n_slots;
};
int vg_matcher_slots(struct vg_matcher *m, uint16_t rule, size_t from, size_t to,
                     struct vg_pat_match *out);

/* What a phrase of a list that begins at token i and covers [i, to) sets for a key,
 * or NULL: "predicate" of "turned back". Of several lists, the first of the language. */
const char *vg_matcher_value(const struct vg_matcher *m, size_t i, size_t to, const char *key);

/* For tests and measurements: always or never remember steps; how often everything
 * was forgotten; bytes in use. */
enum vg_matcher_way { VG_MATCHER_AS_IT_SEES_FIT, VG_MATCHER_PLAIN, VG_MATCHER_REMEMBERS };
void vg_matcher_way(struct vg_matcher *m, enum vg_matcher_way way);
void vg_matcher_size(const struct vg_matcher *m, size_t *flushes, size_t *bytes);

#endif
