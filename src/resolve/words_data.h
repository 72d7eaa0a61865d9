/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_WORDS_DATA_H
#define VG_RESOLVE_WORDS_DATA_H

#include <stddef.h>

/* The tables of data/agencies/ as bytes, made by tools/embed.c. */
extern const char vg_words_people[], vg_words_legal[], vg_words_short[], vg_words_words[];
extern const size_t vg_words_people_len, vg_words_legal_len, vg_words_short_len, vg_words_words_len;
extern const char vg_words_weights[], vg_words_about[];
extern const size_t vg_words_weights_len, vg_words_about_len;

#endif
