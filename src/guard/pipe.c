/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "guard/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

int vg_ends_high(int ends[2])
{
    for (int i = 0; i < 2; i++) {
        int high = ends[i] > 2 ? ends[i] : fcntl(ends[i], F_DUPFD_CLOEXEC, 3);

        if (high != ends[i])
            (void)close(ends[i]);
        ends[i] = high;
    }
    if (ends[0] >= 0 && ends[1] >= 0)
        return 1;
    vg_fd_end(&ends[0]);
    vg_fd_end(&ends[1]);
    return 0;
}

int vg_pipe_high(int ends[2], const char *to, struct vg_err *err)
{
    if (pipe2(ends, O_CLOEXEC) != 0)
        return vg_fail(err, VG_E_IO, "no pipe to %s: %s", to, strerror(errno));
    if (vg_ends_high(ends))
        return VG_OK;
    return vg_fail(err, VG_E_IO, "no pipe to %s: %s", to, strerror(errno));
}
