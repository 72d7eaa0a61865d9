/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/filter.h"

static struct vg_texts texts(struct vg_run *r, const char *option)
{
    struct vg_texts t = {0};

    t.p = vg_run_values(r, option, &t.n);
    return t;
}

struct vg_filter vg_filter_given(struct vg_run *r)
{
    return (struct vg_filter){
        .kind = texts(r, "kind"),
        .stance = texts(r, "stance"),
        .family = texts(r, "family"),
        .what = texts(r, "what"),
        .place = texts(r, "place"),
        .speaker = texts(r, "speaker"),
        .about = texts(r, "about"),
        .standing = texts(r, "standing"),
        .hedge = texts(r, "hedge"),
        .source = texts(r, "source"),
        .root = texts(r, "root"),
        .claim = texts(r, "claim"),
        .inferred = vg_run_has(r, "inferred"),
        .undated = vg_run_has(r, "undated"),
    };
}
