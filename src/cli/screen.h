/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_SCREEN_H
#define VG_CLI_SCREEN_H

#include <stdint.h>

#include "cli/out.h"

/*
 * Text on a character grid. Widths follow UAX #11 in short: Han, kana, hangul,
 * full-width forms and emoji take two columns, combining marks none.
 */
size_t vg_screen_columns(struct vg_str s);

/* The longest start of `s` that fits into `columns`, cut at a character. */
struct vg_str vg_columns_cut(struct vg_str s, size_t columns);

/*
 * Append text broken at spaces (and between Han characters) into lines of at
 * most `columns`, each begun with `indent` spaces; the first line is begun by
 * the caller, who has used `indent` columns of it already. Ends without a line
 * end. An empty line in the text begins a new paragraph.
 */
void vg_wrap(struct vg_buf *b, struct vg_str s, size_t indent, size_t columns);

/* 1234567 as "1,234,567"; bytes as "1.2 MB" (powers of ten). */
enum { VG_SIZE_TEXT = 32 };
void vg_number_text(int64_t n, char out[VG_SIZE_TEXT]);
void vg_size_text(int64_t bytes, char out[VG_SIZE_TEXT]);

/*
 * A table: cells are made visible and lined up, two spaces between columns; the
 * last column is cut to the terminal, and left whole where there is none.
 */
enum { VG_GRID_COLUMNS = 8 };
struct vg_grid {
    struct vg_arena *a;
    const char *heads[VG_GRID_COLUMNS];
    size_t columns;
    unsigned right; /* bit n: column n is set to the right */
    struct vg_str *cells;
    size_t n, room;
};
void vg_grid_add(struct vg_grid *g, const char *text); /* NULL: an empty cell */
void vg_grid_write(struct vg_grid *g, struct vg_out *o);

#endif
