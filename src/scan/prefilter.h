/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SCAN_PREFILTER_H
#define VG_SCAN_PREFILTER_H

#include "mention/gazetteer.h"

/*
 * May this page hold a trigger? Asked before the page is taken apart: where no
 * trigger can be, nothing is emitted as a pair, and the page need not be read. It errs on
 * one side only: no page that holds a trigger is ever passed over. A page is given in UTF-8, as
 * its reader is given it (vg_read_utf8()); bytes that are not given so are always to be read.
 *
 * Each trigger is looked for by pieces of it that any writing of it must contain: its
 * longest word of plain letters; or its Han characters in both scripts, with whatever markup
 * between them (scan/prefilter_han.h says how). A page that could write a word in yet another
 * way (references, a tag or an unseen character inside it, full-width letters) is always read; a
 * word with accents is compared without them. A trigger without such a piece makes every
 * page be read.
 */
struct vg_prefilter;

/* Of the triggers among `names`. Never fails; ended with vg_prefilter_end(). */
struct vg_prefilter *vg_prefilter_make(const struct vg_gazetteer_name *names, size_t n);
void vg_prefilter_end(struct vg_prefilter *f); /* accepts NULL */

/* 0: no trigger can be in a text made of this UTF-8. Of HTML, what is a script or style for sure is
 * passed over (scan/prefilter_raw.h). */
int vg_prefilter_may(const struct vg_prefilter *f, const char *p, size_t len, int is_html);

#endif
