/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A walk in breadth from all origins at once, against the direction in which things rest
 * on each other. Each node takes at most VG_SPREAD_MARKS visits, of different origins, so
 * the walk is linear; the visit before each visit gives the path back.
 */
#include "claim/spread.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "claim/vocab.h"

struct visit {
    uint32_t node, origin;
    uint32_t before; /* visit that led here, + 1; 0: the origin itself */
    uint32_t next;   /* earlier visit of the same node, + 1 */
};

struct spread_arc {
    uint32_t on, rests; /* `rests` rests on `on` */
};

struct vg_spread {
    const struct vg_view *v;
    const struct vg_spread_origin *origins;
    size_t n_origins;
    size_t n_nodes;
    uint32_t *first, *rests; /* rows of what rests on a node */
    struct visit *visits;
    size_t n_visits, room;
    uint32_t *last; /* of a node: its latest visit, + 1 */
    unsigned char *count;
};

const char *vg_spread_word(enum vg_spread_reason r)
{
    static const char *const words[] = {
        [VG_SPREAD_WITHDRAWN] = "withdrawn", [VG_SPREAD_REPLACED] = "replaced",
        [VG_SPREAD_CORRECTED] = "corrected", [VG_SPREAD_CHANGED] = "changed",
        [VG_SPREAD_DAMAGED] = "damaged",     [VG_SPREAD_ASKED] = "asked",
    };

    return (unsigned)r < sizeof words / sizeof *words && words[r] != NULL ? words[r] : "unknown";
}

/* -- nodes: sources, then roots, then claims ------------------------------------------ */

static uint32_t index_of(const struct vg_view *v, enum vg_spread_kind kind, int64_t id)
{
    const struct vg_source_info *s = NULL;
    const struct vg_root *r = NULL;
    const struct vg_claim *c = NULL;

    if (kind == VG_SPREAD_SOURCE && (s = vg_view_source(v, id)) != NULL)
        return (uint32_t)(s - v->sources);
    if (kind == VG_SPREAD_ROOT && (r = vg_view_root(v, id)) != NULL)
        return (uint32_t)(v->n_sources + (size_t)(r - v->roots));
    if (kind == VG_SPREAD_CLAIM && (c = vg_view_claim(v, id)) != NULL)
        return (uint32_t)(v->n_sources + v->n_roots + (size_t)(c - v->claims));
    return UINT32_MAX;
}

static struct vg_spread_node node_at(const struct vg_view *v, size_t i)
{
    if (i < v->n_sources)
        return (struct vg_spread_node){VG_SPREAD_SOURCE, v->sources[i].id};
    i -= v->n_sources;
    if (i < v->n_roots)
        return (struct vg_spread_node){VG_SPREAD_ROOT, v->roots[i].id};
    return (struct vg_spread_node){VG_SPREAD_CLAIM, v->claims[i - v->n_roots].id};
}

/* -- what rests on what ----------------------------------------------------------------- */

struct arcs {
    struct spread_arc *list;
    size_t n, room;
    struct vg_arena *a;
};

static void add_arc(struct arcs *arcs, uint32_t rests, uint32_t on)
{
    if (rests == UINT32_MAX || on == UINT32_MAX || rests == on)
        return;
    arcs->list = vg_grow(arcs->a, arcs->list, arcs->n, &arcs->room);
    arcs->list[arcs->n++] = (struct spread_arc){on, rests};
}

static void arcs_of_claim(const struct vg_view *v, const struct vg_table *refs, uint32_t i,
                          const struct vg_claim *c, struct arcs *arcs)
{
    const char *const names[] = {c->subject, c->object};

    for (size_t k = 0; k < c->n_roots; k++)
        add_arc(arcs, i, index_of(v, VG_SPREAD_ROOT, c->roots[k]));
    if (c->passage != NULL)
        add_arc(arcs, i, index_of(v, VG_SPREAD_SOURCE, c->passage->source));
    for (size_t k = 0; k < c->n_also_at; k++)
        add_arc(arcs, i, index_of(v, VG_SPREAD_SOURCE, c->also_at[k].source));
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const struct vg_claim *named = vg_view_named(v, refs, names[k]);

        if (named != NULL)
            add_arc(arcs, i, index_of(v, VG_SPREAD_CLAIM, named->id));
    }
}

static uint32_t index_of_end(const struct vg_view *v, const struct vg_node *n)
{
    return index_of(v, n->kind == VG_NODE_ROOT ? VG_SPREAD_ROOT : VG_SPREAD_SOURCE, n->id);
}

static void gather_arcs(const struct vg_view *v, struct arcs *arcs)
{
    struct vg_table refs = VG_TABLE(arcs->a);

    vg_view_refs(v, &refs);
    for (size_t i = 0; i < v->n_edges; i++) {
        const struct vg_edge *e = &v->edges[i];

        if (e->kind != VG_DERIVES_CORRECTION && e->kind != VG_DERIVES_SAME_AUTHOR)
            add_arc(arcs, index_of_end(v, &e->from), index_of_end(v, &e->to));
    }
    for (size_t i = 0; i < v->n_roots; i++) {
        uint32_t root = (uint32_t)(v->n_sources + i);
        uint32_t held = index_of(v, VG_SPREAD_SOURCE, v->roots[i].source);

        add_arc(arcs, root, held);
        add_arc(arcs, held, root);
    }
    for (size_t i = 0; i < v->n_claims; i++)
        arcs_of_claim(v, &refs, (uint32_t)(v->n_sources + v->n_roots + i), &v->claims[i], arcs);
}

static int arc_order(const void *a, const void *b)
{
    const struct spread_arc *x = a, *y = b;

    if (x->on != y->on)
        return x->on < y->on ? -1 : 1;
    return (x->rests > y->rests) - (x->rests < y->rests);
}

static void set_rows(struct vg_spread *s, struct arcs *arcs, struct vg_arena *a)
{
    if (arcs->n > 0)
        qsort(arcs->list, arcs->n, sizeof *arcs->list, arc_order);
    s->first = VG_NEW_ARRAY(a, uint32_t, s->n_nodes + 2);
    s->rests = VG_NEW_ARRAY(a, uint32_t, arcs->n + 1);
    for (size_t i = 0; i < arcs->n; i++) {
        s->first[arcs->list[i].on + 1]++;
        s->rests[i] = arcs->list[i].rests;
    }
    for (size_t i = 0; i < s->n_nodes; i++)
        s->first[i + 1] += s->first[i];
}

/* -- the walk ------------------------------------------------------------------------------ */

static void visit(struct vg_spread *s, uint32_t node, uint32_t origin, uint32_t before,
                  struct vg_arena *a)
{
    if (node == UINT32_MAX || s->count[node] == VG_SPREAD_MARKS)
        return;
    for (uint32_t at = s->last[node]; at != 0; at = s->visits[at - 1].next)
        if (s->visits[at - 1].origin == origin)
            return;
    s->visits = vg_grow(a, s->visits, s->n_visits, &s->room);
    s->visits[s->n_visits] = (struct visit){node, origin, before, s->last[node]};
    s->last[node] = (uint32_t)++s->n_visits;
    s->count[node]++;
}

void vg_spread_make(const struct vg_view *v, const struct vg_spread_origin *origins, size_t n,
                    struct vg_arena *a, struct vg_spread **out)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_spread *s = VG_NEW(a, struct vg_spread);
    struct arcs arcs = {.a = &work};

    s->v = v;
    s->origins = origins;
    s->n_origins = n;
    s->n_nodes = v->n_sources + v->n_roots + v->n_claims;
    s->last = VG_NEW_ARRAY(a, uint32_t, s->n_nodes + 1);
    s->count = vg_alloc(a, s->n_nodes + 1);
    gather_arcs(v, &arcs);
    set_rows(s, &arcs, a);
    for (size_t i = 0; i < n; i++)
        visit(s, index_of(v, origins[i].at.kind, origins[i].at.id), (uint32_t)i, 0, a);
    for (size_t i = 0; i < s->n_visits; i++) {
        uint32_t node = s->visits[i].node, origin = s->visits[i].origin;

        for (uint32_t k = s->first[node]; k < s->first[node + 1]; k++)
            visit(s, s->rests[k], origin, (uint32_t)i + 1, a);
    }
    *out = s;
}

/* -- origins --------------------------------------------------------------------------------- */

struct origins {
    struct vg_spread_origin *list;
    size_t n, room;
    struct vg_arena *a;
};

static void add_origin(struct origins *o, enum vg_spread_kind kind, int64_t id,
                       enum vg_spread_reason reason, const struct vg_said *said)
{
    o->list = vg_grow(o->a, o->list, o->n, &o->room);
    o->list[o->n++] =
        (struct vg_spread_origin){{kind, id}, reason, vg_said_text(o->a, said, "en"), said};
}

static const struct vg_said *corrected_by(const struct origins *o, const struct vg_edge *e)
{
    const struct vg_said *by =
        VG_SAID(o->a, SPREAD_CORRECTED_BY,
                vg_part_id(o->a, e->from.kind == VG_NODE_ROOT ? 'r' : 's', e->from.id));

    if (e->because == NULL)
        return by;
    return VG_SAID(o->a, BECAUSE, vg_part_said(o->a, by), vg_part(e->because));
}

/* What a correction that a person has kept says of the node at its end. */
static void add_corrected(struct origins *o, const struct vg_view *v, enum vg_spread_kind kind)
{
    for (size_t i = 0; i < v->n_edges; i++) {
        const struct vg_edge *e = &v->edges[i];
        enum vg_spread_kind to = e->to.kind == VG_NODE_ROOT ? VG_SPREAD_ROOT : VG_SPREAD_SOURCE;

        if (e->kind == VG_DERIVES_CORRECTION && to == kind)
            add_origin(o, kind, e->to.id, VG_SPREAD_CORRECTED, corrected_by(o, e));
    }
}

static void add_claims(struct origins *o, const struct vg_view *v)
{
    int64_t *by = VG_NEW_ARRAY(o->a, int64_t, v->n_claims + 1);

    for (size_t i = 0; i < v->n_claims; i++) {
        const struct vg_claim *c = &v->claims[i];
        const struct vg_claim *old =
            c->replaces != 0 && (c->status == VG_ACCEPTED || c->status == VG_CORRECTED)
                ? vg_view_claim(v, c->replaces)
                : NULL;

        if (old != NULL)
            by[old - v->claims] = c->id;
    }
    for (size_t i = 0; i < v->n_claims; i++) {
        const struct vg_claim *c = &v->claims[i];

        if (c->status == VG_WITHDRAWN || c->status == VG_REJECTED || c->status == VG_UNRESOLVABLE)
            add_origin(
                o, VG_SPREAD_CLAIM, c->id, VG_SPREAD_WITHDRAWN,
                VG_SAID(o->a, VERBATIM,
                        vg_part_term(o->a, "claim-status", vg_claim_status_word(c->status))));
        else if (by[i] != 0)
            add_origin(o, VG_SPREAD_CLAIM, c->id, VG_SPREAD_REPLACED,
                       VG_SAID(o->a, SPREAD_REPLACED_BY, vg_part_id(o->a, 'c', by[i])));
    }
}

static int origin_order(const void *a, const void *b)
{
    const struct vg_spread_origin *x = a, *y = b;

    if (x->at.kind != y->at.kind)
        return x->at.kind < y->at.kind ? -1 : 1;
    if (x->at.id != y->at.id)
        return x->at.id < y->at.id ? -1 : 1;
    if (x->reason != y->reason)
        return x->reason < y->reason ? -1 : 1;
    return strcmp(x->says, y->says);
}

void vg_spread_origins(const struct vg_view *v, struct vg_arena *a, struct vg_spread_origin **out,
                       size_t *n)
{
    struct origins o = {.a = a};

    for (size_t i = 0; i < v->n_sources; i++)
        if (v->sources[i].changed != NULL)
            add_origin(&o, VG_SPREAD_SOURCE, v->sources[i].id, VG_SPREAD_CHANGED,
                       VG_SAID(a, VERBATIM, vg_part(v->sources[i].changed)));
    for (size_t i = 0; i < v->n_sources; i++)
        if (v->sources[i].damaged != NULL)
            add_origin(&o, VG_SPREAD_SOURCE, v->sources[i].id, VG_SPREAD_DAMAGED,
                       vg_damage_kinds(a, v->sources[i].damaged));
    add_corrected(&o, v, VG_SPREAD_SOURCE);
    for (size_t i = 0; i < v->n_roots; i++)
        if (v->roots[i].corrected != NULL)
            add_origin(&o, VG_SPREAD_ROOT, v->roots[i].id, VG_SPREAD_CORRECTED,
                       VG_SAID(a, VERBATIM, vg_part(v->roots[i].corrected)));
    add_corrected(&o, v, VG_SPREAD_ROOT);
    add_claims(&o, v);
    if (o.n > 0)
        qsort(o.list, o.n, sizeof *o.list, origin_order);
    *out = o.list;
    *n = o.n;
}

/* -- answers ------------------------------------------------------------------------------------
 */

static struct vg_spread_mark mark_of(const struct vg_spread *s, uint32_t at, struct vg_arena *a)
{
    struct vg_spread_mark m = {.origin = &s->origins[s->visits[at].origin]};
    struct vg_spread_node *path;
    size_t n = 0;

    for (uint32_t up = s->visits[at].before; up != 0; up = s->visits[up - 1].before)
        n++;
    path = VG_NEW_ARRAY(a, struct vg_spread_node, n + 1);
    for (uint32_t up = s->visits[at].before; up != 0; up = s->visits[up - 1].before)
        path[m.n_path++] = node_at(s->v, s->visits[up - 1].node);
    m.path = path;
    return m;
}

/* Visits of a node are chained latest first; the nearest origin came first. */
static size_t marks_of_index(const struct vg_spread *s, uint32_t node, int with_itself,
                             struct vg_arena *a, struct vg_spread_mark *list)
{
    uint32_t visits[VG_SPREAD_MARKS];
    size_t n = 0, kept = 0;

    if (node == UINT32_MAX)
        return 0;
    for (uint32_t at = s->last[node]; at != 0; at = s->visits[at - 1].next)
        visits[n++] = at - 1;
    while (n-- > 0)
        if (with_itself || s->visits[visits[n]].before != 0)
            list[kept++] = mark_of(s, visits[n], a);
    return kept;
}

size_t vg_spread_of(const struct vg_spread *s, struct vg_spread_node node, struct vg_arena *a,
                    struct vg_spread_mark **out)
{
    *out = VG_NEW_ARRAY(a, struct vg_spread_mark, VG_SPREAD_MARKS);
    return marks_of_index(s, index_of(s->v, node.kind, node.id), 0, a, *out);
}

size_t vg_spread_of_claims(const struct vg_spread *s, const int64_t *claims, size_t n,
                           struct vg_arena *a, struct vg_spread_mark **out)
{
    VG_SCOPED_ARENA work = {0};
    unsigned char *seen = vg_alloc(&work, s->n_origins + 1);
    struct vg_spread_mark marks[VG_SPREAD_MARKS], *list = NULL;
    size_t count = 0, room = 0;

    for (size_t i = 0; i < n; i++) {
        size_t found = marks_of_index(s, index_of(s->v, VG_SPREAD_CLAIM, claims[i]), 1, a, marks);

        for (size_t k = 0; k < found; k++) {
            size_t origin = (size_t)(marks[k].origin - s->origins);

            if (seen[origin])
                continue;
            seen[origin] = 1;
            list = vg_grow(a, list, count, &room);
            list[count++] = marks[k];
        }
    }
    *out = list;
    return count;
}

size_t vg_spread_all(const struct vg_spread *s, struct vg_arena *a, struct vg_spread_node **out)
{
    size_t n = 0;

    *out = VG_NEW_ARRAY(a, struct vg_spread_node, s->n_nodes + 1);
    for (size_t i = 0; i < s->n_nodes; i++) {
        int rests = 0;

        for (uint32_t at = s->last[i]; at != 0; at = s->visits[at - 1].next)
            rests |= s->visits[at - 1].before != 0;
        if (rests)
            (*out)[n++] = node_at(s->v, i);
    }
    return n;
}

const char *vg_spread_name(struct vg_spread_node n, struct vg_arena *a)
{
    return vg_print(a, "%c%" PRId64,
                    n.kind == VG_SPREAD_SOURCE ? 's'
                    : n.kind == VG_SPREAD_ROOT ? 'r'
                                               : 'c',
                    n.id);
}

static struct vg_part_words node_part(struct vg_spread_node n, struct vg_arena *a)
{
    return vg_part(vg_spread_name(n, a));
}

const struct vg_said *vg_spread_said(const struct vg_spread_mark *m, struct vg_arena *a)
{
    static const enum vg_wording did[] = {[VG_SPREAD_WITHDRAWN] = VG_S_SPREAD_NO_LONGER_HOLDS,
                                          [VG_SPREAD_REPLACED] = VG_S_SPREAD_WAS_REPLACED,
                                          [VG_SPREAD_CORRECTED] = VG_S_SPREAD_WAS_CORRECTED,
                                          [VG_SPREAD_CHANGED] = VG_S_SPREAD_CHANGED,
                                          [VG_SPREAD_DAMAGED] = VG_S_SPREAD_DAMAGED,
                                          [VG_SPREAD_ASKED] = VG_S_SPREAD_RESTS};
    const struct vg_spread_origin *o = m->origin;
    struct vg_part_words at = node_part(o->at, a), *way;
    const struct vg_said *said = vg_said(a, did[o->reason], &at, 1);

    if (o->says != NULL)
        said = VG_SAID(a, BECAUSE, vg_part_said(a, said),
                       o->said != NULL ? vg_part_said(a, o->said) : vg_part(o->says));
    if (m->n_path <= 1)
        return said;
    way = VG_NEW_ARRAY(a, struct vg_part_words, m->n_path);
    for (size_t i = 0; i + 1 < m->n_path; i++)
        way[i] = node_part(m->path[i], a);
    return VG_SAID(a, SPREAD_BY_WAY, vg_part_said(a, said),
                   vg_part_list(a, VG_S_LIST_COMMA, way, m->n_path - 1));
}

const char *vg_spread_says(const struct vg_spread_mark *m, struct vg_arena *a)
{
    return vg_said_text(a, vg_spread_said(m, a), "en");
}
