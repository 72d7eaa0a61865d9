# SPDX-License-Identifier: CC0-1.0
# What happened: the predicate of a claim.
list event
  closed | shut | shut down | closed down  => predicate=closed
  arrested                                 => predicate=arrested
  detained                                 => predicate=detained
  charged | indicted                       => predicate=charged
  convicted                                => predicate=convicted
  sentenced                                => predicate=sentenced
  deported                                 => predicate=deported
  extradited                               => predicate=extradited
  expelled                                 => predicate=expelled
  abducted | kidnapped                     => predicate=abducted
  killed                                   => predicate=killed
  visited                                  => predicate=visited
  raided                                   => predicate=raided
  seized                                   => predicate=seized
  met                                      => predicate=met
  appeared in court                        => predicate=appeared-in-court
  pleaded guilty                           => predicate=pleaded-guilty
  withdrawn | dropped                      => predicate=withdrawn
  without charges | without charge         => predicate=closed-without-charge
  launched                                 => predicate=launched
  opened                                   => predicate=opened
  resigned                                 => predicate=resigned
  questioned | interrogated                => predicate=questioned
  summoned                                 => predicate=summoned
  threatened                               => predicate=threatened
  harassed                                 => predicate=harassed
  returned                                 => predicate=returned
  persuaded                                => predicate=persuaded-to-return
  turned back                              => predicate=turned-back
  stripped of                              => predicate=stripped-of
  handed over                              => predicate=handed-over
  released                                 => predicate=released
  disappeared                              => predicate=disappeared
  attacked                                 => predicate=attacked
  followed                                 => predicate=followed
  filmed                                   => predicate=filmed
  searched                                 => predicate=searched
  suspended                                => predicate=suspended
  banned                                   => predicate=banned
  sanctioned                               => predicate=sanctioned
  ended                                    => predicate=ended
  identified | documented                  => predicate=identified
  interviewed                              => predicate=interviewed
  verified                                 => predicate=verified
  received                                 => predicate=received
  paid                                     => predicate=paid
  trained                                  => predicate=trained
  completed                                => predicate=completed
  called in                                => predicate=called-in
  sent                                     => predicate=sent
  approached                               => predicate=approached
  contacted                                => predicate=contacted
  recruited                                => predicate=recruited
  established | set up                     => predicate=established
  flown out                                => predicate=flown-out

rule event
  $v:@event
  => predicate=$v
