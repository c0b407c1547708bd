package storage

import (
	"slices"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"sitrep/news"
)

// cachedSentences bounds the sentences that are kept in memory for placing: some ten megabytes.
const cachedSentences = 6000

// factCache keeps the sentences of the facts that articles were last compared with: the articles of a day are about few
// stories, and each is compared with hundreds of facts of which it changes a handful. What is kept is what the database
// gave; it is dropped whenever anybody may have changed it. It is used by batches only, of which there is one at a
// time.
type factCache struct {
	mu        sync.Mutex
	sentences *simplelru.LRU[int64, []news.Sentence] // by fact; read by callers, never changed
	held      int                                    // sentences
	version   int64                                  // of the database, as its writer sees others' commits
}

func newFactCache() *factCache {
	c := &factCache{}
	c.sentences = newLRU(cachedSentences, func(_ int64, gone []news.Sentence) { c.held -= len(gone) })
	return c
}

// known gives the facts the sentences that are kept of them, and returns the indices of the others.
func (c *factCache) known(all []news.Fact) (missing []int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range all {
		s, ok := c.sentences.Get(all[i].ID)
		if !ok {
			missing = append(missing, i)
		}
		all[i].Sentences = s
	}
	return missing
}

func (c *factCache) keep(f news.Fact) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sentences.Remove(f.ID)
	c.sentences.Add(f.ID, slices.Clip(f.Sentences)) // what a caller appends is its own
	c.held += len(f.Sentences)
	for c.held > cachedSentences {
		c.sentences.RemoveOldest()
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
