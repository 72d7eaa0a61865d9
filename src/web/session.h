/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_SESSION_H
#define VG_WEB_SESSION_H

#include "base/clock.h"
#include "base/err.h"

/*
 * Who may look: whoever opened the address with the one-time token, in the browser where
 * it was opened. A session is 256 random bits in a cookie and another 256 in the forms;
 * it ends with the server, or when VG_WEB_SESSIONS newer ones exist.
 */
enum { VG_SESSION_HEX = 65 }; /* with the NUL */

struct vg_session {
    char cookie[VG_SESSION_HEX], token[VG_SESSION_HEX];
    const char *language; /* "en", "zh"; NULL: as the browser prefers */
    int64_t used;         /* order of use; 0: free */
};

struct vg_sessions {
    struct vg_world world;
    char offered[VG_SESSION_HEX]; /* the token that nobody has spent yet; empty: none */
    struct vg_session *list;
    size_t n;
    int64_t clock;
};

/* Room for sessions, and a first token to be offered. */
int vg_sessions_open(struct vg_sessions *s, const struct vg_world *world, struct vg_err *err);
void vg_sessions_close(struct vg_sessions *s);
/* A new one-time token in `offered`; one that was not spent is void from now on. */
int vg_sessions_offer(struct vg_sessions *s, struct vg_err *err);
/* Spend the token: a new session, or NULL when it is not the one that was offered. */
struct vg_session *vg_sessions_begin(struct vg_sessions *s, const char *token);
/* The session of a Cookie header, or NULL. `name` is that of our cookie. */
struct vg_session *vg_sessions_find(struct vg_sessions *s, const char *header, const char *name);
/* The same text, told in the same time whatever differs. */
int vg_same_secret(const char *a, const char *b);

#endif
