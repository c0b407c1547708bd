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

// openings matches the beginnings of what stands on a page and states nothing: captions, pointers to other articles,
// notes on the text itself. Extraction drops most of it by the page's markup; texts that arrive without markup still
// have it.
var openings = regexp.MustCompile(`^(?:` +
	`FILE\b|(?i:file|undated|handout|aerial) (?i:photo|picture|image)|(?i:(?:click|tap|scroll|swipe) to ` +
	`)|(?i:image(?: source| copyright| caption)?\s*:)|` +
	`(?i:photo(?:graph)?(?:s)?(?: by| credit| courtesy|\s*:))|(?:In|in) (?:this|an?) ` +
	`[^.;]{0,60}\b(?:photo|picture|image|frame grab|photograph)\b|This (?:[a-z]+ ` +
	`){0,2}(?:photo|picture|image|combination)\b|` +
	`(?i:(?:read|watch|see|listen|related|more|also read|read more|read also|see ` +
	`also|opinion|video|gallery|exclusive|live|analysis)\s*:)|READ MORE\b|RELATED\b|WATCH\b|` +
	`(?i:sign up (?:for|to)|subscribe (?:to|now)|follow (?:us|him|her|me|them) on|all rights ` +
	`reserved|copyright\b|this (?:article|story|post|column) (?:was|is|has|first|originally)|editor['’]s ` +
	`note|correction\b|clarification\b)` +
	`)`)

// furniture are words of pages, not of articles. A sentence with furnished of them is no sentence.
var furniture = regexp.MustCompile(`(?i)\b(?:terms of use|privacy policy|cookie policy|copyright|all rights ` +
	`reserved|subscribe|follow (?:us|me)?|get short url|comment via|community standards|sign up|log in|click ` +
	`here|read (?:more|also)|related (?:articles|stories|tags|news)|(?:share|like) (?:this|us|on)|watch live)\b`)

const furnished = 2

// notes are remarks on the text or on a picture and not on the matter, wherever they stand in a sentence.
var notes = regexp.MustCompile(`(?i)\b(?:an )?(?:earlier|previous) version of this ` +
	`(?:article|story|report|post)\b|\bcould not (?:immediately |independently )*(?:verify|confirm|be (?:immediately ` +
	`|independently )*(?:verified|confirmed|reached))\b|\b(?:contributed to this ` +
	`(?:report|story|article)|(?:views|opinions) expressed)\b|, (?:left|right|center|centre|foreground|second from ` +
	`(?:left|right)), `)

// states reports whether a sentence of an article states something about the world. What does not is kept in the
// article and never becomes a fact: furniture of the page, the author's own introduction, a line of names, the title
// repeated.
func states(s string, position, sentences int, a news.Article) bool {
	const enough = 3 // lower-case words; a line of names and labels has fewer
	switch {
	case furnishes(s), openings.MatchString(s), noted(s), introduces(s, a.Byline):
		return false
	case cased(s) && lowerWords(s) < enough:
		return false
	case sentences > 2 && position < 2 && !strings.ContainsAny(s[len(s)-1:], ".!") && text.Key(s) == text.Key(a.Title):
		return false // a heading over the text; a whole sentence may be what the title was made of
	}
	return true
}

// The expressions are slow where they may match anywhere, and hardly any sentence holds one of the words that they look
// for.
var (
	noteWords = []string{
		"version of this", "could not", "contributed to", "expressed", ", left, ", ", right, ",
		", center, ", ", centre, ", "ground, ", ", second from ",
	}
	furnitureWords = []string{
		"terms of use", "privacy", "cookie", "copyright", "all rights", "subscribe", "follow", "short url", "comment",
		"community standards",
		"sign up", "log in", "click here", "read more", "read also", "related ", "share ", "like ", "watch live",
	}
)

func noted(s string) bool { return holds(s, noteWords) && notes.MatchString(s) }

func furnishes(s string) bool {
	return holds(strings.ToLower(s), furnitureWords) && len(furniture.FindAllString(s, furnished)) == furnished
}

func holds(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
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

// ownVoice matches a writer who speaks of himself or to the reader.
var ownVoice = regexp.MustCompile(`\b(?:I|I['’](?:m|ve|d|ll)|[Yy]ou|[Yy]our|[Ww]e|[Ww]e['’](?:re|ve|ll)|[Oo]ur|my|me|` +
	`[Ll]et['’]s)\b`)

// opinion reports whether a sentence is its writer's own voice: outside quotation marks somebody says "I", "we" or
// "you". In what an official body publishes that is the body's statement.
func opinion(s string, kind news.SourceKind) bool {
	if kind == news.KindOfficial || kind == news.KindStateMedia {
		return false
	}
	return ownVoice.MatchString(s) && ownVoice.MatchString(quoted.ReplaceAllString(s, ""))
}
