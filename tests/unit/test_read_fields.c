/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "read/read.h"
#include "read/words.h"

static struct vg_text read_page(struct vg_arena *a, const char *html, const char *url)
{
    struct vg_read_input in = {
        .bytes = html, .len = strlen(html), .media = vg_str("text/html"), .name = vg_str(url)};
    struct vg_text t;
    struct vg_err err;

    if (vg_read(&in, a, &t, &err) != VG_OK)
        fail_msg("%s", err.text);
    return t;
}

static int has_note(const struct vg_text *t, enum vg_note_kind kind)
{
    for (size_t i = 0; i < t->odd_count; i++)
        if (t->odd[i].kind == kind)
            return 1;
    return 0;
}

/* A page around `head` and `body`, with enough text to have a main part. */
#define PAGE(head, body)                                                                           \
    "<html><head>" head "</head><body>" body                                                       \
    "<p>The office was closed in May, the city said, after nobody had answered its letters for "   \
    "a year.</p><p>Two men ran it. They had no licence, and they said so to the inspectors.</p>"

#define LD(json) "<script type=\"application/ld+json\">" json "</script>"

static void dates_come_from_every_place_that_tells_them(void **state)
{
    static const struct {
        const char *html, *url, *date;
        enum vg_field_from from;
    } rows[] = {
        {PAGE(LD("{\"@graph\":[{\"@type\":\"WebPage\"},{\"headline\":\"H\","
                 "\"datePublished\":\"2022-03-14T23:30:00-08:00\"}]}"),
              "<h1>H</h1>"),
         "", "2022-03-14", VG_FROM_JSONLD},
        {PAGE(LD("[{\"@type\":\"Organization\"},{\"@type\":[\"A\",\"B\"],\"datePublished\":"
                 "\"20220314\"}]"),
              "<h1>H</h1>"),
         "", "2022-03-14", VG_FROM_JSONLD},
        {PAGE(LD("[{\"@type\":\"WebSite\"},{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":"
                 "\"2001-01-01\"},{\"headline\":\"H\",\"datePublished\":\"2022-03-14\"}]}]"),
              "<h1>H</h1>"),
         "", "2022-03-14", VG_FROM_JSONLD},
        {PAGE(LD("{\"title\":\"H\",\"pubDate\":\"2022-03-14T10:11:00\",\"upDate\":\"2022-04-01\"}"),
              "<h1>H</h1>"),
         "", "2022-03-14", VG_FROM_JSONLD},
        {PAGE(LD("{\"headline\":\"H\",\"datePublished\":\"1970-01-01T00:00:00Z\"}") "<meta "
                                                                                    "name=pubdate "
                                                                                    "content=0000-"
                                                                                    "00-00><meta "
                                                                                    "name=date "
                                                                                    "content=2022-"
                                                                                    "03-14>",
              "<h1>H</h1>"),
         "", "2022-03-14", VG_FROM_META},
        {PAGE("<meta property='article:published_time' content='2022-03-14T00:00:00Z'>",
              "<h1>H</h1>"),
         "", "2022-03-14", VG_FROM_META},
        {PAGE("<meta name=PubDate content='2022-03-14 16:20'>", "<h1>H</h1>"), "", "2022-03-14",
         VG_FROM_META},
        {PAGE("<meta name=citation_publication_date content='2022/03/14'>", "<h1>H</h1>"), "",
         "2022-03-14", VG_FROM_META},
        {PAGE("<title>A headline</title>",
              "<h1>A headline</h1><time datetime='2022-03-14T10:00'>today</time>"),
         "", "2022-03-14", VG_FROM_ATTRIBUTE},
        {PAGE("<script>var ct = \"1660010400\";</script>", "<h1>H</h1>"), "", "2022-08-09",
         VG_FROM_SCRIPT},
        {PAGE("<script>var x = {publishTime\":\"1660010400000\"};</script>", "<h1>H</h1>"), "",
         "2022-08-09", VG_FROM_SCRIPT},
        {PAGE("<script>var createTime = '2022-08-09 10:00';</script>", "<h1>H</h1>"), "",
         "2022-08-09", VG_FROM_SCRIPT},
        {PAGE("<title>H one</title>", "<h1>H one</h1><p>Published 14 March 2022</p>"), "",
         "2022-03-14", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<h1>H one</h1><p>Sept. 2, 2022</p>"), "", "2022-09-02",
         VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<h1>H one</h1><p>Oct. 26, 2022, 5:00 a.m. ET</p>"), "",
         "2022-10-26", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<h1>H one</h1><p>03/04/2022</p>"), "",
         "[2022-03-04,2022-04-03]", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>",
              "<h1>H one</h1><p>发布时间：二〇二二年三月十四日 来源：某报</p>"),
         "", "2022-03-14", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<b>H one</b><br>Monday, 14 March, 2022<br><br>"), "",
         "2022-03-14", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>",
              "<h1>H one</h1><p>Last updated 20 March 2022. Posted 14 March 2022</p>"),
         "", "2022-03-14", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<h1>H one</h1><p>Mon, 04/03/2022 - 08:15</p>"), "",
         "[2022-03-04,2022-04-03]", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<h1>H one</h1><p>Sun, 12/04/2022 - 08:15</p>"), "",
         "2022-12-04", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<h1>H one</h1><p>Tuesday 12/04/2022</p>"), "", "2022-04-12",
         VG_FROM_VISIBLE},
        {PAGE("<title>R v X (02 June 2020)</title>", "<h1>R v X (02 June 2020)</h1>"), "",
         "2020-06-02", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>",
              "<h1>H one</h1><p>Joined: 1 May 2015</p><p>14 March 2022</p>"),
         "", "2022-03-14", VG_FROM_VISIBLE},
        {PAGE("<title>H one</title>", "<h1>H one</h1>"), "https://e.org/2022/03/14/h.html",
         "2022-03-14", VG_FROM_URL},
        {PAGE("<title>H one</title>", "<h1>H one</h1>"), "https://e.org/t20220314_12.htm",
         "2022-03-14", VG_FROM_URL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_page(&a, rows[i].html, rows[i].url);
        struct vg_str date = vg_text_field(&t, VG_FIELD_DATE);

        ROW_CHECK(i, vg_copy(&a, date.p, date.len), vg_str_is(date, rows[i].date));
        for (size_t k = 0; k < t.field_count; k++)
            if (t.fields[k].name == VG_FIELD_DATE)
                ROW_CHECK(i, vg_field_from_word(t.fields[k].from),
                          t.fields[k].from == rows[i].from);
        ROW_CHECK(i, "local time is said",
                  (rows[i].from == VG_FROM_SCRIPT && strstr(rows[i].html, "1660") != NULL) ==
                      has_note(&t, VG_NOTE_LOCAL_TIME));
    }
}

/* A name of a variable, wherever it stands in a script and whatever else stands there. */
static void a_variable_is_found_at_any_place_of_a_script(void **state)
{
    static const char *const names[] = {"var ct = \"",       "var ct=\"",        "createTime = '",
                                        "createTime='",      "createTime = \"",  "createTime=\"",
                                        "publish_time = \"", "publishTime\":\"", "pubtime\":\""};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (size_t before = 0; before < 150; before += i == 0 ? 1 : 7) {
            VG_SCOPED_ARENA a = {0};
            VG_SCOPED_BUF b = {.max = 4096};
            struct vg_text t;

            vg_puts(&b, "<title>H one</title><script>");
            for (size_t k = 0; k < before; k++)
                vg_putc(&b, "setTimeout( ct im "[k % 18]);
            vg_puts(&b, names[i]);
            vg_puts(&b, "2022-08-09\"'</script><h1>H one</h1><p>There is text in this.</p>");
            vg_putc(&b, '\0');
            t = read_page(&a, b.p, "");
            ROW_CHECK(i, names[i], vg_str_is(vg_text_field(&t, VG_FIELD_DATE), "2022-08-09"));
        }
}

static void a_day_of_something_else_is_no_date_of_publication(void **state)
{
    static const char *const rows[] = {
        PAGE(LD("{\"headline\":\"H one\",\"dateModified\":\"2022-03-14\"}"), "<h1>H one</h1>"),
        PAGE("<meta property='article:modified_time' content='2022-03-14'>", "<h1>H one</h1>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><p>Updated 14 March 2022</p>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><p>更新时间：2022-03-14</p>"),
        PAGE("<title>H one</title>",
             "<h1>H one</h1><time class=updated datetime=2022-03-14></time>"),
        PAGE("<title>H one</title>", "<p>今天是2022年3月14日 星期一</p><h1>H one</h1>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><dl><dt>Date modified:<dd><time "
                                     "property=dateModified>2022-03-14</time></dl>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><p>When: Thursday, 12 October 2023, 19:00</p>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><table><tr><td>活动时间：<td>2023年5月1日"
                                     "</table>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><p>2023年5月1日至2023年5月31日</p>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><p>Born 3 May 1938, died 26 February 2021</p>"),
        PAGE("<title>H one</title>",
             "<table><tr><td>2023年5月<tr><td>一<td>二</table><h1>H one</h1>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><p>Hearing date: 3 November 2022</p>"),
        PAGE("<title>H one</title>", "<h1>H one</h1><p>12 May 2023 – 14 May 2023</p>"),
        PAGE("<title>H one</title>",
             "<h1>H one</h1><p>The register names the tenant, who has left since, as nobody. It "
             "was asked for in the spring of the year, and the answer came in June.</p><ol><li>"
             "Interview, Porto, 12 June 2022.<li>Extract of 9 May 2022.</ol>"),
        PAGE("<title>H one</title>",
             "<h1>H one</h1><div><h3><a href=1>A story of the day</a></h3><p>3 May 2023</p></div>"
             "<div><h3><a href=2>A story of another</a></h3><p>12 April 2023</p></div>"
             "<div><h3><a href=3>And one of a third</a></h3><p>2 March 2023</p></div>"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_page(&a, rows[i], "");

        ROW_CHECK(i, rows[i], vg_text_field(&t, VG_FIELD_DATE).len == 0);
    }
}

/* Linked data that is broken, a list of other stories, or made to cost. */
static void linked_data_is_believed_within_bounds(void **state)
{
    enum { MOST = 3 << 20 };
    static const struct {
        const char *before, *repeated, *after;
        size_t times;
        const char *title, *date, *author;
    } rows[] = {
        /* a line end in a text, and what is written around it */
        {"<!-- {\"headline\":\"H one\",\"description\":\"a", "\n",
         "b\",\"datePublished\":\"2022-03-14\"}; -->", 2, "H one", "2022-03-14", ""},
        /* names that stand elsewhere, one of which leads to itself */
        {"{\"@graph\":[{\"headline\":\"H one\",\"author\":[{\"@id\":\"#a\"},{\"@id\":\"#b\"}]},",
         "",
         "{\"@id\":\"#a\",\"name\":\"Ann Vole\"},{\"@id\":\"#b\",\"author\":{\"@id\":\"#b\"}}]}", 0,
         "H one", "", "Ann Vole"},
        /* other stories, none of which the page is called by */
        {"[{\"headline\":\"Two\",\"datePublished\":\"2020-01-01\"},", "",
         "{\"headline\":\"Three\",\"datePublished\":\"2020-01-02\"}]", 0, "H one", "", ""},
        {"[{\"headline\":\"Two\",\"datePublished\":\"2020-01-01\"},", "",
         "{\"headline\":\"H one\",\"datePublished\":\"2020-01-02\"}]", 0, "H one", "2020-01-02",
         ""},
        /* what readers wrote */
        {"[{\"@type\":\"Comment\",\"datePublished\":\"2020-01-01\"}", "", "]", 0, "H one", "", ""},
        /* said twice: neither */
        {"{\"headline\":\"H one\",\"datePublished\":\"2020-01-01\",", "",
         "\"datePublished\":\"2020-01-02\"}", 0, "H one", "", ""},
        /* lists of lists, up to a depth */
        {"[[[[[[", "[", "{\"datePublished\":\"2020-01-01\"}]]]]]]", 0, "H one", "2020-01-01", ""},
        {"{\"datePublished\":\"2020-01-01\",\"a\":", "[", "1", 100000, "H one", "", ""},
        {"{\"datePublished\":\"2020-01-01\",\"@graph\":[{}", ",{}", "]}", 1000, "H one",
         "2020-01-01", ""},
        {"{\"datePublished\":\"2020-01-01\",\"@graph\":[{}", ",{}", "]}", 200000, "H one", "", ""},
        {"{\"datePublished\":\"2020-01-01\",\"a\":\"", "x", "\"}", 1 << 20, "H one", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {.max = MOST};
        struct vg_text t;

        vg_puts(&b, "<title>H one</title><script type=\"application/ld+json\">");
        vg_puts(&b, rows[i].before);
        for (size_t k = 0; k < rows[i].times; k++)
            vg_puts(&b, rows[i].repeated);
        vg_puts(&b, rows[i].after);
        vg_puts(&b, "</script>" PAGE("", "<h1>H one</h1>"));
        vg_putc(&b, '\0');
        t = read_page(&a, b.p, "");
        ROW_CHECK(i, "title", vg_str_is(vg_text_field(&t, VG_FIELD_TITLE), rows[i].title));
        ROW_CHECK(i, "date", vg_str_is(vg_text_field(&t, VG_FIELD_DATE), rows[i].date));
        ROW_CHECK(i, "author", vg_str_is(vg_text_field(&t, VG_FIELD_AUTHOR), rows[i].author));
    }
}

static void titles_lose_the_site_only_where_the_page_agrees(void **state)
{
    static const struct {
        const char *html, *title, *publisher;
    } rows[] = {
        {PAGE("<title>A closure - The Paper</title>", "<h1>A closure</h1>"), "A closure",
         "The Paper"},
        {PAGE("<title>一则通告_某某市人民政府门户网站</title>", "<h2>一则通告</h2>"), "一则通告",
         "某某市人民政府"},
        {PAGE("<title>A closure - and what came of it</title>", "<p>x</p>"),
         "A closure - and what came of it", ""},
        {PAGE(
             "<title>A closure | The Paper</title><meta property=og:site_name content='The Paper'>",
             "<p>x</p>"),
         "A closure", "The Paper"},
        {PAGE("<title>The Ledger: A closure</title>",
              "<img alt='The Ledger'><font size=5>A closure</font><br>May 2022<br><br>"),
         "A closure", "The Ledger"},
        {PAGE("<title>A closure « The Ledger</title>",
              "<h1><a href=/>The Ledger</a></h1><h2>A closure</h2>"),
         "A closure", "The Ledger"},
        {PAGE("<title>The Paper - News - A closure that nobody saw coming</title>",
              "<b>A closure that nobody saw coming</b><br>by X<br><br>"),
         "A closure that nobody saw coming", ""},
        {PAGE("<title>Is the room on the quay closed? : boards</title>",
              "<p class=title>Is the room on the quay closed? (self.boards)</p>"),
         "Is the room on the quay closed?", "boards"},
        {PAGE("<title>The Paper</title>",
              "<img alt='The Paper'><p><b>A closure nobody saw</b><br>2 "
              "May 2003 by N<br><br>"),
         "A closure nobody saw", "The Paper"},
        {PAGE("<title>x</title>" LD("{\"headline\":\"【视频】开放日（一）\"}"), "<p>y</p>"),
         "【视频】开放日（一）", ""},
        {PAGE("<meta property=og:title content='A closure nobody saw'>",
              "<h1><span>Exclusive</span> A closure nobody saw</h1>"),
         "A closure nobody saw", ""},
        {PAGE("<meta property=og:title content='A closure nobody saw'>",
              "<h1>A closure nobody saw | The Paper</h1>"),
         "A closure nobody saw", ""},
        {PAGE("<title>海滨社区网 &gt; 新闻 &gt; 社区装了新公告栏</title>",
              "<table><tr><td>海滨社区网</table><table><tr><td><b>社区装了新公告栏</"
              "b><tr><td>发布日期：2019-8-2</table>"),
         "社区装了新公告栏", "海滨社区网"},
        {PAGE("<title>要闻-青岚侨联网</title>", "<p>青岚侨联网</p><p class=t>要闻</p>"), "要闻",
         "青岚侨联网"},
        {PAGE("<title>分局2020年招聘公告 - 公告 - 南湾区公安分局</title>",
              "<p>分局2020年招聘公告</p><p>发布日期：2020-09-15 信息来源：本网</p>"),
         "分局2020年招聘公告", "南湾区公安分局"},
        {PAGE("<title>A &amp; B</title>" LD("{\"headline\":\"A &amp; B closed\"}"), "<p>y</p>"),
         "A & B closed", ""},
        {PAGE("<title>Open letter on the closure</title>", "<h3>Dear Minister,</h3>"),
         "Open letter on the closure", ""},
        {PAGE("<title>J. Arkwright</title>", "<h1><a href=/>J. Arkwright</a></h1><h2>A closure "
                                             "nobody saw</h2>") "<p>© J. Arkwright</p>",
         "A closure nobody saw", "J. Arkwright"},
        {PAGE(
             "<title>石桥镇人民政府</title>",
             "<p><b>关于请求协助查询的函</b></p><p>各村（居）民委员会：</"
             "p><p>前一段话，说得很清楚，"
             "没有人再问。</p><p>后一段话，也说得很清楚，没有人再问。</p>") "<p>石桥镇人民政府</p>",
         "关于请求协助查询的函", "石桥镇人民政府"},
        {PAGE("<title>Newsletter 14</title>", "<h2>A closure nobody saw</h2>"),
         "A closure nobody saw", ""},
        {PAGE("<title>A closure | Part one</title>", "<h1>A closure</h1>"), "A closure", ""},
        {PAGE("<title>A closure | News</title>", "<a href=1>News</a><h1>A closure</h1>"),
         "A closure", ""},
        {PAGE("<title>一则通告-通知公告</title>", "<a href=1>通知公告</a><h1>一则通告</h1>"),
         "一则通告", ""},
        {PAGE("<title>A closure - Anti-corruption Bureau</title>",
              "<img alt='Anti-corruption Bureau'><h1>A closure</h1>"),
         "A closure", "Anti-corruption Bureau"},
        {PAGE("<title>旧信_南窗_博客</title>", "<h1><a href=/>南窗</a></h1><h2>旧信</h2>"), "旧信",
         "南窗"},
        {PAGE("<title>Ledger | News</title>", "<img alt=Ledger><p><b>A closure nobody saw</b><br>2 "
                                              "May 2003 by N<br><br>"),
         "A closure nobody saw", ""},
        {PAGE("<title>法制周刊</title>", "<p class=bt>一张保证书的前后</p><p>本报记者 马北川</p>"),
         "一张保证书的前后", "法制周刊"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_page(&a, rows[i].html, "");
        struct vg_str title = vg_text_field(&t, VG_FIELD_TITLE);
        struct vg_str publisher = vg_text_field(&t, VG_FIELD_PUBLISHER);

        ROW_CHECK(i, vg_copy(&a, title.p, title.len), vg_str_is(title, rows[i].title));
        ROW_CHECK(i, vg_copy(&a, publisher.p, publisher.len),
                  vg_str_is(publisher, rows[i].publisher));
    }
}

static void authors_stand_in_bylines(void **state)
{
    static const struct {
        const char *line, *author;
    } rows[] = {
        {"By Petra Lindqvist", "Petra Lindqvist"},
        {"By Petra Lindqvist | 2 November 2022", "Petra Lindqvist"},
        {"Interview: Noor Vance", "Noor Vance"},
        {"Licensing Division, 15 June 2023", "Licensing Division"},
        {"Monday, 15 June 2023", ""},
        {"Published 15 June 2023", ""},
        {"2022-11-05 09:31:20　来源: 海滨晚报　作者：江南 举报", "江南"},
        {"时间：2022-03-14 来源：办公室 字号：大 中 小", "办公室"},
        {"来源：东屿日报 | 记者 何清扬", "记者 何清扬"},
        {"〔記者陳以安／海鋒報導〕", "記者陳以安"},
        {"文｜顾小满", "顾小满"},
        {"通讯员 吴立　2020年10月22日", "通讯员 吴立"},
        {"发布时间：2021-04-08 浏览次数：233", ""},
        {"发布时间：2019-6-12 作者：　　浏览次数：1873", ""},
        {"环海社记者：第一个问题，请介绍一下情况。", ""},
        {"楼主：渔家女 时间：2011-04-09 20:11", "渔家女"},
        {"文 / 陈嘉敏", "陈嘉敏"},
        {"□林海生", "林海生"},
        {"submitted 1 year ago by tramrider", "tramrider"},
        {"<span class=author-name>Tamsin Okafor</span>", "Tamsin Okafor"},
        {"<span class=author>Staff reporters of this paper</span>", ""},
        {"<span class=author>海疆观察</span>", "海疆观察"},
        {"By</p><p>Joris van Leuven", "Joris van Leuven"},
        {"By J. van Leuven Monday, Apr. 20, 2009", "J. van Leuven"},
        {"A closed office in Ostmark, January 2023. © 2023 X", ""},
        {"By Ruth Castellan, Court reporter", "Ruth Castellan, Court reporter"},
        {"Submitted by admin on Mon, 03/14/2022 - 10:00", ""},
        {"作者：13　日期：2023-01-03", ""},
        {"作者：匿名　日期：2023-01-03", ""},
        {"文 | 罗衡　2022-01-27", "罗衡"},
        {"<span class=byline>由 <span class=author>顾小满</span></span> 发布于 2021年9月30日",
         "顾小满"},
        {"<span class=posted>發佈於 2022 年 11 月 8 日</span> 由 <a>林以默</a>", "林以默"},
        {"发布于2021年9月30日，由市民提供", ""},
        {"江渚晚报讯 (记者 石知秋) 告示牌是在上周三撤走的，没有人说明原因。", "记者 石知秋"},
        {"（中洋社記者沈佳音台北21日電）外交部長今天表示，並未獲得相關通報。", "記者沈佳音"},
        {"（中洋社記者林克華盛頓3日電）外交部長今天表示，並未獲得相關通報。", "記者林克"},
        {"（中洋社記者林克伊斯坦堡外3日電）外交部長今天表示，並未獲得相關通報。", ""},
        {"〔記者周予安／東埔報導〕市議員昨在質詢時表示，市府至今沒有公布結果。", "記者周予安"},
        {"【晨曦2022年10月27日讯】（晨曦记者林岚报道）一名被访者日前讲述了经过。", "记者林岚"},
        {"BY MARA ELLIS", "MARA ELLIS"},
        {"Posted by J. Pell in Notes", "J. Pell"},
        {"Hearing date: 3 November 2022", ""},
        {"Statement of 14 June 2021", ""},
        {"News item | 02-11-2022 | 15:01", ""},
        {"Born 3 May 1938, died 26 February 2021", ""},
        {"作者 harborcat (港邊貓)", "harborcat (港邊貓)"},
        {"他说（记者没有在场），那天门是开着的，没有人说明原因。", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        char *html = vg_print(&a, PAGE("<title>A closure</title>", "<h1>A closure</h1><p>%s</p>"),
                              rows[i].line);
        struct vg_text t = read_page(&a, html, "");
        struct vg_str author = vg_text_field(&t, VG_FIELD_AUTHOR);

        ROW_CHECK(i, vg_copy(&a, author.p, author.len), vg_str_is(author, rows[i].author));
    }
}

/* What stands for a name in metadata and is none; then a line of the page may tell. */
static void metadata_that_names_nobody_is_passed_over(void **state)
{
    static const struct {
        const char *head, *author;
    } rows[] = {
        {LD("{\"headline\":\"H one\",\"author\":{\"name\":\"Ann Vole\"}}"), "Ann Vole"},
        {LD("{\"headline\":\"H one\",\"author\":{\"name\":\"By Ann Vole\"}}"), "Ann Vole"},
        {LD("{\"headline\":\"H one\",\"author\":[\"https://e.org/a\",{\"name\":\"Ann Vole\"}]}"),
         "Ann Vole"},
        {LD("{\"headline\":\"H one\",\"author\":\"https://e.org/a/ann\"}"), "Noor Vance"},
        {LD("{\"headline\":\"H one\",\"author\":{\"name\":\"admin\"}}"), "Noor Vance"},
        {LD("{\"headline\":\"H one\",\"author\":{\"name\":\"The "
            "Inlet\"},\"publisher\":{\"name\":\"The "
            "Inlet\"}}"),
         "Noor Vance"},
        {"<meta name=author content=482>", "Noor Vance"},
        {"<meta name=author content='info@e.org'><meta name=byl content='By Ann Vole'>",
         "Ann Vole"},
        {"<meta property=og:site_name content=Inlet><meta name=author content=Inlet>",
         "Noor Vance"},
        {"<meta name=author content='Super User'>", "Noor Vance"},
        {"<meta name=author content=editor7>", "Noor Vance"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        char *html = vg_print(
            &a, PAGE("<title>H one</title>%s", "<h1>H one</h1><p>By Noor Vance</p>"), rows[i].head);
        struct vg_text t = read_page(&a, html, "");
        struct vg_str author = vg_text_field(&t, VG_FIELD_AUTHOR);

        ROW_CHECK(i, vg_copy(&a, author.p, author.len), vg_str_is(author, rows[i].author));
    }
}

#define LONG(n)                                                                                    \
    "<p>Paragraph " n " has a sentence or two in it. This is the other one, as you see.</p>"

/* Which paragraphs of LONG() and SHORT() are main, as their letters. */
static void main_text_is_found_across_containers(void **state)
{
    static const struct {
        const char *html, *with, *without;
    } rows[] = {
        /* stories on end: the first */
        {"<div class=s><h1>One</h1><div class=t>" LONG("A")
             LONG("B") "</div></div>"
                       "<div class=s><h1>Two</h1><div class=t>" LONG("X") LONG("X")
                           LONG("X") "</div></div>",
         "AB", "X"},
        /* stretches of one text in containers without a common name */
        {"<h1>One</h1><div class=a><div class=b>" LONG("A")
             LONG("B") "</div></div>"
                       "<div class=c><div class=d>" LONG("C") LONG("D") LONG(
                           "E") "</div></div>"
                                "<div class=e><div class=f>" LONG("F") LONG("G") "</div></div>",
         "ABCDEFG", "X"},
        /* columns of a layout are none */
        {"<table><tr><td><h1>One</h1>" LONG("A") LONG("B") LONG("C") "<td>" LONG("X")
             LONG("X") "</table>",
         "ABC", "X"},
        /* what follows a heading over other things */
        {"<h1>One</h1><div class=a>" LONG("A") LONG("B")
             LONG("C") "</div><div class=b><h3>Related</h3>" LONG("X") LONG("X") "</div>",
         "ABC", "X"},
        /* what follows a link is of what the link leads to */
        {"<h1>One</h1><div class=a>" LONG("A")
             LONG("B") "</div><div class=b><b><a href=1>Two</a></b>" LONG(
                 "X") "<b><a href=1>Three</a></b>" LONG("X") "</div>",
         "AB", "X"},
        /* builders of pages call every piece a widget */
        {"<h1>One</h1><div class='x-widget x-text-a'>" LONG(
             "A") "</div><div class='x-widget x-text-b'>" LONG("B") "</div><div class='widget "
                                                                    "x'>" LONG("X") "</div>",
         "AB", "X"},
        /* posts in a row, the first of which has a class more and is long */
        {"<h1>One</h1><div class='p first'><div class=t>" LONG("A") LONG("B")
             LONG("C") "</div></div>"
                       "<div class=p><div class=t>Paragraph D, no.</div></div><div class=p><div "
                       "class=t>Paragraph E. "
                       "Yes, it is.</div></div><div class=p><div class=t>Is it true of Paragraph "
                       "F? I say it is."
                       "</div></div>",
         "ABCDEF", "X"},
        /* a name of a place in a line is no name of the line */
        {"<h1>One</h1><div><p><span class=location>HERE</span> Paragraph A has a sentence. And one "
         "more.</p>" LONG("B") "</div>",
         "AB", "X"},
        /* a heading that folds out what is under it */
        {"<h1>One</h1><div><h3><button>Is this Paragraph A?</button></h3>" LONG(
             "B") "<h3><button>Is this Paragraph C?</button></h3>" LONG("D") "</div>",
         "BCD", "X"},
        /* stories that lead on to the rest, without a name */
        {"<h1>One</h1><div><div>" LONG("A") LONG("B") LONG("C") LONG(
             "D") "</div></div><div>"
                  "<div><div>Two</div>" LONG(
                      "X") "<p>More of X. And so on. <a href=1>Read more</a></p></div>"
                           "<div><div>Three</div>" LONG(
                               "X") "<p>More of X. And so on. <a href=1>Read more</a></p></div>"
                                    "</div>",
         "ABCD", "X"},
        /* and where they are all there is */
        {"<h1>All</h1><div><div><h2><a href=1>Story two of the day</a></h2><p>Paragraph A has a "
         "sentence. <a href=1>Read more</a></p></div><div><h2><a href=1>Story three of the "
         "day</a></h2>"
         "<p>Paragraph B has a sentence. <a href=1>Read more</a></p></div><div><h2><a href=1>Story "
         "four "
         "of the day</a></h2><p>Paragraph C has a sentence. <a href=1>Read "
         "more</a></p></div><div><h2>"
         "<a href=1>Story five of the day</a></h2><p>Paragraph D has a sentence. <a href=1>Read "
         "more</a>"
         "</p></div></div>",
         "ABCD", "X"},
        /* days over what happened then */
        {"<h1>One</h1><ul><li><b>1 May 2020</b><div>" LONG(
             "A") "</div><li><b>2 May 2020</b><div>" LONG("B") "</div><li><b>3 May "
                                                               "2020</b><div>" LONG("C") "</div></"
                                                                                         "ul>",
         "ABC", "X"},
        /* what stands above the headline, however long */
        {"<title>A closure in May</title><div><div><h3>Hours</h3>" LONG("X") LONG("X") LONG("X")
             LONG("X") "</div><div><h1>A closure in May</h1>" LONG("A") LONG("B") LONG("C")
                 LONG("D") "</div></div>",
         "ABCD", "X"},
        /* what comes after all that holds headline and story, though it has no name */
        {"<title>A closure in May</title><div><a href=1>Top</a></div><div><div><h2>A closure in "
         "May</h2>" LONG("A") LONG("B") LONG("C") "</div></div><div class=club>" LONG("X")
             LONG("X") "</div>",
         "ABC", "X"},
        /* a list that ends in short entries under a heading of their own */
        {"<h1>One</h1><div><ul><li>" LONG("A") "<li>" LONG("B") "<li>" LONG(
             "C") "</ul><h2>Dates</h2><ol>"
                  "<li>Paragraph D is due.<li>Paragraph E too.</ol></div>",
         "ABCDE", "X"},
        /* a cell that has all of a layout in it, the headline too */
        {"<table><tr><td><b>Paragraph X</b><br>2 May 2003 by N<br><br>Paragraph A has a sentence "
         "or two. "
         "This is one, as you see.<br><br>Paragraph B has a sentence or two. This is one, as you "
         "see.<br>"
         "<br><a href=1>Paragraph X</a></table>",
         "AB", "X"},
        /* a link without an end in the cell before */
        {"<table><tr><td><ul><li><a href=1>One<li><a href=2>Two</ul><td>" LONG("A")
             LONG("B") "</table>",
         "AB", "X"},
        /* the last line of a page stands beside nothing */
        {"<h1>One</h1><div>" LONG("A")
             LONG("B") "<div><span>Up</span></div><section><i>Paragraph X.</i></section></div>",
         "AB", "X"},
        /* a state of publishing, or the tool of an editor, is no byline */
        {"<h1>One</h1><article class='post status-publish'>" LONG("A") "<p>Paragraph B</p>" LONG(
             "C") "</article>",
         "ABC", "X"},
        {"<h1>One</h1><div class='article-editor'>" LONG("A") "<p>Paragraph B</p>" LONG(
             "C") "</div><div class=editor>Editor: Paragraph X</div>",
         "ABC", "X"},
        {"<h1>One</h1><div class='source-info'>" LONG("A") "<p>Paragraph B</p>" LONG("C") "</div>",
         "ABC", "X"},
        /* one paragraph of all there is, which ends in a link */
        {"<h1>One</h1><div>Paragraph A has a sentence or two in it. This is the other one, as you "
         "see, and not the last. Here is a third that goes on for some time, so that all of it is "
         "long enough. There may be a fourth, of which nobody knows more than this. And a fifth "
         "one ends it all. <a href=1>The "
         "other "
         "language</a></div>",
         "A", "X"},
        /* a list under a heading that leads away elsewhere, and is the title of this page */
        {"<title>Latest news | A ministry</title><div class=latest><h2>Latest news</h2><ul>"
         "<li><a href=1>Paragraph A of the day</a> 1 May 2020<li><a href=2>Paragraph B of the "
         "day</a> 2 May 2020<li><a href=3>Paragraph C of the day</a> 3 May 2020<li><a "
         "href=4>Paragraph D of the day</a> 4 May 2020</ul></div>",
         "ABCD", "X"},
        /* a list that is one block: cards, or lines */
        {"<title>Reports | A ministry</title><nav><a href=1>Home</a></nav><h1>Reports</h1><a "
         "class=card href=1><b>Paragraph A of the year</b></a><a class=card href=2><b>Paragraph B "
         "of the year</b></a><a class=card href=3><b>Paragraph C of the year</b></a><footer><a "
         "href=1>Paragraph X and all the others that are here</a></footer>",
         "ABC", "X"},
        {"<title>Reports | A ministry</title><h1>Reports</h1><div><a href=1>Paragraph A of the "
         "year</a><br><a href=2>Paragraph B of the year</a><br><a href=3>Paragraph C of the "
         "year</a></div>",
         "ABC", ""},
        /* and under one that is not */
        {"<title>One - Latest news</title><h1>One</h1>" LONG("A")
             LONG("B") "<div><h2>Latest news</h2>" LONG("X") "</div>",
         "AB", "X"},
        /* a long notice of copyright in the last paragraph */
        {"<h1>One</h1><div>" LONG("A") LONG(
             "B") "<p>\u00a9 2022 Paragraph X Media Limited and its licensors. Republication or "
                  "redistribution of this content is not allowed without written "
                  "consent.</p></div>",
         "AB", "X"},
        /* chapters with headings of the first level, under the page's own */
        {"<title>A closure in May</title><div><a href=1>Top</a></div><div><h1>A closure in May</h1>"
         "<div class=s><h1>Paragraph A</h1>" LONG("B")
             LONG("C") "</div><div class=s><h1>Paragraph D</h1>" LONG("E") LONG("F") "</div></div>",
         "BCDEF", "X"},
        /* a table of a word processor, with a paragraph in each cell */
        {"<h1>One</h1><div>" LONG("A")
             LONG("B") "<table><tr><td><p>Paragraph C<td><p>12<tr><td><p>Paragraph "
                       "D<td><p>13</table><table><tr><td><p><a href=1>Paragraph X</a> and "
                       "on</table></div>",
         "ABCD", "X"},
        /* three posts, the last without a sentence */
        {"<h1>One</h1><div class=p><i>2020-05-01</i><div class=t>" LONG(
             "A") "</div></div><div class=p><i>2020-05-01</i><div class=t>Paragraph B, it is. And "
                  "so on.</div></div><div class=p><i>2020-05-02</i><div class=t>Paragraph C "
                  "too</div></div>",
         "ABC", "X"},
        /* three short posts */
        {"<h2>One</h2><ul><li class=p><i>2020-05-01 9:00</i><div>Paragraph A?</div><li "
         "class=p><i>2020-05-01 9:05</i><div>Paragraph B. It is, as I say, for all to "
         "see.</div><li class=p><i>2020-05-02 7:00</i><div>Paragraph C</div></ul>",
         "ABC", "X"},
        /* entries of a list, each under its day */
        {"<h1>One</h1><ul><li><b>1 May 2020</b><p>Paragraph A.<li><b>2 May 2020</b>" LONG(
             "B") "<li><b>3 May 2020</b><p>Paragraph C.<li><b>4 May 2020</b>" LONG("D") "</ul>",
         "ABCD", "X"},
        /* an entry with a date in it */
        {"<h1>One</h1>" LONG("A")
             LONG("E") "<ul><li>Paragraph B<li>Paragraph C, 3 May 2020</ul>" LONG("D"),
         "ABCDE", "X"},
        /* hours over what happened then, short or long */
        {"<h1>One</h1><ol><li class=i><time>16:40</time><div><p>Paragraph A ends.</div><li "
         "class=i><time>16:10</time><div>" LONG(
             "B") "</div><li class=i><time>15:50</time><div><p>Paragraph C begins.</div><li "
                  "class=i><time>15:10</time><div>" LONG("D") "</div></ol>",
         "ABCD", "X"},
        /* dates in the text, and under it; the first is that of the page */
        {"<h1>One</h1><p>Paragraph X, 4 May 2021<div>" LONG(
             "A") "<p>Paragraph B: 3 May 2020</p>" LONG("C")
             LONG("D") "<p>Paragraph E published, 9 May 2020</p>" LONG(
                 "F") "<p>Paragraph G, 4 May 2021</div>",
         "ABCDEFG", "X"},
        /* the first of the text is no headline because a date follows */
        {"<h1>One</h1><p>Paragraph X, 4 May 2021<div><p>Paragraph A, and what comes next in it<p>"
         "Paragraph B of which there is more<p>Paragraph C: 3 May 2020</p>" LONG("D")
             LONG("E") "</div>",
         "ABDE", "X"},
        /* a text that a script will show */
        {"<h1>One</h1><div>Loading</div><div hidden>" LONG("A") LONG("B") LONG("C") LONG("D")
             LONG("E") "</div>",
         "ABCDE", "X"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF main = {0};
        struct vg_text t = read_page(&a, rows[i].html, "");
        struct vg_str found;

        for (size_t k = 0; k < t.main_count; k++)
            vg_put(&main, t.text.p + t.main[k].start, t.main[k].end - t.main[k].start);
        found = vg_buf_str(&main);
        for (const char *p = rows[i].with; *p != '\0'; p++) {
            struct vg_str want = vg_str(vg_print(&a, "Paragraph %c", *p));

            ROW_CHECK(i, want.p,
                      found.len > 0 && memmem(found.p, found.len, want.p, want.len) != NULL);
        }
        for (const char *p = rows[i].without; *p != '\0'; p++) {
            struct vg_str none = vg_str(vg_print(&a, "Paragraph %c", *p));

            ROW_CHECK(i, none.p, memmem(found.p, found.len, none.p, none.len) == NULL);
        }
    }
}

static void linked_data_marks_its_text(void **state)
{
    static const char page[] = "<html><head>" LD(
        "{\"headline\":\"H\",\"articleBody\":\"A line that nobody would take for "
        "text See the appendix at the end of the page\"}") "</head><body>"
                                                           "<div><h1>H</h1><p>A paragraph with a "
                                                           "sentence. And another one, to be sure "
                                                           "of it.</p></div>"
                                                           "<section><span>A line that nobody "
                                                           "would take for "
                                                           "text</span></section><ul><li>x</ul>"
                                                           "<section><span>See the appendix at the "
                                                           "end of the page</span></section>";
    VG_SCOPED_ARENA a = {0};
    struct vg_text t = read_page(&a, page, "");
    size_t main = 0;

    (void)state;
    for (size_t i = 0; i < t.block_count; i++)
        main += t.blocks[i].class == VG_BLOCK_MAIN;
    assert_int_equal(main, 3);
}

static void what_a_style_sheet_parts_is_parted(void **state)
{
    static const struct {
        const char *html, *text;
    } rows[] = {
        {"<p><a href=1>Report</a><span>14 June</span></p>", "Report 14 June"},
        {"<p><span>[2021]</span><a href=1>Report</a></p>", "[2021] Report"},
        {"<p><span class=author>By X</span><span class=date>May 3</span></p>", "By X May 3"},
        {"<p><b>By X</b><time>May 3</time></p>", "By X May 3"},
        {"<p><a href=1>One</a><a href=2>Two</a></p>", "One Two"},
        {"<p><b>By</b><a href=1>Two</a></p>", "By Two"},
        /* a change of style in a word */
        {"<p><span class=a>Xin</span><span class=b>jiang</span></p>", "Xinjiang"},
        {"<p><span class=s1>新</span><span class=s2>疆</span></p>", "新疆"},
        {"<p><span class=a>3</span><span class=b>.5</span><span class=a>0</span></p>", "3.50"},
        {"<p><span class=a>U</span><span class=b>SA</span></p>", "USA"},
        /* parts of a card */
        {"<p><span class=a>The sign</span><span class=b>Neighbours saw it.</span><span class=a>A "
         "man</span><span class=b>8 left</span></p>",
         "The sign Neighbours saw it. A man 8 left"},
        {"<p><b>Mc</b><i>Dowell</i></p>", "McDowell"},
        {"<p><b class=text>Xin</b><i class=c1>jiang</i></p>", "Xinjiang"},
        {"<p><a href=1>Xin</a><b>jiang</b></p>", "Xinjiang"},
        {"<p><a href=1>Xin</a><a href=1>jiang</a></p>", "Xinjiang"},
        {"<p>Xin<a name=p></a><b>jiang</b></p>", "Xinjiang"},
        {"<p><b>Xin</b><a id=p></a>jiang</p>", "Xinjiang"},
        {"<p><b>Xin</b><a name=p>jiang</a></p>", "Xinjiang"},
        {"<p><span class=a>底</span><span class=b>做</span></p>", "底做"},
        {"<p><span>wo</span><span>rd</span></p>", "word"},
        {"<p><a href=1>wiki</a>s</p>", "wikis"},
        {"<p>(<a href=1>one</a>)</p>", "(one)"},
        {"<p><a href=1>one</a> <b>two</b></p>", "one two"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_text t = read_page(&a, rows[i].html, "");

        ROW_CHECK(i, vg_copy(&a, t.text.p, t.text.len), vg_str_is(t.text, rows[i].text));
    }
}

static void short_lines_say_what_they_are(void **state)
{
    static const struct {
        const char *text;
        unsigned kinds;
    } rows[] = {
        {"Share this: mail", VG_WORDS_CLOSE},
        {"© 2003 The Ledger", VG_WORDS_CLOSE},
        {"（责任编辑：丁文）", VG_WORDS_CLOSE},
        {"Printed papers were found.", 0},
        {"返回的人员共三十人。", 0},
        {"返回", VG_WORDS_CLOSE},
        {"By A. Writer", VG_WORDS_BYLINE},
        {"Bypass opens", 0},
        {"2022-03-14 10:00", VG_WORDS_BYLINE | VG_WORDS_DATED},
        {"2 comments", VG_WORDS_COMMENTS},
        {"网友评论", VG_WORDS_CLOSE | VG_WORDS_COMMENTS},
        {"Oct 12 09:14:02 UTC 2021", VG_WORDS_BYLINE | VG_WORDS_DATED},
        {"民國111年3月14日", VG_WORDS_BYLINE | VG_WORDS_DATED},
        {"An ordinary sentence, no more.", 0},
        {"Related", VG_WORDS_CLOSE},
        {"环岛网声明：环岛网登载此文出于传递更多信息之目的，并不意味着赞同其观点。",
         VG_WORDS_CLOSE},
        {"外交部发表声明：所谓站点根本不存在，公告早已撤下，有关人员已经离开。", 0},
        {"Related to nobody, he came alone.", 0},
        {"平台声明：该文观点仅代表作者本人，本号系信息发布平台，仅提供信息存储空间服务，"
         "内容不代表本平台立场，如有异议请联系。",
         VG_WORDS_CLOSE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].text, vg_words_kinds(vg_str(rows[i].text)) == rows[i].kinds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_come_from_every_place_that_tells_them),
        cmocka_unit_test(a_day_of_something_else_is_no_date_of_publication),
        cmocka_unit_test(linked_data_is_believed_within_bounds),
        cmocka_unit_test(titles_lose_the_site_only_where_the_page_agrees),
        cmocka_unit_test(authors_stand_in_bylines),
        cmocka_unit_test(metadata_that_names_nobody_is_passed_over),
        cmocka_unit_test(main_text_is_found_across_containers),
        cmocka_unit_test(linked_data_marks_its_text),
        cmocka_unit_test(what_a_style_sheet_parts_is_parted),
        cmocka_unit_test(a_variable_is_found_at_any_place_of_a_script),
        cmocka_unit_test(short_lines_say_what_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
