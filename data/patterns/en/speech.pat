# SPDX-License-Identifier: CC0-1.0
# Who says it. The value is what kind of saying it is: it goes to the link of the chain.
list speech
  said | says | say | stated | states | added | adds | noted | notes            => as=statement
  explained | explains | insisted | insists | argued | argues | maintained      => as=statement
  maintains | acknowledged | acknowledges | admitted | admits | conceded        => as=statement
  confirmed | confirms | declared | declares | announced | announces            => as=statement
  asserted | asserts | remarked | commented | replied | responded | warned      => as=statement
  warns | told | tells | tell | informed | briefed | described | describes      => as=statement
  recalled | testified | stressed | emphasised | emphasized | observed          => as=statement
  observes | concluded | concludes | disclosed | discloses | revealed           => as=statement
  reveals | wrote | writes | cautioned | pointed out | points out | made clear  => as=statement
  predicted | predicts                                                          => as=statement
  reported | reports | speaks of | spoke of | speak of | mentions | mentioned   => as=report
  published figures | shows that | showed that | show that | suggests that      => as=report
  suggested that | indicates that | indicated that | put the number at          => as=report
  puts the number at | put the figure at | puts the figure at                   => as=report
  put the total at | puts the total at | put the toll at | puts the toll at     => as=report
  put it at                                                                     => as=report
  alleged | alleges | allege | accused | accuses                                => as=alleged
  claimed | claims | claim                                                      => as=claimed
  believes | believed | believe | thinks | thought | think | suspects that      => as=believed
  suspected that | fears that | feared that                                     => as=believed
  estimated | estimates | estimate                                              => as=estimated
  expects | expected that                                                       => as=expected
  # With "whether", "how many" … behind it nothing is asserted.
  ask | asked | asks | enquired | inquired | queried | sought to know             => as=question
  wanted to know | wants to know | wondered                                       => as=question
  advised | advises | affirmed | affirms | attested            => as=statement
  clarified | clarifies | complained | complains | contended   => as=statement
  contends | countered | counters | gave evidence              => as=statement
  gives evidence | has it that | highlighted | highlights      => as=statement
  hinted | holds that | insinuated | let it be known           => as=statement
  made it clear | made plain | pledged | promised              => as=statement
  put forward | quipped | reckoned | reckons | recounted       => as=statement
  recounts | reiterated | reiterates | rejoined | related      => as=statement
  relates | repeated | retorted | specified | specifies        => as=statement
  submits | submitted | summarised | summarized                => as=statement
  takes the view | told reporters | told the court             => as=statement
  took the view | underlined | underlines | underscored        => as=statement
  urged | vowed | went on record | wrote that                  => as=statement
  boasted | boasts | assured | assures | have assured  => as=statement
  quoted as saying | bragged | grumbled  => as=statement
  lamented | ventured | let slip | intimated  => as=statement
  signalled | signaled  => as=statement
  spelled out | summed up | testifies  => as=statement
+ The ministry said 12 people were arrested      => value=12 speaker="The ministry" as=statement
+ 12 people were arrested, the Dory Institute reported  => value=12 speaker="the Dory Institute"

# Finding and counting: whoever found it says so.
list find
  found | finds | find | identified | identifies | identify | documented        => as=finding
  describe | describes | details | catalogues | puts the number | put the number  => as=finding
  puts the figure | put the figure | gives the total | gave the total             => as=finding
  documents | verified | verifies | uncovered | recorded | counted              => as=finding
  established that | traced | discovered | detected | located | lists | listed  => as=finding
  mapped | logged | collected | concluded                                       => as=finding
  cataloged | catalogued | catalogues | cites | indicate         => as=finding
  indicated | indicates | named | names | noted | notes | put    => as=finding
  puts | records | registered | reports | reveal | revealed      => as=finding
  reveals | set out | sets | sets out | show | showed | shown    => as=finding
  shows | suggest | suggested | suggests | tallied | tallies     => as=finding
  gave the number | gives the number | gave a figure             => as=finding
  gives a figure | gave the figure | gives the figure            => as=finding
  made this | estimated | calculated | calculates | holds        => as=finding
+ Open Border Watch identified 54 stations       => value=54 speaker="Open Border Watch" as=finding

# In front of the name of the speaker.
list accord
  according to | in the words of | in the view of | as reported by          => as=statement
  as stated by | based on figures from | based on data from | figures from  => as=statement
  data from                                                                 => as=statement
+ According to the Dory Institute, 40 people left => value=40 speaker="the Dory Institute"

# In front of what a speaker leans on: one link further back.
list cite
  citing | quoting | relying on | drawing on | on the basis of  => as=statement

# Nouns of saying: "the ministry's claim that …".
list said-noun
  claim | assertion | contention                                  => as=claimed
  allegation | accusation                                         => as=alleged
  statement | announcement | admission | assessment | suggestion  => as=statement
  estimate                                                        => as=estimated
  belief                                                          => as=believed
  finding | conclusion                                            => as=report

# Documents can be speakers, and are published.
list document
  report | reports | indictment | decree | notice | bulletin | release
  press release | news release | study | survey | filing | complaint | article
  dossier | paper | review | audit | database | letter | memo | memorandum
  ruling | judgment | judgement | court documents | court papers | figures
  statistics | document | documents | affidavit | charge sheet | census
  white paper | brief | briefing | analysis | investigation | inquiry
  statement | yearbook | register | communique | circular | directive
  charges | transcript | data | records | list
  decrees | bulletins
  filings | rulings | judgments | indictments | articles
  logs | chat logs | internal accounts | bank records
  minutes | ledger | ledgers | reviews
  studies | surveys | audits | yearbooks | editions | newsletter
  gazette | leaflet | press statement | communiqués | communiqué
  annual report | testimony | testimonies | transcripts
  court records | official records | internal documents
  leaked documents

list issue
  published | publishes | released | releases | issued | issues | put out
  unveiled | launched a report | presented | made public | publish | release | issue
  unveil | present | presents | publishing | releasing

list version
  earlier version | first version | previous version | earlier edition
  earlier release | first edition | earlier draft | original version
  initial version
  our article of | our report of | the article of | the same article
  your article of | your report of

# Persons by office, and bodies by their head word.
list office
  minister | ambassador | consul | consul general | spokesman | spokeswoman
  spokesperson | director | president | prime minister | secretary | mayor
  governor | prosecutor | commissioner | chief | judge | lawyer | attorney
  chair | chairman | chairwoman | chairperson | head | founder | co-founder
  co-author | author | researcher | analyst | deputy | official | officer
  senator | lawmaker | member | envoy | diplomat | inspector | professor
  expert | witness | coordinator | editor | superintendent | sergeant
  general | captain | colonel | defender | counsel | speaker
  secretary-general | rapporteur | ombudsman | activist | campaigner
  resident

list actor
  police | embassy | consulate | consulate general | ministry | government
  office | department | agency | directorate | bureau | commission | committee
  council | court | group | watchdog | organisation | organization | ngo
  association | union | party | parliament | service | services | authority
  authorities | officials | prosecutors | investigators | researchers
  company | newspaper | newspapers | daily | weekly | outlet | magazine
  broadcaster | station | media | regime | administration | institute
  university | foundation | centre | center | network | coalition | alliance
  monitor | monitors | spokespeople | ministers | lawyers | diplomats
  experts | analysts | activists | campaigners | state media | board | team
  unit | mission | force | taskforce | press office | residents | witnesses
  relatives | lawmakers | senators | press | radio | television | newsroom
  secretariat | tribunal | inquiry | panel | society | federation | chamber
  charity | collective | initiative | project | observatory | state | country
  city | county | province | consul | ombudsman
  academy | air force | archive | army | assembly | bank | border guard
  carabinieri | caucus | chamber of deputies | choir | church | club
  coast guard | college | command | congress | consular staff | counsel
  customs | defence | defense | delegation | desk | detectives
  embassy staff | foreign office | gendarmerie | guild | home office
  hospital | hotel | house | intelligence | interior department | judges
  jury | law center | law centre | league | militia | mosque | navy
  news agency | observers | officers | police force | prosecution
  register office | registry | secret service | security service | senate
  spokespersons | staff | state department | synod | temple | trust
  wire service

# Who, at the beginning of a line, only ever asks ("Reporter: …").
list asker
  a reporter | correspondent | host | interviewer | journalist
  member of the press | moderator | q | question | reporter
  second reporter

# What opens that which is asked.
list whether
  how | if | what | when | where | whether | which | who | whose | why
