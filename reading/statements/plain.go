package statements

import (
	"strings"

	"sitrep/reading/words"
	"sitrep/text"
)

// plainSayings finds attributions of the plainest form, "The Kremlin had confirmed that …", in sentences in which the
// model sees none: a name opens the sentence, and a verb of saying follows it.
func (r *reading) plainSayings() []parts {
	var out []parts
	for lo, hi := range r.Sentences(len(r.Words)) {
		if p, ok := r.plainSaying(lo, hi); ok {
			out = append(out, p)
		}
	}
	return out
}

func (r *reading) plainSaying(lo, hi int) (parts, bool) {
	for i := lo; i < hi; i++ {
		if r.cue[i] != 0 || r.Words[i].Quoted {
			return parts{}, false
		}
	}
	subject := r.ownedAt(r.subjectAt(lo, hi), hi)
	verb := subject
	for verb < hi && r.lowerIn(verb, auxiliaries) {
		verb++
	}
	end := hi
	for end > verb && r.Words[end-1].Shape == text.Mark {
		end--
	}
	const shortest = 4 // words; less is no content
	if subject == lo || verb >= hi || !r.lowerIn(verb, sayings) || end-verb-1 < shortest {
		return parts{}, false
	}
	p := parts{source: [2]int{lo, subject}, content: [][2]int{{verb + 1, end}}}
	p.attribution = attribution{from: subject, to: verb + 1, lo: lo, hi: hi, head: verb}
	return p, true
}

// ownedAt returns where the subject ends that goes on behind a name with what belongs to it: "Taiwan's defence
// ministry"; i if nothing does.
func (r *reading) ownedAt(i, hi int) int {
	const most = 4 // words
	if i >= hi || r.Classes[i] != words.Possessive {
		return i
	}
	k := i + 1
	for k < hi && k-i <= most && r.Words[k].Shape == text.Lower && r.Classes[k] != words.SpeechVerb && !r.clauseEnd(k) {
		k++
	}
	if head := r.Words[k-1].Form; k == i+1 || !institution[head] && !humanNoun[head] {
		return i
	}
	return k
}

// joinedSayings finds attributions within a relative clause that the model passes over: "the strike, which the
// ministry said killed 12 people".
func (r *reading) joinedSayings() []parts {
	const subject = 7
	var out []parts
	for v := 2; v+2 < len(r.Words); v++ {
		if r.cue[v] != 0 || r.Words[v].Quoted || !r.lowerIn(v, sayings) || r.Classes[v] != words.SpeechVerb {
			continue
		}
		begin := v
		for begin > 0 && v-begin <= subject && !joining[r.Words[begin-1].Form] && !r.clauseEnd(begin-1) {
			begin--
		}
		if begin < 2 || begin == v || !joining[r.Words[begin-1].Form] || !r.subjectBegins(begin) {
			continue
		}
		end := v + 1
		for end < len(r.Words) && r.Words[end].Sentence == r.Words[v].Sentence && !r.clauseEnd(end) {
			end++
		}
		const shortest = 3
		if end-v-1 < shortest || r.Classes[v+1] == words.Preposition {
			continue
		}
		p := parts{source: [2]int{begin, v}, content: [][2]int{{v + 1, end}}}
		p.attribution = attribution{from: v, to: v + 1, lo: begin, hi: end, head: v}
		out = append(out, p)
	}
	return out
}

// closingSayings finds attributions that close a clause where the model passes over them: "Two people died, Mayor
// Koval told journalists, and …".
func (r *reading) closingSayings() []parts {
	var out []parts
	for v := 2; v < len(r.Words); v++ {
		if r.cue[v] != 0 || r.Words[v].Quoted || !r.lowerIn(v, sayings) {
			continue
		}
		begin := v
		for begin > 0 && v-begin <= subjectWords && !r.clauseEnd(begin-1) {
			begin--
		}
		if begin == v || !r.commaAt(begin-1) || r.headMention(begin, v) < 0 && r.Classes[begin] != words.Determiner {
			continue
		}
		end := v + 1
		for end < len(r.Words) && end <= v+subjectWords && !r.clauseEnd(end) {
			if r.Classes[end] == words.Being || r.Classes[end] == words.Having || r.Classes[end] == words.That {
				break
			}
			end++
		}
		if end >= len(r.Words) || !r.commaAt(end) && r.Classes[end] != words.Stop || end-v > 8 {
			continue
		}
		c, ok := r.sentenceBefore(begin - 1)
		if !ok {
			continue
		}
		p := parts{source: [2]int{begin, v}, content: [][2]int{c}}
		p.attribution = attribution{from: v, to: v + 1, lo: c[0], hi: end, head: v}
		out = append(out, p)
	}
	return out
}

// clauseEnd reports whether a clause cannot go on over word i.
func (r *reading) clauseEnd(i int) bool {
	switch r.Classes[i] {
	case words.Comma, words.Stop, words.Colon, words.Dash, words.Bracket, words.Quotation, words.SpeechVerb:
		return true
	}
	return false
}

// lowerIn reports whether word i is in set, and no part of a headline or a name.
func (r *reading) lowerIn(i int, set words.Set) bool {
	return r.Words[i].Shape == text.Lower && set[r.Words[i].Form]
}

// subjectAt returns where the name ends that opens the sentence [lo,hi), with or without "The"; lo if none does.
func (r *reading) subjectAt(lo, hi int) int {
	first := lo
	if strings.EqualFold(r.Slice(lo, lo+1), "the") && lo+1 < hi {
		first++
	}
	from, to := r.MentionsIn(first, hi)
	for _, m := range r.Mentions[from:to] {
		if m.Start != r.Words[first].Start {
			break
		}
		if m.Nominal {
			continue
		}
		for i := first; i < hi; i++ {
			if r.Words[i].End == m.End {
				return i + 1
			}
		}
	}
	return lo
}
