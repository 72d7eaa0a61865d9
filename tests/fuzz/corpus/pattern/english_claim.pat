# SPDX-License-Identifier: CC0-1.0
#
# What happened: the predicate of a claim.
#
# A rule is looked for in the words of one claim (its passage); words of saying ("the
# ministry said") are left out. The first rule of this file that matches counts, so what
# is said in several words stands before what is said in one, and the plain list of verbs
# stands last. A claim that no rule matches has the predicate "number" or "says".
#
# Each rule has examples from three unrelated settings: a rule for one text helps nobody.

# -- going back ------------------------------------------------------------------------

rule to-return                        # names a piece for the rules below, sets nothing
  (to (return|come back|go back|(go|come) ~1 home)|into (returning|coming back|going back))

rule persuaded-to-return
  (persuaded|convinced|coaxed|induced|talked|lured|enticed) ~4 @to-return
  => predicate=persuaded-to-return
+ 12 people were persuaded to return to their country    => value=12 predicate=persuaded-to-return
+ Officers talked 3 fugitives into coming back           => predicate=persuaded-to-return
+ The bureau convinced 40 emigrants to go back home      => value=40 predicate=persuaded-to-return
- 12 people were persuaded to vote                       => predicate=returned

rule forced-to-return
  (forced|compelled|coerced|pressured|pressed|intimidated|threatened|blackmailed|made) ~4 @to-return
  => predicate=forced-to-return
+ 31 students were pressured to return                   => predicate=forced-to-return
+ Agents coerced 5 businessmen into returning            => value=5 predicate=forced-to-return
+ In 2021, two sisters were forced to go back            => predicate=forced-to-return

rule repatriated
  (repatriated|sent back|brought back|flown back|(forcibly|voluntarily) returned)
  => predicate=repatriated
+ 250 refugees were repatriated in May 2019              => value=250 predicate=repatriated
+ The airline had flown back 11 passengers               => predicate=repatriated
+ Nearly 90 exiles were sent back                        => upper=90 predicate=repatriated

rule surrendered
  (surrendered|turned (himself|herself|themselves) in|gave (himself|herself|themselves) up)
  => predicate=surrendered
+ 7 suspects surrendered to the consulate                => value=7 predicate=surrendered
+ Four men turned themselves in                          => predicate=surrendered
+ In June 2020, one woman gave herself up                => predicate=surrendered

# -- papers and travel -----------------------------------------------------------------

rule exit-ban
  (exit (ban|bans)|(barred|banned|prevented|prohibited|stopped|blocked) from leaving|not allowed to leave|forbidden to leave)
  => predicate=exit-ban
+ At least 45 people are under exit bans                 => lower=45 predicate=exit-ban
+ 6 lawyers were barred from leaving the country         => value=6 predicate=exit-ban
+ Three journalists were not allowed to leave            => predicate=exit-ban
- 6 lawyers were barred from the court                   => predicate=exit-ban

rule refused-passport
  ((refused|denied|declined) ~4 (passport|passports)
  |(refused|declined|failed) to (renew|issue|extend) ~4 (passport|passports)
  |(passport|passports) ~4 (refused|denied|not renewed))
  => predicate=refused-passport
+ 18 students were denied new passports                  => value=18 predicate=refused-passport
+ Consulates refused to renew the passports of 30 exiles => value=30 predicate=refused-passport
+ In 2022, passports of 9 activists were not renewed     => predicate=refused-passport

rule passport-taken
  ((cancelled|canceled|revoked|annulled|invalidated|confiscated|withheld|seized) ~5 (passport|passports)
  |(passport|passports) ~5 (cancelled|canceled|revoked|annulled|invalidated|confiscated|withheld|seized))
  => predicate=passport-taken
+ Police confiscated the passports of 14 workers         => value=14 predicate=passport-taken
+ The passports of 5 politicians were cancelled          => predicate=passport-taken
+ The embassy annulled 120 passports                     => predicate=passport-taken

rule turned-back
  (turned (back|away)|refused entry|denied (entry|boarding))
  => predicate=turned-back
+ 8 delegates were refused entry                         => value=8 predicate=turned-back
+ Some 300 migrants were turned away at the border       => value=300 predicate=turned-back
+ 2 passengers were denied boarding in May 2018          => predicate=turned-back

# -- courts and police -----------------------------------------------------------------

rule closed-without-charge
  ((closed|ended|dropped|concluded|discontinued|released) ~5 without ~1 (charge|charges)
  |no charges ~3 (brought|laid|filed|pressed)|without (charge|charges))
  => predicate=closed-without-charge
+ In 2021, 4 inquiries were closed without charges       => value=4 predicate=closed-without-charge
+ The case of 2 brothers was dropped without any charge  => predicate=closed-without-charge
+ Six people were released without charge                => predicate=closed-without-charge

rule convicted-in-absence
  (convicted|sentenced|tried|jailed|found guilty) ~4 in (absentia|(his|her|their) absence)
  => predicate=convicted-in-absence
+ 3 bloggers were sentenced in absentia                  => value=3 predicate=convicted-in-absence
+ A court tried 12 exiles in their absence               => value=12 predicate=convicted-in-absence
+ In 2017, two officers were found guilty in absentia    => predicate=convicted-in-absence

rule acquitted
  (acquitted|found not guilty|cleared of)
  => predicate=acquitted
+ 2 men were acquitted                                   => value=2 predicate=acquitted
+ 5 officers were found not guilty                       => value=5 predicate=acquitted
+ In May 2020, 1 officer was cleared of spying           => predicate=acquitted

rule pleaded-guilty
  (pleaded|pled|pleading) guilty
  => predicate=pleaded-guilty
+ 2 men pleaded guilty                                   => value=2 predicate=pleaded-guilty
+ In April 2023, one of 40 agents pled guilty            => predicate=pleaded-guilty
+ Three officials have pleaded guilty to fraud           => value=3 predicate=pleaded-guilty
- 2 men pleaded with the guard                           => predicate=pleaded-guilty

rule convicted
  (convicted|found guilty)
  => predicate=convicted
+ 4 agents were convicted                                => value=4 predicate=convicted
+ 2 of the 5 suspects were found guilty in May 2020      => predicate=convicted
+ More than 60 smugglers have been convicted             => lower=60 predicate=convicted

rule sentenced
  (sentenced|jailed|imprisoned)
  => predicate=sentenced
+ 13 protesters were jailed                              => value=13 predicate=sentenced
+ Two translators were sentenced in 2016                 => predicate=sentenced
+ At least 100 clerics have been imprisoned              => lower=100 predicate=sentenced

rule warrant-issued
  ((issued|issues|issuing|signed) ~5 (warrant|warrants)|(warrant|warrants) ~3 issued)
  => predicate=warrant-issued
+ A court issued arrest warrants for 8 activists         => value=8 predicate=warrant-issued
+ Warrants were issued against 3 officials               => value=3 predicate=warrant-issued
+ Prosecutors signed 20 warrants                         => predicate=warrant-issued

rule wanted-notice
  ((red|blue|yellow|wanted) (notice|notices)|wanted list|list of wanted)
  => predicate=wanted-notice
+ Red notices were published for 100 people              => value=100 predicate=wanted-notice
+ 17 dissidents were put on a wanted list                => value=17 predicate=wanted-notice
+ The interior ministry sought 9 wanted notices          => predicate=wanted-notice

rule bounty
  (bounty|bounties)
  => predicate=bounty-offered
+ Police offered bounties for 8 activists                => value=8 predicate=bounty-offered
+ In July 2023, a bounty was put on 5 exiles             => predicate=bounty-offered
+ There are bounties on 13 people                        => value=13 predicate=bounty-offered

rule charged
  (charged|indicted|(charges|indictments) ~4 (laid|filed|brought|unsealed)|(face|faces|facing) ~2 charges)
  => predicate=charged
+ 40 officers were charged                               => value=40 predicate=charged
+ Charges were laid against 3 men                        => value=3 predicate=charged
+ In October 2020, prosecutors indicted 8 people         => value=8 predicate=charged
- They charged 40 dollars                                => kind=event

rule extradited
  (extradited|handed ~5 over|surrendered to the authorities)
  => predicate=extradited
+ 2 officials were extradited in 2019                    => value=2 predicate=extradited
+ Georgia handed 11 suspects over                        => value=11 predicate=extradited
+ Nearly 300 suspects have been extradited               => upper=300 predicate=extradited

rule arrested
  (arrested|rounded up|(took|taken|take) into custody)
  => predicate=arrested
+ 4 men were arrested                                    => value=4 predicate=arrested
+ Two students were taken into custody in March 2022     => predicate=arrested
+ Police rounded up some 150 workers                     => value=150 predicate=arrested

rule envoy-called
  ((summoned|called in|recalled) ~5 (ambassador|ambassadors|envoy|envoys|charge|diplomat|diplomats)
  |(ambassador|ambassadors|envoy|envoys) ~3 (summoned|called in|recalled))
  => predicate=envoy-called
+ 3 governments summoned the ambassador                  => value=3 predicate=envoy-called
+ In November 2022, the envoy was called in              => predicate=envoy-called
+ Lisbon and 2 other capitals recalled their ambassadors => predicate=envoy-called

rule expelled
  (expelled|persona non grata|personae non gratae|ordered ~3 to leave)
  => predicate=expelled
+ 2 diplomats were expelled                              => value=2 predicate=expelled
+ In 2018, 4 officers were made persona non grata        => predicate=expelled
+ 15 staff were ordered to leave                         => predicate=expelled

rule questioned
  (questioned|interrogated|called in for questioning)
  => predicate=questioned
+ Police questioned 20 relatives                         => value=20 predicate=questioned
+ 6 residents were called in for questioning             => value=6 predicate=questioned
+ About 70 teachers have been interrogated               => value=70 predicate=questioned

rule investigation-opened
  ((opened|launched|began|begun|started) ~4 (investigation|investigations|inquiry|inquiries|probe|probes)
  |(under|being) (investigation|investigated|review))
  => predicate=investigation-opened
+ 14 countries have opened investigations                => value=14 predicate=investigation-opened
+ In 2022, police launched 3 inquiries                   => predicate=investigation-opened
+ 5 addresses are under investigation                    => value=5 predicate=investigation-opened

# -- places that were opened and closed --------------------------------------------------

rule closure-ordered
  (ordered ~6 (closed|shut|closure|to (close|shut|cease|stop))|(closure|shutdown) ~4 ordered)
  => predicate=closure-ordered
+ The ministry ordered 2 stations to close               => value=2 predicate=closure-ordered
+ In October 2022, 3 offices were ordered shut           => predicate=closure-ordered
+ Dublin ordered the closure of 1 centre                 => predicate=closure-ordered

rule closed
  (closed|shut|shut down|closed down|shuttered|dismantled
  |(ceased|stopped) (operating|operations|work|working|activity|activities)
  |no longer (operate|operates|operating|active|exist|exists)|shut ~1 doors)
  => predicate=closed
+ 2 offices have closed                                  => value=2 predicate=closed
+ Three centres ceased operations in 2023                => predicate=closed
+ 12 sites are no longer active                          => value=12 predicate=closed

rule opened
  ((opened|inaugurated|set up|established|founded|launched) ~3 @quantity
  |@quantity ~2 (was|were|been|be|being) ~1 (opened|inaugurated|set up|established|founded|launched))
  => predicate=opened
+ The bureau opened 9 centres                            => value=9 predicate=opened
+ In 2016, two stations were inaugurated in Milan        => predicate=opened
+ The group had set up 135 contact points                => predicate=opened

rule operates
  (operates|operate|operated|operating|runs|ran|hosts|hosted) !by ~2 @quantity
  => predicate=operates
+ The county operates 30 centres abroad                  => value=30 predicate=operates
+ The association runs 4 offices in Lisbon               => value=4 predicate=operates
+ Spain hosts at least 9 stations                        => lower=9 predicate=operates
- The centre is operated by 3 men                        => predicate=operates

rule hacked
  (hacked|spyware|phished|doxxed|doxed)
  => predicate=hacked
+ The phones of 35 journalists were hacked               => value=35 predicate=hacked
+ Spyware was found on 4 devices                         => value=4 predicate=hacked
+ In 2020, two students were doxxed                      => predicate=hacked

rule found
  (identified|documented|found|located|mapped|discovered|uncovered|traced|listed|logged|recorded|counted) !(no|none|any) ~3 @quantity
  => predicate=identified
+ The researchers mapped 54 stations                     => value=54 predicate=identified
+ We have documented more than 80 cases                  => lower=80 predicate=identified
+ The Dory Institute found 3 sites in Lisbon             => value=3 predicate=identified
- The researchers found no stations                      => predicate=identified

# -- harm --------------------------------------------------------------------------------

rule abducted
  (abducted|kidnapped|snatched|spirited away|bundled into|(taken|removed|seized) by force)
  => predicate=abducted
+ 5 activists were abducted                              => value=5 predicate=abducted
+ In 2018, two activists were bundled into a van         => predicate=abducted
+ Agents snatched 1 man in Bangkok                       => value=1 predicate=abducted

rule disappeared
  (disappeared|vanished|(went|gone|reported|remain|remains|still) missing)
  => predicate=disappeared
+ 16 exiles went missing                                 => value=16 predicate=disappeared
+ Three poets vanished in 2019                           => predicate=disappeared
+ At least 200 men have disappeared                      => lower=200 predicate=disappeared

rule died-in-custody
  (died|dead) ~3 in (custody|detention|prison|jail)
  => predicate=died-in-custody
+ 3 prisoners died in custody                            => value=3 predicate=died-in-custody
+ In 2020, two teachers died in detention                => predicate=died-in-custody
+ At least 7 monks have died in prison                   => lower=7 predicate=died-in-custody

rule killed
  (killed|murdered|assassinated|poisoned|shot dead|stabbed to death|beaten to death)
  => predicate=killed
+ 2 exiles were murdered                                 => value=2 predicate=killed
+ In August 2019, one commander was shot dead in Berlin  => predicate=killed
+ At least 20 dissidents have been assassinated          => lower=20 predicate=killed

rule assaulted
  (attacked|assaulted|beaten|tortured|stabbed|injured)
  => predicate=attacked
+ 4 protesters were beaten outside the consulate         => value=4 predicate=attacked
+ Masked men assaulted 2 reporters                       => value=2 predicate=attacked
+ In 2021, three guards were stabbed                     => predicate=attacked

rule threatened
  (threatened|intimidated|blackmailed|received ~3 threats)
  => predicate=threatened
+ 60 students were threatened                            => value=60 predicate=threatened
+ 11 exiles received death threats                       => value=11 predicate=threatened
+ Callers intimidated at least 25 families               => lower=25 predicate=threatened

rule surveillance
  (under surveillance|spied on|tailed|(tracked|followed|filmed|photographed|monitored|wiretapped) !by)
  => predicate=followed
+ 9 activists were followed                              => value=9 predicate=followed
+ The agents spied on 30 refugees                        => value=30 predicate=followed
+ Two editors were placed under surveillance in 2022     => predicate=followed

# -- money and help -----------------------------------------------------------------------

rule frozen
  (froze|frozen|freeze|freezing)
  => predicate=frozen
+ 120 accounts were frozen                               => value=120 predicate=frozen
+ The bank froze 3 million dollars                       => value=3000000 predicate=frozen
+ In 2023, the assets of 8 activists were frozen         => value=8 predicate=frozen

rule asylum
  (granted|given|received|won|refused|denied|sought|seeking|applied for|requested) ~2 (asylum|refugee status)
  => predicate=asylum
+ 44 people applied for asylum                           => value=44 predicate=asylum
+ In 2021, 6 officers were granted refugee status        => value=6 predicate=asylum
+ Two thirds of 900 students sought asylum               => predicate=asylum

rule fled
  (fled|escaped|left the country|gone into exile|went into exile)
  => predicate=fled
+ More than 5,000 people fled                            => lower=5000 predicate=fled
+ 3 lawyers left the country in 2020                     => value=3 predicate=fled
+ Some 80 reporters have gone into exile                 => value=80 predicate=fled

rule complaint
  (lodged|filed|submitted|made) ~4 (complaint|complaints)
  => predicate=complained
+ 27 residents filed complaints                          => value=27 predicate=complained
+ In 2022, two groups lodged a complaint                 => predicate=complained
+ Families have made more than 100 complaints            => predicate=complained

# -- one verb says it ----------------------------------------------------------------------
#
# The list has one more use: a verb of it ends the noun phrase in front of it ("12 people
# arrested in May").

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
+ 12 people were deported in May 2021                    => value=12 predicate=deported
+ Police raided 3 offices                                => value=3 predicate=raided
+ In March 2020, the union trained 40 volunteers         => value=40 predicate=trained
- the event was a success
