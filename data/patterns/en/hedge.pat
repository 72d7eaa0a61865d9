# SPDX-License-Identifier: CC0-1.0
# How sure it sounds. The value is an id of the vocabulary "hedge". A bound (at least,
# nearly) is never a hedge.
list hedge
  likely | probably | most likely | very likely | in all likelihood             => hedge=likely
  presumably                                                                    => hedge=likely
  may | might | could | perhaps | possibly | possible | potentially | may well  => hedge=possible
  might well | could well | can be assumed                                      => hedge=possible
  alleged | allegedly | alleges | allegation | allegations | suspected of       => hedge=alleged
  so-called | purported | purportedly | supposed | supposedly | allege          => hedge=alleged
  claimed | claiming | claim in | claim that                                    => hedge=claimed
  believe | believes | believed | think | thinks | thought to | in our view     => hedge=believed
  feared | convinced  => hedge=believed
  estimate | estimates | estimated | an estimated | by our estimate             => hedge=estimated
  reportedly | it is said | is said to | are said to | was said to              => hedge=reportedly
  were said to | according to reports | reports say | apparently | rumoured     => hedge=reportedly
  rumored                                                                       => hedge=reportedly
  so far | to date | as yet | yet to be | not yet | thus far | until now        => hedge=to-date
  up to now | have yet to | has yet to | yet                                    => hedge=to-date
  plans to | plan to | planned to | intends to | intend to | aims to | aim to   => hedge=planned
  is to be | are to be | is set to | are set to | scheduled to | is due to      => hedge=planned
  are due to                                                                    => hedge=planned
  expects | expect | expected | is expected | are expected | forecast           => hedge=expected
  forecasts | predicts | anticipated | projected                                => hedge=expected
  incomplete count | incomplete figures | partial count | incomplete data       => hedge=partial-count
  incomplete list | incomplete statistics                                       => hedge=partial-count
  only | merely | solely | no more than just                                    => hedge=only
  certainly | undoubtedly | definitely | without doubt | beyond doubt           => hedge=certain
  clearly                                                                       => hedge=certain
  many | a number of | a lot more | a lot of | numerous | an unknown number of  => hedge=indefinite
  countless | large numbers of | an unspecified number of                       => hedge=indefinite
  a good many | a great many  => hedge=indefinite
  a handful of | a majority of  => hedge=indefinite
  scores of | the bulk of  => hedge=indefinite
  the majority of  => hedge=indefinite
  a mere | mere  => hedge=only
  according to media reports | are reported to             => hedge=reportedly
  is reported to | it is reported | it was reported        => hedge=reportedly
  unconfirmed | was reported to | were reported to         => hedge=reportedly
  is understood | are understood | was understood          => hedge=reportedly
  word has it | rumour has it | rumor has it               => hedge=reportedly
  it is rumoured | it is understood  => hedge=reportedly
  reported to have | said to have | is reported            => hedge=reportedly
  are reported | was reported to have                      => hedge=reportedly
  accused of | accusing | alleges that | alleging             => hedge=alleged
  are alleged | is alleged | on suspicion of | suspected      => hedge=alleged
  under suspicion of | was alleged | were alleged             => hedge=alleged
  aims | earmarked | hope to | hopes to  => hedge=planned
  in the pipeline | intend | intended to | intends  => hedge=planned
  pledged to | prepared to | preparing to | promised to       => hedge=planned
  propose to | proposed to | proposes to | scheduled for      => hedge=planned
  set down for | slated for | slated to | vowed to            => hedge=planned
  appear to be | appears to be | are believed | are thought  => hedge=believed
  assess that | assessed that | assesses that | assume       => hedge=believed
  assumes | considered | considers  => hedge=believed
  in my opinion | in my view | in our opinion | is believed  => hedge=believed
  is thought | it is our view  => hedge=believed
  seem to be  => hedge=believed
  seems to be | suspect that  => hedge=believed
  we assess                                                  => hedge=believed
  are due | expected to | foresee | foreseen | foresees      => hedge=expected
  is due | is likely to reach | is set to reach              => hedge=expected
  not expected | should reach | should rise                  => hedge=expected
  as of now  => hedge=to-date
  for the time being  => hedge=to-date
  to this day | up to this point  => hedge=to-date
  by conservative estimates | by its own estimate           => hedge=estimated
  put those at | puts those at | roughly estimated          => hedge=estimated
  incomplete tally | partial tally                      => hedge=partial-count
  an incomplete tally | by an incomplete count          => hedge=partial-count
  not all of which | incomplete records                 => hedge=partial-count
  as far as we know | to our knowledge                  => hedge=partial-count
  according to incomplete | among those we could reach  => hedge=partial-count
  surely | no doubt | unquestionably | there is no doubt      => hedge=certain
  beyond question | for certain                               => hedge=certain
  fear that | fears that | suspects that | suspect that  => hedge=believed
+ Reportedly, 12 people were arrested            => value=12 hedge=reportedly
+ The ministry said 12 people may have left      => hedge=possible
+ So far 12 people have been charged             => hedge=to-date

# Nobody is named who says so: the stance is relays.
list rumour
  reportedly | it is said | rumoured | rumored | reports say
  according to reports | unconfirmed reports | is said to | are said to
  was said to | were said to | it was reported | it is reported | some media
  according to media reports
  word has it | rumour has it | rumor has it | is understood to
  are understood to | i have seen it suggested | it has been suggested
  it is rumoured | it is understood | so the story goes
  it has been reported | has been reported | have been reported
  learned of reports that | aware of reports that | reports that
+ Reportedly, 12 people were arrested            => stance=relays
