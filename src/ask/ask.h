/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ASK_ASK_H
#define VG_ASK_ASK_H

#include "ask/filter.h"
#include "base/json.h"
#include "claim/check.h"
#include "claim/root.h"
#include "count/count.h"

/*
 * Questions that can be asked of a case, and their answers. Pure: values in, an
 * answer out; no clock, no store. A question is data: a name, its words in English
 * and Chinese, a group, and one to VG_MAX_QUESTION_PARTS operations with filters.
 * An answer carries the claims it rests on, what speaks against it, what must be
 * said with it and what is missing; where the naive number must not be given, the
 * refusal is the answer.
 */
enum vg_ask_op {
    VG_ASK_COUNT = 1,   /* count: low, best, high; `by`, `at` as in `vigil count` */
    VG_ASK_FIGURES,     /* figures: every stated number as its source bounds it */
    VG_ASK_SUM,         /* sum: may they be added? */
    VG_ASK_BEYOND,      /* beyond: what opinions add to what is identified */
    VG_ASK_DIFFERENCE,  /* difference: a named list less what was found */
    VG_ASK_REMAINDER,   /* remainder: the same as arithmetic only, no list of where to look */
    VG_ASK_CHECKS,      /* checks: of one kind */
    VG_ASK_CITATION,    /* citation: does a root say what it is cited for? */
    VG_ASK_EFFECT,      /* effect: does a root carry what a number is ascribed to? */
    VG_ASK_OPERATORS,   /* operators: who runs what, and where they sit */
    VG_ASK_CLAIMS,      /* claims: those that fit */
    VG_ASK_DISPUTE,     /* dispute: the own account of each side */
    VG_ASK_NEGATIVE,    /* negative: searched and not found */
    VG_ASK_METHODS,     /* methods: in the order the sources give */
    VG_ASK_REPLIES,     /* replies: what the accused side answers, question by question */
    VG_ASK_FAIRNESS,    /* fairness: what must not stand without a reply */
    VG_ASK_RESPONSES,   /* responses: what authorities did about it */
    VG_ASK_ROOTS,       /* roots: those that carry the claims, and what repeats them */
    VG_ASK_POINTERS,    /* pointers: every root that is named, held or not */
    VG_ASK_CHANGES,     /* changes: sources and roots that changed or vanished */
    VG_ASK_COPIES,      /* copies: sources that only repeat another */
    VG_ASK_FORECASTS,   /* forecasts: who expects what, on what basis, met or not */
    VG_ASK_EXPOSURE,    /* exposure: places said to have many people concerned, nothing found */
    VG_ASK_COMPARISONS, /* comparisons: with or without numbers for both sides */
    VG_ASK_TIMELINE,    /* timeline: everything dated, the thing and the saying apart */
    VG_ASK_SPEAKERS,    /* speakers: roles, and whose interest */
    VG_ASK_NAMES,       /* names: forms under which bodies appear */
    VG_ASK_PROTECTION,  /* protection: what is kept about persons */
    VG_ASK_UNITS,       /* units: what may be compared with what */
    VG_ASK_TASKS,       /* tasks: what would change our mind */
    VG_ASK_GRADES,      /* grades: on what a finding rests, in one word */
    VG_ASK_STATUS,      /* status: the latest of each speaker, place by place */
    VG_ASK_HANDOVER,    /* handover: what may leave the house */
    VG_ASK_OPS
};

/* "count" and back; VG_E_FORMAT for a word that is none. */
const char *vg_ask_op_word(enum vg_ask_op op);
int vg_ask_op_read(const char *word, enum vg_ask_op *out, struct vg_err *err);

struct vg_ask {
    enum vg_ask_op op;
    struct vg_filter filter;
    const char *by;     /* count: place, agency, programme; NULL: in all */
    const char *at;     /* count: level of place; NULL: country */
    const char *check;  /* checks: only of this kind */
    const char *result; /* checks: only with this result */
};

struct vg_question {
    const char *name;    /* lower-case words with hyphens */
    const char *group;   /* a word: count, check, roots … */
    const char *en, *zh; /* zh may be NULL; {what} {place} {about} stand for the filters */
    const struct vg_ask *parts;
    size_t n_parts;
    int builtin;
};

/*
 * From and to the line of vigil-json(5), "question": name, group, en, zh, ask (a list
 * of objects: op and filters). Unknown keys are refused by name. VG_E_FORMAT, VG_E_LIMIT.
 * The texts of the question are copied into the arena.
 */
int vg_question_from_json(const json_t *o, struct vg_arena *a, struct vg_question *out,
                          struct vg_err *err);
/* The list "ask" alone: what is kept of it in a case. */
int vg_question_parts_read(const json_t *list, struct vg_arena *a, struct vg_question *out,
                           struct vg_err *err);
void vg_question_parts_write(struct vg_json *j, const struct vg_question *q);
void vg_question_to_json(struct vg_json *j, const struct vg_question *q);

/* What narrows a question by lists of words: the word of its kind, in order; NULL behind the last.
 */
const char *vg_filter_key(size_t i);
struct vg_texts *vg_filter_list(struct vg_filter *f, size_t i);

/* Put what the user asked for into each part that does not settle it itself. */
void vg_question_narrow(struct vg_question *q, const struct vg_filter *f, struct vg_arena *a);

/* The words of the question with {what} {place} {about} filled in, in "en" or "zh". */
const char *vg_question_text(const struct vg_view *v, const struct vg_question *q,
                             const char *language, struct vg_arena *a);

/* The unit of things that most claims count: what is meant where nobody says; NULL: none. Shares
 * and lengths of time are no things. */
const char *vg_ask_main_unit(const struct vg_view *v, struct vg_arena *a);

/* -- the answer ---------------------------------------------------------------------------- */

struct vg_answer_row {
    const char *tag;  /* what the row is within its part: "found", "not-found", "own-side" … */
    const char *what; /* id of the thing: place, entity, unit, root, speaker; or NULL */
    const char *name; /* what to call it, or NULL */
    const char *says; /* in words, or NULL */
    const char *from, *to;              /* EDTF, or NULL */
    const struct vg_quantity *quantity; /* as one source states it, or NULL */
    const struct vg_figure *figure;     /* as counted, or NULL */
    const int64_t *claims;
    size_t n_claims;
};

struct vg_answer_part {
    enum vg_ask_op op;
    struct vg_answer_row *rows;
    size_t n_rows;
};

/* A sentence that belongs to the answer, with the claims behind it. */
struct vg_answer_note {
    const char *word; /* a key that stays the same in every language: "one-root" */
    const char *text;
    const int64_t *claims;
    size_t n_claims;
};

struct vg_answer {
    const struct vg_question *question;
    const char *as_of; /* EDTF as asked, or NULL: now */
    struct vg_answer_part *parts;
    size_t n_parts;
    struct vg_answer_note *remarks; /* must be said with it */
    size_t n_remarks;
    struct vg_answer_note *refusals; /* what is not given, and why */
    size_t n_refusals;
    struct vg_answer_note *missing; /* what one would have to have */
    size_t n_missing;
    const struct vg_check *const *checks; /* those that bear on it, not-run ones left out */
    size_t n_checks;
    size_t not_run;        /* checks on its claims that could not be run */
    const int64_t *claims; /* everything it rests on, ascending */
    size_t n_claims;
    int has_roots; /* are roots counted for it? */
    size_t roots_named, roots_read;
    size_t roots_independent; /* at least: roots that one claim names together count as one, as
                                 one may be the relay of the other */
};

/*
 * Answer a question. `checks` as by vg_check_all(). `as_of` is a day number, VG_DAYS_MAX for
 * now. Only claims that stand are looked at. The answer lives in the arena; the same view and
 * question give the same answer. VG_E_MISUSE for a filter that fits nothing there is;
 * VG_E_REFUSED or VG_E_FORMAT when a figure is none (vg_figure_check).
 */
struct vg_ask_case {
    const struct vg_view *view;
    const struct vg_root_graph *graph;
    const struct vg_check *checks;
    size_t n_checks;
    const char *as_of;    /* EDTF, or NULL */
    const char *language; /* of headings, remarks and refusals: "en", "zh"; NULL: "en" */
};
int vg_ask_answer(const struct vg_ask_case *c, const struct vg_question *q, struct vg_arena *a,
                  struct vg_answer *out, struct vg_err *err);

/* Headings in "en" or "zh": of an operation, and of a tag of its rows. */
const char *vg_ask_op_label(enum vg_ask_op op, const char *language);
const char *vg_ask_tag_label(const char *tag, const char *language);

#endif
