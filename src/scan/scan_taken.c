/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a child says of a shard. A line is held against the list of its keys before it is
 * passed on as it is. */
#include <string.h>

#include "base/json.h"
#include "scan/scan_stream.h"

struct key {
    const char *name;
    json_type type;
    int may_be_null, must_be;
};

static const struct key line_keys[] = {
    {"file", JSON_STRING, 0, 1},     {"record", JSON_INTEGER, 0, 1}, {"offset", JSON_INTEGER, 0, 1},
    {"length", JSON_INTEGER, 0, 1},  {"inner", JSON_INTEGER, 0, 0},  {"member", JSON_STRING, 0, 0},
    {"url", JSON_STRING, 1, 1},      {"at", JSON_STRING, 1, 1},      {"digest", JSON_STRING, 0, 1},
    {"language", JSON_STRING, 0, 1}, {"charset", JSON_STRING, 0, 1}, {"block", JSON_STRING, 0, 1},
    {"start", JSON_INTEGER, 0, 1},   {"end", JSON_INTEGER, 0, 1},    {"text", JSON_STRING, 0, 1},
    {"mentions", JSON_ARRAY, 0, 1},
};
static const struct key mention_keys[] = {
    {"id", JSON_STRING, 0, 1},     {"ids", JSON_ARRAY, 0, 0},   {"kind", JSON_STRING, 0, 1},
    {"start", JSON_INTEGER, 0, 1}, {"end", JSON_INTEGER, 0, 1}, {"inside", JSON_TRUE, 0, 0},
};

static int check_keys(const json_t *o, const struct key *keys, size_t n, struct vg_err *err)
{
    size_t known = 0;

    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "the scan answered nonsense: no object");
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_object_get(o, keys[i].name);

        if (v == NULL && !keys[i].must_be)
            continue;
        if (v == NULL ||
            !(json_typeof(v) == keys[i].type || (keys[i].may_be_null && json_is_null(v))))
            return vg_fail(err, VG_E_FORMAT, "the scan answered nonsense: %s", keys[i].name);
        known++;
    }
    if (known != json_object_size(o))
        return vg_fail(err, VG_E_FORMAT, "the scan answered nonsense: a key that is none");
    return VG_OK;
}

static int check_line(struct vg_str line, struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    const json_t *list;
    int rc = vg_json_read(line.p, line.len, &o, err);

    if (rc == VG_OK)
        rc = check_keys(o, line_keys, sizeof line_keys / sizeof *line_keys, err);
    if (rc != VG_OK)
        return rc;
    if (memchr(line.p, '\n', line.len) != NULL)
        return vg_fail(err, VG_E_FORMAT, "the scan answered nonsense: two lines in one");
    list = json_object_get(o, "mentions");
    for (size_t i = 0; rc == VG_OK && i < json_array_size(list); i++)
        rc = check_keys(json_array_get(list, i), mention_keys,
                        sizeof mention_keys / sizeof *mention_keys, err);
    return rc;
}

struct cursor {
    const unsigned char *p;
    size_t left;
};

static uint64_t get_u64(struct cursor *c)
{
    uint64_t v = 0;

    for (size_t i = 0; i < 8 && i < c->left; i++)
        v = v << 8 | c->p[i];
    c->p += c->left < 8 ? c->left : 8;
    c->left -= c->left < 8 ? c->left : 8;
    return v;
}

static void get_counts(struct cursor *c, struct vg_scan_counts *out)
{
    out->pages = get_u64(c);
    out->read = get_u64(c);
    out->mentions = get_u64(c);
    out->emitted = get_u64(c);
    out->bytes_raw = get_u64(c);
    out->damage = get_u64(c);
}

int vg_scan_take(struct vg_str message, struct vg_scan_message *out, struct vg_err *err)
{
    struct cursor c = {(const unsigned char *)message.p, message.len};
    char letter = message.len > 0 ? message.p[0] : '\0';
    struct vg_scan_message m = {0};

    if (!((letter == 'l' && message.len > 9) || (letter == 'n' && message.len == 1 + 7 * 8) ||
          (letter == 'e' && message.len == 1 + 9 * 8)))
        return vg_fail(err, VG_E_FORMAT, "the scan answered nonsense");
    c.p++;
    c.left--;
    m.record = get_u64(&c);
    if (letter == 'l') {
        int rc;

        m.line = (struct vg_str){(const char *)c.p, c.left};
        rc = check_line(m.line, err);
        if (rc != VG_OK)
            return rc;
        m.what = VG_SCAN_LINE;
    } else {
        get_counts(&c, &m.counted);
        m.what = letter == 'n' ? VG_SCAN_CAME : VG_SCAN_END;
    }
    if (letter == 'e') {
        m.records = m.record;
        m.accounted = get_u64(&c);
        m.damage = get_u64(&c);
    }
    *out = m;
    return VG_OK;
}
