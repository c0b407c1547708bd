package ingest

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

const (
	firstParagraph = "Shells fell on the market of Velkova on Tuesday and killed three traders, the mayor of " +
		"Velkova said in the evening."
	secondParagraph = "The army said that it had fired on a column of trucks near the town and on nothing else that " +
		"day."
	thirdParagraph = "Aid workers counted forty wounded in two clinics, most of them women who had come to sell " +
		"what their gardens give."
)

func marketPage(paragraphs ...string) []byte {
	return []byte(`<!DOCTYPE html><html lang="en"><head><title>Shells fall on a ` +
		`market</title></head><body><article><h1>Shells fall on a market</h1><p>` +
		strings.Join(paragraphs, "</p><p>") + `</p></article></body></html>`)
}

// TestReextract: what kept pages give now becomes a revision where it is another text than was taken from them before.
func TestReextract(t *testing.T) {
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	walled := true
	feedText := map[string]string{"whole": "", "walled": "", "edited": ""}
	client := stand(t, func(w http.ResponseWriter, r *http.Request) {
		switch name := strings.TrimPrefix(r.URL.Path, "/news/"); {
		case r.URL.Path == "/feed":
			fmt.Fprint(w,
				`<rss version="2.0" `+
					`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Small</title>`)
			for i, name := range []string{"whole", "walled", "edited"} {
				fmt.Fprintf(w,
					`<item><guid>%s</guid><link>http://small.example/news/%[1]s</link><title>Shells fall on a `+
						`market, says the %[1]s report</title><pubDate>%[2]s</pubDate><description>Shells fell on the `+
						`%[1]s market.</description>%[3]s</item>`,
					name, april24.Add(-time.Duration(i)*time.Hour).Format(time.RFC1123Z), feedText[name])
			}
			fmt.Fprint(w, `</channel></rss>`)
		case r.URL.Path == "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		case name == "walled" && walled:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w,
				`<html><head><title>Just a moment...</title></head><body>Checking your browser before accessing the `+
					`site.</body></html>`)
		default:
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(marketPage(firstParagraph+" So the "+name+" report.", secondParagraph))
		}
	})
	db := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}})
	if _, err := db.SaveFeed(t.Context(), news.Feed{
		Source: news.Source{Name: "Small", Language: "en"},
		URL:    "http://small.example/feed", Topics: []string{"sudan"},
	}); err != nil {
		t.Fatal(err)
	}
	clock := april24.Add(time.Hour)
	now := func() time.Time { return clock }
	lg := slog.New(slog.DiscardHandler)
	p, err := New(t.Context(), lg, db, reader, Options{Now: now, Topics: []news.Topic{{Slug: "sudan", Name: "Sudan"}}})
	if err != nil {
		t.Fatal(err)
	}
	poller := NewPoller(lg, db, client, p, PollOptions{Pages: true, KeepPages: 30 * 24 * time.Hour, Now: now})
	poll := func() {
		t.Helper()
		r, err := poller.Run(t.Context())
		if err != nil || r.Feeds != 1 {
			t.Fatalf("Run = %+v, %v", r, err)
		}
	}
	poll()
	clock = clock.Add(3 * time.Hour)
	// the feed itself gives the whole text now
	feedText["edited"] = "<content:encoded>" + strings.Repeat(secondParagraph+" ", 4) + "</content:encoded>"
	poll()

	run := func(o ReextractOptions) map[string]PageOutcome {
		t.Helper()
		out := map[string]PageOutcome{}
		err := p.Reextract(t.Context(), db, o, func(x Reextraction) {
			out[x.Page.URL[strings.LastIndexByte(x.Page.URL, '/')+1:]] = x.Outcome
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	check := func(when string, got, want map[string]PageOutcome) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	check("at first", run(ReextractOptions{}), map[string]PageOutcome{
		"whole": PageUnchanged, "walled": PageRefused,
		"edited": PageSuperseded,
	})

	// An extraction that was worse before took less of the page than stands on it, or took the wall for the page.
	for after := int64(0); ; {
		page, err := db.NextPage(t.Context(), after)
		if err != nil {
			break
		}
		after, page.HTML = page.ID, marketPage(firstParagraph, secondParagraph, thirdParagraph)
		if err := db.SavePage(t.Context(), page); err != nil {
			t.Fatal(err)
		}
	}
	revised := map[string]PageOutcome{"whole": PageRevised, "walled": PageRevised, "edited": PageSuperseded}
	check("dry", run(ReextractOptions{Dry: true}), revised)
	check("another outlet", run(ReextractOptions{Source: "Great"}), map[string]PageOutcome{})
	check("later pages", run(ReextractOptions{Since: clock}), map[string]PageOutcome{})
	check("a better extraction", run(ReextractOptions{}), revised)
	check("a second time", run(ReextractOptions{}), map[string]PageOutcome{
		"whole":  PageUnchanged,
		"walled": PageUnchanged, "edited": PageSuperseded,
	})

	for _, name := range []string{"whole", "walled"} {
		all, err := db.Revisions(t.Context(), "Small", "url:https://small.example/news/"+name)
		if err != nil || len(all) != 2 {
			t.Fatalf("%s: %d revisions, %v", name, len(all), err)
		}
		a := all[1]
		if a.Body != strings.Join([]string{firstParagraph, secondParagraph, thirdParagraph}, "\n\n") || a.Partial ||
			!a.Published.Equal(all[0].Published) || a.Title != all[0].Title {
			t.Errorf("%s: %+v", name, a)
		}
	}
	// the feed is filed under the topic
	if in, err := db.LatestArticles(t.Context(), "sudan", 5); err != nil || len(in) != 3 {
		t.Errorf("%d articles in the feed's topic, %v", len(in), err)
	}

	later := clock.Add(time.Hour)
	if _, err := db.ForgetBodies(t.Context(), storage.Retention{Articles: later, OffTopic: later, Revised: later},
		func(context.Context) error { return nil }); err != nil {
		t.Fatal(err)
	}
	check("when the texts are kept no longer", run(ReextractOptions{}), map[string]PageOutcome{
		"whole":  PageUnchanged,
		"walled": PageUnchanged, "edited": PageSuperseded,
	})

	clock = clock.Add(29 * 24 * time.Hour)
	walled = false
	poll()
	if _, err := db.NextPage(t.Context(), 0); err != nil {
		t.Errorf("before the time is up: %v", err)
	}
	clock = clock.Add(3 * 24 * time.Hour)
	poll()
	if page, err := db.NextPage(t.Context(), 0); err == nil && page.Fetched.Before(clock.Add(-30*24*time.Hour)) {
		t.Errorf("a page of %v is kept on %v", page.Fetched, clock)
	}
}
