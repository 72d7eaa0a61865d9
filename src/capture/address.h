/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CAPTURE_ADDRESS_H
#define VG_CAPTURE_ADDRESS_H

#include <stddef.h>

#include "base/mem.h"

/*
 * Which internet addresses a page may be fetched from. A page, or whoever owns
 * its name, must not be able to point the program at the user's own machine or
 * network, so only addresses of the public internet pass. Pure.
 */
struct vg_address {
    int version;             /* 4 or 6 */
    unsigned char bytes[16]; /* network order; the first 4 for version 4 */
};

enum vg_address_kind {
    VG_ADDRESS_PUBLIC,
    VG_ADDRESS_LOOPBACK,
    VG_ADDRESS_UNSPECIFIED,
    VG_ADDRESS_PRIVATE, /* RFC 1918 */
    VG_ADDRESS_LINK_LOCAL,
    VG_ADDRESS_CARRIER,      /* 100.64.0.0/10, RFC 6598 */
    VG_ADDRESS_UNIQUE_LOCAL, /* fc00::/7, RFC 4193 */
    VG_ADDRESS_METADATA,     /* where clouds hand keys to whoever asks from inside */
    VG_ADDRESS_MULTICAST,
    VG_ADDRESS_RESERVED, /* the rest of the IANA special-purpose registries */
    VG_ADDRESS_MAPPED,   /* IPv4 in an IPv6 dress (mapped, compatible, translated) */
};

/*
 * The kind of an address. One that carries an IPv4 address for a gateway
 * (NAT64, 6to4, Teredo, ISATAP) is of the kind of what it carries if that is
 * not public. Only VG_ADDRESS_PUBLIC may be fetched from.
 * Registries: IANA IPv4 and IPv6 Special-Purpose Address, RFC 6890 and successors.
 */
enum vg_address_kind vg_address_kind(const struct vg_address *a);

/* "loopback", "private", "link-local" …, for sentences. */
const char *vg_address_kind_word(enum vg_address_kind kind);

int vg_address_is(const struct vg_address *a, const struct vg_address *b);

/*
 * Read an address in its ordinary form: four decimal numbers without leading
 * zeros, or RFC 4291 text without zone or brackets. 1 if it is one, else 0 and
 * *out untouched.
 */
int vg_address_read(struct vg_str text, struct vg_address *out);

enum { VG_ADDRESS_TEXT = 46 }; /* bytes, with the final NUL */

/* RFC 5952 text (lower case, longest run of zeros shortened) or a dotted quad. */
void vg_address_write(const struct vg_address *a, char out[VG_ADDRESS_TEXT]);

/* What stands in a URL where the host belongs, brackets of IPv6 taken off or not. */
enum vg_host_kind {
    VG_HOST_NAME,
    VG_HOST_ADDRESS, /* an ordinary address; *out is set */
    VG_HOST_LOCAL,   /* localhost and names below it, RFC 6761 */
    VG_HOST_ODD, /* decimal, octal, hexadecimal or shortened IPv4, a zone, no host name at all */
};

/* The host must be lower case, as vg_url_read() leaves it. `out` may be NULL. */
enum vg_host_kind vg_host_kind(struct vg_str host, struct vg_address *out);

#endif
