/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_NAME_H
#define VG_RESOLVE_NAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

/*
 * A name, taken apart once so that it can be compared many times: surface, folded tokens with
 * their readings, and, for organisations, the frame (resolve/frame.h). Pure; everything lives in
 * the arena or in the constant tables of the program.
 */
enum vg_script {
    VG_SCRIPT_NONE, /* digits and punctuation only */
    VG_SCRIPT_LATIN,
    VG_SCRIPT_HAN,
    VG_SCRIPT_KANA,
    VG_SCRIPT_HANGUL,
    VG_SCRIPT_CYRILLIC,
    VG_SCRIPT_GREEK,
    VG_SCRIPT_ARABIC,
    VG_SCRIPT_HEBREW,
    VG_SCRIPT_OTHER,
};

enum { VG_NAME_READINGS = 2, VG_NAME_BYTES = 1024 /* of a surface; the rest is cut off */ };

/* A word; in Han script a stretch that a table knows as one, else what stands between such. */
struct vg_name_token {
    struct vg_str text;                      /* folded; Han simplified; Latin without accents */
    struct vg_str reading[VG_NAME_READINGS]; /* a-z and 0-9 only; empty where there is none */
    struct vg_str skeleton;                  /* consonants of the first reading; y w h are none */
    uint8_t script;                          /* enum vg_script */
    uint8_t syllables;                       /* of a Han reading; else 0 */
    uint16_t at, len;                        /* bytes of the surface it was read from */
};

struct vg_frame;

struct vg_name {
    struct vg_str surface; /* at most VG_NAME_BYTES, cut between characters; not copied */
    struct vg_str folded;  /* the tokens' texts with one blank between; the exact key */
    const struct vg_name_token *tokens;
    size_t n;
    unsigned scripts;             /* 1 << enum vg_script of each there is */
    int was_cut;                  /* the surface was longer */
    const struct vg_frame *frame; /* NULL where no head of an organisation was found */
};

/*
 * Readings: of a Latin word its letters without accents; of Han that of the place, else of the word
 * the characters stand in, else of each character (at most two ways where that is open), joined;
 * the u with two dots is u in all four writings (lü, lv, lyu, lu). Of other scripts letter by
 * letter.
 */

/*
 * Take a name apart. Any bytes are a name: what is no UTF-8 is passed over, and marks of direction
 * and control with it; what has no letter and no digit gives a name without tokens. `lang` is a
 * BCP 47 tag or empty; it decides only what the letters leave open.
 */
void vg_name_read(struct vg_str surface, struct vg_str lang, struct vg_arena *a,
                  struct vg_name *out);

#endif
