/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What tells a body from another besides its name, in texts. All of it is looked for in the folded
 * text, where full-width digits are digits and words have one case; what is found is told by the
 * bytes of the text itself. Country codes are those of ITU-T E.164 (11/2010, list of assigned
 * codes): their length follows from the first two digits. The check digit of the unified social
 * credit code is that of GB 32100-2015.
 */
#include "resolve/ident.h"

#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"

enum {
    PHONE_LEAST = 7, /* digits: fewer is a service that every town has */
    PHONE_MOST = 15, /* E.164 */
    CUE_REACH = 24,  /* bytes between a word and what it announces */
    REGISTER_LEAST = 5,
    REGISTER_MOST = 24,
    STREET_WORDS = 4,
    HAN_STREET = 30 /* bytes of a street's name in Han */
};

struct finding {
    struct vg_str f; /* the folded text */
    const struct vg_fold_map *map;
    const char *text;
    struct vg_arena *a;
    struct vg_ident *list;
    size_t n, room, done; /* `done`: folded bytes that belong to what was found */
};

const char *vg_ident_word(enum vg_ident_kind kind)
{
    static const char *const words[] = {"phone", "mail", "web", "register", "address"};

    return words[kind];
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char at(struct vg_str s, size_t i)
{
    return i < s.len ? s.p[i] : '\0';
}

static int has_at(struct vg_str s, size_t i, const char *word)
{
    const size_t n = strlen(word);

    return i <= s.len && n <= s.len - i && memcmp(s.p + i, word, n) == 0;
}

/* Bytes of Han and of other scripts without case are no part of a Latin word. */
static int in_word(struct vg_str s, size_t i)
{
    return i > 0 && is_alnum(at(s, i - 1));
}

static void found(struct finding *g, enum vg_ident_kind kind, size_t start, size_t end,
                  struct vg_str key)
{
    size_t from = start, to = end;

    g->done = end;
    vg_fold_back(g->map, &from, &to);
    if (from >= to)
        return;
    g->list = vg_grow(g->a, g->list, g->n, &g->room);
    g->list[g->n++] = (struct vg_ident){.kind = (uint8_t)kind,
                                        .at = from,
                                        .len = to - from,
                                        .key = key,
                                        .text = {g->text + from, to - from}};
}

/* Does one of the words end shortly before `i`, on the same line and with no digit between? */
static int is_announced(struct vg_str f, size_t i, const char *const *words)
{
    const size_t least = i > CUE_REACH ? i - CUE_REACH : 0;

    for (size_t end = i; end > least; end--) {
        const char c = f.p[end - 1];

        if (end < i && (is_digit(f.p[end]) || f.p[end] == '\n'))
            return 0;
        for (size_t w = 0; words[w] != NULL; w++) {
            const size_t n = strlen(words[w]);

            if (c == words[w][n - 1] && n <= end && memcmp(f.p + end - n, words[w], n) == 0 &&
                ((words[w][0] & 0x80) != 0 || !in_word(f, end - n)) && !is_alnum(at(f, end)))
                return 1;
        }
    }
    return 0;
}

/* -- telephones ---------------------------------------------------------------------------------
 */

static const char *const phone_words[] = {
    "tel",      "telephone", "phone",   "fax",      "hotline", "call",     "mobile",
    "cell",     "tel.",      "telefon", "电话",     "热线",    "手机",     "传真",
    "联系方式", "电话号码",  "tlf",     "telefono", "tfno",    "whatsapp", NULL,
};

/* Digits of the country code at the start; 0: none begins so. */
static size_t country_code(struct vg_str d)
{
    static const char *const two[] = {
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98"};

    if (d.len < 4 || d.p[0] == '0')
        return 0;
    if (d.p[0] == '1' || d.p[0] == '7')
        return 1;
    for (size_t i = 0; i < sizeof two / sizeof *two; i++)
        if (has_at(d, 0, two[i]))
            return 2;
    return 3;
}

struct phone {
    char digits[PHONE_MOST + 5];
    size_t n;
    size_t groups[8]; /* digits of each */
    size_t n_groups;
    char between;       /* the first that parts two groups */
    int is_bracketed;   /* (0591) 8755 0110 */
    int is_zero_marked; /* +44 (0)20 */
    size_t end;
};

/* Groups of digits with at most two marks between. */
static void phone_read(struct vg_str f, size_t i, struct phone *p)
{
    size_t marks = 0, group = 0;

    *p = (struct phone){.end = i};
    for (; i < f.len && p->n < sizeof p->digits; i++) {
        const char c = f.p[i];

        if (is_digit(c)) {
            if ((marks > 0 || p->n == 0) && p->n_groups == 8)
                return;
            if (marks > 0 || p->n == 0)
                group = p->n_groups++;
            if (c == '0' && at(f, i - (i > 0)) == '(' && at(f, i + 1) == ')' && p->n > 0) {
                p->is_zero_marked = 1;
                p->n_groups--;
                marks = 1;
                continue;
            }
            p->groups[group]++;
            p->digits[p->n++] = c;
            p->end = i + 1;
            marks = 0;
            continue;
        }
        if (strchr(" -.()/", c) == NULL || c == '\0' || ++marks > 2)
            return;
        p->between = p->between == '\0' ? c : p->between;
        p->is_bracketed |= c == ')';
    }
}

static struct vg_str phone_key(const struct phone *p, int is_abroad, struct vg_arena *a)
{
    struct vg_str d = {p->digits, p->n};
    size_t cc = 0;

    if (is_abroad) {
        cc = country_code(d);
        if (cc == 0 || d.len - cc < 4 || (cc == 1 && d.p[0] == '1' && d.len != 11))
            return (struct vg_str){0};
    }
    d = (struct vg_str){p->digits + cc, p->n - cc};
    if (d.len > 1 && d.p[0] == '0' && !(cc == 2 && memcmp(p->digits, "39", 2) == 0))
        d = (struct vg_str){d.p + 1, d.len - 1};
    return vg_str(cc > 0 ? vg_print(a, "+%.*s %.*s", (int)cc, p->digits, (int)d.len, d.p)
                         : vg_print(a, "%.*s", (int)d.len, d.p));
}

/* The forms that say of themselves that they are telephones: (0591) 87550110, 0591-87550110,
 * 416-555-0123. */
static int has_phone_form(const struct phone *p, int opens)
{
    const size_t *g = p->groups;

    if (p->n_groups == 3 && g[0] == 3 && g[1] == 3 && g[2] == 4 && p->between != ' ')
        return 1;
    if (p->n_groups < 2 || p->digits[0] != '0' || (g[0] != 3 && g[0] != 4))
        return 0;
    return (opens && p->is_bracketed) ||
           (p->n_groups <= 3 && (p->n - g[0] == 7 || p->n - g[0] == 8) &&
            (p->between == '-' || p->between == ' '));
}

static int is_date_or_address(const struct phone *p)
{
    const size_t *g = p->groups;

    return (p->n_groups >= 3 && g[0] == 4 && g[1] <= 2 && g[2] <= 2) ||
           (p->n_groups >= 3 && g[0] <= 2 && g[1] <= 2 && g[2] == 4) ||
           (p->n_groups == 4 && p->between == '.' && g[3] <= 3);
}

static int try_phone(struct finding *g, size_t i)
{
    const char before = i > 0 ? g->f.p[i - 1] : ' ';
    const int plus = before == '+' || (before == '(' && i > 1 && g->f.p[i - 2] == '+');
    struct phone p;
    struct vg_str key;
    int is_abroad = plus;

    phone_read(g->f, i, &p);
    if (is_alnum(at(g->f, p.end)) || p.n < PHONE_LEAST || p.n > PHONE_MOST + 2)
        return 0;
    if (!plus && p.n >= 10 && p.digits[0] == '0' && p.digits[1] == '0') {
        memmove(p.digits, p.digits + 2, p.n -= 2);
        is_abroad = 1;
    }
    if (p.n > PHONE_MOST || (!plus && is_date_or_address(&p)) ||
        (!is_abroad && !has_phone_form(&p, before == '(') &&
         !is_announced(g->f, before == '(' ? i - 1 : i, phone_words)))
        return 0;
    if (is_abroad && p.n < 9)
        return 0;
    key = phone_key(&p, is_abroad, g->a);
    if (key.len == 0)
        return 0;
    found(g, VG_IDENT_PHONE, i - (before == '+' || before == '(' ? 1U : 0U), p.end, key);
    return 1;
}

static struct vg_str national(struct vg_str key)
{
    const char *blank = key.len > 0 && key.p[0] == '+' ? memchr(key.p, ' ', key.len) : NULL;
    const size_t skip = blank == NULL ? 0 : (size_t)(blank - key.p) + 1;

    return (struct vg_str){key.p + skip, key.len - skip};
}

static int same_phone(struct vg_str x, struct vg_str y)
{
    const struct vg_str l = national(x), r = national(y);
    const int l_abroad = l.len < x.len, r_abroad = r.len < y.len;

    if (l_abroad == r_abroad)
        return vg_str_cmp(x, y) == 0;
    if (l.len >= 8 && vg_str_cmp(l, r) == 0)
        return 1;
    /* Italy's leading 0 belongs to the number and is gone where no country code told so */
    return l_abroad ? l.len == r.len + 1 && r.len >= 8 && l.p[0] == '0' &&
                          memcmp(l.p + 1, r.p, r.len) == 0
                    : r.len == l.len + 1 && l.len >= 8 && r.p[0] == '0' &&
                          memcmp(r.p + 1, l.p, l.len) == 0;
}

/* -- mail and web -------------------------------------------------------------------------------
 */

/* Hosts of whom everybody has a page or a box. */
static const char *const shared_hosts[] = {
    "gmail.com",     "googlemail.com", "qq.com",           "163.com",     "126.com",
    "yeah.net",      "sina.com",       "sina.cn",          "sohu.com",    "foxmail.com",
    "aliyun.com",    "139.com",        "189.cn",           "hotmail.com", "outlook.com",
    "live.com",      "msn.com",        "yahoo.com",        "icloud.com",  "me.com",
    "aol.com",       "gmx.de",         "gmx.net",          "web.de",      "mail.ru",
    "yandex.ru",     "naver.com",      "protonmail.com",   "proton.me",   "libero.it",
    "orange.fr",     "free.fr",        "facebook.com",     "fb.com",      "twitter.com",
    "x.com",         "t.me",           "instagram.com",    "youtube.com", "linkedin.com",
    "weibo.com",     "weixin.qq.com",  "mp.weixin.qq.com", "tiktok.com",  "douyin.com",
    "zhihu.com",     "baidu.com",      "baike.baidu.com",  "google.com",  "sites.google.com",
    "wordpress.com", "blogspot.com",   "medium.com",       "github.io",   "wikipedia.org",
    "toutiao.com",   "bilibili.com",   "substack.com",     "archive.org", "web.archive.org",
    "archive.ph",    "archive.today",  "wix.com",          "weebly.com",
};

static int is_shared(struct vg_str host)
{
    for (size_t i = 0; i < sizeof shared_hosts / sizeof *shared_hosts; i++) {
        const size_t n = strlen(shared_hosts[i]);

        if (vg_str_is(host, shared_hosts[i]) ||
            (host.len > n + 1 && host.p[host.len - n - 1] == '.' &&
             memcmp(host.p + host.len - n, shared_hosts[i], n) == 0))
            return 1;
    }
    return 0;
}

/* Bytes of a host name at the start that has a dot and ends in letters; 0: none. */
static size_t host_len(struct vg_str s)
{
    size_t n = 0, dots = 0, last = 0;

    while (n < s.len && n < 253 && (is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == '.')) {
        if (s.p[n] == '.' && (n == 0 || s.p[n - 1] == '.'))
            break;
        if (s.p[n] == '.') {
            dots++;
            last = n + 1;
        }
        n++;
    }
    if (n > 0 && (s.p[n - 1] == '.' || s.p[n - 1] == '-')) {
        n--;
        dots -= s.p[n] == '.';
        for (last = n; last > 0 && s.p[last - 1] != '.'; last--)
            ;
    }
    if (dots == 0 || n - last < 2)
        return 0;
    for (size_t i = last; i < n; i++)
        if (is_digit(s.p[i]))
            return 0;
    return n;
}

static int in_path(char c)
{
    return is_alnum(c) || (c != '\0' && strchr("/-_.~%+,;=@&:", c) != NULL);
}

/* Key of an address that begins at s.p; *used is how many bytes it takes. Empty: none. */
static struct vg_str web_key(struct vg_str s, size_t *used, struct vg_arena *a)
{
    size_t i = has_at(s, 0, "https://") ? 8 : has_at(s, 0, "http://") ? 7 : 0, host, end;
    struct vg_str h;

    i += has_at(s, i, "www.") ? 4 : 0;
    h = (struct vg_str){s.p + i, s.len - i};
    host = host_len(h);
    if (host == 0)
        return (struct vg_str){0};
    h.len = host;
    end = i + host;
    if (at(s, end) == ':' && is_digit(at(s, end + 1)))
        for (end++; is_digit(at(s, end)); end++)
            ;
    i = end;
    if (at(s, end) == '/')
        while (end < s.len && in_path(s.p[end]))
            end++;
    while (end > i && strchr("/.,;:", s.p[end - 1]) != NULL)
        end--;
    *used = end;
    return vg_str(vg_print(a, "%.*s%.*s", (int)h.len, h.p, (int)(end - i), s.p + i));
}

static int try_web(struct finding *g, size_t i)
{
    static const char *const words[] = {"website", "web site", "homepage", "home page", "site",
                                        "web",     "url",      "网址",     "官网",      "网站",
                                        "主页",    "官方网站", NULL};
    size_t used = 0;
    struct vg_str key;

    if (in_word(g->f, i) || (!has_at(g->f, i, "http") && !has_at(g->f, i, "www.")) ||
        !is_announced(g->f, i, words))
        return 0;
    key = web_key((struct vg_str){g->f.p + i, g->f.len - i}, &used, g->a);
    if (key.len == 0)
        return 0;
    found(g, VG_IDENT_WEB, i, i + used, key);
    return 1;
}

static int try_mail(struct finding *g, size_t i)
{
    size_t from = i, host = host_len((struct vg_str){g->f.p + i + 1, g->f.len - i - 1});

    while (from > g->done && i - from < 64 &&
           (is_alnum(g->f.p[from - 1]) || strchr("._%+-", g->f.p[from - 1]) != NULL))
        from--;
    while (from < i && !is_alnum(g->f.p[from]))
        from++;
    if (from == i || host == 0)
        return 0;
    found(g, VG_IDENT_MAIL, from, i + 1 + host,
          vg_str_copy(g->a, (struct vg_str){g->f.p + from, i + 1 + host - from}));
    return 1;
}

struct vg_str vg_ident_host(enum vg_ident_kind kind, struct vg_str key)
{
    const char *mark = kind == VG_IDENT_MAIL  ? memchr(key.p, '@', key.len)
                       : kind == VG_IDENT_WEB ? memchr(key.p, '/', key.len)
                                              : NULL;
    struct vg_str host = key;

    if (kind == VG_IDENT_MAIL && mark != NULL)
        host = (struct vg_str){mark + 1, key.len - (size_t)(mark - key.p) - 1};
    else if (kind == VG_IDENT_WEB && mark != NULL)
        host.len = (size_t)(mark - key.p);
    else if (kind != VG_IDENT_WEB)
        return (struct vg_str){0};
    return is_shared(host) ? (struct vg_str){0} : host;
}

/* -- registers ----------------------------------------------------------------------------------
 */

static const struct {
    const char *words, *scheme; /* longer words of one beginning first */
} registers[] = {
    {"统一社会信用代码", "uscc"},
    {"社会信用代码", "uscc"},
    {"组织机构代码", "cn-org"},
    {"公司注册号", "company"},
    {"公司编号", "company"},
    {"注册编号", "company"},
    {"注册号", "company"},
    {"登记证号", "company"},
    {"登记号", "company"},
    {"company registration number", "company"},
    {"company registration no", "company"},
    {"company number", "company"},
    {"company no", "company"},
    {"corporation number", "company"},
    {"registered charity number", "charity"},
    {"registered charity no", "charity"},
    {"charity registration number", "charity"},
    {"charity number", "charity"},
    {"charity no", "charity"},
    {"registered number", "company"},
    {"registration number", "company"},
    {"registration no", "company"},
    {"reg. no", "company"},
    {"handelsregister", "hr"},
    {"hrb", "hr"},
    {"kvk-nummer", "kvk"},
    {"kvk number", "kvk"},
    {"kvk", "kvk"},
    {"siren", "siren"},
    {"siret", "siret"},
    {"partita iva", "vat"},
    {"p.iva", "vat"},
    {"p. iva", "vat"},
    {"vat number", "vat"},
    {"vat no", "vat"},
    {"abn", "abn"},
    {"acn", "acn"},
    {"ein", "ein"},
};

/* GB 32100-2015: weights are powers of 3 modulo 31, the alphabet leaves out I, O, S, V, Z. */
static int is_credit_code(const char *code, size_t n)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    unsigned sum = 0, weight = 1, last = 0;

    if (n != 18)
        return 0;
    for (size_t i = 0; i < 18; i++) {
        const char *where = strchr(letters, code[i]);

        if (where == NULL)
            return 0;
        last = (unsigned)(where - letters);
        if (i < 17)
            sum += last * weight;
        weight = weight * 3 % 31;
    }
    return (31 - sum % 31) % 31 == last;
}

/* Letters and digits in capitals; groups of digits may have a mark between. */
static size_t register_value(struct vg_str s, char out[REGISTER_MOST + 1], size_t *used)
{
    size_t n = 0, digits = 0;

    *used = 0;
    for (size_t i = 0; i < s.len && n < REGISTER_MOST; i++) {
        const char c = s.p[i];

        if (is_alnum(c)) {
            out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
            digits += is_digit(c) ? 1U : 0U;
            *used = i + 1;
        } else if (n == 0 || strchr(" -./", c) == NULL || c == '\0' || !is_digit(at(s, i + 1))) {
            break;
        }
    }
    out[n] = '\0';
    return digits >= REGISTER_LEAST ? n : 0;
}

static struct vg_str register_key(const char *scheme, struct vg_str s, size_t *used,
                                  struct vg_arena *a)
{
    char value[REGISTER_MOST + 1];
    const size_t n = register_value(s, value, used);

    if (n == 0 || is_alnum(at(s, *used)) ||
        (strcmp(scheme, "uscc") == 0 && !is_credit_code(value, n)))
        return (struct vg_str){0};
    if (strcmp(scheme, "ein") == 0 && (n != 9 || at(s, 2) != '-'))
        return (struct vg_str){0}; /* "ein" is a word, too */
    if ((strcmp(scheme, "siren") == 0 && n != 9) || (strcmp(scheme, "abn") == 0 && n != 11) ||
        (strcmp(scheme, "kvk") == 0 && n != 8))
        return (struct vg_str){0};
    return vg_str(vg_print(a, "%s %s", scheme, value));
}

static int try_register(struct finding *g, size_t i)
{
    if (in_word(g->f, i))
        return 0;
    for (size_t r = 0; r < sizeof registers / sizeof *registers; r++) {
        size_t from = i + strlen(registers[r].words), used = 0;
        const size_t most = from + 12;
        struct vg_str key;

        if (g->f.p[i] != registers[r].words[0] || !has_at(g->f, i, registers[r].words) ||
            ((registers[r].words[0] & 0x80) == 0 && is_alnum(at(g->f, from))))
            continue;
        while (from < g->f.len && from < most && !is_alnum(g->f.p[from]) && g->f.p[from] != '\n')
            from++;
        if (has_at(g->f, from, "is ") || has_at(g->f, from, "no. "))
            from += g->f.p[from] == 'i' ? 3 : 4;
        key = register_key(registers[r].scheme, (struct vg_str){g->f.p + from, g->f.len - from},
                           &used, g->a);
        if (key.len == 0)
            return 0;
        found(g, VG_IDENT_REGISTER, from, from + used, key);
        return 1;
    }
    return 0;
}

int vg_ident_one_register(struct vg_str left, struct vg_str right)
{
    const char *l = memchr(left.p, ' ', left.len), *r = memchr(right.p, ' ', right.len);

    return l != NULL && r != NULL && l - left.p == r - right.p &&
           memcmp(left.p, right.p, (size_t)(l - left.p)) == 0;
}

/* -- houses -------------------------------------------------------------------------------------
 */

static const struct {
    const char *short_form, *whole;
    int may_lead; /* Via Roma 10 */
} streets[] = {
    {"street", "street", 0},     {"st", "street", 0},
    {"road", "road", 0},         {"rd", "road", 0},
    {"avenue", "avenue", 0},     {"ave", "avenue", 0},
    {"av", "avenue", 0},         {"boulevard", "boulevard", 1},
    {"blvd", "boulevard", 0},    {"drive", "drive", 0},
    {"dr", "drive", 0},          {"lane", "lane", 0},
    {"ln", "lane", 0},           {"highway", "highway", 0},
    {"hwy", "highway", 0},       {"square", "square", 0},
    {"sq", "square", 0},         {"court", "court", 0},
    {"crescent", "crescent", 0}, {"cres", "crescent", 0},
    {"parkway", "parkway", 0},   {"pkwy", "parkway", 0},
    {"way", "way", 0},           {"terrace", "terrace", 0},
    {"broadway", "broadway", 0}, {"quay", "quay", 0},
    {"close", "close", 0},       {"place", "place", 0},
    {"via", "via", 1},           {"viale", "viale", 1},
    {"piazza", "piazza", 1},     {"corso", "corso", 1},
    {"calle", "calle", 1},       {"avenida", "avenida", 1},
    {"rua", "rua", 1},           {"rue", "rue", 1},
};

static const char *street_kind(struct vg_str w, int must_lead)
{
    for (size_t i = 0; i < sizeof streets / sizeof *streets; i++)
        if (vg_str_is(w, streets[i].short_form) && streets[i].may_lead >= must_lead)
            return streets[i].whole;
    return NULL;
}

static const char *direction(struct vg_str w)
{
    static const char *const words[][2] = {
        {"east", "e"}, {"west", "w"}, {"north", "n"}, {"south", "s"}};

    for (size_t i = 0; i < 4; i++)
        if (vg_str_is(w, words[i][0]) || vg_str_is(w, words[i][1]))
            return words[i][0];
    return NULL;
}

static struct vg_str word_at(struct vg_str f, size_t i)
{
    size_t n = 0;

    while (i + n < f.len && ((f.p[i + n] & 0x80) != 0 || is_alnum(f.p[i + n]) ||
                             (f.p[i + n] == '\'' && n > 0) || (f.p[i + n] == '-' && n > 0)))
        n++;
    return (struct vg_str){f.p + i, n};
}

/* Is the word a name in the text itself? Prose has streets, too. */
static int is_capital(const struct finding *g, size_t i)
{
    size_t from = i, to = vg_utf8_up(g->f.p, g->f.len, i + 1);
    uint32_t c;

    vg_fold_back(g->map, &from, &to);
    if (from >= to)
        return 0;
    (void)vg_utf8_next(g->text + from, to - from, &c);
    return vg_char_kind(c) == VG_CHAR_UPPER || vg_char_kind(c) == VG_CHAR_DIGIT;
}

static size_t blanks(struct vg_str f, size_t i)
{
    size_t n = 0;

    while (n < 2 && (at(f, i + n) == ' ' || at(f, i + n) == '.'))
        n++;
    return n;
}

/* "17 Steeles Ave. E": the words up to one that is a kind of street. */
static int try_house_first(struct finding *g, size_t i)
{
    VG_SCOPED_BUF key = {.max = 256};
    size_t j = i, end = 0;
    struct vg_str w;
    const char *kind = NULL;

    while (is_digit(at(g->f, j)) && j - i < 6)
        j++;
    vg_put(&key, g->f.p + i, j - i);
    if (at(g->f, j) == '-' && is_digit(at(g->f, j + 1)))
        for (j++; is_digit(at(g->f, j)); j++)
            ;
    if (at(g->f, j) == ',')
        j++;
    for (size_t n = 0; n <= STREET_WORDS && at(g->f, j) == ' '; n++) {
        j++;
        w = word_at(g->f, j);
        if (w.len == 0 || (n == 0 && !is_capital(g, j)))
            return 0;
        kind = n == 0 && !vg_str_is(w, "broadway") ? NULL : street_kind(w, 0);
        vg_putc(&key, ' ');
        vg_puts(&key, kind != NULL ? kind : direction(w));
        if (kind == NULL && direction(w) == NULL)
            vg_put_str(&key, w);
        j += w.len;
        if (kind != NULL && is_capital(g, j - w.len)) {
            end = j;
            break;
        }
        kind = NULL;
        j += at(g->f, j) == '.' && at(g->f, j + 1) == ' ';
    }
    if (end == 0 || key.full)
        return 0;
    j = end + blanks(g->f, end);
    w = word_at(g->f, j);
    if (j > end && direction(w) != NULL && is_capital(g, j)) {
        vg_putc(&key, ' ');
        vg_puts(&key, direction(w));
        end = j + w.len;
    }
    found(g, VG_IDENT_ADDRESS, i, end, vg_str_copy(g->a, vg_buf_str(&key)));
    return 1;
}

/* "Via Fabio Filzi 10" */
static int try_house_last(struct finding *g, size_t i)
{
    VG_SCOPED_BUF street = {.max = 256};
    struct vg_str w = word_at(g->f, i);
    const char *kind = in_word(g->f, i) ? NULL : street_kind(w, 1);
    size_t j = i + w.len, from;

    if (kind == NULL || !is_capital(g, i))
        return 0;
    vg_puts(&street, kind);
    for (size_t n = 0; n <= STREET_WORDS; n++) {
        j += at(g->f, j) == ',';
        if (at(g->f, j) != ' ')
            return 0;
        from = ++j;
        while (is_digit(at(g->f, j)) && j - from < 5)
            j++;
        if (n > 0 && j > from && !is_alnum(at(g->f, j))) {
            const struct vg_str key =
                vg_str(vg_print(g->a, "%.*s %s", (int)(j - from), g->f.p + from, street.p));

            found(g, VG_IDENT_ADDRESS, i, j, key);
            return 1;
        }
        w = word_at(g->f, from);
        if (w.len == 0)
            return 0;
        vg_putc(&street, ' ');
        vg_put_str(&street, w);
        j = from + w.len;
    }
    return 0;
}

/* "Vierambachtsstraat 80": digits at `i` behind a word that ends in its kind. */
static int try_house_joined(struct finding *g, size_t i)
{
    static const char *const kinds[] = {"straat", "strasse", "gasse", "laan",
                                        "plein",  "gracht",  "platz", "allee"};
    size_t from = i - (i > 0), end = i;

    if (i < 2 || g->f.p[i - 1] != ' ')
        return 0;
    while (from > g->done && (is_alnum(g->f.p[from - 1]) || (g->f.p[from - 1] & 0x80) != 0))
        from--;
    while (is_digit(at(g->f, end)) && end - i < 5)
        end++;
    if (is_alnum(at(g->f, end)) || from == i - 1 || !is_capital(g, from))
        return 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const size_t n = strlen(kinds[k]);

        if (n + 2 < i - 1 - from && memcmp(g->f.p + i - 1 - n, kinds[k], n) == 0) {
            found(g, VG_IDENT_ADDRESS, from, end,
                  vg_str(vg_print(g->a, "%.*s %.*s", (int)(end - i), g->f.p + i,
                                  (int)(i - 1 - from), g->f.p + from)));
            return 1;
        }
    }
    return 0;
}

/* 福新路17号: digits at `i`, the street before them. */
static int try_house_han(struct finding *g, size_t i)
{
    static const char *const kinds[] = {"路", "街", "大道", "巷", "弄", "道", "里"};
    size_t end = i, from = i, chars = 0;
    int is_street = 0;

    while (is_digit(at(g->f, end)) && end - i < 5)
        end++;
    if (end == i || !has_at(g->f, end, "号"))
        return 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const size_t n = strlen(kinds[k]);

        is_street |= n <= i && memcmp(g->f.p + i - n, kinds[k], n) == 0;
    }
    while (is_street && from > g->done && i - from < HAN_STREET) {
        uint32_t c;
        const size_t n = vg_utf8_before(g->f.p, from, &c);

        /* what lies wider (市, 区, 县) is no part of the street */
        if (!vg_is_han(c) || c == 0x5E02 || c == 0x533A || c == 0x53BF || c == 0x5728 ||
            c == 0x4E8E || c == 0x4F4D || c == 0x5740)
            break;
        from -= n;
        chars++;
    }
    if (!is_street || chars < 2)
        return 0;
    found(g, VG_IDENT_ADDRESS, from, end + strlen("号"),
          vg_str(vg_print(g->a, "%.*s %.*s", (int)(end - i), g->f.p + i, (int)(i - from),
                          g->f.p + from)));
    return 1;
}

/* A year before a name of a street is none of its houses. */
static int is_year(struct vg_str f, size_t i)
{
    static const char *const words[] = {"in ", "since ", "of ", "by ", "until ", "from "};

    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        const size_t n = strlen(words[w]);

        if (n <= i && memcmp(f.p + i - n, words[w], n) == 0)
            return 1;
    }
    return 0;
}

/* -- all of them --------------------------------------------------------------------------------
 */

static int try_digit(struct finding *g, size_t i)
{
    if (in_word(g->f, i) ||
        (i > 1 && (at(g->f, i - 1) == '-' || at(g->f, i - 1) == '.') && is_digit(at(g->f, i - 2))))
        return 0;
    return try_phone(g, i) || try_house_han(g, i) || try_house_joined(g, i) ||
           (!is_year(g->f, i) && try_house_first(g, i));
}

static int try_here(struct finding *g, size_t i)
{
    const char c = g->f.p[i];

    if (is_digit(c))
        return try_digit(g, i);
    if (c == '@')
        return try_mail(g, i);
    if ((c == 'h' || c == 'w') && try_web(g, i))
        return 1;
    if ((c & 0x80) != 0 || strchr("achkprsve", c) != NULL) {
        if ((c & 0xC0) != 0x80 && try_register(g, i))
            return 1;
    }
    return strchr("vpcarb", c) != NULL && c != '\0' && try_house_last(g, i);
}

size_t vg_ident_find(const char *text, size_t len, struct vg_arena *a, struct vg_ident **out)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_BUF folded = {0};
    struct vg_fold_map map = {0};
    struct finding g = {.map = &map, .text = text, .a = a};

    folded.max = 4 * len + 64;
    vg_fold_mapped(text, len, VG_FOLD_STRIP, &work, &folded, &map);
    g.f = vg_buf_str(&folded);
    for (size_t i = 0; i < g.f.len && g.n < VG_MAX_IDENTS; i++)
        if (i >= g.done && try_here(&g, i) && g.done > i)
            i = g.done - 1;
    *out = g.list;
    return g.n;
}

static int read_phone(struct vg_str f, struct vg_arena *a, struct vg_str *key)
{
    size_t from = 0;
    struct phone p;
    int is_abroad;

    while (from < f.len && !is_digit(f.p[from]))
        from++;
    is_abroad = from > 0 && memchr(f.p, '+', from) != NULL;
    phone_read(f, from, &p);
    if (!is_abroad && p.n >= 10 && p.digits[0] == '0' && p.digits[1] == '0') {
        memmove(p.digits, p.digits + 2, p.n -= 2);
        is_abroad = 1;
    }
    if (p.n < PHONE_LEAST || p.n > PHONE_MOST)
        return 0;
    *key = phone_key(&p, is_abroad, a);
    return key->len > 0;
}

/* A value of one house: what vg_ident_find() finds in it, capitals or not. */
static int read_house(struct vg_str value, struct vg_arena *a, struct vg_str *key)
{
    struct vg_ident *list = NULL;
    const size_t n = vg_ident_find(value.p, value.len, a, &list);

    for (size_t i = 0; i < n; i++)
        if (list[i].kind == VG_IDENT_ADDRESS) {
            *key = list[i].key;
            return 1;
        }
    return 0;
}

int vg_ident_read(enum vg_ident_kind kind, struct vg_str value, const char *scheme,
                  struct vg_arena *a, struct vg_str *key)
{
    VG_SCOPED_BUF folded = {.max = KIB(8)};
    struct vg_str f;
    size_t used = 0;
    const char *mark;

    if (value.len == 0 || value.len > KIB(1))
        return 0;
    vg_fold(value.p, value.len, VG_FOLD_STRIP, &folded);
    f = vg_buf_str(&folded);
    if (f.len == 0)
        return 0;
    if (kind == VG_IDENT_PHONE)
        return read_phone(f, a, key);
    if (kind == VG_IDENT_ADDRESS)
        return read_house(value, a, key);
    if (kind == VG_IDENT_MAIL) {
        mark = memchr(f.p, '@', f.len);
        if (mark == NULL || mark == f.p ||
            host_len((struct vg_str){mark + 1, f.len - (size_t)(mark - f.p) - 1}) == 0)
            return 0;
        *key = vg_str_copy(a, f);
        return 1;
    }
    *key = kind == VG_IDENT_WEB ? web_key(f, &used, a)
                                : register_key(scheme == NULL ? "company" : scheme, f, &used, a);
    return key->len > 0;
}

int vg_ident_same(enum vg_ident_kind kind, struct vg_str left, struct vg_str right)
{
    return kind == VG_IDENT_PHONE ? same_phone(left, right) : vg_str_cmp(left, right) == 0;
}
