# sr/number.pat
list number
  jedan | jedna | jedno  => value=1
  dva | dve              => value=2
  tri                    => value=3
  deset                  => value=10
  sto                    => value=100
  hiljada | hiljade      => value=1000
+ tri osobe              => value=3 unit=person
+ deset hiljada ljudi    => value=10000
