/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CAPTURE_PRESERVE_H
#define VG_CAPTURE_PRESERVE_H

#include "base/mem.h"
#include "capture/fetch.h"
#include "store/record.h"

/*
 * Putting bytes into the case, in groups. A sighting is kept with its bytes under
 * an entry of kind capture; an attempt that failed under one of attempt-failed.
 * `told` is called for each right after the commit that holds it, in the order
 * in which they came: at most VG_GROUP_SOURCES sources, VG_GROUP_BYTES bytes or
 * VG_GROUP_MS milliseconds after it was read. Nothing is being written meanwhile.
 */
/* A page that came inside an archive: which record it is, and what the archive says of it. Texts
 * may be NULL. */
struct vg_archived {
    int64_t archive; /* source id */
    int64_t record, offset, length;
    int64_t inner; /* -1: it is alone in its member */
    const char *member, *type, *id, *captured, *tool, *ip, *digest, *damage;
};

struct vg_sighting {
    const char *way; /* file, stdin, page, note */
    const char *requested, *label;
    const char *url, *media;
    int64_t status;   /* HTTP; 0: none */
    int64_t modified; /* seconds UTC; VG_NO_TIME: not known */
    const char *server_date;
    int truncated;
    int64_t parent;                                          /* source id, or 0 */
    const char *kind, *publisher, *dated, *language, *title; /* by a person; may be NULL */
    const struct vg_fetched *fetched;                        /* hops to keep, or NULL */
    const struct vg_archived *archived;                      /* or NULL */
};

#define VG_NO_TIME INT64_MIN

/* Why a file is not kept, for whoever foretells it. */
extern const char vg_why_empty[], vg_why_too_large[];

/* What every sighting of a run has in common. */
struct vg_preserve_config {
    const char *program;           /* "vigil 0.1.0" */
    const char *config;            /* limits and switches that matter */
    const char *purpose, *vantage; /* or NULL */
    const struct vg_world *world;
    int (*stop)(void *w); /* asked between pieces of a large input; may be NULL */
    void (*progress)(void *w, int64_t bytes); /* of the input at hand; may be NULL */
    void *w;
};

struct vg_preserved {
    int64_t source;  /* 0: an attempt that failed */
    int64_t attempt; /* its id, or 0 */
    int64_t entry;
    int64_t bytes;
    int same_as_before;
    const char *label;
    const char *reason, *says; /* of a failure */
};

struct vg_preserve;

int vg_preserve_open(struct vg_record *r, const struct vg_preserve_config *config,
                     void (*told)(void *w, const struct vg_preserved *p), void *w,
                     struct vg_preserve **out, struct vg_err *err);
/*
 * The same inside a transaction that the caller has begun and will commit: nothing is
 * committed or told here, vg_preserve_last() says what was kept. For imports,
 * which are all or nothing. Only small inputs in memory.
 */
int vg_preserve_within(struct vg_record *r, const struct vg_preserve_config *config,
                       struct vg_preserve **out, struct vg_err *err);
int64_t vg_preserve_last(const struct vg_preserve *p);

/* Does not flush: what was not committed never was. Accepts NULL. */
void vg_preserve_close(struct vg_preserve *p);

/* Bytes in memory. VG_E_REFUSED for none at all: absent is not empty. */
int vg_preserve_bytes(struct vg_preserve *p, const struct vg_sighting *s, const void *bytes,
                      size_t n, struct vg_err *err);

/* Bytes that are no source: a page of ours that was published. Only within a transaction
 * of the caller, who keeps what names them and seals the entry. Nothing reads them. */
int vg_preserve_blob(struct vg_preserve *p, const void *bytes, size_t n, int64_t *blob,
                     struct vg_err *err);

/*
 * All of a descriptor, read once, hashed while it is written. Input beyond
 * VG_GROUP_BYTES goes in by pieces, beyond VG_STAGE_FROM by several transactions;
 * nothing of it is visible before the last. `slow` flushes first, for input that may block.
 * A failure of the input itself (unreadable, empty, over VG_MAX_SOURCE) is kept as an
 * attempt that failed and is VG_OK; a failure of the case is not.
 */
int vg_preserve_fd(struct vg_preserve *p, const struct vg_sighting *s, int fd, int slow,
                   struct vg_err *err);

/* An attempt that failed. `reason` is one word, `says` the sentence. */
int vg_preserve_failed(struct vg_preserve *p, const struct vg_sighting *s, const char *reason,
                       const char *says, struct vg_err *err);

/* Commit what is open and tell. To be called before anything that takes long. */
int vg_preserve_flush(struct vg_preserve *p, struct vg_err *err);

#endif
