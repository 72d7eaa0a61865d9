/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/stream.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    WINDOW = (int)(VG_MAX_MEMBER + 2 * VG_MAX_RECORD_HEAD), /* most bytes in memory */
    BACK = 8,       /* bytes that zlib may have read ahead when it broke */
    DRAW = 1 << 20, /* at once, of a large member */
};

void vg_stream_open(struct vg_stream *s, const uint8_t *in, uint64_t len)
{
    *s = (struct vg_stream){.in = in, .len = len, .members = vg_members_open()};
    s->finder.allowed = 2 * len + (uint64_t)VG_RATIO_FROM;
}

void vg_stream_close(struct vg_stream *s)
{
    vg_members_close(s->members);
    free(s->segments);
    free(s->own);
    *s = (struct vg_stream){0};
}

size_t vg_stream_left(const struct vg_stream *s)
{
    return s->end - s->cursor;
}

void vg_stream_plain(struct vg_stream *s)
{
    s->p = (const char *)s->in;
    s->cursor = (size_t)s->at;
    s->end = (size_t)s->len;
    s->at = s->len;
    s->is_plain = 1;
}

struct vg_segment *vg_stream_segment(struct vg_stream *s, size_t q)
{
    size_t low = 0, high = s->count;

    q += s->cursor;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (s->segments[middle].end > q)
            high = middle;
        else
            low = middle + 1;
    }
    return low < s->count ? &s->segments[low] : NULL;
}

void vg_stream_forget(struct vg_stream *s, size_t count)
{
    if (count == 0)
        return;
    s->count -= count;
    memmove(s->segments, s->segments + count, s->count * sizeof *s->segments);
}

/* Move the window to the front of its memory. */
static void compact(struct vg_stream *s)
{
    if (s->is_plain) {
        s->is_plain = 0;
        s->cursor = s->end = 0;
    }
    s->p = s->own;
    if (s->cursor == 0)
        return;
    memmove(s->own, s->own + s->cursor, s->end - s->cursor);
    for (size_t i = 0; i < s->count; i++) {
        struct vg_segment *g = &s->segments[i];
        size_t gone = g->start < s->cursor ? s->cursor - g->start : 0;

        g->before += gone;
        g->start = g->start + gone - s->cursor;
        g->end -= s->cursor;
    }
    s->end -= s->cursor;
    s->cursor = 0;
}

static size_t free_room(struct vg_stream *s, size_t want)
{
    size_t room = s->own_room == 0 ? (size_t)VG_MEMBER_FIRST : s->own_room;

    if (want > WINDOW - s->end)
        want = WINDOW - s->end;
    while (room < s->end || room - s->end < want)
        room *= 4;
    if (room > WINDOW)
        room = WINDOW;
    if (room > s->own_room) {
        s->own = vg_realloc(s->own, room);
        s->own_room = room;
        s->p = s->own;
    }
    return s->own_room - s->end;
}

static struct vg_segment *new_segment(struct vg_stream *s, enum vg_wrap w)
{
    struct vg_segment *g;

    if (s->count == s->room) {
        s->room = s->room == 0 ? 16 : s->room * 2;
        s->segments = vg_realloc(s->segments, s->room * sizeof *s->segments);
    }
    assert(s->segments != NULL);
    g = &s->segments[s->count++];
    *g = (struct vg_segment){.offset = s->at, .wrap = w, .start = s->end, .end = s->end};
    return g;
}

static enum vg_note_kind kind_of(enum vg_wrap w, enum vg_member_end end)
{
    switch (end) {
    case VG_MEMBER_TRUNCATED:
        return w == VG_WRAP_GZIP ? VG_NOTE_GZIP_TRUNCATED : VG_NOTE_ZSTD_TRUNCATED;
    case VG_MEMBER_RATIO:
        return VG_NOTE_RATIO_EXCEEDED;
    case VG_MEMBER_SIZE:
        return VG_NOTE_SIZE_EXCEEDED;
    case VG_MEMBER_MEMORY:
        return VG_NOTE_MEMORY_EXCEEDED;
    case VG_MEMBER_DAMAGED:
    case VG_MEMBER_NO_ROOM:
    case VG_MEMBER_WHOLE:
    default:
        return w == VG_WRAP_GZIP ? VG_NOTE_GZIP_DAMAGED : VG_NOTE_ZSTD_DAMAGED;
    }
}

static int is_start_or_end(const struct vg_stream *s, uint64_t at)
{
    return at >= s->len || vg_member_wrap(s->in + at, s->len - at) != VG_WRAP_NONE ||
           s->in[at] == 0;
}

/*
 * Where the bytes of a member end that is not whole. What broke it may have swallowed the
 * beginning of the next one, so it is searched inside for a member that begins a record (not for
 * any: it may hold gzip in its own body). Then, a wrong check leaves the end where it stands if
 * something begins there; else it is the next start of any kind behind the place where it broke.
 * After too many false starts, or bytes inflated in vain, the inside is searched no more.
 */
static uint64_t end_of_damaged(struct vg_stream *s, const struct vg_member *got)
{
    uint64_t inside = s->at + 2, broke = s->at + got->used, next = broke, near;
    struct vg_finder *f = &s->finder;

    if (got->end != VG_MEMBER_RATIO && got->end != VG_MEMBER_SIZE && inside < broke &&
        f->wasted <= f->allowed && f->false_starts <= VG_MAX_FALSE_STARTS)
        next = vg_next_start(f, s->members, s->in, inside, s->len, VG_SEEK_RECORD_MEMBER);
    f->wasted += got->used + got->out / 16;
    f->steps += got->used;
    if (next < broke)
        return next;
    if (got->end == VG_MEMBER_DAMAGED && got->packed < got->used) {
        if (is_start_or_end(s, broke))
            return broke;
        near = s->at + got->packed;
    } else {
        near = broke > inside + BACK ? broke - BACK : inside;
    }
    return vg_next_start(f, s->members, s->in, near < s->len ? near : s->len, s->len,
                         VG_SEEK_MEMBER);
}

static void finish(struct vg_stream *s, struct vg_segment *g, const struct vg_member *got)
{
    uint64_t next = s->at + got->used;

    if (got->end != VG_MEMBER_WHOLE) {
        next = end_of_damaged(s, got);
        g->is_damaged = 1;
        g->kind = kind_of(g->wrap, got->end);
        if (got->end == VG_MEMBER_TRUNCATED && next < s->len)
            g->kind = kind_of(g->wrap, VG_MEMBER_DAMAGED);
        g->why = got->why;
    }
    g->length = next - s->at;
    s->at = next;
}

/* In one go, with more room until it fits. 1 when that settled it. */
static int take_whole(struct vg_stream *s, struct vg_segment *g, struct vg_member *got)
{
    const uint8_t *in = s->in + s->at;
    uint64_t n = s->len - s->at;
    size_t want = (size_t)VG_MEMBER_FIRST / 2;

    for (;;) {
        size_t room = free_room(s, want);

        vg_member_try(s->members, g->wrap, in, n, s->own + s->end, room, got);
        if (got->end == VG_MEMBER_WHOLE || (got->end == VG_MEMBER_DAMAGED && got->out > 0))
            break;
        if (got->end != VG_MEMBER_NO_ROOM || room < want || s->end + room >= WINDOW)
            return 0;
        want = room * 4 < WINDOW - s->end ? room * 4 : WINDOW - s->end;
    }
    s->end += (size_t)got->out;
    g->end = s->end;
    return 1;
}

static size_t draw(struct vg_stream *s, struct vg_segment *g)
{
    size_t want = g->left < DRAW ? (size_t)g->left : DRAW, room = free_room(s, want), n;

    n = vg_member_draw(s->members, s->own + s->end, room < want ? room : want);
    s->end += n;
    g->end = s->end;
    g->left -= n;
    return n;
}

/* What does not come out in one go: how much there is, where it ends; then as much of it as
 * a window takes. */
static void take_measured(struct vg_stream *s, struct vg_segment *g)
{
    struct vg_member got;
    const uint8_t *in = s->in + s->at;
    uint64_t n = s->len - s->at;

    vg_member_measure(s->members, g->wrap, in, n, &got);
    g->left = got.out;
    vg_member_begin(s->members, g->wrap, in, n);
    finish(s, g, &got);
    (void)draw(s, g);
}

static int take_member(struct vg_stream *s, enum vg_wrap w)
{
    struct vg_segment *g = new_segment(s, w);
    struct vg_member got;

    if (take_whole(s, g, &got))
        finish(s, g, &got);
    else
        take_measured(s, g);
    g->begins = vg_record_start(s->p + g->start, g->end - g->start);
    return 1;
}

int vg_stream_more(struct vg_stream *s)
{
    struct vg_segment *last = s->count > 0 ? &s->segments[s->count - 1] : NULL;
    enum vg_wrap w;

    if (s->is_plain && s->cursor < s->end)
        return 0;
    compact(s);
    s->is_full = s->end == WINDOW || s->count >= VG_MAX_RECORD_MEMBERS;
    if (s->is_full)
        return 0;
    if (last != NULL && last->left > 0)
        return draw(s, last) > 0;
    if (last != NULL && last->is_damaged)
        return 0;
    w = vg_member_wrap(s->in + s->at, s->len - s->at);
    return w != VG_WRAP_NONE && take_member(s, w);
}
