package words

import "strings"

// Set is a set of words by the hash of their folded form.
type Set map[uint32]bool

// Of returns the set of the keys of list.
func Of[V any](list map[string]V) Set {
	l := make(Set, len(list))
	for w := range list {
		l[Form(w)] = true
	}
	return l
}

// Phrases is a set of word sequences: the first word's form leads to the sequences, longest first.
type Phrases map[uint32][][]uint32

// PhrasesOf returns the set of list's phrases, whose words are parted by spaces.
func PhrasesOf(list []string) Phrases {
	p := Phrases{}
	for _, phrase := range list {
		var forms []uint32
		for w := range strings.FieldsSeq(phrase) {
			form := Form(w)
			forms = append(forms, form)
		}
		if len(forms) > 0 {
			p[forms[0]] = append(p[forms[0]], forms)
		}
	}
	return p
}

// At returns how many words the longest phrase that begins at i covers, at most up to hi; 0 if none does.
func (p Phrases) At(words []Word, i, hi int) int {
	best := 0
	if i >= hi {
		return 0
	}
next:
	for _, forms := range p[words[i].Form] {
		if len(forms) <= best || i+len(forms) > hi {
			continue
		}
		for k, f := range forms {
			if words[i+k].Form != f {
				continue next
			}
		}
		best = len(forms)
	}
	return best
}
