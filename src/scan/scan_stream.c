/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "scan/scan_stream.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "read/read.h"
#include "read/read_stream.h"
#include "seal/hash.h"
#include "unpack/unpack.h"

enum { CAME_EVERY = 64 }; /* records */

struct scanning {
    const struct vg_scan_hints *hints;
    const struct vg_box_sink *sink;
    struct vg_scan_counts counted;
    struct vg_map map;
    struct vg_buf message;
    struct vg_arena memory; /* of one record */
    struct vg_hit *hits;
    size_t n_hits, room;
    struct vg_sha256 hash;
};

/* -- messages --------------------------------------------------------------------------------- */
static int send(struct scanning *s, struct vg_err *err)
{
    if (s->message.full)
        return vg_fail(err, VG_E_LIMIT, "a line is longer than a message may be");
    return s->sink->put(s->sink->w, vg_buf_str(&s->message), err);
}

static void put_counts(struct vg_buf *b, const struct vg_scan_counts *c)
{
    vg_put_u64be(b, c->pages);
    vg_put_u64be(b, c->read);
    vg_put_u64be(b, c->mentions);
    vg_put_u64be(b, c->emitted);
    vg_put_u64be(b, c->bytes_raw);
    vg_put_u64be(b, c->damage);
}

static int say_came(struct scanning *s, uint64_t record, struct vg_err *err)
{
    vg_buf_clear(&s->message);
    vg_putc(&s->message, 'n');
    vg_put_u64be(&s->message, record);
    put_counts(&s->message, &s->counted);
    return send(s, err);
}

/* -- names ----------------------------------------------------------------------------------------
 */
static void find_names(struct scanning *s, struct vg_str text)
{
    struct vg_finder f;
    size_t n;

    s->n_hits = 0;
    vg_finder_begin(&f, s->hints->names, text.p, text.len);
    do {
        if (s->room - s->n_hits < VG_FINDER_ROOM) {
            s->room = s->room == 0 ? 8 * (size_t)VG_FINDER_ROOM : 2 * s->room;
            s->hits = vg_realloc(s->hits, s->room * sizeof *s->hits);
        }
        n = vg_finder_next(&f, s->hits + s->n_hits, s->room - s->n_hits);
        s->n_hits += n;
    } while (n > 0);
    s->counted.mentions += s->n_hits;
}

/* -- lines
 * ------------------------------------------------------------------------------------------ */
static void put_text(struct vg_json *j, const char *key, struct vg_str s)
{
    vg_json_key(j, key);
    if (s.len == 0)
        vg_json_null(j);
    else
        vg_json_str(j, s);
}

static void put_mention(struct vg_json *j, const struct vg_gazetteer *g, const struct vg_hit *h)
{
    uint32_t n = vg_gazetteer_ids(g, h->name);

    vg_json_object(j);
    vg_json_ks(j, "id", vg_gazetteer_id(g, h->name, 0));
    if (n > 1) {
        vg_json_key(j, "ids");
        vg_json_array(j);
        for (uint32_t i = 0; i < n; i++)
            vg_json_str(j, vg_gazetteer_id(g, h->name, i));
        vg_json_end(j);
    }
    vg_json_kt(j, "kind", h->kind == VG_NAME_PLACE ? "place" : "trigger");
    vg_json_ku(j, "start", h->start);
    vg_json_ku(j, "end", h->end);
    if (h->inside)
        vg_json_kb(j, "inside", 1);
    vg_json_end(j);
}

static void put_where(struct vg_json *j, const struct scanning *s, const struct vg_piece *p)
{
    vg_json_kt(j, "file", s->hints->file);
    vg_json_ku(j, "record", p->record);
    vg_json_ku(j, "offset", p->offset);
    vg_json_ku(j, "length", p->length);
    if (p->has_inner)
        vg_json_ku(j, "inner", p->inner);
    if (p->member.len > 0)
        vg_json_ks(j, "member", p->member);
    put_text(j, "url", p->url);
    put_text(j, "at", p->at);
}

static void put_digest(struct vg_json *j, struct scanning *s, struct vg_str body)
{
    VG_SCOPED_BUF b = {.max = 80};
    unsigned char hash[VG_HASH_SIZE];

    vg_sha256_of(&s->hash, body.p, body.len, hash);
    vg_puts(&b, "sha256:");
    vg_put_hex(&b, hash, sizeof hash);
    vg_json_ks(j, "digest", vg_buf_str(&b));
}

static void put_line(struct scanning *s, const struct vg_piece *p, const struct vg_text *t,
                     const struct vg_emitted *e)
{
    struct vg_json j = {.out = &s->message};

    vg_json_object(&j);
    put_where(&j, s, p);
    put_digest(&j, s, p->body);
    vg_json_kt(&j, "language", t->language);
    vg_json_ks(&j, "charset", t->charset);
    vg_json_kt(&j, "block", vg_block_class_word(e->block));
    vg_json_ku(&j, "start", e->start);
    vg_json_ku(&j, "end", e->end);
    vg_json_ks(&j, "text", (struct vg_str){t->text.p + e->start, e->end - e->start});
    vg_json_key(&j, "mentions");
    vg_json_array(&j);
    for (uint32_t i = e->first; i < e->first + e->count; i++)
        if (s->hits[i].end <= e->end)
            put_mention(&j, s->hints->names, &s->hits[i]);
    vg_json_end(&j);
    vg_json_end(&j);
}

/* `t` was skimmed: where something is to be said, the page is read with all that belongs to it. */
static int emit(struct scanning *s, const struct vg_piece *p, const struct vg_read_input *in,
                const struct vg_text *skimmed, struct vg_err *err)
{
    struct vg_emitted *list;
    struct vg_text whole, *t = &whole;
    size_t n = vg_emit(skimmed, s->hits, s->n_hits, s->hints->rule, &s->memory, &list);
    int rc = n == 0 ? VG_OK : vg_read(in, &s->memory, t, err);

    if (rc != VG_OK || n == 0)
        return rc;
    assert(whole.text.len == skimmed->text.len);
    n = vg_emit(t, s->hits, s->n_hits, s->hints->rule, &s->memory, &list);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        vg_buf_clear(&s->message);
        vg_putc(&s->message, 'l');
        vg_put_u64be(&s->message, p->record);
        put_line(s, p, t, &list[i]);
        s->counted.emitted++;
        rc = send(s, err);
    }
    return rc;
}

/* -- records
 * ------------------------------------------------------------------------------------------ */
static int is_spoiled(const struct scanning *s, uint64_t record)
{
    return s->hints->spoiled >= 0 && record == (uint64_t)s->hints->spoiled;
}

/* May the page hold a trigger? What is not read as text cannot be looked through before. */
static int may_hold(struct scanning *s, const struct vg_read_input *in)
{
    struct vg_str utf8;
    int is_html;

    return !vg_read_utf8(in, &s->memory, &utf8, &is_html) ||
           vg_prefilter_may(s->hints->prefilter, utf8.p, utf8.len, is_html);
}

static int scan_page(struct scanning *s, const struct vg_piece *p, struct vg_err *err)
{
    struct vg_read_input in = {
        .bytes = p->body.p, .len = p->body.len, .media = p->media, .name = p->url};
    struct vg_text t;
    struct vg_err why;

    s->counted.pages++;
    if (is_spoiled(s, p->record)) /* counted by whoever saw it end its reader */
        return VG_OK;
    if (p->body.len > s->hints->max_record) {
        s->counted.damage++;
        return VG_OK;
    }
    if (p->type == VG_PIECE_DOCUMENT)
        in.name = p->member.len > 0 ? p->member : vg_str(s->hints->file);
    if (s->hints->prefilter != NULL && !may_hold(s, &in))
        return VG_OK;
    if (vg_read_skim(&in, &s->memory, &t, &why) != VG_OK)
        return VG_OK; /* an image, a program: nothing to read */
    s->counted.read++;
    s->counted.damage += t.damage_count;
    find_names(s, t.text);
    return s->n_hits == 0 ? VG_OK : emit(s, p, &in, &t, err);
}

static int scan_record(struct scanning *s, const struct vg_piece *p, struct vg_err *err)
{
    int rc = VG_OK;

    if (p->record < s->hints->first)
        return VG_OK;
    if (s->hints->is_careful || p->record % CAME_EVERY == 0)
        rc = say_came(s, p->record, err);
    if (rc != VG_OK)
        return rc;
    s->counted.bytes_raw += p->block.len;
    if (p->body.len == 0 || !vg_read_holds_text(p->type, p->media, p->url))
        return VG_OK;
    rc = scan_page(s, p, err);
    vg_arena_clear(&s->memory);
    return rc;
}

static int say_end(struct scanning *s, const struct vg_unpack *u, struct vg_err *err)
{
    struct vg_unpack_end e;

    vg_unpack_sum(u, &e);
    vg_buf_clear(&s->message);
    vg_putc(&s->message, 'e');
    vg_put_u64be(&s->message, e.records);
    put_counts(&s->message, &s->counted);
    vg_put_u64be(&s->message, e.bytes_accounted);
    vg_put_u64be(&s->message, e.damage);
    return send(s, err);
}

static void passed(void *w, uint64_t offset)
{
    struct scanning *s = w;

    if (s->hints->is_mapped)
        vg_map_passed(&s->map, offset);
    s->sink->reached(s->sink->w, offset);
}

int vg_scan_stream(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                   const struct vg_box_sink *sink, struct vg_err *err)
{
    struct scanning s = {.hints = hints, .sink = sink, .map = {in, n, 0}};
    struct vg_unpack_options o = {.bodies = 1, .passed = passed, .w = &s};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;
    int rc;

    if (hints_len != sizeof *s.hints)
        return vg_fail(err, VG_E_MISUSE, "the scan was called wrongly");
    o.digests = s.hints->digests;
    s.counted = s.hints->counted;
    s.message.max = (size_t)VG_MAX_MESSAGE;
    rc = vg_unpack_open(&u, in, n, &o, err);
    while (rc == VG_OK && (rc = vg_unpack_next(u, &p, err)) == VG_OK)
        rc = scan_record(&s, &p, err);
    if (rc == VG_E_ABSENT)
        rc = say_end(&s, u, err);
    vg_buf_end(&s.message);
    vg_arena_end(&s.memory);
    vg_sha256_end(&s.hash);
    free(s.hits);
    return rc;
}
