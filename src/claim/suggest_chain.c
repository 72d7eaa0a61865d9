/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Who says it. Words of saying are found by their verb; the subject is the noun
 * phrase before it ("the embassy said"), behind it ("said its director, Ilse
 * Brandt"), or an apposition ("a spokesman for the group, Anselm Roke, later
 * put …"). Pronouns go to the last speaker they can mean, "the report" to the
 * body whose report it is. The chain of a claim is made of all words of saying
 * that hold over it, the narrowest first, and always ends with the text in hand.
 */
#include "claim/suggest_parts.h"

enum {
    SUBJECT_MAX = 14,
    APPOSITION_MAX = 24,
    NAME_MAX = 12,
    FIND_THAT = 10,
    ASK_REACH = 16,
    OWNER_REACH = 10,
    TITLE_REACH = 40,
    HEADING_MAX = 14,
    HEAD_LINES = 3,
    HEAD_TOKENS = 24
};

static int is_capital(const struct vg_scan *s, size_t i)
{
    return s->tok[i].kind == VG_TOKEN_WORD && (s->tok[i].flags & VG_TOKEN_CAPITAL);
}

/* Adverbs and helping verbs between a subject and its verb. */
static size_t skip_back(const struct vg_reading *r, size_t i)
{
    const uint64_t skip =
        VG_LEX_BIT(VG_LEX_ADVERB) | VG_LEX_BIT(VG_LEX_AUX) | VG_LEX_BIT(VG_LEX_MODAL);

    while (
        i > r->from && r->s.tok[i - 1].kind == VG_TOKEN_WORD &&
        !vg_scan_word_is(&r->s, i - 1, "and") &&
        ((vg_lex_mask(r->s.lex, r->s.word[i - 1]) & skip) || r->s.tok[i - 1].role == VG_ROLE_DATE))
        i--;
    return i;
}

static int stops_subject(const struct vg_reading *r, size_t i)
{
    const struct vg_scan *s = &r->s;

    if (s->tok[i].kind == VG_TOKEN_MARK)
        return !strchr("()[]-'.", s->tok[i].mark) || s->tok[i].mark == '\0';
    if (s->tok[i].role == VG_ROLE_DATE)
        return 1;
    if (vg_scan_word_is(s, i, "and"))
        return !(i > r->from && i + 1 < r->to && is_capital(s, i - 1) && is_capital(s, i + 1));
    return vg_scan_is(s, i, VG_LEX_CONJ) || vg_scan_is(s, i, VG_LEX_SUBORDINATE) ||
           vg_scan_word_is(s, i, "what") || vg_scan_is(s, i, VG_LEX_MODAL) ||
           vg_scan_is(s, i, VG_LEX_VERB) || vg_scan_is(s, i, VG_LEX_AUX) ||
           vg_scan_word_is(s, i, "than");
}

/* The noun phrase that ends before `end`. */
static size_t phrase_from(const struct vg_reading *r, size_t end)
{
    size_t i = end;

    while (i > r->from && end - i < SUBJECT_MAX && !stops_subject(r, i - 1))
        i--;
    return i;
}

/* "X, founder and director of Y, says": the comma that closes X, or `end`. */
static size_t apposition_comma(const struct vg_reading *r, size_t end)
{
    size_t i = end, low = end > APPOSITION_MAX ? end - APPOSITION_MAX : 0;
    int verbs = 0;

    while (i > r->from + 1 && i > low) {
        i--;
        if (vg_scan_mark(&r->s, i, ','))
            return !verbs || vg_scan_is(&r->s, i + 1, VG_LEX_SUBORDINATE) ? i : end;
        verbs |= vg_scan_is(&r->s, i, VG_LEX_AUX);
        if (vg_scan_word_is(&r->s, i, "who") || vg_scan_word_is(&r->s, i, "which"))
            verbs = 0; /* a nurse in Rotterdam who has since gone back */
        if (r->s.tok[i].kind == VG_TOKEN_MARK && !strchr("-()'.", r->s.tok[i].mark))
            return end;
    }
    return end;
}

static int all_capital(const struct vg_scan *s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!is_capital(s, i))
            return 0;
    return to > from && to - from <= 4;
}

/* Could these words speak? A name, a body, an office, a document, a pronoun. */
static int can_speak(const struct vg_reading *r, size_t from, size_t to)
{
    const uint64_t speakers = VG_LEX_BIT(VG_LEX_ACTOR) | VG_LEX_BIT(VG_LEX_OFFICE) |
                              VG_LEX_BIT(VG_LEX_DOCUMENT) | VG_LEX_BIT(VG_LEX_TITLE) |
                              VG_LEX_BIT(VG_LEX_VERSION);

    if (to - from == 1 &&
        (vg_scan_is(&r->s, from, VG_LEX_PRONOUN) || vg_scan_is(&r->s, from, VG_LEX_FIRST)))
        return !vg_scan_word_is(&r->s, from, "there") && !vg_scan_word_is(&r->s, from, "that");
    if (vg_scan_word_is(&r->s, to - 1, "percent") || vg_scan_word_is(&r->s, to - 1, "cent") ||
        vg_scan_mark(&r->s, to - 1, '%'))
        return 0;
    for (size_t i = from; i < to; i++) {
        const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, to, VG_LEX_UNIT_SINGULAR);

        if (!e)
            e = vg_scan_phrase(&r->s, i, to, VG_LEX_UNIT_PLURAL);
        if ((vg_lex_mask(r->s.lex, r->s.word[i]) & speakers) ||
            (e && strcmp(e->value, "person") == 0))
            return 1;
        if (is_capital(&r->s, i) && (i > r->from || r->s.word[i] == 0))
            return 1;
    }
    return 0;
}

/* "The report, titled “…,” found": the comma that closes the subject, or `end`. */
static size_t before_title(const struct vg_reading *r, size_t end)
{
    size_t low = end > TITLE_REACH ? end - TITLE_REACH : 0, i = end;

    if (end < r->from + 3 || !vg_scan_mark(&r->s, end - 1, VG_MARK_CLOSE))
        return end;
    while (i > r->from && i > low && !vg_scan_mark(&r->s, i - 1, VG_MARK_OPEN))
        i--;
    for (size_t k = 1; k <= 4 && i > r->from + k; k++)
        if (vg_scan_mark(&r->s, i - 1 - k, ',') && vg_scan_is(&r->s, i - k, VG_LEX_NAMING))
            return i - 1 - k;
    return end;
}

int vg_subject_of(const struct vg_reading *r, size_t verb, size_t *from, size_t *to)
{
    size_t end = skip_back(r, verb), comma;

    if (end > r->from + 1 &&
        (vg_scan_word_is(&r->s, end - 1, "that") || vg_scan_word_is(&r->s, end - 1, "which")))
        end--; /* "a notice that said" */
    end = before_title(r, end);
    if (end > r->from && vg_scan_mark(&r->s, end - 1, ',')) {
        comma = apposition_comma(r, end - 1);
        if (comma == end - 1 || comma == r->from)
            return 0;
        if (all_capital(&r->s, comma + 1, end - 1)) {
            *from = comma + 1;
            *to = end - 1;
            return 1;
        }
        end = comma;
    }
    *to = end;
    *from = phrase_from(r, end);
    if (*from < end && vg_scan_is(&r->s, *from, VG_LEX_PREPOSITION))
        for (size_t i = end; i > *from; i--)
            if (vg_scan_is(&r->s, i - 1, VG_LEX_DET)) {
                *from = i - 1; /* "In the same bulletin the service says" */
                break;
            }
    return *from < *to && can_speak(r, *from, *to);
}

/* -- names ------------------------------------------------------------------- */

static size_t core_end(const struct vg_scan *s, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++)
        if (vg_scan_is(s, i, VG_LEX_PREPOSITION) || s->tok[i].mark == '(')
            return i;
    return to;
}

/* "the Dorvanian daily Vremja Novin", "Rights group Lumen": the name behind what
 * it is. Returns where the name begins, or `from`. */
static size_t name_behind_noun(const struct vg_scan *s, size_t from, size_t to)
{
    size_t i = to;

    while (i > from && is_capital(s, i - 1) && !vg_scan_is(s, i - 1, VG_LEX_ACTOR))
        i--;
    if (i == to || i == from)
        return from;
    return vg_scan_is(s, i - 1, VG_LEX_ACTOR) || vg_scan_is(s, i - 1, VG_LEX_OFFICE) ||
                   !is_capital(s, i - 1)
               ? i
               : from;
}

static const char *words(struct vg_reading *r, size_t from, size_t to)
{
    struct vg_str t;

    while (to > from && r->s.tok[to - 1].kind == VG_TOKEN_MARK && r->s.tok[to - 1].mark != ')')
        to--;
    if (from >= to)
        return NULL;
    t = vg_scan_text(&r->s, from, to);
    if (r->s.tok[to - 1].flags & VG_TOKEN_POSSESSIVE)
        t.len -= t.p[t.len - 2] == '\'' ? 2 : 4;
    if (t.len > 200)
        return NULL; /* no name is that long */
    return vg_phrase_keep(r, t);
}

static const char *of_pronoun(struct vg_reading *r, size_t i)
{
    if (vg_scan_is(&r->s, i, VG_LEX_FIRST))
        return NULL;
    if (vg_scan_is(&r->s, i, VG_LEX_PERSON_PRONOUN)) {
        /* who has the floor does not call himself he */
        if (r->line_speaker && r->last_person == r->line_speaker && r->last_office)
            return r->last_office;
        return r->last_person ? r->last_person : r->last;
    }
    if (r->last_subject)
        return r->last_subject;
    return r->last_body ? r->last_body : r->last;
}

/* The body a sentence is about ("The police have now visited …"), and the last
 * holder of an office in it: what "they" and "he" of the next sentence can mean. */
void vg_subject_remember(struct vg_reading *r)
{
    const struct vg_scan *s = &r->s;
    size_t end = r->from;

    r->last_subject = NULL;
    while (end < r->to && end < r->from + SUBJECT_MAX && s->tok[end].kind == VG_TOKEN_WORD &&
           !vg_is_verb(r, end))
        end++;
    if (end > r->from && end < r->to && s->tok[end].kind == VG_TOKEN_WORD &&
        vg_scan_is(s, r->from, VG_LEX_DET)) {
        size_t core = core_end(s, r->from, end);

        while (core > r->from + 1 && vg_scan_is(s, core - 1, VG_LEX_ADVERB))
            core--;
        if (vg_scan_is(s, core - 1, VG_LEX_ACTOR))
            r->last_subject = r->last_body = words(r, r->from + 1, end);
    }
    for (size_t i = r->from; i + 1 < r->to; i++)
        if (vg_scan_is(s, i, VG_LEX_DET) && vg_scan_is(s, i + 1, VG_LEX_OFFICE))
            r->last_office = words(r, i, i + 2);
}

/* Is `w` the end of a longer name, or the word before its "of"? */
static int shortens(struct vg_str name, struct vg_str w)
{
    size_t rest;

    if (name.len <= w.len)
        return 0;
    rest = name.len - w.len;
    if (name.p[rest - 1] == ' ' && strncasecmp(name.p + rest, w.p, w.len) == 0)
        return 1;
    for (size_t i = 0; i + w.len + 4 <= name.len; i++)
        if ((i == 0 || name.p[i - 1] == ' ') && strncasecmp(name.p + i, w.p, w.len) == 0 &&
            strncmp(name.p + i + w.len, " of ", 4) == 0)
            return 1;
    return 0;
}

/* "the institute" is the Ridge Institute that was named before. */
static const char *of_short_name(struct vg_reading *r, size_t from, size_t to)
{
    struct vg_str w;

    if (to < from + 2 || to - from > 4 || !vg_scan_is(&r->s, from, VG_LEX_DET) ||
        (r->s.tok[to - 1].flags & VG_TOKEN_POSSESSIVE) || !vg_scan_is(&r->s, to - 1, VG_LEX_ACTOR))
        return NULL;
    w = vg_scan_text(&r->s, from + 1, to);
    for (size_t k = 0; k < r->n_names && k < VG_MAX_KNOWN; k++) {
        struct vg_str name = r->names[(r->n_names - 1 - k) % VG_MAX_KNOWN];

        if (shortens(name, w))
            return vg_phrase_keep(r, name);
    }
    return NULL;
}

/* Does the name of a publisher say that it answers for a state abroad? */
int vg_is_answering(const char *publisher)
{
    static const char *const words[] = {"embassy", "consul", "foreign", "external rel"};

    for (size_t i = 0; publisher && i < sizeof words / sizeof *words; i++)
        if (strcasestr(publisher, words[i]))
            return 1;
    return 0;
}

/* The head of the text, before its first sentence with a verb, names whose it is. */
static void own_remember(struct vg_reading *r)
{
    if (r->own || r->s.line > HEAD_LINES || r->s.n > HEAD_TOKENS)
        return;
    for (size_t i = 0; i < r->s.n; i++)
        if (vg_is_verb(r, i) && !is_capital(&r->s, i))
            return;
    for (size_t i = r->from, k; i < r->to; i = k + 1) {
        int body = 0;

        for (k = i;
             k < r->to && (is_capital(&r->s, k) || vg_scan_word_is(&r->s, k, "of") ||
                           vg_scan_word_is(&r->s, k, "for") || vg_scan_word_is(&r->s, k, "and") ||
                           vg_scan_word_is(&r->s, k, "the"));
             k++)
            body |= vg_scan_is(&r->s, k, VG_LEX_ACTOR);
        while (k > i && !is_capital(&r->s, k - 1))
            k--;
        if (body && k > i + 1 && k - i <= NAME_MAX)
            r->own = words(r, i, k);
        if (r->own) {
            r->answers |= vg_is_answering(r->own);
            return;
        }
    }
}

/* Words that no list explains, as names of people mostly are. */
static int all_unknown(const struct vg_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->s.word[i] != 0 &&
            (vg_scan_is(&r->s, i, VG_LEX_ACTOR) || vg_scan_is(&r->s, i, VG_LEX_DET) ||
             vg_scan_is(&r->s, i, VG_LEX_PREPOSITION) || vg_scan_is(&r->s, i, VG_LEX_DOCUMENT)))
            return 0;
    return !(r->s.tok[to - 1].flags & VG_TOKEN_POSSESSIVE);
}

/* "spokeswoman Mirela Casto" gives a name to "the spokeswoman" and, where it opens the
 * sentence, to "she" of the next one. */
static void office_remember(struct vg_reading *r, size_t from, size_t to)
{
    const struct vg_scan *s = &r->s;
    size_t name = from;
    struct vg_office o;

    while (name < to && vg_scan_is(s, name, VG_LEX_OFFICE))
        name++;
    if (name == from && (from == r->from || !vg_scan_is(s, from - 1, VG_LEX_OFFICE)))
        return;
    if (name + 2 != to || !all_unknown(r, name, to) || s->word[name] || s->word[name + 1])
        return;
    o = (struct vg_office){s->word[name - 1], words(r, name, to)};
    if (!o.name)
        return;
    r->office[r->n_offices++ % VG_MAX_KNOWN] = o;
    if (from <= r->from + 2 && !r->last_person)
        r->last_person = o.name;
}

/* "the spokeswoman": who was named with that office; or NULL. */
static const char *of_office(const struct vg_reading *r, size_t from, size_t to)
{
    if (to != from + 2 || !vg_scan_word_is(&r->s, from, "the"))
        return NULL;
    for (size_t k = 0; k < r->n_offices && k < VG_MAX_KNOWN; k++) {
        const struct vg_office *o = &r->office[(r->n_offices - 1 - k) % VG_MAX_KNOWN];

        if (o->word == r->s.word[from + 1])
            return o->name;
    }
    return NULL;
}

void vg_names_remember(struct vg_reading *r)
{
    own_remember(r);
    for (size_t i = r->from, k; i < r->to; i = k + 1) {
        size_t of = 0;

        for (k = i; k < r->to && is_capital(&r->s, k) && k - i < NAME_MAX; k++) {
            if (r->s.tok[k].flags & VG_TOKEN_POSSESSIVE)
                i = k + 1; /* Velmara's Ministry of Concord */
            if (vg_scan_is(&r->s, k, VG_LEX_ACTOR) && k + 2 < r->to &&
                (vg_scan_word_is(&r->s, k + 1, "of") || vg_scan_word_is(&r->s, k + 1, "for")) &&
                is_capital(&r->s, k + 2))
                of = ++k;
        }
        if (i == r->from && k > i && vg_scan_is(&r->s, i, VG_LEX_DET))
            i++;
        if (k > i + 1 && k - i <= 4 && !of)
            office_remember(r, i, k);
        if (k > i + 1 && k - i <= 4 && !of && all_unknown(r, i, k))
            r->people[r->n_people++ % VG_MAX_KNOWN] = vg_scan_text(&r->s, i, k);
        if (k > i + 1 && !(r->s.tok[k - 1].flags & VG_TOKEN_POSSESSIVE) &&
            (of || vg_scan_is(&r->s, k - 1, VG_LEX_ACTOR)))
            r->names[r->n_names++ % VG_MAX_KNOWN] = vg_scan_text(&r->s, i, k);
    }
}

/* A document speaks for whoever issued it: "the Lumen report", "the decree". */
static const char *of_document(struct vg_reading *r, size_t from, size_t head, size_t to)
{
    size_t i = from;

    if (vg_scan_word_is(&r->s, i, "this") && head == i + 1)
        return NULL; /* this report: the text in hand */
    if (vg_scan_is(&r->s, i, VG_LEX_DET))
        i++;
    if (i < head && is_capital(&r->s, i) && i > r->from)
        return words(r, i, head);
    for (size_t k = head + 1; k + 1 < to; k++)
        if (vg_scan_word_is(&r->s, k, "by"))
            return words(r, k + 1, to);
        else if (vg_scan_word_is(&r->s, k, "of"))
            return words(r, vg_scan_is(&r->s, from, VG_LEX_DET) ? from + 1 : from, to);
    if (r->owner && vg_scan_word_is(&r->s, from, "the"))
        return r->owner;
    return words(r, from, to);
}

static void remember(struct vg_reading *r, const char *name, int body)
{
    r->last = name;
    if (body)
        r->last_body = name;
    else
        r->last_person = name;
}

const char *vg_speaker_name(struct vg_reading *r, size_t from, size_t to, struct vg_saying *say)
{
    const struct vg_scan *s = &r->s;
    size_t core, name;
    const char *text;
    int body = 0;

    while (from < to && (s->tok[from].kind == VG_TOKEN_MARK || vg_scan_is(s, from, VG_LEX_CONJ)))
        from++;
    if (from >= to)
        return NULL;
    if (to - from == 1 &&
        (vg_scan_is(s, from, VG_LEX_PRONOUN) || vg_scan_is(s, from, VG_LEX_FIRST)))
        return of_pronoun(r, from);
    if (vg_scan_is(s, from, VG_LEX_FIRST))
        return NULL; /* our researchers, my department: the text speaks */
    for (size_t i = from; i < to; i++)
        if (vg_scan_is(s, i, VG_LEX_VERSION)) {
            say->version = 1;
            return words(r, i, to);
        }
    core = core_end(s, from, to);
    if (vg_scan_is(s, core - 1, VG_LEX_DOCUMENT) && !vg_scan_is(s, core - 1, VG_LEX_ACTOR)) {
        say->document = 1;
        text = of_document(r, from, core - 1, to);
        if (text)
            r->last = r->last_body = text;
        return text;
    }
    if (r->owner && core == to && to - from <= 3 && vg_scan_is(s, from, VG_LEX_DET) &&
        (vg_scan_word_is(s, to - 1, "authors") || vg_scan_word_is(s, to - 1, "researchers"))) {
        say->known = 1;
        return r->owner; /* of the report */
    }
    text = of_office(r, from, to);
    if (text) {
        remember(r, text, 0);
        return text;
    }
    name = name_behind_noun(s, from, core);
    text = of_short_name(r, from, to);
    if (text) {
        say->known = 1;
        remember(r, text, 1);
        return text;
    }
    if (name > from) {
        body = vg_scan_is(s, name - 1, VG_LEX_ACTOR);
        text = words(r, name, core);
    } else {
        if (vg_scan_is(s, from, VG_LEX_DET) && to - from > 1 &&
            !vg_scan_word_is(s, from, "several"))
            from++;
        body = vg_scan_is(s, core - 1, VG_LEX_ACTOR);
        text = words(r, from, to - from > NAME_MAX ? core : to);
    }
    for (size_t i = from; i < core && !body; i++)
        body = vg_scan_is(s, i, VG_LEX_ACTOR) && !vg_scan_is(s, core - 1, VG_LEX_OFFICE);
    if (text)
        remember(r, text, body);
    return text;
}

/* -- words of saying ------------------------------------------------------------ */

/* "the three Baltic states": a noun that is counted, with one word between. */
static int is_counted(const struct vg_reading *r, size_t i)
{
    const struct vg_scan *s = &r->s;

    return i > r->from + 2 && vg_scan_is(s, i, VG_LEX_UNIT_PLURAL) &&
           s->tok[i - 1].kind == VG_TOKEN_WORD && s->tok[i - 2].role == VG_ROLE_NONE &&
           vg_scan_is(s, i - 2, VG_LEX_NUMBER);
}

/* "the claim", "a report", "14 states": a noun that looks like a verb. */
static int is_noun_here(const struct vg_reading *r, size_t i)
{
    const struct vg_scan *s = &r->s;

    if (s->tok[i].role != VG_ROLE_NONE || (is_capital(s, i) && i > r->from))
        return 1;
    if (i == r->from || is_counted(r, i))
        return 1;
    return vg_scan_is(s, i - 1, VG_LEX_DET) || (s->tok[i - 1].flags & VG_TOKEN_POSSESSIVE) ||
           s->tok[i - 1].kind == VG_TOKEN_NUMBER || vg_scan_is(s, i - 1, VG_LEX_NUMBER) ||
           vg_scan_word_is(s, i - 1, "of") || vg_scan_word_is(s, i - 1, "in") ||
           vg_scan_word_is(s, i - 1, "to") || vg_scan_word_is(s, i - 1, "by") ||
           vg_scan_word_is(s, i - 1, "being") || vg_scan_word_is(s, i - 1, "not");
}

static struct vg_saying *new_saying(struct vg_reading *r, size_t from, size_t to, size_t verb)
{
    struct vg_saying *n;

    if (r->n_say == VG_MAX_SAYINGS)
        return NULL;
    n = &r->say[r->n_say++];
    *n = (struct vg_saying){.from = from, .to = to, .verb = verb, .scope = to, .end = r->to};
    return n;
}

static int is_close(const struct vg_scan *s, size_t i)
{
    return vg_scan_mark(s, i, ',') || vg_scan_mark(s, i, VG_MARK_CLOSE);
}

/* Where the words of saying end: behind "told the paper last month that", or at a
 * mark. *open: nothing that is said follows. */
static size_t saying_end(const struct vg_reading *r, size_t i, int tells, int *open)
{
    const struct vg_scan *s = &r->s;
    size_t k;

    *open = 0;
    for (k = i; k < r->to && k < i + SUBJECT_MAX; k++) {
        if (vg_scan_word_is(s, k, "that") && k < i + 10)
            return k + 1;
        if (s->tok[k].kind == VG_TOKEN_MARK && strchr(",.;:?!<>_", s->tok[k].mark))
            break;
    }
    *open = k >= r->to || !vg_scan_mark(s, k, VG_MARK_OPEN);
    if (vg_scan_mark(s, k, ':'))
        *open = 0;
    /* "said on Monday", "said in a statement", "told the paper" say nothing more */
    if (*open && k > i && !tells && s->tok[i].role != VG_ROLE_DATE &&
        !vg_scan_word_is(s, i, "in") && !vg_scan_word_is(s, i, "on") &&
        !vg_scan_word_is(s, i, "by") && !vg_scan_word_is(s, i, "at") &&
        !vg_scan_word_is(s, i, "to"))
        *open = 0;
    if (*open)
        return k;
    return tells && k > i && vg_scan_mark(s, k, VG_MARK_OPEN) ? k : i;
}

/* Verbs whose value is a hedge say less than "said". */
static int is_hedge(const char *value)
{
    static const char *const hedges[] = {"alleged", "claimed", "believed", "estimated", "expected"};

    for (size_t i = 0; i < sizeof hedges / sizeof *hedges; i++)
        if (strcmp(value, hedges[i]) == 0)
            return 1;
    return 0;
}

/* “…,” said its director, Ilse Brandt. */
static int inverted(struct vg_reading *r, size_t verb, size_t after)
{
    const struct vg_scan *s = &r->s;
    size_t k = after, end;
    struct vg_saying *say;

    if (verb == r->from || !is_close(s, verb - 1))
        return 0;
    while (k < r->to && !(s->tok[k].kind == VG_TOKEN_MARK && strchr(",.;:<>_", s->tok[k].mark)))
        k++;
    end = k;
    if (k == after || !can_speak(r, after, k))
        return 0;
    if (vg_scan_mark(s, k, ',') && k + 1 < r->to) {
        size_t name = k + 1;

        while (name < r->to && is_capital(s, name))
            name++;
        if (all_capital(s, k + 1, name)) {
            after = k + 1;
            end = name;
        }
    }
    say = new_saying(r, verb, end, verb);
    if (!say)
        return 0;
    say->place = VG_SAID_AFTER;
    say->scope = r->from;
    say->speaker = vg_speaker_name(r, after, end, say);
    /* ", a lawyer who represents several families": still the speaker */
    if (vg_scan_mark(s, end, ',') && vg_scan_is(s, end + 1, VG_LEX_DET))
        for (end++; end < r->to && !vg_scan_mark(s, end, ',') && !vg_scan_mark(s, end, ';') &&
                    !vg_scan_mark(s, end, VG_MARK_OPEN);)
            end++;
    say->to = end;
    return 1;
}

static void said(struct vg_reading *r, size_t verb, const struct vg_lex_entry *e)
{
    size_t from, to, end = verb + e->n;
    struct vg_saying *say;
    int open = 0,
        tells = vg_scan_word_is(&r->s, verb, "told") || vg_scan_word_is(&r->s, verb, "informed");

    if (!vg_subject_of(r, verb, &from, &to)) {
        if (inverted(r, verb, end) || r->n_say == 0 || verb == r->from ||
            !(vg_scan_word_is(&r->s, verb - 1, "and") ||
              vg_scan_is(&r->s, verb - 1, VG_LEX_ADVERB)))
            return;
        /* "said … and added …": the subject of the verb before */
        say = new_saying(r, verb, end, verb);
        if (!say)
            return;
        say->speaker = say[-1].speaker;
        say->as = e->value;
        return;
    }
    end = saying_end(r, end, tells, &open);
    say = new_saying(r, from, end, verb);
    if (!say)
        return;
    say->speaker = vg_speaker_name(r, from, to, say);
    say->as = e->value;
    if (from > r->from && is_close(&r->s, from - 1) &&
        (open || (vg_scan_mark(&r->s, from - 1, ',') && vg_scan_mark(&r->s, end, ',')))) {
        say->place = VG_SAID_AFTER;
        say->scope = r->from;
    }
    if (say->speaker && (vg_scan_word_is(&r->s, end, "in") || open))
        for (size_t i = verb; i < end; i++)
            if (vg_scan_is(&r->s, i, VG_LEX_DOCUMENT) && !say->document)
                r->owner = say->speaker; /* "said in a report" */
}

static size_t noun_phrase_end(const struct vg_reading *r, size_t i)
{
    while (i < r->to &&
           !(r->s.tok[i].kind == VG_TOKEN_MARK && strchr(",.;:?!<>_", r->s.tok[i].mark)) &&
           !vg_scan_is(&r->s, i, VG_LEX_MODAL) && r->s.tok[i].role != VG_ROLE_DATE)
        i++;
    return i;
}

/* "according to the statistics office": holds over the clause it closes or opens. */
static void according(struct vg_reading *r, size_t i, size_t n)
{
    size_t end = noun_phrase_end(r, i + n);
    struct vg_saying *say = new_saying(r, i, end, i);

    if (!say)
        return;
    say->place = VG_SAID_ACCORDING;
    say->as = "statement";
    say->speaker = vg_speaker_name(r, i + n, end, say);
    if (i > r->from + 1) {
        say->scope = r->from;
        for (size_t k = i; k > r->from; k--)
            if (vg_scan_mark(&r->s, k, ';')) {
                say->scope = k;
                break;
            }
        say->end = end;
    }
}

/* "citing figures of the directorate": the one behind the one who speaks. */
static void cited(struct vg_reading *r, size_t i, size_t n)
{
    size_t end = noun_phrase_end(r, i + n), by = 0;
    struct vg_saying *say;

    for (size_t k = i + n; k < end; k++)
        if (vg_scan_word_is(&r->s, k, "by") ||
            (vg_scan_word_is(&r->s, k, "of") && vg_scan_is(&r->s, k - 1, VG_LEX_DOCUMENT)) ||
            (vg_scan_word_is(&r->s, k, "from") && vg_scan_is(&r->s, k - 1, VG_LEX_DOCUMENT)))
            by = k + 1;
    say = new_saying(r, i, end, i);
    if (!say)
        return;
    say->place = VG_SAID_CITED;
    say->as = "document";
    say->scope = r->from;
    say->end = i;
    {
        const char *last = r->last, *body = r->last_body, *person = r->last_person;

        say->speaker = vg_speaker_name(r, by ? by : i + n, end, say);
        r->last = last; /* who is cited does not go on speaking */
        r->last_body = body;
        r->last_person = person;
    }
    if (by && say->speaker && vg_scan_word_is(&r->s, by - 1, "by"))
        r->owner = say->speaker;
}

/* "The decree lists 113 persons", "It found no such point": finding is saying
 * when a document or a body does it and nobody else speaks. */
static void found(struct vg_reading *r, size_t verb, size_t n)
{
    size_t from, to;
    struct vg_saying probe = {0}, *say;
    const char *last = r->last, *body = r->last_body, *person = r->last_person, *speaker;

    for (size_t k = 0; k < r->n_say; k++)
        if (r->say[k].place == VG_SAID_BEFORE && verb >= r->say[k].scope)
            return;
    if (vg_scan_is(&r->s, verb + n, VG_LEX_WHERE) || vg_scan_word_is(&r->s, verb + n, "by") ||
        vg_scan_word_is(&r->s, verb - 1, "been") || !vg_subject_of(r, verb, &from, &to))
        return; /* "the three identified in a report" finds nothing */
    for (size_t i = from; i < to; i++) {
        struct vg_number number;

        if (vg_number_at(&r->s, i, to, &number))
            return;
    }
    speaker = vg_speaker_name(r, from, to, &probe);
    if (!speaker || (!probe.document && !probe.known && !vg_scan_is(&r->s, from, VG_LEX_PRONOUN) &&
                     !(to - from <= 9 && is_capital(&r->s, to - 1)) &&
                     !(to - from <= 5 && vg_scan_is(&r->s, to - 1, VG_LEX_ACTOR)))) {
        r->last = last;
        r->last_body = body;
        r->last_person = person;
        return;
    }
    say = new_saying(r, from, from, verb);
    if (!say)
        return;
    say->place = VG_SAID_FOUND;
    say->speaker = speaker;
    say->document = probe.document;
    say->as = probe.document ? "report" : "finding";
    say->to = verb + n;
    say->scope = from;
}

/* "the regime's claim in December that …" */
static void said_noun(struct vg_reading *r, size_t i, const struct vg_lex_entry *e)
{
    size_t end = i + FIND_THAT < r->to ? i + FIND_THAT : r->to, that = i + 1, from;
    struct vg_saying *say;

    if (i == r->from || !(r->s.tok[i - 1].flags & VG_TOKEN_POSSESSIVE))
        return;
    while (that < end && r->s.tok[that].kind != VG_TOKEN_MARK &&
           !vg_scan_word_is(&r->s, that, "that"))
        that++;
    if (that >= end || !vg_scan_word_is(&r->s, that, "that"))
        return;
    from = phrase_from(r, i);
    for (size_t k = i - 1; k > from; k--)
        if (vg_scan_is(&r->s, k, VG_LEX_PREPOSITION)) {
            from = k + 1;
            break;
        }
    say = new_saying(r, from, that + 1, i);
    if (!say)
        return;
    say->as = e->value;
    say->speaker = vg_speaker_name(r, from, i, say);
    if (is_hedge(e->value))
        say->hedge = e->value;
}

/* Is a word of saying at i a participle: "is alleged", "was told", "have been advised"? */
static int is_passive(const struct vg_reading *r, size_t i)
{
    for (; i > r->from; i--) {
        if (vg_scan_is(&r->s, i - 1, VG_LEX_BE))
            return 1;
        if (!vg_scan_is(&r->s, i - 1, VG_LEX_ADVERB))
            return 0;
    }
    return 0;
}

/* "asked the minister whether …", "wanted to know how many …" */
static void asked(struct vg_reading *r, size_t verb)
{
    const struct vg_lex_entry *e = vg_scan_phrase(&r->s, verb, r->to, VG_LEX_SPEECH);
    size_t from, to, k, end = verb + ASK_REACH < r->to ? verb + ASK_REACH : r->to;
    struct vg_saying *say;

    if (is_noun_here(r, verb))
        return;
    for (k = verb + e->n; k < end && !vg_scan_is(&r->s, k, VG_LEX_WHETHER); k++)
        if (r->s.tok[k].kind == VG_TOKEN_MARK && r->s.tok[k].mark != ',')
            return;
    if (k == end || !vg_subject_of(r, verb, &from, &to))
        return;
    say = new_saying(r, from, k + 1, verb);
    if (!say)
        return;
    say->asks = 1;
    say->as = "question";
    say->speaker = vg_speaker_name(r, from, to, say);
}

/* "I am advised by the commissioner that …": who says it stands behind. "The office is
 * alleged to have …" names nobody. */
static void said_by(struct vg_reading *r, size_t verb)
{
    const struct vg_scan *s = &r->s;
    size_t from = verb, by = verb + 1, that,
           end = verb + ASK_REACH < r->to ? verb + ASK_REACH : r->to;
    struct vg_saying *say;

    if (!vg_scan_word_is(s, by, "by") || by + 1 >= r->to)
        return;
    for (that = by + 1;
         that < end && s->tok[that].kind != VG_TOKEN_MARK && !vg_scan_word_is(s, that, "that");)
        that++;
    if (that == end || !vg_scan_word_is(s, that, "that") || !can_speak(r, by + 1, that))
        return;
    while (from > r->from && s->tok[from - 1].kind == VG_TOKEN_WORD)
        from--;
    say = new_saying(r, from, that + 1, verb);
    if (!say)
        return;
    say->as = "statement";
    say->speaker = vg_speaker_name(r, by + 1, that, say);
}

/* A later speaker of the same rank ends what the one before says. */
static void cut_scopes(struct vg_reading *r)
{
    for (size_t k = 0; k + 1 < r->n_say; k++)
        for (size_t j = k + 1; j < r->n_say && r->say[k].place == VG_SAID_BEFORE; j++) {
            size_t x = r->say[j].from;

            if (r->say[j].place != VG_SAID_BEFORE || x <= r->say[k].scope)
                continue;
            if (vg_scan_mark(&r->s, x - 1, ',') || vg_scan_is(&r->s, x - 1, VG_LEX_CONJ) ||
                vg_scan_mark(&r->s, x - 1, ';'))
                r->say[k].end = r->say[k].end < x ? r->say[k].end : x;
        }
}

static void mark_sayings(struct vg_reading *r)
{
    for (size_t k = 0; k < r->n_say; k++)
        for (size_t i = r->say[k].from; i < r->say[k].to; i++)
            if (r->say[k].place != VG_SAID_FOUND)
                r->at[i] |= VG_IN_SAYING;
}

/* Whose report it is: "a study by the Dory Institute", "a report that Lumen will present",
 * "Lumen's report". What is remembered of speakers is left as it was. */
static void owner_find(struct vg_reading *r, size_t document)
{
    const struct vg_scan *s = &r->s;
    size_t from = document + 1, to,
           end = document + OWNER_REACH < r->to ? document + OWNER_REACH : r->to;
    const char *last = r->last, *body = r->last_body, *person = r->last_person, *name;
    struct vg_saying probe = {0};
    int named = 0;

    if (vg_scan_mark(s, from, ',') && from + 1 < r->to)
        from++;
    if (vg_scan_word_is(s, from, "by")) {
        to = noun_phrase_end(r, ++from);
    } else if (vg_scan_word_is(s, from, "that") || vg_scan_word_is(s, from, "which")) {
        for (to = ++from; to < end && s->tok[to].kind == VG_TOKEN_WORD && !vg_is_verb(r, to);)
            to++;
        for (end = to; end < to + 4 && end < r->to && !vg_scan_is(s, end, VG_LEX_ISSUE);)
            end++;
        if (end >= r->to || !vg_scan_is(s, end, VG_LEX_ISSUE))
            return;
    } else {
        return;
    }
    if (to <= from || to - from > 8 || !can_speak(r, from, to) ||
        vg_scan_is(s, from, VG_LEX_PRONOUN))
        return;
    for (size_t i = from; i < to; i++)
        named |= is_capital(s, i);
    name = vg_speaker_name(r, from, to, &probe);
    if (name && !probe.document && (named || probe.known))
        r->owner = name;
    r->last = last;
    r->last_body = body;
    r->last_person = person;
}

void vg_sayings_find(struct vg_reading *r)
{
    const struct vg_scan *s = &r->s;
    const struct vg_lex_entry *e;

    r->n_say = 0;
    for (size_t i = r->from; i < r->to; i++) {
        uint64_t m = vg_lex_mask(s->lex, s->word[i]);

        if ((m & VG_LEX_BIT(VG_LEX_DOCUMENT)) && vg_scan_is(s, i, VG_LEX_DOCUMENT))
            owner_find(r, i);
        if ((m & VG_LEX_BIT(VG_LEX_SPEECH)) && is_passive(r, i) &&
            !vg_scan_word_is(s, i + 1, "as")) { /* "is quoted as saying" speaks */
            said_by(r, i);
            continue;
        }
        if (!(m & (VG_LEX_BIT(VG_LEX_SPEECH) | VG_LEX_BIT(VG_LEX_FIND) | VG_LEX_BIT(VG_LEX_ACCORD) |
                   VG_LEX_BIT(VG_LEX_CITE) | VG_LEX_BIT(VG_LEX_ISSUE) |
                   VG_LEX_BIT(VG_LEX_SAID_NOUN) | VG_LEX_BIT(VG_LEX_DENY))))
            continue;
        if ((e = vg_scan_phrase(s, i, r->to, VG_LEX_ACCORD)) != NULL)
            according(r, i, e->n);
        else if ((e = vg_scan_phrase(s, i, r->to, VG_LEX_CITE)) != NULL)
            cited(r, i, e->n);
        else if (is_noun_here(r, i)) {
            if ((e = vg_scan_phrase(s, i, r->to, VG_LEX_SAID_NOUN)) != NULL)
                said_noun(r, i, e);
        } else if ((e = vg_scan_phrase(s, i, r->to, VG_LEX_SPEECH)) != NULL) {
            size_t before = r->n_say;

            if (is_hedge(e->value) && vg_scan_word_is(s, i + e->n, "to"))
                continue; /* persons who claim to represent a court say nothing here */

            if (strcmp(e->value, "question") == 0) {
                asked(r, i);
                continue;
            }

            said(r, i, e);
            if (r->n_say > before && is_hedge(e->value))
                r->say[r->n_say - 1].hedge = e->value;
            i += e->n - 1U;
        } else if ((e = vg_scan_phrase(s, i, r->to, VG_LEX_DENY)) != NULL && e->n == 1 &&
                   !vg_scan_is(s, i - 1, VG_LEX_AUX)) {
            size_t before = r->n_say;

            said(r, i, e);
            if (r->n_say > before) {
                r->say[r->n_say - 1].as = "statement";
                r->say[r->n_say - 1].denies = 1;
            }
        } else if ((e = vg_scan_phrase(s, i, r->to, VG_LEX_FIND)) != NULL)
            found(r, i, e->n);
        else if (vg_scan_phrase(s, i, r->to, VG_LEX_ISSUE) != NULL) {
            size_t from, to;
            struct vg_saying probe = {0};
            const char *name, *last = r->last, *body = r->last_body, *person = r->last_person;

            if (vg_subject_of(r, i, &from, &to) &&
                (name = vg_speaker_name(r, from, to, &probe)) != NULL && !probe.document)
                r->owner = name; /* "Lumen published a report" */
            else {
                r->last = last;
                r->last_body = body;
                r->last_person = person;
            }
        }
    }
    cut_scopes(r);
    mark_sayings(r);
}

static int is_place(const struct vg_reading *r, size_t i)
{
    const struct vg_place *place;
    size_t start = r->s.tok[i].start;
    int others;

    return vg_place_match(&r->places, r->s.text + start, r->s.tok[r->s.n - 1].end - start, &place,
                          &others) > 0;
}

/* Do the letters of `w` begin the words of a name: LM for Leonie Marchetti? */
static int are_initials(struct vg_str name, struct vg_str w)
{
    size_t k = 0;

    for (size_t i = 0; i < name.len; i++)
        if (i == 0 || name.p[i - 1] == ' ') {
            if (k == w.len || name.p[i] != w.p[k])
                return 0;
            k++;
        }
    return k == w.len && k >= 2;
}

/* The full name that a surname or initials stand for, when the text gave it before. */
static const char *of_known_person(struct vg_reading *r, struct vg_str w)
{
    for (size_t k = 0; k < r->n_people && k < VG_MAX_KNOWN; k++) {
        struct vg_str name = r->people[(r->n_people - 1 - k) % VG_MAX_KNOWN];

        if ((name.len > w.len && name.p[name.len - w.len - 1] == ' ' &&
             strncmp(name.p + name.len - w.len, w.p, w.len) == 0) ||
            are_initials(name, w))
            return vg_phrase_keep(r, name);
    }
    return NULL;
}

/* Reporter, Question, Q: who only ever asks. */
static int is_asker(const struct vg_scan *s, size_t i)
{
    return vg_scan_is(s, i, VG_LEX_ASKER);
}

static int ends_sentence(const struct vg_scan *s)
{
    size_t i = s->n;

    while (i > 0 && (vg_scan_mark(s, i - 1, VG_MARK_CLOSE) || vg_scan_mark(s, i - 1, ')')))
        i--;
    return i > 0 && (vg_scan_mark(s, i - 1, '.') || vg_scan_mark(s, i - 1, '!') ||
                     vg_scan_mark(s, i - 1, '?'));
}

static int ends_in_question(const struct vg_scan *s)
{
    size_t i = s->n;

    while (i > 0 && (vg_scan_mark(s, i - 1, VG_MARK_CLOSE) || vg_scan_mark(s, i - 1, ')')))
        i--;
    return i > 0 && vg_scan_mark(s, i - 1, '?');
}

/* "Ms Okafor-Lind (Dunmore East): …" holds till the next one. */
void vg_line_speaker(struct vg_reading *r)
{
    const struct vg_scan *s = &r->s;
    size_t colon = 0, end, capitals = 0;
    const char *full;
    int named = 0;

    if (r->line_asker || (!ends_sentence(s) && s->n <= HEADING_MAX))
        r->line_speaker = NULL; /* a heading ends what the one before says */
    r->line_asker = 0;
    r->correction = vg_scan_word_is(s, 0, "correction") || vg_scan_word_is(s, 0, "clarification");
    while (colon < s->n && colon < NAME_MAX && !vg_scan_mark(s, colon, ':'))
        colon++;
    if (colon == 0 || colon >= s->n - 1 || !vg_scan_mark(s, colon, ':')) {
        if (ends_in_question(s) && s->sent[0].to == s->n)
            r->line_speaker = NULL; /* who asks in an interview seldom has a name */
        return;
    }
    for (end = 0; end < colon && s->tok[end].mark != '('; end++) {
        named |= vg_scan_is(s, end, VG_LEX_TITLE) || vg_scan_is(s, end, VG_LEX_OFFICE);
        capitals += (size_t)is_capital(s, end);
        if (vg_scan_is(s, end, VG_LEX_AUX) || vg_scan_is(s, end, VG_LEX_SPEECH) ||
            s->tok[end].kind == VG_TOKEN_NUMBER || (s->tok[end].mark && s->tok[end].mark != '.'))
            return;
    }
    full = end == 1 ? of_known_person(r, vg_scan_text(s, 0, 1)) : NULL;
    if (!named && !full && !is_asker(s, 0) && !is_asker(s, end - 1) &&
        !(capitals == end && end >= 2 && end <= 3 && (s->line > HEAD_LINES || s->n > HEAD_TOKENS) &&
          ends_sentence(s)))
        return;
    if (!named && !full && (vg_scan_is(s, end - 1, VG_LEX_DOCUMENT) || is_place(r, 0)))
        return; /* "Press release:" names the text, "New Zealand: 4 cases" where */
    r->from = 0;
    r->to = colon;
    r->line_speaker = full ? full : words(r, 0, end);
    r->line_asker = is_asker(s, 0) || is_asker(s, end - 1);
    r->line_asks = r->line_asker || ends_in_question(s) || is_asker(s, 0) || is_asker(s, end - 1);
    r->last = r->last_person = r->line_speaker;
}

/* -- the chain of a claim ---------------------------------------------------------- */

const struct vg_saying *vg_saying_over(const struct vg_reading *r, size_t token)
{
    const struct vg_saying *best = NULL;

    for (size_t k = 0; k < r->n_say; k++) {
        const struct vg_saying *s = &r->say[k];

        if (token < s->scope || token >= s->end)
            continue;
        if (!best || s->place == VG_SAID_CITED ||
            (best->place != VG_SAID_CITED && s->end - s->scope <= best->end - best->scope))
            best = s;
    }
    return best;
}

static int is_in_chain(const struct vg_link *links, size_t n, const char *speaker)
{
    for (size_t i = 0; i < n; i++)
        if (links[i].speaker && strcmp(links[i].speaker, speaker) == 0)
            return 1;
    return 0;
}

/* Is it the body whose text this is? Then the text itself speaks. */
static int is_own(const struct vg_reading *r, const char *speaker)
{
    return (r->own && strcasecmp(r->own, speaker) == 0) ||
           (r->in->publisher && strcasecmp(r->in->publisher, speaker) == 0);
}

static void add_link(const struct vg_reading *r, struct vg_link *links, size_t *n,
                     const char *speaker, const char *as)
{
    if (speaker && *n < VG_MAX_SAYINGS && !is_in_chain(links, *n, speaker) && !is_own(r, speaker))
        links[(*n)++] = (struct vg_link){.speaker = speaker, .as = as ? as : "statement"};
}

void vg_chain_make(struct vg_reading *r, struct vg_claim *c, size_t token)
{
    struct vg_link links[VG_MAX_SAYINGS + 2], *kept;
    size_t n = 0, size = 0;
    const struct vg_saying *s = vg_saying_over(r, token);

    if (s) {
        add_link(r, links, &n, s->speaker, s->as);
        size = s->place == VG_SAID_CITED ? 0 : s->end - s->scope;
    }
    for (size_t k = 0; s && k < r->n_say; k++) {
        const struct vg_saying *o = &r->say[r->n_say - 1 - k];

        if (o != s && token >= o->scope && token < o->end && o->end - o->scope >= size)
            add_link(r, links, &n, o->speaker, o->as);
    }
    if (n == 0 && !s && (r->s.tok[token].flags & VG_TOKEN_QUOTED))
        add_link(r, links, &n, r->paragraph_speaker ? r->paragraph_speaker : r->last, "statement");
    add_link(r, links, &n, r->line_speaker, r->question || r->line_asks ? "question" : "answer");
    links[n++] = (struct vg_link){.speaker = r->in->publisher, .as = "text"};
    kept = VG_NEW_ARRAY(r->a, struct vg_link, n);
    memcpy(kept, links, n * sizeof *links);
    c->links = kept;
    c->n_links = n;
}
