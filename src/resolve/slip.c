/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/slip.h"

#include <string.h>

#include "resolve/keys_table.h"

enum { LEFT_OUT = 6, TOO_MANY = 7, ANOTHER = 8 /* letters of the word itself, at least */ };

/* How many letters at the start, and of what is left at the end, are equal. */
static size_t alike_before(const char *a, size_t n, const char *b, size_t m)
{
    size_t k = 0;

    while (k < n && k < m && a[k] == b[k])
        k++;
    return k;
}

static size_t alike_behind(const char *a, size_t n, const char *b, size_t m)
{
    size_t k = 0;

    while (k < n && k < m && a[n - 1 - k] == b[m - 1 - k])
        k++;
    return k;
}

/* Is `p` of `n` letters the word `w` of `m` with one slip? */
static int is_slip(const char *p, size_t n, const char *w, size_t m)
{
    const size_t k = alike_before(p, n, w, m);
    const size_t rest = n > k && m > k ? alike_behind(p + k, n - k, w + k, m - k) : 0;

    if (k == 0)
        return 0;
    if (n == m && k + 2 + rest == n)
        return p[k] == w[k + 1] && p[k + 1] == w[k];
    if (n == m)
        return m >= ANOTHER && k + 1 + rest == n;
    if (n + 1 == m)
        return m >= LEFT_OUT && k + rest >= n;
    /* written twice, the second one is what is too many */
    return k + rest >= m && (m >= TOO_MANY || p[k] == p[k - 1]);
}

/* The first word of the table that does not sort before this letter. */
static unsigned first_of(char letter)
{
    unsigned low = 0, high = vg_slip_word_count;

    while (low < high) {
        const unsigned middle = low + (high - low) / 2;

        if (vg_slip_words[middle][0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct vg_str vg_slip_of(struct vg_str word)
{
    struct vg_str found = {0};

    if (word.len < VG_SLIP_LEAST || word.len > VG_SLIP_MOST + 1)
        return found;
    for (unsigned i = first_of(word.p[0]); i < vg_slip_word_count; i++) {
        const char *w = vg_slip_words[i];
        const size_t m = strlen(w);

        if (w[0] != word.p[0])
            break;
        if (m > word.len + 1 || word.len > m + 1)
            continue;
        if (m == word.len && memcmp(w, word.p, m) == 0)
            return (struct vg_str){0};
        if (!is_slip(word.p, word.len, w, m))
            continue;
        if (found.len > 0)
            return (struct vg_str){0};
        found = (struct vg_str){w, m};
    }
    return found;
}
