package events

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// Kinds of feature; a feature's hash mixes its kind with the words that it is of.
const (
	ofBias uint32 = iota + 1
	ofRule
	ofRuleMode
	ofLemma
	ofLemmaNext
	ofLemmaMode
	ofBefore
	ofBehind
	ofObject
	ofVoice
	ofOther
	ofWord
	ofPair
	ofTriggerKind
	ofFirstKind
	ofAgent
	ofKindMode
	ofPrep
	ofKindPair
)

func mix(kind uint32, parts ...uint32) uint32 {
	h := kind * 0x9e3779b1
	for _, p := range parts {
		h = (h ^ p) * 0x85ebca6b
		h ^= h >> 13
	}
	return h
}

// stem is that of word i of the sentence.
func (r *reader) stem(i int) uint32 { return r.stems[i-r.stemsFrom] }

// stemOf is the hash of a word without the commonest endings. It is coarser and faster than [text.Language.Stem].
func (r *reader) stemOf(i int) uint32 {
	w := r.Words[i]
	if w.Shape == text.Mark || w.Shape == text.Number {
		return w.Form
	}
	s := w.In(r.Body)
	n := len(s)
	end := func(suffix string) bool {
		return n > len(suffix)+2 && s[n-len(suffix):] == suffix
	}
	switch {
	case end("ing"), end("ies"), end("ied"):
		n -= 3
	case end("ed"), end("es"), end("ly"):
		n -= 2
	case end("s") && s[n-2] != 's', end("e"), end("y"):
		n--
	}
	if n > 4 && s[n-1] == s[n-2] {
		n--
	}
	h := uint32(2166136261)
	for k := range n {
		c := s[k]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// actFeatures are those by which the act of the k-th mention of the sentence [lo,hi) is told.
func (r *reader) actFeatures(lo, hi, k int, out []feature) []feature {
	m := &r.found[k]
	add := func(v float32, kind uint32, parts ...uint32) { out = append(out, feature{mix(kind, parts...), v}) }
	act, kind := words.Form(string(m.act)), words.Form(string(m.kind))
	lemma := uint32(m.number)
	mode := words.Form(string(m.mode))
	add(1, ofBias)
	add(1.5, ofRule, act)
	add(1, ofRuleMode, act, mode)
	add(1, ofKindMode, kind, mode)
	add(1, ofFirstKind, kind)
	add(1, ofLemma, lemma)
	add(.5, ofLemmaMode, lemma, mode)
	voice := uint32(0)
	if m.verb {
		voice = 1
	}
	if m.passive {
		voice = 2
	}
	add(.5, ofVoice, voice, act)
	for i := m.group - 3; i < m.at; i++ {
		if i >= lo {
			add(.7, ofBefore, r.stem(i))
			add(.5, ofBefore, r.stem(i), act)
		}
	}
	for i := m.end; i < min(hi, m.end+5); i++ {
		add(.7, ofBehind, r.stem(i))
		if i == m.end {
			add(.7, ofLemmaNext, lemma, r.stem(i))
			add(.7, ofPrep, act, r.stem(i))
		}
	}
	if !m.target.empty() {
		for i := m.target.from; i < min(m.target.to, m.target.from+10); i++ {
			add(.5, ofObject, r.stem(i))
		}
	}
	if !m.actor.empty() {
		for i := m.actor.from; i < min(m.actor.to, m.actor.from+10); i++ {
			add(.5, ofAgent, r.stem(i))
		}
	}
	for o := range r.found {
		if o == k || r.found[o].dropped {
			continue
		}
		other := words.Form(string(r.found[o].act))
		side := uint32(0)
		if o > k {
			side = 1
		}
		v := float32(.4)
		if o == k-1 || o == k+1 {
			v = .8
			side += 2
			add(.7, ofOther, uint32(r.found[o].number), side)
		}
		add(v, ofOther, other, side)
		add(v, ofOther, other, side, act)
	}
	return out
}

// sentenceFeatures are those that all mentions of the sentence [lo,hi) share.
func (r *reader) sentenceFeatures(lo, hi int, out []feature) []feature {
	for i := lo; i < hi; i++ {
		if content(r.Classes[i]) {
			out = append(out, feature{mix(ofWord, r.stem(i)), .3})
		}
	}
	return out
}

// content reports whether words of class c tell of what a sentence is.
func content(c words.Class) bool {
	switch c {
	case words.Unknown, words.Past, words.Gerund, words.Plural, words.Name, words.PersonNoun, words.SpeechVerb:
		return true
	}
	return false
}

// kindFeatures are those by which the kind of what the sentence [lo,hi) chiefly tells is told.
func (r *reader) kindFeatures(lo, hi int, out []feature) []feature {
	add := func(v float32, kind uint32, parts ...uint32) { out = append(out, feature{mix(kind, parts...), v}) }
	last := uint32(0)
	for i := lo; i < hi; i++ {
		c := r.Classes[i]
		if c == words.Adverb || c >= words.Comma || c == words.Determiner {
			continue
		}
		s := r.stem(i)
		if content(c) {
			add(1, ofWord, s)
		}
		if last != 0 {
			add(.6, ofPair, last, s)
		}
		last = s
		switch f := r.Words[i].Form; {
		case insurgents[f]:
			add(1, ofAgent, 1)
		case armies[f]:
			add(1, ofAgent, 2)
		case protesters[f]:
			add(1, ofAgent, 3)
		}
	}
	first := true
	for k := range r.found {
		m := &r.found[k]
		if m.dropped {
			continue
		}
		kind := words.Form(string(m.kind))
		add(1, ofTriggerKind, kind)
		add(.5, ofRule, words.Form(string(m.act)))
		add(1, ofLemma, uint32(m.number))
		if first {
			add(1, ofFirstKind, kind)
		}
		first = false
		if !m.actor.empty() && m.kind != news.StatementKind {
			a := uint32(4)
			switch {
			case r.Has(m.actor.from, m.actor.to, insurgents):
				a = 1
			case r.Has(m.actor.from, m.actor.to, protesters):
				a = 3
			case r.Has(m.actor.from, m.actor.to, armies):
				a = 2
			}
			add(1, ofKindPair, kind, a)
		}
	}
	return out
}
