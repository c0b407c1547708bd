package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// rows runs a query and calls scan for each row.
func rows(ctx context.Context, q querier, query string, args []any, scan func(*sql.Rows) error) (err error) {
	r, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for r.Next() {
		if err := scan(r); err != nil {
			return err
		}
	}
	return r.Err()
}

// insertion collects rows for one INSERT of many, or for another statement that takes a table of values.
type insertion struct {
	head   string   // "INSERT INTO mentions (article_id, entity_id) ": what stands before VALUES
	suffix string   // "ON CONFLICT …", "RETURNING …"
	types  []string // of the columns, where the statement does not say: PostgreSQL takes them for texts
	width  int
	args   []any
}

func insertInto(into, suffix string) *insertion {
	return &insertion{head: "INSERT INTO " + into + " ", suffix: suffix, width: strings.Count(into, ",") + 1}
}

// statementOf is a statement around a table of values of these types.
func statementOf(head, suffix string, types ...string) *insertion {
	return &insertion{head: head, suffix: suffix, types: types, width: len(types)}
}

func (b *insertion) add(row ...any) { b.args = append(b.args, row...) }

// maxParameters bounds the parameters of one statement. SQLite looks up a numbered parameter by walking a list:
// measured, two hundred are as fast as one each, four thousand cost five milliseconds.
const maxParameters = 128

// run inserts the rows; scan, if not nil, is called with each row that the suffix returns.
func (b *insertion) run(ctx context.Context, q querier, scan func(*sql.Rows) error) error {
	for args := b.args; len(args) > 0; {
		n := lot(len(args)/b.width, maxParameters/b.width)
		part := args[:n*b.width]
		args = args[len(part):]
		query := b.statement(n)
		var err error
		if scan == nil {
			_, err = q.ExecContext(ctx, query, part...)
		} else {
			err = rows(ctx, q, query, part, scan)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", b.what(), err)
		}
	}
	return nil
}

// lot is how many of n rows are inserted together: a power of two, so that few statements have to be prepared.
func lot(n, most int) int {
	return 1 << (bits.Len(uint(max(min(n, most), 1))) - 1)
}

// what names the statement in an error.
func (b *insertion) what() string {
	name, _, _ := strings.Cut(b.head, " (")
	return strings.Replace(name, "INSERT INTO", "insert into", 1)
}

func (b *insertion) statement(n int) string {
	s := make([]byte, 0, 40+len(b.head)+len(b.suffix)+n*(4+5*b.width))
	s = append(append(s, b.head...), "VALUES "...)
	for i := range n * b.width {
		switch {
		case i == 0:
			s = append(s, '(')
		case i%b.width == 0:
			s = append(s, "), ("...)
		default:
			s = append(s, ", "...)
		}
		place := append([]byte{'$'}, strconv.Itoa(i+1)...)
		if i < len(b.types) { // what the first row has, all have
			s = append(append(append(append(append(s, "CAST("...), place...), " AS "...), b.types[i]...), ')')
			continue
		}
		s = append(s, place...)
	}
	return string(append(append(s, ") "...), b.suffix...))
}

// in is "IN ($n, $n+1, …)" for the values, which it appends to args. It is for lists that are not empty. A long one is
// one parameter, a list that the database takes apart.
func in[T ~int64 | ~string](args *[]any, values []T) string {
	if len(values) > maxParameters {
		encoded, err := json.Marshal(values)
		if err != nil { // numbers and strings always encode
			panic(err)
		}
		return "IN (" + elements[T](bind(args, string(encoded))) + ")"
	}
	b := []byte("IN (")
	for i, v := range values {
		if i > 0 {
			b = append(b, ", "...)
		}
		*args = append(*args, v)
		b = strconv.AppendInt(append(b, '$'), int64(len(*args)), 10)
	}
	return string(append(b, ')'))
}

// bind appends a value to args and returns its placeholder.
func bind(args *[]any, v any) string {
	*args = append(*args, v)
	return "$" + strconv.Itoa(len(*args))
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

// affect runs a statement and returns none if it affected no row.
func affect(ctx context.Context, q querier, none error, query string, args ...any) error {
	r, err := q.ExecContext(ctx, query, args...)
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		err = none
	}
	return err
}
