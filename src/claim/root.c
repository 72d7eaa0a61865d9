/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Roots by walking a graph. Nodes are the sources of the view followed by its
 * roots; a source that holds exactly one root is an alias of it (the bytes and
 * the statement are the same place). Edges of derivation are kept as one array
 * sorted by where they start (compressed rows), so a walk touches only what a
 * claim reaches. Voices are a union-find over same-author edges and over roots
 * that name the same speaker. Walks mark nodes with a running number instead of
 * clearing a map, so many small questions cost only what they visit.
 */
#include "claim/root.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/edtf.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/table.h"

struct vg_root_graph {
    const struct vg_view *v;
    size_t n_nodes;  /* sources first, then roots */
    uint32_t *first; /* first[n] … first[n + 1]: where in `to` the edges of n stand */
    uint32_t *to;
    uint32_t *same;  /* the node whose words these are: by a lone verbatim arc, else itself */
    uint32_t *voice; /* union-find parents */
    uint32_t *stack; /* scratch of the walks */
    uint32_t *mark;
    uint32_t *now;         /* the running number; a pointer so that a const graph can walk */
    unsigned char *stands; /* per claim, as known now */
    uint32_t *reading_of;  /* first reading + 1 of each root, 0: none */
    uint32_t *reading_next;
};

static size_t index_of_source(const struct vg_view *v, int64_t id)
{
    const struct vg_source_info *s = vg_view_source(v, id);

    return s != NULL ? (size_t)(s - v->sources) : SIZE_MAX;
}

static size_t index_of_root(const struct vg_view *v, int64_t id)
{
    const struct vg_root *r = vg_view_root(v, id);

    return r != NULL ? v->n_sources + (size_t)(r - v->roots) : SIZE_MAX;
}

static size_t index_of(const struct vg_view *v, struct vg_node n)
{
    return n.kind == VG_NODE_SOURCE ? index_of_source(v, n.id) : index_of_root(v, n.id);
}

static struct vg_node node_at(const struct vg_root_graph *g, size_t i)
{
    const struct vg_view *v = g->v;

    if (i < v->n_sources)
        return (struct vg_node){.kind = VG_NODE_SOURCE, .id = v->sources[i].id};
    return (struct vg_node){.kind = VG_NODE_ROOT, .id = v->roots[i - v->n_sources].id};
}

static uint32_t find_voice(uint32_t *voice, uint32_t i)
{
    while (voice[i] != i) {
        voice[i] = voice[voice[i]]; /* path halving */
        i = voice[i];
    }
    return i;
}

/* The smaller index leads, so the result does not depend on the order of joining. */
static void join(uint32_t *voice, size_t a, size_t b)
{
    uint32_t x = find_voice(voice, (uint32_t)a), y = find_voice(voice, (uint32_t)b);

    if (x < y)
        voice[y] = x;
    else
        voice[x] = y;
}

/* An arc of derivation. Verbatim: the words at its end are those at its beginning. */
struct arc {
    uint32_t from, to;
    int is_verbatim;
};

static int arc_order(const void *a, const void *b)
{
    const struct arc *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return y->is_verbatim - x->is_verbatim;
}

static size_t arcs_of_edges(const struct vg_root_graph *g, struct arc *arcs)
{
    const struct vg_view *v = g->v;
    size_t n = 0;

    for (size_t i = 0; i < v->n_edges; i++) {
        size_t from = index_of(v, v->edges[i].from), to = index_of(v, v->edges[i].to);
        enum vg_derivation kind = v->edges[i].kind;

        if (from == SIZE_MAX || to == SIZE_MAX || kind == VG_DERIVES_SAME_AUTHOR)
            continue;
        arcs[n++] =
            (struct arc){.from = (uint32_t)from,
                         .to = (uint32_t)to,
                         .is_verbatim = kind == VG_DERIVES_COPY || kind == VG_DERIVES_TRANSLATION};
    }
    return n;
}

/* A source that holds one root leads on to it, unless the edges of a person
 * already say that this root derives from that source. */
static size_t arcs_of_holding(const struct vg_root_graph *g, struct arc *arcs, size_t n,
                              struct vg_arena *a)
{
    const struct vg_view *v = g->v;
    uint32_t *held = VG_NEW_ARRAY(a, uint32_t, v->n_sources + 1);
    unsigned char *derives = vg_alloc(a, v->n_roots + 1);

    for (size_t i = 0; i < n; i++)
        if (arcs[i].from >= v->n_sources)
            derives[arcs[i].from - v->n_sources] = 1;
    for (size_t i = 0; i < v->n_roots; i++) {
        size_t s = index_of_source(v, v->roots[i].source);

        if (s != SIZE_MAX)
            held[s] = held[s] == 0 ? (uint32_t)i + 1 : UINT32_MAX;
    }
    for (size_t s = 0; s < v->n_sources; s++)
        if (held[s] != 0 && held[s] != UINT32_MAX && !derives[held[s] - 1])
            arcs[n++] = (struct arc){.from = (uint32_t)s,
                                     .to = (uint32_t)(v->n_sources + held[s] - 1),
                                     .is_verbatim = 1};
    return n;
}

static int is_sink(const struct vg_root_graph *g, size_t i)
{
    return g->first[i] == g->first[i + 1];
}

static void set_rows(struct vg_root_graph *g, struct arc *arcs, size_t n, struct vg_arena *a)
{
    qsort(arcs, n, sizeof *arcs, arc_order);
    g->first = VG_NEW_ARRAY(a, uint32_t, g->n_nodes + 2);
    g->to = VG_NEW_ARRAY(a, uint32_t, n + 1);
    g->same = VG_NEW_ARRAY(a, uint32_t, g->n_nodes + 1);
    for (size_t i = 0; i < n; i++) {
        g->first[arcs[i].from + 1]++;
        g->to[i] = arcs[i].to;
    }
    for (size_t i = 0; i < g->n_nodes; i++)
        g->first[i + 1] += g->first[i];
    for (size_t i = 0; i < g->n_nodes; i++) {
        uint32_t at = g->first[i];

        g->same[i] = g->first[i + 1] - at == 1 && arcs[at].is_verbatim ? g->to[at] : (uint32_t)i;
    }
}

static const char *node_name(const struct vg_root_graph *g, size_t i, struct vg_arena *a)
{
    struct vg_node n = node_at(g, i);

    return vg_print(a, "%c%lld", n.kind == VG_NODE_SOURCE ? 's' : 'r', (long long)n.id);
}

/* Kahn's method: take away nodes that nothing leads to; what is left is a cycle
 * or lies behind one. Each left node has a left node before it, so going back as
 * many steps as there are nodes ends on a cycle, which is then named. */
static int refuse_cycles(const struct vg_root_graph *g, struct vg_arena *a, struct vg_err *err)
{
    uint32_t *in = VG_NEW_ARRAY(a, uint32_t, g->n_nodes + 1);
    uint32_t *before = VG_NEW_ARRAY(a, uint32_t, g->n_nodes + 1);
    size_t waiting = 0, taken = 0;
    uint32_t at = 0;

    for (uint32_t e = 0; e < g->first[g->n_nodes]; e++)
        in[g->to[e]]++;
    for (uint32_t i = 0; i < g->n_nodes; i++)
        if (in[i] == 0)
            g->stack[waiting++] = i;
    while (taken < waiting) {
        uint32_t i = g->stack[taken++];

        for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++)
            if (--in[g->to[e]] == 0)
                g->stack[waiting++] = g->to[e];
    }
    if (taken == g->n_nodes)
        return VG_OK;
    for (uint32_t i = 0; i < g->n_nodes; i++)
        for (uint32_t e = g->first[i]; in[i] != 0 && e < g->first[i + 1]; e++)
            before[g->to[e]] = i;
    while (in[at] == 0)
        at++;
    for (size_t step = 0; step < g->n_nodes; step++)
        at = before[at];
    return vg_fail(err, VG_E_FORMAT, "derivations: %s derives from itself in the end",
                   node_name(g, at, a));
}

/* -- the same bytes, seen more than once ------------------------------------------- */

/* What a person wrote about a page is no copy of it: notes are left alone. */
static int has_bytes(const struct vg_source_info *s)
{
    return s->sha256[0] != '\0' && !s->is_note;
}

/* The sighting of the same bytes that leads on somewhere, else the first one; by source. */
static uint32_t *leading_sightings(const struct vg_root_graph *g, struct vg_arena *a)
{
    const struct vg_view *v = g->v;
    uint32_t *lead = VG_NEW_ARRAY(a, uint32_t, v->n_sources + 1);
    struct vg_table by_hash = VG_TABLE(a);

    for (size_t i = 0; i < v->n_sources; i++) {
        struct vg_str key = vg_str(v->sources[i].sha256);
        int64_t there = (int64_t)i;

        if (has_bytes(&v->sources[i]) && !vg_table_add(&by_hash, key, (int64_t)i, &there) &&
            is_sink(g, (size_t)there) && !is_sink(g, i))
            vg_table_set(&by_hash, key, (int64_t)i);
    }
    for (size_t i = 0; i < v->n_sources; i++) {
        int64_t there = (int64_t)i;

        if (has_bytes(&v->sources[i]))
            (void)vg_table_get(&by_hash, vg_str(v->sources[i].sha256), &there);
        lead[i] = (uint32_t)there;
    }
    return lead;
}

/* Sightings that lead nowhere lead where another one of the same bytes does. Where that
 * would close a circle with what persons have said, it is left. */
static void follow_sightings(struct vg_root_graph *g, struct arc *arcs, size_t n,
                             struct vg_arena *a)
{
    uint32_t *lead = leading_sightings(g, a);
    size_t more = n;

    for (size_t i = 0; i < g->v->n_sources; i++)
        if (lead[i] != i && is_sink(g, i) && !is_sink(g, lead[i]))
            arcs[more++] = (struct arc){.from = (uint32_t)i, .to = lead[i], .is_verbatim = 1};
    if (more > n) {
        struct arc *without = VG_NEW_ARRAY(a, struct arc, n + 1);

        memcpy(without, arcs, n * sizeof *arcs);
        set_rows(g, arcs, more, a);
        if (refuse_cycles(g, a, NULL) != VG_OK)
            set_rows(g, without, n, a);
    }
    for (size_t i = 0; i < g->v->n_sources; i++)
        if (lead[i] != i && is_sink(g, i) && is_sink(g, lead[i]))
            join(g->voice, i, lead[i]);
}

/* -- voices ------------------------------------------------------------------------------ */

static struct vg_str folded(const char *name, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {.max = KIB(64)};

    vg_fold(name, strlen(name), VG_FOLD_PLAIN, &b);
    return vg_str_copy(a, vg_buf_str(&b));
}

/* The names of an entity are one voice, under its id. */
static void name_entities(const struct vg_view *v, struct vg_arena *a, struct vg_table *voices)
{
    for (size_t i = 0; i < v->n_entities; i++) {
        const struct vg_entity *e = &v->entities[i];
        const char *const names[] = {e->id, e->en, e->zh};

        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (names[k] != NULL && names[k][0] != '\0')
                (void)vg_table_add(voices, folded(names[k], a), -1 - (int64_t)i, NULL);
    }
}

/* `first_of` an entity is the node that spoke under one of its names first, + 1. */
static void join_speaker(struct vg_root_graph *g, struct vg_table *voices, uint32_t *first_of,
                         const char *speaker, size_t node, struct vg_arena *a)
{
    int64_t there = 0;

    if (speaker == NULL || speaker[0] == '\0' ||
        vg_table_add(voices, folded(speaker, a), (int64_t)node, &there))
        return;
    if (there >= 0) {
        join(g->voice, node, (size_t)there);
    } else if (first_of[-1 - there] == 0) {
        first_of[-1 - there] = (uint32_t)node + 1;
    } else {
        join(g->voice, node, first_of[-1 - there] - 1);
    }
}

static void join_speakers(struct vg_root_graph *g, struct vg_arena *a)
{
    const struct vg_view *v = g->v;
    struct vg_table voices = VG_TABLE(a);
    uint32_t *first_of = VG_NEW_ARRAY(a, uint32_t, v->n_entities + 1);

    name_entities(v, a, &voices);
    for (size_t i = 0; i < v->n_roots; i++)
        join_speaker(g, &voices, first_of, v->roots[i].speaker, v->n_sources + i, a);
    /* a page that only passes on does not speak itself */
    for (size_t i = 0; i < v->n_sources; i++)
        if (is_sink(g, i))
            join_speaker(g, &voices, first_of, v->sources[i].publisher, i, a);
}

static size_t author_of(const struct vg_root_graph *g, size_t i)
{
    while (g->same[i] != i)
        i = g->same[i];
    return i;
}

static void join_authors(struct vg_root_graph *g)
{
    const struct vg_view *v = g->v;

    for (size_t i = 0; i < v->n_edges; i++) {
        size_t from = index_of(v, v->edges[i].from), to = index_of(v, v->edges[i].to);

        if (v->edges[i].kind == VG_DERIVES_SAME_AUTHOR && from != SIZE_MAX && to != SIZE_MAX)
            join(g->voice, author_of(g, from), author_of(g, to));
    }
}

/* Readings of each root as chains; those that say so, then (numbers above n_readings) those
 * that do not. */
static void index_readings(struct vg_root_graph *g, struct vg_arena *a)
{
    const struct vg_view *v = g->v;
    size_t n = v->n_readings + v->n_denials;

    g->reading_of = VG_NEW_ARRAY(a, uint32_t, v->n_roots + 1);
    g->reading_next = VG_NEW_ARRAY(a, uint32_t, n + 1);
    for (size_t i = n; i-- > 0;) {
        const struct vg_reading *x =
            i < v->n_readings ? &v->readings[i] : &v->denials[i - v->n_readings];
        size_t r = index_of_root(v, x->root);

        if (r == SIZE_MAX)
            continue;
        g->reading_next[i] = g->reading_of[r - v->n_sources];
        g->reading_of[r - v->n_sources] = (uint32_t)i + 1;
    }
}

int vg_root_graph_make(const struct vg_view *v, struct vg_arena *a, struct vg_root_graph **out,
                       struct vg_err *err)
{
    struct vg_root_graph *g = VG_NEW(a, struct vg_root_graph);
    struct arc *arcs = VG_NEW_ARRAY(a, struct arc, v->n_edges + 2 * v->n_sources + 1);
    size_t n;
    int rc;

    if (v->n_sources + v->n_roots >= UINT32_MAX || v->n_edges >= UINT32_MAX / 2 ||
        v->n_readings + v->n_denials >= UINT32_MAX)
        return vg_fail(err, VG_E_LIMIT, "derivations: too many sources and roots for one graph");
    g->v = v;
    g->n_nodes = v->n_sources + v->n_roots;
    g->voice = VG_NEW_ARRAY(a, uint32_t, g->n_nodes + 1);
    g->stack = VG_NEW_ARRAY(a, uint32_t, g->n_nodes + 1);
    g->mark = VG_NEW_ARRAY(a, uint32_t, g->n_nodes + 1);
    g->now = VG_NEW(a, uint32_t);
    for (size_t i = 0; i < g->n_nodes; i++)
        g->voice[i] = (uint32_t)i;
    n = arcs_of_edges(g, arcs);
    n = arcs_of_holding(g, arcs, n, a);
    set_rows(g, arcs, n, a);
    rc = refuse_cycles(g, a, err);
    if (rc != VG_OK)
        return rc;
    follow_sightings(g, arcs, n, a);
    join_speakers(g, a);
    join_authors(g);
    index_readings(g, a);
    g->stands = vg_view_standing(v, VG_DAYS_MAX, a);
    *out = g;
    return VG_OK;
}

void vg_root_graph_follow(struct vg_root_graph *g, unsigned char *stands)
{
    g->stands = stands;
}

/* A new mark for a walk; when the running number comes round, all marks are cleared. */
static uint32_t new_mark(const struct vg_root_graph *g)
{
    if (++*g->now == 0) {
        memset(g->mark, 0, g->n_nodes * sizeof *g->mark);
        *g->now = 1;
    }
    return *g->now;
}

struct walk {
    const struct vg_root_graph *g;
    uint32_t mark;
    uint32_t *sinks; /* node indices, each once */
    size_t n, room;
    struct vg_arena *a;
};

static void walk_from(struct walk *w, size_t start)
{
    const struct vg_root_graph *g = w->g;
    size_t deep = 0;

    if (start == SIZE_MAX || g->mark[start] == w->mark)
        return;
    g->mark[start] = w->mark;
    g->stack[deep++] = (uint32_t)start;
    while (deep > 0) {
        uint32_t i = g->stack[--deep];

        if (is_sink(g, i)) {
            w->sinks = vg_grow(w->a, w->sinks, w->n, &w->room);
            w->sinks[w->n++] = i;
        }
        for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++) {
            if (g->mark[g->to[e]] == w->mark)
                continue;
            g->mark[g->to[e]] = w->mark;
            g->stack[deep++] = g->to[e];
        }
    }
}

/* From the roots a claim names, or, naming none that the view has, from its source. */
static void walk_claim(struct walk *w, const struct vg_claim *c)
{
    const struct vg_view *v = w->g->v;
    int named = 0;

    for (size_t i = 0; i < c->n_roots; i++) {
        size_t at = index_of_root(v, c->roots[i]);

        if (at == SIZE_MAX)
            continue;
        named = 1;
        walk_from(w, at);
    }
    if (!named && c->passage != NULL)
        walk_from(w, index_of_source(v, c->passage->source));
}

static int counts_for(const struct vg_root_graph *g, const struct vg_claim *c,
                      enum vg_family family)
{
    return c != NULL && g->stands[c - g->v->claims] && c->stance == VG_ASSERTS &&
           (family == 0 || vg_claim_family(c) == family);
}

/* Are the bytes of this root a source of the case, and not just a note about them? */
int vg_root_held(const struct vg_view *v, const struct vg_root *r)
{
    const struct vg_source_info *s = r->source != 0 ? vg_view_source(v, r->source) : NULL;

    return s != NULL && !s->is_note;
}

/* Does the passage of a reading stand in the bytes that hold the root? */
static int is_of_bytes(const struct vg_view *v, const struct vg_reading *reading,
                       const struct vg_root *r)
{
    const struct vg_source_info *at, *held;

    if (reading->passage == NULL || reading->passage->source == r->source)
        return 1;
    at = vg_view_source(v, reading->passage->source);
    held = vg_view_source(v, r->source);
    return at != NULL && held != NULL && at->sha256[0] != '\0' &&
           strcmp(at->sha256, held->sha256) == 0;
}

/* What was read in root `r` (an index) of the claim itself, else of its family. */
static int verdict(const struct vg_root_graph *g, size_t r, const struct vg_claim *c)
{
    const struct vg_view *v = g->v;
    int of_family = 0, of_claim = 0;

    if (!vg_root_held(v, &v->roots[r]))
        return 0;
    for (uint32_t at = g->reading_of[r]; at != 0; at = g->reading_next[at - 1]) {
        int says = at <= v->n_readings ? 1 : -1;
        const struct vg_reading *reading =
            says > 0 ? &v->readings[at - 1] : &v->denials[at - 1 - v->n_readings];

        if (reading->family != vg_claim_family(c) || !is_of_bytes(v, reading, &v->roots[r]))
            continue;
        if (reading->claim == 0)
            of_family = says;
        else if (reading->claim == c->id)
            of_claim = says;
    }
    return of_claim != 0 ? of_claim : of_family;
}

int vg_root_verdict(const struct vg_root_graph *g, int64_t root, const struct vg_claim *c)
{
    size_t r = index_of_root(g->v, root);

    return r == SIZE_MAX ? 0 : verdict(g, r - g->v->n_sources, c);
}

/* Has a person set "says so" on the held bytes of this sink for one of the claims? */
static int sink_read(const struct vg_root_graph *g, uint32_t node,
                     const struct vg_claim *const *claims, size_t n, enum vg_family family)
{
    size_t r = node - g->v->n_sources;

    if (node < g->v->n_sources || g->reading_of[r] == 0)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (counts_for(g, claims[i], family) && verdict(g, r, claims[i]) > 0)
            return 1;
    return 0;
}

/* A sink that was reached, and whether a person has read that it says so. */
struct reached {
    uint32_t sink;
    int is_read;
};

static int reached_order(const void *a, const void *b)
{
    const struct reached *x = a, *y = b;

    if (x->sink != y->sink)
        return x->sink < y->sink ? -1 : 1;
    return y->is_read - x->is_read;
}

uint32_t vg_root_speaks_as(const struct vg_root_graph *g, struct vg_node node)
{
    const size_t at = index_of(g->v, node);

    return at == SIZE_MAX ? 0 : find_voice(g->voice, (uint32_t)at) + 1;
}

/* Keep one sink per voice: the lowest, roots before sources. */
static void one_per_voice(const struct vg_root_graph *g, const struct reached *all, size_t n,
                          struct vg_arena *a, struct vg_root_count *out)
{
    struct vg_node *list = VG_NEW_ARRAY(a, struct vg_node, n + 1);
    uint32_t mark = new_mark(g), read_mark;
    size_t kept = 0, roots_from = 0;

    while (roots_from < n && all[roots_from].sink < g->v->n_sources)
        roots_from++;
    for (size_t k = 0; k < n; k++) {
        size_t i = (roots_from + k) % n; /* roots stand behind the sources */
        uint32_t voice = find_voice(g->voice, all[i].sink);

        if (g->mark[voice] == mark)
            continue;
        g->mark[voice] = mark;
        list[kept++] = node_at(g, all[i].sink);
    }
    read_mark = new_mark(g);
    for (size_t i = 0; i < n; i++) {
        uint32_t voice = find_voice(g->voice, all[i].sink);

        if (!all[i].is_read || g->mark[voice] == read_mark)
            continue;
        g->mark[voice] = read_mark;
        out->read++;
    }
    out->named = kept;
    out->sinks = list;
    out->n_sinks = kept;
}

/* Take away the sinks, from `since` on, of which a person has read that they do not say
 * what the claim says. */
static void drop_denied(struct walk *w, size_t since, const struct vg_claim *c)
{
    size_t kept = since, before = w->g->v->n_sources;

    for (size_t i = since; i < w->n; i++)
        if (w->sinks[i] < before || verdict(w->g, w->sinks[i] - before, c) >= 0)
            w->sinks[kept++] = w->sinks[i];
    w->n = kept;
}

/* The sinks of the claims of one family; each once, or, where a person has read that a
 * root does not say something, once for each claim. */
static struct walk walk_family(const struct vg_root_graph *g, const struct vg_claim *const *claims,
                               size_t n, enum vg_family family, struct vg_arena *a)
{
    struct walk w = {.g = g, .mark = new_mark(g), .a = a};

    for (size_t i = 0; i < n; i++) {
        size_t since = w.n;

        if (!counts_for(g, claims[i], family))
            continue;
        if (g->v->n_denials > 0)
            w.mark = new_mark(g);
        walk_claim(&w, claims[i]);
        if (g->v->n_denials > 0)
            drop_denied(&w, since, claims[i]);
    }
    return w;
}

/* Look each claim up once; which families there are among them, as bits. NULL for an
 * id that the view has not. */
static unsigned look_up(const struct vg_view *v, const int64_t *ids, size_t n,
                        const struct vg_claim **out)
{
    unsigned families = 0;

    for (size_t i = 0; i < n; i++) {
        out[i] = vg_view_claim(v, ids[i]);
        if (out[i] != NULL)
            families |= 1U << vg_claim_family(out[i]);
    }
    return families;
}

enum { FEW = 8 }; /* most questions are about one claim, or a few */

void vg_root_count(const struct vg_root_graph *g, struct vg_arena *a, const int64_t *claims,
                   size_t n, enum vg_family family, struct vg_root_count *out)
{
    const struct vg_claim *few[FEW], **list = n <= FEW ? few : vg_malloc(n * sizeof *list);
    unsigned families = look_up(g->v, claims, n, list);
    struct reached *all = NULL;
    size_t count = 0, room = 0;

    *out = (struct vg_root_count){0};
    for (enum vg_family f = VG_FAMILY_EXISTENCE; f <= VG_FAMILY_TIME; f++) {
        struct walk w = {0};

        if ((family == 0 || family == f) && (families & 1U << f) != 0)
            w = walk_family(g, list, n, f, a);
        for (size_t i = 0; i < w.n; i++) {
            all = vg_grow(a, all, count, &room);
            all[count++] = (struct reached){.sink = w.sinks[i],
                                            .is_read = sink_read(g, w.sinks[i], list, n, f)};
        }
    }
    if (list != few)
        free(list);
    if (count == 0)
        return;
    qsort(all, count, sizeof *all, reached_order);
    one_per_voice(g, all, count, a, out);
}

/* Breadth first from a node: steps to the nearest sink that was read for the claim,
 * counted on from `first`; *voice is its voice, of sinks equally near the lowest. 0 when
 * there is none. */
static size_t steps_to_read(const struct vg_root_graph *g, size_t start, size_t first,
                            const struct vg_claim *c, uint32_t *voice)
{
    uint32_t mark = new_mark(g);
    size_t head = 0, tail = 0, level_end, steps = first;
    int found = 0;

    g->mark[start] = mark;
    g->stack[tail++] = (uint32_t)start; /* as a queue: every node enters it once */
    for (level_end = tail; head < tail; level_end = tail, steps++) {
        for (; head < level_end; head++) {
            uint32_t i = g->stack[head];

            for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++) {
                if (g->mark[g->to[e]] == mark)
                    continue;
                g->mark[g->to[e]] = mark;
                g->stack[tail++] = g->to[e];
            }
            if (g->first[i] == g->first[i + 1] && sink_read(g, i, &c, 1, 0)) {
                uint32_t here = find_voice(g->voice, i);

                *voice = found && *voice < here ? *voice : here;
                found = 1;
            }
        }
        if (found)
            return steps;
    }
    return 0;
}

size_t vg_root_nearest_read(const struct vg_root_graph *g, const struct vg_claim *c,
                            uint32_t *voice)
{
    const struct vg_view *v = g->v;
    int64_t source = c->passage != NULL ? c->passage->source : 0;
    size_t best = 0, at;
    int named = 0;

    for (size_t i = 0; i < c->n_roots; i++) {
        uint32_t here = 0;
        size_t steps;

        at = index_of_root(v, c->roots[i]);
        if (at == SIZE_MAX)
            continue;
        named = 1;
        steps =
            steps_to_read(g, at, v->roots[at - v->n_sources].source == source ? 1 : 2, c, &here);
        if (steps == 0 || (best != 0 && (steps > best || (steps == best && here >= *voice))))
            continue;
        best = steps;
        *voice = here;
    }
    at = named ? SIZE_MAX : index_of_source(v, source);
    return at != SIZE_MAX ? steps_to_read(g, at, 0, c, voice) : best;
}

int vg_root_would_cycle(const struct vg_root_graph *g, struct vg_node from, struct vg_node to)
{
    size_t start = index_of(g->v, to), goal = index_of(g->v, from), deep = 0;
    uint32_t mark = new_mark(g);

    if (start == SIZE_MAX || goal == SIZE_MAX)
        return 0;
    g->mark[start] = mark;
    g->stack[deep++] = (uint32_t)start;
    while (deep > 0) {
        uint32_t i = g->stack[--deep];

        if (i == goal)
            return 1;
        for (uint32_t e = g->first[i]; e < g->first[i + 1]; e++) {
            if (g->mark[g->to[e]] == mark)
                continue;
            g->mark[g->to[e]] = mark;
            g->stack[deep++] = g->to[e];
        }
    }
    return 0;
}

/* -- the way down from one claim ------------------------------------------------ */

int vg_root_leads(const struct vg_root_graph *g, const struct vg_claim *c, struct vg_node node)
{
    VG_SCOPED_ARENA work = {0};
    struct walk w = {.g = g, .mark = new_mark(g), .a = &work};
    size_t at = index_of(g->v, node);

    walk_claim(&w, c);
    return at != SIZE_MAX && g->mark[at] == w.mark;
}

struct way {
    const struct vg_view *v;
    struct vg_root_step *list;
    size_t n, room;
    unsigned char *seen;
    struct vg_arena *a;
};

static void add_step(struct way *w, struct vg_node from, struct vg_node to, const char *by)
{
    if (index_of(w->v, to) == SIZE_MAX)
        return;
    w->list = vg_grow(w->a, w->list, w->n, &w->room);
    w->list[w->n++] = (struct vg_root_step){from, to, by};
}

static void add_starts(struct way *w, const struct vg_claim *c)
{
    const struct vg_node claim = {VG_NODE_SOURCE, 0};

    for (size_t i = 0; i < c->n_roots; i++)
        add_step(w, claim, (struct vg_node){VG_NODE_ROOT, c->roots[i]}, "names");
    if (w->n == 0 && c->passage != NULL)
        add_step(w, claim, (struct vg_node){VG_NODE_SOURCE, c->passage->source}, "stands in");
}

static int is_node(struct vg_node x, struct vg_node y)
{
    return x.kind == y.kind && x.id == y.id;
}

/* What is known of one node: edges from it, and the root that a source holds. */
static void add_steps_of(struct way *w, struct vg_node node)
{
    const struct vg_view *v = w->v;

    for (size_t i = 0; i < v->n_edges; i++)
        if (is_node(v->edges[i].from, node))
            add_step(w, node, v->edges[i].to, vg_derivation_word(v->edges[i].kind));
        else if (v->edges[i].kind == VG_DERIVES_SAME_AUTHOR && is_node(v->edges[i].to, node))
            add_step(w, node, v->edges[i].from, vg_derivation_word(v->edges[i].kind));
    for (size_t i = 0; i < v->n_roots; i++)
        if (node.kind == VG_NODE_SOURCE && v->roots[i].source == node.id)
            add_step(w, node, (struct vg_node){VG_NODE_ROOT, v->roots[i].id}, "holds");
}

static void add_sighting(struct way *w, struct vg_node node)
{
    const struct vg_source_info *s =
        node.kind == VG_NODE_SOURCE ? vg_view_source(w->v, node.id) : NULL;

    for (size_t i = 0; s != NULL && has_bytes(s) && i < w->v->n_sources; i++) {
        const struct vg_source_info *other = &w->v->sources[i];

        if (other->id >= node.id)
            return;
        if (strcmp(other->sha256, s->sha256) == 0 && has_bytes(other)) {
            add_step(w, node, (struct vg_node){VG_NODE_SOURCE, other->id}, "same bytes as");
            return;
        }
    }
}

size_t vg_root_way(const struct vg_view *v, const struct vg_claim *c, struct vg_arena *a,
                   struct vg_root_step **out)
{
    struct way w = {.v = v, .a = a, .seen = vg_alloc(a, v->n_sources + v->n_roots + 1)};

    add_starts(&w, c);
    for (size_t i = 0; i < w.n; i++) {
        size_t at = index_of(v, w.list[i].to);

        /* one voice is no way on */
        if (w.seen[at] || w.list[i].by == vg_derivation_word(VG_DERIVES_SAME_AUTHOR))
            continue;
        w.seen[at] = 1;
        add_steps_of(&w, w.list[i].to);
        add_sighting(&w, w.list[i].to);
    }
    *out = w.list;
    return w.n;
}

const char *vg_root_node_text(struct vg_node n, struct vg_arena *a)
{
    return n.id == 0 ? "it"
                     : vg_print(a, "%c%lld", n.kind == VG_NODE_SOURCE ? 's' : 'r', (long long)n.id);
}

/* -- the list of roots ---------------------------------------------------------- */

struct pair {
    uint32_t sink;
    int64_t id; /* of a claim or a source */
};

struct pairs {
    struct pair *list;
    size_t n, room;
};

static int pair_order(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;

    if (x->sink != y->sink)
        return x->sink < y->sink ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static void add_pairs(struct pairs *p, const struct walk *w, int64_t id, struct vg_arena *a)
{
    for (size_t i = 0; i < w->n; i++) {
        p->list = vg_grow(a, p->list, p->n, &p->room);
        p->list[p->n++] = (struct pair){.sink = w->sinks[i], .id = id};
    }
}

/* Which sinks each claim, and each source that is no sink itself, comes down to. */
static void collect(const struct vg_root_graph *g, struct vg_arena *a, struct pairs *claims,
                    struct pairs *through)
{
    const struct vg_view *v = g->v;
    struct walk w = {.g = g, .a = a};

    for (size_t i = 0; i < v->n_claims; i++) {
        if (!counts_for(g, &v->claims[i], 0))
            continue;
        w.mark = new_mark(g);
        w.n = 0;
        walk_claim(&w, &v->claims[i]);
        add_pairs(claims, &w, v->claims[i].id, a);
    }
    for (size_t i = 0; i < v->n_sources; i++) {
        if (is_sink(g, i))
            continue;
        w.mark = new_mark(g);
        w.n = 0;
        walk_from(&w, i);
        add_pairs(through, &w, v->sources[i].id, a);
    }
    if (claims->n > 0)
        qsort(claims->list, claims->n, sizeof *claims->list, pair_order);
    if (through->n > 0)
        qsort(through->list, through->n, sizeof *through->list, pair_order);
}

static const int64_t *ids_of_sink(const struct pairs *p, size_t *at, uint32_t sink, size_t *n,
                                  struct vg_arena *a)
{
    size_t from = *at;
    int64_t *ids;

    while (*at < p->n && p->list[*at].sink == sink)
        (*at)++;
    ids = VG_NEW_ARRAY(a, int64_t, *at - from + 1);
    for (size_t i = from; i < *at; i++)
        ids[i - from] = p->list[i].id;
    *n = *at - from;
    return ids;
}

/* `list` has room for the claims of the row. */
static void fill_row(const struct vg_root_graph *g, uint32_t sink, const struct vg_claim **list,
                     struct vg_root_row *row)
{
    const struct vg_view *v = g->v;

    if (sink < v->n_sources) {
        row->source = &v->sources[sink];
    } else {
        row->root = &v->roots[sink - v->n_sources];
        row->source = row->root->source != 0 ? vg_view_source(v, row->root->source) : NULL;
    }
    (void)look_up(v, row->claims, row->n_claims, list);
    for (size_t i = 0; i < row->n_claims; i++) {
        enum vg_family f = vg_claim_family(list[i]);

        row->family[f].named++;
        row->family[f].says_not +=
            sink >= v->n_sources && verdict(g, sink - v->n_sources, list[i]) < 0;
    }
    for (enum vg_family f = VG_FAMILY_EXISTENCE; f <= VG_FAMILY_TIME; f++)
        row->family[f].read =
            row->family[f].named > 0 && sink_read(g, sink, list, row->n_claims, f);
}

int vg_root_rows(const struct vg_root_graph *g, struct vg_arena *a, struct vg_root_row **out,
                 size_t *n, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct pairs claims = {0}, through = {0};
    const struct vg_claim **list;
    struct vg_root_row *rows = NULL;
    size_t at = 0, at_through = 0, count = 0, room = 0;

    (void)err;
    collect(g, &work, &claims, &through);
    list = VG_NEW_ARRAY(&work, const struct vg_claim *, g->v->n_claims + 1);
    for (uint32_t sink = 0; sink < g->n_nodes; sink++) {
        struct vg_root_row row = {0};

        row.claims = ids_of_sink(&claims, &at, sink, &row.n_claims, a);
        row.through = ids_of_sink(&through, &at_through, sink, &row.n_through, a);
        if (row.n_claims == 0 && row.n_through == 0 && sink < g->v->n_sources)
            continue;
        if (!is_sink(g, sink)) /* it derives: no root */
            continue;
        fill_row(g, sink, list, &row);
        rows = vg_grow(a, rows, count, &room);
        rows[count++] = row;
    }
    *out = rows;
    *n = count;
    return VG_OK;
}
