/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One source: its text beside what is claimed of it.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/bits.h"
#include "web/claim_part.h"
#include "web/failure.h"
#include "web/pages.h"
#include "web/read.h"

/* What stands beside the text: a kept claim, or a suggestion that nobody has decided. */
struct beside {
    const struct vg_claim *claim;
    const char *name; /* "c17", "s1.3" */
    int is_open, is_replaced;
    int64_t start, end; /* in the text as it is now; end 0: its passage is not found */
};

struct reading {
    struct vg_source source;
    struct vg_read_text text;
    int has_text;
    const char *why_not; /* the sentence, when there is none */
    struct beside *list;
    size_t n, n_open, n_kept;
    size_t page;
    int64_t show_start, show_end; /* a stretch that the address asks for */
};

/* -- loading ------------------------------------------------------------------------------ */

static void add_beside(struct vg_web *w, struct reading *r, const struct vg_claim *c,
                       const char *name, int is_open)
{
    struct beside *b = &r->list[r->n++];

    *b = (struct beside){.claim = c, .name = name, .is_open = is_open};
    if (r->has_text)
        (void)vg_read_find(r->text.text, c->passage, &b->start, &b->end);
    (void)w;
}

static int beside_order(const void *a, const void *b)
{
    const struct beside *x = a, *y = b;

    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    if (x->is_open != y->is_open)
        return x->is_open - y->is_open;
    return x->claim->id != y->claim->id ? (x->claim->id < y->claim->id ? -1 : 1) : x < y ? -1 : 1;
}

static void mark_replaced(struct reading *r)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->n; k++)
            if (!r->list[i].is_open && r->list[k].claim->replaces == r->list[i].claim->id &&
                r->list[i].claim->id != 0)
                r->list[i].is_replaced = 1;
}

static int load_beside(struct vg_web *w, struct reading *r)
{
    struct vg_claim *claims = NULL;
    struct vg_suggestion *open = NULL;
    int rc = vg_claims_of_source(w->c, r->source.info.id, w->a, &claims, &r->n_kept, w->err);

    if (rc == VG_OK)
        rc = vg_suggestions(w->c, r->source.info.id, 1, w->a, &open, &r->n_open, w->err);
    if (rc != VG_OK)
        return rc;
    r->list = VG_NEW_ARRAY(w->a, struct beside, r->n_kept + r->n_open + 1);
    for (size_t i = 0; i < r->n_kept; i++)
        add_beside(w, r, &claims[i], vg_print(w->a, "c%" PRId64, claims[i].id), 0);
    for (size_t i = 0; i < r->n_open; i++)
        add_beside(w, r, &open[i].claim, open[i].id, 1);
    qsort(r->list, r->n, sizeof *r->list, beside_order);
    mark_replaced(r);
    return VG_OK;
}

static int load_text(struct vg_web *w, struct reading *r)
{
    struct vg_text_block *blocks = NULL;
    struct vg_str text = {0};
    size_t n = 0;
    struct vg_err err = {0};
    int rc = vg_source_blocks(w->c, r->source.info.id, w->a, &text, &blocks, &n, &err);

    if (rc == VG_E_ABSENT) {
        r->why_not = r->source.unread != NULL ? r->source.unread : vg_copyz(w->a, err.text);
        return VG_OK;
    }
    if (rc != VG_OK) {
        *w->err = err;
        return rc;
    }
    vg_read_lay_out(w, text, blocks, n, &r->text);
    r->text.language = r->source.info.language;
    r->has_text = 1;
    return VG_OK;
}

static int is_shown_in_text(const struct beside *b)
{
    return b->end > b->start && !b->is_replaced && b->claim->status != VG_WITHDRAWN;
}

/* "?at=c17", "?at=s1.3" or "?at=511-617". */
static void find_page(struct vg_web *w, struct reading *r)
{
    const char *at = vg_web_query(w, "at");
    int64_t page = vg_web_query_i64(w, "page", 1, INT32_MAX);

    r->page = page < 1 ? 0 : (size_t)page - 1;
    if (at != NULL && vg_read_span(at, &r->show_start, &r->show_end)) {
        r->page = vg_read_page_at(&r->text, r->show_start);
    } else {
        r->show_end = 0;
        for (size_t i = 0; at != NULL && i < r->n; i++)
            if (strcmp(r->list[i].name, at) == 0)
                r->page = vg_read_page_at(&r->text, r->list[i].start);
    }
    if (r->page >= r->text.n_pages)
        r->page = 0;
}

static const char *shown_name(const char *name)
{
    const char *dot = strchr(name, '.');

    return dot == NULL ? name + 1 : dot;
}

static void set_marks(struct vg_web *w, struct reading *r)
{
    struct vg_read_mark *marks = VG_NEW_ARRAY(w->a, struct vg_read_mark, r->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < r->n; i++) {
        const struct beside *b = &r->list[i];

        if (!is_shown_in_text(b))
            continue;
        marks[n++] = (struct vg_read_mark){
            .start = b->start,
            .end = b->end,
            .name = b->name,
            .shown = shown_name(b->name),
            .class = vg_print(w->a, "%s%s", vg_read_class(b->claim), b->is_open ? " open" : ""),
            .href = vg_print(w->a, "#%s", b->name),
            .label =
                vg_ui_said(w, b->is_open ? VW_READ_REF_OPEN : VW_READ_REF, b->name, NULL, NULL),
        };
    }
    if (r->show_end > 0 && (size_t)r->show_end <= r->text.text.len)
        marks[n++] = (struct vg_read_mark){
            .start = r->show_start, .end = r->show_end, .name = "here", .class = "here"};
    vg_read_sort(marks, n);
    r->text.marks = marks;
    r->text.n_marks = n;
}

static int load(struct vg_web *w, struct reading *r)
{
    int64_t id;
    int rc = vg_web_id(w, w->id, 's', &id);

    if (rc == VG_OK)
        rc = vg_source_get(w->c, id, w->a, &r->source, w->err);
    if (rc == VG_OK)
        rc = load_text(w, r);
    if (rc == VG_OK)
        rc = load_beside(w, r);
    if (rc != VG_OK)
        return rc;
    find_page(w, r);
    set_marks(w, r);
    return VG_OK;
}

/* -- what it is and how it came ---------------------------------------------------------------- */

static void put_term(const struct vg_web *w, enum vg_ui_word word)
{
    vg_html_raw(w->o, "<dt>");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</dt><dd>");
}

static void put_words(const struct vg_web *w, enum vg_ui_word word, const char *text)
{
    if (text == NULL)
        return;
    put_term(w, word);
    vg_html_raw(w->o, "<span dir=\"auto\">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</span></dd>\n");
}

static void put_what_it_is(const struct vg_web *w, const struct vg_source_info *s)
{
    vg_html_raw(w->o, "<dl class=\"facts line\">\n");
    put_words(w, VW_READ_PUBLISHER, s->publisher);
    if (s->date != NULL) {
        put_term(w, VW_READ_DATE);
        vg_ui_date(w, s->date);
        vg_html_raw(w->o, "</dd>\n");
    }
    if (s->kind != NULL)
        put_words(w, VW_READ_KIND, vg_term_label("source-kind", s->kind, w->in->language));
    put_words(w, VW_READ_LANGUAGE, s->language);
    if (s->url != NULL) {
        put_term(w, VW_READ_ADDRESS);
        vg_html_raw(w->o, "<a class=\"url\" rel=\"noreferrer\" dir=\"ltr\"");
        vg_html_href(w->o, vg_str(s->url));
        vg_html_raw(w->o, ">");
        vg_html_textz(w->o, s->url);
        vg_html_raw(w->o, "</a></dd>\n");
    }
    vg_html_raw(w->o, "</dl>\n");
}

static void put_warnings(const struct vg_web *w, const struct vg_source *s)
{
    if (s->info.is_note)
        vg_ui_notice(w, "note", VW_READ_IS_NOTE, NULL, NULL);
    if (s->info.changed != NULL)
        vg_ui_notice_words(w, "warn", s->info.changed);
    for (size_t i = 0; i < s->n_contradictions; i++) {
        vg_html_raw(w->o, "<p class=\"notice warn\"><b>");
        vg_ui_word(w, VW_READ_CONTRADICTION);
        vg_html_raw(w->o, "</b> ");
        vg_ui_failure(w, s->contradictions[i].says);
        vg_html_raw(w->o, "</p>\n");
    }
}

/* "Lies in s3, record 12, captured …": as the archive states it, which may be wrong. */
static void put_archive(const struct vg_web *w, const struct vg_source_found *f)
{
    if (f->archive == 0)
        return;
    put_term(w, VW_READ_ARCHIVE);
    vg_html_raw(w->o, "<a href=\"/sources/s");
    vg_put_i64(w->o, f->archive);
    vg_html_raw(w->o, "\">s");
    vg_put_i64(w->o, f->archive);
    vg_html_raw(w->o, "</a> · ");
    vg_ui_word(w, VW_READ_ARCHIVE_RECORD);
    vg_putc(w->o, ' ');
    vg_put_i64(w->o, f->record);
    vg_html_raw(w->o, "</dd>\n");
    put_words(w, VW_READ_ARCHIVE_CAPTURED, f->captured);
    put_words(w, VW_READ_ARCHIVE_TOOL, f->tool);
}

/* The kind of a note, which is a word for programs, and on a Chinese page what it means. */
static void put_kind(const struct vg_web *w, const char *kind)
{
    const char *zh = vg_ui_is_zh(w) ? vg_field_zh(kind) : NULL;

    vg_html_raw(w->o, "<code>");
    vg_html_textz(w->o, kind);
    vg_html_raw(w->o, "</code> ");
    if (zh != NULL) {
        vg_html_textz(w->o, zh);
        vg_puts(w->o, " ");
    }
}

/* "48,211–57,330": the last of them included. */
static const char *span_of(const struct vg_web *w, int64_t offset, int64_t length)
{
    if (length <= 1)
        return vg_ui_number(w, offset);
    return vg_print(w->a, "%s–%s", vg_ui_number(w, offset), vg_ui_number(w, offset + length - 1));
}

/* A page out of a damaged record of an archive says so before its text. */
static void put_damaged_record(const struct vg_web *w, const struct vg_source_found *f)
{
    const struct vg_said *kinds = vg_damage_kinds(w->a, f->damage);

    if (kinds == NULL)
        return;
    vg_html_raw(w->o, "<p class=\"notice warn\"><b>");
    vg_ui_word(w, VW_READ_DAMAGED_RECORD);
    vg_html_raw(w->o, "</b> ");
    vg_ui_told(w, kinds, NULL);
    vg_puts(w->o, vg_ui_is_zh(w) ? "。" : ". ");
    vg_ui_say(w, VW_READ_DAMAGED_WHERE, vg_ui_number(w, f->record),
              vg_print(w->a, "%" PRId64, f->archive), span_of(w, f->offset, f->length));
    vg_html_raw(w->o, "</p>\n");
}

/* What a note says in the language of the page, and where. Of one that has no words in Chinese the
 * kind is said, and the English is left for whoever looks for it. */
static void put_note(const struct vg_web *w, const struct vg_source_note *n)
{
    const char *zh = vg_ui_is_zh(w) ? vg_failure_zh(n->says, w->a) : NULL;

    put_kind(w, n->kind);
    if (n->length > 0 || n->offset > 0) {
        vg_puts(w->o, vg_ui_is_zh(w) ? "（" : "(");
        vg_ui_say(w, VW_READ_DAMAGED_BYTES, span_of(w, (int64_t)n->offset, (int64_t)n->length),
                  NULL, NULL);
        vg_puts(w->o, vg_ui_is_zh(w) ? "）" : ") ");
    }
    if (!vg_ui_is_zh(w) || zh != NULL) {
        vg_html_textz(w->o, zh != NULL ? zh : n->says);
        return;
    }
    vg_html_raw(w->o, " <small class=\"soft\" lang=\"en\">");
    vg_html_textz(w->o, n->says);
    vg_html_raw(w->o, "</small>");
}

/* Above the text: what of the bytes is not as promised. Oddities are told folded away. */
static void put_found(const struct vg_web *w, const struct vg_source_found *f)
{
    size_t odd = 0;

    put_damaged_record(w, f);
    for (size_t i = 0; i < f->n_notes; i++) {
        odd += !f->notes[i].is_damage;
        if (!f->notes[i].is_damage)
            continue;
        vg_html_raw(w->o, "<p class=\"notice warn\"><b>");
        vg_ui_word(w, VW_READ_DAMAGE);
        vg_html_raw(w->o, "</b> ");
        put_note(w, &f->notes[i]);
        vg_html_raw(w->o, "</p>\n");
    }
    if (odd == 0)
        return;
    vg_html_raw(w->o, "<details class=\"odd\"><summary>");
    vg_ui_word(w, VW_READ_ODD);
    vg_html_raw(w->o, " <span class=\"n\">");
    vg_put_u64(w->o, odd);
    vg_html_raw(w->o, "</span></summary><ul>\n");
    for (size_t i = 0; i < f->n_notes; i++) {
        if (f->notes[i].is_damage)
            continue;
        vg_html_raw(w->o, "<li>");
        put_note(w, &f->notes[i]);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</ul></details>\n");
}

static void put_bytes(const struct vg_web *w, const struct vg_source *s)
{
    put_term(w, VW_READ_PRESERVED);
    vg_ui_time(w, s->info.captured_at);
    vg_html_raw(w->o, "</dd>\n");
    put_words(w, VW_READ_ASKED_FOR, s->requested);
    put_words(w, VW_READ_PURPOSE, s->purpose);
    put_words(w, VW_READ_VANTAGE, s->vantage);
    put_term(w, VW_READ_BYTES);
    vg_html_textz(w->o, vg_ui_number(w, s->info.length));
    if (s->media != NULL) {
        vg_puts(w->o, " · ");
        vg_html_textz(w->o, s->media);
    }
    vg_html_raw(w->o, "</dd>\n");
    put_term(w, VW_READ_HASH);
    vg_html_raw(w->o, "<code>");
    vg_html_textz(w->o, s->info.sha256);
    vg_html_raw(w->o, "</code></dd>\n");
    put_term(w, VW_READ_READER);
    if (s->reader == NULL)
        vg_ui_word(w, VW_READ_NO_READER);
    else
        vg_ui_say(w, VW_READ_READER_SAYS, s->reader, s->charset == NULL ? "?" : s->charset,
                  vg_ui_number(w, s->text_length));
    vg_html_raw(w->o, "</dd>\n");
    put_term(w, VW_READ_ENTRY);
    vg_html_textz(w->o, vg_ui_number(w, s->entry));
    vg_html_raw(w->o, "</dd>\n");
}

static void put_node(const struct vg_web *w, struct vg_node n)
{
    if (n.kind == VG_NODE_SOURCE)
        vg_ui_source(w, n.id, NULL);
    else
        vg_ui_link(w, vg_print(w->a, "/roots/r%" PRId64, n.id), vg_print(w->a, "r%" PRId64, n.id));
}

static void put_compare_link(const struct vg_web *w, int64_t x, int64_t y, int parallel)
{
    vg_html_raw(w->o, " <a class=\"soft\"");
    vg_html_attrz(w->o, "href",
                  vg_print(w->a, "/compare?a=s%" PRId64 "&b=s%" PRId64 "%s", x, y,
                           parallel ? "&view=parallel" : ""));
    vg_html_raw(w->o, ">");
    vg_ui_word(w, parallel ? VW_READ_SIDE_BY_SIDE : VW_READ_COMPARE);
    vg_html_raw(w->o, "</a>");
}

static void put_derivation(const struct vg_web *w, int64_t id, enum vg_derivation kind,
                           struct vg_node from, struct vg_node to, int is_open)
{
    vg_html_raw(w->o, "<li>");
    put_node(w, from);
    vg_html_raw(w->o, " <span class=\"soft\">→ ");
    vg_html_textz(w->o, vg_term_label("derivation", vg_derivation_word(kind), w->in->language));
    vg_html_raw(w->o, " →</span> ");
    put_node(w, to);
    if (is_open) {
        vg_html_raw(w->o, " <span class=\"tag\">");
        vg_ui_word(w, VW_READ_UNDECIDED);
        vg_html_raw(w->o, "</span>");
    }
    if (from.kind == VG_NODE_SOURCE && to.kind == VG_NODE_SOURCE)
        put_compare_link(w, id, from.id == id ? to.id : from.id, kind == VG_DERIVES_TRANSLATION);
    vg_html_raw(w->o, "</li>\n");
}

static void put_same(const struct vg_web *w, const struct vg_source *s,
                     const struct vg_source_kin *kin)
{
    put_term(w, VW_READ_COPIES);
    if (kin->n_same == 0)
        vg_ui_word(w, VW_READ_NO_COPY);
    for (size_t i = 0; i < kin->n_same; i++) {
        vg_putc(w->o, ' ');
        vg_ui_source(w, kin->same[i], NULL);
    }
    if (s->sightings - 1 > (int64_t)kin->n_same)
        vg_puts(w->o, " …");
    vg_html_raw(w->o, "</dd>\n");
}

static void put_kin(const struct vg_web *w, const struct vg_source *s,
                    const struct vg_source_kin *kin)
{
    put_same(w, s, kin);
    put_term(w, VW_READ_HOLDS_ROOT);
    if (kin->n_roots == 0)
        vg_ui_word(w, VW_READ_HOLDS_NONE);
    for (size_t i = 0; i < kin->n_roots; i++) {
        const struct vg_root *root = &kin->roots[i];

        vg_html_raw(w->o, "<div><a");
        vg_html_attrz(w->o, "href", vg_print(w->a, "/roots/r%" PRId64, root->id));
        vg_putf(w->o, ">r%" PRId64 "</a> <span dir=\"auto\">", root->id);
        vg_html_textz(w->o, root->what != NULL ? root->what : root->name);
        vg_html_raw(w->o, "</span>");
        if (root->corrected != NULL) {
            vg_html_raw(w->o, " <span class=\"alert\">");
            vg_bits_words(w, root->corrected);
            vg_html_raw(w->o, "</span>");
        }
        vg_html_raw(w->o, "</div>");
    }
    vg_html_raw(w->o, "</dd>\n");
    put_term(w, VW_READ_DERIVES);
    if (kin->n_edges + kin->n_open == 0)
        vg_ui_word(w, VW_READ_DERIVES_NONE);
    vg_html_raw(w->o, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < kin->n_edges; i++)
        put_derivation(w, s->info.id, kin->edges[i].kind, kin->edges[i].from, kin->edges[i].to, 0);
    for (size_t i = 0; i < kin->n_open; i++)
        put_derivation(w, s->info.id, kin->open[i].kind, kin->open[i].from, kin->open[i].to, 1);
    vg_html_raw(w->o, "</ul></dd>\n");
}

/* The text and its translation, or its original: in sight, not among the details. */
static void put_translations(const struct vg_web *w, const struct vg_source *s,
                             const struct vg_source_kin *kin)
{
    for (size_t i = 0; i < kin->n_edges; i++) {
        const struct vg_edge *e = &kin->edges[i];
        int is_from = e->from.kind == VG_NODE_SOURCE && e->from.id == s->info.id;
        struct vg_node other = is_from ? e->to : e->from;

        if (e->kind != VG_DERIVES_TRANSLATION || other.kind != VG_NODE_SOURCE)
            continue;
        vg_html_raw(w->o, "<p class=\"notice note\">");
        vg_ui_say(w, is_from ? VW_READ_TRANSLATES : VW_READ_TRANSLATED,
                  vg_print(w->a, "s%" PRId64, other.id), NULL, NULL);
        put_compare_link(w, s->info.id, other.id, 1);
        vg_html_raw(w->o, "</p>\n");
    }
}

static void put_compare_form(const struct vg_web *w, const struct vg_source *s)
{
    vg_ui_form_get(w, "/compare", "row");
    vg_ui_hidden(w, "a", vg_print(w->a, "s%" PRId64, s->info.id));
    vg_ui_input(w, "b", VW_READ_COMPARE_WITH, NULL,
                " required size=\"6\" pattern=\"s[0-9]+\" placeholder=\"s2\"");
    vg_ui_button(w, VW_READ_COMPARE, NULL, NULL, NULL, NULL);
    vg_ui_form_end(w);
}

/* Words that were read in an image, and the strip of those that the page shows first. */
static void put_image(const struct vg_web *w, const struct reading *r)
{
    int64_t from = r->show_end > 0 ? r->show_start : 0;
    int64_t to = r->show_end > 0 ? r->show_end : (int64_t)r->text.text.len;

    if (!r->source.is_ocr || !r->has_text || to <= from)
        return;
    vg_ui_notice(w, "warn", VW_READ_OCR_HOW, NULL, NULL);
    vg_html_raw(w->o, "<details class=\"panel\"><summary>");
    vg_ui_word(w, VW_READ_OCR_IMAGE);
    vg_html_raw(w->o, "</summary>");
    vg_claim_strip(w, r->source.info.id, from, to);
    vg_html_raw(w->o, "</details>\n");
}

static int put_head(struct vg_web *w, struct reading *r)
{
    const struct vg_source *s = &r->source;
    struct vg_source_kin kin;
    struct vg_source_found found;
    int rc = vg_source_kin(w->c, s->info.id, w->a, &kin, w->err);

    if (rc == VG_OK)
        rc = vg_source_found(w->c, s->info.id, w->a, &found, w->err);
    if (rc != VG_OK)
        return rc;
    put_what_it_is(w, &s->info);
    put_warnings(w, s);
    put_found(w, &found);
    put_image(w, r);
    put_translations(w, s, &kin);
    vg_html_raw(w->o, "<details class=\"panel kept\"><summary>");
    vg_ui_word(w, VW_READ_HOW_KEPT);
    vg_html_raw(w->o, "</summary>\n<dl class=\"facts\">\n");
    put_archive(w, &found);
    if (found.pages > 0)
        put_words(w, VW_READ_ARCHIVE_PAGES, vg_ui_number(w, found.pages));
    put_bytes(w, s);
    put_kin(w, s, &kin);
    vg_html_raw(w->o, "</dl>\n<p class=\"row\">");
    vg_ui_link(w, vg_print(w->a, "/sources/s%" PRId64 "/record", s->info.id),
               vg_ui_text(w, VW_READ_RECORD));
    vg_ui_link(w, vg_print(w->a, "/sources/s%" PRId64 "/raw", s->info.id),
               vg_ui_text(w, VW_READ_RAW));
    vg_html_raw(w->o, "</p>\n");
    put_compare_form(w, s);
    vg_html_raw(w->o, "</details>\n");
    return VG_OK;
}

/* -- claims beside ------------------------------------------------------------------------------
 */

static void put_tag(const struct vg_web *w, enum vg_ui_word word)
{
    vg_html_raw(w->o, " <span class=\"tag\">");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</span>");
}

/* Who says so, from whom it goes back to; the text in hand needs no mention. */
static void put_chain(const struct vg_page *p, const struct vg_web *w, const struct vg_claim *c)
{
    size_t n = c->n_links > 1 ? c->n_links - 1 : 0;

    if (n == 0)
        return;
    vg_html_raw(w->o, "<div class=\"said-by\" dir=\"auto\">");
    for (size_t i = 0; i < n; i++) {
        vg_puts(w->o, i > 0 ? " → " : "");
        vg_page_name(p, c->links[i].speaker);
    }
    vg_html_raw(w->o, "</div>\n");
}

static void put_when_where(const struct vg_page *p, const struct vg_web *w,
                           const struct vg_claim *c)
{
    int has_period = c->period.from != NULL || c->period.to != NULL || c->period.words != NULL;

    if (!has_period && c->n_places == 0 && c->n_hedges == 0)
        return;
    vg_html_raw(w->o, "<div class=\"soft\">");
    if (has_period)
        vg_page_period(p, &c->period);
    for (size_t i = 0; i < c->n_places; i++) {
        vg_puts(w->o, i > 0 ? ", " : has_period ? " · " : "");
        vg_page_place(p, c->places[i]);
    }
    for (size_t i = 0; i < c->n_hedges; i++) {
        vg_puts(w->o, i > 0 ? ", " : has_period || c->n_places > 0 ? " · " : "");
        vg_page_term(p, "hedge", c->hedges[i]);
    }
    vg_html_raw(w->o, "</div>\n");
}

static void put_id(const struct vg_web *w, const struct reading *r, const struct beside *b)
{
    size_t page = vg_read_page_at(&r->text, b->start);

    if (!is_shown_in_text(b)) {
        vg_html_raw(w->o, "<b class=\"name\">");
        vg_html_textz(w->o, b->name);
        vg_html_raw(w->o, "</b>");
        return;
    }
    vg_html_raw(w->o, "<a class=\"name\"");
    if (page == r->page)
        vg_html_attrz(w->o, "href", vg_print(w->a, "#p-%s", b->name));
    else
        vg_html_attrz(w->o, "href", vg_print(w->a, "?at=%s#p-%s", b->name, b->name));
    vg_html_raw(w->o, ">");
    vg_html_textz(w->o, b->name);
    vg_html_raw(w->o, "</a>");
}

static void put_card(const struct vg_page *p, const struct vg_web *w, const struct reading *r,
                     const struct beside *b)
{
    const struct vg_claim *c = b->claim;
    int is_gone = b->is_replaced || c->status == VG_WITHDRAWN;

    vg_html_raw(w->o, "<li");
    vg_html_attrz(w->o, "id", b->name);
    vg_html_attrz(w->o, "class",
                  vg_print(w->a, "slip %s%s%s", vg_read_class(c), b->is_open ? " open" : "",
                           is_gone ? " gone" : ""));
    vg_html_raw(w->o, "><div class=\"top-line\">");
    put_id(w, r, b);
    vg_html_raw(w->o, " <span class=\"kind\">");
    vg_page_term(p, "claim-kind", vg_claim_kind_word(c->kind));
    vg_html_raw(w->o, "</span>");
    put_tag(w, b->is_open ? VW_READ_SUGGESTED : vg_read_class_word(c));
    if (c->status == VG_WITHDRAWN)
        put_tag(w, VW_READ_WITHDRAWN);
    if (b->is_replaced)
        put_tag(w, VW_READ_REPLACED);
    vg_html_raw(w->o, "<a class=\"go-on\"");
    vg_html_attrz(w->o, "href",
                  b->is_open ? vg_print(w->a, "/review?at=%s", b->name)
                             : vg_print(w->a, "/claims/%s", b->name));
    vg_html_attrz(
        w->o, "aria-label",
        vg_ui_said(w, b->is_open ? VW_READ_DECIDE_OF : VW_READ_OPEN_OF, b->name, NULL, NULL));
    vg_html_raw(w->o, ">");
    vg_ui_word(w, b->is_open ? VW_READ_DECIDE : VW_READ_OPEN);
    vg_html_raw(w->o, "</a></div>\n<div class=\"gist\" dir=\"auto\">");
    vg_page_gist(p, c);
    vg_html_raw(w->o, "</div>\n");
    put_chain(p, w, c);
    put_when_where(p, w, c);
    if (c->translation != NULL) {
        vg_html_raw(w->o, "<div class=\"tr\" dir=\"auto\">");
        vg_html_textz(w->o, c->translation);
        vg_html_raw(w->o, "</div>\n");
    }
    if (b->end <= b->start && r->has_text) {
        vg_html_raw(w->o, "<div class=\"alert\">");
        vg_ui_word(w, VW_READ_PASSAGE_LOST);
        vg_html_raw(w->o, "</div>\n");
    }
    vg_html_raw(w->o, "</li>\n");
}

static int is_on_page(const struct reading *r, const struct beside *b)
{
    return r->text.n_pages <= 1 || b->end <= b->start ||
           vg_read_page_at(&r->text, b->start) == r->page;
}

static int put_cards(struct vg_web *w, const struct reading *r)
{
    const struct vg_view *names;
    const struct vg_page *p;
    int rc = vg_web_names(w, &names);

    if (rc != VG_OK)
        return rc;
    p = vg_ui_pieces(w, names);
    vg_html_raw(w->o,
                "<section class=\"cards\" aria-labelledby=\"claims-of\"><h2 id=\"claims-of\">");
    vg_ui_say(w, VW_READ_CLAIMS, vg_ui_number(w, (int64_t)r->n_kept),
              vg_ui_number(w, (int64_t)r->n_open), NULL);
    vg_html_raw(w->o, "</h2>\n");
    if (r->n == 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_READ_NO_CLAIMS);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_html_raw(w->o, "<ol>\n");
    for (size_t i = 0; i < r->n; i++)
        if (is_on_page(r, &r->list[i]))
            put_card(p, w, r, &r->list[i]);
    vg_html_raw(w->o, "</ol></section>\n");
    return VG_OK;
}

/* -- the text -------------------------------------------------------------------------------------
 */

static void put_key(const struct vg_web *w)
{
    static const struct {
        const char *class;
        enum vg_ui_word word;
    } rules[] = {
        {"m asserted", VW_READ_ASSERTED}, {"m denied", VW_READ_DENIED},
        {"m opinion", VW_READ_OPINION},   {"m negative", VW_READ_NEGATIVE},
        {"m asked", VW_READ_ASKED},       {"m asserted open", VW_READ_SUGGESTED},
    };

    vg_html_raw(w->o, "<p class=\"legend\">");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        vg_html_raw(w->o, "<span");
        vg_html_attrz(w->o, "class", rules[i].class);
        vg_html_raw(w->o, ">");
        vg_ui_word(w, rules[i].word);
        vg_html_raw(w->o, "</span> ");
    }
    vg_html_raw(w->o, "</p>\n");
}

static void put_text_pages(const struct vg_web *w, const struct reading *r)
{
    if (r->text.n_pages <= 1)
        return;
    vg_html_raw(w->o, "<nav class=\"pages\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_READ_PAGES));
    vg_html_raw(w->o, "><span>");
    vg_ui_say(w, VW_READ_PAGE_OF, vg_ui_number(w, (int64_t)r->page + 1),
              vg_ui_number(w, (int64_t)r->text.n_pages), NULL);
    vg_html_raw(w->o, "</span> ");
    if (r->page > 0) {
        vg_putf(w->o, "<a rel=\"prev\" href=\"?page=%zu\">", r->page);
        vg_ui_word(w, VW_PAGES_BEFORE);
        vg_html_raw(w->o, "</a> ");
    }
    if (r->page + 1 < r->text.n_pages) {
        vg_putf(w->o, "<a rel=\"next\" href=\"?page=%zu\">", r->page + 2);
        vg_ui_word(w, VW_PAGES_AFTER);
        vg_html_raw(w->o, "</a>");
    }
    vg_html_raw(w->o, "</nav>\n");
}

static void put_actions(const struct vg_web *w, const struct reading *r)
{
    int64_t id = r->source.info.id;

    vg_html_raw(w->o, "<p class=\"row actions\">");
    if (r->has_text) {
        vg_html_raw(w->o, "<a class=\"button\" data-key=\"n\" aria-keyshortcuts=\"n\"");
        vg_html_attrz(w->o, "href", vg_print(w->a, "/claims/new?source=s%" PRId64, id));
        vg_html_raw(w->o, ">");
        vg_ui_word(w, VW_READ_NEW_CLAIM);
        vg_html_raw(w->o, " <kbd>n</kbd></a> ");
    }
    if (r->n_open > 0) {
        vg_html_raw(w->o, "<a class=\"button\"");
        vg_html_attrz(w->o, "href", vg_print(w->a, "/review?source=s%" PRId64, id));
        vg_html_raw(w->o, ">");
        vg_ui_say(w, VW_READ_REVIEW, vg_ui_number(w, (int64_t)r->n_open), NULL, NULL);
        vg_html_raw(w->o, "</a>");
    }
    vg_html_raw(w->o, "</p>\n");
}

static void put_text(const struct vg_web *w, const struct reading *r)
{
    vg_html_raw(w->o, "<section class=\"reading\" aria-labelledby=\"text-of\"><h2 id=\"text-of\">");
    vg_ui_word(w, VW_READ_TEXT);
    vg_html_raw(w->o, "</h2>\n");
    if (!r->has_text) {
        vg_ui_notice(w, "warn", VW_READ_NO_TEXT, NULL, NULL);
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_failure(w, r->why_not);
        vg_html_raw(w->o, "</p></section>\n");
        return;
    }
    put_key(w);
    put_text_pages(w, r);
    vg_html_raw(w->o, "<article class=\"text\"");
    vg_html_attrz(w->o, "data-source", vg_print(w->a, "s%" PRId64, r->source.info.id));
    vg_html_attrz(w->o, "data-make", vg_ui_text(w, VW_READ_MAKE));
    vg_html_attrz(w->o, "data-close", vg_ui_text(w, VW_READ_CLOSE));
    vg_html_attrz(w->o, "data-new", vg_ui_text(w, VW_READ_NEW_CLAIM));
    vg_html_raw(w->o, ">\n");
    vg_read_put_page(w, &r->text, r->page);
    vg_html_raw(w->o, "</article>\n");
    put_text_pages(w, r);
    vg_html_raw(w->o, "</section>\n");
}

enum { INSIDE = 500 }; /* pages of an archive that are listed */

/* An archive has no text of its own: the pages that came out of it stand in its place. */
static int put_inside(struct vg_web *w, const struct reading *r)
{
    struct vg_source_inside *list = NULL;
    size_t n = 0;
    int rc = vg_source_inside(w->c, r->source.info.id, INSIDE, w->a, &list, &n, w->err);

    if (rc != VG_OK || n == 0)
        return rc;
    vg_ui_section(w, "inside", VW_READ_ARCHIVE_PAGES);
    vg_html_raw(w->o, "<ul class=\"lines\">\n");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(w->o, "<li>");
        vg_ui_link(w, vg_print(w->a, "/sources/s%" PRId64, list[i].source),
                   vg_print(w->a, "s%" PRId64, list[i].source));
        vg_html_raw(w->o, " <span dir=\"auto\">");
        vg_html_textz(w->o, list[i].name);
        vg_html_raw(w->o, "</span> <small class=\"soft\">");
        vg_html_textz(w->o, list[i].captured);
        vg_html_raw(w->o, "</small>");
        vg_bits_damaged(w, list[i].damaged);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
    vg_ui_section_end(w);
    return VG_OK;
}

int vg_page_source(struct vg_web *w)
{
    struct reading r = {0};
    const char *title;
    int rc = load(w, &r);

    if (rc != VG_OK)
        return rc;
    title = r.source.info.title != NULL ? r.source.info.title : r.source.info.label;
    vg_ui_open_with(w, vg_print(w->a, "s%" PRId64 " %s", r.source.info.id, title), "wide source",
                    "read");
    rc = put_head(w, &r);
    if (rc != VG_OK)
        return rc;
    rc = put_inside(w, &r);
    if (rc != VG_OK)
        return rc;
    if (r.text.text.len > 0 || !r.has_text || r.n > 0) {
        put_actions(w, &r);
        vg_html_raw(w->o, "<div class=\"beside\">\n");
        put_text(w, &r);
        rc = put_cards(w, &r);
        vg_html_raw(w->o, "</div>\n");
    }
    vg_ui_close(w);
    return rc;
}

/* Grey values only, drawn anew by us: the one picture that comes from a source. */
int vg_page_source_strip(struct vg_web *w)
{
    VG_SCOPED_BUF png = {.max = (size_t)VG_WEB_PAGE};
    int64_t from = vg_web_query_i64(w, "from", -1, INT32_MAX);
    int64_t to = vg_web_query_i64(w, "to", -1, INT32_MAX);
    int64_t id;
    int rc = vg_web_id(w, w->id, 's', &id);

    if (rc == VG_OK)
        rc = vg_strip(w->c, id, from, to, &png, w->err);
    if (rc != VG_OK)
        return rc;
    w->out->type = "image/png";
    vg_put(w->o, png.p, png.len);
    return VG_OK;
}

int vg_page_source_raw(struct vg_web *w)
{
    struct vg_source s;
    int64_t id;
    int rc = vg_web_id(w, w->id, 's', &id);

    if (rc == VG_OK)
        rc = vg_source_get(w->c, id, w->a, &s, w->err);
    if (rc == VG_OK)
        rc = vg_source_intact(w->c, id, w->err); /* before the first of them is on its way */
    if (rc != VG_OK)
        return rc;
    w->out->raw = id;
    w->out->raw_length = s.info.length;
    w->out->type = "text/plain; charset=utf-8";
    /* Whatever it is, it is saved as bytes: no name of the source's choosing, no ending that
     * opens a program. */
    w->out->download = vg_print(w->a, "attachment; filename=\"s%" PRId64 ".bin\"", id);
    return VG_OK;
}
