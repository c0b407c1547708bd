package storage

import (
	"context"
	"strings"
	"unicode"

	"sitrep/news"
)

// RenameEntity gives an entity the name under which it is shown; the old one stays one of its names. What is stored is
// shown under the new name, too, but for digests that are composed already. An empty name is an Invalid error, one that
// another entity of the kind has a Conflict.
func (d *DB) RenameEntity(ctx context.Context, id int64, name string) (out news.Entity, err error) {
	defer d.wrap(&err, "rename entity %d", id)
	name = strings.Join(strings.Fields(name), " ")
	err = d.correct(ctx, func(ctx context.Context, c correcting) error {
		e, err := c.entity(ctx, id)
		if err != nil {
			return err
		}
		if key := d.options.Names.Fold(name); key == "" || len(name) > maxName ||
			strings.ContainsFunc(name, unicode.IsControl) {
			return news.Errorf(news.Invalid, "a name needs letters, and at most %d bytes", maxName)
		}
		if others, err := c.otherBearers(ctx, e, name); err != nil {
			return err
		} else if others > 0 {
			return news.Errorf(news.Conflict,
				"another %s is called %s: merge the two, or choose a name that tells them apart", e.Kind, name)
		}
		if err := c.rename(ctx, e, name); err != nil {
			return err
		}
		if err := c.log(ctx, news.Correction{
			What: news.CorrectRename, Entity: e.ID, Name: name,
			Names: []string{e.Name},
		}); err != nil {
			return err
		}
		out, err = entity(ctx, c.tx, e.ID)
		return err
	})
	return out, err
}

// maxName bounds what may be typed for a name, in bytes.
const maxName = 120

func (c correcting) rename(ctx context.Context, e news.Entity, name string) error {
	touched, err := c.articlesOf(ctx, e.ID)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE entities SET name = $2 WHERE id = $1`, []any{e.ID, name}},
		{
			`INSERT INTO aliases (entity_id, name) VALUES ($1, $2) ON CONFLICT (entity_id, name, owner) DO NOTHING`,
			[]any{e.ID, name},
		},
		{
			`INSERT INTO aliases (entity_id, name) VALUES ($1, $2) ON CONFLICT (entity_id, name, owner) DO NOTHING`,
			[]any{e.ID, e.Name},
		},
		{`UPDATE statements SET speaker = $2 WHERE speaker_id = $1`, []any{e.ID, name}},
	} {
		if _, err := c.tx.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	if err := c.rekey(ctx, e.ID, nil); err != nil {
		return err
	}
	if err := c.pin(ctx, e, []string{name}, true); err != nil {
		return err
	}
	return c.renameIn(ctx, touched, e.Name, name)
}
