/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_PATTERN_PARTS_H
#define VG_MENTION_PATTERN_PARTS_H

#include "base/table.h"
#include "mention/pattern.h"
#include "mention/scan.h"

/*
 * What the files of the pattern language share. Nobody else includes this.
 *
 * A rule is a chain of states, each with the one behind it. Taking a token: WORD,
 * BEGIN, INSIDE, and GAP, which may take up to `arg` of them. The others take none:
 * they fork, test what the next token is, or mark a slot for vg_matcher_slots().
 */
enum vg_pat_op {
    VG_PAT_OP_WORD,       /* the token is word arg */
    VG_PAT_OP_BEGIN,      /* a mention or phrase of class arg begins with it */
    VG_PAT_OP_INSIDE,     /* it goes on with one */
    VG_PAT_OP_GAP,        /* up to arg tokens of any kind, then next */
    VG_PAT_OP_SPLIT,      /* next, or else other */
    VG_PAT_OP_NOT_INSIDE, /* no phrase or mention of class arg goes on here */
    VG_PAT_OP_NOT,        /* none of the tests [arg, arg + other) holds */
    VG_PAT_OP_START,      /* a clause begins here */
    VG_PAT_OP_END,        /* a clause or the text ends here */
    VG_PAT_OP_OPEN,       /* slot arg */
    VG_PAT_OP_CLOSE,
    VG_PAT_OP_ACCEPT,
};

struct vg_pat_state {
    uint32_t next, other;
    uint32_t arg;
    uint16_t rule;
    uint8_t op;
};

struct vg_pat_test {
    uint16_t id; /* word or class */
    uint8_t is_class;
};

struct vg_pat_compiled {
    const struct vg_pat_rule *rule;
    const struct vg_pat_file *file;
    uint32_t start, first, end; /* its states are [first, end) */
    enum vg_pat_group group;
    const char *const *slots; /* names */
    size_t n_slots;
};

/* A phrase of a list that rules use. */
struct vg_pat_use {
    const uint16_t *words;
    uint16_t n;
    uint16_t class;
    const struct vg_pat_entry *entry;
};

struct vg_pat_class {
    const char *name;
    const struct vg_pat_merged *list; /* NULL: a mention, or words of a rule */
};

/* Where matching may begin: states that take a token, by what they ask for. */
struct vg_pat_begin {
    uint32_t start;
    uint32_t next; /* index + 1 of the next in the same row; 0: none */
};

/*
 * What a stretch must have if a rule is to match in it: one of these tokens. Rules
 * whose tokens are not there need not be looked at.
 */
struct vg_pat_anchor {
    struct vg_pat_test key;
    uint16_t rule;
    uint32_t next; /* index + 1 of the next in the same row; 0: none */
};

struct vg_pat_program {
    const struct vg_pat_merged *lists;
    struct vg_table list_names;
    size_t n_lists;
    struct vg_table words; /* text to symbol */

    const struct vg_pat_state *states;
    size_t n_states;
    const struct vg_pat_test *tests;
    const struct vg_pat_compiled *rules;
    size_t n_rules, n_of_group[VG_PAT_GROUPS];
    const struct vg_pat_class *classes;
    size_t n_classes;
    struct vg_table class_names;

    const struct vg_pat_use *uses; /* by first word, longest first */
    const uint32_t *first_use;     /* by symbol; one more at the end */
    size_t n_words;

    const struct vg_pat_begin *begins;
    uint32_t *by_word, *by_class;                 /* index + 1 of the first */
    uint32_t anywhere;                            /* those that ask for something else first */
    uint32_t *n_by_word, *n_by_class, n_anywhere; /* how many */

    const struct vg_pat_anchor *anchors;
    uint32_t *anchor_by_word, *anchor_by_class;
};

/* pattern_compile.c: lists and files are ready, words too; makes the rules of it. */
int vg_pat_compile(struct vg_patterns *p, struct vg_pat_program *g, struct vg_arena *a,
                   struct vg_err *err);

/* pattern.c: the symbols of a phrase, cut as a text is cut; new words get one. */
struct vg_pat_cutter {
    struct vg_arena *a;
    struct vg_scan scan;
    struct vg_lexicon none;
    struct vg_table *words;
    int by_character;
    int has_digits;
    int only_words; /* the phrase had nothing else */
};
void vg_pat_cutter_begin(struct vg_pat_cutter *c, struct vg_arena *scratch, struct vg_table *words,
                         int by_character);
/* VG_E_LIMIT: more than `most` tokens, or too many words; no sentence. */
int vg_pat_cut(struct vg_pat_cutter *c, const char *text, uint16_t *out, size_t most, size_t *n);

/* -- at work ------------------------------------------------------------------------ */

/* A token as the automaton sees it: tokens that no rule tells apart are one symbol. */
struct vg_pat_symbol {
    const uint64_t *begin, *inside; /* bits of classes */
    const uint32_t *starts;         /* items behind it of rules that begin with it */
    uint32_t n_starts;
    uint16_t word;
    uint8_t flags;
    uint8_t has_starts; /* they have been looked for */
};

enum { VG_PAT_AT_CLAUSE = 1, VG_PAT_TOLD = 2 /* some bit is set */ };
enum { VG_PAT_AT_END = 0, VG_PAT_OTHER = 1 }; /* symbols: no token; one that no rule has */

/*
 * A set of states: each with how many more tokens it may take, if it is a gap that
 * has been entered. One number each, so that sets can be sorted and compared.
 */
enum { VG_PAT_LEFT_BITS = 6, VG_PAT_FRESH = 63 /* a gap that is only reached */ };
#define VG_PAT_ITEM(state, left) ((uint32_t)(state) << VG_PAT_LEFT_BITS | (uint32_t)(left))

struct vg_pat_items {
    uint32_t *list;
    size_t n, room;
};

struct vg_pat_set_of; /* a state of the automaton: a set, kept */

struct vg_pat_step {
    uint64_t key; /* set << 32 | symbol, + 1; 0: free */
    uint32_t to;
    uint16_t rules[VG_PAT_GROUPS];
};

struct vg_matcher {
    const struct vg_pat_program *g;
    size_t bits; /* 64-bit words of class bits per token */

    /* the sentence */
    size_t n, room;
    uint16_t *word;
    uint8_t *flags;
    uint64_t *begin, *inside;
    uint32_t *symbol;
    int ready;

    /* symbols seen */
    struct vg_arena symbol_arena;
    struct vg_pat_symbol *symbols;
    size_t n_symbols, room_symbols;
    uint32_t *symbol_slots;
    size_t n_symbol_slots;

    /* sets and steps known */
    struct vg_arena set_arena;
    struct vg_pat_set_of *sets;
    size_t n_sets, room_sets;
    uint32_t *set_slots;
    size_t n_set_slots;
    struct vg_pat_step *steps;
    size_t n_steps, n_step_slots;
    size_t flushes;
    size_t looked_up, missed; /* since the last judgement of what remembering is worth */
    size_t plain_left;        /* tokens to go without it */
    size_t plain_next;        /* how many the next time */
    enum vg_matcher_way way;

    /* the stretch */
    uint32_t *wanted; /* by rule: the stretch in which it may match */
    uint32_t stretch;
    uint16_t *candidates;
    size_t n_candidates;

    /* work space */
    uint32_t *seen, *emitted; /* by state: the round that reached it */
    uint32_t *place;          /* by state: where it stands in the set that is being made */
    uint32_t round;
    uint32_t *stack;
    struct vg_pat_items now, next;

    /* vg_matcher_slots() */
    uint32_t *reached; /* by state and what is left */
    uint32_t reached_round;
    size_t room_reached;
};

void vg_matcher_ready(struct vg_matcher *m); /* symbols of the sentence */

static inline int vg_pat_has_bit(const uint64_t *bits, uint32_t class)
{
    return (bits[class / 64] >> (class % 64) & 1U) != 0;
}

/* Does a state that takes a token take this one? A gap does not count here. */
static inline int vg_pat_takes(const struct vg_pat_state *s, const struct vg_pat_symbol *y)
{
    if (s->op == VG_PAT_OP_WORD)
        return y->word == s->arg;
    return vg_pat_has_bit(s->op == VG_PAT_OP_BEGIN ? y->begin : y->inside, s->arg);
}

/* Does the test of a state that takes none hold in front of this symbol? */
int vg_pat_holds(const struct vg_pat_program *g, const struct vg_pat_state *s,
                 const struct vg_pat_symbol *y, int at_end);

#endif
