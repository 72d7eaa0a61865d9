/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Does the gate keep its word where the truth is known? Nine scenarios of data/estimate/simulated,
 * ten tables each. Prints a line for each scenario and what is not as the design demands; exits
 * with 1 when something is not. `known_truth all` hears LCMCR, too, which takes minutes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "estimate/estimate.h"

enum { PATTERNS = 15, SCENARIOS = 9 };

/* What each scenario demands. */
static const struct demand {
    const char *name;
    const char *lists;  /* rows of a --lists file behind "A," ... ; NULL: none is given */
    int always_refused; /* in every table */
    int always_bound;   /* the verdict is bound in every table that is not refused */
    int holds;          /* L at or below the truth in at least 95 % of all such tables */
    int seldom_refused; /* at most 5 % */
    const char *code;   /* that every table has */
} demands[SCENARIOS] = {
    {"indep", NULL, 0, 0, 1, 1, NULL},
    {"pairdep", NULL, 0, 0, 1, 1, NULL},
    {"presscopy", NULL, 1, 0, 0, 0, "E05"},
    {"hetero2", NULL, 0, 0, 1, 0, NULL},
    {"hidden", "own,2020,2021,X,resolved,partial", 0, 1, 1, 0, "E14"},
    {"disjoint", "own,2020,2021,?,resolved,all", 1, 0, 0, 0, "E07"},
    {"linkmiss", "own,2020,2021,X,unresolved,all", 1, 0, 0, 0, "E08"},
    {"small", NULL, 0, 1, 1, 0, NULL},
    {"tiny_sparse", NULL, 1, 0, 0, 0, "E04"},
};

struct tally {
    int tables, refused, bound, range, estimate, above, below, without_code;
};

static int number_at(const struct vg_csv *c, size_t i)
{
    const struct vg_str s = vg_csv_field(c, i);
    int n = 0;

    for (size_t k = 0; k < s.len; k++)
        n = n * 10 + (s.p[k] - '0');
    return n;
}

/* The row as a capture table: its columns are n0001 ... n1111, A first. */
static struct vg_str table_of(const struct vg_csv *c, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {0};

    vg_puts(&b, "A,B,C,D,count\n");
    for (unsigned p = 1; p <= PATTERNS; p++)
        vg_putf(&b, "%u,%u,%u,%u,%d\n", p >> 3 & 1u, p >> 2 & 1u, p >> 1 & 1u, p & 1u,
                number_at(c, 2 + p));
    return vg_str_copy(a, vg_buf_str(&b));
}

static struct vg_str lists_of(const char *rest, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {0};

    vg_puts(&b, "list,root,kind,from,to,territory,unit,scope\n");
    for (const char *l = "ABCD"; *l != '\0'; l++) {
        vg_putf(&b, "%c,r%c,", *l, *l);
        for (const char *p = rest; *p != '\0'; p++)
            vg_putc(&b, *p != '?' ? *p : *l < 'C' ? 'X' : 'Y');
        vg_putc(&b, '\n');
    }
    return vg_str_copy(a, vg_buf_str(&b));
}

static int has_code(const struct vg_estimate *e, const char *code)
{
    for (size_t i = 0; i < e->n_findings; i++) {
        if (strcmp(vg_gate_code_word(e->findings[i].code), code) == 0)
            return 1;
    }
    return 0;
}

static void count(struct tally *t, const struct demand *d, const struct vg_estimate *e,
                  double truth)
{
    t->tables++;
    t->refused += e->verdict == VG_GATE_REFUSE;
    t->bound += e->verdict == VG_GATE_BOUND;
    t->range += e->verdict == VG_GATE_RANGE;
    t->estimate += e->verdict == VG_GATE_ESTIMATE;
    t->below += e->lower <= (int64_t)truth;
    t->above += fmax((double)e->lower, fmax((double)e->upper, isnan(e->median) ? 0 : e->median)) >
                100 * truth;
    t->without_code += d->code != NULL && !has_code(e, d->code);
}

static int run_row(const struct vg_csv *c, const struct demand *d, enum vg_estimate_model model,
                   struct tally *t)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_estimate_text lists = {.name = "lists"};
    struct vg_estimate_ask ask = {
        .table = {"table", table_of(c, &a)}, .model = model, .seed = 1, .workers = 2};
    struct vg_estimate e;
    struct vg_err err = {0};

    if (d->lists != NULL) {
        lists.text = lists_of(d->lists, &a);
        ask.lists = &lists;
    }
    if (vg_estimate_run(&ask, &a, &e, &err) != VG_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    count(t, d, &e, number_at(c, 2));
    return 0;
}

static int report(const struct demand *d, const struct tally *t)
{
    int missed = t->above > 0 || t->without_code > 0;

    missed |= d->always_refused && t->refused < t->tables;
    missed |= d->always_bound && t->range + t->estimate > 0;
    missed |= d->holds && t->below * 100 < t->tables * 95;
    missed |= d->seldom_refused && t->refused * 100 > t->tables * 5;
    (void)printf("%-12s %2d tables: refuse %2d, bound %2d, range %2d, estimate %2d; "
                 "L holds %2d; above 100 times %d; without %s %d  %s\n",
                 d->name, t->tables, t->refused, t->bound, t->range, t->estimate, t->below,
                 t->above, d->code == NULL ? "code" : d->code, t->without_code,
                 missed ? "MISSED" : "ok");
    return missed;
}

int main(int argc, char **argv)
{
    const char *root = getenv("VIGIL_SHARED");
    const enum vg_estimate_model model =
        argc > 1 && strcmp(argv[1], "all") == 0 ? VG_ESTIMATE_ALL : VG_ESTIMATE_CHAO;
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct tally tallies[SCENARIOS] = {0};
    int missed = 0;

    if (vg_file_read(vg_print(&a, "%s/data/estimate/simulated/known_truth_4.csv",
                              root == NULL ? SHARED_BESIDE : root),
                     &b, NULL) != VG_OK) {
        (void)printf("skipped: no simulated tables (set VIGIL_SHARED)\n");
        return 0;
    }
    VG_SCOPED_CSV c = vg_csv_begin(b.p, b.len, 4096);
    while (vg_csv_next(&c, NULL) == VG_ROW) {
        for (size_t i = 0; i < SCENARIOS; i++) {
            if (vg_str_is(vg_csv_field(&c, 0), demands[i].name))
                missed |= run_row(&c, &demands[i], model, &tallies[i]);
        }
    }
    for (size_t i = 0; i < SCENARIOS; i++)
        missed |= report(&demands[i], &tallies[i]);
    return missed;
}
