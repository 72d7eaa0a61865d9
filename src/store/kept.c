/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/kept.h"

#include <string.h>

/* clang-format off */
#define TABLE(name, NAME) \
    [VG_KEPT_##NAME] = {name, VG_SQL_KEPT_##NAME##_OF, VG_SQL_KEPT_##NAME##_ALL, VG_SQL_KEEP_##NAME, VG_SQL_LAST_##NAME}

const struct vg_kept_table vg_kept[VG_KEPT_COUNT] = {
    TABLE("archived", ARCHIVED),
    TABLE("attempt", ATTEMPT),
    TABLE("blob", BLOB),
    TABLE("case_info", CASE_INFO),
    TABLE("check_answer", CHECK_ANSWER),
    TABLE("claim", CLAIM),
    TABLE("claim_also", CLAIM_ALSO),
    TABLE("claim_link", CLAIM_LINK),
    TABLE("claim_place", CLAIM_PLACE),
    TABLE("claim_root", CLAIM_ROOT),
    TABLE("claim_word", CLAIM_WORD),
    TABLE("edge", EDGE),
    TABLE("edge_review", EDGE_REVIEW),
    TABLE("edition", EDITION),
    TABLE("edition_figure", EDITION_FIGURE),
    TABLE("entity", ENTITY),
    TABLE("exposure", EXPOSURE),
    TABLE("exposure_place", EXPOSURE_PLACE),
    TABLE("founding", FOUNDING),
    TABLE("hop", HOP),
    TABLE("judgement", JUDGEMENT),
    TABLE("list", LIST),
    TABLE("list_claim", LIST_CLAIM),
    TABLE("list_member", LIST_MEMBER),
    TABLE("looked", LOOKED),
    TABLE("name_rule", NAME_RULE),
    TABLE("passage", PASSAGE),
    TABLE("pattern", PATTERN),
    TABLE("place", PLACE),
    TABLE("question", QUESTION),
    TABLE("reach", REACH),
    TABLE("reading", READING),
    TABLE("reply", REPLY),
    TABLE("review", REVIEW),
    TABLE("root", ROOT),
    TABLE("root_state", ROOT_STATE),
    TABLE("source", SOURCE),
    TABLE("source_state", SOURCE_STATE),
    TABLE("standing", STANDING),
    TABLE("statement", STATEMENT),
};
/* clang-format on */

static const char *const self_proving[] = {"checkpoint", "chunk", "entry", "secret"};

int vg_table_is_kept(const char *name)
{
    for (size_t i = 0; i < sizeof self_proving / sizeof *self_proving; i++)
        if (strcmp(self_proving[i], name) == 0)
            return 1;
    for (size_t i = 0; i < VG_KEPT_COUNT; i++)
        if (strcmp(vg_kept[i].name, name) == 0)
            return 1;
    return 0;
}
