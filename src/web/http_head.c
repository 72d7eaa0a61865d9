/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/http_head.h"

#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "base/utf8.h"

/* What libmicrohttpd makes of a header in the memory of a connection: an entry for each
 * header, query field and cookie, a second copy of the cookies, and room for the
 * header of the answer. A header for which that does not fit is refused here, because its own
 * refusal would not carry our headers. */
enum { ENTRY = 88, ANSWER = 3 * 1024 };

static int is_token(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static int are_tokens(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_token((unsigned char)s.p[i]))
            return 0;
    return s.len > 0;
}

static int same_word(struct vg_str s, const char *word)
{
    return s.len == strlen(word) && strncasecmp(s.p, word, s.len) == 0;
}

const char *vg_http_decode(struct vg_str s, int plus, struct vg_arena *a)
{
    char *out = vg_alloc(a, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];

        if (c == '+' && plus) {
            c = ' ';
        } else if (c == '%') {
            int byte = vg_digit_escape(s, i, '%');

            if (byte < 0)
                return NULL;
            c = (char)byte;
            i += 2;
        }
        if (c == '\0')
            return NULL;
        out[n++] = c;
    }
    out[n] = '\0';
    return vg_utf8_bad(out, n) == n ? out : NULL;
}

/* Up to `end` or all of it; *s is what follows. */
static struct vg_str cut(struct vg_str *s, char end)
{
    const char *at = s->len > 0 ? memchr(s->p, end, s->len) : NULL;
    struct vg_str first = {s->p, at == NULL ? s->len : (size_t)(at - s->p)};

    s->p += first.len + (at != NULL);
    s->len -= first.len + (at != NULL);
    return first;
}

int vg_http_fields(struct vg_str s, size_t max, struct vg_arena *a,
                   const struct vg_http_field **out, size_t *n)
{
    struct vg_http_field *list = NULL;
    size_t count = 0, room = 0;

    while (s.len > 0) {
        struct vg_str value = cut(&s, '&'), name;

        if (value.len == 0)
            continue;
        name = cut(&value, '=');
        if (count == max)
            return 413;
        list = vg_grow(a, list, count, &room);
        list[count].name = vg_http_decode(name, 1, a);
        list[count].value = vg_http_decode(value, 1, a);
        if (list[count].name == NULL || list[count].value == NULL)
            return 400;
        count++;
    }
    *out = list;
    *n = count;
    return 0;
}

/* -- the first line ------------------------------------------------------------------- */

static int read_target(struct vg_str target, struct vg_arena *a, struct vg_http_ask *ask)
{
    struct vg_str path, query = target;
    int status;

    if (target.len > VG_MAX_URL)
        return 414;
    if (target.len == 0 || target.p[0] != '/')
        return 400;
    for (size_t i = 0; i < target.len; i++)
        if ((unsigned char)target.p[i] <= ' ' || (unsigned char)target.p[i] > '~' ||
            target.p[i] == '#')
            return 400;
    path = cut(&query, '?');
    ask->path = vg_http_decode(path, 0, a);
    if (ask->path == NULL)
        return 400;
    for (size_t i = 0, len = strlen(ask->path); i < len;) {
        uint32_t c;

        i += vg_utf8_next(ask->path + i, len - i, &c);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0))
            return 400;
    }
    ask->target = vg_copy(a, target.p, target.len);
    status = vg_http_fields(query, VG_HTTP_QUERY, a, &ask->query, &ask->n_query);
    return status == 413 ? 414 : status;
}

static int read_version(struct vg_str version, struct vg_http_head *out)
{
    if (vg_str_is(version, "HTTP/1.1"))
        return 0;
    out->closes = 1;
    if (vg_str_is(version, "HTTP/1.0"))
        return 0;
    return version.len == 8 && memcmp(version.p, "HTTP/", 5) == 0 && version.p[6] == '.' ? 505
                                                                                         : 400;
}

static int read_first_line(struct vg_str line, struct vg_arena *a, struct vg_http_head *out)
{
    struct vg_str method = cut(&line, ' '), target = cut(&line, ' ');
    int status;

    if (!are_tokens(method))
        return 400;
    status = read_version(line, out);
    if (status == 0)
        status = read_target(target, a, &out->ask);
    if (status == 400 && !vg_str_is(method, "GET") && target.len > 0 && target.p[0] != '/')
        return 405; /* CONNECT host:port, OPTIONS *: known to HTTP, not taken here */
    if (status != 0)
        return status;
    out->is_head = vg_str_is(method, "HEAD");
    out->ask.method = vg_str_is(method, "POST") ? "POST" : "GET";
    return out->is_head || vg_str_is(method, out->ask.method) ? 0 : 405;
}

/* -- the fields ----------------------------------------------------------------------- */

struct reading {
    struct vg_http_head *out;
    const char *length, *coding, *expect, *connection;
    size_t fields, cookies; /* counted */
};

/* Where a field that matters here goes; NULL for the others. */
static const char **place_of(struct reading *r, struct vg_str name)
{
    struct vg_http_ask *ask = &r->out->ask;
    const struct {
        const char *name, **place;
    } known[] = {
        {"host", &ask->host},
        {"origin", &ask->origin},
        {"cookie", &ask->cookie},
        {"accept-language", &ask->accept_language},
        {"accept-encoding", &ask->accept_encoding},
        {"if-none-match", &ask->if_none_match},
        {"sec-fetch-site", &ask->fetch_site},
        {"x-vigil-token", &ask->token},
        {"x-vigil-name", &r->out->file_name},
        {"last-event-id", &ask->last_event_id},
        {"content-type", &ask->content_type},
        {"content-length", &r->length},
        {"transfer-encoding", &r->coding},
        {"expect", &r->expect},
        {"connection", &r->connection},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (same_word(name, known[i].name))
            return known[i].place;
    return NULL;
}

static int read_field(struct reading *r, struct vg_str line, struct vg_arena *a)
{
    struct vg_str value = line, name = cut(&value, ':');
    const char **place;

    if (name.len == line.len || !are_tokens(name))
        return 400; /* folded lines begin with a space, which is no token */
    while (value.len > 0 && (value.p[0] == ' ' || value.p[0] == '\t')) {
        value.p++;
        value.len--;
    }
    while (value.len > 0 && (value.p[value.len - 1] == ' ' || value.p[value.len - 1] == '\t'))
        value.len--;
    for (size_t i = 0; i < value.len; i++)
        if (((unsigned char)value.p[i] < ' ' && value.p[i] != '\t') || value.p[i] == 0x7f)
            return 400;
    if (vg_utf8_bad(value.p, value.len) != value.len)
        return 400;
    if (++r->fields > VG_HTTP_FIELDS)
        return 431;
    place = place_of(r, name);
    if (place == NULL)
        return 0;
    if (*place != NULL)
        return 400;
    *place = vg_copy(a, value.p, value.len);
    return 0;
}

static int read_length(const struct reading *r, struct vg_http_head *out)
{
    int is_post = strcmp(out->ask.method, "POST") == 0;

    if (r->coding != NULL)
        return r->length == NULL && strcasecmp(r->coding, "chunked") == 0 ? 411 : 400;
    if (r->length == NULL)
        return is_post ? 411 : 0;
    for (const char *p = r->length; *p != '\0'; p++) {
        if (*p < '0' || *p > '9')
            return 400;
        if (p - r->length >= 15)
            return 413;
        out->length = out->length * 10 + (*p - '0');
    }
    return *r->length == '\0' || (!is_post && out->length > 0) ? 400 : 0;
}

static int is_host(const char *host)
{
    if (host == NULL || *host == '\0')
        return 0;
    for (const char *p = host; *p != '\0'; p++)
        if (!is_token((unsigned char)*p) && strchr(":[]", *p) == NULL)
            return 0;
    return 1;
}

/* Nothing but tokens and commas, so that no other reader finds another meaning in it. */
static int read_connection(const char *list, struct vg_http_head *out)
{
    struct vg_str s = vg_str(list);

    while (s.len > 0) {
        struct vg_str word = cut(&s, ',');

        while (word.len > 0 && word.p[0] == ' ') {
            word.p++;
            word.len--;
        }
        if (!are_tokens(word))
            return 400;
        if (!same_word(word, "keep-alive"))
            out->closes = 1; /* close; upgrades are not taken either */
    }
    return 0;
}

static int fits(const struct reading *r, const struct vg_http_head *out)
{
    size_t entries = r->fields + out->ask.n_query, cookies = 0;

    for (const char *p = out->ask.cookie; p != NULL && *p != '\0'; p++) {
        entries += *p == ';' || p == out->ask.cookie;
        cookies++;
    }
    return out->size + cookies + entries * ENTRY + ANSWER <= (size_t)VG_HTTP_POOL;
}

static int conclude(const struct reading *r, struct vg_http_head *out)
{
    int status;

    if (!is_host(out->ask.host))
        return 400;
    status = read_length(r, out);
    if (status == 0)
        status = read_connection(r->connection, out);
    if (status == 0 && r->expect != NULL && strcasecmp(r->expect, "100-continue") != 0)
        status = 417;
    if (status == 0 && !fits(r, out))
        status = 431;
    return status;
}

/* Not whole: is it bad already? */
static int unfinished(const char *p, size_t n)
{
    const char *end = memchr(p, '\n', n);

    if (end == NULL && n > VG_MAX_URL + 32)
        return 414;
    for (; end != NULL; end = memchr(end + 1, '\n', n - (size_t)(end + 1 - p)))
        if (end == p || end[-1] != '\r')
            return 400;
    return n > (size_t)VG_MAX_HEADER ? 431 : VG_HTTP_MORE;
}

int vg_http_head_read(const char *p, size_t n, struct vg_arena *a, struct vg_http_head *out)
{
    struct vg_http_head head = {0};
    struct reading r = {.out = &head};
    const char *end = memmem(p, n, "\r\n\r\n", 4);
    struct vg_str line = {p, 0};
    int status;

    if (end == NULL)
        return unfinished(p, n);
    head.size = (size_t)(end - p) + 4;
    line.len = (size_t)((const char *)memmem(p, head.size, "\r\n", 2) - p);
    /* Before its size: a target that is too long is named as such. */
    status = read_first_line(line, a, &head);
    if (status == 0 && head.size > (size_t)VG_MAX_HEADER)
        status = 431;
    while (status == 0 && line.p + line.len < end) {
        line.p += line.len + 2;
        line.len =
            (size_t)((const char *)memmem(line.p, (size_t)(end + 2 - line.p), "\r\n", 2) - line.p);
        status = read_field(&r, line, a);
    }
    if (status == 0)
        status = conclude(&r, &head);
    if (status == 0)
        *out = head;
    return status;
}
