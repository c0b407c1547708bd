package storage_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage/storagetest"
)

var noon = time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)

func TestFeedItems(t *testing.T) {
	db := storagetest.Open(t)
	f, err := db.SaveFeed(t.Context(), news.Feed{URL: "https://x.example/rss", Source: news.Source{Name: "X"}})
	if err != nil {
		t.Fatal(err)
	}
	a := news.FeedItem{
		Feed: f.ID, Key: "url:a", GUID: "1", URL: "a", Title: "A", Digest: "d", Seen: noon, Checked: noon, Edits: 2,
		Tries: 1, RetryAt: noon.Add(time.Hour),
	}
	b := news.FeedItem{Feed: f.ID, Key: "text:b", GUID: "2", Seen: noon}
	c := news.FeedItem{Feed: f.ID, Key: "text:c", Seen: noon.Add(-200 * 24 * time.Hour)}
	for _, it := range []news.FeedItem{a, b, c} {
		if err := db.SaveFeedItem(t.Context(), it); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name              string
		guids, urls, keys []string
		want              []news.FeedItem
	}{
		{name: "nothing"},
		{name: "by GUID", guids: []string{"2", "3"}, want: []news.FeedItem{b}},
		{name: "by URL", urls: []string{"a"}, want: []news.FeedItem{a}},
		{name: "by key", keys: []string{"text:c"}, want: []news.FeedItem{c}},
		{
			name: "in several ways", guids: []string{"1"}, urls: []string{"a"}, keys: []string{"url:a", "text:b"},
			want: []news.FeedItem{b, a},
		},
		{name: "none has the empty GUID and URL", guids: []string{""}, urls: []string{""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := db.FeedItems(t.Context(), f.ID, news.ItemMarks{GUIDs: tt.guids, URLs: tt.urls, Keys: tt.keys})
			slices.SortFunc(got, func(x, y news.FeedItem) int { return cmp.Compare(x.Key, y.Key) })
			if diff := gocmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
	for at, want := range map[time.Time]int{noon: 0, noon.Add(time.Hour): 1} {
		if got, err := db.RetryItems(t.Context(), f.ID, at, 5); err != nil || len(got) != want {
			t.Errorf("RetryItems(%v) = %v, %v; want %d", at, got, err, want)
		}
	}

	later := noon.Add(190 * 24 * time.Hour)
	if err := db.SawFeedItems(t.Context(), f.ID, []string{"url:a"}, later); err != nil {
		t.Fatal(err)
	}
	a.Seen = later
	got, err := db.FeedItems(t.Context(), f.ID, news.ItemMarks{GUIDs: nil, URLs: nil, Keys: []string{
		"url:a",
		"text:b", "text:c",
	}})
	if diff := gocmp.Diff([]news.FeedItem{a}, got); diff != "" || err != nil {
		t.Errorf("after half a year: %v\n%s", err, diff)
	}
	if err := db.RemoveFeed(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	if got, err := db.FeedItems(t.Context(), f.ID, news.ItemMarks{
		GUIDs: nil, URLs: nil,
		Keys: []string{"url:a"},
	}); len(got) != 0 || err != nil {
		t.Errorf("a removed feed has items %v, %v", got, err)
	}
	if err := db.SaveFeedItem(t.Context(), a); news.ErrorCode(err) != news.NotFound {
		t.Errorf("SaveFeedItem of a removed feed: %v, want NotFound", err)
	}
}

// TestMovedFeed: a feed that a redirect has moved is not created anew when the configuration names its old address, and
// a pause outlives that, too.
func TestMovedFeed(t *testing.T) {
	db := storagetest.Open(t)
	old := news.Feed{URL: "https://x.example/old", Source: news.Source{Name: "X"}}
	f, err := db.SaveFeed(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	f.URL, f.MovedFrom = "https://x.example/new", f.URL
	f.Paused, f.LastError, f.ErrorKind = "gone", "410", "gone"
	f.Failures, f.Failing, f.Warning = 3, noon, "w"
	f.TTL, f.SkipHours = time.Hour, []int{0, 23}
	f.Since, f.Items, f.Partials, f.Walls, f.LongestGap = noon, 2.5, 1.5, 0.5, 5*time.Hour
	f.NextPoll = noon
	if err := db.FinishPoll(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{old.URL, f.URL} {
		old.URL = url
		got, err := db.SaveFeed(t.Context(), old)
		if diff := gocmp.Diff(f, got); diff != "" || err != nil {
			t.Errorf("saved again as %s: %v\n%s", url, err, diff)
		}
	}
	if err := db.ResumeFeed(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	f.Paused, f.LastError, f.ErrorKind, f.Failures = "", "", "", 0
	f.Failing, f.NextPoll = time.Time{}, time.Time{}
	got, err := db.DueFeeds(t.Context(), noon, 5)
	if diff := gocmp.Diff([]news.Feed{f}, got); diff != "" || err != nil {
		t.Errorf("resumed: %v\n%s", err, diff)
	}
	if err := db.ResumeFeed(t.Context(), 99); news.ErrorCode(err) != news.NotFound {
		t.Errorf("ResumeFeed(99): %v, want NotFound", err)
	}
}
