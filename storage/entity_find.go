package storage

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/hbollon/go-edlib"

	"sitrep/news"
)

// FindEntities returns the entities called something like query: those that share all keys with it first, then those
// with a name that begins so, then those that share a key (a surname), then those with the nearest names by edit
// distance; within each group those mentioned by most articles first. No kinds means all.
func (d *DB) FindEntities(ctx context.Context, query string, kinds []news.EntityKind, limit int) (out []news.Entity,
	err error,
) {
	defer d.wrap(&err, "find entities like %q", query)
	keys := slices.Sorted(slices.Values(d.options.Names.Keys(query)))
	w := wanted{keys: slices.Compact(keys), kinds: kinds, limit: limit}
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
		out, err = readEntities(ctx, tx, ids[:min(limit, len(ids))])
		return err
	})
	return out, err
}

// MentionCounts returns how many articles mention each of the entities; those that are not stored are left out.
func (d *DB) MentionCounts(ctx context.Context, ids []int64) (out map[int64]int, err error) {
	defer d.wrap(&err, "count mentions of %d entities", len(ids))
	out = make(map[int64]int, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	var args []any
	err = rows(ctx, d.reader, `SELECT id, `+mentionsOf(ctx)+` FROM entities e WHERE id `+in(&args, ids)+` AND `+
		seen(ctx, "e"), args,
		func(r *sql.Rows) error {
			var id int64
			var n int
			err := r.Scan(&id, &n)
			out[id] = n
			return err
		})
	return out, err
}

// Bounds of the keys that a look-up compares.
const (
	prefixKeys = 2000
	nearKeys   = 5000
)

// SameName reports whether two names may be one entity's, in whatever spelling.
func (d *DB) SameName(a, b string) bool { return d.options.Names.Same(a, b) }

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
	query := `SELECT e.id FROM (
			SELECT entity_id, COUNT(DISTINCT key) AS n FROM alias_keys
			WHERE key ` + in(&args, w.keys) + ` AND owner ` + owners(ctx) + `
			GROUP BY entity_id HAVING COUNT(DISTINCT key) >= ` + bind(&args, n) + `) k
		JOIN entities e ON e.id =
		k.entity_id` + w.ofKinds(&args) + ` ORDER BY k.n DESC, e.articles DESC, e.id LIMIT ` + bind(&args, w.limit)
	err = collect(ctx, q, &ids, query, args...)
	return ids, err
}

// last sorts behind every key that begins with what stands before it.
const afterPrefix = "\U0010FFFF"

// beginning finds the entities that have a key which begins with the longest, or with another that says as much: of one
// word it is not known whether a whole name or a surname begins so.
func (w wanted) beginning(ctx context.Context, q querier) (ids []int64, err error) {
	for _, key := range w.keys {
		if len(key) < len(w.longest) {
			continue
		}
		var args []any
		query := `SELECT e.id FROM (SELECT DISTINCT entity_id FROM (
				SELECT entity_id FROM alias_keys WHERE key >=
				` + bind(&args, key) + ` AND key < ` + bind(&args, key+afterPrefix) + `
				AND owner ` + owners(ctx) + ` ORDER BY key LIMIT ` + bind(&args, prefixKeys) + `) p) k
			JOIN entities e ON e.id =
			k.entity_id` + w.ofKinds(&args) + ` ORDER BY e.articles DESC, e.id LIMIT ` + bind(&args, w.limit)
		var found []int64
		if err := collect(ctx, q, &found, query, args...); err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	return unique(ids), nil
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
				WHERE key >= ` + bind(&args, begin) + ` AND key < ` + bind(&args, begin+afterPrefix) + `
				AND LENGTH(key) BETWEEN ` + bind(&args, len(key)-allowed) + ` AND ` + bind(&args, len(key)+allowed) + `
				AND owner ` + owners(ctx) + `
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
