# SPDX-License-Identifier: CC0-1.0
# Numbers in words. Digits are read without a list: 230,000, 2.4 million, 1 300.
#
# A word of the list "number" has its value; the program puts words together
# (two hundred and five, forty-one, 2.4 million). bn and mn are sizes behind digits.
list number
  zero            => value=0
  one             => value=1
  two             => value=2
  three           => value=3
  four            => value=4
  five            => value=5
  six             => value=6
  seven           => value=7
  eight           => value=8
  nine            => value=9
  ten             => value=10
  eleven          => value=11
  twelve | dozen  => value=12
  thirteen        => value=13
  fourteen        => value=14
  fifteen         => value=15
  sixteen         => value=16
  seventeen       => value=17
  eighteen        => value=18
  nineteen        => value=19
  twenty          => value=20
  thirty          => value=30
  forty           => value=40
  fifty           => value=50
  sixty           => value=60
  seventy         => value=70
  eighty          => value=80
  ninety          => value=90
  hundred         => value=100
  thousand        => value=1000
  million | mn    => value=1000000
  billion | bn    => value=1000000000
  trillion        => value=1000000000000
+ forty-one people left                 => value=41 unit=person
+ three thousand two hundred files      => value=3200 unit=file
+ 2.4 million messages were sent        => value=2400000
- one of the first

# Words that say a size and no number. What they stand for is a convention, written
# here as the lower and the upper end; without an upper end it stays open.
list magnitude
  dozens | several dozen                         => lower=24 upper=99
  scores                                         => lower=40 upper=99
  tens                                           => lower=20 upper=99
  hundreds | several hundred | a few hundred     => lower=200 upper=999
  thousands | several thousand | a few thousand  => lower=2000 upper=9999
  tens of thousands                              => lower=20000 upper=99999
  hundreds of thousands                          => lower=200000 upper=999999
  millions | several million                     => lower=2000000 upper=9999999
  tens of millions                               => lower=20000000 upper=99999999
  hundreds of millions                           => lower=200000000 upper=999999999
  billions                                       => lower=2000000000 upper=9999999999
  several | a handful of | a couple of           => lower=2
+ dozens of people were questioned      => op=magnitude lower=24 upper=99
+ tens of thousands of people left      => op=magnitude lower=20000 upper=99999
+ several people were questioned        => op=several lower=2

# In front of a number that names no unit: it counts what was counted before
# ("compared with 902", "up from three").
list compare
  accounted for | against | amounted to | arrived at | arrives at
  as against | came to | climbed to | compared to | compared with
  declined to | decreased to | down from | dropped to | fallen to | fell to
  grew to | grown to | increased to | numbered | put at | reached | rise to
  risen to | rose to | stands at | stood at | totaled | totalled | up from
  versus

# The whole of a share in words: a quarter of (4), nine tenths of (10).
list fraction
  eighth | eighths                                                  => value=8
  fifth | fifths                                                    => value=5
  hundredth                                                       => value=100
  ninth                                                             => value=9
  quarter | quarters                                                => value=4
  seventh                                                           => value=7
  sixth | sixths                                                    => value=6
  tenth | tenths                                                   => value=10
  third | thirds                                                    => value=3
  twentieth                                                        => value=20
