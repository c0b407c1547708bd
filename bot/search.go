package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// Bounds of what /search shows.
const (
	searchHits   = 20  // on all pages; beyond that a narrower search serves better than a longer list
	snippetBytes = 240 // about three lines on a phone
)

// search answers /search: the articles that match, with the matched words in bold where they stand.
func (a *answers) search(ctx context.Context, r *Request) (message.Reply, error) {
	from, to, err := r.window()
	if err != nil {
		return message.Reply{}, err
	}
	q := news.SearchQuery{Text: r.value("query"), From: from, To: to, Limit: searchHits}
	if name := r.value("source"); name != "" {
		if q.Source, err = a.source(ctx, name); err != nil {
			return message.Reply{}, err
		}
	}
	asked := q
	if r.Again && to.IsZero() {
		asked.To = r.Now // page 2 is of what page 1 was of
	}
	hits, total, err := a.store.Search(ctx, asked)
	if err != nil {
		return message.Reply{}, fmt.Errorf("search %q: %w", q.Text, err)
	}
	if len(hits) == 0 {
		reply := message.Notice(
			message.Plain("No article has "),
			message.Italic(message.Shorten(q.Text, 200)),
			message.Plain(restriction(q)+"."),
		)
		reply.Ephemeral = true
		return reply, nil
	}
	reply := message.Reply{
		Title: message.Para(message.Plain(fmt.Sprintf("%s for %s", wording.Plural(total, "article"), q.Text))),
	}
	if where := restriction(q); where != "" || total > len(hits) {
		note := strings.TrimSpace(where)
		if total > len(hits) {
			note = strings.TrimPrefix(note+fmt.Sprintf(" · showing the best %d", len(hits)), " · ")
		}
		reply.Blocks = append(reply.Blocks, message.Block{Lines: []message.Line{message.Quiet(message.Plain(note))}})
	}
	for _, h := range hits {
		reply.Blocks = append(reply.Blocks, hitBlock(h))
	}
	return reply, nil
}

// restriction says what a search was restricted to.
func restriction(q news.SearchQuery) string {
	s := ""
	if q.Source != "" {
		s += " in " + q.Source
	}
	if !q.From.IsZero() {
		s += " from " + message.Day(q.From)
	}
	if !q.To.IsZero() {
		s += " to " + message.Day(q.To)
	}
	return s
}

// hitBlock is one article: its title, linked, where it matches, outlet and date.
func hitBlock(h news.Hit) message.Block {
	title := h.Article.Title
	if fold(title) == "" {
		opening, _, _ := strings.Cut(strings.TrimSpace(h.Article.Body), "\n")
		title = message.Shorten(message.Clean(opening), 100)
	}
	at := message.When(h.Article.Time(), message.DateTime)
	if h.Article.DateOnly {
		at = message.Plain(message.Day(h.Article.Time().UTC()))
	}
	return message.Block{Lines: []message.Line{
		message.Para(message.Bold(title)),
		message.Quoted(snippet(h.Article.Body, h.Spans)...),
		message.Quiet(message.Link(h.Article.Source.Name, articleURL(h.Article)), message.Plain(" · "), at),
	}}
}

// snippet is a piece of the body around the densest matches, verbatim, cut between words and marked where it is cut;
// the matches are bold.
func snippet(body string, matches []news.Span) []message.Run {
	matches = slices.DeleteFunc(slices.Clone(matches), func(s news.Span) bool {
		return s.Start < 0 || s.End > len(body) || s.Start >= s.End || !utf8.ValidString(s.In(body))
	})
	slices.SortFunc(matches, func(x, y news.Span) int { return x.Start - y.Start })
	window := widen(body, densest(matches))
	var runs []message.Run
	if window.Start > 0 {
		runs = append(runs, message.Plain("…"))
	}
	at := window.Start
	for _, m := range matches {
		if m.Start < at || m.End > window.End {
			continue
		}
		runs = append(runs, message.Plain(body[at:m.Start]), message.Bold(m.In(body)))
		at = m.End
	}
	runs = append(runs, message.Plain(body[at:window.End]))
	if window.End < len(strings.TrimRight(body, " \n\t")) {
		runs = append(runs, message.Plain("…"))
	}
	return runs
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

// source resolves what a user calls an outlet.
func (a *answers) source(ctx context.Context, name string) (string, error) {
	all, err := a.store.Sources(ctx)
	if err != nil {
		return "", fmt.Errorf("list sources: %w", err)
	}
	names := make([]string, 0, len(all))
	for _, s := range all {
		if fold(s.Name) == fold(name) || slices.ContainsFunc(s.Aliases,
			func(n string) bool { return fold(n) == fold(name) }) {
			return s.Name, nil
		}
		names = append(names, s.Name)
	}
	if near := nearestFold(name, names); near != "" {
		return "", news.Errorf(
			news.NotFound,
			"There is no outlet %q. Did you mean %q?",
			message.Shorten(message.Clean(name), 60),
			near,
		)
	}
	return "", news.Errorf(
		news.NotFound,
		"There is no outlet %q. /sources list shows all.",
		message.Shorten(message.Clean(name), 60),
	)
}

// nearestFold is nearest in any case.
func nearestFold(s string, names []string) string {
	folded := make([]string, len(names))
	for i, n := range names {
		folded[i] = fold(n)
	}
	if i := slices.Index(folded, nearest(fold(s), folded)); i >= 0 {
		return names[i]
	}
	return ""
}
