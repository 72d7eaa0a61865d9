/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Where the entries of a ZIP archive lie: each one's local header, and who may have which
 * bytes. No byte is given twice. Where the headers contradict each other or themselves, the CRC
 * decides: it is the one statement that cannot fit by chance.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/limits.h"
#include "unpack/zip_parts.h"

/* -- local headers ------------------------------------------------------------------ */

int zip_place_order(const void *a, const void *b)
{
    const struct zip_place *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

/* A size or CRC of a local header: with a descriptor behind the data it may be left at 0. */
static int agrees(const struct zip_head *h, uint64_t local, uint64_t directory)
{
    return local == directory || (local == 0 && (h->flags & ZIP_FLAG_DESCRIPTOR) != 0);
}

static void compare_local(struct zip_work *w, struct vg_zip_entry *e, const struct zip_head *h,
                          struct zip_place *p)
{
    VG_SCOPED_BUF b = {.max = KIB(1)};
    struct vg_str name = h->name;

    (void)zip_unicode_name(h, &name);
    if (vg_str_cmp(name, e->name) != 0) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str shown = zip_name_shown(&a, name);

        p->is_other_name = name.len != e->name.len;
        vg_putf(&b, " name (%.*s)", (int)(shown.len < 200 ? shown.len : 200), shown.p);
    }
    if (h->method != e->method)
        vg_putf(&b, " method (%u)", h->method);
    if (((h->flags ^ e->flags) & ~(unsigned)ZIP_FLAGS_LEVEL) != 0)
        vg_putf(&b, " flags (%u)", h->flags);
    if (!agrees(h, h->crc, e->crc))
        vg_putf(&b, " CRC (%08" PRIx32 ")", h->crc);
    if (!agrees(h, h->stored, e->stored))
        vg_putf(&b, " stored size (%" PRIu64 ")", h->stored);
    if (!agrees(h, h->size, e->size))
        vg_putf(&b, " size (%" PRIu64 ")", h->size);
    if (b.len == 0)
        return;
    e->marks |= VG_ZIP_DIFFERS;
    p->disagree = h->method != e->method || ((h->flags ^ e->flags) & ZIP_FLAG_CRYPT) != 0 ||
                  !agrees(h, h->crc, e->crc) || !agrees(h, h->size, e->size);
    p->local_method = h->method;
    p->local_flags = h->flags;
    p->local_crc = agrees(h, h->crc, e->crc) ? e->crc : h->crc;
    p->local_size = agrees(h, h->size, e->size) ? e->size : h->size;
    zip_note(w, VG_NOTE_ZIP_LOCAL_DIFFERS, e->header, 0,
             "the local header of %.*s has another%s than the directory",
             (int)(e->shown.len < 200 ? e->shown.len : 200), e->shown.p, b.p);
}

/* Data and descriptor: sets e->end. */
static void measure(struct zip_work *w, struct vg_zip_entry *e, unsigned flags)
{
    uint64_t left = w->len - e->data;

    if (e->stored > left) {
        e->marks |= VG_ZIP_CUT;
        e->stored = left;
    }
    e->end = e->data + e->stored;
    if ((flags & ZIP_FLAG_DESCRIPTOR) != 0 && (e->marks & VG_ZIP_CUT) == 0)
        e->end += zip_descriptor(w->p, w->len, e->end, e->crc, e->stored, e->size);
}

/* Find an entry's data by its local header; p->is_lost when there is none. */
static void locate(struct zip_work *w, size_t i, struct zip_place *p)
{
    struct vg_zip_entry *e = &w->z->entries[i];
    uint64_t unshifted = e->header - zip_shift(&w->end);
    struct zip_head h;

    *p = (struct zip_place){.from = e->header, .entry = i, .stated = e->stored};
    if (!zip_local_read(w->p, w->len, e->header, &h)) {
        if (!zip_local_read(w->p, w->len, unshifted, &h)) {
            p->is_lost = 1;
            p->to = p->from;
            e->marks |= VG_ZIP_NOWHERE;
            return;
        }
        p->from = e->header = unshifted;
    }
    e->data = e->header + h.length;
    compare_local(w, e, &h, p);
    measure(w, e, h.flags | e->flags);
    p->to = e->end;
    p->streamed = ((h.flags | e->flags) & ZIP_FLAG_DESCRIPTOR) != 0;
    if (h.stored != e->stored && h.stored > 0 && h.stored <= w->len - e->data)
        p->other = e->data + h.stored;
}

/* -- headers that cannot be right ------------------------------------------------------- */

/* Do these values give the data whose CRC is stated? */
static int is_whole(const struct vg_zip *z, const struct vg_zip_entry *e)
{
    VG_SCOPED_ZIP_FLOW f = {0};
    struct vg_str piece;

    vg_zip_flow_open(&f, z, e);
    while (vg_zip_flow_next(&f, &piece))
        continue;
    return f.whole;
}

/* Data that begin at `start` and end before `limit`: 1 and *e set when their CRC says that these
 * are the entry's. */
static int try_start(struct zip_work *w, struct vg_zip_entry *e, const struct zip_place *p,
                     uint64_t start, uint64_t limit)
{
    struct vg_zip_entry t = *e;

    if (start < p->from + ZIP_LOCAL || start > limit || p->stated > limit - start)
        return 0;
    /* A header of its own stands nearer to the data: the gap will show it. */
    if (p->is_lost && memmem(w->p + p->from + 1, start - p->from - 1, "PK\3\4", 4) != NULL)
        return 0;
    t.header = p->from;
    t.data = start;
    t.stored = p->stated;
    t.marks &= ~(unsigned)(VG_ZIP_NOWHERE | VG_ZIP_CUT);
    if (!is_whole(w->z, &t))
        return 0;
    t.end = start + t.stored;
    if ((t.flags & ZIP_FLAG_DESCRIPTOR) != 0)
        t.end += zip_descriptor(w->p, limit, t.end, t.crc, t.stored, t.size);
    t.marks |= VG_ZIP_DIFFERS;
    *e = t;
    return 1;
}

/* As many bytes as the local header says. */
static int try_local_size(struct zip_work *w, struct vg_zip_entry *e, const struct zip_place *p,
                          uint64_t limit)
{
    struct zip_place q = *p;

    if (p->other == 0 || p->other > limit)
        return 0;
    q.stated = p->other - e->data;
    return try_start(w, e, &q, e->data, limit);
}

/* What the descriptor in front of `limit` says, if it says how far away the data begin. */
static int try_descriptor(struct zip_work *w, struct vg_zip_entry *e, const struct zip_place *p,
                          uint64_t limit)
{
    for (uint64_t n = 12; p->streamed && n <= 24; n += 4) {
        uint64_t sig = n == 16 || n == 24 ? 4 : 0, at = limit - n;
        struct vg_zip_entry t = *e;
        struct zip_place q = *p;
        const unsigned char *d;

        if (limit < n || at < e->data || (sig > 0 && zip_u32(w->p + at) != ZIP_SIG_DESCRIPTOR))
            continue;
        d = w->p + at + sig;
        t.crc = zip_u32(d);
        q.stated = n < 20 ? zip_u32(d + 4) : zip_u64(d + 4);
        t.size = n < 20 ? zip_u32(d + 8) : zip_u64(d + 12);
        if (q.stated != at - e->data || !try_start(w, &t, &q, e->data, limit))
            continue;
        *e = t;
        return 1;
    }
    return 0;
}

/*
 * A local header that is none, or whose lengths make the data run over what comes next: the
 * data stand behind a header of the directory's name, or directly in front of `limit`, where
 * the next header or the directory begins. Stretches between headers are apart, so
 * that looking costs a few passes over the file at most.
 */
static void repair(struct zip_work *w, struct zip_place *p, uint64_t limit)
{
    static const uint64_t descriptors[] = {0, 12, 16, 20, 24};
    struct vg_zip_entry *e = &w->z->entries[p->entry];
    size_t n = (e->flags & ZIP_FLAG_DESCRIPTOR) != 0 ? 5 : 1;
    int found = try_local_size(w, e, p, limit) || try_descriptor(w, e, p, limit) ||
                try_start(w, e, p, p->from + ZIP_LOCAL + e->name.len, limit);

    for (size_t i = 0; i < n && !found; i++) {
        if (p->stated <= limit - p->from && descriptors[i] <= limit - p->from - p->stated)
            found = try_start(w, e, p, limit - descriptors[i] - p->stated, limit);
    }
    if (!found)
        return;
    p->is_lost = 0;
    p->to = e->end;
    p->other = 0;
    zip_note(w, VG_NOTE_ZIP_LOCAL_DIFFERS, p->from, 0,
             "a header of %.*s is damaged; its data were found by their CRC",
             (int)(e->shown.len < 200 ? e->shown.len : 200), e->shown.p);
}

/* The data have no descriptor though they should, or they end in the mark of one. */
static int is_descriptor_odd(const struct zip_work *w, const struct vg_zip_entry *e)
{
    return e->end == e->data + e->stored ||
           (e->stored >= 4 &&
            zip_sig_at(w->p, w->len, e->data + e->stored - 4, ZIP_SIG_DESCRIPTOR, 4));
}

/* Bytes left over, or too few; a name of another length: the header's lengths may be wrong. */
static int is_doubtful(const struct zip_work *w, const struct zip_place *p, uint64_t limit)
{
    const struct vg_zip_entry *e = &w->z->entries[p->entry];

    if (p->is_lost || p->to > limit)
        return 1;
    if (p->to == limit && !p->is_other_name && p->other == 0 &&
        !(p->streamed && is_descriptor_odd(w, e)))
        return 0;
    return !p->disagree && !is_whole(w->z, e);
}

static void repair_all(struct zip_work *w, struct zip_place *asked, size_t n)
{
    uint64_t limit = w->len;

    for (size_t i = n; i > 0; i--) {
        struct zip_place *p = &asked[i - 1];

        if (i < n && asked[i].from > p->from)
            limit = asked[i].from;
        if (w->has_end && p->from < w->end.dir && w->end.dir < limit)
            limit = w->end.dir;
        if (limit > w->len)
            limit = w->len;
        /* Of several that claim one place the first is looked at, whatever their number. */
        if (i > 1 && asked[i - 2].from == p->from)
            continue;
        if (p->from < limit && is_doubtful(w, p, limit))
            repair(w, p, limit);
    }
}

/* What could not be repaired is said. Leaves those that have a place. */
static size_t keep_placed(struct zip_work *w, struct zip_place *asked, size_t n)
{
    size_t k = 0;

    for (size_t i = 0; i < n; i++) {
        struct vg_zip_entry *e = &w->z->entries[asked[i].entry];
        int len = (int)(e->shown.len < 200 ? e->shown.len : 200);

        if (asked[i].is_lost) {
            zip_note(w, VG_NOTE_ZIP_LOCAL_DIFFERS, e->header, 0,
                     "%.*s has no local header where the directory says", len, e->shown.p);
            continue;
        }
        if ((e->marks & VG_ZIP_CUT) != 0)
            zip_note(w, VG_NOTE_TRUNCATED, e->header, 0,
                     "%.*s is to have %" PRIu64 " bytes, and the file ends after %" PRIu64, len,
                     e->shown.p, asked[i].stated, e->stored);
        else if (asked[i].streamed && e->end == e->data + e->stored) {
            e->marks |= VG_ZIP_DIFFERS;
            zip_note(w, VG_NOTE_ZIP_LOCAL_DIFFERS, e->end, 0,
                     "behind %.*s there is no data descriptor that agrees with the directory", len,
                     e->shown.p);
        }
        asked[k++] = asked[i];
    }
    return k;
}

/* Where the two headers disagree about the data, the one is right whose CRC fits; the directory,
 * when none does. */
static void settle(struct zip_work *w, const struct zip_place *p)
{
    struct vg_zip_entry *e = &w->z->entries[p->entry], t = *e;

    if (!p->disagree || is_whole(w->z, e))
        return;
    t.method = p->local_method;
    t.crc = p->local_crc;
    t.size = p->local_size;
    t.flags = p->local_flags;
    t.marks &= ~(unsigned)VG_ZIP_ENCRYPTED;
    if ((t.flags & ZIP_FLAG_CRYPT) == 0 && is_whole(w->z, &t))
        *e = t;
}

/* -- who has which bytes ------------------------------------------------------------- */

static int meet(uint64_t from, uint64_t to, uint64_t other_from, uint64_t other_to)
{
    return from < other_to && other_from < to;
}

/* Bytes of the directory and the end records are no entry's. */
static int is_reserved(const struct zip_work *w, uint64_t from, uint64_t to)
{
    return w->has_end &&
           (meet(from, to, w->end.dir, w->dir_end) || meet(from, to, w->end.records, w->end.stop));
}

/* Does a stretch meet one of `n` others, which are ascending and apart? */
static int meets_any(const struct zip_place *list, size_t n, uint64_t from, uint64_t to)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (list[mid].to <= from)
            low = mid + 1;
        else
            high = mid;
    }
    return low < n && list[low].from < to;
}

static void deny(struct zip_work *w, size_t i)
{
    struct vg_zip_entry *e = &w->z->entries[i];

    e->marks |= VG_ZIP_OVERLAP;
    zip_note(w, VG_NOTE_ZIP_OVERLAP, e->header, 0,
             "%.*s shares its bytes with another entry; they are read once",
             (int)(e->shown.len < 200 ? e->shown.len : 200), e->shown.p);
}

/* Entries whose two headers agree come first, in the order of the file. */
static size_t grant_clean(struct zip_work *w, const struct zip_place *asked, size_t n,
                          struct zip_place *given)
{
    uint64_t free_from = 0;
    size_t k = 0;

    for (size_t i = 0; i < n; i++) {
        if ((w->z->entries[asked[i].entry].marks & VG_ZIP_DIFFERS) != 0)
            continue;
        if (asked[i].from < free_from || is_reserved(w, asked[i].from, asked[i].to)) {
            deny(w, asked[i].entry);
            continue;
        }
        given[k++] = asked[i];
        free_from = asked[i].to;
    }
    return k;
}

/* The others get what is left: by the directory's size, or by the local header's. */
static size_t grant_rest(struct zip_work *w, const struct zip_place *asked, size_t n,
                         struct zip_place *given, size_t clean)
{
    uint64_t free_from = 0;
    size_t k = clean;

    for (size_t i = 0; i < n; i++) {
        struct vg_zip_entry *e = &w->z->entries[asked[i].entry];
        struct zip_place p = asked[i];
        int tries = 0;

        if ((e->marks & VG_ZIP_DIFFERS) == 0)
            continue;
        while (tries < 2 && (p.from < free_from || p.to <= p.from || is_reserved(w, p.from, p.to) ||
                             meets_any(given, clean, p.from, p.to))) {
            p.to = p.other;
            tries++;
        }
        if (tries == 2) {
            deny(w, p.entry);
            continue;
        }
        if (tries == 1) {
            e->end = p.to;
            e->stored = p.to - e->data;
            e->marks &= ~(unsigned)VG_ZIP_CUT;
        }
        given[k++] = p;
        free_from = p.to;
    }
    qsort(given, k, sizeof *given, zip_place_order);
    return k;
}

/* A further end record that a reader could take for the right one. Those within
 * the data of an entry are an archive in the archive, and nothing odd. */
static void check_ends(struct zip_work *w, const struct zip_end *ends, size_t n,
                       const struct zip_place *given, size_t k)
{
    for (size_t i = 0; i < n; i++) {
        if (w->has_end && ends[i].at == w->end.at)
            continue;
        if (!meets_any(given, k, ends[i].at, ends[i].at + 1))
            zip_note(w, VG_NOTE_ZIP_DIRECTORY_BAD, ends[i].at, 0,
                     "another valid end record stands here; programs may show another archive");
    }
}

/* Give each byte to somebody. `given` are the entries' stretches, ascending and apart. */
static void partition(struct zip_work *w, const struct zip_place *given, size_t k)
{
    const struct zip_place fixed[2] = {{.from = w->end.dir, .to = w->dir_end},
                                       {.from = w->end.records, .to = w->end.stop}};
    size_t f = w->has_end ? 0 : 2, i = 0;
    uint64_t at = 0;

    while (i < k || f < 2) {
        int entry = f == 2 || (i < k && given[i].from < fixed[f].from);
        const struct zip_place *p = entry ? &given[i++] : &fixed[f++];

        if (p->from > at)
            zip_gap(w, at, p->from);
        if (entry)
            zip_span(w, VG_ZIP_SPAN_ENTRY, p->from, p->to - p->from, p->entry, VG_NOTE_JUNK);
        else
            zip_span(w, f == 1 ? VG_ZIP_SPAN_DIRECTORY : VG_ZIP_SPAN_END, p->from, p->to - p->from,
                     0, VG_NOTE_JUNK);
        at = p->to;
    }
    if (at < w->len)
        zip_gap(w, at, w->len);
}

void zip_place_entries(struct zip_work *w, const struct zip_end *ends, size_t end_count)
{
    VG_SCOPED_ARENA a = {0};
    struct zip_place *asked = VG_NEW_ARRAY(&a, struct zip_place, w->listed + 1);
    struct zip_place *given = VG_NEW_ARRAY(&a, struct zip_place, w->listed + 1);
    size_t n = w->listed, k;

    for (size_t i = 0; i < n; i++)
        locate(w, i, &asked[i]);
    qsort(asked, n, sizeof *asked, zip_place_order);
    repair_all(w, asked, n);
    n = keep_placed(w, asked, n);
    w->heads = VG_NEW_ARRAY(&a, uint64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        w->heads[w->head_count++] = asked[i].from;
    k = grant_clean(w, asked, n, given);
    k = grant_rest(w, asked, n, given, k);
    for (size_t i = 0; i < k; i++)
        settle(w, &given[i]);
    check_ends(w, ends, end_count, given, k);
    partition(w, given, k);
    w->heads = NULL;
}
