package news

import (
	"encoding/json"
	"fmt"
)

// Span is a half-open range [Start,End) of UTF-8 byte offsets into a text. Its JSON is [start,end].
type Span struct{ Start, End int }

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// In returns the text that s covers. It panics if s lies outside text, as slicing does.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Contains reports whether o lies wholly within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// MarshalJSON writes [start,end].
func (s Span) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil }

// UnmarshalJSON reads [start,end].
func (s *Span) UnmarshalJSON(b []byte) error {
	var p [2]int
	if err := json.Unmarshal(b, &p); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	s.Start, s.End = p[0], p[1]
	return nil
}
