/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The roots of a case, and the way down from one claim. */
#include <inttypes.h>
#include <string.h>

#include "cli/fields.h"
#include "cli/marks.h"
#include "cli/roots_show.h"
#include "cli/say.h"

enum { IDS_SHOWN = 10 };

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
        if (row->family[f].says_not > 0)
            vg_json_ki(j, "says_not", (int64_t)row->family[f].says_not);
        vg_json_end(j);
    }
    vg_json_end(j);
}

/* What the row is of: a root, or a source that is one. */
static struct vg_spread_node node_of(const struct vg_root_row *row)
{
    return row->root != NULL ? (struct vg_spread_node){VG_SPREAD_ROOT, row->root->id}
                             : (struct vg_spread_node){VG_SPREAD_SOURCE, row->source->id};
}

static void row_to_json(struct vg_run *r, const struct vg_spread *spread,
                        const struct vg_root_row *row)
{
    struct vg_json j = {.out = &r->out->b};
    const struct vg_root *root = row->root;
    struct vg_spread_mark *marks;
    size_t n = vg_spread_of(spread, node_of(row), r->a, &marks);

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
    vg_marks_json(&j, marks, n, r->a);
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
        if (row->family[f].says_not > 0)
            vg_putf(&r->out->b, ", does not say so of %zu", row->family[f].says_not);
        between = " · ";
    }
    if (between[0] != ' ' || between[1] != ' ')
        vg_putc(&r->out->b, '\n');
}

static void show_row(struct vg_run *r, const struct vg_spread *spread,
                     const struct vg_root_row *row)
{
    struct vg_buf *b = &r->out->b;
    struct vg_spread_mark *marks;
    size_t n = vg_spread_of(spread, node_of(row), r->a, &marks);

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
    vg_marks_show(r->out, "      ", marks, n, r->a);
    (void)vg_out_pour(r->out);
}

int vg_roots_list(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph)
{
    const struct vg_spread *spread = vg_marks_spread(v, r->a);
    struct vg_root_row *rows = NULL;
    size_t n = 0;
    int rc = vg_root_rows(graph, r->a, &rows, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        if (vg_run_has(r, "json"))
            row_to_json(r, spread, &rows[i]);
        else
            show_row(r, spread, &rows[i]);
    }
    return rc;
}

static void put_sink(struct vg_buf *b, const struct vg_node *k)
{
    vg_putf(b, "%c%" PRId64, k->kind == VG_NODE_ROOT ? 'r' : 's', k->id);
}

/* How far a sink is, and what is to be done for it to be read. */
struct sink {
    const struct vg_node *node;
    const struct vg_root *root;
    int is_held;
    int verdict;
    const char *next; /* NULL: nothing */
};

static struct sink look_at_sink(struct vg_run *r, const struct vg_view *v,
                                const struct vg_root_graph *g, const struct vg_claim *c,
                                const struct vg_node *node)
{
    const char *family = vg_family_word(vg_claim_family(c));
    struct sink s = {.node = node};

    if (node->kind == VG_NODE_SOURCE) {
        const struct vg_source_info *info = vg_view_source(v, node->id);

        s.is_held = info != NULL && !info->is_note;
        s.next = s.is_held ? vg_print(r->a,
                                      "say what it is: vigil roots %s --add root:NAME --source "
                                      "s%" PRId64 " --speaker NAME, then --says-so root:NAME",
                                      r->args[0], node->id)
                           : "only a note of ours is held: preserve the page itself";
        return s;
    }
    s.root = vg_view_root(v, node->id);
    s.is_held = vg_root_held(v, s.root);
    s.verdict = vg_root_verdict(g, node->id, c);
    if (!s.is_held)
        s.next =
            vg_print(r->a, "preserve it with 'vigil add', then vigil roots %s --add %s --source sN",
                     r->args[0], s.root->name);
    else if (s.verdict == 0)
        s.next = vg_print(r->a,
                          "read it: vigil roots %s --says-so r%" PRId64 " --family %s --source "
                          "s%" PRId64 " --quote TEXT, or --says-not",
                          r->args[0], node->id, family, s.root->source);
    return s;
}

static void sink_to_json(struct vg_run *r, struct vg_json *j, const struct sink *s)
{
    VG_SCOPED_BUF id = {0};

    (void)r;
    put_sink(&id, s->node);
    vg_json_object(j);
    vg_json_key(j, "sink");
    vg_json_str(j, vg_buf_str(&id));
    vg_json_kb(j, "held", s->is_held);
    vg_json_kb(j, "read", s->verdict > 0);
    vg_json_kt(j, "next", s->next);
    vg_json_end(j);
}

/* A root that the claim leads to, but that a person has read not to say so. */
static int is_denied(const struct vg_root_graph *g, const struct vg_claim *c, int64_t root)
{
    return vg_root_verdict(g, root, c) < 0 &&
           vg_root_leads(g, c, (struct vg_node){VG_NODE_ROOT, root});
}

static void denied_to_json(struct vg_json *j, const struct vg_view *v,
                           const struct vg_root_graph *g, const struct vg_claim *c)
{
    vg_json_key(j, "says_not");
    vg_json_array(j);
    for (size_t i = 0; i < v->n_roots; i++)
        if (is_denied(g, c, v->roots[i].id)) {
            VG_SCOPED_BUF id = {0};

            vg_putf(&id, "r%" PRId64, v->roots[i].id);
            vg_json_str(j, vg_buf_str(&id));
        }
    vg_json_end(j);
}

static void steps_to_json(struct vg_run *r, const struct vg_view *v, struct vg_json *j,
                          const struct vg_claim *c)
{
    struct vg_root_step *steps;
    size_t n = vg_root_way(v, c, r->a, &steps);

    vg_json_key(j, "way");
    vg_json_array(j);
    for (size_t i = 0; i < n; i++) {
        vg_json_object(j);
        vg_json_kt(j, "from", vg_root_node_text(steps[i].from, r->a));
        vg_json_kt(j, "by", steps[i].by);
        vg_json_kt(j, "to", vg_root_node_text(steps[i].to, r->a));
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void claim_to_json(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *g,
                          const struct vg_claim *c, const struct vg_root_count *count)
{
    struct vg_json j = {.out = &r->out->b};
    struct vg_spread_mark *marks;
    size_t n = vg_spread_of(vg_marks_spread(v, r->a),
                            (struct vg_spread_node){VG_SPREAD_CLAIM, c->id}, r->a, &marks);

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
    vg_json_key(&j, "roots");
    vg_json_array(&j);
    for (size_t i = 0; i < count->n_sinks; i++) {
        struct sink s = look_at_sink(r, v, g, c, &count->sinks[i]);

        sink_to_json(r, &j, &s);
    }
    vg_json_end(&j);
    denied_to_json(&j, v, g, c);
    steps_to_json(r, v, &j, c);
    vg_marks_json(&j, marks, n, r->a);
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

static void show_way(struct vg_run *r, const struct vg_view *v, const struct vg_claim *c)
{
    struct vg_root_step *steps;
    size_t n = vg_root_way(v, c, r->a, &steps);

    for (size_t i = 0; i < n; i++)
        vg_putf(&r->out->b, "  %s %s %s\n", vg_root_node_text(steps[i].from, r->a), steps[i].by,
                vg_root_node_text(steps[i].to, r->a));
}

static void show_sink(struct vg_run *r, const struct vg_view *v, const struct sink *s)
{
    struct vg_buf *b = &r->out->b;

    vg_puts(b, "  ");
    put_sink(b, s->node);
    vg_puts(b, "  ");
    vg_out_text(r->out, sink_name(v, s->node));
    vg_putf(b, "\n      %s, %s", s->is_held ? "held" : "not held",
            s->verdict > 0 ? "read: it says so" : "not read");
    if (s->next != NULL) {
        vg_puts(b, "\n      next: ");
        vg_out_text(r->out, s->next);
    }
    vg_putc(b, '\n');
}

static void show_denied(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *g,
                        const struct vg_claim *c)
{
    for (size_t i = 0; i < v->n_roots; i++) {
        struct vg_node node = {VG_NODE_ROOT, v->roots[i].id};

        if (!is_denied(g, c, node.id))
            continue;
        vg_puts(&r->out->b, "  ");
        put_sink(&r->out->b, &node);
        vg_puts(&r->out->b, "  ");
        vg_out_text(r->out, sink_name(v, &node));
        vg_puts(&r->out->b, "\n      held, read: it does not say so, and counts nothing\n");
    }
}

int vg_roots_claim(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph)
{
    struct vg_root_count count = {0};
    struct vg_spread_mark *marks;
    const struct vg_claim *c;
    int64_t id = 0;
    size_t n;
    int rc = vg_typed_id(r->args[1], 'c', &id, r->err);

    if (rc != VG_OK)
        return rc;
    c = vg_view_claim(v, id);
    if (c == NULL)
        return vg_fail(r->err, VG_E_ABSENT, "there is no claim %s; 'vigil claims %s' lists them",
                       r->args[1], r->args[0]);
    vg_root_count(graph, r->a, &id, 1, 0, &count);
    if (vg_run_has(r, "json")) {
        claim_to_json(r, v, graph, c, &count);
        return VG_OK;
    }
    vg_putf(&r->out->b, "c%" PRId64 " (%s): ", id, vg_family_word(vg_claim_family(c)));
    vg_say_roots(&r->out->b, count.named, count.read);
    vg_putc(&r->out->b, '\n');
    show_way(r, v, c);
    for (size_t i = 0; i < count.n_sinks; i++) {
        struct sink s = look_at_sink(r, v, graph, c, &count.sinks[i]);

        show_sink(r, v, &s);
    }
    show_denied(r, v, graph, c);
    n = vg_spread_of(vg_marks_spread(v, r->a), (struct vg_spread_node){VG_SPREAD_CLAIM, id}, r->a,
                     &marks);
    vg_marks_show(r->out, "  ", marks, n, r->a);
    return VG_OK;
}
