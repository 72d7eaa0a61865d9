/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Both maps ascend, so they are walked side by side. A copied run of the upper map is
 * cut where the lower one changes; units multiply (a Han character of three bytes of
 * text that were two of GB18030, each written =XX, would be six bytes of source) and
 * what passes the four bytes that a unit may have becomes a reference.
 */
#include "read/map.h"

#include <string.h>

enum { MOST_UNIT = 4 };

struct lay {
    const struct vg_text *t;
    const struct vg_run *lower;
    size_t n, at; /* the lower run we are in */
    uint32_t shift;
    struct vg_arena *a;
    struct vg_run *out;
    size_t count, room;
};

static const struct vg_run *lower_at(struct lay *l, uint32_t between)
{
    const struct vg_run *r = &l->lower[l->at];

    while (l->at + 1 < l->n && r->text + r->text_len <= between)
        r = &l->lower[++l->at];
    return r;
}

static int is_border(const struct vg_text *t, uint32_t at)
{
    return at >= t->text.len || ((unsigned char)t->text.p[at] & 0xc0U) != 0x80;
}

/* The last run and the new one become a reference to what both stand for. */
static void join(struct vg_run *last, const struct vg_run *r)
{
    uint32_t end = last->source + last->source_len;

    if (r->kind != VG_RUN_INSERTED && r->source + r->source_len > end)
        end = r->source + r->source_len;
    if (last->kind == VG_RUN_INSERTED && r->kind != VG_RUN_INSERTED)
        last->source = r->source;
    else if (r->kind != VG_RUN_INSERTED && r->source < last->source)
        last->source = r->source;
    last->text_len += r->text_len;
    last->source_len = end - last->source;
    last->kind = last->source_len == 0 ? VG_RUN_INSERTED : VG_RUN_REFERENCE;
    last->text_unit = last->source_unit = 0;
}

static int goes_on(const struct vg_run *last, const struct vg_run *r)
{
    return last->kind == VG_RUN_COPIED && r->kind == VG_RUN_COPIED &&
           last->text_unit == r->text_unit && last->source_unit == r->source_unit &&
           last->source + last->source_len == r->source;
}

/* Has the new run bytes of the source that the last ones have too? Then those between
 * (line ends that were put in) go with them. */
static int overlaps(const struct lay *l, const struct vg_run *r, size_t *from)
{
    size_t i = l->count;

    while (i > 0 && l->out[i - 1].kind == VG_RUN_INSERTED)
        i--;
    if (i == 0 || r->source_len == 0)
        return 0;
    *from = i - 1;
    return r->source < l->out[i - 1].source + l->out[i - 1].source_len;
}

static void push(struct lay *l, struct vg_run r)
{
    l->out = vg_grow(l->a, l->out, l->count, &l->room);
    l->out[l->count++] = r;
}

/* The part of a copied run from `text` on, which is on a border of its units. */
static struct vg_run rest_of(const struct vg_run *r, uint32_t text)
{
    struct vg_run rest = *r;
    uint32_t source = (text - r->text) / r->text_unit * r->source_unit;

    rest.text = text;
    rest.text_len -= text - r->text;
    rest.source += source;
    rest.source_len -= source;
    return rest;
}

static int has_border(const struct vg_run *r, uint32_t text)
{
    return r->kind == VG_RUN_COPIED && text > r->text && text < r->text + r->text_len &&
           (text - r->text) % r->text_unit == 0;
}

/* A run that begins inside a character: that character becomes a reference of its own, and
 * what stands before and behind it stays as exact as it is. */
static void add_inside(struct lay *l, struct vg_run r)
{
    struct vg_run *last = &l->out[l->count - 1];
    uint32_t start, end;

    for (start = r.text; start > last->text && !is_border(l->t, start); start--)
        continue;
    for (end = r.text; end < r.text + r.text_len && !is_border(l->t, end); end++)
        continue;
    if (has_border(last, start)) {
        struct vg_run tail = rest_of(last, start);

        last->text_len -= tail.text_len;
        last->source_len -= tail.source_len;
        push(l, tail);
        last = &l->out[l->count - 1];
    }
    if (has_border(&r, end)) {
        struct vg_run rest = rest_of(&r, end);

        r.text_len -= rest.text_len;
        r.source_len -= rest.source_len;
        join(last, &r);
        push(l, rest);
    } else {
        join(last, &r);
    }
}

static void add(struct lay *l, struct vg_run r)
{
    struct vg_run *last = l->count > 0 ? &l->out[l->count - 1] : NULL;
    size_t from = 0;

    if (r.text_len == 0)
        return;
    if (last != NULL && r.kind == VG_RUN_INSERTED && r.source < last->source + last->source_len)
        r.source = last->source + last->source_len;
    if (last != NULL && overlaps(l, &r, &from)) {
        for (; l->count > from + 1; l->count--, last--)
            join(last - 1, last);
        join(last, &r);
        return;
    }
    if (last != NULL && !is_border(l->t, r.text)) {
        add_inside(l, r);
        return;
    }
    if (last != NULL && goes_on(last, &r)) {
        last->text_len += r.text_len;
        last->source_len += r.source_len;
        return;
    }
    push(l, r);
}

/* Source of the byte between, and past it. */
static uint32_t source_from(struct lay *l, uint32_t between)
{
    const struct vg_run *c = lower_at(l, between);

    if (between >= c->text + c->text_len)
        return c->source + c->source_len;
    if (c->kind != VG_RUN_COPIED)
        return c->source;
    return c->source + (between - c->text) / c->text_unit * c->source_unit;
}

static uint32_t source_past(struct lay *l, uint32_t between)
{
    const struct vg_run *c = lower_at(l, between);

    if (c->kind != VG_RUN_COPIED || between >= c->text + c->text_len)
        return c->source + c->source_len;
    return c->source + ((between - c->text) / c->text_unit + 1) * c->source_unit;
}

/* `text_len` bytes of text stand as a whole for the bytes between from `from` to `end`. */
static void lay_whole(struct lay *l, uint32_t text, uint32_t text_len, uint32_t from, uint32_t end)
{
    uint32_t source = source_from(l, from);
    uint32_t past = end > from ? source_past(l, end - 1) : source;
    uint8_t kind = past > source ? VG_RUN_REFERENCE : VG_RUN_INSERTED;

    add(l, (struct vg_run){.text = text,
                           .text_len = text_len,
                           .source = source + l->shift,
                           .source_len = past > source ? past - source : 0,
                           .kind = kind});
}

/* The units of both maps as one: text bytes to source bytes. 0: there is none. */
static int unit_of(const struct vg_run *r, const struct vg_run *c, uint32_t *text, uint32_t *source)
{
    if (c->kind != VG_RUN_COPIED)
        return 0;
    *text = r->text_unit;
    if (c->text_unit == 1) {
        *source = (uint32_t)r->source_unit * c->source_unit;
        return *source <= MOST_UNIT;
    }
    *text = c->text_unit;
    *source = c->source_unit;
    return r->text_unit == 1 && r->source_unit == 1;
}

/* How many bytes between, from `between` on, can be laid unit for unit inside `c`. */
static uint32_t whole_units(const struct vg_run *r, const struct vg_run *c, uint32_t between,
                            uint32_t left)
{
    uint32_t n = c->text + c->text_len - between;
    uint32_t unit = c->text_unit == 1 ? r->source_unit : c->text_unit;

    n = n < left ? n : left;
    if (unit == 0 || (c->text_unit > 1 && (between - c->text) % c->text_unit != 0))
        return 0;
    return n - n % unit;
}

static void lay_copied(struct lay *l, const struct vg_run *r)
{
    uint32_t done = 0; /* bytes between */

    while (done < r->source_len) {
        uint32_t between = r->source + done, left = r->source_len - done;
        const struct vg_run *c = lower_at(l, between);
        uint32_t text = r->text + done / r->source_unit * r->text_unit;
        uint32_t text_unit, source_unit, n = 0;

        if (unit_of(r, c, &text_unit, &source_unit))
            n = whole_units(r, c, between, left);
        if (n > 0) {
            uint32_t units = c->text_unit == 1 ? n / r->source_unit : n / c->text_unit;

            add(l, (struct vg_run){.text = text,
                                   .text_len = units * text_unit,
                                   .source = source_from(l, between) + l->shift,
                                   .source_len = units * source_unit,
                                   .kind = VG_RUN_COPIED,
                                   .text_unit = (uint8_t)text_unit,
                                   .source_unit = (uint8_t)source_unit});
        } else {
            n = c->text + c->text_len - between;
            if (c->kind == VG_RUN_COPIED)
                n = c->text_unit - (between - c->text) % c->text_unit;
            n += r->source_unit - 1U;
            n -= n % r->source_unit;
            n = n < left ? n : left;
            lay_whole(l, text, n / r->source_unit * r->text_unit, between, between + n);
        }
        done += n;
    }
}

void vg_map_lay(struct vg_text *t, const struct vg_run *lower, size_t n, size_t shift,
                struct vg_arena *a)
{
    VG_SCOPED_ARENA scratch = {0};
    struct lay l = {.t = t, .lower = lower, .n = n, .shift = (uint32_t)shift, .a = &scratch};

    if (n == 0) {
        for (size_t i = 0; shift > 0 && i < t->run_count; i++)
            t->runs[i].source += (uint32_t)shift;
        return;
    }
    for (size_t i = 0; i < t->run_count; i++) {
        const struct vg_run *r = &t->runs[i];

        if (r->kind == VG_RUN_COPIED)
            lay_copied(&l, r);
        else
            lay_whole(&l, r->text, r->text_len, r->source, r->source + r->source_len);
    }
    vg_arena_drop(a, t->runs);
    t->runs = vg_arena_hand_on(&scratch, l.out, l.count * sizeof *l.out, a);
    t->run_count = l.count;
}
