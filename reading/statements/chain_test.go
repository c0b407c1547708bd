package statements

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/reading/words/wordstest"
)

// TestDecode compares the Viterbi path with the best of all paths.
func TestDecode(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, top := range []topology{cueChain, partChain} {
		weights := make([]float32, len(top.edges))
		for i := range weights {
			weights[i] = r.Float32() - 0.5
		}
		for range 20 {
			scores := make([]row, 5)
			for i := range scores {
				for s := range unused {
					scores[i][s] = 4*r.Float32() - 2
				}
			}
			var l lattice
			path := l.decode(top, weights, scores, nil)
			want := best(top, weights, scores, 0)
			if got := scoreOf(t, top, weights, scores, path); math.Abs(float64(got-want)) > 1e-4 {
				t.Errorf("decode found a path of score %v, the best has %v", got, want)
			}
		}
	}
}

func best(top topology, weights []float32, scores []row, from int) float32 {
	if len(scores) == 0 {
		return 0
	}
	most := float32(math.Inf(-1))
	for k, e := range top.edges {
		if e.from == from {
			most = max(most, weights[k]+e.score(&scores[0])+best(top, weights, scores[1:], e.to))
		}
	}
	return most
}

func scoreOf(t *testing.T, top topology, weights []float32, scores []row, path []int) (sum float32) {
	t.Helper()
	from := 0
	for i, to := range path {
		found := false
		for k, e := range top.edges {
			if e.from == from && e.to == to {
				sum += weights[k] + e.score(&scores[i])
				found = true
			}
		}
		if !found {
			t.Fatalf("decode went from state %d to %d, which is not permitted", from, to)
		}
		from = to
	}
	return sum
}

// TestPartChain shows what the topology is for: one source at most, whatever the scores.
func TestPartChain(t *testing.T) {
	scores := make([]row, 7)
	for i := range scores {
		if i%2 == 0 {
			scores[i][slotSource] = 5
		}
	}
	var l lattice
	sources, before := 0, tagNone
	for _, s := range l.decode(partChain, make([]float32, len(partChain.edges)), scores, nil) {
		if tag := partStates[s].tag; tag != before {
			if tag == tagSource {
				sources++
			}
			before = tag
		}
	}
	if sources != 1 {
		t.Errorf("the path has %d sources, want 1", sources)
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
	if len(losses) != partEpochs || losses[partEpochs-1] >= losses[0] {
		t.Errorf("losses %v do not fall over %d epochs", losses, partEpochs)
	}
	m, err := readModel(model)
	if err != nil {
		t.Fatal(err)
	}
	f := features{Text: words.Read(body, doc.Sentences, nil)}
	defer f.Release()
	f.reset()
	var got [][]string
	for _, p := range m.attributions(&f, new(lattice)) {
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
		{"head only", []byte(magic)},
		{"truncated", weights[:len(weights)/2]},
		{"rows that are no power of two", append([]byte(magic), 8, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := readModel(tt.model); err == nil {
				t.Errorf("readModel(%d bytes) succeeded", len(tt.model))
			}
		})
	}
}
