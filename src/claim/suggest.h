/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_SUGGEST_H
#define VG_CLAIM_SUGGEST_H

#include "base/err.h"
#include "base/mem.h"
#include "claim/claim.h"
#include "mention/pattern.h"
#include "mention/place.h"

/*
 * Suggestions: the claims that a program proposes for a text. A pure function
 * of the bytes, the dateline, the language and the places: no store, no clock,
 * no locale; the same input gives the same list, on any machine.
 *
 * A claim is suggested when the text states a quantity, or when one of the
 * frames clearly matches: nothing found, denial, publication, a pointer to
 * where something comes from, a statement by somebody, an event with its date
 * or place. A field that is not clear stays empty, because a person corrects
 * faster than they check.
 */
/*
 * What languages know, made when first asked for and kept: for many texts one after
 * the other. Begun by naming the arena and what is added to the built-in files:
 *
 *     struct vg_languages l = {.a = &a, .added = texts, .n_added = n};
 */
struct vg_han_lexicon;
enum { VG_MAX_LANGUAGES = 16 };
struct vg_languages {
    struct vg_arena *a;
    const struct vg_pat_text *added; /* must live as long */
    size_t n_added;
    const struct vg_patterns *made[VG_MAX_LANGUAGES];
    size_t n;
    const struct vg_han_lexicon *han; /* the lists of Chinese, made when first needed */
};

/* The language with this code; one without any file is no failure. Codes as
 * vg_patterns_make() and vg_rules_check(); VG_E_LIMIT besides. */
int vg_language_get(struct vg_languages *l, const char *code, const struct vg_patterns **out,
                    struct vg_err *err);

struct vg_suggest_in {
    struct vg_str text;
    int64_t source;        /* goes into the passages */
    const char *reader;    /* likewise */
    const char *publisher; /* the text in hand, last link of every chain; NULL: unknown */
    const char *date;      /* "YYYY-MM-DD" of the text; NULL: looked for in its head */
    const char *language;  /* "en"; NULL: found out from its script, and from the words that
                              English and added languages know */
    struct vg_languages *languages; /* what languages know; NULL: what is built in, made for this
                                       call. Claims point into it */
    int explain;                    /* claims say what made them (vg_claim.explained) */
    const struct vg_places *places; /* NULL: the built-in gazetteer alone */
};

struct vg_suggestions {
    struct vg_claim *claims; /* by start, end, kind, unit, value */
    size_t n;
    const char *note; /* why there is nothing or less, for a person; NULL otherwise */
};

/*
 * On VG_OK the claims live in the arena, with status suggested and id 0; `rule`
 * names what fired ("en/quantity"). Quotes, before and after point into the
 * text of the caller. A language without rules gives no claims, a note and
 * VG_OK. So does a paragraph that is plainly in another language than the rules, or whose letters
 * and digits a bad scan has mixed up: it is left out, and the note says so. What is too short to
 * tell is read. An empty text gives nothing. Fails with
 *   VG_E_LIMIT   the text is larger than VG_MAX_SUGGEST
 *   VG_E_FORMAT  "byte 1042 is not UTF-8; read it with …", or `date` is no day
 */
int vg_suggest(const struct vg_suggest_in *in, struct vg_arena *a, struct vg_suggestions *out,
               struct vg_err *err);

/*
 * The same, handed on paragraph by paragraph in the same order, so that memory is
 * that of one paragraph however long the text is. `put` gets claims that live until
 * it returns; another code than VG_OK from it ends the work and is given back.
 * *note as in vg_suggestions.
 */
int vg_suggest_each(const struct vg_suggest_in *in,
                    int (*put)(void *w, const struct vg_claim *claims, size_t n,
                               struct vg_err *err),
                    void *w, const char **note, struct vg_err *err);

/*
 * Are the values that rules and lists set such as a claim can have: kind, stance, op,
 * hedge and unit of the vocabularies, and no other keys? VG_E_FORMAT with file and
 * line.
 */
int vg_rules_check(const struct vg_patterns *p, struct vg_err *err);

/* The order of the list, for qsort() over struct vg_claim: start, end, kind, unit, value. */
int vg_claim_by_position(const void *x, const void *y);

#endif
