/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The check of a figure, for a build without count/. */
#include "count/count.h"

int vg_figure_check(const struct vg_figure *f, struct vg_err *err)
{
    if (f->n_claims == 0)
        return vg_fail(err, VG_E_REFUSED, "a figure without claims cannot be printed");
    if ((f->has == 0) != (f->refusal != NULL))
        return vg_fail(err, VG_E_FORMAT, "a figure has a number or a refusal");
    return VG_OK;
}
