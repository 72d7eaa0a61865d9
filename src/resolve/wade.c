/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Whole syllables that follow no rule first, then the initial and the final each by its own table.
 */
#include "resolve/wade.h"

#include <stdint.h>
#include <string.h>

#include "resolve/sound.h"

enum { LETTERS = 40, LONGEST = 6 };

struct spelling {
    const char *pinyin, *wade;
};

static const struct spelling whole[] = {
    {"zhi", "chih"}, {"chi", "chih"}, {"shi", "shih"},  {"ri", "jih"},   {"zi", "tzu"},
    {"ci", "tzu"},   {"si", "szu"},   {"er", "erh"},    {"yi", "i"},     {"you", "yu"},
    {"ye", "yeh"},   {"yan", "yen"},  {"yong", "yung"}, {"yue", "yueh"}, {"ge", "ko"},
    {"ke", "ko"},    {"he", "ho"},    {"gui", "kuei"},  {"kui", "kuei"}, {"guo", "kuo"},
    {"kuo", "kuo"},  {"huo", "huo"},  {"shuo", "shuo"},
};

static const struct spelling initials[] = {
    {"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"}, {"d", "t"},  {"g", "k"},
    {"j", "ch"},  {"q", "ch"},  {"x", "hs"},  {"r", "j"}, {"z", "ts"}, {"c", "ts"},
};

static const struct spelling finals[] = {
    {"iong", "iung"}, {"ong", "ung"}, {"ian", "ien"}, {"ie", "ieh"}, {"ue", "ueh"}, {"uo", "o"},
};

static int is_text(struct vg_str s, const char *text)
{
    return vg_str_is(s, text);
}

static size_t begins(struct vg_str s, const char *with)
{
    const size_t n = strlen(with);

    return s.len >= n && memcmp(s.p, with, n) == 0 ? n : 0;
}

static int put(char out[VG_WADE_MOST], size_t *n, struct vg_str s)
{
    if (*n + s.len > VG_WADE_MOST)
        return 0;
    memcpy(out + *n, s.p, s.len);
    *n += s.len;
    return 1;
}

static struct vg_str final_of(struct vg_str s)
{
    for (size_t i = 0; i < sizeof finals / sizeof *finals; i++) {
        if (is_text(s, finals[i].pinyin))
            return vg_str(finals[i].wade);
    }
    return s;
}

static int put_syllable(char out[VG_WADE_MOST], size_t *n, struct vg_str s)
{
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (is_text(s, whole[i].pinyin))
            return put(out, n, vg_str(whole[i].wade));
    }
    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++) {
        const size_t k = begins(s, initials[i].pinyin);

        if (k > 0)
            return put(out, n, vg_str(initials[i].wade)) &&
                   put(out, n, final_of((struct vg_str){s.p + k, s.len - k}));
    }
    if (s.len > 1 && strchr("ptkmfnlh", s.p[0]) != NULL)
        return put(out, n, (struct vg_str){s.p, 1}) &&
               put(out, n, final_of((struct vg_str){s.p + 1, s.len - 1}));
    return put(out, n, s);
}

/* last[k][at]: the length of the last of `k` syllables that end at `at`, 0: none do. Of two ways
 * the one whose last syllable is the longer, so that it begins with a consonant. */
static void cut(struct vg_str pinyin, unsigned syllables,
                uint8_t last[VG_WADE_SYLLABLES + 1][LETTERS + 1])
{
    for (unsigned k = 1; k <= syllables; k++) {
        for (size_t at = 0; at < pinyin.len; at++) {
            unsigned ends;

            if (k == 1 ? at > 0 : last[k - 1][at] == 0)
                continue;
            ends = vg_sound_syllable((struct vg_str){pinyin.p + at, pinyin.len - at});
            for (size_t n = 1; n <= LONGEST && at + n <= pinyin.len; n++) {
                if ((ends & (1U << n)) != 0 && last[k][at + n] < n)
                    last[k][at + n] = (uint8_t)n;
            }
        }
    }
}

size_t vg_wade_giles(struct vg_str pinyin, unsigned syllables, char out[VG_WADE_MOST])
{
    uint8_t last[VG_WADE_SYLLABLES + 1][LETTERS + 1] = {0};
    uint8_t lengths[VG_WADE_SYLLABLES];
    size_t at = pinyin.len, n = 0;

    if (syllables == 0 || syllables > VG_WADE_SYLLABLES || at == 0 || at > LETTERS)
        return 0;
    cut(pinyin, syllables, last);
    for (unsigned k = syllables; k > 0; k--) {
        lengths[k - 1] = last[k][at];
        if (lengths[k - 1] == 0)
            return 0;
        at -= lengths[k - 1];
    }
    for (unsigned k = 0; k < syllables; k++) {
        if (!put_syllable(out, &n, (struct vg_str){pinyin.p + at, lengths[k]}))
            return 0;
        at += lengths[k];
    }
    return n;
}
