/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One pass, no look back: a tag is scanned for its end with quotes honoured, the name
 * is matched on a stack, attributes stay raw. What is not well-formed is read on by the
 * nearest sense that keeps all text; where a scan finds no end it takes all that is
 * left, so no byte is scanned for the same thing twice.
 */
#include "read/xml.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* -- name spaces ------------------------------------------------------------------------------ */
static const struct {
    const char *uri;
    enum vg_ns ns;
} known[] = {
    {"http://www.w3.org/XML/1998/namespace", VG_NS_XML},
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", VG_NS_WORD},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", VG_NS_WORD},
    {"http://schemas.microsoft.com/office/word/2003/wordml", VG_NS_WORD},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", VG_NS_SHEET},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", VG_NS_SHEET},
    {"http://schemas.openxmlformats.org/presentationml/2006/main", VG_NS_SLIDE},
    {"http://purl.oclc.org/ooxml/presentationml/main", VG_NS_SLIDE},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", VG_NS_DRAWING},
    {"http://purl.oclc.org/ooxml/drawingml/main", VG_NS_DRAWING},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", VG_NS_OFFICE_R},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", VG_NS_OFFICE_R},
    {"http://schemas.openxmlformats.org/package/2006/relationships", VG_NS_RELATIONS},
    {"http://schemas.openxmlformats.org/package/2006/content-types", VG_NS_TYPES},
    {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties", VG_NS_CORE},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", VG_NS_COMPAT},
    {"http://purl.org/dc/elements/1.1/", VG_NS_DC},
    {"http://purl.org/dc/terms/", VG_NS_DCTERMS},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", VG_NS_ODF_OFFICE},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", VG_NS_ODF_TEXT},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", VG_NS_ODF_TABLE},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", VG_NS_ODF_DRAW},
    {"urn:oasis:names:tc:opendocument:xmlns:meta:1.0", VG_NS_ODF_META},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", VG_NS_ODF_STYLE},
    {"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", VG_NS_ODF_NUMBER},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", VG_NS_ODF_MANIFEST},
    {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", VG_NS_SVG},
    {"http://www.w3.org/2000/svg", VG_NS_SVG},
    {"http://www.w3.org/1999/xlink", VG_NS_XLINK},
    {"http://www.idpf.org/2007/opf", VG_NS_OPF},
    {"urn:oasis:names:tc:opendocument:xmlns:container", VG_NS_CONTAINER},
    {"http://www.w3.org/2005/Atom", VG_NS_ATOM},
    {"http://purl.org/atom/ns#", VG_NS_ATOM},
    {"http://purl.org/rss/1.0/", VG_NS_RSS1},
    {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", VG_NS_RDF},
    {"http://purl.org/rss/1.0/modules/content/", VG_NS_CONTENT},
    {"http://search.yahoo.com/mrss/", VG_NS_MEDIA},
    {"http://www.w3.org/1999/xhtml", VG_NS_XHTML},
    {"http://www.gribuser.ru/xml/fictionbook/2.0", VG_NS_FICTION},
    {"http://www.gribuser.ru/xml/fictionbook/2.1", VG_NS_FICTION},
};

static enum vg_ns ns_of_uri(struct vg_str uri)
{
    if (uri.len == 0)
        return VG_NS_NONE;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (vg_str_is(uri, known[i].uri))
            return known[i].ns;
    return VG_NS_OTHER;
}

static int same(struct vg_str a, struct vg_str b)
{
    return a.len == b.len && memcmp(a.p, b.p, a.len) == 0;
}

static enum vg_ns ns_of_prefix(const struct vg_xml *x, struct vg_str prefix)
{
    for (size_t i = x->space_count; i > 0; i--)
        if (same(x->spaces[i - 1].prefix, prefix))
            return x->spaces[i - 1].ns;
    if (vg_str_is(prefix, "xml"))
        return VG_NS_XML;
    return prefix.len == 0 ? VG_NS_NONE : VG_NS_OTHER;
}

/* "a:b" into "a" and "b"; the prefix is empty when there is none. */
static struct vg_str split_name(struct vg_str name, struct vg_str *prefix)
{
    const char *colon = name.len == 0 ? NULL : memchr(name.p, ':', name.len);
    size_t n = colon == NULL ? 0 : (size_t)(colon - name.p);

    *prefix = (struct vg_str){name.p, n};
    if (colon == NULL)
        return name;
    return (struct vg_str){colon + 1, name.len - n - 1};
}

/* -- attributes -------------------------------------------------------------------------------- */
static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(struct vg_str s, size_t at)
{
    while (at < s.len && is_space(s.p[at]))
        at++;
    return at;
}

/* The next attribute in the raw text of a tag; 0 when there is none. */
static int next_attribute(struct vg_str raw, size_t *at, struct vg_str *name, struct vg_str *value)
{
    size_t i = skip_space(raw, *at), from = i;

    while (i < raw.len && raw.p[i] != '=' && !is_space(raw.p[i]))
        i++;
    if (i == raw.len && i == from)
        return 0;
    *name = (struct vg_str){raw.p + from, i - from};
    *value = (struct vg_str){raw.p + i, 0};
    i = skip_space(raw, i);
    if (i < raw.len && raw.p[i] == '=') {
        char quote;

        i = skip_space(raw, i + 1);
        quote = i < raw.len ? raw.p[i] : ' ';
        if (quote == '"' || quote == '\'') {
            const char *end = memchr(raw.p + i + 1, quote, raw.len - i - 1);

            from = i + 1;
            i = end == NULL ? raw.len : (size_t)(end - raw.p);
            *value = (struct vg_str){raw.p + from, i - from};
            i += i < raw.len;
        } else {
            from = i;
            while (i < raw.len && !is_space(raw.p[i]))
                i++;
            *value = (struct vg_str){raw.p + from, i - from};
        }
    }
    *at = i;
    return 1;
}

int vg_xml_attribute(const struct vg_xml_event *e, const char *name, struct vg_str *raw)
{
    const char *colon = strchr(name, ':');
    struct vg_str full, value, prefix;
    size_t at = 0;

    name = colon == NULL ? name : colon + 1;
    for (int n = 0; n < VG_MAX_ATTRIBUTES && next_attribute(e->raw, &at, &full, &value); n++) {
        struct vg_str local = split_name(full, &prefix);

        if (vg_str_is(local, name) && !vg_str_is(prefix, "xmlns") &&
            (colon == NULL || prefix.len > 0)) {
            *raw = value;
            return 1;
        }
    }
    return 0;
}

int64_t vg_xml_number(const struct vg_xml_event *e, const char *name, int64_t otherwise)
{
    struct vg_str s;
    int64_t v = 0;
    size_t i = 0;

    if (!vg_xml_attribute(e, name, &s) || s.len == 0 || s.len > 15)
        return otherwise;
    for (i = s.p[0] == '-' && s.len > 1; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return otherwise;
        v = v * 10 + (s.p[i] - '0');
    }
    return s.p[0] == '-' ? -v : v;
}

/* A tag that declares name spaces brings them in force. */
static void bind_spaces(struct vg_xml *x, struct vg_str raw)
{
    struct vg_str name, value;
    size_t at = 0;

    if (raw.len == 0 || memmem(raw.p, raw.len, "xmlns", 5) == NULL)
        return;
    for (int n = 0; n < 2 * VG_MAX_XML_SPACES && next_attribute(raw, &at, &name, &value); n++) {
        struct vg_str prefix = {name.p + 6, name.len - 6};

        if (name.len < 5 || memcmp(name.p, "xmlns", 5) != 0)
            continue;
        if (name.len == 5)
            prefix = (struct vg_str){name.p, 0};
        else if (name.p[5] != ':')
            continue;
        if (x->space_count < VG_MAX_XML_SPACES)
            x->spaces[x->space_count++] = (struct vg_xml_space){prefix, ns_of_uri(value)};
    }
}

/* -- references -------------------------------------------------------------------------------- */

static size_t number_reference(const char *p, size_t len, uint32_t *c)
{
    size_t i = 2;
    int hex = i < len && p[i] == 'x', digits = 0;
    uint32_t v = 0;

    i += (size_t)hex;
    for (; i < len && digits < 10; i++, digits++) {
        uint32_t d;

        if (p[i] >= '0' && p[i] <= '9')
            d = (uint32_t)(p[i] - '0');
        else if (hex && (p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'f')
            d = (uint32_t)((p[i] | 0x20) - 'a') + 10;
        else
            break;
        v = v > 0x110000 ? v : v * (hex ? 16 : 10) + d;
    }
    if (digits == 0 || i == len || p[i] != ';')
        return 0;
    *c = v > 0x10ffff ? VG_REPLACEMENT : v;
    return i + 1;
}

/* A reference at p[0], which is '&': its length, or 0 when it is none that we know. */
static size_t reference(const char *p, size_t len, uint32_t *c)
{
    static const struct {
        const char *name;
        char c;
    } five[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};

    if (len > 3 && p[1] == '#')
        return number_reference(p, len, c);
    for (size_t i = 0; i < sizeof five / sizeof *five; i++) {
        size_t n = strlen(five[i].name);

        if (len >= n && memcmp(p, five[i].name, n) == 0) {
            *c = (unsigned char)five[i].c;
            return n;
        }
    }
    return 0;
}

/* Bytes before the next reference that is one. */
static size_t plain_until(struct vg_str s, size_t at, uint32_t *c, size_t *used)
{
    size_t from = at;

    *used = 0;
    while (at < s.len) {
        const char *amp = memchr(s.p + at, '&', s.len - at);

        if (amp == NULL)
            return s.len - from;
        at = (size_t)(amp - s.p);
        *used = reference(amp, s.len - at, c);
        if (*used > 0)
            return at - from;
        at++;
    }
    return s.len - from;
}

size_t vg_xml_plain(const struct vg_xml_event *e, size_t at, uint32_t *c, size_t *used)
{
    *used = 0;
    return e->cdata ? e->raw.len - at : plain_until(e->raw, at, c, used);
}

static void decode(struct vg_str s, int cdata, struct vg_buf *out)
{
    size_t at = 0;

    while (at < s.len) {
        uint32_t c = 0;
        size_t used = 0, n = cdata ? s.len - at : plain_until(s, at, &c, &used);

        for (size_t i = 0; i < n; i++)
            vg_putc(out, s.p[at + i] == '\0' ? ' ' : s.p[at + i]);
        if (used > 0)
            vg_put_utf8(out, c == 0 ? VG_REPLACEMENT : c);
        at += n + used;
    }
}

void vg_xml_decode(const struct vg_xml_event *e, struct vg_buf *out)
{
    decode(e->raw, e->cdata, out);
}

struct vg_str vg_xml_value(const struct vg_xml_event *e, const char *name, struct vg_arena *a)
{
    VG_SCOPED_BUF out = {.max = (size_t)VG_MAX_WORDS};
    struct vg_str raw;

    if (!vg_xml_attribute(e, name, &raw))
        return (struct vg_str){"", 0};
    if (raw.len > (size_t)VG_MAX_WORDS / 2)
        raw.len = vg_utf8_down(raw.p, raw.len, (size_t)VG_MAX_WORDS / 2);
    decode(raw, 0, &out);
    return vg_str_copy(a, vg_buf_str(&out));
}

void vg_xml_draft(const struct vg_xml_event *e, struct vg_draft *d)
{
    struct vg_str s = e->raw;
    size_t at = 0;

    while (at < s.len) {
        uint32_t c = 0;
        size_t used, n = vg_xml_plain(e, at, &c, &used);

        vg_draft_words(d, s.p + at, n, e->at + at);
        if (used > 0)
            vg_draft_char(d, c, e->at + at + n, used);
        at += n + used;
    }
}

/* -- markup -------------------------------------------------------------------------------------
 */

static void is_bad(struct vg_xml *x, size_t at)
{
    if (x->bad++ == 0)
        x->bad_at = at;
}

static int starts(const struct vg_xml *x, const char *word)
{
    size_t n = strlen(word);

    return x->len - x->at >= n && memcmp(x->p + x->at, word, n) == 0;
}

/* Past the next `end` from `from` on; the end of all, and bad, when there is none. */
static size_t past(struct vg_xml *x, size_t from, const char *end)
{
    const char *hit = from >= x->len ? NULL : memmem(x->p + from, x->len - from, end, strlen(end));

    if (hit != NULL)
        return (size_t)(hit - x->p) + strlen(end);
    is_bad(x, x->at);
    x->cut = 1;
    return x->len;
}

/* The '>' of the tag whose inside begins at `at`, quotes honoured; '<' ends a tag that
 * lacks it. `len` when there is none. */
static size_t tag_end(struct vg_xml *x, size_t at)
{
    while (at < x->len && x->p[at] != '>' && x->p[at] != '<') {
        char c = x->p[at];

        if (c == '"' || c == '\'') {
            const char *quote = memchr(x->p + at + 1, c, x->len - at - 1);

            if (quote == NULL)
                return x->len;
            at = (size_t)(quote - x->p);
        }
        at++;
    }
    return at;
}

/* <!DOCTYPE …>: 1 to go on. */
static int pass_doctype(struct vg_xml *x)
{
    size_t at = x->at;

    x->doctype_at = x->at;
    x->doctype = 1;
    while (at < x->len && x->p[at] != '>' && x->p[at] != '[') {
        if (x->p[at] == '"' || x->p[at] == '\'') {
            const char *quote = memchr(x->p + at + 1, x->p[at], x->len - at - 1);

            at = quote == NULL ? x->len - 1 : (size_t)(quote - x->p);
        }
        at++;
    }
    if (at >= x->len) {
        is_bad(x, x->at);
        x->cut = 1;
        x->doctype = 3;
        return 0;
    }
    if (x->p[at] == '[') {
        x->doctype = 2;
        return 0;
    }
    x->at = at + 1;
    return 1;
}

static int is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           (unsigned char)c >= 0x80;
}

static struct vg_str name_at(const struct vg_xml *x, size_t at)
{
    size_t from = at;

    while (at < x->len && !is_space(x->p[at]) && x->p[at] != '>' && x->p[at] != '/' &&
           x->p[at] != '<')
        at++;
    return (struct vg_str){x->p + from, at - from};
}

static void give_end(struct vg_xml *x, struct vg_xml_event *e)
{
    struct vg_xml_open *o = &x->open[--x->depth];
    struct vg_str prefix;

    memset(e, 0, sizeof *e);
    e->what = VG_XML_END;
    e->ns = o->ns;
    e->name = split_name(o->name, &prefix);
    e->at = x->at;
    x->space_count = o->spaces;
    x->closing = x->depth > x->close_to;
}

/* A start tag at x->at; 1 when it gives an event. */
static int start_tag(struct vg_xml *x, struct vg_xml_event *e)
{
    struct vg_str name = name_at(x, x->at + 1), prefix;
    size_t from = x->at + 1 + name.len, end = tag_end(x, from);
    struct vg_str raw = {x->p + from, end - from};
    int empty = raw.len > 0 && raw.p[raw.len - 1] == '/';

    raw.len -= (size_t)empty;
    if (end == x->len || x->p[end] == '<')
        is_bad(x, x->at);
    x->at = end == x->len || x->p[end] == '<' ? end : end + 1;
    if (x->depth == VG_MAX_XML_DEPTH) {
        if (x->deep++ == 0)
            x->deep_at = from;
        x->beyond += !empty;
        return 0;
    }
    x->open[x->depth] = (struct vg_xml_open){.name = name, .spaces = (uint16_t)x->space_count};
    bind_spaces(x, raw);
    memset(e, 0, sizeof *e);
    e->what = VG_XML_START;
    e->name = split_name(name, &prefix);
    e->ns = ns_of_prefix(x, prefix);
    e->raw = raw;
    e->at = from;
    x->open[x->depth].ns = e->ns;
    if (empty) {
        x->close_to = x->depth;
        x->closing = 1;
    }
    x->depth++;
    return 1;
}

static void end_tag(struct vg_xml *x)
{
    struct vg_str name = name_at(x, x->at + 2);
    size_t at = x->at, i = x->depth;

    x->at = past(x, x->at + 2 + name.len, ">");
    if (x->beyond > 0) {
        x->beyond--;
        return;
    }
    while (i > 0 && !same(x->open[i - 1].name, name))
        i--;
    if (i == 0 || i != x->depth)
        is_bad(x, at);
    if (i == 0)
        return;
    x->close_to = i - 1;
    x->closing = 1;
}

static int give_text(struct vg_xml *x, struct vg_xml_event *e, size_t from, size_t end, int cdata)
{
    memset(e, 0, sizeof *e);
    e->what = VG_XML_TEXT;
    e->raw = (struct vg_str){x->p + from, end - from};
    e->at = from;
    e->cdata = cdata;
    return 1;
}

/* What stands at '<'; 1 when it gives an event. */
static int markup(struct vg_xml *x, struct vg_xml_event *e)
{
    size_t at = x->at;

    if (starts(x, "<!--")) {
        x->at = past(x, x->at + 4, "-->");
    } else if (starts(x, "<![CDATA[")) {
        size_t end = past(x, x->at + 9, "]]>");
        size_t cut = end >= at + 12 && memcmp(x->p + end - 3, "]]>", 3) == 0 ? 3 : 0;

        x->at = end;
        return give_text(x, e, at + 9, end - cut, 1);
    } else if (starts(x, "<?")) {
        x->at = past(x, x->at + 2, "?>");
    } else if (starts(x, "<!DOCTYPE")) {
        x->over = !pass_doctype(x);
    } else if (starts(x, "<!")) {
        is_bad(x, x->at);
        x->at = past(x, x->at + 2, ">");
    } else if (starts(x, "</")) {
        end_tag(x);
    } else if (x->at + 1 < x->len && is_name_start(x->p[x->at + 1])) {
        return start_tag(x, e);
    } else {
        is_bad(x, x->at);
        x->at++;
        return give_text(x, e, at, at + 1, 1);
    }
    return 0;
}

static int finish(struct vg_xml *x, struct vg_xml_event *e)
{
    if (x->depth == 0)
        return 0;
    if (!x->over) {
        is_bad(x, x->len);
        x->cut = 1;
    }
    x->over = 1;
    x->close_to = 0;
    give_end(x, e);
    return 1;
}

int vg_xml_next(struct vg_xml *x, struct vg_xml_event *e)
{
    for (;;) {
        const char *next;

        if (x->closing) {
            give_end(x, e);
            return 1;
        }
        if (x->over || x->at >= x->len)
            return finish(x, e);
        if (x->p[x->at] == '<') {
            if (markup(x, e))
                return 1;
            continue;
        }
        next = memchr(x->p + x->at, '<', x->len - x->at);
        {
            size_t from = x->at, end = next == NULL ? x->len : (size_t)(next - x->p);

            x->at = end;
            return give_text(x, e, from, end, 0);
        }
    }
}

int vg_xml_is(const struct vg_xml_event *e, enum vg_ns ns, const char *name)
{
    return e->ns == ns && vg_str_is(e->name, name);
}

void vg_xml_notes(const struct vg_xml *x, struct vg_text *t, struct vg_arena *a, const char *what,
                  size_t at)
{
    int inside = what[0] != '\0';
    const char *where = inside ? vg_print(a, "%s: ", what) : "";

    if (x->doctype == 1 || x->doctype == 2)
        vg_text_damage(t, a, VG_NOTE_XML_DTD, inside ? at : x->doctype_at,
                       vg_print(a, "%s%s", where,
                                x->doctype == 1
                                    ? "names a document type; it was not loaded"
                                    : "defines entities of its own; not read from there on"));
    if (x->deep > 0)
        vg_text_damage(t, a, VG_NOTE_NESTING_EXCEEDED, inside ? at : x->deep_at,
                       vg_print(a, "%s%llu elements stand deeper than %d; their text is kept",
                                where, (unsigned long long)x->deep, VG_MAX_XML_DEPTH));
    if (x->cut)
        vg_text_damage(
            t, a, VG_NOTE_TRUNCATED, inside ? at : x->len,
            vg_print(a, "%sends inside of an element or a tag; what came before is kept", where));
    if (x->bad > 0)
        vg_text_odd(t, a, VG_NOTE_XML_BAD, inside ? at : x->bad_at,
                    vg_print(a,
                             "%s%llu places are not well-formed XML; read on by the nearest sense",
                             where, (unsigned long long)x->bad));
}
