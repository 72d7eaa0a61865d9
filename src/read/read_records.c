/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/read_records.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "seal/hash.h"

struct notes {
    uint64_t damage, odd;
};

struct running {
    const struct vg_records_job *job;
    const struct vg_map *map;
    struct vg_read_hints hints;
    uint64_t next;   /* the first record that was not told */
    uint64_t behind; /* where the last one that was told ends */
    uint64_t reached;
    uint64_t deaths;
    struct notes texts, before; /* of texts that were told; and before this child */
    struct notes records;       /* of records, besides their texts */
    uint64_t again;             /* the record that was tried again after a death */
    char died[VG_ERR_TEXT];     /* what ended the last child */
    int is_done;
    int is_ours; /* the failure is a callback's, not the child's */
};

static void add_note(struct vg_arena *a, struct vg_record_read *r, const struct running *d)
{
    struct vg_read_note *list = VG_NEW_ARRAY(a, struct vg_read_note, r->damage_count + 1);

    if (r->damage_count == VG_MAX_DAMAGE)
        r->damage_count--;
    if (r->damage_count > 0)
        memcpy(list, r->damage, r->damage_count * sizeof *list);
    list[r->damage_count++] =
        (struct vg_read_note){VG_NOTE_READER_DIED, r->offset, r->length, vg_str(d->died)};
    r->damage = list;
    r->damage_total++;
    r->unread = d->died;
}

static int take_record(struct running *d, struct vg_str message, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_record_read r;
    int rc = vg_read_take(message, &a, &r, err);

    if (rc != VG_OK)
        return rc;
    if (r.record != d->next && d->job->url == NULL)
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense: a record out of order");
    d->next = r.record + 1;
    if (r.length > 0)
        d->behind = r.offset + r.length;
    d->records.damage += r.damage_total;
    d->records.odd += r.odd_total;
    if (r.has_text) {
        d->texts.damage += r.text.damage_count;
        d->texts.odd += r.text.odd_count;
    }
    if (d->hints.spoiled >= 0 && r.record == (uint64_t)d->hints.spoiled)
        add_note(&a, &r, d);
    rc = d->job->record(d->job->w, &r, err);
    d->is_ours = rc != VG_OK;
    return rc;
}

static int take_end(struct running *d, struct vg_str message, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_read_end e;
    int rc = vg_read_take_end(message, &a, &e, err);

    if (rc != VG_OK)
        return rc;
    if (e.bytes_in != d->map->len || (d->job->url == NULL && e.records < d->next))
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense: the sum is wrong");
    d->is_done = 1;
    e.damage += d->before.damage + d->deaths;
    e.odd += d->before.odd;
    rc = d->job->end(d->job->w, &e, err);
    d->is_ours = rc != VG_OK;
    return rc;
}

static int take(void *w, struct vg_str message, struct vg_err *err)
{
    struct running *d = w;

    if (d->is_done)
        return vg_fail(err, VG_E_FORMAT, "the reader answered nonsense: more behind the end");
    return vg_read_is_end(message) ? take_end(d, message, err) : take_record(d, message, err);
}

static void reached(void *w, uint64_t at)
{
    struct running *d = w;

    if (at > d->reached)
        d->reached = at;
    if (d->job->reached != NULL)
        d->job->reached(d->job->w, d->reached);
}

/* Is it the child's failure? */
static int is_childs(const struct running *d, int rc)
{
    return !d->is_ours && (rc == VG_E_LIMIT || rc == VG_E_FORMAT);
}

static int run_child(struct running *d, struct vg_err *err)
{
    struct vg_box_job job = {
        .stream = vg_read_stream,
        .each = take,
        .reached = reached,
        .each_w = d,
        .in = d->map->p,
        .n = d->map->len,
        .hints = &d->hints,
        .hints_len = sizeof d->hints,
        .is_weak = d->job->weak_box,
        .stop = d->job->stop,
        .stop_w = d->job->w,
    };
    int rc = vg_box_run(&job, NULL, NULL, err);

    if (rc == VG_OK && !d->is_done)
        return vg_fail(err, VG_E_FORMAT, "the reader ended in the middle");
    /* All was told and taken, whatever became of it afterwards. */
    return d->is_done && is_childs(d, rc) ? VG_OK : rc;
}

/* No child gets further: what is left is damage. */
static int give_up(struct running *d, struct vg_err *err)
{
    uint64_t from = d->behind <= d->map->len ? d->behind : d->map->len;
    struct vg_read_note rest = {VG_NOTE_READER_DIED, from, d->map->len - from, vg_str(d->died)};
    struct vg_read_end e = {
        .records = d->next,
        .bytes_in = d->map->len,
        .bytes_accounted = d->map->len,
        .damage = d->records.damage + d->texts.damage + d->deaths + 1,
        .odd = d->records.odd + d->texts.odd,
        .file_damage = &rest,
        .file_damage_count = 1,
    };

    return d->job->end(d->job->w, &e, err);
}

/* Where the next child begins; 0 when it is no use. What something else killed (the kernel, short
 * of memory) does well when it is tried again; a limit would only be reached again. */
static int go_on(struct running *d, int rc)
{
    int is_passed = d->hints.spoiled >= 0 && d->next == (uint64_t)d->hints.spoiled;

    d->before = d->texts;
    if (is_passed || d->deaths == VG_MAX_READER_DEATHS)
        return 0;
    d->hints.no_look_ahead = 1; /* it may be what took too long */
    d->hints.first = d->next;
    if (rc == VG_E_FORMAT && d->again != d->next) {
        d->again = d->next;
        return 1;
    }
    d->deaths++;
    d->hints.spoiled = (int64_t)d->next;
    return 1;
}

int vg_read_records(const struct vg_map *m, const struct vg_records_job *job, struct vg_err *err)
{
    struct running d = {.job = job, .map = m, .again = UINT64_MAX};
    VG_SCOPED_SHA256 ready = {0};
    unsigned char hash[VG_HASH_SIZE];
    struct vg_err why = {0};
    int rc;

    /* What the child hashes with reads its settings when it is first used: before it is closed. */
    vg_sha256_of(&ready, "", 0, hash);
    d.hints = (struct vg_read_hints){.want = job->want, .is_mapped = 1, .spoiled = -1};
    (void)snprintf(d.hints.media, sizeof d.hints.media, "%s", job->media == NULL ? "" : job->media);
    (void)snprintf(d.hints.name, sizeof d.hints.name, "%s", job->name == NULL ? "" : job->name);
    (void)snprintf(d.hints.url, sizeof d.hints.url, "%s", job->url == NULL ? "" : job->url);
    (void)snprintf(d.hints.at, sizeof d.hints.at, "%s", job->at == NULL ? "" : job->at);
    if (job->url != NULL) {
        rc = run_child(&d, &why);
        return rc == VG_OK ? VG_OK : vg_fail(err, rc, "%s", why.text);
    }
    while (is_childs(&d, rc = run_child(&d, &why))) {
        (void)snprintf(d.died, sizeof d.died, "%s", why.text);
        if (!go_on(&d, rc))
            return give_up(&d, err);
    }
    return rc == VG_OK ? VG_OK : vg_fail(err, rc, "%s", why.text);
}
