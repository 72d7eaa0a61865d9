/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Images from the file to the claim: text is drawn by the test, read, marked, refused, seen. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/inside.h"
#include "base/file.h"
#include "base/limits.h"
#include "guard/helper.h"
#include "make_pdf.h"
#include "read/lay.h"
#include "read/ocr.h"
#include "read/read_job.h"
#include "read/strip.h"
#include "vigil.h"

struct place {
    char folder[64];
    struct vg_app app;
    struct vg_case *c;
    struct vg_arena a;
    struct vg_err err;
};

static void must(struct place *p, int rc)
{
    if (rc != VG_OK)
        fail_msg("%d: %s", rc, p->err.text);
}

static void place_make(struct place *p)
{
    const char *path;

    *p = (struct place){.folder = "/tmp/vigil-ocr-XXXXXX"};
    assert_non_null(mkdtemp(p->folder));
    p->app.world = vg_world_real();
    p->app.home = vg_print(&p->a, "%s/home", p->folder);
    path = vg_print(&p->a, "%s/a.vigil", p->folder);
    must(p, vg_case_new(&p->app, path, 0, &p->err));
    must(p, vg_case_open(&p->app, path, VG_CASE_WRITE, &p->c, &p->err));
}

static void place_end(struct place *p)
{
    char *const argv[] = {(char[]){"rm"}, (char[]){"-rf"}, p->folder, NULL};
    pid_t pid;

    vg_case_close(p->c);
    pid = fork();
    if (pid == 0) {
        (void)execv("/bin/rm", argv);
        _exit(1);
    }
    (void)waitpid(pid, NULL, 0);
    vg_arena_end(&p->a);
}

static void need_programs(void)
{
    if (access("/usr/bin/tesseract", X_OK) == 0 && access("/usr/bin/pdftoppm", X_OK) == 0)
        return;
    print_message("skipped: tesseract-ocr or poppler-utils is not installed\n");
    skip();
}

/* -- images ----------------------------------------------------------------------------------- */

static const char *const sentences[] = {
    "BT /F 22 Tf 40 780 Td (The bureau said that 54 stations were) Tj 0 -30 Td (identified in 30 "
    "countries in March 2022.) Tj 0 -30 Td (About 2,300 people were persuaded to return.) Tj ET\n",
};

/* A page as an image of this kind: "-png", "-jpeg", "-gray" at so many dots an inch. */
static void draw_part(const char *const *page, const char *kind, const char *dpi, const char *high,
                      struct vg_buf *out)
{
    struct made_pdf pdf = {.n = 0};
    const char *const args[] = {"-r", dpi,  kind, "-x",   "0",           "-y", "0",
                                "-H", high, "-W", "1100", "-singlefile", "-",  NULL};
    struct vg_helper h = {.program = "/usr/bin/pdftoppm", .args = args};
    struct vg_err err = {0};

    h.in = make_pdf(&pdf, page, 1, NULL, NULL).p;
    h.n = pdf.b.len;
    if (vg_helper_run(&h, out, NULL, NULL, &err) != VG_OK)
        fail_msg("%s", err.text);
    vg_buf_end(&pdf.b);
}

static void draw_words(const char *const *page, const char *kind, const char *dpi,
                       struct vg_buf *out)
{
    draw_part(page, kind, dpi, "400", out);
}

static void draw(const char *kind, const char *dpi, struct vg_buf *out)
{
    draw_words(sentences, kind, dpi, out);
}

static const char *keep(struct place *p, const char *name, const void *bytes, size_t n)
{
    const char *path = vg_print(&p->a, "%s/%s", p->folder, name);

    must(p, vg_file_write(path, bytes, n, 0600, &p->err));
    return path;
}

static void add(struct place *p, const char *const *paths, size_t n)
{
    struct vg_add_options o = {.stdin_fd = -1};
    int64_t failed = 0;

    must(p, vg_add(p->c, paths, n, &o, NULL, NULL, &failed, &p->err));
    assert_int_equal(failed, 0);
}

static void the_beginning_of_an_image_says_how_large_it_is(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        enum vg_image_kind kind;
        uint32_t width, height, dpi;
    } rows[] = {
        {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\0\0\0\3\x08\x02\0\0\0\xff\xff\xff\xff\0\0\0\tpHYs\0"
         "\0\x2e\x23\0\0\x2e\x23\1\xff\xff\xff\xff",
         54, VG_IMAGE_PNG, 258, 3, 299},
        {"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\1\0\x48\0\x48\0\0\xff\xc0\0\x0b\x08\0\x20\1\0\1\1\x11\0",
         33, VG_IMAGE_JPEG, 256, 32, 72},
        {"II*\0\x08\0\0\0\2\0\0\1\3\0\1\0\0\0\x40\0\0\0\1\1\4\0\1\0\0\0\x20\0\0\0", 34,
         VG_IMAGE_TIFF, 64, 32, 0},
        {"II*\0\x08\0\0\0\3\0\0\1\3\0\1\0\0\0\x40\0\0\0\1\1\4\0\1\0\0\0\x20\0\0\0\x12\1\3\0\1"
         "\0\0\0\x08\0\0\0",
         46, VG_IMAGE_TIFF, 32, 64, 0},
        {"\xff\xd8\xff\xe1\0\x22"
         "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
         "\xff\xc0\0\x0b\x08\0\x20\1\0\1\1\x11\0",
         51, VG_IMAGE_JPEG, 32, 256, 0}, /* lies on its side */
        {"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x09\0\0\x13\0\0", 30, VG_IMAGE_WEBP, 10, 20, 0},
        {"\xff\xd8\xff", 3, VG_IMAGE_JPEG, 0, 0, 0},
        {"\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0\0\0", 14, VG_IMAGE_JPEG, 0, 0, 0},
        {"II*\0\xff\xff\xff\xff", 8, VG_IMAGE_TIFF, 0, 0, 0},
        {"a text", 6, VG_IMAGE_NONE, 0, 0, 0},
        {"", 0, VG_IMAGE_NONE, 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_image_info info;

        vg_image_look(rows[i].bytes, rows[i].len, &info);
        if (info.kind != rows[i].kind || info.width != rows[i].width ||
            info.height != rows[i].height || info.dpi != rows[i].dpi)
            fail_msg("row %zu: kind %d, %u x %u, %u", i, (int)info.kind, info.width, info.height,
                     info.dpi);
    }
}

static void a_strip_is_grey_values_and_nothing_else(void **state)
{
    static const struct {
        const char *pgm;
        size_t len;
        int code;
    } rows[] = {
        {"P5\n2 1\n255\nab", 13, VG_OK},
        {"P5\n2 1\n255\nabc", 14, VG_E_FORMAT},
        {"P5\n2 1\n255\na", 12, VG_E_FORMAT},
        {"P5\n2 1\n65535\nabcd", 17, VG_E_FORMAT},
        {"P6\n2 1\n255\nabcdef", 17, VG_E_FORMAT},
        {"P5\n0 1\n255\n", 11, VG_E_FORMAT},
        {"P5\n99999 99999\n255\n", 19, VG_E_FORMAT},
        {"P5\n# a remark\n2 1\n255\nab", 24, VG_E_FORMAT},
        {"", 0, VG_E_FORMAT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF out = {0};

        ROW_CHECK(i, rows[i].pgm,
                  vg_pgm_to_png(rows[i].pgm, rows[i].len, &out, NULL) == rows[i].code);
        ROW_CHECK(i, rows[i].pgm, (rows[i].code == VG_OK) == (out.len > 0));
    }
}

/* Nothing is drawn: a row of what tesseract prints. */
static void what_was_read_is_joined_page_by_page(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_BUF one = {0};
    struct vg_range main[] = {{0, 10}};
    struct vg_block blocks[] = {{.start = 0, .len = 4, .page = 1, .class = VG_BLOCK_MAIN},
                                {.start = 5, .len = 5, .page = 3, .class = VG_BLOCK_MAIN}};
    struct vg_sheet sheets[] = {{100, 100, 0}, {100, 100, 1}, {100, 100, 0}};
    struct vg_run run = {0, 10, 0, 9, VG_RUN_REFERENCE, 0, 0};
    struct vg_read_note damage = {VG_NOTE_PDF_NO_TEXT, 0, 0, vg_str("1 page without")};
    struct vg_text base = {.text = vg_str("here\nthere"),
                           .blocks = blocks,
                           .block_count = 2,
                           .main = main,
                           .main_count = 1,
                           .pages = sheets,
                           .page_count = 3,
                           .runs = &run,
                           .run_count = 1,
                           .source_len = 9,
                           .damage = &damage,
                           .damage_count = 1,
                           .reader = vg_str(VG_READER_PDF)};
    struct vg_text page = {0}, t, back;
    struct vg_ocr_page pages[] = {{2, &page}};
    struct vg_lay l = {.a = &work};
    int mean, least;
    struct vg_err err = {0};

    (void)state;
    vg_lay_page(&l, 100, 100,
                (const struct vg_lay_word[]){{vg_str("54"), 10, 10, 20, 20, 80, 1},
                                             {vg_str("stations"), 25, 10, 60, 20, 40, 1}},
                2);
    vg_lay_end(&l, 1, &a, &page);
    vg_ocr_join(&base, pages, 1, "tesseract/5", 9, vg_str("application/pdf"), &a, &t);
    assert_int_equal(t.text.len, 22);
    assert_memory_equal(t.text.p, "here\n54 stations\nthere", 22);
    assert_int_equal(t.blocks[1].page, 2);
    assert_true(vg_text_is_ocr(&t, 5, 7, &mean, &least));
    assert_int_equal(mean, 60);
    assert_int_equal(least, 40);
    assert_false(vg_text_is_ocr(&t, 0, 4, &mean, &least));
    assert_false(t.pages[1].wants_ocr);
    assert_int_equal(t.damage_count, 0);
    assert_int_equal(t.odd[0].kind, VG_NOTE_OCR);
    assert_true(vg_reader_is_ocr(vg_copy(&a, t.reader.p, t.reader.len)));
    assert_false(vg_reader_is_ocr(VG_READER_PDF " pdftotext/22"));
    assert_int_equal(t.boxes[0].start, 5);
    vg_text_write(&t, &one);
    if (vg_text_read(one.p, one.len, &a, &back, &err) != VG_OK)
        fail_msg("%s", err.text);
}

/* -- the whole way ---------------------------------------------------------------------------- */

struct seen {
    size_t n, known, failed;
    uint32_t page, pages;
    int least;
};

static void count_page(void *w, const struct vg_ocr_event *e)
{
    struct seen *s = w;

    s->n++;
    s->known += e->was_known != 0;
    s->failed += e->reason != NULL;
    s->least = e->least;
    s->page = e->page;
    s->pages = e->pages;
}

static struct vg_suggestion find_number(struct place *p, int64_t value)
{
    struct vg_suggestion *list = NULL;
    size_t n = 0;

    must(p, vg_suggestions(p->c, 0, 1, &p->a, &list, &n, &p->err));
    for (size_t i = 0; i < n; i++)
        if (list[i].claim.kind == VG_KIND_QUANTITY && list[i].claim.quantity.value == value)
            return list[i];
    fail_msg("no suggestion says %lld", (long long)value);
    return (struct vg_suggestion){0};
}

/* The page on which the text of these bytes has this place. */
static uint32_t page_at(struct place *p, int64_t blob, int64_t at)
{
    const struct vg_block *b;
    struct vg_text t;

    must(p, vg_text_load(p->c->store, blob, &p->a, &t, &p->err));
    b = vg_text_block_at(&t, (size_t)at);
    return b == NULL ? 0 : b->page;
}

/* Every claim that is kept is an entry of the record. */
static int64_t entries(struct place *p)
{
    return vg_case_entries(p->c);
}

static void a_number_read_in_an_image_counts_only_when_it_was_seen(void **state)
{
    struct place p;
    struct vg_suggestion s;
    VG_SCOPED_BUF png = {0};
    VG_SCOPED_BUF strip = {0};
    const char *paths[1];
    struct seen seen = {0};
    int64_t claim = 0, made = 0, failed = 0;
    int64_t before;

    (void)state;
    need_programs();
    place_make(&p);
    draw("-png", "110", &png);
    paths[0] = keep(&p, "notice.png", png.p, png.len);
    add(&p, paths, 1);
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    assert_int_equal(seen.n, 1);
    assert_int_equal(failed, 0);
    assert_true(seen.least > 0);
    must(&p, vg_case_suggest(p.c, 0, &made, &p.err));
    s = find_number(&p, 54);
    assert_non_null(s.claim.passage);
    if (s.claim.passage == NULL)
        return; /* for those who do not know the line above */
    assert_true(s.claim.passage->is_ocr);
    assert_true(s.claim.passage->least_sure > 0 && s.claim.passage->mean_sure <= 100);
    assert_false(s.claim.passage->is_seen);

    before = entries(&p);
    assert_int_equal(vg_accept(p.c, s.id, NULL, NULL, &claim, &p.err), VG_E_REFUSED);
    assert_non_null(strstr(p.err.text, "read in an image"));
    assert_int_equal(vg_accept(p.c, s.id, "{\"quantity\":{\"value\":45,\"lower\":45,\"upper\":45}}",
                               NULL, &claim, &p.err),
                     VG_E_REFUSED);
    {
        const char *const ids[] = {s.id};
        int64_t *claims = NULL;

        assert_int_equal(vg_accept_many(p.c, ids, 1, NULL, &p.a, &claims, &p.err), VG_E_REFUSED);
    }
    assert_int_equal(vg_claim_add(p.c, &s.claim, NULL, 0, &claim, &p.err), VG_E_REFUSED);
    assert_int_equal(entries(&p), before);

    must(&p, vg_strip(p.c, 1, s.claim.passage->start, s.claim.passage->end, &strip, &p.err));
    assert_memory_equal(strip.p, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(vg_strip(p.c, 1, 5000, 5001, &strip, &p.err), VG_E_ABSENT);

    must(&p, vg_accept(p.c, s.id, "{\"passage\":{\"seen\":true}}", NULL, &claim, &p.err));
    assert_int_equal(entries(&p), before + 1);
    place_end(&p);
}

static void put_tag(struct vg_buf *b, unsigned tag, unsigned type, uint32_t value)
{
    const unsigned char e[12] = {(unsigned char)tag,
                                 (unsigned char)(tag >> 8),
                                 (unsigned char)type,
                                 0,
                                 1,
                                 0,
                                 0,
                                 0,
                                 (unsigned char)value,
                                 (unsigned char)(value >> 8),
                                 (unsigned char)(value >> 16),
                                 (unsigned char)(value >> 24)};

    vg_put(b, e, sizeof e);
}

/* Grey pixels of a PGM, which has its size in its first lines, as a page of a TIFF. */
static void put_tiff_page(const struct vg_buf *pgm, int is_last, struct vg_buf *out)
{
    char *rest = pgm->p + 3;
    unsigned w = (unsigned)strtoul(rest, &rest, 10), h = (unsigned)strtoul(rest, &rest, 10);
    uint32_t at = (uint32_t)out->len, next = at + 2 + 8 * 12 + 4 + w * h;
    const unsigned char link[4] = {(unsigned char)next, (unsigned char)(next >> 8),
                                   (unsigned char)(next >> 16), (unsigned char)(next >> 24)};

    assert_memory_equal(pgm->p, "P5\n", 3);
    assert_int_equal(strtoul(rest, &rest, 10), 255);
    vg_put(out, "\x08\0", 2);
    put_tag(out, 256, 4, w);
    put_tag(out, 257, 4, h);
    put_tag(out, 258, 3, 8); /* bits */
    put_tag(out, 259, 3, 1); /* not compressed */
    put_tag(out, 262, 3, 1); /* 0 is black */
    put_tag(out, 273, 4, at + 2 + 8 * 12 + 4);
    put_tag(out, 278, 4, h);
    put_tag(out, 279, 4, w * h);
    vg_put(out, is_last ? "\0\0\0\0" : (const char *)link, 4);
    vg_put(out, rest + 1, (size_t)w * h);
}

static void as_tiff(const struct vg_buf *pages, size_t n, struct vg_buf *out)
{
    vg_put(out, "II*\0\x08\0\0\0", 8);
    for (size_t i = 0; i < n; i++)
        put_tiff_page(&pages[i], i + 1 == n, out);
}

static void png_and_jpeg_are_read(void **state)
{
    struct place p;
    struct vg_buf bytes[2] = {{.max = 0}, {.max = 0}};
    const char *paths[2];
    struct seen seen = {0};
    struct vg_ocr_wait *waiting = NULL;
    int64_t failed = 0, made = 0;
    size_t n = 0;

    (void)state;
    need_programs();
    place_make(&p);
    draw("-png", "110", &bytes[0]);
    draw("-jpeg", "110", &bytes[1]);
    for (size_t i = 0; i < 2; i++)
        paths[i] = keep(&p, vg_print(&p.a, "notice%zu", i), bytes[i].p, bytes[i].len);
    add(&p, paths, 2);
    must(&p, vg_ocr_waiting(p.c, &p.a, &waiting, &n, &p.err));
    assert_int_equal(n, 2);
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    assert_int_equal(seen.n, 2);
    assert_int_equal(seen.failed, 0);
    must(&p, vg_ocr_waiting(p.c, &p.a, &waiting, &n, &p.err));
    assert_int_equal(n, 0);
    must(&p, vg_case_suggest(p.c, 0, &made, &p.err));
    for (int64_t i = 1; i <= 2; i++) {
        struct vg_suggestion *list = NULL;

        must(&p, vg_suggestions(p.c, i, 1, &p.a, &list, &n, &p.err));
        assert_true(n > 0);
    }
    for (size_t i = 0; i < 2; i++)
        vg_buf_end(&bytes[i]);
    place_end(&p);
}

/* A JPEG with EXIF that says how it lies. */
static void lay_down(const struct vg_buf *jpeg, int how, struct vg_buf *out)
{
    vg_put(out,
           "\xff\xd8\xff\xe1\0\x22"
           "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0",
           30);
    vg_putc(out, (char)how);
    vg_put(out, "\0\0\0\0\0\0\0", 7);
    vg_put(out, jpeg->p + 2, jpeg->len - 2);
}

/* The grey value in the middle of a quarter of a PGM: 0 and 1 above, 2 and 3 below. */
static int grey_of(const struct vg_buf *pgm, unsigned quarter, unsigned long w, unsigned long h)
{
    size_t x = w / 4 + (quarter & 1) * w / 2, y = h / 4 + (quarter >> 1) * h / 2;

    assert_true(pgm->len > w * h);
    return (unsigned char)pgm->p[pgm->len - w * h + y * w + x];
}

/* Above on the left black, above on the right grey, as it is stored. */
static void a_picture_stands_as_its_camera_was_held(void **state)
{
    static const char *const page[] = {
        "0 g 0 642 297 200 re f 0.5 g 297 642 298 200 re f\n",
    };
    static const struct {
        unsigned black, grey;
    } rows[] = {{0, 1}, {0, 1}, {1, 0}, {3, 2}, {2, 3}, {0, 2}, {1, 3}, {3, 1}, {2, 0}, {0, 1}};
    const char *const args[] = {"-r", "72", "-gray", "-singlefile", "-", NULL};
    VG_SCOPED_BUF jpeg = {0};

    (void)state;
    need_programs();
    draw_words(page, "-jpeg", "72", &jpeg);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF lying = {0};
        VG_SCOPED_BUF pdf = {0};
        VG_SCOPED_BUF seen = {0};
        struct vg_helper h = {.program = "/usr/bin/pdftoppm", .args = args};
        struct vg_image_info info;

        lay_down(&jpeg, (int)i, &lying);
        vg_image_look(lying.p, lying.len, &info);
        ROW_CHECK(i, "size", (info.width > info.height) == (i < 5 || i > 8));
        assert_int_equal(vg_image_as_pdf(lying.p, lying.len, &pdf, NULL), VG_OK);
        h.in = pdf.p;
        h.n = pdf.len;
        assert_int_equal(vg_helper_run(&h, &seen, NULL, NULL, NULL), VG_OK);
        ROW_CHECK(i, "black", grey_of(&seen, rows[i].black, info.width, info.height) < 20);
        ROW_CHECK(i, "grey", abs(grey_of(&seen, rows[i].grey, info.width, info.height) - 128) < 20);
    }
}

/* Its lines run upwards; what is read stands on the upright page, and so does the strip. */
static void a_photograph_that_lies_on_its_side_is_read_upright(void **state)
{
    static const char *const page[] = {
        "BT /F 22 Tf 0 1 -1 0 60 60 Tm (The bureau said that 54 stations were) Tj ET BT /F 22 Tf 0 "
        "1 -1 0 90 60 Tm (identified in 30 countries in March 2022.) Tj ET\n"};
    struct place p;
    VG_SCOPED_BUF jpeg = {0};
    VG_SCOPED_BUF lying = {0};
    VG_SCOPED_BUF strip = {.max = MIB(4)};
    struct seen seen = {0};
    struct vg_suggestion found;
    const char *paths[1];
    int64_t failed = 0, made = 0;

    (void)state;
    need_programs();
    place_make(&p);
    draw_part(page, "-jpeg", "110", "1300", &jpeg);
    lay_down(&jpeg, 6, &lying);
    paths[0] = keep(&p, "photograph.jpg", lying.p, lying.len);
    add(&p, paths, 1);
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    must(&p, vg_case_suggest(p.c, 0, &made, &p.err));
    found = find_number(&p, 54);
    must(&p,
         vg_strip(p.c, 1, found.claim.passage->start, found.claim.passage->end, &strip, &p.err));
    assert_true(strip.len > 24 &&
                (unsigned char)strip.p[18] * 256 + (unsigned char)strip.p[19] >
                    3 * ((unsigned char)strip.p[22] * 256 + (unsigned char)strip.p[23]));
    place_end(&p);
}

static void every_page_of_a_tiff_is_read_and_has_its_number(void **state)
{
    static const char *const others[] = {
        "BT /F 22 Tf 40 780 Td (The second page names 17 offices.) Tj ET\n"};
    struct place p;
    struct vg_buf grey[2] = {{.max = 0}, {.max = 0}};
    VG_SCOPED_BUF tiff = {0};
    struct seen seen = {0};
    struct vg_ocr_wait *waiting = NULL;
    struct vg_suggestion first, second;
    const char *paths[1];
    int64_t failed = 0, made = 0;
    size_t n = 0;

    (void)state;
    need_programs();
    place_make(&p);
    draw("-gray", "200", &grey[0]);
    draw_words(others, "-gray", "200", &grey[1]);
    as_tiff(grey, 2, &tiff);
    paths[0] = keep(&p, "file.tiff", tiff.p, tiff.len);
    add(&p, paths, 1);
    must(&p, vg_ocr_waiting(p.c, &p.a, &waiting, &n, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(waiting[0].pages, 2);
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    assert_int_equal(seen.n, 2);
    assert_int_equal(seen.failed, 0);
    assert_int_equal(seen.page, 2);
    assert_int_equal(seen.pages, 2);
    must(&p, vg_ocr_waiting(p.c, &p.a, &waiting, &n, &p.err));
    assert_int_equal(n, 0);
    must(&p, vg_case_suggest(p.c, 0, &made, &p.err));
    first = find_number(&p, 54);
    second = find_number(&p, 17);
    assert_true(first.claim.passage->end <= second.claim.passage->start);
    assert_int_equal(page_at(&p, 1, first.claim.passage->start), 1);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(page_at(&p, 1, second.claim.passage->start), 2);
        must(&p, vg_rebuild(p.c, &p.err));
    }
    for (size_t i = 0; i < 2; i++)
        vg_buf_end(&grey[i]);
    place_end(&p);
}

/* A page of one pixel: directory at `at`, what kind of page it is, and the next one. */
static void put_directory(struct vg_buf *b, unsigned sort, uint32_t next)
{
    vg_put(b, "\3\0", 2);
    put_tag(b, 254, 4, sort);
    put_tag(b, 256, 4, 1);
    put_tag(b, 257, 4, 1);
    for (int i = 0; i < 4; i++)
        vg_putc(b, (char)(next >> 8 * i));
}

enum { DIRECTORY = 2 + 3 * 12 + 4 };

static void pages_of_a_tiff_are_found_without_small_copies_and_without_end(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF many = {0};
    struct vg_image_pages pages;

    (void)state;
    vg_put(&b, "II*\0\x08\0\0\0", 8);
    put_directory(&b, 1, 8 + DIRECTORY);     /* a small copy */
    put_directory(&b, 2, 8 + 2 * DIRECTORY); /* a page of several */
    put_directory(&b, 0, 8);                 /* and round again */
    vg_image_find_pages(b.p, b.len, &a, &pages);
    assert_int_equal(pages.count, 2);
    assert_false(pages.has_more);
    assert_int_equal(pages.list[0].directory, 8 + DIRECTORY);
    assert_int_equal(pages.list[0].link, 8 + 2 * DIRECTORY - 4);
    assert_int_equal(pages.list[1].directory, 8 + 2 * DIRECTORY);
    vg_image_find_pages(b.p, b.len - DIRECTORY - 1, &a, &pages); /* cut in the second one */
    assert_int_equal(pages.count, 1);
    assert_int_equal(pages.list[0].link, 0);

    vg_put(&many, "II*\0\x08\0\0\0", 8);
    for (uint32_t i = 1; i <= VG_MAX_TIFF_PAGES + 1; i++)
        put_directory(&many, 0, 8 + i * DIRECTORY);
    vg_image_find_pages(many.p, many.len, &a, &pages);
    assert_int_equal(pages.count, VG_MAX_TIFF_PAGES);
    assert_true(pages.has_more);
}

/* Two documents that differ, with the same picture as their page. */
static void the_same_image_is_read_once(void **state)
{
    static const char *const pages[] = {"595 0 0 842 0 0 cm /I Do\n"};
    static const char *const infos[] = {"/Title (One)", "/Title (Two)"};
    const char *paths[2];
    struct place p;
    struct seen seen = {0};
    int64_t failed = 0;

    (void)state;
    need_programs();
    place_make(&p);
    for (size_t i = 0; i < 2; i++) {
        struct made_pdf pdf = {.n = 0};

        (void)make_pdf(&pdf, pages, 1, infos[i], NULL);
        paths[i] = keep(&p, vg_print(&p.a, "%zu.pdf", i), pdf.b.p, pdf.b.len);
        vg_buf_end(&pdf.b);
    }
    add(&p, paths, 2);
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    assert_int_equal(seen.n, 2);
    assert_int_equal(seen.known, 1);
    place_end(&p);
}

static void a_scanned_page_of_a_pdf_gets_its_text_and_a_rebuild_keeps_it(void **state)
{
    /* the second page is a picture without any words */
    static const char *const pages[] = {
        "BT /F 11 Tf 60 700 Td (A page with a text layer that says there are 12 stations.) Tj ET\n",
        "595 0 0 842 0 0 cm /I Do\n",
    };
    struct place p;
    struct made_pdf pdf = {.n = 0};
    struct vg_source s, again;
    const char *paths[1];
    struct seen seen = {0};
    struct vg_ocr_wait *waiting = NULL;
    int64_t failed = 0;
    size_t n = 0;

    (void)state;
    need_programs();
    place_make(&p);
    (void)make_pdf(&pdf, pages, 2, NULL, NULL);
    paths[0] = keep(&p, "scan.pdf", pdf.b.p, pdf.b.len);
    add(&p, paths, 1);
    must(&p, vg_ocr_waiting(p.c, &p.a, &waiting, &n, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(waiting[0].pages, 1);
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    assert_int_equal(seen.n, 1);
    must(&p, vg_source_get(p.c, 1, &p.a, &s, &p.err));
    assert_true(vg_reader_is_ocr(s.reader));
    must(&p, vg_rebuild(p.c, &p.err));
    must(&p, vg_source_get(p.c, 1, &p.a, &again, &p.err));
    assert_string_equal(s.reader, again.reader);
    must(&p, vg_ocr_waiting(p.c, &p.a, &waiting, &n, &p.err));
    assert_int_equal(n, 0);
    seen = (struct seen){0};
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    assert_int_equal(seen.n, 0);
    vg_buf_end(&pdf.b);
    place_end(&p);
}

static void an_image_too_large_is_told_and_the_next_is_read(void **state)
{
    struct place p;
    VG_SCOPED_BUF png = {0};
    const char *paths[2];
    struct seen seen = {0};
    int64_t failed = 0;

    (void)state;
    need_programs();
    place_make(&p);
    paths[0] =
        keep(&p, "bomb.png",
             "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\x02\0\0\0\0\0\0\0", 33);
    draw("-png", "60", &png);
    paths[1] = keep(&p, "notice.png", png.p, png.len);
    add(&p, paths, 2);
    must(&p, vg_ocr(p.c, NULL, 0, NULL, count_page, &seen, &failed, &p.err));
    assert_int_equal(seen.n, 2);
    assert_int_equal(failed, 1);
    place_end(&p);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_beginning_of_an_image_says_how_large_it_is),
        cmocka_unit_test(a_strip_is_grey_values_and_nothing_else),
        cmocka_unit_test(what_was_read_is_joined_page_by_page),
        cmocka_unit_test(a_number_read_in_an_image_counts_only_when_it_was_seen),
        cmocka_unit_test(png_and_jpeg_are_read),
        cmocka_unit_test(a_picture_stands_as_its_camera_was_held),
        cmocka_unit_test(a_photograph_that_lies_on_its_side_is_read_upright),
        cmocka_unit_test(every_page_of_a_tiff_is_read_and_has_its_number),
        cmocka_unit_test(pages_of_a_tiff_are_found_without_small_copies_and_without_end),
        cmocka_unit_test(the_same_image_is_read_once),
        cmocka_unit_test(a_scanned_page_of_a_pdf_gets_its_text_and_a_rebuild_keeps_it),
        cmocka_unit_test(an_image_too_large_is_told_and_the_next_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
