/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/pattern_input.h"

static const struct vg_option options[] = {
    {.name = "language",
     .argument = "CODE",
     .does = "list: of this language; check, add: the language of the files",
     .otherwise = "the folder that a file stands in, as sr/number.pat"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

/* -- list ------------------------------------------------------------------------------- */

static size_t phrases_of(const struct vg_pat_file *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_lists; i++)
        n += f->lists[i].n;
    return n;
}

static void lists_to_json(struct vg_json *j, const struct vg_pat_file *f)
{
    vg_json_key(j, "lists");
    vg_json_array(j);
    for (size_t i = 0; i < f->n_lists; i++) {
        vg_json_object(j);
        vg_json_kt(j, "name", f->lists[i].name);
        vg_json_ki(j, "line", f->lists[i].line);
        vg_json_ki(j, "phrases", (int64_t)f->lists[i].n);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void rules_to_json(struct vg_json *j, const struct vg_pat_file *f)
{
    vg_json_key(j, "rules");
    vg_json_array(j);
    for (size_t i = 0; i < f->n_rules; i++) {
        vg_json_object(j);
        vg_json_kt(j, "name", f->rules[i].name);
        vg_json_ki(j, "line", f->rules[i].line);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void file_to_json(struct vg_run *r, const struct vg_pattern_file *p)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "language", p->file->language);
    vg_json_kt(&j, "file", p->file->name);
    vg_json_kb(&j, "of_case", p->of_case);
    lists_to_json(&j, p->file);
    rules_to_json(&j, p->file);
    vg_json_ki(&j, "examples", (int64_t)p->file->n_examples);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void show_file(struct vg_run *r, const struct vg_pattern_file *p)
{
    struct vg_buf *b = &r->out->b;
    const struct vg_pat_file *f = p->file;

    vg_out_styled(r->out, VG_BOLD, f->name);
    vg_putf(b, "  %s%s: %zu list%s with %zu phrases, %zu rule%s, %zu example%s\n", f->language,
            p->of_case ? ", the case's own" : "", f->n_lists, f->n_lists == 1 ? "" : "s",
            phrases_of(f), f->n_rules, f->n_rules == 1 ? "" : "s", f->n_examples,
            f->n_examples == 1 ? "" : "s");
    for (size_t i = 0; i < f->n_lists; i++) {
        vg_putf(b, "  %5d  list ", f->lists[i].line);
        vg_out_text(r->out, f->lists[i].name);
        vg_putf(b, " (%zu)\n", f->lists[i].n);
    }
    for (size_t i = 0; i < f->n_rules; i++) {
        vg_putf(b, "  %5d  rule ", f->rules[i].line);
        vg_out_text(r->out, f->rules[i].name);
        vg_putc(b, '\n');
    }
    (void)vg_out_pour(r->out);
}

static int open_case(struct vg_run *r, const char *path, enum vg_case_use use)
{
    return vg_case_open(r->app, path, use, &r->c, r->err);
}

static int run_list(struct vg_run *r)
{
    struct vg_pattern_file *files = NULL;
    size_t n = 0;
    int rc = r->n_args > 1 ? open_case(r, r->args[1], VG_CASE_READ) : VG_OK;

    if (r->n_args > 2)
        return vg_fail(r->err, VG_E_MISUSE, "'%.80s' is one word too many", r->args[2]);
    if (rc == VG_OK)
        rc = vg_pattern_files(r->c, vg_run_value(r, "language"), r->a, &files, &n, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (vg_run_has(r, "json"))
            file_to_json(r, &files[i]);
        else
            show_file(r, &files[i]);
    }
    if (rc == VG_OK && n == 0)
        vg_puts(&r->notes->b, "no pattern files of that language; 'man 5 vigil-patterns' shows how "
                              "to write some\n");
    return rc;
}

/* -- check ------------------------------------------------------------------------------ */

static void result_to_json(struct vg_run *r, const struct vg_pat_result *x)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "file", x->file);
    vg_json_ki(&j, "line", x->line);
    vg_json_kt(&j, "of", x->of);
    vg_json_kt(&j, "example", x->must ? "+" : "-");
    vg_json_kt(&j, "text", x->text);
    vg_json_kt(&j, "expected", x->expected);
    vg_json_kt(&j, "got", x->got);
    vg_json_kb(&j, "holds", x->holds);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void show_failure(struct vg_run *r, const struct vg_pat_result *x)
{
    struct vg_out *o = r->out;

    vg_out_style(o, VG_BAD);
    vg_out_text(o, vg_print(r->a, "%s:%d:", x->file, x->line));
    vg_out_style(o, VG_PLAIN);
    vg_out_text(o, vg_print(r->a, " %c %s", x->must ? '+' : '-', x->text));
    vg_puts(&o->b, "\n  expected ");
    vg_out_text(o, x->expected);
    vg_puts(&o->b, "\n  got      ");
    vg_out_text(o, x->got);
    vg_putc(&o->b, '\n');
}

static int run_check(struct vg_run *r)
{
    struct vg_pattern_texts texts = {0};
    struct vg_pat_result *results = NULL;
    size_t n = 0, bad = 0;
    int rc = VG_OK;

    for (size_t i = 1; rc == VG_OK && i < r->n_args; i++)
        rc = vg_pattern_texts_read(r, r->args[i], vg_run_value(r, "language"), &texts);
    if (rc == VG_OK)
        rc = vg_pattern_try(NULL, texts.list, texts.n, r->a, &results, &n, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        bad += !results[i].holds;
        if (vg_run_has(r, "json"))
            result_to_json(r, &results[i]);
        else if (!results[i].holds)
            show_failure(r, &results[i]);
    }
    if (rc != VG_OK)
        return rc;
    if (!vg_run_has(r, "json"))
        vg_putf(&r->out->b, "%zu of %zu example%s hold%s\n", n - bad, n, n == 1 ? "" : "s",
                n == 1 ? "s" : "");
    return bad > 0 ? VG_E_NOT_HELD : VG_OK;
}

/* -- add ---------------------------------------------------------------------------------- */

/* The name a file is kept under: its language and its last part. No home folder is kept. */
static const char *kept_name(struct vg_run *r, const struct vg_pat_text *t)
{
    const char *slash = strrchr(t->name, '/');

    return vg_print(r->a, "%s/%s", t->language, slash == NULL ? t->name : slash + 1);
}

static int run_add(struct vg_run *r)
{
    struct vg_pattern_texts texts = {0};
    int64_t entry = -1;
    int rc = VG_OK;

    if (r->n_args < 3)
        return vg_fail(r->err, VG_E_MISUSE, "%s is missing; usage: vigil patterns add CASE FILE...",
                       r->n_args < 2 ? "CASE" : "FILE");
    for (size_t i = 2; rc == VG_OK && i < r->n_args; i++)
        rc = vg_pattern_texts_read(r, r->args[i], vg_run_value(r, "language"), &texts);
    if (rc == VG_OK)
        rc = open_case(r, r->args[1], VG_CASE_WRITE);
    for (size_t i = 0; rc == VG_OK && i < texts.n; i++)
        texts.list[i].name = kept_name(r, &texts.list[i]);
    if (rc == VG_OK)
        rc = vg_pattern_add(r->c, texts.list, texts.n, &entry, r->err);
    if (rc != VG_OK)
        return rc;
    if (entry < 0) {
        vg_puts(&r->out->b, "the case has them already\n");
        return VG_OK;
    }
    for (size_t i = 0; i < texts.n; i++) {
        vg_out_text(r->out, texts.list[i].name);
        vg_putf(&r->out->b, " %s\n", texts.list[i].len > 0 ? "kept" : "is no longer used");
    }
    vg_putf(&r->notes->b, "suggestions are derived anew by: vigil suggest %s --all\n", r->args[1]);
    return VG_OK;
}

static int run_patterns(struct vg_run *r)
{
    if (strcmp(r->args[0], "list") == 0)
        return run_list(r);
    if (strcmp(r->args[0], "check") == 0)
        return run_check(r);
    if (strcmp(r->args[0], "add") == 0)
        return run_add(r);
    return vg_fail(r->err, VG_E_MISUSE,
                   "patterns can be listed, checked and added, not '%.40s'; see 'vigil help "
                   "patterns'",
                   r->args[0]);
}

static const char *const examples[] = {
    "vigil patterns list --language en",
    "vigil patterns check sr/number.pat",
    "vigil patterns add fox.vigil sr/number.pat",
    NULL,
};

const struct vg_command vg_cmd_patterns = {
    .name = "patterns",
    .group = "claims",
    .args = "list|check|add [CASE-or-FILE]...",
    .does = "Words and rules of a language: list, check, add",
    .more = "The suggester knows a language by pattern files: lists of words and rules that a "
            "person can write and correct; vigil-patterns(5) explains them.\n\n"
            "list [CASE] shows the files that ship, and first those of the case.\n\n"
            "check FILE... reads files and runs the examples in them, beside what ships. Each "
            "example that does not hold is printed with its file and line, what was expected "
            "and what came; the exit status is then 3. Without a file, the examples of all that "
            "ship are run. A folder stands for all .pat files in it.\n\n"
            "add CASE FILE... keeps files as the case's own; they come before what ships. A "
            "file of the same name is replaced; an empty one takes it out of use. The record "
            "keeps all of them.",
    .examples = examples,
    .options = options,
    .run = run_patterns,
};
