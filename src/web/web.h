/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_WEB_H
#define VG_WEB_WEB_H

#include "vigil.h"
#include "web/parts.h"

/*
 * The page: one request in, one answer out, by a function of the route table. Everything
 * here runs in a worker, a process that holds the case and speaks no HTTP; what it is asked
 * and answers travels in the messages of web/wire.h.
 */

/* A field of a query or a form: NUL-terminated valid UTF-8. Names may repeat. */
struct vg_web_field {
    const char *name, *value;
};

struct vg_web_ask {
    const char *method;   /* "GET" or "POST" */
    const char *path;     /* "/claims/c17" */
    const char *language; /* "en" or "zh": labels; what sources say stays as it is */
    const char *token;    /* of the session; stands in every form */
    const char *jobs; /* the long work there is, JSON as of web/job.h; for routes that show it */
    const struct vg_web_field *query, *form;
    size_t n_query, n_form;
};

struct vg_web_reply {
    int status; /* of HTTP */
    const char *type;
    const char *location; /* with 303: where to look next */
    const char *download; /* file name of an attachment, or NULL */
    int64_t raw; /* the body is the preserved bytes of this source, taken in pieces; or 0 */
    int64_t raw_length;
    const char *wants; /* long work (web/job.h) that the page waits for: begun with the answer,
                          unless it waits or runs already; or NULL */
    struct vg_buf body;
};

struct vg_web_worker;

/* One request while it is answered. Handlers write HTML to `o` and return VG_OK; or a code,
 * and whatever they wrote is dropped for a page that says what went wrong. */
struct vg_web {
    const struct vg_web_ask *in;
    struct vg_web_reply *out;
    struct vg_buf *o;   /* the body of `out` */
    struct vg_arena *a; /* of this request */
    struct vg_case *c;  /* open for reading */
    struct vg_err *err;
    const char *id;       /* what ":id" of the route stood for, or NULL */
    const char *id2;      /* and a second one */
    enum vg_ui_part part; /* which part of the page it belongs to */
    struct vg_web_worker *worker;
};

/* -- what a handler asks its worker for -------------------------------------------- */

/* The case open for writing: handlers of POST only. VG_E_REFUSED on a read-only case. */
int vg_web_write(struct vg_web *w, struct vg_case **out);
/* The whole view with its roots, kept from request to request while the case stays as it
 * is; only routes with VG_ROUTE_VIEW may ask. NULL where not wanted. */
int vg_web_view(struct vg_web *w, const struct vg_view **view, const struct vg_root_graph **graph);
/* All checks of that view, in their order. */
int vg_web_checks(struct vg_web *w, const struct vg_case_check **checks, size_t *n);
/* A view with entities and places only, for names; cheap, kept while the case stays as it is. */
int vg_web_names(struct vg_web *w, const struct vg_view **view);
/* The names that claims use, with what people decided about them; reads every claim once and is
 * kept while the case stays as it is: routes with VG_ROUTE_VIEW only, so that one worker has it. */
int vg_web_entities(struct vg_web *w, const struct vg_names **names);

/* -- what was sent ------------------------------------------------------------------- */

/* The first field of this name, NULL when there is none, or when it is empty. */
const char *vg_web_query(const struct vg_web *w, const char *name);
const char *vg_web_form(const struct vg_web *w, const char *name);
/* A number from 0 to `most`; `otherwise` when there is none or it is none. */
int64_t vg_web_query_i64(const struct vg_web *w, const char *name, int64_t otherwise, int64_t most);
/* "c17" → 17; VG_E_ABSENT (a page that is not there) when it is no such id. */
int vg_web_id(struct vg_web *w, const char *text, char letter, int64_t *out);

/* -- how it is answered ----------------------------------------------------------------- */

/* After a POST: look there. `form` as printf(), an address of ours. */
int vg_web_go(struct vg_web *w, const char *form, ...) __attribute__((format(printf, 2, 3)));
/* The answer is JSON: a writer into the body. */
struct vg_json vg_web_json(struct vg_web *w);
/* The status of HTTP that a code stands for. */
int vg_web_status(int code);

/* -- the route table -------------------------------------------------------------------- */

enum vg_route_flag {
    VG_ROUTE_VIEW = 1,   /* looks at the whole case: goes to the worker that keeps the view */
    VG_ROUTE_JOBS = 2,   /* shows the long work */
    VG_ROUTE_WORK = 4,   /* begins long work: answered by the server, which hands it on */
    VG_ROUTE_API = 8,    /* JSON, described in openapi.json */
    VG_ROUTE_FILES = 16, /* takes files */
    VG_ROUTE_OPEN = 32,  /* of the server itself: events, style, script */
};

struct vg_route {
    const char *method, *path; /* "/claims/:id"; ":id" stands for one part of an address */
    enum vg_ui_part part;
    unsigned flags;
    int (*run)(struct vg_web *w); /* NULL with VG_ROUTE_WORK and VG_ROUTE_OPEN */
};
extern const struct vg_route vg_routes[]; /* ends with a row without a path */

/* The route for a method and path, its ids in the arena; NULL: none. *other is set when the path is
 * there with another method. */
const struct vg_route *vg_route_find(const char *method, const char *path, struct vg_arena *a,
                                     const char **id, const char **id2, int *other);

/* -- the worker ----------------------------------------------------------------------------- */

/* Opens the case for reading; `app` and `path` must stay. */
int vg_web_worker_open(const struct vg_app *app, const char *path, struct vg_web_worker **out,
                       struct vg_err *err);
void vg_web_worker_close(struct vg_web_worker *k);
/* Answer one request; never fails, for a failure is an answer too. The reply's texts live
 * in `a`, the body in the reply's buffer. */
void vg_web_answer(struct vg_web_worker *k, const struct vg_web_ask *ask, struct vg_arena *a,
                   struct vg_web_reply *out);
/* Appends piece `n` of the preserved bytes of a source; nothing beyond the last. */
int vg_web_piece(struct vg_web_worker *k, int64_t source, int64_t n, struct vg_buf *out);
/* Did anybody change the case since the last time? Then what was kept of it is dropped. */
int vg_web_changed(struct vg_web_worker *k);
/* Give back the memory of the view. */
void vg_web_forget(struct vg_web_worker *k);

#endif
