/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "cli/say.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "output",
     .argument = "FILE",
     .does = "where to write it; - is standard output",
     .letter = 'o'},
    {.name = "lang",
     .argument = "LANGUAGE",
     .does = "language of the labels: en or zh",
     .otherwise = "en"},
    {.name = "title", .argument = "TEXT", .does = "title of the page"},
    {.name = "asked", .argument = "TEXT", .does = "the question that the brief answers"},
    {.name = "unit",
     .argument = "UNIT",
     .does = "headline figures in this unit only",
     .otherwise = "each unit that has a figure"},
    {.name = "as-of", .argument = "DATE", .does = "as known then (EDTF)", .otherwise = "now"},
    {.name = "claims",
     .argument = "N",
     .does = "how many claims get their full evidence, those behind figures first, with long "
             "lists cut to match; all prints everything",
     .otherwise = "2000"},
    {.name = "audience",
     .argument = "WHOM",
     .does = "for whom it is, said on the page: public, partner or internal"},
    {.name = "without",
     .argument = "PARTS",
     .does = "leave out sections: series, roots, checks, status, with commas; the page says so"},
    {.name = "publish", .does = "keep the page and its figures in the record as an edition"},
    {.name = "editions", .does = "list what was published"},
    {.name = "edition", .argument = "ID", .does = "write this edition, as it was published"},
    {.name = "compare",
     .argument = "ID",
     .does = "which figures were added, changed or withdrawn since this edition, in the one named "
             "behind CASE"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

/* "all" or a number. */
static int claims_read(struct vg_run *r, int64_t *out)
{
    const char *text = vg_run_value(r, "claims");
    int64_t n = 0;

    *out = text == NULL ? VG_BRIEF_CLAIMS : 0;
    if (text == NULL || strcmp(text, "all") == 0)
        return VG_OK;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p < '0' || *p > '9' || n >= INT64_MAX / 10 - 1)
            return vg_fail(r->err, VG_E_MISUSE, "--claims: a number from 1, or all, not '%.40s'",
                           text);
        n = 10 * n + (*p - '0');
    }
    if (n == 0)
        return vg_fail(r->err, VG_E_MISUSE, "--claims: a number from 1, or all, not '%.40s'", text);
    *out = n;
    return VG_OK;
}

static int options_read(struct vg_run *r, struct vg_brief_options *o)
{
    o->language = vg_run_has(r, "lang") ? vg_run_value(r, "lang") : "en";
    o->title = vg_run_value(r, "title");
    o->asked = vg_run_value(r, "asked");
    o->unit = vg_run_value(r, "unit");
    o->as_of = vg_run_value(r, "as-of");
    if (strcmp(o->language, "en") != 0 && strcmp(o->language, "zh") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--lang: en or zh, not '%.40s'", o->language);
    o->audience = vg_run_value(r, "audience");
    if (o->audience != NULL && strcmp(o->audience, "public") != 0 &&
        strcmp(o->audience, "partner") != 0 && strcmp(o->audience, "internal") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--audience: public, partner or internal, not '%.40s'",
                       o->audience);
    if (vg_run_has(r, "without")) {
        int rc = vg_brief_parts_read(vg_run_value(r, "without"), &o->without, r->err);

        if (rc != VG_OK)
            return vg_within(r->err, rc, "--without");
    }
    return claims_read(r, &o->max_claims);
}

static int write_page(struct vg_run *r, const struct vg_buf *page)
{
    const char *path = vg_run_value(r, "output");
    char size[VG_NUMBER_TEXT];
    int rc;

    if (strcmp(path, "-") == 0) {
        vg_put_str(&r->out->b, vg_buf_str(page));
        return VG_OK;
    }
    rc = vg_file_write(path, vg_buf_str(page).p, page->len, 0644, r->err);
    vg_size_text((int64_t)page->len, size);
    if (rc == VG_OK)
        vg_putf(&r->notes->b, "wrote %s (%s); it opens in any browser, off line\n", path, size);
    return rc;
}

static int must_have_output(struct vg_run *r)
{
    return vg_run_has(r, "output")
               ? VG_OK
               : vg_fail(r->err, VG_E_MISUSE, "-o FILE is missing; -o - writes to standard output");
}

static int make(struct vg_run *r)
{
    VG_SCOPED_BUF page = {0};
    struct vg_brief_options o = {0};
    int rc = options_read(r, &o);

    if (rc == VG_OK)
        rc = must_have_output(r);
    if (rc == VG_OK)
        rc = vg_run_open_best(r);
    if (rc == VG_OK)
        rc = vg_case_brief(r->c, &o, &page, r->err);
    return rc == VG_OK ? write_page(r, &page) : rc;
}

/* -- editions ------------------------------------------------------------------------- */

static int publish(struct vg_run *r)
{
    VG_SCOPED_BUF page = {0};
    struct vg_brief_options o = {0};
    int64_t id = 0;
    int rc = options_read(r, &o);

    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_brief_publish(r->c, &o, &id, r->err);
    if (rc != VG_OK)
        return rc;
    vg_putf(&r->out->b, "edition b%" PRId64 "\n", id);
    (void)vg_out_flush(r->out);
    if (!vg_run_has(r, "output"))
        return VG_OK;
    rc = vg_edition_html(r->c, id, &page, r->err);
    return rc == VG_OK ? write_page(r, &page) : rc;
}

static int id_read(struct vg_run *r, const char *text, int64_t *out)
{
    int64_t id = 0;
    size_t i = 1;

    for (; text[0] == 'b' && i < 18 && text[i] >= '0' && text[i] <= '9'; i++)
        id = 10 * id + (text[i] - '0');
    if (i == 1 || text[i] != '\0' || id == 0)
        return vg_fail(r->err, VG_E_MISUSE, "'%.40s' is no edition; one looks like b1", text);
    *out = id;
    return VG_OK;
}

static int show_edition(struct vg_run *r)
{
    VG_SCOPED_BUF page = {0};
    int64_t id = 0;
    int rc = id_read(r, vg_run_value(r, "edition"), &id);

    if (rc == VG_OK)
        rc = must_have_output(r);
    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_edition_html(r->c, id, &page, r->err);
    return rc == VG_OK ? write_page(r, &page) : rc;
}

static void edition_to_json(struct vg_json *j, const struct vg_edition *e)
{
    vg_json_object(j);
    vg_json_id(j, "id", 'b', e->id);
    vg_json_ki(j, "entry", e->entry);
    vg_json_kt(j, "language", e->language);
    vg_json_kt(j, "title", e->title);
    vg_json_kt(j, "asked", e->asked);
    vg_json_kt(j, "unit", e->unit);
    vg_json_kt(j, "as_of", e->as_of);
    vg_json_kt(j, "audience", e->audience);
    vg_json_kt(j, "without", e->without);
    vg_json_ki(j, "max_claims", e->max_claims);
    vg_json_kt(j, "made_at", e->made_at);
    vg_json_ki(j, "entries", e->entries);
    vg_json_ki(j, "claims", e->claims);
    vg_json_ki(j, "figures", e->figures);
    vg_json_ki(j, "bytes", e->bytes);
    vg_json_kt(j, "sha256", e->sha256);
    vg_json_end(j);
}

static int list_editions(struct vg_run *r)
{
    struct vg_grid g = {
        .a = r->a,
        .columns = 7,
        .right = 1U << 4 | 1U << 5,
        .heads = {"id", "made", "language", "audience", "claims", "figures", "title"}};
    struct vg_edition *list = NULL;
    size_t n = 0;
    int rc = vg_run_open(r, VG_CASE_READ);

    if (rc == VG_OK)
        rc = vg_editions(r->c, r->a, &list, &n, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        struct vg_json j = {.out = &r->out->b};

        if (vg_run_has(r, "json")) {
            edition_to_json(&j, &list[i]);
            (void)vg_run_line(r);
            continue;
        }
        vg_grid_add(&g, vg_print(r->a, "b%" PRId64, list[i].id));
        vg_grid_add(&g, list[i].made_at);
        vg_grid_add(&g, list[i].language);
        vg_grid_add(&g, list[i].audience);
        vg_grid_add(&g, vg_print(r->a, "%" PRId64, list[i].claims));
        vg_grid_add(&g, vg_print(r->a, "%" PRId64, list[i].figures));
        vg_grid_add(&g, list[i].title);
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    if (rc == VG_OK && n == 0)
        vg_puts(&r->notes->b, "nothing was published yet; 'vigil brief CASE --publish' does\n");
    return rc;
}

static void number_to_json(struct vg_json *j, const char *key, int has, int64_t n)
{
    vg_json_key(j, key);
    if (has)
        vg_json_i64(j, n);
    else
        vg_json_null(j);
}

/* "3 17" as ["c3","c17"] */
static void claims_to_json(struct vg_json *j, const char *ids)
{
    char id[24];

    vg_json_key(j, "claims");
    vg_json_array(j);
    while (*ids != '\0') {
        size_t n = strcspn(ids, " ");

        (void)snprintf(id, sizeof id, "c%.*s", n < 20 ? (int)n : 20, ids);
        vg_json_text(j, id);
        ids += n + (ids[n] == ' ');
    }
    vg_json_end(j);
}

static void figure_to_json(struct vg_json *j, const char *key, const struct vg_edition_figure *f)
{
    vg_json_key(j, key);
    if (f == NULL) {
        vg_json_null(j);
        return;
    }
    vg_json_object(j);
    vg_json_kt(j, "heading", f->heading);
    number_to_json(j, "low", (f->has & VG_FIGURE_LOW) != 0, f->low);
    number_to_json(j, "best", (f->has & VG_FIGURE_BEST) != 0, f->best);
    number_to_json(j, "high", (f->has & VG_FIGURE_HIGH) != 0, f->high);
    vg_json_kt(j, "refusal", f->refusal);
    vg_json_ki(j, "roots_named", f->roots_named);
    vg_json_ki(j, "roots_read", f->roots_read);
    claims_to_json(j, f->claims);
    vg_json_end(j);
}

static void row_to_json(struct vg_json *j, const struct vg_edition_row *row)
{
    const struct vg_edition_figure *f = row->after != NULL ? row->after : row->before;

    vg_json_object(j);
    vg_json_kt(j, "change", vg_edition_change_word(row->change));
    vg_json_kt(j, "unit", f->unit);
    vg_json_kt(j, "definition", f->definition);
    vg_json_kt(j, "place", f->place);
    vg_json_kt(j, "level", f->level);
    vg_json_kt(j, "by", f->by);
    vg_json_kt(j, "period_from", f->period_from);
    vg_json_kt(j, "period_to", f->period_to);
    vg_json_kb(j, "values", row->values);
    vg_json_kb(j, "evidence", row->evidence);
    figure_to_json(j, "before", row->before);
    figure_to_json(j, "after", row->after);
    vg_json_end(j);
}

static const char *end_text(struct vg_run *r, const struct vg_edition_figure *f, unsigned which,
                            int64_t n)
{
    return (f->has & which) != 0 ? vg_print(r->a, "%" PRId64, n) : "-";
}

/* low/best/high, or that there is none. */
static const char *figure_text(struct vg_run *r, const struct vg_edition_figure *f)
{
    if (f == NULL)
        return NULL;
    if (f->has == 0)
        return "refused";
    return vg_print(r->a, "%s/%s/%s", end_text(r, f, VG_FIGURE_LOW, f->low),
                    end_text(r, f, VG_FIGURE_BEST, f->best),
                    end_text(r, f, VG_FIGURE_HIGH, f->high));
}

static void row_to_grid(struct vg_run *r, struct vg_grid *g, const struct vg_edition_row *row)
{
    const struct vg_edition_figure *f = row->after != NULL ? row->after : row->before;

    vg_grid_add(g, vg_edition_change_word(row->change));
    vg_grid_add(g, figure_text(r, row->before));
    vg_grid_add(g, figure_text(r, row->after));
    vg_grid_add(g, f->unit);
    vg_grid_add(g, f->place == NULL ? vg_print(r->a, "(wider than %s)", f->level) : f->place);
    vg_grid_add(g, row->evidence && !row->values ? "same number, other evidence" : NULL);
    vg_grid_add(g, f->definition);
}

static int compare(struct vg_run *r)
{
    struct vg_grid g = {
        .a = r->a,
        .columns = 7,
        .heads = {"change", "before", "after", "unit", "place", "why", "definition"}};
    struct vg_edition_row *rows = NULL;
    int64_t from = 0, to = 0;
    size_t n = 0;
    int rc = id_read(r, vg_run_value(r, "compare"), &from);

    if (rc == VG_OK && r->n_args < 2)
        rc = vg_fail(
            r->err, VG_E_MISUSE,
            "the edition to compare it with is missing: 'vigil brief CASE --compare b1 b2'");
    if (rc == VG_OK)
        rc = id_read(r, r->args[1], &to);
    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_editions_compare(r->c, from, to, r->a, &rows, &n, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        struct vg_json j = {.out = &r->out->b};

        if (!vg_run_has(r, "json")) {
            row_to_grid(r, &g, &rows[i]);
            continue;
        }
        row_to_json(&j, &rows[i]);
        (void)vg_run_line(r);
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    return rc;
}

static int run_brief(struct vg_run *r)
{
    static const char *const one[] = {"publish", "editions", "edition", "compare", NULL};
    int rc = vg_run_only_one(r, one);

    if (rc != VG_OK)
        return rc;
    if (r->n_args > 1 && !vg_run_has(r, "compare"))
        return vg_fail(r->err, VG_E_MISUSE,
                       "'%.40s': an edition is named behind CASE only with "
                       "--compare",
                       r->args[1]);
    if (vg_run_has(r, "publish"))
        return publish(r);
    if (vg_run_has(r, "editions"))
        return list_editions(r);
    if (vg_run_has(r, "edition"))
        return show_edition(r);
    return vg_run_has(r, "compare") ? compare(r) : make(r);
}

static const char *const examples[] = {
    "vigil brief fox.vigil -o brief.html",
    "vigil brief fox.vigil -o brief-zh.html --lang zh --unit station --as-of 2022-12-31",
    "vigil brief fox.vigil --publish --audience public -o brief.html",
    "vigil brief fox.vigil --publish --lang zh",
    "vigil brief fox.vigil --editions",
    "vigil brief fox.vigil --edition b1 -o published.html",
    "vigil brief fox.vigil --compare b1 b2",
    NULL};

const struct vg_command vg_cmd_brief = {
    .name = "brief",
    .group = "what follows",
    .args = "CASE [EDITION]",
    .does = "Write the finished page: one HTML file that opens off line",
    .more = "Every figure links to its passages, the reply of the accused side stands beside each "
            "allegation, and what is not known has its own section. The brief is refused while an "
            "allegation has no reply on record; 'not-asked' is a reply.\n\n"
            "--publish keeps the page to the byte and its figures in the record, as an edition: "
            "b1, b2 and so on. --compare takes an older edition and, behind CASE, a newer one, "
            "and prints low/best/high of each figure before and after.",
    .examples = examples,
    .options = options,
    .run = run_brief,
};
