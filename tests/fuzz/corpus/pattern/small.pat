# sr/small.pat
list aux                      # with the verb
  je | su | nije | nisu | bio | bila | bilo | bili
list preposition
  u | na | od | do | iz | sa | za | prema | po
list conj
  i | a | ali | ili
list month                    # as they stand behind u
  januaru                     => month=1
  maju                        => month=5
+ u maju 2021 tri osobe su otišle  => value=3 from=2021-05
