/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From preserved bytes to texts. Two children read at a time while this process
 * loads the next bytes and writes what came back; answers are taken in order, so
 * the derived tables do not depend on which child was faster. Results are
 * written in groups: one transaction for up to 64 texts or 8 MiB.
 */
#include "read/read_job.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/limits.h"
#include "guard/box.h"
#include "read/ocr_job.h"
#include "read/pdf.h"
#include "read/placed.h"
#include "read/read.h"

enum { AT_ONCE = 4, GROUP = 64 };

/* What the child is told besides the bytes: plain arrays, no pointers. */
struct hints {
    char media[256];
    char name[1024];
    size_t whole; /* bytes of the document, where the child gets its beginning only; else 0 */
};

struct item {
    int64_t blob, source, length;
    char *label;
    char *title; /* by a person, or NULL */
    struct hints hints;
    struct vg_buf bytes;
    int is_paged;        /* a PDF or an image: pages of it may have been read in images */
    int64_t images_left; /* pages that nobody has read yet */
};

struct job {
    struct vg_store *s;
    const struct vg_read_job *how;
    struct vg_box_pool *pool;
    struct item *items; /* one group */
    size_t n;
    size_t started;
    int64_t done, total;
    int open;
    int64_t written; /* bytes in the open transaction */
    size_t in_group;
};

void vg_read_give_back(const char *bytes, size_t n)
{
    const size_t page = 4096;
    uintptr_t from = ((uintptr_t)bytes + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)bytes + n) / page * page;

    if (end > from)
        (void)madvise((void *)from, end - from, MADV_DONTNEED);
}

static int read_in_box(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                       struct vg_buf *out, struct vg_err *err)
{
    const struct hints *h = hints;
    VG_SCOPED_ARENA a = {0};
    struct vg_text text;
    struct vg_read_input input = {.bytes = (const char *)in, .len = n};
    int rc;

    if (hints_len != sizeof *h)
        return vg_fail(err, VG_E_MISUSE, "the reader was called wrongly");
    input.whole = h->whole;
    input.media = vg_str(h->media);
    input.name = vg_str(h->name);
    rc = vg_read(&input, &a, &text, err);
    if (rc != VG_OK)
        return rc;
    vg_read_give_back((const char *)in, n);
    vg_text_fit(&text, out->max - out->len, &a);
    vg_text_write(&text, out);
    return out->full ? vg_fail(err, VG_E_LIMIT, "its text is larger than a text may be") : VG_OK;
}

/* -- several in one child ----------------------------------------------------------------- */

struct pieces {
    const struct vg_read_piece *list;
    size_t n;
};

static int read_one(const struct vg_read_piece *p, struct vg_buf *out, struct vg_err *err)
{
    struct hints h = {.whole = 0};

    (void)snprintf(h.media, sizeof h.media, "%s", p->media == NULL ? "" : p->media);
    (void)snprintf(h.name, sizeof h.name, "%s", p->name == NULL ? "" : p->name);
    return read_in_box((const unsigned char *)p->bytes.p, p->bytes.len, &h, sizeof h, out, err);
}

/* Each answer: one byte (0 a message, 1 a reason), four bytes of length, the bytes. */
static int read_pieces_in_box(const unsigned char *in, size_t n, const void *hints,
                              size_t hints_len, struct vg_buf *out, struct vg_err *err)
{
    const struct pieces *p = hints;
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};

    (void)in;
    (void)n;
    (void)hints_len;
    for (size_t i = 0; i < p->n; i++) {
        struct vg_err why = {0};
        int rc;

        vg_buf_clear(&message);
        rc = read_one(&p->list[i], &message, &why);
        vg_putc(out, rc == VG_OK ? 0 : 1);
        if (rc != VG_OK) {
            vg_buf_clear(&message);
            vg_puts(&message, why.text);
        }
        vg_put_u32be(out, (uint32_t)message.len);
        vg_put(out, message.p, message.len);
    }
    return out->full ? vg_fail(err, VG_E_LIMIT, "their texts are larger than one answer may be")
                     : VG_OK;
}

static int take_piece(struct vg_str *rest, int *is_reason, struct vg_str *out)
{
    const unsigned char *p = (const unsigned char *)rest->p;
    uint32_t len;

    if (rest->len < 5 || p[0] > 1)
        return 0;
    len = (uint32_t)p[1] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 8 | p[4];
    if (len > rest->len - 5)
        return 0;
    *is_reason = p[0];
    *out = (struct vg_str){rest->p + 5, len};
    rest->p += 5 + len;
    rest->len -= 5 + len;
    return 1;
}

int vg_read_pieces(const struct vg_read_piece *pieces, size_t n, int weak_box,
                   int (*each)(void *w, size_t i, struct vg_str message, const char *unread,
                               struct vg_err *err),
                   void *w, struct vg_err *err)
{
    struct pieces p = {pieces, n};
    struct vg_box_job box = {
        .work = read_pieces_in_box, .hints = &p, .hints_len = sizeof p, .is_weak = weak_box};
    VG_SCOPED_BUF answer = {.max = (size_t)VG_BOX_OUTPUT};
    struct vg_str rest;
    int rc = vg_box_run(&box, &answer, NULL, err);

    rest = vg_buf_str(&answer);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        char reason[VG_ERR_TEXT];
        struct vg_str piece;
        int is_reason;

        if (!take_piece(&rest, &is_reason, &piece))
            return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense");
        (void)snprintf(reason, sizeof reason, "%.*s", (int)(piece.len < 400 ? piece.len : 400),
                       piece.p);
        rc = each(w, i, piece, is_reason ? reason : NULL, err);
    }
    return rc;
}

/* -- bytes ----------------------------------------------------------------------------- */

/* Its first `most` bytes. */
static int load_beginning(struct vg_store *s, int64_t blob, size_t most, struct vg_buf *out,
                          struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_CHUNKS_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    while (out->len < most && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str chunk = vg_column_str(st, 1);

        vg_put(out, chunk.p, chunk.len < most - out->len ? chunk.len : most - out->len);
    }
    return rc == VG_ROW ? VG_OK : rc;
}

int vg_blob_load(struct vg_store *s, int64_t blob, struct vg_buf *out, struct vg_err *err)
{
    int rc = load_beginning(s, blob, SIZE_MAX, out, err);

    if (rc == VG_OK && out->full)
        return vg_fail(err, VG_E_LIMIT, "larger than %zu bytes", out->max);
    return rc;
}

static void take_item(struct item *i, const struct vg_stmt *st)
{
    struct vg_str url = vg_column_str(st, 4);
    struct vg_str media = vg_column_str(st, 2);
    struct vg_str label = vg_column_str(st, 3);
    struct vg_str title = vg_column_str(st, 5);
    struct vg_str name = url.p != NULL ? url : label;

    memset(i, 0, sizeof *i);
    i->blob = vg_column_i64(st, 0);
    i->length = vg_column_i64(st, 1);
    i->source = vg_column_i64(st, 6);
    (void)snprintf(i->hints.media, sizeof i->hints.media, "%.*s", (int)media.len,
                   media.p == NULL ? "" : media.p);
    (void)snprintf(i->hints.name, sizeof i->hints.name, "%.*s", (int)name.len,
                   name.p == NULL ? "" : name.p);
    i->label = vg_malloc(label.len + 1);
    memcpy(i->label, label.p == NULL ? "" : label.p, label.len);
    i->label[label.len] = '\0';
    if (title.p != NULL) {
        i->title = vg_malloc(title.len + 1);
        memcpy(i->title, title.p, title.len);
        i->title[title.len] = '\0';
    }
}

static void end_items(struct job *j)
{
    for (size_t i = 0; i < j->n; i++) {
        free(j->items[i].label);
        free(j->items[i].title);
        vg_buf_end(&j->items[i].bytes);
    }
    j->n = 0;
}

static int next_group(struct job *j, int64_t after, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, j->s, VG_SQL_WAITING_NEXT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", after);
    while (j->n < GROUP && (rc = vg_step(st, err)) == VG_ROW)
        take_item(&j->items[j->n++], st);
    j->started = 0;
    return rc == VG_ROW ? VG_OK : rc;
}

/* -- writing ------------------------------------------------------------------------------ */

static int put_text(struct vg_store *s, int64_t blob, const struct vg_text *t, struct vg_str rest,
                    const char *unread, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_str date = t == NULL ? (struct vg_str){0} : vg_text_field(t, VG_FIELD_DATE);
    struct vg_str title = t == NULL ? (struct vg_str){0} : vg_text_field(t, VG_FIELD_TITLE);
    struct vg_str publisher = t == NULL ? (struct vg_str){0} : vg_text_field(t, VG_FIELD_PUBLISHER);
    int rc = vg_stmt(&st, s, VG_SQL_TEXT_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", blob);
    vg_bind_text(st, ":unread", unread);
    if (t == NULL) {
        vg_bind_text(st, ":reader", "none");
        return vg_run(st, err);
    }
    vg_bind_str(st, ":reader", t->reader);
    vg_bind_str(st, ":charset", t->charset);
    vg_bind_text(st, ":language", strcmp(t->language, "und") == 0 ? NULL : t->language);
    if (title.len > 0)
        vg_bind_str(st, ":title", title);
    if (date.len > 0)
        vg_bind_str(st, ":published", date);
    if (publisher.len > 0)
        vg_bind_str(st, ":publisher", publisher);
    vg_bind_blob(st, ":body", t->text.len == 0 ? "" : t->text.p, t->text.len);
    rest = vg_text_tail(rest, t->text);
    vg_bind_blob(st, ":rest", rest.p, rest.len);
    return vg_run(st, err);
}

/* Lists of sources show what was found in them. */
static int list_sources(struct vg_store *s, int64_t blob, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_SOURCE_LISTED_DROP, VG_SQL_SOURCE_LISTED_AGAIN};
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < sizeof steps / sizeof *steps; i++) {
        VG_SCOPED_STMT *st = NULL;

        rc = vg_stmt(&st, s, steps[i], err);
        if (rc == VG_OK) {
            vg_bind_i64(st, ":blob", blob);
            rc = vg_run(st, err);
        }
    }
    return rc;
}

static int put_found(struct vg_store *s, int64_t blob, const char *person_title,
                     const struct vg_text *t, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_str title = vg_text_field(t, VG_FIELD_TITLE);
    int rc = vg_stmt(&st, s, VG_SQL_FOUND_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", blob);
    if (person_title != NULL)
        vg_bind_text(st, ":title", person_title);
    else
        vg_bind_str(st, ":title", title.p == NULL ? vg_str("") : title);
    vg_bind_str(st, ":body", t->text.p == NULL ? vg_str("") : t->text);
    return vg_run(st, err);
}

static int drop_waiting(struct vg_store *s, int64_t blob, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_WAITING_DROP, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", blob);
    return vg_run(st, err);
}

int vg_text_put(struct vg_store *s, int64_t blob, const char *title, const struct vg_text *t,
                struct vg_str message, const char *unread, struct vg_err *err)
{
    int rc = put_text(s, blob, t, message, unread, err);

    if (rc == VG_OK)
        rc = list_sources(s, blob, err);
    if (rc == VG_OK && t != NULL)
        rc = put_found(s, blob, title, t, err);
    if (rc == VG_OK)
        rc = vg_passages_place(s, blob, t, err);
    return rc == VG_OK ? drop_waiting(s, blob, err) : rc;
}

static int put_images_left(struct vg_store *s, const struct item *i, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_OCR_WAITING_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", i->blob);
    vg_bind_i64(st, ":pages", i->images_left);
    return vg_run(st, err);
}

/* One answer into the tables; another process may have read the same bytes meanwhile, and
 * then its row is there and ours is the same. */
static int write_item(struct job *j, const struct item *i, const struct vg_text *t,
                      struct vg_str rest, const char *unread, struct vg_err *err)
{
    int rc = j->open ? VG_OK : vg_begin(j->s, err);

    if (rc != VG_OK)
        return rc;
    j->open = 1;
    rc = vg_text_put(j->s, i->blob, i->title, t, rest, unread, err);
    if (rc == VG_E_CONFLICT)
        rc = drop_waiting(j->s, i->blob, err);
    else if (rc == VG_OK && i->images_left > 0)
        rc = put_images_left(j->s, i, err);
    j->written += (int64_t)rest.len;
    if (rc == VG_OK && (++j->in_group >= GROUP || j->written >= VG_GROUP_BYTES)) {
        rc = vg_commit(j->s, err);
        j->open = 0;
        j->in_group = 0;
        j->written = 0;
    }
    return rc;
}

/* -- the loop ------------------------------------------------------------------------------ */

static int is_stopped(void *w)
{
    const struct job *j = w;

    return j->how->stop != NULL && j->how->stop(j->how->w);
}

static int start_item(struct job *j, struct item *i, struct vg_err *err)
{
    struct vg_box_job box = {
        .work = read_in_box,
        .hints = &i->hints,
        .hints_len = sizeof i->hints,
        .is_weak = j->how->weak_box,
        .stop = j->how->stop,
        .stop_w = j->how->w,
        .in = (const unsigned char *)i->bytes.p,
        .n = i->bytes.len,
    };

    return vg_box_pool_start(j->pool, &box, i, err);
}

/* An image of several pages is a document without a text of its own. */
static struct vg_text *image_base(const struct job *j, const struct item *i, struct vg_arena *a)
{
    struct vg_read_outside how = {.is_weak = j->how->weak_box};
    struct vg_read_input in = {.bytes = i->bytes.p, .len = i->bytes.len};
    struct vg_text *base = NULL;

    if (vg_is_image(in.bytes, in.len))
        vg_ocr_image_base(&in, &how, a, &base);
    return base;
}

/*
 * What has been read in images of these bytes belongs to their text. An image of which
 * nothing is known has none yet.
 */
static int add_known(struct job *j, struct item *i, struct vg_buf *message, struct vg_text *t,
                     struct vg_arena *a, struct vg_err *why)
{
    const struct vg_text own = *t;
    const struct vg_text *base = &own;
    int is_image = message->len == 0;
    size_t known = 0;
    int rc;

    if (is_image)
        base = image_base(j, i, a);
    rc = vg_ocr_known(j->s, i->blob, base, i->bytes.len, a, t, &known, why);
    if (rc != VG_OK)
        return rc;
    if (is_image && known == 0) {
        i->images_left = base == NULL ? 1 : vg_ocr_wanted(base);
        return vg_fail(why, VG_E_ABSENT, "an image; 'vigil ocr' reads the words in it");
    }
    i->images_left = vg_ocr_wanted(t);
    if (known == 0)
        return VG_OK;
    vg_buf_clear(message);
    vg_text_write(t, message);
    return message->full ? vg_fail(why, VG_E_LIMIT, "its text is larger than a text may be")
                         : VG_OK;
}

/* What came of an item: into the tables, and to whoever wants to know. */
static int settle(struct job *j, struct item *i, int rc, struct vg_buf *answer, struct vg_err *why,
                  struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text text = {0};

    if (!i->is_paged)
        vg_buf_end(&i->bytes); /* its child is done with them, and keeping a text takes room */
    if (rc == VG_OK && answer->len > 0)
        rc = vg_text_read(answer->p, answer->len, &a, &text, why);
    if (rc == VG_OK && i->is_paged)
        rc = add_known(j, i, answer, &text, &a, why);
    if (rc == VG_OK)
        rc = write_item(j, i, &text, vg_buf_str(answer), NULL, err);
    else
        rc = write_item(j, i, NULL, (struct vg_str){0}, why->text, err);
    vg_buf_end(&i->bytes);
    if (rc == VG_OK && j->how->told != NULL)
        j->how->told(j->how->w, i->source, i->label, why->text[0] == '\0' ? NULL : why->text);
    j->done++;
    if (rc == VG_OK && j->how->progress != NULL)
        j->how->progress(j->how->w, j->done, j->total);
    return rc;
}

static int take_answer(struct job *j, struct vg_err *err)
{
    VG_SCOPED_BUF answer = {.max = (size_t)VG_BOX_OUTPUT};
    struct vg_err why = {0};
    void *tag = NULL;
    int rc = vg_box_pool_next(j->pool, &tag, &answer, NULL, &why);

    if (rc == VG_E_REFUSED || rc == VG_E_INTERRUPTED || tag == NULL)
        return vg_fail(err, rc, "%s", why.text);
    return settle(j, tag, rc, &answer, &why, err);
}

/* A PDF is read by programs outside, an image when somebody asks for it: one at a time, when
 * those before it are done, so that rows are written in their order. */
static int read_outside(struct job *j, struct item *i, struct vg_err *err)
{
    VG_SCOPED_BUF answer = {.max = (size_t)VG_BOX_OUTPUT};
    struct vg_read_input in = {.bytes = i->bytes.p, .len = i->bytes.len};
    struct vg_read_outside how = {.is_weak = j->how->weak_box, .stop = is_stopped, .stop_w = j};
    struct vg_err why = {0};
    int rc = VG_OK;

    while (rc == VG_OK && vg_box_pool_busy(j->pool) > 0)
        rc = take_answer(j, err);
    if (rc != VG_OK)
        return rc;
    if (vg_is_pdf(in.bytes, in.len))
        rc = vg_read_pdf(&in, &how, &answer, &why);
    if (rc == VG_E_REFUSED || rc == VG_E_INTERRUPTED || rc == VG_E_IO)
        return vg_fail(err, rc, "%s", why.text);
    return settle(j, i, rc, &answer, &why, err);
}

static int too_large(struct job *j, struct item *i, int64_t most, struct vg_err *err)
{
    struct vg_err why;

    (void)vg_fail(&why, VG_E_LIMIT, "larger than one document may be (%d MiB); the bytes are kept",
                  (int)(most / MIB(1)));
    return settle(j, i, VG_E_LIMIT, NULL, &why, err);
}

/* Its first bytes tell whether it is a PDF or an image: those may be larger than what is read
 * here. */
static int is_outside(struct job *j, const struct item *i, int *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_str head = {0};
    int rc = vg_stmt(&st, j->s, VG_SQL_CHUNKS_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", i->blob);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc == VG_ROW)
        head = vg_column_str(st, 1);
    *out = head.len > 0 && (vg_is_pdf(head.p, head.len) || vg_is_image(head.p, head.len));
    return VG_OK;
}

static int read_item(struct job *j, struct item *i, struct vg_err *err)
{
    int rc = is_outside(j, i, &i->is_paged, err);
    int64_t most = i->is_paged ? VG_MAX_HELPER_INPUT : VG_MAX_DOCUMENT;

    if (rc != VG_OK)
        return rc;
    if (i->length > most && i->is_paged)
        return too_large(j, i, most, err);
    i->hints.whole = (size_t)i->length;
    i->bytes.max = (size_t)most;
    rc = load_beginning(j->s, i->blob, (size_t)most, &i->bytes, err);
    if (rc != VG_OK)
        return rc;
    return i->is_paged ? read_outside(j, i, err) : start_item(j, i, err);
}

static int read_group(struct job *j, struct vg_err *err)
{
    int rc = VG_OK;

    while (rc == VG_OK && (j->started < j->n || vg_box_pool_busy(j->pool) > 0)) {
        if (is_stopped(j))
            return VG_E_INTERRUPTED;
        if (j->started < j->n && vg_box_pool_busy(j->pool) < vg_box_pool_room(j->pool))
            rc = read_item(j, &j->items[j->started++], err);
        else
            rc = take_answer(j, err);
    }
    return rc;
}

int vg_read_waiting(struct vg_store *s, const struct vg_read_job *how, struct vg_err *err)
{
    struct job j = {.s = s, .how = how};
    int64_t after = 0;
    int rc = vg_ask_i64(s, VG_SQL_WAITING_COUNT, 0, &j.total, err);

    if (rc != VG_OK || j.total == 0)
        return rc;
    j.pool = vg_box_pool_open(AT_ONCE);
    j.items = vg_malloc(GROUP * sizeof *j.items);
    do {
        rc = next_group(&j, after, err);
        if (rc == VG_OK && j.n > 0)
            rc = read_group(&j, err);
        if (j.n == 0)
            break;
        after = j.items[j.n - 1].blob;
        if (rc != VG_OK) {
            /* children still read the items' bytes: end them first */
            vg_box_pool_close(j.pool);
            j.pool = NULL;
        }
        end_items(&j);
    } while (rc == VG_OK);
    vg_box_pool_close(j.pool);
    free(j.items);
    if (j.open) {
        /* what was read before a stop is kept; before a failure of the case it is not */
        struct vg_err late;
        int kept = vg_commit(s, &late);

        if (rc == VG_OK && kept != VG_OK)
            rc = vg_fail(err, kept, "%s", late.text);
    }
    if (rc == VG_E_INTERRUPTED)
        return vg_fail(err, rc,
                       "interrupted; what was not read yet waits: the next 'vigil add' or 'vigil "
                       "suggest' reads it");
    return rc;
}

/* -- texts ------------------------------------------------------------------------------------ */

int vg_text_load(struct vg_store *s, int64_t blob, struct vg_arena *a, struct vg_text *out,
                 struct vg_err *err)
{
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    VG_SCOPED_STMT *st = NULL;
    struct vg_str unread;
    int rc = vg_stmt(&st, s, VG_SQL_TEXT_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", blob);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return vg_fail(err, VG_E_ABSENT, "it has not been read yet; run 'vigil rebuild'");
    unread = vg_column_str(st, 1);
    if (unread.p != NULL)
        return vg_fail(err, VG_E_ABSENT, "no text could be made of it: %.*s", (int)unread.len,
                       unread.p);
    vg_text_join(vg_column_str(st, 7), vg_column_str(st, 8), &message);
    if (message.full)
        return vg_fail(err, VG_E_FORMAT, "the derived text is damaged; run 'vigil rebuild'");
    return vg_text_read(message.p, message.len, a, out, err);
}

int vg_read_clear(struct vg_store *s, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_TEXT_CLEAR, VG_SQL_PLACED_CLEAR,
                                        VG_SQL_OCR_WAITING_CLEAR, VG_SQL_WAITING_FILL_ALL};
    int rc = vg_begin(s, err);

    if (rc == VG_OK)
        rc = vg_run_each(s, steps, sizeof steps / sizeof *steps, err);
    if (rc == VG_OK)
        rc = vg_store_clear_found(s, err);
    if (rc == VG_OK)
        rc = vg_commit(s, err);
    vg_rollback(s);
    return rc;
}
