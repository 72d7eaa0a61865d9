/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Suggestions, with a case or without one. Without one the command is a filter:
 * it opens the file named and nothing else.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/pattern_input.h"
#include "cli/say.h"

static const struct vg_option options[] = {
    {.name = "text",
     .argument = "FILE",
     .does = "read this text (UTF-8; - for standard input) instead of a case"},
    {.name = "json", .does = "print one JSON object a line"},
    {.name = "date", .argument = "DATE", .does = "with --text: day of the text (EDTF)"},
    {.name = "language", .argument = "CODE", .does = "with --text: language of the text (en, zh)"},
    {.name = "publisher", .argument = "NAME", .does = "with --text: who published the text"},
    {.name = "patterns",
     .argument = "FILE",
     .does = "with --text: pattern files (or a folder of them) beside what ships",
     .repeats = 1},
    {.name = "explain", .does = "with --text: which rule made each suggestion, on what words"},
    {.name = "all", .does = "derive them anew for every source of the case"},
    {.name = "suggester",
     .argument = "COMMAND",
     .does = "ask this program of yours, too; see vigil-plugin(7)",
     .repeats = 1},
    {.name = "suggester-timeout",
     .argument = "SECONDS",
     .does = "stop a suggester that neither reads nor prints for so long",
     .otherwise = "60"},
    {0},
};

struct printing {
    struct vg_run *r;
    size_t n;
};

static int print_some(void *w, const struct vg_claim *claims, size_t n, struct vg_err *err)
{
    struct printing *p = w;
    struct vg_run *r = p->r;

    (void)err; /* a reader that went away is no failure */
    for (size_t i = 0; i < n; i++) {
        struct vg_json j = {.out = &r->out->b};
        char number[24];

        if (vg_run_has(r, "json")) {
            vg_claim_to_json(&j, &claims[i]);
            (void)vg_run_line(r);
        } else {
            (void)snprintf(number, sizeof number, "%zu", ++p->n);
            vg_say_claim(r->out, number, &claims[i]);
            if (claims[i].explained != NULL)
                vg_say_explained(r->out, claims[i].explained);
            (void)vg_out_pour(r->out);
        }
    }
    return VG_OK;
}

/* -- suggesters that the user names ------------------------------------------------------ */

static void tell_refused(void *w, const char *name, int64_t line, const char *why)
{
    struct vg_run *r = w;

    vg_putf(&r->notes->b, "vigil suggest: %s: line %" PRId64 " is refused: ", name, line);
    vg_out_text(r->notes, why);
    vg_putc(&r->notes->b, '\n');
    (void)vg_out_pour(r->notes);
}

/* One of them, on whatever there is to ask about. */
typedef int ask_one(struct vg_run *r, struct vg_suggester *s, void *w);

static void tell_taken(struct vg_run *r, const struct vg_suggester *s)
{
    if (!vg_run_has(r, "json") && !vg_run_has(r, "text"))
        vg_putf(&r->out->b, "%" PRId64 " new suggestion%s by %s\n", s->taken,
                s->taken == 1 ? "" : "s", s->name);
    if (s->lied > VG_PLUGIN_TOLD)
        vg_putf(&r->notes->b, "vigil suggest: %s: and %" PRId64 " lines more are refused\n",
                s->name, s->lied - VG_PLUGIN_TOLD);
    if (s->lied > 0)
        vg_putf(&r->notes->b,
                "vigil suggest: %s: %" PRId64 " taken, %" PRId64
                " refused; a refused line is lost, "
                "the others are not\n",
                s->name, s->taken, s->lied);
}

/* Ask each; one that fails does not keep the next from being asked. The first failure is ours. */
static int ask_all(struct vg_run *r, ask_one *one, void *w)
{
    size_t n = 0;
    const char *const *commands = vg_run_values(r, "suggester", &n);
    struct vg_err first = {0};
    int64_t silence = 0;
    int rc = vg_run_number(r, "suggester-timeout", 1, VG_PLUGIN_SILENCE_S, &silence);

    if (rc == VG_OK && silence > VG_PLUGIN_MAX_S)
        rc = vg_fail(r->err, VG_E_MISUSE, "--suggester-timeout: at most %d seconds",
                     VG_PLUGIN_MAX_S);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n && first.code != VG_E_INTERRUPTED; i++) {
        struct vg_suggester s = {
            .command = commands[i], .silence_s = (int)silence, .refused = tell_refused, .w = r};

        rc = one(r, &s, w);
        tell_taken(r, &s);
        if (rc == VG_OK)
            continue;
        if (first.code == VG_OK) {
            first = *r->err;
            first.code = rc;
        } else {
            vg_puts(&r->notes->b, "vigil suggest: ");
            vg_out_text(r->notes, r->err->text);
            vg_putc(&r->notes->b, '\n');
        }
    }
    if (first.code != VG_OK)
        *r->err = first;
    return first.code;
}

/* What is wrong with the options is said before anything is read or made. */
static int check_suggesters(struct vg_run *r)
{
    size_t n = 0;

    (void)vg_run_values(r, "suggester", &n);
    if (n > VG_MAX_PLUGINS)
        return vg_fail(r->err, VG_E_MISUSE, "%zu suggesters; at most %d are asked at a time", n,
                       VG_MAX_PLUGINS);
    if (n == 0 && vg_run_has(r, "suggester-timeout"))
        return vg_fail(r->err, VG_E_MISUSE, "--suggester-timeout goes with --suggester");
    return VG_OK;
}

struct about_text {
    struct vg_str text;
    struct printing *p;
};

static int ask_about_text(struct vg_run *r, struct vg_suggester *s, void *w)
{
    const struct about_text *t = w;

    return vg_suggest_text_by(r->app, s, t->text.p, t->text.len, vg_run_value(r, "date"),
                              vg_run_value(r, "language"), vg_run_value(r, "publisher"), print_some,
                              t->p, r->err);
}

static int ask_about_case(struct vg_run *r, struct vg_suggester *s, void *w)
{
    (void)w;
    return vg_case_suggest_by(r->c, s, vg_run_has(r, "all"), r->err);
}

/* -- the command ------------------------------------------------------------------------------- */

/* Files behind --patterns, and those that a shell has put behind the first of them. */
static int read_patterns(struct vg_run *r, struct vg_pattern_texts *out)
{
    const char *language = vg_run_value(r, "language");
    size_t n;
    const char *const *paths = vg_run_values(r, "patterns", &n);
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = vg_pattern_texts_read(r, paths[i], language, out);
    for (size_t i = 0; rc == VG_OK && i < r->n_args; i++)
        rc = vg_pattern_texts_read(r, r->args[i], language, out);
    return rc;
}

static int from_text(struct vg_run *r, const char *path)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_SUGGEST};
    struct printing p = {.r = r};
    struct vg_pattern_texts patterns = {0};
    struct vg_suggest_ask ask;
    const char *note = NULL;
    int rc = read_patterns(r, &patterns);

    if (rc == VG_OK)
        rc = vg_input_read(path, &text, r->err);
    if (rc != VG_OK)
        return rc;
    ask = (struct vg_suggest_ask){
        .text = vg_buf_str(&text).p,
        .len = text.len,
        .date = vg_run_value(r, "date"),
        .language = vg_run_value(r, "language"),
        .publisher = vg_run_value(r, "publisher"),
        .patterns = patterns.list,
        .n_patterns = patterns.n,
        .explain = vg_run_has(r, "explain"),
    };
    rc = vg_suggest_text_with(&ask, print_some, &p, &note, r->err);
    if (rc != VG_OK)
        return patterns.n > 0 && rc != VG_E_LIMIT ? rc : vg_within(r->err, rc, "%s", path);
    if (note != NULL)
        vg_putf(&r->notes->b, "vigil suggest: %s\n", note);
    return ask_all(r, ask_about_text, &(struct about_text){vg_buf_str(&text), &p});
}

static int list_open(struct vg_run *r)
{
    struct vg_suggestion *list = NULL;
    size_t n = 0;
    int rc = vg_suggestions(r->c, 0, 1, r->a, &list, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        vg_suggestion_line(r, &list[i]);
    return rc;
}

static int from_case(struct vg_run *r)
{
    int64_t made = 0;
    int rc = vg_run_open(r, VG_CASE_WRITE), asked;

    if (rc == VG_OK)
        rc = vg_case_suggest(r->c, vg_run_has(r, "all"), &made, r->err);
    if (rc != VG_OK)
        return rc;
    if (!vg_run_has(r, "json"))
        vg_putf(&r->out->b, "%" PRId64 " new suggestion%s\n", made, made == 1 ? "" : "s");
    asked = ask_all(r, ask_about_case, NULL);
    if (vg_run_has(r, "json") && asked == VG_OK)
        rc = list_open(r);
    else if (!vg_run_has(r, "json"))
        vg_putf(&r->notes->b, "a person decides: vigil review %s\n", r->args[0]);
    return asked == VG_OK ? rc : asked;
}

static int run_suggest(struct vg_run *r)
{
    static const char *const only_with_text[] = {"date",     "language", "publisher",
                                                 "patterns", "explain",  NULL};
    const char *path = vg_run_value(r, "text");
    int rc = check_suggesters(r);

    if (rc != VG_OK)
        return rc;
    if (path != NULL && r->n_args > 0 && !vg_run_has(r, "patterns"))
        return vg_fail(r->err, VG_E_MISUSE, "give a case or --text FILE, not both");
    if (path != NULL && vg_run_has(r, "all"))
        return vg_fail(r->err, VG_E_MISUSE, "--all goes with a case");
    if (path != NULL)
        return from_text(r, path);
    if (r->n_args > 1)
        return vg_fail(r->err, VG_E_MISUSE, "'%.80s' is one word too many; one case at a time",
                       r->args[1]);
    if (r->n_args == 0)
        return vg_fail(r->err, VG_E_MISUSE,
                       "CASE or --text FILE is missing; usage: vigil suggest CASE");
    for (size_t i = 0; only_with_text[i] != NULL; i++) {
        if (vg_run_has(r, only_with_text[i]))
            return vg_fail(r->err, VG_E_MISUSE, "--%s goes with --text", only_with_text[i]);
    }
    return from_case(r);
}

static const char *const examples[] = {
    "vigil suggest fox.vigil",
    "vigil suggest --text article.txt --json --date 2022-09-12",
    "vigil suggest --text article.txt --explain",
    "vigil suggest --text vest.txt --language sr --patterns sr/",
    "vigil suggest fox.vigil --suggester './embassies.sh --strict'",
    NULL,
};

const struct vg_command vg_cmd_suggest = {
    .name = "suggest",
    .group = "claims",
    .args = "[CASE] [FILE.pat]...",
    .does = "Derive suggestions from the texts",
    .more = "A suggestion is a claim that the program proposes: a quantity with its unit, bound, "
            "period, place and speaker, and the passage it stands in. Suggestions are never "
            "counted; a person accepts, corrects or rejects them.\n\n"
            "With --text no case is needed: one text in, suggestions out, the same bytes each "
            "time. --patterns reads words and rules beside those that ship; with --language they "
            "can be the whole of a language that does not. See vigil-patterns(5).\n\n"
            "With --suggester a program of yours is asked as well. It runs as you, outside the "
            "closed child that reads sources, and gets the text: name only what you trust with "
            "it. Each line of its answer is checked against the text, marked with the program's "
            "name and version, and is a suggestion like any other; a line that lies is refused. "
            "When the program fails, nothing of its answer is taken. 'vigil rebuild' keeps what "
            "was taken and runs no program.",
    .examples = examples,
    .options = options,
    .run = run_suggest,
};
