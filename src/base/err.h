/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_ERR_H
#define VG_BASE_ERR_H

/*
 * One shape of failure everywhere: a function returns VG_OK or one of the
 * negative codes below, leaves its outputs untouched when it fails, and puts a
 * sentence for a person into `struct vg_err`. Callers branch on the code and
 * never read the sentence; only main(), a web handler or the log prints it.
 */
enum vg_code {
    VG_OK = 0,
    VG_ROW = 1,            /* a statement has a row; only vg_step() returns it */
    VG_E_ABSENT = -1,      /* what was asked for is not there */
    VG_E_FORMAT = -2,      /* bytes are not what they should be */
    VG_E_LIMIT = -3,       /* a named ceiling of base/limits.h was reached */
    VG_E_IO = -4,          /* the system refused: file, disk, network */
    VG_E_REFUSED = -5,     /* a rule of the program forbids it */
    VG_E_MISUSE = -6,      /* the caller's arguments make no sense */
    VG_E_CONFLICT = -7,    /* it exists already, or somebody else is writing */
    VG_E_NOT_HELD = -8,    /* the checked thing does not hold */
    VG_E_INTERRUPTED = -9, /* a signal asked us to stop */
};

enum { VG_ERR_TEXT = 512 }; /* bytes, with the final NUL */

struct vg_err {
    int code;
    char text[VG_ERR_TEXT];
};

/*
 * Set *err to a sentence made like printf() and return `code`. `err` may be
 * NULL. The sentence names the thing, what was wanted and what was found, and
 * starts in lower case without a final stop. Too long a sentence is cut at a
 * character border.
 */
int vg_fail(struct vg_err *err, int code, const char *form, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Put "where: " in front of the sentence already in *err and return `code`
 * unchanged. Used on the way up: "pages.warc: record 3: no length".
 */
int vg_within(struct vg_err *err, int code, const char *form, ...)
    __attribute__((format(printf, 3, 4)));

/* A short word for a code ("format", "limit" …), for JSON and tests. */
const char *vg_code_word(int code);

#endif
