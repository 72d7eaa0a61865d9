/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_WALL_PARTS_H
#define VG_GUARD_WALL_PARTS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

/*
 * What both kinds of walls are built from: those of wall.c around a function of ours, and
 * those of wall_program.c around a program of the system.
 */
#if defined(__x86_64__)
#define NATIVE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE AUDIT_ARCH_AARCH64
#else
#error "guard/wall.c: name the audit architecture of this processor"
#endif

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "guard/wall.c: the low half of an argument stands elsewhere on this processor"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifndef HAS_ASAN
#define HAS_ASAN 0
#endif

/* -- seccomp: rows of a filter --------------------------------------------- */

#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (uint32_t)(what))
#define CALL(name, what)                                                                           \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_##name, 0, 1), ANSWER(what)
#define LOAD(field)                                                                                \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define HAS_BITS(bits) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (uint32_t)(bits), 0, 1)

#define KILL   SECCOMP_RET_KILL_PROCESS
#define ALLOW  SECCOMP_RET_ALLOW
#define TRAP   SECCOMP_RET_TRAP
#define REFUSE (SECCOMP_RET_ERRNO | EPERM)

/* Another architecture's calls have other numbers. Those of x32 differ by a
 * high bit, match no row, and meet the default. */
#define ONLY_NATIVE                                                                                \
    LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE, 1, 0), ANSWER(KILL), LOAD(nr)

enum { VG_WALL_ROWS = 256 }; /* most rows of one filter */

/* Load a filter for the rest of this process's life, and of what it becomes. 0: it could not be. */
int vg_wall_filter(const struct sock_filter *rows, size_t n);

/* -- landlock ----------------------------------------------------------------- */

enum { VG_WALL_RUN = 1 << 0, VG_WALL_READ = 1 << 2, VG_WALL_LIST = 1 << 3 };

/* A file or folder that stays in sight, and what may be done with it and beneath it. */
struct vg_wall_sight {
    const char *path;
    unsigned may; /* VG_WALL_RUN, VG_WALL_READ, VG_WALL_LIST */
};

/*
 * Deny every path but those; one that is not there is passed over. Returns the ABI, 0 when
 * it could not be done. "/" itself must not be among them: whether it opens is the test.
 */
int vg_wall_paths(const struct vg_wall_sight *sights, size_t n);

/* -- the plain things ----------------------------------------------------------- */

/* Lower a limit; one that is lower already stays. 0: it could not be. */
int vg_wall_lower(__rlimit_resource_t what, rlim_t soft, rlim_t hard);

/* Tried, not believed. */
int vg_wall_opens_a_folder(void);
int vg_wall_opens_a_socket(void);

#endif
