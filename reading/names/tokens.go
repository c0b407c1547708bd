package names

import (
	"unicode"

	"sitrep/text/lang"

	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// Token is what names are made of: finer than a word by Unicode's rules, as names end within those ("Ukraine-based",
// "China's"), coarser where a stop belongs to the name ("U.S.", "F.").
type Token struct {
	text.Token
	Folded   string          // [text.Fold] of the token
	Known    gazetteer.Class // of the token alone, plus what a phrase of the lexicon says of it
	First    bool            // the first word of a sentence
	Sentence int             // index of its sentence

	h      uint64 // hash of Folded
	active bool   // may be part of a name at all
	place  uint8  // see placeSort; the top bit for a name of several tokens
}

// rules are those by which the model was trained: changing them means training again.
var rules = text.Rules{
	Marks: text.VisibleMarks, Clitics: "s S", LooseClitics: true, Apostrophes: "'’`",
	Stops: text.InitialStops, Abbreviations: english.Names.Abbreviations,
	Inside: []*unicode.RangeTable{unicode.Mn, unicode.Mc, softHyphen}, InsideBegins: true,
}

var softHyphen = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xad, Hi: 0xad, Stride: 1}}, LatinOffset: 1}

// tokenise appends the tokens of a sentence, the span of body, to out.
func tokenise(out []Token, scanned []text.Token, body string, span text.Span, sentence int) ([]Token, []text.Token) {
	scanned = rules.Scan(scanned[:0], body, span)
	for _, t := range scanned {
		if t.Clitic {
			t.Shape = text.Lower
		}
		folded := fold(t.In(body))
		out = append(out, Token{Token: t, Folded: folded, h: hashString(folded), Sentence: sentence})
	}
	return out, scanned
}

// fold is text.Fold with a short way for the marks that are in every sentence.
func fold(s string) string {
	switch s {
	case "’", "‘":
		return "'"
	case "“", "”":
		return `"`
	case "’s":
		return "'s"
	case "–":
		return "-"
	case "—", "…":
		return s
	}
	return text.Fold(s)
}

// hashString is FNV-1a with a final mix, the name under which the model knows a word.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return scramble(h)
}

// scramble is the finaliser of splitmix64.
func scramble(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// english is the language that names are read in.
var english = lang.English
