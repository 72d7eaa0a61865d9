/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Linked data: which of the objects in a page's JSON-LD describes the page itself.
 */
#include "base/json.h"
#include "base/limits.h"
#include "read/html_page.h"

static int describes(const json_t *o)
{
    return json_is_object(o) &&
           (json_object_get(o, "headline") != NULL || json_object_get(o, "datePublished") != NULL ||
            (json_object_get(o, "dateCreated") != NULL && json_object_get(o, "author") != NULL));
}

/* The first object that has a headline or date: the value itself, a member of it
 * if it is a list, of its @graph, or what it says it is mainly about. */
static json_t *article_in(json_t *root)
{
    json_t *list = json_is_array(root) ? root : json_object_get(root, "@graph");
    json_t *about = json_object_get(root, "mainEntity"), *o;
    size_t i;

    if (describes(root))
        return root;
    json_array_foreach(list, i, o)
    {
        if (describes(o))
            return o;
        if (describes(json_object_get(o, "mainEntity")))
            return json_object_get(o, "mainEntity");
    }
    return describes(about) ? about : NULL;
}

static json_t *find_article(const struct vg_page *page)
{
    for (size_t i = 0; i < page->jsonld_count; i++) {
        json_t *root = NULL, *o;

        if (page->jsonld[i].len > (size_t)VG_MAX_JSONLD ||
            vg_json_read(page->jsonld[i].p, page->jsonld[i].len, &root, NULL) != VG_OK)
            continue;
        o = article_in(root);
        if (o != NULL)
            json_incref(o);
        json_decref(root);
        if (o != NULL)
            return o;
    }
    return NULL;
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
