/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "capture/walk.h"

struct seen {
    struct vg_buf list;
    size_t root; /* bytes of the temporary folder's name, taken off */
    int stop_after;
};

static int note_item(void *w, const struct vg_walk_item *item, struct vg_err *err)
{
    static const char *const words[] = {"file", "stdin", "url", "link", "refused", "failed"};
    struct seen *s = w;

    vg_putf(&s->list, "%s%s%s %s %d\n", item->is_inside ? " " : "", words[item->kind],
            item->is_link ? "@" : "", item->path + s->root, (int)item->size);
    if (item->kind >= VG_WALK_LINK && item->why == NULL)
        return vg_fail(err, VG_E_FORMAT, "no reason given for %s", item->path);
    return s->stop_after > 0 && --s->stop_after == 0
               ? vg_fail(err, VG_E_INTERRUPTED, "stopped at %s", item->path)
               : VG_OK;
}

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    (void)close(fd);
}

static int forget(const char *path, const struct stat *st, int flag, struct FTW *where)
{
    (void)st;
    (void)flag;
    (void)where;
    return remove(path);
}

static int make_tree(void **state)
{
    static char root[] = "/tmp/vigil-walk-XXXXXX";

    memcpy(root + sizeof root - 7, "XXXXXX", 6);
    if (mkdtemp(root) == NULL || chdir(root) != 0)
        return -1;
    *state = root;
    return 0;
}

static int drop_tree(void **state)
{
    if (chdir("/") != 0)
        return -1;
    return nftw(*state, forget, 16, FTW_DEPTH | FTW_PHYS);
}

static void expect_walk(const char *arg, const char *list)
{
    struct seen s = {0};
    struct vg_err err = {0};

    if (vg_walk(arg, note_item, &s, &err) != VG_OK)
        fail_msg("%s", err.text);
    assert_string_equal(vg_buf_str(&s.list).p, list);
    vg_buf_end(&s.list);
}

static void arguments_are_told_apart(void **state)
{
    (void)state;
    write_file("one", "abc");
    write_file("-x", "");
    expect_walk("one", "file one 3\n");
    expect_walk("./-", "failed ./- 0\n");
    expect_walk("-", "stdin - 0\n");
    expect_walk("-x", "file -x 0\n");
    expect_walk("HTTPS://example.org/a", "url HTTPS://example.org/a 0\n");
    expect_walk("http://", "url http:// 0\n");
    expect_walk("ftp://example.org/", "refused ftp://example.org/ 0\n");
    expect_walk("none", "failed none 0\n");
    expect_walk("", "failed  0\n");
    expect_walk("/dev/null", "refused /dev/null 0\n");
}

static void folders_are_walked_in_byte_order(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0755), 0);
    assert_int_equal(mkdir("d/sub", 0755), 0);
    assert_int_equal(mkdir("d/empty", 0755), 0);
    write_file("d/b", "1");
    write_file("d/B", "22");
    write_file("d/a\nb", "333");
    write_file("d/\xff\xfe", "4444");
    write_file("d/\xc3\xa4", "55555");
    write_file("d/sub/z", "");
    write_file("d/.hidden", "666666");
    expect_walk("d", " file d/.hidden 6\n file d/B 2\n file d/a\nb 3\n file d/b 1\n"
                     " file d/sub/z 0\n file d/\xc3\xa4 5\n file d/\xff\xfe 4\n");
    expect_walk("d/", " file d/.hidden 6\n file d/B 2\n file d/a\nb 3\n file d/b 1\n"
                      " file d/sub/z 0\n file d/\xc3\xa4 5\n file d/\xff\xfe 4\n");
}

static void links_to_files_are_read_and_links_to_folders_are_not_followed(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0755), 0);
    assert_int_equal(mkdir("d/sub", 0755), 0);
    write_file("d/file", "abc");
    assert_int_equal(symlink("file", "d/link"), 0);
    assert_int_equal(symlink("..", "d/sub/up"), 0);
    assert_int_equal(symlink("nowhere", "d/broken"), 0);
    assert_int_equal(symlink("circle", "d/circle"), 0);
    assert_int_equal(mkfifo("d/pipe", 0644), 0);
    expect_walk("d", " failed d/broken 0\n failed d/circle 0\n file d/file 3\n file@ d/link 3\n"
                     " refused d/pipe 0\n link d/sub/up 0\n");
    expect_walk("d/sub/up", "link d/sub/up 0\n");
}

static void an_unreadable_folder_is_an_item_and_the_walk_goes_on(void **state)
{
    (void)state;
    if (geteuid() == 0) {
        print_message("skipped: root can read everything\n");
        skip();
    }
    assert_int_equal(mkdir("d", 0755), 0);
    assert_int_equal(mkdir("d/a", 0), 0);
    write_file("d/b", "x");
    expect_walk("d", " failed d/a 0\n file d/b 1\n");
}

static void too_deep_a_folder_is_refused(void **state)
{
    VG_SCOPED_BUF path = {0};
    struct seen s = {0};
    struct vg_err err = {0};

    (void)state;
    vg_puts(&path, "d");
    for (int i = 0; i < VG_MAX_PATH_DEPTH; i++) {
        assert_int_equal(mkdir(path.p, 0755), 0);
        vg_puts(&path, "/d");
    }
    write_file(path.p, "x");
    assert_int_equal(vg_walk("d", note_item, &s, &err), VG_OK);
    assert_non_null(strstr(s.list.p, " file "));
    vg_buf_clear(&s.list);
    assert_int_equal(unlink(path.p), 0);
    assert_int_equal(mkdir(path.p, 0755), 0);
    assert_int_equal(vg_walk("d", note_item, &s, &err), VG_OK);
    assert_int_equal(strncmp(s.list.p, " refused ", 9), 0);
    vg_buf_end(&s.list);
}

static void a_visitor_can_end_the_walk(void **state)
{
    struct seen s = {.stop_after = 2};
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(mkdir("d", 0755), 0);
    assert_int_equal(mkdir("d/e", 0755), 0);
    write_file("d/e/1", "");
    write_file("d/e/2", "");
    write_file("d/e/3", "");
    assert_int_equal(vg_walk("d", note_item, &s, &err), VG_E_INTERRUPTED);
    assert_string_equal(s.list.p, " file d/e/1 0\n file d/e/2 0\n");
    vg_buf_end(&s.list);
}

#define IN_A_TREE(test) cmocka_unit_test_setup_teardown(test, make_tree, drop_tree)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_TREE(arguments_are_told_apart),
        IN_A_TREE(folders_are_walked_in_byte_order),
        IN_A_TREE(links_to_files_are_read_and_links_to_folders_are_not_followed),
        IN_A_TREE(an_unreadable_folder_is_an_item_and_the_walk_goes_on),
        IN_A_TREE(too_deep_a_folder_is_refused),
        IN_A_TREE(a_visitor_can_end_the_walk),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
