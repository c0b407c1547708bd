package storage

import (
	"slices"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"sitrep/news"
)

// cachedSentences bounds the sentences that are kept in memory for placing: some twenty megabytes, the latest of the
// stories that a day is about.
const cachedSentences = 12_000

// factCache keeps the sentences of the facts that articles were last compared with: the articles of a day are about few
// stories, and each is compared with hundreds of facts of which it changes a handful. What is kept is what the database
// gave; it is dropped whenever anybody may have changed it. It is used by batches only, of which there is one at a
// time.
type factCache struct {
	mu        sync.Mutex
	sentences *simplelru.LRU[int64, keptSentences] // by fact; read by callers, never changed
	held      int                                  // sentences
	version   int64                                // of the database, as its writer sees others' commits
}

// keptSentences are those of a fact; the database may have later ones if they are behind.
type keptSentences struct {
	all    []news.Sentence
	behind bool
}

func newFactCache() *factCache {
	c := &factCache{}
	c.sentences = newLRU(cachedSentences, func(_ int64, gone keptSentences) { c.held -= len(gone.all) })
	return c
}

// known gives the facts the sentences that are kept of them, and returns the indices of those that have others.
func (c *factCache) known(all []news.Fact) (missing []int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range all {
		s, ok := c.sentences.Get(all[i].ID)
		if !ok || s.behind {
			missing = append(missing, i)
		}
		all[i].Sentences = s.all
	}
	return missing
}

func (c *factCache) keep(f news.Fact) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sentences.Remove(f.ID)
	c.sentences.Add(f.ID, keptSentences{all: slices.Clip(f.Sentences)}) // what a caller appends is its own
	c.held += len(f.Sentences)
	for c.held > cachedSentences {
		c.sentences.RemoveOldest()
	}
}

// told notes that the facts have further sentences than those that are kept.
func (c *factCache) told(facts ...int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range facts {
		if s, ok := c.sentences.Peek(id); ok && !s.behind {
			s.behind = true
			c.sentences.Add(id, s)
		}
	}
}

// changed drops the facts.
func (c *factCache) changed(facts ...int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range facts {
		c.sentences.Remove(id)
	}
}

// forget drops everything.
func (c *factCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sentences.Purge()
}

// trust forgets everything if the data has another version than when it was last asked, and reports whether it has.
func (c *factCache) trust(version int64) (changed bool) {
	changed = version != c.version
	if changed {
		c.forget()
		c.version = version
	}
	return changed
}
