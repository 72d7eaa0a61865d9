/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"

void vg_warc_id(const char *origin, int64_t entry, const char *what, int64_t n,
                char out[VG_WARC_ID])
{
    static const int groups[] = {4, 2, 2, 2, 6};
    VG_SCOPED_BUF b = {.max = KIB(1)};
    VG_SCOPED_BUF text = {.max = VG_WARC_ID};
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];
    const unsigned char *at = hash;

    vg_putf(&b, "vigil-warc-id/v1\n%s\n%" PRId64 "\n%s\n%" PRId64 "\n", origin, entry, what, n);
    vg_sha256_of(&h, b.p, b.len, hash);
    hash[6] = (unsigned char)(0x80 | (hash[6] & 0x0F)); /* version 8 */
    hash[8] = (unsigned char)(0x80 | (hash[8] & 0x3F)); /* the variant of RFC 9562 */
    vg_puts(&text, "urn:uuid");
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        vg_putc(&text, i == 0 ? ':' : '-');
        vg_put_hex(&text, at, (size_t)groups[i]);
        at += groups[i];
    }
    memcpy(out, text.p, VG_WARC_ID);
}

void vg_put_warc_field(struct vg_buf *b, const char *name, const char *value)
{
    if (value == NULL)
        return;
    vg_putf(b, "%s: ", name);
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
        vg_putc(b, *p < 0x20 || *p == 0x7F ? ' ' : (char)*p);
    vg_puts(b, "\r\n");
}

void vg_put_warc_uri(struct vg_buf *b, const char *uri)
{
    for (const unsigned char *p = (const unsigned char *)uri; *p != '\0'; p++) {
        if (*p <= 0x20 || *p >= 0x7F || strchr("<>\"{}|\\^`", *p) != NULL)
            vg_putf(b, "%%%02X", *p);
        else
            vg_putc(b, (char)*p);
    }
}

static void put_uri(struct vg_buf *b, const char *name, const char *uri)
{
    if (uri == NULL)
        return;
    vg_putf(b, "%s: ", name);
    vg_put_warc_uri(b, uri);
    vg_puts(b, "\r\n");
}

static void put_id(struct vg_buf *b, const char *name, const char *id)
{
    if (id == NULL || id[0] == '\0')
        return;
    vg_putf(b, "%s: <", name);
    vg_put_warc_uri(b, id);
    vg_puts(b, ">\r\n");
}

/* -- dates ------------------------------------------------------------------------------------ */

/* Does the text begin as the form does, where 0 is any digit? Returns what is behind, or NULL. */
static const char *fits(const char *text, const char *form)
{
    for (; *form != '\0'; form++, text++) {
        int is_digit = *text >= '0' && *text <= '9';

        if (*form == '0' ? !is_digit : *text != *form)
            return NULL;
    }
    return text;
}

static int two(const char *p)
{
    return 10 * (p[0] - '0') + p[1] - '0';
}

/* In the calendar, as far as it goes. A leap second is one. */
static int is_instant(const char *d)
{
    int year = 100 * two(d) + two(d + 2);
    int month = d[4] == '\0' ? 1 : two(d + 5);

    if (month < 1 || month > 12)
        return 0;
    if (d[4] != '\0' && d[7] != '\0') {
        int day = two(d + 8);

        if (day < 1 || day > vg_days_in_month(year, month))
            return 0;
        if (d[10] != '\0' && (two(d + 11) > 23 || two(d + 14) > 59))
            return 0;
        if (d[10] != '\0' && d[16] == ':' && two(d + 17) > 60)
            return 0;
    }
    return 1;
}

/* "YYYY-MM-DDThh:mm:ss", perhaps a fraction, "Z". */
static int is_whole(const char *s)
{
    enum { FRACTION = 9 };
    const char *rest = fits(s, "0000-00-00T00:00:00");

    if (rest != NULL && rest[0] == '.') {
        size_t n = strspn(rest + 1, "0123456789");

        rest = n == 0 || n > FRACTION ? NULL : rest + 1 + n;
    }
    return rest != NULL && strcmp(rest, "Z") == 0;
}

static int is_form(const char *s, const char *form)
{
    const char *rest = fits(s, form);

    return rest != NULL && rest[0] == '\0';
}

const char *vg_warc_date(struct vg_arena *a, const char *stated)
{
    const char *s = stated;

    if (s == NULL)
        return NULL;
    if (is_form(s, "00000000000000"))
        s = vg_print(a, "%.4s-%.2s-%.2s%c%.2s:%.2s:%.2sZ", s, s + 4, s + 6, 'T', s + 8, s + 10,
                     s + 12);
    if (!is_whole(s) && !is_form(s, "0000-00-00T00:00Z") && !is_form(s, "0000-00-00") &&
        !is_form(s, "0000-00") && !is_form(s, "0000"))
        return NULL;
    return is_instant(s) ? s : NULL;
}

/* -- a header --------------------------------------------------------------------------------- */

static void put_digest(struct vg_buf *b, const char *name, const unsigned char *hash)
{
    if (hash == NULL)
        return;
    vg_putf(b, "%s: sha256:", name);
    vg_put_hex(b, hash, VG_HASH_SIZE);
    vg_puts(b, "\r\n");
}

void vg_put_warc_head(struct vg_buf *b, const struct vg_warc_record *r)
{
    vg_puts(b, "WARC/1.1\r\n");
    vg_put_warc_field(b, "WARC-Type", r->type);
    put_id(b, "WARC-Record-ID", r->id);
    vg_put_warc_field(b, "WARC-Date", r->date);
    put_uri(b, "WARC-Target-URI", r->target);
    put_id(b, "WARC-Warcinfo-ID", r->info);
    put_id(b, "WARC-Concurrent-To", r->beside);
    put_id(b, "WARC-Refers-To", r->refers);
    put_uri(b, "WARC-Refers-To-Target-URI", r->refers_target);
    vg_put_warc_field(b, "WARC-Refers-To-Date", r->refers_date);
    vg_put_warc_field(b, "WARC-Profile", r->profile);
    vg_put_warc_field(b, "WARC-IP-Address", r->ip);
    vg_put_warc_field(b, "WARC-Truncated", r->truncated);
    put_digest(b, "WARC-Payload-Digest", r->payload);
    put_digest(b, "WARC-Block-Digest", r->block);
    put_digest(b, "Vigil-Payload-Digest", r->unframed);
    vg_put_warc_field(b, "Content-Type", r->media);
    if (r->name != NULL) {
        vg_put_warc_field(b, "Vigil-Name", r->name);
        vg_putf(b, "Vigil-Entry: %" PRId64 "\r\n", r->entry);
    }
    vg_putf(b, "Content-Length: %" PRId64 "\r\n\r\n", r->length);
}
