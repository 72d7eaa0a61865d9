/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_CHARSET_JUDGE_H
#define VG_READ_CHARSET_JUDGE_H

#include <stddef.h>
#include <stdint.h>

/*
 * How well bytes read as text in a charset: for src/read/charset.c only. Every
 * figure is made with whole numbers and from the first VG_CS_SAMPLE bytes at
 * most, and so the same on every machine.
 */
enum { VG_CS_SAMPLE = 65536 };

struct vg_cs_fit {
    const char *name;
    uint32_t chars;   /* above ASCII that were looked at */
    uint32_t faults;  /* bytes that are nothing, private and unassigned characters, controls */
    uint32_t wide;    /* Han, kana, Hangul among the characters */
    int32_t reads;    /* per cent of what true text reaches: about 100 for it, below 40 for noise */
    int32_t value;    /* of single bytes: letters that are as they should be, less what speaks
                         against, in sixteenths; of the same bytes the higher is the better */
    uint32_t against; /* of single bytes: signs, letters and controls that should not be there */
};

/*
 * A charset of several bytes a character, UTF-8 included: `reads` is the mean
 * level of its characters (data/language/cjk.bin) against the usual one in
 * Chinese, Japanese or Korean. For UTF-8 it is 100 where there are no faults.
 */
struct vg_cs_fit vg_cs_judge_wide(const char *name, const char *p, size_t len);

/*
 * A single-byte charset: `reads` says how much of the words that hold a byte
 * above ASCII is made of runs of letters of one language that is written so, less
 * for signs within words and controls.
 */
struct vg_cs_fit vg_cs_judge_single(const char *name, const char *p, size_t len);

/* Either, by the kind of the charset; all zero for one that cannot be judged. */
struct vg_cs_fit vg_cs_judge(const char *name, const char *p, size_t len);

/* Is it a single-byte charset whose letters above ASCII are Latin? */
int vg_cs_is_latin(const char *name);

/* The single-byte charset that reads best: windows-1252 unless another is better. */
struct vg_cs_fit vg_cs_best_single(const char *p, size_t len);

/* The best of GB18030, Big5, EUC-KR, Shift_JIS, EUC-JP, apart from `but` (may be NULL);
 * a NULL name when none has chars or the bytes stand alone, as accents do. */
struct vg_cs_fit vg_cs_best_wide(const char *p, size_t len, const char *but);

/* "utf-16le" or "utf-16be" where the bytes can be nothing else, else NULL. */
const char *vg_cs_utf16(const char *p, size_t len);

/* The same of bytes that hold no control, and so may be another charset after all: to be asked
 * where no other reads. */
const char *vg_cs_utf16_dense(const char *p, size_t len);

/* The order of bytes that are declared UTF-16 of the order `said`, NULL where they are not. */
const char *vg_cs_utf16_said(const char *p, size_t len, const char *said);

/* "iso-2022-jp" or "hz-gb-2312" where seven-bit bytes are certainly that, else NULL. */
const char *vg_cs_shifted(const char *p, size_t len);

#endif
