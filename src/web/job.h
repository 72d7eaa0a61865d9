/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_JOB_H
#define VG_WEB_JOB_H

#include "base/limits.h"
#include "web/wire.h"

/*
 * Long work: preserving, suggesting, comparing, verifying. It is done one at a time by a
 * process of its own, so that pages are answered meanwhile; the server remembers how far it is,
 * so that a page that is loaded anew, or in another window, shows the same. Work that was
 * stopped keeps what it had acknowledged.
 */

/* What may be asked for. */
enum vg_job_kind {
    VG_JOB_ADD =
        1, /* fields: address (may repeat, or hold lines), kind, publisher, date, purpose */
    VG_JOB_SUGGEST,
    VG_JOB_COMPARE, /* sources with each other */
    VG_JOB_VERIFY,
    VG_JOB_REBUILD,
    VG_JOB_DOCTOR,
    VG_JOB_CHECKPOINT,
    VG_JOB_ESTIMATE, /* what the case has not found; derived data, so that a page may begin it */
};
/* "add", "suggest" …; 0 when there is no such work. */
enum vg_job_kind vg_job_kind_of(const char *word);
const char *vg_job_word(enum vg_job_kind kind);

enum vg_job_state { VG_JOB_WAITS, VG_JOB_RUNS, VG_JOB_DONE, VG_JOB_FAILED, VG_JOB_STOPPED };

/* -- what the server remembers ----------------------------------------------------------- */

struct vg_job_file {
    const char *name;
    int fd;
};

struct vg_job {
    int64_t id;
    enum vg_job_kind kind;
    enum vg_job_state state;
    struct vg_arena memory; /* of its fields and lines */
    const struct vg_web_field *fields;
    size_t n_fields;
    struct vg_job_file *files; /* closed once handed on */
    size_t n_files;
    char what[80]; /* "reading", as progress says it */
    int64_t done, total;
    const char *says[VG_WEB_SAYS]; /* a ring, JSON objects */
    size_t n_says;                 /* ever said */
    int64_t sources;               /* how many were stored */
};

struct vg_jobs {
    struct vg_job *list[VG_WEB_JOBS];
    size_t n;
    int64_t last;
};

/* A new job that waits, with copies of the fields; the files' descriptors are its own from
 * now on. NULL when VG_WEB_JOBS are waiting or running. */
struct vg_job *vg_jobs_add(struct vg_jobs *j, enum vg_job_kind kind,
                           const struct vg_web_field *fields, size_t n);
void vg_job_file_add(struct vg_job *job, const char *name, int fd);
struct vg_job *vg_jobs_get(struct vg_jobs *j, int64_t id);
struct vg_job *vg_jobs_next(struct vg_jobs *j);    /* the oldest that waits, or NULL */
struct vg_job *vg_jobs_running(struct vg_jobs *j); /* or NULL */
/* Take in a message TELL or DONE of the process that does it. 0 when it does not read. */
int vg_job_hear(struct vg_job *job, enum vg_wire kind, struct vg_unpack *u);
void vg_jobs_close(struct vg_jobs *j);

/*
 * As JSON, the newest first: {"id":1,"kind":"add","state":"running","what":"reading","done":3,
 * "total":10,"sources":2,"says":[{"what":"stored","source":1,"label":"a.txt"}, …]}. State: waiting,
 * running, done, failed, stopped. The last line of a job that failed is
 * {"what":"error","says":"…"}.
 */
void vg_job_to_json(const struct vg_job *job, struct vg_json *out);
void vg_jobs_to_json(const struct vg_jobs *j, struct vg_json *out);

/* -- the process that does it --------------------------------------------------------------------
 */

struct vg_web_place { /* what its processes need to know of the case */
    const struct vg_app *app;
    const char *path;
};

/* For vg_crew_start(); `w` is a struct vg_web_place. */
int vg_job_member(int fd, void *w);

#endif
