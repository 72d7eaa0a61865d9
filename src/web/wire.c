/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/wire.h"

#include <string.h>

enum { MOST_FIELDS = 4096 };
static const uint32_t nothing = 0xffffffff; /* the length of NULL */

void vg_pack_str(struct vg_buf *b, struct vg_str s)
{
    vg_put_u32be(b, s.p == NULL ? nothing : (uint32_t)s.len);
    vg_put_str(b, s);
}

void vg_pack_text(struct vg_buf *b, const char *text)
{
    vg_pack_str(b, text == NULL ? (struct vg_str){0} : vg_str(text));
}

void vg_pack_i64(struct vg_buf *b, int64_t v)
{
    vg_put_u64be(b, (uint64_t)v);
}

static uint64_t number(struct vg_unpack *u, size_t bytes)
{
    uint64_t v = 0;

    if (u->n < bytes) {
        u->is_bad = 1;
        u->n = 0;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++)
        v = v << 8 | (unsigned char)u->p[i];
    u->p += bytes;
    u->n -= bytes;
    return v;
}

struct vg_str vg_unpack_str(struct vg_unpack *u)
{
    uint64_t len = number(u, 4);
    struct vg_str s = {0};

    if (u->is_bad || len == nothing)
        return s;
    if (len > u->n) {
        u->is_bad = 1;
        u->n = 0;
        return s;
    }
    s = (struct vg_str){u->p, (size_t)len};
    u->p += len;
    u->n -= (size_t)len;
    return s;
}

const char *vg_unpack_text(struct vg_unpack *u, struct vg_arena *a)
{
    struct vg_str s = vg_unpack_str(u);

    return s.p == NULL ? NULL : vg_copy(a, s.p, s.len);
}

int64_t vg_unpack_i64(struct vg_unpack *u)
{
    return (int64_t)number(u, 8);
}

void vg_pack_fields(struct vg_buf *b, const struct vg_web_field *list, size_t n)
{
    vg_pack_i64(b, (int64_t)n);
    for (size_t i = 0; i < n; i++) {
        vg_pack_text(b, list[i].name);
        vg_pack_text(b, list[i].value);
    }
}

const struct vg_web_field *vg_unpack_fields(struct vg_unpack *u, struct vg_arena *a, size_t *n)
{
    int64_t count = vg_unpack_i64(u);
    struct vg_web_field *list;

    *n = 0;
    if (count < 0 || count > MOST_FIELDS) {
        u->is_bad = 1;
        return NULL;
    }
    list = VG_NEW_ARRAY(a, struct vg_web_field, (size_t)count + 1);
    for (int64_t i = 0; i < count; i++) {
        const char *name = vg_unpack_text(u, a), *value = vg_unpack_text(u, a);

        list[i] = (struct vg_web_field){name == NULL ? "" : name, value == NULL ? "" : value};
    }
    *n = (size_t)count;
    return list;
}

void vg_pack_ask(struct vg_buf *b, const struct vg_web_ask *ask)
{
    vg_putc(b, VG_WIRE_ASK);
    vg_pack_text(b, ask->method);
    vg_pack_text(b, ask->path);
    vg_pack_text(b, ask->language);
    vg_pack_text(b, ask->token);
    vg_pack_text(b, ask->jobs);
    vg_pack_fields(b, ask->query, ask->n_query);
    vg_pack_fields(b, ask->form, ask->n_form);
}

int vg_unpack_ask(struct vg_unpack *u, struct vg_arena *a, struct vg_web_ask *out)
{
    out->method = vg_unpack_text(u, a);
    out->path = vg_unpack_text(u, a);
    out->language = vg_unpack_text(u, a);
    out->token = vg_unpack_text(u, a);
    out->jobs = vg_unpack_text(u, a);
    out->query = vg_unpack_fields(u, a, &out->n_query);
    out->form = vg_unpack_fields(u, a, &out->n_form);
    return !u->is_bad && out->method != NULL && out->path != NULL && out->language != NULL &&
           out->token != NULL;
}

void vg_pack_reply(struct vg_buf *b, const struct vg_web_reply *r, int changed)
{
    vg_putc(b, VG_WIRE_REPLY);
    vg_pack_i64(b, changed);
    vg_pack_i64(b, r->status);
    vg_pack_text(b, r->type);
    vg_pack_text(b, r->location);
    vg_pack_text(b, r->download);
    vg_pack_i64(b, r->raw);
    vg_pack_i64(b, r->raw_length);
    vg_pack_text(b, r->wants);
    vg_pack_str(b, (struct vg_str){r->body.p == NULL ? "" : r->body.p, r->body.len});
}

int vg_unpack_reply(struct vg_unpack *u, struct vg_arena *a, struct vg_web_reply *out,
                    struct vg_str *body, int *changed)
{
    *changed = vg_unpack_i64(u) != 0;
    out->status = (int)vg_unpack_i64(u);
    out->type = vg_unpack_text(u, a);
    out->location = vg_unpack_text(u, a);
    out->download = vg_unpack_text(u, a);
    out->raw = vg_unpack_i64(u);
    out->raw_length = vg_unpack_i64(u);
    out->wants = vg_unpack_text(u, a);
    *body = vg_unpack_str(u);
    return !u->is_bad && out->type != NULL && out->status >= 200 && out->status < 600;
}
