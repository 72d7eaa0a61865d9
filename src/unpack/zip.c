/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The structure of a ZIP archive, cross-checked. libzip is not used: it cannot
 * say where a local header contradicts the directory, what lies between
 * entries, or that two entries share bytes; and once the places are known,
 * reading an entry is a piece of the input or one call of libdeflate.
 *
 * The order of work: end records → directory → each entry's local header →
 * who may have which bytes (no byte is given twice) → the stretches that nobody
 * has, which are searched for headers that the directory does not list.
 */
#include "unpack/zip.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/table.h"
#include "base/utf8.h"
#include "unpack/zip_parts.h"

void zip_note(struct zip_work *w, enum vg_note_kind kind, uint64_t offset, uint64_t length,
              const char *form, ...)
{
    struct vg_zip *z = w->z;
    VG_SCOPED_BUF b = {.max = VG_MAX_WORDS};
    char text[512];
    va_list args;

    z->note_total++;
    if (z->note_count == VG_MAX_FILE_NOTES)
        return;
    va_start(args, form);
    (void)vsnprintf(text, sizeof text, form, args);
    va_end(args);
    vg_put_visible(&b, vg_str(text), 0);
    z->notes = vg_grow(z->a, z->notes, z->note_count, &z->note_room);
    z->notes[z->note_count++] = (struct vg_read_note){kind, offset < w->len ? offset : w->len,
                                                      length, vg_str_copy(z->a, vg_buf_str(&b))};
}

void zip_span(struct zip_work *w, enum vg_zip_span_kind kind, uint64_t offset, uint64_t length,
              size_t entry, enum vg_note_kind damage)
{
    struct vg_zip *z = w->z;

    if (length == 0)
        return;
    z->spans = vg_grow(z->a, z->spans, z->span_count, &z->span_room);
    z->spans[z->span_count++] = (struct vg_zip_span){kind, offset, length, entry, damage};
}

/* -- names ------------------------------------------------------------------------- */

/* A component that is exactly "..". */
static int climbs(struct vg_str name)
{
    size_t from = 0;

    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && name.p[i] != '/')
            continue;
        if (i - from == 2 && name.p[from] == '.' && name.p[from + 1] == '.')
            return 1;
        from = i + 1;
    }
    return 0;
}

static int has_drive(struct vg_str name)
{
    return name.len >= 2 && name.p[1] == ':' &&
           ((name.p[0] >= 'A' && name.p[0] <= 'Z') || (name.p[0] >= 'a' && name.p[0] <= 'z'));
}

static int is_refused(struct vg_str name)
{
    return name.len == 0 || name.p[0] == '/' || memchr(name.p, '\0', name.len) != NULL ||
           memchr(name.p, '\\', name.len) != NULL || has_drive(name) || climbs(name);
}

/* Text of any bytes: what is no UTF-8 as %XX, so that no two names become one. */
struct vg_str zip_name_shown(struct vg_arena *a, struct vg_str name)
{
    VG_SCOPED_BUF b = {.max = KIB(256)};
    size_t at = 0;

    if (vg_utf8_bad(name.p, name.len) == name.len)
        return name;
    while (at < name.len) {
        uint32_t c;
        size_t n = vg_utf8_next(name.p + at, name.len - at, &c);

        if (n == 1 && c == VG_REPLACEMENT)
            vg_putf(&b, "%%%02X", (unsigned char)name.p[at]);
        else
            vg_put(&b, name.p + at, n);
        at += n;
    }
    return vg_str_copy(a, vg_buf_str(&b));
}

void zip_entry_name(struct zip_work *w, size_t i)
{
    struct vg_zip_entry *e = &w->z->entries[i];

    e->shown = zip_name_shown(w->z->a, e->name);
    if (is_refused(e->name)) {
        e->marks |= VG_ZIP_REFUSED;
        zip_note(w, VG_NOTE_ZIP_NAME_REFUSED, e->header, 0,
                 "entry %zu has a name that no archive should have: %.*s", i,
                 (int)(e->shown.len < 300 ? e->shown.len : 300), e->shown.p);
        e->shown = vg_str(vg_print(w->z->a, "#%zu", i));
    }
    if (!vg_table_add(w->z->names, e->name, (int64_t)i, NULL))
        e->marks |= VG_ZIP_DUPLICATE;
}

size_t zip_entry_add(struct zip_work *w, const struct zip_head *h)
{
    struct vg_zip *z = w->z;
    struct vg_zip_entry e = {
        .name = h->name,
        .method = h->method,
        .flags = h->flags,
        .crc = h->crc,
        .size = h->size,
        .stored = h->stored,
    };

    (void)zip_unicode_name(h, &e.name);
    if ((h->flags & ZIP_FLAG_CRYPT) != 0)
        e.marks |= VG_ZIP_ENCRYPTED;
    if (h->size == 0 && h->stored == 0 && h->name.len > 0 && h->name.p[h->name.len - 1] == '/')
        e.marks |= VG_ZIP_FOLDER;
    z->entries = vg_grow(z->a, z->entries, z->count, &z->room);
    z->entries[z->count] = e;
    return z->count++;
}

/* -- the directory ----------------------------------------------------------------- */

/* An optional signature of the directory (4.3.13) belongs to it. */
static uint64_t behind_signature(const struct zip_work *w, uint64_t at)
{
    uint64_t n;

    if (!zip_sig_at(w->p, w->end.records, at, ZIP_SIG_SIGNATURE, 6))
        return at;
    n = 6 + (uint64_t)zip_u16(w->p + at + 4);
    return n <= w->end.records - at ? at + n : at;
}

static void check_directory(struct zip_work *w, size_t n, uint64_t at)
{
    const struct zip_end *e = &w->end;
    int counted = n == e->count || (e->wraps && (n & UINT16_MAX) == e->count);

    w->whole_directory = counted && at == e->dir + e->size;
    if (!counted)
        zip_note(w, VG_NOTE_ZIP_DIRECTORY_BAD, e->at, 0,
                 "the end record promises %" PRIu64 " entries, the directory lists %zu", e->count,
                 n);
    else if (at != e->dir + e->size)
        zip_note(w, VG_NOTE_ZIP_DIRECTORY_BAD, e->at, 0,
                 "the directory has %" PRIu64 " bytes, the end record says %" PRIu64, at - e->dir,
                 e->size);
    if (e->dir != e->offset && e->size > 0)
        zip_note(w, VG_NOTE_ZIP_DIRECTORY_BAD, e->dir, 0,
                 "the directory was to be at byte %" PRIu64 " and is at %" PRIu64
                 "; all offsets were corrected by the difference",
                 e->offset, e->dir);
    if (e->two_places)
        zip_note(w, VG_NOTE_ZIP_DIRECTORY_BAD, e->dir, 0,
                 "the end record leads to one directory by its offset and to another by its size");
    if (e->contradicts)
        zip_note(w, VG_NOTE_ZIP_DIRECTORY_BAD, e->at, 0,
                 "the end record and the zip64 end record disagree");
}

static void read_directory(struct zip_work *w)
{
    const struct zip_end *e = &w->end;
    uint64_t at = e->dir, stop = e->dir + e->size;
    struct zip_head h;

    while ((at < stop || w->z->count < e->count) && zip_central_read(w->p, e->records, at, &h)) {
        size_t i;

        if (w->z->count == VG_MAX_ZIP_ENTRIES)
            break;
        i = zip_entry_add(w, &h);
        w->z->entries[i].header = h.offset + zip_shift(e);
        if (h.disk != 0 && h.disk != UINT16_MAX)
            w->z->entries[i].header = UINT64_MAX;
        at += h.length;
    }
    w->listed = w->z->count;
    at = behind_signature(w, at);
    w->dir_end = at;
    if (w->z->count == VG_MAX_ZIP_ENTRIES && at < stop)
        zip_note(w, VG_NOTE_SIZE_EXCEEDED, at, 0, "more than %d entries; the rest is not read",
                 VG_MAX_ZIP_ENTRIES);
    else
        check_directory(w, w->z->count, at);
    for (size_t i = 0; i < w->listed; i++)
        zip_entry_name(w, i);
}

/* -- the whole ------------------------------------------------------------------------ */

/*
 * The end record to follow: the last one that ends with the file, else the last.
 * One that does not end with the file, and whose archive does not begin with it
 * either, is taken for an archive within an entry of one that was cut.
 */
static int choose_end(struct zip_work *w, const struct zip_end *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (ends[i].stop == w->len) {
            w->end = ends[i];
            return 1;
        }
    }
    if (n == 0 || (ends[0].dir != ends[0].offset && zip_sig_at(w->p, w->len, 0, ZIP_SIG_LOCAL, 4)))
        return 0;
    w->end = ends[0];
    return 1;
}

static void note_duplicates(struct zip_work *w)
{
    for (size_t i = 0; i < w->z->count; i++) {
        const struct vg_zip_entry *e = &w->z->entries[i];

        if ((e->marks & VG_ZIP_DUPLICATE) != 0)
            zip_note(w, VG_NOTE_ZIP_DUPLICATE, e->header, 0,
                     "another entry before it is called %.*s too; both are read",
                     (int)(e->shown.len < 300 ? e->shown.len : 300), e->shown.p);
    }
}

static void order_in_file(struct vg_zip *z)
{
    VG_SCOPED_ARENA a = {0};
    struct zip_place *list = VG_NEW_ARRAY(&a, struct zip_place, z->count + 1);

    for (size_t i = 0; i < z->count; i++)
        list[i] = (struct zip_place){.from = z->entries[i].header, .entry = i};
    qsort(list, z->count, sizeof *list, zip_place_order);
    z->in_file = VG_NEW_ARRAY(z->a, size_t, z->count + 1);
    for (size_t i = 0; i < z->count; i++)
        z->in_file[i] = list[i].entry;
}

static int note_order(const void *a, const void *b)
{
    const struct vg_read_note *x = a, *y = b;

    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    if (x->length != y->length)
        return x->length < y->length ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return vg_str_cmp(x->text, y->text);
}

int vg_zip_is(const void *bytes, uint64_t len)
{
    const unsigned char *p = bytes;
    struct zip_end ends[VG_MAX_ZIP_ENDS];

    return zip_sig_at(p, len, 0, ZIP_SIG_LOCAL, 4) || zip_sig_at(p, len, 0, ZIP_SIG_END, ZIP_END) ||
           (zip_sig_at(p, len, 0, ZIP_SIG_DESCRIPTOR, 8) &&
            zip_sig_at(p, len, 4, ZIP_SIG_LOCAL, 4)) ||
           zip_ends_find(p, len, ends) > 0;
}

int vg_zip_ends(const void *bytes, uint64_t len)
{
    struct zip_end ends[VG_MAX_ZIP_ENDS];
    size_t n = zip_ends_find(bytes, len, ends);

    for (size_t i = 0; i < n; i++) {
        if (ends[i].stop == len && ends[i].count > 0)
            return 1;
    }
    return 0;
}

void vg_zip_open(struct vg_arena *a, const void *bytes, uint64_t len, struct vg_zip *out)
{
    struct zip_end ends[VG_MAX_ZIP_ENDS];
    struct zip_work w = {.z = out, .p = bytes, .len = len};
    size_t n = zip_ends_find(bytes, len, ends);

    *out = (struct vg_zip){.bytes = bytes, .len = len, .a = a, .names = VG_NEW(a, struct vg_table)};
    *out->names = VG_TABLE(a);
    w.has_end = choose_end(&w, ends, n);
    out->has_directory = w.has_end;
    if (w.has_end)
        read_directory(&w);
    else
        zip_note(&w, VG_NOTE_ZIP_DIRECTORY_BAD, len, 0,
                 "no usable directory at the end; entries were looked for by their local headers");
    zip_place_entries(&w, ends, n);
    note_duplicates(&w);
    order_in_file(out);
    if (out->note_count > 1)
        qsort(out->notes, out->note_count, sizeof *out->notes, note_order);
}

const struct vg_zip_entry *vg_zip_find_str(const struct vg_zip *z, struct vg_str name)
{
    int64_t i;

    return vg_table_get(z->names, name, &i) ? &z->entries[i] : NULL;
}

const struct vg_zip_entry *vg_zip_find(const struct vg_zip *z, const char *name)
{
    return vg_zip_find_str(z, vg_str(name));
}

int vg_zip_is_document(const struct vg_zip *z)
{
    return vg_zip_find(z, "[Content_Types].xml") != NULL || vg_zip_find(z, "mimetype") != NULL;
}
