/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The automaton against a matcher that follows the meaning of each mark word for
 * word, on rules and texts made at random from a seed that is printed on failure.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "mention/pattern.h"

#define LAW(condition)                                                                             \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "seed %llu: %s\n%s", (unsigned long long)seed_now, #condition,         \
                    source_now);                                                                   \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

enum { MOST = 40 /* tokens of a text: a set of positions is one number */, RULES = 4 };

static uint64_t state, seed_now;
static const char *source_now = "";

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint64_t below(uint64_t n)
{
    return next_random() % n;
}

/* -- rules at random ---------------------------------------------------------------- */

static const char *const words[] = {"a", "b", "c", "d", "e"};
#define WORDS (sizeof words / sizeof *words)

static void put_thing(struct vg_buf *b, int depth);

static void put_sequence(struct vg_buf *b, int depth, int edges)
{
    size_t n = 1 + below(depth == 0 ? 4 : 3);

    for (size_t i = 0; i < n; i++) {
        vg_puts(b, i ? " " : "");
        if (i + (edges == 0) > 0 && (i + 1 < n || edges == 0) && below(3) == 0)
            vg_putf(b, "~%d ", (int)(1 + below(4)));
        if (below(12) == 0)
            vg_puts(b, "!(b | @list) ");
        if (below(14) == 0)
            vg_puts(b, below(2) ? "< " : "> ");
        put_thing(b, depth);
    }
}

static void put_thing(struct vg_buf *b, int depth)
{
    static const char *const times[] = {"", "", "", "", "?", "+", "{0,2}", "{2}", "{1,3}"};

    if (below(5) == 0)
        vg_putf(b, "$s%d:", (int)below(3));
    if (depth < 3 && below(3) == 0) {
        vg_puts(b, "(");
        for (size_t n = 1 + below(3); n > 0; n--) {
            put_sequence(b, depth + 1, 0);
            vg_puts(b, n > 1 ? " | " : "");
        }
        vg_puts(b, ")");
    } else if (below(4) == 0) {
        vg_puts(b, "@list");
    } else {
        vg_puts(b, words[below(WORDS)]);
    }
    vg_puts(b, times[below(sizeof times / sizeof *times)]);
}

static const char *const list_text = "list list\n  a b | c | b | d d d\n";

/* Rule k, which always has something that must be there. */
static void put_rule(struct vg_buf *b, size_t k)
{
    vg_putf(b, "rule r%d\n  %s ", (int)k, words[below(WORDS)]);
    put_sequence(b, 0, 1);
    vg_putf(b, "\n  => note=%d\n", (int)k);
}

/* -- what the marks mean ------------------------------------------------------------- */

struct text {
    const char *words[MOST];
    int clause[MOST];
    size_t list_to[MOST]; /* where the phrase that begins here ends; 0: none does */
    size_t from, to;
};

typedef uint64_t places; /* a set of positions */

static places branch_ends(const struct text *t, const struct vg_pat_branch *b, places from);

static int is_refused(const struct text *t, const struct vg_pat_element *e, size_t i)
{
    if (i >= t->to)
        return 0;
    if (e->kind == VG_PAT_GROUP) {
        for (size_t k = 0; k < e->n_branches; k++)
            if (is_refused(t, &e->branches[k].elements[0], i))
                return 1;
        return 0;
    }
    return e->kind == VG_PAT_CLASS ? t->list_to[i] > 0 : strcmp(e->text, t->words[i]) == 0;
}

static places once_at(const struct text *t, const struct vg_pat_element *e, size_t i)
{
    places out = 0;

    if (e->is_not)
        return is_refused(t, e, i) ? 0 : (places)1 << i;
    switch (e->kind) {
    case VG_PAT_LITERAL:
        return i < t->to && strcmp(t->words[i], e->text) == 0 ? (places)1 << (i + 1) : 0;
    case VG_PAT_CLASS:
        if (i >= t->to || t->list_to[i] == 0)
            return 0;
        return (places)1 << (t->list_to[i] < t->to ? t->list_to[i] : t->to);
    case VG_PAT_GROUP:
        for (size_t k = 0; k < e->n_branches; k++)
            out |= branch_ends(t, &e->branches[k], (places)1 << i);
        return out;
    case VG_PAT_GAP:
        for (size_t k = i; k <= t->to && k <= i + (size_t)e->max; k++)
            out |= (places)1 << k;
        return out;
    case VG_PAT_START:
        return i < t->to && t->clause[i] ? (places)1 << i : 0;
    case VG_PAT_END:
        return i == t->to || t->clause[i] ? (places)1 << i : 0;
    default:
        return 0;
    }
}

static places once(const struct text *t, const struct vg_pat_element *e, places from)
{
    places out = 0;

    for (size_t i = 0; i <= t->to; i++)
        if (from >> i & 1U)
            out |= once_at(t, e, i);
    return out;
}

static places element_ends(const struct text *t, const struct vg_pat_element *e, places from)
{
    int most = e->max == VG_PAT_MANY ? MOST : e->max;
    places at = from, out = 0;

    if (e->kind == VG_PAT_GAP)
        return once(t, e, from);
    for (int k = 0; k <= most; k++) {
        if (k >= e->min)
            out |= at;
        at = once(t, e, at);
    }
    return out;
}

static places branch_ends(const struct text *t, const struct vg_pat_branch *b, places from)
{
    for (size_t k = 0; k < b->n; k++)
        from = element_ends(t, &b->elements[k], from);
    return from;
}

static places rule_ends(const struct text *t, const struct vg_pat_rule *r, size_t i)
{
    places out = 0;

    for (size_t k = 0; k < r->n_branches; k++)
        out |= branch_ends(t, &r->branches[k], (places)1 << i);
    return out;
}

/* Where the rule matches first, or `to`. */
static size_t first_match(const struct text *t, const struct vg_pat_rule *r)
{
    size_t i = t->from;

    while (i < t->to && rule_ends(t, r, i) == 0)
        i++;
    return i;
}

/* Phrases of the list, from left to right, the longest. */
static void find_list(struct text *t, size_t n)
{
    size_t done = 0;

    for (size_t i = 0; i < n; i++) {
        int dd = i + 2 < n && strcmp(t->words[i], "d") == 0 && strcmp(t->words[i + 1], "d") == 0 &&
                 strcmp(t->words[i + 2], "d") == 0;
        int ab = i + 1 < n && strcmp(t->words[i], "a") == 0 && strcmp(t->words[i + 1], "b") == 0;
        int one = strcmp(t->words[i], "c") == 0 || strcmp(t->words[i], "b") == 0;
        size_t len = dd ? 3 : ab ? 2 : one ? 1 : 0;

        t->list_to[i] = 0;
        if (len && i >= done)
            done = t->list_to[i] = i + len;
    }
}

/* -- one run ---------------------------------------------------------------------------- */

struct machine {
    struct vg_arena a;
    struct vg_patterns p;
    struct vg_matcher *m;
};

static void begin(struct machine *x, const char *source)
{
    struct vg_pat_text text = {"xx", "xx/r.pat", source, strlen(source)};
    struct vg_err err;

    memset(x, 0, sizeof *x);
    if (vg_patterns_make("xx", &text, 1, &x->a, &x->p, &err) != VG_OK) {
        fprintf(stderr, "%s\n", err.text);
        abort();
    }
    x->m = vg_matcher_open(&x->p);
}

static void end(struct machine *x)
{
    vg_matcher_close(x->m);
    vg_arena_end(&x->a);
}

static void tell(struct machine *x, const struct text *t, size_t n)
{
    uint16_t symbols[MOST] = {0};

    for (size_t i = 0; i < n; i++)
        symbols[i] = vg_patterns_word(&x->p, t->words[i], strlen(t->words[i]));
    vg_matcher_text(x->m, symbols, n);
    for (size_t i = 0; i < n; i++)
        if (t->clause[i])
            vg_matcher_clause(x->m, i);
}

static void check_slots(struct machine *x, const struct text *t, uint16_t rule)
{
    const struct vg_pat_rule *r = vg_patterns_rule(&x->p, rule, NULL, NULL);
    struct vg_pat_match match;

    LAW(vg_matcher_slots(x->m, rule, t->from, t->to, &match));
    LAW(match.from == first_match(t, r));
    LAW(rule_ends(t, r, match.from) >> match.to & 1U);
    for (size_t k = 0; k < match.n_slots; k++)
        LAW(match.slots[k].from == match.slots[k].to ||
            (match.slots[k].from >= match.from && match.slots[k].to <= match.to));
}

static void check_text(struct machine *all, struct machine alone[RULES], const struct text *t,
                       size_t n)
{
    uint16_t rules[VG_PAT_GROUPS], lowest = VG_PAT_NO_RULE;

    for (size_t k = 0; k < RULES; k++) {
        int matches = first_match(t, vg_patterns_rule(&all->p, k, NULL, NULL)) < t->to;

        if (matches && lowest == VG_PAT_NO_RULE)
            lowest = (uint16_t)k;
        tell(&alone[k], t, n);
        vg_matcher_run(alone[k].m, t->from, t->to, rules);
        LAW((rules[VG_PAT_NOTES] == 0) == matches);
        LAW(vg_matcher_slots(alone[k].m, 0, t->from, t->to, &(struct vg_pat_match){0}) == matches);
        if (matches)
            check_slots(all, t, (uint16_t)k);
    }
    for (int way = VG_MATCHER_AS_IT_SEES_FIT; way <= VG_MATCHER_REMEMBERS; way++) {
        vg_matcher_way(all->m, (enum vg_matcher_way)way);
        vg_matcher_run(all->m, t->from, t->to, rules);
        LAW(rules[VG_PAT_NOTES] == lowest);
    }
    LAW(rules[VG_PAT_CLAIMS] == VG_PAT_NO_RULE && rules[VG_PAT_CHAINS] == VG_PAT_NO_RULE);
}

static void one_text(struct machine *all, struct machine alone[RULES])
{
    struct text t = {0};
    size_t n = 1 + below(MOST - 1);

    for (size_t i = 0; i < n; i++) {
        t.words[i] = words[below(WORDS)];
        t.clause[i] = below(6) == 0;
    }
    find_list(&t, n);
    t.from = below(2) ? 0 : below(n);
    t.to = below(2) ? n : t.from + 1 + below(n - t.from);
    tell(all, &t, n);
    check_text(all, alone, &t, n);
}

/* Rules that are nothing but what may be left out are refused: try again. */
static int is_good(const char *source)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_pat_text text = {"xx", "xx/r.pat", source, strlen(source)};
    struct vg_patterns p;

    return vg_patterns_make("xx", &text, 1, &a, &p, NULL) == VG_OK;
}

static void one_set(uint64_t seed)
{
    VG_SCOPED_BUF whole = {0};
    struct machine all, alone[RULES];

    seed_now = seed;
    state = seed * 2654435761U + 88172645463325252U;
    vg_puts(&whole, list_text);
    for (size_t k = 0; k < RULES; k++) {
        VG_SCOPED_BUF one = {0}, rule = {0};

        do {
            vg_buf_clear(&one);
            vg_buf_clear(&rule);
            put_rule(&rule, k);
            vg_puts(&one, list_text);
            vg_put_str(&one, vg_buf_str(&rule));
        } while (!is_good(one.p));
        begin(&alone[k], one.p);
        vg_put_str(&whole, vg_buf_str(&rule));
    }
    source_now = whole.p;
    begin(&all, whole.p);
    for (int k = 0; k < 20; k++)
        one_text(&all, alone);
    end(&all);
    for (size_t k = 0; k < RULES; k++)
        end(&alone[k]);
    source_now = "";
}

int main(int argc, char **argv)
{
    uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1, n = argc > 1 ? 1 : 150;

    for (uint64_t seed = first; seed < first + n; seed++)
        one_set(seed);
    printf("%llu sets of rules, 20 texts each\n", (unsigned long long)n);
    return 0;
}
