/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_CREW_H
#define VG_GUARD_CREW_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Helper processes that stay, and the lines that one speaks to them over. The page
 * is one process that speaks HTTP and holds no case, and a few that hold the case and
 * speak no HTTP; a crash or a leak in one of these is an answer 500 and a new
 * process, not the end of the page.
 *
 * Members run our own code with the rights of the user: nothing here is a box for
 * hostile bytes (that is guard/box.h, which a member may use).
 */

struct vg_member {
    int pid; /* 0 when there is none */
    int fd;  /* our end of its line; -1 when there is none */
};

/*
 * Fork a process that runs `work(fd, w)` and exits with what it returns. Its end of
 * the line is a blocking stream socket; so is ours, and vg_line_pump() does not wait
 * on it all the same. In the child every descriptor but 0, 1, 2 and its fd is closed,
 * signals are at their defaults (SIGINT ignored: the terminal sends that to all, the
 * parent decides), and the child is killed when the parent ends. The caller has one thread.
 * VG_E_IO when there is no socket or no process to be had.
 */
int vg_crew_start(int (*work)(int fd, void *w), void *w, struct vg_member *out, struct vg_err *err);

/*
 * End a member: close the line (it sees the end of its input), wait grace_ms; if it is
 * still there SIGTERM and wait as long again; then SIGKILL. Reaps. A member that was
 * never started, or is stopped already, is left alone.
 */
void vg_crew_stop(struct vg_member *m, int grace_ms);

/* Reap without waiting: 1 when it has ended, *status as of waitpid(). The line stays
 * open (what was sent last may still be read) until vg_crew_stop(). */
int vg_crew_ended(struct vg_member *m, int *status);

/*
 * A line: messages of any bytes, at most VG_MAX_MESSAGE each, over a stream socket
 * between two processes of ours. One open descriptor may travel with a message. On
 * the wire a message is its length (u32be; the top bit says that a descriptor comes
 * with it) and its bytes.
 */
enum { VG_LINE_PASSES = 64 }; /* descriptors under way in one direction */

struct vg_line {
    int fd; /* not owned; -1 when closed */
    struct vg_buf in, out;
    size_t in_at, out_at;       /* taken and written of them */
    int passed[VG_LINE_PASSES]; /* arrived, not taken yet, in order */
    size_t n_passed;
    struct vg_line_pass {
        size_t at; /* in `out`: goes with the byte there */
        int fd;
    } passing[VG_LINE_PASSES];
    size_t n_passing;
    int is_over; /* the other end has closed */
};

/* Speak over `fd`, which stays the caller's. */
void vg_line_open(struct vg_line *l, int fd);

/* Give back the buffers and close descriptors that nobody took. Leaves the socket open. */
void vg_line_close(struct vg_line *l);

/*
 * Blocking, for members. Send a message, with an open descriptor or -1 (it stays open
 * here). VG_E_ABSENT: the other end is gone; VG_E_LIMIT: too long; VG_E_IO.
 */
int vg_line_send(struct vg_line *l, const void *p, size_t n, int pass, struct vg_err *err);

/*
 * Blocking, for members. Wait for the next message and put its bytes into *out (which is
 * emptied first; its ceiling must have room for what may come); *passed is the
 * descriptor that came with it, the caller's from then on, or -1. VG_E_ABSENT: the other end has
 * closed between two messages; VG_E_FORMAT: in the midst of one, or what came is no message;
 * VG_E_LIMIT: too long; VG_E_IO.
 */
int vg_line_get(struct vg_line *l, struct vg_buf *out, int *passed, struct vg_err *err);

/*
 * Not blocking, for a loop: put a message into the queue. The descriptor belongs to the
 * line from here on, also on failure, and is closed once sent. VG_E_LIMIT: the message
 * is too long, or too much is waiting already (the caller is to hold back).
 */
int vg_line_queue(struct vg_line *l, const void *p, size_t n, int pass, struct vg_err *err);

/* Is there something that vg_line_pump() would write? */
int vg_line_wants_write(const struct vg_line *l);

/* Bytes that are queued and not written. */
size_t vg_line_waiting(const struct vg_line *l);

/*
 * Write what fits and read what is there. It stops reading while plenty waits to be
 * taken, so take in a loop and pump again. VG_E_ABSENT: the other end is gone (what
 * arrived before can still be taken); VG_E_FORMAT; VG_E_IO.
 */
int vg_line_pump(struct vg_line *l, struct vg_err *err);

/* 1 when one whole message was taken, as by vg_line_get(); else 0. */
int vg_line_take(struct vg_line *l, struct vg_buf *out, int *passed);

#endif
