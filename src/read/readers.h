/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_READERS_H
#define VG_READ_READERS_H

#include "read/text.h"

/*
 * The two readers, from UTF-8 on. They fill text, blocks, main, fields, runs
 * (with `source` counting in `utf8`), notes, media and reader of *t; charset,
 * language and the rest are read.c's. `name` is the URL or file name, or empty.
 */
void vg_read_plain(struct vg_str utf8, struct vg_arena *a, struct vg_text *t);
void vg_read_html(struct vg_str utf8, struct vg_str name, struct vg_arena *a, struct vg_text *t);

/* Add a note, up to VG_MAX_DAMAGE; `text` is copied. */
void vg_text_odd(struct vg_text *t, struct vg_arena *a, enum vg_note_kind kind, uint64_t offset,
                 const char *text);
void vg_text_damage(struct vg_text *t, struct vg_arena *a, enum vg_note_kind kind, uint64_t offset,
                    const char *text);

/* Add a field, cut at VG_MAX_WORDS; an empty value adds none. */
void vg_text_add_field(struct vg_text *t, struct vg_arena *a, enum vg_field_name name,
                       enum vg_field_from from, struct vg_str value);

#endif
