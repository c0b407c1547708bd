package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"sitrep/news"
)

const sourceColumns = `o.id, o.name, o.home_page, o.family, o.country, o.kind, o.party, o.aliases, o.language, o.owner`

// sourceScan receives sourceColumns.
type sourceScan struct {
	s       news.Source
	aliases string
}

func (x *sourceScan) fields() []any {
	return []any{
		&x.s.ID, &x.s.Name, &x.s.HomePage, &x.s.Family, &x.s.Country, &x.s.Kind, &x.s.Party, &x.aliases,
		&x.s.Language, &x.s.Owner,
	}
}

func (x *sourceScan) source() (_ news.Source, err error) {
	x.s.Aliases, err = parseList(x.aliases)
	return x.s, err
}

// Sources returns the outlets by name. Of a server's own one whose feeds were all made everybody's nothing is left but
// what was shown of it.
func (d *DB) Sources(ctx context.Context) (out []news.Source, err error) {
	defer d.wrap(&err, "list sources")
	query := `SELECT ` + sourceColumns + ` FROM sources o WHERE ` + seen(ctx, "o") + `
		AND (o.owner = '' OR EXISTS (SELECT 1 FROM feeds f WHERE f.source_id = o.id)
			OR EXISTS (SELECT 1 FROM articles a WHERE a.source_id = o.id AND a.current)) ORDER BY o.name, o.owner`
	err = rows(ctx, d.reader, query, nil, func(r *sql.Rows) error {
		var x sourceScan
		if err := r.Scan(x.fields()...); err != nil {
			return err
		}
		s, err := x.source()
		out = append(out, s)
		return err
	})
	return out, err
}

// SaveSource creates the outlet or updates the one of that name, and returns its id. What s leaves empty stays as it
// is.
func (d *DB) SaveSource(ctx context.Context, s news.Source) (id int64, err error) {
	defer d.wrap(&err, "save source %q", s.Name)
	if err := s.Validate(); err != nil {
		return 0, err
	}
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		id, err = upsertSource(ctx, tx, s)
		return err
	})
	return id, err
}

// addSource is upsertSource for an outlet that somebody named: what is known of it is not overwritten.
func addSource(ctx context.Context, tx *sql.Tx, s news.Source) (int64, error) {
	var id int64
	err := tx.QueryRowContext(ctx,
		`SELECT o.id FROM sources o WHERE o.name = $1 AND o.owner = $2`, s.Name, s.Owner).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	if s.Owner != "" {
		var x sourceScan
		err := tx.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM sources o WHERE o.name = $1 AND o.owner = ''`,
			s.Name).Scan(x.fields()...)
		if err == nil {
			owner := s.Owner
			s, err = x.source()
			s.Owner = owner
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, err
		}
	}
	return upsertSource(ctx, tx, s)
}

func upsertSource(ctx context.Context, tx *sql.Tx, s news.Source) (int64, error) {
	var x sourceScan
	err := tx.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM sources o WHERE o.name = $1 AND o.owner = $2`,
		s.Name, s.Owner).Scan(x.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		var id int64
		err := tx.QueryRowContext(ctx, `INSERT INTO sources (name, home_page, family, country, kind, party, aliases,
			language, owner)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (owner, name) DO NOTHING RETURNING id`,
			s.Name, s.HomePage, s.Family, s.Country, s.Kind, s.Party, list(s.Aliases), s.Language, s.Owner).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) { // somebody else was faster, a moment ago
			err = tx.QueryRowContext(ctx, `SELECT o.id FROM sources o WHERE o.name = $1 AND o.owner = $2`, s.Name,
				s.Owner).Scan(&id)
		}
		return id, err
	}
	if err != nil {
		return 0, err
	}
	old := x
	x.s.HomePage = cmp.Or(s.HomePage, x.s.HomePage)
	x.s.Family = cmp.Or(s.Family, x.s.Family)
	x.s.Country = cmp.Or(s.Country, x.s.Country)
	x.s.Kind = cmp.Or(s.Kind, x.s.Kind)
	x.s.Party = cmp.Or(s.Party, x.s.Party)
	x.s.Language = cmp.Or(s.Language, x.s.Language)
	x.aliases = cmp.Or(list(s.Aliases), x.aliases)
	if x.aliases == old.aliases && x.s.HomePage == old.s.HomePage && x.s.Family == old.s.Family &&
		x.s.Country == old.s.Country &&
		x.s.Kind == old.s.Kind && x.s.Party == old.s.Party && x.s.Language == old.s.Language {
		return x.s.ID, nil // nearly always: articles repeat their outlet
	}
	_, err = tx.ExecContext(ctx, `UPDATE sources SET home_page = $2, family = $3, country = $4, kind = $5, party = $6,
		aliases = $7, language = $8 WHERE id =
		$1`, x.s.ID, x.s.HomePage, x.s.Family, x.s.Country, x.s.Kind, x.s.Party, x.aliases, x.s.Language)
	return x.s.ID, err
}
