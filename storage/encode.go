package storage

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
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

// idList encodes ids; an empty list is "".
func idList(ids []int64) string {
	if len(ids) == 0 {
		return ""
	}
	b, err := json.Marshal(ids)
	if err != nil { // numbers always encode
		panic(err)
	}
	return string(b)
}

// parseIDs is the inverse of idList.
func parseIDs(s string) ([]int64, error) {
	if s == "" {
		return nil, nil
	}
	var out []int64
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		return nil, fmt.Errorf("stored list of ids: %w", err)
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

// eventList encodes event mentions; an empty list is "". Their figures are the sentence's.
func eventList(events []news.EventMention) string {
	if len(events) == 0 {
		return ""
	}
	all := slices.Clone(events)
	for i := range all {
		all[i].Figures = nil
	}
	b, err := json.Marshal(all)
	if err != nil { // values that always encode
		panic(err)
	}
	return string(b)
}

// parseEvents is the inverse of eventList.
func parseEvents(s string) (out []news.EventMention, err error) {
	if s == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		return nil, fmt.Errorf("stored events: %w", err)
	}
	return out, nil
}

// encoded is a value that is stored as JSON.
type encoded[T any] struct{ value *T }

// Value writes it.
func (e encoded[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(e.value)
	return string(b), err
}

// Scan reads it.
func (e encoded[T]) Scan(from any) error {
	switch text := from.(type) {
	case string:
		return json.Unmarshal([]byte(text), e.value)
	case []byte:
		return json.Unmarshal(text, e.value)
	}
	return fmt.Errorf("%T is no JSON", from)
}
