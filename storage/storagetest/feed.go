package storagetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func sources(t *testing.T, db *storage.DB) {
	full := news.Source{
		Name: "Meridian Wire", HomePage: "https://meridian.example", Family: "Meridian", Country: "NO",
		Kind: news.KindWire, Aliases: []string{"MW", "Meridian"}, Language: "en",
	}
	full.ID = must(db.SaveSource(t.Context(), full))
	if id := must(db.SaveSource(t.Context(), news.Source{Name: "Meridian Wire", Party: "Norway"})); id != full.ID {
		t.Errorf("the source has two ids, %d and %d", full.ID, id)
	}
	full.Party = "Norway"
	other := news.Source{Name: "Delta Times"}
	other.ID = must(db.SaveSource(t.Context(), other))
	same(t, "Sources", must(db.Sources(t.Context())), []news.Source{other, full})
	_, err := db.SaveSource(t.Context(), news.Source{})
	wantCode(t, err, news.Invalid)
}

func feeds(t *testing.T, db *storage.DB) {
	in := news.Feed{
		URL: "https://meridian.example/rss", Source: news.Source{Name: "Meridian Wire"},
		Topics: []string{"gaza"}, NextPoll: noon,
	}
	f := must(db.SaveFeed(t.Context(), in))
	if f.ID == 0 || f.Source.ID == 0 {
		t.Errorf("SaveFeed = %+v, without ids", f)
	}
	f.ETag, f.LastModified, f.LastPoll, f.LastSuccess, f.LastItem = `W/"x"`, "Fri", noon, noon, noon
	f.NextPoll, f.Interval, f.Failures = noon.Add(time.Hour), 15*time.Minute, 2
	f.RedirectURL, f.RedirectCount = "https://meridian.example/new", 1
	if err := db.FinishPoll(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	same(t, "after a poll", must(db.Feeds(t.Context())), []news.Feed{f})

	in.Topics = []string{"sudan"}
	f.Topics = in.Topics
	same(t, "saved again", must(db.SaveFeed(t.Context(), in)), f)
	second := must(db.SaveFeed(t.Context(), news.Feed{
		URL:    "https://delta.example/rss",
		Source: news.Source{Name: "Delta Times"},
	}))
	paused := must(db.SaveFeed(t.Context(), news.Feed{
		URL:    "https://delta.example/old",
		Source: news.Source{Name: "Delta Times"}, Paused: "gone",
	}))
	same(t, "due now", must(db.DueFeeds(t.Context(), noon, 9)), []news.Feed{second})
	same(t, "due later", must(db.DueFeeds(t.Context(), noon.Add(time.Hour), 9)), []news.Feed{second, f})
	same(t, "due, limit 1", must(db.DueFeeds(t.Context(), noon.Add(time.Hour), 1)), []news.Feed{second})

	moved := second
	moved.URL = f.URL
	wantCode(t, db.FinishPoll(t.Context(), moved), news.Conflict)
	if err := db.RemoveFeed(t.Context(), paused.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, db.RemoveFeed(t.Context(), paused.ID), news.NotFound)
	wantCode(t, db.FinishPoll(t.Context(), paused), news.NotFound)
	same(t, "Feeds", must(db.Feeds(t.Context())), []news.Feed{second, f})
	_, err := db.SaveFeed(t.Context(), news.Feed{URL: "ftp://x", Source: f.Source})
	wantCode(t, err, news.Invalid)
}

// addedFeeds: what people add is marked as theirs, counted, and changes nothing of what is known.
func addedFeeds(t *testing.T, db *storage.DB) {
	known := news.Source{
		Name: "Meridian Wire", Kind: news.KindWire, HomePage: "https://meridian.example/",
		Country: "GB",
	}
	known.ID = must(db.SaveSource(t.Context(), known))
	add := func(url, name, by string, most int) (news.Feed, error) {
		return db.AddFeed(t.Context(), news.Feed{
			URL: url, Source: news.Source{Name: name, Kind: news.KindOfficial},
			AddedBy: by, Topics: []string{"gaza"},
		}, most)
	}
	first := must(add("https://meridian.example/rss", "Meridian Wire", "77", 2))
	theirs := known
	theirs.ID, theirs.Owner = first.Source.ID, "77"
	same(t, "the outlet of an added feed", first.Source, theirs)
	second := must(add("https://delta.example/rss", "Delta Times", "77", 2))
	if first.AddedBy != "77" || second.AddedBy != "77" || second.Source.Kind != news.KindOfficial ||
		second.Topics[0] != "gaza" {
		t.Errorf("added %+v and %+v", first, second)
	}
	// Another server does not learn that it is read already.
	other := must(add("https://meridian.example/rss", "Another Name", "78", 2))
	_, err := add("https://meridian.example/rss", "Another Name", "77", 2)
	wantCode(t, err, news.Conflict)
	_, err = add("https://echo.example/rss", "Echo", "77", 2)
	wantCode(t, err, news.Conflict)
	third := must(add("https://echo.example/rss", "Echo", news.ByOperator, 0))
	_, err = add("gopher://echo.example/rss", "Echo", news.ByOperator, 0)
	wantCode(t, err, news.Invalid)
	same(t, "Feeds", must(db.Feeds(t.Context())), []news.Feed{third})
	same(t, "Feeds of a server", must(db.Feeds(news.SeenBy(t.Context(), "77"))), []news.Feed{second, third, first})
	same(t, "AllFeeds", must(db.AllFeeds(t.Context())), []news.Feed{other, second, third, first})

	third.AddedBy = ""
	same(t, "taken over by the configuration", must(db.SaveFeed(t.Context(), third)), third)
	first.MovedFrom, first.URL = first.URL, "https://meridian.example/new"
	if err := db.FinishPoll(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	_, err = add("https://meridian.example/rss", "Meridian Wire", "77", 2)
	wantCode(t, err, news.Conflict)
}

// pages are kept one for each article, read in turn and pruned by age.
func pages(t *testing.T, db *storage.DB) {
	must(db.SaveSource(t.Context(), news.Source{Name: "Delta Times"}))
	save := func(p news.Page) {
		t.Helper()
		if err := db.SavePage(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	page := news.Page{
		Source: "Delta Times", Key: "url:a", URL: "https://delta.example/a", ContentType: "text/html", Fetched: noon,
		Digest: "d",
		HTML:   bytes.Repeat([]byte("<p>Caf\xe9</p>\x00"), 1000),
	}
	save(page)
	other := page
	other.Key, other.HTML, other.Fetched = "url:b", []byte{}, noon.Add(-time.Hour)
	save(other)
	page.Fetched, page.Digest = noon.Add(time.Minute), ""
	save(page)
	wantCode(t, db.SavePage(t.Context(), news.Page{Source: "Nobody", Key: "x"}), news.NotFound)

	all := func() (out []news.Page) {
		for after := int64(0); ; {
			p, err := db.NextPage(t.Context(), after)
			if err != nil {
				wantCode(t, err, news.NotFound)
				return out
			}
			after, p.ID = p.ID, 0
			out = append(out, p)
		}
	}
	same(t, "pages", all(), []news.Page{page, other})
	if n := must(db.PrunePages(t.Context(), noon, 1<<20)); n != 1 {
		t.Errorf("PrunePages = %d, want 1", n)
	}
	same(t, "what is left", all(), []news.Page{page})

	noise := make([]byte, news.MaxPage-1000)
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise) // it never fails
	for i := range 5 {
		p := page
		p.Key, p.HTML, p.Fetched = fmt.Sprint("url:n", i), noise, noon.Add(time.Duration(i+2)*time.Minute)
		save(p)
	}
	if n := must(db.PrunePages(t.Context(), noon, 3*news.MaxPage)); n != 3 {
		t.Errorf("PrunePages over the quota = %d, want 3", n)
	}
	if left := all(); len(left) != 3 || left[0].Key != "url:n2" {
		t.Errorf("%d pages are left, want the three that were fetched last", len(left))
	}
	page.HTML = append(noise, noise...)
	wantCode(t, db.SavePage(t.Context(), page), news.Invalid)
}
