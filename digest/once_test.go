package digest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/digest"
	"sitrep/news"
)

// at is a sentence of an article with a title; its event has the article's number.
func at(article int64, title string, position int, body string, acts ...news.EventMention) news.Sentence {
	s := stated("Wire", 0, body, 2)
	s.Event, s.Article, s.Title, s.Position, s.Events = article, article, title, position, acts
	s.Start, s.End = 1000*position, 1000*position+len(body)
	s.Form = news.Report
	return s
}

// about is an event that one article tells in a word.
func about(id int64, word string) news.Event {
	return news.Event{
		ID: id, Articles: 1, Told: 1, Outlets: []string{"Wire"}, Terms: []news.Term{{Text: word, Weight: 1}},
	}
}

// TestOneMatterOnce composes what came apart somewhere on its way into one event: each is one item.
func TestOneMatterOnce(t *testing.T) {
	const title, other = "Envoy may fly to Riga, source says", "Toll of the strike on Kyiv rises"
	rumour := at(1, title, 0, "The envoy may fly to Riga on Friday, somebody who knows the plans said.")
	rumour.Hedged = true
	agenda := at(1, title, 1, "The person said that the agenda was a truce and the status of the port.")
	strike := "Missiles struck Kyiv early on Thursday and set homes on fire."
	shelled := at(1, "Army takes the town of Hrai", 3, "Shells killed a woman in Sloboda on Thursday.",
		news.EventMention{Act: news.ActAssault, Mode: news.Did, Gravity: 6})
	boards := at(1, "Army takes the town of Hrai", 3, "Workers closed the windows of the town hall with boards.",
		news.EventMention{Act: news.ActAssault, Mode: news.Did, Gravity: 3.5})
	town := at(1, "Army takes the town of Hrai", 0, "The army took the town of Hrai on Thursday, it said.",
		news.EventMention{Act: news.ActAssault, Mode: news.Did, Gravity: 6})
	past := at(1, town.Title, 4, "Sloboda is a village of fishermen, who had shelled the port in spring.",
		news.EventMention{Act: news.ActAssault, Mode: news.Did, Gravity: 6})
	past.Events[0].Start = past.Start + strings.Index(past.Text, "shelled")
	life := at(2, "A baker of Sloboda bakes on", 0, "He bakes for forty people at a time in the cellar of his house.")
	life.Form = news.Explainer
	for _, s := range []*news.Sentence{&shelled, &boards, &past} {
		s.Terms = []news.Term{{Text: "elsewhere", Weight: 1}} // far from what the article is about
	}
	for _, tt := range []struct {
		name  string
		facts []news.Fact
		want  []string
	}{
		{"a rumour and its details", []news.Fact{fact(1, 1, agenda), fact(2, 1, rumour)}, []string{
			title + ": " + rumour.Text,
		}},
		{
			"an article that begins with what is told under another event",
			[]news.Fact{
				fact(1, 1, at(2, other, 0, "Rescuers have found twelve dead in Kyiv, the service said."),
					at(1, "Nine killed as homes burn", 0, strike)),
				fact(2, 1, at(1, "Nine killed as homes burn", 1, "Sixty people were in hospital, doctors said.")),
			},
			[]string{other + ": Rescuers have found twelve dead in Kyiv, the service said."},
		},
		{"a small act that a told article mentions", []news.Fact{fact(1, 1, town), fact(2, 1, boards)}, []string{
			town.Title + ": " + town.Text,
		}},
		{"what had been", []news.Fact{fact(1, 1, town), fact(2, 1, past)}, []string{town.Title + ": " + town.Text}},
		{"how one lives there", []news.Fact{fact(1, 1, town), fact(2, 2, life)}, []string{
			town.Title + ": " + town.Text,
		}},
		{"a grave one", []news.Fact{fact(1, 1, town), fact(2, 1, shelled)}, []string{
			town.Title + ": " + town.Text, shelled.Text + ": " + shelled.Text,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := digest.Compose(digest.Input{
				From: morning, To: morning.Add(8 * time.Hour), Facts: tt.facts,
				Events: map[int64]news.Event{1: about(1, "here"), 2: about(2, "there")},
			})
			got := []string{}
			for _, dev := range d.Developments {
				got = append(got, dev.Headline+": "+dev.Sentences[0].Text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Compose (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDenialBesideAnEvent: what a party denies of an event stands under it where several outlets tell that, although
// the denial does not say of which sentence. A denial that one outlet alone passes on does not displace what is told.
func TestDenialBesideAnEvent(t *testing.T) {
	const title = "Gas kills dozens in Hrai"
	lead := at(1, title, 0, "Dozens of people choked to death in Hrai on Thursday, doctors said.",
		news.EventMention{Act: news.ActAssault, Mode: news.Did, Gravity: 8})
	denial := func(article int64, source string) news.Sentence {
		s := at(1, title, 6, "A source in the army denied that it had ever used any such weapons.")
		s.Article, s.Source, s.Origin.Name, s.Origin.Family = article, source, source, source
		s.Statements = []news.Statement{{Speaker: "A source in the army", Stance: news.Denies}}
		return s
	}
	for _, tt := range []struct {
		name   string
		denied news.Fact
		want   int
	}{
		{"two outlets", fact(2, 1, denial(1, "Wire"), denial(2, "Paper")), 2},
		{"one", fact(2, 1, denial(1, "Wire")), 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := digest.Compose(digest.Input{
				From: morning, To: morning.Add(8 * time.Hour), Facts: []news.Fact{fact(1, 1, lead), tt.denied},
				Events: map[int64]news.Event{1: {ID: 1, Articles: 2, Told: 2, Outlets: []string{"Paper", "Wire"}}},
			})
			if len(d.Developments) != 1 || len(d.Developments[0].Sentences) != tt.want ||
				d.Developments[0].Status == news.Denied {
				t.Errorf("want one development of %d sentences that is not denied, got %+v", tt.want, d.Developments)
			}
		})
	}
}

// TestWhatIsTakenForOneIsShown: of two events that are told in so like words that they pass for one, the second stands
// as a line under the first, since now and then they are two.
func TestWhatIsTakenForOneIsShown(t *testing.T) {
	port := news.EventMention{Act: news.ActAid, Kind: news.Aid, Mode: news.Did, Gravity: 3}
	words := []news.Term{{Text: "aid", Weight: 0.8}, {Text: "hrai", Weight: 0.6}}
	first := at(1, "Aid ships reach the port of Hrai", 0, "Two ships with aid reached the port of Hrai at noon.", port)
	road := news.EventMention{Act: news.ActAssault, Kind: news.Shelling, Mode: news.Did, Gravity: 5}
	second := at(2, "Shells fall by the port of Hrai as aid ships land", 0,
		"Shells fell beside the harbour road while dockers were unloading.", road)
	first.Terms, second.Terms = words, words
	event := func(id int64) news.Event {
		return news.Event{ID: id, Articles: 1, Told: 1, Outlets: []string{"Wire"}, Terms: words}
	}
	d := digest.Compose(digest.Input{
		From: morning, To: morning.Add(8 * time.Hour), Facts: []news.Fact{fact(1, 1, first), fact(2, 1, second)},
		Events: map[int64]news.Event{1: event(1), 2: event(2)},
	})
	if len(d.Developments) != 1 || len(d.Developments[0].Sentences) != 2 {
		t.Errorf("want one development of two sentences, got %+v", d.Developments)
	}
}
