/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_NEWS_H
#define VG_CLI_NEWS_H

#include "cli/run.h"

/*
 * One line for each error or warning that is there since the record had `since` entries
 * (vg_case_entries() before the work was done), among the notes: what new claims make
 * true or false. Quiet when there is none. What was kept is kept whatever comes of it.
 */
int vg_news(struct vg_run *r, int64_t since);

/* "error  sum  c1 c2 c3: …", a line; ends with the id of the check. */
void vg_say_check_line(struct vg_buf *b, const struct vg_check *c);

#endif
