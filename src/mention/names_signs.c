/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names in signs that stand for syllables or words. Each people has its own way: a family name of
 * one sign and a given one of one or two (Chinese, Korean), of two signs and some (Japanese), two
 * parts of two syllables (Tibetan), the sounds of another language with a point between them.
 */
#include "mention/names_look.h"

#include <string.h>

#include "base/utf8.h"

/* -- Chinese -------------------------------------------------------------------------------------
 */
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

/* Three bytes each, Han, simplified. */
static enum vg_names_look chinese_look(struct vg_str s)
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

/* -- signs
 * ------------------------------------------------------------------------------------------
 */
static int is_han_at(struct vg_str s, size_t at)
{
    return at + 3 <= s.len && (unsigned char)s.p[at] >= 0xe4 && (unsigned char)s.p[at] <= 0xe9;
}

static int all_han(struct vg_str s)
{
    for (size_t at = 0; at < s.len; at += 3)
        if (!is_han_at(s, at))
            return 0;
    return s.len > 0;
}

/* Without what a person is addressed with; 1 when there was some. */
static int drop_title(struct vg_str *s)
{
    static const char *const titles[] = {"先生", "女士", "小姐",   "太太", "老师", "教授",
                                         "同志", "博士", "医生",   "律师", "阿姨", "师傅",
                                         "さん", "様",   "ちゃん", "씨",   "님"};

    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (vg_name_ends(*s, titles[i])) {
            s->len -= strlen(titles[i]);
            while (s->len > 0 && s->p[s->len - 1] == ' ')
                s->len--;
            return 1;
        }
    return 0;
}

/* One to four signs that begin like a family name, in front of a title. */
static int is_addressed(struct vg_str s)
{
    unsigned char lead = s.len >= 3 ? (unsigned char)*s.p : 0;

    if (s.len > 12 || s.len % 3 != 0 || lead < 0xe4)
        return 0;
    return lead > 0xe9 || holds_char(surnames, s.p) ||
           (s.len >= 6 && (vg_name_word((struct vg_str){s.p, 6}) & VG_NAME_JAPANESE));
}

/* -- Japanese ------------------------------------------------------------------------------------
 */
static const char japanese_given[] =
    "子美恵太郎一二三男夫雄彦介辅也树翔大健诚次治司志士史朗真优香织里奈菜花结衣爱咲葵"
    "阳斗悠人翼拓哉直和正明弘宏浩博隆茂実稔豊胜清进修彻刚聡智由纪幸代枝江千春夏秋冬百"
    "合佳絵理沙麻友裕祐佑洋光辉秀英俊敏哲昭贤义信行之孝贵久広纯平龙竜亮凉莲飒凑律苍芽"
    "凛䌷莉心音良希望未来梨乃瑠璃桜叶月星";

static int is_kana_at(const char *p)
{
    return memcmp(p, "ぁ", 3) >= 0 && memcmp(p, "ヿ", 3) <= 0;
}

/* Signs of which given names are made, or kana. */
static int is_japanese_given(struct vg_str s)
{
    if (s.len < 3 || s.len > 12 || s.len % 3 != 0 || vg_name_ends(s, "大"))
        return 0;
    for (size_t at = 0; at < s.len; at += 3)
        if (!is_kana_at(s.p + at) && !holds_char(japanese_given, s.p + at))
            return 0;
    return 1;
}

static enum vg_names_look japanese_look(struct vg_str s)
{
    for (size_t n = 9; n >= 6; n -= 3) {
        struct vg_str rest;

        if (s.len <= n || !(vg_name_word((struct vg_str){s.p, n}) & VG_NAME_JAPANESE))
            continue;
        rest = (struct vg_str){s.p + n, s.len - n};
        if (*rest.p == ' ')
            rest = (struct vg_str){rest.p + 1, rest.len - 1};
        if (is_japanese_given(rest))
            return VG_LOOKS_PERSON;
    }
    return VG_LOOKS_ORDINARY;
}

/* さとう けんた, ジョン・スミス: kana of two words; brands are called so too. */
static int is_kana_name(struct vg_str s)
{
    size_t words = 1, since = 0, at = 0;

    while (at < s.len) {
        int is_gap = s.p[at] == ' ' || (at + 3 <= s.len && memcmp(s.p + at, "・", 3) == 0);

        if (is_gap ? since < 2 : at + 3 > s.len || !is_kana_at(s.p + at))
            return 0;
        words += (size_t)is_gap;
        since = is_gap ? 0 : since + 1;
        at += s.p[at] == ' ' ? 1 : 3;
    }
    return words == 2 && since >= 2;
}

/* -- Korean --------------------------------------------------------------------------------------
 */
static const char korean_surnames[] =
    "김이박최정강조윤장임한오서신권황안송류유전홍고문손양배백허"
    "남심노하곽성차주우구민진엄채원천방공현함변염여추도석선설마길연위표명기반";

/* Of given names; ends of places (시군구읍면리역) are not among them at the end. */
static const char korean_given[] =
    "가강건겸경고관광교구국권규균근금기길나남노누다단달담대덕도동두라"
    "란람래려련령로록루리린림마만명모무문미민배백범벽별병보복봉부분비"
    "빈사산삼상새서석선설성세소솔송수숙순슬승시식신실심아안애양언엄여"
    "연열영예오옥온완요용우욱운웅원월위유윤율은을음의이익인일임자장재"
    "전정제조종주준중지진찬창채천철청초춘충치태택평표필하학한해향헌혁"
    "현형혜호홍화환황회효훈휘희";

static const char korean_places[] = "시군구읍면리역청국부소관처"; /* hardly a name ends so */
static const char korean_maybe[] = "동도산강천교섬로길항촌원";

/* Three syllables; most places of three end in what they are. */
static enum vg_names_look korean_look(struct vg_str s)
{
    if (s.len == 10 && s.p[3] == ' ')
        return holds_char(korean_surnames, s.p) && holds_char(korean_given, s.p + 4) &&
                       holds_char(korean_given, s.p + 7)
                   ? VG_LOOKS_PERSON
                   : VG_LOOKS_ORDINARY;
    if (s.len != 9 || !holds_char(korean_surnames, s.p) || !holds_char(korean_given, s.p + 3) ||
        !holds_char(korean_given, s.p + 6))
        return VG_LOOKS_ORDINARY;
    if (holds_char(korean_places, s.p + 6))
        return VG_LOOKS_ORDINARY;
    return holds_char(korean_maybe, s.p + 6) ? VG_LOOKS_MAYBE : VG_LOOKS_PERSON;
}

/* -- Tibetan -------------------------------------------------------------------------------------
 */
enum { SYLLABLES = 6 };

static int is_tsheg(struct vg_str s, size_t at)
{
    return at + 3 <= s.len && (memcmp(s.p + at, "་", 3) == 0 || memcmp(s.p + at, "༌", 3) == 0 ||
                               memcmp(s.p + at, "།", 3) == 0);
}

/* Where each syllable begins and ends; 0: too many. */
static size_t syllables_of(struct vg_str s, struct vg_str out[SYLLABLES])
{
    size_t n = 0, from = 0;

    for (size_t at = 0; at <= s.len; at++) {
        int is_end = at == s.len || s.p[at] == ' ' || is_tsheg(s, at);

        if (!is_end)
            continue;
        if (at > from) {
            if (n == SYLLABLES)
                return 0;
            out[n++] = (struct vg_str){s.p + from, at - from};
        }
        at += is_tsheg(s, at) ? 2 : 0;
        from = at + 1;
    }
    return n;
}

/* How many syllables from the first are a part of a name: 2, 1 or 0. */
static size_t tibetan_part(const struct vg_str *y, size_t n)
{
    if (n >= 2 && y[1].p == y[0].p + y[0].len + 3 &&
        (vg_name_word((struct vg_str){y[0].p, y[0].len + 3 + y[1].len}) & VG_NAME_TIBETAN))
        return 2;
    return (vg_name_word(y[0]) & VG_NAME_TIBETAN) ? 1 : 0;
}

static enum vg_names_look tibetan_look(struct vg_str s)
{
    static const char *const places[] = {"རྫོང", "གྲོང", "ཁུལ", "ཤང", "དགོན", "ལྗོངས", "ཁང",  "གླིང", "ཐང",
                                         "ལུང", "རི",  "ཁྲོམ", "ཅུས", "ཞིང",  "སྡེ",   "གཞུང", "ལས"};
    struct vg_str y[SYLLABLES];
    size_t n = syllables_of(s, y), parts = 0, at = 0;

    while (at < n) {
        size_t of = tibetan_part(y + at, n - at);

        if (of == 0)
            break;
        at += of;
        parts++;
    }
    if (parts == 0)
        return VG_LOOKS_ORDINARY;
    if (at == n)
        return parts >= 2 ? VG_LOOKS_PERSON : VG_LOOKS_MAYBE;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (vg_str_is(y[n - 1], places[i]))
            return VG_LOOKS_ORDINARY;
    return n - at == 1 ? VG_LOOKS_MAYBE : VG_LOOKS_ORDINARY;
}

/* -- sounds in Han -------------------------------------------------------------------------------
 */
static size_t point_at(struct vg_str s, size_t at)
{
    static const char *const points[] = {"·", "•", "・", "‧", "∙"};

    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        if (at + strlen(points[i]) <= s.len && memcmp(s.p + at, points[i], strlen(points[i])) == 0)
            return strlen(points[i]);
    return 0;
}

/* 约翰·史密斯: Han, a point or two, and no end of a place. */
static int is_pointed(struct vg_str s)
{
    size_t points = 0, since = 0, at = 0;

    while (at < s.len) {
        size_t n = point_at(s, at);

        if (n == 0 && (!is_han_at(s, at) || since == 7))
            return 0;
        if (n > 0 && since == 0)
            return 0;
        points += n > 0;
        since = n > 0 ? 0 : since + 1;
        at += n > 0 ? n : 3;
    }
    return points > 0 && since > 0 && !holds_char(place_ends, s.p + s.len - 3);
}

/* 扎西次仁, 买买提吐尔逊: parts of such names and nothing else. */
static size_t sound_parts(struct vg_str s)
{
    size_t parts = 0, at = 0;

    while (at < s.len) {
        size_t n = 0;

        for (size_t k = 15; k >= 6 && n == 0; k -= 3)
            if (at + k <= s.len && (vg_name_word((struct vg_str){s.p + at, k}) & VG_NAME_SOUND))
                n = k;
        if (n == 0)
            return 0;
        at += n;
        parts++;
    }
    return parts;
}

static enum vg_names_look han_look(struct vg_str s)
{
    int is_begun = vg_name_word_begins(s);
    enum vg_names_look look = is_begun ? japanese_look(s) : VG_LOOKS_ORDINARY;
    size_t parts;

    if (look != VG_LOOKS_ORDINARY)
        return look;
    if (is_kana_name(s))
        return VG_LOOKS_MAYBE;
    if (is_pointed(s))
        return VG_LOOKS_PERSON;
    if (!all_han(s))
        return VG_LOOKS_ORDINARY;
    parts = is_begun ? sound_parts(s) : 0;
    if (parts > 0)
        return parts > 1 ? VG_LOOKS_PERSON : VG_LOOKS_MAYBE;
    return chinese_look(s);
}

enum vg_names_look vg_names_look_signs(struct vg_str folded)
{
    struct vg_str s = folded;
    uint32_t c;

    if (drop_title(&s) && is_addressed(s))
        return VG_LOOKS_PERSON;
    if (s.len == 0)
        return VG_LOOKS_ORDINARY;
    (void)vg_utf8_next(s.p, s.len, &c);
    if (c >= 0xac00 && c <= 0xd7a3)
        return korean_look(s);
    if (c >= 0xf00 && c <= 0xfff)
        return tibetan_look(s);
    return han_look(s);
}
