package events

import (
	"cmp"
	_ "embed" // for the weights
	"fmt"
	"slices"
	"sync"

	"sitrep/news"
	"sitrep/reading/gazetteer"
)

// weights is what `train events` made: hashed features with numbers, no words.
//
//go:embed data/events.bin.zst
var weights []byte

// model tells acts by a mention and its sentence, kinds by a passage, and the relation of two claims by what they have
// in
// common and in what they differ.
type model struct {
	acts, kinds               *linear
	relation, matter, weakens *linear
}

// embedded is the model, read when it is first needed.
var embedded = sync.OnceValue(func() *model {
	var unpacked []byte
	if len(weights) > 0 {
		var err error
		if unpacked, err = gazetteer.Unpack(weights); err != nil {
			panic(err) // the file is part of the program
		}
	}
	m, err := readModel(unpacked)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})

func readModel(b []byte) (*model, error) {
	var m model
	var err error
	for _, part := range []struct {
		name string
		to   **linear
	}{
		{"acts", &m.acts},
		{"kinds", &m.kinds},
		{"relations", &m.relation},
		{"matters", &m.matter},
		{"weakening", &m.weakens},
	} {
		if *part.to = new(linear); len(b) == 0 {
			continue // not trained yet: words alone tell
		}
		if *part.to, b, err = readLinear(b); err != nil {
			return nil, fmt.Errorf("read event model, %s: %w", part.name, err)
		}
	}
	return &m, nil
}

// actOf is the act of the k-th mention of the sentence [lo,hi): PLOVER's of the whole construction, so that a promise
// to
// release is AGREE and a refusal to meet REJECT. What nobody does to anybody has an act only where the model is sure.
func (r *reader) actOf(lo, hi, k int) news.Act {
	if len(r.model.acts.classes) == 0 {
		return r.found[k].act
	}
	n := len(r.model.acts.classes)
	if !r.scored {
		r.scored, r.sentenceScores = true, [maxClasses]float32{}
		r.features = r.sentenceFeatures(lo, hi, r.features[:0])
		r.model.acts.score(r.features, r.sentenceScores[:n])
	}
	r.features = r.actFeatures(lo, hi, k, r.features[:0])
	scores := r.sentenceScores
	r.model.acts.score(r.features, scores[:n])
	if i := slices.Index(r.model.acts.classes, string(r.found[k].act)); i >= 0 {
		scores[i] += listedAct
	}
	best, p := r.model.acts.best(scores[:n])
	if m := &r.found[k]; m.act == "" && p < cmp.Or(sureOfAct[m.kind], .6) {
		return ""
	}
	return news.Act(r.model.acts.classes[best])
}

const maxClasses = 32

// listedAct is what the act of the words themselves is ahead of others. It costs .004 of accuracy on sentences like
// those
// that the model has learned from, and keeps a strike an assault in sentences unlike them.
const listedAct = 1

// sureOfAct is how likely an act must be for an event of a kind that has none of its own.
var sureOfAct = map[news.EventKind]float32{
	news.Disaster: .9, news.Accident: .9, news.Death: .7, news.Election: .7, news.Displacement: .5,
}

// passage is a sentence with its mentions, r.out[first:end].
type passage struct {
	first, end int
	paragraph  int
}

// passageWeights weigh a sentence and the two behind it, of its paragraph, in what it chiefly tells.
var passageWeights = [3]float32{1, .6, .4}

// passage scores the sentence [lo,hi), whose mentions begin at first, for [reader.judge].
func (r *reader) passage(lo, hi, first int) {
	n := len(r.model.kinds.classes)
	r.passages = append(r.passages, passage{first, len(r.out), r.Words[lo].Paragraph})
	r.scores = append(r.scores, make([]float32, n)...)
	r.features = r.kindFeatures(lo, hi, r.features[:0])
	r.model.kinds.score(r.features, r.scores[len(r.scores)-n:])
}

// judge finds the main mention of each sentence and its kind.
func (r *reader) judge() {
	l := r.model.kinds
	n := len(l.classes)
	var scores [maxClasses]float32
	for i, p := range r.passages {
		if p.first == p.end {
			continue
		}
		clear(scores[:])
		for k, w := range passageWeights {
			if i+k >= len(r.passages) || r.passages[i+k].paragraph != p.paragraph {
				break
			}
			for c := range n {
				scores[c] += w * r.scores[(i+k)*n+c]
			}
		}
		code, likely := "", float32(0)
		if n > 0 {
			var best int
			best, likely = l.best(scores[:n])
			code = l.classes[best]
		}
		r.setMain(r.out[p.first:p.end], code, likely)
	}
}

// setMain chooses the main one of a sentence's mentions, given the kind that its passage has by the model.
func (r *reader) setMain(found []news.EventMention, code string, likely float32) {
	const (
		agreed = .05 // if a word says so, too
		alone  = .15
		listed = .25 // if the words say another of the codes
		odd    = .5  // if the words say something that the codes lack: a vote
	)
	main := slices.IndexFunc(found, func(e news.EventMention) bool { return e.Kind.Code() == code })
	if main < 0 || likely < agreed {
		main = max(0, slices.IndexFunc(found, func(e news.EventMention) bool {
			return e.Kind != news.StatementKind && e.Kind != "" && e.Kind != news.Claim
		}))
		k := found[main].Kind
		specific := k != "" && k != news.Attack && k != news.Killing && k != news.StatementKind
		if likely < alone || specific && k.Code() != "" && likely < listed ||
			specific && k.Code() == "" && likely < odd {
			code = k.Code()
		}
	}
	found[main].Main, found[main].Code = true, code
	if k := found[main].Kind; k == "" || k == news.Attack || k == news.Killing {
		if refined := news.EventKindOf(code); refined != "" && found[main].Act == news.ActAssault {
			found[main].Kind = refined
		}
	}
	for i := main + 1; i < len(found); i++ {
		found[i].Code = found[i].Kind.Code()
	}
}
