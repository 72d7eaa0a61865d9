/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/tree.h"

#include <assert.h>
#include <string.h>

/* The smallest size that is refused: leaf indexes are SQLite integers. */
#define TOO_LARGE ((uint64_t)INT64_MAX)

void vg_tree_leaf(struct vg_sha256 *h, const void *data, size_t n, unsigned char out[VG_HASH_SIZE])
{
    static const unsigned char mark = 0x00;

    vg_sha256_begin(h);
    vg_sha256_add(h, &mark, 1);
    vg_sha256_add(h, data, n);
    vg_sha256_done(h, out);
}

void vg_tree_node(struct vg_sha256 *h, const unsigned char left[VG_HASH_SIZE],
                  const unsigned char right[VG_HASH_SIZE], unsigned char out[VG_HASH_SIZE])
{
    unsigned char bytes[1 + 2 * VG_HASH_SIZE];

    bytes[0] = 0x01;
    memcpy(bytes + 1, left, VG_HASH_SIZE);
    memcpy(bytes + 1 + VG_HASH_SIZE, right, VG_HASH_SIZE);
    vg_sha256_of(h, bytes, sizeof bytes, out);
}

static size_t peaks_of(uint64_t size)
{
    return (size_t)__builtin_popcountll(size);
}

static void keep_part(struct vg_tree_part *done, size_t at, uint64_t n,
                      const unsigned char hash[VG_HASH_SIZE])
{
    if (done == NULL)
        return;
    done[at].level = (unsigned)at;
    done[at].n = n;
    memcpy(done[at].hash, hash, VG_HASH_SIZE);
}

/*
 * Counting in binary: each full subtree is a set bit of the size, and a leaf
 * more carries. Every carry joins the last peak with what came from below.
 */
size_t vg_tree_append(struct vg_tree *t, struct vg_sha256 *h,
                      const unsigned char leaf[VG_HASH_SIZE],
                      struct vg_tree_part done[VG_TREE_LEVELS])
{
    unsigned char hash[VG_HASH_SIZE];
    size_t peaks = peaks_of(t->size), count = 1;

    assert(t->size < TOO_LARGE - 1);
    memcpy(hash, leaf, VG_HASH_SIZE);
    keep_part(done, 0, t->size, hash);
    for (uint64_t carry = t->size; (carry & 1U) != 0; carry >>= 1) {
        vg_tree_node(h, t->peak[--peaks], hash, hash);
        keep_part(done, count++, carry >> 1, hash);
    }
    memcpy(t->peak[peaks], hash, VG_HASH_SIZE);
    t->size++;
    return count;
}

/* The peaks from `first` on joined from the right, as RFC 6962 2.1 splits. */
static void fold(const struct vg_tree *t, size_t first, struct vg_sha256 *h,
                 unsigned char out[VG_HASH_SIZE])
{
    size_t peaks = peaks_of(t->size);

    memcpy(out, t->peak[peaks - 1], VG_HASH_SIZE);
    for (size_t i = peaks - 1; i > first; i--)
        vg_tree_node(h, t->peak[i - 1], out, out);
}

void vg_tree_root(const struct vg_tree *t, struct vg_sha256 *h, unsigned char out[VG_HASH_SIZE])
{
    if (t->size == 0)
        memcpy(out, vg_hash_empty, VG_HASH_SIZE);
    else
        fold(t, 0, h, out);
}

int vg_tree_load(struct vg_tree *t, const struct vg_tree_source *from, uint64_t size,
                 struct vg_err *err)
{
    struct vg_tree got = {.size = size};
    size_t peaks = 0;

    if (size >= TOO_LARGE)
        return vg_fail(err, VG_E_LIMIT, "a tree of %llu leaves is beyond all bounds",
                       (unsigned long long)size);
    for (unsigned level = VG_TREE_LEVELS; level-- > 0;) {
        int rc;

        if ((size >> level & 1U) == 0)
            continue;
        rc = from->get(from->w, level, (size >> level) - 1, got.peak[peaks++], err);
        if (rc != VG_OK)
            return rc;
    }
    *t = got;
    return VG_OK;
}

int vg_tree_root_at(const struct vg_tree_source *from, struct vg_sha256 *h, uint64_t size,
                    unsigned char out[VG_HASH_SIZE], struct vg_err *err)
{
    struct vg_tree t;
    int rc = vg_tree_load(&t, from, size, err);

    if (rc == VG_OK)
        vg_tree_root(&t, h, out);
    return rc;
}

/* The hash over the leaves from n·2^level to the end of a tree that ends within
 * that subtree: the peaks below `level`. */
static int edge_hash(const struct vg_tree_source *from, struct vg_sha256 *h, uint64_t size,
                     unsigned level, unsigned char out[VG_HASH_SIZE], struct vg_err *err)
{
    struct vg_tree t;
    int rc = vg_tree_load(&t, from, size, err);

    if (rc == VG_OK)
        fold(&t, peaks_of(size >> level), h, out);
    return rc;
}

/*
 * The siblings on the way from node (level, n) to the root, added to *out. At
 * each level the node is right of its sibling, left of it, or alone at the end
 * of the level and then goes up unchanged. A sibling on the right may be cut
 * off by the end of the tree; that happens once at most.
 */
static int climb(const struct vg_tree_source *from, struct vg_sha256 *h, unsigned level, uint64_t n,
                 uint64_t size, struct vg_tree_proof *out, struct vg_err *err)
{
    for (uint64_t last = (size - 1) >> level; last > 0; level++, n >>= 1, last >>= 1) {
        uint64_t sibling = n ^ 1U;
        int rc;

        if (sibling > last)
            continue;
        if (sibling < size >> level)
            rc = from->get(from->w, level, sibling, out->hash[out->n], err);
        else
            rc = edge_hash(from, h, size, level, out->hash[out->n], err);
        if (rc != VG_OK)
            return rc;
        out->n++;
    }
    return VG_OK;
}

static int size_is_sane(uint64_t size, struct vg_err *err)
{
    if (size >= TOO_LARGE)
        return vg_fail(err, VG_E_LIMIT, "a tree of %llu leaves is beyond all bounds",
                       (unsigned long long)size);
    return VG_OK;
}

int vg_tree_prove(const struct vg_tree_source *from, struct vg_sha256 *h, uint64_t index,
                  uint64_t size, struct vg_tree_proof *out, struct vg_err *err)
{
    struct vg_tree_proof proof = {0};
    int rc = size_is_sane(size, err);

    if (rc == VG_OK && index >= size)
        rc = vg_fail(err, VG_E_MISUSE, "no leaf %llu in a tree of %llu", (unsigned long long)index,
                     (unsigned long long)size);
    if (rc == VG_OK)
        rc = climb(from, h, 0, index, size, &proof, err);
    if (rc == VG_OK)
        *out = proof;
    return rc;
}

/*
 * The last full subtree of the old tree, then the way from it to the new root.
 * When the old tree is one full subtree, the checker knows its hash already.
 */
int vg_tree_prove_growth(const struct vg_tree_source *from, struct vg_sha256 *h, uint64_t old,
                         uint64_t size, struct vg_tree_proof *out, struct vg_err *err)
{
    struct vg_tree_proof proof = {0};
    unsigned level;
    int rc = size_is_sane(size, err);

    if (rc == VG_OK && old > size)
        rc = vg_fail(err, VG_E_MISUSE, "a tree of %llu is no prefix of one of %llu",
                     (unsigned long long)old, (unsigned long long)size);
    if (rc != VG_OK)
        return rc;
    if (old > 0 && old < size) {
        level = (unsigned)__builtin_ctzll(old);
        if (old >> level != 1) {
            rc = from->get(from->w, level, (old >> level) - 1, proof.hash[0], err);
            proof.n = 1;
        }
        if (rc == VG_OK)
            rc = climb(from, h, level, (old >> level) - 1, size, &proof, err);
    }
    if (rc == VG_OK)
        *out = proof;
    return rc;
}

/*
 * Where a checker stands: a node and the last node of its level. A node that is
 * the last of its level and on the left has no sibling until it has climbed far
 * enough to be on the right.
 */
struct place {
    uint64_t n, last;
};

static int is_right(const struct place *at)
{
    return (at->n & 1U) != 0 || at->n == at->last;
}

static void go_up(struct place *at)
{
    if ((at->n & 1U) == 0 && at->n == at->last) {
        while (at->n != 0 && (at->n & 1U) == 0) {
            at->n >>= 1;
            at->last >>= 1;
        }
    }
    at->n >>= 1;
    at->last >>= 1;
}

int vg_tree_check(uint64_t index, uint64_t size, const unsigned char leaf[VG_HASH_SIZE],
                  const unsigned char root[VG_HASH_SIZE], const unsigned char *hashes, size_t n,
                  struct vg_err *err)
{
    VG_SCOPED_SHA256 h = {0};
    struct place at = {index, size - 1};
    unsigned char hash[VG_HASH_SIZE];

    if (index >= size)
        return vg_fail(err, VG_E_NOT_HELD, "no leaf %llu in a tree of %llu",
                       (unsigned long long)index, (unsigned long long)size);
    memcpy(hash, leaf, VG_HASH_SIZE);
    for (size_t i = 0; i < n; i++) {
        const unsigned char *p = hashes + i * VG_HASH_SIZE;

        if (at.last == 0)
            return vg_fail(err, VG_E_NOT_HELD,
                           "the proof has more hashes than the way to the root");
        if (is_right(&at))
            vg_tree_node(&h, p, hash, hash);
        else
            vg_tree_node(&h, hash, p, hash);
        go_up(&at);
    }
    if (at.last != 0 || !vg_hash_is(hash, root))
        return vg_fail(err, VG_E_NOT_HELD, "the proof of leaf %llu does not lead to the root",
                       (unsigned long long)index);
    return VG_OK;
}

/* Both roots at once: of the old tree from what lies left of the way, of the new
 * from everything. `old` is at least 1 and less than the new size. */
static int check_way(struct vg_sha256 *h, uint64_t old, uint64_t size,
                     const unsigned char old_root[VG_HASH_SIZE], const unsigned char *hashes,
                     size_t n, unsigned char was[VG_HASH_SIZE], unsigned char is[VG_HASH_SIZE])
{
    unsigned level = (unsigned)__builtin_ctzll(old);
    struct place at = {(old - 1) >> level, (size - 1) >> level};
    int is_power = old >> level == 1;

    if (n == 0)
        return 0;
    memcpy(was, is_power ? old_root : hashes, VG_HASH_SIZE);
    memcpy(is, was, VG_HASH_SIZE);
    for (size_t i = is_power ? 0 : 1; i < n; i++) {
        const unsigned char *p = hashes + i * VG_HASH_SIZE;

        if (at.last == 0)
            return 0;
        if (is_right(&at)) {
            vg_tree_node(h, p, was, was);
            vg_tree_node(h, p, is, is);
        } else {
            vg_tree_node(h, is, p, is);
        }
        go_up(&at);
    }
    return at.last == 0;
}

int vg_tree_check_growth(uint64_t old, uint64_t size, const unsigned char old_root[VG_HASH_SIZE],
                         const unsigned char root[VG_HASH_SIZE], const unsigned char *hashes,
                         size_t n, struct vg_err *err)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char was[VG_HASH_SIZE], is[VG_HASH_SIZE];
    int holds;

    if (old == size)
        holds =
            n == 0 && vg_hash_is(old_root, root) && (size > 0 || vg_hash_is(root, vg_hash_empty));
    else if (old == 0)
        holds = n == 0 && vg_hash_is(old_root, vg_hash_empty);
    else
        holds = old < size && check_way(&h, old, size, old_root, hashes, n, was, is) &&
                vg_hash_is(was, old_root) && vg_hash_is(is, root);
    if (!holds)
        return vg_fail(err, VG_E_NOT_HELD,
                       "the tree of %llu is not shown to be a prefix of that of %llu",
                       (unsigned long long)old, (unsigned long long)size);
    return VG_OK;
}
