/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"

static int make_secret(struct vg_sessions *s, char out[VG_SESSION_HEX], struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = VG_SESSION_HEX};
    unsigned char bytes[(VG_SESSION_HEX - 1) / 2];

    if (s->world.fill_random(s->world.w, bytes, sizeof bytes) != VG_OK)
        return vg_fail(err, VG_E_IO, "no random bytes for a session");
    vg_put_hex(&hex, bytes, sizeof bytes);
    memcpy(out, hex.p, VG_SESSION_HEX);
    return VG_OK;
}

int vg_same_secret(const char *a, const char *b)
{
    unsigned differ = 0;

    if (a == NULL || b == NULL || strlen(a) != strlen(b) || a[0] == '\0')
        return 0;
    for (size_t i = 0; a[i] != '\0'; i++)
        differ |= (unsigned)(unsigned char)a[i] ^ (unsigned)(unsigned char)b[i];
    return differ == 0;
}

int vg_sessions_open(struct vg_sessions *s, const struct vg_world *world, struct vg_err *err)
{
    *s = (struct vg_sessions){.world = *world, .n = VG_WEB_SESSIONS};
    s->list = vg_malloc(s->n * sizeof *s->list);
    memset(s->list, 0, s->n * sizeof *s->list);
    return vg_sessions_offer(s, err);
}

void vg_sessions_close(struct vg_sessions *s)
{
    if (s->list != NULL)
        explicit_bzero(s->list, s->n * sizeof *s->list);
    free(s->list);
    s->list = NULL;
    s->n = 0;
}

int vg_sessions_offer(struct vg_sessions *s, struct vg_err *err)
{
    return make_secret(s, s->offered, err);
}

struct vg_session *vg_sessions_begin(struct vg_sessions *s, const char *token)
{
    struct vg_session fresh = {0}, *oldest = &s->list[0];

    if (!vg_same_secret(s->offered, token) || make_secret(s, fresh.cookie, NULL) != VG_OK ||
        make_secret(s, fresh.token, NULL) != VG_OK)
        return NULL;
    s->offered[0] = '\0';
    for (size_t i = 1; i < s->n; i++)
        if (s->list[i].used < oldest->used)
            oldest = &s->list[i];
    fresh.used = ++s->clock;
    *oldest = fresh;
    return oldest;
}

/* The value of a cookie of this name, in the header's text: where it starts and its length. */
static struct vg_str value_of(const char *header, const char *name)
{
    size_t n = strlen(name);

    while (header != NULL && *header != '\0') {
        header += strspn(header, " ;");
        if (strncmp(header, name, n) == 0 && header[n] == '=')
            return (struct vg_str){header + n + 1, strcspn(header + n + 1, "; ")};
        header += strcspn(header, ";");
    }
    return (struct vg_str){0};
}

struct vg_session *vg_sessions_find(struct vg_sessions *s, const char *header, const char *name)
{
    struct vg_str v = value_of(header, name);
    char given[VG_SESSION_HEX];

    if (v.len != VG_SESSION_HEX - 1)
        return NULL;
    memcpy(given, v.p, v.len);
    given[v.len] = '\0';
    for (size_t i = 0; i < s->n; i++)
        if (s->list[i].used > 0 && vg_same_secret(s->list[i].cookie, given)) {
            s->list[i].used = ++s->clock;
            return &s->list[i];
        }
    return NULL;
}
