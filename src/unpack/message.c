/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/message.h"

#include <string.h>

#include "base/limits.h"

enum {
    INTERIM = 8 /* heads of status 1xx before the answer */,
    METHOD = 24,
    HEAD_LOOK = (int)VG_MAX_RECORD_HEAD
};

static int starts(struct vg_str s, const char *with)
{
    size_t n = strlen(with);

    return s.len >= n && memcmp(s.p, with, n) == 0;
}

static int is_status_line(struct vg_str s)
{
    return starts(s, "HTTP/") || starts(s, "ICY ") || starts(s, "HTTP ");
}

/* "GET /path HTTP/1.1" */
static int is_request_line(struct vg_str s)
{
    size_t at = 0;
    const char *lf, *space;

    while (at < s.len && at < METHOD && s.p[at] >= 'A' && s.p[at] <= 'Z')
        at++;
    if (at == 0 || at >= s.len || s.p[at] != ' ')
        return 0;
    lf = memchr(s.p, '\n', s.len);
    if (lf == NULL)
        return 0;
    space = memrchr(s.p, ' ', (size_t)(lf - s.p));
    return space != NULL && lf - space > 6 && memcmp(space + 1, "HTTP/", 5) == 0;
}

int vg_message_begins(struct vg_str block)
{
    return is_status_line(block) || is_request_line(block);
}

static int status_of(struct vg_str line)
{
    const char *space = line.len > 0 ? memchr(line.p, ' ', line.len) : NULL;
    size_t at = space == NULL ? line.len : (size_t)(space - line.p);
    int v = 0, digits = 0;

    while (at < line.len && line.p[at] == ' ')
        at++;
    for (; at < line.len && line.p[at] >= '0' && line.p[at] <= '9' && digits < 4; at++, digits++)
        v = v * 10 + (line.p[at] - '0');
    return digits == 3 ? v : 0;
}

/* Where the head ends; a message without the empty line is all head. */
static size_t head_end(struct vg_str block, struct vg_notes *notes, uint64_t place, size_t *kept)
{
    struct vg_head_scan s = {0};
    size_t end = block.len;

    *kept = end;
    switch (
        vg_head_scan(&s, block.p, block.len, (size_t)VG_MAX_HTTP_HEAD, VG_MAX_HTTP_LINES, &end)) {
    case VG_HEAD_WHOLE:
        *kept = end;
        return end;
    case VG_HEAD_LONG:
        vg_note_damage(notes, VG_NOTE_HEADER_TOO_LONG, place, 0,
                       "the HTTP head has no end within %d KiB and %d lines",
                       (int)(VG_MAX_HTTP_HEAD / 1024), VG_MAX_HTTP_LINES);
        *kept = end;
        s = (struct vg_head_scan){.at = end, .lines = 1};
        if (vg_head_scan(&s, block.p, block.len, end + HEAD_LOOK, SIZE_MAX, &end) == VG_HEAD_WHOLE)
            return end;
        return *kept;
    case VG_HEAD_OPEN:
    case VG_HEAD_CUT:
    default:
        return block.len;
    }
}

/* A record that says itself that it is cut and has nothing but the head keeps all that it
 * promises: a redirect whose body nobody kept. */
static int is_head_only(const struct vg_piece *p)
{
    int found = 0;

    (void)vg_head_get(p->headers, p->header_count, "warc-truncated", &found);
    return found && p->stored.len == 0;
}

static void check_length(const struct vg_piece *p, struct vg_notes *notes, uint64_t place)
{
    int found = 0, is_chunked = 0;
    struct vg_str v = vg_head_get(p->http, p->http_count, "content-length", &found);
    uint64_t n = 0;

    (void)vg_head_get(p->http, p->http_count, "transfer-encoding", &is_chunked);
    if (!found || is_chunked || p->type == VG_PIECE_REVISIT || p->status == 304)
        return;
    if (is_head_only(p))
        return;
    if (!vg_decimal(v, UINT64_MAX / 2, &n) || n != p->stored.len)
        vg_note_odd(notes, VG_NOTE_HTTP_LENGTH_DIFFERS, place, 0,
                    "HTTP states a length of %.*s bytes, there are %zu",
                    v.len < 40 ? (int)v.len : 40, v.p, p->stored.len);
}

/* Read the head at the start of `rest`; returns where it ends. */
static size_t read_head(struct vg_piece *p, struct vg_str rest, struct vg_head *head,
                        struct vg_notes *notes, uint64_t place)
{
    size_t kept = 0, end = head_end(rest, notes, place, &kept);

    vg_head_read(head, rest.p, kept, VG_MAX_HTTP_LINES, &notes->a);
    p->status = is_status_line(head->first) ? status_of(head->first) : 0;
    return end;
}

static int is_interim(const struct vg_piece *p, struct vg_str rest)
{
    return p->status >= 100 && p->status < 200 && starts(rest, "HTTP/");
}

void vg_message_read(struct vg_piece *p, struct vg_head *head, struct vg_notes *notes,
                     uint64_t place)
{
    struct vg_str rest = p->block, media;
    size_t end = 0;
    int found = 0;

    p->stored = p->block;
    if (!vg_message_begins(p->block))
        return;
    for (int i = 0; i < INTERIM && (i == 0 || is_interim(p, rest)); i++) {
        end += read_head(p, rest, head, notes, place);
        rest = (struct vg_str){p->block.p + end, p->block.len - end};
    }
    p->is_http = 1;
    p->http = head->list;
    p->http_count = head->count;
    p->head = (struct vg_str){p->block.p, end};
    p->stored = (struct vg_str){p->block.p + end, p->block.len - end};
    media = vg_head_get(p->http, p->http_count, "content-type", &found);
    p->media = found ? media : (struct vg_str){0};
}

static void note_behind(struct vg_notes *notes, size_t n, const char *what, uint64_t place)
{
    vg_note_damage(notes, VG_NOTE_JUNK, place, 0,
                   "%zu bytes of the body stand behind %s and are not read", n, what);
}

static void note_chunks(struct vg_notes *notes, enum vg_coding_end end, size_t behind,
                        uint64_t place)
{
    switch (end) {
    case VG_CODING_NOT:
        vg_note_odd(notes, VG_NOTE_CHUNKED_NOT, place, 0,
                    "the body is stored without the chunks that its head announces");
        break;
    case VG_CODING_CUT:
        vg_note_damage(notes, VG_NOTE_CHUNK_TRUNCATED, place, 0,
                       "the body ends before its last chunk does");
        break;
    case VG_CODING_SIZE:
        vg_note_damage(notes, VG_NOTE_SIZE_EXCEEDED, place, 0, "the chunks hold more than %d MiB",
                       (int)(VG_MAX_BODY / 1024 / 1024));
        break;
    case VG_CODING_BAD:
    case VG_CODING_RATIO:
    case VG_CODING_UNSUPPORTED:
        vg_note_damage(notes, VG_NOTE_CHUNK_BAD, place, 0, "a chunk is not where one must begin");
        break;
    case VG_CODING_MORE:
        note_behind(notes, behind, "its last chunk", place);
        break;
    case VG_CODING_WHOLE:
    default:
        break;
    }
}

static void note_coding(struct vg_notes *notes, enum vg_coding_end end, struct vg_str coding,
                        size_t behind, uint64_t place)
{
    int n = coding.len < 40 ? (int)coding.len : 40;

    switch (end) {
    case VG_CODING_NOT:
        vg_note_odd(notes, VG_NOTE_ENCODING_NOT, place, 0,
                    "the body is stored without its content encoding %.*s", n, coding.p);
        break;
    case VG_CODING_BAD:
        vg_note_damage(notes, VG_NOTE_ENCODING_BAD, place, 0,
                       "the body cannot be decoded to its end: bad %.*s data", n, coding.p);
        break;
    case VG_CODING_CUT:
        vg_note_damage(notes, VG_NOTE_ENCODING_BAD, place, 0,
                       "the body cannot be decoded to its end: the %.*s data is cut off", n,
                       coding.p);
        break;
    case VG_CODING_UNSUPPORTED:
        vg_note_damage(notes, VG_NOTE_ENCODING_UNSUPPORTED, place, 0,
                       "the content encoding %.*s is not known", n, coding.p);
        break;
    case VG_CODING_RATIO:
        vg_note_damage(notes, VG_NOTE_RATIO_EXCEEDED, place, 0,
                       "the body decodes to more than %d bytes for each of its own", VG_MAX_RATIO);
        break;
    case VG_CODING_SIZE:
        vg_note_damage(notes, VG_NOTE_SIZE_EXCEEDED, place, 0,
                       "the body decodes to more than %d MiB", (int)(VG_MAX_BODY / 1024 / 1024));
        break;
    case VG_CODING_MORE:
        note_behind(notes, behind, "what is encoded in it", place);
        break;
    case VG_CODING_WHOLE:
    default:
        break;
    }
}

/* Codings, in the order in which they were applied. */
struct codings {
    struct vg_str list[VG_MAX_CODINGS];
    size_t count; /* may be more than the list holds */
    int is_chunked;
};

static void add_coding(struct codings *c, struct vg_str one, int is_transfer)
{
    if (one.len == 0 || vg_head_is_word(one, "identity"))
        return;
    if (is_transfer)
        c->is_chunked = vg_head_is_word(one, "chunked"); /* the last one of all is */
    if (is_transfer && c->is_chunked)
        return;
    if (c->count < VG_MAX_CODINGS)
        c->list[c->count] = one;
    c->count++;
}

/* Those of all headers of that name. */
static void add_codings(const struct vg_piece *p, const char *name, int is_transfer,
                        struct codings *c)
{
    for (size_t i = 0; i < p->http_count; i++) {
        struct vg_str rest = p->http[i].value;

        if (!vg_head_is_word(p->http[i].name, name))
            continue;
        while (rest.len > 0) {
            const char *comma = memchr(rest.p, ',', rest.len);
            size_t len = comma == NULL ? rest.len : (size_t)(comma - rest.p);
            struct vg_str one = vg_trim((struct vg_str){rest.p, len});

            len += comma != NULL;
            rest = (struct vg_str){rest.p + len, rest.len - len};
            add_coding(c, one, is_transfer);
        }
    }
}

void vg_message_decode(struct vg_piece *p, struct vg_coder *c, struct vg_notes *notes,
                       uint64_t place, struct vg_str *dechunked)
{
    struct codings all = {.count = 0};

    p->body = *dechunked = p->stored;
    if (!p->is_http)
        return;
    check_length(p, notes, place);
    if (p->stored.len == 0)
        return;
    add_codings(p, "content-encoding", 0, &all);
    add_codings(p, "transfer-encoding", 1, &all);
    vg_coder_clear(c);
    if (all.is_chunked) {
        enum vg_coding_end end = vg_decode_chunked(c, p->stored, dechunked);

        note_chunks(notes, end, vg_coder_behind(c), place);
        p->body = *dechunked;
    }
    if (all.count > VG_MAX_CODINGS) {
        vg_note_damage(notes, VG_NOTE_NESTING_EXCEEDED, place, 0,
                       "%zu content encodings, one in the other", all.count);
        p->body.len = 0;
        return;
    }
    while (all.count-- > 0 && p->body.len > 0) {
        struct vg_str coding = all.list[all.count];
        enum vg_coding_end end = vg_decode_content(c, coding, p->body, &p->body);

        note_coding(notes, end, coding, vg_coder_behind(c), place);
        if (end != VG_CODING_WHOLE && end != VG_CODING_NOT && end != VG_CODING_MORE)
            break;
    }
}
