/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* serve FOLDER: print the port, then serve on loopback until the parent has gone. */
#include "loopback_server.h"

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>

int main(int argc, char **argv)
{
    int port, fd = loopback_listen(&port);

    if (fd < 0 || argc != 2 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        return 1;
    if (printf("%d\n", port) < 0 || fflush(stdout) != 0)
        return 1;
    loopback_serve(fd, argv[1]);
}
