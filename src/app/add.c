/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * `vigil add`: every argument is walked, preserved in groups and acknowledged;
 * reading follows when everything is kept, so that nothing that could be lost
 * waits for a reader.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/archive.h"
#include "app/inside.h"
#include "base/edtf.h"
#include "base/file.h"
#include "base/limits.h"
#include "capture/fetch.h"
#include "capture/label.h"
#include "capture/preserve.h"
#include "capture/walk.h"
#include "read/read_job.h"

struct adding {
    struct vg_case *c;
    const struct vg_add_options *o;
    void (*event)(void *w, const struct vg_add_event *e);
    void *w;
    struct vg_preserve *p;
    struct vg_fetcher *fetcher;
    struct vg_arena memory; /* of one item */
    const char *arg;        /* the argument being walked */
    const char *case_path;  /* links followed: what the engine keeps stands beside that file */
    int64_t failed, done;
    int stop;
};

static void tell(struct adding *d, const struct vg_add_event *e)
{
    if (d->event != NULL)
        d->event(d->w, e);
}

static int is_stopped(void *w)
{
    struct adding *d = w;

    if (vg_app_stopped(&d->c->app))
        d->stop = 1;
    return d->stop;
}

/* VG_E_INTERRUPTED when we were asked to stop. */
static int go_on(struct adding *d, struct vg_err *err)
{
    if (!is_stopped(d))
        return VG_OK;
    return vg_fail(err, VG_E_INTERRUPTED, "interrupted; what was said to be stored is kept");
}

/* After the commit that holds it. */
static void kept(void *w, const struct vg_preserved *p)
{
    struct adding *d = w;
    struct vg_add_event e = {
        .what = p->source != 0 ? VG_ADD_STORED : VG_ADD_FAILED,
        .source = p->source,
        .label = p->label,
        .bytes = p->bytes,
        .same_as_before = p->same_as_before,
        .reason = p->says,
    };

    if (p->source == 0)
        d->failed++;
    tell(d, &e);
    vg_app_tell(&d->c->app, "kept", ++d->done, 0);
}

static void read_told(void *w, int64_t source, const char *label, const char *unread)
{
    struct adding *d = w;
    struct vg_add_event e = {
        .what = unread == NULL ? VG_ADD_READ : VG_ADD_UNREAD,
        .source = source,
        .label = label,
        .reason = unread,
    };

    tell(d, &e);
}

/* -- names ----------------------------------------------------------------------------- */

/*
 * What is kept of a path: the name the user gave last, and for files inside a
 * folder the way from there. What stands before it (a home folder, a name of the
 * collector) is nobody's business later.
 */
static const char *label_of(struct adding *d, const struct vg_walk_item *item)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_NAME * 4};
    const char *from = vg_path_last(item->path);

    if (item->is_inside) {
        const char *base = vg_path_last(d->arg);
        size_t above = (size_t)(base - d->arg);

        if (strncmp(item->path, d->arg, above) == 0)
            from = item->path + above;
        while (from[0] == '.' && (from[1] == '/' || (from[1] == '.' && from[2] == '/')))
            from += from[1] == '/' ? 2 : 3;
    }
    vg_put_label(&b, vg_str(from));
    return vg_copy(&d->memory, b.p == NULL ? "" : b.p, b.len);
}

static struct vg_sighting sighting_of(const struct adding *d, const char *way, const char *label)
{
    return (struct vg_sighting){
        .way = way,
        .requested = label,
        .label = label,
        .modified = VG_NO_TIME,
        .kind = d->o->kind,
        .publisher = d->o->publisher,
        .dated = d->o->date,
    };
}

/* -- items -------------------------------------------------------------------------------- */

static int pass_over(struct adding *d, const struct vg_walk_item *item, const char *why)
{
    struct vg_add_event e = {.what = VG_ADD_PASSED, .label = label_of(d, item), .reason = why};

    tell(d, &e);
    return VG_OK;
}

/*
 * The case that is added to, or what its engine keeps beside it, asked before the file is
 * opened: the engine's locks on a file go when this process closes any descriptor of it.
 */
static int is_own(struct adding *d, const struct vg_walk_item *item)
{
    static const char *const beside[] = {"", "-wal", "-shm", "-journal"};
    struct stat st;

    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (stat(vg_print(&d->memory, "%s%s", d->case_path, beside[i]), &st) == 0 &&
            st.st_dev == item->device && st.st_ino == item->inode)
            return 1;
    return 0;
}

static int open_file(const struct vg_walk_item *item)
{
    return open(item->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

static const char own_file[] = "it belongs to the case itself";

static int add_file(struct adding *d, const struct vg_walk_item *item, struct vg_err *err)
{
    struct vg_sighting s = sighting_of(d, "file", label_of(d, item));
    VG_SCOPED_FD fd = open_file(item);

    if (fd < 0)
        return vg_preserve_failed(d->p, &s, "unreadable", strerror(errno), err);
    s.modified = item->modified;
    return vg_preserve_fd(d->p, &s, fd, item->size > VG_GROUP_BYTES, err);
}

static int add_stdin(struct adding *d, struct vg_err *err)
{
    VG_SCOPED_BUF name = {.max = VG_MAX_STDIN_NAME * 3 + 1}; /* %XX for a byte at most */
    struct vg_sighting s;

    if (d->o->stdin_name != NULL && d->o->stdin_name[0] != '\0')
        vg_put_label(&name, vg_str(d->o->stdin_name));
    else
        vg_puts(&name, "standard input");
    s = sighting_of(d, "stdin", vg_copy(&d->memory, name.p, name.len));
    return vg_preserve_fd(d->p, &s, d->o->stdin_fd, 1, err);
}

static int open_fetcher(struct adding *d, struct vg_err *err)
{
    struct vg_fetch_options o = {
        .user_agent = VG_PROGRAM,
        .allow_loopback = d->c->app.allow_loopback,
        .socks5 = d->c->app.proxy,
        .stop = is_stopped,
        .stop_w = d,
    };

    return d->fetcher != NULL ? VG_OK : vg_fetcher_open(&o, &d->fetcher, err);
}

static int keep_fetched(struct adding *d, struct vg_sighting *s, const struct vg_fetched *f,
                        struct vg_err *err)
{
    const struct vg_fetch_hop *last = &f->hops[f->n_hops - 1];

    s->fetched = f;
    s->url = f->final_url;
    s->media = f->media_type;
    s->status = last->status;
    s->server_date = last->date;
    s->truncated = f->is_truncated;
    if (f->body.len == 0)
        return vg_preserve_failed(d->p, s, "empty", "the page has no content", err);
    return vg_preserve_bytes(d->p, s, f->body.p, f->body.len, err);
}

static int add_page(struct adding *d, const char *url, struct vg_err *err)
{
    VG_SCOPED_FETCHED f = {0};
    struct vg_sighting s = sighting_of(d, "page", url);
    struct vg_err why = {0};
    int rc = vg_preserve_flush(d->p, err); /* what is kept is told before we wait for a server */

    if (rc == VG_OK)
        rc = open_fetcher(d, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_fetch(d->fetcher, url, VG_FETCH_GET, &d->memory, &f, &why);
    if (rc == VG_OK)
        return keep_fetched(d, &s, &f, err);
    s.fetched = &f;
    rc = vg_preserve_failed(d->p, &s, f.reason[0] == '\0' ? "failed" : f.reason, why.text, err);
    return rc == VG_OK ? go_on(d, err) : rc;
}

static const char *reason_of(const struct vg_walk_item *item)
{
    if (item->kind == VG_WALK_REFUSED)
        return "refused";
    return item->code == VG_E_ABSENT ? "absent" : "unreadable";
}

static int add_item(void *w, const struct vg_walk_item *item, struct vg_err *err)
{
    struct adding *d = w;
    struct vg_sighting s;

    if (go_on(d, err) != VG_OK)
        return VG_E_INTERRUPTED;
    vg_arena_end(&d->memory);
    switch (item->kind) {
    case VG_WALK_FILE:
        return is_own(d, item) ? pass_over(d, item, own_file) : add_file(d, item, err);
    case VG_WALK_STDIN:
        return add_stdin(d, err);
    case VG_WALK_URL:
        return add_page(d, item->path, err);
    case VG_WALK_LINK:
        return pass_over(d, item, item->why);
    case VG_WALK_REFUSED:
    case VG_WALK_FAILED:
    default:
        s = sighting_of(d, "file", label_of(d, item));
        return vg_preserve_failed(d->p, &s, reason_of(item), item->why, err);
    }
}

/* What add_file() will find, as far as it can be told without reading. */
static struct vg_add_event would_add_file(const struct vg_walk_item *item)
{
    struct vg_add_event e = {.what = VG_ADD_STORED, .bytes = item->size};
    VG_SCOPED_FD fd = open_file(item);
    char first;
    ssize_t n = fd < 0 ? -1 : read(fd, &first, 1);

    if (n < 0)
        e.reason = strerror(errno);
    else if (n == 0)
        e.reason = vg_why_empty;
    else if (item->size > VG_MAX_SOURCE)
        e.reason = vg_why_too_large;
    if (e.reason != NULL)
        e.what = VG_ADD_FAILED;
    return e;
}

static struct vg_add_event would_add_item(struct adding *d, const struct vg_walk_item *item)
{
    struct vg_add_event e = {.reason = item->why};

    switch (item->kind) {
    case VG_WALK_FILE:
        if (!is_own(d, item))
            return would_add_file(item);
        e.what = VG_ADD_PASSED;
        e.reason = own_file;
        return e;
    case VG_WALK_STDIN:
    case VG_WALK_URL:
        e.what = VG_ADD_STORED;
        return e;
    case VG_WALK_LINK:
        e.what = VG_ADD_PASSED;
        return e;
    case VG_WALK_REFUSED:
    case VG_WALK_FAILED:
    default:
        e.what = VG_ADD_FAILED;
        return e;
    }
}

static int would_add(void *w, const struct vg_walk_item *item, struct vg_err *err)
{
    struct adding *d = w;
    struct vg_add_event e;

    if (go_on(d, err) != VG_OK)
        return VG_E_INTERRUPTED;
    vg_arena_end(&d->memory);
    e = would_add_item(d, item);
    e.label =
        item->kind == VG_WALK_URL || item->kind == VG_WALK_STDIN ? item->path : label_of(d, item);
    d->failed += e.what == VG_ADD_FAILED;
    tell(d, &e);
    return VG_OK;
}

/* -- all of it -------------------------------------------------------------------------------- */

static void opened(void *w, const struct vg_archive_opened *o)
{
    struct adding *d = w;
    VG_SCOPED_ARENA a = {0};
    struct vg_add_event e = {.what = VG_ADD_OPENED, .source = o->source, .label = o->label};
    const char *damage = "", *errors = "";

    if (o->notes > 0)
        damage = vg_print(&a, "; damage in %zu %s, see 'vigil source s%" PRId64 "'", o->notes,
                          o->notes == 1 ? "place" : "places", o->source);
    if (o->errors > 0)
        errors = vg_print(&a, "; %" PRIu64 " %s with a status other than 2xx (%d%s), no %s",
                          o->errors, o->errors == 1 ? "answer" : "answers", o->error,
                          o->errors == 1 ? "" : " …", o->errors == 1 ? "page" : "pages");
    e.reason = vg_print(&a, "%" PRIu64 " %s, %" PRIu64 " %s kept as sources%s%s", o->records,
                        o->records == 1 ? "record" : "records", o->pages,
                        o->pages == 1 ? "page" : "pages", errors, damage);
    tell(d, &e);
}

static int open_archives(struct vg_case *c, struct adding *d, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_archive_job job = {.a = &a, .w = d};

    if (d != NULL) {
        job.kept = kept;
        job.opened = opened;
    }
    return vg_archives_open(c, &job, err);
}

/* Whoever reads what waits, and whom it is told. */
struct texts {
    struct vg_case *c;
    void (*told)(void *w, int64_t source, const char *label, const char *unread);
    void *w;
};

static int is_reading_stopped(void *w)
{
    const struct texts *t = w;

    return vg_app_stopped(&t->c->app);
}

static void text_told(void *w, int64_t source, const char *label, const char *unread)
{
    const struct texts *t = w;

    if (t->told != NULL)
        t->told(t->w, source, label, unread);
}

static void text_made(void *w, int64_t done, int64_t total)
{
    const struct texts *t = w;

    vg_app_tell(&t->c->app, "texts made", done, total);
}

static int read_all(struct vg_case *c, struct adding *d,
                    void (*told)(void *w, int64_t source, const char *label, const char *unread),
                    void *w, struct vg_err *err)
{
    struct texts t = {.c = c, .told = told, .w = w};
    struct vg_read_job job = {.weak_box = c->app.weak_box,
                              .stop = is_reading_stopped,
                              .told = text_told,
                              .progress = text_made,
                              .w = &t};
    int rc = open_archives(c, d, err);

    return rc == VG_OK ? vg_read_waiting(c->store, &job, err) : rc;
}

int vg_read_now(struct vg_case *c,
                void (*told)(void *w, int64_t source, const char *label, const char *unread),
                void *w, struct vg_err *err)
{
    return read_all(c, NULL, told, w, err);
}

static int walk_all(struct adding *d, const char *const *what, size_t n, vg_walk_visit *visit,
                    struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        d->arg = what[i];
        rc = vg_walk(what[i], visit, d, err);
    }
    return rc;
}

/* Commit what is open even when we were asked to stop: it was read whole. */
static int end_adding(struct adding *d, int rc, struct vg_err *err)
{
    struct vg_err late = {0};
    int flushed = rc == VG_OK || rc == VG_E_INTERRUPTED ? vg_preserve_flush(d->p, &late) : VG_OK;

    if (flushed != VG_OK)
        return vg_fail(err, flushed, "%s", late.text);
    return rc;
}

/* Links followed: the engine puts its files beside the file that a link leads to. */
static const char *path_of_case(const struct vg_case *c, struct vg_arena *a)
{
    char *real = realpath(c->path, NULL);
    const char *path = vg_copyz(a, real == NULL ? c->path : real);

    free(real);
    return path;
}

/* What is kept with every source has to be right before the first is kept. */
static int check_options(const struct vg_add_options *o, struct vg_err *err)
{
    struct vg_date d;

    if (o->stdin_name != NULL && strlen(o->stdin_name) > VG_MAX_STDIN_NAME)
        return vg_fail(err, VG_E_LIMIT, "name: more than %d bytes", VG_MAX_STDIN_NAME);
    if (o->kind != NULL && vg_term_get("source-kind", o->kind) == NULL)
        return vg_fail(err, VG_E_MISUSE,
                       "kind: \"%.40s\" is no term of source-kind; 'vigil help --words "
                       "source-kind' lists them",
                       o->kind);
    if (o->date != NULL && vg_edtf_readz(o->date, &d, err) != VG_OK)
        return vg_within(err, VG_E_MISUSE, "date");
    return VG_OK;
}

int vg_add(struct vg_case *c, const char *const *what, size_t n, const struct vg_add_options *o,
           void (*event)(void *w, const struct vg_add_event *e), void *w, int64_t *failed,
           struct vg_err *err)
{
    struct adding d = {.c = c, .o = o, .event = event, .w = w};
    struct vg_preserve_config config = {
        .program = VG_PROGRAM,
        .config = "vigil-config/1 source<=64GiB page<=64MiB redirects<=10 proxy=none",
        .purpose = o->purpose,
        .vantage = o->vantage,
        .world = &c->app.world,
        .stop = c->app.stop,
        .w = c->app.w,
    };
    int rc = check_options(o, err);

    if (rc != VG_OK)
        return rc;
    d.case_path = path_of_case(c, &c->memory);
    if (c->app.proxy != NULL)
        config.config = "vigil-config/1 source<=64GiB page<=64MiB redirects<=10 proxy=socks5";
    if (o->dry_run) {
        rc = walk_all(&d, what, n, would_add, err);
    } else {
        rc = vg_case_must_write(c, err);
        if (rc == VG_OK)
            rc = vg_preserve_open(c->record, &config, kept, &d, &d.p, err);
        if (rc != VG_OK)
            return rc;
        rc = end_adding(&d, walk_all(&d, what, n, add_item, err), err);
        if (rc == VG_OK)
            rc = vg_record_mark(c->record, err);
        if (rc == VG_OK && !o->no_read)
            rc = read_all(c, &d, read_told, &d, err);
    }
    vg_preserve_close(d.p);
    vg_fetcher_close(d.fetcher);
    vg_arena_end(&d.memory);
    if (failed != NULL)
        *failed = d.failed;
    return rc;
}
