/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The encodings of mail: quoted-printable and base64 of bodies, encoded words of headers. */
#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/mime.h"

enum {
    CHARSET_MOST = 64,
    WORD_MOST = 2000, /* bytes of one encoded word; the standard allows 75 */
    LINE_MOST = 76,   /* bytes of base64 that share one run; a line has 57 */
    LONG_LEAST = 40,  /* digits of a line that is base64 for certain: no word is so long */
    EDGE = 3,         /* bytes at both ends of a line that have runs of their own */
};

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* -- encoded words: =?charset?B?…?= and =?charset?Q?…?= ------------------------------------------
 */

struct word {
    struct vg_str charset, text;
    int is_base64;
    size_t len; /* of all of it */
};

static int word_at(struct vg_str s, size_t at, struct word *w)
{
    const char *p = s.p + at, *end = s.p + s.len, *mark, *close;
    size_t left = s.len - at;

    if (left < 8 || p[0] != '=' || p[1] != '?')
        return 0;
    mark = memchr(p + 2, '?', left - 2 < CHARSET_MOST ? left - 2 : CHARSET_MOST);
    if (mark == NULL || end - mark < 4 || mark[2] != '?' || strchr("bBqQ", mark[1]) == NULL ||
        mark[1] == '\0')
        return 0;
    w->charset = (struct vg_str){p + 2, (size_t)(mark - p - 2)};
    w->is_base64 = mark[1] == 'b' || mark[1] == 'B';
    left = (size_t)(end - mark - 3);
    close = memmem(mark + 3, left < WORD_MOST ? left : WORD_MOST, "?=", 2);
    if (close == NULL)
        return 0;
    w->text = (struct vg_str){mark + 3, (size_t)(close - mark - 3)};
    w->len = (size_t)(close + 2 - p);
    /* RFC 2231 allows a language behind the charset. */
    mark = w->charset.len == 0 ? NULL : memchr(w->charset.p, '*', w->charset.len);
    if (mark != NULL)
        w->charset.len = (size_t)(mark - w->charset.p);
    return 1;
}

static void put_word(struct vg_buf *out, const struct word *w)
{
    if (w->is_base64) {
        vg_put_unbase64(out, w->text);
        return;
    }
    for (size_t i = 0; i < w->text.len; i++) {
        char c = w->text.p[i];
        int byte = vg_digit_escape(w->text, i, '=');

        vg_putc(out, byte >= 0 ? (char)byte : c == '_' ? ' ' : c);
        i += byte >= 0 ? 2 : 0;
    }
}

/* Bytes in a charset that is only said, into the draft, as one reference. */
static void put_bytes(struct vg_draft *d, struct vg_str bytes, struct vg_str charset, size_t source,
                      size_t source_len)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_charset_choice choice =
        vg_charset_choose(bytes.p, bytes.len, charset, (struct vg_str){"", 0});
    struct vg_converted c;
    char *p;

    if (bytes.len == 0)
        return;
    vg_charset_convert(bytes.p, bytes.len, &choice, &scratch, &c);
    p = vg_copy(&scratch, c.utf8.p, c.utf8.len);
    for (size_t i = 0; i < c.utf8.len; i++)
        if ((unsigned char)p[i] < ' ')
            p[i] = ' ';
    d->t->replaced += c.replaced;
    vg_draft_put(d, p, c.utf8.len, source, source_len);
}

/* A word and those that follow with white space between, as long as the charset is the same:
 * a character may be cut in two by them. Past the last. */
static size_t put_words(struct vg_draft *d, struct vg_str raw, size_t at, size_t base)
{
    VG_SCOPED_BUF out = {.max = (size_t)VG_MAX_MAIL_HEADER};
    size_t from = at, end = at;
    struct word w, first = {.len = 0};

    while (word_at(raw, at, &w)) {
        if (first.len == 0)
            first = w;
        if (w.charset.len != first.charset.len ||
            strncasecmp(w.charset.p, first.charset.p, w.charset.len) != 0)
            break;
        put_word(&out, &w);
        end = at + w.len;
        at = end;
        while (at < raw.len && is_space(raw.p[at]))
            at++;
    }
    put_bytes(d, vg_buf_str(&out), first.charset, base + from, end - from);
    /* White space between two words, of whatever charset, means nothing. */
    at = end;
    while (at < raw.len && is_space(raw.p[at]))
        at++;
    return word_at(raw, at, &w) ? at : end;
}

/* What stands for itself: UTF-8, or bytes of some charset that nobody names. */
static void put_plain(struct vg_draft *d, struct vg_str raw, size_t base)
{
    if (vg_utf8_bad(raw.p, raw.len) == raw.len)
        vg_draft_words(d, raw.p, raw.len, base);
    else
        put_bytes(d, raw, (struct vg_str){"", 0}, base, raw.len);
}

void vg_mime_words(struct vg_str raw, const char *source, struct vg_draft *d)
{
    size_t at = 0, base = (size_t)(raw.p - source);

    while (at < raw.len) {
        size_t from = at;
        struct word w;

        for (;;) {
            const char *hit = at < raw.len ? memmem(raw.p + at, raw.len - at, "=?", 2) : NULL;

            at = hit == NULL ? raw.len : (size_t)(hit - raw.p);
            if (hit == NULL || word_at(raw, at, &w))
                break;
            at += 2;
        }
        if (at > from)
            put_plain(d, (struct vg_str){raw.p + from, at - from}, base + from);
        if (at < raw.len)
            at = put_words(d, raw, at, base);
    }
}

struct vg_str vg_mime_plain(struct vg_str raw, struct vg_arena *a)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_text t = {0};
    struct vg_draft d = {.a = &scratch, .t = &t};

    vg_draft_block(&d, '\n', VG_BLOCK_OTHER, 0, 0);
    if (raw.len > 0)
        vg_mime_words(raw, raw.p, &d);
    vg_draft_end(&d);
    return vg_str_copy(a, t.text);
}

/* -- bodies
 * --------------------------------------------------------------------------------------------- */

struct decoder {
    struct vg_buf out;
    struct vg_mime_bytes *b;
    struct vg_arena *a;
    size_t base; /* of the body in the source */
};

static void add_run(struct decoder *d, size_t text, size_t source, size_t source_len, int unit)
{
    struct vg_mime_bytes *b = d->b;
    struct vg_run r = {.text = (uint32_t)text,
                       .text_len = (uint32_t)(d->out.len - text),
                       .source = (uint32_t)(d->base + source),
                       .source_len = (uint32_t)source_len,
                       .kind = unit > 0 ? VG_RUN_COPIED : VG_RUN_REFERENCE,
                       .text_unit = unit > 0,
                       .source_unit = (uint8_t)unit};
    struct vg_run *last = b->run_count > 0 ? &b->runs[b->run_count - 1] : NULL;

    if (r.text_len == 0)
        return;
    if (unit > 0 && last != NULL && last->source_unit == unit &&
        last->source + last->source_len == r.source) {
        last->text_len += r.text_len;
        last->source_len += r.source_len;
        return;
    }
    if (last != NULL && b->run_count == VG_MAX_RUNS) { /* coarse from here on */
        last->text_len += r.text_len;
        last->source_len = r.source + r.source_len - last->source;
        last->kind = VG_RUN_REFERENCE;
        last->text_unit = last->source_unit = 0;
        return;
    }
    b->runs = vg_grow(d->a, b->runs, b->run_count, &b->run_room);
    b->runs[b->run_count++] = r;
}

/* How long a soft line break at s[at] ("=" and blanks up to the line end) is; 0 when it is none. */
static size_t soft_break(struct vg_str s, size_t at)
{
    size_t i = at + 1;

    while (i < s.len && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r'))
        i++;
    if (i == s.len)
        return i - at;
    return s.p[i] == '\n' ? i + 1 - at : 0;
}

static void decode_quoted(struct decoder *d, struct vg_str s)
{
    size_t at = 0;

    while (at < s.len) {
        const char *hit = memchr(s.p + at, '=', s.len - at);
        size_t n = hit == NULL ? s.len - at : (size_t)(hit - s.p) - at, text = d->out.len;
        int byte;

        vg_put(&d->out, s.p + at, n);
        add_run(d, text, at, n, 1);
        at += n;
        if (at == s.len)
            return;
        byte = vg_digit_escape(s, at, '=');
        text = d->out.len;
        if (byte >= 0) {
            vg_putc(&d->out, (char)byte);
            add_run(d, text, at, 3, 3);
            at += 3;
        } else if ((n = soft_break(s, at)) > 0) {
            at += n;
        } else {
            d->b->bad++;
            vg_putc(&d->out, '=');
            add_run(d, text, at, 1, 1);
            at++;
        }
    }
}

/*
 * The bytes of one line become one run, but for the first three and the last three, which
 * have one each: a character that two lines share then joins only those, and the lines
 * stay apart. `past` says behind which byte of the source each was complete.
 */
static void add_line(struct decoder *d, size_t text, size_t from, const size_t *past, size_t n)
{
    size_t end = d->out.len, i = 0;

    while (i < n) {
        size_t k = n > 2 * EDGE && i == EDGE ? n - 2 * EDGE : 1;

        d->out.len = text + i + k;
        add_run(d, text + i, from, past[i + k - 1] - from, 0);
        from = past[i + k - 1];
        i += k;
    }
    d->out.len = end;
}

/* What a line of base64 is to be told by: its characters, and whether there are others. */
struct line {
    size_t digits, letters, others; /* letters: digits that are more than a rule of - or _ */
    int ends_padded;
};

static struct line look_at_line(struct vg_str s, size_t at, size_t end)
{
    struct line l = {0};

    for (; at < end; at++) {
        char c = s.p[at];

        if (is_space(c))
            continue;
        if (c == '=') {
            l.digits++;
            l.ends_padded = 1;
            continue;
        }
        /* nothing stands behind padding */
        l.others += vg_digit_base64_any(c) < 0 || l.ends_padded;
        l.letters += c != '-' && c != '_';
        l.digits++;
    }
    return l;
}

/* Whole groups, and more than a word of a language may be. */
static int looks_encoded(const struct line *l)
{
    return l->others == 0 && l->letters > 0 && l->digits % 4 == 0 &&
           (l->digits >= LONG_LEAST || l->ends_padded);
}

static size_t past_line(struct vg_str s, size_t at)
{
    const char *hit = memchr(s.p + at, '\n', s.len - at);

    return hit == NULL ? s.len : (size_t)(hit - s.p) + 1;
}

/* The last line that is base64 for certain: what stands before it is no clear text. */
static size_t last_encoded(struct vg_str s)
{
    size_t end = s.len;

    while (end > 0) {
        const char *hit = end < 2 ? NULL : memrchr(s.p, '\n', end - 1);
        size_t at = hit == NULL ? 0 : (size_t)(hit - s.p) + 1;
        struct line l = look_at_line(s, at, end);

        if (looks_encoded(&l) && l.digits >= LONG_LEAST)
            return at;
        end = at;
    }
    return 0;
}

/* The bytes of base64 that stand in s[at, end), a line. *n counts the bits that wait in *bits. */
static void decode_line(struct decoder *d, struct vg_str s, size_t at, size_t end, uint32_t *bits,
                        int *n)
{
    size_t past[LINE_MOST], bytes = 0, text = d->out.len, from = at;

    for (size_t i = at; i < end; i++) {
        int v = vg_digit_base64_any(s.p[i]);

        if (v < 0) {
            d->b->bad += !is_space(s.p[i]) && s.p[i] != '=';
            *n = s.p[i] == '=' ? 0 : *n;
        } else {
            *bits = *bits << 6 | (uint32_t)v;
            *n += 6;
            if (*n >= 8) {
                *n -= 8;
                vg_putc(&d->out, (char)(*bits >> *n & 0xff));
                past[bytes++] = i + 1;
            }
        }
        if (i + 1 == end || bytes == LINE_MOST) {
            add_line(d, text, from, past, bytes);
            text = d->out.len;
            from = i + 1;
            bytes = 0;
        }
    }
}

/*
 * Characters that are none are passed over; a '=' ends a group of four, and another may follow,
 * for some mailers encode piece by piece. Where the next line is none of base64, though, behind
 * padding or behind an empty line, the encoded part has ended: servers of mailing lists put their
 * footers there as clear text.
 */
static void decode_base64(struct decoder *d, struct vg_str s)
{
    size_t certain = last_encoded(s);
    int padded = 0, blank = 0, n = 0;
    uint32_t bits = 0;

    for (size_t at = 0, end; at < s.len; at = end) {
        struct line l;

        end = past_line(s, at);
        l = look_at_line(s, at, end);
        if (l.digits + l.others == 0) {
            blank = 1;
            continue;
        }
        if (d->out.len > 0 && at > certain && !looks_encoded(&l) &&
            (padded || (blank && (l.others > 0 || l.letters == 0)))) {
            d->b->behind = (struct vg_str){s.p + at, s.len - at};
            return;
        }
        decode_line(d, s, at, end, &bits, &n);
        padded = l.ends_padded && l.others == 0;
        blank = 0;
    }
}

static int is_encoding(struct vg_str s, const char *word)
{
    return s.len >= strlen(word) && strncasecmp(s.p, word, strlen(word)) == 0;
}

void vg_mime_decode(const struct vg_mime *m, const struct vg_mime_item *item, struct vg_arena *a,
                    struct vg_mime_bytes *out)
{
    struct vg_str how = vg_mime_value(item, "content-transfer-encoding");
    struct decoder d = {.out = {.max = (size_t)VG_MAX_DOCUMENT},
                        .b = out,
                        .a = a,
                        .base = (size_t)(item->body.p - m->bytes.p)};

    *out = (struct vg_mime_bytes){.bytes = item->body};
    if (is_encoding(how, "quoted-printable"))
        decode_quoted(&d, item->body);
    else if (is_encoding(how, "base64"))
        decode_base64(&d, item->body);
    else {
        out->unknown = how.len > 0 && !is_encoding(how, "7bit") && !is_encoding(how, "8bit") &&
                       !is_encoding(how, "binary") && !is_encoding(how, "none");
        return;
    }
    out->bytes = vg_buf_str(&d.out);
    out->owned = d.out;
}

void vg_mime_bytes_end(struct vg_mime_bytes *b)
{
    vg_buf_end(&b->owned);
}
