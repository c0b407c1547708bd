package bot

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// Bounds of what is looked up in a text. Discord's longest message has 4,000 characters; a screen shows some ten cards.
const (
	maxReadText = 20_000 // bytes
	maxNames    = 10
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
	var found []string
	if a.o.Read != nil && text != "" {
		found = a.o.Read(text)
	}
	reply := message.Reply{Title: message.Para(message.Plain("Who is in this?")), Ephemeral: true}
	var unknown []string
	seen := map[int64]bool{}
	for _, name := range found {
		e, ok, err := a.named(ctx, name)
		switch {
		case err != nil:
			return message.Reply{}, err
		case !ok:
			unknown = append(unknown, message.Shorten(message.Clean(name), 60))
		case len(seen) < maxNames && !seen[e.ID]:
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
	case len(found) == 0:
		return message.Notice(message.Plain("No name of a person, an organisation or a place is in this text.")), nil
	case len(unknown) > 0:
		const most = 12
		more := ""
		if len(unknown) > most {
			more = fmt.Sprintf(" and %d more", len(unknown)-most)
			unknown = unknown[:most]
		}
		reply.Blocks = append(reply.Blocks, message.Block{
			Rule: len(reply.Blocks) > 0,
			Lines: []message.Line{
				message.Quiet(message.Plain("In no article: " + strings.Join(unknown, ", ") + more + ".")),
			},
		})
	}
	return reply, nil
}

// named finds the entity of a name, the most mentioned one if several have it.
func (a *answers) named(ctx context.Context, name string) (news.Entity, bool, error) {
	all, err := a.store.FindEntities(ctx, name, entityKinds, 10)
	if err != nil {
		return news.Entity{}, false, fmt.Errorf("find %q: %w", name, err)
	}
	for _, exactly := range []bool{true, false} {
		for _, e := range all {
			if exact, partly := isCalled(e, name); exact || (partly && !exactly) {
				return e, true, nil
			}
		}
	}
	return news.Entity{}, false, nil
}

// shortCard says in three lines who somebody is.
func (a *answers) shortCard(ctx context.Context, r *Request, e news.Entity) ([]message.Line, error) {
	p, recently, err := a.profile(ctx, e.ID, r.Now)
	if err != nil {
		return nil, err
	}
	first := []message.Run{message.Bold(e.Name)}
	if roles := shownRoles(p.Offices); len(roles) > 0 {
		first = append(first, message.Plain(" · "+roles[0].Title))
	} else {
		first = append(first, message.Plain(" · "+string(e.Kind)))
	}
	counted := wording.Plural(p.Mentions, "article") + " of " + wording.Plural(p.Outlets, "outlet")
	second := []message.Run{message.Plain("in " + counted + " in 30 days")}
	if !recently {
		second = []message.Run{message.Plain("in " + counted + ", last "), message.When(p.Last, message.DayOnly)}
	}
	lines := []message.Line{message.Para(first...), message.Quiet(second...)}
	facts, err := a.latestFacts(ctx, p, r.Now)
	if err != nil {
		return nil, err
	}
	if len(facts) > 0 {
		s := lead(facts[0])
		lines = append(lines, factLine(facts[0], s, message.When(s.Time, message.DayOnly)))
	}
	return lines, nil
}
