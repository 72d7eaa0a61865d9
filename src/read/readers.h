/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_READERS_H
#define VG_READ_READERS_H

#include "read/kind.h"

/*
 * The two readers, from UTF-8 on. They fill text, blocks, main, fields, runs
 * (with `source` counting in `utf8`), notes, media and reader of *t; charset,
 * language and the rest are read.c's. `name` is the URL or file name, or empty.
 */
void vg_read_plain(struct vg_str utf8, struct vg_arena *a, struct vg_text *t);
void vg_read_html(struct vg_str utf8, struct vg_str name, struct vg_arena *a, struct vg_text *t);
/* Its text and blocks only, without classes, main, fields and runs. */
void vg_skim_html(struct vg_str utf8, struct vg_arena *a, struct vg_text *t);

/* The same for other texts. */
void vg_read_csv(struct vg_str utf8, struct vg_arena *a, struct vg_text *t);
void vg_read_json(struct vg_str utf8, struct vg_arena *a, struct vg_text *t);
void vg_read_markdown(struct vg_str utf8, struct vg_arena *a, struct vg_text *t);
void vg_read_xml(struct vg_str utf8, struct vg_arena *a, struct vg_text *t); /* feeds too */

/*
 * Readers of bytes in which charsets change on the way, or which are packed: `source` of the runs
 * counts in the bytes, and charset, declared and charset_rule are filled too.
 */
void vg_read_rtf(struct vg_str bytes, struct vg_arena *a, struct vg_text *t);
void vg_read_mail(struct vg_str bytes, int is_mbox, struct vg_arena *a, struct vg_text *t);
void vg_read_office(struct vg_str bytes, enum vg_kind kind, struct vg_arena *a, struct vg_text *t);

/* Add a note, up to VG_MAX_DAMAGE; `text` is copied. */
void vg_text_odd(struct vg_text *t, struct vg_arena *a, enum vg_note_kind kind, uint64_t offset,
                 const char *text);
void vg_text_damage(struct vg_text *t, struct vg_arena *a, enum vg_note_kind kind, uint64_t offset,
                    const char *text);

/* Add a field, cut at VG_MAX_WORDS; an empty value adds none, nor does one whose name is
 * there already. */
void vg_text_add_field(struct vg_text *t, struct vg_arena *a, enum vg_field_name name,
                       enum vg_field_from from, struct vg_str value);

/* The day in a date as programs write it (RFC 822, ISO 8601, 20220314…), in its own zone, as a
 * date field; nothing when there is none. */
void vg_text_add_date(struct vg_text *t, struct vg_arena *a, enum vg_field_from from,
                      struct vg_str value);

#endif
