/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What stands at the cursor: a record, padding, or junk; and whose bytes they are.
 */
#include "unpack/walk.h"

#include <string.h>

#include "base/limits.h"
#include "unpack/container.h"
#include "unpack/walk_inside.h"

enum {
    SHORT_REST = 8192, /* an unclear rest of a member waits for the next if it is smaller */
    DICTIONARY = 0x5D, /* first byte of the skippable frame that the IIPC keeps for it */
};

/* Lines of ARC are searched for unless it is known to be WARC: in its pages they could stand. */
static int may_hold_arc(enum vg_container c)
{
    return c != VG_CONTAINER_WARC && c != VG_CONTAINER_GZIP_WARC && c != VG_CONTAINER_ZSTD_WARC;
}

struct vg_walk *vg_walk_open(const void *bytes, uint64_t len, const struct vg_walk_place *place,
                             const struct vg_unpack_options *o, struct vg_tally *tally,
                             struct vg_originals *originals)
{
    struct vg_walk *w = vg_malloc(sizeof *w);

    *w = (struct vg_walk){.o = *o, .tally = tally, .originals = originals};
    if (place != NULL)
        w->place = *place;
    vg_stream_open(&w->s, bytes, len);
    w->s.finder.with_arc = may_hold_arc(vg_container_of(bytes, len));
    vg_notes_open(&w->notes);
    vg_segments_open(&w->segments);
    w->coder = vg_coder_open();
    w->tool.max = KIB(4);
    w->joined.max = (size_t)VG_MAX_SEGMENT_BYTES;
    return w;
}

void vg_walk_close(struct vg_walk *w)
{
    if (w == NULL)
        return;
    vg_stream_close(&w->s);
    vg_notes_close(&w->notes);
    vg_head_end(&w->head);
    vg_head_end(&w->http);
    vg_coder_close(w->coder);
    vg_digester_end(&w->digester);
    vg_buf_end(&w->tool);
    vg_buf_end(&w->joined);
    vg_segments_close(&w->segments);
    free(w);
}

/* -- whose bytes ------------------------------------------------------------------------- */

/* Bytes of the walk as bytes of the input; those that came out of it count once, as a whole. */
static void tell_damage(struct vg_walk *w, enum vg_note_kind kind, uint64_t at, uint64_t length,
                        const char *why)
{
    if (w->place.is_unwrapped)
        vg_tally_damage(w->tally, kind, w->place.wrap_offset, 0,
                        "%s (%llu bytes at %llu of the entry)", why, (unsigned long long)length,
                        (unsigned long long)at);
    else
        vg_tally_damage(w->tally, kind, w->place.base + at, length, "%s", why);
}

static void tell_padding(struct vg_walk *w, uint64_t at, uint64_t length, const char *why)
{
    if (w->place.is_unwrapped)
        vg_tally_odd(w->tally, VG_NOTE_PADDING, w->place.wrap_offset, 0,
                     "%s (%llu bytes at %llu of the entry)", why, (unsigned long long)length,
                     (unsigned long long)at);
    else
        vg_tally_odd(w->tally, VG_NOTE_PADDING, w->place.base + at, length, "%s", why);
}

static void account(struct vg_walk *w, uint64_t length)
{
    if (!w->place.is_unwrapped)
        w->tally->accounted += length;
}

/* A member that no record began in. */
static void tell_unclaimed(struct vg_walk *w, const struct vg_segment *g)
{
    if (g->is_damaged)
        tell_damage(w, g->kind, g->offset, g->length, g->why);
    else if (g->is_block)
        tell_damage(w, VG_NOTE_SIZE_EXCEEDED, g->offset, g->length,
                    "a compressed member of a record above the ceiling");
    else if (g->junk > 0)
        tell_damage(w, VG_NOTE_JUNK, g->offset, g->length,
                    "a compressed member in which no record begins");
    else
        tell_padding(w, g->offset, g->length, "a compressed member without content");
}

/* Let go of what lies before the cursor. */
static void pass_used(struct vg_walk *w)
{
    struct vg_stream *s = &w->s;
    size_t n = 0;

    while (n < s->count && s->segments[n].end <= s->cursor && s->segments[n].left == 0) {
        if (!s->segments[n].is_claimed)
            tell_unclaimed(w, &s->segments[n]);
        n++;
    }
    vg_stream_forget(s, n);
}

static void tell_passed(struct vg_walk *w, int is_end)
{
    const struct vg_stream *s = &w->s;
    uint64_t at = s->is_plain ? s->cursor : s->count > 0 ? s->segments[0].offset : s->at;

    if (w->o.passed == NULL || w->place.is_unwrapped)
        return;
    if (at >= w->told + (uint64_t)VG_PASSED_STEP || is_end) {
        w->told = at;
        w->o.passed(w->o.w, w->place.base + at);
    }
}

/* The members that a record takes: those that no record before it has taken. */
static uint64_t claim_members(struct vg_walk *w, struct vg_piece *p, size_t end)
{
    struct vg_stream *s = &w->s;
    struct vg_segment *g = vg_stream_segment(s, 0), *last = s->segments + s->count, *m;
    size_t stop = s->cursor + end;
    uint64_t length = 0, spread = 0, spread_from = 0, inner;

    inner = g->before + (s->cursor - g->start);
    p->has_inner = g->records > 0 || inner > 0;
    p->inner = inner;
    p->offset = w->place.base + g->offset;
    if (g->records == 1 && g->wrap == VG_WRAP_GZIP)
        vg_note_odd(&w->notes, VG_NOTE_ONE_MEMBER_GZIP, p->offset, 0,
                    "one gzip member holds several records");
    g->records++;
    if (!g->is_claimed)
        length = g->length;
    for (m = g; m < last && (m == g || m->start < stop); m++) {
        if (m->is_damaged)
            vg_note_damage(&w->notes, m->kind, w->place.base + m->offset, m->length, "%s", m->why);
        if (m == g)
            continue;
        spread_from = spread_from == 0 ? m->offset : spread_from;
        spread = m->offset + m->length - spread_from;
        if (m->end > stop || m->left > 0) /* another record begins in this one */
            continue;
        m->is_claimed = 1;
        if (g->is_claimed)
            account(w, m->length); /* told by the note below */
        else
            length += m->length;
    }
    g->is_claimed = 1;
    if (spread > 0)
        vg_note_odd(&w->notes, VG_NOTE_RECORD_OVER_MEMBERS, w->place.base + spread_from, spread,
                    "the record goes on in the next compressed member");
    account(w, length);
    return length;
}

static void claim(struct vg_walk *w, struct vg_piece *p, size_t end)
{
    if (w->s.is_plain) {
        p->offset = w->place.base + w->s.cursor - w->lead;
        p->length = end + w->lead;
        account(w, p->length);
        p->inner = w->s.cursor - w->lead; /* of an unwrapped entry */
    } else {
        p->length = claim_members(w, p, end);
    }
    if (!w->place.is_unwrapped)
        return;
    p->offset = w->place.wrap_offset;
    p->length = w->has_wrap_told ? 0 : w->place.wrap_length;
    p->has_inner = 1;
    if (!w->s.is_plain) /* where its member begins in the entry */
        p->inner = vg_stream_segment(&w->s, 0)->offset;
    w->tally->accounted += p->length;
    w->has_wrap_told = 1;
}

/* -- padding and junk ---------------------------------------------------------------------- */

/* Padding behind a record is told with it, that before the first one with the file. */
static void pass_padding(struct vg_walk *w, int with_record)
{
    struct vg_stream *s = &w->s;
    size_t n = vg_padding(s->p + s->cursor, s->end - s->cursor);

    if (n == 0)
        return;
    if (!s->is_plain) {
        if (with_record)
            vg_note_odd(&w->notes, VG_NOTE_PADDING, vg_walk_offset(w, 0), 0,
                        "%zu bytes of padding in the compressed member", n);
    } else if (with_record) {
        vg_note_odd(&w->notes, VG_NOTE_PADDING, vg_walk_offset(w, 0), n, "%zu bytes of padding", n);
        account(w, n);
    } else {
        tell_padding(w, s->cursor, n, "padding");
    }
    s->cursor += n;
}

/* NULs between members. */
static void pass_gap(struct vg_walk *w, int with_record)
{
    struct vg_stream *s = &w->s;
    size_t n = vg_padding((const char *)s->in + s->at, (size_t)(s->len - s->at));

    if (n == 0)
        return;
    if (with_record) {
        vg_note_odd(&w->notes, VG_NOTE_PADDING, w->place.base + s->at, n,
                    "%zu bytes of padding behind the record", n);
        account(w, n);
    } else {
        tell_padding(w, s->at, n, "padding");
    }
    s->at += n;
}

static void pass_plain_junk(struct vg_walk *w)
{
    struct vg_stream *s = &w->s;
    uint64_t next = vg_next_start(&s->finder, s->members, s->in, s->cursor, s->len, VG_SEEK_PLAIN);

    if (next == s->cursor) /* it looks like a start and was none: one step on */
        next = vg_next_start(&s->finder, s->members, s->in, s->cursor + 1, s->len, VG_SEEK_PLAIN);
    tell_damage(w, VG_NOTE_JUNK, s->cursor, next - s->cursor, "bytes that belong to no record");
    s->cursor = (size_t)next;
}

static void pass_member_junk(struct vg_walk *w)
{
    struct vg_stream *s = &w->s;
    size_t next = vg_next_record(s->p, s->cursor, s->end, s->finder.with_arc, &s->finder.steps);

    for (size_t i = 0; i < s->count; i++) {
        struct vg_segment *g = &s->segments[i];

        if (g->start < next && g->end > s->cursor) {
            g->junk++;
            if (g->records > 0) /* else it is told with the member */
                tell_damage(w, VG_NOTE_JUNK, g->offset, 0,
                            "bytes in a compressed member that belong to no record");
        }
    }
    s->cursor = next;
}

/* -- what comes next ------------------------------------------------------------------------ */

/* A skippable frame at the head of what is unread: of a dictionary, or one that only says something
 * to its writer. Returns its length, as far as it is there; what is wrong with it goes to *why. */
static uint64_t read_skippable(struct vg_stream *s, uint64_t frame, const char **why)
{
    const uint8_t *p = s->in + s->at;
    uint64_t n = s->len - s->at < frame ? s->len - s->at : frame;

    *why = NULL;
    if (n < frame)
        *why = "the file ends in a skippable frame";
    else if (p[0] == DICTIONARY)
        (void)vg_members_dictionary(s->members, p + 8, n - 8, why);
    return n;
}

static void pass_skippable(struct vg_walk *w, uint64_t frame)
{
    struct vg_stream *s = &w->s;
    const char *why = NULL;
    uint64_t n = read_skippable(s, frame, &why);

    if (why != NULL)
        tell_damage(w, n < frame ? VG_NOTE_ZSTD_TRUNCATED : VG_NOTE_ZSTD_DAMAGED, s->at, n, why);
    else if (s->in[s->at] == DICTIONARY)
        account(w, n); /* it belongs to the frames that it is for */
    else
        tell_padding(w, s->at, n, "a skippable frame of zstd");
    s->at += n;
}

/* Fill the empty window; 0 at the end. */
static int next_window(struct vg_walk *w)
{
    struct vg_stream *s = &w->s;
    const uint8_t *p = s->in + s->at;
    uint64_t n = s->len - s->at, frame;

    if (vg_stream_more(s))
        return 1;
    if (n == 0)
        return 0;
    frame = vg_skippable_frame(p, n);
    if (frame > 0)
        pass_skippable(w, frame);
    else
        vg_stream_plain(s);
    return 1;
}

/* A member begins in a plain window: leave it. */
static int leave_plain(struct vg_walk *w)
{
    struct vg_stream *s = &w->s;
    const uint8_t *p = (const uint8_t *)s->p + s->cursor;
    uint64_t n = s->end - s->cursor;

    if (!s->is_plain || (vg_member_wrap(p, n) == VG_WRAP_NONE && vg_skippable_frame(p, n) == 0))
        return 0;
    s->at = s->cursor;
    s->end = s->cursor;
    return 1;
}

static void pass_bom(struct vg_walk *w)
{
    struct vg_stream *s = &w->s;

    w->lead = 0;
    if (s->end - s->cursor < 12 || memcmp(s->p + s->cursor, "\xEF\xBB\xBF", 3) != 0 ||
        vg_record_start(s->p + s->cursor + 3, s->end - s->cursor - 3) == VG_START_NONE)
        return;
    vg_note_odd(&w->notes, VG_NOTE_BOM, vg_walk_offset(w, 0), 0,
                "a byte order mark stands before the record");
    s->cursor += 3;
    w->lead = s->is_plain ? 3 : 0;
}

/* Bytes of a block above the ceiling: passed without being kept, up to the stated end or to where
 * another record begins or nothing more comes. */
static void pass_skipped(struct vg_walk *w)
{
    struct vg_stream *s = &w->s;
    size_t n = s->end - s->cursor;
    struct vg_segment *g;

    if (n > w->skip)
        n = (size_t)w->skip;
    s->cursor += n;
    w->skip -= n;
    if (w->skip == 0)
        return;
    pass_used(w);
    if (!vg_stream_more(s)) {
        w->skip = 0;
        return;
    }
    g = &s->segments[s->count - 1];
    g->is_block = 1;
    if (g->before == 0 && g->begins != VG_START_NONE)
        w->skip = 0;
}

static void give_notes(struct vg_walk *w, struct vg_piece *p)
{
    p->damage = w->notes.damage.list;
    p->damage_count = w->notes.damage.count;
    p->damage_total = w->notes.damage.total;
    p->odd = w->notes.odd.list;
    p->odd_count = w->notes.odd.count;
    p->odd_total = w->notes.odd.total;
    w->tally->record_damage += p->damage_total;
    w->tally->record_odd += p->odd_total;
}

static void take(struct vg_walk *w, enum vg_start start, struct vg_piece *p)
{
    struct vg_stream *s = &w->s;
    struct vg_frame f;

    *p = (struct vg_piece){.record = w->tally->records++};
    vg_frame_record(w, start, &f);
    claim(w, p, f.end);
    vg_record_read(w, &f, p);
    s->cursor += f.end;
    w->skip = f.skip;
    if (w->skip == 0) {
        pass_padding(w, 1);
        if (s->cursor == s->end && !s->is_plain &&
            (s->count == 0 || s->segments[s->count - 1].left == 0))
            pass_gap(w, 1);
    }
    give_notes(w, p);
}

/* A rest of a member too short to say what it is: wait for the next. */
static int wants_more(const struct vg_stream *s)
{
    size_t n = s->end - s->cursor;

    return !s->is_plain && n < SHORT_REST && memchr(s->p + s->cursor, '\n', n) == NULL;
}

/* One step; 1 when it gave a record. */
static int step(struct vg_walk *w, struct vg_piece *out)
{
    struct vg_stream *s = &w->s;
    enum vg_start start;

    pass_bom(w);
    start = vg_record_start(s->p + s->cursor, s->end - s->cursor);
    if (start != VG_START_NONE) {
        take(w, start, out);
        return 1;
    }
    if (leave_plain(w))
        return 0;
    if (vg_padding(s->p + s->cursor, s->end - s->cursor) > 0)
        pass_padding(w, 0);
    else if (wants_more(s) && vg_stream_more(s))
        return 0;
    else if (s->is_plain)
        pass_plain_junk(w);
    else
        pass_member_junk(w);
    return 0;
}

static void end(struct vg_walk *w)
{
    if (w->place.is_unwrapped && !w->has_wrap_told) {
        w->has_wrap_told = 1;
        vg_tally_damage(w->tally, VG_NOTE_JUNK, w->place.wrap_offset, w->place.wrap_length,
                        "an entry in which no record begins");
    }
    w->tally->steps += w->s.finder.steps;
    w->s.finder.steps = 0;
    tell_passed(w, 1);
}

int vg_walk_next(struct vg_walk *w, struct vg_piece *out)
{
    vg_notes_clear(&w->notes);
    for (;;) {
        pass_used(w);
        tell_passed(w, 0);
        if (w->skip > 0) {
            pass_skipped(w);
            continue;
        }
        if (w->s.cursor < w->s.end) {
            if (step(w, out))
                return VG_OK;
        } else if (w->s.at < w->s.len && vg_padding((const char *)w->s.in + w->s.at, 1) > 0) {
            pass_gap(w, 0);
        } else if (!next_window(w)) {
            end(w);
            return VG_E_ABSENT;
        }
    }
}

/* -- documents -------------------------------------------------------------------------- */

/* All members of a compressed document in one window. */
static void draw_document(struct vg_walk *w, uint64_t *rest)
{
    struct vg_stream *s = &w->s;
    uint64_t frame;

    while ((frame = vg_skippable_frame(s->in + s->at, s->len - s->at)) > 0) {
        const char *why = NULL;
        uint64_t n = read_skippable(s, frame, &why);

        if (why != NULL)
            vg_note_damage(&w->notes, n < frame ? VG_NOTE_ZSTD_TRUNCATED : VG_NOTE_ZSTD_DAMAGED,
                           w->place.base + s->at, n, "%s", why);
        s->at += n;
    }
    *rest = s->at;
    while (vg_stream_more(s))
        *rest = s->at;
    for (size_t i = 0; i < s->count; i++)
        if (s->segments[i].is_damaged)
            vg_note_damage(&w->notes, s->segments[i].kind, w->place.base + s->segments[i].offset,
                           s->segments[i].length, "%s", s->segments[i].why);
    if (s->is_full)
        vg_note_damage(&w->notes, VG_NOTE_SIZE_EXCEEDED, w->place.base, 0,
                       "a compressed document of more than %zu bytes; those are read", s->end);
}

static void note_rest(struct vg_walk *w, uint64_t rest)
{
    struct vg_stream *s = &w->s;
    uint64_t n = s->len - rest, blank = vg_padding((const char *)s->in + rest, (size_t)n);

    if (n == 0 || s->is_full)
        return;
    if (blank == n)
        vg_note_odd(&w->notes, VG_NOTE_PADDING, w->place.base + rest, 0,
                    "%llu bytes of padding behind the document", (unsigned long long)n);
    else if (w->notes.damage.total == 0)
        vg_note_damage(&w->notes, VG_NOTE_JUNK, w->place.base + rest, n,
                       "%llu bytes behind the compressed document", (unsigned long long)n);
}

void vg_walk_document(struct vg_walk *w, struct vg_piece *out)
{
    struct vg_stream *s = &w->s;
    struct vg_str raw = {(const char *)s->in, (size_t)s->len};
    enum vg_container c = vg_container_of(s->in, s->len);
    uint64_t before = w->tally->accounted, rest = s->len;

    vg_notes_clear(&w->notes);
    *out = (struct vg_piece){.record = w->tally->records++, .type = VG_PIECE_DOCUMENT};
    out->original = -1;
    out->member = w->place.member;
    out->offset = w->place.is_unwrapped ? w->place.wrap_offset : w->place.base;
    out->length = w->place.is_unwrapped ? w->place.wrap_length : s->len;
    out->block = out->stored = raw;
    if (c == VG_CONTAINER_UNSUPPORTED) {
        vg_note_damage(&w->notes, VG_NOTE_COMPRESSION_UNSUPPORTED, out->offset, 0,
                       "a compression that is not read");
    } else if (c == VG_CONTAINER_GZIP || c == VG_CONTAINER_ZSTD) {
        draw_document(w, &rest);
        note_rest(w, rest);
        if (s->end > 0)
            out->block = out->stored = (struct vg_str){s->p, s->end};
        out->body = s->end > 0 ? out->block : (struct vg_str){0};
    } else {
        out->body = raw;
    }
    w->tally->accounted = before + out->length;
    tell_passed(w, 1);
    give_notes(w, out);
}

void vg_walk_document_damage(struct vg_walk *w, const struct vg_read_note *n, struct vg_piece *out)
{
    w->tally->record_damage -= out->damage_total;
    w->tally->record_odd -= out->odd_total;
    vg_note_damage(&w->notes, n->kind, out->offset, out->length, "%.*s", (int)n->text.len,
                   n->text.p);
    give_notes(w, out);
}

enum { CANDIDATES = 16 }; /* records that are tried before a document is held for one */

static int holds_records(struct vg_members *m, const uint8_t *in, uint64_t len)
{
    struct vg_finder f = {.with_arc = 1};
    uint64_t at = 0;

    for (int i = 0; i < CANDIDATES && at < len; i++) {
        at = vg_next_start(&f, m, in, at, len, VG_SEEK_PLAIN);
        if (at < len && (vg_member_wrap(in + at, len - at) != VG_WRAP_NONE ||
                         vg_record_fits((const char *)in + at, (size_t)(len - at))))
            return 1;
        at++;
    }
    return 0;
}

/*
 * The first member begins no record. Does another one? Sound members are gone through one
 * by one, because what looks like the start of one inside another is there by chance.
 */
static int members_hold_records(struct vg_members *m, const uint8_t *in, uint64_t len)
{
    struct vg_finder f = {0};
    uint64_t at = 0;
    struct vg_member got;
    char text[KIB(8)];
    size_t n = 0;

    if (vg_next_start(&f, m, in, 1, len, VG_SEEK_RECORD_MEMBER) == len)
        return 0; /* none looks like one: no need to inflate */
    while (at < len) {
        enum vg_wrap w = vg_member_wrap(in + at, len - at);

        at += w == VG_WRAP_NONE ? vg_padding((const char *)in + at, (size_t)(len - at)) : 0;
        if (at >= len)
            return 0;
        w = vg_member_wrap(in + at, len - at);
        if (w == VG_WRAP_NONE)
            return holds_records(m, in + at, len - at);
        (void)vg_member_probe(m, w, in + at, len - at, text, sizeof text, &n);
        if (vg_record_start(text, n) != VG_START_NONE)
            return 1;
        vg_member_measure(m, w, in + at, len - at, &got);
        if (got.end != VG_MEMBER_WHOLE)
            return holds_records(m, in + at, len - at);
        at += got.used;
    }
    return 0;
}

int vg_walk_is_archive(const void *bytes, uint64_t len)
{
    enum vg_container c = vg_container_of(bytes, len);
    struct vg_members *m;
    int holds;

    if (vg_container_is_archive(c))
        return 1;
    if (c == VG_CONTAINER_ZIP || c == VG_CONTAINER_UNSUPPORTED || len == 0)
        return 0;
    m = vg_members_open();
    holds =
        c == VG_CONTAINER_NONE ? holds_records(m, bytes, len) : members_hold_records(m, bytes, len);
    vg_members_close(m);
    return holds;
}
