/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TEST_PLACE_H
#define VG_TEST_PLACE_H

/* A folder of its own with a home and a new case, open for writing; gone at the end. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil.h"

struct place {
    char folder[64];
    const char *path; /* of the case */
    struct vg_app app;
    struct vg_case *c;
    struct vg_case *other; /* a second handle on it, of who opens one */
    struct vg_arena a;
    struct vg_err err;
    int64_t now; /* what the clock of the case says; 0: the real one */
};

#define SCOPED_PLACE __attribute__((cleanup(place_end))) struct place

static inline void must(struct place *p, int rc)
{
    if (rc != VG_OK)
        fail_msg("%d: %s", rc, p->err.text);
}

static inline int64_t place_now(void *w)
{
    return ((const struct place *)w)->now;
}

/* The folder and the settings; whoever wants others changes them before the case is opened. */
static inline void place_prepare(struct place *p, int64_t now)
{
    *p = (struct place){.folder = "/tmp/vigil-test-XXXXXX", .now = now};
    assert_non_null(mkdtemp(p->folder));
    p->app.world = vg_world_real();
    if (now != 0) {
        p->app.world.now = place_now;
        p->app.world.w = p;
    }
    p->app.home = vg_print(&p->a, "%s/home", p->folder);
    p->app.weak_box = 1;
    p->path = vg_print(&p->a, "%s/a.vigil", p->folder);
}

/* With the sample in the case, if asked for. */
static inline void place_open(struct place *p, int sample)
{
    must(p, vg_case_new(&p->app, p->path, sample, &p->err));
    must(p, vg_case_open(&p->app, p->path, VG_CASE_WRITE, &p->c, &p->err));
}

static inline void place_begin_with(struct place *p, int sample, int64_t now)
{
    place_prepare(p, now);
    place_open(p, sample);
}

static inline void place_begin(struct place *p)
{
    place_begin_with(p, 0, 0);
}

/* Import lines. */
static inline void take(struct place *p, const char *lines)
{
    struct vg_import_report report;

    must(p, vg_import(p->c, lines, strlen(lines), 0, &report, &p->err));
}

static inline void place_end(struct place *p)
{
    pid_t child;

    vg_case_close(p->c);
    vg_case_close(p->other);
    child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", p->folder, (char *)NULL);
        _exit(127);
    }
    assert_true(waitpid(child, NULL, 0) == child);
    vg_arena_end(&p->a);
}

#endif
