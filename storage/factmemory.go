package storage

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"sitrep/news"
)

// rememberedSentences bounds the sentences that are kept in memory for placing: some ten megabytes.
const rememberedSentences = 6000

// factMemory keeps the sentences of the facts that articles were last compared with: the articles of a day are about
// few stories, and each is compared with hundreds of facts of which it changes a handful. What is kept is what the
// database gave; it is dropped whenever anybody may have changed it. It is used by batches only, of which there is one
// at a time.
type factMemory struct {
	mu        sync.Mutex
	sentences map[int64][]news.Sentence // by fact; read by callers, never changed
	held      int
	version   int64 // of the database, as its writer sees others' commits
}

// recall gives the facts the sentences that are kept of them, and returns the others.
func (m *factMemory) recall(all []news.Fact) (missing []int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range all {
		s, ok := m.sentences[all[i].ID]
		if !ok {
			missing = append(missing, i)
		}
		all[i].Sentences = s
	}
	return missing
}

func (m *factMemory) keep(f news.Fact) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sentences == nil || m.held+len(f.Sentences) > rememberedSentences {
		m.sentences, m.held = map[int64][]news.Sentence{}, 0
	}
	m.sentences[f.ID] = slices.Clip(f.Sentences) // what a caller appends is its own
	m.held += len(f.Sentences)
}

// changed drops the facts.
func (m *factMemory) changed(facts ...int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range facts {
		m.held -= len(m.sentences[id])
		delete(m.sentences, id)
	}
}

// forget drops everything.
func (m *factMemory) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sentences, m.held = nil, 0
}

// trust forgets everything if another connection has committed since it was last asked.
func (m *factMemory) trust(ctx context.Context, q querier, query string) error {
	var version int64
	if err := q.QueryRowContext(ctx, query).Scan(&version); err != nil {
		return fmt.Errorf("read the version of the data: %w", err)
	}
	if version != m.version {
		m.forget()
		m.version = version
	}
	return nil
}

// storyFacts is [storyFacts] with the sentences that are remembered.
func (b *Batch) storyFacts(ctx context.Context, out []news.Fact) ([]news.Fact, error) {
	missing := b.d.facts.recall(out)
	if len(missing) == 0 {
		return out, nil
	}
	fill := make([]news.Fact, len(missing))
	for k, i := range missing {
		fill[k] = out[i]
	}
	if err := b.d.fillFacts(ctx, b.tx, fill, ``, stating); err != nil {
		return nil, err
	}
	for k, i := range missing {
		b.d.facts.keep(fill[k])
		out[i].Sentences = slices.Clip(fill[k].Sentences)
	}
	return out, nil
}
