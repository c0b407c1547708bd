package words

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
)

// Word is a token as attributions need it: clitics stand apart ("Trump" "'s", "they" "'d"), hyphenated words and
// abbreviations with their stops stay whole, two apostrophes are one quotation mark.
type Word struct {
	Start, End int
	Form       uint32 // hash of the folded form, digits as '0'
	Suffix     uint32 // hash of its last three letters
	Shape      Shape
	Mark       Mark
	Sentence   int  // index into the sentences, -1 outside of all
	Paragraph  int  // counts from 0
	Quoted     bool // stands between double quotation marks, which count as quoted themselves
}

func (w Word) In(body string) string { return body[w.Start:w.End] }

// Shape is the outer form of a word.
type Shape uint8

const (
	Lower  Shape = iota
	Title        // Kyiv
	Upper        // NATO, U.S.
	mixed        // iPhone
	Digits       // 12, 3,500, 2.5
	Sign         // punctuation
)

// Mark is what a token does to quotations.
type Mark uint8

const (
	NoMark Mark = iota
	Opening
	Closing
	straight // " and '' may open or close
	single   // ‘ may open
	unsingle // ’ may close
)

// longestWord bounds a token: what is longer is hostile, and is cut into pieces.
const longestWord = 64

// scan splits body into words and returns them in the memory of out. sentences are in order and do not overlap.
func scan(body string, sentences []news.Span, out []Word) []Word {
	out = slices.Grow(out[:0], len(body)/5+1)
	sentence, paragraph, breaks := 0, 0, 0
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRuneInString(body[i:])
		if unicode.IsSpace(r) {
			if r == '\n' {
				if breaks++; breaks == 2 {
					paragraph++
				}
			}
			i += n
			continue
		}
		breaks = 0
		for sentence < len(sentences) && sentences[sentence].End <= i {
			sentence++
		}
		limit, number := len(body), -1
		if sentence < len(sentences) && sentences[sentence].Start <= i {
			limit, number = min(len(body), sentences[sentence].End), sentence
		}
		w := next(body, i, limit, r, n)
		w.Sentence, w.Paragraph = number, paragraph
		out = append(out, w)
		i = w.End
	}
	pairQuotes(body, out)
	return out
}

// next reads the token at i, whose first rune is r of n bytes; the sentence ends at limit.
func next(body string, i, limit int, r rune, n int) Word {
	if !alphanumeric(r) && !clitic(body, i, r, n) {
		return punctuation(body, i, r, n)
	}
	end := i + n
	for end < len(body) && end-i < longestWord {
		r, n := utf8.DecodeRuneInString(body[end:])
		if alphanumeric(r) || unicode.Is(unicode.Mn, r) {
			end += n
			continue
		}
		if !joins(body, i, end, limit, r, n) {
			break
		}
		end += n
	}
	w := Word{Start: i, End: end}
	w.Form, w.Suffix, w.Shape = hashWord(body[i:end])
	return w
}

func alphanumeric(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// joins reports whether the mark r at end, n bytes long, belongs to the word that began at start.
func joins(body string, start, end, limit int, r rune, n int) bool {
	after, _ := utf8.DecodeRuneInString(body[end+n:])
	switch {
	case apostrophe(r):
		return alphanumeric(after) && !clitic(body, end, r, n)
	case r == '-' || r == '‑':
		return alphanumeric(after)
	case r == '.':
		// a stop inside a sentence belongs to an abbreviation, and so does one between letters or digits
		if alphanumeric(after) {
			// a missing space: "Israelis.The"
			return end-start < 4 || !unicode.IsUpper(after) || body[end-1] < 'a' || body[end-1] > 'z'
		}
		return end+1 < limit && end-start <= 6 && (unicode.IsSpace(after) || after == ',' || after == ')' ||
			after == '-') &&
			!(body[end-1] >= '0' && body[end-1] <= '9')
	case r == ',':
		return after >= '0' && after <= '9' && body[end-1] >= '0' && body[end-1] <= '9'
	}
	return false
}

// clitic reports whether the apostrophe r at i begins 's, 'd, 'm, 're, 've or 'll.
func clitic(body string, i int, r rune, n int) bool {
	if !apostrophe(r) || i == 0 {
		return false
	}
	if before, _ := utf8.DecodeLastRuneInString(body[:i]); !alphanumeric(before) {
		return false
	}
	rest := body[i+n:]
	size := 0
	for size < 3 && size < len(rest) && (rest[size]|0x20 >= 'a' && rest[size]|0x20 <= 'z') {
		size++
	}
	if after, _ := utf8.DecodeRuneInString(rest[size:]); alphanumeric(after) {
		return false
	}
	switch rest[:size] {
	case "s", "S", "d", "m", "re", "ve", "ll":
		return true
	}
	return false
}

func punctuation(body string, i int, r rune, n int) Word {
	w := Word{Start: i, End: i + n, Shape: Sign}
	switch r {
	case '“', '„', '«', '‟':
		w.Mark = Opening
	case '”', '»':
		w.Mark = Closing
	case '"', '″':
		w.Mark = straight
	case '\'', '`', '’', '‘':
		if rest := body[i+n:]; len(rest) >= n && rest[:n] == body[i:i+n] {
			w.End += n
			w.Mark = straight
		} else if r == '‘' {
			w.Mark = single
		} else if r == '’' {
			w.Mark = unsingle
		}
	case '.', '-':
		for w.End < len(body) && rune(body[w.End]) == r && w.End-i < longestWord {
			w.End++
		}
	}
	w.Form = hashString(body[w.Start:w.End])
	if w.Mark == Opening || w.Mark == Closing || w.Mark == straight {
		w.Form = quoteForm
	}
	w.Suffix = w.Form
	return w
}

var quoteForm = hashString(`"`)

// pairQuotes tells which words are quoted. A quotation ends with its paragraph at the latest; a straight mark opens or
// closes by what is open and by the white space around it. Single marks count where no double ones are open, and only
// in pairs: an apostrophe is no quotation.
func pairQuotes(body string, words []Word) {
	pairSingleQuotes(words)
	open := -1
	for i := range words {
		w := &words[i]
		if open >= 0 && words[open].Paragraph != w.Paragraph {
			open = -1
		}
		if w.Mark == straight {
			w.Mark = Opening
			spaced := w.Start == 0 || body[w.Start-1] <= ' ' || body[w.Start-1] == '('
			if open >= 0 && (!spaced || i > 0 && words[i-1].Shape == Sign && words[i-1].End == w.Start) {
				w.Mark = Closing
			}
		}
		switch w.Mark {
		case Opening:
			open = i
		case Closing:
			w.Quoted = open >= 0
			open = -1
			continue
		}
		w.Quoted = open >= 0
	}
}

// pairSingleQuotes makes ‘ and ’ quotation marks where ‘ stands at the begin of a word and ’ beside punctuation, within
// one paragraph and outside of double marks. What is left of them are apostrophes.
func pairSingleQuotes(words []Word) {
	open, double := -1, false
	for i := range words {
		w := &words[i]
		if i > 0 && words[i-1].Paragraph != w.Paragraph {
			open, double = -1, false
		}
		switch w.Mark {
		case Opening, Closing, straight:
			open, double = -1, w.Mark == Opening || w.Mark == straight && !double
		case single:
			if !double && i+1 < len(words) && words[i+1].Start == w.End {
				open = i
			}
			w.Mark = NoMark
		case unsingle:
			w.Mark = NoMark
			beside := i > 0 && words[i-1].Shape == Sign || i+1 < len(words) && words[i+1].Shape == Sign &&
				words[i+1].Start == w.End
			if open < 0 || !beside {
				continue
			}
			words[open].Mark, words[open].Form, words[open].Suffix = Opening, quoteForm, quoteForm
			w.Mark, w.Form, w.Suffix = Closing, quoteForm, quoteForm
			open = -1
		}
	}
}

const (
	hashSeed  = 2166136261 // FNV-1a, 32 bits
	hashPrime = 16777619
)

func hashString(s string) uint32 {
	h := uint32(hashSeed)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * hashPrime
	}
	return h
}

// hashWord hashes a word's folded form and its last three letters, and tells its shape, in one pass.
func hashWord(s string) (form, suffix uint32, sh Shape) {
	form = hashSeed
	var last [3]uint32
	letters, capitals, figures, first := 0, 0, 0, false
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				capitals++
				letters++
				first = first || i == 0
				r |= 0x20
			} else if r >= 'a' && r <= 'z' {
				letters++
			} else if r >= '0' && r <= '9' {
				figures++
				r = '0'
			}
		case apostrophe(r):
			r = '\''
		default:
			letters++
			if unicode.IsUpper(r) {
				capitals++
				first = first || i == 0
			}
			r = unicode.ToLower(r)
		}
		form = (form ^ uint32(r)) * hashPrime
		last[0], last[1], last[2] = last[1], last[2], uint32(r)
	}
	suffix = hashSeed
	for _, c := range last {
		suffix = (suffix ^ c) * hashPrime
	}
	switch {
	case figures > 0 && letters <= 2:
		sh = Digits
	case capitals == 0:
		sh = Lower
	case first && capitals == 1:
		sh = Title
	case capitals == letters:
		sh = Upper
	default:
		sh = mixed
	}
	return form, suffix, sh
}
