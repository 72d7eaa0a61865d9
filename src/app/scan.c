/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * `vigil scan`: shards in, lines out, nothing kept. Each shard is scanned by a closed child of
 * its own, several at once where that is asked for; lines leave in the order of the shards and of
 * the records in them, so that the output does not depend on how many work.
 *
 * Lines are held back until the child says that it came past their record: when it dies before,
 * they are dropped, and another child begins there anew, first to find the record that ends it,
 * then to pass over it.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/inside.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "mention/names_file.h"
#include "scan/scan_stream.h"

enum { END_LINE = 8192 }; /* bytes of an end line, at most: the name of a file, all of it escaped */
#define END_BEGINS "{\"end\":true,"

struct shard {
    const char *path, *file;
    struct vg_map map;
    struct vg_scan_hints hints;
    char input[2 * VG_HASH_SIZE + 1];
    struct vg_buf lines;
    size_t settled;  /* lines before this are of records that the child came past */
    uint64_t record; /* of the last line, or where the child is known to have come */
    uint64_t deaths; /* of children, by a record that was passed over then */
    struct vg_scan_message end;
    int is_started, is_ended, is_finished;
    int64_t began; /* ticks, ms */
    struct vg_new_file out;
    const char *out_path;
    struct vg_scan *scan;
};

struct vg_scan {
    const struct vg_app *app;
    struct vg_scan_options o;
    struct vg_arena memory;
    struct vg_buf table;
    struct vg_gazetteer names;
    struct vg_prefilter *prefilter;
    enum vg_emit rule;
    char rules[2 * VG_HASH_SIZE + 1];
    /* of a run */
    int (*put)(void *w, const char *lines, size_t n, struct vg_err *err);
    void (*told)(void *w, const char *file, const char *says);
    void *w;
    struct shard *shards;
    size_t n, started, printed, failed;
    uint64_t bytes;
};

/* -- rules ----------------------------------------------------------------------------------------
 */
/* Everything that the output depends on besides the shard. */
static void hash_rules(struct vg_scan *s)
{
    VG_SCOPED_SHA256 h = {0};
    VG_SCOPED_BUF b = {.max = KIB(4)};
    unsigned char hash[VG_HASH_SIZE];

    vg_putf(&b,
            "vigil-scan/5 emit=%d all=%d digests=%d max-record=%" PRIu64 " time=%d " VG_READERS
            "\n",
            (int)s->rule, s->o.no_prefilter != 0, s->o.digests != 0, s->o.max_record,
            s->o.time_per_shard);
    vg_sha256_begin(&h);
    vg_sha256_add(&h, b.p, b.len);
    vg_sha256_add(&h, s->table.p, s->table.len);
    vg_sha256_done(&h, hash);
    vg_hex_write(hash, sizeof hash, s->rules);
}

static int load_names(struct vg_scan *s, struct vg_err *err)
{
    VG_SCOPED_MAP map = {0};
    struct vg_gazetteer_name *names;
    size_t n;
    int rc = vg_map_open(&map, s->o.names, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_names_read((const char *)map.p, map.len, &s->memory, &names, &n, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "%s", s->o.names);
    s->table.max = (size_t)VG_MAX_OUTPUT;
    rc = vg_gazetteer_build(names, n, &s->table, err);
    if (rc == VG_OK)
        rc = vg_gazetteer_open(&s->names, s->table.p, s->table.len, err);
    if (rc == VG_OK && s->rule == VG_EMIT_PAIR && !s->o.no_prefilter)
        s->prefilter = vg_prefilter_make(names, n);
    return rc;
}

int vg_scan_open(const struct vg_app *app, const struct vg_scan_options *o, struct vg_scan **out,
                 struct vg_err *err)
{
    struct vg_scan *s = vg_malloc(sizeof *s);
    int rc;

    *s = (struct vg_scan){.app = app, .o = *o};
    if (s->o.max_record == 0)
        s->o.max_record = (uint64_t)VG_MAX_DOCUMENT;
    if (s->o.threads < 1)
        s->o.threads = 1;
    rc = vg_emit_read(o->emit == NULL ? "pair" : o->emit, &s->rule, err);
    if (rc == VG_OK)
        rc = load_names(s, err);
    if (rc == VG_OK && o->folder != NULL)
        rc = vg_folder_make(o->folder, err);
    if (rc != VG_OK) {
        vg_scan_close(s);
        return rc;
    }
    hash_rules(s);
    *out = s;
    return VG_OK;
}

void vg_scan_close(struct vg_scan *s)
{
    if (s == NULL)
        return;
    vg_prefilter_end(s->prefilter);
    vg_buf_end(&s->table);
    vg_arena_end(&s->memory);
    free(s);
}

/* -- lines out
 * -------------------------------------------------------------------------------------- */
static void shift_lines(struct vg_buf *b, size_t n)
{
    memmove(b->p, b->p + n, b->len - n);
    b->len -= n;
}

/* What is settled leaves: into the shard's own file, or to whoever listens once it is its turn. */
static int pour(struct shard *d, struct vg_err *err)
{
    struct vg_scan *s = d->scan;
    int rc;

    if (d->settled == 0 || (d->out_path == NULL && d != &s->shards[s->printed]))
        return VG_OK;
    rc = d->out_path != NULL ? vg_write_all(d->out.fd, d->lines.p, d->settled, err)
                             : s->put(s->w, d->lines.p, d->settled, err);
    shift_lines(&d->lines, d->settled);
    d->settled = 0;
    return rc;
}

static void put_end(struct shard *d)
{
    VG_SCOPED_BUF name = {.max = 160};
    struct vg_json j = {.out = &d->lines};

    vg_json_object(&j);
    vg_json_kb(&j, "end", 1);
    vg_json_kt(&j, "file", d->file);
    vg_putf(&name, "sha256:%s", d->input);
    vg_json_ks(&j, "input", vg_buf_str(&name));
    vg_buf_clear(&name);
    vg_putf(&name, "sha256:%s", d->scan->rules);
    vg_json_ks(&j, "rules", vg_buf_str(&name));
    vg_json_ku(&j, "records", d->end.records);
    vg_json_ku(&j, "pages", d->end.counted.pages);
    vg_json_ku(&j, "read", d->end.counted.read);
    vg_json_ku(&j, "bytes_in", d->map.len);
    vg_json_ku(&j, "bytes_raw", d->end.counted.bytes_raw);
    vg_json_ku(&j, "bytes_accounted", d->end.accounted);
    vg_json_ku(&j, "mentions", d->end.counted.mentions);
    vg_json_ku(&j, "emitted", d->end.counted.emitted);
    vg_json_kb(&j, "digests", d->scan->o.digests);
    vg_json_ku(&j, "damage", d->end.damage + d->end.counted.damage + d->deaths);
    vg_json_end(&j);
    vg_putc(&d->lines, '\n');
    d->settled = d->lines.len;
}

/* Ctrl-C: asked between shards, and by the box while it waits for a child. */
static int is_stopped(void *w)
{
    const struct vg_scan *s = w;

    return vg_app_stopped(s->app);
}

static int interrupted(struct vg_err *err)
{
    return vg_fail(err, VG_E_INTERRUPTED, "interrupted; results that are whole are kept");
}

/* -- what a child says
 * ---------------------------------------------------------------------------------- */
static int take_line(struct shard *d, const struct vg_scan_message *m, struct vg_err *err)
{
    if (m->record < d->record)
        return vg_fail(err, VG_E_FORMAT, "the scan answered nonsense: a record out of order");
    d->record = m->record;
    vg_put_str(&d->lines, m->line);
    vg_putc(&d->lines, '\n');
    return d->lines.full ? vg_fail(err, VG_E_LIMIT, "more lines than a result may have") : VG_OK;
}

static int take(void *w, struct vg_str message, struct vg_err *err)
{
    struct shard *d = w;
    struct vg_scan_message m;
    int rc = vg_scan_take(message, &m, err);

    if (rc == VG_OK && d->is_ended)
        rc = vg_fail(err, VG_E_FORMAT, "the scan answered nonsense: more behind the end");
    if (rc != VG_OK)
        return rc;
    switch (m.what) {
    case VG_SCAN_LINE:
        rc = take_line(d, &m, err);
        break;
    case VG_SCAN_CAME:
        if (m.record < d->hints.first || m.record < d->record)
            return vg_fail(err, VG_E_FORMAT, "the scan answered nonsense: it went back");
        d->settled = d->lines.len;
        d->record = m.record;
        d->hints.first = m.record;
        d->hints.counted = m.counted;
        break;
    case VG_SCAN_END:
        d->settled = d->lines.len;
        d->end = m;
        d->is_ended = 1;
        break;
    }
    return rc == VG_OK ? pour(d, err) : rc;
}

static void reached(void *w, uint64_t at)
{
    struct shard *d = w;

    vg_app_tell(d->scan->app, "bytes scanned", (int64_t)(d->scan->bytes + at), 0);
}

/* -- shards
 * --------------------------------------------------------------------------------------------- */
static void hash_input(struct shard *d)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];

    vg_sha256_begin(&h);
    for (uint64_t at = 0; at < d->map.len && !vg_app_stopped(d->scan->app);
         at += (uint64_t)MIB(16)) {
        uint64_t left = d->map.len - at;

        vg_sha256_add(&h, d->map.p + at, left < (uint64_t)MIB(16) ? left : (size_t)MIB(16));
    }
    vg_sha256_done(&h, hash);
    vg_hex_write(hash, sizeof hash, d->input);
}

static void end_shard(struct shard *d)
{
    vg_map_close(&d->map);
    vg_buf_end(&d->lines);
    d->is_finished = 1;
}

static void refuse(struct shard *d, const char *says)
{
    d->scan->failed++;
    if (d->scan->told != NULL)
        d->scan->told(d->scan->w, d->path, says);
    end_shard(d);
}

/* Does what has the name of a result end in its end line, with both hashes in full? */
static int is_whole(const struct shard *d)
{
    VG_SCOPED_MAP map = {0};
    VG_SCOPED_BUF hashes = {.max = 320};
    struct stat there;
    struct vg_err why;
    const char *end, *line;
    size_t n;

    if (lstat(d->out_path, &there) != 0 || !S_ISREG(there.st_mode) ||
        vg_map_open(&map, d->out_path, &why) != VG_OK || map.len < 2)
        return 0;
    end = (const char *)map.p + map.len;
    n = map.len - 1 < END_LINE ? (size_t)map.len - 1 : END_LINE;
    line = memrchr(end - 1 - n, '\n', n);
    line = line != NULL ? line + 1 : end - 1 - n;
    n = (size_t)(end - line);
    vg_putf(&hashes, "\"input\":\"sha256:%s\",\"rules\":\"sha256:%s\"", d->input, d->scan->rules);
    return n > sizeof END_BEGINS && memcmp(line, END_BEGINS, sizeof END_BEGINS - 1) == 0 &&
           memcmp(end - 2, "}\n", 2) == 0 && memmem(line, n, hashes.p, hashes.len) != NULL;
}

/* DIR/<input>-<rules>.jsonl: the same work has the same name, whoever does it. What has the name
 * and is not whole (a copy that broke off) is replaced once the work is done. */
static int open_result(struct shard *d, int *is_there, struct vg_err *err)
{
    struct vg_scan *s = d->scan;
    int rc;

    *is_there = 0;
    if (s->o.folder == NULL)
        return VG_OK;
    d->out_path = vg_print(&s->memory, "%s/%.16s-%.16s.jsonl", s->o.folder, d->input, s->rules);
    rc = vg_new_file_open(&d->out, d->out_path, 0644, err);
    if (rc != VG_E_CONFLICT)
        return rc;
    *is_there = is_whole(d);
    if (*is_there)
        return VG_OK;
    if (s->told != NULL)
        s->told(s->w, d->path,
                vg_print(&s->memory, "%s: is not whole, and made again", d->out_path));
    return vg_new_file_replace(&d->out, d->out_path, 0644, err);
}

static void begin_shard(struct vg_scan *s, struct shard *d, const char *path)
{
    struct vg_err why;
    int is_there, rc;

    *d = (struct shard){.path = path, .file = vg_path_last(path), .scan = s, .out = {.fd = -1}};
    d->lines.max = (size_t)VG_MAX_OUTPUT;
    d->hints = (struct vg_scan_hints){.names = &s->names,
                                      .prefilter = s->prefilter,
                                      .file = d->file,
                                      .rule = s->rule,
                                      .is_mapped = 1,
                                      .digests = s->o.digests,
                                      .max_record = s->o.max_record,
                                      .spoiled = -1};
    rc = vg_map_open(&d->map, path, &why);
    if (rc == VG_OK) {
        hash_input(d);
        rc = open_result(d, &is_there, &why);
    }
    if (rc != VG_OK) {
        refuse(d, why.text);
    } else if (is_there) {
        if (s->told != NULL)
            s->told(s->w, path, NULL);
        end_shard(d);
    }
}

static int start_child(struct vg_scan *s, struct shard *d, struct vg_box_pool *pool,
                       struct vg_err *err)
{
    struct vg_box_job job = {
        .stream = vg_scan_stream,
        .each = take,
        .reached = reached,
        .each_w = d,
        .in = d->map.p,
        .n = d->map.len,
        .hints = &d->hints,
        .hints_len = sizeof d->hints,
        .is_weak = s->app->weak_box,
        .stop = is_stopped,
        .stop_w = s,
    };

    if (!d->is_started)
        d->began = vg_ticks_ms();
    d->is_started = 1;
    if (s->o.time_per_shard > 0) {
        int64_t left = d->began + (int64_t)s->o.time_per_shard * 1000 - vg_ticks_ms();

        job.wall_ms = left < 1 ? 1 : (int)left;
    }
    return vg_box_pool_start(pool, &job, d, err);
}

/* The result is whole: it gets its name, or leaves. Another worker may have been quicker. */
static int finish(struct vg_scan *s, struct shard *d, struct vg_err *err)
{
    int rc;

    put_end(d);
    rc = pour(d, err);
    if (rc == VG_OK && d->out_path != NULL) {
        rc = vg_new_file_keep(&d->out, err);
        if (rc == VG_E_CONFLICT)
            rc = VG_OK;
    }
    if (d->out_path != NULL)
        vg_new_file_end(&d->out);
    s->bytes += d->map.len;
    if (d->out_path != NULL || d->lines.len == 0)
        end_shard(d);
    else
        d->is_finished = 1; /* waits for its turn */
    return rc;
}

/* Nobody gets further: what is left is damage, and said so. */
static void give_up(struct shard *d)
{
    d->lines.len = d->settled;
    d->end = (struct vg_scan_message){.what = VG_SCAN_END,
                                      .records = d->hints.first,
                                      .counted = d->hints.counted,
                                      .accounted = d->map.len,
                                      .damage = 1};
    d->is_ended = 1;
}

static int is_over_time(const struct shard *d)
{
    return d->scan->o.time_per_shard > 0 &&
           vg_ticks_ms() - d->began >= (int64_t)d->scan->o.time_per_shard * 1000;
}

/* A child died: first find out where, then pass over that record. */
static int go_on(struct vg_scan *s, struct shard *d, struct vg_box_pool *pool, struct vg_err *err)
{
    int is_again = d->hints.spoiled >= 0 && d->hints.first == (uint64_t)d->hints.spoiled;

    if (is_again || is_over_time(d) || d->deaths == VG_MAX_READER_DEATHS) {
        give_up(d);
        return finish(s, d, err);
    }
    d->lines.len = d->settled;
    d->record = d->hints.first;
    if (d->hints.is_careful) {
        d->deaths++;
        d->hints.spoiled = (int64_t)d->hints.first;
    }
    d->hints.is_careful = 1;
    return start_child(s, d, pool, err);
}

static int take_answer(struct vg_scan *s, struct vg_box_pool *pool, struct vg_err *err)
{
    struct vg_err why = {0};
    void *tag = NULL;
    struct shard *d;
    int rc = vg_box_pool_next(pool, &tag, NULL, NULL, &why);

    d = tag;
    if (rc == VG_E_INTERRUPTED)
        return interrupted(err);
    if (d == NULL || rc == VG_E_REFUSED || rc == VG_E_IO)
        return vg_fail(err, rc, "%s", why.text);
    /* Its result is whole with the end that it told, whatever became of it afterwards. */
    return d->is_ended ? finish(s, d, err) : go_on(s, d, pool, err);
}

/* Whatever is next in order and over leaves. */
static int print_ready(struct vg_scan *s, struct vg_err *err)
{
    int rc = VG_OK;

    while (rc == VG_OK && s->printed < s->started && s->shards[s->printed].is_finished) {
        rc = pour(&s->shards[s->printed], err);
        end_shard(&s->shards[s->printed]);
        s->printed++;
    }
    return rc;
}

static int run(struct vg_scan *s, const char *const *files, struct vg_box_pool *pool,
               struct vg_err *err)
{
    int rc = VG_OK;

    while (rc == VG_OK && (s->started < s->n || vg_box_pool_busy(pool) > 0)) {
        if (vg_app_stopped(s->app))
            return interrupted(err);
        if (s->started < s->n && vg_box_pool_busy(pool) < (size_t)s->o.threads) {
            struct shard *d = &s->shards[s->started];

            begin_shard(s, d, files[s->started]);
            s->started++;
            if (vg_app_stopped(s->app))
                return interrupted(err);
            if (!d->is_finished)
                rc = start_child(s, d, pool, err);
        } else {
            rc = take_answer(s, pool, err);
        }
        if (rc == VG_OK)
            rc = print_ready(s, err);
    }
    return rc == VG_OK ? print_ready(s, err) : rc;
}

int vg_scan_run(struct vg_scan *s, const char *const *files, size_t n,
                int (*put)(void *w, const char *lines, size_t len, struct vg_err *err),
                void (*told)(void *w, const char *file, const char *says), void *w, size_t *failed,
                struct vg_err *err)
{
    VG_SCOPED_BOX_POOL *pool = vg_box_pool_open((size_t)s->o.threads);
    VG_SCOPED_SHA256 ready = {0};
    unsigned char hash[VG_HASH_SIZE];
    int rc;

    vg_sha256_of(&ready, "", 0,
                 hash); /* what the children hash with is set up before they are closed */
    s->put = put;
    s->told = told;
    s->w = w;
    s->n = n;
    s->started = s->printed = s->failed = 0;
    s->shards = vg_malloc((n + 1) * sizeof *s->shards);
    rc = run(s, files, pool, err);
    vg_box_pool_close(pool);
    pool = NULL;
    for (size_t i = 0; i < s->started; i++) {
        vg_new_file_end(&s->shards[i].out);
        end_shard(&s->shards[i]);
    }
    free(s->shards);
    if (failed != NULL)
        *failed = s->failed;
    return rc;
}
