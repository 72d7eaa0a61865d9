/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The way of a PDF: pdftotext once for its words, pdffonts for the beginning of it, and
 * pdfimages only if some page has next to no words; then one boxed child that makes a
 * text of all they printed. The child has it by fork, so nothing is copied.
 */
#include <string.h>

#include "base/limits.h"
#include "guard/box.h"
#include "guard/helper.h"
#include "read/pdf.h"

static const char pdftotext[] = "/usr/bin/pdftotext";
static const char pdffonts[] = "/usr/bin/pdffonts";
static const char pdfimages[] = "/usr/bin/pdfimages";

/* Pages whose fonts are looked at; a document is rarely honest for longer than that. */
#define FONT_PAGES "20"

enum {
    SNIFF = 1024,
    FEW_WORDS = 12,          /* on one page: then its images are looked at */
    SAID = 65536,            /* complaints kept */
    TABLE = 4 * 1024 * 1024, /* of fonts or images */
};

int vg_is_pdf(const char *bytes, size_t len)
{
    static const char blank[] = "\xef\xbb\xbf \t\r\n\f";
    size_t at = 0;

    while (at < len && at < SNIFF && memchr(blank, bytes[at], sizeof blank) != NULL)
        at++;
    return len - at >= 5 && memcmp(bytes + at, "%PDF-", 5) == 0;
}

/* -- helpers ------------------------------------------------------------------------------ */

struct job {
    const struct vg_read_input *in;
    const struct vg_read_outside *how;
    struct vg_buf words, said, fonts, images;
    struct vg_err why; /* of pdftotext; text empty: it ended well */
    int is_late;
    char reader[64];
};

static int run(const struct job *j, const char *program, const char *const *args,
               struct vg_buf *out, struct vg_buf *said, struct vg_err *err)
{
    struct vg_helper h = {
        .program = program,
        .args = args,
        .in = j->in->bytes,
        .n = j->in->len,
        .is_weak = j->how->is_weak,
        .stop = j->how->stop,
        .stop_w = j->how->stop_w,
    };

    return vg_helper_run(&h, out, said, NULL, err);
}

/* "pdftotext version 22.12.0" on its standard error; another version reads otherwise. */
static void name_reader(struct job *j)
{
    static const char *const args[] = {"-v", NULL};
    static const struct vg_read_input nothing = {.bytes = "", .len = 0};
    static const char word[] = "pdftotext version ";
    struct job k = {.in = &nothing, .how = j->how};
    VG_SCOPED_BUF out = {.max = 1024};
    VG_SCOPED_BUF said = {.max = 1024};
    const char *at;
    size_t n = 0;

    (void)run(&k, pdftotext, args, &out, &said, NULL);
    at = memmem(vg_buf_str(&said).p, said.len, word, sizeof word - 1);
    if (at != NULL)
        at += sizeof word - 1;
    while (at != NULL && n < 16 && ((at[n] >= '0' && at[n] <= '9') || at[n] == '.'))
        n++;
    (void)snprintf(j->reader, sizeof j->reader, VG_READER_PDF " pdftotext/%.*s",
                   n == 0 ? 1 : (int)n, n == 0 ? "?" : at);
}

/* Not a failure of the document: nothing was read, and nothing is to be kept of it. */
static int is_ours(int code)
{
    return code == VG_E_REFUSED || code == VG_E_INTERRUPTED || code == VG_E_IO ||
           code == VG_E_ABSENT;
}

static int read_words(struct job *j, struct vg_err *err)
{
    static const char *const args[] = {"-raw", "-bbox", "-enc", "UTF-8", "-", "-", NULL};
    int rc = run(j, pdftotext, args, &j->words, &j->said, &j->why);

    if (rc == VG_E_ABSENT)
        return vg_fail(err, rc,
                       "PDF: install poppler-utils and poppler-data, then run 'vigil "
                       "rebuild'; the bytes are kept");
    if (is_ours(rc))
        return vg_fail(err, rc, "%s", j->why.text);
    j->is_late = rc == VG_E_LIMIT;
    return VG_OK;
}

/* Is there a page with fewer than FEW_WORDS words? */
static int has_bare_page(struct vg_str words)
{
    const char *p = words.p, *end = p + words.len;
    size_t n = FEW_WORDS;

    while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
        size_t left = (size_t)(end - p);

        if (left > 6 && memcmp(p, "<page ", 6) == 0)
            n = 0;
        else if (left > 6 && memcmp(p, "<word ", 6) == 0)
            n++;
        else if (left > 6 && memcmp(p, "</page", 6) == 0 && n < FEW_WORDS)
            return 1;
        p++;
    }
    return 0;
}

/* A table that helps to judge; a converter that fails at it has printed what it could. */
static int read_table(struct job *j, const char *program, const char *const *args,
                      struct vg_buf *out, struct vg_err *err)
{
    struct vg_err why = {0};
    int rc = run(j, program, args, out, NULL, &why);

    if (is_ours(rc) && rc != VG_E_ABSENT)
        return vg_fail(err, rc, "%s", why.text);
    return VG_OK;
}

static int read_tables(struct job *j, struct vg_err *err)
{
    static const char *const fonts[] = {"-l", FONT_PAGES, "-", NULL};
    static const char *const images[] = {"-list", "-", NULL};
    int rc = read_table(j, pdffonts, fonts, &j->fonts, err);

    if (rc == VG_OK && has_bare_page(vg_buf_str(&j->words)))
        rc = read_table(j, pdfimages, images, &j->images, err);
    return rc;
}

/* -- the box --------------------------------------------------------------------------------- */

static int text_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                       struct vg_buf *out, struct vg_err *err)
{
    const struct vg_pdf_parts *parts = hints;
    VG_SCOPED_ARENA a = {0};
    struct vg_text text;

    (void)in;
    (void)n;
    if (hints_len != sizeof *parts)
        return vg_fail(err, VG_E_MISUSE, "the reader was called wrongly");
    vg_pdf_text(parts, &a, &text);
    vg_text_fit(&text, out->max, &a);
    vg_text_write(&text, out);
    return out->full ? vg_fail(err, VG_E_LIMIT, "its text is larger than a text may be") : VG_OK;
}

static int assemble(const struct job *j, struct vg_buf *out, struct vg_err *err)
{
    struct vg_pdf_parts parts = {
        .bytes = {j->in->bytes, j->in->len},
        .words = vg_buf_str(&j->words),
        .said = vg_buf_str(&j->said),
        .fonts = vg_buf_str(&j->fonts),
        .images = vg_buf_str(&j->images),
        .failed = vg_str(j->why.text),
        .reader = vg_str(j->reader),
        .is_late = j->is_late,
    };
    struct vg_box_job box = {
        .work = text_in_box,
        .hints = &parts,
        .hints_len = sizeof parts,
        .is_weak = j->how->is_weak,
    };

    return vg_box_run(&box, out, NULL, err);
}

int vg_read_pdf(const struct vg_read_input *in, const struct vg_read_outside *how,
                struct vg_buf *out, struct vg_err *err)
{
    struct job j = {
        .in = in,
        .how = how,
        .words = {.max = (size_t)VG_MAX_PDF_WORDS},
        .said = {.max = SAID},
        .fonts = {.max = TABLE},
        .images = {.max = TABLE},
    };
    int rc;

    if (in->len == 0)
        return vg_fail(err, VG_E_ABSENT, "no bytes at all");
    rc = read_words(&j, err);
    if (rc == VG_OK)
        rc = read_tables(&j, err);
    if (rc == VG_OK)
        name_reader(&j);
    if (rc == VG_OK)
        rc = assemble(&j, out, err);
    vg_buf_end(&j.words);
    vg_buf_end(&j.said);
    vg_buf_end(&j.fonts);
    vg_buf_end(&j.images);
    return rc;
}
