package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"sitrep/news"
)

// Batch files articles together: one transaction for many, so that what each of them writes to the same pages is
// written once. It reads what it has saved itself; everybody else sees all of it or nothing. While it is open nobody
// else can write, so that it should end within a fraction of a second. It is used by one goroutine at a time, and ends
// with Commit or Rollback.
type Batch struct {
	d       *DB
	tx      *sql.Tx
	ended   bool
	counted []counted
	flushed frequencies
	unindex map[int64]bool // articles that are to be indexed at the end
	index   []indexed
}

// Batch begins one. It waits for whoever is writing.
func (d *DB) Batch(ctx context.Context) (_ *Batch, err error) {
	defer d.wrap(&err, "begin to file articles in %s", d.path)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	d.saveMu.Lock()
	// The transaction does not watch ctx: what has been saved in it can be committed although somebody has called it
	// off.
	tx, err := d.writer.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		d.saveMu.Unlock()
		return nil, err
	}
	b := &Batch{d: d, tx: tx, unindex: map[int64]bool{}}
	if err := d.takeTurn(context.WithoutCancel(ctx), tx); err != nil {
		return nil, errors.Join(err, b.Rollback())
	}
	return b, nil
}

// Commit stores everything that was saved. If it fails, nothing of the batch is stored.
func (b *Batch) Commit(ctx context.Context) (err error) {
	defer b.d.wrap(&err, "commit %d articles", len(b.counted))
	if err := b.finish(context.WithoutCancel(ctx)); err != nil {
		return errors.Join(err, b.Rollback())
	}
	if err := b.tx.Commit(); err != nil {
		return errors.Join(err, b.Rollback())
	}
	if b.flushed.articles == 0 {
		b.d.uncounted = append(b.d.uncounted, b.counted...)
	}
	b.d.countsStored(b.flushed)
	b.end()
	return nil
}

// finish does what is done once for all articles.
func (b *Batch) finish(ctx context.Context) error {
	for _, x := range b.index {
		if !b.unindex[x.id] {
			if err := x.store(ctx, b.tx, b.d.dialect); err != nil {
				return err
			}
		}
	}
	if b.d.keptArticles() < countsKept {
		if err := noteUncounted(ctx, b.tx, b.counted); err != nil {
			return fmt.Errorf("note terms to be counted: %w", err)
		}
		return nil
	}
	kept := b.d.keptCounts()
	if err := b.d.storeKept(ctx, b.tx, kept); err != nil {
		return fmt.Errorf("store term counts: %w", err)
	}
	b.flushed = kept
	return nil
}

// Rollback forgets everything that was saved. After Commit it does nothing.
func (b *Batch) Rollback() error {
	if b.ended {
		return nil
	}
	err := b.tx.Rollback()
	if errors.Is(err, sql.ErrTxDone) {
		err = nil
	}
	for _, c := range b.counted {
		b.d.uncount(c.terms)
	}
	b.d.known.forget()
	b.d.facts.forget()
	b.end()
	b.d.wrap(&err, "roll back %d articles", len(b.counted))
	return err
}

func (b *Batch) end() {
	if !b.ended {
		b.ended = true
		b.d.saveMu.Unlock()
	}
}

// SaveArticle is [DB.SaveArticle] within the batch. If it fails, what was saved before stays to be committed.
func (b *Batch) SaveArticle(ctx context.Context, f news.Filing) (_ news.Filing, err error) {
	defer b.d.wrap(&err, "save article %q of %s", f.Article.Key, f.Article.Source.Name)
	if err := valid(f); err != nil {
		return f, err
	}
	s := &saving{d: b.d, tx: b.tx, f: clone(f), time: millis(f.Article.Time()), toIndex: b.index}
	inner := context.WithoutCancel(ctx) // see [DB.write]
	if _, err := b.tx.ExecContext(inner, `SAVEPOINT article`); err != nil {
		return f, err
	}
	if err := s.run(inner); err != nil {
		_, undo := b.tx.ExecContext(inner, `ROLLBACK TO SAVEPOINT article`)
		_, release := b.tx.ExecContext(inner, `RELEASE SAVEPOINT article`)
		return f, errors.Join(err, undo, release)
	}
	if _, err := b.tx.ExecContext(inner, `RELEASE SAVEPOINT article`); err != nil {
		return f, err
	}
	b.saved(s)
	return s.f, nil
}

// saved tells memory and the batch what an article has taught: names, counts of terms, what is to be indexed.
func (b *Batch) saved(s *saving) {
	if s.owner() == "" { // what is kept is what everybody sees
		b.d.known.learn(s.f)
	}
	for _, t := range s.f.Sentences {
		if len(s.f.Corrections) > 0 { // of sentences that state the same facts
			b.d.facts.changed(t.Fact)
		}
		b.d.facts.told(t.Fact)
	}
	for _, pair := range s.f.Same {
		b.d.facts.changed(pair[0], pair[1])
	}
	b.index = append(b.index, b.d.indexed(s.f))
	for _, c := range s.copies {
		b.unindex[c.id] = true
	}
	if s.old.id != 0 { // a revision has been counted before
		b.unindex[s.old.id] = true
		return
	}
	if s.owner() != "" {
		return // how common a word is is not for a server's own articles to say
	}
	b.counted = append(b.counted, counted{s.f.Article.ID, s.f.Terms})
	b.d.count(s.f.Terms)
}

// Revisions is [DB.Revisions] within the batch.
func (b *Batch) Revisions(ctx context.Context, source, key string) ([]news.Article, error) {
	return b.d.revisions(ctx, b.tx, source, key)
}

// EntitiesByKeys is [DB.EntitiesByKeys] within the batch.
func (b *Batch) EntitiesByKeys(ctx context.Context, keys []string) (out []news.Entity, err error) {
	defer b.d.wrap(&err, "entities by %d keys", len(keys))
	return b.d.entitiesByKeys(ctx, b.tx, keys)
}

// Pins is [DB.Pins] within the batch.
func (b *Batch) Pins(ctx context.Context) (out []news.Pin, err error) {
	defer b.d.wrap(&err, "read pinned names")
	return b.d.pins(ctx, b.tx)
}

// DocumentFrequency is [DB.DocumentFrequency] within the batch.
func (b *Batch) DocumentFrequency(ctx context.Context, terms []string) (map[string]int, int, error) {
	return b.d.documentFrequency(ctx, b.tx, terms)
}

// CandidateEvents is [DB.CandidateEvents] within the batch.
func (b *Batch) CandidateEvents(ctx context.Context, terms []string, since time.Time, limit int) ([]news.Event,
	error,
) {
	return b.d.candidateEvents(ctx, b.tx, terms, since, limit)
}

// CandidateStories is [DB.CandidateStories] within the batch.
func (b *Batch) CandidateStories(ctx context.Context, terms []string, since time.Time, limit int) ([]news.Story,
	error,
) {
	return b.d.candidateStories(ctx, b.tx, terms, since, limit)
}

// StoryFacts is [DB.StoryFacts] within the batch.
func (b *Batch) StoryFacts(ctx context.Context, story int64, since time.Time, limit int,
	wanted news.Wanted,
) (out []news.Fact, err error) {
	defer b.d.wrap(&err, "facts of story %d", story)
	out, err = factsOfStory(ctx, b.tx, story, since, limit)
	if err != nil {
		return nil, err
	}
	return out, b.storyFacts(ctx, out, wanted)
}

// storyFacts fills facts of a story with their sentences, those that are kept from memory.
func (b *Batch) storyFacts(ctx context.Context, all []news.Fact, wanted news.Wanted) error {
	if news.Viewer(ctx) != "" { // what is kept is what everybody sees
		return b.d.fillWanted(ctx, b.tx, pointers(all), wanted)
	}
	var fill []*news.Fact
	for _, i := range b.d.facts.known(all) {
		fill = append(fill, &all[i])
	}
	if err := b.d.fillWanted(ctx, b.tx, fill, wanted); err != nil {
		return err
	}
	for _, f := range fill {
		if len(f.Sentences) > 0 && f.Sentences[0].ID != 0 { // and no outline
			b.d.facts.keep(*f)
			f.Sentences = slices.Clip(f.Sentences)
		}
	}
	return nil
}

// Owners is [DB.Owners] within the batch.
func (b *Batch) Owners(ctx context.Context, since time.Time) (_ []string, err error) {
	defer b.d.wrap(&err, "servers with articles of their own")
	return ownersSince(ctx, b.tx, since)
}

// Recurrences is [DB.Recurrences] within the batch.
func (b *Batch) Recurrences(ctx context.Context, keys []int64, at time.Time) (out map[int64]int, err error) {
	defer b.d.wrap(&err, "recurrences of %d sentences", len(keys))
	return recurrences(ctx, b.tx, keys, at)
}

// SaveArticle stores a filing in one transaction and returns it with all ids filled in. An older revision of the
// article stops being current: its text, sentences and statements stay, search and profiles forget it.
//
// A revision that is stored already is a Conflict error; a sentence that is no span of the body is an Invalid one.
func (d *DB) SaveArticle(ctx context.Context, f news.Filing) (_ news.Filing, err error) {
	defer d.wrap(&err, "save article %q of %s", f.Article.Key, f.Article.Source.Name)
	if err := valid(f); err != nil {
		return f, err
	}
	if err := ctx.Err(); err != nil {
		return f, err
	}
	b, err := d.Batch(ctx)
	if err != nil {
		return f, err
	}
	out, err := b.SaveArticle(ctx, f)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return f, errors.Join(err, b.Rollback())
	}
	if err := b.Commit(ctx); err != nil {
		return f, err
	}
	return out, nil
}
