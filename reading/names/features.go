package names

import (
	"sitrep/text"
)

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
