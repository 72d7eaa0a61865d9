/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/clock.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

static int64_t real_now(void *w)
{
    struct timespec t;

    (void)w;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec;
}

static int real_random(void *w, void *bytes, size_t n)
{
    unsigned char *p = bytes;

    (void)w;
    while (n > 0) {
        ssize_t got = getrandom(p, n, 0);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return VG_E_IO;
        p += got;
        n -= (size_t)got;
    }
    return VG_OK;
}

struct vg_world vg_world_real(void)
{
    return (struct vg_world){real_now, real_random, NULL};
}

int64_t vg_ticks_ms(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The civil calendar by eras of 400 years, counted from 1 March of year 0, so
 * that the leap day is the last of its year. Needs no library and no time zone. */
enum { DAYS_IN_ERA = 146097, EPOCH_SHIFT = 719468 };

int64_t vg_days_of(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * DAYS_IN_ERA + day_of_era - EPOCH_SHIFT;
}

void vg_date_of(int64_t days, int *year, int *month, int *day)
{
    int64_t z = days + EPOCH_SHIFT;
    int64_t era = (z >= 0 ? z : z - (DAYS_IN_ERA - 1)) / DAYS_IN_ERA;
    int64_t doe = z - era * DAYS_IN_ERA;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / (DAYS_IN_ERA - 1)) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;

    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

int vg_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

int vg_weekday_of(int64_t days)
{
    return (int)(((days + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

void vg_time_write(int64_t t, char out[VG_TIME_TEXT])
{
    const int64_t first = -62167219200, last = 253402300799; /* 0000-01-01, 9999-12-31 */
    int64_t clamped = t < first ? first : t > last ? last : t;
    int64_t days = (clamped >= 0 ? clamped : clamped - 86399) / 86400;
    int64_t s = clamped - days * 86400;
    int year, month, day;

    vg_date_of(days, &year, &month, &day);
    (void)snprintf(out, VG_TIME_TEXT, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)year % 10000U,
                   (unsigned)month % 100U, (unsigned)day % 100U, (unsigned)(s / 3600) % 100U,
                   (unsigned)(s / 60 % 60), (unsigned)(s % 60));
}

static int digits(const char *p, int n)
{
    int v = 0;

    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

int vg_time_read(const char *p, size_t len, int64_t *out, struct vg_err *err)
{
    int y, mo, d, h, mi, s;

    if (len != VG_TIME_TEXT - 1 || p[4] != '-' || p[7] != '-' || p[10] != 'T' || p[13] != ':' ||
        p[16] != ':' || p[19] != 'Z')
        return vg_fail(err, VG_E_FORMAT, "a time must look like 2026-11-23T17:00:00Z");
    y = digits(p, 4);
    mo = digits(p + 5, 2);
    d = digits(p + 8, 2);
    h = digits(p + 11, 2);
    mi = digits(p + 14, 2);
    s = digits(p + 17, 2);
    if (y < 0 || mo < 1 || mo > 12 || d < 1 || d > vg_days_in_month(y, mo) || h < 0 || h > 23 ||
        mi < 0 || mi > 59 || s < 0 || s > 59)
        return vg_fail(err, VG_E_FORMAT, "\"%.20s\" is no time of the calendar", p);
    *out = vg_days_of(y, mo, d) * 86400 + h * 3600 + mi * 60 + s;
    return VG_OK;
}
