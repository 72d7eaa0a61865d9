/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Everything that walks over text of others: folding with its way back, search
 * tokens, queries, and names of places at every character. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mention/place.h"
#include "store/tokens.h"

static void check_fold(const char *p, size_t len, unsigned flags)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF plain = {0}, mapped = {0}, twice = {0};
    struct vg_fold_map map;
    size_t n;

    vg_fold(p, len, flags, &plain);
    vg_fold_mapped(p, len, flags, &a, &mapped, &map);
    LAW(plain.len == mapped.len &&
        memcmp(vg_buf_str(&plain).p, vg_buf_str(&mapped).p, plain.len) == 0);
    LAW(vg_utf8_bad(vg_buf_str(&plain).p, plain.len) == plain.len);
    vg_fold(vg_buf_str(&plain).p, plain.len, flags, &twice);
    LAW(plain.len == twice.len &&
        memcmp(vg_buf_str(&plain).p, vg_buf_str(&twice).p, plain.len) == 0);
    for (size_t at = 0; at < plain.len; at += n) {
        uint32_t c;
        size_t start = at, end;

        n = vg_utf8_next(plain.p + at, plain.len - at, &c);
        end = at + n;
        vg_fold_back(&map, &start, &end);
        LAW(start < end && end <= len);
    }
}

struct seen {
    size_t len, count;
};

static int check_token(void *to, const struct vg_token *t)
{
    struct seen *s = to;

    LAW(t->len > 0 && t->len <= VG_MAX_WORD && vg_utf8_bad(t->p, t->len) == t->len);
    LAW(t->start < t->end && t->end <= s->len);
    LAW(s->count > 0 || !t->colocated);
    s->count++;
    return 0;
}

/* Outside quotation marks an expression has nothing but AND, OR, NOT, blanks
 * and parentheses. */
static void check_query(struct vg_tokenizer *t, const char *p, size_t len)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF match = {0};
    struct vg_query q;
    int quoted = 0;

    if (vg_query_read(t, p, len, &a, &q, NULL) != VG_OK)
        return;
    vg_query_fts5(&q, &match);
    for (size_t i = 0; i < match.len; i++) {
        if (match.p[i] == '"')
            quoted = !quoted;
        else
            LAW(quoted ? (unsigned char)match.p[i] >= 0x20
                       : strchr("ANDORT ()", match.p[i]) != NULL);
    }
    LAW(!quoted && vg_utf8_bad(match.p, match.len) == match.len);
}

static void check_places(const char *p, size_t len)
{
    static const struct vg_place mine[] = {
        {"belk", VG_PLACE_REGION, "PT", "Belk-on-Sea", "贝尔克州"}};
    const struct vg_places ps = {mine, 1};
    size_t n;

    for (size_t at = 0; at < len; at += n) {
        const struct vg_place *place = NULL;
        int ambiguous = -1;
        size_t used = vg_place_match(&ps, p + at, len - at, &place, &ambiguous);
        uint32_t c;

        LAW(used <= len - at && (used == 0 || (place != NULL && ambiguous >= 0)));
        n = vg_utf8_next(p + at, len - at, &c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const char *p = (const char *)bytes;
    struct vg_tokenizer *t = vg_tokenizer_open();
    struct seen s = {n, 0};

    check_fold(p, n, VG_FOLD_PLAIN);
    check_fold(p, n, VG_FOLD_STRIP);
    (void)vg_tokens(t, p, n, VG_TOKENS_DOCUMENT, check_token, &s);
    s.count = 0;
    (void)vg_tokens(t, p, n, VG_TOKENS_QUERY, check_token, &s);
    check_query(t, p, n);
    check_places(p, n);
    vg_tokenizer_close(t);
    return 0;
}
