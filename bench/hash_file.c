/* SPDX-License-Identifier: AGPL-3.0-or-later */

/* hash_file FILE: its SHA-256 by seal/hash.h, in pieces as the store reads them. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "seal/hash.h"

int main(int argc, char **argv)
{
    VG_SCOPED_FD fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    VG_SCOPED_SHA256 h = {0};
    static unsigned char piece[VG_CHUNK];
    unsigned char out[VG_HASH_SIZE];
    ssize_t n;

    if (fd < 0)
        return 2;
    vg_sha256_begin(&h);
    while ((n = read(fd, piece, sizeof piece)) > 0)
        vg_sha256_add(&h, piece, (size_t)n);
    vg_sha256_done(&h, out);
    for (size_t i = 0; i < sizeof out; i++)
        (void)printf("%02x", out[i]);
    (void)printf("\n");
    return n == 0 ? 0 : 1;
}
