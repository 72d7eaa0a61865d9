/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Pages of a PDF a second, from its bytes to the checked text: processor time of this process
 * and of every helper and box it starts. Called by pdf.sh; usage: bench_pdf FILE [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/file.h"
#include "base/limits.h"
#include "read/pdf.h"

enum { MOST_ROUNDS = 99 };

static double seconds(const struct timeval *t)
{
    return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

static double used(void)
{
    struct rusage self, children;

    (void)getrusage(RUSAGE_SELF, &self);
    (void)getrusage(RUSAGE_CHILDREN, &children);
    return seconds(&self.ru_utime) + seconds(&self.ru_stime) + seconds(&children.ru_utime) +
           seconds(&children.ru_stime);
}

static int by_value(const void *x, const void *y)
{
    const double *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

static size_t read_once(const struct vg_buf *file, size_t *bytes, size_t *words)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF message = {.max = (size_t)VG_BOX_OUTPUT};
    struct vg_read_input in = {.bytes = file->p, .len = file->len};
    struct vg_read_outside how = {0};
    struct vg_err err = {0};
    struct vg_text t;

    if (vg_read_pdf(&in, &how, &message, &err) != VG_OK ||
        vg_text_read(message.p, message.len, &a, &t, &err) != VG_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    *bytes = t.text.len;
    *words = t.box_count;
    return t.page_count;
}

int main(int argc, char **argv)
{
    VG_SCOPED_BUF file = {.max = (size_t)VG_MAX_HELPER_INPUT};
    double took[MOST_ROUNDS];
    long rounds = argc > 2 ? strtol(argv[2], NULL, 10) : 7;
    size_t pages = 0, bytes = 0, words = 0;
    struct vg_err err = {0};

    if (argc < 2 || vg_file_read(argv[1], &file, &err) != VG_OK) {
        (void)fprintf(stderr, "usage: bench_pdf FILE [ROUNDS]; %s\n", err.text);
        return 2;
    }
    rounds = rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    for (long i = 0; i < rounds; i++) {
        double before = used();

        pages = read_once(&file, &bytes, &words);
        took[i] = used() - before;
    }
    qsort(took, (size_t)rounds, sizeof *took, by_value);
    printf("%zu pages, %zu bytes of text, %zu words: %.0f pages/s (median of %ld; %.0f to %.0f)\n",
           pages, bytes, words, (double)pages / took[rounds / 2], rounds,
           (double)pages / took[rounds - 1], (double)pages / took[0]);
    return 0;
}
