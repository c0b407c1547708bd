package story

import (
	"fmt"
	"slices"
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

// TestResemblingLosesNothing: facts of which no sentence is wanted may come without sentences, and every sentence of an
// article states and denies the same facts.
func TestResemblingLosesNothing(t *testing.T) {
	var facts []news.Fact
	for i, body := range []string{
		"A drone struck the fuel depot of Feodosia in the night. The governor of Odesa opened a school.",
		"The strike on Kyiv killed 9 people, the mayor said.",
		"The army said that its troops had taken the village of Selm.",
		"Farmers in Varda began the harvest two weeks early this year.",
		"The parliament of Kesh dissolved itself and called a new election for autumn.",
	} {
		a := article(wire, day.Add(time.Duration(i)*time.Minute), "", body)
		r := read(a)
		if strings.Contains(body, "9 people") {
			r.Figures = []news.Figure{toll(t, body, "9", 9, "Kyiv")}
			r.Places = []news.Place{kyiv(t, body)}
		}
		facts = stored(t, sentences(a, r), facts)
	}
	for _, body := range []string{
		"A drone has struck the fuel depot of Feodosia before dawn.",
		"Twelve died in Kyiv, the rescue service said.",
		"The defence ministry denied that the village of Selm had been taken.",
		"We earlier reported that the strike on Kyiv killed 9 people; that was a mistake.",
		"Miners in Tarn went on strike over pay.",
	} {
		a := article(paper, day.Add(time.Hour), "", body)
		r := read(a)
		if strings.Contains(body, "Twelve") {
			r.Figures = []news.Figure{toll(t, body, "Twelve", 12, "Kyiv")}
			r.Places = []news.Place{kyiv(t, body)}
		}
		in := sentences(a, r)
		wanted, left, out := Resembling(in), slices.Clone(facts), 0
		for i, f := range left {
			if !slices.ContainsFunc(f.Sentences, func(s news.Sentence) bool { return wanted(s.Terms) }) {
				left[i].Sentences = nil
				out++
			}
		}
		if out == 0 {
			t.Errorf("%q: all facts are wanted", body)
		}
		got, want := Join(in, left, book), Join(in, facts, book)
		for i := range want {
			if got[i].Fact != want[i].Fact || got[i].Denies != want[i].Denies ||
				got[i].Background != want[i].Background {
				t.Errorf("%q states fact %d and denies %d, with all facts %d and %d", got[i].Text, got[i].Fact,
					got[i].Denies, want[i].Fact, want[i].Denies)
			}
		}
	}
}

func kyiv(t *testing.T, body string) news.Place {
	at := find(t, body, "Kyiv")
	return news.Place{Start: at.Start, End: at.End, Name: "Kyiv", Point: &news.Point{Lat: 50.45, Lon: 30.52}}
}
