/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What the rules of the pattern files add to suggestions. The sentence is told to the
 * matcher once, with the mentions that rules ask for; a claim then asks about its
 * own stretch, and the first rule that matches there sets its fields. Clauses that
 * have no claim get one from a rule that says its kind. Chains are looked for over
 * the whole sentence.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "claim/suggest_parts.h"
#include "claim/vocab.h"

enum { LOWER_WORDS = 3 /* between the article and the head of a body's name */ };

/* -- mentions ------------------------------------------------------------------------ */

struct telling {
    struct vg_reading *r;
    const struct vg_patterns *p;
    struct vg_matcher *m;
    int detailed; /* some rule asks for a class with a unit: @quantity.person */
};

static void tell(const struct telling *t, size_t from, size_t to, const char *class)
{
    if (from >= t->r->from && to <= t->r->to)
        vg_matcher_span(t->m, from - t->r->from, to - t->r->from, vg_patterns_class(t->p, class));
}

/* "quantity" and "quantity.person". */
static void tell_both(const struct telling *t, size_t from, size_t to, const char *class,
                      const char *detail)
{
    char name[VG_MAX_PATTERN_NAME + 1];

    tell(t, from, to, class);
    if (detail && t->detailed &&
        snprintf(name, sizeof name, "%s.%s", class, detail) < (int)sizeof name)
        tell(t, from, to, name);
}

static int asks(const struct telling *t, const char *class)
{
    return vg_patterns_class(t->p, class) >= 0;
}

static void tell_counts(const struct telling *t)
{
    const struct vg_reading *r = t->r;

    for (size_t k = 0; k < r->n_count; k++) {
        const struct vg_count *q = &r->count[k];

        tell_both(t, q->n.from, q->to, "quantity", q->unit);
        tell(t, q->n.from, q->n.to, "number");
        if (q->to > q->noun)
            tell_both(t, q->noun, q->to, "unit", q->unit);
    }
}

/* Unit nouns that no number counts. */
static void tell_units(const struct telling *t)
{
    const struct vg_scan *s = &t->r->s;

    for (size_t i = t->r->from; i < t->r->to; i++) {
        const struct vg_lex_entry *e = vg_scan_phrase(s, i, t->r->to, VG_LEX_UNIT_PLURAL);

        if (!e)
            e = vg_scan_phrase(s, i, t->r->to, VG_LEX_UNIT_SINGULAR);
        if (e)
            tell_both(t, i, i + e->n, "unit", e->value);
    }
}

static int is_name_word(const struct vg_scan *s, size_t i)
{
    return s->tok[i].kind == VG_TOKEN_WORD && (s->tok[i].flags & VG_TOKEN_CAPITAL) &&
           s->tok[i].role == VG_ROLE_NONE;
}

static int is_head(const struct vg_scan *s, size_t i, size_t end, size_t *n)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, end, VG_LEX_ACTOR);

    if (!e)
        e = vg_scan_phrase(s, i, end, VG_LEX_OFFICE);
    *n = e ? e->n : 0;
    return e != NULL;
}

/* of, for, and between parts of a name: Ministry of Justice. */
static int ties_names(const struct vg_scan *s, size_t i, size_t end)
{
    return i + 1 < end && is_name_word(s, i + 1) &&
           (vg_scan_word_is(s, i, "of") || vg_scan_word_is(s, i, "for") ||
            vg_scan_word_is(s, i, "and"));
}

/* Over the words of a name from i on; *body: a head word of a body is in it. */
static size_t name_end(const struct vg_scan *s, size_t i, size_t end, int *named, int *body)
{
    size_t n;

    while (i < end) {
        if (is_head(s, i, end, &n)) {
            *body |= vg_scan_phrase(s, i, end, VG_LEX_ACTOR) != NULL;
            *named = 1;
            i += n;
        } else if (is_name_word(s, i)) {
            *named = 1;
            i++;
        } else if (*named && ties_names(s, i, end)) {
            i += 2;
        } else {
            break;
        }
    }
    return i;
}

/* Who may speak: a name, or a noun phrase with a head word ("the local police").
 * Returns where it ends, or `i` when none begins here. */
static size_t speaker_at(const struct vg_scan *s, size_t i, size_t end, int *body)
{
    size_t at = i, n;
    int named = 0;

    *body = 0;
    if (vg_scan_is(s, at, VG_LEX_DET)) {
        at++;
        for (size_t k = 0; k < LOWER_WORDS && at + k < end; k++)
            if (s->tok[at + k].kind != VG_TOKEN_WORD)
                break;
            else if (is_head(s, at + k, end, &n) || is_name_word(s, at + k)) {
                at += k;
                break;
            }
    } else if (!is_name_word(s, i) && !is_head(s, i, end, &n)) {
        return i;
    }
    at = name_end(s, at, end, &named, body);
    return named ? at : i;
}

/* "According to …": a capital because the sentence begins, no name. */
static int is_first_word(const struct vg_reading *r, size_t i)
{
    const uint64_t bodies = VG_LEX_BIT(VG_LEX_ACTOR) | VG_LEX_BIT(VG_LEX_OFFICE) |
                            VG_LEX_BIT(VG_LEX_TITLE) | VG_LEX_BIT(VG_LEX_DET);
    uint64_t m = vg_lex_mask(r->s.lex, r->s.word[i]);

    return i == r->from && m != 0 && (m & bodies) == 0;
}

static void tell_speakers(const struct telling *t)
{
    const struct vg_reading *r = t->r;

    for (size_t i = r->from, to; i<r->to; i = to> i ? to : i + 1) {
        int body;

        to = is_first_word(r, i) ? i : speaker_at(&r->s, i, r->to, &body);
        if (to == i)
            continue;
        tell(t, i, to, "speaker");
        if (body)
            tell(t, i, to, "agency");
    }
}

static void tell_names(const struct telling *t)
{
    const struct vg_reading *r = t->r;

    for (size_t i = r->from, to; i < r->to; i = to) {
        for (to = i; to < r->to && r->s.tok[to].role == VG_ROLE_NAME; to++)
            ;
        tell(t, i, to, "name");
        to += to == i;
    }
}

/* Where somebody's words begin again, or the next mark. */
static size_t claim_end(const struct vg_reading *r, size_t i, size_t end)
{
    while (i < end && !(r->at[i] & VG_IN_SAYING) &&
           !(r->s.tok[i].kind == VG_TOKEN_MARK && strchr(",;:.!?", r->s.tok[i].mark)))
        i++;
    return i;
}

/* What is claimed, clause by clause: from the number on, where there is one. */
static void tell_claims(const struct telling *t)
{
    const struct vg_reading *r = t->r;

    for (size_t from = r->from, to; from < r->to; from = to) {
        size_t begin = from, k = 0;

        to = vg_clause_to(r, from);
        while (k < r->n_count && r->count[k].n.from < from)
            k++;
        if (k < r->n_count && r->count[k].n.from < to)
            begin = r->count[k].n.from;
        tell(t, begin, claim_end(r, begin, to), "claim");
    }
}

static void tell_mentions(const struct telling *t)
{
    const struct vg_reading *r = t->r;

    tell_counts(t);
    tell_units(t);
    for (size_t k = 0; k < r->n_when; k++)
        tell(t, r->when[k].from, r->when[k].to, "date");
    for (size_t k = 0; k < r->n_spot; k++)
        tell_both(t, r->spot[k].from, r->spot[k].to, "place", r->spot[k].id);
    if (asks(t, "speaker") || asks(t, "agency"))
        tell_speakers(t);
    if (asks(t, "name"))
        tell_names(t);
    if (asks(t, "claim"))
        tell_claims(t);
    for (size_t i = r->from; i < r->to; i++)
        if (r->at[i] & VG_AT_CLAUSE)
            vg_matcher_clause(t->m, i - r->from);
}

/* The sentence to the matcher. Words of saying are not for rules about what happened:
 * "met" in "officials who met us said" is no meeting that is claimed. */
static void tell_sentence(struct vg_reading *r, int with_saying)
{
    struct telling t = {r, r->patterns, r->matcher, vg_patterns_details(r->patterns)};
    size_t n = r->to - r->from;
    uint16_t symbols[VG_MAX_SENTENCE * 2];

    if (n > sizeof symbols / sizeof *symbols)
        n = sizeof symbols / sizeof *symbols;
    for (size_t i = 0; i < n; i++)
        symbols[i] =
            !with_saying && (r->at[r->from + i] & VG_IN_SAYING) ? 0 : r->s.symbol[r->from + i];
    r->told.is_asked = 0;
    vg_matcher_text(r->matcher, symbols, n);
    tell_mentions(&t);
}

void vg_rules_sentence(struct vg_reading *r)
{
    if (vg_patterns_rules(r->patterns))
        tell_sentence(r, 0);
}

/* -- asking -------------------------------------------------------------------------- */

/* The rules of a stretch, in r->told.rules. The claims of a clause ask for the same one after
 * the other; and what no rule of the whole sentence has, none of a part of it has. */
static void ask(struct vg_reading *r, size_t from, size_t to)
{
    struct vg_told *t = &r->told;
    int none = 1;

    if (!t->is_asked) {
        t->is_asked = 1;
        t->from = r->from;
        t->to = r->to;
        vg_matcher_run(r->matcher, 0, r->to - r->from, t->rules);
        memcpy(t->all, t->rules, sizeof t->all);
    }
    for (size_t g = 0; g < VG_PAT_GROUPS; g++)
        none &= t->all[g] == VG_PAT_NO_RULE;
    if (none || (t->from == from && t->to == to))
        return;
    t->from = from;
    t->to = to;
    vg_matcher_run(r->matcher, from - r->from, to - r->from, t->rules);
}

int vg_rule_in(struct vg_reading *r, size_t from, size_t to, enum vg_pat_group group,
               struct vg_rule_hit *out)
{
    const uint16_t *rules = r->told.rules;

    if (vg_patterns_rules(r->patterns) == 0 || from >= to || from < r->from)
        return 0;
    ask(r, from, to);
    if (rules[group] == VG_PAT_NO_RULE)
        return 0;
    *out =
        (struct vg_rule_hit){.rule = vg_patterns_rule(r->patterns, rules[group], &out->file, NULL)};
    (void)vg_patterns_rule(r->patterns, rules[group], &out->file, NULL);
    if (!vg_matcher_slots(r->matcher, rules[group], from - r->from, to - r->from, &out->match))
        return 0;
    out->match.from += r->from;
    out->match.to += r->from;
    for (size_t k = 0; k < out->match.n_slots; k++) {
        out->match.slots[k].from += r->from;
        out->match.slots[k].to += r->from;
    }
    return 1;
}

static const struct vg_pat_slot *slot_of(const struct vg_rule_hit *h, const char *name)
{
    for (size_t k = 0; k < h->match.n_slots; k++)
        if (strcmp(h->match.slots[k].name, name) == 0 &&
            h->match.slots[k].to > h->match.slots[k].from)
            return &h->match.slots[k];
    return NULL;
}

static const char *words_of(struct vg_reading *r, size_t from, size_t to)
{
    return vg_phrase_keep(r, vg_scan_text(&r->s, from, to));
}

/* The unit that a slot ends with: of the number in it, or its noun. */
static const char *unit_of_slot(const struct vg_reading *r, const struct vg_pat_slot *s)
{
    for (size_t k = 0; k < r->n_count; k++)
        if (r->count[k].n.from >= s->from && r->count[k].to == s->to)
            return r->count[k].unit;
    for (size_t i = s->from; i < s->to; i++) {
        const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, s->to, VG_LEX_UNIT_PLURAL);

        if (!e)
            e = vg_scan_phrase(&r->s, i, s->to, VG_LEX_UNIT_SINGULAR);
        if (e && i + e->n == s->to)
            return e->value;
    }
    return NULL;
}

/* A slot that holds a phrase of a list has what the list says for the key. */
static const char *value_of_slot(struct vg_reading *r, const struct vg_pat_slot *s, const char *key)
{
    const char *value = vg_matcher_value(r->matcher, s->from - r->from, s->to - r->from, key);

    if (!value && strcmp(key, "unit") == 0)
        return unit_of_slot(r, s);
    return value ? value : words_of(r, s->from, s->to);
}

const char *vg_hit_value(struct vg_reading *r, const struct vg_rule_hit *h, const char *key)
{
    const char *value = vg_pat_value(h->rule->sets, h->rule->n_sets, key);
    const struct vg_pat_slot *s;

    if (!value || value[0] != '$')
        return value;
    s = slot_of(h, value + 1);
    return s ? value_of_slot(r, s, key) : NULL;
}

/* -- setting fields -------------------------------------------------------------------- */

static void explain(struct vg_reading *r, struct vg_claim *c, const struct vg_rule_hit *h)
{
    struct vg_explained_rule *x;
    struct vg_explained_slot *slots;

    if (!c->explained)
        return;
    x = VG_NEW(r->a, struct vg_explained_rule);
    slots = VG_NEW_ARRAY(r->a, struct vg_explained_slot, h->match.n_slots);
    x->rule = vg_phrase_keep(r, vg_str(h->rule->name));
    x->file = vg_phrase_keep(r, vg_str(h->file->name));
    x->line = h->rule->line;
    x->words = words_of(r, h->match.from, h->match.to);
    x->slots = slots;
    for (size_t k = 0; k < h->match.n_slots; k++) {
        const struct vg_pat_slot *s = &h->match.slots[k];

        if (s->to > s->from)
            slots[x->n_slots++] = (struct vg_explained_slot){vg_phrase_keep(r, vg_str(s->name)),
                                                             words_of(r, s->from, s->to)};
    }
    x->next = c->explained->rules;
    c->explained->rules = x;
}

static void add_hedge(struct vg_reading *r, struct vg_claim *c, const char *hedge)
{
    const char **list = VG_NEW_ARRAY(r->a, const char *, c->n_hedges + 1);

    for (size_t i = 0; i < c->n_hedges; i++) {
        if (strcmp(c->hedges[i], hedge) == 0)
            return;
        list[i] = c->hedges[i];
    }
    if (c->n_hedges == VG_MAX_HEDGES)
        return;
    list[c->n_hedges++] = hedge;
    c->hedges = list;
}

/* Another op for the number that is there. */
static void set_op(struct vg_claim *c, const char *word)
{
    struct vg_quantity *q = &c->quantity, set = {.unit = q->unit, .scale = q->scale};
    enum vg_op op;
    int64_t n = q->has & VG_HAS_VALUE ? q->value : q->has & VG_HAS_LOWER ? q->lower : q->upper;

    if (vg_op_read(word, &op, NULL) != VG_OK || op == VG_OP_BETWEEN || op == VG_OP_MAGNITUDE)
        return;
    if (op != VG_OP_NONE_FOUND && !(q->has & (VG_HAS_VALUE | VG_HAS_LOWER | VG_HAS_UPPER)))
        return;
    vg_quantity_set(&set, op, n, 0);
    *q = set;
}

static void set_texts(struct vg_reading *r, struct vg_claim *c, const struct vg_rule_hit *h)
{
    const struct {
        const char *key;
        const char **field;
    } texts[] = {{"predicate", &c->predicate}, {"subject", &c->subject},
                 {"object", &c->object},       {"note", &c->note},
                 {"detail", &c->detail},       {"unit", &c->quantity.unit}};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *value = vg_hit_value(r, h, texts[i].key);

        if (value)
            *texts[i].field = vg_phrase_keep(r, vg_str(value));
    }
}

static const char *speaker_of_slot(struct vg_reading *r, const struct vg_pat_slot *s)
{
    struct vg_saying probe = {0};
    const char *name = vg_speaker_name(r, s->from, s->to, &probe);

    return name ? name : words_of(r, s->from, s->to);
}

static void set_chain(struct vg_reading *r, struct vg_claim *c, const struct vg_rule_hit *h)
{
    struct vg_link *links = VG_NEW_ARRAY(r->a, struct vg_link, h->rule->n_chain + 1);
    size_t n = 0;

    for (size_t j = 0; j < h->rule->n_chain; j++) {
        const struct vg_pat_slot *s = slot_of(h, h->rule->chain[j]);

        if (s)
            links[n++] = (struct vg_link){.speaker = speaker_of_slot(r, s), .as = "statement"};
    }
    if (n == 0)
        return;
    links[n++] = c->links[c->n_links - 1]; /* the text in hand */
    c->links = links;
    c->n_links = n;
}

void vg_hit_apply(struct vg_reading *r, struct vg_claim *c, const struct vg_rule_hit *h)
{
    const char *kind = vg_hit_value(r, h, "kind"), *stance = vg_hit_value(r, h, "stance");
    const char *hedge = vg_hit_value(r, h, "hedge"), *op = vg_hit_value(r, h, "op");

    set_texts(r, c, h);
    if (kind)
        (void)vg_claim_kind_read(kind, &c->kind, NULL);
    if (stance && c->stance != VG_ASKS)
        (void)vg_stance_read(stance, &c->stance, NULL);
    if (hedge)
        add_hedge(r, c, vg_phrase_keep(r, vg_str(hedge)));
    if (op)
        set_op(c, op);
    if (h->rule->n_chain)
        set_chain(r, c, h);
    explain(r, c, h);
    {
        VG_SCOPED_BUF b = {0};

        vg_putf(&b, "%s:%s", h->file->name, h->rule->name);
        c->rule = vg_phrase_keep(r, vg_buf_str(&b));
    }
}

void vg_rules_note(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to)
{
    struct vg_rule_hit h;

    if (!vg_rule_in(r, from, to, VG_PAT_NOTES, &h))
        return;
    c->note = vg_phrase_keep(r, vg_str(vg_hit_value(r, &h, "note")));
    explain(r, c, &h);
}

/* -- claims of their own ------------------------------------------------------------------ */

static int is_covered(const struct vg_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->at[i] & VG_IN_CLAIM)
            return 1;
    return 0;
}

void vg_rules_make(struct vg_reading *r)
{
    for (size_t from = r->from, to; from < r->to; from = to) {
        struct vg_rule_hit h;
        enum vg_claim_kind kind;
        const char *word;
        struct vg_claim *c;

        to = vg_clause_to(r, from);
        if (is_covered(r, from, to) || !vg_rule_in(r, from, to, VG_PAT_CLAIMS, &h) ||
            (word = vg_hit_value(r, &h, "kind")) == NULL ||
            vg_claim_kind_read(word, &kind, NULL) != VG_OK || kind == VG_KIND_QUANTITY)
            continue;
        c = vg_claim_begin(r, kind, from, to, h.match.from, "rule");
        if (!c)
            continue;
        vg_claim_finish(r, c, from, to, h.match.from, 1);
        vg_claim_places(r, c, from, to);
        vg_hit_apply(r, c, &h);
        vg_rules_note(r, c, from, to);
    }
}

/* -- chains ----------------------------------------------------------------------------------- */

/* Is the claim what the rule speaks of: its slot with a claim, or all that it covers? */
static int is_meant(const struct vg_reading *r, const struct vg_claim *c,
                    const struct vg_rule_hit *h)
{
    size_t from = h->match.from, to = h->match.to;
    const struct vg_pat_slot *first = NULL;

    for (size_t k = 0; k < h->match.n_slots; k++) {
        const struct vg_pat_slot *s = &h->match.slots[k];
        int in_chain = 0;

        for (size_t j = 0; j < h->rule->n_chain; j++)
            in_chain |= strcmp(h->rule->chain[j], s->name) == 0;
        if (!in_chain && s->to > s->from && !first)
            first = s;
    }
    if (first) {
        from = first->from;
        to = first->to;
    }
    return c->passage->start < (int64_t)r->s.tok[to - 1].end &&
           c->passage->end > (int64_t)r->s.tok[from].start;
}

void vg_rules_chain(struct vg_reading *r, size_t first)
{
    struct vg_rule_hit h;

    if (first >= r->n || vg_patterns_of_group(r->patterns, VG_PAT_CHAINS) == 0)
        return;
    tell_sentence(r, 1);
    if (!vg_rule_in(r, r->from, r->to, VG_PAT_CHAINS, &h))
        return;
    for (size_t i = first; i < r->n; i++)
        if (is_meant(r, &r->claims[i], &h)) {
            set_chain(r, &r->claims[i], &h);
            explain(r, &r->claims[i], &h);
        }
}

/* -- what rules may say -------------------------------------------------------------------------
 */

/* Is the value one that the key takes? Values out of a slot are taken as they come. */
static int is_good_value(const char *key, const char *value)
{
    enum vg_claim_kind kind;
    enum vg_stance stance;
    enum vg_op op;

    if (value[0] == '$')
        return 1;
    if (strcmp(key, "kind") == 0)
        return vg_claim_kind_read(value, &kind, NULL) == VG_OK;
    if (strcmp(key, "stance") == 0)
        return vg_stance_read(value, &stance, NULL) == VG_OK;
    if (strcmp(key, "op") == 0)
        return vg_op_read(value, &op, NULL) == VG_OK;
    if (strcmp(key, "hedge") == 0)
        return vg_term_get("hedge", value) != NULL;
    if (strcmp(key, "unit") == 0)
        return vg_term_get("unit", value) != NULL || (strlen(value) == 3 && value[0] < 'a');
    return 1;
}

static const char *const rule_keys[] = {"kind", "predicate", "subject", "object", "detail",
                                        "unit", "op",        "hedge",   "stance", "note"};

static int is_rule_key(const char *key)
{
    for (size_t i = 0; i < sizeof rule_keys / sizeof *rule_keys; i++)
        if (strcmp(key, rule_keys[i]) == 0)
            return 1;
    return 0;
}

static int check_rule(const struct vg_pat_file *f, const struct vg_pat_rule *rule,
                      struct vg_err *err)
{
    for (size_t k = 0; k < rule->n_sets; k++) {
        const struct vg_pat_set *s = &rule->sets[k];

        if (!is_rule_key(s->key))
            return vg_fail(err, VG_E_FORMAT,
                           "%s:%d: expected kind, predicate, subject, object, detail, unit, op, "
                           "hedge, stance or note in rule %s, found %s=",
                           f->name, rule->line, rule->name, s->key);
        if (!is_good_value(s->key, s->value))
            return vg_fail(err, VG_E_FORMAT, "%s:%d: expected a known %s in rule %s, found '%s'",
                           f->name, rule->line, s->key, rule->name, s->value);
    }
    return VG_OK;
}

static int check_list(const struct vg_pat_file *f, const struct vg_pat_list *l, struct vg_err *err)
{
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < l->entries[i].n_sets; k++) {
            const struct vg_pat_set *s = &l->entries[i].sets[k];

            if ((strcmp(s->key, "hedge") == 0 || strcmp(s->key, "unit") == 0) &&
                !is_good_value(s->key, s->value))
                return vg_fail(err, VG_E_FORMAT,
                               "%s:%d: expected a %s of the vocabulary in list %s, found '%s'",
                               f->name, l->entries[i].line, s->key, l->name, s->value);
        }
    return VG_OK;
}

int vg_rules_check(const struct vg_patterns *p, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; i < p->n_files; i++) {
        for (size_t k = 0; k < p->files[i].n_rules && rc == VG_OK; k++)
            rc = check_rule(&p->files[i], &p->files[i].rules[k], err);
        for (size_t k = 0; k < p->files[i].n_lists && rc == VG_OK; k++)
            rc = check_list(&p->files[i], &p->files[i].lists[k], err);
    }
    return rc;
}
