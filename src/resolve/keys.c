/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/keys.h"

#include <string.h>

#include "base/table.h"
#include "resolve/frame.h"
#include "resolve/score_parts.h"
#include "resolve/sound.h"

enum key_kind { KEY_FOLDED, KEY_FRAME, KEY_JOINED, KEY_SORTED, KEY_SOUND, KEY_RARE, KEY_BAND };
enum { TEXT_MOST = 512, BANDS = 4, RARE_MOST = 3, PLACES_MOST = 3, GRAM = 3 };

struct keys {
    uint64_t list[VG_KEYS_MOST];
    size_t n;
};

/* A final mix (Steele, Lea and Flood 2014), so that the high bits are as good as the low. */
static uint64_t mixed(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebULL;
    return h ^ (h >> 31);
}

static void add(struct keys *k, enum key_kind kind, uint64_t what)
{
    const uint64_t key = mixed(what + 0x9e3779b97f4a7c15ULL * (kind + 1U));

    for (size_t i = 0; i < k->n; i++) {
        if (k->list[i] == key)
            return;
    }
    if (k->n < VG_KEYS_MOST)
        k->list[k->n++] = key;
}

static int counts(const struct vg_name_part *p)
{
    return p->n_forms > 0 && p->is != VG_NP_PARTICLE;
}

static void add_frame(struct keys *k, const struct vg_frame *f)
{
    for (size_t i = 0; f != NULL && i < f->place.n && i < PLACES_MOST; i++)
        add(k, KEY_FRAME, ((uint64_t)f->place.ids[i] << 16) | f->head);
}

/* The forms one after another; 0: too long, and then there is no such key. */
static size_t joined(const struct vg_scored_name *name, char text[TEXT_MOST])
{
    size_t len = 0;

    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];

        if (!counts(p))
            continue;
        if (len + p->forms[0].len > TEXT_MOST)
            return len;
        memcpy(text + len, p->forms[0].p, p->forms[0].len);
        len += p->forms[0].len;
    }
    return len;
}

/* Words in any order: the sum of their hashes. */
static void add_sorted(struct keys *k, const struct vg_scored_name *name)
{
    uint64_t words = 0, sounds = 0;
    size_t n = 0, letters = 0;
    char text[VG_SOUND_MOST];

    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];
        size_t len;

        if (!counts(p))
            continue;
        words += mixed(vg_hash(p->forms[0].p, p->forms[0].len));
        len = vg_np_skeleton(p->forms[0], text);
        sounds += mixed(vg_hash(text, len));
        letters += len;
        n++;
    }
    if (n > 0)
        add(k, KEY_SORTED, words);
    if (letters > 2)
        add(k, KEY_SOUND, sounds);
}

static int is_rare(const struct vg_name_part *p)
{
    return p->n_forms > 0 && (p->is == VG_NP_WORD || p->is == VG_NP_NAME) && p->forms[0].len > 3;
}

/* The longest rare words, which are the rarest as a rule. */
static void add_rare(struct keys *k, const struct vg_scored_name *name)
{
    uint32_t taken = 0;

    for (size_t n = 0; n < RARE_MOST; n++) {
        size_t best = name->n;

        for (size_t i = 0; i < name->n; i++) {
            if ((taken & (1U << i)) == 0 && is_rare(&name->parts[i]) &&
                (best == name->n || name->parts[i].forms[0].len > name->parts[best].forms[0].len))
                best = i;
        }
        if (best == name->n)
            return;
        taken |= 1U << best;
        add(k, KEY_RARE, vg_hash(name->parts[best].forms[0].p, name->parts[best].forms[0].len));
    }
}

/* Each band is the least of the hashes under two functions of its own. */
static void add_bands(struct keys *k, const char *text, size_t len)
{
    uint64_t least[BANDS][2];

    memset(least, 0xff, sizeof least);
    for (size_t i = 0; i + GRAM <= len; i++) {
        const uint64_t gram = (uint64_t)(unsigned char)text[i] << 16 |
                              (uint64_t)(unsigned char)text[i + 1] << 8 |
                              (unsigned char)text[i + 2];

        for (size_t b = 0; b < BANDS; b++) {
            for (size_t f = 0; f < 2; f++) {
                const uint64_t h = mixed(gram + 0x632be59bd9b4e019ULL * (2 * b + f + 1));

                least[b][f] = h < least[b][f] ? h : least[b][f];
            }
        }
    }
    for (size_t b = 0; b < BANDS; b++)
        add(k, KEY_BAND, mixed(least[b][0]) + least[b][1] + b);
}

size_t vg_name_keys(const struct vg_scored_name *name, uint64_t out[VG_KEYS_MOST])
{
    struct keys k = {.n = 0};
    char text[TEXT_MOST];
    size_t len;

    if (name->name->n == 0)
        return 0;
    add(&k, KEY_FOLDED, vg_hash(name->name->folded.p, name->name->folded.len));
    add_frame(&k, name->name->frame);
    len = joined(name, text);
    if (len > 0)
        add(&k, KEY_JOINED, vg_hash(text, len));
    add_sorted(&k, name);
    add_rare(&k, name);
    if (len >= 2 * GRAM)
        add_bands(&k, text, len);
    for (size_t i = 1; i < k.n; i++) {
        const uint64_t key = k.list[i];
        size_t at = i;

        for (; at > 0 && k.list[at - 1] > key; at--)
            k.list[at] = k.list[at - 1];
        k.list[at] = key;
    }
    memcpy(out, k.list, k.n * sizeof *out);
    return k.n;
}
