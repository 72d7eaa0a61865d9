/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/wacz.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "unpack/flat_json.h"
#include "unpack/lines.h"
#include "unpack/surt.h"
#include "unpack/wacz_inside.h"

static void keep_note(struct vg_wacz *w, struct vg_read_note n)
{
    w->note_total++;
    if (w->note_count == VG_MAX_FILE_NOTES)
        return;
    w->notes = vg_grow(&w->a, w->notes, w->note_count, &w->note_room);
    w->notes[w->note_count++] = n;
}

void wacz_note(struct vg_wacz *w, enum vg_note_kind kind, const struct vg_zip_entry *about,
               const char *form, ...)
{
    VG_SCOPED_BUF b = {.max = VG_MAX_WORDS};
    char text[512];
    va_list args;

    if (w->note_count == VG_MAX_FILE_NOTES) {
        w->note_total++;
        return;
    }
    va_start(args, form);
    (void)vsnprintf(text, sizeof text, form, args);
    va_end(args);
    vg_put_visible(&b, vg_str(text), 0);
    keep_note(w, (struct vg_read_note){kind, about == NULL ? 0 : about->data, 0,
                                       vg_str_copy(&w->a, vg_buf_str(&b))});
}

void wacz_damage(struct vg_wacz *w, const struct vg_zip_entry *about,
                 const struct vg_read_note *damage)
{
    wacz_note(w, damage->kind, about, "%.*s: %.*s",
              (int)(about->shown.len < 300 ? about->shown.len : 300), about->shown.p,
              (int)damage->text.len, damage->text.p);
}

/* -- what a file is for ---------------------------------------------------------------- */

static int starts(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len > n && memcmp(s.p, word, n) == 0;
}

static int ends(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len > n && memcmp(s.p + s.len - n, word, n) == 0;
}

static int ends_with_any(struct vg_str s, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (ends(s, *words))
            return 1;
    }
    return 0;
}

enum vg_wacz_role vg_wacz_role(const struct vg_zip_entry *e)
{
    static const char *const indexes[] = {".cdx", ".cdx.gz", ".cdxj", ".cdxj.gz",
                                          ".idx", ".idx.gz", NULL};

    if (starts(e->name, "archive/"))
        return VG_WACZ_ARCHIVE;
    if (starts(e->name, "indexes/") && ends_with_any(e->name, indexes))
        return VG_WACZ_INDEX;
    if (starts(e->name, "pages/") && ends(e->name, ".jsonl"))
        return VG_WACZ_PAGES;
    if (vg_str_is(e->name, "datapackage.json") || vg_str_is(e->name, "datapackage-digest.json"))
        return VG_WACZ_PACKAGE;
    return VG_WACZ_OTHER;
}

static int is_there(const struct vg_zip_entry *e)
{
    return (e->marks & (VG_ZIP_HIDDEN | VG_ZIP_FOLDER | VG_ZIP_NOWHERE)) == 0;
}

int vg_wacz_is(const struct vg_zip *z)
{
    static const char *const archives[] = {".warc", ".warc.gz", ".warc.zst",
                                           ".arc",  ".arc.gz",  NULL};
    const struct vg_zip_entry *e = vg_zip_find(z, "datapackage.json");
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_zip_bytes got;
    struct vg_str version;

    for (size_t i = 0; i < z->count; i++) {
        const struct vg_str name = z->entries[i].name;

        if (is_there(&z->entries[i]) && starts(name, "archive/") && ends_with_any(name, archives))
            return 1;
    }
    if (e == NULL)
        return 0;
    vg_zip_read(z, e, &b, &got);
    return vg_flat_json_get(&a, got.bytes, "wacz_version", &version);
}

struct vg_str wacz_last_name(struct vg_str name)
{
    const char *slash = name.len == 0 ? NULL : memrchr(name.p, '/', name.len);
    size_t n = slash == NULL ? 0 : (size_t)(slash - name.p) + 1;

    return (struct vg_str){name.p + n, name.len - n};
}

size_t wacz_archive_named(const struct vg_wacz *w, struct vg_str filename)
{
    int64_t i;

    if (vg_table_get(&w->archives, wacz_last_name(filename), &i))
        return (size_t)i;
    return SIZE_MAX;
}

/* -- claims of the indexes ----------------------------------------------------------------- */

/* Never 0, which stands for nothing said. */
static uint64_t hash_of(const void *p, size_t n)
{
    uint64_t h = vg_hash(p, n);

    return h == 0 ? 1 : h;
}

static uint64_t hash_url(struct vg_arena *a, struct vg_str url)
{
    struct vg_str key = vg_surt(a, url);

    return hash_of(key.p, key.len);
}

static uint64_t hash_digest(struct vg_str stated)
{
    struct vg_digest d;

    if (stated.len == 0)
        return 0;
    wacz_digest(stated, &d);
    /* The length tells algorithms apart, so that only like is held against like. */
    return d.kind == VG_DIGEST_NONE ? 0 : (hash_of(d.bytes, d.len) & ~UINT64_C(0xff)) | d.len;
}

static int comparable(uint64_t a, uint64_t b)
{
    return a != 0 && b != 0 && (a & 0xff) == (b & 0xff);
}

static void *grow(void *list, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return list;
    *room = *room == 0 ? 256 : 2 * *room;
    return vg_realloc(list, *room * size);
}

/* The only WARC of the package, for lines that name no file. */
static size_t only_archive(const struct vg_wacz *w)
{
    return w->archives.n == 1 ? (size_t)w->archives.items[0].value : SIZE_MAX;
}

static void claim_line(struct vg_wacz *w, struct vg_arena *a, size_t index, uint64_t nth,
                       const struct vg_cdx_line *l)
{
    size_t file = l->filename.len > 0 ? wacz_archive_named(w, l->filename) : only_archive(w);
    const struct vg_zip_entry *e = &w->z->entries[index];

    if (!l->has_offset || file == SIZE_MAX) {
        wacz_note(w, VG_NOTE_WACZ_INDEX_WRONG, e, "%.*s, line %" PRIu64 ": %s%.*s",
                  (int)e->shown.len, e->shown.p, nth,
                  l->has_offset ? "there is no such file: " : "no offset",
                  (int)(l->filename.len < 200 ? l->filename.len : 200), l->filename.p);
        return;
    }
    w->claims = grow(w->claims, w->claim_count, &w->claim_room, sizeof *w->claims);
    w->claims[w->claim_count++] = (struct index_claim){
        .offset = l->offset,
        .url = l->url.len == 0 ? 0 : hash_url(a, l->url),
        .digest = hash_digest(l->digest),
        .file = (uint32_t)file,
        .index = (uint32_t)index,
        .line = nth < UINT32_MAX ? (uint32_t)nth : UINT32_MAX,
    };
}

/* Does a line of a secondary index lead to a gzip member of the index it names? */
static void check_block(struct vg_wacz *w, size_t index, uint64_t nth, struct vg_str filename,
                        const struct vg_cdx_line *l)
{
    const struct vg_zip_entry *e = &w->z->entries[index], *packed;
    VG_SCOPED_ARENA a = {0};
    char *path =
        vg_print(&a, "indexes/%.*s", (int)(filename.len < 4096 ? filename.len : 4096), filename.p);
    const unsigned char *p;

    packed = vg_zip_find(w->z, path);
    if (packed == NULL || !l->has_offset || l->offset >= packed->size ||
        (l->has_length && l->length > packed->size - l->offset)) {
        wacz_note(w, VG_NOTE_WACZ_INDEX_WRONG, e, "%.*s, line %" PRIu64 ": no such part of %.*s",
                  (int)e->shown.len, e->shown.p, nth,
                  (int)(filename.len < 200 ? filename.len : 200), filename.p);
        return;
    }
    if (packed->method != VG_ZIP_STORED || packed->stored - l->offset < 2)
        return;
    p = w->z->bytes + packed->data + l->offset;
    if (p[0] != 0x1f || p[1] != 0x8b)
        wacz_note(w, VG_NOTE_WACZ_INDEX_WRONG, e,
                  "%.*s, line %" PRIu64 ": no gzip member begins at byte %" PRIu64 " of %.*s",
                  (int)e->shown.len, e->shown.p, nth, l->offset, (int)packed->shown.len,
                  packed->shown.p);
}

static int is_secondary(const struct vg_zip_entry *e)
{
    return ends(e->name, ".idx") || ends(e->name, ".idx.gz");
}

/* An index that is both plain and packed, or cut into blocks, is read through once each. */
static void read_index(struct vg_wacz *w, size_t i)
{
    const struct vg_zip_entry *e = &w->z->entries[i];
    VG_SCOPED_LINES l = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_cdx_form form = {0};
    VG_SCOPED_BUF packed = {.max = KIB(4)};
    struct vg_str line;

    vg_lines_open(&l, w->z, e);
    while (vg_lines_next(&l, &line)) {
        struct vg_cdx_line c;
        enum vg_cdx_kind kind;

        vg_arena_clear(&a);
        kind = vg_cdx_read(&a, line, &form, &c);
        if (kind == VG_CDX_META && c.filename.len > 0) {
            vg_buf_clear(&packed);
            vg_put_str(&packed, c.filename);
        } else if (kind == VG_CDX_BAD) {
            wacz_note(w, VG_NOTE_WACZ_INDEX_WRONG, e, "%.*s, line %" PRIu64 " is no index line",
                      (int)e->shown.len, e->shown.p, l.nth);
        } else if (kind == VG_CDX_LINE && is_secondary(e)) {
            check_block(w, i, l.nth, c.filename.len > 0 ? c.filename : vg_buf_str(&packed), &c);
        } else if (kind == VG_CDX_LINE) {
            if (w->claim_count == VG_MAX_INDEX_CLAIMS) {
                wacz_note(w, VG_NOTE_SIZE_EXCEEDED, e,
                          "more than %d index lines; the rest is not checked", VG_MAX_INDEX_CLAIMS);
                return;
            }
            claim_line(w, &a, i, l.nth, &c);
        }
    }
    if (!l.whole)
        wacz_damage(w, e, &l.damage);
}

static int claim_order(const void *a, const void *b)
{
    const struct index_claim *x = a, *y = b;

    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    if (x->index != y->index)
        return x->index < y->index ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static void meet_claims(struct vg_wacz *w, size_t entry, uint64_t offset, uint64_t url,
                        uint64_t digest)
{
    size_t low = 0, high = w->claim_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct index_claim *c = &w->claims[mid];

        if (c->file < entry || (c->file == entry && c->offset < offset))
            low = mid + 1;
        else
            high = mid;
    }
    for (size_t n = 0; low < w->claim_count && n < VG_MAX_SAME_CLAIMS; low++, n++) {
        struct index_claim *c = &w->claims[low];

        if (c->file != entry || c->offset != offset)
            break;
        /* Of several records in one member, the one that fits is meant. */
        if (c->is_met && !c->is_wrong_url && !c->is_wrong_digest)
            continue;
        c->is_met = 1;
        c->is_wrong_url = c->url != 0 && c->url != url;
        c->is_wrong_digest = comparable(c->digest, digest) && c->digest != digest;
    }
}

static void finish_claims(struct vg_wacz *w)
{
    for (size_t i = 0; i < w->claim_count; i++) {
        const struct index_claim *c = &w->claims[i];
        const struct vg_zip_entry *index = &w->z->entries[c->index], *file;

        if (c->is_met && !c->is_wrong_url && !c->is_wrong_digest)
            continue;
        file = &w->z->entries[c->file];
        wacz_note(w, VG_NOTE_WACZ_INDEX_WRONG, index,
                  "%.*s, line %" PRIu32 ": %s at byte %" PRIu64 " of %.*s", (int)index->shown.len,
                  index->shown.p, c->line,
                  !c->is_met        ? "no record begins"
                  : c->is_wrong_url ? "a record of another address begins"
                                    : "a record with another digest begins",
                  c->offset, (int)file->shown.len, file->shown.p);
    }
}

/* -- claims of the lists of pages ------------------------------------------------------------ */

static void claim_page(struct vg_wacz *w, struct vg_arena *a, size_t list, uint64_t nth,
                       struct vg_str line)
{
    const struct vg_zip_entry *e = &w->z->entries[list];
    struct vg_str key, value, url = {0};
    size_t at = 0;
    int rc, is_head = 0;

    while ((rc = vg_flat_json(a, line, &at, &key, &value)) == 1) {
        if (vg_str_is(key, "url"))
            url = value;
        is_head |= vg_str_is(key, "format");
    }
    if (rc < 0 && url.len == 0) {
        wacz_note(w, VG_NOTE_WACZ_PAGE_UNRESOLVED, e, "%.*s, line %" PRIu64 " is no page",
                  (int)e->shown.len, e->shown.p, nth);
        return;
    }
    if (url.len == 0 || is_head)
        return;
    w->pages = grow(w->pages, w->page_count, &w->page_room, sizeof *w->pages);
    w->pages[w->page_count++] = (struct page_claim){
        .url = hash_url(a, url),
        .list = (uint32_t)list,
        .line = nth < UINT32_MAX ? (uint32_t)nth : UINT32_MAX,
    };
}

static void read_pages(struct vg_wacz *w, size_t i)
{
    const struct vg_zip_entry *e = &w->z->entries[i];
    VG_SCOPED_LINES l = {0};
    VG_SCOPED_ARENA a = {0};
    struct vg_str line;

    vg_lines_open(&l, w->z, e);
    while (vg_lines_next(&l, &line)) {
        if (w->page_count == VG_MAX_PAGE_CLAIMS) {
            wacz_note(w, VG_NOTE_SIZE_EXCEEDED, e, "more than %d pages; the rest is not looked for",
                      VG_MAX_PAGE_CLAIMS);
            return;
        }
        vg_arena_clear(&a);
        if (line.len > 0)
            claim_page(w, &a, i, l.nth, line);
    }
    if (!l.whole)
        wacz_damage(w, e, &l.damage);
}

static int page_order(const void *a, const void *b)
{
    const struct page_claim *x = a, *y = b;

    if (x->url != y->url)
        return x->url < y->url ? -1 : 1;
    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static void meet_pages(struct vg_wacz *w, uint64_t url)
{
    size_t low = 0, high = w->page_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (w->pages[mid].url < url)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < w->page_count && w->pages[low].url == url && !w->pages[low].is_met; low++)
        w->pages[low].is_met = 1;
}

static int list_order(const void *a, const void *b)
{
    const struct page_claim *x = a, *y = b;

    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static void finish_pages(struct vg_wacz *w)
{
    if (w->page_count > 1)
        qsort(w->pages, w->page_count, sizeof *w->pages, list_order);
    for (size_t i = 0; i < w->page_count; i++) {
        const struct vg_zip_entry *e = &w->z->entries[w->pages[i].list];

        if (!w->pages[i].is_met)
            wacz_note(w, VG_NOTE_WACZ_PAGE_UNRESOLVED, e,
                      "%.*s, line %" PRIu32 ": there is no record of this page", (int)e->shown.len,
                      e->shown.p, w->pages[i].line);
    }
}

/* -- the whole ------------------------------------------------------------------------------- */

/* Files of archive/ by name, before the claims that name them. */
static void list_archives(struct vg_wacz *w)
{
    w->archives = VG_TABLE(&w->a);
    for (size_t i = 0; i < w->z->count; i++) {
        const struct vg_zip_entry *e = &w->z->entries[i];

        if (is_there(e) && vg_wacz_role(e) == VG_WACZ_ARCHIVE)
            (void)vg_table_add(&w->archives, wacz_last_name(e->name), (int64_t)i, NULL);
    }
}

static void read_claims(struct vg_wacz *w)
{
    int has_index = 0, has_pages = 0;

    for (size_t i = 0; i < w->z->count; i++) {
        const struct vg_zip_entry *e = &w->z->entries[i];
        enum vg_wacz_role role = vg_wacz_role(e);

        if (!is_there(e))
            continue;
        has_index |= role == VG_WACZ_INDEX && !is_secondary(e);
        has_pages |= role == VG_WACZ_PAGES;
        if (role == VG_WACZ_INDEX)
            read_index(w, i);
        else if (role == VG_WACZ_PAGES)
            read_pages(w, i);
    }
    if (!has_index)
        wacz_note(w, VG_NOTE_WACZ_MISSING, NULL, "there is no index");
    if (!has_pages)
        wacz_note(w, VG_NOTE_WACZ_MISSING, NULL, "there is no list of pages");
    if (w->claim_count > 1)
        qsort(w->claims, w->claim_count, sizeof *w->claims, claim_order);
    if (w->page_count > 1)
        qsort(w->pages, w->page_count, sizeof *w->pages, page_order);
}

struct vg_wacz *vg_wacz_open(const struct vg_zip *z, int hashes)
{
    struct vg_wacz *w = vg_malloc(sizeof *w);

    *w = (struct vg_wacz){.z = z, .hashes = hashes};
    w->promised = VG_NEW_ARRAY(&w->a, struct vg_digest, z->count + 1);
    wacz_check_package(w);
    list_archives(w);
    read_claims(w);
    return w;
}

void vg_wacz_saw(struct vg_wacz *w, size_t entry, uint64_t offset, const struct vg_piece *p)
{
    VG_SCOPED_ARENA a = {0};
    uint64_t url;

    if ((w->claim_count == 0 && w->page_count == 0) || p->url.len == 0)
        return;
    url = hash_url(&a, p->url);
    meet_claims(w, entry, offset, url, hash_digest(p->digest));
    if (p->type != VG_PIECE_REQUEST && p->type != VG_PIECE_METADATA)
        meet_pages(w, url);
}

void vg_wacz_finish(struct vg_wacz *w)
{
    finish_claims(w);
    finish_pages(w);
}

const struct vg_read_note *vg_wacz_notes(const struct vg_wacz *w, size_t *n, uint64_t *total)
{
    *n = w->note_count;
    *total = w->note_total;
    return w->notes;
}

void vg_wacz_close(struct vg_wacz *w)
{
    if (w == NULL)
        return;
    vg_digester_end(&w->digester);
    vg_sha256_end(&w->sha256);
    free(w->claims);
    free(w->pages);
    vg_arena_end(&w->a);
    free(w);
}
