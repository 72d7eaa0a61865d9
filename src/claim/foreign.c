/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The other program is not believed: each of its lines is read by the strict
 * reader, then held against the list of what a suggestion may not have, then
 * against the text, then against the vocabulary and the op table. What it could
 * have said of the words around a passage is not read at all but taken out of
 * the text.
 */
#include "claim/foreign.h"

#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/anchor.h"

/* -- asking ----------------------------------------------------------------------------- */

/* White space and marks of byte order. */
static size_t blank_at(struct vg_str t, size_t at)
{
    uint32_t c;
    size_t n = vg_utf8_next(t.p + at, t.len - at, &c);

    return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0x3000 || c == 0xfeff ? n : 0;
}

/* Does a sentence end with the character that stands before `at`? */
static int ends_sentence(struct vg_str t, size_t start, size_t at)
{
    uint32_t c;

    if (at <= start)
        return 0;
    (void)vg_utf8_before(t.p, at, &c);
    if (c == 0x3002 || c == 0xff01 || c == 0xff1f) /* 。！？ */
        return 1;
    return (c == '.' || c == '!' || c == '?') && at < t.len && blank_at(t, at) != 0;
}

/* Where a paragraph that is too long is cut. */
static size_t cut_at(struct vg_str t, size_t start, size_t most)
{
    size_t at = most, word = 0;

    while (at > start) {
        uint32_t c;
        size_t n = vg_utf8_before(t.p, at, &c);

        if (ends_sentence(t, start, at))
            return at;
        if (word == 0 && blank_at(t, at - n) != 0)
            word = at;
        at -= n;
    }
    return word > start ? word : most;
}

int vg_foreign_passage(struct vg_str text, size_t *at, size_t *start, size_t *end)
{
    const size_t bound = (size_t)VG_PLUGIN_PASSAGE;
    const char *line_end;
    size_t from = *at, to, n;

    while (from < text.len && (n = blank_at(text, from)) != 0)
        from += n;
    if (from >= text.len)
        return 0;
    line_end = memchr(text.p + from, '\n', text.len - from < bound ? text.len - from : bound);
    to = line_end != NULL ? (size_t)(line_end - text.p) : text.len;
    if (to - from > bound)
        to = cut_at(text, from, vg_utf8_down(text.p, text.len, from + bound));
    *at = to;
    *start = from;
    while (to > from) {
        uint32_t c;

        n = vg_utf8_before(text.p, to, &c);
        if (blank_at(text, to - n) == 0)
            break;
        to -= n;
    }
    *end = to;
    return 1;
}

static void put_text(struct vg_json *j, struct vg_str t)
{
    VG_SCOPED_BUF plain = {.max = (size_t)VG_PLUGIN_PASSAGE + 8};

    vg_put_str(&plain, t);
    for (size_t i = 0; i < plain.len; i++)
        if (plain.p[i] == '\0')
            plain.p[i] = ' ';
    vg_json_ks(j, "text", vg_buf_str(&plain));
}

void vg_foreign_ask(struct vg_buf *out, const struct vg_asked *t, int64_t n, size_t start,
                    size_t end)
{
    struct vg_json j = {.out = out};

    vg_json_object(&j);
    vg_json_ki(&j, "passage", n);
    vg_json_ki(&j, "start", (int64_t)start);
    vg_json_ki(&j, "end", (int64_t)end);
    put_text(&j, (struct vg_str){t->text.p + start, end - start});
    vg_json_kt(&j, "language", t->language);
    vg_json_kt(&j, "date", t->date);
    vg_json_kt(&j, "source", t->source);
    vg_json_kt(&j, "publisher", t->publisher);
    vg_json_end(&j);
    vg_putc(out, '\n');
}

/* -- passages ----------------------------------------------------------------------------- */

/* Every passage of a claim, one after another: copies, so that they can be set. */
struct placing {
    struct vg_arena *a;
    const struct vg_asked *t;
    struct vg_err *err;
    int (*place)(const struct placing *w, struct vg_passage *p);
};

static int place_one(const struct placing *w, const struct vg_passage **p, const char *what)
{
    struct vg_passage *copy;
    int rc;

    if (*p == NULL)
        return VG_OK;
    copy = VG_NEW(w->a, struct vg_passage);
    *copy = **p;
    rc = w->place(w, copy);
    *p = copy;
    return rc == VG_OK ? VG_OK : vg_within(w->err, rc, "%s", what);
}

static int place_all(const struct placing *w, struct vg_claim *c)
{
    struct vg_link *links = VG_NEW_ARRAY(w->a, struct vg_link, c->n_links);
    struct vg_passage *also = VG_NEW_ARRAY(w->a, struct vg_passage, c->n_also_at);
    int rc = place_one(w, &c->passage, "passage");

    for (size_t i = 0; rc == VG_OK && i < c->n_links; i++) {
        links[i] = c->links[i];
        rc = place_one(w, &links[i].passage, "attribution: passage");
    }
    for (size_t i = 0; rc == VG_OK && i < c->n_also_at; i++) {
        const struct vg_passage *p = &c->also_at[i];

        rc = place_one(w, &p, "also_at");
        also[i] = *p;
    }
    if (rc != VG_OK)
        return rc;
    c->links = links;
    c->also_at = also;
    return VG_OK;
}

static void set_passage(struct vg_passage *p, const struct vg_anchor *found,
                        const struct vg_asked *t)
{
    p->source = t->id;
    p->start = (int64_t)found->start;
    p->end = (int64_t)found->end;
    p->quote = found->quote;
    p->before = found->before;
    p->after = found->after;
    p->reader = t->reader;
}

/* What it says of a stretch must be so. */
static int place_as_said(const struct placing *w, struct vg_passage *p)
{
    struct vg_str text = w->t->text;
    struct vg_anchor found;
    int rc;

    if (p->id != 0)
        return vg_fail(w->err, VG_E_REFUSED, "id: a suggestion has none");
    if (p->start < 0)
        return vg_fail(w->err, VG_E_FORMAT, "start and end are needed, in bytes of the text");
    if ((uint64_t)p->end > text.len)
        return vg_fail(w->err, VG_E_FORMAT, "%lld to %lld: the text ends at byte %zu",
                       (long long)p->start, (long long)p->end, text.len);
    if (!vg_utf8_border(text.p, text.len, (size_t)p->start) ||
        !vg_utf8_border(text.p, text.len, (size_t)p->end))
        return vg_fail(w->err, VG_E_FORMAT, "%lld to %lld: cuts a character in two",
                       (long long)p->start, (long long)p->end);
    rc = vg_anchor_make(text, (size_t)p->start, (size_t)p->end, &found, w->err);
    if (rc != VG_OK)
        return rc;
    if (p->quote.p != NULL && (p->quote.len != found.quote.len ||
                               memcmp(p->quote.p, found.quote.p, found.quote.len) != 0))
        return vg_fail(w->err, VG_E_FORMAT, "quote: it differs from bytes %lld to %lld of the text",
                       (long long)p->start, (long long)p->end);
    set_passage(p, &found, w->t);
    return VG_OK;
}

static int place_again(const struct placing *w, struct vg_passage *p)
{
    struct vg_anchor old = {.quote = p->quote, .before = p->before, .after = p->after};
    struct vg_anchor_found found;
    struct vg_anchor now;

    if (p->start < 0 || p->end <= p->start)
        return VG_E_ABSENT;
    old.start = (size_t)p->start;
    old.end = (size_t)p->end;
    found = vg_anchor_find(&old, w->t->text);
    if (found.how == VG_ANCHOR_LOST || found.how == VG_ANCHOR_AMBIGUOUS ||
        vg_anchor_make(w->t->text, found.start, found.end, &now, NULL) != VG_OK)
        return VG_E_ABSENT;
    set_passage(p, &now, w->t);
    return VG_OK;
}

int vg_foreign_place(struct vg_claim *c, const struct vg_asked *t, struct vg_arena *a)
{
    const struct placing w = {.a = a, .t = t, .place = place_again};

    return c->passage != NULL && place_all(&w, c) == VG_OK;
}

/* -- believing ------------------------------------------------------------------------------ */

static int has_decisions(const struct vg_claim *c, const struct vg_claim_names *names,
                         struct vg_err *err)
{
    const struct {
        int given;
        const char *field;
    } rows[] = {
        {c->id != 0 || c->ref != NULL, "id"},
        {c->replaces != 0, "replaces"},
        {c->by != NULL, "by"},
        {c->at != 0, "at"},
        {names->n_roots > 0, "roots"},
        {c->n_standing > 0, "standing"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].given)
            return vg_fail(err, VG_E_REFUSED, "%s: that is for a person to say, not for a program",
                           rows[i].field);
    if (c->status != VG_SUGGESTED)
        return vg_fail(err, VG_E_REFUSED, "status: a program suggests, a person decides");
    return VG_OK;
}

static int find_text(const struct vg_asked *texts, size_t n, const char *name, size_t *which,
                     struct vg_err *err)
{
    if (name == NULL && n == 1) {
        *which = 0;
        return VG_OK;
    }
    if (name == NULL)
        return vg_fail(err, VG_E_FORMAT, "passage: source: say which of the %zu texts it is in", n);
    for (size_t i = 0; i < n; i++)
        if (texts[i].source != NULL && strcmp(texts[i].source, name) == 0) {
            *which = i;
            return VG_OK;
        }
    return vg_fail(err, VG_E_FORMAT, "passage: source: \"%.40s\" was not put to it", name);
}

/* The parts of a claim stand in the text that the claim stands in. */
static int is_in_one_text(const struct vg_claim *c, struct vg_err *err)
{
    int64_t source = c->passage != NULL ? c->passage->source : 0;
    int apart = 0;

    for (size_t i = 0; i < c->n_links; i++)
        apart |= c->links[i].passage != NULL && c->links[i].passage->source != 0 &&
                 c->links[i].passage->source != source;
    for (size_t i = 0; i < c->n_also_at; i++)
        apart |= c->also_at[i].source != source;
    return apart ? vg_fail(err, VG_E_FORMAT, "its passages are in more than one text") : VG_OK;
}

/* The last link is the text in hand, and nobody but its publisher. */
static int end_chain(struct vg_claim *c, const struct vg_asked *t, struct vg_arena *a,
                     struct vg_err *err)
{
    const struct vg_link *last = c->n_links > 0 ? &c->links[c->n_links - 1] : NULL;
    struct vg_link *links;

    if (last != NULL && last->as != NULL && strcmp(last->as, "text") == 0) {
        if (last->speaker != NULL &&
            (t->publisher == NULL || strcmp(last->speaker, t->publisher) != 0))
            return vg_fail(err, VG_E_FORMAT,
                           "attribution: the last link is the text, and its "
                           "publisher is %.80s, not %.80s",
                           t->publisher == NULL ? "unknown" : t->publisher, last->speaker);
        return VG_OK;
    }
    links = VG_NEW_ARRAY(a, struct vg_link, c->n_links + 1);
    if (c->links != NULL)
        memcpy(links, c->links, c->n_links * sizeof *links);
    links[c->n_links] = (struct vg_link){.speaker = t->publisher, .as = "text"};
    c->links = links;
    c->n_links++;
    return VG_OK;
}

static int parse(struct vg_str line, struct vg_arena *a, struct vg_claim *out,
                 struct vg_claim_names *names, struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    int rc;

    if (line.len > (size_t)VG_MAX_IMPORT_LINE)
        return vg_fail(err, VG_E_LIMIT, "a line of %zu bytes; at most %lld are read", line.len,
                       (long long)VG_MAX_IMPORT_LINE);
    rc = vg_json_read(line.p, line.len, &o, err);
    return rc == VG_OK ? vg_claim_from_json(o, a, out, names, err) : rc;
}

int vg_foreign_read(struct vg_str line, const struct vg_asked *texts, size_t n, const char *rule,
                    struct vg_arena *a, struct vg_claim *out, size_t *which, struct vg_err *err)
{
    struct placing w = {.a = a, .err = err, .place = place_as_said};
    struct vg_claim_names names = {0};
    struct vg_claim c;
    size_t at = 0;
    int rc = parse(line, a, &c, &names, err);

    if (rc == VG_OK)
        rc = has_decisions(&c, &names, err);
    if (rc == VG_OK && c.passage == NULL)
        rc = vg_fail(err, VG_E_REFUSED, "passage: missing; no passage, no suggestion");
    if (rc == VG_OK)
        rc = find_text(texts, n, names.source, &at, err);
    if (rc == VG_OK)
        rc = is_in_one_text(&c, err);
    if (rc != VG_OK)
        return rc;
    w.t = &texts[at];
    rc = place_all(&w, &c);
    if (rc == VG_OK)
        rc = end_chain(&c, w.t, a, err);
    if (c.language == NULL)
        c.language = w.t->language;
    c.rule = rule;
    if (rc == VG_OK)
        rc = vg_claim_check(&c, err);
    if (rc != VG_OK)
        return rc;
    *out = c;
    *which = at;
    return VG_OK;
}
