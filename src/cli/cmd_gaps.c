/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/gaps_keep.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { LIST_FROM = 3, IDS_SHOWN = 6, INDENT = 2, HANGING = 16 };

static const struct vg_option options[] = {
    {.name = "recorded",
     .argument = "DATE",
     .does = "as the record stood at the end of that day",
     .otherwise = "now"},
    {.name = "json", .does = "print one JSON object a line"},
    {.name = "list", .argument = "NAME", .does = "keep a list under this name"},
    {.name = "what", .argument = "TEXT", .does = "what it is, in words"},
    {.name = "root", .argument = "ID", .does = "the instrument that draws it up: a root"},
    {.name = "claim", .argument = "ID", .does = "a claim that says the list", .repeats = 1},
    {.name = "members",
     .argument = "IDS",
     .does = "place ids with commas, as CN-FJ,CN-ZJ",
     .otherwise = "the places that its claims name"},
    {.name = "unit",
     .argument = "UNIT",
     .does = "what is looked for at each member, as station",
     .otherwise = "what its claims count"},
    {.name = "whole", .argument = "N", .does = "how many units there are in all"},
    {.name = "everyone", .does = "it leaves nobody out, so it points nowhere"},
    {0},
};

/* -- JSON ----------------------------------------------------------------------------- */

static void searches_to_json(struct vg_json *j, const char *key,
                             const struct vg_looked *const *list, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_looked_to_json(j, list[i]);
    vg_json_end(j);
}

static void members_to_json(struct vg_json *j, const char *key, const struct vg_gap_member *m,
                            size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++) {
        vg_json_object(j);
        vg_json_kt(j, "id", m[i].id);
        vg_json_ids(j, "found", 'c', m[i].found, m[i].n_found);
        searches_to_json(j, "looked", m[i].looked, m[i].n_looked);
        searches_to_json(j, "wider", m[i].wider, m[i].n_wider);
        vg_json_key(j, "quote");
        if (m[i].passage != NULL)
            vg_json_str(j, m[i].passage->quote);
        else
            vg_json_null(j);
        vg_json_id(j, "source", 's', m[i].passage != NULL ? m[i].passage->source : 0);
        vg_json_end(j);
    }
    vg_json_end(j);
}

/* Only an open list is a list of where to search. */
static void search_list_to_json(struct vg_json *j, const struct vg_gap *g)
{
    vg_json_key(j, "search_list");
    if (g->n_locks > 0) {
        vg_json_null(j);
        return;
    }
    vg_json_array(j);
    for (size_t i = 0; i < g->n_members; i++)
        if (g->members[i].n_found == 0)
            vg_json_text(j, g->members[i].id);
    vg_json_end(j);
}

static void check_to_json(struct vg_json *j, const struct vg_check *c)
{
    vg_json_object(j);
    vg_json_kt(j, "kind", vg_check_kind_word(c->kind));
    vg_json_kt(j, "result", vg_check_result_word(c->result));
    vg_json_ids(j, "claims", 'c', c->claims, c->n_claims);
    vg_json_kt(j, "test", c->test);
    vg_json_kt(j, "says", c->says);
    vg_json_end(j);
}

static void gap_to_json(struct vg_run *r, const struct vg_gap *g)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "list", g->list->name);
    vg_json_kt(&j, "what", g->list->what);
    vg_json_id(&j, "root", 'r', g->list->root);
    vg_json_kt(&j, "unit", g->unit);
    vg_json_kb(&j, "locked", g->n_locks > 0);
    vg_json_key(&j, "locks");
    vg_json_array(&j);
    for (size_t i = 0; i < g->n_locks; i++) {
        vg_json_object(&j);
        vg_json_kt(&j, "lock", vg_gap_lock_word(g->locks[i].lock));
        vg_json_kt(&j, "says", g->locks[i].says);
        vg_json_end(&j);
    }
    vg_json_end(&j);
    search_list_to_json(&j, g);
    vg_json_ki(&j, "listed", (int64_t)g->n_members);
    vg_json_ki(&j, "found", (int64_t)g->n_found);
    vg_json_ki(&j, "not_found", (int64_t)g->n_not_found);
    vg_json_ki(&j, "not_looked", (int64_t)g->n_not_looked);
    members_to_json(&j, "members", g->members, g->n_members);
    members_to_json(&j, "outside", g->outside, g->n_outside);
    vg_json_key(&j, "checks");
    vg_json_array(&j);
    for (size_t i = 0; i < g->n_checks; i++)
        check_to_json(&j, g->checks[i]);
    vg_json_end(&j);
    vg_json_ids(&j, "said_by", 'c', g->list->claims, g->list->n_claims);
    vg_json_ids(&j, "claims", 'c', g->claims, g->n_claims);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

/* -- text ------------------------------------------------------------------------------ */

static void line(struct vg_run *r, const char *name, const char *text)
{
    VG_SCOPED_BUF seen = {0};
    struct vg_buf *b = &r->out->b;
    size_t columns = r->out->is_terminal ? (size_t)r->out->columns : 100;

    vg_put_visible(&seen, vg_str(text), 0);
    vg_putf(b, "  %-*s", HANGING - INDENT, name);
    vg_wrap(b, vg_buf_str(&seen), HANGING, columns > 40 ? columns : 40);
    vg_putc(b, '\n');
}

static const char *instrument(struct vg_run *r, const struct vg_gap *g)
{
    const struct vg_root *root = g->root;

    if (root == NULL)
        return "not named";
    if (root->source == 0)
        return vg_print(r->a, "r%" PRId64 " %s (not held)", root->id,
                        root->what != NULL ? root->what : root->name);
    return vg_print(r->a, "r%" PRId64 " %s (s%" PRId64 ")", root->id,
                    root->what != NULL ? root->what : root->name, root->source);
}

static void show_head(struct vg_run *r, const struct vg_gap *g)
{
    VG_SCOPED_BUF claims = {0};

    vg_out_styled(r->out, VG_BOLD, g->list->name);
    vg_putc(&r->out->b, '\n');
    if (g->list->what != NULL)
        line(r, "what", g->list->what);
    line(r, "instrument", instrument(r, g));
    vg_say_ids(&claims, 'c', g->list->claims, g->list->n_claims, IDS_SHOWN);
    line(r, "said by", claims.len > 0 ? claims.p : "no claim");
    line(r, "looked for", g->unit != NULL ? g->unit : "whatever exists there");
}

/* The members that were found, or not, in one line each with their claims. */
static const char *names_of(struct vg_run *r, const struct vg_view *v,
                            const struct vg_gap_member *m, size_t n, int found)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < n; i++) {
        if ((m[i].n_found > 0) != found)
            continue;
        vg_putf(&b, "%s%s", b.len > 0 ? ", " : "", vg_say_place(r->a, v, m[i].id));
        if (found) {
            vg_putc(&b, ' ');
            vg_say_ids(&b, 'c', m[i].found, m[i].n_found, IDS_SHOWN);
        }
    }
    return b.len == 0 ? "none" : vg_copy(r->a, b.p, b.len);
}

static void show_locked(struct vg_run *r, const struct vg_view *v, const struct vg_gap *g)
{
    vg_puts(&r->out->b, "  ");
    vg_out_styled(r->out, VG_BAD, "LOCKED: no search list is drawn from it");
    vg_putc(&r->out->b, '\n');
    for (size_t i = 0; i < g->n_locks; i++)
        line(r, vg_gap_lock_word(g->locks[i].lock), g->locks[i].says);
    line(r, "arithmetic",
         vg_print(r->a, "about the claims, and nothing else: %s",
                  vg_said_text(r->a, vg_gap_sum(g, r->a), "en")));
    line(r, "found", names_of(r, v, g->members, g->n_members, 1));
    line(r, "not found", names_of(r, v, g->members, g->n_members, 0));
    line(r, "outside", names_of(r, v, g->outside, g->n_outside, 1));
}

static void add_search(struct vg_run *r, struct vg_grid *g, const struct vg_looked *l, int wider)
{
    const char *result = vg_looked_result_word(l->result);

    vg_grid_add(g, vg_print(r->a, "l%" PRId64, l->id));
    vg_grid_add(g, l->date);
    vg_grid_add(g, wider ? vg_print(r->a, "%s, in all of %s", result, l->place) : result);
    vg_grid_add(g, l->searched);
    vg_grid_add(g,
                l->language == NULL ? l->words : vg_print(r->a, "%s (%s)", l->words, l->language));
}

static void add_member(struct vg_run *r, const struct vg_view *v, struct vg_grid *g,
                       const struct vg_gap_member *m, const char *state)
{
    VG_SCOPED_BUF claims = {0};
    size_t searches = m->n_found > 0 ? 0 : m->n_looked + m->n_wider;

    vg_say_ids(&claims, 'c', m->found, m->n_found, IDS_SHOWN);
    for (size_t i = 0; i < searches || i == 0; i++) {
        vg_grid_add(g, i == 0 ? vg_say_place(r->a, v, m->id) : NULL);
        vg_grid_add(g, i == 0 ? state : NULL);
        vg_grid_add(g, i == 0 ? claims.p : NULL);
        if (searches > 0)
            add_search(r, g, i < m->n_looked ? m->looked[i] : m->wider[i - m->n_looked],
                       i >= m->n_looked);
        for (int k = 0; searches == 0 && k < 5; k++)
            vg_grid_add(g, k == 1 && m->n_found == 0 ? "not looked" : NULL);
    }
}

/* Something was found and nobody kept it: until then it does not count. */
static void show_unkept(struct vg_run *r, const struct vg_gap *g)
{
    for (size_t i = 0; i < g->n_members; i++)
        for (size_t k = 0; k < g->members[i].n_looked; k++) {
            const struct vg_looked *l = g->members[i].looked[k];

            if (l->result == VG_LOOKED_FOUND && l->claim == 0 && g->members[i].n_found == 0)
                line(r, "not kept",
                     vg_print(r->a, "l%" PRId64 " found something in %s, and no claim says so",
                              l->id, l->place));
        }
}

static void show_open(struct vg_run *r, const struct vg_view *v, const struct vg_gap *g)
{
    struct vg_grid grid = {
        .a = r->a,
        .columns = 8,
        .heads = {"place", "state", "claims", "id", "looked", "result", "searched", "words"}};

    line(r, "in all",
         vg_print(r->a, "%s; %zu of those not found were not looked for",
                  vg_said_text(r->a, vg_gap_sum(g, r->a), "en"), g->n_not_looked));
    for (size_t i = 0; i < g->n_members; i++)
        add_member(r, v, &grid, &g->members[i], g->members[i].n_found > 0 ? "found" : "not found");
    for (size_t i = 0; i < g->n_outside; i++)
        add_member(r, v, &grid, &g->outside[i], "outside the list");
    vg_grid_write(&grid, r->out);
    show_unkept(r, g);
}

/* "10 named? as stated": a question is its own sentence. */
static const char *check_text(struct vg_run *r, const struct vg_check *c)
{
    size_t n = strlen(c->test);

    return vg_print(r->a, "%s %s: %s%s %s", vg_check_kind_word(c->kind),
                    vg_check_result_word(c->result), c->test,
                    n > 0 && c->test[n - 1] == '?' ? "" : ":", c->says);
}

static void show_checks(struct vg_run *r, const struct vg_gap *g)
{
    for (size_t i = 0; i < g->n_checks; i++)
        line(r, i == 0 ? "checks" : "", check_text(r, g->checks[i]));
}

static void show(struct vg_run *r, const struct vg_view *v, const struct vg_gap *g)
{
    show_head(r, g);
    if (g->n_locks > 0)
        show_locked(r, v, g);
    else
        show_open(r, v, g);
    show_checks(r, g);
    vg_putc(&r->out->b, '\n');
    (void)vg_out_pour(r->out);
}

/* Whoever has no list yet may have a claim that is one. */
static void offer_list(struct vg_run *r, const struct vg_view *v)
{
    const struct vg_claim *most = NULL;

    for (size_t i = 0; i < v->n_claims; i++)
        if (v->claims[i].n_places >= LIST_FROM &&
            (most == NULL || v->claims[i].n_places > most->n_places))
            most = &v->claims[i];
    vg_puts(&r->notes->b, "no list is kept: who says what there should be?");
    if (most != NULL)
        vg_putf(&r->notes->b,
                " c%" PRId64
                " names %zu places; if it is a list: vigil gaps %s --list NAME --claim "
                "c%" PRId64 " --root rN\n",
                most->id, most->n_places, r->args[0], most->id);
    else
        vg_puts(&r->notes->b, " --list NAME, --root and --claim keep one\n");
}

static int run_gaps(struct vg_run *r)
{
    static const char *const keeps[] = {"what", "root",  "claim",   "members",
                                        "unit", "whole", "everyone"};
    struct vg_view v = {0};
    struct vg_root_graph *graph = NULL;
    struct vg_gap *gaps = NULL;
    int64_t before = 0;
    size_t n = 0;
    int rc;

    if (vg_run_has(r, "list"))
        return vg_gaps_keep(r);
    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++)
        if (vg_run_has(r, keeps[i]))
            return vg_fail(r->err, VG_E_MISUSE, "--%s keeps a list; name it with --list", keeps[i]);
    rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK && vg_run_has(r, "recorded"))
        rc = vg_record_by(r->c, vg_run_value(r, "recorded"), &before, r->err);
    if (rc == VG_OK)
        rc = vg_view_load(r->c, before, r->a, &v, &graph, r->err);
    if (rc == VG_OK)
        rc = vg_gaps(&v, graph, r->n_args > 1 ? r->args[1] : NULL, r->a, &gaps, &n, r->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (vg_run_has(r, "json"))
            gap_to_json(r, &gaps[i]);
        else
            show(r, &v, &gaps[i]);
    }
    if (rc == VG_OK && n == 0)
        offer_list(r, &v);
    return rc;
}

static const char *const examples[] = {
    "vigil gaps fox.vigil", "vigil gaps fox.vigil decree --json",
    "vigil gaps fox.vigil --list decree --root r1 --claim c1 --unit station", NULL};

const struct vg_command vg_cmd_gaps = {
    .name = "gaps",
    .group = "what follows",
    .args = "CASE [LIST]",
    .does = "Show what a named list leads one to expect and nobody has found",
    .more =
        "A gap needs a named list: the instrument that draws it up, held and read by a person, "
        "and its members. For each member not found the searches that were made there are "
        "shown, or that nobody looked.\n\n"
        "A list is locked, with the reason, when its instrument is not held, not read, corrected "
        "at source or does not say what it is cited for, and when it leaves nobody out: then no "
        "search list is drawn from it, and the difference is shown as arithmetic about the "
        "claims.\n\n"
        "With --list it keeps a list; a list of the same name replaces the earlier one, which "
        "stays in the record.",
    .examples = examples,
    .options = options,
    .run = run_gaps,
};
