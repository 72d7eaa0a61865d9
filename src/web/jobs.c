/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Long work on a page: read from what the server hands on, and said in words.
 */
#include "web/jobs.h"

#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/bits.h"
#include "web/failure.h"

/* -- reading ------------------------------------------------------------------------------ */

static const char *text_of(const struct vg_web *w, const json_t *o, const char *key)
{
    return vg_copyz(w->a, json_string_value(json_object_get(o, key)));
}

static int64_t number_of(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static void read_lines(const struct vg_web *w, const json_t *says, struct vg_shown_job *out)
{
    size_t n = json_array_size(says);
    struct vg_shown_line *list = VG_NEW_ARRAY(w->a, struct vg_shown_line, n + 1);

    for (size_t i = 0; i < n; i++) {
        const json_t *line = json_array_get(says, i);

        list[i] = (struct vg_shown_line){.what = text_of(w, line, "what"),
                                         .label = text_of(w, line, "label"),
                                         .says = text_of(w, line, "says"),
                                         .source = number_of(line, "source")};
        if (list[i].what == NULL)
            list[i].what = "";
    }
    out->lines = list;
    out->n_lines = n;
}

static void read_job(const struct vg_web *w, const json_t *o, struct vg_shown_job *out)
{
    *out = (struct vg_shown_job){.id = number_of(o, "id"),
                                 .done = number_of(o, "done"),
                                 .total = number_of(o, "total"),
                                 .sources = number_of(o, "sources"),
                                 .kind = text_of(w, o, "kind"),
                                 .state = text_of(w, o, "state"),
                                 .what = text_of(w, o, "what")};
    if (out->kind == NULL)
        out->kind = "";
    if (out->state == NULL)
        out->state = "";
    read_lines(w, json_object_get(o, "says"), out);
}

int vg_shown_jobs(struct vg_web *w, const struct vg_shown_job **out, size_t *n)
{
    VG_SCOPED_JSON *all = NULL;
    const char *text = w->in->jobs == NULL ? "[]" : w->in->jobs;
    struct vg_shown_job *list;
    size_t count;
    int rc = vg_json_read(text, strlen(text), &all, w->err);

    if (rc != VG_OK)
        return vg_within(w->err, rc, "the list of long work");
    count = json_array_size(all);
    list = VG_NEW_ARRAY(w->a, struct vg_shown_job, count + 1);
    for (size_t i = 0; i < count; i++)
        read_job(w, json_array_get(all, i), &list[i]);
    *out = list;
    *n = count;
    return VG_OK;
}

int vg_shown_is_over(const struct vg_shown_job *j)
{
    return strcmp(j->state, "waiting") != 0 && strcmp(j->state, "running") != 0;
}

const struct vg_shown_job *vg_shown_last(const struct vg_shown_job *list, size_t n,
                                         const char *kind)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].kind, kind) == 0 && vg_shown_is_over(&list[i]))
            return &list[i];
    return NULL;
}

/* -- in words ----------------------------------------------------------------------------- */

static const char *how_far(const struct vg_web *w, const struct vg_shown_job *j)
{
    if (j->total > 0)
        return vg_ui_said(w, VW_JOB_OF, vg_ui_number(w, j->done), vg_ui_number(w, j->total), NULL);
    return j->done > 0 ? vg_ui_said(w, VW_JOB_DONE_SO_FAR, vg_ui_number(w, j->done), NULL, NULL)
                       : NULL;
}

void vg_shown_job_line(const struct vg_web *w, const struct vg_shown_job *j)
{
    const char *far = vg_shown_is_over(j) ? NULL : how_far(w, j);

    vg_putf(w->o, "<a href=\"/jobs/%" PRId64 "\">", j->id);
    vg_html_textz(w->o, vg_bits_named(w, "job.kind.", j->kind));
    vg_html_raw(w->o, "</a> <span class=\"tag\">");
    vg_html_textz(w->o, vg_bits_named(w, "job.state.", j->state));
    vg_html_raw(w->o, "</span>");
    if (far != NULL) {
        vg_puts(w->o, " ");
        vg_html_textz(w->o, far);
    }
}

void vg_shown_progress(const struct vg_web *w, const struct vg_shown_job *j)
{
    const char *far = how_far(w, j);

    if (vg_shown_is_over(j))
        return;
    vg_html_raw(w->o, "<p class=\"far\"><progress");
    vg_html_attrz(w->o, "aria-label", vg_bits_named(w, "job.kind.", j->kind));
    if (j->total > 0)
        vg_putf(w->o, " max=\"%" PRId64 "\" value=\"%" PRId64 "\"", j->total,
                j->done < j->total ? j->done : j->total);
    vg_html_raw(w->o, "></progress><span>");
    vg_html_textz(w->o, far);
    vg_html_raw(w->o, "</span></p>\n");
}

/* Which colour a line has, besides its word. */
static const char *class_of(const char *what)
{
    static const struct {
        const char *what, *class;
    } of[] = {{"failed", "bad"},  {"error", "bad"},   {"finding", "bad"}, {"fault", "bad"},
              {"unread", "warn"}, {"passed", "warn"}, {"remark", "warn"}, {"fine", "good"}};

    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (strcmp(of[i].what, what) == 0)
            return of[i].class;
    return "line";
}

/* Lines of the doctor name what it looked at, those of other work a file or an address. */
static int is_of_doctor(const char *what)
{
    return strcmp(what, "fine") == 0 || strcmp(what, "remark") == 0 || strcmp(what, "fault") == 0;
}

static void put_line(const struct vg_web *w, const struct vg_shown_line *l)
{
    int is_number = strcmp(l->what, "suggested") == 0 || strcmp(l->what, "compared") == 0;

    vg_html_raw(w->o, "<li><b");
    vg_html_attrz(w->o, "class", class_of(l->what));
    vg_html_raw(w->o, ">");
    vg_html_textz(w->o, vg_bits_named(w, "job.line.", l->what));
    vg_html_raw(w->o, "</b> ");
    if (l->source > 0)
        vg_ui_source(w, l->source, l->label);
    else if (l->label != NULL && strcmp(l->what, "verdict") == 0)
        vg_html_textz(w->o, vg_bits_named(w, "verdict.", l->label));
    else if (l->label != NULL && vg_ui_is_zh(w) && is_of_doctor(l->what) &&
             vg_field_zh(l->label) != NULL)
        vg_html_textz(w->o, vg_field_zh(l->label));
    else if (l->label != NULL)
        vg_bits_words(w, l->label);
    if (l->says != NULL) {
        vg_html_raw(w->o, l->label != NULL || l->source > 0 ? " <span class=\"soft\">" : "<span>");
        if (is_number)
            vg_html_textz(w->o, l->says);
        else
            vg_ui_failure(w, l->says);
        vg_html_raw(w->o, "</span>");
    }
    vg_html_raw(w->o, "</li>\n");
}

void vg_shown_lines(const struct vg_web *w, const struct vg_shown_job *j)
{
    vg_html_raw(w->o, "<ul class=\"told\">\n");
    for (size_t i = 0; i < j->n_lines; i++)
        put_line(w, &j->lines[i]);
    vg_html_raw(w->o, "</ul>\n");
}
