package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
)

// millis is how an instant is stored; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant is the inverse of millis.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

const dayMillis = 24 * 60 * 60 * 1000

// day is the number of the UTC day of ms since 1970, rounded down also before it.
func day(ms int64) int64 {
	d := ms / dayMillis
	if ms%dayMillis < 0 {
		d--
	}
	return d
}

// optional stores 0 as NULL, for columns that refer to another table.
func optional(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// list encodes a list of strings; an empty one is "".
func list(s []string) string {
	if len(s) == 0 {
		return ""
	}
	b, err := json.Marshal(s)
	if err != nil { // strings always encode
		panic(err)
	}
	return string(b)
}

// parseList is the inverse of list.
func parseList(s string) ([]string, error) {
	if s == "" {
		return nil, nil
	}
	var out []string
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		return nil, fmt.Errorf("stored list: %w", err)
	}
	return out, nil
}

// spanList encodes spans as [[start,end],…]; an empty list is "".
func spanList(spans []news.Span) string {
	if len(spans) == 0 {
		return ""
	}
	b := []byte{'['}
	for i, s := range spans {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		b = strconv.AppendInt(b, int64(s.Start), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(s.End), 10)
		b = append(b, ']')
	}
	return string(append(b, ']'))
}

// parseSpans is the inverse of spanList. Spans are read by the thousand: this is ten times as fast as encoding/json.
func parseSpans(s string) ([]news.Span, error) {
	if s == "" {
		return nil, nil
	}
	if !strings.HasPrefix(s, "[[") || !strings.HasSuffix(s, "]]") {
		return nil, fmt.Errorf("stored spans: %q", s)
	}
	out := make([]news.Span, 0, strings.Count(s, ",")/2+1)
	for pair := range strings.SplitSeq(s[2:len(s)-2], "],[") {
		a, b, _ := strings.Cut(pair, ",")
		start, err := strconv.Atoi(a)
		if err != nil {
			return nil, fmt.Errorf("stored spans: %w", err)
		}
		end, err := strconv.Atoi(b)
		if err != nil {
			return nil, fmt.Errorf("stored spans: %w", err)
		}
		out = append(out, news.Span{Start: start, End: end})
	}
	return out, nil
}

// termList encodes terms as ["text",weight,…], with weights to four digits; an empty list is "".
func termList(terms []news.Term) string {
	if len(terms) == 0 {
		return ""
	}
	b := make([]byte, 0, 20*len(terms))
	for i, t := range terms {
		b = append(b, "[,"[min(i, 1)])
		if plain(t.Text) {
			b = append(append(append(b, '"'), t.Text...), '"')
		} else {
			quoted, err := json.Marshal(t.Text)
			if err != nil { // a string always encodes
				panic(err)
			}
			b = append(b, quoted...)
		}
		b = append(b, ',')
		b = strconv.AppendFloat(b, t.Weight, 'g', 4, 64)
	}
	return string(append(b, ']'))
}

// plain reports whether JSON writes s as it is.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// parseTerms is the inverse of termList. A sentence's two dozen terms are read for every comparison: texts without an
// escape are cut out of s and share its memory.
func parseTerms(s string) ([]news.Term, error) {
	if s == "" {
		return nil, nil
	}
	if strings.ContainsRune(s, '\\') {
		return parseEscapedTerms(s)
	}
	out := make([]news.Term, 0, strings.Count(s, `",`))
	for rest := s[1:]; rest != ""; {
		if rest[0] != '"' {
			return nil, fmt.Errorf("stored terms: %q", s)
		}
		text, after, ok := strings.Cut(rest[1:], `",`)
		end := strings.IndexAny(after, ",]")
		if !ok || end < 0 {
			return nil, fmt.Errorf("stored terms: %q", s)
		}
		w, err := strconv.ParseFloat(after[:end], 64)
		if err != nil {
			return nil, fmt.Errorf("stored terms: %w", err)
		}
		out = append(out, news.Term{Text: text, Weight: w})
		rest = after[end+1:]
	}
	return out, nil
}

func parseEscapedTerms(s string) ([]news.Term, error) {
	var flat []any
	if err := json.Unmarshal([]byte(s), &flat); err != nil {
		return nil, fmt.Errorf("stored terms: %w", err)
	}
	out := make([]news.Term, 0, len(flat)/2)
	for i := 0; i+1 < len(flat); i += 2 {
		text, isText := flat[i].(string)
		w, isNumber := flat[i+1].(float64)
		if !isText || !isNumber {
			return nil, fmt.Errorf("stored terms: %q", s)
		}
		out = append(out, news.Term{Text: text, Weight: w})
	}
	return out, nil
}

// batch collects rows for one INSERT of many.
type batch struct {
	into   string // "mentions (article_id, entity_id)"
	suffix string // "ON CONFLICT …", "RETURNING …"
	width  int
	args   []any
}

func insertInto(into, suffix string) *batch {
	return &batch{into: into, suffix: suffix, width: strings.Count(into, ",") + 1}
}

func (b *batch) add(row ...any) { b.args = append(b.args, row...) }

// maxParameters bounds the parameters of one statement. SQLite looks up a numbered parameter by walking a list:
// measured, two hundred are as fast as one each, four thousand cost five milliseconds.
const maxParameters = 128

// run inserts the rows; scan, if not nil, is called with each row that the suffix returns.
func (b *batch) run(ctx context.Context, q querier, scan func(*sql.Rows) error) error {
	for args := b.args; len(args) > 0; {
		n := lot(len(args)/b.width, maxParameters/b.width)
		part := args[:n*b.width]
		args = args[len(part):]
		query := b.statement(n)
		if scan == nil {
			if _, err := q.ExecContext(ctx, query, part...); err != nil {
				return fmt.Errorf("insert into %s: %w", b.table(), err)
			}
			continue
		}
		if err := rows(ctx, q, query, part, scan); err != nil {
			return fmt.Errorf("insert into %s: %w", b.table(), err)
		}
	}
	return nil
}

// lot is how many of n rows are inserted together: a power of two, so that few statements have to be prepared.
func lot(n, most int) int {
	return 1 << (bits.Len(uint(max(min(n, most), 1))) - 1)
}

func (b *batch) table() string {
	name, _, _ := strings.Cut(b.into, " ")
	return name
}

func (b *batch) statement(n int) string {
	s := make([]byte, 0, 40+len(b.into)+len(b.suffix)+n*(4+5*b.width))
	s = append(append(append(s, "INSERT INTO "...), b.into...), " VALUES "...)
	for i := range n * b.width {
		switch {
		case i == 0:
			s = append(s, '(')
		case i%b.width == 0:
			s = append(s, "), ("...)
		default:
			s = append(s, ", "...)
		}
		s = strconv.AppendInt(append(s, '$'), int64(i+1), 10)
	}
	return string(append(append(s, ") "...), b.suffix...))
}

// in is "IN ($n, $n+1, …)" for the values, which it appends to args. It is for lists that are not empty.
func in[T any](args *[]any, values []T) string {
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
