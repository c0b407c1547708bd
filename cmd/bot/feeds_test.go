package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

var noon = time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)

// aFeed is a feed that was read ten minutes ago.
func aFeed(name string, change func(*news.Feed)) news.Feed {
	f := news.Feed{
		URL:    "https://" + strings.ToLower(name) + ".example/rss",
		Source: news.Source{Name: name},
		LastPoll: noon.Add(
			-10 * time.Minute,
		),
		LastSuccess: noon.Add(-10 * time.Minute),
		LastItem:    noon.Add(-time.Hour),
		NextPoll:    noon.Add(20 * time.Minute),
		Since:       noon.Add(-30 * 24 * time.Hour),
		Items:       28,
		LongestGap:  6 * time.Hour,
	}
	if change != nil {
		change(&f)
	}
	return f
}

func illFeeds() []news.Feed {
	fails := func(kind, text string) func(*news.Feed) {
		return func(f *news.Feed) {
			f.ErrorKind, f.LastError, f.Failures, f.LastSuccess = kind, text, 3, noon.Add(-3*24*time.Hour)
		}
	}
	all := []news.Feed{
		aFeed("Alpha", nil),
		aFeed("Bravo", fails("status 404", "get https://bravo.example/rss: the server answered 404 Not Found")),
		aFeed("Charlie", func(f *news.Feed) {
			fails("gone", "410")(f)
			f.Paused = "the server says that the feed is gone for good (410)"
		}),
		aFeed("Delta", func(f *news.Feed) { f.LastItem = noon.Add(-4 * 24 * time.Hour) }),
		aFeed("Echo", func(f *news.Feed) { f.Partials = 26 }),
		aFeed(
			"Foxtrot",
			fails(
				"page",
				"the address answers with a web page\nand not with a feed\u202e; the page names "+
					"https://foxtrot.example/feed.xml",
			),
		),
		aFeed("Golf", func(f *news.Feed) {
			f.LastPoll, f.LastSuccess, f.LastItem = time.Time{}, time.Time{}, time.Time{}
			f.NextPoll, f.Items = time.Time{}, 0
		}),
	}
	all = append(all, aFeed("India", func(f *news.Feed) {
		fails("timeout", "no answer in time")(f)
		f.Paused = "it could not be read for 14 days"
	}))
	for i := range 8 {
		all = append(all, aFeed(fmt.Sprintf("Hotel%d", i), fails("dns", "no such host")))
	}
	return all
}

func TestWriteFeeds(t *testing.T) {
	var b bytes.Buffer
	if err := writeFeeds(&b, illFeeds(), false, noon); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/feeds.golden"
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
	if err := writeFeeds(&b, nil, false, noon); err != nil || !strings.HasSuffix(b.String(), "then sitrep poll\n") {
		t.Errorf("without feeds: %v, %q", err, b.String())
	}
}

func TestFeedLines(t *testing.T) {
	var b bytes.Buffer
	if err := writeFeedLines(&b, illFeeds(), noon); err != nil {
		t.Fatal(err)
	}
	states := map[string]int{}
	for line := range strings.Lines(b.String()) {
		var l feedLine
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		states[l.State]++
		if l.State != "healthy" && l.State != "waiting" && (l.Problem == "" || l.Advice == "") {
			t.Errorf("%s: problem %q, advice %q", l.URL, l.Problem, l.Advice)
		}
	}
	want := map[string]int{"paused": 2, "failing": 10, "silent": 1, "partial": 1, "waiting": 1, "healthy": 1}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Error(diff)
	}
}

// TestWriteFeedsOnOneScreen: hundreds of feeds with all kinds of trouble leave room for each kind.
func TestWriteFeedsOnOneScreen(t *testing.T) {
	var all []news.Feed
	for i := range 400 {
		all = append(all, aFeed(fmt.Sprintf("Well%d", i), nil))
	}
	kinds := []string{
		"dns",
		"network",
		"private",
		"tls",
		"too large",
		"busy",
		"redirects",
		"page",
		"slow",
		"bomb",
		"status 404",
		"status 403",
		"status 500",
	}
	for i := range 300 {
		all = append(all, aFeed(fmt.Sprintf("Ill%d", i), func(f *news.Feed) {
			f.ErrorKind, f.LastError, f.Failures = kinds[i%len(kinds)], "x", 3
			if i%50 == 0 {
				f.Paused = "it could not be read for 14 days"
			}
		}))
	}
	var b bytes.Buffer
	if err := writeFeeds(&b, all, false, noon); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\n"); n > screen {
		t.Errorf("%d lines, more than a screen of %d", n, screen)
	}
	if !strings.HasPrefix(b.String(), "700 feeds: 6 paused, 294 failing, 400 healthy; ") ||
		strings.Contains(b.String(), "Well") {
		t.Errorf("the summary does not come first, or healthy feeds are listed:\n%s", b.String())
	}
	if !strings.Contains(b.String(), "FAILING") || !strings.Contains(b.String(), "sitrep feeds --all") {
		t.Errorf("not all is told:\n%s", b.String())
	}
}
