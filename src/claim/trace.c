/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/trace.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"
#include "claim/near.h"

/* -- marks ------------------------------------------------------------------------- */

void vg_marks_add_line(struct vg_marks *m, struct vg_str line, struct vg_arena *a)
{
    if (line.len == 0)
        return;
    m->list = vg_grow(a, m->list, m->n, &m->room);
    m->list[m->n++] = (struct vg_mark){vg_hash(line.p, line.len), vg_copy(a, line.p, line.len)};
}

static void add_number(struct vg_marks *m, const struct vg_quantity *q, int64_t n,
                       struct vg_arena *a)
{
    const char *line = q->scale == 0 ? vg_print(a, "n %" PRId64 " %s", n, q->unit)
                                     : vg_print(a, "n %" PRId64 "e-%u %s", n, q->scale, q->unit);

    vg_marks_add_line(m, vg_str(line), a);
}

static void add_date(struct vg_marks *m, const char *date, struct vg_arena *a)
{
    if (date != NULL && date[0] >= '0' && date[0] <= '9')
        vg_marks_add_line(m, vg_str(vg_print(a, "d %.40s", date)), a);
}

void vg_marks_add(struct vg_marks *m, const struct vg_claim *c, struct vg_arena *a)
{
    const struct vg_quantity *q = &c->quantity;

    if (q->op != VG_OP_NONE && q->unit != NULL) {
        if ((q->has & VG_HAS_VALUE) != 0)
            add_number(m, q, q->value, a);
        else if ((q->has & VG_HAS_LOWER) != 0)
            add_number(m, q, q->lower, a);
        if ((q->has & (VG_HAS_VALUE | VG_HAS_UPPER)) == VG_HAS_UPPER)
            add_number(m, q, q->upper, a);
    }
    add_date(m, c->period.from, a);
    add_date(m, c->period.to, a);
    for (size_t i = 0; i < c->n_places; i++)
        vg_marks_add_line(m, vg_str(vg_print(a, "p %.80s", c->places[i])), a);
}

static int mark_order(const void *a, const void *b)
{
    const struct vg_mark *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return strcmp(x->line, y->line);
}

void vg_marks_settle(struct vg_marks *m)
{
    size_t kept = 0;

    if (m->n > 0)
        qsort(m->list, m->n, sizeof *m->list, mark_order);
    for (size_t i = 0; i < m->n; i++)
        if (kept == 0 || m->list[kept - 1].hash != m->list[i].hash)
            m->list[kept++] = m->list[i];
    m->n = kept;
}

static int line_order(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

void vg_marks_lines(const struct vg_marks *m, struct vg_buf *out)
{
    VG_SCOPED_ARENA a = {0};
    const char **lines = VG_NEW_ARRAY(&a, const char *, m->n + 1);

    for (size_t i = 0; i < m->n; i++)
        lines[i] = m->list[i].line;
    if (m->n > 0)
        qsort(lines, m->n, sizeof *lines, line_order);
    for (size_t i = 0; i < m->n; i++) {
        vg_puts(out, lines[i]);
        vg_putc(out, '\n');
    }
}

/* -- addresses ------------------------------------------------------------------------ */

static int starts_with(struct vg_str s, const char *head)
{
    size_t n = strlen(head);

    return s.len >= n && strncasecmp(s.p, head, n) == 0;
}

static struct vg_str without(struct vg_str s, const char *head)
{
    size_t n = starts_with(s, head) ? strlen(head) : 0;

    return (struct vg_str){s.p + n, s.len - n};
}

/* Without a port, when it is that one and not only begins so. */
static struct vg_str without_port(struct vg_str s, const char *port)
{
    struct vg_str rest = without(s, port);

    return rest.len == 0 || rest.p[0] == '/' || rest.p[0] == '?' ? rest : s;
}

void vg_address_plain(struct vg_str address, struct vg_buf *out)
{
    struct vg_str s = without(without(without(address, "https://"), "http://"), "www.");
    const char *hash = memchr(s.p, '#', s.len);
    size_t host = 0;

    if (hash != NULL)
        s.len = (size_t)(hash - s.p);
    while (s.len > 0 && s.p[s.len - 1] == '/')
        s.len--;
    for (; host < s.len && s.p[host] != '/' && s.p[host] != '?'; host++) {
        char c = s.p[host];

        if (c == ':') /* a port: 80 and 443 are those of the schemes */
            break;
        vg_putc(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    s = (struct vg_str){s.p + host, s.len - host};
    vg_put_str(out, without_port(without_port(s, ":443"), ":80"));
}

/* How long is the address that begins here? 0: none does. */
static size_t address_at(struct vg_str s)
{
    size_t n = 0, scheme = starts_with(s, "https://")  ? 8
                           : starts_with(s, "http://") ? 7
                           : starts_with(s, "www.")    ? 4
                                                       : 0;

    if (scheme == 0)
        return 0;
    while (n < s.len && n < VG_MAX_URL && (unsigned char)s.p[n] > ' ' &&
           (unsigned char)s.p[n] < 0x7f && strchr("\"'<>`{}|\\^", s.p[n]) == NULL)
        n++;
    while (n > 0 && strchr(".,;:!?)]*", s.p[n - 1]) != NULL)
        n--;
    return n > scheme ? n : 0;
}

/* -- quotations ------------------------------------------------------------------------- */

enum { PAIRS = 6, SPEAKER_LEAST = 4, TITLE_LEAST = 15, TITLE_MOST = 400, QUOTE_MOST = 4096 };

static const struct {
    uint32_t open, close;
} pairs[PAIRS] = {{0x201c, 0x201d}, {0x300c, 0x300d}, {0x300e, 0x300f},
                  {0x300a, 0x300b}, {0xab, 0xbb},     {'"', '"'}};

struct points {
    struct vg_arena *a;
    struct vg_str text;
    struct vg_point *list;
    size_t n, room;
    size_t open[PAIRS]; /* where the words of an open quotation begin; 0: none is open */
};

static void add_point(struct points *p, enum vg_point_kind kind, size_t start, size_t end,
                      struct vg_str words)
{
    if (p->n == VG_MAX_POINTS)
        return;
    p->list = vg_grow(p->a, p->list, p->n, &p->room);
    p->list[p->n++] = (struct vg_point){kind, start, end, words};
}

static void add_title(struct points *p, size_t start, size_t end, struct vg_str words)
{
    VG_SCOPED_BUF run = {.max = KIB(4)};

    vg_near_run(words, &run);
    if (run.len >= TITLE_LEAST && run.len <= TITLE_MOST)
        add_point(p, VG_POINT_TITLE, start, end, vg_str_copy(p->a, vg_buf_str(&run)));
}

/* Long enough to be looked for word by word (of 14 words, or 20 Han characters, a hash is
 * sure to be shared with the text it was taken from). */
static int is_long(struct vg_str words)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_near_print print;
    const struct vg_near_span all = {0, (uint32_t)words.len};

    vg_near_take(words, &all, 1, &a, &print);
    return print.n > 0 && print.units >= 14;
}

static void close_quotation(struct points *p, size_t start, size_t end)
{
    struct vg_str words = {p->text.p + start, end - start};

    if (words.len < TITLE_LEAST || words.len > QUOTE_MOST)
        return;
    if (is_long(words))
        add_point(p, VG_POINT_QUOTE, start, end, (struct vg_str){0});
    else
        add_title(p, start, end, words);
}

static void look_at_mark(struct points *p, uint32_t c, size_t at, size_t after)
{
    for (size_t i = 0; i < PAIRS; i++) {
        if (c == pairs[i].close && p->open[i] != 0) {
            close_quotation(p, p->open[i], at);
            p->open[i] = 0;
            return;
        }
        if (c == pairs[i].open) {
            p->open[i] = after;
            return;
        }
    }
}

static void walk_text(struct points *p)
{
    for (size_t at = 0; at < p->text.len && p->n < VG_MAX_POINTS;) {
        struct vg_str rest = {p->text.p + at, p->text.len - at};
        size_t n = address_at(rest);
        uint32_t c;

        if (n > 0) {
            VG_SCOPED_BUF plain = {.max = KIB(4)};

            vg_address_plain((struct vg_str){rest.p, n}, &plain);
            add_point(p, VG_POINT_ADDRESS, at, at + n, vg_str_copy(p->a, vg_buf_str(&plain)));
            at += n;
            continue;
        }
        n = vg_utf8_next(rest.p, rest.len, &c);
        if (c == '\n' && rest.len > 1 && rest.p[1] == '\n')
            memset(p->open, 0, sizeof p->open); /* a quotation ends with its paragraph */
        else
            look_at_mark(p, c, at, at + n);
        at += n;
    }
}

static int point_order(const void *a, const void *b)
{
    const struct vg_point *x = a, *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

/* Whom a claim goes back to, if not to the text in hand; each name once. */
static void add_speaker(struct points *p, const struct vg_claim *c, struct vg_table *names)
{
    VG_SCOPED_BUF run = {.max = KIB(4)};

    if (c->n_links < 2 || c->links[0].speaker == NULL || c->passage == NULL)
        return;
    vg_near_run(vg_str(c->links[0].speaker), &run);
    if (run.len >= SPEAKER_LEAST && run.len <= TITLE_MOST &&
        vg_table_add(names, vg_buf_str(&run), 0, NULL))
        add_point(p, VG_POINT_SPEAKER, (size_t)c->passage->start, (size_t)c->passage->end,
                  vg_str_copy(p->a, vg_buf_str(&run)));
}

void vg_points_find(struct vg_str text, const struct vg_claim *claims, size_t n_claims,
                    struct vg_arena *a, struct vg_point **out, size_t *n)
{
    struct points p = {.a = a, .text = text};
    struct vg_table names = VG_TABLE(a);

    walk_text(&p);
    for (size_t i = 0; i < n_claims; i++) {
        const struct vg_claim *c = &claims[i];

        if (c->kind == VG_KIND_ROOT_POINTER && c->object != NULL && c->passage != NULL)
            add_title(&p, (size_t)c->passage->start, (size_t)c->passage->end, vg_str(c->object));
        add_speaker(&p, c, &names);
    }
    if (p.n > 0)
        qsort(p.list, p.n, sizeof *p.list, point_order);
    *out = p.list;
    *n = p.n;
}

/* -- lines --------------------------------------------------------------------------------- */

void vg_points_lines(const struct vg_point *list, size_t n, struct vg_buf *out)
{
    static const char letters[] = "?atqs";

    for (size_t i = 0; i < n; i++) {
        vg_putf(out, "%zu %zu %c ", list[i].start, list[i].end, letters[list[i].kind]);
        vg_put_str(out, list[i].words);
        vg_putc(out, '\n');
    }
}

static int read_number(struct vg_str *s, size_t *out)
{
    size_t n = 0, value = 0;

    while (n < s->len && s->p[n] >= '0' && s->p[n] <= '9' && n < 12)
        value = 10 * value + (size_t)(s->p[n++] - '0');
    if (n == 0 || n == s->len || s->p[n] != ' ')
        return 0;
    *s = (struct vg_str){s->p + n + 1, s->len - n - 1};
    *out = value;
    return 1;
}

static int read_point(struct vg_str line, struct vg_point *out)
{
    if (!read_number(&line, &out->start) || !read_number(&line, &out->end) || line.len < 2 ||
        line.p[1] != ' ')
        return 0;
    out->kind = line.p[0] == 'a'   ? VG_POINT_ADDRESS
                : line.p[0] == 't' ? VG_POINT_TITLE
                : line.p[0] == 'q' ? VG_POINT_QUOTE
                : line.p[0] == 's' ? VG_POINT_SPEAKER
                                   : 0;
    out->words = (struct vg_str){line.p + 2, line.len - 2};
    return out->kind != 0 && out->start < out->end;
}

void vg_points_read(struct vg_str lines, struct vg_arena *a, struct vg_point **out, size_t *n)
{
    size_t room = 0;

    *out = NULL;
    *n = 0;
    while (lines.len > 0) {
        const char *end = memchr(lines.p, '\n', lines.len);
        size_t len = end == NULL ? lines.len : (size_t)(end - lines.p);
        struct vg_point one;

        if (read_point((struct vg_str){lines.p, len}, &one)) {
            one.words = vg_str_copy(a, one.words);
            *out = vg_grow(a, *out, *n, &room);
            (*out)[(*n)++] = one;
        }
        len += end != NULL;
        lines = (struct vg_str){lines.p + len, lines.len - len};
    }
}
