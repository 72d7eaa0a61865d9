/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_UI_H
#define VG_WEB_UI_H

#include "web/parts.h"
#include "web/web.h"
#include "web_words.h"

/*
 * The pieces that every page is made of. All text goes through base/html.h; words of ours
 * come from web/words/ in the language of the request; what a brief says too comes from
 * brief/phrase.h.
 */

/* -- words ------------------------------------------------------------------------------ */

/* The word as plain text, for attributes; never NULL. */
const char *vg_ui_text(const struct vg_web *w, enum vg_ui_word word);
void vg_ui_word(const struct vg_web *w, enum vg_ui_word word);
/* {1} {2} {3} replaced by texts, escaped; NULL is empty. */
void vg_ui_say(const struct vg_web *w, enum vg_ui_word word, const char *a, const char *b,
               const char *c);
/* The same as plain text in the arena. */
const char *vg_ui_said(const struct vg_web *w, enum vg_ui_word word, const char *a, const char *b,
                       const char *c);
int vg_ui_is_zh(const struct vg_web *w);
/* A sentence about the case (what a check says, why a sum is refused) in the language of the
 * page; `text` is its English, for one that was kept as text and has no kind; NULL where there
 * is a kind. */
void vg_ui_told(const struct vg_web *w, const struct vg_said *said, const char *text);
/* A failure in the language of the page, by web/failure.h; one that is not known there stays
 * English and is marked so. */
void vg_ui_failure(const struct vg_web *w, const char *text);
/* 230,000, in the arena. */
const char *vg_ui_number(const struct vg_web *w, int64_t n);
/* 1.2 MB, in the arena. */
const char *vg_ui_bytes(const struct vg_web *w, int64_t n);

/* -- the frame --------------------------------------------------------------------------- */

/* From the doctype to the opening of the main part, with its h1; `title` is plain text. */
void vg_ui_open(struct vg_web *w, const char *title);
/* A page of its own title for the window, with more classes on the main part ("wide"). */
void vg_ui_open_as(struct vg_web *w, const char *title, const char *class);
/* The same with scripts of its own: "job" for web/job.js; `class` and `module` may be NULL. */
void vg_ui_open_with(struct vg_web *w, const char *title, const char *class, const char *module);
void vg_ui_close(struct vg_web *w);
/* A section with a heading of the second level; `id` for links, may be NULL. */
void vg_ui_section(const struct vg_web *w, const char *id, enum vg_ui_word heading);
void vg_ui_section_end(const struct vg_web *w);
/* A paragraph that tells: how it went, what is refused, what is missing. `kind`: "good", "bad",
 * "warn", "note". Live regions read it out. */
void vg_ui_notice(const struct vg_web *w, const char *kind, enum vg_ui_word word, const char *a,
                  const char *b);
/* The same with a failure, as vg_ui_failure(); with what a person wrote. */
void vg_ui_notice_text(const struct vg_web *w, const char *kind, const char *text);
void vg_ui_notice_words(const struct vg_web *w, const char *kind, const char *text);
/* What the person did before this page ("?said=accepted&of=c17"), if it is in the address. */
void vg_ui_said_before(const struct vg_web *w);

/* -- forms ---------------------------------------------------------------------------------- */

/* <form method=post action=…> with the token of the session. `class` and `id` may be NULL. */
void vg_ui_form(const struct vg_web *w, const char *action, const char *class);
/* The same for one that sends files. */
void vg_ui_form_files(const struct vg_web *w, const char *action, const char *class);
void vg_ui_form_get(const struct vg_web *w, const char *action, const char *class);
void vg_ui_form_end(const struct vg_web *w);
void vg_ui_hidden(const struct vg_web *w, const char *name, const char *value);
/* A labelled text field; `value` and `hint` may be NULL. */
void vg_ui_input(const struct vg_web *w, const char *name, enum vg_ui_word label, const char *value,
                 const char *more /* further attributes, ours: " required" */);
void vg_ui_area(const struct vg_web *w, const char *name, enum vg_ui_word label, const char *value,
                int rows);
/* A labelled choice among the terms of a vocabulary scheme, with an empty first choice. */
void vg_ui_terms(const struct vg_web *w, const char *name, enum vg_ui_word label,
                 const char *scheme, const char *chosen, enum vg_ui_word none);
/* A choice by hand: open, options, close. */
void vg_ui_choice(const struct vg_web *w, const char *name, enum vg_ui_word label);
void vg_ui_option(const struct vg_web *w, const char *value, const char *text, const char *chosen);
void vg_ui_choice_end(const struct vg_web *w);
/* The mark of a shortcut behind its label; NULL: none. */
void vg_ui_key(const struct vg_web *w, const char *key);
/* A button that sends its form; `name`, `value` and `key` (a shortcut, as "a") may be NULL. */
void vg_ui_button(const struct vg_web *w, enum vg_ui_word label, const char *name,
                  const char *value, const char *class, const char *key);

/* -- small things ----------------------------------------------------------------------------- */

/* <a href="/claims/c17">c17</a>, and the like. */
void vg_ui_claim(const struct vg_web *w, int64_t id);
void vg_ui_source(const struct vg_web *w, int64_t id, const char *title);
void vg_ui_link(const struct vg_web *w, const char *href, const char *text);
/* lang= and dir=auto for words of a source. */
void vg_ui_lang(const struct vg_web *w, const char *language);
void vg_ui_time(const struct vg_web *w, int64_t at);
void vg_ui_date(const struct vg_web *w, const char *edtf);
/* The quote with what stands before and after it, the quote marked. */
void vg_ui_quote(const struct vg_web *w, const struct vg_passage *p, const char *language);
/* Earlier and later pages of a list of `total`, `limit` a page, from `offset`; keeps the
 * other fields of the query. */
void vg_ui_pages(const struct vg_web *w, int64_t offset, int64_t limit, int64_t total);
/* A text for one part of an address or a value in it, percent-encoded, in the arena. */
const char *vg_ui_encoded(const struct vg_web *w, const char *text);
/* The address of this page with one field of the query set to `value` (NULL: taken away). */
const char *vg_ui_here(const struct vg_web *w, const char *name, const char *value);
/* The pieces of a brief (brief/phrase.h) written into this page. */
struct vg_page *vg_ui_pieces(const struct vg_web *w, const struct vg_view *view);

#endif
