package bot

import (
	"context"
	"fmt"
	"strings"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// searchHits is how many articles a search shows on all pages; beyond that a narrower search serves better than a
// longer list.
const searchHits = 20

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
	found, err := a.articles.Search(ctx, asked)
	if err != nil {
		return message.Reply{}, fmt.Errorf("search: %w", err)
	}
	w := r.words()
	if len(found.Hits) == 0 {
		reply := message.Notice(say(w, "No article has %s%s.", message.Italic(message.Shorten(q.Text, 200)),
			message.Phrase(restriction(q, w)))...)
		reply.Ephemeral = true
		return reply, nil
	}
	title := counted(w, found.Total, "%s article for %s", "%s articles for %s", q.Text)
	reply := message.Reply{Title: message.Para(title...)}
	if where := restriction(q, w); where != "" || found.Total > len(found.Hits) {
		note := strings.TrimSpace(where)
		if found.Total > len(found.Hits) {
			note = strings.TrimPrefix(note+" · "+w.Say("showing the best %d", len(found.Hits)), " · ")
		}
		reply.Blocks = append(reply.Blocks, message.Block{Lines: []message.Line{message.Quiet(message.Phrase(note))}})
	}
	for _, h := range found.Hits {
		reply.Blocks = append(reply.Blocks, hitBlock(h, w))
	}
	return reply, nil
}

// restriction says what a search was restricted to.
func restriction(q news.SearchQuery, w *wording.Words) string {
	s := ""
	if q.Source != "" {
		s += " " + w.Say("in %s", w.Isolated(q.Source))
	}
	if !q.From.IsZero() {
		s += " " + w.Say("from %s", w.Day(q.From))
	}
	if !q.To.IsZero() {
		s += " " + w.Say("to %s", w.Day(q.To))
	}
	return s
}

// hitBlock is one article: its title, linked, where it matches, outlet and date.
func hitBlock(h answer.Hit, w *wording.Words) message.Block {
	title := h.Article.Title
	if strings.TrimSpace(message.Clean(title)) == "" {
		opening, _, _ := strings.Cut(strings.TrimSpace(h.Article.Body), "\n")
		title = message.Shorten(message.Clean(opening), 100)
	}
	at := message.When(h.Article.Time(), message.DateTime)
	if h.Article.DateOnly {
		at = message.Plain(w.Day(h.Article.Time().UTC()))
	}
	words := message.Quoted(snippetRuns(h.Snippet)...)
	if len(h.Snippet) == 0 {
		words = message.Quiet(message.Plain(w.Say("Its text is no longer kept.")))
	}
	return message.Block{Lines: []message.Line{
		message.Para(message.Bold(title)),
		words,
		message.Quiet(append(printedBy(h.Article.Source.Name, articleURL(h.Article), h.Article.Language, w),
			message.Plain(" · "), at)...),
	}}
}

// snippetRuns is a snippet with what matches in bold.
func snippetRuns(pieces []answer.Piece) []message.Run {
	runs := make([]message.Run, 0, len(pieces))
	for _, p := range pieces {
		if p.Match {
			runs = append(runs, message.Bold(p.Text))
		} else {
			runs = append(runs, message.Plain(p.Text))
		}
	}
	return runs
}

// source resolves what a user calls an outlet.
func (a *answers) source(ctx context.Context, name string) (string, error) {
	found, near, err := a.articles.Outlet(ctx, name)
	name = message.Shorten(message.Clean(name), 60)
	switch {
	case err != nil:
		return "", fmt.Errorf("outlet: %w", err)
	case found != "":
		return found, nil
	case near != "":
		return "", news.Errorf(news.NotFound, "There is no outlet %q. Did you mean %q?", name, near)
	}
	return "", news.Errorf(news.NotFound, "There is no outlet %q. /sources list shows all.", name)
}
