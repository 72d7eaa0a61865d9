/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "app/derive.h"
#include "app/estimate_parts.h"
#include "app/inside.h"
#include "app/keyed.h"
#include "base/limits.h"
#include "claim/claim_job.h"
#include "guard/box.h"
#include "guard/helper.h"
#include "read/ocr.h"
#include "read/pdf.h"
#include "read/read_job.h"

/* -- rebuild ---------------------------------------------------------------------------- */

static int put_part(void *w, const struct vg_tree_part *part, struct vg_err *err)
{
    struct vg_case *c = w;
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_TREE_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":level", (int64_t)part->level);
    vg_bind_i64(st, ":n", (int64_t)part->n);
    vg_bind_blob(st, ":hash", part->hash, VG_HASH_SIZE);
    return vg_run(st, err);
}

static int grow_tree(struct vg_case *c, struct vg_err *err)
{
    VG_SCOPED_SHA256 hash = {0};
    VG_SCOPED_STMT *st = NULL;
    struct vg_tree_part parts[VG_TREE_LEVELS];
    struct vg_tree tree = {0};
    int rc = vg_stmt(&st, c->store, VG_SQL_ENTRIES_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str bytes = vg_column_str(st, 1);
        unsigned char leaf[VG_HASH_SIZE];
        size_t n;

        vg_tree_leaf(&hash, bytes.p, bytes.len, leaf);
        n = vg_tree_append(&tree, &hash, leaf, parts);
        rc = VG_OK;
        for (size_t i = 0; rc == VG_OK && i < n; i++)
            rc = put_part(c, &parts[i], err);
    }
    return rc;
}

static int rebuild_tree(struct vg_case *c, struct vg_err *err)
{
    int rc = vg_begin(c->store, err);

    if (rc == VG_OK) {
        VG_SCOPED_STMT *st = NULL;

        rc = vg_stmt(&st, c->store, VG_SQL_TREE_CLEAR, err);
        if (rc == VG_OK)
            rc = vg_run(st, err);
    }
    if (rc == VG_OK)
        rc = grow_tree(c, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

static int rebuild_lists(struct vg_case *c, struct vg_err *err)
{
    int rc = vg_begin(c->store, err);

    if (rc == VG_OK)
        rc = vg_lists_anew(c->store, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

int vg_rebuild(struct vg_case *c, struct vg_err *err)
{
    int64_t had = 0, made = 0;
    int had_edges = 0;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_ask_i64(c->store, VG_SQL_SUGGESTED_LAST, 0, &had, err);
    if (rc == VG_OK)
        rc = rebuild_tree(c, err);
    if (rc == VG_OK)
        rc = rebuild_lists(c, err);
    if (rc == VG_OK)
        rc = vg_keyed_rebuild(c, err);
    if (rc == VG_OK)
        rc = vg_edges_clear(c, &had_edges, err);
    if (rc == VG_OK)
        rc = vg_read_clear(c->store, err);
    if (rc == VG_OK)
        rc = vg_read_now(c, NULL, NULL, err);
    /* suggestions are made when somebody asks for them; where there were some, anew */
    if (rc == VG_OK && had > 0)
        rc = vg_case_suggest(c, 1, &made, err);
    if (rc == VG_OK)
        rc = vg_checks_rebuild(c, err);
    if (rc == VG_OK && had_edges)
        rc = vg_edges_suggest(c, &made, err);
    if (rc == VG_OK)
        rc = vg_estimates_rebuild(c, err);
    return rc == VG_OK ? vg_store_settle(c->store, err) : rc;
}

/* -- doctor ------------------------------------------------------------------------------ */

struct doctor {
    struct vg_arena *a;
    struct vg_doctor_line *list;
    size_t n, room;
};

static void say(struct doctor *d, int ok, const char *what, const char *says)
{
    d->list = vg_grow(d->a, d->list, d->n, &d->room);
    d->list[d->n++] = (struct vg_doctor_line){ok, what, says};
}

static int answer(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                  struct vg_buf *out, struct vg_err *err)
{
    (void)hints;
    (void)hints_len;
    (void)err;
    vg_put(out, in, n);
    return VG_OK;
}

static void look_at_box(struct doctor *d)
{
    struct vg_box_job job = {.work = answer, .in = (const unsigned char *)"ok", .n = 2};
    VG_SCOPED_BUF out = {.max = 100};
    struct vg_box_report r = {0};
    struct vg_err err = {0};

    if (vg_box_run(&job, &out, &r, &err) != VG_OK)
        say(d, -1, "closed box", vg_copyz(d->a, err.text));
    else
        say(d, 1, "closed box",
            vg_print(d->a, "closes: seccomp %s, landlock %s, memory limit %s",
                     r.has_seccomp ? "yes" : "no",
                     r.landlock_abi > 0 ? vg_print(d->a, "ABI %d", r.landlock_abi)
                                        : "not on this kernel",
                     r.has_memory_limit ? "yes" : "no"));
}

/* A converter, started behind its walls; `what` it is for, `package` where it comes from. */
static void look_at_helper(struct doctor *d, const char *what, const char *program,
                           const char *version, const char *package)
{
    const char *const args[] = {version, NULL};
    struct vg_helper h = {.program = program, .args = args, .in = "", .n = 0};
    VG_SCOPED_BUF out = {.max = 4096};
    VG_SCOPED_BUF words = {.max = 4096};
    struct vg_helper_end end;
    struct vg_err err = {0};
    int rc = vg_helper_run(&h, &out, &words, &end, &err);

    if (rc == VG_E_ABSENT)
        say(d, 0, what, vg_print(d->a, "not read here: install %s", package));
    else if (!end.has_ended)
        say(d, -1, what, vg_copyz(d->a, err.text));
    else
        say(d, 1, what,
            vg_print(d->a, "%s behind walls: seccomp %s, landlock %s, own network %s", program,
                     end.report.has_seccomp ? "yes" : "no",
                     end.report.landlock_abi > 0 ? vg_print(d->a, "ABI %d", end.report.landlock_abi)
                                                 : "not on this kernel",
                     end.report.has_namespace ? "yes" : "not allowed, but no sockets"));
}

static void look_at_helpers(struct doctor *d)
{
    look_at_helper(d, "PDF", "/usr/bin/pdftotext", "-v", "poppler-utils poppler-data");
    look_at_helper(d, "images", "/usr/bin/tesseract", "--version",
                   "tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-chi-tra");
}

static void look_at_home(struct doctor *d, const struct vg_app *app)
{
    struct vg_home home;
    struct vg_err err = {0};

    if (vg_app_home(app, d->a, &home, &err) != VG_OK) {
        say(d, -1, "home", vg_copyz(d->a, err.text));
        return;
    }
    if (access(home.path, F_OK) != 0)
        say(d, 1, "home", vg_print(d->a, "%s will be made with the first case", home.path));
    else if (access(home.path, W_OK) != 0)
        say(d, -1, "home",
            vg_print(d->a,
                     "%s cannot be written; keys and marks live there: set VIGIL_HOME to a "
                     "folder of yours",
                     home.path));
    else
        say(d, 1, "home", vg_print(d->a, "%s", home.path));
}

static void look_at_disk(struct doctor *d, const char *path)
{
    struct statvfs fs;
    int64_t room;

    if (statvfs(path, &fs) != 0)
        return;
    room = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
    say(d, room < MIB(512) ? 0 : 1, "disk",
        vg_print(d->a, "%" PRId64 " MiB free beside the case", room / MIB(1)));
}

static void look_at_record(struct doctor *d, struct vg_case *c)
{
    switch (vg_record_mark_state(c->record)) {
    case VG_MARK_HELD:
        say(d, 1, "mark", "the file has all that this machine has seen of it");
        break;
    case VG_MARK_NONE:
        say(d, 0, "mark",
            "this machine has not seen the case before: it cannot know whether it is "
            "an older copy");
        break;
    case VG_MARK_BEHIND:
    default:
        say(d, -1, "mark",
            "the file was restored from an older copy; find the newer one, or let this one go on "
            "under a name of its own: 'vigil epoch CASE --because TEXT'");
        break;
    }
}

/* The examples of the pattern files that ship, or of the case's own. */
static void look_at_patterns(struct doctor *d, struct vg_case *c)
{
    struct vg_pat_result *results = NULL;
    size_t n = 0, bad = 0, first = 0;
    struct vg_err err = {0};
    int rc = vg_pattern_try(c, NULL, 0, d->a, &results, &n, &err);

    for (size_t i = n; i-- > 0;)
        if (!results[i].holds) {
            bad++;
            first = i;
        }
    if (rc != VG_OK)
        say(d, -1, "patterns", vg_copyz(d->a, err.text));
    else if (bad > 0)
        say(d, -1, "patterns",
            vg_print(d->a,
                     "%zu of %zu examples do not hold, the first at %s:%d; run 'vigil "
                     "patterns check'",
                     bad, n, results[first].file, results[first].line));
    else if (c == NULL || n > 0)
        say(d, 1, "patterns",
            vg_print(d->a, "all %zu examples of %s hold", n,
                     c == NULL ? "the words and rules that ship" : "the case's own files"));
}

/* Texts that another version of a reader made: they hold as they are, and would read otherwise. */
static void look_at_readers(struct doctor *d, struct vg_case *c)
{
    static const char now[] = " " VG_READERS " " VG_READER_PDF " " VG_READER_OCR " none ";
    VG_SCOPED_STMT *st = NULL;
    int64_t old = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_TEXT_READERS, NULL);

    while (rc == VG_OK && vg_step(st, NULL) == VG_ROW) {
        VG_SCOPED_BUF name = {.max = 256};
        struct vg_str reader = vg_column_str(st, 0);
        const char *space = memchr(reader.p, ' ', reader.len);

        vg_putc(&name, ' ');
        vg_put(&name, reader.p, space == NULL ? reader.len : (size_t)(space - reader.p));
        vg_putc(&name, ' ');
        if (memmem(now, sizeof now - 1, name.p, name.len) == NULL)
            old += vg_column_i64(st, 1);
    }
    if (old > 0)
        say(d, 0, "readers",
            vg_print(d->a,
                     "%" PRId64 " texts were made by an earlier reader; 'vigil rebuild' makes them "
                     "anew, claims keep their quotes",
                     old));
}

/* The first passage of those that were found so, as a person knows it: "c3 of s1". */
static const char *first_placed(struct doctor *d, struct vg_case *c, const char *how)
{
    VG_SCOPED_STMT *st = NULL;

    if (vg_stmt(&st, c->store, VG_SQL_PLACED_LIST, NULL) != VG_OK)
        return "";
    vg_bind_text(st, ":how", how);
    vg_bind_i64(st, ":limit", 1);
    if (vg_step(st, NULL) != VG_ROW)
        return "";
    if (vg_column_type(st, 1) == VG_COLUMN_NULL)
        return vg_print(d->a, "s%" PRId64, vg_column_i64(st, 0));
    return vg_print(d->a, "c%" PRId64 " (s%" PRId64 ")", vg_column_i64(st, 1),
                    vg_column_i64(st, 0));
}

static int64_t count_placed(struct vg_case *c, const char *how)
{
    VG_SCOPED_STMT *st = NULL;

    if (vg_stmt(&st, c->store, VG_SQL_PLACED_COUNT, NULL) != VG_OK)
        return 0;
    vg_bind_text(st, ":how", how);
    return vg_step(st, NULL) == VG_ROW ? vg_column_i64(st, 0) : 0;
}

/* Keys of names that another program made: nothing is lost, but looking for a name reads all. */
static void look_at_names(struct doctor *d, struct vg_case *c)
{
    int fit = 1;

    if (vg_keyed_is_fit(c, &fit, NULL) == VG_OK && !fit)
        say(d, 0, "names",
            "the keys of names are of another version, so looking for one reads all; 'vigil "
            "rebuild' makes them anew");
}

/* Passages that do not stand where they stood when they were kept: read/placed.h. */
static void look_at_passages(struct doctor *d, struct vg_case *c)
{
    int64_t found = count_placed(c, "moved") + count_placed(c, "refitted");
    int64_t doubted = count_placed(c, "ambiguous"), lost = count_placed(c, "lost");

    if (found > 0)
        say(d, 1, "passages",
            vg_print(d->a,
                     "%" PRId64 " passages stand elsewhere in the texts that there are now, and "
                     "were found there again",
                     found));
    if (doubted > 0)
        say(d, 0, "passages",
            vg_print(d->a,
                     "%" PRId64 " passages stand in several places of the text that there is now, "
                     "the first %s; the nearest is taken, and the quotes hold",
                     doubted, first_placed(d, c, "ambiguous")));
    if (lost > 0)
        say(d, 0, "passages",
            vg_print(d->a,
                     "%" PRId64 " passages are not in the text that there is now, the first %s; "
                     "the quotes hold",
                     lost, first_placed(d, c, "lost")));
}

/* Made anew and compared: nobody else would notice a total that was put there by hand. */
static void look_at_estimates(struct doctor *d, struct vg_case *c)
{
    struct vg_estimates_tried tried = {0};
    struct vg_err err = {0};
    int rc = vg_estimates_try(c, d->a, &tried, &err);

    if (rc != VG_OK)
        say(d, -1, "estimates", vg_copyz(d->a, err.text));
    else if (tried.differ > 0)
        say(d, -1, "estimates",
            vg_print(d->a,
                     "%zu of %zu that are kept are not what is made anew, the first %s; 'vigil "
                     "rebuild' makes them anew",
                     tried.differ, tried.current, tried.first));
    else if (tried.kept > 0)
        say(d, 1, "estimates",
            vg_print(d->a, "%zu kept; %zu are of the case as it is, and what is made anew",
                     tried.kept, tried.current));
}

static int look_at_case(struct doctor *d, const struct vg_app *app, const char *path,
                        struct vg_err *err)
{
    VG_SCOPED_BUF lines = {.max = MIB(1)};
    struct vg_err why = {0};
    struct vg_case *c = NULL;
    int64_t waiting = 0;
    int rc = vg_case_open(app, path, VG_CASE_READ, &c, &why);

    if (rc == VG_E_ABSENT)
        return vg_fail(err, rc, "%s", why.text);
    if (rc != VG_OK) {
        say(d, -1, "case", vg_copyz(d->a, why.text));
        return VG_OK;
    }
    say(d, 1, "case",
        vg_print(d->a, "%s, %" PRId64 " entries", vg_record_origin(c->record),
                 vg_record_size(c->record)));
    look_at_record(d, c);
    rc = vg_store_integrity(c->store, &lines, &why);
    if (rc != VG_OK || strcmp(lines.p == NULL ? "" : lines.p, "ok\n") != 0)
        say(d, -1, "structure", "damaged; run 'vigil verify' to see where");
    else
        say(d, 1, "structure", "sound");
    if (vg_ask_i64(c->store, VG_SQL_WAITING_COUNT, 0, &waiting, NULL) == VG_OK && waiting > 0)
        say(d, 0, "texts",
            vg_print(d->a, "%" PRId64 " preserved sources wait to be read; run 'vigil rebuild'",
                     waiting));
    look_at_readers(d, c);
    look_at_passages(d, c);
    look_at_names(d, c);
    look_at_patterns(d, c);
    look_at_estimates(d, c);
    vg_case_close(c);
    look_at_disk(d, path);
    return VG_OK;
}

int vg_doctor(const struct vg_app *app, const char *path, struct vg_arena *a,
              struct vg_doctor_line **out, size_t *n, struct vg_err *err)
{
    struct doctor d = {.a = a};
    int rc = VG_OK;

    say(&d, 1, "program", VG_PROGRAM);
    look_at_box(&d);
    look_at_helpers(&d);
    look_at_home(&d, app);
    look_at_patterns(&d, NULL);
    if (path != NULL)
        rc = look_at_case(&d, app, path, err);
    if (rc != VG_OK)
        return rc;
    *out = d.list;
    *n = d.n;
    return VG_OK;
}
