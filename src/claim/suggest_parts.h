/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_SUGGEST_PARTS_H
#define VG_CLAIM_SUGGEST_PARTS_H

#include "base/limits.h"
#include "base/table.h"
#include "claim/suggest.h"
#include "mention/scan.h"

/*
 * What the files of the suggester share: the reading of one paragraph, and the
 * little that is remembered from one sentence to the next. Nobody else includes
 * this.
 */
enum { VG_MAX_SAYINGS = 12, VG_MAX_WHENS = 32, VG_MAX_SPOTS = 64, VG_MAX_KNOWN = 16 };

/* Somebody says something: who, where it stands, and over which tokens it holds. */
struct vg_saying {
    size_t from, to; /* the words of saying themselves */
    size_t verb;
    size_t scope, end;   /* what is said */
    const char *speaker; /* NULL: the text itself (we, I) */
    const char *as;
    const char *hedge; /* the verb is one of allege, claim, believe; or NULL */
    enum { VG_SAID_BEFORE, VG_SAID_AFTER, VG_SAID_ACCORDING, VG_SAID_CITED, VG_SAID_FOUND } place;
    int document; /* the subject is a report, a decree … */
    int version;  /* an earlier version of the text in hand */
    int denies;   /* denied, rejected: what follows is not asserted */
    int known;    /* a name that the text gave before, found again by a short form */
    int asks;     /* asked whether, wanted to know: nothing is asserted */
};

struct vg_spot {
    size_t from, to; /* tokens */
    const char *id;
    int acts; /* a country that does something: where it does it, unless another place is said */
};

/* A number with the unit it counts. */
struct vg_count {
    struct vg_number n;
    const char *unit;
    size_t noun, to; /* the noun phrase, behind it */
    int inherited;
    int definite; /* "the four addresses": says again what was said */
};

enum {
    VG_AT_CLAUSE = 1, /* a clause begins at this token */
    VG_IN_SAYING = 2, /* words of saying: dates are of the saying, places of the speaker */
    VG_IN_COUNT = 4,
    VG_IN_CLAIM = 8, /* some suggestion's passage covers it */
};

/* What the rules have said of a stretch of the sentence: asked once. */
struct vg_told {
    int is_asked;
    size_t from, to;
    uint16_t rules[VG_PAT_GROUPS];
    uint16_t all[VG_PAT_GROUPS]; /* of the whole sentence */
};

/* The name of a city that stands for the area around it in this text. */
struct vg_wide {
    const char *from, *to;
};

/* "spokeswoman Mirela Casto": who "the spokeswoman" will be from here on. */
struct vg_office {
    uint16_t word;
    const char *name;
};

struct vg_known {
    uint16_t word;
    const char *unit;
};

struct vg_reading {
    const struct vg_suggest_in *in;
    struct vg_arena *a;      /* of the claims of this paragraph */
    struct vg_arena *keep;   /* of what is remembered from one paragraph to the next */
    struct vg_table phrases; /* in keep: each wording is copied once */
    const struct vg_patterns *patterns;
    struct vg_matcher *matcher;
    struct vg_places places;
    struct vg_scan s;
    int64_t dateline;
    const uint8_t *common;   /* by word id, two bits: small words of English; NULL: other rules */
    int is_among_others;     /* the text as a whole is in another language */
    size_t n_other, n_noise; /* paragraphs left out: another language, a bad scan */
    size_t n_read;           /* and the others */
    uint8_t *at;             /* VG_AT_… of each token of the paragraph */

    /* the sentence in hand */
    size_t from, to;  /* tokens */
    uint64_t classes; /* of the lexicon, bit by bit: those with a phrase that may begin in it */
    struct vg_saying say[VG_MAX_SAYINGS];
    size_t n_say;
    struct vg_when when[VG_MAX_WHENS];
    size_t n_when;
    struct vg_spot spot[VG_MAX_SPOTS];
    size_t n_spot;
    struct vg_count count[VG_MAX_SENTENCE_CLAIMS];
    size_t n_count;
    int question;

    /* remembered */
    const char *line_speaker; /* Name: */
    int line_asks;            /* and the line asks something */
    int line_asker;         /* as whoever speaks there always does: it holds for that line alone */
    struct vg_when opening; /* the period that opened the sentence before; not dated: none */
    int answers;     /* that body is a foreign ministry, an embassy: what it negates it denies */
    const char *own; /* the body whose text it is, by its head; NULL: not known */
    const char *last, *last_person, *last_body; /* speakers */
    const char *last_subject;              /* body that was the subject of the sentence before */
    const char *last_office;               /* "the consul" */
    struct vg_office office[VG_MAX_KNOWN]; /* who was named with an office, newest last */
    size_t n_offices;
    struct vg_str names[VG_MAX_KNOWN]; /* names of bodies, newest last, round and round */
    size_t n_names;
    struct vg_str people[VG_MAX_KNOWN]; /* names that may be of persons, likewise */
    size_t n_people;
    const char *paragraph_speaker;
    const char *owner;                   /* whose report it is */
    const char *before_unit;             /* counted in the sentence before */
    const char *list_unit;               /* named in the line that heads a list; or NULL */
    struct vg_known known[VG_MAX_KNOWN]; /* what weak nouns stand for in this text */
    size_t n_known;
    struct vg_told told;
    struct vg_wide wide[VG_MAX_KNOWN];
    size_t n_wide;
    int correction; /* the paragraph corrects the text */

    struct vg_claim *claims;
    size_t n, room;
    size_t before_first; /* the first claim of the sentence before */
};

/* A stretch of the text that is read, with what stands before and behind it. */
struct vg_passage *vg_suggest_passage(const struct vg_suggest_in *in, const char *text, size_t len,
                                      size_t start, size_t end, struct vg_arena *a);
/* A list that was gathered on the stack, at its own size; NULL where it is empty. */
const char *const *vg_suggest_words(const char *const *list, size_t n, struct vg_arena *a);

/* The one copy of a wording, alive as long as the text is read. */
const char *vg_phrase_keep(struct vg_reading *r, struct vg_str words);

/* suggest_chain.c */
int vg_is_answering(const char *publisher);
void vg_sayings_find(struct vg_reading *r);
void vg_line_speaker(struct vg_reading *r);
void vg_subject_remember(struct vg_reading *r);
void vg_names_remember(struct vg_reading *r);
int vg_subject_of(const struct vg_reading *r, size_t verb, size_t *from, size_t *to);
const char *vg_speaker_name(struct vg_reading *r, size_t from, size_t to, struct vg_saying *s);
void vg_chain_make(struct vg_reading *r, struct vg_claim *c, size_t token);
/* The narrowest words of saying that hold over a token, or NULL. */
const struct vg_saying *vg_saying_over(const struct vg_reading *r, size_t token);

/* suggest_level.c: what claims from `first` on say of places; and that, to all claims. */
void vg_levels_learn(struct vg_reading *r, size_t first);
void vg_levels_apply(const struct vg_reading *r, struct vg_arena *a, struct vg_claim *claims,
                     size_t n);

/* suggest_clause.c */
void vg_clauses_mark(struct vg_reading *r);
size_t vg_clause_from(const struct vg_reading *r, size_t token);
size_t vg_clause_to(const struct vg_reading *r, size_t token);
int vg_is_verb(const struct vg_reading *r, size_t i);

/* suggest_frame.c */
struct vg_claim *vg_claim_begin(struct vg_reading *r, enum vg_claim_kind kind, size_t from,
                                size_t to, size_t token, const char *rule);
void vg_claim_finish(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to, size_t token,
                     int with_period);
void vg_counts_suggest(struct vg_reading *r);
void vg_frames_suggest(struct vg_reading *r);
void vg_claim_places(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to);

/*
 * suggest_rules.c: rules of the pattern files. vg_rules_sentence() comes first and
 * vg_rules_chain(), with the number of claims before the sentence, last.
 */
struct vg_rule_hit {
    const struct vg_pat_rule *rule;
    const struct vg_pat_file *file;
    struct vg_pat_match match; /* tokens of the paragraph */
};
void vg_rules_sentence(struct vg_reading *r);
/* The first rule of a group that matches in [from, to), or 0. */
int vg_rule_in(struct vg_reading *r, size_t from, size_t to, enum vg_pat_group group,
               struct vg_rule_hit *out);
/* What it sets for a key, slots put in; or NULL. */
const char *vg_hit_value(struct vg_reading *r, const struct vg_rule_hit *h, const char *key);
void vg_hit_apply(struct vg_reading *r, struct vg_claim *c, const struct vg_rule_hit *h);
void vg_rules_note(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to);
void vg_rules_make(struct vg_reading *r);
void vg_rules_chain(struct vg_reading *r, size_t first);

/* suggest_tongue.c */
/* The language that a text shows, when nobody has said: "en" where it shows none. Looks at three
 * pieces. */
const char *vg_tongue_of(struct vg_str text, struct vg_arena *a);
/* Before the first paragraph, with the patterns chosen. */
void vg_tongue_begin(struct vg_reading *r, struct vg_arena *a);
/* Is the paragraph in hand plainly in another language than the rules are for? */
int vg_tongue_is_other(const struct vg_reading *r);
/* Is it what a scanner made of it, so that no number in it can be trusted? */
int vg_tongue_is_noise(const struct vg_reading *r);

#endif
