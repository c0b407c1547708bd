package claim

import (
	"slices"

	"sitrep/news"
)

// features extracts what the chains look at. A feature is a 32-bit hash of its template and its values; two features
// that collide share their weights.
type features struct {
	words   []word
	classes []class
	cue     []uint8 // 1 at the begin of a cue, 2 inside
}

// mix hashes a template's number with up to three values.
func mix(template, a, b, c uint32) uint32 {
	h := template*0x9E3779B1 ^ a
	h ^= h >> 15
	h *= 0x85EBCA6B
	h ^= b
	h ^= h >> 13
	h *= 0xC2B2AE35
	h ^= c
	h ^= h >> 16
	h *= 0x27D4EB2F
	return h ^ h>>15
}

// outside are the values of positions before the first and after the last word.
const outsideForm = 1

func (f *features) form(i int) uint32 {
	if i < 0 || i >= len(f.words) {
		return outsideForm
	}
	return f.words[i].form
}

func (f *features) class(i int) uint32 {
	if i < 0 || i >= len(f.words) {
		return uint32(edgeOfText)
	}
	return uint32(f.classes[i])
}

func (f *features) suffix(i int) uint32 {
	if i < 0 || i >= len(f.words) {
		return outsideForm
	}
	return f.words[i].suffix
}

func (f *features) quoted(i int) uint32 {
	if i < 0 || i >= len(f.words) || !f.words[i].quoted {
		return 0
	}
	return 1
}

func (f *features) shape(i int) uint32 {
	if i < 0 || i >= len(f.words) {
		return 99
	}
	return uint32(f.words[i].shape)
}

// cueFeatures appends the features of position i for cueChain; lo and hi bound the sentence.
func (f *features) cueFeatures(out []uint32, i, lo, hi int) []uint32 {
	w := func(d int) uint32 {
		if i+d < lo || i+d >= hi {
			return outsideForm
		}
		return f.words[i+d].form
	}
	c := func(d int) uint32 {
		if i+d < lo || i+d >= hi {
			return uint32(edgeOfText)
		}
		return uint32(f.classes[i+d])
	}
	s := func(d int) uint32 {
		if i+d < lo || i+d >= hi {
			return outsideForm
		}
		return f.words[i+d].suffix
	}
	q := f.quoted(i)
	out = append(out,
		mix(1, 0, 0, 0), mix(2, w(0), 0, 0), mix(3, w(-1), 0, 0), mix(4, w(1), 0, 0), mix(5, w(-2), 0, 0),
		mix(6, w(2), 0, 0),
		mix(7, w(-1), w(0), 0), mix(8, w(0), w(1), 0), mix(9, s(0), 0, 0), mix(10, s(-1), s(0), 0),
		mix(11, s(0), s(1), 0),
		mix(12, c(0), c(1), c(2)), mix(13, c(-1), c(0), c(1)), mix(14, c(-2), c(-1), c(0)), mix(15, w(0), c(-1), 0),
		mix(16, w(0), c(1), 0), mix(19, w(0), q, 0), mix(20, q, c(0), f.quoted(i-1)), mix(21, s(0), c(-1), c(1)),
		mix(22, w(-1), c(0), 0), mix(23, w(1), c(0), 0), mix(26, f.shape(i), c(-1), c(1)), mix(31, w(0), c(-1), c(1)),
	)
	return out
}

// bucket makes a distance coarse.
func bucket(d int) uint32 {
	switch {
	case d < 0:
		return 100 + bucket(-d)
	case d <= 3:
		return uint32(d)
	case d <= 5:
		return 4
	case d <= 9:
		return 5
	case d <= 16:
		return 6
	case d <= 30:
		return 7
	}
	return 8
}

// attribution is a cue [from,to) in words, and the window [lo,hi) where its parts are looked for.
type attribution struct {
	from, to int
	lo, hi   int
	head     int // the cue's verb or noun, as far as its form tells
}

// partContext is what the features of a window share.
type partContext struct {
	attribution
	cueForm, cueLast, cueClass uint32
	before, after              uint32 // what stands beside the cue
	quoteBefore, quoteAfter    uint32 // whether something is quoted before and behind it in its sentence
	between                    []between
}

// between sums up what lies between a word and the cue.
type between struct{ commas, verbs, quotes, sentences uint32 }

// context sums up what the features of a's window share, in memory that may be used again.
func (f *features) context(a attribution, memory []between) partContext {
	p := partContext{attribution: a}
	a.head = a.from
	for i := a.to - 1; i >= a.from; i-- {
		if c := f.classes[i]; c == speechVerb || c == past || c == gerund || c == plural || c == unknown {
			a.head = i
			if c == speechVerb {
				break
			}
		}
	}
	p.head = a.head
	p.cueForm, p.cueLast, p.cueClass = f.words[a.head].form, f.form(a.to-1), f.class(a.head)
	p.before, p.after = f.class(a.from-1), f.class(a.to)
	if a.from == a.lo {
		p.before = uint32(edgeOfText)
	}
	if a.to == a.hi {
		p.after = uint32(edgeOfText)
	}
	p.between = slices.Grow(memory[:0], a.hi-a.lo)[:a.hi-a.lo]
	clear(p.between)
	var b between
	step := func(i int) {
		switch f.classes[i] {
		case comma:
			b.commas++
		case speechVerb, past, being, having, modal:
			b.verbs++
		case quotation:
			b.quotes++
		}
	}
	for i := a.to; i < a.hi; i++ {
		b.sentences = uint32(f.words[i].sentence - f.words[a.from].sentence)
		p.between[i-a.lo] = b
		if f.words[i].quoted && f.words[i].sentence == f.words[a.from].sentence {
			p.quoteAfter = 1
		}
		step(i)
	}
	b = between{}
	for i := a.from - 1; i >= a.lo; i-- {
		b.sentences = uint32(f.words[a.from].sentence - f.words[i].sentence)
		p.between[i-a.lo] = b
		if f.words[i].quoted && f.words[i].sentence == f.words[a.from].sentence {
			p.quoteBefore = 1
		}
		step(i)
	}
	return p
}

// partFeatures appends the features of position i for partChain.
func (f *features) partFeatures(out []uint32, p *partContext, i int) []uint32 {
	if i >= p.from && i < p.to {
		return append(out, mix(100, 0, 0, 0))
	}
	w := func(d int) uint32 {
		if i+d < p.lo || i+d >= p.hi {
			return outsideForm
		}
		return f.words[i+d].form
	}
	c := func(d int) uint32 {
		if i+d < p.lo || i+d >= p.hi {
			return uint32(edgeOfText)
		}
		if i+d >= p.from && i+d < p.to {
			return 200
		}
		return uint32(f.classes[i+d])
	}
	side, dist := uint32(0), i-p.to
	if i < p.from {
		side, dist = 1, p.from-1-i
	}
	b := p.between[i-p.lo]
	d := bucket(dist)
	q := f.quoted(i)
	qq := q | f.quoted(i-1)<<1
	here := side | q<<1 | min(b.sentences, 2)<<2
	frame := p.quoteBefore | p.quoteAfter<<1
	bc := min(b.commas, 2) | min(b.verbs, 2)<<2 | min(b.quotes, 2)<<6 | min(b.sentences, 2)<<8
	return append(out,
		mix(101, side, 0, 0), mix(102, side, d, 0), mix(103, side, w(0), 0), mix(104, side, w(-1), 0),
		mix(105, side, w(1), 0),
		mix(106, side, w(-1), w(0)), mix(107, side, w(0), w(1)), mix(108, side, c(0), c(-1)),
		mix(109, side|d<<1, c(-1), c(0)),
		mix(110, here, frame, c(0)), mix(111, here, frame, qq), mix(112, here, c(-1), c(0)),
		mix(113, p.cueForm, here, c(0)),
		mix(114, p.cueForm, side|d<<1, 0), mix(115, p.cueForm, side, w(0)), mix(116, p.cueForm, side|d<<1, c(0)),
		mix(117, bc, side, 0), mix(118, bc, side, c(0)), mix(120, p.cueForm, here, bc),
		mix(121, p.before|p.after<<8, side|d<<1, c(0)), mix(122, p.before|p.after<<8, here|frame<<5, 0),
		mix(123, p.cueClass, side|d<<1, c(0)), mix(126, c(-1)|c(0)<<8|c(1)<<16, side, 0),
		mix(127, c(-2)|c(-1)<<8|c(0)<<16, side, 0), mix(129, p.cueLast, side, c(0)),
		mix(131, f.shape(i), f.shape(i-1), side),
		mix(134, p.before|p.after<<8|c(0)<<16, here|frame<<5, c(-1)), mix(136, f.suffix(i), side, 0),
	)
}

// newFeatures scans body and classifies its words.
func newFeatures(body string, sentences []news.Span) features {
	var f features
	f.read(body, sentences)
	return f
}

// read scans body and classifies its words, in the memory of the text before.
func (f *features) read(body string, sentences []news.Span) {
	f.words = scan(body, sentences, f.words)
	f.classes = slices.Grow(f.classes[:0], len(f.words))[:len(f.words)]
	for i, w := range f.words {
		f.classes[i] = classOf(w, w.in(body))
	}
	f.cue = slices.Grow(f.cue[:0], len(f.words))[:len(f.words)]
	clear(f.cue)
}

// reach is how many words to either side of a cue its parts are looked for.
const reach = 120

// window is the attribution whose cue is [from,to): its window is the sentence, and the neighbouring ones of its
// paragraph where something is quoted.
func (f *features) window(from, to int) attribution {
	a := attribution{from: from, to: to, lo: from, hi: to}
	own := f.words[from].sentence
	quoted := false
	for a.lo > 0 && from-a.lo < reach && f.words[a.lo-1].sentence == own {
		a.lo--
		quoted = quoted || f.words[a.lo].quoted
	}
	for a.hi < len(f.words) && a.hi-to < reach && f.words[a.hi].sentence == own {
		quoted = quoted || f.words[a.hi].quoted
		a.hi++
	}
	f.widen(&a, quoted)
	return a
}

// widen adds to the window of a what its paragraph holds beyond the cue's sentence, if something is quoted there, and
// the next paragraph if the sentence ends with a colon ("The governor added:").
func (f *features) widen(a *attribution, quoted bool) {
	own, paragraph := f.words[a.from].sentence, f.words[a.from].paragraph
	if a.hi < len(f.words) && f.classes[a.hi-1] == colon {
		quoted, paragraph = true, f.words[a.hi].paragraph
	}
	for a.hi < len(f.words) && a.hi-a.to < reach && f.words[a.hi].paragraph == paragraph &&
		(quoted || f.words[a.hi].quoted) {
		a.hi++
	}
	paragraph = f.words[a.from].paragraph
	for a.lo > 0 && a.from-a.lo < reach && f.words[a.lo-1].paragraph == paragraph &&
		(quoted || f.words[a.lo-1].quoted) && own-f.words[a.lo-1].sentence <= 2 {
		a.lo--
	}
}
