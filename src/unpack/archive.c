/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Archives in archives without recursion: a stack of levels, each with its own
 * structure and the entry it is at. A level's bytes are a range of the input (its
 * own, or stored in one above), and then so are all offsets; or they were
 * unpacked, and then everything in it lies "somewhere in" the entry of the input that
 * holds it, whose bytes are accounted once.
 */
#include "unpack/archive.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "unpack/container.h"
#include "unpack/wacz.h"
#include "unpack/window.h"

struct level {
    struct vg_arena a;
    struct vg_zip zip;
    int is_package;
    struct vg_wacz *wacz; /* NULL: not a package, or not held against it */
    struct vg_str name;   /* of the archive itself, as a prefix of its entries' names */
    size_t next;          /* entry to come, in the order of the file */

    int is_unpacked; /* not a range of the input, but in this entry of it */
    uint64_t base;   /* else: where the range begins */
    uint64_t wrap_offset, wrap_length;
    int is_told; /* the entry's range is accounted */

    /* The entry under way. */
    size_t entry;
    struct vg_buf unpacked;
    struct vg_walk *walk; /* NULL: none */
    int is_document;      /* it was given, and that was all */
    int is_checked;       /* its bytes are checked while the walk goes over them */
    uint64_t checked;     /* … up to here */
    uint32_t crc;
    int is_large; /* it is walked over in runs */
    struct vg_window window;
};

struct vg_archive {
    struct level levels[VG_MAX_NESTING + 1];
    size_t depth;               /* levels in use */
    struct vg_unpack_options o; /* with `passed` of this file */
    void (*passed)(void *w, uint64_t offset);
    void *w;
    uint64_t len;  /* of the input */
    uint64_t told; /* offset that the caller last heard */
    struct vg_tally *tally;
    struct vg_originals *originals;
    int is_scout; /* nobody wants to know what is wrong with it */
};

/* -- what it is --------------------------------------------------------------------- */

static int begins(const unsigned char *p, uint64_t len, const char *magic, size_t n)
{
    return len >= n && memcmp(p, magic, n) == 0;
}

/* Kinds of documents that carry ZIP archives at their end, on purpose or for a trick. */
static int is_other_document(const unsigned char *p, uint64_t len)
{
    uint64_t look = len < 1024 ? len : 1024;

    return begins(p, len, "<", 1) || begins(p, len, "\x89PNG", 4) ||
           begins(p, len, "\xFF\xD8\xFF", 3) || begins(p, len, "GIF8", 4) ||
           begins(p, len, "RIFF", 4) || begins(p, len, "\xD0\xCF\x11\xE0", 4) ||
           begins(p, len, "{\\rtf", 5) || memmem(p, (size_t)look, "%PDF-", 5) != NULL;
}

static int may_be_zip(const void *bytes, uint64_t len)
{
    switch ((int)vg_container_of(bytes, len)) {
    case VG_CONTAINER_ZIP:
        return 1;
    case VG_CONTAINER_NONE:
        return !is_other_document(bytes, len) && vg_zip_ends(bytes, len);
    default:
        return 0;
    }
}

static enum vg_archive_sort sort_of(const struct vg_zip *z)
{
    if (z->count == 0)
        return VG_ARCHIVE_NONE;
    if (vg_zip_is_document(z))
        return VG_ARCHIVE_DOCUMENT;
    return vg_wacz_is(z) ? VG_ARCHIVE_WACZ : VG_ARCHIVE_ZIP;
}

enum vg_archive_sort vg_archive_sort(const void *bytes, uint64_t len)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_zip z;

    if (!may_be_zip(bytes, len))
        return VG_ARCHIVE_NONE;
    vg_zip_open(&a, bytes, len, &z);
    return sort_of(&z);
}

/* -- whose bytes ---------------------------------------------------------------------- */

static void account(struct vg_archive *a, const struct level *l, uint64_t n)
{
    if (!l->is_unpacked)
        a->tally->accounted += n;
}

static void tell(struct vg_archive *a, const struct level *l, const struct vg_read_note *n)
{
    if (l->is_unpacked)
        vg_tally_damage(a->tally, n->kind, l->wrap_offset, 0, "in %.*s: %.*s", (int)l->name.len,
                        l->name.p, (int)n->text.len, n->text.p);
    else
        vg_tally_damage(a->tally, n->kind, l->base + n->offset, n->length, "%.*s", (int)n->text.len,
                        n->text.p);
}

/* Stretches that nobody owns beyond those that have a note. */
static void tell_unnoted(struct vg_archive *a, const struct level *l)
{
    uint64_t noted = 0, damaged = 0;

    for (size_t i = 0; i < l->zip.note_count; i++)
        noted += l->zip.notes[i].length;
    for (size_t i = 0; i < l->zip.span_count; i++)
        damaged += l->zip.spans[i].kind == VG_ZIP_SPAN_DAMAGE ? l->zip.spans[i].length : 0;
    account(a, l, damaged - noted);
    a->tally->damage.total += l->zip.note_total - l->zip.note_count;
}

/* Everything but the data of entries, which are accounted when their turn comes. */
static void tell_structure(struct vg_archive *a, const struct level *l)
{
    for (size_t i = 0; i < l->zip.note_count; i++)
        tell(a, l, &l->zip.notes[i]);
    tell_unnoted(a, l);
    for (size_t i = 0; i < l->zip.span_count; i++) {
        const struct vg_zip_span *s = &l->zip.spans[i];

        if (s->kind == VG_ZIP_SPAN_ENTRY)
            account(a, l, s->length - l->zip.entries[s->entry].stored);
        else if (s->kind != VG_ZIP_SPAN_DAMAGE)
            account(a, l, s->length);
    }
}

static void tell_package(struct vg_archive *a, const struct level *l)
{
    uint64_t total;
    size_t n;
    const struct vg_read_note *notes;

    if (l->wacz == NULL)
        return;
    vg_wacz_finish(l->wacz);
    notes = vg_wacz_notes(l->wacz, &n, &total);
    for (size_t i = 0; i < n; i++)
        tell(a, l, &notes[i]);
    a->tally->damage.total += total - n;
}

/* -- levels --------------------------------------------------------------------------- */

static void level_end(struct level *l)
{
    vg_walk_close(l->walk);
    vg_window_close(&l->window);
    vg_wacz_close(l->wacz);
    vg_buf_end(&l->unpacked);
    vg_arena_end(&l->a);
    *l = (struct level){0};
}

/* Take an archive apart on the next level; 0 when it is none. */
static int push(struct vg_archive *a, const void *bytes, uint64_t len, const struct level *place)
{
    struct level *l = &a->levels[a->depth];
    enum vg_archive_sort sort;

    *l = *place;
    vg_zip_open(&l->a, bytes, len, &l->zip);
    sort = sort_of(&l->zip);
    if (sort != VG_ARCHIVE_ZIP && sort != VG_ARCHIVE_WACZ) {
        vg_arena_end(&l->a);
        return 0;
    }
    a->depth++;
    l->name = vg_str_copy(&l->a, l->name);
    tell_structure(a, l);
    l->is_package = sort == VG_ARCHIVE_WACZ;
    if (l->is_package && !a->is_scout)
        l->wacz = vg_wacz_open(&l->zip, a->o.digests);
    return 1;
}

static void pop(struct vg_archive *a)
{
    struct level *l = &a->levels[a->depth - 1];

    tell_package(a, l);
    if (l->is_unpacked && !l->is_told)
        vg_tally_damage(a->tally, VG_NOTE_JUNK, l->wrap_offset, l->wrap_length,
                        "an archive within an archive in which nothing can be read");
    level_end(l);
    a->depth--;
}

/* The room that is left for unpacking one more entry, with those that archives above stand in. */
static size_t room_left(const struct vg_archive *a)
{
    uint64_t held = 0;

    for (size_t i = 0; i + 1 < a->depth; i++)
        held += a->levels[i].unpacked.len;
    held = held < (uint64_t)VG_MAX_NESTED ? (uint64_t)VG_MAX_NESTED - held : 0;
    if (held > (uint64_t)VG_MAX_MEMBER)
        held = (uint64_t)VG_MAX_MEMBER;
    return held < 1 ? 1 : (size_t)held;
}

/* -- what the walk has come past ---------------------------------------------------------- */

/* The bytes of the entry under way, up to `end` of it: to its CRC, and to the package. */
static void check_to(struct level *l, uint64_t end)
{
    const struct vg_zip_entry *e = &l->zip.entries[l->entry];
    const unsigned char *p = l->zip.bytes + e->data + l->checked;

    if (end > e->stored)
        end = e->stored;
    if (end <= l->checked)
        return;
    l->crc = libdeflate_crc32(l->crc, p, (size_t)(end - l->checked));
    if (l->wacz != NULL && vg_wacz_role(e) == VG_WACZ_ARCHIVE)
        vg_wacz_hash_add(l->wacz, p, (size_t)(end - l->checked));
    l->checked = end;
}

static void tell_passed(struct vg_archive *a, uint64_t offset)
{
    if (a->passed == NULL || offset < a->told + (uint64_t)VG_PASSED_STEP)
        return;
    a->told = offset;
    a->passed(a->w, offset);
}

/* Called by a walk: checks while the bytes are at hand, then lets the caller drop them. */
static void passed(void *w, uint64_t offset)
{
    struct vg_archive *a = w;
    struct level *l = &a->levels[a->depth - 1];
    uint64_t begin = l->base + l->zip.entries[l->entry].data;

    if (l->is_checked && offset > begin)
        check_to(l, offset - begin);
    tell_passed(a, offset);
}

static void end_check(struct vg_archive *a, struct level *l)
{
    const struct vg_zip_entry *e = &l->zip.entries[l->entry];
    struct vg_zip_bytes got;

    if (!l->is_checked)
        return;
    l->is_checked = 0;
    check_to(l, e->stored);
    vg_zip_checked(e, l->checked, l->crc, &got);
    if (!got.whole)
        tell(a, l, &(struct vg_read_note){got.damage.kind, e->data, 0, got.damage.text});
    if (l->wacz != NULL && vg_wacz_role(e) == VG_WACZ_ARCHIVE)
        vg_wacz_hash_end(l->wacz, l->entry, got.whole);
}

/* -- entries ---------------------------------------------------------------------------- */

static struct vg_str joined_name(struct level *l, const struct vg_zip_entry *e)
{
    if (l->name.len == 0)
        return e->shown;
    return vg_str(
        vg_print(&l->a, "%.*s!/%.*s", (int)l->name.len, l->name.p, (int)e->shown.len, e->shown.p));
}

/* Where the bytes of an entry lie, for the walk over them. */
static struct vg_walk_place place_of(struct level *l, const struct vg_zip_entry *e)
{
    struct vg_walk_place p = {.member = joined_name(l, e)};

    if (l->is_unpacked) {
        p.is_unwrapped = 1;
        p.wrap_offset = l->wrap_offset;
        p.wrap_length = l->is_told ? 0 : l->wrap_length;
        l->is_told = 1;
    } else if (e->method == VG_ZIP_STORED && vg_zip_readable(e, NULL)) {
        p.base = l->base + e->data;
    } else {
        p.is_unwrapped = 1;
        p.wrap_offset = l->base + e->data;
        p.wrap_length = e->stored;
    }
    return p;
}

static void open_walk(struct vg_archive *a, struct level *l, const struct vg_zip_entry *e,
                      struct vg_str bytes)
{
    const struct vg_walk_place p = place_of(l, e);

    l->walk = vg_walk_open(bytes.p, bytes.len, &p, &a->o, a->tally, a->originals);
}

static int give_document(struct vg_archive *a, struct level *l, const struct vg_zip_entry *e,
                         const struct vg_zip_bytes *got, struct vg_piece *out)
{
    open_walk(a, l, e, got->bytes);
    l->is_document = 1;
    vg_walk_document(l->walk, out);
    if (!got->whole)
        vg_walk_document_damage(l->walk, &got->damage, out);
    return VG_OK;
}

/* An archive in the entry; 0 when it is none. */
static int enter(struct vg_archive *a, struct level *l, const struct vg_zip_entry *e,
                 struct vg_zip_bytes *got)
{
    struct level inner = {.is_unpacked = l->is_unpacked || e->method != VG_ZIP_STORED};

    if (!may_be_zip(got->bytes.p, got->bytes.len))
        return 0;
    if (a->depth > VG_MAX_NESTING) {
        if (vg_archive_sort(got->bytes.p, got->bytes.len) >= VG_ARCHIVE_ZIP) {
            got->whole = 0;
            got->damage = (struct vg_read_note){
                .kind = VG_NOTE_NESTING_EXCEEDED,
                .text = vg_str("an archive within archives, deeper than is read")};
        }
        return 0;
    }
    inner.name = joined_name(l, e);
    inner.base = l->base + e->data;
    inner.wrap_offset = l->is_unpacked ? l->wrap_offset : l->base + e->data;
    inner.wrap_length = l->is_unpacked ? (l->is_told ? 0 : l->wrap_length) : e->stored;
    inner.is_told = l->is_unpacked && l->is_told;
    if (!push(a, got->bytes.p, got->bytes.len, &inner))
        return 0;
    if (l->is_unpacked)
        l->is_told = 1;
    return 1;
}

/* Is there nothing to be given of an entry but what was said about it already? */
static int is_passed_over(const struct level *l, const struct vg_zip_entry *e)
{
    enum vg_wacz_role role = l->is_package ? vg_wacz_role(e) : VG_WACZ_OTHER;

    return (e->marks & (VG_ZIP_HIDDEN | VG_ZIP_NOWHERE | VG_ZIP_OVERLAP | VG_ZIP_FOLDER)) != 0 ||
           (role != VG_WACZ_OTHER && role != VG_WACZ_ARCHIVE);
}

/* A WARC of a package that cannot be read: no document, but a stretch of damage. */
static int is_lost_warc(struct vg_archive *a, const struct level *l, const struct vg_zip_entry *e)
{
    VG_SCOPED_BUF none = {0};
    struct vg_zip_bytes got;

    if (!l->is_package || vg_wacz_role(e) != VG_WACZ_ARCHIVE || vg_zip_readable(e, NULL))
        return 0;
    vg_zip_read(&l->zip, e, &none, &got);
    tell(a, l, &got.damage);
    return 1;
}

static void pass_over(struct vg_archive *a, const struct level *l, const struct vg_zip_entry *e)
{
    if ((e->marks & (VG_ZIP_HIDDEN | VG_ZIP_NOWHERE | VG_ZIP_OVERLAP)) == 0)
        account(a, l, e->stored);
}

/* A stored entry of records is walked over where it stands, and checked on the way. */
static int walk_in_place(struct vg_archive *a, struct level *l, const struct vg_zip_entry *e)
{
    const struct vg_str bytes = {(const char *)l->zip.bytes + e->data, e->stored};

    if (e->method != VG_ZIP_STORED || l->is_unpacked || !vg_zip_readable(e, NULL) ||
        !vg_container_is_archive(vg_container_of(bytes.p, bytes.len)))
        return 0;
    l->is_checked = !a->is_scout;
    l->checked = 0;
    l->crc = 0;
    open_walk(a, l, e, bytes);
    return 1;
}

/* Of an entry that is at hand as a whole. */
static void check_whole(struct vg_archive *a, struct level *l, const struct vg_zip_entry *e,
                        const struct vg_zip_bytes *got, int is_records)
{
    if (!got->whole && is_records)
        tell(a, l, &(struct vg_read_note){got->damage.kind, e->data, 0, got->damage.text});
    if (l->wacz == NULL || vg_wacz_role(e) != VG_WACZ_ARCHIVE)
        return;
    vg_wacz_hash_add(l->wacz, got->bytes.p, got->bytes.len);
    vg_wacz_hash_end(l->wacz, l->entry, got->whole);
}

/* The next run of an entry that does not fit into memory; 0 at its end. */
static int next_run(struct vg_archive *a, struct level *l)
{
    const struct vg_zip_entry *e = &l->zip.entries[l->entry];
    struct vg_window *w = &l->window;
    struct vg_walk_place p = {.member = joined_name(l, e), .is_unwrapped = 1};
    struct vg_str run;

    if (!l->is_large || !vg_window_next(w, &run))
        return 0;
    if (l->wacz != NULL && vg_wacz_role(e) == VG_WACZ_ARCHIVE)
        vg_wacz_hash_add(l->wacz, w->fresh.p, w->fresh.len);
    if (w->is_cut)
        tell(a, l,
             &(struct vg_read_note){VG_NOTE_SIZE_EXCEEDED, e->data, 0,
                                    vg_str("a record in a deflated entry is larger than is read")});
    tell_passed(a, l->base + e->data + w->flow.taken);
    p.wrap_offset = l->base + e->data;
    p.wrap_length = w->base == 0 ? e->stored : 0;
    l->walk = vg_walk_open(run.p, run.len, &p, &a->o, a->tally, a->originals);
    return 1;
}

static void end_runs(struct vg_archive *a, struct level *l)
{
    const struct vg_zip_entry *e = &l->zip.entries[l->entry];
    const struct vg_zip_flow *f = &l->window.flow;

    if (!l->is_large)
        return;
    if (!f->whole)
        tell(a, l, &(struct vg_read_note){f->damage.kind, e->data, 0, f->damage.text});
    if (l->wacz != NULL && vg_wacz_role(e) == VG_WACZ_ARCHIVE)
        vg_wacz_hash_end(l->wacz, l->entry, f->whole);
    vg_window_close(&l->window);
    l->is_large = 0;
}

/* Records that go on behind what fits into memory: WARC, plain or in gzip members. Not in an
 * archive within an archive, which fills the memory already, and not zstd, whose frames may need
 * a dictionary from the beginning. */
static int walk_in_runs(struct vg_archive *a, struct level *l, const struct vg_zip_entry *e,
                        const struct vg_zip_bytes *got)
{
    if (got->whole || got->damage.kind != VG_NOTE_SIZE_EXCEEDED || l->is_unpacked ||
        l->unpacked.max < (size_t)VG_MAX_MEMBER ||
        (got->bytes.p[0] != 'W' && got->bytes.p[0] != '\x1f'))
        return 0;
    l->is_large = 1;
    vg_window_open(&l->window, &l->zip, e, &l->unpacked);
    return next_run(a, l);
}

/* The next entry of a level. VG_OK: *out is its document; VG_E_ABSENT: go on. */
static int open_entry(struct vg_archive *a, struct level *l, struct vg_piece *out)
{
    const struct vg_zip_entry *e;
    struct vg_zip_bytes got;
    int is_records;

    l->entry = l->zip.in_file[l->next++];
    e = &l->zip.entries[l->entry];
    if (is_passed_over(l, e)) {
        pass_over(a, l, e);
        return VG_E_ABSENT;
    }
    if (is_lost_warc(a, l, e) || walk_in_place(a, l, e))
        return VG_E_ABSENT;
    l->unpacked.max = room_left(a);
    vg_zip_read(&l->zip, e, &l->unpacked, &got);
    if (enter(a, l, e, &got)) {
        check_whole(a, l, e, &got, 1);
        return VG_E_ABSENT;
    }
    is_records = vg_walk_is_archive(got.bytes.p, got.bytes.len);
    if (is_records && walk_in_runs(a, l, e, &got))
        return VG_E_ABSENT;
    check_whole(a, l, e, &got, is_records);
    if (!is_records)
        return give_document(a, l, e, &got, out);
    open_walk(a, l, e, got.bytes);
    return VG_E_ABSENT;
}

static void close_entry(struct vg_archive *a, struct level *l)
{
    end_check(a, l);
    if (!l->is_unpacked && !l->is_large)
        tell_passed(a, l->base + l->zip.entries[l->entry].end);
    vg_walk_close(l->walk);
    l->walk = NULL;
    l->is_document = 0;
    if (!next_run(a, l))
        end_runs(a, l);
}

/* A record was read: the package wants to know where it begins in its file. */
static void show_package(struct level *l, const struct vg_piece *p)
{
    const struct vg_zip_entry *e = &l->zip.entries[l->entry];
    int is_unwrapped = l->is_unpacked || e->method != VG_ZIP_STORED;

    if (l->wacz != NULL)
        vg_wacz_saw(l->wacz, l->entry, is_unwrapped ? p->inner : p->offset - l->base - e->data, p);
}

/* -- the whole ----------------------------------------------------------------------------- */

static struct vg_archive *open_archive(const void *bytes, uint64_t len,
                                       const struct vg_unpack_options *o, struct vg_tally *tally,
                                       struct vg_originals *originals, int is_scout)
{
    struct vg_archive *a;

    if (!may_be_zip(bytes, len))
        return NULL;
    a = vg_malloc(sizeof *a);
    *a = (struct vg_archive){.o = *o, .passed = o->passed, .w = o->w};
    a->o.passed = passed;
    a->o.w = a;
    a->len = len;
    a->tally = tally;
    a->originals = originals;
    a->is_scout = is_scout;
    if (push(a, bytes, len, &(struct level){0}))
        return a;
    free(a);
    return NULL;
}

struct vg_archive *vg_archive_open(const void *bytes, uint64_t len,
                                   const struct vg_unpack_options *o, struct vg_tally *tally,
                                   struct vg_originals *originals)
{
    return open_archive(bytes, len, o, tally, originals, 0);
}

struct vg_archive *vg_archive_scout(const void *bytes, uint64_t len, struct vg_tally *tally,
                                    struct vg_originals *originals)
{
    const struct vg_unpack_options plain = {0};

    return open_archive(bytes, len, &plain, tally, originals, 1);
}

int vg_archive_next(struct vg_archive *a, struct vg_piece *out)
{
    while (a->depth > 0) {
        struct level *l = &a->levels[a->depth - 1];

        if (l->walk != NULL) {
            if (!l->is_document && vg_walk_next(l->walk, out) == VG_OK) {
                out->inner += l->is_large ? l->window.base : 0;
                show_package(l, out);
                return VG_OK;
            }
            close_entry(a, l);
        } else if (l->next < l->zip.count) {
            if (open_entry(a, l, out) == VG_OK)
                return VG_OK;
        } else {
            pop(a);
        }
    }
    if (a->passed != NULL)
        a->passed(a->w, a->len);
    return VG_E_ABSENT;
}

void vg_archive_close(struct vg_archive *a)
{
    if (a == NULL)
        return;
    while (a->depth > 0)
        level_end(&a->levels[--a->depth]);
    free(a);
}
