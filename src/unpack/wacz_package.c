/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The list of files of a package against the files.
 */
#include <inttypes.h>
#include <libdeflate.h>
#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "seal/hash.h"
#include "unpack/flat_json.h"
#include "unpack/wacz_inside.h"

struct resource {
    struct vg_str path;
    struct vg_digest digest;
    int has_hash, has_bytes, is_met;
    uint64_t bytes;
};

void wacz_digest(struct vg_str stated, struct vg_digest *out)
{
    static const struct {
        size_t len;
        const char *name;
    } bare[] = {{32, "sha1:"}, {40, "sha1:"}, {64, "sha256:"}, {128, "sha512:"}};
    char text[160];

    *out = (struct vg_digest){.kind = VG_DIGEST_NONE};
    if (stated.len == 0)
        return;
    vg_digest_read(stated, out);
    if (out->kind != VG_DIGEST_NONE || memchr(stated.p, ':', stated.len) != NULL)
        return;
    for (size_t i = 0; i < sizeof bare / sizeof *bare && out->kind == VG_DIGEST_NONE; i++) {
        if (stated.len != bare[i].len)
            continue;
        (void)snprintf(text, sizeof text, "%s%.*s", bare[i].name, (int)stated.len, stated.p);
        vg_digest_read(vg_str(text), out);
    }
    /* 32 letters are a SHA-1 in base32; 32 hexadecimal digits that are no base32 are an MD5. */
    if (out->kind == VG_DIGEST_NONE && stated.len == 32) {
        (void)snprintf(text, sizeof text, "md5:%.*s", 32, stated.p);
        vg_digest_read(vg_str(text), out);
    }
}

/* Hash and length: beside the path (1.1 and later), or in "stats" with "hashing" beside (1.0). */
static void read_resource(struct vg_wacz *w, struct vg_str json, struct resource *r)
{
    struct vg_str stats = json, hash = {0}, algorithm = {0}, bytes = {0};

    *r = (struct resource){0};
    (void)vg_flat_json_get(&w->a, json, "path", &r->path);
    if (r->path.len > 2 && memcmp(r->path.p, "./", 2) == 0)
        r->path = (struct vg_str){r->path.p + 2, r->path.len - 2};
    (void)vg_flat_json_get(&w->a, json, "stats", &stats);
    if (!vg_flat_json_get(&w->a, json, "hash", &hash))
        (void)vg_flat_json_get(&w->a, stats, "hash", &hash);
    if (!vg_flat_json_get(&w->a, json, "bytes", &bytes))
        (void)vg_flat_json_get(&w->a, stats, "bytes", &bytes);
    (void)vg_flat_json_get(&w->a, json, "hashing", &algorithm);
    if (hash.len > 0 && hash.len < 200 && algorithm.len > 0 && algorithm.len < 20 &&
        memchr(hash.p, ':', hash.len) == NULL)
        hash = vg_str(
            vg_print(&w->a, "%.*s:%.*s", (int)algorithm.len, algorithm.p, (int)hash.len, hash.p));
    r->has_hash = hash.len > 0;
    if (r->has_hash)
        wacz_digest(hash, &r->digest);
    r->has_bytes = vg_digits_read(bytes, &r->bytes);
}

/* 0 when there is no list. */
static int read_resources(struct vg_wacz *w, struct vg_str json, struct resource **out, size_t *n)
{
    struct resource *list = NULL;
    struct vg_str array, item;
    size_t at = 0, room = 0;
    int rc;

    *n = 0;
    if (!vg_flat_json_get(&w->a, json, "resources", &array))
        return 0;
    while ((rc = vg_flat_json_item(&w->a, array, &at, &item)) == 1 && *n < VG_MAX_ZIP_ENTRIES) {
        list = vg_grow(&w->a, list, *n, &room);
        read_resource(w, item, &list[*n]);
        ++*n;
    }
    *out = list;
    return rc == 0 || *n == VG_MAX_ZIP_ENTRIES;
}

/* -- hashes ------------------------------------------------------------------------- */

/* SHA-256 of an entry that is passed through piece by piece; checks the CRC besides. */
static int hash_flow(struct vg_wacz *w, const struct vg_zip_entry *e, struct vg_digest *out)
{
    VG_SCOPED_ZIP_FLOW f = {0};
    VG_SCOPED_SHA256 h = {0};
    struct vg_str piece;

    vg_sha256_begin(&h);
    vg_zip_flow_open(&f, w->z, e);
    while (vg_zip_flow_next(&f, &piece))
        vg_sha256_add(&h, piece.p, piece.len);
    vg_sha256_done(&h, out->bytes);
    out->kind = VG_DIGEST_SHA256;
    out->len = VG_HASH_SIZE;
    if (!f.whole)
        wacz_damage(w, e, &f.damage);
    return f.whole;
}

/* Other algorithms: of what fits into memory. */
static int hash_whole(struct vg_wacz *w, const struct vg_zip_entry *e, enum vg_digest_kind kind,
                      struct vg_digest *out)
{
    VG_SCOPED_BUF b = {0};
    struct vg_zip_bytes got;

    vg_zip_read(w->z, e, &b, &got);
    if (!got.whole)
        wacz_damage(w, e, &got.damage);
    vg_digest_of(&w->digester, kind, got.bytes, out);
    return got.whole;
}

static int hash_entry(struct vg_wacz *w, const struct vg_zip_entry *e, enum vg_digest_kind kind,
                      struct vg_digest *out)
{
    return kind == VG_DIGEST_SHA256 || kind == VG_DIGEST_NONE ? hash_flow(w, e, out)
                                                              : hash_whole(w, e, kind, out);
}

static int same_digest(const struct vg_digest *a, const struct vg_digest *b)
{
    return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

static void differs(struct vg_wacz *w, const struct vg_zip_entry *e, int whole)
{
    wacz_note(w, VG_NOTE_WACZ_HASH_MISMATCH, e,
              "%.*s does not have the hash that datapackage.json gives%s", (int)e->shown.len,
              e->shown.p, whole ? "" : "; it could not be read whole");
}

static void check_hash(struct vg_wacz *w, const struct vg_zip_entry *e, const struct resource *r)
{
    struct vg_digest is;
    int whole;

    if (r->has_hash && r->digest.kind == VG_DIGEST_NONE)
        wacz_note(w, VG_NOTE_WACZ_HASH_MISMATCH, e,
                  "datapackage.json gives a hash of %.*s that cannot be checked", (int)e->shown.len,
                  e->shown.p);
    if (vg_wacz_role(e) == VG_WACZ_ARCHIVE) {
        w->promised[e - w->z->entries] = r->digest;
        return;
    }
    whole = hash_entry(w, e, r->digest.kind, &is);
    if (r->digest.kind != VG_DIGEST_NONE && !same_digest(&is, &r->digest))
        differs(w, e, whole);
}

void vg_wacz_hash_add(struct vg_wacz *w, const void *bytes, size_t n)
{
    if (!w->hashes)
        return;
    if (!w->is_hashing)
        vg_sha256_begin(&w->sha256);
    w->is_hashing = 1;
    vg_sha256_add(&w->sha256, bytes, n);
}

void vg_wacz_hash_end(struct vg_wacz *w, size_t entry, int whole)
{
    const struct vg_zip_entry *e = &w->z->entries[entry];
    const struct vg_digest *promised = &w->promised[entry];
    struct vg_digest is = {.kind = VG_DIGEST_SHA256, .len = VG_HASH_SIZE};

    if (!w->hashes)
        return;
    if (!w->is_hashing)
        vg_sha256_begin(&w->sha256);
    w->is_hashing = 0;
    vg_sha256_done(&w->sha256, is.bytes);
    if (promised->kind == VG_DIGEST_NONE)
        return;
    if (promised->kind != VG_DIGEST_SHA256)
        (void)hash_whole(w, e, promised->kind, &is);
    if (!same_digest(&is, promised))
        differs(w, e, whole);
}

/* -- files against the list ----------------------------------------------------------- */

static void check_listed(struct vg_wacz *w, const struct vg_zip_entry *e, struct resource *r)
{
    r->is_met = 1;
    if (!vg_zip_readable(e, NULL))
        return; /* said already, by the archive */
    if (r->has_bytes && r->bytes != e->size)
        wacz_note(w, VG_NOTE_WACZ_LENGTH_MISMATCH, e,
                  "%.*s has %" PRIu64 " bytes, datapackage.json says %" PRIu64, (int)e->shown.len,
                  e->shown.p, e->size, r->bytes);
    check_hash(w, e, r);
}

/* Each file: listed, and as it is listed; and each of the list: there. */
static void check_files(struct vg_wacz *w, struct resource *list, size_t n)
{
    struct vg_table paths = VG_TABLE(&w->a);

    for (size_t i = 0; i < n; i++)
        (void)vg_table_add(&paths, list[i].path, (int64_t)i, NULL);
    for (size_t i = 0; i < w->z->count; i++) {
        const struct vg_zip_entry *e = &w->z->entries[i];
        int64_t r;

        if ((e->marks & (VG_ZIP_HIDDEN | VG_ZIP_FOLDER)) != 0)
            continue;
        if (list != NULL && vg_table_get(&paths, e->name, &r)) {
            check_listed(w, e, &list[r]);
            continue;
        }
        if (vg_wacz_role(e) != VG_WACZ_PACKAGE)
            wacz_note(w, VG_NOTE_WACZ_MISSING, e, "datapackage.json does not list %.*s",
                      (int)e->shown.len, e->shown.p);
    }
    for (size_t i = 0; i < n; i++) {
        if (!list[i].is_met && vg_zip_find_str(w->z, list[i].path) == NULL)
            wacz_note(w, VG_NOTE_WACZ_MISSING, NULL,
                      "datapackage.json lists %.*s, which is not there",
                      (int)(list[i].path.len < 300 ? list[i].path.len : 300), list[i].path.p);
    }
}

/* The digest file: the hash of datapackage.json, made by whoever sealed the package. */
static void check_digest_file(struct vg_wacz *w, const struct vg_zip_entry *package)
{
    const struct vg_zip_entry *e = vg_zip_find(w->z, "datapackage-digest.json");
    VG_SCOPED_BUF b = {0};
    struct vg_zip_bytes got;
    struct vg_digest stated, is;
    struct vg_str hash = {0};

    if (e == NULL)
        return;
    vg_zip_read(w->z, e, &b, &got);
    if (!got.whole)
        wacz_damage(w, e, &got.damage);
    if (!vg_flat_json_get(&w->a, got.bytes, "hash", &hash) || hash.len == 0) {
        wacz_note(w, VG_NOTE_WACZ_HASH_MISMATCH, e, "datapackage-digest.json gives no hash");
        return;
    }
    wacz_digest(hash, &stated);
    if (stated.kind == VG_DIGEST_NONE ||
        (hash_entry(w, package, stated.kind, &is), !same_digest(&is, &stated)))
        wacz_note(w, VG_NOTE_WACZ_HASH_MISMATCH, package,
                  "datapackage.json does not have the hash that datapackage-digest.json gives");
}

void wacz_check_package(struct vg_wacz *w)
{
    const struct vg_zip_entry *e = vg_zip_find(w->z, "datapackage.json");
    VG_SCOPED_BUF b = {0};
    struct vg_zip_bytes got;
    struct resource *list = NULL;
    size_t n;

    if (e == NULL) {
        wacz_note(w, VG_NOTE_WACZ_MISSING, NULL, "there is no datapackage.json");
        return;
    }
    vg_zip_read(w->z, e, &b, &got);
    if (!got.whole)
        wacz_damage(w, e, &got.damage);
    if (!read_resources(w, got.bytes, &list, &n))
        wacz_note(w, VG_NOTE_WACZ_MISSING, e, "datapackage.json has no list of resources");
    else
        check_files(w, list, n);
    check_digest_file(w, e);
}
