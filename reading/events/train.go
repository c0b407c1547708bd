package events

import (
	"slices"

	"sitrep/news"
	"sitrep/reading/words"
)

// Labelled is a text of which somebody has said what it tells.
type Labelled struct {
	Body      string
	Sentences []news.Span
	Mentions  []news.Mention
	Source    news.Span // who acts, none if empty; of a text with an act
	Target    news.Span // to whom
	Act       news.Act
	Kind      string // as [news.EventKind.Code]
}

// classesOf are the labels of a list, sorted.
func classesOf(docs []Labelled, label func(Labelled) string) (out []string) {
	for _, d := range docs {
		if l := label(d); l != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.Sort(out)
	return out
}

func actOf(d Labelled) string  { return string(d.Act) }
func kindOf(d Labelled) string { return d.Kind }

// collect reads d and calls visit for each sentence, when its mentions are complete.
func collect(d Labelled, visit func(r *reader, lo, hi int)) {
	t := words.Read(d.Body, d.Sentences, d.Mentions)
	defer t.Release()
	r := reader{Text: t}
	for lo, hi := range t.Sentences(mostWords) {
		if t.Words[lo].Sentence >= 0 {
			r.find(lo, hi)
			visit(&r, lo, hi)
		}
	}
}

// actExample is the mention of d that gold speaks of: the one whose actor and target share most with gold's.
func actExample(d Labelled, classes []string) (e example, ok bool) {
	best := -1
	collect(d, func(r *reader, lo, hi int) {
		for k := range r.found {
			m := &r.found[k]
			if m.dropped {
				continue
			}
			s := r.shared(m.actor, d.Source) + r.shared(m.target, d.Target)
			if s > best {
				best = s
				e = example{r.actFeatures(lo, hi, k, nil), slices.Index(classes, string(d.Act))}
				ok = true
			}
		}
	})
	return e, ok
}

// shared is how many bytes of s the phrase p has.
func (r *reader) shared(p phrase, s news.Span) int {
	if p.empty() || s.Len() == 0 {
		return 0
	}
	q := r.SpanOf(p.from, p.to)
	return max(0, min(q.End, s.End)-max(q.Start, s.Start))
}

func kindExample(d Labelled, classes []string) (e example, ok bool) {
	e.class = slices.Index(classes, d.Kind)
	i := 0
	collect(d, func(r *reader, lo, hi int) {
		if i < len(passageWeights) {
			from := len(e.features)
			e.features = r.kindFeatures(lo, hi, e.features)
			for k := from; k < len(e.features); k++ {
				e.features[k].value *= passageWeights[i]
			}
		}
		i++
	})
	return e, true
}

// Train fits the classifiers of acts and kinds and returns them as this package reads them.
func Train(acts, kinds []Labelled) []byte {
	classes, examples, _ := examplesOf(acts)
	out := train(classes, examples, actDecay).pack(nil)
	classes, examples, _ = examplesOf(kinds)
	return train(classes, examples, kindDecay).pack(out)
}

// examplesOf are the examples that docs give, and of which of docs each is.
func examplesOf(docs []Labelled) (classes []string, out []example, of []int) {
	label, make := actOf, actExample
	if docs[0].Kind != "" {
		label, make = kindOf, kindExample
	}
	classes = classesOf(docs, label)
	for i, d := range docs {
		if e, ok := make(d, classes); ok {
			out, of = append(out, e), append(of, i)
		}
	}
	return classes, out, of
}

// Check cross-validates the classifier of acts or kinds on docs, in folds by position, and returns the answers, "" for
// none.
func Check(docs []Labelled, folds int) []string {
	classes, examples, of := examplesOf(docs)
	decay := actDecay
	if docs[0].Kind != "" {
		decay = kindDecay
	}
	answers := make([]string, len(docs))
	for fold := range folds {
		var in []example
		for i, e := range examples {
			if of[i]%folds != fold {
				in = append(in, e)
			}
		}
		l := train(classes, in, decay)
		scores := make([]float32, len(classes))
		for i, e := range examples {
			if of[i]%folds == fold {
				clear(scores)
				l.score(e.features, scores)
				best, _ := l.best(scores)
				answers[of[i]] = classes[best]
			}
		}
	}
	return answers
}
