package storage

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
)

// countsKept is how many articles' terms are counted in memory before they are stored together. An article has some
// three hundred terms all over the table: stored one by one they cost as much as the rest of the article. Until then
// they are noted in one row each, which is counted at the next opening if the process is killed.
const countsKept = 64

// noteUncounted keeps the terms of articles whose counts are not stored yet.
func noteUncounted(ctx context.Context, tx *sql.Tx, all []counted) error {
	b := insertInto("uncounted (article_id, terms)", "")
	for _, c := range all {
		b.add(c.article, list(c.terms))
	}
	return b.run(ctx, tx, nil)
}

// storeKept stores the counts of memory and forgets the notes of them. The caller holds d.saving.
func (d *DB) storeKept(ctx context.Context, tx *sql.Tx, f frequencies) error {
	if err := storeCounts(ctx, tx, f); err != nil || len(d.uncounted) == 0 {
		return err
	}
	ids := make([]int64, len(d.uncounted))
	for i, c := range d.uncounted {
		ids[i] = c.article
	}
	var args []any
	_, err := tx.ExecContext(ctx, `DELETE FROM uncounted WHERE article_id `+in(&args, ids), args...)
	return err
}

// countLeft counts what processes that were killed have noted and not counted. Nobody else has the database open.
func (d *DB) countLeft(ctx context.Context) error {
	var found bool
	err := d.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM uncounted)`).Scan(&found)
	if err != nil || !found {
		return err
	}
	return d.write(ctx, countUncounted)
}

// countUncounted counts the terms of all articles that are noted, and forgets the notes.
func countUncounted(ctx context.Context, tx *sql.Tx) error {
	f := frequencies{of: map[string]int{}}
	err := rows(ctx, tx, `SELECT terms FROM uncounted`, nil, func(r *sql.Rows) error {
		var encoded string
		if err := r.Scan(&encoded); err != nil {
			return err
		}
		terms, err := parseList(encoded)
		for _, t := range terms {
			if t != "" {
				f.of[t]++
			}
		}
		f.articles++
		return err
	})
	if err != nil || f.articles == 0 {
		return err
	}
	if err := storeCounts(ctx, tx, f); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM uncounted`)
	return err
}

// takeTurn begins a transaction that files or corrects: it drops what memory holds if others have done so since. The
// caller holds d.saveMu.
//
// Where processes take turns, the next one counts the terms that the last has noted and may never count: it may have
// been killed. The last, if it lives, learns so when its turn comes, and drops its own counts.
func (d *DB) takeTurn(ctx context.Context, tx *sql.Tx) error {
	if d.dialect.shared {
		// What placing asks for is the end of an index. For PostgreSQL all facts have a few sentences, which it would
		// gather and sort; one that everybody tells has thousands.
		if _, err := tx.ExecContext(ctx, `SET LOCAL enable_bitmapscan = off`); err != nil {
			return fmt.Errorf("have the server look up by index: %w", err)
		}
	}
	var version int64
	if err := tx.QueryRowContext(ctx, d.dialect.version, d.process).Scan(&version); err != nil {
		return fmt.Errorf("read the version of the data: %w", err)
	}
	if !d.facts.trust(version) || !d.dialect.shared {
		return nil
	}
	d.known.forget()
	d.stored.forget()
	d.mu.Lock()
	d.counts = frequencies{}
	d.mu.Unlock()
	d.uncounted = nil
	return countUncounted(ctx, tx)
}

// storeCounts adds f to what is stored. The term "" stands for all articles.
func storeCounts(ctx context.Context, tx *sql.Tx, f frequencies) error {
	b := insertInto("terms (term, articles)",
		"ON CONFLICT (term) DO UPDATE SET articles = terms.articles + excluded.articles")
	b.add("", f.articles)
	for _, t := range slices.Sorted(maps.Keys(f.of)) {
		b.add(t, f.of[t])
	}
	return b.run(ctx, tx, nil)
}

// count adds an article with these terms to what is kept in memory.
func (d *DB) count(terms []string) { d.addCounts(terms, 1) }

// uncount takes back what count added.
func (d *DB) uncount(terms []string) { d.addCounts(terms, -1) }

func (d *DB) addCounts(terms []string, n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.counts.of == nil {
		d.counts.of = map[string]int{}
	}
	d.counts.articles += n
	for _, t := range terms {
		if t == "" {
			continue
		}
		if d.counts.of[t] += n; d.counts.of[t] == 0 {
			delete(d.counts.of, t)
		}
	}
}

// keptArticles is how many articles the counts are of that are not stored.
func (d *DB) keptArticles() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.counts.articles
}

// keptCounts returns a copy of the counts that are not stored.
func (d *DB) keptCounts() frequencies {
	d.mu.Lock()
	defer d.mu.Unlock()
	return frequencies{articles: d.counts.articles, of: maps.Clone(d.counts.of)}
}

// addKept adds to of what is counted of the terms and not stored, and returns how many articles those counts are of.
func (d *DB) addKept(terms []string, of map[string]int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, t := range terms {
		if n := d.counts.of[t]; n > 0 {
			of[t] += n
		}
	}
	return d.counts.articles
}

// countsStored takes from memory what a transaction has stored. Nobody counts meanwhile: the caller holds d.saving.
func (d *DB) countsStored(f frequencies) {
	if f.articles == 0 {
		return
	}
	d.mu.Lock()
	d.counts = frequencies{}
	d.mu.Unlock()
	d.uncounted = nil
	d.stored.stored(f)
}

// flushCounts stores what is kept in memory.
func (d *DB) flushCounts(ctx context.Context) (err error) {
	defer d.wrap(&err, "store term counts in %s", d.path)
	d.saveMu.Lock()
	defer d.saveMu.Unlock()
	f := d.keptCounts()
	if f.articles == 0 {
		return nil
	}
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := d.takeTurn(ctx, tx); err != nil {
			return err
		}
		f = d.keptCounts() // none if others have counted them
		if f.articles == 0 {
			return nil
		}
		return d.storeKept(ctx, tx, f)
	})
	if err == nil {
		d.countsStored(f)
	}
	return err
}

// DocumentFrequency returns how many articles hold each of the terms (none for those that no article holds), and how
// many articles were counted in all. Articles that another process saved in the last moments may be missing.
func (d *DB) DocumentFrequency(ctx context.Context, terms []string) (of map[string]int, total int, err error) {
	return d.documentFrequency(ctx, d.reader, terms)
}

func (d *DB) documentFrequency(ctx context.Context, q querier, terms []string) (of map[string]int, total int,
	err error,
) {
	defer d.wrap(&err, "document frequencies of %d terms", len(terms))
	of = make(map[string]int, len(terms))
	missing := d.stored.known(append([]string{""}, terms...), of)
	for part := range slices.Chunk(missing, maxParameters) {
		var args []any
		query := `SELECT term, articles FROM terms WHERE term ` + in(&args, part)
		err = rows(ctx, q, query, args, func(r *sql.Rows) error {
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
	d.stored.keep(missing, of)
	total = of[""]
	delete(of, "")
	return of, total + d.addKept(slices.Compact(slices.Sorted(slices.Values(terms))), of), nil
}
