/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Archives of ours, read back by our own reader of archives, which reports what contradicts itself.
 */
#include "test.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libdeflate.h>

#include "app/zip_out.h"
#include "base/file.h"
#include "base/map.h"
#include "unpack/zip.h"

static int into_buf(void *w, const void *bytes, size_t n)
{
    vg_put(w, bytes, n);
    return 0;
}

static void put_entry(struct vg_zip_out *z, const char *name, const char *text)
{
    size_t n = strlen(text);

    assert_int_equal(vg_zip_out_entry(z, name, n, libdeflate_crc32(0, text, n), NULL), VG_OK);
    assert_int_equal(vg_zip_out_put(z, text, n / 2, NULL), VG_OK);
    assert_int_equal(vg_zip_out_put(z, text + n / 2, n - n / 2, NULL), VG_OK);
}

static void what_goes_in_comes_out_and_nothing_contradicts_itself(void **state)
{
    static const struct {
        const char *name, *text;
    } rows[] = {
        {"archive/data.warc.gz", "some bytes"},
        {"pages/\xe9\xa1\xb5.jsonl", "{}\n"},
        {"empty", ""},
    };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0}, unpacked = {0};
    struct vg_zip_out z = {.put = into_buf, .w = &b};
    struct vg_zip zip;
    size_t sum = 22;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        put_entry(&z, rows[i].name, rows[i].text);
        sum += 30 + 46 + 2 * strlen(rows[i].name) + strlen(rows[i].text);
    }
    assert_int_equal(vg_zip_out_finish(&z, NULL), VG_OK);
    vg_zip_out_end(&z);
    assert_int_equal(b.len, sum); /* no extra fields, no comments, no descriptors */
    vg_zip_open(&a, b.p, b.len, &zip);
    assert_int_equal(zip.note_total, 0);
    assert_int_equal(zip.count, 3);
    for (size_t i = 0; i < zip.count; i++) {
        struct vg_zip_bytes got;

        vg_zip_read(&zip, &zip.entries[i], &unpacked, &got);
        ROW_CHECK(i, rows[i].name, got.whole && vg_str_is(got.bytes, rows[i].text));
        ROW_CHECK(i, rows[i].name, vg_str_is(zip.entries[i].name, rows[i].name));
        ROW_CHECK(i, rows[i].name, zip.entries[i].method == VG_ZIP_STORED);
        ROW_CHECK(i, rows[i].name, zip.entries[i].marks == 0);
    }
}

static void bytes_that_were_not_announced_fail(void **state)
{
    static const struct {
        const char *what, *text;
        uint64_t size;
        uint32_t crc;
        int at_once;
    } rows[] = {
        {"too few", "ab", 3, 0x9E83486D, 0},
        {"too many", "abc", 2, 0x9E83486D, 1},
        {"others", "abc", 3, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF b = {0};
        struct vg_zip_out z = {.put = into_buf, .w = &b};
        int rc;

        assert_int_equal(vg_zip_out_entry(&z, "x", rows[i].size, rows[i].crc, NULL), VG_OK);
        rc = vg_zip_out_put(&z, rows[i].text, strlen(rows[i].text), NULL);
        ROW_CHECK(i, rows[i].what, (rc == VG_E_IO) == rows[i].at_once);
        if (rc == VG_OK)
            ROW_CHECK(i, rows[i].what, vg_zip_out_finish(&z, NULL) == VG_E_IO);
        vg_zip_out_end(&z);
    }
}

static int stop(void *w, const void *bytes, size_t n)
{
    (void)w;
    (void)bytes;
    return n > 0;
}

static void a_reader_that_had_enough_ends_it(void **state)
{
    struct vg_zip_out z = {.put = stop};

    (void)state;
    assert_int_equal(vg_zip_out_entry(&z, "x", 0, 0, NULL), VG_E_IO);
    vg_zip_out_end(&z);
}

/* A file of many zeros takes no room on the disk where they are left out. */
enum { LARGE_PIECE = 1 << 24 };

static int into_holes(void *w, const void *bytes, size_t n)
{
    const int *fd = w;

    if (n == LARGE_PIECE)
        return lseek(*fd, (off_t)n, SEEK_CUR) < 0;
    return vg_write_all(*fd, bytes, n, NULL) != VG_OK;
}

static void what_is_larger_than_four_gibibytes_has_its_own_fields(void **state)
{
    const uint64_t pieces = 257, size = pieces * LARGE_PIECE;
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_FD fd = vg_map_spool(NULL);
    struct vg_zip_out z = {.put = into_holes, .w = &fd};
    char *zeros = vg_alloc(&a, LARGE_PIECE);
    struct vg_zip zip;
    uint32_t crc = 0;
    void *p;

    (void)state;
    memset(zeros, 0, LARGE_PIECE);
    for (uint64_t i = 0; i < pieces; i++)
        crc = libdeflate_crc32(crc, zeros, LARGE_PIECE);
    assert_int_equal(vg_zip_out_entry(&z, "large", size, crc, NULL), VG_OK);
    for (uint64_t i = 0; i < pieces; i++)
        assert_int_equal(vg_zip_out_put(&z, zeros, LARGE_PIECE, NULL), VG_OK);
    put_entry(&z, "behind", "far away"); /* small, but its offset is not */
    assert_int_equal(vg_zip_out_finish(&z, NULL), VG_OK);
    p = mmap(NULL, z.at, PROT_READ, MAP_PRIVATE, fd, 0);
    assert_true(p != MAP_FAILED);
    vg_zip_open(&a, p, z.at, &zip);
    assert_int_equal(zip.note_total, 0);
    assert_int_equal(zip.count, 2);
    assert_int_equal(zip.entries[0].size, size);
    assert_int_equal(zip.entries[0].stored, size);
    assert_true(vg_str_is((struct vg_str){(const char *)p + zip.entries[1].data, 8}, "far away"));
    (void)munmap(p, z.at);
    vg_zip_out_end(&z);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out_and_nothing_contradicts_itself),
        cmocka_unit_test(bytes_that_were_not_announced_fail),
        cmocka_unit_test(a_reader_that_had_enough_ends_it),
        cmocka_unit_test(what_is_larger_than_four_gibibytes_has_its_own_fields),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
