/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/run.h"

int vg_run_open(struct vg_run *r, enum vg_case_use use)
{
    return vg_case_open(r->app, r->args[0], use, &r->c, r->err);
}

int vg_run_open_best(struct vg_run *r)
{
    int rc = vg_run_open(r, VG_CASE_WRITE);

    if (rc == VG_E_REFUSED)
        rc = vg_run_open(r, VG_CASE_READ);
    return rc;
}
