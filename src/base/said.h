/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_SAID_H
#define VG_BASE_SAID_H

#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

/*
 * A sentence that the program says about a case (what a check asks and finds, why a sum is
 * refused, what locks a list) is a kind and its parts: numbers, names, dates. The kinds
 * stand in base/said.inc, each with a key that stays the same and its words in English and
 * Chinese side by side; {1} to {6} are the places of the parts, in each language where
 * they belong. Whoever thinks yields the kind and the parts; whoever shows asks for the
 * words of a language. Pure.
 *
 *     s = VG_SAID(a, SUM_TOO_MANY, vg_part_number(a, 7));
 *     vg_said_text(a, s, "en")     "the parts come to 7, more than the total"
 *     vg_said_text(a, s, "zh")     "各部分合计 7，多于总数"
 */
enum vg_wording {
#define VG_SAYING(name, key, en, zh)  VG_S_##name,
#define VG_LISTING(name, key, en, zh) VG_S_##name,
#include "base/said.inc"
#undef VG_SAYING
#undef VG_LISTING
    VG_SAYINGS
};

/* A part in both languages; `zh` NULL: as in English. `en` NULL: empty. */
struct vg_part_words {
    const char *en, *zh;
};

struct vg_said {
    enum vg_wording saying;
    uint32_t n;
    const struct vg_part_words *parts;
};

enum { VG_SAID_PARTS = 6 }; /* places in one sentence; a listing has as many parts as it lists */

/* A sentence with its parts, whose array (not the texts) is copied into the arena. */
const struct vg_said *vg_said(struct vg_arena *a, enum vg_wording saying,
                              const struct vg_part_words *parts, size_t n);
#define VG_SAID(a, name, ...)                                                                      \
    vg_said((a), VG_S_##name, (const struct vg_part_words[]){__VA_ARGS__},                         \
            sizeof((const struct vg_part_words[]){__VA_ARGS__}) / sizeof(struct vg_part_words))
/* One without parts; it lives as long as the program. */
const struct vg_said *vg_said_plain(enum vg_wording saying);
#define VG_SAYS(name) vg_said_plain(VG_S_##name)

/* What the sentence is called: "sum-too-many". The same in every language and release. */
const char *vg_said_key(enum vg_wording saying);
/* How many parts it has places for; of a listing 0. */
size_t vg_saying_places(enum vg_wording saying);
int vg_saying_is_listing(enum vg_wording saying);

/* In "zh" when `language` begins so, else in English. NULL gives nothing. A part that is
 * not there is empty. Between a Han character and a Latin letter or digit that meet where a
 * part begins or ends there is a blank in Chinese, unless the part has Han itself ("2022年9月"). */
void vg_said_put(struct vg_buf *b, const struct vg_said *s, const char *language);
/* The same as text in the arena (or of the program, for a sentence without parts). NULL: NULL. */
const char *vg_said_text(struct vg_arena *a, const struct vg_said *s, const char *language);

/* -- parts ---------------------------------------------------------------------------------- */

/* Words of a case, the same in both languages. */
struct vg_part_words vg_part(const char *text);
/* 230000; in Chinese grouped as on the page: 230,000. */
struct vg_part_words vg_part_number(struct vg_arena *a, int64_t n);
/* A count in a running sentence: "nine", "230000"; in Chinese digits. */
struct vg_part_words vg_part_count(struct vg_arena *a, int64_t n);
/* "c17" */
struct vg_part_words vg_part_id(struct vg_arena *a, char letter, int64_t id);
/* A year, month or day of EDTF; in Chinese 2022年9月12日. What is none of these stays. */
struct vg_part_words vg_part_date(struct vg_arena *a, const char *edtf);
/* A sentence within a sentence; NULL is empty. */
struct vg_part_words vg_part_said(struct vg_arena *a, const struct vg_said *s);
/* The parts one after the other, with what the listing puts between them. */
struct vg_part_words vg_part_list(struct vg_arena *a, enum vg_wording listing,
                                  const struct vg_part_words *parts, size_t n);

/* -- keeping ---------------------------------------------------------------------------------- */

/* A copy in one piece of memory of `vg_said_size()` bytes, aligned as a pointer. NULL has the
 * size 0 and is NULL. */
size_t vg_said_size(const struct vg_said *s);
const struct vg_said *vg_said_write(void *room, const struct vg_said *s);
const struct vg_said *vg_said_copy(struct vg_arena *a, const struct vg_said *s);

#endif
