/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include "base/limits.h"
#include "unpack/lines.h"
#include "unpack/zip.h"
#include "wacz_make.h"

static const struct zip_row plain_rows[] = {
    {.name = "a.txt", .data = ZIP_TEXT("the desk has moved"), .deflate = 1},
    {.name = "folder/", .data = ZIP_TEXT("")},
    {.name = "folder/b.txt", .data = ZIP_TEXT("nine, station road")},
};

static void add_rows(struct zip_make *m, const struct zip_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        zip_add(m, &rows[i]);
}

/* Open, and check what holds for any input: the spans are a partition, and damage among them is
 * noted with that range. */
static void open_checked(struct vg_arena *a, struct vg_str s, struct vg_zip *z)
{
    uint64_t at = 0;

    vg_zip_open(a, s.p, s.len, z);
    for (size_t i = 0; i < z->span_count; i++) {
        assert_int_equal(z->spans[i].offset, at);
        assert_true(z->spans[i].length > 0);
        at += z->spans[i].length;
    }
    assert_int_equal(at, s.len);
    assert_true(z->note_count <= VG_MAX_FILE_NOTES && z->note_count <= z->note_total);
}

static size_t notes_of(const struct vg_zip *z, enum vg_note_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < z->note_count; i++)
        n += z->notes[i].kind == kind;
    return n;
}

static int has_note(const struct vg_zip *z, enum vg_note_kind kind, uint64_t offset,
                    uint64_t length)
{
    for (size_t i = 0; i < z->note_count; i++) {
        if (z->notes[i].kind == kind && z->notes[i].offset == offset &&
            z->notes[i].length == length)
            return 1;
    }
    return 0;
}

static void assert_reads(const struct vg_zip *z, const char *name, const char *text)
{
    VG_SCOPED_BUF b = {0};
    struct vg_zip_bytes got;
    const struct vg_zip_entry *e = vg_zip_find(z, name);

    if (e == NULL)
        fail_msg("no entry %s", name);
    vg_zip_read(z, e, &b, &got);
    if (!got.whole)
        fail_msg("%s: %s", name, got.damage.text.p);
    assert_true(vg_str_is(got.bytes, text));
}

static void a_sound_archive_has_no_notes_and_every_byte_has_an_owner(void **state)
{
    VG_SCOPED_ARENA a = {0};
    ZIP_MAKE m = {0};
    struct vg_zip z;

    (void)state;
    add_rows(&m, plain_rows, 3);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    assert_true(vg_zip_is(m.out.p, m.out.len));
    assert_true(z.has_directory);
    assert_int_equal(z.count, 3);
    assert_int_equal(z.note_total, 0);
    assert_int_equal(z.span_count, 5);
    assert_int_equal(z.entries[1].marks, VG_ZIP_FOLDER);
    assert_reads(&z, "a.txt", "the desk has moved");
    assert_reads(&z, "folder/b.txt", "nine, station road");
    assert_null(vg_zip_find(&z, "b.txt"));
}

static void descriptors_and_zip64_are_read_in_all_forms(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "s", .data = ZIP_TEXT("signed"), .deflate = 1, .descriptor = SIGNED},
        {.name = "u", .data = ZIP_TEXT("unsigned"), .descriptor = UNSIGNED},
        {.name = "w", .data = ZIP_TEXT("wide"), .deflate = 1, .descriptor = WIDE},
        {.name = "z", .data = ZIP_TEXT("zip64"), .wide = 1},
    };

    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        VG_SCOPED_ARENA a = {0};
        ZIP_MAKE m = {0};
        struct vg_zip z;

        add_rows(&m, rows, 4);
        zip_finish_as(&m, 0, 0, wide, "a comment");
        open_checked(&a, vg_buf_str(&m.out), &z);
        assert_int_equal(z.note_total, 0);
        assert_reads(&z, "s", "signed");
        assert_reads(&z, "u", "unsigned");
        assert_reads(&z, "w", "wide");
        assert_reads(&z, "z", "zip64");
    }
}

/* Each fault of the directory and the headers, with the note that names it. */
static void each_fault_has_its_note_and_what_is_unambiguous_is_read(void **state)
{
    static const struct {
        const char *what;
        struct zip_row row;
        enum vg_note_kind kind;
        int reads; /* the row is read all the same */
    } rows[] = {
        {"local name",
         {.name = "x", .local_name = "y", .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"local CRC",
         {.name = "x", .local_crc_xor = 1, .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"local size",
         {.name = "x", .local_stored_add = 7, .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"directory size",
         {.name = "x", .size_add = 3, .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"no header there",
         {.name = "x", .offset_add = 1, .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"size over the end",
         {.name = "x", .stored_add = 1 << 20, .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"size over the next",
         {.name = "x", .stored_add = 20, .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"no descriptor",
         {.name = "x", .flags = 8, .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_LOCAL_DIFFERS,
         1},
        {"hidden", {.name = "x", .hidden = 1, .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_HIDDEN, 0},
        {"duplicate", {.name = "a.txt", .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_DUPLICATE, 0},
        {"gap", {.name = "x", .before = "junk", .data = ZIP_TEXT("xx")}, VG_NOTE_JUNK, 1},
        {"shared",
         {.name = "a.txt", .unseen = 1, .data = ZIP_TEXT("the desk has moved"), .deflate = 1},
         VG_NOTE_ZIP_OVERLAP,
         0},
        {"absolute", {.name = "/x", .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_NAME_REFUSED, 0},
        {"climbs", {.name = "x/../../y", .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_NAME_REFUSED, 0},
        {"backslash", {.name = "x\\y", .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_NAME_REFUSED, 0},
        {"drive", {.name = "c:x", .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_NAME_REFUSED, 0},
        {"NUL",
         {.raw_name = ZIP_TEXT("x\0y"), .data = ZIP_TEXT("xx")},
         VG_NOTE_ZIP_NAME_REFUSED,
         0},
        {"no name", {.name = "", .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_NAME_REFUSED, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        ZIP_MAKE m = {0};
        struct vg_zip z;

        zip_add(&m, &plain_rows[0]);
        zip_add(&m, &rows[i].row);
        zip_add(&m, &plain_rows[2]);
        zip_finish(&m);
        open_checked(&a, vg_buf_str(&m.out), &z);
        ROW_CHECK(i, rows[i].what, notes_of(&z, rows[i].kind) > 0);
        assert_reads(&z, "a.txt", "the desk has moved");
        assert_reads(&z, "folder/b.txt", "nine, station road");
        if (rows[i].reads)
            assert_reads(&z, "x", "xx");
    }
}

/* Names that look odd and are not. */
static void other_names_are_taken_as_they_are(void **state)
{
    static const struct {
        struct zip_row row;
        const char *shown;
    } rows[] = {
        {{.name = "a..b/..c", .data = ZIP_TEXT("x")}, "a..b/..c"},
        {{.name = "\xe5\x85\xac\xe5\x91\x8a.txt", .data = ZIP_TEXT("x")},
         "\xe5\x85\xac\xe5\x91\x8a.txt"},
        {{.name = "\xb9\xab\xb8\xe6.txt", .data = ZIP_TEXT("x")}, "%B9%AB%B8%E6.txt"},
        {{.name = "\xb9\xab\xb8\xe6.txt",
          .unicode = "\xe5\x85\xac\xe5\x91\x8a.txt",
          .data = ZIP_TEXT("x")},
         "\xe5\x85\xac\xe5\x91\x8a.txt"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        ZIP_MAKE m = {0};
        struct vg_zip z;

        zip_add(&m, &rows[i].row);
        zip_finish(&m);
        open_checked(&a, vg_buf_str(&m.out), &z);
        ROW_CHECK(i, rows[i].shown,
                  z.note_total == 0 && vg_str_is(z.entries[0].shown, rows[i].shown));
    }
}

static void a_refused_name_is_shown_as_a_number_and_its_data_are_read(void **state)
{
    static const struct zip_row row = {.name = "../../x", .data = ZIP_TEXT("xx")};
    VG_SCOPED_ARENA a = {0};
    ZIP_MAKE m = {0};
    struct vg_zip z;

    (void)state;
    add_rows(&m, plain_rows, 3);
    zip_add(&m, &row);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    assert_true(vg_str_is(z.entries[3].shown, "#3"));
    assert_reads(&z, "../../x", "xx");
}

static void both_of_two_equal_names_are_read(void **state)
{
    static const struct zip_row again = {.name = "a.txt", .data = ZIP_TEXT("the other one")};
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    ZIP_MAKE m = {0};
    struct vg_zip_bytes got;
    struct vg_zip z;

    (void)state;
    zip_add(&m, &plain_rows[0]);
    zip_add(&m, &again);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    assert_reads(&z, "a.txt", "the desk has moved");
    vg_zip_read(&z, &z.entries[1], &b, &got);
    assert_true(got.whole && vg_str_is(got.bytes, "the other one"));
}

static void hidden_entries_are_damage_with_their_range(void **state)
{
    static const struct zip_row hidden[] = {
        {.name = "x", .hidden = 1, .data = ZIP_TEXT("hidden and deflated, deflated"), .deflate = 1},
        {.name = "y", .hidden = 1, .data = ZIP_TEXT("hidden"), .deflate = 1, .descriptor = SIGNED},
        {.name = "z", .hidden = 1, .data = ZIP_TEXT("hidden"), .descriptor = WIDE},
    };
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    ZIP_MAKE m = {0};
    struct vg_zip_bytes got;
    struct vg_zip z;

    (void)state;
    zip_add(&m, &plain_rows[0]);
    add_rows(&m, hidden, 3);
    zip_add(&m, &plain_rows[2]);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    assert_int_equal(z.note_total, 3);
    for (size_t i = 1; i < 4; i++) {
        assert_true(
            has_note(&z, VG_NOTE_ZIP_HIDDEN, m.offsets[i], m.offsets[i + 1] - m.offsets[i]));
        assert_true((z.entries[i + 1].marks & VG_ZIP_HIDDEN) != 0);
        vg_zip_read(&z, &z.entries[i + 1], &b, &got);
        assert_true(got.whole);
    }
    assert_null(vg_zip_find(&z, "x"));
}

static void what_stands_before_between_and_behind_is_junk(void **state)
{
    static const struct zip_row row = {.name = "x", .data = ZIP_TEXT("xx"), .before = "between"};
    VG_SCOPED_ARENA a = {0};
    ZIP_MAKE m = {0};
    struct vg_zip z;

    (void)state;
    vg_puts(&m.out, "before");
    zip_add(&m, &plain_rows[0]);
    zip_add(&m, &row);
    zip_finish(&m);
    vg_puts(&m.out, "behind");
    open_checked(&a, vg_buf_str(&m.out), &z);
    assert_true(vg_zip_is(m.out.p, m.out.len));
    assert_true(has_note(&z, VG_NOTE_JUNK, 0, 6));
    assert_true(has_note(&z, VG_NOTE_JUNK, m.offsets[1] - 7, 7));
    assert_true(has_note(&z, VG_NOTE_JUNK, m.out.len - 6, 6));
    assert_int_equal(z.note_total, 3);
    assert_reads(&z, "x", "xx");
}

static void an_uncorrected_prefix_is_a_bad_directory_and_junk(void **state)
{
    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        ZIP_MAKE m = {0};
        struct vg_zip z;

        add_rows(&m, plain_rows, 3);
        zip_finish_as(&m, 0, 0, wide, "");
        vg_puts(&b, "0123456789");
        vg_put_str(&b, vg_buf_str(&m.out));
        open_checked(&a, vg_buf_str(&b), &z);
        assert_true(vg_zip_is(b.p, b.len));
        assert_int_equal(z.note_total, 2);
        assert_true(has_note(&z, VG_NOTE_JUNK, 0, 10));
        assert_int_equal(notes_of(&z, VG_NOTE_ZIP_DIRECTORY_BAD), 1);
        assert_reads(&z, "a.txt", "the desk has moved");
    }
}

static void a_wrong_count_is_a_bad_directory(void **state)
{
    (void)state;
    for (int add = -1; add <= 1; add += 2) {
        VG_SCOPED_ARENA a = {0};
        ZIP_MAKE m = {0};
        struct vg_zip z;

        add_rows(&m, plain_rows, 3);
        zip_finish_as(&m, 0, add, 0, "");
        open_checked(&a, vg_buf_str(&m.out), &z);
        assert_int_equal(z.count, 3);
        assert_int_equal(notes_of(&z, VG_NOTE_ZIP_DIRECTORY_BAD), 1);
    }
}

static void two_valid_end_records_are_a_bad_directory(void **state)
{
    VG_SCOPED_ARENA a = {0};
    ZIP_MAKE first = {0}, second = {0};
    struct vg_zip z;

    (void)state;
    zip_add(&first, &plain_rows[0]);
    zip_finish(&first);
    vg_put_str(&second.out, vg_buf_str(&first.out));
    zip_add(&second, &plain_rows[2]);
    zip_finish(&second);
    open_checked(&a, vg_buf_str(&second.out), &z);
    assert_reads(&z, "folder/b.txt", "nine, station road");
    assert_null(vg_zip_find(&z, "a.txt"));
    assert_int_equal(notes_of(&z, VG_NOTE_ZIP_HIDDEN), 1);
    assert_int_equal(notes_of(&z, VG_NOTE_ZIP_DIRECTORY_BAD), 2);
}

static void an_end_record_in_the_comment_is_a_bad_directory(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    ZIP_MAKE m = {0};
    struct vg_zip z;

    (void)state;
    add_rows(&m, plain_rows, 3);
    zip_finish_as(&m, 0, 0, 0, "0123456789012345678901");
    vg_put(&b, m.out.p, m.out.len - 22);
    vg_put(&b, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
    open_checked(&a, vg_buf_str(&b), &z);
    assert_true(notes_of(&z, VG_NOTE_ZIP_DIRECTORY_BAD) > 0);
}

static void an_archive_within_an_archive_is_no_second_directory(void **state)
{
    VG_SCOPED_ARENA a = {0};
    ZIP_MAKE inner = {0}, outer = {0};
    struct zip_row row = {.name = "inner.zip"};
    struct vg_zip z;

    (void)state;
    add_rows(&inner, plain_rows, 3);
    zip_finish(&inner);
    row.data = vg_buf_str(&inner.out);
    zip_add(&outer, &plain_rows[0]);
    zip_add(&outer, &row);
    zip_finish(&outer);
    open_checked(&a, vg_buf_str(&outer.out), &z);
    assert_int_equal(z.note_total, 0);
    assert_int_equal(z.count, 2);

    /* Cut in its own directory, the outer archive does not become the inner one. */
    open_checked(&a, (struct vg_str){outer.out.p, outer.out.len - 30}, &z);
    assert_false(z.has_directory);
    assert_int_equal(z.count, 2);
    assert_reads(&z, "a.txt", "the desk has moved");
    assert_non_null(vg_zip_find(&z, "inner.zip"));
}

static void without_a_directory_entries_are_found_by_their_local_headers(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "s", .data = ZIP_TEXT("stored and streamed"), .descriptor = SIGNED},
        {.name = "d",
         .data = ZIP_TEXT("deflated and streamed"),
         .deflate = 1,
         .descriptor = UNSIGNED},
        {.name = "f", .data = ZIP_TEXT("found"), .deflate = 1},
        {.name = "g", .data = ZIP_TEXT("found too")},
    };
    VG_SCOPED_ARENA a = {0};
    ZIP_MAKE m = {0};
    struct vg_zip z;
    size_t whole;

    (void)state;
    add_rows(&m, rows, 4);
    whole = m.out.len;
    zip_finish(&m);
    for (size_t cut = whole; cut < m.out.len; cut++) {
        open_checked(&a, (struct vg_str){m.out.p, cut}, &z);
        assert_int_equal(z.count, 4);
        assert_int_equal(notes_of(&z, VG_NOTE_ZIP_DIRECTORY_BAD), 1U + (cut - whole >= 4));
        assert_reads(&z, "s", "stored and streamed");
        assert_reads(&z, "d", "deflated and streamed");
        assert_reads(&z, "f", "found");
        assert_reads(&z, "g", "found too");
    }
    /* Cut in the data of the last: what there is is given, and said to be cut. */
    open_checked(&a, (struct vg_str){m.out.p, whole - 4}, &z);
    {
        VG_SCOPED_BUF b = {0};
        struct vg_zip_bytes got;

        vg_zip_read(&z, vg_zip_find(&z, "g"), &b, &got);
        assert_true(!got.whole && got.damage.kind == VG_NOTE_TRUNCATED);
        assert_true(vg_str_is(got.bytes, "found"));
    }
}

static int is_read(const struct vg_zip *z, const char *text)
{
    VG_SCOPED_BUF b = {0};
    struct vg_zip_bytes got;

    for (size_t i = 0; i < z->count; i++) {
        vg_zip_read(z, &z->entries[i], &b, &got);
        if ((z->entries[i].marks & VG_ZIP_HIDDEN) == 0 && got.whole && vg_str_is(got.bytes, text))
            return 1;
    }
    return 0;
}

/* What one header has wrong, another says right, or the CRC does. */
static void no_single_bit_of_the_structure_hides_the_data(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "first.txt", .data = ZIP_TEXT("the first text, stored")},
        {.name = "second.txt",
         .data = ZIP_TEXT("the second text, deflated, deflated"),
         .deflate = 1},
        {.name = "third.txt", .data = ZIP_TEXT("the third text"), .descriptor = SIGNED},
    };
    ZIP_MAKE m = {0};
    struct vg_zip sound;
    VG_SCOPED_ARENA a = {0};

    (void)state;
    add_rows(&m, rows, 3);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &sound);
    for (size_t bit = 0; bit < 8 * m.out.len; bit++) {
        VG_SCOPED_ARENA b = {0};
        struct vg_zip z;

        for (size_t i = 0; i < 3; i++) {
            const struct vg_zip_entry *e = &sound.entries[i];

            if (bit / 8 >= e->data && bit / 8 < e->data + e->stored)
                bit = 8 * (e->data + e->stored);
        }
        m.out.p[bit / 8] = (char)(m.out.p[bit / 8] ^ (1 << bit % 8));
        open_checked(&b, vg_buf_str(&m.out), &z);
        for (size_t i = 0; i < 3; i++) {
            if (!is_read(&z, rows[i].data.p))
                fail_msg("bit %zu of byte %zu: %s is not read", bit % 8, bit / 8, rows[i].name);
        }
        m.out.p[bit / 8] = (char)(m.out.p[bit / 8] ^ (1 << bit % 8));
    }
}

static void data_that_are_not_as_stated_say_so(void **state)
{
    static const struct {
        const char *what;
        struct zip_row row;
        enum vg_note_kind kind;
    } rows[] = {
        {"CRC", {.name = "x", .crc_xor = 1, .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_CRC},
        {"CRC, deflated",
         {.name = "x", .crc_xor = 1, .data = ZIP_TEXT("xx"), .deflate = 1},
         VG_NOTE_ZIP_CRC},
        {"size",
         {.name = "x", .size_add = 1, .local_size_add = 1, .data = ZIP_TEXT("xx"), .deflate = 1},
         VG_NOTE_ZIP_CRC},
        {"encrypted", {.name = "x", .flags = 1, .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_ENCRYPTED},
        {"method", {.name = "x", .method = 14, .data = ZIP_TEXT("xx")}, VG_NOTE_ZIP_METHOD},
        {"no deflate", {.name = "x", .method = 8, .data = ZIP_TEXT("\7\7\7")}, VG_NOTE_ZIP_CRC},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        ZIP_MAKE m = {0};
        struct vg_zip_bytes got;
        struct vg_zip z;

        zip_add(&m, &rows[i].row);
        zip_finish(&m);
        open_checked(&a, vg_buf_str(&m.out), &z);
        vg_zip_read(&z, &z.entries[0], &b, &got);
        ROW_CHECK(i, rows[i].what, !got.whole && got.damage.kind == rows[i].kind);
        ROW_CHECK(i, rows[i].what, got.damage.offset == z.entries[0].data);
        if (rows[i].kind == VG_NOTE_ZIP_CRC && rows[i].row.method == 0)
            ROW_CHECK(i, rows[i].what, vg_str_is(got.bytes, "xx"));
    }
}

static void ceilings_end_a_bomb_with_what_came_before(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0}, small = {.max = 1000}, zeros = {0};
    ZIP_MAKE m = {0};
    struct zip_row row = {.name = "zeros", .deflate = 1};
    struct vg_zip_bytes got;
    struct vg_zip z;

    (void)state;
    (void)vg_buf_room(&zeros, (size_t)MIB(8));
    memset(zeros.p, 0, (size_t)MIB(8));
    row.data = (struct vg_str){zeros.p, (size_t)MIB(8)};
    zip_add(&m, &row);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    vg_zip_read(&z, &z.entries[0], &b, &got);
    assert_int_equal(got.damage.kind, VG_NOTE_RATIO_EXCEEDED);
    assert_false(got.whole);
    assert_int_equal(got.bytes.len, z.entries[0].stored * VG_MAX_RATIO);
    vg_zip_read(&z, &z.entries[0], &small, &got);
    assert_int_equal(got.damage.kind, VG_NOTE_SIZE_EXCEEDED);
    assert_int_equal(got.bytes.len, 1000);
    assert_int_equal(small.max, 1000);
}

static void a_flow_gives_the_same_bytes_piece_by_piece(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF text = {0};
    ZIP_MAKE m = {0};
    struct zip_row rows[] = {{.name = "stored"}, {.name = "deflated", .deflate = 1}};
    struct vg_zip z;

    (void)state;
    for (uint32_t i = 0, x = 1; i < 400000; i++) {
        x = x * 1664525U + 1013904223U;
        vg_putc(&text, (char)('a' + (x >> 24) % 16));
    }
    rows[0].data = rows[1].data = vg_buf_str(&text);
    add_rows(&m, rows, 2);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    for (size_t i = 0; i < 2; i++) {
        VG_SCOPED_ZIP_FLOW f = {0};
        VG_SCOPED_BUF got = {0};
        struct vg_str piece;

        vg_zip_flow_open(&f, &z, &z.entries[i]);
        while (vg_zip_flow_next(&f, &piece))
            vg_put_str(&got, piece);
        assert_true(f.whole);
        assert_true(vg_str_cmp(vg_buf_str(&got), vg_buf_str(&text)) == 0);
    }
}

/* Lines of an entry, joined by bars; *kind is what is wrong, VG_NOTE_KINDS when nothing is. */
static void read_lines(struct vg_str data, int deflate, struct vg_buf *out, enum vg_note_kind *kind)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_LINES l = {0};
    ZIP_MAKE m = {0};
    struct vg_str line;
    struct vg_zip z;
    uint64_t n = 0;

    add_file(&m, "x", data, deflate);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    vg_lines_open(&l, &z, &z.entries[0]);
    while (vg_lines_next(&l, &line)) {
        assert_int_equal(l.nth, ++n);
        vg_putf(out, "%.*s|", (int)line.len, line.p);
    }
    *kind = l.whole ? VG_NOTE_KINDS : l.damage.kind;
}

static void lines_are_read_through_every_wrapping(void **state)
{
    static const char *const parts[] = {"one\ntwo\r\n", "\nfour goes on ", "here\nlast"};

    (void)state;
    for (int form = 0; form < 4; form++) {
        VG_SCOPED_BUF data = {0}, out = {0};
        enum vg_note_kind kind;

        for (size_t i = 0; i < 3; i++) {
            if (form >= 2)
                put_gzip(&data, vg_str(parts[i]));
            else
                vg_puts(&data, parts[i]);
        }
        read_lines(vg_buf_str(&data), form % 2, &out, &kind);
        assert_string_equal(out.p, "one|two||four goes on here|last|");
        assert_int_equal(kind, VG_NOTE_KINDS);
    }
}

static void damaged_lines_are_read_as_far_as_they_go(void **state)
{
    VG_SCOPED_BUF data = {0}, out = {0};
    enum vg_note_kind kind;

    (void)state;
    put_gzip(&data, vg_str("one\n"));
    put_gzip(&data, vg_str("two\n"));
    read_lines((struct vg_str){data.p, data.len - 3}, 0, &out, &kind);
    assert_string_equal(out.p, "one|two|");
    assert_int_equal(kind, VG_NOTE_GZIP_TRUNCATED);
    vg_buf_clear(&out);
    data.p[data.len - 8] = (char)(data.p[data.len - 8] ^ 1);
    read_lines(vg_buf_str(&data), 1, &out, &kind);
    assert_string_equal(out.p, "one|two|");
    assert_int_equal(kind, VG_NOTE_GZIP_DAMAGED);
    vg_buf_clear(&out);
    vg_buf_clear(&data);
    for (uint32_t i = 0, x = 1; i < (uint32_t)MIB(1) + 100; i++) {
        x = x * 1664525U + 1013904223U;
        vg_putc(&data, (char)('a' + (x >> 24) % 16));
    }
    vg_puts(&data, "\nnext");
    read_lines(vg_buf_str(&data), 1, &out, &kind);
    assert_int_equal(out.len, VG_MAX_INDEX_LINE + 6);
    assert_int_equal(kind, VG_NOTE_KINDS);
}

/* Headers that quote each other, so that a few kilobytes seem to hold a great deal. */
static void overlapping_entries_are_inflated_once(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    ZIP_MAKE m = {0};
    struct zip_row row = {.name = "x", .data = ZIP_TEXT("payload payload payload"), .deflate = 1};
    struct zip_row again = row;
    struct vg_zip_bytes got;
    struct vg_zip z;
    size_t read = 0;

    (void)state;
    zip_add(&m, &row);
    again.unseen = 1;
    for (int i = 0; i < 100; i++)
        zip_add(&m, &again);
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    assert_int_equal(z.count, 101);
    for (size_t i = 0; i < z.count; i++) {
        vg_zip_read(&z, &z.entries[i], &b, &got);
        read += got.bytes.len;
    }
    assert_int_equal(read, row.data.len);
    assert_int_equal(notes_of(&z, VG_NOTE_ZIP_OVERLAP), 100);
}

static void entries_above_the_ceiling_are_accounted_as_such(void **state)
{
    static const struct zip_row row = {.name = "n", .data = ZIP_TEXT("")};
    VG_SCOPED_ARENA a = {0};
    struct zip_make *m = vg_malloc(sizeof *m);
    struct vg_zip z;

    (void)state;
    *m = (struct zip_make){0};
    for (size_t i = 0; i < VG_MAX_ZIP_ENTRIES + 5; i++) {
        m->rows = 0; /* where they lie is not asked for */
        zip_add(m, &row);
    }
    zip_finish_as(m, 0, 0, 1, "");
    open_checked(&a, vg_buf_str(&m->out), &z);
    assert_int_equal(z.count, VG_MAX_ZIP_ENTRIES);
    assert_true(has_note(&z, VG_NOTE_SIZE_EXCEEDED, 31 * (uint64_t)VG_MAX_ZIP_ENTRIES, 31 * 5));
    zip_make_end(m);
    free(m);
}

static void no_archive_at_all_is_one_span_of_damage(void **state)
{
    static const char *const texts[] = {"", "x", "PK", "PK\5\6", "PK\3\4 and no more", "a text"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_zip z;

        open_checked(&a, vg_str(texts[i]), &z);
        ROW_CHECK(i, texts[i], z.count == 0 && !z.has_directory && z.note_total > 0);
        ROW_CHECK(i, texts[i], z.span_count == (texts[i][0] != '\0'));
    }
}

static void an_empty_archive_is_sound(void **state)
{
    VG_SCOPED_ARENA a = {0};
    ZIP_MAKE m = {0};
    struct vg_zip z;

    (void)state;
    zip_finish(&m);
    open_checked(&a, vg_buf_str(&m.out), &z);
    assert_true(vg_zip_is(m.out.p, m.out.len));
    assert_true(z.has_directory && z.note_total == 0 && z.count == 0);
}

static void office_documents_are_told_from_archives(void **state)
{
    static const struct {
        const char *name;
        int is;
    } rows[] = {{"[Content_Types].xml", 1}, {"mimetype", 1}, {"x/mimetype", 0}, {"a.txt", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        ZIP_MAKE m = {0};
        struct zip_row row = {.name = rows[i].name, .data = ZIP_TEXT("x")};
        struct vg_zip z;

        zip_add(&m, &row);
        zip_finish(&m);
        open_checked(&a, vg_buf_str(&m.out), &z);
        ROW_CHECK(i, rows[i].name, vg_zip_is_document(&z) == rows[i].is);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_archive_has_no_notes_and_every_byte_has_an_owner),
        cmocka_unit_test(descriptors_and_zip64_are_read_in_all_forms),
        cmocka_unit_test(each_fault_has_its_note_and_what_is_unambiguous_is_read),
        cmocka_unit_test(other_names_are_taken_as_they_are),
        cmocka_unit_test(a_refused_name_is_shown_as_a_number_and_its_data_are_read),
        cmocka_unit_test(both_of_two_equal_names_are_read),
        cmocka_unit_test(hidden_entries_are_damage_with_their_range),
        cmocka_unit_test(what_stands_before_between_and_behind_is_junk),
        cmocka_unit_test(an_uncorrected_prefix_is_a_bad_directory_and_junk),
        cmocka_unit_test(a_wrong_count_is_a_bad_directory),
        cmocka_unit_test(two_valid_end_records_are_a_bad_directory),
        cmocka_unit_test(an_end_record_in_the_comment_is_a_bad_directory),
        cmocka_unit_test(an_archive_within_an_archive_is_no_second_directory),
        cmocka_unit_test(without_a_directory_entries_are_found_by_their_local_headers),
        cmocka_unit_test(no_single_bit_of_the_structure_hides_the_data),
        cmocka_unit_test(data_that_are_not_as_stated_say_so),
        cmocka_unit_test(ceilings_end_a_bomb_with_what_came_before),
        cmocka_unit_test(a_flow_gives_the_same_bytes_piece_by_piece),
        cmocka_unit_test(lines_are_read_through_every_wrapping),
        cmocka_unit_test(damaged_lines_are_read_as_far_as_they_go),
        cmocka_unit_test(overlapping_entries_are_inflated_once),
        cmocka_unit_test(entries_above_the_ceiling_are_accounted_as_such),
        cmocka_unit_test(no_archive_at_all_is_one_span_of_damage),
        cmocka_unit_test(an_empty_archive_is_sound),
        cmocka_unit_test(office_documents_are_told_from_archives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
