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
				e = example{r.actFeatures(lo, hi, k, r.sentenceFeatures(lo, hi, nil)), slices.Index(classes,
					string(d.Act))}
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

// Train fits the classifiers of acts, kinds and relations and returns them as this package reads them.
func Train(acts, kinds []Labelled, own, weak []Pair) []byte {
	classes, examples, _ := examplesOf(acts)
	out := train(classes, examples, actDecay).pack(nil)
	classes, examples, _ = examplesOf(kinds)
	out = train(classes, examples, kindDecay).pack(out)
	relation, matter, weakens := trainPairs(own, weak)
	return weakens.pack(matter.pack(relation.pack(out)))
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

// Pair is two claims of which somebody has said how the later stands to the earlier, or whether it weakens it.
type Pair struct {
	A, B     Claim
	Relation Relation
	Weakens  bool
	Block    int // pairs of one block may have a claim in common
}

// The classes of pairs.
var (
	relations = []string{string(Different), string(Opposed), string(Revised), string(Same)}
	matters   = []string{"other", "same"}
	weakening = []string{"no", "yes"}
)

func pairFeaturesOf(a, b *Claim) []feature {
	f := face(a, b)
	return pairFeatures(&f, a, b)
}

func matterFeaturesOf(a, b *Claim) []feature {
	f := face(a, b)
	return matterFeatures(&f, a, b)
}

func relationExamples(pairs []Pair) (out []example) {
	for _, p := range pairs {
		out = append(out, example{pairFeaturesOf(&p.A, &p.B), slices.Index(relations, string(p.Relation))})
	}
	return out
}

// matterExamples are pairs that speak of one matter, and claims of different blocks, which do not.
func matterExamples(pairs []Pair) (out []example) {
	for i, p := range pairs {
		out = append(out, example{matterFeaturesOf(&p.A, &p.B), 1})
		for k := 1; k <= 2; k++ {
			if q := pairs[(i+37*k)%len(pairs)]; q.Block != p.Block {
				out = append(out, example{matterFeaturesOf(&p.A, &q.B), 0})
			}
		}
	}
	return out
}

func weakExamples(pairs []Pair) (out []example) {
	for _, p := range pairs {
		e := example{features: pairFeaturesOf(&p.A, &p.B)}
		if p.Weakens {
			e.class = 1
		}
		out = append(out, e)
	}
	return out
}

// trainPairs fits what tells the relation of two claims.
func trainPairs(own, weak []Pair) (relation, matter, weakens *linear) {
	return train(relations, relationExamples(own), pairDecay), train(matters, matterExamples(own), actDecay),
		train(weakening, weakExamples(weak), weakDecay)
}

// CheckPairs cross-validates what tells the relation of two claims, in folds by block, and returns the relations of own
// and the scores of weak.
func CheckPairs(own, weak []Pair, folds int) (answers []string, scores []float64) {
	answers, scores = make([]string, len(own)), make([]float64, len(weak))
	split := func(pairs []Pair, fold int) (in []Pair) {
		for _, p := range pairs {
			if p.Block%folds != fold {
				in = append(in, p)
			}
		}
		return in
	}
	for fold := range folds {
		var m model
		m.relation, m.matter, m.weakens = trainPairs(split(own, fold), split(weak, fold))
		for i, p := range own {
			if p.Block%folds == fold {
				r, _ := m.compare(p.A, p.B)
				answers[i] = string(r)
			}
		}
		for i, p := range weak {
			if p.Block%folds == fold {
				_, scores[i] = m.compare(p.A, p.B)
			}
		}
	}
	return answers, scores
}
