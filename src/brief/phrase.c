/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The small phrases that every section is made of: dates, numbers, names,
 * links. Whatever comes from outside goes through base/html.h here.
 */
#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "base/clock.h"
#include "base/html.h"
#include "base/limits.h"
#include "brief/page.h"
#include "claim/vocab.h"

void vg_page_word(const struct vg_page *p, enum vg_word w)
{
    vg_html_textz(p->o, vg_brief_word(w, p->lang));
}

void vg_page_say(const struct vg_page *p, enum vg_word w, const char *a, const char *b,
                 const char *c)
{
    vg_brief_say(p->o, p->lang, w, a, b, c);
}

size_t vg_page_index(const struct vg_page *p, int64_t claim)
{
    const struct vg_claim *c = vg_view_claim(p->v, claim);

    return c == NULL ? SIZE_MAX : (size_t)(c - p->v->claims);
}

struct vg_page *vg_page_pieces(struct vg_buf *out, const struct vg_view *view, const char *language,
                               const struct vg_phrase_links *links, struct vg_arena *a)
{
    struct vg_page *p = VG_NEW(a, struct vg_page);

    p->o = out;
    p->v = view;
    p->a = a;
    p->lang = language != NULL && strncmp(language, "zh", 2) == 0 ? "zh" : "en";
    p->links = links;
    p->is_bounded = 1;
    return p;
}

void vg_page_bound_links(struct vg_page *p, size_t most)
{
    p->most_links = most;
}

void vg_page_link_figures(struct vg_page *p, const char *address)
{
    struct vg_phrase_links *links = VG_NEW(p->a, struct vg_phrase_links);

    *links = *p->links;
    links->figure = address;
    p->links = links;
}

/* Other pages link every claim: it has a page of its own. */
static int is_printed(const struct vg_page *p, int64_t claim)
{
    size_t i;

    if (p->links != NULL)
        return 1;
    i = vg_page_index(p, claim);
    return i != SIZE_MAX && p->facts[i].shown;
}

void vg_page_link(const struct vg_page *p, enum vg_link_to to, int64_t id)
{
    const struct vg_phrase_links *l = p->links;
    const char *before = l == NULL              ? "#"
                         : to == VG_LINK_CLAIM  ? l->claim
                         : to == VG_LINK_SOURCE ? l->source
                                                : l->root;

    vg_html_raw(p->o, "<a");
    vg_html_attrz(p->o, "href", vg_print(p->a, "%s%c%" PRId64, before, (char)to, id));
    vg_putf(p->o, ">%c%" PRId64 "</a>", (char)to, id);
}

void vg_page_claim_link(const struct vg_page *p, int64_t claim)
{
    if (is_printed(p, claim))
        vg_page_link(p, VG_LINK_CLAIM, claim);
    else
        vg_putf(p->o, "<span class=\"gone\">c%" PRId64 "</span>", claim);
}

void vg_page_more(const struct vg_page *p, size_t left)
{
    char number[VG_NUMBER_TEXT];

    if (left == 0)
        return;
    vg_html_raw(p->o, " <span class=\"soft\">");
    vg_page_say(p, VG_W_MORE, vg_number(number, (int64_t)left, 0), NULL, NULL);
    vg_html_raw(p->o, "</span>");
}

void vg_page_cut(const struct vg_page *p, enum vg_word w, size_t shown, size_t all)
{
    char some[VG_NUMBER_TEXT], whole[VG_NUMBER_TEXT], left[VG_NUMBER_TEXT];

    if (shown >= all)
        return;
    vg_html_raw(p->o, "<p class=\"cut\">");
    vg_page_say(p, w, vg_number(some, (int64_t)shown, 0), vg_number(whole, (int64_t)all, 0),
                vg_number(left, (int64_t)(all - shown), 0));
    vg_html_raw(p->o, "</p>\n");
}

size_t vg_page_limit(const struct vg_page *p, size_t n, size_t most)
{
    return p->is_bounded && n > most ? most : n;
}

size_t vg_page_check_number(const struct vg_page *p, size_t i)
{
    return i + 1 + p->check_skip[p->b->checks[i].result];
}

/* Those with evidence on this page come before those without, if not all can be named. */
static void put_links(const struct vg_page *p, const int64_t *claims, size_t n)
{
    size_t bound = p->most_links > 0 ? p->most_links : VG_BRIEF_LINKS;
    size_t most = vg_page_limit(p, n, bound), printed = 0, put = 0, others;

    for (size_t i = 0; most < n && i < n && printed < most; i++)
        printed += is_printed(p, claims[i]) != 0;
    others = most - printed;
    for (size_t i = 0; i < n && put < most; i++) {
        if (most < n && !is_printed(p, claims[i])) {
            if (others == 0)
                continue;
            others--;
        }
        if (put++ > 0)
            vg_putc(p->o, ' ');
        vg_page_claim_link(p, claims[i]);
    }
    vg_page_more(p, n - put);
}

void vg_page_claim_links(const struct vg_page *p, const int64_t *claims, size_t n)
{
    enum { MANY = 60 };

    /* A long list scrolls on the screen and is whole in print; the keyboard must reach it. */
    if (n > MANY) {
        vg_html_raw(p->o, "<span class=\"ids many\" tabindex=\"0\" role=\"group\"");
        vg_html_attrz(p->o, "aria-label", vg_brief_word(VG_W_ALL_CLAIMS, p->lang));
        vg_html_raw(p->o, ">");
    } else {
        vg_html_raw(p->o, "<span class=\"ids\">");
    }
    put_links(p, claims, n);
    vg_html_raw(p->o, "</span>");
}

void vg_page_term(const struct vg_page *p, const char *scheme, const char *id)
{
    if (id != NULL)
        vg_html_textz(p->o, vg_term_label(scheme, id, p->lang));
}

static const char *in_language(const struct vg_page *p, const char *en, const char *zh)
{
    if (strncmp(p->lang, "zh", 2) == 0)
        return zh != NULL ? zh : en;
    return en != NULL ? en : zh;
}

void vg_page_name(const struct vg_page *p, const char *name)
{
    const struct vg_entity *e = name == NULL ? NULL : vg_view_entity(p->v, name);
    const char *label = e == NULL ? name : in_language(p, e->en, e->zh);

    if (name == NULL)
        vg_page_word(p, VG_W_UNNAMED);
    else
        vg_html_textz(p->o, label == NULL ? name : label);
}

void vg_page_place(const struct vg_page *p, const char *id)
{
    const struct vg_place *place = vg_place_get(&p->v->places, id);
    const char *label = place == NULL ? NULL : in_language(p, place->en, place->zh);

    vg_html_textz(p->o, label == NULL ? id : label);
}

void vg_put_said(struct vg_buf *o, const char *language, const struct vg_said *said,
                 const char *text)
{
    VG_SCOPED_BUF words = {0};

    if (said == NULL && text != NULL && strcmp(language, "en") != 0) {
        vg_html_raw(o, "<span lang=\"en\">");
        vg_html_textz(o, text);
        vg_html_raw(o, "</span>");
        return;
    }
    if (said == NULL || (text != NULL && strcmp(language, "en") == 0)) {
        vg_html_textz(o, text);
        return;
    }
    vg_said_put(&words, said, language);
    vg_html_text(o, vg_buf_str(&words));
}

void vg_page_said(const struct vg_page *p, const struct vg_said *said, const char *text)
{
    vg_put_said(p->o, p->lang, said, text);
}

void vg_page_words(const struct vg_page *p, const char *text)
{
    if (text == NULL)
        return;
    vg_html_raw(p->o, "<span dir=\"auto\">");
    vg_html_textz(p->o, text);
    vg_html_raw(p->o, "</span>");
}

/* Letters, digits and hyphens between them, as RFC 5646 shapes a tag. */
static int is_language_tag(const char *tag)
{
    size_t n = strlen(tag);

    if (n < 2 || n > 35 || tag[0] == '-' || tag[n - 1] == '-')
        return 0;
    return strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == n;
}

void vg_page_lang(const struct vg_page *p, const char *language)
{
    if (language != NULL && is_language_tag(language)) {
        /* "zh" alone lets a browser choose any Han font; case files say zh for simplified. */
        int zh = strcmp(language, "zh") == 0;

        vg_html_attrz(p->o, "lang", zh ? "zh-Hans" : language);
    }
    vg_html_raw(p->o, " dir=\"auto\"");
}

struct vg_str vg_label_head(const char *label)
{
    size_t n = strcspn(label, ",;(/");
    const char *comma = strstr(label, "\xe3\x80\x81"); /* 、 */

    if (comma != NULL && (size_t)(comma - label) < n)
        n = (size_t)(comma - label);
    while (n > 0 && label[n - 1] == ' ')
        n--;
    return n == 0 ? vg_str(label) : (struct vg_str){label, n};
}

const char *vg_number(char out[VG_NUMBER_TEXT], int64_t n, unsigned scale)
{
    char digits[24];
    char back[VG_NUMBER_TEXT];
    uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    size_t count = 0, at = 0, whole;

    do {
        digits[count++] = (char)('0' + left % 10);
        left /= 10;
    } while ((left > 0 || count <= scale) && count < sizeof digits);
    whole = count - (scale < count ? scale : count - 1);
    for (size_t i = 0; i < count; i++) { /* digits[] is least first */
        if (i >= count - whole && i > count - whole && (i - (count - whole)) % 3 == 0)
            back[at++] = ',';
        if (i == count - whole && i > 0)
            back[at++] = '.';
        back[at++] = digits[i];
    }
    if (n < 0)
        back[at++] = '-';
    for (size_t i = 0; i < at; i++)
        out[i] = back[at - 1 - i];
    out[at] = '\0';
    return out;
}

/* -- dates ------------------------------------------------------------------- */

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* The number in `n` digits at p, or -1. */
static int digits_at(const char *p, size_t n)
{
    int v = 0;

    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

static void put_plain_date(struct vg_buf *o, int zh, int year, int month, int day)
{
    if (zh) {
        vg_putf(o, "%d年", year);
        if (month > 0)
            vg_putf(o, "%d月", month);
        if (day > 0)
            vg_putf(o, "%d日", day);
        return;
    }
    if (day > 0)
        vg_putf(o, "%d ", day);
    if (month > 0)
        vg_putf(o, "%s ", months[month - 1]);
    vg_putf(o, "%d", year);
}

/* One side of an interval: year, month or day with an optional mark of doubt. */
static void put_one_date(struct vg_buf *o, int zh, struct vg_str s)
{
    size_t n = s.len;
    int doubt = n > 0 && strchr("?~%", s.p[n - 1]) != NULL;
    int year, month = 0, day = 0;

    n -= doubt ? 1 : 0;
    year = n >= 4 ? digits_at(s.p, 4) : -1;
    if (n == 7 || n == 10)
        month = s.p[4] == '-' ? digits_at(s.p + 5, 2) : -1;
    if (n == 10)
        day = s.p[7] == '-' ? digits_at(s.p + 8, 2) : -1;
    if (year < 0 || (n != 4 && n != 7 && n != 10) || month < 0 || month > 12 || day < 0 ||
        day > 31 || (n > 4 && month == 0) || (n == 10 && day == 0)) {
        vg_put_str(o, s);
        return;
    }
    put_plain_date(o, zh, year, month, day);
    if (doubt)
        vg_putc(o, '?');
}

/* The date as plain text, not yet escaped. */
static void put_edtf(struct vg_buf *o, const char *language, const char *edtf)
{
    int zh = strncmp(language, "zh", 2) == 0;
    const char *slash = strchr(edtf, '/');

    if (slash == NULL) {
        put_one_date(o, zh, vg_str(edtf));
        return;
    }
    put_one_date(o, zh, (struct vg_str){edtf, (size_t)(slash - edtf)});
    vg_puts(o, "\xe2\x80\x93"); /* – */
    put_one_date(o, zh, vg_str(slash + 1));
}

void vg_put_date(struct vg_buf *o, const char *language, const char *edtf)
{
    VG_SCOPED_BUF plain = {0};

    if (edtf == NULL)
        return;
    put_edtf(&plain, language, edtf);
    vg_html_text(o, vg_buf_str(&plain));
}

void vg_put_time(struct vg_buf *o, const char *language, int64_t at)
{
    char t[VG_TIME_TEXT];

    vg_time_write(at, t);
    vg_puts(o, "<time datetime=\"");
    vg_puts(o, t);
    vg_puts(o, "\">");
    put_one_date(o, strncmp(language, "zh", 2) == 0, (struct vg_str){t, 10});
    vg_puts(o, strncmp(language, "zh", 2) == 0 ? " " : ", ");
    vg_put(o, t + 11, 5);
    vg_puts(o, " UTC</time>");
}

/* The printed word for an inferred part of a period; an unknown one stays as it is. */
static const char *part_of_date(const struct vg_page *p, const char *part)
{
    static const struct {
        const char *id;
        enum vg_word label;
    } parts[] = {
        {"year", VG_W_PART_YEAR}, {"month", VG_W_PART_MONTH}, {"day", VG_W_PART_DAY},
        {"from", VG_W_PART_FROM}, {"to", VG_W_PART_TO},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(part, parts[i].id) == 0)
            return vg_brief_word(parts[i].label, p->lang);
    return part;
}

void vg_page_period(const struct vg_page *p, const struct vg_period *t)
{
    VG_SCOPED_BUF from = {0}, to = {0};

    if (t->from != NULL)
        put_edtf(&from, p->lang, t->from);
    if (t->to != NULL)
        put_edtf(&to, p->lang, t->to);
    if (t->from != NULL && t->to != NULL && strcmp(t->from, t->to) == 0)
        vg_html_text(p->o, vg_buf_str(&from));
    else if (t->from != NULL && t->to != NULL)
        vg_page_say(p, VG_W_RANGE, from.p, to.p, NULL);
    else if (t->from != NULL)
        vg_page_say(p, VG_W_SINCE, from.p, NULL, NULL);
    else if (t->to != NULL)
        vg_page_say(p, VG_W_UNTIL, to.p, NULL, NULL);
    else if (t->words != NULL) {
        vg_html_raw(p->o, "<q>");
        vg_html_textz(p->o, t->words);
        vg_html_raw(p->o, "</q>");
    }
    for (size_t i = 0; i < t->n_inferred; i++) {
        vg_html_raw(p->o, " <span class=\"soft\">(");
        vg_page_say(p, VG_W_INFERRED, part_of_date(p, t->inferred[i]), NULL, NULL);
        vg_html_raw(p->o, ")</span>");
    }
}

/* -- what a claim says in half a line ------------------------------------------ */

static enum vg_word word_of_op(enum vg_op op)
{
    switch (op) {
    case VG_OP_ABOUT:
        return VG_W_OP_ABOUT;
    case VG_OP_AT_LEAST:
        return VG_W_AT_LEAST;
    case VG_OP_OVER:
        return VG_W_OP_OVER;
    case VG_OP_AT_MOST:
        return VG_W_OP_AT_MOST;
    case VG_OP_UNDER:
        return VG_W_OP_UNDER;
    case VG_OP_NEARLY:
        return VG_W_OP_NEARLY;
    case VG_OP_BETWEEN:
        return VG_W_BETWEEN;
    case VG_OP_MAGNITUDE:
        return VG_W_OP_MAGNITUDE;
    case VG_OP_SEVERAL:
        return VG_W_OP_SEVERAL;
    case VG_OP_NONE_FOUND:
        return VG_W_OP_NONE_FOUND;
    case VG_OP_NONE:
    case VG_OP_EXACT:
        break;
    }
    return VG_WORDS;
}

void vg_page_quantity(const struct vg_page *p, const struct vg_quantity *q)
{
    char a[VG_NUMBER_TEXT], b[VG_NUMBER_TEXT];
    int64_t first = q->has & VG_HAS_VALUE ? q->value : q->has & VG_HAS_LOWER ? q->lower : q->upper;
    enum vg_word w = word_of_op(q->op);

    if (q->unit != NULL) {
        vg_html_text(p->o, vg_label_head(vg_term_label("unit", q->unit, p->lang)));
        vg_page_word(p, VG_W_COLON);
    }
    vg_html_raw(p->o, "<b>");
    vg_number(a, first, q->scale);
    if (w == VG_WORDS)
        vg_puts(p->o, a);
    else
        vg_page_say(p, w, a, vg_number(b, q->upper, q->scale), NULL);
    vg_html_raw(p->o, "</b>");
    if (q->base != NULL) {
        vg_putc(p->o, ' ');
        vg_page_say(p, VG_W_OF_BASE, q->base, NULL, NULL);
    }
    if (q->per != NULL) {
        vg_putc(p->o, ' ');
        vg_page_say(p, VG_W_PER, q->per, NULL, NULL);
    }
}

/* A predicate is an id of our own: its hyphens are spaces to a reader. */
static void put_predicate(struct vg_buf *o, const char *predicate)
{
    while (*predicate != '\0') {
        size_t n = strcspn(predicate, "-");

        vg_html_text(o, (struct vg_str){predicate, n});
        predicate += n;
        if (*predicate == '-') {
            vg_putc(o, ' ');
            predicate++;
        }
    }
}

static int names_a_claim(const struct vg_page *p, const char *name, int64_t *id)
{
    size_t n = name == NULL ? 0 : strlen(name);

    *id = 0;
    if (n < 2 || n > 18 || name[0] != 'c')
        return 0;
    for (size_t i = 1; i < n; i++) {
        if (name[i] < '0' || name[i] > '9')
            return 0;
        *id = *id * 10 + (name[i] - '0');
    }
    return vg_page_index(p, *id) != SIZE_MAX;
}

static void put_part(const struct vg_page *p, const char *name)
{
    int64_t id;

    if (names_a_claim(p, name, &id))
        vg_page_claim_link(p, id);
    else if (vg_view_entity(p->v, name) == NULL && vg_place_get(&p->v->places, name) != NULL)
        vg_page_place(p, name);
    else
        vg_page_name(p, name);
}

void vg_page_gist(const struct vg_page *p, const struct vg_claim *c)
{
    int parted = 0;

    if (c->quantity.op != VG_OP_NONE) {
        vg_page_quantity(p, &c->quantity);
        parted = 1;
    }
    if (c->subject != NULL) {
        vg_puts(p->o, parted ? " · " : "");
        put_part(p, c->subject);
        parted = 1;
    }
    if (c->predicate != NULL) {
        vg_puts(p->o, parted ? " <i lang=\"en\">" : "<i lang=\"en\">");
        put_predicate(p->o, c->predicate);
        vg_html_raw(p->o, "</i>");
    }
    if (c->object != NULL) {
        vg_putc(p->o, ' ');
        put_part(p, c->object);
    }
}

void vg_page_standing(const struct vg_page *p, const struct vg_standing *s)
{
    vg_html_raw(p->o, "<b>");
    vg_page_term(p, "standing", s->value);
    vg_html_raw(p->o, "</b> · ");
    vg_page_name(p, s->speaker);
    if (s->date != NULL) {
        vg_puts(p->o, " · ");
        vg_put_date(p->o, p->lang, s->date);
    }
}

int vg_standing_is_earlier(const struct vg_claim *c, size_t i)
{
    const char *who = c->standing[i].speaker;

    for (size_t k = i + 1; k < c->n_standing; k++) {
        const char *other = c->standing[k].speaker;

        if (who == other || (who != NULL && other != NULL && strcmp(who, other) == 0))
            return 1;
    }
    return 0;
}

enum vg_word vg_family_label(enum vg_family f)
{
    switch (f) {
    case VG_FAMILY_EXISTENCE:
        return VG_W_FAMILY_EXISTENCE;
    case VG_FAMILY_FUNCTION:
        return VG_W_FAMILY_FUNCTION;
    case VG_FAMILY_EFFECT:
        return VG_W_FAMILY_EFFECT;
    case VG_FAMILY_NUMBER:
        return VG_W_FAMILY_NUMBER;
    case VG_FAMILY_IDENTITY:
        return VG_W_FAMILY_IDENTITY;
    case VG_FAMILY_TIME:
        return VG_W_FAMILY_TIME;
    }
    return VG_W_NOT_STATED;
}

enum vg_word vg_level_label(enum vg_place_level level)
{
    switch (level) {
    case VG_PLACE_WORLD:
        return VG_W_LEVEL_WORLD;
    case VG_PLACE_CONTINENT:
        return VG_W_LEVEL_CONTINENT;
    case VG_PLACE_COUNTRY:
        return VG_W_LEVEL_COUNTRY;
    case VG_PLACE_REGION:
        return VG_W_LEVEL_REGION;
    case VG_PLACE_METRO:
        return VG_W_LEVEL_METRO;
    case VG_PLACE_CITY:
        return VG_W_LEVEL_CITY;
    case VG_PLACE_DISTRICT:
        return VG_W_LEVEL_DISTRICT;
    case VG_PLACE_UNKNOWN:
        break;
    }
    return VG_W_NOT_STATED;
}

enum { MARKS_SHOWN = 4 };

void vg_page_marks(const struct vg_page *p, const int64_t *claims, size_t n)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_spread_mark *marks;
    size_t count = p->spread == NULL ? 0 : vg_spread_of_claims(p->spread, claims, n, &work, &marks);

    for (size_t i = 0; i < count && i < MARKS_SHOWN; i++) {
        vg_html_raw(p->o, "<small class=\"alert\">");
        vg_page_word(p, VG_W_RESTS_ON);
        vg_page_word(p, VG_W_COLON);
        vg_page_said(p, vg_spread_said(&marks[i], &work), vg_spread_says(&marks[i], &work));
        vg_html_raw(p->o, "</small>");
    }
    if (count > MARKS_SHOWN) {
        vg_html_raw(p->o, "<small class=\"alert\">");
        vg_page_more(p, count - MARKS_SHOWN);
        vg_html_raw(p->o, "</small>");
    }
}
