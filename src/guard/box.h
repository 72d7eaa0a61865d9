/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_BOX_H
#define VG_GUARD_BOX_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Sources are written by adversaries. Whatever takes their bytes apart runs
 * here: one pure function, in a child made for this one input and thrown away
 * after it, that sees no file, no network, no other process, no environment,
 * and may only print an answer. The parent reads that answer as if the child
 * were the adversary.
 *
 * Nothing in this module is kept between calls. The calling process has one
 * thread; it may use SIGCHLD as it likes, but must not wait for any child.
 */

/*
 * A pure function of bytes: it reads `in` and `hints`, appends its answer to
 * *out (which has the ceiling of the job) and returns VG_OK, or a failure with
 * its sentence. Inside the box it must not open files, print to stdout, or
 * read the environment; a call that does ends the child. The same function
 * runs unboxed in unit tests and under the fuzzer.
 */
typedef int vg_box_work(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                        struct vg_buf *out, struct vg_err *err);

/*
 * Where a reader of something large (an archive of thousands of records) puts what it
 * finds, one message at a time, while it goes on. Inside the box the two send to the
 * parent; tests and fuzzers give their own.
 */
struct vg_box_sink {
    /* Hand over one message, which is the receiver's from then on. Anything but VG_OK means
     * that nobody listens any more: return it. */
    int (*put)(void *w, struct vg_str message, struct vg_err *err);
    /* "I have read so many bytes of the input." Cheap: call it whenever there was progress. */
    void (*reached)(void *w, uint64_t at);
    void *w;
};

/* As vg_box_work, with a sink in place of the answer. */
typedef int vg_box_stream(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                          const struct vg_box_sink *sink, struct vg_err *err);

/*
 * What to run, on what, within what. A limit of 0 means the ceiling of base/limits.h; where
 * a stream has another, it stands second.
 */
struct vg_box_job {
    vg_box_work *work;     /* or */
    vg_box_stream *stream; /* with each() */
    /* Every message of the stream in order, as soon as it has come whole, while the child goes
     * on; called from within vg_box_run() and vg_box_pool_next(), whichever job those wait
     * for, and may not use the pool itself. A message is a stranger's. Another code than VG_OK ends
     * the child, and the job fails with it. */
    int (*each)(void *w, struct vg_str message, struct vg_err *err);
    void (*reached)(void *w, uint64_t at); /* progress, rising, at most `n`; may be NULL */
    void *each_w;
    const unsigned char *in; /* seen by the child as it is at the start; not copied */
    size_t n;                /* at most VG_MAX_DOCUMENT; VG_MAX_SOURCE */
    const void *hints;       /* a plain struct for `work`, or NULL */
    size_t hints_len;
    size_t memory; /* bytes of address space: VG_BOX_MEMORY */
    int cpu_s;     /* VG_BOX_CPU_S; a second more for each VG_BOX_STREAM_STEP of input */
    int wall_ms;   /* VG_BOX_WALL_S; VG_BOX_STREAM_WALL times the processor time. Time while
                      nobody waits for the child is not counted, nor is that of each() */
    int stall_ms;  /* of a stream: VG_BOX_STALL_S without a message or progress end it */
    size_t output; /* bytes of answer: VG_BOX_OUTPUT; of all messages: VG_BOX_STREAM_OUTPUT */
    int is_weak;   /* go on when the box does not close (--weak-box) */
    int (*stop)(void *w); /* asked ten times a second; not 0: give up (Ctrl-C). May be NULL */
    void *stop_w;
};

/* Which walls stood around the child, by its own test before the first byte was read. */
struct vg_box_report {
    int is_closed;        /* open() and socket() were tried and refused */
    int has_seccomp;      /* system calls outside the list end the child */
    int landlock_abi;     /* 0: this kernel has none */
    int has_namespace;    /* own network and user; only tried where seccomp is missing */
    int has_memory_limit; /* 0 under AddressSanitizer, which needs the whole address space */
    int cpu_ms;           /* used by the child */
    int64_t memory;       /* most it held at once, bytes; the parent's share included */
};

/*
 * Run the job in a child of its own and append its answer to *out. The report
 * may be NULL; otherwise it is set on success and failure alike, as far as the
 * child came. On failure *out is untouched and the code is
 *   VG_E_REFUSED      the box does not close on this machine and is_weak is 0
 *   VG_E_LIMIT        memory, time or output over the limit; `n` too large
 *   VG_E_FORMAT       the child died, tried a forbidden call, or answered nonsense
 *   VG_E_INTERRUPTED  *stop was set
 *   VG_E_IO           no pipe or no process to be had
 *   or the failure of `work` itself, with its own code and sentence.
 * The sentence says why: "the reader was stopped: out of memory".
 * Returns within the wall limit; leaves neither child nor descriptor behind.
 *
 * Of a stream, *out stays untouched on success too and may be NULL; what each() was given before a
 * failure was given, and the failure says why there is no more. One message has at
 * most VG_BOX_OUTPUT bytes.
 */
int vg_box_run(const struct vg_box_job *job, struct vg_buf *out, struct vg_box_report *report,
               struct vg_err *err);

/*
 * The same with several children at once: answers come back in the order in
 * which the jobs were started. What a job points to stays in place until its
 * answer is collected.
 */
struct vg_box_pool;

enum { VG_BOX_CHILDREN = 16 }; /* most children of one pool */

/* A pool of up to `n` children (cut to 1…VG_BOX_CHILDREN). Ended with vg_box_pool_close(). */
struct vg_box_pool *vg_box_pool_open(size_t n);

/* Stops and reaps what still runs. Accepts NULL. */
void vg_box_pool_close(struct vg_box_pool *p);

#define VG_SCOPED_BOX_POOL __attribute__((cleanup(vg_box_pool_closep))) struct vg_box_pool
void vg_box_pool_closep(struct vg_box_pool **p);

/* Children whose answers have not been collected, and how many there may be. */
size_t vg_box_pool_busy(const struct vg_box_pool *p);
size_t vg_box_pool_room(const struct vg_box_pool *p);

/*
 * Start a job; `tag` comes back with its answer. Returns at once. VG_E_MISUSE
 * when the pool is full (collect first), VG_E_LIMIT when `n` is too large,
 * VG_E_IO when there is no pipe or no process to be had.
 */
int vg_box_pool_start(struct vg_box_pool *p, const struct vg_box_job *job, void *tag,
                      struct vg_err *err);

/*
 * Wait for the oldest job, set *tag and return as vg_box_run() does; the other
 * children go on meanwhile. VG_E_ABSENT, *tag untouched, when none is running.
 */
int vg_box_pool_next(struct vg_box_pool *p, void **tag, struct vg_buf *out,
                     struct vg_box_report *report, struct vg_err *err);

/*
 * Keep secret bytes out of every child made from now on: there they read as
 * zeros. The bytes must have their memory pages to themselves, as
 * sodium_malloc() gives them. VG_E_IO when the kernel cannot do it.
 */
int vg_box_hide(void *secret, size_t n, struct vg_err *err);

#endif
