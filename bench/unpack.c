/* SPDX-License-Identifier: AGPL-3.0-or-later */

/*
 * What it costs to iterate over an archive: request, response and metadata records, each its
 * own gzip member, pages of 20 to 100 KB. Rates are of decompressed bytes and one core, by
 * CPU time; the bare inflating of the same members is measured in the same rounds.
 *
 *     bench_unpack [ROUNDS]      or: bench_unpack FILE [ROUNDS], an archive of one's own
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libdeflate.h>

#include "../tests/unit/archive_make.h"
#include "base/buf.h"
#include "base/file.h"
#include "unpack/digest.h"
#include "unpack/unpack.h"

enum { PAGES = 900, ROUNDS = 9, MOST_ROUNDS = 99, KINDS = 3 };

static uint64_t next(uint64_t *s)
{
    *s ^= *s << 13;
    *s ^= *s >> 7;
    *s ^= *s << 17;
    return *s;
}

/* Text with the repetition of a manual: words of a small stock, tags, addresses that differ. */
static void put_page(struct vg_buf *b, uint64_t *s)
{
    static const char *const words[] = {
        "the ",      "notice ", "of ",      "station ",  "authority ", "returned ",  "office ",
        "in ",       "a ",      "country ", "reported ", "announced ", "people ",    "was ",
        "campaign ", "and ",    "to ",      "police ",   "embassy ",   "abroad ",    "letters ",
        "service ",  "opened ", "street ",  "number ",   "according ", "statement ", "which "};
    size_t want = 20000 + (size_t)(next(s) % 80000), from = b->len;

    vg_puts(b, "<!DOCTYPE html><html><head><title>A page</title></head><body>\n");
    while (b->len - from < want) {
        vg_putf(b, "<div class=\"item c%d\"><a href=\"/path/%llx.html\">", (int)(next(s) % 7),
                (unsigned long long)(next(s) % 0xFFFFFF));
        for (int i = 0; i < 12; i++)
            vg_puts(b, words[next(s) % (sizeof words / sizeof *words)]);
        vg_puts(b, "</a><p>");
        for (int i = 0; i < 40; i++)
            vg_puts(b, words[next(s) % (sizeof words / sizeof *words)]);
        vg_putf(b, "%d</p></div>\n", (int)(next(s) % 100000));
    }
    vg_puts(b, "</body></html>\n");
}

static void put_member(struct vg_buf *out, struct vg_buf *record)
{
    put_gzip(out, vg_buf_str(record));
    vg_buf_clear(record);
}

/* A record with its block digest, as crawlers write it. */
static void put_checked(struct vg_buf *b, const char *type, int id, const char *media,
                        struct vg_str block)
{
    struct vg_digester d = {0};
    struct vg_digest is;
    struct vg_buf extra = {0};

    vg_digest_of(&d, VG_DIGEST_SHA1, block, &is);
    vg_putf(&extra, "Content-Type: %s\r\nWARC-Block-Digest: sha1:", media);
    vg_put_hex(&extra, is.bytes, is.len);
    vg_puts(&extra, "\r\n");
    put_record(b, type, id, extra.p, block);
    vg_buf_end(&extra);
    vg_digester_end(&d);
}

static void make_corpus(struct vg_buf *out)
{
    struct vg_buf page = {0}, record = {0};
    uint64_t s = 42;

    for (int i = 0; i < PAGES; i++) {
        vg_buf_clear(&page);
        put_checked(&record, "request", 3 * i, "application/http; msgtype=request",
                    vg_str("GET / HTTP/1.1\r\nHost: a.example\r\nAccept: */*\r\n\r\n"));
        put_member(out, &record);
        vg_puts(&page, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: x\r\n\r\n");
        put_page(&page, &s);
        put_checked(&record, "response", 3 * i + 1, "application/http; msgtype=response",
                    vg_buf_str(&page));
        put_member(out, &record);
        put_checked(&record, "metadata", 3 * i + 2, "application/warc-fields",
                    vg_str("fetchTimeMs: 120\r\ncharsetForLinkExtraction: utf-8\r\n"));
        put_member(out, &record);
    }
    vg_buf_end(&page);
    vg_buf_end(&record);
}

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t inflate_bare(struct vg_str in, char *room, size_t size)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    uint64_t raw = 0;
    size_t at = 0, used, out;

    while (at < in.len && libdeflate_gzip_decompress_ex(d, in.p + at, in.len - at, room, size,
                                                        &used, &out) == LIBDEFLATE_SUCCESS) {
        at += used;
        raw += out;
    }
    libdeflate_free_decompressor(d);
    return raw;
}

static uint64_t iterate(struct vg_str in, int digests, struct vg_unpack_end *end)
{
    const struct vg_unpack_options o = {.digests = digests, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;
    uint64_t body = 0;

    (void)vg_unpack_open(&u, in.p, in.len, &o, NULL);
    while (vg_unpack_next(u, &p, NULL) == VG_OK)
        body += p.body.len;
    vg_unpack_sum(u, end);
    return body;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static const char *const kinds[KINDS] = {"inflate alone", "iterate, bodies", "… and digests"};

static void measure(struct vg_str in, int rounds)
{
    static double took[KINDS][MOST_ROUNDS];
    enum { ROOM = 64 << 20 };
    char *room = vg_malloc(ROOM);
    struct vg_unpack_end end = {0};
    uint64_t raw = 0, body = 0;

    for (int r = 0; r < rounds; r++) {
        for (int k = 0; k < KINDS; k++) {
            double start = now();

            if (k == 0)
                raw = inflate_bare(in, room, ROOM);
            else
                body = iterate(in, k == 2, &end);
            took[k][r] = now() - start;
        }
    }
    free(room);
    (void)printf("%llu records, %.1f MB as stored, %.1f MB raw, %.1f MB of bodies, damage %llu, "
                 "%llu of %llu bytes accounted for\n",
                 (unsigned long long)end.records, (double)in.len / 1e6, (double)raw / 1e6,
                 (double)body / 1e6, (unsigned long long)end.damage,
                 (unsigned long long)end.bytes_accounted, (unsigned long long)end.bytes_in);
    for (int k = 0; k < KINDS; k++) {
        double *t = took[k];

        qsort(t, (size_t)rounds, sizeof *t, by_size);
        (void)printf("%-16s %6.0f raw MB/s (%.0f to %.0f), %5.1f %% of inflating\n", kinds[k],
                     (double)raw / 1e6 / t[rounds / 2], (double)raw / 1e6 / t[rounds - 1],
                     (double)raw / 1e6 / t[0], 100 * took[0][rounds / 2] / t[rounds / 2]);
    }
}

int main(int argc, char **argv)
{
    struct vg_buf b = {0};
    struct vg_err err = {0};
    int has_file = argc > 1 && (argv[1][0] < '0' || argv[1][0] > '9');
    const char *count = argc > 1 + has_file ? argv[1 + has_file] : "";
    int rounds = count[0] != '\0' ? (int)strtol(count, NULL, 10) : ROUNDS;

    if (has_file && vg_file_read(argv[1], &b, &err) != VG_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    if (!has_file)
        make_corpus(&b);
    measure(vg_buf_str(&b), rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds);
    vg_buf_end(&b);
    return 0;
}
