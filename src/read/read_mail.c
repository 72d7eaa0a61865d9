/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A mail, or a box of them, as text: the subject is a heading, the header lines that a
 * person reads are captions, those that only machines write are hidden, then the body.
 *
 * Of alternatives the HTML form is shown, for that is what its readers saw, and its tables
 * and headings are there; unless it is a stub with less than four fifths of the letters of
 * the plain form. What another form says and the shown one does not (a trick as old as the
 * format, and carelessness) is kept as hidden blocks.
 */
#include "read/mail.h"

#include <string.h>

#include "base/limits.h"
#include "read/charset.h"
#include "read/mail_forms.h"
#include "read/map.h"
#include "read/mime.h"
#include "read/readers.h"

enum {
    CHARSET_SHOWN = 64,
};

struct mail {
    struct vg_draft d;
    struct vg_mime m;
    struct vg_arena *a;
    struct vg_text *t;
    int is_page;     /* a web page kept as mail (MHTML) */
    size_t room;     /* bytes of bodies that are read still: of one, or of the forms of one */
    int has_charset; /* that of the first text was taken for the whole */
};

/* -- headers
 * ------------------------------------------------------------------------------------------ */

enum shown { SHOWN_NOT, SHOWN_HIDDEN, SHOWN_CAPTION, SHOWN_SUBJECT };

static enum shown how_shown(struct vg_str name)
{
    static const struct {
        const char *name;
        enum shown how;
    } rows[] = {
        {"subject", SHOWN_SUBJECT},      {"from", SHOWN_CAPTION},
        {"sender", SHOWN_CAPTION},       {"to", SHOWN_CAPTION},
        {"cc", SHOWN_CAPTION},           {"bcc", SHOWN_CAPTION},
        {"reply-to", SHOWN_CAPTION},     {"date", SHOWN_CAPTION},
        {"organization", SHOWN_CAPTION}, {"newsgroups", SHOWN_CAPTION},
        {"resent-from", SHOWN_CAPTION},  {"resent-to", SHOWN_CAPTION},
        {"resent-date", SHOWN_CAPTION},  {"snapshot-content-location", SHOWN_CAPTION},
        {"received", SHOWN_HIDDEN},      {"return-path", SHOWN_HIDDEN},
        {"message-id", SHOWN_HIDDEN},    {"in-reply-to", SHOWN_HIDDEN},
        {"references", SHOWN_HIDDEN},    {"x-originating-ip", SHOWN_HIDDEN},
        {"x-mailer", SHOWN_HIDDEN},      {"user-agent", SHOWN_HIDDEN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (name.len == strlen(rows[i].name) && strncasecmp(name.p, rows[i].name, name.len) == 0)
            return rows[i].how;
    return SHOWN_NOT;
}

static void put_header(struct mail *r, const struct vg_mime_header *h)
{
    enum shown how = how_shown(h->name);

    if (how == SHOWN_NOT || h->value.len == 0)
        return;
    if (how == SHOWN_SUBJECT) {
        vg_draft_block(&r->d, '\n', VG_BLOCK_HEADING, 1, 1);
    } else {
        vg_draft_block(&r->d, '\n', how == SHOWN_CAPTION ? VG_BLOCK_CAPTION : VG_BLOCK_HIDDEN, 0,
                       0);
        vg_draft_words(&r->d, h->name.p, h->name.len + 1, (size_t)(h->name.p - r->m.bytes.p));
        vg_draft_space(&r->d, (size_t)(h->value.p - r->m.bytes.p), 0);
    }
    vg_mime_words(h->value, r->m.bytes.p, &r->d);
}

static void add_field(struct mail *r, const struct vg_mime_item *item, enum vg_field_name name,
                      const char *header)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_str raw = vg_mime_value(item, header);

    if (raw.len > 0)
        vg_text_add_field(r->t, r->a, name, VG_FROM_HEADER, vg_mime_plain(raw, &scratch));
}

/* A page that a browser has kept in this form: it says so, or it was sent to nobody and its parts
 * have addresses on the web. */
static int is_kept_page(const struct vg_mime_item *item)
{
    if (vg_mime_value(item, "snapshot-content-location").len > 0)
        return 1;
    return vg_mime_value(item, "to").len == 0 && vg_mime_value(item, "received").len == 0 &&
           vg_mime_value(item, "message-id").len == 0 &&
           memmem(item->body.p, item->body.len < 4096 ? item->body.len : 4096,
                  "Content-Location: http", 22) != NULL;
}

/* The number at *at behind spaces; how many digits it has, 0 for none. */
static size_t number_at(struct vg_str s, size_t *at, unsigned *n)
{
    size_t from;

    while (*at < s.len && (s.p[*at] == ' ' || s.p[*at] == '\t'))
        (*at)++;
    *n = 0;
    for (from = *at; *at < s.len && *at - from < 5 && s.p[*at] >= '0' && s.p[*at] <= '9'; (*at)++)
        *n = *n * 10 + (unsigned)(s.p[*at] - '0');
    return *at - from;
}

/* The month whose three letters stand at *at behind spaces; 0 for none. */
static unsigned month_at(struct vg_str s, size_t *at)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    while (*at < s.len && s.p[*at] == ' ')
        (*at)++;
    for (unsigned i = 0; i < 12 && *at + 3 <= s.len; i++)
        if (strncasecmp(months + 3 * (size_t)i, s.p + *at, 3) == 0) {
            *at += 3;
            return i + 1;
        }
    return 0;
}

/* "4 Mar 19" is of 2019: years of two and three digits (RFC 5322, 4.3), as an ISO date. Any other
 * date as it is. */
static struct vg_str whole_year(struct mail *r, struct vg_str date)
{
    const char *comma = date.len == 0 ? NULL : memchr(date.p, ',', date.len);
    size_t at = comma == NULL ? 0 : (size_t)(comma + 1 - date.p), digits;
    unsigned day, month, year;

    if (number_at(date, &at, &day) == 0 || day < 1 || day > 31)
        return date;
    month = month_at(date, &at);
    digits = month == 0 ? 0 : number_at(date, &at, &year);
    if (digits != 2 && digits != 3)
        return date;
    year += digits == 3 || year >= 50 ? 1900 : 2000;
    return vg_str(vg_print(r->a, "%04u-%02u-%02u", year, month, day));
}

/* What one mail says of itself; a box of many has no one date and no one author. */
static void add_fields(struct mail *r, const struct vg_mime_item *item)
{
    if (r->m.mails > 1 || item->depth > 0)
        return;
    r->is_page = is_kept_page(item);
    add_field(r, item, VG_FIELD_TITLE, "subject");
    if (!r->is_page) {
        add_field(r, item, VG_FIELD_AUTHOR, "from");
        vg_text_add_date(r->t, r->a, VG_FROM_HEADER, whole_year(r, vg_mime_value(item, "date")));
    }
    add_field(r, item, VG_FIELD_TO, "to");
    add_field(r, item, VG_FIELD_ID, "message-id");
    add_field(r, item, VG_FIELD_PUBLISHER, "organization");
    add_field(r, item, VG_FIELD_LANG, "content-language");
    add_field(r, item, VG_FIELD_CANONICAL, "snapshot-content-location");
    add_field(r, item, VG_FIELD_CANONICAL, "archived-at");
}

static void put_mail(struct mail *r, const struct vg_mime_item *item)
{
    add_fields(r, item);
    for (size_t i = 0; i < item->header_count; i++)
        put_header(r, &item->headers[i]);
}

/* -- bodies
 * ---------------------------------------------------------------------------------------------- */

static void note_decoding(struct mail *r, const struct vg_mime_item *item,
                          const struct vg_mime_bytes *b)
{
    uint64_t at = (uint64_t)(item->body.p - r->m.bytes.p);

    if (b->bad > 0)
        vg_text_damage(r->t, r->a, VG_NOTE_MIME_BAD, at,
                       vg_print(r->a,
                                "%llu characters are none of the encoding that is stated; what "
                                "decoded is kept",
                                (unsigned long long)b->bad));
    if (b->behind.len > 0)
        vg_text_damage(r->t, r->a, VG_NOTE_MIME_BAD, (uint64_t)(b->behind.p - r->m.bytes.p),
                       "behind the end of what is encoded stands clear text; read as it is");
    if (b->unknown)
        vg_text_damage(r->t, r->a, VG_NOTE_ENCODING_UNSUPPORTED, at,
                       "the encoding of this part is not known here; shown as it stands");
}

/* The one charset of mails that browsers have given up, and we with them. */
static int is_utf7(struct vg_str label)
{
    static const char *const labels[] = {"utf-7", "unicode-1-1-utf-7", "csunicode11utf7"};

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (label.len == strlen(labels[i]) && strncasecmp(label.p, labels[i], label.len) == 0)
            return 1;
    return 0;
}

/* The charset of the first text stands for the whole. */
static void take_charset(struct mail *r, const struct vg_mime_item *item,
                         const struct vg_charset_choice *choice)
{
    const char *said = item->charset.len > 0 ? vg_charset_name(item->charset) : NULL;
    size_t n = item->charset.len < CHARSET_SHOWN ? item->charset.len : CHARSET_SHOWN;

    if (is_utf7(item->charset))
        vg_text_damage(r->t, r->a, VG_NOTE_ENCODING_UNSUPPORTED,
                       (uint64_t)(item->body.p - r->m.bytes.p),
                       "UTF-7 is not read here; shown as it stands");
    if (choice->rule != VG_CHARSET_ASCII && said != NULL && strcmp(said, choice->name) != 0)
        vg_text_odd(r->t, r->a, VG_NOTE_CHARSET_CONTRADICTION,
                    (uint64_t)(item->body.p - r->m.bytes.p),
                    vg_print(r->a, "declared as %s, the bytes are %s", said, choice->name));
    if (r->has_charset)
        return;
    r->has_charset = 1;
    r->t->charset = vg_str(choice->name);
    r->t->charset_rule = choice->rule;
    r->t->declared = vg_str_copy(r->a, (struct vg_str){item->charset.p, n});
}

/* -- flowed text (RFC 3676): a space before a line end says that the line goes on
 * ------------------- */

struct flow {
    struct vg_str s;
    struct vg_buf out;
    struct vg_run *runs; /* of `out`, to `s` */
    size_t count, room;
    struct vg_arena *a;
};

static void keep(struct flow *f, size_t from, size_t end)
{
    struct vg_run r = {.text = (uint32_t)f->out.len,
                       .text_len = (uint32_t)(end - from),
                       .source = (uint32_t)from,
                       .source_len = (uint32_t)(end - from),
                       .kind = VG_RUN_COPIED,
                       .text_unit = 1,
                       .source_unit = 1};

    if (end == from)
        return;
    vg_put(&f->out, f->s.p + from, end - from);
    f->runs = vg_grow(f->a, f->runs, f->count, &f->room);
    f->runs[f->count++] = r;
}

static size_t quote_depth(struct vg_str s, size_t at)
{
    size_t n = 0;

    while (at + n < s.len && s.p[at + n] == '>')
        n++;
    return n;
}

/* Lines put together again: soft breaks go, with the marks of quotation and the space that was
 * stuffed in front of the line behind them. */
static void unfold(struct flow *f, int spaces_go)
{
    size_t at = 0;
    int soft = 0;

    while (at < f->s.len) {
        const char *hit = memchr(f->s.p + at, '\n', f->s.len - at);
        size_t past = hit == NULL ? f->s.len : (size_t)(hit - f->s.p) + 1, end = past;
        size_t quotes = quote_depth(f->s, at), from = soft ? at + quotes : at;

        while (end > at && (f->s.p[end - 1] == '\n' || f->s.p[end - 1] == '\r'))
            end--;
        if (soft && from < end && f->s.p[from] == ' ')
            from++;
        /* "-- " parts the signature and is no soft break. */
        soft = end > from && f->s.p[end - 1] == ' ' &&
               !(end - at - quotes >= 3 && end - at - quotes <= 4 &&
                 memcmp(f->s.p + end - 3, "-- ", 3) == 0) &&
               past < f->s.len && quote_depth(f->s, past) == quotes;
        keep(f, from, soft ? end - (size_t)(spaces_go != 0) : past);
        at = past;
    }
}

/* A flowed text as it was before it was folded, read; its runs lead to the folded one. */
static void read_flowed(struct vg_str utf8, int spaces_go, struct vg_arena *a, struct vg_text *part)
{
    struct flow f = {.s = utf8, .out = {.max = (size_t)VG_MAX_TEXT}, .a = a};

    unfold(&f, spaces_go);
    vg_read_plain(vg_buf_str(&f.out), a, part);
    vg_map_lay(part, f.runs, f.count, 0, a);
    vg_buf_end(&f.out);
}

/* The body, up to the line with which it becomes longer than what is read. */
static struct vg_mime_item cut_body(struct mail *r, const struct vg_mime_item *item)
{
    struct vg_mime_item cut = *item;
    const char *end;

    if (item->body.len > r->room) {
        end = r->room == 0 ? NULL : memrchr(item->body.p, '\n', r->room);
        cut.body.len = end == NULL ? r->room : (size_t)(end + 1 - item->body.p);
        vg_text_damage(r->t, r->a, VG_NOTE_SIZE_EXCEEDED,
                       (uint64_t)(item->body.p - r->m.bytes.p) + cut.body.len,
                       vg_print(r->a,
                                "cut: a body of %zu bytes, of which %zu are read; a body and its "
                                "other forms may have %lld together; the rest is preserved",
                                item->body.len, cut.body.len, (long long)VG_MAX_MAIL_TEXT));
    }
    r->room -= cut.body.len;
    return cut;
}

/* Where base64 is broken, characters are: they are no witnesses against what was declared. */
static struct vg_charset_choice choose_charset(const struct vg_mime_item *item,
                                               const struct vg_mime_bytes *b, int is_html)
{
    const char *said = item->charset.len > 0 ? vg_charset_name(item->charset) : NULL;

    if (b->bad > 0 && said != NULL &&
        vg_str_begins(vg_mime_value(item, "content-transfer-encoding"), "b"))
        return (struct vg_charset_choice){.name = said, .rule = VG_CHARSET_META};
    return vg_charset_choose(b->bytes.p, b->bytes.len, item->charset,
                             is_html ? vg_charset_declared(b->bytes.p, b->bytes.len)
                                     : (struct vg_str){"", 0});
}

/* Read one body as a text whose runs lead to the source. What stands behind its end is left to the
 * caller: *behind. */
static void read_body(struct mail *r, const struct vg_mime_item *whole, struct vg_arena *a,
                      struct vg_text *part, struct vg_str *behind)
{
    const struct vg_mime_item cut = cut_body(r, whole), *item = &cut;
    int is_html = vg_str_is(item->media, "text/html") || vg_str_is(item->media, "text/x-amp-html");
    struct vg_charset_choice choice;
    VG_SCOPED_ARENA scratch = {0};
    VG_SCOPED_MIME_BYTES b = {0};
    struct vg_converted c;

    vg_mime_decode(&r->m, item, &scratch, &b);
    note_decoding(r, item, &b);
    *behind = b.behind;
    if (b.bytes.len == 0)
        return;
    choice = choose_charset(item, &b, is_html);
    take_charset(r, item, &choice);
    vg_charset_convert(b.bytes.p, b.bytes.len, &choice, &scratch, &c);
    if (is_html)
        vg_read_html(c.utf8, vg_mime_plain(vg_mime_value(item, "content-location"), a), a, part);
    else if (item->flowed)
        read_flowed(c.utf8, item->flowed == 2, a, part);
    else
        vg_read_plain(c.utf8, a, part);
    part->replaced += c.replaced;
    vg_map_lay(part, c.runs, c.run_count, c.run_count == 0 ? choice.skip : 0, a);
    vg_map_lay(part, b.runs, b.run_count,
               b.run_count == 0 ? (size_t)(item->body.p - r->m.bytes.p) : 0, a);
}

/* Clear text behind the end of an encoded body. */
static void read_behind(struct mail *r, struct vg_str s, struct vg_arena *a, struct vg_text *part)
{
    struct vg_charset_choice choice =
        vg_charset_choose(s.p, s.len, (struct vg_str){"", 0}, (struct vg_str){"", 0});
    VG_SCOPED_ARENA scratch = {0};
    struct vg_converted c;

    vg_charset_convert(s.p, s.len, &choice, &scratch, &c);
    vg_read_plain(c.utf8, a, part);
    part->replaced += c.replaced;
    vg_map_lay(part, c.runs, c.run_count, c.run_count == 0 ? choice.skip : 0, a);
    vg_map_lay(part, NULL, 0, (size_t)(s.p - r->m.bytes.p), a);
}

/* A page that was kept as mail says of itself what it said as a page. */
static void take_page_fields(struct mail *r, const struct vg_text *part)
{
    for (size_t i = 0; i < part->field_count; i++)
        vg_text_add_field(r->t, r->a, part->fields[i].name, part->fields[i].from,
                          part->fields[i].value);
}

/* Words that no mail program shows. */
static void hide(struct vg_text *part)
{
    for (size_t i = 0; i < part->block_count; i++)
        part->blocks[i].class = VG_BLOCK_HIDDEN;
    part->main_count = 0;
}

/* A body, with what stands behind it, into a draft. The part is in the arena. */
static void take_body(struct mail *r, const struct vg_mime_item *item, struct vg_arena *a,
                      struct vg_draft *d)
{
    struct vg_text part = {0}, tail = {0};
    struct vg_str behind;

    read_body(r, item, a, &part, &behind);
    if (r->is_page)
        take_page_fields(r, &part);
    if (item->is_behind)
        hide(&part);
    vg_draft_take(d, &part, r->is_page ? VG_DRAFT_AS_THERE : VG_DRAFT_AS_MAIN);
    if (behind.len == 0)
        return;
    read_behind(r, behind, a, &tail);
    vg_draft_take(d, &tail, VG_DRAFT_AS_MAIN);
}

static void put_body(struct mail *r, const struct vg_mime_item *item)
{
    VG_SCOPED_ARENA scratch = {0};

    r->room = (size_t)VG_MAX_MAIL_TEXT;
    take_body(r, item, &scratch, &r->d);
}

static void put_attachment(struct mail *r, const struct vg_mime_item *item)
{
    static const char *const headers[] = {"content-disposition", "content-type"};

    if (item->name.len == 0 || item->is_inline)
        return;
    for (size_t i = 0; i < 2; i++) {
        struct vg_str raw = vg_mime_value(item, headers[i]);

        if (memmem(raw.p, raw.len, "name", 4) == NULL)
            continue;
        vg_draft_block(&r->d, '\n', VG_BLOCK_OTHER, 0, 0);
        vg_draft_put(&r->d, item->name.p, item->name.len, (size_t)(raw.p - r->m.bytes.p), raw.len);
        return;
    }
}

/* -- alternatives
 * ------------------------------------------------------------------------------------- */

/* The forms that a choice has, each put together from its pieces. */
enum form { FORM_PLAIN, FORM_HTML, FORM_OTHER, FORMS };

static enum form form_of(const struct vg_mime_item *item)
{
    return item->is_behind                        ? FORM_OTHER
           : vg_str_is(item->media, "text/html")  ? FORM_HTML
           : vg_str_is(item->media, "text/plain") ? FORM_PLAIN
                                                  : FORM_OTHER;
}

/* The bodies of the choice that begins at item `at`; its end. */
static size_t gather(struct mail *r, size_t at, struct vg_draft *drafts)
{
    const struct vg_mime *m = &r->m;
    int depth = m->items[at].depth;
    size_t end = at + 1;

    for (; end < m->count; end++) {
        const struct vg_mime_item *item = &m->items[end];

        if (item->what == VG_MIME_CHOSEN && item->depth == depth)
            break;
        if (item->what != VG_MIME_TEXT)
            continue;
        take_body(r, item, drafts[0].a, &drafts[form_of(item)]);
    }
    for (size_t i = 0; i < FORMS; i++)
        vg_draft_end(&drafts[i]);
    return end;
}

/* HTML, unless it is a stub; what only some programs show where there is nothing else. */
static enum form shown_form(const struct vg_text *forms)
{
    size_t plain = vg_mail_letters(forms[FORM_PLAIN].text);
    size_t html = vg_mail_letters(forms[FORM_HTML].text);

    if (plain == 0 && html == 0)
        return FORM_OTHER;
    return html * 5 >= plain * 4 && html > 0 ? FORM_HTML : FORM_PLAIN;
}

/* Texts in the order of the source, so that the map ascends. */
static void take_in_order(struct mail *r, struct vg_text *forms)
{
    for (size_t n = 0; n < FORMS; n++) {
        struct vg_text *first = NULL;

        for (size_t i = 0; i < FORMS; i++)
            if (forms[i].run_count > 0 &&
                (first == NULL || forms[i].runs[0].source < first->runs[0].source))
                first = &forms[i];
        if (first == NULL)
            return;
        vg_draft_take(&r->d, first, VG_DRAFT_AS_MAIN);
        first->run_count = 0;
    }
}

/* The choice that begins at item `at`; past its end. Items in it that are no texts (images beside
 * the HTML) are passed on. */
static size_t put_choice(struct mail *r, size_t at)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_text forms[FORMS] = {0};
    struct vg_draft drafts[FORMS];
    enum form shown;
    size_t end;

    for (size_t i = 0; i < FORMS; i++)
        drafts[i] = (struct vg_draft){.a = &scratch, .t = &forms[i]};
    r->room = (size_t)VG_MAX_MAIL_TEXT;
    end = gather(r, at, drafts);
    shown = shown_form(forms);
    for (size_t i = 0; i < FORMS; i++) {
        struct vg_text rest;

        if (i == shown || forms[i].text.len == 0)
            continue;
        vg_mail_form_rest(&forms[i], &forms[shown], &scratch, &rest);
        forms[i] = rest;
    }
    take_in_order(r, forms);
    for (size_t i = at + 1; i < end; i++)
        if (r->m.items[i].what == VG_MIME_ATTACHMENT)
            put_attachment(r, &r->m.items[i]);
    return end;
}

/* -- all of it
 * ---------------------------------------------------------------------------------------- */

void vg_read_mail(struct vg_str bytes, int is_mbox, struct vg_arena *a, struct vg_text *t)
{
    struct mail r = {.d = {.a = a, .t = t}, .a = a, .t = t};

    t->charset = vg_str("utf-8");
    t->charset_rule = VG_CHARSET_ASCII;
    vg_mime_read(bytes, is_mbox, a, t, &r.m);
    for (size_t i = 0; i < r.m.count; i++) {
        const struct vg_mime_item *item = &r.m.items[i];

        switch (item->what) {
        case VG_MIME_MAIL:
            put_mail(&r, item);
            break;
        case VG_MIME_TEXT:
            put_body(&r, item);
            break;
        case VG_MIME_ATTACHMENT:
            put_attachment(&r, item);
            break;
        case VG_MIME_CHOICE:
            i = put_choice(&r, i);
            break;
        case VG_MIME_CHOSEN:
            break;
        }
    }
    vg_draft_end(&r.d);
    t->media = vg_str(is_mbox ? "application/mbox" : "message/rfc822");
    t->reader = vg_str(VG_READER_MAIL);
}

int vg_mail_parts(const struct vg_read_input *in, struct vg_arena *a, struct vg_mail_part **out,
                  size_t *count, struct vg_err *err)
{
    VG_SCOPED_ARENA scratch = {0};
    enum vg_kind kind = vg_kind_of_bytes(in).kind;
    struct vg_text unused = {0};
    struct vg_mail_part *list = NULL;
    struct vg_mime m;
    size_t n = 0, room = 0;

    if (in->len > (size_t)VG_MAX_DOCUMENT)
        return vg_fail(err, VG_E_LIMIT, "%zu bytes; one document may have %lld", in->len,
                       (long long)VG_MAX_DOCUMENT);
    if (kind != VG_KIND_MAIL && kind != VG_KIND_MBOX)
        return vg_fail(err, VG_E_FORMAT,
                       "no mail: neither its content nor its name says that it is one");
    vg_mime_read((struct vg_str){in->bytes, in->len}, kind == VG_KIND_MBOX, &scratch, &unused, &m);
    for (size_t i = 0; i < m.count; i++) {
        const struct vg_mime_item *item = &m.items[i];
        size_t at = (size_t)(item->body.p - in->bytes);
        VG_SCOPED_ARENA work = {0};
        VG_SCOPED_MIME_BYTES b = {0};

        if (item->what != VG_MIME_ATTACHMENT)
            continue;
        vg_mime_decode(&m, item, &work, &b);
        list = vg_grow(a, list, n, &room);
        list[n++] = (struct vg_mail_part){
            .mail = item->mail,
            .name = vg_str_copy(a, item->name),
            .media = vg_str_copy(a, item->media),
            .source = {(uint32_t)at, (uint32_t)(at + item->body.len)},
            .bytes =
                b.run_count == 0 && b.bytes.p == item->body.p ? b.bytes : vg_str_copy(a, b.bytes),
            .is_inline = item->is_inline,
            .damaged = b.bad > 0 || b.unknown || b.behind.len > 0,
        };
    }
    *out = list;
    *count = n;
    return VG_OK;
}
