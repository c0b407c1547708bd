package claim

import (
	"slices"
	"strings"

	"sitrep/news"
)

// counted is a quantity with what it counts: its noun phrase ends before word end, and head is the noun, -1 for none.
type counted struct {
	quantity
	end, head int
	people    bool // the noun is one for people
	thing     bool // the noun is one that nobody can kill
	kinds     []news.FigureKind
	joint     bool // killed or wounded together: each kind is at most the number
	down      bool
	trigger   int  // the word that told the kind
	whole     bool // another quantity is taken from it: "45 of the 60"
	part      bool // it only divides up the one before it: "ten people (six women …"
}

// harms are what happens to people, with the words that say so.
type harm struct {
	kind      news.FigureKind
	verb      lexicon // takes whom it hurts as object, or as subject of the passive
	state     lexicon // stands behind or with its subject: died, dead, missing
	noun      lexicon // takes "of N": the death of six
	counter   lexicon // is itself what is counted: 12 deaths
	condition lexicon // what those counted have become, unless something worse befell them: 200 hostages
}

var harms = []harm{
	{
		news.Killed,
		words(`killed killing kill kills murdered murdering murder murders slain massacred massacring assassinated
			assassinating assassinate slaughtered slaughtering
			executed executing execute beheaded beheading martyred slaying slew gunned claimed claiming`),
		words(`died die dies dying dead perished drowned lifeless deceased killed murdered slain massacred
			assassinated slaughtered executed beheaded martyred`),
		words(`death deaths killing killings murder murders assassination assassinations massacre massacres slaying
			slayings execution executions slaughter loss bodies body corpses
			remains funeral funerals burial lives killers murderers assassins`),
		words(`deaths fatalities dead bodies corpses lives fatality martyrs`),
		nil,
	},
	{
		news.Injured,
		words(`injured injuring injure injures wounded wounding wound wounds hurt hurting maimed maiming hospitalised
			hospitalized`),
		words(`injured wounded hurt maimed hospitalised hospitalized`),
		words(`injuries injury wounding wounds`),
		words(`injuries wounded injured`),
		nil,
	},
	{
		news.Missing,
		words(``),
		words(`missing disappeared unaccounted`),
		words(`disappearance disappearances`),
		words(`missing disappearances`),
		nil,
	},
	{
		news.Captured,
		words(`captured capturing capture captures kidnapped kidnapping abducted abducting abduct seized`),
		words(`captured kidnapped abducted hostage captive prisoner`),
		words(`capture kidnapping kidnappings abduction abductions`),
		nil,
		words(`hostages captives pows prisoners-of-war`),
	},
	{
		news.Detained,
		words(`detained detaining detain detains arrested arresting arrest arrests imprisoned imprisoning jailed
			jailing rounded`),
		words(`detained arrested imprisoned jailed`),
		words(`arrest arrests detention detentions imprisonment`),
		nil,
		words(`arrests detainees`),
	},
	{
		news.Displaced,
		words(`displaced displacing displace displaces uprooted uprooting evacuated evacuating`),
		words(`displaced fled flee fleeing uprooted evacuated homeless`),
		words(`displacement evacuation exodus`),
		nil,
		words(`refugees evacuees`),
	},
}

// things are counted nouns that no harm of people can befall: a village is captured, but no prisoner.
var things = words(`village villages town towns settlement settlements city cities tank tanks vehicle vehicles car
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
var persons = words(`people person persons civilian civilians man men woman women child children boy boys girl girls
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

// measure is a noun that measures or counts what is no person.
type measure struct {
	kind news.FigureKind
	unit string
}

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
			form, _, _ := hashWord(w)
			m[form] = x.measure
		}
	}
	return m
}()

var squares = map[string]string{"km": "km2", "mi": "mi2", "m": "m2", "ft": "ft2"}

var (
	squareWord = words(`square sq sq.`)
	agoWord    = words(`ago old earlier later before`)
	moreWord   = words(`more other others another additional further the these those its their his her our
		of them`)
	articles = words(`the another a an its their his her these those also further additional other some`)
	beWord   = words(`is are was were be been being got get 's`)
	includes = words(`including include includes included among`)
	coupling = words(`and or , & plus`)
	tollWord = words(`toll tally count number total`)
	tollVerb = words(`to at is was stands stood reached reaches hit hits rose rises risen climbs climbed
		surpassed passed exceeded exceeds topped topping crossed crosses of`)
	downWord = words(`down downed downing intercepted intercepting intercept destroyed destroying destroy
		neutralised neutralized suppressed repelled shot-down jammed thwarted`)
	shotWord            = words(`shot shoot shooting brought brings bring took taken`)
	ofWhom              = words(`them whom which`)
	elsewhere           = words(`where when`)
	openForm, closeForm = hashString("("), hashString(")")
	// "feared killed"
	reckoned   = words(`confirmed reported feared believed presumed listed counted registered thought`)
	participle = words(`taken held shot feared believed presumed thought listed left lying living`)

	adjacentTime = words(`last this next past previous`)
	deadWord     = words(`dead death`)
)

// count finds what a quantity counts by the words behind it.
func (r *reading) count(q quantity, hi int) counted {
	c := counted{quantity: q, end: q.to, head: -1, trigger: -1}
	if q.kind != "" {
		return c
	}
	for i := q.to; i < hi && i < q.to+7; i++ {
		w := r.words[i]
		form := w.form
		if m, ok := measures[form]; ok && (w.shape != title || m.kind != news.Duration) { // not "60 Minutes"
			return r.measured(c, m, i, hi)
		}
		switch cl := r.classes[i]; {
		case r.hostageTaken(q, i):
			return c
		case things[form] && i+1 < hi && measures[r.words[i+1].form].kind == news.Drones: // "strike drones"
			c.head, c.end = i, i+1
			continue
		case persons[form]:
			c.head, c.end, c.people = i, i+1, true
			continue
		case things[form]:
			c.head, c.end, c.thing, c.people = i, i+1, true, false
			return c
		// "killed 11 last week"
		case i == q.to && i+2 < hi && adjacentTime[form] && measures[r.words[i+1].form].kind == news.Duration:
			return c
		case c.head < 0 && participle[form]: // "three taken hostage"
			return c
		// "killed hundreds already", "22 seriously wounded soldiers"
		case c.head < 0 && cl == adverb && !moreWord[form]:
			continue
		case i == q.to && moreWord[form], c.head < 0 && (cl == determiner || cl == possessive || form == ofForm) &&
			i <= q.to+1,
			i == q.to && form == outForm && i+1 < hi && r.words[i+1].form == ofForm:
			c.end = i + 1
			continue
		case r.harmful(form) && c.head < 0 && cl != name: // "12 killed"; but "the wounded soldiers"
			if i+1 < hi && persons[r.words[i+1].form] {
				continue
			}
			return c
		case w.shape == sign, cl == being, cl == having, cl == modal, cl == preposition, cl == conjunction,
			cl == relative, cl == thatWord, cl == toWord,
			cl == pronoun, cl == speechVerb, cl == calendar, cl == negation, r.harmful(form):
			return c
		case c.people, cl == past && c.head >= 0:
			return c
		}
		c.head, c.end = i, i+1
	}
	return c
}

var ofForm, outForm = hashString("of"), hashString("out")

// hostageTaken reports whether word i says what several people were made: "taking seven prisoner".
func (r *reading) hostageTaken(q quantity, i int) bool {
	return i == q.to && q.low > 1 && captive[r.words[i].form]
}

var captive = words(`prisoner hostage captive`)

// harmful reports whether a word tells a harm.
func (r *reading) harmful(form uint32) bool { return harmWord[form] }

// harmWord are the verbs and states of all harms.
var harmWord = func() lexicon {
	l := lexicon{}
	for _, h := range harms {
		for _, m := range []lexicon{h.verb, h.state} {
			for form := range m {
				l[form] = true
			}
		}
	}
	return l
}()

// measured finishes a count whose noun at word i measures: unless what is measured belongs to something else ("12
// missile strikes", "five years ago").
func (r *reading) measured(c counted, m measure, i, hi int) counted {
	c.kind, c.unit, c.head, c.end = m.kind, m.unit, i, i+1
	switch m.kind {
	case news.Drones, news.Missiles, news.Shells:
		for ; c.end < hi; c.end++ { // "Shahed drones"
			next, ok := measures[r.words[c.end].form]
			if !ok || next.unit != "" {
				break
			}
			c.kind, c.head = next.kind, c.end
		}
		// "Shahed attack drones"
		if c.end+1 < hi && things[r.words[c.end].form] && measures[r.words[c.end+1].form].kind == news.Drones {
			c.head, c.end = c.end+1, c.end+2
		}
		if c.end < hi && things[r.words[c.end].form] { // "12 missile strikes"
			c.kind, c.thing = "", true
		}
	case news.Distance:
		if i > c.to && squareWord[r.words[i-1].form] {
			if u, ok := squares[m.unit]; ok {
				c.kind, c.unit = news.Area, u
			}
		} else if i > c.to {
			c.kind, c.thing = "", true
		}
	case news.Duration:
		if i > c.to && !moreWord[r.words[i-1].form] || c.end < hi && agoWord[r.words[c.end].form] {
			c.kind, c.thing = "", true
		}
	}
	return c
}

// harmOf finds what happened to the people that c counts: by the word before, by the word behind, by what the clause
// says.
func (r *reading) harmOf(c *counted, lo, hi int) {
	// "millions in losses"
	if r.merePart(c, hi) || r.pronominal(c) || c.bound == news.Vague && c.low >= 1e6 && c.head < 0 {
		c.thing = true
	}
	if c.thing {
		return
	}
	if r.fractionOf(c, lo) {
		c.thing = !r.harmBeside(c, lo, hi) || predicate[r.words[c.trigger].form]
		if c.thing {
			c.kinds = nil
		}
		return
	}
	for _, look := range []func(*counted, int, int) bool{
		r.harmBeside, r.harmBefore, r.harmNoun, r.harmBehind,
		r.harmToll, r.afterObject, r.condition,
	} {
		if look(c, lo, hi) {
			return
		}
	}
}

// fractionOf reports whether only a share of c is meant: "90 percent of the 2 million people", "most of the 40".
func (r *reading) fractionOf(c *counted, lo int) bool {
	for i := c.from - 1; i >= max(lo, c.from-4); i-- {
		if r.words[i].form == ofForm {
			return i > lo && fraction[r.words[i-1].form]
		}
		if cl := r.classes[i]; cl != determiner && cl != possessive && cl != name {
			return false
		}
	}
	return false
}

var fraction = words(`percent per-cent % pct half third quarter fifth most majority many some much part thirds
	quarters share`)

// pronominal reports whether "one" is a pronoun and counts nobody: "one of them", "the first one".
func (r *reading) pronominal(c *counted) bool {
	w := r.words[c.at]
	if c.to < len(r.words) && c.at > 0 && r.harmful(r.words[c.to].form) && r.classes[c.at-1] != determiner ||
		c.at == 0 {
		return false // "one killed, three wounded"
	}
	return c.low == 1 && w.shape != digits && (!c.people || c.to < c.end && r.words[c.to].form == ofForm)
}

// merePart reports whether c only divides up a number before it: "ten people, eight of them children".
func (r *reading) merePart(c *counted, hi int) bool {
	if c.to+2 >= hi || r.words[c.to].form != ofForm || !ofWhom[r.words[c.to+1].form] {
		return false
	}
	next := c.to + 2
	for next+1 < hi && r.classes[next] == adverb {
		next++
	}
	return r.classes[next] != being && r.classes[next] != having && !r.harmful(r.words[next].form)
}

// condition reads people who are counted by what they have become: "200 hostages", "two million refugees".
func (r *reading) condition(c *counted, _, hi int) bool {
	if c.head < 0 || r.released(c, hi) {
		return false
	}
	for k := range harms {
		if h := &harms[k]; h.condition[r.words[c.head].form] {
			return r.take(c, h, c.head, hi)
		}
	}
	return false
}

// released reports whether those that c counts are free by now: "released five hostages", "the hostages were freed".
func (r *reading) released(c *counted, hi int) bool {
	for i := c.from - 1; i >= max(0, c.from-3) && r.words[i].sentence == r.words[c.at].sentence; i-- {
		if release[r.words[i].form] {
			return true
		}
	}
	for i := c.end; i < min(c.end+4, hi); i++ {
		if release[r.words[i].form] {
			return true
		}
	}
	return false
}

var release = words(`released release releases releasing freed free freeing rescued rescue rescuing exchanged swapped
	returned recovered`)

// take gives c the kind of harm h told at word i, and a second kind where two harms are told together ("killed or
// wounded"): then neither number is known, only that it is not larger.
func (r *reading) take(c *counted, h *harm, i, hi int) bool {
	c.kinds, c.trigger = []news.FigureKind{h.kind}, i
	if i >= 2 && i < c.from && coupling[r.words[i-1].form] {
		r.join(c, i-2)
	}
	for end := i; end+2 < hi && coupling[r.words[end+1].form]; { // "killed, injured or taken hostage"
		next := end + 2
		for next+1 < hi && (coupling[r.words[next].form] || shotWord[r.words[next].form]) {
			next++
		}
		if next > end+4 || r.numberFollows(end+2, hi) || !r.join(c, next) {
			break
		}
		end = next
	}
	return true
}

// join gives c the kind of the harm that word i tells, beside those that it has: none of the numbers is known then,
// only that it is not larger. It reports whether there is such a harm.
func (r *reading) join(c *counted, i int) bool {
	if r.active(i, len(r.words)) {
		return false
	}
	for k := range harms {
		o := &harms[k]
		if !o.verb[r.words[i].form] && !o.state[r.words[i].form] {
			continue
		}
		if !slices.Contains(c.kinds, o.kind) {
			c.kinds, c.joint = append(c.kinds, o.kind), true
		}
		return true
	}
	return false
}

// numberFollows reports whether a number comes within the next words.
func (r *reading) numberFollows(i, hi int) bool {
	for k := i; k < min(i+4, hi); k++ {
		if _, _, _, ok := r.number(k, hi); ok {
			return true
		}
	}
	return false
}

// harmBeside reads "12 dead", "30 wounded people", "six deaths", "eight bodies".
func (r *reading) harmBeside(c *counted, _, hi int) bool {
	for i := c.to; i < min(c.end+2, hi); i++ {
		if r.words[i].shape == sign {
			return false
		}
		for k := range harms {
			h := &harms[k]
			form := r.words[i].form
			if h.counter[form] || i >= c.end && h.state[form] && !r.active(i, hi) {
				if r.words[i-1].form != ofForm && i-2 >= c.to && r.words[i-2].form == ofForm &&
					articles[r.words[i-1].form] {
					c.end = i + 1 // "six of the wounded": part of a number, whatever befell them next
					return false
				}
				if !predicate[form] {
					c.end = max(c.end, i+1)
				}
				return r.take(c, h, i, hi)
			}
		}
		if i >= c.end && r.classes[i] != adverb {
			return false
		}
	}
	return false
}

// predicate are states that are verbs only: they are no part of the number's phrase.
var predicate = words(`died die dies dying perished fled flee disappeared`)

// active reports whether the participle at word i has an object of its own: "two men killed five".
func (r *reading) active(i, hi int) bool {
	for k := i + 1; k < min(i+3, hi); k++ {
		switch r.classes[k] {
		case determiner, possessive, numeral:
			return !agoAfter(r, k, hi)
		case adverb:
			continue
		case name:
			return true
		}
		return r.words[k].shape == digits
	}
	return false
}

// agoAfter reports whether the number at k counts time: "killed two days ago".
func agoAfter(r *reading, k, hi int) bool {
	return k+1 < hi && measures[r.words[k+1].form].kind == news.Duration
}

// harmBefore reads "killed at least 12", "wounding the 30".
func (r *reading) harmBefore(c *counted, lo, hi int) bool {
	for i := c.from - 1; i >= max(lo, c.from-4); i-- {
		form := r.words[i].form
		if articles[form] || r.classes[i] == adverb || r.words[i].mark != noMark {
			continue
		}
		if deadWord[form] && i > lo && (shotWord[r.words[i-1].form] || r.classes[i-1] == toWord) { // "shot dead three"
			return r.take(c, &harms[0], i, hi)
		}
		if driven[form] && c.end < hi && (r.words[c.end].form == fromForm || r.words[c.end].form == outForm) &&
			r.has(c.end, min(c.end+5, hi), homeWord) ||
			driven[form] && c.end+1 < hi && r.words[c.end].form == toForm && leaving[r.words[c.end+1].form] {
			return r.take(c, &harms[displacedHarm], i, hi)
		}
		for k := range harms {
			h := &harms[k]
			if !h.verb[form] || i > lo && beWord[r.words[i-1].form] && r.classes[i-1] == being {
				continue
			}
			if infinitive[form] && i > lo && (r.classes[i-1] == toWord || r.classes[i-1] == modal) {
				return false // "sworn to kill 10 judges": nobody has died
			}
			if i > lo+1 && r.classes[i-1] == having && r.classes[i-2] == modal && !perhaps[r.words[i-2].form] {
				return false // "would have killed ten"
			}
			if h.kind == news.Killed && (form == claimedForm || form == claimingForm) && !r.livesBehind(c) {
				continue
			}
			return r.take(c, h, i, hi)
		}
		return false
	}
	return false
}

// perhaps are the modals of what may have happened already: "may have killed twelve".
var perhaps = words(`may might must could`)

var claimedForm, claimingForm, livesForm = hashString("claimed"), hashString("claiming"), hashString("lives")

// infinitive are the plain forms of verbs of harm.
var infinitive = words(`kill murder assassinate execute slay injure wound hurt capture kidnap abduct detain arrest
	displace evacuate`)

// livesBehind reports whether c counts lives: only those are claimed.
func (r *reading) livesBehind(c *counted) bool {
	return c.head >= 0 && r.words[c.head].form == livesForm
}

// harmNoun reads "the death of six", "the killings of 12".
func (r *reading) harmNoun(c *counted, lo, hi int) bool {
	i := c.from - 1
	for i >= lo && articles[r.words[i].form] {
		i--
	}
	if i <= lo || r.words[i].form != ofForm {
		return false
	}
	for k := range harms {
		if h := &harms[k]; h.noun[r.words[i-1].form] {
			return r.take(c, h, i-1, hi)
		}
	}
	return false
}

// subjectReach is how many words may stand between the people and their passive: an apposition, a relative clause.
const subjectReach = 18

// harmBehind reads "12 members of the union, among them two women, have been killed".
func (r *reading) harmBehind(c *counted, lo, hi int) bool {
	if c.from > lo && r.classes[c.from-1] == preposition && r.words[c.from-1].form != ofForm &&
		r.words[c.from-1].form != withForm {
		return false // "in three attacks": no subject
	}
	auxiliary, aside, predicated := false, false, false
	for i := c.end; i < min(c.end+subjectReach, hi); i++ {
		form, cl := r.words[i].form, r.classes[i]
		switch {
		case cl == stop, cl == colon, form == closeForm, cl == modal &&
			!(perhaps[form] && i+1 < hi && r.classes[i+1] == having):
			return false // "could be killed": nobody has been
		case form == openForm:
			for i+1 < hi && r.words[i].form != closeForm {
				i++
			}
			continue
		case form == ofForm && i+1 < hi && ofWhom[r.words[i+1].form]:
			if r.numberFollows(i+2, min(hi, i+5)) || i == c.end {
				return false // "11,000 troops, of whom 4,000 were killed"
			}
			for i+1 < hi && r.classes[i+1] != comma { // "12 people, two of whom were children, died"
				i++
			}
			continue
		case cl == gerund && i > c.end && r.classes[i-1] == being && !r.harmful(form) && !participle[form]:
			return false // "and are holding more hostage"
		case clauseJoin[form] && predicated && !r.sameSubject(i+1, hi):
			return false // "were at risk, and 300,000 had fled"
		case r.drivenOut(i, hi):
			return r.take(c, &harms[displacedHarm], i, hi)
		}
		// "were shot to death"
		if deadWord[form] && i > c.end && (r.classes[i-1] == toWord || shotWord[r.words[i-1].form]) {
			return r.take(c, &harms[0], i, hi)
		}
		if elsewhere[form] {
			return false // what follows is about somebody else
		}
		aside = aside || cl == relative || cl == bracket
		predicated = predicated || !aside && (cl == being || cl == having)
		for k := range harms {
			h := &harms[k]
			if !h.state[form] {
				continue
			}
			if i > lo && (r.classes[i-1] == toWord || r.classes[i-1] == modal) {
				return false // "trying to flee"
			}
			verb := h.verb[form]
			if verb && !auxiliary && i > c.end+1 || verb && !auxiliary && r.active(i, hi) {
				continue
			}
			return r.take(c, h, i, hi)
		}
		switch {
		case cl == being || cl == having && r.words[i].form != hadForm:
			auxiliary = true
		case reckoned[form]:
			auxiliary = true
		case cl == having:
			auxiliary = i+1 < hi && r.words[i+1].form == beenForm
		case r.harmful(form), cl == speechVerb && !auxiliary && !aside,
			cl == past && !auxiliary && !aside && i < c.end+3:
			return false
		case cl != adverb && auxiliary && cl != being && cl != comma && r.words[i].form != beenForm && cl != negation &&
			cl != preposition:
			if i > c.end+3 {
				auxiliary = false
			}
		}
	}
	return false
}

// sameSubject reports whether the words from i on say more of those that the words before are about: "were shot and
// killed", "and have been arrested", "listed as dead".
func (r *reading) sameSubject(i, hi int) bool {
	for ; i < hi; i++ {
		switch r.classes[i] {
		case adverb:
			continue
		case being, having:
			return true
		}
		return r.harmful(r.words[i].form)
	}
	return false
}

// displacedHarm is the place of news.Displaced in harms.
const displacedHarm = 5

// drivenOut reports whether word i and those behind it say that people had to leave: "forced from their homes", "driven
// out of the town", "forced to flee".
func (r *reading) drivenOut(i, hi int) bool {
	if !driven[r.words[i].form] {
		return false
	}
	for k := i + 1; k < min(i+4, hi); k++ {
		switch r.words[k].form {
		case fromForm, outForm:
			return r.has(k, min(k+5, hi), homeWord)
		case toForm:
			return k+1 < hi && leaving[r.words[k+1].form]
		}
	}
	return false
}

var (
	clauseJoin = words(`and but while as because although though if unless`)
	driven     = words(`forced driven drove forcing driving pushed expelled chased uprooted`)
	homeWord   = words(`home homes house houses village villages town towns city country land`)
	leaving    = words(`flee leave evacuate abandon`)
	fromForm   = hashString("from")
)

var hadForm, beenForm = hashString("had"), hashString("been")

// harmToll reads "the death toll rose to 31", "the number of wounded at 12", "among the dead were two".
func (r *reading) harmToll(c *counted, lo, hi int) bool {
	if c.head >= 0 && !c.people {
		return false
	}
	toll, verb, bare := false, false, false
	for i := c.from - 1; i >= max(lo, c.from-10); i-- {
		form := r.words[i].form
		toll = toll || tollWord[form] || includes[form]
		if form == tollForm && verb && (i == lo || r.classes[i-1] == determiner || r.classes[i-1] == stop) {
			bare = true
		}
		verb = verb || tollVerb[form] || beWord[form]
		for k := range harms {
			h := &harms[k]
			if (h.counter[form] || h.state[form] || h.noun[form] && h.kind == news.Killed) && verb &&
				(toll || i > lo && tollWord[r.words[i-1].form] || r.tollBefore(i, lo)) {
				return r.take(c, h, i, hi)
			}
		}
		if bare { // "the toll rose to 31"
			return r.take(c, &harms[0], i, hi)
		}
		if r.classes[i] == stop || r.classes[i] == speechVerb || r.harmful(form) {
			return false
		}
	}
	return false
}

var tollForm = hashString("toll")

// summed reports whether c is what a number told before it comes to with others: "killed 25, bringing the total to
// 100".
func (r *reading) summed(c *counted, lo int) bool {
	total, to := false, false
	for i := c.from - 1; i >= max(lo, c.from-8); i-- {
		switch form := r.words[i].form; {
		case bringing[form]:
			return total && to
		case r.classes[i] == comma, r.classes[i] == stop:
			return false
		default:
			total, to = total || tollWord[form], to || form == toForm
		}
	}
	return false
}

var bringing = words(`bringing brings brought taking raising`)

func (r *reading) tollBefore(i, lo int) bool {
	for k := i - 1; k >= max(lo, i-5); k-- {
		if tollWord[r.words[k].form] || includes[r.words[k].form] {
			return true
		}
	}
	return false
}
