/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_GAPS_H
#define VG_WEB_GAPS_H

#include "web/ui.h"

/* What went wrong when a form was sent, so that it comes again with what was typed. */
struct vg_gaps_failed {
    int code; /* VG_OK: nothing went wrong */
    enum { VG_GAPS_NO_FORM, VG_GAPS_LOOKED, VG_GAPS_LIST } form;
    const char *says; /* in English, or NULL where `word` says it */
    enum vg_ui_word word;
    int64_t replaces; /* a list of that name that is there: sending again replaces it */
};

/* The whole page of gaps. */
int vg_gaps_page(struct vg_web *w, const struct vg_gaps_failed *failed);

/* Its two forms. */
void vg_gaps_looked_form(const struct vg_web *w, const struct vg_gaps_failed *failed);
void vg_gaps_list_form(const struct vg_web *w, const struct vg_view *v,
                       const struct vg_gaps_failed *failed);

/* The word for what a search came to, and the lock in a few words. */
enum vg_ui_word vg_gaps_result(enum vg_looked_result result);

#endif
