/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_DRAFT_H
#define VG_READ_DRAFT_H

#include "read/readers.h"

/*
 * A text in the making, for readers of documents: they say what comes and of which
 * kind it is; text, blocks, main ranges and map come out as read/text.h promises.
 *
 *     struct vg_draft d = {.a = a, .t = t};
 *     vg_draft_block(&d, '\n', VG_BLOCK_HEADING, 1, 1);
 *     vg_draft_copy(&d, p + at, 5, at);
 *     vg_draft_block(&d, '\n', VG_BLOCK_MAIN, 0, 1);
 *     …
 *     vg_draft_end(&d);
 *
 * Empty blocks vanish. Once VG_MAX_TEXT is reached the rest is dropped and `full` is
 * set; past VG_MAX_BLOCKS the last block goes on, past VG_MAX_RUNS the last run; past a
 * quarter of both in a draft that is an aside, and joins another one at its end.
 */
struct vg_draft {
    struct vg_arena *a; /* of what outlives the draft */
    struct vg_text *t;
    struct vg_buf text;
    size_t run_room, block_room, main_room;
    int full;
    int is_aside;
    /* the block that is open, or comes next */
    size_t start;
    int open; /* it has text */
    char before;
    uint8_t level, main;
    uint8_t last_main; /* the block before it was main */
    enum vg_block_class class;
    /* white space that is due if more text comes in this block */
    int space;
    size_t space_source, space_len;
    /* a row of cells */
    size_t column;  /* of the cell that is open, or comes next */
    size_t columns; /* up to the last one with text, that included; 0: none in this row */
    size_t empty;   /* cells that have none, before the one that comes next; */
    size_t empties; /* all that were given so far, */
    int uneven;     /* and some were not */
    /* inside an entry of a container: everything refers to it */
    int in_entry;
    size_t entry_text;
    uint32_t entry_source, entry_len;
};

/* Gives back the buffer of a draft that was not ended. */
#define VG_SCOPED_DRAFT __attribute__((cleanup(vg_draft_drop))) struct vg_draft
void vg_draft_drop(struct vg_draft *d);

/*
 * End the block and say what comes next. `before` parts the two: LF, or TAB between cells
 * of one row; when nothing came in between, an LF that was asked for stays. `level` is of a
 * heading; `main` says whether it belongs to the main text.
 */
void vg_draft_block(struct vg_draft *d, char before, enum vg_block_class class, int level,
                    int main);

/*
 * Begin a row of cells; and its cell in `column` (from 0, ascending). One TAB parts two cells, and
 * one more stands for each cell between them, or before the first, that has no text: so it can be
 * told in which column a word stands. Of more than VG_MAX_EMPTY_RUN side by side
 * that many are left, past VG_MAX_EMPTY_CELLS in one text none, and both are noted. Empty cells at
 * the end of a row leave nothing.
 */
void vg_draft_row(struct vg_draft *d);
void vg_draft_cell(struct vg_draft *d, size_t column, enum vg_block_class class, int level,
                   int main);

/* Text that stands in the source at `source` just so (a run of kind copied); that was made
 * of `source_len` bytes there (a reference, or inserted when 0). White space at the
 * start of a block is dropped, at its end too. */
void vg_draft_copy(struct vg_draft *d, const char *p, size_t len, size_t source);
void vg_draft_put(struct vg_draft *d, const char *p, size_t len, size_t source, size_t source_len);
void vg_draft_char(struct vg_draft *d, uint32_t c, size_t source, size_t source_len);

/* One space, if text stands before it and more text follows in the same block. */
void vg_draft_space(struct vg_draft *d, size_t source, size_t source_len);

/* Text in which any white space is one space; NUL becomes U+FFFD. */
void vg_draft_words(struct vg_draft *d, const char *p, size_t len, size_t source);

/* Does the block that is open have text? */
int vg_draft_has_text(const struct vg_draft *d);

/*
 * What follows was made of the entry whose data are `len` bytes of the source from
 * `source`: one reference, up to the next entry or the end. `source` of the calls above
 * then means nothing.
 */
void vg_draft_entry(struct vg_draft *d, size_t source, size_t len);

/*
 * All of another text, as blocks of their own. Its runs count in the same source (or mean
 * nothing inside an entry). Fields and notes stay behind.
 */
enum vg_draft_as {
    VG_DRAFT_AS_THERE, /* classes, levels and main ranges as they are */
    VG_DRAFT_AS_MAIN,  /* all that is shown is main */
};
void vg_draft_take(struct vg_draft *d, const struct vg_text *part, enum vg_draft_as as);

/* Fill text, blocks, main and runs of *t, and note what was dropped. */
void vg_draft_end(struct vg_draft *d);

#endif
