/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The bounds of a record. Its length is taken at its word when two line ends and
 * another start stand behind it. When they do not, the next start is searched for, and what
 * is found says whether the length was too long or too short; a stated digest is asked where
 * both can be.
 */
#include <string.h>

#include "base/limits.h"
#include "unpack/walk_inside.h"

static const char *at(const struct vg_walk *w, size_t q)
{
    return w->s.p + w->s.cursor + q;
}

uint64_t vg_walk_offset(struct vg_walk *w, size_t q)
{
    const struct vg_segment *g;

    if (w->place.is_unwrapped)
        return w->place.wrap_offset;
    if (w->s.is_plain)
        return w->place.base + w->s.cursor + q;
    g = vg_stream_segment(&w->s, q);
    if (g == NULL && w->s.count > 0)
        g = &w->s.segments[w->s.count - 1];
    return w->place.base + (g == NULL ? w->s.at : g->offset);
}

void vg_walk_read_head(struct vg_walk *w, size_t end)
{
    if (w->head_of.p == at(w, 0) && w->head_of.len == end)
        return;
    vg_head_read(&w->head, at(w, 0), end, VG_MAX_RECORD_LINES, &w->notes.a);
    w->head_of = (struct vg_str){at(w, 0), end};
}

int vg_walk_is_start(struct vg_walk *w, size_t q)
{
    size_t n = vg_stream_left(&w->s) - q;

    if (vg_record_start(at(w, q), n) != VG_START_NONE)
        return 1;
    return w->s.is_plain && (vg_member_wrap((const uint8_t *)at(w, q), n) != VG_WRAP_NONE ||
                             vg_skippable_frame((const uint8_t *)at(w, q), n) > 0);
}

/* Bytes that may belong to the record. */
static size_t available(const struct vg_walk *w, const struct vg_frame *f)
{
    size_t n = vg_stream_left(&w->s);

    return n < f->limit ? n : f->limit;
}

/* A member behind that of the record begins another one. */
static void see_limit(struct vg_walk *w, struct vg_frame *f)
{
    for (size_t i = w->s.count; i-- > 0;) {
        const struct vg_segment *g = &w->s.segments[i];

        if (g->start <= w->s.cursor)
            break;
        if (g->begins != VG_START_NONE)
            f->limit = g->start - w->s.cursor;
    }
}

/* More bytes for the record; 0 when there are none that can be its own. */
static int more(struct vg_walk *w, struct vg_frame *f)
{
    const struct vg_segment *g;

    if (f->limit != SIZE_MAX || !vg_stream_more(&w->s))
        return 0;
    g = &w->s.segments[w->s.count - 1];
    if (g->before == 0 && g->start > w->s.cursor && g->begins != VG_START_NONE)
        f->limit = g->start - w->s.cursor;
    return 1;
}

static int have(struct vg_walk *w, struct vg_frame *f, uint64_t n)
{
    while (available(w, f) < n)
        if (!more(w, f))
            return 0;
    return 1;
}

/* Is what the record was cut by known already: a damaged member? */
static int is_in_damage(struct vg_walk *w)
{
    return w->s.count > 0 && w->s.segments[w->s.count - 1].is_damaged;
}

static size_t line_ends(const char *p, size_t n, size_t most, size_t *used)
{
    size_t count = 0, q = 0;

    while (count < most && q < n) {
        size_t len = p[q] == '\n' ? 1 : (n - q >= 2 && p[q] == '\r' && p[q + 1] == '\n' ? 2 : 0);

        if (len == 0)
            break;
        q += len;
        count++;
    }
    *used = q;
    return count;
}

/* The end of a block before `end`, with at most `most` line ends taken off. */
static size_t before_line_ends(const char *p, size_t low, size_t end, size_t most, size_t *count)
{
    for (*count = 0; *count < most && end > low && p[end - 1] == '\n'; ++*count)
        end -= end - low >= 2 && p[end - 2] == '\r' ? 2 : 1;
    return end;
}

/* The next start in [from, n), n if there is none. */
static size_t next_start(struct vg_walk *w, size_t from, size_t n)
{
    struct vg_stream *s = &w->s;
    uint64_t found;

    if (!s->is_plain)
        return vg_next_record(at(w, 0), from, n, s->finder.with_arc, &s->finder.steps);
    found = vg_next_start(&s->finder, s->members, s->in, s->cursor + from, s->len, VG_SEEK_PLAIN);
    return found - s->cursor < n ? (size_t)(found - s->cursor) : n;
}

static size_t line_ends_wanted(const struct vg_frame *f)
{
    return f->is_arc ? 1 : 2;
}

/* Is there nothing behind the available bytes but the end of the input? */
static int is_last(const struct vg_walk *w, const struct vg_frame *f)
{
    return f->limit == SIZE_MAX && (w->s.is_plain || w->s.at >= w->s.len);
}

static int is_digest_of(struct vg_walk *w, const struct vg_frame *f, size_t end)
{
    return vg_block_matches(w, (struct vg_str){at(w, f->head_end), end - f->head_end});
}

static void end_block(struct vg_frame *f, size_t block_end, size_t end)
{
    f->block_end = block_end;
    f->end = end;
}

/*
 * Behind the stated end there are fewer line ends than must be, and then a start or the
 * end. Either they were left out, or the block has swallowed them: the digest knows.
 */
static void missing_line_ends(struct vg_walk *w, struct vg_frame *f, size_t stated, size_t after,
                              size_t found)
{
    size_t most = line_ends_wanted(f) - found, taken = 0;
    size_t shorter = before_line_ends(at(w, 0), f->head_end, stated, most, &taken);

    end_block(f, stated, after);
    if (taken == most && is_digest_of(w, f, stated) == 0 && is_digest_of(w, f, shorter) == 1) {
        vg_note_damage(&w->notes, VG_NOTE_LENGTH_LONG, vg_walk_offset(w, 0), 0,
                       "the record states %zu bytes; by its digest it has %zu",
                       stated - f->head_end, shorter - f->head_end);
        f->checked = shorter;
        f->block_end = shorter;
    } else if (after == available(w, f) && is_last(w, f) && (w->s.is_plain || is_in_damage(w))) {
        if (w->s.is_plain) /* a sound member proves that nothing was cut off */
            vg_note_damage(&w->notes, VG_NOTE_TRUNCATED, vg_walk_offset(w, after), 0,
                           "the file ends in the line ends behind the record; its block is whole");
    } else {
        vg_note_odd(&w->notes, VG_NOTE_PADDING, vg_walk_offset(w, after), 0,
                    "%zu line ends behind the record where two must be", found);
    }
}

static void believe_start(struct vg_walk *w, struct vg_frame *f, uint64_t length, size_t found);

/*
 * The line ends are there, but no record behind them: more padding, or garbage. Most likely it
 * was put there. But the length may lie and its end fall on an empty line of another record:
 * then that one begins before. Or the block goes on: only if its digest says so.
 */
static void doubtful_end(struct vg_walk *w, struct vg_frame *f, size_t stated)
{
    size_t n = available(w, f), found, count = 0, longer;
    int digest = is_digest_of(w, f, stated);

    if (digest == 1)
        return;
    found = next_start(w, f->head_end, n);
    if (found < stated) {
        if (vg_record_fits(at(w, found), n - found))
            believe_start(w, f, stated - f->head_end, found);
        return;
    }
    longer = before_line_ends(at(w, 0), stated, found, line_ends_wanted(f), &count);
    if (digest < 0 || count != line_ends_wanted(f) || is_digest_of(w, f, longer) != 1)
        return;
    vg_note_damage(&w->notes, VG_NOTE_LENGTH_SHORT, vg_walk_offset(w, stated), longer - stated,
                   "the record states %zu bytes; by its digest it has %zu", stated - f->head_end,
                   longer - f->head_end);
    end_block(f, longer, found);
}

/* Does the record end where it says? 1 when that is settled. */
static int fits(struct vg_walk *w, struct vg_frame *f, size_t stated)
{
    size_t n = available(w, f), used = 0;
    size_t count = line_ends(at(w, stated), n - stated, f->is_arc ? 8 : 2, &used);
    size_t after = stated + used;
    int is_free;

    if (after + 1 == n && *at(w, after) == '\r' && is_last(w, f))
        after = n; /* half of a line end is one that was cut */
    is_free = after == n || vg_walk_is_start(w, after);

    f->checked = stated;
    if (count >= line_ends_wanted(f)) {
        end_block(f, stated, after);
        if (!is_free)
            doubtful_end(w, f, stated);
        return 1;
    }
    if (!is_free || (f->is_arc && after < n))
        return 0;
    if (f->is_arc)
        end_block(f, stated, after);
    else
        missing_line_ends(w, f, stated, after, count);
    return 1;
}

static void note_length(struct vg_walk *w, enum vg_note_kind kind, size_t from, size_t to,
                        uint64_t stated, size_t is)
{
    vg_note_damage(&w->notes, kind, vg_walk_offset(w, from), w->s.is_plain ? to - from : 0,
                   "the record states %llu bytes, the next one begins behind %zu",
                   (unsigned long long)stated, is);
}

/* Stated end and next start disagree: the start is believed. `n` is where the search ended. */
static void believe_start(struct vg_walk *w, struct vg_frame *f, uint64_t length, size_t found)
{
    size_t want = line_ends_wanted(f), count = 0;
    size_t block_end = before_line_ends(at(w, 0), f->head_end, found, want, &count);
    uint64_t stated = f->head_end + length;

    end_block(f, block_end, found);
    if (stated < found) {
        f->checked = (size_t)stated;
        if (block_end < stated) /* it ends among the line ends */
            f->block_end = (size_t)stated;
        note_length(w, VG_NOTE_LENGTH_SHORT, (size_t)stated, found, length,
                    f->block_end - f->head_end);
        return;
    }
    f->checked = block_end;
    if (count == want)
        note_length(w, VG_NOTE_LENGTH_LONG, 0, found, length, block_end - f->head_end);
    else if (!is_in_damage(w) || f->limit != SIZE_MAX)
        vg_note_damage(&w->notes, VG_NOTE_TRUNCATED, vg_walk_offset(w, found), 0,
                       "the record states %llu bytes, another one begins behind %zu",
                       (unsigned long long)length, found - f->head_end);
}

/* Lengths of ARC lie more often than files are cut: is the message whole by its own length? */
static int is_whole_message(struct vg_walk *w, size_t from, size_t end)
{
    struct vg_piece p = {.block = {at(w, from), end - from}};
    struct vg_str stated;
    uint64_t n = 0;

    vg_message_read(&p, &w->http, &w->notes, vg_walk_offset(w, 0));
    stated = vg_head_get(p.http, p.http_count, "content-length", NULL);
    return vg_decimal(stated, INT64_MAX, &n) && n > 0 && n <= p.stored.len;
}

/* The bytes end before the record does. */
static void cut_off(struct vg_walk *w, struct vg_frame *f, uint64_t length)
{
    size_t n = available(w, f);

    end_block(f, n, n);
    f->checked = n;
    if (w->s.is_full) {
        f->skip = f->head_end + length - n;
        vg_note_damage(&w->notes, VG_NOTE_SIZE_EXCEEDED, vg_walk_offset(w, 0), 0,
                       "a compressed record of %llu bytes; the first %zu are read",
                       (unsigned long long)length, n - f->head_end);
    } else if (f->is_arc && !is_in_damage(w) && is_whole_message(w, f->head_end, n)) {
        vg_note_odd(&w->notes, VG_NOTE_HTTP_LENGTH_DIFFERS, vg_walk_offset(w, 0), 0,
                    "the record states %llu bytes; it is whole by the length that HTTP states",
                    (unsigned long long)length);
    } else if (!is_in_damage(w)) {
        vg_note_damage(&w->notes, VG_NOTE_TRUNCATED, vg_walk_offset(w, 0), 0,
                       "the record states %llu bytes, there are %zu", (unsigned long long)length,
                       n - f->head_end);
    }
}

/* No start behind a stated end that does not fit: the tail is the block's if it ends like one. */
static void keep_tail(struct vg_walk *w, struct vg_frame *f, size_t stated)
{
    size_t n = available(w, f), count = 0, want = line_ends_wanted(f);
    size_t longer = before_line_ends(at(w, 0), stated, n, want, &count);

    if (count == want && longer > stated) {
        end_block(f, longer, n);
        note_length(w, VG_NOTE_LENGTH_SHORT, stated, n, stated - f->head_end, longer - f->head_end);
        return;
    }
    end_block(f, stated, stated);
}

static void resynchronise(struct vg_walk *w, struct vg_frame *f, uint64_t length)
{
    size_t n = available(w, f);
    uint64_t stated = f->head_end + length;
    size_t found;

    if (stated > n && w->s.is_full) {
        cut_off(w, f, length);
        return;
    }
    if (stated <= n && is_digest_of(w, f, (size_t)stated) == 1) {
        end_block(f, (size_t)stated, (size_t)stated); /* what follows is junk */
        return;
    }
    found = next_start(w, f->head_end, n);
    if (found < n || f->limit != SIZE_MAX)
        believe_start(w, f, length, found);
    else if (stated > n)
        cut_off(w, f, length);
    else
        keep_tail(w, f, (size_t)stated);
}

/* No length to go by. */
static void without_length(struct vg_walk *w, struct vg_frame *f, enum vg_length length)
{
    size_t found = next_start(w, f->head_end, available(w, f)), count = 0;

    vg_note_damage(&w->notes,
                   length == VG_LENGTH_MISSING ? VG_NOTE_LENGTH_MISSING : VG_NOTE_LENGTH_BAD,
                   vg_walk_offset(w, 0), 0,
                   length == VG_LENGTH_MISSING
                       ? "the record states no length; it is read up to the next one"
                       : "the record states no length that can be; it is read up to the next one");
    f->block_end = before_line_ends(at(w, 0), f->head_end, found, line_ends_wanted(f), &count);
    f->checked = f->block_end;
    f->end = found;
}

static void frame_block(struct vg_walk *w, struct vg_frame *f, enum vg_length how, uint64_t length)
{
    uint64_t stated = f->head_end + length;

    if (how != VG_LENGTH_STATED) {
        without_length(w, f, how);
        return;
    }
    (void)have(w, f, stated + (f->is_arc ? 1 : 4));
    if (!f->is_arc) /* the window may have moved */
        vg_walk_read_head(w, f->head_end);
    if (stated <= available(w, f) && fits(w, f, (size_t)stated))
        return;
    resynchronise(w, f, length);
}

/* A header that does not end like one has no block. */
static void frame_head_only(struct vg_walk *w, struct vg_frame *f, size_t end)
{
    f->head_end = f->block_end = f->checked = end;
    f->end = end;
    if (f->how == VG_HEAD_CUT) {
        vg_note_damage(&w->notes, VG_NOTE_HEADER_BAD, vg_walk_offset(w, 0), 0,
                       "another record begins inside the header");
    } else if (f->how == VG_HEAD_LONG) {
        f->end = next_start(w, end, available(w, f));
        vg_note_damage(&w->notes, VG_NOTE_HEADER_TOO_LONG, vg_walk_offset(w, 0), 0,
                       "the header has no end within %d KiB and %d lines",
                       (int)(VG_MAX_RECORD_HEAD / 1024), VG_MAX_RECORD_LINES);
    } else if (f->limit != SIZE_MAX) {
        vg_note_damage(&w->notes, VG_NOTE_HEADER_BAD, vg_walk_offset(w, 0), 0,
                       "the header does not end before the next record");
    } else if (!is_in_damage(w)) {
        vg_note_damage(&w->notes, VG_NOTE_TRUNCATED, vg_walk_offset(w, 0), 0,
                       "the file ends inside a header");
    }
}

/* A header that lost its end may have run on into a member behind it. */
static size_t see_start_in_head(struct vg_walk *w, struct vg_frame *f, size_t end)
{
    size_t found = next_start(w, 1, end);

    if (found < end) {
        f->how = VG_HEAD_CUT;
        vg_walk_read_head(w, found);
    }
    return found;
}

static void frame_warc(struct vg_walk *w, struct vg_frame *f)
{
    struct vg_head_scan scan = {.of_record = 1};
    size_t end = 0;
    uint64_t length = 0;
    enum vg_length how;

    do {
        size_t n = available(w, f);

        end = n;
        f->how =
            vg_head_scan(&scan, at(w, 0), n, (size_t)VG_MAX_RECORD_HEAD, VG_MAX_RECORD_LINES, &end);
    } while (f->how == VG_HEAD_OPEN && more(w, f));
    vg_walk_read_head(w, end);
    if (f->how != VG_HEAD_WHOLE || w->head.bad_lines > 0)
        end = see_start_in_head(w, f, end);
    if (f->how != VG_HEAD_WHOLE) {
        frame_head_only(w, f, end);
        return;
    }
    f->head_end = end;
    how = vg_warc_length(&w->head, &length);
    frame_block(w, f, how, length);
}

static void frame_arc(struct vg_walk *w, struct vg_frame *f)
{
    const char *line = at(w, 0);
    const char *lf = memchr(line, '\n', vg_stream_left(&w->s)); /* there: it was a start */
    size_t len = (size_t)(lf - line);
    uint64_t length = 0;
    enum vg_length how;

    w->s.finder.with_arc = 1;
    w->head.count = 0;
    f->head_end = len + 1;
    how = vg_arc_length((struct vg_str){line, len}, &length);
    frame_block(w, f, how, length);
}

void vg_frame_record(struct vg_walk *w, enum vg_start start, struct vg_frame *f)
{
    *f = (struct vg_frame){.limit = SIZE_MAX, .is_arc = start == VG_START_ARC};
    w->s.is_full = 0;
    w->head_of = (struct vg_str){0};
    see_limit(w, f);
    if (f->is_arc)
        frame_arc(w, f);
    else
        frame_warc(w, f);
}
