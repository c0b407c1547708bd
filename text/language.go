package text

import (
	"maps"
	"strings"

	"github.com/blevesearch/snowballstem"
)

// Language is what Sitrep knows of one language: data, no rules. Words are folded (see [Fold]) unless a field says
// otherwise, and a field that is empty means that nobody has written it down yet.
type Language struct {
	Tag       string                       // BCP 47
	Stops     map[string]bool              // function words
	Stemmer   func(*snowballstem.Env) bool // nil if there is none
	Sentences SentenceRules
	Dates     Dates
	Numbers   Numbers
	News      News

	Grammar     Grammar
	Attribution Attribution
	Tolls       Tolls
	Units       Units
	Periods     Periods
	Places      Places
	Events      Events
	Contrast    Contrast

	Names    Names
	Titles   Titles
	Deaths   Deaths
	Metonymy Metonymy
	Toponyms Toponyms
}

// Dates are the words of a calendar.
type Dates struct {
	Months   map[string]int // 1 to 12; abbreviations without their stop
	Weekdays map[string]int // 0, Sunday, to 6
	Days     map[string]int // from today: yesterday is -1
}

// Numbers are the words for numbers.
type Numbers struct {
	Numerals map[string]float64 // those that add up: twenty, five
	Scales   map[string]float64 // those that multiply: hundred, million
	Vague    map[string]float64 // plurals that count nothing exactly, by the least they stand for: dozens, 24

	Articles    map[string]bool // stand for one: "a hundred"
	Multiples   map[string]bool // scales that an article may stand before
	Between     map[string]bool // between the ends of a range: "5 to 7"
	AtLeast     []string        // before a number that is a lower bound
	UpTo        []string        // before a number that is an upper bound
	About       []string        // before a number that is rough
	OrMore      []string        // behind a number that is a lower bound, or rough
	BeforeYears map[string]bool // before a year
	BeforeRanks map[string]bool // before a number that counts nothing: "Resolution 1701"
	BehindAges  map[string]bool // behind an age
	BehindHours map[string]bool // behind a time of day
	Percent     map[string]bool // behind a share
	Ordinals    map[string]bool // behind a rank: "12 th"
	No          map[string]bool // before a number that is denied: "no one"
	None        map[string]bool // "none of the four"
	Parents     map[string]bool // "mother of three"
	Years       map[string]bool // "12 - year old"
	Changed     map[string]bool // verbs of a number that becomes another: "rose from 7 to 9"
	Shares      map[string]bool // of a whole: "most of the 40"
	Whose       map[string]bool // whose age may follow: "who was 66"
	Turned      map[string]bool // and how: "turned 12"
	Aged        map[string]bool // "a boy of 12"
}

// SentenceRules are the words that tell whether a sentence ends at a full stop. Abbreviations are in lower case and
// without their last stop.
type SentenceRules struct {
	Titles        map[string]bool // before a name, a number or another word: no sentence ends with them
	BeforeNumbers map[string]bool // abbreviations only before a figure ("No. 5", "p. 12"), words otherwise
	Endings       map[string]bool // end a name or a phrase, and sometimes a sentence: the next word tells
	Months        map[string]bool
	Streets       map[string]bool // behind a street's name, and a saint before another
	Versus        map[string]bool // between the parties of a case
	Hours         map[string]bool // a.m
	Zones         map[string]bool // time zones, as written
	Weekdays      map[string]bool // as written
	Captions      map[string]bool // what a caption begins with, as written: "Figure 1.5"
	Lettered      map[string]bool // what a letter stands behind, as written: "Plan B"
	Networks      map[string]bool // before the name of the network X, as written
	Pronouns      map[string]bool // as written
	Saying        map[string]bool // verbs behind a quoted question's speaker
	Starters      map[string]bool // capitalised in the middle of running text, they nearly always begin a sentence
}

// Or returns the rules of both r and other.
func (r SentenceRules) Or(other SentenceRules) SentenceRules {
	for _, f := range []struct {
		to   *map[string]bool
		from map[string]bool
	}{
		{&r.Titles, other.Titles},
		{&r.BeforeNumbers, other.BeforeNumbers},
		{&r.Endings, other.Endings},
		{&r.Months, other.Months},
		{&r.Streets, other.Streets},
		{&r.Versus, other.Versus},
		{&r.Hours, other.Hours},
		{&r.Zones, other.Zones},
		{&r.Weekdays, other.Weekdays},
		{&r.Captions, other.Captions},
		{&r.Lettered, other.Lettered},
		{&r.Networks, other.Networks},
		{&r.Pronouns, other.Pronouns},
		{&r.Saying, other.Saying},
		{&r.Starters, other.Starters},
	} {
		both := make(map[string]bool, len(*f.to)+len(f.from))
		maps.Copy(both, *f.to)
		maps.Copy(both, f.from)
		*f.to = both
	}
	return r
}

// Stop reports whether a folded word is a function word.
func (l *Language) Stop(word string) bool { return l.Stops[word] }

// longestWord bounds what Stem works on; the longest word of a newspaper is a third of it.
const longestWord = 100

// Stem returns the folded stem of word by the Snowball algorithm of the language; without one it folds only.
func (l *Language) Stem(word string) string {
	word = Fold(word)
	if l.Stemmer == nil || len(word) > longestWord {
		return word
	}
	env := snowballstem.NewEnv(word)
	l.Stemmer(env)
	return env.Current()
}

// WordSet is the set of the words of s, parted by white space.
func WordSet(s string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// PhraseSet is the set of the phrases of s, parted by white space; "_" stands for a space inside a phrase.
func PhraseSet(s string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		m[strings.ReplaceAll(w, "_", " ")] = true
	}
	return m
}

// Numbered numbers the groups of words of s, which commas part, from first on: every word of a group has its number. A
// low line stands for the space in a name of two words.
func Numbered(first int, s string) map[string]int {
	m := make(map[string]int)
	for group := range strings.SplitSeq(s, ",") {
		for w := range strings.FieldsSeq(group) {
			m[strings.ReplaceAll(w, "_", " ")] = first
		}
		first++
	}
	return m
}

// Roots are the words of s, parted by white space, folded: how words begin in languages without a stemmer.
func Roots(s string) []string {
	out := strings.Fields(s)
	for i, w := range out {
		out[i] = Fold(strings.ReplaceAll(w, "_", " "))
	}
	return out
}
