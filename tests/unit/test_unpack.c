/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include <brotli/encode.h>

#include "archive_make.h"
#include "base/limits.h"
#include "unpack/coding.h"
#include "unpack/container.h"
#include "unpack/digest.h"
#include "unpack/member.h"
#include "unpack/unpack.h"
#include "unpack/walk.h"

/* What came out of an archive, as far as a test asks. */
struct read {
    struct vg_buf says; /* "type url status body-length [kinds] …" a line each */
    struct vg_unpack_end end;
};

static void put_kinds(struct vg_buf *b, const char *mark, const struct vg_read_note *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vg_putf(b, " %s%s", mark, vg_note_kind_word(list[i].kind));
}

static void unpack_with(struct vg_str bytes, const struct vg_unpack_options *o, struct read *r)
{
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;

    *r = (struct read){0};
    assert_int_equal(vg_unpack_open(&u, bytes.p, bytes.len, o, NULL), VG_OK);
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        vg_putf(&r->says, "%s %zu", vg_piece_type_word(p.type), p.body.len);
        put_kinds(&r->says, "-", p.damage, p.damage_count);
        put_kinds(&r->says, "+", p.odd, p.odd_count);
        vg_puts(&r->says, "\n");
    }
    vg_unpack_sum(u, &r->end);
    vg_puts(&r->says, "end");
    put_kinds(&r->says, "-", r->end.file_damage, r->end.file_damage_count);
    put_kinds(&r->says, "+", r->end.file_odd, r->end.file_odd_count);
    assert_int_equal(r->end.bytes_in, bytes.len);
    assert_int_equal(r->end.bytes_accounted, bytes.len);
}

static void says(const struct vg_buf *b, const char *wanted)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    struct read r;

    unpack_with(vg_buf_str(b), &o, &r);
    assert_string_equal(r.says.p, wanted);
    vg_buf_end(&r.says);
}

/* Does what it says have this in it? For long results. */
static void says_among(const struct vg_buf *b, const char *wanted)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    struct read r;

    unpack_with(vg_buf_str(b), &o, &r);
    if (strstr(r.says.p, wanted) == NULL)
        fail_msg("no '%s' in '%.2000s'", wanted, r.says.p);
    vg_buf_end(&r.says);
}

/* -- pieces ------------------------------------------------------------------------------ */

static int is(struct vg_str s, const char *text)
{
    return vg_str_is(s, text);
}

static void a_response_is_taken_apart(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF block = {0};
    VG_SCOPED_UNPACK *u = NULL;
    const struct vg_unpack_options o = {.bodies = 1};
    struct vg_piece p;

    (void)state;
    put_record(&b, "warcinfo", 1, "", vg_str("format: x\r\nSoftware: crawler/2 \r\n"));
    vg_puts(&block,
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html;\r\n  charset=big5\r\n"
            "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n3\r\ncde\r\n0\r\nT: 1\r\n\r\n");
    put_record(&b, "response", 2,
               "Content-Type: application/http; msgtype=response\r\nWARC-IP-Address: 192.0.2.1\r\n"
               "WARC-Payload-Digest: sha1:AAAA\r\nX-Two: 1\r\nx-two: 2\r\n",
               vg_buf_str(&block));
    assert_int_equal(vg_unpack_open(&u, b.p, b.len, &o, NULL), VG_OK);
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
    assert_true(p.type == VG_PIECE_WARCINFO && is(p.tool, "crawler/2") && !p.is_http);
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
    assert_true(p.record == 1 && p.is_http && p.status == 404 && is(p.body, "abcde"));
    assert_true(is(p.id, "urn:test:2") && is(p.url, "http://a.example/2"));
    assert_true(is(p.at, "2024-05-06T07:08:09Z") && is(p.ip, "192.0.2.1"));
    assert_true(is(p.tool, "crawler/2") && is(p.media, "text/html; charset=big5"));
    assert_true(is(p.digest, "sha1:AAAA") && p.block.len == block.len && p.original == -1);
    assert_true(p.head.len + p.stored.len == p.block.len && p.http_count == 2);
    assert_true(p.header_count == 10 && is(p.headers[8].name, "x-two"));
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_E_ABSENT);
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_E_ABSENT);
}

static void fields_of_arc_have_names(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_UNPACK *u = NULL;
    const struct vg_unpack_options o = {.bodies = 1};
    struct vg_piece p;

    (void)state;
    vg_puts(&b, "filedesc://x.arc 0.0.0.0 20240102030405 text/plain 200 - - 0 x.arc 9\n2 0 test\n\n"
                "http://a.example/ 192.0.2.1 20240102030406 text/html 200 ABC - 99 x.arc 3\nabc\n");
    assert_int_equal(vg_unpack_open(&u, b.p, b.len, &o, NULL), VG_OK);
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
    assert_true(p.type == VG_PIECE_WARCINFO && p.header_count == 10);
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
    assert_true(p.type == VG_PIECE_RESPONSE && is(p.url, "http://a.example/") && is(p.body, "abc"));
    assert_true(is(p.at, "2024-01-02T03:04:06Z") && is(p.media, "text/html") && !p.is_http);
    assert_true(is(p.headers[5].name, "Checksum") && is(p.headers[5].value, "ABC"));
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_E_ABSENT);
}

static void what_is_no_archive_is_one_document(void **state)
{
    VG_SCOPED_BUF text = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    says(&text, "document 0\nend");
    vg_puts(&text, "A page about the format:\nWARC/1.0\r\nWARC-Type: response\r\n"
                   "Content-Length: 10\r\n\r\nand so on\r\n\r\nmore of it\r\n");
    says(&text, "document 103\nend");
    put_gzip(&b, vg_buf_str(&text));
    put_gzip(&b, vg_str("more"));
    says(&b, "document 107\nend");
    b.len -= 2;
    says(&b, "document 107 -gzip-truncated\nend");
    vg_buf_clear(&b);
    put_zstd(&b, vg_buf_str(&text));
    vg_puts(&b, "behind");
    says(&b, "document 103 -junk\nend");
    vg_buf_clear(&b);
    vg_puts(&b, "\x04\x22\x4D\x18 and so on");
    says(&b, "document 0 -compression-unsupported\nend");
}

static void containers_are_told_by_content(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        enum vg_container is;
    } rows[] = {
        {"WARC/1.0\r\n", 10, VG_CONTAINER_WARC},
        {"\xEF\xBB\xBFWARC/1.0\n", 12, VG_CONTAINER_WARC},
        {"WARC/one\r\n", 10, VG_CONTAINER_NONE},
        {"filedesc://a 0.0.0.0 20240101000000 text/plain 5\n", 49, VG_CONTAINER_ARC},
        {"PK\3\4", 4, VG_CONTAINER_ZIP},
        {"BZh91AY&SY...", 13, VG_CONTAINER_UNSUPPORTED},
        {"\xFD"
         "7zXZ\0",
         6, VG_CONTAINER_UNSUPPORTED},
        {"\x1F\x8B\x08", 3, VG_CONTAINER_GZIP},
        {"%PDF-1.4", 8, VG_CONTAINER_NONE},
        {"", 0, VG_CONTAINER_NONE},
    };
    VG_SCOPED_BUF b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].bytes, vg_container_of(rows[i].bytes, rows[i].len) == rows[i].is);
    put_gzip(&b, vg_str("WARC/1.0\r\nWARC-Type: x\r\n"));
    assert_int_equal(vg_container_of(b.p, b.len), VG_CONTAINER_GZIP_WARC);
    vg_buf_clear(&b);
    put_zstd(&b, vg_str("http://a.example/ 1.2.3.4 20240101000000 text/html 5\n"));
    assert_int_equal(vg_container_of(b.p, b.len), VG_CONTAINER_ZSTD_ARC);
}

/* -- framing ---------------------------------------------------------------------------- */

static void every_part_of_a_gzip_header_is_passed_over(void **state)
{
    static const unsigned char plain[] = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 'x'};
    unsigned char all[64] = {0x1F, 0x8B, 8,   0x1E, 0,   0,   0, 0,   0,   3, 4,
                             0,    'e',  'x', 't',  'r', 'n', 0, 'c', 'c', 0};
    uint32_t crc = libdeflate_crc32(0, all, 21);
    uint64_t len = 0;

    (void)state;
    assert_int_equal(vg_gzip_header(plain, sizeof plain, &len), VG_OK);
    assert_int_equal(len, 10);
    all[21] = (unsigned char)crc;
    all[22] = (unsigned char)(crc >> 8);
    assert_int_equal(vg_gzip_header(all, 23, &len), VG_OK);
    assert_int_equal(len, 23);
    for (uint64_t n = 0; n < 23; n++)
        assert_int_equal(vg_gzip_header(all, n, &len), VG_E_ABSENT);
    assert_true(vg_gzip_header_holds(all, 23) && vg_gzip_header_holds(plain, 10));
    all[22] ^= 1;
    assert_int_equal(vg_gzip_header(all, 23, &len), VG_OK);
    assert_false(vg_gzip_header_holds(all, 23));
    all[3] = 0x20;
    assert_int_equal(vg_gzip_header(all, 23, &len), VG_E_FORMAT);
}

/* The member of `in` with a header of these flags and fields instead of its own. */
static void put_headed(struct vg_buf *b, int flags, struct vg_str fields, unsigned check_off,
                       struct vg_str in)
{
    VG_SCOPED_BUF g = {0};
    size_t from = b->len;

    put_gzip(&g, in);
    vg_put(b, g.p, 10);
    b->p[from + 3] = (char)flags;
    vg_put_str(b, fields);
    if ((flags & 2) != 0) {
        uint32_t crc = libdeflate_crc32(0, b->p + from, b->len - from) + check_off;

        vg_putc(b, (char)crc);
        vg_putc(b, (char)(crc >> 8));
    }
    vg_put(b, g.p + 10, g.len - 10);
}

static void members_are_known_behind_long_or_wrong_headers(void **state)
{
    static const struct {
        int flags;
        size_t extra, name; /* bytes */
        unsigned check_off;
        const char *says;
    } rows[] = {
        {4, 65535, 0, 0, "response 4\nresponse 4\nend"},
        {8, 0, 70000, 0, "response 4\nresponse 4\nend"},
        {8 | 4 | 2, 65535, 300000, 0, "response 4\nresponse 4\nend"},
        {2, 0, 0, 0, "response 4\nresponse 4\nend"},
        {2, 0, 0, 1, "response 4 -gzip-damaged\nresponse 4 -gzip-damaged\nend"},
    };
    VG_SCOPED_BUF record = {0};

    (void)state;
    put_response(&record, 1, "", vg_str("body"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF fields = {0};
        VG_SCOPED_BUF b = {0};

        if (rows[i].extra > 0) {
            vg_putc(&fields, (char)rows[i].extra);
            vg_putc(&fields, (char)(rows[i].extra >> 8));
        }
        for (size_t k = 0; k < rows[i].extra + rows[i].name; k++)
            vg_putc(&fields, 'n');
        if (rows[i].name > 0)
            vg_putc(&fields, '\0');
        for (int k = 0; k < 2; k++)
            put_headed(&b, rows[i].flags, vg_buf_str(&fields), rows[i].check_off,
                       vg_buf_str(&record));
        says(&b, rows[i].says);
    }
}

/* Letters that compress to three quarters: a block of zstd is then packed to almost 100 KiB. */
static void put_noise(struct vg_buf *b, size_t n, uint64_t seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407U;
        vg_putc(b, (char)('0' + (seed >> 58)));
    }
}

static void zstd_frames_are_known_by_large_blocks(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF one = {0};
    VG_SCOPED_BUF two = {0};
    size_t first;

    (void)state;
    put_noise(&one, 200000, 1);
    put_response(&two, 1, "", vg_buf_str(&one));
    put_zstd(&b, vg_buf_str(&two));
    first = b.len;
    assert_true(first > 100000);
    assert_int_equal(vg_container_of(b.p, b.len), VG_CONTAINER_ZSTD_WARC);
    put_zstd(&b, vg_buf_str(&two));
    says(&b, "response 200000\nresponse 200000\nend");
    b.p[first / 2] ^= 0x55; /* the second one is found behind a broken one */
    says_among(&b, "response 200000\nend");
}

static void line_ends_that_are_missing_are_odd(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF one = {0};

    (void)state;
    put_record(&b, "resource", 1, "", vg_str("abc"));
    b.len -= 2;
    put_record(&b, "resource", 2, "", vg_str("abcd"));
    says(&b, "resource 3 +padding\nresource 4\nend");
    b.len -= 3;
    says(&b, "resource 3 +padding\nresource 4 -truncated\nend");
    vg_buf_clear(&b);
    put_record(&one, "resource", 1, "", vg_str("abc"));
    one.len -= 4;
    put_gzip(&b, vg_buf_str(&one));
    put_gzip(&b, vg_buf_str(&one));
    says(&b, "resource 3 +padding\nresource 3 +padding\nend");
}

static void garbage_between_records_leaves_them_alone(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    vg_puts(&b, "garbage before");
    put_record(&b, "resource", 1, "", vg_str("abc"));
    vg_puts(&b, "garbage, not the block's");
    put_record(&b, "resource", 2, "", vg_str("abcd"));
    vg_puts(&b, "\r\n\r\n\r\n");
    put_record(&b, "resource", 3, "", vg_str("abcde"));
    vg_puts(&b, "garbage behind");
    says(&b, "resource 3\nresource 4 +padding\nresource 5\nend -junk -junk -junk");
}

static void an_archive_in_a_record_is_not_read_as_records(void **state)
{
    VG_SCOPED_BUF inner = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    put_record(&inner, "resource", 1, "", vg_str("abc"));
    put_record(&inner, "resource", 2, "", vg_str("abc"));
    put_record(&b, "resource", 3, "", vg_buf_str(&inner));
    put_record(&b, "metadata", 4, "", vg_str("x"));
    says(&b, "resource 318\nmetadata 1\nend");
}

/* Whoever sends them; the values keep every byte. */
static void strange_bytes_of_headers_are_odd_and_kept(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        int is_odd;
    } rows[] = {
        {"x", 1, 0},
        {"a\0b", 3, 1},
        {"\xC4\xE3\xBA\xC3", 4, 1},
        {"\xE4\xBD\xA0", 3, 0},
        {"\xE4\xBD\xA0\0ab", 6, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_str value = {rows[i].bytes, rows[i].len};
        VG_SCOPED_BUF b = {0};
        VG_SCOPED_BUF message = {0};
        VG_SCOPED_UNPACK *u = NULL;
        struct vg_piece p;

        vg_puts(&b, "WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 0\r\nX: ");
        vg_put_str(&b, value);
        vg_puts(&b, "\r\n\r\n\r\n\r\n");
        vg_puts(&message, "HTTP/1.1 200 OK\r\nX: ");
        vg_put_str(&message, value);
        vg_puts(&message, "\r\n\r\nbody");
        put_record(&b, "response", 1, "Content-Type: application/http\r\n", vg_buf_str(&message));
        put_record(&b, "resource", 2, "", vg_str("z"));
        says(&b, rows[i].is_odd
                     ? "resource 0 +header-bytes\nresponse 4 +header-bytes\nresource 1\nend"
                     : "resource 0\nresponse 4\nresource 1\nend");
        assert_int_equal(vg_unpack_open(&u, b.p, b.len, NULL, NULL), VG_OK);
        assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
        assert_true(vg_str_cmp(p.headers[2].value, value) == 0);
        vg_buf_clear(&b);
        vg_puts(&b, "http://a.example/");
        vg_put_str(&b, value);
        put_arc(&b, "", vg_str("abc"));
        says(&b, rows[i].is_odd ? "response 3 +header-bytes\nend" : "response 3\nend");
    }
}

static void a_header_field_may_lie(void **state)
{
    static const struct {
        const char *head, *says;
    } rows[] = {
        {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: +3\r\n\r\n",
         "resource 3 -length-bad\nmetadata 1\nend"},
        {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 9007199254740993\r\n\r\n",
         "resource 3 -length-bad\nmetadata 1\nend"},
        {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\nContent-length:3\r\n\r\n",
         "resource 3\nmetadata 1\nend"},
        {"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 9007199254740992\r\n\r\n",
         "resource 3 -length-long\nmetadata 1\nend"},
        {"WARC/2.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\nno colon\r\n\r\n",
         "resource 3 -header-bad +version-unknown\nmetadata 1\nend"},
        {"WARC/1.0\r\nWARC-Type: strange\r\nContent-Length: 3\r\nX: \xFF\xFE\r\n\r\n",
         "other 3 +header-bytes\nmetadata 1\nend"},
        {"WARC/1.0\nWARC-Type:\n resource\nContent-Length: 3\n\n",
         "resource 3 +lf-only\nmetadata 1\nend"},
        {"WARC/1.0\r\nWARC-Type: resource\r\n", "resource 0 -header-bad\nmetadata 1\nend"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF b = {0};

        vg_puts(&b, rows[i].head);
        if (i != 7) /* the last one has no end */
            vg_puts(&b, "abc\r\n\r\n");
        put_record(&b, "metadata", 2, "", vg_str("x"));
        says(&b, rows[i].says);
    }
}

static void a_member_of_many_records_is_drawn_in_pieces(void **state)
{
    VG_SCOPED_BUF raw = {0};
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF part = {0};
    uint64_t s = 7;
    struct read r;
    const struct vg_unpack_options o = {.bodies = 1};

    (void)state;
    while (part.len < 1000000) { /* compresses, but not like a bomb */
        s = s * UINT64_C(6364136223846793005) + 1;
        vg_putf(&part, "%llx ", (unsigned long long)s >> 40);
        for (int i = 0; i < 30; i++)
            vg_puts(&part, "and again the same ");
    }
    for (int i = 0; i < 80; i++)
        put_record(&raw, "resource", i, "", vg_buf_str(&part));
    put_gzip_at(&b, vg_buf_str(&raw), 1);
    vg_puts(&b, "junk");
    put_record(&b, "metadata", 99, "", vg_str("x"));
    unpack_with(vg_buf_str(&b), &o, &r);
    assert_int_equal(r.end.records, 81);
    assert_int_equal(r.end.damage, 1);
    vg_buf_end(&r.says);
    b.p[b.len / 2] ^= 1; /* each record of the member is marked, those before the place are whole */
    unpack_with(vg_buf_str(&b), &o, &r);
    assert_true(r.end.records > 30 && strncmp(r.says.p, "resource 1000", 13) == 0);
    assert_non_null(strstr(r.says.p, "metadata 1\n"));
    vg_buf_end(&r.says);
}

static void a_block_above_the_ceiling_is_cut_and_the_next_record_read(void **state)
{
    VG_SCOPED_BUF raw = {0};
    VG_SCOPED_BUF block = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    for (uint64_t s = 1; block.len < (size_t)MIB(80); s = s * UINT64_C(6364136223846793005) + 1)
        vg_putf(&block, "%llx%0200d", (unsigned long long)s >> 32, 0);
    put_record(&raw, "resource", 1, "", vg_buf_str(&block));
    put_record(&raw, "metadata", 2, "", vg_str("x"));
    put_gzip_at(&b, vg_buf_str(&raw), 1);
    put_record(&b, "metadata", 3, "", vg_str("xy"));
    says_among(&b, " -size-exceeded\nmetadata 1 +one-member-gzip\nmetadata 2\nend");
}

/* -- ceilings ----------------------------------------------------------------------------- */

static void put_zeros(struct vg_buf *b, size_t n)
{
    if (!vg_buf_room(b, n))
        abort();
    memset(b->p + b->len, '0', n);
    vg_buf_took(b, n);
}

static void a_bomb_is_stopped_and_the_next_record_read(void **state)
{
    VG_SCOPED_BUF zeros = {0};
    VG_SCOPED_BUF raw = {0};
    VG_SCOPED_BUF packed = {0};

    (void)state;
    put_zeros(&zeros, (size_t)MIB(40));
    put_record(&raw, "resource", 1, "", vg_buf_str(&zeros));
    for (int i = 0; i < 2; i++) {
        VG_SCOPED_BUF b = {0};

        (i == 0 ? put_gzip : put_zstd)(&b, vg_buf_str(&raw));
        put_record(&b, "metadata", 2, "", vg_str("x"));
        says_among(&b, " -ratio-exceeded\nmetadata 1\nend");
    }
    put_gzip(&packed, vg_buf_str(&zeros));
    vg_buf_clear(&raw);
    put_response(&raw, 1, "Content-Encoding: gzip\r\n", vg_buf_str(&packed));
    put_record(&raw, "metadata", 2, "", vg_str("x"));
    says_among(&raw, " -ratio-exceeded\nmetadata 1\nend");
}

static void headers_have_a_length(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF http = {0};

    (void)state;
    vg_puts(&b, "WARC/1.0\r\nWARC-Type: resource\r\n");
    for (int i = 0; i < 10001; i++)
        vg_puts(&b, "a: b\r\n");
    vg_puts(&b, "Content-Length: 0\r\n\r\n\r\n\r\n");
    put_record(&b, "metadata", 2, "", vg_str("x"));
    says(&b, "resource 0 -header-too-long\nmetadata 1\nend");
    vg_buf_clear(&b);
    vg_puts(&b, "WARC/1.0\r\nWARC-Type: resource\r\nX: ");
    put_zeros(&b, (size_t)MIB(1));
    vg_puts(&b, "\r\nContent-Length: 0\r\n\r\n\r\n\r\n");
    put_record(&b, "metadata", 2, "", vg_str("x"));
    says(&b, "resource 0 -header-too-long\nmetadata 1\nend");
    vg_buf_clear(&b);
    for (int i = 0; i < 9000; i++)
        vg_puts(&http, "a: b2345\r\n");
    put_response(&b, 1, http.p, vg_str("body"));
    says(&b, "response 4 -header-too-long\nend");
}

static void codings_are_at_most_three(void **state)
{
    static const char *const heads[] = {
        "Content-Encoding: gzip, gzip, gzip\r\n",
        "Content-Encoding: gzip, gzip\r\nContent-Encoding: gzip, gzip\r\n",
    };

    (void)state;
    for (int deep = 3; deep <= 4; deep++) {
        VG_SCOPED_BUF a = {0};
        VG_SCOPED_BUF b = {0};
        VG_SCOPED_BUF all = {0};

        vg_puts(&a, "hello");
        for (int i = 0; i < deep; i++) {
            vg_buf_clear(&b);
            put_gzip(&b, vg_buf_str(&a));
            vg_buf_clear(&a);
            vg_put_str(&a, vg_buf_str(&b));
        }
        put_response(&all, 1, heads[deep - 3], vg_buf_str(&a));
        says(&all, deep == 3 ? "response 5\nend" : "response 0 -nesting-exceeded\nend");
    }
}

static void a_zstd_window_has_a_ceiling(void **state)
{
    /* A raw last block of 3 bytes behind a window of 2^27, and of 2^28. */
    static const char frames[2][13] = {"\x28\xB5\x2F\xFD\0\x88\x19\0\0abc",
                                       "\x28\xB5\x2F\xFD\0\x90\x19\0\0abc"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        VG_SCOPED_BUF b = {0};
        struct vg_members *m = vg_members_open();
        struct vg_member got;
        char out[64];

        vg_put(&b, frames[i], 12);
        vg_member_measure(m, VG_WRAP_ZSTD, (const uint8_t *)b.p, b.len, &got);
        assert_int_equal(got.end, i == 0 ? VG_MEMBER_WHOLE : VG_MEMBER_MEMORY);
        vg_member_try(m, VG_WRAP_ZSTD, (const uint8_t *)b.p, b.len, out, sizeof out, &got);
        assert_int_equal(got.end == VG_MEMBER_WHOLE, i == 0);
        vg_members_close(m);
        put_record(&b, "metadata", 2, "", vg_str("x"));
        says(&b, i == 0 ? "metadata 1\nend -junk" : "metadata 1\nend -memory-exceeded");
    }
}

static void a_zstd_dictionary_has_a_ceiling(void **state)
{
    VG_SCOPED_BUF b = {0};
    uint32_t n = (uint32_t)VG_MAX_ZSTD_DICTIONARY + 1;

    (void)state;
    vg_puts(&b, "\x5D\x2A\x4D\x18");
    vg_put(&b, &n, sizeof n); /* little endian, as are the machines this runs on */
    put_zeros(&b, n);
    put_record(&b, "metadata", 2, "", vg_str("x"));
    says(&b, "metadata 1\nend -zstd-damaged");
}

static void a_body_has_a_ceiling(void **state)
{
    VG_SCOPED_BUF raw = {0};
    VG_SCOPED_BUF packed = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    for (uint64_t s = 1; raw.len < (size_t)VG_MAX_BODY + 1000;
         s = s * UINT64_C(6364136223846793005) + 1)
        vg_putf(&raw, "%llx%0200d", (unsigned long long)s >> 32, 0);
    put_gzip_at(&packed, vg_buf_str(&raw), 1);
    put_response(&b, 1, "Content-Encoding: gzip\r\n", vg_buf_str(&packed));
    says(&b, "response 67108864 -size-exceeded\nend");
}

/* -- what an attacker would send ------------------------------------------------------------ */

static uint64_t steps_of(const char *piece, size_t piece_len, size_t total)
{
    VG_SCOPED_BUF b = {0};
    struct read r;
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};

    put_record(&b, "metadata", 1, "", vg_str("x"));
    while (b.len < total)
        vg_put(&b, piece, piece_len);
    put_record(&b, "metadata", 2, "", vg_str("x"));
    unpack_with(vg_buf_str(&b), &o, &r);
    assert_non_null(strstr(r.says.p, "metadata 1"));
    vg_buf_end(&r.says);
    return r.end.steps;
}

static void searching_is_linear_in_hostile_bytes(void **state)
{
    static const struct {
        const char *piece;
        size_t len;
    } rows[] = {
        {"\x1F\x8B\x08", 3},
        {"\x1F\x8B\x08\0\0\0\0\0\0\3", 10},
        {"\x1F\x8B\x08\x08\0\0\0\0\0\3", 10},               /* names without an end */
        {"\x1F\x8B\x08\x04\0\0\0\0\0\3\xFF\xFF", 12},       /* extra fields that reach far */
        {"\x1F\x8B\x08\0\0\0\0\0\0\3\0\x10\0\xEF\xFF", 15}, /* stored blocks over the next ones */
        {"\x28\xB5\x2F\xFD", 4},
        {"\x28\xB5\x2F\xFD\0\x58\x0C\0\0", 9},
        {"WARC/1.0\r\n", 10},
        {"WARC/1.0\r\nWARC-Type: response\r\n", 31},
        {"WARC/1.0\r\nContent-Length: 99\r\n\r\n", 32},
        {"a:WARC/1.00\n", 12},
        {"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n", 38},
        {"http://a 1.2.3.4 20240101000000 a/b 99\n", 39},
        {"\n", 1},
        {"\0", 1},
        {"W", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t one = steps_of(rows[i].piece, rows[i].len, 100000);
        uint64_t four = steps_of(rows[i].piece, rows[i].len, 400000);

        if (four > 6 * one + 100000 || four > 400000 * UINT64_C(1200))
            fail_msg("row %zu: %llu steps, then %llu", i, (unsigned long long)one,
                     (unsigned long long)four);
    }
}

static void two_million_magics_end(void **state)
{
    (void)state;
    assert_true(steps_of("\x1F\x8B\x08", 3, 2000000) < UINT64_C(2000000) * 200);
}

/* -- bodies and digests ---------------------------------------------------------------------- */

static void heads_of_interim_answers_are_passed_over(void **state)
{
    static const char block[] =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n"
        "\r\nHTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nbody";
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;

    (void)state;
    put_record(&b, "response", 1, "Content-Type: application/http\r\n", vg_str(block));
    put_record(&b, "response", 2, "Content-Type: application/http\r\n", vg_str("<p>of 0.9</p>"));
    assert_int_equal(vg_unpack_open(&u, b.p, b.len, NULL, NULL), VG_OK);
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
    assert_true(p.status == 200 && is(p.stored, "body") && is(p.media, "a/b"));
    assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
    assert_true(!p.is_http && p.status == 0 && p.media.len == 0 && p.stored.len == 13);
}

static void a_head_whose_record_says_that_it_is_cut_is_not_odd(void **state)
{
    static const char head[] = "HTTP/1.1 302 Found\r\nContent-Length: 9\r\n\r\n";
    static const struct {
        const char *extra, *body;
        size_t odd;
    } rows[] = {
        {"WARC-Truncated: unspecified\r\n", "", 0},
        {"WARC-Truncated: unspecified\r\n", "some", 1}, /* how much is cut is worth knowing */
        {"", "", 1},
    };
    const struct vg_unpack_options o = {.bodies = 1};
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_UNPACK *u = NULL;
    VG_SCOPED_ARENA a = {0};
    struct vg_piece p;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_record(&b, "response", (int)i,
                   vg_print(&a, "Content-Type: application/http\r\n%s", rows[i].extra),
                   vg_str(vg_print(&a, "%s%s", head, rows[i].body)));
    assert_int_equal(vg_unpack_open(&u, b.p, b.len, &o, NULL), VG_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
        ROW_CHECK(i, rows[i].extra, p.odd_count == rows[i].odd);
    }
}

static void bodies_decode_or_stay_as_they_are(void **state)
{
    static const struct {
        const char *head, *body, *says;
    } rows[] = {
        {"", "plain", "response 5\nend"},
        {"Transfer-Encoding: chunked\r\n", "5\r\nplain\r\n0\r\n\r\n", "response 5\nend"},
        {"Transfer-Encoding: gzip, Chunked\r\n", "005 ;a=\"b\"\nplain\n0\n\n",
         "response 5 +encoding-not\nend"},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nT: 1\r\nU: 2\r\n\r\n",
         "response 3\nend"},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n\r\n", "response 3\nend"},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\nmore", "response 3 -junk\nend"},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nmore", "response 3 -junk\nend"},
        {"Transfer-Encoding: chunked\r\n", "<html>", "response 6 +chunked-not\nend"},
        {"Transfer-Encoding: chunked\r\n", "abc\r\n", "response 0 -chunk-truncated\nend"},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabcdef", "response 9 +chunked-not\nend"},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nxyz", "response 3 -chunk-bad\nend"},
        {"Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n", "response 3 -chunk-truncated\nend"},
        {"Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF\r\n", "response 18 +chunked-not\nend"},
        {"Content-Encoding: gzip\r\n", "<html>", "response 6 +encoding-not\nend"},
        {"Content-Encoding: gzip\r\n", "\x1F\x8B\x08 bad", "response 0 -encoding-bad\nend"},
        {"Content-Encoding: br\r\n", "<html>", "response 6 +encoding-not\nend"},
        {"Content-Encoding: deflate\r\n", "{\"a\":1}", "response 7 +encoding-not\nend"},
        {"Content-Encoding: zstd\r\n", "text", "response 4 +encoding-not\nend"},
        {"Content-Encoding: sdch\r\n", "\x01\x02", "response 0 -encoding-unsupported\nend"},
        {"Content-Encoding: base64\r\n", "dGV4dA==", "response 0 -encoding-unsupported\nend"},
        {"Content-Encoding: utf-8\r\n", "text", "response 4 +encoding-not\nend"},
        {"Content-Encoding: None\r\n", "\x01\x02", "response 2 +encoding-not\nend"},
        {"Content-Encoding: aws-chunked\r\n", "text", "response 4 +encoding-not\nend"},
        {"Content-Encoding: a, b, identity, c, d\r\n", "t", "response 0 -nesting-exceeded\nend"},
        {"Content-Encoding: identity, \r\n", "text", "response 4\nend"},
        {"Content-Length: 9\r\n", "text", "response 4 +http-length-differs\nend"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF b = {0};

        put_response(&b, 1, rows[i].head, vg_str(rows[i].body));
        says(&b, rows[i].says);
    }
}

/* Members one behind the other are one body, whoever coded it; what else stands behind is said. */
static void bodies_go_on_in_the_next_member(void **state)
{
    static const struct {
        const char *head;
        int is_zstd, members;
        const char *behind, *says;
    } rows[] = {
        {"Content-Encoding: gzip\r\n", 0, 1, "", "response 6\nend"},
        {"Content-Encoding: gzip\r\n", 0, 2, "", "response 12\nend"},
        {"Content-Encoding: x-gzip\r\n", 0, 5, "\r\n", "response 30\nend"},
        {"Content-Encoding: gzip\r\n", 0, 2, "more", "response 12 -junk\nend"},
        {"Content-Encoding: gzip\r\n", 0, 1, "\x1F\x8B\x08", "response 6 -encoding-bad\nend"},
        {"Content-Encoding: zstd\r\n", 1, 1, "", "response 6\nend"},
        {"Content-Encoding: zstd\r\n", 1, 3, "", "response 18\nend"},
        {"Content-Encoding: zstd\r\n", 1, 2, "more", "response 12 -junk\nend"},
        {"Transfer-Encoding: gzip\r\n", 0, 2, "", "response 12\nend"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF body = {0};
        VG_SCOPED_BUF b = {0};

        for (int k = 0; k < rows[i].members; k++)
            (rows[i].is_zstd ? put_zstd : put_gzip)(&body, vg_str("a part"));
        vg_puts(&body, rows[i].behind);
        put_response(&b, 1, rows[i].head, vg_buf_str(&body));
        says(&b, rows[i].says);
    }
}

static void a_body_is_decoded_as_it_was_transferred(void **state)
{
    VG_SCOPED_BUF packed = {0};
    VG_SCOPED_BUF chunks = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    put_gzip(&packed, vg_str("words of a page"));
    vg_putf(&chunks, "%zx\r\n", packed.len);
    vg_put_str(&chunks, vg_buf_str(&packed));
    vg_puts(&chunks, "\r\n0\r\n\r\n");
    put_response(&b, 1, "Transfer-Encoding: gzip, chunked\r\n", vg_buf_str(&chunks));
    put_response(&b, 2, "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                 vg_buf_str(&chunks));
    put_response(&b, 3, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                 vg_buf_str(&chunks));
    says(&b, "response 15\nresponse 15\nresponse 15\nend");
}

/* Many members that together pass every ratio are stopped as one that does. */
static void a_body_of_many_bombs_is_stopped(void **state)
{
    VG_SCOPED_BUF zeros = {0};
    VG_SCOPED_BUF body = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    put_zeros(&zeros, (size_t)MIB(1));
    for (int i = 0; i < 40; i++)
        put_gzip(&body, vg_buf_str(&zeros));
    put_response(&b, 1, "Content-Encoding: gzip\r\n", vg_buf_str(&body));
    says_among(&b, " -ratio-exceeded\nend");
}

static void brotli_and_zstd_bodies_decode(void **state)
{
    static const char text[] = "the same words again and again, and again and again";
    uint8_t packed[256];
    size_t n = sizeof packed;
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_BUF z = {0};

    (void)state;
    assert_true(BrotliEncoderCompress(5, 20, BROTLI_MODE_TEXT, sizeof text - 1,
                                      (const uint8_t *)text, &n, packed));
    put_response(&b, 1, "Content-Encoding: br\r\n", (struct vg_str){(char *)packed, n});
    put_response(&b, 2, "Content-Encoding: br\r\n", (struct vg_str){(char *)packed, n - 3});
    put_zstd(&z, vg_str(text));
    put_response(&b, 3, "Content-Encoding: zstd\r\n", vg_buf_str(&z));
    z.len -= 2;
    put_response(&b, 4, "Content-Encoding: zstd\r\n", vg_buf_str(&z));
    says_among(&b, "response 51\nresponse ");
    says_among(&b, " -encoding-bad\nresponse 51\nresponse ");
}

static void digests_are_read_in_every_spelling(void **state)
{
    static const char *const right[] = {
        "sha1:2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12",
        "SHA-1:2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "sha1:F7KODRT2FUUPZ3MET3Q3W5XHHENZH2YS",
        "sha1:f7kodrt2fuupz3met3q3w5xhhenzh2ys",
        "sha1:L9ThxnotKPzthJ7hu3bnORuT6xI=",
        "sha1: L9ThxnotKPzthJ7hu3bnORuT6xI",
        "md5:9e107d9d372bb6826bd81d3542a419d6",
        "md5:nhB9nTcrtoJr2B01QqQZ1g==",
        "sha256:d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
        "sha-256:16j7swfXgJRpypq8sAguT41WUeRtPNt2LQLQvzfJ5ZI=",
    };
    static const char *const wrong[] = {"sha1:", "sha1:2FD4",
                                        "sha1:111ODRT2FUUPZ3MET3Q3W5XHHENZH2YS",
                                        "md5:9e107d9d372bb6826bd81d3542a419d7"};
    static const char *const unknown[] = {"tiger:AAAA", "", "sha1", "blake3:00"};
    struct vg_str text = vg_str("The quick brown fox jumps over the lazy dog");
    struct vg_digester d = {0};
    struct vg_digest x;

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        vg_digest_read(vg_str(right[i]), &x);
        ROW_CHECK(i, right[i], x.kind != VG_DIGEST_NONE && vg_digest_matches(&d, &x, text));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        vg_digest_read(vg_str(wrong[i]), &x);
        ROW_CHECK(i, wrong[i], x.kind != VG_DIGEST_NONE && !vg_digest_matches(&d, &x, text));
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        vg_digest_read(vg_str(unknown[i]), &x);
        ROW_CHECK(i, unknown[i], x.kind == VG_DIGEST_NONE);
    }
    vg_digester_end(&d);
}

/* -- records that belong together -------------------------------------------------------------- */

static void revisits_are_led_back(void **state)
{
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_UNPACK *u = NULL;
    static const int64_t wanted[] = {-1, -1, 0, 1, 0, -1};
    struct vg_piece p;

    (void)state;
    put_record(&b, "response", 0, "WARC-Payload-Digest: sha1:F7KODRT2FUUPZ3MET3Q3W5XHHENZH2YS\r\n",
               vg_str("x"));
    put_record(&b, "resource", 1, "", vg_str("y"));
    put_record(&b, "revisit", 2, /* the digest written otherwise, of another address */
               "WARC-Payload-Digest: sha1:2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12\r\n",
               vg_str(""));
    put_record(&b, "revisit", 3, "WARC-Refers-To: <urn:test:1>\r\n", vg_str(""));
    put_record(&b, "revisit", 4,
               "WARC-Refers-To-Target-URI: <http://a.example/0>\r\n"
               "WARC-Refers-To-Date: 2024-05-06T07:08:09Z\r\n",
               vg_str(""));
    put_record(&b, "revisit", 5, "WARC-Refers-To: <urn:test:9>\r\n", vg_str(""));
    assert_int_equal(vg_unpack_open(&u, b.p, b.len, NULL, NULL), VG_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
        assert_int_equal(p.original, wanted[i]);
        assert_int_equal(p.odd_count, i == 5);
    }
}

static void a_revisit_is_led_on_to_what_stands_behind_it(void **state)
{
    static const int64_t wanted[2][4] = {{-1, -1, -1, -1}, {2, 3, -1, -1}};
    VG_SCOPED_BUF plain = {0};
    VG_SCOPED_BUF packed = {0};

    (void)state;
    put_record(&plain, "revisit", 0,
               "WARC-Payload-Digest: sha1:F7KODRT2FUUPZ3MET3Q3W5XHHENZH2YS\r\n", vg_str(""));
    put_record(&plain, "revisit", 1, "WARC-Refers-To: <urn:test:3>\r\n", vg_str(""));
    put_record(&plain, "response", 2,
               "WARC-Payload-Digest: sha1:F7KODRT2FUUPZ3MET3Q3W5XHHENZH2YS\r\n", vg_str("x"));
    put_record(&plain, "resource", 3, "", vg_str("y"));
    put_gzip(&packed, vg_buf_str(&plain));
    for (int i = 0; i < 4; i++) {
        const struct vg_unpack_options o = {.look_ahead = i & 1};
        struct vg_str bytes = vg_buf_str(i < 2 ? &plain : &packed);
        VG_SCOPED_UNPACK *u = NULL;
        struct vg_unpack_end end;
        struct vg_piece p;

        assert_int_equal(vg_unpack_open(&u, bytes.p, bytes.len, &o, NULL), VG_OK);
        for (int k = 0; k < 4; k++) {
            assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
            assert_int_equal(p.record, k);
            assert_int_equal(p.original, wanted[i & 1][k]);
        }
        assert_int_equal(vg_unpack_next(u, &p, NULL), VG_E_ABSENT);
        vg_unpack_sum(u, &end);
        assert_int_equal(end.bytes_accounted, bytes.len);
        assert_int_equal(end.records, 4);
    }
}

/* A redirect without a body, and an answer "not modified" that states the digest of its own empty
 * body: they have nothing to do with each other. */
static void a_digest_of_nothing_leads_nowhere_by_itself(void **state)
{
#define NOTHING "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n"
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_UNPACK *u = NULL;
    static const int64_t wanted[] = {-1, -1, -1, 1, 0};
    struct vg_piece p;

    (void)state;
    put_record(&b, "response", 0, NOTHING, vg_str(""));
    put_record(&b, "resource", 1, "", vg_str("y"));
    put_record(&b, "revisit", 2, NOTHING, vg_str(""));
    put_record(&b, "revisit", 3,
               NOTHING "WARC-Refers-To-Target-URI: http://a.example/1\r\n"
                       "WARC-Refers-To-Date: 2024-05-06T07:08:09Z\r\n",
               vg_str(""));
    put_record(&b, "revisit", 4,
               NOTHING "WARC-Refers-To-Target-URI: http://a.example/0\r\n"
                       "WARC-Refers-To-Date: 2024-05-06T07:08:09Z\r\n",
               vg_str(""));
    assert_int_equal(vg_unpack_open(&u, b.p, b.len, NULL, NULL), VG_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
        assert_int_equal(p.original, wanted[i]);
    }
}

/* The same body in two places: the one that is meant, else the first. */
static void a_revisit_says_which_of_two_captures_it_repeats(void **state)
{
#define SHA1_OF_X "WARC-Payload-Digest: sha1:F7KODRT2FUUPZ3MET3Q3W5XHHENZH2YS\r\n"
    VG_SCOPED_BUF b = {0};
    VG_SCOPED_UNPACK *u = NULL;
    static const int64_t wanted[] = {-1, -1, 1, 0, 0};
    struct vg_piece p;

    (void)state;
    put_record(&b, "resource", 0, SHA1_OF_X, vg_str("x"));
    put_record(&b, "resource", 1, SHA1_OF_X, vg_str("x"));
    put_record(&b, "revisit", 2,
               SHA1_OF_X "WARC-Refers-To-Target-URI: http://a.example/1\r\n"
                         "WARC-Refers-To-Date: 2024-05-06T07:08:09Z\r\n",
               vg_str(""));
    put_record(&b, "revisit", 3, SHA1_OF_X, vg_str(""));
    put_record(&b, "revisit", 4, /* of an address that is not here */
               SHA1_OF_X "WARC-Refers-To-Target-URI: http://a.example/9\r\n"
                         "WARC-Refers-To-Date: 2024-05-06T07:08:09Z\r\n",
               vg_str(""));
    assert_int_equal(vg_unpack_open(&u, b.p, b.len, NULL, NULL), VG_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_int_equal(vg_unpack_next(u, &p, NULL), VG_OK);
        assert_int_equal(p.original, wanted[i]);
    }
}

static void put_segment(struct vg_buf *b, int id, int number, int total, const char *text)
{
    char extra[200];

    (void)snprintf(extra, sizeof extra,
                   "WARC-Segment-Number: %d\r\nWARC-Segment-Origin-ID: <urn:test:1>\r\n%s%.0d%s",
                   number, total > 0 ? "WARC-Segment-Total-Length: " : "", total,
                   total > 0 ? "\r\n" : "");
    put_record(b, "continuation", id, extra, vg_str(text));
}

static void segments_are_joined_when_all_are_there(void **state)
{
    static const char first[] = "WARC-Segment-Number: 1\r\nContent-Type: application/http\r\n";
    static const struct {
        int second, third, total;
        const char *says;
    } rows[] = {
        {2, 3, 31, "response 12\ncontinuation 0\ncontinuation 0\nend"},
        {3, 2, 31,
         "response 12\ncontinuation 0 +segment-order\ncontinuation 0 +segment-order\nend"},
        {2, 3, 30,
         "response 4 -truncated\ncontinuation 4 +segment-order\n"
         "continuation 4 +segment-order\nend"},
        {2, 4, 31,
         "response 4 -truncated\ncontinuation 4 +segment-order\n"
         "continuation 4 +segment-order\nend"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int packed = 0; packed < 2; packed++) {
            VG_SCOPED_BUF b = {0};
            VG_SCOPED_BUF z = {0};

            put_record(&b, "response", 1, first, vg_str("HTTP/1.0 200 OK\r\n\r\nabcd"));
            put_segment(&b, 2, rows[i].second, rows[i].second == 3 ? rows[i].total : 0, "efgh");
            put_segment(&b, 3, rows[i].third, rows[i].third != 2 ? rows[i].total : 0, "ijkl");
            put_zstd(&z, vg_buf_str(&b));
            says(packed ? &z : &b, rows[i].says);
        }
    }
}

static void an_entry_that_was_deflated_counts_once(void **state)
{
    const struct vg_walk_place place = {
        .member = {"archive/a.warc", 14}, .is_unwrapped = 1, .wrap_offset = 100, .wrap_length = 50};
    const struct vg_unpack_options o = {.bodies = 1};
    struct vg_tally tally;
    struct vg_originals originals = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_piece p;
    struct vg_walk *w;
    size_t second;

    (void)state;
    vg_tally_open(&tally);
    tally.records = 7;
    put_record(&b, "resource", 1, "", vg_str("abc"));
    second = b.len;
    put_record(&b, "resource", 2, "", vg_str("abc"));
    vg_puts(&b, "junk");
    w = vg_walk_open(b.p, b.len, &place, &o, &tally, &originals);
    assert_int_equal(vg_walk_next(w, &p), VG_OK);
    assert_true(p.record == 7 && p.offset == 100 && p.length == 50 && p.inner == 0);
    assert_true(is(p.member, "archive/a.warc"));
    assert_int_equal(vg_walk_next(w, &p), VG_OK);
    assert_true(p.record == 8 && p.offset == 100 && p.length == 0 && p.inner == second);
    assert_int_equal(vg_walk_next(w, &p), VG_E_ABSENT);
    assert_true(tally.accounted == 50 && tally.damage.total == 1);
    vg_walk_close(w);
    vg_originals_end(&originals);
    vg_tally_close(&tally);
}

static void pass(void *w, uint64_t offset)
{
    uint64_t *last = w;

    assert_true(offset >= *last);
    *last = offset;
}

static void the_caller_hears_how_far_it_is(void **state)
{
    VG_SCOPED_BUF big = {0};
    VG_SCOPED_BUF b = {0};
    uint64_t last = 0;
    const struct vg_unpack_options o = {.passed = pass, .w = &last};
    struct read r;

    (void)state;
    put_zeros(&big, 700000);
    for (int i = 0; i < 9; i++)
        put_record(&b, "resource", i, "", vg_buf_str(&big));
    unpack_with(vg_buf_str(&b), &o, &r);
    assert_int_equal(last, b.len);
    vg_buf_end(&r.says);
    assert_int_equal(vg_unpack_open(NULL, b.p, b.len, &o, NULL), VG_E_MISUSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_response_is_taken_apart),
        cmocka_unit_test(fields_of_arc_have_names),
        cmocka_unit_test(what_is_no_archive_is_one_document),
        cmocka_unit_test(containers_are_told_by_content),
        cmocka_unit_test(every_part_of_a_gzip_header_is_passed_over),
        cmocka_unit_test(members_are_known_behind_long_or_wrong_headers),
        cmocka_unit_test(zstd_frames_are_known_by_large_blocks),
        cmocka_unit_test(line_ends_that_are_missing_are_odd),
        cmocka_unit_test(garbage_between_records_leaves_them_alone),
        cmocka_unit_test(an_archive_in_a_record_is_not_read_as_records),
        cmocka_unit_test(strange_bytes_of_headers_are_odd_and_kept),
        cmocka_unit_test(a_header_field_may_lie),
        cmocka_unit_test(a_member_of_many_records_is_drawn_in_pieces),
        cmocka_unit_test(a_block_above_the_ceiling_is_cut_and_the_next_record_read),
        cmocka_unit_test(a_bomb_is_stopped_and_the_next_record_read),
        cmocka_unit_test(headers_have_a_length),
        cmocka_unit_test(codings_are_at_most_three),
        cmocka_unit_test(a_zstd_window_has_a_ceiling),
        cmocka_unit_test(a_zstd_dictionary_has_a_ceiling),
        cmocka_unit_test(a_body_has_a_ceiling),
        cmocka_unit_test(searching_is_linear_in_hostile_bytes),
        cmocka_unit_test(two_million_magics_end),
        cmocka_unit_test(heads_of_interim_answers_are_passed_over),
        cmocka_unit_test(a_head_whose_record_says_that_it_is_cut_is_not_odd),
        cmocka_unit_test(bodies_decode_or_stay_as_they_are),
        cmocka_unit_test(bodies_go_on_in_the_next_member),
        cmocka_unit_test(a_body_is_decoded_as_it_was_transferred),
        cmocka_unit_test(a_body_of_many_bombs_is_stopped),
        cmocka_unit_test(brotli_and_zstd_bodies_decode),
        cmocka_unit_test(digests_are_read_in_every_spelling),
        cmocka_unit_test(revisits_are_led_back),
        cmocka_unit_test(a_revisit_is_led_on_to_what_stands_behind_it),
        cmocka_unit_test(a_digest_of_nothing_leads_nowhere_by_itself),
        cmocka_unit_test(a_revisit_says_which_of_two_captures_it_repeats),
        cmocka_unit_test(segments_are_joined_when_all_are_there),
        cmocka_unit_test(an_entry_that_was_deflated_counts_once),
        cmocka_unit_test(the_caller_hears_how_far_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
