/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_LOGGED_H
#define VG_WEB_LOGGED_H

#include "web/ui.h"

/* Entries of the record in words. */

/* What an entry keeps, with links to it: "claim c17: quantity". */
void vg_logged_says(const struct vg_web *w, const struct vg_log_row *row);

#endif
