/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/nearest.h"

#include <string.h>

enum { WORD_ROOM = 33, TOO_FAR = 99 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

int vg_word_distance(const char *a, const char *b)
{
    int d[WORD_ROOM][WORD_ROOM];
    size_t n = strlen(a), m = strlen(b);

    if (n >= WORD_ROOM || m >= WORD_ROOM)
        return TOO_FAR;
    for (size_t i = 0; i <= n; i++)
        d[i][0] = (int)i;
    for (size_t k = 0; k <= m; k++)
        d[0][k] = (int)k;
    for (size_t i = 1; i <= n; i++) {
        for (size_t k = 1; k <= m; k++) {
            int change = d[i - 1][k - 1] + (a[i - 1] != b[k - 1]);

            d[i][k] = least(change, 1 + least(d[i - 1][k], d[i][k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
        }
    }
    return d[n][m];
}

/* Near is: a third of the letters at most, and the whole word when it was only begun. */
static int is_near(const char *typed, const char *name, int distance)
{
    size_t n = strlen(typed);

    if (n >= 2 && strncmp(typed, name, n) == 0)
        return 1;
    return distance <= (int)((strlen(name) + 2) / 3);
}

void vg_word_consider(const char *typed, const char *name, struct vg_nearest *best)
{
    int distance = vg_word_distance(typed, name);

    if ((best->name == NULL || distance < best->distance) && is_near(typed, name, distance))
        *best = (struct vg_nearest){name, distance};
}
