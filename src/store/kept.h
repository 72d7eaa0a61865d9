/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_STORE_KEPT_H
#define VG_STORE_KEPT_H

#include "store/store.h"

/*
 * The kept tables with a column `entry`, in byte order of their names, as record
 * commitments take them. Four further kept tables prove themselves: chunk,
 * checkpoint, entry, secret.
 */
enum vg_kept {
    VG_KEPT_ARCHIVED,
    VG_KEPT_ATTEMPT,
    VG_KEPT_BLOB,
    VG_KEPT_CASE_INFO,
    VG_KEPT_CHECK_ANSWER,
    VG_KEPT_CLAIM,
    VG_KEPT_CLAIM_ALSO,
    VG_KEPT_CLAIM_LINK,
    VG_KEPT_CLAIM_PLACE,
    VG_KEPT_CLAIM_ROOT,
    VG_KEPT_CLAIM_WORD,
    VG_KEPT_EDGE,
    VG_KEPT_EDGE_REVIEW,
    VG_KEPT_EDITION,
    VG_KEPT_EDITION_FIGURE,
    VG_KEPT_ENTITY,
    VG_KEPT_EXPOSURE,
    VG_KEPT_EXPOSURE_PLACE,
    VG_KEPT_FOUNDING,
    VG_KEPT_HOP,
    VG_KEPT_JUDGEMENT,
    VG_KEPT_LIST,
    VG_KEPT_LIST_CLAIM,
    VG_KEPT_LIST_MEMBER,
    VG_KEPT_LOOKED,
    VG_KEPT_NAME_RULE,
    VG_KEPT_PASSAGE,
    VG_KEPT_PATTERN,
    VG_KEPT_PLACE,
    VG_KEPT_QUESTION,
    VG_KEPT_REACH,
    VG_KEPT_READING,
    VG_KEPT_REPLY,
    VG_KEPT_REVIEW,
    VG_KEPT_ROOT,
    VG_KEPT_ROOT_STATE,
    VG_KEPT_SOURCE,
    VG_KEPT_SOURCE_STATE,
    VG_KEPT_STANDING,
    VG_KEPT_STATEMENT,
    VG_KEPT_COUNT,
};

struct vg_kept_table {
    const char *name;
    enum vg_sql of;   /* rows of one entry */
    enum vg_sql all;  /* all rows, by entry */
    enum vg_sql put;  /* insert */
    enum vg_sql last; /* highest id */
};

extern const struct vg_kept_table vg_kept[VG_KEPT_COUNT];

#endif
