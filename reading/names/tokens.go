package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// token is what names are made of: finer than a word by Unicode's rules, as names end within those ("Ukraine-based",
// "China's"), coarser where a stop belongs to the name ("U.S.", "F.").
type token struct {
	Start, End int
	Folded     string          // text.Fold of the token
	h          uint64          // hash of folded
	Known      gazetteer.Class // of the token alone, plus what a phrase of the lexicon says of it
	Kind       tokenKind
	Spaced     bool  // white space or the text's start precedes
	active     bool  // may be part of a name at all
	place      uint8 // see placeSort; the top bit for a name of several tokens
	First      bool  // the first word of a sentence
	Sentence   int   // index of its sentence
}

type tokenKind uint8

const (
	LowerWord   tokenKind = iota // "minister"; letters of scripts without case too
	capitalWord                  // "Minister"
	UpperWord                    // "NATO", "U.S."
	mixedWord                    // "eThekwini", "McCain"
	Number
	Mark // one punctuation mark or symbol
)

// tokenise splits body[start:end) into tokens, appended to out.
func tokenise(out []token, body string, start, end, sentence int) []token {
	spaced := true
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(body[i:end])
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			spaced = spaced || unicode.IsSpace(r)
			i += n
			continue
		}
		stop := i + n
		kind := Mark
		if wordRune(r) {
			stop, kind = word(body, i, end)
		} else if apostrophe(r) && genitive(body[i:end]) {
			stop, kind = i+n+1, LowerWord
		}
		t := token{Start: i, End: stop, Kind: kind, Spaced: spaced, Sentence: sentence}
		t.Folded = fold(body[i:stop])
		t.h = hashString(t.Folded)
		out = append(out, t)
		i, spaced = stop, false
	}
	return out
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

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) ||
		r == '\u00ad'
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }

// genitive reports whether s begins with an apostrophe and an s that end a word.
func genitive(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	if len(s) < n+1 || s[n] != 's' && s[n] != 'S' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[n+1:])
	return len(s) == n+1 || !wordRune(r)
}

// longestToken bounds a token in bytes: longer runs of letters are no names, and are cut to keep memory bounded.
const longestToken = 64

// word returns the end and the kind of the word at i.
func word(body string, i, end int) (stop int, kind tokenKind) {
	upper, lower, digit, letters, firstUpper := 0, 0, 0, 0, false
	single := true // nothing but single capitals with stops between them so far
	j := i
scan:
	for j < end && j-i < longestToken {
		r, n := utf8.DecodeRuneInString(body[j:end])
		switch {
		case wordRune(r):
			switch {
			case unicode.IsUpper(r):
				firstUpper = firstUpper || letters == 0
				upper++
				letters++
			case unicode.IsDigit(r):
				digit++
			default:
				lower++
				letters++
			}
		case apostrophe(r):
			next, _ := utf8.DecodeRuneInString(body[j+n : end])
			if !unicode.IsLetter(next) || genitive(body[j:end]) {
				break scan
			}
			single = false
		case r == '.' && letters == 0 && digit > 0 || r == ',' && letters == 0:
			if j+1 >= end || body[j+1] < '0' || body[j+1] > '9' {
				break scan
			}
		case r == '.':
			if !single || !initials(body[i:j]) {
				break scan
			}
			if next, _ := utf8.DecodeRuneInString(body[min(j+1, end):end]); j+1 < end && unicode.IsLower(next) {
				break scan
			}
		default:
			break scan
		}
		j += n
	}
	switch {
	case letters == 0:
		kind = Number
	case upper == 0:
		kind = LowerWord
	case lower == 0 && upper > 1:
		kind = UpperWord
	case firstUpper && upper == 1:
		kind = capitalWord
	default:
		kind = mixedWord
	}
	if kind != Number && kind != Mark && j < end && body[j] == '.' && stopBelongs[strings.ToLower(body[i:j])] {
		j++
	}
	return j, kind
}

// initials reports whether s is capitals with stops between them: "U", "U.S".
func initials(s string) bool {
	for i, r := range s {
		if i%2 == 0 && !(r >= 'A' && r <= 'Z') || i%2 == 1 && r != '.' {
			return false
		}
	}
	return len(s)%2 == 1
}

// stopBelongs are abbreviations inside names whose stop is part of the name.
var stopBelongs = gazetteer.WordSet("inc co corp ltd jr sr st mt ft bros mr mrs ms dr gen lt col sgt capt prof rev hon sen rep " +
	"gov no")
