/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The structure of mails: headers, parts, boundaries. Real mailers break every rule, so
 * whatever is missing has the meaning that loses least: a part without end goes on to the
 * end of its parent, a body without header is text.
 */
#include "read/mime.h"

#include <string.h>

#include "base/digits.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/kind.h"

enum { COMMENT_MOST = 256 }; /* bytes of a comment in a header; they name a program or a zone */

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct vg_str trimmed(struct vg_str s)
{
    while (s.len > 0 && is_space(s.p[0])) {
        s.p++;
        s.len--;
    }
    while (s.len > 0 && is_space(s.p[s.len - 1]))
        s.len--;
    return s;
}

static int is_same(struct vg_str s, const char *word)
{
    return s.len == strlen(word) && strncasecmp(s.p, word, s.len) == 0;
}

static struct vg_str lower(struct vg_arena *a, struct vg_str s)
{
    char *p = vg_copy(a, s.p, s.len);

    for (size_t i = 0; i < s.len; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] + 32);
    return (struct vg_str){p, s.len};
}

/* Past the line that begins at `at`. */
static size_t past_line(struct vg_str s, size_t at)
{
    const char *hit = at < s.len ? memchr(s.p + at, '\n', s.len - at) : NULL;

    return hit == NULL ? s.len : (size_t)(hit - s.p) + 1;
}

static int is_empty_line(struct vg_str s, size_t at, size_t end)
{
    return end == at || s.p[at] == '\n' || (s.p[at] == '\r' && end - at <= 2);
}

/* Bytes of a header's name before its colon; 0 when the line is none. */
static size_t name_len(struct vg_str s, size_t at)
{
    size_t n = 0;

    while (at + n < s.len && n < 128 && s.p[at + n] > ' ' && s.p[at + n] < 0x7f &&
           s.p[at + n] != ':')
        n++;
    return n > 0 && at + n < s.len && s.p[at + n] == ':' ? n : 0;
}

/* -- does it look like one ----------------------------------------------------------------------
 */

static int is_known(struct vg_str name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_same(name, list[i]))
            return 1;
    return 0;
}

int vg_mail_looks(const char *p, size_t len, int named)
{
    static const char *const strong[] = {"message-id",     "received",     "mime-version",
                                         "return-path",    "delivered-to", "x-mailer",
                                         "dkim-signature", "newsgroups"};
    static const char *const known[] = {"from",    "to",       "cc",     "date",
                                        "subject", "reply-to", "sender", "content-type"};
    struct vg_str s = {p, len < VG_KIND_SNIFF ? len : VG_KIND_SNIFF};
    size_t at = 0, marks = 0, plain = 0;

    while (at < s.len) {
        size_t end = past_line(s, at), n = name_len(s, at);
        struct vg_str name = {s.p + at, n};

        if (is_empty_line(s, at, end))
            break;
        if (n == 0 && (at == 0 || !is_blank(s.p[at]))) {
            if (named && at > 0)
                break;
            return 0;
        }
        marks += n > 0 && is_known(name, strong, sizeof strong / sizeof *strong);
        plain += n > 0 && is_known(name, known, sizeof known / sizeof *known);
        at = end;
    }
    if (named)
        return marks + plain > 0;
    return marks > 0 && marks + plain > 1;
}

/* "From somebody Mon Mar 14 08:00:00 2022" */
static int is_from_line(struct vg_str s, size_t at, size_t end)
{
    int colons = 0, digits = 0;

    if (end - at < 10 || end - at > 512 || memcmp(s.p + at, "From ", 5) != 0)
        return 0;
    for (size_t i = at; i < end; i++) {
        colons += s.p[i] == ':';
        digits += s.p[i] >= '0' && s.p[i] <= '9';
    }
    return colons >= 1 && digits >= 6;
}

int vg_mbox_looks(const char *p, size_t len)
{
    struct vg_str s = {p, len};
    size_t end;

    if (len < 5 || memcmp(p, "From ", 5) != 0)
        return 0;
    end = past_line(s, 0);
    return is_from_line(s, 0, end) && end < len && vg_mail_looks(p + end, len - end, 1);
}

/* -- headers --------------------------------------------------------------------------------------
 */

static void bad(struct vg_mime *m, const char *at, const char *what)
{
    vg_text_damage(m->t, m->a, VG_NOTE_MIME_BAD, (uint64_t)(at - m->bytes.p), what);
}

/* The headers at the start of `s`; where the body begins. */
static size_t read_headers(struct vg_mime *m, struct vg_str s, struct vg_mime_item *item)
{
    size_t at = 0, room = 0, end;

    while (at < s.len && at < (size_t)VG_MAX_MAIL_HEADER) {
        size_t n = name_len(s, at);

        end = past_line(s, at);
        if (is_empty_line(s, at, end))
            return end;
        if (n == 0) {
            if (item->header_count > 0 || at > 0)
                bad(m, s.p + at, "a line of the header is none; the text begins there");
            return at;
        }
        while (end < s.len && is_blank(s.p[end]) && end < (size_t)VG_MAX_MAIL_HEADER)
            end = past_line(s, end);
        item->headers = vg_grow(m->a, item->headers, item->header_count, &room);
        item->headers[item->header_count++] = (struct vg_mime_header){
            .name = {s.p + at, n},
            .value = trimmed((struct vg_str){s.p + at + n + 1, end - at - n - 1})};
        at = end;
    }
    if (at < s.len)
        vg_text_damage(m->t, m->a, VG_NOTE_SIZE_EXCEEDED, (uint64_t)(s.p + at - m->bytes.p),
                       vg_print(m->a, "a header of more than %lld bytes; what follows is text",
                                (long long)VG_MAX_MAIL_HEADER));
    return at;
}

struct vg_str vg_mime_value(const struct vg_mime_item *item, const char *name)
{
    for (size_t i = 0; i < item->header_count; i++)
        if (is_same(item->headers[i].name, name))
            return item->headers[i].value;
    return (struct vg_str){"", 0};
}

/* -- parameters: name=value, name="value", name*=charset'language'%XX, name*0=…, name*1*=… ------
 */

/* White space and comments in parentheses, which may stand anywhere (RFC 5322, 3.2.2); with
 * `semicolons` those too. A comment without end is none. */
static size_t skip_spaces(struct vg_str s, size_t at, int semicolons)
{
    for (; at < s.len; at++) {
        size_t i = at;
        int depth = 0;

        if (is_space(s.p[at]) || (semicolons && s.p[at] == ';'))
            continue;
        if (s.p[at] != '(')
            return at;
        do {
            i += s.p[i] == '\\' && i + 1 < s.len;
            depth += s.p[i] == '(';
            depth -= s.p[i] == ')';
        } while (depth > 0 && ++i < s.len && i - at < COMMENT_MOST);
        if (depth > 0)
            return at;
        at = i;
    }
    return at;
}

/* A name, up to what follows it before its '='. */
static struct vg_str without_comment(struct vg_str name)
{
    size_t n = 0;

    while (n < name.len && name.p[n] != '(' && !is_space(name.p[n]))
        n++;
    name.len = n;
    return name;
}

/* The next parameter from *at; the value without quotes and backslashes in the arena. */
static int next_parameter(struct vg_arena *a, struct vg_str s, size_t *at, struct vg_str *name,
                          struct vg_str *value)
{
    size_t i = skip_spaces(s, *at, 1), from = i;
    VG_SCOPED_BUF out = {.max = (size_t)VG_MAX_WORDS};

    while (i < s.len && s.p[i] != '=' && s.p[i] != ';')
        i++;
    if (i >= s.len)
        return 0;
    *name = without_comment(trimmed((struct vg_str){s.p + from, i - from}));
    *value = (struct vg_str){"", 0};
    *at = i + 1;
    if (s.p[i] == ';')
        return 1;
    i = skip_spaces(s, i + 1, 0);
    if (i < s.len && s.p[i] == '"') {
        for (i++; i < s.len && s.p[i] != '"'; i++) {
            i += s.p[i] == '\\' && i + 1 < s.len;
            vg_putc(&out, s.p[i]);
        }
        i++;
    } else {
        while (i < s.len && s.p[i] != ';' && !is_space(s.p[i])) /* "a(1).pdf" is a name */
            vg_putc(&out, s.p[i++]);
    }
    *value = vg_str_copy(a, vg_buf_str(&out));
    *at = i;
    return 1;
}

/* Text in a charset that is only said, as UTF-8 without NUL. */
static struct vg_str to_utf8(struct vg_arena *a, struct vg_str s, struct vg_str charset)
{
    struct vg_charset_choice choice =
        vg_charset_choose(s.p, s.len, charset, (struct vg_str){"", 0});
    struct vg_converted c;
    char *p;

    vg_charset_convert(s.p, s.len, &choice, a, &c);
    p = vg_copy(a, c.utf8.p, c.utf8.len);
    for (size_t i = 0; i < c.utf8.len; i++)
        if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
            p[i] = ' ';
    return (struct vg_str){p, c.utf8.len};
}

/* Is `full` the parameter `name`, whole or a piece of it? */
static int is_piece(struct vg_str full, const char *name, int *is_encoded)
{
    size_t n = strlen(name);

    *is_encoded = full.len > 0 && full.p[full.len - 1] == '*';
    if (full.len < n || strncasecmp(full.p, name, n) != 0)
        return 0;
    for (size_t i = n; i < full.len; i++)
        if (full.p[i] != '*' && (full.p[i] < '0' || full.p[i] > '9'))
            return 0;
    return full.len == n || full.p[n] == '*';
}

/* The parameter `name` of a header as UTF-8. Pieces are taken in the order they stand in. */
static struct vg_str parameter(struct vg_arena *a, struct vg_str header, const char *name)
{
    VG_SCOPED_BUF out = {.max = (size_t)VG_MAX_WORDS};
    struct vg_str full, value, charset = {"", 0};
    const char *semi = header.len == 0 ? NULL : memchr(header.p, ';', header.len);
    size_t at = semi == NULL ? header.len : (size_t)(semi - header.p);
    int plain = 1;

    while (next_parameter(a, header, &at, &full, &value)) {
        int encoded, first = out.len == 0;

        if (!is_piece(full, name, &encoded))
            continue;
        if (encoded && first) {
            const char *one = value.len == 0 ? NULL : memchr(value.p, '\'', value.len);
            const char *two =
                one == NULL ? NULL : memchr(one + 1, '\'', value.len - (size_t)(one + 1 - value.p));

            if (two != NULL) {
                charset = (struct vg_str){value.p, (size_t)(one - value.p)};
                value = (struct vg_str){two + 1, value.len - (size_t)(two + 1 - value.p)};
            }
        }
        plain = plain && !encoded;
        if (encoded)
            vg_put_unescaped(&out, value, '%');
        else
            vg_put_str(&out, value);
    }
    if (plain) /* many mailers put encoded words where they are not allowed */
        return vg_mime_plain(vg_str_copy(a, vg_buf_str(&out)), a);
    return to_utf8(a, vg_buf_str(&out), charset);
}

/* -- parts ----------------------------------------------------------------------------------------
 */

static struct vg_mime_item *add_item(struct vg_mime *m, struct vg_mime_item item)
{
    if (m->count == VG_MAX_MIME_PARTS)
        vg_text_damage(m->t, m->a, VG_NOTE_SIZE_EXCEEDED, 0,
                       vg_print(m->a, "more than %d parts; the rest is preserved but not read",
                                VG_MAX_MIME_PARTS));
    if (m->count > VG_MAX_MIME_PARTS)
        return NULL;
    m->items = vg_grow(m->a, m->items, m->count, &m->room);
    m->items[m->count] = item;
    m->items[m->count].mail = m->mails == 0 ? 0 : m->mails - 1;
    return &m->items[m->count++];
}

/* "type/subtype" of a header's value; `otherwise` where it is none. */
static struct vg_str media_of(struct vg_arena *a, struct vg_str header, const char *otherwise)
{
    size_t n = 0, skip = skip_spaces(header, 0, 0);
    int slash = 0;

    header = (struct vg_str){header.p + skip, header.len - skip};
    while (n < header.len && header.p[n] != ';' && header.p[n] != '(' && !is_space(header.p[n]) &&
           (unsigned char)header.p[n] < 0x7f)
        slash |= header.p[n++] == '/';
    if (!slash || n > (size_t)VG_MAX_MEDIA)
        return is_same((struct vg_str){header.p, n}, "text") ? vg_str("text/plain")
                                                             : vg_str(otherwise);
    return lower(a, (struct vg_str){header.p, n});
}

static int begins(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && memcmp(s.p, word, n) == 0;
}

static void read_part(struct vg_mime *m, struct vg_str s, const char *otherwise, int depth);

static int is_encoded(const struct vg_mime_item *item)
{
    struct vg_str how = vg_mime_value(item, "content-transfer-encoding");

    return vg_str_begins(how, "base64") || vg_str_begins(how, "quoted-printable");
}

/* A boundary line at `at`: 1 the next part begins behind it, 2 the last one ended. */
static int is_boundary(struct vg_str s, size_t at, size_t end, struct vg_str boundary)
{
    size_t i = at + 2 + boundary.len;
    int last;

    if (end - at < 2 + boundary.len || s.p[at] != '-' || s.p[at + 1] != '-' ||
        memcmp(s.p + at + 2, boundary.p, boundary.len) != 0)
        return 0;
    last = end - i >= 2 && s.p[i] == '-' && s.p[i + 1] == '-';
    for (i += last ? 2 : 0; i < end; i++)
        if (!is_space(s.p[i]))
            return 0;
    return last ? 2 : 1;
}

/* The line end before a boundary belongs to the boundary. */
static size_t body_end(struct vg_str s, size_t start, size_t at)
{
    if (at > start && s.p[at - 1] == '\n')
        at--;
    if (at > start && s.p[at - 1] == '\r')
        at--;
    return at;
}

/* Parts that nothing tells apart: one text. */
static void add_whole(struct vg_mime *m, const struct vg_mime_item *item)
{
    (void)add_item(m, (struct vg_mime_item){.what = VG_MIME_TEXT,
                                            .depth = item->depth,
                                            .headers = item->headers,
                                            .header_count = item->header_count,
                                            .media = vg_str("text/plain"),
                                            .body = item->body});
}

/* Behind the last part: lists and scanners add their lines there. */
static void add_behind(struct vg_mime *m, struct vg_str s, int depth)
{
    size_t skip = 0;

    while (skip < s.len && is_space(s.p[skip]))
        skip++;
    if (skip < s.len)
        (void)add_item(m, (struct vg_mime_item){.what = VG_MIME_TEXT,
                                                .depth = depth,
                                                .media = vg_str("text/plain"),
                                                .body = {s.p + skip, s.len - skip},
                                                .is_behind = 1});
}

/* Gives what stands behind the last part. */
static struct vg_str read_multipart(struct vg_mime *m, const struct vg_mime_item *item, int depth)
{
    const struct vg_str nothing = {item->body.p, 0};
    struct vg_str s = item->body;
    struct vg_str type = vg_mime_value(item, "content-type");
    struct vg_str boundary = parameter(m->a, type, "boundary");
    const char *inner =
        vg_str_is(item->media, "multipart/digest") ? "message/rfc822" : "text/plain";
    size_t at = 0, start = 0;
    int open = 0, what = 0;

    if (boundary.len == 0 || boundary.len > 256) {
        bad(m, s.p, "parts without a boundary between them; read as one text");
        add_whole(m, item);
        return nothing;
    }
    while (at < s.len && what != 2) {
        size_t end = past_line(s, at);

        what = is_boundary(s, at, end, boundary);
        if (what != 0 && open)
            read_part(m, (struct vg_str){s.p + start, body_end(s, start, at) - start}, inner,
                      depth + 1);
        if (what != 0) {
            open = what == 1;
            start = end;
        }
        at = end;
    }
    if (start == 0) {
        bad(m, s.p, "the boundary that was announced does not come; read as one text");
        add_whole(m, item);
        return nothing;
    }
    if (what != 2)
        bad(m, s.p + s.len, "the last part has no end");
    if (open)
        read_part(m, (struct vg_str){s.p + start, s.len - start}, inner, depth + 1);
    return what == 2 ? (struct vg_str){s.p + at, s.len - at} : nothing;
}

static void read_mail(struct vg_mime *m, struct vg_str s, int depth);

/* What kind of leaf it is. */
static void add_leaf(struct vg_mime *m, struct vg_mime_item item)
{
    struct vg_str where = vg_mime_value(&item, "content-disposition");
    int attached = where.len >= 10 && strncasecmp(where.p, "attachment", 10) == 0;
    int is_text = begins(item.media, "text/plain") || begins(item.media, "text/html") ||
                  begins(item.media, "text/enriched") || begins(item.media, "text/x-") ||
                  begins(item.media, "message/delivery-status") ||
                  begins(item.media, "message/disposition-notification");

    item.charset = parameter(m->a, vg_mime_value(&item, "content-type"), "charset");
    if (is_same(parameter(m->a, vg_mime_value(&item, "content-type"), "format"), "flowed"))
        item.flowed =
            is_same(parameter(m->a, vg_mime_value(&item, "content-type"), "delsp"), "yes") ? 2 : 1;
    item.name = parameter(m->a, where, "filename");
    if (item.name.len == 0)
        item.name = parameter(m->a, vg_mime_value(&item, "content-type"), "name");
    item.is_inline = !attached && vg_mime_value(&item, "content-id").len > 0;
    item.what = is_text && !attached && (item.name.len == 0 || item.depth == 0)
                    ? VG_MIME_TEXT
                    : VG_MIME_ATTACHMENT;
    (void)add_item(m, item);
}

/* A mail within the mail. One that is encoded, which the standard forbids and mailers do all the
 * same, is taken for an attachment: only its own bytes have parts to point to. */
static int is_message(const struct vg_mime_item *item)
{
    return begins(item->media, "message/rfc822") || begins(item->media, "message/global");
}

/* A part whose headers are read. */
static void read_body(struct vg_mime *m, struct vg_mime_item item, const char *otherwise)
{
    int depth = item.depth;
    struct vg_str behind;

    item.media = media_of(m->a, vg_mime_value(&item, "content-type"), otherwise);
    if (begins(item.media, "multipart/") || is_message(&item)) {
        if (depth >= VG_MAX_MIME_DEPTH) {
            vg_text_damage(m->t, m->a, VG_NOTE_NESTING_EXCEEDED,
                           (uint64_t)(item.body.p - m->bytes.p),
                           vg_print(m->a, "parts within parts deeper than %d; not taken apart",
                                    VG_MAX_MIME_DEPTH));
            add_leaf(m, item);
            return;
        }
    }
    if (begins(item.media, "multipart/encrypted"))
        vg_text_damage(m->t, m->a, VG_NOTE_ENCODING_UNSUPPORTED,
                       (uint64_t)(item.body.p - m->bytes.p),
                       "the mail is encrypted; its text cannot be read here");
    if (begins(item.media, "multipart/alternative")) {
        (void)add_item(m, (struct vg_mime_item){.what = VG_MIME_CHOICE, .depth = depth});
        behind = read_multipart(m, &item, depth);
        (void)add_item(m, (struct vg_mime_item){.what = VG_MIME_CHOSEN, .depth = depth});
        add_behind(m, behind, depth);
    } else if (begins(item.media, "multipart/")) {
        add_behind(m, read_multipart(m, &item, depth), depth);
    } else if (is_message(&item) && !is_encoded(&item)) {
        read_mail(m, item.body, depth + 1);
    } else {
        add_leaf(m, item);
    }
}

static void read_part(struct vg_mime *m, struct vg_str s, const char *otherwise, int depth)
{
    struct vg_mime_item item = {.depth = depth};
    size_t at;

    if (m->count > VG_MAX_MIME_PARTS)
        return;
    at = read_headers(m, s, &item);

    item.body = (struct vg_str){s.p + at, s.len - at};
    read_body(m, item, otherwise);
}

/* A whole mail: its headers are an item of their own. */
static void read_mail(struct vg_mime *m, struct vg_str s, int depth)
{
    struct vg_mime_item item = {.what = VG_MIME_MAIL, .depth = depth};
    size_t at;

    if (m->count > VG_MAX_MIME_PARTS)
        return;
    at = read_headers(m, s, &item);

    item.body = (struct vg_str){s.p + at, s.len - at};
    (void)add_item(m, item);
    read_body(m, item, "text/plain");
}

/* In an mbox a mail begins with a "From " line at the start or after an empty line, and a
 * header behind it. */
static void read_mbox(struct vg_mime *m, struct vg_str s)
{
    size_t at = 0, start = 0;
    int blank = 1, open = 0;

    while (at < s.len) {
        size_t end = past_line(s, at);

        if (blank && is_from_line(s, at, end) && name_len(s, end) > 0) {
            if (open) {
                m->mails++;
                read_mail(m, (struct vg_str){s.p + start, at - start}, 0);
            }
            open = 1;
            start = end;
        }
        blank = is_empty_line(s, at, end);
        at = end;
    }
    m->mails++;
    read_mail(m, (struct vg_str){s.p + start, s.len - start}, 0);
}

void vg_mime_read(struct vg_str bytes, int is_mbox, struct vg_arena *a, struct vg_text *t,
                  struct vg_mime *out)
{
    size_t bom = vg_bom_len(bytes.p, bytes.len);

    *out = (struct vg_mime){.bytes = bytes, .t = t, .a = a};
    if (bom > 0)
        vg_text_odd(t, a, VG_NOTE_BOM, 0, "a byte order mark stands in front");
    bytes = (struct vg_str){bytes.p + bom, bytes.len - bom};
    if (is_mbox) {
        read_mbox(out, bytes);
        return;
    }
    out->mails = 1;
    read_mail(out, bytes, 0);
}
