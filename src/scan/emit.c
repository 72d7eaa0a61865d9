/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Hits ascend by start, blocks too: one walk over both. Within a block the nearest pair is
 * found with the last trigger and the last place in hand, which is linear; of equally near
 * pairs the first is taken.
 */
#include "scan/emit.h"

#include <string.h>

int vg_emit_read(const char *word, enum vg_emit *out, struct vg_err *err)
{
    static const char *const words[] = {"pair", "every", "none"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0) {
            *out = (enum vg_emit)i;
            return VG_OK;
        }
    }
    return vg_fail(err, VG_E_MISUSE, "'%.40s' is no rule; pair, every or none", word);
}

/* -- distance -----------------------------------------------------------------------------------
 */

/* Characters between two places of the text, counted to `most` and one more. */
static uint32_t characters(struct vg_str s, uint32_t from, uint32_t to, uint32_t most)
{
    uint32_t n = 0;

    for (uint32_t i = from; i < to && n <= most; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

struct pair {
    uint32_t start, end; /* from the beginning of the one to the end of the other */
    uint32_t apart;
    int found;
};

static void try_pair(struct vg_str s, const struct vg_hit *x, const struct vg_hit *y,
                     struct pair *best)
{
    uint32_t end = x->end > y->end ? x->end : y->end;
    uint32_t apart = y->start <= x->end ? 0 : characters(s, x->end, y->start, VG_EMIT_NEAR);

    if (apart > VG_EMIT_NEAR || (best->found && apart >= best->apart))
        return;
    *best = (struct pair){x->start, end, apart, 1};
}

static struct pair nearest(struct vg_str s, const struct vg_hit *hits, size_t n)
{
    const struct vg_hit *last[3] = {NULL, NULL, NULL};
    struct pair best = {0};

    for (size_t i = 0; i < n; i++) {
        int other = hits[i].kind == VG_NAME_PLACE ? VG_NAME_TRIGGER : VG_NAME_PLACE;

        if (last[other] != NULL)
            try_pair(s, last[other], &hits[i], &best);
        /* of two that overlap the one that reaches further is nearer to what follows */
        if (last[hits[i].kind] == NULL || hits[i].end >= last[hits[i].kind]->end)
            last[hits[i].kind] = &hits[i];
    }
    return best;
}

/* -- sentences -----------------------------------------------------------------------------------
 */

/* Does a sentence end in front of `at`? A full stop counts when white space follows. */
static int sentence_ends(struct vg_str s, uint32_t from, uint32_t at)
{
    static const char *const marks[] = {"。", "！", "？", "；", "\n"};
    uint32_t back;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        uint32_t n = (uint32_t)strlen(marks[i]);

        if (at - from >= n && memcmp(s.p + at - n, marks[i], n) == 0)
            return 1;
    }
    if (at == from || (s.p[at - 1] != ' ' && s.p[at - 1] != '\t'))
        return 0;
    for (back = at; back > from && s.p[back - 1] == ' ';)
        back--;
    return back > from && (s.p[back - 1] == '.' || s.p[back - 1] == '!' || s.p[back - 1] == '?');
}

static uint32_t sentence_start(struct vg_str s, uint32_t from, uint32_t at, uint32_t room)
{
    uint32_t lowest = at - from > room ? at - room : from;

    for (uint32_t i = at; i > lowest; i--)
        if (sentence_ends(s, from, i))
            return i;
    return lowest == from ? from : at;
}

static uint32_t sentence_end(struct vg_str s, uint32_t at, uint32_t to, uint32_t room)
{
    uint32_t highest = to - at > room ? at + room : to;
    uint32_t end = at;

    for (uint32_t i = at + 1; i <= highest; i++) {
        if (sentence_ends(s, at, i)) {
            end = i;
            break;
        }
    }
    if (end == at && highest == to)
        end = to;
    while (end > at && (s.p[end - 1] == ' ' || s.p[end - 1] == '\n' || s.p[end - 1] == '\t'))
        end--;
    return end;
}

/* The sentences around [start, end) of a block, as far as there is room beside it. */
static void cut(struct vg_str s, const struct vg_block *b, uint32_t start, uint32_t end,
                struct vg_emitted *out)
{
    uint32_t from = b->start, to = b->start + b->len;
    uint32_t room = end - start < VG_EMIT_BYTES ? VG_EMIT_BYTES - (end - start) : 0;

    out->start = sentence_start(s, from, start, room / 2);
    room -= start - out->start;
    out->end = sentence_end(s, end, to, room);
}

/* -- passages
 * -------------------------------------------------------------------------------------- */
static void name_range(const struct vg_hit *hits, size_t first, size_t last, struct vg_emitted *e)
{
    while (first < last && hits[first].start < e->start)
        first++;
    while (last > first && hits[last - 1].end > e->end)
        last--;
    e->first = (uint32_t)first;
    e->count = (uint32_t)(last - first);
}

struct emitting {
    struct vg_str text;
    const struct vg_hit *hits;
    struct vg_arena *a;
    struct vg_emitted *list;
    size_t count, room;
};

static void emit_one(struct emitting *w, const struct vg_block *b, struct pair p, size_t first,
                     size_t last)
{
    struct vg_emitted e = {.block = b->class};

    cut(w->text, b, p.start, p.end, &e);
    name_range(w->hits, first, last, &e);
    w->list = vg_grow(w->a, w->list, w->count, &w->room);
    w->list[w->count++] = e;
}

/* Every name of the block lies in a passage: as many in each as fit. */
static void emit_every(struct emitting *w, const struct vg_block *b, size_t first, size_t last)
{
    while (first < last) {
        struct pair p = {w->hits[first].start, w->hits[first].end, 0, 1};
        uint32_t behind;

        for (size_t i = first; i < last && w->hits[i].end - p.start <= VG_EMIT_BYTES / 2; i++)
            if (w->hits[i].end > p.end)
                p.end = w->hits[i].end;
        emit_one(w, b, p, first, last);
        behind = w->list[w->count - 1].end;
        while (first < last && (w->hits[first].start < p.end || w->hits[first].end <= behind))
            first++;
    }
}

size_t vg_emit(const struct vg_text *t, const struct vg_hit *hits, size_t n, enum vg_emit rule,
               struct vg_arena *a, struct vg_emitted **out)
{
    struct emitting w = {.text = t->text, .hits = hits, .a = a};
    size_t first = 0;

    for (size_t i = 0; rule != VG_EMIT_NONE && i < t->block_count && first < n; i++) {
        const struct vg_block *b = &t->blocks[i];
        size_t last;

        while (first < n && hits[first].start < b->start)
            first++;
        for (last = first; last < n && hits[last].start < b->start + b->len;)
            last++;
        if (rule == VG_EMIT_EVERY) {
            emit_every(&w, b, first, last);
        } else {
            struct pair p = nearest(w.text, hits + first, last - first);

            if (p.found)
                emit_one(&w, b, p, first, last);
        }
        first = last;
    }
    *out = w.list;
    return w.count;
}
