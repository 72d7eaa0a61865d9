/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Is a list of names one of persons? No row decides: many places are called like persons
 * (Charlotte, 金华). What decides is the share of rows that look so. The words below are
 * everyday surnames and given names, general knowledge of no particular person.
 *
 * Measured on lists of places: the 235,000 towns of GeoNames 0.2 rows in a hundred, their Chinese
 * names 1.7, their names in Vietnam 4.5; short names of Chinese counties (data/places) 6.8, all of
 * two characters; spellings of towns in China syllable by syllable 13, all of pinyin. These last
 * two count half. So the line is drawn at ten. Lists of persons made of the commonest
 * names have more than fifty.
 */
#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "mention/names_file.h"

enum {
    FEW = 5,          /* rows: what is no bulk at all */
    SHARE_SMALL = 30, /* per cent that look personal, in a list short of MANY rows */
    SHARE_LARGE = 10,
    MANY = 200,
    SHARE_IDENTITY = 1, /* per cent that hold identity numbers, more than FEW */
};

/* -- identity numbers ---------------------------------------------------------------------------
 */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number_at(const char *p, size_t n)
{
    int v = 0;

    for (size_t i = 0; i < n; i++)
        v = 10 * v + (p[i] - '0');
    return v;
}

static int is_date(int year, int month, int day)
{
    return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* GB 11643: six digits of a district, eight of a birthday, three, and a check digit. */
static int is_resident_number(const char *p, size_t n)
{
    static const int weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        if (!is_digit(p[i]) && !(n == 18 && i == 17 && (p[i] == 'X' || p[i] == 'x')))
            return 0;
    if (n == 15) /* before 1999: no century, no check digit */
        return p[0] >= '1' && p[0] <= '8' &&
               is_date(1900 + number_at(p + 6, 2), number_at(p + 8, 2), number_at(p + 10, 2));
    if (n != 18 || !is_date(number_at(p + 6, 4), number_at(p + 10, 2), number_at(p + 12, 2)))
        return 0;
    for (size_t i = 0; i < 17; i++)
        sum += weight[i] * (p[i] - '0');
    return (p[17] | 0x20) == ("10x98765432"[sum % 11] | 0x20);
}

/* Someone at somewhere with a point in it. */
static int is_address(struct vg_str s)
{
    const char *at = s.len > 0 ? memchr(s.p, '@', s.len) : NULL;

    if (at == NULL || at == s.p || memchr(s.p, ' ', s.len) != NULL)
        return 0;
    return memchr(at, '.', s.len - (size_t)(at - s.p)) != NULL;
}

/* One or two capitals and seven or eight digits; China, Canada, Hong Kong and many others. */
static int is_passport(const char *p, size_t n)
{
    size_t letters = 0, digits;

    while (letters < n && letters < 3 && p[letters] >= 'A' && p[letters] <= 'Z')
        letters++;
    for (digits = letters; digits < n && is_digit(p[digits]);)
        digits++;
    digits -= letters;
    return letters >= 1 && letters <= 2 && letters + digits == n && digits >= 6 && digits <= 9;
}

/* Digits with the marks that telephone numbers are written with, and nothing else. */
static int is_telephone(struct vg_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (is_digit(s.p[i]))
            digits++;
        else if (strchr("+-() ./", s.p[i]) == NULL)
            return 0;
    }
    return digits >= 7 && digits <= 20;
}

/* A resident or passport number among the words of a name. */
static int holds_number(struct vg_str s)
{
    for (size_t at = 0; at < s.len;) {
        size_t n = 0;

        while (at + n < s.len && (is_digit(s.p[at + n]) ||
                                  ((s.p[at + n] | 0x20) >= 'a' && (s.p[at + n] | 0x20) <= 'z')))
            n++;
        if (n > 0 && (is_resident_number(s.p + at, n) || is_passport(s.p + at, n)))
            return 1;
        at += n > 0 ? n : 1;
    }
    return 0;
}

/* -- personal names
 * --------------------------------------------------------------------------------- */

static const char surnames[] =
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程"
    "嵇邢裴陆荣翁荀羊惠甄曲封芮储靳汲井段富巫乌焦巴弓牧山谷车侯班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹"
    "束龙叶幸司韶黎薄印白怀蒲从索咸籍赖卓蔺屠蒙池乔阴翟谭劳姬申冉宰桑桂牛寿通边燕冀尚温庄晏柴阎艾容"
    "向古易慎戈廖居衡步耿满匡国文广欧利师巩聂关荆游权盖桓公涂肖闫覃岳佟邸付丘";

static const char compound[] = "欧阳司马上官诸葛夏侯东方皇甫尉迟公孙令狐慕容司徒";

/* Characters that most given names are made of. */
static const char given[] =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉兰红志春梅淑珍荣峰波辉燕玲萍红鹏宇浩轩"
    "子梓涵欣怡雨晨晓佳嘉俊豪博思彤婷婷雪琳颖慧莉晶莹倩蕾薇凤洁云莲真环雅爱妹香月莺媛瑞凡琼勤珠翠"
    "素茹雁蓓伊姣婉娴瑾岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁飘育滢馥筠柔竹霭凝鸿亮政"
    "谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风"
    "毅飞永健世广义兴良海山仁宁贵福生龙元全胜学祥才发武新利清彬富顺信坚康星光天达安岩中茂进有和震"
    "振壮会思群心邦承乐绍功松善厚庆民友裕河哲江刚红祖权振梦琪忆柳桃慕青问兰妙菡丹寒诗菲巧诺依"
    "宝贤成忠东立国斗金银锋钢铁根林森柱喜财旺连长双三四小大一二";

/* Ends of places and bodies that begin like persons. */
static const char place_ends[] =
    "市县区州省镇乡村旗盟岛山河江湖港湾府道路街里城寨屯堡庄店桥坝沟坡岭坪坑塘"
    "关口门国洲海洋部局厅委院所会社团处署司站校厂矿";

static int holds_char(const char *list, const char *c)
{
    char one[5] = "";

    memcpy(one, c, 3);
    for (const char *p = strstr(list, one); p != NULL; p = strstr(p + 1, one))
        if ((p - list) % 3 == 0)
            return 1;
    return 0;
}

/* Three bytes each, Han, simplified; a middle dot between them or not. */
static enum vg_names_look han_look(struct vg_str s)
{
    size_t n = s.len / 3, from = 1;

    if (s.len % 3 != 0 || n < 2 || n > 4)
        return VG_LOOKS_ORDINARY;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s.p[3 * i] < 0xe4 || (unsigned char)s.p[3 * i] > 0xe9)
            return VG_LOOKS_ORDINARY;
    if (n > 2) {
        for (const char *p = compound; *p != '\0'; p += 6)
            if (memcmp(p, s.p, 6) == 0)
                from = 2;
    }
    if (from == 1 && (n == 4 || !holds_char(surnames, s.p)))
        return VG_LOOKS_ORDINARY;
    if (holds_char(place_ends, s.p + 3 * (n - 1)) && from == 1)
        return VG_LOOKS_ORDINARY;
    for (size_t i = from; i < n; i++)
        if (!holds_char(given, s.p + 3 * i))
            return VG_LOOKS_ORDINARY;
    return n == 2 ? VG_LOOKS_MAYBE : VG_LOOKS_PERSON;
}

static const char *const first_names[] = {
    "james",     "mary",      "robert",     "patricia", "john",      "jennifer", "michael",
    "linda",     "david",     "elizabeth",  "william",  "barbara",   "richard",  "susan",
    "joseph",    "jessica",   "thomas",     "sarah",    "charles",   "karen",    "christopher",
    "lisa",      "daniel",    "nancy",      "matthew",  "betty",     "anthony",  "margaret",
    "mark",      "sandra",    "donald",     "ashley",   "steven",    "kimberly", "paul",
    "emily",     "andrew",    "donna",      "joshua",   "michelle",  "kenneth",  "carol",
    "kevin",     "amanda",    "brian",      "dorothy",  "george",    "melissa",  "timothy",
    "deborah",   "ronald",    "stephanie",  "edward",   "rebecca",   "jason",    "sharon",
    "jeffrey",   "laura",     "ryan",       "cynthia",  "jacob",     "kathleen", "gary",
    "amy",       "nicholas",  "angela",     "eric",     "shirley",   "jonathan", "anna",
    "stephen",   "brenda",    "larry",      "pamela",   "justin",    "emma",     "scott",
    "nicole",    "brandon",   "helen",      "benjamin", "samantha",  "samuel",   "katherine",
    "gregory",   "christine", "frank",      "debra",    "alexander", "rachel",   "raymond",
    "carolyn",   "patrick",   "janet",      "jack",     "catherine", "dennis",   "maria",
    "jerry",     "heather",   "tyler",      "diane",    "aaron",     "ruth",     "jose",
    "julie",     "adam",      "olivia",     "nathan",   "joyce",     "henry",    "virginia",
    "peter",     "victoria",  "kyle",       "kelly",    "walter",    "lauren",   "ethan",
    "christina", "jeremy",    "joan",       "harold",   "evelyn",    "keith",    "judith",
    "christian", "megan",     "roger",      "andrea",   "noah",      "cheryl",   "gerald",
    "hannah",    "terry",     "jacqueline", "sean",     "martha",    "austin",   "gloria",
    "arthur",    "teresa",    "lawrence",   "ann",      "jesse",     "sara",     "dylan",
    "madison",   "bryan",     "frances",    "joe",      "kathryn",   "jordan",   "janice",
    "billy",     "jean",      "bruce",      "abigail",  "albert",    "alice",    "willie",
    "julia",     "gabriel",   "judy",       "logan",    "sophia",    "alan",     "grace",
    "juan",      "denise",    "wayne",      "amber",    "roy",       "doris",    "ralph",
    "marilyn",   "randy",     "danielle",   "eugene",   "beverly",   "vincent",  "isabella",
    "russell",   "theresa",   "elijah",     "diana",    "louis",     "natalie",  "bobby",
    "brittany",  "philip",    "charlotte",  "johnny",   "marie",     "carlos",   "luis",
    "antonio",   "pedro",     "miguel",     "ahmed",    "mohammed",  "muhammad", "mohamed",
    "ali",       "hassan",    "hussein",    "fatima",   "omar",      "ibrahim",  "ivan",
    "sergei",    "olga",      "dmitri",     "natalia",  "pierre",    "hans",     "mike",
    "tom",       "jim",       "bob",        "dave",     "steve",     "chris",    "sam",
    "kate",      "jane",      "lucy",       "simon",    "oliver",    "harry",    "claire",
    "fiona",
};

/* Last words of places and bodies that begin with a given name: Virginia Beach. */
static const char *const place_words[] = {
    "amalie",   "avenue",     "basin",     "bay",      "beach",      "bluff",     "bridge",
    "bureau",   "burg",       "camp",      "canyon",   "cape",       "cay",       "centre",
    "center",   "church",     "city",      "coast",    "college",    "committee", "corner",
    "council",  "county",     "court",     "cove",     "creek",      "district",  "estate",
    "falls",    "field",      "forest",    "fork",     "fort",       "gardens",   "glacier",
    "grove",    "gulch",      "harbour",   "harbor",   "heights",    "hill",      "hills",
    "house",    "inlet",      "institute", "island",   "islands",    "junction",  "lake",
    "land",     "landing",    "ministry",  "mills",    "mine",       "mount",     "mountain",
    "office",   "parish",     "park",      "pass",     "peak",       "place",     "plains",
    "point",    "police",     "port",      "province", "range",      "region",    "ridge",
    "river",    "road",       "rock",      "school",   "settlement", "shire",     "sound",
    "spring",   "springs",    "square",    "station",  "street",     "summit",    "town",
    "township", "university", "valley",    "village",  "ville",      "woods",     "yard",
};

static const char *const pinyin_surnames[] = {
    "wang",  "li",   "zhang", "liu",  "chen", "yang",  "zhao", "huang", "zhou",  "wu",    "xu",
    "sun",   "hu",   "zhu",   "gao",  "lin",  "he",    "guo",  "ma",    "luo",   "liang", "song",
    "zheng", "xie",  "han",   "tang", "feng", "yu",    "dong", "xiao",  "cheng", "cao",   "yuan",
    "deng",  "fu",   "shen",  "zeng", "peng", "lu",    "su",   "jiang", "cai",   "jia",   "ding",
    "wei",   "xue",  "ye",    "yan",  "pan",  "du",    "dai",  "xia",   "zhong", "tian",  "ren",
    "fan",   "fang", "shi",   "yao",  "tan",  "liao",  "zou",  "xiong", "jin",   "hao",   "kong",
    "bai",   "cui",  "kang",  "mao",  "qiu",  "qin",   "gu",   "hou",   "shao",  "meng",  "long",
    "wan",   "duan", "qian",  "yin",  "yi",   "chang", "qiao", "lai",   "gong",  "wen",
};

static int is_in(const char *const *list, size_t n, struct vg_str s)
{
    for (size_t i = 0; i < n; i++)
        if (s.len > 0 && s.p[0] == list[i][0] && vg_str_is(s, list[i]))
            return 1;
    return 0;
}

#define IS_IN(list, s) is_in((list), sizeof(list) / sizeof *(list), (s))

/* An initial (or none) and a final of pinyin at the start of `s`: the longest, in bytes. */
static size_t syllable(struct vg_str s)
{
    static const char *const initials[] = {"zh", "ch", "sh", "b", "p", "m", "f", "d",
                                           "t",  "n",  "l",  "g", "k", "h", "j", "q",
                                           "x",  "r",  "z",  "c", "s", "y", "w", ""};
    static const char *const finals[] = {
        "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai",
        "ei",   "ao",   "ou",   "an",  "en",  "in",  "un",  "ia",  "ie",  "iu",  "ua",  "uo",
        "ui",   "ue",   "ve",   "er",  "a",   "o",   "e",   "i",   "u",   "v"};
    size_t best = 0;

    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++) {
        size_t n = strlen(initials[i]);

        if (s.len <= n || memcmp(s.p, initials[i], n) != 0)
            continue;
        for (size_t k = 0; k < sizeof finals / sizeof *finals; k++) {
            size_t m = strlen(finals[k]);

            if (n + m <= s.len && n + m > best && memcmp(s.p + n, finals[k], m) == 0)
                best = n + m;
        }
    }
    return best;
}

/* One or two syllables of pinyin, and nothing else. */
static int is_pinyin_given(struct vg_str s)
{
    size_t first = syllable(s), at, rest;

    if (first == 0)
        return 0;
    for (at = first; at > 0; at--) { /* xi'an or xian */
        struct vg_str tail = {s.p + at, s.len - at};

        if (at == s.len)
            return 1;
        if (syllable((struct vg_str){s.p, at}) != at)
            continue;
        if (tail.len > 0 && *tail.p == '-') {
            tail.p++;
            tail.len--;
        }
        rest = syllable(tail);
        if (rest > 0 && rest == tail.len)
            return 1;
    }
    return 0;
}

enum { WORDS = 4 };

/* The words of a folded name; 0 when they are too many, or something else stands among them. */
static size_t words_of(struct vg_str s, struct vg_str words[WORDS])
{
    size_t n = 0, at = 0;

    while (at < s.len) {
        size_t len = 0;

        while (at + len < s.len && ((s.p[at + len] >= 'a' && s.p[at + len] <= 'z') ||
                                    s.p[at + len] == '-' || s.p[at + len] == '\''))
            len++;
        if (len == 0 || n == WORDS)
            return 0;
        words[n++] = (struct vg_str){s.p + at, len};
        at += len;
        if (at < s.len && s.p[at] == '.') /* an initial */
            at++;
        if (at < s.len && s.p[at] == ',')
            at++;
        if (at < s.len && s.p[at++] != ' ')
            return 0;
    }
    return n;
}

static enum vg_names_look latin_look(struct vg_str folded)
{
    struct vg_str w[WORDS];
    size_t n = words_of(folded, w);

    if (n < 2 || n > 3)
        return VG_LOOKS_ORDINARY;
    if (n == 2 && ((IS_IN(pinyin_surnames, w[0]) && is_pinyin_given(w[1])) ||
                   (IS_IN(pinyin_surnames, w[1]) && is_pinyin_given(w[0]))))
        return VG_LOOKS_MAYBE;
    if (n == 3 && IS_IN(pinyin_surnames, w[0]) && syllable(w[1]) == w[1].len &&
        syllable(w[2]) == w[2].len)
        return VG_LOOKS_MAYBE;
    if (IS_IN(place_words, w[n - 1]) || w[n - 1].len < 2)
        return VG_LOOKS_ORDINARY;
    /* James Smith, James T. Smith; Smith, James */
    if (IS_IN(first_names, w[0]) && (n == 2 || w[1].len == 1 || IS_IN(first_names, w[1])))
        return VG_LOOKS_PERSON;
    return memchr(folded.p, ',', folded.len) != NULL && IS_IN(first_names, w[1])
               ? VG_LOOKS_PERSON
               : VG_LOOKS_ORDINARY;
}

enum vg_names_look vg_names_look(const struct vg_gazetteer_name *n)
{
    VG_SCOPED_BUF b = {.max = 4096};
    struct vg_str s;

    if (holds_number(n->name) || is_telephone(n->name) || is_address(n->name) ||
        is_resident_number(n->id.p, n->id.len) || is_address(n->id))
        return VG_LOOKS_IDENTITY;
    vg_fold(n->name.p, n->name.len, VG_FOLD_STRIP, &b);
    s = vg_buf_str(&b);
    return s.len > 0 && (unsigned char)*s.p >= 0x80 ? han_look(s) : latin_look(s);
}

/* -- the list
 * ------------------------------------------------------------------------------------------ */

int vg_names_refuse(const struct vg_names_row *rows, size_t n, struct vg_err *err)
{
    size_t persons = 0, halves = 0, identities = 0, share = n < MANY ? SHARE_SMALL : SHARE_LARGE;
    uint32_t person = 0, identity = 0;

    for (size_t i = 0; i < n; i++)
        switch (vg_names_look(&rows[i].name)) {
        case VG_LOOKS_PERSON:
            halves++;
            __attribute__((fallthrough));
        case VG_LOOKS_MAYBE:
            halves++;
            person = persons++ == 0 ? rows[i].line : person;
            break;
        case VG_LOOKS_IDENTITY:
            identity = identities++ == 0 ? rows[i].line : identity;
            break;
        case VG_LOOKS_ORDINARY:
        default:
            break;
        }
    if (identities >= FEW && identities * 100 > n * SHARE_IDENTITY)
        return vg_fail(err, VG_E_REFUSED,
                       "%zu of %zu rows, the first in line %u, hold what looks like identity "
                       "numbers, telephone numbers or e-mail addresses; vigil looks for places and "
                       "institutions, not for persons",
                       identities, n, identity);
    if (persons >= FEW && halves * 100 > n * 2 * share)
        return vg_fail(err, VG_E_REFUSED,
                       "%zu of %zu rows, the first in line %u, look like the names of persons; "
                       "vigil looks for places and institutions, not for persons",
                       persons, n, person);
    return VG_OK;
}
