/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_CSV_H
#define VG_BASE_CSV_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Tables as text, record by record (RFC 4180): commas, double quotes, a doubled quote inside
 * quotes, lines that end in LF or CRLF, a byte order mark in front or none. Strict: a quote where
 * none may be is a failure with its line, for a table that is misread in silence gives wrong
 * numbers. Blanks and tabs around fields do not count.
 */
enum { VG_CSV_COLUMNS = 64 /* of one record */ };

struct vg_csv {
    const char *p;
    size_t len, at;
    uint32_t line;      /* where the record in hand begins, from 1 */
    uint32_t lines;     /* begun so far */
    size_t n;           /* fields of the record in hand */
    struct vg_buf text; /* its fields one after another */
    size_t start[VG_CSV_COLUMNS + 1];
};

#define VG_SCOPED_CSV __attribute__((cleanup(vg_csv_end))) struct vg_csv

/* A reader of bytes that stay where they are until vg_csv_end(). `most` bounds a record. */
struct vg_csv vg_csv_begin(const char *p, size_t len, size_t most);
void vg_csv_end(struct vg_csv *c);

/*
 * The next record: VG_ROW with `line` and `n` set, VG_OK behind the last. VG_E_FORMAT, with the
 * line in the sentence, for quotes that do not close or stand where they may not, for bytes that
 * are no UTF-8, for a record of more than VG_CSV_COLUMNS fields or more than `most` bytes.
 */
int vg_csv_next(struct vg_csv *c, struct vg_err *err);

/* Field `i` of the record in hand without blanks around it; empty where there is none. Alive until
 * the next record. */
struct vg_str vg_csv_field(const struct vg_csv *c, size_t i);

/* Is there nothing in the record in hand but blanks and commas? */
int vg_csv_is_empty(const struct vg_csv *c);

/* Write a field: quoted where it has to be. */
void vg_csv_put(struct vg_buf *b, const char *text);

#endif
