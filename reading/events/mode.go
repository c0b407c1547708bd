package events

import (
	"sitrep/news"
	"sitrep/reading/words"
)

// modeOf says whether m has happened, by its auxiliaries and by what governs it.
func (r *reader) modeOf(lo, hi int, m *mention) news.Mode {
	if !m.verb {
		return r.nounMode(lo, hi, m)
	}
	if r.after(lo, m.group, unless, 4) {
		return news.May
	}
	mode := r.auxiliaries(m.group, m.at)
	subject := m.actor
	if m.passive {
		subject = m.target
	}
	if mode == news.Did && !subject.empty() && notWords[r.Words[subject.from].Form] { // "nobody has claimed"
		return news.DidNot
	}
	if mode != news.Did {
		return mode
	}
	k := m.group
	if k > lo && r.class(lo, hi, k-1) == words.To || m.form == gerund {
		if k > lo && r.class(lo, hi, k-1) == words.To {
			k--
		}
		return r.governed(lo, hi, k, m.form != gerund)
	}
	return mode
}

// auxiliaries is the mode that the words [from,to) give a verb.
func (r *reader) auxiliaries(from, to int) news.Mode {
	mode := news.Did
	for k := from; k < to; k++ {
		switch f := r.Words[k].Form; {
		case notWords[f]:
			return news.DidNot
		case mayWords[f]:
			mode = news.May
		case willWords[f]:
			mode = news.Will
		}
	}
	return mode
}

// governed is the mode that what stands before word k gives to an infinitive or a gerund there.
func (r *reader) governed(lo, hi, k int, infinitive bool) news.Mode {
	const reach = 8 // words: "urged the two sides' leaders to"
	for v := k - 1; v >= lo && k-v <= reach; v-- {
		f := r.Words[v].Form
		not := r.negatedBefore(lo, hi, v)
		switch {
		case prevented[f]:
			if not {
				return news.Did
			}
			return news.DidNot
		case planned[f]:
			if not {
				return news.DidNot
			}
			return news.Will
		case possible[f]:
			return news.May
		case happening[f]:
			if not {
				return news.DidNot
			}
			return news.Did
		case infinitive && v == k-1 && r.class(lo, hi, v) == words.Being: // "is to meet"
			return news.Will
		}
		switch r.class(lo, hi, v) {
		case words.Comma, words.Stop, words.Colon, words.Conjunction, words.Relative, words.That:
			v = lo
		}
	}
	if infinitive { // "to strike": a purpose
		return news.Will
	}
	return news.Did
}

// negatedBefore reports whether a negation stands among the auxiliaries before word v.
func (r *reader) negatedBefore(lo, hi, v int) bool {
	for g := r.groupStart(lo, hi, v); g < v; g++ {
		if notWords[r.Words[g].Form] {
			return true
		}
	}
	return false
}

// after reports whether one of set stands among the n words before k.
func (r *reader) after(lo, k int, set words.Set, n int) bool {
	for v := k - 1; v >= lo && k-v <= n; v-- {
		if set[r.Words[v].Form] {
			return true
		}
	}
	return false
}

// nounMode says whether what the noun m tells has happened: by what stands before it in its phrase, by what governs the
// phrase, by the verb that it is the subject of.
func (r *reader) nounMode(lo, hi int, m *mention) news.Mode {
	for k := m.group; k < m.at; k++ {
		switch f := r.Words[k].Form; {
		case notWords[f]:
			return news.DidNot
		case future[f]:
			return news.Will
		case doubtful[f]:
			return news.May
		}
	}
	if mode := r.nounGoverned(lo, hi, m); mode != "" {
		return mode
	}
	end := m.end
	if !m.target.empty() && m.target.from > m.at {
		end = max(end, m.target.to)
	}
	return r.predicate(lo, hi, end)
}

// nounGoverned is the mode that what stands before the phrase of m gives it: "called for a ceasefire", "denied the
// attack",
// "threat of an attack", "will hold talks"; "" if nothing does.
func (r *reader) nounGoverned(lo, hi int, m *mention) news.Mode {
	const reach = 4 // words
	for v := m.group - 1; v >= lo && m.group-v <= reach; v-- {
		f := r.Words[v].Form
		switch c := r.class(lo, hi, v); {
		case prevented[f] && r.negatedBefore(lo, hi, v):
			return news.Did
		case prevented[f], notWords[f]:
			return news.DidNot
		case possible[f], mayWords[f]:
			return news.May
		case planned[f], willWords[f]:
			return news.Will
		case empty[f] && c != words.Having:
			g := r.groupStart(lo, hi, v)
			if mode := r.auxiliaries(g, v); mode != news.Did {
				return mode
			}
			if r.class(lo, hi, g-1) == words.To {
				return r.governed(lo, hi, g-1, true)
			}
			return news.Did
		case c == words.Comma || c == words.Stop || c == words.Colon || c == words.Relative:
			return ""
		}
	}
	return ""
}

// predicate is the mode that the verb behind a phrase gives it: "talks will begin", "the attack did not happen".
func (r *reader) predicate(lo, hi, end int) news.Mode {
	k := end
	for k < hi && k-end < 4 {
		switch r.class(lo, hi, k) {
		case words.Modal, words.Negation, words.Having, words.Being, words.Adverb:
			k++
			continue
		}
		break
	}
	if k == end {
		return news.Did
	}
	if k < hi && (r.class(lo, hi, k) == words.To && r.class(lo, hi, k-1) == words.Being || planned[r.Words[k].Form]) {
		return news.Will // "talks are to begin"
	}
	return r.auxiliaries(end, k)
}
