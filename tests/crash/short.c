/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Loaded before the C library: calls that read and write do half of what they were
 * asked for, and every third is interrupted before it did anything. POSIX allows
 * both at any time, so a program must do the same work with it.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <sys/types.h>
#include <unistd.h>

enum { INTERRUPT_EVERY = 3 };

static unsigned calls;

static int is_interrupted(void)
{
    if (++calls % INTERRUPT_EVERY != 0)
        return 0;
    errno = EINTR;
    return 1;
}

static size_t half(size_t n)
{
    return n > 1 ? n / 2 : n;
}

/* POSIX wants functions to be had as data pointers; ISO C has no word for it. */
#define REAL(type, name)                                                                           \
    __extension__ static type real;                                                                \
    if (real == NULL)                                                                              \
    real = __extension__(type) dlsym(RTLD_NEXT, name)

typedef ssize_t plain_read(int, void *, size_t);
typedef ssize_t plain_write(int, const void *, size_t);
typedef ssize_t placed_read(int, void *, size_t, off64_t);
typedef ssize_t placed_write(int, const void *, size_t, off64_t);

/* the C library's names are its own:
 * NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
ssize_t read(int fd, void *p, size_t n)
{
    REAL(plain_read *, "read");
    return is_interrupted() ? -1 : real(fd, p, half(n));
}

/* the C library's names are its own:
 * NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
ssize_t write(int fd, const void *p, size_t n)
{
    REAL(plain_write *, "write");
    return is_interrupted() ? -1 : real(fd, p, half(n));
}

/* the C library's names are its own:
 * NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
ssize_t pread64(int fd, void *p, size_t n, off64_t at)
{
    REAL(placed_read *, "pread64");
    return is_interrupted() ? -1 : real(fd, p, half(n), at);
}

/* the C library's names are its own:
 * NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    REAL(placed_write *, "pwrite64");
    return is_interrupted() ? -1 : real(fd, p, half(n), at);
}
