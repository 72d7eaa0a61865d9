/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/json.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

static void before_value(struct vg_json *j)
{
    if (j->after_key) {
        j->after_key = 0;
        return;
    }
    if (j->depth > 0 && j->used[j->depth])
        vg_putc(j->out, ',');
    j->used[j->depth] = 1;
}

static void open_with(struct vg_json *j, char opening, char closing)
{
    before_value(j);
    assert(j->depth + 1 < (int)sizeof j->close);
    j->depth++;
    j->used[j->depth] = 0;
    j->close[j->depth] = closing;
    vg_putc(j->out, opening);
}

void vg_json_object(struct vg_json *j)
{
    open_with(j, '{', '}');
}

void vg_json_array(struct vg_json *j)
{
    open_with(j, '[', ']');
}

void vg_json_end(struct vg_json *j)
{
    assert(j->depth > 0 && !j->after_key);
    vg_putc(j->out, j->close[j->depth--]);
}

static void put_escaped(struct vg_buf *b, uint32_t c)
{
    switch (c) {
    case '"':
        vg_puts(b, "\\\"");
        break;
    case '\\':
        vg_puts(b, "\\\\");
        break;
    case '\n':
        vg_puts(b, "\\n");
        break;
    case '\r':
        vg_puts(b, "\\r");
        break;
    case '\t':
        vg_puts(b, "\\t");
        break;
    default:
        if (c < 0x20 || (c < 0x10000 && (vg_is_unseen(c) || c == 0x2028 || c == 0x2029)))
            vg_putf(b, "\\u%04x", (unsigned)c);
        else
            vg_put_utf8(b, c);
    }
}

/* Bytes of text from `at` on that stand for themselves: ASCII without quotes and
 * controls, and Han, which most of what is not ASCII is. */
static size_t plain_end(struct vg_str s, size_t at)
{
    while (at < s.len) {
        unsigned char c = (unsigned char)s.p[at];

        if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\')
            at++;
        else if (c >= 0xe4 && c <= 0xe9 && at + 3 <= s.len &&
                 ((unsigned char)s.p[at + 1] & 0xc0U) == 0x80 &&
                 ((unsigned char)s.p[at + 2] & 0xc0U) == 0x80)
            at += 3;
        else
            break;
    }
    return at;
}

/* The comma that parts a value from the one before, if there is one. */
static size_t comma_before(struct vg_json *j)
{
    size_t n = !j->after_key && j->depth > 0 && j->used[j->depth];

    if (!j->after_key)
        j->used[j->depth] = 1;
    j->after_key = 0;
    return n;
}

/* A text without anything to escape, in one piece; 0 when it is none. */
static int write_plain(struct vg_json *j, struct vg_str s)
{
    struct vg_buf *b = j->out;
    char *p;

    if (plain_end(s, 0) != s.len || !vg_buf_room(b, s.len + 3))
        return 0;
    p = b->p + b->len;
    if (comma_before(j))
        *p++ = ',';
    *p++ = '"';
    if (s.len > 0)
        memcpy(p, s.p, s.len);
    p += s.len;
    *p++ = '"';
    vg_buf_took(b, (size_t)(p - (b->p + b->len)));
    return 1;
}

void vg_json_str(struct vg_json *j, struct vg_str s)
{
    size_t at = 0;

    if (write_plain(j, s))
        return;
    before_value(j);
    vg_putc(j->out, '"');
    while (at < s.len) {
        size_t plain = plain_end(s, at);
        uint32_t c;

        vg_put(j->out, s.p + at, plain - at);
        at = plain;
        if (at == s.len)
            break;
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        if (c == 0) /* no text holds NUL, and strict readers, ours too, refuse it */
            c = 0xFFFD;
        put_escaped(j->out, c);
    }
    vg_putc(j->out, '"');
}

/* Keys are words of ours: nothing in them needs escaping. */
void vg_json_key(struct vg_json *j, const char *key)
{
    struct vg_buf *b = j->out;
    size_t n = strlen(key);
    char *p;

    assert(j->depth > 0 && j->close[j->depth] == '}' && !j->after_key);
    if (!vg_buf_room(b, n + 4))
        return;
    p = b->p + b->len;
    if (comma_before(j))
        *p++ = ',';
    *p++ = '"';
    memcpy(p, key, n);
    p += n;
    *p++ = '"';
    *p++ = ':';
    vg_buf_took(b, (size_t)(p - (b->p + b->len)));
    j->after_key = 1;
}

void vg_json_text(struct vg_json *j, const char *text)
{
    if (text == NULL)
        vg_json_null(j);
    else
        vg_json_str(j, vg_str(text));
}

void vg_json_i64(struct vg_json *j, int64_t v)
{
    before_value(j);
    vg_put_i64(j->out, v);
}

void vg_json_u64(struct vg_json *j, uint64_t v)
{
    before_value(j);
    vg_put_u64(j->out, v);
}

void vg_json_bool(struct vg_json *j, int v)
{
    before_value(j);
    vg_puts(j->out, v ? "true" : "false");
}

void vg_json_null(struct vg_json *j)
{
    before_value(j);
    vg_puts(j->out, "null");
}

static void put_double(struct vg_json *j, double v, int digits)
{
    before_value(j);
    if (!isfinite(v))
        vg_puts(j->out, "null");
    else
        vg_putf(j->out, "%.*g", digits, v);
}

void vg_json_number(struct vg_json *j, double v)
{
    put_double(j, v + 0.0, 10); /* no "-0" */
}

void vg_json_real(struct vg_json *j, double v)
{
    put_double(j, v, 15);
}

void vg_json_decimal(struct vg_json *j, int64_t n, unsigned scale)
{
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    uint64_t unit = 1;

    while (scale > 0 && size % 10 == 0) {
        size /= 10;
        scale--;
    }
    assert(scale < 19);
    for (unsigned i = 0; i < scale; i++)
        unit *= 10;
    before_value(j);
    if (n < 0)
        vg_putc(j->out, '-');
    vg_put_u64(j->out, size / unit);
    if (scale > 0)
        vg_putf(j->out, ".%0*" PRIu64, (int)scale, size % unit);
}

void vg_json_kt(struct vg_json *j, const char *key, const char *text)
{
    vg_json_key(j, key);
    vg_json_text(j, text);
}

void vg_json_ks(struct vg_json *j, const char *key, struct vg_str s)
{
    vg_json_key(j, key);
    vg_json_str(j, s);
}

void vg_json_ki(struct vg_json *j, const char *key, int64_t v)
{
    vg_json_key(j, key);
    vg_json_i64(j, v);
}

void vg_json_ku(struct vg_json *j, const char *key, uint64_t v)
{
    vg_json_key(j, key);
    vg_json_u64(j, v);
}

void vg_json_kn(struct vg_json *j, const char *key, double v)
{
    vg_json_key(j, key);
    vg_json_number(j, v);
}

void vg_json_kb(struct vg_json *j, const char *key, int v)
{
    vg_json_key(j, key);
    vg_json_bool(j, v);
}

/* jansson's own ceiling is 2048 levels; ours is met before it builds anything. */
static int too_deep(const char *p, size_t len)
{
    int depth = 0, in_string = 0;

    for (size_t i = 0; i < len; i++) {
        if (in_string) {
            if (p[i] == '\\')
                i++;
            else if (p[i] == '"')
                in_string = 0;
        } else if (p[i] == '"') {
            in_string = 1;
        } else if (p[i] == '{' || p[i] == '[') {
            if (++depth > VG_MAX_JSON_DEPTH)
                return 1;
        } else if (p[i] == '}' || p[i] == ']') {
            depth--;
        }
    }
    return 0;
}

int vg_json_read(const char *p, size_t len, json_t **out, struct vg_err *err)
{
    json_error_t why;
    json_t *value;

    if (too_deep(p, len))
        return vg_fail(err, VG_E_LIMIT, "JSON is nested deeper than %d levels", VG_MAX_JSON_DEPTH);
    value = json_loadb(p, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    if (value == NULL)
        return vg_fail(err, VG_E_FORMAT, "not valid JSON: %s (line %d, column %d)", why.text,
                       why.line, why.column);
    *out = value;
    return VG_OK;
}

void vg_json_seed(void)
{
    json_object_seed(0);
}

void vg_json_endp(json_t **p)
{
    json_decref(*p);
    *p = NULL;
}

int vg_json_get_text(const json_t *o, const char *key, const char **out, struct vg_err *err)
{
    const json_t *v = json_object_get(o, key);

    if (v == NULL || json_is_null(v)) {
        *out = NULL;
        return VG_OK;
    }
    if (!json_is_string(v))
        return vg_fail(err, VG_E_FORMAT, "%s: a text was expected", key);
    *out = json_string_value(v);
    return VG_OK;
}

int vg_json_get_i64(const json_t *o, const char *key, int64_t otherwise, int64_t *out,
                    struct vg_err *err)
{
    const json_t *v = json_object_get(o, key);

    if (v == NULL || json_is_null(v)) {
        *out = otherwise;
        return VG_OK;
    }
    if (!json_is_integer(v))
        return vg_fail(err, VG_E_FORMAT, "%s: a whole number was expected", key);
    *out = (int64_t)json_integer_value(v);
    return VG_OK;
}

int vg_json_get_words(const json_t *o, const char *key, int required, const char **out,
                      struct vg_err *err)
{
    int rc = vg_json_get_text(o, key, out, err);

    if (rc != VG_OK)
        return rc;
    if (*out == NULL || **out == '\0')
        *out = NULL;
    if (*out == NULL && required)
        return vg_fail(err, VG_E_FORMAT, "%s: it is missing", key);
    if (*out != NULL && strlen(*out) > (size_t)VG_MAX_WORDS)
        return vg_fail(err, VG_E_LIMIT, "%s: longer than %d bytes", key, (int)VG_MAX_WORDS);
    return VG_OK;
}

int vg_json_only_keys(const json_t *o, const char *const *keys, size_t n, struct vg_err *err)
{
    json_t *walked = (json_t *)(uintptr_t)o; /* jansson's iterators are not const */

    for (void *it = json_object_iter(walked); it != NULL; it = json_object_iter_next(walked, it)) {
        const char *key = json_object_iter_key(it);
        size_t i = 0;

        while (i < n && strcmp(keys[i], key) != 0)
            i++;
        if (i == n)
            return vg_fail(err, VG_E_FORMAT, "\"%.60s\" is no key of it", key);
    }
    return VG_OK;
}
