/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SCAN_PREFILTER_RAW_H
#define VG_SCAN_PREFILTER_RAW_H

#include <stddef.h>

/*
 * The part of the look before reading that is about scripts and styles: what stands in them is no
 * text, and full of signs that would be looked at in vain. But "<script" may stand in a comment,
 * an attribute, a title; then what follows is text that nobody may pass over. So what looks like a
 * script is passed over where it can be told, from what stands before it and in it, that the
 * tokenizer of HTML (section 13.2.5 of the standard) takes it for one; and nothing is from the
 * first on of which that cannot be told. A page is gone through once, from its start on.
 */
struct vg_prefilter_raw {
    size_t known;   /* here the tokenizer is in no tag, attribute, comment or section */
    size_t foreign; /* + 1: svg or math may be open from here on; 0: none is */
    int is_lost;    /* nothing is told any more */
};

/* What begins at the '<' at `at`, outside of scripts: scripts are markup in svg and math, and text
 * in a textarea and the like, which may have no end. */
void vg_prefilter_raw_note(struct vg_prefilter_raw *r, const char *p, size_t len, size_t at);

/* Behind the script or style that begins at the '<' at `at`, at its end tag or at `len`, where it
 * is one for sure; else `at`. */
size_t vg_prefilter_raw_past(struct vg_prefilter_raw *r, const char *p, size_t len, size_t at);

/* The same of a '<' that is known to begin a tag outside of svg and math. */
size_t vg_prefilter_raw_end(const char *p, size_t len, size_t at);

#endif
