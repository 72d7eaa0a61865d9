/* SPDX-License-Identifier: AGPL-3.0-or-later */

/*
 * Runs a fuzz target without a fuzzer, in every test run: over each file of the
 * folder that is named, and over its near neighbours (every prefix, every byte changed in
 * two ways), so that a few small seeds already reach most refusals. Larger files are
 * run as they are. Each input stands in memory of its exact size, where a sanitizer sees
 * one byte too many.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "fuzz.h"

enum { NEIGHBOURS_UP_TO = 4096 };

static void run(const char *bytes, size_t n)
{
    uint8_t *exact = vg_malloc(n == 0 ? 1 : n);

    if (n > 0)
        memcpy(exact, bytes, n);
    (void)LLVMFuzzerTestOneInput(exact, n);
    free(exact);
}

static void run_with_neighbours(char *bytes, size_t n)
{
    run(bytes, n);
    if (n > NEIGHBOURS_UP_TO)
        return;
    for (size_t i = 0; i < n; i++) {
        char was = bytes[i];

        run(bytes, i);
        bytes[i] = (char)((unsigned char)was ^ 0x01U);
        run(bytes, n);
        bytes[i] = (char)((unsigned char)was ^ 0x80U);
        run(bytes, n);
        bytes[i] = was;
    }
}

int main(int argc, char **argv)
{
    struct dirent *e;
    DIR *folder;
    size_t files = 0;

    if (argc != 2 || (folder = opendir(argv[1])) == NULL) {
        (void)fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    while ((e = readdir(folder)) != NULL) {
        VG_SCOPED_BUF b = {.max = (size_t)MIB(16)};
        char path[4096];

        if (e->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
        if (vg_file_read(path, &b, NULL) != VG_OK)
            return 1;
        run_with_neighbours(b.p == NULL ? (char[]){'\0'} : b.p, b.len);
        files++;
    }
    (void)closedir(folder);
    (void)printf("%zu files\n", files);
    return files > 0 ? 0 : 1;
}
