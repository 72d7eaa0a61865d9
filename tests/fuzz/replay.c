/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Runs a fuzz target over the files of one or more folders, in the order of
 * their names, so that whatever once broke a reader is tried in every test
 * run. A target ends the process when it finds something wrong.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data;
    size_t n;
    long size;

    if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    rewind(f);
    data = malloc((size_t)size + 1);
    n = data == NULL ? 0 : fread(data, 1, (size_t)size, f);
    (void)fclose(f);
    (void)LLVMFuzzerTestOneInput(data, n);
    free(data);
    return 0;
}

static int replay_folder(const char *folder, int *count)
{
    struct dirent **names;
    int n = scandir(folder, &names, NULL, alphasort), bad = n < 0;

    if (n < 0)
        (void)fprintf(stderr, "%s: cannot be listed\n", folder);
    for (int i = 0; i < n; i++) {
        char path[4096];

        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        if (names[i]->d_name[0] != '.') {
            bad |= replay_file(path);
            ++*count;
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
    return bad;
}

int main(int argc, char **argv)
{
    int bad = argc < 2, count = 0;

    for (int i = 1; i < argc; i++)
        bad |= replay_folder(argv[i], &count);
    (void)printf("%d inputs\n", count);
    return bad || count == 0;
}
