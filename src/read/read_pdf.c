/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The way of a PDF: pdftotext for its words, once where they are not very many, pdffonts for the
 * beginning of it, and pdfimages only if some page has next to no words; then one boxed child that
 * makes a text of all they printed. The child has it by fork, so nothing is copied.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "guard/box.h"
#include "guard/helper.h"
#include "read/kind.h"
#include "read/pdf.h"
#include "read/pdf_words.h"

static const char pdftotext[] = "/usr/bin/pdftotext";
static const char pdffonts[] = "/usr/bin/pdffonts";
static const char pdfimages[] = "/usr/bin/pdfimages";

/* Pages whose fonts are looked at; a document is rarely honest for longer than that. */
#define FONT_PAGES "20"

enum {
    SNIFF = 1024,   /* bytes that may stand before a PDF, as programs that show it have it */
    BODY = 4096,    /* behind its first line: an object begins there */
    FEW_WORDS = 12, /* on one page: then its images are looked at */
    SAID = 65536,   /* complaints kept */
    TABLE = 4 * 1024 * 1024, /* of fonts or images */
};

/* -- is it one? --------------------------------------------------------------------------- */

static const char header[] = "%PDF-";
enum { HEADER = sizeof header - 1 };

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Does an object begin here: "12 0 obj"? */
static int is_object(struct vg_str s)
{
    size_t at = 0, digits = 0;

    while (at < s.len && at < 10 && is_digit(s.p[at]))
        at++;
    if (at == 0 || at >= s.len || s.p[at++] != ' ')
        return 0;
    while (at + digits < s.len && digits < 5 && is_digit(s.p[at + digits]))
        digits++;
    at += digits;
    return digits > 0 && s.len - at >= 4 && memcmp(s.p + at, " obj", 4) == 0;
}

static int has_object(struct vg_str s)
{
    for (size_t at = 0; at < s.len; at++)
        if ((at == 0 || s.p[at - 1] == '\n' || s.p[at - 1] == '\r') && is_digit(s.p[at]) &&
            is_object((struct vg_str){s.p + at, s.len - at}))
            return 1;
    return 0;
}

/*
 * Behind other bytes, what looks like a header may be a text about PDF. A PDF has its version
 * and the end of a line there, then objects, and bytes that are no text: the comment that every
 * program puts into the second line, or what it packed.
 */
static int is_plausible(struct vg_str s)
{
    size_t at = HEADER;

    while (at < s.len && at < HEADER + 8 && (is_digit(s.p[at]) || s.p[at] == '.'))
        at++;
    while (at < s.len && s.p[at] == ' ')
        at++;
    if (at == HEADER || at >= s.len || (s.p[at] != '\n' && s.p[at] != '\r'))
        return 0;
    s = (struct vg_str){s.p + at, s.len - at < BODY ? s.len - at : BODY};
    return has_object(s) && vg_utf8_bad(s.p, s.len) + 4 < s.len;
}

/* Mail and archives hold whole PDFs, packed or not, and are read for themselves. */
static int is_other(const struct vg_read_input *in)
{
    static const char *const pages[] = {"<!", "<h", "<H"};

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (in->len > 2 && memcmp(in->bytes, pages[i], 2) == 0)
            return 1;
    return vg_kind_magic(in->bytes, in->len) != NULL || vg_mbox_looks(in->bytes, in->len) ||
           vg_mail_looks(in->bytes, in->len, 0);
}

size_t vg_pdf_begin(const char *bytes, size_t len)
{
    static const char blank[] = "\xef\xbb\xbf \t\r\n\f";
    const struct vg_read_input in = {.bytes = bytes, .len = len};
    size_t at = 0, most = len < SNIFF + HEADER ? len : SNIFF + HEADER;
    const char *p = len == 0 ? NULL : memmem(bytes, most, header, HEADER);

    if (p == NULL)
        return len;
    while (at < len && at < SNIFF && memchr(blank, bytes[at], sizeof blank) != NULL)
        at++;
    if (p == bytes + at)
        return at;
    for (; p != NULL; p = memmem(p + 1, most - (size_t)(p + 1 - bytes), header, HEADER)) {
        at = (size_t)(p - bytes);
        if (at > 0 && (p[-1] == '\n' || p[-1] == '\r') &&
            is_plausible((struct vg_str){p, len - at}))
            return is_other(&in) ? len : at;
    }
    return len;
}

int vg_is_pdf(const char *bytes, size_t len)
{
    return vg_pdf_begin(bytes, len) < len;
}

/* -- helpers ------------------------------------------------------------------------------ */

struct job {
    const struct vg_read_input *in;
    const struct vg_read_outside *how;
    struct vg_buf held, words, said, fonts, images;
    struct vg_err why; /* of pdftotext; text empty: it ended well */
    int is_late, is_cut, is_bare;
    int cpu_ms;   /* of it so far */
    size_t pages; /* in `held` */
    char reader[64];
};

static int run(const struct job *j, const char *program, const char *const *args,
               struct vg_buf *out, struct vg_buf *said, struct vg_helper_end *end,
               struct vg_err *err)
{
    struct vg_helper h = {
        .cpu_s = VG_HELPER_CPU_S - j->cpu_ms / 1000,
        .program = program,
        .args = args,
        .in = j->in->bytes,
        .n = j->in->len,
        .is_weak = j->how->is_weak,
        .stop = j->how->stop,
        .stop_w = j->how->stop_w,
    };

    return vg_helper_run(&h, out, said, end, err);
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

    (void)run(&k, pdftotext, args, &out, &said, NULL, NULL);
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

/* -- words --------------------------------------------------------------------------------- */

/* From this page on, as far as there is room. VG_OK however it ended, but for what is ours. */
static int run_words(struct job *j, size_t from, struct vg_err *err)
{
    char number[24];
    const char *const args[] = {"-raw", "-bbox", "-enc", "UTF-8", "-f", number, "-", "-", NULL};
    struct vg_helper_end end;
    int rc;

    (void)snprintf(number, sizeof number, "%zu", from);
    j->why.text[0] = '\0';
    rc = run(j, pdftotext, args, &j->words, &j->said, &end, &j->why);
    if (rc == VG_E_ABSENT)
        return vg_fail(err, rc,
                       "PDF: install poppler-utils and poppler-data, then run 'vigil "
                       "rebuild'; the bytes are kept");
    if (is_ours(rc))
        return vg_fail(err, rc, "%s", j->why.text);
    if (from > 1 && memmem(vg_buf_str(&j->said).p, j->said.len, "Wrong page range", 16) != NULL)
        j->why.text[0] = '\0'; /* what was cut off held no page any more */
    j->cpu_ms += end.report.cpu_ms;
    j->is_cut = rc == VG_E_LIMIT && j->words.len >= j->words.max;
    j->is_late = rc == VG_E_LIMIT && !j->is_cut;
    if (j->is_late && from > 1)
        (void)vg_fail(&j->why, rc,
                      "pdftotext was stopped: it used more than %d s of processor time",
                      VG_HELPER_CPU_S);
    return VG_OK;
}

/* Leave whole pages only; how many those are. */
static size_t keep_whole_pages(struct vg_buf *words)
{
    static const char end[] = "</page>\n";
    const char *p = words->p, *stop = words->p;
    size_t n = 0;

    while ((p = memmem(p, words->len - (size_t)(p - words->p), end, sizeof end - 1)) != NULL) {
        p += sizeof end - 1;
        stop = p;
        n++;
    }
    if (n > 0) /* else one page is more than all that; its beginning stays */
        words->len = (size_t)(stop - words->p);
    return n;
}

static int hold_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                       struct vg_buf *out, struct vg_err *err)
{
    const struct vg_str *printed = hints;

    (void)in;
    (void)n;
    if (hints_len != sizeof *printed)
        return vg_fail(err, VG_E_MISUSE, "the reader was called wrongly");
    vg_pdf_words_hold(*printed, out);
    return out->full ? vg_fail(err, VG_E_LIMIT, "it has more words than are held") : VG_OK;
}

/* Put the words away, shortened; *has_room is 0 when that is all that can be held. */
static int hold_words(struct job *j, int *has_room, struct vg_err *err)
{
    struct vg_str printed;
    struct vg_box_job box = {
        .work = hold_in_box,
        .hints = &printed,
        .hints_len = sizeof printed,
        .is_weak = j->how->is_weak,
        .output = j->held.max - j->held.len,
    };
    size_t n = keep_whole_pages(&j->words);
    struct vg_err why;
    int rc;

    *has_room = 0;
    if (n == 0 || box.output == 0)
        return VG_OK;
    printed = vg_buf_str(&j->words);
    rc = vg_box_run(&box, &j->held, NULL, &why);
    if (is_ours(rc))
        return vg_fail(err, rc, "%s", why.text);
    if (rc != VG_OK)
        return VG_OK;
    j->is_bare |= has_bare_page(printed);
    j->pages += n;
    vg_buf_clear(&j->words);
    *has_room = j->pages < VG_MAX_PAGES;
    return VG_OK;
}

/*
 * What the converter prints of a large document is ten times what is in it. So it is stopped
 * when so much is there, the whole pages of that are put away, and it begins again behind them; its
 * time is counted on.
 */
static int read_words(struct job *j, struct vg_err *err)
{
    int has_room = 1;
    int rc = run_words(j, 1, err);

    while (rc == VG_OK && j->is_cut && has_room) {
        rc = hold_words(j, &has_room, err);
        if (rc != VG_OK || !has_room)
            break;
        if (j->cpu_ms >= 1000 * VG_HELPER_CPU_S) {
            j->is_cut = 0;
            j->is_late = 1;
            (void)vg_fail(&j->why, VG_E_LIMIT,
                          "pdftotext was stopped: it used more than %d s of processor time",
                          VG_HELPER_CPU_S);
            break;
        }
        rc = run_words(j, j->pages + 1, err);
    }
    return rc;
}

/* -- tables ------------------------------------------------------------------------------- */

/* A table that helps to judge; a converter that fails at it has printed what it could. */
static int read_table(struct job *j, const char *program, const char *const *args,
                      struct vg_buf *out, struct vg_err *err)
{
    struct vg_err why = {0};
    int rc = run(j, program, args, out, NULL, NULL, &why);

    if (is_ours(rc) && rc != VG_E_ABSENT)
        return vg_fail(err, rc, "%s", why.text);
    return VG_OK;
}

static int read_tables(struct job *j, struct vg_err *err)
{
    static const char *const fonts[] = {"-l", FONT_PAGES, "-", NULL};
    static const char *const images[] = {"-list", "-", NULL};
    int rc = read_table(j, pdffonts, fonts, &j->fonts, err);

    if (rc == VG_OK && (j->is_bare || has_bare_page(vg_buf_str(&j->words))))
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
        .held = vg_buf_str(&j->held),
        .words = vg_buf_str(&j->words),
        .said = vg_buf_str(&j->said),
        .fonts = vg_buf_str(&j->fonts),
        .images = vg_buf_str(&j->images),
        .failed = vg_str(j->is_cut ? "" : j->why.text),
        .reader = vg_str(j->reader),
        .is_late = j->is_late,
        .is_cut = j->is_cut,
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
        .held = {.max = (size_t)VG_MAX_PDF_HELD},
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
    vg_buf_end(&j.held);
    vg_buf_end(&j.words);
    vg_buf_end(&j.said);
    vg_buf_end(&j.fonts);
    vg_buf_end(&j.images);
    return rc;
}
