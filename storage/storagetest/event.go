package storagetest

import (
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func events(t *testing.T, db *storage.DB) {
	ctx, since := t.Context(), noon.AddDate(0, 0, -3)
	told := func(d draft, e news.Event, keys []string, gone ...int64) news.Filing {
		f := d.filing()
		f.Event, f.EventKeys, f.SameEvents = e, keys, gone
		f.Form, f.Gravity = news.Explainer, 6.5
		f.Sentences[0].Events = []news.EventMention{{
			Start: 0, End: 3, Kind: news.AirStrike, Mode: news.Did,
			Gravity: 6.5,
		}}
		return must(db.SaveArticle(ctx, f))
	}
	strike := news.Event{
		Title: "A strike on the depot", First: noon, Last: noon, Articles: 1,
		Terms: []news.Term{{Text: "strike", Weight: 0.5}, {Text: "depot", Weight: 0.25}},
	}
	a := told(draft{key: "a", topics: []string{"gaza"}, sentences: []string{"The depot was hit."}}, strike,
		[]string{"strike", "depot"})
	strike.ID = a.Event.ID
	same(t, "by a term", must(db.CandidateEvents(ctx, []string{"depot"}, since, 5)), []news.Event{strike})
	if got := must(db.CandidateEvents(ctx, []string{"depot"}, noon.AddDate(0, 0, 1), 5)); len(got) != 0 {
		t.Errorf("events since a day after it: %v", got)
	}
	if got := must(db.CandidateEvents(ctx, nil, since, 5)); len(got) != 0 {
		t.Errorf("events by no term: %v", got)
	}

	other := news.Event{
		Title: "A fire", First: noon, Last: noon, Articles: 1, Terms: []news.Term{{Text: "fire", Weight: 1}},
	}
	b := told(draft{
		key: "b", source: "Other Paper", topics: []string{"gaza"}, sentences: []string{"A fire broke out."},
	}, other, []string{"fire"})
	strike.Articles, strike.Last = 3, noon.Add(time.Hour)
	told(draft{
		key: "c", topics: []string{"gaza"}, at: noon.Add(time.Hour), sentences: []string{"The depot burns."},
	}, strike, []string{"depot", "fire"}, b.Event.ID)
	same(t, "by a term of what it took in", must(db.CandidateEvents(ctx, []string{"fire"}, since, 5)),
		[]news.Event{strike})

	got := must(db.Arrivals(ctx, news.ArrivalQuery{
		Topic: "gaza", Through: must(db.LastArticle(ctx)), Late: time.Hour, Since: noon,
	}))
	want := strike
	want.Told, want.Outlets = 3, []string{"Meridian Wire", "Other Paper"}
	same(t, "Arrivals: events", got.Events, map[int64]news.Event{strike.ID: want})
	for _, f := range got.Facts {
		s := f.Sentences[0]
		if s.Event != strike.ID || s.Form != news.Explainer || s.TitleGravity != 6.5 || len(s.Events) != 1 ||
			s.Events[0].Kind != news.AirStrike {
			t.Errorf("sentence %q = %+v", s.Text, s)
		}
	}
	latest := must(db.Told(ctx, news.FactQuery{Topic: "gaza", Since: noon.Add(time.Minute)}))
	want.Told, want.Outlets = 1, []string{"Meridian Wire"}
	same(t, "Told: events of a window", latest.Events[strike.ID], want)
}
