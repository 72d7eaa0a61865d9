/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The process that does the long work. It opens the case for each piece of work and
 * closes it after, tells how far it is at most ten times a second, and asks between two
 * pieces whether it is to stop.
 */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guard/crew.h"
#include "web/job.h"

enum { TELL_MS = 100, FEW_STEPS = 16, MOST_FILES = 4096 };

struct doing {
    const struct vg_web_place *place;
    struct vg_app app; /* with our own progress and stop */
    struct vg_line line;
    int fd;
    struct vg_arena memory; /* of one piece of work */
    struct vg_job_file *files;
    size_t n_files, room;
    const struct vg_web_field *fields;
    size_t n_fields;
    struct vg_case *c;
    int64_t told_at, sources;
    int is_stopped, is_gone;
};

static void send_on(struct doing *d, const struct vg_buf *b)
{
    if (vg_line_send(&d->line, b->p, b->len, -1, NULL) != VG_OK)
        d->is_gone = 1;
}

static void tell(struct doing *d, const char *what, int64_t done, int64_t total,
                 const struct vg_buf *says)
{
    VG_SCOPED_BUF b = {0};

    vg_putc(&b, VG_WIRE_TELL);
    vg_pack_text(&b, what);
    vg_pack_i64(&b, done);
    vg_pack_i64(&b, total);
    vg_pack_i64(&b, d->sources);
    vg_pack_str(&b, says == NULL ? (struct vg_str){0} : vg_buf_str(says));
    send_on(d, &b);
}

static void show_progress(void *w, const char *what, int64_t done, int64_t total)
{
    struct doing *d = w;
    int64_t now = vg_ticks_ms();

    /* Of many steps some are told; of few each may be long, and all are. */
    if (now - d->told_at < TELL_MS && done < total && total > FEW_STEPS)
        return;
    d->told_at = now;
    tell(d, what, done, total, NULL);
}

/* While work is done nothing is sent to us but the wish to stop. */
static int is_stopped(void *w)
{
    struct doing *d = w;
    struct pollfd p = {.fd = d->fd, .events = POLLIN};

    if (!d->is_stopped && !d->is_gone && poll(&p, 1, 0) > 0)
        d->is_stopped = 1;
    return d->is_stopped || d->is_gone;
}

/* One line {"what":…,"source":…,"label":…,"says":…}; 0 and NULL are left out. */
static void say(struct doing *d, const char *what, int64_t source, const char *label,
                const char *says)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    vg_json_object(&j);
    vg_json_kt(&j, "what", what);
    if (source > 0)
        vg_json_ki(&j, "source", source);
    if (label != NULL)
        vg_json_kt(&j, "label", label);
    if (says != NULL)
        vg_json_kt(&j, "says", says);
    vg_json_end(&j);
    tell(d, NULL, 0, 0, &b);
}

static const char *field(const struct doing *d, const char *name)
{
    for (size_t i = 0; i < d->n_fields; i++)
        if (strcmp(d->fields[i].name, name) == 0 && d->fields[i].value[0] != '\0')
            return d->fields[i].value;
    return NULL;
}

/* -- add -------------------------------------------------------------------------------- */

static void added(void *w, const struct vg_add_event *e)
{
    struct doing *d = w;

    switch (e->what) {
    case VG_ADD_STORED:
        d->sources++;
        say(d, e->same_as_before ? "stored-again" : "stored", e->source, e->label, NULL);
        break;
    case VG_ADD_FAILED:
        say(d, "failed", 0, e->label, e->reason);
        break;
    case VG_ADD_PASSED:
        say(d, "passed", 0, e->label, e->reason);
        break;
    case VG_ADD_READ:
        break;
    case VG_ADD_UNREAD:
        say(d, "unread", e->source, e->label, e->reason);
        break;
    case VG_ADD_OPENED:
        say(d, "opened", e->source, e->label, e->reason);
        break;
    }
}

/* Only addresses of the web: a name of a file is not typed here, or a page could be made to
 * read the disk. Without http:// it is taken for https://. */
static const char *address_of(struct doing *d, const char *p, size_t n)
{
    if ((n > 7 && strncasecmp(p, "http://", 7) == 0) ||
        (n > 8 && strncasecmp(p, "https://", 8) == 0))
        return vg_copy(&d->memory, p, n);
    if (memchr(p, '.', n) == NULL || p[0] == '.' || p[0] == '/' || memchr(p, ':', n) != NULL)
        return NULL;
    return vg_print(&d->memory, "https://%.*s", (int)n, p);
}

static size_t addresses_of(struct doing *d, const char **out, size_t room)
{
    static const char blank[] = " \t\r\n";
    size_t n = 0;

    for (size_t i = 0; i < d->n_fields; i++) {
        const char *p = d->fields[i].value;

        if (strcmp(d->fields[i].name, "address") != 0)
            continue;
        for (p += strspn(p, blank); *p != '\0' && n < room; p += strspn(p, blank)) {
            size_t len = strcspn(p, blank);
            const char *one = len > VG_MAX_URL ? NULL : address_of(d, p, len);

            if (one != NULL)
                out[n++] = one;
            else
                say(d, "failed", 0, vg_copy(&d->memory, p, len > 200 ? 200 : len),
                    "no address of a page; one begins with https://");
            p += len;
        }
    }
    return n;
}

static int add_files(struct doing *d, struct vg_add_options *o, struct vg_err *err)
{
    static const char *const from_stdin[] = {"-"};
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < d->n_files; i++) {
        int64_t failed = 0;

        show_progress(d, "preserving", (int64_t)i, (int64_t)d->n_files);
        o->stdin_fd = d->files[i].fd;
        o->stdin_name = d->files[i].name;
        rc = vg_add(d->c, from_stdin, 1, o, added, d, &failed, err);
    }
    return rc;
}

static int do_suggest(struct doing *d, struct vg_err *err)
{
    int64_t made = 0;
    int rc = vg_case_suggest(d->c, 0, &made, err);

    if (rc == VG_OK && made > 0)
        say(d, "suggested", 0, NULL, vg_print(&d->memory, "%lld", (long long)made));
    return rc;
}

static int do_add(struct doing *d, struct vg_err *err)
{
    enum { MOST = 512 };
    struct vg_add_options o = {.kind = field(d, "kind"),
                               .publisher = field(d, "publisher"),
                               .date = field(d, "date"),
                               .purpose = field(d, "purpose"),
                               .stdin_fd = -1};
    const char **list = VG_NEW_ARRAY(&d->memory, const char *, MOST);
    size_t n = addresses_of(d, list, MOST);
    int64_t failed = 0;
    int rc = add_files(d, &o, err);

    o.stdin_fd = -1;
    o.stdin_name = NULL;
    if (rc == VG_OK && n > 0)
        rc = vg_add(d->c, list, n, &o, added, d, &failed, err);
    return rc == VG_OK ? do_suggest(d, err) : rc;
}

/* -- the other kinds ----------------------------------------------------------------------- */

static int do_compare(struct doing *d, struct vg_err *err)
{
    int64_t made = 0;
    int rc = vg_edges_suggest(d->c, &made, err);

    if (rc == VG_OK)
        say(d, "compared", 0, NULL, vg_print(&d->memory, "%lld", (long long)made));
    return rc;
}

static int do_verify(struct doing *d, struct vg_err *err)
{
    struct vg_verify_report r;
    int rc = vg_verify(&d->app, d->place->path, NULL, 0, &d->memory, &r, err);

    if (rc != VG_OK)
        return rc;
    say(d, "verdict", 0, vg_verdict_word(r.verdict),
        vg_print(&d->memory, "%lld entries, %lld blobs, %lld bytes, %lld checkpoints",
                 (long long)r.entries, (long long)r.blobs, (long long)r.bytes,
                 (long long)r.checkpoints));
    for (size_t i = 0; i < r.n_findings && i < VG_WEB_SAYS / 2; i++)
        say(d, "finding", 0, NULL, r.findings[i]);
    for (size_t i = 0; i < r.n_not_proved; i++)
        say(d, "not-proved", 0, NULL, r.not_proved[i]);
    return VG_OK;
}

static int do_doctor(struct doing *d, struct vg_err *err)
{
    struct vg_doctor_line *lines;
    size_t n;
    int rc = vg_doctor(&d->app, d->place->path, &d->memory, &lines, &n, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        say(d,
            lines[i].ok > 0    ? "fine"
            : lines[i].ok == 0 ? "remark"
                               : "fault",
            0, lines[i].what, lines[i].says);
    return rc;
}

static int do_checkpoint(struct doing *d, struct vg_err *err)
{
    VG_SCOPED_BUF note = {0};
    int rc = vg_checkpoint(d->c, &note, err);

    if (rc == VG_OK)
        say(d, "checkpoint", 0, NULL, note.p);
    return rc;
}

static int is_in(const struct vg_estimate_kept *kept, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(kept[i].key, key) == 0)
            return 1;
    return 0;
}

/* Whoever wants to see it reads what is kept: work that could not keep it has failed. */
static int do_estimate(struct doing *d, struct vg_err *err)
{
    static const struct vg_estimate_with with = {.seed = 1, .workers = 8};
    struct vg_estimate_kept *kept = NULL;
    struct vg_estimate_case made = {0};
    struct vg_root_graph *g = NULL;
    struct vg_view v = {0};
    size_t n = 0;
    int rc = vg_view_load(d->c, 0, &d->memory, &v, &g, err);

    if (rc == VG_OK)
        rc = vg_estimate_of_case(d->c, &v, g, &with, &d->memory, &made, err);
    if (rc == VG_OK)
        rc = vg_estimates_kept(d->c, &d->memory, &kept, &n, err);
    for (size_t i = 0; rc == VG_OK && i < made.n_parts; i++)
        if (made.parts[i].e != NULL && !is_in(kept, n, made.parts[i].key))
            rc = vg_fail(err, VG_E_REFUSED,
                         "the case could not be written, so the estimate is made anew by whoever "
                         "looks at it");
    return rc;
}

static int do_work(struct doing *d, enum vg_job_kind kind, struct vg_err *err)
{
    switch (kind) {
    case VG_JOB_ADD:
        return do_add(d, err);
    case VG_JOB_SUGGEST:
        return do_suggest(d, err);
    case VG_JOB_COMPARE:
        return do_compare(d, err);
    case VG_JOB_VERIFY:
        return do_verify(d, err);
    case VG_JOB_REBUILD:
        return vg_rebuild(d->c, err);
    case VG_JOB_DOCTOR:
        return do_doctor(d, err);
    case VG_JOB_CHECKPOINT:
        return do_checkpoint(d, err);
    case VG_JOB_ESTIMATE:
        return do_estimate(d, err);
    }
    return vg_fail(err, VG_E_MISUSE, "no such work");
}

static int needs_case(enum vg_job_kind kind)
{
    return kind != VG_JOB_VERIFY && kind != VG_JOB_DOCTOR;
}

static void work(struct doing *d, struct vg_unpack *u)
{
    VG_SCOPED_BUF b = {0};
    struct vg_err err = {0};
    enum vg_job_kind kind = (enum vg_job_kind)vg_unpack_i64(u);
    int rc = VG_OK;

    d->fields = vg_unpack_fields(u, &d->memory, &d->n_fields);
    d->sources = 0;
    d->is_stopped = 0;
    if (needs_case(kind))
        rc = vg_case_open(&d->app, d->place->path,
                          kind == VG_JOB_ESTIMATE ? VG_CASE_READ : VG_CASE_WRITE, &d->c, &err);
    if (rc == VG_OK)
        rc = do_work(d, kind, &err);
    vg_case_close(d->c);
    d->c = NULL;
    if (rc != VG_OK)
        say(d, "error", 0, NULL, err.text);
    vg_putc(&b, VG_WIRE_DONE);
    vg_pack_i64(&b, rc);
    vg_pack_text(&b, NULL);
    send_on(d, &b);
    for (size_t i = 0; i < d->n_files; i++)
        (void)close(d->files[i].fd);
    d->files = NULL;
    d->n_files = d->room = 0;
    vg_arena_end(&d->memory);
}

static void take_file(struct doing *d, struct vg_unpack *u, int fd)
{
    const char *name = vg_unpack_text(u, &d->memory);

    if (fd < 0 || d->n_files == MOST_FILES) {
        if (fd >= 0)
            (void)close(fd);
        return;
    }
    d->files = vg_grow(&d->memory, d->files, d->n_files, &d->room);
    d->files[d->n_files++] = (struct vg_job_file){name == NULL ? "" : name, fd};
}

int vg_job_member(int fd, void *w)
{
    struct doing d = {.place = w, .fd = fd};
    VG_SCOPED_BUF message = {.max = VG_MAX_MESSAGE};
    int passed;

    d.app = *d.place->app;
    d.app.progress = show_progress;
    d.app.stop = is_stopped;
    d.app.w = &d;
    vg_line_open(&d.line, fd);
    while (!d.is_gone && vg_line_get(&d.line, &message, &passed, NULL) == VG_OK) {
        struct vg_unpack u = {message.p + 1, message.len > 0 ? message.len - 1 : 0, 0};
        char kind = message.len > 0 ? message.p[0] : 0;

        if (kind == VG_WIRE_FILE)
            take_file(&d, &u, passed);
        else if (kind == VG_WIRE_WORK)
            work(&d, &u);
        /* a wish to stop that comes after the end says nothing more */
    }
    vg_line_close(&d.line);
    return 0;
}
