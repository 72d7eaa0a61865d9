/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/roots_keep.h"
#include "cli/say.h"

enum { IDS_SHOWN = 10 };

static const struct vg_option options[] = {
    {.name = "json", .does = "print one JSON object a line"},
    {.name = "add", .argument = "NAME", .does = "keep a root under this name, as root:report-2022"},
    {.name = "what", .argument = "TEXT", .does = "what it is, in words"},
    {.name = "speaker", .argument = "NAME", .does = "who speaks there"},
    {.name = "url", .argument = "ADDRESS", .does = "where it is published"},
    {.name = "source", .argument = "ID", .does = "the source that holds it, or that was read"},
    {.name = "corrected",
     .argument = "TEXT",
     .does = "it was corrected where it stands: when, what"},
    {.name = "says-so", .argument = "ROOT", .does = "keep that you have read that it says so"},
    {.name = "family",
     .argument = "WORD",
     .does = "of what: existence, function, effect, number, identity, time"},
    {.name = "claim",
     .argument = "ID",
     .does = "for this claim",
     .otherwise = "for all of the family"},
    {.name = "quote",
     .argument = "TEXT",
     .does = "the words that say so, as they stand in the source"},
    {.name = "derives",
     .argument = "KIND",
     .does = "keep that one thing derives from another: copy, relay, translation, reword, excerpt, "
             "correction, same-author"},
    {.name = "from", .argument = "ID", .does = "what derives: a source or a root"},
    {.name = "to", .argument = "ID", .does = "what it derives from"},
    {.name = "because", .argument = "TEXT", .does = "why you say so"},
    {0},
};

static void families_to_json(struct vg_json *j, const struct vg_root_row *row)
{
    vg_json_key(j, "families");
    vg_json_object(j);
    for (int f = VG_FAMILY_EXISTENCE; f < VG_FAMILIES; f++) {
        if (row->family[f].named == 0)
            continue;
        vg_json_key(j, vg_family_word((enum vg_family)f));
        vg_json_object(j);
        vg_json_ki(j, "claims", (int64_t)row->family[f].named);
        vg_json_kb(j, "read", row->family[f].read);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void row_to_json(struct vg_run *r, const struct vg_root_row *row)
{
    struct vg_json j = {.out = &r->out->b};
    const struct vg_root *root = row->root;

    vg_json_object(&j);
    vg_json_id(&j, "root", 'r', root == NULL ? 0 : root->id);
    vg_json_kt(&j, "name", root == NULL ? NULL : root->name);
    vg_json_kt(&j, "what", root == NULL ? NULL : root->what);
    vg_json_kt(&j, "speaker", root == NULL ? NULL : root->speaker);
    vg_json_kt(&j, "url", root == NULL ? NULL : root->url);
    vg_json_id(&j, "source", 's', row->source == NULL ? 0 : row->source->id);
    vg_json_kt(&j, "corrected", root == NULL ? NULL : root->corrected);
    families_to_json(&j, row);
    vg_json_ids(&j, "claims", 'c', row->claims, row->n_claims);
    vg_json_ids(&j, "through", 's', row->through, row->n_through);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void show_name(struct vg_run *r, const struct vg_root_row *row)
{
    struct vg_out *o = r->out;
    const struct vg_root *root = row->root;

    if (root != NULL)
        vg_putf(&o->b, "r%-4" PRId64 " ", root->id);
    else
        vg_putf(&o->b, "s%-4" PRId64 " ", row->source->id);
    vg_out_styled(o, VG_BOLD,
                  root == NULL         ? row->source->label
                  : root->what != NULL ? root->what
                                       : root->name);
    vg_putc(&o->b, '\n');
    if (root != NULL && root->speaker != NULL) {
        vg_puts(&o->b, "      ");
        vg_out_text(o, root->speaker);
        vg_putc(&o->b, '\n');
    }
}

static void show_families(struct vg_run *r, const struct vg_root_row *row)
{
    const char *between = "      ";

    for (int f = VG_FAMILY_EXISTENCE; f < VG_FAMILIES; f++) {
        if (row->family[f].named == 0)
            continue;
        vg_putf(&r->out->b, "%s%s: %zu claim%s, %s", between, vg_family_word((enum vg_family)f),
                row->family[f].named, row->family[f].named == 1 ? "" : "s",
                row->family[f].read ? "read" : "not read");
        between = " · ";
    }
    if (between[0] != ' ' || between[1] != ' ')
        vg_putc(&r->out->b, '\n');
}

static void show_row(struct vg_run *r, const struct vg_root_row *row)
{
    struct vg_buf *b = &r->out->b;

    show_name(r, row);
    show_families(r, row);
    if (row->source != NULL)
        vg_putf(b, "      held as s%" PRId64, row->source->id);
    else
        vg_puts(b, "      not held: an open task");
    if (row->n_through > 0) {
        vg_puts(b, " · reached through ");
        vg_say_ids(b, 's', row->through, row->n_through, IDS_SHOWN);
    }
    if (row->n_claims > 0) {
        vg_puts(b, " · ");
        vg_say_ids(b, 'c', row->claims, row->n_claims, IDS_SHOWN);
    }
    vg_putc(b, '\n');
    if (row->root != NULL && row->root->corrected != NULL) {
        vg_puts(b, "      ");
        vg_out_styled(r->out, VG_BAD, row->root->corrected);
        vg_putc(b, '\n');
    }
    (void)vg_out_pour(r->out);
}

static int list_roots(struct vg_run *r, const struct vg_root_graph *graph)
{
    struct vg_root_row *rows = NULL;
    size_t n = 0;
    int rc = vg_root_rows(graph, r->a, &rows, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (vg_run_has(r, "json"))
            row_to_json(r, &rows[i]);
        else
            show_row(r, &rows[i]);
    }
    return rc;
}

static void put_sink(struct vg_buf *b, const struct vg_node *k)
{
    vg_putf(b, "%c%" PRId64, k->kind == VG_NODE_ROOT ? 'r' : 's', k->id);
}

static void claim_to_json(struct vg_run *r, const struct vg_claim *c,
                          const struct vg_root_count *count)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_id(&j, "claim", 'c', c->id);
    vg_json_kt(&j, "family", vg_family_word(vg_claim_family(c)));
    vg_json_ki(&j, "named", (int64_t)count->named);
    vg_json_ki(&j, "read", (int64_t)count->read);
    vg_json_key(&j, "sinks");
    vg_json_array(&j);
    for (size_t i = 0; i < count->n_sinks; i++) {
        VG_SCOPED_BUF id = {0};

        put_sink(&id, &count->sinks[i]);
        vg_json_str(&j, vg_buf_str(&id));
    }
    vg_json_end(&j);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static const char *sink_name(const struct vg_view *v, const struct vg_node *k)
{
    const struct vg_root *root = k->kind == VG_NODE_ROOT ? vg_view_root(v, k->id) : NULL;
    const struct vg_source_info *source =
        k->kind == VG_NODE_SOURCE ? vg_view_source(v, k->id) : NULL;

    if (root != NULL)
        return root->what != NULL ? root->what : root->name;
    return source == NULL ? NULL : source->label;
}

static int roots_of_claim(struct vg_run *r, const struct vg_view *v,
                          const struct vg_root_graph *graph)
{
    struct vg_root_count count = {0};
    const struct vg_claim *c;
    int64_t id = 0;
    int rc = vg_typed_id(r->args[1], 'c', &id, r->err);

    if (rc != VG_OK)
        return rc;
    c = vg_view_claim(v, id);
    if (c == NULL)
        return vg_fail(r->err, VG_E_ABSENT, "there is no claim %s; 'vigil claims %s' lists them",
                       r->args[1], r->args[0]);
    vg_root_count(graph, r->a, &id, 1, 0, &count);
    if (vg_run_has(r, "json")) {
        claim_to_json(r, c, &count);
        return VG_OK;
    }
    vg_putf(&r->out->b, "c%" PRId64 " (%s): ", id, vg_family_word(vg_claim_family(c)));
    vg_say_roots(&r->out->b, count.named, count.read);
    vg_putc(&r->out->b, '\n');
    for (size_t i = 0; i < count.n_sinks; i++) {
        vg_puts(&r->out->b, "  ");
        put_sink(&r->out->b, &count.sinks[i]);
        vg_puts(&r->out->b, "  ");
        vg_out_text(r->out, sink_name(v, &count.sinks[i]));
        vg_putc(&r->out->b, '\n');
    }
    return VG_OK;
}

static int run_roots(struct vg_run *r)
{
    struct vg_view view = {0};
    struct vg_root_graph *graph = NULL;
    int rc;

    if (vg_roots_wants_keep(r))
        return vg_roots_keep(r);
    rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_view_load(r->c, 0, r->a, &view, &graph, r->err);
    if (rc != VG_OK)
        return rc;
    return r->n_args > 1 ? roots_of_claim(r, &view, graph) : list_roots(r, graph);
}

static const char *const examples[] = {
    "vigil roots fox.vigil", "vigil roots fox.vigil c17",
    "vigil roots fox.vigil --add root:report --what 'the report itself' "
    "--speaker 'Safeguard Defenders'",
    NULL};

const struct vg_command vg_cmd_roots = {
    .name = "roots",
    .group = "what follows",
    .args = "CASE [CLAIM]",
    .does = "Show where statements really come from, or keep what you know of it",
    .more = "A copy, a relay or a translation is no root. A root is named when a claim leads to "
            "it, and read when its bytes are held and a person has read there that it says so; "
            "the two are counted apart, for existence, function, effect, number, identity and "
            "time.\n\n"
            "With --add, --says-so or --derives it keeps a decision of yours in the record.",
    .examples = examples,
    .options = options,
    .run = run_roots,
};
