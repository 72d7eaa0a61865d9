/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/ocr_job.h"

#include <string.h>

#include "base/limits.h"
#include "read/read_job.h"

/* -- what is known ------------------------------------------------------------------------- */

int64_t vg_ocr_wanted(const struct vg_text *t)
{
    int64_t n = 0;

    for (size_t i = 0; i < t->page_count; i++)
        n += t->pages[i].wants_ocr ? 1 : 0;
    return n;
}

static int take_known(const struct vg_stmt *st, struct vg_arena *a, struct vg_ocr_page *out,
                      struct vg_err *err)
{
    struct vg_text *t = VG_NEW(a, struct vg_text);
    struct vg_str message = vg_column_str(st, 2);
    int64_t page = vg_column_i64(st, 0);

    if (page < 1 || page > VG_MAX_PAGES)
        return vg_fail(err, VG_E_FORMAT, "ocr_page: there is no page %lld", (long long)page);
    *out = (struct vg_ocr_page){(uint32_t)page, t};
    return vg_text_read(message.p, message.len, a, t, err);
}

int vg_ocr_known(struct vg_store *s, int64_t blob, const struct vg_text *base, uint64_t source_len,
                 struct vg_arena *a, struct vg_text *out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_STMT *st = NULL;
    struct vg_ocr_page *list = NULL;
    const char *reader = "";
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, s, VG_SQL_OCR_PAGES_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(&work, list, count, &room);
        reader = vg_column_copy(st, 1, a);
        rc = take_known(st, &work, &list[count++], err);
    }
    if (rc < 0)
        return vg_within(err, rc, "what was read in images");
    *n = count;
    if (count > 0)
        vg_ocr_join(base, list, count, reader, source_len,
                    base == NULL ? vg_str("image") : base->media, a, out);
    return VG_OK;
}

/* -- reading a document's images --------------------------------------------------------------- */

struct job {
    struct vg_store *s;
    int64_t blob, source;
    const char *label;
    const struct vg_ocr_job *how;
    struct vg_buf bytes;
    struct vg_read_input in;
    struct vg_arena *a;
    struct vg_text *base; /* of a PDF, or of an image of several pages; NULL: of one */
    int is_image;
    char reader[64];
    int read_some;
};

static int load(struct job *j, struct vg_err *err)
{
    int rc;

    j->bytes.max = (size_t)VG_MAX_HELPER_INPUT;
    rc = vg_blob_load(j->s, j->blob, &j->bytes, err);
    j->in = (struct vg_read_input){.bytes = j->bytes.p, .len = j->bytes.len};
    return rc;
}

static int read_base(struct job *j, struct vg_err *err)
{
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    int rc;

    j->is_image = vg_is_image(j->in.bytes, j->in.len);
    if (j->is_image) {
        vg_ocr_image_base(&j->in, &j->how->outside, j->a, &j->base);
        return VG_OK;
    }
    if (!vg_is_pdf(j->in.bytes, j->in.len))
        return vg_fail(err, VG_E_FORMAT, "neither an image (PNG, JPEG, TIFF, WebP) nor a PDF");
    rc = vg_read_pdf(&j->in, &j->how->outside, &message, err);
    if (rc != VG_OK)
        return rc;
    j->base = VG_NEW(j->a, struct vg_text);
    return vg_text_read(message.p, message.len, j->a, j->base, err);
}

static int ask_id(struct vg_stmt *st, int64_t *id, struct vg_err *err)
{
    int rc = vg_step(st, err);

    *id = rc == VG_ROW ? vg_column_i64(st, 0) : 0;
    return rc < 0 ? rc : VG_OK;
}

static int find_image(struct job *j, const struct vg_ocr_image *image, int64_t *id,
                      struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, j->s, VG_SQL_OCR_IMAGE_FIND, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_blob(st, ":sha256", image->sha256, sizeof image->sha256);
    vg_bind_text(st, ":reader", j->reader);
    return ask_id(st, id, err);
}

static int put_image(struct job *j, const struct vg_ocr_image *image, struct vg_str message,
                     int64_t *id, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, j->s, VG_SQL_OCR_IMAGE_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_blob(st, ":sha256", image->sha256, sizeof image->sha256);
    vg_bind_text(st, ":reader", j->reader);
    vg_bind_blob(st, ":message", message.p, message.len);
    return ask_id(st, id, err);
}

static int put_page(struct job *j, uint32_t page, int64_t image, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, j->s, VG_SQL_OCR_PAGE_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", j->blob);
    vg_bind_i64(st, ":page", page);
    vg_bind_i64(st, ":image", image);
    return vg_run(st, err);
}

/* Another process may have read the same image meanwhile: inside the transaction it is looked
 * for again. */
static int keep(struct job *j, uint32_t page, const struct vg_ocr_image *image,
                struct vg_str message, struct vg_err *err)
{
    int64_t id = 0;
    int rc = vg_begin(j->s, err);

    if (rc != VG_OK)
        return rc;
    rc = find_image(j, image, &id, err);
    if (rc == VG_OK && id == 0)
        rc = put_image(j, image, message, &id, err);
    if (rc == VG_OK)
        rc = put_page(j, page, id, err);
    if (rc == VG_OK)
        rc = vg_commit(j->s, err);
    vg_rollback(j->s);
    if (rc == VG_OK)
        j->read_some = 1;
    return rc;
}

static void tell(struct job *j, uint32_t page, int known, struct vg_str message, const char *why)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_ocr_told t = {
        .source = j->source,
        .label = j->label,
        .page = page,
        .pages = j->base != NULL ? (uint32_t)j->base->page_count : 1,
        .was_known = known,
        .why = why,
    };
    struct vg_text text;

    if (j->how->told == NULL)
        return;
    if (message.len > 0 && vg_text_read(message.p, message.len, &a, &text, NULL) == VG_OK) {
        t.bytes = text.text.len;
        if (t.bytes > 0)
            (void)vg_text_is_ocr(&text, 0, text.text.len, &t.mean, &t.least);
    }
    j->how->told(j->how->w, &t);
}

static int take(struct job *j, uint32_t page, struct vg_ocr_image *image, struct vg_err *err)
{
    if (j->is_image || j->base == NULL)
        return vg_ocr_take_image(&j->in, page, &j->how->outside, image, err);
    return vg_ocr_take_page(&j->in, page, &j->base->pages[page - 1], &j->how->outside, image, err);
}

/* Of this image, or of this machine? The second ends the work. */
static int is_ours(int code)
{
    return code == VG_E_REFUSED || code == VG_E_INTERRUPTED || code == VG_E_IO ||
           code == VG_E_ABSENT;
}

static int read_image(struct job *j, uint32_t page, const struct vg_ocr_image *image,
                      struct vg_err *err)
{
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    int64_t known = 0;
    int rc = find_image(j, image, &known, err);

    if (rc == VG_OK && known == 0)
        rc = vg_ocr_read(image, &j->how->outside, &message, err);
    if (rc == VG_OK)
        rc = keep(j, page, image, vg_buf_str(&message), err);
    if (rc == VG_OK)
        tell(j, page, known != 0, vg_buf_str(&message), NULL);
    return rc;
}

static int read_page(struct job *j, uint32_t page, struct vg_err *err)
{
    struct vg_ocr_image image = {.scale = 0};
    struct vg_err why = {0};
    int rc = take(j, page, &image, &why);

    if (rc == VG_OK)
        rc = read_image(j, page, &image, &why);
    vg_buf_end(&image.bytes);
    if (rc == VG_OK)
        return VG_OK;
    if (is_ours(rc))
        return vg_fail(err, rc, "%s", why.text);
    tell(j, page, 0, (struct vg_str){0}, why.text);
    return VG_OK;
}

static int is_read(struct job *j, uint32_t page, int *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, j->s, VG_SQL_OCR_PAGE_HAS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", j->blob);
    vg_bind_i64(st, ":page", page);
    rc = vg_step(st, err);
    *out = rc == VG_ROW;
    return rc < 0 ? rc : VG_OK;
}

static int read_pages(struct job *j, struct vg_err *err)
{
    size_t n = j->base != NULL ? j->base->page_count : 1;
    int rc = VG_OK;

    for (uint32_t page = 1; rc == VG_OK && page <= n; page++) {
        int done = 0;

        if (j->base != NULL && !j->how->every_page && !j->base->pages[page - 1].wants_ocr)
            continue;
        if (j->how->outside.stop != NULL && j->how->outside.stop(j->how->outside.stop_w))
            return vg_fail(err, VG_E_INTERRUPTED, "interrupted; the pages that were read are kept");
        rc = is_read(j, page, &done, err);
        if (rc == VG_OK && !done)
            rc = read_page(j, page, err);
    }
    return rc;
}

/* -- the text of it, anew
 * -------------------------------------------------------------------------- */

static int run_on(struct vg_store *s, enum vg_sql sql, int64_t id, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", id);
    return vg_run(st, err);
}

/* The title that a person gave the first sighting, as the index has it. */
static int person_title(struct job *j, const char **out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, j->s, VG_SQL_OCR_TITLE_OF, err);

    *out = NULL;
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", j->blob);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *out = vg_column_copy(st, 0, j->a);
    return rc < 0 ? rc : VG_OK;
}

static int note_waiting(struct job *j, int64_t pages, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    if (pages == 0)
        return run_on(j->s, VG_SQL_OCR_WAITING_DROP, j->blob, err);
    rc = vg_stmt(&st, j->s, VG_SQL_OCR_WAITING_PUT, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", j->blob);
    vg_bind_i64(st, ":pages", pages);
    return vg_run(st, err);
}

static int put_anew(struct job *j, const struct vg_text *t, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_FOUND_DROP, VG_SQL_TEXT_DROP, VG_SQL_TRACE_DROP};
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    const char *title = NULL;
    int rc = person_title(j, &title, err);

    vg_text_write(t, &message);
    if (rc == VG_OK && message.full)
        rc = vg_fail(err, VG_E_LIMIT, "its text is larger than a text may be");
    for (size_t i = 0; rc == VG_OK && i < sizeof steps / sizeof *steps; i++)
        rc = run_on(j->s, steps[i], j->blob, err);
    if (rc == VG_OK)
        rc = vg_text_put(j->s, j->blob, title, t, vg_buf_str(&message), NULL, err);
    return rc == VG_OK ? note_waiting(j, vg_ocr_wanted(t), err) : rc;
}

static int make_anew(struct job *j, struct vg_err *err)
{
    struct vg_text t;
    size_t n = 0;
    int rc = vg_begin(j->s, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_ocr_known(j->s, j->blob, j->base, j->in.len, j->a, &t, &n, err);
    if (rc == VG_OK && n > 0)
        rc = put_anew(j, &t, err);
    if (rc == VG_OK)
        rc = vg_commit(j->s, err);
    vg_rollback(j->s);
    return rc;
}

int vg_ocr_blob(struct vg_store *s, int64_t blob, int64_t source, const char *label,
                const struct vg_ocr_job *how, int *changed, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct job j = {.s = s, .blob = blob, .source = source, .label = label, .how = how, .a = &a};
    int rc = load(&j, err), made;

    *changed = 0;
    if (rc == VG_OK)
        rc = read_base(&j, err);
    if (rc == VG_OK)
        rc = vg_ocr_reader(&how->outside, j.reader, err);
    if (rc == VG_OK)
        rc = read_pages(&j, err);
    /* What was read before a stop is in the text too. */
    if ((rc == VG_OK || rc == VG_E_INTERRUPTED) && j.read_some) {
        struct vg_err late = {0};

        made = make_anew(&j, &late);
        *changed = made == VG_OK;
        if (made != VG_OK)
            rc = vg_fail(err, made, "%s", late.text);
    }
    vg_buf_end(&j.bytes);
    return rc;
}
