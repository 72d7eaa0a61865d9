/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "cli/resolve_records.h"

/* -- pairs ------------------------------------------------------------------------------------- */

struct printing {
    struct vg_run *r;
    const struct vg_records *records;
    int64_t n;
};

static const char *verdict(const struct vg_records *r, double posterior)
{
    return posterior >= r->config->same ? "same" : "different";
}

static int pair_json(void *w, const struct vg_records_pair *p, struct vg_err *err)
{
    const struct printing *g = w;
    struct vg_json j = {.out = &g->r->out->b};

    (void)err; /* a reader that went away is no failure */
    vg_json_object(&j);
    vg_json_ks(&j, "left", g->records->list[p->left].id);
    vg_json_ks(&j, "right", g->records->list[p->right].id);
    vg_json_key(&j, "posterior");
    vg_json_real(&j, p->posterior);
    vg_json_kt(&j, "verdict", verdict(g->records, p->posterior));
    vg_json_key(&j, "weight");
    vg_json_real(&j, p->weight);
    vg_json_end(&j);
    (void)vg_run_line(g->r);
    return VG_OK;
}

static int pair_text(void *w, const struct vg_records_pair *p, struct vg_err *err)
{
    struct printing *g = w;

    (void)err;
    g->n++;
    vg_putf(&g->r->out->b, "%-9s  %.6f  ", verdict(g->records, p->posterior), p->posterior);
    vg_out_str(g->r->out, g->records->list[p->left].id);
    vg_puts(&g->r->out->b, "  ");
    vg_out_str(g->r->out, g->records->list[p->right].id);
    vg_putc(&g->r->out->b, '\n');
    (void)vg_out_pour(g->r->out);
    return VG_OK;
}

static int run_pairs(struct vg_run *r, const struct vg_records *records)
{
    struct printing g = {.r = r, .records = records};
    const int json = vg_run_has(r, "json");
    int rc =
        vg_records_each(records, records->config->emit, json ? pair_json : pair_text, &g, r->err);

    if (rc == VG_OK && !json)
        vg_putf(&r->notes->b,
                "%" PRId64 " of %" PRId64 " pairs that share a block; weights learnt from these "
                "records in %" PRId64 " rounds\n",
                g.n, records->n_candidates, records->model.iterations);
    return rc;
}

/* -- clusters and overlaps ------------------------------------------------------------------------
 */

static int run_clusters(struct vg_run *r, const struct vg_records *records, const uint32_t *of)
{
    for (size_t row = 0; row < records->n; row++) {
        const uint32_t i = records->by_row[row];
        const struct vg_str id = records->list[i].id, cluster = records->list[of[i]].id;
        struct vg_json j = {.out = &r->out->b};

        if (vg_run_has(r, "json")) {
            vg_json_object(&j);
            vg_json_ks(&j, "id", id);
            vg_json_ks(&j, "cluster", cluster);
            vg_json_end(&j);
            (void)vg_run_line(r);
            continue;
        }
        vg_out_str(r->out, id);
        vg_puts(&r->out->b, "  ");
        vg_out_str(r->out, cluster);
        vg_putc(&r->out->b, '\n');
        (void)vg_out_pour(r->out);
    }
    return VG_OK;
}

/* "lists/police.csv" is the list police. */
static struct vg_str list_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct vg_str s = vg_str(slash == NULL ? path : slash + 1);

    if (s.len > 4 && vg_str_ends(s, ".csv"))
        s.len -= 4;
    return s;
}

/* Names that would make a table nobody can read are refused before anything is read. */
static int check_lists(const struct vg_run *r, const char *const *paths, size_t n)
{
    if (n < 2)
        return vg_fail(r->err, VG_E_MISUSE, "--overlaps needs two tables or more");
    for (size_t i = 0; i < n; i++) {
        const struct vg_str name = list_name(paths[i]);

        if (name.len == 0 || vg_str_is(name, "count"))
            return vg_fail(r->err, VG_E_MISUSE,
                           "%s: its list would be named '%.*s'; rename the "
                           "file",
                           paths[i], (int)name.len, name.p);
        for (size_t k = 0; k < i; k++)
            if (vg_str_cmp(list_name(paths[k]), name) == 0)
                return vg_fail(r->err, VG_E_MISUSE,
                               "%s and %s: both lists would be named '%.*s'; rename one", paths[k],
                               paths[i], (int)name.len, name.p);
    }
    return VG_OK;
}

static void csv_field(struct vg_buf *b, struct vg_str s)
{
    int plain = 1;

    for (size_t i = 0; i < s.len; i++)
        plain &= strchr(",\"\r\n", s.p[i]) == NULL;
    if (plain) {
        vg_put_str(b, s);
        return;
    }
    vg_putc(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '"')
            vg_putc(b, '"');
        vg_putc(b, s.p[i]);
    }
    vg_putc(b, '"');
}

/* In 'vigil estimate --table' form, whether JSON was asked for or not: that is the format. */
static int run_overlaps(struct vg_run *r, const struct vg_records *records, const uint32_t *of,
                        const char *const *paths)
{
    const size_t n = records->n_files;
    int64_t *counts = VG_NEW_ARRAY(r->a, int64_t, (size_t)1 << n);
    struct vg_buf *b = &r->out->b;

    vg_records_overlaps(records, of, counts);
    for (size_t i = 0; i < n; i++) {
        csv_field(b, list_name(paths[i]));
        vg_putc(b, ',');
    }
    vg_puts(b, "count\n");
    for (size_t pattern = 1; pattern < (size_t)1 << n; pattern++) {
        if (counts[pattern] == 0)
            continue;
        for (size_t i = 0; i < n; i++)
            vg_puts(b, pattern >> i & 1 ? "1," : "0,");
        vg_putf(b, "%" PRId64 "\n", counts[pattern]);
        (void)vg_out_pour(r->out);
    }
    return VG_OK;
}

/* -- --records ---------------------------------------------------------------------------- */

int vg_resolve_records_run(struct vg_run *r)
{
    static const char *const one[] = {"clusters", "overlaps", NULL};
    const char **paths = VG_NEW_ARRAY(r->a, const char *, r->n_args + 1);
    const size_t n = r->n_args + 1;
    struct vg_records records = {0};
    uint32_t *of = NULL;
    int rc = vg_run_only_one(r, one);

    paths[0] = vg_run_value(r, "records");
    for (size_t i = 1; i < n; i++)
        paths[i] = r->args[i - 1];
    if (rc == VG_OK && vg_run_value(r, "config") == NULL)
        rc = vg_fail(r->err, VG_E_MISUSE, "--records needs --config FILE: what to compare");
    if (rc == VG_OK && vg_run_has(r, "overlaps"))
        rc = check_lists(r, paths, n);
    if (rc == VG_OK)
        rc = vg_resolve_records(paths, n, vg_run_value(r, "config"), r->a, &records, r->err);
    if (rc != VG_OK)
        return rc;
    if (!vg_run_has(r, "clusters") && !vg_run_has(r, "overlaps"))
        return run_pairs(r, &records);
    of = VG_NEW_ARRAY(r->a, uint32_t, records.n + 1);
    rc = vg_records_clusters(&records, of, r->err);
    if (rc != VG_OK)
        return rc;
    return vg_run_has(r, "clusters") ? run_clusters(r, &records, of)
                                     : run_overlaps(r, &records, of, paths);
}

int vg_resolve_records_unused(const struct vg_run *r)
{
    static const char *const with[] = {"config", "clusters", "overlaps"};

    for (size_t i = 0; i < sizeof with / sizeof *with; i++)
        if (vg_run_has(r, with[i]))
            return vg_fail(r->err, VG_E_MISUSE, "--%s goes with --records", with[i]);
    return VG_OK;
}

/* -- --train-em --------------------------------------------------------------------------- */

static void put_shares(struct vg_json *j, const char *key, const double *shares, unsigned n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (unsigned k = 0; k < n; k++)
        vg_json_real(j, shares[k]);
    vg_json_end(j);
}

static void model_to_json(struct vg_run *r, const struct vg_em_file *file,
                          const struct vg_em_model *model)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_key(&j, "lambda");
    vg_json_real(&j, model->lambda);
    vg_json_key(&j, "features");
    vg_json_array(&j);
    for (size_t f = 0; f < file->n_features; f++) {
        vg_json_object(&j);
        vg_json_kt(&j, "name", file->names[f]);
        put_shares(&j, "m", model->m + f * VG_EM_LEVELS, file->table.levels[f]);
        put_shares(&j, "u", model->u + f * VG_EM_LEVELS, file->table.levels[f]);
        vg_json_end(&j);
    }
    vg_json_end(&j);
    vg_json_ki(&j, "iterations", model->iterations);
    vg_json_kb(&j, "converged", model->converged);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void model_to_text(struct vg_run *r, const struct vg_em_file *file,
                          const struct vg_em_model *model)
{
    struct vg_buf *b = &r->out->b;

    vg_putf(b, "lambda %.6f, after %" PRId64 " rounds%s\n", model->lambda, model->iterations,
            model->converged ? "" : ", and still moving");
    for (size_t f = 0; f < file->n_features; f++) {
        vg_out_styled(r->out, VG_BOLD, file->names[f]);
        vg_puts(b, "\n  level         m         u\n");
        for (unsigned k = 0; k < file->table.levels[f]; k++)
            vg_putf(b, "  %5u  %.6f  %.6f\n", k, model->m[f * VG_EM_LEVELS + k],
                    model->u[f * VG_EM_LEVELS + k]);
    }
    vg_puts(b, "row  posterior\n");
    (void)vg_out_pour(r->out);
}

int vg_resolve_train_em_run(struct vg_run *r)
{
    struct vg_em_file file;
    struct vg_em_model model;
    const int json = vg_run_has(r, "json");
    double *posterior;
    int rc = vg_resolve_em(vg_run_value(r, "train-em"), r->a, &file, &model, r->err);

    if (rc != VG_OK)
        return rc;
    (json ? model_to_json : model_to_text)(r, &file, &model);
    posterior = VG_NEW_ARRAY(r->a, double, file.table.n + 1);
    for (size_t i = 0; i < file.table.n; i++)
        posterior[i] = vg_em_posterior(
            vg_em_weight(&model, file.n_features, file.table.pattern + i * file.n_features));
    for (size_t row = 0; row < file.n_rows; row++) {
        struct vg_json j = {.out = &r->out->b};

        if (!json) {
            vg_putf(&r->out->b, "%zu  %.9f\n", row + 1, posterior[file.row[row]]);
            (void)vg_out_pour(r->out);
            continue;
        }
        vg_json_object(&j);
        vg_json_ki(&j, "row", (int64_t)row + 1);
        vg_json_key(&j, "posterior");
        vg_json_real(&j, posterior[file.row[row]]);
        vg_json_end(&j);
        (void)vg_run_line(r);
    }
    return VG_OK;
}
