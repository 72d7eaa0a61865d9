/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_JSON_H
#define VG_BASE_JSON_H

#include <jansson.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Writing: a small streaming writer. Keys come out in the order they are
 * written, so the same calls give the same bytes; no white space. Strings are
 * escaped as RFC 8259 asks, and U+2028, U+2029 and bidi controls as \u forms
 * besides; bad UTF-8 and NUL become U+FFFD.
 *
 *     struct vg_json j = {.out = &buf};
 *     vg_json_object(&j);
 *     vg_json_key(&j, "id");  vg_json_text(&j, "c17");
 *     vg_json_end(&j);
 */
struct vg_json {
    struct vg_buf *out;
    int depth;
    int after_key;          /* the next value belongs to a key just written */
    unsigned char used[32]; /* something was written at this depth: a comma is due */
    char close[32];
};

void vg_json_object(struct vg_json *j);
void vg_json_array(struct vg_json *j);
void vg_json_end(struct vg_json *j); /* the innermost object or array */
void vg_json_key(struct vg_json *j, const char *key);
void vg_json_text(struct vg_json *j, const char *text); /* NULL writes null */
void vg_json_str(struct vg_json *j, struct vg_str s);
void vg_json_i64(struct vg_json *j, int64_t v);
void vg_json_u64(struct vg_json *j, uint64_t v);
void vg_json_bool(struct vg_json *j, int v);
void vg_json_null(struct vg_json *j);
/* A decimal number n / 10^scale, printed exactly and without trailing zeros: (25, 1) is 2.5. */
void vg_json_decimal(struct vg_json *j, int64_t n, unsigned scale);
/* Ten significant digits, as %.10g; what is not finite is null. For results of estimates: nothing
 * that is counted is ever a double. */
void vg_json_number(struct vg_json *j, double v);
/* 15 significant digits; what is not finite writes null. */
void vg_json_real(struct vg_json *j, double v);

/* key and value in one call, for the common kinds. */
void vg_json_kt(struct vg_json *j, const char *key, const char *text);
void vg_json_ks(struct vg_json *j, const char *key, struct vg_str s);
void vg_json_ki(struct vg_json *j, const char *key, int64_t v);
void vg_json_ku(struct vg_json *j, const char *key, uint64_t v);
void vg_json_kb(struct vg_json *j, const char *key, int v);
void vg_json_kn(struct vg_json *j, const char *key, double v);

/*
 * Reading, with jansson, strictly: no duplicate keys, no bad UTF-8, no NUL in
 * strings, integers within 64 bits, depth at most VG_MAX_JSON_DEPTH, nothing
 * after the value. *out is a new reference, ended by VG_SCOPED_JSON or
 * json_decref(). Fails with VG_E_FORMAT (says line and what was found) or
 * VG_E_LIMIT.
 */
int vg_json_read(const char *p, size_t len, json_t **out, struct vg_err *err);

/* The first object that is made opens /dev/urandom, for a seed that nobody can foretell. A process
 * that is going to put itself where nothing can be opened must have this behind it; again it
 * costs nothing. */
void vg_json_seed(void);

#define VG_SCOPED_JSON __attribute__((cleanup(vg_json_endp))) json_t
void vg_json_endp(json_t **p);

/* Members of an object; the text lives as long as the object. A missing key, or
 * null, gives NULL or `otherwise`. A value of another kind fails with
 * VG_E_FORMAT "KEY: a text was expected". */
int vg_json_get_text(const json_t *o, const char *key, const char **out, struct vg_err *err);
int vg_json_get_i64(const json_t *o, const char *key, int64_t otherwise, int64_t *out,
                    struct vg_err *err);
/* As vg_json_get_text(), where an empty text is none: VG_E_FORMAT where it is required,
 * VG_E_LIMIT beyond VG_MAX_WORDS. */
int vg_json_get_words(const json_t *o, const char *key, int required, const char **out,
                      struct vg_err *err);
/* VG_E_FORMAT names the first key of an object that is none of these. */
int vg_json_only_keys(const json_t *o, const char *const *keys, size_t n, struct vg_err *err);

#endif
