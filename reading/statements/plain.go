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
	subject := r.subjectAt(lo, hi)
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
