/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/order.h"

#include <stdint.h>
#include <string.h>

int vg_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

int vg_i64_order(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}
