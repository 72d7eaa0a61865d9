/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What is done to one claim. Nothing is overwritten: a correction is a new claim, the rest is
 * added. A form that cannot be kept comes back as it was sent, with the reason.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "web/claim_form.h"
#include "web/claim_page.h"
#include "web/pages.h"

/* Two windows: whoever decides on a claim decides on what was shown to them. */
static int must_be_as_seen(struct vg_web *w, struct vg_case *c, int64_t id)
{
    const char *seen = vg_web_form(w, "seen");
    struct vg_claim_event *events = NULL;
    size_t n = 0;
    int rc = vg_claim_history(c, id, w->a, &events, &n, w->err);

    if (rc != VG_OK || seen == NULL || strtoll(seen, NULL, 10) == events[n - 1].entry)
        return rc;
    return vg_fail(w->err, VG_E_CONFLICT, "c%" PRId64 " was changed meanwhile", id);
}

static int begin(struct vg_web *w, int64_t *id, struct vg_case **c)
{
    int rc = vg_web_id(w, w->id, 'c', id);

    if (rc == VG_OK)
        rc = vg_web_write(w, c);
    return rc;
}

static int end(struct vg_web *w, int rc, int64_t shown, int64_t told, const char *form,
               const char *said)
{
    if (rc == VG_OK)
        return vg_web_go(w, "/claims/c%" PRId64 "?said=%s&of=c%" PRId64, told, said, told);
    if (rc == VG_E_ABSENT || rc == VG_E_IO || shown == 0)
        return rc;
    return vg_claim_show(w, shown, form, rc);
}

/* -- a new claim in its place ----------------------------------------------------------------- */

int vg_do_claim_correct(struct vg_web *w)
{
    struct vg_case *c = NULL;
    struct vg_claim old;
    const char *changes = NULL;
    int64_t id = 0, made = 0;
    int rc = begin(w, &id, &c);

    if (rc == VG_OK)
        rc = must_be_as_seen(w, c, id);
    if (rc == VG_OK)
        rc = vg_claim_get(c, id, w->a, &old, w->err);
    if (rc == VG_OK)
        rc = vg_claim_changes(w, &old, &changes);
    if (rc == VG_OK && changes == NULL)
        return vg_claim_show(w, id, "correct", VG_CLAIM_UNCHANGED);
    if (rc == VG_OK)
        rc = vg_claim_correct(c, id, changes, &made, w->err);
    return end(w, rc, id, made, "correct", "claim-corrected");
}

/* The translation and who answers for it. */
static const char *translation_sent(struct vg_web *w)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    vg_json_object(&j);
    vg_json_kt(&j, "translation", vg_web_form(w, "translation"));
    vg_json_kt(&j, "translator", vg_web_form(w, "translator"));
    vg_json_end(&j);
    return vg_copy(w->a, b.p, b.len);
}

int vg_do_claim_translation(struct vg_web *w)
{
    struct vg_case *c = NULL;
    int64_t id = 0, made = 0;
    int rc = begin(w, &id, &c);

    if (rc == VG_OK)
        rc = must_be_as_seen(w, c, id);
    if (rc == VG_OK &&
        (vg_web_form(w, "translation") == NULL || vg_web_form(w, "translator") == NULL))
        rc = vg_fail(w->err, VG_E_FORMAT, "translation, translator: both are needed");
    if (rc == VG_OK)
        rc = vg_claim_correct(c, id, translation_sent(w), &made, w->err);
    return end(w, rc, id, made, "translation", "translation-kept");
}

/* -- what is added ------------------------------------------------------------------------------
 */

int vg_do_claim_status(struct vg_web *w)
{
    const char *word = vg_web_form(w, "status");
    enum vg_claim_status status = VG_WITHDRAWN;
    struct vg_case *c = NULL;
    int64_t id = 0;
    int rc = begin(w, &id, &c);

    if (rc == VG_OK)
        rc = must_be_as_seen(w, c, id);
    if (rc == VG_OK && word != NULL)
        rc = vg_claim_status_read(word, &status, w->err);
    if (rc == VG_OK && vg_web_form(w, "because") == NULL)
        rc = vg_fail(w->err, VG_E_MISUSE, "a reason is needed");
    if (rc == VG_OK)
        rc = vg_claim_set_status(c, id, status, vg_web_form(w, "because"), w->err);
    return end(w, rc, id, id, "status",
               status == VG_WITHDRAWN      ? "claim-withdrawn"
               : status == VG_UNRESOLVABLE ? "claim-unresolvable"
                                           : "claim-accepted");
}

int vg_do_claim_standing(struct vg_web *w)
{
    const struct vg_standing standing = {
        .value = vg_web_form(w, "value"),
        .speaker = vg_web_form(w, "speaker"),
        .date = vg_web_form(w, "date"),
    };
    struct vg_case *c = NULL;
    int64_t id = 0, made = 0;
    int rc = begin(w, &id, &c);

    if (rc == VG_OK)
        rc = vg_standing_add(c, id, &standing, &made, w->err);
    return end(w, rc, id, id, "standing", "standing-added");
}

int vg_do_claim_reply(struct vg_web *w)
{
    const char *answer = vg_web_form(w, "answer");
    struct vg_reply reply = {
        .question = vg_web_form(w, "question"),
        .response = vg_web_form(w, "response"),
        .speaker = vg_web_form(w, "speaker"),
        .date = vg_web_form(w, "date"),
        .words = vg_web_form(w, "words"),
    };
    struct vg_case *c = NULL;
    int64_t id = 0, made = 0;
    int rc = begin(w, &id, &c);

    reply.claim = id;
    if (rc == VG_OK && answer != NULL && vg_web_id(w, answer, 'c', &reply.answer) != VG_OK)
        rc = vg_fail(w->err, VG_E_FORMAT, "answer: \"%.40s\" is no claim; one looks like c12",
                     answer);
    if (rc == VG_OK)
        rc = vg_reply_add(c, &reply, &made, w->err);
    return end(w, rc, id, id, "reply", "reply-added");
}
