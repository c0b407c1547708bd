package statements

import (
	"math/rand/v2"

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
	cueEpochs, partEpochs = 3, 3
	cueBits, partBits     = 18, 18 // of the number of rows
	rate, decay           = 0.05, 1e-5
)

// Train learns to find attributions and returns the model as this package embeds it: numbers only, no word of the
// documents. The same documents in the same order give the same bytes. progress is called after each epoch.
func Train(documents []Annotated, progress func(chain string, epoch int, loss float64)) []byte {
	var cues, attributed []example
	for _, d := range documents {
		t := words.Read(d.Body, d.Sentences, nil)
		f := features{Text: t}
		f.reset()
		marks := f.mark(d.Statements)
		cues = f.cueExamples(cues)
		attributed = f.partExamples(attributed, d.Statements, marks)
		t.Release()
	}
	r := rand.New(rand.NewPCG(1, 2))
	cue, part := newLearner(cueChain, cueBits, rate, decay), newLearner(partChain, partBits, rate, decay)
	for n := range cueEpochs {
		progress("cues", n+1, cue.epoch(cues, r))
	}
	for n := range partEpochs {
		progress("parts", n+1, part.epoch(attributed, r))
	}
	return part.freeze(cue.freeze([]byte(magic)))
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

func (f *features) cueExamples(out []example) []example {
	for lo := 0; lo < len(f.Words); {
		hi := lo + 1
		for hi < len(f.Words) && f.Words[hi].Sentence == f.Words[lo].Sentence && hi-lo < longestSentence {
			hi++
		}
		var e example
		for i := lo; i < hi; i++ {
			e.features = append(e.features, f.cueFeatures(nil, i, lo, hi))
			e.path = append(e.path, int(f.cue[i]))
		}
		out = append(out, e)
		lo = hi
	}
	return out
}

func (f *features) partExamples(out []example, statements []news.Statement, all []marked) []example {
	for _, a := range all {
		tags := make([]int, a.hi-a.lo)
		f.tag(tags, a, statements[a.statement].Source[:min(1, len(statements[a.statement].Source))], tagSource)
		f.tag(tags, a, statements[a.statement].Content, tagContent)
		c := f.context(a.attribution, nil)
		e := example{path: partPath(tags)}
		for i := a.lo; i < a.hi; i++ {
			e.features = append(e.features, f.partFeatures(nil, &c, i))
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
func partPath(tags []int) []int {
	out := make([]int, len(tags))
	var s partState
	for i, tag := range tags {
		if tag == tagSource && s.source && s.tag != tagSource {
			tag = tagNone
		}
		s = partState{tag, s.source || tag == tagSource, s.content || tag == tagContent}
		for k, x := range partStates {
			if x == s {
				out[i] = k
			}
		}
	}
	return out
}
