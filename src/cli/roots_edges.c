/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Derivations: those that a program proposes, and those that a person has kept. */
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/roots_show.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { MARKS_SHOWN = 8, INDENT = 6 };

static void put_node(struct vg_buf *b, struct vg_node n)
{
    vg_putf(b, "%c%" PRId64, n.kind == VG_NODE_ROOT ? 'r' : 's', n.id);
}

static void node_to_json(struct vg_json *j, const char *key, struct vg_node n)
{
    vg_json_id(j, key, n.kind == VG_NODE_ROOT ? 'r' : 's', n.id);
}

/* Shared of the smaller one, in thousandths; -1 where nothing was compared. */
static int64_t containment(const struct vg_edge_suggestion *s)
{
    int64_t smaller = s->of_from < s->of_to ? s->of_from : s->of_to;

    return smaller <= 0 ? -1 : 1000 * s->shared / smaller;
}

static void suggestion_to_json(struct vg_run *r, const struct vg_edge_suggestion *s)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "edge", s->id);
    vg_json_kt(&j, "kind", vg_derivation_word(s->kind));
    node_to_json(&j, "from", s->from);
    node_to_json(&j, "to", s->to);
    vg_json_kt(&j, "why", s->why);
    vg_json_kt(&j, "direction", s->direction);
    vg_json_key(&j, "containment");
    if (strcmp(s->why, "text") == 0 && containment(s) >= 0)
        vg_json_decimal(&j, containment(s), 3);
    else
        vg_json_null(&j);
    vg_json_ki(&j, "shared", s->shared);
    vg_json_ki(&j, "of_from", s->of_from);
    vg_json_ki(&j, "of_to", s->of_to);
    vg_json_key(&j, "marks");
    vg_json_array(&j);
    for (size_t i = 0; i < s->n_marks; i++)
        vg_json_text(&j, s->marks[i]);
    vg_json_end(&j);
    vg_json_key(&j, "passage");
    if (s->end > s->start) {
        vg_json_object(&j);
        node_to_json(&j, "source", s->from);
        vg_json_ki(&j, "start", s->start);
        vg_json_ki(&j, "end", s->end);
        vg_json_ks(&j, "quote", s->quote);
        vg_json_end(&j);
    } else {
        vg_json_null(&j);
    }
    vg_json_kt(&j, "decided", s->decided);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static int percent(int64_t shared, int64_t of)
{
    return of <= 0 ? 0 : (int)(100 * shared / of);
}

static void say_why(struct vg_buf *b, const struct vg_edge_suggestion *s)
{
    if (strcmp(s->why, "text") == 0)
        vg_putf(b, "%d %% of the one and %d %% of the other are the same text",
                percent(s->shared, s->of_from), percent(s->shared, s->of_to));
    else if (strcmp(s->why, "marks") == 0)
        vg_putf(b, "both name %" PRId64 " of the same, of %" PRId64 " and %" PRId64, s->shared,
                s->of_from, s->of_to);
    else if (strcmp(s->why, "address") == 0)
        vg_puts(b, "it gives the address of the other");
    else if (strcmp(s->why, "citing") == 0)
        vg_putf(b,
                "it gives on words of who published the other; both name %" PRId64 " of the same",
                s->shared);
    else if (strcmp(s->why, "title") == 0)
        vg_puts(b, "it names the title of the other");
    else if (strcmp(s->why, "quote") == 0)
        vg_puts(b, "it quotes words that stand in the other");
    else
        vg_puts(b, "a claim in it says so");
}

static void say_direction(struct vg_buf *b, const char *direction)
{
    static const struct {
        const char *word, *says;
    } says[] = {
        {"date", "dated later"},
        {"publisher", "it names who published the other"},
        {"part", "all of it stands in the other"},
        {"capture", "which derives from which is not known; it was captured later"},
        {"unknown", "which derives from which is not known"},
    };

    for (size_t i = 0; i < sizeof says / sizeof *says; i++)
        if (strcmp(says[i].word, direction) == 0)
            vg_putf(b, " · %s", says[i].says);
}

static void show_marks(struct vg_run *r, const struct vg_edge_suggestion *s)
{
    if (s->n_marks == 0)
        return;
    vg_putf(&r->out->b, "%*s", INDENT, "");
    for (size_t i = 0; i < s->n_marks && i < MARKS_SHOWN; i++) {
        vg_puts(&r->out->b, i > 0 ? " · " : "");
        vg_out_text(r->out, s->marks[i] + 2); /* behind the letter of its kind */
    }
    if (s->n_marks > MARKS_SHOWN)
        vg_putf(&r->out->b, " and %zu more", s->n_marks - MARKS_SHOWN);
    vg_putc(&r->out->b, '\n');
}

static void show_quote(struct vg_run *r, const struct vg_edge_suggestion *s)
{
    VG_SCOPED_BUF text = {0}, seen = {0};

    if (s->end <= s->start)
        return;
    vg_putc(&text, '"');
    vg_put_str(&text, s->quote);
    vg_puts(&text, s->quote.len < (size_t)(s->end - s->start) ? " …\"" : "\"");
    vg_put_visible(&seen, vg_buf_str(&text), 0);
    vg_putf(&seen, " [s%" PRId64 " %" PRId64 "-%" PRId64 "]", s->from.id, s->start, s->end);
    vg_putf(&r->out->b, "%*s", INDENT, "");
    vg_wrap(&r->out->b, vg_buf_str(&seen), INDENT, (size_t)r->out->columns);
    vg_putc(&r->out->b, '\n');
}

static void show_suggestion(struct vg_run *r, const struct vg_edge_suggestion *s)
{
    struct vg_buf *b = &r->out->b;

    vg_out_styled(r->out, VG_BOLD, s->id);
    vg_putf(b, "  %s: ", vg_derivation_word(s->kind));
    put_node(b, s->from);
    vg_puts(b, " from ");
    put_node(b, s->to);
    if (s->decided != NULL)
        vg_putf(b, "  [%s]", s->decided);
    vg_putf(b, "\n%*s", INDENT, "");
    say_why(b, s);
    say_direction(b, s->direction);
    vg_putc(b, '\n');
    show_marks(r, s);
    show_quote(r, s);
    (void)vg_out_pour(r->out);
}

int vg_roots_suggested(struct vg_run *r)
{
    struct vg_edge_suggestion *list = NULL;
    int64_t made = 0;
    size_t n = 0;
    int rc = vg_run_open_best(r);

    if (rc == VG_OK) {
        rc = vg_edges_suggest(r->c, &made, r->err);
        if (rc == VG_E_REFUSED) {
            vg_puts(&r->notes->b, "the case cannot be written; what was derived before is shown\n");
            rc = VG_OK;
        }
    }
    if (rc == VG_OK)
        rc = vg_edge_suggestions(r->c, !vg_run_has(r, "all"), r->a, &list, &n, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (vg_run_has(r, "json"))
            suggestion_to_json(r, &list[i]);
        else
            show_suggestion(r, &list[i]);
    }
    if (rc == VG_OK && !vg_run_has(r, "json")) {
        if (n == 0)
            vg_puts(&r->notes->b, "nothing is suggested that nobody has decided\n");
        else
            vg_putf(&r->notes->b,
                    "a person decides: vigil roots %s --accept-edge ID --because TEXT, or "
                    "--reject-edge\n",
                    r->args[0]);
    }
    return rc;
}

/* -- kept ones ---------------------------------------------------------------------- */

static void edge_to_json(struct vg_run *r, const struct vg_edge *e)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_id(&j, "edge", 'e', e->id);
    vg_json_kt(&j, "kind", vg_derivation_word(e->kind));
    node_to_json(&j, "from", e->from);
    node_to_json(&j, "to", e->to);
    vg_json_kt(&j, "because", e->because);
    vg_json_key(&j, "passage");
    if (e->passage != NULL) {
        vg_json_object(&j);
        vg_json_id(&j, "source", 's', e->passage->source);
        vg_json_ki(&j, "start", e->passage->start);
        vg_json_ki(&j, "end", e->passage->end);
        vg_json_ks(&j, "quote", e->passage->quote);
        vg_json_end(&j);
    } else {
        vg_json_null(&j);
    }
    vg_json_end(&j);
    (void)vg_run_line(r);
}

int vg_roots_edges(struct vg_run *r, const struct vg_view *v)
{
    for (size_t i = 0; i < v->n_edges; i++) {
        const struct vg_edge *e = &v->edges[i];
        struct vg_buf *b = &r->out->b;

        if (vg_run_has(r, "json")) {
            edge_to_json(r, e);
            continue;
        }
        vg_putf(b, "e%-4" PRId64 " ", e->id);
        put_node(b, e->from);
        vg_putf(b, " %s ", vg_derivation_word(e->kind));
        put_node(b, e->to);
        if (e->because != NULL) {
            vg_puts(b, ": ");
            vg_out_text(r->out, e->because);
        }
        vg_putc(b, '\n');
        (void)vg_out_pour(r->out);
    }
    if (v->n_edges == 0 && !vg_run_has(r, "json"))
        vg_puts(&r->notes->b, "no derivation is kept yet; --suggested proposes some\n");
    return VG_OK;
}
