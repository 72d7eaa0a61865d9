/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "seal/line.h"
#include "seal/tree.h"
#include "shared.h"

enum { LARGEST = 300 };

/* The definition of RFC 6962 2.1, word for word: what the quick way must equal. */
static void root_by_definition(struct vg_sha256 *h, const unsigned char (*leaf)[VG_HASH_SIZE],
                               size_t n, unsigned char out[VG_HASH_SIZE])
{
    unsigned char left[VG_HASH_SIZE], right[VG_HASH_SIZE];
    size_t k = 1;

    if (n <= 1) {
        memcpy(out, n == 0 ? vg_hash_empty : leaf[0], VG_HASH_SIZE);
        return;
    }
    while (k * 2 < n)
        k *= 2;
    root_by_definition(h, leaf, k, left);
    root_by_definition(h, leaf + k, n - k, right);
    vg_tree_node(h, left, right, out);
}

struct kept {
    unsigned char hash[10][LARGEST][VG_HASH_SIZE];
    unsigned char there[10][LARGEST];
    unsigned reads;
};

static int get_kept(void *w, unsigned level, uint64_t n, unsigned char hash[VG_HASH_SIZE],
                    struct vg_err *err)
{
    struct kept *k = w;

    k->reads++;
    if (level >= 10 || n >= LARGEST || !k->there[level][n])
        return vg_fail(err, VG_E_ABSENT, "no subtree");
    memcpy(hash, k->hash[level][n], VG_HASH_SIZE);
    return VG_OK;
}

static struct kept kept;
static unsigned char leaves[LARGEST][VG_HASH_SIZE];
static unsigned char roots[LARGEST + 1][VG_HASH_SIZE];

static int grow_tree(void **state)
{
    VG_SCOPED_SHA256 h = {0};
    struct vg_tree t = {0};

    (void)state;
    vg_tree_root(&t, &h, roots[0]);
    for (size_t i = 0; i < LARGEST; i++) {
        struct vg_tree_part done[VG_TREE_LEVELS];
        size_t n;

        vg_tree_leaf(&h, &i, i % (sizeof i + 1), leaves[i]);
        n = vg_tree_append(&t, &h, leaves[i], done);
        for (size_t part = 0; part < n; part++) {
            memcpy(kept.hash[done[part].level][done[part].n], done[part].hash, VG_HASH_SIZE);
            kept.there[done[part].level][done[part].n] = 1;
        }
        vg_tree_root(&t, &h, roots[i + 1]);
    }
    return 0;
}

static void the_empty_tree_is_the_hash_of_nothing(void **state)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];

    (void)state;
    vg_sha256_of(&h, NULL, 0, hash);
    assert_memory_equal(hash, vg_hash_empty, VG_HASH_SIZE);
    assert_memory_equal(roots[0], vg_hash_empty, VG_HASH_SIZE);
}

static void every_root_is_that_of_the_definition(void **state)
{
    VG_SCOPED_SHA256 h = {0};
    struct vg_tree_source from = {get_kept, &kept};
    unsigned char hash[VG_HASH_SIZE];

    (void)state;
    for (size_t n = 0; n <= LARGEST; n++) {
        root_by_definition(&h, (const unsigned char(*)[VG_HASH_SIZE])leaves, n, hash);
        ROW_CHECK(n, "grown", vg_hash_is(hash, roots[n]));
        assert_int_equal(vg_tree_root_at(&from, &h, n, hash, NULL), VG_OK);
        ROW_CHECK(n, "loaded", vg_hash_is(hash, roots[n]));
    }
}

static void every_full_subtree_is_given_out_once_it_is_full(void **state)
{
    (void)state;
    for (unsigned level = 0; level < 10; level++)
        for (size_t n = 0; n < LARGEST; n++)
            ROW_CHECK(n, "subtree", kept.there[level][n] == ((n + 1) << level <= LARGEST));
}

static void every_leaf_of_every_tree_is_proven(void **state)
{
    VG_SCOPED_SHA256 h = {0};
    struct vg_tree_source from = {get_kept, &kept};
    struct vg_tree_proof p;

    (void)state;
    for (uint64_t size = 1; size <= 130; size++)
        for (uint64_t i = 0; i < size; i++) {
            kept.reads = 0;
            assert_int_equal(vg_tree_prove(&from, &h, i, size, &p, NULL), VG_OK);
            assert_true(kept.reads <= 16);
            assert_int_equal(vg_tree_check(i, size, leaves[i], roots[size],
                                           (const unsigned char *)p.hash, p.n, NULL),
                             VG_OK);
            assert_int_equal(vg_tree_check(i, size, leaves[(i + 1) % LARGEST], roots[size],
                                           (const unsigned char *)p.hash, p.n, NULL),
                             VG_E_NOT_HELD);
        }
}

static void every_pair_of_trees_is_shown_to_agree(void **state)
{
    VG_SCOPED_SHA256 h = {0};
    struct vg_tree_source from = {get_kept, &kept};
    struct vg_tree_proof p;

    (void)state;
    for (uint64_t size = 0; size <= 130; size++)
        for (uint64_t old = 0; old <= size; old++) {
            const unsigned char *hashes = (const unsigned char *)p.hash;

            assert_int_equal(vg_tree_prove_growth(&from, &h, old, size, &p, NULL), VG_OK);
            assert_int_equal(
                vg_tree_check_growth(old, size, roots[old], roots[size], hashes, p.n, NULL), VG_OK);
            assert_int_equal(
                vg_tree_check_growth(old, size, roots[old + 1], roots[size], hashes, p.n, NULL),
                VG_E_NOT_HELD);
            assert_int_equal(
                vg_tree_check_growth(old, size, roots[old], roots[size + 1], hashes, p.n, NULL),
                old == 0 && size > 0 ? VG_OK : VG_E_NOT_HELD);
        }
}

static void what_cannot_be_proven_is_refused(void **state)
{
    VG_SCOPED_SHA256 h = {0};
    struct vg_tree_source from = {get_kept, &kept};
    struct vg_tree_proof p;
    struct vg_tree t;

    (void)state;
    assert_int_equal(vg_tree_prove(&from, &h, 7, 7, &p, NULL), VG_E_MISUSE);
    assert_int_equal(vg_tree_prove(&from, &h, 0, 0, &p, NULL), VG_E_MISUSE);
    assert_int_equal(vg_tree_prove_growth(&from, &h, 8, 7, &p, NULL), VG_E_MISUSE);
    assert_int_equal(vg_tree_prove(&from, &h, 7, UINT64_MAX, &p, NULL), VG_E_LIMIT);
    assert_int_equal(vg_tree_load(&t, &from, INT64_MAX, NULL), VG_E_LIMIT);
    assert_int_equal(vg_tree_load(&t, &from, LARGEST + 1, NULL), VG_E_ABSENT);
    assert_int_equal(vg_tree_check(0, 0, leaves[0], roots[0], NULL, 0, NULL), VG_E_NOT_HELD);
    assert_int_equal(vg_tree_check(0, UINT64_MAX, leaves[0], leaves[0], leaves[0], LARGEST, NULL),
                     VG_E_NOT_HELD);
}

/* -- proofs of other projects ---------------------------------------------------- */

static int number(const json_t *o, const char *key, uint64_t *out)
{
    const json_t *v = json_object_get(o, key);

    if (!json_is_string(v))
        return 0;
    return vg_line_u64(vg_str(json_string_value(v)), out);
}

/* jansson stops at 63 bits, so numbers are made texts before it reads. */
static json_t *with_numbers_as_text(struct vg_str s)
{
    VG_SCOPED_BUF b = {0};
    json_t *v = NULL;

    for (size_t i = 0; i < s.len; i++) {
        int is_number = s.p[i] == ' ' && i + 1 < s.len && s.p[i + 1] >= '0' && s.p[i + 1] <= '9' &&
                        i > 0 && s.p[i - 1] == ':';

        vg_putc(&b, s.p[i]);
        if (!is_number)
            continue;
        vg_putc(&b, '"');
        while (++i < s.len && s.p[i] >= '0' && s.p[i] <= '9')
            vg_putc(&b, s.p[i]);
        vg_putc(&b, '"');
        i--;
    }
    if (vg_json_read(b.p, b.len, &v, NULL) != VG_OK)
        fail_msg("no JSON: %s", b.p);
    return v;
}

/* The hashes of a proof; 0 when one is no hash at all. */
static int proof_of(const json_t *o, unsigned char *out, size_t room, size_t *n)
{
    const json_t *list = json_object_get(o, "proof"), *v;
    size_t i;

    *n = 0;
    json_array_foreach(list, i, v)
    {
        assert_true((i + 1) * VG_HASH_SIZE <= room);
        if (shared_base64(v, out + i * VG_HASH_SIZE, VG_HASH_SIZE) != VG_HASH_SIZE)
            return 0;
        (*n)++;
    }
    return 1;
}

static int root_of(const json_t *o, const char *key, unsigned char out[VG_HASH_SIZE])
{
    return shared_base64(json_object_get(o, key), out, VG_HASH_SIZE) == VG_HASH_SIZE;
}

static int inclusion_holds(const json_t *o)
{
    unsigned char leaf[VG_HASH_SIZE], root[VG_HASH_SIZE], hashes[64 * VG_HASH_SIZE];
    uint64_t index, size;
    size_t n;

    return number(o, "leafIdx", &index) && number(o, "treeSize", &size) &&
           root_of(o, "leafHash", leaf) && root_of(o, "root", root) &&
           proof_of(o, hashes, sizeof hashes, &n) &&
           vg_tree_check(index, size, leaf, root, hashes, n, NULL) == VG_OK;
}

static int consistency_holds(const json_t *o)
{
    unsigned char old[VG_HASH_SIZE], root[VG_HASH_SIZE], hashes[64 * VG_HASH_SIZE];
    uint64_t size1, size2;
    size_t n;

    return number(o, "size1", &size1) && number(o, "size2", &size2) && root_of(o, "root1", old) &&
           root_of(o, "root2", root) && proof_of(o, hashes, sizeof hashes, &n) &&
           vg_tree_check_growth(size1, size2, old, root, hashes, n, NULL) == VG_OK;
}

static size_t check_folder(const char *name, int (*holds)(const json_t *o))
{
    VG_SCOPED_ARENA a = {0};
    const char *path = shared_path(name);
    struct dirent *e;
    size_t files = 0;
    DIR *d;

    d = opendir(path);
    assert_non_null(d);
    while ((e = readdir(d)) != NULL) {
        json_t *o;

        if (strstr(e->d_name, ".json") == NULL)
            continue;
        o = with_numbers_as_text(shared_bytes(&a, vg_print(&a, "%s/%s", name, e->d_name)));
        if (holds(o) == json_is_true(json_object_get(o, "wantErr")))
            fail_msg("%s/%s: other verdict", name, e->d_name);
        json_decref(o);
        files++;
    }
    (void)closedir(d);
    return files;
}

static void the_verdict_is_that_of_other_programs(void **state)
{
    size_t files = 0;

    (void)state;
    if (!has_shared())
        return;
    files += check_folder("merkle/inclusion/0", inclusion_holds);
    files += check_folder("merkle/inclusion/1", inclusion_holds);
    files += check_folder("merkle/inclusion/2", inclusion_holds);
    files += check_folder("merkle/consistency/0", consistency_holds);
    files += check_folder("merkle/consistency/1", consistency_holds);
    files += check_folder("merkle/consistency/2", consistency_holds);
    assert_int_equal(files, 92);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_empty_tree_is_the_hash_of_nothing),
        cmocka_unit_test(every_root_is_that_of_the_definition),
        cmocka_unit_test(every_full_subtree_is_given_out_once_it_is_full),
        cmocka_unit_test(every_leaf_of_every_tree_is_proven),
        cmocka_unit_test(every_pair_of_trees_is_shown_to_agree),
        cmocka_unit_test(what_cannot_be_proven_is_refused),
        cmocka_unit_test(the_verdict_is_that_of_other_programs),
    };

    return cmocka_run_group_tests(tests, grow_tree, NULL);
}
