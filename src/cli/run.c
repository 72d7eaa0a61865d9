/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/run.h"

#include <assert.h>
#include <string.h>

static const struct vg_given *last_given(const struct vg_run *r, const char *option)
{
    const struct vg_option *o = vg_option_get(r->command, option);

    assert(o != NULL);
    for (size_t i = r->n_given; i > 0; i--) {
        if (r->given[i - 1].option == o)
            return &r->given[i - 1];
    }
    return NULL;
}

const char *vg_run_value(const struct vg_run *r, const char *option)
{
    const struct vg_given *g = last_given(r, option);

    return g == NULL ? NULL : g->value;
}

int vg_run_has(const struct vg_run *r, const char *option)
{
    return last_given(r, option) != NULL;
}

const char *const *vg_run_values(const struct vg_run *r, const char *option, size_t *n)
{
    const struct vg_option *o = vg_option_get(r->command, option);
    const char **list = VG_NEW_ARRAY(r->a, const char *, r->n_given + 1);

    assert(o != NULL && o->repeats);
    *n = 0;
    for (size_t i = 0; i < r->n_given; i++) {
        if (r->given[i].option == o)
            list[(*n)++] = r->given[i].value;
    }
    return list;
}

int vg_run_number(const struct vg_run *r, const char *option, int64_t least, int64_t otherwise,
                  int64_t *out)
{
    const char *text = vg_run_value(r, option);
    size_t digits = text == NULL ? 0 : strspn(text, "0123456789");
    int64_t v = 0;

    if (text == NULL) {
        *out = otherwise;
        return VG_OK;
    }
    if (digits == 0 || digits > 18 || text[digits] != '\0')
        return vg_fail(r->err, VG_E_MISUSE, "--%s: '%.40s' is not a whole number", option, text);
    for (size_t i = 0; i < digits; i++)
        v = v * 10 + (text[i] - '0');
    if (v < least)
        return vg_fail(r->err, VG_E_MISUSE, "--%s: at least %lld is wanted", option,
                       (long long)least);
    *out = v;
    return VG_OK;
}

int vg_run_only_one(const struct vg_run *r, const char *const *options)
{
    const char *first = NULL;

    for (; *options != NULL; options++) {
        if (!vg_run_has(r, *options))
            continue;
        if (first != NULL)
            return vg_fail(r->err, VG_E_MISUSE, "--%s and --%s exclude each other", first,
                           *options);
        first = *options;
    }
    return VG_OK;
}

int vg_run_line(struct vg_run *r)
{
    vg_putc(&r->out->b, '\n');
    return vg_out_pour(r->out);
}
