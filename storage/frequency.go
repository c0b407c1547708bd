package storage

import (
	"context"
	"database/sql"
	"maps"
	"slices"
)

// frequencies counts articles, and for each term those that hold it.
type frequencies struct {
	articles int
	of       map[string]int
}

// with returns the counts with one more article.
func (f frequencies) with(terms []string) frequencies {
	out := frequencies{articles: f.articles + 1, of: maps.Clone(f.of)}
	if out.of == nil {
		out.of = make(map[string]int, len(terms))
	}
	for _, t := range terms {
		if t != "" {
			out.of[t]++
		}
	}
	return out
}

// countsKept is how many articles' terms are counted in memory before they are stored together. An article has some three
// hundred terms all over the table: stored one by one they cost as much as the rest of the article. A crash forgets the
// counts, statistics only, of at most so many articles.
const countsKept = 64

// storeCounts adds f to what is stored. The term "" stands for all articles.
func storeCounts(ctx context.Context, tx *sql.Tx, f frequencies) error {
	b := insertInto("terms (term, articles)", "ON CONFLICT (term) DO UPDATE SET articles = terms.articles + excluded.articles")
	b.add("", f.articles)
	for _, t := range slices.Sorted(maps.Keys(f.of)) {
		b.add(t, f.of[t])
	}
	return b.run(ctx, tx, nil)
}

func (d *DB) keepCounts(f frequencies) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.counts = f
}

// keptCounts returns the counts that are not stored; the caller must not change them.
func (d *DB) keptCounts() frequencies {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.counts
}

// flushCounts stores what is kept in memory.
func (d *DB) flushCounts(ctx context.Context) (err error) {
	defer d.wrap(&err, "store term counts in %s", d.path)
	d.saving.Lock()
	defer d.saving.Unlock()
	f := d.keptCounts()
	if f.articles == 0 {
		return nil
	}
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error { return storeCounts(ctx, tx, f) })
	if err == nil {
		d.keepCounts(frequencies{})
	}
	return err
}

// DocumentFrequency returns how many articles hold each of the terms (none for those that no article holds), and how many
// articles were counted in all. Articles that another process saved in the last moments may be missing.
func (d *DB) DocumentFrequency(ctx context.Context, terms []string) (of map[string]int, total int, err error) {
	defer d.wrap(&err, "document frequencies of %d terms", len(terms))
	kept := d.keptCounts()
	of, total = make(map[string]int, len(terms)), kept.articles
	for part := range slices.Chunk(append([]string{""}, terms...), maxParameters) {
		var args []any
		query := `SELECT term, articles FROM terms WHERE term ` + in(&args, part)
		err = rows(ctx, d.reader, query, args, func(r *sql.Rows) error {
			var term string
			var n int
			if err := r.Scan(&term, &n); err != nil {
				return err
			}
			of[term] = n
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	total += of[""]
	delete(of, "")
	for _, t := range slices.Compact(slices.Sorted(slices.Values(terms))) {
		if n := kept.of[t]; n > 0 {
			of[t] += n
		}
	}
	return of, total, nil
}
