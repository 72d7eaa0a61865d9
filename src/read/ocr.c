/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The programs that render and read, each behind walls; and the box, in which our own code
 * looks at images and at what those programs printed.
 */
#include "read/ocr.h"

#include <string.h>

#include "base/limits.h"
#include "guard/box.h"
#include "guard/helper.h"
#include "read/language.h"
#include "read/pdf_words.h"
#include "read/readers.h"
#include "seal/hash.h"

static const char pdftoppm[] = "/usr/bin/pdftoppm";
static const char tesseract[] = "/usr/bin/tesseract";
#define LANGUAGES "chi_sim+chi_tra+eng"

enum {
    DPI = 300,       /* of pages that are rendered; tesseract was trained for it */
    LEAST_DPI = 200, /* below, images are enlarged */
    MOST_TIMES = 3,  /* enlarged so many times at most: more only blurs */
    PAPER = 117,     /* tenths of an inch: the long side that an image without a word is given */
    PRINTED = 16 * 1024 * 1024, /* by tesseract, of one page */
    NUMBER = 16,
};

int vg_reader_is_ocr(const char *reader)
{
    return reader != NULL && strstr(reader, "tesseract/") != NULL;
}

/* -- images, made ready ------------------------------------------------------------------- */

static int look_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                       struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_image_pages pages;

    (void)hints;
    (void)hints_len;
    vg_image_find_pages((const char *)in, n, &a, &pages);
    vg_put_u32be(out, (uint32_t)pages.has_more);
    vg_put(out, pages.list, pages.count * sizeof *pages.list);
    return out->full ? vg_fail(err, VG_E_LIMIT, "an image of more pages than are read") : VG_OK;
}

static int wrap_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                       struct vg_buf *out, struct vg_err *err)
{
    (void)hints;
    (void)hints_len;
    return vg_image_as_pdf((const char *)in, n, out, err);
}

static int in_box(vg_box_work *work, const struct vg_read_input *in,
                  const struct vg_read_outside *how, struct vg_buf *out, struct vg_err *err)
{
    struct vg_box_job box = {
        .work = work,
        .in = (const unsigned char *)in->bytes,
        .n = in->len,
        .output = (size_t)VG_MAX_DOCUMENT + KIB(64),
        .is_weak = how->is_weak,
    };

    return vg_box_run(&box, out, NULL, err);
}

/* Where a page stands, of what the box said: it is nobody to trust. */
static int is_place(const struct vg_image_page *p, size_t len)
{
    return p->info.kind >= VG_IMAGE_PNG && p->info.kind <= VG_IMAGE_WEBP && p->directory < len &&
           (p->link == 0 || (p->link >= 8 && len >= 4 && p->link <= len - 4)) &&
           (p->directory == 0 || p->info.kind == VG_IMAGE_TIFF);
}

static int find_pages(const struct vg_read_input *in, const struct vg_read_outside *how,
                      struct vg_arena *a, struct vg_image_pages *out, struct vg_err *err)
{
    VG_SCOPED_BUF b = {.max = 4 + (size_t)VG_MAX_TIFF_PAGES * sizeof *out->list};
    int rc = in_box(look_in_box, in, how, &b, err);

    if (rc != VG_OK)
        return rc;
    if (b.len < 4 || (b.len - 4) % sizeof *out->list != 0)
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense");
    out->count = (b.len - 4) / sizeof *out->list;
    out->list = VG_NEW_ARRAY(a, struct vg_image_page, out->count);
    out->has_more = b.p[3] != 0;
    if (out->count > 0)
        memcpy(out->list, b.p + 4, b.len - 4);
    for (size_t i = 0; i < out->count; i++)
        if (!is_place(&out->list[i], in->len))
            return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense");
    return VG_OK;
}

static int look(const struct vg_read_input *in, uint32_t page, const struct vg_read_outside *how,
                struct vg_image_page *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_image_pages pages;
    const struct vg_image_info *info = &out->info;
    int rc = find_pages(in, how, &a, &pages, err);

    if (rc != VG_OK)
        return rc;
    *out = (struct vg_image_page){0};
    if (page >= 1 && page <= pages.count)
        *out = pages.list[page - 1];
    if (info->kind < VG_IMAGE_PNG || info->kind > VG_IMAGE_WEBP || info->width == 0 ||
        info->height == 0 || info->turn > 8)
        return vg_fail(err, VG_E_FORMAT, "an image that does not say how large it is");
    if ((uint64_t)info->width * info->height > VG_MAX_OCR_PIXELS)
        return vg_fail(err, VG_E_LIMIT, "an image of %u x %u pixels; at most %d million are read",
                       info->width, info->height, VG_MAX_OCR_PIXELS / 1000000);
    return VG_OK;
}

/* Dots an inch that it says, or that it would have as a sheet of paper. */
static uint32_t resolution(const struct vg_image_info *i)
{
    uint32_t side = i->width > i->height ? i->width : i->height;

    if (i->dpi >= 50 && i->dpi <= 2400)
        return i->dpi;
    return side * 10 / PAPER;
}

/* Tenths of how many times an image is enlarged; 10: it stays. */
static uint32_t enlarged(const struct vg_image_info *i)
{
    uint32_t dpi = resolution(i), times = dpi == 0 ? 10 * MOST_TIMES : DPI * 10 / dpi;

    if (dpi >= LEAST_DPI)
        return 10;
    times = times > 10 * MOST_TIMES ? 10 * MOST_TIMES : times;
    while (times > 10 && (uint64_t)i->width * i->height * times * times / 100 > VG_MAX_OCR_PIXELS)
        times--;
    return times < 10 ? 10 : times;
}

static int run(const char *program, const char *const *args, struct vg_str in,
               const struct vg_read_outside *how, struct vg_buf *out, struct vg_buf *said,
               struct vg_err *err)
{
    struct vg_helper h = {
        .program = program,
        .args = args,
        .in = in.p,
        .n = in.len,
        .memory = (size_t)VG_OCR_MEMORY,
        .cpu_s = VG_OCR_CPU_S,
        .is_weak = how->is_weak,
        .stop = how->stop,
        .stop_w = how->stop_w,
    };
    int rc = vg_helper_run(&h, out, said, NULL, err);

    if (rc == VG_E_ABSENT)
        return vg_fail(err, rc,
                       "images are read by tesseract: install tesseract-ocr, "
                       "tesseract-ocr-chi-sim, tesseract-ocr-chi-tra and poppler-utils");
    return rc;
}

/* A page as a picture in greys at so many dots an inch. */
static int render(struct vg_str pdf, uint32_t page, uint32_t dpi, const struct vg_read_outside *how,
                  struct vg_buf *out, struct vg_err *err)
{
    char number[NUMBER], dots[NUMBER];
    const char *const args[] = {"-r",   dots,    "-f",          number, "-l",
                                number, "-gray", "-singlefile", "-",    NULL};
    int rc;

    (void)snprintf(number, sizeof number, "%u", page);
    (void)snprintf(dots, sizeof dots, "%u", dpi);
    rc = run(pdftoppm, args, pdf, how, out, NULL, err);
    if (rc == VG_OK && out->len < 16)
        return vg_fail(err, VG_E_FORMAT, "page %u could not be rendered", page);
    return rc;
}

static void set_hash(struct vg_ocr_image *image)
{
    VG_SCOPED_SHA256 h = {0};

    vg_sha256_of(&h, image->bytes.p, image->bytes.len, image->sha256);
}

static int take_enlarged(const struct vg_read_input *in, uint32_t times,
                         const struct vg_read_outside *how, struct vg_ocr_image *out,
                         struct vg_err *err)
{
    VG_SCOPED_BUF pdf = {.max = (size_t)VG_MAX_DOCUMENT + KIB(64)};
    int rc = in_box(wrap_in_box, in, how, &pdf, err);

    if (rc == VG_OK)
        rc = render(vg_buf_str(&pdf), 1, 72 * times / 10, how, &out->bytes, err);
    return rc;
}

/* A sheet has at most VG_MAX_PAGE_SIDE; an image of more pixels is not read. */
static struct vg_sheet sheet_of(const struct vg_image_info *i)
{
    uint32_t most = VG_MAX_PAGE_SIDE / 10;

    return (struct vg_sheet){.width = (i->width < most ? i->width : most) * 10,
                             .height = (i->height < most ? i->height : most) * 10,
                             .wants_ocr = 1};
}

static void put_tiff(char *at, uint32_t v, int is_little)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char)(v >> (is_little ? 8 * i : 24 - 8 * i));
}

/* The image with this page as its only one: its head leads to it, and nothing follows. */
static void put_alone(const struct vg_read_input *in, const struct vg_image_page *page,
                      struct vg_buf *out)
{
    int is_little = in->bytes[0] == 'I';

    vg_put(out, in->bytes, in->len);
    if (page->directory == 0 || out->full || in->len < 8)
        return;
    put_tiff(out->p + 4, page->directory, is_little);
    if (page->link != 0)
        put_tiff(out->p + page->link, 0, is_little);
}

int vg_ocr_take_image(const struct vg_read_input *in, uint32_t page,
                      const struct vg_read_outside *how, struct vg_ocr_image *out,
                      struct vg_err *err)
{
    struct vg_image_page found;
    const struct vg_image_info *info = &found.info;
    struct vg_err why = {0};
    uint32_t times;
    int rc = look(in, page, how, &found, err);

    if (rc != VG_OK)
        return rc;
    *out = (struct vg_ocr_image){
        .bytes = {.max = (size_t)VG_MAX_HELPER_INPUT},
        .scale = 2560,
        .width = info->width * 10,
        .height = info->height * 10,
    };
    times = enlarged(info);
    if (times > 10 || (info->turn != 0 && info->kind == VG_IMAGE_JPEG)) {
        rc = take_enlarged(in, times, how, out, &why);
        if (rc == VG_E_REFUSED || rc == VG_E_INTERRUPTED || rc == VG_E_IO)
            return vg_fail(err, rc, "%s", why.text);
        if (rc == VG_OK)
            out->scale = 2560 * 10 / times;
        else
            vg_buf_clear(&out->bytes); /* of a kind that cannot be: read as it is */
    }
    if (out->bytes.len == 0)
        put_alone(in, &found, &out->bytes);
    if (out->bytes.full)
        return vg_fail(err, VG_E_LIMIT, "an image of more bytes than are read");
    set_hash(out);
    return VG_OK;
}

void vg_ocr_image_base(const struct vg_read_input *in, const struct vg_read_outside *how,
                       struct vg_arena *a, struct vg_text **out)
{
    struct vg_image_pages pages;
    struct vg_text *t;

    *out = NULL;
    if (find_pages(in, how, a, &pages, NULL) != VG_OK || pages.count < 2)
        return;
    t = VG_NEW(a, struct vg_text);
    t->media = vg_str("image");
    t->reader = vg_str(VG_READER_OCR);
    t->page_count = pages.count;
    t->pages = VG_NEW_ARRAY(a, struct vg_sheet, pages.count);
    for (size_t i = 0; i < pages.count; i++)
        t->pages[i] = sheet_of(&pages.list[i].info);
    if (pages.has_more)
        vg_text_damage(t, a, VG_NOTE_SIZE_EXCEEDED, 0,
                       "more pages than are read of one image; the rest is preserved");
    *out = t;
}

/* Dots an inch for a page of this size: fewer for posters. */
static uint32_t page_dpi(const struct vg_sheet *s)
{
    uint32_t dpi = DPI;

    while (dpi > 36 &&
           (uint64_t)s->width * dpi / 720 * ((uint64_t)s->height * dpi / 720) > VG_MAX_OCR_PIXELS)
        dpi -= 12;
    return dpi;
}

int vg_ocr_take_page(const struct vg_read_input *pdf, uint32_t page, const struct vg_sheet *sheet,
                     const struct vg_read_outside *how, struct vg_ocr_image *out,
                     struct vg_err *err)
{
    uint32_t dpi = page_dpi(sheet);
    int rc;

    *out = (struct vg_ocr_image){
        .bytes = {.max = (size_t)VG_MAX_OCR_PIXELS + (size_t)KIB(4)},
        .scale = 720 * 256 / dpi,
        .width = sheet->width,
        .height = sheet->height,
    };
    rc = render((struct vg_str){pdf->bytes, pdf->len}, page, dpi, how, &out->bytes, err);
    if (rc == VG_OK)
        set_hash(out);
    return rc;
}

/* -- reading ---------------------------------------------------------------------------------- */

struct printed {
    struct vg_str rows;
    uint32_t scale, width, height;
};

static int text_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                       struct vg_buf *out, struct vg_err *err)
{
    const struct printed *p = hints;
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_lay l = {.a = &work};
    struct vg_text t = {0};

    (void)in;
    (void)n;
    (void)hints_len;
    vg_ocr_words(p->rows, p->scale, p->width, p->height, &l);
    vg_lay_end(&l, 1, &a, &t);
    t.media = vg_str("image/*");
    t.reader = vg_str(VG_READER_OCR);
    t.charset = vg_str("utf-8");
    t.charset_rule = VG_CHARSET_VALID;
    vg_language_mark(&t);
    vg_text_write(&t, out);
    return out->full ? vg_fail(err, VG_E_LIMIT, "its text is larger than a text may be") : VG_OK;
}

int vg_ocr_read(const struct vg_ocr_image *image, const struct vg_read_outside *how,
                struct vg_buf *out, struct vg_err *err)
{
    static const char *const args[] = {"stdin", "stdout", "-l",  LANGUAGES,
                                       "--dpi", "300",    "tsv", NULL};
    VG_SCOPED_BUF rows = {.max = PRINTED};
    struct printed p = {.scale = image->scale, .width = image->width, .height = image->height};
    struct vg_box_job box = {
        .work = text_in_box,
        .hints = &p,
        .hints_len = sizeof p,
        .is_weak = how->is_weak,
    };
    int rc = run(tesseract, args, vg_buf_str(&image->bytes), how, &rows, NULL, err);

    if (rc != VG_OK)
        return rc;
    p.rows = vg_buf_str(&rows);
    return vg_box_run(&box, out, NULL, err);
}

int vg_ocr_reader(const struct vg_read_outside *how, char out[64], struct vg_err *err)
{
    static const char *const args[] = {"--version", NULL};
    static const char word[] = "tesseract ";
    VG_SCOPED_BUF printed = {.max = 4096};
    const char *at;
    size_t n = 0;
    int rc = run(tesseract, args, vg_str(""), how, &printed, NULL, err);

    if (rc != VG_OK)
        return rc;
    at = memmem(vg_buf_str(&printed).p, printed.len, word, sizeof word - 1);
    if (at != NULL)
        at += sizeof word - 1;
    while (at != NULL && n < 16 && ((at[n] >= '0' && at[n] <= '9') || at[n] == '.'))
        n++;
    (void)snprintf(out, 64, "tesseract/%.*s", n == 0 ? 1 : (int)n, n == 0 ? "?" : at);
    return VG_OK;
}
