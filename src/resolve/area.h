/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_AREA_H
#define VG_RESOLVE_AREA_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

/*
 * Areas: what the name of a place may stand for when agencies are compared. One area is a number:
 *
 *   VG_AREA_CHINA      the state
 *   2 to 9 digits      the administrative code of a place in China (35 Fujian, 3501 Fuzhou,
 *                      350112 Changle District, 350112001 one of its towns); the code says what it
 *                      lies in. Municipalities and cities without districts have one number each
 *                      (11 and not 1101; 4419 and not 441900).
 *   VG_AREA_ABROAD + i a place elsewhere: the i-th of the gazetteer (mention/place.h)
 *
 * A name denotes a set of areas. Constant tables, made from data/places by tools/gen-resolve.c.
 */
typedef uint32_t vg_area;

#define VG_AREA_CHINA  1U
#define VG_AREA_ABROAD 0x80000000U

/* What an area is, by the suffix of its full name. A word of level stands for several of them. */
enum vg_area_kind {
    VG_AREA_STATE,       /* China, or a country abroad */
    VG_AREA_PROVINCE,    /* 省 */
    VG_AREA_REGION,      /* 自治区 */
    VG_AREA_SPECIAL,     /* 特别行政区 */
    VG_AREA_CITY,        /* 市, of any level */
    VG_AREA_PREFECTURE,  /* 自治州, 地区, 盟 */
    VG_AREA_COUNTY,      /* 县, 自治县 */
    VG_AREA_BANNER,      /* 旗, 自治旗 */
    VG_AREA_DISTRICT,    /* 区, 林区, 特区 */
    VG_AREA_TOWN,        /* 镇 */
    VG_AREA_TOWNSHIP,    /* 乡, 苏木 */
    VG_AREA_SUBDISTRICT, /* 街道 */
    VG_AREA_OTHER,       /* farms, zones; places abroad below the country */
};

/* A set of areas, ascending. Points into the constant tables or into an arena. */
struct vg_area_set {
    const vg_area *ids;
    size_t n;
};

/* The next wider area, 0 above China or a country. It may be a code that no place has. */
vg_area vg_area_parent(vg_area a);

/* Is `inner` the same as `outer` or inside it? */
int vg_area_within(vg_area inner, vg_area outer);

/* 0 the state, 1 province, 2 prefecture, 3 county, 4 town; abroad 0 for countries, 2 for others.
 * Counties and cities directly below a province are 3. */
int vg_area_depth(vg_area a);

enum vg_area_kind vg_area_kind(vg_area a);

/* The full name in Han ("福州市"), and in Latin the name without a word of level ("Fuzhou"). Empty
 * for a number that no place has. */
struct vg_str vg_area_han(vg_area a);
struct vg_str vg_area_latin(vg_area a);

/* Syllables with a blank between ("fu zhou", v for the u with two dots), of the name without its
 * suffix; and how many bytes of vg_area_han() that name has. Empty abroad. */
struct vg_str vg_area_reading(vg_area a);
size_t vg_area_name_bytes(vg_area a);

/* Append "Fuzhou, Fujian": the name and what tells it from its namesakes. */
void vg_area_put(struct vg_buf *out, vg_area a);

/*
 * What the name of a place (folded; of Latin its letters, joined) stands for where no word of level
 * says more: prefectures and what is wider, or where none has the name counties, or towns abroad.
 * Left out is what the name means only beside another place. Ascending; returns how many of them
 * `out` has, at most `room`.
 */
size_t vg_area_named(struct vg_str name, int is_han, vg_area *out, size_t room);

int vg_area_set_has(struct vg_area_set s, vg_area a);

#endif
