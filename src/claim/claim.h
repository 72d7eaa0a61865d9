/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_CLAIM_H
#define VG_CLAIM_CLAIM_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/said.h"
#include "mention/quantity.h"

/*
 * One statement by somebody, bound to the passage it rests on. A suggestion has
 * the same shape, with status suggested and id 0. Texts are NUL-terminated
 * UTF-8 in the arena of whoever made the claim; NULL means not stated. Lists
 * keep the order of the source.
 */

enum vg_claim_kind {
    VG_KIND_QUANTITY = 1,
    VG_KIND_EXISTENCE,
    VG_KIND_RELATION,
    VG_KIND_EVENT,
    VG_KIND_PUBLICATION,
    VG_KIND_NEGATIVE_FINDING,
    VG_KIND_INSTRUCTION,
    VG_KIND_ROOT_POINTER,
    VG_KIND_FORECAST,
    VG_KIND_OPINION,
    VG_KIND_DENIAL,
};

enum vg_stance { VG_ASSERTS = 1, VG_DENIES, VG_REFUTES, VG_RELAYS, VG_ASKS };

enum vg_claim_status {
    VG_SUGGESTED = 1,
    VG_ACCEPTED,
    VG_CORRECTED, /* accepted with changes: another claim's `replaces` names this one */
    VG_REJECTED,
    VG_WITHDRAWN,
    VG_UNRESOLVABLE,
};

/* Predicate families: roots are counted per family. */
enum vg_family {
    VG_FAMILY_EXISTENCE = 1,
    VG_FAMILY_FUNCTION,
    VG_FAMILY_EFFECT,
    VG_FAMILY_NUMBER,
    VG_FAMILY_IDENTITY,
    VG_FAMILY_TIME,
};
enum { VG_FAMILIES = 7 }; /* room for an array indexed by enum vg_family */

/*
 * Where the words of a kept passage are in the text that there is now, if another reader, or
 * another version, has read the source since (read/placed.h).
 */
enum vg_stands {
    VG_STANDS,         /* where they were */
    VG_STANDS_MOVED,   /* elsewhere, and the context tells where */
    VG_STANDS_FITTED,  /* so but for white space, width or composition */
    VG_STANDS_DOUBTED, /* in several places that fit equally well: at the nearest */
    VG_STANDS_NOWHERE,
};

/*
 * An exact stretch of the text of a source: position plus quote (W3C Web
 * Annotation TextPositionSelector and TextQuoteSelector), offsets in bytes,
 * start inclusive, end exclusive. The quote equals the bytes at its offsets;
 * `before` and `after` are at most VG_CONTEXT bytes, cut at characters. In a passage out of a
 * case the offsets and the reader are those of the text that there is now, as `stands` says; the
 * quote is the one that was kept, whatever a newer text reads. With VG_STANDS_NOWHERE they are
 * those of the text it was taken from, and are no place in the one that there is.
 */
struct vg_passage {
    int64_t id;     /* 0 while it is not kept */
    int64_t source; /* sN */
    int64_t start, end;
    struct vg_str quote, before, after;
    const char *reader; /* name/version of the reader whose text the offsets count */
    /* Whether these words were read in an image, and then how sure the reader was of them, 0 to
     * 100; and whether a person has compared them with the image. */
    uint8_t is_ocr, mean_sure, least_sure, is_seen;
    uint8_t stands; /* enum vg_stands */
};

/* One link of the attribution chain, from the origin to the page in hand. */
struct vg_link {
    const char *speaker;              /* NULL: unnamed */
    const char *as;                   /* report, interview, text, figures … */
    const char *date;                 /* EDTF; when it was said */
    const char *connection;           /* vocabulary source-connection */
    const struct vg_passage *passage; /* NULL where the text has none of its own */
};

struct vg_standing {
    const char *value; /* vocabulary standing */
    const char *speaker;
    const char *date;                 /* EDTF or NULL */
    const struct vg_passage *passage; /* or NULL */
};

struct vg_period {
    const char *from, *to; /* EDTF; NULL: open or not stated; both NULL with `words`: relative */
    const char *const *inferred; /* year, month, day, from, to: what was not printed */
    size_t n_inferred;
    const char *words; /* the printed words of a period that could not be dated */
};

/* A reply of the accused side, per question. "not-asked" is a reply too. */
struct vg_reply {
    int64_t claim;        /* the allegation */
    const char *question; /* existence, function, purpose, lawfulness, closure */
    const char *response; /* vocabulary response-origin */
    const char *speaker, *date, *words;
    int64_t answer; /* claim that holds the reply, or 0 */
};

/*
 * Why a suggestion is as it is: the frame that made it, and the rules of pattern files
 * that set fields of it, the last first, with the words they matched.
 */
struct vg_explained_slot {
    const char *name, *words;
};
struct vg_explained_rule {
    const char *rule, *file;
    int line;
    const char *words; /* the stretch that matched */
    const struct vg_explained_slot *slots;
    size_t n_slots;
    const struct vg_explained_rule *next;
};
struct vg_explained {
    const char *frame; /* "en/quantity" */
    const struct vg_explained_rule *rules;
};

struct vg_claim {
    int64_t id;      /* cN; 0: not kept */
    const char *ref; /* the id it had where it was imported from */
    enum vg_claim_kind kind;
    const char *detail;
    const char *subject, *predicate, *object; /* entity ids or words; a claim is named by its
                                                 id ("c12") or its ref */
    enum vg_family family;
    struct vg_quantity quantity; /* op VG_OP_NONE: none */
    struct vg_period period;
    const char *const *places; /* narrowest ids */
    size_t n_places;
    const char *place_precision;
    const struct vg_link *links; /* at least the text in hand, which is the last */
    size_t n_links;
    const char *const *hedges; /* vocabulary hedge */
    size_t n_hedges;
    const char *const *cues; /* the words behind hedges and op */
    size_t n_cues;
    enum vg_stance stance;
    const struct vg_standing *standing; /* in order of date, then as entered */
    size_t n_standing;
    const struct vg_passage *passage; /* never NULL in a kept claim */
    const struct vg_passage *also_at;
    size_t n_also_at;
    const int64_t *roots; /* ids of roots it is said to come from */
    size_t n_roots;
    int editorial;        /* the words stand in the editor's brackets */
    const char *language; /* of the quote */
    const char *translation, *translator;
    const char *note;
    enum vg_claim_status status;
    int64_t replaces;               /* the claim this one corrects, or 0 */
    const char *by;                 /* who accepted it: key id, short; NULL for a suggestion */
    int64_t at;                     /* when, seconds UTC */
    const char *rule;               /* a suggestion's rule and suggester, or NULL */
    struct vg_explained *explained; /* of a suggestion just made, if asked for; never kept */
};

/* Words of the enums ("negative-finding") and back; reading fails with
 * VG_E_FORMAT and the word. */
const char *vg_claim_kind_word(enum vg_claim_kind v);
const char *vg_stands_word(uint8_t v); /* "there", "moved", "refitted", "ambiguous", "lost" */
const char *vg_stance_word(enum vg_stance v);
const char *vg_claim_status_word(enum vg_claim_status v);
const char *vg_family_word(enum vg_family v);
int vg_claim_kind_read(const char *w, enum vg_claim_kind *out, struct vg_err *err);
int vg_stance_read(const char *w, enum vg_stance *out, struct vg_err *err);
int vg_claim_status_read(const char *w, enum vg_claim_status *out, struct vg_err *err);
int vg_family_read(const char *w, enum vg_family *out, struct vg_err *err);

/* The family of a claim that does not say: by predicate (located-in, identified →
 * existence; used-to, aims-at, says-purpose → function; …), else by kind. */
enum vg_family vg_claim_family(const struct vg_claim *c);

/*
 * May this be kept as a claim? The passage is checked by the caller against the
 * text. Refuses with the field's name: no passage (VG_E_REFUSED, with what to
 * give), unknown vocabulary id, quantity against the op table, lower above
 * upper, a period that ends before it begins, more than the limits allow, a last
 * link that is not the text in hand (VG_E_FORMAT).
 */
int vg_claim_check(const struct vg_claim *c, struct vg_err *err);

/*
 * From and to JSON, the shape of vigil-json(5) "claim". Reading takes what the
 * shape allows and refuses unknown keys with their name, so that a misspelt
 * field is not lost silently; the passage needs either start and end or quote
 * (start and end are -1 without them). `roots` are read as names and come back in
 * *names (the caller maps them); source may be "s1" or a label, given back in
 * names->source, NULL when the passage names none and the caller knows it. An
 * `id` that is not of the form "c12" becomes the ref. Without `stance` a claim
 * asserts, without `status` it is suggested. Fails with VG_E_FORMAT or VG_E_LIMIT,
 * the field's name in the sentence.
 */
struct vg_claim_names {
    const char *source;
    const char *const *roots;
    size_t n_roots;
};
int vg_claim_from_json(const json_t *o, struct vg_arena *a, struct vg_claim *out,
                       struct vg_claim_names *names, struct vg_err *err);
void vg_claim_to_json(struct vg_json *j, const struct vg_claim *c);

/* One end of a number for a sentence: "54", "up to 230000", "about 10000", in Chinese both of
 * a range. Empty where there is none. */
struct vg_part_words vg_quantity_part(const struct vg_quantity *q, struct vg_arena *a);

#endif
