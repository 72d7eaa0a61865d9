/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_KEYED_JOB_H
#define VG_RESOLVE_KEYED_JOB_H

#include <stddef.h>
#include <stdint.h>

#include "resolve/keys.h"
#include "resolve/score.h"
#include "store/store.h"

/*
 * Names of a case with their keys (resolve/keys.h), as derived tables: name_listed, name_use,
 * name_key. What is a name is for the caller to say (app/keyed.h); this writes them down, and
 * answers which of them share a key with a name.
 *
 * A name has at most two texts: of words the words, of an entity what it is called in English and
 * in Chinese. Its keys are those of its texts together.
 */
struct vg_keyed_name {
    const char *name;
    const char *kind;    /* NULL: words; else what stands before the colon of an id */
    const char *en, *zh; /* of words NULL */
    const char *parent;
};

enum { VG_KEYED_TEXTS = 2, VG_KEYED_KEYS = VG_KEYED_TEXTS * VG_KEYS_MOST };

/* 16 digits that differ where another program would make other keys. */
extern const char vg_keyed_maker[17];

/* The number under which a name stands in the tables: the first 8 bytes of its SHA-256, as the
 * digits of its key in addresses show them. Of ten million names two share one with a chance of
 * three in a million; the second is then not in the tables. */
int64_t vg_keyed_number(struct vg_str name);

struct vg_keyed_name vg_keyed_copy(const struct vg_keyed_name *n, struct vg_arena *a);

/* The texts of a name made ready to be compared, as its keys are made of them; NULL where there is
 * none, or one without words. Points into the name and the arena. */
void vg_keyed_ready(const struct vg_scorer *s, const struct vg_keyed_name *n, struct vg_arena *a,
                    const struct vg_scored_name *out[VG_KEYED_TEXTS]);
/* Of such texts the keys, ascending, none twice; returns how many. */
size_t vg_keyed_keys(const struct vg_scored_name *const texts[VG_KEYED_TEXTS],
                     uint64_t out[VG_KEYED_KEYS]);

/* -- writing ------------------------------------------------------------------------------------
 */

/*
 * Names are collected and written in the order of the tables, so that ten million of them do not
 * touch each page of the file ten million times; at most VG_KEYED_HELD keys are held. All within
 * the transaction of the caller.
 */
struct vg_keyed_writer;
#define VG_SCOPED_KEYED_WRITER                                                                     \
    __attribute__((cleanup(vg_keyed_writer_closep))) struct vg_keyed_writer
/* *scorer may be NULL: it is made in `tables`, and left there, when a name needs it. */
struct vg_keyed_writer *vg_keyed_writer_open(struct vg_store *s, const struct vg_scorer **scorer,
                                             struct vg_arena *tables);
void vg_keyed_writer_closep(struct vg_keyed_writer **w); /* what was not flushed is not written */

/* Enter a name, or what became of one: an entity takes the place of an earlier row of its name,
 * and of words; words are entered once. */
int vg_keyed_put(struct vg_keyed_writer *w, const struct vg_keyed_name *n, struct vg_err *err);
/* A claim uses the words `name`, as subject or as speaker. */
int vg_keyed_use(struct vg_keyed_writer *w, struct vg_str name, int64_t claim, int speaks,
                 struct vg_err *err);
/* Take a name out, with its keys and uses. */
int vg_keyed_drop(struct vg_keyed_writer *w, int64_t number, struct vg_err *err);
/* Write what is held; must come last. */
int vg_keyed_flush(struct vg_keyed_writer *w, struct vg_err *err);
/* Take out everything. */
int vg_keyed_clear(struct vg_store *s, struct vg_err *err);

/* -- asking -------------------------------------------------------------------------------------
 */

/* The name of this number: VG_ROW with *out set, in the arena; VG_OK when there is none. */
int vg_keyed_get(struct vg_store *s, int64_t number, struct vg_arena *a, struct vg_keyed_name *out,
                 struct vg_err *err);

/* How many names there are; of more than `most`, most + 1. */
int vg_keyed_count(struct vg_store *s, int64_t most, int64_t *out, struct vg_err *err);
/* Each of them, in the order of their numbers. What `each` is shown lives until it returns;
 * where it returns not 0 nothing more comes. */
int vg_keyed_each(struct vg_store *s, int (*each)(void *w, const struct vg_keyed_name *n), void *w,
                  struct vg_err *err);

struct vg_keyed_found {
    int64_t name;  /* its number */
    uint32_t keys; /* how many it shares */
    uint32_t few;  /* the smaller the groups in which it was met, the more */
};

struct vg_keyed_told {
    unsigned probes; /* of the index */
    unsigned common; /* keys that more than `most` names have: too common to be evidence */
};

/* The names that have one of these keys, the likeliest first: by keys shared, then by `few`, then
 * by number. In the arena. Costs n probes of the index, and at most n * `most` rows. */
int vg_keyed_find(struct vg_store *s, const uint64_t *keys, size_t n, unsigned most,
                  struct vg_arena *a, struct vg_keyed_found **out, size_t *n_out,
                  struct vg_keyed_told *told, struct vg_err *err);

#endif
