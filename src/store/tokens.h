/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_STORE_TOKENS_H
#define VG_STORE_TOKENS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

/*
 * The words of a text as the search index knows them, in every script:
 *
 * - Runs of Han, kana, Hangul, Thai, Lao, Khmer and Burmese characters become
 *   overlapping pairs: 福州市 gives 福州 and 州市. Han comes out simplified. A
 *   character that stands alone is a token by itself. In a document each single
 *   character is a token too, at the position of the pair it begins (the last one
 *   at that of the last pair), so that a query of one character finds it and
 *   phrases across scripts keep their distances. That makes the index a half
 *   larger than pairs alone.
 * - Other words are folded, stripped of accents, and stemmed (Porter's second
 *   English stemmer) when they are made of a to z only. Only the stem is kept:
 *   a phrase matches any inflection of its words. The 's of a possessive is
 *   dropped, an apostrophe elsewhere vanishes (Xi'an is xian), and the articles
 *   of French and Italian before one (l', d', dell') are words of their own.
 * - A number is one token; commas between groups of three digits are dropped,
 *   one point or comma between digits is a point. So 1,300 and 1300 are alike.
 *
 * Unseen characters inside a word do not part it. Bytes that are no UTF-8 part
 * words and are else ignored. A token has at most VG_MAX_WORD bytes; a longer
 * word is cut there, and the rest of it is found by nothing.
 */
enum vg_token_use {
    VG_TOKENS_DOCUMENT,
    VG_TOKENS_QUERY, /* without the single characters of longer runs */
};

struct vg_token {
    const char *p; /* folded bytes, valid during the call */
    size_t len;
    size_t start, end; /* bytes of the original text, end exclusive */
    int colocated;     /* at the position of the token before (FTS5_TOKEN_COLOCATED) */
};

/* A tokenizer may be used for any number of texts, by one thread at a time. */
struct vg_tokenizer;

struct vg_tokenizer *vg_tokenizer_open(void); /* aborts when out of memory */
void vg_tokenizer_close(struct vg_tokenizer *t);

/*
 * Call `each` for every token of the text, in order; a value other than 0 that
 * it returns ends the walk and is returned. Linear in `len`.
 */
int vg_tokens(struct vg_tokenizer *t, const char *text, size_t len, enum vg_token_use use,
              int (*each)(void *to, const struct vg_token *token), void *to);

/*
 * What a person typed into the search field: words, all of which must be there;
 * "several words" in quotation marks (also “ ” „ « » 「 」 『 』 《 》), which must
 * stand together; -word or -"several words", which must not be there. An
 * unclosed quotation ends with the query. Terms without any token are dropped.
 */
struct vg_query_term {
    struct vg_str words; /* as typed, without marks of quotation; in the arena */
    int excluded;
};

struct vg_query {
    struct vg_query_term *terms;
    size_t n;
};

/*
 * Read a query. Fails with
 *   VG_E_LIMIT   longer than VG_MAX_QUERY
 *   VG_E_MISUSE  nothing to look for: no words, or only excluded ones
 */
int vg_query_read(struct vg_tokenizer *t, const char *text, size_t len, struct vg_arena *a,
                  struct vg_query *out, struct vg_err *err);

/*
 * Append the query as an FTS5 MATCH expression for a table that uses this
 * tokenizer. Every term is a quoted string, joined by AND and NOT, so nothing
 * that was typed is ever read as FTS5 syntax.
 */
void vg_query_fts5(const struct vg_query *q, struct vg_buf *out);

#endif
