/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/squeeze.h"

#include <string.h>
#define ZLIB_CONST /* input is not written to */
#include <zlib.h>

enum { LEVEL = 5, GZIP_WINDOW = 15 + 16, MEMORY = 8, LEAST = 512 };

int vg_squeeze(struct vg_str body, struct vg_buf *out)
{
    z_stream z = {0};
    size_t room = body.len - body.len / 8;
    int ended;

    if (body.len < LEAST || body.len > UINT32_MAX / 2 || !vg_buf_room(out, room) ||
        deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    z.next_in = (z_const Bytef *)body.p;
    z.avail_in = (uInt)body.len;
    z.next_out = (Bytef *)out->p + out->len;
    z.avail_out = (uInt)room;
    ended = deflate(&z, Z_FINISH) == Z_STREAM_END;
    if (ended)
        vg_buf_took(out, room - z.avail_out);
    (void)deflateEnd(&z);
    return ended;
}

/* One element of the list: "gzip", or "gzip;q=0.5". */
static int is_gzip(const char *p, size_t n)
{
    static const char never[] = ";q=0";

    while (n > 0 && *p == ' ') {
        p++;
        n--;
    }
    if (n < 4 || strncasecmp(p, "gzip", 4) != 0)
        return 0;
    p += 4;
    n -= 4;
    if (n < sizeof never - 1 || strncmp(p, never, sizeof never - 1) != 0)
        return n == 0 || *p == ';' || *p == ' ';
    for (size_t i = sizeof never - 1; i < n; i++)
        if (p[i] >= '1' && p[i] <= '9')
            return 1;
    return 0;
}

int vg_takes_gzip(const char *accept_encoding)
{
    const char *p = accept_encoding;

    while (p != NULL && *p != '\0') {
        size_t n = strcspn(p, ",");

        if (is_gzip(p, n))
            return 1;
        p += n + (p[n] == ',');
    }
    return 0;
}
