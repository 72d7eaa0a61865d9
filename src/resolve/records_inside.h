/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_RECORDS_INSIDE_H
#define VG_RESOLVE_RECORDS_INSIDE_H

#include "resolve/records.h"
#include "resolve/score.h"
#include "resolve/similar.h"

/* What records.c, records_read.c, records_value.c and records_train.c share. */

/* A distinct value of a compared column, made ready. */
struct vg_records_value {
    struct vg_similar_text text;
    double number;                     /* of a number, or the days of a date since 0000-03-01 */
    const struct vg_scored_name *name; /* of the kind name, else NULL */
    int is_read;                       /* it is a date or a number; else it is compared as text */
};

struct vg_records_column {
    struct vg_records_value *values; /* from 1; 0 is the empty one */
    int64_t *count;                  /* files rows of n + 1: in how many records each stands */
    size_t n;
};

/* Candidates in the order of vg_records_walk(), each with the place of its pattern. */
struct vg_records_kept {
    struct vg_em_rows rows;
    struct vg_em_table table;
    uint32_t *pattern; /* NULL where there were too many to be kept: look again */
    double *weight;    /* of each pattern */
    double *posterior;
};

/* `s` stays where it is; `scorer` is needed for names only. */
struct vg_records_value vg_records_value_make(enum vg_records_kind kind,
                                              const struct vg_scorer *scorer, struct vg_str s,
                                              struct vg_arena *a);
/* Likeness of two values that are not equal; `left` is what `k` keeps for the text kinds. */
double vg_records_value_likeness(enum vg_records_kind kind, const struct vg_scorer *scorer,
                                 const struct vg_similar *k, const struct vg_records_value *left,
                                 const struct vg_records_value *right);
/* No more than this; 1 where that costs as much as the likeness itself. */
double vg_records_value_at_most(enum vg_records_kind kind, const struct vg_records_value *left,
                                const struct vg_records_value *right);

/* One record's values kept while it meets others. */
struct vg_records_left {
    struct vg_similar *kept; /* of each comparison */
    uint32_t *value;         /* which one is kept; 0: none yet */
};
struct vg_records_left vg_records_left_make(const struct vg_records *r, struct vg_arena *a);

/* Levels of comparison f between records `i` and each of `js`: levels[k * n_compares + f]. */
void vg_records_levels(const struct vg_records *r, struct vg_records_left *left, size_t f,
                       uint32_t i, const uint32_t *js, size_t n, uint8_t *levels);

/* Pairs of one record are compared so many at a time: their levels stay in the cache. */
enum { VG_RECORDS_AT_ONCE = 4096 };
size_t vg_records_at_once(size_t n);

/*
 * Every candidate once: for each record by id, those behind it that share a block with it and,
 * where there are several files, stand in another: alternative by alternative, each by id.
 */
int vg_records_walk(const struct vg_records *r,
                    int (*visit)(void *w, uint32_t i, const uint32_t *js, size_t n,
                                 struct vg_err *err),
                    void *w, struct vg_err *err);

/* Pairs in all, and of those how many have both values of column f, and both the same. */
double vg_records_pairs(const struct vg_records *r);
void vg_records_equal_pairs(const struct vg_records *r, size_t f, double *both, double *equal);

#endif
