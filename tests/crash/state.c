/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The case and its surroundings in a state they should not be in: state VIGIL.
 *
 * An older copy put back, a file of a newer program, a file that is none of ours,
 * a disk that may not be written or is full, an upload that was cut off, several
 * writers, a writer that is slow, and readers beside writers.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crash.h"

enum { WRITERS = 4, FILES_EACH = 200, MIBI = 1 << 20, NOBODY = 65534 };

static const char *vigil;

/* -- asking ---------------------------------------------------------------------------- */

static int run(const char *a, const char *b, const char *c, const char *d, const char *out)
{
    const char *argv[] = {vigil, a, b, c, d, NULL};

    return cr_run(argv, NULL, out);
}

/* The command ends so, and says so on stderr or in the verdict. */
static void must_say(const char *what, int status, int wanted, const char *file, const char *words)
{
    char *text = cr_read(file, NULL);

    if (status != wanted || text == NULL || strstr(text, words) == NULL)
        cr_bad("%s: exit %d instead of %d, or not \"%s\": %s", what, status, wanted, words,
               text == NULL ? "" : text);
    free(text);
}

static void make_files(const char *folder, int n, uint64_t number)
{
    char path[100];

    if (mkdir(folder, 0755) != 0)
        cr_broken("%s: %s", folder, strerror(errno));
    for (int i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s/f%03d", folder, i);
        cr_make_file(path, 300 + (size_t)(i * 53 % 3000), number + (uint64_t)i);
    }
}

static void new_case(const char *path)
{
    cr_drop_case(path);
    if (run("new", path, NULL, NULL, NULL) != 0)
        cr_broken("no case");
}

static size_t count_acks(const char *path)
{
    size_t n;

    free(cr_acks(path, &n));
    return n;
}

static void all_acks_are_there(const char *acks, const char *path, const char *when)
{
    struct cr_source *list;
    size_t n, n_acks;
    int64_t *ids = cr_acks(acks, &n_acks);

    if (cr_sources(vigil, path, &list, &n) != 0)
        cr_bad("%s: the sources cannot be listed", when);
    for (size_t i = 0; i < n_acks; i++) {
        if (cr_source_find(list, n, ids[i]) == NULL)
            cr_bad("%s: s%" PRId64 " was acknowledged and is lost", when, ids[i]);
    }
    free(ids);
    free(list);
}

/* -- an older copy, a newer program, no case ---------------------------------------------- */

static void an_older_copy_is_refused(void)
{
    char *before, *after;
    size_t n, m;

    new_case("old.vigil");
    make_files("old", 3, 1);
    (void)run("add", "old.vigil", "old/f000", NULL, NULL);
    cr_copy_case("old.vigil", "copy.vigil");
    if (run("add", "old.vigil", "old", NULL, NULL) != 0)
        cr_bad("the newer file cannot be written");
    cr_copy_case("copy.vigil", "old.vigil");
    before = cr_read("old.vigil", &n);
    must_say("add to an older copy", run("add", "old.vigil", "old", NULL, NULL), 1, "said",
             "restored from an older copy");
    must_say("checkpoint of an older copy", run("checkpoint", "old.vigil", NULL, NULL, "note"), 1,
             "said", "restored from an older copy");
    after = cr_read("old.vigil", &m);
    if (n != m || memcmp(before, after, n) != 0)
        cr_bad("the older copy was written to");
    must_say("verify of an older copy", run("verify", "old.vigil", NULL, NULL, "verdict"), 3,
             "verdict", "INCOMPLETE");
    free(before);
    free(after);
}

static void set_number(const char *path, long at, unsigned char byte)
{
    FILE *f = fopen(path, "r+b");

    if (f == NULL || fseek(f, at, SEEK_SET) != 0 || fputc(byte, f) == EOF || fclose(f) != 0)
        cr_broken("%s: %s", path, strerror(errno));
}

static int is_same_file(const char *a, const char *b)
{
    size_t n, m;
    char *of_a = cr_read(a, &n), *of_b = cr_read(b, &m);
    int same = of_a != NULL && of_b != NULL && n == m && memcmp(of_a, of_b, n) == 0;

    free(of_a);
    free(of_b);
    return same;
}

static void another_version_is_refused(void)
{
    static const char *const ways[] = {"add", "verify", "sources", "checkpoint"};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        new_case("newer.vigil");
        set_number("newer.vigil", 62, 1); /* user_version, from byte 60 */
        cr_copy("newer.vigil", "newer-before");
        must_say(ways[i], run(ways[i], "newer.vigil", i == 0 ? "old" : NULL, NULL, NULL), 1, "said",
                 "newer vigil");
        if (!is_same_file("newer.vigil", "newer-before"))
            cr_bad("%s: a file of a newer program was written to", ways[i]);
    }
}

static void what_is_no_case_is_refused(void)
{
    static const char text[] =
        "This is a letter and nothing else. It is long enough to have a head "
        "of a hundred bytes, which a database would have.";
    sqlite3 *db = NULL;

    cr_write("letter", text, sizeof text);
    cr_write("nothing", "", 0);
    (void)unlink("theirs.db");
    if (sqlite3_open("theirs.db", &db) != SQLITE_OK ||
        sqlite3_exec(db, "CREATE TABLE t (a)", NULL, NULL, NULL) != SQLITE_OK)
        cr_broken("no database");
    (void)sqlite3_close(db);
    must_say("verify of a letter", run("verify", "letter", NULL, NULL, NULL), 1, "said",
             "no case file");
    must_say("add to a letter", run("add", "letter", "old", NULL, NULL), 1, "said", "no case file");
    must_say("verify of nothing", run("verify", "nothing", NULL, NULL, NULL), 1, "said",
             "no case file");
    must_say("add to a database of others", run("add", "theirs.db", "old", NULL, NULL), 1, "said",
             "no case file");
    must_say("sources of what is not there", run("sources", "absent", NULL, NULL, NULL), 1, "said",
             "no case here");
}

static void a_damaged_file_says_so(void)
{
    size_t n;
    char *bytes;

    new_case("hurt.vigil");
    (void)run("add", "hurt.vigil", "old", NULL, NULL);
    bytes = cr_read("hurt.vigil", &n);
    cr_write("hurt.vigil", bytes, n / 2);
    must_say("verify of half a file", run("verify", "hurt.vigil", NULL, NULL, "verdict"), 3,
             "verdict", "FAILED");
    memset(bytes + n / 4, 0x5a, n / 4);
    cr_write("hurt.vigil", bytes, n);
    must_say("verify of an overwritten file", run("verify", "hurt.vigil", NULL, NULL, "verdict"), 3,
             "verdict", "FAILED");
    if (run("add", "hurt.vigil", "old", NULL, NULL) > 1)
        cr_bad("add to an overwritten file does not end with 0 or 1");
    free(bytes);
}

/* -- a disk that may not be written ---------------------------------------------------------- */

/* As somebody who may not write there: root may write everywhere. */
static int run_as_reader(const char *a, const char *b, const char *c)
{
    const char *argv[] = {vigil, a, b, c, NULL};
    pid_t pid;

    (void)fflush(NULL);
    pid = fork();
    if (pid == 0) {
        (void)setenv("VIGIL_HOME", "/nonexistent/home", 1);
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            _exit(99);
        if (freopen("/dev/null", "w", stdout) == NULL ||
            freopen("reader/said", "w", stderr) == NULL)
            _exit(98);
        (void)execv(vigil, (char *const *)(uintptr_t)argv);
        _exit(97);
    }
    return cr_wait(pid);
}

static void a_disk_that_may_not_be_written_is_read(void)
{
    char where[CR_PATH];

    if (access(vigil, X_OK) != 0 || getcwd(where, sizeof where) == NULL)
        return;
    (void)chmod(where, 0755);
    if (mkdir("shelf", 0755) != 0 || mkdir("reader", 0777) != 0 || chmod("reader", 0777) != 0)
        cr_broken("no folder");
    new_case("shelf/c.vigil");
    (void)run("add", "shelf/c.vigil", "old", NULL, NULL);
    (void)run("verify", "shelf/c.vigil", NULL, NULL, NULL);
    (void)unlink("shelf/c.vigil-shm"); /* what remains of a reader: an empty log */
    (void)chmod("shelf/c.vigil", 0644);
    (void)chmod("shelf", 0555);
    if (run_as_reader("--version", NULL, NULL) != 0) {
        (void)printf(
            "state: a read-only disk: skipped: the program cannot be run as somebody else\n");
    } else {
        if (run_as_reader("verify", "shelf/c.vigil", NULL) != 0)
            cr_bad("a case on a read-only disk does not verify: %s", cr_read("reader/said", NULL));
        if (run_as_reader("sources", "shelf/c.vigil", NULL) != 0)
            cr_bad("a case on a read-only disk cannot be read: %s", cr_read("reader/said", NULL));
        must_say("add on a read-only disk", run_as_reader("add", "shelf/c.vigil", "old"), 1,
                 "reader/said", "read-only");
    }
    (void)chmod("shelf", 0755);
}

/* -- a full disk ------------------------------------------------------------------------------- */

static int run_with_room(const char *folder, rlim_t bytes)
{
    const char *argv[] = {vigil, "add", "full.vigil", folder, NULL};
    pid_t pid;

    (void)fflush(NULL);
    pid = fork();
    if (pid == 0) {
        struct rlimit l = {bytes, bytes};

        (void)signal(SIGXFSZ, SIG_IGN);
        if (freopen("acks", "w", stdout) == NULL || freopen("said", "w", stderr) == NULL ||
            setrlimit(RLIMIT_FSIZE, &l) != 0)
            _exit(98);
        (void)execv(vigil, (char *const *)(uintptr_t)argv);
        _exit(97);
    }
    return cr_wait(pid);
}

static void a_file_that_may_not_grow_keeps_what_was_told(void)
{
    if (mkdir("bulk", 0755) != 0)
        cr_broken("no folder");
    for (int i = 0; i < 24; i++) {
        char path[40];

        (void)snprintf(path, sizeof path, "bulk/f%02d", i);
        cr_make_file(path, 700000, 5000 + (uint64_t)i);
    }
    new_case("full.vigil");
    for (rlim_t mib = 1; mib <= 32; mib *= 2) {
        int status = run_with_room("bulk", mib * MIBI);

        if (status == 0 && count_acks("acks") != 24)
            cr_bad("with %d MiB it ends with 0 and has not told all", (int)mib);
        if (status != 0 && (status != 1 || !cr_says("said", "vigil add: ")))
            cr_bad("with %d MiB it ends with %d, without a sentence", (int)mib, status);
        all_acks_are_there("acks", "full.vigil", "a file that may not grow");
        cr_must_hold(vigil, "full.vigil", "a file that may not grow");
    }
    if (run("add", "full.vigil", "bulk", NULL, "acks") != 0 || count_acks("acks") != 24)
        cr_bad("with room again it does not go on");
    cr_must_hold(vigil, "full.vigil", "with room again");
}

static void a_full_disk_keeps_what_was_told(void)
{
    /* An empty case and its log are 2 MiB; what is added is 16. */
    static const char *const sizes[] = {"size=4m", "size=8m", "size=12m"};

    if (mkdir("disk", 0755) != 0)
        cr_broken("no folder");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int status;

        if (mount("vigil-test", "disk", "tmpfs", 0, sizes[i]) != 0) {
            (void)printf("state: a full disk: skipped: no file system may be mounted\n");
            return;
        }
        new_case("disk/c.vigil");
        status = run("add", "disk/c.vigil", "bulk", NULL, "acks");
        must_say("add to a full disk", status, 1, "said", "full");
        all_acks_are_there("acks", "disk/c.vigil", sizes[i]);
        if (mount("vigil-test", "disk", "tmpfs", MS_REMOUNT, "size=64m") != 0)
            cr_broken("no more room: %s", strerror(errno));
        cr_must_hold(vigil, "disk/c.vigil", sizes[i]);
        if (run("add", "disk/c.vigil", "bulk", NULL, "acks") != 0 || count_acks("acks") != 24)
            cr_bad("%s: with room again it does not go on", sizes[i]);
        cr_must_hold(vigil, "disk/c.vigil", sizes[i]);
        if (umount("disk") != 0)
            cr_broken("umount: %s", strerror(errno));
    }
}

/* -- more than one -------------------------------------------------------------------------------
 */

static void writers_wait_for_each_other(void)
{
    pid_t pid[WRITERS];
    char acks[WRITERS][24];
    size_t told = 0;

    new_case("many.vigil");
    for (int i = 0; i < WRITERS; i++) {
        char folder[24];
        const char *argv[] = {vigil, "add", "many.vigil", folder, NULL};

        (void)snprintf(folder, sizeof folder, "many%d", i);
        (void)snprintf(acks[i], sizeof acks[i], "acks%d", i);
        make_files(folder, FILES_EACH, 10000 * (uint64_t)(i + 1));
        pid[i] = cr_start(argv, NULL, acks[i]);
    }
    /* and a reader beside them, again and again */
    for (int i = 0; i < 20; i++) {
        if (run("sources", "many.vigil", "--json", NULL, "listed") != 0)
            cr_bad("a reader beside writers: %s", cr_read("said", NULL));
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = cr_wait(pid[i]);

        if (status != 0)
            cr_bad("writer %d of %d ends with %d: %s", i, WRITERS, status, cr_read("said", NULL));
        all_acks_are_there(acks[i], "many.vigil", "writers at once");
        told += count_acks(acks[i]);
    }
    if (told != (size_t)WRITERS * FILES_EACH)
        cr_bad("%zu acknowledgements of %d writers with %d files", told, WRITERS, FILES_EACH);
    if (cr_ask("many.vigil", "SELECT count(*) FROM entry") != 1 + WRITERS * FILES_EACH)
        cr_bad("the record of several writers has not one entry each");
    cr_must_hold(vigil, "many.vigil", "after several writers");
}

/* Open and close as fast as it goes beside each other: who closes last holds the file. */
static void readers_meet_those_who_close(void)
{
    static const char add_often[] = "i=0; while [ $i -lt 25 ]; do "
                                    "\"$0\" add meet.vigil many0/f001 >/dev/null || exit 1; "
                                    "i=$((i+1)); done";
    const char *loop[] = {"sh", "-c", add_often, vigil, NULL};
    pid_t pid;

    new_case("meet.vigil");
    pid = cr_start(loop, NULL, NULL);
    for (int i = 0; i < 60; i++) {
        if (run("sources", "meet.vigil", NULL, NULL, NULL) != 0)
            cr_bad("a reader that met a writer's end: %s", cr_read("said", NULL));
    }
    if (cr_wait(pid) != 0)
        cr_bad("a writer that met readers: %s", cr_read("said", NULL));
    cr_must_hold(vigil, "meet.vigil", "after readers and writers met");
}

/* -- uploads
 * ------------------------------------------------------------------------------------------ */

/* A pipe that has sent some and waits: the upload is at work and not writing. */
static pid_t start_upload(const char *path)
{
    const char *argv[] = {vigil, "add", path, "-", NULL};
    pid_t pid;

    (void)unlink("feed");
    if (mkfifo("feed", 0600) != 0)
        cr_broken("no pipe: %s", strerror(errno));
    pid = cr_start(argv, "feed", "acks");
    return pid;
}

static void feed(FILE *f, uint64_t number, size_t mib)
{
    unsigned char *bytes = malloc(mib * MIBI);

    if (bytes == NULL)
        cr_broken("no memory");
    cr_fill(bytes, mib * MIBI, number);
    if (fwrite(bytes, 1, mib * MIBI, f) != mib * MIBI || fflush(f) != 0)
        cr_bad("the upload ended too soon: %s", cr_read("said", NULL));
    free(bytes);
}

static void wait_for_staged(const char *path, int64_t pieces)
{
    for (int i = 0; i < 2000 && cr_ask(path, "SELECT count(*) FROM chunk") < pieces; i++)
        cr_sleep_us(5000);
}

static void a_slow_upload_is_in_nobodys_way(void)
{
    pid_t pid;
    FILE *f;
    int status;

    new_case("slow.vigil");
    pid = start_upload("slow.vigil");
    f = fopen("feed", "wb");
    if (f == NULL)
        cr_broken("no pipe");
    feed(f, 1, 70);
    wait_for_staged("slow.vigil", 250);
    /* others start, write, verify and end while it waits for the rest */
    status = run("add", "slow.vigil", "many1", NULL, "acks-beside");
    if (status != 0 || count_acks("acks-beside") != FILES_EACH)
        cr_bad("add beside a slow upload ends with %d: %s", status, cr_read("said", NULL));
    cr_must_hold(vigil, "slow.vigil", "beside a slow upload");
    if (cr_ask("slow.vigil", "SELECT count(*) FROM staged") != 1)
        cr_bad("the pieces of an upload that is at work were swept");
    feed(f, 2, 10);
    (void)fclose(f);
    status = cr_wait(pid);
    if (status != 0 || count_acks("acks") != 1)
        cr_bad("the slow upload ends with %d: %s", status, cr_read("said", NULL));
    if (cr_ask("slow.vigil", "SELECT count(*) FROM blob WHERE length = 80 * 1024 * 1024") != 1)
        cr_bad("the slow upload is not there");
    cr_must_hold(vigil, "slow.vigil", "after a slow upload");
}

static void a_cut_upload_is_swept(void)
{
    pid_t pid;
    FILE *f;

    new_case("cut.vigil");
    pid = start_upload("cut.vigil");
    f = fopen("feed", "wb");
    if (f == NULL)
        cr_broken("no pipe");
    feed(f, 3, 70);
    wait_for_staged("cut.vigil", 250);
    (void)cr_kill(pid);
    (void)fclose(f);
    if (count_acks("acks") != 0 || cr_ask("cut.vigil", "SELECT count(*) FROM source") != 0)
        cr_bad("half an upload is visible");
    if (cr_ask("cut.vigil", "SELECT count(*) FROM staged") != 1)
        cr_bad("nothing was staged, so this proves nothing");
    cr_must_hold(vigil, "cut.vigil", "with what a cut upload left");
    if (run("add", "cut.vigil", "old/f000", NULL, NULL) != 0)
        cr_bad("the next start after a cut upload: %s", cr_read("said", NULL));
    if (cr_ask("cut.vigil", "SELECT count(*) FROM staged") != 0 ||
        cr_ask("cut.vigil", "SELECT count(*) FROM chunk") != 1)
        cr_bad("the pieces of a cut upload are still there");
    cr_must_hold(vigil, "cut.vigil", "after a cut upload was swept");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*test)(void);
    } tests[] = {
        {"an older copy is refused", an_older_copy_is_refused},
        {"another version is refused", another_version_is_refused},
        {"what is no case is refused", what_is_no_case_is_refused},
        {"a damaged file says so", a_damaged_file_says_so},
        {"a disk that may not be written is read", a_disk_that_may_not_be_written_is_read},
        {"a file that may not grow keeps what was told",
         a_file_that_may_not_grow_keeps_what_was_told},
        {"a full disk keeps what was told", a_full_disk_keeps_what_was_told},
        {"writers wait for each other", writers_wait_for_each_other},
        {"readers meet those who close", readers_meet_those_who_close},
        {"a slow upload is in nobody's way", a_slow_upload_is_in_nobodys_way},
        {"a cut upload is swept", a_cut_upload_is_swept},
    };
    size_t n = sizeof tests / sizeof *tests;

    vigil = cr_program(argc > 1 ? argv[1] : NULL);
    cr_begin("state");
    for (size_t i = 0; i < n; i++) {
        int before = cr_violations();

        tests[i].test();
        (void)printf("state: %s: %s\n", cr_violations() == before ? "holds" : "DOES NOT HOLD",
                     tests[i].name);
    }
    return cr_end("%zu states", n);
}
