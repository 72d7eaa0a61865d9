/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_HEAD_H
#define VG_UNPACK_HEAD_H

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "unpack/unpack.h"

/*
 * Heads of records and of HTTP messages: a first line, lines "name: value", folded
 * lines, an empty line. Lines end in CRLF or LF.
 *
 * The end is searched for first, in steps, because the bytes may not be all there yet;
 * no byte is looked at twice. Start with a zero value.
 */
struct vg_head_scan {
    size_t at; /* where the next line begins */
    size_t lines;
    int of_record; /* the head of a WARC record: another one may begin in it, damaged as it is */
};

enum vg_head_end {
    VG_HEAD_WHOLE, /* *end is behind the empty line */
    VG_HEAD_OPEN,  /* no empty line yet */
    VG_HEAD_CUT,   /* *end is where the version line of another record stands */
    VG_HEAD_LONG,  /* more than max_bytes or max_lines; *end is where that showed */
};

enum vg_head_end vg_head_scan(struct vg_head_scan *s, const char *p, size_t n, size_t max_bytes,
                              size_t max_lines, size_t *end);

/* A head that was read; reused from record to record. Zero value to begin with. */
struct vg_head {
    struct vg_str first; /* the first line */
    struct vg_header *list;
    size_t count, room;
    size_t bad_lines;      /* without a colon */
    int is_lf_only;        /* the first line ends in LF alone */
    int has_strange_bytes; /* not UTF-8, or NUL */
};

/* Read the head in [0, n), of which at most `max_lines` lines. Folded values are joined in `a`. */
void vg_head_read(struct vg_head *h, const char *p, size_t n, size_t max_lines, struct vg_arena *a);
void vg_head_end(struct vg_head *h);

/* Does it hold what is no UTF-8 text: bad bytes, or NUL? */
int vg_head_is_strange(const char *p, size_t n);

/* The first value of a name in lower case, whatever case it is written in; empty when there is
 * none. *found may be NULL. */
struct vg_str vg_head_get(const struct vg_header *list, size_t count, const char *name, int *found);

static inline int vg_head_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* White space off both ends. */
static inline struct vg_str vg_trim(struct vg_str s)
{
    while (s.len > 0 && vg_head_is_blank(*s.p)) {
        s.p++;
        s.len--;
    }
    while (s.len > 0 && vg_head_is_blank(s.p[s.len - 1]))
        s.len--;
    return s;
}

/* Are they the same but for the case of ASCII letters? Inline, because of a word that is known its
 * length is too, and length and first letter tell nearly all others apart. */
static inline int vg_head_is_word(struct vg_str s, const char *word)
{
    if (s.len != strlen(word))
        return 0;
    return s.len == 0 || (((s.p[0] ^ word[0]) & ~0x20) == 0 && strncasecmp(s.p, word, s.len) == 0);
}

/* Decimal digits only, at most `max`: 1 and *out. */
int vg_decimal(struct vg_str s, uint64_t max, uint64_t *out);

#endif
