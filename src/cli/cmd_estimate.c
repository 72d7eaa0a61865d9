/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What has not been found: a bound, a range, an estimate, or the reason why none is warranted. Of a
 * case, or as a filter over one table; then no case is opened.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/json.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/screen.h"

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
    {.name = "exposure",
     .argument = "FILE",
     .does = "of a case: denominators (CSV: place,exposure,source) for where to search next",
     .otherwise = "those that 'vigil exposure' keeps"},
    {.name = "detection",
     .argument = "A:B",
     .does = "of a case: how well searches find what is there, as Beta(A, B)",
     .otherwise = "not known, and then no gap is estimated"},
    {.name = "kept",
     .does = "of a case: list what was made of it, with the ids that a brief cites"},
    {.name = "html", .does = "print one page with pictures and the tables behind them"},
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

/* -- a page ------------------------------------------------------------------------------------ */

static void open_page(struct vg_buf *o, const char *language, const char *title)
{
    vg_html_raw(o, "<!doctype html>\n<html");
    vg_html_attrz(o, "lang", language);
    vg_html_raw(o, "><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width\"><title>");
    vg_html_textz(o, title);
    vg_html_raw(o, "</title><style>body{max-width:46em;margin:2em auto;padding:0 1em;"
                   "font-family:serif;line-height:1.5}pre{white-space:pre-wrap;font:inherit}\n");
    vg_html_raw(o, vg_plot_style);
    vg_html_raw(o, "</style></head><body>\n<h1 dir=\"auto\">");
    vg_html_textz(o, title);
    vg_html_raw(o, "</h1>\n");
}

/* The text, then its pictures. */
static int put_result(struct vg_run *r, const struct vg_estimate *e, const char *language,
                      const char *prefix)
{
    VG_SCOPED_BUF text = {0};
    const struct vg_plot_as as = {.language = language, .prefix = prefix};

    vg_estimate_to_text(&text, e, language, r->a);
    vg_html_raw(&r->out->b, "<pre>");
    vg_html_text(&r->out->b, vg_buf_str(&text));
    vg_html_raw(&r->out->b, "</pre>\n");
    return vg_plot_figures(e, &as, r->a, &r->out->b, r->err);
}

static const char *language_of(const struct vg_run *r)
{
    const char *language = vg_run_value(r, "language");

    return language == NULL ? "en" : language;
}

static int show_page(struct vg_run *r, const struct vg_estimate *e)
{
    int rc;

    open_page(&r->out->b, language_of(r), e->table);
    rc = put_result(r, e, language_of(r), NULL);
    vg_html_raw(&r->out->b, "</body></html>\n");
    if (rc == VG_OK)
        (void)vg_out_pour(r->out);
    return rc;
}

/* -- a case -------------------------------------------------------------------------------------
 */

/* A number with at most six digits before the point and three behind; what follows it. NULL when it
 * is none. */
static const char *read_small(const char *text, double *out)
{
    const size_t before = strspn(text, "0123456789");
    int64_t value = 0, scale = 1;

    if (before == 0 || before > 6)
        return NULL;
    for (size_t i = 0; i < before; i++)
        value = value * 10 + (*text++ - '0');
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9'; text++, scale *= 10) {
            if (scale == 1000)
                return NULL;
            value = value * 10 + (*text - '0');
        }
    *out = (double)value / (double)scale;
    return text;
}

/* "A:B", both above 0. */
static int read_detection(struct vg_run *r, struct vg_estimate_with *with)
{
    const char *text = vg_run_value(r, "detection");

    if (text == NULL)
        return VG_OK;
    text = read_small(text, &with->detection_a);
    if (text != NULL && *text == ':')
        text = read_small(text + 1, &with->detection_b);
    if (text != NULL && *text == '\0' && with->detection_a > 0 && with->detection_b > 0)
        return VG_OK;
    return vg_fail(r->err, VG_E_MISUSE, "--detection: A:B was expected, as in 8:2");
}

static int refuse_table_options(struct vg_run *r)
{
    static const char *const of_tables[] = {"model",  "json-lines", "space", "lists",
                                            "strict", "loose",      "grid"};

    for (size_t i = 0; i < sizeof of_tables / sizeof *of_tables; i++)
        if (vg_run_has(r, of_tables[i]))
            return vg_fail(r->err, VG_E_MISUSE, "--%s goes with --table, not with a case",
                           of_tables[i]);
    return VG_OK;
}

static void put_words(struct vg_run *r, const struct vg_said *s)
{
    if (s == NULL)
        return;
    vg_html_raw(&r->out->b, "<p>");
    vg_html_textz(&r->out->b, vg_said_text(r->a, s, language_of(r)));
    vg_html_raw(&r->out->b, "</p>\n");
}

/* The heading of a part, with its id, and what has to be known before its figures are read. */
static void put_head(struct vg_run *r, const struct vg_estimate_part *part)
{
    const struct vg_said *title = vg_estimate_part_title(part, r->a);

    if (part->id[0] != '\0')
        title = VG_SAID(r->a, CASE_PART, vg_part_said(r->a, title), vg_part(part->id));
    vg_html_raw(&r->out->b, "<h2 dir=\"auto\">");
    vg_html_textz(&r->out->b, vg_said_text(r->a, title, language_of(r)));
    vg_html_raw(&r->out->b, "</h2>\n");
    put_words(r, vg_estimate_effort_said(part, r->a));
    put_words(r, vg_estimate_left_out_said(part, r->a));
    if (part->source != NULL)
        put_words(r, VG_SAID(r->a, CASE_SOURCE, vg_part(part->source)));
}

static int show_case_page(struct vg_run *r, const struct vg_estimate_case *c,
                          const struct vg_view *v)
{
    const char *language = language_of(r);
    struct vg_buf *o = &r->out->b;
    int rc = VG_OK;

    open_page(o, language, vg_said_text(r->a, VG_SAYS(CASE_TITLE), language));
    vg_html_raw(o, "<p>");
    vg_html_textz(o, vg_said_text(r->a,
                                  c->units == 0 ? VG_SAYS(CASE_COUNTED_NONE)
                                                : VG_SAID(r->a, CASE_COUNTED,
                                                          vg_part_number(r->a, (int64_t)c->units)),
                                  language));
    vg_html_raw(o, "</p>\n");
    for (size_t i = 0; rc == VG_OK && i < c->n_parts; i++) {
        const struct vg_estimate_part *part = &c->parts[i];

        put_head(r, part);
        if (part->e != NULL) {
            const struct vg_estimate e = vg_estimate_part_named(part, v, language, r->a);

            rc = put_result(r, &e, language, vg_print(r->a, "vge%zu", i));
        } else {
            vg_html_raw(o, "<p>");
            vg_html_textz(o, vg_said_text(r->a, VG_SAYS(CASE_LOCKED), language));
            for (size_t k = 0; k < part->gap->n_locks; k++) {
                vg_html_raw(o, "</p>\n<p>");
                vg_html_textz(o, vg_said_text(r->a, part->gap->locks[k].said, language));
            }
            vg_html_raw(o, "</p>\n");
        }
    }
    vg_html_raw(o, "</body></html>\n");
    return rc;
}

static void case_to_json(struct vg_run *r, const struct vg_estimate_case *c)
{
    for (size_t i = 0; i <= c->n_parts; i++) {
        struct vg_json j = {.out = &r->out->b};

        vg_estimate_part_to_json(&j, c, i == 0 ? NULL : &c->parts[i - 1]);
        (void)vg_run_line(r);
    }
}

/* As it is kept; a case may come from anybody, so only what is JSON is printed. */
static int put_kept(struct vg_run *r, const struct vg_estimate_kept *k)
{
    VG_SCOPED_JSON *o = NULL;
    int rc = vg_json_read(k->result, strlen(k->result), &o, r->err);

    if (rc != VG_OK)
        return vg_within(r->err, rc, "%s is damaged, 'vigil rebuild' makes it anew", k->id);
    vg_puts(&r->out->b, k->result);
    (void)vg_run_line(r);
    return VG_OK;
}

/* What was made, each with how much the record has grown since. */
static int list_kept(struct vg_run *r)
{
    const int is_zh = strcmp(language_of(r), "zh") == 0;
    struct vg_grid g = {.a = r->a,
                        .columns = 5,
                        .right = 1U << 2,
                        .heads = {"id", "part", "entries since", "verdict", "says"}};
    struct vg_estimate_kept *list = NULL;
    struct vg_case_facts facts = {0};
    size_t n = 0;
    int rc = vg_run_open(r, VG_CASE_READ);

    if (rc == VG_OK)
        rc = vg_estimates_kept(r->c, r->a, &list, &n, r->err);
    if (rc == VG_OK)
        rc = vg_case_facts(r->c, r->a, &facts, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (vg_run_has(r, "json")) {
            rc = put_kept(r, &list[i]);
            continue;
        }
        vg_grid_add(&g, list[i].id);
        vg_grid_add(&g, list[i].part);
        vg_grid_add(&g, vg_print(r->a, "%" PRId64, facts.entries - list[i].entries));
        vg_grid_add(&g, list[i].verdict);
        vg_grid_add(&g, is_zh ? list[i].zh : list[i].en);
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    if (rc == VG_OK && n == 0)
        vg_puts(&r->notes->b, "no estimate of this case was made yet; 'vigil estimate CASE' makes "
                              "one\n");
    return rc;
}

static int run_case(struct vg_run *r, const struct vg_estimate_ask *ask)
{
    struct vg_estimate_with with = {
        .exposure = vg_run_value(r, "exposure"), .seed = ask->seed, .workers = ask->workers};
    struct vg_estimate_case c;
    struct vg_view v = {0};
    struct vg_root_graph *graph = NULL;
    int rc = refuse_table_options(r);

    if (rc == VG_OK && vg_run_has(r, "kept"))
        return list_kept(r);
    if (rc == VG_OK)
        rc = read_detection(r, &with);
    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_view_load(r->c, 0, r->a, &v, &graph, r->err);
    if (rc == VG_OK)
        rc = vg_estimate_of_case(r->c, &v, graph, &with, r->a, &c, r->err);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "json")) {
        case_to_json(r, &c);
        return VG_OK;
    }
    if (vg_run_has(r, "html"))
        rc = show_case_page(r, &c, &v);
    else
        vg_estimate_case_to_text(&r->out->b, &c, &v, language_of(r), r->a);
    if (rc == VG_OK)
        (void)vg_out_pour(r->out);
    return rc;
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
    if (files.table == NULL && r->n_args == 0)
        return vg_fail(r->err, VG_E_MISUSE,
                       "a case or --table FILE is missing; usage: vigil estimate CASE, or vigil "
                       "estimate --table FILE");
    if (files.table != NULL && r->n_args > 0)
        return vg_fail(r->err, VG_E_MISUSE, "a case and --table exclude each other");
    if (files.table == NULL)
        return run_case(r, &ask);
    if (vg_run_has(r, "exposure") || vg_run_has(r, "detection") || vg_run_has(r, "kept"))
        return vg_fail(r->err, VG_E_MISUSE, "--exposure, --detection and --kept go with a case");
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
    if (vg_run_has(r, "html"))
        return show_page(r, &e);
    vg_estimate_to_text(&r->out->b, &e, vg_run_value(r, "language"), r->a);
    (void)vg_out_pour(r->out);
    return VG_OK;
}

static const char *const examples[] = {
    "vigil estimate fox.vigil",
    "vigil estimate fox.vigil --html > missing.html",
    "vigil estimate fox.vigil --kept",
    "vigil estimate --table rome.csv",
    "vigil estimate --table press.csv --lists press-lists.csv --json",
    "vigil estimate --table told.csv --model gap",
    "vigil estimate --table rome.csv --model loglinear --space pairs --json-lines",
    NULL,
};

const struct vg_command vg_cmd_estimate = {
    .name = "estimate",
    .group = "what follows",
    .args = "[CASE]",
    .does = "Say what has not been found, or why that cannot be said",
    .more =
        "With CASE, out of its own record and in this order: what was counted one by one; for each "
        "named list that is open the members that nobody found, with the searches beside them; "
        "with denominators ('vigil exposure', or --exposure) the places to search next; how far "
        "searching has come; and the total that "
        "overlapping lists give, where the gate opens. A list is an independent root, never an "
        "article. It stops where the evidence stops, and says why and what would lift it. Lists "
        "of that kind are drawn from the case alone: nothing is uploaded on the page.\n\n"
        "What was made is kept with the case under a hash of everything that went in, so that a "
        "total that takes seconds is sought once; --kept lists it. When a claim, a source or a "
        "judgement changes what goes in, it is made anew, and what no longer fits is dropped. "
        "Nothing of that is an entry of the record: 'vigil rebuild' makes it again, and 'vigil "
        "doctor' compares it with what is made anew.\n\n"
        "Without a case it is a filter over one table. "
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
