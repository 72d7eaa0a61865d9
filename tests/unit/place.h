/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TEST_PLACE_H
#define VG_TEST_PLACE_H

/* A folder of its own with a home and a new case, open for writing; gone at the end. */
#include "test.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil.h"

struct place {
    char folder[64];
    const char *path; /* of the case */
    struct vg_app app;
    struct vg_case *c;
    struct vg_arena a;
    struct vg_err err;
};

#define SCOPED_PLACE __attribute__((cleanup(place_end))) struct place

static inline void must(struct place *p, int rc)
{
    if (rc != VG_OK)
        fail_msg("%d: %s", rc, p->err.text);
}

static inline void place_begin(struct place *p)
{
    *p = (struct place){.folder = "/tmp/vigil-test-XXXXXX"};
    assert_non_null(mkdtemp(p->folder));
    p->app.world = vg_world_real();
    p->app.home = vg_print(&p->a, "%s/home", p->folder);
    p->app.weak_box = 1;
    p->path = vg_print(&p->a, "%s/a.vigil", p->folder);
    must(p, vg_case_new(&p->app, p->path, 0, &p->err));
    must(p, vg_case_open(&p->app, p->path, VG_CASE_WRITE, &p->c, &p->err));
}

static inline void place_end(struct place *p)
{
    pid_t child;

    vg_case_close(p->c);
    child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", p->folder, (char *)NULL);
        _exit(127);
    }
    assert_true(waitpid(child, NULL, 0) == child);
    vg_arena_end(&p->a);
}

#endif
