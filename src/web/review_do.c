/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a person decides in the review, by form and by JSON: one function does it for both.
 */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "web/claim_form.h"
#include "web/pages.h"
#include "web/review.h"

int vg_review_scope(struct vg_web *w, int64_t *source)
{
    const char *text = vg_web_form(w, "source");

    if (text == NULL)
        text = vg_web_query(w, "source");
    *source = 0;
    return text == NULL ? VG_OK : vg_web_id(w, text, 's', source);
}

/* The suggestion and the repeats that the person saw: others that came meanwhile are not
 * decided for them, and one that was decided meanwhile stops all. */
static int chosen_ids(const struct vg_web *w, const char *id, const char *const **out, size_t *n,
                      struct vg_err *err)
{
    const char *with = vg_web_form(w, "with");
    const char **list = VG_NEW_ARRAY(w->a, const char *, w->in->n_form + 1);
    size_t count = 0;

    list[count++] = id;
    for (size_t i = 0; with != NULL && strcmp(with, "twins") == 0 && i < w->in->n_form; i++)
        if (strcmp(w->in->form[i].name, "twin") == 0)
            list[count++] = w->in->form[i].value;
    if (count > VG_MAX_DECISIONS)
        return vg_fail(err, VG_E_LIMIT, "at most %d are decided at once", VG_MAX_DECISIONS);
    *out = list;
    *n = count;
    return VG_OK;
}

/* Only a repeat of it may be decided with it, whatever the form says. */
static int must_be_twins(struct vg_web *w, struct vg_case *c, const char *id,
                         const char *const *ids, size_t n)
{
    const char *const *twins = NULL;
    size_t n_twins = 0;
    int rc = n < 2 ? VG_OK : vg_suggestion_twins(c, id, w->a, &twins, &n_twins, w->err);

    for (size_t i = 1; rc == VG_OK && i < n; i++) {
        size_t k = 0;

        while (k < n_twins && strcmp(twins[k], ids[i]) != 0)
            k++;
        if (k == n_twins)
            rc = vg_fail(w->err, VG_E_CONFLICT,
                         "%.40s is no open repeat of %s any more; nothing was decided", ids[i], id);
    }
    return rc;
}

/* The changes with what only the person can say: the words were compared with the image. */
static const char *with_seen(struct vg_web *w, const char *changes)
{
    return vg_web_form(w, "seen") == NULL ? changes : vg_claim_changes_seen(w, changes);
}

static int accept_it(struct vg_web *w, struct vg_case *c, const char *id,
                     struct vg_review_outcome *out)
{
    struct vg_suggestion s;
    const char *changes = NULL;
    int64_t *claim = VG_NEW(w->a, int64_t);
    int rc = VG_OK;

    if (vg_web_form(w, "corrected") != NULL) {
        rc = vg_suggestion_get(c, id, w->a, &s, w->err);
        if (rc == VG_OK)
            rc = vg_claim_changes(w, &s.claim, &changes);
    }
    if (rc == VG_OK)
        rc = vg_accept(c, id, with_seen(w, changes), vg_web_form(w, "because"), claim, w->err);
    out->said = changes == NULL ? "accepted" : "corrected";
    out->claims = claim;
    out->n_claims = 1;
    return rc;
}

static int decide(struct vg_web *w, struct vg_case *c, const char *id, enum vg_review_act act,
                  struct vg_review_outcome *out)
{
    const char *because = vg_web_form(w, "because"), *const *ids = NULL;
    int64_t *claims = NULL;
    size_t n = 0;
    int rc = chosen_ids(w, id, &ids, &n, w->err);

    if (rc == VG_OK && because == NULL && act == VG_REVIEW_UNDO)
        because = vg_ui_text(w, VW_REVIEW_UNDO_BECAUSE);
    if (rc == VG_OK && act != VG_REVIEW_UNDO)
        rc = must_be_twins(w, c, id, ids, n);
    if (rc != VG_OK)
        return rc;
    if (act == VG_REVIEW_UNDO) {
        out->said = "undone";
        return vg_review_undo(c, id, because, w->err);
    }
    if (act == VG_REVIEW_REJECT) {
        if (because == NULL)
            return vg_fail(w->err, VG_E_MISUSE, "a reason is needed");
        out->said = n > 1 ? "rejected-all" : "rejected";
        return vg_reject_many(c, ids, n, because, w->err);
    }
    if (n == 1)
        return accept_it(w, c, id, out);
    rc = vg_accept_many(c, ids, n, because, w->a, &claims, w->err);
    out->said = "accepted-all";
    out->claims = claims;
    out->n_claims = n;
    return rc;
}

int vg_review_decide(struct vg_web *w, const char *id, enum vg_review_act act,
                     struct vg_review_outcome *out)
{
    struct vg_suggestion *after = NULL;
    struct vg_case *c;
    int64_t source;
    size_t n = 0;
    int rc = vg_review_scope(w, &source);

    *out = (struct vg_review_outcome){0};
    if (rc == VG_OK)
        rc = vg_web_write(w, &c);
    if (rc == VG_OK)
        rc = decide(w, c, id, act, out);
    if (rc != VG_OK)
        return rc;
    if (vg_suggestions_after(c, id, source, 1, w->a, &after, &n, NULL) == VG_OK && n > 0)
        out->next = after[0].id;
    return VG_OK;
}

const char *vg_review_where(const struct vg_web *w, const char *id, enum vg_review_act act,
                            const struct vg_review_outcome *out)
{
    const char *source = vg_web_form(w, "source");
    const char *at = act == VG_REVIEW_UNDO ? id : out->next;

    return vg_print(w->a, "/review?%s%s%s%s%s%ssaid=%s&of=%s",
                    source == NULL ? "" : "source=", source == NULL ? "" : source,
                    source == NULL ? "" : "&", at == NULL ? "" : "at=", at == NULL ? "" : at,
                    at == NULL ? "" : "&", out->said, id);
}

static int do_it(struct vg_web *w, enum vg_review_act act)
{
    struct vg_review_outcome out;
    int rc = vg_review_decide(w, w->id, act, &out);

    if (rc == VG_OK)
        return vg_web_go(w, "%s", vg_review_where(w, w->id, act, &out));
    if (rc == VG_E_ABSENT || rc == VG_E_IO)
        return rc;
    return vg_review_show(w, w->id, act, rc);
}

int vg_do_review_accept(struct vg_web *w)
{
    return do_it(w, VG_REVIEW_ACCEPT);
}

int vg_do_review_reject(struct vg_web *w)
{
    return do_it(w, VG_REVIEW_REJECT);
}

int vg_do_review_undo(struct vg_web *w)
{
    return do_it(w, VG_REVIEW_UNDO);
}

/* -- as JSON ------------------------------------------------------------------------------- */

int vg_api_review(struct vg_web *w)
{
    static const struct {
        const char *word;
        enum vg_review_act act;
    } acts[] = {
        {"accept", VG_REVIEW_ACCEPT}, {"reject", VG_REVIEW_REJECT}, {"undo", VG_REVIEW_UNDO}};
    const char *id = vg_web_form(w, "id"), *word = vg_web_form(w, "do");
    struct vg_review_outcome out;
    struct vg_json j;
    size_t i = 0;
    int rc;

    while (word != NULL && i < 3 && strcmp(acts[i].word, word) != 0)
        i++;
    if (id == NULL || word == NULL || i == 3)
        return vg_fail(w->err, VG_E_MISUSE, "id and do (accept, reject, undo) are needed");
    rc = vg_review_decide(w, id, acts[i].act, &out);
    if (rc != VG_OK)
        return rc;
    j = vg_web_json(w);
    vg_json_object(&j);
    vg_json_kt(&j, "id", id);
    vg_json_kt(&j, "said", out.said);
    vg_json_key(&j, "claims");
    vg_json_array(&j);
    for (size_t k = 0; k < out.n_claims; k++)
        vg_json_text(&j, vg_print(w->a, "c%" PRId64, out.claims[k]));
    vg_json_end(&j);
    vg_json_kt(&j, "next", out.next);
    vg_json_kt(&j, "where", vg_review_where(w, id, acts[i].act, &out));
    vg_json_end(&j);
    return VG_OK;
}

static void put_suggestion(struct vg_json *j, const struct vg_suggestion *s)
{
    vg_json_object(j);
    vg_json_kt(j, "id", s->id);
    vg_json_key(j, "claim");
    vg_claim_to_json(j, &s->claim);
    vg_json_end(j);
}

int vg_api_suggestions(struct vg_web *w)
{
    enum { USUAL = 20, MOST = 100 };
    struct vg_suggestion *list = NULL;
    struct vg_review_place place = {0};
    const char *after = vg_web_query(w, "after");
    int64_t source, limit = vg_web_query_i64(w, "limit", USUAL, MOST);
    struct vg_json j;
    size_t n = 0;
    int rc = vg_review_scope(w, &source);

    if (rc == VG_OK)
        rc = vg_suggestions_after(w->c, after, source, (size_t)limit, w->a, &list, &n, w->err);
    if (rc == VG_OK)
        rc = vg_review_place(w->c, after, source, w->a, &place, w->err);
    if (rc != VG_OK)
        return rc;
    j = vg_web_json(w);
    vg_json_object(&j);
    vg_json_ki(&j, "open", place.open);
    vg_json_ki(&j, "all", place.all);
    vg_json_key(&j, "suggestions");
    vg_json_array(&j);
    for (size_t i = 0; i < n; i++)
        put_suggestion(&j, &list[i]);
    vg_json_end(&j);
    vg_json_end(&j);
    return VG_OK;
}
