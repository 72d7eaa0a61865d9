# SPDX-License-Identifier: CC0-1.0
# Small words. They tell the program where a noun phrase or a clause begins and ends, and
# who "he" or "we" may be. None of them sets anything.
list det
  the | a | an | this | that | these | those | its | his | her | their | our
  my | your | any | each | every | no | such | all | both | another | other

list pronoun
  it | they | he | she | we | i | you | them | him | us | who | which | this
  that | these | those | there

list person-pronoun
  he | she

# The text speaks of itself: no speaker is added.
list first
  i | we | our | my | us

# Words that cannot belong to a noun phrase in front of them.
list preposition
  of | in | on | at | by | for | with | from | to | into | onto | over | under
  about | after | before | between | among | amid | against | during | without
  within | through | throughout | across | along | around | behind | beside
  besides | despite | except | inside | near | off | outside | since | than
  toward | towards | until | till | upon | via | per | as | including
  excluding | following | regarding | concerning | versus | like | abroad
  worldwide | nationwide | ago | there | here | now | then | today | yesterday
  not | too | also | still | again | already | each | apiece | when | while
  where | because | if | who | whom | whose | which | that | what | how | why
  and | or | but | so | yet | nor | though | although | whereas | unless
  alone

list conj
  and | but | while | whereas | though | although | yet | or | so

list subordinate
  because | when | if | after | before | since | until | unless | as | once
  where | who | which | whose | whom | that

list aux
  is | are | was | were | be | been | being | am | has | have | had | do
  does | did | isn't | aren't | wasn't | weren't | hasn't | haven't | hadn't
  doesn't | don't | didn't | we've | they've | i've | we're | they're | it's
  he's | she's | there's | i'm | that's

list modal
  will | would | can | could | may | might | must | shall | should | cannot
  can't | couldn't | won't | wouldn't | shouldn't

# With a document as subject these make an instruction of it.
list oblige
  should | must | shall | ordered to | instructed to | required to | told to
  directed to | are to | were to | is to

# Words that may stand between a speaker and the verb.
list adverb
  later | also | again | now | then | today | yesterday | earlier | previously
  recently | already | still | since | reportedly | allegedly | repeatedly
  publicly | formally | officially | separately | meanwhile | however
  therefore | only | just | always | never | not | so far | once | twice
  first | initially | subsequently | eventually | finally | and | who | has
  have | had | itself | himself | herself | themselves | further | too
  on monday | on tuesday | on wednesday | on thursday | on friday
  on saturday | on sunday | last week | last month | last year | this week
  this month | this year | will | would | could | may | might | must | should
  did | does | is | was | were | are | being | been | strongly | flatly
  firmly | categorically | immediately | consistently | explicitly

# Verbs that do not end in -ed; those that do are known by their ending.
list verb
  went | came | left | ran | run | runs | began | begun | became | said | told
  gave | took | taken | got | made | saw | seen | knew | thought | found
  held | kept | brought | sent | spent | built | bought | caught | taught
  paid | met | led | fled | fell | felt | grew | drew | flew | threw | rose
  spoke | broke | chose | drove | wrote | written | stood | stand | stands
  sat | put | puts | set | sets | cut | hit | let | lost | won | lay | lie
  lies | hid | bore | beat | shot | shut | sold | sought | fought | struck
  swore | swept | hung | meant | dealt | heard | read | come | comes | go
  goes | know | knows | live | lives | work | works | operate | operates
  answer | answers | exist | exists | cover | covers | list | lists | show
  shows | include | includes | contain | contains | remain | remains | face
  faces | say | says | tell | tells | want | wants | need | needs | believe
  believes | think | thinks | look | looks | seem | seems | receive | receives
  belong | belongs | employ | employs | host | hosts | serve | serves | renew
  renews | concern | concerns | apply | applies | target | targets | use
  uses | hold | holds | report to | reports to | number | numbers | span
  spans | total | totals | amount to | amounts to | deny | denies | reject
  rejects | cite | cites | name | names | speak | speaks | call | calls | rely
  relies | depend | depends | follow | follows | arrive | arrives | return
  returns | add | adds | accept | accepts | confirm | confirms | identify
  identifies | reveal | reveals | allege | alleges | estimate | estimates
  keep | keeps | maintain | maintains | describe | describes | consist
  consists | appear | appears | become | becomes | begin | begins | bring
  brings | build | builds | buy | buys | carry | carries | choose | chooses
  chosen | collect | collects | continue | continues | create | creates
  decide | decides | destroy | destroys | develop | develops | die | dies
  earn | earns | enable | enables | enjoy | enjoys | enter | enters | expand
  expands | fail | fails | fall | falls | feel | feels | find | finds
  finish | finishes | get | gets | give | gives | grow | grows | happen
  happens | hear | hears | involve | involves | join | joins | kill | kills
  learn | learns | leave | leaves | lose | loses | make | makes | mean
  means | obtain | obtains | occur | occurs | own | owns | pay | pays
  perform | performs | persuade | persuades | prevent | prevents | produce
  protect | protects | prove | proves | provide | provides | publish
  publishes | pursue | pursues | reach | reaches | reflect | reflects
  represent | represents | require | requires | resemble | resembles
  reside | resides | respond | responds | sell | sells | send | sends
  spend | spends | suffer | suffers | take | takes | teach | teaches | tend
  tends | treat | treats | try | tries | understand | understands
  understood | warn | warns | wear | wears | wore | wish | wishes | write
  writes | admit | admits | advise | advises | affect | affects | allow
  allows | appoint | appoints | arise | arises | arose | ask | asks | assist
  assists | attend | attends | avoid | avoids | ban | behave | behaves
  break | breaks | broken | breathe | breathes | calculate | calculates
  cease | ceases | celebrate | celebrates | communicate | communicates
  compare | compares | compel | compels | complain | complains | comply
  complies | compose | composes | conceal | conceals | concede | concedes
  conduct | confess | confesses | consider | considers | constitute
  constitutes | consult | consults | convince | convinces | cooperate
  cooperates | correspond | corresponds | criticise | criticises | deliver
  delivers | demand | demonstrate | demonstrates | deserve | deserves
  detain | detains | determine | determines | differ | differs | disagree
  disagrees | disappear | disappears | discuss | discusses | distribute
  distributes | divide | divides | draft | emerge | emerges | emphasise
  emphasises | encourage | encourages | engage | engages | enforce
  enforces | ensure | ensures | establish | establishes | evade | evades
  examine | examines | exceed | exceeds | exclude | excludes | expel
  expels | explain | explains | explore | explores | express | expresses
  extend | extends | flee | flees | forbid | forbids | forbade | forget
  forgets | forgot | fulfil | fulfils | gather | gathers | generate
  generates | govern | governs | grant | guarantee | guarantees | handle
  handles | hang | hangs | hide | hides | hidden | ignore | ignores
  illustrate | illustrates | imagine | imagines | imply | implies | import
  impose | imposes | imprison | imprisons | improve | improves | incur
  incurs | induce | induces | inform | informs | inhabit | inhabits
  inherit | inherits | insist | insists | install | installs | instruct
  instructs | intend | intends | interfere | interferes | interrogate
  interrogates | interview | introduce | introduces | invite | invites
  isolate | isolates | issue | justify | justifies | kidnap | kidnaps | lend
  lends | lent | manage | manages | match | meet | meets | mention
  mentions | miss | misses | monitor | notice | notify | notifies | obey
  obeys | object | oblige | obliges | observe | observes | occupy | occupies
  oppose | opposes | oversee | oversees | oversaw | participate
  participates | permit | persist | persists | possess | possesses | predict
  predicts | prefer | prefers | prepare | prepares | preserve | preserves
  pretend | pretends | proceed | proceeds | prohibit | prohibits | promote
  promotes | pronounce | pronounces | propose | proposes | prosecute
  prosecutes | quote | realise | realises | recall | recalls | recognise
  recognises | recommend | recommends | recruit | recruits | reduce
  reduces | refer | refers | refuse | refuses | regulate | regulates
  relate | relates | release | remember | remembers | remind | reminds
  remove | removes | replace | replaces | request | rescue | resist
  resists | resolve | resolves | respect | restore | restores | restrict
  restricts | retain | retains | save | saves | seek | seeks | seize
  seizes | settle | settles | share | solve | solves | staff | submit
  submits | summon | summons | suppose | supposes | suppress | suppresses
  surrender | surround | surrounds | survive | survives | suspend | suspends
  swear | swears | sworn | threaten | threatens | translate | translates
  transmit | transmits | undergo | undergoes | underwent | undertake
  undertakes | undertook | urge | urges | vanish | vanishes | violate
  violates | withdraw | withdraws | withdrew | yield

# Forms of "be": before a verb of saying they make it a passive ("is alleged").
list be
  are | aren't | be | been | being | is | isn't | was | wasn't | were
  weren't | am

# Words that negate what stands behind them.
list negation
  aren't | can't | cannot | didn't | doesn't | don't | hadn't | hasn't
  haven't | isn't | neither | never | no | no one | nobody | none | nor
  not | wasn't | weren't | won't
