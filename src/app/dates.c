/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/dates.h"

#include <inttypes.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "capture/http.h"
#include "capture/preserve.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, MOST = 5 };

struct notes {
    struct vg_arena *a;
    struct vg_contradiction *list;
    size_t n;
};

static void note(struct notes *t, const char *kind, const char *says)
{
    t->list[t->n++] = (struct vg_contradiction){kind, says};
}

static const char *moment(struct notes *t, int64_t at)
{
    char text[VG_TIME_TEXT];

    vg_time_write(at, text);
    return vg_copyz(t->a, text);
}

/* "3 days", "1 hour", "12 minutes": the largest unit of which there is one. */
static const char *span(struct notes *t, int64_t seconds)
{
    int64_t unit = seconds >= DAY ? DAY : seconds >= HOUR ? HOUR : MINUTE;
    const char *name = unit == DAY ? "day" : unit == HOUR ? "hour" : "minute";
    int64_t n = seconds / unit;

    return vg_print(t->a, "%" PRId64 " %s%s", n, name, n == 1 ? "" : "s");
}

static int64_t apart(int64_t a, int64_t b)
{
    return a < b ? b - a : a - b;
}

/* Seconds that a cache has held the answer (RFC 9111 section 5.1); 0 when it does not say. */
static int64_t age_of(struct vg_str head)
{
    struct vg_str s = vg_http_value(head, "Age");
    int64_t age = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || i == VG_MAX_DIGITS)
            return 0;
        age = age * 10 + (s.p[i] - '0');
    }
    return age;
}

/* An answer out of a cache keeps the Date of when it was made, and Age says how long ago. */
static void compare_clocks(struct notes *t, const struct vg_source_dates *d, int64_t server,
                           struct vg_str head)
{
    int64_t off = apart(d->captured, server), held = apart(d->captured, server + age_of(head));

    if (off <= VG_CLOCKS_APART_S || held <= VG_CLOCKS_APART_S)
        return;
    note(t, "server-clock",
         vg_print(t->a, "the server's clock says %s, ours %s: %s apart", moment(t, server),
                  moment(t, d->captured), span(t, off)));
}

static void compare_server(struct notes *t, const struct vg_source_dates *d)
{
    struct vg_http_answer answer = {0};
    int64_t server, changed;

    if (vg_http_date_read(vg_str(d->server_date), &server, NULL) != VG_OK)
        return;
    (void)vg_http_answer_read(d->answer, &answer, NULL);
    compare_clocks(t, d, server, answer.head);
    if (vg_http_date_read(vg_http_value(answer.head, "Last-Modified"), &changed, NULL) == VG_OK &&
        changed > server)
        note(t, "last-modified",
             vg_print(t->a, "the server says that it last changed %s, later than its own clock, %s",
                      moment(t, changed), moment(t, server)));
}

/* A document is dated by the day of the place it comes from: what is tomorrow in UTC may be today
 * there. */
static void compare_document(struct notes *t, const struct vg_source_dates *d, const char *date,
                             const char *whose)
{
    struct vg_date is;

    if (date == NULL || vg_edtf_readz(date, &is, NULL) != VG_OK || is.open_from ||
        is.first <= (d->captured + VG_ZONE_MOST_S) / DAY)
        return;
    note(t, "document-date",
         vg_print(t->a, "the document is dated %s (%s), later than its capture, %s", date, whose,
                  moment(t, d->captured)));
}

void vg_source_contradictions(const struct vg_source_dates *d, struct vg_arena *a,
                              const struct vg_contradiction **out, size_t *n)
{
    struct notes t = {.a = a, .list = VG_NEW_ARRAY(a, struct vg_contradiction, MOST)};

    compare_server(&t, d);
    compare_document(&t, d, d->dated, "by a person");
    compare_document(&t, d, d->published, "as it says itself");
    if (d->modified != VG_NO_TIME && d->modified > d->captured)
        note(&t, "file-time",
             vg_print(a, "the file says that it last changed %s, later than its capture, %s",
                      moment(&t, d->modified), moment(&t, d->captured)));
    *out = t.n > 0 ? t.list : NULL;
    *n = t.n;
}
