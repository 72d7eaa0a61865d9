# SPDX-License-Identifier: CC0-1.0
# The named parts of dates. A month has its number, a weekday counts from Monday as 0, a
# season has its number in EDTF (21 spring … 24 winter).
list month
  january | jan           => month=1
  february | feb          => month=2
  march | mar             => month=3
  april | apr             => month=4
  may                     => month=5
  june | jun              => month=6
  july | jul              => month=7
  august | aug            => month=8
  september | sep | sept  => month=9
  october | oct           => month=10
  november | nov          => month=11
  december | dec          => month=12
+ In March 2021, 12 people were arrested => value=12 from=2021-03 to=2021-03

list weekday
  monday     => day=0
  tuesday    => day=1
  wednesday  => day=2
  thursday   => day=3
  friday     => day=4
  saturday   => day=5
  sunday     => day=6

list season
  spring         => season=21
  summer         => season=22
  autumn | fall  => season=23
  winter         => season=24
+ In the fall of 2021, 12 people were arrested => from=2021-23

# the third quarter, the first half; "last" counts from the end.
list ordinal
  first    => rank=1
  second   => rank=2
  third    => rank=3
  fourth   => rank=4
  fifth    => rank=5
  sixth    => rank=6
  seventh  => rank=7
  eighth   => rank=8
  ninth    => rank=9
  tenth    => rank=10
  last     => rank=-1
+ In the third quarter of 2021, 12 people were arrested => from=2021-07 to=2021-09

# Words of the calendar that name no day: a date ends or goes on with them.
list calendar
  year | years | month | months | week | weeks | weekend | day | days | decade | decades | quarter
  half | today | yesterday | tonight | tomorrow | now

# Words that make a time of a number of days: "two days later", "every three weeks".
# Without one of them "three years" is how long something took.
list span
  after | ago | away | before | coming | each | earlier
  early | every | first | following | hence | last
  later | next | notice | old | past | previous | since
  within
