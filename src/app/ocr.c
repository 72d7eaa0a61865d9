/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"
#include "read/ocr_job.h"
#include "read/read_job.h"
#include "read/strip.h"

/* -- what waits ----------------------------------------------------------------------------- */

struct wait {
    int64_t blob;
    struct vg_ocr_wait of;
};

static int load_waiting(struct vg_case *c, struct vg_arena *a, struct wait **out, size_t *n,
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct wait *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_OCR_WAITING_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        list[count++] = (struct wait){
            .blob = vg_column_i64(st, 0),
            .of = {.pages = vg_column_i64(st, 1),
                   .source = vg_column_i64(st, 2),
                   .label = vg_column_copy(st, 3, a)},
        };
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

int vg_ocr_waiting(struct vg_case *c, struct vg_arena *a, struct vg_ocr_wait **out, size_t *n,
                   struct vg_err *err)
{
    struct wait *list = NULL;
    int rc = load_waiting(c, a, &list, n, err);

    if (rc != VG_OK)
        return rc;
    *out = VG_NEW_ARRAY(a, struct vg_ocr_wait, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = list[i].of;
    return VG_OK;
}

/* The sources that were named, as if they waited. */
static int load_named(struct vg_case *c, const int64_t *sources, size_t n, struct vg_arena *a,
                      struct wait **out, struct vg_err *err)
{
    struct wait *list = VG_NEW_ARRAY(a, struct wait, n);
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        struct vg_source s;

        rc = vg_source_blob(c, sources[i], &list[i].blob, err);
        if (rc == VG_OK)
            rc = vg_source_get(c, sources[i], a, &s, err);
        if (rc == VG_OK)
            list[i].of = (struct vg_ocr_wait){.source = sources[i], .label = s.info.label};
    }
    *out = list;
    return rc;
}

/* -- what was derived of the old text ---------------------------------------------------------- */

static int was_suggested(struct vg_case *c, int64_t source, int *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_WAS_SUGGESTED, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    rc = vg_step(st, err);
    *out = rc == VG_ROW;
    return rc < 0 ? rc : VG_OK;
}

static int suggest_anew(struct vg_case *c, int64_t blob, struct vg_err *err)
{
    int64_t source = 0, made = 0;
    int had = 0, rc = vg_first_sighting(c, blob, &source, err);

    if (rc == VG_OK && source != 0)
        rc = was_suggested(c, source, &had, err);
    if (rc != VG_OK || !had)
        return rc;
    rc = vg_begin(c->store, err);
    if (rc == VG_OK)
        rc = vg_suggest_source(c, source, blob, &made, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

/* -- reading
 * --------------------------------------------------------------------------------------- */

struct reading {
    struct vg_case *c;
    void (*event)(void *w, const struct vg_ocr_event *e);
    void *w;
    int64_t failed;
};

static int is_stopped(void *w)
{
    const struct reading *r = w;

    return vg_app_stopped(&r->c->app);
}

static void told(void *w, const struct vg_ocr_told *t)
{
    struct reading *r = w;
    struct vg_ocr_event e = {
        .source = t->source,
        .label = t->label,
        .page = t->page,
        .pages = t->pages,
        .was_known = t->was_known,
        .reason = t->why,
        .bytes = (int64_t)t->bytes,
        .mean = t->mean,
        .least = t->least,
    };

    r->failed += t->why != NULL;
    if (r->event != NULL)
        r->event(r->w, &e);
}

static int read_one(struct reading *r, const struct wait *one, const struct vg_ocr_options *o,
                    struct vg_err *err)
{
    struct vg_ocr_job job = {
        .outside = {.is_weak = r->c->app.weak_box, .stop = is_stopped, .stop_w = r},
        .every_page = o != NULL && o->every_page,
        .told = told,
        .w = r,
    };
    struct vg_err late = {0};
    int changed = 0, after;
    int rc =
        vg_ocr_blob(r->c->store, one->blob, one->of.source, one->of.label, &job, &changed, err);

    after = changed ? suggest_anew(r->c, one->blob, &late) : VG_OK;
    if (rc == VG_OK && after != VG_OK)
        return vg_fail(err, after, "%s", late.text);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "s%" PRId64, one->of.source);
}

int vg_ocr(struct vg_case *c, const int64_t *sources, size_t n, const struct vg_ocr_options *o,
           void (*event)(void *w, const struct vg_ocr_event *e), void *w, int64_t *failed,
           struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct reading r = {.c = c, .event = event, .w = w};
    struct wait *list = NULL;
    size_t count = n;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_read_now(c, NULL, NULL, err); /* what was preserved unread may be an image */
    if (rc == VG_OK)
        rc = n > 0 ? load_named(c, sources, n, &a, &list, err)
                   : load_waiting(c, &a, &list, &count, err);
    for (size_t i = 0; rc == VG_OK && i < count; i++) {
        vg_app_tell(&c->app, "sources", (int64_t)i, (int64_t)count);
        rc = read_one(&r, &list[i], o, err);
    }
    if (failed != NULL)
        *failed = r.failed;
    return rc;
}

/* -- the strip
 * ---------------------------------------------------------------------------------------- */

int vg_strip(struct vg_case *c, int64_t source, int64_t from, int64_t to, struct vg_buf *png,
             struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF bytes = {.max = (size_t)VG_MAX_HELPER_INPUT};
    struct vg_read_outside how = {.is_weak = c->app.weak_box};
    struct vg_read_input in;
    struct vg_text t;
    int64_t blob = 0;
    int rc = vg_source_blob(c, source, &blob, err);

    if (rc == VG_OK)
        rc = vg_text_load(c->store, blob, &a, &t, err);
    if (rc == VG_OK && (from < 0 || to <= from || (uint64_t)to > t.text.len))
        rc = vg_fail(err, VG_E_ABSENT, "bytes %" PRId64 " to %" PRId64 " are not in the text", from,
                     to);
    if (rc == VG_OK)
        rc = vg_blob_load(c->store, blob, &bytes, err);
    if (rc != VG_OK)
        return rc;
    in = (struct vg_read_input){.bytes = bytes.p, .len = bytes.len};
    return vg_strip_draw(&in, &t, (size_t)from, (size_t)to, &how, png, err);
}
