package figures

import (
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
)

var (
	withForm  = words.Form("with")
	alongWord = words.Of(`along together`)
)

var wellForm, asForm = words.Form("well"), words.Form("as")

var amongForm = words.Form("among")

// numerals are the number words by value. Units and tens add up, scales multiply.
var numerals = numberWords(map[float64]string{
	1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
	11: "eleven", 12: "twelve",
	13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen",
	20: "twenty", 30: "thirty",
	40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
})

var scales = numberWords(map[float64]string{
	100: "hundred", 1e3: "thousand", 1e6: "million mln", 1e9: "billion bn", 1e12: "trillion", 12: "dozen", 20: "score",
})

// floors are the least numbers that a vague plural stands for: two dozens, two scores, two hundreds.
var floors = numberWords(map[float64]string{
	24: "dozens", 40: "scores", 200: "hundreds", 2e3: "thousands",
	2e6: "millions", 2e9: "billions", 20: "tens",
})

var (
	aWord       = words.Of(`a an`)
	andWord     = words.Of(`and`)
	halfWord    = words.Of(`half`)
	hundredWord = words.Of(`hundred thousand million billion dozen`)
	ofWord      = words.Of(`of`)
	toOr        = words.Of(`to or – — -`)
	betweenWord = words.Of(`between`)
	fromWord    = words.Of(`from`)

	atLeast = words.PhrasesOf(`at least, more than, over, no fewer than, no less than, not less than, not fewer than, a
		minimum of, minimum of, upwards of, greater than, well over, above, in excess of`)
	upTo = words.PhrasesOf(`up to, as many as, as much as, at most, no more than, not more than, fewer than, less than,
		under, below, a maximum of, maximum of, at the most`)
	about = words.PhrasesOf(`about, around, some, approximately, roughly, nearly, almost, close to, an estimated,
		estimated, more or less, circa, just over, just under, as few as`)
	orMore = words.PhrasesOf(`or more, or so, at least, at most`)
)

var tensForm = words.Form("tens")

var (
	months = words.Of(`january february march april may june july august september october november december jan feb
		mar apr jun jul aug sep sept oct nov dec`)
	datePrefix = words.Of(`in since until by during of from before after early late mid around`)
	rankPrefix = words.Of(`no number article articles resolution channel chapter section page day phase group area zone
		highway route flight room unit building age aged ages
		version part act title round protocol order law point brigade hill sector camp task`)
	ageSuffix = words.Of(`-year-old years-old old`)
	clock     = words.Of(`a.m p.m a.m. p.m. am pm gmt utc o'clock hours hrs local`)
	percent   = words.Of(`% percent per-cent pct per`)
	ordinal   = words.Of(`anniversary th st nd rd`)
)

var (
	commaForm     = words.Form(",")
	semicolonForm = words.Form(";")
	stopForm      = words.Form(".")
	pointForm     = words.Form("point")
	hoursForm     = words.Form("hours")
)

var (
	noWord     = words.Of(`no not`)
	noneWord   = words.Of(`none neither`)
	parentWord = words.Of(`mother father parent`)
	theForm    = words.Form("the")
	yearWord   = words.Of(`year years year-old years-old`)
)

var (
	toForm  = words.Form("to")
	changed = words.Of(`rose rise rises risen rising increased increase increases increasing climbed climbs climbing
		grew grown grows jumped jumps raised raises raising
		revised revising updated went gone soared surged up fell fallen falls dropped lowered lowering cut down
		doubled`)
)

var soForm = words.Form("so")

// currencies are signs before and words behind a sum.
var currencySigns = map[string]string{
	"$": "USD", "€": "EUR", "£": "GBP", "₴": "UAH", "₽": "RUB", "₪": "ILS",
	"¥": "JPY", "₹": "INR", "₺": "TRY",
}

// things are counted nouns that no harm of people can befall: a village is captured, but no prisoner.
var things = words.Of(`village villages town towns settlement settlements city cities tank tanks vehicle vehicles car
	cars house houses home homes building buildings
	position positions hectare hectares aircraft plane planes helicopter helicopters ship ships boat boats vessel
	vessels attack attacks strike strikes raid raids
	airstrikes bombing bombings shooting shootings ambush ambushes offensive clashes explosion explosions blast
	blasts bomb bombs time times case cases incident incidents point points dollar dollars percent school schools
	hospital
	hospitals church churches bridge bridges apartment apartments store stores shop shops bank banks country
	countries state states province provinces
	district districts department departments region regions area areas weapon weapons rifle rifles gun guns round
	rounds cartridges grenades meeting meetings
	election elections vote votes seat seats shot shots bullet bullets company companies firm firms unit units system
	systems job jobs step steps page pages
	front fronts launcher launchers truck trucks bus buses train trains tower towers pylons poles votes article
	articles group groups organization organizations
	organisation organisations part parts place places side sides way ways thing things kind kinds type types
	year-old casualties`)

// persons are nouns for people. What is neither a thing nor a person may still be killed: "six Jesuits".
var persons = words.Of(`people person persons civilian civilians man men woman women child children boy boys girl girls
	baby babies infant infants teenager teenagers
	soldier soldiers troops serviceman servicemen servicewomen policeman policemen officer officers police guard
	guards fighter fighters militant militants gunman gunmen
	rebel rebels insurgent insurgents terrorist terrorists guerrilla guerrillas member members worker workers
	employee employees journalist journalists reporter reporters
	resident residents villager villagers citizen citizens national nationals student students pupil pupils teacher
	teachers doctor doctors medic medics nurse nurses
	patient patients passenger passengers priest priests jesuit jesuits peasant peasants farmer farmers official
	officials leader leaders judge judges victim victims
	hostages bodyguard bodyguards prisoner prisoners refugee refugees migrant migrants others individual individuals
	human humans father mother son daughter brother brothers
	sister sisters family families relative relatives crew pilot pilots sailor sailors marine marines paratroopers
	commander commanders general generals
	volunteer volunteers aid-worker peacekeeper peacekeepers protester protesters demonstrator demonstrators
	bystander bystanders personnel staff driver drivers
	americans israelis palestinians ukrainians russians syrians gazans iraqis afghans lebanese sudanese yemenis
	colombians peruvians salvadorans inhabitants
	personalities lives wounded injured dead rescuers newsmen patrolmen crewmen seamen guardsmen militiamen
	missionaries missionary firefighters paramedics suspects detainees elderly adult adults youth youths clergymen
	nuns maids`)

var measures = func() map[uint32]measure {
	m := map[uint32]measure{}
	for _, x := range []struct {
		measure
		words string
	}{
		{
			measure{news.Drones, ""},
			`drone drones uav uavs shahed shaheds geran gerans quadcopter quadcopters unmanned kamikaze`,
		},
		{
			measure{news.Missiles, ""},
			`missile missiles rocket rockets iskander iskanders kalibr kalibrs kinzhal kinzhals`,
		},
		{measure{news.Shells, ""}, `shell shells projectile projectiles mortars`},
		{measure{news.Money, "USD"}, `dollar dollars usd`},
		{measure{news.Money, "EUR"}, `euro euros eur`},
		{measure{news.Money, "GBP"}, `pound-sterling gbp`},
		{measure{news.Money, "UAH"}, `hryvnia hryvnias hryvnya uah`},
		{measure{news.Money, "RUB"}, `ruble rubles rouble roubles rub`},
		{measure{news.Money, "ILS"}, `shekel shekels`},
		{measure{news.Area, "ha"}, `hectare hectares`},
		{measure{news.Area, "acre"}, `acre acres`},
		{measure{news.Area, "km2"}, `km2 km² sqkm`},
		{measure{news.Distance, "km"}, `km kilometer kilometers kilometre kilometres kms`},
		{measure{news.Distance, "mi"}, `mile miles`},
		{measure{news.Distance, "m"}, `meter meters metre metres`},
		{measure{news.Distance, "ft"}, `foot feet`},
		{measure{news.Duration, "h"}, `hour hours`},
		{measure{news.Duration, "min"}, `minute minutes`},
		{measure{news.Duration, "d"}, `day days`},
		{measure{news.Duration, "wk"}, `week weeks`},
		{measure{news.Duration, "mo"}, `month months`},
		{measure{news.Duration, "y"}, `year years`},
	} {
		for w := range strings.FieldsSeq(x.words) {
			form := words.Form(w)
			m[form] = x.measure
		}
	}
	return m
}()

var squares = map[string]string{"km": "km2", "mi": "mi2", "m": "m2", "ft": "ft2"}

var (
	squareWord = words.Of(`square sq sq.`)
	agoWord    = words.Of(`ago old earlier later before`)
	moreWord   = words.Of(`more other others another additional further the these those its their his her our
		of them`)
	articles = words.Of(`the another a an its their his her these those also further additional other some`)
	beWord   = words.Of(`is are was were be been being got get 's`)
	includes = words.Of(`including include includes included among`)
	coupling = words.Of(`and or , & plus`)
	tollWord = words.Of(`toll tally count number total`)
	tollVerb = words.Of(`to at is was stands stood reached reaches hit hits rose rises risen climbs climbed
		surpassed passed exceeded exceeds topped topping crossed crosses of`)
	downWord = words.Of(`down downed downing intercepted intercepting intercept destroyed destroying destroy
		neutralised neutralized suppressed repelled shot-down jammed thwarted`)
	shotWord            = words.Of(`shot shoot shooting brought brings bring took taken`)
	ofWhom              = words.Of(`them whom which`)
	elsewhere           = words.Of(`where when`)
	openForm, closeForm = words.Form("("), words.Form(")")
	// "feared killed"
	reckoned   = words.Of(`confirmed reported feared believed presumed listed counted registered thought`)
	participle = words.Of(`taken held shot feared believed presumed thought listed left lying living`)

	adjacentTime = words.Of(`last this next past previous`)
	deadWord     = words.Of(`dead death`)
)

var ofForm, outForm = words.Form("of"), words.Form("out")

var captive = words.Of(`prisoner hostage captive`)

var fraction = words.Of(`percent per-cent % pct half third quarter fifth most majority many some much part thirds
	quarters share`)

var release = words.Of(`released release releases releasing freed free freeing rescued rescue rescuing exchanged swapped
	returned recovered`)

// verbOnly are states that are verbs only: they are no part of the number's phrase.
var verbOnly = words.Of(`died die dies dying perished fled flee disappeared`)

// perhaps are the modals of what may have happened already: "may have killed twelve".
var perhaps = words.Of(`may might must could`)

var claimedForm, claimingForm, livesForm = words.Form("claimed"), words.Form("claiming"), words.Form("lives")

// infinitive are the plain forms of verbs of harm.
var infinitive = words.Of(`kill murder assassinate execute slay injure wound hurt capture kidnap abduct detain arrest
	displace evacuate`)

var (
	clauseJoin = words.Of(`and but while as because although though if unless`)
	driven     = words.Of(`forced driven drove forcing driving pushed expelled chased uprooted`)
	homeWord   = words.Of(`home homes house houses village villages town towns city country land`)
	leaving    = words.Of(`flee leave evacuate abandon`)
	fromForm   = words.Form("from")
)

var hadForm, beenForm = words.Form("had"), words.Form("been")

var tollForm = words.Form("toll")

var bringing = words.Of(`bringing brings brought taking raising`)

var (
	periodStart = words.PhrasesOf(`overnight, since, so far this, so far, in the past, in the last, over the past, over
		the last, during the past, during the last, over the weekend,
		this year, this week, this month, last year, last week, last month, last night, yesterday, on Monday, on
		Tuesday, on Wednesday, on Thursday, on Friday, on Saturday,
		on Sunday, early Monday, early Tuesday, early Wednesday, early Thursday, early Friday, early Saturday, early
		Sunday, late Monday, late Tuesday, late Wednesday,
		late Thursday, late Friday, late Saturday, late Sunday, Monday, Tuesday, Wednesday, Thursday, Friday,
		Saturday, Sunday, today, earlier today, within 24 hours,
		in the previous 24 hours, in 24 hours`)
	runningStart = words.PhrasesOf(`since, so far this, this year, so far, in the past year, over the past year, in
	total,
		altogether, in all, since the beginning, since the start`)
	sinceWord = words.Of(`since`)
	warWord   = words.Of(`war invasion conflict start beginning outbreak offensive uprising revolution ceasefire
		truce coup`)
	spanWord = words.Of(`hours hour days day weeks week months month years year decade decades night weekend`)
)

var (
	onIn      = words.Of(`on in`)
	earlyLate = words.Of(`early late mid`)
	sayTime   = words.Of(`in a an statement reporters interview journalists briefing on late early the`)
)

var overnightForm, farForm = words.Form("overnight"), words.Form("far")

var (
	// where a speaker is, nothing else need have happened
	visiting  = words.Of(`speaking meeting visiting arriving talking addressing`)
	direction = words.Of(`north south east west northeast northwest southeast southwest outskirts outside suburb`)
	fleeing   = words.Of(`fled flee fleeing left leaving`)
	placing   = words.Of(`in on at across inside over`)
	nearby    = words.Of(`near outside around`)
)
