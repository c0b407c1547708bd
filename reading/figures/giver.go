package figures

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
)

// giver is who gives the number of c: whoever "put the dead at 12" or "counted 11 bodies", else the speaker of what is
// said there.
func (r *reading) giver(c counted, s *scope) string {
	if human(c.kinds) {
		if name := r.counter(c, s); name != "" && !tellsNothing(name) {
			return name
		}
	}
	if r.recalled(c, s) {
		return ""
	}
	if name := r.said.Speaker(c.at); !tellsNothing(name) {
		return name
	}
	return ""
}

// tellsNothing reports whether what was read as a speaker is a deed or a count: "the strike claimed 16 lives".
func tellsNothing(name string) bool {
	all := strings.Fields(strings.ToLower(name))
	return len(all) > 0 && (english.Tolls.Deeds[all[len(all)-1]] ||
		slices.ContainsFunc(all[:min(2, len(all))], func(w string) bool { return english.Tolls.Counts[w] }))
}

// counter reads who counts in the clause of c: "police put the number of dead at 12", "the ministry gave a toll of 9",
// "rescuers counted 11 dead". It is "" if that is not said.
func (r *reading) counter(c counted, s *scope) string {
	const reach = 9
	for v := c.from - 1; v > max(s.lo, c.from-reach); v-- {
		switch r.Classes[v] {
		case words.Comma, words.Stop, words.Colon, words.Being, words.That, words.Relative:
			return ""
		}
		if !counting[r.Words[v].Form] {
			continue
		}
		end := v
		for end > s.lo && (r.Classes[end-1] == words.Having || r.Classes[end-1] == words.Adverb) {
			end--
		}
		begin := r.phraseBegin(end, s.lo)
		if begin == end || r.Classes[begin] == words.Numeral || r.numeric(begin) {
			return ""
		}
		return r.said.Named(begin, end)
	}
	return ""
}

// phraseBegin returns where the noun phrase begins that ends before word end: "the health ministry in Gaza".
func (r *reading) phraseBegin(end, lo int) int {
	const longest = 8
	begin := end
	for begin > max(lo, end-longest) {
		switch r.Classes[begin-1] {
		case words.Comma, words.Stop, words.Colon, words.Dash, words.Bracket, words.Quotation, words.OtherSign,
			words.Conjunction, words.Relative, words.That, words.To, words.Being, words.Having, words.Modal,
			words.SpeechVerb, words.Past, words.Gerund, words.Pronoun, words.Adverb, words.Calendar, words.Negation:
			return r.trimBegin(begin, end)
		}
		begin--
	}
	return r.trimBegin(begin, end)
}

// trimBegin skips the preposition that a noun phrase cannot begin with.
func (r *reading) trimBegin(begin, end int) int {
	for begin < end && r.Classes[begin] == words.Preposition {
		begin++
	}
	return begin
}

// daysAfter reports whether c counts what befell people days before that which the sentence is about: "two days after a
// strike killed 23".
func (r *reading) daysAfter(c counted, s *scope) bool {
	const reach = 24
	for k := c.from - 1; k > max(s.lo, c.from-reach); k-- {
		if cl := r.Classes[k]; cl == words.Comma || cl == words.Stop || cl == words.Colon || cl == words.That {
			return false
		}
		if afterWord[r.Words[k].Form] {
			m := measures[r.Words[k-1].Form]
			return m.kind == news.Duration && longTime[m.unit]
		}
	}
	return false
}

// longTime are the units of time in which one event is long over when the next one comes.
var longTime = map[string]bool{"d": true, "wk": true, "mo": true, "y": true}

// recalled reports whether the clause of c only recalls something, behind whom the sentence quotes: "…, the director
// said, two days after a strike killed 23". Its number is the outlet's.
func (r *reading) recalled(c counted, s *scope) bool {
	const reach = 24
	for i := c.from - 1; i > max(s.lo, c.from-reach); i-- {
		if r.Classes[i] == words.Stop || r.Classes[i] == words.Colon {
			return false
		}
		if r.Classes[i] != words.SpeechVerb || r.Classes[i+1] != words.Comma {
			continue
		}
		for k := i + 2; k < min(i+6, c.from); k++ {
			if subordinate[r.Words[k].Form] {
				return true
			}
		}
		return false
	}
	return false
}
