/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "base/limits.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/news.h"

static const struct vg_option options[] = {
    {.name = "dry-run", .does = "check everything, keep nothing"},
    {.name = "format",
     .argument = "FORMAT",
     .does = "jsonl (vigil-json(5)) or ftm (FollowTheMoney: entities, statements, resolver)",
     .otherwise = "told by how the file begins"},
    {.name = "json", .does = "print the counts as one JSON object"},
    {0},
};

static void show(struct vg_run *r, const struct vg_import_report *p)
{
    const struct {
        const char *one, *many;
        int64_t n;
    } rows[] = {
        {"claim", "claims", p->claims},
        {"source", "sources", p->sources},
        {"entity", "entities", p->entities},
        {"root", "roots", p->roots},
        {"edge", "edges", p->edges},
        {"reading", "readings", p->readings},
        {"reply", "replies", p->replies},
        {"standing", "standings", p->standings},
        {"place", "places", p->places},
        {"list", "lists", p->lists},
        {"search", "searches", p->looked},
        {"table of denominators", "tables of denominators", p->exposures},
        {"reach of a root", "reaches of roots", p->reaches},
        {"question", "questions", p->questions},
        {"known already", "known already", p->known},
    };
    struct vg_buf *b = &r->out->b;
    const char *between = vg_run_has(r, "dry-run") ? "would keep " : "kept ";

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].n == 0)
            continue;
        vg_putf(b, "%s%" PRId64 " %s", between, rows[i].n,
                rows[i].n == 1 ? rows[i].one : rows[i].many);
        between = ", ";
    }
    vg_putf(b, "%s from %" PRId64 " line%s\n", between[0] == ',' ? "" : "nothing to keep", p->lines,
            p->lines == 1 ? "" : "s");
}

static void to_json(struct vg_run *r, const struct vg_import_report *p)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kb(&j, "dry_run", vg_run_has(r, "dry-run"));
    vg_json_ki(&j, "lines", p->lines);
    vg_json_ki(&j, "claims", p->claims);
    vg_json_ki(&j, "sources", p->sources);
    vg_json_ki(&j, "entities", p->entities);
    vg_json_ki(&j, "roots", p->roots);
    vg_json_ki(&j, "edges", p->edges);
    vg_json_ki(&j, "readings", p->readings);
    vg_json_ki(&j, "replies", p->replies);
    vg_json_ki(&j, "standings", p->standings);
    vg_json_ki(&j, "places", p->places);
    vg_json_ki(&j, "known", p->known);
    vg_json_ki(&j, "lists", p->lists);
    vg_json_ki(&j, "looked", p->looked);
    vg_json_ki(&j, "questions", p->questions);
    vg_json_ki(&j, "exposures", p->exposures);
    vg_json_ki(&j, "reaches", p->reaches);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static int import_ftm(struct vg_run *r, struct vg_str text)
{
    struct vg_ftm_report p = {0};
    const char *would = vg_run_has(r, "dry-run") ? "would keep" : "kept";
    struct vg_json j = {.out = &r->out->b};
    int rc = vg_import_ftm(r->c, text.p, text.len, vg_run_has(r, "dry-run"), &p, r->err);

    if (rc != VG_OK)
        return vg_within(r->err, rc, "%s", r->args[1]);
    if (vg_run_has(r, "json")) {
        vg_json_object(&j);
        vg_json_kb(&j, "dry_run", vg_run_has(r, "dry-run"));
        vg_json_ki(&j, "statements", p.statements);
        vg_json_ki(&j, "judgements", p.judgements);
        vg_json_ki(&j, "known", p.known);
        vg_json_ki(&j, "persons", p.persons);
        vg_json_end(&j);
        (void)vg_run_line(r);
        return VG_OK;
    }
    vg_putf(&r->out->b,
            "%s %" PRId64 " statement%s and %" PRId64 " judgement%s; %" PRId64 " known already\n",
            would, p.statements, p.statements == 1 ? "" : "s", p.judgements,
            p.judgements == 1 ? "" : "s", p.known);
    if (p.persons > 0)
        vg_putf(&r->notes->b, "passed over %" PRId64 " person%s: there is no list of persons\n",
                p.persons, p.persons == 1 ? "" : "s");
    return VG_OK;
}

/* *is_ftm: is it FollowTheMoney, as told or as it looks? */
static int which_format(struct vg_run *r, struct vg_str text, int *is_ftm)
{
    const char *format = vg_run_value(r, "format");

    if (format != NULL && strcmp(format, "ftm") != 0 && strcmp(format, "jsonl") != 0)
        return vg_fail(r->err, VG_E_MISUSE, "--format: jsonl or ftm, not '%.40s'", format);
    *is_ftm = format == NULL ? vg_is_ftm(text.p, text.len) : strcmp(format, "ftm") == 0;
    return VG_OK;
}

static int run_import(struct vg_run *r)
{
    int is_ftm = 0;
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_VALUE};
    struct vg_import_report report = {0};
    int64_t since = vg_case_entries(r->c);
    int rc = vg_input_read(r->args[1], &text, r->err);

    if (rc == VG_OK)
        rc = which_format(r, vg_buf_str(&text), &is_ftm);
    if (rc != VG_OK)
        return rc;
    if (is_ftm)
        return import_ftm(r, vg_buf_str(&text));
    rc = vg_import(r->c, vg_buf_str(&text).p, text.len, vg_run_has(r, "dry-run"), &report, r->err);
    if (rc != VG_OK)
        return vg_within(r->err, rc, "%s", r->args[1]);
    if (vg_run_has(r, "json"))
        to_json(r, &report);
    else
        show(r, &report);
    (void)vg_out_flush(r->out);
    return vg_run_has(r, "dry-run") || vg_case_entries(r->c) == since ? VG_OK : vg_news(r, since);
}

static const char *const examples[] = {"vigil import fox.vigil claims.jsonl --dry-run",
                                       "vigil import fox.vigil claims.jsonl",
                                       "vigil import fox.vigil others.ftm.json --dry-run", NULL};

const struct vg_command vg_cmd_import = {
    .name = "import",
    .group = "claims",
    .args = "CASE FILE",
    .does = "Import claims and what belongs to them, as JSON lines, or FollowTheMoney",
    .more = "FILE (or - for standard input) has one JSON object a line, in the shapes of "
            "vigil-json(5). All of it is kept or nothing: the first line that is wrong is named, "
            "with its field. New errors and warnings of 'vigil check' are told, a line each.\n\n"
            "Entities and statements of FollowTheMoney (lines of JSON, or a CSV of statements) are "
            "kept as what others say: they are no claims and count for nothing, but what they name "
            "is listed by 'vigil entities' and can be judged about. Persons are passed over. Lines "
            "of a resolver, [target, source, judgement, score, user, created_at], become "
            "judgements. What the case has already, its own export too, is passed over.",
    .examples = examples,
    .options = options,
    .needs = VG_WRITES_CASE,
    .run = run_import,
};
