/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_OF_CASE_H
#define VG_ESTIMATE_OF_CASE_H

#include "count/gap.h"
#include "estimate/estimate.h"

/*
 * What a case has not found, out of its own record, in the order in which it is shown:
 *
 *   what was counted    the presences that standing claims identify one by one
 *   gap                 for each named list that is open: its members, those found there and those
 *                       searched in vain; a locked list carries its locks and no estimate
 *   exposure            against a table of denominators that a person brings, if there is one
 *   saturation          presences by the number of independent roots that name them, as incidence:
 *                       each root names a presence or does not
 *   lists               presences by the roots that name them, behind the gate
 *
 * and it stops where the evidence does: without a presence there is neither saturation nor lists.
 * Pure: the same view gives the same bytes. Nothing is ever decided here; what is refused says why
 * and what would lift it.
 *
 * A list is a voice that claims lead to (claim/root.h): an article is no list but under its root,
 * and two names of one speaker are one. What the gate has to know of it:
 *   kind       by the kind of the source that holds the root; one that is not held is known only
 *              from those who pass it on, and so is a source that nobody has said the kind of:
 *              relay. Press is its own only where a person has read the root
 *   from, to   the stated periods of its claims, else from the first day that the case has for any
 *              presence to the day it was said last
 *   territory  the countries of its presences
 *   unit       unresolved when one of its claims of existence names no presence
 *   scope      partial; all, where a person has said of the root, with a reason, that every
 * presence could have come to its notice (struct vg_reach) Searches count where they were made at a
 * member or inside it and were not left unclear. How well they find what is there is not known to a
 * record; it is taken from the ask, with its source, or refused (G01).
 */

/*
 * What stands for a name when those that somebody is unsure about are taken for one, too. What
 * people judged the same is in the view (vg_view_one()), and `name` is what that makes of it.
 */
struct vg_estimate_alias {
    const char *name, *loose;
};

struct vg_estimate_case_ask {
    const struct vg_view *view;
    const struct vg_root_graph *graph;
    const struct vg_gap *gaps; /* of the named lists */
    size_t n_gaps;
    const struct vg_estimate_alias *aliases; /* ascending name */
    size_t n_aliases;
    double detection_a, detection_b; /* Beta of how well a search finds; both 0: not known */
    /* `place,exposure,source` (CSV, columns in any order), or NULL. Places are countries, regions,
     * metropolitan areas, and cities outside any; every row has a source. */
    const struct vg_estimate_text *exposure;
    uint64_t seed;
    unsigned workers;
    /* What was left under a key by an earlier run (vg_estimate_part.methods), which may be empty; p
     * NULL when nothing is kept there. Or NULL: nothing is kept at all. */
    struct vg_str (*recall)(void *w, const char *key);
    void *w;
    int waits;                /* as in struct vg_estimate_ask */
    size_t exposure_left_out; /* places that were left out of `exposure` */
    /* As in struct vg_estimate_ask; NULL: nobody is told. */
    int (*going)(void *app, unsigned done, unsigned of);
    void *app;
};

enum { VG_ESTIMATE_KEY = 65, VG_ESTIMATE_ID = 14 }; /* bytes, the final NUL included */

/*
 * The key of a part is a hash (SHA-256, in hex) of everything that goes into it: the version of
 * the methods, its tables with what the gaps, the search log, judgements about names and
 * denominators make of them, the lists, the seed, and the claims that it rests on. The same key
 * gives the same result; when a source, a claim or a judgement changes what is said, the key is
 * another. The id that a brief cites is "e" and the first twelve digits of it.
 */
struct vg_estimate_part {
    enum vg_estimate_model model; /* GAP, EXPOSURE, RICHNESS or ALL */
    const struct vg_gap *gap;     /* of a gap; its locks say why there is no estimate */
    const struct vg_estimate *e;  /* NULL: locked */
    const int64_t *claims;        /* what it rests on, ascending */
    size_t n_claims;
    const char *table;               /* what it was made of, as `vigil estimate --table` reads it */
    const char *lists;               /* of lists, or NULL */
    const char *strict, *loose;      /* or NULL */
    const char *source;              /* of an exposure: where the denominators are from */
    double detection_a, detection_b; /* of a gap, as given; both 0: not known */
    size_t left_out; /* lists with the fewest presences, where there are too many; of an exposure,
                        places that are none, or are too small, by now */
    const struct vg_estimate_searches *searches; /* of a gap or an exposure, a row each; or NULL */
    size_t n_searches;
    char key[VG_ESTIMATE_KEY], id[VG_ESTIMATE_ID]; /* empty where it is locked */
    struct vg_str methods; /* what is to be kept under the key: struct vg_estimate_memory.left */
    int is_recalled;       /* the methods are kept there already */
    int is_kept;           /* something is kept there: `recall` gave a text, maybe an empty one */
    /* While it is being made: what was said before under another key, or NULL. Set by whoever
     * keeps what was made. */
    const struct vg_estimate_before *before;
};

/* What was said of a part when the case was another. */
struct vg_estimate_before {
    const char *id, *en, *zh; /* its id, its sentence */
    int64_t entries;          /* of the record since then */
};

struct vg_estimate_case {
    size_t units; /* presences counted one by one */
    const int64_t *claims;
    size_t n_claims;
    const struct vg_estimate_part *parts;
    size_t n_parts;
};

/*
 * In the arena.
 *   VG_E_FORMAT, VG_E_LIMIT  the exposure table, with its name and line, also for a place that is
 *                            not known or smaller than a large city, and a row without a source
 */
int vg_estimate_case_make(const struct vg_estimate_case_ask *ask, struct vg_arena *a,
                          struct vg_estimate_case *out, struct vg_err *err);

/*
 * A part with names in place of ids ("Markham", "Report of …"), in "en" or "zh", for pictures and
 * pages; figures and text are the same.
 */
struct vg_estimate vg_estimate_part_named(const struct vg_estimate_part *part,
                                          const struct vg_view *v, const char *language,
                                          struct vg_arena *a);
/* One such name: of a place, an entity, a root "r3" or a source "s5"; else the id itself. */
const char *vg_estimate_name_of(const struct vg_view *v, const char *id, const char *language,
                                struct vg_arena *a);

/* That a person has said of the root "r3" that it reaches every presence, with the reason; NULL
 * where nobody has. */
const struct vg_said *vg_estimate_reach_said(const struct vg_view *v, const char *id,
                                             struct vg_arena *a);

/* One JSON object of the shape "estimate-case/1" for each: first what was counted, then each part
 * (vigil-json(5)). `part` NULL: what was counted. */
void vg_estimate_part_to_json(struct vg_json *j, const struct vg_estimate_case *c,
                              const struct vg_estimate_part *part);

/* For a person, in "en" or "zh". */
void vg_estimate_case_to_text(struct vg_buf *b, const struct vg_estimate_case *c,
                              const struct vg_view *v, const char *language, struct vg_arena *a);

/* One line of the search log: "2023-02-01, “poste de service” (fr), in company register: nothing
 * was found".
 */
const struct vg_said *vg_estimate_search_said(const struct vg_looked *l, struct vg_arena *a);

/* What a person is told of a part that is being made: that, and what was said before. */
const struct vg_said *vg_estimate_waiting_said(const struct vg_estimate_part *part,
                                               const char *language, struct vg_arena *a);

/* What a part is called among those of one case: "gap decree", "exposure", "saturation", "lists".
 */
const char *vg_estimate_part_name(const struct vg_estimate_part *part, struct vg_arena *a);

/* Of places to search next: where nobody has searched, since a low count there says nothing else.
 * NULL for any other part. */
const struct vg_said *vg_estimate_effort_said(const struct vg_estimate_part *part,
                                              struct vg_arena *a);

/* What was left out, in words; NULL where nothing was. */
const struct vg_said *vg_estimate_left_out_said(const struct vg_estimate_part *part,
                                                struct vg_arena *a);

/* "Gap by name: decree", "Places to search next", ...: the heading of a part. */
const struct vg_said *vg_estimate_part_title(const struct vg_estimate_part *part,
                                             struct vg_arena *a);

#endif
