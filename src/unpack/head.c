/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/head.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "base/utf8_scan.h"
#include "unpack/resync.h"

enum { VERSION = 8 }; /* "WARC/1.1" */

/* Offset of a version line that the line is, or ends in because bytes before it were lost; `len`
 * when there is none. `n` bytes are there from the line on. */
static size_t version_in(const char *line, size_t len, size_t n)
{
    size_t end = len > 0 && line[len - 1] == '\r' ? len - 1 : len;
    uint64_t looked = 0;

    if (line[0] == 'W' && vg_warc_version(line, n) > 0)
        return 0;
    if (end < VERSION || memcmp(line + end - VERSION, "WARC/", 5) != 0 ||
        !vg_warc_begins(line + end - VERSION, n - (end - VERSION), &looked))
        return len;
    return end - VERSION;
}

enum vg_head_end vg_head_scan(struct vg_head_scan *s, const char *p, size_t n, size_t max_bytes,
                              size_t max_lines, size_t *end)
{
    while (s->at < n) {
        const char *line = p + s->at, *lf = memchr(line, '\n', n - s->at);
        size_t len, version;

        if (lf == NULL && n < max_bytes)
            return VG_HEAD_OPEN;
        len = lf == NULL ? n - s->at : (size_t)(lf - line);
        if (s->lines >= max_lines || s->at + len >= max_bytes) {
            *end = s->at;
            return VG_HEAD_LONG;
        }
        if (s->lines > 0 && (len == 0 || (len == 1 && line[0] == '\r'))) {
            *end = s->at + len + 1;
            return VG_HEAD_WHOLE;
        }
        if (s->of_record && s->lines > 0 && (version = version_in(line, len, n - s->at)) < len) {
            *end = s->at + version;
            return VG_HEAD_CUT;
        }
        s->lines++;
        s->at += len + 1;
    }
    return VG_HEAD_OPEN;
}

int vg_decimal(struct vg_str s, uint64_t max, uint64_t *out)
{
    uint64_t v = 0;

    if (s.len == 0)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';

        if (digit > 9 || v > (max - digit) / 10)
            return 0;
        v = v * 10 + digit;
    }
    *out = v;
    return 1;
}

/* A folded line: joined to the value before it by one space. */
static void fold(struct vg_header *h, struct vg_str more, struct vg_arena *a)
{
    char *joined;

    more = vg_trim(more);
    if (h->value.len == 0)
        h->value = more;
    if (more.len == 0 || h->value.p == more.p)
        return;
    joined = vg_alloc(a, h->value.len + 1 + more.len);
    memcpy(joined, h->value.p, h->value.len);
    joined[h->value.len] = ' ';
    memcpy(joined + h->value.len + 1, more.p, more.len);
    h->value = (struct vg_str){joined, h->value.len + 1 + more.len};
}

static void add_line(struct vg_head *h, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    size_t name = colon == NULL ? 0 : (size_t)(colon - line);

    if (name == 0) {
        h->bad_lines++;
        return;
    }
    if (h->count == h->room) {
        h->room = h->room == 0 ? 64 : h->room * 2;
        h->list = vg_realloc(h->list, h->room * sizeof *h->list);
    }
    h->list[h->count].name = vg_trim((struct vg_str){line, name});
    h->list[h->count].value = vg_trim((struct vg_str){colon + 1, len - name - 1});
    h->count++;
}

int vg_head_is_strange(const char *p, size_t n)
{
    if (n == 0)
        return 0;
    return (vg_ascii_len(p, n) < n && vg_utf8_bad(p, n) < n) || memchr(p, 0, n) != NULL;
}

void vg_head_read(struct vg_head *h, const char *p, size_t n, size_t max_lines, struct vg_arena *a)
{
    size_t at = 0;

    h->count = h->bad_lines = 0;
    h->first = (struct vg_str){0};
    h->is_lf_only = 0;
    h->has_strange_bytes = vg_head_is_strange(p, n);
    for (size_t lines = 0; at < n && lines <= max_lines; lines++) {
        const char *line = p + at, *lf = memchr(line, '\n', n - at);
        size_t len = lf == NULL ? n - at : (size_t)(lf - line);

        at += len + 1;
        if (lines == 0) {
            h->is_lf_only = lf != NULL && (len == 0 || line[len - 1] != '\r');
            h->first = vg_trim((struct vg_str){line, len});
        } else if (len == 0 || (len == 1 && line[0] == '\r')) {
            break;
        } else if ((line[0] == ' ' || line[0] == '\t') && h->count > 0) {
            fold(&h->list[h->count - 1], (struct vg_str){line, len}, a);
        } else {
            add_line(h, line, len);
        }
    }
}

void vg_head_end(struct vg_head *h)
{
    free(h->list);
    *h = (struct vg_head){0};
}

struct vg_str vg_head_get(const struct vg_header *list, size_t count, const char *name, int *found)
{
    for (size_t i = 0; i < count; i++) {
        if (!vg_head_is_word(list[i].name, name))
            continue;
        if (found != NULL)
            *found = 1;
        return list[i].value;
    }
    if (found != NULL)
        *found = 0;
    return (struct vg_str){0};
}
