/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "ask/words.h"

#include <string.h>

#include "ask/ask.h"
#include "base/buf.h"

/* clang-format off */
static const struct {
    const char *key, *en, *zh;
} words[VG_ASK_WORDS] = {
    [VG_A_ONE_ROOT] = {"one-root", "all of it rests on one root: {1}", "全部出自同一原始出处：{1}"},
    [VG_A_LINKED_ROOTS] = {"linked-roots", "{1} roots are named, {2} at least apart: roots that one claim names together count as one, since one may relay the other", "共指明 {1} 个原始出处，至少 {2} 个相互独立：同一主张并列指明者可能互为转述，按一个计"},
    [VG_A_OUTSIDE_CITY] = {"outside-city", "{1} of {2} lie outside the city of {3}", "{2} 个中有 {1} 个位于{3}市界之外"},
    [VG_A_UPPER_ONLY] = {"upper-only", "{1} sets an upper end only: {2}; it is no finding", "{1} 仅给出上限：{2}；不是认定的数字"},
    [VG_A_LOWER_ONLY] = {"lower-only", "{1} sets a lower end only: {2}", "{1} 仅给出下限：{2}"},
    [VG_A_ABOUT] = {"about", "{1} is not exact: {2}", "{1} 并非精确数：{2}"},
    [VG_A_NO_BASE] = {"no-base", "{1}: base not stated, nor place nor period", "{1}：未说明基数、地点与时期"},
    [VG_A_NOT_ABSENCE] = {"not-absence", "a search without result is no evidence of absence: \"none found\", never \"none\", never 0", "查找无果并非不存在的证据：只能写“未发现”，不能写“没有”或 0"},
    [VG_A_OPINION_ONLY] = {"opinion-only", "an opinion, not an estimate from data", "这是观点，不是由数据得出的估计"},
    [VG_A_AT_LEAST_MORE] = {"at-least-more", "{1} says that {2} or more are not identified; {3} are", "{1} 认为尚有 {2} 个以上未查明；已查明 {3} 个"},
    [VG_A_SAYS_NOT_WHICH] = {"says-not-which", "{1} bodies are named for all of them; which runs which is not said", "共指名 {1} 个机构；未说明各由哪个机构管理"},
    [VG_A_TWO_CLAIMS] = {"two-claims", "that the number exists and what brought it about are two claims", "数字存在是一回事，由何造成是另一回事"},
    [VG_A_CONFIRMS_ITSELF] = {"same-voice", "{1} speaks for {2}: confirming it is no corroboration", "{1} 与 {2} 为同一方：其确认不构成佐证"},
    [VG_A_INFERRED] = {"inferred", "{1}: {2} is inferred, not printed", "{1}：{2} 系推断，原文未载"},
    [VG_A_SEVERAL_UNITS] = {"several-units", "{1} stands with several units ({2}): never compared", "数字 {1} 对应多种单位（{2}）：不可比较"},
    [VG_A_UNITS_APART] = {"units-apart", "numbers of different units are never compared or added", "不同单位的数字不得比较或相加"},
    [VG_A_ANSWERS_ONLY] = {"answers-only", "answered: {1}; not answered: {2}", "已回应：{1}；未回应：{2}"},
    [VG_A_NO_ANSWER] = {"no-answer", "no reply of the accused side is in the case", "案卷中没有被指一方的回应"},
    [VG_A_DESCRIBED_AS] = {"described-as", "the sources describe {1} as: {2}", "来源对 {1} 的描述为：{2}"},
    [VG_A_REMAINDER] = {"remainder", "{1} listed, {2} of them found, {3} left", "清单列 {1} 个，其中已查明 {2} 个，余 {3} 个"},
    [VG_A_FOUND_OUTSIDE] = {"found-outside", "{1} was found and is not on the list: it cannot be taken from it", "{1} 已查明但不在清单上：不能从清单中扣除"},
    [VG_A_LOCKED] = {"locked", "do not present it as a list of where to look", "不得当作查找清单使用"},
    [VG_A_DIFFERENT_THINGS] = {"different-things", "{1} and {2} count different things: {3}", "{1} 与 {2} 所计并非同一事项：{3}"},
    [VG_A_NOT_MET_ALONE] = {"not-met-alone", "met only by the same speaker counts as met, not independently", "仅由同一发言者证实，算作应验但非独立"},
    [VG_A_BASIS] = {"basis", "what it is based on: {1}", "其依据：{1}"},
    [VG_A_GRADED_BY_PEOPLE] = {"graded-by-people", "the word says what it rests on; how far to trust it is for a person to grade", "此词只说明其依据；可信程度由人评定"},
    [VG_A_PUBLIC_ONLY] = {"public-only", "only persons with a public function are named here", "此处只列有公职者的姓名"},
    [VG_A_NOTE_OF_PERSON] = {"note-of-person", "{1}, as a person noted: {2}", "{1}，人工备注：{2}"},
    [VG_A_BESIDE] = {"beside", "opinions and searches without result stand beside the figure, never in it", "观点与查找无果与数字并列，不计入其中"},
    [VG_A_WITHHOLD] = {"withhold", "nothing here replaces the judgement of whoever hands it over", "移交与否仍须由移交者判断"},
    [VG_A_FIGURE_NOTE] = {"figure-note", "{1}: {2}", "{1}：{2}"},
    [VG_A_BODY_UNNAMED] = {"body-unnamed", "the body is not named; at least {1}", "未具名；至少 {1} 个"},

    [VG_A_NO_LIST_CORRECTED] = {"list-corrected", "the frame is corrected at source ({1}): no search list is drawn from it", "该框架已在来源处更正（{1}）：不据此列出查找清单"},
    [VG_A_NO_LIST_NOT_HELD] = {"list-not-held", "the instrument behind the list is not held ({1}): no search list is drawn from it", "清单所据文件未持有（{1}）：不据此列出查找清单"},
    [VG_A_NO_LIST_NOT_READ] = {"list-not-read", "nobody has read in {1} that it says so: no search list is drawn from it", "尚无人在 {1} 中读到此说：不据此列出查找清单"},
    [VG_A_NO_LIST_COVERS_ALL] = {"list-covers-all", "a list that covers everyone cannot tell where to look: {1}", "涵盖全部的清单无从指明何处可查：{1}"},
    [VG_A_LIST_LOCKED] = {"list-locked", "{1}: no search list is drawn from it: {2}", "{1}：不据此列出查找清单：{2}"},
    [VG_A_CITED_NOT_HELD] = {"cited-not-held", "cannot be told: the cited source is not held ({1})", "无从判断：被引来源未持有（{1}）"},
    [VG_A_CITED_CORRECTED] = {"cited-corrected", "no: corrected at source ({1})", "否：已在来源处更正（{1}）"},
    [VG_A_CITED_NOT_READ] = {"cited-not-read", "cannot be told: {1} is held, and nobody has read there that it says so", "无从判断：{1} 已持有，但尚无人在其中读到此说"},
    [VG_A_NO_LINK] = {"no-link", "no root that was read links {1} to {2}: {3}", "没有任何已读的原始出处将{1}与{2}相联系：{3}"},
    [VG_A_NO_SUM] = {"no-sum", "{1}", "不得相加：{1}"},
    [VG_A_NO_FIGURE] = {"no-figure", "{1}: {2}", "{1}：{2}"},

    [VG_A_NOTHING_FITS] = {"nothing-fits", "no claim of the case answers this", "案卷中没有可回答此问的主张"},
    [VG_A_NO_WATCH] = {"no-watch", "not knowable from what is kept: nothing was looked at again (the watch log is empty)", "据现有材料无从得知：尚未再次查看（监测日志为空）"},
    [VG_A_NO_TABLE] = {"no-table", "needs a population table; the case has no numbers for {1}", "需要人口数据表；案卷中没有 {1} 的数字"},
    [VG_A_NO_NUMBERS] = {"no-numbers", "no numbers are given for either side", "双方均未给出数字"},
    [VG_A_NO_SEARCH_LOG] = {"no-search-log", "where, when and with what words it was searched is not stated", "未说明在何处、何时、以何词查找"},
    [VG_A_NOT_HELD] = {"not-held", "not held: {1}", "未持有：{1}"},
    [VG_A_NOT_LATER] = {"not-later", "whether it was met: nothing that was said later is in the case", "是否应验：案卷中没有其后的说法"},
    [VG_A_NO_REPLY] = {"no-reply", "{1} allegations have no reply on record; 'vigil claim --reply' sets one, not-asked is an answer", "有 {1} 项指称未记录回应；可用 vigil claim --reply 记录，“未询问”也是一种回应"},
    [VG_A_NO_PERIOD] = {"no-period", "no period is stated: {1}", "未说明时期：{1}"},
    [VG_A_NO_PLACE] = {"no-place", "no place is stated: {1}", "未说明地点：{1}"},
    [VG_A_ONE_FIGURE] = {"one-figure", "a sum needs two figures of one unit; {1} fit", "相加须有同一单位的两个数字；符合者 {1} 个"},
    [VG_A_NO_BODY] = {"no-body", "no authority of the host state is named in the case", "案卷中没有指名所在国机构"},
    [VG_A_ONE_TEXT] = {"one-text", "the case holds one text: what else repeats it is not known", "案卷仅有一份文本：是否另有转载无从得知"},
    [VG_A_NO_LIST] = {"no-list", "no list is kept, and no claim names the members of one as it counts them; 'vigil gaps --list' keeps a list", "未保存清单，也没有主张逐一列出成员；可用 vigil gaps --list 保存清单"},

    [VG_A_NOT_LOOKED_AT] = {"not-looked", "nobody has looked at {1} of them; 'vigil looked' keeps a search, one without result too", "其中 {1} 处尚无人查找；可用 vigil looked 记录查找，包括无果的"},

    [VG_A_HELD] = {"held", "held, not read for this", "已持有，就此未读"},
    [VG_A_HELD_READ] = {"held-read", "held and read", "已持有并已读"},
    [VG_A_UNHELD] = {"unheld", "not held", "未持有"},
    [VG_A_CLAIMS_N] = {"claims-n", "{1} claims", "{1} 条主张"},
    [VG_A_SEAT] = {"seat", "{1}; sits in {2}", "{1}；所在地：{2}"},
    [VG_A_UNNAMED] = {"unnamed", "unnamed", "未具名"},
    [VG_A_UNPLACED] = {"unplaced", "place not known at this level", "此级别地点不详"},
    [VG_A_NOT_LOOKED] = {"not-looked", "not looked", "未查找"},
    [VG_A_FORMS] = {"forms", "{1}", "{1}"},
    [VG_A_PUBLIC_ROLE] = {"public-role", "public function: {1}", "公职或公开身份：{1}"},
    [VG_A_NO_ROLE] = {"no-role", "no public function on record: name withheld", "未记录公开身份：姓名不显示"},
    [VG_A_FIND_ROOT] = {"find-root", "find and preserve {1}", "找到并保存：{1}"},
    [VG_A_READ_ROOT] = {"read-root", "read in {1} whether it says so", "查读 {1} 是否有此说"},
    [VG_A_FIND_OUTLET] = {"find-outlet", "name the source: {1}", "指明出处：{1}"},
    [VG_A_GRADE_OPINION] = {"opinion", "opinion: {1}", "观点：{1}"},
    [VG_A_GRADE_CORRECTED] = {"corrected", "corrected at source", "来源已更正"},
    [VG_A_GRADE_NONE_FOUND] = {"none-found", "none found: a search without result", "未发现：查找无果"},
    [VG_A_GRADE_DISPUTED] = {"disputed", "disputed", "有争议"},
    [VG_A_GRADE_OFFICIAL] = {"official-claim", "official claim of {1}, as it stands", "{1} 的官方宣称，照录"},
    [VG_A_GRADE_READ] = {"read", "{1} roots read", "已读原始出处 {1} 个"},
    [VG_A_GRADE_ONE_ROOT] = {"one-root", "one root, not read: {1}", "一个原始出处，未读：{1}"},
    [VG_A_GRADE_ROOTS] = {"roots", "{1} roots named, none read", "指明 {1} 个原始出处，均未读"},
    [VG_A_PARTY] = {"party", "party to it: speaks of itself", "当事一方：自述"},
    [VG_A_HOST] = {"host", "authority of the state it is about", "所涉国家的当局"},
    [VG_A_AUTHOR] = {"author", "interested: {1}", "有利害关系：{1}"},
    [VG_A_PUBLISHER] = {"publisher", "publisher of the text in hand", "手头文本的发布者"},
    [VG_A_COUNT_FIGURES] = {"safe-figures", "{1} figures, each with its passage", "{1} 个数字，均附原文"},
    [VG_A_COUNT_ROOTS] = {"safe-roots", "{1} roots, {2} of them held", "{1} 个原始出处，已持有 {2} 个"},
    [VG_A_COUNT_CHECKS] = {"safe-checks", "{1} checks, what holds included", "{1} 项检查，含成立者"},
    [VG_A_COUNT_REPLIES] = {"safe-replies", "{1} replies and own accounts of the accused side", "被指一方的回应与自述 {1} 项"},
    [VG_A_NO_PRIVATE] = {"no-private", "names of persons without public function: {1} kept", "无公开身份者的姓名：已存 {1} 个"},
    [VG_A_FINE_PLACE] = {"fine-place", "street addresses and anything finer than a city: {1} claims", "街道地址及比城市更细的位置：{1} 条主张"},
    [VG_A_ALLEGED_NAMES] = {"alleged", "whatever is alleged and has no reply beside it: {1} claims", "未附回应的指称：{1} 条主张"},
    [VG_A_SUM_ALLOWED] = {"sum-allowed", "may be added", "可以相加"},
    [VG_A_LESS_KNOWN] = {"less-known", "{1} says {2} are left", "{1} 称余 {2} 个"},
    [VG_A_SAID_AS] = {"said-as", "{1} ({2})", "{1}（{2}）"},
    [VG_A_PARTLY_INFERRED] = {"partly-inferred", "{1} (not printed: {2})", "{1}（原文未载：{2}）"},
    [VG_A_COUNTED_AS] = {"counted-as", "{1}: {2}", "{1}：{2}"},
};

static const struct {
    const char *word, *en, *zh;
} ops[VG_ASK_OPS] = {
    [VG_ASK_COUNT] = {"count", "Counted", "计数"},
    [VG_ASK_FIGURES] = {"figures", "Figures as stated", "所述数字"},
    [VG_ASK_SUM] = {"sum", "May they be added?", "可否相加"},
    [VG_ASK_BEYOND] = {"beyond", "Beyond what is identified", "已查明者之外"},
    [VG_ASK_DIFFERENCE] = {"difference", "Listed, found, left", "所列、已查明与所余"},
    [VG_ASK_REMAINDER] = {"remainder", "Listed, found, left", "所列、已查明与所余"},
    [VG_ASK_CHECKS] = {"checks", "Checks", "检查"},
    [VG_ASK_CITATION] = {"citation", "Cited for what", "所引何事"},
    [VG_ASK_EFFECT] = {"effect", "What brought it about", "由何造成"},
    [VG_ASK_OPERATORS] = {"operators", "Run by whom", "由谁管理"},
    [VG_ASK_CLAIMS] = {"claims", "Claims", "主张"},
    [VG_ASK_DISPUTE] = {"dispute", "Each side's account", "各方说法"},
    [VG_ASK_NEGATIVE] = {"negative", "Searched, none found", "查找而未发现"},
    [VG_ASK_METHODS] = {"methods", "Methods", "手段"},
    [VG_ASK_REPLIES] = {"replies", "Replies of the accused side", "被指一方的回应"},
    [VG_ASK_FAIRNESS] = {"fairness", "Not to be printed without the reply", "不得脱离回应刊出"},
    [VG_ASK_RESPONSES] = {"responses", "Responses of authorities", "官方反应"},
    [VG_ASK_ROOTS] = {"roots", "Roots that carry it", "所据原始出处"},
    [VG_ASK_POINTERS] = {"pointers", "Roots that are named", "所指明的原始出处"},
    [VG_ASK_CHANGES] = {"changes", "Changed or vanished", "已更改或消失"},
    [VG_ASK_COPIES] = {"copies", "Copies", "转载"},
    [VG_ASK_FORECASTS] = {"forecasts", "Expected", "预期"},
    [VG_ASK_EXPOSURE] = {"exposure", "Many people concerned, none identified", "相关人口多而无一查明"},
    [VG_ASK_COMPARISONS] = {"comparisons", "Comparisons", "比较"},
    [VG_ASK_TIMELINE] = {"timeline", "Timeline", "时间线"},
    [VG_ASK_SPEAKERS] = {"speakers", "On whose word", "出自何人之口"},
    [VG_ASK_NAMES] = {"names", "Names and their forms", "名称及其写法"},
    [VG_ASK_PROTECTION] = {"protection", "Persons", "人员"},
    [VG_ASK_UNITS] = {"units", "Units", "单位"},
    [VG_ASK_TASKS] = {"tasks", "What would change our mind", "什么会改变判断"},
    [VG_ASK_GRADES] = {"grades", "On what it rests", "所据何物"},
    [VG_ASK_STATUS] = {"status", "Latest status", "最新状态"},
    [VG_ASK_HANDOVER] = {"handover", "What may be handed over", "可移交者"},
};

static const struct {
    const char *tag, *en, *zh;
} tags[] = {
    {"counted", "counted", "计入"},
    {"beside", "beside it, not in it", "并列不计入"},
    {"stated", "stated", "所述"},
    {"pair", "pair", "两者"},
    {"further", "further ones", "另有"},
    {"identified", "identified", "已查明"},
    {"list", "the list", "清单"},
    {"found", "on the list and found", "清单所列且已查明"},
    {"not-found", "on the list, not found", "清单所列而未查明"},
    {"found-outside", "found, not on the list", "已查明而不在清单上"},
    {"remainder", "left, as a speaker says", "发言者称所余"},
    {"instrument", "instrument behind it", "所据文件"},
    {"error", "error", "错误"},
    {"warning", "warning", "警告"},
    {"note", "note", "提示"},
    {"holds", "holds", "成立"},
    {"not-run", "not run", "未运行"},
    {"cited-for", "cited for", "被引用于"},
    {"described", "described as", "描述为"},
    {"carried", "carried by a root that was read", "已读出处有载"},
    {"ascribed", "ascribed, not carried", "归因而无据"},
    {"runs", "runs", "管理"},
    {"body", "body", "机构"},
    {"claim", "claim", "主张"},
    {"own-side", "says of itself", "自述"},
    {"other-side", "others say", "他方称"},
    {"none-found", "none found", "未发现"},
    {"searched", "searched", "已查找"},
    {"method", "method", "手段"},
    {"answered", "answered", "已回应"},
    {"not-answered", "not answered", "未回应"},
    {"no-reply", "no reply beside it", "未附回应"},
    {"has-reply", "reply on record", "已有回应"},
    {"reply-available", "own account at hand", "已有自述"},
    {"response", "response", "反应"},
    {"refusals", "Refused, and why", "拒绝给出及其理由"},
    {"remarks", "To be said with it", "须一并说明"},
    {"checks", "Checks that bear on it", "相关检查"},
    {"missing", "Missing", "所缺"},
    {"roots", "Roots", "原始出处"},
    {"apart", "independent at least", "至少相互独立"},
    {"passages", "Passages", "原文"},
    {"root", "root", "原始出处"},
    {"through", "only repeats it", "仅转述"},
    {"changed", "changed", "已更改"},
    {"corrected", "corrected at source", "来源已更正"},
    {"copy", "copy", "转载"},
    {"original", "no copy", "非转载"},
    {"expected", "expected", "预期"},
    {"basis", "on what basis", "依据"},
    {"met", "met", "已应验"},
    {"exposed", "said to have many", "据称人数众多"},
    {"supported", "with numbers", "有数字"},
    {"unsupported", "without numbers", "无数字"},
    {"event", "the thing", "事情"},
    {"said", "the saying", "发言"},
    {"speaker", "speaker", "发言者"},
    {"name", "name", "名称"},
    {"public", "public function", "公开身份"},
    {"withheld", "name withheld", "姓名不显示"},
    {"unit", "unit", "单位"},
    {"task", "task", "待办"},
    {"grade", "finding", "结论"},
    {"status", "status", "状态"},
    {"safe", "may be handed over", "可移交"},
    {"not-safe", "not to be handed over", "不可移交"},
    {"brief", "could be briefed", "可向其通报"},
};
/* clang-format on */

static int is_zh(const char *language)
{
    return language != NULL && strncmp(language, "zh", 2) == 0;
}

const char *vg_ask_word_key(enum vg_ask_word w)
{
    return words[w].key;
}

const char *vg_ask_say(struct vg_arena *a, const char *language, enum vg_ask_word w, const char *x,
                       const char *y, const char *z)
{
    const char *const given[] = {x, y, z};
    const char *form = is_zh(language) ? words[w].zh : words[w].en;
    VG_SCOPED_BUF b = {0};

    for (const char *p = form; *p != '\0'; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '3' && p[2] == '}') {
            vg_puts(&b, given[p[1] - '1']);
            p += 2;
        } else {
            vg_putc(&b, *p);
        }
    }
    return vg_copy(a, b.p == NULL ? "" : b.p, b.len);
}

const char *vg_ask_op_word(enum vg_ask_op op)
{
    return ops[op].word;
}

int vg_ask_op_read(const char *word, enum vg_ask_op *out, struct vg_err *err)
{
    for (int i = VG_ASK_COUNT; word != NULL && i < VG_ASK_OPS; i++)
        if (strcmp(ops[i].word, word) == 0) {
            *out = (enum vg_ask_op)i;
            return VG_OK;
        }
    return vg_fail(err, VG_E_FORMAT, "op: '%.40s' is no operation; see vigil-questions(7)",
                   word == NULL ? "" : word);
}

const char *vg_ask_op_label(enum vg_ask_op op, const char *language)
{
    return is_zh(language) ? ops[op].zh : ops[op].en;
}

const char *vg_ask_tag_label(const char *tag, const char *language)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tags[i].tag, tag) == 0)
            return is_zh(language) ? tags[i].zh : tags[i].en;
    return tag;
}
