/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/checkpoint.h"

#include <string.h>

#include "base/digits.h"
#include "seal/line.h"

static const char origin_head[] = "vigil-";

enum { ORIGIN_BYTES = 8 };

int vg_origin_make(struct vg_world *w, char out[VG_ORIGIN], struct vg_err *err)
{
    VG_SCOPED_BUF b = {.max = VG_ORIGIN};
    unsigned char bytes[ORIGIN_BYTES];

    if (w->fill_random(w->w, bytes, sizeof bytes) != VG_OK)
        return vg_fail(err, VG_E_IO, "the system gives no randomness");
    vg_puts(&b, origin_head);
    vg_put_hex(&b, bytes, sizeof bytes);
    memcpy(out, b.p, VG_ORIGIN);
    return VG_OK;
}

int vg_origin_is_ours(const char *origin)
{
    struct vg_str s = vg_str(origin);
    unsigned char bytes[ORIGIN_BYTES];

    return vg_line_after(&s, origin_head) && vg_line_hex(s, bytes, sizeof bytes);
}

void vg_checkpoint_write(const struct vg_checkpoint *c, struct vg_buf *out)
{
    vg_putf(out, "%s\n%llu\n", c->origin, (unsigned long long)c->size);
    vg_put_base64(out, c->root, sizeof c->root);
    vg_putc(out, '\n');
}

int vg_checkpoint_read(struct vg_str text, struct vg_checkpoint *out, struct vg_err *err)
{
    struct vg_checkpoint c = {0};
    struct vg_str line;
    size_t n;

    if (!vg_line_next(&text, &line) || line.len == 0)
        return vg_fail(err, VG_E_FORMAT, "checkpoint: no origin line");
    if (line.len >= sizeof c.origin)
        return vg_fail(err, VG_E_LIMIT, "checkpoint: an origin of %zu bytes", line.len);
    if (memchr(line.p, '\0', line.len) != NULL)
        return vg_fail(err, VG_E_FORMAT, "checkpoint: a NUL in the origin");
    memcpy(c.origin, line.p, line.len);
    if (!vg_line_next(&text, &line) || !vg_line_u64(line, &c.size))
        return vg_fail(err, VG_E_FORMAT, "checkpoint: the second line is no size");
    if (!vg_line_next(&text, &line) || !vg_base64_read(line, c.root, sizeof c.root, &n) ||
        n != sizeof c.root)
        return vg_fail(err, VG_E_FORMAT, "checkpoint: the third line is no root hash");
    if (text.len != 0)
        return vg_fail(err, VG_E_FORMAT, "checkpoint: more than three lines");
    if (c.size == 0 && !vg_hash_is(c.root, vg_hash_empty))
        return vg_fail(err, VG_E_FORMAT, "checkpoint: an empty tree with another root");
    *out = c;
    return VG_OK;
}

int vg_checkpoint_sign(const struct vg_checkpoint *c, const struct vg_signer *s, struct vg_buf *out,
                       struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = 2 * VG_KEY_NAME};

    vg_checkpoint_write(c, &text);
    return vg_note_write(vg_buf_str(&text), c->origin, s, out, err);
}

int vg_checkpoint_open(const char *p, size_t len, const struct vg_key *keys, size_t n,
                       struct vg_checkpoint *out, struct vg_note *note, struct vg_err *err)
{
    struct vg_note read;
    int rc = vg_note_read(p, len, keys, n, &read, err);

    if (rc == VG_OK)
        rc = vg_checkpoint_read(read.text, out, err);
    if (rc == VG_OK && note != NULL)
        *note = read;
    return rc;
}
