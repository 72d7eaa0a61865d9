/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Forms. Each carries the token of the session; each field has its label.
 */
#include <string.h>

#include "base/html.h"
#include "web/ui.h"

static void open_form(const struct vg_web *w, const char *method, const char *action,
                      const char *class)
{
    vg_html_raw(w->o, "<form");
    vg_html_attrz(w->o, "method", method);
    vg_html_attrz(w->o, "action", action);
    if (class != NULL)
        vg_html_attrz(w->o, "class", class);
}

void vg_ui_form(const struct vg_web *w, const char *action, const char *class)
{
    open_form(w, "post", action, class);
    vg_html_raw(w->o, ">");
    vg_ui_hidden(w, "token", w->in->token);
}

void vg_ui_form_files(const struct vg_web *w, const char *action, const char *class)
{
    open_form(w, "post", action, class);
    vg_html_raw(w->o, " enctype=\"multipart/form-data\">");
    vg_ui_hidden(w, "token", w->in->token);
}

void vg_ui_form_get(const struct vg_web *w, const char *action, const char *class)
{
    open_form(w, "get", action, class);
    vg_html_raw(w->o, ">");
}

void vg_ui_form_end(const struct vg_web *w)
{
    vg_html_raw(w->o, "</form>\n");
}

void vg_ui_hidden(const struct vg_web *w, const char *name, const char *value)
{
    vg_html_raw(w->o, "<input type=\"hidden\"");
    vg_html_attrz(w->o, "name", name);
    vg_html_attrz(w->o, "value", value == NULL ? "" : value);
    vg_html_raw(w->o, ">");
}

static void open_label(const struct vg_web *w, enum vg_ui_word label)
{
    vg_html_raw(w->o, "<label class=\"field\"><span>");
    vg_ui_word(w, label);
    vg_html_raw(w->o, "</span>");
}

void vg_ui_input(const struct vg_web *w, const char *name, enum vg_ui_word label, const char *value,
                 const char *more)
{
    open_label(w, label);
    vg_html_raw(w->o, "<input dir=\"auto\"");
    vg_html_attrz(w->o, "name", name);
    if (value != NULL)
        vg_html_attrz(w->o, "value", value);
    if (more != NULL)
        vg_html_raw(w->o, more);
    vg_html_raw(w->o, "></label>\n");
}

void vg_ui_area(const struct vg_web *w, const char *name, enum vg_ui_word label, const char *value,
                int rows)
{
    open_label(w, label);
    vg_html_raw(w->o, "<textarea dir=\"auto\"");
    vg_html_attrz(w->o, "name", name);
    vg_putf(w->o, " rows=\"%d\">\n", rows);
    vg_html_textz(w->o, value);
    vg_html_raw(w->o, "</textarea></label>\n");
}

void vg_ui_choice(const struct vg_web *w, const char *name, enum vg_ui_word label)
{
    open_label(w, label);
    vg_html_raw(w->o, "<select");
    vg_html_attrz(w->o, "name", name);
    vg_html_raw(w->o, ">");
}

void vg_ui_option(const struct vg_web *w, const char *value, const char *text, const char *chosen)
{
    vg_html_raw(w->o, "<option");
    vg_html_attrz(w->o, "value", value);
    if (strcmp(value, chosen == NULL ? "" : chosen) == 0)
        vg_html_raw(w->o, " selected");
    vg_html_raw(w->o, ">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</option>");
}

void vg_ui_choice_end(const struct vg_web *w)
{
    vg_html_raw(w->o, "</select></label>\n");
}

void vg_ui_terms(const struct vg_web *w, const char *name, enum vg_ui_word label,
                 const char *scheme, const char *chosen, enum vg_ui_word none)
{
    const struct vg_scheme *s = vg_scheme_get(scheme);

    vg_ui_choice(w, name, label);
    vg_ui_option(w, "", vg_ui_text(w, none), chosen);
    for (size_t i = 0; s != NULL && i < s->n; i++)
        vg_ui_option(w, s->terms[i].id, vg_ui_is_zh(w) ? s->terms[i].zh : s->terms[i].en, chosen);
    vg_ui_choice_end(w);
}

void vg_ui_key(const struct vg_web *w, const char *key)
{
    if (key == NULL)
        return;
    vg_html_raw(w->o, " <kbd>");
    vg_html_textz(w->o, key);
    vg_html_raw(w->o, "</kbd>");
}

void vg_ui_button(const struct vg_web *w, enum vg_ui_word label, const char *name,
                  const char *value, const char *class, const char *key)
{
    vg_html_raw(w->o, "<button");
    if (class != NULL)
        vg_html_attrz(w->o, "class", class);
    if (name != NULL)
        vg_html_attrz(w->o, "name", name);
    if (value != NULL)
        vg_html_attrz(w->o, "value", value);
    if (key != NULL) {
        vg_html_attrz(w->o, "data-key", key);
        vg_html_attrz(w->o, "aria-keyshortcuts", key);
    }
    vg_html_raw(w->o, ">");
    vg_ui_word(w, label);
    vg_ui_key(w, key);
    vg_html_raw(w->o, "</button>\n");
}
