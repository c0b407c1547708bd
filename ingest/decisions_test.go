package ingest

import (
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// TestDecisionsLast: what an operator has parted stays apart, and what he has made one stays one, whatever comes, also
// when the texts are read again.
func TestDecisionsLast(t *testing.T) {
	ctx := t.Context()
	p, db := house(t)
	day := time.Date(2025, 4, 24, 9, 0, 0, 0, time.UTC)
	strike := func(source, title, body string, after time.Duration) news.Outcome {
		t.Helper()
		a := dispatch(source, title, body, day.Add(after))
		a.URL = "https://" + source + ".example/" + title
		return add(t, p, a)
	}
	eventIn := func(source string) (out int64, article int64) {
		t.Helper()
		all, err := db.Events(ctx, "", "", 20)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			_, told, err := db.Event(ctx, e.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range told {
				if a.Source.Name == source {
					return e.ID, a.ID
				}
			}
		}
		t.Fatalf("no event is told by %s", source)
		return 0, 0
	}
	const kyiv = "A Russian missile strike on an apartment block in Kyiv killed eight people, the mayor said on " +
		"Thursday. Rescuers pulled bodies from the rubble in the Sviatoshynskyi district."
	strike("Wire", "Missile strike on Kyiv kills eight", kyiv, 0)
	strike("Post", "Missile strike on Kyiv apartment block kills eight", "Eight people were killed when a Russian "+
		"missile hit an apartment block in Kyiv, the mayor said on Thursday. Rescuers searched the rubble.", time.Hour)
	strike("Trade", "Envoys meet in Muscat", "Envoys of Iran and the United States met in Muscat on Thursday for "+
		"talks about uranium enrichment, the Omani foreign minister said.", time.Hour)
	first, _ := eventIn("Wire")
	second, article := eventIn("Post")
	if first != second {
		t.Fatalf("two tellings of a strike are events %d and %d: the test wants one", first, second)
	}
	part, err := db.SplitEvent(ctx, first, []int64{article}, 0)
	if err != nil {
		t.Fatal(err)
	}
	talks, _ := eventIn("Trade")
	if _, err := db.MergeEvents(ctx, talks, part.ID); err != nil { // what no words would join
		t.Fatal(err)
	}

	if got := strike("Post", "Missile strike on Kyiv apartment block kills eight", kyiv+" The mayor spoke on Thursday "+
		"evening.", time.Hour); got != news.Revised {
		t.Fatalf("the article read again is %s, want %s", got, news.Revised)
	}
	strike("Gazette", "Missile strike on Kyiv kills eight, mayor says", kyiv+" The governor spoke, too.", 2*time.Hour)
	strike("Trade", "Envoys meet in Muscat", "Envoys of Iran and the United States met in Muscat on Thursday for "+
		"talks about uranium enrichment, the Omani foreign minister said. They will meet again.", time.Hour)
	wire, _ := eventIn("Wire")
	for source, want := range map[string]int64{"Post": talks, "Trade": talks, "Gazette": wire} {
		if got, _ := eventIn(source); got != want {
			t.Errorf("%s tells of event %d, want %d", source, got, want)
		}
	}
	if wire == talks {
		t.Error("what was parted is one again")
	}
	facts, err := db.Facts(ctx, news.FactQuery{Since: day.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		for _, s := range f.Sentences[1:] {
			if s.Event != f.Sentences[0].Event {
				t.Errorf("%q of event %d stands with %q of %d",
					s.Text, s.Event, f.Sentences[0].Text, f.Sentences[0].Event)
			}
		}
	}
	hideLasts(t, p, db, wire, day.Add(3*time.Hour))
}

// hideLasts: what tells of a hidden event is hidden, too, when it comes later.
func hideLasts(t *testing.T, p *Pipeline, db *storage.DB, event int64, at time.Time) {
	t.Helper()
	if _, err := db.HideEvent(t.Context(), event, "", ""); err != nil {
		t.Fatal(err)
	}
	add(t, p, dispatch("Herald", "Missile strike on Kyiv kills eight",
		"A Russian missile strike on an apartment block "+
			"in Kyiv killed eight people, the mayor said. Rescuers pulled bodies from the rubble.", at))
	facts, err := db.Facts(t.Context(), news.FactQuery{Since: at.Add(-time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range facts {
		for _, s := range f.Sentences {
			if s.Source == "Herald" || s.Source == "Wire" {
				t.Errorf("the hidden event is told: %q", s.Text)
			}
		}
	}
}
