package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strings"

	"sitrep/news"
)

// MaxHits is the most that Search counts: a total of MaxHits means at least so many.
const MaxHits = 1000

// Bounds of what a search looks at.
const (
	// ranked is how many matches are compared for rank, those that arrived last. Ranking all matches of a common word
	// takes half a millisecond for each thousand articles stored.
	ranked      = 5000
	defaultHits = 10
)

// Search returns the articles that match q, the best first (a search without words: the latest first), and how many
// match in all, counting up to [MaxHits]. Of more than five thousand matches those that arrived last are compared. The
// text never is a syntax error.
func (d *DB) Search(ctx context.Context, q news.SearchQuery) (hits []news.Hit, total int, err error) {
	defer d.wrap(&err, "search %q", q.Text)
	words := d.options.Lexicon.Parse(q.Text)
	if len(words) == 0 && strings.TrimSpace(q.Text) != "" {
		return nil, 0, nil // nothing but punctuation
	}
	s := searching{d: d, q: q, words: words, newest: 1 << 62, seen: seen(ctx, "a"), hidden: hidden(ctx)}
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := s.narrow(ctx, tx); err != nil {
			return err
		}
		if hits, err = s.hits(ctx, tx); err != nil {
			return err
		}
		total, err = s.total(ctx, tx, len(hits))
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	return hits, total, nil
}

type searching struct {
	d      *DB
	q      news.SearchQuery
	words  []news.SearchClause
	seen   string // the condition on articles a that the reader may see them
	hidden string // a query of the ids of those that the reader may not see, which are few
	// Only ids from oldest to newest are looked at.
	oldest, newest int64
}

// positive reports whether the search asks for words, and not only excludes some.
func (s *searching) positive() bool {
	for _, w := range s.words {
		if !w.Not {
			return true
		}
	}
	return false
}

// filters are the conditions on articles a other than the text.
func (s *searching) filters(args *[]any) (where []string) {
	if s.q.Source != "" {
		where = append(where, `a.source_id IN (SELECT id FROM sources WHERE name = `+bind(args, s.q.Source)+`)`)
	}
	if !s.q.From.IsZero() {
		where = append(where, `a.time >= `+bind(args, millis(s.q.From)))
	}
	if !s.q.To.IsZero() {
		where = append(where, `a.time <= `+bind(args, millis(s.q.To)))
	}
	return where
}

// found is a query of the ids (article_id) of the articles that match, in order if ordered.
func (s *searching) found(args *[]any, ordered bool) string {
	var where []string
	if len(s.words) > 0 {
		*args = append(*args, s.d.dialect.match(s.words)) // $1 in the dialect's queries
	}
	query := s.d.dialect.matching
	switch {
	case !s.positive():
		query = `SELECT a.id AS article_id, 0 AS rank FROM articles a WHERE a.current AND ` + s.seen
		if len(s.words) > 0 {
			where = append(where, `a.id NOT IN (`+s.d.dialect.matching+`)`)
		}
		where = append(where, s.filters(args)...)
	default:
		if ordered {
			query = s.d.dialect.best
		}
		where = append(where, s.d.dialect.searchID+` BETWEEN `+bind(args, s.oldest)+` AND `+bind(args, s.newest),
			s.d.dialect.unordered+s.d.dialect.searchID+` NOT IN (`+s.hidden+`)`)
		if filters := s.filters(args); len(filters) > 0 {
			where = append(where,
				s.d.dialect.unordered+s.d.dialect.searchID+` IN (SELECT a.id FROM articles a `+
					`WHERE `+strings.Join(filters, ` AND `)+`)`)
		}
	}
	for _, w := range where {
		query += ` AND ` + w
	}
	switch {
	case !s.positive():
		return query + ` ORDER BY a.time DESC, a.id DESC`
	case ordered:
		return query + ` ORDER BY ` + s.d.dialect.byRank
	}
	return query
}

// narrow finds the ids between which the articles of the time asked for stand: articles arrive nearly in order of time,
// so the index need not be read to its end.
func (s *searching) narrow(ctx context.Context, tx *sql.Tx) error {
	if !s.positive() || (s.q.From.IsZero() && s.q.To.IsZero()) {
		return nil
	}
	var args []any
	window := *s
	window.q.Source = ""
	query := `SELECT COALESCE(MIN(a.id), 0), COALESCE(MAX(a.id), 0) FROM articles a WHERE ` +
		strings.Join(window.filters(&args), ` AND `)
	return tx.QueryRowContext(ctx, query, args...).Scan(&s.oldest, &s.newest)
}

// oldestRanked returns the id from which on matches are ranked.
func (s *searching) oldestRanked(ctx context.Context, tx *sql.Tx) (id int64, err error) {
	if !s.positive() {
		return 0, nil
	}
	id = s.oldest
	var args []any
	query := s.found(&args, false) + ` ORDER BY ` + s.d.dialect.searchID + ` DESC LIMIT 1 OFFSET ` +
		bind(&args, ranked-1)
	err = tx.QueryRowContext(ctx, query, args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil // fewer than are ranked
	}
	return id, err
}

func (s *searching) hits(ctx context.Context, tx *sql.Tx) (hits []news.Hit, err error) {
	ranking := *s
	if ranking.oldest, err = s.oldestRanked(ctx, tx); err != nil {
		return nil, err
	}
	var args []any
	found := ranking.found(&args, true)
	found += ` LIMIT ` + bind(&args, cmp.Or(max(s.q.Limit, 0), defaultHits)) + ` OFFSET ` +
		bind(&args, max(s.q.Offset, 0))
	order := `f.rank, a.id DESC`
	if !s.positive() {
		order = `a.time DESC, a.id DESC`
	}
	all, err := queryArticles(ctx, tx, `SELECT `+articleColumns+` FROM (`+found+`) f
		JOIN articles a ON a.id = f.article_id JOIN bodies b ON b.article_id = a.id JOIN sources o
		ON o.id = a.source_id ORDER BY `+order, args...)
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		h := news.Hit{Article: a}
		if s.positive() {
			h.Spans = s.d.options.Lexicon.Match(a.Body, s.words)
		}
		hits = append(hits, h)
	}
	return hits, nil
}

func (s *searching) total(ctx context.Context, tx *sql.Tx, onPage int) (n int, err error) {
	limit := cmp.Or(max(s.q.Limit, 0), defaultHits)
	if onPage > 0 && onPage < limit {
		return max(s.q.Offset, 0) + onPage, nil
	}
	var args []any
	found := s.found(&args, false)
	err = tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM (`+found+` LIMIT `+bind(&args, MaxHits)+`) f`, args...).Scan(&n)
	return n, err
}
