/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/list.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/vocab.h"

static const char *const results[] = {
    [VG_LOOKED_NOTHING] = "nothing",
    [VG_LOOKED_FOUND] = "found",
    [VG_LOOKED_UNCLEAR] = "unclear",
};

const char *vg_looked_result_word(enum vg_looked_result v)
{
    return (size_t)v < sizeof results / sizeof *results ? results[v] : NULL;
}

int vg_looked_result_read(const char *w, enum vg_looked_result *out, struct vg_err *err)
{
    for (size_t i = VG_LOOKED_NOTHING; w != NULL && i < sizeof results / sizeof *results; i++)
        if (strcmp(results[i], w) == 0) {
            *out = (enum vg_looked_result)i;
            return VG_OK;
        }
    return vg_fail(err, VG_E_FORMAT, "result: nothing, found or unclear, not \"%.40s\"",
                   w == NULL ? "" : w);
}

/* An array of at most `most`, or none. */
static int array_of(const json_t *o, const char *key, size_t most, const json_t **out, size_t *n,
                    struct vg_err *err)
{
    const json_t *list = json_object_get(o, key);

    *out = NULL;
    *n = 0;
    if (list == NULL || json_is_null(list))
        return VG_OK;
    if (!json_is_array(list))
        return vg_fail(err, VG_E_FORMAT, "%s: a list was expected", key);
    if (json_array_size(list) > most)
        return vg_fail(err, VG_E_LIMIT, "%s: more than %zu", key, most);
    *out = list;
    *n = json_array_size(list);
    return VG_OK;
}

static int read_claims(const json_t *o, struct vg_arena *a, struct vg_list *out,
                       struct vg_list_names *names, struct vg_err *err)
{
    const json_t *list;
    const char **claims;
    size_t n;
    int rc = array_of(o, "claims", VG_MAX_LIST_CLAIMS, &list, &n, err);

    if (rc != VG_OK)
        return rc;
    claims = VG_NEW_ARRAY(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        claims[i] = json_string_value(json_array_get(list, i));
        if (claims[i] == NULL)
            return vg_fail(err, VG_E_FORMAT, "claims: each is the name of a claim");
    }
    names->claims = claims;
    out->n_claims = n;
    return VG_OK;
}

/* A member is an id, or an object with id, source and quote. */
static int read_member(const json_t *o, struct vg_list_member *m, struct vg_list_place *at,
                       struct vg_err *err)
{
    static const char *const keys[] = {"id", "source", "quote"};
    int rc;

    m->id = json_string_value(o);
    if (m->id != NULL)
        return strlen(m->id) > 0 && strlen(m->id) <= (size_t)VG_MAX_WORDS
                   ? VG_OK
                   : vg_fail(err, VG_E_FORMAT, "members: an id is empty or too long");
    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "members: each is an id, or has id, source and quote");
    rc = vg_json_only_keys(o, keys, sizeof keys / sizeof *keys, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "id", 1, &m->id, err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "source", &at->source, err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "quote", &at->quote, err);
    if (rc == VG_OK && (at->source == NULL) != (at->quote == NULL))
        rc = vg_fail(err, VG_E_FORMAT, "source and quote go together");
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "members");
}

static int read_members(const json_t *o, struct vg_arena *a, struct vg_list *out,
                        struct vg_list_names *names, struct vg_err *err)
{
    struct vg_list_member *members;
    struct vg_list_place *at;
    const json_t *list;
    size_t n;
    int rc = array_of(o, "members", VG_MAX_LIST_MEMBERS, &list, &n, err);

    if (rc != VG_OK)
        return rc;
    members = VG_NEW_ARRAY(a, struct vg_list_member, n + 1);
    at = VG_NEW_ARRAY(a, struct vg_list_place, n + 1);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = read_member(json_array_get(list, i), &members[i], &at[i], err);
    out->members = members;
    out->n_members = n;
    names->members = at;
    return rc;
}

int vg_list_check(const struct vg_list *l, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_table seen = VG_TABLE(&work);

    if (l->n_members == 0)
        return vg_fail(err, VG_E_FORMAT, "members: it has none, and its claims name no place");
    if (l->n_members > (size_t)VG_MAX_LIST_MEMBERS)
        return vg_fail(err, VG_E_LIMIT, "members: more than %d", VG_MAX_LIST_MEMBERS);
    for (size_t i = 0; i < l->n_members; i++)
        if (!vg_table_add(&seen, vg_str(l->members[i].id), 1, NULL))
            return vg_fail(err, VG_E_FORMAT, "members: %.60s is named twice", l->members[i].id);
    if (l->whole != 0 && l->whole < (int64_t)l->n_members)
        return vg_fail(err, VG_E_FORMAT, "whole: %" PRId64 " in all, but %zu on the list", l->whole,
                       l->n_members);
    return VG_OK;
}

int vg_list_from_json(const json_t *o, struct vg_arena *a, struct vg_list *out,
                      struct vg_list_names *names, struct vg_err *err)
{
    static const char *const keys[] = {"type",    "name", "what",  "root",    "claims",
                                       "members", "unit", "whole", "everyone"};
    const json_t *everyone = json_object_get(o, "everyone");
    int rc = vg_json_only_keys(o, keys, sizeof keys / sizeof *keys, err);

    *out = (struct vg_list){0};
    *names = (struct vg_list_names){0};
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "name", 1, &out->name, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "what", 0, &out->what, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "unit", 0, &out->unit, err);
    if (rc == VG_OK && out->unit != NULL && vg_term_get("unit", out->unit) == NULL)
        rc = vg_fail(err, VG_E_FORMAT,
                     "unit: \"%.40s\" is no term of unit; 'vigil help --words unit' lists them",
                     out->unit);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "root", 0, &names->root, err);
    if (rc == VG_OK)
        rc = vg_json_get_i64(o, "whole", 0, &out->whole, err);
    if (rc == VG_OK && (out->whole < 0 || out->whole > VG_MAX_NUMBER))
        rc = vg_fail(err, VG_E_FORMAT, "whole: how many there are in all, 1 or more");
    if (rc == VG_OK && everyone != NULL && !json_is_boolean(everyone))
        rc = vg_fail(err, VG_E_FORMAT, "everyone: true or false");
    out->is_of_everyone = json_is_true(everyone);
    if (rc == VG_OK)
        rc = read_claims(o, a, out, names, err);
    if (rc == VG_OK)
        rc = read_members(o, a, out, names, err);
    if (rc == VG_OK && out->n_members == 0 && out->n_claims == 0)
        rc = vg_fail(err, VG_E_FORMAT, "members: name them, or a claim whose places they are");
    return rc;
}

int vg_looked_from_json(const json_t *o, struct vg_looked *out, const char **claim,
                        struct vg_err *err)
{
    static const char *const keys[] = {"type",     "place",  "date",    "words", "language",
                                       "searched", "result", "minutes", "who",   "claim"};
    const char *result = NULL;
    struct vg_date day;
    int rc = vg_json_only_keys(o, keys, sizeof keys / sizeof *keys, err);

    *out = (struct vg_looked){0};
    *claim = NULL;
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "place", 1, &out->place, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "date", 1, &out->date, err);
    if (rc == VG_OK && vg_edtf_readz(out->date, &day, err) != VG_OK)
        rc = vg_within(err, VG_E_FORMAT, "date");
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "words", 1, &out->words, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "language", 0, &out->language, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "searched", 0, &out->searched, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "result", 1, &result, err);
    if (rc == VG_OK)
        rc = vg_looked_result_read(result, &out->result, err);
    if (rc == VG_OK)
        rc = vg_json_get_i64(o, "minutes", 0, &out->minutes, err);
    if (rc == VG_OK && (out->minutes < 0 || out->minutes > VG_MAX_MINUTES))
        rc = vg_fail(err, VG_E_FORMAT, "minutes: 1 to %d", VG_MAX_MINUTES);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "who", 0, &out->who, err);
    return rc == VG_OK ? vg_json_get_words(o, "claim", 0, claim, err) : rc;
}

void vg_looked_to_json(struct vg_json *j, const struct vg_looked *l)
{
    char id[32], at[VG_TIME_TEXT];

    vg_json_object(j);
    (void)snprintf(id, sizeof id, "l%" PRId64, l->id);
    vg_json_kt(j, "id", id);
    vg_json_kt(j, "place", l->place);
    vg_json_kt(j, "date", l->date);
    vg_json_kt(j, "words", l->words);
    vg_json_kt(j, "language", l->language);
    vg_json_kt(j, "searched", l->searched);
    vg_json_kt(j, "result", vg_looked_result_word(l->result));
    vg_json_key(j, "minutes");
    if (l->minutes > 0)
        vg_json_i64(j, l->minutes);
    else
        vg_json_null(j);
    vg_json_kt(j, "who", l->who);
    (void)snprintf(id, sizeof id, "c%" PRId64, l->claim);
    vg_json_kt(j, "claim", l->claim != 0 ? id : NULL);
    vg_json_kt(j, "by", l->by);
    if (l->at != 0)
        vg_time_write(l->at, at);
    vg_json_kt(j, "at", l->at != 0 ? at : NULL);
    vg_json_end(j);
}
