/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/say.h"
#include "cli/screen.h"
#include "cli/source.h"

static const struct vg_option options[] = {
    {.name = "text", .does = "print the text that was made of it"},
    {.name = "main", .does = "print the text without menus and the like"},
    {.name = "raw", .does = "print the preserved bytes, exactly"},
    {.name = "record", .does = "print how it was captured, as one JSON object"},
    {.name = "json", .does = "print what is known about it, as one JSON object"},
    {0},
};

const char *vg_source_name(const struct vg_source *s)
{
    if (s->info.title != NULL && s->info.title[0] != '\0')
        return s->info.title;
    return s->info.label;
}

static void put_members(struct vg_json *j, const struct vg_source *s)
{
    vg_json_id(j, "id", 's', s->info.id);
    vg_json_kt(j, "label", s->info.label);
    vg_json_kt(j, "requested", s->requested);
    vg_json_kt(j, "url", s->info.url);
    vg_json_kt(j, "title", s->info.title);
    vg_json_kt(j, "publisher", s->info.publisher);
    vg_json_kt(j, "kind", s->info.kind);
    vg_json_kt(j, "date", s->info.date);
    vg_json_kt(j, "language", s->info.language);
    vg_json_kb(j, "note", s->info.is_note);
    vg_json_time(j, "captured", s->info.captured_at);
    vg_json_kt(j, "purpose", s->purpose);
    vg_json_kt(j, "vantage", s->vantage);
    vg_json_kt(j, "sha256", s->info.sha256);
    vg_json_ki(j, "length", s->info.length);
    vg_json_kt(j, "media", s->media);
    vg_json_kt(j, "charset", s->charset);
    vg_json_kt(j, "reader", s->reader);
    vg_json_kt(j, "unread", s->unread);
    vg_json_ki(j, "text_length", s->text_length);
    vg_json_ki(j, "sightings", s->sightings);
    vg_json_ki(j, "claims", s->claims);
    vg_json_ki(j, "entry", s->entry);
    vg_json_kt(j, "changed", s->info.changed);
    vg_contradictions_to_json(j, s);
}

void vg_source_to_json(struct vg_json *j, const struct vg_source *s)
{
    vg_json_object(j);
    put_members(j, s);
    vg_json_end(j);
}

static int put_bytes(void *w, const void *bytes, size_t n)
{
    struct vg_out *o = w;

    vg_put(&o->b, bytes, n);
    return !vg_out_pour(o);
}

static int print_raw(struct vg_run *r, int64_t id)
{
    int rc;

    if (r->out->is_terminal)
        return vg_fail(r->err, VG_E_REFUSED,
                       "the raw bytes of a source could drive a terminal; send them to a file: "
                       "vigil source %s s%" PRId64 " --raw > FILE",
                       r->args[0], id);
    rc = vg_source_raw(r->c, id, put_bytes, r->out, r->err);
    /* A reader that had enough is no failure; main() says it when the disk is full. */
    return r->out->is_gone ? VG_OK : rc;
}

/* " (bytes 48211 to 57330)", the last included; nothing for what is said of the whole. */
static const char *span(const struct vg_run *r, const struct vg_source_note *n)
{
    if (n->length == 0 && n->offset == 0)
        return "";
    if (n->length <= 1)
        return vg_print(r->a, " (byte %" PRIu64 ")", n->offset);
    return vg_print(r->a, " (bytes %" PRIu64 " to %" PRIu64 ")", n->offset,
                    n->offset + n->length - 1);
}

/* Before the text, and not among it: whoever reads on has to know. */
static int warn(struct vg_run *r, int64_t id)
{
    struct vg_source_found found = {0};
    struct vg_source s = {0};
    int rc = vg_source_get(r->c, id, r->a, &s, r->err);

    if (rc == VG_OK)
        rc = vg_source_found(r->c, id, r->a, &found, r->err);
    if (rc != VG_OK)
        return rc;
    if (s.info.damaged != NULL)
        vg_putf(&r->notes->b, "s%" PRId64 " (record %" PRId64 " of s%" PRId64 "): ", id,
                found.record, found.archive);
    vg_say_damage(r->notes, 0, s.info.damaged);
    for (size_t i = 0; i < found.n_notes; i++)
        if (found.notes[i].is_damage)
            vg_putf(&r->notes->b, "s%" PRId64 " is damaged: %s%s\n", id, found.notes[i].says,
                    span(r, &found.notes[i]));
    if (s.is_ocr)
        vg_putf(&r->notes->b, "s%" PRId64 ": words of it were read in an image\n", id);
    return VG_OK;
}

static int print_text(struct vg_run *r, int64_t id, int main_only)
{
    VG_SCOPED_BUF text = {.max = VG_MAX_TEXT};
    int rc = vg_source_text(r->c, id, main_only, &text, r->err);

    if (rc == VG_OK)
        rc = warn(r, id);

    if (rc != VG_OK)
        return rc;
    if (r->out->is_terminal) {
        vg_put_visible(&r->out->b, vg_buf_str(&text), 1);
        vg_putc(&r->out->b, '\n');
    } else {
        vg_put_str(&r->out->b, vg_buf_str(&text));
    }
    return VG_OK;
}

static int print_record(struct vg_run *r, int64_t id)
{
    int rc = vg_source_record(r->c, id, &r->out->b, r->err);

    if (rc == VG_OK)
        (void)vg_run_line(r);
    return rc;
}

static void card_row(struct vg_out *o, const char *what, const char *says)
{
    if (says == NULL || says[0] == '\0')
        return;
    vg_putf(&o->b, "  %-12s", what);
    vg_out_text(o, says);
    vg_putc(&o->b, '\n');
}

static const char *sightings(const struct vg_run *r, const struct vg_source *s)
{
    if (s->sightings < 2)
        return NULL;
    return vg_print(r->a, "%" PRId64 " sources have the same bytes", s->sightings);
}

static void show_card(struct vg_run *r, const struct vg_source *s)
{
    struct vg_out *o = r->out;
    char at[VG_TIME_TEXT], size[VG_SIZE_TEXT];

    vg_time_write(s->info.captured_at, at);
    vg_size_text(s->info.length, size);
    vg_putf(&o->b, "s%" PRId64 "  ", s->info.id);
    vg_out_styled(o, VG_BOLD, vg_source_name(s));
    vg_putc(&o->b, '\n');
    card_row(o, "requested", s->requested);
    card_row(o, "address", s->info.url);
    card_row(o, "publisher", s->info.publisher);
    card_row(o, "kind", s->info.kind);
    card_row(o, "dated", s->info.date);
    card_row(o, "preserved", vg_print(r->a, "%s, entry %" PRId64, at, s->entry));
    card_row(o, "purpose", s->purpose);
    card_row(o, "vantage", s->vantage);
    card_row(o, "bytes",
             vg_print(r->a, "%s%s%s", size, s->media == NULL ? "" : ", ",
                      s->media == NULL ? "" : s->media));
    card_row(o, "sha256", s->info.sha256);
    card_row(o, "seen", sightings(r, s));
    card_row(o, "charset", s->charset);
    card_row(o, "language", s->info.language);
    card_row(o, "text",
             s->reader == NULL
                 ? NULL
                 : vg_print(r->a, "%" PRId64 " bytes by %s", s->text_length, s->reader));
    card_row(o, "no text", s->unread);
    card_row(o, "note", s->info.is_note ? "a note in our own words, not the page itself" : NULL);
    card_row(o, "changed", s->info.changed);
    for (size_t i = 0; i < s->n_contradictions; i++)
        card_row(o, "disagrees", s->contradictions[i].says);
    card_row(o, "claims", vg_print(r->a, "%" PRId64, s->claims));
}

/* What it came inside of, or what came inside it; what its bytes are not. */
static void show_found(struct vg_run *r, const struct vg_source_found *f)
{
    struct vg_out *o = r->out;

    if (f->archive != 0) {
        card_row(o, "archive",
                 vg_print(r->a, "s%" PRId64 ", record %" PRId64, f->archive, f->record));
        card_row(o, "  captured", f->captured);
        card_row(o, "  by", f->tool);
        card_row(o, "  damaged", vg_said_text(r->a, vg_damage_said(r->a, f->damage), "en"));
    }
    if (f->pages > 0)
        card_row(o, "pages", vg_print(r->a, "%" PRId64 " sources came inside it", f->pages));
    for (size_t i = 0; i < f->n_notes; i++)
        card_row(o, f->notes[i].is_damage ? "damage" : "odd",
                 vg_print(r->a, "%s: %s%s", f->notes[i].kind, f->notes[i].says,
                          f->notes[i].is_damage ? span(r, &f->notes[i]) : ""));
}

static void found_to_json(struct vg_json *j, const struct vg_source_found *f)
{
    vg_json_key(j, "archived");
    if (f->archive == 0) {
        vg_json_null(j);
    } else {
        vg_json_object(j);
        vg_json_id(j, "archive", 's', f->archive);
        vg_json_ki(j, "record", f->record);
        vg_json_ki(j, "offset", f->offset);
        vg_json_ki(j, "length", f->length);
        vg_json_kt(j, "captured", f->captured);
        vg_json_kt(j, "tool", f->tool);
        vg_json_kt(j, "member", f->member);
        vg_json_kt(j, "ip", f->ip);
        vg_json_kt(j, "damage", f->damage);
        vg_json_end(j);
    }
    vg_json_ki(j, "pages", f->pages);
    vg_json_key(j, "notes");
    vg_json_array(j);
    for (size_t i = 0; i < f->n_notes; i++) {
        vg_json_object(j);
        vg_json_kt(j, "kind", f->notes[i].kind);
        vg_json_kb(j, "damage", f->notes[i].is_damage);
        vg_json_ki(j, "offset", (int64_t)f->notes[i].offset);
        vg_json_ki(j, "length", (int64_t)f->notes[i].length);
        vg_json_kt(j, "says", f->notes[i].says);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static int print_about(struct vg_run *r, int64_t id)
{
    struct vg_json j = {.out = &r->out->b};
    struct vg_source s = {0};
    struct vg_source_found found;
    int rc = vg_source_get(r->c, id, r->a, &s, r->err);

    if (rc == VG_OK)
        rc = vg_source_found(r->c, id, r->a, &found, r->err);
    if (rc != VG_OK)
        return rc;
    if (!vg_run_has(r, "json")) {
        show_card(r, &s);
        show_found(r, &found);
        return VG_OK;
    }
    vg_json_object(&j);
    put_members(&j, &s);
    found_to_json(&j, &found);
    vg_json_end(&j);
    (void)vg_run_line(r);
    return VG_OK;
}

static int run_source(struct vg_run *r)
{
    static const char *const ways[] = {"text", "main", "raw", "record", "json", NULL};
    int64_t id = 0;
    int rc = vg_run_only_one(r, ways);

    if (rc == VG_OK)
        rc = vg_typed_id(r->args[1], 's', &id, r->err);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "raw"))
        return print_raw(r, id);
    if (vg_run_has(r, "record"))
        return print_record(r, id);
    if (vg_run_has(r, "text") || vg_run_has(r, "main"))
        return print_text(r, id, vg_run_has(r, "main"));
    return print_about(r, id);
}

static const char *const examples[] = {"vigil source fox.vigil s1",
                                       "vigil source fox.vigil s1 --text",
                                       "vigil source fox.vigil s1 --raw > page.html", NULL};

const struct vg_command vg_cmd_source = {
    .name = "source",
    .group = "the case",
    .args = "CASE ID",
    .does = "Show one source: a card about it, its text, its bytes",
    .more = "On a terminal, control characters and marks that turn the direction of writing are "
            "shown as their code points, and --raw is refused. Bytes that are not those that were "
            "preserved any more are not printed: exit 3.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_source,
};
