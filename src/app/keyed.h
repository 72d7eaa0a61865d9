/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_KEYED_H
#define VG_APP_KEYED_H

#include "app/names.h"
#include "resolve/keyed_job.h"

/*
 * The tables of names and keys (resolve/keyed_job.h), kept up with what is kept: entities, those
 * of other programs, and words that claims have as subject or speaker, the longest VG_MAX_NAME_KEY
 * bytes. Words and ids of persons are left out, and taken out when the case comes to know that
 * they are a person's. Whether a claim that uses words stands is not in them: it is asked when
 * a name is looked for, so that withdrawing changes nothing here.
 */

/* Do the tables have all that is kept, by the keys of this program? */
int vg_keyed_is_fit(struct vg_case *c, int *fit, struct vg_err *err);

/* Bring them up to what is kept, within the transaction of the caller, who writes: what came since
 * is entered; where another program made the keys, all of them are made anew. Cheap when nothing
 * came. */
int vg_keyed_fit(struct vg_case *c, struct vg_err *err);
/* The same in a transaction of its own, only where it is needed. */
int vg_keyed_fit_now(struct vg_case *c, struct vg_err *err);
/* Make them anew, in a transaction of its own. */
int vg_keyed_rebuild(struct vg_case *c, struct vg_err *err);

/* Who is a person, from the few claims and entities that say so, in the memory of the case; valid
 * until the next call. Within a transaction that only reads, where the tables are fit. */
int vg_keyed_guard(struct vg_case *c, const struct vg_name_guard **out, struct vg_err *err);

#endif
