/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_FAILURE_H
#define VG_WEB_FAILURE_H

#include "base/mem.h"

/*
 * Failures in Chinese. A failure is a sentence in English (base/err.h) that has come a long
 * way: through a helper process, as a line of a long work, out of the case file where it was
 * kept years ago. What a person can meet in the page in ordinary use stands in
 * web/words/failures.txt as "failure.…", its English with {1} {2} … where vg_fail() had
 * conversions; a sentence is known again by that form, its parts are put into the Chinese
 * one. What stands before a sentence ("period: …", "line 3: …") is known by
 * "failure.within.…", else kept as it is; a part that names a field is translated by
 * "failure.field.…". Of several forms that fit the one with the most words of its own is
 * taken. Pure.
 *
 * The sentence in the arena, or NULL when its form is not known: it is then shown in English.
 * A test holds every form against the sources: one that the program no longer says fails.
 */
const char *vg_failure_zh(const char *text, struct vg_arena *a);

/* A field, or another word that a failure or a line of long work names, in Chinese; NULL. */
const char *vg_field_zh(const char *name);

#endif
