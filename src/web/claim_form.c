/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A claim as fields: each knows its text of a claim, and what follows when another text is
 * sent. Only what differs is handed on, so that whatever nobody touched stays as it was made.
 */
#include "web/claim_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "base/utf8.h"

/* What was sent under a name, empty or not; NULL when nothing was. */
static const char *sent(const struct vg_web *w, const char *name)
{
    for (size_t i = 0; i < w->in->n_form; i++)
        if (strcmp(w->in->form[i].name, name) == 0)
            return w->in->form[i].value;
    return NULL;
}

static int was_sent(const struct vg_web *w, const char *name, const char *value)
{
    for (size_t i = 0; i < w->in->n_form; i++)
        if (strcmp(w->in->form[i].name, name) == 0 && strcmp(w->in->form[i].value, value) == 0)
            return 1;
    return 0;
}

/* -- texts of a claim ---------------------------------------------------------------- */

static const char *joined(const struct vg_web *w, const char *const *list, size_t n)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < n; i++) {
        vg_puts(&b, i > 0 ? ", " : "");
        vg_puts(&b, list[i]);
    }
    return vg_copy(w->a, b.p == NULL ? "" : b.p, b.len);
}

/* n / 10^scale as a person types it: without separators. */
static const char *decimal(const struct vg_web *w, int64_t n, unsigned scale)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    vg_json_decimal(&j, n, scale);
    return vg_copy(w->a, b.p, b.len);
}

static const char *first_number(const struct vg_web *w, const struct vg_quantity *q)
{
    if (q->has & VG_HAS_VALUE)
        return decimal(w, q->value, q->scale);
    if (q->has & VG_HAS_LOWER)
        return decimal(w, q->lower, q->scale);
    return q->has & VG_HAS_UPPER ? decimal(w, q->upper, q->scale) : NULL;
}

static const char *second_number(const struct vg_web *w, const struct vg_quantity *q)
{
    int has_two =
        (q->has & (VG_HAS_VALUE | VG_HAS_LOWER | VG_HAS_UPPER)) == (VG_HAS_LOWER | VG_HAS_UPPER);

    return has_two ? decimal(w, q->upper, q->scale) : NULL;
}

static const struct vg_link *first_link(const struct vg_claim *c)
{
    static const struct vg_link none;

    return c->n_links > 0 ? &c->links[0] : &none;
}

/* The text that a field of this name has for the claim; never NULL. */
static const char *text_of(const struct vg_web *w, const struct vg_claim *c, const char *name)
{
    const struct vg_quantity *q = &c->quantity;
    const struct {
        const char *name, *text;
    } plain[] = {
        {"kind", vg_claim_kind_word(c->kind)},
        {"stance", vg_stance_word(c->stance)},
        {"subject", c->subject},
        {"predicate", c->predicate},
        {"object", c->object},
        {"note", c->note},
        {"op", q->op == VG_OP_NONE ? NULL : vg_op_word(q->op)},
        {"unit", q->unit},
        {"definition", q->definition},
        {"from", c->period.from},
        {"to", c->period.to},
        {"when", c->period.words},
        {"speaker", first_link(c)->speaker},
        {"as", first_link(c)->as},
        {"said_on", first_link(c)->date},
    };

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].name, name) == 0)
            return plain[i].text == NULL ? "" : plain[i].text;
    if (strcmp(name, "number") == 0)
        return first_number(w, q) == NULL ? "" : first_number(w, q);
    if (strcmp(name, "number2") == 0)
        return second_number(w, q) == NULL ? "" : second_number(w, q);
    if (strcmp(name, "place") == 0)
        return joined(w, c->places, c->n_places);
    if (strcmp(name, "quote") == 0 && c->passage != NULL)
        return vg_copy(w->a, c->passage->quote.p, c->passage->quote.len);
    return "";
}

/* What stands in the field: what was typed, else what the claim says. */
static const char *shown(const struct vg_web *w, const struct vg_claim *c, const char *name)
{
    const char *typed = sent(w, name);

    return typed != NULL ? typed : text_of(w, c, name);
}

/* -- the fields -------------------------------------------------------------------------- */

static void put_input(const struct vg_web *w, const struct vg_claim *c, const char *name,
                      enum vg_ui_word label, const char *more)
{
    vg_ui_input(w, name, label, shown(w, c, name), more);
}

static void put_terms(const struct vg_web *w, const struct vg_claim *c, const char *name,
                      enum vg_ui_word label, const char *scheme)
{
    vg_ui_terms(w, name, label, scheme, shown(w, c, name), VW_FORM_NONE);
}

static int has_word(const char *const *list, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return 1;
    return 0;
}

static void put_box(const struct vg_web *w, const char *name, const char *value, int is_set,
                    const char *label)
{
    vg_html_raw(w->o, "<label class=\"box\"><input type=\"checkbox\"");
    vg_html_attrz(w->o, "name", name);
    vg_html_attrz(w->o, "value", value);
    vg_html_raw(w->o, is_set ? " checked>" : ">");
    vg_html_textz(w->o, label);
    vg_html_raw(w->o, "</label> ");
}

static const struct {
    const char *id;
    enum vg_ui_word label;
} parts_of_date[] = {
    {"year", VW_FORM_YEAR}, {"month", VW_FORM_MONTH}, {"day", VW_FORM_DAY},
    {"from", VW_FORM_FROM}, {"to", VW_FORM_TO},
};

enum { DATE_PARTS = sizeof parts_of_date / sizeof *parts_of_date };

/* Boxes that are not ticked are not sent, so a hidden field says that they were there. */
static void open_boxes(const struct vg_web *w, enum vg_ui_word legend, const char *mark)
{
    vg_html_raw(w->o, "<fieldset class=\"boxes\"><legend>");
    vg_ui_word(w, legend);
    vg_html_raw(w->o, "</legend>");
    vg_ui_hidden(w, mark, "1");
}

static void put_inferred(const struct vg_web *w, const struct vg_claim *c)
{
    int typed = sent(w, "has_inferred") != NULL;

    open_boxes(w, VW_FORM_INFERRED, "has_inferred");
    for (size_t i = 0; i < DATE_PARTS; i++)
        put_box(w, "inferred", parts_of_date[i].id,
                typed ? was_sent(w, "inferred", parts_of_date[i].id)
                      : has_word(c->period.inferred, c->period.n_inferred, parts_of_date[i].id),
                vg_ui_text(w, parts_of_date[i].label));
    vg_html_raw(w->o, "</fieldset>\n");
}

static void put_hedges(const struct vg_web *w, const struct vg_claim *c)
{
    const struct vg_scheme *s = vg_scheme_get("hedge");
    int typed = sent(w, "has_hedges") != NULL;

    open_boxes(w, VW_FORM_HEDGES, "has_hedges");
    for (size_t i = 0; s != NULL && i < s->n; i++)
        put_box(w, "hedges", s->terms[i].id,
                typed ? was_sent(w, "hedges", s->terms[i].id)
                      : has_word(c->hedges, c->n_hedges, s->terms[i].id),
                vg_ui_is_zh(w) ? s->terms[i].zh : s->terms[i].en);
    vg_html_raw(w->o, "</fieldset>\n");
}

static void open_group(const struct vg_web *w, enum vg_ui_word legend)
{
    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, legend);
    vg_html_raw(w->o, "</legend><div class=\"row\">\n");
}

static void end_group(const struct vg_web *w)
{
    vg_html_raw(w->o, "</div></fieldset>\n");
}

static void put_number(const struct vg_web *w, const struct vg_claim *c)
{
    open_group(w, VW_FORM_QUANTITY);
    put_terms(w, c, "op", VW_FORM_OP, "op");
    put_input(w, c, "number", VW_FORM_NUMBER, " inputmode=\"decimal\" size=\"12\"");
    put_input(w, c, "number2", VW_FORM_NUMBER2, " inputmode=\"decimal\" size=\"12\"");
    put_terms(w, c, "unit", VW_FORM_UNIT, "unit");
    put_input(w, c, "definition", VW_FORM_DEFINITION, " size=\"28\"");
    end_group(w);
}

static void put_when_where(const struct vg_web *w, const struct vg_claim *c)
{
    open_group(w, VW_FORM_WHEN_WHERE);
    put_input(w, c, "from", VW_FORM_FROM, " size=\"12\" placeholder=\"2022-09\"");
    put_input(w, c, "to", VW_FORM_TO, " size=\"12\"");
    put_input(w, c, "when", VW_FORM_WHEN, " size=\"18\"");
    put_input(w, c, "place", VW_FORM_PLACE, " size=\"24\" placeholder=\"CA, toronto\"");
    put_inferred(w, c);
    end_group(w);
}

void vg_claim_fields(const struct vg_web *w, const struct vg_claim *c)
{
    open_group(w, VW_FORM_WHAT);
    put_terms(w, c, "kind", VW_FORM_KIND, "claim-kind");
    put_input(w, c, "subject", VW_FORM_SUBJECT, " size=\"26\"");
    put_input(w, c, "predicate", VW_FORM_PREDICATE, " size=\"20\"");
    put_input(w, c, "object", VW_FORM_OBJECT, " size=\"22\"");
    end_group(w);
    put_number(w, c);
    open_group(w, VW_FORM_WHO);
    put_input(w, c, "speaker", VW_FORM_SPEAKER, " size=\"26\"");
    put_input(w, c, "as", VW_FORM_AS, " size=\"14\"");
    put_input(w, c, "said_on", VW_FORM_SAID_ON, " size=\"12\"");
    put_terms(w, c, "stance", VW_FORM_STANCE, "stance");
    put_hedges(w, c);
    end_group(w);
    put_when_where(w, c);
    vg_ui_area(w, "quote", VW_FORM_QUOTE, shown(w, c, "quote"), 3);
    put_input(w, c, "note", VW_FORM_NOTE, NULL);
}

/* -- what was typed differently ---------------------------------------------------------- */

/* "[U+202E]", as base/html.h shows what is not seen: how long it is, and what it stands for;
 * 0 when it is none. */
static size_t unseen_at(const char *s, uint32_t *c)
{
    char *end = NULL;

    if (strncmp(s, "[U+", 3) != 0)
        return 0;
    *c = (uint32_t)strtoul(s + 3, &end, 16);
    if (end < s + 7 || end > s + 9 || *end != ']' || !vg_is_unseen(*c))
        return 0;
    return (size_t)(end - s) + 1;
}

/* As sent, without the white space around it; line ends of a text area become what they
 * are in a text, and what was shown as a code point is that character again. NULL: not sent. */
static const char *typed_text(const struct vg_web *w, const char *name)
{
    const char *s = sent(w, name);
    VG_SCOPED_BUF b = {0};

    if (s == NULL)
        return NULL;
    s += strspn(s, " \t\r\n");
    while (*s != '\0') {
        uint32_t c;
        size_t n = unseen_at(s, &c);

        if (n > 0)
            vg_put_utf8(&b, c);
        else if (*s != '\r' || s[1] != '\n')
            vg_putc(&b, *s);
        s += n > 0 ? n : 1;
    }
    while (b.len > 0 && strchr(" \t\r\n", b.p[b.len - 1]) != NULL)
        b.len--;
    return vg_copy(w->a, b.p == NULL ? "" : b.p, b.len);
}

static int is_changed(const struct vg_web *w, const struct vg_claim *c, const char *name)
{
    const char *typed = typed_text(w, name);

    return typed != NULL && strcmp(typed, text_of(w, c, name)) != 0;
}

static int is_any_changed(const struct vg_web *w, const struct vg_claim *c,
                          const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_changed(w, c, names[i]))
            return 1;
    return 0;
}

/* As sent, else as the claim has it; "" when it says nothing. */
static const char *current_text(const struct vg_web *w, const struct vg_claim *c, const char *name)
{
    const char *typed = typed_text(w, name);

    return typed != NULL ? typed : text_of(w, c, name);
}

static json_t *current(const struct vg_web *w, const struct vg_claim *c, const char *name)
{
    const char *text = current_text(w, c, name);

    return text[0] == '\0' ? json_null() : json_string(text);
}

static void put_plain(const struct vg_web *w, const struct vg_claim *c, json_t *out)
{
    static const char *const names[] = {"kind", "stance", "subject", "predicate", "object", "note"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_changed(w, c, names[i]))
            json_object_set_new(out, names[i], current(w, c, names[i]));
}

/* "230,000", "230 000", "2.5"; VG_E_FORMAT when it is no number. */
static int read_number(const struct vg_web *w, const char *name, const char *text, int64_t *n,
                       unsigned *scale)
{
    int after = 0;
    const char *p = text;

    *n = 0;
    *scale = 0;
    for (; *p != '\0'; p++) {
        if (*p == '.' && !after && p > text) {
            after = 1;
        } else if (*p >= '0' && *p <= '9' && *n <= VG_MAX_NUMBER / 10 && *scale < 6) {
            *n = 10 * *n + (*p - '0');
            *scale += (unsigned)after;
        } else if ((*p != ',' && *p != ' ') || after) {
            break;
        }
    }
    if (*p != '\0' || text[0] == '\0')
        return vg_fail(w->err, VG_E_FORMAT, "%s: \"%.40s\" is no number of at most %d digits", name,
                       text, VG_MAX_DIGITS);
    return VG_OK;
}

static void to_scale(int64_t *n, unsigned from, unsigned to)
{
    for (; from < to && *n <= VG_MAX_NUMBER / 10; from++)
        *n *= 10;
}

static int needs_two(enum vg_op op)
{
    return op == VG_OP_BETWEEN || op == VG_OP_MAGNITUDE;
}

static int read_numbers(const struct vg_web *w, const struct vg_claim *c, struct vg_quantity *q)
{
    int64_t a = 0, b = 0;
    unsigned of_a = 0, of_b = 0;
    int rc = VG_OK;

    if (q->op != VG_OP_NONE_FOUND)
        rc = read_number(w, "number", current_text(w, c, "number"), &a, &of_a);
    if (rc == VG_OK && needs_two(q->op))
        rc = read_number(w, "number2", current_text(w, c, "number2"), &b, &of_b);
    if (rc != VG_OK)
        return rc;
    q->scale = of_a > of_b ? of_a : of_b;
    to_scale(&a, of_a, q->scale);
    to_scale(&b, of_b, q->scale);
    vg_quantity_set(q, q->op, a, b);
    return VG_OK;
}

static json_t *number_json(const struct vg_quantity *q, unsigned bit, int64_t n)
{
    double divisor = 1;

    if (!(q->has & bit))
        return json_null();
    for (unsigned i = 0; i < q->scale; i++)
        divisor *= 10;
    /* Fifteen digits come back from a double as they went in. */
    return q->scale == 0 ? json_integer(n) : json_real((double)n / divisor);
}

/* The whole quantity anew: its numbers stand or fall with its op. */
static int put_quantity(const struct vg_web *w, const struct vg_claim *c, json_t *out)
{
    static const char *const names[] = {"op", "number", "number2", "unit", "definition"};
    static const char *const texts[] = {"unit", "definition"};
    struct vg_quantity q = {0};
    const char *op = current_text(w, c, "op");
    json_t *o;
    int rc;

    if (!is_any_changed(w, c, names, sizeof names / sizeof *names))
        return VG_OK;
    if (op[0] == '\0')
        return json_object_set_new(out, "quantity", json_null()), VG_OK;
    rc = vg_op_read(op, &q.op, w->err);
    if (rc == VG_OK)
        rc = read_numbers(w, c, &q);
    if (rc != VG_OK)
        return rc;
    o = json_object();
    json_object_set_new(o, "op", json_string(op));
    json_object_set_new(o, "value", number_json(&q, VG_HAS_VALUE, q.value));
    json_object_set_new(o, "lower", number_json(&q, VG_HAS_LOWER, q.lower));
    json_object_set_new(o, "upper", number_json(&q, VG_HAS_UPPER, q.upper));
    for (size_t i = 0; i < 2; i++)
        json_object_set_new(o, texts[i], current(w, c, texts[i]));
    json_object_set_new(out, "quantity", o);
    return VG_OK;
}

static json_t *ticked(const struct vg_web *w, const char *name)
{
    json_t *list = json_array();

    for (size_t i = 0; i < w->in->n_form; i++)
        if (strcmp(w->in->form[i].name, name) == 0)
            json_array_append_new(list, json_string(w->in->form[i].value));
    return list;
}

static int is_ticked_anew(const struct vg_web *w, const char *mark, const char *name,
                          const char *const *list, size_t n)
{
    size_t count = 0;

    if (sent(w, mark) == NULL)
        return 0;
    for (size_t i = 0; i < w->in->n_form; i++) {
        if (strcmp(w->in->form[i].name, name) != 0)
            continue;
        count++;
        if (!has_word(list, n, w->in->form[i].value))
            return 1;
    }
    return count != n;
}

static void put_period(const struct vg_web *w, const struct vg_claim *c, json_t *out)
{
    static const char *const names[] = {"from", "to", "when"};
    int ticked_anew =
        is_ticked_anew(w, "has_inferred", "inferred", c->period.inferred, c->period.n_inferred);
    json_t *o;

    if (!ticked_anew && !is_any_changed(w, c, names, 3))
        return;
    o = json_object();
    json_object_set_new(o, "from", current(w, c, "from"));
    json_object_set_new(o, "to", current(w, c, "to"));
    json_object_set_new(o, "words", current(w, c, "when"));
    if (ticked_anew)
        json_object_set_new(o, "inferred", ticked(w, "inferred"));
    json_object_set_new(out, "period", o);
}

/* "CA, toronto" → ["CA","toronto"]; a Chinese comma divides, too. */
static json_t *divided(const char *text)
{
    static const char *const marks[] = {",", "\xef\xbc\x8c", "\xe3\x80\x81"}; /* ， 、 */
    json_t *list = json_array();

    while (*text != '\0') {
        size_t n = strlen(text), skip = 0, end;

        for (size_t i = 0; i < 3; i++) {
            const char *at = strstr(text, marks[i]);

            if (at != NULL && (size_t)(at - text) < n) {
                n = (size_t)(at - text);
                skip = strlen(marks[i]);
            }
        }
        end = n;
        for (; end > 0 && *text == ' '; text++, end--, n--)
            ;
        while (end > 0 && text[end - 1] == ' ')
            end--;
        if (end > 0)
            json_array_append_new(list, json_stringn(text, end));
        text += n + skip;
    }
    return list;
}

/* The claim in the shape that its changes are laid over. A new reference. */
static int as_json(const struct vg_web *w, const struct vg_claim *c, json_t **out)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &b};

    vg_claim_to_json(&j, c);
    return vg_json_read(b.p, b.len, out, w->err);
}

/* A speaker typed over the text in hand stands before it: the page still says so. */
static int put_links(const struct vg_web *w, const struct vg_claim *c, json_t *out)
{
    static const char *const names[] = {"speaker", "as", "said_on"};
    VG_SCOPED_JSON *whole = NULL;
    json_t *links, *first;
    int is_text, rc;

    if (!is_any_changed(w, c, names, 3))
        return VG_OK;
    rc = as_json(w, c, &whole);
    if (rc != VG_OK)
        return rc;
    links = json_object_get(whole, "attribution");
    is_text = json_array_size(links) <= 1 && is_changed(w, c, "speaker");
    if (is_text) {
        first = json_object();
        json_array_insert_new(links, 0, first);
    } else {
        first = json_array_get(links, 0);
    }
    json_object_set_new(first, "speaker", current(w, c, "speaker"));
    json_object_set_new(first, "as",
                        is_text && !is_changed(w, c, "as") ? json_null() : current(w, c, "as"));
    json_object_set_new(first, "date", current(w, c, "said_on"));
    json_object_set(out, "attribution", links);
    return VG_OK;
}

/* Another quote is looked for anew: it must occur once in the text. */
static void put_passage(const struct vg_web *w, const struct vg_claim *c, json_t *out)
{
    static const char *const follows[] = {"id", "start", "end", "before", "after"};
    json_t *o;

    if (!is_changed(w, c, "quote"))
        return;
    o = json_object();
    json_object_set_new(o, "quote", current(w, c, "quote"));
    for (size_t i = 0; i < sizeof follows / sizeof *follows; i++)
        json_object_set_new(o, follows[i], json_null());
    json_object_set_new(out, "passage", o);
}

static void put_seen(json_t *out)
{
    json_t *o = json_object_get(out, "passage");

    if (o == NULL) {
        o = json_object();
        json_object_set_new(out, "passage", o);
    }
    json_object_set_new(o, "seen", json_true());
}

static const char *as_text(const struct vg_web *w, const json_t *o)
{
    char *text = json_dumps(o, JSON_COMPACT | JSON_PRESERVE_ORDER);
    const char *copy = vg_copyz(w->a, text);

    free(text);
    return copy;
}

const char *vg_claim_changes_seen(const struct vg_web *w, const char *changes)
{
    VG_SCOPED_JSON *o = NULL;

    if (changes == NULL || vg_json_read(changes, strlen(changes), &o, NULL) != VG_OK)
        o = json_object();
    put_seen(o);
    return as_text(w, o);
}

int vg_claim_changes(const struct vg_web *w, const struct vg_claim *c, const char **out)
{
    VG_SCOPED_JSON *o = json_object();
    int rc = put_quantity(w, c, o);

    put_plain(w, c, o);
    put_period(w, c, o);
    if (is_changed(w, c, "place"))
        json_object_set_new(o, "place", divided(current_text(w, c, "place")));
    if (is_ticked_anew(w, "has_hedges", "hedges", c->hedges, c->n_hedges))
        json_object_set_new(o, "hedges", ticked(w, "hedges"));
    put_passage(w, c, o);
    if (rc == VG_OK)
        rc = put_links(w, c, o);
    if (rc != VG_OK)
        return rc;
    if (json_object_size(o) > 0 && sent(w, VG_FORM_COMPARED) != NULL)
        put_seen(o); /* by itself it changes nothing */
    *out = json_object_size(o) > 0 ? as_text(w, o) : NULL;
    return VG_OK;
}
