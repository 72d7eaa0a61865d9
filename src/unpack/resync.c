/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/resync.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "unpack/fields.h"

enum {
    LOOK_LINES = 24, /* of a header; the fields that every record has come among the first */
    LOOK_BYTES = 8192,
    LOOK_STRETCH = 4096,
    PROBE = 64,         /* bytes of a member that must inflate */
    PROBE_INPUT = 2048, /* … from so many: a header with names, Huffman tables, some text */
    PROBE_INPUT_ZSTD = 132 * 1024, /* … of zstd, whose blocks come out as a whole */
    PROBE_INPUT_LATE = 256,        /* … after VG_MAX_FALSE_STARTS, which are an attack */
    ARC_LINE = 8192,               /* the longest URL line that is searched for */
    ARC_FIELDS = 5,
    FIT_BYTES = 8192, /* of a header that is tried whether it keeps its word */
    FIT_LINES = 64,
    ARC_TEXT = 512, /* inflated of a member in which a record is to begin */
};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

size_t vg_warc_version(const char *p, size_t n)
{
    size_t at = 5;

    if (n < 9 || memcmp(p, "WARC/", 5) != 0 || !is_digit(p[at]))
        return 0;
    while (at < n && at < 8 && is_digit(p[at]))
        at++;
    if (at >= n || p[at++] != '.')
        return 0;
    if (at >= n || !is_digit(p[at]))
        return 0;
    while (at < n && at < 12 && is_digit(p[at]))
        at++;
    while (at < n && at < 16 && p[at] == ' ')
        at++;
    if (at < n && p[at] == '\r')
        at++;
    return at < n && p[at] == '\n' ? at + 1 : 0;
}

static int has_name(const char *line, size_t n, const char *name)
{
    size_t len = strlen(name);

    return n > len && strncasecmp(line, name, len) == 0 &&
           (line[len] == ':' || line[len] == ' ' || line[len] == '\t');
}

int vg_warc_begins(const char *p, size_t n, uint64_t *looked)
{
    size_t at = vg_warc_version(p, n);

    if (at == 0)
        return 0;
    if (n > LOOK_BYTES)
        n = LOOK_BYTES;
    for (int i = 0; i < LOOK_LINES && at < n; i++) {
        const char *line = p + at, *end = memchr(line, '\n', n - at);
        size_t len = end == NULL ? n - at : (size_t)(end - line);

        *looked += len;
        if (has_name(line, len, "WARC-Type") || has_name(line, len, "WARC-Record-ID") ||
            has_name(line, len, "Content-Length"))
            return 1;
        if (len == 0 || (line[0] != ' ' && line[0] != '\t' && memchr(line, ':', len) == NULL))
            return 0;
        at += len + 1;
    }
    return 0;
}

/* -- ARC ----------------------------------------------------------------------------- */

/* The last `max` fields of a line, from the right; [0] is the last one. Returns how many, and
 * *rest is where the leftmost of them begins. */
static size_t fields_from_right(const char *p, size_t n, struct vg_str *out, size_t max,
                                size_t *rest)
{
    size_t count = 0;

    while (count < max && n > 0) {
        const char *space = memrchr(p, ' ', n);
        size_t start = space == NULL ? 0 : (size_t)(space - p) + 1;

        out[count++] = (struct vg_str){p + start, n - start};
        *rest = start;
        if (space == NULL)
            break;
        n = start - 1;
    }
    return count;
}

static int is_arc_date(struct vg_str s)
{
    if (s.len < 8 || s.len > 20)
        return 0;
    for (size_t i = 0; i < s.len; i++)
        if (!is_digit(s.p[i]))
            return 0;
    return 1;
}

static int is_arc_address(struct vg_str s)
{
    if (s.len == 0 || s.len > 45)
        return 0;
    if (s.len == 1 && s.p[0] == '-')
        return 1;
    for (size_t i = 0; i < s.len; i++)
        if (strchr("0123456789abcdefABCDEF.:", s.p[i]) == NULL || s.p[i] == '\0')
            return 0;
    return memchr(s.p, '.', s.len) != NULL || memchr(s.p, ':', s.len) != NULL;
}

/* "Xhttp" is no scheme but a line end that was lost. */
static int ends_in_http(const char *p, size_t n)
{
    return (n > 4 && memcmp(p + n - 4, "http", 4) == 0) ||
           (n > 5 && memcmp(p + n - 5, "https", 5) == 0);
}

/* "http:", "dns:", "filedesc:" … */
static int has_scheme(const char *p, size_t n)
{
    size_t at = 0;

    while (at < n && at < 16 &&
           ((p[at] >= 'a' && p[at] <= 'z') || (p[at] >= 'A' && p[at] <= 'Z') ||
            (at > 0 && (is_digit(p[at]) || strchr("+-.", p[at]) != NULL) && p[at] != '\0')))
        at++;
    return at >= 2 && at < n && p[at] == ':' && !ends_in_http(p, at);
}

/* Do the fields from the right say that the line at `p` is one of ARC? *len is its length. */
static int has_arc_fields(const char *p, size_t n, size_t *len)
{
    struct vg_str f[ARC_FIELDS * 2];
    const char *end;
    size_t count, rest = 0;

    if (n > ARC_LINE)
        n = ARC_LINE;
    if ((end = memchr(p, '\n', n)) == NULL)
        return 0;
    *len = n = (size_t)(end - p);
    if (n > 0 && p[n - 1] == '\r')
        n--;
    count = fields_from_right(p, n, f, sizeof f / sizeof *f, &rest);
    if (count >= ARC_FIELDS && is_arc_date(f[2]) && is_arc_address(f[3]))
        return 1;
    return count == ARC_FIELDS * 2 && is_arc_date(f[7]) && is_arc_address(f[8]);
}

int vg_arc_begins(const char *p, size_t n)
{
    size_t len = 0;

    return has_scheme(p, n < ARC_LINE ? n : ARC_LINE) && has_arc_fields(p, n, &len);
}

/* The same where the line end before it may be lost: *at is where the address begins in the
 * line, at the first scheme that archives are made of. */
static int arc_begins_inside(const char *p, size_t n, size_t *at)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "dns:", "filedesc:"};
    size_t len = 0;

    if (!has_arc_fields(p, n, &len))
        return 0;
    *at = len;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        const char *hit = memmem(p, len, schemes[i], strlen(schemes[i]));

        if (hit != NULL && (size_t)(hit - p) < *at)
            *at = (size_t)(hit - p);
    }
    if (*at == len && has_scheme(p, len))
        *at = 0;
    return *at < len;
}

enum vg_start vg_record_start(const char *p, size_t n)
{
    if (vg_warc_version(p, n) > 0)
        return VG_START_WARC;
    if (n > 5 && p[0] != 'W' && vg_arc_begins(p, n))
        return VG_START_ARC;
    return VG_START_NONE;
}

/* -- records that keep their word ------------------------------------------------------- */

size_t vg_padding(const char *p, size_t n)
{
    size_t q = 0;

    while (q < n && (p[q] == '\0' || p[q] == '\r' || p[q] == '\n'))
        q++;
    return q;
}

/* Where the header of a record ends and how long it says that it is; 0 when it does not say. */
static size_t stated_length(const char *p, size_t n, uint64_t *length)
{
    struct vg_head_scan scan = {.of_record = 1};
    VG_SCOPED_ARENA a = {0};
    struct vg_head h = {0};
    size_t end = 0;
    int is_stated;

    if (vg_record_start(p, n) == VG_START_ARC) {
        end = (size_t)((const char *)memchr(p, '\n', n) - p);
        is_stated = vg_arc_length((struct vg_str){p, end}, length) == VG_LENGTH_STATED;
        return is_stated ? end + 1 : 0;
    }
    if (vg_head_scan(&scan, p, n, FIT_BYTES, FIT_LINES, &end) != VG_HEAD_WHOLE)
        return 0;
    vg_head_read(&h, p, end, FIT_LINES, &a);
    is_stated = vg_warc_length(&h, length) == VG_LENGTH_STATED;
    vg_head_end(&h);
    return is_stated ? end : 0;
}

int vg_record_fits(const char *p, size_t n)
{
    uint64_t length = 0;
    size_t end = stated_length(p, n, &length), behind;

    if (end == 0 || length > n - end)
        return 0;
    end += (size_t)length;
    behind = vg_padding(p + end, n - end);
    p += end + behind;
    n -= end + behind;
    return behind > 0 && (n == 0 || vg_record_start(p, n) != VG_START_NONE ||
                          vg_member_wrap((const uint8_t *)p, n) != VG_WRAP_NONE);
}

/* -- searching ----------------------------------------------------------------------- */

/* Among the starts before `stop`; the record may reach behind it. `stop` when there is none. */
static size_t next_warc(const char *p, size_t from, size_t stop, size_t len, int must_fit,
                        uint64_t *steps)
{
    const size_t word = 5;
    size_t end = stop + word - 1 < len ? stop + word - 1 : len;

    while (from < stop) {
        const char *hit = memmem(p + from, end - from, "WARC/", word);
        size_t at = hit == NULL ? stop : (size_t)(hit - p);

        *steps += at - from;
        if (hit == NULL)
            break;
        if (vg_warc_begins(hit, len - at, steps) && (!must_fit || vg_record_fits(hit, len - at)))
            return at;
        from = at + word;
    }
    return stop;
}

/* ARC lines begin behind a line end. */
static size_t next_arc(const char *p, size_t from, size_t stop, size_t len, uint64_t *steps)
{
    size_t start = from;

    if (from > 0 && p[from - 1] != '\n') {
        const char *lf = from < len ? memchr(p + from, '\n', len - from) : NULL;

        start = lf == NULL ? len : (size_t)(lf - p) + 1;
    }
    while (start < stop) {
        const char *lf;
        size_t at = 0;

        if (arc_begins_inside(p + start, len - start, &at)) {
            start += at;
            break;
        }
        lf = memchr(p + start, '\n', len - start);
        start = lf == NULL ? len : (size_t)(lf - p) + 1;
    }
    *steps += start - from;
    return start < stop ? start : stop;
}

size_t vg_next_record(const char *p, size_t from, size_t len, int with_arc, uint64_t *steps)
{
    /* In stretches that grow, so that the search for the one does not run far past the other. */
    for (size_t stretch = LOOK_STRETCH; from < len; stretch *= 2) {
        size_t stop = stretch < len - from ? from + stretch : len;
        size_t warc = next_warc(p, from, stop, len, 0, steps);
        size_t arc = with_arc ? next_arc(p, from, warc, len, steps) : warc;

        if (arc < stop)
            return arc;
        from = stop;
    }
    return len;
}

/* Bytes from which the first ones of a member must come out. */
static uint64_t probe_input(const struct vg_finder *f, enum vg_wrap w, const uint8_t *p, uint64_t n)
{
    enum { EXTRA = 12, FEXTRA = 4 };
    uint64_t most = w == VG_WRAP_ZSTD ? PROBE_INPUT_ZSTD : PROBE_INPUT;

    if (f->false_starts >= VG_MAX_FALSE_STARTS)
        most = PROBE_INPUT_LATE;
    else if (w == VG_WRAP_GZIP && n >= EXTRA && (p[3] & FEXTRA) != 0)
        most += (uint64_t)(p[10] | p[11] << 8);
    return n < most ? n : most;
}

static int member_begins(struct vg_finder *f, struct vg_members *m, const uint8_t *p, uint64_t n,
                         int of_record)
{
    char text[ARC_TEXT];
    size_t got = 0, want = of_record ? sizeof text : PROBE;
    enum vg_wrap w = vg_member_wrap(p, n);
    int is_one =
        w != VG_WRAP_NONE && vg_member_probe(m, w, p, probe_input(f, w, p, n), text, want, &got);

    f->steps += want;
    if (of_record) /* the line must be there, not all that was asked for */
        is_one = vg_record_start(text, got) != VG_START_NONE;
    f->false_starts += !is_one;
    return is_one;
}

enum { FIND_WARC, FIND_ARC, FIND_GZIP, FIND_ZSTD };

static uint64_t next_magic(struct vg_finder *f, struct vg_members *m, const uint8_t *in,
                           uint64_t from, uint64_t len, const char *magic, int of_record)
{
    size_t n = strlen(magic);

    while (from < len) {
        const uint8_t *hit = memmem(in + from, (size_t)(len - from), magic, n);
        uint64_t at = hit == NULL ? len : (uint64_t)(hit - in);

        f->steps += at - from;
        if (hit == NULL || member_begins(f, m, hit, len - at, of_record))
            return at;
        from = at + 1;
    }
    return len;
}

static uint64_t search(struct vg_finder *f, struct vg_members *m, const uint8_t *in, uint64_t from,
                       uint64_t len, int what, enum vg_seek seek)
{
    const char *text = (const char *)in;

    switch (what) {
    case FIND_WARC:
        return next_warc(text, (size_t)from, (size_t)len, (size_t)len, seek != VG_SEEK_PLAIN,
                         &f->steps);
    case FIND_ARC:
        return f->with_arc && seek == VG_SEEK_PLAIN
                   ? next_arc(text, (size_t)from, (size_t)len, (size_t)len, &f->steps)
                   : len;
    case FIND_GZIP:
        return next_magic(f, m, in, from, len, "\x1F\x8B\x08", seek != VG_SEEK_MEMBER);
    default:
        return next_magic(f, m, in, from, len, "\x28\xB5\x2F\xFD", seek != VG_SEEK_MEMBER);
    }
}

uint64_t vg_next_start(struct vg_finder *f, struct vg_members *m, const uint8_t *in, uint64_t from,
                       uint64_t len, enum vg_seek seek)
{
    uint64_t best = len;

    for (int i = FIND_WARC; i <= FIND_ZSTD; i++) {
        struct vg_found *k = &f->known[seek][i];

        if (!k->is_set || from < k->from || from > k->at) {
            k->is_set = 1;
            k->from = from;
            k->at = search(f, m, in, from, len, i, seek);
        }
        if (k->at < best)
            best = k->at;
    }
    return best;
}
