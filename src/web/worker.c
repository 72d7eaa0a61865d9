/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The process that holds the case: it keeps what pages share from one request to the next
 * (the view, its roots, its checks) for as long as nobody changed the case.
 */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "web/ui.h"

struct vg_web_worker {
    struct vg_app app;
    const char *path;
    struct vg_case *read, *write;
    struct vg_arena names_memory, entities_memory, view_memory;
    struct vg_view names, view;
    struct vg_names entities;
    struct vg_root_graph *graph;
    struct vg_case_check *checks;
    size_t n_checks;
    unsigned has_names : 1, has_entities : 1, has_view : 1, has_checks : 1;
};

int vg_web_worker_open(const struct vg_app *app, const char *path, struct vg_web_worker **out,
                       struct vg_err *err)
{
    struct vg_web_worker *k = vg_malloc(sizeof *k);
    int rc;

    memset(k, 0, sizeof *k);
    k->app = *app;
    k->path = path;
    rc = vg_case_open(app, path, VG_CASE_READ, &k->read, err);
    if (rc != VG_OK) {
        free(k);
        return rc;
    }
    *out = k;
    return VG_OK;
}

void vg_web_worker_close(struct vg_web_worker *k)
{
    if (k == NULL)
        return;
    vg_case_close(k->write);
    vg_case_close(k->read);
    vg_arena_end(&k->names_memory);
    vg_arena_end(&k->entities_memory);
    vg_arena_end(&k->view_memory);
    free(k);
}

/* -- what is kept between requests ----------------------------------------------------- */

void vg_web_forget(struct vg_web_worker *k)
{
    k->has_names = k->has_entities = k->has_view = k->has_checks = 0;
    vg_arena_end(&k->names_memory);
    vg_arena_end(&k->entities_memory);
    vg_arena_end(&k->view_memory);
    (void)malloc_trim(0);
}

int vg_web_changed(struct vg_web_worker *k)
{
    struct vg_err err = {0};
    int changed = 1;

    if (vg_case_changed(k->read, &changed, &err) == VG_OK && !changed)
        return 0;
    if (k->has_names || k->has_entities || k->has_view)
        vg_web_forget(k);
    return 1;
}

int vg_web_names(struct vg_web *w, const struct vg_view **view)
{
    struct vg_web_worker *k = w->worker;

    if (!k->has_names) {
        int rc = vg_view_names(k->read, &k->names_memory, &k->names, w->err);

        if (rc != VG_OK)
            return rc;
        k->has_names = 1;
    }
    *view = &k->names;
    return VG_OK;
}

int vg_web_entities(struct vg_web *w, const struct vg_names **names)
{
    struct vg_web_worker *k = w->worker;

    if (!k->has_entities) {
        int rc = vg_names_load(k->read, &k->entities_memory, &k->entities, w->err);

        if (rc != VG_OK) {
            vg_arena_end(&k->entities_memory);
            return rc;
        }
        k->has_entities = 1;
    }
    *names = &k->entities;
    return VG_OK;
}

int vg_web_view(struct vg_web *w, const struct vg_view **view, const struct vg_root_graph **graph)
{
    struct vg_web_worker *k = w->worker;

    if (!k->has_view) {
        int rc = vg_view_load(k->read, 0, &k->view_memory, &k->view, &k->graph, w->err);

        if (rc != VG_OK) {
            vg_arena_end(&k->view_memory);
            return rc;
        }
        k->has_view = 1;
    }
    *view = &k->view;
    if (graph != NULL)
        *graph = k->graph;
    return VG_OK;
}

int vg_web_checks(struct vg_web *w, const struct vg_case_check **checks, size_t *n)
{
    struct vg_web_worker *k = w->worker;

    if (!k->has_checks) {
        const struct vg_view *view;
        int rc = vg_web_view(w, &view, NULL);

        if (rc == VG_OK)
            rc = vg_case_checks(k->read, 0, &k->view_memory, &k->checks, &k->n_checks, w->err);
        if (rc != VG_OK)
            return rc;
        k->has_checks = 1;
    }
    *checks = k->checks;
    *n = k->n_checks;
    return VG_OK;
}

int vg_web_write(struct vg_web *w, struct vg_case **out)
{
    struct vg_web_worker *k = w->worker;
    int rc = VG_OK;

    if (strcmp(w->in->method, "POST") != 0)
        return vg_fail(w->err, VG_E_MISUSE, "only a form may change a case");
    if (k->write == NULL)
        rc = vg_case_open(&k->app, k->path, VG_CASE_WRITE, &k->write, w->err);
    if (rc == VG_OK)
        *out = k->write;
    return rc;
}

int vg_web_piece(struct vg_web_worker *k, int64_t source, int64_t n, struct vg_buf *out)
{
    return vg_source_piece(k->read, source, n, out, NULL);
}

/* -- one request ------------------------------------------------------------------------------ */

static void put_failure(struct vg_web *w, int code)
{
    if (w->out->type != NULL && strcmp(w->out->type, "application/json") == 0) {
        struct vg_json j = vg_web_json(w);

        vg_json_object(&j);
        vg_json_kt(&j, "error", vg_code_word(code));
        vg_json_kt(&j, "says", w->err->text);
        vg_json_end(&j);
        return;
    }
    vg_ui_open(w, vg_ui_text(w, code == VG_E_ABSENT     ? VW_FAILED_ABSENT
                                : code == VG_E_CONFLICT ? VW_FAILED_CONFLICT
                                : code == VG_E_REFUSED  ? VW_FAILED_REFUSED
                                                        : VW_FAILED));
    vg_ui_notice_text(w, "bad", w->err->text);
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, code == VG_E_CONFLICT ? VW_FAILED_CONFLICT_NEXT : VW_FAILED_NEXT);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_close(w);
}

static int run_route(struct vg_web *w, unsigned *flags)
{
    int other = 0;
    const struct vg_route *r =
        vg_route_find(w->in->method, w->in->path, w->a, &w->id, &w->id2, &other);

    if (r == NULL || r->run == NULL) {
        w->part = VG_UI_NONE;
        if (other)
            return vg_fail(w->err, VG_E_MISUSE, "this address is not for %s", w->in->method);
        return vg_fail(w->err, VG_E_ABSENT, "there is nothing at %.200s", w->in->path);
    }
    *flags = r->flags;
    w->part = r->part;
    if (r->flags & VG_ROUTE_API)
        w->out->type = "application/json";
    return r->run(w);
}

void vg_web_answer(struct vg_web_worker *k, const struct vg_web_ask *ask, struct vg_arena *a,
                   struct vg_web_reply *out)
{
    struct vg_err err = {0};
    struct vg_web w = {
        .in = ask, .out = out, .o = &out->body, .a = a, .c = k->read, .err = &err, .worker = k};
    unsigned flags = 0;
    int rc;

    (void)vg_web_changed(k);
    out->status = 200;
    out->type = "text/html; charset=utf-8";
    rc = run_route(&w, &flags);
    if (rc == VG_OK && out->body.full)
        rc = vg_fail(&err, VG_E_LIMIT, "the page would be too large");
    if (rc != VG_OK) {
        vg_buf_clear(&out->body);
        out->body.full = 0;
        out->status = vg_web_status(rc);
        out->location = out->download = NULL;
        out->raw = 0;
        if (!(flags & VG_ROUTE_API))
            out->type = "text/html; charset=utf-8";
        put_failure(&w, rc);
    }
    if (k->write != NULL && strcmp(ask->method, "POST") == 0)
        (void)vg_web_changed(k); /* what this request changed is seen by the next */
}
