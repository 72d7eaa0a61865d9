# SPDX-License-Identifier: CC0-1.0
# Nouns that are counted, with the unit of the vocabulary (data/claims/vocab.json, scheme
# "unit") that they stand for. The plural is what stands behind a number; the singular
# is used behind "one", "a" and "no".
list unit.plural
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
