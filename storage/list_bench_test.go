package storage_test

import (
	"fmt"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage/storagetest"
)

// BenchmarkLongList asks for three thousand facts and feed items at once.
func BenchmarkLongList(b *testing.B) {
	db := storagetest.Open(b)
	fill(b, db, 400)
	var ids []int64
	var keys []string
	for i := range 3000 {
		ids = append(ids, int64(i+1))
		keys = append(keys, fmt.Sprintf("key-%d", i))
	}
	f, err := db.SaveFeed(b.Context(), news.Feed{URL: "https://one.example/rss", Source: news.Source{Name: "One"}})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("facts", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Facts(b.Context(), news.FactQuery{IDs: ids, Limit: 1}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("items", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.FeedItems(b.Context(), f.ID, news.ItemMarks{
				GUIDs: nil, URLs: nil,
				Keys: keys,
			}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("seen", func(b *testing.B) {
		for b.Loop() {
			if err := db.SawFeedItems(b.Context(), f.ID, keys, time.Now()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
