/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What the worst pages cost: one piece again and again, as often as fits into so many bytes.
 *
 *     bench/hostile [BYTES [PIECE]]
 *
 * Prints processor time of vg_read() (least of five), blocks, and steps of the walk for each byte
 * (tests/unit/test_read_html.c bounds how they grow), the slowest last;
 * with a PIECE, for a profiler, that of this one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "read/html_page.h"
#include "read/read.h"

enum { ROUNDS = 5, USUAL = 1000000 };

static const char *const pieces[] = {
    "<li>a",
    "<p>a",
    "<td>a",
    "<dd>a",
    "<h1>a",
    "<div>a",
    "<div>",
    "<b><i><u>",
    "<b>a",
    "<x>a",
    "<tr><td>a",
    "<table><tr><td>",
    "<ul><li>a",
    "<nav><li>a",
    "<dl><dt>a<dd>b",
    "<select><option>a",
    "<a href=x>a</a>",
    "<li><a href=x>a</a>",
    "<a><p>",
    "<p><b>",
    "</p></div>",
    "</b></i></span>",
    "<",
    "</",
    "<!--",
    "<x a=",
    "<p a=1 b=2 c=3>",
    "<div class=\"a b c\">a",
    "<div hidden><p style='display:none'>a",
    "<script><!--<script>",
    "<style></",
    "<svg><title>a",
    "<textarea>",
    "<title>a</title>",
    "&",
    "&amp;",
    "&notit;",
    "&#x",
    "a<br>",
    "a\xc2\xa0 \xe2\x80\x8b",
    "<p>\xe7\xa6\x8f",
    "<li>\xe6\x88\x91\xe4\xbb\xac",
    "<li>2022-01-01 a.",
    "<h2>Comments</h2>",
    "<ruby>a<rt>b</ruby>",
    "<img alt=a>",
    "<time datetime=2020-01-01>",
    "<meta name=a content=b>",
    "<script type=application/ld+json>{}</script>",
};
enum { PIECES = sizeof pieces / sizeof *pieces };

struct cost {
    const char *piece;
    double ms, steps;
    size_t blocks;
};

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + (double)t.tv_nsec / 1e6;
}

static double steps_of(const char *p, size_t len)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_page page = {.a = &a};
    double steps;

    vg_page_build(&page, p, len);
    vg_page_main(&page);
    steps = (double)page.steps / (double)len;
    vg_page_end(&page);
    return steps;
}

static void read_once(const char *p, size_t len, struct cost *c)
{
    struct vg_read_input in = {.bytes = p, .len = len, .media = vg_str("text/html")};
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = {0};
    double from = now(), ms;

    (void)vg_read(&in, &a, &t, NULL);
    ms = now() - from;
    c->ms = c->ms == 0 || ms < c->ms ? ms : c->ms;
    c->blocks = t.block_count;
}

static struct cost measure(const char *piece, size_t bytes)
{
    VG_SCOPED_BUF b = {0};
    struct cost c = {.piece = piece};

    while (b.len + strlen(piece) <= bytes)
        vg_puts(&b, piece);
    for (int i = 0; i < ROUNDS; i++)
        read_once(b.p, b.len, &c);
    c.steps = steps_of(b.p, b.len);
    return c;
}

static int by_time(const void *a, const void *b)
{
    const struct cost *x = a, *y = b;

    return (x->ms > y->ms) - (x->ms < y->ms);
}

static void print(const struct cost *c)
{
    printf("%8.2f ms %8zu blocks %6.2f steps a byte  %s\n", c->ms, c->blocks, c->steps, c->piece);
}

int main(int argc, char **argv)
{
    size_t bytes = argc > 1 ? strtoul(argv[1], NULL, 10) : USUAL;
    struct cost costs[PIECES];

    if (argc > 2) {
        *costs = measure(argv[2], bytes);
        print(costs);
        return 0;
    }
    for (size_t i = 0; i < PIECES; i++)
        costs[i] = measure(pieces[i], bytes);
    qsort(costs, PIECES, sizeof *costs, by_time);
    for (size_t i = 0; i < PIECES; i++)
        print(&costs[i]);
    return 0;
}
