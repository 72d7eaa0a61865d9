/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_EXPORT_PARTS_H
#define VG_APP_EXPORT_PARTS_H

#include "app/inside.h"
#include "app/warc.h"

/*
 * The records of a case as they leave it, and what the writers of its two formats (one file
 * of records; a package with an index) share.
 */

/* A record that has been handed out whole; all of it lives until the call returns. */
struct vg_exported {
    const char *type, *date;
    const char *target;           /* as it stands in the header, or NULL */
    const char *media;            /* of what is captured, with its parameters; NULL: not stated */
    int64_t status;               /* HTTP; 0: none */
    const unsigned char *payload; /* SHA-256 of the preserved bytes, when it stands for them */
    int64_t source;               /* whose; 0: an attempt, or none */
    int is_archived;              /* a page out of an archive */
    int is_aside;                 /* the head of an answer whose body is the next record */
};

struct vg_export_job {
    int (*put)(void *w, const void *bytes, size_t n); /* not 0 to stop; then VG_E_IO */
    /* May be NULL. Called when the last byte of a record has been put and before the first of the
     * next; put() never gets bytes of two records at once then. */
    int (*ended)(void *w, const struct vg_exported *r, struct vg_err *err);
    void *w;
};

/*
 * All records of a case, within the reading that the caller has begun: warcinfo, then
 * sources in their order, then attempts that failed, then the pages out of archives, led by a
 * warcinfo of their own for each archive. *report is filled but for its pages.
 */
int vg_export_records(struct vg_case *c, const struct vg_export_job *job,
                      struct vg_export_report *report, struct vg_err *err);

/* When the newest entry of the record was made, and its index. */
int vg_export_newest(struct vg_case *c, char date[VG_TIME_TEXT], int64_t *entry,
                     struct vg_err *err);

/* -- between export.c and export_archived.c ---------------------------------------------------- */

struct exporting {
    struct vg_case *c;
    const struct vg_export_job *job;
    struct vg_buf out; /* what waits to be handed out */
    struct vg_sha256 block, payload;
    struct vg_arena a; /* of one source */
    char info[VG_WARC_ID];
    int64_t done, total;  /* preserved bytes */
    struct vg_sha256 all; /* of what was handed out */
    struct vg_export_report *report;
};

/* What stands in a record: bytes, a preserved body, bytes. Any of them may be nothing. */
struct export_block {
    struct vg_str before;
    int64_t blob;                /* 0: no body */
    const unsigned char *sha256; /* of the body */
    int is_chunked, is_cut;      /* cut: the chunks have no end */
    struct vg_str after;         /* trailer lines behind the last chunk */
};

/* What is known of a source, or of an attempt. */
struct export_thing {
    int64_t id, entry;
    int is_attempt, is_archived;
    const char *name; /* "s12", "a3" */
    const char *date; /* when it came into the case */
    const char *target;
    const char *refers; /* out of an archive: the id that the record has there, or NULL */
    /* of a source */
    int is_page, is_truncated;
    const char *media;
    int64_t blob, length;
    unsigned char sha256[VG_HASH_SIZE];
    const char *last; /* id of the record that has its bytes */
};

/* The first ten columns of source_after and archived_after. */
void export_thing_read(struct exporting *x, const struct vg_stmt *st, struct export_thing *t);

/* A name for a record of this thing; the same in every export. */
const char *export_id(struct exporting *x, const struct export_thing *t, const char *what,
                      int64_t n);
struct vg_warc_record export_record_of(struct exporting *x, const struct export_thing *t,
                                       const char *type, int64_t n);

/* Write a record. Without r->block the block is walked once more to measure and to hash it;
 * without r->info it belongs to the warcinfo in force. `is` says what it stands for. */
int export_put_record(struct exporting *x, const struct vg_warc_record *r,
                      const struct export_block *b, const struct vg_exported *is,
                      struct vg_err *err);

/* How it came into the case, beside what came. */
int export_put_metadata(struct exporting *x, const struct export_thing *t, struct vg_err *err);

/* The pages out of archives. */
int export_put_archived(struct exporting *x, struct vg_err *err);

#endif
