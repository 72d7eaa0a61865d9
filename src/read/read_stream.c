/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The child's side. A message is one letter ('r' a record, 'e' the end), a header
 * in JSON with its length in front, the body with its length in front, and the
 * text as vg_text_write() has it.
 */
#include "read/read_stream.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "read/mail.h"
#include "read/pdf.h"
#include "read/read.h"
#include "unpack/find.h"

struct streaming {
    const struct vg_read_hints *hints;
    const struct vg_box_sink *sink;
    struct vg_buf head, message;
    struct vg_map map;
    uint64_t damage, odd; /* of texts, and of what is not in the archive itself */
    uint64_t next;        /* number of the record that is told next */
    int opens;            /* it is an archive that is opened: its records have its text */
    struct vg_arena memory;
    struct shift {             /* records that were put in among those of the archive: */
        uint64_t behind, more; /* behind its own number `behind` all stand `more` later */
    } * shifts;
    size_t shift_count, shift_room;
    struct vg_read_note *inside; /* of archives that hang on mails, what belongs to no record */
    size_t inside_count, inside_room;
};

/* -- what is worth reading ----------------------------------------------------------------- */
static struct vg_str without_query(struct vg_str url)
{
    for (size_t i = 0; i < url.len; i++)
        if (url.p[i] == '?' || url.p[i] == '#')
            return (struct vg_str){url.p, i};
    return url;
}

int vg_read_holds_text(enum vg_piece_type type, struct vg_str media, struct vg_str url)
{
    static const char *const passed[] = {"image/",
                                         "video/",
                                         "audio/",
                                         "font/",
                                         "text/css",
                                         "text/javascript",
                                         "application/javascript",
                                         "application/x-javascript",
                                         "application/ecmascript",
                                         "application/font",
                                         "application/x-font",
                                         "application/wasm",
                                         "application/warc-fields",
                                         "text/dns"};
    static const char *const names[] = {".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf"};

    if (type != VG_PIECE_RESPONSE && type != VG_PIECE_RESOURCE && type != VG_PIECE_CONVERSION &&
        type != VG_PIECE_DOCUMENT)
        return 0;
    if (type == VG_PIECE_DOCUMENT)
        return 1;
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
        if (vg_str_begins(media, passed[i]))
            return 0;
    if (vg_str_begins(media, "text/html") || vg_str_begins(media, "application/xhtml"))
        return 1;
    url = without_query(url);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (vg_str_ends(url, names[i]))
            return 0;
    return 1;
}

/* -- the header ------------------------------------------------------------------------------ */
static void put_given(struct vg_json *j, const char *key, struct vg_str s)
{
    if (s.len > 0)
        vg_json_ks(j, key, s);
}

static void put_notes(struct vg_json *j, const char *key, const struct vg_read_note *list, size_t n)
{
    if (n == 0)
        return;
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++) {
        vg_json_object(j);
        vg_json_ki(j, "kind", (int64_t)list[i].kind);
        vg_json_ku(j, "offset", list[i].offset);
        vg_json_ku(j, "length", list[i].length);
        vg_json_ks(j, "text", list[i].text);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void put_place(struct vg_json *j, const struct vg_piece *p)
{
    if (p->record != VG_RECORD_UNKNOWN)
        vg_json_ku(j, "record", p->record);
    vg_json_ku(j, "offset", p->offset);
    vg_json_ku(j, "length", p->length);
    if (p->has_inner)
        vg_json_ku(j, "inner", p->inner);
    put_given(j, "member", p->member);
    vg_json_ki(j, "type", (int64_t)p->type);
}

/* A pure function of the piece. */
static void put_head(struct vg_buf *b, const struct vg_piece *p, const char *kind,
                     const char *unread)
{
    struct vg_json j = {.out = b};

    vg_json_object(&j);
    put_place(&j, p);
    vg_json_ki(&j, "status", p->status);
    vg_json_ki(&j, "original", p->original);
    put_given(&j, "url", p->url);
    put_given(&j, "media", p->media);
    put_given(&j, "at", p->at);
    put_given(&j, "ip", p->ip);
    put_given(&j, "id", p->id);
    put_given(&j, "tool", p->tool);
    put_given(&j, "digest", p->digest);
    put_given(&j, "profile", p->profile);
    put_given(&j, "refers_id", p->refers_id);
    put_given(&j, "refers_url", p->refers_url);
    put_given(&j, "refers_at", p->refers_at);
    if (kind != NULL)
        vg_json_kt(&j, "kind", kind);
    if (unread != NULL)
        vg_json_kt(&j, "unread", unread);
    put_notes(&j, "damage", p->damage, p->damage_count);
    put_notes(&j, "odd", p->odd, p->odd_count);
    vg_json_ku(&j, "damage_total", p->damage_total);
    vg_json_ku(&j, "odd_total", p->odd_total);
    vg_json_end(&j);
}

/* -- messages ---------------------------------------------------------------------------------- */
static int send(struct streaming *s, struct vg_err *err)
{
    if (s->message.full)
        return vg_fail(err, VG_E_LIMIT,
                       "what is told of one record is larger than a message may be");
    return s->sink->put(s->sink->w, vg_buf_str(&s->message), err);
}

static struct vg_read_input input_of(const struct streaming *s, const struct vg_piece *p)
{
    struct vg_read_input in = {
        .bytes = p->body.p, .len = p->body.len, .media = p->media, .name = p->url};

    if (p->type == VG_PIECE_DOCUMENT && p->member.len == 0) {
        in.media = vg_str(s->hints->media);
        in.name = vg_str(s->hints->name);
    } else if (p->type == VG_PIECE_DOCUMENT) { /* a mail says of what kind its attachments are */
        in.name = p->member;
    }
    return in;
}

/* A PDF within the input, or packed alone, to be read outside; the input itself is there already.
 */
static int is_for_outside(const struct streaming *s, const struct vg_piece *p)
{
    int is_whole = (const unsigned char *)p->body.p == s->map.p;

    return (s->hints->want & VG_WANT_PDF) != 0 && !is_whole && vg_is_pdf(p->body.p, p->body.len);
}

static int tell_piece(struct streaming *s, const struct vg_piece *p, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = input_of(s, p);
    struct vg_err why = {0};
    struct vg_text text;
    int is_spoiled = s->hints->spoiled >= 0 && p->record == (uint64_t)s->hints->spoiled;
    int holds = !is_spoiled && p->body.len > 0 && vg_read_holds_text(p->type, in.media, in.name);
    const char *kind = holds ? vg_read_kind(&in) : NULL;
    int has_text = holds && (s->hints->want & VG_WANT_TEXT) != 0 && !s->opens &&
                   vg_read(&in, &a, &text, &why) == VG_OK;
    int has_body = holds && ((s->hints->want & VG_WANT_BODY) != 0 || is_for_outside(s, p));

    vg_buf_clear(&s->head);
    if (s->opens && why.text[0] == '\0')
        (void)snprintf(why.text, sizeof why.text, "an archive; what is in it follows");
    put_head(&s->head, p, kind, holds && !has_text && why.text[0] != '\0' ? why.text : NULL);
    vg_buf_clear(&s->message);
    vg_putc(&s->message, 'r');
    vg_put_u32be(&s->message, (uint32_t)s->head.len);
    vg_put(&s->message, s->head.p, s->head.len);
    if ((s->hints->want & VG_WANT_BODY) == 0 && p->body.len > s->message.max - s->message.len - 4)
        has_body = 0;
    vg_put_u32be(&s->message, has_body ? (uint32_t)p->body.len : 0);
    if (has_body)
        vg_put_str(&s->message, p->body);
    if (has_text) {
        vg_text_fit(&text, s->message.max - s->message.len, &a);
        vg_text_write(&text, &s->message);
        s->damage += text.damage_count;
        s->odd += text.odd_count;
    }
    return send(s, err);
}

/* -- what is inside --------------------------------------------------------------------------- */

/* A record that stands within another one: what is its own to say of it is counted here, for the
 * sum of the archive does not know it. */
static void add_damage(struct streaming *s, struct vg_piece *p, enum vg_note_kind kind,
                       const char *text, struct vg_arena *a)
{
    struct vg_read_note *list = VG_NEW_ARRAY(a, struct vg_read_note, p->damage_count + 1);

    if (p->damage_count > 0)
        memcpy(list, p->damage, p->damage_count * sizeof *list);
    p->damage = list;
    if (p->damage_count < VG_MAX_DAMAGE)
        list[p->damage_count++] =
            (struct vg_read_note){kind, p->offset, p->length, vg_str(vg_copyz(a, text))};
    p->damage_total++;
    s->damage++;
}

static int is_mail(const struct streaming *s, const struct vg_piece *p)
{
    struct vg_read_input in = input_of(s, p);
    const char *kind;

    if (p->type != VG_PIECE_DOCUMENT || p->body.len == 0)
        return 0;
    kind = vg_read_kind(&in);
    return strcmp(kind, "mail") == 0 || strcmp(kind, "mbox") == 0;
}

static int is_office(const char *kind)
{
    static const char *const kinds[] = {"docx", "xlsx", "pptx", "odt", "ods", "odp", "epub"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i]) == 0)
            return 1;
    return 0;
}

/* An archive, or a document that is packed by itself, by its first bytes; no office document. */
static int is_packed(const struct streaming *s, const struct vg_piece *p)
{
    static const struct {
        const char *bytes;
        size_t n;
    } magics[] = {
        {"PK\3\4", 4}, {"PK\5\6", 4}, {"\x1f\x8b\x08", 3}, {"\x28\xb5\x2f\xfd", 4}, {"WARC/", 5}};
    struct vg_read_input in = input_of(s, p);
    int begins = 0;

    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        begins |=
            p->body.len >= magics[i].n && memcmp(p->body.p, magics[i].bytes, magics[i].n) == 0;
    return begins && p->type == VG_PIECE_DOCUMENT && !is_office(vg_read_kind(&in));
}

static int tell_inside(struct streaming *s, struct vg_piece *p, int depth, struct vg_arena *a,
                       struct vg_err *err);

/* "z.zip!/a.txt", as archives within archives are named; a member without name is called by what
 * it is packed in. */
static struct vg_str inner_name(const struct vg_piece *outer, const struct vg_piece *p,
                                struct vg_arena *a)
{
    struct vg_str name = p->member, o = outer->member;

    if (o.len == 0) /* the input itself, which has no name here */
        return name;
    if (name.len == 0) {
        const char *slash = memrchr(o.p, '/', o.len);

        name = slash == NULL ? o : (struct vg_str){slash + 1, (size_t)(o.p + o.len - slash) - 1};
        if (vg_str_ends(name, ".gz"))
            name.len -= 3;
        else if (vg_str_ends(name, ".zst"))
            name.len -= 4;
    }
    return vg_str(vg_print(a, "%.*s!/%.*s", (int)o.len, o.p, (int)name.len, name.p));
}

/* What an archive that hangs on a mail says of itself, as damage of where it stands. */
static void take_sum(struct streaming *s, const struct vg_piece *outer, const struct vg_unpack *u)
{
    struct vg_unpack_end e;

    vg_unpack_sum(u, &e);
    s->damage += e.damage;
    s->odd += e.odd;
    for (size_t i = 0; i < e.file_damage_count && s->inside_count < VG_MAX_FILE_NOTES; i++) {
        const struct vg_read_note *n = &e.file_damage[i];

        s->inside = vg_grow(&s->memory, s->inside, s->inside_count, &s->inside_room);
        s->inside[s->inside_count++] = (struct vg_read_note){
            n->kind, outer->offset, outer->length,
            vg_str(vg_print(&s->memory, "in %.*s, at %llu: %.*s", (int)outer->member.len,
                            outer->member.p, (unsigned long long)n->offset, (int)n->text.len,
                            n->text.p))};
    }
}

/* The records of an archive that hangs on a mail. */
static int tell_packed(struct streaming *s, const struct vg_piece *outer, int depth,
                       struct vg_err *err)
{
    struct vg_unpack_options o = {.bodies = 1, .digests = (s->hints->want & VG_WANT_DIGESTS) != 0};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;
    int rc = vg_unpack_open(&u, outer->body.p, outer->body.len, &o, err);

    while (rc == VG_OK && (rc = vg_unpack_next(u, &p, err)) == VG_OK) {
        VG_SCOPED_ARENA a = {0};

        if (p.body.p == outer->body.p) /* only looked like one */
            continue;
        p.member = inner_name(outer, &p, &a);
        p.inner = p.offset;
        p.has_inner = 1;
        p.offset = outer->offset;
        p.length = 0;
        p.original = -1; /* its numbers are not ours */
        rc = tell_inside(s, &p, depth, &a, err);
    }
    if (rc == VG_E_ABSENT)
        take_sum(s, outer, u);
    return rc == VG_E_ABSENT ? VG_OK : rc;
}

/* What hangs on a mail: documents of their own, numbered on behind it. */
static int tell_attachments(struct streaming *s, const struct vg_piece *mail, int depth,
                            struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = input_of(s, mail);
    int is_whole = (const unsigned char *)mail->body.p == s->map.p; /* places are in the input */
    struct vg_mail_part *parts;
    size_t n;
    int rc = vg_mail_parts(&in, &a, &parts, &n, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        struct vg_str name =
            parts[i].name.len > 0 ? parts[i].name : vg_str(vg_print(&a, "attachment %zu", i + 1));
        struct vg_range at = parts[i].source;
        struct vg_piece p = {
            .offset = is_whole ? at.start : mail->offset,
            .length = is_whole ? at.end - at.start : 0,
            .inner = is_whole ? 0 : at.start,
            .has_inner = !is_whole,
            .type = VG_PIECE_DOCUMENT,
            .member = mail->member.len == 0
                          ? name
                          : vg_str(vg_print(&a, "%.*s!/%.*s", (int)mail->member.len, mail->member.p,
                                            (int)name.len, name.p)),
            .block = parts[i].bytes,
            .stored = parts[i].bytes,
            .body = parts[i].bytes,
            .media = parts[i].media,
            .original = -1,
        };

        if (parts[i].damaged)
            add_damage(s, &p, VG_NOTE_MIME_BAD,
                       "what this part is encoded in is broken, goes on behind its end, or is not "
                       "known here; what decoded is read",
                       &a);
        rc = tell_inside(s, &p, depth, &a, err);
    }
    return rc == VG_E_FORMAT ? VG_OK : rc;
}

/* Is something in it that would be a record of its own? */
static int holds_more(const struct streaming *s, const struct vg_piece *p)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_read_input in = input_of(s, p);
    struct vg_mail_part *parts;
    size_t n = 0;

    if (is_packed(s, p))
        return 1;
    return is_mail(s, p) && vg_mail_parts(&in, &a, &parts, &n, NULL) == VG_OK && n > 0;
}

/* The next record, told unless an earlier child did. */
static int tell_next(struct streaming *s, struct vg_piece *p, struct vg_err *err)
{
    p->record = s->next++;
    return p->record < s->hints->first ? VG_OK : tell_piece(s, p, err);
}

/* A record within a mail, and what is within it. What keeps sources asks for none of that: it keeps
 * the record, and opens it as a source of its own. */
static int tell_inside(struct streaming *s, struct vg_piece *p, int depth, struct vg_arena *a,
                       struct vg_err *err)
{
    int opens = (s->hints->want & VG_WANT_INSIDE) != 0, is_deep = depth == VG_MAX_NESTING;
    int opens_it, rc;

    if (opens && is_deep && holds_more(s, p))
        add_damage(s, p, VG_NOTE_NESTING_EXCEEDED,
                   vg_print(a,
                            "archives and mails within mails, %d deep; what is in this one is "
                            "not read",
                            VG_MAX_NESTING),
                   a);
    s->opens = opens && !is_deep && is_packed(s, p);
    opens_it = s->opens;
    rc = tell_next(s, p, err);
    s->opens = 0;
    if (rc != VG_OK || !opens || is_deep)
        return rc;
    if (opens_it)
        return tell_packed(s, p, depth + 1, err);
    return is_mail(s, p) ? tell_attachments(s, p, depth + 1, err) : VG_OK;
}

/* The number that a record of the archive was told under. */
static int64_t told_number(const struct streaming *s, int64_t record)
{
    size_t i = s->shift_count;

    while (i > 0 && (record < 0 || (uint64_t)record <= s->shifts[i - 1].behind))
        i--;
    return i == 0 ? record : record + (int64_t)s->shifts[i - 1].more;
}

/* Is the whole input one compressed document that an archive, or another such, came out of? */
static int is_packed_twice(const struct streaming *s, const struct vg_piece *p)
{
    return (s->hints->want & VG_WANT_INSIDE) != 0 && p->member.len == 0 &&
           (const unsigned char *)p->body.p != s->map.p && is_packed(s, p);
}

static int tell(struct streaming *s, const struct vg_piece *own, struct vg_err *err)
{
    struct vg_piece p = *own;
    int opens_it = is_packed_twice(s, &p), rc;
    uint64_t next;

    p.original = told_number(s, own->original);
    s->opens = opens_it;
    rc = tell_next(s, &p, err);
    s->opens = 0;
    next = s->next;
    if (rc == VG_OK && opens_it)
        rc = tell_packed(s, &p, 1, err);
    else if (rc == VG_OK && (p.member.len == 0 || (s->hints->want & VG_WANT_INSIDE) != 0) &&
             is_mail(s, &p))
        rc = tell_attachments(s, &p, 1, err);
    if (s->next > next) {
        s->shifts = vg_grow(&s->memory, s->shifts, s->shift_count, &s->shift_room);
        s->shifts[s->shift_count++] = (struct shift){own->record, s->next - 1 - own->record};
    }
    return rc;
}

static void put_all_notes(struct vg_json *j, struct streaming *s, const struct vg_unpack_end *e)
{
    size_t n = e->file_damage_count, more = s->inside_count;
    struct vg_read_note *all = VG_NEW_ARRAY(&s->memory, struct vg_read_note, n + more + 1);

    if (more > VG_MAX_FILE_NOTES - n)
        more = VG_MAX_FILE_NOTES - n;
    if (n > 0)
        memcpy(all, e->file_damage, n * sizeof *all);
    if (more > 0)
        memcpy(all + n, s->inside, more * sizeof *all);
    put_notes(j, "file_damage", all, n + more);
}

static int tell_end(struct streaming *s, const struct vg_unpack *u, struct vg_err *err)
{
    struct vg_json j = {.out = &s->head};
    struct vg_unpack_end e;

    vg_unpack_sum(u, &e);
    vg_buf_clear(&s->head);
    vg_json_object(&j);
    vg_json_ku(&j, "records", s->next);
    vg_json_ku(&j, "bytes_in", e.bytes_in);
    vg_json_ku(&j, "bytes_accounted", e.bytes_accounted);
    vg_json_ku(&j, "damage", e.damage + s->damage);
    vg_json_ku(&j, "odd", e.odd + s->odd);
    put_all_notes(&j, s, &e);
    put_notes(&j, "file_odd", e.file_odd, e.file_odd_count);
    vg_json_end(&j);
    vg_buf_clear(&s->message);
    vg_putc(&s->message, 'e');
    vg_put_u32be(&s->message, (uint32_t)s->head.len);
    vg_put(&s->message, s->head.p, s->head.len);
    return send(s, err);
}

static void passed(void *w, uint64_t offset)
{
    struct streaming *s = w;

    if (s->hints->is_mapped)
        vg_map_passed(&s->map, offset);
    s->sink->reached(s->sink->w, offset);
}

/* Of one record by its address, and of what it repeats: the rest is not read, so nothing is said
 * of it. */
static int tell_one_end(struct streaming *s, size_t n, const struct vg_read_end *e,
                        struct vg_err *err)
{
    struct vg_json j = {.out = &s->head};

    vg_buf_clear(&s->head);
    vg_json_object(&j);
    vg_json_ku(&j, "records", e->records);
    vg_json_ku(&j, "bytes_in", n);
    vg_json_ku(&j, "damage", e->damage + s->damage);
    vg_json_ku(&j, "odd", e->odd + s->odd);
    vg_json_kb(&j, "by_index", e->by_index);
    put_given(&j, "why", vg_str(e->why));
    vg_json_end(&j);
    vg_buf_clear(&s->message);
    vg_putc(&s->message, 'e');
    vg_put_u32be(&s->message, (uint32_t)s->head.len);
    vg_put(&s->message, s->head.p, s->head.len);
    return send(s, err);
}

static int tell_found(struct streaming *s, const struct vg_piece *p, struct vg_read_end *e,
                      struct vg_err *err)
{
    e->records++;
    e->damage += p->damage_total;
    e->odd += p->odd_total;
    return tell_piece(s, p, err);
}

/* A revisit has no text of its own: the record that it repeats follows it. */
static int tell_one(struct streaming *s, const unsigned char *in, size_t n,
                    const struct vg_unpack_options *o, struct vg_err *err)
{
    struct vg_read_end e = {0};
    struct vg_find *f = NULL;
    struct vg_found found;
    const char *more = "";
    int rc = vg_find_url(&f, in, n, vg_str(s->hints->url), vg_str(s->hints->at), o, &found, err);

    if (rc != VG_OK)
        return rc;
    rc = tell_found(s, &found.piece, &e, err);
    if (rc == VG_OK && found.piece.type == VG_PIECE_REVISIT) {
        more = "the record repeats one that is not in this archive";
        if (vg_find_original(f, in, n, &found.piece) == VG_OK) {
            more = "the record repeats another one, which follows";
            rc = tell_found(s, &found.piece, &e, err);
        }
    }
    e.by_index = found.by_index;
    e.why = vg_print(&s->memory, "%.*s%s%s", (int)found.why.len, found.why.p,
                     found.why.len > 0 && more[0] != '\0' ? "; " : "", more);
    vg_find_close(f);
    return rc == VG_OK ? tell_one_end(s, n, &e, err) : rc;
}

int vg_read_stream(const unsigned char *in, size_t n, const void *hints, size_t hints_len,
                   const struct vg_box_sink *sink, struct vg_err *err)
{
    struct streaming s = {.hints = hints, .sink = sink, .map = {in, n, 0}};
    struct vg_unpack_options o = {.bodies = 1, .passed = passed, .w = &s};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_piece p;
    int rc;

    if (hints_len != sizeof *s.hints)
        return vg_fail(err, VG_E_MISUSE, "the reader was called wrongly");
    s.head.max = (size_t)VG_MAX_MESSAGE;
    s.message.max = (size_t)VG_BOX_OUTPUT;
    o.digests = (s.hints->want & VG_WANT_DIGESTS) != 0;
    o.look_ahead = !s.hints->no_look_ahead;
    if (s.hints->url[0] != '\0') {
        rc = tell_one(&s, in, n, &o, err);
        vg_arena_end(&s.memory);
        vg_buf_end(&s.head);
        vg_buf_end(&s.message);
        return rc;
    }
    rc = vg_unpack_open(&u, in, n, &o, err);
    while (rc == VG_OK && (rc = vg_unpack_next(u, &p, err)) == VG_OK)
        rc = tell(&s, &p, err);
    if (rc == VG_E_ABSENT)
        rc = tell_end(&s, u, err);
    vg_arena_end(&s.memory);
    vg_buf_end(&s.head);
    vg_buf_end(&s.message);
    return rc;
}
