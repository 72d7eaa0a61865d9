/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "mention/gazetteer.h"
#include "mention/gazetteer_table.h"

/*
 * A table whose bytes were changed by somebody who knows the checksum: it is refused, or finds
 * what it finds without leaving its memory. The input is changes, four bytes each (where, in
 * three; what), to a table that is made here.
 */
static const char text[] =
    "Toronto, New York's police stations; 福州市公安局 in U.S. 京A 臺灣 (Rome)";

static void make(struct vg_buf *table)
{
    static const char *const list[] = {"Toronto", "New York",  "York",   "police station",
                                       "福州",    "公安局",    "福州市", "台湾",
                                       "US",      "U.S.",      "京",     "京A",
                                       "(Rome)",  "New Delhi", "Tor"};
    struct vg_gazetteer_name names[sizeof list / sizeof *list];
    size_t n = sizeof list / sizeof *list;

    for (size_t i = 0; i < n; i++)
        names[i] = (struct vg_gazetteer_name){
            vg_str(list[i]), vg_str(list[i]), {0}, i % 2 ? VG_NAME_PLACE : VG_NAME_TRIGGER};
    LAW(vg_gazetteer_build(names, n, table, NULL) == VG_OK);
}

static void use(const struct vg_gazetteer *g)
{
    static struct vg_hit hits[VG_FINDER_ROOM];
    struct vg_finder f;
    size_t n, sum = 0;

    vg_finder_begin(&f, g, text, sizeof text - 1);
    while ((n = vg_finder_next(&f, hits, VG_FINDER_ROOM)) > 0)
        for (size_t i = 0; i < n; i++) {
            uint32_t name = hits[i].name;

            LAW(hits[i].end <= sizeof text - 1);
            for (uint32_t k = 0; k < vg_gazetteer_ids(g, name); k++)
                for (size_t at = 0; at < vg_gazetteer_id(g, name, k).len; at++)
                    sum += (unsigned char)vg_gazetteer_id(g, name, k).p[at];
        }
    LAW(sum < SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_BUF table = {0};
    struct vg_table_head head;
    struct vg_gazetteer g;

    make(&table);
    for (; n >= 4; bytes += 4, n -= 4) {
        size_t at = (size_t)bytes[0] << 16 | (size_t)bytes[1] << 8 | bytes[2];

        table.p[at % table.len] = (char)bytes[3];
    }
    memcpy(&head, table.p, sizeof head);
    head.checksum = vg_table_checksum(table.p, table.len);
    memcpy(table.p, &head, sizeof head);
    if (vg_gazetteer_open(&g, table.p, table.len, NULL) == VG_OK)
        use(&g);
    return 0;
}
