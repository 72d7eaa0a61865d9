/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Vectorscan on what bench/gazetteer.c measures (bench/gazetteer_peers.sh builds and runs it
 * where libvectorscan-dev is installed): gazetteer_vectorscan NAMES TEXT. Literals, as they
 * are written; a boundary check behind it, as a user would have to add. Prints MB/s and hits.
 */
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 7 };

struct found {
    const unsigned char *text;
    size_t len;
    const unsigned *lengths;
    size_t hits;
};

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int is_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Enough for texts whose words are ASCII. */
static int hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *w)
{
    struct found *f = w;
    size_t start = to - f->lengths[id];

    (void)from;
    (void)flags;
    if (start > 0 && is_word(f->text[start]) && is_word(f->text[start - 1]))
        return 0;
    f->hits += to >= f->len || !is_word(f->text[to - 1]) || !is_word(f->text[to]);
    return 0;
}

static char *whole(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *p;

    if (f == NULL || fseek(f, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    *n = (size_t)ftell(f);
    rewind(f);
    p = malloc(*n + 1);
    if (p == NULL || fread(p, 1, *n, f) != *n)
        exit(1);
    (void)fclose(f);
    p[*n] = '\0';
    return p;
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

int main(int argc, char **argv)
{
    size_t n_names, len, n = 0, kept = 0;
    char *lines, *text;
    const char **names;
    unsigned *flags, *ids;
    size_t *lengths;
    unsigned *short_lengths;
    hs_database_t *db;
    hs_compile_error_t *why;
    hs_scratch_t *scratch = NULL;
    double rates[ROUNDS], from;
    struct found f;

    if (argc != 3)
        return 2;
    lines = whole(argv[1], &n_names);
    text = whole(argv[2], &len);
    names = malloc((n_names + 1) * sizeof *names);
    for (char *p = lines, *stop; (stop = strchr(p, '\n')) != NULL; p = stop + 1) {
        *stop = '\0';
        if (stop > p)
            names[n++] = p;
    }
    qsort(names, n, sizeof *names, by_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(names[i], names[kept - 1]) != 0)
            names[kept++] = names[i];
    flags = calloc(kept, sizeof *flags);
    ids = malloc(kept * sizeof *ids);
    lengths = malloc(kept * sizeof *lengths);
    short_lengths = malloc(kept * sizeof *short_lengths);
    for (size_t i = 0; i < kept; i++) {
        ids[i] = (unsigned)i;
        lengths[i] = strlen(names[i]);
        short_lengths[i] = (unsigned)lengths[i];
    }
    from = now();
    if (hs_compile_lit_multi(names, flags, ids, lengths, (unsigned)kept, HS_MODE_BLOCK, NULL, &db,
                             &why) != HS_SUCCESS ||
        hs_alloc_scratch(db, &scratch) != HS_SUCCESS)
        return 1;
    printf("vectorscan %zu names: built in %.2f s\n", kept, now() - from);
    for (int i = 0; i < ROUNDS; i++) {
        f = (struct found){(const unsigned char *)text, len, short_lengths, 0};
        from = now();
        (void)hs_scan(db, text, (unsigned)len, 0, scratch, hit, &f);
        rates[i] = (double)len / 1e6 / (now() - from);
    }
    qsort(rates, ROUNDS, sizeof *rates, by_value);
    printf("vectorscan %zu names: %.0f MB/s (%.0f to %.0f), %zu exact\n", kept, rates[ROUNDS / 2],
           rates[0], rates[ROUNDS - 1], f.hits);
    return 0;
}
