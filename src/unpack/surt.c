/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The rules of the Internet Archive's canonicaliser as its own documentation
 * and key files show them: escapes are undone until nothing changes and made
 * again once; dot segments and double slashes go; then host, path and query are
 * simplified.
 */
#include "unpack/surt.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digits.h"
#include "base/limits.h"

/* An http address taken apart; no part is decoded. */
struct parts {
    struct vg_str host, port, path, query;
    int is_https, has_query;
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static int starts(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && strncasecmp(s.p, word, n) == 0;
}

static struct vg_str from(struct vg_str s, size_t at)
{
    return (struct vg_str){s.p + at, s.len - at};
}

/* The first byte that is one of `ends`, else the length. */
static size_t until(struct vg_str s, const char *ends)
{
    size_t i = 0;

    while (i < s.len && (s.p[i] == '\0' || strchr(ends, s.p[i]) == NULL))
        i++;
    return i;
}

static void split_authority(struct vg_str s, struct parts *u)
{
    size_t i;

    for (i = s.len; i > 0 && s.p[i - 1] != '@'; i--)
        continue;
    s = from(s, i);
    i = s.len > 0 && s.p[0] == '[' ? until(s, "]") : 0;
    i += until(from(s, i), ":");
    u->host = (struct vg_str){s.p, i};
    u->port = i < s.len ? from(s, i + 1) : (struct vg_str){0};
    if (vg_str_is(u->port, u->is_https ? "443" : "80"))
        u->port = (struct vg_str){0};
}

static int split(struct vg_str url, struct parts *u)
{
    size_t i;

    *u = (struct parts){.is_https = starts(url, "https://")};
    if (!u->is_https && !starts(url, "http://"))
        return 0;
    url = from(url, u->is_https ? 8 : 7);
    url.len = until(url, "#");
    i = until(url, "/?\\");
    split_authority((struct vg_str){url.p, i}, u);
    url = from(url, i);
    i = until(url, "?");
    u->path = (struct vg_str){url.p, i};
    u->has_query = i < url.len;
    if (u->has_query)
        u->query = from(url, i + 1);
    return 1;
}

/* "www.", "www2." … in front of something. */
static struct vg_str without_www(struct vg_str host)
{
    size_t i = 3;

    if (!starts(host, "www"))
        return host;
    while (i < host.len && host.p[i] >= '0' && host.p[i] <= '9')
        i++;
    return i + 1 < host.len && host.p[i] == '.' ? from(host, i + 1) : host;
}

/* The labels in reverse, in lower case, joined by commas. */
static void put_host(struct vg_buf *b, struct vg_str host, struct vg_str port)
{
    size_t end = host.len;

    while (end > 0 && host.p[end - 1] == '.')
        end--;
    for (size_t i = end; i > 0; i--) {
        if (i > 1 && host.p[i - 2] != '.')
            continue;
        for (size_t k = i - 1; k < end; k++)
            vg_putc(b, lower(host.p[k]));
        if (i > 1)
            vg_putc(b, ',');
        end = i > 1 ? i - 2 : 0;
    }
    if (port.len > 0) {
        vg_putc(b, ':');
        vg_put_str(b, port);
    }
    vg_putc(b, ')');
}

/* -- escapes ---------------------------------------------------------------------- */

/* Escapes undone until none is left, in place. A byte that is written comes from three or one, and
 * may only make an escape with the two before it: looking back that far is enough. */
static struct vg_str unescaped(struct vg_arena *a, struct vg_str s)
{
    char *p = vg_copy(a, s.p, s.len);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        p[n++] = s.p[i];
        while (n >= 3) {
            int c = vg_digit_escape((struct vg_str){p, n}, n - 3, '%');

            if (c < 0)
                break;
            n -= 2;
            p[n - 1] = (char)c;
        }
    }
    return (struct vg_str){p, n};
}

static void put_escaped(struct vg_buf *b, struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c <= 0x20 || c >= 0x7f || c == '%' || c == '#')
            vg_putf(b, "%%%02x", c);
        else
            vg_putc(b, lower((char)c));
    }
}

/* -- the path ----------------------------------------------------------------------- */

/* Without empty, "." and ".." segments. */
static struct vg_str normal_path(struct vg_arena *a, struct vg_str path)
{
    char *p = vg_alloc(a, path.len + 2);
    size_t n = 0, at = 0;
    int open = 1; /* the path ends in a slash */

    while (at < path.len) {
        struct vg_str part = from(path, at);

        part.len = until(part, "/");
        at += part.len + 1;
        open = at <= path.len || vg_str_is(part, ".") || vg_str_is(part, "..");
        if (vg_str_is(part, "..")) {
            while (n > 0 && p[--n] != '/')
                continue;
        } else if (part.len > 0 && !vg_str_is(part, ".")) {
            p[n++] = '/';
            memcpy(p + n, part.p, part.len);
            n += part.len;
        }
    }
    if (open || n == 0)
        p[n++] = '/';
    return (struct vg_str){p, n};
}

static int is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

/* `n` letters or digits and then the end, or `end`. */
static int is_token(struct vg_str s, size_t n, char end)
{
    if (s.len < n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_alnum(s.p[i]))
            return 0;
    }
    return s.len == n || s.p[n] == end;
}

static struct vg_str without_path_session(struct vg_str path)
{
    static const char word[] = ";jsessionid=";
    size_t n = sizeof word - 1;

    if (path.len < n + 32 || !starts(from(path, path.len - n - 32), word) ||
        !is_token(from(path, path.len - 32), 32, '\0'))
        return path;
    path.len -= n + 32;
    return path;
}

/* -- the query ----------------------------------------------------------------------- */

/* A field of a query. */
struct field {
    struct vg_str name, value;
    int has_value;
    size_t nth;
};

static struct field field_of(struct vg_str s, size_t nth)
{
    size_t i = until(s, "=");
    struct field f = {.name = {s.p, i}, .has_value = i < s.len, .nth = nth};

    if (f.has_value)
        f.value = from(s, i + 1);
    return f;
}

static int is_session(const struct field *f)
{
    if (!f->has_value)
        return 0;
    if ((f->name.len == 10 && starts(f->name, "jsessionid")) ||
        (f->name.len == 9 && starts(f->name, "phpsessid")) ||
        (f->name.len == 3 && starts(f->name, "sid")))
        return f->value.len == 32 && is_token(f->value, 32, '\0');
    if (f->name.len == 20 && starts(f->name, "aspsessionid"))
        return f->value.len == 24 && is_token(f->value, 24, '\0');
    return 0;
}

static int by_name_and_value(const void *a, const void *b)
{
    const struct field *x = a, *y = b;
    int c = vg_str_cmp(x->name, y->name);

    if (c == 0 && x->has_value != y->has_value)
        return x->has_value - y->has_value;
    if (c == 0)
        c = vg_str_cmp(x->value, y->value);
    return c != 0 ? c : (x->nth > y->nth) - (x->nth < y->nth);
}

static int by_name(const void *a, const void *b)
{
    const struct field *x = a, *y = b;
    int c = vg_str_cmp(x->name, y->name);

    return c != 0 ? c : (x->nth > y->nth) - (x->nth < y->nth);
}

static struct field *fields_of(struct vg_arena *a, struct vg_str query, size_t *n)
{
    size_t room = 1, at = 0;
    struct field *list;

    for (size_t i = 0; i < query.len; i++)
        room += query.p[i] == '&';
    list = VG_NEW_ARRAY(a, struct field, room);
    *n = 0;
    while (at <= query.len && *n < room) {
        struct vg_str part = from(query, at);

        part.len = until(part, "&");
        at += part.len + 1;
        list[*n] = field_of(part, *n);
        ++*n;
    }
    return list;
}

/* -- the forms ------------------------------------------------------------------------- */

static void put_query(struct vg_arena *a, struct vg_buf *b, struct vg_str query)
{
    VG_SCOPED_BUF text = {.max = 4 * KIB(64)};
    struct field *list;
    size_t n, written = 0;

    put_escaped(&text, unescaped(a, query));
    list = fields_of(a, vg_buf_str(&text), &n);
    qsort(list, n, sizeof *list, by_name_and_value);
    for (size_t i = 0; i < n; i++) {
        if (is_session(&list[i]) || (n == 1 && list[i].name.len == 0 && !list[i].has_value))
            continue;
        vg_putc(b, written++ == 0 ? '?' : '&');
        vg_put_str(b, list[i].name);
        if (list[i].has_value)
            vg_putc(b, '=');
        vg_put_str(b, list[i].value);
    }
}

static void put_archive_form(struct vg_arena *a, struct vg_buf *b, const struct parts *u)
{
    struct vg_str path = normal_path(a, unescaped(a, u->path));

    put_host(b, without_www(u->host), u->port);
    path = without_path_session(path);
    if (path.len > 1 && path.p[path.len - 1] == '/')
        path.len--;
    put_escaped(b, path);
    if (u->has_query)
        put_query(a, b, u->query);
}

/* As a form sends it (WHATWG URL, application/x-www-form-urlencoded). */
static void put_form_encoded(struct vg_buf *b, struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        int c = vg_digit_escape(s, i, '%');

        if (c >= 0)
            i += 2;
        else
            c = s.p[i] == '+' ? ' ' : (unsigned char)lower(s.p[i]);
        if (c == ' ')
            vg_putc(b, '+');
        else if (is_alnum((char)c) || (c != 0 && c < 0x80 && strchr("*-._", c) != NULL))
            vg_putc(b, (char)c);
        else
            vg_putf(b, "%%%02X", (unsigned)c);
    }
}

static void put_script_form(struct vg_arena *a, struct vg_buf *b, const struct parts *u)
{
    struct field *list;
    size_t n;

    put_host(b, without_www(u->host), u->port);
    if (u->path.len == 0)
        vg_putc(b, '/');
    for (size_t i = 0; i < u->path.len; i++) {
        unsigned char c = (unsigned char)u->path.p[i];

        if (c <= 0x20 || c >= 0x7f || strchr("\"<>`{}", c) != NULL)
            vg_putf(b, "%%%02X", c);
        else
            vg_putc(b, lower((char)c));
    }
    if (u->query.len == 0)
        return;
    list = fields_of(a, u->query, &n);
    qsort(list, n, sizeof *list, by_name);
    for (size_t i = 0; i < n; i++) {
        vg_putc(b, i == 0 ? '?' : '&');
        put_form_encoded(b, list[i].name);
        vg_putc(b, '=');
        put_form_encoded(b, list[i].value);
    }
}

static void put_plain_form(struct vg_buf *b, const struct parts *u)
{
    put_host(b, u->host, u->port);
    if (u->path.len == 0)
        vg_putc(b, '/');
    vg_put_str(b, u->path);
    if (u->has_query) {
        vg_putc(b, '?');
        vg_put_str(b, u->query);
    }
}

static struct vg_str make_form(struct vg_arena *a, const struct parts *u, int form)
{
    VG_SCOPED_BUF b = {.max = 4 * KIB(64)};

    if (form == 0)
        put_archive_form(a, &b, u);
    else if (form == 1)
        put_script_form(a, &b, u);
    else
        put_plain_form(&b, u);
    return vg_str_copy(a, vg_buf_str(&b));
}

struct vg_str vg_surt(struct vg_arena *a, struct vg_str url)
{
    struct parts u;

    return url.len <= KIB(64) && split(url, &u) ? make_form(a, &u, 0) : url;
}

size_t vg_surt_forms(struct vg_arena *a, struct vg_str url, struct vg_str out[VG_SURT_FORMS])
{
    struct parts u;
    size_t n = 0;

    if (url.len > KIB(64) || !split(url, &u)) {
        out[0] = url;
        return 1;
    }
    for (int form = 0; form < VG_SURT_FORMS; form++) {
        size_t i = 0;

        out[n] = make_form(a, &u, form);
        while (i < n && vg_str_cmp(out[i], out[n]) != 0)
            i++;
        n += i == n;
    }
    return n;
}
