package ingest

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// rss is a feed of items, each "title|link|guid|hours ago|text"; {} in an element stands for none.
func rss(items ...string) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Small</title><language>en</language>`)
	for _, it := range items {
		f := append(strings.Split(it, "|"), "", "", "", "", "")
		fmt.Fprintf(&b, "<item><title>%s</title>", f[0])
		for i, element := range []string{"link", "guid"} {
			if f[i+1] != "" {
				fmt.Fprintf(&b, "<%s>%s</%[1]s>", element, f[i+1])
			}
		}
		if hours, err := time.ParseDuration(f[3] + "h"); err == nil {
			fmt.Fprintf(&b, "<pubDate>%s</pubDate>", april24.Add(-hours).Format(time.RFC1123Z))
		}
		fmt.Fprintf(&b, "<description>%s</description>%s</item>", f[4], f[5])
	}
	return b.String() + `</channel></rss>`
}

func livePage(title string, posts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<html lang="en"><head><title>%s</title></head><body><main><h1>%[1]s</h1><div `+
		`class="live-feed">`, title)
	for _, p := range posts {
		id, rest, _ := strings.Cut(p, "|")
		when, text, _ := strings.Cut(rest, "|")
		fmt.Fprintf(&b, `<section class="entry" id="%s"><span `+
			`class="timestamp">%s</span><p>%s</p></section>`, id, when, text)
	}
	return b.String() + `</div></main></body></html>`
}

// wallPage stands in the place of an article's page.
var wallPage = `<html><title>Welcome</title><body><main><p>` +
	strings.Repeat("Our partners keep small files on your device to count readers and to choose advertisements. ", 8) +
	`</p></main></body></html>`

const (
	ferry   = "A ferry sank off Zuwara and nine soldiers were killed, the coastguard said."
	airport = "Shells hit the airport of Sabha and killed two soldiers, the army said."
	bridge  = "A bridge near Sirte was blown up by rebels on Monday, the governor said."
	clinic  = "A missile struck a clinic in Misrata and wounded four nurses, doctors said."
)

// TestQuirks polls an outlet whose feed and pages change from state to state.
func TestQuirks(t *testing.T) {
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	credit := func(name string) string {
		return "<source url=\"https://" + strings.ToLower(name) + ".example\">" + name + "</source>"
	}
	for _, c := range []struct {
		name   string
		kind   news.SourceKind
		states []map[string]string // path: what is served
		counts []string            // "added, revised" of each poll
		want   []string            // "outlet: part of a body" of the articles that are current in the end
		total  int
		walls  float64 // of the items that came after the first poll
		dated  time.Time
	}{
		{
			name: "one GUID for all items, no links",
			states: []map[string]string{
				{"/feed": rss("One||x|5|" + ferry)},
				{"/feed": rss("Two||x|4|"+airport, "One||x|5|"+ferry)},
				{"/feed": rss("Three||x|3|" + bridge)},
			},
			counts: []string{"1, 0", "1, 0", "1, 0"}, want: []string{
				"Small: Zuwara", "Small: Sabha",
				"Small: Sirte",
			}, total: 3,
		},
		{
			name: "placeholders for GUID and link",
			states: []map[string]string{
				{"/feed": rss("One|N/A|null|5|"+ferry, "Two|N/A|null|4|"+airport)},
				{"/feed": rss("Two|N/A|null|4|"+airport, "Three|N/A|null|3|"+bridge)},
			},
			counts: []string{"2, 0", "1, 0"}, total: 3,
		},
		{
			name: "new GUID and new link at each poll",
			states: []map[string]string{
				{"/feed": rss("One|/a?s=1|1a|5|" + ferry)},
				{"/feed": rss("One|/a?s=2|2b|5|" + ferry)},
				{"/feed": rss("One|/a?s=3|3c|5|"+ferry, "Two|/b?s=3|4d|4|"+airport)},
			},
			counts: []string{"1, 0", "0, 0", "1, 0"}, total: 2,
		},
		{
			name: "the same alert at another time is another",
			states: []map[string]string{{"/feed": rss("Air raid|/a|1|5|Sirens in Tripoli, the army " +
				"said.")}, {"/feed": rss("Air raid|/b|2|2|Sirens in Tripoli, the army said.")}},
			counts: []string{"1, 0", "1, 0"}, total: 2,
		},
		{
			name: "an aggregator gives one article several ids and dates", kind: news.KindAggregator,
			states: []map[string]string{
				{"/feed": rss("Ferry sinks, nine killed - "+
					"Tidings|/rss/1|1|5||"+credit("Tidings"), "Ferry sinks, nine killed - "+
					"Herald|/rss/2|2|5||"+credit("Herald"))},
				{"/feed": rss("Ferry sinks, nine killed - Tidings|/rss/7|7|2||" + credit("Tidings"))},
			},
			counts: []string{"2, 0", "0, 0"}, want: []string{"Tidings: Ferry sinks, nine " +
				"killed", "Herald: Ferry sinks"}, total: 2,
		},
		{
			name: "an edited item keeps its identity",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/a|1|5|" + ferry)}, {"/feed": rss("Ferry sinks, ten " +
					"dead|/a|1|5|" + strings.Replace(ferry, "nine", "ten", 1))},
			},
			counts: []string{"1, 0", "0, 1"}, want: []string{"Small: ten soldiers"}, total: 1,
		},
		{
			name: "the GUID counts revisions",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/a|http://small.example/a#0|5|" + ferry)},
				{"/feed": rss("Ferry sinks, ten dead|/a|http://small.example/a#1|5|" +
					strings.Replace(ferry, "nine", "ten", 1))},
				{"/feed": rss("Ferry sinks, ten dead|/a|http://small.example/a#2|4|" +
					strings.Replace(ferry, "nine", "ten", 1) + " More follows.")},
			},
			counts: []string{"1, 0", "0, 1", "0, 1"}, want: []string{"Small: ten soldiers"}, total: 1,
		},
		{
			name: "the address has a new campaign in it at each poll",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/a?utm_source=rss&amp;at_campaign=1||5|" + ferry)},
				{"/feed": rss("Ferry sinks|/a?utm_source=rss&amp;at_campaign=2&amp;ref=feed||5|" + ferry)},
				{"/feed": rss("Ferry sinks|/a;jsessionid=A81F?traffic_source=rss||5|" + ferry)},
			},
			counts: []string{"1, 0", "0, 0", "0, 0"}, total: 1,
		},
		{
			name: "an edited headline moves the address",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/2026/ferry-sinks|?p=41|5|" + ferry)},
				{"/feed": rss("Ferry sinks, ten dead|/2026/ferry-sinks-ten-dead|?p=41|5|" +
					strings.Replace(ferry, "nine", "ten", 1))},
			},
			counts: []string{"1, 0", "0, 1"}, want: []string{"Small: ten soldiers"}, total: 1,
		},
		{
			name: "scheme, host and slash change",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|http://small.example/a||5|" + ferry)},
				{"/feed": rss("Ferry sinks|https://www.small.example/a/||5|" + ferry)},
				{"/feed": rss("Ferry sinks|https://small.example/amp/a||5|" + ferry)},
				{"/feed": rss("Ferry sinks|https://small.example/a/?amp=1||5|" + ferry)},
			},
			counts: []string{"1, 0", "0, 0", "0, 0", "0, 0"}, total: 1,
		},
		{
			name: "one item under two headings of one document",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/a|world-1|5|"+ferry, "Ferry sinks|/a|africa-1|5|"+ferry)},
				{"/feed": rss("Ferry sinks|/a|world-1|5|"+ferry, "Ferry sinks|/a|africa-1|5|"+ferry)},
			},
			counts: []string{"1, 0", "0, 0"}, total: 1,
		},
		{
			name: "a briefing of one name and address each day",
			states: []map[string]string{
				{"/feed": rss("Briefing|/briefing|b1|29|" + ferry)},
				{"/feed": rss("Briefing|/briefing|b2|5|" + airport)},
			},
			counts: []string{"1, 0", "1, 0"}, total: 2,
		},
		{
			name: "posts of one page, told by what is behind the sign",
			states: []map[string]string{
				{"/feed": rss("One|/notes#n1|/notes#n1|5|"+ferry, "Two|/notes#n2|/notes#n2|4|"+airport)},
				{"/feed": rss("Two|/notes#n2|/notes#n2|4|"+airport, "Three|/notes#n3|/notes#n3|3|"+bridge)},
			},
			counts: []string{"2, 0", "1, 0"}, total: 3,
		},
		{
			name: "the same GUID, whose scheme changes",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/a|http://small.example/?p=1|5|" + ferry)},
				{"/feed": rss("Ferry sinks|/a|https://small.example/?p=1|5|" + ferry)},
			},
			counts: []string{"1, 0", "0, 0"}, total: 1,
		},
		{
			name: "dates move with each poll",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/a|1|5|" + ferry)},
				{"/feed": rss("Ferry sinks|/a|1|0|" + ferry)},
			},
			counts: []string{"1, 0", "0, 0"}, total: 1,
		},
		{
			name: "a wall on every page",
			states: []map[string]string{
				{"/feed": rss("Ferry sinks|/a|1|5|" + ferry), "/a": wallPage},
				{"/feed": rss("Shells hit airport|/b|2|4|"+airport, "Ferry sinks|/a|1|5|"+ferry), "/b": wallPage},
			},
			counts: []string{"1, 0", "1, 0"}, want: []string{"Small: " + ferry, "Small: " + airport}, total: 2,
			walls: 1,
		},
		{
			name: "a feed dates an old article as new: its page knows better",
			states: []map[string]string{{
				"/feed": rss("Ferry sinks|/a|1|1|" + ferry),
				"/a": `<html lang="en"><head><title>Ferry sinks</title><meta property="article:published_time" ` +
					`content="2024-01-09T10:00:00+02:00"></head><body><article><h1>Ferry sinks</h1><p>` +
					ferry + `</p><p>` +
					airport + `</p><p>` + bridge + `</p></article></body></html>`,
			}},
			counts: []string{"1, 0"}, want: []string{"Small: " + bridge}, total: 1,
			dated: time.Date(2024, 1, 9, 8, 0, 0, 0, time.UTC),
		},
		{
			name: "posts scroll off a live blog and stay",
			states: []map[string]string{
				{"/feed": rss("Libya live: ferry " +
					"sinks|/live|L|6|" + ferry), "/live": livePage("Libya live: ferry sinks",
					"p2|04:30 GMT|"+ferry, "p1|04:00 GMT|"+airport)},
				{"/feed": rss("Libya live: clinic struck|/live|L|6|" + clinic), "/live": livePage("Libya live: "+
					"clinic struck", "p4|05:50 GMT|"+clinic, "p3|05:30 GMT|"+bridge)},
				{"/feed": rss("Libya live: clinic struck " +
					"again|/live|L|6|" + clinic), "/live": livePage("Libya live: clinic struck "+
					"again", "p4|05:50 GMT|"+strings.Replace(clinic, "four", "six", 1), "p3|05:30 GMT|"+bridge)},
			},
			counts: []string{"1, 0", "0, 1", "0, 1"}, want: []string{
				"Small: Zuwara", "Small: Sabha",
				"Small: Sirte", "Small: six nurses",
			}, total: 4,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var mu sync.Mutex
			state := 0
			client := stand(t, func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				defer mu.Unlock()
				body, ok := c.states[state][r.URL.Path]
				if !ok {
					http.NotFound(w, r)
					return
				}
				fmt.Fprint(w, body)
			})
			clock := april24
			now := func() time.Time { return clock }
			db := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}, Now: now})
			if _, err := db.SaveFeed(t.Context(), news.Feed{Source: news.Source{
				Name: "Small", Kind: c.kind,
				Language: "en",
			}, URL: "http://small.example/feed"}); err != nil {
				t.Fatal(err)
			}
			lg := slog.New(slog.DiscardHandler)
			p, err := New(t.Context(), lg, db, reader, Options{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			poller := NewPoller(lg, db, client, p, PollOptions{Pages: true, MaxInterval: time.Hour, Now: now})
			for i := range c.states {
				mu.Lock()
				state = i
				mu.Unlock()
				r, err := poller.Run(t.Context())
				if got := fmt.Sprintf("%d, %d", r.Added, r.Revised); err != nil || got != c.counts[i] {
					t.Errorf("poll %d: %s added, revised; %v; want %s", i+1, got, err, c.counts[i])
				}
				clock = clock.Add(3 * time.Hour)
			}
			hits, total, err := db.Search(t.Context(), news.SearchQuery{Limit: 50})
			if err != nil || total != c.total {
				t.Errorf("%d articles, %v; want %d", total, err, c.total)
			}
			if feeds, err := db.Feeds(t.Context()); err != nil || feeds[0].Walls != c.walls {
				t.Errorf("%v walls, %v; want %v", feeds[0].Walls, err, c.walls)
			}
			for _, want := range c.want {
				found := false
				for _, h := range hits {
					outlet, part, _ := strings.Cut(want, ": ")
					found = found || h.Article.Source.Name == outlet && strings.Contains(h.Article.Body, part)
				}
				if !found {
					t.Errorf("no article %q among %+v", want, hits)
				}
			}
			for _, h := range hits {
				if !c.dated.IsZero() && !h.Article.Published.Equal(c.dated) {
					t.Errorf("dated %s, want %s", h.Article.Published, c.dated)
				}
				if strings.Contains(h.Article.Key, "#") && (h.Article.Published.Hour() > 5 ||
					h.Article.Published.Before(april24.Add(-3*time.Hour))) {
					t.Errorf("a post of a live blog is dated %s", h.Article.Published)
				}
			}
		})
	}
}
