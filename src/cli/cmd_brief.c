/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/run.h"
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
    if (!vg_run_has(r, "output"))
        return vg_fail(r->err, VG_E_MISUSE, "-o FILE is missing; -o - writes to standard output");
    return claims_read(r, &o->max_claims);
}

static int run_brief(struct vg_run *r)
{
    VG_SCOPED_BUF page = {0};
    struct vg_brief_options o = {0};
    char size[VG_SIZE_TEXT];
    const char *path;
    int rc = options_read(r, &o);

    if (rc == VG_OK)
        rc = vg_run_open_best(r);
    if (rc == VG_OK)
        rc = vg_case_brief(r->c, &o, &page, r->err);
    if (rc != VG_OK)
        return rc;
    path = vg_run_value(r, "output");
    if (strcmp(path, "-") == 0) {
        vg_put_str(&r->out->b, vg_buf_str(&page));
        return VG_OK;
    }
    rc = vg_file_write(path, vg_buf_str(&page).p, page.len, 0644, r->err);
    vg_size_text((int64_t)page.len, size);
    if (rc == VG_OK)
        vg_putf(&r->notes->b, "wrote %s (%s); it opens in any browser, off line\n", path, size);
    return rc;
}

static const char *const examples[] = {
    "vigil brief fox.vigil -o brief.html",
    "vigil brief fox.vigil -o brief-zh.html --lang zh --unit station --as-of 2022-12-31", NULL};

const struct vg_command vg_cmd_brief = {
    .name = "brief",
    .group = "what follows",
    .args = "CASE",
    .does = "Write the finished page: one HTML file that opens off line",
    .more = "Every figure links to its passages, the reply of the accused side stands beside each "
            "allegation, and what is not known has its own section. The brief is refused while an "
            "allegation has no reply on record; 'not-asked' is a reply.",
    .examples = examples,
    .options = options,
    .run = run_brief,
};
