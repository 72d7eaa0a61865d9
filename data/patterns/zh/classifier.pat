# Classifiers: unit is what a bare one counts; with lists the units that a noun near
# it may name (3处警署 is stations, 两处 alone is sites). one: "one" of it is counted too.

list classifier
  工作日 | 个工作日 | 工作天 | 个工作天 => unit=day span=1
  度 => unit=time small=1
  人 | 名 | 位 | 口人 | 男 | 女 | 员 | 口 => unit=person strong=1 one=1
  人次 | 人次数 => unit=person-time strong=1
  户 | 户次 => unit=family strong=1 one=1
  宗 | 单 | 例 => unit=case with="case incident complaint tip call charge campaign" one=1
  # together: 一起 is a word too, and a count only with its noun
  起 => unit=case with="case incident complaint tip call charge campaign" one=1 noun=1
  桩 => unit=case with="case incident"
  件 | 件次 => unit=item with="item case tip complaint file document message device incident"
  条 => with="tip message item charge file complaint incident"
  封 => unit=message with="message document" one=1
  通 => unit=call with="call message"
  则 => with="message item document tip incident"
  次 => unit=time with="time call incident campaign message person-time complaint" one=1
  趟 | 回 | 场次 | 轮次 => unit=time with="time campaign"
  场 => with="campaign incident time"
  处 => unit=site own=1 with="site station office centre agency organisation" one=1
  个 => with="any" weak=1
  家 => with="organisation agency office centre station site police-service family"
  所 => with="organisation agency office centre station site"
  间 => with="organisation agency office centre station site"
  座 => with="station office centre site city organisation"
  栋 | 幢 => with="site office station centre"
  项 => with="item charge campaign case document"
  份 => unit=document with="document file message tip item complaint" one=1
  本 | 册 => with="document file"
  张 => with="document account item"
  卷 | 宗卷 => unit=file with="file"
  台 | 部 | 只 | 架 | 辆 | 艘 | 套 | 枚 | 颗 | 块 | 把 | 根 | 捆 | 副 | 双 | 支 | 具 | 幅 | 盒 => unit=item with="item device"
  之众 => unit=person strong=1
  国 => unit=country strong=1
  省 => unit=province strong=1
  州 => unit=state strong=1
  市 | 城 => unit=city strong=1
  县 => unit=county strong=1
  站 => unit=station strong=1
  天 | 日 => unit=day span=1
  周 | 星期 | 个星期 | 个礼拜 => unit=week span=1
  个月 => unit=month span=1
  年 | 载 => unit=year span=1
  案 => unit=case strong=1
  罪 => unit=charge strong=1
+ 设立3处警署 => unit=station value=3
+ 当地设有两处 => unit=site value=2
+ 出入境1.6万人次 => unit=person-time value=16000
- 两国一直保持接触
