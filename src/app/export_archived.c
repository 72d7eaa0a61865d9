/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Pages out of archives, on their way out again.
 *
 * The archive itself leaves whole, as the resource that it is: that is the evidence, with heads
 * and requests and all that was no page. But nobody else looks for records inside a record,
 * so each page is a record besides: a resource, since what is kept of it is the body without the
 * message it came in. Its date and address are those that the archive states, and it belongs to
 * a warcinfo that names the tool the archive names and says who took the page out of what. The
 * metadata record beside it refers to the record by the id it has in the archive, and
 * tells archive, number and offset. Bytes that a page before had already are not written
 * again: that page is then revisited.
 */
#include <inttypes.h>
#include <string.h>

#include "app/export_parts.h"
#include "base/limits.h"
#include "base/utf8.h"

/* What the archive says of a page. */
struct stated {
    int64_t archive;
    const char *date; /* for WARC-Date; of the case where the archive states none */
    const char *tool, *ip;
    const char *archive_date, *archive_label;
};

/* What an archive states has any length. In a header that is to be read again stands what is no
 * longer than this; the rest is in the metadata all the same. */
enum { LONGEST_ADDRESS = KIB(64), LONGEST_IP = 64 };

/* Begins with a scheme: may be a target. */
static int is_address(const char *url)
{
    static const char others[] = "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
    size_t n = url == NULL ? 0 : strspn(url, others);

    return n > 1 && url[n] == ':' && url[n + 1] != '\0' && (url[0] < '0' || url[0] > '9') &&
           strlen(url) <= LONGEST_ADDRESS;
}

static int next_archived(struct exporting *x, int64_t after, struct export_thing *t,
                         struct stated *s, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    const char *url;
    int rc = vg_stmt(&st, x->c->store, VG_SQL_ARCHIVED_AFTER, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", after);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc : VG_E_ABSENT;
    export_thing_read(x, st, t);
    t->is_archived = 1;
    url = vg_column_copy(st, 6, &x->a);
    t->target = is_address(url) ? url : export_id(x, t, "target", 0);
    t->refers = vg_column_copy(st, 13, &x->a);
    t->refers = is_address(t->refers) ? t->refers : NULL;
    *s = (struct stated){
        .archive = vg_column_i64(st, 10),
        .date = vg_warc_date(&x->a, vg_column_copy(st, 11, &x->a)),
        .tool = vg_column_copy(st, 12, &x->a),
        .ip = vg_column_copy(st, 14, &x->a),
        .archive_date = vg_column_copy(st, 15, &x->a),
        .archive_label = vg_column_copy(st, 16, &x->a),
    };
    if (s->date == NULL)
        s->date = t->date;
    if (s->ip != NULL && strlen(s->ip) > LONGEST_IP)
        s->ip = NULL;
    return VG_OK;
}

/* -- whose pages follow ----------------------------------------------------------------------- */

/* The warcinfo in force, by archive and tool. */
struct told {
    int64_t archive;
    struct vg_buf tool;
    int has_tool;
};

static int is_told(const struct told *k, const struct stated *s)
{
    return k->archive == s->archive && k->has_tool == (s->tool != NULL) &&
           (s->tool == NULL || vg_str_is(vg_buf_str(&k->tool), s->tool));
}

static void remember(struct told *k, const struct stated *s)
{
    k->archive = s->archive;
    k->has_tool = s->tool != NULL;
    vg_buf_clear(&k->tool);
    vg_puts(&k->tool, s->tool);
}

static int put_info(struct exporting *x, const struct export_thing *t, const struct stated *s,
                    struct vg_err *err)
{
    struct vg_warc_record r = export_record_of(x, t, "warcinfo", 0);
    VG_SCOPED_BUF fields = {.max = VG_MAX_FIELD}, label = {.max = KIB(4)};
    struct export_block b = {0};

    vg_put_visible(&label, vg_str(s->archive_label == NULL ? "" : s->archive_label), 0);
    vg_put_warc_field(&fields, "software", s->tool);
    vg_puts(&fields, "format: WARC File Format 1.1\r\n");
    vg_put_warc_field(&fields, "isPartOf", vg_record_origin(x->c->record));
    vg_put_warc_field(
        &fields, "description",
        vg_print(&x->a,
                 "pages that came inside the archive s%" PRId64
                 " (%s) of the case, with date, address and software as that archive states them; "
                 "taken out of it, not captured, by " VG_PROGRAM,
                 s->archive, label.p == NULL ? "" : label.p));
    b.before = vg_buf_str(&fields);
    r.media = "application/warc-fields";
    r.info = "";
    r.target = r.name = NULL; /* it is about several */
    r.date = s->archive_date;
    (void)snprintf(x->info, sizeof x->info, "%s", r.id);
    return export_put_record(x, &r, &b, NULL, err);
}

/* -- a page ----------------------------------------------------------------------------------- */

/* The page before with the same bytes, as a record of it names itself; VG_E_ABSENT for none. */
static int find_original(struct exporting *x, const struct export_thing *t,
                         struct vg_warc_record *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct export_thing o = {0};
    const char *url, *date;
    int rc = vg_stmt(&st, x->c->store, VG_SQL_ARCHIVED_BEFORE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", t->blob);
    vg_bind_i64(st, ":source", t->id);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc : VG_E_ABSENT;
    o.id = vg_column_i64(st, 0);
    o.entry = vg_column_i64(st, 1);
    o.name = vg_print(&x->a, "s%" PRId64, o.id);
    url = vg_column_copy(st, 3, &x->a);
    date = vg_warc_date(&x->a, vg_column_copy(st, 4, &x->a));
    r->refers = export_id(x, &o, "resource", 0);
    r->refers_target = is_address(url) ? url : export_id(x, &o, "target", 0);
    r->refers_date = date != NULL ? date : vg_column_copy(st, 2, &x->a);
    return VG_OK;
}

static int put_page(struct exporting *x, struct export_thing *t, const struct stated *s,
                    struct vg_err *err)
{
    struct vg_warc_record r = export_record_of(x, t, "resource", 0);
    struct export_block b = {.blob = t->blob, .sha256 = t->sha256}, none = {0};
    struct vg_exported is = {.payload = t->sha256, .source = t->id, .is_archived = 1};
    int rc = find_original(x, t, &r, err);

    if (rc != VG_OK && rc != VG_E_ABSENT)
        return rc;
    is.media = r.media = t->media != NULL ? t->media : "application/octet-stream";
    r.date = s->date;
    r.ip = s->ip;
    r.payload = t->sha256;
    if (rc == VG_OK) {
        r.type = "revisit";
        r.id = export_id(x, t, "revisit", 0);
        r.profile = VG_WARC_SAME_PAYLOAD;
        x->done += t->length; /* for whoever looks at the progress */
    } else {
        r.block = t->sha256;
        r.length = t->length;
    }
    t->last = r.id;
    return export_put_record(x, &r, rc == VG_OK ? &none : &b, &is, err);
}

int export_put_archived(struct exporting *x, struct vg_err *err)
{
    struct told told = {.tool = {.max = VG_MAX_FIELD}};
    struct export_thing t = {0};
    struct stated s;
    int rc = VG_OK;

    while (rc == VG_OK && (rc = next_archived(x, t.id, &t, &s, err)) == VG_OK) {
        if (!is_told(&told, &s))
            rc = put_info(x, &t, &s, err);
        remember(&told, &s);
        if (rc == VG_OK)
            rc = put_page(x, &t, &s, err);
        if (rc == VG_OK)
            rc = export_put_metadata(x, &t, err);
        if (rc != VG_OK && rc != VG_E_INTERRUPTED)
            rc = vg_within(err, rc, "s%" PRId64, t.id);
        x->report->sources++;
        vg_arena_clear(&x->a);
    }
    vg_buf_end(&told.tool);
    return rc == VG_E_ABSENT ? VG_OK : rc;
}
