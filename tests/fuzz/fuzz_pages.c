/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What converters print, and images: whatever comes, the text that is made of it keeps every
 * promise of read/text.h (the strict reader of messages accepts it and gives the same bytes), boxes
 * lie in their pages, and an image put into a PDF is no larger than it should be. The first byte
 * chooses what the rest is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "fuzz.h"
#include "read/ocr.h"
#include "read/pdf_words.h"

static void check(const struct vg_text *t)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF two = {0};
    struct vg_text back;

    vg_text_write(t, &one);
    LAW(vg_text_read(one.p, one.len, &a, &back, NULL) == VG_OK);
    vg_text_write(&back, &two);
    LAW(one.len == two.len && memcmp(one.p, two.p, one.len) == 0);
    for (size_t i = 0; i < t->box_count; i++) {
        size_t first, n = vg_text_boxes(t, t->boxes[i].start, t->boxes[i].start + 1, &first);

        LAW(n == 1 && first == i);
    }
}

static void as_pdf(struct vg_str s, int which)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF-"), .reader = vg_str("x")};

    *(which == 0   ? &parts.words
      : which == 1 ? &parts.said
      : which == 2 ? &parts.fonts
                   : &parts.images) = s;
    if (which > 0)
        parts.words = vg_str("<page width=\"100\" height=\"100\">\n<word xMin=\"1\" yMin=\"1\" "
                             "xMax=\"9\" yMax=\"9\">Word</word>\n</page>\n<page width=\"100\" "
                             "height=\"100\">\n</page>\n");
    if (which == 4)
        parts.bytes = s;
    vg_pdf_text(&parts, &a, &t);
    check(&t);
}

/* The words of pages, held and taken back, are the same; and what was held may be anything. */
static void as_held(struct vg_str s)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF held = {0};
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF two = {0};
    struct vg_pdf_parts parts = {.bytes = vg_str("%PDF-"), .reader = vg_str("x"), .words = s};
    struct vg_text t;

    vg_pdf_text(&parts, &a, &t);
    vg_text_write(&t, &one);
    vg_pdf_words_hold(s, &held);
    parts.words = (struct vg_str){0};
    parts.held = vg_buf_str(&held);
    vg_pdf_text(&parts, &a, &t);
    vg_text_write(&t, &two);
    LAW(one.len == two.len && memcmp(one.p, two.p, one.len) == 0);
    parts.held = s;
    vg_pdf_text(&parts, &a, &t);
    check(&t);
}

static void as_rows(struct vg_str s)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_lay l = {.a = &work};
    struct vg_text t = {0}, joined;
    struct vg_ocr_page page = {1, &t};

    vg_ocr_words(s, 614, 5950, 8420, &l);
    vg_lay_end(&l, 1, &a, &t);
    t.reader = vg_str(VG_READER_OCR);
    check(&t);
    vg_ocr_join(NULL, &page, 1, "tesseract/5", 9, vg_str("image"), &a, &joined);
    check(&joined);
}

static void as_image(struct vg_str s)
{
    struct vg_image_info info;
    struct vg_image_pages pages;
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF out = {0};

    vg_image_look(s.p, s.len, &info);
    vg_image_find_pages(s.p, s.len, &a, &pages);
    LAW((pages.count > 0) == (info.kind != VG_IMAGE_NONE));
    LAW(pages.count <= VG_MAX_TIFF_PAGES);
    for (size_t i = 0; i < pages.count; i++)
        LAW(pages.list[i].directory <= s.len && pages.list[i].link <= s.len);
    LAW((info.kind != VG_IMAGE_NONE) == vg_is_image(s.p, s.len));
    if (vg_image_as_pdf(s.p, s.len, &out, NULL) == VG_OK)
        LAW(out.len < s.len + 4096);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct vg_str s = {(const char *)bytes + 1, n - 1};

    if (n == 0)
        return 0;
    switch (bytes[0] % 7) {
    case 5:
        as_rows(s);
        break;
    case 6:
        as_image(s);
        break;
    case 0:
        as_held(s);
        as_pdf(s, 0);
        break;
    default:
        as_pdf(s, bytes[0] % 7);
        break;
    }
    return 0;
}
