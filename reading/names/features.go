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

// observer turns tokens into features: 64-bit hashes, each of a template and what stands in it.
type observer struct {
	d        *Document
	clusters func(uint64) int
	left     []int // for each token, the index before its run of capitals
	right    []int // and after it
	buf      []uint64
}

func newObserver(d *Document, clusters func(uint64) int) *observer {
	o := &observer{d: d, clusters: clusters, left: make([]int, len(d.Tokens)), right: make([]int, len(d.Tokens))}
	inRun := func(i int) bool {
		t := &d.Tokens[i]
		return t.Capital() || t.Shape != text.Mark && t.active && t.Shape != text.Number
	}
	for i := range d.Tokens {
		o.left[i] = i - 1
		if i > 0 && inRun(i) && inRun(i-1) && d.Tokens[i].Sentence == d.Tokens[i-1].Sentence {
			o.left[i] = o.left[i-1]
		}
	}
	for i := len(d.Tokens) - 1; i >= 0; i-- {
		o.right[i] = i + 1
		if i+1 < len(d.Tokens) && inRun(i) && inRun(i+1) && d.Tokens[i].Sentence == d.Tokens[i+1].Sentence {
			o.right[i] = o.right[i+1]
		}
	}
	return o
}

func (o *observer) add(template uint64, hs ...uint64) {
	h := template * 0x9e3779b97f4a7c15
	for _, v := range hs {
		h = scramble(h ^ v)
	}
	o.buf = append(o.buf, h)
}

// observe returns the features of token i. The slice is valid until the next call.
func (o *observer) observe(i int) []uint64 {
	o.buf = o.buf[:0]
	d := o.d
	t := &d.Tokens[i]
	p1, p2, n1, n2 := d.Near(i, -1), d.Near(i, -2), d.Near(i, 1), d.Near(i, 2)
	kind := uint64(t.Shape)
	o.buf = append(o.buf, 1)
	o.add(1, t.h)
	o.add(2, p1.h)
	o.add(3, n1.h)
	o.add(4, p2.h)
	o.add(5, n2.h)
	o.add(6, p1.h, t.h)
	o.add(7, t.h, n1.h)
	o.add(8, p1.h, n1.h)
	o.add(9, kind, bit(t.First), bit(t.Spaced))
	o.add(10, t.h, kind)
	o.add(11, p2.h, p1.h)
	o.add(12, n1.h, n2.h)
	o.affixes(t.Folded)
	o.add(20, uint64(p1.Shape), kind, uint64(n1.Shape))
	o.add(21, uint64(p2.Shape), uint64(p1.Shape), kind, uint64(n1.Shape), uint64(n2.Shape))
	if len(t.Folded) <= 4 {
		o.add(22, kind, uint64(len(t.Folded)))
	}
	if t.Shape == text.Upper || t.Shape == text.Mixed {
		o.add(23, kind, bit(p1.Folded == "("), bit(n1.Folded == ")"))
	}
	o.lexical(t, p1, p2, n1, n2)
	o.places(t, p1, n1)
	o.run(i, t)
	o.distribution(i, t, p1, n1)
	o.wide(i, t)
	return o.buf
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func (o *observer) affixes(s string) {
	for n := 1; n <= 4; n++ {
		if len(s) > n {
			o.add(12+uint64(n), hashString(s[:n]))
			o.add(16+uint64(n)<<8, hashString(s[len(s)-n:]))
		}
	}
}

// lexical adds what the lexicon knows of the token and its neighbours.
func (o *observer) lexical(t, p1, p2, n1, n2 *Token) {
	o.add(30, uint64(t.Known), uint64(t.Shape))
	o.add(31, uint64(p1.Known), uint64(t.Known))
	o.add(32, uint64(t.Known), uint64(n1.Known))
	o.add(33, uint64(p1.Known), uint64(n1.Known), uint64(t.Shape))
	for k, x := range [...]*Token{p2, p1, t, n1, n2} {
		for c := x.Known; c != 0; c &= c - 1 {
			o.add(34+uint64(k), uint64(c&-c), bit(x.Capital()))
		}
	}
}

// places adds what the gazetteer knows of the token and its neighbours.
func (o *observer) places(t, p1, n1 *Token) {
	o.add(90, uint64(t.place), uint64(t.Shape))
	o.add(91, uint64(t.place), uint64(n1.place))
	o.add(92, uint64(p1.place), uint64(t.place))
	o.add(93, uint64(t.place), p1.h)
	o.add(94, uint64(t.place), uint64(t.Known))
}

// run adds the run of capitals that the token is part of and the words around it.
func (o *observer) run(i int, t *Token) {
	l, r := o.left[i], o.right[i]
	length := min(r-l-1, 8)
	at := min(i-l-1, 4)
	end := min(r-i-1, 4)
	before, after := o.within(i, l), o.within(i, r)
	last, head := o.within(i, r-1), o.within(i, l+1)
	o.add(40, uint64(length), uint64(at))
	o.add(41, before.h, uint64(at))
	o.add(42, after.h, uint64(end))
	o.add(43, last.h, uint64(end))
	o.add(44, head.h, uint64(at))
	o.add(45, uint64(last.Known), uint64(end))
	o.add(46, uint64(head.Known), uint64(at))
	o.add(47, before.h, after.h)
	o.add(48, uint64(before.Known), uint64(after.Known), uint64(length), uint64(at))
	o.add(49, last.h, t.h)
	if before.Shape == text.Mark {
		o.add(50, before.h, o.within(i, l-1).h)
	}
	if after.Shape == text.Mark {
		o.add(51, after.h, o.within(i, r+1).h)
	}
}

// within is the token at index j if it is of the sentence of token i.
func (o *observer) within(i, j int) *Token {
	t := o.d.At(j)
	if t != &outside && t.Sentence != o.d.Tokens[i].Sentence {
		return &outside
	}
	return t
}

// distribution adds the clusters of words that are used alike.
func (o *observer) distribution(i int, t, p1, n1 *Token) {
	if o.clusters == nil {
		return
	}
	c, a, b := uint64(o.clusters(t.h)), uint64(o.clusters(p1.h)), uint64(o.clusters(n1.h))
	o.add(60, c)
	o.add(61, a)
	o.add(62, b)
	o.add(67, c>>FineBits)
	o.add(68, a>>FineBits, c>>FineBits, b>>FineBits)
	o.add(63, a, c)
	o.add(64, c, b)
	o.add(65, uint64(o.clusters(o.within(i, o.left[i]).h)), c)
	o.add(66, uint64(o.clusters(o.within(i, o.right[i]).h)), c)
}

// wide adds what the rest of the document says of the word.
func (o *observer) wide(i int, t *Token) {
	s := o.d.stats[t.h]
	if s == nil {
		return
	}
	capital := s.capital
	if !t.First {
		capital-- // this one
	}
	o.add(70, bucket(capital), bucket(s.lower), bit(t.First))
	flags := bit(s.honorific) | bit(s.given)<<1 | bit(s.orgTail)<<2 | bit(s.bracket)<<3 | bit(s.speech)<<4
	o.add(71, flags, uint64(min(s.placePrep, 2)))
	for f := flags; f != 0; f &= f - 1 {
		o.add(72, f&-f)
	}
	if o.d.votes == nil {
		return
	}
	o.polled(i, t)
}

// polled adds what the first pass made of the token and of the same word elsewhere.
func (o *observer) polled(i int, t *Token) {
	own := uint64(o.d.first[i])
	o.add(80, own)
	o.add(81, o.label(i, -1), own)
	o.add(82, own, o.label(i, 1))
	v := o.d.votes[t.h]
	if v == nil {
		return
	}
	others := *v
	others[voteOf(o.d.first[i])]--
	all := uint64(0)
	for k, n := range others {
		all = all<<2 | bucket(n)
		o.add(83+uint64(k), bucket(n), own)
	}
	o.add(87, all)
	o.add(88, all, own)
	o.add(89, all, uint64(t.Shape), bit(t.First))
}

// label is what the first pass gave the token at offset from i.
func (o *observer) label(i, offset int) uint64 {
	if o.d.Near(i, offset) == &outside {
		return 99
	}
	return uint64(o.d.first[i+offset])
}

// bucket maps a count to none, one, a few, many.
func bucket(n int) uint64 {
	switch {
	case n <= 0:
		return 0
	case n == 1:
		return 1
	case n <= 3:
		return 2
	}
	return 3
}
