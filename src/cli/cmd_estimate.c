/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What has not been found: a bound, a range, an estimate, or the reason why none is warranted. A
 * filter over one table; no case is opened.
 */
#include <string.h>

#include "base/limits.h"
#include "cli/commands.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "table", .argument = "FILE", .does = "the table (CSV); - for standard input"},
    {.name = "model",
     .argument = "MODEL",
     .does = "all, loglinear, stepwise, dga, lcmcr, chao, gap, exposure, richness or sensitivity",
     .otherwise = "all"},
    {.name = "json", .does = "print one JSON object"},
    {.name = "json-lines", .does = "with --model loglinear: print every model, one a line"},
    {.name = "space",
     .argument = "KIND",
     .does = "which log-linear models: pairs or hierarchical",
     .otherwise = "hierarchical up to five lists, pairs for six"},
    {.name = "lists",
     .argument = "FILE",
     .does = "where the lists come from (CSV); see vigil-estimate(7)"},
    {.name = "strict",
     .argument = "FILE",
     .does = "the same table when only certain matches count as one unit"},
    {.name = "loose",
     .argument = "FILE",
     .does = "the same table when every likely match counts as one unit"},
    {.name = "grid",
     .argument = "FROM:TO",
     .does = "for dga: the unseen from FROM to TO",
     .otherwise = "a grid that grows until what lies beyond it has no weight"},
    {.name = "seed", .argument = "N", .does = "of the random numbers", .otherwise = "1"},
    {.name = "language", .argument = "CODE", .does = "of the text: en or zh", .otherwise = "en"},
    {0},
};

/* "FROM:TO", both whole. */
static int read_grid(struct vg_run *r, struct vg_estimate_ask *ask)
{
    const char *text = vg_run_value(r, "grid");
    int64_t ends[2] = {0, 0};
    size_t k = 0, digits = 0;

    if (text == NULL)
        return VG_OK;
    for (; *text != '\0'; text++) {
        if (*text == ':' && k == 0 && digits > 0) {
            k = 1;
            digits = 0;
        } else if (*text >= '0' && *text <= '9' && digits < 9) {
            ends[k] = ends[k] * 10 + (*text - '0');
            digits++;
        } else {
            k = 2;
            break;
        }
    }
    if (k != 1 || digits == 0 || ends[1] < ends[0] || ends[1] < 1)
        return vg_fail(r->err, VG_E_MISUSE, "--grid: FROM:TO was expected, as in 1:20000");
    if (ends[1] > VG_MAX_UNSEEN)
        return vg_fail(r->err, VG_E_MISUSE, "--grid: at most %lld", (long long)VG_MAX_UNSEEN);
    ask->grid_from = ends[0];
    ask->grid_to = ends[1];
    return VG_OK;
}

static int read_space(struct vg_run *r, struct vg_estimate_ask *ask)
{
    const char *text = vg_run_value(r, "space");

    if (text == NULL)
        return VG_OK;
    ask->has_space = 1;
    ask->space = strcmp(text, "pairs") == 0 ? VG_SPACE_PAIRS : VG_SPACE_HIERARCHICAL;
    if (strcmp(text, vg_space_word(ask->space)) != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--space: pairs or hierarchical, not '%.40s'", text);
    return VG_OK;
}

static int read_ask(struct vg_run *r, struct vg_estimate_ask *ask)
{
    const char *model = vg_run_value(r, "model"), *language = vg_run_value(r, "language");
    int64_t seed = 1;
    int rc = vg_run_number(r, "seed", 0, 1, &seed);

    if (rc != VG_OK)
        return rc;
    ask->seed = (uint64_t)seed;
    ask->model = model == NULL ? VG_ESTIMATE_ALL : vg_estimate_model_of(model);
    if (ask->model == VG_ESTIMATE_MODELS)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--model: there is no model '%.40s'; 'vigil help estimate' lists them",
                       model);
    if (language != NULL && strcmp(language, "en") != 0 && strcmp(language, "zh") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--language: en or zh, not '%.40s'", language);
    rc = read_grid(r, ask);
    return rc == VG_OK ? read_space(r, ask) : rc;
}

/* -- every model, one a line ------------------------------------------------------------------ */

static int print_model(void *ctx, const struct vg_model *m, const struct vg_fit *fit,
                       struct vg_err *err)
{
    struct vg_run *r = ctx;
    struct vg_json j = {.out = &r->out->b};
    char name[VG_MODEL_NAME];

    (void)err; /* a reader that went away is no failure */
    vg_estimate_model_to_json(&j, vg_model_name(m, name), fit, 0);
    (void)vg_run_line(r);
    return VG_OK;
}

static int run_estimate(struct vg_run *r)
{
    const struct vg_estimate_files files = {
        .table = vg_run_value(r, "table"),
        .lists = vg_run_value(r, "lists"),
        .strict = vg_run_value(r, "strict"),
        .loose = vg_run_value(r, "loose"),
    };
    struct vg_estimate_ask ask = {.workers = 8};
    struct vg_estimate e;
    int rc = read_ask(r, &ask);

    if (rc != VG_OK)
        return rc;
    if (files.table == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "--table FILE is missing; usage: vigil estimate --table FILE");
    if (vg_run_has(r, "json-lines") && ask.model != VG_ESTIMATE_LOGLINEAR)
        return vg_fail(r->err, VG_E_MISUSE, "--json-lines goes with --model loglinear");
    if (vg_run_has(r, "json-lines"))
        return vg_estimate_models_of_file(files.table, &ask, print_model, r, r->a, r->err);
    rc = vg_estimate_of_files(&files, &ask, r->a, &e, r->err);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "json")) {
        struct vg_json j = {.out = &r->out->b};

        vg_estimate_to_json(&j, &e);
        (void)vg_run_line(r);
        return VG_OK;
    }
    vg_estimate_to_text(&r->out->b, &e, vg_run_value(r, "language"), r->a);
    (void)vg_out_pour(r->out);
    return VG_OK;
}

static const char *const examples[] = {
    "vigil estimate --table rome.csv",
    "vigil estimate --table press.csv --lists press-lists.csv --json",
    "vigil estimate --table told.csv --model gap",
    "vigil estimate --table rome.csv --model loglinear --space pairs --json-lines",
    NULL,
};

const struct vg_command vg_cmd_estimate = {
    .name = "estimate",
    .group = "what follows",
    .args = "",
    .does = "Say what has not been found, or why that cannot be said",
    .more =
        "A capture table says which units stand on which lists: a column for each list, 0 or 1, "
        "and last a column 'count'. From it comes one of four verdicts: refuse, with the reason "
        "and what would make an estimate possible; bound, only 'at least L'; range, the order of "
        "magnitude; estimate. A refusal is a result, and the exit status is 0.\n\n"
        "What a table cannot tell stands in the file behind --lists: which effort each list stems "
        "from, which time and territory it covers, whether its units are resolved and who could be "
        "on it. Without it the result begins with what is taken for granted.\n\n"
        "The models gap (units that were told to act), exposure (places) and richness (units by "
        "the number of roots that show them) have tables of their own; vigil-estimate(7) has all "
        "of them, and a way from a table to an honest paragraph. Any model but all is a workbench: "
        "it prints that method's own numbers for comparison with other programs, in JSON and even "
        "under a refusal; quote only what all says.",
    .examples = examples,
    .options = options,
    .run = run_estimate,
};
