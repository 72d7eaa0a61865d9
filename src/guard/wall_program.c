/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Walls that a program of the system can work behind. It was not written for a box: it
 * loads some forty libraries, asks for its user, looks at fonts. So the filter knows what
 * such programs call (pdftotext, pdftoppm, pdffonts and tesseract were watched) and
 * answers EPERM to everything else; nothing is opened for writing, with or without
 * landlock; and what the kernel offers only here, a network of its own with nothing in it,
 * is made too: its 0.65 ms are nothing beside the start of a program.
 *
 * exec must stay open, for the program begins by it. Landlock lets only this one program
 * and the loader of libraries be run; where landlock is missing another program could be
 * begun, inside the same walls.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "guard/wall.h"
#include "guard/wall_parts.h"

#define NO_TERMINAL (SECCOMP_RET_ERRNO | ENOTTY)
#define WRITING                                                                                    \
    (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~(O_DIRECTORY | O_RDWR)))

#ifdef __x86_64__
#define OLD_CALLS                                                                                  \
    CALL(access, ALLOW), CALL(dup2, ALLOW), CALL(readlink, ALLOW), CALL(stat, ALLOW),              \
        CALL(lstat, ALLOW), CALL(arch_prctl, ALLOW), CALL(time, ALLOW), CALL(poll, ALLOW),         \
        CALL(getrlimit, ALLOW),
#else
#define OLD_CALLS
#endif

/* clang-format off */
static const struct sock_filter the_list[] = {
    ONLY_NATIVE,
    CALL(futex, ALLOW), CALL(read, ALLOW), CALL(write, ALLOW), CALL(brk, ALLOW),
    CALL(mmap, ALLOW), CALL(munmap, ALLOW), CALL(mremap, ALLOW), CALL(mprotect, ALLOW),
    CALL(madvise, ALLOW),
    CALL(pread64, ALLOW), CALL(readv, ALLOW), CALL(writev, ALLOW), CALL(lseek, ALLOW),
    CALL(close, ALLOW), CALL(fstat, ALLOW), CALL(newfstatat, ALLOW), CALL(statx, ALLOW),
    CALL(faccessat, ALLOW), CALL(readlinkat, ALLOW), CALL(getdents64, ALLOW),
    CALL(fcntl, ALLOW), CALL(dup, ALLOW), CALL(dup3, ALLOW), CALL(ioctl, NO_TERMINAL),
    /* To read only: 4 rows if it is openat. */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_openat, 0, 4),
        LOAD(args[2]), HAS_BITS(WRITING), ANSWER(REFUSE), ANSWER(ALLOW),
    OLD_CALLS
    CALL(execve, ALLOW), CALL(exit, ALLOW), CALL(exit_group, ALLOW),
    CALL(set_tid_address, ALLOW), CALL(set_robust_list, ALLOW), CALL(rseq, ALLOW),
    CALL(prlimit64, ALLOW), CALL(getrandom, ALLOW), CALL(sysinfo, ALLOW), CALL(uname, ALLOW),
    CALL(clock_gettime, ALLOW), CALL(clock_getres, ALLOW), CALL(gettimeofday, ALLOW),
    CALL(clock_nanosleep, ALLOW), CALL(nanosleep, ALLOW), CALL(restart_syscall, ALLOW),
    CALL(sched_getaffinity, ALLOW), CALL(sched_yield, ALLOW), CALL(getcwd, ALLOW),
    CALL(getuid, ALLOW), CALL(geteuid, ALLOW), CALL(getgid, ALLOW), CALL(getegid, ALLOW),
    CALL(getpid, ALLOW), CALL(gettid, ALLOW),
    CALL(rt_sigaction, ALLOW), CALL(rt_sigprocmask, ALLOW), CALL(rt_sigreturn, ALLOW),
    CALL(sigaltstack, ALLOW),
    ANSWER(REFUSE),
};
/* clang-format on */
_Static_assert(sizeof the_list / sizeof *the_list <= VG_WALL_ROWS, "the list fits");

enum { DESCRIPTORS = 64, SIGHTS = 24 };

#if defined(__x86_64__)
static const char loader[] = "/lib64/ld-linux-x86-64.so.2";
#else
static const char loader[] = "/lib/ld-linux-aarch64.so.1";
#endif

static int leave_in_sight(const struct vg_program_walls *p)
{
    struct vg_wall_sight sights[SIGHTS] = {
        {p->program, VG_WALL_RUN | VG_WALL_READ},
        {loader, VG_WALL_RUN | VG_WALL_READ},
    };
    size_t n = 2;

    for (size_t i = 0; p->read[i] != NULL && n < SIGHTS; i++)
        sights[n++] = (struct vg_wall_sight){p->read[i], VG_WALL_READ | VG_WALL_LIST};
    return vg_wall_paths(sights, n);
}

static int lower_all(const struct vg_program_walls *p)
{
    (void)vg_wall_lower(RLIMIT_FSIZE, 0, 0);
    (void)vg_wall_lower(RLIMIT_NOFILE, DESCRIPTORS, DESCRIPTORS);
    (void)vg_wall_lower(RLIMIT_NPROC, 0, 0);
    (void)vg_wall_lower(RLIMIT_CORE, 0, 0);
    (void)vg_wall_lower(RLIMIT_CPU, (rlim_t)p->cpu_s, (rlim_t)p->cpu_s + 1);
    /* Counted from the beginning of the program: of this process nothing remains then. */
    return vg_wall_lower(RLIMIT_AS, p->memory, p->memory);
}

static int opens_a_file_to_write(void)
{
    VG_SCOPED_FD fd = open("/dev/null", O_WRONLY | O_CLOEXEC);

    return fd >= 0;
}

void vg_walls_build_program(const struct vg_program_walls *p, struct vg_walls *out)
{
    struct vg_walls w = {0};

    w.has_namespace = unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); /* a change of user may have cleared it */
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    w.landlock_abi = leave_in_sight(p);
    w.has_memory_limit = lower_all(p);
    w.has_seccomp = vg_wall_filter(the_list, sizeof the_list / sizeof *the_list);
    w.is_closed = w.has_seccomp && !vg_wall_opens_a_socket() && !opens_a_file_to_write();
    *out = w;
}
