/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which names are one: resolve/cluster.h, told of judgements of people alone. What it says in
 * numbers is said here in names, and in ids of judgements.
 */
#include "app/names.h"
#include "resolve/cluster.h"

static enum vg_cluster_verdict verdict_of(const struct vg_judgement *j)
{
    if (j->ended_by != 0)
        return VG_CLUSTER_NOTHING;
    switch (j->verdict) {
    case VG_NAMES_SAME:
        return VG_CLUSTER_SAME;
    case VG_NAMES_DIFFERENT:
        return VG_CLUSTER_DIFFERENT;
    case VG_NAMES_UNSURE:
        return VG_CLUSTER_UNSURE;
    default:
        return VG_CLUSTER_NOTHING;
    }
}

/* Those about a name that is not in the list say nothing. */
static struct vg_cluster_judgement *in_numbers(const struct vg_judgement *j, const int64_t *ends,
                                               size_t n, struct vg_arena *a)
{
    struct vg_cluster_judgement *out = VG_NEW_ARRAY(a, struct vg_cluster_judgement, n + 1);

    for (size_t i = 0; i < n; i++)
        if (ends[2 * i] >= 0 && ends[2 * i + 1] >= 0)
            out[i] = (struct vg_cluster_judgement){(uint32_t)ends[2 * i], (uint32_t)ends[2 * i + 1],
                                                   verdict_of(&j[i])};
    return out;
}

/* The names of each set, in the order of the list; those of one share the array. */
static void share_names(struct vg_named *list, size_t n, const uint32_t *of, struct vg_arena *a)
{
    size_t *size = VG_NEW_ARRAY(a, size_t, n + 1);
    const char ***names = VG_NEW_ARRAY(a, const char **, n + 1);

    for (size_t i = 0; i < n; i++)
        size[of[i]]++;
    for (size_t i = 0; i < n; i++) {
        const uint32_t top = of[i];

        if (size[top] < 2)
            continue;
        if (names[top] == NULL)
            names[top] = VG_NEW_ARRAY(a, const char *, size[top]);
        names[top][list[top].n_same++] = list[i].name;
        list[i].same = names[top];
    }
    for (size_t i = 0; i < n; i++)
        list[i].n_same = list[i].same == NULL ? 0 : size[of[i]];
}

static struct vg_name_conflict conflict_of(const struct vg_cluster_conflict *c,
                                           const struct vg_judgement *j, struct vg_arena *a)
{
    int64_t *chain = VG_NEW_ARRAY(a, int64_t, c->n_chain + 1);

    for (size_t i = 0; i < c->n_chain; i++)
        chain[i] = j[c->chain[i]].id;
    return (struct vg_name_conflict){
        .judgement = j[c->judgement].id, .chain = chain, .n_chain = c->n_chain};
}

void vg_names_unite(struct vg_named *list, size_t n, const struct vg_judgement *judgements,
                    const int64_t *ends, size_t n_judgements, struct vg_arena *a,
                    struct vg_name_conflict **conflicts, size_t *n_conflicts)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_clusters c;

    vg_clusters_judge(n, in_numbers(judgements, ends, n_judgements, &work), n_judgements, &work,
                      &c);
    share_names(list, n, c.of, a);
    for (size_t i = 0; i < n; i++)
        list[i].is_disputed = c.disputed[i];
    *conflicts =
        c.n_conflicts == 0 ? NULL : VG_NEW_ARRAY(a, struct vg_name_conflict, c.n_conflicts);
    *n_conflicts = c.n_conflicts;
    for (size_t i = 0; i < c.n_conflicts; i++)
        (*conflicts)[i] = conflict_of(&c.conflicts[i], judgements, a);
}
