/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_NAME_H
#define VG_MENTION_NAME_H

#include "mention/scan.h"

/*
 * Give role VG_ROLE_NAME to what only looks like a number: digits inside names
 * ("Line 119", "sections 20 and 423", a quoted title), telephone and reference
 * numbers, list markers, measures, and the ages of persons, which are never
 * extracted. Called by vg_scan_next() before anything else looks at the tokens.
 */
void vg_names_mark(struct vg_scan *s);

#endif
