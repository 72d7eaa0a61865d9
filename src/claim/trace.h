/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_TRACE_H
#define VG_CLAIM_TRACE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "claim/claim.h"
#include "mention/pattern.h"

/*
 * What of a text tells where it comes from, besides its shingles (claim/near.h): the
 * things it names, and what it points to. Pure.
 */

/* A thing that a text names, as one line: "n 54 station", "d 2022-09", "p CA-ON". The ends
 * of a quantity count alike, so that "at least 54" and "54" are the same mark: copies
 * change such words. */
struct vg_marks {
    struct vg_mark {
        uint64_t hash;
        const char *line;
    } * list; /* after vg_marks_settle(): ascending hash, each once */
    size_t n, room;
};

/* Add the numbers with units, dates and places of a claim. Numbers without a unit, and dates
 * that are not printed, are none. */
void vg_marks_add(struct vg_marks *m, const struct vg_claim *c, struct vg_arena *a);
/* Add what stands in a text: numbers before what they count, printed dates, places, at most
 * VG_MAX_MARKS. Nothing is claimed by it; it is for comparing only. `patterns` are those of
 * the language of the text (unused for Chinese); NULL: places only. Linear. */
void vg_marks_scan(struct vg_marks *m, struct vg_str text, const struct vg_patterns *patterns,
                   struct vg_arena *a);
/* Are there Han characters among the first of a text? */
int vg_marks_is_chinese(struct vg_str text);
/* Add a line as vg_marks_lines() wrote it. */
void vg_marks_add_line(struct vg_marks *m, struct vg_str line, struct vg_arena *a);
void vg_marks_settle(struct vg_marks *m);
/* The lines, ascending by bytes, each with one LF. */
void vg_marks_lines(const struct vg_marks *m, struct vg_buf *out);

/* Something that a text points to, and where. */
enum vg_point_kind {
    VG_POINT_ADDRESS = 1, /* `words` is the address, as vg_address_plain() writes it */
    VG_POINT_TITLE,       /* a few words in quotation marks, or after "citing": the run of them */
    VG_POINT_QUOTE,       /* a quotation of 14 words or more; no words */
    VG_POINT_SPEAKER,     /* whose words it gives on, once each: the run of the name */
};

struct vg_point {
    enum vg_point_kind kind;
    size_t start, end; /* bytes of the text, within the quotation marks */
    struct vg_str words;
};

/*
 * Addresses and quotations of a text, ascending by start; the objects of those of its
 * claims that are pointers, and the speakers whom its claims go back to. At most VG_MAX_POINTS.
 * Linear in the text, whatever quotation marks it opens and never closes.
 */
void vg_points_find(struct vg_str text, const struct vg_claim *claims, size_t n_claims,
                    struct vg_arena *a, struct vg_point **out, size_t *n);

/* To and from lines "start end a|t|q|s words". What is no such line is passed over. */
void vg_points_lines(const struct vg_point *list, size_t n, struct vg_buf *out);
void vg_points_read(struct vg_str lines, struct vg_arena *a, struct vg_point **out, size_t *n);

/* An address without what makes no difference to where it leads: scheme, www., port of the
 * scheme, fragment, a slash at the end; the host in lower case. Appended to `out`. */
void vg_address_plain(struct vg_str address, struct vg_buf *out);

#endif
