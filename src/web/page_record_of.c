/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How a source was captured, to be read by people and by programs: every hop, header and
 * address, as the record holds them.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/json.h"
#include "base/limits.h"
#include "web/pages.h"
#include "web/read.h"

static int load_record(struct vg_web *w, int64_t *id, struct vg_buf *json)
{
    int rc = vg_web_id(w, w->id, 's', id);

    return rc == VG_OK ? vg_source_record(w->c, *id, json, w->err) : rc;
}

int vg_page_api_source_record(struct vg_web *w)
{
    int64_t id;

    return load_record(w, &id, w->o);
}

/* The names of columns that say more in words of ours; the others stay as the record has them. */
static const struct {
    const char *key;
    enum vg_ui_word word;
} names[] = {
    {"label", VW_RECORD_LABEL},
    {"url", VW_READ_ADDRESS},
    {"requested", VW_READ_ASKED_FOR},
    {"media", VW_RECORD_MEDIA},
    {"kind", VW_READ_KIND},
    {"publisher", VW_READ_PUBLISHER},
    {"dated", VW_READ_DATE},
    {"language", VW_READ_LANGUAGE},
    {"title", VW_RECORD_TITLE},
    {"captured", VW_READ_PRESERVED},
    {"way", VW_RECORD_WAY},
    {"purpose", VW_READ_PURPOSE},
    {"vantage", VW_READ_VANTAGE},
    {"entry", VW_READ_ENTRY},
    {"server_date", VW_RECORD_SERVER},
    {"modified", VW_RECORD_MODIFIED},
    {"method", VW_RECORD_METHOD},
    {"status", VW_RECORD_STATUS},
    {"request", VW_RECORD_REQUEST},
    {"response", VW_RECORD_RESPONSE},
    {"addresses", VW_RECORD_ADDRESSES},
    {"resolver", VW_RECORD_RESOLVER},
    {"peer", VW_RECORD_PEER},
    {"tls", VW_RECORD_TLS},
    {"cipher", VW_RECORD_CIPHER},
    {"chain", VW_RECORD_CHAIN},
    {"tried", VW_READ_TRIED},
    {"truncated", VW_RECORD_TRUNCATED},
    {"parent", VW_RECORD_PARENT},
    {"program", VW_RECORD_PROGRAM},
};

static void put_name(const struct vg_web *w, const char *key)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].key, key) == 0) {
            vg_ui_word(w, names[i].word);
            return;
        }
    vg_html_raw(w->o, "<code>");
    vg_html_textz(w->o, key);
    vg_html_raw(w->o, "</code>");
}

static void put_value(const struct vg_web *w, const json_t *v)
{
    const char *text = json_string_value(v);

    if (json_is_integer(v)) {
        vg_putf(w->o, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
    } else if (text != NULL && (strchr(text, '\n') != NULL || strlen(text) > 120)) {
        vg_html_raw(w->o, "<pre dir=\"ltr\" tabindex=\"0\">");
        vg_html_textz(w->o, text);
        vg_html_raw(w->o, "</pre>");
    } else {
        vg_html_raw(w->o, "<span dir=\"auto\">");
        vg_html_textz(w->o, text);
        vg_html_raw(w->o, "</span>");
    }
}

static void put_object(const struct vg_web *w, json_t *o)
{
    const char *key;
    json_t *value;

    vg_html_raw(w->o, "<dl class=\"facts\">\n");
    json_object_foreach(o, key, value)
    {
        vg_html_raw(w->o, "<dt>");
        put_name(w, key);
        vg_html_raw(w->o, "</dt><dd>");
        put_value(w, value);
        vg_html_raw(w->o, "</dd>\n");
    }
    vg_html_raw(w->o, "</dl>\n");
}

static void put_hops(const struct vg_web *w, json_t *hops)
{
    size_t n = json_array_size(hops);

    vg_ui_section(w, "hops", VW_RECORD_HOPS);
    if (n == 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_RECORD_NO_HOPS);
        vg_html_raw(w->o, "</p>\n");
    }
    for (size_t i = 0; i < n; i++) {
        json_t *hop = json_array_get(hops, i);
        const char *url = json_string_value(json_object_get(hop, "url"));

        vg_html_raw(w->o, "<article class=\"panel\"><h3 dir=\"ltr\">");
        vg_html_textz(w->o, vg_ui_number(w, (int64_t)i + 1));
        vg_puts(w->o, ". ");
        vg_html_textz(w->o, url);
        vg_html_raw(w->o, "</h3>\n");
        put_object(w, hop);
        vg_html_raw(w->o, "</article>\n");
    }
    vg_ui_section_end(w);
}

static void put_contradictions(const struct vg_web *w, json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *one = json_array_get(list, i);

        vg_html_raw(w->o, "<p class=\"notice warn\"><b>");
        vg_ui_word(w, VW_READ_CONTRADICTION);
        vg_html_raw(w->o, "</b> ");
        vg_ui_failure(w, json_string_value(json_object_get(one, "says")));
        vg_html_raw(w->o, "</p>\n");
    }
}

int vg_page_source_record(struct vg_web *w)
{
    VG_SCOPED_BUF json = {0};
    VG_SCOPED_JSON *record = NULL;
    int64_t id;
    int rc = load_record(w, &id, &json);

    if (rc == VG_OK)
        rc = vg_json_read(json.p, json.len, &record, w->err);
    if (rc != VG_OK)
        return rc;
    vg_ui_open(w, vg_ui_said(w, VW_RECORD_OF_SOURCE, vg_print(w->a, "s%" PRId64, id), NULL, NULL));
    vg_html_raw(w->o, "<p class=\"row\">");
    vg_ui_source(w, id, vg_ui_text(w, VW_RECORD_BACK));
    vg_ui_link(w, vg_print(w->a, "/api/sources/s%" PRId64 "/record", id),
               vg_ui_text(w, VW_RECORD_JSON));
    vg_ui_link(w, vg_print(w->a, "/sources/s%" PRId64 "/raw", id), vg_ui_text(w, VW_READ_RAW));
    vg_html_raw(w->o, "</p>\n");
    put_contradictions(w, json_object_get(record, "contradictions"));
    vg_ui_section(w, "source", VW_READ_SOURCE);
    put_object(w, json_object_get(record, "source"));
    vg_ui_section_end(w);
    put_hops(w, json_object_get(record, "hops"));
    vg_ui_close(w);
    return VG_OK;
}
