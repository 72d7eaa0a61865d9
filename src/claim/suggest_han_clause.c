/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Clauses of a Chinese sentence: commas, semicolons and colons part them, 、 does
 * not, nor does anything between brackets or in a title.
 */
#include "claim/suggest_han_parts.h"

/* 西班牙　联络点8个: the name of a row is part of it. */
static int is_row_head(const struct vg_han_reading *r, size_t i)
{
    const struct vg_place *place;
    size_t bytes, at = r->from;
    int others;

    while (at < i) {
        const struct vg_han_char *h = &r->s.ch[at];

        bytes = vg_place_match(&r->places, r->s.text + h->start, r->s.ch[i].start - h->start,
                               &place, &others);
        if (!bytes)
            return 0;
        for (bytes += h->start; at < i && r->s.ch[at].start < bytes; at++)
            ;
        at += at < i && r->s.ch[at].mark == VG_HAN_LIST;
    }
    return i > r->from;
}

static int parts(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_char *h = &r->s.ch[i];

    if (h->flags & VG_HAN_INSIDE)
        return 0;
    if (h->kind == VG_HAN_KIND_SPACE)
        return h->end - h->start == 3 && !r->table &&
               !is_row_head(r, i); /* an ideographic space parts the head of a notice */
    if (h->mark == VG_HAN_DASH)
        return i > r->from && r->s.ch[i - 1].mark == VG_HAN_DASH;
    if (h->mark == VG_HAN_BRACKET_CLOSE)
        return 1;
    if (h->mark == VG_HAN_COMMA && h->end - h->start == 1 && i > r->from && i + 1 < r->to &&
        r->s.ch[i - 1].kind == VG_HAN_KIND_DIGIT && r->s.ch[i + 1].kind == VG_HAN_KIND_DIGIT)
        return 0; /* 1,300 */
    return h->mark == VG_HAN_COMMA || h->mark == VG_HAN_SEMICOLON || h->mark == VG_HAN_COLON ||
           h->mark == VG_HAN_STOP || h->mark == VG_HAN_QUESTION_MARK || h->mark == VG_HAN_BANG;
}

/* A quotation that begins behind a comma, a colon or the head of the sentence, or
 * ends with a mark inside, is a clause of its own. */
static int begins(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_char *before = &r->s.ch[i - 1];

    if (parts(r, i - 1) && r->s.ch[i].mark != VG_HAN_CLOSE)
        return 1;
    return before->mark == VG_HAN_CLOSE && i >= r->from + 2 && parts(r, i - 2);
}

enum { DISPATCH = 48 };

/* 新华社北京9月12日电（记者李明）: what is told begins behind it. */
static size_t behind_dispatch(const struct vg_han_reading *r)
{
    size_t end = r->from + DISPATCH < r->to ? r->from + DISPATCH : r->to;

    for (size_t i = r->from; i < end; i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_DATE_LINE);
        size_t at;

        if (r->s.ch[i].mark == VG_HAN_COMMA || r->s.ch[i].mark == VG_HAN_STOP)
            break;
        if (!e ||
            !(vg_han_get(e, "head") ? i < r->from + 4 : i > r->from && r->s.ch[i - 1].c == 0x65e5))
            continue;
        at = i + e->n;
        if (at < end && r->s.ch[at].mark == VG_HAN_PAREN)
            while (at < end && r->s.ch[at - 1].mark != VG_HAN_PAREN_CLOSE)
                at++;
        return at;
    }
    return r->from;
}

void vg_han_clauses(struct vg_han_reading *r)
{
    size_t dispatch = behind_dispatch(r);

    for (size_t i = r->from; i < r->to; i++)
        r->at[i] = 0;
    r->at[r->from] |= VG_HAN_AT_CLAUSE;
    for (size_t i = r->from + 1; i < r->to; i++)
        if (begins(r, i) || i == dispatch)
            r->at[i] |= VG_HAN_AT_CLAUSE;
    for (size_t i = r->from, from = i; i < r->to; i++) {
        from = r->at[i] & VG_HAN_AT_CLAUSE ? i : from;
        r->clause_from[i] = (uint16_t)from;
    }
    for (size_t i = r->to, to = i; i > r->from; i--) {
        r->clause_to[i - 1] = (uint16_t)to;
        to = r->at[i - 1] & VG_HAN_AT_CLAUSE ? i - 1 : to;
    }
    r->clause_from[r->to] = r->clause_to[r->to] = (uint16_t)r->to;
}

const struct vg_han_entry *vg_han_first(const struct vg_han_reading *r, size_t from, size_t to,
                                        enum vg_han_class class, size_t *at)
{
    for (size_t i = from; i < to && vg_han_has(r, class); i++) {
        const struct vg_han_entry *e;

        if (!vg_han_is(&r->s, i, class) || r->s.ch[i].role == VG_ROLE_NAME)
            continue;
        e = vg_han_at(&r->s, i, class);
        if (i + e->n <= to) {
            if (at)
                *at = i;
            return e;
        }
    }
    return NULL;
}

/* Is the clause only a date, a place or words such as 据不完全统计, so that it
 * belongs to the one behind it? */
int vg_han_front(const struct vg_han_reading *r, size_t from, size_t to)
{
    size_t rest = 0, dated = 0, spots = 0;

    for (size_t i = from; i < to; i++) {
        const struct vg_han_char *h = &r->s.ch[i];

        if (h->role == VG_ROLE_DATE)
            dated++;
        else if (h->kind != VG_HAN_KIND_MARK && h->kind != VG_HAN_KIND_SPACE)
            rest++;
    }
    for (size_t k = 0; k < r->n_spot; k++)
        if (r->spot[k].from >= from && r->spot[k].to <= to)
            spots += r->spot[k].to - r->spot[k].from;
    for (size_t i = from; i < to && dated; i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_HEDGE);

        spots += e ? e->n : 0U; /* 预计到年底， */
    }
    rest = rest > spots ? rest - spots : 0;
    if (dated && to > from + 3 && r->s.ch[to - 1].mark == VG_HAN_COMMA &&
        r->s.ch[to - 3].c == 0x4ee5 && r->s.ch[to - 2].c == 0x6765) /* 自…以来， */
        return 1;
    if ((dated || spots) && rest <= 2 && !vg_han_first(r, from, to, VG_HAN_EVENT, NULL))
        return 1;
    for (size_t k = 0; k < r->n_say; k++)
        if (r->say[k].plain && r->say[k].from >= from && r->say[k].to <= to &&
            r->say[k].to + 1 >= to)
            return 1;
    return 0;
}
