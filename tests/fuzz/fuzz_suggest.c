/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "claim/suggest.h"
#include "fuzz.h"

/* Whatever the bytes: bad UTF-8 is refused, every passage lies in the text and on
 * its characters, every quantity keeps the op table, every chain ends in the text. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_suggest_in in = {.text = {(const char *)bytes, n}, .date = "2024-02-29"};

    struct vg_suggestions got;
    int rc = vg_suggest(&in, &a, &got, NULL);

    LAW((rc == VG_OK) == (vg_utf8_bad(in.text.p, n) == n));
    for (size_t i = 0; rc == VG_OK && i < got.n; i++) {
        const struct vg_claim *c = &got.claims[i];
        const struct vg_passage *p = c->passage;

        LAW(p->start >= 0 && p->start < p->end && (size_t)p->end <= n);
        LAW(vg_utf8_border(in.text.p, n, (size_t)p->start) &&
            vg_utf8_border(in.text.p, n, (size_t)p->end));
        LAW(p->quote.p == in.text.p + p->start && p->quote.len == (size_t)(p->end - p->start));
        LAW(c->quantity.op == VG_OP_NONE || vg_quantity_check(&c->quantity, NULL) == VG_OK);
        LAW(c->n_links > 0 && strcmp(c->links[c->n_links - 1].as, "text") == 0);
        LAW(c->status == VG_SUGGESTED && c->id == 0 && c->stance != 0);
    }
    return 0;
}
