/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/fields.h"

#include <assert.h>
#include <string.h>

#include "cli/nearest.h"

enum field_kind { WORDS, NUMBER, OP, QUANTITY_WORDS, PERIOD, LIST, LINK, STANDING, FLAG };

/* Top-level keys of the claim, in the order of vigil-json(5). */
enum key {
    KEY_KIND,
    KEY_SUBJECT,
    KEY_PREDICATE,
    KEY_OBJECT,
    KEY_FAMILY,
    KEY_QUANTITY,
    KEY_PERIOD,
    KEY_PLACE,
    KEY_ATTRIBUTION,
    KEY_HEDGES,
    KEY_STANCE,
    KEY_STANDING,
    KEY_ROOTS,
    KEY_EDITORIAL,
    KEY_TRANSLATION,
    KEY_NOTE,
    KEY_REPLACES,
    KEYS,
};

static const char *const keys[KEYS] = {
    "kind",   "subject",   "predicate",   "object", "family",   "quantity",
    "period", "place",     "attribution", "hedges", "stance",   "standing",
    "roots",  "editorial", "translation", "note",   "replaces",
};

static const struct {
    const char *name;
    enum key key;
    enum field_kind kind;
} fields[] = {
    {"kind", KEY_KIND, WORDS},
    {"subject", KEY_SUBJECT, WORDS},
    {"predicate", KEY_PREDICATE, WORDS},
    {"object", KEY_OBJECT, WORDS},
    {"family", KEY_FAMILY, WORDS},
    {"value", KEY_QUANTITY, NUMBER},
    {"lower", KEY_QUANTITY, NUMBER},
    {"upper", KEY_QUANTITY, NUMBER},
    {"op", KEY_QUANTITY, OP},
    {"unit", KEY_QUANTITY, QUANTITY_WORDS},
    {"definition", KEY_QUANTITY, QUANTITY_WORDS},
    {"period", KEY_PERIOD, PERIOD},
    {"place", KEY_PLACE, LIST},
    {"speaker", KEY_ATTRIBUTION, LINK},
    {"hedge", KEY_HEDGES, LIST},
    {"stance", KEY_STANCE, WORDS},
    {"standing", KEY_STANDING, STANDING},
    {"root", KEY_ROOTS, LIST},
    {"editorial", KEY_EDITORIAL, FLAG},
    {"translation", KEY_TRANSLATION, WORDS},
    {"note", KEY_NOTE, WORDS},
    {"replaces", KEY_REPLACES, WORDS},
};

enum { N_FIELDS = sizeof fields / sizeof fields[0] };

int vg_typed_id(const char *text, char letter, int64_t *out, struct vg_err *err)
{
    size_t digits = text[0] == letter ? strspn(text + 1, "0123456789") : 0;
    int64_t v = 0;

    if (digits == 0 || digits > 18 || text[1 + digits] != '\0')
        return vg_fail(err, VG_E_MISUSE, "'%.40s' is no id; %c1 is one", text, letter);
    for (size_t i = 0; i < digits; i++)
        v = v * 10 + (text[1 + i] - '0');
    *out = v;
    return VG_OK;
}

/* How much of `text` is the "org:" of an entity id. */
static size_t entity_prefix(const char *text)
{
    static const char *const prefixes[] = {"org:", "prog:", "presence:", "doc:"};

    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (strncmp(text, prefixes[i], strlen(prefixes[i])) == 0)
            return strlen(prefixes[i]);
    }
    return 0;
}

void vg_parts_read(struct vg_arena *a, const char *text, const char *parts[3])
{
    char *out = vg_alloc(a, strlen(text) + 1);
    size_t part = 0;

    parts[0] = parts[1] = parts[2] = NULL;
    while (part < 3) {
        char *begin = out;
        size_t keep = entity_prefix(text);

        memcpy(out, text, keep);
        out += keep;
        text += keep;
        while (*text != '\0' && (*text != ':' || part == 2)) {
            text += text[0] == '\\' && text[1] == ':';
            *out++ = *text++;
        }
        parts[part++] = out == begin ? NULL : begin;
        *out++ = '\0';
        if (*text++ == '\0')
            return;
    }
}

static json_t *text_or_null(const char *text)
{
    return text == NULL || text[0] == '\0' ? json_null() : json_string(text);
}

/* The object or list under a key, made anew when it is none. */
static json_t *under(json_t *o, const char *key, int is_list)
{
    json_t *v = json_object_get(o, key);

    if (is_list ? json_is_array(v) : json_is_object(v))
        return v;
    v = is_list ? json_array() : json_object();
    (void)json_object_set_new(o, key, v);
    return v;
}

/* "230000" or "2.5"; no signs, no separators, six decimals at most. */
static json_t *number_read(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    size_t decimals = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
    size_t end = whole + (text[whole] == '.' ? 1 + decimals : 0);
    json_error_t why;

    if (whole == 0 || whole > 15 || decimals > 6 || text[end] != '\0' ||
        (text[whole] == '.' && decimals == 0) || (text[0] == '0' && whole > 1))
        return NULL;
    return json_loads(text, JSON_DECODE_ANY, &why);
}

static int set_number(struct vg_fields *f, const char *name, const char *value, struct vg_err *err)
{
    json_t *number = number_read(value);

    if (number == NULL)
        return vg_fail(err, VG_E_MISUSE,
                       "%s: '%.40s' is no number; write digits only, as in 230000 or 2.5", name,
                       value);
    (void)json_object_set_new(under(f->claim, "quantity", 0), name, number);
    f->numbers |= strcmp(name, "value") == 0   ? VG_HAS_VALUE
                  : strcmp(name, "lower") == 0 ? VG_HAS_LOWER
                                               : VG_HAS_UPPER;
    return VG_OK;
}

/* "FROM/TO", or one date for both; ".." or nothing: open. */
static void set_period(struct vg_fields *f, const char *value)
{
    const char *slash = strchr(value, '/');
    json_t *period = json_object();
    VG_SCOPED_ARENA a = {0};
    const char *from = slash == NULL ? value : vg_copy(&a, value, (size_t)(slash - value));
    const char *to = slash == NULL ? value : slash + 1;

    (void)json_object_set_new(period, "from", text_or_null(strcmp(from, "..") == 0 ? NULL : from));
    (void)json_object_set_new(period, "to", text_or_null(strcmp(to, "..") == 0 ? NULL : to));
    (void)json_object_set_new(f->claim, "period", period);
}

/* A list begins anew the first time it is touched. */
static json_t *list_of(struct vg_fields *f, enum key key)
{
    if (!(f->touched & (1U << key)))
        (void)json_object_set_new(f->claim, keys[key], json_array());
    return under(f->claim, keys[key], 1);
}

static void add_parts(json_t *list, const char *value, const char *const names[3])
{
    VG_SCOPED_ARENA a = {0};
    const char *parts[3];
    json_t *o = json_object();

    vg_parts_read(&a, value, parts);
    for (size_t i = 0; i < 3; i++) {
        if (parts[i] != NULL)
            (void)json_object_set_new(o, names[i], json_string(parts[i]));
    }
    (void)json_array_append_new(list, o);
}

static int set_one(struct vg_fields *f, size_t i, const char *value, struct vg_err *err)
{
    static const char *const link_names[3] = {"speaker", "as", "date"};
    static const char *const standing_names[3] = {"value", "speaker", "date"};
    const char *key = keys[fields[i].key];
    json_t *quantity;

    switch (fields[i].kind) {
    case WORDS:
        (void)json_object_set_new(f->claim, key, text_or_null(value));
        return VG_OK;
    case NUMBER:
        return set_number(f, fields[i].name, value, err);
    case OP:
        f->has_op = 1;
        quantity = under(f->claim, "quantity", 0);
        (void)json_object_set_new(quantity, "op", json_string(value));
        return VG_OK;
    case QUANTITY_WORDS:
        quantity = under(f->claim, "quantity", 0);
        (void)json_object_set_new(quantity, fields[i].name, text_or_null(value));
        return VG_OK;
    case PERIOD:
        set_period(f, value);
        return VG_OK;
    case LIST:
        (void)json_array_append_new(list_of(f, fields[i].key), json_string(value));
        return VG_OK;
    case LINK:
        add_parts(list_of(f, fields[i].key), value, link_names);
        return VG_OK;
    case STANDING:
        add_parts(list_of(f, fields[i].key), value, standing_names);
        return VG_OK;
    case FLAG:
        (void)json_object_set_new(f->claim, key, json_boolean(strcmp(value, "no") != 0));
        return VG_OK;
    }
    return VG_OK;
}

static int unknown_field(const char *name, struct vg_err *err)
{
    struct vg_nearest best = {0};

    for (size_t i = 0; i < N_FIELDS; i++)
        vg_word_consider(name, fields[i].name, &best);
    if (best.name != NULL)
        return vg_fail(err, VG_E_MISUSE, "there is no field '%.40s'; did you mean '%s'?", name,
                       best.name);
    return vg_fail(err, VG_E_MISUSE,
                   "there is no field '%.40s'; the fields are the options of 'vigil help claim'",
                   name);
}

void vg_fields_begin(struct vg_fields *f, const struct vg_claim *claim)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    *f = (struct vg_fields){0};
    if (claim != NULL) {
        vg_claim_to_json(&j, claim);
        (void)vg_json_read(b.p, b.len, &f->claim, NULL);
    }
    if (f->claim == NULL)
        f->claim = json_object();
}

void vg_fields_end(struct vg_fields *f)
{
    json_decref(f->claim);
    f->claim = NULL;
}

int vg_fields_set(struct vg_fields *f, const char *name, const char *value, struct vg_err *err)
{
    for (size_t i = 0; i < N_FIELDS; i++) {
        int rc;

        if (strcmp(fields[i].name, name) != 0)
            continue;
        rc = set_one(f, i, value, err);
        if (rc == VG_OK)
            f->touched |= 1U << fields[i].key;
        return rc;
    }
    return unknown_field(name, err);
}

/* The ends that an op leaves known, as in the op table of a quantity. */
static unsigned ends_of(const char *op)
{
    static const struct {
        const char *op;
        unsigned has;
    } rows[] = {
        {"exact", VG_HAS_VALUE | VG_HAS_LOWER | VG_HAS_UPPER},
        {"about", VG_HAS_VALUE},
        {"at-least", VG_HAS_LOWER},
        {"over", VG_HAS_LOWER},
        {"several", VG_HAS_LOWER},
        {"at-most", VG_HAS_UPPER},
        {"under", VG_HAS_UPPER},
        {"nearly", VG_HAS_UPPER},
        {"between", VG_HAS_LOWER | VG_HAS_UPPER},
        {"magnitude", VG_HAS_LOWER | VG_HAS_UPPER},
        {"none-found", 0},
    };

    for (size_t i = 0; op != NULL && i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].op, op) == 0)
            return rows[i].has;
    }
    return 0;
}

static const char *op_for(unsigned numbers)
{
    if (numbers & VG_HAS_VALUE)
        return "exact";
    if (numbers == (VG_HAS_LOWER | VG_HAS_UPPER))
        return "between";
    return numbers == VG_HAS_LOWER ? "at-least" : "at-most";
}

/* The number that is there, whichever end it stands at. */
static json_t *any_number(json_t *quantity)
{
    static const char *const ends[] = {"value", "lower", "upper"};

    for (size_t i = 0; i < 3; i++) {
        json_t *v = json_object_get(quantity, ends[i]);

        if (json_is_number(v))
            return v;
    }
    return NULL;
}

/*
 * What was typed stays as typed, right or wrong, for the claim's own check to say
 * so. An end that the op leaves open goes; one that it knows keeps the number it
 * has, or takes the one that is there. All ends of an exact number are one.
 */
static void settle_end(struct vg_fields *f, json_t *quantity, const char *end, unsigned bit,
                       unsigned wanted)
{
    const char *from = (f->numbers & VG_HAS_VALUE) ? "value" : "lower";
    json_t *n = json_object_get(quantity, from);

    if (f->numbers & bit)
        return;
    if (!(wanted & bit)) {
        if (json_object_get(quantity, end) != NULL)
            (void)json_object_set_new(quantity, end, json_null());
        return;
    }
    if (wanted & VG_HAS_VALUE && json_is_number(n))
        (void)json_object_set(quantity, end, n);
    else if (!json_is_number(json_object_get(quantity, end)) && any_number(quantity) != NULL)
        (void)json_object_set(quantity, end, any_number(quantity));
}

/* Does an op that was there before still fit the numbers that were typed? */
static int still_fits(unsigned numbers, unsigned wanted)
{
    if (numbers & ~wanted)
        return 0;
    return !(wanted & VG_HAS_VALUE) || (numbers & VG_HAS_VALUE);
}

static void settle_quantity(struct vg_fields *f)
{
    json_t *quantity = json_object_get(f->claim, "quantity");
    const char *op = json_string_value(json_object_get(quantity, "op"));
    unsigned wanted;

    if (f->numbers == 0 && !f->has_op)
        return;
    if (!f->has_op && (op == NULL || !still_fits(f->numbers, ends_of(op)))) {
        op = op_for(f->numbers);
        (void)json_object_set_new(quantity, "op", json_string(op));
    }
    wanted = ends_of(json_string_value(json_object_get(quantity, "op")));
    settle_end(f, quantity, "lower", VG_HAS_LOWER, wanted);
    settle_end(f, quantity, "upper", VG_HAS_UPPER, wanted);
    settle_end(f, quantity, "value", VG_HAS_VALUE, wanted);
}

void vg_fields_settle(struct vg_fields *f, const char *publisher)
{
    json_t *links = json_object_get(f->claim, "attribution");
    json_t *text;

    settle_quantity(f);
    if (links != NULL && !(f->touched & (1U << KEY_ATTRIBUTION)))
        return;
    text = json_object();
    (void)json_object_set_new(text, "speaker", text_or_null(publisher));
    (void)json_object_set_new(text, "as", json_string("text"));
    (void)json_array_append_new(under(f->claim, "attribution", 1), text);
}

void vg_fields_changes(const struct vg_fields *f, struct vg_buf *out)
{
    json_t *changes = json_object();
    char *text;

    for (unsigned i = 0; i < KEYS; i++) {
        if (f->touched & (1U << i))
            (void)json_object_set(changes, keys[i], json_object_get(f->claim, keys[i]));
    }
    text = json_dumps(changes, JSON_COMPACT);
    vg_puts(out, text);
    free(text);
    json_decref(changes);
}

int vg_fields_claim(const struct vg_fields *f, struct vg_arena *a, struct vg_claim *out,
                    struct vg_claim_names *names, struct vg_err *err)
{
    return vg_claim_from_json(f->claim, a, out, names, err);
}
