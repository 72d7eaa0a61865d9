/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Where a rule matched, and its slots: a second pass over the stretch, for the one
 * rule that counts. Threads carry where the rule began and what their slots hold
 * (Pike's way); of two threads that have come to the same state the one that began
 * further left stays, so the pass is linear in the stretch.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "mention/pattern_parts.h"

struct span {
    uint32_t from, to; /* to 0: not filled */
};

struct thread {
    uint32_t state, left;
    uint32_t from;
    const struct span *slots;
};

struct threads {
    struct thread *list;
    size_t n, room;
};

struct pass {
    struct vg_matcher *m;
    struct vg_arena a;
    const struct vg_pat_compiled *rule;
    struct threads now, next, stack;
    int found;
    size_t filled; /* slots of the best match */
    struct thread best;
    size_t best_to;
};

static void put(struct pass *p, struct threads *t, struct thread x)
{
    t->list = vg_grow(&p->a, t->list, t->n, &t->room);
    t->list[t->n++] = x;
}

static const struct span *with_slot(struct pass *p, const struct span *slots, uint32_t slot,
                                    struct span value)
{
    struct span *copy = VG_NEW_ARRAY(&p->a, struct span, p->rule->n_slots);

    memcpy(copy, slots, p->rule->n_slots * sizeof *copy);
    copy[slot] = value;
    return copy;
}

/* Has this round come here before? A gap counts once for each length that is left. */
static int is_new(struct pass *p, uint32_t state, uint32_t left)
{
    struct vg_matcher *m = p->m;
    size_t at = (size_t)(state - p->rule->first) * (VG_PAT_FRESH + 1U) + left;

    if (m->reached[at] == m->reached_round)
        return 0;
    m->reached[at] = m->reached_round;
    return 1;
}

static void new_round(struct pass *p)
{
    struct vg_matcher *m = p->m;
    size_t want = (size_t)(p->rule->end - p->rule->first) * (VG_PAT_FRESH + 1U);

    if (want > m->room_reached) {
        m->reached = vg_realloc(m->reached, want * sizeof *m->reached);
        memset(m->reached, 0, want * sizeof *m->reached);
        m->room_reached = want;
        m->reached_round = 0;
    }
    if (++m->reached_round == 0) {
        memset(m->reached, 0, m->room_reached * sizeof *m->reached);
        m->reached_round = 1;
    }
    p->next.n = 0;
}

static void accept(struct pass *p, const struct thread *t, size_t i)
{
    size_t filled = 0;

    for (size_t k = 0; k < p->rule->n_slots; k++)
        filled += t->slots[k].to > t->slots[k].from;
    if (p->found && (t->from > p->best.from || (t->from == p->best.from && filled <= p->filled)))
        return;
    p->found = 1;
    p->filled = filled;
    p->best = *t;
    p->best_to = i;
}

static struct thread at_state(const struct thread *t, uint32_t state)
{
    struct thread x = *t;

    x.state = state;
    x.left = VG_PAT_FRESH;
    return x;
}

static void follow_gap(struct pass *p, const struct thread *t, int at_end)
{
    const struct vg_pat_state *s = &p->m->g->states[t->state];
    uint32_t more = t->left == VG_PAT_FRESH ? s->arg : t->left;
    struct thread on = *t;

    if (more && !at_end) {
        on.left = more - 1;
        put(p, &p->next, on);
    }
    put(p, &p->stack, at_state(t, s->next));
}

/* One thread at token i, whose symbol is y: what it waits for goes to p->next. */
static void follow(struct pass *p, struct thread t, size_t i, const struct vg_pat_symbol *y,
                   int at_end)
{
    const struct vg_pat_program *g = p->m->g;

    p->stack.n = 0;
    put(p, &p->stack, t);
    while (p->stack.n) {
        const struct vg_pat_state *s;

        t = p->stack.list[--p->stack.n];
        s = &g->states[t.state];
        if (!is_new(p, t.state, t.left))
            continue;
        switch ((enum vg_pat_op)s->op) {
        case VG_PAT_OP_WORD:
        case VG_PAT_OP_BEGIN:
        case VG_PAT_OP_INSIDE:
            if (!at_end && vg_pat_takes(s, y))
                put(p, &p->next, at_state(&t, s->next));
            break;
        case VG_PAT_OP_GAP:
            follow_gap(p, &t, at_end);
            break;
        case VG_PAT_OP_SPLIT:
            put(p, &p->stack, at_state(&t, s->other));
            put(p, &p->stack, at_state(&t, s->next));
            break;
        case VG_PAT_OP_OPEN:
        case VG_PAT_OP_CLOSE: {
            struct thread on = at_state(&t, s->next);
            struct span v = {(uint32_t)i, 0};

            if (s->op == VG_PAT_OP_CLOSE)
                v = (struct span){t.slots[s->arg].from, (uint32_t)i};
            on.slots = with_slot(p, t.slots, s->arg, v);
            put(p, &p->stack, on);
            break;
        }
        case VG_PAT_OP_ACCEPT:
            accept(p, &t, i);
            break;
        case VG_PAT_OP_NOT_INSIDE:
        case VG_PAT_OP_NOT:
        case VG_PAT_OP_START:
        case VG_PAT_OP_END:
        default:
            if (vg_pat_holds(g, s, y, at_end))
                put(p, &p->stack, at_state(&t, s->next));
            break;
        }
    }
}

static void run(struct pass *p, size_t from, size_t to)
{
    const struct span *empty = VG_NEW_ARRAY(&p->a, struct span, p->rule->n_slots);

    for (size_t i = from; i <= to; i++) {
        int at_end = i == to;
        const struct vg_pat_symbol *y = &p->m->symbols[at_end ? VG_PAT_AT_END : p->m->symbol[i]];
        struct threads before = p->now;

        new_round(p);
        for (size_t k = 0; k < p->now.n; k++)
            follow(p, p->now.list[k], i, y, at_end);
        if (!p->found && !at_end)
            follow(p, (struct thread){p->rule->start, VG_PAT_FRESH, (uint32_t)i, empty}, i, y, 0);
        p->now = p->next;
        p->next = before;
        if (p->found && p->now.n == 0)
            return;
    }
}

int vg_matcher_slots(struct vg_matcher *m, uint16_t rule, size_t from, size_t to,
                     struct vg_pat_match *out)
{
    struct pass p = {.m = m, .rule = &m->g->rules[rule]};

    vg_matcher_ready(m);
    run(&p, from, to);
    if (p.found) {
        *out = (struct vg_pat_match){.from = p.best.from, .to = p.best_to};
        out->n_slots = p.rule->n_slots;
        for (size_t k = 0; k < p.rule->n_slots; k++) {
            struct span s = p.best.slots[k];

            out->slots[k] = (struct vg_pat_slot){p.rule->slots[k], s.from, s.to};
            if (s.to <= s.from)
                out->slots[k].to = out->slots[k].from;
        }
    }
    vg_arena_end(&p.a);
    return p.found;
}
