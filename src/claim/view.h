/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_VIEW_H
#define VG_CLAIM_VIEW_H

#include <stddef.h>
#include <stdint.h>

#include "claim/claim.h"
#include "mention/place.h"

/*
 * What the pure hearts (checks, roots, counts, brief) look at: a case, or the
 * part of it that matters, as plain values. Whoever fills it keeps the memory;
 * the hearts change nothing in it.
 */

/* An agency, programme, presence, document, organisation that claims name by id. */
struct vg_entity {
    const char *id;      /* "org:fuzhou-psb", "prog:sky-net", "presence:markham-1", "doc:…" */
    const char *en, *zh; /* neutral names; either may be NULL */
    const char *level;   /* vocabulary agency-level, or programme, presence, document */
    const char *parent;  /* id or NULL */
};

struct vg_source_info {
    int64_t id;
    const char *label;     /* file name or address, made visible */
    const char *url;       /* final address, or NULL */
    const char *title;     /* from the reader, or NULL */
    const char *publisher; /* or NULL */
    const char *language;  /* or NULL */
    const char *kind;      /* vocabulary source-kind, or NULL */
    const char *date;      /* EDTF of the document itself, or NULL */
    int64_t captured_at;   /* seconds UTC */
    char sha256[65];
    int64_t length; /* bytes */
    int is_note;    /* a short note in our own words that names an address, not the page itself */
    const char *damaged; /* kinds of damage to the record of the archive it came in, or NULL */
    /* When and by what it was captured, as the archive that it came in states; NULL: it came in
     * none, or nothing is stated. `captured_at` is then when it came into the case. */
    const char *archived_at, *archived_by;
    const char *changed; /* "changed at source 2022-10-29", "vanished …", or NULL */
};

/* What `damaged` says in words, each kind once: within a sentence, and as one of its own. NULL for
 * NULL, and where it names none. */
const struct vg_said *vg_damage_kinds(struct vg_arena *a, const char *damaged);
const struct vg_said *vg_damage_said(struct vg_arena *a, const char *damaged);

/*
 * The place a statement really comes from. A root may be held (its bytes are a
 * source of the case) or only pointed to, and then is an open task.
 */
struct vg_root {
    int64_t id;            /* rN */
    const char *name;      /* "root:sd-110-overseas" */
    const char *what;      /* in words */
    const char *speaker;   /* who speaks there, entity id or name; NULL: unnamed */
    const char *url;       /* or NULL */
    int64_t source;        /* the source that holds it, or 0: not held */
    const char *corrected; /* "corrected at source 2022-10-29: …", or NULL */
};

/* A node of the derivation graph. */
struct vg_node {
    enum { VG_NODE_SOURCE = 1, VG_NODE_ROOT } kind;
    int64_t id;
};

enum vg_derivation {
    VG_DERIVES_COPY = 1,
    VG_DERIVES_RELAY,
    VG_DERIVES_TRANSLATION,
    VG_DERIVES_REWORD,
    VG_DERIVES_EXCERPT,
    VG_DERIVES_CORRECTION,  /* from corrects to */
    VG_DERIVES_SAME_AUTHOR, /* the two ends speak with one voice */
};

const char *vg_derivation_word(enum vg_derivation v);
int vg_derivation_read(const char *w, enum vg_derivation *out, struct vg_err *err);

/* `from` derives from `to`; decided by a person. */
struct vg_edge {
    int64_t id;
    enum vg_derivation kind;
    struct vg_node from, to;
    const struct vg_passage *passage; /* or NULL */
    const char *because;
};

/* A person has read the held bytes of a root and it says so, for one family. */
struct vg_reading {
    int64_t root;
    enum vg_family family;
    int64_t claim; /* 0: for every claim of the family that names this root */
    const struct vg_passage *passage;
    const char *by;
    int64_t at;
};

/*
 * A list that an instrument draws up: "ten units of the first round". Whoever is on
 * it and was not found is a gap, if the instrument is worth that (count/gap.h).
 */
struct vg_list_member {
    const char *id;                   /* place id or entity id */
    const struct vg_passage *passage; /* where it is named, or NULL */
};

struct vg_list {
    int64_t id;
    const char *name;
    const char *what;      /* in words, or NULL */
    int64_t root;          /* the instrument, or 0: nobody has named it */
    const char *unit;      /* what is looked for at each member; NULL: what its claims count */
    int64_t whole;         /* how many units there are in all; 0: as the gazetteer says */
    int is_of_everyone;    /* a person says that it leaves nobody out */
    const int64_t *claims; /* that say it, ascending */
    size_t n_claims;
    const struct vg_list_member *members; /* as listed */
    size_t n_members;
};

/* An entry of the search log: somebody looked there, that day, with these words. */
enum vg_looked_result { VG_LOOKED_NOTHING = 1, VG_LOOKED_FOUND, VG_LOOKED_UNCLEAR };

const char *vg_looked_result_word(enum vg_looked_result v); /* nothing found unclear */
int vg_looked_result_read(const char *w, enum vg_looked_result *out, struct vg_err *err);

struct vg_looked {
    int64_t id;           /* lN */
    const char *place;    /* place id or entity id */
    const char *date;     /* EDTF */
    const char *words;    /* that were searched with */
    const char *language; /* of the words, or NULL */
    const char *searched; /* in what: a register, a site, an archive; or NULL */
    enum vg_looked_result result;
    int64_t minutes; /* time spent; 0: not stated */
    const char *who; /* a role or initials, or NULL */
    int64_t claim;   /* that came of it, or 0 */
    const char *by;  /* who kept the entry: key id, short */
    int64_t at;      /* when, seconds UTC */
};

/*
 * A table of denominators: how many there are, at each place, of those among whom one looks, so
 * that a place where fewer were found than that lets expect is searched next (estimate/exposure.h).
 * Places are countries, regions, metropolitan areas and large cities; a finer table would point at
 * communities, and there is none.
 */
struct vg_exposure_at {
    const char *place;
    int64_t amount;     /* above 0 */
    const char *origin; /* where the figure is from */
};

struct vg_exposures {
    int64_t id;       /* 0: the case has none */
    const char *what; /* is counted, in words; or NULL */
    int64_t source;   /* that has the figures, or 0 */
    const char *because;
    const struct vg_exposure_at *places; /* as listed */
    size_t n;                            /* 0: the table was taken back */
};

/*
 * How far the knowledge of a root reaches, as a person says it: could every unit of the case have
 * come to its notice? A root of which nobody has said it reaches some only.
 */
struct vg_reach {
    int64_t root;
    int is_all;
    const char *because;
};

/* Names that are one thing: which name stands for all of them. */
struct vg_sameness;
/* In the arena; `stands_for[i]` stands for `names[i]`. Neither is copied. */
const struct vg_sameness *vg_sameness_make(const char *const *names, const char *const *stands_for,
                                           size_t n, struct vg_arena *a);

struct vg_view {
    const struct vg_claim *claims; /* kept ones, ascending id; suggestions only where said */
    size_t n_claims;
    const struct vg_source_info *sources; /* ascending id */
    size_t n_sources;
    const struct vg_root *roots; /* ascending id */
    size_t n_roots;
    const struct vg_edge *edges; /* ascending id */
    size_t n_edges;
    const struct vg_reading *readings;
    size_t n_readings;
    const struct vg_reading *denials; /* read, and it does not say so. Of one root, family and
                                         claim there is one or the other: what was said last */
    size_t n_denials;
    const struct vg_entity *entities; /* ascending id, by bytes */
    size_t n_entities;
    const struct vg_reply *replies;
    size_t n_replies;
    const struct vg_list *lists; /* ascending name, one of each */
    size_t n_lists;
    const struct vg_looked *looked; /* ascending id */
    size_t n_looked;
    struct vg_exposures exposures;  /* the table that holds */
    const struct vg_reach *reaches; /* ascending root, one of each */
    size_t n_reaches;
    struct vg_places places;
    /* What people judged to be one, for whoever counts; NULL: names as they stand. Only counting
     * asks: claims keep the names that their sources use. */
    const struct vg_sameness *same;
};

/* The name that counts for a name: itself, where nothing else is known. NULL stays NULL. */
const char *vg_view_one(const struct vg_view *v, const char *name);

/* Binary searches; NULL when absent. */
const struct vg_claim *vg_view_claim(const struct vg_view *v, int64_t id);
const struct vg_source_info *vg_view_source(const struct vg_view *v, int64_t id);
const struct vg_root *vg_view_root(const struct vg_view *v, int64_t id);
const struct vg_entity *vg_view_entity(const struct vg_view *v, const char *id);
const struct vg_list *vg_view_list(const struct vg_view *v, const char *name);

/* The claim that a subject or object names ("c12", or the ref it was imported
 * with), or NULL when it names none. Linear only in the digits of the id for
 * "c12"; refs are looked up through *refs, made once by vg_view_refs(). */
struct vg_table;
void vg_view_refs(const struct vg_view *v, struct vg_table *refs);
const struct vg_claim *vg_view_named(const struct vg_view *v, const struct vg_table *refs,
                                     const char *name);

/*
 * The day it was said: of the last link that has a date, else of the standing,
 * else of the document itself, else of capture. Of a month or a year its last
 * day, so that nothing is shown as known before it was. VG_DAYS_MIN when the
 * source is not in the view.
 */
int64_t vg_claim_said(const struct vg_view *v, const struct vg_claim *c);

/*
 * Was it said by then, accepted and not withdrawn or replaced? `as_of` is a day
 * number of base/clock.h, VG_DAYS_MAX for now. Rejected and withdrawn claims,
 * suggestions, and claims that another kept claim replaces never are. Walks all
 * claims for one; for many use vg_view_standing().
 */
int vg_claim_stands(const struct vg_view *v, const struct vg_claim *c, int64_t as_of);

/* The same for every claim at once, in linear time: one byte per claim of
 * v->claims, 1 where it stands. In the arena. */
unsigned char *vg_view_standing(const struct vg_view *v, int64_t as_of, struct vg_arena *a);

#endif
