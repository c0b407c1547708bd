package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/hbollon/go-edlib"

	"sitrep/news"
)

// Bounds of what is read about entities.
const (
	maxRoles    = 16  // of one entity, those most often reported
	maxByKeys   = 500 // entities that share keys, those most often mentioned
	prefixKeys  = 2000
	nearKeys    = 5000
	topArticles = 2000
)

// EntitiesByKeys returns the entities of which a name has one of the keys, those mentioned by most articles first.
func (d *DB) EntitiesByKeys(ctx context.Context, keys []string) (out []news.Entity, err error) {
	defer d.wrap(&err, "entities by %d keys", len(keys))
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		out, err = d.entitiesByKeys(ctx, tx, keys)
		return err
	})
	return out, err
}

func (d *DB) entitiesByKeys(ctx context.Context, q querier, keys []string) ([]news.Entity, error) {
	version, err := corrected(ctx, q)
	if err != nil {
		return nil, err
	}
	d.known.at(version)
	var ids []int64
	for part := range slices.Chunk(keys, maxParameters) {
		var args []any
		query := `SELECT e.id FROM (SELECT DISTINCT entity_id FROM alias_keys WHERE key ` + in(&args, part) + `) k
			JOIN entities e ON e.id = k.entity_id ORDER BY e.articles DESC, e.id LIMIT ` + bind(&args, maxByKeys)
		if err := collect(ctx, q, &ids, query, args...); err != nil {
			return nil, err
		}
	}
	return d.recollect(ctx, q, unique(ids))
}

// recollect is entities, with those from memory that are there.
func (d *DB) recollect(ctx context.Context, q querier, ids []int64) ([]news.Entity, error) {
	known, missing := d.known.known(ids)
	read, err := entities(ctx, q, missing)
	if err != nil {
		return nil, err
	}
	d.known.keep(read)
	for _, e := range read {
		known[e.ID] = e
	}
	out := make([]news.Entity, 0, len(ids))
	for _, id := range ids {
		if e, ok := known[id]; ok {
			out = append(out, e)
		}
	}
	return out, nil
}

// collect appends the ids that a query returns.
func collect(ctx context.Context, q querier, ids *[]int64, query string, args ...any) error {
	return rows(ctx, q, query, args, func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		*ids = append(*ids, id)
		return err
	})
}

// unique keeps the first of each id.
func unique(ids []int64) []int64 {
	seen := make(map[int64]bool, len(ids))
	return slices.DeleteFunc(ids, func(id int64) bool {
		again := seen[id]
		seen[id] = true
		return again
	})
}

// entities returns those of the ids, in that order, with their aliases and most reported roles.
func entities(ctx context.Context, q querier, ids []int64) ([]news.Entity, error) {
	return entitiesWith(ctx, q, ids, maxRoles)
}

// entitiesWith is entities with at most so many roles of each.
func entitiesWith(ctx context.Context, q querier, ids []int64, mostRoles int) ([]news.Entity, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	at := make(map[int64]*news.Entity, len(ids))
	var args []any
	those := in(&args, ids)
	err := rows(ctx, q, `SELECT id, kind, name FROM entities WHERE id `+those, args, func(r *sql.Rows) error {
		e := &news.Entity{}
		err := r.Scan(&e.ID, &e.Kind, &e.Name)
		at[e.ID] = e
		return err
	})
	if err != nil {
		return nil, err
	}
	err = rows(ctx, q, `SELECT entity_id, name FROM aliases WHERE entity_id `+those+` ORDER BY entity_id, name`, args,
		func(r *sql.Rows) error {
			var id int64
			var name string
			if err := r.Scan(&id, &name); err != nil {
				return err
			}
			if e := at[id]; e != nil && e.Name != name {
				e.Aliases = append(e.Aliases, name)
			}
			return nil
		})
	if err != nil {
		return nil, err
	}
	err = rows(ctx, q, `SELECT entity_id, title, first, last, article_id, span_start, span_end, articles, inferred FROM (
			SELECT *, ROW_NUMBER() OVER (PARTITION BY entity_id ORDER BY articles DESC, last DESC, title) AS n
			FROM roles WHERE entity_id `+those+`) r
		WHERE n <= `+bind(&args, mostRoles)+` ORDER BY entity_id, n`, args, func(r *sql.Rows) error {
		var id, first, last int64
		var role news.Role
		err := r.Scan(&id, &role.Title, &first, &last, &role.Article, &role.Span.Start, &role.Span.End, &role.Count,
			&role.Inferred)
		if e := at[id]; e != nil {
			role.First, role.Last = instant(first), instant(last)
			e.Roles = append(e.Roles, role)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]news.Entity, 0, len(ids))
	for _, id := range ids {
		if e := at[id]; e != nil {
			out = append(out, *e)
		}
	}
	return out, nil
}

// Entity returns the entity with its names and most reported roles, or the one that it was merged into; a NotFound
// error if there is none.
func (d *DB) Entity(ctx context.Context, id int64) (e news.Entity, err error) {
	defer d.wrap(&err, "entity %d", id)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		e, err = entity(ctx, tx, id)
		return err
	})
	return e, err
}

func entity(ctx context.Context, q querier, id int64) (news.Entity, error) {
	id, err := survivor(ctx, q, id)
	if err != nil {
		return news.Entity{}, err
	}
	found, err := entities(ctx, q, []int64{id})
	if err == nil && len(found) == 0 {
		err = news.Errorf(news.NotFound, "there is no entity %d", id)
	}
	if err != nil {
		return news.Entity{}, err
	}
	return found[0], nil
}

// FindEntities returns the entities called something like query: those that share all keys with it first, then those
// with a name that begins so, then those that share a key (a surname), then those with the nearest names by edit
// distance; within each group those mentioned by most articles first. No kinds means all.
func (d *DB) FindEntities(ctx context.Context, query string, kinds []news.EntityKind, limit int) (out []news.Entity,
	err error,
) {
	defer d.wrap(&err, "find entities like %q", query)
	w := wanted{keys: slices.Compact(slices.Sorted(slices.Values(d.options.Names.Keys(query)))), kinds: kinds, limit: limit}
	if len(w.keys) == 0 || limit <= 0 {
		return nil, nil
	}
	w.longest = slices.MaxFunc(w.keys, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	if w.longest == "" {
		return nil, nil
	}
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var ids []int64
		for _, find := range []func(context.Context, querier) ([]int64, error){
			w.exact, w.beginning, w.sharing,
			w.near,
		} {
			found, err := find(ctx, tx)
			if err != nil {
				return err
			}
			if ids = unique(append(ids, found...)); len(ids) >= limit {
				break
			}
		}
		out, err = entities(ctx, tx, ids[:min(limit, len(ids))])
		return err
	})
	return out, err
}

// wanted is what FindEntities looks for. The longest key is the one that says most of the name.
type wanted struct {
	keys    []string
	longest string
	kinds   []news.EntityKind
	limit   int
}

func (w wanted) exact(ctx context.Context, q querier) ([]int64, error) {
	return w.byKeys(ctx, q, len(w.keys))
}

func (w wanted) sharing(ctx context.Context, q querier) ([]int64, error) {
	return w.byKeys(ctx, q, 1)
}

// byKeys finds the entities that have at least n of the keys, those with most of them first.
func (w wanted) byKeys(ctx context.Context, q querier, n int) (ids []int64, err error) {
	var args []any
	query := `SELECT e.id FROM (SELECT entity_id, COUNT(*) AS n FROM alias_keys WHERE key ` + in(&args, w.keys) + `
			GROUP BY entity_id HAVING COUNT(*) >= ` + bind(&args, n) + `) k
		JOIN entities e ON e.id =
		k.entity_id` + w.ofKinds(&args) + ` ORDER BY k.n DESC, e.articles DESC, e.id LIMIT ` + bind(&args, w.limit)
	err = collect(ctx, q, &ids, query, args...)
	return ids, err
}

// last sorts behind every key that begins with what stands before it.
const last = "\U0010FFFF"

func (w wanted) beginning(ctx context.Context, q querier) (ids []int64, err error) {
	var args []any
	query := `SELECT e.id FROM (SELECT DISTINCT entity_id FROM (
			SELECT entity_id FROM alias_keys WHERE key >=
			` + bind(&args, w.longest) + ` AND key < ` + bind(&args, w.longest+last) + `
			ORDER BY key LIMIT ` + bind(&args, prefixKeys) + `) p) k
		JOIN entities e ON e.id =
		k.entity_id` + w.ofKinds(&args) + ` ORDER BY e.articles DESC, e.id LIMIT ` + bind(&args, w.limit)
	err = collect(ctx, q, &ids, query, args...)
	return ids, err
}

func (w wanted) ofKinds(args *[]any) string {
	if len(w.kinds) == 0 {
		return ""
	}
	return ` AND e.kind ` + in(args, w.kinds)
}

// near compares the longest key with those about as long that begin with the same five characters, and if that finds
// nothing with those that begin with the same three. Two neighbours that have changed places are one edit (the optimal
// string alignment distance): a common slip of the hand.
func (w wanted) near(ctx context.Context, q querier) ([]int64, error) {
	key := []rune(w.longest)
	allowed := 1 + len(key)/4
	for _, same := range []int{5, 3} {
		if len(key) < same {
			continue
		}
		begin := string(key[:same])
		var args []any
		query := `SELECT k.key, e.id, e.articles FROM (SELECT key, entity_id FROM alias_keys
				WHERE key >= ` + bind(&args, begin) + ` AND key < ` + bind(&args, begin+last) + `
				AND LENGTH(key) BETWEEN ` + bind(&args, len(key)-allowed) + ` AND ` + bind(&args, len(key)+allowed) + `
				ORDER BY key LIMIT ` + bind(&args, nearKeys) + `) k
			JOIN entities e ON e.id = k.entity_id` + w.ofKinds(&args)
		type candidate struct {
			id, articles int64
			distance     int
		}
		var found []candidate
		err := rows(ctx, q, query, args, func(r *sql.Rows) error {
			var c candidate
			var other string
			if err := r.Scan(&other, &c.id, &c.articles); err != nil {
				return err
			}
			if c.distance = edlib.OSADamerauLevenshteinDistance(w.longest, other); c.distance <= allowed {
				found = append(found, c)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(found, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.articles, a.articles),
				cmp.Compare(a.id, b.id))
		})
		var ids []int64
		for _, c := range found {
			ids = append(ids, c.id)
		}
		if ids = unique(ids); len(ids) > 0 {
			return ids[:min(w.limit, len(ids))], nil
		}
	}
	return nil, nil
}

// TopEntities returns the entities of a kind that most articles mention at or after since (zero: ever), of the latest
// two thousand of those articles: enough to tell who is in the news.
func (d *DB) TopEntities(ctx context.Context, kind news.EntityKind, since time.Time, limit int) (out []news.Count,
	err error,
) {
	defer d.wrap(&err, "top entities of kind %s", kind)
	from := millis(since)
	if since.IsZero() {
		from = -1 << 62
	}
	err = rows(ctx, d.reader, `
		SELECT e.name, e.kind, c.n FROM (
			SELECT m.entity_id, COUNT(*) AS n FROM (SELECT id FROM articles WHERE time >= $3 ORDER BY time DESC, id DESC
			LIMIT $4) a
			CROSS JOIN mentions m WHERE m.article_id = a.id GROUP BY m.entity_id) c
		CROSS JOIN entities e WHERE e.id = c.entity_id AND e.kind = $1 ORDER BY c.n DESC, e.id LIMIT $2`,
		[]any{kind, limit, from, topArticles}, func(r *sql.Rows) error {
			var c news.Count
			err := r.Scan(&c.Name, &c.Kind, &c.Count)
			out = append(out, c)
			return err
		})
	return out, err
}
