/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as XML of no known kind, as RSS and as Atom. */
#include "fuzz.h"
#include "text_laws.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const heads[] = {
        "<?xml version='1.0'?>",
        "<rss><channel><item><description>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content>",
    };

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        check_behind(heads[i], "application/xml", bytes, n, NULL);
    return 0;
}
