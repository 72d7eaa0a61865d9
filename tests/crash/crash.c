/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "crash.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/json.h"
#include "seal/hash.h"

enum { TOO_LONG = 60 /* seconds; the whole test has minutes */ };

static struct {
    char folder[CR_PATH];
    const char *name;
    int violations;
    char *programs[4]; /* as long as the test lasts */
    size_t n_programs;
} test;

/* -- the test ------------------------------------------------------------------------ */

void cr_broken(const char *form, ...)
{
    va_list args;

    va_start(args, form);
    (void)printf("%s: the test itself: ", test.name == NULL ? "crash" : test.name);
    (void)vprintf(form, args);
    (void)printf("\n");
    va_end(args);
    exit(99);
}

void cr_skip(const char *form, ...)
{
    va_list args;

    va_start(args, form);
    (void)printf("%s: skipped: ", test.name == NULL ? "crash" : test.name);
    (void)vprintf(form, args);
    (void)printf("\n");
    va_end(args);
    exit(CR_SKIP);
}

void cr_bad(const char *form, ...)
{
    va_list args;

    va_start(args, form);
    (void)printf("VIOLATION: ");
    (void)vprintf(form, args);
    (void)printf("\n");
    (void)fflush(stdout);
    va_end(args);
    if (++test.violations >= 40) {
        (void)printf("%s: too many; what was made is in %s\n", test.name, test.folder);
        exit(1);
    }
}

int cr_violations(void)
{
    return test.violations;
}

const char *cr_program(const char *path)
{
    char *whole = path == NULL ? NULL : realpath(path, NULL);

    if (whole == NULL) {
        (void)printf("the first argument is the vigil to test\n");
        exit(2);
    }
    assert(test.n_programs < sizeof test.programs / sizeof *test.programs);
    test.programs[test.n_programs++] = whole;
    return whole;
}

void cr_begin(const char *name)
{
    const char *under = getenv("TMPDIR");
    char home[CR_PATH + 8];

    test.name = name;
    (void)snprintf(test.folder, sizeof test.folder, "%s/vigil-%s-XXXXXX",
                   under == NULL ? "/tmp" : under, name);
    if (mkdtemp(test.folder) == NULL || chdir(test.folder) != 0)
        cr_broken("no folder: %s", strerror(errno));
    (void)snprintf(home, sizeof home, "%s/home", test.folder);
    (void)setenv("VIGIL_HOME", home, 1);
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
}

int cr_end(const char *form, ...)
{
    const char *argv[] = {"rm", "-rf", test.folder, NULL};
    va_list args;

    va_start(args, form);
    (void)printf("%s: ", test.name);
    (void)vprintf(form, args);
    (void)printf(", %d violations\n", test.violations);
    va_end(args);
    if (test.violations > 0) {
        (void)printf("what was made is in %s\n", test.folder);
        return 1;
    }
    (void)cr_run(argv, NULL, NULL);
    return 0;
}

/* splitmix64, by Sebastiano Vigna (public domain). */
uint64_t cr_roll(struct cr_dice *d)
{
    uint64_t z = (d->state += 0x9e3779b97f4a7c15U);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

uint64_t cr_below(struct cr_dice *d, uint64_t n)
{
    return cr_roll(d) % n;
}

struct cr_dice cr_dice(const char *seed)
{
    struct timespec now;
    struct cr_dice d;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    d.state = seed != NULL ? strtoull(seed, NULL, 10)
                           : (uint64_t)now.tv_sec * 1000003U + (uint64_t)now.tv_nsec;
    (void)printf("%s: seed %" PRIu64 "\n", test.name, d.state);
    return d;
}

/* -- programs --------------------------------------------------------------------------- */

static void put_at(int at, const char *path, int flags)
{
    int fd = open(path, flags, 0600);

    if (fd < 0 || dup2(fd, at) < 0)
        _exit(126);
    (void)close(fd);
}

pid_t cr_start(const char *const *argv, const char *in, const char *out)
{
    pid_t pid;

    (void)fflush(NULL);
    /* the child may be killed before it opens it, and what it holds was said by another */
    if (out != NULL)
        (void)unlink(out);
    pid = fork();
    if (pid < 0)
        cr_broken("no fork: %s", strerror(errno));
    if (pid == 0) {
        (void)setpgid(0, 0);
        put_at(0, in == NULL ? "/dev/null" : in, O_RDONLY);
        put_at(1, out == NULL ? "/dev/null" : out, O_WRONLY | O_CREAT | O_TRUNC);
        /* a program may be run from a folder that it cannot write to */
        put_at(2, access("said", W_OK) == 0 || errno == ENOENT ? "said" : "/dev/null",
               O_WRONLY | O_CREAT | O_TRUNC);
        (void)execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    (void)setpgid(pid, pid);
    return pid;
}

static void on_alarm(int signal_number)
{
    (void)signal_number; /* it only ends a wait */
}

int cr_wait(pid_t pid)
{
    return cr_wait_for(pid, TOO_LONG);
}

int cr_wait_for(pid_t pid, unsigned seconds)
{
    struct sigaction act = {.sa_handler = on_alarm}; /* no SA_RESTART */
    int status = 0;

    (void)sigaction(SIGALRM, &act, NULL);
    (void)alarm(seconds);
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            cr_broken("waitpid: %s", strerror(errno));
        (void)kill(-pid, SIGKILL);
        cr_bad("a program was still running after %u seconds", seconds);
    }
    (void)alarm(0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int cr_run(const char *const *argv, const char *in, const char *out)
{
    return cr_wait(cr_start(argv, in, out));
}

int cr_kill(pid_t pid)
{
    (void)kill(-pid, SIGKILL);
    return cr_wait(pid);
}

void cr_sleep_us(int64_t us)
{
    struct timespec t = {us / 1000000, us % 1000000 * 1000};

    while (nanosleep(&t, &t) != 0 && errno == EINTR)
        ;
}

/* -- files --------------------------------------------------------------------------------- */

static FILE *open_or_end(const char *path, const char *mode)
{
    FILE *f = fopen(path, mode);

    if (f == NULL)
        cr_broken("%s: %s", path, strerror(errno));
    return f;
}

void cr_write(const char *path, const void *bytes, size_t n)
{
    FILE *f = open_or_end(path, "wb");

    if (fwrite(bytes, 1, n, f) != n || fclose(f) != 0)
        cr_broken("%s: %s", path, strerror(errno));
}

char *cr_read(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    char *bytes;
    size_t got;

    if (f == NULL)
        return NULL;
    if (fstat(fileno(f), &st) != 0)
        cr_broken("%s: %s", path, strerror(errno));
    bytes = malloc((size_t)st.st_size + 1);
    if (bytes == NULL)
        cr_broken("no memory");
    got = fread(bytes, 1, (size_t)st.st_size, f);
    bytes[got] = '\0';
    (void)fclose(f);
    if (n != NULL)
        *n = got;
    return bytes;
}

void cr_copy(const char *from, const char *to)
{
    size_t n;
    char *bytes = cr_read(from, &n);

    if (bytes == NULL)
        cr_broken("%s is not there", from);
    cr_write(to, bytes, n);
    free(bytes);
}

int cr_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

int cr_says(const char *path, const char *words)
{
    char *text = cr_read(path, NULL);
    int says = text != NULL && strstr(text, words) != NULL;

    free(text);
    return says;
}

static const char *const beside[] = {"-wal", "-shm", "-journal"};

void cr_drop_case(const char *path)
{
    char name[CR_PATH];

    (void)unlink(path);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, beside[i]);
        (void)unlink(name);
    }
}

void cr_copy_case(const char *from, const char *to)
{
    cr_drop_case(to);
    cr_copy(from, to);
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char a[CR_PATH], b[CR_PATH];

        (void)snprintf(a, sizeof a, "%s%s", from, beside[i]);
        (void)snprintf(b, sizeof b, "%s%s", to, beside[i]);
        if (i == 0 && cr_exists(a))
            cr_copy(a, b);
    }
}

/* -- bytes that follow from a number ----------------------------------------------------------- */

enum { PIECE = 65536 };

static void fill_piece(unsigned char *out, size_t n, uint64_t number, uint64_t piece)
{
    struct cr_dice d = {number * 0x100000001b3U + piece};

    for (size_t i = 0; i < n; i += 8) {
        uint64_t r = cr_roll(&d);

        memcpy(out + i, &r, n - i < 8 ? n - i : 8);
    }
}

void cr_fill(void *out, size_t n, uint64_t number)
{
    unsigned char *p = out;

    for (size_t at = 0; at < n; at += PIECE)
        fill_piece(p + at, n - at < PIECE ? n - at : PIECE, number, at / PIECE);
}

void cr_make_file(const char *path, size_t n, uint64_t number)
{
    static unsigned char piece[PIECE];
    FILE *f = open_or_end(path, "wb");

    for (size_t at = 0; at < n; at += PIECE) {
        size_t len = n - at < PIECE ? n - at : PIECE;

        fill_piece(piece, len, number, at / PIECE);
        if (fwrite(piece, 1, len, f) != len)
            cr_broken("%s: %s", path, strerror(errno));
    }
    if (fclose(f) != 0)
        cr_broken("%s: %s", path, strerror(errno));
}

void cr_hash_of(size_t n, uint64_t number, char hex[CR_HEX])
{
    static unsigned char piece[PIECE];
    unsigned char hash[VG_HASH_SIZE];
    VG_SCOPED_SHA256 h = {0};

    vg_sha256_begin(&h);
    for (size_t at = 0; at < n; at += PIECE) {
        size_t len = n - at < PIECE ? n - at : PIECE;

        fill_piece(piece, len, number, at / PIECE);
        vg_sha256_add(&h, piece, len);
    }
    vg_sha256_done(&h, hash);
    for (size_t i = 0; i < sizeof hash; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", hash[i]);
}

/* -- a case from outside --------------------------------------------------------------------------
 */

int64_t *cr_acks(const char *path, size_t *n)
{
    char *text = cr_read(path, NULL);
    int64_t *ids = malloc(sizeof *ids);
    size_t room = 1;

    *n = 0;
    for (char *line = text; line != NULL && ids != NULL;) {
        char *end = strchr(line, '\n');

        if (end == NULL)
            break; /* a line without its end was not said */
        if (strncmp(line, "stored s", 8) == 0) {
            if (*n == room)
                ids = realloc(ids, (room *= 2) * sizeof *ids);
            if (ids != NULL)
                ids[(*n)++] = strtoll(line + 8, NULL, 10);
        }
        line = end + 1;
    }
    free(text);
    if (ids == NULL)
        cr_broken("no memory");
    return ids;
}

static int source_from(const char *line, size_t len, struct cr_source *s)
{
    VG_SCOPED_JSON *o = NULL;
    const char *id, *sha256, *label;

    if (vg_json_read(line, len, &o, NULL) != VG_OK)
        return 0;
    id = json_string_value(json_object_get(o, "id"));
    sha256 = json_string_value(json_object_get(o, "sha256"));
    label = json_string_value(json_object_get(o, "label"));
    if (id == NULL || sha256 == NULL || label == NULL)
        return 0;
    s->id = strtoll(id + 1, NULL, 10);
    s->length = json_integer_value(json_object_get(o, "length"));
    (void)snprintf(s->sha256, sizeof s->sha256, "%s", sha256);
    (void)snprintf(s->label, sizeof s->label, "%s", label);
    return 1;
}

int cr_sources(const char *vigil, const char *path, struct cr_source **out, size_t *n)
{
    const char *argv[] = {vigil, "sources", path, "--json", NULL};
    int status = cr_run(argv, NULL, "listed");
    char *text = cr_read("listed", NULL);
    size_t room = 64;

    *n = 0;
    *out = malloc(room * sizeof **out);
    if (text == NULL || *out == NULL)
        cr_broken("no list");
    for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        if (*n == room)
            *out = realloc(*out, (room *= 2) * sizeof **out);
        if (*out == NULL)
            cr_broken("no memory");
        if (source_from(line, (size_t)(end - line), &(*out)[*n]))
            (*n)++;
        else
            cr_bad("sources --json: %.*s", (int)(end - line), line);
    }
    free(text);
    if (status == 0)
        return 0;
    text = cr_read("said", NULL);
    cr_bad("sources %s: exit %d: %s", path, status, text == NULL ? "" : text);
    free(text);
    return -1;
}

const struct cr_source *cr_source_find(const struct cr_source *list, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].id == id)
            return &list[i];
    }
    return NULL;
}

void cr_must_hold(const char *vigil, const char *path, const char *when)
{
    const char *argv[] = {vigil, "verify", path, NULL};
    int status = cr_run(argv, NULL, "verdict");

    if (status != 0 || !cr_says("verdict", "VERIFIED-UNTIMED ")) {
        char *text = cr_read("verdict", NULL), *said = cr_read("said", NULL);

        cr_bad("%s: verify: exit %d: %s%s", when, status, text, said);
        free(text);
        free(said);
    }
}

int64_t cr_ask(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    int64_t answer = -1;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
        (void)sqlite3_busy_timeout(db, 10000);
        if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
            sqlite3_step(st) == SQLITE_ROW)
            answer = sqlite3_column_int64(st, 0);
    }
    (void)sqlite3_finalize(st);
    (void)sqlite3_close(db);
    return answer;
}
