/* SPDX-License-Identifier: AGPL-3.0-or-later */

/*
 * Laws of the log that hold for any input, tried on random ones. The seed is
 * printed; give it as the first argument to see a failure again.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../seal_log.h"
#include "seal/commit.h"

enum { LARGEST = 3000, ROUNDS = 40 };

/* splitmix64 (S. Vigna, public domain): small and good enough for choosing sizes. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static uint64_t below(uint64_t *state, uint64_t n)
{
    return next_random(state) % n;
}

static int failures;

static void law(int holds, const char *what, uint64_t a, uint64_t b)
{
    if (holds)
        return;
    failures++;
    (void)printf("broken: %s (%" PRIu64 ", %" PRIu64 ")\n", what, a, b);
}

/* Entries of 8 bytes and more, so that no two are equal: equal neighbours prove each other. */
static void grow(struct mem_log *log, uint64_t *r, uint64_t size)
{
    while (log->n < size) {
        uint64_t bytes[4] = {next_random(r), next_random(r), next_random(r), next_random(r)};

        mem_log_add(log, (struct vg_str){(const char *)bytes, 8 + (size_t)below(r, 25)});
    }
}

/* Any two sizes of one log agree, and a proof for one pair serves no other. */
static void pairs_agree(struct mem_log *log, uint64_t *r)
{
    struct vg_tree_source from = {mem_log_hash, log};
    uint64_t b = 2 + below(r, log->n - 2), a = 1 + below(r, b - 1), flip;
    struct vg_checkpoint old = mem_log_checkpoint(log, a), new = mem_log_checkpoint(log, b);
    struct vg_tree_proof p;
    const unsigned char *hashes = (const unsigned char *)p.hash;

    law(vg_tree_prove_growth(&from, &log->sha, a, b, &p, NULL) == VG_OK, "growth is proven", a, b);
    law(vg_tree_check_growth(a, b, old.root, new.root, hashes, p.n, NULL) == VG_OK, "growth holds",
        a, b);
    law(vg_tree_check_growth(a, b, new.root, old.root, hashes, p.n, NULL) != VG_OK,
        "roots are not swapped", a, b);
    law(vg_tree_check_growth(a, b + 1, old.root, new.root, hashes, p.n, NULL) != VG_OK ||
            (b & (b - 1)) != 0,
        "a full tree has its own size", a, b);
    law(vg_tree_check_growth(a, b, old.root, new.root, hashes, p.n - 1, NULL) != VG_OK,
        "no hash is left out", a, b);
    flip = below(r, p.n * VG_HASH_SIZE);
    ((unsigned char *)p.hash)[flip] ^= (unsigned char)(1U << below(r, 8));
    law(vg_tree_check_growth(a, b, old.root, new.root, hashes, p.n, NULL) != VG_OK,
        "every bit counts", a, b);
}

/* Any leaf is proven in any tree that has it, and nowhere else. */
static void leaves_are_in(struct mem_log *log, uint64_t *r)
{
    struct vg_tree_source from = {mem_log_hash, log};
    uint64_t size = 2 + below(r, log->n - 2), i = below(r, size), other = (i + 1) % size;
    struct vg_checkpoint c = mem_log_checkpoint(log, size);
    struct vg_tree_proof p;
    const unsigned char *hashes = (const unsigned char *)p.hash, *leaf = log->level[0].hash[i];

    law(vg_tree_prove(&from, &log->sha, i, size, &p, NULL) == VG_OK, "a leaf is proven", i, size);
    law(vg_tree_check(i, size, leaf, c.root, hashes, p.n, NULL) == VG_OK, "a leaf is in", i, size);
    law(vg_tree_check(other, size, leaf, c.root, hashes, p.n, NULL) != VG_OK,
        "a leaf is at its index", i, size);
    law(vg_tree_check(i, size, leaf, c.root, hashes, p.n - 1, NULL) != VG_OK, "no hash is left out",
        i, size);
    ((unsigned char *)p.hash)[below(r, p.n * VG_HASH_SIZE)] ^= 1U;
    law(vg_tree_check(i, size, leaf, c.root, hashes, p.n, NULL) != VG_OK, "every bit counts", i,
        size);
}

/* Going on from a loaded right edge gives what going on without a stop gives. */
static void batches_do_not_matter(struct mem_log *log, uint64_t *r)
{
    struct vg_tree_source from = {mem_log_hash, log};
    struct vg_tree t = {0};
    unsigned char root[VG_HASH_SIZE];
    struct vg_checkpoint all = mem_log_checkpoint(log, log->n);

    while (t.size < log->n) {
        uint64_t stop = t.size + 1 + below(r, log->n - t.size);

        law(vg_tree_load(&t, &from, t.size, NULL) == VG_OK, "a batch begins", t.size, log->n);
        while (t.size < stop)
            (void)vg_tree_append(&t, &log->sha, log->level[0].hash[t.size], NULL);
    }
    vg_tree_root(&t, &log->sha, root);
    law(vg_hash_is(root, all.root), "batches give the same root", t.size, log->n);
}

/* A folder written in random steps is that of one step, and holds. */
static void folders_hold(struct mem_log *log, uint64_t *r)
{
    struct mem_folder f = {0};
    struct vg_tile_folder from = {mem_folder_get, &f};
    struct vg_tiles_how how = {0};
    uint64_t since = 0, size;

    while (since < log->n) {
        size = since + 1 + below(r, log->n - since);
        law(mem_folder_write(&f, log, since, size) == VG_OK, "tiles are written", since, size);
        since = size;
    }
    for (int i = 0; i < 3; i++) {
        struct vg_checkpoint c = mem_log_checkpoint(log, log->n);
        size_t file = (size_t)below(r, f.n);
        int before = vg_tiles_check(&c, &from, &how, NULL);

        law(before == VG_OK, "the folder holds", log->n, file);
        c.size = 1 + below(r, log->n);
        if (c.size != log->n)
            law(vg_tiles_check(&c, &from, &how, NULL) != VG_OK, "it has one size", log->n, c.size);
    }
    vg_arena_end(&f.a);
}

/* Whatever is shown of a record holds, and nothing else does in its place. */
static void disclosures_hold(uint64_t *r)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_COMMIT commit = {0};
    uint32_t n = 1 + (uint32_t)below(r, 40), i = (uint32_t)below(r, n);
    struct vg_commit_field *fields = VG_NEW_ARRAY(&a, struct vg_commit_field, n);
    unsigned char secret[VG_SECRET_SIZE], root[VG_HASH_SIZE];
    struct vg_disclosed d;

    for (size_t at = 0; at < sizeof secret; at++)
        secret[at] = (unsigned char)next_random(r);
    vg_commit_begin(&commit, secret);
    for (uint32_t at = 0; at < n; at++) {
        fields[at].name = vg_str(vg_print(&a, "t.%u.%u", at / 3, at % 3));
        fields[at].value = vg_str(vg_print(&a, "%" PRIu64, below(r, 1000)));
        law(vg_commit_add(&commit, fields[at].name, fields[at].value, NULL) == VG_OK,
            "a field fits", at, n);
    }
    vg_commit_root(&commit, root);
    law(vg_commit_disclose(secret, fields, n, i, &d, NULL) == VG_OK, "a field is shown", i, n);
    law(vg_commit_check(root, &d, NULL) == VG_OK, "what is shown holds", i, n);
    d.salt[below(r, sizeof d.salt)] ^= 4U;
    law(vg_commit_check(root, &d, NULL) == VG_E_NOT_HELD, "the salt counts", i, n);
}

int main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 0) : 20261123, r = seed;

    (void)printf("seed %" PRIu64 "\n", seed);
    for (int round = 0; round < ROUNDS; round++) {
        struct mem_log log = {0};

        grow(&log, &r, 3 + below(&r, LARGEST));
        for (int i = 0; i < 20; i++) {
            pairs_agree(&log, &r);
            leaves_are_in(&log, &r);
            disclosures_hold(&r);
        }
        batches_do_not_matter(&log, &r);
        folders_hold(&log, &r);
        mem_log_end(&log);
    }
    return failures == 0 ? 0 : 1;
}
