/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_WACZ_MAKE_H
#define VG_TESTS_UNIT_WACZ_MAKE_H

/*
 * A small maker of WACZ packages, and of packages that lie. The zero value of the wishes makes
 * a sound one of three captures of two pages.
 */
#include <zlib.h>

#include "seal/hash.h"
#include "zip_make.h"

struct wacz_wishes {
    /* forms */
    int deflate_warc; /* the WARC is deflated in the ZIP besides */
    int packed_index; /* index.cdx.gz in blocks, with index.idx */
    int cdx;          /* CDX of 11 columns */
    int old_package;  /* hashes in "stats", as in 1.0 */
    int script_keys;  /* keys as warcio.js makes them */
    int unsorted;     /* the index is not sorted */
    int document;     /* a file outside the known folders */
    /* lies */
    int no_index, no_pages, no_package, no_digest;
    int unlisted;                     /* a file that the package does not name */
    int absent;                       /* … and one that it names and that is not there */
    unsigned warc_flags, warc_method; /* of the WARC's entry */
    int wrong_bytes, wrong_hash, wrong_package_hash;
    int64_t offset_add;       /* to each offset of the index */
    const char *index_url;    /* for each line */
    const char *index_digest; /* … */
    const char *index_file;   /* … */
    const char *index_more;   /* a line added */
    const char *pages_more;
    int64_t block_add; /* to the offsets of the secondary index */
};

struct wacz_made {
    struct vg_buf bytes;
    uint64_t starts[4], ends[4]; /* of the members in the WARC */
};

#define WACZ_URL_A "https://www.example.org/Notice/?b=2&a=1"
#define WACZ_URL_B "http://example.org/two"

static inline void put_gzip(struct vg_buf *b, struct vg_str s)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_gzip_compress_bound(c, s.len);

    (void)vg_buf_room(b, room);
    vg_buf_took(b, libdeflate_gzip_compress(c, s.p, s.len, b->p + b->len, room));
    libdeflate_free_compressor(c);
}

static inline void put_record(struct vg_buf *warc, const char *type, const char *url,
                              const char *date, const char *digest, const char *block)
{
    struct vg_buf b = {0};

    vg_putf(&b,
            "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: "
            "<urn:uuid:00000000-0000-4000-8000-%012zu>\r\n",
            type, warc->len);
    if (url != NULL)
        vg_putf(&b, "WARC-Target-URI: %s\r\n", url);
    if (digest != NULL)
        vg_putf(&b, "WARC-Payload-Digest: %s\r\n", digest);
    vg_putf(
        &b,
        "WARC-Date: %s\r\nContent-Type: application/http\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
        date, strlen(block), block);
    put_gzip(warc, vg_buf_str(&b));
    vg_buf_end(&b);
}

#define HTTP_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"

static const struct {
    const char *url, *date, *digest, *block, *key, *script_key, *time;
} wacz_captures[] = {
    {WACZ_URL_A, "2024-03-01T10:00:00Z", "sha1:7YC3ZXG4JEUACJ4BUXY2FJ34XNJZRYIG", HTTP_HEAD "one",
     "org,example)/notice?a=1&b=2", "org,example)/notice/?a=1&b=2", "20240301100000"},
    {WACZ_URL_A, "2024-05-01T10:00:00Z", NULL, HTTP_HEAD "one again", "org,example)/notice?a=1&b=2",
     "org,example)/notice/?a=1&b=2", "20240501100000"},
    {WACZ_URL_B, "2024-03-02T10:00:00Z", NULL, HTTP_HEAD "two", "org,example)/two",
     "org,example)/two", "20240302100000"},
};

static inline void put_index_line(struct vg_buf *b, const struct wacz_wishes *w, size_t i,
                                  const struct wacz_made *made)
{
    const char *key = w->script_keys ? wacz_captures[i].script_key : wacz_captures[i].key;
    const char *url = w->index_url != NULL ? w->index_url : wacz_captures[i].url;
    const char *file = w->index_file != NULL ? w->index_file : "a.warc.gz";
    const char *digest = w->index_digest != NULL ? w->index_digest : wacz_captures[i].digest;
    long long offset = (long long)made->starts[i + 1] + (long long)w->offset_add;
    long long length = (long long)(made->ends[i + 1] - made->starts[i + 1]);

    if (w->cdx)
        vg_putf(b, "%s %s %s text/plain 200 %s - - %lld %lld %s\n", key, wacz_captures[i].time, url,
                digest == NULL ? "-" : digest, length, offset, file);
    else
        vg_putf(
            b,
            "%s %s {\"url\":\"%s\",\"mime\":\"text/plain\",\"status\":\"200\",\"digest\":\"%s\","
            "\"length\":\"%lld\",\"offset\":\"%lld\",\"filename\":\"%s\"}\n",
            key, wacz_captures[i].time, url, digest == NULL ? "-" : digest, length, offset, file);
}

static inline void put_resource(struct vg_buf *b, const struct wacz_wishes *w, const char *path,
                                struct vg_str data, int wrong)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];

    vg_sha256_of(&h, data.p, data.len, hash);
    hash[0] ^= (unsigned char)(wrong && w->wrong_hash);
    vg_putf(b, "%s{\"path\": \"%s\", ", b->p[b->len - 1] == '[' ? "" : ", ", path);
    vg_puts(b, w->old_package ? "\"stats\": {\"hash\": \"" : "\"hash\": \"sha256:");
    vg_put_hex(b, hash, sizeof hash);
    vg_putf(b, "\", \"bytes\": %zu%s}", data.len + (size_t)(wrong && w->wrong_bytes),
            w->old_package ? "}, \"hashing\": \"sha256\"" : "");
}

static inline void add_file(struct zip_make *m, const char *name, struct vg_str data, int deflate)
{
    const struct zip_row row = {.name = name, .data = data, .deflate = deflate};

    zip_add(m, &row);
}

static inline void put_package(struct zip_make *m, const struct wacz_wishes *w, struct vg_buf *list)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];
    struct vg_buf digest = {0};

    vg_puts(list, w->absent ? ", {\"path\":\"pages/gone.jsonl\",\"bytes\":1}" : "");
    vg_puts(list, "], \"profile\": \"data-package\", \"wacz_version\": \"1.1.1\"}");
    if (w->no_package) {
        vg_buf_end(&digest);
        return;
    }
    add_file(m, "datapackage.json", vg_buf_str(list), 1);
    vg_sha256_of(&h, list->p, list->len, hash);
    hash[0] ^= (unsigned char)w->wrong_package_hash;
    vg_puts(&digest, "{\"path\": \"datapackage.json\", \"hash\": \"sha256:");
    vg_put_hex(&digest, hash, sizeof hash);
    vg_puts(&digest, "\"}");
    if (!w->no_digest)
        add_file(m, "datapackage-digest.json", vg_buf_str(&digest), 1);
    vg_buf_end(&digest);
}

/* The index, plain or in blocks of one line each. */
static inline void put_indexes(struct zip_make *m, const struct wacz_wishes *w,
                               const struct wacz_made *made, struct vg_buf *list)
{
    struct vg_buf index = {0}, packed = {0}, secondary = {0};
    const char *name = w->packed_index ? "indexes/index.cdx.gz"
                       : w->cdx        ? "indexes/index.cdx"
                                       : "indexes/index.cdxj";

    vg_puts(&index, w->cdx ? " CDX N b a m s k r M S V g\n" : "");
    vg_puts(&secondary,
            "!meta 0 {\"format\": \"cdxj-gzip-1.0\", \"filename\": \"index.cdx.gz\"}\n");
    for (size_t i = 0; i < 3; i++) {
        size_t from = packed.len;

        put_index_line(&index, w, w->unsorted ? 2 - i : i, made);
        if (!w->packed_index)
            continue;
        put_gzip(&packed, vg_buf_str(&index));
        vg_buf_clear(&index);
        vg_putf(&secondary, "%s %s {\"offset\": %lld, \"length\": %zu}\n", wacz_captures[i].key,
                wacz_captures[i].time, (long long)from + (long long)w->block_add,
                packed.len - from);
    }
    vg_puts(&index, w->index_more);
    add_file(m, name, w->packed_index ? vg_buf_str(&packed) : vg_buf_str(&index), w->cdx);
    put_resource(list, w, name, w->packed_index ? vg_buf_str(&packed) : vg_buf_str(&index), 0);
    if (w->packed_index) {
        add_file(m, "indexes/index.idx", vg_buf_str(&secondary), 1);
        put_resource(list, w, "indexes/index.idx", vg_buf_str(&secondary), 0);
    }
    vg_buf_end(&index);
    vg_buf_end(&packed);
    vg_buf_end(&secondary);
}

static inline void put_pages(struct zip_make *m, const struct wacz_wishes *w, struct vg_buf *list)
{
    struct vg_buf pages = {0};

    vg_puts(&pages, "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All\"}\n");
    vg_puts(&pages,
            "{\"id\": \"1\", \"url\": \"" WACZ_URL_A "#top\", \"ts\": \"2024-03-01T10:00:00Z\"}\n");
    vg_puts(&pages, w->pages_more);
    add_file(m, "pages/pages.jsonl", vg_buf_str(&pages), 1);
    put_resource(list, w, "pages/pages.jsonl", vg_buf_str(&pages), 0);
    vg_buf_end(&pages);
}

static inline void wacz_make(const struct wacz_wishes *w, struct wacz_made *made)
{
    ZIP_MAKE m = {0};
    struct vg_buf warc = {0}, list = {0};

    put_record(&warc, "warcinfo", NULL, "2024-03-01T10:00:00Z", NULL, "software: test/1\r\n");
    made->ends[0] = warc.len;
    for (size_t i = 0; i < 3; i++) {
        made->starts[i + 1] = warc.len;
        put_record(&warc, "response", wacz_captures[i].url, wacz_captures[i].date,
                   wacz_captures[i].digest, wacz_captures[i].block);
        made->ends[i + 1] = warc.len;
    }
    vg_puts(&list, "{\"resources\": [");
    zip_add(&m, &(struct zip_row){.name = "archive/a.warc.gz",
                                  .data = vg_buf_str(&warc),
                                  .deflate = w->deflate_warc,
                                  .flags = w->warc_flags,
                                  .method = (int)w->warc_method});
    put_resource(&list, w, "archive/a.warc.gz", vg_buf_str(&warc), 1);
    if (!w->no_index)
        put_indexes(&m, w, made, &list);
    if (!w->no_pages)
        put_pages(&m, w, &list);
    if (w->document) {
        add_file(&m, "notes/read me.txt", vg_str("a document of its own"), 1);
        put_resource(&list, w, "notes/read me.txt", vg_str("a document of its own"), 0);
    }
    if (w->unlisted)
        add_file(&m, "pages/more.jsonl", vg_str("{\"format\":\"json-pages-1.0\"}\n"), 0);
    put_package(&m, w, &list);
    zip_finish(&m);
    vg_buf_clear(&made->bytes);
    vg_put_str(&made->bytes, vg_buf_str(&m.out));
    vg_buf_end(&warc);
    vg_buf_end(&list);
}

#endif
