/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Archives in a case. The archive is a source like any other; each page in it becomes a
 * source of its own that can be cited, with the address, the time and the tool that the archive
 * states. Pages are kept while the archive still waits to be read: stopped half-way, the next
 * run goes on behind the last page that was kept.
 *
 * The bytes of a page are kept once more, as they are after transfer and content encodings, so
 * that everything else (reading, quoting, comparing, verifying) need not know of archives.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "app/archive.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/table.h"
#include "base/utf8.h"
#include "capture/label.h"
#include "capture/preserve.h"
#include "read/read_job.h"
#include "read/read_records.h"
#include "unpack/originals.h"

struct opening {
    struct vg_case *c;
    const struct vg_archive_job *how;
    struct vg_preserve *p;
    struct vg_arena memory;
    struct vg_table kept; /* record → source, of this archive */
    int64_t archive;      /* its source */
    int64_t blob;
    const char *label;
    struct vg_str file; /* its bytes, while they are read */
    uint64_t len;
    uint64_t records, pages;
    uint64_t errors; /* answers that could be read and are no pages, by their status */
    int error;       /* the status of the first of them */
    uint64_t later;  /* revisits of pages that come behind them */
    struct vg_originals
        elsewhere; /* pages of all archives of the case; their numbers are sources */
    int has_elsewhere;
    int may_be_document; /* only the closed child can tell an archive from a document */
    int is_document;
    struct vg_text text; /* what is said of the archive itself */
};

/* -- what is a page --------------------------------------------------------------------------- */

/* Pictures, films, programs: part of the archive. A picture that somebody packed by itself is a
 * document. */
static int is_no_page(const struct vg_record_read *r)
{
    static const char *const kinds[] = {"image", "icon",    "video",  "audio",
                                        "font",  "program", "binary", "database"};

    for (size_t i = r->type == VG_PIECE_DOCUMENT ? 1 : 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(r->kind, kinds[i]) != NULL)
            return 1;
    return 0;
}

static int is_readable(const struct vg_record_read *r)
{
    return r->kind != NULL && !is_no_page(r) && r->body.len > 0;
}

/* Answers with an error are part of the archive; what they say is no page of the site. */
static int is_error(const struct vg_record_read *r)
{
    return r->status != 0 && (r->status < 200 || r->status >= 300);
}

static const char *label_of(struct opening *o, const char *name, int is_address)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_NAME * 4};

    if (is_address)
        vg_put_label_address(&b, vg_str(name));
    else
        vg_put_label(&b, vg_str(name));
    return vg_copy(&o->memory, b.p == NULL ? "" : b.p, b.len);
}

static const char *damage_words(struct opening *o, const struct vg_record_read *r)
{
    VG_SCOPED_BUF b = {.max = KIB(4)};

    for (size_t i = 0; i < r->damage_count; i++) {
        size_t k = 0; /* both digests of a record may be wrong: that is one kind */

        while (k < i && r->damage[k].kind != r->damage[i].kind)
            k++;
        if (k == i)
            vg_putf(&b, "%s%s", b.len == 0 ? "" : " ", vg_note_kind_word(r->damage[i].kind));
    }
    return b.len == 0 ? NULL : vg_copy(&o->memory, b.p, b.len);
}

static int key_of(uint64_t record, char out[24])
{
    return snprintf(out, 24, "%" PRIu64, record);
}

static int source_of(const struct opening *o, uint64_t record, int64_t *source)
{
    char key[24];
    int n = key_of(record, key);

    return vg_table_get(&o->kept, (struct vg_str){key, (size_t)n}, source);
}

static void remember(struct opening *o, uint64_t record, int64_t source)
{
    char key[24];
    int n = key_of(record, key);

    vg_table_set(&o->kept, (struct vg_str){key, (size_t)n}, source);
}

/* -- keeping ------------------------------------------------------------------------------------
 */
static int keep_page(struct opening *o, const struct vg_record_read *r, struct vg_str body,
                     struct vg_err *err)
{
    struct vg_archived at = {
        .archive = o->archive,
        .record = (int64_t)r->record,
        .offset = (int64_t)r->offset,
        .length = (int64_t)r->length,
        .inner = r->has_inner ? (int64_t)r->inner : -1,
        .member = r->member,
        .type = vg_piece_type_word(r->type),
        .id = r->id,
        .captured = r->at,
        .tool = r->tool,
        .ip = r->ip,
        .digest = r->digest,
        .damage = damage_words(o, r),
    };
    const char *name = r->url != NULL ? r->url : r->member != NULL ? r->member : o->label;
    struct vg_sighting s = {
        .way = "file",
        .requested = label_of(o, name, r->url != NULL),
        .url = r->url,
        .media = r->media,
        .status = r->status,
        .modified = VG_NO_TIME,
        .parent = o->archive,
        .archived = &at,
    };
    int rc;

    s.label = s.requested;
    rc = vg_preserve_bytes(o->p, &s, body.p, body.len, err);
    if (rc == VG_OK) {
        o->pages++;
        remember(o, r->record, vg_preserve_last(o->p));
    }
    vg_arena_clear(&o->memory);
    return rc;
}

static int add_elsewhere(struct opening *o, int64_t archive, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, o->c->store, VG_SQL_ARCHIVED_ORIGINALS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":archive", archive);
    while ((rc = vg_step(st, err)) == VG_ROW)
        vg_originals_add(&o->elsewhere, &(struct vg_piece){.type = VG_PIECE_RESPONSE,
                                                           .record = (uint64_t)vg_column_i64(st, 0),
                                                           .digest = vg_column_str(st, 1),
                                                           .id = vg_column_str(st, 2),
                                                           .at = vg_column_str(st, 3),
                                                           .url = vg_column_str(st, 4),
                                                           .stored = {"", 1}});
    return rc;
}

static int next_archive(struct opening *o, int64_t *archive, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, o->c->store, VG_SQL_ARCHIVED_NEXT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", *archive);
    rc = vg_step(st, err);
    *archive = rc == VG_ROW ? vg_column_i64(st, 0) : 0;
    return rc < 0 ? rc : VG_OK;
}

/* Keys of what is in the case, once an archive has a revisit of something that it has not. */
static int load_elsewhere(struct opening *o, struct vg_err *err)
{
    int64_t archive = 0;
    int rc = next_archive(o, &archive, err);

    o->has_elsewhere = 1;
    while (rc == VG_OK && archive != 0) {
        rc = add_elsewhere(o, archive, err);
        if (rc == VG_OK)
            rc = next_archive(o, &archive, err);
    }
    return rc;
}

/* The page of an archive of the case that the revisit repeats; 0: none. */
static int find_elsewhere(struct opening *o, const struct vg_record_read *r, int64_t *source,
                          struct vg_err *err)
{
    const struct vg_piece p = {.type = VG_PIECE_REVISIT,
                               .digest = vg_str(r->digest == NULL ? "" : r->digest),
                               .refers_id = vg_str(r->refers_id == NULL ? "" : r->refers_id),
                               .refers_url = vg_str(r->refers_url == NULL ? "" : r->refers_url),
                               .refers_at = vg_str(r->refers_at == NULL ? "" : r->refers_at)};
    int rc = o->has_elsewhere ? VG_OK : load_elsewhere(o, err);
    int64_t found = rc == VG_OK ? vg_originals_find(&o->elsewhere, &p) : -1;

    *source = found < 0 ? 0 : found;
    return rc;
}

/* Captured again, and found the same: another sighting of the same bytes. */
static int keep_again(struct opening *o, struct vg_record_read *r, struct vg_err *err)
{
    VG_SCOPED_BUF bytes = {.max = (size_t)VG_MAX_DOCUMENT};
    int64_t source = 0, blob = 0;
    int rc = VG_OK;

    if (r->original < 0) {
        rc = find_elsewhere(o, r, &source, err);
        if (rc != VG_OK || source == 0)
            return rc;
    } else if (!source_of(o, (uint64_t)r->original, &source)) {
        o->later += (uint64_t)r->original > r->record;
        return VG_OK;
    }
    rc = vg_preserve_flush(o->p, err);
    if (rc == VG_OK)
        rc = vg_source_blob(o->c, source, &blob, err);
    if (rc == VG_OK)
        rc = vg_blob_load(o->c->store, blob, &bytes, err);
    return rc == VG_OK ? keep_page(o, r, vg_buf_str(&bytes), err) : rc;
}

/* What is said of the archive: at most VG_MAX_DAMAGE notes of its records and of the file. */
static void add_notes(struct vg_arena *a, struct vg_read_note **list, size_t *count,
                      const struct vg_read_note *from, size_t n)
{
    if (*list == NULL)
        *list = VG_NEW_ARRAY(a, struct vg_read_note, VG_MAX_DAMAGE);
    for (size_t i = 0; i < n && *count < VG_MAX_DAMAGE; i++) {
        (*list)[*count] = from[i];
        (*list)[(*count)++].text = vg_str_copy(a, from[i].text);
    }
}

/* What begins like an archive and is none is not found in itself. */
static int is_the_file(const struct opening *o, struct vg_str body)
{
    return body.len == o->file.len && memcmp(body.p, o->file.p, body.len) == 0;
}

static int is_stopped(void *w)
{
    const struct opening *o = w;

    return vg_app_stopped(&o->c->app);
}

static int record(void *w, struct vg_record_read *r, struct vg_err *err)
{
    struct opening *o = w;
    int64_t source;

    o->records++;
    add_notes(o->how->a, &o->text.damage, &o->text.damage_count, r->damage, r->damage_count);
    add_notes(o->how->a, &o->text.odd, &o->text.odd_count, r->odd, r->odd_count);
    if (is_stopped(o))
        return VG_E_INTERRUPTED;
    if (source_of(o, r->record, &source))
        return VG_OK;
    if (r->type == VG_PIECE_DOCUMENT && r->member == NULL &&
        (o->may_be_document || is_the_file(o, r->body))) {
        o->is_document = 1;
        return VG_OK;
    }
    if (is_readable(r) && !is_error(r))
        return keep_page(o, r, r->body, err);
    if (is_readable(r) && o->errors++ == 0)
        o->error = r->status;
    return r->type == VG_PIECE_REVISIT ? keep_again(o, r, err) : VG_OK;
}

/* Once more over the archive, when all pages are kept: revisits that stand before what they
 * repeat. */
static int record_again(void *w, struct vg_record_read *r, struct vg_err *err)
{
    struct opening *o = w;
    int64_t source;

    if (is_stopped(o))
        return VG_E_INTERRUPTED;
    if (r->type != VG_PIECE_REVISIT || source_of(o, r->record, &source))
        return VG_OK;
    return keep_again(o, r, err);
}

static int end_again(void *w, const struct vg_read_end *e, struct vg_err *err)
{
    (void)w;
    (void)e;
    (void)err;
    return VG_OK;
}

static int end(void *w, const struct vg_read_end *e, struct vg_err *err)
{
    struct opening *o = w;

    (void)err;
    add_notes(o->how->a, &o->text.damage, &o->text.damage_count, e->file_damage,
              e->file_damage_count);
    add_notes(o->how->a, &o->text.odd, &o->text.odd_count, e->file_odd, e->file_odd_count);
    return VG_OK;
}

static void reached(void *w, uint64_t at)
{
    const struct opening *o = w;

    vg_app_tell(&o->c->app, "bytes of the archive read", (int64_t)at, (int64_t)o->len);
}

/* -- one archive ----------------------------------------------------------------------------------
 */

/* The bytes of a blob as a mapped file without a name. */
static int map_blob(struct opening *o, struct vg_map *m, struct vg_err *err)
{
    VG_SCOPED_FD fd = vg_map_spool(NULL);
    VG_SCOPED_STMT *st = NULL;
    int rc = fd < 0 ? vg_fail(err, VG_E_IO, "no place for a copy of %s", o->label) : VG_OK;

    if (rc == VG_OK)
        rc = vg_stmt(&st, o->c->store, VG_SQL_CHUNKS_OF, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", o->blob);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str piece = vg_column_str(st, 1);

        rc = vg_write_all(fd, piece.p, piece.len, err);
        if (rc != VG_OK)
            return rc;
    }
    if (rc == VG_OK && lseek(fd, 0, SEEK_SET) != 0)
        rc = vg_fail(err, VG_E_IO, "a copy of %s cannot be read", o->label);
    return rc == VG_OK ? vg_map_fd(m, fd, o->label, err) : rc;
}

static int load_kept(struct opening *o, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, o->c->store, VG_SQL_ARCHIVED_RECORDS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":archive", o->archive);
    while ((rc = vg_step(st, err)) == VG_ROW)
        remember(o, (uint64_t)vg_column_i64(st, 0), vg_column_i64(st, 1));
    return rc;
}

static void told(void *w, const struct vg_preserved *p)
{
    const struct opening *o = w;

    if (o->how->kept != NULL)
        o->how->kept(o->how->w, p);
}

/* The archive has no text of its own; what is to be said of its bytes is kept in its place. */
static int put_report(struct opening *o, struct vg_err *err)
{
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    int rc;

    o->text.source_len = o->len < (uint64_t)VG_MAX_DOCUMENT ? o->len : (uint64_t)VG_MAX_DOCUMENT;
    o->text.text = vg_str("");
    o->text.media = vg_str("application/warc");
    o->text.charset = vg_str("utf-8");
    o->text.reader = vg_str(VG_READER_ARCHIVE);
    memcpy(o->text.language, "und", 4);
    vg_text_write(&o->text, &message);
    rc = vg_begin(o->c->store, err);
    if (rc == VG_OK)
        rc = vg_text_put(o->c->store, o->blob, NULL, &o->text, vg_buf_str(&message), NULL, err);
    if (rc == VG_OK)
        rc = vg_commit(o->c->store, err);
    vg_rollback(o->c->store);
    return rc;
}

static int open_one(struct opening *o, struct vg_err *err)
{
    struct vg_preserve_config config = {
        .program = VG_PROGRAM,
        .config = "vigil-config/1 archive pages=2xx readable",
        .world = &o->c->app.world,
        .stop = o->c->app.stop,
        .w = o->c->app.w,
    };
    struct vg_records_job job = {
        .want = VG_WANT_BODY | VG_WANT_DIGESTS,
        .weak_box = o->c->app.weak_box,
        .stop = is_stopped,
        .record = record,
        .end = end,
        .reached = reached,
        .w = o,
    };
    const struct vg_records_job again = {
        .weak_box = o->c->app.weak_box,
        .stop = is_stopped,
        .record = record_again,
        .end = end_again,
        .reached = reached,
        .w = o,
    };
    VG_SCOPED_MAP map = {0};
    struct vg_err late = {0};
    int flushed, rc = load_kept(o, err);

    if (rc == VG_OK)
        rc = map_blob(o, &map, err);
    if (rc == VG_OK)
        rc = vg_preserve_open(o->c->record, &config, told, o, &o->p, err);
    if (rc != VG_OK)
        return rc;
    o->len = map.len;
    o->file = (struct vg_str){(const char *)map.p, (size_t)map.len};
    rc = vg_read_records(&map, &job, err);
    if (rc == VG_OK && o->later > 0)
        rc = vg_read_records(&map, &again, err);
    o->file = (struct vg_str){0};
    if (rc == VG_E_INTERRUPTED)
        (void)vg_fail(err, rc,
                      "interrupted; the pages kept so far stay, and the next run goes on behind "
                      "them");
    flushed = rc == VG_OK || rc == VG_E_INTERRUPTED ? vg_preserve_flush(o->p, &late) : VG_OK;
    vg_preserve_close(o->p);
    if (flushed != VG_OK)
        return vg_fail(err, flushed, "%s", late.text);
    if (rc == VG_OK && o->is_document)
        return VG_OK; /* waits for its reader */
    return rc == VG_OK ? put_report(o, err) : vg_within(err, rc, "%s", o->label);
}

/* -- all that wait
 * --------------------------------------------------------------------------------- */

/* A line of a header in front, and one that only mails have. */
static int looks_like_mail(struct vg_str head)
{
    static const char *const lines[] = {
        "\nSubject:", "\nMIME-Version:", "\nReceived:", "\nFrom:", "\nMessage-ID:"};
    size_t bom = vg_bom_len(head.p, head.len), n = 0, known = 0;

    head = (struct vg_str){head.p + bom, head.len - bom};
    if (head.len > 4096)
        head.len = 4096;
    while (n < head.len && n < 40 &&
           (head.p[n] == '-' || ((head.p[n] | 32) >= 'a' && (head.p[n] | 32) <= 'z')))
        n++;
    if (n == 0 || n == head.len || head.p[n] != ':')
        return 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        known += memmem(head.p, head.len, lines[i], strlen(lines[i])) != NULL;
    return known >= 2;
}

/*
 * Is it worth a closed child's look whether records are in it? Only the first bytes and the
 * name are looked at here: to take apart what strangers sent is not for this process.
 */
static int may_hold_records(struct vg_str head, const char *label, int is_page,
                            int *may_be_document)
{
    static const struct {
        const char *magic;
        size_t len;
        int is_archive; /* for certain: no document begins like this */
    } magics[] = {{"WARC/", 5, 1},
                  {"\xef\xbb\xbfWARC/", 8, 1},
                  {"filedesc:", 9, 1},
                  {"\x1f\x8b\x08", 3, 1},
                  {"\x28\xb5\x2f\xfd", 4, 1},
                  {"PK\x03\x04", 4, 0},
                  {"PK\x05\x06", 4, 0},
                  {"From ", 5, 0}};
    static const char *const names[] = {".warc", ".arc", ".gz",  ".zst",
                                        ".wacz", ".zip", ".eml", ".mbox"};
    size_t n = strlen(label);

    *may_be_document = 1;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        /* what a server sent packed is a page, whatever it is packed in */
        if (is_page && (magics[i].magic[0] == '\x1f' || magics[i].magic[0] == '\x28'))
            continue;
        if (head.len < magics[i].len || memcmp(head.p, magics[i].magic, magics[i].len) != 0)
            continue;
        *may_be_document = !magics[i].is_archive;
        return 1;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (n >= strlen(names[i]) && strcasecmp(label + n - strlen(names[i]), names[i]) == 0)
            return 1;
    return looks_like_mail(head);
}

/* The next waiting blob behind *after; *found says whether it is an archive. */
static int next_waiting(struct vg_case *c, int64_t *after, struct opening *o, int *found,
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_str head;
    int rc = vg_stmt(&st, c->store, VG_SQL_WAITING_HEADS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", *after);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc == VG_OK ? VG_E_ABSENT : rc;
    *after = vg_column_i64(st, 0);
    head = vg_column_str(st, 1);
    o->blob = *after;
    o->archive = vg_column_i64(st, 2);
    o->label = vg_column_copy(st, 3, o->how->a);
    *found = may_hold_records(head, o->label, vg_column_i64(st, 4) != 0, &o->may_be_document);
    return VG_OK;
}

int vg_archives_open(struct vg_case *c, const struct vg_archive_job *how, struct vg_err *err)
{
    int64_t after = 0;
    int rc;

    for (;;) {
        struct opening o = {.c = c, .how = how};
        int found = 0;

        rc = next_waiting(c, &after, &o, &found, err);
        if (rc == VG_OK && found) {
            o.kept = VG_TABLE(how->a);
            rc = open_one(&o, err);
            vg_arena_end(&o.memory);
            vg_originals_end(&o.elsewhere);
            if (rc == VG_OK && how->opened != NULL && !o.is_document)
                how->opened(how->w, &(struct vg_archive_opened){.source = o.archive,
                                                                .label = o.label,
                                                                .records = o.records,
                                                                .pages = o.pages,
                                                                .errors = o.errors,
                                                                .error = o.error,
                                                                .notes = o.text.damage_count});
        }
        if (rc != VG_OK)
            return rc == VG_E_ABSENT ? VG_OK : rc;
    }
}
