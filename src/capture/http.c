/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "capture/http.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"

/* -- lines ------------------------------------------------------------------------- */

/* The next line without its end, taken off the front of *rest; 0 when nothing is left. */
static int next_line(struct vg_str *rest, struct vg_str *line)
{
    const char *end;
    size_t whole;

    if (rest->len == 0)
        return 0;
    end = memchr(rest->p, '\n', rest->len);
    *line = (struct vg_str){rest->p, end == NULL ? rest->len : (size_t)(end - rest->p)};
    whole = end == NULL ? rest->len : line->len + 1;
    if (line->len > 0 && line->p[line->len - 1] == '\r')
        line->len--;
    rest->p += whole;
    rest->len -= whole;
    return 1;
}

static struct vg_str trim(struct vg_str s)
{
    while (s.len > 0 && (s.p[0] == ' ' || s.p[0] == '\t')) {
        s.p++;
        s.len--;
    }
    while (s.len > 0 && (s.p[s.len - 1] == ' ' || s.p[s.len - 1] == '\t'))
        s.len--;
    return s;
}

/* Is the line a header of this name? Then *value is what it says. */
static int is_header(struct vg_str line, const char *name, struct vg_str *value)
{
    size_t n = strlen(name);

    if (line.len <= n || line.p[n] != ':' || strncasecmp(line.p, name, n) != 0)
        return 0;
    *value = trim((struct vg_str){line.p + n + 1, line.len - n - 1});
    return 1;
}

struct vg_str vg_http_value(struct vg_str block, const char *name)
{
    struct vg_str line, value;

    while (next_line(&block, &line) && line.len > 0)
        if (is_header(line, name, &value))
            return value;
    return (struct vg_str){0};
}

/* -- answers ------------------------------------------------------------------------ */

/* "HTTP/1.1 200 OK": 200, or 0 when the line is none. */
static int status_of(struct vg_str line)
{
    int status = 0;

    if (line.len < 12 || memcmp(line.p, "HTTP/", 5) != 0 || line.p[8] != ' ')
        return 0;
    for (size_t i = 9; i < 12; i++) {
        if (line.p[i] < '0' || line.p[i] > '9')
            return 0;
        status = status * 10 + (line.p[i] - '0');
    }
    return status;
}

/* Take a block with its empty line off the front of *rest; 0 when it has no end. */
static int next_block(struct vg_str *rest, struct vg_str *block, int *status)
{
    struct vg_str at = *rest, line;

    *status = 0;
    while (next_line(&at, &line)) {
        if (line.p == rest->p)
            *status = status_of(line);
        if (line.len > 0)
            continue;
        *block = (struct vg_str){rest->p, rest->len - at.len};
        *rest = at;
        return 1;
    }
    return 0;
}

/* Each coding of a list "gzip, chunked" in turn. */
static enum vg_http_framing framing_of(struct vg_str list, enum vg_http_framing so_far)
{
    while (list.len > 0) {
        const char *comma = memchr(list.p, ',', list.len);
        size_t n = comma == NULL ? list.len : (size_t)(comma - list.p);
        struct vg_str word = trim((struct vg_str){list.p, n});

        if (word.len == 7 && strncasecmp(word.p, "chunked", 7) == 0)
            so_far = so_far == VG_HTTP_OTHER ? VG_HTTP_OTHER : VG_HTTP_CHUNKED;
        else if (word.len > 0 && !(word.len == 8 && strncasecmp(word.p, "identity", 8) == 0))
            so_far = VG_HTTP_OTHER;
        n = comma == NULL ? n : n + 1;
        list.p += n;
        list.len -= n;
    }
    return so_far;
}

static int is_zero(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] != '0')
            return 0;
    return s.len > 0;
}

int vg_http_answer_read(struct vg_str received, struct vg_http_answer *out, struct vg_err *err)
{
    struct vg_http_answer r = {.interim = {received.p, 0}};
    struct vg_str rest = received, at, line, value;

    do {
        r.interim.len = received.len - rest.len;
        if (!next_block(&rest, &r.head, &r.status) || r.status == 0)
            return vg_fail(err, VG_E_FORMAT, "no whole answer of HTTP/1");
    } while (r.status >= 100 && r.status < 200 && r.status != 101);
    for (at = r.head; next_line(&at, &line);)
        if (is_header(line, "Transfer-Encoding", &value))
            r.framing = framing_of(value, r.framing);
    r.trailer = rest;
    r.is_bodiless =
        r.status == 204 || r.status == 304 ||
        (r.framing == VG_HTTP_PLAIN && is_zero(vg_http_value(r.head, "Content-Length")));
    *out = r;
    return VG_OK;
}

/* -- dates --------------------------------------------------------------------------- */

struct scan {
    const char *p, *end;
};

static void skip(struct scan *s, const char *set)
{
    while (s->p < s->end && *s->p != '\0' && strchr(set, *s->p) != NULL)
        s->p++;
}

/* A number of `least` to `most` digits; -1 when there is none. */
static int number(struct scan *s, int least, int most)
{
    int n = 0, value = 0;

    while (n < most && s->p < s->end && *s->p >= '0' && *s->p <= '9') {
        value = value * 10 + (*s->p++ - '0');
        n++;
    }
    return n < least ? -1 : value;
}

static int month(struct scan *s)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    if (s->end - s->p < 3)
        return -1;
    for (int i = 0; i < 12; i++)
        if (memcmp(s->p, names + (ptrdiff_t)3 * i, 3) == 0) {
            s->p += 3;
            return i + 1;
        }
    return -1;
}

struct moment {
    int year, month, day, hour, minute, second;
};

static void clock_time(struct scan *s, struct moment *m)
{
    m->hour = number(s, 1, 2);
    skip(s, ":");
    m->minute = number(s, 2, 2);
    skip(s, ":");
    m->second = number(s, 2, 2);
    skip(s, " ");
}

static int year_of(struct scan *s)
{
    const char *from = s->p;
    int year = number(s, 2, 4);

    if (s->p - from == 2 && year >= 0)
        return year + (year < 70 ? 2000 : 1900);
    return s->p - from == 4 ? year : -1;
}

static int is_moment(const struct moment *m)
{
    return m->year >= 1 && m->month >= 1 && m->day >= 1 &&
           m->day <= vg_days_in_month(m->year, m->month) && m->hour >= 0 && m->hour < 24 &&
           m->minute >= 0 && m->minute < 60 && m->second >= 0 && m->second <= 60;
}

int vg_http_date_read(struct vg_str text, int64_t *out, struct vg_err *err)
{
    struct scan s = {text.p, text.p + text.len};
    struct moment m = {0};

    while (s.p < s.end && ((*s.p >= 'A' && *s.p <= 'Z') || (*s.p >= 'a' && *s.p <= 'z')))
        s.p++; /* the day of the week adds nothing */
    skip(&s, ", ");
    if (s.p < s.end && *s.p >= '0' && *s.p <= '9') {
        m.day = number(&s, 1, 2);
        skip(&s, " -");
        m.month = month(&s);
        skip(&s, " -");
        m.year = year_of(&s);
        skip(&s, " ");
        clock_time(&s, &m);
        if (s.end - s.p == 3 && memcmp(s.p, "GMT", 3) == 0)
            s.p += 3;
    } else {
        m.month = month(&s);
        skip(&s, " ");
        m.day = number(&s, 1, 2);
        skip(&s, " ");
        clock_time(&s, &m);
        m.year = year_of(&s);
    }
    if (s.p != s.end || !is_moment(&m))
        return vg_fail(err, VG_E_FORMAT, "\"%.*s\" is no date of HTTP",
                       text.len > 40 ? 40 : (int)text.len, text.p == NULL ? "" : text.p);
    *out = vg_days_of(m.year, m.month, m.day) * 86400 + m.hour * 3600 + m.minute * 60 + m.second;
    return VG_OK;
}
