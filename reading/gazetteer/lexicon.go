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
	add := func(c Class, all iter.Seq[string]) {
		for w := range all {
			m[text.Fold(w)] |= c
		}
	}
	english := func(c Class, s string) {
		for w := range strings.FieldsSeq(s) {
			m[text.Fold(strings.ReplaceAll(w, "_", " "))] |= c
		}
	}
	for _, l := range []struct {
		class Class
		list  string
	}{
		{GivenName, "given_names.txt"},
		{CountryWord, "countries.txt"},
		{CityWord, "cities.txt"},
		{RegionWord, "regions.txt"},
		{Demonym, "demonyms.txt"},
		{Outlet | Organisation, "outlets.txt"},
		{ArmedGroup | Organisation, "armed_groups.txt"},
		{Organisation, "organisations.txt"},
		{Weapon, "weapons.txt"},
		{NamedUnit, "units.txt"},
		{Seat, "seats.txt"},
	} {
		add(l.class, words(l.list))
	}
	english(NameParticle, nameParticles)
	english(Honorific, honorifics)
	english(Office, offices)
	english(OrgHead, orgHeads)
	english(OrgTail, orgTails)
	english(placeHead, placeHeads)
	english(PlaceTail, placeTails)
	english(Calendar, calendarWords)
	english(SpeechVerb, speechVerbs)
	english(LinkWord, linkWords)
	english(Direction, directions)
	english(UnitTail, unitTails)
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
)
