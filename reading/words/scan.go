package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
)

// Word is a token as statements and figures need it: clitics stand apart ("Trump" "'s", "they" "'d"), hyphenated words
// and abbreviations with their stops stay whole, two apostrophes are one quotation mark.
type Word struct {
	text.Token
	Form      uint32 // hash of the folded form, digits as '0'
	Suffix    uint32 // hash of its last three letters
	Quote     QuoteMark
	Sentence  int  // index into the sentences, -1 outside of all
	Paragraph int  // counts from 0
	Quoted    bool // stands between double quotation marks, which count as quoted themselves
}

// QuoteMark is what a token does to quotations.
type QuoteMark uint8

// The quotation marks. Those that may open or close have been told apart where a [Text] is read.
const (
	NoQuote QuoteMark = iota
	Opening
	Closing
	straight // " and '' may open or close
	single   // ‘ may open
	unsingle // ’ may close
)

// rules are those by which a text's words are told apart; models are trained on words of these rules.
var rules = text.Rules{
	Marks: text.MarkRuns, Clitics: "s S d m re ve ll", Apostrophes: "'’", Hyphens: true, Stops: text.InnerStops,
	Inside: []*unicode.RangeTable{unicode.Mn}, NumberLetters: 2, Across: true,
}

// scan splits body into words and returns them in the memory of out. sentences are in order and do not overlap.
func scan(body string, sentences []news.Span, out []Word) []Word {
	s := scanner{body: body, words: slices.Grow(out[:0], len(body)/5+1)}
	for i, sentence := range sentences {
		s.read(sentence.Start, -1)
		s.read(min(sentence.End, len(body)), i)
	}
	s.read(len(body), -1)
	pairQuotes(body, s.words)
	return s.words
}

// scanner is a body on its way through scan.
type scanner struct {
	body      string
	words     []Word
	at        int // where the last word ends
	paragraph int
	tokens    []text.Token
}

// read reads the words of a sentence up to end.
func (s *scanner) read(end, sentence int) {
	if end <= s.at {
		return
	}
	s.tokens = rules.Scan(s.tokens[:0], s.body, text.Span{Start: s.at, End: end})
	for _, t := range s.tokens {
		if t.Spaced && strings.Count(s.body[s.at:t.Start], "\n") > 1 {
			s.paragraph++
		}
		w := Word{Token: t, Sentence: sentence, Paragraph: s.paragraph}
		if t.Shape == text.Mark {
			w.markOf(t.In(s.body))
		} else {
			w.Form, w.Suffix = hashWord(t.In(s.body))
		}
		s.words = append(s.words, w)
		s.at = t.End
	}
}

// markOf gives w the form of the punctuation s.
func (w *Word) markOf(s string) {
	w.Form = hashString(s)
	if w.Quote = quoteMark(s); w.Quote == Opening || w.Quote == Closing || w.Quote == straight {
		w.Form = quoteForm
	}
	w.Suffix = w.Form
}

// quoteMark tells what the punctuation s may do to a quotation.
func quoteMark(s string) QuoteMark {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '“', '„', '«', '‟':
		return Opening
	case '”', '»':
		return Closing
	case '"', '″':
		return straight
	case '\'', '`', '’', '‘':
		switch {
		case len(s) > n:
			return straight
		case r == '‘':
			return single
		case r == '’':
			return unsingle
		}
	}
	return NoQuote
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
		if w.Quote == straight {
			w.Quote = Opening
			spaced := w.Start == 0 || body[w.Start-1] <= ' ' || body[w.Start-1] == '('
			if open >= 0 && (!spaced || i > 0 && words[i-1].Shape == text.Mark && words[i-1].End == w.Start) {
				w.Quote = Closing
			}
		}
		switch w.Quote {
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
		switch w.Quote {
		case Opening, Closing, straight:
			open, double = -1, w.Quote == Opening || w.Quote == straight && !double
		case single:
			if !double && i+1 < len(words) && words[i+1].Start == w.End {
				open = i
			}
			w.Quote = NoQuote
		case unsingle:
			w.Quote = NoQuote
			beside := i > 0 && words[i-1].Shape == text.Mark || i+1 < len(words) && words[i+1].Shape == text.Mark &&
				words[i+1].Start == w.End
			if open < 0 || !beside {
				continue
			}
			words[open].Quote, words[open].Form, words[open].Suffix = Opening, quoteForm, quoteForm
			w.Quote, w.Form, w.Suffix = Closing, quoteForm, quoteForm
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

// hashWord hashes a word's folded form and its last three letters.
func hashWord(s string) (form, suffix uint32) {
	form = hashSeed
	var last [3]uint32
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r |= 0x20
			} else if r >= '0' && r <= '9' {
				r = '0'
			}
		case r == '’' || r == 'ʼ':
			r = '\''
		default:
			r = unicode.ToLower(r)
		}
		form = (form ^ uint32(r)) * hashPrime
		last[0], last[1], last[2] = last[1], last[2], uint32(r)
	}
	suffix = hashSeed
	for _, c := range last {
		suffix = (suffix ^ c) * hashPrime
	}
	return form, suffix
}

// Form is the form of a word: the hash of its text, folded, with its digits as '0'.
func Form(s string) uint32 {
	form, _ := hashWord(s)
	return form
}

// Suffix is the hash of the last three letters of a word.
func Suffix(s string) uint32 {
	_, suffix := hashWord(s)
	return suffix
}
