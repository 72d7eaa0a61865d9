/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Texts on a page: cut into paragraphs, pages and marked pieces.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "web/read.h"

/* -- paragraphs and pages ----------------------------------------------------------------- */

struct layout {
    struct vg_arena *a;
    struct vg_str text;
    struct vg_read_paragraph *list;
    size_t n, room;
};

static void add_paragraph(struct layout *l, const struct vg_read_paragraph *p)
{
    l->list = vg_grow(l->a, l->list, l->n, &l->room);
    l->list[l->n++] = *p;
}

/* A paragraph without end is cut at a line, else a blank, else a character. */
static int64_t cut_of(const struct layout *l, int64_t start)
{
    size_t most = (size_t)start + VG_READ_PARAGRAPH, at = most;

    while (at > (size_t)start + VG_READ_PARAGRAPH / 2 && l->text.p[at - 1] != '\n')
        at--;
    if (l->text.p[at - 1] == '\n')
        return (int64_t)at;
    for (at = most; at > (size_t)start + VG_READ_PARAGRAPH / 2 && l->text.p[at - 1] != ' ';)
        at--;
    if (l->text.p[at - 1] == ' ')
        return (int64_t)at;
    return (int64_t)vg_utf8_down(l->text.p, l->text.len, most);
}

static void add_cut(struct layout *l, struct vg_read_paragraph p)
{
    int64_t end = p.end;

    while (end - p.start > VG_READ_PARAGRAPH) {
        p.end = cut_of(l, p.start);
        add_paragraph(l, &p);
        p.start = p.end;
    }
    p.end = end;
    add_paragraph(l, &p);
}

/* Cells of one row are one paragraph. */
static void join_blocks(struct layout *l, const struct vg_text_block *blocks, size_t n)
{
    for (size_t i = 0; i < n;) {
        struct vg_read_paragraph p = {.start = blocks[i].start,
                                      .end = blocks[i].end,
                                      .class = blocks[i].class,
                                      .level = blocks[i].level,
                                      .is_main = blocks[i].is_main,
                                      .language = blocks[i].language};

        for (i++; i < n && blocks[i].start == p.end + 1 && l->text.p[p.end] == '\t'; i++)
            p.end = blocks[i].end;
        add_cut(l, p);
    }
}

static void cut_pages(struct layout *l, struct vg_read_text *out)
{
    size_t *pages = NULL, n = 0, room = 0;
    int64_t begin = 0;

    for (size_t i = 0; i < l->n; i++) {
        if (n > 0 && l->list[i].end - begin <= VG_READ_PAGE)
            continue;
        pages = vg_grow(l->a, pages, n, &room);
        pages[n++] = i;
        begin = l->list[i].start;
    }
    out->pages = pages;
    out->n_pages = n;
}

void vg_read_lay_out(struct vg_web *w, struct vg_str text, const struct vg_text_block *blocks,
                     size_t n, struct vg_read_text *out)
{
    struct layout l = {.a = w->a, .text = text};

    join_blocks(&l, blocks, n);
    *out = (struct vg_read_text){
        .text = text, .paragraphs = l.list, .n_paragraphs = l.n, .anchor = "p-"};
    cut_pages(&l, out);
}

size_t vg_read_page_at(const struct vg_read_text *t, int64_t at)
{
    size_t page = 0;

    for (size_t i = 1; i < t->n_pages; i++)
        if (t->paragraphs[t->pages[i]].start <= at)
            page = i;
    return page;
}

/* -- marks --------------------------------------------------------------------------------- */

static int mark_order(const void *a, const void *b)
{
    const struct vg_read_mark *x = a, *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return strcmp(x->name, y->name);
}

void vg_read_sort(struct vg_read_mark *marks, size_t n)
{
    if (n > 0)
        qsort(marks, n, sizeof *marks, mark_order);
}

static int i64_order(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* The marks that touch a paragraph, and every border inside it. */
struct pieces {
    const struct vg_read_mark **marks;
    size_t n;
    int64_t *borders;
    size_t n_borders;
};

static void find_pieces(const struct vg_web *w, const struct vg_read_text *t,
                        const struct vg_read_paragraph *p, struct pieces *out)
{
    size_t kept = 0, n = 0;

    for (size_t i = 0; i < t->n_marks && t->marks[i].start < p->end; i++)
        n += t->marks[i].end > p->start;
    out->marks = VG_NEW_ARRAY(w->a, const struct vg_read_mark *, n + 1);
    for (size_t i = 0; i < t->n_marks && t->marks[i].start < p->end; i++)
        if (t->marks[i].end > p->start)
            out->marks[out->n++] = &t->marks[i];
    out->borders = VG_NEW_ARRAY(w->a, int64_t, 2 * out->n + 2);
    out->borders[out->n_borders++] = p->start;
    out->borders[out->n_borders++] = p->end;
    for (size_t i = 0; i < out->n; i++) {
        if (out->marks[i]->start > p->start)
            out->borders[out->n_borders++] = out->marks[i]->start;
        if (out->marks[i]->end < p->end)
            out->borders[out->n_borders++] = out->marks[i]->end;
    }
    qsort(out->borders, out->n_borders, sizeof *out->borders, i64_order);
    for (size_t i = 0; i < out->n_borders; i++)
        if (kept == 0 || out->borders[kept - 1] != out->borders[i])
            out->borders[kept++] = out->borders[i];
    out->n_borders = kept;
}

/* What is invisible is shown, and says how many bytes it stands for. */
static void put_text(const struct vg_web *w, struct vg_str s)
{
    size_t plain = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t c;
        size_t len = vg_utf8_next(s.p + at, s.len - at, &c);

        if (vg_is_unseen(c)) {
            vg_html_text(w->o, (struct vg_str){s.p + plain, at - plain});
            vg_putf(w->o, "<span class=\"unseen\" data-n=\"%zu\">", len);
            vg_html_text(w->o, (struct vg_str){s.p + at, len});
            vg_html_raw(w->o, "</span>");
            plain = at + len;
        }
        at += len;
    }
    vg_html_text(w->o, (struct vg_str){s.p + plain, s.len - plain});
}

static int covers(const struct vg_read_mark *m, int64_t from, int64_t to)
{
    return m->start <= from && m->end >= to;
}

/* The ids of marks that begin here, behind the first, which is the piece's own. */
static void put_ids(const struct vg_web *w, const struct vg_read_text *t, const struct pieces *p,
                    int64_t from, int64_t begin)
{
    int first = 1;

    for (size_t i = 0; i < p->n; i++) {
        const struct vg_read_mark *m = p->marks[i];

        /* A mark that begins on an earlier page is led to at the beginning of this paragraph. */
        if (m->start != from || m->start < begin)
            continue;
        if (!first)
            vg_html_raw(w->o, "<span");
        vg_html_attrz(w->o, "id", vg_print(w->a, "%s%s", t->anchor, m->name));
        vg_html_raw(w->o, first ? ">" : "></span>");
        first = 0;
    }
    if (first)
        vg_html_raw(w->o, ">");
}

static void open_mark(const struct vg_web *w, const struct vg_read_text *t, const struct pieces *p,
                      int64_t from, int64_t to, int64_t begin)
{
    const struct vg_read_mark *inner = NULL;
    VG_SCOPED_BUF names = {0};
    size_t depth = 0;

    for (size_t i = 0; i < p->n; i++) {
        const struct vg_read_mark *m = p->marks[i];

        if (!covers(m, from, to))
            continue;
        vg_putf(&names, "%s%s", depth++ > 0 ? " " : "", m->name);
        if (inner == NULL || m->end - m->start < inner->end - inner->start)
            inner = m;
    }
    vg_html_raw(w->o, "<mark");
    vg_html_attrz(
        w->o, "class",
        vg_print(w->a, "m %s%s", inner == NULL ? "" : inner->class, depth > 1 ? " deep" : ""));
    vg_html_attr(w->o, "data-c", vg_buf_str(&names));
    vg_putf(w->o, " data-at=\"%" PRId64 "\"", from);
    put_ids(w, t, p, from, begin);
}

static void put_references(const struct vg_web *w, const struct pieces *p, int64_t at)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct vg_read_mark *m = p->marks[i];

        if (m->end != at || m->href == NULL)
            continue;
        vg_html_raw(w->o, "<a");
        vg_html_attrz(w->o, "class", vg_print(w->a, "ref %s", m->class));
        vg_html_attrz(w->o, "href", m->href);
        vg_html_attrz(w->o, "data-r", m->shown);
        vg_html_attrz(w->o, "aria-label", m->label);
        vg_html_raw(w->o, "></a>");
    }
}

static void put_pieces(const struct vg_web *w, const struct vg_read_text *t, const struct pieces *p,
                       int64_t begin)
{
    for (size_t i = 0; i + 1 < p->n_borders; i++) {
        int64_t from = p->borders[i], to = p->borders[i + 1];
        int marked = 0;

        for (size_t k = 0; k < p->n && !marked; k++)
            marked = covers(p->marks[k], from, to);
        if (marked)
            open_mark(w, t, p, from, to, begin);
        put_text(w, (struct vg_str){t->text.p + from, (size_t)(to - from)});
        if (marked)
            vg_html_raw(w->o, "</mark>");
        put_references(w, p, to);
    }
}

void vg_read_put(const struct vg_web *w, const struct vg_read_text *t, size_t paragraph)
{
    const struct vg_read_paragraph *p = &t->paragraphs[paragraph];
    const char *language = p->language != NULL ? p->language : t->language;
    struct pieces pieces = {0};

    find_pieces(w, t, p, &pieces);
    vg_html_raw(w->o, "<p");
    vg_html_attrz(w->o, "class",
                  vg_print(w->a, "b-%s%s", p->class, p->is_main ? "" : " beside-main"));
    vg_putf(w->o, " data-at=\"%" PRId64 "\" data-end=\"%" PRId64 "\"", p->start, p->end);
    vg_ui_lang(w, language);
    vg_html_raw(w->o, ">");
    put_pieces(w, t, &pieces, p->start);
    vg_html_raw(w->o, "</p>\n");
}

void vg_read_put_page(const struct vg_web *w, const struct vg_read_text *t, size_t page)
{
    size_t end = page + 1 < t->n_pages ? t->pages[page + 1] : t->n_paragraphs;

    for (size_t i = page < t->n_pages ? t->pages[page] : end; i < end; i++)
        vg_read_put(w, t, i);
}

/* -- passages --------------------------------------------------------------------------------- */

int vg_read_find(struct vg_str text, const struct vg_passage *p, int64_t *start, int64_t *end)
{
    const char *at;

    if (p == NULL || p->quote.len == 0 || p->stands == VG_STANDS_NOWHERE)
        return 0;
    if (p->stands != VG_STANDS && (size_t)p->end <= text.len) {
        *start = p->start; /* other white space may stand there than in the quote */
        *end = p->end;
        return 1;
    }
    if (p->start >= 0 && p->end > p->start && (size_t)p->end <= text.len &&
        (size_t)(p->end - p->start) == p->quote.len &&
        memcmp(text.p + p->start, p->quote.p, p->quote.len) == 0) {
        *start = p->start;
        *end = p->end;
        return 1;
    }
    at = text.len == 0 ? NULL : memmem(text.p, text.len, p->quote.p, p->quote.len);
    if (at == NULL)
        return 0;
    *start = at - text.p;
    *end = *start + (int64_t)p->quote.len;
    return 1;
}

static const struct {
    const char *class;
    enum vg_ui_word word;
} classes[] = {
    {"asserted", VW_READ_ASSERTED}, {"denied", VW_READ_DENIED}, {"opinion", VW_READ_OPINION},
    {"negative", VW_READ_NEGATIVE}, {"asked", VW_READ_ASKED},
};

static int class_of(const struct vg_claim *c)
{
    if (c->kind == VG_KIND_DENIAL || c->stance == VG_DENIES || c->stance == VG_REFUTES)
        return 1;
    if (c->kind == VG_KIND_OPINION || c->kind == VG_KIND_FORECAST)
        return 2;
    if (c->kind == VG_KIND_NEGATIVE_FINDING)
        return 3;
    return c->stance == VG_ASKS ? 4 : 0;
}

const char *vg_read_class(const struct vg_claim *c)
{
    return classes[class_of(c)].class;
}

enum vg_ui_word vg_read_class_word(const struct vg_claim *c)
{
    return classes[class_of(c)].word;
}

static const char *read_number(const char *text, int64_t *out)
{
    int64_t n = 0;
    const char *at = text;

    for (; *at >= '0' && *at <= '9' && at - text < 12; at++)
        n = 10 * n + (*at - '0');
    *out = n;
    return at == text ? NULL : at;
}

int vg_read_span(const char *text, int64_t *start, int64_t *end)
{
    const char *at = text == NULL ? NULL : read_number(text, start);

    if (at == NULL)
        return 0;
    *end = *start + 1;
    if (*at == '-')
        at = read_number(at + 1, end);
    return at != NULL && *at == '\0' && *end > *start;
}
