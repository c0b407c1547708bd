package storage

import (
	"slices"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"sitrep/news"
)

// cachedEntities bounds the entities that are kept in memory: some ten megabytes.
const cachedEntities = 20_000

// maxRoles is how many roles of one entity are read, those most often reported.
const maxRoles = 16

// entityCache keeps the entities that this process has read or saved last. Placing an article looks up a hundred
// namesakes of those it mentions, nearly always the same ones. Which entities have a name is always asked of the
// database; what another process has added to one of them since (a name, a report of a role) may be missing until it is
// read anew.
type entityCache struct {
	mu       sync.Mutex
	entities *simplelru.LRU[int64, news.Entity] // values are replaced, never changed
	version  int64                              // of the corrections that entities knows; 0: none
	pins     []news.Pin                         // replaced, never changed
	pinsAt   int64                              // the version of pins
}

// at forgets the entities if somebody has corrected something since they were read.
func (c *entityCache) at(version int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if version != c.version {
		c.entities.Purge()
		c.version = version
	}
}

// pinned returns the pinned names as of a version, if they are known.
func (c *entityCache) pinned(version int64) ([]news.Pin, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pins, version == c.pinsAt // before any correction there are none
}

func (c *entityCache) pin(version int64, pins []news.Pin) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pins, c.pinsAt = pins, version
}

// known returns those of the ids that are kept, and the others in order.
func (c *entityCache) known(ids []int64) (known map[int64]news.Entity, missing []int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known = make(map[int64]news.Entity, len(ids))
	for _, id := range ids {
		if e, ok := c.entities.Get(id); ok {
			known[id] = e
		} else {
			missing = append(missing, id)
		}
	}
	return known, missing
}

func (c *entityCache) keep(all []news.Entity) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range all {
		c.entities.Add(e.ID, e)
	}
}

// forget drops everything: some of it was never stored.
func (c *entityCache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entities.Purge()
}

// learn adds to the kept entities what a saved filing tells of them: names and reports of roles.
func (c *entityCache) learn(f news.Filing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range f.Reading.Entities {
		old, ok := c.entities.Peek(e.ID)
		if !ok {
			continue
		}
		old.Aliases = slices.Clone(old.Aliases)
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			if name != old.Name && !slices.Contains(old.Aliases, name) {
				old.Aliases = append(old.Aliases, name)
			}
		}
		slices.Sort(old.Aliases)
		old.Roles = withRoles(old.Roles, e.Roles, f.Article)
		c.entities.Add(e.ID, old)
	}
}

// withRoles counts the roles that an article reports, as storage does.
func withRoles(old, reported []news.Role, a news.Article) []news.Role {
	out := slices.Clone(old)
	at := a.Time()
	for _, r := range reported {
		i := slices.IndexFunc(out, func(o news.Role) bool { return o.Title == r.Title })
		if i < 0 {
			if len(out) == maxRoles {
				continue
			}
			r.First, r.Last, r.Article, r.Count = at, at, a.ID, 1
			out = append(out, r)
			continue
		}
		o := &out[i]
		o.Count++
		if at.Before(o.First) {
			o.First = at
		}
		if !at.Before(o.Last) {
			o.Last, o.Article, o.Span, o.Inferred = at, a.ID, r.Span, r.Inferred
		}
	}
	return out
}
