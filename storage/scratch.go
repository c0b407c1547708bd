package storage

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"strings"
)

// Scratch makes an empty schema in the PostgreSQL database at address, and returns the address of that; remove drops it
// with all it holds. It is for what is thrown away: tests, demonstrations.
func Scratch(ctx context.Context, address string) (scratch string, remove func(context.Context) error, err error) {
	c, err := postgresConfig(address)
	if err != nil {
		return "", nil, err
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", nil, errAddress
	}
	name := "sitrep_" + strings.ToLower(rand.Text())
	run := func(ctx context.Context, statement string) (err error) {
		defer (&DB{path: postgresName(c), dialect: postgres}).wrap(&err, "make room in %s", postgresName(c))
		db := openPostgres(c, 1)
		_, err = db.ExecContext(ctx, statement)
		return errors.Join(err, db.Close())
	}
	if err := run(ctx, `CREATE SCHEMA `+name); err != nil {
		return "", nil, err
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String(), func(ctx context.Context) error { return run(ctx, `DROP SCHEMA `+name+` CASCADE`) }, nil
}
