package gazetteer

import (
	"embed"
	"fmt"
	"iter"
	"strings"
	"sync"
)

// The lists are written by hand from general knowledge. "_" stands for a space inside a name, "#" begins a comment.
//
//go:embed lexicon
var lists embed.FS

// lines yields the lines of a list.
func lines(list string) iter.Seq[string] {
	b, err := lists.ReadFile("lexicon/" + list)
	if err != nil {
		panic(fmt.Sprintf("embedded list: %v", err)) // a test opens all: cannot happen in a released program
	}
	return func(yield func(string) bool) {
		for line := range strings.Lines(string(b)) {
			line = strings.TrimSpace(line)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// words yields the words of a list.
func words(list string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range lines(list) {
			for w := range strings.FieldsSeq(line) {
				if !yield(strings.ReplaceAll(w, "_", " ")) {
					return
				}
			}
		}
	}
}

// set is the words of a list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for w := range words(list) {
		m[w] = true
	}
	return m
}

// GivenNames yields given names of all parts of the world that the news is full of.
func GivenNames() iter.Seq[string] { return words("given_names.txt") }

// WomensNames yields given names that only women of the news bear, for who is meant by "Mrs. Clinton".
func WomensNames() iter.Seq[string] { return words("womens_names.txt") }

// CommonSurnames yields surnames that too many bear to name anybody.
func CommonSurnames() iter.Seq[string] { return words("common_surnames.txt") }

// FamilyNamesFirst yields family names of countries where they are written before the given name.
func FamilyNamesFirst() iter.Seq[string] { return words("family_names_first.txt") }

// GivenNameGroups yields the given names that one person may bear in different languages or in short. A name is in one
// group only.
func GivenNameGroups() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range lines("given_name_groups.txt") {
			if !yield(strings.Fields(line)) {
				return
			}
		}
	}
}

// Aliases yields the names of each of the organisations and persons that the news calls by several, the main one first.
func Aliases() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for line := range lines("aliases.txt") {
			names := strings.Split(line, "=")
			for i := range names {
				names[i] = strings.TrimSpace(names[i])
			}
			if !yield(names) {
				return
			}
		}
	}
}

// Bearer is one of those who share an acronym.
type Bearer struct {
	Name string
	Cues map[string]bool // words that tell in an article that it is this one's
}

// Sharers returns the organisations of the war news that share an acronym, given in lower case, nil if nobody does.
// Without a cue in the article it is none's.
func Sharers(acronym string) []Bearer { return sharers()[acronym] }

var sharers = sync.OnceValue(func() map[string][]Bearer {
	m := map[string][]Bearer{}
	for line := range lines("acronyms.tsv") {
		f := strings.Split(line, "\t")
		b := Bearer{Name: f[1], Cues: map[string]bool{}}
		for w := range strings.FieldsSeq(f[2]) {
			b.Cues[w] = true
		}
		m[f[0]] = append(m[f[0]], b)
	}
	return m
})

// AmbiguousOutlet reports whether a word that the lexicon has as an outlet is a common word or another name, too.
func AmbiguousOutlet(word string) bool { return ambiguousOutlets()[word] }

var ambiguousOutlets = sync.OnceValue(func() map[string]bool { return set("ambiguous_outlets.txt") })
