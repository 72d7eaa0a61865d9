/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/commit.h"

#include <string.h>

#include <sodium.h>

#include "base/limits.h"

static const char salt_label[] = "vigil-salt/v1";
static const char commit_label[] = "vigil-commit/v1"; /* its NUL is the 0x00 of the format */

static void write_be(unsigned char *out, uint64_t v, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        out[i] = (unsigned char)(v >> (8 * (bytes - 1 - i)));
}

void vg_commit_salt(const struct vg_hkdf *secret, uint32_t i, unsigned char out[VG_HASH_SIZE])
{
    unsigned char info[sizeof salt_label - 1 + 4];

    memcpy(info, salt_label, sizeof salt_label - 1);
    write_be(info + sizeof salt_label - 1, i, 4);
    vg_hkdf_expand(secret, info, sizeof info, out);
}

static int sizes_fit(struct vg_str name, struct vg_str value, struct vg_err *err)
{
    if (name.len > UINT16_MAX)
        return vg_fail(err, VG_E_LIMIT, "a field name of %zu bytes", name.len);
    if (value.len > (size_t)VG_MAX_FIELD)
        return vg_fail(err, VG_E_LIMIT, "field %.*s has %zu bytes, beyond %lld", (int)name.len,
                       name.p, value.len, (long long)VG_MAX_FIELD);
    return VG_OK;
}

int vg_commit_of(struct vg_sha256 *h, const unsigned char salt[VG_HASH_SIZE], struct vg_str name,
                 struct vg_str value, unsigned char out[VG_HASH_SIZE], struct vg_err *err)
{
    unsigned char head[sizeof commit_label + VG_HASH_SIZE + 2], length[8];
    int rc = sizes_fit(name, value, err);

    if (rc != VG_OK)
        return rc;
    memcpy(head, commit_label, sizeof commit_label);
    memcpy(head + sizeof commit_label, salt, VG_HASH_SIZE);
    write_be(head + sizeof commit_label + VG_HASH_SIZE, name.len, 2);
    write_be(length, value.len, 8);
    vg_sha256_begin(h);
    vg_sha256_add(h, head, sizeof head);
    vg_sha256_add(h, name.p, name.len);
    vg_sha256_add(h, length, sizeof length);
    vg_sha256_add(h, value.p, value.len);
    vg_sha256_done(h, out);
    return VG_OK;
}

void vg_commit_begin(struct vg_commit *c, const unsigned char secret[VG_SECRET_SIZE])
{
    vg_hkdf_begin(&c->key, secret, VG_SECRET_SIZE);
    c->tree.size = 0;
}

/* The leaf hash over the commitment of the next field. */
static int next_leaf(struct vg_commit *c, uint32_t i, struct vg_str name, struct vg_str value,
                     unsigned char leaf[VG_HASH_SIZE], struct vg_err *err)
{
    unsigned char salt[VG_HASH_SIZE], made[VG_HASH_SIZE];
    int rc;

    vg_commit_salt(&c->key, i, salt);
    rc = vg_commit_of(&c->hash, salt, name, value, made, err);
    sodium_memzero(salt, sizeof salt);
    if (rc == VG_OK)
        vg_tree_leaf(&c->hash, made, sizeof made, leaf);
    return rc;
}

int vg_commit_add(struct vg_commit *c, struct vg_str name, struct vg_str value, struct vg_err *err)
{
    unsigned char leaf[VG_HASH_SIZE];
    int rc;

    if (c->tree.size >= VG_MAX_FIELDS)
        return vg_fail(err, VG_E_LIMIT, "more than %d fields in one entry", VG_MAX_FIELDS);
    rc = next_leaf(c, (uint32_t)c->tree.size, name, value, leaf, err);
    if (rc == VG_OK)
        (void)vg_tree_append(&c->tree, &c->hash, leaf, NULL);
    return rc;
}

void vg_commit_root(struct vg_commit *c, unsigned char out[VG_HASH_SIZE])
{
    vg_tree_root(&c->tree, &c->hash, out);
}

void vg_commit_end(struct vg_commit *c)
{
    if (c == NULL)
        return;
    vg_hkdf_end(&c->key);
    vg_sha256_end(&c->hash);
    *c = (struct vg_commit){0};
}

/* Full subtrees of the fields' tree, each made from its leaves when it is asked for.
 * A proof asks for disjoint ones, so the whole costs one pass over the fields. */
struct fields {
    struct vg_commit *c;
    const struct vg_commit_field *list;
};

static int subtree_of_fields(void *w, unsigned level, uint64_t n, unsigned char hash[VG_HASH_SIZE],
                             struct vg_err *err)
{
    struct fields *f = w;
    struct vg_tree part = {0};

    for (uint64_t i = n << level; i < (n + 1) << level; i++) {
        unsigned char leaf[VG_HASH_SIZE];
        int rc = next_leaf(f->c, (uint32_t)i, f->list[i].name, f->list[i].value, leaf, err);

        if (rc != VG_OK)
            return rc;
        (void)vg_tree_append(&part, &f->c->hash, leaf, NULL);
    }
    vg_tree_root(&part, &f->c->hash, hash);
    return VG_OK;
}

int vg_commit_disclose(const unsigned char secret[VG_SECRET_SIZE],
                       const struct vg_commit_field *fields, uint32_t n, uint32_t index,
                       struct vg_disclosed *out, struct vg_err *err)
{
    VG_SCOPED_COMMIT c = {0};
    struct fields all = {&c, fields};
    struct vg_tree_source from = {subtree_of_fields, &all};
    struct vg_disclosed d = {.index = index, .count = n};
    int rc;

    if (index >= n)
        return vg_fail(err, VG_E_MISUSE, "no field %u of %u", index, n);
    if (n > VG_MAX_FIELDS)
        return vg_fail(err, VG_E_LIMIT, "more than %d fields in one entry", VG_MAX_FIELDS);
    rc = sizes_fit(fields[index].name, fields[index].value, err);
    if (rc != VG_OK)
        return rc;
    vg_commit_begin(&c, secret);
    d.name = fields[index].name;
    d.value = fields[index].value;
    vg_commit_salt(&c.key, index, d.salt);
    rc = vg_tree_prove(&from, &c.hash, index, n, &d.proof, err);
    if (rc == VG_OK)
        *out = d;
    return rc;
}

int vg_commit_check(const unsigned char record[VG_HASH_SIZE], const struct vg_disclosed *d,
                    struct vg_err *err)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char made[VG_HASH_SIZE], leaf[VG_HASH_SIZE];
    int rc = vg_commit_of(&h, d->salt, d->name, d->value, made, err);

    if (rc != VG_OK)
        return rc;
    if (d->proof.n > VG_TREE_PROOF)
        return vg_fail(err, VG_E_NOT_HELD, "a proof of %zu hashes", d->proof.n);
    vg_tree_leaf(&h, made, sizeof made, leaf);
    rc = vg_tree_check(d->index, d->count, leaf, record, (const unsigned char *)d->proof.hash,
                       d->proof.n, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "field %u of %u", d->index, d->count);
    return VG_OK;
}
