/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "seal/home.h"

static const char origin[] = "vigil-0123456789abcdef";

struct place {
    char folder[64];
    struct vg_home home;
    unsigned char next; /* of the counted randomness */
    struct vg_world world;
    char path[128];
};

static int counted_bytes(void *w, void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ((unsigned char *)bytes)[i] = (*(unsigned char *)w)++;
    return VG_OK;
}

static int no_bytes(void *w, void *bytes, size_t n)
{
    (void)w;
    (void)bytes;
    (void)n;
    return VG_E_IO;
}

static int set_up(void **state)
{
    struct place *p = vg_malloc(sizeof *p);

    *p = (struct place){.folder = "vigil-home-XXXXXX"};
    if (mkdtemp(p->folder) == NULL)
        return -1;
    p->home.path = p->folder;
    p->world = (struct vg_world){.fill_random = counted_bytes, .w = &p->next};
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {
        "keys/vigil-0123456789abcdef.key", "keys/actor.key", "keys", "kept/actor.key", "kept",
        "marks/vigil-0123456789abcdef",    "marks",          "."};
    struct place *p = *state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(p->path, sizeof p->path, "%s/%s", p->folder, names[i]);
        if (remove(p->path) != 0)
            (void)rmdir(p->folder);
    }
    free(p);
    return 0;
}

static const char *inside(struct place *p, const char *name)
{
    (void)snprintf(p->path, sizeof p->path, "%s/%s", p->folder, name);
    return p->path;
}

static void a_key_is_made_once_and_found_again(void **state)
{
    struct place *p = *state;
    VG_SCOPED_SIGNER first = {0}, again = {0}, other = {0};
    struct stat st;

    assert_int_equal(vg_home_actor_key(&p->home, &first, NULL), VG_E_ABSENT);
    assert_int_equal(vg_home_actor_key_make(&p->home, &p->world, &first, NULL), VG_OK);
    assert_int_equal(vg_home_actor_key_make(&p->home, &p->world, &again, NULL), VG_OK);
    assert_memory_equal(first.secret, again.secret, sizeof first.secret);
    assert_int_equal(vg_home_actor_key(&p->home, &again, NULL), VG_OK);
    assert_memory_equal(first.secret, again.secret, sizeof first.secret);
    assert_int_equal(vg_home_log_key(&p->home, origin, &other, NULL), VG_E_ABSENT);
    assert_int_equal(vg_home_log_key_make(&p->home, &p->world, origin, &other, NULL), VG_OK);
    assert_memory_not_equal(first.secret, other.secret, sizeof first.secret);
    assert_int_equal(stat(inside(p, "keys/actor.key"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(inside(p, "keys"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
}

static void a_key_open_to_others_is_refused(void **state)
{
    struct place *p = *state;
    VG_SCOPED_SIGNER s = {0};

    assert_int_equal(vg_home_actor_key_make(&p->home, &p->world, &s, NULL), VG_OK);
    for (mode_t bit = 01; bit <= 040; bit <<= 1) {
        assert_int_equal(chmod(inside(p, "keys/actor.key"), 0600 | bit), 0);
        assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_E_REFUSED);
    }
    assert_int_equal(chmod(inside(p, "keys/actor.key"), 0600), 0);
    assert_int_equal(chmod(inside(p, "keys"), 0770), 0);
    assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_E_REFUSED);
    assert_int_equal(chmod(inside(p, "keys"), 0700), 0);
    assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_OK);
}

static void links_and_pipes_are_refused(void **state)
{
    struct place *p = *state;
    VG_SCOPED_SIGNER s = {0};
    char kept[128];

    assert_int_equal(vg_home_actor_key_make(&p->home, &p->world, &s, NULL), VG_OK);
    (void)snprintf(kept, sizeof kept, "%s/keys/kept", p->folder);
    assert_int_equal(rename(inside(p, "keys/actor.key"), kept), 0);
    assert_int_equal(symlink("kept", inside(p, "keys/actor.key")), 0);
    assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_E_REFUSED);
    assert_int_equal(vg_home_actor_key_make(&p->home, &p->world, &s, NULL), VG_E_REFUSED);
    assert_int_equal(unlink(p->path), 0);
    assert_int_equal(mkfifo(p->path, 0600), 0);
    assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_E_REFUSED);
    assert_int_equal(rename(kept, inside(p, "keys/actor.key")), 0);
    (void)snprintf(kept, sizeof kept, "%s/kept", p->folder);
    assert_int_equal(rename(inside(p, "keys"), kept), 0);
    assert_int_equal(symlink("kept", inside(p, "keys")), 0);
    assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_E_REFUSED);
}

static void a_damaged_key_is_no_key(void **state)
{
    struct place *p = *state;
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_BUF b = {0};

    assert_int_equal(vg_home_actor_key_make(&p->home, &p->world, &s, NULL), VG_OK);
    assert_int_equal(vg_file_read(inside(p, "keys/actor.key"), &b, NULL), VG_OK);
    for (size_t i = 0; i < b.len; i += 7) {
        b.p[i] ^= 1;
        assert_int_equal(vg_file_write(p->path, b.p, b.len, 0600, NULL), VG_OK);
        ROW_CHECK(i, "byte", vg_home_actor_key(&p->home, &s, NULL) == VG_E_FORMAT);
        b.p[i] ^= 1;
    }
    assert_int_equal(vg_file_write(p->path, b.p, b.len - 1, 0600, NULL), VG_OK);
    assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_E_FORMAT);
    assert_int_equal(vg_file_write(p->path, "", 0, 0600, NULL), VG_OK);
    assert_int_equal(vg_home_actor_key_make(&p->home, &p->world, &s, NULL), VG_E_FORMAT);
}

static void without_randomness_there_is_no_key(void **state)
{
    struct place *p = *state;
    struct vg_world w = {.fill_random = no_bytes};
    VG_SCOPED_SIGNER s = {0};

    assert_int_equal(vg_home_actor_key_make(&p->home, &w, &s, NULL), VG_E_IO);
    assert_int_equal(vg_home_actor_key(&p->home, &s, NULL), VG_E_ABSENT);
}

static void an_origin_that_is_no_name_touches_no_file(void **state)
{
    struct place *p = *state;
    struct vg_checkpoint c = {.origin = "../../etc/passwd"};
    VG_SCOPED_SIGNER s = {0};

    assert_int_equal(vg_home_log_key_make(&p->home, &p->world, c.origin, &s, NULL), VG_E_MISUSE);
    assert_int_equal(vg_home_mark_write(&p->home, &c, NULL), VG_E_MISUSE);
    assert_int_equal(vg_home_mark_read(&p->home, c.origin, &c, NULL), VG_E_MISUSE);
    assert_int_not_equal(access(inside(p, "marks"), F_OK), 0);
}

static void a_mark_is_replaced_and_read_back(void **state)
{
    struct place *p = *state;
    struct vg_checkpoint c = {.origin = "vigil-0123456789abcdef", .size = 7, .root = {1}}, back;

    assert_int_equal(vg_home_mark_read(&p->home, origin, &back, NULL), VG_E_ABSENT);
    for (c.size = 7; c.size < 10; c.size++) {
        assert_int_equal(vg_home_mark_write(&p->home, &c, NULL), VG_OK);
        assert_int_equal(vg_home_mark_read(&p->home, origin, &back, NULL), VG_OK);
        assert_true(back.size == c.size);
        assert_memory_equal(back.root, c.root, sizeof c.root);
    }
    (void)inside(p, "marks/vigil-0123456789abcdef");
    assert_int_equal(vg_file_write(p->path, "x\n", 2, 0600, NULL), VG_OK);
    assert_int_equal(vg_home_mark_read(&p->home, origin, &back, NULL), VG_E_FORMAT);
    (void)snprintf(c.origin, sizeof c.origin, "vigil-fedcba9876543210");
    {
        VG_SCOPED_BUF b = {0};

        vg_checkpoint_write(&c, &b);
        assert_int_equal(vg_file_write(p->path, b.p, b.len, 0600, NULL), VG_OK);
    }
    assert_int_equal(vg_home_mark_read(&p->home, origin, &back, NULL), VG_E_FORMAT);
}

/* Process numbers come again, in containers at once. */
static void what_a_killed_process_left_is_in_nobodys_way(void **state)
{
    struct place *p = *state;
    struct vg_checkpoint c = {.origin = "vigil-0123456789abcdef", .size = 7}, back;
    char left[160];

    assert_int_equal(vg_home_mark_write(&p->home, &c, NULL), VG_OK);
    (void)snprintf(left, sizeof left, "%s.tmp-%ld", inside(p, "marks/vigil-0123456789abcdef"),
                   (long)getpid());
    assert_int_equal(vg_file_write(left, "half", 4, 0600, NULL), VG_OK);
    c.size = 8;
    assert_int_equal(vg_home_mark_write(&p->home, &c, NULL), VG_OK);
    assert_int_equal(vg_home_mark_read(&p->home, origin, &back, NULL), VG_OK);
    assert_true(back.size == 8);
}

static void the_folder_is_found_by_the_environment(void **state)
{
    static const struct {
        const char *own, *data, *person, *path;
    } rows[] = {
        {"/v/", "/x", "/h", "/v"},
        {"v", "/x", "/h", "v"},
        {NULL, "/x", "/h", "/x/vigil"},
        {"", "/x", "/h", "/x/vigil"},
        {NULL, "x", "/h", "/h/.local/share/vigil"},
        {NULL, NULL, "/h", "/h/.local/share/vigil"},
        {NULL, NULL, NULL, NULL},
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_home h = {0};
        int rc;

        (void)(rows[i].own == NULL ? unsetenv("VIGIL_HOME") : setenv("VIGIL_HOME", rows[i].own, 1));
        (void)(rows[i].data == NULL ? unsetenv("XDG_DATA_HOME")
                                    : setenv("XDG_DATA_HOME", rows[i].data, 1));
        (void)(rows[i].person == NULL ? unsetenv("HOME") : setenv("HOME", rows[i].person, 1));
        rc = vg_home_find(&a, &h, NULL);
        if (rows[i].path == NULL)
            ROW_CHECK(i, "none", rc == VG_E_ABSENT);
        else
            ROW_CHECK(i, rows[i].path, rc == VG_OK && strcmp(h.path, rows[i].path) == 0);
    }
}

/* Eight processes at once, each with randomness of its own, end with one key. */
static void two_that_make_a_key_at_once_get_the_same(void **state)
{
    enum { MAKERS = 8 };
    struct place *p = *state;
    unsigned char first[VG_SIGN_PUBLIC], other[VG_SIGN_PUBLIC];
    int pipes[2];

    assert_int_equal(pipe(pipes), 0);
    for (int i = 0; i < MAKERS; i++)
        if (fork() == 0) {
            struct vg_signer s = {0};

            p->next = (unsigned char)(i * 40);
            if (vg_home_actor_key_make(&p->home, &p->world, &s, NULL) != VG_OK ||
                write(pipes[1], s.public, sizeof s.public) != (ssize_t)sizeof s.public)
                _exit(1);
            _exit(0);
        }
    for (int i = 0; i < MAKERS; i++) {
        int status = 0;

        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
        assert_int_equal(read(pipes[0], i == 0 ? first : other, sizeof other), sizeof other);
        assert_memory_equal(first, i == 0 ? first : other, sizeof first);
    }
    (void)close(pipes[0]);
    (void)close(pipes[1]);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_key_is_made_once_and_found_again),
        IN_A_FOLDER(two_that_make_a_key_at_once_get_the_same),
        IN_A_FOLDER(a_key_open_to_others_is_refused),
        IN_A_FOLDER(links_and_pipes_are_refused),
        IN_A_FOLDER(a_damaged_key_is_no_key),
        IN_A_FOLDER(without_randomness_there_is_no_key),
        IN_A_FOLDER(an_origin_that_is_no_name_touches_no_file),
        IN_A_FOLDER(a_mark_is_replaced_and_read_back),
        IN_A_FOLDER(what_a_killed_process_left_is_in_nobodys_way),
        cmocka_unit_test(the_folder_is_found_by_the_environment),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
