# sr/claim.pat
rule arrested
  (uhapšen|uhapšeno|uhapšene|uhapšeni|privedeno|privedene)
  => predicate=arrested
+ Najmanje 12 ljudi je uhapšeno    => lower=12 predicate=arrested
+ U maju 2021 privedene su tri osobe  => predicate=arrested from=2021-05
+ Oko 100 osoba je privedeno       => value=100 predicate=arrested
- Stanica je otvorena

rule persuaded
  $q:@quantity.person ~4 (nagovoreno|nagovorene|ubeđeno) ~2 da se (vrati|vrate)
  => predicate=persuaded-to-return subject=$q
+ Tri osobe su nagovorene da se vrate  => predicate=persuaded-to-return
+ 12 ljudi je ubeđeno da se vrati      => value=12 predicate=persuaded-to-return
+ 40 osoba je juče nagovoreno da se vrati  => subject="40 osoba"
- Stanica je nagovorena

rule not-found
  (nije|nisu) ~2 (pronađena|pronađeno|nađena) nijedna $n:@unit
  => kind=negative-finding predicate=not-found op=none-found unit=$n
+ Nije pronađena nijedna stanica   => kind=negative-finding op=none-found unit=station
- Pronađena je stanica

rule according-to
  prema $s:@speaker , $c:@claim
  => chain $s
+ Prema Institutu Dori, 40 osoba je otišlo  => value=40 speaker="Institutu Dori"
