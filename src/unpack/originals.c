/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/originals.h"

#include <string.h>

#include "base/limits.h"
#include "base/table.h"
#include "unpack/digest.h"

struct vg_original {
    uint64_t key; /* 0: free */
    int64_t record;
};

enum by { BY_DIGEST = 1, BY_ID, BY_PLACE, BY_BOTH };

static uint64_t mix(uint64_t h, enum by by)
{
    h = (h ^ (uint64_t)by) * UINT64_C(0x9E3779B97F4A7C15);
    h ^= h >> 29;
    return h == 0 ? 1 : h;
}

/* However it is written: base32 and base16 of the same digest are the same. */
static uint64_t digest_key(struct vg_str stated)
{
    struct vg_digest d;

    if (stated.len == 0)
        return 0;
    vg_digest_read(stated, &d);
    if (d.kind == VG_DIGEST_NONE || d.len == 0)
        return mix(vg_hash(stated.p, stated.len), BY_DIGEST);
    return mix(vg_hash(d.bytes, d.len) + (uint64_t)d.kind, BY_DIGEST);
}

static uint64_t id_key(struct vg_str id)
{
    return id.len == 0 ? 0 : mix(vg_hash(id.p, id.len), BY_ID);
}

static uint64_t place_key(struct vg_str url, struct vg_str at)
{
    if (url.len == 0 || at.len == 0)
        return 0;
    return mix(vg_hash(url.p, url.len) * 31 + vg_hash(at.p, at.len), BY_PLACE);
}

/* The digest at that address and date: of a body that was captured in many places. */
static uint64_t both_key(uint64_t digest, uint64_t place)
{
    return digest == 0 || place == 0 ? 0 : mix(digest * 31 + place, BY_BOTH);
}

void vg_originals_end(struct vg_originals *o)
{
    free(o->slots);
    *o = (struct vg_originals){0};
}

static struct vg_original *slot(struct vg_original *slots, size_t room, uint64_t key)
{
    size_t i = (size_t)key & (room - 1);

    while (slots[i].key != 0 && slots[i].key != key)
        i = (i + 1) & (room - 1);
    return &slots[i];
}

static void grow(struct vg_originals *o)
{
    size_t room = o->room == 0 ? 1024 : o->room * 2;
    struct vg_original *slots = vg_malloc(room * sizeof *slots);

    memset(slots, 0, room * sizeof *slots);
    for (size_t i = 0; i < o->room; i++)
        if (o->slots[i].key != 0)
            *slot(slots, room, o->slots[i].key) = o->slots[i];
    free(o->slots);
    o->slots = slots;
    o->room = room;
}

/* The first record with a key keeps it: it is the one that was captured first. */
static void add(struct vg_originals *o, uint64_t key, int64_t record)
{
    struct vg_original *s;

    if (key == 0)
        return;
    if ((o->count + 1) * 2 > o->room)
        grow(o);
    s = slot(o->slots, o->room, key);
    if (s->key != 0)
        return;
    *s = (struct vg_original){key, record};
    o->count++;
}

void vg_originals_add(struct vg_originals *o, const struct vg_piece *p)
{
    int64_t record = (int64_t)p->record;
    uint64_t digest, place;

    if (o->is_whole)
        return;
    if (p->type != VG_PIECE_RESPONSE && p->type != VG_PIECE_RESOURCE &&
        p->type != VG_PIECE_CONVERSION)
        return;
    if (o->records >= VG_MAX_ORIGINALS)
        return;
    o->records++;
    digest = digest_key(p->digest);
    place = place_key(p->url, p->at);
    if (p->stored.len > 0) /* all that are empty have one digest, and nothing else in common */
        add(o, digest, record);
    add(o, id_key(p->id), record);
    add(o, place, record);
    add(o, both_key(digest, place), record);
}

static int64_t find(const struct vg_originals *o, uint64_t key)
{
    const struct vg_original *s;

    if (key == 0 || o->room == 0)
        return -1;
    s = slot(o->slots, o->room, key);
    return s->key == 0 ? -1 : s->record;
}

static int64_t find_repeated(const struct vg_originals *o, const struct vg_piece *p)
{
    uint64_t digest = digest_key(p->digest), place = place_key(p->refers_url, p->refers_at);
    int64_t record = find(o, both_key(digest, place));

    if (record < 0)
        record = find(o, digest);
    if (record < 0)
        record = find(o, id_key(p->refers_id));
    return record < 0 ? find(o, place) : record;
}

int64_t vg_originals_find(struct vg_originals *o, const struct vg_piece *p)
{
    void (*look_ahead)(void *w, struct vg_originals *o) = o->look_ahead;
    int64_t record = find_repeated(o, p);

    if (record >= 0 || look_ahead == NULL)
        return record;
    o->look_ahead = NULL;
    look_ahead(o->w, o);
    return find_repeated(o, p);
}
