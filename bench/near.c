/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How long it takes to find copies, excerpts and rewordings among many texts, with how
 * much memory, and how many of those that were made are found. Texts of a thousand
 * words out of a fixed generator: of ten, six are new, one is a copy in other layout,
 * one a copy with one word in eighty changed, one an excerpt of 300 words among 300 of
 * its own, one new with a paragraph that all of its kind share (boilerplate). Run by
 * hand: build/bench/near [TEXTS [WORDS]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/clock.h"
#include "claim/near.h"

enum { VOCABULARY = 30000, BOILERPLATE = 800 };

static uint64_t state = 88172645463325252U;

static unsigned draw(unsigned below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % below);
}

/* Common words are common: the smaller of two draws, twice. */
static void put_word(struct vg_buf *b)
{
    unsigned x = draw(VOCABULARY), y = draw(VOCABULARY), z = draw(VOCABULARY);

    x = x < y ? x : y;
    vg_putf(b, "w%x", x < z ? x : z);
}

static void put_words(struct vg_buf *b, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        put_word(b);
        vg_putc(b, draw(12) == 0 ? '\n' : ' ');
    }
}

/* The words of text `of`, made again from its seed. */
static void put_again(struct vg_buf *b, const uint64_t *seeds, size_t of, unsigned words)
{
    uint64_t now = state;

    state = seeds[of];
    put_words(b, words);
    state = now;
}

/* One word in `every` becomes another one. */
static void put_changed(struct vg_buf *b, struct vg_str text, unsigned every)
{
    size_t from = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != ' ' && text.p[i] != '\n')
            continue;
        if (draw(every) == 0)
            put_word(b);
        else
            vg_put(b, text.p + from, i - from);
        vg_putc(b, ' ');
        from = i + 1;
    }
}

enum kind { NEW, LAYOUT, CHANGED, EXCERPT, BOILER };

static enum kind kind_of(size_t i)
{
    static const enum kind kinds[] = {NEW,    NEW, NEW, NEW,     LAYOUT,
                                      BOILER, NEW, NEW, CHANGED, EXCERPT};

    return kinds[i % 10];
}

static void make_text(struct vg_buf *b, uint64_t *seeds, size_t i, size_t *of, unsigned words)
{
    VG_SCOPED_BUF other = {0};

    seeds[i] = state;
    *of = SIZE_MAX;
    if (kind_of(i) == NEW || kind_of(i) == BOILER) {
        put_words(b, words);
        if (kind_of(i) == BOILER)
            put_again(b, (const uint64_t[]){12345}, 0, BOILERPLATE);
        return;
    }
    *of = i - i % 10; /* the first of its ten is always new */
    put_again(&other, seeds, *of, words);
    if (kind_of(i) == LAYOUT)
        put_changed(b, vg_buf_str(&other), UINT32_MAX);
    else if (kind_of(i) == CHANGED)
        put_changed(b, vg_buf_str(&other), 80);
    else {
        vg_put(b, other.p, other.len * 3 / 10);
        vg_putc(b, ' ');
        put_words(b, 300);
    }
}

static long peak_mib(void)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss / 1024;
}

static void judge(const struct vg_near_pair *pairs, size_t n, const size_t *of, size_t n_texts)
{
    unsigned char *found = calloc(n_texts, 1);
    size_t made = 0, right = 0, kinds = 0;

    for (size_t i = 0; i < n; i++) {
        if (of[pairs[i].later] != pairs[i].earlier)
            continue;
        found[pairs[i].later] = 1;
        kinds += (pairs[i].kind == VG_DERIVES_COPY) == (kind_of(pairs[i].later) != EXCERPT);
    }
    for (size_t i = 0; i < n_texts; i++) {
        made += of[i] != SIZE_MAX;
        right += found[i];
    }
    printf("%zu pairs, %zu made, %zu found: recall %.4f, precision %.4f, kind right %.4f\n", n,
           made, right, (double)right / (double)made, (double)right / (double)n,
           (double)kinds / (double)right);
    free(found);
}

int main(int argc, char **argv)
{
    VG_SCOPED_ARENA a = {0};
    size_t n = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 10000, pairs_n = 0;
    unsigned words = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1000;
    struct vg_near_text *texts = VG_NEW_ARRAY(&a, struct vg_near_text, n);
    uint64_t *seeds = VG_NEW_ARRAY(&a, uint64_t, n);
    size_t *of = VG_NEW_ARRAY(&a, size_t, n);
    struct vg_near_pair *pairs = NULL;
    int64_t making = 0, taking = 0, at;

    for (size_t i = 0; i < n; i++) {
        VG_SCOPED_ARENA work = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_near_print p;

        at = vg_ticks_ms();
        make_text(&b, seeds, i, &of[i], words);
        making += vg_ticks_ms() - at;
        at = vg_ticks_ms();
        vg_near_take(vg_buf_str(&b), &(struct vg_near_span){0, (uint32_t)b.len}, 1, &work, &p);
        taking += vg_ticks_ms() - at;
        texts[i] = (struct vg_near_text){
            (uint64_t *)vg_copy(&a, (const char *)p.hashes, p.n * sizeof *p.hashes), p.n, p.whole,
            (int64_t)i, 0};
    }
    at = vg_ticks_ms();
    vg_near_find(texts, n, &a, &pairs, &pairs_n);
    printf(
        "%zu texts of %u words: prints %lld ms, pairs %lld ms, together %lld ms (making them %lld "
        "ms)\n",
        n, words, (long long)taking, (long long)(vg_ticks_ms() - at),
        (long long)(taking + vg_ticks_ms() - at), (long long)making);
    judge(pairs, pairs_n, of, n);
    printf("peak %ld MiB\n", peak_mib());
    return 0;
}
