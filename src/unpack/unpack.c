/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/unpack.h"

#include "base/limits.h"
#include "unpack/archive.h"
#include "unpack/walk.h"

struct vg_unpack {
    struct vg_tally tally;
    struct vg_originals originals;
    struct vg_archive *archive; /* NULL: no ZIP, but one run of bytes */
    struct vg_walk *walk;
    const void *bytes;
    uint64_t len;
    int is_document, is_over;
};

static int more_to_see(struct vg_archive *archive, struct vg_walk *walk, struct vg_piece *p)
{
    return archive != NULL ? vg_archive_next(archive, p) : vg_walk_next(walk, p);
}

/*
 * All records of the archive into *o, by a walk of its own that says nothing: what it costs
 * is inflating once more. Bounded, because whoever waits for a record hears nothing meanwhile.
 */
static void look_ahead(void *w, struct vg_originals *o)
{
    const struct vg_unpack *u = w;
    const struct vg_unpack_options plain = {0};
    struct vg_archive *scout = NULL;
    struct vg_walk *walk = NULL;
    struct vg_tally tally;
    struct vg_piece p;
    uint64_t seen = 0;
    int rc = VG_OK;

    vg_tally_open(&tally);
    o->records = 0; /* those that it has are met again */
    if (u->archive != NULL)
        scout = vg_archive_scout(u->bytes, u->len, &tally, o);
    else
        walk = vg_walk_open(u->bytes, u->len, NULL, &plain, &tally, o);
    while ((scout != NULL || walk != NULL) && seen < (uint64_t)VG_MAX_LOOK_AHEAD &&
           (rc = more_to_see(scout, walk, &p)) == VG_OK)
        seen += p.block.len + 1;
    o->is_whole = rc == VG_E_ABSENT;
    vg_archive_close(scout);
    vg_walk_close(walk);
    vg_tally_close(&tally);
}

int vg_unpack_open(struct vg_unpack **u, const void *bytes, uint64_t len,
                   const struct vg_unpack_options *o, struct vg_err *err)
{
    static const char none[1] = {0};
    const struct vg_unpack_options plain = {0};
    struct vg_unpack *made;

    if (u == NULL || (bytes == NULL && len > 0))
        return vg_fail(err, VG_E_MISUSE, "an archive without bytes");
    if (bytes == NULL)
        bytes = none;
    made = vg_malloc(sizeof *made);
    *made = (struct vg_unpack){.bytes = bytes, .len = len};
    vg_tally_open(&made->tally);
    o = o == NULL ? &plain : o;
    made->originals.w = made;
    made->originals.look_ahead = o->look_ahead ? look_ahead : NULL;
    made->archive = vg_archive_open(bytes, len, o, &made->tally, &made->originals);
    if (made->archive == NULL) {
        made->walk = vg_walk_open(bytes, len, NULL, o, &made->tally, &made->originals);
        made->is_document = !vg_walk_is_archive(bytes, len);
    }
    *u = made;
    return VG_OK;
}

static int next(struct vg_unpack *u, struct vg_piece *out)
{
    return u->archive != NULL ? vg_archive_next(u->archive, out) : vg_walk_next(u->walk, out);
}

int vg_unpack_next(struct vg_unpack *u, struct vg_piece *out, struct vg_err *err)
{
    if (!u->is_over && u->is_document) {
        u->is_over = 1;
        vg_walk_document(u->walk, out);
        return VG_OK;
    }
    if (!u->is_over && next(u, out) == VG_OK)
        return VG_OK;
    u->is_over = 1;
    return vg_fail(err, VG_E_ABSENT, "there are no more records");
}

void vg_unpack_sum(const struct vg_unpack *u, struct vg_unpack_end *out)
{
    const struct vg_tally *t = &u->tally;

    *out = (struct vg_unpack_end){
        .records = t->records,
        .bytes_in = u->len,
        .bytes_accounted = t->accounted,
        .damage = t->record_damage + t->damage.total,
        .odd = t->record_odd + t->odd.total,
        .file_damage = t->damage.list,
        .file_damage_count = t->damage.count,
        .file_odd = t->odd.list,
        .file_odd_count = t->odd.count,
        .steps = t->steps,
    };
}

void vg_unpack_close(struct vg_unpack *u)
{
    if (u == NULL)
        return;
    vg_archive_close(u->archive);
    vg_walk_close(u->walk);
    vg_originals_end(&u->originals);
    vg_tally_close(&u->tally);
    free(u);
}

void vg_unpack_closep(struct vg_unpack **u)
{
    vg_unpack_close(*u);
}
