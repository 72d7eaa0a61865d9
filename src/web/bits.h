/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_BITS_H
#define VG_WEB_BITS_H

#include "web/ui.h"

/*
 * Pieces that several pages beside each other are made of: tables that become cards on a
 * narrow screen, forms of one button, and units and ends of derivations in words.
 */

/*
 * A table, its columns named once. Each cell repeats the word of its column, which is read and
 * shown where the head is not. Roles are written out, because a table that is laid out
 * as cards is none to a screen reader otherwise.
 *
 *     vg_bits_table(w, "log", VW_LOG, columns, 3);
 *     vg_bits_row(w, NULL);
 *     vg_bits_head(w);               …  vg_html_raw(w->o, "</th>");
 *     vg_bits_cell(w, VW_AT, "num"); …  vg_html_raw(w->o, "</td>");
 *     vg_bits_row_end(w);
 *     vg_bits_table_end(w);
 */
void vg_bits_table(const struct vg_web *w, const char *class, enum vg_ui_word caption,
                   const enum vg_ui_word *columns, size_t n);
void vg_bits_row(const struct vg_web *w, const char *id);
void vg_bits_head(const struct vg_web *w);
void vg_bits_cell(const struct vg_web *w, enum vg_ui_word column, const char *class);
void vg_bits_row_end(const struct vg_web *w);
void vg_bits_table_end(const struct vg_web *w);

/* The word whose id is `prefix` and `name` ("job.kind." "add"); `name` itself when there is no
 * such word. */
const char *vg_bits_named(const struct vg_web *w, const char *prefix, const char *name);

/* A paragraph of ours, and one whose class says how it is meant ("soft"). */
void vg_bits_p(const struct vg_web *w, enum vg_ui_word word);
void vg_bits_p_as(const struct vg_web *w, const char *class, enum vg_ui_word word);
/* <dt>word</dt><dd>text</dd>; nothing when the text is NULL. */
void vg_bits_fact(const struct vg_web *w, enum vg_ui_word word, const char *text);
/* <a href>word</a> */
void vg_bits_link(const struct vg_web *w, const char *href, enum vg_ui_word word);
/* A form that is nothing but its button. */
void vg_bits_do(const struct vg_web *w, const char *action, enum vg_ui_word label,
                const char *class);
/* Text with its lines, each character visible. */
void vg_bits_lines(const struct vg_web *w, const char *text);
/* Words of a source or a person, in the direction that they have. */
void vg_bits_words(const struct vg_web *w, const char *text);
/* Up to `most` links to claims, and how many there are besides. */
void vg_bits_claims(const struct vg_web *w, const int64_t *claims, size_t n, size_t most);
/* A link to a source or a root. */
void vg_bits_node(const struct vg_web *w, struct vg_node node);

/* What is damaged of the record that a source came in, as in struct vg_source_info; NULL: nothing.
 */
void vg_bits_damaged(const struct vg_web *w, const char *damaged);

/* What to know of a source before its words are used, in a list: that, and whether words of it were
 * read in an image. Nothing where there is nothing to know. */
void vg_bits_doubts(const struct vg_web *w, const char *damaged, int is_ocr);

#endif
