package names

import (
	"strings"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// Document is a text on its way through the sequence model.
type Document struct {
	Body   string
	Tokens []Token
	stats  map[uint64]*wordStats // of capitalised words, by token.h
	first  []uint8               // the first pass's labels; nil in the first pass
	votes  map[uint64]*vote      // how often it gave a word which kind, by token.h
}

// wordStats is what a text tells about a word beyond one place: names are used again.
type wordStats struct {
	capital, lower           int // occurrences within sentences
	honorific, given         bool
	orgTail, bracket, speech bool
	placePrep                int
}

// vote counts how often the first pass gave a capitalised word each of the kinds, and none.
type vote [len(kinds) + 1]int

// of returns the index into a vote of label y.
func voteOf(y uint8) int {
	if y == noName {
		return len(kinds)
	}
	return int(y-1) / 4
}

// poll takes over the labels of the first pass.
func (d *Document) poll(labels []uint8) {
	d.first = labels
	d.votes = make(map[uint64]*vote, len(d.stats))
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if !t.Capital() {
			continue
		}
		v := d.votes[t.h]
		if v == nil {
			v = new(vote)
			d.votes[t.h] = v
		}
		v[voteOf(labels[i])]++
	}
}

func newDocument(body string, sentences []news.Span) *Document {
	d := &Document{Body: body, Tokens: make([]Token, 0, len(body)/5+8)}
	var scanned []text.Token
	for i, s := range sentences {
		n := len(d.Tokens)
		d.Tokens, scanned = tokenise(d.Tokens, scanned, body, text.Span(s), i)
		for j := n; j < len(d.Tokens); j++ {
			if d.Tokens[j].Shape != text.Mark {
				d.Tokens[j].First = true
				break
			}
		}
	}
	d.look()
	d.locate()
	d.count()
	for i := range d.Tokens {
		d.Tokens[i].active = d.mayName(i)
	}
	return d
}

// look sets what the lexicon knows of each token, by itself and as part of a phrase.
func (d *Document) look() {
	single, heads := lexiconWords(), phraseHeads()
	for i := range d.Tokens {
		d.Tokens[i].Known |= single[d.Tokens[i].h]
	}
	for i := 0; i < len(d.Tokens); i++ {
		if !heads[d.Tokens[i].h] {
			continue
		}
		var phrase strings.Builder
		phrase.WriteString(d.Tokens[i].Folded)
		best, found := 0, gazetteer.Class(0)
		for n := 1; n < longestPhrase && i+n < len(d.Tokens); n++ {
			t := &d.Tokens[i+n]
			if t.Sentence != d.Tokens[i].Sentence || t.Shape == text.Number {
				break
			}
			if t.Spaced {
				phrase.WriteByte(' ')
			}
			phrase.WriteString(t.Folded)
			if c := gazetteer.Known(phrase.String()); c != 0 {
				best, found = n, c
			}
		}
		if found != 0 {
			for j := i; j <= i+best; j++ {
				if j < i+best {
					d.Tokens[j].Known |= found &^ gazetteer.Office // "special envoy" has one head
				} else {
					d.Tokens[j].Known |= found
				}
			}
			i += best
		}
	}
}

// longestPlace is how many tokens of a place's name are looked up.
const longestPlace = 4

// locate sets what the gazetteer of places knows of each capitalised word or phrase, the longest match first.
func (d *Document) locate() {
	sorts := make(map[string]uint8) // names come back
	for i := 0; i < len(d.Tokens); i++ {
		t := &d.Tokens[i]
		if !t.Capital() || t.First && english.Stop(t.Folded) {
			continue
		}
		j := i
		for n := d.Near(i, 1); j-i < longestPlace-1 && n.Shape != text.Mark &&
			(n.Capital() || n.Known&gazetteer.NameParticle != 0); n = d.Near(i, j-i+1) {
			j++
		}
		for ; j >= i; j-- {
			if !d.Tokens[j].Capital() {
				continue
			}
			name := d.Body[t.Start:d.Tokens[j].End]
			sort, ok := sorts[name]
			if !ok {
				sort = placeSort(name)
				sorts[name] = sort
			}
			if sort != 0 {
				for k := i; k <= j; k++ {
					d.Tokens[k].place = sort | uint8(min(j-i, 1))<<7
				}
				i = j
				break
			}
		}
	}
}

// placeSort packs class and size of the likeliest place of that name, 0 for none.
func placeSort(name string) uint8 {
	c := gazetteer.Open().Lookup(name)
	if len(c) == 0 {
		return 0
	}
	size := uint8(0)
	for _, least := range []int{2_000, 20_000, 200_000} {
		if c[0].Population > least {
			size++
		}
	}
	return 1 + uint8(c[0].Class)<<2 + size
}

// count fills stats.
func (d *Document) count() {
	d.stats = make(map[uint64]*wordStats, 64)
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Capital() && d.stats[t.h] == nil {
			d.stats[t.h] = &wordStats{}
		}
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		s := d.stats[t.h]
		if s == nil {
			continue
		}
		if !t.Capital() {
			s.lower++
			continue
		}
		if !t.First {
			s.capital++
		}
		before, after := d.At(i-1), d.At(i+1)
		s.honorific = s.honorific || before.Known&gazetteer.Honorific != 0 && before.Capital()
		s.given = s.given || before.Known&gazetteer.GivenName != 0 && before.Capital()
		s.orgTail = s.orgTail || after.Known&gazetteer.OrgTail != 0 && after.Capital()
		s.bracket = s.bracket || before.Folded == "(" && after.Folded == ")"
		s.speech = s.speech || after.Known&gazetteer.SpeechVerb != 0
		if before.Folded == "in" || before.Folded == "near" {
			s.placePrep++
		}
	}
}

// outside stands for what precedes the first and follows the last token.
var outside = Token{Token: text.Token{Shape: text.Mark}, h: 1, Folded: "\x00"}

// At is token i, or a mark that is none before the first and behind the last.
func (d *Document) At(i int) *Token {
	if i < 0 || i >= len(d.Tokens) {
		return &outside
	}
	return &d.Tokens[i]
}

// Near is the token at an offset from token i, as At has it, if it is of the same sentence.
func (d *Document) Near(i, offset int) *Token {
	t := d.At(i + offset)
	if t != &outside && t.Sentence != d.Tokens[i].Sentence {
		return &outside
	}
	return t
}

// mayName reports whether token i may be part of a name at all. The others are outside by decree, which spares the
// model four fifths of the text: a name holds a capital, and a lower-case word or a mark only beside one.
func (d *Document) mayName(i int) bool {
	t := &d.Tokens[i]
	switch {
	case t.Capital():
		return true
	case t.Shape == text.Lower && !latin(t.Folded):
		return true
	case t.Shape == text.Lower && t.Known&(gazetteer.LinkWord|gazetteer.NameParticle) != 0:
		return d.capitalNear(i, -2) && d.capitalNear(i, 2) || t.Known&gazetteer.NameParticle != 0 && d.capitalNear(i, 2)
	case t.Shape == text.Lower && t.Known&(gazetteer.Direction|gazetteer.PlaceTail|gazetteer.OrgTail) != 0:
		return d.Near(i, 1).Capital() || d.Near(i, -1).Capital() || d.Near(i, 1).Folded == "-" && d.Near(i, 2).Capital()
	case t.Shape == text.Number:
		return d.Near(i, -1).Capital() || d.Near(i, 1).Capital()
	case t.Shape == text.Mark:
		switch t.Folded {
		case "-", "'", "&", ",", "/", ".", "*":
			return d.capitalNear(i, -1) && d.capitalNear(i, 1) ||
				t.Folded == "-" && d.Near(i, -1).Known&gazetteer.NameParticle != 0
		}
	case t.Folded == "'s":
		return d.Near(i, -1).Capital() && d.Near(i, 1).Capital()
	}
	return false
}

// capitalNear reports whether a capitalised word stands within n tokens, n < 0 to the left, link words and marks
// between.
func (d *Document) capitalNear(i, n int) bool {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for k := 1; k <= n; k++ {
		t := d.Near(i, k*step)
		if t.Capital() {
			return true
		}
		if t.Shape != text.Mark && t.Known&(gazetteer.LinkWord|gazetteer.NameParticle) == 0 && t.Shape != text.Number {
			return false
		}
	}
	return false
}

func latin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < 0x250 || r >= 0x1e00 && r < 0x1f00
}
