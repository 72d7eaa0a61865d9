/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/pattern_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct trial {
    const struct vg_patterns *p;
    const struct vg_pat_file *file;
    const struct vg_pat_example *e;
    const struct vg_suggestions *got;
};

/* -- one value of one suggestion -------------------------------------------------------- */

static int is_text(const char *have, const char *want)
{
    return have != NULL && strcmp(have, want) == 0;
}

static int is_number(const struct vg_quantity *q, unsigned has, int64_t n, const char *want)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%" PRId64, n);
    return (q->has & has) != 0 && strcmp(text, want) == 0;
}

static const char *without_article(const char *name)
{
    return strncmp(name, "the ", 4) == 0 || strncmp(name, "The ", 4) == 0 ? name + 4 : name;
}

static int is_one_of(const char *const *list, size_t n, const char *want)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], want) == 0)
            return 1;
    return 0;
}

static const char *const keys[] = {
    "value",   "lower", "upper", "op",      "unit",   "kind", "predicate",
    "stance",  "hedge", "note",  "subject", "object", "from", "detail",
    "speaker", "place", "to",    "date",    "as",
};

static int is_key(const char *key)
{
    return is_one_of(keys, sizeof keys / sizeof *keys, key);
}

static int has_number(const struct vg_quantity *q, const struct vg_pat_set *s)
{
    if (s->key[0] == 'v')
        return is_number(q, VG_HAS_VALUE, q->value, s->value);
    return s->key[0] == 'l' ? is_number(q, VG_HAS_LOWER, q->lower, s->value)
                            : is_number(q, VG_HAS_UPPER, q->upper, s->value);
}

static int has_value(const struct vg_claim *c, const struct vg_pat_set *s)
{
    const struct {
        const char *key, *have;
    } texts[] = {
        {"unit", c->quantity.unit},
        {"op", c->quantity.op == VG_OP_NONE ? NULL : vg_op_word(c->quantity.op)},
        {"kind", vg_claim_kind_word(c->kind)},
        {"predicate", c->predicate},
        {"stance", vg_stance_word(c->stance)},
        {"note", c->note},
        {"subject", c->subject},
        {"object", c->object},
        {"detail", c->detail},
        {"from", c->period.from},
        {"to", c->period.to},
        {"as", c->n_links > 1 ? c->links[0].as : NULL},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(s->key, texts[i].key) == 0)
            return is_text(texts[i].have, s->value);
    if (strcmp(s->key, "hedge") == 0)
        return is_one_of(c->hedges, c->n_hedges, s->value);
    if (strcmp(s->key, "place") == 0)
        return is_one_of(c->places, c->n_places, s->value);
    if (strcmp(s->key, "speaker") == 0)
        return c->n_links > 1 && c->links[0].speaker &&
               strcmp(without_article(c->links[0].speaker), without_article(s->value)) == 0;
    return strcmp(s->key, "date") == 0 || has_number(&c->quantity, s);
}

static int is_by_rule(const struct vg_claim *c, const struct trial *t)
{
    const struct vg_explained_rule *x = c->explained ? c->explained->rules : NULL;

    for (; x; x = x->next)
        if (strcmp(x->rule, t->e->of) == 0 && strcmp(x->file, t->file->name) == 0)
            return 1;
    return 0;
}

static int has_all(const struct vg_claim *c, const struct vg_pat_example *e)
{
    for (size_t i = 0; i < e->n_sets; i++)
        if (!has_value(c, &e->sets[i]))
            return 0;
    return 1;
}

/* A rule that only other rules name has no hand of its own. */
static int rule_acts(const struct trial *t)
{
    for (size_t i = 0; i < t->file->n_rules; i++)
        if (strcmp(t->file->rules[i].name, t->e->of) == 0)
            return t->file->rules[i].n_sets + t->file->rules[i].n_chain > 0;
    return 0;
}

static int holds(const struct trial *t)
{
    int by_rule = t->e->must && t->e->of_rule && rule_acts(t);

    for (size_t i = 0; i < t->got->n; i++)
        if (has_all(&t->got->claims[i], t->e) && (!by_rule || is_by_rule(&t->got->claims[i], t)))
            return t->e->must;
    return !t->e->must;
}

/* -- in words -------------------------------------------------------------------------- */

static void put_value(struct vg_buf *b, const char *key, const char *value)
{
    int quoted = value && strpbrk(value, " \t") != NULL;

    if (value)
        vg_putf(b, quoted ? "%s%s=\"%s\"" : "%s%s=%s", b->len ? " " : "", key, value);
}

static void put_number(struct vg_buf *b, const struct vg_quantity *q, unsigned has, int64_t n,
                       const char *key)
{
    if (q->has & has)
        vg_putf(b, "%s%s=%" PRId64, b->len ? " " : "", key, n);
}

static void put_claim(struct vg_buf *all, const struct vg_claim *c)
{
    VG_SCOPED_BUF b = {0};
    const struct vg_quantity *q = &c->quantity;

    put_value(&b, "kind", vg_claim_kind_word(c->kind));
    put_value(&b, "predicate", c->predicate);
    put_value(&b, "op", q->op == VG_OP_NONE ? NULL : vg_op_word(q->op));
    put_number(&b, q, VG_HAS_VALUE, q->value, "value");
    put_number(&b, q, VG_HAS_LOWER, q->lower, "lower");
    put_number(&b, q, VG_HAS_UPPER, q->upper, "upper");
    put_value(&b, "unit", q->unit);
    put_value(&b, "from", c->period.from);
    put_value(&b, "to", c->period.to);
    for (size_t i = 0; i < c->n_places; i++)
        put_value(&b, "place", c->places[i]);
    if (c->n_links > 1)
        put_value(&b, "speaker", c->links[0].speaker);
    for (size_t i = 0; i < c->n_hedges; i++)
        put_value(&b, "hedge", c->hedges[i]);
    if (c->stance != VG_ASSERTS)
        put_value(&b, "stance", vg_stance_word(c->stance));
    put_value(&b, "subject", c->subject);
    put_value(&b, "object", c->object);
    put_value(&b, "note", c->note);
    vg_putf(all, "%s%s (%s)", all->len ? "; " : "", b.p, c->rule);
}

static const char *expected_words(const struct trial *t, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < t->e->n_sets; i++)
        put_value(&b, t->e->sets[i].key, t->e->sets[i].value);
    if (!b.len)
        vg_puts(&b, t->e->must ? "a suggestion" : "no suggestion");
    else if (!t->e->must)
        return vg_print(a, "no suggestion with %s", b.p);
    if (t->e->must && t->e->of_rule && rule_acts(t))
        vg_putf(&b, " by rule %s", t->e->of);
    return vg_copy(a, b.p, b.len);
}

static const char *got_words(const struct trial *t, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < t->got->n; i++)
        put_claim(&b, &t->got->claims[i]);
    return b.len ? vg_copy(a, b.p, b.len) : "no suggestion";
}

/* -- running ----------------------------------------------------------------------------- */

static int run(struct trial *t, struct vg_languages *l, struct vg_arena *a,
               struct vg_pat_result *out, struct vg_err *err)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_suggestions *got = VG_NEW(&scratch, struct vg_suggestions);
    struct vg_suggest_in in = {
        .text = vg_str(t->e->text),
        .date = vg_pat_value(t->e->sets, t->e->n_sets, "date"),
        .language = t->p->language,
        .languages = l,
        .explain = 1,
    };
    int rc;

    for (size_t i = 0; i < t->e->n_sets; i++)
        if (!is_key(t->e->sets[i].key))
            return vg_fail(err, VG_E_FORMAT,
                           "%s:%d: expected value, lower, upper, op, unit, kind, predicate, "
                           "stance, hedge, subject, object, note, detail, speaker, as, place, "
                           "from, to or date in an example, found %s=",
                           t->file->name, t->e->line, t->e->sets[i].key);
    rc = vg_suggest(&in, &scratch, got, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "%s:%d", t->file->name, t->e->line);
    t->got = got;
    *out = (struct vg_pat_result){
        .file = t->file->name,
        .line = t->e->line,
        .of = t->e->of,
        .must = t->e->must,
        .text = t->e->text,
        .expected = expected_words(t, a),
        .got = got_words(t, a),
        .holds = holds(t),
    };
    t->got = NULL; /* it goes with the scratch */
    return VG_OK;
}

int vg_patterns_try(struct vg_languages *l, const char *code, size_t first, size_t end,
                    struct vg_arena *a, struct vg_pat_result **out, size_t *n, struct vg_err *err)
{
    struct vg_pat_result *list = NULL;
    const struct vg_patterns *p;
    size_t count = 0, room = 0;
    int rc = vg_language_get(l, code, &p, err);

    if (rc != VG_OK)
        return rc;
    for (size_t i = first; i < end && i < p->n_files; i++)
        for (size_t k = 0; k < p->files[i].n_examples; k++) {
            struct trial t = {.p = p, .file = &p->files[i], .e = &p->files[i].examples[k]};

            list = vg_grow(a, list, count, &room);
            if ((rc = run(&t, l, a, &list[count], err)) != VG_OK)
                return rc;
            count++;
        }
    *out = list;
    *n = count;
    return VG_OK;
}
