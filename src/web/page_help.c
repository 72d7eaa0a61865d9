/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Help: how to begin, the keys, the words.
 */
#include "base/html.h"
#include "web/bits.h"
#include "web/pages.h"

static void put_list(const struct vg_web *w, const char *tag, enum vg_ui_word first,
                     enum vg_ui_word last)
{
    vg_html_raw(w->o, "<");
    vg_html_raw(w->o, tag);
    vg_html_raw(w->o, " class=\"prose\">\n");
    for (int i = (int)first; i <= (int)last; i++) {
        vg_html_raw(w->o, "<li>");
        vg_ui_word(w, (enum vg_ui_word)i);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</");
    vg_html_raw(w->o, tag);
    vg_html_raw(w->o, ">\n");
}

static const struct {
    const char *key;
    enum vg_ui_word where, does;
} keys[] = {
    {"/", VW_HELP_KEYS_ALL, VW_HELP_KEY_SEARCH},
    {"?", VW_HELP_KEYS_ALL, VW_HELP_KEY_HELP},
    {"Esc", VW_HELP_KEYS_ALL, VW_HELP_KEY_ESCAPE},
    {"f", VW_PART_START, VW_HELP_KEY_ADD},
    {"n", VW_HELP_KEYS_SOURCE, VW_HELP_KEY_CLAIM},
    {"a", VW_PART_REVIEW, VW_HELP_KEY_ACCEPT},
    {"A", VW_PART_REVIEW, VW_HELP_KEY_TWINS},
    {"c", VW_PART_REVIEW, VW_HELP_KEY_CORRECT},
    {"r", VW_PART_REVIEW, VW_HELP_KEY_REJECT},
    {"l", VW_PART_REVIEW, VW_HELP_KEY_LATER},
    {"u", VW_PART_REVIEW, VW_HELP_KEY_UNDO},
    {"j", VW_PART_REVIEW, VW_HELP_KEY_NEXT},
    {"k", VW_PART_REVIEW, VW_HELP_KEY_PREVIOUS},
    {"o", VW_PART_REVIEW, VW_HELP_KEY_OPEN},
    {"+", VW_HELP_KEYS_PICTURE, VW_HELP_KEY_LARGER},
    {"-", VW_HELP_KEYS_PICTURE, VW_HELP_KEY_SMALLER},
    {"0", VW_HELP_KEYS_PICTURE, VW_HELP_KEY_WHOLE},
    {"← ↑ ↓ →", VW_HELP_KEYS_PICTURE, VW_HELP_KEY_MOVE},
    {"f", VW_HELP_KEYS_PICTURE, VW_HELP_KEY_DIM},
    {"r", VW_HELP_KEYS_JOB, VW_HELP_KEY_AGAIN},
};

static void put_keys(const struct vg_web *w)
{
    static const enum vg_ui_word columns[] = {VW_HELP_KEY, VW_HELP_KEY_WHERE, VW_HELP_KEY_DOES};

    vg_ui_section(w, "keys", VW_HELP_KEYS);
    vg_bits_p_as(w, "how", VW_HELP_KEYS_HOW);
    vg_bits_table(w, "keys", VW_HELP_KEYS, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        vg_bits_row(w, NULL);
        vg_bits_head(w);
        vg_html_raw(w->o, "<kbd>");
        vg_html_textz(w->o, keys[i].key);
        vg_html_raw(w->o, "</kbd></th>");
        vg_bits_cell(w, VW_HELP_KEY_WHERE, NULL);
        vg_ui_word(w, keys[i].where);
        vg_html_raw(w->o, "</td>");
        vg_bits_cell(w, VW_HELP_KEY_DOES, NULL);
        vg_ui_word(w, keys[i].does);
        vg_html_raw(w->o, "</td>");
        vg_bits_row_end(w);
    }
    vg_bits_table_end(w);
    vg_ui_section_end(w);
}

/* A word and what it means stand behind each other in the table of words. */
static void put_words(const struct vg_web *w)
{
    vg_ui_section(w, "words", VW_HELP_WORDS);
    vg_html_raw(w->o, "<dl class=\"words\">\n");
    for (int i = VW_HELP_WORD_CASE; i <= VW_HELP_WORD_BRIEF; i += 2) {
        vg_html_raw(w->o, "<div><dt>");
        vg_ui_word(w, (enum vg_ui_word)i);
        vg_html_raw(w->o, "</dt><dd>");
        vg_ui_word(w, (enum vg_ui_word)(i + 1));
        vg_html_raw(w->o, "</dd></div>\n");
    }
    vg_html_raw(w->o, "</dl>\n");
    vg_ui_section_end(w);
}

int vg_page_help(struct vg_web *w)
{
    vg_ui_open(w, vg_ui_text(w, VW_HELP_TITLE));
    vg_html_raw(w->o, "<div class=\"two\"><div>\n");
    vg_ui_section(w, "begin", VW_HELP_BEGIN);
    put_list(w, "ol", VW_HELP_BEGIN_1, VW_HELP_BEGIN_6);
    vg_ui_section_end(w);
    vg_ui_section(w, "not", VW_HELP_NOT);
    put_list(w, "ul", VW_HELP_NOT_1, VW_HELP_NOT_4);
    vg_bits_p_as(w, "soft", VW_HELP_TERMINAL);
    vg_ui_section_end(w);
    put_words(w);
    vg_html_raw(w->o, "</div><div>\n");
    put_keys(w);
    vg_html_raw(w->o, "</div></div>\n");
    vg_ui_close(w);
    return VG_OK;
}
