/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_ROOT_H
#define VG_CLAIM_ROOT_H

#include "base/err.h"
#include "base/mem.h"
#include "claim/view.h"

/*
 * Where statements come from. Follow a claim's derivation to its sinks: from the
 * roots it names (or, naming none, from its source) along copy, relay,
 * translation, reword, excerpt and correction edges to nodes with no way on; a
 * source that holds one root leads to it, and a second sighting of the same bytes
 * leads where the first does. One voice, and so one root, are two sinks joined by
 * same-author (also through a copy, a translation or the source that holds a root),
 * two of one speaker (roots by speaker, pages by publisher; the names of an entity are
 * one), and two with the same bytes. Per predicate family,
 *
 *     named = distinct sinks of the standing, asserting claims, without those where a
 *             person has read that they do not say so
 *     read  = those whose bytes are held and where a person has set "says so", with a
 *             passage of these bytes
 *
 * A root counts only when a person has read that it says so; every derivation
 * adds zero.
 */
struct vg_root_count {
    size_t named, read;
    const struct vg_node *sinks; /* the distinct ones, one per voice, roots first, ascending */
    size_t n_sinks;
};

/* A graph made once for a view, used for many questions. Lives in the arena.
 * VG_E_FORMAT when the edges hold a cycle (named in the sentence). */
struct vg_root_graph;
int vg_root_graph_make(const struct vg_view *v, struct vg_arena *a, struct vg_root_graph **out,
                       struct vg_err *err);

/*
 * The claims of the view have changed, and nothing else of it: the graph goes on with
 * `stands`, one byte per claim as vg_view_standing() gives them. They stay the caller's
 * and live as long as the graph, or until the next call.
 */
void vg_root_graph_follow(struct vg_root_graph *g, unsigned char *stands);

/* Count the roots of a set of claims in one family (or, family 0, each claim in
 * its own family). Claims that do not assert or do not stand add nothing. */
void vg_root_count(const struct vg_root_graph *g, struct vg_arena *a, const int64_t *claims,
                   size_t n, enum vg_family family, struct vg_root_count *out);

/*
 * The read root that a claim stands nearest to: how many steps lie between (1: it
 * stands in the source that holds the root; 2: a copy of that source, or a page that
 * names the root; and so on), and in *voice a number that two claims share only when
 * one voice speaks in their roots. 0 when no person has read a root of the claim for it.
 */
size_t vg_root_nearest_read(const struct vg_root_graph *g, const struct vg_claim *c,
                            uint32_t *voice);
/* A number that two nodes share only when one voice speaks in them, as in vg_root_count(). 0 for a
 * node that the view does not have, else from 1. */
uint32_t vg_root_speaks_as(const struct vg_root_graph *g, struct vg_node node);
/* What a person has read in the bytes of a root about a claim: 1 it says so, -1 it does
 * not, 0 nobody has read it, or it is not held. */
int vg_root_verdict(const struct vg_root_graph *g, int64_t root, const struct vg_claim *c);

/* Does a claim lead to this node, by whatever way? */
int vg_root_leads(const struct vg_root_graph *g, const struct vg_claim *c, struct vg_node node);

/* The way down from a claim, in the order in which it is walked: "c17 names r3", "c18 stands in
 * s1", "s1 copy s2", "s2 holds r3". Each step once; in the arena. Returns how many. */
struct vg_root_step {
    struct vg_node from, to; /* from.id 0: the claim itself */
    const char *by;          /* "names", "stands in", "holds", "same bytes", or the derivation */
};
size_t vg_root_way(const struct vg_view *v, const struct vg_claim *c, struct vg_arena *a,
                   struct vg_root_step **out);
/* "s5", "r3"; of the claim "it". */
const char *vg_root_node_text(struct vg_node n, struct vg_arena *a);

/* Would an edge close a cycle? For refusing it before it is kept. */
int vg_root_would_cycle(const struct vg_root_graph *g, struct vg_node from, struct vg_node to);

/* Are the bytes of a root a source of the case, and not just a note about them? */
int vg_root_held(const struct vg_view *v, const struct vg_root *r);

/* The text of `vigil roots`: one object or line per root with the claims that
 * rest on it, by family, named and read, held or an open task. */
struct vg_root_row {
    const struct vg_root *root;          /* NULL for a sink that is a source */
    const struct vg_source_info *source; /* the source that is the sink, or that holds the root */
    struct {
        size_t named;
        int read;
        size_t says_not;   /* claims of which a person has read there that it does not say so */
    } family[VG_FAMILIES]; /* claims of the family; read by a person? */
    const int64_t *claims;
    size_t n_claims;
    const int64_t *through; /* sources that only derive from it */
    size_t n_through;
};
int vg_root_rows(const struct vg_root_graph *g, struct vg_arena *a, struct vg_root_row **out,
                 size_t *n, struct vg_err *err);

#endif
