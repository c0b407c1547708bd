package statements

import (
	"strings"

	"sitrep/text"
)

// sayings are verbs that a sentence can hardly be read without as somebody's word, in the forms that follow a subject.
var sayings = wordList("said says stated confirmed confirms denied denies announced announces warned warns claimed " +
	"claims added insisted reiterated")

var auxiliaries = wordList("had has have also later earlier")

func wordList(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// plainSayings finds attributions of the plainest form, "The Kremlin had confirmed that …", in sentences in which the
// model sees none: a name opens the sentence, and a verb of saying follows it.
func (r *reading) plainSayings() []parts {
	var out []parts
	for lo := 0; lo < len(r.Words); {
		hi := lo + 1
		for hi < len(r.Words) && r.Words[hi].Sentence == r.Words[lo].Sentence {
			hi++
		}
		if p, ok := r.plainSaying(lo, hi); ok {
			out = append(out, p)
		}
		lo = hi
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
	for verb < hi && auxiliaries[r.Slice(verb, verb+1)] {
		verb++
	}
	end := hi
	for end > verb && r.Words[end-1].Shape == text.Mark {
		end--
	}
	const shortest = 4 // words; less is no content
	if subject == lo || verb >= hi || !sayings[r.Slice(verb, verb+1)] || end-verb-1 < shortest {
		return parts{}, false
	}
	p := parts{source: [2]int{lo, subject}, content: [][2]int{{verb + 1, end}}}
	p.from, p.to, p.lo, p.hi, p.head = subject, verb+1, lo, hi, verb
	return p, true
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
