/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_WIRE_H
#define VG_WEB_WIRE_H

#include "base/buf.h"
#include "web/web.h"

/*
 * What travels between the process that speaks HTTP and those that hold the case, as the
 * messages of guard/crew.h: one byte that says what it is, then texts and numbers in a
 * fixed order. Both ends are this program, forked from one file; a message that does not
 * read ends the member that sent it.
 */
enum vg_wire {
    VG_WIRE_ASK = 'A', /* a request → a reply */
    VG_WIRE_REPLY = 'R',
    VG_WIRE_CHANGED = 'C', /* did anybody change the case? → the same with one byte, 1: yes */
    VG_WIRE_FORGET = 'F',  /* give back the memory of the view; no answer */
    VG_WIRE_PIECE = 'P',   /* a source and the number of a piece → its bytes, none at the end */
    VG_WIRE_FILE = 'U',    /* a file of the work that follows; its descriptor goes along */
    VG_WIRE_WORK = 'J',    /* long work to do */
    VG_WIRE_STOP = 'S',    /* stop it between two pieces */
    VG_WIRE_TELL = 'T',    /* how far it is */
    VG_WIRE_DONE = 'D',    /* how it ended */
};

void vg_pack_text(struct vg_buf *b, const char *text); /* NULL stays NULL */
void vg_pack_str(struct vg_buf *b, struct vg_str s);
void vg_pack_i64(struct vg_buf *b, int64_t v);

struct vg_unpack {
    const char *p;
    size_t n;
    int is_bad; /* it ended early; what was read since is empty */
};
const char *vg_unpack_text(struct vg_unpack *u, struct vg_arena *a);
struct vg_str vg_unpack_str(struct vg_unpack *u); /* points into the message */
int64_t vg_unpack_i64(struct vg_unpack *u);

void vg_pack_fields(struct vg_buf *b, const struct vg_web_field *list, size_t n);
const struct vg_web_field *vg_unpack_fields(struct vg_unpack *u, struct vg_arena *a, size_t *n);

/* A request and a reply, the kind byte included in packing and passed by the reader. */
void vg_pack_ask(struct vg_buf *b, const struct vg_web_ask *ask);
int vg_unpack_ask(struct vg_unpack *u, struct vg_arena *a, struct vg_web_ask *out);
/* `changed`: the worker saw that somebody had changed the case. The body of the unpacked
 * reply is *body. */
void vg_pack_reply(struct vg_buf *b, const struct vg_web_reply *r, int changed);
int vg_unpack_reply(struct vg_unpack *u, struct vg_arena *a, struct vg_web_reply *out,
                    struct vg_str *body, int *changed);

#endif
