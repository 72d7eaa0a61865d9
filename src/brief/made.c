/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* How the brief was made, how a stranger checks it, what that proves, and what is withheld. */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "brief/page.h"

static void put_paragraph(const struct vg_page *p, enum vg_word w)
{
    vg_html_raw(p->o, "<p>");
    vg_page_word(p, w);
    vg_html_raw(p->o, "</p>\n");
}

static void put_title(const struct vg_page *p, enum vg_word w)
{
    vg_html_raw(p->o, "<h3>");
    vg_page_word(p, w);
    vg_html_raw(p->o, "</h3>\n");
}

static void put_fact(const struct vg_page *p, enum vg_word label, const char *text)
{
    if (text == NULL)
        return;
    vg_html_raw(p->o, "<dt>");
    vg_page_word(p, label);
    vg_html_raw(p->o, "</dt><dd><code>");
    vg_html_textz(p->o, text);
    vg_html_raw(p->o, "</code></dd>\n");
}

/* Text with its lines, character for character visible. */
static void put_lines(const struct vg_page *p, const char *text)
{
    vg_html_raw(p->o, "<pre>");
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        vg_html_text(p->o, (struct vg_str){text, n});
        text += n;
        if (*text == '\n') {
            vg_putc(p->o, '\n');
            text++;
        }
    }
    vg_html_raw(p->o, "</pre>\n");
}

static void put_record(const struct vg_page *p)
{
    const struct vg_brief_record *r = &p->b->record;
    char size[VG_NUMBER_TEXT];

    put_title(p, VG_W_RECORD);
    if (r->checkpoint == NULL && r->root_hex == NULL) {
        put_paragraph(p, VG_W_RECORD_NONE);
        return;
    }
    vg_html_raw(p->o, "<dl class=\"facts\">\n");
    put_fact(p, VG_W_REC_COMMAND, r->command);
    put_fact(p, VG_W_REC_VKEY, r->vkey);
    put_fact(p, VG_W_REC_ORIGIN, r->origin);
    put_fact(p, VG_W_REC_SIZE, vg_number(size, r->size, 0));
    put_fact(p, VG_W_REC_ROOT, r->root_hex);
    vg_html_raw(p->o, "</dl>\n");
    if (r->checkpoint != NULL) {
        vg_html_raw(p->o, "<h4>");
        vg_page_word(p, VG_W_REC_CHECKPOINT);
        vg_html_raw(p->o, "</h4>\n");
        put_lines(p, r->checkpoint);
    }
}

static void put_proof(const struct vg_page *p)
{
    static const enum vg_word not [] = {VG_W_PROVES_NOT_1, VG_W_PROVES_NOT_2, VG_W_PROVES_NOT_3,
                                        VG_W_PROVES_NOT_4};

    put_title(p, VG_W_PROVES);
    put_paragraph(p, VG_W_PROVES_1);
    put_title(p, VG_W_PROVES_NOT);
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++) {
        vg_html_raw(p->o, "<li>");
        vg_page_word(p, not [i]);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>\n");
}

static void put_audience(const struct vg_page *p)
{
    const char *who = p->b->audience;

    if (who == NULL)
        return;
    put_paragraph(p, strcmp(who, "public") == 0    ? VG_W_FOR_PUBLIC
                     : strcmp(who, "partner") == 0 ? VG_W_FOR_PARTNER
                                                   : VG_W_FOR_INTERNAL);
}

/* Sections that somebody chose to leave out are said, as what is withheld is. */
static void put_without(const struct vg_page *p)
{
    static const struct {
        unsigned part;
        enum vg_word title;
    } parts[] = {
        {VG_PART_SERIES, VG_W_PART_SERIES},
        {VG_PART_ROOTS, VG_W_ROOTS},
        {VG_PART_CHECKS, VG_W_CHECKS},
        {VG_PART_STATUS, VG_W_STATUS},
    };
    int n = 0;

    if (p->b->without == 0)
        return;
    vg_html_raw(p->o, "<p>");
    vg_page_word(p, VG_W_WITHOUT);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if ((p->b->without & parts[i].part) == 0)
            continue;
        vg_html_raw(p->o, n++ > 0 ? "; “" : "“");
        vg_page_word(p, parts[i].title);
        vg_html_raw(p->o, "”");
    }
    vg_html_raw(p->o, "</p>\n");
}

static void put_withheld(const struct vg_page *p)
{
    put_title(p, VG_W_WITHHELD);
    put_audience(p);
    put_paragraph(p, VG_W_PERSONS);
    put_without(p);
    if (p->b->n_withheld == 0) {
        put_paragraph(p, VG_W_WITHHELD_NONE);
        return;
    }
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < p->b->n_withheld; i++) {
        vg_html_raw(p->o, "<li dir=\"auto\">");
        vg_html_textz(p->o, p->b->withheld[i]);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>\n");
}

void vg_page_made(const struct vg_page *p)
{
    vg_page_open(p, "made", VG_W_MADE, VG_WORDS);
    vg_html_raw(p->o, "<div class=\"prose\">\n<p>");
    vg_page_word(p, VG_W_PROGRAM);
    vg_page_word(p, VG_W_COLON);
    vg_html_textz(p->o, p->b->program);
    vg_puts(p->o, " · ");
    vg_put_time(p->o, p->lang, p->b->made_at);
    vg_html_raw(p->o, "</p>\n");
    put_paragraph(p, VG_W_METHOD_1);
    put_paragraph(p, VG_W_METHOD_2);
    put_paragraph(p, VG_W_METHOD_3);
    put_record(p);
    put_proof(p);
    put_withheld(p);
    vg_html_raw(p->o, "</div>\n");
    vg_page_close(p);
}
