/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "capture/address.h"

static void only_the_public_internet_is_public(void **state)
{
    static const struct {
        const char *text, *kind;
    } rows[] = {
        {"1.1.1.1", "public"},
        {"8.8.8.8", "public"},
        {"93.184.216.34", "public"},
        {"223.255.255.255", "public"},
        {"0.0.0.0", "unspecified"},
        {"0.0.0.1", "reserved"},
        {"0.255.255.255", "reserved"},
        {"1.0.0.0", "public"},
        {"9.255.255.255", "public"},
        {"10.0.0.0", "private"},
        {"10.255.255.255", "private"},
        {"11.0.0.0", "public"},
        {"100.63.255.255", "public"},
        {"100.64.0.0", "carrier-grade NAT"},
        {"100.127.255.255", "carrier-grade NAT"},
        {"100.100.100.200", "cloud metadata"},
        {"100.128.0.0", "public"},
        {"126.255.255.255", "public"},
        {"127.0.0.0", "loopback"},
        {"127.0.0.1", "loopback"},
        {"127.255.255.255", "loopback"},
        {"128.0.0.0", "public"},
        {"168.63.129.16", "cloud metadata"},
        {"168.63.129.15", "public"},
        {"169.253.255.255", "public"},
        {"169.254.0.0", "link-local"},
        {"169.254.169.254", "cloud metadata"},
        {"169.254.170.2", "cloud metadata"},
        {"169.254.255.255", "link-local"},
        {"169.255.0.0", "public"},
        {"172.15.255.255", "public"},
        {"172.16.0.0", "private"},
        {"172.31.255.255", "private"},
        {"172.32.0.0", "public"},
        {"192.0.0.8", "reserved"},
        {"192.0.0.192", "cloud metadata"},
        {"192.0.2.1", "reserved"},
        {"192.0.3.1", "public"},
        {"192.88.99.1", "reserved"},
        {"192.167.255.255", "public"},
        {"192.168.0.0", "private"},
        {"192.168.255.255", "private"},
        {"192.169.0.0", "public"},
        {"198.17.255.255", "public"},
        {"198.18.0.0", "reserved"},
        {"198.19.255.255", "reserved"},
        {"198.20.0.0", "public"},
        {"198.51.100.7", "reserved"},
        {"203.0.113.7", "reserved"},
        {"224.0.0.1", "multicast"},
        {"239.255.255.255", "multicast"},
        {"240.0.0.0", "reserved"},
        {"255.255.255.255", "reserved"},
        {"2606:4700:4700::1111", "public"},
        {"2001:4860:4860::8888", "public"},
        {"2a00::1", "public"},
        {"::", "unspecified"},
        {"::1", "loopback"},
        {"::2", "IPv4 in an IPv6 dress"},
        {"::127.0.0.1", "IPv4 in an IPv6 dress"},
        {"::ffff:127.0.0.1", "IPv4 in an IPv6 dress"},
        {"::ffff:8.8.8.8", "IPv4 in an IPv6 dress"},
        {"::ffff:0:127.0.0.1", "IPv4 in an IPv6 dress"},
        {"64:ff9b::8.8.8.8", "public"},
        {"64:ff9b::127.0.0.1", "loopback"},
        {"64:ff9b::10.0.0.1", "private"},
        {"64:ff9b::169.254.169.254", "cloud metadata"},
        {"64:ff9b:1::8.8.8.8", "reserved"},
        {"100::1", "reserved"},
        {"2001::1", "unspecified"}, /* Teredo without a server */
        {"2001:0:4136:e378:8000:63bf:f7f7:f7f7", "public"},
        {"2001:0:4136:e378:8000:63bf:f5ff:fffe", "private"}, /* client 10.0.0.1 */
        {"2001:0:7f00:1:8000:63bf:3fff:fdd2", "loopback"},   /* server 127.0.0.1 */
        {"2001:2::1", "reserved"},
        {"2001:1ff:ffff::1", "reserved"},
        {"2001:200::1", "public"},
        {"2001:db8::1", "reserved"},
        {"2002:808:808::1", "public"},
        {"2002:7f00:1::1", "loopback"},
        {"2002:c0a8:101::1", "private"},
        {"2002:a9fe:a9fe::1", "cloud metadata"},
        {"2606:4700::5efe:192.168.0.1", "private"},
        {"2606:4700::200:5efe:10.0.0.1", "private"},
        {"2606:4700::5efe:8.8.8.8", "public"},
        {"3fff::1", "reserved"},
        {"3fff:1000::1", "public"},
        {"4000::1", "reserved"},
        {"1fff::1", "reserved"},
        {"fc00::1", "unique-local"},
        {"fdff:ffff::1", "unique-local"},
        {"fd00:ec2::254", "cloud metadata"},
        {"fd20:ce::254", "cloud metadata"},
        {"fe80::1", "link-local"},
        {"febf::1", "link-local"},
        {"fec0::1", "private"},
        {"ff02::1", "multicast"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_address a;

        ROW_CHECK(i, rows[i].text, vg_address_read(vg_str(rows[i].text), &a));
        ROW_CHECK(i, rows[i].text,
                  strcmp(vg_address_kind_word(vg_address_kind(&a)), rows[i].kind) == 0);
    }
}

static void a_host_is_a_name_an_address_or_odd(void **state)
{
    static const struct {
        const char *host;
        enum vg_host_kind kind;
    } rows[] = {
        {"example.org", VG_HOST_NAME},
        {"example.org.", VG_HOST_NAME},
        {"xn--fiqs8s", VG_HOST_NAME},
        {"a_b.example", VG_HOST_NAME},
        {"127.0.0.1.example.org", VG_HOST_NAME},
        {"1.2.3.4a", VG_HOST_NAME},
        {"localhost", VG_HOST_LOCAL},
        {"localhost.", VG_HOST_LOCAL},
        {"db.localhost", VG_HOST_LOCAL},
        {"notlocalhost", VG_HOST_NAME},
        {"127.0.0.1", VG_HOST_ADDRESS},
        {"8.8.8.8", VG_HOST_ADDRESS},
        {"::1", VG_HOST_ADDRESS},
        {"[::1]", VG_HOST_ADDRESS},
        {"[2606:4700::1111]", VG_HOST_ADDRESS},
        {"2130706433", VG_HOST_ODD},
        {"127.1", VG_HOST_ODD},
        {"127.0.1", VG_HOST_ODD},
        {"0177.0.0.1", VG_HOST_ODD},
        {"127.0.0.01", VG_HOST_ODD},
        {"0x7f.0.0.1", VG_HOST_ODD},
        {"0x7f000001", VG_HOST_ODD},
        {"0x", VG_HOST_ODD},
        {"example.0x7f", VG_HOST_ODD},
        {"127.0.0.1.", VG_HOST_ODD},
        {"256.1.1.1", VG_HOST_ODD},
        {"1.2.3.4.5", VG_HOST_ODD},
        {"example.123", VG_HOST_ODD},
        {"1.2.3", VG_HOST_ODD},
        {"0", VG_HOST_ODD},
        {"", VG_HOST_ODD},
        {".", VG_HOST_ODD},
        {"a..b", VG_HOST_ODD},
        {".a", VG_HOST_ODD},
        {"a b", VG_HOST_ODD},
        {"a%2eb", VG_HOST_ODD},
        {"fe80::1%eth0", VG_HOST_ODD},
        {"[fe80::1%25eth0]", VG_HOST_ODD},
        {"[1.2.3.4]", VG_HOST_ODD},
        {"[v1.a]", VG_HOST_ODD},
        {"[]", VG_HOST_ODD},
        {"::ffff:1.2.3.4.5", VG_HOST_ODD},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org", VG_HOST_ODD},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].host, vg_host_kind(vg_str(rows[i].host), NULL) == rows[i].kind);
}

static void addresses_are_written_one_way(void **state)
{
    static const struct {
        const char *text, *written;
    } rows[] = {
        {"1.2.3.4", "1.2.3.4"},
        {"255.255.255.255", "255.255.255.255"},
        {"::", "::"},
        {"::1", "::1"},
        {"1::", "1::"},
        {"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
        {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
        {"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_address a, b;
        char text[VG_ADDRESS_TEXT];

        ROW_CHECK(i, rows[i].text, vg_address_read(vg_str(rows[i].text), &a));
        vg_address_write(&a, text);
        if (strcmp(text, rows[i].written) != 0)
            fail_msg("%s is written %s", rows[i].text, text);
        ROW_CHECK(i, text, vg_address_read(vg_str(text), &b) && vg_address_is(&a, &b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_public_internet_is_public),
        cmocka_unit_test(a_host_is_a_name_an_address_or_odd),
        cmocka_unit_test(addresses_are_written_one_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
