/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The order matters. Descriptors and limits go first, because they need
 * ordinary system calls; landlock needs no-new-privileges; seccomp is last,
 * and comes in two layers:
 *
 *   the list    allows what a computation needs, answers EPERM to a few calls
 *               that are worth naming (open, socket, fork, exec, signals), and
 *               kills the process for everything else;
 *   the lock    turns those few into a trap, so that the parent learns which
 *               one it was, and kills for seccomp and prctl themselves.
 *
 * Between the two stands the self-test: it calls open() and socket(), which the
 * list answers, instead of believing that a filter was loaded. The kernel takes
 * the severest answer of all layers, so the lock can only narrow the list.
 *
 * The filters are constant tables and not built by libseccomp: there is nothing
 * to build per process, nothing to keep between calls, and a child only loads
 * them. An own network namespace costs 0.65 ms a child (measured; the whole rest
 * is about 0.2 ms) and seccomp has denied sockets already, so it is made only
 * where seccomp is missing.
 */
#include "guard/wall.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "guard/wall_parts.h"

/* -- seccomp --------------------------------------------------------------- */

#ifdef SYS_open
#define OLD_NAMED(what) CALL(open, what), CALL(creat, what), CALL(fork, what), CALL(vfork, what),
#else
#define OLD_NAMED(what)
#endif

/* The forbidden calls that are worth naming. The last six are what abort() does. */
#define NAMED(what)                                                                                \
    OLD_NAMED(what)                                                                                \
    CALL(openat, what), CALL(openat2, what), CALL(socket, what), CALL(socketpair, what),           \
        CALL(connect, what), CALL(clone, what), CALL(clone3, what), CALL(execve, what),            \
        CALL(execveat, what), CALL(rt_sigprocmask, what), CALL(rt_sigaction, what),                \
        CALL(getpid, what), CALL(gettid, what), CALL(tgkill, what), CALL(kill, what)

/* clang-format off */
static const struct sock_filter the_list[] = {
    ONLY_NATIVE,
    CALL(read, ALLOW), CALL(write, ALLOW), CALL(close, ALLOW), CALL(fstat, ALLOW),
    CALL(brk, ALLOW), CALL(munmap, ALLOW), CALL(mremap, ALLOW), CALL(madvise, ALLOW),
    CALL(futex, ALLOW), CALL(clock_gettime, ALLOW), CALL(gettimeofday, ALLOW),
    CALL(rt_sigreturn, ALLOW), CALL(restart_syscall, ALLOW),
    CALL(exit, ALLOW), CALL(exit_group, ALLOW),
    CALL(sysinfo, ALLOW), /* qsort() asks once how much memory there is, for more than 1 KiB */
#if HAS_ASAN
    CALL(sigaltstack, ALLOW), /* it looks at its stacks before each function that does not return */
#endif
    /* New memory, but of no file and never to run: 7 rows if it is mmap. */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_mmap, 0, 7),
        LOAD(args[2]), HAS_BITS(PROT_EXEC), ANSWER(KILL),
        LOAD(args[3]), HAS_BITS(MAP_ANONYMOUS), ANSWER(ALLOW), ANSWER(KILL),
    /* The allocator opens its reserves with mprotect: 4 rows. */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_mprotect, 0, 4),
        LOAD(args[2]), HAS_BITS(PROT_EXEC), ANSWER(KILL), ANSWER(ALLOW),
    NAMED(REFUSE),
    CALL(seccomp, ALLOW), /* once more, for the lock */
    ANSWER(KILL),
};

static const struct sock_filter the_lock[] = {
    ONLY_NATIVE,
    CALL(seccomp, KILL), CALL(prctl, KILL),
    NAMED(TRAP),
    ANSWER(ALLOW),
};
/* clang-format on */

_Static_assert(sizeof the_list / sizeof *the_list <= VG_WALL_ROWS, "the list fits");
_Static_assert(sizeof the_lock / sizeof *the_lock <= VG_WALL_ROWS, "the lock fits");

/* The kernel's interface wants rows that are not constant, so it gets a copy. */
int vg_wall_filter(const struct sock_filter *rows, size_t n)
{
    struct sock_filter copy[VG_WALL_ROWS];
    struct sock_fprog program = {.len = (unsigned short)n, .filter = copy};

    memcpy(copy, rows, n * sizeof *rows);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

const char *vg_wall_tried(long call)
{
    switch (call) {
#ifdef SYS_open
    case SYS_open:
    case SYS_creat:
#endif
    case SYS_openat:
    case SYS_openat2:
        return "tried to open a file";
    case SYS_socket:
    case SYS_socketpair:
    case SYS_connect:
        return "tried to use the network";
#ifdef SYS_fork
    case SYS_fork:
    case SYS_vfork:
#endif
    case SYS_clone:
    case SYS_clone3:
        return "tried to start a process";
    case SYS_execve:
    case SYS_execveat:
        return "tried to run a program";
    default:
        return vg_wall_is_abort(call) ? "gave up by itself" : "made a call that is not allowed";
    }
}

int vg_wall_is_abort(long call)
{
    return call == SYS_rt_sigprocmask || call == SYS_rt_sigaction || call == SYS_getpid ||
           call == SYS_gettid || call == SYS_tgkill || call == SYS_kill;
}

/* -- landlock --------------------------------------------------------------- */

/* As the kernel's documentation has it; Debian 12's headers know the first field only. */
struct landlock_rights {
    uint64_t fs;     /* ABI 1: 13 rights; 2: 14; 3: 15; 5: 16 */
    uint64_t net;    /* ABI 4: bind and connect over TCP */
    uint64_t scoped; /* ABI 6: abstract unix sockets and signals */
};

/* Is there a folder that can be opened? Every system has "/". */
int vg_wall_opens_a_folder(void)
{
    long fd = syscall(SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd >= 0)
        (void)close((int)fd);
    return fd >= 0;
}

/* As the kernel has it; the fields are not aligned there. */
struct landlock_beneath {
    uint64_t may;
    int32_t folder;
} __attribute__((packed));

static void keep_in_sight(int ruleset, const struct vg_wall_sight *s)
{
    VG_SCOPED_FD fd = open(s->path, O_PATH | O_CLOEXEC);
    struct landlock_beneath rule = {.may = s->may, .folder = fd};

    if (fd < 0)
        return;
    if (syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0U) == 0)
        return;
    rule.may &= ~(uint64_t)VG_WALL_LIST; /* of a file, which has nothing to list */
    (void)syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0U);
}

int vg_wall_paths(const struct vg_wall_sight *sights, size_t n)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, 1U);
    struct landlock_rights all = {0};
    size_t size;
    long fd, rc;

    if (abi < 1)
        return 0;
    all.fs = (1ULL << (abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13)) - 1;
    all.net = abi >= 4 ? 3 : 0;
    all.scoped = abi >= 6 ? 3 : 0;
    size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
    fd = syscall(SYS_landlock_create_ruleset, &all, size, 0U);
    if (fd < 0)
        return 0;
    for (size_t i = 0; i < n; i++)
        keep_in_sight((int)fd, &sights[i]);
    rc = syscall(SYS_landlock_restrict_self, (int)fd, 0U);
    (void)close((int)fd);
    return rc == 0 && !vg_wall_opens_a_folder() ? (int)abi : 0;
}

/* -- the plain things --------------------------------------------------------- */

static void forget_environment(void)
{
    for (char **e = environ; e != NULL && *e != NULL; e++)
        memset(*e, 0, strlen(*e));
    (void)clearenv();
}

static void close_the_rest(void)
{
    struct rlimit most = {0};

    (void)close(0);
    if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0)
        return;
    if (getrlimit(RLIMIT_NOFILE, &most) != 0 || most.rlim_cur > 65536)
        most.rlim_cur = 65536;
    for (int fd = 3; fd < (int)most.rlim_cur; fd++)
        (void)close(fd);
}

int vg_wall_lower(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
    struct rlimit now;

    if (getrlimit(what, &now) != 0)
        return 0;
    now.rlim_max = now.rlim_max < hard ? now.rlim_max : hard;
    now.rlim_cur = now.rlim_cur < soft ? now.rlim_cur : soft;
    now.rlim_cur = now.rlim_cur < now.rlim_max ? now.rlim_cur : now.rlim_max;
    return setrlimit(what, &now) == 0;
}

static int lower_all(const struct vg_wall_limits *l)
{
    (void)vg_wall_lower(RLIMIT_FSIZE, 0, 0);
    (void)vg_wall_lower(RLIMIT_NOFILE, 16, 16);
    (void)vg_wall_lower(RLIMIT_NPROC, 0, 0);
    (void)vg_wall_lower(RLIMIT_CORE, 0, 0);
    /* The soft end is SIGXCPU, which says what happened; the hard one is SIGKILL. */
    (void)vg_wall_lower(RLIMIT_CPU, (rlim_t)l->cpu_s, (rlim_t)l->cpu_s + 1);
    return !HAS_ASAN && vg_wall_lower(RLIMIT_AS, l->memory, l->memory);
}

/* The parent decides about Ctrl-C; its handlers, and a sanitizer's, are not the child's. */
static void take_signals(void (*on_trap)(int, siginfo_t *, void *))
{
    static const int plain[] = {SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,  SIGABRT, SIGTRAP, SIGPIPE,
                                SIGXCPU, SIGXFSZ, SIGCHLD, SIGALRM, SIGUSR1, SIGUSR2};
    static const int deaf[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM};
    struct sigaction act = {.sa_handler = SIG_DFL};
    sigset_t none;

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        (void)sigaction(plain[i], &act, NULL);
    act.sa_handler = SIG_IGN;
    for (size_t i = 0; i < sizeof deaf / sizeof *deaf; i++)
        (void)sigaction(deaf[i], &act, NULL);
    act = (struct sigaction){.sa_sigaction = on_trap, .sa_flags = SA_SIGINFO};
    (void)sigaction(SIGSYS, &act, NULL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

int vg_wall_opens_a_socket(void)
{
    long fd = syscall(SYS_socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd >= 0)
        (void)close((int)fd);
    return fd >= 0;
}

void vg_walls_build(const struct vg_wall_limits *limits, void (*on_trap)(int, siginfo_t *, void *),
                    struct vg_walls *out)
{
    struct vg_walls w = {0};
    int tested;

    take_signals(on_trap);
    forget_environment();
    close_the_rest();
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    w.landlock_abi = vg_wall_paths(NULL, 0);
    w.has_memory_limit = lower_all(limits);
    w.has_seccomp = vg_wall_filter(the_list, sizeof the_list / sizeof *the_list);
    tested = !vg_wall_opens_a_folder() && !vg_wall_opens_a_socket();
    if (w.has_seccomp)
        w.has_seccomp = vg_wall_filter(the_lock, sizeof the_lock / sizeof *the_lock);
    else
        w.has_namespace = unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
    w.is_closed = tested && w.has_seccomp;
    *out = w;
}
