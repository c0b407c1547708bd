package gazetteer

import (
	"iter"
	"maps"
	"strings"
	"sync"

	"sitrep/text"
)

// Class is a set of what the hand-written lexicon knows about a word or a phrase.
type Class uint32

// The classes. A word may be in several: Paris is a city and a given name, Jordan a country and a given name.
const (
	GivenName Class = 1 << iota
	NameParticle
	Honorific // stands before a person's name and outside of it: Mr, Gen., Sheikh
	Office    // a role's word: president, minister, spokesman
	CountryWord
	CityWord
	RegionWord
	Demonym
	OrgHead // begins an organisation's name: Ministry, University
	OrgTail // ends one: Party, Inc., Corporation
	placeHead
	PlaceTail // ends a place's name: River, Province, Airport
	Outlet
	ArmedGroup
	Organisation // known as a whole: NATO, Gazprom
	Calendar
	SpeechVerb
	LinkWord // may stand in lower case inside a name: of, and, bin
	Direction
	UnitTail // ends a military unit's name: Brigade, Battalion
	Weapon
	NamedUnit // a military unit with a name instead of a number
	Seat      // a building that stands for its institution: Kremlin, White House
)

// Known returns what the lexicon knows of a folded word or phrase (see [text.Fold]), words parted by single spaces.
func Known(entry string) Class { return lexicon()[entry] }

// Entries yields the lexicon.
func Entries() iter.Seq2[string, Class] { return maps.All(lexicon()) }

var lexicon = sync.OnceValue(buildLexicon)

func buildLexicon() map[string]Class {
	m := make(map[string]Class, 6000)
	words := func(c Class, s string) {
		for w := range strings.FieldsSeq(s) {
			m[text.Fold(strings.ReplaceAll(w, "_", " "))] |= c
		}
	}
	words(GivenName, givenNames)
	words(NameParticle, nameParticles)
	words(Honorific, honorifics)
	words(Office, offices)
	words(CountryWord, countries)
	words(CityWord, cities)
	words(RegionWord, regions)
	words(Demonym, demonyms)
	words(OrgHead, orgHeads)
	words(OrgTail, orgTails)
	words(placeHead, placeHeads)
	words(PlaceTail, placeTails)
	words(Outlet|Organisation, outlets)
	words(ArmedGroup|Organisation, armedGroups)
	words(Organisation, organisations)
	words(Calendar, calendarWords)
	words(SpeechVerb, speechVerbs)
	words(LinkWord, linkWords)
	words(Direction, directions)
	words(UnitTail, unitTails)
	words(Weapon, weapons)
	words(NamedUnit, units)
	words(Seat, seats)
	return m
}

// The lists are written by hand from general knowledge; "_" stands for a space inside an entry.
const (
	nameParticles = `al el bin ibn ben bint abu abd van von der den de di da dos das del della du la le ter ten st
		mac mc ould
		um umm abdul ul ur zu af av os as an ash at az ad ar`

	honorifics = `mr mrs ms miss mx dr prof professor gen general lt lieutenant col colonel maj major sgt sergeant
		capt captain
		cmdr commander adm admiral brig brigadier rep sen senator gov rev reverend hon honourable honorable fr father
		sheikh shaykh sheik sayyid sayed sayyed seyyed hajj imam mullah maulana mufti ayatollah hojjatoleslam rabbi
		pastor bishop archbishop
		cardinal pope patriarch metropolitan king queen prince princess sultan emir crown_prince lord lady sir dame
		baron
		baroness justice judge madam madame sheikha engr barr barrister alhaji hajia chief comrade datuk dato tan_sri
		tun
		marshal field_marshal pvt private corporal cpl insp inspector supt superintendent det detective constable
		officer
		ambassador congressman congresswoman representative councillor councilman councilwoman mayor president
		minister
		sr sra srta don dona shri smt messrs mme mlle monsieur amb`

	offices = `president vice-president minister premier chancellor prime_minister foreign_minister defence_minister
		defense_minister interior_minister finance_minister secretary spokesman spokeswoman spokesperson envoy
		ambassador
		director chairman chairwoman chairperson chair chief head leader governor mayor senator congressman
		congresswoman
		lawmaker commander general colonel major captain admiral judge prosecutor lawyer attorney analyst adviser
		advisor
		aide official deputy negotiator diplomat coordinator commissioner representative founder owner editor reporter
		journalist correspondent author professor researcher expert economist activist coach captain striker
		midfielder
		goalkeeper manager ceo cfo coo boss tycoon oligarch billionaire businessman banker candidate nominee speaker
		whip
		mp king queen prince princess emir sultan ruler dictator pope bishop archbishop cleric imam mufti rabbi priest
		ombudsman ombudswoman doctor nurse surgeon teacher student farmer resident witness survivor soldier fighter
		warlord militant rebel veteran inspector detective sheriff officer superintendent actor actress singer
		musician
		director-general secretary-general under-secretary-general undersecretary czar treasurer registrar rector dean
		principal headteacher magistrate counsel solicitor barrister historian scientist engineer architect pilot
		driver
		press_secretary chief_of_staff special_envoy national_security_adviser`

	speechVerbs = `said says say saying told tells added adds noted notes stated states announced announces warned
		warns claimed
		claims denied denies confirmed confirms insisted insists argued argues wrote writes tweeted posted explained
		explains stressed stresses urged urges vowed vows called calls asked asks replied responded reiterated
		reiterates
		declared declares recalled reported reports accused accuses admitted acknowledged suggested emphasised
		emphasized
		revealed commented continued concluded pledged promised demanded testified lamented hailed praised condemned
		blamed criticised criticized met spoke speaks visited arrived died thinks believes believed hopes wants`

	linkWords = `of and for the de del la las los du des da do dos das di della e y et und en in on to with bin ibn
		bint al el
		ben van von der den ter ten zu am sur sous upon at und dan & ul ur ould abu as au aux i`

	directions = `north south east west northern southern eastern western central north-east north-west south-east
		south-west
		northeast northwest southeast southwest northeastern northwestern southeastern southwestern upper lower
		greater
		sub mid inner outer`

	calendarWords = `monday tuesday wednesday thursday friday saturday sunday january february march april may june
		july august
		september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu
		thur thurs
		fri sat sun christmas easter ramadan eid hanukkah passover covid covid-19 coronavirus gmt est edt utc am pm`

	//nolint:misspell // Spanish
	orgHeads = `ministry department bureau agency office board council commission committee university college
		institute school
		academy bank association federation union league organisation organization foundation society court tribunal
		parliament senate congress house assembly party movement front forces army navy police service ministry_of
		office_of
		bank_of university_of institute_of department_of court_of center centre authority directorate club fc ac cf
		real
		sporting team royal national state supreme federal high general central international united world european
		african
		asian arab american islamic democratic republican people's popular first public free new workers doctors
		reporters
		save amnesty human friends confederation chamber alliance coalition hospital clinic hezb jamaat jaish jaysh
		harakat
		lashkar liwa kataib tehrik hizb partido banco universidad ministerio instituto asociacion federacion consejo
		secretaria comision asamblea tribunal corte comite grupo empresa cooperativa fundacion universite ministere`

	orgTails = `party inc inc. ltd ltd. llc plc corp corp. co co. company corporation group holdings holding ag sa nv
		ab oyj gmbh
		limited partners ventures capital bank bancorp university college institute school academy association
		federation
		union league organisation organization foundation society court tribunal parliament senate congress assembly
		council
		commission committee board bureau agency office department ministry authority service services forces force
		army
		navy guard guards police command corps directorate administration secretariat government council club fc
		united city
		rovers wanderers athletic airlines airways airline air motors motor energy oil gas petroleum power steel
		mining
		pharmaceuticals pharma laboratories labs technologies technology tech systems software media news times post
		herald
		tribune gazette journal today daily star standard observer guardian telegraph mail press agency television tv
		radio
		broadcasting network networks magazine review hospital clinic church cathedral mosque trust fund funds
		initiative
		programme program project movement front brigades coalition alliance bloc faction caucus congress
		confederation
		chamber industries industry international consulting insurance assurance investments investment securities
		exchange museum library orchestra theatre theater festival studios studio pictures records entertainment games
		hotels resorts center centre duma rada knesset majlis`

	placeHeads = `mount mt mt. lake lago fort port puerto cape cabo san santa santo saint st st. sao los las el al
		new north south
		east west rio gulf bay strait isle island islands republic kingdom state province district city town village
		river
		camp rue calle avenida villa nueva nuevo monte ciudad costa playa isla plaza deir tel tell beit bayt khan umm
		ras wadi
		jebel jabal kafr bir ain novo nova nizhny velyka staro petro`

	placeTails = `river lake sea ocean bay gulf strait straits channel canal island islands isle peninsula cape
		mountain mountains
		mount hills hill valley desert forest plateau delta coast shore beach province region district county state
		oblast
		raion governorate prefecture municipality department territory republic kingdom emirate city town village
		township
		borough suburb settlement camp crossing border street st road rd avenue ave boulevard square lane drive
		highway
		bridge tunnel dam reservoir park garden gardens airport airfield airbase base port harbour harbor station
		terminal
		stadium arena hotel tower palace castle prison jail hospital mall market school cemetery zone strip heights
		bank
		square plaza basin falls springs creek island reef atoll ward constituency estate farm mine plant refinery
		facility`

	unitTails = `brigade battalion regiment division squadron platoon corps battlegroup fleet wing company flotilla`

	seats = `kremlin white_house pentagon downing_street elysee elysee_palace capitol_hill foggy_bottom
		state_department
		blue_house quai_d'orsay whitehall bankova brussels_hq`

	outlets = `reuters ap afp associated_press agence_france-presse interfax tass ria ria_novosti ukrinform unian
		axios bloomberg
		cnn bbc bbc_news bbc_verify sky_news fox_news fox nbc nbc_news cbs cbs_news abc_news abc msnbc cnbc npr pbs
		politico
		new_york_times washington_post wall_street_journal financial_times guardian the_guardian the_times
		the_economist
		economist telegraph daily_telegraph daily_mail independent le_monde le_figaro der_spiegel spiegel bild
		die_welt
		die_zeit el_pais el_mundo la_repubblica corriere_della_sera al_jazeera aljazeera al-jazeera al_arabiya
		al-arabiya
		al_mayadeen al-mayadeen al_manar al-manar press_tv irna isna fars_news_agency fars tasnim mehr sana wafa
		anadolu
		anadolu_agency xinhua global_times cgtn cctv people's_daily south_china_morning_post kyodo nhk yonhap dpa efe
		ansa
		ntb belta belga pap swissinfo dw deutsche_welle france_24 rfi rt sputnik pravda kommersant izvestia vedomosti
		novaya_gazeta meduza the_insider bellingcat kyiv_independent kyiv_post ukrainska_pravda suspilne hromadske
		haaretz jerusalem_post times_of_israel ynet channel_12 channel_13 kan times_of_india hindustan_times the_hindu
		ndtv ani pti press_trust_of_india dawn geo_news ary_news tolo_news tolonews khaama_press radio_free_europe
		rfe/rl radio_liberty voice_of_america voa middle_east_eye al-monitor foreign_policy foreign_affairs
		the_atlantic
		new_yorker time newsweek vox buzzfeed huffpost daily_beast the_hill semafor substack twitter facebook telegram
		instagram tiktok youtube whatsapp truth_social wikileaks flightradar flightradar24 marinetraffic liveuamap
		institute_for_the_study_of_war isw acled sudan_tribune radio_dabanga radio_tamazuj`

	armedGroups = `hamas hezbollah hizbollah hizbullah hizballah houthis houthi ansar_allah ansarallah taliban
		al-qaeda al_qaeda
		al-qaida isis isil daesh islamic_state islamic_state_group islamic_jihad palestinian_islamic_jihad pij
		boko_haram al-shabaab al_shabaab al-shabab hts hayat_tahrir_al-sham tahrir_al-sham jabhat_al-nusra nusra_front
		al-nusra_front free_syrian_army fsa syrian_democratic_forces sdf ypg ypj pkk kurdistan_workers'_party
		peshmerga
		rapid_support_forces rsf janjaweed sudanese_armed_forces m23 fdlr adf allied_democratic_forces iswap jnim
		wagner wagner_group azov azov_regiment azov_brigade irgc islamic_revolutionary_guard_corps
		revolutionary_guards
		revolutionary_guard quds_force basij kataib_hezbollah popular_mobilization_forces hashd_al-shaabi
		qassam_brigades
		al-qassam_brigades al-quds_brigades al-aqsa_martyrs_brigades fatah plo palestinian_authority hamas-run
		arakan_army kachin_independence_army karen_national_union tatmadaw farc eln fano tplf ola
		oromo_liberation_army
		lord's_resistance_army ttp tehrik-e-taliban_pakistan lashkar-e-taiba jaish-e-mohammed haqqani_network
		southern_transitional_council libyan_national_army lna national_salvation_front ltte naxalites abu_sayyaf npa`

	organisations = `nato un u.n. eu e.u. united_nations european_union african_union au arab_league asean brics g7
		g20 opec opec+ osce
		iaea icc icj international_criminal_court international_court_of_justice who world_health_organization wfp
		world_food_programme unhcr unicef unrwa unesco ocha ohchr imf world_bank wto oecd interpol europol ecowas
		igad sco
		csto red_cross icrc red_crescent msf medecins_sans_frontieres doctors_without_borders amnesty_international
		human_rights_watch hrw save_the_children oxfam care mercy_corps norwegian_refugee_council islamic_relief
		white_helmets white_house kremlin pentagon state_department cia fbi nsa dhs doj treasury congress senate
		house_of_representatives supreme_court security_council general_assembly un_security_council
		u.n._security_council
		european_commission european_parliament european_council european_central_bank federal_reserve fed
		house_of_commons house_of_lords bundestag bundesrat duma state_duma federation_council verkhovna_rada rada
		knesset
		majlis politburo cabinet mi5 mi6 mossad shin_bet shabak idf israel_defense_forces fsb gru svr sbu hur nabu
		gazprom rosneft lukoil rosatom rostec naftogaz ukrenergo energoatom sberbank aramco saudi_aramco petrobras
		google apple microsoft amazon meta tesla spacex starlink boeing airbus lockheed_martin raytheon rheinmetall
		northrop_grumman bae_systems general_dynamics samsung huawei toyota volkswagen bp shell exxonmobil
		totalenergies
		republican_party democratic_party republicans democrats gop labour labour_party conservative_party tories
		likud
		akp chp bjp anc pdp apc cdu spd afd united_russia servant_of_the_people chinese_communist_party ccp hdp
		workers'_party communist_party fifa uefa ioc olympics nba nfl mlb centcom africom eucom norad darpa usaid
		state_emergency_service civil_defence cogat ceasefire_council coalition_of_the_willing
		gaza_humanitarian_foundation ghf`

	weapons = `atacms himars patriot patriots s-300 s-400 iskander iskander-m kinzhal kalibr kh-101 kh-22 kh-55 kh-59
		shahed
		shahed-136 shahed-131 geran-2 lancet oreshnik storm_shadow scalp taurus javelin javelins stinger stingers nlaw
		bayraktar bayraktar_tb2 tb2 leopard_2 leopard_1 abrams m1_abrams challenger_2 bradley f-16 f-15 f-35 f-18
		mig-29
		mig-31 su-24 su-25 su-27 su-34 su-35 su-57 tu-95 tu-22m3 tu-160 il-76 a-50 ka-52 mi-8 mi-24 mi-28 ah-64 apache
		black_hawk mq-9 mq-9_reaper reaper predator switchblade gepard iris-t nasams hawk s-200 buk buk-m1 tor-m2
		pantsir
		pantsir-s1 grad uragan smerch tornado-s tos-1 msta-s caesar pzh_2000 m777 m109 krab archer himars gmlrs jdam
		hellfire tomahawk tomahawks iron_dome david's_sling arrow_3 arrow_2 thaad fateh-110 fateh-313 zolfaghar sejjil
		emad qassam grad_rockets kornet rpg-7 ak-47 t-55 t-62 t-64 t-72 t-80 t-90 bmp-1 bmp-2 bmp-3 btr-80 mt-lb
		magura_v5 sea_baby neptune kh-31 fab-500 fab-1500 fab-250 hwasong-15 hwasong-17 hwasong-11 mirage_2000 rafale
		gripen eurofighter typhoon
		merkava merkavas iron_beam barak-8 arrow-3 arrow-2 kheibar_shekan kheibar-shekan haj_qasem paveh shahab-3
		ghadr fattah fattah-1
		burkan burkan-2h zelzal badr-1 quds-1 samad-3 qasef-2k ababil mohajer-6 mohajer-10 almas toophan katyusha
		katyushas rpg
		yasin-105 yassin-105 m-75 r-160 ayyash-250 qassams zircon tsirkon oniks onyx bastion-p kh-47m2 kh-101s x-101
		su-30 su-33 su-30sm
		tu-141 tu-22m tu-95ms t-14 t-90m t-72b3 bm-21 bm-30 2s19 d-30 stryker strykers marder marders leopard_2a6
		leopard_2a4 leopard_1a5
		leopards cv90 amx-10 glsdb f-16s f-35s f-15s bayraktars bayraktar_akinci akinci anka-s orlan-10 zala supercam
		harop
		heron_tp hermes_450 hermes_900 jf-17 j-10 j-10c j-16 j-20 df-17 df-21d df-26 h-6k hwasong-18 hwasong-19 kn-23
		kn-25 pukguksong-2
		chunmoo hyunmoo-5 wing_loong ch-4 shaheds geran gerbera lancets lancet-3 iskanders kinzhals himarses umpk
		fab-3000 tos-1a
		buk-m2 buk-m3 s-350 s-500 s-125 s-75 igla strela piorun starstreak martlet mistral fgm-148 bgm-71 milan spike
		storm_shadows
		scalp-eg agm-88 harm_missile brimstone palianytsia flamingo_missile hrim-2 magura sea_babies peklo aim-120
		amraam sm-3 sm-6 aegis`

	units = `golani_brigade givati_brigade nahal_brigade kfir_brigade paratroopers_brigade golani_infantry_brigade
		givati_infantry_brigade commando_brigade kraken_regiment aidar_battalion dnipro-1_battalion donbas_battalion
		akhmat_battalion
		vostok_battalion sparta_battalion somalia_battalion sudoplatov_battalion hamza_division sultan_murad_division
		fatemiyoun_brigade fatemiyoun_division zainabiyoun_brigade liwa_fatemiyoun nukhba_force tiger_forces
		al-nukhba_force`
)
