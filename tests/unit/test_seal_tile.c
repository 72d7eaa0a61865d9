/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "../seal_log.h"
#include "base/limits.h"
#include "seal/tile.h"
#include "shared.h"

/* -- paths ------------------------------------------------------------------------ */

static int level_of(const json_t *row)
{
    const json_t *v = json_object_get(row, "level");

    return json_is_string(v) ? VG_TILE_ENTRIES : (int)json_integer_value(v);
}

static void paths_have_their_known_verdict(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str s;
    VG_SCOPED_JSON *all = NULL;
    const json_t *row;
    struct vg_tile t;
    size_t i;

    (void)state;
    if (!has_shared())
        return;
    s = shared_bytes(&a, "note/tile_paths.json");
    assert_int_equal(vg_json_read(s.p, s.len, &all, NULL), VG_OK);
    json_array_foreach(json_object_get(all, "good"), i, row)
    {
        const char *path = json_string_value(json_object_get(row, "path"));
        char again[VG_TILE_PATH];

        ROW_CHECK(i, path, vg_tile_path_read(path, strlen(path), &t, NULL) == VG_OK);
        ROW_CHECK(i, path, t.level == level_of(row));
        ROW_CHECK(i, path, (json_int_t)t.n == json_integer_value(json_object_get(row, "n")));
        ROW_CHECK(i, path,
                  (json_int_t)t.width == json_integer_value(json_object_get(row, "width")));
        vg_tile_path_write(&t, again);
        assert_string_equal(again, path);
    }
    assert_int_equal(i, 6);
    json_array_foreach(json_object_get(all, "refused"), i, row)
    {
        const char *path = json_string_value(row);

        ROW_CHECK(i, path, vg_tile_path_read(path, strlen(path), &t, NULL) == VG_E_FORMAT);
    }
    assert_int_equal(i, 18);
}

static void the_largest_number_has_a_path_and_one_more_has_none(void **state)
{
    static const char last[] = "tile/63/x018/x446/x744/x073/x709/x551/615.p/255";
    static const char *const bad[] = {
        "tile/0/x018/x446/x744/x073/x709/x551/616",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/x000/x001/x000/x000/x000/x000/x000/000",
        "tile/entries",
        "tile/0/000.p/1/1",
        "tile/0/000.p",
        "tile/0/x001/000/",
        "tile/0/000.p/1 ",
        "tile/0/+00",
        "tile/data/000",
        "",
    };
    struct vg_tile t = {0, UINT64_MAX, 256};
    char path[VG_TILE_PATH];

    (void)state;
    assert_int_equal(vg_tile_path_read(last, strlen(last), &t, NULL), VG_OK);
    assert_true(t.n == UINT64_MAX && t.level == 63 && t.width == 255);
    vg_tile_path_write(&t, path);
    assert_string_equal(path, last);
    t.level = VG_TILE_ENTRIES;
    vg_tile_path_write(&t, path);
    assert_true(strlen(path) < VG_TILE_PATH - 1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ROW_CHECK(i, bad[i], vg_tile_path_read(bad[i], strlen(bad[i]), &t, NULL) == VG_E_FORMAT);
}

/* -- folders -------------------------------------------------------------------------- */

static int check(struct mem_folder *f, const struct vg_checkpoint *c, int hashes_only)
{
    struct vg_tile_folder from = {mem_folder_get, f};
    struct vg_tiles_how how = {.hashes_only = hashes_only};

    return vg_tiles_check(c, &from, &how, NULL);
}

static void the_known_log_is_written_byte_for_byte(void **state)
{
    static const char *const files[] = {
        "tile/0/000",       "tile/0/001.p/44",       "tile/1/000.p/1",
        "tile/entries/000", "tile/entries/001.p/44",
    };
    VG_SCOPED_ARENA a = {0};
    struct mem_log log = {0};
    struct mem_folder f = {0};
    int is_known = has_shared();

    (void)state;
    while (log.n < 300)
        mem_log_add_line(&log);
    assert_int_equal(mem_folder_write(&f, &log, 0, 300), VG_OK);
    assert_int_equal(f.n, sizeof files / sizeof *files);
    for (size_t i = 0; i < f.n; i++) {
        VG_SCOPED_BUF b = {0};

        ROW_CHECK(i, files[i], mem_folder_get(&f, files[i], &b, NULL) == VG_OK);
        if (!is_known)
            continue;
        ROW_CHECK(i, files[i],
                  vg_str_cmp(vg_buf_str(&b),
                             shared_bytes(&a, vg_print(&a, "tiles/own/%s", files[i]))) == 0);
    }
    mem_log_end(&log);
    vg_arena_end(&f.a);
}

/* Tiles of a growing log, each time only the new ones, at the borders of tiles and between. */
static void a_folder_that_grows_holds_at_every_size(void **state)
{
    static const uint64_t sizes[] = {0,   1,   2,   255,   256,   257,   511,  512,
                                     513, 700, 701, 65535, 65536, 65537, 66000};
    struct mem_log log = {0};
    struct mem_folder f = {0};
    uint64_t since = 0;

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct vg_checkpoint c;

        while (log.n < sizes[i])
            mem_log_add_line(&log);
        assert_int_equal(mem_folder_write(&f, &log, since, sizes[i]), VG_OK);
        c = mem_log_checkpoint(&log, sizes[i]);
        ROW_CHECK(i, "size", check(&f, &c, 0) == VG_OK);
        ROW_CHECK(i, "size", check(&f, &c, 1) == VG_OK);
        c.root[0] ^= 1;
        ROW_CHECK(i, "root", check(&f, &c, 0) == VG_E_NOT_HELD);
        c.root[0] ^= 1;
        c.size++;
        ROW_CHECK(i, "other size", check(&f, &c, 0) != VG_OK);
        since = sizes[i];
    }
    mem_log_end(&log);
    vg_arena_end(&f.a);
}

/* Every bit of a small log, and one of many bytes of a larger one with two levels. */
static void flip_bits(uint64_t size, size_t step)
{
    struct mem_log log = {0};
    struct mem_folder f = {0};
    struct vg_checkpoint c;

    while (log.n < size)
        mem_log_add_line(&log);
    assert_int_equal(mem_folder_write(&f, &log, 0, size), VG_OK);
    c = mem_log_checkpoint(&log, size);
    for (size_t file = 0; file < f.n; file++)
        for (size_t bit = 0; bit < 8 * f.files[file].len; bit += step) {
            unsigned char *byte = (unsigned char *)f.files[file].bytes + bit / 8;

            *byte ^= (unsigned char)(1U << bit % 8);
            ROW_CHECK(bit, "bit", check(&f, &c, 0) == VG_E_NOT_HELD);
            *byte ^= (unsigned char)(1U << bit % 8);
        }
    assert_int_equal(check(&f, &c, 0), VG_OK);
    mem_log_end(&log);
    vg_arena_end(&f.a);
}

static void any_changed_bit_of_a_folder_is_noticed(void **state)
{
    (void)state;
    flip_bits(5, 1);
    flip_bits(300, 331);
}

static void files_cut_lengthened_or_missing_are_noticed(void **state)
{
    struct mem_log log = {0};
    struct mem_folder f = {0};
    struct vg_checkpoint c;

    (void)state;
    while (log.n < 300)
        mem_log_add_line(&log);
    assert_int_equal(mem_folder_write(&f, &log, 0, 300), VG_OK);
    c = mem_log_checkpoint(&log, 300);
    for (size_t i = 0; i < f.n; i++) {
        struct mem_file was = f.files[i];

        f.files[i].len = was.len - 1;
        ROW_CHECK(i, "cut", check(&f, &c, 0) == VG_E_NOT_HELD);
        f.files[i].len = 0;
        ROW_CHECK(i, "empty", check(&f, &c, 0) == VG_E_NOT_HELD);
        f.files[i].bytes = vg_copy(&f.a, was.bytes, was.len);
        f.files[i].len = was.len + 1;
        ROW_CHECK(i, "longer", check(&f, &c, 0) == VG_E_NOT_HELD);
        f.files[i] = was;
    }
    f.index = VG_TABLE(&f.a);
    assert_int_equal(check(&f, &c, 0), VG_E_ABSENT);
    c.size = UINT64_MAX;
    assert_int_equal(check(&f, &c, 0), VG_E_LIMIT);
    mem_log_end(&log);
    vg_arena_end(&f.a);
}

static int from_disk(void *w, const char *path, struct vg_buf *out, struct vg_err *err)
{
    char whole[4096];

    (void)snprintf(whole, sizeof whole, "%s/%s", (const char *)w, path);
    return vg_file_read(whole, out, err);
}

static void the_tiles_of_another_program_verify(void **state)
{
    static const char name[] =
        "tiles/witness/mirror/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";
    static const char key[] =
        "mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O";
    VG_SCOPED_ARENA a = {0};
    struct vg_str note;
    struct vg_tile_folder from = {from_disk, vg_copyz(&a, shared_path(name))};
    struct vg_tiles_how how = {.hashes_only = 1};
    struct vg_checkpoint c;
    struct vg_key k;

    (void)state;
    if (!has_shared())
        return;
    note = shared_bytes(&a, vg_print(&a, "%s/checkpoint", name));
    assert_int_equal(vg_key_read(key, strlen(key), &k, NULL), VG_OK);
    assert_int_equal(vg_checkpoint_open(note.p, note.len, &k, 1, &c, NULL, NULL), VG_OK);
    assert_int_equal(vg_tiles_check(&c, &from, &how, NULL), VG_OK);
    how.hashes_only = 0;
    assert_int_equal(vg_tiles_check(&c, &from, &how, NULL), VG_E_ABSENT);
}

static int count_entry(void *w, uint64_t i, struct vg_str bytes, struct vg_err *err)
{
    uint64_t *next = w;

    if (i != *next || bytes.len == 0)
        return vg_fail(err, VG_E_FORMAT, "not the next entry");
    return ++*next == 280 ? VG_E_INTERRUPTED : VG_OK;
}

static void entries_are_handed_on_in_order_until_somebody_stops(void **state)
{
    struct mem_log log = {0};
    struct mem_folder f = {0};
    struct vg_tile_folder from = {mem_folder_get, &f};
    uint64_t next = 0;
    struct vg_tiles_how how = {.entry = count_entry, .w = &next};
    struct vg_checkpoint c;

    (void)state;
    while (log.n < 300)
        mem_log_add_line(&log);
    assert_int_equal(mem_folder_write(&f, &log, 0, 300), VG_OK);
    c = mem_log_checkpoint(&log, 300);
    assert_int_equal(vg_tiles_check(&c, &from, &how, NULL), VG_E_INTERRUPTED);
    assert_int_equal(next, 280);
    mem_log_end(&log);
    vg_arena_end(&f.a);
}

static void an_entry_as_long_as_a_tile_can_say_is_kept_and_a_longer_one_refused(void **state)
{
    VG_SCOPED_BUF b = {0};
    struct mem_log log = {0};
    struct mem_folder f = {0};
    struct vg_checkpoint c;

    (void)state;
    while (b.len < VG_MAX_TILE_ITEM)
        vg_putc(&b, 'x');
    mem_log_add(&log, vg_buf_str(&b));
    mem_log_add(&log, vg_str(""));
    assert_int_equal(mem_folder_write(&f, &log, 0, 2), VG_OK);
    c = mem_log_checkpoint(&log, 2);
    assert_int_equal(check(&f, &c, 0), VG_OK);
    vg_putc(&b, 'x');
    mem_log_add(&log, vg_buf_str(&b));
    assert_int_equal(mem_folder_write(&f, &log, 2, 3), VG_E_LIMIT);
    assert_int_equal(mem_folder_write(&f, &log, 3, 2), VG_E_MISUSE);
    mem_log_end(&log);
    vg_arena_end(&f.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_have_their_known_verdict),
        cmocka_unit_test(the_largest_number_has_a_path_and_one_more_has_none),
        cmocka_unit_test(the_known_log_is_written_byte_for_byte),
        cmocka_unit_test(a_folder_that_grows_holds_at_every_size),
        cmocka_unit_test(any_changed_bit_of_a_folder_is_noticed),
        cmocka_unit_test(files_cut_lengthened_or_missing_are_noticed),
        cmocka_unit_test(the_tiles_of_another_program_verify),
        cmocka_unit_test(entries_are_handed_on_in_order_until_somebody_stops),
        cmocka_unit_test(an_entry_as_long_as_a_tile_can_say_is_kept_and_a_longer_one_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
