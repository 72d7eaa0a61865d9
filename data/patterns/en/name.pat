# SPDX-License-Identifier: CC0-1.0
# What keeps a number from being a quantity.

# Words in front of digits that make a name of both: section 20, page 7, hotline 96110.
list name
  section | sections | article | articles | clause | clauses | paragraph
  paragraphs | chapter | chapters | rule | rules | page | route | routes
  flight | room | bill | bills | resolution | directive | regulation | phase
  stage | round | number | no | nos | table | tables | annex | appendix
  volume | item | schedule | file no | case no | channel | highway
  interstate | motorway | gate | platform | terminal | apartment | apt | suite
  floor | unit no | track | grade | category | tier | version | protocol
  task force | hotline | telephone | phone | tel | fax | postcode | zip
  serial | reference | ref | doc | block | article no | footnote | exhibit
  issue | edition | bulletin no | order no | decision no | decree no | notice no
- section 20 applies
- Call hotline 96110.
+ Under section 20 of the act, 12 people were charged => value=12 unit=person

# Words in front of a title or a name in quotation marks.
list naming
  dubbed | titled | entitled | called | so-called | named | known as
  codenamed | code-named | nicknamed | headlined | under the title
  under the name | dubbed the | called the | known as the | branded
  billed as

# Ages of people are never taken.
list age
  aged | age | ages | born in | born on | years old | year-old | years of age
  at the age of
- He was aged 41.
- a 34-year-old man

# Lengths, weights, times of day.
list measure
  km | kilometres | kilometers | kilometre | kilometer | miles | mile | metres
  meters | feet | foot | kg | kilograms | kilos | tonnes | tons | grams
  litres | liters | degrees | hectares | acres | square | gb | mb | tb | kb
  hours | hour | minutes | minute | seconds | mph | volts | watts | pm | am
  p.m | a.m
- The village lies 40 km from the border.

# "three times as many" compares and counts nothing.
list multiple
  times as | times more | times higher | times larger | times greater
  times the | times over | times that | times bigger | fold
- That is three times as many.

# Words with a stop that does not end a sentence.
list abbreviation
  mr | ms | mrs | dr | prof | sr | jr | st | no | nos | vs | etc | inc | ltd
  co | corp | gen | col | sgt | capt | lt | maj | sen | rep | gov | hon | rev
  fig | art | para | sec | ch | pp | vol | ed | eds | approx | dept | est
  jan | feb | mar | apr | jun | jul | aug | sep | sept | oct | nov | dec | tel
  ext | e.g | i.e | cf | al | a.m | p.m | u.s | u.k | u.n | e.u | d.c

# What stands in front of the name of a person.
list title
  mr | ms | mrs | miss | dr | prof | sir | lord | lady | rev | gen | col | sgt
  capt | sen | rep | hon | judge | president | minister
