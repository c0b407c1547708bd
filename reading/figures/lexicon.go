package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text/lang"
)

// english has the words that the rules look for.
var english = lang.English

// Of numbers.
var (
	numerals = numberWords(english.Numbers.Numerals) // units and tens add up
	scales   = numberWords(english.Numbers.Scales)   // scales multiply
	floors   = numberWords(english.Numbers.Vague)    // vague plurals, by the least they stand for

	aWord       = words.Of(english.Numbers.Articles)
	hundredWord = words.Of(english.Numbers.Multiples)
	toOr        = words.Of(english.Numbers.Between)
	atLeast     = words.PhrasesOf(english.Numbers.AtLeast)
	upTo        = words.PhrasesOf(english.Numbers.UpTo)
	about       = words.PhrasesOf(english.Numbers.About)
	orMore      = words.PhrasesOf(english.Numbers.OrMore)
	datePrefix  = words.Of(english.Numbers.BeforeYears)
	rankPrefix  = words.Of(english.Numbers.BeforeRanks)
	ageSuffix   = words.Of(english.Numbers.BehindAges)
	clock       = words.Of(english.Numbers.BehindHours)
	percent     = words.Of(english.Numbers.Percent)
	ordinal     = words.Of(english.Numbers.Ordinals)
	noWord      = words.Of(english.Numbers.No)
	noneWord    = words.Of(english.Numbers.None)
	parentWord  = words.Of(english.Numbers.Parents)
	yearWord    = words.Of(english.Numbers.Years)
	changed     = words.Of(english.Numbers.Changed)
	fraction    = words.Of(english.Numbers.Shares)
	heShe       = words.Of(english.Numbers.Whose)
	turnedWord  = words.Of(english.Numbers.Turned)
	agedNoun    = words.Of(english.Numbers.Aged)
)

// Of people and what befalls them.
var (
	alongWord    = words.Of(english.Tolls.Along)
	things       = words.Of(english.Tolls.Things)
	persons      = words.Of(english.Tolls.Persons)
	squareWord   = words.Of(english.Tolls.Square)
	agoWord      = words.Of(english.Tolls.Ago)
	moreWord     = words.Of(english.Tolls.More)
	articles     = words.Of(english.Tolls.Articles)
	beWord       = words.Of(english.Tolls.Be)
	includes     = words.Of(english.Tolls.Including)
	coupling     = words.Of(english.Tolls.And)
	tollWord     = words.Of(english.Tolls.Counts)
	tollVerb     = words.Of(english.Tolls.Reaches)
	downWord     = words.Of(english.Tolls.Down)
	shotWord     = words.Of(english.Tolls.Shot)
	ofWhom       = words.Of(english.Tolls.Them)
	elsewhere    = words.Of(english.Tolls.Elsewhere)
	reckoned     = words.Of(english.Tolls.Reckoned)
	participle   = words.Of(english.Tolls.Found)
	adjacentTime = words.Of(english.Tolls.Adjacent)
	deadWord     = words.Of(english.Tolls.Dead)
	captive      = words.Of(english.Tolls.Captive)
	release      = words.Of(english.Tolls.Released)
	verbOnly     = words.Of(english.Tolls.Died)
	perhaps      = words.Of(english.Tolls.Perhaps)
	infinitive   = words.Of(english.Tolls.Infinitives)
	clauseJoin   = words.Of(english.Tolls.Clauses)
	driven       = words.Of(english.Tolls.Driven)
	homeWord     = words.Of(english.Tolls.Homes)
	leaving      = words.Of(english.Tolls.Leave)
	bringing     = words.Of(english.Tolls.Bringing)
	tollNoun     = words.Of(english.Tolls.Tolls)
	deathsOf     = words.Of(english.Tolls.Deaths)
	casualtiesOf = words.Of(english.Tolls.Casualties)
	rising       = words.Of(english.Tolls.Rising)
	putWord      = words.Of(english.Tolls.Put)
	reachedWord  = words.Of(english.Tolls.Reached)
	inAll        = words.PhrasesOf(english.Tolls.InAll)
	added        = words.Of(english.Tolls.Added)
	earlierWord  = words.Of(english.Tolls.Earlier)
	lostWord     = words.Of(english.Tolls.Lost)
	livesWord    = words.Of(english.Tolls.Lives)
	fallen       = words.Of(english.Tolls.Fallen)
	losing       = words.Of(english.Tolls.Losing)
	handing      = words.Of(english.Tolls.Handing)
	bodiesWord   = words.Of(english.Tolls.Bodies)
	holding      = words.Of(english.Tolls.Holding)
	heldWord     = words.Of(english.Tolls.Held)
	passing      = words.Of(english.Tolls.Passing)
	subordinate  = words.Of(english.Tolls.Subordinating)
	counting     = words.Of(english.Tolls.Counting)
	allWord      = words.Of(english.Tolls.All)
	afterWord    = words.Of(english.Tolls.After)
	stoppedWord  = words.Of(english.Tolls.Stopped)
)

// Of times.
var (
	months       = words.Of(english.Dates.Months)
	periodStart  = words.PhrasesOf(english.Periods.Starts)
	runningStart = words.PhrasesOf(english.Periods.Running)
	warWord      = words.Of(english.Periods.Wars)
	spanWord     = words.Of(english.Periods.Spans)
	onIn         = words.Of(english.Periods.Before)
	earlyLate    = words.Of(english.Periods.Early)
	sayTime      = words.Of(english.Periods.Saying)
	longWar      = words.Of(english.Periods.Long)
	within       = words.Of(english.Periods.Within)
)

// Of places.
var (
	visiting  = words.Of(english.Places.Visiting)
	direction = words.Of(english.Places.Directions)
	fleeing   = words.Of(english.Places.Fled)
	placing   = words.Of(english.Places.At)
	nearby    = words.Of(english.Places.Near)
)

// What the rules are built of.
var (
	amongForm     = words.Form("among")
	andForm       = words.Form("and")
	asForm        = words.Form("as")
	beenForm      = words.Form("been")
	betweenForm   = words.Form("between")
	claimedForm   = words.Form("claimed")
	claimingForm  = words.Form("claiming")
	closeForm     = words.Form(")")
	commaForm     = words.Form(",")
	farForm       = words.Form("far")
	fromForm      = words.Form("from")
	hadForm       = words.Form("had")
	halfForm      = words.Form("half")
	hoursForm     = words.Form("hours")
	livesForm     = words.Form("lives")
	ofForm        = words.Form("of")
	centForm      = words.Form("cent")
	perForm       = words.Form("per")
	anForm        = words.Form("an")
	deathsForm    = words.Form("deaths")
	pastForm      = words.Form("past")
	aboveForm     = words.Form("above")
	upForm        = words.Form("up")
	overForm      = words.Form("over")
	backForm      = words.Form("back")
	atForm        = words.Form("at")
	totalForm     = words.Form("total")
	mostForm      = words.Form("most")
	openForm      = words.Form("(")
	outForm       = words.Form("out")
	overnightForm = words.Form("overnight")
	pointForm     = words.Form("point")
	semicolonForm = words.Form(";")
	sinceForm     = words.Form("since")
	soForm        = words.Form("so")
	stopForm      = words.Form(".")
	tensForm      = words.Form("tens")
	theForm       = words.Form("the")
	toForm        = words.Form("to")
	wellForm      = words.Form("well")
	withForm      = words.Form("with")
)

// measures are the nouns that measure, or count what is no person.
var measures = func() map[uint32]measure {
	m := map[uint32]measure{}
	units := english.Units
	for kind, list := range map[news.FigureKind]map[string]bool{
		news.Drones: units.Drones, news.Missiles: units.Missiles, news.Shells: units.Shells,
		news.Vehicles: units.Vehicles,
	} {
		for w := range list {
			m[words.Form(w)] = measure{kind, ""}
		}
	}
	for kind, list := range map[news.FigureKind]map[string]string{
		news.Money: units.Money, news.Area: units.Areas, news.Distance: units.Distances, news.Duration: units.Durations,
	} {
		for w, unit := range list {
			m[words.Form(w)] = measure{kind, unit}
		}
	}
	return m
}()

// squares are the areas of lengths.
var squares = map[string]string{"km": "km2", "mi": "mi2", "m": "m2", "ft": "ft2"}

// currencySigns stand before a sum.
var currencySigns = map[string]string{
	"$": "USD", "€": "EUR", "£": "GBP", "₴": "UAH", "₽": "RUB", "₪": "ILS",
	"¥": "JPY", "₹": "INR", "₺": "TRY",
}

// numberWords keys numbers by the forms of their words.
func numberWords(list map[string]float64) map[uint32]float64 {
	m := map[uint32]float64{}
	for w, v := range list {
		m[words.Form(w)] = v
	}
	return m
}

// measure is a noun that measures or counts what is no person.
type measure struct {
	kind news.FigureKind
	unit string
}
