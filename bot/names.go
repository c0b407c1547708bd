package bot

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
)

// Bounds of what is looked up in a text. Discord's longest message has 4,000 characters; a screen shows some ten cards.
const (
	maxReadText = 20_000 // bytes
	maxNames    = 10
	maxWords    = 40 // that may be names
)

// names answers "Who is in this?": a short card of everybody who is named in a text and known.
func (a *answers) names(ctx context.Context, r *Request) (message.Reply, error) {
	text := r.value("text")
	if len(text) > maxReadText {
		cut := maxReadText
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	var found, words []string
	if a.o.Read != nil && text != "" {
		found, words = a.o.Read(text)
	}
	w := r.words()
	reply := message.Reply{Title: message.Para(say(w, "Who is in this?")...), Ephemeral: true}
	var unknown []string
	seen := map[int64]bool{}
	for i, name := range append(found, words[:min(len(words), maxWords)]...) {
		named := i < len(found)
		e, ok, err := a.lookup.Best(ctx, name)
		switch {
		case err != nil:
			return message.Reply{}, err
		case !ok && named:
			unknown = append(unknown, message.Shorten(message.Clean(name), 60))
		case ok && (named || answer.Bears(e, name)) && len(seen) < maxNames && !seen[e.ID]:
			seen[e.ID] = true
			lines, err := a.shortCard(ctx, r, e)
			if err != nil {
				return message.Reply{}, err
			}
			reply.Blocks = append(reply.Blocks, message.Block{Lines: lines})
			reply.Buttons = append(reply.Buttons, message.Button{Label: e.Name, Line: idLine("who", e.ID)})
		}
	}
	switch {
	case len(found) == 0 && len(seen) == 0:
		return message.Notice(say(w, "No name of a person, an organisation or a place is in this text.")...), nil
	case len(unknown) > 0:
		const most = 12
		more := ""
		if len(unknown) > most {
			more = " " + w.Say("and %d more", len(unknown)-most)
			unknown = unknown[:most]
		}
		reply.Blocks = append(reply.Blocks, message.Block{
			Rule: len(reply.Blocks) > 0,
			Lines: []message.Line{
				message.Quiet(say(w, "In no article: %s.",
					message.Phrase(w.Isolated(strings.Join(unknown, ", "))+more))...),
			},
		})
	}
	return reply, nil
}

// shortCard says in three lines who somebody is.
func (a *answers) shortCard(ctx context.Context, r *Request, e news.Entity) ([]message.Line, error) {
	c, err := a.cards.Card(ctx, e.ID, r.Now)
	if err != nil {
		return nil, fmt.Errorf("card: %w", err)
	}
	w := r.words()
	first := []message.Run{message.Bold(e.Name)}
	if offices := c.Offices(); len(offices) > 0 {
		first = append(first, message.Plain(" · "+offices[0].Title))
	} else {
		first = append(first, message.Plain(" · "+w.Say(string(e.Kind))))
	}
	p := c.Profile
	second := []message.Run{message.Plain(mentions(p, w) + " " + w.Say("in 30 days"))}
	if !c.Recently {
		second = append([]message.Run{message.Plain(mentions(p, w))},
			say(w, ", last %s", message.When(p.Last, message.DayOnly))...)
	}
	lines := []message.Line{message.Para(first...), message.Quiet(second...)}
	if len(c.Latest) > 0 {
		s := answer.Lead(c.Latest[0])
		lines = append(lines, factLine(c.Latest[0], s, message.When(s.Time, message.DayOnly), w))
	}
	return lines, nil
}
