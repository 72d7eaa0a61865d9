/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SHARE_FTM_H
#define VG_SHARE_FTM_H

#include "base/buf.h"
#include "base/err.h"
#include "base/table.h"

/*
 * Entities and statements of FollowTheMoney (model 4.5), without a case: reading, checking and
 * writing them. Pure. A statement is one value of one property of one entity, as one dataset has
 * it; an entity is what its statements say together. What is read and written again is the same.
 */
struct vg_ftm_statement {
    const char *canonical_id; /* of what the entity is one with; else its own id */
    const char *entity_id;
    const char *prop;   /* "id": the entity as a whole, its value the id of the entity */
    const char *schema; /* of the entity */
    const char *value;
    const char *dataset;
    const char *lang;                            /* ISO 639-3, or NULL; of values in words only */
    const char *original_value;                  /* as it stood before cleaning, or NULL */
    const char *first_seen, *last_seen, *origin; /* or NULL */
    const char *id; /* 40 hex digits of vg_ftm_statement_id(), or what came with it */
    int external;
};

/* SHA-1, in hex, of "dataset.entity_id.prop.value", then "@lang" if there is one, then ".ext" if
 * it is external. */
void vg_ftm_statement_id(const struct vg_ftm_statement *s, char out[41]);

/* -- the model ------------------------------------------------------------------------------ */

struct vg_ftm_prop {
    const char *name;
    const char *type;  /* "name", "entity" … */
    const char *range; /* of type entity: the schema that it leads to; else "" */
    size_t longest;    /* bytes of a value; 0: no limit */
};
int vg_ftm_schema_is(const char *schema, const char *above); /* is it that, or one below it? */
int vg_ftm_schema_known(const char *schema); /* 1: and may be used; 0: unknown, or abstract */
/* The property of a schema, its own or inherited; 0 when it has none of that name. */
int vg_ftm_prop_get(const char *schema, const char *name, struct vg_ftm_prop *out);
/* The properties of which the first that has a value labels an entity, with blanks between. */
const char *vg_ftm_caption(const char *schema);
/* The properties that it must have, inherited ones too, with blanks around each. */
const char *vg_ftm_required(const char *schema);
int vg_ftm_prop_required(const char *schema, const char *name);
/* Does a value of this type have no language? */
int vg_ftm_type_is_mute(const char *type);
/* "en" → "eng", "zh-Hans" → "zho"; NULL for one that is not known or already has three letters
 * and is not known either. */
const char *vg_ftm_language(const char *tag);

/* -- a set of statements ---------------------------------------------------------------------- */

struct vg_ftm {
    struct vg_arena *a; /* texts of statements that were read or added live here */
    struct vg_ftm_statement *list;
    size_t n, room;
    struct vg_table known; /* ids of statements, to their place */
    int64_t persons;       /* entities that were passed over, being persons */
};
struct vg_ftm vg_ftm_make(struct vg_arena *a);

/*
 * Add one; texts are copied. A statement that is there already is passed over, and so is an empty
 * value. `lang` is dropped where its type has none; a value that is longer than its property takes
 * is cut at a character, and kept whole as the original value where there is none. Without an id
 * it gets its own. VG_E_FORMAT for a schema or property that the model does not have;
 * VG_E_LIMIT for an id of an entity of more than 200 bytes or more than VG_MAX_FTM statements.
 */
int vg_ftm_add(struct vg_ftm *f, const struct vg_ftm_statement *s, struct vg_err *err);

/*
 * Take out persons (schema Person and those that only tell of persons), and what leads to one: an
 * entity of which a required property does goes whole. Sets `persons`.
 */
void vg_ftm_drop_persons(struct vg_ftm *f);
/* Take out entities that lack what their schema requires, and values that lead to what is not
 * there, until all that is left holds. For a set that is to be complete in itself. */
void vg_ftm_complete(struct vg_ftm *f);

/* In the order of their lines as JSON, by bytes, so that an entity stands together. */
void vg_ftm_settle(struct vg_ftm *f);

/* -- writing ------------------------------------------------------------------------------------
 */

/* A line each, of a set that is settled. Keys in the order of the struct, `id` last. */
void vg_ftm_put_statements(const struct vg_ftm *f, struct vg_buf *out);
/* As CSV with its header: every field quoted, lines end in LF, external t or f. */
void vg_ftm_put_csv(const struct vg_ftm *f, struct vg_buf *out);
/* A line for each canonical id of a set that is settled. */
void vg_ftm_put_entities(const struct vg_ftm *f, struct vg_buf *out);

/* -- reading --------------------------------------------------------------------------------------
 */

/* A line of a resolver: two ids and what was decided about them. */
struct vg_ftm_judged {
    const char *target, *source;
    const char *judgement;         /* "positive", "negative", "unsure", "no_judgement" */
    const char *user, *created_at; /* or NULL */
    int64_t line;
};

/*
 * Read entity lines, statement lines, a CSV of statements, or lines of a resolver, told by how
 * each begins; lines of several kinds may follow each other. `dataset` is that of entities which
 * name none. VG_E_FORMAT, VG_E_LIMIT with the line. Judgements go to *judged, in the arena.
 */
int vg_ftm_read(struct vg_ftm *f, const char *text, size_t len, const char *dataset,
                struct vg_ftm_judged **judged, size_t *n_judged, struct vg_err *err);
/* Do these bytes begin as one of those does? */
int vg_ftm_looks_like(const char *text, size_t len);

#endif
