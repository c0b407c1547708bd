package figures

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
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
	verb      words.Set // takes whom it hurts as object, or as subject of the passive
	state     words.Set // stands behind or with its subject: died, dead, missing
	noun      words.Set // takes "of N": the death of six
	counter   words.Set // is itself what is counted: 12 deaths
	condition words.Set // what those counted have become, unless something worse befell them: 200 hostages
}

var harms = []harm{
	{
		news.Killed,
		words.Of(`killed killing kill kills murdered murdering murder murders slain massacred massacring assassinated
			assassinating assassinate slaughtered slaughtering
			executed executing execute beheaded beheading martyred slaying slew gunned claimed claiming`),
		words.Of(`died die dies dying dead perished drowned lifeless deceased killed murdered slain massacred
			assassinated slaughtered executed beheaded martyred`),
		words.Of(`death deaths killing killings murder murders assassination assassinations massacre massacres slaying
			slayings execution executions slaughter loss bodies body corpses
			remains funeral funerals burial lives killers murderers assassins`),
		words.Of(`deaths fatalities dead bodies corpses lives fatality martyrs`),
		nil,
	},
	{
		news.Injured,
		words.Of(`injured injuring injure injures wounded wounding wound wounds hurt hurting maimed maiming hospitalised
			hospitalized`),
		words.Of(`injured wounded hurt maimed hospitalised hospitalized`),
		words.Of(`injuries injury wounding wounds`),
		words.Of(`injuries wounded injured`),
		nil,
	},
	{
		news.Missing,
		words.Of(``),
		words.Of(`missing disappeared unaccounted`),
		words.Of(`disappearance disappearances`),
		words.Of(`missing disappearances`),
		nil,
	},
	{
		news.Captured,
		words.Of(`captured capturing capture captures kidnapped kidnapping abducted abducting abduct seized`),
		words.Of(`captured kidnapped abducted hostage captive prisoner`),
		words.Of(`capture kidnapping kidnappings abduction abductions`),
		nil,
		words.Of(`hostages captives pows prisoners-of-war`),
	},
	{
		news.Detained,
		words.Of(`detained detaining detain detains arrested arresting arrest arrests imprisoned imprisoning jailed
			jailing rounded`),
		words.Of(`detained arrested imprisoned jailed`),
		words.Of(`arrest arrests detention detentions imprisonment`),
		nil,
		words.Of(`arrests detainees`),
	},
	{
		news.Displaced,
		words.Of(`displaced displacing displace displaces uprooted uprooting evacuated evacuating`),
		words.Of(`displaced fled flee fleeing uprooted evacuated homeless`),
		words.Of(`displacement evacuation exodus`),
		nil,
		words.Of(`refugees evacuees`),
	},
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

// count finds what a quantity counts by the words behind it.
func (r *reading) count(q quantity, hi int) counted {
	c := counted{quantity: q, end: q.to, head: -1, trigger: -1}
	if q.kind != "" {
		return c
	}
	for i := q.to; i < hi && i < q.to+7; i++ {
		w := r.Words[i]
		form := w.Form
		if m, ok := measures[form]; ok && (w.Shape != words.Title || m.kind != news.Duration) { // not "60 Minutes"
			return r.measured(c, m, i, hi)
		}
		switch cl := r.Classes[i]; {
		case r.hostageTaken(q, i):
			return c
		case things[form] && i+1 < hi && measures[r.Words[i+1].Form].kind == news.Drones: // "strike drones"
			c.head, c.end = i, i+1
			continue
		case persons[form]:
			c.head, c.end, c.people = i, i+1, true
			continue
		case things[form]:
			c.head, c.end, c.thing, c.people = i, i+1, true, false
			return c
		// "killed 11 last week"
		case i == q.to && i+2 < hi && adjacentTime[form] && measures[r.Words[i+1].Form].kind == news.Duration:
			return c
		case c.head < 0 && participle[form]: // "three taken hostage"
			return c
		// "killed hundreds already", "22 seriously wounded soldiers"
		case c.head < 0 && cl == words.Adverb && !moreWord[form]:
			continue
		case i == q.to && moreWord[form], c.head < 0 && (cl == words.Determiner || cl == words.Possessive || form == ofForm) &&
			i <= q.to+1,
			i == q.to && form == outForm && i+1 < hi && r.Words[i+1].Form == ofForm:
			c.end = i + 1
			continue
		case r.harmful(form) && c.head < 0 && cl != words.Name: // "12 killed"; but "the wounded soldiers"
			if i+1 < hi && persons[r.Words[i+1].Form] {
				continue
			}
			return c
		case w.Shape == words.Sign, cl == words.Being, cl == words.Having, cl == words.Modal, cl == words.Preposition, cl == words.Conjunction,
			cl == words.Relative, cl == words.That, cl == words.To,
			cl == words.Pronoun, cl == words.SpeechVerb, cl == words.Calendar, cl == words.Negation, r.harmful(form):
			return c
		case c.people, cl == words.Past && c.head >= 0:
			return c
		}
		c.head, c.end = i, i+1
	}
	return c
}

var ofForm, outForm = words.Form("of"), words.Form("out")

// hostageTaken reports whether word i says what several people were made: "taking seven prisoner".
func (r *reading) hostageTaken(q quantity, i int) bool {
	return i == q.to && q.low > 1 && captive[r.Words[i].Form]
}

var captive = words.Of(`prisoner hostage captive`)

// harmful reports whether a word tells a harm.
func (r *reading) harmful(form uint32) bool { return harmWord[form] }

// harmWord are the verbs and states of all harms.
var harmWord = func() words.Set {
	l := words.Set{}
	for _, h := range harms {
		for _, m := range []words.Set{h.verb, h.state} {
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
			next, ok := measures[r.Words[c.end].Form]
			if !ok || next.unit != "" {
				break
			}
			c.kind, c.head = next.kind, c.end
		}
		// "Shahed attack drones"
		if c.end+1 < hi && things[r.Words[c.end].Form] && measures[r.Words[c.end+1].Form].kind == news.Drones {
			c.head, c.end = c.end+1, c.end+2
		}
		if c.end < hi && things[r.Words[c.end].Form] { // "12 missile strikes"
			c.kind, c.thing = "", true
		}
	case news.Distance:
		if i > c.to && squareWord[r.Words[i-1].Form] {
			if u, ok := squares[m.unit]; ok {
				c.kind, c.unit = news.Area, u
			}
		} else if i > c.to {
			c.kind, c.thing = "", true
		}
	case news.Duration:
		if i > c.to && !moreWord[r.Words[i-1].Form] || c.end < hi && agoWord[r.Words[c.end].Form] {
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
		c.thing = !r.harmBeside(c, lo, hi) || predicate[r.Words[c.trigger].Form]
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
		if r.Words[i].Form == ofForm {
			return i > lo && fraction[r.Words[i-1].Form]
		}
		if cl := r.Classes[i]; cl != words.Determiner && cl != words.Possessive && cl != words.Name {
			return false
		}
	}
	return false
}

var fraction = words.Of(`percent per-cent % pct half third quarter fifth most majority many some much part thirds
	quarters share`)

// pronominal reports whether "one" is a pronoun and counts nobody: "one of them", "the first one".
func (r *reading) pronominal(c *counted) bool {
	w := r.Words[c.at]
	if c.to < len(r.Words) && c.at > 0 && r.harmful(r.Words[c.to].Form) && r.Classes[c.at-1] != words.Determiner ||
		c.at == 0 {
		return false // "one killed, three wounded"
	}
	return c.low == 1 && w.Shape != words.Digits && (!c.people || c.to < c.end && r.Words[c.to].Form == ofForm)
}

// merePart reports whether c only divides up a number before it: "ten people, eight of them children".
func (r *reading) merePart(c *counted, hi int) bool {
	if c.to+2 >= hi || r.Words[c.to].Form != ofForm || !ofWhom[r.Words[c.to+1].Form] {
		return false
	}
	next := c.to + 2
	for next+1 < hi && r.Classes[next] == words.Adverb {
		next++
	}
	return r.Classes[next] != words.Being && r.Classes[next] != words.Having && !r.harmful(r.Words[next].Form)
}

// condition reads people who are counted by what they have become: "200 hostages", "two million refugees".
func (r *reading) condition(c *counted, _, hi int) bool {
	if c.head < 0 || r.released(c, hi) {
		return false
	}
	for k := range harms {
		if h := &harms[k]; h.condition[r.Words[c.head].Form] {
			return r.take(c, h, c.head, hi)
		}
	}
	return false
}

// released reports whether those that c counts are free by now: "released five hostages", "the hostages were freed".
func (r *reading) released(c *counted, hi int) bool {
	for i := c.from - 1; i >= max(0, c.from-3) && r.Words[i].Sentence == r.Words[c.at].Sentence; i-- {
		if release[r.Words[i].Form] {
			return true
		}
	}
	for i := c.end; i < min(c.end+4, hi); i++ {
		if release[r.Words[i].Form] {
			return true
		}
	}
	return false
}

var release = words.Of(`released release releases releasing freed free freeing rescued rescue rescuing exchanged swapped
	returned recovered`)

// take gives c the kind of harm h told at word i, and a second kind where two harms are told together ("killed or
// wounded"): then neither number is known, only that it is not larger.
func (r *reading) take(c *counted, h *harm, i, hi int) bool {
	c.kinds, c.trigger = []news.FigureKind{h.kind}, i
	if i >= 2 && i < c.from && coupling[r.Words[i-1].Form] {
		r.join(c, i-2)
	}
	for end := i; end+2 < hi && coupling[r.Words[end+1].Form]; { // "killed, injured or taken hostage"
		next := end + 2
		for next+1 < hi && (coupling[r.Words[next].Form] || shotWord[r.Words[next].Form]) {
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
	if r.active(i, len(r.Words)) {
		return false
	}
	for k := range harms {
		o := &harms[k]
		if !o.verb[r.Words[i].Form] && !o.state[r.Words[i].Form] {
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
		if r.Words[i].Shape == words.Sign {
			return false
		}
		for k := range harms {
			h := &harms[k]
			form := r.Words[i].Form
			if h.counter[form] || i >= c.end && h.state[form] && !r.active(i, hi) {
				if r.Words[i-1].Form != ofForm && i-2 >= c.to && r.Words[i-2].Form == ofForm &&
					articles[r.Words[i-1].Form] {
					c.end = i + 1 // "six of the wounded": part of a number, whatever befell them next
					return false
				}
				if !predicate[form] {
					c.end = max(c.end, i+1)
				}
				return r.take(c, h, i, hi)
			}
		}
		if i >= c.end && r.Classes[i] != words.Adverb {
			return false
		}
	}
	return false
}

// predicate are states that are verbs only: they are no part of the number's phrase.
var predicate = words.Of(`died die dies dying perished fled flee disappeared`)

// active reports whether the participle at word i has an object of its own: "two men killed five".
func (r *reading) active(i, hi int) bool {
	for k := i + 1; k < min(i+3, hi); k++ {
		switch r.Classes[k] {
		case words.Determiner, words.Possessive, words.Numeral:
			return !agoAfter(r, k, hi)
		case words.Adverb:
			continue
		case words.Name:
			return true
		}
		return r.Words[k].Shape == words.Digits
	}
	return false
}

// agoAfter reports whether the number at k counts time: "killed two days ago".
func agoAfter(r *reading, k, hi int) bool {
	return k+1 < hi && measures[r.Words[k+1].Form].kind == news.Duration
}

// harmBefore reads "killed at least 12", "wounding the 30".
func (r *reading) harmBefore(c *counted, lo, hi int) bool {
	for i := c.from - 1; i >= max(lo, c.from-4); i-- {
		form := r.Words[i].Form
		if articles[form] || r.Classes[i] == words.Adverb || r.Words[i].Mark != words.NoMark {
			continue
		}
		if deadWord[form] && i > lo && (shotWord[r.Words[i-1].Form] || r.Classes[i-1] == words.To) { // "shot dead three"
			return r.take(c, &harms[0], i, hi)
		}
		if driven[form] && c.end < hi && (r.Words[c.end].Form == fromForm || r.Words[c.end].Form == outForm) &&
			r.Has(c.end, min(c.end+5, hi), homeWord) ||
			driven[form] && c.end+1 < hi && r.Words[c.end].Form == toForm && leaving[r.Words[c.end+1].Form] {
			return r.take(c, &harms[displacedHarm], i, hi)
		}
		for k := range harms {
			h := &harms[k]
			if !h.verb[form] || i > lo && beWord[r.Words[i-1].Form] && r.Classes[i-1] == words.Being {
				continue
			}
			if infinitive[form] && i > lo && (r.Classes[i-1] == words.To || r.Classes[i-1] == words.Modal) {
				return false // "sworn to kill 10 judges": nobody has died
			}
			if i > lo+1 && r.Classes[i-1] == words.Having && r.Classes[i-2] == words.Modal && !perhaps[r.Words[i-2].Form] {
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
var perhaps = words.Of(`may might must could`)

var claimedForm, claimingForm, livesForm = words.Form("claimed"), words.Form("claiming"), words.Form("lives")

// infinitive are the plain forms of verbs of harm.
var infinitive = words.Of(`kill murder assassinate execute slay injure wound hurt capture kidnap abduct detain arrest
	displace evacuate`)

// livesBehind reports whether c counts lives: only those are claimed.
func (r *reading) livesBehind(c *counted) bool {
	return c.head >= 0 && r.Words[c.head].Form == livesForm
}

// harmNoun reads "the death of six", "the killings of 12".
func (r *reading) harmNoun(c *counted, lo, hi int) bool {
	i := c.from - 1
	for i >= lo && articles[r.Words[i].Form] {
		i--
	}
	if i <= lo || r.Words[i].Form != ofForm {
		return false
	}
	for k := range harms {
		if h := &harms[k]; h.noun[r.Words[i-1].Form] {
			return r.take(c, h, i-1, hi)
		}
	}
	return false
}

// subjectReach is how many words may stand between the people and their passive: an apposition, a relative clause.
const subjectReach = 18

// harmBehind reads "12 members of the union, among them two women, have been killed".
func (r *reading) harmBehind(c *counted, lo, hi int) bool {
	if c.from > lo && r.Classes[c.from-1] == words.Preposition && r.Words[c.from-1].Form != ofForm &&
		r.Words[c.from-1].Form != withForm {
		return false // "in three attacks": no subject
	}
	auxiliary, aside, predicated := false, false, false
	for i := c.end; i < min(c.end+subjectReach, hi); i++ {
		form, cl := r.Words[i].Form, r.Classes[i]
		switch {
		case cl == words.Stop, cl == words.Colon, form == closeForm, cl == words.Modal &&
			!(perhaps[form] && i+1 < hi && r.Classes[i+1] == words.Having):
			return false // "could be killed": nobody has been
		case form == openForm:
			for i+1 < hi && r.Words[i].Form != closeForm {
				i++
			}
			continue
		case form == ofForm && i+1 < hi && ofWhom[r.Words[i+1].Form]:
			if r.numberFollows(i+2, min(hi, i+5)) || i == c.end {
				return false // "11,000 troops, of whom 4,000 were killed"
			}
			for i+1 < hi && r.Classes[i+1] != words.Comma { // "12 people, two of whom were children, died"
				i++
			}
			continue
		case cl == words.Gerund && i > c.end && r.Classes[i-1] == words.Being && !r.harmful(form) && !participle[form]:
			return false // "and are holding more hostage"
		case clauseJoin[form] && predicated && !r.sameSubject(i+1, hi):
			return false // "were at risk, and 300,000 had fled"
		case r.drivenOut(i, hi):
			return r.take(c, &harms[displacedHarm], i, hi)
		}
		// "were shot to death"
		if deadWord[form] && i > c.end && (r.Classes[i-1] == words.To || shotWord[r.Words[i-1].Form]) {
			return r.take(c, &harms[0], i, hi)
		}
		if elsewhere[form] {
			return false // what follows is about somebody else
		}
		aside = aside || cl == words.Relative || cl == words.Bracket
		predicated = predicated || !aside && (cl == words.Being || cl == words.Having)
		for k := range harms {
			h := &harms[k]
			if !h.state[form] {
				continue
			}
			if i > lo && (r.Classes[i-1] == words.To || r.Classes[i-1] == words.Modal) {
				return false // "trying to flee"
			}
			verb := h.verb[form]
			if verb && !auxiliary && i > c.end+1 || verb && !auxiliary && r.active(i, hi) {
				continue
			}
			return r.take(c, h, i, hi)
		}
		switch {
		case cl == words.Being || cl == words.Having && r.Words[i].Form != hadForm:
			auxiliary = true
		case reckoned[form]:
			auxiliary = true
		case cl == words.Having:
			auxiliary = i+1 < hi && r.Words[i+1].Form == beenForm
		case r.harmful(form), cl == words.SpeechVerb && !auxiliary && !aside,
			cl == words.Past && !auxiliary && !aside && i < c.end+3:
			return false
		case cl != words.Adverb && auxiliary && cl != words.Being && cl != words.Comma && r.Words[i].Form != beenForm && cl != words.Negation &&
			cl != words.Preposition:
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
		switch r.Classes[i] {
		case words.Adverb:
			continue
		case words.Being, words.Having:
			return true
		}
		return r.harmful(r.Words[i].Form)
	}
	return false
}

// displacedHarm is the place of news.Displaced in harms.
const displacedHarm = 5

// drivenOut reports whether word i and those behind it say that people had to leave: "forced from their homes", "driven
// out of the town", "forced to flee".
func (r *reading) drivenOut(i, hi int) bool {
	if !driven[r.Words[i].Form] {
		return false
	}
	for k := i + 1; k < min(i+4, hi); k++ {
		switch r.Words[k].Form {
		case fromForm, outForm:
			return r.Has(k, min(k+5, hi), homeWord)
		case toForm:
			return k+1 < hi && leaving[r.Words[k+1].Form]
		}
	}
	return false
}

var (
	clauseJoin = words.Of(`and but while as because although though if unless`)
	driven     = words.Of(`forced driven drove forcing driving pushed expelled chased uprooted`)
	homeWord   = words.Of(`home homes house houses village villages town towns city country land`)
	leaving    = words.Of(`flee leave evacuate abandon`)
	fromForm   = words.Form("from")
)

var hadForm, beenForm = words.Form("had"), words.Form("been")

// harmToll reads "the death toll rose to 31", "the number of wounded at 12", "among the dead were two".
func (r *reading) harmToll(c *counted, lo, hi int) bool {
	if c.head >= 0 && !c.people {
		return false
	}
	toll, verb, bare := false, false, false
	for i := c.from - 1; i >= max(lo, c.from-10); i-- {
		form := r.Words[i].Form
		toll = toll || tollWord[form] || includes[form]
		if form == tollForm && verb && (i == lo || r.Classes[i-1] == words.Determiner || r.Classes[i-1] == words.Stop) {
			bare = true
		}
		verb = verb || tollVerb[form] || beWord[form]
		for k := range harms {
			h := &harms[k]
			if (h.counter[form] || h.state[form] || h.noun[form] && h.kind == news.Killed) && verb &&
				(toll || i > lo && tollWord[r.Words[i-1].Form] || r.tollBefore(i, lo)) {
				return r.take(c, h, i, hi)
			}
		}
		if bare { // "the toll rose to 31"
			return r.take(c, &harms[0], i, hi)
		}
		if r.Classes[i] == words.Stop || r.Classes[i] == words.SpeechVerb || r.harmful(form) {
			return false
		}
	}
	return false
}

var tollForm = words.Form("toll")

// summed reports whether c is what a number told before it comes to with others: "killed 25, bringing the total to
// 100".
func (r *reading) summed(c *counted, lo int) bool {
	total, to := false, false
	for i := c.from - 1; i >= max(lo, c.from-8); i-- {
		switch form := r.Words[i].Form; {
		case bringing[form]:
			return total && to
		case r.Classes[i] == words.Comma, r.Classes[i] == words.Stop:
			return false
		default:
			total, to = total || tollWord[form], to || form == toForm
		}
	}
	return false
}

var bringing = words.Of(`bringing brings brought taking raising`)

func (r *reading) tollBefore(i, lo int) bool {
	for k := i - 1; k >= max(lo, i-5); k-- {
		if tollWord[r.Words[k].Form] || includes[r.Words[k].Form] {
			return true
		}
	}
	return false
}
