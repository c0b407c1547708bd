package storage

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"sitrep/news"
)

// Who sees what is decided here, and by one column. An article is of everybody (owner '') or of the Discord server that
// added the feed it came by; so is all that is made of it. A reader sees what is everybody's and what is its own.
//
// An article is placed among what its owner sees, and changes only rows of its own owner: what is everybody's is, to
// the byte, what it would be if no server had added a feed. A fact of everybody may so have sentences of a server
// beside its own; its row (first, last, weight, story) knows of none of them.

// seen is the condition that a row of the table with that alias is there for whoever ctx asks for. It compares with
// constants, so that the plan is the same as without it.
func seen(ctx context.Context, alias string) string {
	return alias + `.owner ` + owners(ctx)
}

// owners is what the owner of a row that is there is compared with.
func owners(ctx context.Context) string {
	viewer := news.Viewer(ctx)
	if viewer == "" {
		return `= ''`
	}
	return `IN ('', ` + literal(viewer) + `)`
}

// hidden is a query of the ids of the articles that whoever ctx asks for may not see: of other servers', a small part.
func hidden(ctx context.Context) string {
	query := `SELECT id FROM articles WHERE owner > ''`
	if viewer := news.Viewer(ctx); viewer != "" {
		query += ` AND owner <> ` + literal(viewer)
	}
	return query
}

// mentionsOf is how many articles that whoever ctx asks for may see mention an entity e. Its row counts its owner's.
func mentionsOf(ctx context.Context) string {
	viewer := news.Viewer(ctx)
	if viewer == "" {
		return `e.articles`
	}
	return `e.articles + CASE WHEN e.owner = '' THEN (SELECT COUNT(*) FROM mentions m
		WHERE m.entity_id = e.id AND m.owner = ` + literal(viewer) + `) ELSE 0 END`
}

// literal is a string constant of SQL.
func literal(s string) string {
	return `'` + strings.ReplaceAll(strings.ReplaceAll(s, "\x00", ""), `'`, `''`) + `'`
}

// Owners returns the servers that have articles of their own that were published since a time; since the zero time all
// that see something else than everybody does.
func (d *DB) Owners(ctx context.Context, since time.Time) (_ []string, err error) {
	defer d.wrap(&err, "servers with articles of their own")
	return ownersSince(ctx, d.reader, since)
}

func ownersSince(ctx context.Context, q querier, since time.Time) (out []string, err error) {
	query := `SELECT DISTINCT owner FROM articles WHERE owner > '' AND time >= $1 ORDER BY owner`
	args := []any{millis(since)}
	if since.IsZero() {
		query, args = `SELECT owner FROM sources WHERE owner > '' UNION SELECT guild FROM hidden_events ORDER BY 1`, nil
	}
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		var owner string
		err := r.Scan(&owner)
		out = append(out, owner)
		return err
	})
	return out, err
}

// Owns reports whether a server has anything of its own, or has hidden something from itself: if not, it sees what
// everybody sees, and may be answered from what is kept for all.
func (d *DB) Owns(ctx context.Context, server string) (own bool, err error) {
	defer d.wrap(&err, "look for what server %s owns", server)
	if server == "" {
		return false, nil
	}
	err = d.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sources WHERE owner = $1)
		OR EXISTS (SELECT 1 FROM hidden_events WHERE guild = $1)`, server).Scan(&own)
	return own, err
}
