/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The review: one suggestion at a time, its passage in its text, what the program understood,
 * and the few things that a person says to it. Every act is a form; the keys press its buttons.
 */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/html.h"
#include "web/claim_form.h"
#include "web/pages.h"
#include "web/review.h"

enum { LATE = 200, LATE_SHOWN = 6, TWINS_NAMED = 8, DAY = 86400, WHYS = 6 };

struct review {
    struct vg_web *w;
    const struct vg_page *p;
    struct vg_suggestion s;
    struct vg_review_place place;
    struct vg_decision *late;
    size_t n_late;
    int64_t source; /* 0: of all */
    const char *const *twins;
    size_t n_twins;
    enum vg_review_act failed;
    int code;
};

/* -- addresses and hidden fields --------------------------------------------------------- */

static const char *address_at(const struct review *r, const char *at)
{
    const char *scope = r->source == 0 ? "" : vg_print(r->w->a, "source=s%" PRId64, r->source);

    return vg_print(r->w->a, "/review%s%s%s%s%s", scope[0] != '\0' || at != NULL ? "?" : "", scope,
                    scope[0] != '\0' && at != NULL ? "&" : "",
                    at == NULL ? "" : "at=", at == NULL ? "" : at);
}

static void open_act(const struct review *r, const char *id, const char *act, const char *class)
{
    vg_ui_form(r->w, vg_print(r->w->a, "/review/%s/%s", id, act), class);
    if (r->source != 0)
        vg_ui_hidden(r->w, "source", vg_print(r->w->a, "s%" PRId64, r->source));
}

static void put_twin_ids(const struct review *r)
{
    for (size_t i = 0; i < r->n_twins; i++)
        vg_ui_hidden(r->w, "twin", r->twins[i]);
}

/* -- where one stands -------------------------------------------------------------------------- */

/* A later row on the same suggestion makes an earlier one history. */
static int still_holds(const struct review *r, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(r->late[i].suggestion, r->late[at].suggestion) == 0)
            return 0;
    return r->late[at].status != VG_WITHDRAWN;
}

/* "12 by 3fa0…, 4 by 77b1…": who decided how much today. */
static void put_today(const struct review *r)
{
    int64_t midnight = (int64_t)time(NULL) / DAY * DAY;
    const char *names[LATE];
    int64_t counts[LATE];
    size_t n = 0, all = 0;

    for (size_t i = 0; i < r->n_late && r->late[i].at >= midnight; i++) {
        size_t k = 0;

        if (!still_holds(r, i))
            continue;
        all++;
        while (k < n && strcmp(names[k], r->late[i].by) != 0)
            k++;
        if (k == n) {
            names[n] = r->late[i].by;
            counts[n++] = 0;
        }
        counts[k]++;
    }
    if (all == 0)
        return;
    vg_html_raw(r->w->o, " <span class=\"today\">");
    vg_ui_say(r->w, VW_REVIEW_TODAY,
              all == LATE
                  ? vg_ui_said(r->w, VW_REVIEW_TODAY_MORE, vg_ui_number(r->w, LATE), NULL, NULL)
                  : vg_ui_number(r->w, (int64_t)all),
              NULL, NULL);
    vg_puts(r->w->o, " (");
    for (size_t k = 0; k < n; k++) {
        vg_puts(r->w->o, k == 0 ? "" : vg_ui_is_zh(r->w) ? "；" : ", ");
        vg_ui_say(r->w, VW_REVIEW_BY, vg_ui_number(r->w, counts[k]), names[k], NULL);
    }
    vg_html_raw(r->w->o, ")</span>");
}

static void put_place(const struct review *r)
{
    const struct vg_web *w = r->w;
    int64_t done = r->place.all - r->place.open;

    vg_html_raw(w->o, "<p class=\"place\">");
    if (r->s.id != NULL && r->s.decided == 0) {
        vg_html_raw(w->o, "<b>");
        vg_ui_say(w, VW_REVIEW_POSITION, vg_ui_number(w, r->place.rank),
                  vg_ui_number(w, r->place.all), NULL);
        vg_html_raw(w->o, "</b> ");
    }
    vg_html_raw(w->o, "<progress");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_REVIEW_PROGRESS));
    vg_putf(w->o, " max=\"%" PRId64 "\" value=\"%" PRId64 "\"></progress> <span>",
            r->place.all > 0 ? r->place.all : 1, done);
    vg_ui_say(w, VW_REVIEW_DONE, vg_ui_number(w, done), vg_ui_number(w, r->place.open), NULL);
    vg_html_raw(w->o, "</span>");
    put_today(r);
    if (r->source != 0) {
        vg_html_raw(w->o, " <span>");
        vg_ui_say(w, VW_REVIEW_SCOPE, vg_print(w->a, "s%" PRId64, r->source), NULL, NULL);
        vg_puts(w->o, " · ");
        vg_ui_link(w, "/review", vg_ui_text(w, VW_REVIEW_ALL));
        vg_html_raw(w->o, "</span>");
    }
    vg_html_raw(w->o, "</p>\n");
}

/* -- what is worth a word --------------------------------------------------------------------- */

/* Words that were read in an image, and what the image shows there. */
static void put_image(const struct review *r)
{
    const struct vg_passage *p = r->s.claim.passage;
    const struct vg_web *w = r->w;

    vg_ui_notice(w, "warn", VW_REVIEW_OCR, vg_ui_number(w, p->mean_sure),
                 vg_ui_number(w, p->least_sure));
    vg_claim_strip(w, p->source, p->start, p->end);
}

static void put_warnings(const struct review *r)
{
    const struct vg_claim *c = &r->s.claim;
    const struct vg_web *w = r->w;
    int named = 0;

    for (size_t i = 0; i < c->n_links; i++)
        named |= c->links[i].speaker != NULL;
    if (c->note != NULL) {
        vg_html_raw(w->o, "<p class=\"notice warn\"><b>");
        vg_ui_word(w, VW_REVIEW_NOTE);
        vg_html_raw(w->o, "</b> ");
        vg_ui_failure(w, c->note);
        vg_html_raw(w->o, "</p>\n");
    }
    if (c->stance == VG_ASKS)
        vg_ui_notice(w, "warn", VW_REVIEW_IS_QUESTION, NULL, NULL);
    else if (c->stance == VG_REFUTES)
        vg_ui_notice(w, "warn", VW_REVIEW_IS_REFUTED, NULL, NULL);
    else if (c->stance == VG_RELAYS)
        vg_ui_notice(w, "note", VW_REVIEW_IS_RELAYED, NULL, NULL);
    if (c->passage != NULL && c->passage->is_ocr)
        put_image(r);
    if (!named)
        vg_ui_notice(w, "note", VW_REVIEW_NO_SPEAKER, NULL, NULL);
    if (c->period.words != NULL && c->period.from == NULL && c->period.to == NULL)
        vg_ui_notice(w, "note", VW_REVIEW_IS_RELATIVE, NULL, NULL);
}

static void put_twins(const struct review *r)
{
    const struct vg_web *w = r->w;
    VG_SCOPED_BUF names = {0};

    if (r->n_twins == 0)
        return;
    for (size_t i = 0; i < r->n_twins && i < TWINS_NAMED; i++) {
        vg_puts(&names, i == 0 ? "" : vg_ui_is_zh(w) ? "、" : ", ");
        vg_puts(&names, r->twins[i]);
    }
    vg_puts(&names, r->n_twins > TWINS_NAMED ? " …" : "");
    vg_html_raw(w->o, "<p class=\"twins\">");
    vg_ui_say(w, VW_REVIEW_TWINS, names.p, NULL, NULL);
    vg_html_raw(w->o, " <small>");
    vg_ui_word(w, VW_REVIEW_TWINS_HOW);
    vg_html_raw(w->o, "</small></p>\n");
}

/* -- what a person says to it --------------------------------------------------------------------
 */

static void open_details(const struct review *r, const char *class, enum vg_ui_word label,
                         const char *key, int is_open)
{
    vg_html_raw(r->w->o, "<details");
    vg_html_attrz(r->w->o, "class", class);
    vg_html_raw(r->w->o,
                is_open ? " open><summary class=\"button\"" : "><summary class=\"button\"");
    vg_html_attrz(r->w->o, "data-key", key);
    vg_html_attrz(r->w->o, "aria-keyshortcuts", key);
    vg_html_raw(r->w->o, ">");
    vg_ui_word(r->w, label);
    vg_ui_key(r->w, key);
    vg_html_raw(r->w->o, "</summary>\n");
}

/* Words that were read in an image: the person says that they were compared with it. */
static void put_seen(const struct review *r)
{
    if (r->s.claim.passage == NULL || !r->s.claim.passage->is_ocr)
        return;
    vg_html_raw(r->w->o, "<label class=\"choice\"><input type=\"checkbox\" name=\"seen\" "
                         "value=\"1\"> ");
    vg_ui_word(r->w, VW_REVIEW_SEEN);
    vg_html_raw(r->w->o, "</label>\n");
}

static void put_accept(const struct review *r)
{
    const struct vg_web *w = r->w;

    open_act(r, r->s.id, "accept", "act");
    put_twin_ids(r);
    put_seen(r);
    vg_ui_button(w, VW_REVIEW_ACCEPT, NULL, NULL, "go", "a");
    if (r->n_twins > 0) {
        vg_html_raw(w->o, "<button name=\"with\" value=\"twins\" data-key=\"A\""
                          " aria-keyshortcuts=\"Shift+A\">");
        vg_ui_say(w, VW_REVIEW_TWINS_WITH, vg_ui_number(w, (int64_t)r->n_twins + 1), NULL, NULL);
        vg_html_raw(w->o, " <kbd>A</kbd></button>\n");
    }
    vg_ui_form_end(w);
}

static void put_correct(const struct review *r)
{
    const struct vg_web *w = r->w;
    int typed = vg_web_form(w, "corrected") != NULL;

    open_details(r, "correct", VW_REVIEW_CORRECT, "c", typed);
    open_act(r, r->s.id, "accept", "fields");
    vg_ui_hidden(w, "corrected", "1");
    vg_claim_fields(w, &r->s.claim);
    put_seen(r);
    vg_ui_input(w, "because", VW_REVIEW_BECAUSE_NOTE, typed ? vg_web_form(w, "because") : NULL,
                NULL);
    vg_ui_button(w, VW_REVIEW_CORRECT_GO, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</details>\n");
}

/* A reason is sent word for word, in the language of whoever gives it. */
static void put_reasons(const struct review *r)
{
    static const enum vg_ui_word whys[WHYS] = {VW_REVIEW_WHY_1, VW_REVIEW_WHY_2, VW_REVIEW_WHY_3,
                                               VW_REVIEW_WHY_4, VW_REVIEW_WHY_5, VW_REVIEW_WHY_6};

    vg_html_raw(r->w->o, "<div class=\"whys\">\n");
    for (int i = 0; i < WHYS; i++) {
        open_act(r, r->s.id, "reject", NULL);
        put_twin_ids(r);
        vg_ui_button(r->w, whys[i], "because", vg_ui_text(r->w, whys[i]), NULL,
                     vg_print(r->w->a, "%d", i + 1));
        vg_ui_form_end(r->w);
    }
    vg_html_raw(r->w->o, "</div>\n");
}

static void put_reject(const struct review *r)
{
    const struct vg_web *w = r->w;
    int failed = r->failed == VG_REVIEW_REJECT;

    open_details(r, "reject", VW_REVIEW_REJECT, "r", failed);
    put_reasons(r);
    open_act(r, r->s.id, "reject", "own");
    put_twin_ids(r);
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_ui_input(w, "because", VW_REVIEW_BECAUSE, failed ? vg_web_form(w, "because") : NULL,
                " required size=\"44\"");
    vg_ui_button(w, VW_REVIEW_REJECT_GO, NULL, NULL, "danger", NULL);
    if (r->n_twins > 0) {
        vg_html_raw(w->o, "<button name=\"with\" value=\"twins\" class=\"danger\">");
        vg_ui_say(w, VW_REVIEW_TWINS_WITH, vg_ui_number(w, (int64_t)r->n_twins + 1), NULL, NULL);
        vg_html_raw(w->o, "</button>\n");
    }
    vg_html_raw(w->o, "</div>");
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</details>\n");
}

static void put_way(const struct review *r, const char *href, enum vg_ui_word label,
                    const char *rel, const char *key)
{
    vg_html_raw(r->w->o, "<a class=\"button quiet\"");
    vg_html_attrz(r->w->o, "href", href);
    if (rel != NULL)
        vg_html_attrz(r->w->o, "rel", rel);
    vg_html_attrz(r->w->o, "data-key", key);
    vg_html_attrz(r->w->o, "aria-keyshortcuts", key);
    vg_html_raw(r->w->o, ">");
    vg_ui_word(r->w, label);
    vg_ui_key(r->w, key);
    vg_html_raw(r->w->o, "</a>\n");
}

static void put_undo(const struct review *r, size_t at, enum vg_ui_word label, const char *key)
{
    open_act(r, r->late[at].suggestion, "undo", "act");
    vg_ui_button(r->w, label, NULL, NULL, "quiet", key);
    vg_ui_form_end(r->w);
}

static void put_undo_last(const struct review *r)
{
    for (size_t i = 0; i < r->n_late; i++) {
        if (!still_holds(r, i))
            continue;
        put_undo(r, i, VW_REVIEW_UNDO, "u");
        return;
    }
}

static void put_ways(const struct review *r)
{
    vg_html_raw(r->w->o, "<div class=\"row ways\">\n");
    if (r->place.next != NULL || r->place.before > 0) {
        const char *next = address_at(r, r->place.next);

        put_way(r, next, VW_REVIEW_LATER, NULL, "l");
        put_way(r, next, VW_REVIEW_NEXT, "next", "j");
    }
    if (r->place.previous != NULL)
        put_way(r, address_at(r, r->place.previous), VW_REVIEW_PREVIOUS, "prev", "k");
    put_undo_last(r);
    vg_html_raw(r->w->o, "</div>\n");
}

/* -- when somebody was faster, or it could not be kept
 * --------------------------------------------- */

static const struct vg_decision *latest_on(const struct review *r, const char *id)
{
    for (size_t i = 0; i < r->n_late; i++)
        if (strcmp(r->late[i].suggestion, id) == 0)
            return &r->late[i];
    return NULL;
}

static void put_was(const struct review *r)
{
    const struct vg_web *w = r->w;
    const struct vg_decision *d = latest_on(r, r->s.id);

    vg_html_raw(w->o, r->failed ? "<div class=\"notice bad\" role=\"alert\">"
                                : "<div class=\"notice warn\" role=\"status\">");
    vg_html_raw(w->o, "<p>");
    vg_ui_say(w, VW_REVIEW_WAS, vg_claim_status_label(w, (enum vg_claim_status)r->s.decided),
              d == NULL ? "…" : d->by, NULL);
    if (d != NULL) {
        vg_putc(w->o, ' ');
        vg_ui_time(w, d->at);
        if (d->claim != 0) {
            vg_puts(w->o, " · ");
            vg_ui_claim(w, d->claim);
        }
        if (d->because != NULL) {
            vg_html_raw(w->o, " · <q dir=\"auto\">");
            vg_html_textz(w->o, d->because);
            vg_html_raw(w->o, "</q>");
        }
    }
    vg_html_raw(w->o, "</p>\n");
    if (r->failed) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_REVIEW_WAS_LOST);
        vg_html_raw(w->o, "</p>\n");
    }
    open_act(r, r->s.id, "undo", NULL);
    vg_ui_button(w, VW_REVIEW_UNDO_ONE, NULL, NULL, NULL, NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</div>\n");
}

static void put_failure(const struct review *r)
{
    const struct vg_web *w = r->w;

    if (!r->failed || r->s.decided != 0)
        return;
    vg_html_raw(w->o, "<p class=\"notice bad\" role=\"alert\"><b>");
    vg_ui_word(w, VW_REVIEW_NOT_KEPT);
    vg_html_raw(w->o, "</b> ");
    vg_ui_failure(w, w->err->text);
    vg_html_raw(w->o, "</p>\n");
}

/* -- the latest decisions
 * ----------------------------------------------------------------------------- */

static const enum vg_ui_word late_heads[] = {VW_REVIEW_LATE_WHAT, VW_REVIEW_LATE_DECISION,
                                             VW_REVIEW_LATE_BY, VW_REVIEW_LATE_DO};

static void put_late_row(const struct review *r, size_t i)
{
    const struct vg_web *w = r->w;
    const struct vg_decision *d = &r->late[i];

    vg_html_raw(w->o, "<tr role=\"row\">");
    vg_table_cell(w, late_heads[0], NULL);
    vg_ui_link(w, address_at(r, d->suggestion), d->suggestion);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, late_heads[1], NULL);
    vg_html_textz(w->o, vg_claim_status_label(w, d->status));
    if (d->claim != 0) {
        vg_putc(w->o, ' ');
        vg_ui_claim(w, d->claim);
        vg_puts(w->o, " · ");
        vg_ui_link(w, vg_print(w->a, "/claims/c%" PRId64 "/uses", d->claim),
                   vg_ui_text(w, VW_REVIEW_WHAT_FOLLOWS));
    }
    if (d->because != NULL) {
        vg_html_raw(w->o, " <q dir=\"auto\">");
        vg_html_textz(w->o, d->because);
        vg_html_raw(w->o, "</q>");
    }
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, late_heads[2], NULL);
    vg_html_raw(w->o, "<code>");
    vg_html_textz(w->o, d->by);
    vg_html_raw(w->o, "</code> ");
    vg_ui_time(w, d->at);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, late_heads[3], NULL);
    if (still_holds(r, i))
        put_undo(r, i, VW_REVIEW_UNDO_ONE, NULL);
    vg_html_raw(w->o, "</td></tr>\n");
}

static void put_late(const struct review *r)
{
    if (r->n_late == 0)
        return;
    vg_ui_section(r->w, "late", VW_REVIEW_LATE);
    vg_table_open(r->w, "late", VW_REVIEW_LATE, late_heads, 4);
    for (size_t i = 0; i < r->n_late && i < LATE_SHOWN; i++)
        put_late_row(r, i);
    vg_table_end(r->w);
    vg_ui_section_end(r->w);
}

/* -- the page
 * --------------------------------------------------------------------------------------------- */

static void put_one(const struct review *r)
{
    const struct vg_web *w = r->w;

    vg_html_raw(w->o, "<article class=\"one\"");
    vg_html_attrz(w->o, "id", r->s.id);
    vg_html_raw(w->o, "><header><h2 tabindex=\"-1\"><span class=\"tag\">");
    vg_html_textz(w->o, r->s.id);
    vg_html_raw(w->o, "</span> ");
    vg_page_gist(r->p, &r->s.claim);
    vg_html_raw(w->o, "</h2>");
    vg_claim_source_line(w, &r->s.claim, "o");
    vg_html_raw(w->o, "</header>\n");
    put_failure(r);
    if (r->s.decided != 0)
        put_was(r);
    vg_html_raw(w->o, "<div class=\"two\"><div>\n");
    vg_claim_context(w, &r->s.claim);
    put_twins(r);
    vg_html_raw(w->o, "</div><div>\n");
    vg_claim_facts(w, r->p, &r->s.claim);
    put_warnings(r);
    vg_html_raw(w->o, "</div></div>\n<div class=\"acts\">\n");
    if (r->s.decided == 0) {
        put_accept(r);
        put_correct(r);
        put_reject(r);
    } else if (r->failed && vg_web_form(w, "corrected") != NULL) {
        put_correct(r);
    }
    put_ways(r);
    vg_html_raw(w->o, "</div></article>\n");
}

static void put_nothing(const struct review *r)
{
    const struct vg_web *w = r->w;

    vg_ui_notice(w, "good", r->source == 0 ? VW_REVIEW_NONE : VW_REVIEW_NONE_SOURCE, NULL, NULL);
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, VW_REVIEW_NONE_HOW);
    vg_html_raw(w->o, "</p>\n<div class=\"acts\">");
    put_ways(r);
    vg_html_raw(w->o, "</div>");
}

/* The one that is named, else the first that waits; an id of NULL is "none". */
static int choose(struct review *r, const char *id)
{
    struct vg_web *w = r->w;
    struct vg_suggestion *list = NULL;
    size_t n = 0;
    int rc;

    if (id != NULL)
        return vg_suggestion_get(w->c, id, w->a, &r->s, w->err);
    rc = vg_suggestions_after(w->c, NULL, r->source, 1, w->a, &list, &n, w->err);
    if (rc == VG_OK && n > 0)
        r->s = list[0];
    return rc;
}

static int gather(struct review *r, const char *id)
{
    struct vg_web *w = r->w;
    const struct vg_view *names = NULL;
    int rc = choose(r, id);

    if (rc == VG_OK)
        rc = vg_review_place(w->c, r->s.id, r->source, w->a, &r->place, w->err);
    if (rc == VG_OK)
        rc = vg_decisions_late(w->c, LATE, w->a, &r->late, &r->n_late, w->err);
    if (rc == VG_OK && r->s.id != NULL && r->s.decided == 0)
        rc = vg_suggestion_twins(w->c, r->s.id, w->a, &r->twins, &r->n_twins, w->err);
    if (rc == VG_OK)
        rc = vg_web_names(w, &names);
    if (rc == VG_OK)
        r->p = vg_ui_pieces(w, names);
    return rc;
}

int vg_review_show(struct vg_web *w, const char *id, enum vg_review_act failed, int code)
{
    struct review r = {.w = w, .failed = failed, .code = code};
    struct vg_err why = *w->err;
    int rc = vg_review_scope(w, &r.source);

    if (rc == VG_OK)
        rc = gather(&r, id);
    if (rc != VG_OK)
        return rc;
    *w->err = why;
    w->out->status = failed ? vg_web_status(code) : 200;
    vg_ui_open_with(w, vg_ui_text(w, VW_REVIEW_TITLE), "review", "review");
    put_place(&r);
    if (r.s.id == NULL)
        put_nothing(&r);
    else
        put_one(&r);
    put_late(&r);
    vg_html_raw(w->o, "<p class=\"soft no-print\">");
    vg_ui_word(w, VW_REVIEW_KEYS);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_close(w);
    return VG_OK;
}

int vg_page_review(struct vg_web *w)
{
    return vg_review_show(w, vg_web_query(w, "at"), 0, VG_OK);
}
