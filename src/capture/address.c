/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Two tables of blocks, looked through from the top; the first that fits says
 * the kind. IPv6 is closed by default: outside 2000::/3 nothing is given out
 * (IANA, Internet Protocol Version 6 Address Space).
 */
#include "capture/address.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

struct block {
    unsigned char bytes[16];
    int bits;
    enum vg_address_kind kind;
};

/* IANA IPv4 Special-Purpose Address Registry, multicast (RFC 5771), and the
 * addresses at which clouds answer their own machines. */
static const struct block v4_blocks[] = {
    {{169, 254, 169, 254}, 32, VG_ADDRESS_METADATA}, /* most clouds */
    {{169, 254, 170, 2}, 32, VG_ADDRESS_METADATA},   /* container credentials */
    {{100, 100, 100, 200}, 32, VG_ADDRESS_METADATA},
    {{168, 63, 129, 16}, 32, VG_ADDRESS_METADATA}, /* looks public, is the host's own */
    {{192, 0, 0, 192}, 32, VG_ADDRESS_METADATA},
    {{0, 0, 0, 0}, 32, VG_ADDRESS_UNSPECIFIED},
    {{0}, 8, VG_ADDRESS_RESERVED}, /* "this network", RFC 791 */
    {{10}, 8, VG_ADDRESS_PRIVATE},
    {{100, 64}, 10, VG_ADDRESS_CARRIER},
    {{127}, 8, VG_ADDRESS_LOOPBACK},
    {{169, 254}, 16, VG_ADDRESS_LINK_LOCAL},
    {{172, 16}, 12, VG_ADDRESS_PRIVATE},
    {{192, 0, 0}, 24, VG_ADDRESS_RESERVED},    /* protocol assignments, RFC 6890 */
    {{192, 0, 2}, 24, VG_ADDRESS_RESERVED},    /* documentation, RFC 5737 */
    {{192, 88, 99}, 24, VG_ADDRESS_RESERVED},  /* 6to4 relays, RFC 7526 */
    {{192, 168}, 16, VG_ADDRESS_PRIVATE},      /* */
    {{198, 18}, 15, VG_ADDRESS_RESERVED},      /* benchmarks, RFC 2544 */
    {{198, 51, 100}, 24, VG_ADDRESS_RESERVED}, /* documentation */
    {{203, 0, 113}, 24, VG_ADDRESS_RESERVED},  /* documentation */
    {{224}, 4, VG_ADDRESS_MULTICAST},
    {{240}, 4, VG_ADDRESS_RESERVED}, /* RFC 1112, and broadcast */
};

/* IANA IPv6 Special-Purpose Address Registry. What carries an IPv4 address is
 * told apart in carried_kind(). */
static const struct block v6_blocks[] = {
    {{0xfd, 0x00, 0x0e, 0xc2, [14] = 0x02, [15] = 0x54}, 128, VG_ADDRESS_METADATA},
    {{0xfd, 0x20, 0x00, 0xce, [14] = 0x02, [15] = 0x54}, 128, VG_ADDRESS_METADATA},
    {{0}, 128, VG_ADDRESS_UNSPECIFIED},
    {{[15] = 1}, 128, VG_ADDRESS_LOOPBACK},
    {{[10] = 0xff, [11] = 0xff}, 96, VG_ADDRESS_MAPPED},
    {{[8] = 0xff, [9] = 0xff}, 96, VG_ADDRESS_MAPPED}, /* translated, RFC 2765 */
    {{0}, 96, VG_ADDRESS_MAPPED},                      /* compatible, RFC 4291 */
    {{0x00, 0x64, 0xff, 0x9b}, 96, VG_ADDRESS_PUBLIC}, /* NAT64 */
    {{0xfc}, 7, VG_ADDRESS_UNIQUE_LOCAL},
    {{0xfe, 0x80}, 10, VG_ADDRESS_LINK_LOCAL},
    {{0xfe, 0xc0}, 10, VG_ADDRESS_PRIVATE}, /* site-local, RFC 3879 */
    {{0xff}, 8, VG_ADDRESS_MULTICAST},
    {{0x20, 0x01, 0x00, 0x00}, 32, VG_ADDRESS_PUBLIC},   /* Teredo */
    {{0x20, 0x01}, 23, VG_ADDRESS_RESERVED},             /* protocol assignments, RFC 2928 */
    {{0x20, 0x01, 0x0d, 0xb8}, 32, VG_ADDRESS_RESERVED}, /* documentation, RFC 3849 */
    {{0x3f, 0xff}, 20, VG_ADDRESS_RESERVED},             /* documentation, RFC 9637 */
    {{0x20}, 3, VG_ADDRESS_PUBLIC},
    {{0}, 0, VG_ADDRESS_RESERVED},
};

static int starts_with(const unsigned char *bytes, const struct block *b)
{
    int whole = b->bits / 8, rest = b->bits % 8;

    if (memcmp(bytes, b->bytes, (size_t)whole) != 0)
        return 0;
    return rest == 0 || (bytes[whole] ^ b->bytes[whole]) >> (8 - rest) == 0;
}

static enum vg_address_kind v4_kind(const unsigned char *bytes)
{
    for (size_t i = 0; i < sizeof v4_blocks / sizeof *v4_blocks; i++)
        if (starts_with(bytes, &v4_blocks[i]))
            return v4_blocks[i].kind;
    return VG_ADDRESS_PUBLIC;
}

/*
 * Where gateways find the IPv4 address that they send to: NAT64 (RFC 6052) and
 * ISATAP (RFC 5214) in the last four bytes, 6to4 (RFC 3056) after its prefix,
 * Teredo (RFC 4380) the server after its prefix and the client, inverted, at the end.
 */
static enum vg_address_kind carried_kind(const unsigned char *b)
{
    static const struct block nat64 = {{0x00, 0x64, 0xff, 0x9b}, 96, VG_ADDRESS_PUBLIC};
    static const struct block teredo = {{0x20, 0x01}, 32, VG_ADDRESS_PUBLIC};
    const unsigned char client[4] = {b[12] ^ 0xff, b[13] ^ 0xff, b[14] ^ 0xff, b[15] ^ 0xff};
    enum vg_address_kind server;

    if (starts_with(b, &nat64))
        return v4_kind(b + 12);
    if (b[0] == 0x20 && b[1] == 0x02)
        return v4_kind(b + 2);
    if ((b[8] & 0xfd) == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe)
        return v4_kind(b + 12);
    if (!starts_with(b, &teredo))
        return VG_ADDRESS_PUBLIC;
    server = v4_kind(b + 4);
    return server != VG_ADDRESS_PUBLIC ? server : v4_kind(client);
}

enum vg_address_kind vg_address_kind(const struct vg_address *a)
{
    if (a->version == 4)
        return v4_kind(a->bytes);
    for (size_t i = 0; i < sizeof v6_blocks / sizeof *v6_blocks; i++)
        if (starts_with(a->bytes, &v6_blocks[i])) {
            enum vg_address_kind kind = v6_blocks[i].kind;

            return kind == VG_ADDRESS_PUBLIC ? carried_kind(a->bytes) : kind;
        }
    return VG_ADDRESS_RESERVED;
}

const char *vg_address_kind_word(enum vg_address_kind kind)
{
    switch (kind) {
    case VG_ADDRESS_PUBLIC:
        return "public";
    case VG_ADDRESS_LOOPBACK:
        return "loopback";
    case VG_ADDRESS_UNSPECIFIED:
        return "unspecified";
    case VG_ADDRESS_PRIVATE:
        return "private";
    case VG_ADDRESS_LINK_LOCAL:
        return "link-local";
    case VG_ADDRESS_CARRIER:
        return "carrier-grade NAT";
    case VG_ADDRESS_UNIQUE_LOCAL:
        return "unique-local";
    case VG_ADDRESS_METADATA:
        return "cloud metadata";
    case VG_ADDRESS_MULTICAST:
        return "multicast";
    case VG_ADDRESS_MAPPED:
        return "IPv4 in an IPv6 dress";
    case VG_ADDRESS_RESERVED:
    default:
        return "reserved";
    }
}

int vg_address_is(const struct vg_address *a, const struct vg_address *b)
{
    return a->version == b->version && memcmp(a->bytes, b->bytes, a->version == 4 ? 4 : 16) == 0;
}

/* Four decimal numbers, no leading zeros: the one form that all programs read alike. */
static int read_quad(struct vg_str s, unsigned char out[4])
{
    unsigned v = 0, part = 0, digits = 0;

    for (size_t i = 0; i <= s.len; i++) {
        char c = i < s.len ? s.p[i] : '.';

        if (c == '.') {
            if (digits == 0 || part == 4)
                return 0;
            out[part++] = (unsigned char)v;
            v = digits = 0;
            continue;
        }
        if (c < '0' || c > '9' || (digits > 0 && v == 0))
            return 0;
        v = v * 10 + (unsigned)(c - '0');
        digits++;
        if (v > 255)
            return 0;
    }
    return part == 4;
}

int vg_address_read(struct vg_str text, struct vg_address *out)
{
    struct vg_address a = {.version = 4};
    char z[VG_ADDRESS_TEXT];

    if (read_quad(text, a.bytes)) {
        *out = a;
        return 1;
    }
    if (text.len == 0 || text.len >= sizeof z || memchr(text.p, ':', text.len) == NULL)
        return 0;
    memcpy(z, text.p, text.len);
    z[text.len] = '\0';
    a = (struct vg_address){.version = 6};
    if (strlen(z) != text.len || inet_pton(AF_INET6, z, a.bytes) != 1)
        return 0;
    *out = a;
    return 1;
}

/* The longest run of at least two zero groups, the first of equals (RFC 5952 section 4.2). */
static int longest_zeros(const unsigned *group, int *length)
{
    int best = -1, most = 1, from = 0;

    for (int i = 0; i <= 8; i++) {
        if (i < 8 && group[i] == 0)
            continue;
        if (i - from > most) {
            most = i - from;
            best = from;
        }
        from = i + 1;
    }
    *length = best < 0 ? 0 : most;
    return best;
}

void vg_address_write(const struct vg_address *a, char out[VG_ADDRESS_TEXT])
{
    const unsigned char *b = a->bytes;
    unsigned group[8];
    int run, from, at = 0;

    if (a->version == 4) {
        (void)snprintf(out, VG_ADDRESS_TEXT, "%u.%u.%u.%u", b[0], b[1], b[2], b[3]);
        return;
    }
    for (int i = 0; i < 8; i++)
        group[i] = (unsigned)b[2 * i] << 8 | b[2 * i + 1];
    from = longest_zeros(group, &run);
    out[0] = '\0';
    for (int i = 0; i < 8; i++) {
        if (i == from) {
            at += snprintf(out + at, (size_t)(VG_ADDRESS_TEXT - at), i == 0 ? "::" : ":");
            i += run - 1;
            continue;
        }
        at +=
            snprintf(out + at, (size_t)(VG_ADDRESS_TEXT - at), "%x%s", group[i], i < 7 ? ":" : "");
    }
}

/*
 * Would some resolver take the last label for a number? Then the whole is an
 * IPv4 address written in an old way (inet_aton): "127.1", "2130706433", "0x7f.1", "0177.0.0.1".
 */
static int ends_in_number(struct vg_str host)
{
    size_t from, at;

    if (host.len > 0 && host.p[host.len - 1] == '.')
        host.len--;
    for (from = host.len; from > 0 && host.p[from - 1] != '.'; from--)
        ;
    if (host.len - from >= 2 && host.p[from] == '0' && host.p[from + 1] == 'x')
        return 1;
    for (at = from; at < host.len && host.p[at] >= '0' && host.p[at] <= '9'; at++)
        ;
    return at == host.len && at > from;
}

/* Labels of 1 to 63 letters, digits, hyphens and underscores; 253 bytes in all (RFC 1035). */
static int is_name(struct vg_str host)
{
    size_t label = 0;

    if (host.len > 0 && host.p[host.len - 1] == '.')
        host.len--;
    if (host.len == 0 || host.len > 253)
        return 0;
    for (size_t i = 0; i < host.len; i++) {
        char c = host.p[i];
        int is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';

        if (c == '.' ? label == 0 : !is_letter)
            return 0;
        label = c == '.' ? 0 : label + 1;
        if (label > 63)
            return 0;
    }
    return label > 0;
}

static int is_local_name(struct vg_str host)
{
    static const char local[] = "localhost";
    size_t n = sizeof local - 1;

    if (host.len > 0 && host.p[host.len - 1] == '.')
        host.len--;
    if (host.len < n || memcmp(host.p + host.len - n, local, n) != 0)
        return 0;
    return host.len == n || host.p[host.len - n - 1] == '.';
}

enum vg_host_kind vg_host_kind(struct vg_str host, struct vg_address *out)
{
    struct vg_address a;

    if (host.len > 2 && host.p[0] == '[' && host.p[host.len - 1] == ']') {
        host = (struct vg_str){host.p + 1, host.len - 2};
        if (memchr(host.p, ':', host.len) == NULL)
            return VG_HOST_ODD;
    }
    if (vg_address_read(host, &a)) {
        if (out != NULL)
            *out = a;
        return VG_HOST_ADDRESS;
    }
    if (!is_name(host) || ends_in_number(host))
        return VG_HOST_ODD;
    return is_local_name(host) ? VG_HOST_LOCAL : VG_HOST_NAME;
}
