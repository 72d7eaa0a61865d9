/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

static void put_value(struct vg_buf *b, const char *name, const char *value)
{
    if (value == NULL)
        return;
    vg_putf(b, "%s: ", name);
    for (const unsigned char *p = (const unsigned char *)value; *p != '\0'; p++)
        vg_putc(b, *p < 0x20 || *p == 0x7F ? ' ' : (char)*p);
    vg_puts(b, "\r\n");
}

static void put_uri(struct vg_buf *b, const char *name, const char *uri)
{
    if (uri == NULL)
        return;
    vg_putf(b, "%s: ", name);
    for (const unsigned char *p = (const unsigned char *)uri; *p != '\0'; p++) {
        if (*p <= 0x20 || *p >= 0x7F || strchr("<>\"{}|\\^`", *p) != NULL)
            vg_putf(b, "%%%02X", *p);
        else
            vg_putc(b, (char)*p);
    }
    vg_puts(b, "\r\n");
}

static void put_id(struct vg_buf *b, const char *name, const char *id)
{
    if (id != NULL && id[0] != '\0')
        vg_putf(b, "%s: <%s>\r\n", name, id);
}

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
    put_value(b, "WARC-Type", r->type);
    put_id(b, "WARC-Record-ID", r->id);
    put_value(b, "WARC-Date", r->date);
    put_uri(b, "WARC-Target-URI", r->target);
    put_id(b, "WARC-Warcinfo-ID", r->info);
    put_id(b, "WARC-Concurrent-To", r->beside);
    put_value(b, "WARC-IP-Address", r->ip);
    put_value(b, "WARC-Truncated", r->truncated);
    put_digest(b, "WARC-Payload-Digest", r->payload);
    put_digest(b, "WARC-Block-Digest", r->block);
    put_value(b, "Content-Type", r->media);
    if (r->name != NULL) {
        put_value(b, "Vigil-Name", r->name);
        vg_putf(b, "Vigil-Entry: %" PRId64 "\r\n", r->entry);
    }
    vg_putf(b, "Content-Length: %" PRId64 "\r\n\r\n", r->length);
}
