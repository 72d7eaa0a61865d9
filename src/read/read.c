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
#include "read/language.h"
#include "read/readers.h"

enum { SNIFF = 65536 }; /* bytes looked at to tell what they are */

/* -- what is it ------------------------------------------------------------------- */
static const struct {
    const char *magic;
    size_t len, at;
    const char *kind;
} kinds[] = {
    {"%PDF-", 5, 0, "PDF"},
    {"PK\x03\x04", 4, 0, "ZIP archive or office document"},
    {"PK\x05\x06", 4, 0, "ZIP archive"},
    {"\x1f\x8b", 2, 0, "gzip"},
    {"\x28\xb5\x2f\xfd", 4, 0, "zstd"},
    {"BZh", 3, 0, "bzip2"},
    {"\xfd"
     "7zXZ",
     5, 0, "xz"},
    {"7z\xbc\xaf\x27\x1c", 6, 0, "7-Zip archive"},
    {"Rar!\x1a\x07", 6, 0, "RAR archive"},
    {"\x89PNG\r\n\x1a\n", 8, 0, "PNG image"},
    {"\xff\xd8\xff", 3, 0, "JPEG image"},
    {"GIF87a", 6, 0, "GIF image"},
    {"GIF89a", 6, 0, "GIF image"},
    {"WEBP", 4, 8, "WebP image"},
    {"II*\0", 4, 0, "TIFF image"},
    {"MM\0*", 4, 0, "TIFF image"},
    {"\0\0\1\0", 4, 0, "icon"},
    {"ftyp", 4, 4, "MP4 video or HEIF image"},
    {"\x1a\x45\xdf\xa3", 4, 0, "Matroska video"},
    {"ID3", 3, 0, "MP3 audio"},
    {"OggS", 4, 0, "Ogg audio"},
    {"RIFF", 4, 0, "RIFF audio or video"},
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, 0, "old office document"},
    {"SQLite format 3", 16, 0, "SQLite database"},
    {"\x7f"
     "ELF",
     4, 0, "ELF program"},
    {"MZ\x90", 3, 0, "Windows program"},
    {"WARC/", 5, 0, "WARC archive"},
    {"filedesc://", 11, 0, "ARC archive"},
    {"wOFF", 4, 0, "font"},
    {"wOF2", 4, 0, "font"},
};

static const char *kind_by_magic(const char *p, size_t len)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (len >= kinds[i].at + kinds[i].len &&
            memcmp(p + kinds[i].at, kinds[i].magic, kinds[i].len) == 0)
            return kinds[i].kind;
    return NULL;
}

/* Text has next to no control characters, unless every other byte is zero. */
static int is_binary(const char *p, size_t len)
{
    size_t n = len < SNIFF ? len : SNIFF, zero = 0, control = 0, even = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];

        zero += c == 0;
        even += c == 0 && i % 2 == 0;
        control +=
            c < 0x20 && c != 0 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
    }
    if (len >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0))
        return 0;
    if (zero * 100 > n && zero > 1)
        return 10 * even > zero && 10 * (zero - even) > zero;
    return control * 20 > n;
}

static int has_html(const char *p, size_t len)
{
    static const char *const marks[] = {"<!doctype html",
                                        "<html",
                                        "<head",
                                        "<body",
                                        "<title",
                                        "<meta",
                                        "<script",
                                        "<div",
                                        "<table",
                                        "<p>",
                                        "<p ",
                                        "<br",
                                        "<h1",
                                        "<h2",
                                        "<ul",
                                        "<a href",
                                        "<article",
                                        "<!doctype h",
                                        "<font",
                                        "<center",
                                        "<span"};
    size_t n = len < 4096 ? len : 4096;
    const char *hit = p, *end = p + n;

    while ((hit = memchr(hit, '<', (size_t)(end - hit))) != NULL) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            size_t k = strlen(marks[i]);

            if ((size_t)(end - hit) >= k && strncasecmp(hit, marks[i], k) == 0)
                return 1;
        }
        hit++;
    }
    return 0;
}

static int says(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= s.len; i++)
        if (strncasecmp(s.p + i, word, n) == 0)
            return 1;
    return 0;
}

static int ends_in(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && strncasecmp(s.p + s.len - n, word, n) == 0;
}

/* The bytes say markup; where the name or the server says plain text, only a
 * whole page overrules it, for notes may well quote a tag. */
static int is_html(const struct vg_read_input *in, struct vg_str utf8)
{
    size_t at = 0;

    if (!has_html(utf8.p, utf8.len))
        return says(in->media, "text/html") || says(in->media, "xhtml");
    if (says(in->media, "html"))
        return 1;
    while (at < utf8.len &&
           (utf8.p[at] == ' ' || utf8.p[at] == '\n' || utf8.p[at] == '\r' || utf8.p[at] == '\t'))
        at++;
    if (at < utf8.len && utf8.p[at] == '<')
        return !says(in->media, "text/plain") || !ends_in(in->name, ".txt");
    return !says(in->media, "text/plain") && !ends_in(in->name, ".txt") &&
           !ends_in(in->name, ".md") && !ends_in(in->name, ".csv");
}

const char *vg_read_kind(const struct vg_read_input *in)
{
    const char *kind;
    struct vg_str head = {in->bytes, in->len};

    if (in->len == 0)
        return "empty";
    kind = kind_by_magic(in->bytes, in->len);
    if (kind != NULL)
        return kind;
    if (is_binary(in->bytes, in->len))
        return "unknown binary";
    return is_html(in, head) ? "html" : "text";
}

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

/* -- the two maps, one over the other -------------------------------------------------- */
struct lay {
    const struct vg_converted *c;
    size_t at; /* the run of the conversion we are in */
    struct vg_arena *a;
    struct vg_run *out;
    size_t count, room;
};

static const struct vg_run *conversion_at(struct lay *l, uint32_t utf8)
{
    const struct vg_run *r = &l->c->runs[l->at];

    while (l->at + 1 < l->c->run_count && r->text + r->text_len <= utf8)
        r = &l->c->runs[++l->at];
    return r;
}

static uint32_t source_at(struct lay *l, uint32_t utf8)
{
    const struct vg_run *r = conversion_at(l, utf8);

    if (utf8 >= r->text + r->text_len)
        return r->source + r->source_len;
    if (r->kind != VG_RUN_COPIED)
        return r->source;
    return r->source + (utf8 - r->text) / r->text_unit * r->source_unit;
}

/* A reference to UTF-8 bytes becomes one to all source bytes they were made of. */
static void lay_whole(struct lay *l, const struct vg_run *r)
{
    uint32_t from = source_at(l, r->source);
    const struct vg_run *last;
    uint32_t end = from;

    if (r->source_len > 0) {
        uint32_t byte = r->source + r->source_len - 1;

        last = conversion_at(l, byte);
        end = last->kind == VG_RUN_COPIED
                  ? last->source + ((byte - last->text) / last->text_unit + 1) * last->source_unit
                  : last->source + last->source_len;
    }
    l->out = vg_grow(l->a, l->out, l->count, &l->room);
    l->out[l->count] = *r;
    l->out[l->count].source = from;
    l->out[l->count++].source_len = end - from;
}

/* A copied stretch is cut where the units of the conversion change. */
static void lay_copied(struct lay *l, const struct vg_run *r)
{
    uint32_t done = 0;

    while (done < r->text_len) {
        const struct vg_run *c = conversion_at(l, r->source + done);
        uint32_t into = r->source + done - c->text;
        uint32_t n = c->text_len - into;
        int whole = c->kind != VG_RUN_COPIED;

        if (n > r->text_len - done)
            n = r->text_len - done;
        l->out = vg_grow(l->a, l->out, l->count, &l->room);
        l->out[l->count++] = (struct vg_run){
            .text = r->text + done,
            .text_len = n,
            .source = whole ? c->source : c->source + into / c->text_unit * c->source_unit,
            .source_len = whole ? c->source_len : n / c->text_unit * c->source_unit,
            .kind = c->kind,
            .text_unit = c->text_unit,
            .source_unit = c->source_unit,
        };
        done += n;
    }
}

static void lay_maps(struct vg_text *t, const struct vg_converted *c, size_t skip,
                     struct vg_arena *a)
{
    VG_SCOPED_ARENA scratch = {0};
    struct lay l = {.c = c, .a = &scratch};

    if (c->run_count == 0) {
        for (size_t i = 0; i < t->run_count; i++)
            t->runs[i].source += (uint32_t)skip;
        return;
    }
    for (size_t i = 0; i < t->run_count; i++) {
        if (t->runs[i].kind == VG_RUN_COPIED)
            lay_copied(&l, &t->runs[i]);
        else
            lay_whole(&l, &t->runs[i]);
    }
    t->runs = VG_NEW_ARRAY(a, struct vg_run, l.count);
    if (l.count > 0)
        memcpy(t->runs, l.out, l.count * sizeof *l.out);
    t->run_count = l.count;
}

/* -- putting it together ------------------------------------------------------------------ */
static struct vg_str parameter(struct vg_str media, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i + n < media.len; i++) {
        struct vg_str v = {media.p + i + n, media.len - i - n};
        size_t end = 0;

        if (strncasecmp(media.p + i, name, n) != 0)
            continue;
        if (v.p[0] == '"' || v.p[0] == '\'') {
            v.p++;
            v.len--;
        }
        while (end < v.len && v.p[end] != ';' && v.p[end] != '"' && v.p[end] != '\'' &&
               v.p[end] != ' ')
            end++;
        return (struct vg_str){v.p, end};
    }
    return (struct vg_str){"", 0};
}

/* A label is shown as it was written, but only what can be shown. */
static struct vg_str label_text(struct vg_arena *a, struct vg_str label)
{
    char *p = vg_copy(a, label.p, label.len < 64 ? label.len : 64);

    for (size_t i = 0; i < label.len && i < 64; i++)
        if (p[i] <= ' ' || p[i] >= 0x7f)
            p[i] = '?';
    return vg_str(p);
}

static void note_charset(struct vg_text *t, struct vg_arena *a, struct vg_str declared,
                         const struct vg_converted *c)
{
    const char *said = declared.len > 0 ? vg_charset_name(declared) : NULL;

    t->declared = label_text(a, declared);
    if (declared.len > 0 && t->charset_rule != VG_CHARSET_ASCII &&
        (said == NULL || !vg_str_is(t->charset, said)))
        vg_text_odd(t, a, VG_NOTE_CHARSET_CONTRADICTION, 0,
                    vg_print(a, "declared as %s, the bytes are %s", t->declared.p, t->charset.p));
    t->replaced += c->replaced;
    if (t->replaced > 0)
        vg_text_odd(t, a, VG_NOTE_CHARSET_REPLACED, c->first_replaced,
                    vg_print(a, "%llu places hold bytes that are nothing in %s; shown as U+FFFD",
                             (unsigned long long)t->replaced, t->charset.p));
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

int vg_read(const struct vg_read_input *in, struct vg_arena *a, struct vg_text *out,
            struct vg_err *err)
{
    const char *kind = vg_read_kind(in);
    struct vg_charset_choice choice;
    struct vg_converted c;
    struct vg_text t = {0};
    struct vg_str http, document, said;

    if (in->len == 0)
        return vg_fail(err, VG_E_ABSENT, "no bytes at all");
    if (in->len > (size_t)VG_MAX_DOCUMENT)
        return vg_fail(err, VG_E_LIMIT, "%zu bytes; one document may have %lld", in->len,
                       (long long)VG_MAX_DOCUMENT);
    if (strcmp(kind, "text") != 0 && strcmp(kind, "html") != 0)
        return vg_fail(err, VG_E_FORMAT, "no reader for this kind of bytes (looks like: %s)", kind);
    http = in->charset.len > 0 ? in->charset : parameter(in->media, "charset=");
    document = vg_charset_declared(in->bytes, in->len);
    choice = vg_charset_choose(in->bytes, in->len, http, document);
    {
        VG_SCOPED_ARENA scratch = {0};

        vg_charset_convert(in->bytes, in->len, &choice, &scratch, &c);
        if (is_html(in, c.utf8))
            vg_read_html(c.utf8, in->name, a, &t);
        else
            vg_read_plain(c.utf8, a, &t);
        lay_maps(&t, &c, choice.skip, a);
    }
    t.source_len = in->len;
    t.charset = vg_str(choice.name);
    t.charset_rule = choice.rule;
    said = http.len > 0 ? http : document;
    note_charset(&t, a, said, &c);
    vg_language_mark(&t);
    note_language(&t, a);
    *out = t;
    return VG_OK;
}
