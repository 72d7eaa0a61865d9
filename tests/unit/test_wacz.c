/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "guard/box.h"
#include "unpack/archive.h"
#include "unpack/find.h"
#include "unpack/unpack.h"
#include "unpack/window.h"
#include "wacz_make.h"

/* What was said of an input, and the pieces in words. */
struct seen {
    size_t kinds[VG_NOTE_KINDS];
    struct vg_buf text; /* "response a.warc.gz one\n" … */
    struct vg_unpack_end end;
};

static void see_notes(struct seen *s, const struct vg_read_note *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        s->kinds[list[i].kind]++;
        print_message("#   %s: %.*s\n", vg_note_kind_word(list[i].kind), (int)list[i].text.len,
                      list[i].text.p);
    }
}

static void unpack(struct vg_str bytes, struct seen *s)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;

    assert_int_equal(vg_unpack_open(&u, bytes.p, bytes.len, &o, NULL), VG_OK);
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        assert_true(p.offset <= bytes.len && p.length <= bytes.len - p.offset);
        vg_putf(&s->text, "%s %.*s %.*s\n", vg_piece_type_word(p.type), (int)p.member.len,
                p.member.p, (int)(p.body.len < 40 ? p.body.len : 40), p.body.p);
        see_notes(s, p.damage, p.damage_count);
    }
    vg_unpack_sum(u, &s->end);
    see_notes(s, s->end.file_damage, s->end.file_damage_count);
    assert_int_equal(s->end.bytes_in, bytes.len);
    assert_int_equal(s->end.bytes_accounted, bytes.len);
}

static void seen_end(struct seen *s)
{
    vg_buf_end(&s->text);
}

#define SEEN __attribute__((cleanup(seen_end))) struct seen

static void each_lie_of_a_package_has_its_note_and_all_records_are_read(void **state)
{
    static const struct {
        const char *what;
        struct wacz_wishes wishes;
        enum vg_note_kind kind;
        size_t count; /* 0: the package is sound */
    } rows[] = {
        {"sound", {0}, 0, 0},
        {"sound, deflated WARC", {.deflate_warc = 1}, 0, 0},
        {"sound, packed index", {.packed_index = 1}, 0, 0},
        {"sound, CDX", {.cdx = 1}, 0, 0},
        {"sound, 1.0", {.old_package = 1, .no_digest = 1}, 0, 0},
        {"sound, other keys", {.script_keys = 1}, 0, 0},
        {"sound, no digests in the index", {.index_digest = "-"}, 0, 0},
        {"sound, only the head of pages", {.pages_more = "\n"}, 0, 0},
        {"no index", {.no_index = 1}, VG_NOTE_WACZ_MISSING, 1},
        {"no pages", {.no_pages = 1}, VG_NOTE_WACZ_MISSING, 1},
        {"no package", {.no_package = 1}, VG_NOTE_WACZ_MISSING, 1},
        {"unlisted", {.unlisted = 1}, VG_NOTE_WACZ_MISSING, 1},
        {"absent", {.absent = 1}, VG_NOTE_WACZ_MISSING, 1},
        {"wrong bytes", {.wrong_bytes = 1}, VG_NOTE_WACZ_LENGTH_MISMATCH, 1},
        {"wrong bytes, 1.0", {.wrong_bytes = 1, .old_package = 1}, VG_NOTE_WACZ_LENGTH_MISMATCH, 1},
        {"wrong hash", {.wrong_hash = 1}, VG_NOTE_WACZ_HASH_MISMATCH, 1},
        {"wrong hash, deflated",
         {.wrong_hash = 1, .deflate_warc = 1},
         VG_NOTE_WACZ_HASH_MISMATCH,
         1},
        {"wrong hash of the package", {.wrong_package_hash = 1}, VG_NOTE_WACZ_HASH_MISMATCH, 1},
        {"wrong offsets", {.offset_add = 1}, VG_NOTE_WACZ_INDEX_WRONG, 3},
        {"wrong offsets, deflated",
         {.offset_add = -1, .deflate_warc = 1},
         VG_NOTE_WACZ_INDEX_WRONG,
         3},
        {"wrong addresses", {.index_url = WACZ_URL_B}, VG_NOTE_WACZ_INDEX_WRONG, 2},
        {"wrong digest",
         {.index_digest = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
         VG_NOTE_WACZ_INDEX_WRONG,
         1},
        {"wrong file", {.index_file = "b.warc.gz"}, VG_NOTE_WACZ_INDEX_WRONG, 3},
        {"no index line", {.index_more = "what is this\n"}, VG_NOTE_WACZ_INDEX_WRONG, 1},
        {"wrong blocks", {.packed_index = 1, .block_add = 1}, VG_NOTE_WACZ_INDEX_WRONG, 3},
        {"page",
         {.pages_more = "{\"url\":\"http://example.org/three\"}\n"},
         VG_NOTE_WACZ_PAGE_UNRESOLVED,
         1},
        {"no page line", {.pages_more = "what is this\n"}, VG_NOTE_WACZ_PAGE_UNRESOLVED, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wacz_made made = {0};
        SEEN s = {0};

        wacz_make(&rows[i].wishes, &made);
        print_message("# %s\n", rows[i].what);
        unpack(vg_buf_str(&made.bytes), &s);
        ROW_CHECK(i, rows[i].what, s.end.damage == rows[i].count);
        ROW_CHECK(i, rows[i].what, rows[i].count == 0 || s.kinds[rows[i].kind] == rows[i].count);
        ROW_CHECK(i, rows[i].what,
                  vg_archive_sort(made.bytes.p, made.bytes.len) == VG_ARCHIVE_WACZ);
        ROW_CHECK(i, rows[i].what,
                  vg_str_is(vg_buf_str(&s.text), "warcinfo archive/a.warc.gz software: test/1\r\n\n"
                                                 "response archive/a.warc.gz one\n"
                                                 "response archive/a.warc.gz one again\n"
                                                 "response archive/a.warc.gz two\n"));
        vg_buf_end(&made.bytes);
    }
}

static void a_warc_that_cannot_be_read_is_a_stretch_of_damage(void **state)
{
    static const struct {
        struct wacz_wishes wishes;
        enum vg_note_kind kind;
    } rows[] = {{{.warc_flags = 1}, VG_NOTE_ZIP_ENCRYPTED},
                {{.warc_method = 14}, VG_NOTE_ZIP_METHOD}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct wacz_made made = {0};
        SEEN s = {0};

        wacz_make(&rows[i].wishes, &made);
        unpack(vg_buf_str(&made.bytes), &s);
        assert_int_equal(s.end.records, 0);
        assert_int_equal(s.kinds[rows[i].kind], 1);
        assert_int_equal(s.kinds[VG_NOTE_WACZ_INDEX_WRONG], 3);
        assert_int_equal(s.kinds[VG_NOTE_WACZ_PAGE_UNRESOLVED], 1);
        vg_buf_end(&made.bytes);
    }
}

static void a_file_outside_the_known_folders_is_a_document(void **state)
{
    const struct wacz_wishes w = {.document = 1};
    struct wacz_made made = {0};
    SEEN s = {0};

    (void)state;
    wacz_make(&w, &made);
    unpack(vg_buf_str(&made.bytes), &s);
    assert_int_equal(s.end.damage, 0);
    assert_non_null(strstr(s.text.p, "document notes/read me.txt a document of its own\n"));
    vg_buf_end(&made.bytes);
}

/* -- archives in archives ------------------------------------------------------------------ */

static void a_plain_archive_gives_a_document_for_each_entry(void **state)
{
    static const struct zip_row rows[] = {
        {.name = "b.txt", .data = ZIP_TEXT("stored")},
        {.name = "folder/", .data = ZIP_TEXT("")},
        {.name = "folder/a.txt", .data = ZIP_TEXT("deflated"), .deflate = 1},
        {.name = "secret", .flags = 1, .data = ZIP_TEXT("encrypted")},
        {.name = "empty", .data = ZIP_TEXT("")},
        {.name = "/etc/x", .data = ZIP_TEXT("refused")},
        {.name = "crc", .crc_xor = 1, .data = ZIP_TEXT("not as stated")},
    };
    ZIP_MAKE m = {0};
    SEEN s = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        zip_add(&m, &rows[i]);
    zip_finish(&m);
    assert_int_equal(vg_archive_sort(m.out.p, m.out.len), VG_ARCHIVE_ZIP);
    unpack(vg_buf_str(&m.out), &s);
    assert_string_equal(s.text.p, "document b.txt stored\n"
                                  "document folder/a.txt deflated\n"
                                  "document secret \n"
                                  "document empty \n"
                                  "document #5 refused\n"
                                  "document crc not as stated\n");
    assert_int_equal(s.kinds[VG_NOTE_ZIP_ENCRYPTED], 1);
    assert_int_equal(s.kinds[VG_NOTE_ZIP_CRC], 1);
    assert_int_equal(s.end.damage, 3);
}

static void records_and_archives_within_an_archive_are_read(void **state)
{
    ZIP_MAKE inner = {0}, m = {0};
    struct wacz_made made = {0};
    const struct wacz_wishes sound = {.document = 1};
    struct vg_buf warc = {0};
    SEEN s = {0};

    (void)state;
    put_record(&warc, "response", WACZ_URL_B, "2024-03-01T10:00:00Z", NULL, HTTP_HEAD "in a WARC");
    wacz_make(&sound, &made);
    add_file(&inner, "x.txt", vg_str("deep"), 1);
    add_file(&inner, "y.warc.gz", vg_buf_str(&warc), 0);
    zip_finish(&inner);
    add_file(&m, "first.zip", vg_buf_str(&inner.out), 0);
    add_file(&m, "second.zip", vg_buf_str(&inner.out), 1);
    add_file(&m, "c.wacz", vg_buf_str(&made.bytes), 1);
    add_file(&m, "d.warc", vg_buf_str(&warc), 1);
    zip_finish(&m);
    unpack(vg_buf_str(&m.out), &s);
    assert_int_equal(s.end.damage, 0);
    assert_string_equal(s.text.p, "document first.zip!/x.txt deep\n"
                                  "response first.zip!/y.warc.gz in a WARC\n"
                                  "document second.zip!/x.txt deep\n"
                                  "response second.zip!/y.warc.gz in a WARC\n"
                                  "warcinfo c.wacz!/archive/a.warc.gz software: test/1\r\n\n"
                                  "response c.wacz!/archive/a.warc.gz one\n"
                                  "response c.wacz!/archive/a.warc.gz one again\n"
                                  "response c.wacz!/archive/a.warc.gz two\n"
                                  "document c.wacz!/notes/read me.txt a document of its own\n"
                                  "response d.warc in a WARC\n");
    vg_buf_end(&warc);
    vg_buf_end(&made.bytes);
}

static void archives_nest_so_deep_and_no_deeper(void **state)
{
    (void)state;
    for (int depth = 1; depth < 8; depth++) {
        for (int deflate = 0; deflate < 2; deflate++) {
            struct vg_buf b = {0};
            SEEN s = {0};

            vg_puts(&b, "the innermost text");
            for (int i = 0; i < depth; i++) {
                ZIP_MAKE m = {0};

                add_file(&m, i == 0 ? "t.txt" : "in.zip", vg_buf_str(&b), deflate);
                zip_finish(&m);
                vg_buf_clear(&b);
                vg_put_str(&b, vg_buf_str(&m.out));
            }
            unpack(vg_buf_str(&b), &s);
            assert_int_equal(s.end.records, 1);
            assert_int_equal(s.kinds[VG_NOTE_NESTING_EXCEEDED], depth > VG_MAX_NESTING + 1);
            assert_int_equal(strstr(s.text.p, "the innermost text") != NULL,
                             depth <= VG_MAX_NESTING + 1);
            vg_buf_end(&b);
        }
    }
}

static void office_documents_are_one_document(void **state)
{
    ZIP_MAKE docx = {0}, m = {0};
    SEEN s = {0}, t = {0};

    (void)state;
    add_file(&docx, "[Content_Types].xml", vg_str("<Types/>"), 1);
    add_file(&docx, "word/document.xml", vg_str("<w/>"), 1);
    zip_finish(&docx);
    assert_int_equal(vg_archive_sort(docx.out.p, docx.out.len), VG_ARCHIVE_DOCUMENT);
    unpack(vg_buf_str(&docx.out), &s);
    assert_int_equal(s.end.records, 1);
    assert_int_equal(s.end.damage, 0);
    add_file(&m, "letter.docx", vg_buf_str(&docx.out), 1);
    zip_finish(&m);
    unpack(vg_buf_str(&m.out), &t);
    assert_int_equal(t.end.records, 1);
    assert_memory_equal(t.text.p, "document letter.docx PK", 23);
}

static void what_carries_an_archive_along_is_no_archive(void **state)
{
    static const char *const heads[] = {"%PDF-1.4\n", "\x89PNG\r\n", "\xff\xd8\xff", "<html>"};
    ZIP_MAKE m = {0};

    (void)state;
    add_file(&m, "x", vg_str("x"), 0);
    zip_finish(&m);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct vg_buf b = {0};
        SEEN s = {0};

        vg_puts(&b, heads[i]);
        vg_put_str(&b, vg_buf_str(&m.out));
        ROW_CHECK(i, heads[i], vg_archive_sort(b.p, b.len) == VG_ARCHIVE_NONE);
        unpack(vg_buf_str(&b), &s);
        ROW_CHECK(i, heads[i], s.end.records == 1 && s.end.damage == 0);
        vg_buf_end(&b);
    }
}

static void a_bomb_is_cut_and_its_size_accounted(void **state)
{
    struct vg_buf zeros = {0};
    ZIP_MAKE inner = {0}, m = {0};
    SEEN s = {0};

    (void)state;
    (void)vg_buf_room(&zeros, (size_t)MIB(4));
    memset(zeros.p, 0, (size_t)MIB(4));
    vg_buf_took(&zeros, (size_t)MIB(4));
    add_file(&inner, "zeros", vg_buf_str(&zeros), 1);
    zip_finish(&inner);
    add_file(&m, "in.zip", vg_buf_str(&inner.out), 1);
    add_file(&m, "zeros", vg_buf_str(&zeros), 1);
    zip_finish(&m);
    unpack(vg_buf_str(&m.out), &s);
    assert_int_equal(s.kinds[VG_NOTE_RATIO_EXCEEDED], 2);
    vg_buf_end(&zeros);
}

/* In the box, where a call that opens anything ends the child: the answer is the pieces in words.
 */
static int unpack_boxed(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                        struct vg_buf *out, struct vg_err *err)
{
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_find *f = NULL;
    struct vg_found found;
    struct vg_piece p;

    (void)hints;
    (void)hints_len;
    if (vg_unpack_open(&u, in, n, &o, err) != VG_OK)
        return VG_E_MISUSE;
    while (vg_unpack_next(u, &p, NULL) == VG_OK)
        vg_putf(out, "%.*s %.*s\n", (int)p.member.len, p.member.p, (int)p.body.len, p.body.p);
    if (vg_find_url(&f, in, n, vg_str(WACZ_URL_B), vg_str(""), &o, &found, NULL) == VG_OK)
        vg_putf(out, "found %.*s\n", (int)found.piece.body.len, found.piece.body.p);
    vg_find_close(f);
    return VG_OK;
}

static void no_name_of_an_archive_becomes_a_path(void **state)
{
    const struct wacz_wishes sound = {.packed_index = 1};
    struct wacz_made made = {0};
    ZIP_MAKE m = {0};
    VG_SCOPED_BUF out = {0};
    struct vg_box_job job = {.work = unpack_boxed};
    struct vg_err err;
    int rc;

    (void)state;
    wacz_make(&sound, &made);
    add_file(&m, "../../etc/passwd", vg_str("climbs"), 1);
    add_file(&m, "/etc/passwd", vg_str("is absolute"), 0);
    add_file(&m, "/dev/stdin", vg_buf_str(&made.bytes), 1);
    zip_finish(&m);
    job.in = (const unsigned char *)m.out.p;
    job.n = m.out.len;
    rc = vg_box_run(&job, &out, NULL, &err);
    if (rc == VG_E_REFUSED) {
        print_message("# skipped: the box does not close here\n");
    } else {
        if (rc != VG_OK)
            fail_msg("%s", err.text);
        assert_string_equal(out.p, "#0 climbs\n#1 is absolute\n"
                                   "#2!/archive/a.warc.gz software: test/1\r\n\n"
                                   "#2!/archive/a.warc.gz one\n"
                                   "#2!/archive/a.warc.gz one again\n"
                                   "#2!/archive/a.warc.gz two\n"
                                   "found two\n");
    }
    vg_buf_end(&made.bytes);
}

/* -- entries larger than memory ------------------------------------------------------------- */

/* A WARC of records of many sizes, gzipped or not; where each begins. */
static size_t put_warc(struct vg_buf *warc, int gzip, size_t starts[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct vg_buf body = {0}, b = {0};

        vg_puts(&body, HTTP_HEAD);
        for (size_t k = 0; k < i * 37 % 900; k++)
            vg_putc(&body, (char)('a' + (k * k + i) % 23));
        vg_putf(&b,
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/%zu\r\n"
                "WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: application/http\r\n"
                "Content-Length: %zu\r\n\r\n%s\r\n\r\n",
                i, body.len, body.p);
        starts[i] = warc->len;
        if (gzip)
            put_gzip(warc, vg_buf_str(&b));
        else
            vg_put_str(warc, vg_buf_str(&b));
        vg_buf_end(&body);
        vg_buf_end(&b);
    }
    starts[n] = warc->len;
    return n;
}

static int is_start(const size_t *starts, size_t n, uint64_t at)
{
    while (n > 0 && starts[n] != at)
        n--;
    return starts[n] == at;
}

static void large_entries_are_cut_between_records(void **state)
{
    enum { RECORDS = 200 };
    size_t starts[RECORDS + 1];

    (void)state;
    for (int gzip = 0; gzip < 2; gzip++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF warc = {0}, b = {.max = 5000}, joined = {0}, fresh = {0};
        ZIP_MAKE m = {0};
        struct vg_window w;
        struct vg_str run;
        struct vg_zip z;
        size_t runs = 0;

        (void)put_warc(&warc, gzip, starts, RECORDS);
        add_file(&m, "a.warc", vg_buf_str(&warc), 1);
        zip_finish(&m);
        vg_zip_open(&a, m.out.p, m.out.len, &z);
        vg_window_open(&w, &z, &z.entries[0], &b);
        while (vg_window_next(&w, &run)) {
            assert_int_equal(w.base, joined.len);
            assert_true(is_start(starts, RECORDS, w.base));
            assert_false(w.is_cut);
            vg_put_str(&joined, run);
            vg_put_str(&fresh, w.fresh);
            runs++;
        }
        assert_true(w.flow.whole);
        assert_true(runs > 5);
        assert_true(vg_str_cmp(vg_buf_str(&joined), vg_buf_str(&warc)) == 0);
        assert_true(vg_str_cmp(vg_buf_str(&fresh), vg_buf_str(&warc)) == 0);
        vg_window_close(&w);
    }
}

static void a_record_larger_than_a_run_is_cut_and_said_so(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF warc = {0}, b = {.max = 300}, joined = {0};
    ZIP_MAKE m = {0};
    size_t starts[4];
    struct vg_window w;
    struct vg_str run;
    struct vg_zip z;
    int cuts = 0;

    (void)state;
    (void)put_warc(&warc, 0, starts, 3);
    vg_puts(&warc, "WARC/1.1\r\nContent-Length: 5000\r\n\r\n");
    for (int i = 0; i < 5000; i++)
        vg_putc(&warc, (char)('a' + i * i % 23));
    add_file(&m, "a.warc", vg_buf_str(&warc), 1);
    zip_finish(&m);
    vg_zip_open(&a, m.out.p, m.out.len, &z);
    vg_window_open(&w, &z, &z.entries[0], &b);
    while (vg_window_next(&w, &run)) {
        vg_put_str(&joined, run);
        cuts += w.is_cut;
    }
    assert_true(cuts > 10);
    assert_true(vg_str_cmp(vg_buf_str(&joined), vg_buf_str(&warc)) == 0);
    vg_window_close(&w);
}

/* -- one record by its address ---------------------------------------------------------------- */

static void a_page_is_found_by_its_address_and_time(void **state)
{
    static const struct {
        const char *what;
        struct wacz_wishes wishes;
        const char *url, *at, *body;
        int by_index, wrong;
    } rows[] = {
        {"first", {0}, WACZ_URL_A, "2024-03-01T00:00:00Z", "one", 1, 0},
        {"second", {0}, WACZ_URL_A, "20240420", "one again", 1, 0},
        {"latest", {0}, WACZ_URL_A, "", "one again", 1, 0},
        {"another way to write it",
         {0},
         "http://example.org/notice?a=1&b=2#x",
         "2024",
         "one",
         1,
         0},
        {"the other", {0}, WACZ_URL_B, "", "two", 1, 0},
        {"deflated WARC", {.deflate_warc = 1}, WACZ_URL_A, "", "one again", 1, 0},
        {"packed index", {.packed_index = 1}, WACZ_URL_A, "2023", "one", 1, 0},
        {"packed index, last", {.packed_index = 1}, WACZ_URL_B, "", "two", 1, 0},
        {"packed index, wrong blocks",
         {.packed_index = 1, .block_add = 1},
         WACZ_URL_B,
         "",
         "two",
         1,
         0},
        {"CDX", {.cdx = 1}, WACZ_URL_A, "", "one again", 1, 0},
        {"other keys", {.script_keys = 1}, WACZ_URL_A, "", "one again", 1, 0},
        {"unsorted", {.unsorted = 1}, WACZ_URL_A, "", "one again", 1, 0},
        {"wrong offsets", {.offset_add = 1}, WACZ_URL_A, "", "one again", 0, 1},
        {"wrong file", {.index_file = "z.warc.gz"}, WACZ_URL_A, "", "one again", 0, 0},
        {"wrong digest",
         {.index_digest = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
         WACZ_URL_A,
         "2024-03",
         "one again",
         1,
         1},
        {"no index", {.no_index = 1}, WACZ_URL_A, "2024-03", "one", 0, 0},
    };
    const struct vg_unpack_options o = {.bodies = 1};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wacz_made made = {0};
        struct vg_find *f = NULL;
        struct vg_found found;

        wacz_make(&rows[i].wishes, &made);
        ROW_CHECK(i, rows[i].what,
                  vg_find_url(&f, made.bytes.p, made.bytes.len, vg_str(rows[i].url),
                              vg_str(rows[i].at), &o, &found, NULL) == VG_OK);
        ROW_CHECK(i, rows[i].what, vg_str_is(found.piece.body, rows[i].body));
        ROW_CHECK(i, rows[i].what, found.by_index == rows[i].by_index);
        ROW_CHECK(i, rows[i].what, found.index_wrong == rows[i].wrong);
        ROW_CHECK(i, rows[i].what, (found.why.len == 0) == (rows[i].by_index && !rows[i].wrong));
        ROW_CHECK(i, rows[i].what, vg_str_is(found.piece.member, "archive/a.warc.gz"));
        ROW_CHECK(i, rows[i].what, (found.piece.record == VG_RECORD_UNKNOWN) == rows[i].by_index);
        vg_find_close(f);
        vg_buf_end(&made.bytes);
    }
}

static void what_is_not_there_is_not_found(void **state)
{
    const struct wacz_wishes sound = {0};
    struct wacz_made made = {0};
    struct vg_find *f = NULL;
    struct vg_found found;

    (void)state;
    wacz_make(&sound, &made);
    assert_int_equal(vg_find_url(&f, made.bytes.p, made.bytes.len, vg_str("http://example.org/no"),
                                 vg_str(""), NULL, &found, NULL),
                     VG_E_ABSENT);
    assert_null(f);
    assert_int_equal(vg_find_url(&f, made.bytes.p, made.bytes.len, vg_str(WACZ_URL_A),
                                 vg_str("yesterday"), NULL, &found, NULL),
                     VG_E_FORMAT);
    assert_int_equal(vg_find_url(&f, "", 0, vg_str(WACZ_URL_A), vg_str(""), NULL, &found, NULL),
                     VG_E_ABSENT);
    assert_int_equal(vg_find_url(&f, NULL, 1, vg_str(""), vg_str(""), NULL, &found, NULL),
                     VG_E_MISUSE);
    vg_buf_end(&made.bytes);
}

static void a_warc_by_itself_is_walked(void **state)
{
    struct vg_buf warc = {0};
    struct vg_find *f = NULL;
    struct vg_found found;
    const struct vg_unpack_options o = {.bodies = 1};

    (void)state;
    put_record(&warc, "request", WACZ_URL_B, "2024-03-02T10:00:00Z", NULL,
               "GET / HTTP/1.1\r\n\r\n");
    put_record(&warc, "response", WACZ_URL_B, "2024-03-01T10:00:00Z", NULL, HTTP_HEAD "first");
    put_record(&warc, "response", WACZ_URL_B, "2024-03-03T10:00:00Z", NULL, HTTP_HEAD "third");
    assert_int_equal(vg_find_url(&f, warc.p, warc.len, vg_str(WACZ_URL_B), vg_str("2024-03-02"), &o,
                                 &found, NULL),
                     VG_OK);
    assert_true(vg_str_is(found.piece.body, "first"));
    assert_int_equal(found.piece.record, 1);
    assert_false(found.by_index);
    vg_find_close(f);
    vg_buf_end(&warc);
}

/* The rest of the file is made unreadable: whoever looked at it would die. */
static void only_what_the_index_names_is_looked_at(void **state)
{
    const struct wacz_wishes sound = {0};
    struct wacz_made made = {0};
    struct vg_buf big = {0}, index = {0};
    ZIP_MAKE m = {0};
    size_t page = (size_t)sysconf(_SC_PAGESIZE), from, to, size;
    struct vg_find *f = NULL;
    struct vg_found found;
    char *map;

    (void)state;
    (void)vg_buf_room(&big, (size_t)MIB(4));
    memset(big.p, 'x', (size_t)MIB(4));
    vg_buf_took(&big, (size_t)MIB(4));
    wacz_make(&sound, &made); /* for its places */
    add_file(&m, "archive/big.warc.gz", vg_buf_str(&big), 0);
    vg_buf_clear(&big);
    for (size_t i = 0; i < 3; i++)
        put_record(&big, "response", wacz_captures[i].url, wacz_captures[i].date, NULL,
                   wacz_captures[i].block);
    made.starts[1] = 0;
    put_index_line(&index, &sound, 0, &made);
    add_file(&m, "archive/a.warc.gz", vg_buf_str(&big), 0);
    add_file(&m, "indexes/index.cdxj", vg_buf_str(&index), 0);
    zip_finish(&m);

    size = (m.out.len + page - 1) / page * page;
    map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(map != MAP_FAILED);
    memcpy(map, m.out.p, m.out.len);
    from = page;
    to = (size_t)(m.offsets[1] - VG_ZIP_TAIL) / page *
         page; /* the end record is looked for so far */
    assert_int_equal(mprotect(map + from, to - from, PROT_NONE), 0);
    assert_int_equal(
        vg_find_url(&f, map, m.out.len, vg_str(WACZ_URL_A), vg_str(""), NULL, &found, NULL), VG_OK);
    assert_true(found.by_index && !found.index_wrong);
    vg_find_close(f);
    (void)munmap(map, size);
    vg_buf_end(&big);
    vg_buf_end(&index);
    vg_buf_end(&made.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_lie_of_a_package_has_its_note_and_all_records_are_read),
        cmocka_unit_test(a_warc_that_cannot_be_read_is_a_stretch_of_damage),
        cmocka_unit_test(a_file_outside_the_known_folders_is_a_document),
        cmocka_unit_test(a_plain_archive_gives_a_document_for_each_entry),
        cmocka_unit_test(records_and_archives_within_an_archive_are_read),
        cmocka_unit_test(archives_nest_so_deep_and_no_deeper),
        cmocka_unit_test(office_documents_are_one_document),
        cmocka_unit_test(what_carries_an_archive_along_is_no_archive),
        cmocka_unit_test(a_bomb_is_cut_and_its_size_accounted),
        cmocka_unit_test(large_entries_are_cut_between_records),
        cmocka_unit_test(a_record_larger_than_a_run_is_cut_and_said_so),
        cmocka_unit_test(no_name_of_an_archive_becomes_a_path),
        cmocka_unit_test(a_page_is_found_by_its_address_and_time),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(a_warc_by_itself_is_walked),
        cmocka_unit_test(only_what_the_index_names_is_looked_at),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
