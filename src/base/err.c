/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut an over-long sentence so that it does not end inside a UTF-8 sequence. */
static void end_on_character(char *text, size_t len)
{
    size_t at = len;

    while (at > 0 && ((unsigned char)text[at - 1] & 0xc0U) == 0x80U)
        at--;
    if (at > 0 && (unsigned char)text[at - 1] >= 0xc0U)
        text[at - 1] = '\0';
}

int vg_fail(struct vg_err *err, int code, const char *form, ...)
{
    va_list args;
    int n;

    if (err == NULL)
        return code;
    err->code = code;
    va_start(args, form);
    n = vsnprintf(err->text, sizeof err->text, form, args);
    va_end(args);
    if (n >= (int)sizeof err->text)
        end_on_character(err->text, sizeof err->text - 1);
    return code;
}

int vg_within(struct vg_err *err, int code, const char *form, ...)
{
    char where[VG_ERR_TEXT];
    char whole[2 * VG_ERR_TEXT + 2];
    va_list args;

    if (err == NULL)
        return code;
    va_start(args, form);
    (void)vsnprintf(where, sizeof where, form, args);
    va_end(args);
    (void)snprintf(whole, sizeof whole, "%s: %s", where, err->text);
    return vg_fail(err, code, "%s", whole);
}

const char *vg_code_word(int code)
{
    switch (code) {
    case VG_OK:
    case VG_ROW:
        return "ok";
    case VG_E_ABSENT:
        return "absent";
    case VG_E_FORMAT:
        return "format";
    case VG_E_LIMIT:
        return "limit";
    case VG_E_IO:
        return "io";
    case VG_E_REFUSED:
        return "refused";
    case VG_E_MISUSE:
        return "misuse";
    case VG_E_CONFLICT:
        return "conflict";
    case VG_E_NOT_HELD:
        return "not-held";
    case VG_E_INTERRUPTED:
        return "interrupted";
    default:
        return "unknown";
    }
}
