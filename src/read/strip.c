/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/strip.h"

#include <string.h>

#include "base/limits.h"
#include "guard/box.h"
#include "guard/helper.h"

static const char pdftoppm[] = "/usr/bin/pdftoppm";

enum {
    STRIP_DPI = 130,
    IMAGE_DPI = 72, /* of an image, whose pixels count as points: as it is */
    MARGIN = 120,   /* tenths of a point around the words */
    WIDE = 2200,    /* pixels of a strip at most; the words begin it */
    HIGH = 1200,
    NUMBER = 16,
};

/* -- a PNG of ours ------------------------------------------------------------------------- */

static uint32_t crc_of(const unsigned char *p, size_t n, uint32_t crc)
{
    for (size_t i = 0; i < n; i++) {
        crc ^= p[i];
        for (int k = 0; k < 8; k++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0);
    }
    return crc;
}

static void put_chunk(struct vg_buf *out, const char *type, const void *bytes, size_t n)
{
    uint32_t crc = crc_of((const unsigned char *)type, 4, 0xffffffffU);

    vg_put_u32be(out, (uint32_t)n);
    vg_put(out, type, 4);
    vg_put(out, bytes, n);
    vg_put_u32be(out, ~crc_of(bytes, n, crc));
}

/* Rows, each led by 0 (no filter), in blocks of deflate that are not compressed: a strip is
 * small, and a page is squeezed on its way anyway. */
static void put_rows(struct vg_buf *z, const unsigned char *grey, uint32_t w, uint32_t h)
{
    uint32_t a = 1, b = 0;

    vg_put(z, "\x78\x01", 2);
    for (uint32_t y = 0; y < h; y++) {
        uint32_t n = w + 1;
        unsigned char head[6] = {
            y + 1 == h,        (unsigned char)n,         (unsigned char)(n >> 8),
            (unsigned char)~n, (unsigned char)(~n >> 8), 0};

        vg_put(z, head, sizeof head);
        vg_put(z, grey + (size_t)y * w, w);
        b = (b + a) % 65521; /* the filter's 0 */
        for (uint32_t x = 0; x < w; x++) {
            a = (a + grey[(size_t)y * w + x]) % 65521;
            b = (b + a) % 65521;
        }
    }
    vg_put_u32be(z, b << 16 | a);
}

static int take_number(const char *p, size_t len, size_t *at, uint32_t *out)
{
    size_t begin = *at;

    for (*out = 0; *at < len && *at - begin < 6 && p[*at] >= '0' && p[*at] <= '9'; ++*at)
        *out = *out * 10 + (uint32_t)(p[*at] - '0');
    return *at > begin && *at < len && (p[*at] == ' ' || p[*at] == '\n') && ++*at > 0;
}

int vg_pgm_to_png(const char *pgm, size_t len, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_BUF z = {.max = (size_t)VG_MAX_DOCUMENT};
    unsigned char head[13] = {0};
    uint32_t w = 0, h = 0, most = 0;
    size_t at = 3;

    if (len < 3 || memcmp(pgm, "P5\n", 3) != 0 || !take_number(pgm, len, &at, &w) ||
        !take_number(pgm, len, &at, &h) || !take_number(pgm, len, &at, &most) || most != 255 ||
        w == 0 || h == 0 || w > WIDE || h > HIGH || len - at != (size_t)w * h)
        return vg_fail(err, VG_E_FORMAT, "the renderer drew no strip");
    put_rows(&z, (const unsigned char *)pgm + at, w, h);
    for (int i = 0; i < 4; i++) {
        head[i] = (unsigned char)(w >> (24 - 8 * i));
        head[4 + i] = (unsigned char)(h >> (24 - 8 * i));
    }
    head[8] = 8; /* bits, of one grey each */
    vg_put(out, "\x89PNG\r\n\x1a\n", 8);
    put_chunk(out, "IHDR", head, sizeof head);
    put_chunk(out, "IDAT", z.p, z.len);
    put_chunk(out, "IEND", "", 0);
    return VG_OK;
}

static int png_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                      struct vg_buf *out, struct vg_err *err)
{
    (void)hints;
    (void)hints_len;
    return vg_pgm_to_png((const char *)in, n, out, err);
}

static int wrap_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                       struct vg_buf *out, struct vg_err *err)
{
    (void)hints;
    (void)hints_len;
    return vg_image_as_pdf((const char *)in, n, out, err);
}

static int in_box(vg_box_work *work, struct vg_str in, const struct vg_read_outside *how,
                  struct vg_buf *out, struct vg_err *err)
{
    struct vg_box_job box = {.work = work,
                             .in = (const unsigned char *)in.p,
                             .n = in.len,
                             .output = (size_t)VG_MAX_DOCUMENT + KIB(64),
                             .is_weak = how->is_weak};

    return vg_box_run(&box, out, NULL, err);
}

/* -- where ------------------------------------------------------------------------------------- */

struct area {
    uint32_t page, left, top, right, bottom; /* tenths of a point */
};

static int find_area(const struct vg_text *t, size_t start, size_t end, struct area *out,
                     struct vg_err *err)
{
    size_t first, n = vg_text_boxes(t, start, end, &first);
    const struct vg_block *b;

    if (n == 0 || (b = vg_text_block_at(t, t->boxes[first].start)) == NULL || b->page < 1)
        return vg_fail(err, VG_E_ABSENT, "nothing is known of where these words stand on a page");
    *out = (struct area){.page = b->page, .left = UINT32_MAX, .top = UINT32_MAX};
    for (size_t i = first; i < first + n; i++) {
        const struct vg_box *k = &t->boxes[i];

        b = vg_text_block_at(t, k->start);
        if (b == NULL || b->page != out->page)
            break;
        out->left = k->x < out->left ? k->x : out->left;
        out->top = k->y < out->top ? k->y : out->top;
        out->right = k->x + k->width > out->right ? k->x + k->width : out->right;
        out->bottom = k->y + k->height > out->bottom ? k->y + k->height : out->bottom;
    }
    out->left = out->left < MARGIN ? 0 : out->left - MARGIN;
    out->top = out->top < MARGIN ? 0 : out->top - MARGIN;
    out->right += MARGIN;
    out->bottom += MARGIN;
    return VG_OK;
}

/* -- drawing -------------------------------------------------------------------------------------
 */

static uint32_t pixels(uint32_t tenths, uint32_t dpi, uint32_t most)
{
    uint64_t n = (uint64_t)tenths * dpi / 720;

    return n > most ? most : (uint32_t)n;
}

static int draw(struct vg_str pdf, const struct area *a, uint32_t page, uint32_t dpi,
                const struct vg_read_outside *how, struct vg_buf *out, struct vg_err *err)
{
    char n[6][NUMBER];
    const uint32_t v[6] = {dpi,
                           page,
                           pixels(a->left, dpi, 1000000),
                           pixels(a->top, dpi, 1000000),
                           pixels(a->right - a->left, dpi, WIDE),
                           pixels(a->bottom - a->top, dpi, HIGH)};
    const char *const args[] = {"-r", n[0], "-f", n[1], "-l", n[1],    "-x",          n[2], "-y",
                                n[3], "-W", n[4], "-H", n[5], "-gray", "-singlefile", "-",  NULL};
    struct vg_helper h = {.program = pdftoppm,
                          .args = args,
                          .in = pdf.p,
                          .n = pdf.len,
                          .is_weak = how->is_weak,
                          .stop = how->stop,
                          .stop_w = how->stop_w};

    for (size_t i = 0; i < 6; i++)
        (void)snprintf(n[i], sizeof n[i], "%u", v[i] == 0 && i >= 4 ? 1 : v[i]);
    return vg_helper_run(&h, out, NULL, NULL, err);
}

int vg_strip_draw(const struct vg_read_input *source, const struct vg_text *t, size_t start,
                  size_t end, const struct vg_read_outside *how, struct vg_buf *out,
                  struct vg_err *err)
{
    VG_SCOPED_BUF wrapped = {.max = (size_t)VG_MAX_DOCUMENT + KIB(64)};
    VG_SCOPED_BUF grey = {.max = (size_t)WIDE * HIGH + KIB(4)};
    struct vg_str pdf = {source->bytes, source->len};
    int is_image = vg_is_image(source->bytes, source->len);
    struct area a = {0};
    int rc = find_area(t, start, end, &a, err);

    if (rc == VG_OK && is_image) {
        rc = in_box(wrap_in_box, pdf, how, &wrapped, err);
        pdf = vg_buf_str(&wrapped);
    }
    if (rc == VG_OK)
        rc =
            draw(pdf, &a, is_image ? 1 : a.page, is_image ? IMAGE_DPI : STRIP_DPI, how, &grey, err);
    return rc == VG_OK ? in_box(png_in_box, vg_buf_str(&grey), how, out, err) : rc;
}
