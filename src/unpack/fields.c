/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/fields.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"

enum { LOOK_TOOL = 64 * 1024, ARC_V1 = 5, ARC_V2 = 10 };

#define LENGTH_MOST                                                                                \
    (UINT64_C(1) << 53) /* what every language that writes archives can count to                   \
                         */

const char *vg_piece_type_word(enum vg_piece_type t)
{
    static const char *const words[VG_PIECE_TYPES] = {
        "warcinfo", "request",    "response",     "resource", "metadata",
        "revisit",  "conversion", "continuation", "document", "other",
    };

    return words[t];
}

enum vg_length vg_warc_length(const struct vg_head *h, uint64_t *length)
{
    int found = 0;
    uint64_t v = 0;

    for (size_t i = 0; i < h->count; i++) {
        if (!vg_head_is_word(h->list[i].name, "content-length"))
            continue;
        if (!vg_decimal(h->list[i].value, LENGTH_MOST, &v) || (found && v != *length))
            return VG_LENGTH_BAD;
        *length = v;
        found = 1;
    }
    return found ? VG_LENGTH_STATED : VG_LENGTH_MISSING;
}

static enum vg_piece_type type_of(struct vg_str word)
{
    for (int t = 0; t < VG_PIECE_DOCUMENT; t++)
        if (vg_head_is_word(word, vg_piece_type_word((enum vg_piece_type)t)))
            return (enum vg_piece_type)t;
    return VG_PIECE_OTHER;
}

static struct vg_str without_brackets(struct vg_str s)
{
    if (s.len >= 2 && s.p[0] == '<' && s.p[s.len - 1] == '>')
        return (struct vg_str){s.p + 1, s.len - 2};
    return s;
}

static void check_version(const struct vg_head *h, struct vg_notes *notes, uint64_t place)
{
    static const char *const known[] = {"WARC/1.0", "WARC/1.1", "WARC/0.18", "WARC/0.17"};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (vg_str_is(h->first, known[i]))
            return;
    vg_note_odd(notes, VG_NOTE_VERSION_UNKNOWN, place, 0, "the version %.*s is not known",
                h->first.len < 20 ? (int)h->first.len : 20, h->first.p);
}

static void check_url(struct vg_piece *p, struct vg_notes *notes, uint64_t place)
{
    struct vg_str bare = without_brackets(p->url);

    if (bare.len != p->url.len)
        vg_note_odd(notes, VG_NOTE_URI_BRACKETS, place, 0, "the address is written in <>");
    p->url = bare;
    if (bare.len > 0 && memchr(bare.p, ' ', bare.len) != NULL)
        vg_note_odd(notes, VG_NOTE_URI_SPACE, place, 0, "the address holds spaces");
}

/* A name and its length: most lines of a head are told apart by that. */
#define LETTERS(s) s, sizeof(s) - 1

void vg_warc_fields(const struct vg_head *h, struct vg_piece *p, struct vg_notes *notes,
                    uint64_t place)
{
    const struct {
        const char *name;
        size_t len;
        struct vg_str *to;
        int has_brackets;
    } wanted[] = {
        {LETTERS("WARC-Record-ID"), &p->id, 1},
        {LETTERS("WARC-Target-URI"), &p->url, 0},
        {LETTERS("WARC-Date"), &p->at, 0},
        {LETTERS("WARC-IP-Address"), &p->ip, 0},
        {LETTERS("Content-Type"), &p->media, 0},
        {LETTERS("WARC-Payload-Digest"), &p->digest, 0},
        {LETTERS("WARC-Profile"), &p->profile, 1},
        {LETTERS("WARC-Refers-To"), &p->refers_id, 1},
        {LETTERS("WARC-Refers-To-Target-URI"), &p->refers_url, 1},
        {LETTERS("WARC-Refers-To-Date"), &p->refers_at, 0},
    };
    struct vg_str type = {0};

    for (size_t i = 0; i < h->count; i++) {
        struct vg_header *l = &h->list[i];

        if (type.len == 0 && vg_head_is_word(l->name, "WARC-Type"))
            type = l->value;
        for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++)
            if (wanted[k].len == l->name.len && wanted[k].to->len == 0 &&
                vg_head_is_word(l->name, wanted[k].name))
                *wanted[k].to = wanted[k].has_brackets ? without_brackets(l->value) : l->value;
    }
    p->type = type_of(type);
    p->headers = h->list;
    p->header_count = h->count;
    check_version(h, notes, place);
    check_url(p, notes, place);
    if (h->is_lf_only)
        vg_note_odd(notes, VG_NOTE_LF_ONLY, place, 0, "lines of the header end in LF alone");
    if (h->has_strange_bytes)
        vg_note_odd(notes, VG_NOTE_HEADER_BYTES, place, 0,
                    "the header holds bytes that are no UTF-8 text");
    if (h->bad_lines > 0)
        vg_note_damage(notes, VG_NOTE_HEADER_BAD, place, 0, "%zu lines of the header have no colon",
                       h->bad_lines);
}

/* -- ARC ------------------------------------------------------------------------------ */

/* Split from the right into fields in their order; the first takes what is left, spaces and all. */
static size_t split(struct vg_str line, struct vg_str *out, size_t want)
{
    struct vg_str rest = line;

    for (size_t i = want; i-- > 1;) {
        const char *space = rest.len > 0 ? memrchr(rest.p, ' ', rest.len) : NULL;

        if (space == NULL)
            return 0;
        out[i] = (struct vg_str){space + 1, rest.len - (size_t)(space - rest.p) - 1};
        rest.len = (size_t)(space - rest.p);
    }
    out[0] = rest;
    return want;
}

static int is_digits(struct vg_str s, size_t least)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
    return s.len >= least;
}

/* 20140216050221 is 2014-02-16T05:02:21Z; what is no such number stays as it is. */
static struct vg_str iso_date(struct vg_str s, struct vg_arena *a)
{
    const char *d = s.p;
    char day[11], time[10];

    if (s.len != 14 || !is_digits(s, 14))
        return s;
    (void)snprintf(day, sizeof day, "%.4s-%.2s-%.2s", d, d + 4, d + 6);
    (void)snprintf(time, sizeof time, "%.2s:%.2s:%.2sZ", d + 8, d + 10, d + 12);
    return vg_str(vg_print(a, "%sT%s", day, time));
}

static void name_fields(struct vg_head *h, const struct vg_str *f, size_t n)
{
    static const char *const v1[ARC_V1] = {"URL", "IP-address", "Archive-date", "Content-type",
                                           "Archive-length"};
    static const char *const v2[ARC_V2] = {
        "URL",      "IP-address", "Archive-date", "Content-type", "Result-code",
        "Checksum", "Location",   "Offset",       "Filename",     "Archive-length"};

    if (h->room < ARC_V2) {
        h->room = 64;
        h->list = vg_realloc(h->list, h->room * sizeof *h->list);
    }
    for (size_t i = 0; i < n; i++)
        h->list[i] = (struct vg_header){vg_str(n == ARC_V2 ? v2[i] : v1[i]), f[i]};
    h->count = n;
}

enum vg_length vg_arc_length(struct vg_str line, uint64_t *length)
{
    const char *space;

    line = vg_trim(line);
    space = line.len > 0 ? memrchr(line.p, ' ', line.len) : NULL;
    if (space == NULL)
        return VG_LENGTH_MISSING;
    line = (struct vg_str){space + 1, line.len - (size_t)(space - line.p) - 1};
    return vg_decimal(line, LENGTH_MOST, length) ? VG_LENGTH_STATED : VG_LENGTH_BAD;
}

void vg_arc_fields(struct vg_str line, struct vg_head *h, struct vg_piece *p,
                   struct vg_notes *notes, uint64_t place)
{
    struct vg_str f[ARC_V2];
    size_t n;

    if (vg_head_is_strange(line.p, line.len))
        vg_note_odd(notes, VG_NOTE_HEADER_BYTES, place, 0,
                    "the URL line holds bytes that are no UTF-8 text");
    line = vg_trim(line);
    n = split(line, f, ARC_V2);
    if (n == 0 || !is_digits(f[2], 8)) /* an address with spaces looks like more fields */
        n = split(line, f, ARC_V1);
    name_fields(h, f, n);
    p->headers = h->list;
    p->header_count = n;
    p->type = VG_PIECE_RESPONSE;
    if (n == 0)
        return;
    p->url = f[0];
    p->ip = f[1];
    p->at = iso_date(f[2], &notes->a);
    p->media = f[3];
    if (f[0].len >= 9 && strncasecmp(f[0].p, "filedesc:", 9) == 0)
        p->type = VG_PIECE_WARCINFO;
    check_url(p, notes, place);
}

void vg_warc_tool(struct vg_str block, struct vg_buf *out)
{
    size_t n = block.len < LOOK_TOOL ? block.len : LOOK_TOOL, at = 0;

    while (at < n) {
        const char *line = block.p + at, *lf = memchr(line, '\n', n - at);
        size_t len = lf == NULL ? n - at : (size_t)(lf - line);

        if (len > 9 && strncasecmp(line, "software:", 9) == 0) {
            vg_put_str(out, vg_trim((struct vg_str){line + 9, len - 9}));
            return;
        }
        at += len + 1;
    }
}
