package statements

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/reading/words/wordstest"
)

// TestPartChain shows what the topology is for: one source at most, and nothing that was seen is forgotten.
func TestPartChain(t *testing.T) {
	for _, e := range partChain.Edges {
		a, b := partStates[e.From], partStates[e.To]
		if b.tag == tagSource && a.tag != tagSource && a.source {
			t.Errorf("a second source may begin: %v to %v", a, b)
		}
		if a.source && !b.source || a.content && !b.content {
			t.Errorf("a part is forgotten: %v to %v", a, b)
		}
	}
}

func TestTrain(t *testing.T) {
	const body = "The mayor grumbled that rain fell. The baker grumbled that snow fell. The nurse slept."
	span := func(start, end int) []news.Span { return []news.Span{{Start: start, End: end}} }
	doc := Annotated{Body: body, Sentences: wordstest.Sentences(body), Statements: []news.Statement{
		{Source: span(0, 9), Cue: span(10, 18), Content: span(19, 33)},
		{Source: span(35, 44), Cue: span(45, 53), Content: span(54, 68)},
	}}
	docs := []Annotated{doc, doc, doc, doc, doc, doc, doc, doc}
	var losses []float64
	model := Train(docs, func(chain string, _ int, loss float64) {
		if chain == "parts" {
			losses = append(losses, loss)
		}
	})
	if len(losses) != epochs || losses[epochs-1] >= losses[0] {
		t.Errorf("losses %v do not fall over %d epochs", losses, epochs)
	}
	m, err := readModel(model)
	if err != nil {
		t.Fatal(err)
	}
	f := features{Text: words.Read(body, doc.Sentences, nil)}
	defer f.Release()
	f.reset()
	var got [][]string
	for _, p := range m.attributions(&f, new(decoder)) {
		a := []string{f.SpanOf(p.from, p.to).In(body)}
		if p.hasSource() {
			a = append(a, f.SpanOf(p.source[0], p.source[1]).In(body))
		}
		for _, c := range p.content {
			a = append(a, f.SpanOf(c[0], c[1]).In(body))
		}
		got = append(got, a)
	}
	want := [][]string{{"grumbled", "The mayor", "that rain fell"}, {"grumbled", "The baker", "that snow fell"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("attributions learnt (-want +got):\n%s", d)
	}
}

func TestReadModelRefuses(t *testing.T) {
	for _, tt := range []struct {
		name  string
		model []byte
	}{
		{"empty", nil},
		{"another file", []byte("PNG")},
		{"truncated", weights[:len(weights)/2]},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := readModel(tt.model); err == nil {
				t.Errorf("readModel(%d bytes) succeeded", len(tt.model))
			}
		})
	}
}
