# SPDX-License-Identifier: CC0-1.0
# Words around a number that say which of its ends is known. The op decides:
# at-least and over set only the lower end, at-most, under and nearly only the
# upper, about and exact the value. So "up to 230,000" never prints as 230,000.

# In front of the number.
list bound
  up to | at most | no more than | not more than | as many as | a maximum of    => op=at-most
  maximum of | up to as many as | no higher than                                => op=at-most
  at least | no fewer than | no less than | not less than | not fewer than      => op=at-least
  a minimum of | minimum of | at the very least | at a minimum                  => op=at-least
  more than | over | in excess of | upwards of | upward of | exceeding | above  => op=over
  well over | just over | slightly more than | greater than | much more than    => op=over
  far more than | well above | beyond                                           => op=over
  fewer than | less than | under | below  => op=under
  well under | short of  => op=under
  nearly | almost | close to | approaching | just short of | nearing            => op=nearly
  not quite                                                                     => op=nearly
  about | some | around | roughly | approximately | circa | an estimated        => op=about
  estimated | something like | in the region of | in the order of               => op=about
  on the order of | somewhere around  => op=about
  exactly | precisely | a total of | total of | in total | altogether           => op=exact
  just under | slightly less than | slightly fewer than           => op=nearly
  a little under | getting on for | just shy of | shy of          => op=nearly
  close on | hard on | nigh on | a shade under | slightly under   => op=nearly
  a touch under | not far short of | little short of              => op=nearly
  the better part of | only just under                            => op=nearly
  an average of | all told | in all | on average                   => op=exact
  a little more than | a little over | something over               => op=over
  somewhat over | upwards of some | a good | a little above         => op=over
  slightly over | slightly above | marginally over | north of       => op=over
  upwards of a | in excess of some | comfortably over               => op=over
  easily more than                                                  => op=over
  anywhere up to | as much as | a ceiling of | at the most       => op=at-most
  maximum | capped at | limited to                               => op=at-most
  as few as | no fewer than some | minimum | a floor of         => op=at-least
  not under | no smaller than                                   => op=at-least
  in the vicinity of | in the neighbourhood of                     => op=about
  in the neighborhood of | of the order of | around about | ca     => op=about
  an approximate | something in the order of | give or take        => op=about
+ up to 4,600 people                    => op=at-most upper=4600 unit=person
+ at least 54 stations were found       => op=at-least lower=54
+ nearly 300 people returned            => op=nearly upper=300
- looked up to the hills
- he walked over the bridge

# Behind the number.
list bound.after
  or more | and more | plus | at least | at a minimum | or above | and above  => op=at-least
  and over | or over                                                          => op=at-least
  or fewer | or less | at most | at the most | or under                       => op=at-most
  or so | or thereabouts | approximately                                      => op=about
  and counting | at the least | at the very least               => op=at-least
  or slightly over | or slightly more | or a little more        => op=at-least
  or a bit more | and upwards | and upward | or upwards         => op=at-least
  and up | and rising | or better | as a minimum                => op=at-least
  at the very most | tops | at the outside | as a maximum | max  => op=at-most
  or a little less | or slightly less                            => op=at-most
  give or take | more or less | or near it | approx                => op=about
  and then some | and change                                        => op=over
+ 17 or more people were held           => op=at-least lower=17

# Words that may stand between the bound and the number, or in front of both, and change
# nothing: at least another 12, up to a further 300.
list filler
  another | further | additional | a further | an additional | a total of
  an estimated | a | the | these | those | its | their | his | her | our
  some
  a mere | just | mere | no fewer | only | the remaining
+ at least another 12 people left       => op=at-least lower=12
