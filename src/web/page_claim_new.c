/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Write a claim by hand: the form, filled with what the program understands of the passage
 * or with what a person typed before, and what becomes of it.
 */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/bits.h"
#include "web/claim_form.h"
#include "web/claim_part.h"
#include "web/pages.h"
#include "web/read.h"

enum { LINKS = 3 }; /* rows for speakers that are always there */

/* What the fields of the form hold, whoever filled them. */
struct filled {
    struct vg_web_field *list;
    size_t n, room;
};

static void fill(struct vg_web *w, struct filled *f, const char *name, const char *value)
{
    f->list = vg_grow(w->a, f->list, f->n, &f->room);
    f->list[f->n++] = (struct vg_web_field){name, value == NULL ? "" : value};
}

/* The nth field of a name; NULL when there is none. An empty one counts. */
static const char *nth(const struct filled *f, const char *name, size_t n)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->list[i].name, name) == 0 && n-- == 0)
            return f->list[i].value;
    return NULL;
}

/* The first, or NULL where it is empty. */
static const char *get(const struct filled *f, const char *name)
{
    const char *value = nth(f, name, 0);

    return value == NULL || value[0] == '\0' ? NULL : value;
}

static size_t count(const struct filled *f, const char *name)
{
    size_t n = 0;

    while (nth(f, name, n) != NULL)
        n++;
    return n;
}

/* -- what fills it ---------------------------------------------------------------------------- */

static const char *decimal(struct vg_web *w, int64_t n, unsigned scale)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    vg_json_decimal(&j, n, scale);
    return vg_copy(w->a, b.p, b.len);
}

static void fill_quantity(struct vg_web *w, struct filled *f, const struct vg_quantity *q)
{
    if (q->op == VG_OP_NONE)
        return;
    fill(w, f, "op", vg_op_word(q->op));
    if (q->has & VG_HAS_VALUE)
        fill(w, f, "value", decimal(w, q->value, q->scale));
    if ((q->has & VG_HAS_LOWER) && q->op != VG_OP_EXACT)
        fill(w, f, "lower", decimal(w, q->lower, q->scale));
    if ((q->has & VG_HAS_UPPER) && q->op != VG_OP_EXACT)
        fill(w, f, "upper", decimal(w, q->upper, q->scale));
    fill(w, f, "unit", q->unit);
    fill(w, f, "definition", q->definition);
}

static void fill_places(struct vg_web *w, struct filled *f, const struct vg_claim *c)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < c->n_places; i++)
        vg_putf(&b, "%s%s", i > 0 ? "; " : "", c->places[i]);
    if (b.len > 0)
        fill(w, f, "place", vg_copy(w->a, b.p, b.len));
}

/* Without the last link, the text in hand, which is added by itself. */
static void fill_links(struct vg_web *w, struct filled *f, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++) {
        const struct vg_link *l = &c->links[i];

        if (i + 1 == c->n_links && l->as != NULL && strcmp(l->as, "text") == 0)
            continue;
        fill(w, f, "speaker", l->speaker);
        fill(w, f, "as", l->as);
        fill(w, f, "said", l->date);
    }
}

static void fill_from(struct vg_web *w, struct filled *f, const struct vg_claim *c)
{
    fill(w, f, "kind", vg_claim_kind_word(c->kind));
    fill(w, f, "subject", c->subject);
    fill(w, f, "predicate", c->predicate);
    fill(w, f, "object", c->object);
    fill_quantity(w, f, &c->quantity);
    fill(w, f, "from", c->period.from);
    fill(w, f, "to", c->period.to);
    fill_places(w, f, c);
    fill_links(w, f, c);
    fill(w, f, "stance", vg_stance_word(c->stance));
    for (size_t i = 0; i < c->n_hedges; i++)
        fill(w, f, "hedge", c->hedges[i]);
    fill(w, f, "translation", c->translation);
    fill(w, f, "note", c->note);
}

static void fill_passage(struct vg_web *w, struct filled *f, const struct vg_passage *p)
{
    fill(w, f, "source", vg_print(w->a, "s%" PRId64, p->source));
    fill(w, f, "start", vg_print(w->a, "%" PRId64, p->start));
    fill(w, f, "end", vg_print(w->a, "%" PRId64, p->end));
    fill(w, f, "quote", vg_copy(w->a, p->quote.p, p->quote.len));
}

/* Blanks around a selection are no part of what is said. */
static void trim(struct vg_str text, int64_t *start, int64_t *end)
{
    static const char wide[] = "\xe3\x80\x80"; /* ideographic space */

    for (int again = 1; again && *start < *end;) {
        const char *first = text.p + *start, *last = text.p + *end - 1;

        again = 0;
        if (strchr(" \t\n\r", *first) != NULL)
            again = (int)++*start;
        else if (*end - *start > 3 && memcmp(first, wide, 3) == 0)
            again = (int)(*start += 3);
        else if (strchr(" \t\n\r", *last) != NULL)
            again = (int)--*end;
        else if (*end - *start > 3 && memcmp(last - 2, wide, 3) == 0)
            again = (int)(*end -= 3);
    }
}

/* The suggestion that covers most of the passage, as the rules of the program read it. */
static void fill_suggested(struct vg_web *w, struct filled *f, const struct vg_source *s,
                           struct vg_str quote)
{
    const char *date = s->info.date != NULL && strlen(s->info.date) == 10 ? s->info.date : NULL;
    const char *note = NULL;
    struct vg_claim *list = NULL;
    const struct vg_claim *best = NULL;
    size_t n = 0;

    if (vg_suggest_text(quote.p, quote.len, date, s->info.language, s->info.publisher, w->a, &list,
                        &n, &note, NULL) != VG_OK)
        return;
    for (size_t i = 0; i < n; i++)
        if (best == NULL || list[i].passage->quote.len > best->passage->quote.len)
            best = &list[i];
    if (best != NULL)
        fill_from(w, f, best);
}

static int fill_stretch(struct vg_web *w, struct filled *f, const struct vg_source *s,
                        int64_t start, int64_t end)
{
    VG_SCOPED_BUF text = {.max = VG_MAX_TEXT};
    struct vg_str all, quote;
    int rc = vg_source_text(w->c, s->info.id, 0, &text, w->err);

    if (rc != VG_OK)
        return rc;
    all = vg_buf_str(&text);
    if (end > (int64_t)all.len)
        end = (int64_t)all.len;
    if (start < end)
        trim(all, &start, &end);
    if (start >= end || end - start > VG_MAX_QUOTE)
        return vg_fail(w->err, VG_E_MISUSE,
                       "a passage is a stretch of the text, of %d bytes at most",
                       (int)VG_MAX_QUOTE);
    quote = vg_str_copy(w->a, (struct vg_str){all.p + start, (size_t)(end - start)});
    fill_passage(
        w, f,
        &(struct vg_passage){.source = s->info.id, .start = start, .end = end, .quote = quote});
    fill_suggested(w, f, s, quote);
    return VG_OK;
}

static int fill_replaced(struct vg_web *w, struct filled *f, const char *old)
{
    struct vg_claim c;
    int64_t id;
    int rc = vg_web_id(w, old, 'c', &id);

    if (rc == VG_OK)
        rc = vg_claim_get(w->c, id, w->a, &c, w->err);
    if (rc != VG_OK)
        return rc;
    fill_passage(w, f, c.passage);
    fill_from(w, f, &c);
    fill(w, f, "replaces", old);
    return VG_OK;
}

static int fill_from_query(struct vg_web *w, struct filled *f)
{
    const char *replaces = vg_web_query(w, "replaces"), *quote = vg_web_query(w, "quote");
    int64_t start = vg_web_query_i64(w, "start", -1, INT64_MAX / 2);
    int64_t end = vg_web_query_i64(w, "end", -1, INT64_MAX / 2), id;
    struct vg_source s;
    int rc;

    if (replaces != NULL)
        return fill_replaced(w, f, replaces);
    if (vg_web_query(w, "source") == NULL)
        return VG_OK;
    rc = vg_web_id(w, vg_web_query(w, "source"), 's', &id);
    if (rc == VG_OK)
        rc = vg_source_get(w->c, id, w->a, &s, w->err);
    if (rc != VG_OK)
        return rc;
    if (start >= 0 && end > start)
        return fill_stretch(w, f, &s, start, end);
    fill(w, f, "source", vg_print(w->a, "s%" PRId64, id));
    if (quote != NULL) {
        fill(w, f, "quote", quote);
        fill_suggested(w, f, &s, vg_str(quote));
    }
    return VG_OK;
}

/* -- the form -----------------------------------------------------------------------------------
 */

static int64_t offset_of(const char *text)
{
    int64_t n = 0;

    if (text == NULL || strlen(text) > 12 || text[strspn(text, "0123456789")] != '\0')
        return -1;
    for (; *text != '\0'; text++)
        n = 10 * n + (*text - '0');
    return n;
}

/* What of the source has to be known, or said, before anything of it is kept. */
static void put_doubts(struct vg_web *w, const struct filled *f)
{
    int64_t source = 0, start = offset_of(get(f, "start")), end = offset_of(get(f, "end"));
    int is_placed = start >= 0 && end > start;
    struct vg_source s;

    if (get(f, "source") == NULL || vg_web_id(w, get(f, "source"), 's', &source) != VG_OK)
        return;
    if (vg_source_get(w->c, source, w->a, &s, NULL) == VG_OK && s.info.damaged != NULL) {
        vg_html_raw(w->o, "<p class=\"notice warn\">");
        vg_bits_damaged(w, s.info.damaged);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_claim_compared(w, source, is_placed ? start : 0, is_placed ? end : 0, get(f, "quote"));
}

static void put_passage(struct vg_web *w, const struct filled *f)
{
    const char *source = get(f, "source"), *quote = get(f, "quote");

    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_NEW_PASSAGE);
    vg_html_raw(w->o, "</legend>\n");
    if (get(f, "start") != NULL && source != NULL && quote != NULL) {
        vg_ui_hidden(w, "source", source);
        vg_ui_hidden(w, "start", get(f, "start"));
        vg_ui_hidden(w, "end", get(f, "end"));
        vg_ui_hidden(w, "quote", quote);
        vg_html_raw(w->o, "<blockquote class=\"quote\" dir=\"auto\"><mark>");
        vg_html_textz(w->o, quote);
        vg_html_raw(w->o, "</mark></blockquote><p class=\"soft\">");
        vg_ui_say(w, VW_NEW_STANDS, source, get(f, "start"), get(f, "end"));
        vg_html_raw(w->o, "</p>\n");
    } else {
        vg_ui_input(w, "source", VW_READ_SOURCE, source,
                    " required size=\"8\" pattern=\"s[0-9]+\" placeholder=\"s1\"");
        vg_ui_area(w, "quote", VW_NEW_QUOTE, quote, 3);
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_word(w, VW_NEW_QUOTE_HOW);
        vg_html_raw(w->o, "</p>\n");
    }
    put_doubts(w, f);
    vg_html_raw(w->o, "</fieldset>\n");
}

static void put_what(const struct vg_web *w, const struct filled *f)
{
    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_NEW_WHAT);
    vg_html_raw(w->o, "</legend>\n<div class=\"row\">");
    vg_ui_terms(w, "kind", VW_NEW_KIND, "claim-kind", get(f, "kind"), VW_NEW_CHOOSE);
    vg_ui_terms(w, "stance", VW_NEW_STANCE, "stance",
                get(f, "stance") == NULL ? "asserts" : get(f, "stance"), VW_NEW_CHOOSE);
    vg_html_raw(w->o, "</div><div class=\"row\">");
    vg_ui_input(w, "subject", VW_NEW_SUBJECT, get(f, "subject"), NULL);
    vg_ui_input(w, "predicate", VW_NEW_PREDICATE, get(f, "predicate"), " list=\"predicates\"");
    vg_ui_input(w, "object", VW_NEW_OBJECT, get(f, "object"), NULL);
    vg_html_raw(w->o, "</div><datalist id=\"predicates\">");
    for (size_t i = 0; vg_scheme_get("relation") != NULL && i < vg_scheme_get("relation")->n; i++)
        vg_ui_option(
            w, vg_scheme_get("relation")->terms[i].id,
            vg_term_label("relation", vg_scheme_get("relation")->terms[i].id, w->in->language), "");
    vg_html_raw(w->o, "</datalist></fieldset>\n");
}

static void put_number(const struct vg_web *w, const struct filled *f)
{
    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_NEW_NUMBER);
    vg_html_raw(w->o, "</legend>\n<div class=\"row\">");
    vg_ui_terms(w, "op", VW_NEW_OP, "op", get(f, "op"), VW_NEW_OP_NONE);
    vg_ui_input(w, "value", VW_NEW_VALUE, get(f, "value"), " size=\"9\" inputmode=\"decimal\"");
    vg_ui_input(w, "lower", VW_NEW_LOWER, get(f, "lower"), " size=\"9\" inputmode=\"decimal\"");
    vg_ui_input(w, "upper", VW_NEW_UPPER, get(f, "upper"), " size=\"9\" inputmode=\"decimal\"");
    vg_ui_terms(w, "unit", VW_NEW_UNIT, "unit", get(f, "unit"), VW_READ_NOT_SAID);
    vg_ui_input(w, "definition", VW_NEW_DEFINITION, get(f, "definition"), NULL);
    vg_html_raw(w->o, "</div></fieldset>\n");
}

static void put_when_where(const struct vg_web *w, const struct filled *f)
{
    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_NEW_WHEN_WHERE);
    vg_html_raw(w->o, "</legend>\n<div class=\"row\">");
    vg_ui_input(w, "from", VW_NEW_FROM, get(f, "from"), " size=\"12\" placeholder=\"2022-09\"");
    vg_ui_input(w, "to", VW_NEW_TO, get(f, "to"), " size=\"12\" placeholder=\"2022-09\"");
    vg_ui_input(w, "place", VW_NEW_PLACE, get(f, "place"), NULL);
    vg_html_raw(w->o, "</div></fieldset>\n");
}

static void put_link_input(const struct vg_web *w, const struct filled *f, const char *name,
                           enum vg_ui_word label, size_t i, const char *more)
{
    const char *value = nth(f, name, i);

    vg_ui_input(w, name, label, value == NULL ? "" : value, more);
}

static void put_links(const struct vg_web *w, const struct filled *f)
{
    size_t n = count(f, "speaker");

    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_NEW_WHO);
    vg_html_raw(w->o, "</legend>\n<p class=\"soft\">");
    vg_ui_word(w, VW_NEW_WHO_HOW);
    vg_html_raw(w->o, "</p>\n");
    for (size_t i = 0; i < (n + 1 > LINKS ? n + 1 : LINKS) && i < VG_MAX_LINKS - 1; i++) {
        vg_html_raw(w->o, "<div class=\"row\">");
        put_link_input(w, f, "speaker", VW_NEW_SPEAKER, i, NULL);
        put_link_input(w, f, "as", VW_NEW_AS, i, " size=\"12\" list=\"ways\"");
        put_link_input(w, f, "said", VW_NEW_SAID, i, " size=\"12\" placeholder=\"2022-09-12\"");
        vg_html_raw(w->o, "</div>\n");
    }
    vg_html_raw(w->o, "<datalist id=\"ways\"><option value=\"report\"><option value=\"interview\">"
                      "<option value=\"statement\"><option value=\"figures\">"
                      "<option value=\"notice\"></datalist></fieldset>\n");
}

static int is_chosen(const struct filled *f, const char *name, const char *value)
{
    for (size_t i = 0; nth(f, name, i) != NULL; i++)
        if (strcmp(nth(f, name, i), value) == 0)
            return 1;
    return 0;
}

static void put_hedges(const struct vg_web *w, const struct filled *f)
{
    const struct vg_scheme *s = vg_scheme_get("hedge");

    vg_html_raw(w->o, "<fieldset class=\"checks\"><legend>");
    vg_ui_word(w, VW_NEW_HEDGES);
    vg_html_raw(w->o, "</legend>\n");
    for (size_t i = 0; s != NULL && i < s->n; i++) {
        vg_html_raw(w->o, "<label><input type=\"checkbox\" name=\"hedge\"");
        vg_html_attrz(w->o, "value", s->terms[i].id);
        vg_html_raw(w->o, is_chosen(f, "hedge", s->terms[i].id) ? " checked> " : "> ");
        vg_html_textz(w->o, vg_term_label("hedge", s->terms[i].id, w->in->language));
        vg_html_raw(w->o, "</label>\n");
    }
    vg_html_raw(w->o, "</fieldset>\n");
}

static void put_form(struct vg_web *w, const struct filled *f)
{
    vg_ui_form(w, "/claims", "claim-form");
    if (get(f, "replaces") != NULL)
        vg_ui_hidden(w, "replaces", get(f, "replaces"));
    if (get(f, "back") != NULL)
        vg_ui_hidden(w, "back", get(f, "back"));
    put_passage(w, f);
    put_what(w, f);
    put_number(w, f);
    put_when_where(w, f);
    put_links(w, f);
    put_hedges(w, f);
    vg_ui_area(w, "translation", VW_NEW_TRANSLATION, get(f, "translation"), 2);
    vg_ui_area(w, "note", VW_NEW_NOTE, get(f, "note"), 2);
    vg_html_raw(w->o, "<p class=\"row\">");
    vg_ui_button(w, VW_NEW_KEEP, NULL, NULL, "go", NULL);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_form_end(w);
}

static void put_page(struct vg_web *w, const struct filled *f, const char *failed)
{
    const char *replaces = get(f, "replaces");

    vg_ui_open(w, replaces == NULL ? vg_ui_text(w, VW_NEW_TITLE)
                                   : vg_ui_said(w, VW_NEW_CORRECTS, replaces, NULL, NULL));
    if (failed != NULL)
        vg_ui_notice_text(w, "bad", failed);
    put_form(w, f);
    vg_ui_close(w);
}

int vg_page_claim_new(struct vg_web *w)
{
    struct filled f = {0};
    int rc = fill_from_query(w, &f);

    if (rc != VG_OK)
        return rc;
    if (vg_web_query(w, "back") != NULL)
        fill(w, &f, "back", vg_web_query(w, "back"));
    put_page(w, &f, NULL);
    return VG_OK;
}

/* -- from the form to a claim
 * ----------------------------------------------------------------------- */

struct number {
    int64_t n;
    unsigned scale;
    int is_there;
};

/* "230,000", "2.5", "23 000": groups of three may be set apart; six decimals at most. */
static int read_number(struct vg_web *w, const char *name, const char *text, struct number *out)
{
    int64_t n = 0;
    unsigned scale = 0, digits = 0;
    int point = 0;

    *out = (struct number){0};
    if (text == NULL)
        return VG_OK;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p >= '0' && *p <= '9' && digits < VG_MAX_DIGITS && scale < 6) {
            n = 10 * n + (*p - '0');
            digits++;
            scale += point ? 1 : 0;
        } else if (*p == '.' && !point && digits > 0) {
            point = 1;
        } else if (!((*p == ',' || *p == ' ') && !point && digits > 0 && p[1] >= '0' &&
                     p[1] <= '9')) {
            return vg_fail(w->err, VG_E_FORMAT,
                           "%s: \"%.40s\" is no number; write it as 230000 or 2.5", name, text);
        }
    }
    *out = (struct number){n, scale, digits > 0};
    return VG_OK;
}

static void to_scale(struct number *n, unsigned scale)
{
    for (; n->scale < scale; n->scale++)
        n->n *= 10;
}

static enum vg_op op_of(const struct number *value, const struct number *lower,
                        const struct number *upper)
{
    if (value->is_there)
        return VG_OP_EXACT;
    if (lower->is_there && upper->is_there)
        return VG_OP_BETWEEN;
    return lower->is_there ? VG_OP_AT_LEAST : upper->is_there ? VG_OP_AT_MOST : VG_OP_NONE;
}

/* One number may stand in any of the fields: which end it is says the op. */
static int read_quantity(struct vg_web *w, const struct filled *f, struct vg_quantity *q)
{
    struct number value, lower, upper, first, last;
    unsigned scale;
    int two, rc = read_number(w, "value", get(f, "value"), &value);

    if (rc == VG_OK)
        rc = read_number(w, "lower", get(f, "lower"), &lower);
    if (rc == VG_OK)
        rc = read_number(w, "upper", get(f, "upper"), &upper);
    if (rc == VG_OK && get(f, "op") != NULL)
        rc = vg_op_read(get(f, "op"), &q->op, w->err);
    if (rc != VG_OK)
        return rc;
    if (q->op == VG_OP_NONE)
        q->op = op_of(&value, &lower, &upper);
    if (q->op == VG_OP_NONE)
        return VG_OK;
    two = q->op == VG_OP_BETWEEN || q->op == VG_OP_MAGNITUDE;
    first = value.is_there && !(two && lower.is_there) ? value : lower.is_there ? lower : upper;
    last = upper;
    if (q->op != VG_OP_NONE_FOUND && q->op != VG_OP_SEVERAL && !first.is_there)
        return vg_fail(w->err, VG_E_FORMAT, "value: a number is missing for \"%s\"",
                       vg_op_word(q->op));
    if (two && (!last.is_there || !(lower.is_there || value.is_there)))
        return vg_fail(w->err, VG_E_FORMAT, "upper: \"%s\" needs a lower and an upper number",
                       vg_op_word(q->op));
    scale = first.scale > last.scale ? first.scale : last.scale;
    to_scale(&first, scale);
    to_scale(&last, scale);
    vg_quantity_set(q, q->op, first.n, last.n);
    q->scale = q->has != 0 ? scale : 0;
    q->unit = get(f, "unit");
    q->definition = get(f, "definition");
    return VG_OK;
}

static int find_place(struct vg_web *w, const struct vg_places *ps, const char *text,
                      const char **out)
{
    const struct vg_place *p = NULL;
    int ambiguous = 0;

    *out = text;
    if (text[0] == '?' || vg_place_get(ps, text) != NULL)
        return VG_OK;
    if (vg_place_match(ps, text, strlen(text), &p, &ambiguous) != strlen(text) || p == NULL)
        return vg_fail(w->err, VG_E_FORMAT,
                       "place: \"%.60s\" is in no gazetteer; write its id, or ?%.40s for a place "
                       "that is not known",
                       text, text);
    if (ambiguous > 0)
        return vg_fail(w->err, VG_E_FORMAT,
                       "place: %d other places are called \"%.60s\"; write the id, as in %s",
                       ambiguous, text, p->id);
    *out = p->id;
    return VG_OK;
}

static int read_places(struct vg_web *w, const struct filled *f, struct vg_claim *c)
{
    const char *text = get(f, "place");
    const struct vg_view *names;
    const char **list = NULL;
    size_t room = 0;
    int rc = text == NULL ? VG_OK : vg_web_names(w, &names);

    while (rc == VG_OK && text != NULL && *text != '\0') {
        size_t len = strcspn(text, ";"), keep = len;
        const char *one = text;

        for (; keep > 0 && *one == ' '; one++)
            keep--;
        while (keep > 0 && one[keep - 1] == ' ')
            keep--;
        if (keep > 0) {
            list = vg_grow(w->a, list, c->n_places, &room);
            rc = find_place(w, &names->places, vg_copy(w->a, one, keep), &list[c->n_places]);
            c->n_places++;
        }
        text += len + (text[len] == ';');
    }
    c->places = list;
    return rc;
}

static const char *or_null(const char *text)
{
    return text == NULL || text[0] == '\0' ? NULL : text;
}

static void read_links(struct vg_web *w, const struct filled *f, struct vg_claim *c)
{
    struct vg_link *list = NULL;
    size_t room = 0, n = count(f, "speaker");

    for (size_t i = 0; i < n; i++) {
        struct vg_link l = {.speaker = or_null(nth(f, "speaker", i)),
                            .as = or_null(nth(f, "as", i)),
                            .date = or_null(nth(f, "said", i))};

        if (l.speaker == NULL && l.as == NULL && l.date == NULL)
            continue;
        list = vg_grow(w->a, list, c->n_links, &room);
        list[c->n_links++] = l;
    }
    c->links = list;
}

static void read_hedges(struct vg_web *w, const struct filled *f, struct vg_claim *c)
{
    const char **list = NULL;
    size_t room = 0;

    for (size_t i = 0; nth(f, "hedge", i) != NULL; i++) {
        list = vg_grow(w->a, list, c->n_hedges, &room);
        list[c->n_hedges++] = nth(f, "hedge", i);
    }
    c->hedges = list;
}

/* Where a form sends lines, a browser ends them with CR LF; no text of ours has these. */
static const char *without_returns(struct vg_web *w, const char *text)
{
    VG_SCOPED_BUF b = {0};

    for (; text != NULL && *text != '\0'; text++)
        if (*text != '\r')
            vg_putc(&b, *text);
    return b.len == 0 ? NULL : vg_copy(w->a, b.p, b.len);
}

static int read_passage(struct vg_web *w, const struct filled *f, struct vg_claim *c)
{
    struct vg_passage *p = VG_NEW(w->a, struct vg_passage);
    const char *quote = without_returns(w, get(f, "quote"));
    int rc = vg_web_id(w, get(f, "source"), 's', &p->source);

    if (rc != VG_OK)
        return vg_within(w->err, VG_E_FORMAT, "source");
    p->start = offset_of(get(f, "start"));
    p->end = offset_of(get(f, "end"));
    /* A quote in which something invisible was made visible is not what the text says; its
     * offsets are. */
    if (quote != NULL && (p->start < 0 || strstr(quote, "[U+") == NULL))
        p->quote = vg_str(quote);
    p->is_seen = get(f, VG_FORM_COMPARED) != NULL;
    c->passage = p;
    return VG_OK;
}

static int read_kind(struct vg_web *w, const struct filled *f, struct vg_claim *c)
{
    int rc = VG_OK;

    c->stance = VG_ASSERTS;
    if (get(f, "stance") != NULL)
        rc = vg_stance_read(get(f, "stance"), &c->stance, w->err);
    if (rc != VG_OK)
        return rc;
    if (get(f, "kind") != NULL)
        return vg_claim_kind_read(get(f, "kind"), &c->kind, w->err);
    if (c->quantity.op == VG_OP_NONE)
        return vg_fail(w->err, VG_E_FORMAT, "kind: choose what kind of claim it is");
    c->kind = VG_KIND_QUANTITY;
    return VG_OK;
}

static int read_claim(struct vg_web *w, const struct filled *f, struct vg_claim *c)
{
    int rc = read_passage(w, f, c);

    if (rc == VG_OK)
        rc = read_quantity(w, f, &c->quantity);
    if (rc == VG_OK)
        rc = read_kind(w, f, c);
    if (rc == VG_OK)
        rc = read_places(w, f, c);
    if (rc == VG_OK && get(f, "replaces") != NULL)
        rc = vg_web_id(w, get(f, "replaces"), 'c', &c->replaces);
    if (rc != VG_OK)
        return rc;
    read_links(w, f, c);
    read_hedges(w, f, c);
    c->subject = get(f, "subject");
    c->predicate = get(f, "predicate");
    if (c->predicate == NULL && c->kind == VG_KIND_QUANTITY)
        c->predicate = "number";
    c->object = get(f, "object");
    c->period.from = get(f, "from");
    c->period.to = get(f, "to");
    c->translation = without_returns(w, get(f, "translation"));
    c->note = without_returns(w, get(f, "note"));
    c->family = vg_claim_family(c);
    c->status = VG_ACCEPTED;
    return VG_OK;
}

static int language_of(struct vg_web *w, struct vg_claim *c)
{
    struct vg_source s;
    int rc = vg_source_get(w->c, c->passage->source, w->a, &s, w->err);

    if (rc == VG_OK)
        c->language = s.info.language;
    return rc;
}

/* What was typed is not lost: the form comes again, with why it was refused. */
static int refuse(struct vg_web *w, const struct filled *f, int rc)
{
    const char *says = vg_copyz(w->a, w->err->text);
    int status = vg_web_status(rc);

    if (status >= 500)
        return rc;
    w->out->status = status == 409 ? 409 : 422;
    put_page(w, f, says);
    return VG_OK;
}

int vg_page_claim_add(struct vg_web *w)
{
    struct filled f = {0};
    struct vg_claim c = {0};
    struct vg_case *writable;
    int64_t id = 0;
    int rc;

    for (size_t i = 0; i < w->in->n_form; i++)
        fill(w, &f, w->in->form[i].name, w->in->form[i].value);
    rc = read_claim(w, &f, &c);
    if (rc == VG_OK)
        rc = language_of(w, &c);
    if (rc == VG_OK)
        rc = vg_web_write(w, &writable);
    if (rc == VG_OK)
        rc = vg_claim_add(writable, &c, NULL, 0, &id, w->err);
    if (rc != VG_OK)
        return refuse(w, &f, rc);
    if (get(&f, "back") != NULL && strcmp(get(&f, "back"), "read") == 0)
        return vg_web_go(
            w, "/sources/s%" PRId64 "?at=c%" PRId64 "&said=claimed&of=c%" PRId64 "#p-c%" PRId64,
            c.passage->source, id, id, id);
    return vg_web_go(w, "/claims/c%" PRId64 "?said=claimed&of=c%" PRId64, id, id);
}
