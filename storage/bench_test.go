package storage_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// The benchmarks stand beside generated articles: go test -run '^$' -bench . ./storage -articles 100000 -keep
// /tmp/big.db makes them once and uses them again; without -keep they are made anew.
var (
	benchArticles = flag.Int("articles", 2000, "articles that benchmarks stand beside")
	benchKeep     = flag.String("keep", "", "database of the benchmarks, made if it is absent")
)

const benchStep = 8 * time.Minute // 180 articles a day

var start = time.Date(2024, 6, 1, 6, 0, 0, 0, time.UTC)

// large opens the database of the benchmarks and returns it with the time of its last article.
func large(b *testing.B) (*storage.DB, time.Time) {
	b.Helper()
	path := *benchKeep
	if path == "" {
		path = filepath.Join(b.TempDir(), "large.db")
	}
	end := start.Add(time.Duration(*benchArticles) * benchStep)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		db, err := storage.Open(context.Background(), path, storage.Options{})
		if err != nil {
			b.Fatal(err)
		}
		g := storagetest.NewGenerator(1, start, benchStep)
		for range *benchArticles {
			f, err := db.SaveArticle(context.Background(), g.Filing())
			if err != nil {
				b.Fatal(err)
			}
			g.Saved(f)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
	return storagetest.OpenFile(b, path), end
}

func BenchmarkSaveArticle(b *testing.B) {
	db, end := large(b)
	g := storagetest.NewGenerator(uint64(time.Now().UnixNano()), end, time.Minute)
	for b.Loop() {
		b.StopTimer()
		f := g.Filing()
		f.Article.Key = fmt.Sprintf("%s-%d", f.Article.Key, time.Now().UnixNano())
		b.StartTimer()
		saved, err := db.SaveArticle(b.Context(), f)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		g.Saved(saved)
		b.StartTimer()
	}
}

func BenchmarkOpen(b *testing.B) {
	db, _ := large(b)
	path := db.Path()
	for b.Loop() {
		db, err := storage.Open(b.Context(), path, storage.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := db.LatestArticles(b.Context(), "", 1); err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead runs what answers and reading ask for.
func BenchmarkRead(b *testing.B) {
	db, end := large(b)
	g := storagetest.NewGenerator(1, start, benchStep)
	var next []news.Filing
	for range 50 {
		next = append(next, g.Filing())
	}
	top, err := db.TopEntities(b.Context(), news.Person, time.Time{}, 40)
	if err != nil || len(top) < 40 {
		b.Fatalf("%d entities, %v", len(top), err)
	}
	ids := make([]int64, len(top))
	for i, t := range top {
		found, err := db.FindEntities(b.Context(), t.Name, nil, 1)
		if err != nil || len(found) == 0 {
			b.Fatalf("FindEntities(%s) = %v, %v", t.Name, found, err)
		}
		ids[i] = found[0].ID
	}
	running, err := db.Stories(b.Context(), "", end.Add(-10*24*time.Hour), 50)
	if err != nil || len(running) == 0 {
		b.Fatalf("%d stories, %v", len(running), err)
	}
	day, month := end.Add(-24*time.Hour), end.Add(-30*24*time.Hour)
	for _, c := range []struct {
		name string
		run  func(i int) (int, error)
	}{
		{"CandidateStories", func(i int) (int, error) {
			s, err := db.CandidateStories(b.Context(), next[i%50].Terms[:16], end.Add(-10*24*time.Hour), 30)
			return len(s), err
		}},
		{"DocumentFrequency", func(i int) (int, error) {
			of, _, err := db.DocumentFrequency(b.Context(), next[i%50].Terms)
			return len(of), err
		}},
		{"EntitiesByKeys", func(i int) (int, error) {
			var keys []string
			for _, e := range next[i%50].Reading.Entities {
				keys = append(keys, e.Name)
			}
			e, err := db.EntitiesByKeys(b.Context(), keys)
			return len(e), err
		}},
		{"StoryFacts", func(i int) (int, error) {
			f, err := db.StoryFacts(b.Context(), running[i%len(running)].ID, end.Add(-10*24*time.Hour), 400,
				news.Wanted{})
			return len(f), err
		}},
		{"Facts/day", func(i int) (int, error) {
			f, err := db.Facts(b.Context(), news.FactQuery{Topic: storagetest.Topics[i%4], Since: day, Until: end})
			return len(f), err
		}},
		{"Facts/month", func(i int) (int, error) {
			f, err := db.Facts(b.Context(), news.FactQuery{Topic: storagetest.Topics[i%4], Since: month, Until: end})
			return len(f), err
		}},
		{"Facts/entity", func(i int) (int, error) {
			f, err := db.Facts(b.Context(), news.FactQuery{Entity: ids[i%len(ids)], Until: end, Limit: 100})
			return len(f), err
		}},
		{"Coverage/day", func(i int) (int, error) {
			c, err := db.Coverage(b.Context(), storagetest.Topics[i%4], day, end)
			return c.Articles, err
		}},
		{"Profile/month", func(i int) (int, error) {
			p, err := db.Profile(b.Context(), ids[i%len(ids)], month, 10)
			return p.Mentions, err
		}},
		{"Profile/ever", func(i int) (int, error) {
			p, err := db.Profile(b.Context(), ids[i%len(ids)], time.Time{}, 10)
			return p.Mentions, err
		}},
		{"FindEntities/near", func(i int) (int, error) {
			name := top[i%len(top)].Name
			e, err := db.FindEntities(b.Context(), name[:len(name)-1]+"x", nil, 10)
			return len(e), err
		}},
		{"Search/two words", func(i int) (int, error) {
			t := next[i%50].Terms
			_, n, err := db.Search(b.Context(), news.SearchQuery{Text: t[i%len(t)] + " " + t[i*7%len(t)]})
			return n, err
		}},
		{"Search/common word", func(i int) (int, error) {
			t := next[i%50].Terms
			_, n, err := db.Search(b.Context(), news.SearchQuery{Text: t[i%10]})
			return n, err
		}},
		{"Search/month", func(i int) (int, error) {
			t := next[i%50].Terms
			_, n, err := db.Search(b.Context(), news.SearchQuery{Text: t[i%10], From: month, Source: "Delta Times"})
			return n, err
		}},
		{"LatestArticles", func(i int) (int, error) {
			a, err := db.LatestArticles(b.Context(), storagetest.Topics[i%4], 10)
			return len(a), err
		}},
		{"TopEntities/month", func(int) (int, error) {
			t, err := db.TopEntities(b.Context(), news.Person, month, 25)
			return len(t), err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			found, i := 0, 0
			for b.Loop() {
				n, err := c.run(i)
				if err != nil {
					b.Fatal(err)
				}
				found += n
				i++
			}
			b.ReportMetric(float64(found)/float64(i), "found/op")
		})
	}
}
