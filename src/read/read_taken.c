/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The parent's side of read_stream.c. Whoever sends may have been taken over by
 * what it read: lengths are held against the message, the header is JSON of the
 * strict kind, every number and word is checked, and the text goes through
 * vg_text_read().
 */
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "read/read_stream.h"
#include "unpack/find.h"

struct taking {
    struct vg_arena *a;
    const json_t *o;
    struct vg_err *err;
    int rc;
};

static const char *text_at(struct taking *t, const char *key)
{
    const char *s = NULL;

    if (t->rc == VG_OK)
        t->rc = vg_json_get_text(t->o, key, &s, t->err);
    return t->rc == VG_OK && s != NULL ? vg_copyz(t->a, s) : NULL;
}

static uint64_t number_at(struct taking *t, const char *key, int64_t most)
{
    int64_t n = 0;

    if (t->rc == VG_OK)
        t->rc = vg_json_get_i64(t->o, key, 0, &n, t->err);
    if (t->rc == VG_OK && (n < 0 || n > most))
        t->rc = vg_fail(t->err, VG_E_FORMAT, "%s: out of range", key);
    return t->rc == VG_OK ? (uint64_t)n : 0;
}

static void one_note(struct taking *t, const json_t *o, struct vg_read_note *out)
{
    struct taking inner = {t->a, o, t->err, VG_OK};
    const char *text;

    out->kind = (enum vg_note_kind)number_at(&inner, "kind", VG_NOTE_KINDS - 1);
    out->offset = number_at(&inner, "offset", INT64_MAX);
    out->length = number_at(&inner, "length", INT64_MAX);
    text = text_at(&inner, "text");
    out->text = vg_str(text == NULL ? "" : text);
    t->rc = inner.rc;
}

static struct vg_read_note *notes_at(struct taking *t, const char *key, size_t most, size_t *count)
{
    const json_t *list = t->rc == VG_OK ? json_object_get(t->o, key) : NULL;
    size_t n = list == NULL ? 0 : json_array_size(list);
    struct vg_read_note *out;

    *count = 0;
    if (list == NULL)
        return NULL;
    if (!json_is_array(list) || n > most) {
        t->rc = vg_fail(t->err, VG_E_FORMAT, "%s: no list of at most %zu", key, most);
        return NULL;
    }
    out = VG_NEW_ARRAY(t->a, struct vg_read_note, n);
    for (size_t i = 0; t->rc == VG_OK && i < n; i++)
        one_note(t, json_array_get(list, i), &out[i]);
    *count = n;
    return out;
}

/* Cut a stretch with its length off the front. */
static int cut(struct vg_str *rest, struct vg_str *out, struct vg_err *err)
{
    const unsigned char *p = (const unsigned char *)rest->p;
    uint32_t n;

    if (rest->len < 4)
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense: a length is missing");
    n = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    if (n > rest->len - 4)
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense: a length is too large");
    *out = (struct vg_str){rest->p + 4, n};
    rest->p += 4 + n;
    rest->len -= 4 + n;
    return VG_OK;
}

int vg_read_is_end(struct vg_str message)
{
    return message.len > 0 && message.p[0] == 'e';
}

static void take_texts(struct taking *t, struct vg_record_read *r)
{
    r->member = text_at(t, "member");
    r->url = text_at(t, "url");
    r->media = text_at(t, "media");
    r->at = text_at(t, "at");
    r->ip = text_at(t, "ip");
    r->id = text_at(t, "id");
    r->tool = text_at(t, "tool");
    r->digest = text_at(t, "digest");
    r->profile = text_at(t, "profile");
    r->refers_id = text_at(t, "refers_id");
    r->refers_url = text_at(t, "refers_url");
    r->refers_at = text_at(t, "refers_at");
    r->kind = text_at(t, "kind");
    r->unread = text_at(t, "unread");
}

static void take_head(struct taking *t, struct vg_record_read *r)
{
    r->record = json_object_get(t->o, "record") == NULL ? VG_RECORD_UNKNOWN
                                                        : number_at(t, "record", INT64_MAX);
    r->offset = number_at(t, "offset", INT64_MAX);
    r->length = number_at(t, "length", INT64_MAX);
    r->inner = number_at(t, "inner", INT64_MAX);
    r->has_inner = json_object_get(t->o, "inner") != NULL;
    r->type = (enum vg_piece_type)number_at(t, "type", VG_PIECE_TYPES - 1);
    r->status = (int)number_at(t, "status", 999);
    if (t->rc == VG_OK)
        t->rc = vg_json_get_i64(t->o, "original", -1, &r->original, t->err);
    take_texts(t, r);
    r->damage = notes_at(t, "damage", VG_MAX_DAMAGE, &r->damage_count);
    r->odd = notes_at(t, "odd", VG_MAX_DAMAGE, &r->odd_count);
    r->damage_total = number_at(t, "damage_total", INT64_MAX);
    r->odd_total = number_at(t, "odd_total", INT64_MAX);
}

int vg_read_take(struct vg_str message, struct vg_arena *a, struct vg_record_read *out,
                 struct vg_err *err)
{
    struct vg_record_read r = {.original = -1};
    struct vg_str rest, head;
    VG_SCOPED_JSON *o = NULL;
    struct taking t = {.a = a, .err = err};

    if (message.len == 0 || message.p[0] != 'r')
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense: no record");
    rest = (struct vg_str){message.p + 1, message.len - 1};
    t.rc = cut(&rest, &head, err);
    if (t.rc == VG_OK)
        t.rc = cut(&rest, &r.body, err);
    if (t.rc == VG_OK)
        t.rc = vg_json_read(head.p, head.len, &o, err);
    if (t.rc != VG_OK)
        return t.rc;
    t.o = o;
    take_head(&t, &r);
    if (t.rc == VG_OK && rest.len > 0) {
        t.rc = vg_text_read(rest.p, rest.len, a, &r.text, err);
        r.has_text = 1;
    }
    if (t.rc == VG_OK)
        *out = r;
    return t.rc;
}

int vg_read_take_end(struct vg_str message, struct vg_arena *a, struct vg_read_end *out,
                     struct vg_err *err)
{
    struct vg_str rest, head;
    VG_SCOPED_JSON *o = NULL;
    struct taking t = {.a = a, .err = err};
    struct vg_read_end e = {0};

    if (!vg_read_is_end(message))
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense: no end");
    rest = (struct vg_str){message.p + 1, message.len - 1};
    t.rc = cut(&rest, &head, err);
    if (t.rc == VG_OK)
        t.rc = vg_json_read(head.p, head.len, &o, err);
    if (t.rc != VG_OK)
        return t.rc;
    t.o = o;
    e.records = number_at(&t, "records", INT64_MAX);
    e.bytes_in = number_at(&t, "bytes_in", INT64_MAX);
    e.bytes_accounted = number_at(&t, "bytes_accounted", INT64_MAX);
    e.damage = number_at(&t, "damage", INT64_MAX);
    e.odd = number_at(&t, "odd", INT64_MAX);
    e.by_index = json_is_true(json_object_get(o, "by_index"));
    e.why = text_at(&t, "why");
    e.file_damage = notes_at(&t, "file_damage", VG_MAX_FILE_NOTES, &e.file_damage_count);
    e.file_odd = notes_at(&t, "file_odd", VG_MAX_FILE_NOTES, &e.file_odd_count);
    if (t.rc == VG_OK)
        *out = e;
    return t.rc;
}
