package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
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
	sum       bool // it is what others come to: "raising the toll to nine"
}

// count finds what a quantity counts by the words behind it.
func (r *reading) count(q quantity, hi int) counted {
	c := counted{quantity: q, end: q.to, head: -1, trigger: -1}
	if q.kind != "" {
		return c
	}
	for i := q.to; i < hi && i < q.to+7; i++ {
		w := r.Words[i]
		m, ok := measures[w.Form]
		if m.kind == news.Vehicles && r.compound(i, hi) || m.kind == news.Duration && w.Shape == text.Title {
			ok = false // "three truck drivers", "60 Minutes"
		}
		if ok {
			return r.measured(c, m, i, hi)
		}
		switch r.role(&c, i, hi) {
		case modifier:
		case linking:
			c.end = i + 1
		case noun:
			c.head, c.end = i, i+1
		case personNoun:
			c.head, c.end, c.people = i, i+1, true
		case thingNoun:
			c.head, c.end, c.thing, c.people = i, i+1, true, false
			return c
		case beyond:
			return c
		}
	}
	return c
}

// role is what a word behind a number is in the phrase that the number counts.
type role uint8

const (
	beyond     role = iota // it belongs to the phrase no more
	modifier               // it may belong to it: "22 seriously wounded soldiers"
	linking                // it belongs to it without naming what is counted: "12 more", "six of the"
	noun                   // it names what is counted
	personNoun             // it names people
	thingNoun              // it names what nobody can kill
)

// role tells what word i is to the number of c, which has no noun yet that ends its phrase.
func (r *reading) role(c *counted, i, hi int) role {
	form, cl := r.Words[i].Form, r.Classes[i]
	bare := c.head < 0
	switch {
	case r.hostageTaken(c.quantity, i):
		return beyond
	case things[form] && i+1 < hi && measures[r.Words[i+1].Form].kind == news.Drones: // "strike drones"
		return noun
	case persons[form]:
		return personNoun
	case things[form]:
		return thingNoun
	case bare && r.noNoun(c, i, hi):
		return beyond
	case bare && cl == words.Adverb && !moreWord[form]: // "killed hundreds already", "22 seriously wounded soldiers"
		return modifier
	case r.links(c, i, hi):
		return linking
	case r.harmful(form) && bare && cl != words.Name: // "12 killed"; but "the wounded soldiers"
		if i+1 < hi && persons[r.Words[i+1].Form] {
			return modifier
		}
		return beyond
	case r.endsNounPhrase(i), c.people, cl == words.Past && !bare:
		return beyond
	}
	return noun
}

// noNoun reports whether word i, behind a number without a noun, cannot be its noun: "21 in all", "rose to 23
// overnight", "two got through", "put at 22 the number of", "killed 11 last week", "three taken hostage".
func (r *reading) noNoun(c *counted, i, hi int) bool {
	form := r.Words[i].Form
	if tollWord[form] || participle[form] {
		return true
	}
	return i == c.to && (inAll.At(r.Words, i, hi) > 0 || periodStart.At(r.Words, i, hi) > 0 || passing[form] ||
		i+2 < hi && adjacentTime[form] && measures[r.Words[i+1].Form].kind == news.Duration)
}

// links reports whether word i leads from a number to its noun: "12 more", "six of the", "57 out of".
func (r *reading) links(c *counted, i, hi int) bool {
	form, cl := r.Words[i].Form, r.Classes[i]
	if c.head < 0 && i <= c.to+1 && (cl == words.Determiner || cl == words.Possessive || form == ofForm) {
		return true
	}
	return i == c.to && (moreWord[form] || form == outForm && i+1 < hi && r.Words[i+1].Form == ofForm)
}

// endsNounPhrase reports whether no noun phrase goes on with word i.
func (r *reading) endsNounPhrase(i int) bool {
	switch r.Classes[i] {
	case words.Being, words.Having, words.Modal, words.Preposition, words.Conjunction, words.Relative, words.That,
		words.To, words.Pronoun, words.SpeechVerb, words.Calendar, words.Negation:
		return true
	}
	return r.Words[i].Shape == text.Mark || r.harmful(r.Words[i].Form)
}

// hostageTaken reports whether word i says what several people were made: "taking seven prisoner".
func (r *reading) hostageTaken(q quantity, i int) bool {
	return i == q.to && q.low > 1 && captive[r.Words[i].Form]
}

// compound reports whether word i only says of what sort the people or things behind it are: "three truck drivers".
func (r *reading) compound(i, hi int) bool {
	return i+1 < hi && (persons[r.Words[i+1].Form] || things[r.Words[i+1].Form])
}

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

// pronominal reports whether "one" is a pronoun and counts nobody: "one of them", "the first one".
func (r *reading) pronominal(c *counted) bool {
	w := r.Words[c.at]
	if c.at > 0 && harmVerb[r.Words[c.at-1].Form] && c.head < 0 && (c.to >= len(r.Words) ||
		r.Words[c.to].Shape == text.Mark || coupling[r.Words[c.to].Form]) {
		return false // "kills one, injures four"
	}
	if c.to < len(r.Words) && c.at > 0 && r.harmful(r.Words[c.to].Form) && r.Classes[c.at-1] != words.Determiner ||
		c.at == 0 {
		return false // "one killed, three wounded"
	}
	return c.low == 1 && w.Shape != text.Number && (!c.people || c.to < c.end && r.Words[c.to].Form == ofForm)
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
