# SPDX-License-Identifier: CC0-1.0
# Nouns that are counted, with the unit of the vocabulary (data/claims/vocab.json, scheme
# "unit") that they stand for. The plural is what stands behind a number; the singular
# is used behind "one", "a" and "no".
list unit.plural
  analysts | acquaintances | administrators | advisers         => unit=person
  advisors | aides | allies | amputees | apprentices           => unit=person
  arrestees | associates | assistants | asylum applicants      => unit=person
  attorneys | backers | barristers | businesspeople            => unit=person
  caretakers | carers | campaigners | co-workers               => unit=person
  collaborators | committee members | constituents             => unit=person
  crew members | cyclists | dancers | daughters-in-law         => unit=person
  decision-makers | descendants | dwellers | economists        => unit=person
  electricians | ex-officers | executives | exchange students  => unit=person
  financiers | firefighters | foreign nationals | founders     => unit=person
  freelancers | gamblers | gang members | gangsters            => unit=person
  grandchildren | guests | hawkers | heads of state            => unit=person
  historians | homeless people | illegal migrants              => unit=person
  immigration officers | insiders | internet users | interns   => unit=person
  kinsmen | landlords | leaders | lecturers | legislators      => unit=person
  librarians | marchers | masterminds | mechanics | mediators  => unit=person
  medics | mercenaries | merchants | midwives | missionaries   => unit=person
  mothers | fathers | motorists | newborns | organisers        => unit=person
  organizers | outsiders | paramedics | passers-by             => unit=person
  peacekeepers | pedestrians | persons of interest | physicians => unit=person
  plotters | policy-makers | political prisoners | preachers   => unit=person
  principals | producers | professionals | professors          => unit=person
  proprietors | prostitutes | racketeers | rioters | salesmen  => unit=person
  secretaries | security guards | sellers | servants           => unit=person
  servicemen | specialists | spectators | spokespersons        => unit=person
  sportsmen | squatters | stakeholders | state employees       => unit=person
  street vendors | strikers | stringers | superintendents      => unit=person
  surgeons | taxi drivers | trade unionists | trespassers      => unit=person
  troops | tutors | undocumented migrants | vets | vigilantes  => unit=person
  warders | winners | wounded | youngsters | lookouts | minders => unit=person
  stalkers | watchers | fixers | impostors | hecklers          => unit=person
  counter-protesters | plain-clothes officers | case officers  => unit=person
  recruiters | cyber-scammers | economic fugitives | dissenters => unit=person
  defenders of rights | deported persons | emigrés             => unit=person
  ambushes | arson attacks | bombings | ceremonies | collisions => unit=incident
  conferences | crashes | cyber attacks | data breaches        => unit=incident
  drills | encounters | escapes | evictions | exercises        => unit=incident
  gatherings | hackings | hijackings | infiltrations           => unit=incident
  inspections | intimidations | lynchings | missions abroad    => unit=incident
  occurrences | outages | outbreaks | outings | parades        => unit=incident
  patrols | phishing attacks | press conferences | pursuits    => unit=incident
  receptions | rescues | robberies | rounds of talks | seizures => unit=incident
  sessions | sieges | sittings | stabbings | suicides | swoops => unit=incident
  thefts | trips | verbal attacks | walkouts | workshops       => unit=incident
  wiretaps | abuses | complaints of abuse | cyber incidents    => unit=incident
  handovers | repatriations | smear campaigns                  => unit=incident
  civil cases | test cases | class actions | legal actions     => unit=case
  legal proceedings | probes | extradition cases               => unit=case
  criminal proceedings | suits | preliminary investigations    => unit=case
  infringement proceedings | murder cases | fraud cases        => unit=case
  espionage cases | spy cases                                  => unit=case
  accords | addenda | annexes | appendices | audits            => unit=document
  blueprints | briefings | bulletins | bylaws | cables         => unit=document
  catalogues | charts | charters | circulars | clippings       => unit=document
  communiqués | conventions | court orders | curricula | deeds => unit=document
  diaries | diplomas | directives | drafts | essays | exposés  => unit=document
  factsheets | fact sheets | graphs | guidelines | handbooks   => unit=document
  handwritten notes | identity documents | inventories         => unit=document
  itineraries | journals | ledgers | letters of intent         => unit=document
  logbooks | manifestos | manuals | manuscripts                => unit=document
  medical records | memoirs | memoranda                        => unit=document
  memoranda of understanding | password lists | payslips       => unit=document
  press articles | printouts | prospectuses | scripts          => unit=document
  search warrants | spreadsheets | tax returns | telegrams     => unit=document
  templates | testimonials | text files | title deeds          => unit=document
  visa applications | white papers | wills | witness statements => unit=document
  working papers | yearbooks | screenshots | slides | leases   => unit=document
  mandates | entry bans | injunctions | restraining orders     => unit=document
  airports authority | academies | advocacy groups | alliances => unit=organisation
  bookshops | brands | cafes | cafés | call centres            => unit=organisation
  call centers | cartels | choirs | cinemas                    => unit=organisation
  civil society groups | coalitions | colleges                 => unit=organisation
  community groups | conglomerates | congregations | consortia => unit=organisation
  consortiums | corporations | criminal groups                 => unit=organisation
  cultural associations | enterprises | federations | gangs    => unit=organisation
  garages | guilds | gyms | human rights groups | institutes   => unit=organisation
  institutions | internet providers | joint ventures           => unit=organisation
  kindergartens | labs | libraries | lodges | manufacturers    => unit=organisation
  mafias | media companies | militias | mining companies       => unit=organisation
  monasteries | museums | news agencies | news sites           => unit=organisation
  nonprofits | non-profits | nurseries | orchestras | parishes => unit=organisation
  partnerships | pharmacies | portals | publishing houses      => unit=organisation
  pubs | real estate agencies | research centres               => unit=organisation
  research institutes | retailers | salons | seminaries        => unit=organisation
  start-ups | startups | student associations                  => unit=organisation
  supermarkets chains | syndicates | synagogues                => unit=organisation
  tech companies | telecoms companies | theatres | theaters    => unit=organisation
  tribes | tv stations | vendors of software | wholesalers     => unit=organisation
  youth groups | state-owned companies | political parties     => unit=organisation
  antennas | antennae | appliances | artefacts | artifacts     => unit=item
  axes | bank cards | batteries | beds | bottles | bracelets   => unit=item
  candles | carpets | cases of wine | caravans | cash machines => unit=item
  cigarettes | clips | coats | credit cards | debit cards      => unit=item
  desks and chairs | discs | disks | dvds | cds | engagements  => unit=item
  explosives | films | fingerprints | floppy disks             => unit=item
  forged passports | garments | gifts | handcuffs | helmets    => unit=item
  icons | jackets | jewels | ladders | lamps | locks | machetes => unit=item
  machine guns | medals | microphones | mortars | necklaces    => unit=item
  packs | pens | pills | plaques | portraits | prizes | puppets => unit=item
  radios | replicas | revolvers | rockets | satellites         => unit=item
  scooters | screens | sculptures | shipments | shirts | shoes => unit=item
  shotguns | slogans | songs | souvenirs | speeches | statues  => unit=item
  subscriptions | surveillance cameras | suvs | sweaters       => unit=item
  swords | t-shirts | tapes | telescopes | televisions | tents => unit=item
  tickets to fly | toys | tractors | trailers | trains | trams => unit=item
  trees | trophies | tyres | tires | vests | wallets | yachts  => unit=item
  bribes | fines | pensions | scholarships | wire transfers    => unit=item
  money transfers | instalments | installments | bonuses       => unit=item
  rewards | parcels of land | episodes of the series           => unit=item
  advertisements | adverts | ads                               => unit=item
  audio messages | chats | direct messages | instant messages  => unit=message
  mails | postcards | retweets | sms | text alerts | voicemails => unit=message
  whatsapp messages | blog posts | facebook posts              => unit=message
  social media posts | queries | enquiries by e-mail           => unit=message
  cell phones | cellphones | mobiles | consoles | gadgets      => unit=device
  hard disks | keyboards | memory sticks | monitors and screens => unit=device
  notebook computers | pagers | sensors | smart phones         => unit=device
  webcams | work stations | mobile devices | satellite phones  => unit=device
  burner phones                                                => unit=device
  email accounts | e-mail accounts | fake accounts             => unit=account
  twitter accounts | facebook accounts | fake profiles         => unit=account
  user profiles | savings accounts | bots | bot accounts       => unit=account
  channels on telegram | social media profiles | crypto wallets => unit=account
  airfields | apartments blocks | buildings sites | campuses   => unit=site
  castles | cottages | crime scenes | depots | dwellings       => unit=site
  farmhouses | harbours | harbors | junctions | landmarks      => unit=site
  lodgings | mansions | markets | meeting places | memorials   => unit=site
  military bases | monuments | offices and homes               => unit=site
  private homes | railway stations | stadiums | storage units  => unit=site
  stores | studios | villas | wells | workplaces | yards       => unit=site
  polling stations | hideouts | scam compounds                 => unit=site
  archives of files | case records | criminal records          => unit=file
  databases entries | data sets | folders | personal files     => unit=file
  police files | police records | personnel files              => unit=file
  database entries | data records | log entries | case dossiers => unit=file
  administrations | armed services | border agencies           => unit=agency
  bureaux of police | cabinets | city councils                 => unit=agency
  foreign ministries | inspectorates | intelligence agencies   => unit=agency
  law enforcement agencies | local authorities                 => unit=agency
  prosecution offices | prosecutors offices | public bodies    => unit=agency
  regulators | registries | regional governments               => unit=agency
  security agencies | state bodies | task forces | town halls  => unit=agency
  tribunals | state agencies | spy agencies | secret services  => unit=agency
  appeals for funds | crackdowns on fraud                      => unit=campaign
  advertising campaigns | disinformation campaigns             => unit=campaign
  influence operations | influence campaigns                   => unit=campaign
  information campaigns                                        => unit=campaign
  calls from the public | hints | pieces of information        => unit=tip
  anonymous tips | public tips | sightings reported            => unit=tip
  misdemeanours | misdemeanors | felonies | counts of fraud    => unit=charge
  breaches of the law | infractions | violations of the act    => unit=charge
  protests lodged | formal complaints | police reports         => unit=complaint
  written complaints                                           => unit=complaint
  hoax calls | anonymous calls | threatening calls             => unit=call
  nuisance calls | scam calls                                  => unit=call
  capitals | municipal areas | metropolises | townships        => unit=city
  hamlets | townlands                                          => unit=city
  member states | member countries | destination countries     => unit=country
  sovereign states | neighbouring countries                    => unit=country
  neighboring countries | democracies | states parties         => unit=country
  dictatorships | un member states                             => unit=country
  clans | married couples | dynasties | homes with children    => unit=family
  people | persons | men | women | children | citizens | nationals | residents  => unit=person
  members | officers | police officers | officials | agents | suspects          => unit=person
  fugitives | victims | witnesses | relatives | family members | refugees       => unit=person
  exiles | migrants | emigrants | immigrants | asylum seekers | asylum-seekers  => unit=person
  dissidents | activists | protesters | protestors | demonstrators              => unit=person
  journalists | reporters | students | workers | employees | volunteers         => unit=person
  lawyers | defendants | accused | detainees | prisoners | inmates | returnees  => unit=person
  deportees | individuals | respondents | interviewees | defenders              => unit=person
  rights defenders | human rights defenders | critics | opponents | soldiers    => unit=person
  guards | diplomats | spies | operatives | informants | informers | handlers   => unit=person
  adults | minors | teenagers | youths | girls | boys | parents | siblings      => unit=person
  brothers | sisters | sons | daughters | wives | husbands | cousins | friends  => unit=person
  colleagues | teachers | doctors | nurses | monks | nuns | priests | pastors   => unit=person
  imams | clerics | scholars | academics | researchers | businessmen            => unit=person
  businesswomen | entrepreneurs | traders | farmers | fishermen | drivers       => unit=person
  passengers | travellers | travelers | tourists | visitors | patients          => unit=person
  survivors | hostages | captives | abductees | kidnappers | criminals          => unit=person
  offenders | convicts | traffickers | smugglers | scammers | fraudsters        => unit=person
  participants | attendees | delegates | candidates | voters | lawmakers        => unit=person
  senators | ministers | mayors | governors | judges | prosecutors              => unit=person
  investigators | detectives | inspectors | policemen | policewomen             => unit=person
  expatriates | expats | emigres | émigrés | compatriots | countrymen           => unit=person
  subscribers | users | callers | applicants | complainants | claimants         => unit=person
  plaintiffs | petitioners | signatories | beneficiaries | recipients           => unit=person
  contact persons | source persons | operators | staff members | staffers       => unit=person
  staff | personnel | contractors | consultants | experts | inhabitants         => unit=person
  villagers | settlers | pilgrims | believers | followers | adherents           => unit=person
  practitioners | supporters | sympathisers | sympathizers | militants          => unit=person
  fighters | rebels | insurgents | terrorists | extremists                      => unit=person
  heads of household | politicians | bloggers | artists | writers | authors     => unit=person
  editors | photographers | players | athletes | coaches | non-suspects         => unit=person
  stowaways | casualties | fatalities | deaths | dead | lives | souls           => unit=person
  colonels | general officers | recruits | trainees | instructors               => unit=person
  supervisors | managers | directors | owners | tenants | neighbours            => unit=person
  neighbors | elders | envoys | consuls | ambassadors | attaches                => unit=person
  liaison officers | jews | muslims | christians | uyghurs | tibetans | kurds   => unit=person
  arrests | detentions | deportations | extraditions | abductions               => unit=incident
  kidnappings | disappearances | killings | executions | convictions            => unit=incident
  incidents | attacks | approaches | assaults | attempts | raids | threats      => unit=incident
  episodes | events | searches | operations | clashes | protests                => unit=incident
  demonstrations | strikes | visits | meetings | explosions | shootings         => unit=incident
  murders                                                                       => unit=incident
  families | households | couples                                               => unit=family
  stations | police stations | service stations | service points                => unit=station
  citizen service points | contact points | service posts | police posts        => unit=station
  contact stations | overseas stations | outposts | police outposts             => unit=station
  reporting points | help points | checkpoints | kiosks | liaison points        => unit=station
  service centre points                                                         => unit=station
  sites | addresses | locations | places | premises | properties | buildings    => unit=site
  houses | apartments | flats | compounds | venues | facilities | camps         => unit=site
  airports | ports | border crossings | villages                                => unit=site
  centres | centers | service centres | service centers | detention centres     => unit=centre
  detention centers | hubs | community centres | community centers              => unit=centre
  offices | branches | bureau offices | contact offices | liaison offices       => unit=office
  consulates | embassies | missions | field offices                             => unit=office
  agencies | ministries | departments | bureaus | bureaux | directorates        => unit=agency
  authorities | commissions | committees | security services                    => unit=agency
  intelligence services | governments | courts | units                          => unit=agency
  police services | police forces | police departments | police agencies        => unit=police-service
  public security bureaus | police bureaus | forces                             => unit=police-service
  organisations | organizations | associations | clubs | groups | ngos          => unit=organisation
  companies | firms | charities | foundations | parties | unions | networks     => unit=organisation
  outlets | media outlets | schools | universities | churches | mosques         => unit=organisation
  temples | banks | societies | businesses                                      => unit=organisation
  countries | nations | host countries | jurisdictions                          => unit=country
  countries and regions | countries or regions | countries and territories      => unit=country-or-region
  provinces | province-level units                                              => unit=province
  states | cantons | lander                                                     => unit=state
  counties                                                                      => unit=county
  districts | boroughs | wards | municipalities | communes | prefectures        => unit=district
  neighbourhoods | neighborhoods | regions                                      => unit=district
  cities | towns | capital cities                                               => unit=city
  cases | investigations | inquiries | prosecutions | lawsuits | trials         => unit=case
  proceedings | extradition requests                                            => unit=case
  charges | counts | offences | offenses | indictments | criminal charges       => unit=charge
  complaints | grievances                                                       => unit=complaint
  tips | tip-offs | reports from the public | leads                             => unit=tip
  files | dossiers | records                                                    => unit=file
  items | phones | mobile phones | telephones | hard drives | laptops           => unit=item
  vehicles | cars | weapons | firearms | guns | rifles | bombs | drones         => unit=item
  flags | badges | uniforms | keys | boxes | bags | parcels | packages          => unit=item
  products | articles of clothing | ships | vessels | boats | trucks | buses    => unit=item
  aircraft | planes | helicopters | tanks | missiles | paintings | photographs  => unit=item
  photos | images | videos | recordings | memory cards | sim cards              => unit=item
  usb sticks | books | leaflets | posters | matters | requests | applications   => unit=item
  service requests | drives                                                     => unit=item
  devices | computers | servers | tablets | cameras | routers | handsets        => unit=device
  smartphones | modems                                                          => unit=device
  documents | passports | certificates | visas | licences | licenses | permits  => unit=document
  id cards | identity cards | contracts | decrees | warrants | arrest warrants  => unit=document
  reports | notices | orders | letters of request | red notices                 => unit=document
  driving licences | driving licenses                                           => unit=document
  messages | letters | e-mails | emails | text messages                         => unit=message
  posts on social media | tweets | comments | faxes | responses | replies       => unit=message
  calls | phone calls | telephone calls                                         => unit=call
  times | occasions                                                             => unit=time
  accounts | bank accounts | profiles | social media accounts | user accounts   => unit=account
  campaigns | programmes | programs | drives for return                         => unit=campaign
  percent | per cent | percentage points | pct                                  => unit=percent
  days | working days                                                           => unit=day
  weeks                                                                         => unit=week
  months                                                                        => unit=month
  years                                                                         => unit=year
  instances | case files | court cases | criminal cases           => unit=case
  pending cases | asylum cases | surrenders                       => unit=case
  newspaper articles | papers | report cards | cards          => unit=document
  identity papers | travel documents | forms                  => unit=document
  notices of summons | summons letters | summonses            => unit=document
  subpoenas | rulings | judgments | judgements | verdicts     => unit=document
  resolutions | ordinances | regulations | laws | treaties    => unit=document
  agreements | statutes | pamphlets | brochures | invoices    => unit=document
  receipts | bank statements | transcripts | affidavits       => unit=document
  memos | memorandums | minutes of meeting | press releases   => unit=document
  news releases | statements | articles | studies             => unit=document
  publications | editions | chapters | pages | protocols      => unit=document
  pledges | undertakings | powers of attorney                 => unit=document
  birth certificates | marriage certificates                  => unit=document
  life certificates | residence permits | work permits        => unit=document
  exit permits | entry permits | residence cards              => unit=document
  registration forms | questionnaires | petition documents    => unit=document
  lists | note verbales | diplomatic notes | press cards      => unit=document
  passes | bans                                               => unit=document
  application files | asylum applications | application forms     => unit=file
  petitions | submissions | datasets | entries in the register    => unit=file
  registrations | look-ups                                        => unit=file
  entries | computer files | flyers | vouchers | banners          => unit=item
  stickers | placards | containers | cylinders | tools            => unit=item
  barriers | figures of speech | coins | banknotes | transfers    => unit=item
  donations | grants | loans | payments | orders of goods         => unit=item
  tickets | number plates | licence plates | camera lenses        => unit=item
  chargers | notebooks | pen drives | letterheads | stamps        => unit=item
  seals | safes | crates | suitcases | knives | pistols           => unit=item
  bullets | rounds of ammunition | cartridges | grenades          => unit=item
  shells | motorcycles | motorbikes | bicycles | vans             => unit=item
  minibuses | lorries | engines | instruments | samples           => unit=item
  measures | recommendations | proposals | amendments             => unit=item
  questions | points of order | transactions | deals | purchases  => unit=item
  subsidies | allowances | smear videos | objects | talks         => unit=item
  interviews                                                      => unit=item
  newspapers | broadcasters | publishers | think tanks    => unit=organisation
  trade unions | chambers of commerce                     => unit=organisation
  hometown associations | community organisations         => unit=organisation
  community organizations | front organisations           => unit=organisation
  front organizations | leagues | lobby groups            => unit=organisation
  rights groups | student bodies | employers              => unit=organisation
  contractor firms | suppliers | shell companies          => unit=organisation
  subsidiaries | insurers | airlines | brokerages         => unit=organisation
  law firms | trusts | cooperatives | archives            => unit=organisation
  laboratories | hospitals | clinics | hotels             => unit=organisation
  restaurants | shops | supermarkets | travel agencies    => unit=organisation
  consultancies | newsrooms | radio stations              => unit=organisation
  television stations | channels | websites | platforms   => unit=organisation
  chapters of the party | cells                           => unit=organisation
  desks | welfare desks | help desks | information desks       => unit=station
  service desks | police desks | contact desks                 => unit=station
  police service centres | police service centers              => unit=station
  police service stations | police centres | police centers    => unit=station
  overseas police stations | police liaison points             => unit=station
  service outposts | service hubs | registration points        => unit=station
  contact bureaus | liaison bureaus | police kiosks            => unit=station
  help centres | reception points | drop-in centres            => unit=station
  outreach points | assistance points | support points         => unit=station
  safe houses | counters | mobile counters                     => unit=station
  consular sections | regional offices | sub-offices            => unit=office
  representations | representative offices | trade offices      => unit=office
  visa offices | permanent missions | delegation offices        => unit=office
  headquarters offices | secretariats                           => unit=office
  rooms | halls | warehouses | factories | plants                 => unit=site
  office buildings | border posts | border regions | gates        => unit=site
  streets | squares | parks | cemeteries | farms | estates        => unit=site
  plots | blocks of flats | dormitories | shelters | hostels      => unit=site
  prisons | jails | cell blocks | barrackses | bases | towers     => unit=site
  bridges | tunnels | ports of entry | crossings | transit zones  => unit=site
  black sites | detention facilities | detention sites            => unit=site
  holding facilities | house search locations | residences        => unit=site
  abduction attempts | break-ins | burglaries                 => unit=incident
  assassinations | assassination attempts | poisonings        => unit=incident
  beatings | acts of vandalism | acts of violence             => unit=incident
  acts of intimidation | acts of harassment | death threats   => unit=incident
  expulsions | removals | renditions | forced returns         => unit=incident
  returns | refusals of entry | interrogations                => unit=incident
  interviews by police | questionings | summonses to police   => unit=incident
  home visits | house searches | searches of homes            => unit=incident
  cyberattacks | hacking attempts | intrusions | breaches     => unit=incident
  leaks | violations | infringements | confrontations         => unit=incident
  brawls | scuffles | riots | rallies | marches | pickets     => unit=incident
  vigils | hearings | sentencings | acquittals                => unit=incident
  releases from custody | assisted departures | departures    => unit=incident
  voluntary returns | transfers of prisoners | exit bans      => unit=incident
  travel bans | asset freezes | sanctions                     => unit=incident
  arrest warrants served | surveillance operations            => unit=incident
  sightings                                                   => unit=incident
  objections | appeals | criminal complaints                 => unit=complaint
  reports of harassment | petitions of complaint             => unit=complaint
  phone messages | voice messages | chat messages              => unit=message
  communications | contacts by e-mail | postings               => unit=message
  posts online | notifications | alerts | reminders            => unit=message
  invitations | inquiries by e-mail | enquiries                => unit=message
  phone inquiries | hotline calls | emergency calls               => unit=call
  video calls                                                     => unit=call
  person-visits | visits by persons | attendances          => unit=person-time
  participations                                           => unit=person-time
  family units | kin groups                                     => unit=family
  personal computers | desktop computers | memory devices       => unit=device
  storage devices | tracking devices | trackers | gps trackers  => unit=device
  listening devices | bugs | transmitters | scanners            => unit=device
  printers                                                      => unit=device
  operations abroad | crackdowns | projects | initiatives     => unit=campaign
  schemes                                                     => unit=campaign
  draft evaders | evaders | deserters | conscripts | objectors  => unit=person
  conscientious objectors | dependants | dependents             => unit=person
  pensioners | retirees | breadwinners | householders           => unit=person
  guardians | grandparents | grandchilds | uncles | aunts       => unit=person
  nephews | nieces | in-laws | spouses | partners | fiancées    => unit=person
  widows | widowers | orphans | infants | toddlers | pupils     => unit=person
  schoolchilds | undergraduates | graduates | postgraduates     => unit=person
  scientists | engineers | technicians | programmers            => unit=person
  developers | singers | actors | actresses | musicians         => unit=person
  poets | novelists | painters | filmmakers | film-makers       => unit=person
  presenters | anchors | correspondents | columnists            => unit=person
  translators | interpreters | clerks | typists | accountants   => unit=person
  auditors | bankers | brokers | dealers | shopkeepers          => unit=person
  vendors | waiters | cooks | chefs | cleaners | labourers      => unit=person
  laborers | miners | welders | sailors | seafarers | pilots    => unit=person
  couriers | messengers | postmen | porters | watchmen          => unit=person
  bodyguards | patrolmen | constables | sergeants               => unit=person
  lieutenants | captains | majors | generals | admirals         => unit=person
  commanders | cadets | veterans | gunmen | attackers           => unit=person
  assailants | hitmen | accomplices | co-defendants             => unit=person
  co-accuseds | conspirators | perpetrators | intermediaries    => unit=person
  go-betweens | middlemen | front men | ringleaders | hackers   => unit=person
  trolls | human rights lawyers | rights lawyers                => unit=person
  rights activists | opposition figures | opposition members    => unit=person
  opposition politicians | opposition activists | councillors   => unit=person
  councilors | deputies | members of parliament | mps           => unit=person
  parliamentarians | representatives | commissioners            => unit=person
  bureaucrats | civil servants | public servants                => unit=person
  functionaries | cadres | party members | loyalists            => unit=person
  separatists | nationalists | federalists | monarchists        => unit=person
  reformers | whistleblowers | whistle-blowers | defectors      => unit=person
  escapees | absconders | runaways | wanted persons             => unit=person
  missing persons | stateless persons | displaced persons       => unit=person
  evacuees | newcomers | arrivals | foreigners | aliens         => unit=person
  compatriots abroad | community leaders | community members    => unit=person
  congregants | parishioners | bishops | nuns of the order      => unit=person
  rabbis | muftis | sheikhs | lamas | converts | customers      => unit=person
  clients | patrons | account holders | account owners          => unit=person
  passport holders | permit holders | visa holders              => unit=person
  card holders | cardholders | holders | bearers | donors       => unit=person
  sponsors | investors | shareholders | creditors | debtors     => unit=person
  taxpayers | speakers | listeners | readers | viewers          => unit=person
  followers online | bystanders | passer-bies | onlookers       => unit=person
  eyewitnesses | survivors of torture | torture survivors       => unit=person
  sufferers | ambassadors at large | envoys of the state        => unit=person
  monitors | observers | inspector generals | surveyors         => unit=person
  census takers | rapporteurs | arbitrators | magistrates       => unit=person
  jurists | jurors | notaries | bailiffs | gendarmes            => unit=person
  carabinieres | border guards | customs officers               => unit=person
  prison officers | intelligence officers | security officers   => unit=person
  police officials | plainclothes officers                      => unit=person
  undercover officers | undercover agents | handlers abroad     => unit=person
  students abroad | overseas students | overseas citizens       => unit=person
  overseas nationals | dual nationals | dual citizens           => unit=person
  permanent residents | attachés                                => unit=person
+ 12 people were arrested               => value=12 unit=person
+ 54 stations in 30 countries           => value=54 unit=station
+ 54 stations in 30 countries           => value=30 unit=country

list unit.singular
  analyst | acquaintance | administrator | adviser | advisor   => unit=person
  aide | ally | amputee | apprentice | arrestee | associate    => unit=person
  assistant | asylum applicant | attorney | backer | barrister => unit=person
  caretaker | carer | campaigner | co-worker | collaborator    => unit=person
  committee member | constituent | crew member | cyclist       => unit=person
  dancer | decision-maker | descendant | dweller | economist   => unit=person
  electrician | ex-officer | executive | exchange student      => unit=person
  financier | firefighter | foreign national | founder         => unit=person
  freelancer | gambler | gang member | gangster | guest        => unit=person
  hawker | historian | illegal migrant | immigration officer   => unit=person
  insider | internet user | intern | kinsman | landlord        => unit=person
  leader | lecturer | legislator | librarian | marcher         => unit=person
  mastermind | mechanic | mediator | medic | mercenary         => unit=person
  merchant | midwife | missionary | mother | father | motorist => unit=person
  newborn | organiser | organizer | outsider | paramedic       => unit=person
  peacekeeper | pedestrian | physician | plotter | policy-maker => unit=person
  political prisoner | preacher | principal | producer         => unit=person
  professional | professor | proprietor | prostitute           => unit=person
  racketeer | rioter | salesman | secretary | security guard   => unit=person
  seller | servant | serviceman | specialist | spectator       => unit=person
  spokesperson | sportsman | squatter | stakeholder            => unit=person
  state employee | street vendor | striker | stringer          => unit=person
  superintendent | surgeon | taxi driver | trade unionist      => unit=person
  trespasser | tutor | undocumented migrant | vet | vigilante  => unit=person
  warder | winner | youngster | lookout | minder | stalker     => unit=person
  watcher | fixer | impostor | heckler | counter-protester     => unit=person
  plain-clothes officer | case officer | recruiter             => unit=person
  cyber-scammer | economic fugitive | dissenter                => unit=person
  defenders of right | deported person | emigré                => unit=person
  ambush | arson attack | bombing | ceremony | collision       => unit=incident
  conference | crash | cyber attack | data breach | drill      => unit=incident
  encounter | escape | eviction | exercise | gathering         => unit=incident
  hacking | hijacking | infiltration | inspection              => unit=incident
  intimidation | lynching | occurrence | outage | outbreak     => unit=incident
  outing | parade | patrol | phishing attack | press conference => unit=incident
  pursuit | reception | robbery | rounds of talk | seizure     => unit=incident
  session | siege | sitting | stabbing | suicide | swoop       => unit=incident
  theft | trip | verbal attack | walkout | workshop | wiretap  => unit=incident
  abus | cyber incident | handover | repatriation              => unit=incident
  smear campaign                                               => unit=incident
  civil case | test case | class action | legal action         => unit=case
  legal proceeding | probe | extradition case                  => unit=case
  criminal proceeding | suit | preliminary investigation       => unit=case
  infringement proceeding | murder case | fraud case           => unit=case
  espionage case | spy case                                    => unit=case
  accord | addendum | annex | appendix | audit | blueprint     => unit=document
  briefing | bulletin | bylaw | cable | catalogue | chart      => unit=document
  charter | circular | clipping | communiqué | convention      => unit=document
  court order | curriculum | deed | diary | diploma | directive => unit=document
  essay | exposé | factsheet | fact sheet | graph | guideline  => unit=document
  handbook | handwritten note | identity document | inventory  => unit=document
  itinerary | journal | ledger | logbook | manifesto | manual  => unit=document
  manuscript | medical record | memoir | password list         => unit=document
  payslip | press article | printout | prospectus | script     => unit=document
  search warrant | spreadsheet | tax return | telegram         => unit=document
  template | testimonial | text file | title deed              => unit=document
  visa application | white paper | will | witness statement    => unit=document
  working paper | yearbook | screenshot | slide | lease        => unit=document
  mandate | entry ban | injunction | restraining order         => unit=document
  academy | advocacy group | alliance | bookshop | brand | cafe => unit=organisation
  café | call centre | call center | cartel | choir | cinema   => unit=organisation
  civil society group | coalition | college | community group  => unit=organisation
  conglomerate | congregation | consortium | corporation       => unit=organisation
  criminal group | cultural association | enterprise           => unit=organisation
  federation | gang | garage | guild | gym | human rights group => unit=organisation
  institute | institution | internet provider | joint venture  => unit=organisation
  kindergarten | lab | library | lodge | manufacturer | mafia  => unit=organisation
  media company | militia | mining company | monastery | museum => unit=organisation
  news agency | news site | nonprofit | non-profit | nursery   => unit=organisation
  orchestra | parish | partnership | pharmacy | portal         => unit=organisation
  publishing house | pub | real estate agency | research centre => unit=organisation
  research institute | retailer | salon | seminary | start-up  => unit=organisation
  startup | student association | supermarket chain            => unit=organisation
  syndicate | synagogue | tech company | telecoms company      => unit=organisation
  theatre | theater | tribe | tv station | wholesaler          => unit=organisation
  youth group | state-owned company | political party          => unit=organisation
  antenna | appliance | artefact | artifact | axe | bank card  => unit=item
  battery | bed | bottle | bracelet | candle | carpet | caravan => unit=item
  cash machine | cigarette | clip | coat | credit card         => unit=item
  debit card | disc | disk | dvd | cd                          => unit=item
  engagement | explosive | film | fingerprint | floppy disk    => unit=item
  forged passport | garment | gift | handcuff | helmet | icon  => unit=item
  jacket | jewel | ladder | lamp | lock | machete | machine gun => unit=item
  medal | microphone | mortar | necklace | pack | pen | pill   => unit=item
  plaque | portrait | prize | puppet | radio | replica         => unit=item
  revolver | rocket | satellite | scooter | screen | sculpture => unit=item
  shipment | shirt | shoe | shotgun | slogan | song | souvenir => unit=item
  speech | statue | subscription | surveillance camera | suv   => unit=item
  sweater | sword | t-shirt | tape | telescope | television    => unit=item
  tent | toy | tractor | trailer | train | tram | tree | trophy => unit=item
  tyre | tire | vest | wallet | yacht | bribe | fine | pension => unit=item
  scholarship | wire transfer | money transfer | instalment    => unit=item
  installment | bonus | reward                                 => unit=item
  advertisement | advert | ad                                  => unit=item
  audio message | chat | direct message | instant message      => unit=message
  mail | postcard | retweet | text alert | voicemail           => unit=message
  whatsapp message | blog post | facebook post                 => unit=message
  social media post | query                                    => unit=message
  cell phone | cellphone | mobile | console | gadget           => unit=device
  hard disk | keyboard | memory stick                          => unit=device
  notebook computer | pager | sensor | smart phone | webcam    => unit=device
  work station | mobile device | satellite phone | burner phone => unit=device
  email account | e-mail account | fake account                => unit=account
  twitter account | facebook account | fake profile            => unit=account
  user profile | savings account | bot | bot account           => unit=account
  social media profile | crypto wallet                         => unit=account
  airfield | apartment block | building site | campus          => unit=site
  castle | cottage | crime scene | depot | dwelling | farmhouse => unit=site
  harbour | harbor | junction | landmark | lodging | mansion   => unit=site
  market | meeting place | memorial | military base | monument => unit=site
  private home | railway station | stadium                     => unit=site
  storage unit | store | studio | villa | well | workplace     => unit=site
  yard | polling station | hideout | scam compound             => unit=site
  archives of file | case record | criminal record             => unit=file
  database entry | data set | folder | personal file           => unit=file
  police file | police record | personnel file | database entry => unit=file
  data record | log entry | case dossier                       => unit=file
  administration | armed service | border agency | cabinet     => unit=agency
  city council | foreign ministry | inspectorate               => unit=agency
  intelligence agency | law enforcement agency                 => unit=agency
  local authority | prosecution office | prosecutors office    => unit=agency
  public body | regulator | registry | regional government     => unit=agency
  security agency | state body | task force | town hall        => unit=agency
  tribunal | state agency | spy agency | secret service        => unit=agency
  appeals for fund | advertising campaign                      => unit=campaign
  disinformation campaign | influence operation                => unit=campaign
  influence campaign | information campaign                    => unit=campaign
  hint | anonymous tip | public tip                            => unit=tip
  misdemeanour | misdemeanor | felony | infraction             => unit=charge
  formal complaint | police report | written complaint         => unit=complaint
  hoax call | anonymous call | threatening call | nuisance call => unit=call
  scam call                                                    => unit=call
  capital | municipal area | metropolise | township | hamlet   => unit=city
  townland                                                     => unit=city
  member state | member country | destination country          => unit=country
  sovereign state | neighbouring country | neighboring country => unit=country
  democracy | state party | dictatorship | un member state     => unit=country
  clan | married couple | dynasty | homes with child           => unit=family
  person | man | woman | child | citizen | national | resident | member         => unit=person
  officer | police officer | official | agent | suspect | fugitive | victim     => unit=person
  witness | relative | family member | refugee | exile | migrant | emigrant     => unit=person
  immigrant | asylum seeker | asylum-seeker | dissident | activist | protester  => unit=person
  protestor | demonstrator | journalist | reporter | student | worker           => unit=person
  employee | volunteer | lawyer | defendant | detainee | prisoner | inmate      => unit=person
  returnee | deportee | individual | respondent | interviewee | defender        => unit=person
  rights defender | human rights defender | critic | opponent | soldier         => unit=person
  guard | diplomat | spy | operative | informant | informer | handler | adult   => unit=person
  minor | teenager | youth | girl | boy | parent | sibling | brother | sister   => unit=person
  son | daughter | wife | husband | cousin | friend | colleague | teacher       => unit=person
  doctor | nurse | monk | nun | priest | pastor | imam | cleric | scholar       => unit=person
  academic | researcher | businessman | businesswoman | entrepreneur | trader   => unit=person
  farmer | fisherman | driver | passenger | traveller | traveler | tourist      => unit=person
  visitor | patient | survivor | hostage | captive | abductee | kidnapper       => unit=person
  criminal | offender | convict | trafficker | smuggler | scammer | fraudster   => unit=person
  participant | attendee | delegate | candidate | voter | lawmaker | senator    => unit=person
  minister | mayor | governor | judge | prosecutor | investigator | detective   => unit=person
  inspector | policeman | policewoman | expatriate | expat | emigre | émigré    => unit=person
  compatriot | countryman | subscriber | user | caller | applicant              => unit=person
  complainant | claimant | plaintiff | petitioner | signatory | beneficiary     => unit=person
  recipient | contact person | source person | operator | staff member          => unit=person
  staffer | contractor | consultant | expert | inhabitant | villager | settler  => unit=person
  pilgrim | believer | follower | adherent | practitioner | supporter           => unit=person
  sympathiser | sympathizer | militant | fighter | rebel | insurgent            => unit=person
  terrorist | extremist | head of household | politician | blogger | artist     => unit=person
  writer | author | editor | photographer | player | athlete | coach            => unit=person
  non-suspect | stowaway | casualty | fatality | death | life | soul | colonel  => unit=person
  general officer | recruit | trainee | instructor | supervisor | manager       => unit=person
  director | owner | tenant | neighbour | neighbor | elder | envoy | consul     => unit=person
  ambassador | attache | liaison officer | jew | muslim | christian | uyghur    => unit=person
  tibetan | kurd                                                                => unit=person
  arrest | detention | deportation | extradition | abduction | kidnapping       => unit=incident
  disappearance | killing | execution | conviction | incident | attack          => unit=incident
  approach | assault | attempt | raid | threat | episode | event | search       => unit=incident
  operation | clash | protest | demonstration | strike | visit | meeting        => unit=incident
  explosion | shooting | murder                                                 => unit=incident
  family | household | couple                                                   => unit=family
  station | police station | service station | service point                    => unit=station
  citizen service point | contact point | service post | police post            => unit=station
  contact station | overseas station | outpost | police outpost                 => unit=station
  reporting point | help point | checkpoint | kiosk | liaison point             => unit=station
  service centre point                                                          => unit=station
  site | address | location | place | property | building | house | apartment   => unit=site
  flat | compound | venue | facility | camp | airport | port | border crossing  => unit=site
  village                                                                       => unit=site
  centre | center | service centre | service center | detention centre          => unit=centre
  detention center | hub | community centre | community center                  => unit=centre
  office | branch | bureau office | contact office | liaison office             => unit=office
  consulate | embassy | mission | field office                                  => unit=office
  agency | ministry | department | bureau | directorate | authority             => unit=agency
  commission | committee | security service | intelligence service              => unit=agency
  government | court | unit                                                     => unit=agency
  police service | police force | police department | police agency             => unit=police-service
  public security bureau | police bureau | force                                => unit=police-service
  organisation | organization | association | club | group | ngo | company      => unit=organisation
  firm | charity | foundation | party | union | network | outlet                => unit=organisation
  media outlet | school | university | church | mosque | temple | bank          => unit=organisation
  society | business                                                            => unit=organisation
  country | nation | host country | jurisdiction                                => unit=country
  country or region | country and region                                        => unit=country-or-region
  province | province-level unit                                                => unit=province
  state | canton | land                                                         => unit=state
  county                                                                        => unit=county
  district | borough | ward | municipality | commune | prefecture               => unit=district
  neighbourhood | neighborhood | region                                         => unit=district
  city | town | capital city                                                    => unit=city
  case | investigation | inquiry | prosecution | lawsuit | trial | proceeding   => unit=case
  extradition request                                                           => unit=case
  charge | count | offence | offense | indictment | criminal charge             => unit=charge
  complaint | grievance                                                         => unit=complaint
  tip | tip-off | report from the public | lead                                 => unit=tip
  file | dossier | record                                                       => unit=file
  item | phone | mobile phone | telephone | hard drive | laptop | vehicle       => unit=item
  car | weapon | firearm | gun | rifle | bomb | drone | flag | badge | uniform  => unit=item
  key | box | bag | parcel | package | product | article of clothing | ship     => unit=item
  vessel | boat | truck | bus | plane | helicopter | tank | missile | painting  => unit=item
  photograph | photo | image | video | recording | memory card | sim card       => unit=item
  usb stick | book | leaflet | poster | matter | request | application          => unit=item
  service request | drive                                                       => unit=item
  device | computer | server | tablet | camera | router | handset | smartphone  => unit=device
  modem                                                                         => unit=device
  document | passport | certificate | visa | licence | license | permit         => unit=document
  id card | identity card | contract | decree | warrant | arrest warrant        => unit=document
  report | notice | order | letter of request | red notice | driving licence    => unit=document
  driving license                                                               => unit=document
  message | letter | e-mail | email | text message | post on social media       => unit=message
  tweet | comment | fax | response | reply                                      => unit=message
  call | phone call | telephone call                                            => unit=call
  time | occasion                                                               => unit=time
  account | bank account | profile | social media account | user account        => unit=account
  campaign | programme | program | drive for return                             => unit=campaign
  percentage point                                                              => unit=percent
  day | working day                                                             => unit=day
  week                                                                          => unit=week
  month                                                                         => unit=month
  year                                                                          => unit=year
  instance | case file | court case | criminal case               => unit=case
  pending case | asylum case | surrender                          => unit=case
  newspaper article | paper | report card | card              => unit=document
  identity paper | travel document | form                     => unit=document
  notice of summons | summons letter | summons | subpoena     => unit=document
  ruling | judgment | judgement | verdict | resolution        => unit=document
  ordinance | regulation | law | treaty | agreement           => unit=document
  statute | pamphlet | brochure | invoice | receipt           => unit=document
  bank statement | transcript | affidavit | memo              => unit=document
  memorandum | minute of meeting | press release              => unit=document
  news release | statement | article | study | publication    => unit=document
  edition | chapter | page | protocol | pledge | undertaking  => unit=document
  power of attorney | birth certificate                       => unit=document
  marriage certificate | life certificate | residence permit  => unit=document
  work permit | exit permit | entry permit | residence card   => unit=document
  registration form | questionnaire | petition document       => unit=document
  list | note verbale | diplomatic note | press card | pass   => unit=document
  ban                                                         => unit=document
  application file | asylum application | application form        => unit=file
  petition | submission | dataset | entry in the register         => unit=file
  registration | look-up                                          => unit=file
  entry | computer file | flyer | voucher | banner | sticker      => unit=item
  placard | container | cylinder | tool | barrier                 => unit=item
  figure of speech | coin | banknote | transfer | donation        => unit=item
  grant | loan | payment | order of goods | ticket                => unit=item
  number plate | licence plate | camera lens | charger            => unit=item
  notebook | pen drive | letterhead | stamp | seal | safe         => unit=item
  crate | suitcase | knife | pistol | bullet                      => unit=item
  round of ammunition | cartridge | grenade | shell | motorcycle  => unit=item
  motorbike | bicycle | van | minibus | lorry | engine            => unit=item
  instrument | sample | measure | recommendation | proposal       => unit=item
  amendment | question | point of order | transaction | deal      => unit=item
  purchase | subsidy | allowance | smear video | object | talk    => unit=item
  interview                                                       => unit=item
  newspaper | broadcaster | publisher | think tank        => unit=organisation
  trade union | chamber of commerce                       => unit=organisation
  hometown association | community organisation           => unit=organisation
  community organization | front organisation             => unit=organisation
  front organization | league | lobby group               => unit=organisation
  rights group | student body | employer                  => unit=organisation
  contractor firm | supplier | shell company              => unit=organisation
  subsidiary | insurer | airline | brokerage | law firm   => unit=organisation
  trust | cooperative | archive | laboratory | hospital   => unit=organisation
  clinic | hotel | restaurant | shop | supermarket        => unit=organisation
  travel agency | consultancy | newsroom | radio station  => unit=organisation
  television station | channel | website | platform       => unit=organisation
  chapter of the party | cell                             => unit=organisation
  desk | welfare desk | help desk | information desk           => unit=station
  service desk | police desk | contact desk                    => unit=station
  police service centre | police service center                => unit=station
  police service station | police centre | police center       => unit=station
  overseas police station | police liaison point               => unit=station
  service outpost | service hub | registration point           => unit=station
  contact bureau | liaison bureau | police kiosk               => unit=station
  help centre | reception point | drop-in centre               => unit=station
  outreach point | assistance point | support point            => unit=station
  safe house | counter | mobile counter                        => unit=station
  consular section | regional office | sub-office               => unit=office
  representation | representative office | trade office         => unit=office
  visa office | permanent mission | delegation office           => unit=office
  headquarters office | secretariat                             => unit=office
  room | hall | warehouse | factory | plant | office building     => unit=site
  border post | border region | gate | street | square | park     => unit=site
  cemetery | farm | estate | plot | block of flats | dormitory    => unit=site
  shelter | hostel | prison | jail | cell block | barracks        => unit=site
  base | tower | bridge | tunnel | port of entry | crossing       => unit=site
  transit zone | black site | detention facility                  => unit=site
  detention site | holding facility | house search location       => unit=site
  residence                                                       => unit=site
  abduction attempt | break-in | burglary | assassination     => unit=incident
  assassination attempt | poisoning | beating                 => unit=incident
  act of vandalism | act of violence | act of intimidation    => unit=incident
  act of harassment | death threat | expulsion | removal      => unit=incident
  rendition | forced return | return | refusal of entry       => unit=incident
  interrogation | interview by police | questioning           => unit=incident
  summons to police | home visit | house search               => unit=incident
  search of homes | cyberattack | hacking attempt             => unit=incident
  intrusion | breach | leak | violation | infringement        => unit=incident
  confrontation | brawl | scuffle | riot | rally | march      => unit=incident
  picket | vigil | hearing | sentencing | acquittal           => unit=incident
  release from custody | assisted departure | departure       => unit=incident
  voluntary return | transfer of prisoners | exit ban         => unit=incident
  travel ban | asset freeze | sanction                        => unit=incident
  arrest warrant served | surveillance operation | sighting   => unit=incident
  objection | appeal | criminal complaint                    => unit=complaint
  report of harassment | petition of complaint               => unit=complaint
  phone message | voice message | chat message                 => unit=message
  communication | contact by e-mail | posting | post online    => unit=message
  notification | alert | reminder | invitation                 => unit=message
  inquiry by e-mail | enquiry                                  => unit=message
  phone inquiry | hotline call | emergency call | video call      => unit=call
  person-visit | visit by a person | attendance            => unit=person-time
  participation                                            => unit=person-time
  family unit | kin group                                       => unit=family
  personal computer | desktop computer | memory device          => unit=device
  storage device | tracking device | tracker | gps tracker      => unit=device
  listening device | bug | transmitter | scanner | printer      => unit=device
  operation abroad | crackdown | project | initiative         => unit=campaign
  scheme                                                      => unit=campaign
  draft evader | evader | deserter | conscript | objector       => unit=person
  conscientious objector | dependant | dependent | pensioner    => unit=person
  retiree | breadwinner | householder | guardian | grandparent  => unit=person
  grandchild | uncle | aunt | nephew | niece | in-law | spouse  => unit=person
  partner | fiancée | widow | widower | orphan | infant         => unit=person
  toddler | pupil | schoolchild | undergraduate | graduate      => unit=person
  postgraduate | scientist | engineer | technician              => unit=person
  programmer | developer | singer | actor | actress | musician  => unit=person
  poet | novelist | painter | filmmaker | film-maker            => unit=person
  presenter | anchor | correspondent | columnist | translator   => unit=person
  interpreter | clerk | typist | accountant | auditor | banker  => unit=person
  broker | dealer | shopkeeper | vendor | waiter | cook | chef  => unit=person
  cleaner | labourer | laborer | miner | welder | sailor        => unit=person
  seafarer | pilot | courier | messenger | postman | porter     => unit=person
  watchman | bodyguard | patrolman | constable | sergeant       => unit=person
  lieutenant | captain | major | general | admiral | commander  => unit=person
  cadet | veteran | gunman | attacker | assailant | hitman      => unit=person
  accomplice | co-defendant | co-accused | conspirator          => unit=person
  perpetrator | intermediary | go-between | middleman           => unit=person
  front man | ringleader | hacker | troll                       => unit=person
  human rights lawyer | rights lawyer | rights activist         => unit=person
  opposition figure | opposition member                         => unit=person
  opposition politician | opposition activist | councillor      => unit=person
  councilor | deputy | member of parliament | mp                => unit=person
  parliamentarian | representative | commissioner | bureaucrat  => unit=person
  civil servant | public servant | functionary | cadre          => unit=person
  party member | loyalist | separatist | nationalist            => unit=person
  federalist | monarchist | reformer | whistleblower            => unit=person
  whistle-blower | defector | escapee | absconder | runaway     => unit=person
  wanted person | missing person | stateless person             => unit=person
  displaced person | evacuee | newcomer | arrival | foreigner   => unit=person
  alien | compatriot abroad | community leader                  => unit=person
  community member | congregant | parishioner | bishop          => unit=person
  nun of the order | rabbi | mufti | sheikh | lama | convert    => unit=person
  customer | client | patron | account holder | account owner   => unit=person
  passport holder | permit holder | visa holder | card holder   => unit=person
  cardholder | holder | bearer | donor | sponsor | investor     => unit=person
  shareholder | creditor | debtor | taxpayer | speaker          => unit=person
  listener | reader | viewer | follower online | bystander      => unit=person
  passer-by | onlooker | eyewitness | survivor of torture       => unit=person
  torture survivor | sufferer | ambassador at large             => unit=person
  envoy of the state | monitor | observer | inspector general   => unit=person
  surveyor | census taker | rapporteur | arbitrator             => unit=person
  magistrate | jurist | juror | notary | bailiff | gendarme     => unit=person
  carabiniere | border guard | customs officer                  => unit=person
  prison officer | intelligence officer | security officer      => unit=person
  police official | plainclothes officer | undercover officer   => unit=person
  undercover agent | handler abroad | student abroad            => unit=person
  overseas student | overseas citizen | overseas national       => unit=person
  dual national | dual citizen | permanent resident | attaché   => unit=person
+ One person was arrested               => value=1 unit=person

# Nouns that say too little alone: they count once the text has used them together with
# what makes them clear ("service points", later "points").
list unit.weak-plural
  targets         => unit=person
  points | posts  => unit=station
  spots           => unit=site
  state parties   => unit=country

list unit.weak-singular
  target        => unit=person
  point | post  => unit=station
  spot          => unit=site
  state party   => unit=country

# Money by word; the unit is the code of ISO 4217. The signs $ € £ ¥ need no list.
list currency
  usd | us dollars | dollars | dollar  => unit=USD
  cad | canadian dollars               => unit=CAD
  aud | australian dollars             => unit=AUD
  nzd                                  => unit=NZD
  eur | euro | euros                   => unit=EUR
  gbp | pounds | pounds sterling       => unit=GBP
  chf | swiss francs                   => unit=CHF
  yuan | renminbi | rmb | cny          => unit=CNY
  yen | jpy                            => unit=JPY
  won | krw                            => unit=KRW
  rubles | roubles | rub               => unit=RUB
  rupees | inr                         => unit=INR
  sek | kronor                         => unit=SEK
  nok | kroner                         => unit=NOK
  dkk                                  => unit=DKK
  hkd | hong kong dollars              => unit=HKD
  sgd                                  => unit=SGD
  twd                                  => unit=TWD
  baht                                 => unit=THB
  lira                                 => unit=TRY
  rials                                => unit=IRR
  dirhams                              => unit=AED
  zloty | pln                          => unit=PLN
  pesos                                => unit=MXN
  reais                                => unit=BRL
  rand                                 => unit=ZAR
  hryvnia                              => unit=UAH
  czk | korunas                        => unit=CZK
  forints | huf                        => unit=HUF
  tenge                                => unit=KZT
  birr                                                             => unit=ETB
  franc | francs | swiss franc                                     => unit=CHF
  lei                                                              => unit=RON
  leva                                                             => unit=BGN
  ringgit                                                          => unit=MYR
  riyals                                                           => unit=SAR
  shekels                                                          => unit=ILS
  # Letters right before the mark: C$, NZ$.
  dollar-c | dollar-ca | dollar-can | dollar-cdn  => unit=CAD
  dollar-a | dollar-au | dollar-aus               => unit=AUD
  dollar-nz                                       => unit=NZD
  dollar-hk                                       => unit=HKD
  dollar-s | dollar-sg                            => unit=SGD
  dollar-nt                                       => unit=TWD
  dollar-r                                        => unit=BRL
+ 48 million yuan was frozen            => value=48000000 unit=CNY
