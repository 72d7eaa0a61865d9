/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Pictures without compression, which have no mark that text could not begin with: BMP (its
 * header as Windows, OS/2 and their successors write it), the netpbm family (pnm(5), pam(5)), TGA
 * (Truevision, version 2.0). Their pixels read as letters of some old charset, so they are known
 * by headers that hold together.
 */
#include <string.h>

#include "base/utf8_scan.h"
#include "read/kind.h"
#include "read/little.h"

struct raw {
    const unsigned char *p;
    size_t len;
};

static uint32_t le(const struct raw *r, size_t at, size_t n)
{
    return vg_little_at(r->p, r->len, at, n);
}

/* -- BMP --------------------------------------------------------------------------------- */

static int is_bmp(const struct raw *r)
{
    enum { FILE_HEAD = 14, OLD_HEAD = 12 };
    uint32_t head = le(r, FILE_HEAD, 4), data = le(r, 10, 4);
    int is_old = head == OLD_HEAD;
    uint32_t bits = le(r, is_old ? 24 : 28, 2);

    if (r->len < FILE_HEAD + OLD_HEAD || memcmp(r->p, "BM", 2) != 0)
        return 0;
    return (is_old || (head >= 16 && head <= 124)) && data >= FILE_HEAD + head &&
           le(r, is_old ? 22 : 26, 2) == 1 && bits <= 32;
}

/* -- PBM, PGM, PPM, PAM -------------------------------------------------------------------- */

static int is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* White space, at least one sign of it, and remarks. */
static int pass_space(const struct raw *r, size_t *at)
{
    size_t from = *at;

    while (*at < r->len && (is_space(r->p[*at]) || r->p[*at] == '#')) {
        if (r->p[*at] == '#')
            while (*at < r->len && r->p[*at] != '\n')
                ++*at;
        else
            ++*at;
    }
    return *at > from;
}

/* A number from 1 to 65535 after white space. */
static int take_number(const struct raw *r, size_t *at, uint64_t *out)
{
    size_t from;

    if (!pass_space(r, at))
        return 0;
    from = *at;
    for (*out = 0; *at < r->len && *at < from + 6 && is_digit(r->p[*at]); ++*at)
        *out = 10 * *out + (uint64_t)(r->p[*at] - '0');
    return *at > from && *out > 0 && *out <= 65535;
}

static int has_only_numbers(const struct raw *r, size_t at)
{
    enum { LOOKED_AT = 4096 };
    size_t end = r->len - at < LOOKED_AT ? r->len : at + LOOKED_AT;

    while (at < end) {
        if (pass_space(r, &at))
            continue;
        if (!is_digit(r->p[at]))
            return 0;
        at++;
    }
    return 1;
}

/* Just as many bytes as the picture has, or such as no text has: notes may begin "P5 12 30 2". */
static int has_pixels(const struct raw *r, size_t at, uint64_t wanted)
{
    enum { LOOKED_AT = 4096 };
    size_t n = r->len - at < LOOKED_AT ? r->len - at : LOOKED_AT;
    const char *p = (const char *)r->p + at;

    if (r->len - at == wanted)
        return 1;
    return vg_has_control(p, n, 1 << '\t' | 1 << '\n' | 1 << '\f' | 1 << '\r');
}

static int is_netpbm(const struct raw *r)
{
    unsigned kind = r->len > 2 && r->p[0] == 'P' ? r->p[1] : 0;
    uint64_t width, height, most = 1, wanted;
    size_t at = 2;

    if (kind == '7')
        return r->len > 9 && memcmp(r->p, "P7\n", 3) == 0 &&
               (memcmp(r->p + 3, "WIDTH ", 6) == 0 || r->p[3] == '#');
    if (kind < '1' || kind > '6' || !take_number(r, &at, &width) || !take_number(r, &at, &height))
        return 0;
    if (kind != '1' && kind != '4' && !take_number(r, &at, &most))
        return 0;
    if (kind <= '3')
        return has_only_numbers(r, at);
    if (at >= r->len || !is_space(r->p[at]))
        return 0;
    wanted = kind == '4' ? (width + 7) / 8 * height : width * height * (most > 255 ? 2 : 1);
    return has_pixels(r, at + 1, kind == '6' ? 3 * wanted : wanted);
}

/* -- TGA -------------------------------------------------------------------------------------- */

enum { TGA_HEAD = 18, TGA_END = 18, TGA_FOOTER = 26 };

static int has_tga_end(const struct raw *r)
{
    return r->len >= TGA_HEAD + TGA_FOOTER &&
           memcmp(r->p + r->len - TGA_END, "TRUEVISION-XFILE.", TGA_END) == 0;
}

/* Version 1 has no mark at all: every field has to be one that programs write, and pixels that are
 * not packed have to be there. */
static int is_tga(const struct raw *r)
{
    uint64_t width = le(r, 12, 2), height = le(r, 14, 2), depth = le(r, 16, 1);
    uint64_t colors = le(r, 5, 2), color_bits = le(r, 7, 1);
    unsigned has_map = le(r, 1, 1), type = le(r, 2, 1), packed = type & 8, way = type & 7;

    if (r->len <= TGA_HEAD || has_map > 1 || way < 1 || way > 3 || (type & ~11U) != 0)
        return 0;
    if (has_map != (way == 1) || width == 0 || height == 0 || (le(r, 17, 1) & 0xc0) != 0)
        return 0;
    if (way == 2 ? depth != 15 && depth != 16 && depth != 24 && depth != 32
                 : depth != 8 && !(way == 3 && depth == 16))
        return 0;
    if (has_map ? colors == 0 || (color_bits != 16 && color_bits != 24 && color_bits != 32)
                : le(r, 3, 4) != 0 || color_bits != 0)
        return 0;
    if (has_tga_end(r))
        return 1;
    return packed != 0 || r->len >= TGA_HEAD + le(r, 0, 1) + colors * ((color_bits + 7) / 8) +
                                        width * height * ((depth + 7) / 8);
}

const char *vg_kind_raster(const char *p, size_t len)
{
    struct raw r = {(const unsigned char *)p, len};

    if (is_bmp(&r))
        return "BMP image";
    if (is_netpbm(&r))
        return "netpbm image";
    return is_tga(&r) ? "TGA image" : NULL;
}
