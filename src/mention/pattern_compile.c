/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Rules into states. A rule is built from its end to its beginning, so that each
 * state knows the one behind it; repetition {m,n} is written out, a gap stays one
 * state with its length. Lists and mentions are classes: their first token is BEGIN,
 * the others INSIDE, so one state stands for a list of any size.
 */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "mention/pattern_parts.h"

enum { RULE_DEPTH = 8 }; /* rules that name rules that name rules … */

struct compiler {
    struct vg_arena *a;
    struct vg_arena scratch;
    struct vg_err *err;
    const struct vg_patterns *p;
    struct vg_pat_program *g;
    struct vg_pat_cutter cutter;

    struct vg_pat_state *states;
    size_t n_states, room_states;
    struct vg_pat_test *tests;
    size_t n_tests, room_tests;
    struct vg_pat_class *classes;
    size_t room_classes;
    struct vg_pat_use *uses;
    size_t n_uses, room_uses;
    struct vg_pat_begin *begins;
    size_t n_begins, room_begins;
    struct vg_pat_anchor *anchors;
    size_t n_anchors, room_anchors;
    struct vg_table rule_names;

    struct vg_pat_compiled *rules;
    struct vg_pat_compiled *now; /* the rule in hand */
    const char *slots[VG_MAX_PATTERN_SETS];
    size_t n_slots;
    size_t path[RULE_DEPTH + 1]; /* rules that are being built, outermost first */
    size_t depth;
    int line; /* of the element in hand */
};

static int refuse(struct compiler *c, int code, const char *what, const char *found)
{
    return vg_fail(c->err, code, "%s:%d: expected %s, found '%s'", c->now->file->name, c->line,
                   what, found);
}

/* -- states ------------------------------------------------------------------------------ */

static int add_state(struct compiler *c, enum vg_pat_op op, uint32_t arg, uint32_t next,
                     uint32_t *out)
{
    if (c->n_states - c->now->first == VG_MAX_PATTERN_STATES)
        return vg_fail(c->err, VG_E_LIMIT,
                       "%s:%d: expected at most %d steps in rule %s once repetition is written "
                       "out",
                       c->now->file->name, c->line, VG_MAX_PATTERN_STATES, c->now->rule->name);
    if (c->n_states == VG_MAX_PATTERN_PROGRAM)
        return vg_fail(c->err, VG_E_LIMIT, "%s:%d: expected at most %d steps in all rules",
                       c->now->file->name, c->line, VG_MAX_PATTERN_PROGRAM);
    c->states = vg_grow(&c->scratch, c->states, c->n_states, &c->room_states);
    c->states[c->n_states] = (struct vg_pat_state){
        .next = next, .arg = arg, .op = (uint8_t)op, .rule = (uint16_t)(c->now - c->rules)};
    *out = (uint32_t)c->n_states++;
    return VG_OK;
}

static int add_split(struct compiler *c, uint32_t next, uint32_t other, uint32_t *out)
{
    uint32_t at = 0;
    int rc = add_state(c, VG_PAT_OP_SPLIT, 0, next, &at);

    if (rc != VG_OK)
        return rc;
    c->states[at].other = other;
    *out = at;
    return VG_OK;
}

/* -- classes ----------------------------------------------------------------------------- */

static int add_use(struct compiler *c, size_t class, const char *phrase,
                   const struct vg_pat_entry *entry)
{
    uint16_t words[VG_MAX_PATTERN_PHRASE] = {0}, *kept;
    size_t n;

    if (vg_pat_cut(&c->cutter, phrase, words, VG_MAX_PATTERN_PHRASE, &n) != VG_OK)
        return refuse(c, VG_E_LIMIT, "no more different words in a language", phrase);
    if (n == 0)
        return VG_OK;
    kept = VG_NEW_ARRAY(c->a, uint16_t, n);
    memcpy(kept, words, n * sizeof *words);
    c->uses = vg_grow(&c->scratch, c->uses, c->n_uses, &c->room_uses);
    c->uses[c->n_uses++] = (struct vg_pat_use){kept, (uint16_t)n, (uint16_t) class, entry};
    return VG_OK;
}

/* The number of a class, made when it is asked for the first time. */
static int class_of(struct compiler *c, const char *name, const struct vg_pat_merged *list,
                    uint32_t *out)
{
    int64_t at = (int64_t)c->g->n_classes;
    int rc = VG_OK;

    if (vg_table_get(&c->g->class_names, vg_str(name), &at)) {
        *out = (uint32_t)at;
        return VG_OK;
    }
    if (c->g->n_classes == VG_MAX_PATTERN_CLASSES)
        return refuse(c, VG_E_LIMIT, "no more lists and mentions that rules ask for", name);
    (void)vg_table_add(&c->g->class_names, vg_str(name), at, NULL);
    c->classes = vg_grow(c->a, c->classes, c->g->n_classes, &c->room_classes);
    c->classes[c->g->n_classes++] = (struct vg_pat_class){vg_copyz(c->a, name), list};
    for (size_t i = 0; list && rc == VG_OK && i < list->n; i++)
        rc = add_use(c, (size_t)at, list->phrases[i].entry->phrase, list->phrases[i].entry);
    *out = (uint32_t)at;
    return rc;
}

/* Words of a rule as a class of their own, for ! in front of more than one token. */
static int class_of_words(struct compiler *c, const char *words, uint32_t *out)
{
    const char *name = vg_print(c->a, "\"%s\"", words);
    size_t before = c->g->n_classes;
    int rc = class_of(c, name, NULL, out);

    return rc == VG_OK && c->g->n_classes > before ? add_use(c, *out, words, NULL) : rc;
}

/* What an engine recognises without a list; a dot and a unit or place may follow. */
static int is_mention(const char *name)
{
    static const char *const names[] = {"quantity", "number",  "unit",  "date", "place",
                                        "agency",   "speaker", "claim", "name"};
    size_t n = strcspn(name, ".");

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && strncmp(names[i], name, n) == 0)
            return 1;
    return 0;
}

/* @name: a list of that very name; else a mention; else a rule. */
static int find_class(struct compiler *c, const char *name, uint32_t *out, int64_t *rule)
{
    const struct vg_pat_merged *list = vg_patterns_list(c->p, name);

    *rule = -1;
    if (is_mention(name) && (!list || !strchr(name, '.')))
        return class_of(c, name, NULL, out);
    if (list)
        return class_of(c, name, list, out);
    if (vg_table_get(&c->rule_names, vg_str(name), rule))
        return VG_OK;
    return refuse(c, VG_E_FORMAT,
                  "the name of a list or rule behind @, or one of quantity number unit date "
                  "place agency speaker claim name",
                  name);
}

/* -- elements ----------------------------------------------------------------------------- */

static int build_branches(struct compiler *c, const struct vg_pat_branch *b, size_t n,
                          uint32_t next, uint32_t *out);

static int build_literal(struct compiler *c, const char *text, uint32_t next, uint32_t *out)
{
    uint16_t words[VG_MAX_PATTERN_PHRASE];
    size_t n;
    int rc;

    if (vg_pat_cut(&c->cutter, text, words, VG_MAX_PATTERN_PHRASE, &n) != VG_OK)
        return refuse(c, VG_E_LIMIT, "no more different words in a language", text);
    if (n == 0)
        return refuse(c, VG_E_FORMAT, "something that can be seen", text);
    *out = next;
    while (n-- > 0)
        if ((rc = add_state(c, VG_PAT_OP_WORD, words[n], *out, out)) != VG_OK)
            return rc;
    return VG_OK;
}

/* BEGIN, then INSIDE as long as the mention goes on. */
static int build_class(struct compiler *c, uint32_t class, uint32_t next, uint32_t *out)
{
    uint32_t done, inside, loop;
    int rc = add_state(c, VG_PAT_OP_NOT_INSIDE, class, next, &done);

    if (rc == VG_OK)
        rc = add_state(c, VG_PAT_OP_INSIDE, class, 0, &inside);
    if (rc == VG_OK)
        rc = add_split(c, inside, done, &loop);
    if (rc != VG_OK)
        return rc;
    c->states[inside].next = loop;
    return add_state(c, VG_PAT_OP_BEGIN, class, loop, out);
}

static int refuse_rule_cycle(struct compiler *c, size_t rule)
{
    VG_SCOPED_BUF b = {0};
    size_t from = 0;

    while (c->path[from] != rule)
        from++;
    for (size_t i = from; i <= c->depth; i++)
        vg_putf(&b, "%s → ", c->rules[c->path[i]].rule->name);
    return vg_fail(c->err, VG_E_FORMAT,
                   "%s:%d: expected rules that do not refer to themselves, found %s%s",
                   c->now->file->name, c->line, b.p, c->rules[rule].rule->name);
}

/* A rule within a rule: its elements stand in for its name, its slots are not kept. */
static int build_rule(struct compiler *c, size_t rule, uint32_t next, uint32_t *out)
{
    const struct vg_pat_rule *r = c->rules[rule].rule;
    int rc, line = c->line;

    for (size_t i = 0; i <= c->depth; i++)
        if (c->path[i] == rule)
            return refuse_rule_cycle(c, rule);
    if (c->depth == RULE_DEPTH)
        return refuse(c, VG_E_LIMIT, "at most 8 rules within each other", r->name);
    c->path[++c->depth] = rule;
    rc = build_branches(c, r->branches, r->n_branches, next, out);
    c->depth--;
    c->line = line;
    return rc;
}

/* The tests of what stands behind !, one for each alternative. */
static int add_tests(struct compiler *c, const struct vg_pat_element *e)
{
    uint16_t words[VG_MAX_PATTERN_PHRASE];
    struct vg_pat_test t = {0, 1};
    uint32_t class = 0;
    size_t n;
    int64_t rule;
    int rc = VG_OK;

    if (e->kind == VG_PAT_GROUP) {
        for (size_t i = 0; i < e->n_branches && rc == VG_OK; i++)
            rc = add_tests(c, &e->branches[i].elements[0]);
        return rc;
    }
    if (e->kind == VG_PAT_CLASS) {
        rc = find_class(c, e->text, &class, &rule);
        if (rc == VG_OK && rule >= 0)
            return refuse(c, VG_E_FORMAT, "a list or mention behind !, not a rule", e->text);
    } else if (vg_pat_cut(&c->cutter, e->text, words, VG_MAX_PATTERN_PHRASE, &n) == VG_OK &&
               n == 1) {
        t = (struct vg_pat_test){words[0], 0};
    } else {
        rc = class_of_words(c, e->text, &class);
    }
    if (t.is_class)
        t.id = (uint16_t) class;
    c->tests = vg_grow(c->a, c->tests, c->n_tests, &c->room_tests);
    c->tests[c->n_tests++] = t;
    return rc;
}

static int build_not(struct compiler *c, const struct vg_pat_element *e, uint32_t next,
                     uint32_t *out)
{
    size_t first = c->n_tests;
    int rc = add_tests(c, e);

    if (rc == VG_OK)
        rc = add_state(c, VG_PAT_OP_NOT, (uint32_t)first, next, out);
    if (rc == VG_OK)
        c->states[*out].other = (uint32_t)(c->n_tests - first);
    return rc;
}

/* The element once, however often it may stand. */
static int build_once(struct compiler *c, const struct vg_pat_element *e, uint32_t next,
                      uint32_t *out)
{
    uint32_t class = 0;
    int64_t rule;
    int rc;

    c->line = c->depth ? c->line : e->line;
    if (e->is_not)
        return build_not(c, e, next, out);
    switch (e->kind) {
    case VG_PAT_LITERAL:
        return build_literal(c, e->text, next, out);
    case VG_PAT_CLASS:
        rc = find_class(c, e->text, &class, &rule);
        if (rc != VG_OK)
            return rc;
        return rule >= 0 ? build_rule(c, (size_t)rule, next, out)
                         : build_class(c, class, next, out);
    case VG_PAT_GROUP:
        return build_branches(c, e->branches, e->n_branches, next, out);
    case VG_PAT_GAP:
        return add_state(c, VG_PAT_OP_GAP, (uint32_t)e->max, next, out);
    case VG_PAT_START:
        return add_state(c, VG_PAT_OP_START, 0, next, out);
    case VG_PAT_END:
        return add_state(c, VG_PAT_OP_END, 0, next, out);
    default:
        return VG_OK;
    }
}

/* As often as it may: what may be there behind what must be there. */
static int build_times(struct compiler *c, const struct vg_pat_element *e, uint32_t next,
                       uint32_t *out)
{
    uint32_t once = next, loop;
    int rc = VG_OK, must = e->min;

    if (e->kind == VG_PAT_GAP)
        return build_once(c, e, next, out);
    *out = next;
    if (e->max == VG_PAT_MANY) {
        rc = add_split(c, 0, next, &loop);
        if (rc == VG_OK)
            rc = build_once(c, e, loop, &once);
        if (rc == VG_OK)
            c->states[loop].next = once;
        *out = once;
        must--;
    }
    for (int k = e->max; rc == VG_OK && k > e->min; k--) {
        rc = build_once(c, e, *out, &once);
        if (rc == VG_OK)
            rc = add_split(c, once, next, out);
    }
    for (; rc == VG_OK && must > 0; must--)
        rc = build_once(c, e, *out, out);
    return rc;
}

static int slot_of(struct compiler *c, const char *name, uint32_t *out)
{
    for (*out = 0; *out < c->n_slots; ++*out)
        if (strcmp(c->slots[*out], name) == 0)
            return VG_OK;
    if (c->n_slots == VG_MAX_PATTERN_SETS)
        return refuse(c, VG_E_LIMIT, "at most 16 slots in a rule", name);
    c->slots[c->n_slots++] = name;
    return VG_OK;
}

static int build_element(struct compiler *c, const struct vg_pat_element *e, uint32_t next,
                         uint32_t *out)
{
    uint32_t slot = 0, close, body;
    int rc;

    if (!e->slot || c->depth)
        return build_times(c, e, next, out);
    c->line = e->line;
    if ((rc = slot_of(c, e->slot, &slot)) != VG_OK ||
        (rc = add_state(c, VG_PAT_OP_CLOSE, slot, next, &close)) != VG_OK ||
        (rc = build_times(c, e, close, &body)) != VG_OK)
        return rc;
    return add_state(c, VG_PAT_OP_OPEN, slot, body, out);
}

static int build_branches(struct compiler *c, const struct vg_pat_branch *b, size_t n,
                          uint32_t next, uint32_t *out)
{
    uint32_t rest = 0, at;
    int rc;

    for (size_t i = n; i-- > 0;) {
        at = next;
        for (size_t k = b[i].n; k-- > 0;)
            if ((rc = build_element(c, &b[i].elements[k], at, &at)) != VG_OK)
                return rc;
        if (i + 1 < n && (rc = add_split(c, at, rest, &at)) != VG_OK)
            return rc;
        rest = at;
    }
    *out = rest;
    return VG_OK;
}

/* -- rules -------------------------------------------------------------------------------- */

static enum vg_pat_group group_of(const struct vg_pat_rule *r)
{
    if (r->n_sets == 1 && strcmp(r->sets[0].key, "note") == 0 && r->n_chain == 0)
        return VG_PAT_NOTES;
    return r->n_sets == 0 && r->n_chain ? VG_PAT_CHAINS : VG_PAT_CLAIMS;
}

/* A rule that sets nothing is there for other rules. */
static int stands_alone(const struct vg_pat_rule *r)
{
    return r->n_sets + r->n_chain > 0;
}

static int build(struct compiler *c, struct vg_pat_compiled *r)
{
    const char **slots;
    uint32_t accept;
    int rc;

    c->now = r;
    c->n_slots = 0;
    c->depth = 0;
    c->path[0] = (size_t)(r - c->rules);
    c->line = r->rule->line;
    r->first = (uint32_t)c->n_states;
    r->group = group_of(r->rule);
    c->g->n_of_group[r->group]++;
    rc = add_state(c, VG_PAT_OP_ACCEPT, r->group, 0, &accept);
    if (rc == VG_OK)
        rc = build_branches(c, r->rule->branches, r->rule->n_branches, accept, &r->start);
    if (rc != VG_OK)
        return rc;
    r->end = (uint32_t)c->n_states;
    slots = VG_NEW_ARRAY(c->a, const char *, c->n_slots);
    if (c->n_slots)
        memcpy(slots, c->slots, c->n_slots * sizeof *slots);
    r->slots = slots;
    r->n_slots = c->n_slots;
    return VG_OK;
}

/* Rules by name: one may name another, of any file. Of two with one name the first
 * is meant. */
static int gather_rules(struct compiler *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->p->n_files; i++)
        n += c->p->files[i].n_rules;
    if (n > VG_MAX_PATTERN_RULES)
        return vg_fail(c->err, VG_E_LIMIT, "%s:1: expected at most %d rules in a language",
                       c->p->files[c->p->n_files - 1].name, VG_MAX_PATTERN_RULES);
    c->rules = VG_NEW_ARRAY(c->a, struct vg_pat_compiled, n);
    for (size_t i = 0; i < c->p->n_files; i++)
        for (size_t k = 0; k < c->p->files[i].n_rules; k++) {
            struct vg_pat_compiled *r = &c->rules[c->g->n_rules];

            r->file = &c->p->files[i];
            r->rule = &r->file->rules[k];
            (void)vg_table_add(&c->rule_names, vg_str(r->rule->name), (int64_t)c->g->n_rules, NULL);
            c->g->n_rules++;
        }
    return VG_OK;
}

/* -- where to begin ------------------------------------------------------------------------- */

static void link_begin(struct compiler *c, uint32_t *row, uint32_t *n, uint32_t start)
{
    ++*n;
    c->begins = vg_grow(c->a, c->begins, c->n_begins, &c->room_begins);
    c->begins[c->n_begins] = (struct vg_pat_begin){start, *row};
    *row = (uint32_t)++c->n_begins;
}

/* The states that a rule may begin with go into the row of what they ask for; one
 * behind a test of the token goes to those that are always looked at. */
static void index_from(struct compiler *c, uint32_t at, uint8_t *seen, uint32_t base)
{
    const struct vg_pat_state *s = &c->states[at];

    if (seen[at - base])
        return;
    seen[at - base] = 1;
    switch ((enum vg_pat_op)s->op) {
    case VG_PAT_OP_WORD:
        link_begin(c, &c->g->by_word[s->arg < 0xff00 ? s->arg : 0],
                   &c->g->n_by_word[s->arg < 0xff00 ? s->arg : 0], at);
        break;
    case VG_PAT_OP_BEGIN:
        link_begin(c, &c->g->by_class[s->arg], &c->g->n_by_class[s->arg], at);
        break;
    case VG_PAT_OP_SPLIT:
        index_from(c, s->next, seen, base);
        index_from(c, s->other, seen, base);
        break;
    case VG_PAT_OP_OPEN:
    case VG_PAT_OP_CLOSE:
        index_from(c, s->next, seen, base);
        break;
    case VG_PAT_OP_INSIDE:
    case VG_PAT_OP_GAP:
    case VG_PAT_OP_NOT_INSIDE:
    case VG_PAT_OP_NOT:
    case VG_PAT_OP_START:
    case VG_PAT_OP_END:
    case VG_PAT_OP_ACCEPT:
    default:
        link_begin(c, &c->g->anywhere, &c->g->n_anywhere, at);
        break;
    }
}

/* -- what must be there --------------------------------------------------------------------- */

/* One of `keys` stands in whatever matches; of several such sets the one that is
 * likely to be met least, by a rough price: long words are rare, marks are not. */
struct must {
    struct vg_pat_test *keys;
    size_t n, room;
    unsigned price; /* 0: nothing must be there */
};

enum { MARK_PRICE = 60, MENTION_PRICE = 45, LIST_PRICE = 10, WORD_PRICE = 12 };

static unsigned word_price(const struct compiler *c, uint16_t word)
{
    size_t len = word < 0xff00 ? c->g->words.items[word - 1].key.len : 0;

    if (c->p->by_character)
        len *= 2;
    return len == 0 ? MARK_PRICE : len < WORD_PRICE ? WORD_PRICE + 1 - (unsigned)len : 1;
}

static void add_key(struct compiler *c, struct must *m, uint16_t id, int is_class, unsigned price)
{
    m->keys = vg_grow(&c->scratch, m->keys, m->n, &m->room);
    m->keys[m->n++] = (struct vg_pat_test){id, (uint8_t)is_class};
    m->price += price;
}

static void must_of_branches(struct compiler *c, const struct vg_pat_branch *b, size_t n,
                             struct must *out);

static void must_of_literal(struct compiler *c, const char *text, struct must *out)
{
    uint16_t words[VG_MAX_PATTERN_PHRASE] = {0};
    size_t n, best = 0;

    (void)vg_pat_cut(&c->cutter, text, words, VG_MAX_PATTERN_PHRASE, &n);
    for (size_t i = 1; i < n; i++)
        if (word_price(c, words[i]) < word_price(c, words[best]))
            best = i;
    add_key(c, out, words[best], 0, word_price(c, words[best]));
}

static void must_of(struct compiler *c, const struct vg_pat_element *e, struct must *out)
{
    uint32_t class = 0;
    int64_t rule = -1;

    if (e->is_not || e->min == 0)
        return;
    if (e->kind == VG_PAT_LITERAL) {
        must_of_literal(c, e->text, out);
    } else if (e->kind == VG_PAT_GROUP) {
        must_of_branches(c, e->branches, e->n_branches, out);
    } else if (e->kind == VG_PAT_CLASS) {
        (void)find_class(c, e->text, &class, &rule); /* it was found when the rule was built */
        if (rule >= 0) {
            const struct vg_pat_rule *r = c->rules[rule].rule;

            must_of_branches(c, r->branches, r->n_branches, out);
        } else {
            const struct vg_pat_merged *l = c->classes[class].list;

            add_key(c, out, (uint16_t) class, 1,
                    l ? LIST_PRICE * (1 + (unsigned)l->n) : MENTION_PRICE);
        }
    }
}

/* The cheapest element of each branch, all branches together. */
static void must_of_branches(struct compiler *c, const struct vg_pat_branch *b, size_t n,
                             struct must *out)
{
    for (size_t i = 0; i < n; i++) {
        struct must best = {0};

        for (size_t k = 0; k < b[i].n; k++) {
            struct must m = {0};

            must_of(c, &b[i].elements[k], &m);
            if (m.price && (!best.price || m.price < best.price))
                best = m;
        }
        if (!best.price) {
            *out = (struct must){0};
            return;
        }
        for (size_t k = 0; k < best.n; k++)
            add_key(c, out, best.keys[k].id, best.keys[k].is_class, 0);
        out->price += best.price;
    }
}

static void index_anchors(struct compiler *c)
{
    c->g->anchor_by_word = VG_NEW_ARRAY(c->a, uint32_t, c->g->words.n + 2);
    c->g->anchor_by_class = VG_NEW_ARRAY(c->a, uint32_t, c->g->n_classes + 1);
    for (size_t i = 0; i < c->g->n_rules; i++) {
        const struct vg_pat_rule *r = c->rules[i].rule;
        struct must m = {0};

        if (!stands_alone(r))
            continue;
        must_of_branches(c, r->branches, r->n_branches, &m);
        for (size_t k = 0; k < m.n; k++) {
            uint32_t *row = m.keys[k].is_class      ? &c->g->anchor_by_class[m.keys[k].id]
                            : m.keys[k].id < 0xff00 ? &c->g->anchor_by_word[m.keys[k].id]
                                                    : &c->g->anchor_by_word[0];

            c->anchors = vg_grow(c->a, c->anchors, c->n_anchors, &c->room_anchors);
            c->anchors[c->n_anchors] = (struct vg_pat_anchor){m.keys[k], (uint16_t)i, *row};
            *row = (uint32_t)++c->n_anchors;
        }
    }
    c->g->anchors = c->anchors;
}

static void index_begins(struct compiler *c)
{
    uint8_t *seen = vg_alloc(&c->scratch, VG_MAX_PATTERN_STATES);

    c->g->by_word = VG_NEW_ARRAY(c->a, uint32_t, c->g->words.n + 2);
    c->g->by_class = VG_NEW_ARRAY(c->a, uint32_t, c->g->n_classes + 1);
    c->g->n_by_word = VG_NEW_ARRAY(c->a, uint32_t, c->g->words.n + 2);
    c->g->n_by_class = VG_NEW_ARRAY(c->a, uint32_t, c->g->n_classes + 1);
    for (size_t i = 0; i < c->g->n_rules; i++) {
        const struct vg_pat_compiled *r = &c->rules[i];

        if (!stands_alone(r->rule))
            continue;
        memset(seen, 0, r->end - r->first);
        index_from(c, r->start, seen, r->first);
    }
    c->g->begins = c->begins;
}

/* Phrases by first word, longest first: counted, then put in place. */
static void index_uses(struct compiler *c)
{
    size_t words = c->g->words.n + 2;
    uint32_t *first = VG_NEW_ARRAY(c->a, uint32_t, words + 1), *fill;
    struct vg_pat_use *uses = VG_NEW_ARRAY(c->a, struct vg_pat_use, c->n_uses);

    for (size_t i = 0; i < c->n_uses; i++)
        first[(c->uses[i].words[0] < 0xff00 ? c->uses[i].words[0] : 0) + 1U]++;
    for (size_t i = 1; i <= words; i++)
        first[i] += first[i - 1];
    fill = VG_NEW_ARRAY(&c->scratch, uint32_t, words);
    memcpy(fill, first, words * sizeof *fill);
    for (size_t i = 0; i < c->n_uses; i++) {
        struct vg_pat_use u = c->uses[i];
        size_t row = u.words[0] < 0xff00 ? u.words[0] : 0, at = fill[row]++;

        for (; at > first[row] && uses[at - 1].n < u.n; at--)
            uses[at] = uses[at - 1];
        uses[at] = u;
    }
    c->g->uses = uses;
    c->g->first_use = first;
    c->g->n_words = c->g->words.n;
}

static void keep_states(struct compiler *c)
{
    struct vg_pat_state *kept = VG_NEW_ARRAY(c->a, struct vg_pat_state, c->n_states + 1);

    if (c->n_states)
        memcpy(kept, c->states, c->n_states * sizeof *kept);
    c->g->states = kept;
    c->g->n_states = c->n_states;
    c->g->tests = c->tests;
    c->g->rules = c->rules;
    c->g->classes = c->classes;
}

int vg_pat_compile(struct vg_patterns *p, struct vg_pat_program *g, struct vg_arena *a,
                   struct vg_err *err)
{
    struct compiler c = {.a = a, .err = err, .p = p, .g = g};
    int rc;

    c.rule_names = VG_TABLE(&c.scratch);
    vg_pat_cutter_begin(&c.cutter, &c.scratch, &g->words, p->by_character);
    rc = gather_rules(&c);
    for (size_t i = 0; rc == VG_OK && i < g->n_rules; i++)
        rc = build(&c, &c.rules[i]);
    if (rc == VG_OK) {
        keep_states(&c);
        index_begins(&c);
        index_anchors(&c);
        index_uses(&c);
        p->lex.has_digits = (uint8_t)(c.cutter.has_digits != 0);
    }
    vg_arena_end(&c.scratch);
    return rc;
}

/* -- looking at rules ----------------------------------------------------------------------- */

size_t vg_patterns_rules(const struct vg_patterns *p)
{
    return p->program->n_rules;
}

size_t vg_patterns_of_group(const struct vg_patterns *p, enum vg_pat_group group)
{
    return p->program->n_of_group[group];
}

const struct vg_pat_rule *vg_patterns_rule(const struct vg_patterns *p, size_t rule,
                                           const struct vg_pat_file **file,
                                           enum vg_pat_group *group)
{
    const struct vg_pat_compiled *r = &p->program->rules[rule];

    if (file)
        *file = r->file;
    if (group)
        *group = r->group;
    return r->rule;
}

int vg_patterns_class(const struct vg_patterns *p, const char *name)
{
    int64_t at;

    return vg_table_get(&p->program->class_names, vg_str(name), &at) ? (int)at : -1;
}

int vg_patterns_details(const struct vg_patterns *p)
{
    const struct vg_table *t = &p->program->class_names;

    for (size_t i = 0; i < t->n; i++)
        if (memchr(t->items[i].key.p, '.', t->items[i].key.len))
            return 1;
    return 0;
}

uint16_t vg_patterns_word(const struct vg_patterns *p, const char *word, size_t len)
{
    int64_t id;

    return vg_table_get(&p->program->words, (struct vg_str){word, len}, &id) ? (uint16_t)id : 0;
}
