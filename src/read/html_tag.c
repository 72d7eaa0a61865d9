/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Two small tables and the search in them. The elements are those of the
 * HTML standard, sections 4 and 16; the hint words are what publishing systems
 * and template authors write, in English, in pinyin and in pinyin initials.
 */
#include "read/html_tag.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* clang-format off */
static const struct vg_tag_info tags[] = {
    {"a", VG_TAG_A, 0},
    {"address", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"applet", VG_TAG_OTHER, VG_TAG_HIDDEN},
    {"area", VG_TAG_OTHER, VG_TAG_VOID},
    {"article", VG_TAG_ARTICLE, VG_TAG_BLOCK},
    {"aside", VG_TAG_ASIDE, VG_TAG_BLOCK},
    {"audio", VG_TAG_OTHER, VG_TAG_HIDDEN},
    {"b", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"base", VG_TAG_BASE, VG_TAG_VOID},
    {"basefont", VG_TAG_OTHER, VG_TAG_VOID},
    {"bgsound", VG_TAG_OTHER, VG_TAG_VOID},
    {"big", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"blockquote", VG_TAG_BLOCKQUOTE, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"body", VG_TAG_BODY, VG_TAG_BREAKS},
    {"br", VG_TAG_BR, VG_TAG_VOID | VG_TAG_BREAKS},
    {"button", VG_TAG_OTHER, VG_TAG_BLOCK | VG_TAG_FORM},
    {"canvas", VG_TAG_OTHER, VG_TAG_HIDDEN},
    {"caption", VG_TAG_CAPTION, VG_TAG_BLOCK | VG_TAG_SCOPE},
    {"center", VG_TAG_OTHER, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"code", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"col", VG_TAG_OTHER, VG_TAG_VOID},
    {"datalist", VG_TAG_OTHER, VG_TAG_HIDDEN},
    {"dd", VG_TAG_DD, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"details", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"dialog", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"dir", VG_TAG_LIST, VG_TAG_BLOCK},
    {"div", VG_TAG_DIV, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"dl", VG_TAG_LIST, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"dt", VG_TAG_DT, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"em", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"embed", VG_TAG_OTHER, VG_TAG_VOID | VG_TAG_BREAKS},
    {"fieldset", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"figcaption", VG_TAG_FIGCAPTION, VG_TAG_BLOCK},
    {"figure", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"font", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"footer", VG_TAG_FOOTER, VG_TAG_BLOCK},
    {"foreignobject", VG_TAG_FOREIGNOBJECT, 0},
    {"form", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"frame", VG_TAG_OTHER, VG_TAG_VOID},
    {"h1", VG_TAG_H1, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"h2", VG_TAG_H2, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"h3", VG_TAG_H3, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"h4", VG_TAG_H4, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"h5", VG_TAG_H5, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"h6", VG_TAG_H6, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"head", VG_TAG_HEAD, VG_TAG_BREAKS},
    {"header", VG_TAG_HEADER, VG_TAG_BLOCK},
    {"hgroup", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"hr", VG_TAG_OTHER, VG_TAG_BLOCK | VG_TAG_VOID | VG_TAG_BREAKS},
    {"html", VG_TAG_HTML, 0},
    {"i", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"iframe", VG_TAG_IFRAME, VG_TAG_SKIP},
    {"image", VG_TAG_IMG, VG_TAG_VOID},
    {"img", VG_TAG_IMG, VG_TAG_VOID | VG_TAG_BREAKS},
    {"input", VG_TAG_INPUT, VG_TAG_VOID},
    {"keygen", VG_TAG_OTHER, VG_TAG_VOID},
    {"legend", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"li", VG_TAG_LI, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"link", VG_TAG_LINK, VG_TAG_VOID},
    {"listing", VG_TAG_PRE, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"main", VG_TAG_MAIN, VG_TAG_BLOCK},
    {"marquee", VG_TAG_OTHER, VG_TAG_BLOCK | VG_TAG_SCOPE},
    {"math", VG_TAG_MATH, VG_TAG_SKIP},
    {"menu", VG_TAG_LIST, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"meta", VG_TAG_META, VG_TAG_VOID | VG_TAG_BREAKS},
    {"nav", VG_TAG_NAV, VG_TAG_BLOCK},
    {"nobr", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"noembed", VG_TAG_RAW, VG_TAG_SKIP},
    {"noframes", VG_TAG_RAW, VG_TAG_SKIP},
    {"noscript", VG_TAG_OTHER, VG_TAG_HIDDEN},
    {"object", VG_TAG_OTHER, VG_TAG_HIDDEN},
    {"ol", VG_TAG_LIST, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"optgroup", VG_TAG_OTHER, VG_TAG_BLOCK | VG_TAG_FORM},
    {"option", VG_TAG_OPTION, VG_TAG_BLOCK | VG_TAG_FORM},
    {"p", VG_TAG_P, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"param", VG_TAG_OTHER, VG_TAG_VOID},
    {"plaintext", VG_TAG_PLAINTEXT, VG_TAG_BLOCK},
    {"pre", VG_TAG_PRE, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"rp", VG_TAG_RP, VG_TAG_SKIP},
    {"rt", VG_TAG_RT, 0},
    {"ruby", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"s", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"script", VG_TAG_SCRIPT, VG_TAG_SKIP},
    {"search", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"section", VG_TAG_SECTION, VG_TAG_BLOCK},
    {"select", VG_TAG_SELECT, VG_TAG_BLOCK | VG_TAG_FORM},
    {"small", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"source", VG_TAG_OTHER, VG_TAG_VOID},
    {"span", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"strike", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"strong", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"style", VG_TAG_STYLE, VG_TAG_SKIP},
    {"sub", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"summary", VG_TAG_OTHER, VG_TAG_BLOCK},
    {"sup", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"svg", VG_TAG_SVG, VG_TAG_SKIP},
    {"table", VG_TAG_TABLE, VG_TAG_BLOCK | VG_TAG_SCOPE | VG_TAG_BREAKS},
    {"tbody", VG_TAG_TBODY, VG_TAG_BLOCK},
    {"td", VG_TAG_TD, VG_TAG_BLOCK | VG_TAG_SCOPE},
    {"template", VG_TAG_OTHER, VG_TAG_SKIP},
    {"textarea", VG_TAG_TEXTAREA, VG_TAG_BLOCK | VG_TAG_FORM},
    {"tfoot", VG_TAG_TBODY, VG_TAG_BLOCK},
    {"th", VG_TAG_TD, VG_TAG_BLOCK | VG_TAG_SCOPE},
    {"thead", VG_TAG_TBODY, VG_TAG_BLOCK},
    {"time", VG_TAG_TIME, 0},
    {"title", VG_TAG_TITLE, VG_TAG_SKIP},
    {"tr", VG_TAG_TR, VG_TAG_BLOCK},
    {"track", VG_TAG_OTHER, VG_TAG_VOID},
    {"tt", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"u", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"ul", VG_TAG_LIST, VG_TAG_BLOCK | VG_TAG_BREAKS},
    {"var", VG_TAG_OTHER, VG_TAG_BREAKS},
    {"video", VG_TAG_OTHER, VG_TAG_HIDDEN},
    {"wbr", VG_TAG_WBR, VG_TAG_VOID},
    {"xmp", VG_TAG_PRE, VG_TAG_BLOCK},
};

static const struct hint {
    char word[14];
    unsigned short hints;
} hints[] = {
    {"ad", VG_HINT_ASIDE},
    {"ads", VG_HINT_ASIDE},
    {"adv", VG_HINT_ASIDE},
    {"advert", VG_HINT_ASIDE},
    {"advertisement", VG_HINT_ASIDE},
    {"adverts", VG_HINT_ASIDE},
    {"alsoread", VG_HINT_ASIDE},
    {"app", VG_HINT_ASIDE},
    {"artcon", VG_HINT_GOOD},
    {"artibody", VG_HINT_GOOD},
    {"article", VG_HINT_GOOD},
    {"articlebody", VG_HINT_GOOD},
    {"articlecon", VG_HINT_GOOD},
    {"articleinfo", VG_HINT_BYLINE},
    {"articletext", VG_HINT_GOOD},
    {"artinfo", VG_HINT_BYLINE},
    {"arttitle", VG_HINT_TITLE},
    {"aside", VG_HINT_ASIDE},
    {"attribution", VG_HINT_BYLINE},
    {"author", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"authors", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"banner", VG_HINT_ASIDE},
    {"banquan", VG_HINT_FOOTER},
    {"barrier", VG_HINT_ASIDE},
    {"beian", VG_HINT_FOOTER},
    {"biaoti", VG_HINT_TITLE},
    {"body", VG_HINT_GOOD},
    {"bodytext", VG_HINT_GOOD},
    {"bottom", VG_HINT_FOOTER},
    {"bread", VG_HINT_NAV},
    {"breadcrumb", VG_HINT_NAV},
    {"breadcrumbs", VG_HINT_NAV},
    {"bt", VG_HINT_TITLE},
    {"byline", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"bylines", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"caption", VG_HINT_CAPTION},
    {"captions", VG_HINT_CAPTION},
    {"channel", VG_HINT_NAV},
    {"channels", VG_HINT_NAV},
    {"cmt", VG_HINT_COMMENT},
    {"cmts", VG_HINT_COMMENT},
    {"colophon", VG_HINT_FOOTER},
    {"comment", VG_HINT_COMMENT},
    {"commentary", VG_HINT_GOOD},
    {"commentlist", VG_HINT_COMMENT},
    {"comments", VG_HINT_COMMENT},
    {"con", VG_HINT_GOOD},
    {"consent", VG_HINT_ASIDE},
    {"cont", VG_HINT_GOOD},
    {"content", VG_HINT_GOOD},
    {"contentbox", VG_HINT_GOOD},
    {"contents", VG_HINT_GOOD},
    {"contributor", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"contributors", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"conttxt", VG_HINT_GOOD},
    {"cookie", VG_HINT_ASIDE},
    {"cookies", VG_HINT_ASIDE},
    {"copy", VG_HINT_FOOTER},
    {"copyright", VG_HINT_FOOTER},
    {"creator", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"credit", VG_HINT_CAPTION},
    {"crumb", VG_HINT_NAV},
    {"crumbs", VG_HINT_NAV},
    {"cutline", VG_HINT_CAPTION},
    {"daohang", VG_HINT_NAV},
    {"date", VG_HINT_BYLINE},
    {"dateline", VG_HINT_BYLINE},
    {"dates", VG_HINT_BYLINE},
    {"datetime", VG_HINT_BYLINE},
    {"denglu", VG_HINT_FORM},
    {"detail", VG_HINT_GOOD},
    {"detailcontent", VG_HINT_GOOD},
    {"details", VG_HINT_GOOD},
    {"dh", VG_HINT_NAV},
    {"dialog", VG_HINT_ASIDE},
    {"dibu", VG_HINT_FOOTER},
    {"disclaimer", VG_HINT_FOOTER},
    {"discuss", VG_HINT_COMMENT},
    {"disqus", VG_HINT_COMMENT},
    {"donate", VG_HINT_ASIDE},
    {"donation", VG_HINT_ASIDE},
    {"download", VG_HINT_ASIDE},
    {"dqwz", VG_HINT_NAV},
    {"editor", VG_HINT_BYLINE},
    {"entry", VG_HINT_GOOD},
    {"erweima", VG_HINT_ASIDE},
    {"essay", VG_HINT_GOOD},
    {"ewm", VG_HINT_ASIDE},
    {"fbsj", VG_HINT_BYLINE},
    {"feedback", VG_HINT_FORM},
    {"fenxiang", VG_HINT_ASIDE},
    {"figcaption", VG_HINT_CAPTION},
    {"figure", VG_HINT_CAPTION},
    {"follow", VG_HINT_ASIDE},
    {"foot", VG_HINT_FOOTER},
    {"footer", VG_HINT_FOOTER},
    {"form", VG_HINT_FORM},
    {"friendlink", VG_HINT_FOOTER},
    {"friendlinks", VG_HINT_FOOTER},
    {"ft", VG_HINT_FOOTER},
    {"gdpr", VG_HINT_ASIDE},
    {"guanggao", VG_HINT_ASIDE},
    {"guess", VG_HINT_ASIDE},
    {"headline", VG_HINT_TITLE},
    {"helpful", VG_HINT_FORM},
    {"hot", VG_HINT_ASIDE},
    {"hotnews", VG_HINT_ASIDE},
    {"hots", VG_HINT_ASIDE},
    {"icp", VG_HINT_FOOTER},
    {"info", VG_HINT_BYLINE},
    {"infos", VG_HINT_BYLINE},
    {"insert", VG_HINT_ASIDE},
    {"js", VG_HINT_GOOD},
    {"keywords", VG_HINT_ASIDE},
    {"kicker", VG_HINT_BYLINE},
    {"laiyuan", VG_HINT_BYLINE},
    {"lang", VG_HINT_NAV},
    {"langs", VG_HINT_NAV},
    {"language", VG_HINT_NAV},
    {"languages", VG_HINT_NAV},
    {"latest", VG_HINT_ASIDE},
    {"leftnav", VG_HINT_NAV},
    {"legal", VG_HINT_FOOTER},
    {"legend", VG_HINT_CAPTION},
    {"lightbox", VG_HINT_ASIDE},
    {"links", VG_HINT_NAV},
    {"liuyan", VG_HINT_COMMENT},
    {"location", VG_HINT_NAV},
    {"login", VG_HINT_FORM},
    {"mainbody", VG_HINT_GOOD},
    {"maincontent", VG_HINT_GOOD},
    {"mainnav", VG_HINT_NAV},
    {"masthead", VG_HINT_NAV},
    {"mediacontent", VG_HINT_GOOD},
    {"menu", VG_HINT_NAV},
    {"menus", VG_HINT_NAV},
    {"meta", VG_HINT_BYLINE},
    {"modal", VG_HINT_ASIDE},
    {"more", VG_HINT_ASIDE},
    {"most", VG_HINT_ASIDE},
    {"mostread", VG_HINT_ASIDE},
    {"nav", VG_HINT_NAV},
    {"navbar", VG_HINT_NAV},
    {"navi", VG_HINT_NAV},
    {"navigation", VG_HINT_NAV},
    {"neirong", VG_HINT_GOOD},
    {"newsbody", VG_HINT_GOOD},
    {"newscontent", VG_HINT_GOOD},
    {"newsinfo", VG_HINT_BYLINE},
    {"newsletter", VG_HINT_ASIDE},
    {"newstext", VG_HINT_GOOD},
    {"newstitle", VG_HINT_TITLE},
    {"next", VG_HINT_ASIDE},
    {"nextup", VG_HINT_ASIDE},
    {"nr", VG_HINT_GOOD},
    {"outbrain", VG_HINT_ASIDE},
    {"overlay", VG_HINT_ASIDE},
    {"pagecontent", VG_HINT_GOOD},
    {"pager", VG_HINT_NAV},
    {"pages", VG_HINT_NAV},
    {"pagination", VG_HINT_NAV},
    {"paging", VG_HINT_NAV},
    {"paihang", VG_HINT_ASIDE},
    {"paragraph", VG_HINT_GOOD},
    {"passage", VG_HINT_GOOD},
    {"paywall", VG_HINT_ASIDE},
    {"photo", VG_HINT_CAPTION},
    {"pinglun", VG_HINT_COMMENT},
    {"pl", VG_HINT_COMMENT},
    {"popover", VG_HINT_ASIDE},
    {"popular", VG_HINT_ASIDE},
    {"popup", VG_HINT_ASIDE},
    {"post", VG_HINT_GOOD},
    {"postbody", VG_HINT_GOOD},
    {"postmeta", VG_HINT_BYLINE},
    {"prev", VG_HINT_ASIDE},
    {"prevnext", VG_HINT_ASIDE},
    {"print", VG_HINT_ASIDE},
    {"privacy", VG_HINT_ASIDE},
    {"promo", VG_HINT_ASIDE},
    {"promos", VG_HINT_ASIDE},
    {"promotion", VG_HINT_ASIDE},
    {"prose", VG_HINT_GOOD},
    {"pubdate", VG_HINT_BYLINE},
    {"publish", VG_HINT_BYLINE},
    {"published", VG_HINT_BYLINE},
    {"publishtime", VG_HINT_BYLINE},
    {"pubtime", VG_HINT_BYLINE},
    {"qr", VG_HINT_ASIDE},
    {"qrcode", VG_HINT_ASIDE},
    {"rank", VG_HINT_ASIDE},
    {"ranking", VG_HINT_ASIDE},
    {"ranklist", VG_HINT_ASIDE},
    {"rdph", VG_HINT_ASIDE},
    {"readmore", VG_HINT_ASIDE},
    {"readnext", VG_HINT_ASIDE},
    {"rec", VG_HINT_ASIDE},
    {"recirc", VG_HINT_ASIDE},
    {"recom", VG_HINT_ASIDE},
    {"recommend", VG_HINT_ASIDE},
    {"recommended", VG_HINT_ASIDE},
    {"register", VG_HINT_FORM},
    {"rel", VG_HINT_ASIDE},
    {"relat", VG_HINT_ASIDE},
    {"relate", VG_HINT_ASIDE},
    {"related", VG_HINT_ASIDE},
    {"relatedlinks", VG_HINT_ASIDE},
    {"relatednews", VG_HINT_ASIDE},
    {"relatedposts", VG_HINT_ASIDE},
    {"relnews", VG_HINT_ASIDE},
    {"remen", VG_HINT_ASIDE},
    {"replies", VG_HINT_COMMENT},
    {"reply", VG_HINT_COMMENT},
    {"reporter", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"respond", VG_HINT_COMMENT},
    {"review", VG_HINT_COMMENT},
    {"reviews", VG_HINT_COMMENT},
    {"rich", VG_HINT_GOOD},
    {"richtext", VG_HINT_GOOD},
    {"riqi", VG_HINT_BYLINE},
    {"saoma", VG_HINT_ASIDE},
    {"search", VG_HINT_FORM},
    {"searchbox", VG_HINT_FORM},
    {"searchform", VG_HINT_FORM},
    {"share", VG_HINT_ASIDE},
    {"sharedaddy", VG_HINT_ASIDE},
    {"sharing", VG_HINT_ASIDE},
    {"shijian", VG_HINT_BYLINE},
    {"side", VG_HINT_ASIDE},
    {"sidebar", VG_HINT_ASIDE},
    {"sider", VG_HINT_ASIDE},
    {"sig", VG_HINT_ASIDE},
    {"sign", VG_HINT_ASIDE},
    {"signature", VG_HINT_ASIDE},
    {"signin", VG_HINT_FORM},
    {"signup", VG_HINT_FORM},
    {"sitemap", VG_HINT_NAV},
    {"sitenav", VG_HINT_NAV},
    {"skip", VG_HINT_NAV},
    {"sns", VG_HINT_ASIDE},
    {"social", VG_HINT_ASIDE},
    {"source", VG_HINT_BYLINE},
    {"sousuo", VG_HINT_FORM},
    {"sponsor", VG_HINT_ASIDE},
    {"sponsored", VG_HINT_ASIDE},
    {"src", VG_HINT_BYLINE},
    {"story", VG_HINT_GOOD},
    {"storybody", VG_HINT_GOOD},
    {"storytext", VG_HINT_GOOD},
    {"subnav", VG_HINT_NAV},
    {"subscribe", VG_HINT_ASIDE},
    {"subscription", VG_HINT_ASIDE},
    {"subtit", VG_HINT_TITLE},
    {"subtitle", VG_HINT_TITLE},
    {"suggest", VG_HINT_ASIDE},
    {"suggested", VG_HINT_ASIDE},
    {"taboola", VG_HINT_ASIDE},
    {"tabs", VG_HINT_NAV},
    {"tag", VG_HINT_ASIDE},
    {"tags", VG_HINT_ASIDE},
    {"teasers", VG_HINT_ASIDE},
    {"text", VG_HINT_GOOD},
    {"textbody", VG_HINT_GOOD},
    {"textcon", VG_HINT_GOOD},
    {"time", VG_HINT_BYLINE},
    {"timestamp", VG_HINT_BYLINE},
    {"timu", VG_HINT_TITLE},
    {"tit", VG_HINT_TITLE},
    {"title", VG_HINT_TITLE},
    {"toc", VG_HINT_NAV},
    {"tool", VG_HINT_NAV},
    {"toolbar", VG_HINT_NAV},
    {"tools", VG_HINT_NAV},
    {"topbar", VG_HINT_NAV},
    {"toplist", VG_HINT_ASIDE},
    {"topnav", VG_HINT_NAV},
    {"trending", VG_HINT_ASIDE},
    {"trs", VG_HINT_GOOD},
    {"tuijian", VG_HINT_ASIDE},
    {"tushuo", VG_HINT_CAPTION},
    {"txt", VG_HINT_GOOD},
    {"ucap", VG_HINT_GOOD},
    {"ucapcontent", VG_HINT_GOOD},
    {"upnext", VG_HINT_ASIDE},
    {"upsell", VG_HINT_ASIDE},
    {"weixin", VG_HINT_ASIDE},
    {"weizhi", VG_HINT_NAV},
    {"wenzhang", VG_HINT_GOOD},
    {"widget", VG_HINT_ASIDE},
    {"widgets", VG_HINT_ASIDE},
    {"writer", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"wzxx", VG_HINT_BYLINE},
    {"xg", VG_HINT_ASIDE},
    {"xgxw", VG_HINT_ASIDE},
    {"xgyd", VG_HINT_ASIDE},
    {"xiangguan", VG_HINT_ASIDE},
    {"xxly", VG_HINT_BYLINE},
    {"youqing", VG_HINT_FOOTER},
    {"yqlj", VG_HINT_FOOTER},
    {"zhengwen", VG_HINT_GOOD},
    {"zhutu", VG_HINT_CAPTION},
    {"zoom", VG_HINT_GOOD},
    {"zuozhe", VG_HINT_BYLINE | VG_HINT_AUTHOR},
    {"zw", VG_HINT_GOOD},
    {"zxzx", VG_HINT_ASIDE},
};
/* clang-format on */

enum { LONGEST = 13 }; /* letters of a word in either table */

/* The first 16 bytes of a name in lower case, filled up with zeroes; each eight as a
 * little-endian number. */
struct key {
    uint64_t low, high;
};

/* Perfect hashes of both tables, searched for by tools/make-html-names.py. */
#include "read/html_names.inc"

static uint64_t four(const char *p)
{
    uint32_t v;

    memcpy(&v, p, sizeof v);
    return le32toh(v);
}

/* Up to eight bytes. Bit 0x20 makes letters small and leaves digits and the hyphen
 * as they are. Some control characters become digits by it: nobody names an element
 * so. */
static uint64_t eight(const char *p, size_t n)
{
    const unsigned char *b = (const unsigned char *)p;
    uint64_t v;

    if (n >= 8) {
        memcpy(&v, p, 8);
        return le64toh(v) | UINT64_C(0x2020202020202020);
    }
    if (n >= 4)
        v = four(p) | four(p + n - 4) << 8 * (n - 4);
    else
        v = b[0] | (uint64_t)b[n / 2] << 8 * (n / 2) | (uint64_t)b[n - 1] << 8 * (n - 1);
    return v | (UINT64_C(0x2020202020202020) & ~(~UINT64_C(0) << 8 * n));
}

/* `s` is not empty. */
static struct key key_of(struct vg_str s)
{
    struct key k = {eight(s.p, s.len), 0};

    if (s.len > 8)
        k.high = eight(s.p + 8, s.len - 8);
    return k;
}

static size_t slot_of(struct key k, uint64_t multiplier, unsigned bits)
{
    return (size_t)((k.low ^ k.high * NAMES_FOLD) * multiplier >> (64 - bits));
}

static int same_key(const struct key *have, struct key k)
{
    return have->low == k.low && have->high == k.high;
}

const struct vg_tag_info *vg_tag_info(struct vg_str name, uint64_t *key)
{
    static const struct vg_tag_info other = {"", VG_TAG_OTHER, 0};
    struct key k = key_of(name);
    size_t row = tag_slots[slot_of(k, TAG_MULTIPLIER, TAG_BITS)];

    *key = k.low ^ k.high * NAMES_FOLD;
    return name.len <= LONGEST && same_key(&tag_keys[row], k) ? &tags[row] : &other;
}

static unsigned hint_of(struct vg_str word)
{
    struct key k;
    size_t row;

    if (word.len < 2 || word.len > LONGEST)
        return 0;
    k = key_of(word);
    row = hint_slots[slot_of(k, HINT_MULTIPLIER, HINT_BITS)];
    return same_key(&hint_keys[row], k) ? hints[row].hints : 0;
}

static int is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static int is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The layout of what stands around, as in "has-sidebar", or its state ("status-publish"), or how it
 * is to look: "border-bottom", "print-area", "hide-for-print". */
static int says_nothing(struct vg_str word)
{
    static const char *const words[] = {"has",    "with",   "no",     "without", "is",
                                        "status", "border", "margin", "align",   "padding",
                                        "inset",  "print",  "hide",   "vertical"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == word.len && strncasecmp(word.p, words[i], word.len) == 0)
            return 1;
    return 0;
}

/* A widget stands beside the text where that is what a name begins with; builders of
 * pages call each piece one ("elementor-widget-text"). */
static int is_widget(struct vg_str word)
{
    return word.len >= 6 && word.len <= 7 && strncasecmp(word.p, "widgets", word.len) == 0;
}

/* "ft11", a font in pages made of a PDF; "ft" is a footer elsewhere. */
static int is_font(struct vg_str name, size_t from, size_t end)
{
    return end - from == 2 && strncasecmp(name.p + from, "ft", 2) == 0 && end < name.len &&
           name.p[end] >= '0' && name.p[end] <= '9';
}

/* Texts are written in an editor ("article-editor") as well as by one. */
static int is_tool(struct vg_str word, unsigned before)
{
    return (before & VG_HINT_GOOD) != 0 && word.len == 6 && strncasecmp(word.p, "editor", 6) == 0;
}

/* Printers call what is to be set copy ("body-copy"); alone it is the sign of copyright. */
static int is_copy(struct vg_str word)
{
    return word.len == 4 && strncasecmp(word.p, "copy", 4) == 0;
}

/* One name: of several words the last that means something says what it is
 * ("post-share" is about sharing, "sidebar-main" is main). */
static unsigned hints_of_name(struct vg_str name)
{
    unsigned last = 0;
    size_t from = 0;

    for (size_t i = 0; i <= name.len; i++) {
        char c = i < name.len ? name.p[i] : '-';
        int cut = !is_upper(c) && !is_lower(c);
        struct vg_str word = {name.p + from, i - from};
        unsigned hint;

        if (!cut && !(i > from && is_upper(c) && is_lower(name.p[i - 1])))
            continue;
        if (from == 0 && i < name.len && says_nothing(word))
            return 0;
        hint = (from > 0 && (is_widget(word) || is_tool(word, last))) || is_font(name, from, i)
                   ? 0
                   : hint_of(word);
        if (is_copy(word) && name.len > word.len)
            hint = 0;
        last = hint != 0 ? hint : last;
        from = cut ? i + 1 : i;
    }
    return last;
}

unsigned vg_hints(struct vg_str names)
{
    unsigned all = 0;
    size_t from = 0;

    if (names.len > 256)
        names.len = 256;
    for (size_t i = 0; i <= names.len; i++) {
        if (i < names.len && names.p[i] != ' ' && names.p[i] != '\t' && names.p[i] != '\n')
            continue;
        all |= hints_of_name((struct vg_str){names.p + from, i - from});
        from = i + 1;
    }
    if ((all & VG_HINT_GOOD) != 0)
        all &= ~(unsigned)(VG_HINT_BAD & ~VG_HINT_COMMENT);
    return all;
}
