package storage

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"sitrep/news"
)

// Bounds of what is read about entities.
const (
	maxByKeys   = 500 // entities that share keys, those most often mentioned
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
		query := `SELECT e.id FROM (SELECT DISTINCT entity_id FROM alias_keys WHERE key ` + in(&args, part) +
			` AND owner ` + owners(ctx) + `) k
			JOIN entities e ON e.id = k.entity_id ORDER BY e.articles DESC, e.id LIMIT ` + bind(&args, maxByKeys)
		if err := collect(ctx, q, &ids, query, args...); err != nil {
			return nil, err
		}
	}
	return d.recollect(ctx, q, unique(ids))
}

// recollect is entities, with those from memory that are there.
func (d *DB) recollect(ctx context.Context, q querier, ids []int64) ([]news.Entity, error) {
	if news.Viewer(ctx) != "" { // what is kept is what everybody sees
		return readEntities(ctx, q, ids)
	}
	known, missing := d.known.known(ids)
	read, err := readEntities(ctx, q, missing)
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

// entities returns those of the ids, in that order, with their aliases and most reported roles.
func readEntities(ctx context.Context, q querier, ids []int64) ([]news.Entity, error) {
	return readEntitiesWith(ctx, q, ids, maxRoles)
}

// entitiesWith is entities with at most so many roles of each.
func readEntitiesWith(ctx context.Context, q querier, ids []int64, mostRoles int) ([]news.Entity, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	at := make(map[int64]*news.Entity, len(ids))
	var args []any
	those := in(&args, ids)
	query := `SELECT id, kind, name FROM entities e WHERE id ` + those + ` AND ` + seen(ctx, "e")
	err := rows(ctx, q, query, args, func(r *sql.Rows) error {
		e := &news.Entity{}
		err := r.Scan(&e.ID, &e.Kind, &e.Name)
		at[e.ID] = e
		return err
	})
	if err != nil {
		return nil, err
	}
	err = rows(ctx, q, `SELECT entity_id, name FROM aliases WHERE entity_id `+those+` AND owner `+owners(ctx)+
		` GROUP BY entity_id, name ORDER BY entity_id, name`, args,
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
	err = rows(ctx, q, `SELECT entity_id, title, first, last, article_id, span_start, span_end, articles, inferred
		FROM (
			SELECT *, ROW_NUMBER() OVER (PARTITION BY entity_id ORDER BY articles DESC, last DESC, title) AS n
			FROM roles WHERE entity_id `+those+` AND owner `+owners(ctx)+`) r
		WHERE n <= `+bind(&args, mostRoles)+` ORDER BY entity_id, n`, args, func(r *sql.Rows) error {
		var id, first, last int64
		var role news.Role
		err := r.Scan(&id, &role.Title, &first, &last, &role.Article, &role.Span.Start, &role.Span.End, &role.Count,
			&role.Inferred)
		if e := at[id]; e != nil {
			role.First, role.Last = instant(first), instant(last)
			e.Roles = addReports(e.Roles, role)
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
	found, err := readEntities(ctx, q, []int64{id})
	if err == nil && len(found) == 0 {
		err = news.Errorf(news.NotFound, "there is no entity %d", id)
	}
	if err != nil {
		return news.Entity{}, err
	}
	return found[0], nil
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
			SELECT m.entity_id, COUNT(*) AS n FROM (SELECT id FROM articles l WHERE time >= $3 AND `+seen(ctx, "l")+`
			ORDER BY time DESC, id DESC LIMIT $4) a
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

// MostMentioned returns the entities that most articles mention, of all kinds or of one.
func (d *DB) MostMentioned(ctx context.Context, kind news.EntityKind, limit int) (out []news.Mentioned, err error) {
	defer d.wrap(&err, "most mentioned entities")
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var ids []int64
		err := rows(ctx, tx, `SELECT id, articles FROM entities
			WHERE merged IS NULL AND articles > 0 AND ($1 = '' OR kind = $1) AND owner `+owners(ctx)+`
			ORDER BY articles DESC, id LIMIT $2`, []any{kind, limit}, func(r *sql.Rows) error {
			var m news.Mentioned
			err := r.Scan(&m.Entity.ID, &m.Articles)
			ids, out = append(ids, m.Entity.ID), append(out, m)
			return err
		})
		if err != nil {
			return err
		}
		i := 0
		for part := range slices.Chunk(ids, maxParameters) {
			found, err := readEntities(ctx, tx, part)
			if err != nil {
				return err
			}
			for _, e := range found {
				out[i].Entity = e
				i++
			}
		}
		return nil
	})
	return out, err
}

// Called returns the entities one of whose names is name, letter case and marks aside, those mentioned most first.
func (d *DB) Called(ctx context.Context, name string) (out []news.Mentioned, err error) {
	defer d.wrap(&err, "entities called %q", name)
	key := d.options.Names.Fold(name)
	err = d.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var ids []int64
		counts := map[int64]int{}
		for _, k := range d.options.Names.Keys(name) {
			err := rows(ctx, tx, `SELECT e.id, e.articles FROM alias_keys k JOIN entities e ON e.id = k.entity_id
				WHERE k.key = $1 AND `+seen(ctx, "k")+` AND `+seen(ctx, "e")+`
				ORDER BY e.articles DESC, e.id LIMIT $2`, []any{k, maxByKeys}, func(r *sql.Rows) error {
				var id int64
				var n int
				err := r.Scan(&id, &n)
				ids, counts[id] = append(ids, id), n
				return err
			})
			if err != nil {
				return err
			}
		}
		for part := range slices.Chunk(unique(ids), maxParameters) {
			found, err := readEntities(ctx, tx, part)
			if err != nil {
				return err
			}
			for _, e := range found {
				if slices.ContainsFunc(append([]string{e.Name}, e.Aliases...),
					func(n string) bool { return d.options.Names.Fold(n) == key }) {
					out = append(out, news.Mentioned{Entity: e, Articles: counts[e.ID]})
				}
			}
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b news.Mentioned) int { return b.Articles - a.Articles })
	return out, err
}

// corrected returns how many corrections there have been: what is kept in memory is good as long as that stays.
func corrected(ctx context.Context, q querier) (version int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM corrections`).Scan(&version)
	return version, err
}

// survivor follows an id to the entity that it was merged into.
func survivor(ctx context.Context, q querier, id int64) (int64, error) {
	err := q.QueryRowContext(ctx,
		`SELECT COALESCE(merged, id) FROM entities WHERE id = $1 AND owner `+owners(ctx), id).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return id, nil
	}
	return id, err
}

// addReports adds a role to those of an entity, or its reports to the same one: a server's own are counted apart.
func addReports(roles []news.Role, r news.Role) []news.Role {
	i := slices.IndexFunc(roles, func(o news.Role) bool { return o.Title == r.Title })
	if i < 0 {
		return append(roles, r)
	}
	o := &roles[i]
	o.Count += r.Count
	o.Inferred = o.Inferred && r.Inferred
	if r.First.Before(o.First) {
		o.First = r.First
	}
	if !r.Last.Before(o.Last) {
		o.Last, o.Article, o.Span = r.Last, r.Article, r.Span
	}
	return roles
}
