/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * All rules at once over the tokens of a stretch. What is possible after a token is a
 * set of states (Thompson, Programming Techniques: Regular expression search
 * algorithm, CACM 11(6), 1968); a gap in such a set carries how many more tokens it
 * may pass over, and of two the longer one stands for both, so a gap of any length is
 * one state. Sets that have been met, and where each symbol leads from them, are
 * remembered: most tokens then cost one look-up, however many rules there are. The
 * memory is bounded: when it is full everything is forgotten. A stretch is looked at
 * only if some rule finds in it what it cannot do without; and where remembering does
 * not pay, because nearly every step is a new one, the sets of those rules alone are
 * worked out without being kept: slower, but still linear in the text.
 *
 * A test that takes no token (a clause begins, no word X here) is decided when the
 * next token is known, so sets are kept as they are before such tests.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "mention/pattern_parts.h"

enum {
    FIRST_SLOTS = 1024,
    JUDGED_AFTER = 4096,  /* tokens looked up; then: */
    LEAST_USE = 8,        /* tokens per step that had to be worked out, or else */
    PLAIN_TOKENS = 16384, /* tokens without remembering; twice as many each time */
    MOST_PLAIN = 1 << 20,
    HANDFUL = 8,      /* rules that may match: remembering would cost more */
    MANY_STARTS = 16, /* for each rule that may match: then those are begun one by one */
};

struct vg_pat_set_of {
    const uint32_t *items;
    uint32_t n;
    uint32_t hash;
};

static const struct vg_pat_symbol *symbol_at(const struct vg_matcher *m, uint32_t symbol)
{
    return &m->symbols[symbol];
}

/* -- life ------------------------------------------------------------------------------ */

/* The first two symbols, and the empty set, have fixed numbers. */
static void forget_symbols(struct vg_matcher *m)
{
    const uint64_t *none;

    vg_arena_end(&m->symbol_arena);
    m->room_symbols = 0;
    m->symbols = vg_grow(&m->symbol_arena, (struct vg_pat_symbol *)NULL, 0, &m->room_symbols);
    none = VG_NEW_ARRAY(&m->symbol_arena, uint64_t, m->bits);
    m->symbols[VG_PAT_AT_END] = (struct vg_pat_symbol){.begin = none, .inside = none};
    m->symbols[VG_PAT_OTHER] = m->symbols[VG_PAT_AT_END];
    m->n_symbols = 2;
    m->n_symbol_slots = FIRST_SLOTS;
    m->symbol_slots = VG_NEW_ARRAY(&m->symbol_arena, uint32_t, m->n_symbol_slots);
}

static void forget_sets(struct vg_matcher *m)
{
    vg_arena_end(&m->set_arena);
    m->room_sets = 0;
    m->sets = vg_grow(&m->set_arena, (struct vg_pat_set_of *)NULL, 0, &m->room_sets);
    m->sets[0] = (struct vg_pat_set_of){0};
    m->n_sets = 1;
    m->n_set_slots = m->n_step_slots = FIRST_SLOTS;
    m->set_slots = VG_NEW_ARRAY(&m->set_arena, uint32_t, m->n_set_slots);
    m->steps = VG_NEW_ARRAY(&m->set_arena, struct vg_pat_step, m->n_step_slots);
    m->n_steps = 0;
}

struct vg_matcher *vg_matcher_open(const struct vg_patterns *p)
{
    struct vg_matcher *m = vg_malloc(sizeof *m);
    size_t states = p->program->n_states + 1;

    *m = (struct vg_matcher){
        .g = p->program, .bits = p->program->n_classes / 64 + 1, .plain_next = PLAIN_TOKENS};
    m->seen = vg_malloc(3 * states * sizeof *m->seen);
    memset(m->seen, 0, 3 * states * sizeof *m->seen);
    m->emitted = m->seen + states;
    m->place = m->emitted + states;
    m->stack = vg_malloc(2 * states * sizeof *m->stack);
    m->wanted = vg_malloc((m->g->n_rules + 1) * sizeof *m->wanted);
    memset(m->wanted, 0, (m->g->n_rules + 1) * sizeof *m->wanted);
    m->candidates = vg_malloc((m->g->n_rules + 1) * sizeof *m->candidates);
    forget_symbols(m);
    forget_sets(m);
    return m;
}

void vg_matcher_close(struct vg_matcher *m)
{
    if (m == NULL)
        return;
    vg_arena_end(&m->symbol_arena);
    vg_arena_end(&m->set_arena);
    free(m->word);
    free(m->flags);
    free(m->begin);
    free(m->inside);
    free(m->symbol);
    free(m->seen);
    free(m->stack);
    free(m->wanted);
    free(m->candidates);
    free(m->now.list);
    free(m->next.list);
    free(m->reached);
    free(m);
}

void vg_matcher_closep(struct vg_matcher **m)
{
    vg_matcher_close(*m);
    *m = NULL;
}

void vg_matcher_way(struct vg_matcher *m, enum vg_matcher_way way)
{
    m->way = way;
}

void vg_matcher_size(const struct vg_matcher *m, size_t *flushes, size_t *bytes)
{
    *flushes = m->flushes;
    *bytes =
        m->symbol_arena.used + m->set_arena.used + m->room * (2 * m->bits * sizeof(uint64_t) + 7) +
        (m->now.room + m->next.room + 5 * m->g->n_states + m->room_reached) * sizeof(uint32_t) +
        sizeof *m;
}

/* -- the sentence ------------------------------------------------------------------------ */

static void make_room(struct vg_matcher *m, size_t n)
{
    if (n <= m->room)
        return;
    m->room = n < 512 ? 512 : n;
    m->word = vg_realloc(m->word, m->room * sizeof *m->word);
    m->flags = vg_realloc(m->flags, m->room);
    m->begin = vg_realloc(m->begin, m->room * m->bits * sizeof *m->begin);
    m->inside = vg_realloc(m->inside, m->room * m->bits * sizeof *m->inside);
    m->symbol = vg_realloc(m->symbol, m->room * sizeof *m->symbol);
}

void vg_matcher_span(struct vg_matcher *m, size_t from, size_t to, int class)
{
    uint64_t bit;
    size_t word;

    if (class < 0 || from >= to || to > m->n)
        return;
    word = (size_t) class / 64;
    bit = (uint64_t)1 << (class % 64);
    for (size_t i = from; i < to; i++)
        if ((m->begin[i * m->bits + word] | m->inside[i * m->bits + word]) & bit)
            return;
    m->begin[from * m->bits + word] |= bit;
    for (size_t i = from + 1; i < to; i++)
        m->inside[i * m->bits + word] |= bit;
    for (size_t i = from; i < to; i++)
        m->flags[i] |= VG_PAT_TOLD;
}

void vg_matcher_clause(struct vg_matcher *m, size_t i)
{
    if (i < m->n)
        m->flags[i] |= VG_PAT_AT_CLAUSE;
}

static size_t use_row(const struct vg_matcher *m, uint16_t word)
{
    return word <= m->g->n_words ? word : 0;
}

static int is_use_here(const struct vg_matcher *m, const struct vg_pat_use *u, size_t i)
{
    return i + u->n <= m->n && memcmp(u->words, m->word + i, u->n * sizeof *u->words) == 0;
}

/* Phrases of lists, from left to right, the longest of each list. */
static void find_phrases(struct vg_matcher *m)
{
    for (size_t i = 0; i < m->n; i++) {
        size_t row = use_row(m, m->word[i]);

        if (m->word[i] == 0)
            continue;
        for (size_t k = m->g->first_use[row]; k < m->g->first_use[row + 1]; k++)
            if (is_use_here(m, &m->g->uses[k], i))
                vg_matcher_span(m, i, i + m->g->uses[k].n, m->g->uses[k].class);
    }
}

void vg_matcher_text(struct vg_matcher *m, const uint16_t *symbols, size_t n)
{
    make_room(m, n);
    m->n = n;
    m->ready = 0;
    if (n == 0)
        return;
    memcpy(m->word, symbols, n * sizeof *symbols);
    memset(m->flags, 0, n);
    memset(m->begin, 0, n * m->bits * sizeof *m->begin);
    memset(m->inside, 0, n * m->bits * sizeof *m->inside);
    find_phrases(m);
}

const char *vg_matcher_value(const struct vg_matcher *m, size_t i, size_t to, const char *key)
{
    size_t row = i < m->n ? use_row(m, m->word[i]) : 0;

    if (i >= m->n || m->word[i] == 0)
        return NULL;
    for (size_t k = m->g->first_use[row]; k < m->g->first_use[row + 1]; k++) {
        const struct vg_pat_use *u = &m->g->uses[k];
        const char *value;

        if (u->entry && i + u->n == to && is_use_here(m, u, i) &&
            (value = vg_pat_value(u->entry->sets, u->entry->n_sets, key)) != NULL)
            return value;
    }
    return NULL;
}

/* -- symbols ---------------------------------------------------------------------------- */

static uint32_t hash_symbol(const struct vg_matcher *m, size_t i)
{
    uint64_t h = (uint64_t)m->word[i] << 8 | m->flags[i];

    for (size_t k = 0; k < m->bits; k++) {
        h = (h ^ m->begin[i * m->bits + k]) * 0x9e3779b97f4a7c15U;
        h = ((h ^ h >> 29) ^ m->inside[i * m->bits + k]) * 0xbf58476d1ce4e5b9U;
    }
    return (uint32_t)(h ^ h >> 32);
}

static int is_symbol(const struct vg_matcher *m, uint32_t symbol, size_t i)
{
    const struct vg_pat_symbol *y = symbol_at(m, symbol);
    size_t bytes = m->bits * sizeof(uint64_t);

    return y->word == m->word[i] && y->flags == m->flags[i] &&
           memcmp(y->begin, m->begin + i * m->bits, bytes) == 0 &&
           memcmp(y->inside, m->inside + i * m->bits, bytes) == 0;
}

static void grow_symbol_slots(struct vg_matcher *m)
{
    uint32_t *before = m->symbol_slots;
    size_t n = m->n_symbol_slots;

    m->n_symbol_slots *= 4;
    m->symbol_slots = VG_NEW_ARRAY(&m->symbol_arena, uint32_t, m->n_symbol_slots);
    for (size_t k = 0; k < n; k++) {
        const struct vg_pat_symbol *y;
        uint64_t h;

        if (before[k] == 0)
            continue;
        y = symbol_at(m, before[k]);
        h = (uint64_t)y->word << 8 | y->flags;
        for (size_t j = 0; j < m->bits; j++) {
            h = (h ^ y->begin[j]) * 0x9e3779b97f4a7c15U;
            h = ((h ^ h >> 29) ^ y->inside[j]) * 0xbf58476d1ce4e5b9U;
        }
        h = (uint32_t)(h ^ h >> 32) & (m->n_symbol_slots - 1);
        while (m->symbol_slots[h])
            h = (h + 1) & (m->n_symbol_slots - 1);
        m->symbol_slots[h] = before[k];
    }
}

static uint32_t symbol_of(struct vg_matcher *m, size_t i)
{
    size_t at, bytes = m->bits * sizeof(uint64_t);
    struct vg_pat_symbol *y;
    uint64_t *copy;

    if (m->word[i] == 0 && m->flags[i] == 0)
        return VG_PAT_OTHER;
    at = hash_symbol(m, i) & (m->n_symbol_slots - 1);
    for (; m->symbol_slots[at]; at = (at + 1) & (m->n_symbol_slots - 1))
        if (is_symbol(m, m->symbol_slots[at], i))
            return m->symbol_slots[at];
    m->symbols = vg_grow(&m->symbol_arena, m->symbols, m->n_symbols, &m->room_symbols);
    y = &m->symbols[m->n_symbols];
    copy = VG_NEW_ARRAY(&m->symbol_arena, uint64_t, 2 * m->bits);
    memcpy(copy, m->begin + i * m->bits, bytes);
    memcpy(copy + m->bits, m->inside + i * m->bits, bytes);
    *y = (struct vg_pat_symbol){
        .begin = copy, .inside = copy + m->bits, .word = m->word[i], .flags = m->flags[i]};
    m->symbol_slots[at] = (uint32_t)m->n_symbols++;
    if (2 * m->n_symbols > m->n_symbol_slots)
        grow_symbol_slots(m);
    return (uint32_t)m->n_symbols - 1;
}

/* Symbols have numbers that steps refer to: both are forgotten together, and only
 * between two sentences. */
void vg_matcher_ready(struct vg_matcher *m)
{
    if (m->ready)
        return;
    if (m->symbol_arena.used > (size_t)VG_MAX_PATTERN_CACHE / 4) {
        forget_symbols(m);
        forget_sets(m);
        m->flushes++;
    }
    for (size_t i = 0; i < m->n; i++)
        m->symbol[i] = symbol_of(m, i);
    m->ready = 1;
}

/* -- one token on -------------------------------------------------------------------------- */

int vg_pat_holds(const struct vg_pat_program *g, const struct vg_pat_state *s,
                 const struct vg_pat_symbol *y, int at_end)
{
    switch ((enum vg_pat_op)s->op) {
    case VG_PAT_OP_NOT_INSIDE:
        return !vg_pat_has_bit(y->inside, s->arg);
    case VG_PAT_OP_NOT:
        for (uint32_t k = s->arg; k < s->arg + s->other; k++)
            if (g->tests[k].is_class ? vg_pat_has_bit(y->begin, g->tests[k].id)
                                     : !at_end && y->word == g->tests[k].id)
                return 0;
        return 1;
    case VG_PAT_OP_START:
        return !at_end && (y->flags & VG_PAT_AT_CLAUSE) != 0;
    case VG_PAT_OP_END:
        return at_end || (y->flags & VG_PAT_AT_CLAUSE) != 0;
    case VG_PAT_OP_WORD:
    case VG_PAT_OP_BEGIN:
    case VG_PAT_OP_INSIDE:
    case VG_PAT_OP_GAP:
    case VG_PAT_OP_SPLIT:
    case VG_PAT_OP_OPEN:
    case VG_PAT_OP_CLOSE:
    case VG_PAT_OP_ACCEPT:
    default:
        return 1;
    }
}

static void put_item(struct vg_pat_items *s, uint32_t item)
{
    if (s->n == s->room) {
        s->room = s->room ? 2 * s->room : 256;
        s->list = vg_realloc(s->list, s->room * sizeof *s->list);
    }
    s->list[s->n++] = item;
}

/* Into the set that is being made; of two stays in one gap the longer. */
static void emit(struct vg_matcher *m, uint32_t state, uint32_t left)
{
    uint32_t item = VG_PAT_ITEM(state, left);

    if (m->emitted[state] != m->round) {
        m->emitted[state] = m->round;
        m->place[state] = (uint32_t)m->next.n;
        put_item(&m->next, item);
    } else if (item > m->next.list[m->place[state]]) {
        m->next.list[m->place[state]] = item;
    }
}

/* Reached behind a token. */
static void emit_behind(struct vg_matcher *m, uint32_t state)
{
    emit(m, state, m->g->states[state].op == VG_PAT_OP_GAP ? VG_PAT_FRESH : 0);
}

static void new_round(struct vg_matcher *m)
{
    if (++m->round == 0) {
        memset(m->seen, 0, 2 * (m->g->n_states + 1) * sizeof *m->seen);
        m->round = 1;
    }
    m->next.n = 0;
}

/* What follows from one item when the next symbol is y: into m->next, and the rules
 * that end here into `rules`. */
static void follow(struct vg_matcher *m, uint32_t item, const struct vg_pat_symbol *y, int at_end,
                   uint16_t rules[VG_PAT_GROUPS])
{
    const struct vg_pat_state *states = m->g->states;
    uint32_t left = item & VG_PAT_FRESH; /* of the item itself; a gap reached later is fresh */
    size_t n = 0;

    m->stack[n++] = item >> VG_PAT_LEFT_BITS;
    for (; n; left = VG_PAT_FRESH) {
        uint32_t at = m->stack[--n];
        const struct vg_pat_state *s = &states[at];

        if (s->op == VG_PAT_OP_GAP) {
            uint32_t more = left == VG_PAT_FRESH ? s->arg : left;

            if (more && !at_end)
                emit(m, at, more - 1);
        }
        if (m->seen[at] == m->round)
            continue;
        m->seen[at] = m->round;
        switch ((enum vg_pat_op)s->op) {
        case VG_PAT_OP_WORD:
        case VG_PAT_OP_BEGIN:
        case VG_PAT_OP_INSIDE:
            if (!at_end && vg_pat_takes(s, y))
                emit_behind(m, s->next);
            break;
        case VG_PAT_OP_ACCEPT:
            if (s->rule < rules[s->arg])
                rules[s->arg] = s->rule;
            break;
        case VG_PAT_OP_SPLIT:
            m->stack[n++] = s->other;
            m->stack[n++] = s->next;
            break;
        case VG_PAT_OP_GAP:
        case VG_PAT_OP_OPEN:
        case VG_PAT_OP_CLOSE:
            m->stack[n++] = s->next;
            break;
        case VG_PAT_OP_NOT_INSIDE:
        case VG_PAT_OP_NOT:
        case VG_PAT_OP_START:
        case VG_PAT_OP_END:
        default:
            if (vg_pat_holds(m->g, s, y, at_end))
                m->stack[n++] = s->next;
            break;
        }
    }
}

static void follow_row(struct vg_matcher *m, uint32_t row, const struct vg_pat_symbol *y,
                       uint16_t rules[VG_PAT_GROUPS])
{
    for (; row; row = m->g->begins[row - 1].next)
        follow(m, VG_PAT_ITEM(m->g->begins[row - 1].start, VG_PAT_FRESH), y, 0, rules);
}

/* What rules that begin with this symbol go on with; worked out once. */
static void find_starts(struct vg_matcher *m, uint32_t symbol)
{
    struct vg_pat_symbol *y = &m->symbols[symbol];
    uint16_t none[VG_PAT_GROUPS] = {VG_PAT_NO_RULE, VG_PAT_NO_RULE, VG_PAT_NO_RULE};
    uint32_t *kept;

    y->has_starts = 1;
    if (symbol == VG_PAT_AT_END)
        return;
    new_round(m);
    follow_row(m, m->g->by_word[y->word <= m->g->n_words ? y->word : 0], y, none);
    for (size_t k = 0; k < m->bits; k++)
        for (uint64_t bits = y->begin[k]; bits; bits &= bits - 1)
            follow_row(m, m->g->by_class[k * 64 + (size_t)__builtin_ctzll(bits)], y, none);
    follow_row(m, m->g->anywhere, y, none);
    kept = VG_NEW_ARRAY(&m->symbol_arena, uint32_t, m->next.n);
    if (m->next.n)
        memcpy(kept, m->next.list, m->next.n * sizeof *kept);
    y->starts = kept;
    y->n_starts = (uint32_t)m->next.n;
}

/* From the set `items` over a symbol: the new set is in m->next. */
static void step(struct vg_matcher *m, const uint32_t *items, size_t n, uint32_t symbol,
                 uint16_t rules[VG_PAT_GROUPS])
{
    const struct vg_pat_symbol *y;

    if (!m->symbols[symbol].has_starts)
        find_starts(m, symbol);
    y = symbol_at(m, symbol);
    new_round(m);
    for (size_t i = 0; i < n; i++)
        follow(m, items[i], y, symbol == VG_PAT_AT_END, rules);
    for (uint32_t i = 0; i < y->n_starts; i++)
        emit(m, y->starts[i] >> VG_PAT_LEFT_BITS, y->starts[i] & VG_PAT_FRESH);
}

/* May this rule still be the first of its group? */
static int counts(const struct vg_matcher *m, uint16_t rule, const uint16_t rules[VG_PAT_GROUPS])
{
    if (m->wanted[rule] != m->stretch)
        return 0;
    return rule < rules[m->g->rules[rule].group];
}

/* How many rules begin with this symbol, at most. */
static size_t may_begin(const struct vg_matcher *m, const struct vg_pat_symbol *y)
{
    size_t n = m->g->n_anywhere + m->g->n_by_word[y->word <= m->g->n_words ? y->word : 0];

    for (size_t k = 0; k < m->bits; k++)
        for (uint64_t bits = y->begin[k]; bits; bits &= bits - 1)
            n += m->g->n_by_class[k * 64 + (size_t)__builtin_ctzll(bits)];
    return n;
}

/* One token on, for the rules that may match in this stretch and come before what has
 * matched already. */
static void plain_step(struct vg_matcher *m, uint32_t symbol, uint16_t rules[VG_PAT_GROUPS])
{
    const struct vg_pat_symbol *y;
    int at_end = symbol == VG_PAT_AT_END;
    int few = at_end || may_begin(m, symbol_at(m, symbol)) <= MANY_STARTS * m->n_candidates;

    if (few && !m->symbols[symbol].has_starts)
        find_starts(m, symbol);
    y = symbol_at(m, symbol);
    new_round(m);
    for (size_t i = 0; i < m->now.n; i++)
        if (counts(m, m->g->states[m->now.list[i] >> VG_PAT_LEFT_BITS].rule, rules))
            follow(m, m->now.list[i], y, at_end, rules);
    /* begin what may begin here: out of all rules that do, or one by one */
    if (few) {
        for (uint32_t i = 0; i < y->n_starts; i++)
            if (counts(m, m->g->states[y->starts[i] >> VG_PAT_LEFT_BITS].rule, rules))
                emit(m, y->starts[i] >> VG_PAT_LEFT_BITS, y->starts[i] & VG_PAT_FRESH);
        return;
    }
    for (size_t i = 0; i < m->n_candidates && !at_end; i++)
        if (counts(m, m->candidates[i], rules))
            follow(m, VG_PAT_ITEM(m->g->rules[m->candidates[i]].start, VG_PAT_FRESH), y, 0, rules);
}

/* -- the automaton --------------------------------------------------------------------------- */

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

    return (a > b) - (a < b);
}

static void place_set(struct vg_matcher *m, uint32_t set)
{
    size_t at = m->sets[set].hash & (m->n_set_slots - 1);

    while (m->set_slots[at])
        at = (at + 1) & (m->n_set_slots - 1);
    m->set_slots[at] = set;
}

static void grow_set_slots(struct vg_matcher *m)
{
    m->n_set_slots *= 4;
    m->set_slots = VG_NEW_ARRAY(&m->set_arena, uint32_t, m->n_set_slots);
    for (size_t k = 1; k < m->n_sets; k++)
        place_set(m, (uint32_t)k);
}

/* The number of the set in m->next. */
static uint32_t set_of(struct vg_matcher *m)
{
    size_t n = m->next.n, at;
    struct vg_pat_set_of *s;
    uint32_t *items, hash;

    if (n == 0)
        return 0;
    qsort(m->next.list, n, sizeof *m->next.list, by_value);
    hash = (uint32_t)vg_hash(m->next.list, n * sizeof *m->next.list);
    at = hash & (m->n_set_slots - 1);
    for (; m->set_slots[at]; at = (at + 1) & (m->n_set_slots - 1)) {
        s = &m->sets[m->set_slots[at]];
        if (s->hash == hash && s->n == n &&
            memcmp(s->items, m->next.list, n * sizeof *s->items) == 0)
            return m->set_slots[at];
    }
    m->sets = vg_grow(&m->set_arena, m->sets, m->n_sets, &m->room_sets);
    items = VG_NEW_ARRAY(&m->set_arena, uint32_t, n);
    memcpy(items, m->next.list, n * sizeof *items);
    m->sets[m->n_sets] = (struct vg_pat_set_of){items, (uint32_t)n, hash};
    place_set(m, (uint32_t)m->n_sets++);
    if (2 * m->n_sets > m->n_set_slots)
        grow_set_slots(m);
    return (uint32_t)m->n_sets - 1;
}

static struct vg_pat_step *step_at(const struct vg_matcher *m, uint64_t key)
{
    uint64_t h = key * 0x9e3779b97f4a7c15U;
    size_t at = (size_t)(h >> 32) & (m->n_step_slots - 1);

    while (m->steps[at].key && m->steps[at].key != key)
        at = (at + 1) & (m->n_step_slots - 1);
    return &m->steps[at];
}

static void grow_steps(struct vg_matcher *m)
{
    struct vg_pat_step *before = m->steps;
    size_t n = m->n_step_slots;

    m->n_step_slots *= 4;
    m->steps = VG_NEW_ARRAY(&m->set_arena, struct vg_pat_step, m->n_step_slots);
    for (size_t k = 0; k < n; k++)
        if (before[k].key)
            *step_at(m, before[k].key) = before[k];
}

/* Is there no more room for what is remembered? Then begin anew, with the current set
 * in m->now. */
static int forget_if_full(struct vg_matcher *m, uint32_t set)
{
    const struct vg_pat_set_of *s = &m->sets[set];

    if (m->set_arena.used < (size_t)VG_MAX_PATTERN_CACHE * 3 / 4)
        return 0;
    m->now.n = 0;
    for (uint32_t i = 0; i < s->n; i++)
        put_item(&m->now, s->items[i]);
    m->flushes++;
    forget_sets(m);
    return 1;
}

/* From time to time, whether remembering pays. */
static void judge(struct vg_matcher *m)
{
    if (m->looked_up < JUDGED_AFTER)
        return;
    if (m->missed * LEAST_USE <= m->looked_up) {
        m->plain_next = PLAIN_TOKENS;
    } else {
        m->plain_left = m->plain_next;
        if (m->plain_next < MOST_PLAIN)
            m->plain_next *= 2;
    }
    m->looked_up = m->missed = 0;
}

static void lower(uint16_t rules[VG_PAT_GROUPS], const uint16_t found[VG_PAT_GROUPS])
{
    for (size_t k = 0; k < VG_PAT_GROUPS; k++)
        if (found[k] < rules[k])
            rules[k] = found[k];
}

/* Where a symbol leads from a set: looked up, or worked out and remembered. */
static uint32_t remembered_step(struct vg_matcher *m, uint32_t set, uint32_t symbol,
                                uint16_t rules[VG_PAT_GROUPS])
{
    uint64_t key = ((uint64_t)set << 32 | symbol) + 1;
    struct vg_pat_step *t = step_at(m, key), made;

    if (t->key) {
        lower(rules, t->rules);
        return t->to;
    }
    made =
        (struct vg_pat_step){.key = key, .rules = {VG_PAT_NO_RULE, VG_PAT_NO_RULE, VG_PAT_NO_RULE}};
    step(m, m->sets[set].items, m->sets[set].n, symbol, made.rules);
    lower(rules, made.rules);
    made.to = set_of(m);
    m->missed++;
    if (2 * (m->n_steps + 1) > m->n_step_slots)
        grow_steps(m);
    *step_at(m, key) = made;
    m->n_steps++;
    return made.to;
}

/* The set in m->now as a numbered one. */
static uint32_t number_now(struct vg_matcher *m)
{
    m->next.n = 0;
    for (size_t i = 0; i < m->now.n; i++)
        put_item(&m->next, m->now.list[i]);
    return set_of(m);
}

static int is_plain(const struct vg_matcher *m)
{
    if (m->way != VG_MATCHER_AS_IT_SEES_FIT)
        return m->way == VG_MATCHER_PLAIN;
    return m->plain_left || m->n_candidates <= HANDFUL;
}

/* Tokens from `i` on, as long as it is to be done without remembering; the set is in
 * m->now before and behind. */
static size_t run_plain(struct vg_matcher *m, size_t i, size_t to, uint16_t rules[VG_PAT_GROUPS])
{
    for (; i < to && is_plain(m); i++) {
        struct vg_pat_items before = m->now;

        plain_step(m, m->symbol[i], rules);
        m->now = m->next;
        m->next = before;
        m->plain_left -= m->plain_left > 0 && m->n_candidates > HANDFUL;
    }
    return i;
}

static size_t run_remembering(struct vg_matcher *m, size_t i, size_t to,
                              uint16_t rules[VG_PAT_GROUPS])
{
    uint32_t set = number_now(m);
    const struct vg_pat_set_of *s;

    for (; i < to && !is_plain(m); i++) {
        if (forget_if_full(m, set))
            set = number_now(m);
        set = remembered_step(m, set, m->symbol[i], rules);
        m->looked_up++;
        judge(m);
    }
    if (i == to) {
        (void)remembered_step(m, set, VG_PAT_AT_END, rules);
        return i;
    }
    s = &m->sets[set];
    m->now.n = 0;
    for (uint32_t k = 0; k < s->n; k++)
        put_item(&m->now, s->items[k]);
    return i;
}

static void run(struct vg_matcher *m, size_t from, size_t to, uint16_t rules[VG_PAT_GROUPS])
{
    size_t i = from;

    m->now.n = 0;
    for (;;) {
        i = run_plain(m, i, to, rules);
        if (i == to) {
            plain_step(m, VG_PAT_AT_END, rules);
            return;
        }
        i = run_remembering(m, i, to, rules);
        if (i == to)
            return;
    }
}

/* -- rules that may match in a stretch ------------------------------------------------------- */

static void want_row(struct vg_matcher *m, uint32_t row, uint16_t id)
{
    while (row) {
        const struct vg_pat_anchor *x = &m->g->anchors[row - 1];

        if (x->key.id == id && m->wanted[x->rule] != m->stretch) {
            m->wanted[x->rule] = m->stretch;
            m->candidates[m->n_candidates++] = x->rule;
        }
        row = x->next;
    }
}

static void find_candidates(struct vg_matcher *m, size_t from, size_t to)
{
    if (++m->stretch == 0) {
        memset(m->wanted, 0, m->g->n_rules * sizeof *m->wanted);
        m->stretch = 1;
    }
    m->n_candidates = 0;
    for (size_t i = from; i < to; i++) {
        uint16_t word = m->word[i];

        if (word)
            want_row(m, m->g->anchor_by_word[word <= m->g->n_words ? word : 0], word);
        if (!(m->flags[i] & VG_PAT_TOLD))
            continue;
        for (size_t k = 0; k < m->bits; k++)
            for (uint64_t bits = m->begin[i * m->bits + k]; bits; bits &= bits - 1) {
                uint16_t class = (uint16_t)(k * 64 + (size_t)__builtin_ctzll(bits));

                want_row(m, m->g->anchor_by_class[class], class);
            }
    }
}

void vg_matcher_run(struct vg_matcher *m, size_t from, size_t to, uint16_t rules[VG_PAT_GROUPS])
{
    for (size_t k = 0; k < VG_PAT_GROUPS; k++)
        rules[k] = VG_PAT_NO_RULE;
    if (m->g->n_rules == 0 || from >= to)
        return;
    find_candidates(m, from, to);
    if (m->n_candidates == 0)
        return;
    vg_matcher_ready(m);
    run(m, from, to, rules);
}
