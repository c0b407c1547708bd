package storage

import (
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// frequencies counts articles, and for each term those that hold it.
type frequencies struct {
	articles int
	of       map[string]int
}

// counted is an article whose terms are counted in memory.
type counted struct {
	article int64
	terms   []string
}

// cachedTerms bounds the counts that are kept in memory once they have been read: some ten megabytes.
const cachedTerms = 60_000

// termCache keeps stored counts as this process last read or wrote them: an article's three hundred terms are nearly
// all in the articles before it. What other processes count meanwhile is missing: statistics only.
type termCache struct {
	mu sync.Mutex
	of *simplelru.LRU[string, int] // 0 for a term that is not stored
}

// known fills of with the counts that are kept and returns the terms of the others.
func (c *termCache) known(terms []string, of map[string]int) (missing []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range terms {
		if n, ok := c.of.Get(t); !ok {
			missing = append(missing, t)
		} else if n > 0 {
			of[t] = n
		}
	}
	return missing
}

// keep remembers what was read of the terms: their counts in of, none for those that are not in it.
func (c *termCache) keep(terms []string, of map[string]int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, t := range terms {
		c.of.Add(t, of[t])
	}
}

// stored adds counts that a transaction has stored.
func (c *termCache) stored(f frequencies) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for t, n := range f.of {
		c.add(t, n)
	}
	c.add("", f.articles)
}

// forget drops everything: others have counted since.
func (c *termCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of.Purge()
}

func (c *termCache) add(term string, n int) {
	if old, ok := c.of.Peek(term); ok {
		c.of.Add(term, old+n)
	}
}
