package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep/news"
)

// SearchStore is what searching needs of storage.
type SearchStore interface {
	// Search also returns how many articles match in all.
	Search(ctx context.Context, q news.SearchQuery) ([]news.Hit, int, error)
	Sources(ctx context.Context) ([]news.Source, error)
}

// Searches finds articles.
type Searches struct{ store SearchStore }

// NewSearches returns what searches store.
func NewSearches(store SearchStore) *Searches { return &Searches{store} }

// Results are the articles that match best.
type Results struct {
	Hits  []Hit
	Total int // articles that match
}

// Hit is an article that matches, with the piece of it that does.
type Hit struct {
	Article news.Article
	Snippet []Piece // verbatim, but for an ellipsis at an end that is cut
}

// Piece is a part of a snippet: what matches, or what stands between.
type Piece struct {
	Text  string
	Match bool
}

// snippetBytes is about how long a snippet is: about three lines on a phone.
const snippetBytes = 240

// Search returns the articles that match q.
func (s *Searches) Search(ctx context.Context, q news.SearchQuery) (Results, error) {
	hits, total, err := s.store.Search(ctx, q)
	if err != nil {
		return Results{}, fmt.Errorf("search %q: %w", q.Text, err)
	}
	out := Results{Total: total}
	for _, h := range hits {
		pieces := snippet(h.Article.Body, h.Spans)
		if h.Article.Digest != "" {
			pieces = pieced(pieces)
		}
		out.Hits = append(out.Hits, Hit{h.Article, pieces})
	}
	return out, nil
}

// Outlet finds the outlet that a name means, by the name or an alias. near is the one that may
// be meant if none is found, "" if none is like it.
func (s *Searches) Outlet(ctx context.Context, name string) (found, near string, err error) {
	all, err := s.store.Sources(ctx)
	if err != nil {
		return "", "", fmt.Errorf("list sources: %w", err)
	}
	found, near = outlet(all, name)
	return found, near, nil
}

// snippet is a piece of the body around the densest matches, verbatim, cut between words and marked where it is cut.
func snippet(body string, matches []news.Span) (out []Piece) {
	matches = slices.DeleteFunc(slices.Clone(matches), func(s news.Span) bool {
		return s.Start < 0 || s.End > len(body) || s.Start >= s.End || !utf8.ValidString(s.In(body))
	})
	slices.SortFunc(matches, func(x, y news.Span) int { return x.Start - y.Start })
	window := widen(body, densest(matches))
	if window.Start > 0 {
		out = append(out, Piece{Text: "…"})
	}
	at := window.Start
	for _, m := range matches {
		if m.Start < at || m.End > window.End {
			continue
		}
		out = append(out, Piece{Text: body[at:m.Start]}, Piece{Text: m.In(body), Match: true})
		at = m.End
	}
	out = append(out, Piece{Text: body[at:window.End]})
	if window.End < len(strings.TrimRight(body, " \n\t")) {
		out = append(out, Piece{Text: "…"})
	}
	return out
}

// densest returns the span from the first to the last of the matches that lie within one snippet and are most.
func densest(matches []news.Span) news.Span {
	best, most := news.Span{}, 0
	for i, first := range matches {
		n := 0
		last := first
		for _, m := range matches[i:min(len(matches), i+50)] {
			if m.End-first.Start > snippetBytes {
				break
			}
			n, last = n+1, m
		}
		if n > most {
			best, most = news.Span{Start: first.Start, End: last.End}, n
		}
	}
	return best
}

// widen widens s to about snippetBytes, to the ends of words, within its paragraphs where they are long enough.
func widen(body string, s news.Span) news.Span {
	room := max(0, snippetBytes-s.Len())
	start, end := max(0, s.Start-room/2), min(len(body), s.End+room/2)
	if p := strings.LastIndex(body[start:s.Start], "\n\n"); p >= 0 {
		start += p + 2
	} else if start > 0 {
		if i := strings.IndexAny(body[start:s.Start], " \n"); i >= 0 {
			start += i + 1
		}
	}
	if p := strings.Index(body[s.End:end], "\n\n"); p >= 0 {
		end = s.End + p
	} else if end < len(body) {
		if i := strings.LastIndexAny(body[s.End:end], " \n"); i >= 0 {
			end = s.End + i
		}
	}
	for start > 0 && start < len(body) && !utf8.RuneStart(body[start]) {
		start--
	}
	for end > start && end < len(body) && !utf8.RuneStart(body[end]) {
		end--
	}
	return news.Span{Start: start, End: end}
}
