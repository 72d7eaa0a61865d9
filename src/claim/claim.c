/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/claim.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "claim/vocab.h"

/* The words of the enums, at the place of their value. */
static const char *const kind_words[] = {
    [VG_KIND_QUANTITY] = "quantity",       [VG_KIND_EXISTENCE] = "existence",
    [VG_KIND_RELATION] = "relation",       [VG_KIND_EVENT] = "event",
    [VG_KIND_PUBLICATION] = "publication", [VG_KIND_NEGATIVE_FINDING] = "negative-finding",
    [VG_KIND_INSTRUCTION] = "instruction", [VG_KIND_ROOT_POINTER] = "root-pointer",
    [VG_KIND_FORECAST] = "forecast",       [VG_KIND_OPINION] = "opinion",
    [VG_KIND_DENIAL] = "denial",
};
static const char *const stance_words[] = {
    [VG_ASSERTS] = "asserts", [VG_DENIES] = "denies", [VG_REFUTES] = "refutes",
    [VG_RELAYS] = "relays",   [VG_ASKS] = "asks",
};
static const char *const status_words[] = {
    [VG_SUGGESTED] = "suggested", [VG_ACCEPTED] = "accepted",   [VG_CORRECTED] = "corrected",
    [VG_REJECTED] = "rejected",   [VG_WITHDRAWN] = "withdrawn", [VG_UNRESOLVABLE] = "unresolvable",
};
static const char *const family_words[] = {
    [VG_FAMILY_EXISTENCE] = "existence", [VG_FAMILY_FUNCTION] = "function",
    [VG_FAMILY_EFFECT] = "effect",       [VG_FAMILY_NUMBER] = "number",
    [VG_FAMILY_IDENTITY] = "identity",   [VG_FAMILY_TIME] = "time",
};
#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *word_at(const char *const *words, size_t n, unsigned v)
{
    return v < n && words[v] != NULL ? words[v] : "unknown";
}

static int read_word(const char *const *words, size_t n, const char *what, const char *w,
                     unsigned *out, struct vg_err *err)
{
    VG_SCOPED_BUF all = {0};

    for (unsigned i = 1; i < n; i++) {
        if (strcmp(words[i], w) == 0) {
            *out = i;
            return VG_OK;
        }
        vg_putf(&all, "%s%s", i == 1 ? "" : i + 1 < n ? ", " : " or ", words[i]);
    }
    return vg_fail(err, VG_E_FORMAT, "%s: \"%.40s\" is none of %s", what, w, all.p);
}

const char *vg_claim_kind_word(enum vg_claim_kind v)
{
    return word_at(kind_words, COUNT(kind_words), v);
}

const char *vg_stands_word(uint8_t v)
{
    static const char *const words[] = {"there", "moved", "refitted", "ambiguous", "lost"};

    return word_at(words, COUNT(words), v);
}

const char *vg_stance_word(enum vg_stance v)
{
    return word_at(stance_words, COUNT(stance_words), v);
}

const char *vg_claim_status_word(enum vg_claim_status v)
{
    return word_at(status_words, COUNT(status_words), v);
}

const char *vg_family_word(enum vg_family v)
{
    return word_at(family_words, COUNT(family_words), v);
}

int vg_claim_kind_read(const char *w, enum vg_claim_kind *out, struct vg_err *err)
{
    unsigned v = 0;
    int rc = read_word(kind_words, COUNT(kind_words), "kind", w, &v, err);

    if (rc == VG_OK)
        *out = (enum vg_claim_kind)v;
    return rc;
}

int vg_stance_read(const char *w, enum vg_stance *out, struct vg_err *err)
{
    unsigned v = 0;
    int rc = read_word(stance_words, COUNT(stance_words), "stance", w, &v, err);

    if (rc == VG_OK)
        *out = (enum vg_stance)v;
    return rc;
}

int vg_claim_status_read(const char *w, enum vg_claim_status *out, struct vg_err *err)
{
    unsigned v = 0;
    int rc = read_word(status_words, COUNT(status_words), "status", w, &v, err);

    if (rc == VG_OK)
        *out = (enum vg_claim_status)v;
    return rc;
}

int vg_family_read(const char *w, enum vg_family *out, struct vg_err *err)
{
    unsigned v = 0;
    int rc = read_word(family_words, COUNT(family_words), "family", w, &v, err);

    if (rc == VG_OK)
        *out = (enum vg_family)v;
    return rc;
}

/*
 * Which family a predicate belongs to, by its first words: "used-to-persuade"
 * begins with used-to. That something exists, what it does and what it caused
 * are three claims, so a predicate of effect ("persuaded-to-return") never
 * falls under the existence of whoever did it.
 */
/* clang-format off */
static const struct {
    const char *begins;
    enum vg_family family;
} predicates[] = {
    {"located-in", VG_FAMILY_EXISTENCE}, {"exist", VG_FAMILY_EXISTENCE},
    {"identified", VG_FAMILY_EXISTENCE}, {"found", VG_FAMILY_EXISTENCE},
    {"not-found", VG_FAMILY_EXISTENCE}, {"has-established", VG_FAMILY_EXISTENCE},
    {"established", VG_FAMILY_EXISTENCE}, {"set-up", VG_FAMILY_EXISTENCE},
    {"hosts", VG_FAMILY_EXISTENCE}, {"announced", VG_FAMILY_EXISTENCE},
    {"likely-exist", VG_FAMILY_EXISTENCE}, {"expected", VG_FAMILY_EXISTENCE},
    {"denies-existence", VG_FAMILY_EXISTENCE}, {"operating", VG_FAMILY_EXISTENCE},
    {"used-to", VG_FAMILY_FUNCTION}, {"used-in", VG_FAMILY_FUNCTION},
    {"aims-at", VG_FAMILY_FUNCTION}, {"says-purpose", VG_FAMILY_FUNCTION},
    {"says-targets", VG_FAMILY_FUNCTION}, {"target", VG_FAMILY_FUNCTION},
    {"also-target", VG_FAMILY_FUNCTION}, {"serves", VG_FAMILY_FUNCTION},
    {"purpose", VG_FAMILY_FUNCTION}, {"operates", VG_FAMILY_FUNCTION},
    {"run-by", VG_FAMILY_FUNCTION}, {"key-method", VG_FAMILY_FUNCTION},
    {"denies-police-function", VG_FAMILY_FUNCTION},
    {"persuaded", VG_FAMILY_EFFECT}, {"returned", VG_FAMILY_EFFECT},
    {"caused", VG_FAMILY_EFFECT}, {"subjected-to", VG_FAMILY_EFFECT},
    {"charged", VG_FAMILY_EFFECT}, {"indicted", VG_FAMILY_EFFECT},
    {"arrested", VG_FAMILY_EFFECT}, {"detained", VG_FAMILY_EFFECT},
    {"number", VG_FAMILY_NUMBER}, {"count", VG_FAMILY_NUMBER},
    {"part-of", VG_FAMILY_IDENTITY}, {"same-as", VG_FAMILY_IDENTITY},
    {"has-title", VG_FAMILY_IDENTITY}, {"named-after", VG_FAMILY_IDENTITY},
    {"based-in", VG_FAMILY_IDENTITY}, {"subordinate-to", VG_FAMILY_IDENTITY},
    {"under-jurisdiction", VG_FAMILY_IDENTITY}, {"broader-than", VG_FAMILY_IDENTITY},
    {"partner", VG_FAMILY_IDENTITY}, {"has-jurisdiction", VG_FAMILY_IDENTITY},
    {"opened", VG_FAMILY_TIME}, {"closed", VG_FAMILY_TIME}, {"launched", VG_FAMILY_TIME},
    {"published", VG_FAMILY_TIME}, {"dated", VG_FAMILY_TIME}, {"follows", VG_FAMILY_TIME},
};

static const enum vg_family of_kind[] = {
    [VG_KIND_QUANTITY] = VG_FAMILY_NUMBER, [VG_KIND_EXISTENCE] = VG_FAMILY_EXISTENCE,
    [VG_KIND_RELATION] = VG_FAMILY_IDENTITY, [VG_KIND_EVENT] = VG_FAMILY_EFFECT,
    [VG_KIND_PUBLICATION] = VG_FAMILY_TIME, [VG_KIND_NEGATIVE_FINDING] = VG_FAMILY_EXISTENCE,
    [VG_KIND_INSTRUCTION] = VG_FAMILY_FUNCTION, [VG_KIND_ROOT_POINTER] = VG_FAMILY_IDENTITY,
    [VG_KIND_FORECAST] = VG_FAMILY_EXISTENCE, [VG_KIND_OPINION] = VG_FAMILY_EXISTENCE,
    [VG_KIND_DENIAL] = VG_FAMILY_EXISTENCE,
};
/* clang-format on */

enum vg_family vg_claim_family(const struct vg_claim *c)
{
    const char *p = c->predicate;

    if (c->family != 0)
        return c->family;
    for (size_t i = 0; p != NULL && i < COUNT(predicates); i++) {
        const char *begins = predicates[i].begins;

        if (p[0] == begins[0] && strncmp(p, begins, strlen(begins)) == 0)
            return predicates[i].family;
    }
    return (size_t)c->kind < COUNT(of_kind) ? of_kind[c->kind] : VG_FAMILY_IDENTITY;
}

static int check_words(const char *field, const char *text, struct vg_err *err)
{
    if (text != NULL && strlen(text) > VG_MAX_WORDS)
        return vg_fail(err, VG_E_LIMIT, "%s: longer than %lld bytes", field,
                       (long long)VG_MAX_WORDS);
    return VG_OK;
}

static int check_number(const char *field, size_t n, size_t most, struct vg_err *err)
{
    if (n > most)
        return vg_fail(err, VG_E_LIMIT, "%s: %zu of them, at most %zu are kept", field, n, most);
    return VG_OK;
}

static int check_term(const char *field, const char *scheme, const char *id, struct vg_err *err)
{
    if (id != NULL && vg_term_get(scheme, id) == NULL)
        return vg_fail(err, VG_E_FORMAT,
                       "%s: \"%.40s\" is no term of %s; 'vigil help --words %s' lists them", field,
                       id, scheme, scheme);
    return VG_OK;
}

static int check_date(const char *field, const char *text, struct vg_err *err)
{
    struct vg_date d;
    int rc = text != NULL ? vg_edtf_readz(text, &d, err) : VG_OK;

    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", field);
}

/* Money has its ISO 4217 code as unit: three capital letters. */
static int is_currency(const char *unit)
{
    for (size_t i = 0; i < 3; i++)
        if (unit[i] < 'A' || unit[i] > 'Z')
            return 0;
    return unit[3] == '\0';
}

static int check_quantity(const struct vg_quantity *q, struct vg_err *err)
{
    int rc = vg_quantity_check(q, err);

    if (rc == VG_OK && q->unit != NULL && !is_currency(q->unit))
        rc = check_term("unit", "unit", q->unit, err);
    if (rc == VG_OK)
        rc = check_words("definition", q->definition, err);
    if (rc == VG_OK)
        rc = check_words("base", q->base, err);
    if (rc == VG_OK)
        rc = check_words("per", q->per, err);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "quantity");
}

static int is_inferred_word(const char *w)
{
    static const char *const words[] = {"year", "month", "day", "from", "to"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i], w) == 0)
            return 1;
    return 0;
}

static int check_period(const struct vg_period *p, struct vg_err *err)
{
    struct vg_date d;
    int rc = VG_OK;

    if (p->from != NULL || p->to != NULL)
        rc = vg_edtf_period(p->from, p->to, &d, err);
    if (rc == VG_OK)
        rc = check_words("words", p->words, err);
    if (rc == VG_OK)
        rc = check_number("inferred", p->n_inferred, 5, err);
    for (size_t i = 0; rc == VG_OK && i < p->n_inferred; i++)
        if (!is_inferred_word(p->inferred[i]))
            rc = vg_fail(err, VG_E_FORMAT,
                         "inferred: \"%.40s\" is none of year, month, day, from, to",
                         p->inferred[i]);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "period");
}

static int check_passage(const char *field, const struct vg_passage *p, struct vg_err *err)
{
    if (p->start < 0 || p->end <= p->start)
        return vg_fail(err, VG_E_FORMAT, "%s: start %lld, end %lld hold no text", field,
                       (long long)p->start, (long long)p->end);
    if (p->end - p->start > VG_MAX_QUOTE || p->quote.len > VG_MAX_QUOTE)
        return vg_fail(err, VG_E_LIMIT, "%s: longer than %lld bytes", field,
                       (long long)VG_MAX_QUOTE);
    if (p->quote.len != 0 && (int64_t)p->quote.len != p->end - p->start)
        return vg_fail(err, VG_E_FORMAT, "%s: quote has %zu bytes, its offsets %lld", field,
                       p->quote.len, (long long)(p->end - p->start));
    if (p->before.len > VG_CONTEXT || p->after.len > VG_CONTEXT)
        return vg_fail(err, VG_E_LIMIT, "%s: more than %d bytes of context", field, VG_CONTEXT);
    return VG_OK;
}

static int check_links(const struct vg_claim *c, struct vg_err *err)
{
    int rc = check_number("attribution", c->n_links, VG_MAX_LINKS, err);

    if (rc == VG_OK && (c->n_links == 0 || c->links[c->n_links - 1].as == NULL ||
                        strcmp(c->links[c->n_links - 1].as, "text") != 0))
        return vg_fail(err, VG_E_FORMAT,
                       "attribution: the last link must be the text in hand (as \"text\")");
    for (size_t i = 0; rc == VG_OK && i < c->n_links; i++) {
        const struct vg_link *l = &c->links[i];

        rc = check_words("speaker", l->speaker, err);
        if (rc == VG_OK)
            rc = check_words("as", l->as, err);
        if (rc == VG_OK)
            rc = check_date("date", l->date, err);
        if (rc == VG_OK)
            rc = check_term("connection", "source-connection", l->connection, err);
        if (rc == VG_OK && l->passage != NULL)
            rc = check_passage("passage", l->passage, err);
        if (rc != VG_OK)
            return vg_within(err, rc, "attribution: link %zu", i + 1);
    }
    return rc;
}

static int check_standing(const struct vg_claim *c, struct vg_err *err)
{
    int rc = check_number("standing", c->n_standing, VG_MAX_STANDING, err);

    for (size_t i = 0; rc == VG_OK && i < c->n_standing; i++) {
        const struct vg_standing *s = &c->standing[i];

        if (s->value == NULL)
            return vg_fail(err, VG_E_FORMAT, "standing: a value is missing");
        rc = check_term("standing", "standing", s->value, err);
        if (rc == VG_OK)
            rc = check_words("standing", s->speaker, err);
        if (rc == VG_OK)
            rc = check_date("standing", s->date, err);
        if (rc == VG_OK && s->passage != NULL)
            rc = check_passage("standing", s->passage, err);
    }
    return rc;
}

/* A place id is short, printable ASCII without spaces, or "?" and any words. */
static int is_place_id(const char *id)
{
    size_t n = strlen(id);

    if (n == 0 || n > VG_MAX_WORDS)
        return 0;
    if (id[0] == '?')
        return n > 1;
    for (size_t i = 0; i < n; i++)
        if (id[i] <= ' ' || (unsigned char)id[i] >= 0x7f)
            return 0;
    return 1;
}

static int check_lists(const struct vg_claim *c, struct vg_err *err)
{
    int rc = check_number("place", c->n_places, VG_MAX_PLACES, err);

    for (size_t i = 0; rc == VG_OK && i < c->n_places; i++)
        if (!is_place_id(c->places[i]))
            rc = vg_fail(err, VG_E_FORMAT, "place: \"%.40s\" is no place id", c->places[i]);
    if (rc == VG_OK)
        rc = check_number("hedges", c->n_hedges, VG_MAX_HEDGES, err);
    for (size_t i = 0; rc == VG_OK && i < c->n_hedges; i++)
        rc = check_term("hedges", "hedge", c->hedges[i], err);
    if (rc == VG_OK)
        rc = check_number("cues", c->n_cues, VG_MAX_CUES, err);
    for (size_t i = 0; rc == VG_OK && i < c->n_cues; i++)
        rc = check_words("cues", c->cues[i], err);
    if (rc == VG_OK)
        rc = check_number("also_at", c->n_also_at, VG_MAX_ALSO_AT, err);
    for (size_t i = 0; rc == VG_OK && i < c->n_also_at; i++)
        rc = check_passage("also_at", &c->also_at[i], err);
    return rc == VG_OK ? check_number("roots", c->n_roots, VG_MAX_CLAIM_ROOTS, err) : rc;
}

static int check_texts(const struct vg_claim *c, struct vg_err *err)
{
    const struct {
        const char *field, *text;
    } texts[] = {
        {"ref", c->ref},
        {"detail", c->detail},
        {"subject", c->subject},
        {"predicate", c->predicate},
        {"object", c->object},
        {"place_precision", c->place_precision},
        {"language", c->language},
        {"translator", c->translator},
        {"translation", c->translation},
        {"note", c->note},
        {"by", c->by},
        {"rule", c->rule},
    };
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < COUNT(texts); i++)
        rc = check_words(texts[i].field, texts[i].text, err);
    if (rc == VG_OK && (c->predicate == NULL || c->predicate[0] == '\0'))
        rc = vg_fail(err, VG_E_FORMAT, "predicate: what the claim says of its subject is missing");
    if (rc == VG_OK)
        rc = check_term("place_precision", "place-precision", c->place_precision, err);
    return rc;
}

/* A number of none-found belongs to a negative finding: it is a claim, never a zero. */
static int check_enums(const struct vg_claim *c, struct vg_err *err)
{
    if ((size_t)c->kind >= COUNT(kind_words) || c->kind < 1)
        return vg_fail(err, VG_E_FORMAT, "kind: missing");
    if ((size_t)c->stance >= COUNT(stance_words) || c->stance < 1)
        return vg_fail(err, VG_E_FORMAT, "stance: missing");
    if ((size_t)c->status >= COUNT(status_words) || c->status < 1)
        return vg_fail(err, VG_E_FORMAT, "status: missing");
    if ((size_t)c->family >= COUNT(family_words))
        return vg_fail(err, VG_E_FORMAT, "family: %d is none", (int)c->family);
    if (c->kind == VG_KIND_QUANTITY && c->quantity.op == VG_OP_NONE)
        return vg_fail(err, VG_E_FORMAT, "quantity: a claim of kind quantity has one");
    return VG_OK;
}

int vg_claim_check(const struct vg_claim *c, struct vg_err *err)
{
    int rc;

    if (c->passage == NULL)
        return vg_fail(
            err, VG_E_REFUSED,
            "no passage: give --source and --from/--to, or select the words on the page");
    rc = check_enums(c, err);
    if (rc == VG_OK)
        rc = check_texts(c, err);
    if (rc == VG_OK)
        rc = check_quantity(&c->quantity, err);
    if (rc == VG_OK)
        rc = check_period(&c->period, err);
    if (rc == VG_OK)
        rc = check_lists(c, err);
    if (rc == VG_OK)
        rc = check_links(c, err);
    if (rc == VG_OK)
        rc = check_standing(c, err);
    return rc == VG_OK ? check_passage("passage", c->passage, err) : rc;
}

/* -- a number in a sentence ---------------------------------------------------------------- */

static struct vg_part_words digits_of(int64_t n, unsigned scale, struct vg_arena *a)
{
    int64_t whole = 1;

    if (scale == 0)
        return vg_part_number(a, n);
    for (unsigned i = 0; i < scale; i++)
        whole *= 10;
    return vg_part(vg_print(a, "%" PRId64 ".%0*" PRId64, n / whole, (int)scale, n % whole));
}

struct vg_part_words vg_quantity_part(const struct vg_quantity *q, struct vg_arena *a)
{
    static const enum vg_wording forms[] = {
        [VG_OP_NONE] = VG_S_VERBATIM,           [VG_OP_EXACT] = VG_S_VERBATIM,
        [VG_OP_ABOUT] = VG_S_NUMBER_ABOUT,      [VG_OP_AT_LEAST] = VG_S_NUMBER_AT_LEAST,
        [VG_OP_OVER] = VG_S_NUMBER_OVER,        [VG_OP_AT_MOST] = VG_S_NUMBER_UP_TO,
        [VG_OP_UNDER] = VG_S_NUMBER_UNDER,      [VG_OP_NEARLY] = VG_S_NUMBER_NEARLY,
        [VG_OP_BETWEEN] = VG_S_NUMBER_FROM,     [VG_OP_MAGNITUDE] = VG_S_NUMBER_FROM,
        [VG_OP_SEVERAL] = VG_S_NUMBER_AT_LEAST, [VG_OP_NONE_FOUND] = VG_S_NUMBER_NONE_FOUND,
    };
    enum vg_wording form = forms[q->op];
    int64_t n = q->has & VG_HAS_VALUE ? q->value : q->has & VG_HAS_LOWER ? q->lower : q->upper;
    struct vg_part_words part = q->has == 0 ? vg_part("") : digits_of(n, q->scale, a);

    if (form == VG_S_VERBATIM)
        return part;
    part = vg_part_said(a, vg_said(a, form, &part, 1));
    if (form == VG_S_NUMBER_FROM && (q->has & VG_HAS_LOWER) && (q->has & VG_HAS_UPPER))
        part.zh = vg_said_text(a,
                               VG_SAID(a, NUMBER_BETWEEN, digits_of(q->lower, q->scale, a),
                                       digits_of(q->upper, q->scale, a)),
                               "zh");
    return part;
}
