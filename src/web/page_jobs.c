/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One piece of long work: how far it is, what it said, and what came of it. A script follows
 * it; without one there is a link to look again.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/bits.h"
#include "web/jobs.h"
#include "web/pages.h"

static void put_state(const struct vg_web *w, const struct vg_shown_job *j)
{
    const char *kind = strcmp(j->state, "failed") == 0    ? "bad"
                       : strcmp(j->state, "stopped") == 0 ? "warn"
                       : strcmp(j->state, "done") == 0    ? "good"
                                                          : "note";

    vg_html_raw(w->o, "<div id=\"job\" aria-live=\"polite\"><p");
    vg_html_attrz(w->o, "class", vg_print(w->a, "notice %s", kind));
    vg_html_raw(w->o, "><b class=\"state\">");
    vg_html_textz(w->o, vg_bits_named(w, "job.state.", j->state));
    vg_html_raw(w->o, "</b> <span class=\"what\">");
    if (!vg_shown_is_over(j))
        vg_html_textz(w->o, vg_bits_named(w, "job.what.", j->what));
    else if (j->sources > 0)
        vg_ui_say(w, VW_JOB_SOURCES, vg_ui_number(w, j->sources), NULL, NULL);
    vg_html_raw(w->o, "</span></p>\n");
    vg_shown_progress(w, j);
    vg_html_raw(w->o, "</div>\n");
}

static void put_actions(const struct vg_web *w, const struct vg_shown_job *j)
{
    vg_html_raw(w->o, "<div class=\"row\">");
    if (!vg_shown_is_over(j)) {
        vg_html_raw(w->o, "<a class=\"button\" data-key=\"r\" href=\"");
        vg_putf(w->o, "/jobs/%" PRId64 "\">", j->id);
        vg_ui_word(w, VW_JOB_AGAIN);
        vg_html_raw(w->o, " <kbd>r</kbd></a>");
        vg_bits_do(w, vg_print(w->a, "/jobs/%" PRId64 "/stop", j->id), VW_JOB_STOP, "danger");
    }
    vg_html_raw(w->o, "</div>\n");
}

/* Where to go with what came of it. */
static void put_next(const struct vg_web *w, const struct vg_shown_job *j)
{
    static const struct {
        const char *kind, *href;
        enum vg_ui_word word;
    } next[] = {
        {"add", "/review", VW_JOB_NEXT_REVIEW},
        {"add", "/sources", VW_JOB_NEXT_SOURCES},
        {"suggest", "/review", VW_JOB_NEXT_REVIEW},
        {"compare", "/roots#suggested", VW_JOB_NEXT_ROOTS},
        {"estimate", "/estimate", VW_JOB_NEXT_MISSING},
        {"verify", "/record", VW_JOB_NEXT_RECORD},
        {"doctor", "/record", VW_JOB_NEXT_RECORD},
        {"checkpoint", "/record", VW_JOB_NEXT_RECORD},
    };

    if (!vg_shown_is_over(j))
        return;
    vg_html_raw(w->o, "<p class=\"row\">");
    for (size_t i = 0; i < sizeof next / sizeof *next; i++)
        if (strcmp(next[i].kind, j->kind) == 0) {
            vg_html_raw(w->o, "<a class=\"button\"");
            vg_html_attrz(w->o, "href", next[i].href);
            vg_html_raw(w->o, ">");
            vg_ui_word(w, next[i].word);
            vg_html_raw(w->o, "</a>");
        }
    vg_html_raw(w->o, "</p>\n");
}

int vg_page_job(struct vg_web *w)
{
    const struct vg_shown_job *list = NULL, *j = NULL;
    size_t n = 0;
    int rc = vg_shown_jobs(w, &list, &n);

    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n && j == NULL; i++)
        if (strcmp(w->id, vg_print(w->a, "%" PRId64, list[i].id)) == 0)
            j = &list[i];
    if (j == NULL)
        return vg_fail(w->err, VG_E_ABSENT,
                       "there is no long work %.40s; the page forgets it when it is closed, the "
                       "case keeps what came of it",
                       w->id);
    vg_ui_open_with(w, vg_bits_named(w, "job.kind.", j->kind), NULL, "job");
    put_state(w, j);
    put_actions(w, j);
    vg_ui_section(w, "told", VW_JOB_TOLD);
    if (j->n_lines == 0)
        vg_bits_p_as(w, "soft", VW_JOB_TOLD_NONE);
    vg_shown_lines(w, j);
    vg_ui_section_end(w);
    put_next(w, j);
    vg_ui_close(w);
    return VG_OK;
}
