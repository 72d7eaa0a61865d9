/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "unpack/archive.h"
#include "unpack/cdx.h"
#include "unpack/lines.h"
#include "unpack/member.h"
#include "unpack/surt.h"
#include "unpack/wacz.h"
#include "unpack/wacz_inside.h"

/* A line of an index for the address. */
struct capture {
    int64_t time;
    size_t file; /* entry of the WARC */
    uint64_t offset, length;
    int has_length;
    struct vg_str digest; /* in the arena */
};

struct vg_find {
    struct vg_arena a;
    struct vg_unpack_options o;
    struct vg_zip zip;
    struct vg_table archives;
    struct vg_str keys[VG_SURT_FORMS];
    size_t key_count;
    int64_t wanted;
    int is_latest; /* no time was asked for */

    struct capture captures[VG_MAX_FOUND]; /* nearest first */
    size_t capture_count;
    int saw_line, has_index;
    uint64_t inflated; /* of packed indexes, against those that send one round and round */

    struct vg_buf entry; /* an unpacked WARC: of the entry `unpacked` */
    size_t unpacked;
    struct vg_tally tally;
    struct vg_originals originals;
    struct vg_walk *walk;
    struct vg_unpack *unpack;
};

void vg_find_close(struct vg_find *f)
{
    if (f == NULL)
        return;
    vg_walk_close(f->walk);
    vg_unpack_close(f->unpack);
    vg_originals_end(&f->originals);
    vg_tally_close(&f->tally);
    vg_buf_end(&f->entry);
    vg_arena_end(&f->a);
    free(f);
}

/* -- which is nearest -------------------------------------------------------------------- */

static int is_nearer(const struct vg_find *f, int64_t a, int64_t b)
{
    return f->is_latest ? a > b : vg_cdx_nearer(f->wanted, a, b);
}

static int is_wanted(const struct vg_find *f, struct vg_str key)
{
    for (size_t i = 0; i < f->key_count; i++) {
        if (vg_str_cmp(f->keys[i], key) == 0)
            return 1;
    }
    return 0;
}

/* Files of archive/ by their last name. */
static void list_archives(struct vg_find *f)
{
    f->archives = VG_TABLE(&f->a);
    for (size_t i = 0; i < f->zip.count; i++) {
        const struct vg_zip_entry *e = &f->zip.entries[i];

        if (vg_wacz_role(e) == VG_WACZ_ARCHIVE && vg_zip_readable(e, NULL) &&
            (e->marks & VG_ZIP_HIDDEN) == 0)
            (void)vg_table_add(&f->archives, wacz_last_name(e->name), (int64_t)i, NULL);
    }
}

static size_t archive_named(const struct vg_find *f, struct vg_str filename)
{
    int64_t i;

    if (filename.len == 0)
        return f->archives.n == 1 ? (size_t)f->archives.items[0].value : SIZE_MAX;
    return vg_table_get(&f->archives, wacz_last_name(filename), &i) ? (size_t)i : SIZE_MAX;
}

/* Keep a line among the nearest. */
static void add_capture(struct vg_find *f, const struct vg_cdx_line *l)
{
    struct capture c = {.offset = l->offset, .length = l->length, .has_length = l->has_length};
    size_t i = f->capture_count;

    f->saw_line = 1;
    c.file = archive_named(f, l->filename);
    if (c.file == SIZE_MAX || !l->has_offset || !vg_cdx_time(l->at, &c.time))
        return;
    while (i > 0 && is_nearer(f, c.time, f->captures[i - 1].time))
        i--;
    if (i == VG_MAX_FOUND)
        return;
    c.digest = vg_str_copy(&f->a, l->digest);
    if (f->capture_count < VG_MAX_FOUND)
        f->capture_count++;
    memmove(&f->captures[i + 1], &f->captures[i], (f->capture_count - 1 - i) * sizeof c);
    f->captures[i] = c;
}

static void try_line(struct vg_find *f, struct vg_str line, struct vg_cdx_form *form)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_cdx_line l;

    if (vg_cdx_read(&a, line, form, &l) == VG_CDX_LINE && is_wanted(f, l.key))
        add_capture(f, &l);
}

/* -- looking into indexes ------------------------------------------------------------------- */

/* The columns that a CDX names in its first line. */
static struct vg_cdx_form form_of(struct vg_str text)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_cdx_form form = {0};
    struct vg_cdx_line none;
    struct vg_str line;
    size_t at = 0;

    if (vg_cdx_next(text, &at, &line))
        (void)vg_cdx_read(&a, line, &form, &none);
    return form;
}

static size_t search_sorted(struct vg_find *f, struct vg_str text, struct vg_str key,
                            struct vg_cdx_form *form)
{
    size_t at = vg_cdx_lower(text, key), n = 0;
    struct vg_str line;

    while (vg_cdx_next(text, &at, &line) && vg_str_cmp(vg_cdx_key(line), key) == 0) {
        try_line(f, line, form);
        n++;
    }
    return n;
}

/* Lines that begin with the key, wherever they stand: of an index that is not sorted. */
static void search_unsorted(struct vg_find *f, struct vg_str text, struct vg_str key,
                            struct vg_cdx_form *form)
{
    size_t at = 0;

    while (key.len > 0 && at < text.len) {
        const char *hit = memmem(text.p + at, text.len - at, key.p, key.len);
        struct vg_str line;
        size_t next;

        if (hit == NULL)
            return;
        next = (size_t)(hit - text.p);
        at = next + key.len;
        if (next > 0 && text.p[next - 1] != '\n')
            continue;
        if (vg_cdx_next(text, &next, &line))
            try_line(f, line, form);
    }
}

static void search_text(struct vg_find *f, struct vg_str text)
{
    struct vg_cdx_form form = form_of(text);
    size_t n = 0;

    for (size_t i = 0; i < f->key_count; i++)
        n += search_sorted(f, text, f->keys[i], &form);
    for (size_t i = 0; n == 0 && i < f->key_count; i++)
        search_unsorted(f, text, f->keys[i], &form);
}

static void search_lines(struct vg_find *f, const struct vg_zip_entry *e)
{
    VG_SCOPED_LINES l = {0};
    struct vg_cdx_form form = {0};
    struct vg_str line;

    vg_lines_open(&l, &f->zip, e);
    while (vg_lines_next(&l, &line)) {
        if (is_wanted(f, vg_cdx_key(line)) || (line.len > 0 && line.p[0] == ' '))
            try_line(f, line, &form);
    }
}

/* One gzip member of a packed index. */
static void search_block(struct vg_find *f, struct vg_str packed, struct vg_str key)
{
    struct vg_members *m = vg_members_open();
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_MEMBER};
    struct vg_cdx_form form = {0};
    struct vg_member got = {.end = VG_MEMBER_NO_ROOM};
    size_t room = (size_t)VG_MEMBER_FIRST;

    while (got.end == VG_MEMBER_NO_ROOM && vg_buf_room(&b, room)) {
        vg_member_try(m, VG_WRAP_GZIP, (const uint8_t *)packed.p, packed.len, b.p, room, &got);
        room *= 4;
    }
    vg_members_close(m);
    f->inflated += (uint64_t)VG_MEMBER_FIRST + b.room;
    if (got.end != VG_MEMBER_WHOLE)
        return;
    vg_buf_took(&b, (size_t)got.out);
    (void)search_sorted(f, vg_buf_str(&b), key, &form);
}

/* Blocks from the one in which the key begins to the first that begins behind it. */
static void search_blocks(struct vg_find *f, struct vg_str secondary, struct vg_str packed,
                          struct vg_str key)
{
    size_t at = vg_cdx_block(secondary, key);
    struct vg_str line;

    while (f->inflated < (uint64_t)VG_MAX_MEMBER_STREAM && vg_cdx_next(secondary, &at, &line) &&
           vg_str_cmp(vg_cdx_key(line), key) <= 0) {
        VG_SCOPED_ARENA a = {0};
        struct vg_cdx_form form = {0};
        struct vg_cdx_line l;
        struct vg_str part;

        if (vg_cdx_read(&a, line, &form, &l) != VG_CDX_LINE || !l.has_offset ||
            l.offset >= packed.len)
            continue;
        part = (struct vg_str){packed.p + l.offset, packed.len - l.offset};
        if (l.has_length && l.length < part.len)
            part.len = l.length;
        search_block(f, part, key);
    }
}

static int ends_in(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len > n && memcmp(s.p + s.len - n, word, n) == 0;
}

/* The secondary index of a packed one: of the same name, or the only one there is. */
static const struct vg_zip_entry *secondary_of(const struct vg_find *f,
                                               const struct vg_zip_entry *packed)
{
    const struct vg_zip_entry *only = NULL;
    size_t stem = packed->name.len - (ends_in(packed->name, ".cdxj.gz") ? 8 : 7), count = 0;

    for (size_t i = 0; i < f->zip.count; i++) {
        const struct vg_zip_entry *e = &f->zip.entries[i];

        if (vg_wacz_role(e) != VG_WACZ_INDEX || !ends_in(e->name, ".idx") ||
            !vg_zip_readable(e, NULL) || (e->marks & VG_ZIP_HIDDEN) != 0)
            continue;
        if (e->name.len == stem + 4 && memcmp(e->name.p, packed->name.p, stem) == 0)
            return e;
        only = e;
        count++;
    }
    return count == 1 ? only : NULL;
}

/* The bytes of an entry, without checking a stored one, which would touch all of it. */
static struct vg_str text_of(const struct vg_find *f, const struct vg_zip_entry *e,
                             struct vg_buf *b)
{
    struct vg_zip_bytes got;

    if (e->method == VG_ZIP_STORED)
        return (struct vg_str){(const char *)f->zip.bytes + e->data, e->stored};
    vg_zip_read(&f->zip, e, b, &got);
    return got.bytes;
}

static void search_packed(struct vg_find *f, const struct vg_zip_entry *e)
{
    const struct vg_zip_entry *secondary = secondary_of(f, e);
    VG_SCOPED_BUF b = {0}, c = {0};
    struct vg_str blocks, packed;
    size_t before = f->capture_count;

    if (secondary != NULL) {
        blocks = text_of(f, secondary, &b);
        packed = text_of(f, e, &c);
        for (size_t i = 0; i < f->key_count; i++)
            search_blocks(f, blocks, packed, f->keys[i]);
    }
    if (f->capture_count == before)
        search_lines(f, e);
}

static void search_indexes(struct vg_find *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->zip.count && n < VG_MAX_INDEXES; i++) {
        const struct vg_zip_entry *e = &f->zip.entries[i];

        if (vg_wacz_role(e) != VG_WACZ_INDEX || !vg_zip_readable(e, NULL) ||
            (e->marks & VG_ZIP_HIDDEN) != 0 || ends_in(e->name, ".idx") ||
            ends_in(e->name, ".idx.gz"))
            continue;
        f->has_index = 1;
        n++;
        if (ends_in(e->name, ".gz")) {
            search_packed(f, e);
        } else {
            VG_SCOPED_BUF b = {0};

            search_text(f, text_of(f, e, &b));
        }
    }
}

/* -- reading what the index promises ----------------------------------------------------------- */

static int is_page(enum vg_piece_type t)
{
    return t != VG_PIECE_REQUEST && t != VG_PIECE_METADATA && t != VG_PIECE_WARCINFO &&
           t != VG_PIECE_CONTINUATION && t != VG_PIECE_DOCUMENT;
}

static int is_asked(const struct vg_find *f, const struct vg_piece *p)
{
    VG_SCOPED_ARENA a = {0};

    return is_page(p->type) && vg_str_cmp(vg_surt(&a, p->url), f->keys[0]) == 0;
}

static int same_digest(struct vg_str stated, struct vg_str other)
{
    struct vg_digest a, b;

    wacz_digest(stated, &a);
    wacz_digest(other, &b);
    return a.kind == VG_DIGEST_NONE || b.kind == VG_DIGEST_NONE || a.kind != b.kind ||
           memcmp(a.bytes, b.bytes, a.len) == 0;
}

static struct vg_str warc_of(struct vg_find *f, size_t file)
{
    const struct vg_zip_entry *e = &f->zip.entries[file];

    if (e->method == VG_ZIP_DEFLATED && f->unpacked == file)
        return vg_buf_str(&f->entry);
    f->unpacked = file;
    return text_of(f, e, &f->entry);
}

/* Read the record at a place; 1 when it begins there and is the one that the line promises. */
static int read_at(struct vg_find *f, const struct capture *c, uint64_t length,
                   struct vg_piece *out)
{
    const struct vg_zip_entry *e = &f->zip.entries[c->file];
    struct vg_str warc = warc_of(f, c->file);
    int is_stored = e->method == VG_ZIP_STORED;
    struct vg_walk_place place = {
        .base = is_stored ? e->data + c->offset : 0,
        .member = e->shown,
        .is_unwrapped = !is_stored,
        .wrap_offset = e->data,
        .wrap_length = e->stored,
    };

    vg_walk_close(f->walk);
    f->walk = NULL;
    if (c->offset >= warc.len)
        return 0;
    warc = (struct vg_str){warc.p + c->offset, warc.len - c->offset};
    if (length < warc.len)
        warc.len = length;
    f->walk = vg_walk_open(warc.p, warc.len, &place, &f->o, &f->tally, &f->originals);
    if (vg_walk_next(f->walk, out) != VG_OK)
        return 0;
    if (is_stored ? out->offset != place.base : out->inner != 0)
        return 0;
    out->record = VG_RECORD_UNKNOWN;
    if (!is_stored) {
        out->inner += c->offset;
        out->length = 0;
    }
    return is_asked(f, out) && same_digest(c->digest, out->digest);
}

static int read_captures(struct vg_find *f, struct vg_found *out)
{
    for (size_t i = 0; i < f->capture_count; i++) {
        const struct capture *c = &f->captures[i];
        uint64_t length = c->has_length && c->length > 0 ? c->length : UINT64_MAX;
        int is_there = read_at(f, c, length, &out->piece);

        /* Too short a length would show as damage that is not there. */
        if (length != UINT64_MAX && (!is_there || out->piece.damage_total > 0))
            is_there = read_at(f, c, length + 2 * (uint64_t)VG_MAX_MEMBER, &out->piece);
        if (is_there)
            return 1;
        out->index_wrong = 1;
    }
    return 0;
}

/* -- looking at every record ----------------------------------------------------------------------
 */

/* The number of the nearest record, or VG_RECORD_UNKNOWN. */
static uint64_t nearest_record(struct vg_find *f, const void *bytes, uint64_t len)
{
    VG_SCOPED_UNPACK *u = NULL;
    uint64_t best = VG_RECORD_UNKNOWN;
    int64_t best_time = 0, time;
    struct vg_piece p;

    if (vg_unpack_open(&u, bytes, len, NULL, NULL) != VG_OK)
        return best;
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        if (!is_asked(f, &p))
            continue;
        if (!vg_cdx_time(p.at, &time))
            time = 0;
        if (best == VG_RECORD_UNKNOWN || is_nearer(f, time, best_time)) {
            best = p.record;
            best_time = time;
        }
    }
    return best;
}

static int read_record(struct vg_find *f, const void *bytes, uint64_t len, uint64_t record,
                       struct vg_piece *out)
{
    int rc = vg_unpack_open(&f->unpack, bytes, len, &f->o, NULL);

    while (rc == VG_OK) {
        rc = vg_unpack_next(f->unpack, out, NULL);
        if (rc == VG_OK && out->record == record)
            return VG_OK;
    }
    return rc;
}

/* The number of what the revisit at this place repeats; -1: it is not there. */
static int64_t original_at(const void *bytes, uint64_t len, const struct vg_piece *revisit)
{
    const struct vg_unpack_options o = {.look_ahead = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;

    if (vg_unpack_open(&u, bytes, len, &o, NULL) != VG_OK)
        return -1;
    while (vg_unpack_next(u, &p, NULL) == VG_OK)
        if (p.type == VG_PIECE_REVISIT && p.offset == revisit->offset &&
            p.inner == revisit->inner && vg_str_cmp(p.member, revisit->member) == 0)
            return p.original;
    return -1;
}

int vg_find_original(struct vg_find *f, const void *bytes, uint64_t len, struct vg_piece *p)
{
    int64_t original = p->original >= 0 ? p->original : original_at(bytes, len, p);

    if (original < 0)
        return VG_E_ABSENT;
    vg_unpack_close(f->unpack);
    f->unpack = NULL;
    return read_record(f, bytes, len, (uint64_t)original, p);
}

static int find_by_walk(struct vg_find *f, const void *bytes, uint64_t len, struct vg_found *out)
{
    uint64_t record = nearest_record(f, bytes, len);

    if (record == VG_RECORD_UNKNOWN)
        return VG_E_ABSENT;
    return read_record(f, bytes, len, record, &out->piece);
}

static int find_by_index(struct vg_find *f, const void *bytes, uint64_t len, struct vg_found *out)
{
    if (!vg_zip_is(bytes, len))
        return 0;
    vg_zip_open(&f->a, bytes, len, &f->zip);
    if (!vg_wacz_is(&f->zip))
        return 0;
    list_archives(f);
    search_indexes(f);
    return read_captures(f, out);
}

static const char *why(const struct vg_find *f, const struct vg_found *found)
{
    if (found->by_index)
        return found->index_wrong ? "the nearest line of the index led to something else" : "";
    if (found->index_wrong || f->saw_line)
        return "the index led to something else; every record was looked at";
    if (f->has_index)
        return "the index has no line for this address; every record was looked at";
    return "there is no index; every record was looked at";
}

static struct vg_find *find_open(struct vg_str url, const struct vg_unpack_options *o)
{
    struct vg_find *f = vg_malloc(sizeof *f);

    *f = (struct vg_find){.unpacked = SIZE_MAX};
    if (o != NULL)
        f->o = *o;
    vg_tally_open(&f->tally);
    f->key_count = vg_surt_forms(&f->a, vg_str_copy(&f->a, url), f->keys);
    return f;
}

int vg_find_url(struct vg_find **f, const void *bytes, uint64_t len, struct vg_str url,
                struct vg_str at, const struct vg_unpack_options *o, struct vg_found *out,
                struct vg_err *err)
{
    struct vg_found found = {.by_index = 1};
    struct vg_find *made;
    int64_t wanted = 0;

    if (f == NULL || out == NULL || (bytes == NULL && len > 0))
        return vg_fail(err, VG_E_MISUSE, "an archive without bytes");
    *f = NULL;
    if (at.len > 0 && !vg_cdx_time(at, &wanted))
        return vg_fail(err, VG_E_FORMAT, "no time: %.*s", (int)(at.len < 100 ? at.len : 100), at.p);
    made = find_open(url, o);
    made->wanted = wanted;
    made->is_latest = at.len == 0;
    if (!find_by_index(made, bytes, len, &found)) {
        found.by_index = 0;
        if (find_by_walk(made, bytes, len, &found) != VG_OK) {
            vg_find_close(made);
            return vg_fail(err, VG_E_ABSENT, "no record of %.*s",
                           (int)(url.len < 300 ? url.len : 300), url.p);
        }
    }
    found.why = vg_str(why(made, &found));
    *out = found;
    *f = made;
    return VG_OK;
}
