/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The noun that a number counts: "54 Chinese overseas police stations",
 * "1,300 “voluntary return” files". The last unit noun of the run wins, because
 * the nouns before it only describe it ("12 police service calls" are calls).
 */
#include "mention/scan.h"

enum { MODIFIERS = 4, REACH = 12 };

static int ends_run(const struct vg_scan *s, size_t i)
{
    const uint64_t stop = VG_LEX_BIT(VG_LEX_PREPOSITION) | VG_LEX_BIT(VG_LEX_AUX) |
                          VG_LEX_BIT(VG_LEX_MODAL) | VG_LEX_BIT(VG_LEX_PRONOUN) |
                          VG_LEX_BIT(VG_LEX_CONJ);
    const struct vg_token *t = &s->tok[i];

    if (t->kind == VG_TOKEN_MARK)
        return t->mark != VG_MARK_OPEN && t->mark != VG_MARK_CLOSE && t->mark != '[' &&
               t->mark != ']';
    if (t->kind != VG_TOKEN_WORD)
        return t->role != VG_ROLE_NAME;
    return (vg_lex_mask(s->lex, s->word[i]) & stop) != 0;
}

static const struct vg_lex_entry *noun_at(const struct vg_scan *s, size_t i, size_t end, int one,
                                          int *weak)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, end, VG_LEX_UNIT_PLURAL);
    const struct vg_lex_entry *w = vg_scan_phrase(s, i, end, VG_LEX_WEAK_PLURAL);

    if (!e && one)
        e = vg_scan_phrase(s, i, end, VG_LEX_UNIT_SINGULAR);
    if (!w && one)
        w = vg_scan_phrase(s, i, end, VG_LEX_WEAK_SINGULAR);
    *weak = !e;
    return e ? e : w;
}

/* Karvelians, Londoners, Iraqis: a capitalised plural behind a number is people. */
static int is_people(const struct vg_scan *s, size_t i)
{
    static const char *const endings[] = {"ans", "ians", "ers", "ese", "ish", "is", "ites", "ards"};
    struct vg_str w = vg_scan_text(s, i, i + 1);

    if (!(s->tok[i].flags & VG_TOKEN_CAPITAL) || (s->tok[i].flags & VG_TOKEN_POSSESSIVE) ||
        s->word[i] || w.len < 5)
        return 0;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        size_t n = strlen(endings[k]);

        if (w.len > n + 1 && strncmp(w.p + w.len - n, endings[k], n) == 0)
            return 1;
    }
    return 0;
}

/* Is there nothing behind i that the word could only describe? */
static int closes_noun(const struct vg_scan *s, size_t i, size_t end)
{
    return i >= end || ends_run(s, i) || vg_scan_is(s, i, VG_LEX_VERB) ||
           vg_scan_is(s, i, VG_LEX_EVENT);
}

static int ends_with(struct vg_str w, const char *const *endings)
{
    for (; *endings; endings++) {
        size_t n = strlen(*endings);

        if (w.len > n + 2 && strncasecmp(w.p + w.len - n, *endings, n) == 0)
            return 1;
    }
    return 0;
}

/* Could this word be a plural noun that no list knows? */
static int looks_plural(const struct vg_scan *s, size_t i)
{
    static const char *const not_plural[] = {"ss", "us", "is", "ous", NULL};
    const uint64_t other = VG_LEX_BIT(VG_LEX_VERB) | VG_LEX_BIT(VG_LEX_SPEECH) |
                           VG_LEX_BIT(VG_LEX_DET) | VG_LEX_BIT(VG_LEX_ADVERB) |
                           VG_LEX_BIT(VG_LEX_MEASURE) | VG_LEX_BIT(VG_LEX_CALENDAR) |
                           VG_LEX_BIT(VG_LEX_WHERE) | VG_LEX_BIT(VG_LEX_MULTIPLE);
    struct vg_str w = vg_scan_text(s, i, i + 1);

    return s->tok[i].kind == VG_TOKEN_WORD && w.len > 3 && (w.p[w.len - 1] | 32) == 's' &&
           !(s->tok[i].flags & VG_TOKEN_POSSESSIVE) && !ends_with(w, not_plural) &&
           !(vg_lex_mask(s->lex, s->word[i]) & other) && !ends_run(s, i);
}

int vg_noun_at(const struct vg_scan *s, size_t i, size_t end, struct vg_unit *out)
{
    static const char *const people[] = {"ers", "ors", "ists", "ees", "ians", "eers", "men", NULL};
    size_t reach = i + MODIFIERS < end ? i + MODIFIERS : end;

    for (size_t k = i; k < reach && !ends_run(s, k); k++) {
        if (s->tok[k].kind != VG_TOKEN_WORD)
            continue;
        if (vg_scan_is(s, k, VG_LEX_VERB) || vg_scan_is(s, k, VG_LEX_SPEECH))
            return 0;
        if (!looks_plural(s, k))
            continue;
        while (k + 1 < reach && looks_plural(s, k + 1))
            k++;
        *out = (struct vg_unit){.noun = i, .head = k, .to = k + 1};
        /* a new word between quotation marks may be anything */
        if (!(s->tok[k].flags & VG_TOKEN_QUOTED) && ends_with(vg_scan_text(s, k, k + 1), people))
            out->id = "person";
        return 1;
    }
    return 0;
}

static void take(struct vg_unit *out, const struct vg_lex_entry *e, size_t i, int weak)
{
    out->id = e->value;
    out->weak = weak;
    out->head = i + e->n - 1;
    out->to = i + e->n;
}

int vg_unit_at(const struct vg_scan *s, size_t i, size_t end, int one, struct vg_unit *out)
{
    size_t reach = i + REACH < end ? i + REACH : end;
    int modifiers = 0, weak;

    *out = (struct vg_unit){.noun = i};
    if (vg_scan_word_is(s, i, "of") && i + 1 < end) {
        i++; /* dozens of people; five of the points */
        if (vg_scan_is(s, i, VG_LEX_DET))
            i++;
        out->noun = i;
    }
    while (i < reach) {
        const struct vg_lex_entry *e = noun_at(s, i, reach, one, &weak);

        if (e) {
            take(out, e, i, weak);
            i += e->n;
            if (closes_noun(s, i, end))
                break;
            continue;
        }
        if (!out->id && is_people(s, i) && closes_noun(s, i + 1, end) &&
            !vg_scan_mark(s, i + 1, VG_MARK_OPEN)) {
            *out = (struct vg_unit){"person", out->noun, i, i + 1, 0};
            break;
        }
        if (!out->id && is_people(s, i) && (vg_scan_word_is(s, i + 1, "abroad")))
            *out = (struct vg_unit){"person", out->noun, i, i + 1, 0};
        if (ends_run(s, i) && !vg_scan_word_is(s, i, "other") && !vg_scan_word_is(s, i, "such"))
            break;
        if (s->tok[i].kind == VG_TOKEN_WORD && ++modifiers > MODIFIERS)
            break;
        if (out->id && modifiers > 1 && !out->weak)
            break;
        i++;
    }
    return out->id != NULL;
}
