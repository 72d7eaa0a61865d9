/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_CLOCK_H
#define VG_BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/*
 * What a stage needs of the world comes in through this struct, so that tests
 * give it a fixed clock and a fixed source of randomness. vg_world_real() is
 * the real one.
 */
struct vg_world {
    int64_t (*now)(void *w);                            /* seconds UTC since 1970 */
    int (*fill_random)(void *w, void *bytes, size_t n); /* VG_OK or VG_E_IO */
    void *w;
};

struct vg_world vg_world_real(void);

/* Milliseconds on a clock that only goes forward; for deadlines, never for the record. */
int64_t vg_ticks_ms(void);

enum { VG_TIME_TEXT = 21 }; /* "2026-11-23T17:00:00Z" and NUL */

/* Seconds UTC to RFC 3339 with Z, whole seconds. Years 0 to 9999; outside them the
 * nearest end is written. */
void vg_time_write(int64_t t, char out[VG_TIME_TEXT]);

/* The exact shape "YYYY-MM-DDThh:mm:ssZ". VG_E_FORMAT otherwise. */
int vg_time_read(const char *p, size_t len, int64_t *out, struct vg_err *err);

/* Days since 1970-01-01 of a day in the proleptic Gregorian calendar, and back. */
int64_t vg_days_of(int year, int month, int day);
void vg_date_of(int64_t days, int *year, int *month, int *day);
int vg_days_in_month(int year, int month);
/* 0 Monday … 6 Sunday */
int vg_weekday_of(int64_t days);

#endif
