/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The readers as a stateless worker: shards in, JSON lines out. No case, no state, no network;
 * any scheduler may start, repeat or kill it.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/run.h"

static const struct vg_option options[] = {
    {.name = "names",
     .argument = "NAMES.csv",
     .does = "what to look for: id,name,kind[,lang]; kind is place or trigger"},
    {.name = "json", .does = "JSON lines; there is no other form"},
    {.name = "emit",
     .argument = "RULE",
     .does = "pair: where a trigger and a place stand near each other; every: all names; none: "
             "count only",
     .otherwise = "pair"},
    {.name = "output",
     .argument = "DIR",
     .letter = 'o',
     .does = "a file for each shard, named by its bytes and the rules; what is there is not "
             "done again"},
    {.name = "threads", .argument = "N", .does = "shards at once", .otherwise = "1"},
    {.name = "stdin-list",
     .does = "read names of shards from standard input, one a line (what follows the last tab)"},
    {.name = "digests", .does = "compare what archives promise with what they hold, too"},
    {.name = "no-prefilter", .does = "read every page, also where no trigger can be"},
    {.name = "time-per-shard", .argument = "SECONDS", .does = "give up a shard after so long"},
    {.name = "max-record", .argument = "BYTES", .does = "pass over larger pages, as damage"},
    {0},
};

static int put_lines(void *w, const char *lines, size_t n, struct vg_err *err)
{
    struct vg_run *r = w;

    vg_put(&r->out->b, lines, n);
    if (!vg_out_pour(r->out))
        return vg_fail(err, VG_E_IO, "the lines cannot be written any more");
    return VG_OK;
}

static void tell(void *w, const char *file, const char *says)
{
    struct vg_run *r = w;
    struct vg_out *o = r->notes;

    vg_puts(&o->b, "vigil scan: ");
    vg_out_text(o, says == NULL ? file : says);
    vg_puts(&o->b, says == NULL ? ": is done already\n" : "\n");
    (void)vg_out_flush(o);
}

/* -- which shards ---------------------------------------------------------------------------------
 */
struct list {
    const char **files;
    size_t n, room;
};

static void take_name(struct vg_run *r, struct list *l, const char *p, size_t len)
{
    const char *tab = memrchr(p, '\t', len);

    if (tab != NULL) {
        len -= (size_t)(tab + 1 - p);
        p = tab + 1;
    }
    if (len > 0 && p[len - 1] == '\r')
        len--;
    if (len == 0)
        return;
    l->files = vg_grow(r->a, l->files, l->n, &l->room);
    l->files[l->n++] = vg_copy(r->a, p, len);
}

static int read_list(struct vg_run *r, struct list *l)
{
    VG_SCOPED_BUF text = {0};
    const char *at, *end;
    int rc = vg_input_read("-", &text, r->err);

    if (rc != VG_OK)
        return rc;
    if (text.len == 0)
        return VG_OK;
    at = text.p;
    end = text.p + text.len;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));

        if (stop == NULL)
            stop = end;
        take_name(r, l, at, (size_t)(stop - at));
        at = stop + 1;
    }
    return VG_OK;
}

static int files_of(struct vg_run *r, struct list *l)
{
    if (vg_run_has(r, "stdin-list") && r->n_args > 0)
        return vg_fail(r->err, VG_E_MISUSE, "give FILE or --stdin-list, not both");
    if (vg_run_has(r, "stdin-list"))
        return read_list(r, l);
    if (r->n_args == 0)
        return vg_fail(r->err, VG_E_MISUSE,
                       "FILE is missing; usage: vigil scan FILE... --names NAMES.csv");
    for (size_t i = 0; i < r->n_args; i++) {
        l->files = vg_grow(r->a, l->files, l->n, &l->room);
        l->files[l->n++] = r->args[i];
    }
    return VG_OK;
}

static int numbers_of(struct vg_run *r, struct vg_scan_options *o)
{
    int64_t threads = 1, seconds = 0, most = 0;
    int rc = vg_run_number(r, "threads", 1, 1, &threads);

    if (rc == VG_OK)
        rc = vg_run_number(r, "time-per-shard", 1, 0, &seconds);
    if (rc == VG_OK)
        rc = vg_run_number(r, "max-record", 1, 0, &most);
    if (rc != VG_OK)
        return rc;
    if (threads > 16)
        return vg_fail(r->err, VG_E_LIMIT, "--threads: at most 16; start more workers instead");
    if (seconds > 1000000)
        return vg_fail(r->err, VG_E_LIMIT, "--time-per-shard: at most 1000000");
    o->threads = (int)threads;
    o->time_per_shard = (int)seconds;
    o->max_record = (uint64_t)most;
    return VG_OK;
}

/* Options and names that are wrong stay so however often a scheduler tries: misuse. A list that
 * is not there, or not yet, may be the next time. */
static int will_not_help(int rc)
{
    return rc == VG_E_FORMAT || rc == VG_E_LIMIT || rc == VG_E_REFUSED ? VG_E_MISUSE : rc;
}

static int run_scan(struct vg_run *r)
{
    struct vg_scan_options o = {
        .names = vg_run_value(r, "names"),
        .emit = vg_run_value(r, "emit"),
        .folder = vg_run_value(r, "output"),
        .digests = vg_run_has(r, "digests"),
        .no_prefilter = vg_run_has(r, "no-prefilter"),
    };
    struct list l = {0};
    struct vg_scan *scan = NULL;
    size_t failed = 0;
    int rc = will_not_help(numbers_of(r, &o));

    if (rc == VG_OK && o.names == NULL)
        rc = vg_fail(r->err, VG_E_MISUSE, "--names NAMES.csv is missing: what to look for");
    if (rc == VG_OK)
        rc = files_of(r, &l);
    if (rc == VG_OK)
        rc = will_not_help(vg_scan_open(r->app, &o, &scan, r->err));
    if (rc == VG_OK)
        rc = vg_scan_run(scan, l.files, l.n, put_lines, tell, r, &failed, r->err);
    vg_scan_close(scan);
    if (rc == VG_OK && failed > 0)
        return vg_fail(r->err, VG_E_IO, "%zu of %zu shards could not be read", failed, l.n);
    return rc;
}

static const char *const examples[] = {
    "vigil scan crawl.warc.gz --names names.csv --json",
    "vigil scan shards/*.warc.gz --names names.csv --json -o out",
    "vigil scan --stdin-list --names names.csv --json <shards.txt",
    "vigil scan crawl.warc.gz --names names.csv --json --emit none",
    NULL,
};

const struct vg_command vg_cmd_scan = {
    .name = "scan",
    .group = "the case",
    .args = "[FILE]...",
    .does = "Search archives for names of places and institutions, without a case",
    .more =
        "Each FILE (- is standard input) is one shard: its lines, then an end line. A line is a "
        "passage with its place in the archive, so that a second pass can fetch exactly that "
        "record: vigil add of it brings it into a case like any other source.\n\n"
        "With --emit pair, a block of text gives a line when a trigger (an agency, a station, a "
        "word of a programme) and a place stand within 200 characters of each other. Pages in "
        "which no trigger can be are not read; --no-prefilter reads them all, for the same "
        "lines. PDFs and images are not read, because other programs do that, at a hundred times "
        "the cost of a page: vigil read reads the PDFs of an archive, a case the images too.\n\n"
        "The output of a shard depends on its bytes, the names and the rule alone. With -o its "
        "file is named by both, appears whole or not at all, and is not made twice: any scheduler "
        "may repeat or kill the work. A damaged record is counted in the end line; a shard that "
        "cannot be opened makes the exit status 1. Recipes for clusters: vigil-scan(7).\n\n"
        "The names are places and institutions. A list that holds personal names or identity "
        "numbers in bulk is refused.",
    .examples = examples,
    .options = options,
    .run = run_scan,
};
