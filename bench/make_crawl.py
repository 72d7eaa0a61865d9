#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A crawl that anyone can make, for bench/scan.sh: make_crawl.py DIR [MB].

DIR gets names.csv (200,000 invented places and institutions), crawl.warc.gz (two thirds in English:
HTML manuals of Debian packages where some are installed, and pages of our own; one third in
Chinese, half of these in GB18030), small.warc.gz (pages of 20 KB), slice.warc.gz (the first pages
of crawl.warc.gz, for slow peers), empty.warc.gz (one record, for what starting costs), rare.csv (the
names with few triggers) and sums.json: records, bytes of blocks, names planted. Each page is a
request, a response and a metadata record in gzip members of their own. The same seed gives
the same bytes where the same manuals are installed and zlib is the same.
"""
import glob
import gzip
import hashlib
import json
import os
import random
import re
import sys

NAMES = 200000
PLANTED = 5000
TRIGGERS = 400
RARE = 40  # of these, in rare.csv; they are the ones that pages hold
EN_STEMS = ("bar bel bor bran cal cor dal dor dun el fal fen gar glen hal hart ister kal kel kor lan "
            "lin mar mel mor nor oak or pel per quin ral red ros sal sel sor stan tar tel tor ul val ver "
            "wes wil yar zan zel").split()
EN_ENDS = ("bury by caster combe dale field ford gate ham haven holm hurst land leigh mere mouth port stead "
           "ton wick worth").split()
EN_KINDS = "Bay Bridge County District Falls Harbour Hills Junction Lake Parish Ridge River".split()
ZH_STEMS = "安白北昌长城川大德东丰福高古广海和河红湖华怀江金九凌龙绿梅明南宁平青清泉仁三山上石松泰天通望五西新兴阳永玉云中竹".strip()
ZH_ENDS = "县 镇 乡 街道 自治县 开发区 林场 渡口".split()
ZH_TRIGGER = "联络事务处 巡查工作站 协调办事处".split()
EN_TRIGGER = ["Liaison Bureau", "Patrol Directorate", "Coordination Office"]
EN_WORDS = ("the of and to in a is that for it was on are as with they at be this from have or by one had not but "
            "what all were when we there can an your which their said if do will each about how up out them then she "
            "many some so these would other into has more her two like him see time could no make than first been its "
            "who now people my made over did down only way find use may water long little very after words called just "
            "where most know council road harbour meeting report office notice market winter river bridge school "
            "journey question answer letter garden evening morning statement committee library budget traffic").split()
ZH_WORDS = ("我们 他们 这个 一个 没有 可以 工作 社会 发展 问题 进行 国家 经济 地方 会议 活动 今天 表示 已经 通过 情况 开展 服务 "
            "群众 管理 建设 生活 学校 记者 介绍 天气 春天 河流 桥梁 市场 文化 图书 讨论 决定 报告 安排 时间 地点 参加 代表 "
            "希望 认为 需要 以及 同时 其中 对于 为了 的 了 在 是 和 有 也 就 不 人 都 上 来 到 说 要 去 你 会 着 看 好").split()


def make_names(r):
    """Names that no text holds by chance, and none within another."""
    seen, rows = set(), []
    while len(rows) < NAMES:
        n = len(rows)
        is_trigger = n < TRIGGERS
        if n % 3 == 2:
            stem = "".join(r.choice(ZH_STEMS) for _ in range(5))
            name, lang = stem + r.choice(ZH_TRIGGER if is_trigger else ZH_ENDS), "zh"
        else:
            stem = (r.choice(EN_STEMS) + r.choice(EN_STEMS) + r.choice(EN_STEMS) + r.choice(EN_ENDS)).title()
            name, lang = stem + " " + r.choice(EN_TRIGGER if is_trigger else EN_KINDS), "en"
        if stem in seen:
            continue
        seen.add(stem)
        rows.append((f"n{n}", name, "trigger" if is_trigger else "place", lang))
    return rows


class Pages:
    def __init__(self, seed, rows):
        self.r = random.Random(seed)
        places = [x for x in rows if x[2] == "place"][:PLANTED]
        self.en = [x[1] for x in places if x[3] == "en"]
        self.zh = [x[1] for x in places if x[3] == "zh"]
        self.en_trigger = [x[1] for x in rows[:RARE] if x[3] == "en"]
        self.zh_trigger = [x[1] for x in rows[:RARE] if x[3] == "zh"]
        self.planted = 0
        self.pairs = 0
        self.manuals = []
        for path in sorted(glob.glob("/usr/share/doc/**/*.html", recursive=True)):
            if os.path.isfile(path) and 4000 < os.path.getsize(path) < 200000:
                with open(path, "rb") as f:
                    text = f.read()
                # Pages that hold any letter of Han, or are not UTF-8, have hits of their own.
                if b"</p>" in text and is_plain(text):
                    self.manuals.append(text.decode("utf-8"))

    def sentence_en(self):
        w = [self.r.choice(EN_WORDS) for _ in range(self.r.randint(8, 22))]
        return " ".join(w).capitalize() + "."

    def sentence_zh(self):
        return "".join(self.r.choice(ZH_WORDS) for _ in range(self.r.randint(8, 18))) + "。"

    def plant(self, zh, with_trigger):
        self.planted += 1
        place = self.r.choice(self.zh if zh else self.en)
        trigger = self.r.choice(self.zh_trigger if zh else self.en_trigger) if with_trigger else None
        if trigger:
            self.planted += 1
            self.pairs += 1
        if zh:
            what = f"设立了，{trigger}，" if trigger else "召开了会议，"
            return f"记者从，{place}，了解到，当地{what}有关情况正在进一步讨论之中，结果将在下个月公布。"
        what = f"opened the {trigger}" if trigger else "held a meeting"
        return f"People in {place} said that they {what} in the spring, and that nobody had been told of it before."

    def own(self, zh, size, with_trigger):
        """Markup as sites have it: styles and scripts, a menu, an article, a list aside, a foot."""
        r = self.r
        sentence = self.sentence_zh if zh else self.sentence_en
        out = ["<!DOCTYPE html>\n<html><head><title>", sentence()[:40], "</title>\n<style>"]
        out += [f".c{i}-{r.randrange(10**6)}{{margin:{r.randrange(40)}px;color:#{r.randrange(1<<24):06x}}}\n" for i in range(size // 900)]
        out.append('</style></head><body class="page"><nav class="menu"><ul>')
        out += [f'<li class="item m{i}"><a href="/section/{r.randrange(10**6)}.html" data-track="{r.randrange(10**9)}">{sentence()[:12]}</a></li>\n'
                for i in range(size // 1500)]
        out.append('</ul></nav><article class="content"><h1>' + sentence() + "</h1>\n")
        planted = 2 + (size > 60000)
        for i in range(8 + size // 6000):
            text = "".join((sentence() + ("" if zh else " ")) for _ in range(r.randint(2, 5)))
            if 0 < i <= planted:
                text = self.plant(zh, with_trigger and i == 1) + ("" if zh else " ") + text
            out.append(f'<p class="para" id="p{i}">{text}</p>\n')
        out.append('</article><aside class="related">')
        out += [f'<div class="card"><a href="/related/{r.randrange(10**6)}" title="more"><img src="/img/{r.randrange(10**8)}.jpg" width="120"></a>'
                f"<span>{sentence()[:16]}</span></div>\n" for _ in range(size // 2500)]
        out.append("</aside><footer><p>&copy; 2024</p></footer>\n<script>")
        have = sum(map(len, out))
        while have < size:
            piece = f"var v{r.randrange(10**6)}=function(a,b){{return a+{r.randrange(10**9)}*b<{r.randrange(99)}?a:b}};\n"
            out.append(piece)
            have += len(piece)
        out.append("</script></body></html>\n")
        return "".join(out)

    def manual(self, number, with_trigger):
        text = self.manuals[number % len(self.manuals)]
        parts = text.split("</p>", 1)
        return parts[0] + "</p>\n<p>" + self.plant(False, with_trigger) + " " + self.plant(False, False) + "</p>" + parts[1]


def is_plain(text):
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not re.search(rb"[\xe3-\xe9]|charset\s*=\s*[\"']?(?!utf-8|iso-8859-1|us-ascii)", text, re.I)


class Warc:
    def __init__(self, path):
        self.f = open(path, "wb")
        self.records = self.raw = self.blocks = 0

    def record(self, kind, url, media, block):
        sha = hashlib.sha1(block).hexdigest()
        head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x:{self.records}>\r\n"
                f"WARC-Date: 2024-03-01T08:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
                f"WARC-Block-Digest: sha1:{sha}\r\nContent-Length: {len(block)}\r\n\r\n").encode()
        whole = head + block + b"\r\n\r\n"
        self.f.write(gzip.compress(whole, 6, mtime=0))
        self.records += 1
        self.raw += len(whole)
        self.blocks += len(block)

    def page(self, number, body, charset):
        url = f"http://host{number % 97}.example/{number}"
        self.record("request", url, "application/http; msgtype=request",
                    f"GET /{number} HTTP/1.1\r\nHost: host{number % 97}.example\r\nAccept: */*\r\n\r\n".encode())
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\nContent-Length: {len(body)}\r\n\r\n"
        self.record("response", url, "application/http; msgtype=response", head.encode() + body)
        self.record("metadata", url, "application/warc-fields", b"fetchTimeMs: 120\r\n")


def crawl(path, pages, limit, size_of):
    w = Warc(path)
    planted, pairs, n = pages.planted, pages.pairs, 0
    while w.raw < limit:
        with_trigger = n % 500 == 7
        charset = "utf-8"
        if n % 3 == 2:
            charset = "gb18030" if n % 6 == 5 else "utf-8"
            body = pages.own(True, size_of(pages.r) * 2 // 3, with_trigger)
        elif n % 3 == 1 and size_of is mixed and pages.manuals:
            body = pages.manual(n // 3, with_trigger)
        else:
            body = pages.own(False, size_of(pages.r), with_trigger)
        w.page(n, body.encode(charset), charset)
        n += 1
    w.f.close()
    return {"pages": n, "records": w.records, "bytes_raw": w.raw, "bytes_blocks": w.blocks,
            "planted": pages.planted - planted, "pairs": pages.pairs - pairs}


def mixed(r):
    return int(min(100000, max(12000, r.lognormvariate(10.6, 0.5))))


def small(_r):
    return 20000


def main():
    folder = sys.argv[1]
    limit = int(float(sys.argv[2]) * 1e6) if len(sys.argv) > 2 else 200 * 10**6
    os.makedirs(folder, exist_ok=True)
    rows = make_names(random.Random(7))
    for name, keep in (("names.csv", TRIGGERS), ("rare.csv", RARE)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("id,name,kind,lang\n")
            for i, row in enumerate(rows):
                kind = "trigger" if i < keep else "place"
                f.write(f"{row[0]},{row[1]},{kind},{row[3]}\n")
    sums = {"names": len(rows)}
    for name, seed, size, size_of in (("crawl", 42, limit, mixed), ("small", 43, limit, small),
                                      ("slice", 42, limit / 20, mixed), ("empty", 44, 1, small)):
        sums[name] = crawl(os.path.join(folder, name + ".warc.gz"), Pages(seed, rows), size, size_of)
    with open(os.path.join(folder, "sums.json"), "w", encoding="utf-8") as f:
        json.dump(sums, f, indent=1)
        f.write("\n")
    print(json.dumps(sums))


main()
