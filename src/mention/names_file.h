/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_NAMES_FILE_H
#define VG_MENTION_NAMES_FILE_H

#include "mention/gazetteer.h"

/*
 * A list of names to look for: CSV (RFC 4180) in UTF-8, a byte order mark or not, lines ending
 * in LF or CR LF, the columns id,name,kind and maybe lang. A first line that says
 * "id", "name" and "kind" is a header: then the columns may come in any order and others
 * may stand among them. `kind` is place or trigger. White space around a field does
 * not count; empty lines neither. An id is text: 007 is not 7.
 *
 * Everything that vg_gazetteer_build() would refuse is refused here with its line.
 *   VG_E_FORMAT   "line 12: …"; or the list has no row
 *   VG_E_LIMIT    larger than VG_MAX_NAMES_FILE, more rows than VG_MAX_NAMES
 *   VG_E_REFUSED  vg_names_refuse()
 */
struct vg_names_row {
    struct vg_gazetteer_name name;
    uint32_t line; /* from 1 */
};

int vg_names_read(const char *p, size_t len, struct vg_arena *a, struct vg_gazetteer_name **names,
                  size_t *n, struct vg_err *err);

/*
 * vigil looks for places and institutions. A list that holds persons in bulk is refused,
 * whatever kind its rows say: many rows with identity numbers (Chinese resident numbers with
 * their check digit, passports, telephone numbers, e-mail addresses), or many that are built like
 * personal names: given and family names of some thirty peoples side by side in their own
 * letters, patronymics, titles (names_look.h). A few
 * places are built like that too (Victoria, 金华), so it takes a share that no list of places
 * or agencies has (names_refuse.c says which, and on what it was measured). Returns VG_OK or
 * VG_E_REFUSED; the sentence has numbers and lines, and repeats no row.
 */
int vg_names_refuse(const struct vg_names_row *rows, size_t n, struct vg_err *err);

/* What one row looks like. */
enum vg_names_look {
    VG_LOOKS_ORDINARY,
    VG_LOOKS_PERSON, /* a personal name */
    VG_LOOKS_MAYBE, /* built like one as many places are: two Han characters, pinyin; counts half */
    VG_LOOKS_BARE,  /* two or three words that are none of a place's or a body's: nothing by itself
                     */
    VG_LOOKS_IDENTITY, /* an identity, passport or telephone number, an e-mail address */
};

enum vg_names_look vg_names_look(const struct vg_gazetteer_name *n);

#endif
