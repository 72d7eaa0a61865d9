/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_PATTERN_FILE_H
#define VG_MENTION_PATTERN_FILE_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * A .pat file as it is written (man/vigil-patterns.5): lists of phrases, rules,
 * and the examples below them. This reader knows the marks of the language and
 * nothing of what the names mean: which lists, classes and keys exist is for the
 * engine that is given the result.
 *
 *     list bound
 *       up to | at most   => op=at-most      # a remark
 *     rule left
 *       $q:@quantity.person ~4 (left|went)  => predicate=left subject=$q
 *     + 40 people left the town             => value=40 predicate=left
 *     - the left bank
 *
 * Everything is in the arena, NUL-terminated, in the order of the file.
 */
struct vg_pat_set {
    const char *key, *value;
};

/* One phrase of a list: the alternatives of a line are entries of their own that
 * share its values. A phrase that is one @name takes in the list of that name:
 * then `phrase` is the name without the mark and `is_list` is 1. */
struct vg_pat_entry {
    const char *phrase; /* as written, blanks collapsed, quotation marks taken off */
    const struct vg_pat_set *sets;
    size_t n_sets;
    int is_list;
    int line;
};

struct vg_pat_list {
    const char *name; /* bound, bound.after, unit.plural … */
    const struct vg_pat_entry *entries;
    size_t n;
    int line;
};

enum vg_pat_kind {
    VG_PAT_LITERAL, /* text: the words */
    VG_PAT_CLASS,   /* text: the name behind @ */
    VG_PAT_GROUP,   /* ( … | … ) */
    VG_PAT_GAP,     /* ~n: max is n */
    VG_PAT_START,   /* < */
    VG_PAT_END,     /* > */
};

enum { VG_PAT_MANY = 0 }; /* max of +: as often as it comes */

struct vg_pat_branch;

struct vg_pat_element {
    enum vg_pat_kind kind;
    const char *text;                     /* of a literal or class; NULL otherwise */
    const char *slot;                     /* name behind $; NULL */
    int is_not;                           /* !: it is not here, and nothing is taken */
    int min, max;                         /* how often: 1 1; ? is 0 1; + is 1 VG_PAT_MANY; {m,n} */
    const struct vg_pat_branch *branches; /* of a group */
    size_t n_branches;
    int line;
};

/* One alternative: elements that follow each other. */
struct vg_pat_branch {
    const struct vg_pat_element *elements;
    size_t n;
};

struct vg_pat_rule {
    const char *name;
    const struct vg_pat_branch *branches;
    size_t n_branches;
    const struct vg_pat_set *sets; /* a value "$x" names a slot of the rule */
    size_t n_sets;
    const char *const *chain; /* slot names of "chain $r $s", without the mark */
    size_t n_chain;
    int line;
};

struct vg_pat_example {
    int must;         /* 1: "+", some suggestion has the values; 0: "-", none has, or none is
                         made at all if there are no values */
    const char *text; /* blanks at both ends taken off, else as written */
    const struct vg_pat_set *sets;
    size_t n_sets;
    const char *of; /* name of the list or rule above it; NULL at the head of a file */
    int of_rule;
    int line;
};

struct vg_pat_file {
    const char *name;     /* as given */
    const char *language; /* the folder it stands in: "en" of "…/en/bound.pat"; "" without one */
    const struct vg_pat_list *lists;
    size_t n_lists;
    const struct vg_pat_rule *rules;
    size_t n_rules;
    const struct vg_pat_example *examples;
    size_t n_examples;
};

/*
 * Read a file. `name` is what messages call it. A list that stands twice in a
 * file is one list, continued.
 *
 * On failure *out is untouched, the sentence begins "NAME:LINE: expected …", and
 * the code is
 *   VG_E_FORMAT   not of the language: the sentence says what was expected
 *   VG_E_LIMIT    a bound VG_MAX_PATTERN_… of base/limits.h
 */
int vg_pat_file_read(const char *name, const char *text, size_t len, struct vg_arena *a,
                     struct vg_pat_file *out, struct vg_err *err);

#endif
