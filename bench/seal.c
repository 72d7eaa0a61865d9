/* SPDX-License-Identifier: AGPL-3.0-or-later */

/* What an entry costs: 15 fields committed to, signed, written, appended. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "seal/commit.h"
#include "seal/entry.h"
#include "seal/tree.h"

enum { ENTRIES = 5000, FIELDS = 15, LEAVES = 1000000 };

static void commit_fields(struct vg_commit *c, struct vg_entry *e, int entry)
{
    unsigned char secret[VG_SECRET_SIZE] = {0};
    char name[64];

    memcpy(secret, &entry, sizeof entry);
    vg_commit_begin(c, secret);
    for (int i = 0; i < FIELDS; i++) {
        (void)snprintf(name, sizeof name, "source.0.field%d", i);
        (void)vg_commit_add(c, vg_str(name), vg_str("a value of usual length, a line or so"), NULL);
    }
    vg_commit_root(c, e->record);
}

static int64_t time_commits(struct vg_commit *c, struct vg_entry *e)
{
    int64_t start = vg_ticks_ms();

    for (int i = 0; i < ENTRIES; i++)
        commit_fields(c, e, i);
    return vg_ticks_ms() - start;
}

static int64_t time_entries(struct vg_entry *e, struct vg_tree *t)
{
    const unsigned char seed[VG_SIGN_SEED] = {1};
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_SHA256 h = {0};
    int64_t start = vg_ticks_ms();

    vg_signer_from_seed(&s, seed);
    for (int i = 0; i < ENTRIES; i++) {
        VG_SCOPED_BUF b = {0};
        unsigned char leaf[VG_HASH_SIZE];

        (void)vg_entry_sign(e, &s, NULL);
        (void)vg_entry_write(e, &b, NULL);
        vg_tree_leaf(&h, b.p, b.len, leaf);
        (void)vg_tree_append(t, &h, leaf, NULL);
    }
    return vg_ticks_ms() - start;
}

static int64_t time_checks(const struct vg_entry *e)
{
    int64_t start = vg_ticks_ms();

    for (int i = 0; i < ENTRIES; i++)
        (void)vg_entry_check(e, NULL);
    return vg_ticks_ms() - start;
}

static int64_t time_leaves(struct vg_tree *t)
{
    const char entry[512] = "an entry of usual length";
    VG_SCOPED_SHA256 h = {0};
    int64_t start = vg_ticks_ms();

    for (int i = 0; i < LEAVES; i++) {
        unsigned char leaf[VG_HASH_SIZE];

        vg_tree_leaf(&h, entry, sizeof entry, leaf);
        (void)vg_tree_append(t, &h, leaf, NULL);
    }
    return vg_ticks_ms() - start;
}

int main(void)
{
    VG_SCOPED_COMMIT c = {0};
    struct vg_entry e = {.kind = VG_ENTRY_CAPTURE, .time = 1795453200};
    struct vg_tree t = {0};

    (void)printf("%d records of %d fields committed: %lld ms\n", ENTRIES, FIELDS,
                 (long long)time_commits(&c, &e));
    (void)printf("%d entries signed, written, appended: %lld ms\n", ENTRIES,
                 (long long)time_entries(&e, &t));
    (void)printf("%d entry signatures checked: %lld ms\n", ENTRIES, (long long)time_checks(&e));
    (void)printf("%d leaves hashed and appended: %lld ms\n", LEAVES, (long long)time_leaves(&t));
    return 0;
}
