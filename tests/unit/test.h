/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_TEST_H
#define VG_TESTS_UNIT_TEST_H

/* cmocka wants these before it, in this order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

/* Run one row of a table: a failing row prints its number and text. */
#define ROW_CHECK(i, what, condition)                                                              \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("row %zu (%s): %s", (size_t)(i), (what), #condition);                         \
    } while (0)

#endif
