/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The beginnings of images, as far as needed to know how large they are (PNG, 3rd edition,
 * 11.2.2; JPEG, ITU-T T.81 B.2.2; TIFF 6.0, section 2; WebP, RFC 9649), and images put into a
 * PDF as they stand: PDF 1.7 has the filters of PNG and JPEG (7.4.4.4, 7.4.8).
 */
#include <string.h>

#include "base/limits.h"
#include "read/little.h"
#include "read/ocr.h"

struct bytes {
    const unsigned char *p;
    size_t len;
    int is_little; /* TIFF */
};

static uint32_t be(const struct bytes *b, size_t at, size_t n)
{
    uint32_t v = 0;

    for (size_t i = 0; i < n && at + i < b->len; i++)
        v = v << 8 | b->p[at + i];
    return v;
}

static uint32_t le(const struct bytes *b, size_t at, size_t n)
{
    return vg_little_at(b->p, b->len, at, n);
}

static int has(const struct bytes *b, size_t at, const char *what, size_t n)
{
    return at + n <= b->len && memcmp(b->p + at, what, n) == 0;
}

/* -- PNG -------------------------------------------------------------------------------- */

enum { PNG_HEAD = 33, PIXELS_PER_METRE = 1, CHUNKS = 10000 };

static void look_png(const struct bytes *b, struct vg_image_info *out)
{
    out->width = be(b, 16, 4);
    out->height = be(b, 20, 4);
    for (size_t at = PNG_HEAD, i = 0; i < 64 && at + 21 <= b->len; i++) {
        if (has(b, at + 4, "pHYs", 4) && b->p[at + 16] == PIXELS_PER_METRE)
            out->dpi = (uint32_t)((uint64_t)be(b, at + 8, 4) * 254 / 10000);
        at += 12 + (size_t)be(b, at, 4);
    }
}

/* -- TIFF -------------------------------------------------------------------------------- */

static uint32_t tiff(const struct bytes *b, size_t at, size_t n)
{
    return b->is_little ? le(b, at, n) : be(b, at, n);
}

enum { LYING = 5 };             /* the first of tag 274 that changes width and height */
enum { REDUCED = 1, MASK = 4 }; /* tag 254: a small copy of another page, or its mask */

/* A picture that lies on its side is as wide as its rows are many (TIFF 6.0, Orientation). */
static void turn(struct vg_image_info *i, uint32_t how)
{
    uint32_t width = i->width;

    if (how < 2 || how > 8)
        return;
    i->turn = how;
    if (how >= LYING) {
        i->width = i->height;
        i->height = width;
    }
}

/* The directory at `at`: what it says of its picture, and what kind of page that is. */
static void look_directory(const struct bytes *b, size_t at, struct vg_image_info *out,
                           uint32_t *sort)
{
    size_t n = tiff(b, at, 2);
    uint32_t how = 0;

    *sort = 0;
    for (size_t i = 0; i < n && at + 2 + 12 * i + 12 <= b->len; i++) {
        size_t e = at + 2 + 12 * i;
        uint32_t value = tiff(b, e + 8, tiff(b, e + 2, 2) == 3 ? 2 : 4);

        switch (tiff(b, e, 2)) {
        case 254:
            *sort = value;
            break;
        case 256:
            out->width = value;
            break;
        case 257:
            out->height = value;
            break;
        case 274:
            how = value;
            break;
        case 282: /* a fraction, in inches unless tag 296 says otherwise; rarely so */
            n = n < 64 ? n : 64;
            if (tiff(b, value + 4, 4) != 0)
                out->dpi = tiff(b, value, 4) / tiff(b, value + 4, 4);
            break;
        default:
            break;
        }
    }
    turn(out, how);
}

/* -- JPEG -------------------------------------------------------------------------------- */

/* Is it a start of frame, which has the size? Not the tables C4, C8, CC. */
static int is_frame(unsigned m)
{
    return m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc;
}

/* How it lies, of a segment with EXIF, which is a TIFF without a picture. */
static uint32_t turn_of_exif(const struct bytes *b, size_t at, size_t len)
{
    size_t left = at < b->len ? b->len - at : 0;
    struct bytes exif = {b->p + at, left < len ? left : len, 0};
    struct vg_image_info info = {0};
    uint32_t sort;

    if (has(&exif, 0, "II*\0", 4) || has(&exif, 0, "MM\0*", 4)) {
        exif.is_little = exif.p[0] == 'I';
        look_directory(&exif, tiff(&exif, 4, 4), &info, &sort);
    }
    return info.turn;
}

/* `components` of the frame; 0: there is none. */
static unsigned look_jpeg(const struct bytes *b, struct vg_image_info *out)
{
    uint32_t how = 0;

    for (size_t at = 2, i = 0; i < CHUNKS && at + 10 <= b->len; i++) {
        unsigned m = b->p[at + 1];
        size_t len = be(b, at + 2, 2);

        if (b->p[at] != 0xff || len < 2)
            return 0;
        if (m == 0xff) { /* filling */
            at++;
            continue;
        }
        if (has(b, at + 4, "JFIF", 4) && at + 16 <= b->len && b->p[at + 11] == 1)
            out->dpi = be(b, at + 12, 2);
        if (m == 0xe1 && len > 8 && has(b, at + 4, "Exif\0\0", 6) && how == 0)
            how = turn_of_exif(b, at + 10, len - 8);
        if (is_frame(m)) {
            out->height = be(b, at + 5, 2);
            out->width = be(b, at + 7, 2);
            turn(out, how);
            return b->p[at + 9];
        }
        at += 2 + len;
    }
    return 0;
}

/* -- pages of a TIFF ---------------------------------------------------------------------- */

static void look_tiff(struct bytes *b, struct vg_image_info *out)
{
    uint32_t sort;

    b->is_little = b->p[0] == 'I';
    look_directory(b, tiff(b, 4, 4), out, &sort);
}

/* Was the directory met before? The chain of a hostile file bites its own tail. */
static int is_met(const uint32_t *met, size_t n, uint32_t at)
{
    for (size_t i = 0; i < n; i++)
        if (met[i] == at)
            return 1;
    return 0;
}

static void chain_tiff(const struct bytes *b, struct vg_arena *a, struct vg_image_pages *out)
{
    uint32_t *met = VG_NEW_ARRAY(a, uint32_t, VG_MAX_TIFF_DIRECTORIES);
    uint32_t at = tiff(b, 4, 4), sort = 0;
    size_t n = 0;

    out->list = VG_NEW_ARRAY(a, struct vg_image_page, VG_MAX_TIFF_PAGES);
    while (at >= 8 && (size_t)at + 2 <= b->len && !is_met(met, n, at)) {
        struct vg_image_page page = {.directory = at, .info = {.kind = VG_IMAGE_TIFF}};
        uint64_t link = (uint64_t)at + 2 + (uint64_t)12 * tiff(b, at, 2);

        if (n == VG_MAX_TIFF_DIRECTORIES || out->count == VG_MAX_TIFF_PAGES) {
            out->has_more = 1;
            return;
        }
        met[n++] = at;
        page.link = link + 4 <= b->len ? (uint32_t)link : 0;
        look_directory(b, at, &page.info, &sort);
        if ((sort & (REDUCED | MASK)) == 0 && page.info.width > 0 && page.info.height > 0)
            out->list[out->count++] = page;
        at = page.link == 0 ? 0 : tiff(b, link, 4);
    }
}

/* -- WebP --------------------------------------------------------------------------------- */

static void look_webp(const struct bytes *b, struct vg_image_info *out)
{
    if (has(b, 12, "VP8 ", 4)) {
        out->width = le(b, 26, 2) & 0x3fff;
        out->height = le(b, 28, 2) & 0x3fff;
    } else if (has(b, 12, "VP8L", 4)) {
        uint32_t v = le(b, 21, 4);

        out->width = (v & 0x3fff) + 1;
        out->height = (v >> 14 & 0x3fff) + 1;
    } else if (has(b, 12, "VP8X", 4)) {
        out->width = le(b, 24, 3) + 1;
        out->height = le(b, 27, 3) + 1;
    }
}

/* -- all of them ------------------------------------------------------------------------------ */

static enum vg_image_kind kind_of(const struct bytes *b)
{
    if (has(b, 0, "\x89PNG\r\n\x1a\n", 8) && has(b, 12, "IHDR", 4) && b->len >= PNG_HEAD)
        return VG_IMAGE_PNG;
    if (has(b, 0, "\xff\xd8\xff", 3))
        return VG_IMAGE_JPEG;
    if (has(b, 0, "II*\0", 4) || has(b, 0, "MM\0*", 4))
        return VG_IMAGE_TIFF;
    if (has(b, 0, "RIFF", 4) && has(b, 8, "WEBP", 4))
        return VG_IMAGE_WEBP;
    return VG_IMAGE_NONE;
}

int vg_is_image(const char *bytes, size_t len)
{
    struct bytes b = {(const unsigned char *)bytes, len, 0};

    return kind_of(&b) != VG_IMAGE_NONE;
}

void vg_image_find_pages(const char *bytes, size_t len, struct vg_arena *a,
                         struct vg_image_pages *out)
{
    struct bytes b = {(const unsigned char *)bytes, len, 0};
    enum vg_image_kind kind = kind_of(&b);

    *out = (struct vg_image_pages){0};
    if (kind == VG_IMAGE_TIFF) {
        b.is_little = b.p[0] == 'I';
        chain_tiff(&b, a, out);
    }
    if (out->count > 0 || kind == VG_IMAGE_NONE)
        return;
    out->list = VG_NEW(a, struct vg_image_page);
    vg_image_look(bytes, len, &out->list[0].info);
    out->count = 1;
}

void vg_image_look(const char *bytes, size_t len, struct vg_image_info *out)
{
    struct bytes b = {(const unsigned char *)bytes, len, 0};

    *out = (struct vg_image_info){.kind = kind_of(&b)};
    switch (out->kind) {
    case VG_IMAGE_PNG:
        look_png(&b, out);
        break;
    case VG_IMAGE_JPEG:
        (void)look_jpeg(&b, out);
        break;
    case VG_IMAGE_TIFF:
        look_tiff(&b, out);
        break;
    case VG_IMAGE_WEBP:
        look_webp(&b, out);
        break;
    case VG_IMAGE_NONE:
    default:
        break;
    }
}

/* -- as a PDF ------------------------------------------------------------------------------------
 */

struct picture {
    struct vg_image_info info;
    struct vg_buf data;  /* as its filter takes it */
    struct vg_buf color; /* of a palette: the space, else empty */
    const char *space;
    unsigned bits, colors;
    int is_png;
};

/* A palette as a PDF writes one: /Indexed, the last index, the colours in hex. */
static void take_palette(struct picture *p, const unsigned char *rgb, size_t n)
{
    if (n < 3 || n > 768)
        return;
    vg_putf(&p->color, "[/Indexed /DeviceRGB %zu <", n / 3 - 1);
    vg_put_hex(&p->color, rgb, n / 3 * 3);
    vg_puts(&p->color, ">]");
}

/* The deflated rows of a PNG are what PDF's filter 15 takes, if nothing is transparent. */
static int take_png(const struct bytes *b, struct picture *p)
{
    unsigned type = b->p[25];

    p->is_png = 1;
    p->bits = b->p[24];
    p->colors = type == 2 ? 3 : 1;
    p->space = type == 2 ? "/DeviceRGB" : "/DeviceGray";
    if ((type != 0 && type != 2 && type != 3) || b->p[28] != 0)
        return 0;
    for (size_t at = 8, i = 0; i < CHUNKS && at + 12 <= b->len; i++) {
        size_t n = be(b, at, 4);

        if (n > b->len - at - 12)
            n = b->len - at - 12; /* cut: what there is */
        if (has(b, at + 4, "PLTE", 4) && p->color.len == 0)
            take_palette(p, b->p + at + 8, n);
        else if (has(b, at + 4, "IDAT", 4))
            vg_put(&p->data, b->p + at + 8, n);
        else if (has(b, at + 4, "tRNS", 4))
            return 0;
        at += 12 + n;
    }
    return p->data.len > 0 && (type != 3 || p->color.len > 0);
}

static int take_jpeg(const struct bytes *b, struct picture *p)
{
    struct vg_image_info again = {0};
    unsigned components = look_jpeg(b, &again);

    p->bits = 8;
    p->colors = components;
    p->space = components == 1 ? "/DeviceGray" : components == 3 ? "/DeviceRGB" : "/DeviceCMYK";
    vg_put(&p->data, b->p, b->len);
    return components == 1 || components == 3 || components == 4;
}

static void put_filter(struct vg_buf *out, const struct picture *p)
{
    if (!p->is_png) {
        vg_puts(out, "/Filter /DCTDecode");
        return;
    }
    vg_putf(out,
            "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors %u /BitsPerComponent %u "
            "/Columns %u >>",
            p->colors, p->bits, p->info.width);
}

/*
 * Where the picture's square goes (PDF 1.7, 8.3.3) on a page of `w` by `h`: its right and its upper
 * side as signs, by how it lies, and whether the two change places.
 */
static int put_program(const struct picture *p, char *out, size_t room)
{
    static const struct {
        int right, up;
    } ways[9] = {{1, 1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}, {-1, -1}, {-1, 1}, {1, 1}, {1, -1}};
    uint32_t how = p->info.turn, w = p->info.width, h = p->info.height;
    const char *right = ways[how].right < 0 ? "-" : "", *up = ways[how].up < 0 ? "-" : "";

    if (how < LYING)
        return snprintf(out, room, "%s%u 0 0 %s%u %u %u cm /I Do\n", right, w, up, h,
                        *right != '\0' ? w : 0, *up != '\0' ? h : 0);
    return snprintf(out, room, "0 %s%u %s%u 0 %u %u cm /I Do\n", right, h, up, w,
                    *up != '\0' ? w : 0, *right != '\0' ? h : 0);
}

static void put_document(struct vg_buf *out, const struct picture *p)
{
    int lies = p->info.turn >= LYING;
    uint32_t w = p->info.width, h = p->info.height;
    char program[128];
    int n = put_program(p, program, sizeof program);

    vg_puts(out, "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
                 "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
    vg_putf(out,
            "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %u %u] /Contents 4 0 R "
            "/Resources << /XObject << /I 5 0 R >> >> >>\nendobj\n4 0 obj\n<< /Length %d >>\n"
            "stream\n%sendstream\nendobj\n",
            w, h, n, program);
    vg_putf(out,
            "5 0 obj\n<< /Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent %u "
            "/Interpolate true /ColorSpace %s ",
            lies ? h : w, lies ? w : h, p->bits, p->color.len > 0 ? p->color.p : p->space);
    put_filter(out, p);
    vg_putf(out, " /Length %zu >>\nstream\n", p->data.len);
    vg_put(out, p->data.p, p->data.len);
    /* Without a table of places a reader looks for objects itself. */
    vg_puts(out, "\nendstream\nendobj\ntrailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n");
}

int vg_image_as_pdf(const char *bytes, size_t len, struct vg_buf *out, struct vg_err *err)
{
    struct bytes b = {(const unsigned char *)bytes, len, 0};
    struct picture p = {.data = {.max = (size_t)VG_MAX_DOCUMENT}, .color = {.max = 8192}};
    int ok = 0;

    vg_image_look(bytes, len, &p.info);
    if (p.info.kind == VG_IMAGE_PNG)
        ok = take_png(&b, &p);
    else if (p.info.kind == VG_IMAGE_JPEG)
        ok = take_jpeg(&b, &p);
    ok = ok && p.info.width > 0 && p.info.height > 0 && !p.data.full;
    if (ok)
        put_document(out, &p);
    vg_buf_end(&p.data);
    vg_buf_end(&p.color);
    return ok ? VG_OK
              : vg_fail(err, VG_E_ABSENT, "an image of a kind that cannot be enlarged here");
}
