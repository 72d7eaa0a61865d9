/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/news.h"

#include "base/utf8.h"
#include "cli/say.h"

enum { IDS_SHOWN = 6, MOST_LINES = 12 };

void vg_say_check_line(struct vg_buf *b, const struct vg_check *c)
{
    char id[VG_CHECK_ID];

    vg_check_id(c, id);
    vg_putf(b, "%s  %s  ", vg_check_result_word(c->result), vg_check_kind_word(c->kind));
    vg_say_ids(b, 'c', c->claims, c->n_claims, IDS_SHOWN);
    vg_puts(b, ": ");
    vg_put_visible(b, vg_str(c->says), 0);
    vg_putf(b, " (%s)\n", id);
}

int vg_news(struct vg_run *r, int64_t since)
{
    struct vg_check *list = NULL;
    size_t n = 0;
    int rc = vg_check_news(r->c, since, r->a, &list, &n, r->err);

    if (rc != VG_OK)
        return vg_within(r->err, rc, "what was kept is kept, but not checked");
    for (size_t i = 0; i < n && i < MOST_LINES; i++)
        vg_say_check_line(&r->notes->b, &list[i]);
    if (n > MOST_LINES)
        vg_putf(&r->notes->b, "and %zu more; 'vigil check %s' lists them\n", n - MOST_LINES,
                r->args[0]);
    return VG_OK;
}
