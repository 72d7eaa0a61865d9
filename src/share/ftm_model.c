/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What FollowTheMoney knows: which schema is which, and what properties they have. */
#include <stdlib.h>
#include <string.h>

#include "share/ftm.h"

struct schema {
    const char *name;
    const char *is;       /* it and those above it, " A B " */
    const char *required; /* likewise */
    const char *caption;  /* properties, the first that has a value counts */
    int is_abstract;
};

struct property {
    const char *schema, *name, *type, *range;
    unsigned longest;
};

#include "share/ftm_model.inc"

static int by_name(const void *key, const void *row)
{
    return strcmp(key, ((const struct schema *)row)->name);
}

static const struct schema *schema_of(const char *name)
{
    return bsearch(name, schemata, sizeof schemata / sizeof *schemata, sizeof *schemata, by_name);
}

static int has_word(const char *words, const char *word)
{
    size_t n = strlen(word);

    if (n == 0 || strchr(word, ' ') != NULL)
        return 0;
    for (const char *p = strstr(words, word); p != NULL; p = strstr(p + 1, word))
        if (p > words && p[-1] == ' ' && p[n] == ' ')
            return 1;
    return 0;
}

int vg_ftm_schema_is(const char *schema, const char *above)
{
    const struct schema *s = schema_of(schema);

    return s != NULL && has_word(s->is, above);
}

int vg_ftm_schema_known(const char *schema)
{
    const struct schema *s = schema_of(schema);

    return s != NULL && !s->is_abstract;
}

int vg_ftm_prop_required(const char *schema, const char *name)
{
    const struct schema *s = schema_of(schema);

    return s != NULL && has_word(s->required, name);
}

const char *vg_ftm_caption(const char *schema)
{
    const struct schema *s = schema_of(schema);

    return s == NULL ? "" : s->caption;
}

const char *vg_ftm_required(const char *schema)
{
    const struct schema *s = schema_of(schema);

    return s == NULL ? "" : s->required;
}

int vg_ftm_prop_get(const char *schema, const char *name, struct vg_ftm_prop *out)
{
    const struct schema *s = schema_of(schema);

    if (s == NULL)
        return 0;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        const struct property *p = &properties[i];

        if (strcmp(p->name, name) != 0 || !has_word(s->is, p->schema))
            continue;
        *out = (struct vg_ftm_prop){p->name, p->type, p->range, p->longest};
        return 1;
    }
    return 0;
}

int vg_ftm_type_is_mute(const char *type)
{
    return has_word(" entity date checksum email phone gender mimetype topic url country language "
                    "ip id ",
                    type);
}

const char *vg_ftm_language(const char *tag)
{
    /* ISO 639-1 and 639-3 (the terminological code where there are two). */
    static const char pairs[] =
        "ar ara\0az aze\0be bel\0bg bul\0bn ben\0bo bod\0cs ces\0da dan\0de deu\0el ell\0en eng\0"
        "es spa\0et est\0fa fas\0fi fin\0fr fra\0he heb\0hi hin\0hr hrv\0hu hun\0hy hye\0id ind\0"
        "it ita\0ja jpn\0ka kat\0kk kaz\0km khm\0ko kor\0ky kir\0lo lao\0lt lit\0lv lav\0mn mon\0"
        "ms msa\0my mya\0ne nep\0nl nld\0no nor\0pl pol\0ps pus\0pt por\0ro ron\0ru rus\0si sin\0"
        "sk slk\0sl slv\0sq sqi\0sr srp\0sv swe\0sw swa\0ta tam\0tg tgk\0th tha\0tk tuk\0tr tur\0"
        "ug uig\0uk ukr\0ur urd\0uz uzb\0vi vie\0zh zho\0";
    size_t n = tag == NULL ? 0 : strcspn(tag, "-_");

    for (const char *p = pairs; n >= 2 && n <= 3 && *p != '\0'; p += strlen(p) + 1)
        if ((n == 2 && strncmp(p, tag, 2) == 0) || (n == 3 && strncmp(p + 3, tag, 3) == 0))
            return p + 3;
    return NULL;
}
