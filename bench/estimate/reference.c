/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How far the log-linear half of estimate/ is from the reference numbers of data/estimate, one
 * line a check, and how long it takes. Exit status 1 when a tolerance is missed.
 *
 *     ninja -C build bench/estimate_reference && build/bench/estimate_reference
 */
#include <jansson.h>
#include <time.h>

#include "../../tests/unit/capture_data.h"
#include "estimate/bootstrap.h"
#include "estimate/chao.h"
#include "estimate/influence.h"
#include "estimate/profile.h"
#include "estimate/space.h"

static const char *const tables[] = {
    "artificial_3",    "congenital_5",   "diabetes_4",   "hepatitis_a_3",     "hiv_rome_4",
    "kosovo_4",        "neworleans_5",   "neworleans_8", "neworleans_5_n186", "neworleans_8_n186",
    "snowshoe_hare_6", "spina_bifida_3", "uk2013_5",     "uk2013_6",
};

static int missed;

static void tell(const char *table, const char *what, int good, double off)
{
    missed += !good;
    printf("%-18s %-34s %s  %.3g\n", table, what, good ? "ok    " : "MISSED", off);
}

static void near(const char *table, const char *what, double got, double wanted, double rel)
{
    tell(table, what, is_near(got, wanted, rel), fabs(got - wanted) / fabs(wanted));
    if (!is_near(got, wanted, rel))
        printf("    %.12g instead of %.12g\n", got, wanted);
}

static double seconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* -- every pair model --------------------------------------------------------------------- */

struct rows {
    struct vg_csv *csv;
    size_t n, differ;
    double off_n, off_deviance;
};

static int compare_row(void *ctx, const struct vg_model *m, const struct vg_fit *f,
                       struct vg_err *err)
{
    struct rows *r = ctx;
    char name[VG_MODEL_NAME];
    double n, deviance, minus_inf;

    (void)err;
    if (vg_csv_next(r->csv, NULL) != VG_ROW) {
        r->differ++;
        return VG_OK;
    }
    r->n++;
    n = capture_number(vg_csv_field(r->csv, 3));
    deviance = capture_number(vg_csv_field(r->csv, 4));
    minus_inf = capture_number(vg_csv_field(r->csv, 2));
    if (!vg_str_is(vg_csv_field(r->csv, 0), vg_model_name(m, name)) ||
        (int)capture_number(vg_csv_field(r->csv, 1)) != f->status ||
        (!isnan(minus_inf) && (unsigned)minus_inf != f->minus_inf)) {
        printf("    %s: status %d, %u at minus infinity\n", name, f->status, f->minus_inf);
        r->differ++;
    }
    if (f->status == 0 && !isnan(n)) {
        r->off_n = fmax(r->off_n, fabs(f->n - n) / n);
        r->off_deviance = fmax(r->off_deviance, fabs(f->deviance - deviance));
    }
    return VG_OK;
}

static void pair_models(struct vg_arena *a, const char *table, const char *rows)
{
    const struct vg_captures c = capture_table(a, table);
    const struct vg_str text = capture_bytes(a, rows);
    VG_SCOPED_CSV csv = vg_csv_begin(text.p, text.len, 4096);
    struct rows r = {.csv = &csv};

    (void)vg_csv_next(&csv, NULL);
    if (vg_space_walk(&c, VG_SPACE_PAIRS, compare_row, &r, NULL) != VG_OK ||
        vg_csv_next(&csv, NULL) == VG_ROW)
        r.differ++;
    tell(rows, "status, minus_inf, name, rows", r.differ == 0, (double)r.differ);
    tell(rows, "N of pair models", r.off_n <= 1e-6, r.off_n);
    tell(rows, "deviance of pair models", r.off_deviance <= 1e-6, r.off_deviance);
}

/* -- what stands in a table's .json --------------------------------------------------------- */

static double number(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);

    return json_is_number(v) ? json_number_value(v) : (double)NAN;
}

static const char *word(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static void best_model(const char *table, const struct vg_captures *c, const json_t *ref)
{
    VG_SCOPED_ARENA a = {0};
    const json_t *all = json_object_get(ref, "mse_bic"), *ms, *row;
    const json_t *existing = json_object_get(all, "n");
    struct vg_space s;
    size_t i;

    if (json_is_integer(existing) &&
        vg_space_survey(c, VG_SPACE_HIERARCHICAL, 20, &a, &s, NULL) == VG_OK) {
        tell(table, "existing hierarchical models",
             (json_int_t)s.exists == json_integer_value(existing),
             (double)s.exists - (double)json_integer_value(existing));
        tell(table, "best model by BIC", strcmp(s.best[0].name, word(all, "model")) == 0,
             s.best[0].fit.bic - number(all, "BIC"));
        near(table, "its N", s.best[0].fit.n, number(all, "popest"), 1e-6);
        json_array_foreach(json_object_get(all, "top"), i, row)
        {
            for (size_t k = 0; k < s.n; k++) {
                if (strcmp(s.best[k].name, word(row, "model")) == 0)
                    tell(table, "BIC of a good model",
                         fabs(s.best[k].fit.bic - number(row, "BIC")) < 2e-6,
                         s.best[k].fit.bic - number(row, "BIC"));
            }
        }
    }
    ms = json_object_get(ref, "rcapture_ms_best_bic");
    if (c->t == 5 && vg_space_survey(c, VG_SPACE_PAIRS, 20, &a, &s, NULL) == VG_OK) {
        struct vg_model m;
        struct vg_fit f;
        char name[VG_MODEL_NAME];
        int found = 0;

        row = json_array_get(ms, 0);
        tell(table, "best pair model by BIC", strcmp(s.best[0].name, word(row, "model")) == 0,
             s.best[0].fit.bic - number(row, "BIC"));
        (void)vg_space_best_pairs(c, NULL, &found, &m, &f, NULL);
        tell(table, "the same by leaps and bounds",
             found && strcmp(vg_model_name(&m, name), s.best[0].name) == 0,
             f.bic - s.best[0].fit.bic);
    }
}

static void main_effects(const char *table, const struct vg_captures *c, const json_t *ref)
{
    const struct vg_model m = vg_model_main(c->t);
    const json_t *mt = json_object_get(ref, "rcapture_Mt");
    const json_t *ci = json_array_get(json_object_get(mt, "CI"), 0);
    struct vg_fit f;
    struct vg_profile p;

    (void)vg_loglinear_once(c, &m, &f, NULL);
    near(table, "main effects: N", f.n, number(json_object_get(mt, "results"), "abundance"), 1e-6);
    if (vg_profile_run(c, &m, &f, &p, NULL) != VG_OK)
        return;
    near(table, "profile: mode", p.mode, json_number_value(json_array_get(ci, 0)), 1e-3);
    near(table, "profile: lower", p.lower, json_number_value(json_array_get(ci, 1)), 1e-3);
    if (json_is_number(json_array_get(ci, 2)))
        near(table, "profile: upper", p.upper, json_number_value(json_array_get(ci, 2)), 1e-3);
}

static void stepwise(const char *table, const struct vg_captures *c, const json_t *ref)
{
    const json_t *step = json_object_get(ref, "mse_stepwise");
    const json_t *bca = json_object_get(ref, "mse_stepwise_bca");
    char name[VG_MODEL_NAME];
    struct vg_stepwise s;
    struct vg_bootstrap b;

    if (vg_stepwise_run(c, &s, NULL) != VG_OK)
        return;
    (void)vg_model_name(&s.model, name);
    tell(table, "stepwise model", strcmp(name, word(step, "model")) == 0, s.fit.status);
    near(table, "stepwise N", s.fit.n, number(step, "popest"), 1e-6);
    if (!json_is_object(bca) || vg_bootstrap_run(c, 1000, 1, &b, NULL, NULL) != VG_OK)
        return;
    near(table, "ahat", b.ahat, number(bca, "ahat"), 1e-3);
    /* The tolerances are those of 200 replicates; where the reference drew fewer, its lower limit
     * is the least of them and falls with their number. */
    if (number(bca, "nboot") >= 200) {
        bca = json_object_get(bca, "BCa");
        near(table, "BCa 2.5 %", b.q025, number(bca, "0.025"), 0.2);
        near(table, "BCa 97.5 %", b.q975, number(bca, "0.975"), 0.4);
    }
    printf("    usable %zu of %zu, ties %zu, z0 %g\n", b.usable, b.replicates, b.ties, b.z0);
}

static void chao(const char *table, const struct vg_captures *c, const json_t *ref)
{
    const struct vg_chao got = vg_chao_run(c);
    const json_t *chao = json_object_get(ref, "chao1987");

    near(table, "Chao classic", got.classic, number(chao, "S"), 1e-8);
    near(table, "Chao bc", got.bc, number(chao, "bc_chao2"), 1e-8);
    near(table, "mth", got.mth, number(json_object_get(ref, "rcapture_Mth_Chao"), "abundance"),
         1e-5);
}

static void influence(struct vg_arena *a)
{
    const struct vg_captures c = capture_table(a, "tables/neworleans_5_n186.csv");
    struct vg_influence got;
    double most = 0;

    if (vg_influence_run(&c, a, &got, NULL) != VG_OK)
        return;
    for (size_t i = 0; i < got.cells; i++)
        most =
            fabs(got.remove[i].ratio - 1034.15106523 / got.n) < 1e-9 ? got.remove[i].ratio : most;
    near("neworleans_5_n186", "influence of one record", most, 1.0537, 5e-5);
}

/* -- speed ----------------------------------------------------------------------------------- */

static void speed(struct vg_arena *a, const char *table)
{
    const struct vg_captures c = capture_table(a, vg_print(a, "%s.csv", table));
    struct vg_space s;
    struct vg_bootstrap b;
    struct vg_influence in;
    double best[4] = {1e9, 1e9, 1e9, 1e9};

    for (int i = 0; i < 5; i++) {
        VG_SCOPED_ARENA work = {0};
        double t[5];

        t[0] = seconds();
        (void)vg_space_survey(&c, VG_SPACE_PAIRS, 20, &work, &s, NULL);
        t[1] = seconds();
        (void)vg_space_survey(&c, VG_SPACE_HIERARCHICAL, 20, &work, &s, NULL);
        t[2] = seconds();
        (void)vg_bootstrap_run(&c, 200, 1, &b, NULL, NULL);
        t[3] = seconds();
        (void)vg_influence_run(&c, &work, &in, NULL);
        t[4] = seconds();
        for (int k = 0; k < 4; k++)
            best[k] = fmin(best[k], t[k + 1] - t[k]);
    }
    printf(
        "%-18s pairs %.1f ms, hierarchical %.1f ms, bootstrap of 200 %.1f ms, influence %.1f ms\n",
        table, best[0] * 1e3, best[1] * 1e3, best[2] * 1e3, best[3] * 1e3);
}

int main(void)
{
    VG_SCOPED_ARENA a = {0};

    if (!has_capture_data())
        return 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const char *table = vg_print(&a, "tables/%s.csv", tables[i]);
        const struct vg_captures c = capture_table(&a, table);
        const struct vg_str text = capture_bytes(&a, vg_print(&a, "reference/%s.json", tables[i]));
        json_t *ref = json_loadb(text.p, text.len, 0, NULL);

        if (c.t <= 5)
            pair_models(&a, table, vg_print(&a, "reference/%s_pairmodels.csv", tables[i]));
        best_model(tables[i], &c, ref);
        main_effects(tables[i], &c, ref);
        stepwise(tables[i], &c, ref);
        chao(tables[i], &c, ref);
        json_decref(ref);
    }
    for (unsigned i = 0; i < 21; i++) {
        const char *name = vg_print(&a, "sparse/s%u_%02u", 3 + i / 10, 1 + i % 10);

        pair_models(&a, vg_print(&a, "%s.csv", name), vg_print(&a, "%s_pairmodels.csv", name));
    }
    influence(&a);
    speed(&a, "tables/neworleans_5");
    speed(&a, "tables/uk2013_5");
    speed(&a, "tables/congenital_5");
    speed(&a, "sparse/s5_01");
    printf("%d missed\n", missed);
    return missed != 0;
}
