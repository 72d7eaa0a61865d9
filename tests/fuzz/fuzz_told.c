/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "resolve/define.h"
#include "resolve/ident.h"
#include "resolve/words.h"

/* What a text tells of names: spans lie in it, on borders of characters where it has any, none
 * overlaps another of its kind, and a second look finds the same. */
static int is_border(const char *text, size_t len, size_t at)
{
    return at <= len && (vg_utf8_bad(text, len) < len || vg_utf8_border(text, len, at));
}

static void definitions(const struct vg_name_words *words, const char *text, size_t len)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_definition *d = NULL, *again = NULL;
    const size_t n = vg_define_find(words, text, len, &a, &d);

    LAW(vg_define_find(words, text, len, &a, &again) == n);
    LAW(n == 0 || memcmp(d, again, n * sizeof *d) == 0);
    for (size_t i = 0; i < n; i++) {
        LAW(d[i].kind >= VG_DEFINE_TRANSLATION && d[i].kind <= VG_DEFINE_FORMER);
        LAW(d[i].left_len > 0 && d[i].right_len > 0);
        LAW(is_border(text, len, d[i].left) && is_border(text, len, d[i].left + d[i].left_len));
        LAW(is_border(text, len, d[i].right) && is_border(text, len, d[i].right + d[i].right_len));
        LAW(d[i].at <= d[i].left && d[i].at <= d[i].right);
        LAW(d[i].left + d[i].left_len <= d[i].at + d[i].len);
        LAW(d[i].right + d[i].right_len <= d[i].at + d[i].len && d[i].at + d[i].len <= len);
    }
}

static void idents(const char *text, size_t len)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_ident *list = NULL;
    const size_t n = vg_ident_find(text, len, &a, &list);
    size_t end = 0;

    for (size_t i = 0; i < n; i++) {
        LAW(list[i].at >= end && list[i].len > 0 && list[i].at + list[i].len <= len);
        LAW(list[i].key.len > 0 && list[i].text.p == text + list[i].at);
        LAW(vg_ident_same((enum vg_ident_kind)list[i].kind, list[i].key, list[i].key));
        end = list[i].at + list[i].len;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct vg_arena tables; /* of the program, for all inputs */
    static const struct vg_name_words *words;

    if (words == NULL)
        words = vg_name_words_read(&tables);
    definitions(words, (const char *)bytes, n);
    idents((const char *)bytes, n);
    return 0;
}
