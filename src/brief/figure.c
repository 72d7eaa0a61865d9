/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How a number reaches a page. Every way in calls vg_figure_check() first, so a
 * figure without claims has no printable form.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/page.h"
#include "claim/vocab.h"

enum { HAS_ALL = VG_FIGURE_LOW | VG_FIGURE_BEST | VG_FIGURE_HIGH };

/* The bound in words; low, best, high are {1}, {2}, {3} or what is there of them. */
static void put_words(struct vg_buf *o, const char *language, const struct vg_figure *f)
{
    char low[VG_NUMBER_TEXT], best[VG_NUMBER_TEXT], high[VG_NUMBER_TEXT];

    vg_number(low, f->low, 0);
    vg_number(best, f->best, 0);
    vg_number(high, f->high, 0);
    switch (f->has & HAS_ALL) {
    case VG_FIGURE_LOW:
        vg_brief_say(o, language, VG_W_LOW_ONLY, low, NULL, NULL);
        break;
    case VG_FIGURE_HIGH:
        vg_brief_say(o, language, VG_W_HIGH_ONLY, high, NULL, NULL);
        break;
    case VG_FIGURE_BEST:
        vg_brief_say(o, language, VG_W_BEST_ONLY, best, NULL, NULL);
        break;
    case VG_FIGURE_LOW | VG_FIGURE_BEST:
        if (f->low == f->best)
            vg_brief_say(o, language, VG_W_LOW_ONLY, low, NULL, NULL);
        else
            vg_brief_say(o, language, VG_W_LOW_BEST, low, best, NULL);
        break;
    case VG_FIGURE_BEST | VG_FIGURE_HIGH:
        vg_brief_say(o, language, VG_W_BEST_HIGH, best, high, NULL);
        break;
    case VG_FIGURE_LOW | VG_FIGURE_HIGH:
        vg_brief_say(o, language, f->low == f->high ? VG_W_EXACTLY : VG_W_BETWEEN, low, high, NULL);
        break;
    default:
        vg_brief_say(o, language, f->low == f->high ? VG_W_EXACTLY : VG_W_LOW_BEST_HIGH, low, best,
                     high);
    }
}

static int64_t end_of(const struct vg_figure *f)
{
    int64_t top = 0;

    if ((f->has & VG_FIGURE_LOW) && f->low > top)
        top = f->low;
    if ((f->has & VG_FIGURE_BEST) && f->best > top)
        top = f->best;
    if ((f->has & VG_FIGURE_HIGH) && f->high > top)
        top = f->high;
    return top;
}

int64_t vg_figure_top(const struct vg_figure *rows, size_t n)
{
    int64_t top = 0;

    for (size_t i = 0; i < n; i++)
        if (rows[i].refusal == NULL && end_of(&rows[i]) > top)
            top = end_of(&rows[i]);
    return top;
}

/*
 * The range as a bar, 0 to `top` on the first 176 of 200 units; the rest is room
 * for open ends. An end that nobody states is drawn as a line of dots that runs
 * on past the scale, so that an open end never looks like a small one.
 */
enum { SCALE = 176 };

static int64_t along(int64_t n, int64_t top)
{
    if (top <= 0 || n <= 0)
        return 0;
    /* Scaled down first where the product would not fit. */
    while (top > INT64_MAX / SCALE) {
        top /= 2;
        n /= 2;
    }
    return n >= top ? SCALE : n * SCALE / top;
}

static void put_bar_shapes(struct vg_buf *o, const struct vg_figure *f, int64_t top)
{
    int has_low = (f->has & VG_FIGURE_LOW) != 0, has_high = (f->has & VG_FIGURE_HIGH) != 0;
    int64_t best = along(f->best, top), low = has_low ? along(f->low, top) : 0;
    int64_t high = has_high ? along(f->high, top) : SCALE;
    int64_t first = has_low ? low : best, last = has_high ? along(f->high, top) : first;

    vg_puts(o, "<path class=\"ax\" d=\"M0 12V15.5H176V12\"/>");
    if (!has_low)
        vg_putf(o, "<path class=\"op\" d=\"M0 8H%" PRId64 "\"/>",
                f->has & VG_FIGURE_BEST ? best : high);
    if (!has_high)
        vg_putf(o, "<path class=\"op\" d=\"M%" PRId64 " 8H200\"/>",
                f->has & VG_FIGURE_BEST ? best : low);
    if (has_low && f->has & VG_FIGURE_BEST && best > low && !has_high)
        last = best;
    if (has_low && last > first)
        vg_putf(o,
                "<rect class=\"rg\" x=\"%" PRId64 "\" y=\"4\" width=\"%" PRId64 "\" height=\"8\"/>",
                first, last - first);
    if (has_low)
        vg_putf(o, "<path class=\"en\" d=\"M%" PRId64 " 2V14\"/>", low);
    if (has_high)
        vg_putf(o, "<path class=\"en\" d=\"M%" PRId64 " 2V14\"/>", high);
    if (f->has & VG_FIGURE_BEST)
        vg_putf(o, "<circle class=\"be\" cx=\"%" PRId64 "\" cy=\"8\" r=\"4.2\"/>", best);
}

static void put_bar(struct vg_buf *o, const char *language, const struct vg_figure *f, int64_t top)
{
    char end[VG_NUMBER_TEXT];

    if (f->has == 0 || top <= 0)
        return;
    vg_html_raw(o, "<svg class=\"bar\" role=\"img\" viewBox=\"-6 0 208 17\"><title>");
    put_words(o, language, f);
    vg_html_raw(o, "</title><desc>");
    vg_brief_say(o, language, VG_W_BAR, vg_number(end, top, 0), NULL, NULL);
    vg_html_raw(o, "</desc>");
    put_bar_shapes(o, f, top);
    vg_html_raw(o, "</svg>");
}

static void put_roots(struct vg_buf *o, const char *language, const struct vg_figure *f)
{
    char named[VG_NUMBER_TEXT], read[VG_NUMBER_TEXT];

    vg_brief_say(o, language, VG_W_ROOTS_COUNT, vg_number(named, (int64_t)f->roots_named, 0),
                 vg_number(read, (int64_t)f->roots_read, 0), NULL);
}

/* -- a row of the table in a brief ------------------------------------------------ */

static void cell(const struct vg_page *p, enum vg_word label, const char *class)
{
    vg_html_raw(p->o, "<td role=\"cell\" class=\"");
    vg_html_raw(p->o, class);
    vg_html_raw(p->o, "\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(label, p->lang));
    vg_html_raw(p->o, ">");
}

static void put_end(const struct vg_page *p, enum vg_word label, const struct vg_figure *f,
                    unsigned bit, int64_t n)
{
    char text[VG_NUMBER_TEXT];

    cell(p, label, bit == VG_FIGURE_BEST ? "n be" : "n");
    if (f->has & bit) {
        vg_puts(p->o, vg_number(text, n, 0));
    } else {
        vg_html_raw(p->o, "<span class=\"soft\">");
        vg_page_word(p, bit == VG_FIGURE_BEST ? VG_W_ABSENT : VG_W_OPEN);
        vg_html_raw(p->o, "</span>");
    }
    vg_html_raw(p->o, "</td>");
}

static void put_pair(const struct vg_page *p, enum vg_word label, const char *text)
{
    vg_html_raw(p->o, "<span class=\"soft\">");
    vg_page_word(p, label);
    vg_page_word(p, VG_W_COLON);
    vg_html_raw(p->o, "</span>");
    vg_html_textz(p->o, text);
}

static void put_where(const struct vg_page *p, const struct vg_figure *f)
{
    if (f->place != NULL)
        vg_page_place(p, f->place);
    else
        vg_page_word(p, VG_W_UNPLACED);
}

/* -- the address of a row ------------------------------------------------------------ */

static void put_encoded(struct vg_buf *o, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            strchr("-_.~", c) != NULL)
            vg_putc(o, (char)c);
        else
            vg_putf(o, "%%%02X", c);
    }
}

void vg_figure_key(struct vg_buf *o, const struct vg_figure *f)
{
    const char *const fields[][2] = {{"place", f->place == NULL ? "-" : f->place},
                                     {"who", f->by},
                                     {"def", f->definition},
                                     {"since", f->period_from},
                                     {"until", f->period_to}};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i][1] == NULL)
            continue;
        vg_putf(o, "%s%s=", i == 0 ? "" : "&", fields[i][0]);
        put_encoded(o, fields[i][1]);
    }
}

static int open_link(const struct vg_page *p, const struct vg_figure *f)
{
    VG_SCOPED_BUF address = {0};

    if (p->links == NULL || p->links->figure == NULL)
        return 0;
    vg_puts(&address, p->links->figure);
    vg_figure_key(&address, f);
    vg_html_raw(p->o, "<a");
    vg_html_attr(p->o, "href", vg_buf_str(&address));
    vg_html_raw(p->o, ">");
    return 1;
}

/* Row heading: the place, who, the unit with what counts as one, the period. */
static void put_heading(const struct vg_page *p, const struct vg_figure *f)
{
    int linked;

    vg_html_raw(p->o, "<th role=\"rowheader\" scope=\"row\"><b>");
    linked = open_link(p, f);
    if (f->by != NULL) {
        vg_page_name(p, f->by);
        vg_html_raw(p->o, linked ? "</a></b><small>" : "</b><small>");
        put_where(p, f);
        vg_puts(p->o, " · ");
    } else {
        put_where(p, f);
        vg_html_raw(p->o, linked ? "</a></b><small>" : "</b><small>");
    }
    vg_html_text(p->o,
                 vg_label_head(vg_term_label("unit", f->unit == NULL ? "" : f->unit, p->lang)));
    if (f->place != NULL && f->level > VG_PLACE_WORLD) {
        vg_puts(p->o, " · ");
        vg_page_word(p, vg_level_label(f->level));
    }
    if (f->period_from != NULL || f->period_to != NULL) {
        struct vg_period t = {.from = f->period_from, .to = f->period_to};

        vg_puts(p->o, " · ");
        vg_page_period(p, &t);
    }
    vg_html_raw(p->o, "</small>");
    if (f->definition != NULL) {
        vg_html_raw(p->o, "<small>");
        put_pair(p, VG_W_COUNTS_AS, f->definition);
        vg_html_raw(p->o, "</small>");
    }
    vg_html_raw(p->o, "</th>");
}

static void put_beside(const struct vg_page *p, const struct vg_figure *f)
{
    if (f->n_beside == 0)
        return;
    vg_html_raw(
        p->o,
        "<tr role=\"row\" class=\"beside\"><td role=\"cell\" colspan=\"8\" aria-colspan=\"8\">");
    vg_page_word(p, VG_W_BESIDE);
    vg_page_word(p, VG_W_COLON);
    for (size_t i = 0; i < f->n_beside; i++) {
        const struct vg_claim *c = vg_view_claim(p->v, f->beside[i]);

        if (i == vg_page_limit(p, f->n_beside, VG_BRIEF_LINKS)) {
            vg_page_more(p, f->n_beside - i);
            break;
        }
        vg_puts(p->o, i > 0 ? "; " : "");
        vg_page_claim_link(p, f->beside[i]);
        if (c != NULL && i < 6) { /* the first few in words; the rest are a click away */
            vg_puts(p->o, " ");
            vg_page_term(p, "claim-kind", vg_claim_kind_word(c->kind));
            vg_page_word(p, VG_W_COLON);
            vg_page_gist(p, c);
        }
    }
    vg_html_raw(p->o, "</td></tr>\n");
}

static void put_note(const struct vg_page *p, const struct vg_figure *f)
{
    /* What the words say already is not said twice. */
    if (f->note == NULL || strcmp(f->note, "upper end only") == 0)
        return;
    vg_html_raw(p->o, "<div class=\"note\">");
    vg_page_said(p, f->note_said, f->note);
    vg_html_raw(p->o, "</div>");
}

static void put_numbers(const struct vg_page *p, const struct vg_figure *f, int64_t top)
{
    if (f->refusal != NULL) {
        vg_html_raw(p->o,
                    "<td role=\"cell\" class=\"refusal\" colspan=\"4\" aria-colspan=\"4\"><b>");
        vg_page_word(p, VG_W_NO_FIGURE);
        vg_html_raw(p->o, "</b>");
        vg_page_said(p, f->refusal_said, f->refusal);
    } else {
        put_end(p, VG_W_COL_LOW, f, VG_FIGURE_LOW, f->low);
        put_end(p, VG_W_COL_BEST, f, VG_FIGURE_BEST, f->best);
        put_end(p, VG_W_COL_HIGH, f, VG_FIGURE_HIGH, f->high);
        cell(p, VG_W_COL_WORDS, "w");
        put_bar(p->o, p->lang, f, top);
        put_words(p->o, p->lang, f);
        put_note(p, f);
    }
    vg_html_raw(p->o, "</td>");
}

int vg_page_row(const struct vg_page *p, const struct vg_figure *f, size_t block, size_t row,
                int64_t top, struct vg_err *err)
{
    int rc = vg_figure_check(f, err);

    if (rc != VG_OK)
        return rc;
    vg_putf(p->o, "<tr role=\"row\" id=\"f%zu-%zu\"%s>", block + 1, row + 1,
            f->n_beside > 0 ? " class=\"has\"" : "");
    put_heading(p, f);
    put_numbers(p, f, top);
    cell(p, VG_W_COL_ROOTS, "r");
    put_roots(p->o, p->lang, f);
    vg_html_raw(p->o, "</td>");
    cell(p, VG_W_COL_AS_OF, "d");
    if (f->as_of != NULL)
        vg_put_date(p->o, p->lang, f->as_of);
    else
        vg_page_word(p, VG_W_NOT_STATED);
    vg_html_raw(p->o, "</td>");
    cell(p, VG_W_COL_CLAIMS, "e");
    vg_page_claim_links(p, f->claims, f->n_claims);
    vg_page_marks(p, f->claims, f->n_claims);
    vg_html_raw(p->o, "</td></tr>\n");
    put_beside(p, f);
    return VG_OK;
}

/* -- a figure by itself, on any page ---------------------------------------------- */

static void put_lone_details(struct vg_buf *o, const char *language, const struct vg_figure *f)
{
    vg_html_raw(o, "<small>");
    if (f->unit != NULL)
        vg_html_textz(o, vg_term_label("unit", f->unit, language));
    if (f->definition != NULL) {
        vg_puts(o, " (");
        vg_html_textz(o, f->definition);
        vg_puts(o, ")");
    }
    if (f->as_of != NULL) {
        vg_puts(o, " · ");
        vg_html_textz(o, vg_brief_word(VG_W_COL_AS_OF, language));
        vg_puts(o, " ");
        vg_put_date(o, language, f->as_of);
    }
    vg_puts(o, " · ");
    vg_html_textz(o, vg_brief_word(VG_W_COL_ROOTS, language));
    vg_html_textz(o, vg_brief_word(VG_W_COLON, language));
    put_roots(o, language, f);
    vg_puts(o, " ·");
}

static void put_lone(struct vg_buf *page, const struct vg_figure *f, const char *language)
{
    vg_html_raw(page, "<div class=\"figure\">");
    if (f->refusal != NULL) {
        vg_html_raw(page, "<b>");
        vg_html_textz(page, vg_brief_word(VG_W_NO_FIGURE, language));
        vg_html_raw(page, "</b><span>");
        vg_put_said(page, language, f->refusal_said, f->refusal);
        vg_html_raw(page, "</span> ");
    } else {
        put_bar(page, language, f, end_of(f));
        vg_html_raw(page, "<b>");
        put_words(page, language, f);
        vg_html_raw(page, "</b> ");
    }
    put_lone_details(page, language, f);
}

int vg_page_sum(const struct vg_page *p, const struct vg_figure *f, struct vg_err *err)
{
    int rc = vg_figure_check(f, err);

    if (rc != VG_OK)
        return rc;
    put_lone(p->o, f, p->lang);
    vg_putc(p->o, ' ');
    vg_page_claim_links(p, f->claims, f->n_claims);
    vg_html_raw(p->o, "</small></div>\n");
    return VG_OK;
}

int vg_page_figure(struct vg_buf *page, const struct vg_figure *f, const char *language,
                   struct vg_err *err)
{
    int rc = vg_figure_check(f, err);

    if (rc != VG_OK)
        return rc;
    if (language == NULL)
        language = "en";
    put_lone(page, f, language);
    for (size_t i = 0; i < f->n_claims; i++)
        vg_putf(page, " <a href=\"#c%" PRId64 "\">c%" PRId64 "</a>", f->claims[i], f->claims[i]);
    vg_html_raw(page, "</small>");
    vg_html_raw(page, "</div>\n");
    return VG_OK;
}
