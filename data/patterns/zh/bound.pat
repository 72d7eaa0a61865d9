# What the words do to a number: the op table of the guide to claims.
# far: reaches over a few words (至少在12个国家, 最多被传唤过9次).

list bound
  不会超过 | 绝不超过 | 不致超过 | 不应多于 | 未超过 | 没有超过 | 并未超过 | 并不超过 | 不会多于 | 从未超过 | 不可能超过 => op=at-most
  约 | 大约 | 大概 | 约莫 | 估约 | 差不多 | 约为 | 约有 | 约达 | 约共 | 合约 => op=about
  大致 => op=about far=1
  近 | 将近 | 接近 | 几乎 | 几近 | 逼近 | 邻近 | 近乎 => op=nearly
  逾 | 超过 | 超 | 多于 | 大于 | 高于 | 突破 | 超出 | 高过 | 多过 | 超逾 | 远超 | 远超过 | 已逾 | 已超 | 已超过 | 早已超过 | 越过 | 跨过 | 不止 | 不只 => op=over
  至少 | 最少 | 起码 | 少说 => op=at-least far=1
  不少于 | 不低于 | 不下 | 不下于 | 多达至少 | 达至少 | 不小于 | 至少有 | 不得低于 | 不得少于 | 不能低于 | 不能少于 | 不可少于 | 不应低于 | 不应少于 => op=at-least
  # bare: only before 百 千 万 without a digit (上千, 过百)
  成 | 上 => op=at-least bare=1
  破 | 过 => op=over bare=1
  至多 | 最多 | 顶多 => op=at-most far=1
  高达 | 多达 | 不超过 | 不多于 | 不超 | 不高于 | 最高 | 最高达 | 最多达 | 不逾 | 上限为 | 至多为 | 不得超过 | 不得多于 | 不得高于 | 不能超过 | 不可超过 | 不应超过 | 最高不超过 | 最多不超过 | 控制在 => op=at-most
  不足 | 不到 | 少于 | 未满 | 低于 | 不满 | 未达 | 小于 | 未到 | 不及 | 未足 => op=under

# Small words that may stand between a bound and its number.
list bound.filler
  还有 | 另有 | 尚有 | 余下 | 剩下 | 其余 | 只有 | 仅有 | 只剩 | 仅剩 | 就有 | 只 | 仅 => rest=1
  有 | 为 | 达 | 达到 | 共 | 是 | 了 | 过 | 出 | 到 | 至 | 计 | 共有 | 的 | 曾 | 在

list bound.after
  以上 | 及以上 | 或以上 | 之上 | 或更多 => op=at-least
  左右 | 上下 | 许 | 光景 | 上下不等 | 前后 => op=about
  以内 | 之内 | 封顶 | 内 => op=at-most
  以下 | 及以下 => op=at-most
  有余 | 开外 | 之余 | 出头 | 挂零 | 不止 => op=over
  之多 | 不等 => op=exact
+ 抓获嫌疑人30人以上 => op=at-least
+ 约20个家庭 => op=about
- 附近有人
+ 至少在12个国家设有站点 => op=at-least unit=country
+ 劝返近6000名 => op=nearly upper=6000 unit=person
- 近日，双方约谈
