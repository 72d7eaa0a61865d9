/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HTML_TAG_H
#define VG_READ_HTML_TAG_H

#include <stdint.h>

#include "base/mem.h"

/* What the text builder has to know of an element. */
enum {
    VG_TAG_BLOCK = 1,   /* begins and ends a block of text */
    VG_TAG_VOID = 2,    /* has no content and no end tag */
    VG_TAG_SKIP = 4,    /* its content is no text */
    VG_TAG_HIDDEN = 8,  /* its content is text that is not shown */
    VG_TAG_FORM = 16,   /* what stands on a control */
    VG_TAG_SCOPE = 32,  /* end tags inside do not reach past it */
    VG_TAG_BREAKS = 64, /* ends svg and math wherever it stands */
};

enum vg_tag {
    VG_TAG_OTHER,
    VG_TAG_A,
    VG_TAG_ARTICLE,
    VG_TAG_ASIDE,
    VG_TAG_BASE,
    VG_TAG_BLOCKQUOTE,
    VG_TAG_BODY,
    VG_TAG_BR,
    VG_TAG_CAPTION,
    VG_TAG_DD,
    VG_TAG_DIV,
    VG_TAG_DT,
    VG_TAG_FIGCAPTION,
    VG_TAG_FOOTER,
    VG_TAG_FOREIGNOBJECT,
    VG_TAG_H1,
    VG_TAG_H2,
    VG_TAG_H3,
    VG_TAG_H4,
    VG_TAG_H5,
    VG_TAG_H6,
    VG_TAG_HEAD,
    VG_TAG_HEADER,
    VG_TAG_HTML,
    VG_TAG_IFRAME,
    VG_TAG_IMG,
    VG_TAG_INPUT,
    VG_TAG_LI,
    VG_TAG_LINK,
    VG_TAG_LIST, /* ul, ol, menu, dir, dl */
    VG_TAG_MAIN,
    VG_TAG_MATH,
    VG_TAG_META,
    VG_TAG_NAV,
    VG_TAG_OPTION,
    VG_TAG_P,
    VG_TAG_PLAINTEXT,
    VG_TAG_PRE,
    VG_TAG_RAW, /* noembed, noframes, xmp */
    VG_TAG_RP,
    VG_TAG_RT,
    VG_TAG_SCRIPT,
    VG_TAG_SECTION,
    VG_TAG_SELECT,
    VG_TAG_STYLE,
    VG_TAG_SVG,
    VG_TAG_TABLE,
    VG_TAG_TBODY, /* thead and tfoot too */
    VG_TAG_TD,    /* th too */
    VG_TAG_TEXTAREA,
    VG_TAG_TIME,
    VG_TAG_TITLE,
    VG_TAG_TR,
    VG_TAG_WBR,
};

struct vg_tag_info {
    char name[14];
    unsigned char tag;
    unsigned char flags;
};

/* For a name of at least one byte. Never NULL: an unknown element is VG_TAG_OTHER
 * without flags. *key tells names apart that share a number, whatever their case. */
const struct vg_tag_info *vg_tag_info(struct vg_str name, uint64_t *key);

/* What class, id, role and itemprop say about a part of a page: a hint each,
 * to be weighed, never believed. */
enum {
    VG_HINT_GOOD = 1,
    VG_HINT_NAV = 2,
    VG_HINT_ASIDE = 4, /* related, recommended, shared, advertised */
    VG_HINT_COMMENT = 8,
    VG_HINT_FOOTER = 16,
    VG_HINT_FORM = 32,
    VG_HINT_CAPTION = 64,
    VG_HINT_BYLINE = 128,
    VG_HINT_TITLE = 256,
    VG_HINT_AUTHOR = 512, /* beside BYLINE: the name of who wrote it */
    VG_HINT_BAD = VG_HINT_NAV | VG_HINT_ASIDE | VG_HINT_COMMENT | VG_HINT_FOOTER | VG_HINT_FORM,
};

/* Hints in a list of names: words are cut where letters end and at capitals, and
 * the last word of a name decides it. A good name takes the edge off a bad one. */
unsigned vg_hints(struct vg_str names);

#endif
