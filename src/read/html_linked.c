/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Linked data: which of the objects in a page's JSON-LD describes the page itself.
 *
 * Objects stand alone, in lists, in the @graph of one, or in what one says it is
 * about, and in lists of all these. One with a headline is an article; where there
 * are several with different headlines the page is a list of them, unless one is
 * what <title> or og:title calls the page. One with nothing but a date describes the
 * page where no article does. Every value is visited once, and their number is
 * bounded before anything is parsed: an empty object of three bytes takes a hundred
 * times that in memory.
 */
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "read/html_fields.h"

enum { NAMES_MOST = 16 }; /* authors of one page whose names are looked up */

/* What has been met on the way through one script. */
struct search {
    const struct vg_page *page;
    struct vg_str id; /* look for the object of that @id, not for what describes the page */
    json_t *called;   /* an article that the page is called by */
    json_t *first;    /* the first article */
    json_t *dated;    /* the first thing with a date */
    json_t *named;    /* the object of that id */
    int several;      /* articles with other headlines than the first */
};

static struct vg_str text_of(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);

    if (!json_is_string(v))
        return (struct vg_str){"", 0};
    return (struct vg_str){json_string_value(v), json_string_length(v)};
}

/* Is it by that headline that <title> or og:title calls the page? */
static int calls_page(const struct vg_page *page, struct vg_str headline)
{
    if (vg_str_holds(page->title, headline))
        return 1;
    for (size_t i = 0; i < page->meta_count; i++)
        if (vg_str_is(page->metas[i].name, "og:title") &&
            vg_str_holds(page->metas[i].content, headline))
            return 1;
    return 0;
}

/* Of what stands on the page beside its text: when that was written says nothing. */
static int is_part(const json_t *o)
{
    static const char *const parts[] = {"Comment", "Review",      "Event",
                                        "Product", "VideoObject", "ImageObject"};
    struct vg_str type = text_of(o, "@type");

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (vg_str_is(type, parts[i]))
            return 1;
    return 0;
}

static void meet(struct search *s, json_t *o)
{
    struct vg_str headline = text_of(o, "headline");

    if (s->id.len > 0) {
        struct vg_str id = text_of(o, "@id");

        if (s->named == NULL && json_object_get(o, "name") != NULL && id.len == s->id.len &&
            memcmp(id.p, s->id.p, id.len) == 0)
            s->named = o;
        return;
    }
    if (is_part(o))
        return;
    if (headline.len > 0) {
        s->several |= s->first != NULL && !vg_str_holds(text_of(s->first, "headline"), headline);
        s->first = s->first == NULL ? o : s->first;
        if (s->called == NULL && calls_page(s->page, headline))
            s->called = o;
    } else if (s->dated == NULL && (json_object_get(o, "datePublished") != NULL ||
                                    json_object_get(o, "pubDate") != NULL ||
                                    (json_object_get(o, "dateCreated") != NULL &&
                                     json_object_get(o, "author") != NULL))) {
        s->dated = o;
    }
}

/* No deeper than JSON is read: VG_MAX_JSON_DEPTH. */
static void visit(struct search *s, json_t *v)
{
    static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    size_t i;
    json_t *one;

    json_array_foreach(v, i, one) visit(s, one);
    if (!json_is_object(v))
        return;
    meet(s, v);
    for (i = 0; i < sizeof inside / sizeof *inside; i++)
        visit(s, json_object_get(v, inside[i]));
}

/* {"@id":"#x"} stands for the object of that id elsewhere in the script, which has the name. */
static void name_one(const struct vg_page *page, json_t *root, json_t *who)
{
    struct search s = {.page = page, .id = text_of(who, "@id")};

    if (s.id.len == 0 || json_object_get(who, "name") != NULL)
        return;
    visit(&s, root);
    if (s.named != NULL)
        (void)json_object_set(who, "name", json_object_get(s.named, "name"));
}

static void name_all(const struct vg_page *page, json_t *root, json_t *who)
{
    size_t i;
    json_t *one;

    name_one(page, root, who);
    json_array_foreach(who, i, one)
    {
        if (i == NAMES_MOST)
            return;
        name_one(page, root, one);
    }
}

static json_t *article_in(const struct vg_page *page, json_t *root)
{
    struct search s = {.page = page};
    json_t *o;

    visit(&s, root);
    o = s.called != NULL ? s.called : s.first != NULL && !s.several ? s.first : s.dated;
    if (o == NULL)
        return NULL;
    name_all(page, root, json_object_get(o, "author"));
    name_all(page, root, json_object_get(o, "publisher"));
    return o;
}

/* How many values are there, at most? */
static size_t values_in(struct vg_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.p[i] == ',' || s.p[i] == '{' || s.p[i] == '[';
    return n;
}

/* What pages have around and in their JSON that is none: comments around it, and line
 * ends in the middle of a text. */
static struct vg_str mended(const struct vg_page *page, struct vg_str s)
{
    size_t from = 0;
    char *p;

    while (from < s.len && s.p[from] != '{' && s.p[from] != '[')
        from++;
    while (s.len > from && s.p[s.len - 1] != '}' && s.p[s.len - 1] != ']')
        s.len--;
    p = vg_copy(page->a, s.p + from, s.len - from);
    for (size_t i = 0; i < s.len - from; i++)
        if ((unsigned char)p[i] < ' ')
            p[i] = ' ';
    return (struct vg_str){p, s.len - from};
}

static json_t *parsed(const struct vg_page *page, struct vg_str s)
{
    json_t *root = NULL;

    if (s.len > (size_t)VG_MAX_JSONLD || values_in(s) > (size_t)VG_MAX_JSONLD_VALUES)
        return NULL;
    if (vg_json_read(s.p, s.len, &root, NULL) == VG_OK)
        return root;
    s = mended(page, s);
    return s.len > 0 && vg_json_read(s.p, s.len, &root, NULL) == VG_OK ? root : NULL;
}

/* An article, of whatever script; else what the first script with a date says. */
static json_t *find_article(const struct vg_page *page)
{
    json_t *best = NULL;

    for (size_t i = 0; i < page->jsonld_count; i++) {
        json_t *root = parsed(page, page->jsonld[i]);
        json_t *o = root == NULL ? NULL : article_in(page, root);
        int is_article = o != NULL && json_object_get(o, "headline") != NULL;

        if (o != NULL && (best == NULL || is_article)) {
            json_decref(best);
            best = json_incref(o);
        }
        json_decref(root);
        if (is_article)
            break;
    }
    return best;
}

void vg_page_linked(struct vg_page *page)
{
    if (page->article == NULL)
        page->article = find_article(page);
}

void vg_page_unlink(struct vg_page *page)
{
    json_decref(page->article);
    page->article = NULL;
}
