/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_HTML_H
#define VG_BASE_HTML_H

#include "base/buf.h"

/*
 * HTML is written through these calls. Text and attribute values are escaped
 * and made visible (bidi, zero-width and control characters are shown as their
 * code points). vg_html_raw() is the one way around that, for markup that is a
 * constant of ours; search for it to see every use.
 *
 *     vg_html_raw(b, "<p");
 *     vg_html_attr(b, "id", claim_id);
 *     vg_html_raw(b, ">");
 *     vg_html_text(b, quote);
 *     vg_html_raw(b, "</p>");
 */
void vg_html_raw(struct vg_buf *b, const char *markup);
void vg_html_text(struct vg_buf *b, struct vg_str s);
void vg_html_textz(struct vg_buf *b, const char *text); /* NULL writes nothing */

/* Writes ` name="value"`, the value escaped. */
void vg_html_attr(struct vg_buf *b, const char *name, struct vg_str value);
void vg_html_attrz(struct vg_buf *b, const char *name, const char *value);

/*
 * ` href="url"` when the address is http: or https: with printable characters
 * only, else nothing at all: a source may name `javascript:` addresses.
 */
void vg_html_href(struct vg_buf *b, struct vg_str url);

#endif
