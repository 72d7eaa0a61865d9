/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_WALL_H
#define VG_GUARD_WALL_H

#include <signal.h>
#include <stddef.h>

/*
 * The walls that a child puts around itself; guard/box.c calls this right
 * after the child was made. Not for anyone else: there is no way back.
 */
struct vg_wall_limits {
    size_t memory; /* bytes of address space, the program included */
    int cpu_s;
};

struct vg_walls {
    int is_closed; /* open() and socket() were tried and refused, and the last filter stands */
    int has_seccomp;
    int landlock_abi;
    int has_namespace;
    int has_memory_limit;
};

/*
 * Take everything away that a reader of bytes does not need: the environment,
 * every descriptor but 1 and 2, resources, paths, the network, other system
 * calls. `on_trap` becomes the handler of SIGSYS and learns of forbidden calls
 * that are worth naming; the rest end the process at once. Then test from the
 * inside, and say in *out what stands. Never fails: what could not be built is 0.
 */
void vg_walls_build(const struct vg_wall_limits *limits, void (*on_trap)(int, siginfo_t *, void *),
                    struct vg_walls *out);

/* What a program of the system is left with; guard/helper.c calls this right before it begins. */
struct vg_program_walls {
    const char *program;     /* the only one that may be run */
    const char *const *read; /* files and folders that it may read; NULL-terminated */
    size_t memory;           /* bytes of address space */
    int cpu_s;
};

/*
 * Take everything away that a converter of bytes does not need: resources, paths but
 * those it was left, anything written anywhere but to its open descriptors, the network,
 * other processes. Unlike a function of ours it has to load libraries and to look at its
 * environment, so calls are refused that a function would be ended for. Descriptors and
 * environment are the caller's. Never fails: what could not be built is 0 in *out, whose
 * `is_closed` says that a socket and a file to write were tried and refused.
 */
void vg_walls_build_program(const struct vg_program_walls *p, struct vg_walls *out);

/* What a process wanted that made this forbidden call: "tried to open a file". */
const char *vg_wall_tried(long call);

/* 1 if the call belongs to abort(): the process gave up by itself. */
int vg_wall_is_abort(long call);

#endif
