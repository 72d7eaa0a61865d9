/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Any bytes as RTF, in a document whose code page has two bytes for a character. */
#include "fuzz.h"
#include "text_laws.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    check_behind("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset136 x;}{\\f1\\fcharset204 y;}}",
                 NULL, bytes, n, NULL);
    return 0;
}
