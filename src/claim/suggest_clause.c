/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Clauses: stretches that can stand as a passage. They begin behind ; : and
 * dashes, behind a comma with a conjunction when a verb follows, and behind a
 * bare "and" or "but" when the verb follows at once. Lists are not cut.
 */
#include "claim/suggest_parts.h"

enum { VERB_REACH = 14, SAME_VERB = 3, LABEL_MAX = 6 };

static int ends_in_ed(const struct vg_scan *s, size_t i)
{
    struct vg_str w = vg_scan_text(s, i, i + 1);

    return w.len > 4 && w.p[w.len - 2] == 'e' && w.p[w.len - 1] == 'd' &&
           !(s->tok[i].flags & VG_TOKEN_CAPITAL);
}

int vg_is_verb(const struct vg_reading *r, size_t i)
{
    const uint64_t verbs = VG_LEX_BIT(VG_LEX_AUX) | VG_LEX_BIT(VG_LEX_MODAL) |
                           VG_LEX_BIT(VG_LEX_VERB) | VG_LEX_BIT(VG_LEX_SPEECH) |
                           VG_LEX_BIT(VG_LEX_DENY);

    if (r->s.tok[i].kind != VG_TOKEN_WORD || r->s.tok[i].role != VG_ROLE_NONE)
        return 0;
    if (i > r->from && vg_scan_is(&r->s, i - 1, VG_LEX_DET) &&
        !(vg_lex_mask(r->s.lex, r->s.word[i]) & VG_LEX_BIT(VG_LEX_AUX)))
        return 0; /* the report, a claim */
    return (vg_lex_mask(r->s.lex, r->s.word[i]) & verbs) != 0 || ends_in_ed(&r->s, i);
}

/* Is there a verb soon behind i, before the next mark? */
static int verb_follows(const struct vg_reading *r, size_t i)
{
    size_t end = i + VERB_REACH < r->to ? i + VERB_REACH : r->to;

    for (; i < end; i++) {
        if (r->s.tok[i].kind == VG_TOKEN_MARK && strchr(",;:._", r->s.tok[i].mark))
            return 0;
        if (vg_is_verb(r, i))
            return 1;
    }
    return 0;
}

/* "and" joins two verbs of one subject when the other is near: followed and filmed. */
static int joins_near_verbs(const struct vg_reading *r, size_t and)
{
    for (size_t k = 1; k <= SAME_VERB && and >= r->from + k; k++)
        if (vg_is_verb(r, and-k))
            return 1;
    return 0;
}

/* Is what stands before a colon a name that a number is put to: "United Arab Emirates:
 * at least 1 case"? */
static int is_label(const struct vg_reading *r, size_t colon)
{
    const struct vg_scan *s = &r->s;
    size_t i = r->from;

    if (r->line_speaker || colon > r->from + LABEL_MAX || colon + 1 >= r->to)
        return 0;
    if (i < colon && s->tok[i].kind == VG_TOKEN_MARK)
        i++; /* a bullet */
    if (i == colon)
        return 0;
    for (; i < colon; i++)
        if (s->tok[i].kind != VG_TOKEN_WORD || !(s->tok[i].flags & VG_TOKEN_CAPITAL))
            return 0;
    return s->tok[colon + 1].kind == VG_TOKEN_NUMBER || vg_scan_is(s, colon + 1, VG_LEX_NUMBER) ||
           vg_scan_is(s, colon + 1, VG_LEX_BOUND);
}

static int begins_clause(const struct vg_reading *r, size_t i)
{
    const struct vg_scan *s = &r->s;
    char before = s->tok[i - 1].mark;

    if (before == ':' && i < r->to && s->tok[i].kind == VG_TOKEN_NUMBER &&
        (i + 1 >= r->to || s->tok[i + 1].kind == VG_TOKEN_MARK))
        return 0; /* "Complaints received: 2,716" */
    if (before == ':' && is_label(r, i - 1))
        return 0; /* "Kenya: 4 cases" */
    if (s->tok[i].role == VG_ROLE_NAME && s->tok[i - 1].role == VG_ROLE_NAME)
        return 0; /* inside a title */
    if (before == VG_MARK_DASH && vg_is_verb(r, i))
        return 0; /* "those held—who are many—are tracked": goes on */
    if (before && strchr(";:_~", before))
        return s->tok[i - 1].role != VG_ROLE_DATE; /* 2021–22 is one date */
    if (before == ',' || (before == VG_MARK_CLOSE && i >= 2 && s->tok[i - 2].mark == ',')) {
        if (vg_scan_is(s, i, VG_LEX_CITE) || vg_scan_is(s, i, VG_LEX_LINK) ||
            vg_scan_word_is(s, i, "adding") || vg_scan_word_is(s, i, "including"))
            return 1;
        if (vg_scan_word_is(s, i, "while") || vg_scan_word_is(s, i, "whereas") ||
            vg_scan_word_is(s, i, "but") || vg_scan_word_is(s, i, "although") ||
            vg_scan_word_is(s, i, "though"))
            return 1;
        return (vg_scan_is(s, i, VG_LEX_CONJ) || vg_scan_word_is(s, i, "because")) &&
               verb_follows(r, i + 1);
    }
    if (vg_scan_word_is(s, i - 1, "than") && vg_scan_word_is(s, i, "the"))
        return 1; /* "more than the three identified": a clause cut short */
    if (!vg_scan_word_is(s, i, "and") && !vg_scan_word_is(s, i, "but"))
        return 0;
    if (i + 1 >= r->to || joins_near_verbs(r, i))
        return 0;
    return vg_is_verb(r, i + 1) || vg_scan_word_is(s, i + 1, "that") ||
           (vg_scan_is(s, i + 1, VG_LEX_PRONOUN) && verb_follows(r, i + 2));
}

void vg_clauses_mark(struct vg_reading *r)
{
    for (size_t i = r->from; i < r->to; i++)
        r->at[i] &= (uint8_t)~VG_AT_CLAUSE;
    r->at[r->from] |= VG_AT_CLAUSE;
    for (size_t i = r->from + 1; i < r->to; i++)
        if (begins_clause(r, i))
            r->at[i] |= VG_AT_CLAUSE;
    /* "…, the ministry said": the words of saying stand apart */
    for (size_t k = 0; k < r->n_say; k++)
        if (r->say[k].from > r->from &&
            (r->say[k].place == VG_SAID_AFTER ||
             (r->say[k].place == VG_SAID_BEFORE && vg_scan_mark(&r->s, r->say[k].from - 1, ','))))
            r->at[r->say[k].from] |= VG_AT_CLAUSE;
}

size_t vg_clause_from(const struct vg_reading *r, size_t token)
{
    while (token > r->from && !(r->at[token] & VG_AT_CLAUSE))
        token--;
    return token;
}

size_t vg_clause_to(const struct vg_reading *r, size_t token)
{
    for (token++; token < r->to && !(r->at[token] & VG_AT_CLAUSE); token++)
        ;
    return token < r->to ? token : r->to;
}
