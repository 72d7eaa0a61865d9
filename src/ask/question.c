/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A question as data: read, written, narrowed to what somebody wants to know. */
#include <string.h>

#include "ask/ask.h"
#include "base/buf.h"
#include "base/limits.h"
#include "claim/vocab.h"

/* The keys of a part that are lists of words, and where they go. */
static const struct {
    const char *key;
    size_t at;
} lists[] = {
    {"kind", offsetof(struct vg_filter, kind)},
    {"stance", offsetof(struct vg_filter, stance)},
    {"family", offsetof(struct vg_filter, family)},
    {"what", offsetof(struct vg_filter, what)},
    {"place", offsetof(struct vg_filter, place)},
    {"speaker", offsetof(struct vg_filter, speaker)},
    {"about", offsetof(struct vg_filter, about)},
    {"standing", offsetof(struct vg_filter, standing)},
    {"hedge", offsetof(struct vg_filter, hedge)},
    {"source", offsetof(struct vg_filter, source)},
    {"root", offsetof(struct vg_filter, root)},
    {"claim", offsetof(struct vg_filter, claim)},
};
enum { LISTS = sizeof lists / sizeof *lists };

const char *vg_filter_key(size_t i)
{
    return i < LISTS ? lists[i].key : NULL;
}

struct vg_texts *vg_filter_list(struct vg_filter *f, size_t i)
{
    return (struct vg_texts *)(void *)((char *)f + lists[i].at);
}

static const struct vg_texts *list_in(const struct vg_filter *f, size_t i)
{
    return (const struct vg_texts *)(const void *)((const char *)f + lists[i].at);
}

/* -- reading ------------------------------------------------------------------------------- */

static int read_word(const char *key, const json_t *value, struct vg_arena *a, const char **out,
                     struct vg_err *err)
{
    const char *text = json_string_value(value);

    if (text == NULL || *text == '\0')
        return vg_fail(err, VG_E_FORMAT, "%s: a text was expected", key);
    if (strlen(text) > (size_t)VG_MAX_WORDS)
        return vg_fail(err, VG_E_LIMIT, "%s: longer than %d bytes", key, (int)VG_MAX_WORDS);
    *out = vg_copyz(a, text);
    return VG_OK;
}

static int read_list(const char *key, const json_t *value, struct vg_arena *a, struct vg_texts *out,
                     struct vg_err *err)
{
    size_t n = json_is_array(value) ? json_array_size(value) : 1;
    const char **words;
    int rc = VG_OK;

    if (n > VG_MAX_QUESTION_WORDS)
        return vg_fail(err, VG_E_LIMIT, "%s: more than %d words", key, VG_MAX_QUESTION_WORDS);
    words = VG_NEW_ARRAY(a, const char *, n + 1);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = read_word(key, json_is_array(value) ? json_array_get(value, i) : value, a, &words[i],
                       err);
    *out = (struct vg_texts){words, n};
    return rc;
}

static int read_flag(const char *key, const json_t *value, int *out, struct vg_err *err)
{
    if (!json_is_boolean(value))
        return vg_fail(err, VG_E_FORMAT, "%s: true or false was expected", key);
    *out = json_is_true(value);
    return VG_OK;
}

static int read_key(const char *key, const json_t *value, struct vg_arena *a, struct vg_ask *out,
                    struct vg_err *err)
{
    const char *word;
    int rc;

    for (size_t i = 0; i < LISTS; i++)
        if (strcmp(lists[i].key, key) == 0)
            return read_list(key, value, a, vg_filter_list(&out->filter, i), err);
    if (strcmp(key, "op") == 0) {
        rc = read_word(key, value, a, &word, err);
        return rc == VG_OK ? vg_ask_op_read(word, &out->op, err) : rc;
    }
    if (strcmp(key, "by") == 0)
        return read_word(key, value, a, &out->by, err);
    if (strcmp(key, "at") == 0)
        return read_word(key, value, a, &out->at, err);
    if (strcmp(key, "check") == 0)
        return read_word(key, value, a, &out->check, err);
    if (strcmp(key, "result") == 0)
        return read_word(key, value, a, &out->result, err);
    if (strcmp(key, "inferred") == 0)
        return read_flag(key, value, &out->filter.inferred, err);
    if (strcmp(key, "undated") == 0)
        return read_flag(key, value, &out->filter.undated, err);
    if (strcmp(key, "numbered") == 0)
        return read_flag(key, value, &out->filter.numbered, err);
    return vg_fail(err, VG_E_FORMAT, "\"%.40s\" is no key of a part", key);
}

/* The words that are the same in every case; places, claims and roots are looked up when asked. */
static int check_words(const struct vg_filter *f, struct vg_err *err)
{
    const struct vg_filter same = {.kind = f->kind,
                                   .stance = f->stance,
                                   .family = f->family,
                                   .standing = f->standing,
                                   .hedge = f->hedge};

    return vg_filter_check(&(struct vg_view){0}, &same, err) == VG_OK ? VG_OK : VG_E_FORMAT;
}

static int check_part(const struct vg_ask *p, struct vg_err *err)
{
    enum vg_place_level level;

    if (p->op == 0)
        return vg_fail(err, VG_E_FORMAT, "op: it is missing");
    if (p->by != NULL && strcmp(p->by, "place") != 0 && strcmp(p->by, "agency") != 0 &&
        strcmp(p->by, "programme") != 0)
        return vg_fail(err, VG_E_FORMAT, "by: place, agency or programme, not '%.40s'", p->by);
    if (p->at != NULL && vg_place_level_read(p->at, &level, err) != VG_OK)
        return vg_within(err, VG_E_FORMAT, "at");
    if (p->check != NULL && vg_term_get("check-kind", p->check) == NULL)
        return vg_fail(err, VG_E_FORMAT, "check: '%.40s' is no kind of check", p->check);
    if (p->result != NULL && vg_term_get("check-result", p->result) == NULL)
        return vg_fail(err, VG_E_FORMAT, "result: '%.40s' is no result of a check", p->result);
    return check_words(&p->filter, err);
}

static int read_part(const json_t *o, struct vg_arena *a, struct vg_ask *out, struct vg_err *err)
{
    json_t *walked = (json_t *)(uintptr_t)o; /* jansson's iterators are not const */
    int rc = VG_OK;

    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "an object was expected");
    for (void *it = json_object_iter(walked); rc == VG_OK && it != NULL;
         it = json_object_iter_next(walked, it))
        rc = read_key(json_object_iter_key(it), json_object_iter_value(it), a, out, err);
    return rc == VG_OK ? check_part(out, err) : rc;
}

int vg_question_parts_read(const json_t *list, struct vg_arena *a, struct vg_question *out,
                           struct vg_err *err)
{
    size_t n = json_array_size(list);
    struct vg_ask *parts;
    int rc = VG_OK;

    if (n == 0)
        return vg_fail(err, VG_E_FORMAT, "ask: a list of one or more parts was expected");
    if (n > VG_MAX_QUESTION_PARTS)
        return vg_fail(err, VG_E_LIMIT, "ask: more than %d parts", VG_MAX_QUESTION_PARTS);
    parts = VG_NEW_ARRAY(a, struct vg_ask, n);
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        rc = read_part(json_array_get(list, i), a, &parts[i], err);
        if (rc != VG_OK)
            return vg_within(err, rc, "ask: part %zu", i + 1);
    }
    out->parts = parts;
    out->n_parts = n;
    return VG_OK;
}

static int is_name(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

    return n > 0 && n <= VG_MAX_QUESTION_NAME && name[n] == '\0' && name[0] != '-';
}

int vg_question_from_json(const json_t *o, struct vg_arena *a, struct vg_question *out,
                          struct vg_err *err)
{
    static const char *const keys[] = {"type", "name", "group", "en", "zh", "ask"};
    json_t *walked = (json_t *)(uintptr_t)o;
    struct vg_question q = {0};
    const char **const texts[] = {NULL, &q.name, &q.group, &q.en, &q.zh, NULL};
    int rc = VG_OK;

    for (void *it = json_object_iter(walked); rc == VG_OK && it != NULL;
         it = json_object_iter_next(walked, it)) {
        const char *key = json_object_iter_key(it);
        size_t i = 0;

        while (i < sizeof keys / sizeof *keys && strcmp(keys[i], key) != 0)
            i++;
        if (i == sizeof keys / sizeof *keys)
            return vg_fail(err, VG_E_FORMAT, "\"%.40s\" is no key of a question", key);
        if (texts[i] != NULL && !json_is_null(json_object_iter_value(it)))
            rc = read_word(key, json_object_iter_value(it), a, texts[i], err);
    }
    if (rc == VG_OK && (q.name == NULL || !is_name(q.name)))
        rc = vg_fail(err, VG_E_FORMAT,
                     "name: lower-case letters, digits and hyphens, at most %d, were expected",
                     VG_MAX_QUESTION_NAME);
    if (rc == VG_OK && q.en == NULL)
        rc = vg_fail(err, VG_E_FORMAT, "en: the words of the question are missing");
    if (rc == VG_OK)
        rc = vg_question_parts_read(json_object_get(o, "ask"), a, &q, err);
    if (rc == VG_OK)
        *out = q;
    return rc;
}

/* -- writing ------------------------------------------------------------------------------- */

static void write_part(struct vg_json *j, const struct vg_ask *p)
{
    const char *const words[][2] = {
        {"by", p->by}, {"at", p->at}, {"check", p->check}, {"result", p->result}};

    vg_json_object(j);
    vg_json_kt(j, "op", vg_ask_op_word(p->op));
    for (size_t i = 0; i < LISTS; i++) {
        const struct vg_texts *t = list_in(&p->filter, i);

        if (t->n == 0)
            continue;
        vg_json_key(j, lists[i].key);
        vg_json_array(j);
        for (size_t k = 0; k < t->n; k++)
            vg_json_text(j, t->p[k]);
        vg_json_end(j);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i][1] != NULL)
            vg_json_kt(j, words[i][0], words[i][1]);
    if (p->filter.inferred)
        vg_json_kb(j, "inferred", 1);
    if (p->filter.undated)
        vg_json_kb(j, "undated", 1);
    if (p->filter.numbered)
        vg_json_kb(j, "numbered", 1);
    vg_json_end(j);
}

void vg_question_parts_write(struct vg_json *j, const struct vg_question *q)
{
    vg_json_array(j);
    for (size_t i = 0; i < q->n_parts; i++)
        write_part(j, &q->parts[i]);
    vg_json_end(j);
}

void vg_question_to_json(struct vg_json *j, const struct vg_question *q)
{
    vg_json_object(j);
    vg_json_kt(j, "type", "question");
    vg_json_kt(j, "name", q->name);
    vg_json_kt(j, "group", q->group);
    vg_json_kt(j, "en", q->en);
    vg_json_kt(j, "zh", q->zh);
    vg_json_key(j, "ask");
    vg_question_parts_write(j, q);
    vg_json_end(j);
}

/* -- using --------------------------------------------------------------------------------- */

void vg_question_narrow(struct vg_question *q, const struct vg_filter *f, struct vg_arena *a)
{
    struct vg_ask *parts = VG_NEW_ARRAY(a, struct vg_ask, q->n_parts + 1);

    for (size_t p = 0; p < q->n_parts; p++) {
        parts[p] = q->parts[p];
        for (size_t i = 0; i < LISTS; i++)
            if (vg_filter_list(&parts[p].filter, i)->n == 0)
                *vg_filter_list(&parts[p].filter, i) = *list_in(f, i);
        parts[p].filter.inferred |= f->inferred;
        parts[p].filter.undated |= f->undated;
        parts[p].filter.numbered |= f->numbered;
    }
    q->parts = parts;
}

/* What to call things that nobody narrowed. */
static const char *label_of_none(const char *key, int zh)
{
    if (strcmp(key, "what") == 0)
        return zh ? "此类事物" : "things";
    if (strcmp(key, "place") == 0)
        return zh ? "各地" : "all places";
    return zh ? "其" : "it";
}

/* "station, service point, …" as one speaks of many: "stations". */
static const char *label_of_unit(const char *unit, int zh, struct vg_arena *a)
{
    const char *label = vg_term_label("unit", unit, zh ? "zh" : "en");
    size_t n = zh ? strlen(label) : strcspn(label, ",");

    if (zh) {
        const char *comma = strstr(label, "、");

        return vg_copy(a, label, comma == NULL ? n : (size_t)(comma - label));
    }
    if (n > 1 && label[n - 1] == 'y' && strchr("aeiou", label[n - 2]) == NULL)
        return vg_print(a, "%.*s%s", (int)n - 1, label, "ies");
    return vg_print(a, "%.*ss", (int)n, label);
}

/* The label of the first word that a part asks for under a key. */
static const char *label_of(const struct vg_view *v, const struct vg_question *q, size_t which,
                            int zh, struct vg_arena *a)
{
    const struct vg_texts *t = list_in(&q->parts[0].filter, which);
    const struct vg_place *place;
    const struct vg_entity *e;

    if (strcmp(lists[which].key, "what") == 0) {
        const char *unit = t->n > 0 ? t->p[0] : vg_ask_main_unit(v, a);

        return unit == NULL ? label_of_none("what", zh) : label_of_unit(unit, zh, a);
    }
    if (t->n == 0)
        return label_of_none(lists[which].key, zh);
    place = vg_place_get(&v->places, t->p[0]);
    if (place != NULL)
        return zh && place->zh != NULL ? place->zh : place->en;
    e = vg_view_entity(v, t->p[0]);
    if (e == NULL)
        return t->p[0];
    return zh && e->zh != NULL ? e->zh : e->en != NULL ? e->en : t->p[0];
}

static size_t key_at(const char *p, size_t *list)
{
    for (size_t i = 0; i < LISTS; i++) {
        size_t n = strlen(lists[i].key);

        if (strncmp(p + 1, lists[i].key, n) == 0 && p[n + 1] == '}') {
            *list = i;
            return n + 2;
        }
    }
    return 0;
}

const char *vg_question_text(const struct vg_view *v, const struct vg_question *q,
                             const char *language, struct vg_arena *a)
{
    int zh = language != NULL && strncmp(language, "zh", 2) == 0 && q->zh != NULL;
    VG_SCOPED_BUF b = {0};

    for (const char *p = zh ? q->zh : q->en; *p != '\0';) {
        size_t list = 0, n = *p == '{' ? key_at(p, &list) : 0;
        const char *label = n == 0 ? NULL : label_of(v, q, list, zh, a);

        if (n == 0) {
            vg_putc(&b, *p++);
            continue;
        }
        p += n;
        vg_puts(&b, label);
    }
    return vg_copy(a, b.p == NULL ? "" : b.p, b.len);
}
