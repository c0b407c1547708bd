package text

import "strings"

// Grammar are the words whose class does not depend on what stands beside them: the function words, and
// what newspapers speak with.
type Grammar struct {
	Determiners  map[string]bool // the, any
	Pronouns     map[string]bool // he, everyone
	Possessives  map[string]bool // my, 's
	Relatives    map[string]bool // who, why
	Be           map[string]bool // forms of be
	HaveAndDo    map[string]bool // forms of have and do
	Modals       map[string]bool // can, would
	Negations    map[string]bool // not
	Prepositions map[string]bool // of
	Conjunctions map[string]bool // and
	That         map[string]bool // that
	To           map[string]bool // to
	Adverbs      map[string]bool // also; those that do not end as adverbs do, and those beside verbs of saying
	Numerals     map[string]bool // two, dozens
	SpeechVerbs  map[string]bool // said
	PersonNouns  map[string]bool // spokesman, officials
	Calendar     map[string]bool // Monday, yesterday
}

// PhraseList lists the phrases of s, parted by commas.
func PhraseList(s string) []string {
	var out []string
	for phrase := range strings.SplitSeq(s, ",") {
		if phrase = strings.Join(strings.Fields(phrase), " "); phrase != "" {
			out = append(out, phrase)
		}
	}
	return out
}
