/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_DEFINE_H
#define VG_RESOLVE_DEFINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct vg_name_words;

/*
 * Where a text itself says that two names are one thing:
 *
 *   Fuzhou Public Security Bureau (福州市公安局)             translation
 *   福州市公安局（以下简称“福州公安”）, X (hereinafter “FPSB”)   short
 *   X, also known as Y; X又称Y; X（即Y）                       alias
 *   X, formerly Y; X（原Y）; X更名为Y                          former
 *
 * By a word that says so, or by the form alone: a bracket that holds the other language, an
 * acronym of the words before it, or words in quotation marks. Brackets that hold a place, a date,
 * a number, a person, a list, a sentence, a unit or another body are no definition. Names of
 * persons never are. What the two names mean is compared only as far as frames of agencies can be
 * (resolve/frame_compare.h): a form alone never makes two bodies one that their frames tell apart,
 * a word that says so may.
 *
 * Precision before recall: what is doubtful is left out.
 */
enum vg_define_kind {
    VG_DEFINE_TRANSLATION = 1,
    VG_DEFINE_SHORT, /* holds in this text only */
    VG_DEFINE_ALIAS,
    VG_DEFINE_FORMER,
};

struct vg_definition {
    uint8_t kind;      /* enum vg_define_kind */
    uint8_t is_said;   /* a word says so, or quotation marks; else the form alone */
    uint8_t is_common; /* one of the two is a word for many things: the Bureau, 该局 */
    size_t left, left_len, right, right_len; /* bytes of the text: the two names */
    size_t at, len;                          /* from the first to the end of what says so */
};

const char *vg_define_kind_word(enum vg_define_kind kind);

/* All of a text, ascending, in the arena; at most VG_MAX_DEFINITIONS, and then the rest of the
 * text is not looked at. Any bytes are a text. Linear in it. Pure. */
size_t vg_define_find(const struct vg_name_words *words, const char *text, size_t len,
                      struct vg_arena *a, struct vg_definition **out);

#endif
