/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_BANNED_H
#define VG_BASE_BANNED_H

/*
 * Included by every file through the build (-include). Calls that have hurt
 * other programs become errors that name what to use here. The C library's
 * headers come first so that their own declarations are past.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* With fortification some are macros under clang, and a macro cannot be poisoned. */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat strncpy strncat stpcpy           /* vg_copy, vg_print, vg_buf */
#pragma GCC poison sprintf vsprintf gets                          /* snprintf, vg_putf */
#pragma GCC poison strtok strtok_r                                /* walk a struct vg_str */
#pragma GCC poison gmtime localtime ctime asctime mktime strftime /* base/clock.h */
#pragma GCC poison atoi atol atof strtod /* vg_str_number; no locale, no silence */
#pragma GCC poison system popen          /* source text is never an instruction */
#pragma GCC poison setlocale             /* output depends on no locale */

#endif
