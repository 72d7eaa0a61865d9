/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/proof.h"

#include "base/digits.h"
#include "base/limits.h"
#include "seal/line.h"

static const char first_line[] = "c2sp.org/tlog-proof@v1";

enum { MAX_HASHES = 63 }; /* a tree of less than 2^63 leaves has no longer way to its root */

int vg_proof_write(const struct vg_proof *p, struct vg_buf *out, struct vg_err *err)
{
    if (p->checkpoint.len > (size_t)VG_MAX_NOTE)
        return vg_fail(err, VG_E_LIMIT, "a checkpoint of %zu bytes", p->checkpoint.len);
    vg_putf(out, "%s\nindex %llu\n", first_line, (unsigned long long)p->index);
    for (size_t i = 0; i < p->path.n; i++) {
        vg_put_base64(out, p->path.hash[i], VG_HASH_SIZE);
        vg_putc(out, '\n');
    }
    vg_putc(out, '\n');
    vg_put_str(out, p->checkpoint);
    return VG_OK;
}

/* The two or three lines above the hashes. */
static int read_head(struct vg_str *rest, uint64_t *index)
{
    struct vg_str line;

    if (!vg_line_next(rest, &line) || !vg_str_is(line, first_line) || !vg_line_next(rest, &line))
        return 0;
    if (vg_line_after(&line, "extra ") && (!vg_base64_holds(line) || !vg_line_next(rest, &line)))
        return 0;
    return vg_line_after(&line, "index ") && vg_line_u64(line, index);
}

/* Hash lines up to and with the blank line. */
static int read_path(struct vg_str *rest, struct vg_tree_proof *path, struct vg_err *err)
{
    struct vg_str line;
    size_t n;

    for (;;) {
        if (!vg_line_next(rest, &line))
            return vg_fail(err, VG_E_FORMAT, "proof: no blank line after the hashes");
        if (line.len == 0)
            return VG_OK;
        if (path->n == MAX_HASHES)
            return vg_fail(err, VG_E_LIMIT, "proof: more than %d hashes", MAX_HASHES);
        if (!vg_base64_read(line, path->hash[path->n], VG_HASH_SIZE, &n) || n != VG_HASH_SIZE)
            return vg_fail(err, VG_E_FORMAT, "proof: hash line %zu is none", path->n + 1);
        path->n++;
    }
}

int vg_proof_read(const char *p, size_t len, struct vg_proof *out, struct vg_err *err)
{
    struct vg_str rest = {p, len};
    struct vg_proof proof = {0};
    int rc;

    if (len > (size_t)VG_MAX_PROOF)
        return vg_fail(err, VG_E_LIMIT, "proof: %zu bytes; at most %lld are allowed", len,
                       (long long)VG_MAX_PROOF);
    if (!read_head(&rest, &proof.index))
        return vg_fail(err, VG_E_FORMAT, "proof: does not start as a tlog-proof of version 1");
    rc = read_path(&rest, &proof.path, err);
    if (rc != VG_OK)
        return rc;
    if (rest.len == 0)
        return vg_fail(err, VG_E_FORMAT, "proof: no checkpoint");
    proof.checkpoint = rest;
    *out = proof;
    return VG_OK;
}

int vg_proof_check(const struct vg_proof *p, const unsigned char leaf[VG_HASH_SIZE],
                   const struct vg_key *keys, size_t n, struct vg_checkpoint *out,
                   struct vg_err *err)
{
    struct vg_checkpoint c;
    int rc = vg_checkpoint_open(p->checkpoint.p, p->checkpoint.len, keys, n, &c, NULL, err);

    if (rc == VG_OK && p->path.n > VG_TREE_PROOF)
        rc = vg_fail(err, VG_E_NOT_HELD, "a way of %zu hashes", p->path.n);
    if (rc == VG_OK)
        rc = vg_tree_check(p->index, c.size, leaf, c.root, (const unsigned char *)p->path.hash,
                           p->path.n, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "proof");
    if (out != NULL)
        *out = c;
    return VG_OK;
}
