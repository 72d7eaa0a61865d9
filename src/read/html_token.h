/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HTML_TOKEN_H
#define VG_READ_HTML_TOKEN_H

#include "base/buf.h"
#include "base/limits.h"

/*
 * The tokenizer of the HTML standard (section 13.2.5) over UTF-8, in one pass.
 * Tokens are stretches of the input: nothing is copied, decoded or lower-cased
 * until somebody asks, so markup that nobody asks about costs a scan for its
 * end. Time is linear and memory constant whatever the input is.
 *
 *     struct vg_html h = {.p = p, .len = len};
 *     struct vg_html_token t;
 *     while (vg_html_next(&h, &t)) …
 *
 * The tree builder's part, to switch the state after a start tag (script,
 * style, title …), is the caller's: it sets `state` and, by having read the
 * start tag, `last_start`.
 */
enum vg_html_state {
    VG_HTML_DATA,
    VG_HTML_RCDATA,
    VG_HTML_RAWTEXT,
    VG_HTML_SCRIPT,
    VG_HTML_PLAINTEXT,
    VG_HTML_CDATA,
};

struct vg_html {
    const char *p;
    size_t len, at;
    enum vg_html_state state;
    struct vg_str last_start; /* name of the last start tag, as written */
    int foreign;              /* inside svg or math: CDATA sections are text there */
    uint64_t steps;           /* bytes looked at, for the test that time is linear */
};

enum vg_html_kind {
    VG_HTML_TEXT, /* `data`, to be decoded by vg_html_decode() in `state` */
    VG_HTML_START,
    VG_HTML_END,
    VG_HTML_COMMENT, /* `data`: NUL in it stands for U+FFFD */
    VG_HTML_DOCTYPE,
};

struct vg_html_attribute {
    struct vg_str name;  /* as written */
    struct vg_str value; /* as written, without quotes */
};

/* The attributes that somebody here asks for; all others are stepped over. */
enum vg_attribute {
    VG_ATTR_ALT,
    VG_ATTR_ARIA_HIDDEN,
    VG_ATTR_CLASS,
    VG_ATTR_CONTENT,
    VG_ATTR_DATETIME,
    VG_ATTR_HIDDEN,
    VG_ATTR_HREF,
    VG_ATTR_HTTP_EQUIV,
    VG_ATTR_ID,
    VG_ATTR_ITEMPROP,
    VG_ATTR_LANG,
    VG_ATTR_NAME,
    VG_ATTR_PROPERTY,
    VG_ATTR_PUBDATE,
    VG_ATTR_REL,
    VG_ATTR_ROLE,
    VG_ATTR_STYLE,
    VG_ATTR_TYPE,
    VG_ATTR_VALUE,
    VG_ATTRS
};

struct vg_html_token {
    enum vg_html_kind kind;
    enum vg_html_state state; /* that text was read in */
    size_t start, end;        /* in the input, markup included */
    struct vg_str name;       /* of a tag or doctype, as written */
    struct vg_str data;
    uint32_t known; /* a bit for each VG_ATTR_… that is there, of the first VG_MAX_ATTRIBUTES */
    struct vg_str value[VG_ATTRS]; /* as written, without quotes; the first of its name */
    struct vg_str attributes;      /* all of them, as written: vg_html_attribute_next() */
    int self_closing;
    /* of a doctype */
    struct vg_str public_id, system_id; /* p is NULL when missing, not empty */
    int has_name, force_quirks;
};

/* The next token; 0 at the end. A tag that the input breaks off in is no token. */
int vg_html_next(struct vg_html *h, struct vg_html_token *t);

/* The value of a known attribute; NULL when the tag has none. */
static inline const struct vg_str *vg_html_attribute(const struct vg_html_token *t,
                                                     enum vg_attribute which)
{
    return (t->known >> which & 1U) != 0 ? &t->value[which] : NULL;
}

/* The attributes of a start tag one by one, names given twice too: *rest begins as
 * the token's `attributes`. 0 at the end. */
int vg_html_attribute_next(struct vg_str *rest, struct vg_html_attribute *a);

/*
 * A character reference at `at`, where p[at] is '&'. Returns how many bytes it
 * takes, 0 when it is none, and sets one or two characters in c[] (c[1] is 0
 * when there is only one). In attributes the standard's exception holds for
 * names without semicolon.
 */
size_t vg_html_reference(const char *p, size_t len, size_t at, int in_attribute, uint32_t c[2]);

/* An attribute value or text decoded: references, CR LF to LF; NUL becomes U+FFFD
 * unless `keep_nul`. */
void vg_html_decode(struct vg_str raw, int references, int in_attribute, int keep_nul,
                    struct vg_buf *out);

#endif
