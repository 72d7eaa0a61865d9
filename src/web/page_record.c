/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The record: what happened in the case, its newest checkpoint, verification, doctor, and the
 * proof of one thing; and what all that does not prove.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/bits.h"
#include "web/jobs.h"
#include "web/logged.h"
#include "web/pages.h"

enum { ENTRIES = 60, KEY = 8 };

/* -- checkpoint ----------------------------------------------------------------------------------
 */

static int put_checkpoint(struct vg_web *w, const struct vg_case_facts *f)
{
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE}, key = {0};
    int rc = vg_log_vkey(w->c, &key, w->err);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "checkpoint", VW_RECORD_CHECKPOINT);
    if (f->checkpoint == 0)
        vg_bits_p(w, VW_RECORD_CHECKPOINT_NONE);
    else
        vg_ui_notice(w, f->checkpoint < f->entries ? "warn" : "good",
                     f->checkpoint < f->entries ? VW_RECORD_CHECKPOINT_OLD
                                                : VW_RECORD_CHECKPOINT_NEW,
                     vg_ui_number(w, f->checkpoint), vg_ui_number(w, f->entries));
    if (f->checkpoint > 0)
        rc = vg_checkpoint_last(w->c, &note, w->err);
    if (rc == VG_OK && note.len > 0)
        vg_bits_lines(w, note.p);
    vg_html_raw(w->o, "<dl class=\"facts\">\n");
    vg_bits_fact(w, VW_RECORD_VKEY, key.p);
    vg_bits_fact(w, VW_RECORD_ORIGIN, f->origin);
    vg_html_raw(w->o, "</dl>\n");
    vg_bits_p_as(w, "soft", VW_RECORD_CHECKPOINT_HOW);
    if (f->checkpoint < f->entries)
        vg_bits_do(w, "/record/checkpoint", VW_RECORD_CHECKPOINT_GO, "go");
    vg_ui_section_end(w);
    return rc;
}

/* -- verification and doctor ----------------------------------------------------------------------
 */

static void put_job(const struct vg_web *w, const struct vg_shown_job *list, size_t n,
                    const char *kind)
{
    const struct vg_shown_job *last = vg_shown_last(list, n, kind);

    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].kind, kind) == 0 && !vg_shown_is_over(&list[i])) {
            vg_html_raw(w->o, "<p>");
            vg_shown_job_line(w, &list[i]);
            vg_html_raw(w->o, "</p>\n");
        }
    if (last == NULL) {
        vg_bits_p_as(w, "soft", VW_RECORD_NOT_YET);
        return;
    }
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, VW_RECORD_LAST);
    vg_puts(w->o, " ");
    vg_shown_job_line(w, last);
    vg_html_raw(w->o, "</p>\n");
    vg_shown_lines(w, last);
}

static void put_not_proved(const struct vg_web *w)
{
    static const enum vg_word says[] = {VG_W_PROVES_NOT_1, VG_W_PROVES_NOT_2, VG_W_PROVES_NOT_3,
                                        VG_W_PROVES_NOT_4};

    vg_html_raw(w->o, "<h3>");
    vg_html_textz(w->o, vg_brief_word(VG_W_PROVES_NOT, w->in->language));
    vg_html_raw(w->o, "</h3><ul>\n");
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        vg_html_raw(w->o, "<li>");
        vg_html_textz(w->o, vg_brief_word(says[i], w->in->language));
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
}

static int put_verify(struct vg_web *w)
{
    const struct vg_shown_job *list = NULL;
    size_t n = 0;
    int rc = vg_shown_jobs(w, &list, &n);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "verify", VW_RECORD_VERIFY);
    vg_bits_p_as(w, "soft", VW_RECORD_VERIFY_HOW);
    vg_bits_do(w, "/record/verify", VW_RECORD_VERIFY_GO, "go");
    put_job(w, list, n, "verify");
    put_not_proved(w);
    vg_ui_section_end(w);
    vg_ui_section(w, "doctor", VW_RECORD_DOCTOR);
    vg_bits_p_as(w, "soft", VW_RECORD_DOCTOR_HOW);
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_bits_do(w, "/work/doctor", VW_RECORD_DOCTOR_GO, NULL);
    vg_bits_do(w, "/work/rebuild", VW_RECORD_REBUILD_GO, NULL);
    vg_html_raw(w->o, "</div>\n");
    put_job(w, list, n, "doctor");
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- tables
 * ------------------------------------------------------------------------------------------ */

static void put_names(const struct vg_web *w, const char *lines, const char *sort)
{
    size_t n = strlen(sort);
    int any = 0;

    for (const char *at = lines; *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n') {
        if (strncmp(at, sort, n) != 0 || at[n] != ' ')
            continue;
        vg_html_raw(w->o, any++ ? ", <code>" : "<code>");
        vg_html_text(w->o, (struct vg_str){at + n + 1, strcspn(at, "\n") - n - 1});
        vg_html_raw(w->o, "</code>");
    }
}

static int put_tables(struct vg_web *w)
{
    static const struct {
        const char *sort;
        enum vg_ui_word word;
    } sorts[] = {
        {"kept", VW_RECORD_KEPT}, {"derived", VW_RECORD_DERIVED}, {"foreign", VW_RECORD_FOREIGN}};
    VG_SCOPED_BUF lines = {0};
    int rc = vg_log_tables(w->c, &lines, w->err);

    if (rc != VG_OK)
        return rc;
    vg_html_raw(w->o, "<details><summary>");
    vg_ui_word(w, VW_RECORD_TABLES);
    vg_html_raw(w->o, "</summary><dl class=\"tables\">\n");
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        vg_html_raw(w->o, "<dt>");
        vg_ui_word(w, sorts[i].word);
        vg_html_raw(w->o, "</dt><dd>");
        put_names(w, lines.p, sorts[i].sort);
        vg_html_raw(w->o, "</dd>\n");
    }
    vg_html_raw(w->o, "</dl></details>\n");
    return VG_OK;
}

/* -- the log
 * ------------------------------------------------------------------------------------------- */

static void put_entry(const struct vg_web *w, const struct vg_log_row *row, int64_t proved)
{
    vg_bits_row(w, vg_print(w->a, "e%" PRId64, row->index));
    vg_bits_head(w);
    vg_puts(w->o, vg_ui_number(w, row->index));
    vg_html_raw(w->o, "</th>");
    vg_bits_cell(w, VW_RECORD_AT, "when");
    vg_ui_time(w, row->at);
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_RECORD_SAYS, NULL);
    vg_logged_says(w, row);
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_RECORD_KIND, NULL);
    vg_html_textz(w->o, vg_bits_named(w, "logged.kind.", row->kind));
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_RECORD_ACTOR, NULL);
    vg_html_raw(w->o, "<code>");
    vg_html_text(w->o, (struct vg_str){row->actor, strnlen(row->actor, KEY)});
    vg_html_raw(w->o, "</code></td>");
    vg_bits_cell(w, VW_RECORD_PROOF, NULL);
    if (row->index < proved)
        vg_bits_link(w, vg_print(w->a, "/record/proof?of=%" PRId64, row->index), VW_RECORD_PROOF);
    vg_html_raw(w->o, "</td>");
    vg_bits_row_end(w);
}

/* Where the pages of the log lead; "before" counts from the newest. */
static void put_pages(const struct vg_web *w, int64_t before, int64_t entries)
{
    vg_html_raw(w->o, "<nav class=\"pages\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_PAGES));
    vg_html_raw(w->o, "><span>");
    vg_ui_say(w, VW_RECORD_PAGE, vg_ui_number(w, before < ENTRIES ? 0 : before - ENTRIES),
              vg_ui_number(w, before - 1), vg_ui_number(w, entries));
    vg_html_raw(w->o, "</span> ");
    if (before < entries) {
        int64_t newer = before + ENTRIES;

        vg_html_raw(w->o, "<a rel=\"prev\"");
        vg_html_attrz(w->o, "href",
                      newer >= entries ? "/record#log"
                                       : vg_print(w->a, "/record?before=%" PRId64 "#log", newer));
        vg_html_raw(w->o, ">");
        vg_ui_word(w, VW_RECORD_NEWER);
        vg_html_raw(w->o, "</a> ");
    }
    if (before > ENTRIES) {
        vg_html_raw(w->o, "<a rel=\"next\"");
        vg_html_attrz(w->o, "href",
                      vg_print(w->a, "/record?before=%" PRId64 "#log", before - ENTRIES));
        vg_html_raw(w->o, ">");
        vg_ui_word(w, VW_RECORD_OLDER);
        vg_html_raw(w->o, "</a>");
    }
    vg_html_raw(w->o, "</nav>\n");
}

static int put_log(struct vg_web *w, const struct vg_case_facts *f)
{
    static const enum vg_ui_word columns[] = {VW_RECORD_ENTRY, VW_RECORD_AT,    VW_RECORD_SAYS,
                                              VW_RECORD_KIND,  VW_RECORD_ACTOR, VW_RECORD_PROOF};
    int64_t before = vg_web_query_i64(w, "before", f->entries, f->entries);
    struct vg_log_row *rows = NULL;
    size_t n = 0;
    int rc;

    if (before == 0)
        before = f->entries;
    rc = vg_log_page(w->c, before, ENTRIES, w->a, &rows, &n, w->err);
    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "log", VW_RECORD_LOG);
    put_pages(w, before, f->entries);
    vg_bits_table(w, "log", VW_RECORD_LOG, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n; i++)
        put_entry(w, &rows[i], f->checkpoint);
    vg_bits_table_end(w);
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- the page
 * --------------------------------------------------------------------------------------------- */

static void put_proof_form(const struct vg_web *w)
{
    vg_ui_form_get(w, "/record/proof", "row");
    vg_ui_input(w, "of", VW_RECORD_PROOF_OF, vg_web_query(w, "of"),
                " required size=\"10\" placeholder=\"c17\"");
    vg_ui_button(w, VW_RECORD_PROOF_GO, NULL, NULL, NULL, NULL);
    vg_ui_form_end(w);
}

int vg_page_record(struct vg_web *w)
{
    struct vg_case_facts f = {0};
    int rc = vg_case_facts(w->c, w->a, &f, w->err);

    if (rc != VG_OK)
        return rc;
    vg_ui_open(w, vg_ui_text(w, VW_RECORD_PAGE_TITLE));
    vg_bits_p_as(w, "how", VW_RECORD_HOW);
    vg_html_raw(w->o, "<div class=\"two\"><div>\n");
    rc = put_checkpoint(w, &f);
    vg_ui_section(w, "proof", VW_RECORD_PROOF_TITLE);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_RECORD_PROOF_HOW);
    vg_puts(w->o, " ");
    vg_bits_link(w, "/record/proof", VW_RECORD_PROOF_MORE);
    vg_html_raw(w->o, "</p>\n");
    put_proof_form(w);
    vg_ui_section_end(w);
    vg_html_raw(w->o, "</div><div>\n");
    if (rc == VG_OK)
        rc = put_verify(w);
    vg_html_raw(w->o, "</div></div>\n");
    if (rc == VG_OK)
        rc = put_log(w, &f);
    if (rc == VG_OK)
        rc = put_tables(w);
    vg_ui_close(w);
    return rc;
}

int vg_post_record_checkpoint(struct vg_web *w)
{
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE};
    struct vg_case *c = NULL;
    int rc = vg_web_write(w, &c);

    if (rc == VG_OK)
        rc = vg_checkpoint(c, &note, w->err);
    return rc == VG_OK ? vg_web_go(w, "/record?said=checkpoint#checkpoint") : rc;
}

/* A proof is a text for other people's programs. Without a thing to prove, or without a
 * checkpoint to prove it by, a page that says how it is done. */
int vg_page_record_proof(struct vg_web *w)
{
    VG_SCOPED_BUF proof = {.max = KIB(64)};
    const char *of = vg_web_query(w, "of");
    int rc = of == NULL ? VG_E_ABSENT : vg_log_proof(w->c, of, &proof, w->err);

    if (rc == VG_OK) {
        w->out->type = "text/plain; charset=utf-8";
        vg_put(w->o, proof.p, proof.len);
        return VG_OK;
    }
    vg_ui_open(w, vg_ui_text(w, VW_RECORD_PROOF_TITLE));
    if (of != NULL) {
        w->out->status = vg_web_status(rc);
        vg_ui_notice_text(w, "bad", w->err->text);
    }
    vg_bits_p(w, VW_RECORD_PROOF_WHAT);
    put_proof_form(w);
    vg_html_raw(w->o, "<p>");
    vg_bits_link(w, "/record#checkpoint", VW_RECORD_CHECKPOINT);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_close(w);
    return VG_OK;
}
