/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A URL is cut into its five parts as RFC 3986 appendix B does it, without
 * judging; reading then judges scheme, authority and bytes, and joining works
 * on the parts alone. Host names go through UTS 46 (ICU), so that full-width
 * digits and ideographic full stops cannot hide an address from the guard.
 */
#include "capture/url.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include <unicode/uidna.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "capture/address.h"

/* A part that is not there has p == NULL, one that is empty has not. */
struct parts {
    struct vg_str scheme, authority, path, query, fragment;
};

enum { MAX_HOST = 253 };

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_scheme_byte(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* Cut `s` before the first of `ends` (NUL-terminated), or take all of it. */
static struct vg_str cut(struct vg_str *s, const char *ends)
{
    struct vg_str head = {s->p, 0};
    size_t n = strlen(ends);

    while (head.len < s->len && memchr(ends, s->p[head.len], n) == NULL)
        head.len++;
    s->p += head.len;
    s->len -= head.len;
    return head;
}

static struct vg_str skip(struct vg_str s, size_t n)
{
    return (struct vg_str){s.p + n, s.len - n};
}

static struct parts split(struct vg_str s)
{
    struct parts u = {0};
    size_t n = 0;

    while (n < s.len && is_scheme_byte(s.p[n]))
        n++;
    if (n > 0 && n < s.len && s.p[n] == ':' && is_letter(s.p[0])) {
        u.scheme = (struct vg_str){s.p, n};
        s = skip(s, n + 1);
    }
    if (s.len >= 2 && s.p[0] == '/' && s.p[1] == '/') {
        s = skip(s, 2);
        u.authority = cut(&s, "/?#");
    }
    u.path = cut(&s, "?#");
    if (s.len > 0 && s.p[0] == '?') {
        s = skip(s, 1);
        u.query = cut(&s, "#");
    }
    if (s.len > 0)
        u.fragment = skip(s, 1);
    return u;
}

/*
 * RFC 3986 section 5.2.4, one pass: a segment is appended or, for "..", the last
 * one taken off. `path` and the result begin with '/' if the path is absolute.
 */
static void put_without_dots(struct vg_buf *b, struct vg_str path)
{
    size_t start = b->len;

    while (path.len > 0) {
        struct vg_str segment;
        int is_rooted = path.p[0] == '/', is_dot, is_up;

        if (is_rooted)
            path = skip(path, 1);
        segment = cut(&path, "/");
        is_dot = vg_str_is(segment, ".") || (segment.len == 3 && !strncasecmp(segment.p, "%2e", 3));
        is_up = vg_str_is(segment, "..") ||
                (segment.len == 6 && !strncasecmp(segment.p, "%2e%2e", 6)) ||
                (segment.len == 4 &&
                 (!strncasecmp(segment.p, ".%2e", 4) || !strncasecmp(segment.p, "%2e.", 4)));
        if (is_up)
            while (b->len > start && b->p[--b->len] != '/')
                ;
        if (!is_dot && !is_up) {
            if (is_rooted)
                vg_putc(b, '/');
            vg_put_str(b, segment);
        } else if (path.len == 0 && is_rooted) {
            vg_putc(b, '/'); /* "/a/." is the folder /a/ */
        }
    }
}

/* Section 5.2.3: the base's path up to its last slash, then the reference's. */
static void put_merged(struct vg_buf *b, const struct parts *base, struct vg_str path)
{
    size_t n = base->path.len;

    if (base->authority.p != NULL && n == 0)
        vg_putc(b, '/');
    while (n > 0 && base->path.p[n - 1] != '/')
        n--;
    vg_put(b, base->path.p, n);
    vg_put_str(b, path);
}

static void put_parts(struct vg_buf *b, const struct parts *u)
{
    vg_put_str(b, u->scheme);
    vg_putc(b, ':');
    if (u->authority.p != NULL) {
        vg_puts(b, "//");
        vg_put_str(b, u->authority);
    }
    vg_put_str(b, u->path);
    if (u->query.p != NULL) {
        vg_putc(b, '?');
        vg_put_str(b, u->query);
    }
    if (u->fragment.p != NULL) {
        vg_putc(b, '#');
        vg_put_str(b, u->fragment);
    }
}

int vg_url_join(struct vg_arena *a, struct vg_str base, struct vg_str ref, struct vg_str *out,
                struct vg_err *err)
{
    VG_SCOPED_BUF merged = {.max = 3 * VG_MAX_URL};
    VG_SCOPED_BUF path = {.max = 3 * VG_MAX_URL};
    VG_SCOPED_BUF whole = {.max = 6 * VG_MAX_URL};
    struct parts b = split(base), r = split(ref), t;

    if (base.len > VG_MAX_URL || ref.len > VG_MAX_URL)
        return vg_fail(err, VG_E_LIMIT, "the URL is longer than %d bytes", VG_MAX_URL);
    if (b.scheme.p == NULL)
        return vg_fail(err, VG_E_FORMAT, "the base URL has no scheme");
    t = r;
    if (r.scheme.p == NULL) {
        t.scheme = b.scheme;
        if (r.authority.p == NULL) {
            t.authority = b.authority;
            if (r.path.len == 0 && r.query.p == NULL)
                t.query = b.query;
        }
    }
    if (r.scheme.p != NULL || r.authority.p != NULL || (r.path.len > 0 && r.path.p[0] == '/'))
        put_without_dots(&path, r.path);
    else if (r.path.len == 0)
        vg_put_str(&path, b.path);
    else {
        put_merged(&merged, &b, r.path);
        put_without_dots(&path, vg_buf_str(&merged));
    }
    t.path = vg_buf_str(&path);
    put_parts(&whole, &t);
    *out = vg_str_copy(a, vg_buf_str(&whole));
    return VG_OK;
}

/* -- reading ------------------------------------------------------------------- */

static struct vg_str trimmed(struct vg_str s)
{
    while (s.len > 0 && strchr(" \t\r\n\f", s.p[0]) != NULL && s.p[0] != '\0')
        s = skip(s, 1);
    while (s.len > 0 && strchr(" \t\r\n\f", s.p[s.len - 1]) != NULL && s.p[s.len - 1] != '\0')
        s.len--;
    return s;
}

/* May this byte stand in a path or query as it is? RFC 3986 pchar, '/', '?', and the
 * percent sign, right or wrong: escapes stay as they came. */
static int is_url_byte(unsigned char c)
{
    if (is_letter((char)c) || (c >= '0' && c <= '9'))
        return 1;
    return c != '\0' && strchr("-._~!$&'()*+,;=:@/?%[]|", c) != NULL;
}

static void put_escaped(struct vg_buf *b, struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (is_url_byte(c))
            vg_putc(b, (char)c);
        else
            vg_putf(b, "%%%02X", c);
    }
}

/*
 * The ASCII form of a host name. Plain names are only put in lower case: hosts
 * with underscores or long hyphens exist, and UTS 46 would refuse some of them.
 */
static int host_to_ascii(struct vg_arena *a, struct vg_str host, struct vg_str *out,
                         struct vg_err *err)
{
    char *p = vg_alloc(a, MAX_HOST + 2);
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;
    UIDNA *idna;
    int32_t n;
    size_t high = 0;

    if (host.len == 0 || host.len > VG_MAX_URL)
        return vg_fail(err, VG_E_FORMAT, "the URL names no host");
    while (high < host.len && (unsigned char)host.p[high] < 0x80)
        high++;
    if (high == host.len) {
        if (host.len > MAX_HOST + 1)
            return vg_fail(err, VG_E_FORMAT, "the host name is longer than %d bytes", MAX_HOST);
        for (size_t i = 0; i < host.len; i++)
            p[i] = is_letter(host.p[i]) ? (char)(host.p[i] | 0x20) : host.p[i];
        *out = (struct vg_str){p, host.len};
        return VG_OK;
    }
    idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                           &status);
    if (U_FAILURE(status))
        return vg_fail(err, VG_E_IO, "no host name tables: %s", u_errorName(status));
    n = uidna_nameToASCII_UTF8(idna, host.p, (int32_t)host.len, p, MAX_HOST + 1, &info, &status);
    uidna_close(idna);
    if (U_FAILURE(status) || info.errors != 0 || n < 1 || n > MAX_HOST)
        return vg_fail(err, VG_E_FORMAT, "the host is no international host name (UTS 46)");
    *out = (struct vg_str){p, (size_t)n};
    return VG_OK;
}

/* Cut ":port" off the authority. An empty port means the scheme's own. */
static int take_port(struct vg_str *host, int is_https, int *port, struct vg_err *err)
{
    size_t at = host->len;
    int v = 0;

    *port = is_https ? 443 : 80;
    while (at > 0 && host->p[at - 1] >= '0' && host->p[at - 1] <= '9')
        at--;
    if (at == 0 || host->p[at - 1] != ':') {
        if (host->len > 0 && host->p[0] != '[' && memchr(host->p, ':', host->len) != NULL)
            return vg_fail(err, VG_E_FORMAT, "the URL has a port that is no number");
        return VG_OK;
    }
    for (size_t i = at; i < host->len && v <= 65535; i++)
        v = v * 10 + (host->p[i] - '0');
    if (at < host->len && (v < 1 || v > 65535))
        return vg_fail(err, VG_E_FORMAT, "the URL has a port outside 1 to 65535");
    if (at < host->len)
        *port = v;
    host->len = at - 1;
    return VG_OK;
}

static int read_host(struct vg_arena *a, struct vg_str host, struct vg_str *out, struct vg_err *err)
{
    struct vg_address address;
    char text[VG_ADDRESS_TEXT];
    int rc;

    if (host.len > 0 && host.p[0] == '[') {
        if (vg_host_kind(host, &address) != VG_HOST_ADDRESS)
            return vg_fail(err, VG_E_FORMAT, "what stands in brackets is no IPv6 address");
        vg_address_write(&address, text);
        *out = vg_str_copy(a, vg_str(text));
        return VG_OK;
    }
    rc = host_to_ascii(a, host, out, err);
    if (rc != VG_OK)
        return rc;
    if (vg_host_kind(*out, NULL) == VG_HOST_ODD)
        return vg_fail(err, VG_E_FORMAT,
                       "the host is neither a name nor an address in its ordinary form");
    return VG_OK;
}

static int read_authority(struct vg_arena *a, struct vg_str s, struct vg_url *u, struct vg_err *err)
{
    int rc;

    if (s.p == NULL || s.len == 0)
        return vg_fail(err, VG_E_FORMAT, "the URL names no host");
    if (memchr(s.p, '@', s.len) != NULL)
        return vg_fail(err, VG_E_REFUSED,
                       "the URL carries a user name or password; nothing is fetched with one");
    rc = take_port(&s, vg_str_is(u->scheme, "https"), &u->port, err);
    if (rc != VG_OK)
        return rc;
    return read_host(a, s, &u->host, err);
}

/* Write the URL one way; `target` points into it. */
static int write_one_way(struct vg_arena *a, const struct parts *parts, struct vg_url *u,
                         struct vg_err *err)
{
    VG_SCOPED_BUF path = {.max = 4 * VG_MAX_URL};
    VG_SCOPED_BUF b = {.max = VG_MAX_URL};
    int is_v6;
    size_t at;

    assert(u->host.p != NULL); /* read_authority() found one */
    is_v6 = memchr(u->host.p, ':', u->host.len) != NULL;
    vg_putf(&b, "%.*s://%s%.*s%s", (int)u->scheme.len, u->scheme.p, is_v6 ? "[" : "",
            (int)u->host.len, u->host.p, is_v6 ? "]" : "");
    if (u->port != (vg_str_is(u->scheme, "https") ? 443 : 80))
        vg_putf(&b, ":%d", u->port);
    at = b.len;
    put_without_dots(&path, parts->path);
    if (path.len == 0)
        vg_putc(&b, '/');
    put_escaped(&b, vg_buf_str(&path));
    if (parts->query.p != NULL) {
        vg_putc(&b, '?');
        put_escaped(&b, parts->query);
    }
    if (b.full)
        return vg_fail(err, VG_E_LIMIT, "the URL is longer than %d bytes", VG_MAX_URL);
    u->text = vg_str_copy(a, vg_buf_str(&b));
    u->target = skip(u->text, at);
    return VG_OK;
}

int vg_url_read(struct vg_arena *a, struct vg_str text, struct vg_url *out, struct vg_err *err)
{
    struct vg_url u = {0};
    struct parts parts;
    int rc;

    text = trimmed(text);
    if (text.len > VG_MAX_URL)
        return vg_fail(err, VG_E_LIMIT, "the URL is longer than %d bytes", VG_MAX_URL);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7f)
            return vg_fail(err, VG_E_FORMAT, "the URL has a control character in it");
    parts = split(text);
    if (parts.scheme.p == NULL)
        return vg_fail(err, VG_E_FORMAT, "this is no URL: it has no scheme");
    if (parts.scheme.len == 4 && strncasecmp(parts.scheme.p, "http", 4) == 0)
        u.scheme = vg_str("http");
    else if (parts.scheme.len == 5 && strncasecmp(parts.scheme.p, "https", 5) == 0)
        u.scheme = vg_str("https");
    else
        return vg_fail(err, VG_E_REFUSED, "only http and https are fetched, not %.*s",
                       (int)(parts.scheme.len < 40 ? parts.scheme.len : 40), parts.scheme.p);
    rc = read_authority(a, parts.authority, &u, err);
    if (rc == VG_OK)
        rc = write_one_way(a, &parts, &u, err);
    if (rc == VG_OK)
        *out = u;
    return rc;
}

int vg_url_is_web(struct vg_str text)
{
    return (text.len >= 7 && strncasecmp(text.p, "http://", 7) == 0) ||
           (text.len >= 8 && strncasecmp(text.p, "https://", 8) == 0);
}
