package statements

import (
	"sitrep/internal/crf"
	"sitrep/news"
	"sitrep/reading/words"
)

// Annotated is a document to learn from: of its Statements only the spans are read.
type Annotated struct {
	Body       string
	Sentences  []news.Span
	Statements []news.Statement
}

// Numbers of training. All were found on documents held out of the training set; more rows, more epochs and other rates
// moved no F1 by more than a hundredth.
const (
	bits        = 18 // of the number of rows
	epochs      = 3
	rate, decay = 0.05, 1e-5
)

// Train learns to find attributions and returns the model as this package embeds it: numbers only, no word of the
// documents. The same documents in the same order give the same bytes. progress is called after each epoch.
func Train(documents []Annotated, progress func(chain string, epoch int, loss float64)) []byte {
	var cues, attributed []crf.Sequence
	for _, d := range documents {
		t := words.Read(d.Body, d.Sentences, nil)
		f := features{Text: t}
		f.reset()
		marks := f.mark(d.Statements)
		cues = f.cueExamples(cues)
		attributed = f.partExamples(attributed, d.Statements, marks)
		t.Release()
	}
	learn := func(chain string, t *crf.Topology, all []crf.Sequence) []byte {
		return crf.Train(t, all, crf.Options{
			Epochs: epochs, Rate: rate, Damping: 0.1, EdgeDamping: 1, Decay: decay, Bits: bits, Seed1: 1, Seed2: 2,
			Progress: func(epoch int, loss float64) { progress(chain, epoch, loss) },
		})
	}
	return append(learn("cues", cueChain, cues), learn("parts", partChain, attributed)...)
}

// marked is an attribution with the index of the statement that it comes from.
type marked struct {
	attribution
	statement int
}

// mark writes the cues of statements into f.cue. Where two share a word, the first stands.
func (f *features) mark(statements []news.Statement) []marked {
	var out []marked
	for k, st := range statements {
		if len(st.Cue) == 0 {
			continue
		}
		from, to := f.Cover(st.Cue[0])
		if from == to || f.cue[from] != 0 {
			continue
		}
		for i := from; i < to; i++ {
			f.cue[i] = 2
		}
		f.cue[from] = 1
		out = append(out, marked{f.window(from, to), k})
	}
	return out
}

func (f *features) cueExamples(out []crf.Sequence) []crf.Sequence {
	for lo, hi := range f.Sentences(longestSentence) {
		var e crf.Sequence
		for i := lo; i < hi; i++ {
			e.Features = append(e.Features, f.cueFeatures(nil, i, lo, hi))
			e.States = append(e.States, f.cue[i])
		}
		out = append(out, e)
	}
	return out
}

func (f *features) partExamples(out []crf.Sequence, statements []news.Statement, all []marked) []crf.Sequence {
	for _, a := range all {
		tags := make([]int, a.hi-a.lo)
		f.tag(tags, a, statements[a.statement].Source[:min(1, len(statements[a.statement].Source))], tagSource)
		f.tag(tags, a, statements[a.statement].Content, tagContent)
		c := f.context(a.attribution, nil)
		e := crf.Sequence{States: partPath(tags)}
		for i := a.lo; i < a.hi; i++ {
			e.Features = append(e.Features, f.partFeatures(nil, &c, i))
		}
		out = append(out, e)
	}
	return out
}

// tag marks the words of spans in tags, which stand for the window of a; the cue stays untagged.
func (f *features) tag(tags []int, a marked, spans []news.Span, tag int) {
	for _, s := range spans {
		from, to := f.Cover(s)
		for i := max(from, a.lo); i < min(to, a.hi); i++ {
			if i < a.from || i >= a.to {
				tags[i-a.lo] = tag
			}
		}
	}
}

// partPath turns tags into states of partChain. A source that is interrupted loses its second half.
func partPath(tags []int) []uint8 {
	out := make([]uint8, len(tags))
	var s partState
	for i, tag := range tags {
		if tag == tagSource && s.source && s.tag != tagSource {
			tag = tagNone
		}
		s = partState{tag, s.source || tag == tagSource, s.content || tag == tagContent}
		for k, x := range partStates {
			if x == s {
				out[i] = uint8(k)
			}
		}
	}
	return out
}
