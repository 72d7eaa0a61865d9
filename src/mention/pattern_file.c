/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The reader of .pat files. A line that begins without a blank opens something
 * (list, rule) or is an example; lines that begin with a blank belong to what
 * was opened. A list is read line by line; the lines of a rule are one piece of
 * text, read by recursive descent with the depth counted.
 */
#include "mention/pattern_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"

struct reader {
    const char *name;
    struct vg_arena *a;
    struct vg_err *err;
    const char *p, *end; /* what is left of the stretch that is being read */
    int line;
    size_t elements; /* of the rule in hand */

    struct vg_pat_list *lists;
    size_t n_lists, room_lists;
    struct vg_pat_rule *rules;
    size_t n_rules, room_rules;
    struct vg_pat_example *examples;
    size_t n_examples, room_examples;
    size_t list;         /* the list in hand: index + 1, 0: none */
    size_t room_entries; /* of that list */
    const char *of;      /* what examples belong to */
    int of_rule;
};

/* -- failing ------------------------------------------------------------------------- */

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* "FILE:LINE: expected WHAT, found …": the word at hand, or the end. */
static int expected(struct reader *r, const char *what)
{
    size_t n = 0, left = (size_t)(r->end - r->p);

    while (n < left && n < 24 && !is_blank(r->p[n]))
        n++;
    n = vg_utf8_down(r->p, left, n);
    if (n == 0)
        return vg_fail(r->err, VG_E_FORMAT, "%s:%d: expected %s, found the end of the line",
                       r->name, r->line, what);
    return vg_fail(r->err, VG_E_FORMAT, "%s:%d: expected %s, found '%.*s'", r->name, r->line, what,
                   (int)n, r->p);
}

static int too_many(struct reader *r, const char *what, int64_t most)
{
    return vg_fail(r->err, VG_E_LIMIT, "%s:%d: expected at most %lld %s", r->name, r->line,
                   (long long)most, what);
}

/* -- the small parts ----------------------------------------------------------------- */

/* Over blanks, line ends and remarks. A remark begins behind a blank or a line end. */
static void skip(struct reader *r, int with_lines)
{
    while (r->p < r->end) {
        if (*r->p == '\n') {
            if (!with_lines)
                return;
            r->line++;
        } else if (*r->p == '#') {
            while (r->p < r->end && *r->p != '\n')
                r->p++;
            continue;
        } else if (!is_blank(*r->p)) {
            return;
        }
        r->p++;
    }
}

static int at_arrow(const struct reader *r)
{
    return r->end - r->p >= 2 && r->p[0] == '=' && r->p[1] == '>';
}

/* A letter, digit, - or _ at p: its length; a dot counts in front of another. */
static size_t name_char(const char *p, const char *end)
{
    uint32_t c;
    size_t n;

    if (p >= end)
        return 0;
    if (*p == '.')
        return name_char(p + 1, end) ? 1 : 0;
    if (*p == '-' || *p == '_')
        return 1;
    n = vg_utf8_next(p, (size_t)(end - p), &c);
    return vg_is_word(c) ? n : 0;
}

static size_t name_len(const char *p, const char *end)
{
    size_t n = 0, k;

    while ((k = name_char(p + n, end)) != 0 && (p[n] != '.' || n > 0))
        n += k;
    return n;
}

/* A name at hand, into *out. */
static int read_name(struct reader *r, const char *what, const char **out)
{
    size_t n = name_len(r->p, r->end);

    if (n == 0)
        return expected(r, what);
    if (n > VG_MAX_PATTERN_NAME)
        return too_many(r, "bytes in a name", VG_MAX_PATTERN_NAME);
    *out = vg_copy(r->a, r->p, n);
    r->p += n;
    return VG_OK;
}

/* Text in quotation marks; a doubled mark stands for itself. */
static int read_quoted(struct reader *r, const char **out)
{
    char text[VG_MAX_PATTERN_PHRASE];
    size_t n = 0;

    r->p++;
    while (r->p < r->end && *r->p != '\n') {
        if (*r->p == '"') {
            r->p++;
            if (r->p >= r->end || *r->p != '"') {
                *out = vg_copy(r->a, text, n);
                return VG_OK;
            }
        }
        if (n == VG_MAX_PATTERN_PHRASE)
            return too_many(r, "bytes in quotation marks", VG_MAX_PATTERN_PHRASE);
        text[n++] = *r->p++;
    }
    return expected(r, "a closing quotation mark");
}

/* One k=v at hand. */
static int read_set(struct reader *r, struct vg_pat_set *out)
{
    size_t n = 0;
    int rc = read_name(r, "key=value", &out->key);

    if (rc != VG_OK)
        return rc;
    if (r->p >= r->end || *r->p != '=')
        return expected(r, "= behind the key");
    r->p++;
    if (r->p < r->end && *r->p == '"')
        return read_quoted(r, &out->value);
    while (r->p + n < r->end && !is_blank(r->p[n]) && r->p[n] != '"')
        n++;
    if (n == 0)
        return expected(r, "a value behind =");
    if (n > VG_MAX_PATTERN_PHRASE)
        return too_many(r, "bytes in a value", VG_MAX_PATTERN_PHRASE);
    out->value = vg_copy(r->a, r->p, n);
    r->p += n;
    return VG_OK;
}

struct sets {
    struct vg_pat_set list[VG_MAX_PATTERN_SETS];
    size_t n;
};

static int add_set(struct reader *r, struct sets *s)
{
    struct vg_pat_set set;
    int rc = read_set(r, &set);

    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->list[i].key, set.key) == 0)
            return vg_fail(r->err, VG_E_FORMAT, "%s:%d: expected %s to be set once", r->name,
                           r->line, set.key);
    if (s->n == VG_MAX_PATTERN_SETS)
        return too_many(r, "values set at once", VG_MAX_PATTERN_SETS);
    if (r->p < r->end && !is_blank(*r->p))
        return expected(r, "a blank behind the value");
    s->list[s->n++] = set;
    return VG_OK;
}

static const struct vg_pat_set *keep_sets(struct reader *r, const struct sets *s)
{
    struct vg_pat_set *kept;

    if (s->n == 0)
        return NULL;
    kept = VG_NEW_ARRAY(r->a, struct vg_pat_set, s->n);
    memcpy(kept, s->list, s->n * sizeof *kept);
    return kept;
}

/* What stands behind the arrow of a list line or an example, to the line's end. */
static int read_sets_of_line(struct reader *r, struct sets *s)
{
    int rc;

    s->n = 0;
    if (!at_arrow(r))
        return VG_OK;
    r->p += 2;
    for (skip(r, 0); r->p < r->end && *r->p != '\n'; skip(r, 0))
        if ((rc = add_set(r, s)) != VG_OK)
            return rc;
    return s->n ? VG_OK : expected(r, "key=value behind =>");
}

/* -- lists ---------------------------------------------------------------------------- */

static int ends_phrase(const struct reader *r)
{
    return r->p >= r->end || *r->p == '\n' || *r->p == '|' || at_arrow(r) ||
           (*r->p == '#' && is_blank(r->p[-1]));
}

/* A phrase that is not in quotation marks: blanks collapsed. */
static int read_plain_phrase(struct reader *r, const char **out)
{
    char text[VG_MAX_PATTERN_PHRASE + 1];
    size_t n = 0;

    while (!ends_phrase(r)) {
        if (is_blank(*r->p)) {
            r->p++;
            continue;
        }
        if (n > 0 && is_blank(r->p[-1]))
            text[n++] = ' ';
        if (n >= VG_MAX_PATTERN_PHRASE)
            return too_many(r, "bytes in a phrase", VG_MAX_PATTERN_PHRASE);
        text[n++] = *r->p++;
    }
    *out = vg_copy(r->a, text, n);
    return n ? VG_OK : expected(r, "a phrase");
}

static int read_phrase(struct reader *r, struct vg_pat_entry *e)
{
    int rc;

    skip(r, 0);
    e->line = r->line;
    e->is_list = r->p < r->end && *r->p == '@';
    if (e->is_list) {
        r->p++;
        rc = read_name(r, "the name of a list behind @", &e->phrase);
    } else if (r->p < r->end && *r->p == '"') {
        rc = read_quoted(r, &e->phrase);
        if (rc == VG_OK && e->phrase[0] == '\0')
            rc = expected(r, "a phrase between the quotation marks");
    } else {
        rc = read_plain_phrase(r, &e->phrase);
    }
    if (rc != VG_OK)
        return rc;
    skip(r, 0);
    return ends_phrase(r) ? VG_OK : expected(r, "| or => or the end of the line");
}

/* One line of a list: its phrases get the values behind the arrow. */
static int read_list_line(struct reader *r)
{
    struct vg_pat_list *l = &r->lists[r->list - 1];
    struct vg_pat_entry *entries = (struct vg_pat_entry *)(uintptr_t)l->entries;
    size_t first = l->n;
    struct sets s;
    const struct vg_pat_set *kept;
    int rc;

    for (;;) {
        struct vg_pat_entry e = {0};

        if ((rc = read_phrase(r, &e)) != VG_OK)
            return rc;
        entries = vg_grow(r->a, entries, l->n, &r->room_entries);
        entries[l->n++] = e;
        l->entries = entries;
        if (r->p >= r->end || *r->p != '|')
            break;
        r->p++;
    }
    if ((rc = read_sets_of_line(r, &s)) != VG_OK)
        return rc;
    kept = keep_sets(r, &s);
    for (size_t i = first; i < l->n; i++) {
        entries[i].sets = kept;
        entries[i].n_sets = s.n;
    }
    return VG_OK;
}

static void continue_list(struct reader *r, size_t at)
{
    struct vg_pat_list *l = &r->lists[at];

    r->list = at + 1;
    r->room_entries = l->n; /* full: the next entry moves it */
    if (l->n) {
        struct vg_pat_entry *copy = VG_NEW_ARRAY(r->a, struct vg_pat_entry, l->n);

        memcpy(copy, l->entries, l->n * sizeof *copy);
        l->entries = copy;
    }
}

static int begin_list(struct reader *r)
{
    const char *name;
    int rc = read_name(r, "a name behind list", &name);

    if (rc != VG_OK)
        return rc;
    skip(r, 0);
    if (r->p < r->end && *r->p != '\n')
        return expected(r, "the end of the line behind the name of the list");
    r->of = name;
    r->of_rule = 0;
    for (size_t i = 0; i < r->n_lists; i++)
        if (strcmp(r->lists[i].name, name) == 0) {
            continue_list(r, i);
            return VG_OK;
        }
    if (r->n_lists == VG_MAX_PATTERN_LISTS)
        return too_many(r, "lists", VG_MAX_PATTERN_LISTS);
    r->lists = vg_grow(r->a, r->lists, r->n_lists, &r->room_lists);
    r->lists[r->n_lists++] = (struct vg_pat_list){.name = name, .line = r->line};
    r->list = r->n_lists;
    r->room_entries = 0;
    return VG_OK;
}

/* -- rules ---------------------------------------------------------------------------- */

static int read_branches(struct reader *r, int depth, const struct vg_pat_branch **out, size_t *n);

/* A whole number at hand, up to `most`. */
static int read_count(struct reader *r, const char *what, int most, int *out)
{
    int n = 0;

    if (r->p >= r->end || *r->p < '0' || *r->p > '9')
        return expected(r, what);
    while (r->p < r->end && *r->p >= '0' && *r->p <= '9') {
        n = n * 10 + (*r->p++ - '0');
        if (n > most)
            return vg_fail(r->err, VG_E_LIMIT, "%s:%d: expected %s of at most %d", r->name, r->line,
                           what, most);
    }
    *out = n;
    return VG_OK;
}

/* ? + {m,n} directly behind something. */
static int read_times(struct reader *r, struct vg_pat_element *e)
{
    int rc;

    if (r->p >= r->end)
        return VG_OK;
    if (*r->p == '?') {
        e->min = 0;
        r->p++;
    } else if (*r->p == '+') {
        e->max = VG_PAT_MANY;
        r->p++;
    } else if (*r->p == '{') {
        r->p++;
        if ((rc = read_count(r, "a number behind {", VG_MAX_PATTERN_TIMES, &e->min)) != VG_OK)
            return rc;
        e->max = e->min;
        if (r->p < r->end && *r->p == ',') {
            r->p++;
            rc = read_count(r, "a number behind the comma", VG_MAX_PATTERN_TIMES, &e->max);
            if (rc != VG_OK)
                return rc;
        }
        if (r->p >= r->end || *r->p != '}')
            return expected(r, "}");
        if (e->max < e->min || e->max == 0)
            return expected(r, "{m,n} with n at least m, and at least 1");
        r->p++;
    } else {
        return VG_OK;
    }
    if (r->p < r->end && strchr("?+{", *r->p))
        return expected(r, "one of ? + {m,n}, not two");
    return VG_OK;
}

/* Literal text up to a blank or a mark of the language. */
static int read_literal(struct reader *r, const char **out)
{
    size_t n = 0;

    if (*r->p == '"') {
        int rc = read_quoted(r, out);

        if (rc == VG_OK && (*out)[0] == '\0')
            return expected(r, "words between the quotation marks");
        return rc;
    }
    while (r->p + n < r->end && !is_blank(r->p[n]) && !strchr("|()?+{}!<>~@$\"", r->p[n]) &&
           !(r->p[n] == '=' && r->p + n + 1 < r->end && r->p[n + 1] == '>'))
        n++;
    if (n == 0)
        return expected(r, "a word, @name, ( or \"…\"");
    if (n > VG_MAX_PATTERN_PHRASE)
        return too_many(r, "bytes in a word", VG_MAX_PATTERN_PHRASE);
    *out = vg_copy(r->a, r->p, n);
    r->p += n;
    return VG_OK;
}

static int read_group(struct reader *r, int depth, struct vg_pat_element *e)
{
    int rc;

    if (depth == VG_MAX_PATTERN_DEPTH)
        return too_many(r, "groups within each other", VG_MAX_PATTERN_DEPTH);
    r->p++;
    e->kind = VG_PAT_GROUP;
    rc = read_branches(r, depth + 1, &e->branches, &e->n_branches);
    if (rc != VG_OK)
        return rc;
    if (r->p >= r->end || *r->p != ')')
        return expected(r, ")");
    r->p++;
    return VG_OK;
}

/* What can be kept, refused or repeated: a literal, @name, or a group. */
static int read_thing(struct reader *r, int depth, struct vg_pat_element *e)
{
    int rc;

    if (r->p < r->end && *r->p == '(')
        rc = read_group(r, depth, e);
    else if (r->p < r->end && *r->p == '@') {
        r->p++;
        e->kind = VG_PAT_CLASS;
        rc = read_name(r, "a name behind @", &e->text);
    } else if (r->p < r->end && !is_blank(*r->p)) {
        e->kind = VG_PAT_LITERAL;
        rc = read_literal(r, &e->text);
    } else {
        rc = expected(r, "a word, @name, ( or \"…\"");
    }
    return rc;
}

/* May something be refused with !? One word, one @name, or either of such. */
static int is_single(const struct vg_pat_element *e)
{
    if (e->min != 1 || e->max != 1 || e->is_not)
        return 0;
    if (e->kind != VG_PAT_GROUP)
        return (e->kind == VG_PAT_LITERAL || e->kind == VG_PAT_CLASS) && !e->slot;
    for (size_t i = 0; i < e->n_branches; i++)
        if (e->branches[i].n != 1 || !is_single(&e->branches[i].elements[0]))
            return 0;
    return 1;
}

static int read_element(struct reader *r, int depth, struct vg_pat_element *e)
{
    int rc;

    *e = (struct vg_pat_element){.min = 1, .max = 1, .line = r->line};
    if (*r->p == '<' || *r->p == '>') {
        e->kind = *r->p++ == '<' ? VG_PAT_START : VG_PAT_END;
        return VG_OK;
    }
    if (*r->p == '~') {
        r->p++;
        e->kind = VG_PAT_GAP;
        e->min = 0;
        rc = read_count(r, "a number behind ~", VG_MAX_PATTERN_GAP, &e->max);
        return rc != VG_OK || e->max > 0 ? rc : expected(r, "a number above 0 behind ~");
    }
    if (*r->p == '!') {
        r->p++;
        e->is_not = 1;
        if ((rc = read_thing(r, depth, e)) != VG_OK)
            return rc;
        e->is_not = 0;
        if (!is_single(e))
            return expected(r, "one word or @name behind !, or a group of such");
        e->is_not = 1;
        return r->p < r->end && strchr("?+{", *r->p) ? expected(r, "a blank behind what ! refuses")
                                                     : VG_OK;
    }
    if (*r->p == '$') {
        r->p++;
        if ((rc = read_name(r, "the name of a slot behind $", &e->slot)) != VG_OK)
            return rc;
        if (r->p >= r->end || *r->p != ':')
            return expected(r, ": behind the name of the slot");
        r->p++;
    }
    if ((rc = read_thing(r, depth, e)) != VG_OK)
        return rc;
    return read_times(r, e);
}

static int read_branch(struct reader *r, int depth, struct vg_pat_branch *out)
{
    struct vg_pat_element *list = NULL;
    size_t n = 0, room = 0;

    for (skip(r, 1); r->p < r->end && *r->p != '|' && *r->p != ')' && !at_arrow(r); skip(r, 1)) {
        int rc;

        if (r->elements++ == VG_MAX_PATTERN_ELEMENTS)
            return too_many(r, "elements in a rule", VG_MAX_PATTERN_ELEMENTS);
        list = vg_grow(r->a, list, n, &room);
        if ((rc = read_element(r, depth, &list[n])) != VG_OK)
            return rc;
        n++;
    }
    if (n == 0)
        return expected(r, "a word, @name, ( or \"…\"");
    out->elements = list;
    out->n = n;
    return VG_OK;
}

static int read_branches(struct reader *r, int depth, const struct vg_pat_branch **out, size_t *n)
{
    struct vg_pat_branch *list = NULL;
    size_t count = 0, room = 0;

    for (;;) {
        int rc;

        list = vg_grow(r->a, list, count, &room);
        if ((rc = read_branch(r, depth, &list[count])) != VG_OK)
            return rc;
        count++;
        if (r->p >= r->end || *r->p != '|')
            break;
        r->p++;
    }
    *out = list;
    *n = count;
    return VG_OK;
}

/* Could this match without taking a token? */
static int may_be_empty(const struct vg_pat_branch *branches, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int all = 1;

        for (size_t k = 0; k < branches[i].n; k++) {
            const struct vg_pat_element *e = &branches[i].elements[k];

            all &= e->min == 0 || e->is_not || e->kind == VG_PAT_START || e->kind == VG_PAT_END ||
                   (e->kind == VG_PAT_GROUP && may_be_empty(e->branches, e->n_branches));
        }
        if (all)
            return 1;
    }
    return 0;
}

static int has_slot(const struct vg_pat_branch *branches, size_t n, const char *slot)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < branches[i].n; k++) {
            const struct vg_pat_element *e = &branches[i].elements[k];

            if ((e->slot && strcmp(e->slot, slot) == 0) ||
                has_slot(e->branches, e->n_branches, slot))
                return 1;
        }
    return 0;
}

/* "chain $r $s" */
static int read_chain(struct reader *r, struct vg_pat_rule *rule)
{
    const char **chain = NULL;
    size_t n = 0, room = 0;
    int rc;

    if (rule->n_chain)
        return expected(r, "one chain in a rule, not two");
    r->p += strlen("chain");
    for (skip(r, 1); r->p < r->end && *r->p == '$'; skip(r, 1)) {
        r->p++;
        if (n == VG_MAX_PATTERN_SETS)
            return too_many(r, "links in a chain", VG_MAX_PATTERN_SETS);
        chain = vg_grow(r->a, chain, n, &room);
        if ((rc = read_name(r, "the name of a slot behind $", &chain[n])) != VG_OK)
            return rc;
        n++;
    }
    if (n == 0)
        return expected(r, "a slot ($name) behind chain");
    rule->chain = chain;
    rule->n_chain = n;
    return VG_OK;
}

static int at_chain(const struct reader *r)
{
    return r->end - r->p > 5 && memcmp(r->p, "chain", 5) == 0 && is_blank(r->p[5]);
}

static int check_slots(struct reader *r, const struct vg_pat_rule *rule)
{
    for (size_t i = 0; i < rule->n_sets; i++)
        if (rule->sets[i].value[0] == '$' &&
            !has_slot(rule->branches, rule->n_branches, rule->sets[i].value + 1))
            return vg_fail(r->err, VG_E_FORMAT, "%s:%d: expected a slot of rule %s, found '%s'",
                           r->name, rule->line, rule->name, rule->sets[i].value);
    for (size_t i = 0; i < rule->n_chain; i++)
        if (!has_slot(rule->branches, rule->n_branches, rule->chain[i]))
            return vg_fail(r->err, VG_E_FORMAT, "%s:%d: expected a slot of rule %s, found '$%s'",
                           r->name, rule->line, rule->name, rule->chain[i]);
    return VG_OK;
}

/* Everything behind the arrows of a rule. */
static int read_effects(struct reader *r, struct vg_pat_rule *rule)
{
    struct sets s = {.n = 0};
    int rc;

    while (r->p < r->end) {
        if (at_arrow(r)) {
            r->p += 2;
            skip(r, 1);
            if (r->p >= r->end || at_arrow(r))
                return expected(r, "key=value or chain behind =>");
        }
        rc = at_chain(r) ? read_chain(r, rule) : add_set(r, &s);
        if (rc != VG_OK)
            return rc;
        skip(r, 1);
    }
    rule->sets = keep_sets(r, &s);
    rule->n_sets = s.n;
    return check_slots(r, rule);
}

/* A gap in front of or behind everything would say nothing. */
static int has_loose_gap(const struct vg_pat_rule *rule)
{
    for (size_t i = 0; i < rule->n_branches; i++) {
        const struct vg_pat_branch *b = &rule->branches[i];

        if (b->elements[0].kind == VG_PAT_GAP || b->elements[b->n - 1].kind == VG_PAT_GAP)
            return 1;
    }
    return 0;
}

static int read_rule_body(struct reader *r, struct vg_pat_rule *rule)
{
    int rc;

    r->elements = 0;
    rc = read_branches(r, 0, &rule->branches, &rule->n_branches);
    if (rc != VG_OK)
        return rc;
    if (r->p < r->end && *r->p == ')')
        return expected(r, "( before )");
    if (may_be_empty(rule->branches, rule->n_branches))
        return vg_fail(r->err, VG_E_FORMAT,
                       "%s:%d: expected something in rule %s that must be there", r->name,
                       rule->line, rule->name);
    if (has_loose_gap(rule))
        return vg_fail(r->err, VG_E_FORMAT,
                       "%s:%d: expected something in front of and behind each gap of rule %s",
                       r->name, rule->line, rule->name);
    return read_effects(r, rule);
}

static int begin_rule(struct reader *r, struct vg_pat_rule *rule)
{
    int rc;

    *rule = (struct vg_pat_rule){.name = "", .line = r->line};
    if ((rc = read_name(r, "a name behind rule", &rule->name)) != VG_OK)
        return rc;
    skip(r, 0);
    if (r->p < r->end && *r->p != '\n')
        return expected(r, "the end of the line behind the name of the rule");
    for (size_t i = 0; i < r->n_rules; i++)
        if (strcmp(r->rules[i].name, rule->name) == 0)
            return vg_fail(r->err, VG_E_FORMAT,
                           "%s:%d: expected a name of its own, found '%s' of line %d", r->name,
                           r->line, rule->name, r->rules[i].line);
    if (r->n_rules == VG_MAX_PATTERN_RULES)
        return too_many(r, "rules", VG_MAX_PATTERN_RULES);
    r->list = 0;
    r->of = rule->name;
    r->of_rule = 1;
    return VG_OK;
}

/* -- examples ------------------------------------------------------------------------- */

/* Where the text of an example ends: at the arrow or at a remark. */
static const char *example_end(const struct reader *r)
{
    const char *p = r->p;

    for (; p < r->end && *p != '\n'; p++)
        if (is_blank(p[-1]) && (*p == '#' || (p + 1 < r->end && p[0] == '=' && p[1] == '>')))
            break;
    return p;
}

static int read_example(struct reader *r)
{
    struct vg_pat_example e = {.must = *r->p == '+', .line = r->line, .of = r->of};
    struct sets s = {.n = 0};
    const char *to;
    int rc;

    r->p++;
    if (r->p >= r->end || !is_blank(*r->p) || *r->p == '\n')
        return expected(r, "a blank and an example behind + or -");
    skip(r, 0);
    to = example_end(r);
    while (to > r->p && is_blank(to[-1]))
        to--;
    if (to == r->p)
        return expected(r, "an example behind + or -");
    if (to - r->p > VG_MAX_PATTERN_EXAMPLE)
        return too_many(r, "bytes in an example", VG_MAX_PATTERN_EXAMPLE);
    e.text = vg_copy(r->a, r->p, (size_t)(to - r->p));
    r->p = to;
    skip(r, 0);
    if ((rc = read_sets_of_line(r, &s)) != VG_OK)
        return rc;
    e.of_rule = r->of_rule;
    e.sets = keep_sets(r, &s);
    e.n_sets = s.n;
    r->examples = vg_grow(r->a, r->examples, r->n_examples, &r->room_examples);
    r->examples[r->n_examples++] = e;
    return VG_OK;
}

/* -- the file ------------------------------------------------------------------------- */

static const char *line_end(const char *p, const char *end)
{
    const char *nl = memchr(p, '\n', (size_t)(end - p));

    return nl ? nl : end;
}

static int is_empty_line(const char *p, const char *end)
{
    while (p < end && is_blank(*p))
        p++;
    return p >= end || *p == '#';
}

/* Where the lines of a rule end: before the next that begins without a blank and is no
 * remark. Empty lines and remarks at the end stay outside. */
static const char *body_end(const char *p, const char *end)
{
    const char *last = p;

    while (p < end) {
        const char *nl = line_end(p, end);

        if (!is_empty_line(p, nl)) {
            if (!is_blank(*p))
                break;
            last = nl;
        }
        p = nl < end ? nl + 1 : end;
    }
    return last;
}

/* A heading and, of a rule, what belongs to it. r->p is behind the word. */
static int read_heading(struct reader *r, int is_rule, const char *file_end)
{
    struct vg_pat_rule rule;
    int rc;

    skip(r, 0);
    if (!is_rule)
        return begin_list(r);
    if ((rc = begin_rule(r, &rule)) != VG_OK)
        return rc;
    if (r->p < file_end) {
        r->p++;
        r->line++;
    }
    r->end = body_end(r->p, file_end);
    if (r->p >= r->end)
        return vg_fail(r->err, VG_E_FORMAT,
                       "%s:%d: expected lines that begin with a blank below rule %s", r->name,
                       rule.line, rule.name);
    if ((rc = read_rule_body(r, &rule)) != VG_OK)
        return rc;
    r->rules = vg_grow(r->a, r->rules, r->n_rules, &r->room_rules);
    r->rules[r->n_rules++] = rule;
    return VG_OK;
}

static int begins_with(const struct reader *r, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(r->end - r->p) >= n && memcmp(r->p, word, n) == 0 &&
           (r->p + n == r->end || is_blank(r->p[n]));
}

static int read_line(struct reader *r, const char *file_end)
{
    if (begins_with(r, "list") || begins_with(r, "rule")) {
        int is_rule = *r->p == 'r';

        r->p += 4;
        return read_heading(r, is_rule, file_end);
    }
    if (*r->p == '+' || *r->p == '-')
        return read_example(r);
    if (!is_blank(*r->p))
        return expected(r, "list, rule, + or - at the beginning of the line, or a blank");
    skip(r, 0);
    if (r->list == 0)
        return expected(r, "list or rule before the first indented line");
    if (r->end - r->p > 1 && (*r->p == '+' || *r->p == '-') && is_blank(r->p[1]))
        return expected(r, "an example to begin without a blank");
    return read_list_line(r);
}

static int read_lines(struct reader *r, const char *text, const char *file_end)
{
    r->p = text;
    r->line = 1;
    while (r->p < file_end) {
        const char *nl = line_end(r->p, file_end);
        int rc;

        r->end = nl;
        if (!is_empty_line(r->p, nl) && (rc = read_line(r, file_end)) != VG_OK)
            return rc;
        nl = line_end(r->end > r->p ? r->end : r->p, file_end);
        r->p = nl < file_end ? nl + 1 : file_end;
        r->line++;
    }
    return VG_OK;
}

static int check_bytes(const char *name, const char *text, size_t len, struct vg_err *err)
{
    int line = 1;
    size_t bad;

    if (len > (size_t)VG_MAX_PATTERN_FILE)
        return vg_fail(err, VG_E_LIMIT, "%s:1: expected at most %lld bytes, found %zu", name,
                       (long long)VG_MAX_PATTERN_FILE, len);
    bad = vg_utf8_bad(text, len);
    for (size_t i = 0; i < len && i < bad; i++) {
        line += text[i] == '\n';
        if ((unsigned char)text[i] < ' ' && !is_blank(text[i]))
            bad = i;
    }
    if (bad < len)
        return vg_fail(err, VG_E_FORMAT, "%s:%d: expected text in UTF-8, found byte 0x%02x", name,
                       line, (unsigned)(unsigned char)text[bad]);
    return VG_OK;
}

/* The folder that a file stands in: "en" of "patterns/en/bound.pat". */
static const char *folder_of(struct vg_arena *a, const char *name)
{
    const char *slash = strrchr(name, '/'), *from = slash;

    if (slash == NULL)
        return "";
    while (from > name && from[-1] != '/')
        from--;
    return vg_copy(a, from, (size_t)(slash - from));
}

int vg_pat_file_read(const char *name, const char *text, size_t len, struct vg_arena *a,
                     struct vg_pat_file *out, struct vg_err *err)
{
    struct reader r = {.name = name, .a = a, .err = err};
    size_t bom;
    int rc = check_bytes(name, text, len, err);

    if (rc != VG_OK)
        return rc;
    bom = vg_bom_len(text, len);
    text += bom;
    len -= bom;
    if (len > 0 && (rc = read_lines(&r, text, text + len)) != VG_OK)
        return rc;
    *out = (struct vg_pat_file){.name = vg_copyz(a, name),
                                .language = folder_of(a, name),
                                .lists = r.lists,
                                .n_lists = r.n_lists,
                                .rules = r.rules,
                                .n_rules = r.n_rules,
                                .examples = r.examples,
                                .n_examples = r.n_examples};
    return VG_OK;
}
