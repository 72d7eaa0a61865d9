/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/say.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/screen.h"

enum { DAY_TEXT = 10, CARD_INDENT = 6, ID_TEXT = 24 };

/* n / 10^scale with separators: 2,500 or 2.5. */
static void put_number(struct vg_buf *b, int64_t n, unsigned scale)
{
    int64_t unit = 1;
    char whole[VG_SIZE_TEXT];

    for (unsigned i = 0; i < scale && i < 6; i++)
        unit *= 10;
    vg_number_text(n / unit, whole);
    vg_puts(b, whole);
    if (unit > 1)
        vg_putf(b, ".%0*" PRId64, (int)scale, n % unit);
}

static void put_bound(struct vg_buf *b, const struct vg_quantity *q)
{
    switch (q->op) {
    case VG_OP_NONE:
        break;
    case VG_OP_EXACT:
        put_number(b, q->value, q->scale);
        break;
    case VG_OP_ABOUT:
        vg_puts(b, "about ");
        put_number(b, q->value, q->scale);
        break;
    case VG_OP_AT_LEAST:
    case VG_OP_OVER:
        vg_puts(b, q->op == VG_OP_OVER ? "over " : "at least ");
        put_number(b, q->lower, q->scale);
        break;
    case VG_OP_AT_MOST:
    case VG_OP_UNDER:
    case VG_OP_NEARLY:
        vg_puts(b, q->op == VG_OP_AT_MOST ? "up to " : q->op == VG_OP_UNDER ? "under " : "nearly ");
        put_number(b, q->upper, q->scale);
        break;
    case VG_OP_BETWEEN:
    case VG_OP_MAGNITUDE:
        put_number(b, q->lower, q->scale);
        vg_puts(b, " to ");
        put_number(b, q->upper, q->scale);
        break;
    case VG_OP_SEVERAL:
        vg_puts(b, "several");
        break;
    case VG_OP_NONE_FOUND:
        vg_puts(b, "none found");
        break;
    }
}

void vg_say_quantity(struct vg_buf *b, const struct vg_quantity *q)
{
    put_bound(b, q);
    if (q->unit != NULL)
        vg_putf(b, " %s", q->unit);
    if (q->definition != NULL)
        vg_putf(b, " (%s)", q->definition);
}

static void put_what(struct vg_buf *b, const struct vg_claim *c)
{
    const char *const words[] = {c->subject, c->predicate, c->object};

    if (c->quantity.op != VG_OP_NONE)
        vg_say_quantity(b, &c->quantity);
    else
        vg_puts(b, vg_claim_kind_word(c->kind));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (words[i] != NULL)
            vg_putf(b, "%s%s", i == 0 ? "; " : " ", words[i]);
    }
}

static void put_chain(struct vg_buf *b, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++) {
        const struct vg_link *k = &c->links[i];

        vg_putf(b, "%s%s", i == 0 ? "" : " > ", k->speaker == NULL ? "unnamed" : k->speaker);
        if (k->as != NULL)
            vg_putf(b, " (%s%s%s)", k->as, k->date == NULL ? "" : ", ",
                    k->date == NULL ? "" : k->date);
    }
}

static void put_period(struct vg_buf *b, const struct vg_period *p)
{
    if (p->from == NULL && p->to == NULL) {
        if (p->words != NULL)
            vg_putf(b, " · \"%s\"", p->words);
        return;
    }
    if (p->from != NULL && p->to != NULL && strcmp(p->from, p->to) == 0)
        vg_putf(b, " · %s", p->from);
    else
        vg_putf(b, " · %s/%s", p->from == NULL ? ".." : p->from, p->to == NULL ? ".." : p->to);
    if (p->n_inferred > 0)
        vg_puts(b, " (partly inferred)");
}

static void put_circumstances(struct vg_buf *b, const struct vg_claim *c)
{
    vg_puts(b, vg_stance_word(c->stance));
    put_period(b, &c->period);
    for (size_t i = 0; i < c->n_places; i++)
        vg_putf(b, "%s%s", i == 0 ? " · " : ", ", c->places[i]);
    for (size_t i = 0; i < c->n_hedges; i++)
        vg_putf(b, "%s%s", i == 0 ? " · hedged: " : ", ", c->hedges[i]);
    for (size_t i = 0; i < c->n_standing; i++) {
        const struct vg_standing *s = &c->standing[i];

        vg_putf(b, " · %s", s->value);
        if (s->speaker != NULL)
            vg_putf(b, " by %s", s->speaker);
        if (s->date != NULL)
            vg_putf(b, " %s", s->date);
    }
}

/* A line of the card: indented, wrapped, made visible. */
static void card_line(struct vg_out *o, const struct vg_buf *text)
{
    VG_SCOPED_BUF seen = {0};

    vg_put_visible(&seen, vg_buf_str(text), 0);
    vg_putf(&o->b, "%*s", CARD_INDENT, "");
    vg_wrap(&o->b, vg_buf_str(&seen), CARD_INDENT, (size_t)o->columns);
    vg_putc(&o->b, '\n');
}

static void card_passage(struct vg_out *o, const struct vg_passage *p)
{
    VG_SCOPED_BUF text = {0};

    vg_putf(&text, "\"");
    vg_put_str(&text, p->quote);
    vg_puts(&text, "\" [");
    if (p->source != 0) /* a text outside a case is no source */
        vg_putf(&text, "s%" PRId64 " ", p->source);
    vg_putf(&text, "%" PRId64 "-%" PRId64 "]", p->start, p->end);
    card_line(o, &text);
    if (p->stands == VG_STANDS_NOWHERE || p->stands == VG_STANDS_DOUBTED) {
        vg_buf_clear(&text);
        vg_puts(&text, p->stands == VG_STANDS_NOWHERE
                           ? "the text that there is now does not have these words; the quote holds"
                           : "the text that there is now has these words in several places that "
                             "fit; the nearest is given");
        card_line(o, &text);
    }
    if (!p->is_ocr)
        return;
    vg_buf_clear(&text);
    vg_putf(&text, "read in an image, sure of %d of 100, of the least word %d: %s", p->mean_sure,
            p->least_sure,
            p->is_seen ? "compared with it by a person" : "not compared with it yet");
    card_line(o, &text);
}

void vg_say_damage(struct vg_out *o, int indent, const char *damaged)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_said *said = vg_damage_said(&a, damaged);

    if (said == NULL)
        return;
    vg_putf(&o->b, "%*s", indent, "");
    vg_out_styled(o, VG_BAD, vg_said_text(&a, said, "en"));
    vg_putc(&o->b, '\n');
}

void vg_say_from_image(struct vg_out *o, int indent)
{
    vg_putf(&o->b, "%*swords of this source were read in an image\n", indent, "");
}

void vg_say_claim(struct vg_out *o, const char *name, const struct vg_claim *c)
{
    VG_SCOPED_BUF text = {0};
    size_t gap = strlen(name) < CARD_INDENT - 1 ? CARD_INDENT - strlen(name) : 1;

    vg_out_styled(o, VG_BOLD, name);
    vg_putf(&o->b, "%*s", (int)gap, "");
    put_what(&text, c);
    vg_out_str(o, vg_buf_str(&text));
    if (c->status != VG_ACCEPTED && c->status != VG_SUGGESTED && c->status != 0)
        vg_putf(&o->b, "  [%s]", vg_claim_status_word(c->status));
    vg_putc(&o->b, '\n');
    if (c->passage != NULL)
        card_passage(o, c->passage);
    vg_buf_clear(&text);
    put_chain(&text, c);
    card_line(o, &text);
    vg_buf_clear(&text);
    put_circumstances(&text, c);
    card_line(o, &text);
}

void vg_say_ids(struct vg_buf *b, char letter, const int64_t *ids, size_t n, size_t most)
{
    for (size_t i = 0; i < n && i < most; i++)
        vg_putf(b, "%s%c%" PRId64, i == 0 ? "" : " ", letter, ids[i]);
    if (n > most)
        vg_putf(b, " and %zu more", n - most);
}

void vg_say_roots(struct vg_buf *b, size_t named, size_t read)
{
    vg_putf(b, "%zu root%s named, %zu read", named, named == 1 ? "" : "s", read);
}

const char *vg_say_name(const struct vg_named *n)
{
    return n->en != NULL ? n->en : n->zh != NULL ? n->zh : n->name;
}

void vg_json_time(struct vg_json *j, const char *key, int64_t at)
{
    char text[VG_TIME_TEXT];

    vg_time_write(at, text);
    vg_json_kt(j, key, at == 0 ? NULL : text);
}

void vg_say_day(struct vg_buf *b, int64_t at)
{
    char text[VG_TIME_TEXT];

    vg_time_write(at, text);
    if (at == 0)
        vg_putc(b, '-');
    else
        vg_put(b, text, DAY_TEXT);
}

void vg_json_id(struct vg_json *j, const char *key, char letter, int64_t id)
{
    char text[ID_TEXT];

    (void)snprintf(text, sizeof text, "%c%" PRId64, letter, id);
    vg_json_kt(j, key, id == 0 ? NULL : text);
}

void vg_json_ids(struct vg_json *j, const char *key, char letter, const int64_t *ids, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++) {
        char text[ID_TEXT];

        (void)snprintf(text, sizeof text, "%c%" PRId64, letter, ids[i]);
        vg_json_text(j, text);
    }
    vg_json_end(j);
}

const char *vg_say_place(struct vg_arena *a, const struct vg_view *v, const char *id)
{
    const struct vg_place *place = vg_place_get(&v->places, id);
    const struct vg_entity *entity = place == NULL ? vg_view_entity(v, id) : NULL;
    const char *en = place != NULL ? place->en : entity != NULL ? entity->en : NULL;

    return en == NULL || strcmp(en, id) == 0 ? id : vg_print(a, "%s (%s)", en, id);
}

void vg_json_check_answer(struct vg_json *j, const struct vg_check_answer *a)
{
    vg_json_key(j, "answer");
    if (a == NULL) {
        vg_json_null(j);
        return;
    }
    vg_json_object(j);
    vg_json_kt(j, "as", a->as);
    vg_json_kt(j, "because", a->because);
    vg_json_kt(j, "by", a->by);
    vg_json_time(j, "at", a->at);
    vg_json_kb(j, "open_again", a->is_open);
    vg_json_end(j);
}

static void say_rule(struct vg_out *o, const struct vg_explained_rule *x)
{
    vg_putf(&o->b, "%*srule ", CARD_INDENT, "");
    vg_out_text(o, x->rule);
    vg_puts(&o->b, " (");
    vg_out_text(o, x->file);
    vg_putf(&o->b, ":%d) on \"", x->line);
    vg_out_text(o, x->words);
    vg_puts(&o->b, "\"\n");
    for (size_t k = 0; k < x->n_slots; k++) {
        vg_putf(&o->b, "%*s$", CARD_INDENT + 2, "");
        vg_out_text(o, x->slots[k].name);
        vg_puts(&o->b, " \"");
        vg_out_text(o, x->slots[k].words);
        vg_puts(&o->b, "\"\n");
    }
}

void vg_say_explained(struct vg_out *o, const struct vg_explained *x)
{
    vg_putf(&o->b, "%*smade by ", CARD_INDENT, "");
    vg_out_text(o, x->frame);
    vg_puts(&o->b, x->rules == NULL ? "; no rule matched\n" : "\n");
    for (const struct vg_explained_rule *r = x->rules; r != NULL; r = r->next)
        say_rule(o, r);
}
