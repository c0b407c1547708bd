package storage

import (
	"database/sql"
	"slices"

	"sitrep/news"
)

// saving is one run of SaveArticle.
type saving struct {
	d    *DB
	tx   *sql.Tx
	f    news.Filing
	time int64      // when the article counts as published
	old  superseded // the revision that was current, if there was one
	// copies that servers' own feeds brought of an article that everybody sees now
	copies  []superseded
	factIDs map[int64]int64 // of new facts, by their negative number in the filing
	toIndex []indexed       // articles of the same transaction that search does not hold yet
}

// superseded is an article that another takes the place of.
type superseded struct {
	id, time int64
	topics   string
}

// owner is whose the article is: see visible.go.
func (s *saving) owner() string { return s.f.Article.Source.Owner }

// topicsAndAll are the article's topics and the empty one, which is every topic.
func (s *saving) topicsAndAll() []string {
	t := append(slices.Clone(s.f.Topics), "")
	slices.Sort(t)
	return slices.Compact(t)
}
