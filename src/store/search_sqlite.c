/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The tokenizer of store/tokens.h as FTS5 knows tokenizers. FTS5 makes one for
 * each table handle and calls it for documents and queries alike.
 */
#include "store/sqlite.h"

#include "store/tokens.h"

static int make(void *w, const char **args, int n, Fts5Tokenizer **out)
{
    (void)w;
    (void)args;
    if (n > 0)
        return SQLITE_ERROR;
    *out = (Fts5Tokenizer *)vg_tokenizer_open();
    return SQLITE_OK;
}

static void end(Fts5Tokenizer *t)
{
    vg_tokenizer_close((struct vg_tokenizer *)t);
}

struct hand_on {
    void *w;
    int (*token)(void *, int, const char *, int, int, int);
};

static int hand_on_token(void *to, const struct vg_token *t)
{
    const struct hand_on *h = to;

    return h->token(h->w, t->colocated ? FTS5_TOKEN_COLOCATED : 0, t->p, (int)t->len, (int)t->start,
                    (int)t->end);
}

static int walk(Fts5Tokenizer *t, void *w, int flags, const char *text, int len,
                int (*token)(void *, int, const char *, int, int, int))
{
    struct hand_on h = {w, token};

    if (text == NULL || len <= 0)
        return SQLITE_OK;
    return vg_tokens((struct vg_tokenizer *)t, text, (size_t)len,
                     (flags & FTS5_TOKENIZE_QUERY) != 0 ? VG_TOKENS_QUERY : VG_TOKENS_DOCUMENT,
                     hand_on_token, &h);
}

static fts5_api *api_of(sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    fts5_api *api = NULL;

    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &st, NULL) == SQLITE_OK) {
        (void)sqlite3_bind_pointer(st, 1, (void *)&api, "fts5_api_ptr", NULL);
        (void)sqlite3_step(st);
    }
    (void)sqlite3_finalize(st);
    return api;
}

int vg_search_register(sqlite3 *db, struct vg_err *err)
{
    static const fts5_tokenizer vigil = {make, end, walk};
    fts5_api *api = api_of(db);
    fts5_tokenizer copy = vigil;

    if (api == NULL || api->xCreateTokenizer(api, "vigil", NULL, &copy, NULL) != SQLITE_OK)
        return vg_fail(err, VG_E_REFUSED,
                       "this SQLite (%s) has no full-text search (FTS5); install Debian's "
                       "libsqlite3-0",
                       sqlite3_libversion());
    return VG_OK;
}
