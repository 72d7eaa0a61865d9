/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What stands in a ZIP archive where no listed entry is: before the first,
 * between two, behind the last, or everywhere when there is no directory. It is
 * searched for local headers; what is between those is junk.
 *
 * Where the data of such an entry end is taken from its header, unless the
 * header leaves it to a descriptor or what it says cannot be: then deflated
 * data are inflated to their end, and stored data searched for the descriptor.
 * Each byte is looked at once by each of these, so the time is linear.
 */
#include <inttypes.h>
#include <zlib.h>

#include "base/limits.h"
#include "base/table.h"
#include "unpack/zip_parts.h"

enum { SINK = 1 << 16 };

/* An entry as its local header and its bytes tell. */
struct found {
    struct zip_head head;
    uint64_t at, data, data_end, end;
    int cut, sized;
};

/* A method that somebody has given a number (4.4.5). */
static int is_method(unsigned m)
{
    return m <= 20 || (m >= 93 && m <= 99);
}

static int is_plausible(const struct zip_head *h)
{
    return is_method(h->method) && h->name.len > 0;
}

/* The next local header from `at` on that ends before `to`; `to` when there is none. */
static uint64_t next_local(const struct zip_work *w, uint64_t at, uint64_t to, struct zip_head *h)
{
    while (at < to) {
        const unsigned char *hit = memmem(w->p + at, to - at, "PK\3\4", 4);

        if (hit == NULL)
            return to;
        at = (uint64_t)(hit - w->p);
        if (zip_local_read(w->p, to, at, h) && is_plausible(h))
            return at;
        at += 4;
    }
    return to;
}

static int is_listed(const struct zip_work *w, uint64_t at)
{
    size_t low = 0, high = w->head_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (w->heads[mid] < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low < w->head_count && w->heads[low] == at;
}

/* -- where an entry ends --------------------------------------------------------------- */

/* Inflate from f->data to the end of the stream; sets data_end to how far that came, and size
 * and CRC to what came out when the header leaves them to a descriptor. 1 when the stream ended. */
static int inflate_to_end(const struct zip_work *w, struct found *f, uint64_t to)
{
    z_stream s = {0};
    VG_SCOPED_FREE unsigned char *sink = vg_malloc(SINK);
    uint64_t in = f->data, out = 0;
    uLong crc = 0;
    int rc = inflateInit2(&s, -MAX_WBITS);

    while (rc == Z_OK && in < to) {
        uInt n = to - in > SINK ? SINK : (uInt)(to - in);

        s.next_in = (Bytef *)(uintptr_t)(w->p + in);
        s.avail_in = n;
        do {
            s.next_out = sink;
            s.avail_out = SINK;
            rc = inflate(&s, Z_NO_FLUSH);
            crc = crc32(crc, sink, SINK - s.avail_out);
            out += SINK - s.avail_out;
        } while (rc == Z_OK && s.avail_out == 0);
        rc = rc == Z_BUF_ERROR ? Z_OK : rc;
        in += n - s.avail_in;
        if (out > VG_RATIO_FROM && out / VG_MAX_RATIO > in - f->data)
            rc = Z_DATA_ERROR;
    }
    (void)inflateEnd(&s);
    f->data_end = in;
    if (!f->sized) {
        f->head.size = out;
        f->head.crc = (uint32_t)crc;
    }
    return rc == Z_STREAM_END;
}

static void end_of_deflated(const struct zip_work *w, struct found *f, uint64_t to)
{
    uint64_t n;

    f->cut = !inflate_to_end(w, f, to);
    f->head.stored = f->data_end - f->data;
    f->end = f->data_end;
    if (f->cut || f->sized)
        return;
    n = zip_descriptor(w->p, to, f->end, f->head.crc, f->head.stored, f->head.size);
    f->sized = n > 0;
    f->end += n;
}

/* The descriptor at `at` says that as many bytes as lie before it were stored. */
static int ends_stored(const struct zip_work *w, struct found *f, uint64_t at, uint64_t to)
{
    uint64_t n = at - f->data, descriptor;
    uint32_t crc;

    if (!zip_sig_at(w->p, to, at, ZIP_SIG_DESCRIPTOR, 16))
        return 0;
    crc = zip_u32(w->p + at + 4);
    descriptor = zip_descriptor(w->p, to, at, crc, n, n);
    if (descriptor == 0)
        return 0;
    f->data_end = at;
    f->end = at + descriptor;
    if (!f->sized)
        f->head.crc = crc;
    f->sized = 1;
    return 1;
}

static void end_of_stored(const struct zip_work *w, struct found *f, uint64_t to)
{
    uint64_t at = f->data;
    struct zip_head h;

    f->data_end = f->end = to;
    f->cut = 1;
    while (at < to) {
        const unsigned char *hit = memmem(w->p + at, to - at, "PK", 2);

        if (hit == NULL)
            break;
        at = (uint64_t)(hit - w->p);
        if (ends_stored(w, f, at, to)) {
            f->cut = 0;
            break;
        }
        if ((zip_local_read(w->p, to, at, &h) && is_plausible(&h)) ||
            zip_central_read(w->p, to, at, &h)) {
            f->data_end = f->end = at;
            break;
        }
        at += 2;
    }
    f->head.stored = f->data_end - f->data;
    if ((f->head.flags & ZIP_FLAG_DESCRIPTOR) != 0)
        f->head.size = f->head.stored;
}

/* What stands behind an entry that is as long as it says: another record, or nothing. */
static int may_follow(const struct zip_work *w, uint64_t at, uint64_t to)
{
    return at == to || (to - at >= 2 && w->p[at] == 'P' && w->p[at + 1] == 'K');
}

static void measure_found(const struct zip_work *w, struct found *f, uint64_t to)
{
    const struct zip_head *h = &f->head;

    f->data = f->at + h->length;
    if ((h->flags & ZIP_FLAG_DESCRIPTOR) == 0 || h->stored > 0) {
        f->data_end = h->stored <= to - f->data ? f->data + h->stored : UINT64_MAX;
        f->sized = 1;
        if (f->data_end != UINT64_MAX) {
            f->end = f->data_end;
            if ((h->flags & ZIP_FLAG_DESCRIPTOR) != 0)
                f->end += zip_descriptor(w->p, to, f->end, h->crc, h->stored, h->size);
            if (may_follow(w, f->end, to) || h->method != VG_ZIP_DEFLATED)
                return;
        }
    }
    if (h->method == VG_ZIP_DEFLATED)
        end_of_deflated(w, f, to);
    else
        end_of_stored(w, f, to);
}

/* -- whose it is ------------------------------------------------------------------------ */

/* A listed entry of this name whose local header was not where the directory says. */
static struct vg_zip_entry *lost_entry(const struct zip_work *w, const struct zip_head *h)
{
    int64_t i;

    if (!vg_table_get(w->z->names, h->name, &i))
        return NULL;
    return (w->z->entries[i].marks & VG_ZIP_NOWHERE) != 0 ? &w->z->entries[i] : NULL;
}

static void place_found(struct vg_zip_entry *e, const struct found *f)
{
    e->header = f->at;
    e->data = f->data;
    e->stored = f->data_end - f->data;
    e->end = f->end;
    if (f->cut)
        e->marks |= VG_ZIP_CUT;
    if (!f->sized)
        e->marks |= VG_ZIP_UNSIZED;
}

static void take_lost(struct zip_work *w, struct vg_zip_entry *e, const struct found *f)
{
    e->marks = (e->marks & ~(unsigned)VG_ZIP_NOWHERE) | VG_ZIP_DIFFERS;
    place_found(e, f);
    e->marks &= ~(unsigned)VG_ZIP_UNSIZED; /* the directory states size and CRC */
    zip_span(w, VG_ZIP_SPAN_ENTRY, f->at, f->end - f->at, (size_t)(e - w->z->entries),
             VG_NOTE_JUNK);
}

static void take_recovered(struct zip_work *w, const struct found *f)
{
    size_t i = zip_entry_add(w, &f->head);
    struct vg_zip_entry *e = &w->z->entries[i];

    e->marks |= VG_ZIP_RECOVERED;
    place_found(e, f);
    zip_entry_name(w, i);
    if (f->cut)
        zip_note(w, VG_NOTE_TRUNCATED, f->at, 0, "the data of %.*s do not reach their end",
                 (int)(e->shown.len < 300 ? e->shown.len : 300), e->shown.p);
    zip_span(w, VG_ZIP_SPAN_ENTRY, f->at, f->end - f->at, i, VG_NOTE_JUNK);
}

static void take_hidden(struct zip_work *w, const struct found *f)
{
    size_t i = zip_entry_add(w, &f->head);
    struct vg_zip_entry *e = &w->z->entries[i];

    e->marks |= VG_ZIP_HIDDEN;
    place_found(e, f);
    e->shown = zip_name_shown(w->z->a, e->name);
    zip_note(w, VG_NOTE_ZIP_HIDDEN, f->at, f->end - f->at,
             "%.*s stands in the archive and not in its directory (%" PRIu64 " bytes, method %u)",
             (int)(e->shown.len < 300 ? e->shown.len : 300), e->shown.p, e->stored, e->method);
    zip_span(w, VG_ZIP_SPAN_DAMAGE, f->at, f->end - f->at, i, VG_NOTE_ZIP_HIDDEN);
}

static void take(struct zip_work *w, const struct found *f)
{
    struct vg_zip_entry *lost = lost_entry(w, &f->head);

    if (lost != NULL)
        take_lost(w, lost, f);
    else if (w->whole_directory)
        take_hidden(w, f);
    else
        take_recovered(w, f);
}

/* A stretch without a header of its own. */
static void leave(struct zip_work *w, uint64_t from, uint64_t to)
{
    static const char directory[] = "what is left of a directory";
    const unsigned char *p = w->p + from;
    uint32_t sig = to - from >= 4 ? zip_u32(p) : 0;
    enum vg_note_kind kind = VG_NOTE_JUNK;
    const char *why = "bytes that belong to no entry";

    if (from == to)
        return;
    if (w->z->count >= VG_MAX_ZIP_ENTRIES && (sig == ZIP_SIG_LOCAL || sig == ZIP_SIG_CENTRAL)) {
        kind = VG_NOTE_SIZE_EXCEEDED;
        why = "entries above the number that is read";
    } else if (is_listed(w, from)) {
        kind = VG_NOTE_ZIP_OVERLAP;
        why = "what is left of an entry that shares its bytes with another";
    } else if (sig == ZIP_SIG_CENTRAL || sig == ZIP_SIG_END || sig == ZIP_SIG_END64 ||
               sig == ZIP_SIG_LOCATOR) {
        kind = VG_NOTE_ZIP_DIRECTORY_BAD;
        why = directory;
    } else if (sig == ZIP_SIG_LOCAL && to == w->len) {
        kind = VG_NOTE_TRUNCATED;
        why = "a local header that does not reach its end";
    }
    zip_note(w, kind, from, to - from, "%s", why);
    zip_span(w, VG_ZIP_SPAN_DAMAGE, from, to - from, 0, kind);
}

void zip_gap(struct zip_work *w, uint64_t from, uint64_t to)
{
    uint64_t at = from, alone = from;

    while (at < to) {
        struct found f = {0};

        f.at = next_local(w, at, to, &f.head);
        if (f.at == to || w->z->count >= VG_MAX_ZIP_ENTRIES)
            break;
        if (is_listed(w, f.at)) {
            leave(w, alone, f.at);
            alone = f.at;
            at = f.at + 4;
            continue;
        }
        leave(w, alone, f.at);
        measure_found(w, &f, to);
        take(w, &f);
        at = alone = f.end;
    }
    leave(w, alone, to);
}
