package story

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sitrep/news"

	"pgregory.net/rapid"
)

// TestCompanyFindsAll: one pass over all facts finds for each sentence every sentence that is like it, those of its own
// article before it included, with the cosine that the two alone have.
func TestCompanyFindsAll(t *testing.T) {
	words := strings.Fields("dam flood orsk rain bridge minister talks truce strike depot drone river")
	sentence := rapid.Custom(func(t *rapid.T) news.Sentence {
		var s news.Sentence
		for _, w := range rapid.SliceOfNDistinct(rapid.SampledFrom(words), 1, 6, rapid.ID).Draw(t, "words") {
			s.Terms = append(s.Terms, news.Term{Text: w, Weight: rapid.Float64Range(0.05, 0.6).Draw(t, "weight")})
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		var facts []news.Fact
		for i := range rapid.IntRange(0, 5).Draw(t, "facts") {
			facts = append(facts, news.Fact{
				ID: int64(i + 1), Sentences: rapid.SliceOfN(sentence, 1, 4).Draw(t, "told"),
			})
		}
		in := rapid.SliceOfN(sentence, 1, 4).Draw(t, "article")
		c := newCompany(in, facts)
		for i := range in {
			got := map[pair]bool{}
			for _, p := range c.alike(i, func(pair) bool { return true }) {
				got[p] = true
			}
			n := 0
			for f := range c.facts {
				for o, told := range c.facts[f].Sentences {
					if like := dot(weights(in[i].Terms), told.Terms); like > leastAlike {
						n++
						if !got[pair{f, o, like}] {
							t.Fatalf("sentence %d misses sentence %d of fact %d, like %v", i, o, f, like)
						}
					}
				}
			}
			if n != len(got) {
				t.Fatalf("sentence %d has %d pairs, want %d", i, len(got), n)
			}
			c.states(i, rapid.SampledFrom([]int64{1, 2, -1, -2}).Draw(t, "fact"))
		}
	})
}

// TestJoinBesideMany: in a war's story that has told hundreds of things a sentence finds the one that it tells again,
// however many are like it.
func TestJoinBesideMany(t *testing.T) {
	towns := strings.Fields("Balta Orsk Selm Varda Tarn Mirow Kesh Dubno Lesk Harun")
	var facts []news.Fact
	add := func(body string) {
		a := article(wire, day, "", body)
		facts = stored(t, sentences(a, read(a)), facts)
	}
	for i := range 200 {
		add(fmt.Sprintf("A drone struck a depot near %s, and fuel burned in street %d.", towns[i%len(towns)], i))
	}
	const asked = "The parliament of Kesh dissolved itself and called a new election for autumn."
	add(asked)
	for i := range 200 {
		add(fmt.Sprintf("Shells hit a school near %s, and windows broke in street %d.", towns[i%len(towns)], i))
	}
	a := article(paper, day.Add(time.Hour), "",
		"Kesh's parliament has dissolved itself and called a new election for autumn.")
	got := Join(sentences(a, read(a)), facts, book)
	for _, f := range facts {
		if f.Sentences[0].Text == asked {
			if got[0].Fact != f.ID {
				t.Errorf("the sentence states fact %d, want %d", got[0].Fact, f.ID)
			}
			return
		}
	}
	t.Fatal("the fact is not there")
}
