/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Sections that a page may go without, as words. */
#include <string.h>

#include "brief/brief.h"

static const struct {
    unsigned part;
    const char *word;
} parts[] = {
    {VG_PART_SERIES, "series"},
    {VG_PART_ROOTS, "roots"},
    {VG_PART_CHECKS, "checks"},
    {VG_PART_STATUS, "status"},
};
enum { PARTS = sizeof parts / sizeof *parts };

static unsigned part_of(struct vg_str word)
{
    for (size_t i = 0; i < PARTS; i++)
        if (vg_str_is(word, parts[i].word))
            return parts[i].part;
    return 0;
}

int vg_brief_parts_read(const char *text, unsigned *out, struct vg_err *err)
{
    unsigned all = 0;

    for (const char *p = text; *p != '\0';) {
        struct vg_str word = {p, strcspn(p, ",")};
        unsigned part = part_of(word);

        if (part == 0)
            return vg_fail(err, VG_E_MISUSE,
                           "'%.*s' cannot be left out; series, roots, checks and status can. What "
                           "is not known and the replies never are",
                           word.len < 40 ? (int)word.len : 40, p);
        all |= part;
        p += word.len + (p[word.len] == ',');
    }
    *out = all;
    return VG_OK;
}

void vg_brief_parts_write(unsigned mask, struct vg_buf *out)
{
    int n = 0;

    for (size_t i = 0; i < PARTS; i++)
        if ((mask & parts[i].part) != 0)
            vg_putf(out, "%s%s", n++ > 0 ? "," : "", parts[i].word);
}
