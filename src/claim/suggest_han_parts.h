/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_SUGGEST_HAN_PARTS_H
#define VG_CLAIM_SUGGEST_HAN_PARTS_H

#include "base/limits.h"
#include "base/table.h"
#include "claim/suggest_han.h"
#include "claim/suggest_parts.h"
#include "mention/han_scan.h"

/* What the files of the Chinese suggester share. Nobody else includes this. */

/* Somebody says something. */
struct vg_han_saying {
    size_t from, to;     /* the words of saying: subject and verb */
    size_t verb;         /* where the verb stands */
    size_t scope, end;   /* what is said */
    const char *speaker; /* NULL: unnamed */
    const char *via;     /* who cites the speaker, or NULL */
    const char *as, *hedge;
    int reply;                         /* 回应: the words of saying belong to the passage */
    int inside;                        /* what it gives: no words of their own */
    int version;                       /* an earlier version of the text in hand */
    int deny, relays, document, plain; /* plain: 据统计, says nothing about who */
    const struct vg_when *when;        /* when it was said, or NULL */
};

struct vg_han_count {
    struct vg_number n;
    const char *unit;
    const char *per;
    size_t noun, noun_to; /* the noun that named the unit; equal: none */
    size_t to;            /* behind number, classifier and noun */
    const char *note;
};

enum { VG_HAN_TOLD = 16 };

enum {
    VG_HAN_AT_CLAUSE = 1, /* a clause begins here */
    VG_HAN_IN_SAYING = 2,
    VG_HAN_IN_COUNT = 4,
    VG_HAN_IN_CLAIM = 8,
};

struct vg_han_reading {
    const struct vg_suggest_in *in;
    struct vg_arena *a, *keep;
    struct vg_table phrases; /* in keep */
    struct vg_places places;
    const struct vg_han_lexicon *lex;
    struct vg_han_scan s;
    struct vg_han_context x; /* for dates */
    int64_t dateline;
    int line;
    int old;        /* traditional writing */
    int in_stretch; /* Chinese inside a paragraph of another language */
    uint8_t *at;
    uint16_t *clause_from, *clause_to; /* by character, of the sentence in hand */
    const struct vg_link *outer;
    size_t n_outer;

    /* the sentence in hand */
    size_t from, to;
    struct vg_han_saying say[VG_MAX_SAYINGS];
    size_t n_say;
    struct vg_when when[VG_MAX_WHENS];
    size_t n_when;
    struct vg_spot spot[VG_MAX_SPOTS];
    size_t n_spot;
    struct vg_han_count count[VG_MAX_SENTENCE_CLAIMS];
    size_t n_count;
    int question;
    uint64_t classes; /* that some phrase of the sentence is of */

    /* remembered */
    const char *line_speaker;
    int line_asks;
    struct vg_table labels;     /* Name： at the head of lines, how often */
    const char *asks, *answers; /* who stands behind 问： and 答：, or NULL */
    int is_transcript;
    const char *last;              /* speaker */
    const char *quote;             /* speaker of a quotation that is still open */
    const char *table;             /* what the figures of the list in hand count, or NULL */
    struct vg_period table_period; /* and when */
    const char *money; /* of Hong Kong, Macau or Taiwan, once named: what a bare 元 is */
    struct {
        int64_t n;
        const char *unit;
    } told[VG_HAN_TOLD]; /* counts of the text so far, the oldest overwritten */
    size_t n_told;
    const char *before_unit; /* counted in the sentence before */
    struct vg_period before; /* the period of the sentence before, for 其中 */

    struct vg_claim *claims;
    size_t n, room;
};

const char *vg_han_keep(struct vg_han_reading *r, struct vg_str words);

/* suggest_han_clause.c */
void vg_han_clauses(struct vg_han_reading *r);
static inline size_t vg_han_clause_from(const struct vg_han_reading *r, size_t i)
{
    return r->clause_from[i];
}

static inline size_t vg_han_clause_to(const struct vg_han_reading *r, size_t i)
{
    return r->clause_to[i];
}

static inline int vg_han_has(const struct vg_han_reading *r, enum vg_han_class class)
{
    return (r->classes & VG_HAN_BIT(class)) != 0;
}
/* The first phrase of a class in [from, to), outside names; NULL. */
const struct vg_han_entry *vg_han_first(const struct vg_han_reading *r, size_t from, size_t to,
                                        enum vg_han_class class, size_t *at);
int vg_han_front(const struct vg_han_reading *r, size_t from, size_t to);

/* suggest_han_chain.c */
void vg_han_line_speaker(struct vg_han_reading *r);
const char *vg_han_speaker_behind(struct vg_han_reading *r, size_t from, size_t to);
const char *vg_han_actor(struct vg_han_reading *r, size_t i);
void vg_han_sayings(struct vg_han_reading *r);
const struct vg_han_saying *vg_han_saying_over(const struct vg_han_reading *r, size_t i);
void vg_han_chain(struct vg_han_reading *r, struct vg_claim *c, size_t i);

/* suggest_han_count.c */
void vg_han_counts(struct vg_han_reading *r);

/* suggest_han_frame.c */
void vg_han_counts_suggest(struct vg_han_reading *r);
void vg_han_frames_suggest(struct vg_han_reading *r);
/* Does this sentence call the one before wrong (经查，该帖内容不实)? Then its claims, [from, to),
 * are quoted to be refuted. */
void vg_han_look_back(struct vg_han_reading *r, size_t from, size_t to);

#endif
