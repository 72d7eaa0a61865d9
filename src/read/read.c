/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From bytes to a text: what are they, in which charset, which reader; then the
 * reader's map, which counts in UTF-8, is laid over the map of the conversion,
 * which counts in the source, and the language is marked.
 */
#include "read/read.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/kind.h"
#include "read/language.h"
#include "read/map.h"
#include "read/readers.h"
#include "read/words.h"

/* -- notes and fields ----------------------------------------------------------------- */
static struct vg_read_note *add_note(struct vg_arena *a, struct vg_read_note *list, size_t *count,
                                     enum vg_note_kind kind, uint64_t offset, const char *text)
{
    if (list == NULL)
        list = VG_NEW_ARRAY(a, struct vg_read_note, VG_MAX_DAMAGE);
    if (*count < VG_MAX_DAMAGE)
        list[(*count)++] = (struct vg_read_note){kind, offset, 0, vg_str(vg_copyz(a, text))};
    return list;
}

void vg_text_odd(struct vg_text *t, struct vg_arena *a, enum vg_note_kind kind, uint64_t offset,
                 const char *text)
{
    t->odd = add_note(a, t->odd, &t->odd_count, kind, offset, text);
}

void vg_text_damage(struct vg_text *t, struct vg_arena *a, enum vg_note_kind kind, uint64_t offset,
                    const char *text)
{
    t->damage = add_note(a, t->damage, &t->damage_count, kind, offset, text);
}

void vg_text_add_field(struct vg_text *t, struct vg_arena *a, enum vg_field_name name,
                       enum vg_field_from from, struct vg_str value)
{
    if (value.len > (size_t)VG_MAX_WORDS)
        value.len = vg_utf8_down(value.p, value.len, (size_t)VG_MAX_WORDS);
    if (value.len == 0 || vg_text_field(t, name).len > 0)
        return;
    if (t->fields == NULL)
        t->fields = VG_NEW_ARRAY(a, struct vg_field, VG_FIELD_NAMES);
    t->fields[t->field_count++] = (struct vg_field){name, from, vg_str_copy(a, value)};
}

void vg_text_add_date(struct vg_text *t, struct vg_arena *a, enum vg_field_from from,
                      struct vg_str value)
{
    char date[VG_WORDS_DATE];
    size_t start;

    if (value.len > 0 && vg_words_date_find(value, date, &start) > 0)
        vg_text_add_field(t, a, VG_FIELD_DATE, from, vg_str(date));
}

/* -- putting it together ------------------------------------------------------------------ */
/* A label is shown as it was written, but only what can be shown. */
static struct vg_str label_text(struct vg_arena *a, struct vg_str label)
{
    char *p = vg_copy(a, label.p, label.len < 64 ? label.len : 64);

    for (size_t i = 0; i < label.len && i < 64; i++)
        if (p[i] <= ' ' || p[i] >= 0x7f)
            p[i] = '?';
    return vg_str(p);
}

static void note_replaced(struct vg_text *t, struct vg_arena *a, uint64_t first)
{
    if (t->replaced > 0)
        vg_text_odd(t, a, VG_NOTE_CHARSET_REPLACED, first,
                    vg_print(a, "%llu places hold bytes that are nothing in %s; shown as U+FFFD",
                             (unsigned long long)t->replaced, t->charset.p));
}

static int is_other_charset(struct vg_str one, struct vg_str other)
{
    const char *a = vg_charset_name(one), *b = vg_charset_name(other);

    return a != NULL && b != NULL && strcmp(a, b) != 0;
}

/* What two declare that do not agree, whoever is right. */
static void note_disagreement(struct vg_text *t, struct vg_arena *a, const char *who,
                              struct vg_str one, const char *whom, struct vg_str other)
{
    if (is_other_charset(one, other))
        vg_text_odd(t, a, VG_NOTE_CHARSET_CONTRADICTION, 0,
                    vg_print(a, "%s declares %s, %s %s", who, label_text(a, one).p, whom,
                             label_text(a, other).p));
}

static void note_charset(struct vg_text *t, struct vg_arena *a, const struct vg_read_input *in,
                         struct vg_str document, const struct vg_converted *c)
{
    struct vg_str http = vg_kind_declared(in), declared = http.len > 0 ? http : document;
    const char *said = declared.len > 0 ? vg_charset_name(declared) : NULL;

    t->declared = label_text(a, declared);
    if (declared.len > 0 && t->charset_rule != VG_CHARSET_ASCII &&
        (said == NULL || !vg_str_is(t->charset, said)))
        vg_text_odd(t, a, VG_NOTE_CHARSET_CONTRADICTION, 0,
                    vg_print(a, "declared as %s, the bytes are %s", t->declared.p, t->charset.p));
    note_disagreement(t, a, "the server", http, "the document", document);
    note_disagreement(t, a, "the document", document, "further down",
                      vg_charset_declared_other(in->bytes, in->len, document));
    t->replaced += c->replaced;
    note_replaced(t, a, c->first_replaced);
}

static void note_language(struct vg_text *t, struct vg_arena *a)
{
    struct vg_str said = vg_text_field(t, VG_FIELD_LANG);

    if (said.len < 2 || strcmp(t->language, "und") == 0 || vg_language_is_same(said, t->language))
        return;
    said.len = vg_utf8_down(said.p, said.len, 16);
    vg_text_odd(t, a, VG_NOTE_LANGUAGE_CONTRADICTION, 0,
                vg_print(a, "declared as %s, the text reads as %s", vg_copy(a, said.p, said.len),
                         t->language));
}

/* Bytes that no reader here takes: why, and what to do about it. */
static int refuse(struct vg_kind_found k, struct vg_err *err)
{
    if (k.kind == VG_KIND_LOCKED)
        return vg_fail(err, VG_E_FORMAT,
                       "an office document behind a password; save it without one and add that "
                       "copy beside it");
    if (k.kind == VG_KIND_OLD)
        return vg_fail(err, VG_E_FORMAT,
                       "no reader for this kind of bytes (looks like: %s); save it in the "
                       "present form (docx, odt, xlsx, ods, eml) or as PDF and add that copy "
                       "beside it",
                       k.word);
    return vg_fail(err, VG_E_FORMAT, "no reader for this kind of bytes (looks like: %s)", k.word);
}

/* What is text to the eye: its charset, its UTF-8, its reader, and the way back. */
static void read_text(const struct vg_read_input *in, int skim, struct vg_arena *a,
                      struct vg_text *t)
{
    struct vg_str http = vg_kind_declared(in);
    struct vg_str document = skim ? (struct vg_str){0} : vg_charset_declared(in->bytes, in->len);
    struct vg_charset_choice choice = skim ? vg_charset_skim(in->bytes, in->len, http)
                                           : vg_charset_choose(in->bytes, in->len, http, document);
    VG_SCOPED_ARENA scratch = {0};
    struct vg_converted c;

    vg_charset_convert(in->bytes, in->len, &choice, &scratch, &c);
    switch ((int)vg_kind_of_text(in, c.utf8).kind) {
    case VG_KIND_HTML:
        if (skim)
            vg_skim_html(c.utf8, a, t);
        else
            vg_read_html(c.utf8, in->name, a, t);
        break;
    case VG_KIND_CSV:
        vg_read_csv(c.utf8, a, t);
        break;
    case VG_KIND_JSON:
        vg_read_json(c.utf8, a, t);
        break;
    case VG_KIND_MARKDOWN:
        vg_read_markdown(c.utf8, a, t);
        break;
    case VG_KIND_XML:
    case VG_KIND_FEED:
        vg_read_xml(c.utf8, a, t);
        break;
    default:
        vg_read_plain(c.utf8, a, t);
    }
    if (!skim)
        vg_map_lay(t, c.runs, c.run_count, c.run_count == 0 ? choice.skip : 0, a);
    t->charset = vg_str(choice.name);
    t->charset_rule = choice.rule;
    note_charset(t, a, in, document, &c);
    if (c.cut > 0)
        vg_text_damage(t, a, VG_NOTE_SIZE_EXCEEDED, c.cut,
                       vg_print(a,
                                "the document has more than %lld bytes as UTF-8; the rest is "
                                "preserved but not read",
                                (long long)VG_MAX_CONVERTED));
}

static size_t whole_of(const struct vg_read_input *in)
{
    return in->whole > in->len ? in->whole : in->len;
}

/* As much of a document as is read: to the end of a line, where one is near. */
static struct vg_read_input beginning_of(const struct vg_read_input *in)
{
    enum { NEAR = 64 << 10 };
    struct vg_read_input part = *in;
    const char *end;

    if (part.len > (size_t)VG_MAX_DOCUMENT)
        part.len = (size_t)VG_MAX_DOCUMENT;
    if (part.len == whole_of(in) || part.len <= NEAR)
        return part;
    end = memrchr(part.bytes + part.len - NEAR, '\n', NEAR);
    if (end != NULL)
        part.len = (size_t)(end - part.bytes) + 1;
    return part;
}

/* Does the beginning of such a document say what it says in the whole? */
static int is_told_in_order(enum vg_kind kind)
{
    return kind == VG_KIND_TEXT || kind == VG_KIND_MAIL || kind == VG_KIND_MBOX ||
           kind == VG_KIND_RTF;
}

static int read_bytes(const struct vg_read_input *given, int skim, struct vg_arena *a,
                      struct vg_text *out, struct vg_err *err)
{
    struct vg_read_input part = beginning_of(given), *in = &part;
    struct vg_kind_found k = vg_kind_of_bytes(in);
    struct vg_str bytes = {in->bytes, in->len};
    struct vg_text t = {0};

    if (in->len == 0)
        return vg_fail(err, VG_E_ABSENT, "no bytes at all");
    if (in->len < whole_of(given) && !is_told_in_order(k.kind))
        return vg_fail(err, VG_E_LIMIT, "%zu bytes; one document may have %lld", whole_of(given),
                       (long long)VG_MAX_DOCUMENT);
    switch (k.kind) {
    case VG_KIND_EMPTY:
    case VG_KIND_OTHER:
    case VG_KIND_OLD:
    case VG_KIND_LOCKED:
        return refuse(k, err);
    case VG_KIND_MAIL:
    case VG_KIND_MBOX:
        vg_read_mail(bytes, k.kind == VG_KIND_MBOX, a, &t);
        break;
    case VG_KIND_RTF:
        vg_read_rtf(bytes, a, &t);
        break;
    case VG_KIND_DOCX:
    case VG_KIND_XLSX:
    case VG_KIND_PPTX:
    case VG_KIND_ODT:
    case VG_KIND_ODS:
    case VG_KIND_ODP:
    case VG_KIND_EPUB:
        vg_read_office(bytes, k.kind, a, &t);
        break;
    case VG_KIND_TEXT:
    case VG_KIND_HTML:
    case VG_KIND_CSV:
    case VG_KIND_JSON:
    case VG_KIND_MARKDOWN:
    case VG_KIND_XML:
    case VG_KIND_FEED:
        read_text(in, skim, a, &t);
        break;
    }
    if (k.kind != VG_KIND_TEXT)
        note_replaced(&t, a, 0);
    t.source_len = in->len;
    if (in->len < whole_of(given))
        vg_text_damage(&t, a, VG_NOTE_SIZE_EXCEEDED, in->len,
                       vg_print(a,
                                "%zu bytes; one document may have %lld: the first %zu were read, "
                                "the rest is preserved but not read",
                                whole_of(given), (long long)VG_MAX_DOCUMENT, in->len));
    if (!skim) {
        vg_language_mark(&t);
        note_language(&t, a);
    }
    *out = t;
    return VG_OK;
}

int vg_read_utf8(const struct vg_read_input *in, struct vg_arena *a, struct vg_str *out,
                 int *is_html)
{
    struct vg_charset_choice choice;
    struct vg_converted c;
    enum vg_kind kind;

    if (in->len == 0 || in->len > (size_t)VG_MAX_DOCUMENT ||
        vg_kind_of_bytes(in).kind != VG_KIND_TEXT)
        return 0;
    choice = vg_charset_skim(in->bytes, in->len, vg_kind_declared(in));
    vg_charset_convert(in->bytes, in->len, &choice, a, &c);
    kind = vg_kind_of_text(in, c.utf8).kind;
    *out = c.utf8;
    *is_html = kind == VG_KIND_HTML;
    return kind != VG_KIND_XML && kind != VG_KIND_FEED && kind != VG_KIND_MARKDOWN;
}

int vg_read(const struct vg_read_input *in, struct vg_arena *a, struct vg_text *out,
            struct vg_err *err)
{
    return read_bytes(in, 0, a, out, err);
}

int vg_read_skim(const struct vg_read_input *in, struct vg_arena *a, struct vg_text *out,
                 struct vg_err *err)
{
    return read_bytes(in, 1, a, out, err);
}
