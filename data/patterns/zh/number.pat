# Numbers, their bounds and their classifiers.
# One entry serves simplified and traditional writing, full-width forms too.

list numeral
  零 | 〇 | ○       => n=0
  一 | 壹           => n=1
  二 | 两 | 贰 | 俩 => n=2
  三 | 叁 | 仨      => n=3
  四 | 肆           => n=4
  五 | 伍           => n=5
  六 | 陆           => n=6
  七 | 柒           => n=7
  八 | 捌           => n=8
  九 | 玖           => n=9
  廿                => n=20
  卅                => n=30

list multiplier
  十 | 拾 => times=10
  百 | 佰 => times=100
  千 | 仟 => times=1000
  万      => times=10000
  亿      => times=100000000

# Words that stand for a digit nobody counted. digit: may stand where a digit
# stands (几十, 数百); op: behind a number it makes it "over" (6300余件, 260多万).
list few
  几 => digit=1 op=over
  数 | 若干 => digit=1
  多 | 余 | 馀 => op=over
  来 => op=about

list range
  至 | 到 | 起至 | 起到 | 开始至 | 开始到

# Small words around numbers: share (百分之 before), point (三点五万), ordinal (第二轮).
list rate
  打 => dozen=1
  百分之 => share=1
  点     => point=1
  半     => half=1
  中 | 里 | 之中 | 当中 | 里面 | 之内 => within=1
  第     => ordinal=1
  每 => definite=1 each=1
  这 | 那 | 该 | 此 | 各 | 上述 | 前述 | 某 | 同 | 哪 => definite=1
  日均 | 每日 | 每天 | 平均每天 | 平均每日 | 单日 | 日平均 => per=day
  月均 | 每月 | 平均每月 => per=month
  年均 | 每年 | 平均每年 => per=year
  周均 | 每周 | 平均每周 => per=week
  人均 | 平均每人 | 每人 => per=person

list percent
  个百分点 | 百分点
  成 => times=10
  巴仙 => unit=percent

list share
  六分之五 => value=83 op=about
  六分之一 => value=17 op=about
  三分之二 => value=67 op=about
  三分之一 => value=33 op=about
  半数 | 一半 | 二分之一 => value=50
  过半 | 过半数 | 逾半 | 逾半数 | 大半 | 一半以上 | 半数以上 => value=50 op=over
  四分之一 => value=25
  四分之三 => value=75
  五分之一 => value=20
  五分之二 => value=40
  五分之三 => value=60
  五分之四 => value=80
  十分之一 => value=10

list magnitude
  数以十计 => lower=20 upper=99
  数以百计 => lower=200 upper=999
  数以千计 => lower=2000 upper=9999
  数以万计 => lower=20000 upper=99999
  数以十万计 => lower=200000 upper=999999
  成百上千 => lower=200 upper=9999
  成千上万 => lower=2000 upper=99999
+ 案件2.36万起 => value=23600
+ 来电260多万次 => op=over lower=2600000
+ 近八成受访者 => op=nearly upper=80 unit=percent
