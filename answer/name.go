package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"

	"sitrep/news"
	"sitrep/wording"
)

// Fold makes names comparable: lower case, one space between words.
func Fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(wording.Printable(s)), " "))
}

// HasWords reports whether every word of part begins a word of whole, in any case.
func HasWords(whole, part string) bool {
	words := strings.Fields(Fold(whole))
	for p := range strings.FieldsSeq(Fold(part)) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, p) }) {
			return false
		}
	}
	return true
}

// mistyped is how many edits away from a name somebody may be who means it: two letters in the wrong order are two.
const mistyped = 2

// Nearest returns the name that is most like s: one that begins with it, or that is at most two edits away. "" if none
// is.
func Nearest(s string, names []string) string {
	best, least := "", mistyped+1
	length := utf8.RuneCountInString(s)
	for _, n := range names {
		if len(s) >= 2 && strings.HasPrefix(n, s) {
			return n
		}
		// What differs more in length is further away: a text of thousands of letters is not compared.
		if more := utf8.RuneCountInString(n) - length; more > mistyped || more < -mistyped {
			continue
		}
		if d := edlib.LevenshteinDistance(s, n); d < least && d < len(n) {
			best, least = n, d
		}
	}
	return best
}

// nearestFold is Nearest in any case.
func nearestFold(s string, names []string) string {
	folded := make([]string, len(names))
	for i, n := range names {
		folded[i] = Fold(n)
	}
	if i := slices.Index(folded, Nearest(Fold(s), folded)); i >= 0 {
		return names[i]
	}
	return ""
}

// NearestTopic is the topic whose name, or a word of it, somebody has most likely mistyped.
func NearestTopic(topics []news.Topic, name string) (news.Topic, bool) {
	var words []string
	of := map[string]news.Topic{}
	for _, t := range topics {
		for _, w := range append(strings.Fields(Fold(t.Name)), Fold(t.Name), Fold(t.Slug)) {
			length := utf8.RuneCountInString(w) // "mars" is no "war", but "gazza" is "gaza"
			telling := length > 2*mistyped || length == 2*mistyped && edlib.LevenshteinDistance(Fold(name), w) == 1
			if _, taken := of[w]; !taken && telling {
				words, of[w] = append(words, w), t
			}
		}
	}
	found, ok := of[Nearest(Fold(name), words)]
	return found, ok
}

// Topic finds the topic that a name means, among topics in the order in which they are offered: by slug or name, or by
// words of its name if they are enough for only one ("ukraine" for "Ukraine war").
func Topic(topics []news.Topic, name string) (news.Topic, bool) {
	for _, t := range topics {
		if Fold(t.Slug) == Fold(name) || Fold(t.Name) == Fold(name) {
			return t, true
		}
	}
	var like []news.Topic
	for _, t := range topics {
		if HasWords(t.Name, name) {
			like = append(like, t)
		}
	}
	if len(like) != 1 {
		return news.Topic{}, false
	}
	return like[0], true
}

// outlet finds the outlet that a name means, by the name or an alias. near is the one that may be meant if none is
// found, "" if none is like it.
func outlet(all []news.Source, name string) (found, near string) {
	names := make([]string, 0, len(all))
	for _, s := range all {
		if Fold(s.Name) == Fold(name) ||
			slices.ContainsFunc(s.Aliases, func(n string) bool { return Fold(n) == Fold(name) }) {
			return s.Name, ""
		}
		names = append(names, s.Name)
	}
	return "", nearestFold(name, names)
}
