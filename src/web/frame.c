/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What stands around every page: head, the list of parts, the way to another language, and
 * the end. It is readable without style and without script.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/asset.h"
#include "web/ui.h"

static const struct {
    const char *path;
    enum vg_ui_word word;
    int begins_group;
} parts[VG_UI_PARTS] = {
    [VG_UI_START] = {"/", VW_PART_START, 0},
    [VG_UI_SOURCES] = {"/sources", VW_PART_SOURCES, 0},
    [VG_UI_REVIEW] = {"/review", VW_PART_REVIEW, 0},
    [VG_UI_CLAIMS] = {"/claims", VW_PART_CLAIMS, 0},
    [VG_UI_FIGURES] = {"/figures", VW_PART_FIGURES, 1},
    [VG_UI_CHECKS] = {"/checks", VW_PART_CHECKS, 0},
    [VG_UI_NAMES] = {"/names", VW_PART_NAMES, 0},
    [VG_UI_MAP] = {"/map", VW_PART_MAP, 1},
    [VG_UI_TIMELINE] = {"/timeline", VW_PART_TIMELINE, 0},
    [VG_UI_ROOTS] = {"/roots", VW_PART_ROOTS, 0},
    [VG_UI_GAPS] = {"/gaps", VW_PART_GAPS, 0},
    [VG_UI_OVERLAPS] = {"/overlaps", VW_PART_OVERLAPS, 0},
    [VG_UI_SEARCH] = {"/search", VW_PART_SEARCH, 1},
    [VG_UI_QUESTIONS] = {"/questions", VW_PART_QUESTIONS, 0},
    [VG_UI_BRIEF] = {"/brief", VW_PART_BRIEF, 1},
    [VG_UI_RECORD] = {"/record", VW_PART_RECORD, 0},
};

static void put_asset(const struct vg_web *w, const char *before, const char *name,
                      const char *after)
{
    const struct vg_asset *a = vg_asset_get(name);

    vg_html_raw(w->o, before);
    vg_putf(w->o, "/assets/%s?%s", name, a == NULL ? "" : a->tag);
    vg_html_raw(w->o, after);
}

static void put_head(const struct vg_web *w, const char *title, const struct vg_case_facts *f)
{
    vg_html_raw(w->o, "<!doctype html>\n<html lang=\"");
    vg_html_raw(w->o, vg_ui_is_zh(w) ? "zh-Hans" : "en");
    vg_html_raw(w->o, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                      "content=\"width=device-width, initial-scale=1\">\n");
    /* The header says no-referrer; then a form would name no origin, and be refused. This sends
     * it to ourselves and to nobody else. */
    vg_html_raw(w->o, "<meta name=\"referrer\" content=\"same-origin\">\n<title>");
    vg_html_textz(w->o, title);
    vg_puts(w->o, " · ");
    vg_html_textz(w->o, f->path == NULL ? "vigil" : f->path);
    vg_html_raw(w->o, "</title>\n<link rel=\"icon\" href=\"data:,\">\n");
    vg_html_raw(w->o, "<link rel=\"stylesheet\" href=\"/assets/pieces.css\">\n");
    put_asset(w, "<link rel=\"stylesheet\" href=\"", "page.css", "\">\n");
    /* By its bare name: the modules of pages import it by that, and under another address it
     * would be a second module, which hears every key once more. */
    vg_html_raw(w->o, "<script type=\"module\" src=\"/assets/page.js\"></script>\n</head>\n");
}

static void put_count(const struct vg_web *w, enum vg_ui_part part, const struct vg_case_facts *f)
{
    int64_t n = part == VG_UI_REVIEW    ? f->open_reviews
                : part == VG_UI_SOURCES ? f->sources
                : part == VG_UI_CLAIMS  ? f->claims
                                        : 0;

    if (n == 0)
        return;
    vg_html_raw(w->o, part == VG_UI_REVIEW ? " <b class=\"n\">" : " <span class=\"n\">");
    vg_puts(w->o, vg_ui_number(w, n));
    vg_html_raw(w->o, part == VG_UI_REVIEW ? "</b>" : "</span>");
}

static void put_parts(const struct vg_web *w, const struct vg_case_facts *f)
{
    vg_html_raw(w->o, "<nav class=\"parts\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_PARTS));
    vg_html_raw(w->o, "><ul>\n");
    for (int i = 0; i < VG_UI_PARTS; i++) {
        vg_html_raw(w->o, parts[i].begins_group ? "<li class=\"group\">" : "<li>");
        vg_html_raw(w->o, "<a");
        vg_html_attrz(w->o, "href", parts[i].path);
        if ((int)w->part == i)
            vg_html_raw(w->o, strcmp(w->in->path, parts[i].path) == 0 ? " aria-current=\"page\""
                                                                      : " aria-current=\"true\"");
        vg_html_raw(w->o, ">");
        vg_ui_word(w, parts[i].word);
        put_count(w, (enum vg_ui_part)i, f);
        vg_html_raw(w->o, "</a></li>\n");
    }
    vg_html_raw(w->o, "</ul></nav>\n");
}

static void put_languages(const struct vg_web *w)
{
    vg_ui_form(w, "/language", "languages");
    vg_ui_hidden(w, "back", vg_ui_here(w, "said", NULL));
    if (vg_ui_is_zh(w))
        vg_html_raw(w->o, "<button name=\"to\" value=\"en\" lang=\"en\">English</button>");
    else
        vg_html_raw(w->o, "<button name=\"to\" value=\"zh\" lang=\"zh-Hans\">中文</button>");
    vg_ui_form_end(w);
}

static void put_search(const struct vg_web *w)
{
    vg_html_raw(w->o, "<form role=\"search\" method=\"get\" action=\"/search\" class=\"find\">"
                      "<input type=\"search\" name=\"q\" dir=\"auto\" data-key=\"/\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_SEARCH_CASE));
    vg_html_attrz(w->o, "placeholder", vg_ui_text(w, VW_SEARCH_CASE));
    vg_html_raw(w->o, "></form>\n");
}

/* The name of the file, without the folders that lead to it. */
static const char *case_name(const char *path)
{
    const char *slash = path == NULL ? NULL : strrchr(path, '/');

    return path == NULL ? "vigil" : slash == NULL ? path : slash + 1;
}

void vg_ui_open_with(struct vg_web *w, const char *title, const char *class, const char *module)
{
    struct vg_case_facts facts = {0};

    /* A case that cannot be counted still gets its page: the page says why. */
    if (vg_case_facts(w->c, w->a, &facts, NULL) == VG_OK)
        facts.path = case_name(facts.path);
    put_head(w, title, &facts);
    vg_html_raw(w->o, "<body>\n<a class=\"skip\" href=\"#main\">");
    vg_ui_word(w, VW_SKIP);
    vg_html_raw(w->o, "</a>\n<header class=\"top\"><a class=\"case\" href=\"/\" dir=\"auto\">");
    vg_html_textz(w->o, facts.path);
    vg_html_raw(w->o, "</a>\n");
    put_search(w);
    put_languages(w);
    vg_html_raw(w->o, "</header>\n<input type=\"checkbox\" id=\"menu\" class=\"menu\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_PARTS));
    vg_html_raw(w->o, "><label for=\"menu\" class=\"menu\" aria-hidden=\"true\">");
    vg_ui_word(w, w->part < VG_UI_PARTS ? parts[w->part].word : VW_PARTS);
    vg_html_raw(w->o, "</label>\n");
    put_parts(w, &facts);
    vg_html_raw(w->o, "<main id=\"main\" tabindex=\"-1\"");
    if (class != NULL)
        vg_html_attrz(w->o, "class", class);
    if (module != NULL)
        vg_html_attrz(w->o, "data-module", module);
    vg_html_raw(w->o, ">\n<h1 dir=\"auto\">");
    vg_html_textz(w->o, title);
    vg_html_raw(w->o, "</h1>\n");
    vg_ui_said_before(w);
}

void vg_ui_open_as(struct vg_web *w, const char *title, const char *class)
{
    vg_ui_open_with(w, title, class, NULL);
}

void vg_ui_open(struct vg_web *w, const char *title)
{
    vg_ui_open_with(w, title, NULL, NULL);
}

void vg_ui_close(struct vg_web *w)
{
    vg_html_raw(w->o, "</main>\n<footer class=\"foot\"><p>");
    vg_ui_word(w, VW_COLOPHON);
    vg_html_raw(w->o, " <a href=\"/help\">");
    vg_ui_word(w, VW_HELP);
    vg_html_raw(w->o, "</a></p></footer>\n</body>\n</html>\n");
}

void vg_ui_section(const struct vg_web *w, const char *id, enum vg_ui_word heading)
{
    vg_html_raw(w->o, "<section");
    if (id != NULL)
        vg_html_attrz(w->o, "id", id);
    vg_html_raw(w->o, "><h2>");
    vg_ui_word(w, heading);
    vg_html_raw(w->o, "</h2>\n");
}

void vg_ui_section_end(const struct vg_web *w)
{
    vg_html_raw(w->o, "</section>\n");
}

/* -- what is told ------------------------------------------------------------------------ */

static void open_notice(const struct vg_web *w, const char *kind)
{
    vg_html_raw(w->o, "<p");
    vg_html_attrz(w->o, "class", vg_print(w->a, "notice %s", kind));
    vg_html_raw(w->o, strcmp(kind, "bad") == 0 ? " role=\"alert\">" : " role=\"status\">");
}

void vg_ui_notice(const struct vg_web *w, const char *kind, enum vg_ui_word word, const char *a,
                  const char *b)
{
    open_notice(w, kind);
    vg_ui_say(w, word, a, b, NULL);
    vg_html_raw(w->o, "</p>\n");
}

void vg_ui_notice_words(const struct vg_web *w, const char *kind, const char *text)
{
    open_notice(w, kind);
    vg_html_raw(w->o, "<span dir=\"auto\">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</span></p>\n");
}

void vg_ui_notice_text(const struct vg_web *w, const char *kind, const char *text)
{
    open_notice(w, kind);
    vg_ui_failure(w, text);
    vg_html_raw(w->o, "</p>\n");
}

/* The words that may be said again are those whose id begins with "said."; what they name
 * is an id like c17 or s1.3 and nothing longer, so that an address cannot put words into
 * our mouth. */
void vg_ui_said_before(const struct vg_web *w)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789.-";
    const char *said = vg_web_query(w, "said"), *of = vg_web_query(w, "of");

    if (said == NULL || (of != NULL && (strlen(of) > 24 || of[strspn(of, allowed)] != '\0')))
        return;
    for (int i = 0; i < VW_COUNT; i++)
        if (strncmp(vg_ui_words[i].id, "said.", 5) == 0 && strcmp(vg_ui_words[i].id + 5, said) == 0)
            vg_ui_notice(w, "good", (enum vg_ui_word)i, of, NULL);
}
