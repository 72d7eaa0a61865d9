/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_FUZZ_FUZZ_H
#define VG_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer and replay.c call. Returns 0; a broken law aborts. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* A law that holds for any input. */
#define LAW(condition)                                                                             \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            (void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                  \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
