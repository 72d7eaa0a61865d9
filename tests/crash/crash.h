/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_CRASH_CRASH_H
#define VG_TESTS_CRASH_CRASH_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * What the crash tests share: a folder of their own, programs started and killed,
 * acknowledgements read from a file, and a case looked at from outside. A test
 * reports each violation with cr_bad() and ends with cr_end(), which prints
 * what was reached and gives the exit status. Trouble of the test itself
 * (no folder, no fork) ends it at once.
 */

enum { CR_SKIP = 77, CR_PATH = 512, CR_HEX = 65 };

/* Make the folder the test works in and go there; VIGIL_HOME is inside it. */
void cr_begin(const char *name);
/* The program under test as an absolute path: asked for before cr_begin(). */
const char *cr_program(const char *path);
/* Violations so far. */
int cr_violations(void);
void __attribute__((format(printf, 1, 2))) cr_bad(const char *form, ...);
void __attribute__((format(printf, 1, 2), noreturn)) cr_broken(const char *form, ...);
void __attribute__((format(printf, 1, 2), noreturn)) cr_skip(const char *form, ...);
/* Remove the folder when all held; "NAME: form, N violations". */
int __attribute__((format(printf, 1, 2))) cr_end(const char *form, ...);

/* Numbers that look random, from a seed that the test prints. */
struct cr_dice {
    uint64_t state;
};
uint64_t cr_roll(struct cr_dice *d);
uint64_t cr_below(struct cr_dice *d, uint64_t n);
/* The seed given as text, or one from the clock; printed either way. */
struct cr_dice cr_dice(const char *seed);

/* -- programs --------------------------------------------------------------------- */

/*
 * Start a program in its own process group. `in`, `out`: files for its standard
 * input and output, NULL for none; errors go to the file "said". argv ends with NULL.
 */
pid_t cr_start(const char *const *argv, const char *in, const char *out);
/* Wait for it: the exit status, or 128 + the signal. */
int cr_wait(pid_t pid);
/* The same with a bound of one's own: after it the group is killed and it is a
 * violation. 0: wait as long as it takes. */
int cr_wait_for(pid_t pid, unsigned seconds);
/* Start and wait. */
int cr_run(const char *const *argv, const char *in, const char *out);
/* Kill the group and wait for its leader. */
int cr_kill(pid_t pid);
void cr_sleep_us(int64_t us);

/* -- files ------------------------------------------------------------------------ */

void cr_write(const char *path, const void *bytes, size_t n);
void cr_copy(const char *from, const char *to);
/* The whole file, NUL behind it; *n may be NULL. NULL when there is none. Freed by the caller. */
char *cr_read(const char *path, size_t *n);
int cr_exists(const char *path);
/* Does the file hold the words? */
int cr_says(const char *path, const char *words);
/* Remove the file and what SQLite keeps beside it. */
void cr_drop_case(const char *path);
void cr_copy_case(const char *from, const char *to);

/* Bytes that follow from a number: the same each time, on every machine. */
void cr_fill(void *out, size_t n, uint64_t number);
/* A file of such bytes, by pieces. */
void cr_make_file(const char *path, size_t n, uint64_t number);
/* SHA-256 of those bytes, in hex. */
void cr_hash_of(size_t n, uint64_t number, char hex[CR_HEX]);

/* -- a case from outside ------------------------------------------------------------ */

/* Ids of the whole lines "stored sN" of a file. Freed by the caller. */
int64_t *cr_acks(const char *path, size_t *n);

struct cr_source {
    int64_t id, length;
    char sha256[CR_HEX];
    char label[200];
};
/* What `vigil sources CASE --json` lists; -1 with a violation noted when it fails. */
int cr_sources(const char *vigil, const char *path, struct cr_source **out, size_t *n);
const struct cr_source *cr_source_find(const struct cr_source *list, size_t n, int64_t id);

/* `vigil verify CASE`: a violation unless it holds. `when` says where we are. */
void cr_must_hold(const char *vigil, const char *path, const char *when);
/* One number by SQL, read with the engine alone. */
int64_t cr_ask(const char *path, const char *sql);

#endif
