/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * `vigil read`: what the readers make of a file, without a case.
 */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "app/read_file_pdf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "read/read_records.h"
#include "unpack/find.h"

struct reading {
    const struct vg_app *app;
    int (*each)(void *w, const struct vg_file_record *r, struct vg_err *err);
    void *w;
    struct vg_buf line;
    struct vg_read_file_end *end;
    uint64_t len;
    const char *url;
    struct vg_read_pdfs pdfs;
};

/* -- JSON ----------------------------------------------------------------------------------------
 */
static void put_note(struct vg_json *j, const struct vg_read_note *n, int with_length)
{
    vg_json_object(j);
    vg_json_kt(j, "kind", vg_note_kind_word(n->kind));
    vg_json_ku(j, "offset", n->offset);
    if (with_length)
        vg_json_ku(j, "length", n->length);
    vg_json_ks(j, "note", n->text);
    vg_json_end(j);
}

static void put_notes(struct vg_json *j, const char *key, const struct vg_read_note *of_record,
                      size_t n, const struct vg_read_note *of_text, size_t m)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        put_note(j, &of_record[i], 0);
    for (size_t i = 0; i < m && n + i < VG_MAX_DAMAGE; i++)
        put_note(j, &of_text[i], 0);
    vg_json_end(j);
}

static void put_field(struct vg_json *j, const char *key, const struct vg_text *t,
                      enum vg_field_name name)
{
    struct vg_str s = vg_text_field(t, name);

    vg_json_key(j, key);
    if (s.len == 0)
        vg_json_null(j);
    else
        vg_json_str(j, s);
}

/* Which stretch of the text is on which page; pages without text are left out. */
static void put_pages(struct vg_json *j, const struct vg_text *t)
{
    size_t last;

    vg_json_key(j, "pages");
    vg_json_array(j);
    for (size_t i = 0; i < t->block_count; i = last + 1) {
        const struct vg_block *b = &t->blocks[i];

        for (last = i; last + 1 < t->block_count && t->blocks[last + 1].page == b->page;)
            last++;
        vg_json_object(j);
        vg_json_ki(j, "page", b->page);
        vg_json_ki(j, "start", b->start);
        vg_json_ki(j, "end", (int64_t)t->blocks[last].start + t->blocks[last].len);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void put_text(struct vg_json *j, const struct vg_text *t)
{
    vg_json_ks(j, "charset", t->charset);
    vg_json_kt(j, "charset_rule", vg_charset_rule_word(t->charset_rule));
    vg_json_kt(j, "language", t->language);
    vg_json_kt(j, "script", t->script[0] == '\0' ? NULL : t->script);
    put_field(j, "title", t, VG_FIELD_TITLE);
    put_field(j, "date", t, VG_FIELD_DATE);
    put_field(j, "author", t, VG_FIELD_AUTHOR);
    put_field(j, "publisher", t, VG_FIELD_PUBLISHER);
    put_field(j, "canonical", t, VG_FIELD_CANONICAL);
    vg_json_ks(j, "text", t->text);
    vg_json_key(j, "main");
    vg_json_array(j);
    for (size_t i = 0; i < t->main_count; i++) {
        vg_json_array(j);
        vg_json_u64(j, t->main[i].start);
        vg_json_u64(j, t->main[i].end);
        vg_json_end(j);
    }
    vg_json_end(j);
    if (t->page_count > 0)
        put_pages(j, t);
    vg_json_ks(j, "reader", t->reader);
}

static void put_no_text(struct vg_json *j, const char *unread)
{
    static const char *const keys[] = {"charset", "language",  "script",    "title", "date",
                                       "author",  "publisher", "canonical", "text"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        vg_json_kt(j, keys[i], NULL);
    vg_json_key(j, "main");
    vg_json_array(j);
    vg_json_end(j);
    if (unread != NULL)
        vg_json_kt(j, "unread", unread);
}

static void put_revisit(struct vg_json *j, const struct vg_record_read *r)
{
    vg_json_key(j, "refers_to");
    vg_json_object(j);
    vg_json_kt(j, "id", r->refers_id);
    vg_json_kt(j, "url", r->refers_url);
    vg_json_kt(j, "at", r->refers_at);
    vg_json_kt(j, "profile", r->profile);
    vg_json_end(j);
    vg_json_key(j, "original");
    if (r->original < 0)
        vg_json_null(j);
    else
        vg_json_i64(j, r->original);
}

/* "text/html; charset=gbk" is text/html; without a word of anybody the kind of the text. */
static void put_media(struct vg_json *j, const struct vg_record_read *r)
{
    char media[128];
    size_t n = r->media == NULL ? 0 : strcspn(r->media, ";, \t");

    if (n == 0 || n >= sizeof media) {
        vg_json_key(j, "media");
        if (r->has_text)
            vg_json_str(j, r->text.media);
        else
            vg_json_null(j);
        return;
    }
    for (size_t i = 0; i < n; i++)
        media[i] =
            (char)(r->media[i] >= 'A' && r->media[i] <= 'Z' ? r->media[i] + 32 : r->media[i]);
    media[n] = '\0';
    vg_json_kt(j, "media", media);
}

static void put_place(struct vg_json *j, const struct vg_record_read *r)
{
    vg_json_key(j, "record");
    if (r->record == VG_RECORD_UNKNOWN)
        vg_json_null(j);
    else
        vg_json_u64(j, r->record);
    vg_json_ku(j, "offset", r->offset);
    vg_json_ku(j, "length", r->length);
    if (r->has_inner)
        vg_json_ku(j, "inner", r->inner);
    if (r->member != NULL)
        vg_json_kt(j, "member", r->member);
    vg_json_kt(j, "type", vg_piece_type_word(r->type));
}

static void put_record(struct vg_buf *b, const struct vg_record_read *r)
{
    struct vg_json j = {.out = b};
    const struct vg_text *t = r->has_text ? &r->text : NULL;

    vg_json_object(&j);
    put_place(&j, r);
    vg_json_kt(&j, "url", r->url);
    vg_json_key(&j, "status");
    if (r->status == 0)
        vg_json_null(&j);
    else
        vg_json_i64(&j, r->status);
    put_media(&j, r);
    vg_json_kt(&j, "at", r->at);
    if (r->type == VG_PIECE_REVISIT)
        put_revisit(&j, r);
    if (t != NULL)
        put_text(&j, t);
    else
        put_no_text(&j, r->unread);
    put_notes(&j, "damage", r->damage, r->damage_count, t == NULL ? NULL : t->damage,
              t == NULL ? 0 : t->damage_count);
    put_notes(&j, "odd", r->odd, r->odd_count, t == NULL ? NULL : t->odd,
              t == NULL ? 0 : t->odd_count);
    vg_json_end(&j);
}

static void put_end(struct vg_buf *b, const struct vg_read_end *e, const char *url)
{
    struct vg_json j = {.out = b};

    vg_json_object(&j);
    vg_json_kb(&j, "end", 1);
    if (url != NULL) {
        vg_json_ku(&j, "records", e->records);
        vg_json_ku(&j, "bytes_in", e->bytes_in);
        vg_json_kb(&j, "by_index", e->by_index);
        vg_json_kt(&j, "why", e->why);
    } else {
        vg_json_ku(&j, "records", e->records);
        vg_json_ku(&j, "bytes_in", e->bytes_in);
        vg_json_ku(&j, "bytes_accounted", e->bytes_accounted);
    }
    vg_json_ku(&j, "damage", e->damage);
    vg_json_ku(&j, "odd", e->odd);
    vg_json_key(&j, "file_damage");
    vg_json_array(&j);
    for (size_t i = 0; i < e->file_damage_count; i++)
        put_note(&j, &e->file_damage[i], 1);
    vg_json_end(&j);
    vg_json_key(&j, "file_odd");
    vg_json_array(&j);
    for (size_t i = 0; i < e->file_odd_count; i++)
        put_note(&j, &e->file_odd[i], 1);
    vg_json_end(&j);
    vg_json_end(&j);
}

/* -- what the child tells -------------------------------------------------------------------------
 */
static int take_record(void *w, struct vg_record_read *r, struct vg_err *err)
{
    struct reading *d = w;
    VG_SCOPED_ARENA a = {0};
    int rc = vg_read_pdfs_take(&d->pdfs, r, &a, err);
    struct vg_file_record out = {
        .record = r->record,
        .offset = r->offset,
        .length = r->length,
        .type = vg_piece_type_word(r->type),
        .url = r->url,
        .member = r->member,
        .media = r->media,
        .status = r->status,
        .unread = r->unread,
        .damage = r->damage_total,
        .odd = r->odd_total,
    };

    if (rc != VG_OK)
        return rc;
    vg_buf_clear(&d->line);
    put_record(&d->line, r);
    out.json = vg_buf_str(&d->line);
    if (r->has_text) {
        out.text = r->text.text;
        out.has_text = 1;
        out.title = vg_text_field(&r->text, VG_FIELD_TITLE);
        out.date = vg_text_field(&r->text, VG_FIELD_DATE);
        out.language = r->text.language;
        out.damage += r->text.damage_count;
        out.odd += r->text.odd_count;
    }
    if (d->line.full)
        return vg_fail(err, VG_E_LIMIT, "record %" PRIu64 ": its line is larger than a line may be",
                       r->record);
    return d->each(d->w, &out, err);
}

static int take_end(void *w, const struct vg_read_end *said, struct vg_err *err)
{
    struct reading *d = w;
    struct vg_read_end all = *said, *e = &all;

    (void)err;
    all.damage += d->pdfs.damage;
    all.odd += d->pdfs.odd;
    put_end(&d->end->json, e, d->url);
    d->end->by_index = e->by_index;
    (void)snprintf(d->end->why, sizeof d->end->why, "%s", e->why == NULL ? "" : e->why);
    d->end->records = e->records;
    d->end->bytes_in = e->bytes_in;
    d->end->bytes_accounted = e->bytes_accounted;
    d->end->damage = e->damage;
    d->end->odd = e->odd;
    d->end->file_damage = e->file_damage_count;
    return VG_OK;
}

static void reached(void *w, uint64_t at)
{
    const struct reading *d = w;

    vg_app_tell(d->app, "bytes read", (int64_t)at, (int64_t)d->len);
}

int vg_read_file(const struct vg_app *app, const char *path, const struct vg_read_file_options *o,
                 int (*each)(void *w, const struct vg_file_record *r, struct vg_err *err), void *w,
                 struct vg_read_file_end *end, struct vg_err *err)
{
    struct reading d = {.app = app, .each = each, .w = w, .end = end, .url = o->url};
    struct vg_records_job job = {
        .want = VG_WANT_TEXT | VG_WANT_PDF | VG_WANT_INSIDE | (o->no_digests ? 0 : VG_WANT_DIGESTS),
        .media = o->media,
        .name = o->name != NULL ? o->name : path,
        .url = o->url,
        .at = o->at,
        .weak_box = app->weak_box,
        .record = take_record,
        .end = take_end,
        .reached = reached,
        .w = &d,
    };
    VG_SCOPED_MAP map = {0};
    int rc = vg_map_open(&map, path, err);

    if (rc != VG_OK)
        return rc;
    d.len = map.len;
    d.pdfs = (struct vg_read_pdfs){.app = app, .file = {(const char *)map.p, (size_t)map.len}};
    d.line.max = (size_t)VG_MAX_OUTPUT;
    rc = vg_read_records(&map, &job, err);
    vg_buf_end(&d.line);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", path);
}
