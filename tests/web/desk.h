/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_WEB_DESK_H
#define VG_TESTS_WEB_DESK_H

/* A case in a folder of its own and requests to its pages, without HTTP. */
#include "unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil.h"
#include "web/form.h"
#include "web/web.h"

struct desk {
    char dir[64];
    struct vg_arena a;
    struct vg_app app;
    struct vg_web_worker *k;
    struct vg_web_reply reply; /* of the last request */
    const char *jobs;          /* what the server remembers of long work; NULL: nothing */
    struct vg_err err;
};

static inline const char *in(struct desk *d, const char *name)
{
    return vg_print(&d->a, "%s/%s", d->dir, name);
}

static inline void must(struct desk *d, int rc)
{
    if (rc != VG_OK)
        fail_msg("%s", d->err.text);
}

static inline void desk_end(struct desk *d)
{
    pid_t child;

    vg_web_worker_close(d->k);
    vg_buf_end(&d->reply.body);
    child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", d->dir, (char *)NULL);
        _exit(127);
    }
    assert_true(waitpid(child, NULL, 0) == child);
    vg_arena_end(&d->a);
}
#define SCOPED_DESK __attribute__((cleanup(desk_end))) struct desk

/* The folder and the home; the caller makes a.vigil there and then has it ready. */
static inline void desk_begin(struct desk *d)
{
    *d = (struct desk){.dir = "/tmp/vigil-pages-XXXXXX"};
    assert_non_null(mkdtemp(d->dir));
    d->app.world = vg_world_real();
    d->app.home = in(d, "home");
}

static inline void desk_ready(struct desk *d)
{
    must(d, vg_web_worker_open(&d->app, in(d, "a.vigil"), &d->k, &d->err));
}

/* Both, with an empty case or the sample case. */
static inline void desk_make_of(struct desk *d, int sample)
{
    desk_begin(d);
    must(d, vg_case_new(&d->app, in(d, "a.vigil"), sample, &d->err));
    desk_ready(d);
}

static inline const char *send(struct desk *d, const char *language, const char *method,
                               const char *target, const char *form)
{
    enum { ROOM = 32 };
    const char *query = strchr(target, '?');
    struct vg_web_field q[ROOM], f[ROOM];
    struct vg_web_ask ask = {.method = method,
                             .language = language,
                             .token = "token",
                             .jobs = d->jobs == NULL ? "[]" : d->jobs,
                             .query = q,
                             .form = f};

    ask.path = decoded(&d->a, target, strcspn(target, "?"));
    ask.n_query = fields_of(&d->a, query == NULL ? NULL : query + 1, q, ROOM);
    ask.n_form = fields_of(&d->a, form, f, ROOM);
    vg_buf_end(&d->reply.body);
    d->reply = (struct vg_web_reply){0};
    vg_web_answer(d->k, &ask, &d->a, &d->reply);
    return d->reply.body.p == NULL ? "" : d->reply.body.p;
}

static inline const char *get(struct desk *d, const char *target)
{
    return send(d, "en", "GET", target, NULL);
}

static inline const char *post(struct desk *d, const char *target, const char *form)
{
    return send(d, "en", "POST", target, form);
}

#endif
