/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Go through the open suggestions. At a terminal they are asked one by one, each
 * decision kept before the next is shown; elsewhere they are listed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/decide.h"
#include "cli/fields.h"
#include "cli/input.h"
#include "cli/news.h"
#include "cli/say.h"

enum { ANSWER_ROOM = 4096 };

enum { CARD_INDENT = 6 };

static const struct vg_option options[] = {
    {.name = "source", .argument = "ID", .does = "only those of this source", .otherwise = "all"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

struct review {
    struct vg_run *r;
    const char *last; /* the suggestion whose decision `u` takes back; NULL: none */
    int64_t accepted, rejected;
};

/* A line typed at the terminal, without its end; NULL at the end of input. */
static const char *ask(struct review *w, const char *question)
{
    char line[ANSWER_ROOM];
    size_t n;

    vg_puts(&w->r->out->b, question);
    (void)vg_out_flush(w->r->out);
    if (w->r->app->stop(w->r->app->w) || fgets(line, sizeof line, stdin) == NULL)
        return NULL;
    n = strcspn(line, "\n");
    return vg_copy(w->r->a, line, n);
}

/* What went wrong with one decision is told, and the review goes on. */
static void complain(struct review *w)
{
    vg_puts(&w->r->out->b, "  ");
    vg_out_styled(w->r->out, VG_BAD, w->r->err->text);
    vg_putc(&w->r->out->b, '\n');
    *w->r->err = (struct vg_err){0};
}

static int accept_it(struct review *w, const char *id, const struct vg_accepting *d)
{
    int64_t claim = 0;

    if (vg_decide_accept(w->r, id, d, &claim) != VG_OK) {
        complain(w);
        return 0;
    }
    w->last = id;
    w->accepted++;
    vg_putf(&w->r->out->b, "  kept as c%" PRId64 "\n", claim);
    return 1;
}

static int correct_it(struct review *w, const char *id, int is_seen)
{
    const char *set[16];
    size_t n = 0;

    vg_puts(&w->r->out->b, "  field=value, one a line; an empty line ends\n");
    while (n < sizeof set / sizeof set[0]) {
        const char *line = ask(w, "  > ");

        if (line == NULL || line[0] == '\0')
            break;
        set[n++] = line;
    }
    return n > 0 &&
           accept_it(w, id, &(struct vg_accepting){.set = set, .n = n, .is_seen = is_seen});
}

static int reject_it(struct review *w, const char *id)
{
    const char *because = ask(w, "  why not? ");

    if (because == NULL || because[0] == '\0')
        return 0;
    if (vg_reject(w->r->c, id, because, w->r->err) != VG_OK) {
        complain(w);
        return 0;
    }
    w->rejected++;
    w->last = id;
    return 1;
}

static void undo(struct review *w)
{
    if (w->last == NULL) {
        vg_puts(&w->r->out->b, "  nothing to take back\n");
        return;
    }
    if (vg_review_undo(w->r->c, w->last, "taken back during the review", w->r->err) != VG_OK) {
        complain(w);
        return;
    }
    vg_putf(&w->r->out->b, "  %s is open again; both decisions stay in the record\n", w->last);
    w->last = NULL;
}

/* Words that were read in an image: has the person compared them with it? */
static int has_seen(struct review *w, const struct vg_suggestion *s)
{
    const char *answer;

    if (s->claim.passage == NULL || !s->claim.passage->is_ocr)
        return 0;
    answer = ask(w, "  read in an image; have you compared the words with it? [y/n] ");
    return answer != NULL && answer[0] == 'y';
}

/* Ask until the suggestion is dealt with. 0 when the person wants to stop. */
static int decide(struct review *w, const struct vg_suggestion *s)
{
    const char *id = s->id;

    for (;;) {
        const char *answer = ask(w, "  [a]ccept [c]orrect [r]eject [l]ater [u]ndo last [q]uit: ");

        switch (answer == NULL ? 'q' : answer[0]) {
        case 'a':
            if (accept_it(w, id, &(struct vg_accepting){.is_seen = has_seen(w, s)}))
                return 1;
            break;
        case 'c':
            if (correct_it(w, id, has_seen(w, s)))
                return 1;
            break;
        case 'r':
            if (reject_it(w, id))
                return 1;
            break;
        case 'u':
            undo(w);
            break;
        case 'l':
            return 1;
        case 'q':
            return 0;
        default:
            break;
        }
    }
}

/* Who decides has to know that the bytes are not what their archive promises. */
static void show_one(struct vg_run *r, const struct vg_suggestion *s)
{
    struct vg_source of;

    vg_say_claim(r->out, s->id, &s->claim);
    if (s->claim.passage != NULL &&
        vg_source_get(r->c, s->claim.passage->source, r->a, &of, NULL) == VG_OK)
        vg_say_damage(r->out, CARD_INDENT, of.info.damaged);
}

static int go_through(struct vg_run *r, const struct vg_suggestion *list, size_t n)
{
    struct review w = {.r = r};
    int64_t since = vg_case_entries(r->c);

    for (size_t i = 0; i < n; i++) {
        vg_putf(&r->out->b, "\n%zu of %zu\n", i + 1, n);
        show_one(r, &list[i]);
        if (!decide(&w, &list[i]))
            break;
    }
    vg_putf(&r->out->b, "\n%" PRId64 " accepted, %" PRId64 " rejected\n", w.accepted, w.rejected);
    (void)vg_out_flush(r->out);
    return w.accepted == 0 ? VG_OK : vg_news(r, since);
}

static void list_them(struct vg_run *r, const struct vg_suggestion *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (vg_run_has(r, "json"))
            vg_suggestion_line(r, &list[i]);
        else
            show_one(r, &list[i]);
        if (!vg_out_pour(r->out))
            return;
    }
}

/* Nothing was suggested yet, or nothing is left. */
static void say_nothing(struct vg_run *r, int64_t source)
{
    struct vg_review_place place = {0};

    if (vg_review_place(r->c, NULL, source, r->a, &place, NULL) == VG_OK && place.all > 0)
        vg_putf(&r->notes->b, "nothing to review: all %" PRId64 " suggestions are decided\n",
                place.all);
    else
        vg_putf(&r->notes->b,
                "nothing to review; 'vigil suggest %s' derives suggestions for sources that have "
                "had none\n",
                r->args[0]);
}

static int run_review(struct vg_run *r)
{
    int at_terminal = r->out->is_terminal && isatty(STDIN_FILENO) && !vg_run_has(r, "json");
    const char *only = vg_run_value(r, "source");
    struct vg_suggestion *list = NULL;
    struct vg_source of = {0};
    int64_t source = 0;
    size_t n = 0;
    int rc = only == NULL ? VG_OK : vg_typed_id(only, 's', &source, r->err);

    if (rc == VG_OK)
        rc = vg_run_open(r, at_terminal ? VG_CASE_WRITE : VG_CASE_READ);
    if (rc == VG_OK && source != 0)
        rc = vg_source_get(r->c, source, r->a, &of, r->err);
    if (rc == VG_OK)
        rc = vg_suggestions(r->c, source, 1, r->a, &list, &n, r->err);
    if (rc != VG_OK)
        return rc;
    if (n == 0)
        say_nothing(r, source);
    else if (at_terminal)
        return go_through(r, list, n);
    list_them(r, list, n);
    return VG_OK;
}

static const char *const examples[] = {"vigil review fox.vigil",
                                       "vigil review fox.vigil --source s1 --json", NULL};

const struct vg_command vg_cmd_review = {
    .name = "review",
    .group = "claims",
    .args = "CASE",
    .does = "Decide about the open suggestions, one by one",
    .more =
        "At a terminal each suggestion is shown with its passage and asks for a decision: "
        "accept, correct, reject with a reason, later. Each decision is kept at once; the "
        "last one can be taken back, which opens the suggestion again, withdraws the claim if "
        "there was one, and leaves both in the record. Elsewhere the open suggestions are listed.",
    .examples = examples,
    .options = options,
    .run = run_review,
};
