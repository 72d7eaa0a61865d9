/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/cdx.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "unpack/flat_json.h"

int vg_cdx_next(struct vg_str text, size_t *at, struct vg_str *line)
{
    const char *end;

    if (*at >= text.len)
        return 0;
    line->p = text.p + *at;
    end = memchr(line->p, '\n', text.len - *at);
    line->len = end == NULL ? text.len - *at : (size_t)(end - line->p);
    *at += line->len + (end != NULL);
    if (line->len > 0 && line->p[line->len - 1] == '\r')
        line->len--;
    return 1;
}

/* What stands before the next `stop`, which is taken too. */
static struct vg_str take_until(struct vg_str *s, char stop)
{
    const char *end = s->len == 0 ? NULL : memchr(s->p, stop, s->len);
    size_t n = end == NULL ? s->len : (size_t)(end - s->p);
    struct vg_str word = {s->p, n};

    n += end != NULL;
    s->p += n;
    s->len -= n;
    return word;
}

struct vg_str vg_cdx_key(struct vg_str line)
{
    return take_until(&line, ' ');
}

/* "-" is the CDX way of saying nothing. */
static struct vg_str said(struct vg_str s)
{
    return vg_str_is(s, "-") ? (struct vg_str){0} : s;
}

static enum vg_cdx_kind read_json(struct vg_arena *a, struct vg_str json, struct vg_cdx_line *l)
{
    struct vg_str key, value;
    size_t at = 0;
    int rc;

    while ((rc = vg_flat_json(a, json, &at, &key, &value)) == 1) {
        if (vg_str_is(key, "url"))
            l->url = value;
        else if (vg_str_is(key, "mime"))
            l->mime = value;
        else if (vg_str_is(key, "status"))
            l->status = said(value);
        else if (vg_str_is(key, "digest"))
            l->digest = said(value);
        else if (vg_str_is(key, "filename"))
            l->filename = value;
        else if (vg_str_is(key, "offset"))
            l->has_offset = vg_digits_read(value, &l->offset);
        else if (vg_str_is(key, "length"))
            l->has_length = vg_digits_read(value, &l->length);
    }
    return rc == 0 ? VG_CDX_LINE : VG_CDX_BAD;
}

static void set_column(struct vg_cdx_line *l, char letter, struct vg_str v)
{
    switch (letter) {
    case 'N':
    case 'A':
        l->key = v;
        break;
    case 'b':
        l->at = v;
        break;
    case 'a':
        l->url = said(v);
        break;
    case 'm':
        l->mime = said(v);
        break;
    case 's':
        l->status = said(v);
        break;
    case 'k':
        l->digest = said(v);
        break;
    case 'S':
        l->has_length = vg_digits_read(v, &l->length);
        break;
    case 'V':
        l->has_offset = vg_digits_read(v, &l->offset);
        break;
    case 'g':
        l->filename = said(v);
        break;
    default:
        break;
    }
}

static void take_columns(struct vg_str line, struct vg_cdx_form *form)
{
    *form = (struct vg_cdx_form){0};
    while (line.len > 0) {
        struct vg_str word = take_until(&line, ' ');

        if (word.len == 1 && form->n < sizeof form->letters)
            form->letters[form->n++] = word.p[0];
    }
}

/* How many words, and the columns that so many usually are. */
static const char *usual_columns(struct vg_str line)
{
    size_t n = 0;

    while (line.len > 0) {
        (void)take_until(&line, ' ');
        n++;
    }
    return n == 11 ? "NbamskrMSVg" : n == 10 ? "NbamskrMVg" : n == 9 ? "NbamskrVg" : "";
}

static enum vg_cdx_kind read_columns(struct vg_str line, const struct vg_cdx_form *form,
                                     struct vg_cdx_line *l)
{
    const char *letters = form->n > 0 ? form->letters : usual_columns(line);
    size_t n = form->n > 0 ? form->n : strlen(letters), i = 0;

    while (line.len > 0 && i < n)
        set_column(l, letters[i++], take_until(&line, ' '));
    return n > 0 && i == n && l->key.len > 0 ? VG_CDX_LINE : VG_CDX_BAD;
}

/* The secondary index of pywb: key and time, tab, file, tab, offset, tab, length. */
static enum vg_cdx_kind read_tabs(struct vg_str line, struct vg_cdx_line *l)
{
    struct vg_str first = take_until(&line, '\t');

    l->key = take_until(&first, ' ');
    l->at = first;
    l->filename = take_until(&line, '\t');
    l->has_offset = vg_digits_read(take_until(&line, '\t'), &l->offset);
    l->has_length = vg_digits_read(take_until(&line, '\t'), &l->length);
    return l->has_offset && l->has_length ? VG_CDX_LINE : VG_CDX_BAD;
}

enum vg_cdx_kind vg_cdx_read(struct vg_arena *a, struct vg_str line, struct vg_cdx_form *form,
                             struct vg_cdx_line *out)
{
    struct vg_str rest = line;
    enum vg_cdx_kind kind;

    *out = (struct vg_cdx_line){0};
    if (line.len == 0)
        return VG_CDX_OTHER;
    if (line.len > 5 && memcmp(line.p, " CDX ", 5) == 0) {
        take_columns((struct vg_str){line.p + 5, line.len - 5}, form);
        return VG_CDX_OTHER;
    }
    out->key = take_until(&rest, ' ');
    out->at = take_until(&rest, ' ');
    if (rest.len > 0 && rest.p[0] == '{') {
        kind = read_json(a, rest, out);
        return kind == VG_CDX_LINE && out->key.len > 0 && out->key.p[0] == '!' ? VG_CDX_META : kind;
    }
    *out = (struct vg_cdx_line){0};
    if (memchr(line.p, '\t', line.len) != NULL)
        return read_tabs(line, out);
    return read_columns(line, form, out);
}

/* -- finding ------------------------------------------------------------------------- */

static size_t line_start(struct vg_str text, size_t at)
{
    const char *hit = at == 0 ? NULL : memrchr(text.p, '\n', at);

    return hit == NULL ? 0 : (size_t)(hit - text.p) + 1;
}

static size_t line_behind(struct vg_str text, size_t at)
{
    const char *hit = at >= text.len ? NULL : memchr(text.p + at, '\n', text.len - at);

    return hit == NULL ? text.len : (size_t)(hit - text.p) + 1;
}

size_t vg_cdx_lower(struct vg_str text, struct vg_str key)
{
    size_t low = 0, high = text.len; /* both begin a line; the answer is within */

    while (low < high) {
        size_t at = line_start(text, low + (high - low) / 2), next = at;
        struct vg_str line;

        (void)vg_cdx_next(text, &next, &line);
        if (vg_str_cmp(vg_cdx_key(line), key) < 0)
            low = next;
        else
            high = at;
    }
    return low;
}

size_t vg_cdx_block(struct vg_str text, struct vg_str key)
{
    size_t at = vg_cdx_lower(text, key), before = at;

    if (at > 0)
        before = line_start(text, at - 1);
    while (before < text.len && (text.p[before] == '!' || text.p[before] == ' '))
        before = line_behind(text, before);
    return before;
}

/* -- time ---------------------------------------------------------------------------- */

/* Days since 1970-01-01 in the Gregorian calendar, March-based years. */
static int64_t days(int64_t y, int64_t m, int64_t d)
{
    int64_t era, of_era, of_year;

    y -= m <= 2;
    era = y / 400;
    of_era = y - era * 400;
    of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* Digits of a field, or its first value when the text has ended. */
static int64_t digits(const char *d, size_t n, size_t from, size_t count, int64_t first)
{
    int64_t v = 0;

    if (from + count > n)
        return first;
    for (size_t i = 0; i < count; i++)
        v = v * 10 + (d[from + i] - '0');
    return v;
}

int vg_cdx_time(struct vg_str at, int64_t *seconds)
{
    char d[14];
    size_t n = 0;

    for (size_t i = 0; i < at.len && n < sizeof d && at.p[i] != '.'; i++) {
        if (at.p[i] >= '0' && at.p[i] <= '9')
            d[n++] = at.p[i];
    }
    if (n < 4)
        return 0;
    *seconds = days(digits(d, n, 0, 4, 0), digits(d, n, 4, 2, 1), digits(d, n, 6, 2, 1)) * 86400 +
               digits(d, n, 8, 2, 0) * 3600 + digits(d, n, 10, 2, 0) * 60 + digits(d, n, 12, 2, 0);
    return 1;
}

int vg_cdx_nearer(int64_t wanted, int64_t a, int64_t b)
{
    int64_t to_a = llabs(a - wanted), to_b = llabs(b - wanted);

    return to_a != to_b ? to_a < to_b : a < b;
}
