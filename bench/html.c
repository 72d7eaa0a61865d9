/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How quickly pages are read, stage by stage, in raw MB of page bytes a second
 * of CPU time on one core. Corpus: the HTML manuals of this machine's packages
 * (/usr/share/doc, or the folder named as first argument), and as a third of the
 * bytes Chinese pages made here, half of those in GB18030. Where there are no
 * manuals, English pages are made too. Prints the median of seven rounds, with
 * the least and the most, and sums of work so that two builds can be compared.
 *
 *     meson setup build-release --buildtype=release
 *     ninja -C build-release bench/html && build-release/bench/html
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unicode/ucnv.h>

#include "base/buf.h"
#include "read/charset.h"
#include "read/html_page.h"
#include "read/html_token.h"
#include "read/read.h"

enum { ROUNDS = 7, MOST = 24000000, PAGES = 20000 };

struct corpus {
    struct vg_str page[PAGES];
    size_t n, bytes;
};

/* nftw() has no argument for us: the one global of this program. */
static struct corpus manuals;
static struct vg_arena keep;

static int take_file(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    size_t len = strlen(path);
    FILE *f;
    char *p;

    (void)where;
    if (kind != FTW_F || len < 6 || strcmp(path + len - 5, ".html") != 0 || st->st_size < 4096 ||
        manuals.bytes > MOST || manuals.n == PAGES || (f = fopen(path, "rb")) == NULL)
        return 0;
    p = vg_alloc(&keep, (size_t)st->st_size);
    manuals.page[manuals.n].p = p;
    manuals.page[manuals.n].len = fread(p, 1, (size_t)st->st_size, f);
    manuals.bytes += manuals.page[manuals.n++].len;
    (void)fclose(f);
    return 0;
}

static uint64_t state = 88172645463325252U;

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % n);
}

static const char *const chinese[] = {
    "市局召开会议，部署下一阶段的工作。",
    "据介绍，服务站由当地同乡会负责日常值守；",
    "记者从有关部门了解到，",
    "截至目前已受理申请一千二百余件，",
    "驻在国外交部表示将进行调查。",
    "相关负责人说：“没有接到通知。”",
};

static const char *const english[] = {
    "The ministry said that it had not been told. ",
    "Two offices were closed in May, ",
    "according to a letter seen by this paper. ",
    "Nobody answered the door on Friday. ",
};

static void put_sentences(struct vg_buf *b, int zh, size_t n)
{
    while (n-- > 0)
        vg_puts(b, zh ? chinese[below(6)] : english[below(4)]);
}

/* A portal page as they are: head, scripts, navigation, an article, lists, footer. */
static struct vg_str make_page(int zh)
{
    VG_SCOPED_BUF b = {0};

    vg_puts(&b, "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>");
    put_sentences(&b, zh, 1);
    vg_puts(&b, "</title><script>var _cfg = {a: 1};\nfunction f(x) { return x < 2 ? 1 : f(x - 1); }"
                "</script>\n<style>.nav li { float: left; margin: 0 10px }</style></head><body>\n");
    vg_puts(&b, "<div class=\"nav\"><ul>\n");
    for (size_t i = 0; i < 12; i++)
        vg_putf(&b,
                "    <li class=\"item\"><a href=\"http://www.example.org/c/%zu/index.html\" "
                "target=\"_blank\">%s</a></li>\n",
                i, zh ? "政务公开" : "World news");
    vg_puts(&b, "</ul></div>\n<div class=\"article\" id=\"zoom\"><h1>");
    put_sentences(&b, zh, 1);
    vg_puts(&b, "</h1>\n");
    for (size_t i = 3 + below(20); i > 0; i--) {
        vg_puts(&b, "    <p style=\"text-indent: 2em;\">");
        put_sentences(&b, zh, 1 + below(6));
        vg_puts(&b, "<strong>");
        put_sentences(&b, zh, 1);
        vg_puts(&b, "</strong>&nbsp;</p>\n");
    }
    vg_puts(&b, "</div>\n<div class=\"side\"><ul>\n");
    for (size_t i = 0; i < 40; i++) {
        vg_putf(&b,
                "    <li><a href=\"/art/2022/3/14/art_%zu.html\" title=\"\" "
                "class=\"link link-%zu\">",
                below(100000), i);
        put_sentences(&b, zh, 1);
        vg_puts(&b, "</a><span class=\"date\">2022-03-14</span></li>\n");
    }
    vg_puts(&b, "</ul></div>\n<script>\nvar hm = document.createElement('script');\n");
    for (size_t i = 0; i < 30; i++)
        vg_putf(&b, "window.stat.push(['track', %zu, location.href]); // %zu\n", i, below(1000));
    vg_puts(&b, "</script></body></html>\n");
    return vg_str_copy(&keep, vg_buf_str(&b));
}

static struct vg_str in_gb18030(struct vg_str s)
{
    UErrorCode code = U_ZERO_ERROR;
    char *p = vg_alloc(&keep, 2 * s.len + 16);
    int32_t n =
        ucnv_convert("gb18030", "UTF-8", p, (int32_t)(2 * s.len + 16), s.p, (int32_t)s.len, &code);

    return (struct vg_str){p, n > 0 ? (size_t)n : 0};
}

static void add_page(struct corpus *c, struct vg_str page)
{
    c->page[c->n++] = page;
    c->bytes += page.len;
}

static double cpu(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* -- stages: each returns a sum of its work ------------------------------------------ */
static uint64_t stage_charset(struct vg_str s)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str none = {"", 0};
    struct vg_charset_choice choice =
        vg_charset_choose(s.p, s.len, none, vg_charset_declared(s.p, s.len));
    struct vg_converted c;

    vg_charset_convert(s.p, s.len, &choice, &a, &c);
    return c.utf8.len;
}

static uint64_t stage_tokens(struct vg_str s)
{
    struct vg_html h = {.p = s.p, .len = s.len};
    static struct vg_html_token t;
    uint64_t n = 0;

    while (vg_html_next(&h, &t)) {
        n++;
        if (t.kind == VG_HTML_START && t.name.len == 6 && strncasecmp(t.name.p, "script", 6) == 0)
            h.state = VG_HTML_SCRIPT;
    }
    return n;
}

static uint64_t stage_text(struct vg_str s)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_page page = {.a = &scratch};
    uint64_t n;

    vg_page_build(&page, s.p, s.len);
    n = page.text.len + page.block_count + page.run_count;
    vg_page_end(&page);
    return n;
}

static uint64_t stage_judged(struct vg_str s)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_page page = {.a = &scratch};
    struct vg_text t = {0};
    uint64_t n;

    vg_page_build(&page, s.p, s.len);
    vg_page_main(&page);
    vg_page_fields(&page, (struct vg_str){"", 0}, &scratch, &t);
    n = page.text.len + t.field_count;
    vg_page_end(&page);
    return n;
}

static uint64_t stage_read(struct vg_str s)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = {.bytes = s.p, .len = s.len, .media = vg_str("text/html")};
    struct vg_text t;

    return vg_read(&in, &a, &t, NULL) == VG_OK ? t.text.len + t.run_count : 0;
}

static int by_size(const void *a, const void *b)
{
    double x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

static void measure(const char *what, const struct corpus *c, uint64_t (*stage)(struct vg_str))
{
    double rate[ROUNDS];
    uint64_t sum = 0;

    for (size_t r = 0; r < ROUNDS; r++) {
        double from = cpu();

        sum = 0;
        for (size_t i = 0; i < c->n; i++)
            sum += stage(c->page[i]);
        rate[r] = (double)c->bytes / 1e6 / (cpu() - from);
    }
    qsort(rate, ROUNDS, sizeof *rate, by_size);
    printf("  %-28s %7.0f MB/s  (%.0f to %.0f)  sum %llu\n", what, rate[ROUNDS / 2], rate[0],
           rate[ROUNDS - 1], (unsigned long long)sum);
}

static void measure_all(const char *name, const struct corpus *c, int is_utf8)
{
    if (c->n == 0)
        return;
    printf("%s: %zu pages, %.1f MB\n", name, c->n, (double)c->bytes / 1e6);
    measure("charset", c, stage_charset);
    if (is_utf8) {
        measure("tokenizer", c, stage_tokens);
        measure("text, blocks, map", c, stage_text);
        measure("the same, main and fields", c, stage_judged);
    }
    measure("all of vg_read()", c, stage_read);
}

int main(int argc, char **argv)
{
    static struct corpus utf8, gb, all;

    (void)nftw(argc > 1 ? argv[1] : "/usr/share/doc", take_file, 16, FTW_PHYS);
    while (manuals.bytes < MOST / 4)
        add_page(&manuals, make_page(0));
    while (utf8.bytes + gb.bytes < manuals.bytes / 2) {
        struct vg_str page = make_page(1);

        if (utf8.bytes <= gb.bytes)
            add_page(&utf8, page);
        else
            add_page(&gb, in_gb18030(page));
    }
    for (size_t i = 0; i < manuals.n; i++)
        add_page(&all, manuals.page[i]);
    for (size_t i = 0; i < utf8.n; i++)
        add_page(&all, utf8.page[i]);
    for (size_t i = 0; i < gb.n; i++)
        add_page(&all, gb.page[i]);
    measure_all("manuals", &manuals, 1);
    measure_all("Chinese, UTF-8", &utf8, 1);
    measure_all("Chinese, GB18030", &gb, 0);
    measure_all("all", &all, 0);
    vg_arena_end(&keep);
    return 0;
}
