/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_STORE_SQLITE_H
#define VG_STORE_SQLITE_H

#include <sqlite3.h>

#include "base/err.h"

/* Between the files of the SQLite engine only. */

/* Give a connection the full-text tokenizer "vigil" (store/tokens.h). Must come
 * before the first statement that touches the table `found`. */
int vg_search_register(sqlite3 *db, struct vg_err *err);

#endif
