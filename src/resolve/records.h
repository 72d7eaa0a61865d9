/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_RECORDS_H
#define VG_RESOLVE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "resolve/em.h"

/*
 * Records that may be of one thing: duplicates within one table, or the same things in several.
 * Pairs that agree on a block are compared column by column; how much each agreement says is
 * learnt from the records themselves (resolve/em.h).
 *
 * Nothing depends on the order of rows: records are taken by id, in the order of bytes, whatever
 * table they stand in, and all sums run in that order. Shuffled rows give the same numbers.
 */

/* -- what to compare: the config file of --records -------------------------------------------- */

enum vg_records_kind {
    VG_RECORDS_EXACT,
    VG_RECORDS_JARO_WINKLER,
    VG_RECORDS_LEVENSHTEIN,
    VG_RECORDS_DATE,
    VG_RECORDS_NUMBER,
    VG_RECORDS_NAME,
    VG_RECORDS_KINDS,
};

enum { VG_RECORDS_CUTS = 8, VG_RECORDS_COMPARES = 32, VG_RECORDS_BLOCKS = 32 };

struct vg_records_compare {
    const char *column;
    enum vg_records_kind kind;
    double cut[VG_RECORDS_CUTS]; /* falling, above 0, at most 1 */
    size_t n_cuts;
};

struct vg_records_block {
    const char *const *columns; /* all equal, none empty */
    size_t n;
};

struct vg_records_config {
    const char *id; /* the column of the id */
    struct vg_records_compare compare[VG_RECORDS_COMPARES];
    size_t n_compares;
    struct vg_records_block block[VG_RECORDS_BLOCKS]; /* alternatives */
    size_t n_blocks;
    double same, emit;
};

/*
 * JSON: {"format":1,"id":COLUMN,"compare":[{"column","kind","levels"}…],"block":[[COLUMN…]…],
 * "same":0.5,"emit":0.01}. `levels` are the falling cuts; without them one cut of 0.85 for the
 * kinds that know more than equal. `same` is 0.5 and `emit` 0.01 where they are not given. An
 * unknown key, kind or format, an empty list, a column compared twice by one kind, or cuts that
 * do not fall are VG_E_FORMAT with what stands there; VG_E_LIMIT above the numbers of above.
 */
int vg_records_config_read(const char *p, size_t len, struct vg_arena *a,
                           struct vg_records_config *out, struct vg_err *err);

/*
 * How alike two values that are not equal are, 0 to below 1, and what counts as equal:
 *
 * - exact: the same bytes; else 0.
 * - jaro-winkler, levenshtein: as resolve/similar.h; equal: the same bytes.
 * - date: YYYY-MM-DD, YYYYMMDD, or with / or . between; equal: the same day. Else the larger of
 *   1 - days between / 3653 (ten years) and 1 - slips / 8, where a digit that differs is a slip,
 * and so is an exchange of day and month, or of two neighbouring digits. What is no date is
 * compared as text, by Levenshtein.
 * - number: equal: the same number, however written (6, 6.0). Else 1 - difference / larger amount,
 *   0 where the signs differ. What is no number equals only itself.
 * - name: the score of resolve/score.h; equal: the same bytes.
 *
 * Empty on either side: the feature is missing and says nothing.
 */
double vg_records_likeness(enum vg_records_kind kind, struct vg_str a, struct vg_str b);
/* What the kind compares: two values are equal when this gives the same bytes. */
struct vg_str vg_records_value(enum vg_records_kind kind, struct vg_str s, struct vg_arena *a);

/* -- the tables ----------------------------------------------------------------------------------
 */

struct vg_records_file {
    const char *name; /* for sentences */
    const char *text; /* CSV (base/csv.h) with a header; must stay alive */
    size_t len;
};

struct vg_record {
    struct vg_str id;
    uint32_t file; /* from 0 */
    uint32_t row;  /* from 0, over all files in order */
    uint32_t line;
};

struct vg_records {
    struct vg_arena *a;
    const struct vg_records_config *config;
    const struct vg_records_file *files;
    size_t n_files;
    struct vg_record *list; /* by id */
    uint32_t *by_row;       /* of each row: its place in the list */
    size_t n;
    uint32_t *value;                  /* n rows of n_compares: the number of a value; 0: empty */
    uint32_t *key;                    /* n_blocks rows of n: the number of a block; 0: none */
    uint32_t *n_keys;                 /* of each alternative: the highest number */
    struct vg_records_column *column; /* of each comparison: its distinct values */
    const struct vg_scorer *scorer;   /* NULL where no names are compared */
    struct vg_em_model model;         /* set by vg_records_train() */
    struct vg_records_kept *kept;
    int64_t n_candidates; /* distinct ones */
};

/*
 * Read and number everything. Failures name file and line ("b.csv: line 7: 5 fields, 4
 * expected"): VG_E_FORMAT for quotes, bytes that are no UTF-8, a missing column, a column named
 * twice, another number of fields than the header's, an empty id, an id that was there;
 * VG_E_LIMIT. Lines with nothing in them are passed over.
 */
int vg_records_read(const struct vg_records_file *files, size_t n_files,
                    const struct vg_records_config *config, struct vg_arena *a,
                    struct vg_records *out, struct vg_err *err);

/*
 * Learn u, lambda and m. u of "equal" is the exact share of equal values among all pairs; of the
 * other levels, the share among a seeded sample of pairs, of at most VG_RECORDS_SAMPLE. Then
 * vg_em_train() on all candidates. One file: pairs within it; several: pairs across files.
 * Afterwards u is freed of the pairs that lambda says are of one thing, and lambda and m are
 * trained again with it, three times in all. VG_E_LIMIT: the blocks make more than
 * VG_MAX_RECORD_PAIRS pairs; the sentence names the widest.
 */
enum { VG_RECORDS_SAMPLE = 131072 };
int vg_records_train(struct vg_records *r, struct vg_err *err);

/* A candidate: places in the list, `left` the one whose row comes first. */
struct vg_records_pair {
    uint32_t left, right;
    double weight, posterior;
    const uint8_t *levels; /* of each comparison */
};

/*
 * Every candidate once whose posterior is at least `least`, the first record by id, then the
 * second. What `put` returns but VG_OK ends the work.
 */
int vg_records_each(const struct vg_records *r, double least,
                    int (*put)(void *w, const struct vg_records_pair *p, struct vg_err *err),
                    void *w, struct vg_err *err);

/*
 * Clusters by section "machine edges" of resolve/cluster.h: edges are candidates of posterior
 * config->same or more, what lies between two sets are all their candidates. of[i] is the place
 * of the member that sorts first; `of` has r->n entries. VG_E_LIMIT: VG_MAX_CLUSTER_PAIRS.
 */
int vg_records_clusters(const struct vg_records *r, uint32_t *of, struct vg_err *err);

/* A thing's pattern: bit i says that a record of its cluster stands in file i. counts[pattern]
 * becomes how many things have it; 1 << n_files entries, the first is 0. */
void vg_records_overlaps(const struct vg_records *r, const uint32_t *of, int64_t *counts);

#endif
