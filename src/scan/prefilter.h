/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SCAN_PREFILTER_H
#define VG_SCAN_PREFILTER_H

#include "mention/gazetteer.h"

/*
 * May these bytes of a page hold a trigger? Asked before the page is taken apart: where no
 * trigger can be, nothing is emitted as a pair, and the page need not be read. It errs on
 * one side only: no page that holds a trigger is ever passed over.
 *
 * Each trigger is looked for by pieces of it that any writing of it must contain: its
 * longest word of plain letters, or its Han characters in both scripts, in any order and with
 * anything between them. In UTF-8 a page must hold all of them, in GB18030, Big5 and the
 * charsets of Japan and Korea the rarest one: such a page is best asked again once it is
 * UTF-8 (vg_read_utf8()). Of more than some thousand triggers in Han the rarest character is
 * asked for everywhere. A page that could write a piece in yet another way (numeric
 * references, a tag or an unseen character inside a word, accents, full-width letters,
 * UTF-16) is always read. A trigger without such a piece makes every page be read.
 */
struct vg_prefilter;

/* Of the triggers among `names`. Never fails; ended with vg_prefilter_end(). */
struct vg_prefilter *vg_prefilter_make(const struct vg_gazetteer_name *names, size_t n);
void vg_prefilter_end(struct vg_prefilter *f); /* accepts NULL */

/* 0: no trigger can be in a text made of these bytes. */
int vg_prefilter_may(const struct vg_prefilter *f, const char *p, size_t len);

#endif
