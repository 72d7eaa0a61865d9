# sr/unit.pat
list unit.plural
  osobe | osoba | ljudi       => unit=person
  stanice | stanica           => unit=station
list unit.singular
  osoba                       => unit=person
  stanica                     => unit=station
+ 54 stanice                  => value=54 unit=station
+ jedna stanica               => value=1 unit=station

list bound                    # in front of the number
  najmanje | bar              => op=at-least
  više od | preko             => op=over
  do                          => op=at-most
  oko                         => op=about
+ najmanje 12 ljudi           => op=at-least lower=12
+ više od tri stanice         => op=over lower=3
- do kuće

list bound.after              # behind it
  ili više                    => op=at-least
+ 17 ili više osoba           => op=at-least lower=17
