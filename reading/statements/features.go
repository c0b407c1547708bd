package statements

import (
	"slices"

	"sitrep/reading/words"
)

// features extracts what the chains look at. A feature is a 32-bit hash of its template and its values; two features
// that collide share their weights.
type features struct {
	*words.Text
	cue []uint8 // 1 at the begin of a cue, 2 inside
}

// mix hashes a template's number with up to three values.
func mix(template, a, b, c uint32) uint64 {
	h := template*0x9E3779B1 ^ a
	h ^= h >> 15
	h *= 0x85EBCA6B
	h ^= b
	h ^= h >> 13
	h *= 0xC2B2AE35
	h ^= c
	h ^= h >> 16
	h *= 0x27D4EB2F
	return uint64(h ^ h>>15)
}

// outside are the values of positions before the first and after the last word.
const outsideForm = 1

func (f *features) form(i int) uint32 {
	if i < 0 || i >= len(f.Words) {
		return outsideForm
	}
	return f.Words[i].Form
}

func (f *features) class(i int) uint32 {
	if i < 0 || i >= len(f.Words) {
		return uint32(words.EdgeOfText)
	}
	return uint32(f.Classes[i])
}

func (f *features) suffix(i int) uint32 {
	if i < 0 || i >= len(f.Words) {
		return outsideForm
	}
	return f.Words[i].Suffix
}

func (f *features) quoted(i int) uint32 {
	if i < 0 || i >= len(f.Words) || !f.Words[i].Quoted {
		return 0
	}
	return 1
}

func (f *features) shape(i int) uint32 {
	if i < 0 || i >= len(f.Words) {
		return 99
	}
	return uint32(f.Words[i].Shape)
}

// cueFeatures appends the features of position i for cueChain; lo and hi bound the sentence.
func (f *features) cueFeatures(out []uint64, i, lo, hi int) []uint64 {
	w := func(d int) uint32 {
		if i+d < lo || i+d >= hi {
			return outsideForm
		}
		return f.Words[i+d].Form
	}
	c := func(d int) uint32 {
		if i+d < lo || i+d >= hi {
			return uint32(words.EdgeOfText)
		}
		return uint32(f.Classes[i+d])
	}
	s := func(d int) uint32 {
		if i+d < lo || i+d >= hi {
			return outsideForm
		}
		return f.Words[i+d].Suffix
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
		if c := f.Classes[i]; c == words.SpeechVerb || c == words.Past || c == words.Gerund || c == words.Plural ||
			c == words.Unknown {
			a.head = i
			if c == words.SpeechVerb {
				break
			}
		}
	}
	p.head = a.head
	p.cueForm, p.cueLast, p.cueClass = f.Words[a.head].Form, f.form(a.to-1), f.class(a.head)
	p.before, p.after = f.class(a.from-1), f.class(a.to)
	if a.from == a.lo {
		p.before = uint32(words.EdgeOfText)
	}
	if a.to == a.hi {
		p.after = uint32(words.EdgeOfText)
	}
	p.between = slices.Grow(memory[:0], a.hi-a.lo)[:a.hi-a.lo]
	clear(p.between)
	var b between
	step := func(i int) {
		switch f.Classes[i] {
		case words.Comma:
			b.commas++
		case words.SpeechVerb, words.Past, words.Being, words.Having, words.Modal:
			b.verbs++
		case words.Quotation:
			b.quotes++
		}
	}
	for i := a.to; i < a.hi; i++ {
		b.sentences = uint32(f.Words[i].Sentence - f.Words[a.from].Sentence)
		p.between[i-a.lo] = b
		if f.Words[i].Quoted && f.Words[i].Sentence == f.Words[a.from].Sentence {
			p.quoteAfter = 1
		}
		step(i)
	}
	b = between{}
	for i := a.from - 1; i >= a.lo; i-- {
		b.sentences = uint32(f.Words[a.from].Sentence - f.Words[i].Sentence)
		p.between[i-a.lo] = b
		if f.Words[i].Quoted && f.Words[i].Sentence == f.Words[a.from].Sentence {
			p.quoteBefore = 1
		}
		step(i)
	}
	return p
}

// partFeatures appends the features of position i for partChain.
func (f *features) partFeatures(out []uint64, p *partContext, i int) []uint64 {
	if i >= p.from && i < p.to {
		return append(out, mix(100, 0, 0, 0))
	}
	w := func(d int) uint32 {
		if i+d < p.lo || i+d >= p.hi {
			return outsideForm
		}
		return f.Words[i+d].Form
	}
	c := func(d int) uint32 {
		if i+d < p.lo || i+d >= p.hi {
			return uint32(words.EdgeOfText)
		}
		if i+d >= p.from && i+d < p.to {
			return 200
		}
		return uint32(f.Classes[i+d])
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

// reset forgets all cues.
func (f *features) reset() {
	f.cue = slices.Grow(f.cue[:0], len(f.Words))[:len(f.Words)]
	clear(f.cue)
}

// reach is how many words to either side of a cue its parts are looked for.
const reach = 120

// window is the attribution whose cue is [from,to): its window is the sentence, and the neighbouring ones of its
// paragraph where something is quoted.
func (f *features) window(from, to int) attribution {
	a := attribution{from: from, to: to, lo: from, hi: to}
	own := f.Words[from].Sentence
	quoted := false
	for a.lo > 0 && from-a.lo < reach && f.Words[a.lo-1].Sentence == own {
		a.lo--
		quoted = quoted || f.Words[a.lo].Quoted
	}
	for a.hi < len(f.Words) && a.hi-to < reach && f.Words[a.hi].Sentence == own {
		quoted = quoted || f.Words[a.hi].Quoted
		a.hi++
	}
	f.widen(&a, quoted)
	return a
}

// widen adds to the window of a what its paragraph holds beyond the cue's sentence, if something is quoted there, and
// the next paragraph if the sentence ends with a colon ("The governor added:").
func (f *features) widen(a *attribution, quoted bool) {
	own, paragraph := f.Words[a.from].Sentence, f.Words[a.from].Paragraph
	if a.hi < len(f.Words) && f.Classes[a.hi-1] == words.Colon {
		quoted, paragraph = true, f.Words[a.hi].Paragraph
	}
	for a.hi < len(f.Words) && a.hi-a.to < reach && f.Words[a.hi].Paragraph == paragraph &&
		(quoted || f.Words[a.hi].Quoted) {
		a.hi++
	}
	paragraph = f.Words[a.from].Paragraph
	for a.lo > 0 && a.from-a.lo < reach && f.Words[a.lo-1].Paragraph == paragraph &&
		(quoted || f.Words[a.lo-1].Quoted) && own-f.Words[a.lo-1].Sentence <= 2 {
		a.lo--
	}
}
