/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From the bounds of a record to all that is known of it.
 */
#include <string.h>

#include "base/limits.h"
#include "unpack/walk_inside.h"

static struct vg_str header(const struct vg_piece *p, const char *name)
{
    return vg_head_get(p->headers, p->header_count, name, NULL);
}

int vg_block_matches(struct vg_walk *w, struct vg_str block)
{
    struct vg_digest d;

    vg_digest_read(vg_head_get(w->head.list, w->head.count, "warc-block-digest", NULL), &d);
    if (d.kind == VG_DIGEST_NONE)
        return -1;
    return d.len > 0 && vg_digest_matches(&w->digester, &d, block);
}

static void note_unknown(struct vg_walk *w, uint64_t place, struct vg_str stated)
{
    vg_note_odd(&w->notes, VG_NOTE_DIGEST_UNKNOWN, place, 0,
                "a digest that cannot be checked: %.*s", stated.len < 100 ? (int)stated.len : 100,
                stated.p);
}

/*
 * `payload_holds`: its own digest says so. Then only the head is not what the block digest was
 * computed over, which is how writers leave it that put another head there; and of a revisit
 * there is only a head.
 */
static void check_block(struct vg_walk *w, const struct vg_piece *p, struct vg_str checked,
                        uint64_t place, int payload_holds)
{
    struct vg_str stated = header(p, "warc-block-digest");
    int n = stated.len < 140 ? (int)stated.len : 140;
    int matches;

    if (stated.len == 0)
        return;
    matches = vg_block_matches(w, checked);
    if (matches < 0)
        note_unknown(w, place, stated);
    else if (!matches && checked.len != p->block.len)
        vg_note_damage(
            &w->notes, VG_NOTE_DIGEST_MISMATCH, place, 0,
            "block digest %.*s is not that of the %zu bytes stated%s", n, stated.p, checked.len,
            vg_block_matches(w, p->block) == 1 ? ", but of those up to the next record" : "");
    else if (!matches && (payload_holds || p->type == VG_PIECE_REVISIT))
        vg_note_odd(&w->notes, VG_NOTE_HEAD_DIFFERS, place, 0,
                    "block digest %.*s is of another head", n, stated.p);
    else if (!matches)
        vg_note_damage(&w->notes, VG_NOTE_DIGEST_MISMATCH, place, 0,
                       "block digest %.*s is not that of the %zu bytes there are", n, stated.p,
                       checked.len);
}

/* Writers differ: over the entity as stored, without its chunks, or wholly decoded; some count
 * the head in. */
static int payload_matches(struct vg_walk *w, struct vg_piece *p, const struct vg_digest *d,
                           struct vg_str dechunked, uint64_t place)
{
    if (vg_digest_matches(&w->digester, d, p->stored))
        return 1;
    if (!w->o.bodies)
        vg_message_decode(p, w->coder, &w->notes, place, &dechunked);
    return (dechunked.p != p->stored.p && vg_digest_matches(&w->digester, d, dechunked)) ||
           (p->body.p != dechunked.p && vg_digest_matches(&w->digester, d, p->body)) ||
           (p->stored.p != p->block.p && vg_digest_matches(&w->digester, d, p->block));
}

/* 1 when the payload is what its digest says. */
static int check_payload(struct vg_walk *w, struct vg_piece *p, struct vg_str dechunked,
                         uint64_t place)
{
    struct vg_digest d;
    int n = p->digest.len < 140 ? (int)p->digest.len : 140;

    if (p->digest.len == 0 || p->type == VG_PIECE_REVISIT || p->type == VG_PIECE_CONTINUATION)
        return 0;
    vg_digest_read(p->digest, &d);
    if (d.kind == VG_DIGEST_NONE) {
        note_unknown(w, place, p->digest);
        return 0;
    }
    if (d.len > 0 && payload_matches(w, p, &d, dechunked, place))
        return 1;
    vg_note_damage(&w->notes, VG_NOTE_DIGEST_MISMATCH, place, 0,
                   "payload digest %.*s is not that of the payload, stored or decoded", n,
                   p->digest.p);
    return 0;
}

/* -- segments --------------------------------------------------------------------------- */

/* Once, over all bytes of the walk: which continuation records there are. */
static void collect(struct vg_walk *w)
{
    struct vg_unpack_options plain = {0};
    struct vg_tally tally;
    struct vg_originals none = {0};
    struct vg_piece p;
    struct vg_walk *scout;

    w->segments.is_collected = 1;
    vg_tally_open(&tally);
    scout = vg_walk_open(w->s.in, w->s.len, &w->place, &plain, &tally, &none);
    scout->is_scout = 1;
    while (vg_walk_next(scout, &p) == VG_OK)
        vg_segments_add(&w->segments, &p);
    vg_walk_close(scout);
    vg_originals_end(&none);
    w->tally->steps += tally.steps;
    vg_tally_close(&tally);
}

/* A first segment: head and entity are those of all segments together. */
static void join(struct vg_walk *w, struct vg_piece *p, uint64_t place)
{
    struct vg_str alone = p->block;

    if (!w->segments.is_collected)
        collect(w);
    vg_buf_clear(&w->joined);
    w->joined.full = 0;
    vg_put_str(&w->joined, p->block);
    if (p->id.len > 0 && vg_segments_join(&w->segments, p->id, &w->joined)) {
        p->block = vg_buf_str(&w->joined);
        vg_message_read(p, &w->http, &w->notes, place);
        p->block = alone;
        return;
    }
    vg_note_damage(&w->notes, VG_NOTE_TRUNCATED, place, 0,
                   "the first segment of a record whose other segments are not all here");
    vg_message_read(p, &w->http, &w->notes, place);
}

static void note_continuation(struct vg_walk *w, struct vg_piece *p, uint64_t place)
{
    switch (vg_segments_state(&w->segments, w->continuations++)) {
    case VG_SEGMENT_JOINED:
        p->stored = (struct vg_str){0};
        break;
    case VG_SEGMENT_OUT_OF_ORDER:
        p->stored = (struct vg_str){0};
        vg_note_odd(&w->notes, VG_NOTE_SEGMENT_ORDER, place, 0,
                    "the segment does not follow the one before it");
        break;
    case VG_SEGMENT_ALONE:
    default:
        vg_note_odd(&w->notes, VG_NOTE_SEGMENT_ORDER, place, 0,
                    "a segment whose first one is not before it, or which lacks others");
        break;
    }
}

/* -- the whole record ------------------------------------------------------------------- */

static int says_http(const struct vg_piece *p)
{
    return p->media.len >= 16 && strncasecmp(p->media.p, "application/http", 16) == 0;
}

static int has_http_address(const struct vg_piece *p)
{
    return p->url.len > 5 && strncasecmp(p->url.p, "http", 4) == 0 &&
           (p->url.p[4] == ':' || p->url.p[4] == 's' || p->url.p[4] == 'S');
}

/* Records that can hold a message; which of them do, their first line says. */
static int may_be_http(const struct vg_piece *p, int is_arc)
{
    if (is_arc)
        return p->type == VG_PIECE_RESPONSE && has_http_address(p);
    return says_http(p) || ((p->type == VG_PIECE_RESPONSE || p->type == VG_PIECE_REQUEST ||
                             p->type == VG_PIECE_REVISIT) &&
                            p->media.len == 0);
}

static void read_block(struct vg_walk *w, const struct vg_frame *f, struct vg_piece *p,
                       uint64_t place)
{
    p->stored = p->block;
    if (p->type == VG_PIECE_CONTINUATION)
        note_continuation(w, p, place);
    else if (!w->is_scout && !f->is_arc && vg_segment_number(p) == 1)
        join(w, p, place);
    else if (may_be_http(p, f->is_arc))
        vg_message_read(p, &w->http, &w->notes, place);
    if (p->is_http && w->http.has_strange_bytes)
        vg_note_odd(&w->notes, VG_NOTE_HEADER_BYTES, place, 0,
                    "the HTTP header holds bytes that are no UTF-8 text");
    if (!p->is_http && says_http(p)) /* HTTP/0.9 has no head, and nobody says what it sends */
        p->media = (struct vg_str){0};
}

static void read_tool(struct vg_walk *w, struct vg_piece *p)
{
    if (p->type == VG_PIECE_WARCINFO) {
        vg_buf_clear(&w->tool);
        vg_warc_tool(p->block, &w->tool);
    }
    p->tool = vg_buf_str(&w->tool);
}

static void relate(struct vg_walk *w, struct vg_piece *p, uint64_t place)
{
    p->original = -1;
    if (p->type != VG_PIECE_REVISIT) {
        vg_originals_add(w->originals, p);
        return;
    }
    p->original = vg_originals_find(w->originals, p);
    if (p->original < 0)
        vg_note_odd(&w->notes, VG_NOTE_REVISIT_UNRESOLVED, place, 0,
                    w->originals->is_whole
                        ? "what the record repeats is not in this archive"
                        : "what the record repeats is not in this archive before it");
}

static void read_fields(struct vg_walk *w, const struct vg_frame *f, struct vg_piece *p,
                        uint64_t place)
{
    const char *at = w->s.p + w->s.cursor;

    if (f->is_arc) {
        vg_arc_fields((struct vg_str){at, f->head_end}, &w->head, p, &w->notes, place);
        return;
    }
    vg_walk_read_head(w, f->head_end);
    vg_warc_fields(&w->head, p, &w->notes, place);
}

void vg_record_read(struct vg_walk *w, const struct vg_frame *f, struct vg_piece *p)
{
    const char *at = w->s.p + w->s.cursor;
    uint64_t place = vg_walk_offset(w, 0);
    struct vg_str dechunked = {0};
    struct vg_str checked = {at + f->head_end, f->checked - f->head_end};

    read_fields(w, f, p, place);
    p->member = w->place.member;
    p->block = (struct vg_str){at + f->head_end, f->block_end - f->head_end};
    read_block(w, f, p, place);
    if (w->is_scout)
        return;
    read_tool(w, p);
    if (w->o.bodies)
        vg_message_decode(p, w->coder, &w->notes, place, &dechunked);
    if (w->o.digests && f->how == VG_HEAD_WHOLE && f->skip == 0) {
        int payload_holds = check_payload(w, p, dechunked, place);

        check_block(w, p, checked, place, payload_holds);
    }
    if (!w->o.bodies)
        p->body = (struct vg_str){0};
    relate(w, p, place);
}
