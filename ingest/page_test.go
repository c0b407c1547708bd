package ingest

import (
	"testing"
	"time"

	"sitrep/ingest/extract"
	"sitrep/news"
)

// TestDatesOfPageAndFeed: which of the two dates of an article counts.
func TestDatesOfPageAndFeed(t *testing.T) {
	at := func(s string) (out time.Time) {
		if s != "" {
			var err error
			if out, err = time.Parse("2006-01-02T15:04", s); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	now := at("2026-11-20T12:00")
	stated := func(s string) extract.Page { return extract.Page{Published: at(s), Stated: true, Zoned: true} }
	for _, c := range []struct {
		name, feed string
		day, loose bool // of the feed's date
		page       extract.Page
		want       string
	}{
		{"none in the feed", "", false, false, extract.Page{Published: at("2026-11-19T08:00")}, "2026-11-19T08:00"},
		{"the feed knows the day", "2026-11-19T00:00", true, false, stated("2026-11-19T08:00"), "2026-11-19T08:00"},
		{"both, and near", "2026-11-20T10:00", false, false, stated("2026-11-20T08:00"), "2026-11-20T10:00"},
		{
			"an old article, dated as new", "2026-11-20T10:00", false, false, stated("2025-02-01T08:00"),
			"2025-02-01T08:00",
		},
		{
			"an old date that was guessed", "2026-11-20T10:00", false, false,
			extract.Page{Published: at("2025-02-01T08:00")},
			"2026-11-20T10:00",
		},
		{"put off by a day", "2026-11-20T10:00", false, false, stated("2026-11-19T08:00"), "2026-11-20T10:00"},
		{
			"no zone in the feed, three hours apart", "2026-11-20T11:00", false, true, stated("2026-11-20T08:00"),
			"2026-11-20T08:00",
		},
		{
			"no zone in the feed, in India", "2026-11-20T11:30", false, true, stated("2026-11-20T06:00"),
			"2026-11-20T06:00",
		},
		{
			"no zone in the feed, but apart as no zones are", "2026-11-20T11:07", false, true, stated(
				"2026-11-20T08:00"),
			"2026-11-20T11:07",
		},
		{"zones in both", "2026-11-20T11:00", false, false, stated("2026-11-20T08:00"), "2026-11-20T11:00"},
		{
			"no zone in either", "2026-11-20T11:00", false, true,
			extract.Page{Published: at("2026-11-20T08:00"), Stated: true},
			"2026-11-20T11:00",
		},
		{"the page is dated in the future", "", false, false, stated("2026-11-21T08:00"), ""},
		{"none at all", "2026-11-20T11:00", false, false, extract.Page{}, "2026-11-20T11:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := dated(news.Article{Published: at(c.feed), DateOnly: c.day}, c.page, c.loose, now)
			if !a.Published.Equal(at(c.want)) {
				t.Errorf("dated %s, want %s", a.Published.Format(time.RFC3339), c.want)
			}
		})
	}
}
