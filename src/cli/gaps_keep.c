/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a person says about lists and searches goes in as one import line: the same
 * checks, the same words, one way of doing it.
 */
#include "cli/gaps_keep.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"

static void put_text(struct vg_run *r, struct vg_json *j, const char *option, const char *key)
{
    if (vg_run_value(r, option) != NULL)
        vg_json_kt(j, key, vg_run_value(r, option));
}

static int keep_line(struct vg_run *r, struct vg_buf *line, int *known)
{
    struct vg_import_report report = {0};
    int rc = vg_run_open(r, VG_CASE_WRITE);

    if (rc == VG_OK)
        rc = vg_import(r->c, line->p, line->len, 0, &report, r->err);
    if (rc != VG_OK && r->err != NULL && strncmp(r->err->text, "line 1: ", 8) == 0)
        memmove(r->err->text, r->err->text + 8, strlen(r->err->text + 8) + 1); /* there is one */
    *known = rc == VG_OK && report.known > 0;
    if (rc == VG_OK)
        vg_puts(&r->out->b, *known ? "it was known already\n" : "kept\n");
    return rc;
}

/* "CN-FJ, CN-ZJ" as a list of texts. */
static void put_members(struct vg_json *j, const char *text)
{
    vg_json_key(j, "members");
    vg_json_array(j);
    while (*text != '\0') {
        size_t n = strcspn(text, ","), from = strspn(text, " "), to = n;

        while (to > from && text[to - 1] == ' ')
            to--;
        if (to > from)
            vg_json_str(j, (struct vg_str){text + from, to - from});
        text += n + (text[n] == ',');
    }
    vg_json_end(j);
}

int vg_gaps_keep(struct vg_run *r)
{
    VG_SCOPED_BUF line = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &line};
    const char *const *claims;
    size_t n = 0;
    int64_t whole = 0;
    int known;
    int rc = vg_run_number(r, "whole", 1, 0, &whole);

    if (rc != VG_OK)
        return rc;
    claims = vg_run_values(r, "claim", &n);
    if (n == 0 && vg_run_value(r, "members") == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "say who is on the list: --members ID,ID… or --claim cN for the places that "
                       "a claim names");
    vg_json_object(&j);
    vg_json_kt(&j, "type", "list");
    put_text(r, &j, "list", "name");
    put_text(r, &j, "what", "what");
    put_text(r, &j, "root", "root");
    put_text(r, &j, "unit", "unit");
    vg_json_key(&j, "claims");
    vg_json_array(&j);
    for (size_t i = 0; i < n; i++)
        vg_json_text(&j, claims[i]);
    vg_json_end(&j);
    if (vg_run_value(r, "members") != NULL)
        put_members(&j, vg_run_value(r, "members"));
    if (whole > 0)
        vg_json_ki(&j, "whole", whole);
    if (vg_run_has(r, "everyone"))
        vg_json_kb(&j, "everyone", 1);
    vg_json_end(&j);
    return keep_line(r, &line, &known);
}

/* "2" or "1.5" hours in minutes. */
static int read_hours(struct vg_run *r, int64_t *minutes)
{
    const char *text = vg_run_value(r, "hours");
    int64_t whole = 0, part = 0, of = 1;
    size_t i = 0;

    *minutes = 0;
    if (text == NULL)
        return VG_OK;
    while (text[i] >= '0' && text[i] <= '9' && i < 6)
        whole = whole * 10 + (text[i++] - '0');
    if (i > 0 && text[i] == '.')
        for (i++; text[i] >= '0' && text[i] <= '9' && of < 1000; i++) {
            part = part * 10 + (text[i] - '0');
            of *= 10;
        }
    *minutes = whole * 60 + part * 60 / of;
    if (i == 0 || text[i] != '\0' || *minutes <= 0 || *minutes > VG_MAX_MINUTES)
        return vg_fail(r->err, VG_E_MISUSE, "--hours: a number as in 2 or 1.5, not '%.40s'", text);
    return VG_OK;
}

/* A search without result may become a claim, but only where a text says so. */
static void offer_claim(struct vg_run *r)
{
    const char *result = vg_run_value(r, "result");

    if (strcmp(result, "nothing") == 0 && !vg_run_has(r, "claim"))
        vg_putf(&r->notes->b,
                "where a source of the case says that nothing was found, it may become a claim: "
                "vigil claim %s --kind negative-finding --op none-found --place %s --source sN "
                "--quote '…'\n",
                r->args[0], vg_run_value(r, "place"));
    if (strcmp(result, "found") == 0 && !vg_run_has(r, "claim"))
        vg_putf(&r->notes->b,
                "what was found counts only as a claim: preserve the page with 'vigil add', then "
                "'vigil claim %s …'\n",
                r->args[0]);
}

int vg_looked_keep_options(struct vg_run *r)
{
    static const struct {
        const char *option, *key;
    } texts[] = {{"place", "place"},   {"on", "date"},           {"words", "words"},
                 {"result", "result"}, {"language", "language"}, {"in", "searched"},
                 {"who", "who"},       {"claim", "claim"}};
    VG_SCOPED_BUF line = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &line};
    int64_t minutes;
    int known;
    int rc = read_hours(r, &minutes);

    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < 4; i++)
        if (!vg_run_has(r, texts[i].option))
            return vg_fail(r->err, VG_E_MISUSE,
                           "--%s is missing: say where, on which day, with which words and with "
                           "what result",
                           texts[i].option);
    vg_json_object(&j);
    vg_json_kt(&j, "type", "looked");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put_text(r, &j, texts[i].option, texts[i].key);
    if (minutes > 0)
        vg_json_ki(&j, "minutes", minutes);
    vg_json_end(&j);
    rc = keep_line(r, &line, &known);
    if (rc == VG_OK)
        offer_claim(r);
    return rc;
}
