/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A claim from and to JSON, the shape of vigil-json(5) "claim". Every object is
 * first held against the list of its keys, so that a misspelt field fails by its
 * name; then each member is read once. The writer gives the keys in one fixed
 * order, so that the same claim gives the same bytes.
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "claim/claim.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct reader {
    struct vg_arena *a;
    struct vg_err *err;
    struct vg_claim_names *names;
};

static int only_keys(const json_t *o, const char *const *keys, size_t n, struct vg_err *err)
{
    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "an object was expected");
    return vg_json_only_keys(o, keys, n, err);
}

static int text_of(const struct reader *r, const json_t *o, const char *key, const char **out)
{
    const char *s = NULL;
    int rc = vg_json_get_text(o, key, &s, r->err);

    if (rc == VG_OK)
        *out = vg_copyz(r->a, s);
    return rc;
}

struct text_field {
    const char *key;
    const char **out;
};

static int texts_of(const struct reader *r, const json_t *o, const struct text_field *f, size_t n)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = text_of(r, o, f[i].key, f[i].out);
    return rc;
}

/* A list member: absent, null or an array of at most `most`. */
static int list_of(const struct reader *r, const json_t *o, const char *key, size_t most,
                   const json_t **out, size_t *n)
{
    const json_t *v = json_object_get(o, key);

    *n = 0;
    *out = NULL;
    if (v == NULL || json_is_null(v))
        return VG_OK;
    if (!json_is_array(v))
        return vg_fail(r->err, VG_E_FORMAT, "%s: a list was expected", key);
    if (json_array_size(v) > most)
        return vg_fail(r->err, VG_E_LIMIT, "%s: %zu of them, at most %zu are kept", key,
                       json_array_size(v), most);
    *out = v;
    *n = json_array_size(v);
    return VG_OK;
}

static int words_of(const struct reader *r, const json_t *o, const char *key, size_t most,
                    const char *const **out, size_t *out_n)
{
    const json_t *v;
    const char **list;
    size_t n;
    int rc = list_of(r, o, key, most, &v, &n);

    if (rc != VG_OK)
        return rc;
    list = VG_NEW_ARRAY(r->a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        const char *s = json_string_value(json_array_get(v, i));

        if (s == NULL)
            return vg_fail(r->err, VG_E_FORMAT, "%s: each must be a text", key);
        list[i] = vg_copyz(r->a, s);
    }
    *out = list;
    *out_n = n;
    return VG_OK;
}

/* "c12" → 12; 0 when it is not of that shape. */
static int64_t id_in(const char *s, char letter)
{
    int64_t id = 0;

    if (s == NULL || s[0] != letter || s[1] < '1' || s[1] > '9')
        return 0;
    for (size_t i = 1; s[i] != '\0'; i++) {
        if (s[i] < '0' || s[i] > '9' || i > 18)
            return 0;
        id = 10 * id + (s[i] - '0');
    }
    return id;
}

/*
 * A decimal number as n / 10^scale. JSON numbers with a fraction arrive as a
 * double; 15 significant digits bring back what was written, which is all that
 * VG_MAX_DIGITS lets in.
 */
static int decimal_of(const json_t *v, int64_t *n, unsigned *scale, struct vg_err *err)
{
    char text[64];
    int64_t got = 0;
    unsigned decimals = 0, after = 0;

    if (json_is_integer(v)) {
        *n = (int64_t)json_integer_value(v);
        *scale = 0;
        return VG_OK;
    }
    if (!json_is_real(v))
        return vg_fail(err, VG_E_FORMAT, "a number was expected");
    if (json_real_value(v) < 0 || json_real_value(v) > (double)VG_MAX_NUMBER)
        return vg_fail(err, VG_E_FORMAT, "outside 0 to %" PRId64, VG_MAX_NUMBER);
    (void)snprintf(text, sizeof text, "%.6f", json_real_value(v));
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '.') {
            after = 1;
            continue;
        }
        if (got > VG_MAX_NUMBER)
            return vg_fail(err, VG_E_FORMAT, "more than %d digits", VG_MAX_DIGITS);
        got = 10 * got + (*p - '0');
        decimals += after;
    }
    for (; decimals > 0 && got % 10 == 0; decimals--)
        got /= 10;
    *n = got;
    *scale = decimals;
    return VG_OK;
}

/* Bring a number to a finer scale. */
static int rescale(int64_t *n, unsigned from, unsigned to, struct vg_err *err)
{
    for (; from < to; from++) {
        if (*n > VG_MAX_NUMBER / 10)
            return vg_fail(err, VG_E_FORMAT, "more than %d digits", VG_MAX_DIGITS);
        *n *= 10;
    }
    return VG_OK;
}

static int numbers_of(const struct reader *r, const json_t *o, struct vg_quantity *q)
{
    const struct {
        const char *key;
        unsigned bit;
        int64_t *out;
    } f[] = {{"value", VG_HAS_VALUE, &q->value},
             {"lower", VG_HAS_LOWER, &q->lower},
             {"upper", VG_HAS_UPPER, &q->upper}};
    unsigned scale[COUNT(f)] = {0};
    int rc = VG_OK;

    for (size_t i = 0; i < COUNT(f); i++) {
        const json_t *v = json_object_get(o, f[i].key);

        if (v == NULL || json_is_null(v))
            continue;
        rc = decimal_of(v, f[i].out, &scale[i], r->err);
        if (rc != VG_OK)
            return vg_within(r->err, rc, "%s", f[i].key);
        q->has |= f[i].bit;
        q->scale = scale[i] > q->scale ? scale[i] : q->scale;
    }
    for (size_t i = 0; i < COUNT(f); i++) {
        rc = rescale(f[i].out, scale[i], q->scale, r->err);
        if (rc != VG_OK)
            return vg_within(r->err, rc, "%s", f[i].key);
    }
    return VG_OK;
}

static int quantity_of(const struct reader *r, const json_t *o, struct vg_quantity *q)
{
    static const char *const keys[] = {"value", "lower",      "upper", "op",
                                       "unit",  "definition", "base",  "per"};
    const char *op = NULL;
    const struct text_field texts[] = {
        {"unit", &q->unit}, {"definition", &q->definition}, {"base", &q->base}, {"per", &q->per}};
    int rc;

    if (o == NULL || json_is_null(o))
        return VG_OK;
    rc = only_keys(o, keys, COUNT(keys), r->err);
    if (rc == VG_OK)
        rc = texts_of(r, o, texts, COUNT(texts));
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "op", &op, r->err);
    if (rc == VG_OK && op == NULL)
        rc = vg_fail(r->err, VG_E_FORMAT, "op: missing");
    if (rc == VG_OK)
        rc = vg_op_read(op, &q->op, r->err);
    if (rc == VG_OK)
        rc = numbers_of(r, o, q);
    if (rc == VG_OK && q->op == VG_OP_EXACT && q->has == VG_HAS_VALUE) {
        q->lower = q->upper = q->value; /* "exactly 54" says both ends */
        q->has |= VG_HAS_LOWER | VG_HAS_UPPER;
    }
    if (rc == VG_OK)
        rc = vg_quantity_check(q, r->err);
    return rc == VG_OK ? VG_OK : vg_within(r->err, rc, "quantity");
}

static int period_of(const struct reader *r, const json_t *o, struct vg_period *p)
{
    static const char *const keys[] = {"from", "to", "inferred", "words"};
    const struct text_field texts[] = {{"from", &p->from}, {"to", &p->to}, {"words", &p->words}};
    int rc;

    if (o == NULL || json_is_null(o))
        return VG_OK;
    rc = only_keys(o, keys, COUNT(keys), r->err);
    if (rc == VG_OK)
        rc = texts_of(r, o, texts, COUNT(texts));
    if (rc == VG_OK)
        rc = words_of(r, o, "inferred", 5, &p->inferred, &p->n_inferred);
    return rc == VG_OK ? VG_OK : vg_within(r->err, rc, "period");
}

static int str_of(const struct reader *r, const json_t *o, const char *key, size_t most,
                  struct vg_str *out)
{
    const json_t *v = json_object_get(o, key);

    if (v == NULL || json_is_null(v))
        return VG_OK;
    if (!json_is_string(v))
        return vg_fail(r->err, VG_E_FORMAT, "%s: a text was expected", key);
    if (json_string_length(v) > most)
        return vg_fail(r->err, VG_E_LIMIT, "%s: longer than %zu bytes", key, most);
    *out =
        vg_str_copy(r->a, (struct vg_str){.p = json_string_value(v), .len = json_string_length(v)});
    return VG_OK;
}

/* The passage's source: "s1" is an id, anything else a label for the caller to map. */
static int source_of(const struct reader *r, const json_t *o, struct vg_passage *p, int is_main)
{
    const char *name = NULL;
    int rc = vg_json_get_text(o, "source", &name, r->err);

    if (rc != VG_OK || name == NULL)
        return rc;
    p->source = id_in(name, 's');
    if (is_main)
        r->names->source = vg_copyz(r->a, name);
    else if (p->source == 0 && (r->names->source == NULL || strcmp(name, r->names->source) != 0))
        return vg_fail(r->err, VG_E_FORMAT, "source: \"%.40s\" is not the source of the claim",
                       name);
    return VG_OK;
}

/* {"mean":91,"least":45}: in a suggestion; what is kept has it from the text. */
static int ocr_of(const struct reader *r, const json_t *o, struct vg_passage *p)
{
    static const char *const keys[] = {"mean", "least"};
    const json_t *v = json_object_get(o, "ocr");
    int64_t mean = 0, least = 0;
    int rc;

    if (v == NULL || json_is_null(v))
        return VG_OK;
    if (!json_is_object(v))
        return vg_fail(r->err, VG_E_FORMAT, "ocr: an object was expected");
    rc = only_keys(v, keys, COUNT(keys), r->err);
    if (rc == VG_OK)
        rc = vg_json_get_i64(v, "mean", 0, &mean, r->err);
    if (rc == VG_OK)
        rc = vg_json_get_i64(v, "least", 0, &least, r->err);
    if (rc != VG_OK)
        return vg_within(r->err, rc, "ocr");
    if (mean < 0 || mean > 100 || least < 0 || least > 100)
        return vg_fail(r->err, VG_E_FORMAT, "ocr: mean and least are 0 to 100");
    p->is_ocr = 1;
    p->mean_sure = (uint8_t)mean;
    p->least_sure = (uint8_t)least;
    return VG_OK;
}

static int seen_of(const struct reader *r, const json_t *o, struct vg_passage *p)
{
    const json_t *v = json_object_get(o, "seen");

    if (v != NULL && !json_is_boolean(v))
        return vg_fail(r->err, VG_E_FORMAT, "seen: true or false was expected");
    p->is_seen = json_is_true(v) ? 1 : 0;
    return VG_OK;
}

static int passage_of(const struct reader *r, const json_t *o, struct vg_passage *p, int is_main)
{
    static const char *const keys[] = {"id",    "source", "start", "end",  "quote", "before",
                                       "after", "reader", "ocr",   "seen", "stands"};
    const char *id = NULL;
    int rc = only_keys(o, keys, COUNT(keys), r->err);

    if (rc == VG_OK)
        rc = vg_json_get_text(o, "id", &id, r->err);
    if (rc == VG_OK)
        rc = source_of(r, o, p, is_main);
    if (rc == VG_OK)
        rc = vg_json_get_i64(o, "start", -1, &p->start, r->err);
    if (rc == VG_OK)
        rc = vg_json_get_i64(o, "end", -1, &p->end, r->err);
    if (rc == VG_OK)
        rc = str_of(r, o, "quote", VG_MAX_QUOTE, &p->quote);
    if (rc == VG_OK)
        rc = str_of(r, o, "before", VG_CONTEXT, &p->before);
    if (rc == VG_OK)
        rc = str_of(r, o, "after", VG_CONTEXT, &p->after);
    if (rc == VG_OK)
        rc = text_of(r, o, "reader", &p->reader);
    if (rc == VG_OK)
        rc = ocr_of(r, o, p);
    if (rc == VG_OK)
        rc = seen_of(r, o, p);
    if (rc != VG_OK)
        return rc;
    p->id = id_in(id, 'p');
    if ((p->start < 0) != (p->end < 0) || (p->start >= 0 && p->end <= p->start))
        return vg_fail(r->err, VG_E_FORMAT, "start, end: %" PRId64 " to %" PRId64 " hold no text",
                       p->start, p->end);
    if (p->start < 0 && p->quote.len == 0)
        return vg_fail(r->err, VG_E_FORMAT, "start and end, or a quote, are needed");
    return VG_OK;
}

static int optional_passage(const struct reader *r, const json_t *o, const struct vg_passage **out)
{
    const json_t *v = json_object_get(o, "passage");
    struct vg_passage *p;
    int rc;

    if (v == NULL || json_is_null(v))
        return VG_OK;
    p = VG_NEW(r->a, struct vg_passage);
    rc = passage_of(r, v, p, 0);
    if (rc != VG_OK)
        return vg_within(r->err, rc, "passage");
    *out = p;
    return VG_OK;
}

static int links_of(const struct reader *r, const json_t *o, struct vg_claim *c)
{
    static const char *const keys[] = {"speaker", "as", "date", "connection", "passage"};
    struct vg_link *links;
    const json_t *v;
    size_t n;
    int rc = list_of(r, o, "attribution", VG_MAX_LINKS, &v, &n);

    if (rc != VG_OK)
        return rc;
    links = VG_NEW_ARRAY(r->a, struct vg_link, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *l = json_array_get(v, i);
        const struct text_field texts[] = {{"speaker", &links[i].speaker},
                                           {"as", &links[i].as},
                                           {"date", &links[i].date},
                                           {"connection", &links[i].connection}};

        rc = only_keys(l, keys, COUNT(keys), r->err);
        if (rc == VG_OK)
            rc = texts_of(r, l, texts, COUNT(texts));
        if (rc == VG_OK)
            rc = optional_passage(r, l, &links[i].passage);
        if (rc != VG_OK)
            return vg_within(r->err, rc, "attribution: link %zu", i + 1);
    }
    c->links = links;
    c->n_links = n;
    return VG_OK;
}

static int standing_of(const struct reader *r, const json_t *o, struct vg_claim *c)
{
    static const char *const keys[] = {"value", "speaker", "date", "passage"};
    struct vg_standing *list;
    const json_t *v;
    size_t n;
    int rc = list_of(r, o, "standing", VG_MAX_STANDING, &v, &n);

    if (rc != VG_OK)
        return rc;
    list = VG_NEW_ARRAY(r->a, struct vg_standing, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *s = json_array_get(v, i);
        const struct text_field texts[] = {
            {"value", &list[i].value}, {"speaker", &list[i].speaker}, {"date", &list[i].date}};

        rc = only_keys(s, keys, COUNT(keys), r->err);
        if (rc == VG_OK)
            rc = texts_of(r, s, texts, COUNT(texts));
        if (rc == VG_OK)
            rc = optional_passage(r, s, &list[i].passage);
        if (rc != VG_OK)
            return vg_within(r->err, rc, "standing");
    }
    c->standing = list;
    c->n_standing = n;
    return VG_OK;
}

static int passages_of(const struct reader *r, const json_t *o, struct vg_claim *c)
{
    const json_t *v = json_object_get(o, "passage");
    struct vg_passage *also, *p;
    size_t n;
    int rc = VG_OK;

    if (v != NULL && !json_is_null(v)) {
        p = VG_NEW(r->a, struct vg_passage);
        rc = passage_of(r, v, p, 1);
        if (rc != VG_OK)
            return vg_within(r->err, rc, "passage");
        c->passage = p;
    }
    rc = list_of(r, o, "also_at", VG_MAX_ALSO_AT, &v, &n);
    if (rc != VG_OK)
        return rc;
    also = VG_NEW_ARRAY(r->a, struct vg_passage, n);
    for (size_t i = 0; i < n; i++) {
        rc = passage_of(r, json_array_get(v, i), &also[i], 0);
        if (rc != VG_OK)
            return vg_within(r->err, rc, "also_at");
        if (also[i].source == 0 && c->passage != NULL)
            also[i].source = c->passage->source;
    }
    c->also_at = also;
    c->n_also_at = n;
    return VG_OK;
}

/* kind is needed; stance is asserts and status suggested where nothing is said. */
static int enums_of(const struct reader *r, const json_t *o, struct vg_claim *c)
{
    const char *kind = NULL, *stance = NULL, *status = NULL, *family = NULL;
    int rc = vg_json_get_text(o, "kind", &kind, r->err);

    if (rc == VG_OK)
        rc = vg_json_get_text(o, "stance", &stance, r->err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "status", &status, r->err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "family", &family, r->err);
    if (rc == VG_OK && kind == NULL)
        rc = vg_fail(r->err, VG_E_FORMAT, "kind: missing");
    if (rc == VG_OK)
        rc = vg_claim_kind_read(kind, &c->kind, r->err);
    c->stance = VG_ASSERTS;
    if (rc == VG_OK && stance != NULL)
        rc = vg_stance_read(stance, &c->stance, r->err);
    c->status = VG_SUGGESTED;
    if (rc == VG_OK && status != NULL)
        rc = vg_claim_status_read(status, &c->status, r->err);
    if (rc == VG_OK && family != NULL)
        rc = vg_family_read(family, &c->family, r->err);
    return rc;
}

static int ids_of(const struct reader *r, const json_t *o, struct vg_claim *c)
{
    const char *id = NULL, *ref = NULL, *replaces = NULL, *at = NULL;
    const json_t *editorial = json_object_get(o, "editorial");
    int rc = vg_json_get_text(o, "id", &id, r->err);

    if (rc == VG_OK)
        rc = vg_json_get_text(o, "ref", &ref, r->err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "replaces", &replaces, r->err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "at", &at, r->err);
    if (rc != VG_OK)
        return rc;
    c->id = id_in(id, 'c');
    c->ref = vg_copyz(r->a, ref != NULL || c->id != 0 ? ref : id);
    c->replaces = id_in(replaces, 'c');
    if (replaces != NULL && c->replaces == 0)
        return vg_fail(r->err, VG_E_FORMAT, "replaces: \"%.40s\" is no claim", replaces);
    if (at != NULL && (rc = vg_time_read(at, strlen(at), &c->at, r->err)) != VG_OK)
        return vg_within(r->err, rc, "at");
    if (editorial != NULL && !json_is_boolean(editorial) && !json_is_null(editorial))
        return vg_fail(r->err, VG_E_FORMAT, "editorial: true or false was expected");
    c->editorial = editorial != NULL && json_is_true(editorial);
    return VG_OK;
}

static int claim_texts_of(const struct reader *r, const json_t *o, struct vg_claim *c)
{
    const struct text_field f[] = {
        {"detail", &c->detail},
        {"subject", &c->subject},
        {"predicate", &c->predicate},
        {"object", &c->object},
        {"place_precision", &c->place_precision},
        {"language", &c->language},
        {"translation", &c->translation},
        {"translator", &c->translator},
        {"note", &c->note},
        {"by", &c->by},
        {"rule", &c->rule},
    };

    return texts_of(r, o, f, COUNT(f));
}

static int claim_lists_of(const struct reader *r, const json_t *o, struct vg_claim *c)
{
    int rc = words_of(r, o, "place", VG_MAX_PLACES, &c->places, &c->n_places);

    if (rc == VG_OK)
        rc = words_of(r, o, "hedges", VG_MAX_HEDGES, &c->hedges, &c->n_hedges);
    if (rc == VG_OK)
        rc = words_of(r, o, "cues", VG_MAX_CUES, &c->cues, &c->n_cues);
    if (rc == VG_OK)
        rc = words_of(r, o, "roots", VG_MAX_CLAIM_ROOTS, &r->names->roots, &r->names->n_roots);
    return rc;
}

int vg_claim_from_json(const json_t *o, struct vg_arena *a, struct vg_claim *out,
                       struct vg_claim_names *names, struct vg_err *err)
{
    static const char *const keys[] = {
        "id",       "ref",         "kind",       "detail",    "subject",  "predicate",
        "object",   "family",      "quantity",   "period",    "place",    "place_precision",
        "hedges",   "attribution", "cues",       "stance",    "standing", "passage",
        "also_at",  "language",    "roots",      "editorial", "note",     "translation",
        "replaces", "status",      "translator", "by",        "at",       "rule",
        "explain", /* of a suggestion: read over */
        "marks",   /* printed with a claim; follows from others, never read */
    };
    struct vg_claim c = {0};
    struct vg_claim_names got = {0};
    const struct reader r = {.a = a, .err = err, .names = &got};
    int rc = only_keys(o, keys, COUNT(keys), err);

    if (rc == VG_OK)
        rc = ids_of(&r, o, &c);
    if (rc == VG_OK)
        rc = enums_of(&r, o, &c);
    if (rc == VG_OK)
        rc = claim_texts_of(&r, o, &c);
    if (rc == VG_OK)
        rc = quantity_of(&r, json_object_get(o, "quantity"), &c.quantity);
    if (rc == VG_OK)
        rc = period_of(&r, json_object_get(o, "period"), &c.period);
    if (rc == VG_OK)
        rc = claim_lists_of(&r, o, &c);
    if (rc == VG_OK)
        rc = passages_of(&r, o, &c);
    if (rc == VG_OK)
        rc = links_of(&r, o, &c);
    if (rc == VG_OK)
        rc = standing_of(&r, o, &c);
    if (rc != VG_OK)
        return rc;
    *out = c;
    *names = got;
    return VG_OK;
}

/* -- writing ------------------------------------------------------------------ */

static void put_id(struct vg_json *j, const char *key, char letter, int64_t id)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%c%" PRId64, letter, id);
    vg_json_kt(j, key, text);
}

/* A member that is left out when there is nothing to say. */
static void put_some(struct vg_json *j, const char *key, const char *text)
{
    if (text != NULL)
        vg_json_kt(j, key, text);
}

static void put_words(struct vg_json *j, const char *key, const char *const *list, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_json_text(j, list[i]);
    vg_json_end(j);
}

static void put_number(struct vg_json *j, const char *key, int has, int64_t n, unsigned scale)
{
    vg_json_key(j, key);
    if (has)
        vg_json_decimal(j, n, scale);
    else
        vg_json_null(j);
}

static void put_quantity(struct vg_json *j, const struct vg_quantity *q)
{
    vg_json_key(j, "quantity");
    if (q->op == VG_OP_NONE) {
        vg_json_null(j);
        return;
    }
    vg_json_object(j);
    put_number(j, "value", (q->has & VG_HAS_VALUE) != 0, q->value, q->scale);
    put_number(j, "lower", (q->has & VG_HAS_LOWER) != 0, q->lower, q->scale);
    put_number(j, "upper", (q->has & VG_HAS_UPPER) != 0, q->upper, q->scale);
    vg_json_kt(j, "op", vg_op_word(q->op));
    vg_json_kt(j, "unit", q->unit);
    put_some(j, "definition", q->definition);
    put_some(j, "base", q->base);
    put_some(j, "per", q->per);
    vg_json_end(j);
}

static void put_period(struct vg_json *j, const struct vg_period *p)
{
    vg_json_key(j, "period");
    if (p->from == NULL && p->to == NULL && p->words == NULL) {
        vg_json_null(j);
        return;
    }
    vg_json_object(j);
    vg_json_kt(j, "from", p->from);
    vg_json_kt(j, "to", p->to);
    put_words(j, "inferred", p->inferred, p->n_inferred);
    put_some(j, "words", p->words);
    vg_json_end(j);
}

static void put_passage(struct vg_json *j, const struct vg_passage *p)
{
    vg_json_object(j);
    if (p->id != 0)
        put_id(j, "id", 'p', p->id);
    if (p->source != 0)
        put_id(j, "source", 's', p->source);
    if (p->start >= 0) {
        vg_json_ki(j, "start", p->start);
        vg_json_ki(j, "end", p->end);
    }
    vg_json_ks(j, "quote", p->quote);
    vg_json_ks(j, "before", p->before);
    vg_json_ks(j, "after", p->after);
    put_some(j, "reader", p->reader);
    if (p->is_ocr) {
        vg_json_key(j, "ocr");
        vg_json_object(j);
        vg_json_ki(j, "mean", p->mean_sure);
        vg_json_ki(j, "least", p->least_sure);
        vg_json_end(j);
        vg_json_kb(j, "seen", p->is_seen);
    }
    if (p->stands != VG_STANDS)
        vg_json_kt(j, "stands", vg_stands_word(p->stands));
    vg_json_end(j);
}

static void put_inner_passage(struct vg_json *j, const struct vg_passage *p)
{
    if (p == NULL)
        return;
    vg_json_key(j, "passage");
    put_passage(j, p);
}

static void put_links(struct vg_json *j, const struct vg_claim *c)
{
    vg_json_key(j, "attribution");
    vg_json_array(j);
    for (size_t i = 0; i < c->n_links; i++) {
        vg_json_object(j);
        vg_json_kt(j, "speaker", c->links[i].speaker);
        vg_json_kt(j, "as", c->links[i].as);
        put_some(j, "date", c->links[i].date);
        put_some(j, "connection", c->links[i].connection);
        put_inner_passage(j, c->links[i].passage);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void put_standing(struct vg_json *j, const struct vg_claim *c)
{
    vg_json_key(j, "standing");
    vg_json_array(j);
    for (size_t i = 0; i < c->n_standing; i++) {
        vg_json_object(j);
        vg_json_kt(j, "value", c->standing[i].value);
        vg_json_kt(j, "speaker", c->standing[i].speaker);
        vg_json_kt(j, "date", c->standing[i].date);
        put_inner_passage(j, c->standing[i].passage);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void put_passages(struct vg_json *j, const struct vg_claim *c)
{
    vg_json_key(j, "passage");
    if (c->passage != NULL)
        put_passage(j, c->passage);
    else
        vg_json_null(j);
    if (c->n_also_at == 0)
        return;
    vg_json_key(j, "also_at");
    vg_json_array(j);
    for (size_t i = 0; i < c->n_also_at; i++)
        put_passage(j, &c->also_at[i]);
    vg_json_end(j);
}

static void put_roots(struct vg_json *j, const struct vg_claim *c)
{
    char text[32];

    vg_json_key(j, "roots");
    vg_json_array(j);
    for (size_t i = 0; i < c->n_roots; i++) {
        (void)snprintf(text, sizeof text, "r%" PRId64, c->roots[i]);
        vg_json_text(j, text);
    }
    vg_json_end(j);
}

static void put_decision(struct vg_json *j, const struct vg_claim *c)
{
    char when[VG_TIME_TEXT];

    vg_json_kt(j, "status", vg_claim_status_word(c->status));
    if (c->replaces != 0)
        put_id(j, "replaces", 'c', c->replaces);
    put_some(j, "by", c->by);
    if (c->at != 0) {
        vg_time_write(c->at, when);
        vg_json_kt(j, "at", when);
    }
    put_some(j, "rule", c->rule);
}

static void put_what(struct vg_json *j, const struct vg_claim *c)
{
    if (c->id != 0)
        put_id(j, "id", 'c', c->id);
    put_some(j, "ref", c->ref);
    vg_json_kt(j, "kind", vg_claim_kind_word(c->kind));
    put_some(j, "detail", c->detail);
    vg_json_kt(j, "subject", c->subject);
    vg_json_kt(j, "predicate", c->predicate);
    vg_json_kt(j, "object", c->object);
    if (c->family != 0)
        vg_json_kt(j, "family", vg_family_word(c->family));
}

static void put_explained(struct vg_json *j, const struct vg_explained *x)
{
    vg_json_key(j, "explain");
    vg_json_object(j);
    vg_json_kt(j, "frame", x->frame);
    vg_json_key(j, "rules");
    vg_json_array(j);
    for (const struct vg_explained_rule *r = x->rules; r; r = r->next) {
        vg_json_object(j);
        vg_json_kt(j, "rule", r->rule);
        vg_json_kt(j, "file", r->file);
        vg_json_ki(j, "line", r->line);
        vg_json_kt(j, "words", r->words);
        vg_json_key(j, "slots");
        vg_json_object(j);
        for (size_t k = 0; k < r->n_slots; k++)
            vg_json_kt(j, r->slots[k].name, r->slots[k].words);
        vg_json_end(j);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_end(j);
}

void vg_claim_to_json(struct vg_json *j, const struct vg_claim *c)
{
    vg_json_object(j);
    put_what(j, c);
    put_quantity(j, &c->quantity);
    put_period(j, &c->period);
    put_words(j, "place", c->places, c->n_places);
    put_some(j, "place_precision", c->place_precision);
    put_links(j, c);
    put_words(j, "hedges", c->hedges, c->n_hedges);
    if (c->n_cues > 0)
        put_words(j, "cues", c->cues, c->n_cues);
    vg_json_kt(j, "stance", vg_stance_word(c->stance));
    put_standing(j, c);
    put_passages(j, c);
    if (c->editorial)
        vg_json_kb(j, "editorial", 1);
    vg_json_kt(j, "language", c->language);
    put_some(j, "translation", c->translation);
    put_some(j, "translator", c->translator);
    put_roots(j, c);
    put_some(j, "note", c->note);
    put_decision(j, c);
    if (c->explained)
        put_explained(j, c->explained);
    vg_json_end(j);
}
