/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/inside.h"
#include "app/keyed.h"
#include "app/names.h"
#include "base/file.h"
#include "read/read_job.h"

int vg_app_home(const struct vg_app *app, struct vg_arena *a, struct vg_home *out,
                struct vg_err *err)
{
    if (app->home == NULL)
        return vg_home_find(a, out, err);
    out->path = vg_copyz(a, app->home);
    return VG_OK;
}

int vg_app_stopped(const struct vg_app *app)
{
    return app->stop != NULL && app->stop(app->w);
}

void vg_app_tell(const struct vg_app *app, const char *what, int64_t done, int64_t total)
{
    if (app->progress != NULL)
        app->progress(app->w, what, done, total);
}

int vg_case_must_write(const struct vg_case *c, struct vg_err *err)
{
    if (c->writable)
        return VG_OK;
    return vg_fail(err, VG_E_REFUSED, "the case is open for reading only");
}

int vg_id_read(const char *text, char letter, int64_t *out, struct vg_err *err)
{
    int64_t id = 0;
    size_t i = 1;

    for (; text[0] == letter && i < 18 && text[i] >= '0' && text[i] <= '9'; i++)
        id = 10 * id + (text[i] - '0');
    if (i == 1 || text[i] != '\0' || id == 0)
        return vg_fail(err, VG_E_MISUSE, "\"%.40s\" is no id; one looks like %c12", text, letter);
    *out = id;
    return VG_OK;
}

static struct vg_case *case_for(const struct vg_app *app, const char *path, int writable)
{
    struct vg_case *c = vg_malloc(sizeof *c);

    memset(c, 0, sizeof *c);
    c->app = *app;
    c->path = vg_copyz(&c->memory, path);
    c->writable = writable;
    return c;
}

const struct vg_scorer *vg_case_scorer(struct vg_case *c)
{
    if (c->scorer == NULL)
        c->scorer = vg_scorer_make(&c->memory);
    return c->scorer;
}

void vg_case_close(struct vg_case *c)
{
    if (c == NULL)
        return;
    vg_record_close(c->record);
    vg_store_close(c->store);
    vg_arena_end(&c->guard_memory);
    vg_arena_end(&c->memory);
    free(c);
}

static int fill_with_sample(struct vg_case *c, struct vg_err *err)
{
    struct vg_import_report report;
    int rc = vg_import(c, vg_sample_case, vg_sample_case_len, 0, &report, err);

    return rc == VG_OK ? VG_OK : vg_within(err, rc, "sample case");
}

static int taken(const char *path, struct vg_err *err)
{
    return vg_fail(err, VG_E_CONFLICT,
                   "%s: something is there already; nothing was overwritten, choose another name "
                   "(%s)",
                   path, strerror(EEXIST));
}

static int fit_keys(void *w, struct vg_err *err)
{
    return vg_keyed_fit(w, err);
}

/* Names are kept up with what is kept: another version of the program may have left them behind. */
static int keep_keys(struct vg_case *c, struct vg_err *err)
{
    vg_record_before_commit(c->record, fit_keys, c);
    return vg_keyed_fit_now(c, err);
}

static int make_case(struct vg_case *c, const struct vg_home *home, const char *path, int sample,
                     struct vg_err *err)
{
    int rc = vg_store_make(path, &c->store, err);

    if (rc != VG_OK)
        return rc;
    rc =
        vg_record_make(c->store, home, &c->app.world, VG_PROGRAM, c->app.weak_box, &c->record, err);
    if (rc == VG_OK)
        rc = keep_keys(c, err);
    if (rc == VG_OK && sample)
        rc = fill_with_sample(c, err);
    /* closing brings the log into the file too, but cannot say that it failed, and what
     * stays in a log beside the file is lost when only the file gets its name */
    return rc == VG_OK ? vg_store_settle(c->store, err) : rc;
}

static void drop_unfinished(const char *path)
{
    static const char *const beside[] = {"", "-wal", "-shm"};

    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        VG_SCOPED_ARENA a = {0};

        (void)unlink(vg_print(&a, "%s%s", path, beside[i]));
    }
}

/* Made whole under another name, so that whoever is killed half-way leaves no file
 * that is in the way of the next. */
int vg_case_new(const struct vg_app *app, const char *path, int sample, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const char *unfinished = vg_print(&a, "%s.new-%ld", path, (long)getpid());
    struct vg_case *c = case_for(app, unfinished, 1);
    struct vg_home home;
    struct stat st;
    int rc = vg_app_home(app, &a, &home, err);

    if (rc == VG_OK && lstat(path, &st) == 0)
        rc = taken(path, err);
    if (rc != VG_OK) {
        vg_case_close(c);
        return rc;
    }
    drop_unfinished(unfinished); /* of our number, so left by one that was killed */
    rc = make_case(c, &home, unfinished, sample, err);
    vg_case_close(c);
    if (rc == VG_OK)
        rc = vg_file_name(unfinished, path, err);
    if (rc == VG_E_CONFLICT)
        rc = taken(path, err);
    if (rc != VG_OK)
        drop_unfinished(unfinished); /* it holds nothing that anyone was told is kept */
    return rc;
}

static int open_record(struct vg_case *c, struct vg_err *err)
{
    struct vg_home home;
    int rc = vg_app_home(&c->app, &c->memory, &home, c->writable ? err : NULL);

    if (rc != VG_OK && c->writable)
        return rc;
    return vg_record_open(c->store, rc == VG_OK ? &home : NULL, &c->app.world, &c->record, err);
}

int vg_case_open(const struct vg_app *app, const char *path, enum vg_case_use use,
                 struct vg_case **out, struct vg_err *err)
{
    struct vg_case *c = case_for(app, path, use == VG_CASE_WRITE);
    int rc = vg_store_open(path, c->writable ? VG_STORE_WRITE : VG_STORE_READ, &c->store, err);

    if (rc == VG_OK) {
        rc = open_record(c, err);
        if (rc == VG_OK && c->writable)
            rc = keep_keys(c, err);
        if (rc != VG_OK)
            rc = vg_within(err, rc, "%s", path);
    }
    if (rc != VG_OK) {
        vg_case_close(c);
        return rc;
    }
    *out = c;
    return VG_OK;
}

int vg_case_renew(const struct vg_app *app, const char *path, const char *because,
                  struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_store *s = NULL;
    struct vg_home home;
    int rc = vg_reason_check(because, err);

    if (rc == VG_OK)
        rc = vg_app_home(app, &a, &home, err);
    if (rc == VG_OK)
        rc = vg_store_open(path, VG_STORE_WRITE, &s, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_record_renew(s, &home, &app->world, VG_PROGRAM, because, err);
    vg_store_close(s);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", path);
}

int vg_case_changed(struct vg_case *c, int *changed, struct vg_err *err)
{
    int rc = vg_store_changed(c->store, &c->seen, changed, err);

    return rc == VG_OK && *changed ? vg_record_refresh(c->record, err) : rc;
}

static int time_of_entry(struct vg_case *c, int64_t index, int64_t *out, struct vg_err *err)
{
    VG_SCOPED_BUF bytes = {.max = 65535};
    struct vg_entry e;
    int rc = vg_record_entry(c->record, index, &bytes, err);

    if (rc == VG_OK)
        rc = vg_entry_read(bytes.p, bytes.len, &e, err);
    if (rc == VG_OK)
        *out = e.time;
    return rc;
}

/* Only what came since: blobs are never changed or removed. */
static int count_bytes(struct vg_case *c, struct vg_case_facts *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_BYTES_AFTER, err);

    if (rc == VG_OK) {
        vg_bind_i64(st, ":after", c->blobs);
        rc = vg_step(st, err);
    }
    if (rc < 0)
        return rc;
    f->bytes = c->facts.bytes + vg_column_i64(st, 1);
    c->facts.bytes = f->bytes;
    if (vg_column_i64(st, 0) > 0)
        c->blobs = vg_column_i64(st, 0);
    return VG_OK;
}

/* Anew only when derivations were suggested or decided. */
static int count_edges(struct vg_case *c, struct vg_case_facts *f, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    VG_SCOPED_ARENA a = {0};
    const char *of;
    int rc = vg_stmt(&st, c->store, VG_SQL_EDGES_MADE_OF, err);

    if (rc == VG_OK)
        rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    of = vg_column_copy(st, 0, &a);
    f->undecided_edges = c->facts.undecided_edges;
    if (strcmp(of, c->edges_made_of) == 0)
        return VG_OK;
    rc = vg_ask_i64(c->store, VG_SQL_EDGES_UNDECIDED, 0, &f->undecided_edges, err);
    c->facts.undecided_edges = f->undecided_edges;
    if (rc == VG_OK)
        (void)snprintf(c->edges_made_of, sizeof c->edges_made_of, "%s", of);
    return rc;
}

static int count_facts(struct vg_case *c, struct vg_case_facts *out, struct vg_err *err)
{
    struct vg_case_facts f = {.path = c->path, .read_only = !c->writable};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_FACTS_ALL, err);

    if (rc == VG_OK)
        rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    f.entries = vg_column_i64(st, 0);
    f.sources = vg_column_i64(st, 1);
    f.attempts_failed = vg_column_i64(st, 3);
    f.claims = vg_column_i64(st, 4);
    f.suggestions = vg_column_i64(st, 5);
    f.open_reviews = vg_column_i64(st, 6);
    f.checkpoint = vg_column_i64(st, 7);
    rc = count_bytes(c, &f, err);
    if (rc == VG_OK)
        rc = count_edges(c, &f, err);
    if (rc == VG_OK)
        rc = time_of_entry(c, 0, &f.made_at, err);
    if (rc == VG_OK)
        rc = time_of_entry(c, f.entries - 1, &f.last_at, err);
    if (rc == VG_OK)
        *out = f;
    return rc;
}

int vg_case_facts(struct vg_case *c, struct vg_arena *a, struct vg_case_facts *out,
                  struct vg_err *err)
{
    struct vg_store_seen seen = c->counted;
    int changed = 1;
    int rc = vg_store_changed(c->store, &seen, &changed, err);

    if (rc == VG_OK && changed)
        rc = count_facts(c, &c->facts, err);
    if (rc != VG_OK)
        return rc;
    /* asked before counting: what is written in between makes them be counted again */
    c->counted = seen;
    *out = c->facts;
    out->origin = vg_copyz(a, vg_record_origin(c->record));
    return VG_OK;
}
