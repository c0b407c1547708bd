package en

import (
	"strings"

	"sitrep/text"
)

// The words of names and beside them are written by hand from general knowledge.
//
//nolint:misspell // Spanish
var names = text.Names{
	Particles: text.PhraseSet(`
		al el bin ibn ben bint abu abd van von der den de di da dos das del della du la le ter ten st mac mc ould
		um umm abdul ul ur zu af av os as an ash at az ad ar`),
	Honorifics: text.PhraseSet(`
		mr mrs ms miss mx dr prof professor gen general lt lieutenant col colonel maj major sgt sergeant capt
		captain cmdr commander adm admiral brig brigadier rep sen senator gov rev reverend hon honourable
		honorable fr father sheikh shaykh sheik sayyid sayed sayyed seyyed hajj imam mullah maulana mufti
		ayatollah hojjatoleslam rabbi pastor bishop archbishop cardinal pope patriarch metropolitan king queen
		prince princess sultan emir crown_prince lord lady sir dame baron baroness justice judge madam madame
		sheikha engr barr barrister alhaji hajia chief comrade datuk dato tan_sri tun marshal field_marshal pvt
		private corporal cpl insp inspector supt superintendent det detective constable officer ambassador
		congressman congresswoman representative councillor councilman councilwoman mayor president minister sr
		sra srta don dona shri smt messrs mme mlle monsieur amb`),
	Offices: text.PhraseSet(`
		president vice-president minister premier chancellor prime_minister foreign_minister defence_minister
		defense_minister interior_minister finance_minister secretary spokesman spokeswoman spokesperson envoy
		ambassador director chairman chairwoman chairperson chair chief head leader governor mayor senator
		congressman congresswoman lawmaker commander general colonel major captain admiral judge prosecutor
		lawyer attorney analyst adviser advisor aide official deputy negotiator diplomat coordinator commissioner
		representative founder owner editor reporter journalist correspondent author professor researcher expert
		economist activist coach captain striker midfielder goalkeeper manager ceo cfo coo boss tycoon oligarch
		billionaire businessman banker candidate nominee speaker whip mp king queen prince princess emir sultan
		ruler dictator pope bishop archbishop cleric imam mufti rabbi priest ombudsman ombudswoman doctor nurse
		surgeon teacher student farmer resident witness survivor soldier fighter warlord militant rebel veteran
		inspector detective sheriff officer superintendent actor actress singer musician director-general
		secretary-general under-secretary-general undersecretary czar treasurer registrar rector dean principal
		headteacher magistrate counsel solicitor barrister historian scientist engineer architect pilot driver
		press_secretary chief_of_staff special_envoy national_security_adviser`),
	OrgHeads: text.PhraseSet(`
		ministry department bureau agency office board council commission committee university college institute
		school academy bank association federation union league organisation organization foundation society
		court tribunal parliament senate congress house assembly party movement front forces army navy police
		service ministry_of office_of bank_of university_of institute_of department_of court_of center centre
		authority directorate club fc ac cf real sporting team royal national state supreme federal high general
		central international united world european african asian arab american islamic democratic republican
		people's popular first public free new workers doctors reporters save amnesty human friends confederation
		chamber alliance coalition hospital clinic hezb jamaat jaish jaysh harakat lashkar liwa kataib tehrik
		hizb partido banco universidad ministerio instituto asociacion federacion consejo secretaria comision
		asamblea tribunal corte comite grupo empresa cooperativa fundacion universite ministere`),
	OrgTails: text.PhraseSet(`
		party inc inc. ltd ltd. llc plc corp corp. co co. company corporation group holdings holding ag sa nv ab
		oyj gmbh limited partners ventures capital bank bancorp university college institute school academy
		association federation union league organisation organization foundation society court tribunal
		parliament senate congress assembly council commission committee board bureau agency office department
		ministry authority service services forces force army navy guard guards police command corps directorate
		administration secretariat government council club fc united city rovers wanderers athletic airlines
		airways airline air motors motor energy oil gas petroleum power steel mining pharmaceuticals pharma
		laboratories labs technologies technology tech systems software media news times post herald tribune
		gazette journal today daily star standard observer guardian telegraph mail press agency television tv
		radio broadcasting network networks magazine review hospital clinic church cathedral mosque trust fund
		funds initiative programme program project movement front brigades coalition alliance bloc faction caucus
		congress confederation chamber industries industry international consulting insurance assurance
		investments investment securities exchange museum library orchestra theatre theater festival studios
		studio pictures records entertainment games hotels resorts center centre duma rada knesset majlis`),
	PlaceHeads: text.PhraseSet(`
		mount mt mt. lake lago fort port puerto cape cabo san santa santo saint st st. sao los las el al new
		north south east west rio gulf bay strait isle island islands republic kingdom state province district
		city town village river camp rue calle avenida villa nueva nuevo monte ciudad costa playa isla plaza deir
		tel tell beit bayt khan umm ras wadi jebel jabal kafr bir ain novo nova nizhny velyka staro petro`),
	PlaceTails: text.PhraseSet(`
		river lake sea ocean bay gulf strait straits channel canal island islands isle peninsula cape mountain
		mountains mount hills hill valley desert forest plateau delta coast shore beach province region district
		county state oblast raion governorate prefecture municipality department territory republic kingdom
		emirate city town village township borough suburb settlement camp crossing border street st road rd
		avenue ave boulevard square lane drive highway bridge tunnel dam reservoir park garden gardens airport
		airfield airbase base port harbour harbor station terminal stadium arena hotel tower palace castle prison
		jail hospital mall market school cemetery zone strip heights bank square plaza basin falls springs creek
		island reef atoll ward constituency estate farm mine plant refinery facility`),
	UnitTails: text.PhraseSet(`
		brigade battalion regiment division squadron platoon corps battlegroup fleet wing company flotilla`),
	SpeechVerbs: text.PhraseSet(`
		said says say saying told tells added adds noted notes stated states announced announces warned warns
		claimed claims denied denies confirmed confirms insisted insists argued argues wrote writes tweeted
		posted explained explains stressed stresses urged urges vowed vows called calls asked asks replied
		responded reiterated reiterates declared declares recalled reported reports accused accuses admitted
		acknowledged suggested emphasised emphasized revealed commented continued concluded pledged promised
		demanded testified lamented hailed praised condemned blamed criticised criticized met spoke speaks
		visited arrived died thinks believes believed hopes wants`),
	Links: text.PhraseSet(`
		of and for the de del la las los du des da do dos das di della e y et und en in on to with bin ibn bint
		al el ben van von der den ter ten zu am sur sous upon at und dan & ul ur ould abu as au aux i`),
	Directions: text.PhraseSet(`
		north south east west northern southern eastern western central north-east north-west south-east
		south-west northeast northwest southeast southwest northeastern northwestern southeastern southwestern
		upper lower greater sub mid inner outer`),
	Calendar: text.PhraseSet(`
		monday tuesday wednesday thursday friday saturday sunday january february march april may june july
		august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
		wed thu thur thurs fri sat sun christmas easter ramadan eid hanukkah passover covid covid-19 coronavirus
		gmt est edt utc am pm`),
	Generations: text.WordSet("jr sr ii iii"),
	CommonEnds:  strings.Fields("s ing ly ion ment ness ity ance ence ism ship hood craft fire men women people"),
	Abbreviations: text.WordSet(`
		inc co corp ltd jr sr st mt ft bros mr mrs ms dr gen lt col sgt capt prof rev hon sen rep gov no`),
	Never: text.WordSet("allah god llc inc inc. ltd ltd. plc"),
	Groups: text.WordSet(`
		kataib kata'ib katibat kataeb liwa alwiyat harakat harakah asaib asa'ib saraya jaish jaysh jeish jund jundullah
		faylaq failaq firqat lashkar sipah jabhat jabha hay'at hayat ahrar tanzim tehrik hizb hezb usbat ansar quwwat
		quwat ajnad suqour suqur tahrir fatah fath fateh`),
	Outfits: text.WordSet(`
		group faction militia brigade battalion movement alliance outfit organisation organization`),
	Opposing: text.WordSet("opposition rebel militant insurgent jihadist islamist armed separatist terrorist"),
	Grounds: text.WordSet(`
		jisr jabal jebel djebel kafr kfar deir dayr beit bayt qasr souq souk suq hayy khirbet khirbat tal tall tell wadi
		bab 		karaj midan maydan burj shatt qala'at qalaat masjid mazra'at`),
	GroundTails: text.WordSet(`
		farms district neighbourhood neighborhood airport airfield airbase crossing roundabout checkpoint suburb suburbs
		governorate countryside junction highway`),
	GroupTails: text.WordSet(`
		front brigade brigades battalion battalions movement army forces coalition council union division
		observatory cartel gang states`),
	Bodies: text.PhraseSet(`
		al_nusra nusra al_qaeda qaeda al_qaida observatory al_quds_brigade coalition pentagon kremlin knesset politburo
		isis hamas hezbollah taliban`),
	Credits: text.WordSet(`
		reporting additional writing editing edited written compiled reported translation translated photos photo`),
	Signing: text.WordSet(`
		by and in reporting additional writing editing edited written compiled reported translation translated
		report contributed to this from with for photos photo`),
	Vessels: text.WordSet(`
		uss usns uscgc hms hmas hmcs hmnzs rfa iris irins ins pns kri jds js roks plans bns sls mv m/v mt m/t ss rs
		fgs its tcg ens lng/c`),
	Warships: text.WordSet(`
		carrier supercarrier destroyer frigate corvette cruiser warship battleship submarine minesweeper flagship
		gunboat cutter`),
	Ships: text.WordSet(`
		ship vessel tanker supertanker freighter cargo-ship containership bulker ferry yacht trawler tug tugboat
		boat flotilla`),
}

var titles = text.Titles{
	Public: text.WordSet(`
		president minister premier chancellor senator sen. governor gov. secretary chairman leader speaker king
		mayor general gen. representative rep.`),
	Modifiers: text.WordSet(`
		foreign defence defense deputy vice press special former ex acting prime chief senior top national
		security general first second lead interim outgoing incoming then new long-time longtime veteran military
		army police government presidential ministry interior finance economy energy health justice trade culture
		education human rights state regional local city provincial opposition ruling party political economic
		legal media communications public relations naval navy air force intelligence peace nuclear envoy supreme
		high federal joint executive managing assistant associate principal founding co leading prominent exiled
		home shadow rear
		jailed late self-proclaimed de facto occupation separatist rebel hardline far right left far-right centre
		central bank staff affairs policy emergency services emergencies border guard coast foreign-policy
		chief-of-staff ousted deposed slain fugitive incumbent embattled disgraced onetime one-time reformist
		moderate white house parliament parliamentary senate house lower upper think tank crisis group aid relief`),
	Address:     text.WordSet("mr mrs ms miss dr gen lt col maj sgt capt cmdr adm brig sen rep gov sir"),
	Incoming:    text.WordSet("elect designate"),
	Links:       text.WordSet("of for to at the and in"),
	Articles:    text.WordSet("the a an his her their its one former of"),
	Auxiliaries: text.WordSet("is was are were has have had will would could may might can did does"),
	Partners: map[string]map[string]bool{
		"think": text.WordSet("tank"),
		"press": text.WordSet("secretary officer office chief aide adviser advisor attache"),
		"group": text.WordSet("leader chief commander head"),
		"front": {},
	},
	GluedBefore: strings.Fields(`
		video photo image ukraine general president minister secretary prime says mr by when leader`),
	GluedBehind: strings.Fields("said says corporal sergeant told ing an"),
	Ranks:       strings.Fields("deputy vice former acting"),
}

var metonymy = text.Metonymy{
	Locatives: text.WordSet("in at near from to into of outside around across over through inside"),
	Adverbs: text.WordSet(`
		also has have had is was were will would could may might again repeatedly later now still must should and
		since already long also been not never flatly`),
	Deeds: text.WordSet(`
		agreed agrees rejected rejects refuses refused seeks sought fears feared launched launches struck strikes
		attacked attacks annexed invaded invades sent sends signed signs accepted accepts backed backs supports
		supported imposed imposes pushed pushes tried tries needs needed wanted plans planned expects expected
		hit hits retaliated responded vetoed votes voted offered offers proposed proposes considers considered
		seized controls controlled fired fires carried deployed deploys insisted insists expelled summoned
		withdrew withdraws pledged mulls prepares ready willing unwilling claims holding`),
	Addressing: text.WordSet(`
		urged told accused pressed pressured warned asked blamed condemned criticised criticized against with
		pushing urging pressing telling warning asking blaming accusing by`),
	Behind: text.WordSet(`
		to of over for on and not that about if in as after before seeking saying demanding insisting refusing`),
}

var toponyms = text.Toponyms{
	Firm: text.WordSet(`
		in near at outside around across throughout toward towards into inside northeast northwest southeast
		southwest north south east west northern southern eastern western central downtown upstate suburban
		greater`),
	Likely: text.WordSet(`
		to from of for over through between against off via on and or reached left took captured seized entered
		stormed besieged shelled bombed retook recaptured occupied raided liberated`),
	Quarters: text.WordSet(`
		neighbourhood neighbourhoods neighborhood neighborhoods district districts suburb suburbs quarter street
		streets roundabout village villages town towns outskirts school mosque square bridge prison cemetery
		barracks`),
	Nouns: text.WordSet(`
		neighbourhoods neighborhoods districts towns villages suburbs streets cities
		city town village district region province county state capital suburb neighborhood neighbourhood
		settlement municipality port island enclave stronghold hamlet area outskirts`),
	Subnational: text.WordSet(`
		governor gov senator sen sheriff sheriffs legislature statehouse trooper troopers lawmaker republican
		republicans democrat democrats bulldogs tech county`),
	Institutions: text.WordSet(`
		police fire sheriff sheriffs mayor city council public school high university college airport
		international district municipal state county governor senate house court superior department hospital
		health attorney area town township community chamber metro regional national times road street avenue
		highway area-based region province oblast resident residents native`),
	Press: text.WordSet("times post herald daily tribune gazette journal telegraph globe chronicle"),
	Forms: text.WordSet(`
		County Parish Township River Lake Creek Valley Island Islands Beach Road Street Drive Avenue Boulevard
		Province Oblast Governorate Raion Peninsula Mountains Park Bay Strait Heights Hills Forest Highway Lane
		Rd St Ave`),
	Streets: text.WordSet(`
		Street St Road Rd Avenue Ave Drive Lane Boulevard Highway River Creek Lake Bay Park`),
}
