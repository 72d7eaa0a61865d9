/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Entries of the record in words. The program says them in English, a phrase for each thing
 * an entry keeps: a verb, what it is about, the rest. Here the verb is put into the language of
 * the page, and what it is about becomes a link. What is not understood stays as it was said.
 */
#include "web/logged.h"

#include <string.h>

#include "base/html.h"
#include "web/bits.h"

/* Longest first where one begins another. */
static const struct {
    const char *begins;
    enum vg_ui_word word;
    const char *scheme; /* of terms in the rest, or NULL */
} leads[] = {
    {"stored ", VW_LOGGED_STORED, NULL},
    {"failed ", VW_LOGGED_FAILED, NULL},
    {"claim ", VW_LOGGED_CLAIM, "claim-kind"},
    {"decision ", VW_LOGGED_DECISION, "claim-status"},
    {"reply to ", VW_LOGGED_REPLY, "response-origin"},
    {"check of ", VW_LOGGED_CHECK, "check-kind"},
    {"standing of ", VW_LOGGED_STANDING, "standing"},
    {"root ", VW_LOGGED_ROOT, NULL},
    {"reading of ", VW_LOGGED_READING, "predicate-family"},
    {"edge ", VW_LOGGED_EDGE, "derivation"},
    {"derivation ", VW_LOGGED_DERIVATION, "claim-status"},
    {"entity ", VW_LOGGED_ENTITY, NULL},
    {"judgement ", VW_LOGGED_JUDGEMENT, NULL},
    {"edition ", VW_LOGGED_EDITION, NULL},
    {"list ", VW_LOGGED_LIST, NULL},
    {"looked ", VW_LOGGED_LOOKED, NULL},
    {"exposure ", VW_LOGGED_EXPOSURE, NULL},
    {"reach of ", VW_LOGGED_REACH, NULL},
    {"patterns ", VW_LOGGED_PATTERNS, NULL},
    {"place ", VW_LOGGED_PLACE, NULL},
    {"question ", VW_LOGGED_QUESTION, NULL},
    {"case ", VW_LOGGED_CASE, NULL},
    {"and ", VW_LOGGED_AND, NULL},
};

enum { LEADS = sizeof leads / sizeof *leads };

static size_t lead_of(const char *text)
{
    size_t i = 0;

    while (i < LEADS && strncmp(text, leads[i].begins, strlen(leads[i].begins)) != 0)
        i++;
    return i;
}

/* Where this phrase ends: before "; " and another that is understood, or at the end. A name of
 * a source may hold "; " itself. */
static size_t phrase_length(const char *text)
{
    for (const char *at = strstr(text, "; "); at != NULL; at = strstr(at + 2, "; "))
        if (lead_of(at + 2) < LEADS)
            return (size_t)(at - text);
    return strlen(text);
}

/* "s12", "c17", "r3": what has a page of its own. Returns how long it is, 0: no such thing. */
static size_t thing_length(const char *text, size_t len)
{
    size_t n = 1;

    if (len < 2 || strchr("scr", text[0]) == NULL)
        return 0;
    while (n < len && n < 19 && text[n] >= '0' && text[n] <= '9')
        n++;
    return n > 1 && (n == len || strchr(" :-", text[n]) != NULL) ? n : 0;
}

static void put_thing(const struct vg_web *w, const char *text, size_t len)
{
    const char *id = vg_copy(w->a, text, len);
    const char *folder = id[0] == 's' ? "sources" : id[0] == 'c' ? "claims" : "roots";

    vg_ui_link(w, vg_print(w->a, "/%s/%s", folder, id), id);
}

static void put_word(const struct vg_web *w, const char *scheme, const char *text, size_t len)
{
    const char *word = vg_copy(w->a, text, len);

    if (thing_length(text, len) == len)
        put_thing(w, text, len);
    else if (scheme != NULL && vg_term_get(scheme, word) != NULL)
        vg_html_textz(w->o, vg_term_label(scheme, word, w->in->language));
    else
        vg_html_textz(w->o, word);
}

/* Word by word, but a name, which stands behind the thing that it is of, stays whole. */
static void put_rest(const struct vg_web *w, const char *scheme, const char *text, size_t len)
{
    enum { WORDS = 3 };
    size_t at = 0;

    vg_html_raw(w->o, "<span dir=\"auto\">");
    for (int i = 0; i < WORDS && at < len; i++) {
        size_t end = at;

        while (end < len && strchr(" :", text[end]) == NULL)
            end++;
        put_word(w, scheme, text + at, end - at);
        for (at = end; at < len && strchr(" :", text[at]) != NULL; at++)
            vg_putc(w->o, text[at]);
        if (scheme == NULL)
            break;
    }
    vg_html_text(w->o, (struct vg_str){text + at, len - at});
    vg_html_raw(w->o, "</span>");
}

void vg_logged_says(const struct vg_web *w, const struct vg_log_row *row)
{
    const char *at = row->says;

    if (at == NULL || *at == '\0')
        vg_html_textz(w->o, vg_bits_named(w, "logged.kind.", row->kind));
    while (at != NULL && *at != '\0') {
        size_t len = phrase_length(at), lead = lead_of(at), skip = 0;

        if (lead < LEADS) {
            skip = strlen(leads[lead].begins);
            vg_ui_word(w, leads[lead].word);
            vg_puts(w->o, " ");
        }
        put_rest(w, lead < LEADS ? leads[lead].scheme : NULL, at + skip, len - skip);
        at += len;
        if (*at == ';') {
            vg_puts(w->o, vg_ui_is_zh(w) ? "；" : "; ");
            at += 2;
        }
    }
}
