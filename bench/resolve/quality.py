#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How good the scores of names are: every measure of quality against its target.

    bench/resolve/quality.py VIGIL DATA [--rehearsal FILE.csv] [--made FILE.csv] [--only NAME,...] [--half dev|held]

VIGIL is the program, DATA a folder with names/pairs.csv, organisations/{queries_*,targets}.csv and
places/places.csv; other material in the same tables does as well. A rehearsal is a table
`script,query,target` of pairs that are one thing; they are looked for among the targets of DATA.
Made pairs are a table `left,right,truth,about`, truth one of same, different, undecided: both tables
are made by us, from general knowledge of Chinese administration, of names and of companies.
Organisations are split in two halves by a hash of the answer's id: rules and words may be tuned on
`dev`, never on `held`. Strangers are made from common names with a fixed seed: nobody is on both
lists, so that every `same` is wrong but where the very same name came up, which is left out.
Exits 1 if a target was missed, with the figure.
"""
import argparse
import csv
import hashlib
import json
import math
import os
import random
import subprocess
import sys
import tempfile

LATIN_GIVEN = """James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara
Richard Susan Joseph Jessica Thomas Sarah Charles Karen Christopher Lisa Daniel Nancy Matthew Betty
Anthony Margaret Mark Sandra Donald Ashley Steven Kimberly Paul Emily Andrew Donna Joshua Michelle
Kenneth Carol Kevin Amanda Brian Dorothy George Melissa Edward Deborah Carlos Maria Jose Juan Luis
Ana Pedro Sofia Pierre Jean Marie Hans Klaus Anna Giovanni Marco Giulia Ivan Sergei Olga Natalia
Dmitri Elena Mohammed Ahmed Fatima Ali Omar Layla Piotr Katarzyna Lars Ingrid Peter Martin Eva
Stefan Monika Antonio Francisco Manuel Isabel Laura Julia Simon Lucas Emma Louis Hugo Camille Nikolai
Tatiana Yusuf Hassan Ibrahim Aisha""".split()
LATIN_SURNAMES = """Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez
Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris
Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores
Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Mueller Schmidt Schneider Fischer
Weber Meyer Wagner Becker Schulz Hoffmann Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ivanov
Smirnov Kuznetsov Popov Vasiliev Petrov Sokolov Bernard Dubois Durand Moreau Laurent Leroy Silva Santos
Oliveira Souza Novak Kowalski Nowak Nielsen Jensen Hansen Andersson Johansson Khan Hussein Rahman
Mahmoud Haddad""".split()
# the commonest Chinese surnames with their shares, in thousandths (census of 2020), and syllables of
# given names
HAN_SURNAMES = """王 72 wang|李 70 li|张 65 zhang|刘 52 liu|陈 46 chen|杨 32 yang|黄 22 huang|赵 20 zhao
吴 19 wu|周 18 zhou|徐 14 xu|孙 14 sun|马 13 ma|朱 12 zhu|胡 12 hu|郭 11 guo|何 11 he|林 11 lin|高 10 gao
罗 10 luo|郑 9 zheng|梁 9 liang|谢 8 xie|宋 8 song|唐 7 tang|许 7 xu|韩 7 han|邓 6 deng|冯 6 feng|曹 6 cao
彭 6 peng|曾 5 zeng|肖 5 xiao|田 5 tian|董 5 dong|潘 5 pan|袁 5 yuan|蔡 5 cai|蒋 5 jiang|余 5 yu|于 5 yu
杜 4 du|叶 4 ye|程 4 cheng|魏 4 wei|苏 4 su|吕 4 lu|丁 4 ding|任 4 ren|卢 4 lu|姚 4 yao|沈 4 shen|钟 4 zhong
姜 3 jiang|崔 3 cui|谭 3 tan|陆 3 lu|范 3 fan|汪 3 wang|廖 3 liao|石 3 shi|金 3 jin|韦 3 wei|贾 3 jia|夏 3 xia
付 3 fu|方 3 fang|邹 3 zou|熊 2 xiong|白 2 bai|孟 2 meng|秦 2 qin|邱 2 qiu|侯 2 hou|江 2 jiang|尹 2 yin""".replace(
    "\n", "|").split("|")
HAN_GIVEN = """伟 wei 芳 fang 娜 na 敏 min 静 jing 丽 li 强 qiang 磊 lei 军 jun 洋 yang 勇 yong 艳 yan 杰 jie
娟 juan 涛 tao 明 ming 超 chao 秀 xiu 霞 xia 平 ping 刚 gang 桂 gui 英 ying 华 hua 玉 yu 兰 lan 红 hong
建 jian 国 guo 文 wen 志 zhi 海 hai 春 chun 梅 mei 晓 xiao 云 yun 鹏 peng 飞 fei 斌 bin 波 bo 宇 yu 浩 hao
俊 jun 峰 feng 林 lin 辉 hui 宁 ning 琳 lin 雪 xue 婷 ting 佳 jia 欣 xin 怡 yi 子 zi 轩 xuan 涵 han 梓 zi
雨 yu 思 si 嘉 jia 一 yi 博 bo 瑞 rui 鑫 xin 凯 kai 健 jian 龙 long 庆 qing 成 cheng 德 de 永 yong 福 fu
光 guang 新 xin 东 dong 金 jin 学 xue 立 li 家 jia 世 shi 天 tian 正 zheng 大 da 立 li 凤 feng 淑 shu""".split()
HAN_GIVEN = list(zip(HAN_GIVEN[::2], HAN_GIVEN[1::2]))

# places, and bodies of a place that are none of the state, for made names
BODY_PLACES = """温州 Wenzhou|青田 Qingtian|福建 Fujian|莆田 Putian|厦门 Xiamen|广东 Guangdong|四川 Sichuan|成都 Chengdu|武汉
Wuhan|江西 Jiangxi|西安 Xi'an|南京 Nanjing""".replace("\n", " ").split("|")
# Han, and English ways to say it; two that share a way are open
BODY_KINDS = """大学 University|师范大学 Normal University|医科大学 Medical University|农业大学 Agricultural
University|工业大学 University of Technology|理工大学 University of Science and
Technology/University of Technology|财经大学 University of Finance and Economics|外国语大学 Foreign
Studies University/International Studies University|职业技术学院 Vocational and Technical
College/Polytechnic|师范学院 Normal University/Teachers College|第一中学 No. 1 Middle School/No. 1
High School|第二中学 No. 2 Middle School|第一医院 First Hospital|第一人民医院 First People's
Hospital|第二人民医院 Second People's Hospital|中心医院 Central Hospital|儿童医院 Children's
Hospital|肿瘤医院 Cancer Hospital|中医院 Hospital of Traditional Chinese Medicine|博物馆 Museum|图书馆
Library|日报 Daily|晚报 Evening News|广播电视台 Radio and Television Station|电视台 Television
Station|商会 Chamber of Commerce|同乡会 Hometown Association|联谊会 Friendship Association|总工会
Federation of Trade Unions|妇女联合会 Women's Federation|红十字会 Red Cross Society|佛教协会 Buddhist
Association|基督教协会 Christian Council|文学艺术界联合会 Federation of Literary and Art Circles|贸易有限公司
Trading Co., Ltd.|科技有限公司 Technology Co., Ltd.|进出口有限公司 Import and Export Co.,
Ltd.|房地产开发有限公司 Real Estate Development Co., Ltd.|国际旅行社有限公司 International Travel Service
Co., Ltd.|银行股份有限公司 Bank Co., Ltd.|华侨大酒店 Overseas Chinese Hotel|出版社 Publishing
House/Press|电力公司 Electric Power Company|自来水公司 Water Supply Company|机场集团有限公司 Airport Group
Co., Ltd.|社会科学院 Academy of Social Sciences|科学院 Academy of Sciences|农业科学院 Academy of
Agricultural Sciences|气象局 Meteorological Bureau|地震局 Earthquake
Administration/Seismological Bureau|海事局 Maritime Safety Administration|体育局 Sports
Bureau|教育学院 College of Education""".replace("\n", " ").split("|")


def run(vigil, *args):
    out = subprocess.run([vigil, "resolve", *args, "--json"], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in out.stdout.decode().splitlines()]


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f)
        w.writerow(header)
        w.writerows(rows)
    return path


def read(path):
    with open(path, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


class Report:
    def __init__(self):
        self.missed = 0

    def say(self, what, value, target=None, at_most=False):
        ok = target is None or (value <= target if at_most else value >= target)
        self.missed += not ok
        bound = "" if target is None else f"  {'<=' if at_most else '>='} {target:g}"
        print(f"{what:58s} {value:9.4f}{bound}{'' if ok else '  MISSED'}", flush=True)


def f1(tp, fp, fn):
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def sums_up(row):
    """Do the weights make the score?"""
    if row["score"] == 0:
        return True
    w = sum(b["weight"] for b in row["because"])
    return abs(1 / (1 + 2 ** -w) - row["score"]) < 1e-3


def pairs(o, r):
    rows = read(o.data + "/names/pairs.csv")
    with tempfile.TemporaryDirectory() as tmp:
        path = write(tmp + "/p.csv", ["left", "right", "schema"],
                     [[x["name1"], x["name2"], x["schema"]] for x in rows])
        got = run(o.vigil, "--pairs", path)
    strong = 0
    for tier in ("all", "STRONG", "MEDIUM", "WEAK"):
        tp = fp = fn = 0
        for x, g in zip(rows, got):
            quality = x["quality"] or "MEDIUM"
            if tier not in ("all", quality):
                continue
            is_match, same = x["is_match"].lower() in ("true", "1", "yes"), g["verdict"] == "same"
            tp += is_match and same
            fp += same and not is_match
            fn += is_match and not same
            strong += tier == "STRONG" and is_match != same
            if o.show and tier == "all" and is_match != same:
                print("  ", quality, x["schema"], "|", x["name1"], "|", x["name2"], "|", is_match,
                      round(g["score"], 3))
        r.say(f"names: F1 of same, {tier}", f1(tp, fp, fn), 0.894 if tier == "all" else None)
    r.say("names: STRONG pairs wrong", strong, 0, at_most=True)
    r.say("names: explanations that do not sum", sum(not sums_up(g) for g in got), 0, at_most=True)


def half_of(id):
    return "dev" if hashlib.sha256(id.encode()).digest()[0] % 2 == 0 else "held"


def recall_at_precision(tops, precision, total):
    """tops: (score, is right) of each question's first answer."""
    best = right = 0
    ordered = sorted(tops, reverse=True)
    for i, (score, ok) in enumerate(ordered):
        right += ok
        at_cut = i + 1 == len(ordered) or ordered[i + 1][0] < score
        if at_cut and right / (i + 1) >= precision:
            best = right
    return best / total if total else 0.0


def ask(o, questions, targets):
    """questions: (id, name, lang, target); what the program answered to each."""
    with tempfile.TemporaryDirectory() as tmp:
        q = write(tmp + "/q.csv", ["id", "name", "lang"], [x[:3] for x in questions])
        return run(o.vigil, "--match", q, "--against", targets, "--top", "50")


def figures(questions, got):
    hit1 = hit5 = hit50 = same = wrong = 0
    tops = []
    for x, g in zip(questions, got):
        ids = [c["id"] for c in g["candidates"]]
        hit1 += ids[:1] == [x[3]]
        hit5 += x[3] in ids[:5]
        hit50 += x[3] in ids
        if ids:
            tops.append((g["candidates"][0]["score"], ids[0] == x[3]))
        for c in g["candidates"]:
            same += c["verdict"] == "same"
            wrong += c["verdict"] == "same" and c["id"] != x[3]
    n = len(questions) or 1
    return {"hit@1": hit1 / n, "hit@5": hit5 / n, "recall@50": hit50 / n,
            "R at P>=0.95": recall_at_precision(tops, 0.95, n), "same": same / n,
            "P of same": 1 - wrong / same if same else 1.0, "tops": tops}


def organisations(o, r):
    folder = o.data + "/organisations/"
    names = {x["id"]: x for x in read(folder + "targets.csv")}
    every = {"dev": [], "held": [], "all": []}
    for script in ("han", "cyrillic", "arabic"):
        rows = [(x["id"], x["name"], x["lang"], x["target"])
                for x in read(folder + f"queries_{script}.csv")]
        got = ask(o, rows, folder + "targets.csv")
        for half in ("dev", "held", "all"):
            those = [i for i, x in enumerate(rows) if half in ("all", half_of(x[3]))]
            q, g = [rows[i] for i in those], [got[i] for i in those]
            f = figures(q, g)
            every[half] += f["tops"] + [(-1.0, False)] * (len(q) - len(f["tops"]))
            for what in ("hit@1", "hit@5", "recall@50", "R at P>=0.95", "P of same"):
                target = {"hit@1": 0.75, "recall@50": 0.95, "R at P>=0.95": 0.45}.get(what)
                r.say(f"organisations: {script}, {half}: {what}", f[what],
                      target if script == "han" and half == "all" else None)
        if o.show:
            for x, g in zip(rows, got):
                ids = [c["id"] for c in g["candidates"]]
                if half_of(x[3]) == "dev" and ids[:1] != [x[3]]:
                    rank = ids.index(x[3]) if x[3] in ids else -1
                    t = names[x[3]]
                    first = names[ids[0]] if ids else {"name": "-"}
                    print("  ", x[1], "|", t["name"], "|", t["alias"], "|", rank, "|",
                          g["candidates"][rank]["score"] if rank >= 0 else 0, "| not",
                          first["name"], g["candidates"][0]["score"] if ids else 0)
    for half in ("dev", "held", "all"):
        r.say(f"organisations: whole, {half}: R at P>=0.95",
              recall_at_precision(every[half], 0.95, len(every[half])),
              0.45 if half == "all" else None)


def rehearsal(o, r):
    if not o.rehearsal:
        return
    rows = read(o.rehearsal)
    with tempfile.TemporaryDirectory() as tmp:
        targets = [[f"r{i}", x["target"]] for i, x in enumerate(rows)]
        targets += [[x["id"], x["name"]] for x in read(o.data + "/organisations/targets.csv")]
        path = write(tmp + "/t.csv", ["id", "name"], targets)
        by_name = {}
        for id, name in targets:
            by_name.setdefault(name.lower(), id)
        for script in sorted({x["script"] for x in rows}):
            q = [(f"q{i}", x["query"], "", f"r{i}") for i, x in enumerate(rows)
                 if x["script"] == script]
            got = ask(o, q, path)
            name_of = dict(targets)
            for g in got:  # the same name twice in the list is the same thing
                seen = {x[0]: x[3] for x in q}[g["id"]]
                for c in g["candidates"]:
                    if name_of[c["id"]].lower() == name_of[seen].lower():
                        c["id"] = seen
            f = figures(q, got)
            for what in ("hit@1", "recall@50", "R at P>=0.95", "P of same"):
                r.say(f"rehearsal: {script} ({len(q)}): {what}", f[what])


def made_pairs(o, r):
    """Pairs written by hand for what is hard; what the texts do not decide is `undecided`."""
    if not o.made:
        return
    rows = read(o.made)
    with tempfile.TemporaryDirectory() as tmp:
        got = run(o.vigil, "--pairs", write(tmp + "/p.csv", ["left", "right"],
                                            [[x["left"], x["right"]] for x in rows]))
    wrong = [(x, g) for x, g in zip(rows, got) if g["verdict"] == "same" and x["truth"] != "same"]
    same = [(x, g) for x, g in zip(rows, got) if x["truth"] == "same"]
    lost = [(x, g) for x, g in same if g["verdict"] != "same"]
    apart = [(x, g) for x, g in zip(rows, got) if x["truth"] != "different"
             and g["verdict"] == "different"]
    if o.show:
        for what, those in (("merged", wrong), ("lost", lost), ("parted", apart)):
            for x, g in those:
                print("  ", what, x["left"], "|", x["right"], "|", x["truth"], round(g["score"], 3))
    others = len(rows) - len(same)
    r.say(f"made pairs: wrong merges, of {others}", len(wrong) / others)
    r.say(f"made pairs: recall of same, of {len(same)}", 1 - len(lost) / len(same))
    r.say("made pairs: different, though same or undecided", len(apart) / len(rows))


def agencies(o, r):
    """The five pairs of cities of one reading, in every rendering."""
    cities = [("福州", "福建", "Fuzhou", "Fujian"), ("抚州", "江西", "Fuzhou", "Jiangxi"),
              ("台州", "浙江", "Taizhou", "Zhejiang"), ("泰州", "江苏", "Taizhou", "Jiangsu"),
              ("苏州", "江苏", "Suzhou", "Jiangsu"), ("宿州", "安徽", "Suzhou", "Anhui"),
              ("宜春", "江西", "Yichun", "Jiangxi"), ("伊春", "黑龙江", "Yichun", "Heilongjiang"),
              ("玉林", "广西", "Yulin", "Guangxi"), ("榆林", "陕西", "Yulin", "Shaanxi")]
    heads = [("公安局", "Public Security Bureau", "PSB"),
             ("国家安全局", "State Security Bureau", None),
             ("人民检察院", "People's Procuratorate", None)]
    rows = []
    def forms(city, head):
        han, province, latin, area = city
        h, e, short = head
        out = [(f"{han}市{h}", 1), (f"{han}{h}", 1), (f"{province}省{han}市{h}"
                if province != "广西" else f"广西{han}市{h}", 1)]
        for words in filter(None, (e, short)):
            for p in (f"{latin} {words}", f"{latin} Municipal {words}", f"{latin} City {words}"):
                out += [(p, 0), (f"{p}, {area}", 1), (f"{p} ({area})", 1)]
        out += [(f"{e} of {latin}", 0), (f"{e} of {latin}, {area}", 1)]
        return out
    for i, a in enumerate(cities):
        for head in heads:
            mine = forms(a, head)
            for x in mine:
                for y in mine:
                    if x < y:
                        rows.append((x[0], y[0], "same" if x[1] and y[1] else "open"))
            for j, b in enumerate(cities):
                if j > i and (a[2] == b[2] or j == i + 1):
                    rows += [(x[0], y[0], "no") for x in mine for y in forms(b, head)]
        for h2 in heads[1:]:
            rows += [(x[0], y[0], "no") for x in forms(a, heads[0]) for y in forms(a, h2)]
    with tempfile.TemporaryDirectory() as tmp:
        got = run(o.vigil, "--pairs", write(tmp + "/p.csv", ["left", "right"],
                                            [x[:2] for x in rows]))
    texts = [(x, g["verdict"] == "same") for x, g in zip(rows, got)]
    # where nothing pins the city, the very same words are the one thing that may be `same`
    wrong = [x for x, same in texts if same and x[2] != "same" and x[0] != x[1]]
    should = [same for x, same in texts if x[2] == "same"]
    if o.show:
        for x in wrong[:30]:
            print("  ", x)
        for x, same in texts:
            if x[2] == "same" and not same:
                print("   lost", x)
    apart = sum(x[2] != "same" for x in rows)
    r.say(f"agencies: wrong merges, of {apart}", len(wrong) / apart, 0.001, at_most=True)
    r.say(f"agencies: recall, of {len(should)}", sum(should) / len(should), 0.90)


def bodies(o, r):
    """Universities, hospitals, unions, companies of one place, and of two: one place is no proof."""
    rng = random.Random(7)
    places = [x.split(" ", 1) for x in BODY_PLACES]
    kinds = [(x.split(" ", 1)[0], x.split(" ", 1)[1].split("/")) for x in BODY_KINDS]
    rows = []
    for _ in range(6000):
        p, k = rng.choice(places), rng.choice(kinds)
        how = rng.random()
        q = p if how < 0.7 else rng.choice(places)
        l = rng.choice(kinds) if 0.3 <= how < 0.7 else k
        x = p[0] + k[0] if k == l else rng.choice([p[0] + k[0], f"{p[1]} {k[1][0]}"])
        y = f"{q[1]} {rng.choice(l[1])}"
        if k == l or not set(k[1]) & set(l[1]):
            rows.append((x, y, p == q and k == l))
    with tempfile.TemporaryDirectory() as tmp:
        got = run(o.vigil, "--pairs", write(tmp + "/p.csv", ["left", "right"],
                                            [x[:2] for x in rows]))
    wrong = {x for x, g in zip(rows, got) if g["verdict"] == "same" and not x[2]}
    should = [g["verdict"] == "same" for x, g in zip(rows, got) if x[2]]
    if o.show:
        for x in sorted(wrong)[:30]:
            print("  ", x)
    others = len(rows) - len(should)
    r.say(f"bodies of a place: wrong merges, of {others}", len(wrong) / others)
    r.say(f"bodies of a place: recall, of {len(should)}", sum(should) / len(should))


def chinese(rng):
    weights = [int(x.split()[1]) for x in HAN_SURNAMES]
    s = rng.choices(HAN_SURNAMES, weights)[0].split()
    n = 1 if rng.random() < 0.15 else 2
    g = [rng.choice(HAN_GIVEN) for _ in range(n)]
    han = s[0] + "".join(x[0] for x in g)
    pinyin = s[2].capitalize() + " " + "".join(x[1] for x in g).capitalize()
    return han, pinyin


def strangers(o, r):
    rng = random.Random(20)
    n = o.strangers
    def latin():
        return rng.choice(LATIN_GIVEN) + " " + rng.choice(LATIN_SURNAMES)
    lists = {}
    left = sorted({latin() for _ in range(n)})
    lists["Latin"] = (left, sorted({latin() for _ in range(n)} - set(left)))
    people = sorted({chinese(rng) for _ in range(2 * n)})
    rng.shuffle(people)
    a, b = people[:n], people[n:2 * n]
    taken = {x[0] for x in a}
    b = [x for x in b if x[0] not in taken]
    lists["Han against pinyin"] = ([x[0] for x in a], [x[1] for x in b])
    lists["pinyin against Han"] = ([x[1] for x in a], [x[0] for x in b])
    lists["Han"] = ([x[0] for x in a], [x[0] for x in b])
    pin = {x[1] for x in a}
    lists["pinyin"] = ([x[1] for x in a], [x[1] for x in b if x[1] not in pin])
    for what, (l, m) in lists.items():
        with tempfile.TemporaryDirectory() as tmp:
            q = write(tmp + "/q.csv", ["id", "name", "schema"],
                      [[i, x, "Person"] for i, x in enumerate(l)])
            t = write(tmp + "/t.csv", ["id", "name", "schema"],
                      [[i, x, "Person"] for i, x in enumerate(m)])
            got = run(o.vigil, "--match", q, "--against", t, "--top", "5")
            # pair by pair, the nearest three of each: no margin helps there
            near = [(l[int(g["id"])], m[int(c["id"])]) for g in got for c in g["candidates"][:3]]
            each = run(o.vigil, "--pairs", write(tmp + "/p.csv", ["left", "right", "schema"],
                                                 [[x, y, "Person"] for x, y in near]))
        bad = [(l[int(g["id"])], m[int(c["id"])], c["score"]) for g in got
               for c in g["candidates"] if c["verdict"] == "same"]
        if o.show:
            for x in bad[:40]:
                print("  ", x)
        r.say(f"strangers: {what}: share with a same, matched", len({x[0] for x in bad}) / len(l),
              0.005, at_most=True)
        hurt = {x[0] for x, g in zip(near, each) if g["verdict"] == "same"}
        r.say(f"strangers: {what}: share with a same, pair by pair", len(hurt) / len(l), 0.005,
              at_most=True)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("vigil")
    p.add_argument("data")
    p.add_argument("--rehearsal", default=os.path.join(os.path.dirname(__file__), "rehearsal.csv"))
    p.add_argument("--made", default=os.path.join(os.path.dirname(__file__), "rehearsal_pairs.csv"))
    p.add_argument("--only", default="")
    p.add_argument("--strangers", type=int, default=1500, help="how many on each list")
    p.add_argument("--show", action="store_true", help="print what went wrong, of `dev` only")
    o = p.parse_args()
    r = Report()
    for f in (pairs, made_pairs, strangers, agencies, bodies, organisations, rehearsal):
        if not o.only or f.__name__ in o.only.split(","):
            f(o, r)
    sys.exit(r.missed > 0)


if __name__ == "__main__":
    main()
