/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Indexes have millions of small flat objects; building a tree for each costs
 * more than inflating the records they point at.
 */
#include "unpack/flat_json.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

static void skip_space(struct vg_str s, size_t *at)
{
    while (*at < s.len && s.p[*at] != '\0' && strchr(" \t\r\n", s.p[*at]) != NULL)
        ++*at;
}

static int hex4(struct vg_str s, size_t at, uint32_t *c)
{
    if (s.len - at < 4)
        return 0;
    *c = 0;
    for (size_t i = 0; i < 4; i++) {
        char h = s.p[at + i];

        if (h >= '0' && h <= '9')
            *c = *c * 16 + (uint32_t)(h - '0');
        else if ((h | 0x20) >= 'a' && (h | 0x20) <= 'f')
            *c = *c * 16 + (uint32_t)((h | 0x20) - 'a') + 10;
        else
            return 0;
    }
    return 1;
}

/* What stands behind a backslash at `at`; returns how many bytes of it were used. */
static size_t put_escape(struct vg_buf *b, struct vg_str s, size_t at)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *known = s.p[at] == '\0' ? NULL : strchr(from, s.p[at]);
    uint32_t c, low;

    if (known != NULL) {
        vg_putc(b, to[known - from]);
        return 1;
    }
    if (s.p[at] != 'u' || !hex4(s, at + 1, &c)) {
        vg_putc(b, s.p[at]);
        return 1;
    }
    if (c >= 0xd800 && c < 0xdc00 && s.len - at >= 11 && s.p[at + 5] == '\\' &&
        s.p[at + 6] == 'u' && hex4(s, at + 7, &low) && low >= 0xdc00 && low < 0xe000) {
        vg_put_utf8(b, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
        return 11;
    }
    vg_put_utf8(b, c);
    return 5;
}

static struct vg_str unquoted(struct vg_arena *a, struct vg_str s)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_IMPORT_LINE};
    size_t at = 0;

    if (s.len == 0 || memchr(s.p, '\\', s.len) == NULL)
        return s;
    while (at < s.len) {
        if (s.p[at] == '\\' && at + 1 < s.len) {
            at++;
            at += put_escape(&b, s, at);
        } else {
            vg_putc(&b, s.p[at++]);
        }
    }
    return vg_str_copy(a, vg_buf_str(&b));
}

/* A text in quotes at *at; *out is what stands between them. */
static int take_quoted(struct vg_str s, size_t *at, struct vg_str *out)
{
    size_t i = *at + 1;

    if (*at >= s.len || s.p[*at] != '"')
        return 0;
    while (i < s.len && s.p[i] != '"')
        i += s.p[i] == '\\' ? 2 : 1;
    if (i >= s.len)
        return 0;
    *out = (struct vg_str){s.p + *at + 1, i - *at - 1};
    *at = i + 1;
    return 1;
}

/* An object or array, with all that is in it. */
static int skip_nested(struct vg_str s, size_t *at)
{
    struct vg_str none;
    size_t depth = 0;

    do {
        if (*at >= s.len)
            return 0;
        if (s.p[*at] == '"') {
            if (!take_quoted(s, at, &none))
                return 0;
            continue;
        }
        if (s.p[*at] == '{' || s.p[*at] == '[')
            depth++;
        else if (s.p[*at] == '}' || s.p[*at] == ']')
            depth--;
        ++*at;
    } while (depth > 0);
    return 1;
}

static int take_value(struct vg_arena *a, struct vg_str s, size_t *at, struct vg_str *out)
{
    size_t from = *at;

    *out = (struct vg_str){0};
    if (from >= s.len)
        return 0;
    if (s.p[from] == '"') {
        if (!take_quoted(s, at, out))
            return 0;
        *out = unquoted(a, *out);
        return 1;
    }
    if (s.p[from] == '{' || s.p[from] == '[') {
        if (!skip_nested(s, at))
            return 0;
        *out = (struct vg_str){s.p + from, *at - from};
        return 1;
    }
    while (*at < s.len && s.p[*at] != '\0' && strchr(",}] \t\r\n", s.p[*at]) == NULL)
        ++*at;
    *out = (struct vg_str){s.p + from, *at - from};
    return *at > from;
}

/* Step over what stands before the next member or item: 1 there is one, 0 the end, -1 neither. */
static int step(struct vg_str s, size_t *at, char open, char close)
{
    int first = *at == 0;

    skip_space(s, at);
    if (*at >= s.len)
        return -1;
    if (s.p[*at] == close && !first)
        return 0;
    if (s.p[*at] != (first ? open : ','))
        return -1;
    ++*at;
    skip_space(s, at);
    return first && *at < s.len && s.p[*at] == close ? 0 : 1;
}

int vg_flat_json(struct vg_arena *a, struct vg_str json, size_t *at, struct vg_str *key,
                 struct vg_str *value)
{
    int rc = step(json, at, '{', '}');

    if (rc != 1)
        return rc;
    if (!take_quoted(json, at, key))
        return -1;
    *key = unquoted(a, *key);
    skip_space(json, at);
    if (*at >= json.len || json.p[*at] != ':')
        return -1;
    ++*at;
    skip_space(json, at);
    return take_value(a, json, at, value) ? 1 : -1;
}

int vg_flat_json_item(struct vg_arena *a, struct vg_str json, size_t *at, struct vg_str *value)
{
    int rc = step(json, at, '[', ']');

    if (rc != 1)
        return rc;
    return take_value(a, json, at, value) ? 1 : -1;
}

int vg_flat_json_get(struct vg_arena *a, struct vg_str json, const char *name, struct vg_str *value)
{
    struct vg_str key, v;
    size_t at = 0;

    while (vg_flat_json(a, json, &at, &key, &v) == 1) {
        if (!vg_str_is(key, name))
            continue;
        *value = v;
        return 1;
    }
    return 0;
}
