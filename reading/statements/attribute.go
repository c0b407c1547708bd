package statements

import (
	"sitrep/internal/crf"
)

// cueBias moves the balance of precision and recall: it is added to the score of beginning a cue. Without it the most
// likely path misses cues that are likelier than not to be somewhere near; found on a held-out part of the training
// set.
var cueBias = crf.Bias{Slot: slotCueBegins, By: 0.5}

// attributions finds the attributions of a text, in the order of their cues.
func (m *model) attributions(f *features, l *decoder) []parts {
	m.findCues(f, l)
	var out []parts
	for i := range f.cue {
		if f.cue[i] != 1 {
			continue
		}
		to := i + 1
		for to < len(f.cue) && f.cue[to] == 2 {
			to++
		}
		out = append(out, m.findParts(f, l, f.window(i, to)))
	}
	return out
}

// findCues marks the cues in f.cue, sentence by sentence.
func (m *model) findCues(f *features, l *decoder) {
	for lo, hi := range f.Sentences(longestSentence) {
		m.findCuesIn(f, l, lo, hi)
	}
}

// findCuesIn marks the cues of the sentence [lo,hi).
func (m *model) findCuesIn(f *features, l *decoder, lo, hi int) {
	l.lattice.Reset()
	for i := lo; i < hi; i++ {
		l.features = f.cueFeatures(l.features[:0], i, lo, hi)
		l.lattice.Push(m.cue, l.features, cueBias)
	}
	l.lattice.Best(m.cue, f.cue[:lo])
}

// longestSentence bounds in words what is decoded at once; what is longer is a list or hostile.
const longestSentence = 400

func (m *model) findParts(f *features, l *decoder, a attribution) parts {
	c := f.context(a, l.between)
	l.between = c.between
	l.lattice.Reset()
	for i := a.lo; i < a.hi; i++ {
		l.features = f.partFeatures(l.features[:0], &c, i)
		l.lattice.Push(m.part, l.features)
	}
	p := parts{attribution: c.attribution}
	path := l.lattice.Best(m.part, l.path[:0])
	l.path = path
	for i := 0; i < len(path); {
		tag, j := partStates[path[i]].tag, i+1
		for j < len(path) && partStates[path[j]].tag == tag {
			j++
		}
		run := [2]int{a.lo + i, a.lo + j}
		switch tag {
		case tagSource:
			p.source = run
		case tagContent:
			p.content = append(p.content, run)
		}
		i = j
	}
	return p
}
