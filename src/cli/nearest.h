/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_NEAREST_H
#define VG_CLI_NEAREST_H

/*
 * How many letters have to be put in, left out, changed or swapped with their
 * neighbour to make one word of the other (optimal string alignment distance).
 * Words longer than 32 bytes are further apart than any bound: 99.
 */
int vg_word_distance(const char *a, const char *b);

/* The best of several names so far; the zero value has none. The first of equals stays. */
struct vg_nearest {
    const char *name;
    int distance;
};
void vg_word_consider(const char *typed, const char *name, struct vg_nearest *best);

#endif
