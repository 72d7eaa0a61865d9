/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Evidence as sentences: the level says which sentence, the feature is a word in it. Rules have
 * sentences of their own.
 */
#include "resolve/score_said.h"

#include <string.h>

/* What the two sides differ or agree in, as JSON names it and as people do. */
static const struct {
    const char *feature;
    struct vg_part_words words;
} features[] = {
    {"given", {"given name", "名"}},
    {"surname", {"surname", "姓"}},
    {"name", {"name", "名称"}},
    {"syllable", {"syllable", "音节"}},
    {"initial", {"initial", "首字母"}},
    {"particle", {"particle", "虚词"}},
    {"word", {"word", "词语"}},
    {"short-word", {"short word", "短词"}},
    {"general", {"general word", "通用词"}},
    {"place", {"place", "地名"}},
    {"number", {"number", "编号"}},
    {"legal", {"legal form", "法律形式"}},
    {"acronym", {"initials", "首字母缩写"}},
    {"head", {"kind of body", "机构类型"}},
    {"over", {"body above", "上级机构"}},
    {"host", {"host place", "所在地"}},
    {"core", {"words of its own", "专有词语"}},
    {"phone", {"telephone", "电话"}},
    {"mail", {"e-mail", "电子邮箱"}},
    {"web", {"web page", "网页"}},
    {"register", {"number in a register", "登记号码"}},
    {"address", {"street address", "街道地址"}},
    {"country", {"country", "国家"}},
    {"site", {"where it stands", "所在地点"}},
};

static const struct {
    const char *level;
    enum vg_wording saying;
} levels[] = {
    {"equal", VG_S_EVIDENCE_EQUAL},       {"variant", VG_S_EVIDENCE_VARIANT},
    {"nickname", VG_S_EVIDENCE_NICKNAME}, {"near", VG_S_EVIDENCE_NEAR},
    {"weak", VG_S_EVIDENCE_WEAK},         {"conflict", VG_S_EVIDENCE_CONFLICT},
    {"extra", VG_S_EVIDENCE_EXTRA},       {"unlike", VG_S_EVIDENCE_CONFLICT},
    {"disjoint", VG_S_EVIDENCE_CONFLICT}, {"open", VG_S_EVIDENCE_OPEN},
    {"one-sided", VG_S_EVIDENCE_EXTRA},   {"kind", VG_S_EVIDENCE_KIND},
    {"inside", VG_S_EVIDENCE_INSIDE},     {"host", VG_S_EVIDENCE_HOST},
};

/* What has a sentence of its own; a level of NULL is any. */
static const struct {
    const char *feature, *level;
    enum vg_wording saying;
} rules[] = {
    {"prior", NULL, VG_S_EVIDENCE_PRIOR},
    {"order", NULL, VG_S_EVIDENCE_ORDER},
    {"whole", NULL, VG_S_EVIDENCE_WHOLE},
    {"reading", NULL, VG_S_EVIDENCE_READING},
    {"rule", "same-name", VG_S_EVIDENCE_SAME_NAME},
    {"rule", "no-name", VG_S_EVIDENCE_NO_NAME},
    {"rule", "numbers-differ", VG_S_EVIDENCE_NUMBERS},
    {"rule", "places-differ", VG_S_EVIDENCE_PLACES},
    {"rule", "place-alone", VG_S_EVIDENCE_PLACE_ALONE},
    {"rule", "place-open", VG_S_EVIDENCE_PLACE_OPEN},
    {"rule", "weak-alone", VG_S_EVIDENCE_WEAK_ALONE},
    {"rule", "countries-differ", VG_S_EVIDENCE_COUNTRIES},
    {"rule", "frame-same", VG_S_EVIDENCE_FRAME_SAME},
    {"rule", "frame-different", VG_S_EVIDENCE_FRAME_DIFFERENT},
    {"rule", "frame-open", VG_S_EVIDENCE_FRAME_OPEN},
    {"dates", "equal", VG_S_EVIDENCE_BEGAN_EQUAL},
    {"dates", "near", VG_S_EVIDENCE_BEGAN_NEAR},
    {"dates", "late", VG_S_EVIDENCE_LATE},
    {"dates", "conflict", VG_S_EVIDENCE_DATES},
    {"together", "once", VG_S_EVIDENCE_TOGETHER},
    {"together", "often", VG_S_EVIDENCE_TOGETHER_OFTEN},
    {"together", "claim", VG_S_EVIDENCE_TOGETHER_CLAIM},
    {"definition", "elsewhere", VG_S_EVIDENCE_ELSEWHERE},
    {"rule", "defined-elsewhere", VG_S_EVIDENCE_ELSEWHERE_RULE},
    {"rule", "defined-as-two", VG_S_EVIDENCE_DEFINED_TWO},
    {"rule", "definition", VG_S_EVIDENCE_DEFINITION},
    {"rule", "shared-identifier", VG_S_EVIDENCE_IDENTIFIER},
    {"rule", "register-differs", VG_S_EVIDENCE_REGISTER},
    {"rule", "dates-disjoint", VG_S_EVIDENCE_DATES_RULE},
    {"rule", "sites-disjoint", VG_S_EVIDENCE_SITES},
    {"rule", "names-against", VG_S_EVIDENCE_AGAINST},
    {"rule", "told-as-two", VG_S_EVIDENCE_AS_TWO},
};

static struct vg_part_words feature_part(const char *feature)
{
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        if (strcmp(features[i].feature, feature) == 0)
            return features[i].words;
    }
    return vg_part(feature);
}

static struct vg_part_words text_part(struct vg_arena *a, struct vg_str s)
{
    const struct vg_str copy = vg_str_copy(a, s); /* with a NUL behind it */

    return vg_part(s.len > 0 ? copy.p : "");
}

/* Those with places in their sentence tell left and right. */
static const struct vg_said *rule_said(struct vg_arena *a, const struct vg_score_evidence *e)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (strcmp(rules[i].feature, e->feature) != 0 ||
            (rules[i].level != NULL && strcmp(rules[i].level, e->level) != 0))
            continue;
        if (vg_saying_places(rules[i].saying) == 2) {
            const struct vg_part_words parts[2] = {text_part(a, e->left), text_part(a, e->right)};

            return vg_said(a, rules[i].saying, parts, 2);
        }
        return vg_said_plain(rules[i].saying);
    }
    return NULL;
}

const struct vg_said *vg_score_said(struct vg_arena *a, const struct vg_score_evidence *e)
{
    const struct vg_said *said = rule_said(a, e);
    enum vg_wording saying = VG_S_EVIDENCE_OTHER;
    struct vg_part_words parts[3];

    if (said != NULL)
        return said;
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (strcmp(levels[i].level, e->level) == 0)
            saying = levels[i].saying;
    }
    parts[0] = feature_part(e->feature);
    parts[1] = text_part(a, e->left.len > 0 ? e->left : e->right);
    parts[2] = text_part(a, e->right);
    return vg_said(a, saying, parts, vg_saying_places(saying));
}

const struct vg_score_evidence *vg_score_against(const struct vg_score *s)
{
    const struct vg_score_evidence *most = NULL;

    for (size_t i = 0; i < s->n; i++) {
        const struct vg_score_evidence *e = &s->because[i];

        if (e->milli < 0 && strcmp(e->feature, "prior") != 0 &&
            (most == NULL || e->milli < most->milli))
            most = e;
    }
    return most;
}
