/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_IDENT_H
#define VG_RESOLVE_IDENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

/*
 * What tells a body from another besides its name: a telephone, an address of mail or of the web,
 * a number in a register, a house in a street. Found in a text, or read from a value that is known
 * to be one, and written in one way (the key), so that two writings of one are equal bytes.
 *
 *   phone     "+86 59187550110": country code, blank, the national number without its leading 0;
 *             without the country code where nothing tells it (vg_ident_same() compares the two)
 *   mail      "local@host", in lower case
 *   web       "host/path": host in lower case without "www." and port, path without its last
 *             slash; no query, no fragment; only the host where there is no path
 *   register  "uscc 91350100…": which register, blank, letters and digits in capitals
 *   address   "17 steeles avenue east": number, blank, the street with its word of kind written
 *             out, without case and accents; in Han "17 福新路", simplified
 *
 * In a text only what says what it is counts: a telephone by a word before it, an international
 * prefix or the form of a national number; a page of the web by a word that says it is somebody's
 * own ("website:", 官网), since texts are full of addresses of other people's pages; a number of a
 * register by the words of that register, with the check digit where it has one. Numbers of six
 * digits or fewer (110, 12337) identify nobody and are none. Pure.
 */
enum vg_ident_kind {
    VG_IDENT_PHONE,
    VG_IDENT_MAIL,
    VG_IDENT_WEB,
    VG_IDENT_REGISTER,
    VG_IDENT_ADDRESS,
    VG_IDENT_KINDS
};

struct vg_ident {
    uint8_t kind;
    size_t at, len;     /* bytes of the text it was found in */
    struct vg_str key;  /* in the arena */
    struct vg_str text; /* as it stands there; points into the text */
};

/* "phone", "mail", "web", "register", "address". */
const char *vg_ident_word(enum vg_ident_kind kind);

/* All of a text, ascending by place; they do not overlap. At most VG_MAX_IDENTS; the rest of the
 * text is not looked at then. In the arena. Linear in the text. */
size_t vg_ident_find(const char *text, size_t len, struct vg_arena *a, struct vg_ident **out);

/* A value that is known to be of this kind: a column, a property. `scheme` names the register of a
 * number ("company" where it is NULL). 1 and the key in the arena, or 0 where it is none. */
int vg_ident_read(enum vg_ident_kind kind, struct vg_str value, const char *scheme,
                  struct vg_arena *a, struct vg_str *key);

/* Are these two keys of one kind one? A number without a country code is one with any that ends
 * in it, if what stands before is a country code and the number has at least eight digits. */
int vg_ident_same(enum vg_ident_kind kind, struct vg_str left, struct vg_str right);

/* The host of a key of web or mail; empty where many unrelated people share it (mail providers,
 * platforms): that says nothing about who somebody is. */
struct vg_str vg_ident_host(enum vg_ident_kind kind, struct vg_str key);

/* Of a register: do both keys name the same one? Two numbers of one register differ; of two
 * registers they say nothing. */
int vg_ident_one_register(struct vg_str left, struct vg_str right);

#endif
