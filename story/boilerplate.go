package story

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
)

// labels is how many labels of a page make a sentence boilerplate.
const labels = 2

// states reports whether a sentence of an article states something about the world. What does not is kept in the
// article and never becomes a fact: boilerplate of the page, the author's own introduction, a line of names, the title
// repeated.
func states(s string, position, sentences int, a news.Article) bool {
	switch {
	case boilerplate(s), english.Boilerplate.Openings.MatchString(s), noted(s), captions(s), glued(s),
		introduces(s, a.Byline):
		return false
	case sentences > 2 && position < 2 && !strings.ContainsAny(s[len(s)-1:], ".!") && text.Key(s) == text.Key(a.Title):
		return false // a heading over the text; a whole sentence may be what the title was made of
	}
	return true
}

// names reports whether a sentence is a line of names and labels: it has hardly a word in lower case.
func names(s string) bool {
	const enough = 3
	return cased(s) && lowerWords(s) < enough
}

func noted(s string) bool {
	return holds(s, english.Boilerplate.NoteWords) && english.Boilerplate.Notes.MatchString(s)
}

func boilerplate(s string) bool {
	page := &english.Boilerplate
	return holds(strings.ToLower(s), page.LabelWords) && len(page.Labels.FindAllString(s, labels)) == labels
}

func holds(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// captions reports whether a sentence is the caption of a picture: it gives the whole date, as agencies do there alone,
// and tells nothing in the past.
func captions(s string) bool {
	page := &english.Boilerplate
	if !page.Taken.MatchString(s) {
		return false
	}
	return !slices.ContainsFunc(text.Tokens(s), func(t text.Token) bool {
		return english.Telling.Past[strings.ToLower(t.In(s))]
	})
}

// glued reports whether the headings of other articles have run into a sentence, as where a page links each name to
// what else it has of it: "President Doe John DoeDoe to meet rival", with a name that stood before at the seam.
func glued(s string) bool {
	const least = 4 // bytes
	seen := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		for i := least; i < len(w); i++ {
			if w[i] >= 'A' && w[i] <= 'Z' && w[i-1] >= 'a' && w[i-1] <= 'z' && seen[w[:i]] {
				return true
			}
		}
		seen[strings.TrimFunc(w, unicode.IsPunct)] = true
	}
	return false
}

// introduces reports whether a sentence begins with the name of the article's author: "A. Writer is a fellow of …".
func introduces(s, byline string) bool {
	author := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(byline), "By "), "by ")
	author, _, _ = strings.Cut(author, ",")
	return strings.Contains(author, " ") && strings.Contains(s[:min(len(s), len(author)+12)], author)
}

// cased reports whether s has capitals and small letters: in scripts without them counting small ones says nothing.
func cased(s string) bool {
	return strings.ContainsFunc(s, unicode.IsUpper) && strings.ContainsFunc(s, unicode.IsLower)
}

// lowerWords counts the words that begin in lower case.
func lowerWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, `"“‘'(`)); unicode.IsLower(r) {
			n++
		}
	}
	return n
}

// quoted matches what stands between quotation marks.
var quoted = regexp.MustCompile(`[“"][^“”"]*[”"]?`)

// opinion reports whether a sentence is its writer's own voice: outside quotation marks somebody says "I", "we" or
// "you". In what an official body publishes that is the body's statement.
func opinion(s string, kind news.SourceKind) bool {
	if kind == news.KindOfficial || kind == news.KindStateMedia {
		return false
	}
	own := english.Boilerplate.OwnVoice
	return own.MatchString(s) && own.MatchString(quoted.ReplaceAllString(s, ""))
}
