/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_SQUEEZE_H
#define VG_WEB_SQUEEZE_H

#include "base/buf.h"

/*
 * A body as gzip (RFC 1952), without name and time, so that the same bytes give the same
 * bytes. 0, and nothing appended, when it would not become smaller.
 */
int vg_squeeze(struct vg_str body, struct vg_buf *out);

/* Does an Accept-Encoding header (may be NULL) take gzip? "gzip;q=0" does not. */
int vg_takes_gzip(const char *accept_encoding);

#endif
