/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What texts of a case tell of its names. In a text the names are found together
 * (mention/gazetteer.h); texts without any are passed over. An identifier belongs to the name that
 * stands before it, near by and with no other name and no sign of a person between.
 */
#include <string.h>

#include "app/alike.h"
#include "app/known_inside.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "resolve/define.h"

enum {
    NEAR = 300,     /* bytes between a name and what identifies it */
    LINES = 4,      /* line ends among them: a block of an address */
    QUOTED = 200,   /* bytes of a passage that are shown */
    IN_SENTENCE = 8 /* names of a sentence that are paired; of a longer list no pair says much */
};

static struct vg_pair_seen seen_at(const struct vg_known_gathering *g, int64_t source,
                                   struct vg_str text, size_t start, size_t end)
{
    const size_t most = end - start > QUOTED ? vg_utf8_down(text.p, text.len, start + QUOTED) : end;

    return (struct vg_pair_seen){.source = source,
                                 .start = (int64_t)start,
                                 .end = (int64_t)end,
                                 .quote = vg_copy(g->a, text.p + start, most - start)};
}

/* -- names in texts -----------------------------------------------------------------------------
 */

/* The texts of the names as one table; a name that cannot be one there is passed over. */
static int make_gazetteer(struct vg_known_gathering *g, struct vg_err *err)
{
    struct vg_gazetteer_name *list =
        VG_NEW_ARRAY(g->work, struct vg_gazetteer_name, 2 * g->names->n + 1);
    struct vg_buf table = {.max = (size_t)VG_MAX_NAMES_TABLE};
    struct vg_str kept;
    size_t n = 0;
    int rc;

    for (size_t i = 0; i < g->names->n; i++) {
        const struct vg_named *of = &g->names->list[i];
        const char *texts[2] = {of->kind == NULL ? of->name : of->en, of->zh};

        for (size_t t = 0; t < 2 && vg_alike_is_compared(of); t++) {
            list[n] = (struct vg_gazetteer_name){.id = vg_str(vg_print(g->work, "%zu", i)),
                                                 .name = vg_str(texts[t]),
                                                 .kind = VG_NAME_TRIGGER};
            n += texts[t] != NULL && list[n].name.len >= 2 &&
                 vg_gazetteer_name_check(&list[n], NULL) == VG_OK;
        }
    }
    if (n == 0)
        return VG_OK;
    rc = vg_gazetteer_build(list, n, &table, err);
    kept = vg_buf_hand_on(&table, g->work);
    vg_buf_end(&table);
    if (rc == VG_OK)
        rc = vg_gazetteer_open(&g->names_in_text, kept.p, kept.len, err);
    g->has_names = rc == VG_OK;
    return rc;
}

static void find_names(struct vg_known_gathering *g, const char *text, size_t len)
{
    struct vg_hit *some = VG_NEW_ARRAY(g->one, struct vg_hit, VG_FINDER_ROOM);
    struct vg_finder f;
    size_t n;

    g->n_hits = 0;
    vg_finder_begin(&f, &g->names_in_text, text, len);
    while ((n = vg_finder_next(&f, some, VG_FINDER_ROOM)) > 0)
        for (size_t i = 0; i < n && g->n_hits < VG_MAX_ABOUT_FACTS; i++) {
            g->hits = vg_grow(g->one, g->hits, g->n_hits, &g->room_hits);
            g->hits[g->n_hits++] = some[i];
        }
}

/* The names that a hit stands for, one after the other. */
static size_t name_of_hit(const struct vg_known_gathering *g, const struct vg_hit *h, uint32_t i)
{
    const struct vg_str id = vg_gazetteer_id(&g->names_in_text, h->name, i);
    size_t n = 0;

    for (size_t k = 0; k < id.len; k++)
        n = n * 10 + (size_t)(id.p[k] - '0');
    return n;
}

/* -- definitions --------------------------------------------------------------------------------
 */

static const struct vg_hit *hit_at(const struct vg_known_gathering *g, size_t start, size_t len)
{
    size_t low = 0, high = g->n_hits;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (g->hits[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < g->n_hits && g->hits[low].start == start; low++)
        if (g->hits[low].end == start + len)
            return &g->hits[low];
    return NULL;
}

/* What says what somebody is, right before the name: 人权组织保护卫士, the NGO Safeguard …. */
static int introduces(struct vg_str words)
{
    static const char *const ends[] = {
        "组织",   "机构",    "媒体",          "智库",          "团体", "NGO ", "group ",
        "Group ", "agency ", "organisation ", "organization ", "'s ",  "’s ",  NULL};

    for (size_t i = 0; ends[i] != NULL; i++) {
        const size_t n = strlen(ends[i]);

        if (n <= words.len && memcmp(words.p + words.len - n, ends[i], n) == 0)
            return 1;
    }
    return 0;
}

/* The name that a side of a definition is; of the left one also its end, behind such words. */
static const struct vg_hit *name_in(const struct vg_known_gathering *g, struct vg_str text,
                                    size_t start, size_t len)
{
    const struct vg_hit *h = hit_at(g, start, len);

    for (size_t i = start + 1; h == NULL && i < start + len; i++) {
        h = introduces((struct vg_str){text.p + start, i - start}) ? hit_at(g, i, start + len - i)
                                                                   : NULL;
    }
    return h;
}

static void note_source(struct vg_known_pair *p, int64_t source)
{
    const size_t n = p->n_defined_in;

    if (n < VG_KNOWN_DEFINED_IN && (n == 0 || p->defined_in[n - 1] != source))
        p->defined_in[p->n_defined_in++] = source;
}

static void keep_definition(struct vg_known_gathering *g, const struct vg_definition *d, size_t l,
                            size_t r, int64_t source, struct vg_str text)
{
    struct vg_known_pair *p = vg_known_pair_of(g, l, r);

    if (p == NULL)
        return;
    note_source(p, source);
    if (p->both.defined != 0 && p->both.defined <= d->kind)
        return; /* the first, or what holds more widely */
    p->both.defined = d->kind;
    p->both.defined_left = vg_copy(g->a, text.p + d->left, d->left_len);
    p->both.defined_right = vg_copy(g->a, text.p + d->right, d->right_len);
    if (p->x != l) {
        const char *left = p->both.defined_left;

        p->both.defined_left = p->both.defined_right;
        p->both.defined_right = left;
    }
    p->defined = seen_at(g, source, text, d->at, d->at + d->len);
    p->defined.what = "definition";
}

static void take_definitions(struct vg_known_gathering *g, int64_t source, struct vg_str text)
{
    struct vg_definition *list = NULL;
    const size_t n = vg_define_find(g->words, text.p, text.len, g->one, &list);

    for (size_t i = 0; i < n; i++) {
        const struct vg_hit *l = name_in(g, text, list[i].left, list[i].left_len);
        const struct vg_hit *r = hit_at(g, list[i].right, list[i].right_len);

        if (l == NULL || r == NULL || list[i].is_common)
            continue;
        for (uint32_t x = 0; x < vg_gazetteer_ids(&g->names_in_text, l->name); x++)
            for (uint32_t y = 0; y < vg_gazetteer_ids(&g->names_in_text, r->name); y++)
                keep_definition(g, &list[i], name_of_hit(g, l, x), name_of_hit(g, r, y), source,
                                text);
    }
}

/* -- one sentence -------------------------------------------------------------------------------
 */

static int ends_sentence(struct vg_str text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const char c = text.p[i];

        if (c == '\n' || ((c == '.' || c == '!' || c == '?') && i + 1 < to && text.p[i + 1] == ' '))
            return 1;
        if (i + 3 <= to && (memcmp(text.p + i, "。", 3) == 0 || memcmp(text.p + i, "！", 3) == 0 ||
                            memcmp(text.p + i, "？", 3) == 0))
            return 1;
    }
    return 0;
}

static void pair_up(struct vg_known_gathering *g, const struct vg_hit *const *hits, size_t n,
                    int64_t source, struct vg_str text)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            struct vg_known_pair *p;

            if (hits[i]->name == hits[j]->name)
                continue;
            p = vg_known_pair_of(g, name_of_hit(g, hits[i], 0), name_of_hit(g, hits[j], 0));
            if (p == NULL)
                continue;
            if (p->together.source == 0) {
                p->together = seen_at(g, source, text, hits[i]->start, hits[j]->end);
                p->together.what = "together";
            }
            p->both.sentences++;
        }
}

/* Names that stand in one sentence, none within another. */
static void take_sentences(struct vg_known_gathering *g, int64_t source, struct vg_str text)
{
    const struct vg_hit *in[IN_SENTENCE];
    size_t n = 0, end = 0;

    for (size_t i = 0; i < g->n_hits; i++) {
        const struct vg_hit *h = &g->hits[i];

        if (h->inside || h->start < end)
            continue;
        if (n > 0 && ends_sentence(text, end, h->start)) {
            pair_up(g, in, n, source, text);
            n = 0;
        }
        end = h->end;
        for (size_t k = 0; k < n; k++)
            if (in[k]->name == h->name)
                h = NULL;
        if (h != NULL && n < IN_SENTENCE)
            in[n++] = h;
    }
    pair_up(g, in, n, source, text);
}

/* -- identifiers --------------------------------------------------------------------------------
 */

/* Is there a sign of a person, or a person of the case, in these words? */
static int tells_of_person(const struct vg_known_gathering *g, struct vg_str words)
{
    static const char *const signs[] = {"mr ",        "mr.",      "ms ",       "ms.",    "mrs",
                                        "dr ",        "contact ", "联系人",    "负责人", "先生",
                                        "女士",       "经办人",   "主任",      "会长",   "站长",
                                        "president ", "chair",    "director ", NULL};
    VG_SCOPED_BUF b = {.max = 4 * NEAR + 64};
    const char *text = vg_copy(g->one, words.p, words.len);
    struct vg_str folded = vg_name_folded(&b, text);

    for (size_t i = 0; signs[i] != NULL; i++)
        if (folded.len > 0 && memmem(folded.p, folded.len, signs[i], strlen(signs[i])) != NULL)
            return 1;
    return vg_names_guards(g->guard, text);
}

/* The last name that ends before it, near enough. */
static const struct vg_hit *owner_of(const struct vg_known_gathering *g, struct vg_str text,
                                     size_t at)
{
    const struct vg_hit *h = NULL;
    size_t lines = 0, low = 0, high = g->n_hits;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (g->hits[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    while (low > 0 && h == NULL) {
        const struct vg_hit *here = &g->hits[--low];

        if (here->end <= at && !here->inside)
            h = here;
    }
    if (h == NULL || at - h->end > NEAR)
        return NULL;
    for (size_t i = h->end; i < at; i++) {
        lines += text.p[i] == '\n';
        if (text.p[i] == '\n' && i + 1 < at && text.p[i + 1] == '\n')
            return NULL; /* another paragraph */
    }
    return lines > LINES || tells_of_person(g, (struct vg_str){text.p + h->end, at - h->end}) ? NULL
                                                                                              : h;
}

static void take_idents(struct vg_known_gathering *g, int64_t source, struct vg_str text)
{
    struct vg_ident *list = NULL;
    const size_t n = vg_ident_find(text.p, text.len, g->one, &list);

    for (size_t i = 0; i < n; i++) {
        const struct vg_hit *h = owner_of(g, text, list[i].at);

        if (h == NULL)
            continue;
        for (uint32_t x = 0; x < vg_gazetteer_ids(&g->names_in_text, h->name); x++)
            vg_known_keep_ident(g, name_of_hit(g, h, x), (enum vg_ident_kind)list[i].kind,
                                list[i].key, list[i].text,
                                seen_at(g, source, text, h->start, list[i].at + list[i].len));
    }
}

/* The passage of a claim tells of its subject, if it names nothing else. */
static void take_quotes(struct vg_known_gathering *g)
{
    for (size_t q = 0; q < g->n_quotes; q++) {
        const struct vg_known_quote *c = &g->quotes[q];
        const struct vg_str text = vg_str(c->quote.quote);
        struct vg_ident *list = NULL;
        const size_t n = vg_ident_find(text.p, text.len, g->one, &list);
        int others = 0;

        if (n == 0 || tells_of_person(g, text))
            continue;
        if (g->has_names)
            find_names(g, text.p, text.len);
        for (size_t i = 0; i < g->n_hits; i++)
            others |= name_of_hit(g, &g->hits[i], 0) != c->name;
        for (size_t i = 0; i < n && !others; i++)
            vg_known_keep_ident(g, c->name, (enum vg_ident_kind)list[i].kind, list[i].key,
                                list[i].text,
                                (struct vg_pair_seen){.source = c->quote.source,
                                                      .start = c->quote.start,
                                                      .end = c->quote.end,
                                                      .quote = vg_copyz(g->a, c->quote.quote)});
    }
}

static int read_texts(struct vg_known_gathering *g, int64_t before, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, g->c->store, VG_SQL_KNOWN_TEXTS_ALL, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", before);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        const struct vg_str text = vg_column_str(st, 1);

        if (g->read + (int64_t)text.len > VG_MAX_ABOUT_TEXT) {
            g->out->was_cut = 1;
            rc = VG_OK;
            break;
        }
        g->read += (int64_t)text.len;
        vg_arena_clear(g->one);
        g->hits = NULL;
        g->n_hits = g->room_hits = 0;
        find_names(g, text.p, text.len);
        if (g->n_hits == 0)
            continue;
        take_idents(g, vg_column_i64(st, 0), text);
        take_definitions(g, vg_column_i64(st, 0), text);
        take_sentences(g, vg_column_i64(st, 0), text);
    }
    g->hits = NULL;
    g->n_hits = g->room_hits = 0;
    return rc;
}

int vg_known_take_texts(struct vg_known_gathering *g, int64_t before, struct vg_err *err)
{
    int rc = make_gazetteer(g, err);

    if (rc == VG_OK && g->has_names)
        rc = read_texts(g, before, err);
    if (rc == VG_OK)
        take_quotes(g);
    return rc;
}
