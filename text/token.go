package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Span is a half-open range [Start,End) of byte offsets into a string.
type Span struct{ Start, End int }

// In returns the text that s covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Token is a word, a number or a punctuation mark; white space is no token.
type Token struct {
	Span
	Shape  Shape
	Spaced bool // white space precedes, or nothing that was read
	Clitic bool // the end of a word, read apart: the 's of "Kyiv's"; its capital makes no title
}

// Word reports whether t has a letter or a digit.
func (t Token) Word() bool { return t.Shape != Mark }

// Capital reports whether t has a capital letter.
func (t Token) Capital() bool { return t.Shape == Title || t.Shape == Upper || t.Shape == Mixed }

// Shape is the outer form of a token.
type Shape uint8

// The shapes.
const (
	Lower  Shape = iota // minister; words of scripts without case too
	Title               // Minister, A
	Upper               // NATO, U.S.
	Mixed               // McCain, iPhone
	Number              // 12, 3,500, 2.5
	Mark                // one or several punctuation marks or symbols
)

// Tokens splits s by the word boundaries of Unicode Standard Annex 29, white space left out. Sketches and stems are
// made of these; what needs clitics, abbreviations or hyphens its own way has [Rules].
func Tokens(s string) []Token {
	out := make([]Token, 0, len(s)/5)
	end := 0
	for it := words.FromString(s); it.Next(); {
		v := strings.TrimLeftFunc(it.Value(), unicode.IsSpace)
		if v == "" {
			continue
		}
		t := Token{Span: Span{it.End() - len(v), it.End()}} // a space takes the marks behind it along
		t.Shape, t.Spaced = shapeOf(v), len(out) == 0 || t.Start > end
		end = t.End
		out = append(out, t)
	}
	return out
}

// shapeOf returns the shape of a token of Unicode's.
func shapeOf(s string) Shape {
	var c count
	for _, r := range s {
		if letter(r) {
			c.add(r)
		}
	}
	return c.shape(0)
}

// Rules say what a token is. The zero value reads letters and digits as words and nothing else.
type Rules struct {
	// Marks says which punctuation marks are tokens.
	Marks Marks
	// Clitics are what stands apart behind an apostrophe, parted by spaces: "s d ll".
	Clitics string
	// LooseClitics reads clitics behind what is no word, too: “Kyiv”'s.
	LooseClitics bool
	// Apostrophes are the marks that join letters: ' and ’.
	Apostrophes string
	// Hyphens says that a hyphen between letters or digits belongs to the word.
	Hyphens bool
	// Stops says which full stops belong to a word.
	Stops Stops
	// Abbreviations, in lower case, keep their stop whatever Stops says.
	Abbreviations map[string]bool
	// Inside is what a word may hold besides letters and digits, such as combining marks.
	Inside []*unicode.RangeTable
	// InsideBegins says that a word may begin with what is Inside.
	InsideBegins bool
	// NumberLetters is how many letters a number may have: with 2, "4th" and "F-16" are numbers. With none, figures are
	// no part of a word's form: "3Com" is a title, and an apostrophe does not join "6'3".
	NumberLetters int
	// Across says that a word that begins within a span may end behind it: a scraper that lost a space ("2022.The")
	// gives a sentence that ends inside a word.
	Across bool
}

// Marks is a choice of punctuation marks.
type Marks uint8

// The choices.
const (
	NoMarks      Marks = iota
	VisibleMarks       // each by itself, format characters left out
	MarkRuns           // all; stops or hyphens in a row are one, and so are two apostrophes
)

// Stops is a choice of full stops.
type Stops uint8

// The choices.
const (
	NoStops      Stops = iota
	LetterStops        // behind a single capital letter: "U.S.", "W.Va."
	InitialStops       // between single capital letters ("U.S.", "F.") and between the digits of a number
	InnerStops         // between letters or digits, and behind a short word within a sentence: "Lt. Col. X"
)

// longestToken bounds a token in bytes: what is longer is no word of a language that parts them, and is cut into
// pieces, so that nothing that reads words depends on their length.
const longestToken = 64

// Scan appends the tokens of s that begin within span to out.
func (r *Rules) Scan(out []Token, s string, span Span) []Token {
	limit := span.End
	if r.Across {
		limit = len(s)
	}
	sc := scanner{Rules: r, s: s[:limit], end: span.End}
	spaced := true
	for i := span.Start; i < span.End; {
		c, n := decode(sc.s, i)
		t := Token{Span: Span{i, i + n}, Shape: Mark, Spaced: spaced}
		switch {
		case c < utf8.RuneSelf && (c == ' ' || c >= '\t' && c <= '\r') || c >= utf8.RuneSelf && unicode.IsSpace(c):
			i, spaced = i+n, true
			continue
		case letter(c) || r.InsideBegins && sc.inside(c) && !unicode.Is(unicode.Cf, c):
			t.End, t.Shape = sc.word(i, i)
		case strings.ContainsRune(r.Apostrophes, c) && sc.clitic(i, n) &&
			(r.LooseClitics || !spaced && endsWord(out, i)):
			t.Clitic = true
			t.End, t.Shape = sc.word(i, i+n)
		case r.Marks == NoMarks || r.Marks == VisibleMarks && c >= utf8.RuneSelf && unicode.Is(unicode.Cf, c):
			i += n
			continue
		case r.Marks == MarkRuns:
			t.End = sc.run(i, c, n)
		}
		out = append(out, t)
		i, spaced = t.End, false
	}
	return out
}

// scanner is a text on its way through Scan.
type scanner struct {
	*Rules
	s   string
	end int // of the sentence
}

// decode returns the rune at s[i:] and its length, or -1 and 0 at the end.
func decode(s string, i int) (rune, int) {
	if i >= len(s) {
		return -1, 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// letter reports whether r is a letter or a digit.
func letter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func (sc *scanner) inside(r rune) bool { return r >= utf8.RuneSelf && unicode.In(r, sc.Inside...) }

// count counts the letters and digits of a word.
type count struct {
	upper, lower, digits int
	first                bool // the word begins with a capital
	inner, figures       bool // no capital is the first: behind an apostrophe, behind figures
}

func (c *count) add(r rune) {
	switch {
	case r >= 'a' && r <= 'z':
		c.lower++
	case unicode.IsUpper(r):
		c.first = c.first || c.letters() == 0 && !c.inner && (c.digits == 0 || !c.figures)
		c.upper++
	case unicode.IsDigit(r):
		c.digits++
	default:
		c.lower++
	}
}

func (c *count) letters() int { return c.upper + c.lower }

// shape returns the shape of the word that was counted; a number has at most letters letters.
func (c *count) shape(letters int) Shape {
	switch {
	case c.letters()+c.digits == 0:
		return Mark
	case c.digits > 0 && c.letters() <= letters:
		return Number
	case c.upper == 0:
		return Lower
	case c.upper == 1 && c.first:
		return Title
	case c.lower == 0:
		return Upper
	}
	return Mixed
}

// word returns the end and the shape of the word that begins at start and is read up to at.
func (sc *scanner) word(start, at int) (end int, shape Shape) {
	c := count{figures: sc.NumberLetters > 0, inner: at > start}
	i := at
	for i < len(sc.s) && i-start < longestToken {
		r, n := decode(sc.s, i)
		if letter(r) || sc.inside(r) {
			c.add(r)
		} else if !sc.joins(start, i, r, n, &c) {
			break
		}
		i += n
	}
	shape = c.shape(sc.NumberLetters)
	if i < len(sc.s) && sc.s[i] == '.' && sc.keepsStop(sc.s[start:i], shape) {
		i++
	}
	return i, shape
}

// keepsStop reports whether the full stop behind a word, which nothing joins with what follows, belongs to it.
func (sc *scanner) keepsStop(word string, shape Shape) bool {
	return sc.Stops == LetterStops && loneCapital(word) ||
		sc.Abbreviations != nil && shape != Number && sc.Abbreviations[strings.ToLower(word)]
}

// joins reports whether the mark r at i, n bytes long, belongs to the word that began at start and has c so far.
func (sc *scanner) joins(start, i int, r rune, n int, c *count) bool {
	after, _ := decode(sc.s, i+n)
	switch {
	case r == '.':
		return sc.stop(start, i, after, c)
	case r == ',':
		switch sc.Stops {
		case InitialStops:
			return c.letters() == 0 && after >= '0' && after <= '9'
		case InnerStops:
			return digit(sc.s[i-1]) && after >= '0' && after <= '9'
		}
		return false
	case r == '-' || r == '‑':
		return sc.Hyphens && letter(after)
	case strings.ContainsRune(sc.Apostrophes, r):
		return letter(after) && (sc.NumberLetters > 0 || !unicode.IsDigit(after)) && !sc.cliticBehind(i, n)
	}
	return false
}

// stop reports whether the full stop at i, before the rune after, belongs to the word that began at start and has c.
func (sc *scanner) stop(start, i int, after rune, c *count) bool {
	s := sc.s
	switch sc.Stops {
	case LetterStops:
		return unicode.IsLetter(after) && loneCapital(s[start:i])
	case InitialStops:
		if c.letters() == 0 {
			return c.digits > 0 && after >= '0' && after <= '9'
		}
		return initials(s[start:i]) && !unicode.IsLower(after)
	case InnerStops:
		before := s[i-1]
		if letter(after) { // a missing space: "Israelis.The"
			return i-start < 4 || !unicode.IsUpper(after) || before < 'a' || before > 'z'
		}
		return i+1 < sc.end && i-start <= shortWord && !digit(before) &&
			(after == ',' || after == ')' || after == '-' || unicode.IsSpace(after))
	}
	return false
}

// shortWord is how many bytes an abbreviation has at most: "approx".
const shortWord = 6

// initials reports whether s is capitals with stops between them: "U", "U.S".
func initials(s string) bool {
	for i, r := range s {
		if i%2 == 0 && !(r >= 'A' && r <= 'Z') || i%2 == 1 && r != '.' {
			return false
		}
	}
	return len(s)%2 == 1
}

// loneCapital reports whether nothing but a capital letter stands behind the last stop of s: "U", "W.V".
func loneCapital(s string) bool {
	last := len(s) - 1
	return last >= 0 && s[last] >= 'A' && s[last] <= 'Z' && (last == 0 || s[last-1] == '.')
}

// cliticBehind reports whether the apostrophe at i, n bytes long, begins a clitic of the word before it.
func (sc *scanner) cliticBehind(i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(sc.s[:i])
	return (sc.LooseClitics || letter(before)) && sc.clitic(i, n)
}

// endsWord reports whether the last token is a word and ends at i.
func endsWord(tokens []Token, i int) bool {
	last := len(tokens) - 1
	return last >= 0 && tokens[last].End == i && tokens[last].Word()
}

// clitic reports whether the apostrophe at i, n bytes long, begins a clitic.
func (sc *scanner) clitic(i, n int) bool {
	const longest = 3 // bytes
	from := i + n
	to := from
	for to < len(sc.s) && to-from < longest && sc.s[to]|0x20 >= 'a' && sc.s[to]|0x20 <= 'z' {
		to++
	}
	if to == from {
		return false
	}
	if after, _ := decode(sc.s, to); letter(after) || sc.inside(after) {
		return false
	}
	for c := range strings.FieldsSeq(sc.Clitics) {
		if c == sc.s[from:to] {
			return true
		}
	}
	return false
}

// run returns the end of the run of marks r, n bytes long, at i.
func (sc *scanner) run(i int, r rune, n int) int {
	end := i + n
	switch r {
	case '\'', '`', '’', '‘':
		if strings.HasPrefix(sc.s[end:], sc.s[i:end]) {
			end += n
		}
	case '.', '-':
		for end < len(sc.s) && sc.s[end] == sc.s[i] && end-i < longestToken {
			end++
		}
	}
	return end
}
