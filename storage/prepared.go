package storage

import (
	"context"
	"database/sql/driver"
)

// keptStatements is how many prepared statements a connection keeps: there are some hundred in this package, several of
// them in a few lengths.
const keptStatements = 200

// keepStatements makes connections that prepare a statement once and keep it, as PostgreSQL's driver does by itself.
// Without it SQLite spends more time on reading an INSERT of many rows than on inserting them.
type keepStatements struct{ driver.Connector }

// Connect opens a connection.
func (k keepStatements) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	full, ok := c.(fullConn)
	if !ok {
		return c, nil
	}
	return &keepingConn{fullConn: full, kept: map[string]*keptStatement{}}, nil
}

// fullConn is what database/sql uses of a connection.
type fullConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// statement is what every statement of a fullConn can do.
type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type keptStatement struct {
	statement
	busy bool
	used uint64
}

// keepingConn is used by one goroutine at a time, as database/sql guarantees.
type keepingConn struct {
	fullConn
	kept  map[string]*keptStatement
	clock uint64
}

// Unwrap returns the driver's connection.
func (c *keepingConn) Unwrap() driver.Conn { return c.fullConn }

// Close closes the kept statements with the connection.
func (c *keepingConn) Close() error {
	for _, s := range c.kept {
		_ = s.Close() // the connection's error says all
	}
	c.kept = nil
	return c.fullConn.Close()
}

// ExecContext runs a kept statement. One without arguments is not kept: it is a script, or its values stand in its
// text.
func (c *keepingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.take(ctx, query, args)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.fullConn.ExecContext(ctx, query, args)
	}
	defer func() { s.busy = false }()
	return s.ExecContext(ctx, args)
}

// QueryContext runs a kept statement; it is free again when the rows are closed.
func (c *keepingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.take(ctx, query, args)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.fullConn.QueryContext(ctx, query, args)
	}
	r, err := s.QueryContext(ctx, args)
	if err != nil {
		s.busy = false
		return nil, err
	}
	return &keptRows{Rows: r, of: s}, nil
}

type keptRows struct {
	driver.Rows
	of *keptStatement
}

// ColumnTypeDatabaseTypeName is the type that a column was declared with.
func (r *keptRows) ColumnTypeDatabaseTypeName(column int) string {
	if t, ok := r.Rows.(driver.RowsColumnTypeDatabaseTypeName); ok {
		return t.ColumnTypeDatabaseTypeName(column)
	}
	return ""
}

// Close ends the query.
func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}

// take returns the kept statement of the query, prepared now if need be; nil if the query is none to be kept, or is
// running already.
func (c *keepingConn) take(ctx context.Context, query string, args []driver.NamedValue) (*keptStatement, error) {
	if len(args) == 0 {
		return nil, nil
	}
	s := c.kept[query]
	if s == nil {
		p, err := c.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		full, ok := p.(statement)
		if !ok {
			return nil, p.Close()
		}
		c.evict()
		s = &keptStatement{statement: full}
		c.kept[query] = s
	}
	if s.busy {
		return nil, nil
	}
	c.clock++
	s.busy, s.used = true, c.clock
	return s, nil
}

// evict makes room for one more: it closes the statement that was used longest ago.
func (c *keepingConn) evict() {
	if len(c.kept) < keptStatements {
		return
	}
	oldest := ""
	for q, s := range c.kept {
		if !s.busy && (oldest == "" || s.used < c.kept[oldest].used) {
			oldest = q
		}
	}
	if oldest != "" {
		_ = c.kept[oldest].Close() // a statement at rest
		delete(c.kept, oldest)
	}
}
