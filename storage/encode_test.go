package storage

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func TestInstant(t *testing.T) {
	for _, in := range []time.Time{
		{},
		time.Date(2025, 4, 25, 12, 0, 0, 5e6, time.UTC),
		time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		time.Date(1950, 6, 25, 4, 0, 0, 0, time.FixedZone("KST", 9*3600)),
	} {
		if got := instant(millis(in)); !got.Equal(in) || got.Location() != time.UTC {
			t.Errorf("instant(millis(%v)) = %v", in, got)
		}
	}
}

func TestDay(t *testing.T) {
	for _, c := range []struct {
		at   time.Time
		want int64
	}{
		{time.Date(1970, 1, 1, 23, 59, 59, 0, time.UTC), 0},
		{time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC), 1},
		{time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC), -1},
		{time.Date(1969, 12, 30, 23, 59, 59, 0, time.UTC), -2},
	} {
		if got := day(millis(c.at)); got != c.want {
			t.Errorf("day(%v) = %d, want %d", c.at, got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	for _, in := range [][]string{nil, {"a"}, {"", `"`, "ü\x00\n", "]"}} {
		if got, err := parseList(list(in)); err != nil || !cmp.Equal(got, in) {
			t.Errorf("parseList(list(%q)) = %q, %v", in, got, err)
		}
	}
	for _, in := range [][]news.Span{nil, {{Start: 0, End: 0}}, {{Start: 1, End: 20}, {Start: 300, End: 4000}}} {
		if got, err := parseSpans(spanList(in)); err != nil || !cmp.Equal(got, in) {
			t.Errorf("parseSpans(spanList(%v)) = %v, %v", in, got, err)
		}
	}
	for _, in := range [][]news.Term{
		nil,
		{{Text: "kyiv", Weight: 0.25}},
		{{Text: `a "b", c`, Weight: 1}, {Text: "", Weight: -0.5}},
		{{Text: "@київ", Weight: 1e-9}, {Text: "a\\b\n", Weight: 3}, {Text: "<&>\u2028", Weight: 0}},
	} {
		if got, err := parseTerms(termList(in)); err != nil || !cmp.Equal(got, in) {
			t.Errorf("parseTerms(termList(%v)) = %v, %v", in, got, err)
		}
	}
}

// FuzzParse holds that no stored text makes reading it panic, and that what was written is read again.
func FuzzParse(f *testing.F) {
	f.Add(`["a",1,"b",0.5]`, "term")
	f.Add(`[[1,2],[3,4]]`, "")
	f.Add(`["a\u0062",1]`, "\xff")
	f.Fuzz(func(t *testing.T, stored, text string) {
		_, _ = parseTerms(stored)
		_, _ = parseSpans(stored)
		_, _ = parseList(stored)
		text = strings.ToValidUTF8(text, "")
		in := []news.Term{{Text: text, Weight: 0.5}, {Text: text + text, Weight: 2}}
		if got, err := parseTerms(termList(in)); err != nil || !cmp.Equal(got, in) {
			t.Errorf("parseTerms(termList(%v)) = %v, %v", in, got, err)
		}
	})
}

func TestFTS5Query(t *testing.T) {
	one := func(prefix bool, terms ...string) news.SearchClause {
		return news.SearchClause{Any: []news.SearchPhrase{{Terms: terms, Prefix: prefix}}}
	}
	without := func(c news.SearchClause) news.SearchClause { c.Not = true; return c }
	for _, c := range []struct {
		q    []news.SearchClause
		want string
	}{
		{nil, ""},
		{[]news.SearchClause{one(false, "air"), one(false, "defence")}, `("air") AND ("defence")`},
		{
			[]news.SearchClause{one(false, "air", "defence"), one(true, "kyi"), without(one(false, "drone"))},
			`(("air defence") AND ("kyi"*)) NOT ("drone")`,
		},
		{[]news.SearchClause{without(one(false, "two", "words")), without(one(true, "b"))}, `"two words" OR "b"*`},
		{
			[]news.SearchClause{{Any: []news.SearchPhrase{{Terms: []string{"kyiv"}}, {Terms: []string{`a"b`}}}}},
			`("kyiv" OR "a""b")`,
		},
	} {
		if got := fts5Query(c.q); got != c.want {
			t.Errorf("fts5Query(%+v) = %s, want %s", c.q, got, c.want)
		}
	}
}

// FuzzSearch holds that no text is a syntax error.
func FuzzSearch(f *testing.F) {
	d, err := Open(context.Background(), filepath.Join(f.TempDir(), "sitrep.db"), Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := d.Close(); err != nil {
			f.Error(err)
		}
	})
	for _, s := range []string{`a "b c" -d e*`, `"`, "NEAR(", "a\x00*", `^{title}:"x" + y`, "-\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if _, _, err := d.Search(t.Context(), news.SearchQuery{Text: s}); err != nil {
			t.Errorf("Search(%q): %v", s, err)
		}
	})
}

func TestOnly(t *testing.T) {
	const script = "CREATE TABLE a (\n    id INTEGER, -- only: sqlite\n    id BIGINT, -- only: postgres\n    b TEXT " +
		"-- a list\n); -- only: sqlite\n"
	if got, want := linesFor("sqlite",
		script), "CREATE TABLE a (\n    id INTEGER,\n    b TEXT -- a list\n);\n"; got != want {
		t.Errorf("for sqlite: %q, want %q", got, want)
	}
	if got, want := linesFor("postgres", script), "CREATE TABLE a (\n    id BIGINT,\n    b TEXT -- a "+
		"list\n"; got != want {
		t.Errorf("for postgres: %q, want %q", got, want)
	}
}

func TestBatch(t *testing.T) {
	d := opened(t)
	exec := func(query string) {
		if _, err := d.writer.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	exec(`CREATE TABLE numbers (n INTEGER, square INTEGER)`)
	for _, n := range []int{0, 1, 63, 64, 65, 300} {
		exec(`DELETE FROM numbers`)
		b := insertInto("numbers (n, square)", "RETURNING n")
		for i := range n {
			b.add(i, i*i)
		}
		returned := map[int]bool{}
		err := b.run(t.Context(), d.writer, func(r *sql.Rows) error {
			var i int
			err := r.Scan(&i)
			returned[i] = true
			return err
		})
		var stored, wrong int
		if err == nil {
			err = d.writer.QueryRowContext(t.Context(),
				`SELECT COUNT(*), COUNT(CASE WHEN square <> n * n THEN 1 END) FROM numbers`).Scan(&stored, &wrong)
		}
		if err != nil || stored != n || wrong != 0 || len(returned) != n {
			t.Errorf("of %d rows %d were stored, %d wrong, %d returned, %v", n, stored, wrong, len(returned), err)
		}
	}
}

// TestKeptStatements runs one statement inside itself, more statements than are kept, and one that fails.
func TestKeptStatements(t *testing.T) {
	d := opened(t)
	ctx := t.Context()
	conn, err := d.writer.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	}()
	const query = `SELECT value FROM json_each($1)`
	var pairs []string
	err = rows(ctx, conn, query, []any{`["a","b"]`}, func(outer *sql.Rows) error {
		var x string
		if err := outer.Scan(&x); err != nil {
			return err
		}
		return rows(ctx, conn, query, []any{`["c","d"]`}, func(inner *sql.Rows) error {
			var y string
			err := inner.Scan(&y)
			pairs = append(pairs, x+y)
			return err
		})
	})
	if want := []string{"ac", "ad", "bc", "bd"}; err != nil || !cmp.Equal(pairs, want) {
		t.Errorf("a statement inside itself gives %v, %v; want %v", pairs, err, want)
	}
	for i := range 2*keptStatements + 3 {
		var got int
		if err := conn.QueryRowContext(ctx, fmt.Sprintf(`SELECT $1 + %d`, i), 1).Scan(&got); err != nil || got != i+1 {
			t.Fatalf("statement %d gives %d, %v", i, got, err)
		}
	}
	err = conn.Raw(func(c any) error {
		if n := len(c.(*keepingConn).kept); n > keptStatements {
			t.Errorf("%d statements are kept, want at most %d", n, keptStatements)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	const insert = `INSERT INTO sources (name, home_page, family, country, kind, party, aliases, language) VALUES ` +
		`($1, '', '', '', '', '', '', '')`
	for _, c := range []struct {
		name any
		ok   bool
	}{{"a", true}, {"a", false}, {nil, false}, {"b", true}} {
		if _, err := conn.ExecContext(ctx, insert, c.name); (err == nil) != c.ok {
			t.Errorf("inserting %v: %v, want success: %v", c.name, err, c.ok)
		}
	}
}

func opened(t *testing.T) *DB {
	t.Helper()
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}
