/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The long work as the server remembers it.
 */
#include "web/job.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const words[] = {[VG_JOB_ADD] = "add",
                                    [VG_JOB_SUGGEST] = "suggest",
                                    [VG_JOB_COMPARE] = "compare",
                                    [VG_JOB_VERIFY] = "verify",
                                    [VG_JOB_REBUILD] = "rebuild",
                                    [VG_JOB_DOCTOR] = "doctor",
                                    [VG_JOB_CHECKPOINT] = "checkpoint",
                                    [VG_JOB_ESTIMATE] = "estimate"};

enum vg_job_kind vg_job_kind_of(const char *word)
{
    for (size_t i = VG_JOB_ADD; word != NULL && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return (enum vg_job_kind)i;
    return (enum vg_job_kind)0;
}

const char *vg_job_word(enum vg_job_kind kind)
{
    return words[kind];
}

static int is_over(const struct vg_job *job)
{
    return job->state != VG_JOB_WAITS && job->state != VG_JOB_RUNS;
}

static void job_end(struct vg_job *job)
{
    for (size_t i = 0; i < job->n_files; i++)
        if (job->files[i].fd >= 0)
            (void)close(job->files[i].fd);
    vg_arena_end(&job->memory);
    free(job);
}

/* Room for one more: the oldest that is over is forgotten. */
static int make_room(struct vg_jobs *j)
{
    if (j->n < VG_WEB_JOBS)
        return 1;
    for (size_t i = 0; i < j->n; i++) {
        if (!is_over(j->list[i]))
            continue;
        job_end(j->list[i]);
        memmove(&j->list[i], &j->list[i + 1], (j->n - i - 1) * sizeof *j->list);
        j->n--;
        return 1;
    }
    return 0;
}

struct vg_job *vg_jobs_add(struct vg_jobs *j, enum vg_job_kind kind,
                           const struct vg_web_field *fields, size_t n)
{
    struct vg_job *job;
    struct vg_web_field *copy;

    if (!make_room(j))
        return NULL;
    job = vg_malloc(sizeof *job);
    memset(job, 0, sizeof *job);
    job->id = ++j->last;
    job->kind = kind;
    copy = VG_NEW_ARRAY(&job->memory, struct vg_web_field, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = (struct vg_web_field){vg_copyz(&job->memory, fields[i].name),
                                        vg_copyz(&job->memory, fields[i].value)};
    job->fields = copy;
    job->n_fields = n;
    j->list[j->n++] = job;
    return job;
}

void vg_job_file_add(struct vg_job *job, const char *name, int fd)
{
    struct vg_job_file *more = VG_NEW_ARRAY(&job->memory, struct vg_job_file, job->n_files + 1);

    if (job->n_files > 0)
        memcpy(more, job->files, job->n_files * sizeof *more);
    more[job->n_files++] = (struct vg_job_file){vg_copyz(&job->memory, name), fd};
    job->files = more;
}

struct vg_job *vg_jobs_get(struct vg_jobs *j, int64_t id)
{
    for (size_t i = 0; i < j->n; i++)
        if (j->list[i]->id == id)
            return j->list[i];
    return NULL;
}

static struct vg_job *first_in(struct vg_jobs *j, enum vg_job_state state)
{
    for (size_t i = 0; i < j->n; i++)
        if (j->list[i]->state == state)
            return j->list[i];
    return NULL;
}

struct vg_job *vg_jobs_next(struct vg_jobs *j)
{
    return first_in(j, VG_JOB_WAITS);
}

struct vg_job *vg_jobs_running(struct vg_jobs *j)
{
    return first_in(j, VG_JOB_RUNS);
}

void vg_jobs_close(struct vg_jobs *j)
{
    for (size_t i = 0; i < j->n; i++)
        job_end(j->list[i]);
    j->n = 0;
}

static void remember(struct vg_job *job, struct vg_str line)
{
    job->says[job->n_says++ % VG_WEB_SAYS] = vg_copy(&job->memory, line.p, line.len);
}

int vg_job_hear(struct vg_job *job, enum vg_wire kind, struct vg_unpack *u)
{
    struct vg_str what, line;

    if (kind == VG_WIRE_DONE) {
        int64_t code = vg_unpack_i64(u);

        job->state = code == VG_OK              ? VG_JOB_DONE
                     : code == VG_E_INTERRUPTED ? VG_JOB_STOPPED
                                                : VG_JOB_FAILED;
    } else {
        what = vg_unpack_str(u);
        job->done = vg_unpack_i64(u);
        job->total = vg_unpack_i64(u);
        job->sources = vg_unpack_i64(u);
        if (what.len >= sizeof job->what)
            what.len = sizeof job->what - 1;
        if (what.p != NULL) {
            memcpy(job->what, what.p, what.len);
            job->what[what.len] = '\0';
        }
    }
    line = vg_unpack_str(u);
    if (line.p != NULL)
        remember(job, line);
    return !u->is_bad;
}

/* -- as JSON ----------------------------------------------------------------------------- */

static const char *state_word(enum vg_job_state s)
{
    static const char *const of[] = {"waiting", "running", "done", "failed", "stopped"};

    return of[s];
}

/* The lines are JSON already, made by our own process. */
static void put_says(const struct vg_job *job, struct vg_json *out)
{
    size_t first = job->n_says > VG_WEB_SAYS ? job->n_says - VG_WEB_SAYS : 0;

    vg_json_key(out, "says");
    vg_json_array(out);
    for (size_t i = first; i < job->n_says; i++) {
        VG_SCOPED_JSON *line = NULL;
        const char *text = job->says[i % VG_WEB_SAYS];
        const char *key;
        json_t *value;

        if (vg_json_read(text, strlen(text), &line, NULL) != VG_OK || !json_is_object(line))
            continue;
        vg_json_object(out);
        json_object_foreach(line, key, value)
        {
            if (json_is_integer(value))
                vg_json_ki(out, key, json_integer_value(value));
            else
                vg_json_kt(out, key, json_string_value(value));
        }
        vg_json_end(out);
    }
    vg_json_end(out);
}

void vg_job_to_json(const struct vg_job *job, struct vg_json *out)
{
    vg_json_object(out);
    vg_json_ki(out, "id", job->id);
    vg_json_kt(out, "kind", vg_job_word(job->kind));
    vg_json_kt(out, "state", state_word(job->state));
    vg_json_kt(out, "what", job->what);
    vg_json_ki(out, "done", job->done);
    vg_json_ki(out, "total", job->total);
    vg_json_ki(out, "sources", job->sources);
    put_says(job, out);
    vg_json_end(out);
}

void vg_jobs_to_json(const struct vg_jobs *j, struct vg_json *out)
{
    vg_json_array(out);
    for (size_t i = j->n; i-- > 0;)
        vg_job_to_json(j->list[i], out);
    vg_json_end(out);
}
