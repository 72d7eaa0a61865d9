/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_MESSAGE_H
#define VG_UNPACK_MESSAGE_H

#include "unpack/coding.h"
#include "unpack/head.h"
#include "unpack/notes.h"
#include "unpack/unpack.h"

/*
 * HTTP messages as captured (HTTP/0.9 to 3, ICY): the head, and the entity behind it.
 * Nothing is changed by reading: what decodes, decodes beside what was stored.
 */

/* Is it a message of HTTP by its first line: a status line or a request line? */
int vg_message_begins(struct vg_str block);

/* Take p->block apart into is_http, status, http, head, stored, media. `place` is the offset that
 * notes are given. A block that is no message is stored whole. `head` is reused and holds p->http.
 */
void vg_message_read(struct vg_piece *p, struct vg_head *head, struct vg_notes *notes,
                     uint64_t place);

/* Decode p->stored into p->body. *dechunked is what lies between the two: the payload
 * over which many writers compute their digest. */
void vg_message_decode(struct vg_piece *p, struct vg_coder *c, struct vg_notes *notes,
                       uint64_t place, struct vg_str *dechunked);

#endif
