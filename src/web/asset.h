/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_ASSET_H
#define VG_WEB_ASSET_H

#include <stddef.h>

/* What the page is made of besides its HTML: files of web/, embedded when built. */
struct vg_asset {
    const char *name, *type, *tag; /* "page.css"; the tag changes with the bytes */
    size_t len;
    const char *bytes;
};
extern const struct vg_asset vg_assets[]; /* ends with a row without a name */

const struct vg_asset *vg_asset_get(const char *name);

#endif
