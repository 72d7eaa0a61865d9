/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Rules over a megabyte of words: how long a text takes with 200 and with 2,000
 * rules (ten times the rules, at most 1.3 times the time), and whether a rule file
 * made to be slow can be: 2,000 rules of nested gaps over "a a a …" and over words
 * thrown together. Prints MB/s, bytes in use, and how often the cache was emptied.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "mention/pattern.h"

enum { SENTENCE = 25, VOCABULARY = 3000 };

static uint64_t state = 88172645463325252U;

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % n);
}

/* Few words are frequent, most are rare (as in any language). */
static size_t any_word(void)
{
    size_t k = 1 + below(1000000);

    return (size_t)((double)VOCABULARY * 1000.0 / ((double)k + 1000.0)) % VOCABULARY;
}

static void put_field_rule(struct vg_buf *b, size_t k)
{
    vg_putf(b, "rule r%zu\n  $q:@list%zu ~8 (w%zu|w%zu w%zu) ~2 (w%zu ~1 w%zu)? => predicate=p\n",
            k, below(20), 20 + below(VOCABULARY - 20), 20 + below(VOCABULARY - 20), any_word(),
            any_word(), any_word());
}

static void put_nested_rule(struct vg_buf *b, size_t k)
{
    vg_putf(b,
            "rule r%zu\n  a ~%zu (a ~%zu (a ~%zu (a|b) ~3 a){1,2} ~8 b?) ~32 w%zu => predicate=p\n",
            k, 1 + below(32), 1 + below(32), 1 + below(8), below(VOCABULARY));
}

/* Part k of the rules, in a file small enough. */
static void make_files(struct vg_patterns *p, struct vg_arena *a, size_t rules,
                       void (*put)(struct vg_buf *, size_t))
{
    enum { PER_FILE = 500 };
    struct vg_pat_text *texts = VG_NEW_ARRAY(a, struct vg_pat_text, rules / PER_FILE + 2);
    size_t n = 0;
    struct vg_err err;

    for (size_t k = 0; k < rules; n++) {
        VG_SCOPED_BUF b = {0};

        for (size_t l = 0; n == 0 && l < 20; l++)
            vg_putf(&b, "list list%zu\n  w%zu | w%zu w%zu\n", l, l, l, any_word());
        do
            put(&b, k++);
        while (k % PER_FILE && k < rules);
        texts[n] =
            (struct vg_pat_text){"xx", vg_print(a, "xx/%zu.pat", n), vg_copy(a, b.p, b.len), b.len};
    }
    if (vg_patterns_make("xx", texts, n, a, p, &err) != VG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The symbols of about a megabyte: six bytes a word, two for "a ". */
static uint16_t *make_text(const struct vg_patterns *p, size_t n, int kind)
{
    uint16_t *symbols = malloc(n * sizeof *symbols);

    for (size_t i = 0; symbols && i < n; i++) {
        char word[24];
        int len = snprintf(word, sizeof word, "w%zu", any_word());

        if (kind == 1 || (kind == 2 && below(3)))
            len = snprintf(word, sizeof word, "%c", kind == 1 || below(2) ? 'a' : 'b');
        symbols[i] = vg_patterns_word(p, word, (size_t)len);
    }
    return symbols;
}

static double run(const char *what, size_t rules, void (*put)(struct vg_buf *, size_t), int kind,
                  size_t sentence)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_patterns p;
    size_t n = kind == 1 ? 500000 : 170000, found = 0, flushes, bytes;
    double before = now(), made, took;
    uint16_t *text;

    make_files(&p, &a, rules, put);
    made = now() - before;
    text = make_text(&p, n, kind);
    {
        VG_SCOPED_MATCHER *m = vg_matcher_open(&p);

        before = now();
        for (size_t at = 0; text && at < n; at += sentence) {
            uint16_t won[VG_PAT_GROUPS];
            size_t k = at + sentence < n ? sentence : n - at;

            vg_matcher_text(m, text + at, k);
            vg_matcher_run(m, 0, k, won);
            found += won[VG_PAT_CLAIMS] != VG_PAT_NO_RULE;
        }
        took = now() - before;
        vg_matcher_size(m, &flushes, &bytes);
    }
    printf("%-34s %5zu rules: made in %6.1f ms, %7.3f s a megabyte, %4zu flushes, %5.1f MiB, %zu "
           "found\n",
           what, rules, made * 1e3, took, flushes, (double)bytes / 1048576.0, found);
    free(text);
    return took;
}

int main(void)
{
    double few = run("words of the field", 200, put_field_rule, 0, SENTENCE);
    double many = run("words of the field", 2000, put_field_rule, 0, SENTENCE);

    printf("ten times the rules: %.2f times the time\n", many / few);
    (void)run("nested gaps, a a a", 2000, put_nested_rule, 1, 500);
    (void)run("nested gaps, a a a, no sentences", 2000, put_nested_rule, 1, 500000);
    (void)run("nested gaps, thrown together", 2000, put_nested_rule, 2, SENTENCE);
    (void)run("nested gaps, no sentences", 2000, put_nested_rule, 2, 170000);
    return 0;
}
