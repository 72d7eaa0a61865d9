/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Whatever is done to an archive, each of its bytes belongs to something afterwards, and the
 * records that were not touched are what they were.
 */
#include "../unit/test.h"

#include <string.h>

#include "../unit/archive_make.h"
#include "base/table.h"
#include "unpack/unpack.h"

/* xorshift64*: the seed of a failing case is printed with it. */
static uint64_t first_seed(uint64_t s)
{
    const char *more = getenv("PROP_SEED"); /* other runs: a word that is mixed in */

    return s ^ (more == NULL ? 0 : vg_hash(more, strlen(more)));
}

static uint64_t next(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return *s * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *s, size_t n)
{
    return (size_t)(next(s) >> 33) % n;
}

/* -- archives to break ------------------------------------------------------------------ */

enum shape { PLAIN, MEMBERS, ONE_MEMBER, SPREAD, FRAMES, ARC, ARC_MEMBERS, MIXED, SHAPES };

static const char *const shape_words[SHAPES] = {"plain",  "members", "one member",  "spread",
                                                "frames", "arc",     "arc members", "mixed"};

static const char page[] =
    "<!DOCTYPE html><html><head><title>Notice of a station</title></head><body><h1>Notice</h1>"
    "<p>The contact point moved to another street on the first of March. Opening hours stay.</p>"
    "</body></html>";

enum { RECORDS = 6 };

/* The records of the sample, each by itself. */
static void make_records(struct vg_buf *out)
{
    struct vg_buf packed = {0};

    put_record(&out[0], "warcinfo", 0, "", vg_str("software: prop/1\r\n"));
    put_record(&out[1], "request", 1, "Content-Type: application/http\r\n",
               vg_str("GET /1 HTTP/1.1\r\nHost: a.example\r\n\r\n"));
    put_response(&out[2], 2, "", vg_str(page));
    put_gzip(&packed, vg_str(page));
    put_response(&out[3], 3, "Content-Encoding: gzip\r\n", vg_buf_str(&packed));
    put_response(&out[4], 4, "Transfer-Encoding: chunked\r\n",
                 vg_str("a\r\n0123456789\r\n5\r\nabcde\r\n0\r\n\r\n"));
    put_record(&out[5], "metadata", 5, "", vg_str("fetchTimeMs: 12\r\n"));
    vg_buf_end(&packed);
}

static void make_arc_records(struct vg_buf *out)
{
    static const char head[] = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n";
    struct vg_buf block = {0};

    put_arc(&out[0], "filedesc://prop.arc",
            vg_str("1 0 prop\nURL IP-address Archive-date "
                   "Content-type Archive-length\n"));
    for (int i = 1; i < RECORDS; i++) {
        char url[32];

        vg_buf_clear(&block);
        vg_putf(&block, "%s%s<!-- %d -->", head, page, i);
        (void)snprintf(url, sizeof url, "http://a.example/%d", i);
        put_arc(&out[i], url, vg_buf_str(&block));
    }
    vg_buf_end(&block);
}

static void make_archive(enum shape shape, struct vg_buf *b)
{
    struct vg_buf one[RECORDS] = {0}, all = {0};

    if (shape == ARC || shape == ARC_MEMBERS)
        make_arc_records(one);
    else
        make_records(one);
    for (int i = 0; i < RECORDS; i++) {
        struct vg_str r = vg_buf_str(&one[i]);

        vg_put_str(&all, r);
        if (shape == PLAIN || shape == ARC || (shape == MIXED && i % 3 == 0))
            vg_put_str(b, r);
        else if (shape == MEMBERS || shape == ARC_MEMBERS || (shape == MIXED && i % 3 == 1))
            put_gzip(b, r);
        else if (shape == FRAMES || shape == MIXED)
            put_zstd(b, r);
        vg_buf_end(&one[i]);
    }
    for (size_t at = 0; shape == SPREAD && at < all.len; at += 700)
        put_gzip(b, (struct vg_str){all.p + at, all.len - at < 700 ? all.len - at : 700});
    if (shape == ONE_MEMBER)
        put_gzip(b, vg_buf_str(&all));
    vg_buf_end(&all);
}

/* -- what came out ------------------------------------------------------------------------ */

struct record {
    uint64_t offset, length, print; /* of url, head and body */
};

enum { MOST = 512 };

struct result {
    struct record list[MOST];
    size_t count;
    struct vg_unpack_end end;
    uint64_t covered; /* bytes that intervals cover, each once */
    int overlaps;
};

static void cover(struct result *r, unsigned char *map, uint64_t offset, uint64_t length,
                  size_t len)
{
    for (uint64_t i = offset; i < offset + length; i++) {
        if (i >= len || map[i] != 0)
            r->overlaps = 1;
        else
            r->covered++;
        if (i < len)
            map[i] = 1;
    }
}

static void cover_notes(struct result *r, unsigned char *map, const struct vg_read_note *list,
                        size_t n, size_t len, int all)
{
    for (size_t i = 0; i < n; i++)
        if (all || list[i].kind == VG_NOTE_PADDING)
            cover(r, map, list[i].offset, list[i].length, len);
}

/* A record that begins in another's member and ends in the next says where its rest lies; what
 * of it no record begins in is covered by that note alone. */
static void cover_spread(unsigned char *map, const struct vg_piece *p, size_t len)
{
    for (size_t i = 0; i < p->odd_count; i++) {
        const struct vg_read_note *n = &p->odd[i];

        if (n->kind != VG_NOTE_RECORD_OVER_MEMBERS)
            continue;
        for (uint64_t k = n->offset; k < n->offset + n->length && k < len; k++)
            if (map[k] == 0)
                map[k] = 2;
    }
}

/* The frame of a dictionary belongs to the frames that it is for; no interval names it. */
static void cover_dictionaries(struct result *r, unsigned char *map, struct vg_str bytes)
{
    for (size_t i = 0; i + 8 <= bytes.len; i++)
        if (map[i] == 0 && memcmp(bytes.p + i, "\x5d\x2a\x4d\x18", 4) == 0)
            cover(r, map, i, 8 + (uint64_t)(unsigned char)bytes.p[i + 4], bytes.len);
}

/* Without the address: before the one of an ARC record, bytes of another may have got. */
static uint64_t print_of(const struct vg_piece *p)
{
    return vg_hash(p->id.p, p->id.len) ^ vg_hash(p->head.p, p->head.len) * 3 ^
           vg_hash(p->body.p, p->body.len) * 5 ^ (uint64_t)p->type;
}

static void run(struct vg_str bytes, struct result *r)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;
    unsigned char *map = calloc(bytes.len + 1, 1), *spread = calloc(bytes.len + 1, 1);

    memset(r, 0, sizeof *r);
    assert_int_equal(vg_unpack_open(&u, bytes.p, bytes.len, &o, NULL), VG_OK);
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        assert_true(r->count < MOST);
        assert_int_equal(p.record, r->count);
        r->list[r->count++] = (struct record){p.offset, p.length, print_of(&p)};
        cover(r, map, p.offset, p.length, bytes.len);
        cover_notes(r, map, p.odd, p.odd_count, bytes.len, 0);
        cover_spread(spread, &p, bytes.len);
    }
    vg_unpack_sum(u, &r->end);
    cover_notes(r, map, r->end.file_damage, r->end.file_damage_count, bytes.len, 1);
    cover_notes(r, map, r->end.file_odd, r->end.file_odd_count, bytes.len, 1);
    cover_dictionaries(r, map, bytes);
    for (size_t i = 0; i < bytes.len; i++)
        if (map[i] == 0 && spread[i] == 2)
            r->covered++;
    free(map);
    free(spread);
}

static int has_record(const struct result *r, uint64_t print)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->list[i].print == print)
            return 1;
    return 0;
}

/* -- the laws ------------------------------------------------------------------------------- */

/* What was done: the bytes [at, at + out) of the original were replaced. */
struct wound {
    const char *what;
    size_t at, out;
    uint64_t seed;
};

static void check(enum shape shape, const struct result *was, struct vg_str bytes,
                  const struct wound *x)
{
    struct result r;
    const char *law = NULL;

    run(bytes, &r);
    if (r.end.bytes_accounted != r.end.bytes_in || r.end.bytes_in != bytes.len)
        law = "every byte is accounted for";
    else if (r.overlaps || r.covered != bytes.len)
        law = "the intervals are a partition";
    else if (was->count > 0 && shape != FRAMES && shape != MIXED && /* zstd may inflate at will */
             r.end.steps > 64 * (uint64_t)bytes.len + 4096)
        law = "searching is linear";
    for (size_t i = 0; law == NULL && i < was->count && shape != ONE_MEMBER && shape != SPREAD; i++)
        if ((was->list[i].offset + was->list[i].length <= x->at ||
             was->list[i].offset >= x->at + x->out) &&
            !has_record(&r, was->list[i].print))
            law = "an untouched record is what it was";
    if (law != NULL && getenv("PROP_TO") != NULL) { /* to look at it */
        FILE *f = fopen(getenv("PROP_TO"), "wbx");  /* the first one stays */

        if (f != NULL) {
            (void)fwrite(bytes.p, 1, bytes.len, f);
            (void)fclose(f);
        }
    }
    if (law != NULL)
        fail_msg("%s: %s %zu+%zu, seed %llu: %s (%llu of %zu accounted, %llu covered)",
                 shape_words[shape], x->what, x->at, x->out, (unsigned long long)x->seed, law,
                 (unsigned long long)r.end.bytes_accounted, bytes.len,
                 (unsigned long long)r.covered);
}

static void splice(struct vg_buf *b, const struct vg_buf *from, size_t at, size_t out,
                   struct vg_str in)
{
    vg_buf_clear(b);
    vg_put(b, from->p, at);
    vg_put_str(b, in);
    vg_put(b, from->p + at + out, from->len - at - out);
}

/* Positions are tried in steps that share no factor with the length, so that many runs with
 * different seeds see them all. */
static void break_at(enum shape shape, const struct vg_buf *a, const struct result *was, size_t at,
                     uint64_t *s)
{
    struct vg_buf b = {0};
    struct wound x = {"cut", at, a->len - at, *s};
    char c = (char)(a->p[at] ^ (char)(1 << below(s, 8)));
    size_t n = 1 + below(s, a->len - at < 40 ? a->len - at : 40), other = below(s, a->len - n + 1);

    check(shape, was, (struct vg_str){a->p, at}, &x);
    x = (struct wound){"flip", at, 1, *s};
    splice(&b, a, at, 1, (struct vg_str){&c, 1});
    check(shape, was, vg_buf_str(&b), &x);
    x = (struct wound){"delete", at, n, *s};
    splice(&b, a, at, n, (struct vg_str){0});
    check(shape, was, vg_buf_str(&b), &x);
    x = (struct wound){"overwrite", at, n, *s};
    splice(&b, a, at, n, (struct vg_str){a->p + other, n});
    check(shape, was, vg_buf_str(&b), &x);
    vg_buf_end(&b);
}

static void wounds_stay_where_they_are(void **state)
{
    enum { RUNS = 120 }; /* positions of each shape */

    (void)state;
    for (int shape = 0; shape < SHAPES; shape++) {
        struct vg_buf a = {0};
        struct result was;
        uint64_t s = first_seed(UINT64_C(88172645463325252) + (uint64_t)shape);
        size_t step, runs = getenv("PROP_ALL") != NULL ? SIZE_MAX : RUNS;

        make_archive((enum shape)shape, &a);
        run(vg_buf_str(&a), &was);
        assert_int_equal(was.count, RECORDS);
        assert_int_equal(was.end.damage, 0);
        step = a.len / runs + 1;
        for (size_t at = below(&s, step); at < a.len; at += step)
            break_at((enum shape)shape, &a, &was, at, &s);
        vg_buf_end(&a);
    }
}

static void any_mixture_of_pieces_is_accounted_for(void **state)
{
    static const char *const pieces[] = {
        "WARC/1.0\r\n",
        "WARC/1.1\n",
        "Content-Length: 5\r\n",
        "WARC-Type: response\r\n",
        "\r\n",
        "\r\n\r\n",
        "\n",
        "\x1f\x8b\x08",
        "\x28\xb5\x2f\xfd",
        "\x5d\x2a\x4d\x18\4",
        "filedesc://x 0.0.0.0 20240101000000 text/plain 3\n",
        "http://a.example/ 1.2.3.4 20240101000000 text/html 9\n",
        "HTTP/1.1 200 OK\r\n",
        "abc",
        "",
        "\xef\xbb\xbf",
        "Content-Encoding: gzip\r\n",
        "hello",
        "PK\3\4",
    };
    uint64_t s = first_seed(UINT64_C(2463534242));
    struct result none = {0};

    (void)state;
    for (int i = 0; i < 1500; i++) {
        struct wound x = {"mixture", 0, 0, s};
        struct vg_buf b = {0};
        size_t n = 1 + below(&s, 24);

        for (size_t k = 0; k < n; k++) {
            const char *p = pieces[below(&s, sizeof pieces / sizeof *pieces)];
            struct vg_buf inner = {0};

            if (below(&s, 12) == 0) {
                vg_puts(&inner, p);
                put_record(&inner, "resource", (int)k, "", vg_str(p));
                (below(&s, 2) == 0 ? put_gzip : put_zstd)(&b, vg_buf_str(&inner));
            } else {
                vg_puts(&b, p);
                if (p[0] == '\0' || p[0] == '\x1f' || p[0] == '\x5d') /* they hold NULs */
                    vg_put(&b, "\0\0\0\0\0\0\3", below(&s, 8));
            }
            vg_buf_end(&inner);
        }
        check(PLAIN, &none, vg_buf_str(&b), &x);
        vg_buf_end(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wounds_stay_where_they_are),
        cmocka_unit_test(any_mixture_of_pieces_is_accounted_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
