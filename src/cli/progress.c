/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/progress.h"

#include "base/clock.h"
#include "cli/screen.h"

enum { PATIENCE_MS = 500, BETWEEN_MS = 100, BAR = 24, AROUND_BAR = 16 };

static void put_bar(struct vg_buf *b, int64_t done, int64_t total)
{
    int64_t full = done >= total ? BAR : (int64_t)((double)done / (double)total * BAR);

    vg_puts(b, " [");
    for (int64_t i = 0; i < BAR; i++)
        vg_putc(b, i < full ? '=' : ' ');
    vg_putf(b, "] %3d%%", done >= total ? 100 : (int)((double)done / (double)total * 100));
}

void vg_progress_show(struct vg_progress *p, const char *what, int64_t done, int64_t total)
{
    int64_t now = vg_ticks_ms();
    char number[VG_SIZE_TEXT];

    if (p->began == 0)
        p->began = now;
    if (!p->out->is_terminal || now - p->began < PATIENCE_MS || now - p->shown < BETWEEN_MS)
        return;
    vg_number_text(done, number);
    vg_puts(&p->out->b, "\r\033[K");
    vg_out_str(p->out, vg_columns_cut(vg_str(what), (size_t)(p->out->columns - BAR - AROUND_BAR)));
    if (total > 0)
        put_bar(&p->out->b, done, total);
    else
        vg_putf(&p->out->b, " %s", number);
    (void)vg_out_flush(p->out);
    p->shown = now;
    p->is_shown = 1;
}

void vg_progress_clear(struct vg_progress *p)
{
    if (!p->is_shown)
        return;
    vg_puts(&p->out->b, "\r\033[K");
    (void)vg_out_flush(p->out);
    p->is_shown = 0;
}
