/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_CDX_H
#define VG_UNPACK_CDX_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * The indexes of web archives: lines sorted by key and time, each saying where a
 * record lies. Two ways of writing them,
 *   CDXJ    com,example)/ 20240301100000 {"url": …, "digest": …, "offset": …}
 *   CDX     com,example)/ 20240301100000 http://example.com/ text/html 200 … (a first line
 *           " CDX N b a …" names the columns; without one there are 11, 10 or 9 usual ones)
 * and a secondary index (.idx) with one such line for each gzip member of a
 * packed index. An index is a claim of whoever made it: all of these read tolerantly.
 */

struct vg_cdx_line {
    struct vg_str key; /* as the index has it, see unpack/surt.h */
    struct vg_str at;  /* digits of the time, 14 as a rule */
    struct vg_str url, mime, status, digest, filename;
    uint64_t offset, length;
    int has_offset, has_length;
};

/* The columns of a CDX file: their letters, in order. The zero value is "not said". */
struct vg_cdx_form {
    char letters[32];
    size_t n;
};

enum vg_cdx_kind {
    VG_CDX_LINE,  /* *out is set; what the line does not say is empty */
    VG_CDX_META,  /* "!meta 0 {…}": *out has what its JSON says, a file name as a rule */
    VG_CDX_OTHER, /* an empty line, or the names of columns, taken into *form */
    VG_CDX_BAD,   /* none of these */
};

/* The next line of `text` from *at on, without its end; 0 behind the last. */
int vg_cdx_next(struct vg_str text, size_t *at, struct vg_str *line);

/* Read one line. Texts point into it, or into the arena where JSON had escapes. */
enum vg_cdx_kind vg_cdx_read(struct vg_arena *a, struct vg_str line, struct vg_cdx_form *form,
                             struct vg_cdx_line *out);

/* The key of a line: what stands before its first space. */
struct vg_str vg_cdx_key(struct vg_str line);

/* By binary search: where the first line begins whose key is not less than `key`; text.len when
 * there is none. Touches a few lines of a sorted text; of one that is not sorted, says anything. */
size_t vg_cdx_lower(struct vg_str text, struct vg_str key);

/* Where the last line begins whose key is less than `key`, or the first line that is no meta line:
 * the block of a secondary index in which `key` begins. */
size_t vg_cdx_block(struct vg_str text, struct vg_str key);

/* Any way of writing a time ("2024-03-01T10:00:00Z", 20240301) as seconds since 1970 in UTC; what
 * is left out is its beginning. 0 when there is no year. */
int vg_cdx_time(struct vg_str at, int64_t *seconds);

/* Is `a` nearer to `wanted` than `b`, all as seconds? Equally near: the earlier one is. */
int vg_cdx_nearer(int64_t wanted, int64_t a, int64_t b);

#endif
